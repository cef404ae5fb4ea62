"""Totals over areas: nothing small can be worked out from any number of them, of whichever areas and thresholds."""

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pa_framework.facts import totals as module
from pa_framework.facts import totals_of_areas as areas_module
from pa_framework.facts.answers import AnswerKind
from pa_framework.facts.totals import Counted
from pa_framework.facts.totals_of_areas import Area, TotalsOfAreas, totals_of_areas
from pa_framework.facts.verdict import State
from tests.builders.effort import examples

AREAS, TASKS = ("north", "south", "west"), ("feed", "stoma", "suction")
#: Area, task, and whether the PA may do it.
Cell = tuple[str, str, bool]
CELLS: tuple[Cell, ...] = tuple(itertools.product(AREAS, TASKS, (True, False)))
#: A sum of cells, and what is known of it.
Equation = tuple[frozenset[Cell], int]
Table = dict[Cell, int]
THRESHOLDS = (2, 3, 4)


@pytest.fixture(autouse=True)
def small_thresholds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thresholds below 5, so that brute force comes to an end."""
    for each in (module, areas_module):
        monkeypatch.setattr(each, "LOWEST_THRESHOLD", 2)


def entry(task: str, may: bool, pa: object, person: object) -> Counted:
    kind, state = (AnswerKind.YES, State.HOLDS) if may else (AnswerKind.NO, State.LAPSED)
    return Counted(f"pa-{pa}", task, f"person-{person}", kind, state)


def areas_of(table: Table, chosen: Iterable[str]) -> list[Area]:
    """Areas with as many entries as a table says, each of someone else."""
    return [
        Area(
            area,
            [
                entry(task, may, f"{task}-{may}-{n}", f"{task}-{may}-{n}")
                for (of, task, may), number in table.items()
                if of == area
                for n in range(number)
            ],
            TASKS,
        )
        for area in chosen
    ]


def known_from(found: TotalsOfAreas) -> Iterator[Equation]:
    """Every number that is published, as the sum of cells that a reader knows it to be."""
    shows = {area.name: {task for task, _ in area.tasks} for area in found.areas}
    for area in found.areas:
        yield cells(lambda c, area=area: c[0] == area.name), area.on_record
        if area.may_do is not None:
            yield cells(lambda c, area=area: c[0] == area.name and c[2]), area.may_do
        for task, number in area.tasks:
            yield cells(lambda c, area=area, task=task: c[:2] == (area.name, task)), number
        yield cells(lambda c, area=area: c[0] == area.name and c[1] not in shows[area.name]), area.other_tasks
    yield cells(lambda c: c[0] in shows), found.on_record
    yield cells(lambda c: c[0] in shows and c[1] not in shows[c[0]]), found.other_tasks
    for row in found.tasks:
        yield cells(lambda c, row=row: c[1] == row.task and row.task in shows.get(c[0], ())), row.on_record
    if found.may_do:
        split = {area.name for area in found.areas if area.may_do is not None}
        yield cells(lambda c: c[0] in split and c[2]), found.may_do[0]
        yield cells(lambda c: c[0] in split), found.may_do[1]


def cells(are: Callable[[Cell], bool]) -> frozenset[Cell]:
    return frozenset(filter(are, CELLS))


def could_be(equations: Sequence[Equation], target: frozenset[Cell], at_least: int) -> bool:
    """Whether a table fits all equations in which a sum of cells is so large. By trying."""
    left = {number: value for number, (_, value) in enumerate(equations)}
    of = {cell: [number for number, (sums, _) in enumerate(equations) if cell in sums] for cell in CELLS}
    order = sorted((cell for cell in CELLS if of[cell]), key=lambda cell: (cell not in target, cell))
    if any(not of[cell] for cell in target):
        return True
    last = {number: max((order.index(cell) for cell in sums), default=-1) for number, (sums, _) in enumerate(equations)}
    if any(value for (sums, value) in equations if not sums):
        return False

    def fits(place: int, wanted: int) -> bool:
        if place == len(order):
            return wanted <= 0
        cell = order[place]
        if wanted > 0 and cell not in target:
            return False
        most = min(left[number] for number in of[cell])
        ends = {left[number] for number in of[cell] if last[number] == place}
        values = range(most, -1, -1) if not ends else [v for v in ends if len(ends) == 1 and v <= most]
        for value in values:
            for number in of[cell]:
                left[number] -= value
            found = fits(place + 1, wanted - value if cell in target else wanted)
            for number in of[cell]:
                left[number] += value
            if found:
                return True
        return False

    return fits(0, at_least)


def leaks(table: Table, published: Sequence[TotalsOfAreas], also: Sequence[Equation] = ()) -> list[str]:
    """The small numbers that cannot be as large as the threshold, by all that is known."""
    equations = list(dict.fromkeys((*itertools.chain.from_iterable(map(known_from, published)), *also)))
    found = []
    for area in AREAS:
        of_area = [cells(lambda c, area=area: c[0] == area)]
        of_area += [cells(lambda c, area=area, may=may: (c[0], c[2]) == (area, may)) for may in (True, False)]
        of_area += [cells(lambda c, area=area, task=task: c[:2] == (area, task)) for task in TASKS]
        of_area += [frozenset({cell}) for cell in CELLS if cell[0] == area]
        thresholds = [one.threshold for one in published if area in {each.name for each in one.areas}]
        for target in of_area if thresholds else ():
            small = sum(table[cell] for cell in target) < min(thresholds)
            if small and not could_be(equations, target, min(thresholds)):
                found.append(f"{sorted(target)}")
    return found


tables = st.lists(st.integers(0, 4), min_size=len(CELLS), max_size=len(CELLS)).map(
    lambda numbers: dict(zip(CELLS, numbers, strict=True))
)
publications = st.lists(
    st.tuples(st.sets(st.sampled_from(AREAS), min_size=1).map(sorted), st.sampled_from(THRESHOLDS)),
    min_size=1,
    max_size=4,
)


@settings(max_examples=examples(60))
@given(tables, publications)
def test_no_small_number_follows_from_any_number_of_tables(table: Table, chosen: list[tuple[list[str], int]]) -> None:
    published = [totals_of_areas(areas_of(table, areas), [threshold]) for areas, threshold in chosen]
    assert all(sum(table[cell] for cell in sums) == value for one in published for sums, value in known_from(one))
    assert leaks(table, published) == []


@settings(max_examples=examples(150))
@given(tables, publications, st.sampled_from(AREAS))
def test_an_area_that_knows_its_own_numbers_learns_none_of_another(
    table: Table, chosen: list[tuple[list[str], int]], insider: str
) -> None:
    published = [totals_of_areas(areas_of(table, areas), [threshold]) for areas, threshold in chosen]
    own = [(frozenset({cell}), table[cell]) for cell in CELLS if cell[0] == insider]
    assert [leak for leak in leaks(table, published, own) if insider not in leak] == []


def test_a_total_of_a_task_over_every_area_would_be_found() -> None:
    """What the tests above look for is there: a number that is no sum of groups tells a small one."""
    table = dict.fromkeys(CELLS, 3) | {("west", "feed", True): 1, ("west", "feed", False): 0}
    published = [totals_of_areas(areas_of(table, AREAS), [3])]
    number = sum(n for (_, task, _), n in table.items() if task == "feed")
    assert leaks(table, published) == []
    assert leaks(table, published, [(cells(lambda c: c[1] == "feed"), number)]) != []


few = st.integers(0, 5)
shared = st.lists(
    st.tuples(st.sampled_from((*TASKS, "of-no-framework")), st.booleans(), few, few), unique_by=lambda e: (e[0], *e[2:])
)


@settings(max_examples=examples(300))
@given(shared, st.sampled_from(THRESHOLDS), st.sampled_from(THRESHOLDS))
def test_a_higher_threshold_only_puts_groups_together(
    rows: list[tuple[str, bool, int, int]], one: int, other: int
) -> None:
    """So a table at a higher threshold is the sum of groups of one at a lower, where people are in several of them too."""
    area = Area("north", [entry(*row) for row in rows], TASKS)
    low, high = (totals_of_areas([area], [threshold]).areas for threshold in sorted((one, other)))
    assert bool(low) >= bool(high)
    if low and high:
        assert set(high[0].tasks) <= set(low[0].tasks)
        assert high[0].on_record == low[0].on_record
        assert high[0].may_do in (None, low[0].may_do)


def test_many_sign_offs_of_few_people_join_before_fewer_sign_offs_of_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a task of 6 would be in the sum at one threshold and alone at the next, and the rest of the sum would be known."""
    monkeypatch.undo()
    rows = [("feed", True, n, n) for n in range(2)] + [("stoma", True, n, n) for n in range(6)]
    rows += [("suction", True, pa, 10 + person) for pa in range(10) for person in range(5)]
    area = Area("north", [entry(*row) for row in rows], TASKS)
    for threshold in (5, 6):
        (found,) = totals_of_areas([area], [threshold]).areas
        assert (found.tasks, found.other_tasks) == ((("stoma", 6),), 52)


