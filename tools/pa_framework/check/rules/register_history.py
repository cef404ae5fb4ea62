"""Family SGN: what a register says of one sign-off over time, and of the people around it."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import pairwise

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.days_in_reach import days_out_of_reach_in_register
from pa_framework.facts.facts import Facts
from pa_framework.facts.recorded_forms import assessments, is_outside, resumptions, signings, withdrawals
from pa_framework.facts.unfinished import placeholder_in
from pa_framework.facts.written_twice import written_twice
from pa_framework.records.register_model import EmployerYes, Pa, RecordedSignOff
from pa_framework.records.yaml_source import Route, leaves
from pa_framework.text.findings import Note, Severity
from pa_framework.text.sentences import count

#: So long after an assessment a signature is late, and someone may have begun without it.
_SIGNED_WITHIN = timedelta(days=90)
#: Lists that are written oldest first, with the field of an entry that has its day.
_OLDEST_FIRST: Mapping[str, str] = {"events": "on", "employers": "from", "settings": "from", "handed_over": "on"}


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


@rule("SGN055", Severity.WARNING)
def entry_twice(facts: Facts) -> Iterator[Problem]:
    """A list in a register has the same entry twice.

    Most often a line was copied to be changed, and was not: so what was to be recorded is missing.

    ```yaml bad competences/register/persons/person-001.yaml
    needs: [gastrostomy-feed, gastrostomy-feed]  # <- SGN055
    ```

    ```yaml good competences/register/persons/person-001.yaml
    needs: [gastrostomy-feed]
    ```
    """
    for document, _ in facts.register.documents if facts.register else ():
        for found in written_twice(document):
            yield Problem(
                document.span(found.again),
                f"`{found.field}` has {found.said} twice",
                "take one of them away, or write what was meant",
                (Note(document.span(found.first), "the first one"),),
            )


@rule("SGN056", Severity.WARNING)
def day_far_away(facts: Facts) -> Iterator[Problem]:
    """A day in a register is more than 5 years ahead, or before there were direct payments.

    Most often a digit of the year is mistyped. What ends in a year far away would count until then.

    ```yaml bad competences/register/pas/pa-0001.yaml
    active_until: 2062-03-31  # <- SGN056
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    active_until: 2027-03-31
    ```
    """
    for found in days_out_of_reach_in_register(facts):
        said = "which is more than 5 years ahead" if found.is_ahead else "before there were direct payments"
        yield Problem(
            found.document.span(found.route),
            f"`{found.field}` is {found.day}, {said}",
            "look at the year; if no last day is known, leave the field out",
        )


@rule("SGN057", Severity.WARNING)
def placeholder_in_register(facts: Facts) -> Iterator[Problem]:
    """A text in a register has a placeholder in it, such as “TODO” or “xxx”.

    It was to be replaced by what happened. Later no one can say what that was.

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - corrected: [{on: 2026-10-01, field: trained_on, was: 2026-02-01, because: xxx}]  # <- SGN057
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - corrected: [{on: 2026-10-01, field: trained_on, was: 2026-02-01, because: A slip of the pen}]
    ```
    """
    for document, _ in facts.register.documents if facts.register else ():
        for route, value in leaves(document.data):
            words = placeholder_in(value) if isinstance(value, str) else ""
            if words:
                yield Problem(
                    document.span(route),
                    f"this says “{words}”, which was to be replaced",
                    "write what happened, or ask the one who wrote the entry",
                )


@rule("SGN058", Severity.WARNING)
def later_before_earlier(facts: Facts) -> Iterator[Problem]:
    """A list that is written oldest first has a later entry before an earlier one.

    Someone who looks for the last event, employer or place reads the end of the list.

    ```yaml bad competences/register/persons/person-001.yaml
    events:
      - {trigger: hospital-admission, on: 2026-02-20}
      - {trigger: hospital-admission, on: 2026-01-11}  # <- SGN058
    ```

    ```yaml good competences/register/persons/person-001.yaml
    events:
      - {trigger: hospital-admission, on: 2026-01-11}
      - {trigger: hospital-admission, on: 2026-02-20}
    ```
    """
    for document, _ in facts.register.documents if facts.register else ():
        for route, entries in _lists(document.data):
            field = _OLDEST_FIRST.get(str(route[-1]), "")
            days = [
                (str(entry.get(field, "")), place) for place, entry in enumerate(entries) if isinstance(entry, dict)
            ]
            for (before, _), (day, place) in pairwise(days if field else ()):
                if day and day < before:
                    yield Problem(
                        document.span((*route, place)),
                        f"`{route[-1]}` is written oldest first; this entry is of {day}, and the one before it of {before}",
                        "change their order, or correct the day that is a slip",
                    )


def _lists(data: object, route: Route = ()) -> Iterator[tuple[Route, list[object]]]:
    """The lists of a document that are the value of a field, with their routes."""
    if isinstance(data, list):
        if route:
            yield route, data
        for place, inner in enumerate(data):
            yield from _lists(inner, (*route, place)) if isinstance(inner, dict) else ()
    elif isinstance(data, dict):
        for key, inner in data.items():
            yield from _lists(inner, (*route, key))


@rule("SGN059", Severity.WARNING)
def employer_not_of_the_person(facts: Facts) -> Iterator[Problem]:
    """An employer is said to have agreed who never employed the PAs of that person.

    The agreement of another employer says nothing about this person's PA.

    ```yaml bad competences/register/persons/person-001.yaml
    employers: [{id: employer-041, from: 2024-01-08}]
    ```

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - agreed: {employer: [{on: 2026-02-20, id: employer-014, until: 2026-08-31}, {on: 2026-09-01, id: employer-041}]}  # <- SGN059
    ```

    ```yaml good competences/register/persons/person-001.yaml
    employers: [{id: employer-041, from: 2024-01-08}]
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - agreed: {employer: {on: 2026-02-20, id: employer-041}}
    ```
    """
    persons = facts.register.persons if facts.register else {}
    for pa in facts.register.pas.values() if facts.register else ():
        for index, sign_off in enumerate(pa.sign_offs):
            person = persons.get(sign_off.person)
            known = {employer.id for employer in person.employers} if person else set()
            for name, route in _employers_who_agreed(sign_off):
                if known and name not in known:
                    yield Problem(
                        pa.origin.at("sign_offs", index, *route),
                        f"{name} agreed for {sign_off.person}, and is not in `employers` of that person",
                        "ask who employed the PA then, and correct the id here or there",
                    )


def _employers_who_agreed(sign_off: RecordedSignOff) -> Iterator[tuple[str, Route]]:
    """The ids of employers who agreed, with their places in the sign-off."""
    said = sign_off.agreed.employer
    for place, entry in enumerate(said if isinstance(said, tuple) else (said,)):
        if isinstance(entry, EmployerYes) and entry.id:
            yield entry.id, ("agreed", "employer", *((place,) if isinstance(said, tuple) else ()), "id")


def _goes_on(facts: Facts, pa: Pa, sign_off: RecordedSignOff) -> bool:
    """Whether a sign-off is a delegation that was not withdrawn, of a PA who is active."""
    last = max((entry.on for entry, _ in withdrawals(sign_off)), default=None)
    is_withdrawn = last is not None and not any(entry.on >= last for entry in resumptions(sign_off))
    has_left = pa.active_until is not None and pa.active_until < facts.on
    return not (is_outside(sign_off) or is_withdrawn or has_left)
