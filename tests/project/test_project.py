"""What is said in two places says the same."""

import json
import re
import typing

import msgspec
import pytest

from pa_framework.records.decode import ENTRIES, NOUNS
from pa_framework.records.json_schema import schema
from pa_framework.records.kinds import patterns, register_kinds
from tests.paths import ROOT

INSIDE = "competences/register/"


def nested(kind: type) -> type | None:
    """The struct inside of an annotation such as `tuple[Rate, ...] | None`."""
    for inner in (kind, *typing.get_args(kind)):
        if isinstance(inner, type) and issubclass(inner, msgspec.Struct):
            return inner
        for part in typing.get_args(inner):
            if isinstance(part, type) and issubclass(part, msgspec.Struct):
                return part
    return None


def mismatches(struct: type, described: dict, where: str, apart: tuple[str, ...] = ()) -> list[str]:
    """Fields that only one of model and schema has; `apart` are lists whose entries are nouns of their own."""
    fields = {field.encode_name: field for field in msgspec.structs.fields(struct)}
    wanted = set(described["properties"]) - set(apart)
    had = set(fields) - {"origin"}
    found = [f"{where}: {name}" for name in wanted ^ had]
    for name, field in fields.items():
        inner, part = nested(field.type), described["properties"].get(name, {})
        part = part.get("items", part)
        if inner is not None and "properties" in part:
            found += mismatches(inner, part, f"{where}.{name}")
        if name in described["properties"] and name != "origin":
            optional = field.default is not msgspec.NODEFAULT or field.default_factory is not msgspec.NODEFAULT
            if optional == (name in described.get("required", ())) and not optional:
                found.append(f"{where}.{name} is optional in the schema and not in the model")
    return found


@pytest.mark.parametrize("kind", NOUNS)
def test_model_and_schema_have_the_same_fields(kind):
    assert mismatches(NOUNS[kind], schema(kind), kind, tuple(ENTRIES.get(kind, ()))) == []


@pytest.mark.parametrize(("kind", "field"), [(kind, field) for kind, fields in ENTRIES.items() for field in fields])
def test_entries_and_schema_have_the_same_fields(kind, field):
    assert mismatches(ENTRIES[kind][field][1], schema(kind)["properties"][field]["items"], f"{kind}.{field}") == []


def test_editors_are_wired_to_every_kind():
    wired = json.loads((ROOT / ".vscode/settings.json").read_text())["yaml.schemas"]
    here = "tools/pa_framework/records/schemas"
    expected = {f"{here}/{kind}.schema.json": places for kind, places in patterns().items()}
    for kind in register_kinds():
        pattern = kind.file or f"{kind.folder}/*.yaml"
        expected[f"{here}/{kind.id}.schema.json"] = [f"competences/register/{pattern}"]

    assert wired == expected


def test_readme_names_every_verb_of_the_makefile():
    verbs = re.findall(r"^([a-z-]+):.* ## ", (ROOT / "Makefile").read_text(), re.MULTILINE)
    readme = (ROOT / "README.md").read_text()

    assert [verb for verb in verbs if f"make {verb}" not in readme] == []


def test_versions_agree():
    import tomllib

    from pa_framework import __version__

    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == __version__
