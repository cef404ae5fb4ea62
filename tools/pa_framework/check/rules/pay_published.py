"""Family PAY, third part: pay as it is published: units, ranges, additions, and what is an example."""

import re
from collections.abc import Iterator
from decimal import Decimal

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.facts import Facts
from pa_framework.facts.pay import (
    ALL_HOURS_COUNT,
    MOST_BUT_FOR_A_YEAR,
    UNIT_WORDS,
    amount_words,
    every_rate,
    format_pounds,
)
from pa_framework.facts.scale import highest_paid
from pa_framework.records.model import Rate, Supplement
from pa_framework.records.yaml_source import Route
from pa_framework.text.findings import Note, Severity
from pa_framework.text.lazy_pattern import LazyPattern

#: The amounts of a rate or an addition.
_AMOUNTS = ("paid", "paid_up_to", "funded", "self_employed", "amount")
#: What a rate rests on where it is real.
_REAL = frozenset({"law", "national-guidance", "local-policy", "published-figure"})


@rule("PAY020")
def addition_above_the_rate(facts: Facts) -> Iterator[Problem]:
    """An addition to each hour is more than the rate for the hour itself.

    Most often the amount is for a night or a shift, and its unit was left out. A reader would expect it every hour.

    ```yaml bad framework/pay_bands/band-2.yaml
    supplements:
      - {for: lone-night, amount: 70.00, when: Each sleep-in, basis: design-default}  # <- PAY020
    ```

    ```yaml good framework/pay_bands/band-2.yaml
    supplements:
      - {for: lone-night, amount: 70.00, unit: sleep-in, when: Each sleep-in, basis: design-default}
    ```
    """
    for band in facts.records.pay_bands.values():
        most = highest_paid(band)
        for index, supplement in enumerate(band.supplements):
            if supplement.unit == "hour" and supplement.amount > most:
                yield Problem(
                    band.origin.at("supplements", index, "amount"),
                    f"{band.id} adds {format_pounds(supplement.amount)} to each hour; the hour itself is paid {format_pounds(most)}",
                    "write what it is for, such as `unit: sleep-in`; or correct the amount",
                    (Note(band.origin.key("rates"), "the rates for an hour"),),
                )


@rule("PAY021", Severity.WARNING)
def hours_not_said(facts: Facts) -> Iterator[Problem]:
    """A shift, a waking night, a week or a year has no number of hours, so that its pay cannot be compared with the law.

    Every hour of them counts as work. A payment that looks high may be unlawful for a long night.

    ```yaml bad framework/pay_bands/band-2.yaml
    rates:
      - {funder: council, from: 2026-04-01, unit: waking-night, paid: 110.00, basis: design-default}  # <- PAY021
    ```

    ```yaml good framework/pay_bands/band-2.yaml
    rates:
      - {funder: council, from: 2026-04-01, unit: waking-night, hours: 8, paid: 110.00, basis: design-default}
    ```
    """
    for band, index, rate in every_rate(facts.records):
        if rate.unit in ALL_HOURS_COUNT and rate.hours is None and rate.hours_published:
            yield Problem(
                band.origin.at("rates", index, "unit"),
                f"a rate of {band.id} is for {UNIT_WORDS[rate.unit]}, and does not say of how many hours",
                "add `hours:`; where the source does not say, write `hours_published: false`, and the page says so",
            )


@rule("PAY022")
def range_upside_down(facts: Facts) -> Iterator[Problem]:
    """A range of a rate ends below where it begins: the highest amount is below the lowest, or the oldest age below the youngest.

    No one can be paid within it.

    ```yaml bad framework/pay_bands/band-2.yaml
    rates:
      - {funder: council, from: 2026-04-01, paid: 14.20, paid_up_to: 13.60, basis: design-default}  # <- PAY022
    ```

    ```yaml good framework/pay_bands/band-2.yaml
    rates:
      - {funder: council, from: 2026-04-01, paid: 13.60, paid_up_to: 14.20, basis: design-default}
    ```
    """
    for band, index, rate in every_rate(facts.records):
        low, high = rate.paid, rate.paid_up_to
        if high is not None and (low is None or high < low):
            yield Problem(
                band.origin.at("rates", index, "paid_up_to"),
                f"a rate of {band.id} is paid up to {format_pounds(high)}"
                + (
                    f", and at least {format_pounds(low)}"
                    if low is not None
                    else ", and has no lowest amount in `paid`"
                ),
                "write the lowest amount in `paid` and the highest in `paid_up_to`",
            )
        ages = rate.ages
        if ages and ages.youngest is not None and ages.oldest is not None and ages.oldest < ages.youngest:
            yield Problem(
                band.origin.at("rates", index, "ages", "to"),
                f"a rate of {band.id} is for ages {ages.youngest} to {ages.oldest}",
                "write the youngest age in `from` and the oldest in `to`",
            )


