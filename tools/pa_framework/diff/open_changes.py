"""What a change leaves open, in words: each value that no one has proven to be neutral or stricter, and who agrees to it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from msgspec import Struct

from pa_framework.diff.record_changes import RecordChange
from pa_framework.facts.comparison.field_diff import FieldChange
from pa_framework.facts.comparison.field_words import in_words, label
from pa_framework.facts.comparison.loosening import roles_that_agree
from pa_framework.facts.comparison.proof import Judged, Reader, is_closed, names_of, reader_of, readers
from pa_framework.facts.comparison.record_matching import Name, RawRecord
from pa_framework.facts.comparison.snapshot import Snapshot
from pa_framework.facts.comparison.weakened import Weakened
from pa_framework.facts.requirements import competences_of
from pa_framework.records.json_schema import schema
from pa_framework.records.kinds import report_sort_key
from pa_framework.records.yaml_source import leaves
from pa_framework.text.findings import Span

#: At most so many signs of a sentence are shown; of a longer one, what is around the difference.
_MAX_LENGTH = 700


class Agreeing(Struct, frozen=True):
    """Someone whose agreement a change needs: a role or a contact of the base, or a person in words (no id)."""

    kind: str
    id: str
    title: str


class OpenChange(Struct, frozen=True):
    """A change that someone must read. `before` is empty where it is new, `after` where it is gone.

    `field` says what of the record changed. `tasks` are the ids of the tasks that it is about; none for all of them.
    """

    reader: Reader
    record_kind: str
    id: str
    title: str
    field: str
    before: str
    after: str
    span: Span
    in_head: bool
    agreement_of: tuple[Agreeing, ...]
    tasks: tuple[str, ...] = ()


class _Ends(Struct, frozen=True):
    """Both ends of a change, with what was judged already."""

    base: Snapshot
    head: Snapshot
    was: Mapping[Name, RawRecord]
    now: Mapping[Name, RawRecord]
    judged: Judged
    loosened: frozenset[Name]
    judged_whole: frozenset[str]
    unread: frozenset[str]


def open_changes(
    base: Snapshot,
    head: Snapshot,
    records: tuple[Mapping[Name, RawRecord], Mapping[Name, RawRecord]],
    changed: Sequence[RecordChange],
    weakened: Sequence[Weakened],
    stricter: Sequence[Weakened],
) -> tuple[OpenChange, ...]:
    """Every change that no one has judged or proven. `records` are those of base and head, both with ids of the head."""
    ends = _Ends(
        base,
        head,
        *records,
        Judged.of(weakened, stricter),
        frozenset((one.record_kind, one.id) for one in weakened if one.id),
        frozenset(_judged_whole(base, head)),
        frozenset(file.path for side in (base, head) for file in side.unjudged if file.wholly),
    )
    found = [one for record in changed for one in _of_record(ends, record)]
    return tuple(sorted(found, key=lambda one: (report_sort_key(one.record_kind), one.title, one.id)))


def _judged_whole(base: Snapshot, head: Snapshot) -> Iterator[str]:
    """The tasks that are on one side only ones that may be done: what guards them is new, or has lost its meaning."""
    for name, new in head.records.tasks.items():
        old = base.records.tasks.get(name)
        if old is not None and "never" in (old.status, new.status) and old.status != new.status:
            yield name


def _of_record(ends: _Ends, record: RecordChange) -> Iterator[OpenChange]:
    old, new = ends.was.get((record.kind, record.id)), ends.now.get((record.kind, record.id))
    if record.what == "added" and new is not None:
        yield from _added(ends, record, new)
    elif record.what == "removed" and old is not None:
        yield from _removed(ends, record, old)
    elif old is not None and new is not None:
        if ends.unread & {old.document.path, new.document.path}:
            return  # the report says that no one can judge it
        for change in record.changes:
            if _explained_by_status(ends, record, change):
                continue
            for reader in readers(record.kind, change, old, new, ends.judged, ends.head):
                yield _open(ends, record, change, reader, new if change.how != "removed" else old)


def _explained_by_status(ends: _Ends, record: RecordChange, change: FieldChange) -> bool:
    """Whether a field came or went because the task may no longer be done, or may be done now (which is loosened)."""
    whole = record.kind == "task" and record.id in ends.judged_whole
    return whole and (change.how in ("added", "removed") or change.names == ("status",))


def _open(ends: _Ends, record: RecordChange, change: FieldChange, reader: Reader, holder: RawRecord) -> OpenChange:
    names, kind = change.names, record.kind
    if change.how == "moved":
        before, after = (", ".join(str(one) for one in order) for order in (change.before, change.after))
    else:
        before = "" if change.how == "added" else _words(kind, names, change.before, ends.base)
        after = "" if change.how == "removed" else _words(kind, names, change.after, ends.head)
    if before == after:
        before, after = str(change.before), str(change.after)
    tasks = _tasks(ends, record)
    return OpenChange(
        reader,
        kind,
        record.id,
        record.title,
        label(kind, names, ends.head) + (", in another order" if change.how == "moved" else ""),
        *around_difference(before, after),
        holder.document.span(change.route),
        change.how != "removed",
        _agreeing(ends.base, reader, kind, holder.data, tasks),
        tasks,
    )


def _words(kind: str, names: tuple[str, ...], value: Any, snapshot: Snapshot) -> str:
    if isinstance(value, str) and not is_closed(kind, names, snapshot, value):
        return " ".join(value.split())
    return in_words(kind, names, value, snapshot)


def _tasks(ends: _Ends, record: RecordChange) -> tuple[str, ...]:
    if record.kind == "task":
        return (record.id,)
    if record.kind == "competence":
        tasks = ends.head.records.tasks.values()
        return tuple(task.id for task in tasks if record.id in competences_of(task.requires))
    return ()


def _added(ends: _Ends, record: RecordChange, new: RawRecord) -> Iterator[OpenChange]:
    """A new record as a whole. New tasks have a section of their own, and one that is loosened is there."""
    if schema(record.kind).get("x-new-asks-no-one") or (record.kind, record.id) in ends.loosened:
        found: set[Reader] = set()
    else:
        found = set(_readers_within(record.kind, new.data)) - {"oversight"}
    if record.kind == "task":
        found.discard("clinician")
        found.discard("agreement")
    approval = new.data.get("approval")
    if (isinstance(approval, dict) and approval.get("state") == "approved") or record.kind == "waivers":
        found.add("oversight")
    yield from _whole(ends, record, new, found, is_new=True)


def _removed(ends: _Ends, record: RecordChange, old: RawRecord) -> Iterator[OpenChange]:
    if (record.kind, record.id) in ends.loosened or record.kind == "waivers":
        return
    found = set(_readers_within(record.kind, old.data))
    if len(found) > 1:
        found.discard("oversight")  # who owned it says nothing of its own
    yield from _whole(ends, record, old, found, is_new=False)


def _readers_within(kind: str, data: Any) -> Iterator[Reader]:
    for route, _ in leaves(data):
        reader = reader_of(kind, names_of(route))
        if reader is not None:
            yield reader


def _whole(
    ends: _Ends, record: RecordChange, holder: RawRecord, found: Iterable[Reader], *, is_new: bool
) -> Iterator[OpenChange]:
    """One entry for a record as a whole, for the first who must read it."""
    for reader in ("clinician", "agreement", "oversight"):
        if reader in found:
            tasks = (record.id,) if record.kind == "task" else ()
            summary = holder.data.get("summary")
            words = " ".join(summary.split()) if isinstance(summary, str) else record.title
            yield OpenChange(
                reader,
                record.kind,
                record.id,
                record.title,
                "the whole record",
                *around_difference("" if is_new else words, words if is_new else ""),
                holder.document.span(()),
                is_new,
                _agreeing(ends.base, reader, record.kind, holder.data, tasks),
                tasks,
            )
            return


# --- whose agreement


def _agreeing(base: Snapshot, reader: Reader, kind: str, data: Any, tasks: tuple[str, ...]) -> tuple[Agreeing, ...]:
    if reader == "clinician":
        return clinicians(base, tasks)
    if reader == "oversight":
        return guardians(base)
    found = [Agreeing("", "", words) for words in _parties(kind)]
    owner = data.get("owner") if isinstance(data, dict) else None
    owners = [owner] if isinstance(owner, str) else list(base.records.contacts)[:1]
    return (*found, *(Agreeing("contact", one, base.title("contact", one)) for one in owners))


def clinicians(base: Snapshot, tasks: tuple[str, ...]) -> tuple[Agreeing, ...]:
    """The roles one of which agrees to a change of these tasks, or of what all tasks rest on."""
    return tuple(Agreeing("role", role, base.title("role", role)) for role in roles_that_agree(base, tasks))


def _parties(kind: str) -> tuple[str, ...]:
    """Whose money, consent or fairness it is, in words."""
    concerns = set(schema(kind)["x-concerns"])
    if kind == "case-study":
        return ("the person whose story it is",)
    return ("the council", "the NHS") if "money" in concerns else ()


def guardians(base: Snapshot) -> tuple[Agreeing, ...]:
    """The clinical contacts of the base, or all its contacts where it has no clinical one."""
    contacts = base.records.contacts
    names = [name for name, contact in contacts.items() if contact.clinical] or list(contacts)
    return tuple(Agreeing("contact", name, base.title("contact", name)) for name in names)


# --- long sentences


def around_difference(before: str, after: str) -> tuple[str, str]:
    """Two texts, each cut to what is around their difference where it is long, so that the difference is always shown."""
    if max(len(before), len(after)) <= _MAX_LENGTH:
        return before, after
    if not before or not after:
        return _cut(before), _cut(after)
    old, new = before.split(" "), after.split(" ")
    was: list[str] = []
    now: list[str] = []
    for tag, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        is_same = tag == "equal"
        was.append(_piece(old[first:last], is_same=is_same))
        now.append(_piece(new[start:end], is_same=is_same))
    return " ".join(filter(None, was)), " ".join(filter(None, now))


def _cut(text: str) -> str:
    return text if len(text) <= _MAX_LENGTH else f"{text[: _MAX_LENGTH - 1]}…"


def _piece(words: list[str], *, is_same: bool) -> str:
    return " ".join([*words[:7], "…", *words[-7:]] if is_same and len(words) > 16 else words)
