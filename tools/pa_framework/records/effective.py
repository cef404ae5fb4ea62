"""A record as it is effective, with the place where each of its values is written, as YAML or JSON."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pa_framework.records.dated_documents import value_at
from pa_framework.records.kinds import KIND, framework_kinds
from pa_framework.records.load import Records
from pa_framework.records.usual_lists import BUILT_IN
from pa_framework.records.yaml_source import Document, Route, leaves, parse_document, parse_scalar
from pa_framework.text.errors import UserError
from pa_framework.text.sentences import with_article
from pa_framework.text.suggestions import closest_match

#: The column in which places begin, where the line before them is not longer.
_COLUMN = 60


def effective(records: Records, kind: str, name: str) -> tuple[Document, Route]:
    """The document and the route of a record. `name` is empty for a kind that has one record, such as `framework`.

    Raises UserError where there is none.
    """
    kinds = {one.id: one for one in framework_kinds() if one.attribute and (one.is_single or one.id_field)}
    if kind not in kinds:
        near = closest_match(kind, kinds)
        raise UserError(f"there is no kind of record `{kind}`" + (f"; did you mean `{near}`?" if near else ""))
    if kinds[kind].is_single:
        single = getattr(records, kinds[kind].attribute)
        if single is None:
            raise UserError(f"{kinds[kind].singular} cannot be read; `pa-framework check` says why")
        return single.origin.document, ()
    known = records.of_kind(kind)
    record = known.get(name)
    if record is not None and record.origin.path != BUILT_IN:
        return record.origin.document, record.origin.route
    if records.overlay and records.overlay.has_left_out(kind, name):
        raise UserError(f"the {KIND[kind].words} `{name}` of the base is left out here")
    if (kind, name) in records.left_out:
        raise UserError(f"the {KIND[kind].words} `{name}` cannot be read; `pa-framework check` says why")
    if not name:
        words = with_article(KIND[kind].words)
        raise UserError(
            f"which one is meant? Write the id of {words} after `{kind}`, such as `{next(iter(known), 'id')}`"
        )
    near = closest_match(name, known)
    raise UserError(f"there is no {KIND[kind].words} `{name}`" + (f"; did you mean `{near}`?" if near else ""))


def as_yaml(document: Document, route: Route) -> str:
    """The record as YAML; a comment after each value says where it is written: file, line."""
    lines = [
        f"{text:<{_COLUMN}}  # {place}" if place else text
        for text, place in _lines(document, value_at(document.data, route), route, "")
    ]
    return "\n".join(lines) + "\n"


def as_json(document: Document, route: Route, kind: str, name: str) -> str:
    """The record as JSON: `data`, and in `origins` the place of each value by its JSON Pointer (RFC 6901)."""
    data = value_at(document.data, route)
    origins = {}
    for here, _ in leaves(data):
        span = document.span((*route, *here))
        pointer = "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in here)
        origins[pointer] = {"path": span.path, "line": span.line, "column": span.column}
    whole = {"version": 1, "kind": kind, "id": name, "data": data, "origins": origins}
    return json.dumps(whole, indent=2, ensure_ascii=False, default=_number) + "\n"


def _number(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else str(value)


def _lines(document: Document, value: Any, route: Route, indent: str) -> Iterator[tuple[str, str]]:
    """The lines of a group or list, each with where its value is written; nothing for what holds others."""
    keyed = isinstance(value, dict)
    for step, inner in value.items() if keyed else enumerate(value):
        here, head = (*route, step), f"{indent}{_scalar(step)}:" if keyed else f"{indent}-"
        if isinstance(inner, dict | list) and inner:
            below = list(_lines(document, inner, here, f"{indent}  "))
            if not keyed:  # an entry begins on the line of its hyphen
                first, place = below.pop(0)
                yield f"{head} {first.removeprefix(f'{indent}  ')}", place
            else:
                yield head, ""
            yield from below
        else:
            span = document.span(here)
            yield f"{head} {_scalar(inner)}", f"{span.path}:{span.line}"


def _scalar(value: Any) -> str:
    """A value as our YAML reads it again."""
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if not isinstance(value, str):
        return "{}" if value == {} else "[]" if value == [] else str(value)
    return value if _is_plain(value) else json.dumps(value, ensure_ascii=False)


def _is_plain(text: str) -> bool:
    """Whether a text can be written without quotes."""
    if not isinstance(parse_scalar(text), str) or "\n" in text or text != text.strip():
        return False
    read = parse_document(f"a: {text}\n", "")
    return not read.findings and not read.slips and read.data == {"a": text}
