"""The JSON Schemas of all kinds of file, and the validation of documents.

The schemas are the files in `schemas/`. A schema describes one file; whether the ids in it exist is checked by the
rules about references (`x-refers-to` names the kind that an id must have).

Two validators are used: `jsonschema_rs` decides quickly whether a document is valid, as nearly all are; `jsonschema`
finds what is wrong in the others, and where. A test compares the two.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from pa_framework.records.yaml_source import Document, Route
from pa_framework.text.broken_lines import ends_in_the_middle
from pa_framework.text.findings import Finding, Severity, Span
from pa_framework.text.plain_errors import explain_bad_date
from pa_framework.text.sentences import count, join_words, quote_ids
from pa_framework.text.suggestions import closest_match
from pa_framework.text.values import parse_amount, slugify

FOLDER = Path(__file__).parent / "schemas"

#: The codes of the findings of this module, with their names. check/rules/reading.py documents them.
CODES = {
    "SCH001": "unknown-field",
    "SCH002": "missing-field",
    "SCH003": "wrong-type",
    "SCH004": "value-not-in-list",
    "SCH005": "not-a-date",
    "SCH006": "text-not-in-form",
    "SCH007": "too-few-or-too-many",
    "SCH008": "first-edition-form",
    "SCH009": "record-of-another-kind",
}
_CODE_OF = {
    "type": "SCH003",
    "enum": "SCH004",
    "const": "SCH004",
    "format": "SCH005",
    "pattern": "SCH006",
}
_TYPE_WORDS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "`true` or `false`",
    "array": "a list",
    "object": "a group of names and values",
    "null": "nothing",
}
#: The form of an id, as in common.schema.json. A test compares the two.
ID = "^[a-z0-9]+(-[a-z0-9]+)*$"
#: What people write for `true` and `false`.
_YES_OR_NO = {
    **dict.fromkeys(("yes", "y", "on", "true", "1"), "true"),
    **dict.fromkeys(("no", "n", "off", "false", "0"), "false"),
}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SHARED = "common.schema.json"
_HOLDS_DEMANDS = "x-holds-demands"


@cache
def schema(name: str) -> dict[str, Any]:
    """The schema of a kind of file, with every `$ref` resolved, so that it is self-contained.

    Where entries of a list hold fields of the record around them (`x-holds-fields-of-record`), the entries have these as
    `x-fields`: they tell what a value is, and validators do not look at them. A definition that holds itself
    (`x-recursive`) is not there in full: what refers to it has its name as `x-expression`, and `definition` gives it.
    A map that may be such an expression instead has what is true of it where it is a plain one.

    Every field has `x-guards` and `x-label`, and the root has `x-clinical` and `x-concerns`, also where its author left
    them out: such a field is watched as one whose loss loosens something, and is called by its name.

    A group that holds demands (`x-holds-demands`) may have the fields of the demands of a tier, and of the sign-off of a
    task; of two with one name it has that of the tier. It may have `requires` of a task too.
    """
    file = f"{name}.schema.json"
    resolved = _resolve_refs(_load(file), file)
    if _HOLDS_DEMANDS in _text(file) or _HOLDS_DEMANDS in _text(_SHARED):
        resolved = _with_demands(resolved, schema)
    answered = {"x-clinical": True, "x-concerns": [], **_with_meanings(resolved)}
    return _with_fields_of_record({key: value for key, value in answered.items() if key != "$defs"})


def _with_meanings(part: Mapping[str, Any]) -> dict[str, Any]:
    """A part of a schema whose fields all have `x-guards` and `x-label`; the schema itself is read before them."""
    made = {
        key: _with_meanings(value) if key in ("items", "additionalProperties") and isinstance(value, Mapping) else value
        for key, value in part.items()
    }
    if isinstance(fields := part.get("properties"), Mapping):
        made["properties"] = {
            name: {"x-guards": _guard_of(field), "x-label": name.replace("_", " "), **_with_meanings(field)}
            for name, field in fields.items()
        }
    return made


def _guard_of(field: Mapping[str, Any]) -> str:
    """What a field guards that does not say so: something, as long as no one has said that it guards nothing."""
    within = field.get("items") if isinstance(field.get("items"), Mapping) else field.get("additionalProperties")
    return "parts" if "properties" in field or (isinstance(within, Mapping) and "properties" in within) else "needs"


def _with_demands(part: Any, schema_of: Callable[[str], dict[str, Any]]) -> Any:
    """A part of a schema in which every group that holds demands has their fields. `schema_of` gives other schemas."""
    if isinstance(part, list):
        return [_with_demands(item, schema_of) for item in part]
    if not isinstance(part, dict):
        return part
    made = {key: _with_demands(value, schema_of) for key, value in part.items()}
    if not part.get(_HOLDS_DEMANDS):
        return made
    demands = schema_of("delegation")["properties"]["tiers"]["items"]["properties"]["demands"]["properties"]
    task = schema_of("task")["properties"]
    # What judges the chains of tasks does not look at orders.
    requires = {key: value for key, value in task["requires"].items() if key != "x-compared-by"}
    fields = {"requires": requires, **task["sign_off"]["properties"], **demands}
    return {**made, "properties": fields, "additionalProperties": False}


@cache
def definition(name: str) -> dict[str, Any]:
    """A shared definition that holds itself, as `schema` gives its parts."""
    file = _SHARED
    found: dict[str, Any] = _resolve_refs(_load(file)["$defs"][name], file)
    return found


def is_expression(data: Any, part: Mapping[str, Any]) -> bool:
    """Whether data are an expression in the place of a plain map: they have a name that only expressions have."""
    if "x-expression" not in part or not isinstance(data, Mapping):
        return False
    return "additionalProperties" not in part or not definition(part["x-expression"])["properties"].keys().isdisjoint(
        data
    )


@cache
def _schema_for_validators(name: str) -> dict[str, Any]:
    """The same schema as validators need it: a definition that holds itself is below `$defs`, and referred to."""
    file = f"{name}.schema.json"
    resolved = _resolve_refs(_load(file), file, recursive=True)
    if _HOLDS_DEMANDS in _text(file) or _HOLDS_DEMANDS in _text(_SHARED):
        resolved = _with_demands(resolved, _schema_for_validators)
    return {**resolved, "$defs": _recursive_definitions()}


@cache
def _recursive_definitions() -> dict[str, Any]:
    file = _SHARED
    shared = _load(file)["$defs"].items()
    return {name: _resolve_refs(part, file, recursive=True) for name, part in shared if part.get("x-recursive")}


def fields_of(part: Mapping[str, Any]) -> Mapping[str, Any]:
    """The fields that a group may have, by name: its own, and those of the record around it where it holds these."""
    own: Mapping[str, Any] = part.get("properties", {})
    return {**part["x-fields"], **own} if "x-fields" in part else own


def _with_fields_of_record(record: dict[str, Any]) -> dict[str, Any]:
    """The schema of a record, or of a file that lists records, in which groups that hold fields of the record have them."""
    fields = record.get("properties", {})
    made = {name: _with_fields_of_entries(field, fields) for name, field in fields.items()}
    return {**record, "properties": made} if any(made[name] is not fields[name] for name in fields) else record


def _with_fields_of_entries(field: dict[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """A field of a record; `fields` are all of that record. It is the same object where nothing changes."""
    entries = field.get("items", {})
    if entries.get("x-holds-fields-of-record"):
        others = {name: other for name, other in fields.items() if other is not field and name != "id"}
        return {**field, "items": {**entries, "x-fields": others}}
    made = _with_fields_of_record(entries)
    return field if made is entries else {**field, "items": made}


@cache
def _load(file: str) -> Any:
    """The content of a schema file. No one changes it."""
    return json.loads(_text(file))


@cache
def _text(file: str) -> str:
    return (FOLDER / file).read_text(encoding="utf-8")


@cache
def _resolved_definition(file: str, name: str, recursive: bool) -> dict[str, Any]:
    """A definition of a schema file, with every `$ref` in it resolved. No one changes it."""
    found: dict[str, Any] = _resolve_refs(_load(file)["$defs"][name], file, recursive=recursive)
    return found


def _resolve_refs(part: Any, file: str, *, recursive: bool = False) -> Any:
    """A part of a schema file with every `$ref` replaced by its definition; keywords next to a `$ref` win.

    Definitions that hold themselves are referred to below `$defs` where `recursive`, else by `x-expression`.
    """
    if isinstance(part, list):
        return [_resolve_refs(item, file, recursive=recursive) for item in part]
    if not isinstance(part, dict):
        return part
    if "$ref" not in part:
        made = {key: _resolve_refs(value, file, recursive=recursive) for key, value in part.items()}
        other = made.get("else", {})
        if not isinstance(other, dict) or "x-expression" not in other:
            return made
        plain = {key: value for key, value in made.items() if key not in ("if", "then", "else")}
        return {**plain, **made["then"], "x-expression": other["x-expression"]}
    other, _, name = part["$ref"].partition("#/$defs/")
    source = other or file
    own = {key: value for key, value in part.items() if key != "$ref"}
    defined = _load(source)["$defs"][name]
    if defined.get("x-recursive"):
        if recursive:
            return {"$ref": f"#/$defs/{name}", **own}
        return {"type": defined["type"], "description": defined["description"], "x-expression": name, **own}
    return {**_resolved_definition(source, name, recursive), **own}


def schema_names() -> tuple[str, ...]:
    """The names of all schemas, sorted, including that of the shared definitions (`common`)."""
    return tuple(sorted(path.name.removesuffix(".schema.json") for path in FOLDER.glob("*.schema.json")))


def is_iso_date(text: str) -> bool:
    """Whether `text` is a date of the calendar in the form 2026-03-31."""
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


@cache
def _fast_validator(name: str) -> Any:
    from jsonschema_rs import Draft202012Validator

    return Draft202012Validator(_schema_for_validators(name), validate_formats=True)


def prepare(names: Iterable[str]) -> None:
    """Compiles some schemas before they are asked for, where this process waits for others anyway."""
    for name in names:
        schema(name)
        _fast_validator(name)


def is_valid(data: Any, name: str) -> bool:
    """Whether the data of a document are valid by the schema `name`."""
    return bool(_fast_validator(name).is_valid(data))


@cache
def _validator(name: str) -> Any:
    return _validator_of(_schema_for_validators(name))


def _validator_of(wanted: Mapping[str, Any]) -> Any:
    from jsonschema import Draft202012Validator, FormatChecker

    formats = FormatChecker(formats=())
    formats.checks("date")(lambda value: not isinstance(value, str) or is_iso_date(value))
    return Draft202012Validator(_exact(wanted), format_checker=formats)


def _exact(part: Any) -> Any:
    """A part of a schema with exact limits, as numbers of records are exact: 0.1 is a little more than a tenth."""
    if isinstance(part, list):
        return [_exact(value) for value in part]
    if not isinstance(part, Mapping):
        return part
    limits = {key: Decimal(str(part[key])) for key in ("minimum", "maximum") if isinstance(part.get(key), float)}
    return {**{key: _exact(value) for key, value in part.items()}, **limits}


class Fault(Struct, frozen=True):
    """A departure of a document from its schema.

    `route` leads to what the finding points at (with `key`, to its name). `unreadable` leads to the values that
    cannot be read because of it: the value itself, a missing field, or the fields that an unknown name may mean, and
    a whole group of which no name is known.
    `instead` leads to the field that an unknown name resembles, whether it is there or not; `may_mean` to all that it may
    mean. `lines` are lines to paste. `at_end` says that the finding points at the end of the file, not at the route.
    `asked_by` leads to the field whose value asks for a missing one: the finding points at it.
    """

    route: Route
    code: str
    message: str
    fix: str
    unreadable: tuple[Route, ...]
    key: bool = False
    instead: Route | None = None
    may_mean: tuple[Route, ...] = ()
    lines: tuple[str, ...] = ()
    at_end: bool = False
    asked_by: Route | None = None

    def finding(self, document: Document) -> Finding:
        """The finding that reports the fault, at its place in the document."""
        route, key = (self.route, self.key) if self.asked_by is None else (self.asked_by, False)
        span = _end_of(document) if self.at_end else document.span(route, key=key)
        return Finding(span, self.code, CODES[self.code], Severity.ERROR, self.message, self.fix, lines=self.lines)


def schema_faults(document: Document, name: str) -> tuple[Fault, ...]:
    """Every departure of a document from the schema `name`.

    Of several in one value, only the first is given. A field is not reported as missing where an unknown name resembles
    it.
    """
    root = schema(name)
    faults = [fault for error in _validator(name).iter_errors(document.data) for fault in _faults(error, root)]
    if strange := _all_strange(document.data, name, faults):
        return (strange,)
    resembled = {fault.instead for fault in faults}
    seen: set[Route] = set()
    found: list[Fault] = []
    for fault in dict.fromkeys(faults):
        if fault.code == "SCH002" and resembled.issuperset(fault.unreadable):
            continue
        if fault.code not in ("SCH001", "SCH002"):
            if fault.route in seen:
                continue
            seen.add(fault.route)
        found.append(fault)
    return tuple(_with_one_end(document, found)) if ends_in_the_middle(document.text) else tuple(found)


def _all_strange(data: Any, name: str, faults: list[Fault]) -> Fault | None:
    """The one fault of a file in which no name is one of its kind, and several stand: it is something else."""
    fields = fields_of(schema(name))
    if not isinstance(data, dict) or len(data) < 2 or any(key in fields for key in data):
        return None
    if any(fault.instead for fault in faults if len(fault.route) == 1):
        return None
    listed = [field for field, part in fields.items() if set(data) <= set(fields_of(part.get("items", {})))]
    first = next(iter(data))
    return Fault(
        (first,),
        "SCH001",
        f"no name in this file is one of such a file: {quote_ids(list(data), 'and')}",
        f"write `{listed[0]}:` in a line above, and begin the entry with `  - `, two spaces further in"
        if listed
        else f"compare the file with another in this folder; it has {quote_ids(fields, 'and')}",
        ((),),
        key=True,
    )


def _with_one_end(document: Document, faults: list[Fault]) -> Iterator[Fault]:
    """The faults of a file that may have been saved only in part: all that is missing at its end is one."""
    last = next(reversed(tuple(document.values)), ())
    missing = [fault for fault in faults if fault.code == "SCH002" and fault.route == last[: len(fault.route)]]
    if missing:
        names = [str(route[-1]) for fault in missing for route in fault.unreadable]
        yield Fault(
            last,
            "SCH002",
            f"the file ends here, in the middle of a line: {quote_ids(names, 'and')} {'is' if len(names) == 1 else 'are'} missing",
            "bring the rest back from an earlier version of the file; it may have been saved only in part",
            tuple(route for fault in missing for route in fault.unreadable),
            at_end=True,
        )
    yield from (fault for fault in faults if not any(fault is one for one in missing))


def _end_of(document: Document) -> Span:
    line = document.text.count("\n") + 1
    column = len(document.text) - document.text.rfind("\n")
    return Span(document.path, line, max(1, column - 1), column)


def schema_findings(document: Document, name: str) -> Iterator[Finding]:
    """Every departure of a document from the schema `name`, as a finding at its place."""
    return (fault.finding(document) for fault in schema_faults(document, name))


def unexplained_finding(document: Document, reason: str, route: Route = ()) -> Finding:
    """The finding for a value that the quick validator or the struct refuses and the slow validator accepts.

    `reason` is the refusal in the words of the library, or empty; `route` leads to the value, if that is known.
    """
    return Finding(
        document.span(route),
        "SCH003",
        CODES["SCH003"],
        Severity.ERROR,
        f"a value of this record is of the wrong type ({reason or 'no more is known'})".replace("\n", " "),
        "compare the record with another of the same kind",
    )


def _faults(error: Any, whole: Mapping[str, Any]) -> Iterator[Fault]:
    """jsonschema blames the parent for an unknown or missing key; we point at what is to be changed."""
    route: Route = tuple(error.absolute_path)
    validator, wanted, value = error.validator, error.validator_value, error.instance
    in_name = "propertyNames" in error.absolute_schema_path
    if validator == "additionalProperties":
        fields = error.schema.get("properties", {})
        strange = () if any(key in fields for key in value) else (route,)
        for key in value:
            if key not in fields:
                near = _nearest_field(key, [name for name in fields if name not in value]) or _nearest_field(
                    key, fields
                )
                meant = [near] if near else _may_mean(value[key], fields)
                yield Fault(
                    (*route, key),
                    "SCH001",
                    f"`{key}` is not a field {_of(route)}" + (f"; did you mean `{near}`?" if near else ""),
                    f"write `{near}` instead of `{key}`, if that is meant"
                    if near
                    else f"take `{key}` away; {_of(route).removeprefix('of ')} has {quote_ids(fields, 'and')}",
                    ((*route, key), *((*route, name) for name in meant if name not in value), *strange),
                    key=True,
                    instead=(*route, near) if near else None,
                    may_mean=tuple((*route, name) for name in meant),
                )
    elif validator == "required":
        missing = next(name for name in wanted if name not in value and f"'{name}'" in error.message)
        about = error.schema.get("properties", {}).get(missing) or _schema_at(whole, (*route, missing))
        says, fix = f"`{missing}` is missing {_in(route)}", f"add `{missing}:` {_example_of(about)}".rstrip()
        asking = [name for name in _asking(_schema_at(whole, route), missing) if name in value]
        is_entry = bool(route) and isinstance(route[-1], int)  # elsewhere the name of the group says where
        asked_by = (*route, asking[0]) if is_entry and asking and "then" in error.absolute_schema_path else None
        yield Fault(route, "SCH002", says, fix, ((*route, missing),), key=True, asked_by=asked_by)
    elif validator == "anyOf" and all("required" in choice for choice in wanted):
        names = [name for choice in wanted for name in choice["required"]]
        says = f"{quote_ids(names, 'or')} is missing {_in(route)}"
        unreadable = tuple((*route, name) for name in names)
        yield Fault(
            route, "SCH002", says, f"add {join_words((f'`{name}:`' for name in names), 'or')}", unreadable, key=True
        )
    elif validator == "dependentRequired":
        given, missing = next(
            (given, name)
            for given, names in wanted.items()
            for name in names
            if given in value and name not in value and error.message.startswith(f"'{name}' is")
        )
        example = _example_of(error.schema["properties"].get(missing, {}))
        says, fix = f"`{given}` is there without `{missing}`", f"add `{missing}:` {example}".rstrip()
        yield Fault((*route, given), "SCH002", says, f"{fix}; or take `{given}` out", ((*route, missing),), key=True)
    elif validator == "oneOf" and "x-recursive" in error.schema:
        yield from _expression_faults(route, value, [name for choice in wanted for name in choice["required"]])
    elif near_word := _expression_word(whole, (*route, value) if in_name else route):
        key = value if in_name else route[-1]
        yield Fault(
            (*route, value) if in_name else route,
            "SCH001",
            f"`{_short(key)}` is not a field {_of(route if in_name else route[:-1])}; did you mean `{near_word}`?",
            f"write `{near_word}` instead of `{_short(key)}`",
            (route if in_name else route[:-1],),
            key=True,
        )
    elif in_name:
        yield Fault(
            (*route, value),
            "SCH006",
            f"`{_short(value)}` is not an id: lower-case words joined by hyphens",
            "write lower-case letters, figures and hyphens only",
            ((*route, value),),
            key=True,
        )
    else:
        yield _value_fault(route, validator, wanted, value, error.schema)


def _expression_faults(route: Route, value: Mapping[str, Any], names: list[str]) -> Iterator[Fault]:
    """What is wrong with an expression that says none of what one says, or several things. Its names are `names`."""
    said = [name for name in value if name in names]
    if len(said) > 1:
        says = f"{_name(route)} has {quote_ids(said, 'and')}; it can have only one of them"
        fix = "write them as a list below `all:`, one entry each, if all must be so; below `any:`, if one is enough"
        yield Fault((*route, said[1]), "SCH007", says, fix, (route,), key=True)
    elif not value:
        says = f"{_name(route)} says nothing; it needs one of {quote_ids(names)}"
        yield Fault(route, "SCH007", says, "write what must be so, or take the entry away", (route,))


def _expression_word(whole: Mapping[str, Any], route: Route) -> str | None:
    """The name of an expression that a name in a plain map resembles, where the map could have been one."""
    part = _schema_at(whole, route[:-1]) if route and isinstance(route[-1], str) else {}
    if "additionalProperties" not in part or "x-expression" not in part:
        return None
    names = definition(part["x-expression"])["properties"]
    return None if route[-1] in names else _nearest_field(str(route[-1]), names)


def _nearest_field(name: str, fields: Iterable[str]) -> str | None:
    near = closest_match(name, (field.replace("_", "-") for field in fields))
    return near.replace("-", "_") if near else None


def _may_mean(value: Any, fields: Mapping[str, Any]) -> list[str]:
    """The fields that a name which resembles none of them may mean: those that could hold its value."""
    return [name for name, wanted in fields.items() if _validator_of_field(wanted).is_valid(value)]


#: Validators of fields, by the identity of the field's schema, which is kept beside so that it stays the same object.
_OF_FIELDS: dict[int, tuple[Mapping[str, Any], Any]] = {}


def _validator_of_field(wanted: Mapping[str, Any]) -> Any:
    """A validator of one field of a schema that `schema` or `definition` gave; made once."""
    if id(wanted) not in _OF_FIELDS:
        _OF_FIELDS[id(wanted)] = (wanted, _validator_of({**wanted, "$defs": _recursive_definitions()}))
    return _OF_FIELDS[id(wanted)][1]


def _value_fault(route: Route, validator: str, wanted: Any, value: Any, schema_: Mapping[str, Any]) -> Fault:
    name = _name(route)
    code = _CODE_OF.get(validator, "SCH007")
    hint = _hint(schema_)

    def fault(message: str, fix: str, code: str = code) -> Fault:
        return Fault(route, code, message, fix, (route,))

    if validator == "type":
        if schema_.get("format") == "date" and type(value) is int and len(str(value)) == len("20260331"):
            return fault(*explain_bad_date(str(value)), "SCH005")
        types = [wanted] if isinstance(wanted, str) else wanted
        meant = join_words((_TYPE_WORDS[type_] for type_ in types), "or")
        message = f"{name} is {_describe(value)}; it must be {meant}"
        hint = _what_true_says(schema_) if "boolean" in types else f" {hint}" if hint else ""
        return fault(message, _as_type(value, types, schema_) or f"write {meant}{hint}")
    if validator in ("enum", "const"):
        allowed = [str(option) for option in (wanted if validator == "enum" else [wanted])]
        near = closest_match(str(value), allowed)
        return fault(
            f"{name} is `{_short(value)}`; it can be {quote_ids(allowed)}"
            + (f"; did you mean `{near}`?" if near else ""),
            f"write `{near}`, if that is meant" if near else f"write one of {quote_ids(allowed)}",
        )
    if validator == "oneOf" and isinstance(value, dict):
        names = [name for option in wanted for name in option.get("required", ())]
        said = [name for name in names if name in value]
        if said:
            one = f"{name} says {quote_ids(said, 'and')}; it can say only one of {quote_ids(names)}"
            return fault(one, f"keep one of {quote_ids(said, 'or')}", "SCH007")
        return fault(
            f"{name} says no time; it needs one of {quote_ids(names)}", f"add `{names[0]}:`, or another", "SCH007"
        )
    if validator == "format":
        return fault(*explain_bad_date(_short(value)))
    if validator == "pattern":
        if not str(value).strip():
            return fault(f"{name} is empty", f"write something {hint}, or take the field away", "SCH007")
        if wanted == ID and (slug := slugify(_short(value))):
            says = f"`{_short(value)}` is not an id: lower-case words joined by hyphens"
            target = schema_.get("x-refers-to")
            if target:  # what its words would make as an id may be no one's
                kinds = [target] if isinstance(target, str) else target
                return fault(
                    says,
                    f"write the id of the {join_words((kind.replace('-', ' ') for kind in kinds), 'or')} that is meant",
                )
            return fault(says, f"write `{slug}`, if that is its id")
        return fault(
            f"`{_short(value)}` does not have the form of {name}",
            f"{schema_.get('description', 'compare it with another record')} {hint}".strip(),
        )
    message = {
        "minItems": f"{name} has {_count_entries(value)}; it needs at least {wanted}",
        "maxItems": f"{name} has {_count_entries(value)}; it can have at most {wanted}",
        "minProperties": f"{name} says nothing; it needs one field",
        "maxProperties": f"{name} has {_count_entries(value)}; it can have only one",
        "minLength": f"{name} is empty" if not value else f"{name} is too short",
        "maxLength": f"{name} is longer than {wanted} characters",
        "minimum": f"{name} is {_short(value)}; the least is {wanted}",
        "maximum": f"{name} is {_short(value)}; the most is {wanted}",
    }.get(validator, f"{name} does not fit ({validator})")
    return fault(message, f"write what belongs here {hint}".strip())


def _as_type(value: Any, types: list[str], schema_: Mapping[str, Any]) -> str:
    """How to write what was probably meant by a value of another type, or nothing where no one can tell."""
    if isinstance(value, dict) and "string" in types:
        return "put the whole text in double quotes, because a colon and a space stand in it"
    if isinstance(value, dict | list | None):
        return ""
    if schema_.get("format") == "date" and type(value) is int:
        return _as_day(value)
    text = _short(value)
    if "string" in types:
        return f'put it in double quotes: "{str(value).lower()}"'
    if "number" in types and (amount := parse_amount(text)):
        return f"write `{amount}`: figures and a point, nothing else"
    if "boolean" in types and (meant := _YES_OR_NO.get(text.lower())):
        return f"write `{meant}`"
    if "array" in types:
        if sign := re.match(r"(?:[-\u2010-\u2015\u2212\u2022*\u00b7]\s?)(?=[^\s-])", text):
            first = text[sign.end() :].split(" - ")[0]  # YAML has joined the entries below with it
            return f"begin the line with a hyphen and a space: `- {first}`"
        return f"write it on a line of its own below, after a hyphen and a space: `- {text}`"
    if "object" in types and schema_.get("required"):
        parts = ", ".join(f"{field}: …" for field in schema_["required"])
        return f"write its parts by name: `{{{parts}}}`"
    return ""


def _as_day(value: int) -> str:
    """The day that a number stands for by which spreadsheets store days."""
    if 36_526 <= value < 73_051:  # 2000 to 2099
        day = date.fromordinal(date(1899, 12, 30).toordinal() + value).isoformat()
        return f"write the day; a spreadsheet stores {day} as this number, so look whether that is meant"
    return ""


def _name(route: Route) -> str:
    words = [str(part) for part in route if isinstance(part, str)]
    if not words:
        return "the record"
    return f"`{words[-1]}`" if isinstance(route[-1], str) else f"an entry of `{words[-1]}`"


def _of(route: Route) -> str:
    return "of this record" if not route else f"of {_name(route)}"


def _in(route: Route) -> str:
    return "in this record" if not route else f"in {_name(route)}"


def _hint(schema_: Mapping[str, Any]) -> str:
    """An example, as it would be written."""
    examples = schema_.get("examples")
    if not examples:
        return ""
    example = examples[0]
    text = f"{example:.2f}" if isinstance(example, float) else json.dumps(example, ensure_ascii=False)
    return f"(for example {text})"


def _example_of(schema_: Mapping[str, Any]) -> str:
    """What to write in a field that is missing. An example of a source could be copied, and would name a wrong one."""
    if schema_.get("type") == "boolean":
        return f"`true` or `false`{_what_true_says(schema_)}"
    if schema_.get("x-refers-to") == "source":
        return "with the id of the source that says so; a new source goes into framework/sources.yaml first"
    return _hint(schema_)


def _what_true_says(schema_: Mapping[str, Any]) -> str:
    """What a reader is told by `true`: an example of one of two values would be copied, true or not."""
    described = str(schema_.get("description", "")).rstrip(".")
    return f". {described}" if described else ""


def _asking(part: Mapping[str, Any], missing: str) -> Iterator[str]:
    """The fields of a group for some values of which another field is required."""
    for choice in (part, *part.get("allOf", ())):
        if missing in choice.get("then", {}).get("required", ()):
            yield from choice.get("if", {}).get("properties", {})


def _schema_at(whole: Mapping[str, Any], route: Route) -> Mapping[str, Any]:
    """The part of a schema for the value at a route; empty where it says nothing about it."""
    part = whole
    for step in route:
        below = part.get("items") if isinstance(step, int) else part.get("properties", {}).get(step)
        part = below if isinstance(below, dict) else {}
    return part


def _describe(value: Any) -> str:
    if value is None:
        return "empty"
    if isinstance(value, dict):
        return "a group of names and values"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, str):
        return f"the text `{_short(value)}`"
    return f"the number {value}"


def _count_entries(value: Any) -> str:
    number = len(value) if isinstance(value, list | dict) else 0
    return count(number, "entry", "entries") if number else "no entries"


def _short(value: Any) -> str:
    text = " ".join(str(value).split()).replace("`", "'")
    return text if len(text) <= 60 else f"{text[:57]}…"
