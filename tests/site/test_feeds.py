"""Feeds: whole, in order, the same entry for ever, and silent about what is withheld; what machines read about a page."""

import json
import re
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import feedparser
import pytest

from pa_framework.facts.announced_changes import announced_changes, latest_change
from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import CHANGED
from pa_framework.records.load import read_records
from pa_framework.site.feeds import feeds
from pa_framework.site.linked_data import address, as_text
from pa_framework.site.tree import MadePages
from tests.builders.hostile import ATTACKS, make_hostile
from tests.builders.pages import pages_of
from tests.builders.worlds import TODAY, Judge, facts_of
from tests.paths import REFERENCE, SMALL

ROSA = "case_studies/rosa.yaml"
CHANGES = "framework/changes.yaml"
ATOM = "{http://www.w3.org/2005/Atom}"


def made(facts: Facts) -> dict[str, bytes]:
    return dict(feeds(facts))


@pytest.fixture(scope="module", params=[REFERENCE, SMALL], ids=["reference", "small"])
def facts(request: pytest.FixtureRequest) -> Facts:
    return facts_of(request.param)


@pytest.mark.parametrize("name", ["stories", "changes"])
def test_a_feed_has_all_that_atom_asks_for(facts: Facts, name: str):
    text = made(facts)[f"feeds/{name}.atom"]
    read = feedparser.parse(text)
    root = ElementTree.fromstring(text)
    site = str(facts.records.framework and facts.records.framework.site)

    assert not read.bozo
    assert read.version == "atom10"
    assert [tag for tag in ("id", "title", "updated", "author") if root.find(f"{ATOM}{tag}") is None] == []
    assert read.feed.links[0] == {"rel": "self", "type": "application/atom+xml", "href": f"{site}feeds/{name}.atom"}
    for entry in root.findall(f"{ATOM}entry"):
        assert [e for e in ("id", "title", "updated", "link", "summary") if entry.find(f"{ATOM}{e}") is None] == []
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", entry.findtext(f"{ATOM}updated") or "")
    assert all(entry.link.startswith(site) and urlsplit(entry.link).scheme == "https" for entry in read.entries)
    assert len({entry.id for entry in read.entries}) == len(read.entries) > 0


@pytest.mark.parametrize("name", ["stories", "changes"])
def test_both_forms_of_a_feed_say_the_same(facts: Facts, name: str):
    atom = feedparser.parse(made(facts)[f"feeds/{name}.atom"])
    whole = json.loads(made(facts)[f"feeds/{name}.json"])

    assert whole["version"] == "https://jsonfeed.org/version/1.1"
    assert whole["home_page_url"] == next(link.href for link in atom.feed.links if link.rel == "alternate")
    assert [(item["id"], item["url"], item["title"], item["content_text"]) for item in whole["items"]] == [
        (entry.id, entry.link, entry.title, entry.summary) for entry in atom.entries
    ]


def test_changes_come_newest_first_and_none_before_its_day(judge: Judge):
    facts = judge(on=date(2026, 11, 19)).facts
    items = json.loads(made(facts)["feeds/changes.json"])["items"]

    assert [item["id"].rpartition("/")[2] for item in items] == ["fewer-observations", "first-tasks", "a-framework"]
    assert [item["date_published"][:10] for item in items] == ["2026-10-01", "2026-01-05", "2026-01-05"]


def test_a_change_that_loosens_says_so_first(judge: Judge):
    items = json.loads(made(judge().facts)["feeds/changes.json"])["items"]
    loosening = [item for item in items if "loosens a safety rule" in item.get("tags", [])]

    assert [item["content_text"].startswith("It loosens a safety rule. ") for item in loosening] == [True]


def test_an_entry_stays_the_same_when_its_words_and_its_day_change(judge: Judge):
    before = json.loads(made(judge().facts)["feeds/stories.json"])["items"]
    after = json.loads(made(judge((ROSA, "title: Nights\npublished_on: 2026-10-30")).facts)["feeds/stories.json"])

    assert [item["id"] for item in before] == [item["id"] for item in after["items"]]


