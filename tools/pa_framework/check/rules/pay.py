"""Family PAY, first part: the law, days and amounts. The facts are those of pay.py."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby, pairwise

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.facts import Facts
from pa_framework.facts.law import MOST_TIMES_OF_A_WAGE
from pa_framework.facts.organisations import funders, organisation_title
from pa_framework.facts.pay import (
    MINIMUM_WAGE,
    GapOrOverlap,
    Minimum,
    amount_words,
    amounts,
    applies_at_all,
    every_rate,
    format_pounds,
    gaps_and_overlaps,
    hours_that_count,
    minimum_on,
)
from pa_framework.records.base import Origin
from pa_framework.records.model import PayBand, Rate
from pa_framework.records.yaml_source import Route
from pa_framework.text.dates import add_days
from pa_framework.text.findings import Note, Severity
from pa_framework.text.sentences import count

_PENNY = Decimal("0.01")
#: The amounts of a rate, and how a message speaks of each.
AMOUNT_VERBS = {
    "paid": "pays",
    "paid_up_to": "pays up to",
    "funded": "funds",
    "self_employed": "pays self-employed PAs",
}
#: The legal minimum never rose by more than a quarter at once.
_STEEP = Decimal("1.25")


@rule("PAY001")
def below_the_legal_minimum(facts: Facts) -> Iterator[Problem]:
    """A pay band pays less than the law asks, on at least one of the days on which it applies.

    The rate is compared with the legal minimum of every day on which it holds. A rate may be lawful when it is set and
    too low a year later. Such a rate is found on the day on which the law passes it. A minimum that was announced counts
    here from its first day.

    A rate for some ages, or for apprentices, is compared with the minimum for them. All hours of a shift and of a
    waking night count. A year has 365 days, so a salary is for 52.14 weeks of `hours`. Of a sleep-in only the hours awake for work count, so an allowance without any is not compared.

    ```yaml bad framework/pay_bands/band-1.yaml
    rates:
      - {funder: council, from: 2025-04-01, paid: 12.50, funded: 15.60, basis: design-default}  # <- PAY001
    ```

    ```yaml good framework/pay_bands/band-1.yaml
    rates:
      - {funder: council, from: 2025-04-01, until: 2026-03-31, paid: 12.50, funded: 15.60, basis: design-default}
      - {funder: council, from: 2026-04-01, paid: 12.80, funded: 15.90, basis: design-default}
    ```
    """
    law = facts.records.law.get(MINIMUM_WAGE)
    doubtful = {later.route: (earlier, later) for earlier, later in _steep(facts.minimums)}
    below: Counter[Route] = Counter()
    for band in facts.records.pay_bands.values():
        for index, found in groupby(facts.shortfalls[band.id], key=lambda shortfall: shortfall.index):
            all_short = list(found)
            short = [shortfall for shortfall in all_short if shortfall.minimum.route not in doubtful]
            below.update({shortfall.minimum.route for shortfall in all_short if shortfall not in short})
            if not short:
                continue
            rate, most = band.rates[index], max(shortfall.least for shortfall in short)
            amounts = dict.fromkeys(format_pounds(shortfall.minimum.amount) for shortfall in short)
            field, hours = short[0].field, hours_that_count(rate)
            paid = (
                format_pounds(short[0].amount)
                if rate.unit == "hour"
                else f"{amount_words(short[0].amount, rate.unit)} with {_work(rate, hours)}"
            )
            whose = organisation_title(facts.records, rate.funder)
            today = any(part.first <= facts.on and (part.last is None or facts.on <= part.last) for part in short)
            days = _format_days(short[0].first, short[-1].last) + (", today too" if today else "")
            yield Problem(
                band.origin.at("rates", index, field),
                f"{band.id} {AMOUNT_VERBS[field]} {paid} ({whose}) {days};"
                f" the legal minimum is {', then '.join(amounts)}",
                f"write {most:.2f} or more"
                + (
                    f", or end this rate before {short[0].first} and add a new one"
                    if short[0].first > rate.first
                    else ""
                ),
                tuple(
                    Note(
                        law.origin.at(*shortfall.minimum.route, "from"),
                        f"{format_pounds(shortfall.minimum.amount)} from {shortfall.minimum.first}",
                    )
                    for shortfall in short
                )
                if law
                else (),
            )
    for route, number in below.items():
        earlier, later = doubtful[route]
        if law and later.amount <= earlier.amount * MOST_TIMES_OF_A_WAGE:  # LAW010 reports more
            rates = count(number, "rate of the pay bands is", "rates of the pay bands are")
            yield Problem(
                law.origin.at(*route, "value"),
                f"{rates} below the legal minimum of {format_pounds(later.amount)} from {later.first}; it was"
                f" {format_pounds(earlier.amount)} before",
                "look first whether the amount is right; if it is, raise the rates",
            )


def _steep(minimums: Sequence[Minimum]) -> Iterator[tuple[Minimum, Minimum]]:
    """Minimums that are more than a quarter above the one before, which is with them: one of the two may be a slip."""
    return ((earlier, later) for earlier, later in pairwise(minimums) if later.amount > earlier.amount * _STEEP)


@rule("PAY002")
def gap_between_rates(facts: Facts) -> Iterator[Problem]:
    """A pay band has no rate for some days between two rates of one funder.

    On those days no one knows what is paid.

    ```yaml bad framework/pay_bands/band-1.yaml
    rates:
      - {funder: nhs, from: 2025-04-01, until: 2026-03-31, paid: 12.50, funded: 15.60, basis: design-default}
      - {funder: nhs, from: 2026-05-01, paid: 12.80, funded: 15.90, basis: design-default}  # <- PAY002
    ```

    ```yaml good framework/pay_bands/band-1.yaml
    rates:
      - {funder: nhs, from: 2025-04-01, until: 2026-03-31, paid: 12.50, funded: 15.60, basis: design-default}
      - {funder: nhs, from: 2026-04-01, paid: 12.80, funded: 15.90, basis: design-default}
    ```
    """
    for band in facts.records.pay_bands.values():
        for seam in gaps_and_overlaps(band):
            if not seam.overlap:
                yield Problem(
                    band.origin.at("rates", seam.later, "from"),
                    f"{band.id} has no {organisation_title(facts.records, seam.funder)} rate {_format_days(seam.first, seam.last)}",
                    f"write `from: {seam.first}`, or let the rate before run until {seam.last}",
                    (_earlier_rate(band.origin, seam),),
                )


@rule("PAY003")
def rates_overlap(facts: Facts) -> Iterator[Problem]:
    """Two rates of one funder run on the same days.

    On those days two people reading the same table would pay two different wages.

    ```yaml bad framework/pay_bands/band-1.yaml
    rates:
      - {funder: nhs, from: 2025-04-01, until: 2026-03-31, paid: 12.80, funded: 15.60, basis: design-default}
      - {funder: nhs, from: 2026-03-01, paid: 12.80, funded: 15.90, basis: design-default}  # <- PAY003
    ```

    ```yaml good framework/pay_bands/band-1.yaml
    rates:
      - {funder: nhs, from: 2025-04-01, until: 2026-03-31, paid: 12.80, funded: 15.60, basis: design-default}
      - {funder: nhs, from: 2026-04-01, paid: 12.80, funded: 15.90, basis: design-default}
    ```
    """
    for band in facts.records.pay_bands.values():
        for seam in gaps_and_overlaps(band):
            if not seam.overlap:
                continue
            begins, ends = band.origin.at("rates", seam.later, "from"), _earlier_rate(band.origin, seam)
            says = f"{band.id} has two {organisation_title(facts.records, seam.funder)} rates {_format_days(seam.first, seam.last)}"
            if _ends_late(band, seam):
                day = add_days(band.rates[seam.later].first, -1)
                fix = f"write {day}, the day before the next rate begins, as the last day of this one"
                yield Problem(ends.span, says, fix, (Note(begins, "the later rate"),))
            else:
                fix = "let the earlier rate end on the day before this one begins (`until`)"
                yield Problem(begins, says, fix, (ends,))


def _ends_late(band: PayBand, seam: GapOrOverlap) -> bool:
    """Whether the last day of the earlier rate is most likely the slip.

    It was taken for the first day of the next rate, or rates of other funders change on the day on which that begins.
    """
    earlier, later = band.rates[seam.earlier], band.rates[seam.later]
    if earlier.until is None:
        return False
    others = (rate for rate in band.rates if rate.funder != later.funder)
    return earlier.until == seam.first == seam.last or any(rate.first == later.first for rate in others)


@rule("PAY004")
def rate_ends_before_it_begins(facts: Facts) -> Iterator[Problem]:
    """A rate's last day comes before its first.

    It runs on no day at all. Most often a year is mistyped.

    ```yaml bad framework/pay_bands/band-1.yaml
    rates:
      - {funder: council, from: 2026-04-01, until: 2026-03-31, paid: 12.80, funded: 15.90, basis: design-default}  # <- PAY004
      - {funder: nhs, from: 2026-04-01, paid: 12.80, funded: 15.90, basis: design-default}
    ```

    ```yaml good framework/pay_bands/band-1.yaml
    rates:
      - {funder: council, from: 2026-04-01, until: 2027-03-31, paid: 12.80, funded: 15.90, basis: design-default}
      - {funder: nhs, from: 2026-04-01, paid: 12.80, funded: 15.90, basis: design-default}
    ```
    """
    for band, index, rate in every_rate(facts.records):
        if not applies_at_all(rate):
            yield Problem(
                band.origin.at("rates", index, "until"),
                f"a rate of {band.id} ends on {rate.until}, before it begins on {rate.first}",
                "write a last day after the first, or take `until` away",
                (Note(band.origin.at("rates", index, "from"), "begins here"),),
            )


@rule("PAY005", Severity.WARNING)
def no_rate_today(facts: Facts) -> Iterator[Problem]:
    """A pay band has no rate of a funder for today.

    The page cannot say what is paid. Either the last rate has run out, or the first has not begun.

    ```yaml bad framework/pay_bands/band-1.yaml
    rates:
      - {funder: council, from: 2026-04-01, until: 2026-09-30, paid: 12.80, funded: 15.90, basis: design-default}  # <- PAY005
    ```

    ```yaml good framework/pay_bands/band-1.yaml
    rates:
      - {funder: council, from: 2026-04-01, paid: 12.80, funded: 15.90, basis: design-default}
    ```
    """
    for band in facts.records.pay_bands.values():
        for funder in funders(facts.records, band) if not band.replaced_by else ():
            rows = [
                (index, rate) for index, rate in enumerate(band.rates) if rate.funder == funder and applies_at_all(rate)
            ]
            begun = [row for row in rows if row[1].first <= facts.on]
            if not rows or (begun and any(rate.until is None or rate.until >= facts.on for _, rate in rows)):
                continue
            if begun:
                index, rate = max(begun, key=lambda row: row[1].until or date.max)
                detail, field = f"its last one ended on {rate.until}", "until"
            else:
                index, rate = min(rows, key=lambda row: row[1].first)
                detail, field = f"its first one begins on {rate.first}", "from"
            yield Problem(
                band.origin.at("rates", index, field),
                f"{band.id} has no {organisation_title(facts.records, funder)} rate today; {detail}",
                "add the rate that is paid today",
            )


@rule("PAY006")
def not_in_whole_pence(facts: Facts) -> Iterator[Problem]:
    """An amount has a fraction of a penny.

    No one can be paid it, so it is a slip of the keyboard.

    ```yaml bad framework/pay_bands/band-1.yaml
    rates:
      - {funder: council, from: 2026-04-01, paid: 12.805, funded: 15.90, basis: design-default}  # <- PAY006
    ```

    ```yaml good framework/pay_bands/band-1.yaml
    rates:
      - {funder: council, from: 2026-04-01, paid: 12.80, funded: 15.90, basis: design-default}
    ```
    """
    for origin, route, amount in amounts(facts.records):
        if amount != amount.quantize(_PENNY):
            yield Problem(
                origin.at(*route),
                f"£{amount} cannot be paid: it is not in whole pence",
                "write pounds and pence, with two figures after the point",
            )


@rule("PAY007")
def law_out_of_order(facts: Facts) -> Iterator[Problem]:
    """The history of a value of the law is not in order: a row begins after the one above it.

    The newest row comes first. Where the order is mixed, a wrong row is easy to miss, and every pay band is compared with
    the legal minimum.

    ```yaml bad framework/law/minimum-wage.yaml
    values:
      - id: adult
        title: National Living Wage
        applies_to: People aged 21 and over
        unit: pound-per-hour
        history:
          - {value: 12.21, from: 2025-04-01, state: in-force, source: wages, seen: whole, from_age: 21}
          - {value: 12.71, from: 2026-04-01, state: in-force, source: wages, seen: whole, from_age: 21}  # <- PAY007
    ```

    ```yaml good framework/law/minimum-wage.yaml
    values:
      - id: adult
        title: National Living Wage
        applies_to: People aged 21 and over
        unit: pound-per-hour
        history:
          - {value: 12.71, from: 2026-04-01, state: in-force, source: wages, seen: whole, from_age: 21}
          - {value: 12.21, from: 2025-04-01, state: in-force, source: wages, seen: whole, from_age: 21}
    ```
    """
    for law in facts.records.law.values():
        for place, value in enumerate(law.values):
            for (above, newer), (index, row) in pairwise(enumerate(value.history)):
                if row.first > newer.first:
                    yield Problem(
                        law.origin.at("values", place, "history", index, "from"),
                        f"a row of `{law.id}.{value.id}` begins on {row.first}; the one above it on {newer.first}",
                        "put the rows in order, the newest day first",
                        (Note(law.origin.at("values", place, "history", above, "from"), "the row above"),),
                    )


@rule("PAY015", Severity.WARNING)
def no_legal_minimum(facts: Facts) -> Iterator[Problem]:
    """There are pay bands and no legal minimum of today, so pay cannot be compared with the law.

    A rate below the legal minimum would pass in silence. `pa-framework upgrade` brings the records of the law that the
    program ships.

    ```yaml bad framework/law/minimum-wage.yaml
    # no such file
    ```

    ```yaml bad framework/pay_bands/band-1.yaml
    id: band-1  # <- PAY015
    ```

    ```yaml good framework/law/minimum-wage.yaml
    title: The legal minimum wage
    ```
    """
    if minimum_on(facts.on, facts.minimums) or ("law", MINIMUM_WAGE) in facts.records.left_out:
        return
    law = facts.records.law.get(MINIMUM_WAGE)
    bands = [band for band in facts.records.pay_bands.values() if not band.replaced_by]
    if bands:
        yield Problem(
            bands[0].origin.at("id"),
            f"pay cannot be compared with the legal minimum: `framework/law/{MINIMUM_WAGE}.yaml`"
            + (f" has none for {facts.on}" if law else " is not there"),
            "add the row that is in force, with its source" if law else "run `pa-framework upgrade`",
        )


def hours_words(hours: Decimal | None) -> str:
    """A number of hours in words: `10 hours`, `1 hour`, `2.5 hours`."""
    number = f"{(hours or Decimal(0)).normalize():f}"
    return f"{number} {'hour' if number == '1' else 'hours'}"


def _work(rate: Rate, hours: Decimal | None) -> str:
    """How much work an amount is for: `10 hours of work`, `37 hours of work a week`."""
    return f"{hours_words(rate.hours)} of work a week" if rate.unit == "year" else f"{hours_words(hours)} of work"


def _format_days(first: date, last: date | None) -> str:
    """A range of days in a message; None is without end."""
    if last is None:
        return f"from {first} on"
    return f"on {first}" if first == last else f"from {first} until {last}"


def _earlier_rate(origin: Origin, seam: GapOrOverlap) -> Note:
    """A note at the day on which the earlier rate ends, or begins where it has no end."""
    field = "until" if origin.has_field("rates", seam.earlier, "until") else "from"
    return Note(origin.at("rates", seam.earlier, field), "the rate before")
