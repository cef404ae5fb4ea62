"""What the schema says of a place in a record: the field, its words, and the kinds of record that an id there may have."""

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from pa_framework.records.field_meaning import schema_at
from pa_framework.records.json_schema import fields_of
from pa_framework.records.kinds import entry_kinds
from pa_framework.records.references import is_number, looks_like_id
from pa_framework.records.yaml_source import Route

Part = Mapping[str, Any]


def part_at(kind: str, route: Route) -> Part | None:
    """The part of the schema that describes the value at a route; None where the schema knows none."""
    return schema_at(kind, [str(step) for step in route])


def kind_of_record(kind: str, route: Route) -> tuple[str, Route]:
    """The kind and the route of the record that a place in a file of a kind is in: an entry of a list, or the file."""
    for field, entry in entry_kinds(kind):
        if len(route) > 1 and route[0] == field:
            return entry.id, route[:2]
    return kind, ()


def types_of(part: Part) -> tuple[str, ...]:
    """The types that a value may have."""
    types = part.get("type", ())
    return (types,) if isinstance(types, str) else tuple(types)


def named_kinds(kind: str, part: Part) -> tuple[str, ...]:
    """The kinds of record that a value with this schema names by its id."""
    return _kinds(kind, part.get("x-refers-to", ()))


def named_kinds_of_keys(kind: str, part: Part) -> tuple[str, ...]:
    """The kinds of record that the names of fields of a group are ids of."""
    return _kinds(kind, part.get("propertyNames", {}).get("x-refers-to", ()))


def _kinds(kind: str, named: Any) -> tuple[str, ...]:
    kinds = (named,) if isinstance(named, str) else tuple(named)
    return tuple(kind if one == "self" else one for one in kinds)


def kinds_at(kind: str, route: Route, value: str, *, is_key: bool) -> tuple[str, ...]:
    """The kinds of record that an id at a place may have; none where there is no id, but a text or a number."""
    if is_key:
        around = part_at(kind, route[:-1])
        return named_kinds_of_keys(kind, around) if around is not None and route[-1] not in fields_of(around) else ()
    part = part_at(kind, route)
    if (
        part is None
        or value in part.get("x-other-words", ())
        or ("x-or-text" in part and not looks_like_id(value))
        or is_number(value)
    ):
        return ()
    return named_kinds(kind, part)


def closed_values(part: Part) -> Iterator[tuple[str, str]]:
    """The values of a closed list with their labels, as they are written in a record."""
    labels = part.get("x-labels", {})
    for value in part.get("enum", ()):
        yield _as_yaml(value), str(labels.get(value, ""))
    if "boolean" in types_of(part):
        yield from (("true", ""), ("false", ""))


def field_words(name: str, part: Part, *, required: bool = False) -> str:
    """What a field means, as Markdown: its label, its description, its values and examples."""
    label = part.get("x-label", "")
    lines = [f"**{name}**" + (f": {label}" if label else "") + (" (needed)" if required else "")]
    if part.get("description"):
        lines.append(str(part["description"]))
    values = [f"- `{value}`" + (f": {said}" if said else "") for value, said in closed_values(part)]
    if values and "enum" in part:
        lines.append("\n".join(values))
    examples = [f"`{_as_yaml(example)}`" for example in part.get("examples", ())][:3]
    if examples:
        lines.append(f"For example {', or '.join(examples)}")
    return "\n\n".join(lines)


def _as_yaml(value: Any) -> str:
    """A value of a schema as someone would write it on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        written = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=10_000, sort_keys=False)
        return str(written).strip()
    return str(value)
