"""Pay bands and the legal minimum, day by day. Amounts are exact decimals, in pounds per hour.

A rate applies from its first day to its last, both included, or without end where it has no last day. Bands are compared
with the legal minimum of the oldest age group (the National Living Wage since April 2016), because a band may not depend
on a PA's age. The legal minimum is the law record `minimum-wage`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any, get_args

from msgspec import Struct

from pa_framework.facts.law import LawRow, latest_on, rows
from pa_framework.records.base import Origin
from pa_framework.records.field_meaning import Names, field_meanings, labels
from pa_framework.records.kinds import Kind, framework_kinds
from pa_framework.records.load import Records
from pa_framework.records.model import Funder, Law, LawEntry, LawState, PayBand, Rate
from pa_framework.records.yaml_source import Route

_DAY = timedelta(days=1)
FUNDERS: tuple[Funder, ...] = get_args(Funder)
#: How pages and messages name the funders.
FUNDER_WORDS = labels("pay-band", "rates.funder")


#: The ids of the law records of the legal minimum and of the Real Living Wage.
MINIMUM_WAGE = "minimum-wage"
REAL_LIVING_WAGE = "real-living-wage"


@dataclass(frozen=True, slots=True)
class Minimum:
    """The legal minimum for people aged `age` and over (0: of any age), from `first` to `last` (None: without end).

    `route` leads to its row in the law record, `state` says whether that row is in force or announced.
    """

    first: date
    last: date | None
    age: int
    amount: Decimal
    route: Route
    state: LawState


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A rate, at `index` in its band, that is below the legal minimum on the days from `first` to `last`."""

    index: int
    field: str
    amount: Decimal
    minimum: Minimum
    first: date
    last: date | None


@dataclass(frozen=True, slots=True)
class GapOrOverlap:
    """Rates of one funder that overlap, or leave days without a rate, from `first` to `last` (None: without end).

    `earlier` and `later` are the indexes of the two rates in the band.
    """

    funder: Funder
    earlier: int
    later: int
    first: date
    last: date | None
    overlap: bool


def minimums(law: Law | None, on: date, *, announced: bool = False) -> tuple[Minimum, ...]:
    """The legal minimum of the oldest age group: one entry for each row that begins, earliest first.

    It is made of the rows that are in force, later ones too, and of those that were announced and have begun on the day
    `on`. With `announced`, announced rows that have not begun count as well.
    """

    def counts(entry: LawEntry) -> bool:
        return entry.state == "in-force" or (entry.state == "announced" and (announced or entry.first <= on))

    found = [
        (place, [row for row in rows(value, counts) if counts(row.entry)])
        for place, value in enumerate(law.values if law else ())
        if value.unit == "pound-per-hour"
    ]
    days = {row.first for _, of_value in found for row in of_value}
    days |= {row.last + _DAY for _, of_value in found for row in of_value if row.last and row.last < date.max}
    made: list[Minimum] = []
    for day in sorted(days):
        if made and made[-1].last is None:
            made[-1] = replace(made[-1], last=day - _DAY)
        rates = [(place, row) for place, of_value in found if (row := latest_on(of_value, day))]
        if not rates:
            continue
        place, row = max(rates, key=lambda rate: (_age(rate[1]), _pounds(rate[1])))
        route: Route = ("values", place, "history", row.index)
        if made and made[-1].route == route:
            made[-1] = replace(made[-1], last=None)
        else:
            made.append(Minimum(day, None, _age(row), _pounds(row), route, row.state))
    return tuple(made)


def _age(row: LawRow) -> int:
    return row.entry.from_age or 0


def _pounds(row: LawRow) -> Decimal:
    return Decimal(row.amount)


def minimum_on(day: date, found: Sequence[Minimum]) -> Minimum | None:
    """Of the minimums that `minimums` gives, the one of a day; None where there is none."""
    return next((one for one in found if one.first <= day and (one.last is None or day <= one.last)), None)


def rate_on(band: PayBand, funder: Funder, day: date) -> Rate | None:
    """The rate of a funder that applies on a day; of several, the one with the latest first day. None without any."""
    applicable = [rate for rate in band.rates if rate.funder == funder and rate_applies_on(rate, day)]
    return max(applicable, key=lambda rate: rate.first, default=None)


