"""A record in a place or under a name that nothing reads is found, and what names it is not reported as well."""

import shutil
from pathlib import Path

import pytest

from pa_framework.check.run import Report, check, check_records
from pa_framework.records.yaml_source import parse_document
from tests.builders.worlds import TODAY, WORLD, split
from tests.paths import SMALL

#: Path → part of what to do.
LOST = {
    "framework/tasks/changing-a-dose.yaml.txt": "rename it to `changing-a-dose.yaml`",
    "framework/roles/dentist.yml.txt": "rename it to `dentist.yaml`",
    "framework/levels/mentor.yaml.md": "rename it to `mentor.yaml`",
    "framework/learning/course.json": "with the name `course.yaml`",
    "framework/tasks/eye-drops": "rename it to `eye-drops.yaml`",
    "framework/tasks/gastrostomy-feed.yaml~": "delete it if it is an old copy of `gastrostomy-feed.yaml`",
    "framework/tasks/gastrostomy-feed.yaml.orig": "old copy of `gastrostomy-feed.yaml`",
    "framework/support/hub.YML": "rename it to `hub.yaml`",
    "framework/plan/step.docx": "with the name `step.yaml`",
    "case_studies/ada.txt": "with the name `ada.yaml`",
    "competences/safety/first-aid.yaml.bak": "rename it to `first-aid.yaml`",
    "framework/standard/one.yaml": "move it to `framework/standards`",
    "competence/first-aid.yaml": "move it",
    "frameworks/tasks/one.yaml": "move it",
    "first-aid.yaml": "move it",
}
FINE = (
    "framework/tasks/README.md",
    "framework/tasks/.gitkeep",
    "framework/tasks/.eye-drops.yaml.swp",
    "case_studies/rosa.svg",
    "competences/LICENSE",
    "framework/pages/about/notes.txt",
    "notes/x.yaml",
    "settings.yaml",
)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    world: Path = tmp_path_factory.mktemp("lost") / "world"
    shutil.copytree(SMALL, world)
    for path in (*LOST, *FINE):
        place = world / path
        place.parent.mkdir(parents=True, exist_ok=True)
        stem = place.name.split(".")[0]
        place.write_text("x: 1\n" if path in FINE else f"id: {stem}\ntitle: x\n", encoding="utf-8")
    moved = "framework/tasks/changing-a-dose.yaml"
    (world / moved).replace(world / f"{moved}.txt")
    return check(world, TODAY)


def test_every_lost_file_is_one_finding_and_nothing_else_is(report: Report) -> None:
    assert {finding.span.path: finding.code for finding in report.findings} == dict.fromkeys(LOST, "REF006")
    assert len(report.findings) == len(LOST)


@pytest.mark.parametrize(("path", "fix"), LOST.items(), ids=LOST)
def test_it_says_what_to_do(path: str, fix: str, report: Report) -> None:
    (finding,) = (finding for finding in report.findings if finding.span.path == path)

    assert fix in finding.fix


#: A record of the small world → a folder of another kind.
ELSEWHERE = {
    "framework/tasks/gastrostomy-feed.yaml": "framework/roles",
    "framework/roles/community-nurse.yaml": "framework/tasks",
    "framework/levels/confident-pa.yaml": "framework/pay_bands",
    "framework/pay_bands/band-1.yaml": "framework/levels",
    "competences/infection-prevention.yaml": "framework/support",
    "case_studies/rosa.yaml": "competences",
}


@pytest.mark.parametrize(("path", "folder"), ELSEWHERE.items(), ids=ELSEWHERE)
def test_a_record_in_the_folder_of_another_kind_is_one_finding(path: str, folder: str) -> None:
    there = f"{folder}/{path.rpartition('/')[2]}"
    documents = {name: parse_document(text, name) for name, text in WORLD.items() if name != path}
    records = split([*documents.values(), parse_document(WORLD[path], there)])[0]
    found = check_records(records, TODAY).findings

    assert [(finding.code, finding.span.path) for finding in found] == [("SCH009", there)]
    assert found[0].fix == f"move the file to `{path.rpartition('/')[0]}`"
