"""JSON: one document for each kind and one for all, each with its JSON Schema. Numbers are as exact as in the records."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from pa_framework.exchange.published import Published
from pa_framework.exchange.shape import PUBLISHED_KINDS, shape
from pa_framework.records.kinds import KIND

_ENCODER = msgspec.json.Encoder(decimal_format="number")
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
#: The parts of a document besides its records.
_HEAD: Mapping[str, Any] = {
    "format_version": {"type": "string", "description": "The version of this shape: a minor one only adds to it."},
    "framework": {
        "type": "object",
        "description": "Where the records come from.",
        "properties": {
            name: {"type": "string"}
            for name in ("identifier", "title", "version", "status", "publisher", "licence", "address")
        },
        "required": ["identifier", "title", "version", "status", "publisher", "licence", "address"],
    },
    "as_of": {"type": "string", "format": "date", "description": "The day for which texts name figures and laws."},
}
_HEAD_FIELDS = ["format_version", "framework", "as_of"]


def encode(data: Any) -> bytes:
    """Data as JSON that people can read."""
    return msgspec.json.format(_ENCODER.encode(data), indent=1) + b"\n"


def encode_line(data: Any) -> bytes:
    """Data as JSON on one line."""
    return _ENCODER.encode(data)


def files(published: Published) -> Iterator[tuple[str, bytes]]:
    """`KIND.json` for each kind, `all.json`, and their schemas below `schemas`."""
    for kind in PUBLISHED_KINDS:
        records = published.by_kind[kind]
        yield (
            f"{kind}.json",
            encode({"$schema": _id(published, kind), "kind": kind, **published.head, "records": records}),
        )
        yield f"schemas/{kind}.schema.json", encode(document_schema(published, kind))
    whole = {"$schema": _id(published, "all"), **published.head, "records": published.by_kind}
    yield "all.json", encode_line(whole) + b"\n"
    yield "schemas/all.schema.json", encode(_whole_schema(published))


def document_schema(published: Published, kind: str) -> dict[str, Any]:
    """The schema of the document of a kind."""
    return {
        "$schema": _DRAFT,
        "$id": _id(published, kind),
        "title": KIND[kind].heading,
        "type": "object",
        "properties": {
            "kind": {"const": kind},
            **_HEAD,
            "records": {"type": "array", "items": {"$ref": "#/$defs/record"}},
        },
        "required": ["kind", *_HEAD_FIELDS, "records"],
        "$defs": {"record": _record_schema(kind)},
    }


def _whole_schema(published: Published) -> dict[str, Any]:
    records = {
        kind: {"type": "array", "items": {"$ref": f"{kind}.schema.json#/$defs/record"}} for kind in PUBLISHED_KINDS
    }
    return {
        "$schema": _DRAFT,
        "$id": _id(published, "all"),
        "title": "Every record",
        "type": "object",
        "properties": {
            **_HEAD,
            "records": {"type": "object", "properties": records, "required": list(PUBLISHED_KINDS)},
        },
        "required": [*_HEAD_FIELDS, "records"],
    }


def _record_schema(kind: str) -> dict[str, Any]:
    """The shape of a record with what every published record has besides."""
    own = shape(kind)
    identifier = {"type": "string", "format": "uuid", "description": "Stays when the title changes."}
    page = {"type": "string", "format": "uri", "description": "The page that shows it."}
    has_pages = bool(KIND[kind].pages or KIND[kind].shown_on)
    return {
        **own,
        "properties": {"identifier": identifier, **({"page": page} if has_pages else {}), **own["properties"]},
        "required": ["identifier", *own.get("required", ())],
    }


def _id(published: Published, name: str) -> str:
    return f"{published.data_address}json/schemas/{name}.schema.json"
