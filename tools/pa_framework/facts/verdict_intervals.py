"""The verdict on a sign-off on every day at once: runs of days on which it has one state.

There is no second way to a verdict here. Its state is asked on a day that notes with which days it is compared
(traced_day.py); the run of days for which all comparisons come out the same has the same state; the next day that is
asked is the one after that run. So the runs are those of the verdict, whatever rules it has. Where the verdict uses a
day in another way than by comparing it, the sign-off has no intervals, and is asked about each day.
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from pa_framework.facts.traced_day import Escaped, Trace
from pa_framework.facts.verdict import ChainValidator, State
from pa_framework.records.register_model import Pa

#: The days for which intervals are found. Other days are asked about one by one.
FIRST, LAST = date(1950, 1, 1), date(2199, 12, 31)
#: With more runs of days than these, asking about a day is better than keeping them. How long no one has been accountable
#: is found day by day, for one.
_MOST_RUNS = 200


class Interval(NamedTuple):
    """A run of days, both included, on which a sign-off has one state."""

    first: date
    last: date
    state: State


def intervals(validator: ChainValidator, pa: Pa, index: int) -> tuple[Interval, ...] | None:
    """The states of the sign-off number `index` (from 0) of a PA, from FIRST to LAST, in order, without a gap.

    None where it cannot be shown that the state changes on no other day.
    """
    found: list[Interval] = []
    for number, interval in enumerate(_runs(validator, pa, index)):
        if interval is None or number >= _MOST_RUNS:
            return None
        if found and found[-1].state is interval.state:
            found[-1] = found[-1]._replace(last=interval.last)
        else:
            found.append(interval)
    return tuple(found)


def _runs(validator: ChainValidator, pa: Pa, index: int) -> Iterator[Interval | None]:
    on: date | None = FIRST
    while on is not None:
        trace = Trace(on, on, LAST)
        try:
            state = validator.state(pa, index, trace.day)
        except Escaped:
            yield None
            return
        last = date.fromordinal(trace.last)
        yield Interval(on, last, state)
        on = last + timedelta(days=1) if last < LAST else None


def state_on(validator: ChainValidator, pa: Pa, index: int, known: tuple[Interval, ...] | None, on: date) -> State:
    """The state of a sign-off on a day: from its intervals where it has them, else by asking for its verdict."""
    if known is None or not FIRST <= on <= LAST:
        return validator.verdict(pa, index, on).state
    return known[bisect_right(known, on, key=lambda interval: interval.first) - 1].state
