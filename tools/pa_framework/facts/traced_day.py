"""A day that notes which other days it is compared with, so that it is known for which days a question has one answer.

A verdict is found by comparing the day that is asked about with other days. Where each comparison comes out the same for
another day, the same steps are taken, so the verdict is the same. A `TracedDay` takes the place of the day: it compares
as that day does, and narrows the run of days for which every comparison so far comes out as it did.

Anything else that could tell one day from another (its year, its distance from another day, its place in a table)
is noted as an escape: then nothing is known of other days. Its text may be asked for, since sentences name the day.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any, Generic, NoReturn, TypeVar

T = TypeVar("T")


class Escaped(Exception):
    """The day was used in a way of which it is not known how it comes out on another day."""


class Trace:
    """The run of days, from `first` to `last`, for which everything that was asked of a day so far comes out the same.

    `day` takes the place of the day. `is_told` says that what was found holds a text with the day, or rests on something
    else that is not the same next time; so it may not be remembered.
    """

    __slots__ = ("_ordinal", "first", "is_told", "last")

    def __init__(self, on: date, first: date, last: date) -> None:
        """`first` and `last` limit the run: what is not asked is known for no day outside of them."""
        self._ordinal, self.first, self.last = on.toordinal(), first.toordinal(), last.toordinal()
        self.is_told = False

    @property
    def day(self) -> date:
        """The day, which narrows this run whenever it is compared."""
        return _traced(self, self._ordinal, 0)

    def narrow(self, first: int, last: int) -> None:
        """Notes that what was asked comes out the same from one day to another, given as their numbers."""
        if first > self.first:
            self.first = first
        if last < self.last:
            self.last = last

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
        day = TracedDay.fromordinal(ordinal + later)
    except (ValueError, OverflowError):
        raise OverflowError("date value out of range") from None
    day.trace, day.ordinal, day.later, day.less = trace, ordinal, later, -1 - later
    return day


def _escapes(self: object, *_: object, **__: object) -> NoReturn:
    raise Escaped


class TracedDay(date):
    """A day so many days `later` than that of its trace, whose number in the calendar is `ordinal`."""

    __slots__ = ("later", "less", "ordinal", "trace")

    trace: Trace
    ordinal: int
    later: int
    #: What is added to the number of another day to get the last day of the trace on which this one is before it.
    less: int

    def _is_at_most(self, other: date, less: int) -> bool:
        """Whether this day is at most the day `less` days before another."""
        if isinstance(other, TracedDay):
            if other.trace is not self.trace:
                raise Escaped
            return self.later <= other.later - less  # so on every day
        bound = other.toordinal() - less - self.later
        return self.trace.at_most(bound, holds=self.ordinal <= bound)

    # A verdict asks this of its day some hundred times, so it is written out.

    def __le__(self, other: Any) -> bool:
        if other.__class__ is date:
            bound, trace = other.toordinal() - self.later, self.trace
            if self.ordinal <= bound:
                if bound < trace.last:
                    trace.last = bound
                return True
            if bound >= trace.first:
                trace.first = bound + 1
            return False
        return self._is_at_most(other, 0) if isinstance(other, date) else NotImplemented

    def __ge__(self, other: Any) -> bool:
        if other.__class__ is date:
            bound, trace = other.toordinal() + self.less, self.trace
            if self.ordinal <= bound:
                if bound < trace.last:
                    trace.last = bound
                return False
            if bound >= trace.first:
                trace.first = bound + 1
            return True
        return not self._is_at_most(other, 1) if isinstance(other, date) else NotImplemented

    def __lt__(self, other: Any) -> bool:
        if other.__class__ is date:
            return not self.__ge__(other)
        return self._is_at_most(other, 1) if isinstance(other, date) else NotImplemented

    def __gt__(self, other: Any) -> bool:
        if other.__class__ is date:
            return not self.__le__(other)
        return not self._is_at_most(other, 0) if isinstance(other, date) else NotImplemented

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, date):
            return NotImplemented
        return self._is_at_most(other, 0) and not self._is_at_most(other, 1)

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

    def __str__(self) -> str:
        self.trace.is_told = True
        return super().__str__()

    def __repr__(self) -> str:
        self.trace.is_told = True
        return super().__repr__()

    def __format__(self, form: str) -> str:
        self.trace.is_told = True
        return super().__str__() if not form else self.strftime(form)

    def isoformat(self) -> str:  # noqa: D102 - as that of a day
        self.trace.is_told = True
        return super().isoformat()

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


class Remembered(Generic[T]):
    """What was found of a day, with the runs of days for which it is the same."""

    __slots__ = ("_runs",)

    def __init__(self) -> None:
        self._runs: list[tuple[int, int, T]] = []

    def on(self, day: date, find: Callable[[date], T], holds: Callable[[T], Iterable[object]] = lambda _: ()) -> T:
        """What `find` finds of a day. Where the day is traced, that is remembered, and the day knows the run.

        `holds` gives what is found in parts where one of them may be the day, or a day that was made of it: that is not
        remembered, nor is what holds a text with the day.
        """
        if not isinstance(day, TracedDay):
            run = self._run(day.toordinal())
            return find(day) if run is None else run[2]
        ordinal = day.ordinal + day.later
        run = self._run(ordinal)
        if run is None:
            own = Trace(date.fromordinal(ordinal), date.min, date.max)
            found = find(own.day)
            if own.is_told or any(isinstance(part, TracedDay) for part in holds(found)):
                return find(day)
            run = own.first, own.last, found
            self._runs.append(run)
        day.trace.narrow(run[0] - day.later, run[1] - day.later)
        return run[2]

    def _run(self, ordinal: int) -> tuple[int, int, T] | None:
        """The run of days in which one lies, if it is known: most likely the latest that was found."""
        for run in reversed(self._runs):
            if run[0] <= ordinal <= run[1]:
                return run
        return None


def not_the_same_again(day: date) -> None:
    """Notes of a day that what is found of it rests on something else that is not the same next time."""
    if isinstance(day, TracedDay):
        day.trace.is_told = True
