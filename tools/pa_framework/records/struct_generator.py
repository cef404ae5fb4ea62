"""Writes the struct types of records, and the typed attributes of `Records` and `Register`, from the schemas.

It also tells editors, in `.vscode/settings.json`, which schema belongs to which files. `make structs` runs it; a test compares what it gives with what is committed. Besides the keywords of JSON Schema it reads:

* `x-struct`: the name of the class of a group of fields. Without it, the name of the class around and of the field.
* `x-type`: the name of the type of a closed list (`enum`). Without it, likewise.
* `x-name`: the name of a field in Python, where the name in the file is a word of Python or says too little there.
* `x-recursive`: a definition that holds itself. It stays plain data, as does a map that may be one instead.
* `x-default`: the value of an optional field that is left out, where it is not None or an empty list or map.
* `x-absent`: a list that may be empty, and has this, is None where it is left out: that means something else.

Why this is no library: docs/decisions/0026.
"""

import json
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from pa_framework.records.json_schema import FOLDER
from pa_framework.records.kinds import KINDS, REGISTER_FOLDER, Kind, patterns, register_kinds

_WIDTH = 120
#: The root of the source tree.
_SOURCE = Path(__file__).parents[3]
_HEAD = '''"""{about}

Made from the schemas by `make structs`: change a schema or records/kinds.py, and make it again. Amounts of money are
exact decimals (pounds per hour). Ids that a record names are text: whether they exist is for rules to say.
"""

'''


class AmbiguousName(ValueError):
    """Two different groups of fields, or two closed lists, have the same name."""


class _Field(Struct, frozen=True):
    name: str
    type: str
    default: str | None
    name_in_file: str

    def line(self) -> str:
        declared = f"    {self.name}: {self.type}"
        if self.name == self.name_in_file:
            return declared if self.default is None else f"{declared} = {self.default}"
        default = "" if self.default is None else f", default={self.default}"
        return f'{declared} = field(name="{self.name_in_file}"{default})'


class _Struct(Struct, frozen=True):
    name: str
    base: str
    docstring: str
    fields: tuple[_Field, ...]

    def text(self) -> str:
        fields = [field.line() for field in self.fields]
        docstring = _docstring(self.docstring)
        gap = [""] if docstring and fields else []
        return "\n".join([f"class {self.name}({self.base}, frozen=True, kw_only=True):", *docstring, *gap, *fields])


class _Part(Struct, frozen=True):
    """A part of a schema, and the file in which its local `$ref`s are looked up."""

    data: Mapping[str, Any]
    file: str

    def resolved(self) -> "_Part":
        """The definition that this part refers to, or the part itself."""
        if "$ref" not in self.data:
            return self
        file, _, name = self.data["$ref"].partition("#/$defs/")
        home = file.removesuffix(".schema.json") or self.file
        return _Part(_read(home)["$defs"][name], home).resolved()

    def below(self, data: Mapping[str, Any]) -> "_Part":
        return _Part(data, self.file)


def _read(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))
    return data


