"""Families AGR, DEL, LAW, STO and TXT: numbers in words that differ from the field, the list or the rule beside them."""

from collections.abc import Iterable, Iterator

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.ages_told import ages_of_the_law_otherwise, limits_of_the_law_otherwise
from pa_framework.facts.beside_the_law import said_beside_the_law
from pa_framework.facts.counted_lists import lists_of_another_length
from pa_framework.facts.facts import Facts
from pa_framework.facts.law_history_told import changes_on_another_day
from pa_framework.facts.own_numbers import (
    ages_of_a_value,
    comparisons_with_the_year_before,
    counts_of_a_standard,
    days_in_order_of_a_rule,
    days_of_a_trigger,
    emergencies_at_another_time,
    gaps_of_a_trigger,
    more_than_all,
    practices_of_a_story,
    shares_of_a_value,
    signs_with_two_numbers,
    weeks_of_a_hospital_agreement,
    weeks_of_a_transfer,
)
from pa_framework.facts.own_sums import Contradiction
from pa_framework.facts.times_retold import times_of_the_law_otherwise
from pa_framework.text.findings import Note, Severity


def _problems(found: Iterable[Contradiction], there: str, fix: str) -> Iterator[Problem]:
    for each in found:
        yield Problem(
            each.span, f"this says “{each.says}”, and {there} “{each.but}”", fix, (Note(each.other, each.but),)
        )


@rule("DEL124", Severity.WARNING)
def two_numbers_for_one_sign_or_trigger(facts: Facts) -> Iterator[Problem]:
    """A sign gives another number of minutes, days or pens in its easy words, or a trigger other days or months than its field.

    The page, the sheet and the booklet show different ones of them. A reader of the wrong one waits too long. The same goes for a
    record or page that gives another time for 999 without a plan, or for the second pen, than the sign.

    ```yaml bad framework/delegation.yaml
    triggers:
      - {id: hospital-admission, title: Hospital admission, summary: Health may have changed., holds_for: every-task, does: stop, meanwhile: [Ask the nurse.], basis: design-default}
      - id: incident
        title: The nurse leaves
        summary: If no one takes over within three weeks, the PA stops.  # <- DEL124
        holds_for: named-tasks
        does: go-on-until
        days: 28
        answered_by: decision
        meanwhile: [Tell the nurse.]
        basis: design-default
    ```

    ```yaml good framework/delegation.yaml
    triggers:
      - {id: hospital-admission, title: Hospital admission, summary: Health may have changed., holds_for: every-task, does: stop, meanwhile: [Ask the nurse.], basis: design-default}
      - id: incident
        title: The nurse leaves
        summary: If no one takes over within four weeks, the PA stops.
        holds_for: named-tasks
        does: go-on-until
        days: 28
        answered_by: decision
        meanwhile: [Tell the nurse.]
        basis: design-default
    ```
    """
    fix = "ask a clinician which is right, and correct the other"
    yield from _problems(signs_with_two_numbers(facts), "its easy words say", fix)
    yield from _problems(days_of_a_trigger(facts), "its `days` are", fix)
    yield from _problems(gaps_of_a_trigger(facts), "the months of its `gap` are", fix)
    yield from _problems(emergencies_at_another_time(facts), "the sign of this emergency says", fix)


@rule("LAW025", Severity.WARNING)
def law_in_words_against_its_rows(facts: Facts) -> Iterator[Problem]:
    """A record of the law gives another age, day, time or percentage in words than its row in force; or a page does.

    The words are on the page, and the rows are what pay is checked with. Ages in titles, names and texts are compared with the
    rows and with each other, "first 10,000 miles" with "above 10,000", and "up to 12 weeks" with the most weeks. A hand-written page is compared with the records of
    the law to which it links below the same heading, and the age or the miles beside a reference such as
    `((law.mileage.first-10000))` with that value; and a text that says when an age or an amount changed, with the history
    of the value that it names.

    ```yaml bad framework/law/minimum-wage.yaml
    values:
      - id: adult
        title: National Living Wage
        applies_to: People aged 25 and over  # <- LAW025
        names: [National Living Wage, legal minimum, minimum wage]
        unit: pound-per-hour
        history:
          - {value: 12.71, from: 2026-04-01, state: in-force, source: wages, seen: whole, from_age: 21}
    ```

    ```yaml good framework/law/minimum-wage.yaml
    values:
      - id: adult
        title: National Living Wage
        applies_to: People aged 21 and over
        names: [National Living Wage, legal minimum, minimum wage]
        unit: pound-per-hour
        history:
          - {value: 12.71, from: 2026-04-01, state: in-force, source: wages, seen: whole, from_age: 21}
    ```
    """
    fix = "compare both with the source, and correct the one that is wrong"
    yield from _problems(ages_of_a_value(facts), "`from_age` of the row in force is", fix)
    yield from _problems(ages_of_the_law_otherwise(facts), "the record says", fix)
    yield from _problems(limits_of_the_law_otherwise(facts), "the record says", fix)
    yield from _problems(days_in_order_of_a_rule(facts), "the row in force says", fix)
    yield from _problems(shares_of_a_value(facts), "the summary says", fix)
    yield from _problems(changes_on_another_day(facts), "the history says", fix)
    yield from _problems(times_of_the_law_otherwise(facts), "the record says", fix)
    yield from _problems(said_beside_the_law(facts), "the value beside it has", fix)


