"""Intervals of verdicts: on every day they say what the verdict says, or there are none."""

import operator
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest

from pa_framework.facts import verdict_intervals
from pa_framework.facts.traced_day import Escaped, Trace
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
                    assert state_on(validator, pa, index, found, on) is validator.verdict(pa, index, on).state
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
    verdict = validator.verdict

    def looks_at_the_year(of: object, index: int, on: date) -> object:
        return verdict(pa, index, on) if on.year else None

    monkeypatch.setattr(validator, "verdict", looks_at_the_year)
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
