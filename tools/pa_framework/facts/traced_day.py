"""A day that notes which other days it is compared with, so that it is known for which days a question has one answer.

A verdict is found by comparing the day that is asked about with other days. Where each comparison comes out the same for
another day, the same steps are taken, so the verdict is the same. A `TracedDay` takes the place of the day: it compares
as that day does, and narrows the run of days for which every comparison so far comes out as it did.

Anything else that could tell one day from another (its year, its distance from another day, its place in a table)
is noted as an escape: then nothing is known of other days. Its text may be asked for, since sentences name the day.
"""

from datetime import date, timedelta
from typing import Any, NoReturn


class Escaped(Exception):
    """The day was used in a way of which it is not known how it comes out on another day."""


class Trace:
    """The run of days, from `first` to `last`, for which everything that was asked of a day so far comes out the same.

    `day` takes the place of the day.
    """

    __slots__ = ("_ordinal", "first", "last")

    def __init__(self, on: date, first: date, last: date) -> None:
        """`first` and `last` limit the run: what is not asked is known for no day outside of them."""
        self._ordinal, self.first, self.last = on.toordinal(), first.toordinal(), last.toordinal()

    @property
    def day(self) -> date:
        """The day, which narrows this run whenever it is compared."""
        return _traced(self, self._ordinal, 0)

    def at_most(self, ordinal: int, *, holds: bool) -> bool:
        """Notes whether the day is this one or an earlier one, which `holds` says."""
        if holds:
            self.last = min(self.last, ordinal)
        else:
            self.first = max(self.first, ordinal + 1)
        return holds


def _traced(trace: Trace, ordinal: int, later: int) -> "TracedDay":
    """The day that is so many days later than that of a trace, or earlier where that is negative."""
    try:
        plain = date.fromordinal(ordinal + later)
    except (ValueError, OverflowError):
        raise OverflowError("date value out of range") from None
    day = TracedDay(plain.year, plain.month, plain.day)
    day.trace, day.ordinal, day.later = trace, ordinal, later
    return day


def _escapes(self: object, *_: object, **__: object) -> NoReturn:
    raise Escaped


class TracedDay(date):
    """A day so many days `later` than that of its trace, whose number in the calendar is `ordinal`."""

    trace: Trace
    ordinal: int
    later: int

    def _is_at_most(self, other: date, *, less: int) -> bool:
        """Whether this day is at most the day `less` days before another."""
        if isinstance(other, TracedDay):
            if other.trace is not self.trace:
                raise Escaped
            return self.later <= other.later - less  # so on every day
        bound = other.toordinal() - less - self.later
        return self.trace.at_most(bound, holds=self.ordinal <= bound)

    def __le__(self, other: Any) -> bool:
        return self._is_at_most(other, less=0) if isinstance(other, date) else NotImplemented

    def __lt__(self, other: Any) -> bool:
        return self._is_at_most(other, less=1) if isinstance(other, date) else NotImplemented

    def __gt__(self, other: Any) -> bool:
        return not self._is_at_most(other, less=0) if isinstance(other, date) else NotImplemented

    def __ge__(self, other: Any) -> bool:
        return not self._is_at_most(other, less=1) if isinstance(other, date) else NotImplemented

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, date):
            return NotImplemented
        return self._is_at_most(other, less=0) and not self._is_at_most(other, less=1)

    def __ne__(self, other: object) -> bool:
        return not self == other if isinstance(other, date) else NotImplemented

    def __add__(self, other: timedelta) -> "TracedDay":
        if other != timedelta(other.days):
            raise Escaped
        return _traced(self.trace, self.ordinal, self.later + other.days)

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        if isinstance(other, timedelta):
            return self + -other
        if isinstance(other, TracedDay) and other.trace is self.trace:
            return timedelta(self.later - other.later)
        raise Escaped

    __rsub__ = _escapes
    __hash__ = _escapes
    __reduce__ = _escapes
    __reduce_ex__ = _escapes
    year = property(_escapes)
    month = property(_escapes)
    day = property(_escapes)
    replace = _escapes
    toordinal = _escapes
    timetuple = _escapes
    weekday = _escapes
    isoweekday = _escapes
    isocalendar = _escapes
    ctime = _escapes
    strftime = _escapes
