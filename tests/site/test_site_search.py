"""Searching in a real browser: the words that people type, with their slips, find what they look for."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.site.browser import served
from tests.site.walk import UNDER

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def home(reference_site) -> Iterator[str]:
    with served(reference_site, UNDER) as address:
        yield address


@pytest.fixture
def page(browser, home) -> Page:
    opened = browser.new_page(viewport={"width": 390, "height": 844})
    opened.goto(f"{home}/")
    opened.click("[data-search-open]")
    return opened


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("peg feed", "Give a feed through a gastrostomy tube"),
        ("can my PA give insulin?", "Give insulin by pen"),
        ("how much does it pay", "Pay"),
        ("Portsmouth", "Portsmouth: a noticeboard that became a community"),
        ("insullin", "Give insulin by pen"),
        ("gastrotomy", "Give a feed through a gastrostomy tube"),
        ("epilepsi", "Knowing about epilepsy"),
        ("no PA may give insulin tonight", "Give insulin by pen"),
        ("she has not had a seizure for a year", "Give buccal midazolam for a long seizure"),
        ("I made a mistake", "When something changes: may the PA go on?"),
    ],
)
def test_words_of_a_question_find_its_page_first(page: Page, words: str, title: str) -> None:
    page.keyboard.type(words)

    expect(page.locator(".md-search-result__item h1").first).to_have_text(title)


def test_words_that_come_without_keys_are_searched_as_well(page: Page) -> None:
    page.keyboard.type("tube")
    expect(page.locator(".md-search-result__item h1").first).to_contain_text("tube")

    page.fill("[data-md-component=search-query]", "Portsmouth")  # as from speech, or pasted

    expect(page.locator(".md-search-result__item h1").first).to_contain_text("Portsmouth")


def test_a_search_without_a_match_says_that_nothing_is_found(page: Page) -> None:
    page.keyboard.type("xylophonist")

    expect(page.get_by_role("status").filter(visible=True)).to_have_text(
        "Nothing found. Try one word, or another word for it."
    )


def test_while_the_index_comes_the_page_says_so(browser, home) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844}, service_workers="block")
    page.route("**/search_index.json", lambda route: None)  # it never comes
    page.goto(f"{home}/")
    page.click("[data-search-open]")
    page.keyboard.type("tube")

    expect(page.locator("[data-md-component=search-result] [role=status]")).to_have_text("Getting the search ready …")


@pytest.mark.parametrize("missing", ["**/search_index.json", "**/bundle*.js"])
def test_without_signal_the_search_says_that_it_did_not_come(browser, home, missing: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844}, service_workers="block")
    page.route(missing, lambda route: route.abort())
    page.goto(f"{home}/")
    page.click("[data-search-open]")
    page.keyboard.type("tube")

    expect(page.locator("[data-md-component=search-result] [role=status]")).to_have_text(
        "Search could not load. Load this page again where there is signal."
    )


def test_the_index_leaves_out_what_other_pages_say_already(reference_site) -> None:
    index = json.loads((reference_site / "search/search_index.json").read_text(encoding="utf-8"))
    words = {
        page: " ".join(document["text"] for document in index["docs"] if document["location"].startswith(page))
        for page in ("career/where-am-i/", "career/compare/", "competences/first-aid/")
    }

    assert "Says when to ring 999" in words["competences/first-aid/"]
    assert "Says when to ring 999" not in words["career/where-am-i/"]
    assert len(words["career/compare/"]) < 500
