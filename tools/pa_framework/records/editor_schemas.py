"""Schemas for editors: self-contained, with the ids of the records as closed lists.

Where a schema refers to a kind of record (`x-refers-to`), the schema for editors lists the ids of that kind with their
titles, as values or as names of fields. Retired ids are not listed, nor are ids of a register, which belong to people.
Keywords for the program, such as `x-struct` or `x-guards`, are left out. docs/decisions/0014 says which keywords
editors show.
"""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

import msgspec

from pa_framework.records.dated_documents import EARLIER
from pa_framework.records.json_schema import FOLDER, definition, schema, schema_names
from pa_framework.records.kinds import KIND, entry_kinds, framework_kinds, patterns
from pa_framework.records.load import Records
from pa_framework.records.model import Standard
from pa_framework.records.overlays import ADD, BECAUSE, CHANGES, LEAVE_OUT, NOT_INHERITED, REMOVE, Overlay

#: How the line begins that tells an editor the schema of a file.
MODELINE = "# yaml-language-server:"
#: The folder next to `framework` in which editors look for schemas. It is generated and never committed.
EDITOR_FOLDER = ".schemas"
#: The schema with shared definitions, which describes no kind of record.
_SHARED = "common"
#: What the description of a text says besides.
HOW_TO_REFER = (
    " For a figure of law, evidence or the settings, write a reference, such as `((law.minimum-wage.adult))`."
)
#: How many groups within each other an expression is described for.
_DEEPEST = 3
_MADE = "Made from the records by `pa-framework schema`: change the records, and make it again."


def modeline(path: str, kind: str) -> str:
    """The first line of a record: where editors find its schema.

    `path` is the record's, relative to the root of the framework, with `/`; `kind` is its kind, such as `task`.
    For `framework/tasks/a.yaml` it is `# yaml-language-server: $schema=../../.schemas/task.schema.json`.
    """
    up = "../" * (len(PurePosixPath(path).parts) - 1)
    return f"{MODELINE} $schema={up}{EDITOR_FOLDER}/{kind}.schema.json"


def editor_settings() -> dict[str, list[str]]:
    """Which schema belongs to which files, as the settings of Visual Studio Code have it."""
    return {f"{EDITOR_FOLDER}/{kind}.schema.json": globs for kind, globs in patterns().items()}


def editor_schemas(records: Records) -> Iterator[tuple[str, str]]:
    """The name and the text of each schema file. The same records give the same bytes."""
    for kind in described_kinds():
        text = msgspec.json.format(msgspec.json.encode(editor_schema(kind, records)), indent=1).decode()
        yield f"{kind}.schema.json", f"{text}\n"


def described_kinds() -> tuple[str, ...]:
    """The kinds of file that have a schema."""
    return tuple(kind for kind in schema_names() if kind != _SHARED)


def editor_schema(kind: str, records: Records, *, plain: bool = False) -> dict[str, Any]:
    """The schema of a kind of file, with the ids of the records in it.

    Its `$id` is the address at which the site offers it; without `site` in the settings it has none. Where the
    framework builds on another one, a file may also be a change of a record of that one (see `overlays`). With `plain`, it
    may not, and maps that may be an expression instead are described as plain ones only.
    """
    whole: dict[str, Any] = _SchemaBuilder(kind, records, plain=plain).part(schema(kind))
    if kind == "task" and any(tier.standard for tier in records.tiers.values()):
        # A task may inherit what else it must have from its tier: see `standards`.
        whole = {name: part for name, part in whole.items() if name not in ("if", "then")}
        whole["required"] = [name for name in whole["required"] if name not in ("summary", "approval")]
    if records.overlay and not plain and kind in {one.id for one in framework_kinds()} - NOT_INHERITED:
        whole = with_changes(whole, kind, records.overlay)
    site = records.framework.site if records.framework else None
    name = {"$id": f"{site.rstrip('/')}/schemas/{kind}.schema.json"} if site else {}
    return {"$schema": whole.pop("$schema"), **name, "$comment": _MADE, **whole}


def ids_with_titles(records: Records, kind: str) -> dict[str, str]:
    """The ids that a reference to a kind may have, with their titles: those of retired records are left out."""
    found = {
        id: str(getattr(record, "title", getattr(record, "term", getattr(record, "text", id))))
        for id, record in records.of_kind(kind).items()
        if not getattr(record, "replaced_by", None)
    }
    unreadable = sorted(id for record_kind, id in records.left_out if record_kind == kind)
    return found | {id: "this record cannot be read at the moment" for id in unreadable if id not in found}


