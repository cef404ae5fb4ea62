"""Pay bands and the legal minimum, day by day. Amounts are exact decimals, in pounds; by the hour unless a unit says more.

A rate applies from its first day to its last, both included, or without end where it has no last day. It is compared with
the legal minimum of the oldest age group (the National Living Wage since April 2016), or with that of the ages, or of the
apprentices, that it names. The legal minimum is the law record `minimum-wage`.

The ordinary rate of a funder is by the hour, at all times and for all ages. It is what levels are compared by.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_UP, Decimal
from functools import cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from pa_framework.facts.law import LawRow, latest_on, rows
from pa_framework.records.base import Origin
from pa_framework.records.field_meaning import Names, field_meanings, labels
from pa_framework.records.kinds import Kind, framework_kinds
from pa_framework.records.load import Records
from pa_framework.records.model import Law, LawEntry, LawState, Level, PayBand, PayUnit, Rate
from pa_framework.records.yaml_source import Route

_DAY = timedelta(days=1)
_PENNY = Decimal("0.01")
#: What an amount is for, as the words after it.
UNIT_WORDS = labels("pay-band", "rates.unit")
#: Units whose hours all count as work, so that the amount for each hour is compared with the legal minimum.
ALL_HOURS_COUNT = frozenset({"shift", "waking-night", "week", "year"})
#: Weeks of a year, as salaries are turned into hourly pay: 365 days. A leap year has one day more.
_WEEKS = Decimal(365) / 7
#: More than this is no pay for anything but a year.
MOST_BUT_FOR_A_YEAR = Decimal(1000)


#: The ids of the law records of the legal minimum and of the Real Living Wage.
MINIMUM_WAGE = "minimum-wage"
REAL_LIVING_WAGE = "real-living-wage"


def every_rate(records: Records) -> Iterator[tuple[PayBand, int, Rate]]:
    """Every rate, with its band and its index there."""
    return ((band, index, rate) for band in records.pay_bands.values() for index, rate in enumerate(band.rates))


class Minimum(Struct, frozen=True):
    """The legal minimum for people aged `age` and over (0: of any age), from `first` to `last` (None: without end).

    `route` leads to its row in the law record, `state` says whether that row is in force or announced.
    """

    first: date
    last: date | None
    age: int
    amount: Decimal
    route: Route
    state: LawState


class Shortfall(Struct, frozen=True):
    """A rate, at `index` in its band, that is below the legal minimum on the days from `first` to `last`.

    `amount` is that of the field, `least` the lowest lawful one, both for the unit of the rate.
    """

    index: int
    field: str
    amount: Decimal
    least: Decimal
    minimum: Minimum
    first: date
    last: date | None


class GapOrOverlap(Struct, frozen=True):
    """Rates of one funder for the same thing that overlap, or leave days without a rate, from `first` to `last` (None: without end).

    `earlier` and `later` are the indexes of the two rates in the band.
    """

    funder: str
    earlier: int
    later: int
    first: date
    last: date | None
    overlap: bool


def minimums(
    law: Law | None, on: date, *, announced: bool = False, age: int | None = None, apprentice: bool = False
) -> tuple[Minimum, ...]:
    """The legal minimum of the oldest age group, of an age, or of apprentices: an entry for each row, earliest first.

    It is made of the rows that are in force, later ones too, and of those that were announced and have begun on the day
    `on`. With `announced`, announced rows that have not begun count as well. A row for apprentices names no age.
    """

    def counts(entry: LawEntry) -> bool:
        if apprentice and not (entry.from_age is None and entry.until_age is None):
            return False
        if age is not None and not _has_age(entry, age):
            return False
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


def _has_age(entry: LawEntry, age: int) -> bool:
    """Whether a row is for people of an age. One that names no age is for apprentices."""
    named = entry.from_age is not None or entry.until_age is not None
    return named and (entry.from_age or 0) <= age and (entry.until_age is None or age <= entry.until_age)


def minimums_of(law: Law | None, on: date, rate: Rate, *, announced: bool = False) -> tuple[Minimum, ...]:
    """The legal minimum with which a rate is compared: of apprentices, of the oldest of its ages, or of the oldest group.

    Where the law record has no row for them, the oldest group counts: no rate passes because a row is missing.
    """
    found: tuple[Minimum, ...] = ()
    if rate.apprentice:
        found = minimums(law, on, announced=announced, apprentice=True)
    elif rate.ages and rate.ages.oldest is not None:
        found = minimums(law, on, announced=announced, age=rate.ages.oldest)
    return found or minimums(law, on, announced=announced)


def _age(row: LawRow) -> int:
    return row.entry.from_age or 0


def _pounds(row: LawRow) -> Decimal:
    return Decimal(row.amount)


def minimum_on(day: date, found: Sequence[Minimum]) -> Minimum | None:
    """Of the minimums that `minimums` gives, the one of a day; None where there is none."""
    return next((one for one in found if one.first <= day and (one.last is None or day <= one.last)), None)


def bands_of(records: Records, level: Level) -> tuple[PayBand, ...]:
    """The pay bands of a level that exist: the one by which it is compared, then the others."""
    names = dict.fromkeys((level.pay_band, *level.other_pay_bands))
    return tuple(band for name in names if name and (band := records.pay_bands.get(name)))


def is_ordinary(rate: Rate) -> bool:
    """Whether a rate is by the hour, at all times and for all ages."""
    return rate.unit == "hour" and not (rate.times or rate.ages or rate.apprentice)


def ordinary_rates_on(band: PayBand, funder: str, day: date) -> list[Rate]:
    """The ordinary rates of a funder that apply on a day, the one that pays least first: a spine has several."""
    rates = [rate for rate in band.rates if rate.funder == funder and is_ordinary(rate) and rate_applies_on(rate, day)]
    latest: dict[tuple[object, ...], Rate] = {}
    for rate in sorted(rates, key=lambda rate: rate.first):
        latest[same_thing(rate)] = rate
    return sorted(latest.values(), key=lambda rate: rate.paid if rate.paid is not None else rate.funded or Decimal(0))


def rate_on(band: PayBand, funder: str, day: date) -> Rate | None:
    """The ordinary rate of a funder on a day, the lowest where there are several. None without any."""
    return next(iter(ordinary_rates_on(band, funder, day)), None)


def paid_on(band: PayBand, funder: str, day: date) -> Decimal | None:
    """What the ordinary rate of a funder pays an hour on a day, the lowest of a range. None where no one says."""
    rate = rate_on(band, funder, day)
    return rate.paid if rate else None


def same_thing(rate: Rate) -> tuple[object, ...]:
    """What a rate is for: two rates of one band with the same are one after the other in time."""
    ages = (rate.ages.youngest, rate.ages.oldest) if rate.ages else ()
    return rate.funder, rate.title, rate.unit, tuple(sorted(rate.times)), ages, rate.apprentice, rate.point


def rate_applies_on(rate: Rate, day: date) -> bool:
    """Whether a day is within the first and the last day of a rate."""
    return rate.first <= day and (rate.until is None or day <= rate.until)


def shortfalls(band: PayBand, legal: Callable[[Rate], Sequence[Minimum]]) -> Iterator[Shortfall]:
    """The rates of a band that are below the legal minimum, one entry for each minimum that they fall short of.

    `legal` gives the minimums with which a rate is compared. Where only what is funded is known, that is compared: less
    cannot be passed on as a lawful wage.
    """
    for index, rate in enumerate(band.rates):
        field = "paid" if rate.paid is not None else "funded"
        amount, hours = getattr(rate, field), hours_that_count(rate)
        if amount is None or hours is None:
            continue
        for minimum in legal(rate):
            first = max(rate.first, minimum.first)
            last = _earlier_end(rate.until, minimum.last)
            least = minimum.amount * hours
            if (last is None or first <= last) and amount < least:
                yield Shortfall(index, field, amount, least.quantize(_PENNY, ROUND_UP), minimum, first, last)


def hours_that_count(rate: Rate) -> Decimal | None:
    """How many hours of work the amount of a rate is for, as the minimum wage counts them. None where no one can say.

    All hours of a shift, a waking night and a week of living in count. A year has so many weeks of `hours` each. Of a sleep-in
    only those awake for work count (`sleep-in-shifts`), so that an allowance without any is compared with nothing; nor is a
    rate by the mile, which is no wage.
    """
    if rate.unit == "hour":
        return Decimal(1)
    if rate.unit == "year":
        return rate.hours * _WEEKS if rate.hours is not None else None
    if rate.unit in ALL_HOURS_COUNT:
        return rate.hours
    return rate.awake_hours or None if rate.unit == "sleep-in" else None


def _earlier_end(first: date | None, second: date | None) -> date | None:
    """The earlier of two last days, where None is without end."""
    if first is None or second is None:
        return first or second
    return min(first, second)


def gaps_and_overlaps(band: PayBand) -> Iterator[GapOrOverlap]:
    """Gaps and overlaps between the rates of a funder for the same thing. Rates that end before they begin are ignored."""
    by_thing: dict[tuple[object, ...], list[tuple[int, Rate]]] = {}
    for index, rate in enumerate(band.rates):
        if applies_at_all(rate):
            by_thing.setdefault(same_thing(rate), []).append((index, rate))
    for found in by_thing.values():
        rows, funder = sorted(found, key=lambda row: (row[1].first, row[0])), found[0][1].funder
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


def amount_words(amount: Decimal, unit: PayUnit) -> str:
    """An amount with its unit: `£12.60 an hour`, `£70.00 a sleep-in`, `150 per cent of the hourly rate`."""
    number = f"{amount.normalize():f}" if unit == "per-cent" else format_pounds(amount)
    return f"{number} {UNIT_WORDS[unit]}"


def format_pounds(amount: Decimal) -> str:
    """An amount of pounds as text, such as £12.71 or £24,465.00."""
    return f"£{amount:,.2f}"


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
    """The values of a field, by its names in the file, in all entries of the lists around it. Per cent are no pounds."""
    if isinstance(value, Struct) and getattr(value, "unit", "") == "per-cent":
        return
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
