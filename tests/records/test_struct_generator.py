"""The struct types are those that the schemas describe, and a new kind or field needs no Python."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pa_framework.records import json_schema, kinds, model, register_model, struct_generator
from pa_framework.records.struct_generator import AmbiguousName, generated_modules


@pytest.mark.parametrize("name", ["model.py", "register_model.py"])
def test_committed_structs_are_those_of_the_schemas(name):
    committed = Path(struct_generator.__file__).with_name(name).read_text(encoding="utf-8")

    assert committed == generated_modules()[name], "run: make structs"


def test_every_kind_of_record_has_a_struct_and_an_attribute():
    structs = {**model.STRUCTS, **register_model.STRUCTS}
    held = {*model.FrameworkRecords.__struct_fields__, *register_model.RegisterRecords.__struct_fields__}

    assert set(structs) == {kind.id for kind in kinds.KINDS if kind.attribute}
    assert held == {kind.attribute for kind in kinds.KINDS if kind.attribute}


def test_types_follow_the_schema():
    annotations = model.Rate.__annotations__

    assert annotations["unit"] == model.PayUnit
    assert annotations["basis"] == model.Basis
    assert annotations["first"] is date
    assert annotations["until"] == date | None
    assert model.Demands.__annotations__["apart"] == tuple[tuple[model.DutyField, model.DutyField], ...]
    assert model.Competence.__annotations__["statements"] == dict[str, tuple[str, ...]]
    assert model.Figure.__annotations__["value"] is Any


@pytest.fixture
def schemas(tmp_path, monkeypatch):
    """The schemas in a folder of their own, to change them: reads and writes one by its kind."""
    folder = shutil.copytree(json_schema.FOLDER, tmp_path / "schemas")
    monkeypatch.setattr(struct_generator, "FOLDER", folder)

    def change(kind, edit):
        path = folder / f"{kind}.schema.json"
        data = json.loads(path.read_text(encoding="utf-8"))
        edit(data)
        path.write_text(json.dumps(data), encoding="utf-8")

    return change


def test_a_new_field_needs_only_the_schema(schemas):
    schemas(
        "task",
        lambda data: data["properties"].update(
            rescue={
                "type": "object",
                "properties": {
                    "refresh": {"enum": ["yearly", "monthly"]},
                    "on": {"type": "string", "format": "date"},
                },
                "required": ["on"],
            }
        ),
    )

    text = generated_modules()["model.py"]

    assert 'TaskRescueRefresh = Literal["yearly", "monthly"]' in text
    assert "class TaskRescue(Struct, frozen=True, kw_only=True):" in text
    assert "    refresh: TaskRescueRefresh | None = None\n    on: date\n" in text
    assert "    rescue: TaskRescue | None = None\n" in text


def test_one_name_for_two_shapes_is_refused(schemas):
    schemas("task", lambda data: data["properties"]["rescue"].update({"x-struct": "SignOff"}))

    with pytest.raises(AmbiguousName, match="SignOff"):
        generated_modules()


def test_one_name_for_two_lists_is_refused(schemas):
    schemas("task", lambda data: data["properties"]["status"].update({"x-type": "PayUnit"}))

    with pytest.raises(AmbiguousName, match="PayUnit"):
        generated_modules()


def test_a_record_without_a_class_name_is_refused(schemas):
    schemas("task", lambda data: data.pop("x-struct"))

    with pytest.raises(AmbiguousName, match="task"):
        generated_modules()
