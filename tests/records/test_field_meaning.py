"""Every field of every schema says what it means."""

import json
from typing import Any

import pytest

from pa_framework.records import json_schema
from pa_framework.records.field_meaning import field_meanings, labels, unanswered
from pa_framework.records.json_schema import FOLDER, schema_names

KINDS = [name for name in schema_names() if name != "common"]


load = json_schema._load


def written(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))
    return data


@pytest.mark.parametrize("name", schema_names())
def test_every_field_answers(name: str) -> None:
    assert list(unanswered(name, written(name))) == []


@pytest.mark.parametrize("name", schema_names())
def test_a_schema_has_the_form_that_scripts_write(name: str) -> None:
    text = (FOLDER / f"{name}.schema.json").read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n"


def test_a_field_without_an_answer_fails_by_its_name() -> None:
    data = written("task")
    shared = written("common")["$defs"]["task_sign_off"]
    data["properties"]["sign_off"] = {**shared, **data["properties"]["sign_off"]}
    del data["properties"]["sign_off"]["$ref"]
    sign_off = data["properties"]["sign_off"]["properties"]
    del sign_off["apart"]["x-guards"], sign_off["agreed_by"]["items"]["x-labels"]["insurer"], data["x-clinical"]
    data["properties"]["omission"]["x-guards"] = "whoever"
    del data["properties"]["scope"]["x-order"], data["properties"]["title"]["x-label"]
    data["properties"]["status"]["x-concerns"] = ["cost"]
    assert sorted(unanswered("task", data)) == [
        "task has no x-clinical",
        "task: omission: x-guards cannot be whoever",
        "task: scope has no x-order",
        "task: sign_off.agreed_by has no x-labels for insurer",
        "task: sign_off.apart has no x-guards",
        "task: status: x-concerns cannot hold cost",
        "task: title has no x-label",
    ]


def test_a_field_without_answers_is_watched_and_called_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    data = written("task")
    data["properties"]["second_person"] = {"type": "boolean"}
    data["properties"]["spare_parts"] = {"type": "array", "items": {"properties": {"name": {"type": "string"}}}}
    monkeypatch.setattr(json_schema, "_load", lambda file: data if file == "task.schema.json" else load(file))

    fields = json_schema.schema.__wrapped__("task")["properties"]

    assert {key: fields["second_person"][key] for key in ("x-guards", "x-label")} == {
        "x-guards": "needs",
        "x-label": "second person",
    }
    assert fields["spare_parts"]["x-guards"] == "parts"
    assert fields["spare_parts"]["items"]["properties"]["name"]["x-label"] == "name"
    assert fields["title"] == json_schema.schema("task")["properties"]["title"]


def test_what_is_not_said_is_inherited() -> None:
    agreement = field_meanings("agreement")
    assert not agreement["title",].clinical
    assert agreement["hospital", "signed_by"].clinical
    assert agreement["hospital", "signed_by"].compared_by == "hospital"
    assert agreement["hospital", "signed_by"].concerns == {"safety", "consent"}
    assert agreement["hospital", "paid_weeks"].concerns == {"money"}


def test_in_a_group_that_guards_nothing_nothing_is_a_guard() -> None:
    assert field_meanings("task")["approval", "review_by"].guard == "at-most"
    assert field_meanings("pay-band")["approval", "review_by"].guard == "none"


@pytest.mark.parametrize("kind", KINDS)
def test_an_order_names_the_values_of_the_list(kind: str) -> None:
    for meaning in field_meanings(kind).values():
        if meaning.order and meaning.order != (False, True):
            assert set(meaning.order) == set(labels(kind, ".".join(meaning.names)))


@pytest.mark.parametrize("kind", KINDS)
def test_a_clinician_reads_a_change_of_each_guard(kind: str) -> None:
    others = ("asks", "story")  # what is asked of levels and competences, and consent, is for others to agree to
    for meaning in field_meanings(kind).values():
        guards = meaning.guard not in ("none", "parts") and meaning.compared_by not in others
        assert meaning.clinical or not guards, meaning.names


def test_labels_have_the_order_of_the_schema_and_words_for_a_place() -> None:
    assert list(labels("task", "sign_off.agreed_by")) == ["person", "pa", "employer", "insurer"]
    assert labels("task", "status", "effect")["never"] == "never delegated"
    assert labels("case-study", "figures.unit")["per-cent"] == "%"
    assert labels("pay-band", "rates.basis") != labels("task", "sign_off.review_every.basis")
    with pytest.raises(KeyError, match="no labels for nowhere"):
        labels("task", "status", "nowhere")
