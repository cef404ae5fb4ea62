"""Family PAY, second part: rates compared: levels, funders, what is paid and what is funded."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from pa_framework.check.rules.pay import AMOUNT_VERBS
from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.facts import Facts
from pa_framework.facts.organisations import funders, is_public, organisation_title, organisation_words
from pa_framework.facts.pay import amount_words, every_rate, format_pounds, is_ordinary, rate_on, rate_start_days
from pa_framework.facts.scale import levels_with_another_band, rates_out_of_scale
from pa_framework.records.model import PayBand, Rate
from pa_framework.text.findings import Note, Severity
from pa_framework.text.sentences import join_words


@rule("PAY009")
def pay_falls_as_level_rises(facts: Facts) -> Iterator[Problem]:
    """A higher level is paid less than a lower one by the same funder, on at least one day.

    A PA would lose money by moving up.

    ```yaml bad framework/pay_bands/band-1.yaml
    rates:
      - {funder: council, from: 2026-04-01, paid: 20.00, funded: 24.00, basis: design-default}
    ```

    ```yaml bad framework/pay_bands/band-2.yaml
    rates:
      - {funder: council, from: 2026-04-01, paid: 19.50, funded: 24.00, basis: design-default}  # <- PAY009
    ```

    ```yaml good framework/pay_bands/band-2.yaml
    rates:
      - {funder: council, from: 2026-04-01, paid: 20.00, funded: 24.00, basis: design-default}
    ```
    """
    bands = facts.records.pay_bands
    levels = [level for level in facts.records.levels_in_order() if level.pay_band in bands]
    reported: set[tuple[str, int]] = set()
    far = rates_out_of_scale(facts)
    misplaced = set()
    for found in levels_with_another_band(facts):
        level, right, other = found.level, found.right, found.other
        misplaced |= {level.pay_band or "", *(band.id for band in right)}
        where = "above" if other.order > level.order else "below"
        yield Problem(
            level.origin.at("pay_band"),
            f"{level.id} is linked to {level.pay_band}, which pays {format_pounds(found.paid)}"
            f" ({organisation_title(facts.records, found.funder)}) on {found.day}; {other.id}, a level {where} it, pays"
            f" {format_pounds(found.other_paid)}",
            f"write {join_words((band.id for band in right), 'or')}, if that is meant"
            if right
            else "link the level to a band between those of its neighbours",
            (Note(other.origin.at("pay_band"), f"the band of {other.id}"),),
        )
    for funder in facts.funders:
        for day in rate_start_days(*bands.values()):
            below: tuple[int, PayBand, Rate, Decimal] | None = None
            for level in levels:
                band = bands[level.pay_band or ""]
                rate = rate_on(band, funder, day)
                if rate is None or (paid := rate.paid) is None:
                    continue
                index = band.rates.index(rate)
                if (band.id, index) in far:
                    continue
                if (
                    below is not None
                    and below[0] < level.order
                    and paid < below[3]
                    and (band.id, index) not in reported
                ):
                    reported.add((band.id, index))
                    _, lower, lower_rate, lower_paid = below
                    if band.id in misplaced or lower.id in misplaced:
                        continue  # The level names a band of another one.
                    yield Problem(
                        band.origin.at("rates", index, "paid"),
                        f"{level.id} is paid {format_pounds(paid)} ({organisation_title(facts.records, funder)}) on {day};"
                        f" {lower.id} of the level before pays {format_pounds(lower_paid)}",
                        f"write {lower_paid:.2f} or more, or lower the rate of {lower.id}",
                        (
                            Note(
                                lower.origin.at("rates", lower.rates.index(lower_rate), "paid"), f"{lower.id} pays more"
                            ),
                        ),
                    )
                below = (level.order, band, rate, paid)


@rule("PAY010")
def funders_differ_without_reason(facts: Facts) -> Iterator[Problem]:
    """Two public funders pay different rates for one band on the same day, and the band does not say why.

    A PA's pay should not change because the funder does. Where it does, people have a right to the reason.

    ```yaml bad framework/pay_bands/band-1.yaml
    rates:
      - {funder: council, from: 2026-04-01, paid: 12.80, funded: 15.90, basis: design-default}
      - {funder: nhs, from: 2026-04-01, paid: 13.00, funded: 15.90, basis: design-default}  # <- PAY010
    ```

    ```yaml good framework/pay_bands/band-1.yaml
    rates:
      - {funder: council, from: 2026-04-01, paid: 12.80, funded: 15.90, basis: design-default}
      - {funder: nhs, from: 2026-04-01, paid: 13.00, funded: 15.90, basis: design-default}
    differs_because: The NHS rate holds for nights as well.
    ```
    """
    far = rates_out_of_scale(facts)
    for band in facts.records.pay_bands.values():
        if band.differs_because:
            continue
        reported: set[int] = set()
        unlawful = {shortfall.index for shortfall in facts.shortfalls[band.id]}  # PAY001 says so
        unlawful |= {index for name, index in far if name == band.id}  # PAY016 says so
        for day in rate_start_days(band):
            for one, other, fields in _different_rates(facts, band, day):
                index = band.rates.index(other)
                if {index, band.rates.index(one)} & unlawful or index in reported:
                    continue
                reported.add(index)
                field, verb = fields[0], AMOUNT_VERBS[fields[0]]
                whose, others = (organisation_words(facts.records, rate.funder) for rate in (one, other))
                yield Problem(
                    band.origin.at("rates", index, field),
                    f"{band.id}: {others} {verb} {format_pounds(getattr(other, field))} and {whose}"
                    f" {format_pounds(getattr(one, field))} on {day}, and nothing says why",
                    "write the same amount, or say in `differs_because` why they differ",
                    (Note(band.origin.at("rates", band.rates.index(one), field), f"the rate of {whose}"),),
                )


def _different_rates(facts: Facts, band: PayBand, day: date) -> Iterator[tuple[Rate, Rate, list[str]]]:
    """Ordinary rates of public funders that differ from that of the first of them on a day, with the amounts that do."""
    public = [
        rate
        for funder in funders(facts.records, band)
        if is_public(facts.records, funder) and (rate := rate_on(band, funder, day))
    ]
    for rate in public[1:]:
        fields = [
            field
            for field in AMOUNT_VERBS
            if None not in (both := (getattr(public[0], field), getattr(rate, field))) and both[0] != both[1]
        ]
        if fields:
            yield public[0], rate, fields


@rule("PAY011")
def rate_without_source(facts: Facts) -> Iterator[Problem]:
    """A rate says that it rests on law, policy or a published figure, and not on which.

    Money that is promised must be possible to look up. Where a rate is only an example, `design-default` says so.

    ```yaml bad framework/pay_bands/band-1.yaml
    rates:
      - {funder: council, from: 2026-04-01, paid: 12.80, funded: 15.90, basis: local-policy}  # <- PAY011
    ```

    ```yaml good framework/pay_bands/band-1.yaml
    illustrative: false
    rates:
      - {funder: council, from: 2026-04-01, paid: 12.80, funded: 15.90, basis: local-policy, source: wages}
    ```
    """
    for band, index, rate in every_rate(facts.records):
        if rate.basis != "design-default" and not rate.source:
            yield Problem(
                band.origin.at("rates", index, "basis"),
                f"a rate of {band.id} rests on {rate.basis.replace('-', ' ')} and names no source",
                "add `source:` with an id of framework/sources.yaml, or write `basis: design-default`",
            )


@rule("PAY018", Severity.WARNING)
def reason_without_a_difference(facts: Facts) -> Iterator[Problem]:
    """A pay band says why funders differ, and they pay the same on every day.

    Either a rate is wrong, or the reason was left when the difference ended.

    ```yaml bad framework/pay_bands/band-1.yaml
    differs_because: The NHS rate includes nights.  # <- PAY018
    ```

    ```yaml good framework/pay_bands/band-1.yaml
    differs_because: null
    ```
    """
    for band in facts.records.pay_bands.values():
        names = funders(facts.records, band)
        days = [[rate for name in names if (rate := rate_on(band, name, day))] for day in rate_start_days(band)]
        several = [rates for rates in days if len(rates) > 1]
        if (
            band.differs_because
            and several
            and all(map(is_ordinary, band.rates))
            and all(_same_rate(rates[0], rate) for rates in several for rate in rates[1:])
        ):
            yield Problem(
                band.origin.key("differs_because"),
                f"{band.id} says why {join_words(organisation_words(facts.records, name) for name in names)} differ, and they pay the same",
                "take `differs_because` away, or correct a rate",
            )


def _same_rate(rate: Rate, other: Rate) -> bool:
    return all(getattr(rate, field) == getattr(other, field) for field in AMOUNT_VERBS)


@rule("PAY012")
def level_without_pay_band(facts: Facts) -> Iterator[Problem]:
    """A level is linked to no pay band.

    What a step up pays is the first thing that people ask.

    ```yaml bad framework/levels/starting-out.yaml
    id: starting-out  # <- PAY012
    pay_band: null
    ```

    ```yaml good framework/levels/starting-out.yaml
    pay_band: band-1
    ```
    """
    for level in facts.records.levels_in_order():
        if level.pay_band is None:
            yield Problem(
                level.origin.at("id"),
                f"{level.id} has no pay band",
                "add `pay_band:` with the id of a band in framework/pay_bands",
            )


@rule("PAY013", Severity.WARNING)
def self_employed_below_paid(facts: Facts) -> Iterator[Problem]:
    """A self-employed PA is paid less than an employed one.

    Someone self-employed pays for holiday, sickness, insurance and pension out of the rate. Less than the wage of
    an employed PA is a pay cut.

    ```yaml bad framework/pay_bands/band-1.yaml
    rates:
      - {funder: council, from: 2026-04-01, paid: 12.80, funded: 15.90, self_employed: 12.75, basis: design-default}  # <- PAY013
    ```

    ```yaml good framework/pay_bands/band-1.yaml
    rates:
      - {funder: council, from: 2026-04-01, paid: 12.80, funded: 15.90, self_employed: 17.00, basis: design-default}
    ```
    """
    far = rates_out_of_scale(facts)
    for band, index, rate in every_rate(facts.records):
        if (band.id, index) in far:
            continue  # PAY016 reports it.
        paid = rate.paid
        if rate.self_employed is not None and paid is not None and rate.self_employed < paid:
            yield Problem(
                band.origin.at("rates", index, "self_employed"),
                f"{band.id} pays self-employed PAs {format_pounds(rate.self_employed)}, less than employed ones",
                f"write more than {paid:.2f}",
                (Note(band.origin.at("rates", index, "paid"), f"employed PAs get {format_pounds(paid)}"),),
            )


@rule("PAY014")
def funded_below_paid(facts: Facts) -> Iterator[Problem]:
    """The funder gives less for an hour than the PA is to be paid for it.

    The employer would have to find the rest, and also pension, holiday and insurance.

    ```yaml bad framework/pay_bands/band-1.yaml
    rates:
      - {funder: council, from: 2026-04-01, paid: 12.80, funded: 12.50, basis: design-default}  # <- PAY014
    ```

    ```yaml good framework/pay_bands/band-1.yaml
    rates:
      - {funder: council, from: 2026-04-01, paid: 12.80, funded: 15.90, basis: design-default}
    ```
    """
    far = rates_out_of_scale(facts)
    for band, index, rate in every_rate(facts.records):
        paid, funded = rate.paid, rate.funded
        if paid is None or funded is None or (band.id, index) in far:  # PAY016 reports those
            continue
        if funded < paid:
            yield Problem(
                band.origin.at("rates", index, "funded"),
                f"{band.id} funds {amount_words(funded, rate.unit)} and pays {amount_words(paid, rate.unit)}",
                f"write more than {paid:.2f}: the wage and what it costs to employ someone",
                (Note(band.origin.at("rates", index, "paid"), "paid to the PA"),),
            )
