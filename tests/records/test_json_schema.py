"""The schemas are good schemas, and what they find stands where the writer wrote."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from pa_framework.records.json_schema import FOLDER, is_iso_date, schema, schema_findings, schema_names
from pa_framework.records.kinds import KINDS as KINDS_OF_RECORDS
from pa_framework.records.kinds import kind_at, kind_at_in_register
from pa_framework.records.yaml_source import parse_document
from tests.builders.worlds import REGISTER, Judge, World
from tests.paths import SMALL

FILES_OF_SCHEMAS = sorted(FOLDER.glob("*.schema.json"))
KINDS = [name for name in schema_names() if name != "common"]
TASK = "framework/tasks/gastrostomy-feed.yaml"
BAND = "framework/pay_bands/band-1.yaml"


@pytest.mark.parametrize("path", FILES_OF_SCHEMAS, ids=lambda path: path.name)
def test_schema_is_one_of_draft_2020_12(path: Any) -> None:
    written = json.loads(path.read_text(encoding="utf-8"))

    assert written["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert written["title"]
    assert written["description"]
    Draft202012Validator.check_schema(written)


def test_every_kind_of_record_has_a_schema_and_every_schema_a_kind() -> None:
    assert set(KINDS) == {kind.id for kind in KINDS_OF_RECORDS if kind.listed_in is None}


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_needs_no_other_file(kind: str) -> None:
    whole = schema(kind)

    assert "$ref" not in json.dumps(whole)
    Draft202012Validator.check_schema(whole)


def _fields(part: Mapping[str, Any], where: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every field below a schema, with the names that lead to it."""
    for name, field in part.get("properties", {}).items():
        yield f"{where}.{name}", field
        yield from _fields(field, f"{where}.{name}")
    for below in ("items", "additionalProperties"):
        if isinstance(part.get(below), dict):
            yield from _fields(part[below], f"{where}[]")


