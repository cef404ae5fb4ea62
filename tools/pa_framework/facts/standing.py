"""What a record is that everything which points to it must respect: never delegated, lay, or made up.

A task that is never delegated, a role of someone who is no professional, and a record that is only an example keep that
property wherever another record names them. So references are judged by what they point to, in every field of every
kind; only the fields listed here may name such a record.
"""

from collections.abc import Iterable, Iterator

from pa_framework.facts.facts import Facts
from pa_framework.records.base import Record
from pa_framework.records.kinds import KIND
from pa_framework.records.model import Role, Task
from pa_framework.records.references import Reference
from pa_framework.text.word_forms import same_words, stems_of

#: The role of the PA.
PERSONAL_ASSISTANT = "personal-assistant"
#: The role of the person whom PAs support.
THE_PERSON = "person"
#: The category of what only a registered professional does.
CLINICAL_JUDGEMENT = "clinical-judgement"
#: Fields that name a task and do not say that a PA does it: what took the place of a retired one, what a change is about,
#: and where the search leads.
_NAMES_ONLY = frozenset({"replaced_by", "about", "leads_to"})
#: Fields of a register that say what happened, or what is done on a ward. Other rules say what a sign-off is worth.
_WHAT_HAPPENED = frozenset({"sign_offs", "one_offs", "events", "pas"})
#: Fields that name the role on whose authority something is done, in roles and in approvals.
_AUTHORITY = (("authorised_by",), ("approval", "by_role"))
#: Kinds of record on which readers act: they ring a contact, and expect a rate.
_ACTED_ON = ("support", "pay-band")

#: Kinds of record with titles that others gave, or that repeat as what they tell of does.
_TITLES_OF_OTHERS = frozenset({"source", "change", "trace-row"})


def references_to_never(facts: Facts) -> Iterator[tuple[Reference, Task]]:
    """References that speak of a task as one that a PA may do, to a task that is never delegated."""
    for reference in facts.records.references:
        if reference.kind != "task" or reference.is_earlier or _NAMES_ONLY.intersection(reference.route):
            continue
        task = facts.records.tasks.get(reference.id)
        if task is not None and task.status == "never" and not reference.document.data.get("replaced_by"):
            yield reference, task
    never = {task.id: task for task in facts.records.tasks.values() if task.status == "never"}
    if facts.register is not None and never:
        for reference in facts.register.references_to(lambda kind, name: kind == "task" and name in never):
            if reference.route[0] not in _WHAT_HAPPENED:
                yield reference, never[reference.id]


def roles_with_a_slip(facts: Facts) -> dict[str, str]:
    """Roles (ids) on a professional register that are not said to be registered, or not to be accountable: DEL096.

    The value is the field with the slip: `kind` where the role is accountable, and `accountable` where it may delegate.
    """
    found = {}
    for role in facts.records.roles.values():
        if role.register is not None and not role.replaced_by and role.accountable != (role.kind == "registered"):
            if role.accountable:
                found[role.id] = "kind"
            elif role.may_delegate:
                found[role.id] = "accountable"
    return found


def lay_authorities(facts: Facts) -> Iterator[tuple[Reference, Role]]:
    """References to a lay role as one that authorises or approves."""
    with_a_slip = roles_with_a_slip(facts)
    for reference in facts.records.references:
        names = tuple(name for name in reference.route if isinstance(name, str))
        if reference.kind != "role" or reference.is_earlier or names not in _AUTHORITY:
            continue
        role = facts.records.roles.get(reference.id)
        if role is not None and role.kind == "lay" and role.id not in with_a_slip:
            yield reference, role


def examples(facts: Facts) -> tuple[Record, ...]:
    """Records on which readers act, and that are only an example."""
    return tuple(
        record
        for kind in _ACTED_ON
        for record in facts.records.of_kind(kind).values()
        if getattr(record, "illustrative", False) and not getattr(record, "replaced_by", None)
    )


def records_with_one_title(facts: Facts, kinds: Iterable[str] = KIND) -> Iterator[tuple[Record, Record]]:
    """Pairs of current records of one of the kinds whose titles differ in no word.

    The first of a pair is the one whose title has less to do with its id, so most likely the one with a wrong title.
    """
    for kind in kinds:
        if kind in _TITLES_OF_OTHERS:
            continue
        first: dict[str, Record] = {}
        for record in facts.records.of_kind(kind).values():
            title = getattr(record, "term", None) or getattr(record, "title", None)
            if not isinstance(title, str) or getattr(record, "replaced_by", None):
                continue
            words = same_words(title)
            if words in first:
                other = first[words]
                in_title = stems_of(words)
                own, theirs = (len(in_title & stems_of(each.id.replace("-", " "))) for each in (record, other))
                yield (record, other) if own <= theirs else (other, record)
            first.setdefault(words, record)
