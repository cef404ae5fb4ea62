"""Totals over many areas: sums of what each area could publish by itself, and of nothing else.

`docs/decisions/0051-totals-of-many-areas.md` gives the proof. Each area is hidden by itself, as in totals.py, at one
threshold for all. What that leaves are groups of sign-offs, each large enough to be published. Every number here is
a sum of whole groups. So no set of such tables, of whichever areas and at whichever thresholds, tells more than one table
of each area does.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec import Struct

from pa_framework.facts.totals import LOWEST_THRESHOLD, Counted, Totals, totals


class Area(NamedTuple):
    """What is counted of one area: its name, its entries, and the ids of the tasks of its framework."""

    name: str
    entries: Sequence[Counted]
    tasks: Sequence[str]


class TotalOfArea(Struct, frozen=True):
    """The published numbers of one area.

    `on_record` is how many combinations of PA, task and person are on record, `may_do` in how many of them the PA may do
    the task; None where that is not published. `tasks` are numbers by task, `other_tasks` is that of the rest.
    """

    name: str
    on_record: int
    may_do: int | None
    tasks: tuple[tuple[str, int], ...]
    other_tasks: int


class TotalOfTask(Struct, frozen=True):
    """How many are on record for a task in the areas that can show it, and how many areas these are."""

    task: str
    on_record: int
    areas: int


class TotalsOfAreas(Struct, frozen=True):
    """The published numbers over areas. `too_small` are the names of those of which nothing is counted."""

    threshold: int
    areas: tuple[TotalOfArea, ...]
    too_small: tuple[str, ...]

    @property
    def on_record(self) -> int:
        """How many are on record in the areas that are counted."""
        return sum(area.on_record for area in self.areas)

    @property
    def may_do(self) -> tuple[int, int] | None:
        """In how many the PA may do the task, and of how many: of the areas that can show it. None where none can."""
        known = [(area.may_do, area.on_record) for area in self.areas if area.may_do is not None]
        return (sum(may for may, _ in known), sum(of for _, of in known)) if known else None

    @property
    def tasks(self) -> tuple[TotalOfTask, ...]:
        """Numbers by task, by the id of the task."""
        found: dict[str, list[int]] = {}
        for area in self.areas:
            for task, number in area.tasks:
                found.setdefault(task, []).append(number)
        return tuple(TotalOfTask(task, sum(numbers), len(numbers)) for task, numbers in sorted(found.items()))

    @property
    def other_tasks(self) -> int:
        """How many are on record for what areas cannot show by task."""
        return sum(area.other_tasks for area in self.areas)


def totals_of_areas(areas: Iterable[Area], thresholds: Iterable[int]) -> TotalsOfAreas:
    """The totals of areas, in the order of their names. The largest of the thresholds holds for all of them."""
    threshold = max((LOWEST_THRESHOLD, *thresholds))
    found = [(area.name, totals(area.entries, area.tasks, threshold)) for area in areas]
    counted = [total for name, each in sorted(found) if (total := _of_area(name, each)) is not None]
    return TotalsOfAreas(
        threshold, tuple(counted), tuple(sorted(name for name, each in found if each.sign_offs is None))
    )


def _of_area(name: str, found: Totals) -> TotalOfArea | None:
    """What is taken from the totals of an area. By task, in how many the PA may do it is not: it does not nest."""
    if found.sign_offs is None:
        return None
    return TotalOfArea(
        name,
        found.sign_offs,
        found.may_do,
        tuple((row.task, row.sign_offs) for row in found.tasks),
        found.combined.sign_offs if found.combined else 0,
    )
