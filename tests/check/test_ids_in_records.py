"""Rules REF014, entries of a list in a record that share an id, and REF015, ids that are in use for something else."""

from copy import deepcopy
from typing import Any

import pytest
import yaml

from pa_framework.text.findings import Finding
from tests.builders.worlds import WORLD, Judge

EVIDENCE = "framework/evidence/supply-of-pas.yaml"
WAGE = "framework/law/minimum-wage.yaml"
POLICY = "framework/delegation.yaml"
STANDARD = "framework/standards/care-certificate-2015.yaml"
PLAN = "framework/plan/better-support.yaml"


def _judged(judge: Judge, path: str, way: tuple[str | int, ...], new_id: str | None) -> list[Finding]:
    """Findings of REF014 with the first entry of a list copied to its end, under another id if one is given."""
    record = yaml.safe_load(WORLD[path])
    entries: list[Any] = record
    for name in way:
        entries = entries[name]  # type: ignore[call-overload]
    copied = deepcopy(entries[0])
    if new_id:
        copied["id"] = new_id
    entries.append(copied)
    findings = judge((path, yaml.safe_dump({way[0]: record[way[0]]}, sort_keys=False))).findings
    return [finding for finding in findings if finding.code == "REF014"]


@pytest.mark.parametrize(
    ("path", "way"),
    [
        (WAGE, ("values",)),
        (EVIDENCE, ("figures",)),
        (POLICY, ("duties",)),
        (POLICY, ("decision_aid", "questions")),
        (POLICY, ("decision_aid", "questions", 1, "answers")),
        (POLICY, ("decision_aid", "outcomes")),
        (STANDARD, ("items",)),
        (PLAN, ("actions",)),
        (PLAN, ("measures",)),
    ],
    ids=lambda part: part if isinstance(part, str) else "-".join(map(str, part)),
)
def test_an_id_that_two_entries_of_a_list_have(path: str, way: tuple[str | int, ...], judge: Judge) -> None:
    (finding,) = _judged(judge, path, way, None)

    assert finding.span.path == path
    assert [note.message for note in finding.notes] == ["the first one"]
    assert finding.notes[0].span.line < finding.span.line
    assert _judged(judge, path, way, "an-id-of-its-own") == []


def test_two_lists_may_use_the_same_ids(judge: Judge) -> None:
    questions = yaml.safe_load(WORLD[POLICY])["decision_aid"]["questions"]
    for question in questions:
        for number, answer in enumerate(question["answers"]):
            answer["id"] = f"answer-{number}"
    findings = judge((POLICY, yaml.safe_dump({"decision_aid": {"questions": questions}}, sort_keys=False))).findings

    assert [finding for finding in findings if finding.code == "REF014"] == []


def test_records_that_share_an_id_are_reported_once(judge: Judge) -> None:
    areas = yaml.safe_load(WORLD["framework/areas.yaml"])["areas"]
    findings = judge(("framework/areas.yaml", yaml.safe_dump({"areas": [*areas, deepcopy(areas[0])]}))).findings

    assert [finding.code for finding in findings] == ["REF003"]


@pytest.mark.parametrize(
    ("folder", "name", "says"),
    [
        ("framework/roles", "index", "the site has a page of its own at the address of `index`: Roles"),
        ("framework/levels", "pay", "the site has a page of its own at the address of `pay`: Pay"),
        ("framework/tasks", "index", "the site has a page of its own at the address of `index`: Tasks"),
        ("competences", "matrix", "the site has a page of its own at the address of `matrix`: Competences by level"),
        ("framework/learning", "con", "Windows can write no file with the name `con`"),
        ("competences", "lpt1", "Windows can write no file with the name `lpt1`"),
        ("framework/learning", "matrix", ""),
        ("framework/roles", "console-nurse", ""),
    ],
)
def test_an_id_that_is_in_use_for_something_else(folder: str, name: str, says: str, judge: Judge) -> None:
    path = next(path for path in sorted(WORLD) if path.startswith(f"{folder}/"))
    record = yaml.safe_load(WORLD[path]) | {"id": name}
    copied = f"{path.rpartition('/')[0]}/{name}.yaml"
    findings = judge((copied, yaml.safe_dump(record, sort_keys=False, allow_unicode=True))).findings

    assert [finding.message for finding in findings if finding.code == "REF015"] == ([says] if says else [])