class _SchemaBuilder:
    """Builds the schema of one kind of file for editors."""

    def __init__(self, kind: str, records: Records, *, plain: bool) -> None:
        self._kind = kind
        self._records = records
        self._plain = plain
        self._depth = 0

    def part(self, part: Any) -> Any:
        """A part of the schema with ids in it and below it. Data, such as examples, stays as it is."""
        if not isinstance(part, Mapping):
            return part
        made: dict[str, Any] = {}
        for name, inner in part.items():
            if name == "properties":
                made[name] = {field: self.part(described) for field, described in inner.items()}
            elif name in ("items", "additionalProperties", "propertyNames", "if", "then", "else"):
                made[name] = self.part(inner)
            elif name.startswith("x-") and name not in ("x-refers-to", "x-or-text", "x-other-words"):
                continue  # for the program: class names, labels, what a field guards
            else:
                made[name] = inner
        if "x-fields" in part:
            made["properties"] = _described(part["x-fields"]) | made["properties"]
        if "x-refers-to" in part:
            made = self._id_or_text(made) if "x-or-text" in made else self._one_of(made)
        if "x-refers-to" in part.get("propertyNames", {}):
            made = self._keyed(made)
        if "x-expression" in part and not (self._plain and "additionalProperties" in made):
            made = self._with_expression(made, part["x-expression"])
        if made != part and "examples" in made:
            made["examples"] = [example for example in made["examples"] if _is_valid_example(made, example)]
            if not made["examples"]:
                del made["examples"]
        if (
            "description" in made
            and not KIND[self._kind].in_register
            and (part.get("x-takes-references") or _holds_references(part.get("items")))
        ):
            made["description"] += HOW_TO_REFER
        if "`" in made.get("description", ""):
            made["markdownDescription"] = made["description"]
        return made

    def _with_expression(self, made: dict[str, Any], name: str) -> dict[str, Any]:
        """A part that is an expression, or may be one instead of a plain map. What is deep within one stays open."""
        if self._depth == _DEEPEST:
            return made
        self._depth += 1
        expression = self.part(definition(name))
        self._depth -= 1
        form = {key: expression[key] for key in ("additionalProperties", "properties", "dependentRequired", "oneOf")}
        if "additionalProperties" not in made:
            return {**made, **form}
        plain = {key: made.pop(key) for key in ("propertyNames", "additionalProperties", "properties") if key in made}
        return {**made, "anyOf": [{"type": "object", **plain}, {"type": "object", **form}]}

    def _ids(self, of_kind: str) -> dict[str, str]:
        """The ids of a kind with their titles; empty for kinds of a register."""
        return ids_with_titles(self._records, self._kind if of_kind == "self" else of_kind)

    def _id_or_text(self, part: dict[str, Any]) -> dict[str, Any]:
        """A part whose value is an id or something else, with the ids as suggestions."""
        ids = self._ids(part["x-refers-to"])
        plain = {name: value for name, value in part.items() if name != "x-or-text"}
        if not ids:
            return plain
        return {**plain, "anyOf": [{"enum": list(ids), "enumDescriptions": list(ids.values())}, {}]}

    def _one_of(self, part: dict[str, Any]) -> dict[str, Any]:
        """A part whose value is an id, with the ids as a closed list. Ids may be of one of several kinds."""
        of_kind = part["x-refers-to"]
        if isinstance(of_kind, list):
            ids = {id: title for kind in of_kind for id, title in self._ids(kind).items()}
            return {
                **part,
                "anyOf": [{"enum": list(ids), "enumDescriptions": list(ids.values())}, {"pattern": "^[0-9+ ]+$"}],
            }
        kind = self._kind if of_kind == "self" else of_kind
        words = kind.replace("-", " ")
        part = {**part, "title": words.capitalize()}
        if part.get("description") == _description_of_ids():
            part["description"] = f"The id of a {words}."
        ids = self._ids(of_kind)
        if not ids:
            return part
        instead = part.get("x-other-words", ())
        form = {name: value for name, value in part.items() if name not in ("pattern", "maxLength", "x-other-words")}
        return {
            **form,
            "enum": [*ids, *instead],
            "enumDescriptions": [*ids.values(), *("" for _ in instead)],
            "errorMessage": f"No {words} with this id is known here. If its record is new, run: pa-framework schema",
        }

    def _keyed(self, part: dict[str, Any]) -> dict[str, Any]:
        """A part whose fields are named by ids, with a property for each id: editors show descriptions of properties only."""
        value = part.get("additionalProperties")
        if not isinstance(value, Mapping) or "enum" not in part["propertyNames"]:
            return part
        records = self._records.of_kind(part["propertyNames"]["x-refers-to"])
        titles = zip(part["propertyNames"]["enum"], part["propertyNames"]["enumDescriptions"], strict=True)
        fields = {}
        for name, title in titles:
            summary = str(getattr(records.get(name), "summary", ""))
            fields[name] = {**value, "title": title, "description": f"{title}. {summary}".strip()}
            fields[name].pop("markdownDescription", None)
            if isinstance(standard := records.get(name), Standard) and "items" in value:
                fields[name]["items"] = {
                    **value["items"],
                    "description": f"An item of {title}.",
                    "enum": [item.id for item in standard.items],
                    "enumDescriptions": [item.title for item in standard.items],
                }
        return {**part, "properties": fields}


