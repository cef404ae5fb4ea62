"""Family SGN: what a register says of one sign-off over time, and of the people around it."""

from collections.abc import Iterator
from datetime import timedelta

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.facts import Facts
from pa_framework.facts.recorded_forms import (
    assessments,
    days_agreed,
    is_outside,
    resumptions,
    signings,
    trainings,
    withdrawals,
)
from pa_framework.records.register_model import Pa, RecordedSignOff
from pa_framework.text.findings import Note, Severity
from pa_framework.text.sentences import count

#: So long after an assessment a signature is late, and someone may have begun without it.
_SIGNED_WITHIN = timedelta(days=90)


@rule("SGN060", Severity.WARNING)
def sign_off_twice(facts: Facts) -> Iterator[Problem]:
    """A PA's file has the same sign-off twice: the same task, person and days.

    A correction or a withdrawal would change one of them, and the other would go on.

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - {task: gastrostomy-feed, person: person-001, agreed: {person: 2026-02-20, pa: 2026-02-20, employer: 2026-02-20, insurer: 2026-02-20}, delegated_by: pr-011, delegated_on: 2026-02-20}
      - {task: gastrostomy-feed, person: person-001, agreed: {person: 2026-02-20, pa: 2026-02-20, employer: 2026-02-20, insurer: 2026-02-20}, delegated_by: pr-011, delegated_on: 2026-02-20}  # <- SGN060
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - {task: gastrostomy-feed, person: person-001, agreed: {person: 2026-02-20, pa: 2026-02-20, employer: 2026-02-20, insurer: 2026-02-20}, delegated_by: pr-011, delegated_on: 2026-02-20}
    ```
    """
    for pa in facts.register.pas.values() if facts.register else ():
        first: dict[tuple[object, ...], int] = {}
        for index, sign_off in enumerate(pa.sign_offs):
            signed = tuple((act.by, act.on) for act in signings(sign_off))
            if not signed and sign_off.delegated_on is None:
                continue
            key = (sign_off.task, sign_off.person, sign_off.done_under, signed, sign_off.delegated_on)
            if key in first:
                yield Problem(
                    pa.origin.at("sign_offs", index, "task"),
                    f"{pa.id} has this sign-off for {sign_off.task} and {sign_off.person} twice",
                    "keep the one that is complete, and take the other away",
                    (Note(pa.origin.at("sign_offs", first[key], "task"), "the first one"),),
                )
            first.setdefault(key, index)


@rule("SGN061", Severity.WARNING)
def pa_outside_the_team(facts: Facts) -> Iterator[Problem]:
    """A PA has a sign-off for a person, and the person's team does not list the PA.

    Either the team is out of date, and the PA is left out when cover is planned, or the sign-off is for someone else.

    ```yaml bad competences/register/pas/pa-0002.yaml
    pa: pa-0002
    sign_offs:
      - {task: gastrostomy-feed, person: person-001, agreed: {person: 2026-11-20, pa: 2026-11-20, employer: 2026-11-20, insurer: 2026-11-20}, delegated_by: pr-011, delegated_on: 2026-11-20}  # <- SGN061
    ```

    ```yaml good competences/register/persons/person-001.yaml
    team: [pa-0001]
    ```
    """
    register = facts.register
    for pa in register.pas.values() if register else ():
        for index, sign_off in enumerate(pa.sign_offs):
            person = register.persons.get(sign_off.person) if register else None
            if person is None or not person.team or pa.id in person.team or not _goes_on(facts, pa, sign_off):
                continue
            if person.ended_on is None or person.ended_on > facts.on:
                yield Problem(
                    pa.origin.at("sign_offs", index, "person"),
                    f"{pa.id} has a sign-off for {person.id}, whose team does not list them",
                    "add the PA to `team` of the person; or correct `person`; or record `withdrawn`, if the PA has left",
                    (Note(person.origin.at("team"), "the team"),),
                )


