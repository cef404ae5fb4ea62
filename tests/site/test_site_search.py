"""Searching in a real browser: what people type finds its page, by keyboard and for screen readers, with every failure told."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.site.browser import served
from tests.site.walk import UNDER

pytestmark = pytest.mark.browser
RESULT = "[data-finder=result]"


@pytest.fixture(scope="module")
def home(reference_site) -> Iterator[str]:
    with served(reference_site, UNDER) as address:
        yield address


@pytest.fixture
def page(browser, home) -> Page:
    opened = browser.new_page(viewport={"width": 390, "height": 844})
    opened.goto(f"{home}/")
    return opened


def field(page: Page):
    return page.get_by_role("combobox", name="Search this site")


def test_words_of_a_question_find_its_page_first(page: Page) -> None:
    cases = {
        "peg feed": "Give a feed through a gastrostomy tube",
        "can my PA give insulin?": "Give insulin by pen",
        "how much does it pay": "Pay",
        "Portsmouth": "Portsmouth: a noticeboard that became a community",
        "insullin": "Give insulin by pen",
        "gastrotomy": "Give a feed through a gastrostomy tube",
        "epilepsi": "Knowing about epilepsy",
        "no PA may give insulin tonight": "Give insulin by pen",
        "she has not had a seizure for a year": "Give buccal midazolam for a long seizure",
        "I made a mistake": "When something changes: should the PA carry on?",
        "Buccolam": "Give buccal midazolam for a long seizure",
        "SIGNOFF": "How delegation works",
        "sleepin": "Sleep and night support",
    }
    found = {}
    for words in cases:
        field(page).fill(words)
        expect(page.locator(RESULT).first).to_be_visible()
        found[words] = page.locator(f"{RESULT} .finder__title").first.inner_text()

    assert found == cases


def test_the_best_answer_comes_first_and_says_why_it_was_found(page: Page) -> None:
    field(page).fill("how much do I get paid?")

    expect(page.locator(RESULT).first.locator(".finder__answer")).to_contain_text("what you earn", ignore_case=True)

    field(page).fill("hoist")
    expect(page.locator(RESULT).first.locator(".finder__summary")).not_to_be_empty()
    expect(page.locator(RESULT).first).to_contain_text("Start here for: hoist")
    assert page.locator(RESULT).first.locator("mark").all_inner_texts() == ["hoist"]


def test_the_keyboard_and_a_screen_reader_reach_every_result(page: Page) -> None:
    search = field(page)
    search.fill("tube")
    results = page.get_by_role("option")
    expect(results.first).to_be_visible()
    expect(search).to_have_attribute("aria-expanded", "true")
    number = results.count()
    assert number > 2
    assert page.get_by_role("listbox", name="Search results").count() == 1
    assert page.locator(f"#{search.get_attribute('aria-controls')}").get_attribute("role") == "listbox"
    expect(page.get_by_role("status")).to_contain_text("pages found")

    chosen = []
    for key in ("ArrowDown", "ArrowDown", "End", "Home", "ArrowUp"):
        page.keyboard.press(key)
        active = search.get_attribute("aria-activedescendant")
        assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"
        chosen.append(int(str(active).rpartition("-")[2]))
    assert chosen == [1, 2, number, 1, number]

    reached = []
    search.focus()
    for _ in range(number):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id"))
    assert reached == [f"finder-result-{at + 1}" for at in range(number)]

    page.keyboard.press("Escape")
    expect(search).to_be_focused()
    expect(search).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_role("option")).to_have_count(0)

    page.keyboard.press("ArrowDown")
    expect(results.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    target = page.locator("[aria-selected=true]").get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(str(target))


def test_enter_opens_the_first_result_even_before_the_index_has_come(page: Page, home: str) -> None:
    field(page).fill("insulin pen")
    page.keyboard.press("Enter")

    page.wait_for_url(f"{home}/delegation/tasks/insulin-by-pen/")


def test_the_field_is_seen_on_a_phone_and_the_masthead_is_low(page: Page, home: str) -> None:
    page.goto(f"{home}/delegation/tasks/gastrostomy-feed/")
    box = field(page).bounding_box()
    heading = page.locator("h1").bounding_box()

    assert box
    assert heading
    assert box["y"] + box["height"] <= heading["y"]
    assert page.locator("input[type=search]").first.get_attribute("role") == "combobox"
    assert page.locator(".site-header").bounding_box()["height"] <= 844 / 4


def test_a_search_without_a_match_says_what_to_do_next(page: Page) -> None:
    field(page).fill("xylophonist")

    expect(page.get_by_role("status")).to_contain_text("Nothing found. Try one word, or a different word.")
    expect(page.get_by_role("link", name="All healthcare tasks")).to_be_visible()


def test_while_the_index_comes_the_page_says_so(browser, home) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.route("**/finder.json*", lambda route: None)  # it never comes
    page.goto(f"{home}/")
    field(page).fill("tube")

    expect(page.get_by_role("status")).to_have_text("Getting the search ready …")


@pytest.mark.parametrize("missing", ["**/finder.json*", "**/lunr.js*"])
def test_without_signal_the_search_says_that_it_did_not_come(browser, home, missing: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.route(missing, lambda route: route.abort())
    page.goto(f"{home}/")
    field(page).fill("tube")

    expect(page.get_by_role("status")).to_have_text(
        "Search could not load. Load this page again where there is signal."
    )
    page.unroute(missing)
    field(page).fill("tubes")
    expect(page.locator(RESULT).first).to_be_visible()


def test_without_scripts_there_is_a_list_from_a_to_z(browser, home) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{home}/")

    expect(page.locator("input[type=search]")).to_be_hidden()
    page.get_by_role("link", name="A to Z").first.click()
    expect(page.get_by_role("heading", name="A to Z")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Buccolam: see")).to_be_visible()


def test_the_index_leaves_out_what_other_pages_say_already(reference_site) -> None:
    index = json.loads((reference_site / "assets/finder.json").read_text(encoding="utf-8"))
    addresses = [page[0] for page in index["pages"]]
    on = dict(zip(index["words"].split(" "), index["places"].split(" "), strict=True))

    assert len(addresses) == len(set(addresses)) > 200
    assert not [address for address in addresses if address.startswith("about/rules/") or "/sheet" in address]
    assert "gastrostomy" not in on or len(on["gastrostomy"]) // 2 < len(addresses) / 5
    assert index["pages"][addresses.index("delegation/decide/")][1] == "May this task be delegated?"


def test_the_past_is_kept_and_neither_the_search_nor_the_plan_offers_it(reference_site) -> None:
    index = json.loads((reference_site / "assets/finder.json").read_text(encoding="utf-8"))
    past = ["plan/s4-enabling-risk/", "plan/s4-recruitment-and-retention/", "about/older-resources/"]
    addresses = [page[0] for page in index["pages"]]
    plan, about = ((reference_site / path / "index.html").read_text(encoding="utf-8") for path in ("plan", "about"))

    assert "plan/local-hearing-from-pas/" in addresses
    assert [address for address in addresses if address in past] == []
    assert all((reference_site / address / "index.html").is_file() for address in past)
    assert 'href="../about/#how-it-began"' in plan
    assert "s4-enabling-risk" not in plan
    assert 'href="older-resources/"' in about.partition('id="how-it-began"')[2]
    assert 'href="../plan/s4-enabling-risk/"' in about.partition('id="how-it-began"')[2]
    assert 'href="rules/"' in about.partition('id="for-people-who-edit"')[2].partition('id="how-it-began"')[0]


def test_enter_marks_a_result_that_may_not_answer_and_opens_it_only_when_it_is_asked_for_again(
    page: Page, home: str
) -> None:
    search = field(page)
    search.fill("insulin on the zebra crossing")
    expect(page.locator(".finder__count")).to_contain_text("Nothing fits exactly")
    page.keyboard.press("Enter")

    expect(page.locator("[aria-selected=true]")).to_have_count(1)
    assert page.url == f"{home}/"
    page.keyboard.press("Enter")
    page.wait_for_url(f"{home}/delegation/tasks/insulin-by-pen/")


def test_small_words_are_never_said_to_be_missing(page: Page) -> None:
    field(page).fill("what is a PA")

    expect(page.locator(RESULT).first).to_be_visible()
    expect(page.locator(".finder__count")).not_to_contain_text("Not found")
