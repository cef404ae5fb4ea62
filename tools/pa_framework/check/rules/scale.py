"""Families PAY, LAW and STO: amounts and figures that cannot be right, seen beside others of their kind."""

import re
from collections.abc import Iterator
from decimal import Decimal

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.facts import Facts
from pa_framework.facts.law import format_law
from pa_framework.facts.pay import format_pounds
from pa_framework.facts.quoted import impossible_shares
from pa_framework.facts.scale import (
    falling_rates,
    falling_wages,
    figures_out_of_scale,
    pay_out_of_scale,
    records_with_figures,
    wages_in_wrong_order,
)
from pa_framework.facts.written_figures import years_in
from pa_framework.records.base import Origin
from pa_framework.records.model import Figure
from pa_framework.text.dates import add_days
from pa_framework.text.findings import Note, Severity, Span

#: What a share of more than a hundred, or below nothing, may be: a change, or a comparison.
_CHANGE = re.compile(
    r"\b(?:growth|grew|grown|rise|rose|risen|increase[sd]?|increasing|fall|fell|change[sd]?|difference|decrease[sd]?|drop(?:ped)?|"
    r"ratio|times|of the rate|of the wage|of the cost|index)\b",
    re.IGNORECASE,
)
#: What a figure of a year to come may be.
_FORECAST = re.compile(
    r"\b(?:forecast|projected|projection|expected|expects?|estimate[sd]? for|predicted|target|planned|will|by 20\d\d|need(?:ed)? by)\b",
    re.IGNORECASE,
)
#: No survey of this subject is older.
_OLDEST_YEAR = 1850
_A_YEAR = 366  # days


@rule("PAY016")
def amount_out_of_scale(facts: Facts) -> Iterator[Problem]:
    """An amount of a pay band is several times the usual one, or a fraction of it.

    It is compared with the same amount of all bands, and a supplement with others for the same reason. Most often a
    point has moved: £133.50 for £13.35.

    ```yaml bad framework/pay_bands/band-2.yaml
    rates:
      - {funder: council, from: 2025-04-01, until: 2026-03-31, paid: 13.20, funded: 156.00, basis: design-default}  # <- PAY016
      - {funder: council, from: 2026-04-01, paid: 13.60, funded: 16.40, basis: design-default}
      - {funder: nhs, from: 2025-04-01, until: 2026-03-31, paid: 13.20, funded: 156.00, basis: design-default}  # <- PAY016
      - {funder: nhs, from: 2026-04-01, paid: 13.60, funded: 16.40, basis: design-default}
    ```

    ```yaml good framework/pay_bands/band-2.yaml
    rates:
      - {funder: council, from: 2025-04-01, until: 2026-03-31, paid: 13.20, funded: 15.60, basis: design-default}
      - {funder: council, from: 2026-04-01, paid: 13.60, funded: 16.40, basis: design-default}
    ```
    """
    for found in pay_out_of_scale(facts):
        yield Problem(
            found.origin.at(*found.route),
            f"{found.name} gives {format_pounds(found.amount)} here; the usual amount is about {format_pounds(found.usual)}",
            "look for a point or a digit in the wrong place",
        )


@rule("PAY017", Severity.WARNING)
def pay_falls_over_time(facts: Facts) -> Iterator[Problem]:
    """A pay band pays less from a day on than it did before, for the same funder.

    Pay rarely falls. Most often two digits changed places, or a rate of another band was copied.

    ```yaml bad framework/pay_bands/band-2.yaml
    rates:
      - {funder: council, from: 2025-04-01, until: 2026-03-31, paid: 13.70, funded: 16.40, basis: design-default}
      - {funder: council, from: 2026-04-01, paid: 13.60, funded: 16.40, basis: design-default}  # <- PAY017
    ```

    ```yaml good framework/pay_bands/band-2.yaml
    rates:
      - {funder: council, from: 2025-04-01, until: 2026-03-31, paid: 13.20, funded: 16.40, basis: design-default}
      - {funder: council, from: 2026-04-01, paid: 13.60, funded: 16.40, basis: design-default}
    ```
    """
    for band, index, before, paid, paid_before in falling_rates(facts):
        rate = band.rates[index]
        yield Problem(
            band.origin.at("rates", index, "paid"),
            f"{band.id} pays {format_pounds(paid)} from {rate.first}, and {format_pounds(paid_before)} before",
            "correct the amount; if pay really falls, ask for a waiver with the reason",
            (Note(band.origin.at("rates", before, "paid"), "the rate before"),),
        )


