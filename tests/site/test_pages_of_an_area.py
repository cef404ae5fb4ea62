"""The tree of pages of an area has what the base has, but for what the area says itself."""

from pathlib import Path

import pytest

from pa_framework.facts.facts import Facts
from pa_framework.facts.overlays import edit_address
from pa_framework.records.load import read_records
from tests.builders.areas import settings
from tests.builders.worlds import FRAMEWORK, TASK, TODAY
from tests.paths import SMALL


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    files = {
        FRAMEWORK: settings().replace("../small", str(SMALL)),
        TASK: "changes: gastrostomy-feed\nbecause: It is so here.\ntitle: A tube feed\n",
        "framework/pages/images/our.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return Facts(read_records(tmp_path), TODAY)


def test_hand_written_files_of_the_base_are_in_the_tree(facts: Facts) -> None:
    here = {path for path, _, _ in facts.hand_written_files}
    base = {
        path.relative_to(SMALL / "framework/pages").as_posix() for path in SMALL.rglob("pages/**/*") if path.is_file()
    }

    assert base
    assert here == {*base, "images/our.svg"}


def test_what_is_inherited_is_edited_where_the_base_is(facts: Facts) -> None:
    assert edit_address(facts, TASK) == f"https://forge.test/ours/edit/main/{TASK}"
    assert edit_address(facts, "framework/roles/dietitian.yaml") == (
        "https://forge.test/smallshire/edit/main/framework/roles/dietitian.yaml"
    )
