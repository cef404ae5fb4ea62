"""Amounts and figures that are far from others of their kind: most often a point or a digit in the wrong place.

An amount is compared with the middle one (the median) of all others that mean the same: the same field of every pay
band, supplements for the same reason, figures with the same unit in one record. One that is several times as large, or
a fraction of it, is out of scale.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from statistics import median
from typing import NamedTuple, TypeVar

from pa_framework.facts.facts import Facts
from pa_framework.facts.law import MOST_TIMES_OF_A_WAGE, LawRow, rows
from pa_framework.facts.pay import (
    MOST_BUT_FOR_A_YEAR,
    applies_at_all,
    is_ordinary,
    minimum_on,
    paid_on,
    rate_start_days,
    same_thing,
)
from pa_framework.records.base import Origin
from pa_framework.records.model import CaseStudy, Evidence, Figure, Law, LawValue, Level, PayBand, Rate
from pa_framework.records.yaml_source import Route

Entry = TypeVar("Entry")

#: The amounts of a rate.
_RATE_FIELDS = ("paid", "funded", "self_employed")
#: An hourly amount so many times the usual one, or that part of it, is out of scale.
_RATE_TIMES = 4
#: The same for supplements and published figures, which differ more.
_OTHER_TIMES = 6
#: The same for a supplement beside those for other reasons.
_ANY_SUPPLEMENT_TIMES = 9
#: So many others must be there to say what is usual.
_FEWEST = 2


class OutOfScale(NamedTuple):
    """An amount that is far from the usual one: whose it is, where, how much, and what is usual."""

    name: str
    origin: Origin
    route: Route
    amount: Decimal
    usual: Decimal


class FallingRate(NamedTuple):
    """A rate, at `place` in its band, that pays less than the one before it, at `before`."""

    band: PayBand
    place: int
    before: int
    paid: Decimal
    paid_before: Decimal


class FallingValue(NamedTuple):
    """A row of a wage in the law that is lower than the row before it. `place` is the number of its value."""

    law: Law
    place: int
    value: LawValue
    row: LawRow
    before: LawRow


class WrongOrder(NamedTuple):
    """A row of a wage in the law that is below one for a cheaper place or a younger age on the same day."""

    law: Law
    place: int
    value: LawValue
    row: LawRow
    other_place: int
    other: LawValue
    other_row: LawRow


def records_with_figures(facts: Facts) -> Iterator[CaseStudy | Evidence]:
    """Records that can have published figures."""
    yield from facts.records.case_studies.values()
    yield from facts.records.evidence.values()


def pay_out_of_scale(facts: Facts) -> Iterator[OutOfScale]:
    """Amounts of pay bands that are far from the same amounts of all bands."""
    groups: dict[str, list[tuple[PayBand, Route, Decimal]]] = defaultdict(list)
    for band in facts.records.pay_bands.values():
        if band.replaced_by:
            continue
        for index, rate in enumerate(band.rates):
            for field in _RATE_FIELDS:
                amount = getattr(rate, field)
                if amount and rate.unit == "hour" and amount <= MOST_BUT_FOR_A_YEAR:  # PAY025 reports what is more
                    groups[field].append((band, ("rates", index, field), amount))
        for index, supplement in enumerate(band.supplements):
            if supplement.unit != "hour" or supplement.amount > highest_paid(band):
                continue  # PAY020 reports what is above the rate
            groups[supplement.purpose].append((band, ("supplements", index, "amount"), supplement.amount))
    supplements = [amount for name, entries in groups.items() if name not in _RATE_FIELDS for _, _, amount in entries]
    for name, entries in groups.items():
        times = _RATE_TIMES if name in _RATE_FIELDS else _OTHER_TIMES
        for (band, route, amount), usual in _far([entry[2] for entry in entries], entries, times):
            yield OutOfScale(band.id, band.origin, route, amount, usual)
        if name not in _RATE_FIELDS and len(entries) <= _FEWEST:
            yield from _supplements_too_large(entries, supplements)


def _supplements_too_large(
    entries: Sequence[tuple[PayBand, Route, Decimal]], every: Sequence[Decimal]
) -> Iterator[OutOfScale]:
    """Supplements for a reason that few have, and many times all supplements."""
    for band, route, amount in entries:
        if any(amount >= other * _ANY_SUPPLEMENT_TIMES for _, _, other in entries) and amount > median(every):
            yield OutOfScale(band.id, band.origin, route, amount, min(other for _, _, other in entries))
        elif len(every) > _FEWEST and amount >= median(every) * _ANY_SUPPLEMENT_TIMES:
            yield OutOfScale(band.id, band.origin, route, amount, median(every))


def highest_paid(band: PayBand) -> Decimal:
    """The highest ordinary rate of a band, in pounds an hour; more than any addition where it has none."""
    paid = [
        amount for rate in band.rates if is_ordinary(rate) and (amount := rate.paid_up_to or rate.paid or rate.funded)
    ]
    return max(paid, default=Decimal("Infinity"))


@lru_cache(maxsize=1)
def rates_out_of_scale(facts: Facts) -> frozenset[tuple[str, int]]:
    """The rates with an amount that is out of scale, by the id of the band and their number. Nothing is compared with them."""
    return frozenset(
        (found.name, int(found.route[1])) for found in pay_out_of_scale(facts) if found.route[0] == "rates"
    )


def figures_out_of_scale(facts: Facts) -> Iterator[OutOfScale]:
    """Hourly pay in published figures, and bases of a survey, that are far from the others of one record."""
    for record in records_with_figures(facts):
        pay = [(index, figure) for index, figure in enumerate(record.figures) if figure.unit == "pounds-per-hour"]
        yield from _figures(record, [(index, figure, "value", figure.value) for index, figure in pay])
        surveys: dict[object, list[tuple[int, Figure, str, object]]] = defaultdict(list)
        for index, figure in enumerate(record.figures):
            if figure.base is not None:
                surveys[figure.source, figure.year, figure.base_of].append((index, figure, "base", figure.base))
        for entries in surveys.values():
            yield from _figures(record, entries)


def _figures(record: CaseStudy | Evidence, entries: Sequence[tuple[int, Figure, str, object]]) -> Iterator[OutOfScale]:
    numbers = [
        (index, field, Decimal(str(value)))
        for index, _, field, value in entries
        if isinstance(value, int | float | Decimal) and value > 0
    ]
    for (index, field, amount), usual in _far([entry[2] for entry in numbers], numbers, _OTHER_TIMES):
        yield OutOfScale(record.id, record.origin, ("figures", index, field), amount, usual)


def _far(amounts: Sequence[Decimal], entries: Sequence[Entry], times: int) -> Iterator[tuple[Entry, Decimal]]:
    """The entries whose amounts are at least so many times the median of the others, or at most that part of it."""
    if len(amounts) <= _FEWEST:
        return
    middle = median(amounts)
    for place, (amount, entry) in enumerate(zip(amounts, entries, strict=True)):
        if middle / 2 < amount < middle * 2:
            continue  # it cannot be far from the median of the others either, which saves work in long lists
        usual = median([*amounts[:place], *amounts[place + 1 :]])
        if amount >= usual * times or amount * times <= usual:
            yield entry, usual


def falling_rates(facts: Facts) -> Iterator[FallingRate]:
    """Rates that pay less than the rate of the same funder before them, and that no other comparison finds.

    A rate that is below the legal minimum, or below the band of a lower level, is a fault of its own.
    """
    levels = [level for level in facts.records.levels_in_order() if level.pay_band in facts.records.pay_bands]
    order = {level.pay_band: place for place, level in reversed(list(enumerate(levels)))}
    far = rates_out_of_scale(facts)
    for band in facts.records.pay_bands.values():
        by_thing: dict[tuple[object, ...], list[tuple[int, Rate]]] = defaultdict(list)
        for index, rate in enumerate(band.rates):
            if applies_at_all(rate):
                by_thing[same_thing(rate)].append((index, rate))
        for own in by_thing.values():
            own.sort(key=lambda entry: entry[1].first)
            for (before, earlier), (index, rate) in pairwise(own):
                paid, earlier_paid = rate.paid, earlier.paid
                if paid is None or earlier_paid is None or paid >= earlier_paid:
                    continue
                minimum = minimum_on(rate.first, facts.minimums) if is_ordinary(rate) else None
                lower = [
                    other
                    for level in (levels[: order.get(band.id, 0)] if is_ordinary(rate) else ())
                    if (other := paid_on(facts.records.pay_bands[level.pay_band or ""], rate.funder, rate.first))
                ]
                if (
                    (minimum is None or paid >= minimum.amount)
                    and all(paid >= other for other in lower)
                    and not far & {(band.id, index), (band.id, before)}
                ):
                    yield FallingRate(band, index, before, paid, earlier_paid)


class AnotherBand(NamedTuple):
    """A level that names the band of another one: at `right` are the bands that no level names and that fit.

    On `day` the level pays `paid` by `funder`, and `other`, a level below or above, pays `other_paid`.
    """

    level: Level
    right: tuple[PayBand, ...]
    other: Level
    funder: str
    day: date
    paid: Decimal
    other_paid: Decimal


def levels_with_another_band(facts: Facts) -> Iterator[AnotherBand]:
    """Levels whose pay is out of order although the pay bands are in order: each with the bands that no level names.

    The bands are in order if each pays as much as the one before it by number, or more. Then a level names a wrong one.
    A band that has no hourly rate in common with another one, such as one of what is funded or of nights, has no place
    in that order: no level is out of place because of it.
    """
    comparable = _comparable_bands(facts)
    bands = [band for band in facts.records.pay_bands.values() if band.id in comparable]
    levels = [level for level in facts.records.levels_in_order() if level.pay_band in comparable]
    ranked = sorted(bands, key=lambda band: _by_number(band.id))
    if len(levels) <= _FEWEST or not _are_in_order(facts, ranked):
        return
    ranks = [next(place for place, band in enumerate(ranked) if band.id == level.pay_band) for level in levels]
    free = tuple(band for band in ranked if band.id not in {level.pay_band for level in levels})
    for place, level in enumerate(levels):
        others = ranks[:place] + ranks[place + 1 :]
        if ranks != sorted(ranks) and others == sorted(others) and _is_alone(ranks, place):
            lowest, highest = max(others[:place], default=0), min(others[place:], default=len(ranked))
            right = tuple(band for band in free if lowest <= ranked.index(band) <= highest)
            if found := _out_of_order(facts, level, right, levels):
                yield found
            return


def _comparable_bands(facts: Facts) -> frozenset[str]:
    """The bands that pay by the hour what another one pays as well: by the same funder on the same day."""
    bands = [band for band in facts.records.pay_bands.values() if not band.replaced_by]
    found: set[str] = set()
    for funder in facts.funders:
        for day in rate_start_days(*bands):
            paying = {band.id for band in bands if paid_on(band, funder, day) is not None}
            found |= paying if len(paying) > 1 else set()
    return frozenset(found)


def _out_of_order(
    facts: Facts, level: Level, right: tuple[PayBand, ...], levels: Sequence[Level]
) -> AnotherBand | None:
    """By which funder, on which day, a level pays less than a lower one, or more than a higher one; None where it never does."""
    bands = facts.records.pay_bands
    own = bands[level.pay_band or ""]
    for funder in facts.funders:
        for day in rate_start_days(*(bands[one.pay_band or ""] for one in levels)):
            paid = paid_on(own, funder, day)
            for other in levels if paid is not None else ():
                other_paid = paid_on(bands[other.pay_band or ""], funder, day)
                if paid is None or other_paid is None:
                    continue
                if (other.order < level.order and paid < other_paid) or (
                    other.order > level.order and paid > other_paid
                ):
                    return AnotherBand(level, right, other, funder, day, paid, other_paid)
    return None


def _is_alone(ranks: Sequence[int], place: int) -> bool:
    """Whether the level at a place is the one to move: its band is that of another level, or is far from its place."""
    shifts = [abs(rank - index) for index, rank in enumerate(ranks)]
    return ranks.count(ranks[place]) > 1 or shifts[place] == max(shifts)


def _are_in_order(facts: Facts, ranked: Sequence[PayBand]) -> bool:
    """Whether each band pays at least what the one before it pays, by each funder, on each day on which a rate begins."""
    for funder in facts.funders:
        for day in rate_start_days(*ranked):
            paid = [amount for band in ranked if (amount := paid_on(band, funder, day)) is not None]
            if paid != sorted(paid):
                return False
    return True


def _by_number(name: str) -> list[tuple[int, str]]:
    """A name so that band-10 follows band-9."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", name)]


