"""Families DEL and LAW: sentences that turn round what holds for everyone, whatever a record decides."""

from collections.abc import Iterator
from itertools import chain

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.duty_words import (
    clinical_groups_of_lay_people,
    duties_beyond_the_limits,
    duties_not_held,
    left_out_doses,
    limits_that_limit_nothing,
    sign_offs_at_a_level,
)
from pa_framework.facts.facts import Facts
from pa_framework.facts.opposites import broken_promises, done_although_never, done_and_forbidden, said_and_denied
from pa_framework.facts.own_commands import easy_words_against_the_emergency, forbidden_commands
from pa_framework.facts.practice_of_stories import wrong_practice_of_stories
from pa_framework.facts.principles import About, broken_principles, given_by_mouth
from pa_framework.facts.safe_practice import unsafe_practice
from pa_framework.facts.turned_round_tables import turned_round
from pa_framework.facts.two_sides import told_too_late
from pa_framework.text.findings import Note, Severity


def _problems(facts: Facts, about: About, fix: str) -> Iterator[Problem]:
    for found in broken_principles(facts, about):
        yield Problem(found.span, f"“{found.said}”: {found.holds}", fix)


@rule("DEL118", Severity.WARNING)
def right_in_delegation_turned_round(facts: Facts) -> Iterator[Problem]:
    """A text takes away what holds for every delegated task.

    A PA may refuse it. The professional who delegates stays accountable. A sign-off is for one PA, one task and one
    person. Someone who reads otherwise does a task that no one has handed to them.

    ```yaml bad framework/support/pa-contact.yaml
    offers:
      - A talk about your sign-off, which travels with you to the next job  # <- DEL118
    ```

    ```yaml good framework/support/pa-contact.yaml
    offers:
      - A talk about your sign-off, which does not travel with you to the next job
    ```
    """
    yield from _problems(
        facts, "delegation", "say what holds; if a task is an exception, name it and what makes it one"
    )


@rule("LAW024", Severity.WARNING)
def law_for_everyone_turned_round(facts: Facts) -> Iterator[Problem]:
    """A text turns a rule of the law for everyone round: who is checked and when, who may be employed, who registers, who may agree.

    To check some people only, or to shut out a whole group, is discrimination. The right to work is checked before the
    first day. Someone who employs and directs their own PA does not register with the Care Quality Commission. Authority
    over someone's money is no authority to agree to their care.

    ```yaml bad framework/support/employer-advice.yaml
    offers:
      - How to look at the right to work in the first month  # <- LAW024
    ```

    ```yaml good framework/support/employer-advice.yaml
    offers:
      - How to look at the right to work before the first day
    ```
    """
    yield from _problems(facts, "law", "say what the law says, with its source")


@rule("DEL119", Severity.WARNING)
def duty_of_someone_who_does_not_hold_it(facts: Facts) -> Iterator[Problem]:
    """A text has someone train, assess or sign off who may not.

    What a role does is compared with its `may_train`, `may_assess` and `may_sign_off`. In all texts, a PA, an employer or a
    relative signs no one off, and none of them is the only one who assesses.

    ```yaml bad framework/roles/pa-trainer.yaml
    does:
      - Signs the PA off after the last lesson  # <- DEL119
    ```

    ```yaml good framework/roles/pa-trainer.yaml
    does:
      - Tells the assessor after the last lesson
    ```
    """
    for held in duties_not_held(facts):
        yield Problem(
            held.role.origin.at(*held.route),
            f"“{held.said}”: {held.role.id} has no `{held.field}`",
            f"say who does it; or add `{held.field}`, if the role may do it",
            (Note(held.role.origin.at("id"), "the role"),),
        )
    for role, route, words in limits_that_limit_nothing(facts):
        yield Problem(
            role.origin.at(*route),
            f"“{words}”: {role.id} lists this as a limit, and it bounds nothing",
            "say what the role does not do, or what it does only under a condition; move what it does to `does`",
        )
    for role, field, limit, category in duties_beyond_the_limits(facts):
        yield Problem(
            role.origin.at(*field),
            f"{role.id} has the highest risk for {category} in `{field[0]}`, and its limits say that it does not do this",
            "write a lower risk, or correct the limit; a registered professional decides",
            (Note(role.origin.at(*limit), "the limit"),),
        )
    for level, route, words in sign_offs_at_a_level(facts):
        yield Problem(
            level.origin.at(*route),
            f"“{words}”: a PA signs no one off, and {level.id} is a level of PAs",
            "name the registered professional who does it",
        )
    yield from _problems(facts, "duty", "name the registered professional who does it")


