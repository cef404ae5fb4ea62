"""Offers what can come next: names of fields, closed values, ids with titles, and references in texts."""

import re
from collections.abc import Iterator

from lsprotocol import types

from pa_framework.check.run import Report
from pa_framework.facts.text_references import known_targets
from pa_framework.lsp.cursor import Cursor, cursor_at, spots
from pa_framework.lsp.fields import (
    Part,
    closed_values,
    field_words,
    named_kinds,
    named_kinds_of_keys,
    part_at,
    types_of,
)
from pa_framework.lsp.named import Named, record_words, records_of_kind, resolved, said
from pa_framework.lsp.texts import Places
from pa_framework.records.editor_schemas import ids_with_titles
from pa_framework.records.json_schema import definition, fields_of
from pa_framework.records.kinds import KIND
from pa_framework.records.text_references import find_references

#: Characters after which an editor asks again.
TRIGGERS = (" ", ":", "[", "{", ",", "-", "(", ".")
#: A reference that is being typed.
_REFERENCE = re.compile(r"\(\(\s*(?P<written>[\w.@-]*)\Z")


def completions(report: Report | None, kind: str | None, places: Places, offset: int) -> list[types.CompletionItem]:
    """What can come at an offset of a file of a kind; None is a hand-written page."""
    if report is not None and (found := _REFERENCE.search(places.text, max(0, offset - 200), offset)):
        return list(_references(report, places, offset, found.start("written")))
    cursor = cursor_at(places.text, offset) if kind is not None else None
    if kind is None or cursor is None or cursor.in_text or "\n" in places.text[cursor.start : offset]:
        return []
    part = part_at(kind, cursor.route)
    if part is None:
        return []
    at = places.range(cursor.start, offset)
    offered = [*_values(report, kind, part, cursor, at), *_names(report, kind, part, cursor, places, offset, at)]
    for number, item in enumerate(offered):
        item.sort_text = f"{item.sort_text or 1}{number:05}"
    return offered


def _names(
    report: Report | None, kind: str, part: Part, cursor: Cursor, places: Places, offset: int, at: types.Range
) -> Iterator[types.CompletionItem]:
    """Names of fields that the group has not yet. Those that it needs come first."""
    if cursor.after_name or "object" not in (*types_of(part), "object" if "properties" in part else ""):
        return
    there = {
        spot.route[-1]
        for spot in spots(places.text)
        if spot.is_key and spot.route[:-1] == cursor.route and spot.start != cursor.start
    }
    has_colon = re.match(r"[\w-]*[ ]*:", places.text[offset:]) is not None
    expression = definition(part["x-expression"])["properties"] if "x-expression" in part else {}
    for name, field in {**expression, **fields_of(part)}.items():
        if name not in there:
            required = name in part.get("required", ())
            words = field_words(name, field, required=required)
            single = not {"object", "array"} & set(types_of(field)) or cursor.in_brackets
            written = name if has_colon else f"{name}: " if single else f"{name}:"
            label = str(field.get("x-label", ""))
            yield _item(name, written, at, label, words, types.CompletionItemKind.Field, sort=0 if required else 1)
    for of_kind in named_kinds_of_keys(kind, part):
        for item in _ids(report, of_kind, at, there):
            item.text_edit = types.TextEdit(at, item.label if has_colon else f"{item.label}: ")
            yield item


def _values(
    report: Report | None, kind: str, part: Part, cursor: Cursor, at: types.Range
) -> Iterator[types.CompletionItem]:
    """Values of a closed list and ids. Where a list is meant and none is begun, they come in brackets."""
    in_list = cursor.after_name and "array" in types_of(part) and isinstance(part.get("items"), dict)
    inner: Part = part["items"] if in_list else part
    if in_list and cursor.written:
        return
    items = [
        _item(value, value, at, label, label, types.CompletionItemKind.EnumMember)
        for value, label in closed_values(inner)
    ]
    for of_kind in named_kinds(kind, inner):
        items += _ids(report, of_kind, at, set())
    for item in items:
        if in_list:
            item.text_edit = types.TextEdit(at, f"[{item.label}]")
        yield item


def _ids(report: Report | None, kind: str, at: types.Range, there: set[str | int]) -> Iterator[types.CompletionItem]:
    if report is None:
        return
    ids = ids_with_titles(report.records, kind)
    if not ids and KIND[kind].in_register:
        ids = {
            name: said(record, "title") or KIND[kind].singular for name, record in records_of_kind(report, kind).items()
        }
    for name, title in ids.items():
        if name not in there:
            words = record_words(report, Named(kind, name, 0, 0)) or ""
            yield _item(name, name, at, title, words, types.CompletionItemKind.Reference)


def _references(report: Report, places: Places, offset: int, start: int) -> Iterator[types.CompletionItem]:
    """Every value that a text may refer to, with the words that it becomes today."""
    at = places.range(start, offset)
    closed = "" if places.text.startswith("))", offset) else "))"
    for target in known_targets(report.facts.records_as_written):
        found = resolved(report, find_references(f"(({target}))")[0])
        words = found.words if found else "has no value today"
        yield _item(target, f"{target}{closed}", at, words, "", types.CompletionItemKind.Constant)


def _item(
    label: str, written: str, at: types.Range, detail: str, words: str, kind: types.CompletionItemKind, sort: int = 1
) -> types.CompletionItem:
    return types.CompletionItem(
        label=label,
        kind=kind,
        detail=detail or None,
        documentation=types.MarkupContent(types.MarkupKind.Markdown, words) if words else None,
        text_edit=types.TextEdit(at, written),
        filter_text=label,
        sort_text=str(sort),
    )
