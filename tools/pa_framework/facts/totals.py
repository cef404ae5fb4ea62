"""What may be published of a register: totals, and none that leads back to somebody.

`docs/decisions/0010-totals-of-a-register.md` says why. The method is to publish small groups together:

1. a number is small where fewer sign-offs, PAs or people than the threshold stand behind it; 0 is small too;
2. rows that are small are shown as one row, together; so are as many of the next smallest as it takes until their sum
   is not small;
3. so everything that can be worked out by subtraction is a sum that could be published itself.

What leaves this module holds numbers, verdicts, and the ids of the framework's tasks. Nothing else can leave it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pa_framework.facts.facts import Facts
from pa_framework.facts.verdict import MAY_DO, State, Verdict
from pa_framework.records.register import NoRegister, Register, read_register

#: Where a register lies below a root.
FOLDER = "competences/register"
#: The least threshold, whatever the settings say.
LOWEST_THRESHOLD = 5
_MAY_NOT = tuple(state for state in State if state not in MAY_DO)


@dataclass(frozen=True, slots=True)
class TaskTotal:
    """Sign-offs for a task of the framework, or for several together (`task` is empty).

    `may_do` is how many of them let the PA do the task today, or None where that is shown together with others.
    """

    task: str
    all: int
    may_do: int | None


@dataclass(frozen=True, slots=True)
class Totals:
    """What is published: `all` is None where the register is too small for any number.

    `verdicts` are numbers by verdict; several verdicts where they are shown together.
    """

    least: int
    all: int | None = None
    may_do: int | None = None
    tasks: tuple[TaskTotal, ...] = ()
    together: TaskTotal | None = None
    verdicts: tuple[tuple[tuple[State, ...], int], ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedTotals:
    """The totals of the register of a framework. `totals` is None where some of it could not be read."""

    invented: bool
    totals: Totals | None


def published_totals(facts: Facts) -> PublishedTotals | None:
    """What the site says of the register below the first root, on this day; None where there is none."""
    settings = facts.records.framework.settings if facts.records.framework else None
    for root in facts.records.roots[:1]:
        try:
            register = _register(facts, root / FOLDER)
        except NoRegister:
            return None
        invented = register.about is not None and register.about.kind == "invented"
        if register.findings or register.doubles or settings is None:
            return PublishedTotals(invented, None)
        verdicts = (facts if facts.register is register else Facts(facts.records, facts.on, register)).verdicts
        tasks = [
            task.id for task in facts.records.tasks.values() if task.status == "delegable" and not task.replaced_by
        ]
        return PublishedTotals(invented, totals(verdicts, tasks, settings.small_number_threshold))
    return None


def _register(facts: Facts, folder: Path) -> Register:
    """The register in a folder, which has been read already where the facts are those of a check."""
    held = facts.register
    return held if held is not None and held.root == folder else read_register(folder, f"{FOLDER}/")


class _Group:
    """Sign-offs that are counted together, and who stands behind them."""

    def __init__(self, verdicts: Iterable[Verdict]) -> None:
        self.verdicts = tuple(verdicts)

    def __len__(self) -> int:
        return len(self.verdicts)

    def small(self, least: int) -> bool:
        pas, persons = {each.pa for each in self.verdicts}, {each.person for each in self.verdicts}
        return min(len(self), len(pas), len(persons)) < least


_Row = tuple[_Group, ...]


def totals(verdicts: Sequence[Verdict], tasks: Sequence[str], threshold: int) -> Totals:
    """The totals of verdicts on one day. Sign-offs for what is none of `tasks` are only counted with others."""
    least = max(threshold, LOWEST_THRESHOLD)
    whole, may, may_not = _Group(verdicts), *_split_by_permission(verdicts)
    if whole.small(least):
        return Totals(least)
    rows: dict[str, _Row] = {task: (_Group(each for each in verdicts if each.task == task),) for task in tasks}
    rest = _Group(each for each in verdicts if each.task not in rows)
    if len(rest):
        rows[""] = (rest,)
    folded = _suppressed(rows, least, ("",) if len(rest) else ())
    shown = {name: row[0] for name, row in rows.items() if name not in folded}
    if folded:
        shown[""] = _Group(each for name in folded for each in rows[name][0].verdicts)
    divides = not may.small(least) and not may_not.small(least)
    parts = {name: _split_by_permission(group.verdicts) for name, group in shown.items()}
    undivided = _suppressed(parts, least) if divides else tuple(parts)
    made = [
        TaskTotal(name, len(group), None if name in undivided else len(parts[name][0])) for name, group in shown.items()
    ]
    return Totals(
        least,
        len(whole),
        len(may) if divides else None,
        tuple(each for each in made if each.task),
        next((each for each in made if not each.task), None),
        _totals_by_state(verdicts, [[*MAY_DO], [*_MAY_NOT]] if divides else [[*State]], least),
    )


def _split_by_permission(verdicts: Iterable[Verdict]) -> tuple[_Group, _Group]:
    """Those with which the PA may do the task, and the others."""
    verdicts = tuple(verdicts)
    return _Group(each for each in verdicts if each.may_do), _Group(each for each in verdicts if not each.may_do)


def _totals_by_state(
    verdicts: Sequence[Verdict], parts: Sequence[Sequence[State]], least: int
) -> tuple[tuple[tuple[State, ...], int], ...]:
    """By verdict; small ones together, within each part, since the sum of a part is known."""
    found: list[tuple[tuple[State, ...], int]] = []
    for part in parts:
        states = [state for state in State if state in part]
        rows: dict[str, _Row] = {state: (_Group(each for each in verdicts if each.state is state),) for state in states}
        folded = _suppressed(rows, least)
        found += [((state,), len(rows[state][0])) for state in states if state not in folded]
        if folded:
            found.append((tuple(State(name) for name in folded), sum(len(rows[name][0]) for name in folded)))
    return tuple(found)


def _suppressed(rows: Mapping[str, _Row], least: int, always: Sequence[str] = ()) -> tuple[str, ...]:
    """The rows that are shown together: those with a small number, and as many others as that takes."""
    together = [name for name, row in rows.items() if name in always or any(each.small(least) for each in row)]
    others = sorted((name for name in rows if name not in together), key=lambda name: _row_sizes(rows[name]))
    while together and others and _sum_is_small([rows[name] for name in together], least):
        together.append(others.pop(0))
    return tuple(name for name in rows if name in together)


def _row_sizes(row: _Row) -> tuple[int, ...]:
    return tuple(sorted(len(each) for each in row))


def _sum_is_small(rows: Sequence[_Row], least: int) -> bool:
    sums = (_Group(each for group in column for each in group.verdicts) for column in zip(*rows, strict=True))
    return any(each.small(least) for each in sums)