@rule("DEL120", Severity.WARNING)
def clinical_group_of_lay_people(facts: Facts) -> Iterator[Problem]:
    """A group that approves clinical records is described as people who are no clinicians.

    With `clinical: true`, its approval makes a task valid. It needs people who are accountable for such a decision.

    ```yaml bad framework/framework.yaml
    contacts:
      - {id: framework-team, title: The framework team, does: Keeps the records right., deputy: training-leads}
      - {id: training-leads, title: The training leads, does: Employers and family carers who look at each task., clinical: true, deputy: framework-team}  # <- DEL120
    ```

    ```yaml good framework/framework.yaml
    contacts:
      - {id: framework-team, title: The framework team, does: Keeps the records right., deputy: training-leads}
      - {id: training-leads, title: The training leads, does: Nurses and therapists who look at each task., clinical: true, deputy: framework-team}
    ```
    """
    for contact, words in clinical_groups_of_lay_people(facts):
        yield Problem(
            contact.origin.at("does"),
            f"{contact.id} is `clinical: true`, and “{words}” are no clinicians",
            "say which registered professionals are in it; or take `clinical` away",
            (Note(contact.origin.at("clinical"), "approves clinical records"),),
        )


@rule("DEL121", Severity.WARNING)
def given_by_mouth_in_an_emergency(facts: Facts) -> Iterator[Problem]:
    """At an emergency in which someone cannot swallow, food, drink or a tablet is given.

    Someone who chokes, does not breathe, has a seizure or cannot be woken can die of it.

    ```yaml bad framework/delegation.yaml
    signs:
      - id: choking
        text: The person is choking
        level: emergency
        do: Let them have a sip of water.  # <- DEL121
        sounds_like: [choking, chokes]
      - {id: cannot-be-woken, text: The person cannot be woken, level: emergency, sounds_like: [unconscious, cannot be woken]}
      - {id: sore-skin, text: The skin is sore, level: same-day}
    ```

    ```yaml good framework/delegation.yaml
    signs:
      - id: choking
        text: The person is choking
        level: emergency
        do: Give nothing by mouth.
        sounds_like: [choking, chokes]
      - {id: cannot-be-woken, text: The person cannot be woken, level: emergency, sounds_like: [unconscious, cannot be woken]}
      - {id: sore-skin, text: The skin is sore, level: same-day}
    ```
    """
    for found in given_by_mouth(facts):
        yield Problem(
            found.span,
            f"“{found.said}” at “{found.holds}”: they may not be able to swallow",
            "say what to do; a clinician agrees to anything that is given by mouth",
        )


@rule("DEL122", Severity.WARNING)
def left_out_although_harmful(facts: Facts) -> Iterator[Problem]:
    """A task that must not be left out says that it can be left out, or can wait.

    Its record has `omission: harmful`. When no one may do it, someone is rung until it is done.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    if_no_one_may:
      - If the line is busy, the feed can wait until the morning.  # <- DEL122
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    if_no_one_may:
      - If the line is busy, ring NHS 111. The feed cannot wait until the morning.
    ```
    """
    for task, route, words in left_out_doses(facts):
        yield Problem(
            task.origin.at(*route),
            f"“{words}”, and leaving {task.id} out is harmful",
            "say who is rung until someone does it; if it may wait, say who decides that",
            (Note(task.origin.at("omission"), "harmful"),),
        )


