"""Where a file that another program reads, such as a workflow, departs from the shape that this program publishes.

`jsonschema_rs` says quickly that a file is right, as nearly all are; `jsonschema` says what is wrong in the others.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pa_framework.facts.plain_yaml import PlainYaml, Way
from pa_framework.text.findings import Span
from pa_framework.text.sentences import join_words, quote_ids
from pa_framework.text.suggestions import closest_match

if TYPE_CHECKING:
    from jsonschema import ValidationError

_FOLDER = Path(__file__).parent / "forge_schemas"
_TYPES = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "`true` or `false`",
    "array": "a list",
    "object": "a group of names and values",
    "null": "nothing",
}
#: How much a value of another kind altogether counts against the reading of a schema under which it is wrong.
_OTHER_KIND = 100
#: How much a name counts that is missing or unknown: more than a wrong value, because names say what is meant.
_OF_NAMES = 3
_MOST_NAMED = 8


class ShapeFault(NamedTuple):
    """A departure: its place, what is so, and what to do."""

    span: Span
    says: str
    fix: str


def shape_faults(read: PlainYaml, schema: str) -> Iterator[ShapeFault]:
    """The departures of what a file says from a schema of `forge_schemas`, in no order; one for each value."""
    if not isinstance(read.data, dict):
        if schema == "mkdocs":
            return  # the commands that build say so, in one sentence
        yield ShapeFault(
            read.place(()), "there are no names with values in this file", "compare it with an earlier version"
        )
        return
    if _quick(schema).is_valid(read.data):
        return
    seen: set[Span] = set()
    for error in _exact(schema).iter_errors(read.data):
        for fault in _faults(error, (), read):
            if fault.span not in seen:
                seen.add(fault.span)
                yield fault


@cache
def _schema(name: str) -> Any:
    return json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))


@cache
def _quick(name: str) -> Any:
    from jsonschema_rs import Draft7Validator

    return Draft7Validator(_schema(name))


@cache
def _exact(name: str) -> Any:
    from jsonschema import Draft7Validator

    return Draft7Validator(_schema(name))


def _faults(error: "ValidationError", around: Way, read: PlainYaml) -> Iterator[ShapeFault]:
    """What an error says of a file; of one that may be right in several ways, what it says of the likeliest."""
    way: Way = (*around, *error.relative_path)
    asked: Any = error.validator_value
    instance: Any = error.instance
    if error.context:
        for part in _likeliest(error):
            yield from _faults(part, way, read)
        return
    known = _known_names(error)
    if error.validator == "type" and _is_taken(asked, instance, way):
        return
    if error.validator == "pattern" and str(instance).startswith("mailto:"):
        return  # the link of a form may be an email address; the schema knows pages only
    if error.validator == "additionalProperties":
        for name in _unknown(error):
            near = closest_match(name, known.difference(instance))
            span = read.named((*way, name))
            says = f"`{name}` is not a name that is allowed here" + (f"; did you mean `{near}`?" if near else "")
            some = f"; allowed names are {quote_ids(sorted(known)[:_MOST_NAMED], 'and')}" if known else ""
            yield ShapeFault(
                span, says, f"write `{near}`, if that is meant" if near else f"take it out, or correct it{some}"
            )
    elif error.validator == "required":
        missing = [name for name in asked if name not in instance]
        like = [near for name in missing if (near := closest_match(name, set(instance) - known))]
        if missing and not like:
            yield ShapeFault(
                read.named(way),
                f"{quote_ids(missing, 'and')} {'is' if len(missing) == 1 else 'are'} missing here",
                f"write {quote_ids(missing, 'and')}",
            )
        for near in like:
            meant = next(name for name in missing if closest_match(near, [name]))
            yield ShapeFault(
                read.named((*way, near)),
                f"`{near}` is not a name that is allowed here; did you mean `{meant}`?",
                f"write `{meant}`, if that is meant",
            )
    else:
        yield ShapeFault(read.place(way), *_of_a_value(error))


#: Names of filters of an event, for which forges take one text in place of a list.
_FILTERS = frozenset(["branches", "branches-ignore", "tags", "tags-ignore", "paths", "paths-ignore", "types"])


#: Groups whose values may be empty texts.
_MAY_BE_EMPTY = frozenset(["env", "with", "inputs", "outputs", "secrets"])


def _is_taken(asked: object, value: object, way: Way) -> bool:
    """Whether programs take a value although their schema asks for another type: they read a number as a text."""
    if value is None:
        return not _MAY_BE_EMPTY.isdisjoint(way)
    if asked == "array" and isinstance(value, str):
        return way[-1:] != () and way[-1] in _FILTERS
    return asked == "string" and isinstance(value, bool | int | float)


def _of_a_value(error: "ValidationError") -> tuple[str, str]:
    """What is wrong with a value, and what to do."""
    value: Any = error.instance
    asked: Any = error.validator_value
    written = f"`{value}`" if isinstance(value, str | int | float) else "this"
    if error.validator == "type":
        kinds = join_words([_TYPES[kind] for kind in ([asked] if isinstance(asked, str) else asked)], "or")
        return f"{written} is {_kind_of(value)}, and {kinds} is needed here", f"write {kinds}"
    if error.validator in ("enum", "const"):
        choices = [
            str(choice) for choice in (asked if error.validator == "enum" else [asked]) if isinstance(choice, str)
        ]
        near = closest_match(str(value), choices)
        says = f"{written} is not a value that is allowed here" + (f"; did you mean `{near}`?" if near else "")
        return (
            says,
            f"write `{near}`, if that is meant" if near else f"write one of {quote_ids(choices[:_MOST_NAMED], 'or')}",
        )
    if error.validator in ("minItems", "minLength", "minProperties"):
        return "this is empty, or has too few entries", "write what is missing, or take the name out"
    if error.validator in ("minimum", "exclusiveMinimum"):
        return f"{written} is too small", f"write {asked} or more"
    if error.validator in ("maximum", "exclusiveMaximum"):
        return f"{written} is too large", f"write {asked} or less"
    return (
        f"{written} does not have the form that is needed here",
        "compare it with others of its kind, or with an earlier version",
    )


def _kind_of(value: Any) -> str:
    kinds = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array", dict: "object"}
    return _TYPES[kinds.get(type(value), "null")]


def _likeliest(error: "ValidationError") -> list["ValidationError"]:
    """The errors under that reading of several (`oneOf`, `anyOf`) under which least is wrong."""
    readings: dict[Any, list[ValidationError]] = {}
    for part in error.context or ():
        readings.setdefault(part.schema_path[0], []).append(part)
    return min(readings.values(), key=lambda parts: sum(map(_weight, parts)), default=[])


def _weight(error: "ValidationError") -> int:
    if error.context:
        inner = sum(map(_weight, _likeliest(error)))
        return min(inner, 2) if error.relative_path else inner
    if error.validator == "additionalProperties":
        return _OF_NAMES * len(list(_unknown(error)))
    if error.validator == "required":
        return _OF_NAMES
    if error.validator in ("type", "const") and not error.relative_path:
        return _OTHER_KIND
    return 2 if error.validator == "not" else 1


def _known_names(error: "ValidationError") -> set[str]:
    schema: Any = error.schema
    return set(schema.get("properties", ())) if isinstance(schema, Mapping) else set()


def _unknown(error: "ValidationError") -> Iterable[str]:
    import re

    schema: Any = error.schema
    patterns = list(schema.get("patternProperties", ()))
    known = _known_names(error)
    instance: Any = error.instance
    return [name for name in instance if name not in known and not any(re.search(one, name) for one in patterns)]