def with_changes(whole: Mapping[str, Any], kind: str, overlay: Overlay) -> dict[str, Any]:
    """The schema of a kind of file in which it may also be, or hold, a change of a record of the base."""
    if not KIND[kind].file:
        return {
            **{name: whole[name] for name in ("$schema", "title", "description") if name in whole},
            "if": {"required": [CHANGES]},
            "then": _change(whole, _ids_of_base(overlay, kind), [CHANGES, BECAUSE]),
            "else": {name: part for name, part in whole.items() if name != "$schema"},
        }
    lists = {name: of_kind.id for name, of_kind in entry_kinds(kind)}
    fields = {
        name: _with_changed_entries(part, _ids_of_base(overlay, lists[name])) if name in lists else _changed_field(part)
        for name, part in whole["properties"].items()
    }
    made = {name: part for name, part in whole.items() if name != "required"}
    return {**made, "properties": {BECAUSE: _BECAUSE, **fields}}


_BECAUSE = {
    "type": "string",
    "minLength": 1,
    "description": "Why this is different from the base, in one sentence that readers of the site understand.",
}
_LEAVE_OUT = {"const": True, "description": "`true`: the record of the base is not there in this area."}
#: Keywords of a group that ask for what a change need not say again.
_ASKS_FOR_ALL = ("required", "dependentRequired", "oneOf", "minProperties")


def _ids_of_base(overlay: Overlay, kind: str) -> dict[str, str]:
    """The ids of the records of a kind in the base, with their titles."""
    found: dict[str, str] = {}
    for document, file_kind in overlay.base:
        listed = [name for name, of_kind in entry_kinds(file_kind) if of_kind.id == kind]
        entries = (
            [document.data] if file_kind == kind else [one for name in listed for one in document.data.get(name, ())]
        )
        for entry in entries:
            name = str(entry.get(KIND[kind].id_field))
            found[name] = str(entry.get("title", entry.get("text", name)))
    return found


def _with_changed_entries(part: Mapping[str, Any], ids: Mapping[str, str]) -> dict[str, Any]:
    entry = part["items"]
    change = {"if": {"required": [CHANGES]}, "then": _change(entry, ids, [CHANGES]), "else": entry}
    return {name: inner for name, inner in part.items() if name != "minItems"} | {"items": change}


def _change(record: Mapping[str, Any], ids: Mapping[str, str], required: list[str]) -> dict[str, Any]:
    """The schema of a change of a record."""
    names = {"enum": [*ids], "enumDescriptions": [*ids.values()]} if ids else {"type": "string"}
    head = {
        CHANGES: {**names, "description": "The record of the base that is changed."},
        BECAUSE: _BECAUSE,
        LEAVE_OUT: _LEAVE_OUT,
    }
    made = _partial(record)
    fields = {name: part for name, part in made["properties"].items() if name not in ("id", EARLIER)}
    kept = {EARLIER: made["properties"][EARLIER]} if EARLIER in made["properties"] else {}
    return {**made, "required": required, "properties": {**head, **fields, **kept}}


def _partial(group: Mapping[str, Any]) -> dict[str, Any]:
    """A group of which a part is enough."""
    made = {name: part for name, part in group.items() if name not in (*_ASKS_FOR_ALL, "$schema")}
    if "properties" in group:
        made["properties"] = {name: _changed_field(part) for name, part in group["properties"].items()}
    if isinstance(group.get("additionalProperties"), Mapping):
        made["additionalProperties"] = _changed_field(group["additionalProperties"])
    if "anyOf" in group:  # a plain map, or an expression in its place
        made["anyOf"] = [_partial(form) for form in group["anyOf"]]
    return made


def _changed_field(part: Mapping[str, Any]) -> dict[str, Any]:
    """A field of a change: null takes it away, and a list may be changed."""
    said = {name: part[name] for name in ("description", "markdownDescription") if name in part}
    forms: list[Mapping[str, Any]] = [_partial(part) if part.get("type") == "object" else part, {"type": "null"}]
    if part.get("type") == "array":
        some = {"type": "array", "minItems": 1}
        change = {
            ADD: {**some, "items": part.get("items", {}), "description": "What the list of the base gets at its end."},
            REMOVE: {**some, "description": "What the list of the base loses: the same values, or their ids or texts."},
        }
        forms.append({"type": "object", "additionalProperties": False, "minProperties": 1, "properties": change})
    return {**said, "anyOf": forms}


def _described(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields that an entry may hold in part, or with null: with their description if any, and without their form."""
    return {name: {key: field[key] for key in field if key == "description"} for name, field in fields.items()}


def _holds_references(items: Any) -> bool:
    """Whether the entries of a list are texts in which a reference may be."""
    return isinstance(items, Mapping) and bool(items.get("x-takes-references"))


@lru_cache(maxsize=1)
def _description_of_ids() -> str:
    """The description of the form of ids in common.schema.json, which is not useful where the ids are listed."""
    common = json.loads((FOLDER / f"{_SHARED}.schema.json").read_text(encoding="utf-8"))
    return str(common["$defs"]["id"]["description"])


def _is_valid_example(part: Mapping[str, Any], example: Any) -> bool:
    """Whether an example is valid with the ids of these records: an area need not have the ids of the examples."""
    from jsonschema_rs import Draft202012Validator

    return bool(Draft202012Validator(dict(part)).is_valid(example))
