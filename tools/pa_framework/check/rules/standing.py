"""Families DEL and REF: what a record is, judged wherever another record names it."""

from collections.abc import Iterator

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.days_in_order import days_the_wrong_way
from pa_framework.facts.days_in_reach import days_out_of_reach
from pa_framework.facts.facts import Facts
from pa_framework.facts.standing import examples, lay_authorities, records_with_one_title, references_to_never
from pa_framework.records.base import Record
from pa_framework.records.kinds import folder_kinds
from pa_framework.records.model import Term
from pa_framework.text.findings import Note, Severity
from pa_framework.text.sentences import join_words

#: What to do where a kind of record names a task that is never delegated.
_INSTEAD = {
    "learning": "take it off `prepares_for`; if the course only explains why no PA does it, say so in `summary`",
    "case-study": "take it off the list; say in the story that a professional does it",
}


@rule("DEL090")
def never_task_as_if_allowed(facts: Facts) -> Iterator[Problem]:
    """A record names a task that is never delegated as if a PA could do it.

    Learning that prepares for it, or a story that shows it, tells readers that it is done. Only a record that takes the
    place of another, or a change, may name such a task.

    ```yaml bad framework/learning/tube-feeding-training.yaml
    prepares_for:
      - gastrostomy-feed
      - changing-a-dose  # <- DEL090
    ```

    ```yaml bad case_studies/rosa.yaml
    tasks: [changing-a-dose]  # <- DEL090
    ```

    ```yaml good framework/learning/tube-feeding-training.yaml
    prepares_for: [gastrostomy-feed]
    ```
    """
    kinds = {document.path: kind for document, kind in facts.records.documents}
    for reference, task in references_to_never(facts):
        yield Problem(
            reference.document.span(reference.route, key=reference.key),
            f"{reference.id} is never delegated, and this record names it as if a PA could do it",
            _INSTEAD.get(kinds.get(reference.document.path, ""), "take it off the list, or name another task"),
            (Note(task.origin.at("status"), "never"),),
        )


@rule("DEL091")
def lay_role_decides(facts: Facts) -> Iterator[Problem]:
    """A role that is no professional is named as the one that authorises another role, or approves a record.

    The person and the employer decide who works for them. They cannot give someone the authority for a healthcare task,
    and their approval says nothing about its safety.

    ```yaml bad framework/roles/dietitian.yaml
    authorised_by: [individual-employer]  # <- DEL091
    ```

    ```yaml good framework/roles/dietitian.yaml
    authorised_by: [phb-clinical-lead]
    ```
    """
    for reference, role in lay_authorities(facts):
        if reference.route[-1] == "by_role" and reference.document.path.startswith("framework/tasks/"):
            continue  # DEL017 reports it.
        yield Problem(
            reference.document.span(reference.route),
            f"{role.id} is no professional, and cannot authorise or approve this",
            "name a role whose `kind` is `registered` or `authorised`",
            (Note(role.origin.at("kind"), "lay"),),
        )


@rule("REF020")
def replaced_by_itself(facts: Facts) -> Iterator[Problem]:
    """A record is replaced by itself, or by one that it replaces.

    A reader who follows an old link comes back to where they began, and the record disappears from every list.

    ```yaml bad framework/roles/pharmacist.yaml
    replaced_by: pharmacist  # <- REF020
    ```

    ```yaml good framework/roles/pharmacist.yaml
    replaced_by: community-nurse
    ```
    """
    for kind in folder_kinds():
        records = facts.records.of_kind(kind.id)
        for record in records.values():
            path = [record.id]
            while (after := _replacement(records.get(path[-1]))) is not None and after not in path:
                path.append(after)
            if after == record.id:
                yield Problem(
                    record.origin.at("replaced_by"),
                    f"{record.id} is replaced by itself"
                    if len(path) == 1
                    else f"{record.id} is replaced by {path[1]}, which leads back to it",
                    "write the record that takes its place, or take `replaced_by` away",
                )


