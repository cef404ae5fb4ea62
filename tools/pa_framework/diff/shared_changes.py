"""What changed in records that the pages of many tasks show: signs, triggers, phone lines, roles that are rung, numbers."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pa_framework.diff.record_changes import RecordChange
from pa_framework.facts.comparison.snapshot import Snapshot
from pa_framework.facts.delegation_chain import is_delegated
from pa_framework.facts.triggers import triggers_of
from pa_framework.facts.urgency import urgency_of
from pa_framework.records.field_meaning import FieldMeaning, meaning_at


class _Shown(NamedTuple):
    """Something that the page of a task shows: the list of the file that holds it and its id, or a role and its id."""

    where: str
    id: str


_NUMBERS = _Shown("settings", "emergency_numbers")


def shared_changes(
    base: Snapshot, head: Snapshot, records: Sequence[RecordChange]
) -> Mapping[str, tuple[FieldMeaning, ...]]:
    """The meanings of the shared fields that changed, by the id of each task whose page shows them."""
    changed = [(shown, meaning) for change in records for shown, meaning in _changed(change)]
    found: dict[str, tuple[FieldMeaning, ...]] = {}
    for name in head.records.tasks if changed else ():
        shown = {*_shown(base, name), *_shown(head, name)}
        meanings = tuple(meaning for what, meaning in changed if what in shown)
        if meanings:
            found[name] = meanings
    return found


def _changed(change: RecordChange) -> Iterator[tuple[_Shown, FieldMeaning]]:
    for field in change.changes:
        meaning = meaning_at(change.kind, field.names)
        if meaning is None:
            continue
        if change.kind == "role":
            yield _Shown("role", change.id), meaning
        elif len(field.names) > 1 and change.kind in ("delegation", "framework"):
            yield _Shown(field.names[0], field.names[1]), meaning


def _shown(snapshot: Snapshot, name: str) -> Iterator[_Shown]:
    task = snapshot.records.tasks.get(name)
    if task is None:
        return
    urgency = urgency_of(snapshot.records, task)
    yield from (_Shown("signs", sign.id) for _, sign in urgency.signs if sign.id is not None)
    for contact in urgency.contacts:
        yield _NUMBERS if contact.kind == "number" else _Shown(_CONTACTS[contact.kind], contact.id)
    if is_delegated(task):
        yield from (_Shown("triggers", trigger.id) for trigger in triggers_of(snapshot.records, task))


_CONTACTS = {"phone-line": "phone_lines", "role": "role"}