class _Module:
    """Gathers the types of one module, each after those that it needs."""

    def __init__(self, imported: "_Module | None" = None) -> None:
        self.aliases: dict[str, tuple[str, ...]] = {}
        self.structs: dict[str, _Struct] = {}
        self.of_kind: dict[str, str] = {}
        self._imported = imported

    def add_kind(self, kind: Kind) -> None:
        """Adds the struct of a kind of record, and what it needs."""
        part = _Part(_read(kind.listed_in[0] if kind.listed_in else kind.id), kind.id)
        if kind.listed_in:
            part = part.below(part.data["properties"][kind.listed_in[1]]["items"]).resolved()
        base = "Record" if kind.id_field else "Located"
        lists = {entry.listed_in[1] for entry in KINDS if entry.listed_in and entry.listed_in[0] == kind.id}
        self.of_kind[kind.id] = self._struct(part, base, "", lists)

    def _struct(self, part: _Part, base: str, otherwise: str, left_out: set[str] | frozenset[str]) -> str:
        name = str(part.data.get("x-struct", otherwise))
        if not name:
            raise AmbiguousName(f"{part.file}: a record needs the name of its class (`x-struct`)")
        required = part.data.get("required", ())
        fields = tuple(
            self._field(part.below(inner), inner_name, name, optional=inner_name not in required)
            for inner_name, inner in part.data["properties"].items()
            if inner_name not in left_out and not (base == "Record" and inner_name == "id")
        )
        made = _Struct(name, base, str(part.data.get("description", "")), fields)
        existing = self.structs.get(name) or (self._imported.structs.get(name) if self._imported else None)
        if existing is not None and (existing.base, existing.fields) != (base, fields):
            raise AmbiguousName(f"{part.file}: `{name}` is the name of two different groups of fields")
        if existing is None:
            self.structs[name] = made
        return name

    def _field(self, part: _Part, name_in_file: str, around: str, *, optional: bool) -> _Field:
        name = str(part.data.get("x-name", name_in_file))
        type_ = self._type(part, f"{around}{_camel(name)}")
        default: str | None = None
        if optional and "x-default" in part.data:
            default = _literal(part.data["x-default"], type_)
        elif optional and type_.startswith("tuple[") and ("x-absent" not in part.data or part.data.get("minItems")):
            default = "()"
        elif optional and type_.startswith("dict["):
            default = "{}"
        elif optional:
            default = "None"
            type_ = type_ if type_ == "Any" else f"{type_} | None"
        return _Field(name, type_, default, name_in_file)

    def _type(self, part: _Part, name: str) -> str:
        """The Python type of a part; `name` is for a class or a closed list that has no name of its own."""
        resolved = part.resolved()
        data = resolved.data
        kind = data.get("type")
        if "enum" in data:
            return self._alias(str(data.get("x-type", name)), tuple(data["enum"]))
        if kind == "object" and ("x-recursive" in data or ("else" in data and "properties" not in data)):
            return "dict[str, Any]"
        if "properties" in data:
            struct = self._struct(resolved, "Struct", name, frozenset())
            if not isinstance(kind, list):
                return struct
            text = "date" if data.get("format") == "date" else "str"
            several = f"tuple[{self._type(resolved.below(data['items']), name)}, ...]" if "array" in kind else ""
            return " | ".join(filter(None, (text if "string" in kind else "", struct, several)))
        if kind == "array":
            inner = self._type(resolved.below(data["items"]), name)
            exactly = data.get("minItems") if data.get("minItems") == data.get("maxItems") else None
            return f"tuple[{', '.join([inner] * exactly) if exactly else f'{inner}, ...'}]"
        if kind == "object":
            return f"dict[str, {self._type(resolved.below(data['additionalProperties']), name)}]"
        if kind == "string":
            return "date" if data.get("format") == "date" else "str"
        simple = {"integer": "int", "number": "Decimal", "boolean": "bool"}
        return simple[kind] if isinstance(kind, str) else "Any"

    def _alias(self, name: str, values: tuple[str, ...]) -> str:
        existing = self.aliases.get(name) or (self._imported.aliases.get(name) if self._imported else None)
        if existing is not None and existing != values:
            raise AmbiguousName(f"`{name}` is the name of two different closed lists")
        if existing is None:
            self.aliases[name] = values
        return name

    def text(self, about: str, attributes: str, attributes_about: str, kinds: list[Kind]) -> str:
        """The whole module; `attributes` is the name of the class that holds records by kind."""
        body = [
            "\n".join(_alias_text(name, values) for name, values in self.aliases.items()),
            *(struct.text() for struct in self.structs.values()),
            self._attributes(attributes, attributes_about, kinds),
            self._table(),
        ]
        text = "\n\n\n".join(part for part in body if part)
        return _HEAD.format(about=about) + "\n".join(self._imports(text)) + "\n\n" + text + "\n"

    def _attributes(self, name: str, about: str, kinds: list[Kind]) -> str:
        lines = [f"class {name}(Struct, frozen=True):", *_docstring(about), ""]
        for kind in kinds:
            struct = self.of_kind[kind.id]
            if kind.is_single:
                lines.append(f"    {kind.attribute}: {struct} | None = None")
            elif kind.id_field:
                lines.append(f"    {kind.attribute}: Mapping[str, {struct}] = field(default_factory=dict)")
            else:
                lines.append(f"    {kind.attribute}: tuple[{struct}, ...] = ()")
        return "\n".join(lines)

    def _table(self) -> str:
        rows = "\n".join(f'    "{kind}": {struct},' for kind, struct in self.of_kind.items())
        return f"#: The struct type of each kind of record, by the id of the kind.\nSTRUCTS: Mapping[str, type[Located]] = {{\n{rows}\n}}"

    def _imports(self, text: str) -> Iterator[str]:
        words = set(text.replace("[", " ").replace("]", " ").replace("(", " ").replace(",", " ").split())
        standard = ["from collections.abc import Mapping"]
        standard += ["from datetime import date"] if "date" in words else []
        standard += ["from decimal import Decimal"] if "Decimal" in words else []
        typing = [name for name in ("Any", "Literal") if name in words]
        standard += [f"from typing import {', '.join(typing)}"] if typing else []
        yield from standard
        yield ""
        yield "from msgspec import Struct, field" if "field" in words else "from msgspec import Struct"
        yield ""
        bases = [name for name in ("Located", "Record") if name in words]
        yield f"from pa_framework.records.base import {', '.join(bases)}"
        if self._imported is not None:
            shared = sorted(words & {*self._imported.aliases, *self._imported.structs})
            if shared:
                yield f"from pa_framework.records.model import {', '.join(shared)}"


