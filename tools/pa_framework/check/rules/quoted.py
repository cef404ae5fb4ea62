"""Families AGR, DEL, PAY, STO and TXT: numbers and days that a text repeats, and that differ from their record."""

from collections.abc import Iterable, Iterator
from itertools import chain

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.bases_quoted import misquoted_bases
from pa_framework.facts.facts import Facts
from pa_framework.facts.near_figures import (
    amounts_with_digits_swapped,
    figures_that_differ_from_the_law,
    nearly_a_figure_of_another_record,
    nearly_its_own_value,
    numbers_as_text,
    told_at_another_time,
)
from pa_framework.facts.quoted import (
    Misquoted,
    disagreeing_figures,
    misquoted_days,
    misquoted_figures,
    misquoted_in_tasks,
    misquoted_pay,
    misquoted_settings,
)
from pa_framework.text.findings import Note, Severity, Span


@rule("AGR018", Severity.WARNING)
def weeks_quoted_wrong(facts: Facts) -> Iterator[Problem]:
    """A text repeats a rule of the framework, such as the weeks of continued funding, with another number.

    The number is in `settings` of framework.yaml, in the agreement, or in delegation.yaml. Someone who reads the other one plans with too
    little or too much. A reference, such as `((settings.funding_transfer_weeks))`, cannot differ.

    ```yaml bad framework/agreements/moving-between-funders.yaml
    summary: The council goes on paying for six weeks while the NHS budget is set up.  # <- AGR018
    ```

    ```yaml good framework/agreements/moving-between-funders.yaml
    summary: The council goes on paying for eight weeks while the NHS budget is set up.
    ```
    """
    yield from _problems(misquoted_settings(facts))


@rule("DEL103", Severity.WARNING)
def task_quoted_wrong(facts: Facts) -> Iterator[Problem]:
    """A text of a task gives another number of practices, or another time between reviews, than its chain.

    A trainer reads the note and a clinician the chain, and they count differently.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    note: The 5 practices are our suggestion.  # <- DEL103
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    note: The 3 practices are our suggestion.
    ```
    """
    yield from _problems(misquoted_in_tasks(facts))


@rule("PAY019", Severity.WARNING)
def pay_quoted_wrong(facts: Facts) -> Iterator[Problem]:
    """A text gives another amount than the pay band that it names, or another difference than the rates of the band.

    Rates change each year, and texts are forgotten.

    ```yaml bad framework/levels/confident-pa.yaml
    summary: You work alone with one person. Band 2 pays £31.60 an hour.  # <- PAY019
    ```

    ```yaml good framework/levels/confident-pa.yaml
    summary: You work alone with one person. Band 2 pays £13.60 an hour.
    ```
    """
    yield from _problems(misquoted_pay(facts))


@rule("STO015", Severity.WARNING)
def figure_quoted_wrong(facts: Facts) -> Iterator[Problem]:
    """A text, or an agreement, repeats a published figure with another value, or with another base.

    A sentence counts if it says what the figure says, of the same year; or, in the record of the figure, of how many it is a
    share. Most often two digits changed places.

    ```yaml bad framework/evidence/supply-of-pas.yaml
    summary: In 2016, 75 per cent of councils said that there is no good supply of PAs.  # <- STO015
    ```

    ```yaml good framework/evidence/supply-of-pas.yaml
    summary: In 2016, 57 per cent of councils said that there is no good supply of PAs.
    ```
    """
    yield from _problems(misquoted_figures(facts))
    yield from _problems(misquoted_bases(facts))


@rule("STO016", Severity.WARNING)
def figures_disagree(facts: Facts) -> Iterator[Problem]:
    """Two published figures say the same of the same year and source, and have different values.

    One of them was typed wrong, and pages show both.

    ```yaml bad framework/evidence/supply-of-pas.yaml
    figures:
      - {says: What PAs were paid, value: 9.53, unit: pounds-per-hour, year: 2020, source: pa-research}
      - {says: What PAs were paid, value: 9.35, unit: pounds-per-hour, year: 2020, source: pa-research}  # <- STO016
    ```

    ```yaml good framework/evidence/supply-of-pas.yaml
    figures:
      - {says: What PAs were paid, value: 9.53, unit: pounds-per-hour, year: 2020, source: pa-research}
    ```
    """
    for known, other in disagreeing_figures(facts):
        yield Problem(
            known.span,
            f"“{known.figure.says}” is {known.figure.value} here, and {other.figure.value} in {other.record.id}",
            "compare both with the source, and correct the one that is wrong",
            (Note(other.span, "the other one"),),
        )


