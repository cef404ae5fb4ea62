"""Families AGR, LAW and STO: numbers and days of one record, or of the law and a page, that do not fit together."""

from collections.abc import Iterable, Iterator

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.facts import Facts
from pa_framework.facts.law import format_law
from pa_framework.facts.own_sums import (
    Contradiction,
    ages_of_another_group,
    amounts_of_another_rule,
    days_of_another_rule,
    falling_amounts,
    notes_against_figures,
    shares_of_other_years,
    times_in_another_unit,
)
from pa_framework.text.findings import Note, Severity


def _problems(found: Iterable[Contradiction], here: str, there: str, fix: str) -> Iterator[Problem]:
    for each in found:
        yield Problem(each.span, f"{here} “{each.says}”, and {there} “{each.but}”", fix, (Note(each.other, each.but),))


@rule("LAW021", Severity.WARNING)
def amount_falls_that_only_rose(facts: Facts) -> Iterator[Problem]:
    """An amount of the law is lower than the one before, although it has risen at every other step.

    Most often two digits changed places. Rows that are only expected are compared too: employers plan with them. LAW012 reports
    a legal minimum that falls.

    ```yaml bad framework/law/minimum-wage.yaml
    values:
      - id: apprentice
        title: Apprentice rate
        applies_to: Apprentices under 19, and older apprentices in their first year
        names: [apprentice rate]
        unit: pound-per-hour
        changes_every: {months: 12}
        history:
          - {value: 7.95, from: 2027-04-01, state: expected, source: wages, seen: whole}  # <- LAW021
          - {value: 8, from: 2026-04-01, state: in-force, source: wages, seen: whole}
          - {value: 7.55, from: 2025-04-01, state: in-force, source: wages, seen: whole}
          - {value: 6.40, from: 2024-04-01, state: in-force, source: wages, seen: whole}
      - id: adult
        title: National Living Wage
        applies_to: People aged 21 and over
        names: [National Living Wage, legal minimum, minimum wage]
        unit: pound-per-hour
        changes_every: {months: 12}
        history:
          - {value: 12.71, from: 2026-04-01, state: in-force, source: wages, seen: whole, from_age: 21}
    ```

    ```yaml good framework/law/minimum-wage.yaml
    order: 1
    ```
    """
    for found in falling_amounts(facts):
        value = found.law.values[found.place]
        route = ("values", found.place, "history")
        yield Problem(
            found.law.origin.at(*route, found.row.index, "value"),
            f"`{found.law.id}.{value.id}` falls from {format_law(value, found.before.amount)} to {format_law(value, found.row.amount)}; "
            "it has risen every other time",
            "look at the source again, and correct the row that is wrong",
            (Note(found.law.origin.at(*route, found.before.index, "value"), format_law(value, found.before.amount)),),
        )


@rule("LAW022", Severity.WARNING)
def time_of_the_law_in_another_unit(facts: Facts) -> Iterator[Problem]:
    """A value of the law has the same number as a sentence about it, with another unit of time.

    Six weeks are not six months. A sentence of the record, or of a page written by hand, is compared where it has most words of the
    title of the value. A longest time in days is also compared with the weeks of which its own description speaks.

    ```yaml bad framework/law/job-rights.yaml
    id: job-rights
    title: Rights in a job
    summary: From 2027 a PA can claim unfair dismissal after 6 months.
    order: 3
    values:
      - id: unfair-dismissal
        title: Time needed to claim unfair dismissal
        applies_to: Employees
        unit: text
        history:
          - {value: 6 weeks, from: 2026-01-01, state: in-force, source: wages, seen: whole}  # <- LAW022
    ```

    ```yaml good framework/law/job-rights.yaml
    id: job-rights
    title: Rights in a job
    summary: From 2027 a PA can claim unfair dismissal after 6 months.
    order: 3
    values:
      - id: unfair-dismissal
        title: Time needed to claim unfair dismissal
        applies_to: Employees
        unit: text
        history:
          - {value: 6 months, from: 2026-01-01, state: in-force, source: wages, seen: whole}
    ```
    """
    yield from _problems(
        times_in_another_unit(facts), "the value says", "the text about it", "look at the source, and correct the unit"
    )


