"""The legal minimum for every age, from today on: what a page needs to judge a rate on a later day without a new build."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from msgspec import Struct

from pa_framework.facts.law import is_law, rows
from pa_framework.records.model import Law, LawState, LawValue
from pa_framework.text.dates import add_months


class AgeMinimum(Struct, frozen=True):
    """The legal minimum from age `from_age` to `until_age` (None: any older age), from `first` to `last` (None: no end).

    `amount` is in pounds an hour. From the day `doubtful_from` on (None: never) the amount may have changed: a newer one is
    expected from that day, or the value usually changes by then, and no newer row is law.
    """

    first: date
    last: date | None
    from_age: int
    until_age: int | None
    amount: Decimal
    state: LawState
    doubtful_from: date | None


def minimums_by_age(law: Law | None, on: date) -> tuple[AgeMinimum, ...]:
    """The legal minimum by age on a day and after it, earliest first. Rows that are only expected are not law.

    A rate that names no age (for apprentices) is left out where others name one; else it applies to everyone. The day
    before `on` counts too: where the reader is, the day may have begun later.
    """
    values = [value for value in law.values if value.unit == "pound-per-hour"] if law else []
    by_age = [value for value in values if _names_an_age(value)]
    found = (row for value in by_age or values for row in _of_value(value))
    yesterday = on - timedelta(days=1)
    return tuple(
        sorted(
            (row for row in found if row.last is None or row.last >= yesterday),
            key=lambda row: (row.first, -row.from_age),
        )
    )


def _names_an_age(value: LawValue) -> bool:
    return any(entry.from_age is not None or entry.until_age is not None for entry in value.history)


def _of_value(value: LawValue) -> Iterator[AgeMinimum]:
    expected = sorted(entry.first for entry in value.history if not is_law(entry))
    for row in rows(value):
        if not row.counts:
            continue
        doubts = [first for first in expected if first > row.first]
        if value.changes_every:
            doubts.append(add_months(row.first, value.changes_every.months))
        yield AgeMinimum(
            row.first,
            row.last,
            row.entry.from_age or 0,
            row.entry.until_age,
            Decimal(row.amount),
            row.state,
            min(doubts, default=None),
        )