@rule("LAW011")
def wage_in_the_wrong_order(facts: Facts) -> Iterator[Problem]:
    """A wage for London is below the one for the rest of the country, or a wage for an older age below a younger one.

    The law and the Living Wage Foundation never set them so. Most often two rows changed places.

    ```yaml bad framework/law/minimum-wage.yaml
    values:
      - id: adult
        title: National Living Wage
        applies_to: People aged 21 and over
        unit: pound-per-hour
        history:
          - {value: 12.71, from: 2026-04-01, state: in-force, source: wages, seen: whole, from_age: 21}  # <- LAW011
      - id: age-18-to-20
        title: Rate for people aged 18 to 20
        applies_to: People aged 18 to 20
        unit: pound-per-hour
        history:
          - {value: 12.85, from: 2026-04-01, state: in-force, source: wages, seen: whole, from_age: 18}
    ```

    ```yaml good framework/law/minimum-wage.yaml
    values:
      - id: adult
        title: National Living Wage
        applies_to: People aged 21 and over
        unit: pound-per-hour
        history:
          - {value: 12.71, from: 2026-04-01, state: in-force, source: wages, seen: whole, from_age: 21}
      - id: age-18-to-20
        title: Rate for people aged 18 to 20
        applies_to: People aged 18 to 20
        unit: pound-per-hour
        history:
          - {value: 10.85, from: 2026-04-01, state: in-force, source: wages, seen: whole, from_age: 18}
    ```
    """
    for found in wages_in_wrong_order(facts):
        law, value, row, other, other_row = found.law, found.value, found.row, found.other, found.other_row
        yield Problem(
            law.origin.at("values", found.place, "history", row.index, "value"),
            f"`{law.id}.{value.id}` is {format_law(value, row.amount)} from {row.first}, below"
            f" {format_law(other, other_row.amount)} of `{other.id}`",
            "compare both rows with the source, and correct the one that is wrong",
            (Note(law.origin.at("values", found.other_place, "history", other_row.index, "value"), f"`{other.id}`"),),
        )


@rule("LAW012")
def wage_falls(facts: Facts) -> Iterator[Problem]:
    """A wage in the law is lower than the one before it.

    A legal minimum by the hour has never been lowered. Most often two digits changed places, or the year is wrong. With a
    lower minimum, a pay band that is against the law would pass.

    ```yaml bad framework/law/minimum-wage.yaml
    values:
      - id: adult
        title: National Living Wage
        applies_to: People aged 21 and over
        unit: pound-per-hour
        history:
          - {value: 12.17, from: 2026-04-01, state: in-force, source: wages, seen: whole}  # <- LAW012
          - {value: 12.21, from: 2025-04-01, state: in-force, source: wages, seen: whole}
    ```

    ```yaml good framework/law/minimum-wage.yaml
    values:
      - id: adult
        title: National Living Wage
        applies_to: People aged 21 and over
        unit: pound-per-hour
        history:
          - {value: 12.71, from: 2026-04-01, state: in-force, source: wages, seen: whole}
          - {value: 12.21, from: 2025-04-01, state: in-force, source: wages, seen: whole}
    ```
    """
    for law, place, value, row, other in falling_wages(facts):
        later = row.first > other.first
        yield Problem(
            law.origin.at("values", place, "history", row.index, "value"),
            f"`{law.id}.{value.id}` is {format_law(value, row.amount)} from {row.first}, and"
            f" {format_law(value, other.amount)} {'before' if later else f'from {other.first}'}; a minimum does not fall",
            "compare the value and its first day with the source",
            (Note(law.origin.at("values", place, "history", other.index, "value"), "the other row"),),
        )


@rule("STO009")
def share_over_a_hundred(facts: Facts) -> Iterator[Problem]:
    """A share is more than 100 per cent, or less than none.

    A growth may be more than 100 per cent; then `says` calls it a growth, a rise or a change.

    ```yaml bad framework/evidence/supply-of-pas.yaml
    figures:
      - says: Councils that say there is no good supply of PAs
        value: 570  # <- STO009
        unit: per-cent
        year: 2016
        source: pa-research
    ```

    ```yaml good framework/evidence/supply-of-pas.yaml
    figures:
      - says: Councils that say there is no good supply of PAs
        value: 57
        unit: per-cent
        year: 2016
        source: pa-research
    ```
    """
    for name, origin, index, figure in _figures(facts):
        value = figure.value
        is_impossible = figure.unit == "per-cent" and isinstance(value, int | Decimal) and not 0 <= value <= 100
        if is_impossible and not _CHANGE.search(figure.says):
            yield _impossible_share(origin.at("figures", index, "value"), name, value)
    for agreement in facts.records.agreements.values():
        for field in ("council_per_cent", "nhs_per_cent") if agreement.model else ():
            value = getattr(agreement.model, field)
            if value is not None and not 0 <= value <= 100:
                yield _impossible_share(agreement.origin.at("model", field), agreement.id, value)
    for span, written in impossible_shares(facts):
        yield Problem(
            span,
            f"the text speaks of {written} per cent of those there are",
            "write the share from the source, from 0 to 100",
        )


