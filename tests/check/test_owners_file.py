"""REF024: a CODEOWNERS file that the program made says what the records say."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from pa_framework.check.run import check
from pa_framework.facts.codeowners import FILE, codeowners
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