def _is_group(field: Mapping[str, Any]) -> bool:
    """Whether a field only holds fields of its own, which have their own examples."""
    return "properties" in field or "properties" in field.get("items", {})


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_described_and_shown(kind: str) -> None:
    fields = list(_fields(schema(kind), kind))

    assert [where for where, field in fields if not field.get("description")] == []
    assert [where for where, field in fields if not field.get("examples") and not _is_group(field)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_example_of_a_field_holds_its_own_schema(kind: str) -> None:
    wrong = [
        (where, example, error.message)
        for where, field in _fields(schema(kind), kind)
        for example in field.get("examples", ())
        for error in Draft202012Validator(field).iter_errors(example)
    ]

    assert wrong == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_group_takes_unknown_fields(kind: str) -> None:
    groups = [(where, field) for where, field in _fields(schema(kind), kind) if field.get("type") == "object"]
    listed = [(f"{where}[]", field["items"]) for where, field in _fields(schema(kind), kind) if "items" in field]
    groups += [(where, field) for where, field in listed if field.get("type") == "object"]

    assert [where for where, field in groups if not {"additionalProperties", "x-expression"} & field.keys()] == []


# --- errors land on the right line

#: What is changed → (path, text of the change, [(code, line, column)]).
ERRORS: dict[str, tuple[str, str, list[tuple[str, int, int]]]] = {
    "unknown field": (TASK, "title: Feed\nstopwhen: [x]\n", [("SCH001", 2, 1)]),
    "unknown field in a group": (TASK, "sign_off:\n  delegated: [community-nurse]\n", [("SCH001", 2, 3)]),
    "unknown field in one line": (
        TASK,
        "rescue: {refresh_evry: null, refresh_every: null}\n",
        [("SCH001", 1, 10), ("SCH003", 1, 45)],
    ),
    "unknown field in a list": (
        BAND,
        "rates:\n  - {funder: nhs, from: 2026-04-01, paid: 13, funded: 14, basis: law, src: x}\n",
        [("SCH001", 2, 71)],
    ),
    "two unknown fields": (TASK, "one: 1\ntwo: 2\n", [("SCH001", 1, 1), ("SCH001", 2, 1)]),
    "missing field of a group": (TASK, "stop_when:\n  urgent:\n    tell: null\n", [("SCH002", 2, 3)]),
    "two missing fields of a group": (
        TASK,
        "stop_when:\n  same_day: {tell: null, signs: null}\n",
        [("SCH002", 2, 3)] * 2,
    ),
    "missing field in a list": (
        BAND,
        "rates:\n  - {funder: nhs, from: 2026-04-01, funded: 14}\n",
        [("SCH002", 2, 5)],
    ),
    "missing because of another field": (TASK, "approval:\n  state: approved\n", [("SCH002", 1, 1)] * 3),
    "text where a list is meant": (TASK, "equipment: The tube\n", [("SCH003", 1, 12)]),
    "number where text is meant": (TASK, "title: 12\n", [("SCH003", 1, 8)]),
    "word where true or false is meant": (BAND, "illustrative: yes\n", [("SCH003", 1, 15)]),
    "text where an amount is meant": (
        BAND,
        "supplements:\n  - {for: rural, amount: £0.60, funder: both, when: x, basis: law}\n",
        [("SCH003", 2, 26)],
    ),
    "emergency number without quotes": (TASK, "stop_when:\n  emergency:\n    tell: 999\n", [("SCH003", 3, 11)]),
    "value not in the list": (TASK, "status: allowed\n", [("SCH004", 1, 9)]),
    "value of an entry not in the list": (TASK, "sign_off:\n  agreed_by: [person, Pa]\n", [("SCH004", 2, 23)]),
    "no day of the calendar": (
        BAND,
        "approval:\n  {state: approved, by_role: x, on: 2026-02-30, review_by: 2027-01-01}\n",
        [("SCH005", 2, 37)],
    ),
    "day written another way round": (
        BAND,
        "approval: {state: approved, by_role: x, on: 01-02-2026, review_by: 2027-01-01}\n",
        [("SCH005", 1, 45)],
    ),
    "id with capitals": (TASK, "owner: The-Team\n", [("SCH006", 1, 8)]),
    "name of a group that is no id": (TASK, "requires:\n  Record Keeping: aware\n", [("SCH006", 2, 3)]),
    "blank text": (TASK, 'summary: "  "\n', [("SCH007", 1, 10)]),
    "empty text": (TASK, 'summary: ""\n', [("SCH007", 1, 10)]),
    "empty list": (TASK, "equipment: []\n", [("SCH007", 1, 12)]),
    "number out of range": (
        BAND,
        "supplements:\n  - {for: rural, amount: -1, funder: both, when: x, basis: law}\n",
        [("SCH007", 2, 26)],
    ),
    "a time and a day of the calendar": (
        TASK,
        'sign_off:\n  review_every: {months: 12, ends_on: "08-31", basis: design-default}\n',
        [("SCH007", 2, 17)],
    ),
    "no day of any year": (
        TASK,
        'sign_off:\n  review_every: {ends_on: "02-31", basis: design-default}\n',
        [("SCH006", 2, 27), ("SCH007", 2, 17)],
    ),
    "odd years without a day": (
        TASK,
        "sign_off:\n  review_every: {months: 12, in_years: odd, basis: design-default}\n",
        [("SCH002", 2, 30)],
    ),
    "several faults in one file": (
        TASK,
        "status: allowed\nequipmnt: [x]\nstop_when:\n  emergency:\n    tell: 999\nequipment: []\n",
        [("SCH001", 2, 1), ("SCH003", 5, 11), ("SCH004", 1, 9), ("SCH007", 6, 12)],
    ),
}


@pytest.mark.parametrize(("path", "text", "places"), ERRORS.values(), ids=ERRORS)
def test_error_lands_where_it_was_written(
    path: str, text: str, places: list[tuple[str, int, int]], judge: Judge
) -> None:
    findings = [finding for finding in judge((path, text)).findings if finding.code.startswith("SCH")]

    assert {finding.span.path for finding in findings} == {path}
    assert sorted((finding.code, finding.span.line, finding.span.column) for finding in findings) == places


def test_each_missing_top_level_field_has_its_finding() -> None:
    document = parse_document("id: x\ntitle: Feed\n", TASK)

    said = [finding.message for finding in schema_findings(document, "task")]
    assert said == [f"`{name}` is missing in this record" for name in ("category", "status", "summary", "approval")]


@pytest.mark.parametrize(
    ("row", "fix"),
    {
        "{value: 13, from: 2027-04-01, state: announced, source: wages, seen: whole}": 'add `announced_on:` (for example "2025-11-26")',
        "{value: 13, from: 2026-04-01, state: in-force, seen: whole}": "add `source:` with the id of the source that says so;"
        " a new source goes into framework/sources.yaml first",
    }.items(),
)
def test_a_missing_field_says_what_to_write(row: str, fix: str) -> None:
    text = f"id: leave\ntitle: Paid leave\nsummary: Days of leave.\norder: 1\nvalues:\n  - {{id: days, title: Days, applies_to: Everyone, unit: pound, history: [{row}]}}\n"
    document = parse_document(text, "framework/law/x.yaml")

    assert [finding.fix for finding in schema_findings(document, "law")] == [fix]


def test_a_misspelt_field_is_met_with_the_right_one(judge: Judge) -> None:
    (finding,) = judge((TASK, "stop_wen: [x]\n")).findings

    assert finding.message == "`stop_wen` is not a field of this record; did you mean `stop_when`?"
    assert finding.fix == "write `stop_when` instead of `stop_wen`, if that is meant"


@pytest.mark.parametrize(
    "day", ["2026-02-29", "2026-13-01", "2026-1-1", "20260101", "2026-01-01T00:00", "", "২০২৬-০১-০১"]
)
def test_an_impossible_date_is_refused(day: str) -> None:
    assert not is_iso_date(day)


@pytest.mark.parametrize("day", ["2024-02-29", "2026-12-31", "0001-01-01", "9999-12-31"])
def test_it_is_a_day(day: str) -> None:
    assert is_iso_date(day)


# --- other tools read the records as we do


def _as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_json(inner) for inner in value]
    if isinstance(value, date | datetime):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value


