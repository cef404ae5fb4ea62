"""Changes of a base beneath what an area says itself: what is effective stays the same, and the area may want to know.

A report that compares what is effective cannot show these. An area that wrote nine months where the base asked for twelve
should hear that the base now asks for six.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from pa_framework.facts.comparison.field_diff import FieldChange, field_changes
from pa_framework.facts.comparison.field_words import change_in_words, label
from pa_framework.facts.comparison.record_matching import raw_records
from pa_framework.facts.comparison.snapshot import Snapshot
from pa_framework.records.dated_documents import EARLIER, value_at
from pa_framework.records.kinds import KIND, entry_kinds
from pa_framework.records.overlays import CHANGES, OF_THE_FRAMEWORK, Overlay
from pa_framework.records.yaml_source import Document, Route
from pa_framework.text.findings import Span
from pa_framework.text.sentences import join_words, upper_first


class ChangedBeneath(Struct, frozen=True):
    """A value that the base changed and that the area says itself.

    Attributes:
        before: What the base said, in words; empty where it said nothing.
        after: What it says now.
        ours: What the area makes of it; empty where that is what the base says now.
        span: The line of the area.
    """

    kind: str
    id: str
    title: str
    field: str
    before: str
    after: str
    ours: str
    span: Span


class _Record(Struct, frozen=True):
    """A record that the area changes: in either base, what comes of it, and where the area writes it."""

    kind: str
    id: str
    bases: tuple[Mapping[str, Any], Mapping[str, Any]]
    effective: tuple[Mapping[str, Any], Mapping[str, Any]]
    document: Document
    route: Route

    def span(self, names: tuple[str, ...]) -> Span:
        """The line of the area that says something of a field; else where it names the record."""
        own, route = value_at(self.document.data, self.route), self.route
        for name in names:
            if not isinstance(own, dict) or name not in own:
                break
            own, route = own[name], (*route, name)
        names_it = (*self.route, CHANGES)
        return self.document.span(route, key=True) if route != self.route else self.document.span(names_it)


def changed_beneath(before: Overlay, after: Overlay, base: Snapshot, head: Snapshot) -> Iterator[ChangedBeneath]:
    """Every value that the newer base changes and that stays as the area says it.

    `before` and `after` are the area on either base, `base` and `head` what is effective.
    """
    for record in (*_changed_records(before, after, base, head), *_whole_files(before, after, base, head)):
        kind: str = record.kind
        within: tuple[str, ...] = ()
        if listed_in := KIND[kind].listed_in:
            kind, within = listed_in[0], (listed_in[1], record.id)
        effective = {_key(change) for change in _changes(kind, within, *record.effective)}
        ours = tuple(_changes(kind, within, record.bases[1], record.effective[1]))
        for change in _changes(kind, within, *record.bases):
            if _key(change) in effective or EARLIER in change.names:
                continue
            words, was, now = change_in_words(kind, change, base, head)
            words = words.removeprefix(f"{label(kind, within, head)}, " if within else "")
            title = head.title(record.kind, record.id) if record.id else upper_first(KIND[record.kind].singular)
            said = join_words(_ours(kind, one, change, base, head) for one in ours if _is_about(one, change))
            span = record.span(change.names[len(within) :])
            yield ChangedBeneath(record.kind, record.id, title, words, was, now, said, span)


def _changed_records(before: Overlay, after: Overlay, base: Snapshot, head: Snapshot) -> Iterator[_Record]:
    effective = raw_records(base.documents), raw_records(head.documents)
    for one in before.overlaid:
        new, name = after.of_record(one.kind, one.id), (one.kind, one.id)
        if new is None or one.leaves_out or any(name not in records for records in effective):
            continue
        was, now = (records[name].data for records in effective)
        yield _Record(one.kind, one.id, (one.before, new.before), (was, now), new.document, new.route)


def _whole_files(before: Overlay, after: Overlay, base: Snapshot, head: Snapshot) -> Iterator[_Record]:
    """The files that an area changes without naming a record, apart from the records that they list."""
    for document, kind in after.own:
        if kind not in ("framework", "delegation") or not isinstance(document.data, dict):
            continue
        left = {*OF_THE_FRAMEWORK, *(name for name, _ in entry_kinds(kind))}
        bases, effective = (
            tuple(_data(documents, kind, left) for documents in pair)
            for pair in ((before.base, after.base), (base.documents.values(), head.documents.values()))
        )
        yield _Record(kind, "", (bases[0], bases[1]), (effective[0], effective[1]), document, ())


def _data(documents: Any, kind: str, left: set[str]) -> dict[str, Any]:
    data = next((document.data for document, of_kind in documents if of_kind == kind), None)
    return {name: value for name, value in data.items() if name not in left} if isinstance(data, dict) else {}


def _changes(kind: str, within: tuple[str, ...], before: Any, after: Any) -> tuple[FieldChange, ...]:
    """The fields that differ. A record that a file lists is compared as the only one of its list."""
    if within:
        before, after = {within[0]: [before]}, {within[0]: [after]}
    return field_changes(kind, before, after)


def _key(change: FieldChange) -> tuple[tuple[str, ...], str, str]:
    return change.names, repr(change.before), repr(change.after)


def _is_about(ours: FieldChange, change: FieldChange) -> bool:
    shorter = min(len(ours.names), len(change.names))
    return ours.names[:shorter] == change.names[:shorter]


def _ours(kind: str, ours: FieldChange, change: FieldChange, base: Snapshot, head: Snapshot) -> str:
    """What the area makes of a value, in words; of an entry of the list in which the base changed one, with or without it."""
    _, was, now = change_in_words(kind, ours, base, head)
    if ours.names == change.names and ours.how in ("added", "removed") and isinstance(ours.route[-1], int):
        return f"with “{now}”" if now else f"without “{was}”"
    return now or "nothing"
