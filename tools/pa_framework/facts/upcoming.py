"""What changes on which day: the law, what pay bands pay, and what has to be looked at again."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import Literal

from msgspec import Struct

from pa_framework.facts.facts import Facts
from pa_framework.facts.law import LawRow, day_has_come, laws_in_order, row_on, rows, usual_change
from pa_framework.facts.pay import rate_on
from pa_framework.facts.titles import title_of
from pa_framework.facts.visibility import has_page
from pa_framework.records.kinds import folder_kinds
from pa_framework.records.model import FirstDayIs, Law, LawValue, PayBand, Rate
from pa_framework.text.dates import add_months

DeadlineKind = Literal["approval", "confirmation", "waiver", "source"]

_DAY = timedelta(days=1)
#: How well a day is known; on one day, what is known best comes first.
_PRECISION: tuple[FirstDayIs, ...] = ("exact", "month", "year", "or-earlier")
#: After so many months the source of a value of the law is read again (rule LAW007).
SOURCE_LASTS_MONTHS = 12


class ValueChange(Struct, frozen=True):
    """A value of the law that changes: the rows before and from then on, None where nothing is in force.

    `rank` counts the rows of the value that began earlier. It stays the same when the day of a row changes.
    """

    value: LawValue
    before: LawRow | None
    after: LawRow | None
    rank: int


class LawChange(Struct, frozen=True):
    """The values of one law record that change on a day, or in the month or year that begins on it (`known`)."""

    day: date
    known: FirstDayIs
    law: Law
    values: tuple[ValueChange, ...]

    def has_come(self, on: date) -> bool:
        """Whether the day is not after `on`; for a month or year, whether it is over."""
        return day_has_come(self.day, self.known, on)


class UsualChange(Struct, frozen=True):
    """Values of one law record that usually change on a day, and for which no later row is listed."""

    day: date
    law: Law
    values: tuple[LawValue, ...]


class RateChange(Struct, frozen=True):
    """A rate of a pay band that begins, or that ends with nothing after it. None where there is no rate."""

    day: date
    band: PayBand
    funder: str
    before: Rate | None
    after: Rate | None


class Deadline(Struct, frozen=True):
    """A record that someone has to look at by a day. A waiver has no id: its title is the rule that it waives."""

    day: date
    what: DeadlineKind
    kind: str
    id: str
    title: str


def law_changes(facts: Facts) -> Iterator[LawChange]:
    """Every change of the law, earliest first; on one day, in the order of the records.

    Rows that only repeat the value before them are no change. Neither are rows that began on a day that is not known.
    """
    found = [
        (day, _PRECISION.index(known), place, law, change)
        for place, law in enumerate(laws_in_order(facts.records))
        for value in law.values
        for day, known, change in _value_changes(value)
    ]
    found.sort(key=lambda item: item[:3])
    for (day, precision, _), group in groupby(found, key=lambda item: item[:3]):
        members = list(group)
        yield LawChange(day, _PRECISION[precision], members[0][3], tuple(change for *_, change in members))


def _value_changes(value: LawValue) -> Iterator[tuple[date, FirstDayIs, ValueChange]]:
    """Every day on which a value changes. What is only expected changes it as well."""
    ordered = rows(value)
    for rank, row in enumerate(ordered):
        before = row_on(value, row.first - _DAY) if row.first > date.min else None
        if row.entry.from_is != "or-earlier" and not (before and before.amount == row.amount):
            yield row.first, row.entry.from_is, ValueChange(value, before, row, rank)
        end = row.entry.until
        if row.counts and end and row.first <= end < date.max and row_on(value, end + _DAY) is None:
            yield end + _DAY, "exact", ValueChange(value, row, None, len(ordered) + rank)


def usual_law_changes(facts: Facts) -> list[UsualChange]:
    """When values of the law usually change next, earliest first; the days of some may have passed."""
    found = [
        (day, place, law, value)
        for place, law in enumerate(laws_in_order(facts.records))
        for value in law.values
        if (day := usual_change(value, facts.on))
    ]
    found.sort(key=lambda item: item[:2])
    made = []
    for (day, _), group in groupby(found, key=lambda item: item[:2]):
        members = list(group)
        made.append(UsualChange(day, members[0][2], tuple(value for _, _, _, value in members)))
    return made


def rate_changes(facts: Facts, first: date, last: date) -> list[RateChange]:
    """The days on which what pay bands pay changes, earliest first. Retired bands are left out."""
    found = []
    for band in facts.records.pay_bands.values():
        days = {rate.first for rate in band.rates}
        days |= {rate.until + _DAY for rate in band.rates if rate.until and rate.until < date.max}
        for day in sorted(day for day in days if first <= day <= last and not band.replaced_by):
            for funder in facts.funders:
                before, after = rate_on(band, funder, day - _DAY), rate_on(band, funder, day)
                if before is not after:
                    found.append(RateChange(day, band, funder, before, after))
    return sorted(found, key=lambda change: (change.day, change.band.id))


def deadlines(facts: Facts) -> list[Deadline]:
    """What someone has to look at again, by the day on which it ends or must be confirmed, from today on."""
    return sorted(
        (deadline for deadline in _deadlines(facts) if deadline.day >= facts.on),
        key=lambda deadline: (deadline.day, deadline.what, deadline.title),
    )


def _deadlines(facts: Facts) -> Iterator[Deadline]:
    records, framework = facts.records, facts.records.framework
    for kind in folder_kinds():
        for record in records.of_kind(kind.id).values():
            approval = getattr(record, "approval", None)
            if approval and approval.state == "approved" and approval.review_by and has_page(facts, record):
                title = title_of(records.of_kind(kind.id), record.id)
                yield Deadline(approval.review_by, "approval", kind.id, record.id, title)
    for waiver in records.waivers:
        yield Deadline(waiver.until, "waiver", "waiver", "", waiver.code)
    for entry in records.support.values() if framework else ():
        if framework and not entry.replaced_by and has_page(facts, entry):
            day = add_months(entry.last_confirmed, framework.settings.support_stale_after_months)
            yield Deadline(day, "confirmation", "support", entry.id, entry.title)
    cited = {
        row.entry.source for law in records.law.values() for value in law.values if (row := row_on(value, facts.on))
    }
    for source in records.sources.values():
        if source.id in cited:
            day = add_months(source.last_checked, SOURCE_LASTS_MONTHS)
            yield Deadline(day, "source", "source", source.id, source.title)