def rate_applies_on(rate: Rate, day: date) -> bool:
    """Whether a day is within the first and the last day of a rate."""
    return rate.first <= day and (rate.until is None or day <= rate.until)


def shortfalls(band: PayBand, legal: Sequence[Minimum]) -> Iterator[Shortfall]:
    """The rates of a band that are below the legal minimum, one entry for each minimum that they fall short of."""
    for index, rate in enumerate(band.rates):
        for minimum in legal:
            first = max(rate.first, minimum.first)
            last = _earlier_end(rate.until, minimum.last)
            if (last is None or first <= last) and rate.paid < minimum.amount:
                yield Shortfall(index, "paid", rate.paid, minimum, first, last)


def _earlier_end(first: date | None, second: date | None) -> date | None:
    """The earlier of two last days, where None is without end."""
    if first is None or second is None:
        return first or second
    return min(first, second)


def gaps_and_overlaps(band: PayBand) -> Iterator[GapOrOverlap]:
    """Gaps and overlaps between the rates of each funder. Rates that end before they begin are ignored."""
    for funder in FUNDERS:
        rows = sorted(
            ((index, rate) for index, rate in enumerate(band.rates) if rate.funder == funder and applies_at_all(rate)),
            key=lambda row: (row[1].first, row[0]),
        )
        if not rows:
            continue
        latest, until = rows[0][0], rows[0][1].until
        for index, rate in rows[1:]:
            if until is None or until >= rate.first:
                yield GapOrOverlap(funder, latest, index, rate.first, _earlier_end(until, rate.until), True)
            elif (rate.first - until).days > 1:
                yield GapOrOverlap(
                    funder, latest, index, until + timedelta(days=1), rate.first - timedelta(days=1), False
                )
            if until is not None and (rate.until is None or rate.until > until):
                latest, until = index, rate.until


def applies_at_all(rate: Rate) -> bool:
    """Whether a rate applies on any day: it does not end before it begins."""
    return rate.until is None or rate.until >= rate.first


def rate_start_days(*bands: PayBand) -> list[date]:
    """Every day on which a rate of one of the bands begins, in order."""
    return sorted({rate.first for band in bands for rate in band.rates})


def format_pounds(amount: Decimal) -> str:
    """An amount of pounds as text, such as £12.71."""
    return f"£{amount:.2f}"


def amounts(records: Records) -> Iterator[tuple[Origin, Route, Decimal]]:
    """Every amount of money in the records, with its place: fields with the unit `pound`, and values of the law."""
    for law in records.law.values():
        for place, value in enumerate(law.values):
            for index, entry in enumerate(value.history if value.unit.startswith("pound") else ()):
                yield law.origin, ("values", place, "history", index, "value"), Decimal(entry.value)
    for kind, fields in _amount_fields():
        found = getattr(records, kind.attribute)
        for record in [found] if kind.is_single else found.values() if isinstance(found, Mapping) else found:
            for names in fields:
                for route, amount in _values(record, names, ()):
                    yield record.origin, route, amount


@cache
def _amount_fields() -> tuple[tuple[Kind, tuple[Names, ...]], ...]:
    """The kinds of a framework that have amounts of money, with the fields that hold them."""
    found: list[tuple[Kind, tuple[Names, ...]]] = []
    for kind in framework_kinds():
        file, *lists = kind.listed_in or (kind.id,)
        pounds = [meaning.names for meaning in field_meanings(file).values() if meaning.unit == "pound"]
        own = tuple(names[len(lists) :] for names in pounds if list(names[: len(lists)]) == lists)
        if own and kind.attribute:
            found.append((kind, own))
    return tuple(found)


def _values(value: Any, names: Names, route: Route) -> Iterator[tuple[Route, Decimal]]:
    """The values of a field, by its names in the file, in all entries of the lists around it."""
    if isinstance(value, tuple):
        for index, entry in enumerate(value):
            yield from _values(entry, names, (*route, index))
    elif isinstance(value, Mapping):
        for key, entry in value.items():
            yield from _values(entry, names, (*route, key))
    elif isinstance(value, Struct):
        attribute = value.__struct_fields__[value.__struct_encode_fields__.index(names[0])]
        yield from _values(getattr(value, attribute), names[1:], (*route, names[0]))
    elif value is not None:
        yield route, value
