"""Intervals of verdicts: on every day they say what the verdict says, or there are none."""

import operator
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest

from pa_framework.facts import verdict_intervals
from pa_framework.facts.traced_day import Escaped, Remembered, Trace, TracedDay, not_the_same_again
from pa_framework.facts.verdict_intervals import FIRST, LAST, Interval, intervals, state_on
from pa_framework.text.dates import add_days, add_months
from tests.builders.answer_worlds import world
from tests.builders.judged_worlds import WorldBuilder, read_worlds
from tests.builders.means_worlds import world_with_means
from tests.builders.plain_worlds import facts_of

ON = date(2026, 3, 10)
DAYS = 50


@pytest.mark.parametrize("builder", [world, world_with_means])
def test_intervals_say_on_each_day_what_the_verdict_says(builder: WorldBuilder) -> None:
    random = Random(builder.__name__)
    compared = changes = none = 0
    for read in read_worlds(range(5), 2, builder):
        validator = facts_of(read.records, read.register, ON).chain_validator
        anew = facts_of(read.records, read.register, ON).chain_validator
        for pa in read.register.pas.values():
            for index in range(len(pa.sign_offs)):
                found = intervals(validator, pa, index)
                if found is None:
                    none += 1
                    continue
                assert (found[0].first, found[-1].last) == (FIRST, LAST)
                for one, after in pairwise(found):
                    assert after.first == one.last + timedelta(days=1)
                    assert after.state is not one.state
                changes += len(found) - 1
                # any days, and those on both sides of each change
                days = [date(2024, 6, 1) + timedelta(days=random.randrange(1_700)) for _ in range(DAYS)]
                days += [day for one in found for day in (one.first, one.last)]
                for on in days:
                    verdict = anew.verdict(pa, index, on)
                    assert state_on(validator, pa, index, found, on) is validator.state(pa, index, on) is verdict.state
                    # what the intervals left behind changes no verdict, nor why
                    assert validator.verdict(pa, index, on) == verdict
                    compared += 1
    assert compared > 500
    assert changes > 15
    assert none < 5


def test_a_day_outside_or_without_intervals_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    read = next(read_worlds(range(1), 2))
    facts = facts_of(read.records, read.register, ON)
    pa = next(iter(read.register.pas.values()))
    validator = facts.chain_validator
    for known, on in ((None, ON), ((Interval(FIRST, LAST, validator.verdict(pa, 0, ON).state),), date(2200, 1, 1))):
        assert state_on(validator, pa, 0, known, on) is validator.verdict(pa, 0, on).state
    monkeypatch.setattr(verdict_intervals, "_MOST_RUNS", 2)
    assert intervals(validator, pa, 0) is None


def test_any_other_use_of_the_day_gives_no_intervals(monkeypatch: pytest.MonkeyPatch) -> None:
    read = next(read_worlds(range(1), 2))
    validator = facts_of(read.records, read.register, ON).chain_validator
    pa = next(iter(read.register.pas.values()))
    state = validator.state

    def looks_at_the_year(of: object, index: int, on: date) -> object:
        return state(pa, index, on) if on.year else None

    monkeypatch.setattr(validator, "state", looks_at_the_year)
    assert intervals(validator, pa, 0) is None


@pytest.mark.parametrize("compare", [operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne])
@pytest.mark.parametrize("is_first", [True, False])
def test_a_comparison_comes_out_the_same_within_the_run_and_not_beside_it(compare, is_first: bool) -> None:
    for late in (-2, -1, 0, 1, 2):
        for later in (-3, 0, 4):
            trace = Trace(ON, FIRST, LAST)
            other = ON + timedelta(days=later + late)

            def outcome(day: date, later: int = later, other: date = other) -> bool:
                moved = add_days(day, later)
                return compare(moved, other) if is_first else compare(other, moved)

            known = outcome(trace.day)
            assert known is outcome(ON)
            first, last = date.fromordinal(trace.first), date.fromordinal(trace.last)
            assert first <= ON <= last
            for day in (ON + timedelta(days=each) for each in range(-8, 9)):
                if first <= day <= last:
                    assert outcome(day) is known
            if compare not in (operator.eq, operator.ne):
                assert [outcome(last + timedelta(days=1)) if last < LAST else outcome(first - timedelta(days=1))] == [
                    not known
                ]


def test_days_of_one_trace_compare_as_on_every_day() -> None:
    trace = Trace(ON, FIRST, LAST)
    day = trace.day
    assert day < day + timedelta(days=1)
    assert max(day, day - timedelta(days=2)) == day
    assert (day + timedelta(days=3)) - day == timedelta(days=3)
    assert (trace.first, trace.last) == (FIRST.toordinal(), LAST.toordinal())


@pytest.mark.parametrize(
    "use",
    [
        hash,
        lambda day: day.year,
        lambda day: day.month,
        lambda day: day.day,
        lambda day: day.toordinal(),
        lambda day: day.weekday(),
        lambda day: day.isocalendar(),
        lambda day: day.timetuple(),
        lambda day: day.replace(day=1),
        lambda day: day - ON,
        lambda day: ON - day,
        lambda day: add_months(day, 1),
        lambda day: {day: 1},
        lambda day: day < Trace(ON, FIRST, LAST).day,
    ],
)
def test_what_could_tell_days_apart_in_another_way_escapes(use) -> None:
    with pytest.raises(Escaped):
        use(Trace(ON, FIRST, LAST).day)


def test_the_end_of_the_calendar_is_that_of_days() -> None:
    assert add_days(Trace(ON, FIRST, LAST).day, 10**7) == date.max
    assert add_days(Trace(ON, FIRST, LAST).day, -(10**7)) == date.min


def test_what_is_remembered_is_found_once_for_the_days_for_which_it_is_the_same() -> None:
    asked: list[date] = []
    known: Remembered[str] = Remembered()

    def half(day: date) -> str:
        asked.append(day)
        return "first" if day < ON else "second"

    trace = Trace(ON, FIRST, LAST)
    assert known.on(trace.day, half) == "second"
    assert (trace.first, trace.last) == (ON.toordinal(), LAST.toordinal())
    # a day that was made of another one, and a day that is not traced
    later = Trace(ON - timedelta(days=3), FIRST, LAST)
    assert known.on(later.day + timedelta(days=3), half) == known.on(ON, half) == "second"
    assert (later.first, later.last) == ((ON - timedelta(days=3)).toordinal(), LAST.toordinal())
    assert len(asked) == 1
    # before it, it is asked again; of a day that is not traced, each time
    assert [known.on(ON - timedelta(days=1), half) for _ in range(2)] == ["first", "first"]
    assert len(asked) == 3


@pytest.mark.parametrize(
    "find",
    [
        lambda day: day,
        lambda day: day + timedelta(days=1),
        lambda day: f"on {day}",
        str,
        repr,
        lambda day: day.isoformat(),
        lambda day: not_the_same_again(day),
    ],
)
def test_what_holds_the_day_is_not_remembered(find) -> None:
    known: Remembered[object] = Remembered()
    for on in (ON, ON + timedelta(days=1)):
        trace = Trace(on, FIRST, LAST)
        found = known.on(trace.day, find, lambda found: (found,))
        if isinstance(found, TracedDay):  # it is a day of the one who asks, who may compare it
            assert found >= trace.day
        elif found is not None:
            assert str(on) in str(found) or "TracedDay" in str(found)
        assert known.on(ON + timedelta(days=9), lambda _: "asked") == "asked"