def _impossible_share(span: Span, name: str, value: Decimal | int) -> Problem:
    return Problem(span, f"{name} gives a share of {value} per cent", "write the share from the source, from 0 to 100")


@rule("STO010")
def year_to_come(facts: Facts) -> Iterator[Problem]:
    """A published figure, a document or a standard is of a year that has not come, or of one long before any survey.

    Most often two digits changed places. A forecast is fine if `says` calls it one.

    ```yaml bad framework/evidence/supply-of-pas.yaml
    figures:
      - says: Councils that say there is no good supply of PAs
        value: 57
        unit: per-cent
        year: 2061  # <- STO010
        source: pa-research
    ```

    ```yaml good framework/evidence/supply-of-pas.yaml
    figures:
      - says: Councils that say there is no good supply of PAs
        value: 57
        unit: per-cent
        year: 2016
        source: pa-research
    ```
    """
    now = facts.on.year
    for name, origin, index, figure in _figures(facts):
        if not _OLDEST_YEAR <= figure.year <= now and not _FORECAST.search(f"{figure.says} {figure.note or ''}"):
            yield _impossible_year(origin.at("figures", index, "year"), f"a figure of {name}", figure.year, now)
    for agreement in facts.records.agreements.values():
        year = agreement.model.year if agreement.model else None
        if year is not None and not _OLDEST_YEAR <= year <= now:
            yield _impossible_year(agreement.origin.at("model", "year"), f"the figures of {agreement.id}", year, now)
    for standard in facts.records.standards.values():
        if not _OLDEST_YEAR <= standard.edition <= now + 1:
            yield _impossible_year(standard.origin.at("edition"), standard.id, standard.edition, now)
    for source in facts.records.sources.values():
        years = years_in(source.published)
        if years and min(years) > now:
            yield _impossible_year(source.origin.at("published"), f"the source {source.id}", min(years), now)
    for story in facts.records.case_studies.values():
        if story.published_on and story.published_on > add_days(facts.on, _A_YEAR):
            yield Problem(
                story.origin.at("published_on"),
                f"{story.id} is published on {story.published_on}, more than a year from now",
                "write the day on which it first was on the site",
            )


def _impossible_year(span: Span, name: str, year: int, now: int) -> Problem:
    said = "has not come yet" if year > now else "is before any survey of this subject"
    return Problem(span, f"{name} is of {year}, which {said}", "write the year from the source")


@rule("STO011", Severity.WARNING)
def figure_out_of_scale(facts: Facts) -> Iterator[Problem]:
    """A published figure of hourly pay, or the base of a survey, is several times that of the others in its record.

    Most often a point has moved, or a digit is written twice.

    ```yaml bad framework/evidence/supply-of-pas.yaml
    figures:
      - {says: Mean pay, value: 9.53, unit: pounds-per-hour, year: 2020, source: pa-research}
      - {says: Median pay, value: 92.50, unit: pounds-per-hour, year: 2020, source: pa-research}  # <- STO011
      - {says: Lowest pay, value: 8.72, unit: pounds-per-hour, year: 2020, source: pa-research}
    ```

    ```yaml good framework/evidence/supply-of-pas.yaml
    figures:
      - {says: Mean pay, value: 9.53, unit: pounds-per-hour, year: 2020, source: pa-research}
      - {says: Median pay, value: 9.25, unit: pounds-per-hour, year: 2020, source: pa-research}
    ```
    """
    for found in figures_out_of_scale(facts):
        yield Problem(
            found.origin.at(*found.route),
            f"a figure of {found.name} is {found.amount} here; the usual one is about {found.usual}",
            "look for a point or a digit in the wrong place",
        )


def _figures(facts: Facts) -> Iterator[tuple[str, Origin, int, Figure]]:
    """Every published figure, with the id and origin of its record and its number there."""
    for record in records_with_figures(facts):
        for index, figure in enumerate(record.figures):
            yield record.id, record.origin, index, figure
