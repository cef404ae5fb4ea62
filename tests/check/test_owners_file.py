"""REF024: a CODEOWNERS file that the program made says what the records say."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from pa_framework.check.run import check
from pa_framework.facts.codeowners import FILE, codeowners, whole_file, with_part
from pa_framework.records.load import read_records
from tests.paths import REFERENCE

ON = date(2026, 11, 28)
TASKS = "/framework/tasks/ @pa-pathways/clinical-reference-group\n"


@pytest.fixture(scope="module")
def world(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("owners") / "world"
    shutil.copytree(REFERENCE, folder, ignore=shutil.ignore_patterns("register", "images"))
    (folder / FILE).write_text(codeowners(read_records(folder)))
    return folder


def found(world: Path, text: str) -> list[tuple[int, str]]:
    """Line and message of each finding about the file with this text."""
    (world / FILE).write_text(text)
    skipped = ("WVR002",)  # the world has waivers of its register
    return [(one.span.line, one.message) for one in check(world, ON, skipped).findings if one.code == "REF024"]


def test_the_file_that_was_made_has_no_finding(world):
    assert found(world, codeowners(read_records(world))) == []


@pytest.mark.parametrize(
    ("old", "new", "line_of", "says"),
    [
        (TASKS, TASKS.replace("clinical-reference-group", "framework-team"), "/framework/tasks/", "framework-team; the records say @pa-pathways/clinical-reference-group"),
        (TASKS, TASKS.replace("\n", " @pa-pathways/framework-team\n"), "/framework/tasks/", "and @pa-pathways/framework-team"),
        ("/framework/roles/ @pa-pathways/clinical-reference-group", "/framework/roles/", "/framework/roles/", "owned by no one"),
        ("* @pa-pathways/framework-team", "* @pa-pathways/training-leads", "* ", "@pa-pathways/training-leads"),
    ],
)  # fmt: skip
def test_a_line_that_names_others_is_named(world, old, new, line_of, says):
    made = codeowners(read_records(world))
    assert made.count(old) == 1
    changed = made.replace(old, new)
    [(line, message)] = found(world, changed)
    assert changed.splitlines()[line - 1].startswith(line_of)
    assert says in message


@pytest.mark.parametrize("path", ["/framework/tasks/", "/framework/delegation.yaml"])
def test_a_line_that_is_missing_is_named_where_it_was(world, path):
    lines = codeowners(read_records(world)).splitlines(keepends=True)
    place = next(number for number, line in enumerate(lines) if line.startswith(path))
    [(line, message)] = found(world, "".join(lines[:place] + lines[place + 1 :]))
    assert line == min(place + 1, len(lines) - 1)
    assert path in message


def test_a_line_too_many_is_named(world):
    made = codeowners(read_records(world))
    [(line, message)] = found(world, f"{made}/framework/tasks/waivers.yaml @someone/else\n")
    assert line == made.count("\n") + 1
    assert message == "the records say nothing from here on"


@pytest.mark.parametrize("text", ["", "* @someone/else\n", "# Our own\n/framework/tasks/ @nurses\n"])
def test_a_file_that_someone_wrote_is_not_judged(world, text):
    assert found(world, text) == []


def test_windows_line_ends_are_no_difference(world):
    assert found(world, codeowners(read_records(world)).replace("\n", "\r\n")) == []


def test_the_parts_of_frameworks_in_folders_belong_to_the_file(world):
    part = "/area/ @area/team\n/area/framework/tasks/ @area/nurses\n"
    text = with_part(with_part(codeowners(read_records(world)), part, "area/"), "/other/ @other/team\n", "other/")
    assert found(world, text) == []
    assert whole_file(read_records(world), text) == text
    [(line, message)] = found(world, text.replace(TASKS, "/framework/tasks/ @someone/else\n"))
    assert text.splitlines()[line - 1] == TASKS.strip()
    assert "@someone/else" in message


def test_what_depends_on_a_record_that_cannot_be_read_is_not_judged(world, tmp_path):
    root = shutil.copytree(world, tmp_path / "world")
    folder = root / "framework/learning"
    owners = iter(["training-leads", "training-leads", "framework-team", "framework-team", "framework-team"])
    files = sorted(folder.glob("*.yaml"))
    for file, owner in zip(files[:5], owners, strict=True):
        lines = [line for line in file.read_text().splitlines() if not line.startswith("owner:")]
        file.write_text("\n".join([*lines, f"owner: {owner}", ""]))
    for file in files[5:]:
        file.unlink()
    for file in files[3:5]:
        file.write_text(file.read_text().replace("owner: framework-team", "owner: training-leads"))
    made = codeowners(read_records(root))
    assert "/framework/learning/ @pa-pathways/training-leads\n" in made
    other = made.replace("/framework/learning/ @pa-pathways/training-leads\n", "/framework/learning/ @someone/else\n")
    assert found(root, other) != []
    files[0].write_text("id: [")
    assert found(root, made) == []
    assert found(root, other) == []
    assert found(root, other.replace(TASKS, "/framework/tasks/ @someone/else\n")) != []
