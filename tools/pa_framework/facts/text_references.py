"""References in text: what each becomes on a day, records with their references resolved, and every place that has one.

A reference is resolved once: words that take its place are never searched for references again. What cannot be resolved
stays as it is written, and a rule of the family REF reports it.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from pa_framework.facts.figures import figure_number, figure_value
from pa_framework.facts.law import first_day_words, format_law, format_law_number, row_on, rows
from pa_framework.records.field_meaning import field_meanings
from pa_framework.records.json_schema import fields_of, is_iso_date, schema
from pa_framework.records.load import Records
from pa_framework.records.model import LawValue
from pa_framework.records.text_references import (
    HOURS,
    MARK,
    NAMESPACES,
    TextReference,
    find_references,
    replace_references,
    write_reference,
)
from pa_framework.records.unreadable import UnreadableField
from pa_framework.records.yaml_source import Document, MarkElsewhere, Route
from pa_framework.text.dates import format_date
from pa_framework.text.findings import Span
from pa_framework.text.plain_errors import explain_bad_date
from pa_framework.text.sentences import count, join_words, quote_ids
from pa_framework.text.suggestions import closest_match


class Resolved(Struct, frozen=True):
    """What a reference becomes.

    Attributes:
        words: The text that takes its place.
        unit: The unit of the value: of law (`pound-per-hour`), of a figure (`per-cent`) or of a setting (`week`).
        shows_unit: Whether the words include the unit.
        place: Where the value is written.
    """

    words: str
    unit: str
    shows_unit: bool
    place: Span


class Unresolved(Struct, frozen=True):
    """Why a reference cannot be resolved: what is the case, and what to do.

    `unknown`: there is no such value. `other-day`: the value has not begun, or has ended. `unreadable`: it may be in a
    record that cannot be read, which has findings of its own.
    """

    why: Literal["unknown", "other-day", "unreadable"]
    message: str
    fix: str


class TextUse(Struct, frozen=True, eq=False):
    """A reference in a text of a record or of a hand-written page.

    Attributes:
        path: The file, relative to the root.
        kind: The kind of the file; empty for a page.
        route: The route of the text in the file; empty for a page.
        field: The innermost field that holds the text, or the entry of the front matter; empty in the body of a page.
        text: The whole text, as it is written.
        reference: The reference in it.
        span: Its place.
        allowed: Whether it is resolved there; if not, `not_in` says what it is in, such as `a title`.
        not_in: What a reference may not be in.
    """

    path: str
    kind: str
    route: Route
    field: str
    text: str
    reference: TextReference
    span: Span
    not_in: str = ""

    @property
    def allowed(self) -> bool:
        """Whether the reference is resolved at this place."""
        return not self.not_in


def resolve(reference: TextReference, records: Records, on: date) -> Resolved | Unresolved:
    """The words for a reference on a day. Never raises; where a record cannot be read, the reference is unresolved."""
    if reference.fault:
        example = NAMESPACES[reference.namespace].example if reference.namespace in NAMESPACES else ""
        return Unresolved(
            "unknown",
            f"`(({reference.written}))` {reference.fault}",
            _suggestion(reference, records) or f"write it as in `{example or NAMESPACES['law'].example}`",
        )
    namespace = NAMESPACES[reference.namespace]
    if reference.form and not namespace.knows(reference.form):
        forms = (*namespace.forms, *(["for-16-hours"] if namespace.has_sums else []))
        near = closest_match(reference.form, forms)
        return Unresolved(
            "unknown",
            f"{_NAMES[reference.namespace]} has no form `{reference.form}`"
            + (f"; did you mean `{near}`?" if near else ""),
            f"write {quote_ids(forms)} after the name and a dot, or only the name",
        )
    try:
        return _RESOLVERS[reference.namespace](reference, records, on)
    except UnreadableField:
        return Unresolved("unreadable", "", "")


def words_for(reference: TextReference, records: Records, on: date) -> str | None:
    """The words for a reference on a day; None where it cannot be resolved."""
    found = resolve(reference, records, on)
    return found.words if isinstance(found, Resolved) else None


def _evidence(reference: TextReference, records: Records, on: date) -> Resolved | Unresolved:
    record_id, figure_id = reference.names
    record = records.evidence.get(record_id)
    if record is None or record.replaced_by:
        return _unknown_record(reference, records, "evidence", record_id, record.replaced_by if record else None)
    index, figure = next(((at, one) for at, one in enumerate(record.figures) if one.id == figure_id), (0, None))
    if figure is None:
        return _unknown(reference, records, f"`{record_id}` has no figure `{figure_id}`", record_id)
    place = record.origin.at("figures", index, "value")
    if reference.form == "year":
        return Resolved(str(figure.year), "", False, record.origin.at("figures", index, "year"))
    if reference.form == "number":
        return Resolved(figure_number(figure), figure.unit, False, place)
    return Resolved(figure_value(figure), figure.unit, True, place)


def _setting(reference: TextReference, records: Records, on: date) -> Resolved | Unresolved:
    name, framework = reference.names[0], records.framework
    if framework is None:
        return Unresolved("unreadable", "", "")
    meaning = field_meanings("framework").get(("settings", name))
    if meaning is None:
        return _unknown(reference, records, f"there is no setting `{name}`")
    value, place = getattr(framework.settings, name), framework.origin.at("settings", name)
    if isinstance(value, tuple):
        return Resolved(join_words(value, "or"), "", False, place)
    if reference.form == "number" or not meaning.unit:
        return Resolved(f"{value:,}", meaning.unit, False, place)
    return Resolved(count(value, meaning.unit), meaning.unit, True, place)


def _law(reference: TextReference, records: Records, on: date) -> Resolved | Unresolved:
    subject, name = reference.names
    law = records.law.get(subject)
    if law is None:
        return _unknown_record(reference, records, "law", subject)
    index, value = next(((at, one) for at, one in enumerate(law.values) if one.id == name), (0, None))
    if value is None:
        return _unknown(reference, records, f"`{subject}` has no value `{name}`", subject)
    if reference.day and not is_iso_date(reference.day):
        message, fix = explain_bad_date(reference.day)
        return Unresolved("unknown", f"`(({reference.written}))` names no day: {message}", fix)
    day = date.fromisoformat(reference.day) if reference.day else on
    row = row_on(value, day)
    if row is None:
        return _other_day(reference, value, day)
    place = law.origin.at("values", index, "history", row.index, "value")
    if hours := HOURS.fullmatch(reference.form):
        if value.unit != "pound-per-hour" or isinstance(row.amount, str):
            return Unresolved(
                "unknown",
                f"`{reference.target}` is no amount for each hour, so it has no form `{reference.form}`",
                "take the form away, or name an amount for each hour, such as `law.minimum-wage.adult`",
            )
        return Resolved(f"£{row.amount * int(hours[1]):,.2f}", "pound", True, place)
    if reference.form == "since":
        return Resolved(first_day_words(row.entry), "", False, place)
    if reference.form == "number":
        return Resolved(format_law_number(value, row.amount), value.unit, False, place)
    words = format_law(value, row.amount)
    if not reference.form and not reference.day and row.entry.from_is != "or-earlier":
        words = f"{words} since {first_day_words(row.entry)}"
    return Resolved(words, value.unit, True, place)


def _other_day(reference: TextReference, value: LawValue, day: date) -> Unresolved:
    """For a value that is not law on a day: it has ended, has not begun, or is only expected."""
    listed = [row for row in rows(value) if row.counts]
    later = min((row.first for row in listed if row.first > day), default=None)
    ended = max((row.last for row in listed if row.last is not None and row.last < day), default=None)
    written, shown = f"`{reference.target}`", format_date(day)
    if ended is None and later is None:
        return Unresolved(
            "other-day",
            f"{written} is only expected, so it is not law on {shown}",
            "take the reference out; say in words what is expected and who expects it",
        )
    name, other = reference.names, later if ended is None else ended
    asked = write_reference(reference.namespace, *name, form=reference.form, day=str(other))
    return Unresolved(
        "other-day",
        f"{written} has no value on {shown}: it "
        + (f"ended on {format_date(ended)}" if ended else f"begins on {format_date(other or day)}"),
        f"write `{asked}` for the value of that day, or take the reference out",
    )


_RESOLVERS = {"law": _law, "evidence": _evidence, "settings": _setting}
#: What the values of a namespace are called.
_NAMES = {"law": "a value of law", "evidence": "a figure", "settings": "a setting"}


def _unknown_record(
    reference: TextReference, records: Records, kind: str, name: str, instead: str | None = None
) -> Unresolved:
    """For a reference to a record that is not there, is retired, or may be one that cannot be read."""
    if instead:
        written = write_reference(reference.namespace, instead, *reference.names[1:], form=reference.form)
        return Unresolved("unknown", f"`{name}` is retired; `{instead}` took its place", f"write `{written}`")
    if (kind, name) in records.left_out or kind in records.unknown_kinds:
        return Unresolved("unreadable", "", "")
    return _unknown(reference, records, f"there is no {kind} record `{name}`")


def _unknown(reference: TextReference, records: Records, message: str, record: str = "") -> Unresolved:
    """For a name that nothing has. `record` is the record that the reference names, where only its value is unknown."""
    targets = sorted(_targets(records, reference.namespace))
    suggestion = _suggestion(reference, records)
    if record:
        targets = [target for target in targets if target.split(".")[1] == record] or targets
        own = closest_match(reference.names[-1], [target.split(".")[-1] for target in targets])
        # A long name of the record makes every value of it look similar, so the last name decides.
        suggestion = suggestion if own and f".{own}))" in suggestion else ""
    one_of = quote_ids(f"(({target}))" for target in targets)
    return Unresolved(
        "unknown", message, suggestion or (f"write one of {one_of}" if one_of else "take the reference out")
    )


def _suggestion(reference: TextReference, records: Records) -> str:
    """What to write instead, where a value has a similar name."""
    near = closest_match(reference.written.partition("@")[0], known_targets(records))
    return f"write `(({near}))`, if you mean that" if near else ""


def known_targets(records: Records) -> tuple[str, ...]:
    """Every value that a text may refer to, as it is written between the brackets, in order.

    Values of records with a field that cannot be read are left out.
    """
    return tuple(target for namespace in NAMESPACES for target in _targets(records, namespace))


def _targets(records: Records, namespace: str) -> Iterator[str]:
    found: list[str] = []
    if namespace == "settings":
        found = [names[1] for names in field_meanings("framework") if names[:1] == ("settings",) and len(names) == 2]
    elif namespace == "evidence":
        found = [f"{record.id}.{name}" for record in records.evidence.values() for name in _ids(record, "figures")]
    elif namespace == "law":
        found = [f"{law.id}.{name}" for law in records.law.values() for name in _ids(law, "values")]
    return (f"{namespace}.{name}" for name in found)


def _ids(record: Any, field: str) -> list[str]:
    """The ids of the entries of a field, as far as they can be read; none where the record is retired."""
    if getattr(record, "replaced_by", None):
        return []
    try:
        return [entry.id for entry in getattr(record, field) if entry.id]
    except UnreadableField:
        return []


# --- records with their references resolved


def resolved_records(records: Records, on: date) -> Records:
    """The same records with every reference in their texts resolved for a day.

    Documents without a reference, and the records in them, are the same objects as before.
    """

    def replacement(reference: TextReference) -> str | None:
        return words_for(reference, records, on)

    changed = {}
    for document, kind in records.documents:
        if MARK in document.text:
            data = _with_texts(document.data, schema(kind), partial(replace_references, replacement=replacement))
            if data is not document.data:
                changed[id(document)] = replace(document, data=data)
    return records.with_documents(changed) if changed else records


def _with_texts(data: Any, part: Mapping[str, Any] | None, resolved: Callable[[str], str]) -> Any:
    """Data in which each text that may hold references is replaced by what `resolved` makes of it.

    Where nothing changes, it is the same object.
    """
    if part is None:
        return data
    if isinstance(data, str):
        return resolved(data) if MARK in data and _not_in(part, "", data) == "" else data
    if isinstance(data, dict):
        made = {key: _with_texts(value, _within(part, key), resolved) for key, value in data.items()}
        return made if any(made[key] is not data[key] for key in data) else data
    if isinstance(data, list):
        entries = [_with_texts(value, part.get("items"), resolved) for value in data]
        return entries if any(new is not old for new, old in zip(entries, data, strict=True)) else data
    return data


def _within(part: Mapping[str, Any], key: str) -> Mapping[str, Any] | None:
    """The schema of a field of a group."""
    inner = fields_of(part).get(key) or part.get("additionalProperties")
    return inner if isinstance(inner, dict) else None


def _not_in(part: Mapping[str, Any], field: str, text: str) -> str | None:
    """What keeps references out of a text with this schema, such as `a title`; empty where they are allowed.

    None where the schema itself refuses the text.
    """
    if part.get("x-takes-references"):
        return ""
    if "enum" in part or "format" in part or "string" not in part.get("type", ()):
        return None
    if not re.search(part.get("pattern", ""), text):
        return None
    if "number" in part["type"]:
        return "a value that other texts refer to"
    return "a title" if field in ("title", "term") else f"`{field}`"


# --- where they are


def uses_in_records(records: Records) -> Iterator[TextUse]:
    """Every reference in the texts of records as they are written, in the order of the files."""
    for document, kind in records.documents:
        if MARK in document.text:
            yield from _uses(document, kind, document.data, schema(kind), (), "")


def _uses(
    document: Document, kind: str, data: Any, part: Mapping[str, Any] | None, route: Route, field: str
) -> Iterator[TextUse]:
    if part is None:
        return
    if isinstance(data, str):
        not_in = _not_in(part, field, data) if MARK in data else None
        if not_in is not None:
            for reference in find_references(data):
                span = text_span(document, route, data, reference.start, reference.end)
                yield TextUse(document.path, kind, route, field, data, reference, span, not_in)
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _uses(document, kind, value, _within(part, key), (*route, key), key)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _uses(document, kind, value, part.get("items"), (*route, index), field)


def text_span(document: Document, route: Route, text: str, start: int, end: int) -> Span:
    """The place of a part of a text in its file, or of the whole text where the file writes it in another way.

    `text` is the value at `route`, `start` and `end` are the part in it.
    """
    whole = document.span(route)
    mark = document.values.get(route)
    if mark is None:
        return whole
    if isinstance(mark, MarkElsewhere):
        document = next((file for file in document.files if file.name == mark.path), document)
    lines = document.text.split("\n")
    first = sum(len(line) + 1 for line in lines[: mark.line - 1]) + mark.column - 1
    part, before = text[start:end], text.count(text[start:end], 0, start)
    position = first - 1
    for _ in range(before + 1):
        position = document.text.find(part, position + 1)
        if position < 0:
            return whole
    line = document.text.count("\n", 0, position)
    column = position - (document.text.rfind("\n", 0, position) + 1) + 1
    if "\n" in part or (
        (following := _next_line(document, mark.line)) is not None and line + 1 >= following > mark.line
    ):
        return whole
    return Span(document.name, line + 1, column, column + len(part))


def _next_line(document: Document, line: int) -> int | None:
    """The first line after `line` on which a key or a value begins."""
    later = (mark.line for marks in (document.keys, document.values) for mark in marks.values() if mark.line > line)
    return min(later, default=None)
