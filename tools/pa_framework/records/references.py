"""The references of a record to others: ids in it whose schema says `x-refers-to`."""

import re
from collections.abc import Container, Iterator, Mapping
from functools import cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from pa_framework.records.dated_documents import EARLIER
from pa_framework.records.json_schema import definition, fields_of, is_expression, schema
from pa_framework.records.yaml_source import Document, Route

#: An id, or one that someone wrote in capitals or with underscores.
_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)+|[A-Z]+(?:[-_][A-Z]+)+|[a-z]+")
_NUMBER = re.compile(r"[0-9+ ]+")


class Reference(Struct, frozen=True, gc=False):
    """A reference to the record of a kind with an id. With `key`, the id is the name of a field, not its value.

    A few fields name a record of one of several kinds. `kind` is the first of them, and `kinds` has all.
    """

    document: Document
    route: Route
    kind: str
    id: str
    key: bool = False
    kinds: tuple[str, ...] = ()

    @property
    def all_kinds(self) -> tuple[str, ...]:
        """The kinds of record that it may name."""
        return self.kinds or (self.kind,)

    @property
    def is_earlier(self) -> bool:
        """Whether it is in a rule that held earlier, and no longer does."""
        return EARLIER in self.route

    def among(self, known: Container[tuple[str, str]], unknown_kinds: Container[str] = ()) -> "Reference":
        """The reference with the kind that has a record of this id, or else may have one.

        `known` holds kinds with ids, and `unknown_kinds` those of which any id may exist.
        """
        has_it = (kind for kind in self.kinds if (kind, self.id) in known)
        may_have_it = (kind for kind in self.kinds if kind in unknown_kinds)
        kind = next(has_it, None) or next(may_have_it, self.kind)
        return self if kind == self.kind else replace(self, kind=kind)


#: A reference: its route, the kinds that it may name, the id, and whether the id is the name of a field.
_Found = tuple[Route, tuple[str, ...], str, bool]


class _Part(Struct, frozen=True):
    """Which values below a part of a schema are references.

    `kinds` are for the value itself, `key_kind` for the names of its fields, `fields` for named fields, `items` for the
    entries of a list or of a map. With `or_text`, a value that has not the form of an id is a text. `other_words` may
    stand where an id may, and are none. A value that is an
    expression (`json_schema.is_expression`) holds what `expression` of the schema says, and not what the rest says.
    """

    kinds: tuple[str, ...] = ()
    or_text: bool = False
    other_words: tuple[str, ...] = ()
    key_kind: str | None = None
    fields: Mapping[str, "_Part"] | None = None
    items: "_Part | None" = None
    expression: Mapping[str, Any] | None = None


def references(document: Document, kind: str) -> Iterator[Reference]:
    """Every reference in a document of this kind, in the order of the file."""
    part = _parts(kind)
    if part is not None:
        found: list[_Found] = []
        _walk(found, document.data, part, ())
        for route, kinds, name, key in found:
            of_kind = kind if kinds[0] == "self" else kinds[0]
            yield Reference(document, route, of_kind, name, key, kinds if len(kinds) > 1 else ())


@cache
def _parts(kind: str) -> _Part | None:
    return _part(schema(kind))


def _part(part: Mapping[str, Any]) -> _Part | None:
    fields = {name: found for name, inner in fields_of(part).items() if (found := _part(inner))}
    entries = part.get("items") or part.get("additionalProperties") or None
    items = _part(entries) if isinstance(entries, Mapping) else None
    key_kind = part.get("propertyNames", {}).get("x-refers-to")
    kinds = part.get("x-refers-to", ())
    kinds = (kinds,) if isinstance(kinds, str) else tuple(kinds)
    expression = part if "x-expression" in part else None
    if not (fields or items or key_kind or kinds or expression):
        return None
    return _Part(
        kinds, "x-or-text" in part, tuple(part.get("x-other-words", ())), key_kind, fields or None, items, expression
    )


@cache
def _expression_part(name: str) -> _Part:
    return _part(definition(name)) or _Part()


def is_number(value: str) -> bool:
    """Whether the text of a field that names who is rung is a telephone number, and no id."""
    return _NUMBER.fullmatch(value) is not None


def looks_like_id(value: str) -> bool:
    """Whether the text of a field that may hold an id or a sentence is an id: one word, or several with hyphens."""
    return _ID.fullmatch(value) is not None


def _is_reference(value: str, part: _Part) -> bool:
    """Whether a value is an id. Some fields may hold a sentence or a telephone number instead."""
    if value in part.other_words:
        return False
    if part.or_text:
        return looks_like_id(value)
    return len(part.kinds) == 1 or not is_number(value)


def _walk(found: list[_Found], data: Any, part: _Part, route: Route) -> None:
    """Adds the references in data, in the order of the file."""
    if isinstance(data, str):
        if part.kinds and _is_reference(data, part):
            found.append((route, part.kinds, data, False))
        return
    if part.expression is not None and is_expression(data, part.expression):
        part = _expression_part(part.expression["x-expression"])
    if isinstance(data, dict):
        for name, value in data.items():
            inner = (part.fields or {}).get(name) or part.items
            if part.key_kind is not None:
                found.append(((*route, name), (part.key_kind,), name, True))
            if inner is not None:
                _walk(found, value, inner, (*route, name))
    elif isinstance(data, list) and part.items is not None:
        for index, value in enumerate(data):
            _walk(found, value, part.items, (*route, index))
