"""Families CMP, DEL, PAY, SUP and TXT: what a text says of numbers, days, pay and steps that cannot be so."""

from collections.abc import Iterable, Iterator, Sequence

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.facts import Facts
from pa_framework.facts.said_of_others import (
    Said,
    amounts_of_no_band,
    doubtful_phone_numbers,
    past_days_told_as_to_come,
    steps_out_of_order,
    told_to_carry_on,
)
from pa_framework.facts.told_the_same_day import dangers_told_the_same_day
from pa_framework.records.model import StandardItem
from pa_framework.text.findings import Note, Severity


def _problems(found: Iterable[Said], fix: str) -> Iterator[Problem]:
    for said in found:
        yield Problem(said.span, f"“{said.words}”: {said.is_so}", fix)


@rule("SUP008", Severity.WARNING)
def phone_number_that_is_none(facts: Facts) -> Iterator[Problem]:
    """A telephone number has too few or too many figures, or differs in one figure from the number that others write.

    Someone who needs help rings it and reaches no one. Lengths are those of Ofcom's numbering plan.

    ```yaml bad framework/support/pa-contact.yaml
    how_to_reach: Ring 0300 123 456 on weekdays  # <- SUP008
    ```

    ```yaml good framework/support/pa-contact.yaml
    how_to_reach: Ring 0300 123 4568 on weekdays
    ```
    """
    yield from _problems(doubtful_phone_numbers(facts), "ring the number, and write it as the service publishes it")


@rule("TXT028", Severity.WARNING)
def past_day_told_as_to_come(facts: Facts) -> Iterator[Problem]:
    """A text says that something will happen on a day that has passed.

    Readers cannot tell whether it happened.

    ```yaml bad framework/support/pa-contact.yaml
    summary: The line will open on 1 June 2026.  # <- TXT028
    ```

    ```yaml good framework/support/pa-contact.yaml
    summary: The line opened on 1 June 2026.
    ```
    """
    yield from _problems(past_days_told_as_to_come(facts), "look at what happened, and say that")


@rule("PAY028", Severity.WARNING)
def amount_of_no_band(facts: Facts) -> Iterator[Problem]:
    """A level promises an amount for an hour that none of its pay bands has.

    People choose work by what it pays. An amount that is typed by hand is on the page beside the table that differs.

    ```yaml bad framework/levels/confident-pa.yaml
    summary: You work on your own. It pays £25 an hour.  # <- PAY028
    ```

    ```yaml good framework/levels/confident-pa.yaml
    summary: You work on your own.
    ```
    """
    yield from _problems(amounts_of_no_band(facts), "take the amount out; the page shows the rates of the bands")


@rule("DEL128", Severity.WARNING)
def steps_of_a_sign_off_out_of_order(facts: Facts) -> Iterator[Problem]:
    """A list has the sign-off before the assessment, or the assessment before training or practice.

    Someone who follows the list signs for something that no one has watched.

    ```yaml bad framework/papers/task-agreement.yaml
    sections:
      - title: What has been done
        checks: [Training, Sign-off, Assessment]  # <- DEL128
    ```

    ```yaml good framework/papers/task-agreement.yaml
    sections:
      - title: What has been done
        checks: [Training, Assessment, Sign-off]
    ```
    """
    yield from _problems(steps_out_of_order(facts), "put the steps in this order")


@rule("DEL129", Severity.WARNING)
def stopped_and_told_to_carry_on(facts: Facts) -> Iterator[Problem]:
    """A trigger stops the PA until there is a new decision, and one of its lines tells the PA to carry on.

    A PA who reads only that line does the task although no one has decided again.

    ```yaml bad framework/delegation.yaml
    triggers:
      - id: hospital-admission
        title: Hospital admission
        summary: Health may have changed.
        holds_for: every-task
        does: stop
        meanwhile: [Until the nurse answers the PA carries on as before.]  # <- DEL129
        basis: design-default
      - {id: incident, title: Something went wrong, summary: Look at the task again., holds_for: named-tasks, does: go-on, meanwhile: [Tell the nurse.], basis: design-default}
    ```

    ```yaml good framework/delegation.yaml
    triggers:
      - id: hospital-admission
        title: Hospital admission
        summary: Someone watches again before the PA carries on.
        holds_for: every-task
        does: stop
        meanwhile: [Until the nurse answers no PA does it.]
        basis: design-default
      - {id: incident, title: Something went wrong, summary: Look at the task again., holds_for: named-tasks, does: go-on, meanwhile: [Tell the nurse.], basis: design-default}
    ```
    """
    yield from _problems(told_to_carry_on(facts), "say what is done until then, and by whom; or write `does: go-on`")


@rule("CMP017")
def two_items_with_one_number(facts: Facts) -> Iterator[Problem]:
    """Two items of a standard have one number.

    Readers look an item up by its number in the published standard.

    ```yaml bad framework/standards/care-certificate-2025.yaml
    summary: What people new to care learn.
    items:
      - {id: infection-prevention-and-control, number: 1, title: Infection prevention and control, verified: true}
      - {id: handling-information, number: 1, title: Handling information, verified: false}  # <- CMP017
    ```

    ```yaml good framework/standards/care-certificate-2025.yaml
    summary: What people new to care learn.
    items:
      - {id: infection-prevention-and-control, number: 1, title: Infection prevention and control, verified: true}
      - {id: handling-information, number: 2, title: Handling information, verified: false}
    ```
    """
    for standard in facts.records.standards.values():
        first: dict[int, int] = {}
        for place, item in enumerate(standard.items):
            if item.number is None:
                continue
            before = first.setdefault(item.number, place)
            if before != place:
                # With 11, 13, 13, 14 the first 13 is most likely the slip: 12 is missing where it stands.
                slip, other = (before, place) if _follows(standard.items, place) else (place, before)
                yield Problem(
                    standard.origin.at("items", slip, "number"),
                    f"{standard.items[other].id} has the number {item.number} too",
                    "look at the published standard, and correct one of them",
                    (Note(standard.origin.at("items", other, "number"), standard.items[other].id),),
                )


def _follows(items: Sequence[StandardItem], place: int) -> bool:
    """Whether the number of an item is its place in the list, as those of most of the others are."""
    in_place = [item.number == number for number, item in enumerate(items, 1)]
    return in_place[place] and sum(in_place) * 2 > len(items)


@rule("DEL130", Severity.WARNING)
def danger_told_the_same_day(facts: Facts) -> Iterator[Problem]:
    """A task lists under `same_day` a sign of danger, such as shivering, drowsiness, a blue stoma or the wrong dose.

    Someone who reads it tells a nurse at the end of the day, and by then it can be too late. What is over, slight or
    expected is left alone: say so in the sign.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    stop_when:
      emergency: {signs: [choking]}
      same_day:
        tell: community-nurse
        signs:
          - They shiver after the feed  # <- DEL130
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    stop_when:
      emergency: {signs: [choking]}
      urgent:
        tell: community-nurse
        signs:
          - They shiver after the feed
    ```
    """
    for found in dangers_told_the_same_day(facts):
        yield Problem(
            found.span,
            f"“{found.words}” is told the same day only",
            "list it under `urgent` or `emergency`; if it is over, slight or expected, say so",
        )