_CALLED_EXAMPLES = LazyPattern(
    r"\b(?:rates?|amounts?|figures?|numbers?|band)\b[^.;]{0,20}\b(?:is|are) (?:only |just )?(?:an )?(?:examples?|made up|invented|illustrative)\b",
    re.IGNORECASE,
)


@rule("PAY023", Severity.WARNING)
def real_rate_called_an_example(facts: Facts) -> Iterator[Problem]:
    """A pay band is called an example, and a rate in it has a source; or it says that its rates are examples, and is not marked so.

    The page of an example tells readers that no one offers these rates. Someone who is owed one would believe it. Without the mark
    they expect a rate that no one pays.

    ```yaml bad framework/pay_bands/band-1.yaml
    illustrative: true  # <- PAY023
    rates:
      - {funder: council, from: 2026-04-01, paid: 12.80, funded: 15.90, basis: local-policy, source: wages}
    ```

    ```yaml good framework/pay_bands/band-1.yaml
    illustrative: false
    rates:
      - {funder: council, from: 2026-04-01, paid: 12.80, funded: 15.90, basis: local-policy, source: wages}
    ```
    """
    for band in facts.records.pay_bands.values():
        real = [index for index, rate in enumerate(band.rates) if rate.basis in _REAL and rate.source]
        if band.illustrative and real:
            yield Problem(
                band.origin.at("illustrative"),
                f"{band.id} is called an example, and a rate in it comes from {band.rates[real[0]].source}",
                "write `illustrative: false`; examples beside it belong in a band of their own",
                (Note(band.origin.at("rates", real[0], "source"), "its source"),),
            )
        said = _CALLED_EXAMPLES.search(" ".join(band.summary.split()))
        if not band.illustrative and said and not real and not band.replaced_by:
            has_field = band.origin.has_field("illustrative")
            yield Problem(
                band.origin.at("illustrative") if has_field else band.origin.at("summary"),
                f"{band.id} says “{said[0]}”, and is not marked as an example",
                "write `illustrative: true`; or take the sentence out, and name the source of each rate",
                (Note(band.origin.at("summary"), said[0]),),
            )


@rule("PAY024")
def more_hours_awake_than_there_are(facts: Facts) -> Iterator[Problem]:
    """The payment for a sleep-in includes more hours awake than the sleep-in has, or a rate for something else has hours awake.

    Only time awake for work counts for the legal minimum on a sleep-in, so this number decides whether the pay is lawful.

    ```yaml bad framework/pay_bands/band-2.yaml
    rates:
      - {funder: council, from: 2026-04-01, unit: sleep-in, hours: 8, awake_hours: 9, paid: 130.00, basis: design-default}  # <- PAY024
    ```

    ```yaml good framework/pay_bands/band-2.yaml
    rates:
      - {funder: council, from: 2026-04-01, unit: sleep-in, hours: 8, awake_hours: 1, paid: 60.00, basis: design-default}
    ```
    """
    for band, index, rate in every_rate(facts.records):
        awake, hours = rate.awake_hours, rate.hours
        if awake is None or (rate.unit == "sleep-in" and awake <= (hours if hours is not None else Decimal(24))):
            continue
        place = band.origin.at("rates", index, "awake_hours")
        if rate.unit != "sleep-in":
            says = f"a rate of {band.id} includes hours awake, and is not for a sleep-in"
            yield Problem(place, says, "take `awake_hours` away: every hour of other work counts")
        else:
            says = f"a sleep-in of {band.id} includes more hours awake than it has"
            yield Problem(place, says, "correct `hours` or `awake_hours`")


@rule("PAY025")
def salary_for_an_hour(facts: Facts) -> Iterator[Problem]:
    """An amount above 1,000 is for something else than a year.

    Salaries are published for a year. Where the unit is missing, an hour is meant, and pages would say that an hour is
    paid so much.

    ```yaml bad framework/pay_bands/band-2.yaml
    rates:
      - {funder: council, from: 2026-04-01, point: 5, paid: 25583.00, basis: design-default}  # <- PAY025
    ```

    ```yaml good framework/pay_bands/band-2.yaml
    rates:
      - {funder: council, from: 2026-04-01, point: 5, unit: year, hours: 37, paid: 25583.00, basis: design-default}
    ```
    """
    for band in facts.records.pay_bands.values():
        entries: list[tuple[Route, Rate | Supplement]] = [
            *((("rates", index), rate) for index, rate in enumerate(band.rates)),
            *((("supplements", index), supplement) for index, supplement in enumerate(band.supplements)),
        ]
        for route, entry in entries:
            for field in _AMOUNTS if entry.unit != "year" else ():
                amount = getattr(entry, field, None)
                if amount is not None and amount > MOST_BUT_FOR_A_YEAR:
                    yield Problem(
                        band.origin.at(*route, field),
                        f"{band.id} gives {amount_words(amount, entry.unit)}",
                        "write `unit: year` for a salary; or look for a point in the wrong place",
                    )
