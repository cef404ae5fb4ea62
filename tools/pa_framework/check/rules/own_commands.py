"""Families CMP and DEL: what a record tells someone to do, and forbids in another field."""

from collections.abc import Iterable, Iterator

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.facts import Facts
from pa_framework.facts.own_commands import (
    Command,
    delegated_tasks_in_competences,
    done_alone_too_early,
    easy_words_against_the_emergency,
    easy_words_less_urgent,
    forbidden_commands,
    other_words_to_say,
)
from pa_framework.facts.ruled_out import weeks_with_acts_not_expected
from pa_framework.facts.two_sides import (
    carried_on_at_a_stop,
    steps_alone_and_not,
    told_to_do_what_goes_wrong,
    told_too_late,
    weeks_with_what_is_not_expected,
)
from pa_framework.text.findings import Note, Severity


def _problems(found: Iterable[Command], message: str, fix: str) -> Iterator[Problem]:
    for each in found:
        yield Problem(
            each.record.origin.at(*each.route),
            f"“{each.said}”: {message} “{each.why}”",
            fix,
            (Note(each.denial, each.why),),
        )


@rule("DEL114", Severity.WARNING)
def told_to_do_what_is_forbidden(facts: Facts) -> Iterator[Problem]:
    """A task tells the PA to do something that its own list of what the PA does not do forbids.

    Compared are what the person must not be let do with what someone helps them to do, an amount that is not changed with what is
    turned up or down, what must not be delayed with what comes before it, and any act that is forbidden in every case with
    what to do at a sign, in easy words and when no PA may. At an emergency the PA reads one line only.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    the_pa_does_not:
      - Change the feed or its speed
      - Let the person stand up, even if they are tired
    the_pa_does:
      - Starts, watches and ends the feed
      - Helps them to stand up when they are full  # <- DEL114
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    the_pa_does_not:
      - Change the feed or its speed
      - Let the person stand up, even if they are tired
    the_pa_does:
      - Starts, watches and ends the feed
      - Asks them to stay seated
    ```
    """
    yield from _problems(
        forbidden_commands(facts), "the task also forbids", "decide which of the two is true, and take the other away"
    )


@rule("DEL115", Severity.WARNING)
def easy_words_against_the_emergency_signs(facts: Facts) -> Iterator[Problem]:
    """The easy words of a task say what to do at a sign of an emergency, and name no help; or they ring another number first.

    For some readers the easy words are all they read. What they say at an emergency must lead to the emergency service.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    easy_read:
      - Some people are fed through a tube.
      - If you choke, the PA gives you a drink.  # <- DEL115
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    easy_read:
      - Some people are fed through a tube.
      - If you choke, the PA calls 999.
    ```
    """
    yield from _problems(
        easy_words_against_the_emergency(facts),
        "the task also says",
        "say who is called; an emergency number comes first",
    )


@rule("DEL116", Severity.WARNING)
def other_words_for_the_emergency_service(facts: Facts) -> Iterator[Problem]:
    """A task gives different words to say to the emergency service in two fields.

    The word tells the service who to send. A word from another task sends the wrong help.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    summary: Liquid food goes through a tube into the stomach. If it goes wrong, call 999 and say "blocked airway".
    the_pa_does:
      - Calls 999 and says "low sugar"  # <- DEL116
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    summary: Liquid food goes through a tube into the stomach. If it goes wrong, call 999 and say "blocked airway".
    the_pa_does:
      - Calls 999 and says "blocked airway"
    ```
    """
    yield from _problems(other_words_to_say(facts), "the task also has", "write the same words in both places")


