"""What is named at a place of an open file: a record by its id, or a value by a reference in a text."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from pa_framework.check.run import Report
from pa_framework.facts.text_references import Resolved, resolve
from pa_framework.lsp.cursor import Spot
from pa_framework.lsp.fields import kind_of_record, kinds_at
from pa_framework.records.kinds import KIND
from pa_framework.records.text_references import MARK, TextReference, find_references
from pa_framework.records.unreadable import UnreadableField
from pa_framework.records.usual_lists import BUILT_IN
from pa_framework.text.findings import Span


class Named(Struct, frozen=True):
    """A record that is named at a place: its kind and id, and the offsets of the id."""

    kind: str
    id: str
    start: int
    end: int


def record_named(report: Report, kind: str, text: str, spot: Spot) -> Named | None:
    """The record that a name or value of a file of a kind names: by its own id, or by a reference to it."""
    if not isinstance(spot.text, str) or not spot.text:
        return None
    start = text.find(spot.text, spot.start, spot.end)
    if start < 0:
        return None
    own_kind, own_route = kind_of_record(kind, spot.route)
    if not spot.is_key and KIND[own_kind].id_field and spot.route == (*own_route, KIND[own_kind].id_field):
        return Named(own_kind, spot.text, start, start + len(spot.text))
    kinds = kinds_at(kind, spot.route, spot.text, is_key=spot.is_key)
    found = next((one for one in kinds if spot.text in records_of_kind(report, one)), kinds[0] if kinds else None)
    return Named(found, spot.text, start, start + len(spot.text)) if found else None


def reference_at(text: str, offset: int) -> TextReference | None:
    """The reference in a text, such as `((law.minimum-wage.adult))`, around an offset."""
    if MARK not in text:
        return None
    return next((one for one in find_references(text) if one.start <= offset <= one.end), None)


def record_of_reference(text: str, reference: TextReference) -> Named | None:
    """The record that a reference in a text names; None where it names a setting, or has a wrong form."""
    if reference.namespace not in KIND or not reference.names:
        return None
    name = reference.names[0]
    start = text.find(name, text.index(reference.namespace, reference.start) + len(reference.namespace), reference.end)
    return Named(reference.namespace, name, start, start + len(name)) if start >= 0 else None


def resolved(report: Report, reference: TextReference) -> Resolved | None:
    """What a reference becomes on the day of the report; None where it cannot be resolved."""
    found = resolve(reference, report.facts.records_as_written, report.checked_on)
    return found if isinstance(found, Resolved) else None


def records_of_kind(report: Report, kind: str) -> Mapping[str, Any]:
    """The records of a kind, in the framework or in its register, by id."""
    found: Mapping[str, Any] = report.records.of_kind(kind)
    return found or (report.facts.register.of_kind(kind) if report.facts.register else {})


def place_of(report: Report, named: Named) -> Span | None:
    """Where a record is: its id in its file. None where there is none, or it is part of the program."""
    record = records_of_kind(report, named.kind).get(named.id)
    if record is None or record.origin.path == BUILT_IN:
        return None
    return record.origin.at(KIND[named.kind].id_field)  # type: ignore[no-any-return]


def record_words(report: Report, named: Named) -> str | None:
    """A record in a few lines of Markdown: title, kind, summary, and how things are with it."""
    record = records_of_kind(report, named.kind).get(named.id)
    if record is None:
        return None
    title = said(record, "title") or said(record, "term") or said(record, "text") or named.id
    lines = [f"**{title}** ({KIND[named.kind].singular} `{named.id}`)"]
    lines += [text for name in ("summary", "meaning", "does") if (text := said(record, name))][:1]
    states = [said(record, "status")]
    approval = _value(record, "approval")
    if approval is not None and (state := said(approval, "state")):
        states.append(f"approval: {state}")
    if replaced := said(record, "replaced_by"):
        states.append(f"retired; `{replaced}` took its place")
    if any(states):
        lines.append("Status: " + ", ".join(state for state in states if state))
    return "\n\n".join(lines)


def said(record: Any, name: str) -> str:
    """The text of a field of a record; empty where there is none, or it cannot be read."""
    value = _value(record, name)
    return value if isinstance(value, str) else ""


def _value(record: Any, name: str) -> Any:
    try:
        return getattr(record, name, None)
    except UnreadableField:
        return None