def falling_wages(facts: Facts) -> Iterator[FallingValue]:
    """Rows of an hourly wage in the law that are lower than the row before. A legal minimum has never been lowered.

    Where one row stands out above both of its neighbours, that row is wrong, and not the one after it.
    """
    for law, place, value in _wages(facts):
        counting = [row for row in rows(value) if row.counts]
        for number, (before, row) in enumerate(pairwise(counting)):
            if not _falls(before, row):
                continue
            following = counting[number + 2] if number + 2 < len(counting) else None
            earlier = counting[number - 1] if number else None
            before_stands_out = following is not None and _pounds(before) > _pounds(following)
            row_stands_out = earlier is not None and _pounds(row) < _pounds(earlier)
            wrong, other = (before, row) if before_stands_out and not row_stands_out else (row, before)
            yield FallingValue(law, place, value, wrong, other)


def wages_in_wrong_order(facts: Facts) -> Iterator[WrongOrder]:
    """Rows of an hourly wage that are below one for a cheaper place, or for a younger age, on a day on which both hold."""
    falling = {(found.law.id, found.place, found.row.index) for found in falling_wages(facts)}
    values = [(law, place, value, [row for row in rows(value) if row.counts]) for law, place, value in _wages(facts)]
    for law, place, value, own in values:
        for other_law, other_place, other, others in values:
            if other_law is not law or other_place == place:
                continue
            in_london = _is_for_london(value) and not _is_for_london(other)
            for row, other_row in ((row, other_row) for row in own for other_row in others if row.meets(other_row)):
                older = (row.entry.from_age or 0) > (other_row.entry.from_age or 99)
                if not (in_london or older) or not _falls(other_row, row):
                    continue
                found = WrongOrder(law, place, value, row, other_place, other, other_row)
                if not falling & {(law.id, place, row.index), (law.id, other_place, other_row.index)}:
                    yield found


def _wages(facts: Facts) -> Iterator[tuple[Law, int, LawValue]]:
    """The hourly wages of the law, each with its record and its number there."""
    for law in facts.records.law.values():
        for place, value in enumerate(law.values):
            if value.unit == "pound-per-hour":
                yield law, place, value


def _falls(before: LawRow, row: LawRow) -> bool:
    """Whether an amount is lower than the one before, and not so far that LAW010 reports the step."""
    return _pounds(row) < _pounds(before) <= _pounds(row) * MOST_TIMES_OF_A_WAGE


def _is_for_london(value: LawValue) -> bool:
    return "london" in value.id or any("london" in name.lower() for name in value.names)


def _pounds(row: LawRow) -> Decimal:
    return Decimal(row.amount)