@rule("SGN062", Severity.WARNING)
def review_after_withdrawal(facts: Facts) -> Iterator[Problem]:
    """A sign-off was reviewed after it was withdrawn, and it was not resumed in between.

    A review cannot bring back what was withdrawn. Either the PA went on, or one of the two days is wrong.

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - withdrawn: {by: person, on: 2026-07-01, because: person-said-no}
        reviews:
          - {by: pr-011, on: 2026-08-30, outcome: continues}  # <- SGN062
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - withdrawn: {by: person, on: 2026-09-01, because: person-said-no}
        reviews:
          - {by: pr-011, on: 2026-08-30, outcome: continues}
    ```
    """
    for pa in facts.register.pas.values() if facts.register else ():
        for index, sign_off in enumerate(pa.sign_offs):
            for number, review in enumerate(sign_off.reviews):
                before = [(entry.on, route) for entry, route in withdrawals(sign_off) if entry.on < review.on]
                if not before:
                    continue
                withdrawn, route = max(before)
                if any(withdrawn <= entry.on <= review.on for entry in resumptions(sign_off)):
                    continue
                if any(withdrawn <= act.on for act in signings(sign_off)):
                    continue
                yield Problem(
                    pa.origin.at("sign_offs", index, "reviews", number, "on"),
                    f"the sign-off was withdrawn on {withdrawn} and reviewed on {review.on}",
                    "correct the day that is wrong; if the task is to go on, record `resumed` or a new sign-off",
                    (Note(pa.origin.at("sign_offs", index, *route), "withdrawn"),),
                )


@rule("SGN068", Severity.WARNING)
def withdrawn_before_it_began(facts: Facts) -> Iterator[Problem]:
    """A sign-off was withdrawn before anyone agreed to it, delegated it or trained for it.

    Such a withdrawal ends nothing: the PA would go on. Most often a year is mistyped.

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - withdrawn: {by: person, on: 2024-10-23}  # <- SGN068
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - withdrawn: {by: person, on: 2026-10-23}
    ```
    """
    for pa in facts.register.pas.values() if facts.register else ():
        for index, sign_off in enumerate(pa.sign_offs):
            acts = [act.on for act in (*trainings(sign_off), *assessments(sign_off), *signings(sign_off))]
            acts += [sign_off.delegated_on] if sign_off.delegated_on else []
            acts += days_agreed(sign_off)
            for entry, route in withdrawals(sign_off):
                if acts and entry.on < min(acts):
                    yield Problem(
                        pa.origin.at("sign_offs", index, *route, "on"),
                        f"{pa.id}, {sign_off.task}: withdrawn on {entry.on}, and it began on {min(acts)}",
                        "correct the day that is a slip",
                    )


@rule("SGN063", Severity.WARNING)
def assessed_and_never_signed_off(facts: Facts) -> Iterator[Problem]:
    """A PA was assessed as competent long ago, or reviewed since, and no one has signed the task off.

    Until someone does, the PA may not do the task. After a review, or after so long, they most likely do it already.

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - assessed_on: 2026-03-04  # <- SGN063
        signed_off_by: null
        signed_off_on: null
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - assessed_on: 2026-03-04
        signed_off_on: 2026-03-05
    ```
    """
    for pa in facts.register.pas.values() if facts.register else ():
        for index, sign_off in enumerate(pa.sign_offs):
            assessed = [act for act in assessments(sign_off) if act.on <= facts.on]
            if not assessed or signings(sign_off) or not _goes_on(facts, pa, sign_off):
                continue
            latest = max(assessed, key=lambda act: act.on)
            reviewed = any(review.on >= latest.on for review in sign_off.reviews)
            days = (facts.on - latest.on).days
            if reviewed or facts.on - latest.on > _SIGNED_WITHIN:
                yield Problem(
                    pa.origin.at("sign_offs", index, *latest.on_route),
                    f"{pa.id} was assessed for {sign_off.task} {count(days, 'day')} ago"
                    + (" and reviewed since" if reviewed else "")
                    + ", and no one has signed it off",
                    "have it signed off, or record `withdrawn`; until then the PA may not do the task",
                )


def _goes_on(facts: Facts, pa: Pa, sign_off: RecordedSignOff) -> bool:
    """Whether a sign-off is a delegation that was not withdrawn, of a PA who is active."""
    last = max((entry.on for entry, _ in withdrawals(sign_off)), default=None)
    is_withdrawn = last is not None and not any(entry.on >= last for entry in resumptions(sign_off))
    has_left = pa.active_until is not None and pa.active_until < facts.on
    return not (is_outside(sign_off) or is_withdrawn or has_left)