@pytest.mark.parametrize(
    "change",
    [
        "consent: {state: withdrawn}",
        "illustrative: false\nconsent: {state: not-needed}",
        "published_on: 2026-12-01",
        "published_on: null",
    ],
)
def test_a_story_that_is_withheld_or_has_not_appeared_is_in_no_feed(judge: Judge, change: str):
    files = made(judge((ROSA, f"title: Zanzibar\n{change}")).facts)

    assert [path for path, text in files.items() if b"Zanzibar" in text or b"rosa" in text] == []


def test_a_framework_without_the_address_of_its_site_has_no_feed(judge: Judge):
    assert made(judge(("framework/framework.yaml", "site: null")).facts) == {}


def test_no_text_of_a_record_becomes_markup_of_a_feed(tmp_path: Path):
    make_hostile(SMALL, tmp_path)
    files = made(Facts(read_records(tmp_path), TODAY))
    entries = feedparser.parse(files["feeds/changes.atom"], sanitize_html=False).entries
    items = json.loads(files["feeds/changes.json"])["items"]
    names = {element.tag.removeprefix(ATOM) for element in ElementTree.fromstring(files["feeds/changes.atom"]).iter()}

    assert names <= {
        "feed",
        "id",
        "title",
        "subtitle",
        "updated",
        "author",
        "name",
        "link",
        "entry",
        "published",
        "category",
        "summary",
    }
    assert [item["title"] for item in items] == [entry.title for entry in entries]
    assert any("<script>" in item["title"] + item["content_text"] for item in items)


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_ends_the_element_that_machines_read(attack: str):
    text = as_text([{"@type": "Article", "headline": attack}])

    assert json.loads(text)["@graph"][0]["headline"] == attack
    assert not re.search("[<>&'\u2028\u2029]", text)


def test_every_page_but_the_first_has_breadcrumbs():
    for page in pages_of(facts_of(SMALL)).values():
        line = next((line for line in page.markdown.split("\n") if line.startswith("data: ")), "")
        assert bool(line) == (page.path != "index.md"), page.path


@pytest.mark.parametrize(
    ("path", "whole"),
    [
        ("index.md", "https://a.example/"),
        ("career/index.md", "https://a.example/career/"),
        ("stories/rosa.md", "https://a.example/stories/rosa/"),
        ("share/rosa.png", "https://a.example/share/rosa.png"),
    ],
)
def test_a_file_of_the_tree_has_a_whole_address(path: str, whole: str):
    assert address("https://a.example/", path) == whole


# --- what changed, as pages tell it


def test_loosenings_come_first_among_the_changes_of_one_day(judge: Judge):
    one = "{id: %s, on: 2026-11-01, title: A change, what: It changed., asks: same, loosens: %s%s}"
    changes = "\n  - ".join(
        [one % ("b", "false", ""), one % ("a", "true", ", agreed_by_role: phb-clinical-lead"), one % ("c", "false", "")]
    )
    facts = judge((CHANGES, f"changes:\n  - {changes}")).facts

    assert [change.id for change in announced_changes(facts)] == ["a", "b", "c"]


def test_a_change_of_the_whole_framework_is_no_change_of_a_task(judge: Judge):
    facts = judge().facts
    last = {name: latest_change(facts, "task", name) for name in ("gastrostomy-feed", "changing-a-dose")}

    assert {name: change and change.id for name, change in last.items()} == {
        "gastrostomy-feed": "shorter-reviews",
        "changing-a-dose": "first-tasks",
    }


def test_a_page_tells_every_change_with_who_agreed_to_what_loosens():
    facts = Facts(read_records(SMALL), TODAY)
    page = MadePages(facts)[CHANGED.path].markdown

    assert re.findall(r'<li id="([a-z-]+)" data-on="([0-9-]+)"', page) == [
        (change.id, change.on.isoformat()) for change in announced_changes(facts)
    ]
    assert "Loosens a safety rule. Agreed by: PHB clinical lead" in page
