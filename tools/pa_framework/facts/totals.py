"""Totals of a register that can be published without disclosing anything about a person.

`docs/decisions/0010-totals-of-a-register.md` gives the reasons. Small cells are combined, as in the disclosure control
of statistics:

1. a cell is small where fewer sign-offs, PAs or people than the threshold are counted in it; 0 is small too;
2. rows with a small cell are combined into one row, with as many of the next smallest rows as are needed until no
   cell of the sum is small;
3. so every number that can be found by subtraction is a sum that could itself be published;
4. rows are combined in one order, whatever the threshold. So what is combined at one threshold is combined at every
   higher one, and a table at a higher threshold tells nothing more of the tasks.

What is counted are PAs, tasks and people for whom a sign-off is on record: each once, by its answer, and by the verdict
of the sign-off that decides it. Where no one can say, they are never counted among those who may. Tasks of a PA's own
role need no sign-off and are not counted.

Results hold numbers, states and ids of the framework's tasks, and nothing else of the register.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from msgspec import Struct

from pa_framework.facts.answers import Answer, AnswerKind
from pa_framework.facts.delegation_chain import is_delegated
from pa_framework.facts.facts import Facts
from pa_framework.facts.verdict import State
from pa_framework.records.kinds import REGISTER_FOLDER
from pa_framework.records.register import NoRegister, Register, read_register

#: The lowest threshold, whatever the settings say.
LOWEST_THRESHOLD = 5

#: What an answer is counted as: the verdict that decides it, or why there is none.
Category = State | Literal["cannot say", "outside"]
#: The categories by answer, in the order in which they are shown. A *no* has any verdict: another record may stop it.
_CATEGORIES: Mapping[AnswerKind, tuple[Category, ...]] = {
    AnswerKind.YES: (State.HOLDS, State.DUE),
    AnswerKind.NO: (State.LAPSED, State.STOPPED, State.INCOMPLETE, State.BROKEN),
    AnswerKind.UNKNOWN: ("cannot say",),
    AnswerKind.OUTSIDE: ("outside",),
}
_NOT_YES = tuple(kind for kind in AnswerKind if kind is not AnswerKind.YES)


class Counted(NamedTuple):
    """One PA, task and person (ids), with the answer and its category."""

    pa: str
    task: str
    person: str
    kind: AnswerKind
    category: Category


class TaskTotal(Struct, frozen=True):
    """The number of PAs and people for whom a task of the framework is on record, or for several tasks combined (`task` is empty).

    `may_do` is in how many of them the PA may do the task on the day, or None where it is not published for this row.
    """

    task: str
    sign_offs: int
    may_do: int | None


class Totals(Struct, frozen=True):
    """The published numbers: `sign_offs` is None where the register is too small to publish any.

    `answers` are numbers by answer, `verdicts` by category; an entry with several answers or categories combines them.
    Where `answers` has one entry for all, not even the number of those who may is published.
    """

    threshold: int
    sign_offs: int | None = None
    may_do: int | None = None
    tasks: tuple[TaskTotal, ...] = ()
    combined: TaskTotal | None = None
    answers: tuple[tuple[tuple[AnswerKind, ...], int], ...] = ()
    verdicts: tuple[tuple[tuple[Category, ...], int], ...] = ()


class PublishedTotals(Struct, frozen=True):
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
        if register.findings or register.duplicates or register.strays or settings is None:
            return PublishedTotals(invented, None)
        entries = counted_entries(facts if facts.register is register else facts.with_register(register))
        return PublishedTotals(invented, totals(entries, counted_tasks(facts), settings.small_number_threshold))
    return None


def counted_entries(facts: Facts) -> list[Counted]:
    """What is counted of the register of the facts, in the order of the files."""
    return [counted(answer) for answer in facts.answers.values() if answer.verdict or not answer.may_do]


def counted_tasks(facts: Facts) -> list[str]:
    """The ids of the tasks that have a row of their own."""
    return [task.id for task in facts.records.tasks.values() if is_delegated(task) and not task.replaced_by]


def _register(facts: Facts, folder: Path) -> Register:
    """The register in a folder: that of the facts where it is the same, else read from the files."""
    register = facts.register
    return (
        register if register is not None and register.root == folder else read_register(folder, f"{REGISTER_FOLDER}/")
    )


def counted(answer: Answer) -> Counted:
    """What an answer counts as. A no because of a stop of another record counts as stopped."""
    category: Category
    if answer.kind is AnswerKind.UNKNOWN:
        category = "cannot say"
    elif answer.kind is AnswerKind.OUTSIDE:
        category = "outside"
    elif answer.verdict is None or answer.stopped_by:
        category = State.STOPPED
    else:
        category = answer.verdict.state
    return Counted(answer.pa, answer.task, answer.person or "", answer.kind, category)


class _Group:
    """What is counted in one cell."""

    def __init__(self, entries: Iterable[Counted]) -> None:
        self.entries = tuple(entries)
        pas, persons = {entry.pa for entry in self.entries}, {entry.person for entry in self.entries}
        #: The least of the numbers of entries, PAs and people.
        self.least = min(len(self.entries), len(pas), len(persons))

    def __len__(self) -> int:
        return len(self.entries)

    def is_small(self, threshold: int) -> bool:
        """Whether fewer entries, PAs or people than the threshold are counted."""
        return self.least < threshold


#: The cells of one row.
_Row = tuple[_Group, ...]


def totals(entries: Sequence[Counted], tasks: Sequence[str], threshold: int) -> Totals:
    """The totals of one day, for the tasks with these ids. Other tasks are only counted combined."""
    threshold = max(threshold, LOWEST_THRESHOLD)
    everything, may, may_not = _Group(entries), *_split_by_permission(entries)
    if everything.is_small(threshold):
        return Totals(threshold)
    rows: dict[str, _Row] = {task: (_Group(entry for entry in entries if entry.task == task),) for task in tasks}
    rest = _Group(entry for entry in entries if entry.task not in rows)
    if len(rest):
        rows[""] = (rest,)
    combined = _rows_to_combine(rows, threshold, ("",) if len(rest) else ())
    shown = {name: row[0] for name, row in rows.items() if name not in combined}
    if combined:
        shown[""] = _Group(entry for name in combined for entry in rows[name][0].entries)
    is_split = not may.is_small(threshold) and not may_not.is_small(threshold)
    parts = {name: _split_by_permission(group.entries) for name, group in shown.items()}
    unsplit = _rows_to_combine(parts, threshold) if is_split else tuple(parts)
    found = [
        TaskTotal(name, len(group), None if name in unsplit else len(parts[name][0])) for name, group in shown.items()
    ]
    answers = _parts_by_answer(entries, threshold) if is_split else (tuple(AnswerKind),)
    return Totals(
        threshold,
        len(everything),
        len(may) if is_split else None,
        tuple(total for total in found if total.task),
        next((total for total in found if not total.task), None),
        tuple((kinds, sum(entry.kind in kinds for entry in entries)) for kinds in answers),
        tuple(row for kinds in answers for row in _totals_by_category(entries, kinds, threshold)),
    )


def _split_by_permission(entries: Iterable[Counted]) -> tuple[_Group, _Group]:
    """Where the PA may do the task, and everything else."""
    entries = tuple(entries)
    return (
        _Group(entry for entry in entries if entry.kind is AnswerKind.YES),
        _Group(entry for entry in entries if entry.kind is not AnswerKind.YES),
    )


def _parts_by_answer(entries: Sequence[Counted], threshold: int) -> tuple[tuple[AnswerKind, ...], ...]:
    """The answers that are published apart. Yes is large enough; the others are combined where one of them is small."""
    rows: dict[str, _Row] = {kind: (_Group(entry for entry in entries if entry.kind is kind),) for kind in _NOT_YES}
    combined = _rows_to_combine(rows, threshold)
    parts = [(AnswerKind.YES,), *((kind,) for kind in _NOT_YES if kind not in combined)]
    return (*parts, tuple(AnswerKind(name) for name in combined)) if combined else tuple(parts)


def _totals_by_category(
    entries: Sequence[Counted], kinds: Sequence[AnswerKind], threshold: int
) -> list[tuple[tuple[Category, ...], int]]:
    """Numbers by category within some answers. Small ones are combined, because the sum of the answers is published."""
    part = [entry for entry in entries if entry.kind in kinds]
    categories = [category for kind in kinds for category in _CATEGORIES[kind]]
    rows: dict[str, _Row] = {
        category: (_Group(entry for entry in part if entry.category == category),) for category in categories
    }
    combined = _rows_to_combine(rows, threshold)
    found: list[tuple[tuple[Category, ...], int]] = [
        ((category,), len(rows[category][0])) for category in categories if category not in combined
    ]
    if combined:
        together = tuple(category for category in categories if category in combined)
        found.append((together, sum(len(rows[category][0]) for category in together)))
    return found


def _rows_to_combine(rows: Mapping[str, _Row], threshold: int, always: Sequence[str] = ()) -> tuple[str, ...]:
    """The rows with a small cell, those in `always`, and as many of the next smallest as their sum needs."""
    combined = [name for name, row in rows.items() if name in always or any(cell.is_small(threshold) for cell in row)]
    others = sorted((name for name in rows if name not in combined), key=lambda name: _least_of_cells(rows[name]))
    while combined and others and _sum_is_small([rows[name] for name in combined], threshold):
        combined.append(others.pop(0))
    return tuple(name for name in rows if name in combined)


def _least_of_cells(row: _Row) -> tuple[int, ...]:
    return tuple(sorted(cell.least for cell in row))


def _sum_is_small(rows: Sequence[_Row], threshold: int) -> bool:
    """Whether any cell of the sum of rows is small."""
    sums = (_Group(entry for cell in column for entry in cell.entries) for column in zip(*rows, strict=True))
    return any(cell.is_small(threshold) for cell in sums)