@rule("STO017", Severity.WARNING)
def nearly_the_value_of_the_record(facts: Facts) -> Iterator[Problem]:
    """A text has a number that is nearly a value of its own record, or another time than its figure.

    The text and the figure are on one page, and readers cannot tell which is right. So it is where a sentence tells what a figure says
    with another year, or another number of weeks or months. A count of a thousand or more is
    compared with the figures of all records, where the sentence names their year. An amount that a file has once, such as
    £13.53, is compared with one that it has several times, such as £13.35.

    ```yaml bad framework/evidence/supply-of-pas.yaml
    summary: There were 132,000 filled posts in that year.  # <- STO017
    figures:
      - {says: Filled posts, value: 123000, unit: count, year: 2016, source: pa-research}
    ```

    ```yaml good framework/evidence/supply-of-pas.yaml
    summary: There were 123,000 filled posts in that year.
    figures:
      - {says: Filled posts, value: 123000, unit: count, year: 2016, source: pa-research}
    ```
    """
    near = chain(
        nearly_a_figure_of_another_record(facts),
        nearly_its_own_value(facts),
        told_at_another_time(facts),
        amounts_with_digits_swapped(facts),
    )
    found = {each.span: each for each in near}
    others = chain(misquoted_figures(facts), misquoted_bases(facts)) if found else ()  # STO015
    reported = {_begins(each.span) for each in others}
    yield from _problems(each for span, each in found.items() if _begins(span) not in reported)


def _begins(span: Span) -> tuple[str, int, int]:
    return span.path, span.line, span.column


@rule("STO018")
def figure_against_the_law(facts: Facts) -> Iterator[Problem]:
    """A published figure gives a value of the law from a day on, and the record of the law has another one.

    Pages show both. Pay bands are compared with the record of the law, and readers look at the figure.

    ```yaml bad framework/evidence/supply-of-pas.yaml
    figures:
      - {says: National Living Wage from 1 April 2026, value: 12.17, unit: pounds-per-hour, year: 2026, source: pa-research}  # <- STO018
    ```

    ```yaml good framework/evidence/supply-of-pas.yaml
    figures:
      - {says: National Living Wage from 1 April 2026, value: 12.71, unit: pounds-per-hour, year: 2026, source: pa-research}
    ```
    """
    for record, index, figure, right, span in figures_that_differ_from_the_law(facts):
        yield Problem(
            record.origin.at("figures", index, "value"),
            f"“{figure.says}” is {figure.value} here; the record of the law has {right}",
            "compare both with the source, and correct the one that is wrong",
            (Note(span, "the law"),),
        )


@rule("STO019")
def number_written_as_text(facts: Facts) -> Iterator[Problem]:
    """A figure is a number with a comma, a sign or a unit, so it is read as text.

    Charts and comparisons leave it out. The unit has a field of its own.

    ```yaml bad framework/evidence/supply-of-pas.yaml
    figures:
      - says: Filled posts
        value: 130,000  # <- STO019
        unit: count
        year: 2016
        source: pa-research
    ```

    ```yaml good framework/evidence/supply-of-pas.yaml
    figures:
      - says: Filled posts
        value: 130000
        unit: count
        year: 2016
        source: pa-research
    ```
    """
    for span, number in numbers_as_text(facts):
        says = (
            "the value is a number that is written as text"
            if number
            else "the value is no number, and its unit asks for one"
        )
        yield Problem(
            span, says, f"write {number}, if that is meant" if number else "write the number, or `unit: text`"
        )


@rule("TXT013", Severity.WARNING)
def day_quoted_wrong(facts: Facts) -> Iterator[Problem]:
    """A text gives another day or month than the field beside it.

    Lists and calendars use the field, and readers the text.

    ```yaml bad framework/plan/better-support.yaml
    actions:
      - id: write-to-pas
        what: Write to every PA by May 2027  # <- TXT013
        by_whom: [Council]
        by_when: 2027-03
        state: planned
    ```

    ```yaml good framework/plan/better-support.yaml
    actions:
      - id: write-to-pas
        what: Write to every PA by March 2027
        by_whom: [Council]
        by_when: 2027-03
        state: planned
    ```
    """
    yield from _problems(misquoted_days(facts))


def _problems(found: Iterable[Misquoted]) -> Iterator[Problem]:
    for each in found:
        yield Problem(
            each.span,
            f"the text says “{each.written}” for {each.what}; the record says {each.right}",
            "correct the one that is wrong",
            (Note(each.source, "the record"),),
        )
