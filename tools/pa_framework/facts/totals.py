"""Totals of a register that can be published without disclosing anything about a person.

`docs/decisions/0010-totals-of-a-register.md` gives the reasons. Small cells are combined, as in the disclosure control
of statistics:

1. a cell is small where fewer sign-offs, PAs or people than the threshold are counted in it; 0 is small too;
2. rows with a small cell are combined into one row, with as many of the next smallest rows as are needed until no
   cell of the sum is small;
3. so every number that can be found by subtraction is a sum that could itself be published.

Results hold numbers, states and ids of the framework's tasks, and nothing else of the register.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pa_framework.facts.delegation_chain import is_delegated
from pa_framework.facts.facts import Facts
from pa_framework.facts.verdict import MAY_DO, State, Verdict
from pa_framework.records.kinds import REGISTER_FOLDER
from pa_framework.records.register import NoRegister, Register, read_register

#: The lowest threshold, whatever the settings say.
LOWEST_THRESHOLD = 5
_MAY_NOT = tuple(state for state in State if state not in MAY_DO)


@dataclass(frozen=True, slots=True)
class TaskTotal:
    """The number of sign-offs for a task of the framework, or for several combined (`task` is empty).

    `may_do` is the number that let the PA do the task on the day, or None where it is not published for this row.
    """

    task: str
    sign_offs: int
    may_do: int | None


@dataclass(frozen=True, slots=True)
class Totals:
    """The published numbers: `sign_offs` is None where the register is too small to publish any.

    `verdicts` are numbers of sign-offs by state; an entry with several states combines them.
    """

    threshold: int
    sign_offs: int | None = None
    may_do: int | None = None
    tasks: tuple[TaskTotal, ...] = ()
    combined: TaskTotal | None = None
    verdicts: tuple[tuple[tuple[State, ...], int], ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedTotals:
    """The totals of the register of a framework; `totals` is None where part of the register could not be read.

    `invented` is whether the register says that it is an invented example.
    """

    invented: bool
    totals: Totals | None


def published_totals(facts: Facts) -> PublishedTotals | None:
    """The totals of the register below the first root on the day of the facts; None where there is no register."""
    settings = facts.records.framework.settings if facts.records.framework else None
    for root in facts.records.roots[:1]:
        try:
            register = _register(facts, root / REGISTER_FOLDER)
        except NoRegister:
            return None
        invented = register.about is not None and register.about.kind == "invented"
        if register.findings or register.duplicates or settings is None:
            return PublishedTotals(invented, None)
        verdicts = (facts if facts.register is register else facts.with_register(register)).verdicts
        tasks = [task.id for task in facts.records.tasks.values() if is_delegated(task) and not task.replaced_by]
        return PublishedTotals(invented, totals(verdicts, tasks, settings.small_number_threshold))
    return None


def _register(facts: Facts, folder: Path) -> Register:
    """The register in a folder: that of the facts where it is the same, else read from the files."""
    register = facts.register
    return (
        register if register is not None and register.root == folder else read_register(folder, f"{REGISTER_FOLDER}/")
    )


class _Group:
    """Sign-offs that are counted in one cell."""

    def __init__(self, verdicts: Iterable[Verdict]) -> None:
        self.verdicts = tuple(verdicts)

    def __len__(self) -> int:
        return len(self.verdicts)

    def is_small(self, threshold: int) -> bool:
        """Whether fewer sign-offs, PAs or people than the threshold are counted."""
        pas, persons = {verdict.pa for verdict in self.verdicts}, {verdict.person for verdict in self.verdicts}
        return min(len(self), len(pas), len(persons)) < threshold


#: The cells of one row.
_Row = tuple[_Group, ...]


def totals(verdicts: Sequence[Verdict], tasks: Sequence[str], threshold: int) -> Totals:
    """The totals of verdicts on one day, for the tasks with these ids. Other sign-offs are only counted combined."""
    threshold = max(threshold, LOWEST_THRESHOLD)
    everything, may, may_not = _Group(verdicts), *_split_by_permission(verdicts)
    if everything.is_small(threshold):
        return Totals(threshold)
    rows: dict[str, _Row] = {task: (_Group(verdict for verdict in verdicts if verdict.task == task),) for task in tasks}
    rest = _Group(verdict for verdict in verdicts if verdict.task not in rows)
    if len(rest):
        rows[""] = (rest,)
    combined = _rows_to_combine(rows, threshold, ("",) if len(rest) else ())
    shown = {name: row[0] for name, row in rows.items() if name not in combined}
    if combined:
        shown[""] = _Group(verdict for name in combined for verdict in rows[name][0].verdicts)
    is_split = not may.is_small(threshold) and not may_not.is_small(threshold)
    parts = {name: _split_by_permission(group.verdicts) for name, group in shown.items()}
    unsplit = _rows_to_combine(parts, threshold) if is_split else tuple(parts)
    found = [
        TaskTotal(name, len(group), None if name in unsplit else len(parts[name][0])) for name, group in shown.items()
    ]
    return Totals(
        threshold,
        len(everything),
        len(may) if is_split else None,
        tuple(total for total in found if total.task),
        next((total for total in found if not total.task), None),
        _totals_by_state(verdicts, [[*MAY_DO], [*_MAY_NOT]] if is_split else [[*State]], threshold),
    )


def _split_by_permission(verdicts: Iterable[Verdict]) -> tuple[_Group, _Group]:
    """The sign-offs that let the PA do the task, and the others."""
    verdicts = tuple(verdicts)
    return (
        _Group(verdict for verdict in verdicts if verdict.may_do),
        _Group(verdict for verdict in verdicts if not verdict.may_do),
    )


def _totals_by_state(
    verdicts: Sequence[Verdict], parts: Sequence[Sequence[State]], threshold: int
) -> tuple[tuple[tuple[State, ...], int], ...]:
    """Numbers by state. Small ones are combined within each part, because the sum of a part is published."""
    found: list[tuple[tuple[State, ...], int]] = []
    for part in parts:
        states = [state for state in State if state in part]
        rows: dict[str, _Row] = {
            state: (_Group(verdict for verdict in verdicts if verdict.state is state),) for state in states
        }
        combined = _rows_to_combine(rows, threshold)
        found += [((state,), len(rows[state][0])) for state in states if state not in combined]
        if combined:
            found.append((tuple(State(name) for name in combined), sum(len(rows[name][0]) for name in combined)))
    return tuple(found)


def _rows_to_combine(rows: Mapping[str, _Row], threshold: int, always: Sequence[str] = ()) -> tuple[str, ...]:
    """The rows with a small cell, those in `always`, and as many of the next smallest as their sum needs."""
    combined = [name for name, row in rows.items() if name in always or any(cell.is_small(threshold) for cell in row)]
    others = sorted((name for name in rows if name not in combined), key=lambda name: _cell_sizes(rows[name]))
    while combined and others and _sum_is_small([rows[name] for name in combined], threshold):
        combined.append(others.pop(0))
    return tuple(name for name in rows if name in combined)


def _cell_sizes(row: _Row) -> tuple[int, ...]:
    return tuple(sorted(len(cell) for cell in row))


def _sum_is_small(rows: Sequence[_Row], threshold: int) -> bool:
    """Whether any cell of the sum of rows is small."""
    sums = (_Group(verdict for cell in column for verdict in cell.verdicts) for column in zip(*rows, strict=True))
    return any(cell.is_small(threshold) for cell in sums)
