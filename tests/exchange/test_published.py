"""What is published: a shape of its own, identifiers that stay, only what the site shows, drafts that say so."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator
from msgspec.structs import replace
from referencing import Registry, Resource

from pa_framework.cli.export import NAMES
from pa_framework.cli.main import main
from pa_framework.exchange.formats import FORMATS
from pa_framework.exchange.published import Published, published
from pa_framework.exchange.shape import FIELDS_KEPT_BACK, KEPT_BACK, PUBLISHED_KINDS, fields, shape
from pa_framework.exchange.shape_generator import wanted_shape
from pa_framework.facts.facts import Facts
from pa_framework.records.kinds import KIND, KINDS, framework_kinds
from pa_framework.records.load import read_records
from tests.builders.worlds import TODAY

Exported = Mapping[str, Mapping[str, bytes]]


def export(root: Path, out: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["export", str(root), "--out", str(out), "--on", str(TODAY), *words])


def test_every_kind_is_published_or_kept_back_for_a_reason() -> None:
    with_records = {kind.id for kind in framework_kinds() if kind.attribute}
    assert {*PUBLISHED_KINDS, *KEPT_BACK} == with_records


@pytest.mark.parametrize("kind", PUBLISHED_KINDS)
def test_the_shape_and_the_records_agree(kind: str) -> None:
    """If this fails, run `python -m pa_framework.exchange.shape_generator`, or name the field in `FIELDS_KEPT_BACK`.

    What the shape has and the schema lost is a broken promise: see docs/exchange.md.
    """
    assert wanted_shape(kind) == shape(kind)
    lists = {part.listed_in[1] for part in KINDS if part.listed_in and part.listed_in[0] == kind}
    kept_back = {field for of_kind, field in FIELDS_KEPT_BACK if of_kind == kind}
    assert set(fields(kind)) == set(KIND[kind].schema["properties"]) - lists - kept_back


def test_the_command_knows_every_format() -> None:
    assert tuple(FORMATS) == NAMES


def test_documents_are_valid_by_their_schemas(exported: Exported) -> None:
    files = exported["json"]
    schemas = {path: json.loads(content) for path, content in files.items() if path.startswith("schemas/")}
    registry = Registry().with_resources((one["$id"], Resource.from_contents(one)) for one in schemas.values())
    for kind in ("all", "task"):  # that of all records refers to the others
        schema = schemas[f"schemas/{kind}.schema.json"]
        Draft202012Validator.check_schema(schema)
        validator = Draft202012Validator(schema, registry=registry)
        document = json.loads(files[f"{kind}.json"])
        assert document["$schema"] == schema["$id"]
        assert not [error.message for error in validator.iter_errors(document)]


def test_identifiers_stay_with_a_new_title_and_when_an_old_id_is_kept(small: Published, root: Path) -> None:
    file = root / "competences/infection-prevention.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("title: ", "title: New words for ", 1), encoding="utf-8")
    renamed = CliRunner().invoke(
        main, ["rename", "competence", "record-keeping", "keeping-records", "--keep-old", "--root", str(root)]
    )
    assert renamed.exit_code == 0, renamed.output
    after = published(Facts(read_records(root), TODAY))

    def identifiers(data: Published) -> dict[str, str]:
        return {one["id"]: one["identifier"] for one in data.by_kind["competence"]}

    now = identifiers(after)
    assert identifiers(small).items() <= now.items()
    assert now.keys() - identifiers(small).keys() == {"keeping-records"}
    assert all(UUID(one).version == 5 and one == one.lower() for one in now.values())


def test_a_story_without_consent_is_in_no_format(small: Published, root: Path) -> None:
    assert [one["id"] for one in small.by_kind["case-study"] if one["kind"] == "pa-story"] == ["rosa"]
    file = root / "case_studies/rosa.yaml"
    text = file.read_text(encoding="utf-8")
    assert "state: not-needed" in text
    file.write_text(text.replace("state: not-needed", "state: withdrawn"), encoding="utf-8")
    data = published(Facts(read_records(root), TODAY))
    for one in FORMATS.values():
        assert not [path for path, content in one.files(data) if b"rosa" in content.lower()]


def test_consent_and_contacts_stay_at_home(exported: Exported) -> None:
    whole = json.loads(exported["json"]["all.json"])
    assert not any("consent" in one for one in whole["records"]["case-study"])
    assert "contacts" not in whole["records"]["framework"][0]


def test_nothing_of_a_register_is_exported(exported: Exported) -> None:
    words = (b"pa-0001", b"person-001", b"pr-011")
    assert not [
        (name, path) for name in FORMATS for path, content in exported[name].items() if any(w in content for w in words)
    ]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("case-1.0", "package.json"),
        ("moodle", "framework.csv"),
        ("ctdl-asn", "framework.jsonld"),
        ("openbadges", "achievements.json"),
    ],
)
def test_a_draft_says_so_where_its_approval_has_no_field(
    exported: Exported, small: Published, name: str, path: str
) -> None:
    drafts = sum(one["approval"]["state"] == "draft" for one in small.by_kind["competence"])
    levels = sum(one["approval"]["state"] == "draft" for one in small.by_kind["level"])
    said = exported[name][path].decode().count("This is a draft. No one has approved it yet.")
    assert said == drafts + (0 if name == "openbadges" else levels) > 0


def test_a_reference_in_a_text_is_resolved(root: Path) -> None:
    file = root / "competences/infection-prevention.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("why_it_matters: ", "why_it_matters: ((law.minimum-wage.adult)). ", 1), encoding="utf-8"
    )
    data = published(Facts(read_records(root), TODAY))
    for name in ("json", "csv", "case-1.1", "moodle", "ctdl-asn"):
        content = b"".join(content for _, content in FORMATS[name].files(data))
        assert b"((law" not in content
        assert "£12.21 an hour since".encode() in content or b"an hour since" in content


def test_the_same_records_and_day_give_the_same_bytes(small: Published, exported: Exported) -> None:
    again = replace(small, facts=Facts(small.facts.records_as_written, small.on))
    for name in ("json", "csv", "parquet", "case-1.1"):
        assert dict(FORMATS[name].files(again)) == exported[name]
    later = Published(Facts(small.facts.records_as_written, date(2026, 12, 24)), small.framework)
    assert [one["identifier"] for one in later.by_kind["task"]] == [one["identifier"] for one in small.by_kind["task"]]


def test_the_command_writes_folders_and_says_what_is_lost(root: Path, tmp_path: Path) -> None:
    result = export(root, tmp_path / "out", "--format", "json", "--format", "moodle")
    assert result.exit_code == 0, result.output
    assert "files written to" in result.output
    assert "moodle has no place for these fields of competence: " in result.output
    assert sorted(one.name for one in (tmp_path / "out").iterdir()) == ["json", "losses.json", "moodle"]
    report = json.loads((tmp_path / "out/losses.json").read_text(encoding="utf-8"))
    assert {one["format"] for one in report["losses"]} == {"moodle"}


def test_a_folder_that_is_not_empty_is_refused(root: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/mine.txt").write_text("mine", encoding="utf-8")
    result = export(root, tmp_path / "out", "--format", "all")
    assert result.exit_code == 2
    assert "is not empty; name a new folder, or empty this one first" in result.output
    assert [one.name for one in (tmp_path / "out").iterdir()] == ["mine.txt"]
    assert export(root, root / "framework/new", "--format", "json").exit_code == 2


def test_without_duckdb_nothing_is_written(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    result = export(root, tmp_path / "out", "--format", "all")
    assert result.exit_code == 2
    assert "pip install 'pa-framework[export]'" in result.output
    assert not (tmp_path / "out").exists()


def test_records_with_errors_are_not_exported(root: Path, tmp_path: Path) -> None:
    (root / "competences/infection-prevention.yaml").write_text("title: x\n", encoding="utf-8")
    result = export(root, tmp_path / "out", "--format", "json")
    assert result.exit_code == 1
    assert not (tmp_path / "out").exists()
