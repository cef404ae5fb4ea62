"""Totals of a register: nothing small is published, and nothing small can be worked out."""

import itertools
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pa_framework.facts import totals as module
from pa_framework.facts.answers import AnswerKind
from pa_framework.facts.totals import Category, Counted, Totals, totals
from pa_framework.facts.verdict import MAY_DO, State
from tests.builders.effort import examples

TASKS = ("feed", "catheter", "stoma", "suction")
STATES: tuple[Category, ...] = (*State, "cannot say", "outside")
#: Category by how often it occurs in each task; every entry of another PA and another person.
Table = dict[tuple[str, Category], int]


def kind_of(category: Category) -> AnswerKind:
    """The answer that a category belongs to."""
    if category == "cannot say":
        return AnswerKind.UNKNOWN
    if category == "outside":
        return AnswerKind.OUTSIDE
    return AnswerKind.YES if category in MAY_DO else AnswerKind.NO


def sign_offs(table: Table) -> list[Counted]:
    """As many entries as a table says, each of someone else."""
    rows = [(task, state) for (task, state), number in table.items() for _ in range(number)]
    return [Counted(f"pa-{n}", task, f"person-{n}", kind_of(state), state) for n, (task, state) in enumerate(rows)]


def tables(tasks: int, most: int) -> st.SearchStrategy[Table]:
    cells = list(itertools.product(TASKS[:tasks], STATES))
    return st.lists(st.integers(0, most), min_size=len(cells), max_size=len(cells)).map(
        lambda numbers: dict(zip(cells, numbers, strict=True))
    )


