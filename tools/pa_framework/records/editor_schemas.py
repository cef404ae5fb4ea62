"""The schemas as editors want them: closed lists filled from the records, each file standing alone.

Wherever a schema says that an id of some kind belongs (`x-refers-to`), the filled one lists the ids that there are,
with their titles, as values and as names of fields. Retired ids are not offered. Ids of a register are never filled
in: they belong to people. Which keywords an editor shows, and why these, stands in docs/decisions/0014.
"""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from pa_framework.records.json_schema import FOLDER, schema, schema_names
from pa_framework.records.load import Records
from pa_framework.records.model import Standard

#: The folder, beside `framework`, in which editors look for filled schemas. It is made, and never committed.
EDITOR_FOLDER = ".schemas"
#: What does not describe a kind of record: parts that schemas share.
_SHARED = "common"
_MADE = "Made from the records by `pa-framework schema`: change the records, and make it again."


def modeline(path: str, kind: str) -> str:
    """The first line of a record: where editors find its schema.

    `path` is the record's, relative to the root of the framework, with `/`; `kind` is its kind, such as `task`.
    For `framework/tasks/a.yaml` it is `# yaml-language-server: $schema=../../.schemas/task.schema.json`.
    """
    up = "../" * (len(PurePosixPath(path).parts) - 1)
    return f"# yaml-language-server: $schema={up}{EDITOR_FOLDER}/{kind}.schema.json"


def editor_schemas(records: Records) -> Iterator[tuple[str, str]]:
    """Each schema filled from the records: the file's name, and its text. The same records give the same bytes."""
    for kind in described_kinds():
        yield f"{kind}.schema.json", json.dumps(editor_schema(kind, records), indent=1, ensure_ascii=False) + "\n"


def described_kinds() -> tuple[str, ...]:
    """The kinds of record for which there is a schema that stands alone."""
    return tuple(kind for kind in schema_names() if kind != _SHARED)


def editor_schema(kind: str, records: Records) -> dict[str, Any]:
    """The schema of one kind of record, filled."""
    whole: dict[str, Any] = _Filling(kind, records).part(schema(kind))
    return {"$schema": whole.pop("$schema"), "$comment": _MADE, **whole}


class _Filling:
    """Fills the schema of one kind."""

    def __init__(self, kind: str, records: Records) -> None:
        self._kind = kind
        self._records = records

    def part(self, part: Any) -> Any:
        """A part of the schema with everything below it filled. What is data, such as examples, stays as it is."""
        if not isinstance(part, Mapping):
            return part
        made: dict[str, Any] = {}
        for name, inner in part.items():
            if name == "properties":
                made[name] = {field: self.part(each) for field, each in inner.items()}
            elif name in ("items", "additionalProperties", "propertyNames", "if", "then", "else"):
                made[name] = self.part(inner)
            elif name.startswith("x-") and name != "x-refers-to":
                continue  # for the program: class names, labels, what a field guards
            else:
                made[name] = inner
        if "x-refers-to" in part:
            made = self._one_of(made)
        if "x-refers-to" in part.get("propertyNames", {}):
            made = self._keyed(made)
        if made != part and "examples" in made:
            made["examples"] = [each for each in made["examples"] if _holds(made, each)]
            if not made["examples"]:
                del made["examples"]
        if "`" in made.get("description", ""):
            made["markdownDescription"] = made["description"]
        return made

    def _ids(self, of_kind: str) -> dict[str, str]:
        """The ids that can be written where one of a kind belongs, with their titles. Empty for kinds of a register."""
        kind = self._kind if of_kind == "self" else of_kind
        found = {
            name: str(getattr(noun, "title", getattr(noun, "term", name)))
            for name, noun in self._records.of_kind(kind).items()
            if not getattr(noun, "replaced_by", None)
        }
        unread = sorted(name for of, name in self._records.left_out if of == kind)
        return found | {name: "this record can not be read at the moment" for name in unread if name not in found}

    def _one_of(self, part: dict[str, Any]) -> dict[str, Any]:
        """A part whose value is an id."""
        of_kind = part["x-refers-to"]
        kind = self._kind if of_kind == "self" else of_kind
        said = kind.replace("-", " ")
        part = {**part, "title": said.capitalize()}
        if part.get("description") == _general_words():
            part["description"] = f"The id of a {said}."
        ids = self._ids(of_kind)
        if not ids:
            return part
        form = {name: value for name, value in part.items() if name not in ("pattern", "maxLength")}
        return {
            **form,
            "enum": list(ids),
            "enumDescriptions": list(ids.values()),
            "errorMessage": f"No {said} with this id is known here. If its record is new, run: pa-framework schema",
        }

    def _keyed(self, part: dict[str, Any]) -> dict[str, Any]:
        """A part whose fields are named by ids. Editors show what is said of a field, not of a name: so each is one."""
        each = part.get("additionalProperties")
        if not isinstance(each, Mapping) or "enum" not in part["propertyNames"]:
            return part
        nouns = self._records.of_kind(part["propertyNames"]["x-refers-to"])
        titles = zip(part["propertyNames"]["enum"], part["propertyNames"]["enumDescriptions"], strict=True)
        fields = {}
        for name, title in titles:
            summary = str(getattr(nouns.get(name), "summary", ""))
            fields[name] = {**each, "title": title, "description": f"{title}. {summary}".strip()}
            fields[name].pop("markdownDescription", None)
            if isinstance(noun := nouns.get(name), Standard) and "items" in each:
                fields[name]["items"] = {
                    **each["items"],
                    "description": f"An item of {title}.",
                    "enum": [item.id for item in noun.items],
                    "enumDescriptions": [item.title for item in noun.items],
                }
        return {**part, "properties": fields}


@lru_cache(maxsize=1)
def _general_words() -> str:
    """What common.schema.json says of every id: its form, which is of no help where the ids are listed."""
    common = json.loads((FOLDER / f"{_SHARED}.schema.json").read_text(encoding="utf-8"))
    return str(common["$defs"]["id"]["description"])


def _holds(part: Mapping[str, Any], example: Any) -> bool:
    """Whether an example still stands when the lists are filled: an area need not have the ids that we had in mind."""
    from jsonschema_rs import Draft202012Validator

    return bool(Draft202012Validator(dict(part)).is_valid(example))
