"""The filled schemas: they offer what there is, leave out what is retired or private, and hold every record."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from pa_framework.cli.main import main
from pa_framework.facts.reference_snippets import reference_snippets
from pa_framework.facts.text_references import known_targets
from pa_framework.records.editor_schemas import HOW_TO_REFER, described_kinds, editor_schema, editor_schemas, modeline
from pa_framework.records.json_schema import schema
from pa_framework.records.kinds import kind_at, kind_at_in_register
from pa_framework.records.load import Records, read_records
from tests.builders.worlds import REGISTER, TODAY, World, changed
from tests.paths import REFERENCE, ROOT, SMALL

TASK = "framework/tasks/gastrostomy-feed.yaml"


@pytest.fixture(scope="module")
def records() -> Records:
    return read_records(SMALL)


def roles_of(whole: Mapping[str, Any]) -> Mapping[str, Any]:
    return whole["properties"]["sign_off"]["properties"]["delegated_by"]["items"]


def test_ids_are_listed_with_their_titles(records):
    part = roles_of(editor_schema("task", records))

    offered = dict(zip(part["enum"], part["enumDescriptions"], strict=True))
    assert offered["community-nurse"] == "Community nurse"
    assert list(offered) == list(records.roles)


def test_names_of_fields_are_listed_with_title_and_summary(records):
    requires = editor_schema("task", records)["properties"]["requires"]["anyOf"][0]

    assert list(requires["properties"]) == requires["propertyNames"]["enum"] == list(records.competences)
    nursing = requires["properties"]["infection-prevention"]
    assert nursing["description"].startswith(records.competences["infection-prevention"].title)
    assert nursing["enum"] == list(records.steps)


def test_an_expression_offers_its_names_and_ids_and_the_plain_map_stays(records):
    requires = editor_schema("task", records)["properties"]["requires"]

    entry = requires["anyOf"][1]["properties"]["any"]["items"]["properties"]["all"]["items"]
    for part in (requires["anyOf"][1], entry):
        assert part["properties"]["competence"]["enum"] == list(records.competences)
        assert part["properties"]["sign_off"]["enum"] == list(records.tasks)
    plain = editor_schema("task", records, plain=True)["properties"]["requires"]
    assert plain["propertyNames"]["enum"] == list(records.competences)
    assert "anyOf" not in plain


def test_a_rule_that_held_earlier_offers_the_fields_of_the_record_and_takes_a_part_of_them(records):
    entry = editor_schema("task", records)["properties"]["earlier"]["items"]

    whole = schema("task")["properties"]
    assert set(entry["properties"]) == {*whole, "until", "asks_of_old_sign_offs"} - {"id", "earlier"}
    assert entry["properties"]["risk"]["description"] == whole["risk"]["description"]
    half = {"until": "2026-03-31", "risk": None, "sign_off": {"observed_practices": {"at_least": 2}}}
    assert Draft202012Validator(entry).is_valid(half)
    assert not Draft202012Validator(entry).is_valid({"risk": "low"})


def test_items_of_a_standard_are_listed_below_its_id(records):
    standards = editor_schema("competence", records)["properties"]["maps_to"]["properties"]

    assert standards
    assert all(
        part["items"]["enum"] == [item.id for item in records.standards[name].items] for name, part in standards.items()
    )


def test_a_retired_id_is_not_offered(world: World):
    retired = ("framework/roles/dietitian.yaml", "replaced_by: community-nurse")
    records, _ = changed(world, [retired])

    assert "dietitian" in records.roles
    assert "dietitian" not in roles_of(editor_schema("task", records))["enum"]


def test_a_record_that_can_not_be_read_is_offered_all_the_same(world: World):
    records, _ = changed(world, [("framework/roles/dietitian.yaml", "kind: 12")])

    assert "dietitian" in roles_of(editor_schema("task", records))["enum"]


def test_a_list_without_any_id_stays_open(world: World):
    gone = [(path, "#") for path in world if path.startswith("framework/learning/")]
    records, _ = changed(world, gone)

    part = editor_schema("case-study", records)["properties"]["learning"]["items"]
    assert "enum" not in part
    assert part["pattern"]


def test_no_id_of_a_register_is_in_any_schema():
    """They belong to people, and the schemas are published."""
    records = read_records(REFERENCE)
    ids = {path.stem for path in (REFERENCE / REGISTER).rglob("*.yaml")} - {"register"}
    assert len(ids) > 50

    texts = dict(editor_schemas(records))
    listed = {
        (name, value)
        for name, text in texts.items()
        for part in _parts(json.loads(text))
        for value in part.get("enum", ())
        if value in ids
    }
    assert listed == set()


def _parts(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        yield part
        for inner in part.values():
            yield from _parts(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _parts(inner)


@pytest.mark.parametrize("root", [REFERENCE, SMALL], ids=["reference", "small"])
def test_every_record_holds_its_filled_schema(root: Path):
    """Asked with jsonschema, which knows nothing of ours."""
    records = read_records(root)
    judges = {kind: Draft202012Validator(editor_schema(kind, records)) for kind in described_kinds()}
    wrong = [
        (document.path, error.json_path, error.message[:100])
        for document, kind in records.documents
        for error in judges[kind].iter_errors(document.data)
    ]

    assert wrong == []


@pytest.mark.parametrize("kind", described_kinds())
def test_an_editor_schema_is_valid_draft_2020_12_without_references(kind, records):
    whole = editor_schema(kind, records)

    assert "$ref" not in json.dumps(whole)
    Draft202012Validator.check_schema(whole)


@pytest.mark.parametrize("kind", described_kinds())
def test_filling_keeps_what_the_schema_says(kind, records):
    """Each field keeps its words; an example goes only where the framework has no such id."""

    def fields(part: Any) -> Iterator[tuple[str, Any]]:
        for name, inner in part.get("properties", {}).items():
            yield name, inner
            yield from fields(inner) if name != "earlier" else ()  # it names fields of the record again
        if isinstance(part.get("items"), dict):
            yield from fields(part["items"])

    before, after = dict(fields(schema(kind))), dict(fields(editor_schema(kind, records)))
    assert before.keys() <= after.keys()
    words = {name: (part.get("description", ""), after[name].get("description", "")) for name, part in before.items()}
    assert [name for name, (old, new) in words.items() if new not in (old, f"{old}{HOW_TO_REFER}")] == []
    gone = [name for name, part in before.items() if "examples" in part and "examples" not in after[name]]
    assert all("x-refers-to" in json.dumps(before[name]) for name in gone)


def test_the_schemas_of_the_program_are_left_as_they_are(records):
    before = json.dumps(schema("task"))
    editor_schema("task", records)

    assert json.dumps(schema("task")) == before


@pytest.mark.parametrize(
    ("path", "kind", "line"),
    [
        ("framework/framework.yaml", "framework", "../.schemas/framework.schema.json"),
        (TASK, "task", "../../.schemas/task.schema.json"),
        ("competences/care/feet.yaml", "competence", "../../.schemas/competence.schema.json"),
        ("case_studies/rosa.yaml", "case-study", "../.schemas/case-study.schema.json"),
    ],
)
def test_the_first_line_of_a_record_leads_to_its_schema(path, kind, line):
    assert modeline(path, kind) == f"# yaml-language-server: $schema={line}"


# --- the command


def run(*words: str):
    return CliRunner().invoke(main, ["schema", *words])


def test_the_command_writes_a_schema_for_every_kind(tmp_path):
    result = run(str(SMALL), "--out", str(tmp_path / "out"))

    assert result.exit_code == 0
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"references.code-snippets", *(f"{kind}.schema.json" for kind in described_kinds())}
    assert f"{len(names) - 1} schemas written to" in result.output


def test_without_a_folder_they_are_written_where_records_point(tmp_path):
    (tmp_path / "framework").mkdir()
    result = run(str(tmp_path))

    assert (result.exit_code, (tmp_path / ".schemas/task.schema.json").is_file()) == (0, True)
    assert (tmp_path / ".vscode/references.code-snippets").is_file()


def test_every_value_that_a_text_may_refer_to_has_a_snippet_with_its_words_of_the_day():
    records = read_records(SMALL)
    snippets = json.loads(reference_snippets(records, TODAY))

    assert set(snippets) == set(known_targets(records))
    assert snippets["law.minimum-wage.adult"] == {
        "scope": "yaml,markdown",
        "prefix": ["law.minimum-wage.adult", "((law.minimum-wage.adult))"],
        "body": "((law.minimum-wage.adult))",
        "description": "National Living Wage: £12.71 an hour since 1 April 2026",
    }
    words = {name: snippet["description"] for name, snippet in snippets.items()}
    assert words["evidence.supply-of-pas.mean-pay"] == "What PAs were paid: £9.53 an hour"
    assert words["settings.hospital_pay_weeks"] == "Fewest weeks paid during a hospital stay: 4 weeks"
    assert "law.minimum-wage.adult" not in json.loads(reference_snippets(records, date(2001, 1, 1)))


def test_a_text_says_how_a_reference_is_written():
    summary, steps, title = (
        editor_schema("task", read_records(SMALL))["properties"][name] for name in ("summary", "the_pa_does", "title")
    )

    assert "`((law.minimum-wage.adult))`" in summary["description"]
    assert "`((law.minimum-wage.adult))`" in steps["markdownDescription"]
    assert "((" not in title["description"]
    assert HOW_TO_REFER not in json.dumps(editor_schema("register", read_records(SMALL)))


def test_the_command_serves_records_that_do_not_hold(tmp_path):
    (tmp_path / "framework/roles").mkdir(parents=True)
    (tmp_path / "framework/roles/nurse.yaml").write_text("id: [")
    result = run(str(tmp_path))

    assert result.exit_code == 0
    assert roles_of(json.loads((tmp_path / ".schemas/task.schema.json").read_text()))["enum"] == ["nurse"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere"], "is not a folder"),
        ([str(ROOT / "tests")], "holds no framework"),
        ([str(SMALL), "--out", str(SMALL / "framework/schemas")], "holds the records themselves"),
        ([str(SMALL), "--out", str(SMALL)], "holds the records themselves"),
    ],
)
def test_a_place_that_will_not_do_is_named_and_nothing_is_written(words, said):
    result = run(*words)

    assert (result.exit_code, said in result.output) == (2, True), result.output
    assert not (SMALL / "framework/schemas").exists()


def test_same_records_give_the_same_bytes(tmp_path):
    made = []
    for seed in "12":
        out = tmp_path / seed
        command = [sys.executable, "-m", "pa_framework", "schema", str(SMALL), "--out", str(out)]
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True)
        made.append({path.name: path.read_bytes() for path in out.iterdir()})

    assert made[0] == made[1]


def test_every_record_of_the_corpus_has_a_filled_schema():
    kinds = {
        kind_at_in_register(path.removeprefix(REGISTER)) if path.startswith(REGISTER) else kind_at(path)
        for path in (path.relative_to(SMALL).as_posix() for path in SMALL.rglob("*.yaml"))
    }

    assert kinds == set(described_kinds())