@rule("LAW023", Severity.WARNING)
def day_of_another_year(facts: Facts) -> Iterator[Problem]:
    """A page or record repeats a rule of the law with another day than that on which the rule began, or another amount.

    A sentence is compared that has most words of a rule in framework/law, and a day that differs from its `from` only in the year,
    the month or the day of the month. An amount is compared where the sentence has most words of a sentence in the record's summary.

    ```yaml bad framework/law/visas.yaml
    id: visas
    title: Visas
    summary: Who can come to work.
    order: 3
    values:
      - id: care-workers
        title: Work visas for care workers
        applies_to: Care workers
        unit: text
        history:
          - {value: The route is closed to new applications, from: 2025-07-22, state: in-force, source: wages, seen: whole}
    ```

    ```yaml bad framework/support/pa-contact.yaml
    summary: The route closed to new applications on 22 July 2024.  # <- LAW023
    ```

    ```yaml good framework/support/pa-contact.yaml
    summary: The route closed to new applications on 22 July 2025.
    ```
    """
    yield from _problems(
        days_of_another_rule(facts), "the text says", "the record of the law", "correct the day that is wrong"
    )
    yield from _problems(
        amounts_of_another_rule(facts),
        "the text says",
        "the record of the law",
        "correct the amount that is wrong, or write a reference to the value",
    )


@rule("STO021", Severity.WARNING)
def note_against_its_figure(facts: Facts) -> Iterator[Problem]:
    """The note on a published figure compares it, or works it out, and the figure does not fit.

    Compared are "below today's legal minimum" and "lawful then" with the legal minimum, "two thirds of three quarters" with the
    figures of the record, and "59 per cent of 71" with the share of those 71.

    ```yaml bad framework/evidence/supply-of-pas.yaml
    figures:
      - {says: What PAs were paid, value: 15.93, unit: pounds-per-hour, year: 2020, source: pa-research, note: Below the legal minimum of today.}  # <- STO021
    ```

    ```yaml good framework/evidence/supply-of-pas.yaml
    figures:
      - {says: What PAs were paid, value: 9.53, unit: pounds-per-hour, year: 2020, source: pa-research, note: Below the legal minimum of today.}
    ```
    """
    yield from _problems(
        notes_against_figures(facts),
        "this says",
        "another place of the record",
        "read the source, and correct the one that is wrong",
    )


@rule("STO022", Severity.WARNING)
def age_of_another_group(facts: Facts) -> Iterator[Problem]:
    """A story gives an age of the one who tells it that is above the `age_group`.

    Readers look for stories of people of their own age. Compared are "I was 58" in the story, and the summary's first words on the
    one who tells it.

    ```yaml bad case_studies/rosa.yaml
    age_group: 40-54  # <- STO022
    summary: Rosa was made redundant at 58. Now she is awake three nights a week.
    ```

    ```yaml good case_studies/rosa.yaml
    age_group: 40-54
    summary: Rosa was made redundant at 48. Now she is awake three nights a week.
    ```
    """
    yield from _problems(
        ages_of_another_group(facts), "the age group is", "the story says", "correct the age group or the age"
    )


@rule("AGR019", Severity.WARNING)
def shares_of_other_years_than_said(facts: Facts) -> Iterator[Problem]:
    """A text gives the years that each side paid for, and then another share of the cost.

    Someone who funded six of nine years pays two thirds where the cost is shared by years.

    ```yaml bad framework/agreements/sharing-redundancy.yaml
    summary: A job of nine years, six funded by the council and three by the NHS. The council would pay one third.  # <- AGR019
    ```

    ```yaml good framework/agreements/sharing-redundancy.yaml
    summary: A job of nine years, six funded by the council and three by the NHS. The council would pay two thirds.
    ```
    """
    yield from _problems(
        shares_of_other_years(facts), "the text says", "the years are", "correct the share or the years"
    )