@settings(max_examples=examples(200))
@given(shared, st.sampled_from(THRESHOLDS))
def test_every_group_has_enough_sign_offs_pas_and_people(
    rows: list[tuple[str, bool, int, int]], threshold: int
) -> None:
    entries = [entry(*row) for row in rows]
    for area in totals_of_areas([Area("north", entries, TASKS)], [threshold]).areas:
        shown = dict(area.tasks)
        groups = [[one for one in entries if one.task == task] for task in shown]
        rest = [one for one in entries if one.task not in shown]
        groups += [rest] if rest or area.other_tasks else []
        if area.may_do is not None:
            groups += [[one for one in entries if (one.kind is AnswerKind.YES) is may] for may in (True, False)]
        for group in groups:
            assert min(len(group), len({one.pa for one in group}), len({one.person for one in group})) >= threshold
        assert (list(shown.values()), area.other_tasks) == ([len(g) for g in groups[: len(shown)]], len(rest))


def test_the_largest_threshold_holds_for_all_and_sums_say_of_how_many_they_are() -> None:
    table = dict.fromkeys(CELLS, 9) | {("south", task, may): 3 * may for task in TASKS for may in (True, False)}
    table |= {("west", task, may): 1 for task in TASKS for may in (True, False)}
    found = totals_of_areas(areas_of(table, reversed(AREAS)), [2, 7, 3])

    assert (found.threshold, [area.name for area in found.areas], found.too_small) == (7, ["north", "south"], ("west",))
    assert (found.on_record, found.may_do) == (54 + 9, (27, 54))
    assert [(row.on_record, row.areas) for row in found.tasks] == [(18, 1)] * 3
    assert found.other_tasks == 9


def test_no_threshold_is_below_the_lowest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert totals_of_areas([], [2]).threshold == 5