@rule("STO023", Severity.WARNING)
def numbers_that_compare_wrongly(facts: Facts) -> Iterator[Problem]:
    """A text calls a figure more or fewer than the year before and it is not, or speaks of more than there are.

    “21 in 20” is a slip, and so is “more” beside two figures that fall.

    ```yaml bad framework/evidence/supply-of-pas.yaml
    summary: It was 12 in 10 of the areas.  # <- STO023
    ```

    ```yaml good framework/evidence/supply-of-pas.yaml
    summary: It was 7 in 10 of the areas.
    ```
    """
    fix = "look at the source, and correct the number or the comparison"
    yield from _problems(comparisons_with_the_year_before(facts), "the figures have", fix)
    yield from _problems(more_than_all(facts), "that cannot be:", fix)


@rule("STO024", Severity.WARNING)
def watched_less_than_the_task_asks(facts: Facts) -> Iterator[Problem]:
    """In a story, a PA is watched fewer times than each of their tasks asks for, or another number in the easy words.

    Readers take from a story what is enough.

    ```yaml bad case_studies/rosa.yaml
    story:
      - The nurse watched me on two evenings. Then I was signed off.  # <- STO024
    ```

    ```yaml good case_studies/rosa.yaml
    story:
      - The nurse watched me on three evenings. Then I was signed off.
    ```
    """
    yield from _problems(
        practices_of_a_story(facts), "another place says", "correct the number; the story shows good practice"
    )


@rule("TXT027", Severity.WARNING)
def another_number_of_parts(facts: Facts) -> Iterator[Problem]:
    """A text says another number of things than it lists; or a standard, or learning that covers it whole, than it has parts.

    An earlier edition may have had more or fewer. Where the things of a list are not short, no one can say how many they are,
    and nothing is said.

    ```yaml bad framework/standards/care-certificate-2025.yaml
    summary: The 5 standards for people new to care.  # <- TXT027
    items:
      - {id: infection-prevention-and-control, number: 1, title: Infection prevention and control, verified: true}
      - {id: handling-information, number: 2, title: Handling information, verified: false}
      - {id: communication, number: 3, title: Communication, verified: false}
    ```

    ```yaml good framework/standards/care-certificate-2025.yaml
    summary: The 3 standards for people new to care.
    items:
      - {id: infection-prevention-and-control, number: 1, title: Infection prevention and control, verified: true}
      - {id: handling-information, number: 2, title: Handling information, verified: false}
      - {id: communication, number: 3, title: Communication, verified: false}
    ```
    """
    fix = "count again, and correct the words or the list"
    yield from _problems(counts_of_a_standard(facts), "there are", fix)
    yield from _problems(lists_of_another_length(facts), "there are", fix)


@rule("AGR020", Severity.WARNING)
def position_with_other_weeks(facts: Facts) -> Iterator[Problem]:
    """In an agreement, a side stands for other weeks of pay in a hospital stay than the agreement has.

    In an agreement on a change of funder, the same goes for its summary and its points. Someone who relies on it expects pay
    for longer, or is paid for less time, than was agreed.

    ```yaml bad framework/agreements/pas-in-hospital.yaml
    agreed: true
    positions:
      council: {says: Pays for six weeks.}  # <- AGR020
      nhs: {says: Pays for four weeks.}
    ```

    ```yaml good framework/agreements/pas-in-hospital.yaml
    agreed: true
    positions:
      council: {says: Pays for four weeks.}
      nhs: {says: Pays for four weeks.}
    ```
    """
    fix = "ask both sides what was agreed, and correct the other place"
    yield from _problems(weeks_of_a_hospital_agreement(facts), "`paid_weeks` are", fix)
    yield from _problems(weeks_of_a_transfer(facts), "`continued_weeks` are", fix)
