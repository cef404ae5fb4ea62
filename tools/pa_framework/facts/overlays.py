"""What an area makes of the framework that it builds on: what it loosens, and where it says so."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from pa_framework.facts.addresses import edit_url, is_example_address
from pa_framework.facts.comparison.field_diff import field_changes
from pa_framework.facts.comparison.field_words import change_in_words, label
from pa_framework.facts.comparison.loosening import weaker_copies, weaknesses
from pa_framework.facts.comparison.proof import Judged, Leaf, guard_of, left_open, reader_of
from pa_framework.facts.comparison.record_matching import Name, RawRecord, match_copies, raw_records
from pa_framework.facts.comparison.snapshot import Snapshot, Unjudged
from pa_framework.facts.comparison.weakened import Weakened
from pa_framework.facts.facts import Facts
from pa_framework.facts.waivers import split_waived
from pa_framework.records.base import Record
from pa_framework.records.dated_documents import EARLIER, value_at
from pa_framework.records.field_meaning import meaning_at
from pa_framework.records.json_schema import schema
from pa_framework.records.kinds import KIND, entry_kinds, framework_kinds, kinds_with_ids, kinds_with_pages
from pa_framework.records.load import Records, gather
from pa_framework.records.overlays import BECAUSE, OF_THE_FRAMEWORK, Base, Overlaid, Overlay, OverlayFault
from pa_framework.records.references import Reference
from pa_framework.records.usual_lists import BUILT_IN
from pa_framework.records.yaml_source import Document
from pa_framework.text.findings import Finding, Severity, Span
from pa_framework.text.sentences import upper_first

#: Kinds whose changes reach tasks that the area does not change itself.
_REACH_TASKS = ("tier", "role", "trigger", "sign", "phone-line", "condition", "credential", "ground")


def base_records(records: Records, overlay: Overlay) -> Records:
    """The records of the base alone. What the area has inherited as it is, is not read again."""
    inherited = {id(document) for document, _ in records.documents}
    again = gather([pair for pair in overlay.base if id(pair[0]) not in inherited])
    of_base = {id(document) for document, _ in overlay.base}

    def is_inherited(record: Any) -> bool:
        return record.origin.path == BUILT_IN or id(record.origin.document) in of_base

    attributes: dict[str, Any] = {}
    for kind in (kind for kind in framework_kinds() if kind.attribute):
        held, read = getattr(records, kind.attribute), getattr(again, kind.attribute)
        if kind.is_single:
            attributes[kind.attribute] = held if held is not None and is_inherited(held) else read
        elif isinstance(held, Mapping):
            kept = {name: record for name, record in held.items() if is_inherited(record)}
            found = {**kept, **{name: record for name, record in read.items() if record.origin.path != BUILT_IN}}
            attributes[kind.attribute] = MappingProxyType(found or dict(read))
        else:
            attributes[kind.attribute] = (*(record for record in held if is_inherited(record)), *read)
    there = {(kind, name) for kind, of in kinds_with_ids().items() for name in attributes[of.attribute]}
    references = [one for one in records.references if id(one.document) in of_base]
    references += again.references
    return replace(
        again,
        documents=overlay.base,
        unknown_kinds=frozenset(),
        references=tuple(one.among(there) for one in references),
        **attributes,
    )


@lru_cache(maxsize=2)
def base_facts(facts: Facts) -> Facts:
    """What follows from the records of the base alone, on the same day. The records must have one."""
    overlay = facts.records_as_written.overlay
    assert overlay is not None
    pages = tuple(page for page in facts.pages if overlay.is_of_base(Span(page.path)))
    return Facts(base_records(facts.records_as_written, overlay), facts.on, None, pages)


def errors_of_bases(findings: Iterable[Finding], facts: Facts) -> Iterator[Finding]:
    """The errors among findings in bases that no waiver of theirs excuses, where they are: they hold in the area as well."""
    overlay = facts.records_as_written.overlay
    assert overlay is not None
    errors = [one for one in findings if one.severity is Severity.ERROR]
    base: Base | None = Base(overlay.names, overlay.base, under=overlay.under)
    while base is not None and errors:
        within = f"{base.names[0]}/"
        waivers = gather([pair for pair in base.documents if pair[1] == "waivers"]).waivers
        judged = Facts(replace(base_facts(facts).records_as_written, waivers=waivers), facts.on, None, ())
        of_base = [
            replace(one, span=replace(one.span, path=one.span.path.removeprefix(within)))
            for one in errors
            if one.span.path.startswith(within)
        ]
        for one in split_waived(of_base, judged)[0]:
            yield replace(one, span=replace(one.span, path=f"{within}{one.span.path}"))
        base = base.under


class Loosened(Struct, frozen=True):
    """A safety rule that holds less in an area, and the line of the area that does it.

    `under` is the name of the framework whose rule it is, where the base builds on that; empty for a rule of the base.
    """

    weakened: Weakened
    span: Span
    under: str = ""


def loosened(facts: Facts, severities: Mapping[str, Severity]) -> Iterator[Loosened]:
    """Every safety rule that holds less in the area than in its base, found as `diff` finds it.

    A record of the area's own that copies one of the base under its title counts as that record. What holds less than in
    a framework that the base builds on is told too: what was agreed for the base was not agreed here. Waivers of the area
    are left to their own rules. `severities` are those of all rules, by code.
    """
    overlay = facts.records_as_written.overlay
    if overlay is None or not overlay.names:
        return
    compared = _compared(facts, tuple(severities.items()))
    known = [
        Loosened(weakened, place_in_area(weakened.span, overlay, weakened.record_kind, weakened.id))
        for weakened in compared.looser
        if weakened.record_kind != "waiver"
    ]
    yield from known
    yield from _looser_than_below(facts, overlay, compared.head, severities, known)
    copies = match_copies(compared.was, compared.now, {})
    for loosening in weaker_copies(compared.base, compared.head, copies, severities):
        weakened = loosening.weakened
        own = next((new.document for (_, name), new in compared.now.items() if name == weakened.id), None)
        yield Loosened(weakened, weakened.span if weakened.in_head or own is None else own.span(()))


def _looser_than_below(
    facts: Facts, overlay: Overlay, head: Snapshot, severities: Mapping[str, Severity], known: Iterable[Loosened]
) -> Iterator[Loosened]:
    """What holds less than in the frameworks that the base builds on, apart from what is known already."""
    told: set[object] = {*(_what(one.weakened) for one in known), *(one.span for one in known)} - {overlay.span}
    under = overlay.under
    while under is not None:
        base = _as_snapshot("base", Facts(gather(under.documents), facts.on, None, ()))
        for weakened in weaknesses(base, head, severities).weakened:
            place = overlay.span if overlay.is_of_base(weakened.span) else weakened.span
            if weakened.record_kind != "waiver" and told.isdisjoint((_what(weakened), place)):
                yield Loosened(weakened, place, under.names[0])
            told.add(_what(weakened))
        under = under.under


def _what(weakened: Weakened) -> tuple[str, ...]:
    """What is weaker, wherever it is written."""
    return weakened.kind, weakened.record_kind, weakened.id, weakened.field, weakened.before, weakened.after


class Reworded(Struct, frozen=True):
    """Words by which someone is kept safe that differ from those of the base, where no program can say what they come to.

    `field`, `before` and `after` are in words; `after` is empty where the words are gone. `may_be_approved` says whether
    the kind of record can hold an approval.
    """

    title: str
    field: str
    before: str
    after: str
    span: Span
    may_be_approved: bool


def reworded(facts: Facts, severities: Mapping[str, Severity]) -> Iterator[Reworded]:
    """What an area writes in place of words of its base that guard someone, or that a PA reads at the task.

    What is new beside them takes nothing away. A change that a professional of the area has approved is left out: one that
    says so itself. `severities` are those of all rules, by code.
    """
    overlay = facts.records_as_written.overlay
    if overlay is None or not overlay.names:
        return
    compared = _compared(facts, tuple(severities.items()))
    judged = Judged.of(compared.looser, compared.stricter)
    files = {(kind, ""): document.data for document, kind in overlay.own if entry_kinds(kind)}
    changed = {(one.kind, one.id): one.own for one in overlay.overlaid if not (one.route or one.leaves_out)}
    faults: tuple[OverlayFault | Finding, ...] = (*overlay.faults, *facts.records_as_written.findings)
    faulty = {fault.span.path for fault in faults}
    for name, own in (changed | files).items():
        old, new = compared.was.get(name), compared.now.get(name)
        if old is None or new is None or _is_approved(own) or faulty & {file.name for file in new.document.files}:
            continue
        for change in field_changes(old.kind, old.data, new.data):
            if EARLIER in change.names:
                continue
            left = left_open(old.kind, change, old, new, judged, compared.head)
            if any(leaf.before is not None and _keeps_safe(old.kind, leaf) for leaf in left):
                words = change_in_words(old.kind, change, compared.base, compared.head)
                span = (old if change.how == "removed" else new).document.span(change.route)
                title = compared.head.title(*name) if name[1] else upper_first(KIND[old.kind].singular)
                approved = "approval" in schema(old.kind)["properties"]
                yield Reworded(title, *words, place_in_area(span, overlay, *name), approved)


def _keeps_safe(kind: str, leaf: Leaf) -> bool:
    meaning = meaning_at(kind, leaf.names)
    is_read = meaning is not None and meaning.pa_reads
    return reader_of(kind, leaf.names) == "clinician" and (is_read or guard_of(kind, leaf) != "none")


def _is_approved(own: Mapping[str, Any]) -> bool:
    approval = own.get("approval")
    return isinstance(approval, Mapping) and approval.get("state") == "approved"


class _Compared(Struct, frozen=True):
    """An area and its base: every record of each as it is read, and what is looser and stricter in the area."""

    base: Snapshot
    head: Snapshot
    was: Mapping[Name, RawRecord]
    now: Mapping[Name, RawRecord]
    looser: tuple[Weakened, ...]
    stricter: tuple[Weakened, ...]


@lru_cache(maxsize=2)
def _compared(facts: Facts, severities: tuple[tuple[str, Severity], ...]) -> _Compared:
    base, head = _as_snapshot("base", base_facts(facts)), _as_snapshot("head", facts)
    by_code = dict(severities)
    looser, stricter = weaknesses(base, head, by_code).weakened, weaknesses(head, base, by_code).weakened
    return _Compared(
        base, head, raw_records(base.documents), raw_records(head.documents), tuple(looser), tuple(stricter)
    )


def _as_snapshot(name: str, facts: Facts) -> Snapshot:
    records = facts.records_as_written
    documents = {document.path: (document, kind) for document, kind in records.documents}
    places: dict[str, list[Finding]] = {}
    for finding in records.findings:
        places.setdefault(finding.span.path, []).append(finding)
    unjudged = tuple(
        Unjudged(document.path, kind, name, True, tuple(found))
        for document, kind in documents.values()
        if (found := [one for file in document.files for one in places.get(file.name, ())])
    )
    made = Snapshot(name, facts.on, documents, records, unjudged, records.strays)
    vars(made)["facts"] = facts  # they are computed once for the rules and for the comparison
    return made


def place_in_area(
    span: Span, overlay: Overlay, kind: str = "", name: str = "", says: str = "", beside: Iterable[Span] = ()
) -> Span:
    """The line of the area because of which something is so at a place, which may be in the base.

    It is the place itself where the area wrote it; else where the area changes the record (`kind` and `name`, or the one
    in which the place is); else the first of the places `beside` it that the area wrote; else the only record of the area
    that a sentence names (`says`); else, for a task, the only change that reaches many; else the base's name.
    """
    if not overlay.is_of_base(span):
        return span
    of_record = overlay.of_record(kind, name) or _around(span, overlay)
    if of_record is not None:
        return _field_of(span, of_record)
    if own := next((one for one in beside if not overlay.is_of_base(one)), None):
        return own
    named = list(dict.fromkeys(_named(says, overlay))) if says else []
    if len(named) == 1:
        return named[0]
    of_task = kind == "task" if kind else f"/{KIND['task'].folder}/" in f"/{span.path}"
    reaching = [one.span for one in overlay.overlaid if one.kind in _REACH_TASKS] if of_task and not named else []
    return reaching[0] if len(reaching) == 1 else overlay.span


def _named(says: str, overlay: Overlay) -> Iterator[Span]:
    """Where the area has the records that a sentence names by their ids: those that it changes, and its own."""
    words = frozenset(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)*", says))
    yield from (one.span for one in overlay.overlaid if one.id in words)
    for document, kind in overlay.own:
        data = document.data if isinstance(document.data, Mapping) else {}
        if not KIND[kind].file and isinstance(name := data.get("id"), str) and name in words:
            yield document.span(("id",))


def _field_of(span: Span, record: Overlaid) -> Span:
    """Where a changed record says something of the field at a place of the base; else where it names the record."""
    marks = (record.base.values, record.base.keys)
    routes = (route for known in marks for route, mark in known.items() if mark[:2] == (span.line, span.column))
    for route in routes if record.base.name == span.path else ():
        within, own = route[len(record.base_route) :], record.document.values
        for length in range(len(within), 0, -1):
            if (*record.route, *within[:length]) in own:
                return record.document.span((*record.route, *within[:length]))
    return record.span


def _around(span: Span, overlay: Overlay) -> Overlaid | None:
    """The changed record of the base in which a place is."""
    before = [
        (one.base.span(one.base_route).line, one)
        for one in overlay.overlaid
        if one.base.name == span.path and one.base.span(one.base_route).line <= span.line
    ]
    if not before:
        return None
    found = max(before, key=lambda pair: pair[0])[1]
    return found if _is_within(span, found) else None


def _is_within(span: Span, record: Overlaid) -> bool:
    """Whether a place that is not before the beginning of a record of the base is in it."""
    if not record.base_route:
        return True
    following = record.base.values.get((record.base_route[0], int(record.base_route[1]) + 1))
    return following is None or span.line < following.line


def edit_address(facts: Facts, record: str) -> str | None:
    """The address that opens a file of the framework, or of its base, for editing; None where no one can edit it there."""
    framework, overlay = facts.records.framework, facts.records.overlay
    if framework is None:
        return None
    if overlay is None or record not in facts.inherited:
        return None if is_example_address(framework.repository.address) else edit_url(framework, record)
    settings: Mapping[str, Any] = next((document.data for document, kind in overlay.base if kind == "framework"), {})
    repository = settings.get("repository") or {}
    if is_example_address(str(repository.get("address", ""))) or not repository.get("edit"):
        return None
    return f"{repository['edit']}{record}"


def still_needed(facts: Facts) -> Iterator[tuple[Overlaid, tuple[Reference, ...]]]:
    """The records of the base that the area leaves out and that something still names, with what names them."""
    overlay = facts.records_as_written.overlay
    for gone in overlay.left_out if overlay else ():
        found = tuple(
            reference
            for reference in facts.records.references
            if gone.kind in reference.all_kinds and reference.id == gone.id and not reference.is_earlier
        )
        if found and gone.id not in facts.records.of_kind(gone.kind):
            yield gone, found


class DifferentField(Struct, frozen=True):
    """What one field says in the base and here, in words; empty where it says nothing."""

    label: str
    before: str
    after: str


class Difference(Struct, frozen=True):
    """What an area makes of a record of its base. Where it leaves the record out, there are no fields."""

    kind: str
    id: str
    title: str
    because: str
    left_out: bool
    fields: tuple[DifferentField, ...]


@lru_cache(maxsize=2)
def differences(facts: Facts) -> Mapping[tuple[str, str], Difference]:
    """Every record of the base that is different in the area, by kind and id, in the order of the site's kinds.

    A file that is the only one of its kind counts as a record without an id, apart from the records that it lists.
    """
    overlay = facts.records_as_written.overlay
    if overlay is None or not overlay.names:
        return {}
    base, head = _as_snapshot("base", base_facts(facts)), _as_snapshot("head", facts)
    found: dict[tuple[str, str], Difference] = {}
    for one in overlay.overlaid:
        record = head.records.of_kind(one.kind).get(one.id)
        known = record or base.records.of_kind(one.kind).get(one.id)
        title = str(getattr(known, "title", getattr(known, "text", one.id)))
        after = value_at(record.origin.document.data, record.origin.route) if record else {}
        fields = () if one.leaves_out else tuple(_fields(one.kind, one.before, after, base, head))
        if one.leaves_out or fields:  # else it says only what held on earlier days
            found[one.kind, one.id] = Difference(one.kind, one.id, title, one.because, one.leaves_out, fields)
    for kind in ("framework", "delegation"):
        before, after, because = _whole_file(kind, overlay, facts)
        if fields := tuple(_fields(kind, before, after, base, head)):
            found[kind, ""] = Difference(kind, "", upper_first(KIND[kind].singular), because, False, fields)
    order = [kind.id for kind in framework_kinds()]
    return dict(sorted(found.items(), key=lambda item: (order.index(item[0][0]), item[1].title)))


def _whole_file(kind: str, overlay: Overlay, facts: Facts) -> tuple[dict[str, Any], dict[str, Any], str]:
    """What a file says besides the records that it lists, in the base and here, and why it differs.

    A file that cannot be read counts as one that changes nothing.
    """
    left = {*OF_THE_FRAMEWORK, *(name for name, _ in entry_kinds(kind)), "approval"}
    base: dict[str, Any] = next((document.data for document, of_kind in overlay.base if of_kind == kind), {})

    def said_in(documents: Iterable[tuple[Document, str]], otherwise: dict[str, Any]) -> dict[str, Any]:
        return next((one.data for one, of in documents if of == kind and isinstance(one.data, dict)), otherwise)

    here = said_in(facts.records_as_written.documents, base)
    before, after = ({name: value for name, value in data.items() if name not in left} for data in (base, here))
    return before, after, str(said_in(overlay.own, {}).get(BECAUSE, ""))


def _fields(kind: str, before: Any, after: Any, base: Snapshot, head: Snapshot) -> Iterator[DifferentField]:
    """The fields of a record of a kind that differ. A record that a file lists is compared as the only one of its list."""
    within: tuple[str, ...] = ()
    if listed_in := KIND[kind].listed_in:
        kind, name = listed_in
        within = (name, str(after.get("id")))
        before, after = {name: [before]}, {name: [after]}
    around = f"{label(kind, within, head)}, " if within else ""
    for change in field_changes(kind, before, after):
        if EARLIER not in change.names:
            words, was, now = change_in_words(kind, change, base, head)
            yield DifferentField(words.removeprefix(around), was, now)


def own_records(facts: Facts) -> Mapping[str, tuple[Record, ...]]:
    """The records that only the area has, by the id of their kind: kinds with a page of their own."""
    overlay = facts.records_as_written.overlay
    if overlay is None:
        return {}
    base = {(kind, PurePosixPath(document.path).stem) for document, kind in overlay.base}
    found = {
        kind.id: tuple(record for name, record in facts.records.of_kind(kind.id).items() if (kind.id, name) not in base)
        for kind in kinds_with_pages()
    }
    return {kind: records for kind, records in found.items() if records}
