"""Which ids a record names, of which kind, and where: read off the schemas (`x-refers-to`)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pa_framework.records.json_schema import schema
from pa_framework.records.yaml_source import Document, Route


@dataclass(frozen=True, slots=True)
class Reference:
    """A record names an id. `key` says that the id is the name of a field, not its value."""

    document: Document
    route: Route
    kind: str
    id: str
    key: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    """Where ids stand below one part of a schema."""

    kind: str | None = None
    key_kind: str | None = None
    fields: Mapping[str, "_Part"] | None = None
    each: "_Part | None" = None


def references(document: Document, kind: str) -> Iterator[Reference]:
    """Every reference in a document of this kind, in the order of the file."""
    part = _parts(kind)
    if part is not None:
        for route, of_kind, name, key in _walked(document.data, part, ()):
            yield Reference(document, route, kind if of_kind == "self" else of_kind, name, key)


@cache
def _parts(kind: str) -> _Part | None:
    return _part(schema(kind))


def _part(part: Mapping[str, Any]) -> _Part | None:
    fields = {name: found for name, inner in part.get("properties", {}).items() if (found := _part(inner))}
    each = part.get("items") or part.get("additionalProperties") or None
    below = _part(each) if isinstance(each, Mapping) else None
    key_kind = part.get("propertyNames", {}).get("x-refers-to")
    kind = part.get("x-refers-to")
    if not (fields or below or key_kind or kind):
        return None
    return _Part(kind, key_kind, fields or None, below)


def _walked(data: Any, part: _Part, route: Route) -> Iterator[tuple[Route, str, str, bool]]:
    if part.kind is not None and isinstance(data, str):
        yield route, part.kind, data, False
    if isinstance(data, dict):
        for name, value in data.items():
            inner = (part.fields or {}).get(name) or part.each
            if part.key_kind is not None:
                yield (*route, name), part.key_kind, name, True
            if inner is not None:
                yield from _walked(value, inner, (*route, name))
    elif isinstance(data, list) and part.each is not None:
        for index, value in enumerate(data):
            yield from _walked(value, part.each, (*route, index))