@rule("REF021", Severity.WARNING)
def examples_in_a_live_framework(facts: Facts) -> Iterator[Problem]:
    """A framework that is in use has contacts or pay bands that are only examples.

    Readers may ring a contact that does not exist, or expect a rate that no one pays. Stories may stay: their pages say
    that they are made up.

    ```yaml bad framework/framework.yaml
    status: live  # <- REF021
    ```

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    approval: {state: approved, by_role: phb-clinical-lead, on: 2026-10-01, review_by: 2027-10-01}
    ```

    ```yaml good framework/framework.yaml
    status: reference
    ```
    """
    framework, found = facts.records.framework, examples(facts)
    if framework is not None and framework.status == "live" and found:
        yield Problem(
            framework.origin.at("status"),
            f"the framework is live, and {join_words((record.id for record in found), most=3)}"
            f" {'is only an example' if len(found) == 1 else 'are only examples'}",
            "put in what holds in your area and write `illustrative: false`, or delete the record",
            tuple(Note(record.origin.at("illustrative"), "an example") for record in found[:3]),
        )


@rule("REF022", Severity.WARNING)
def two_records_with_one_title(facts: Facts) -> Iterator[Problem]:
    """Two records of one kind have the same title.

    In a list, in the search and in a menu no one can tell them apart.

    ```yaml bad framework/tasks/reminding-about-medicines.yaml
    title: Change the dose of a medicine  # <- REF022
    ```

    ```yaml good framework/tasks/reminding-about-medicines.yaml
    title: Remind someone of their medicines
    ```
    """
    for record, other in records_with_one_title(facts):
        field = "term" if isinstance(record, Term) else "title"
        yield Problem(
            record.origin.at(field),
            f"{other.id} has the same title",
            "give one of the two another title; if both are about one thing, retire one with `replaced_by`",
            (Note(other.origin.at(field), f"{other.id}"),),
        )


@rule("REF023")
def ends_before_it_begins(facts: Facts) -> Iterator[Problem]:
    """Two days of a record are the wrong way round: something ends, or was checked, before it began.

    Pages say that it is open, or over, on days on which it is not. Most often a year is mistyped.

    ```yaml bad framework/learning/tube-feeding-training.yaml
    funding:
      - title: A fund for training
        who: PAs who are paid with a personal health budget
        open_from: 2026-09-01
        open_until: 2026-03-31  # <- REF023
    ```

    ```yaml good framework/learning/tube-feeding-training.yaml
    funding:
      - title: A fund for training
        who: PAs who are paid with a personal health budget
        open_from: 2026-09-01
        open_until: 2027-03-31
    ```
    """
    for found in days_the_wrong_way(facts):
        begins, ends = str(found.first[-1]), str(found.last[-1])
        yield Problem(
            found.document.span(found.last),
            f"`{ends}` is {found.last_day}, before `{begins}`, which is {found.first_day}",
            "compare both with the source, and correct the one that is wrong",
            (Note(found.document.span(found.first), f"`{begins}`"),),
        )


@rule("REF025", Severity.WARNING)
def day_out_of_reach(facts: Facts) -> Iterator[Problem]:
    """A day in a record is more than 10 years ahead, or from before there were direct payments.

    Most often a digit of the year is mistyped. Titles of publications and the law may be older.

    ```yaml bad framework/learning/tube-feeding-training.yaml
    funding:
      - title: A fund for training
        who: PAs who are paid with a personal health budget
        open_until: 2072-03-31  # <- REF025
    ```

    ```yaml good framework/learning/tube-feeding-training.yaml
    funding:
      - title: A fund for training
        who: PAs who are paid with a personal health budget
        open_until: 2027-03-31
    ```
    """
    for found in days_out_of_reach(facts):
        said = "which is more than 10 years ahead" if found.is_ahead else "which is too long ago for this"
        yield Problem(
            found.document.span(found.route),
            f"`{found.field}` is {found.day}, {said}",
            "compare the year with the source",
        )


def _replacement(record: Record | None) -> str | None:
    """The id of the record that takes the place of another."""
    after = getattr(record, "replaced_by", None)
    return after if isinstance(after, str) else None
