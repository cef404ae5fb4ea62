"""Adds to the published shape what schemas have gained: `python -m pa_framework.exchange.shape_generator`.

It never takes a field out of the shape, nor changes what one is: that is a new major version, made by hand. A field that is
not to be published is named in `shape.FIELDS_KEPT_BACK` first. A test fails while the shape lacks something.
"""

import json
from collections.abc import Mapping
from typing import Any

from pa_framework.exchange.shape import FIELDS_KEPT_BACK, FOLDER, PUBLISHED_KINDS, shape
from pa_framework.records.kinds import KIND, KINDS


def wanted_shape(kind: str) -> dict[str, Any]:
    """The shape of a kind with all that its schema has now, and all that it had."""
    schema = KIND[kind].schema
    lists = {one.listed_in[1] for one in KINDS if one.listed_in and one.listed_in[0] == kind}
    kept_back = {field for of_kind, field in FIELDS_KEPT_BACK if of_kind == kind} | lists
    fields = {name: field for name, field in schema["properties"].items() if name not in kept_back}
    required = [name for name in schema.get("required", ()) if name not in kept_back]
    made = _described({**schema, "properties": fields, "required": required})
    return _merged(shape(kind), {"title": schema.get("title", KIND[kind].singular), **made})


def _described(part: Mapping[str, Any]) -> dict[str, Any]:
    """A part of a schema without its limits: a text may get longer, a list of values may grow."""
    words = {"title": part.get("x-label"), "description": part.get("description")}
    made: dict[str, Any] = {name: text for name, text in words.items() if text}
    if "x-expression" in part or part.get("x-holds-fields-of-record") or part.get("x-holds-demands"):
        return {**made, "type": "object"}
    values = part.get("enum", [part["const"]] if "const" in part else None)
    if values is not None:
        of_type = part.get("type", "string" if "const" in part else None)
        return {**made, **({"type": of_type} if of_type else {}), "anyOf": [{"enum": list(values)}, {}]}
    if "type" in part:
        made["type"] = part["type"]
    if part.get("format") == "date":
        made["format"] = "date"
    for name in ("items", "additionalProperties"):
        if isinstance(inner := part.get(name), Mapping):
            made[name] = _described(inner)
    if "properties" in part:
        made["properties"] = {name: _described(field) for name, field in part["properties"].items()}
        if part.get("required"):
            made["required"] = list(part["required"])
    return made


def _merged(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """A shape with what is new: fields, values and words. What it has stays as it is."""
    made = {**new, **{name: value for name, value in old.items() if name not in ("description", "title")}}
    for name in ("items", "additionalProperties"):
        if isinstance(old.get(name), Mapping) and isinstance(new.get(name), Mapping):
            made[name] = _merged(old[name], new[name])
    if "properties" in old and "properties" in new:
        own, more = old["properties"], new["properties"]
        gone = {name: field for name, field in own.items() if name not in more}
        made["properties"] = {
            **{name: _merged(own[name], field) if name in own else field for name, field in more.items()},
            **gone,
        }
    if "anyOf" in old and "anyOf" in new:
        known, named = old["anyOf"][0]["enum"], new["anyOf"][0]["enum"]
        made["anyOf"] = [{"enum": [*named, *(value for value in known if value not in named)]}, {}]
    return {name: made[name] for name in (*new, *(name for name in made if name not in new))}


def main() -> None:
    """Writes the shape of every kind."""
    for kind in PUBLISHED_KINDS:
        text = json.dumps(wanted_shape(kind), indent=2, ensure_ascii=False)
        (FOLDER / f"{kind}.json").write_text(f"{text}\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
