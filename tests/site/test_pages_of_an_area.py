"""The tree of pages of an area has what the base has, but for what the area says itself."""

import shutil
from pathlib import Path

import pytest

from pa_framework.facts.facts import Facts
from pa_framework.facts.overlays import edit_address
from pa_framework.records.bases import content_hash
from pa_framework.records.load import read_records
from pa_framework.site.tree import MadePages
from tests.builders.areas import area, settings
from tests.builders.pages import pages_of
from tests.builders.worlds import FRAMEWORK, POLICY, TASK, TODAY, facts_of
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


DIFFERENT = {
    TASK: "changes: gastrostomy-feed\nbecause: Our nurses look twice a year.\nsign_off: {review_every: {months: 6}}\n",
    POLICY: "because: Our clinicians asked for it.\ntiers:\n  - {changes: low, demands: {observed_practices: 4}}\n",
    "framework/support/employer-advice.yaml": "changes: employer-advice\nbecause: We have none.\nleave_out: true\n",
}


def pages(files: dict[str, str]) -> MadePages:
    return MadePages(Facts(area(files), TODAY))


def test_a_page_lists_all_that_is_different_with_both_sides_and_why() -> None:
    text = pages(DIFFERENT)["about/differences.md"].markdown

    assert "version 1.0.0, since 1 November 2026" in text
    assert "3 things are different here" in text
    assert "| time between reviews, months | 12 | 6 |" in text
    assert "Why: Our nurses look twice a year." in text
    assert "| demands, observed practices | 2 | 4 |" in text
    assert "It is left out here." in text


def test_pages_in_place_of_those_of_the_base_are_among_what_is_different(tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path / "small")
    for path in ("small", "area"):
        folder = tmp_path / path / "framework/pages/about"
        folder.mkdir(parents=True)
        (folder / "emergency.md").write_text("# In an emergency\n", encoding="utf-8")
    (tmp_path / "area/framework/pages/about/us.md").write_text("# Who we are\n", encoding="utf-8")
    text = settings().replace(content_hash(SMALL), content_hash(tmp_path / "small"))
    (tmp_path / "area" / FRAMEWORK).write_text(text, encoding="utf-8")

    text = MadePages(Facts(read_records(tmp_path / "area"), TODAY))["about/differences.md"].markdown

    assert "1 thing is different here" in text
    in_place, only_here = text.split("## Only here")
    assert "[In an emergency](<emergency.md>)" in in_place
    assert "[Who we are](<us.md>)" in only_here


def test_the_page_of_a_record_says_what_is_different() -> None:
    made = pages(DIFFERENT)

    assert "| time between reviews, months | 12 | 6 |" in made["delegation/tasks/gastrostomy-feed.md"].markdown
    assert "How this differs" not in made["delegation/roles/dietitian.md"].markdown
    assert "How this differs" not in made["delegation/tasks/gastrostomy-feed/sheet.md"].markdown


def test_a_framework_that_builds_on_none_has_no_such_page() -> None:
    made = pages_of(facts_of(SMALL))

    assert "about/differences.md" not in made
    assert "differences.md" not in made["about/index.md"].markdown