@pytest.fixture(autouse=True)
def small_thresholds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thresholds below 5, so that brute force comes to an end. `test_the_least…` is about the real one."""
    monkeypatch.setattr(module, "LOWEST_THRESHOLD", 2)


def ways(total: int, places: int) -> Iterator[tuple[int, ...]]:
    """Every way to divide a number."""
    if places == 1:
        yield (total,)
        return
    for first in range(total + 1):
        yield from ((first, *rest) for rest in ways(total - first, places - 1))


def fitting(found: Totals, tasks: tuple[str, ...]) -> Iterator[dict[str, tuple[int, int]]]:
    """Every table of task by (may do, may not) that fits all that is published."""
    shown = {row.task: row for row in found.tasks}
    hidden = [task for task in tasks if task not in shown]
    together = found.combined
    known_all = [ways(together.sign_offs, len(hidden))] if together and hidden else [iter([()])]
    for alls in itertools.product(*known_all):
        by_task = {**{task: row.sign_offs for task, row in shown.items()}, **dict(zip(hidden, alls[0], strict=True))}
        for mays in itertools.product(*(range(number + 1) for number in by_task.values())):
            may = dict(zip(by_task, mays, strict=True))
            fits = all(row.may_do in (None, may[row.task]) for row in found.tasks)
            if together and together.may_do is not None:
                fits = fits and sum(may[task] for task in hidden) == together.may_do
            if found.may_do is not None:
                fits = fits and sum(may.values()) == found.may_do
            if fits:
                yield {task: (may[task], number - may[task]) for task, number in by_task.items()}


@settings(max_examples=examples(300))
@given(tables(3, 1), st.integers(2, 4))
def test_no_small_number_by_task_can_be_worked_out(table: Table, threshold: int) -> None:
    """For each small number there is a table that fits all that is published, in which it is another, and not small."""
    found = totals(sign_offs(table), TASKS[:3], threshold)
    if found.sign_offs is None:
        return
    true = {
        task: tuple(
            sum(n for (t, s), n in table.items() if t == task and (s in MAY_DO) is may) for may in (True, False)
        )
        for task in TASKS[:3]
    }
    fits = list(fitting(found, TASKS[:3]))

    assert true in fits
    for task, (may, may_not) in true.items():
        for number, of in ((may, lambda pair: pair[0]), (may_not, lambda pair: pair[1]), (may + may_not, sum)):
            if number < threshold:
                possible = {of(candidate[task]) for candidate in fits}
                assert len(possible) >= 2
                assert max(possible) >= threshold


@settings(max_examples=examples(300))
@given(tables(2, 3), st.integers(2, 5))
def test_no_small_number_by_verdict_can_be_worked_out(table: Table, threshold: int) -> None:
    found = totals(sign_offs(table), TASKS[:2], threshold)
    true = Counter(dict.fromkeys(STATES, 0))
    for (_, state), number in table.items():
        true[state] += number
    for states, number in found.verdicts:
        assert number == sum(true[state] for state in states)
        assert number >= threshold
        for state in states:
            if true[state] < threshold:
                assert len(states) >= 2  # alone it would be known; with others it is anything from 0 to the sum
    if found.sign_offs is not None:
        assert sorted(state for states, _ in found.verdicts for state in states) == sorted(STATES)
        assert sorted(kind for kinds, _ in found.answers for kind in kinds) == sorted(AnswerKind)
        assert sum(number for _, number in found.answers) == sum(number for _, number in found.verdicts)
    for kinds, number in found.answers:
        assert number == sum(count for (_, state), count in table.items() if kind_of(state) in kinds)
        assert number >= threshold
        assert len(kinds) in (1, 4) or AnswerKind.YES not in kinds


@settings(max_examples=examples(200))
@given(
    st.lists(st.tuples(st.sampled_from(TASKS), st.sampled_from(STATES), st.integers(0, 6), st.integers(0, 6))),
    st.integers(2, 5),
)
def test_every_sum_and_difference_is_large_enough(rows, threshold: int) -> None:
    """Sums and differences of what is published: none of them is about fewer sign-offs, PAs or people."""
    every = [Counted(f"pa-{pa}", task, f"person-{who}", kind_of(state), state) for task, state, pa, who in rows]
    found = totals(every, TASKS[:3], threshold)  # the fourth task is not one of the framework

    def large(chosen) -> bool:
        return (
            min(len(chosen), len({verdict.pa for verdict in chosen}), len({verdict.person for verdict in chosen}))
            >= threshold
        )

    if found.sign_offs is None:
        assert found == Totals(threshold)
        assert not large(every)
        return
    shown = {row.task for row in found.tasks}
    open_ = {row.task for row in found.tasks if row.may_do is not None}
    assert found.sign_offs == len(every)
    for row in found.tasks:
        mine = [one for one in every if one.task == row.task]
        assert row.sign_offs == len(mine)
        assert large(mine)
        if row.may_do is not None:
            assert row.may_do == sum(one.kind is AnswerKind.YES for one in mine)
            assert large([one for one in mine if one.kind is AnswerKind.YES])
            assert large([one for one in mine if one.kind is not AnswerKind.YES])
    rest = [one for one in every if one.task not in shown]
    assert (found.combined is not None) == bool(rest or len(shown) < 3)
    if found.combined:
        assert found.combined.sign_offs == len(rest)
        assert large(rest)
    if found.may_do is not None:
        with_together = found.combined is None or found.combined.may_do is not None
        closed = [one for one in every if one.task not in open_ and (one.task in shown or not with_together)]
        if closed:
            assert large([one for one in closed if one.kind is AnswerKind.YES])
            assert large([one for one in closed if one.kind is not AnswerKind.YES])
    for states, number in found.verdicts:
        mine = [one for one in every if one.category in states]
        assert number == len(mine)
        assert large(mine)


def whole(**numbers: int) -> Table:
    return {(task, State.HOLDS): number for task, number in numbers.items()} | {
        (task, State.BROKEN): 20 for task in numbers
    }


def test_one_small_task_takes_the_next_smallest_with_it() -> None:
    found = totals(
        sign_offs({("feed", State.HOLDS): 3, ("catheter", State.HOLDS): 30, ("stoma", State.HOLDS): 9}), TASKS[:3], 8
    )

    assert [(row.task, row.sign_offs) for row in found.tasks] == [("catheter", 30)]
    assert found.combined
    assert found.combined.sign_offs == 12


def test_a_task_without_a_sign_off_is_small_too() -> None:
    found = totals(sign_offs({("catheter", State.HOLDS): 30, ("stoma", State.HOLDS): 9}), TASKS[:3], 8)

    assert [(row.task, row.sign_offs) for row in found.tasks] == [("catheter", 30)]


def test_many_sign_offs_for_one_person_are_one_person() -> None:
    every = sign_offs({("feed", State.HOLDS): 12, ("catheter", State.HOLDS): 20, ("stoma", State.HOLDS): 30})
    every = [entry._replace(person="person-0") if entry.task == "feed" else entry for entry in every]
    found = totals(every, TASKS[:3], 8)

    assert [row.task for row in found.tasks] == ["stoma"]


def test_a_register_too_small_gives_no_number() -> None:
    assert totals(sign_offs({("feed", State.HOLDS): 7}), TASKS, 8) == Totals(8)
    assert totals([], TASKS, 8) == Totals(8)


def test_the_least_threshold_holds_for_every_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()

    assert totals(sign_offs({("feed", State.HOLDS): 4}), TASKS, 2) == Totals(5)


def test_what_no_one_can_say_is_never_counted_among_those_who_may() -> None:
    found = totals(
        sign_offs({("feed", State.HOLDS): 10, ("feed", "cannot say"): 12, ("feed", State.BROKEN): 20}), TASKS[:1], 8
    )

    assert found.may_do == 10
    assert found.tasks[0].may_do == 10
    assert found.answers == (
        ((AnswerKind.YES,), 10),
        ((AnswerKind.NO,), 20),
        ((AnswerKind.UNKNOWN, AnswerKind.OUTSIDE), 12),
    )


def test_few_that_no_one_can_say_are_combined_with_no() -> None:
    found = totals(
        sign_offs({("feed", State.HOLDS): 10, ("feed", "cannot say"): 1, ("feed", State.BROKEN): 20}), TASKS[:1], 8
    )

    assert found.answers == (
        ((AnswerKind.YES,), 10),
        ((AnswerKind.NO, AnswerKind.UNKNOWN, AnswerKind.OUTSIDE), 21),
    )


def test_large_numbers_are_shown_as_they_are() -> None:
    found = totals(sign_offs(whole(feed=10, catheter=11)), TASKS[:2], 8)

    assert [(row.task, row.sign_offs, row.may_do) for row in found.tasks] == [
        ("feed", 30, 10),
        ("catheter", 31, 11),
    ]
    assert found.combined is None
    assert found.may_do == 21
    assert found.verdicts[0][0] == (State.HOLDS, State.DUE)[0:1] or found.verdicts[0][0] == (State.HOLDS, State.DUE)