@rule("DEL117", Severity.WARNING)
def easy_words_less_urgent_than_the_sign(facts: Facts) -> Iterator[Problem]:
    """The easy words of a task, or of a sign, ring someone else where the task calls the emergency number.

    The person holds the easy booklet and the PA stands beside them. If it says to ring the nurse at a sign for which the
    page calls the ambulance, minutes are lost. A line counts as a sign where all words of its condition are in that sign,
    or where the policy finds the sign by them.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    stop_when:
      emergency: {signs: [The opening turns black]}
      urgent:
        tell: nhs-111
        signs: [There is pain]
    easy_read:
      - Some people are fed through a tube.
      - If the opening turns black, the PA rings the nurse.  # <- DEL117
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    stop_when:
      emergency: {signs: [The opening turns black]}
      urgent:
        tell: nhs-111
        signs: [There is pain]
    easy_read:
      - Some people are fed through a tube.
      - If the opening turns black, the PA calls 999.
    ```
    """
    yield from _problems(
        easy_words_less_urgent(facts),
        "this is less urgent than the sign",
        "write the emergency number into the easy words",
    )


@rule("CMP015", Severity.WARNING)
def competence_against_its_own_words(facts: Facts) -> Iterator[Problem]:
    """A statement or the easy words of a competence have something done that the record or the step rules out.

    What the summary calls a delegated task needs a sign-off, and is no part of a competence. At a step whose own words say that
    no one does it alone yet, nothing is done alone.

    ```yaml bad competences/infection-prevention.yaml
    summary: You keep yourself clean. Giving medicine is a delegated task.
    easy_read:
      - You wash your hands.
      - You can give medicine without a sign-off.  # <- CMP015
    ```

    ```yaml good competences/infection-prevention.yaml
    summary: You keep yourself clean. Giving medicine is a delegated task.
    easy_read:
      - You wash your hands.
      - Giving medicine needs a sign-off.
    ```
    """
    yield from _problems(
        delegated_tasks_in_competences(facts), "the summary says", "take it out, or say that it needs a sign-off"
    )
    yield from _problems(
        done_alone_too_early(facts), "at this step the framework says", "move it to a later step, or say who is there"
    )


@rule("CMP016", Severity.WARNING)
def two_sides_in_one_record(facts: Facts) -> Iterator[Problem]:
    """A step, a level or a competence says two things that cannot both be so.

    Found is what is done alone in one field and with someone beside in another; a week with what is not expected of anyone at
    that level; what the easy words or a statement tell
    someone to do, and the list of what goes wrong has; and what is reported later than another line says.

    ```yaml bad competences/infection-prevention.yaml
    goes_wrong: [Washing in cold water because the tap is near]
    easy_read:
      - You wash in cold water.  # <- CMP016
    ```

    ```yaml good competences/infection-prevention.yaml
    goes_wrong: [Washing in cold water because the tap is near]
    easy_read:
      - You wash in warm water.
    ```
    """
    both = "decide which of the two is true, and correct the other"
    yield from _problems(steps_alone_and_not(facts), "the summary says", both)
    yield from _problems(weeks_with_what_is_not_expected(facts), "what is not expected has", both)
    yield from _problems(weeks_with_acts_not_expected(facts), "what is not expected has", both)
    yield from _problems(told_to_do_what_goes_wrong(facts), "what goes wrong has", both)
    yield from _problems(told_too_late(facts), "another line says", "write the earlier time in both places")


@rule("DEL126", Severity.WARNING)
def goes_on_although_it_stops(facts: Facts) -> Iterator[Problem]:
    """An answer of the trace has a task go on at a trigger that stops it.

    The trace says how the framework answers what a report asks for. It must say what the policy says.

    ```yaml bad framework/trace.yaml
    rows:
      - {id: d6, source: pa-research, asks: What happens in hospital, answer: The PA carries on at a hospital admission., state: described, at: [delegation/index.md]}  # <- DEL126
    ```

    ```yaml good framework/trace.yaml
    rows:
      - {id: d6, source: pa-research, asks: What happens in hospital, answer: The PA stops at a hospital admission., state: described, at: [delegation/index.md]}
    ```
    """
    yield from _problems(carried_on_at_a_stop(facts), "the policy stops the task at", "write what the policy says")
