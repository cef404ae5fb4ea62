"""The references of a record to others: ids in it whose schema says `x-refers-to`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pa_framework.records.json_schema import schema
from pa_framework.records.yaml_source import Document, Route


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to the record of a kind with an id. With `key`, the id is the name of a field, not its value."""

    document: Document
    route: Route
    kind: str
    id: str
    key: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    """Which values below a part of a schema are references.

    `kind` is for the value itself, `key_kind` for the names of its fields, `fields` for named fields, `items` for the
    entries of a list or of a map.
    """

    kind: str | None = None
    key_kind: str | None = None
    fields: Mapping[str, "_Part"] | None = None
    items: "_Part | None" = None


def references(document: Document, kind: str) -> Iterator[Reference]:
    """Every reference in a document of this kind, in the order of the file."""
    part = _parts(kind)
    if part is not None:
        for route, of_kind, name, key in _walk(document.data, part, ()):
            yield Reference(document, route, kind if of_kind == "self" else of_kind, name, key)


@cache
def _parts(kind: str) -> _Part | None:
    return _part(schema(kind))


def _part(part: Mapping[str, Any]) -> _Part | None:
    fields = {name: found for name, inner in part.get("properties", {}).items() if (found := _part(inner))}
    entries = part.get("items") or part.get("additionalProperties") or None
    items = _part(entries) if isinstance(entries, Mapping) else None
    key_kind = part.get("propertyNames", {}).get("x-refers-to")
    kind = part.get("x-refers-to")
    if not (fields or items or key_kind or kind):
        return None
    return _Part(kind, key_kind, fields or None, items)


def _walk(data: Any, part: _Part, route: Route) -> Iterator[tuple[Route, str, str, bool]]:
    if part.kind is not None and isinstance(data, str):
        yield route, part.kind, data, False
    if isinstance(data, dict):
        for name, value in data.items():
            inner = (part.fields or {}).get(name) or part.items
            if part.key_kind is not None:
                yield (*route, name), part.key_kind, name, True
            if inner is not None:
                yield from _walk(value, inner, (*route, name))
    elif isinstance(data, list) and part.items is not None:
        for index, value in enumerate(data):
            yield from _walk(value, part.items, (*route, index))
