"""A story whose consent has ended disappears from hand-written pages too, and turns no check red."""

import re
import shutil
from datetime import date

import pytest

from pa_framework.check.run import check_with_own_register
from pa_framework.facts.facts import Facts
from pa_framework.records.load import read_records
from pa_framework.site.hand_written import hand_written, text_of
from pa_framework.site.tree import downloads
from tests.paths import ROOT

ON = date(2026, 12, 1)
STORIES = (
    "amina-studying-nursing", "kelly-back-to-work", "owen-in-hospital", "priya-learning-insulin", "sam-self-employed"
)  # fmt: skip
MADE_UP = "illustrative: true\nconsent: {state: not-needed, pseudonym: true}"


@pytest.fixture(scope="module", params=["review_by: 2026-11-30", "review_by: 2028-11-30, withdrawn_on: 2026-11-20"])
def facts(request, tmp_path_factory):
    """The reference with five stories whose consent lapsed yesterday, or was withdrawn."""
    world = tmp_path_factory.mktemp("withheld") / "world"
    for folder in ("framework", "case_studies", "competences"):
        shutil.copytree(ROOT / folder, world / folder, ignore=shutil.ignore_patterns("register", ".pa-framework-cache"))
    for name in STORIES:
        file = world / "case_studies" / f"{name}.yaml"
        consent = (
            f"{{state: given, given_on: 2024-11-30, {request.param}, reference: c-1, scope: site, pseudonym: true}}"
        )
        changed = file.read_text().replace(MADE_UP, f"illustrative: false\nconsent: {consent}")
        assert changed != file.read_text()
        file.write_text(changed)
    return Facts(read_records(world), ON)


def test_nothing_is_red_and_each_place_that_tells_of_it_is_named(facts):
    report = check_with_own_register(facts.records_as_written, None, ON)
    told = [one for one in report.findings if one.code == "SIT028"]

    assert report.errors == 0
    assert {one.message.split()[0] for one in told} == set(STORIES)
    assert all(one.span.path.endswith(".md") for one in told)


def test_no_page_has_a_link_a_portrait_or_an_entry_about_it(facts):
    pages = {
        file.path: text_of(facts, file.path, file.file.read_text()) for file in hand_written(facts) if file.is_page
    }
    for name in STORIES:
        assert [path for path, text in pages.items() if re.search(rf"(?:stories|portraits)/{name}\b", text)] == []
    assert "two villages" not in pages["become-a-pa.md"]
    assert "does not sign you off for tasks as a PA.\n" in pages["become-a-pa.md"]  # what is general stays
    assert "stories/jordan-first-job.md" in pages["become-a-pa.md"]


def test_answers_beside_a_story_stay(facts):
    page = next(file for file in hand_written(facts) if file.path == "i-am-a-pa.md")
    text = text_of(facts, page.path, page.file.read_text())

    assert "Does my sign-off count in my next job?\n\nNo. A sign-off is for one PA and one person." in text
    assert "(working-together/pas-in-hospital.md)" in text


def test_no_schema_that_the_site_offers_names_it(facts):
    schemas = {path: text.decode() for path, text in downloads(facts) if path.startswith("schemas/")}

    assert "jordan-first-job" in schemas["schemas/search.schema.json"]
    for name in STORIES:
        title = facts.records.case_studies[name].title
        assert [path for path, text in schemas.items() if f'"{name}"' in text or title in text] == []


def test_its_picture_is_no_file_of_the_site(facts):
    paths = {file.path for file in hand_written(facts)}
    assert not [name for name in STORIES if f"images/portraits/{name}.svg" in paths]
    assert "images/portraits/jordan-first-job.svg" in paths


TOLD = "Told of someone."
WAYS_TO_LINK = (
    "See [her story](stories/kelly-back-to-work.md). Told of someone.",
    "See [her story](<stories/kelly-back-to-work.md>). Told of someone.",
    "See [her story](./stories/kelly-back-to-work.md#day). Told of someone.",
    'See [her story](stories/kelly-back-to-work.md "Kelly"). Told of someone.',
    "See [her story](stories/../stories/kelly-back-to-work.md?x=1). Told of someone.",
    "See [her story][k]. Told of someone.\n\n[k]: stories/kelly-back-to-work.md",
    "See [k][]. Told of someone.\n\n[K]: <stories/kelly-back-to-work.md>",
    '<p><A HREF="stories/kelly-back-to-work/">Her story</A>. Told of someone.</p>',
    "<p>Told of someone: <a href='../stories/kelly-back-to-work/'>her story</a></p>",
    "- Told of someone.\n  See [her story](stories/kelly-back-to-work.md).",
    "- Someone:\n\n    Told of someone. [Her story](stories/kelly-back-to-work.md)",
    "1. [Her story](stories/kelly-back-to-work.md)\n\n    Told of someone.",
    '!!! quote "A PA"\n\n    Told of someone.\n\n    [Her story](stories/kelly-back-to-work.md)',
    "### [Her story](stories/kelly-back-to-work.md)\n\nTold of someone.\n\nMore of it.",
    "| Who | What |\n| --- | --- |\n| [Her](stories/kelly-back-to-work.md) | Told of someone. |",
)


@pytest.mark.parametrize("written", WAYS_TO_LINK)
def test_each_way_to_link_to_it_is_left_out_with_what_it_tells(facts, written):
    page = f"# A page\n\nBefore it.\n\n{written}\n\n## After it\n\nStays.\n"
    text = text_of(facts, "a-page.md", page)

    assert TOLD not in text
    assert "kelly" not in text
    assert text.startswith("# A page\n\nBefore it.\n")
    assert "\n## After it\n\nStays.\n" in text


@pytest.mark.parametrize("written", WAYS_TO_LINK)
def test_the_same_written_of_a_story_that_is_shown_stays(facts, written):
    page = f"# A page\n\n{written}\n\n## After it\n".replace("kelly-back-to-work", "jordan-first-job")
    assert text_of(facts, "a-page.md", page).startswith(page)