def _published(kind: str) -> Draft202012Validator:
    """The schema as an editor sees it: its own files, joined by their names."""
    files = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in FILES_OF_SCHEMAS}
    registry: Registry[Any] = Registry().with_resources(
        (name, Resource.from_contents(written)) for name, written in files.items()
    )
    return Draft202012Validator(files[f"{kind}.schema.json"], registry=registry)


def kind_anywhere(path: str) -> str | None:
    """The kind of a record of the framework or of its register."""
    return kind_at_in_register(path.removeprefix(REGISTER)) if path.startswith(REGISTER) else kind_at(path)


CORPUS_FILES = sorted(path.relative_to(SMALL).as_posix() for path in SMALL.rglob("*.yaml"))


@pytest.mark.parametrize("path", CORPUS_FILES)
def test_record_holds_its_schema_in_other_tools_too(path: str, world: World) -> None:
    yaml = pytest.importorskip("ruamel.yaml").YAML(typ="safe", pure=True)
    theirs = _as_json(yaml.load((SMALL / path).read_text(encoding="utf-8")))
    kind = kind_anywhere(path)
    assert kind is not None

    assert [error.message for error in _published(kind).iter_errors(theirs)] == []
    assert list(schema_findings(world[path], kind)) == []
    assert _as_json(world[path].data) == theirs


def test_the_corpus_has_a_record_of_every_kind() -> None:
    assert {kind_anywhere(path) for path in CORPUS_FILES} == set(KINDS)


@pytest.mark.parametrize(
    ("requires", "column", "code", "says"),
    [
        ("{any: []}", 17, "SCH007", "`any` has no entries; it needs at least 1"),
        ("{competence: core}", 12, "SCH002", "`competence` is there without `step`"),
        ("{step: aware}", 12, "SCH002", "`step` is there without `competence`"),
        ("{conditions: allowed}", 12, "SCH002", "`conditions` is there without `credential`"),
        ("{seen: required}", 12, "SCH002", "`seen` is there without `credential`"),
        # A tenth is a tenth, also beside a fault.
        ("{any: [{learning_hours: 0.1}, {step: aware}]}", 42, "SCH002", "`step` is there without `competence`"),
        ("{about: core}", 12, "SCH002", "`about` is there without `learning_hours`"),
        (
            "{competnce: core, step: aware}",
            12,
            "SCH001",
            "`competnce` is not a field of `requires`; did you mean `competence`?",
        ),
        ("{al: [{age: 18}]}", 12, "SCH001", "`al` is not a field of `requires`; did you mean `all`?"),
        ("{sign_of: x}", 12, "SCH001", "`sign_of` is not a field of `requires`; did you mean `sign_off`?"),
        (
            "{learning_hour: 14}",
            12,
            "SCH001",
            "`learning_hour` is not a field of `requires`; did you mean `learning_hours`?",
        ),
        (
            "{any: [{all: [{credentail: aide}]}]}",
            26,
            "SCH001",
            "`credentail` is not a field of an entry of `all`; did you mean `credential`?",
        ),
        (
            "{all: [{age: 18}], any: [{age: 16}]}",
            30,
            "SCH007",
            "`requires` has `all` and `any`; it can have only one of them",
        ),
        ("{age: 18, credential: aide}", 21, "SCH007", "`requires` has `age` and `credential`; it can have only one of them"),
        (
            "{any: [{}]}",
            18,
            "SCH007",
            "an entry of `any` says nothing; it needs one of `all`, `any`, `competence`, `credential`, `sign_off`, "
            "`learning_hours` or `age`",
        ),
        ("{all: {age: 18}}", 17, "SCH003", "`all` is a group of names and values; it must be a list"),
        ("{age: eighteen}", 17, "SCH003", "`age` is the text `eighteen`; it must be a whole number"),
        (
            "{credential: aide, conditions: alowed}",
            42,
            "SCH004",
            "`conditions` is `alowed`; it can be `allowed`; did you mean `allowed`?",
        ),
        (
            "{learning_hours: 2, within: {month: 12}}",
            40,
            "SCH001",
            "`month` is not a field of `within`; did you mean `months`?",
        ),
        # A plain map has the findings that it had.
        ("{record-keeping: null}", 28, "SCH003", "`record-keeping` is empty; it must be text"),
        ("{record-keeping: [a]}", 28, "SCH003", "`record-keeping` is a list; it must be text"),
        ("{Record_Keeping: aware}", 12, "SCH006", "`Record_Keeping` is not an id: lower-case words joined by hyphens"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_requirement_is_said_at_its_place(
    requires: str, column: int, code: str, says: str
) -> None:
    plain = "requires: {infection-prevention: independent, record-keeping: independent}"
    text = (SMALL / TASK).read_text(encoding="utf-8").replace(plain, f"requires: {requires}")

    found = list(schema_findings(parse_document(text, TASK), "task"))

    assert [(one.code, one.message) for one in found] == [(code, says)]
    assert (found[0].span.line, found[0].span.column) == (8, column)