def generated_modules() -> dict[str, str]:
    """The modules that are made from the schemas: name of the file in this folder → its text, laid out as ruff does."""
    framework = _Module()
    ours = [kind for kind in KINDS if kind.attribute and not kind.in_register]
    for kind in ours:
        framework.add_kind(kind)
    register = _Module(framework)
    theirs = [kind for kind in KINDS if kind.attribute and kind.in_register]
    for kind in theirs:
        register.add_kind(kind)
    return {
        "model.py": framework.text(
            "The records of a framework, as typed, frozen data.",
            "FrameworkRecords",
            "The records of a framework by kind. The mappings go from id to record, in the order of the files.",
            ours,
        ),
        "register_model.py": register.text(
            "The records of a competence register, as typed, frozen data: ids only, never a name or a number of a person.",
            "RegisterRecords",
            "The records of a competence register by kind. The mappings go from id to record, in the order of the files.",
            theirs,
        ),
    }


def _alias_text(name: str, values: tuple[str, ...]) -> str:
    items = [json.dumps(value, ensure_ascii=False) for value in values]
    line = f"{name} = Literal[{', '.join(items)}]"
    if len(line) <= _WIDTH:
        return line
    inner = "    " + ", ".join(items)
    if len(inner) <= _WIDTH:
        return f"{name} = Literal[\n{inner}\n]"
    return "\n".join([f"{name} = Literal[", *(f"    {item}," for item in items), "]"])


def _literal(value: Any, type_: str) -> str:
    """A default as Python writes it; a map is an instance of its struct."""
    if isinstance(value, dict):
        return f"{type_}({', '.join(f'{name}={_literal(inner, str())}' for name, inner in value.items())})"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def _docstring(text: str) -> list[str]:
    """A docstring of a class: the first sentence is the summary line."""
    text = text.replace("\\", "\\\\").replace('"""', "'''")
    if not text:
        return []
    if len(text) <= _WIDTH - 10:
        return [f'    """{text}"""']
    summary, _, rest = text.partition(". ")
    summary = f"{summary}." if rest else summary
    wrapped = [*textwrap.wrap(summary, _WIDTH - 7), "", *textwrap.wrap(rest, _WIDTH - 4)] if rest else []
    lines = wrapped or textwrap.wrap(summary, _WIDTH - 7)
    return [f'    """{lines[0]}', *(f"    {line}".rstrip() for line in lines[1:]), '    """']


def _camel(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))


def editor_settings(settings: str) -> str:
    """The text of `.vscode/settings.json` with the schema of every kind; `settings` is the text that is there."""
    data = json.loads(settings)
    files = patterns() | {
        kind.id: [f"{REGISTER_FOLDER}/{kind.file or f'{kind.folder}/*.yaml'}"] for kind in register_kinds()
    }
    here = FOLDER.relative_to(_SOURCE).as_posix()
    data["yaml.schemas"] = {f"{here}/{kind}.schema.json": globs for kind, globs in files.items()}
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Writes the generated modules to the folder of this one, and the settings of editors at the root of the source tree."""
    made = {Path(__file__).with_name(name): text for name, text in generated_modules().items()}
    settings = _SOURCE / ".vscode/settings.json"
    made[settings] = editor_settings(settings.read_text(encoding="utf-8"))
    for path, text in made.items():
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