@rule("DEL123", Severity.WARNING)
def danger_kept_secret(facts: Facts) -> Iterator[Problem]:
    """A text tells its reader to keep a danger to themselves.

    When someone is in danger it is passed on, also where someone asked for a promise.

    ```yaml bad framework/support/pa-contact.yaml
    offers:
      - Someone who tells no one, even when you are in danger  # <- DEL123
    ```

    ```yaml good framework/support/pa-contact.yaml
    offers:
      - Someone who tells no one unless someone is in danger
    ```
    """
    yield from _problems(facts, "danger", "say who is told, and that the person hears of it first where that is safe")


@rule("DEL127", Severity.WARNING)
def practice_that_harms(facts: Facts) -> Iterator[Problem]:
    """A text tells someone to do what harms, whatever the task.

    Nothing goes between the teeth in a seizure, red skin is not rubbed, a missed dose is not made up for, a PA stops when
    someone no longer agrees, a concern does not wait for proof. Such principles hold for everyone, so no plan for a
    person changes them. A sentence that breaks one is most often a slip or a text from somewhere else.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    the_pa_does:
      - Starts, watches and ends the feed
      - Rubs red skin around the tube with cream  # <- DEL127
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    the_pa_does:
      - Starts, watches and ends the feed
      - Looks at the skin around the tube
    ```
    """
    every = list(unsafe_practice(facts))
    said = _said_by_other_rules(facts) if every else frozenset()
    for found in every:
        if (found.span.path, found.span.line) not in said:
            yield Problem(
                found.span, f"“{found.said}”: {found.holds}", "ask the clinician of this record, and say what holds"
            )


def _said_by_other_rules(facts: Facts) -> frozenset[tuple[str, int]]:
    """The lines of which another rule says that they break a principle, or what their own record says."""
    spans = [broken.span for about in _SUBJECTS for broken in broken_principles(facts, about)]
    spans += [broken.span for broken in given_by_mouth(facts)]
    spans += [each.record.origin.at(*each.route) for each in forbidden_commands(facts)]
    spans += [each.record.origin.at(*each.route) for each in easy_words_against_the_emergency(facts)]
    spans += [each.record.origin.at(*each.route) for each in told_too_late(facts)]
    spans += [task.origin.at(*route) for task, route, _ in left_out_doses(facts)]
    spans += [record.origin.at(*second) for record, _, second in said_and_denied(facts)]
    spans += [task.origin.at(*done) for task, done, _ in done_and_forbidden(facts)]
    spans += [task.origin.at(*promise) for task, promise, _ in broken_promises(facts)]
    spans += [task.origin.at(*route) for task, route in done_although_never(facts)]
    return frozenset((span.path, span.line) for span in spans)


_SUBJECTS: tuple[About, ...] = ("delegation", "law", "duty", "danger")


@rule("TXT032", Severity.WARNING)
def what_holds_turned_round(facts: Facts) -> Iterator[Problem]:
    """A sentence says the opposite of what holds for everyone: in law, in delegation, in danger, of private things or of help.

    Most often a word was lost or two were changed. Readers act on such a sentence, and it can cost them money, a right or
    their safety. Where another rule says more about the line, that rule reports it.

    ```yaml bad framework/support/pa-contact.yaml
    offers:
      - A talk about shadow shifts, which are unpaid  # <- TXT032
      - A group in which everyone says the name of the person they work for  # <- TXT032
    ```

    ```yaml good framework/support/pa-contact.yaml
    offers:
      - A talk about shadow shifts, which are paid
      - A group in which no one says the name of the person they work for
    ```
    """
    for found in chain(turned_round(facts), wrong_practice_of_stories(facts)):
        yield Problem(
            found.span,
            f"“{found.said}”: {found.holds}",
            "say what holds; name what makes this an exception, if it is one",
        )
