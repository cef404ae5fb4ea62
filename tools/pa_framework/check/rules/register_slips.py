"""Family SGN: slips in any list, day or text of a register. They are reported where no other rule says more of the line."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.days_in_reach import days_out_of_reach_in_register
from pa_framework.facts.facts import Facts
from pa_framework.facts.foreign_marks import decoded_twice_in
from pa_framework.facts.unfinished import placeholder_in
from pa_framework.facts.written_twice import written_twice
from pa_framework.records.register_model import EmployerYes, RecordedSignOff
from pa_framework.records.yaml_source import Route, leaves, lists_in
from pa_framework.text.dates import last_day_of
from pa_framework.text.findings import Note, Severity

#: Lists that are written oldest first, with the field of an entry that has its day.
_OLDEST_FIRST: Mapping[str, str] = {"events": "on", "employers": "from", "settings": "from", "handed_over": "on"}


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
        said = "which is more than 5 years ahead" if found.is_ahead else "which is too long ago for this"
        yield Problem(
            found.document.span(found.route),
            f"`{found.field}` is {found.day}, {said}",
            "look at the year" + ("; if no last day is known, leave the field out" if found.is_ahead else ""),
        )


@rule("SGN057", Severity.WARNING)
def unfinished_text_in_register(facts: Facts) -> Iterator[Problem]:
    """A text in a register has a placeholder in it, such as “TODO”, or letters of the wrong encoding.

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
            if not isinstance(value, str):
                continue
            if words := placeholder_in(value):
                yield Problem(
                    document.span(route),
                    f"this says “{words}”, which was to be replaced",
                    "write what happened, or ask the one who wrote the entry",
                )
            elif words := decoded_twice_in(value):
                yield Problem(
                    document.span(route),
                    f"this has “{words}”, which was something else before a program read it in the wrong encoding",
                    "write the text again",
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
        for route, entries in lists_in(document.data):
            field = _OLDEST_FIRST.get(str(route[-1]), "") if route else ""
            days = [
                (str(entry[field]), place)
                for place, entry in enumerate(entries)
                if isinstance(entry, dict) and last_day_of(str(entry.get(field))) is not None
            ]
            for (before, _), (day, place) in pairwise(days if field else ()):
                if day < before:
                    yield Problem(
                        document.span((*route, place)),
                        f"`{route[-1]}` is written oldest first; this entry is of {day}, and the one before it of {before}",
                        "change their order, or correct the day that is a slip",
                    )


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
