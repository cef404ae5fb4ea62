"""Law on pay and employment, day by day: which row of a value counts, what is coming, and values in words.

A value has a row for each day on which it changed. Rows that are in force or announced count as law; rows that are only
expected never do. A row with a last day of its own (`until`) ends on it. Any other row ends on the day before the next
row that counts begins.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from msgspec import Struct

from pa_framework.records.load import Records
from pa_framework.records.model import FirstDayIs, Law, LawEntry, LawState, LawValue
from pa_framework.text.dates import add_months, format_date

_DAY = timedelta(days=1)
#: A wage by the hour that is more than so many times the one before it, or less than that part of it, is a slip.
MOST_TIMES_OF_A_WAGE = 3
#: Months after which a search that found nothing is repeated.
_REMIND_AFTER = 3
#: How the unit of an amount of money follows it.
_PER = {
    "pound-per-hour": "an hour",
    "pound-per-day": "a day",
    "pound-per-week": "a week",
    "pound-per-month": "a month",
    "pound-per-year": "a year",
    "pound-per-mile": "a mile",
}


class LawRow(Struct, frozen=True):
    """A row of a value with its last day, computed (None: without end). `index` is its place in the history."""

    entry: LawEntry
    index: int
    last: date | None

    @property
    def first(self) -> date:
        """The first day on which it counts."""
        return self.entry.first

    @property
    def amount(self) -> Decimal | int | str:
        """The number, or the words where the unit of the value is `text`."""
        amount: Decimal | int | str = self.entry.value
        return amount

    @property
    def state(self) -> LawState:
        """Whether it is in force, announced or expected."""
        return self.entry.state

    @property
    def counts(self) -> bool:
        """Whether it is law on its days: it is in force, or it was announced."""
        return is_law(self.entry)

    def applies_on(self, day: date) -> bool:
        """Whether a day is within its first and its last day."""
        return self.first <= day and (self.last is None or day <= self.last)

    def meets(self, other: "LawRow") -> bool:
        """Whether there is a day on which both rows hold."""
        return (self.last is None or other.first <= self.last) and (other.last is None or self.first <= other.last)


class LawSeam(Struct, frozen=True):
    """Rows of one value that overlap, or leave days without a value, from `first` to `last` (None: without end)."""

    earlier: LawRow
    later: LawRow
    first: date
    last: date | None
    overlap: bool


class ComingLaw(Struct, frozen=True):
    """A row that is announced or expected, or begins after a day, with its value and its record."""

    law: Law
    value: LawValue
    row: LawRow


def laws_in_order(records: Records) -> list[Law]:
    """The law records by their `order`; those without one come last, by title."""
    return sorted(
        records.law.values(), key=lambda law: (law.order is None, law.order or 0, law.title.casefold(), law.id)
    )


def law_value(records: Records, subject: str, value_id: str) -> LawValue | None:
    """The value with an id in the record `subject`; None where there is no such record or value."""
    law = records.law.get(subject)
    return next((value for value in law.values if value.id == value_id), None) if law else None


def is_law(entry: LawEntry) -> bool:
    """Whether a row is law on its days: it is in force, or it was announced."""
    return entry.state != "expected"


def rows(value: LawValue, counts: Callable[[LawEntry], bool] = is_law) -> tuple[LawRow, ...]:
    """All rows of a value, earliest first, with their last days. Of rows of one day, the first in the file comes last.

    Only rows for which `counts` is true end those before them.
    """
    starts = sorted({entry.first for entry in value.history if counts(entry)})
    ordered = sorted(enumerate(value.history), key=lambda item: (item[1].first, -item[0]))
    return tuple(LawRow(entry, index, entry.until or _day_before_next(entry.first, starts)) for index, entry in ordered)


def _day_before_next(first: date, starts: Sequence[date]) -> date | None:
    """The day before the first of `starts` (sorted) that is after `first`; None where there is none."""
    place = bisect_right(starts, first)
    return starts[place] - _DAY if place < len(starts) else None


def row_on(value: LawValue, day: date) -> LawRow | None:
    """The row that is law on a day; None where no row counts on it."""
    return latest_on((row for row in rows(value) if row.counts), day)


def latest_on(found: Iterable[LawRow], day: date) -> LawRow | None:
    """Of the rows that apply on a day, the one with the latest first day; None where none applies.

    Of rows that begin on the same day, one in force comes before one that is announced, and the first in the file before
    the others.
    """
    applying = (row for row in found if row.applies_on(day))
    return max(applying, key=lambda row: (row.first, row.state == "in-force", -row.index), default=None)


def looked_for_lately(value: LawValue, on: date) -> bool:
    """Whether someone looked for a newer row, or for a confirmation, in the 3 months before a day, and found none."""
    day = value.looked_for_on
    return day is not None and day <= on <= add_months(day, _REMIND_AFTER)


def usual_change(value: LawValue, on: date) -> date | None:
    """The day about which a value usually changes next; it may have passed. None where its newest row ends or is to come."""
    newest = rows(value)[-1]
    if value.changes_every is None or newest.first > on or newest.entry.until is not None:
        return None
    return add_months(newest.first, value.changes_every.months)


def overlaps_and_gaps(value: LawValue) -> Iterator[LawSeam]:
    """Overlaps and gaps between the rows that count. Rows that end before they begin are ignored."""
    counting = [row for row in rows(value) if row.counts and (row.last is None or row.first <= row.last)]
    if not counting:
        return
    latest = counting[0]
    for row in counting[1:]:
        if latest.last is None or latest.last >= row.first:
            yield LawSeam(latest, row, row.first, _earlier_end(latest.last, row.last), True)
        elif row.first - latest.last > _DAY:
            yield LawSeam(latest, row, latest.last + _DAY, row.first - _DAY, False)
        if latest.last is not None and (row.last is None or row.last > latest.last):
            latest = row


def _earlier_end(first: date | None, second: date | None) -> date | None:
    """The earlier of two last days, where None is without end."""
    return min((day for day in (first, second) if day is not None), default=None)


def announced(records: Records, on: date) -> tuple[ComingLaw, ...]:
    """What is coming on a day: rows that are announced or expected, or begin later; rows that have ended are left out.

    Earliest first, then in the order of the records and their values.
    """
    found = [
        ComingLaw(law, value, row)
        for law in laws_in_order(records)
        for value in law.values
        for row in rows(value)
        if (row.state != "in-force" or row.first > on) and (row.last is None or row.last >= on)
    ]
    return tuple(sorted(found, key=lambda coming: coming.row.first))


def first_day_words(entry: LawEntry) -> str:
    """The first day of a row, as well as it is known: `1 April 2026`, `April 2028`, `2027`, `4 October 2026 or earlier`."""
    if entry.from_is == "month":
        return f"{entry.first:%B %Y}"
    if entry.from_is == "year":
        return str(entry.first.year)
    return f"{format_date(entry.first)}{' or earlier' if entry.from_is == 'or-earlier' else ''}"


def has_come(entry: LawEntry, on: date) -> bool:
    """Whether the first day of a row has come for certain; where only its month or year is known, that has to be over."""
    return day_has_come(entry.first, entry.from_is, on)


def day_has_come(first: date, known: FirstDayIs, on: date) -> bool:
    """Whether a first day has come; where only the month or year that begins on it is known, whether that is over."""
    if known == "month":
        return add_months(first.replace(day=1), 1) <= on
    return first.year < on.year if known == "year" else first <= on


def format_law(value: LawValue, amount: Decimal | int | str) -> str:
    """An amount of a value in words, with its unit.

    `£12.71 an hour`, `£123.25 a week`, `45p a mile`, `£22,530`, `5.6 weeks`, `12.07%`; text as it is.
    """
    number = format_law_number(value, amount)
    if isinstance(amount, str) or value.unit in ("pound", "per-cent", "text"):
        return number
    if value.unit in _PER:
        return f"{number} {_PER[value.unit]}"
    return f"{number} {value.unit.removesuffix('s') if amount == 1 else value.unit}"


def format_law_number(value: LawValue, amount: Decimal | int | str) -> str:
    """An amount of a value without `an hour` or `weeks`: `£12.71`, `45p`, `5.6`, `12.07%`; text as it is."""
    if isinstance(amount, str):
        return amount
    number = Decimal(amount)
    if value.unit == "per-cent":
        return f"{_plain(number)}%"
    if not value.unit.startswith("pound"):
        return _plain(number)
    if 0 < number < 1 and number * 100 == (number * 100).to_integral_value():
        return f"{number * 100:.0f}p"
    whole = value.unit != "pound-per-hour" and number == number.to_integral_value()
    return f"£{number:,.0f}" if whole else f"£{number:,.2f}"


def _plain(number: Decimal) -> str:
    """A number without zeros at its end: `5.6`, `12.07`, `1,000`."""
    return f"{number.normalize():,f}"
