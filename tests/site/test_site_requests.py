"""What a browser asks for on every page of a site: nothing leaves it, and the policy of the page holds."""

import gzip
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.site.browser import served
from tests.site.walk import KINDS, UNDER, watched

pytestmark = pytest.mark.browser

#: DESIGN, section 9: what a first visit may cost, compressed, before someone searches.
BAR = 140_000
#: The files that the first search fetches.
_OF_THE_SEARCH = ("finder.json", "lunr.js", "find.js")


@pytest.fixture(scope="module")
def home(reference_site) -> Iterator[str]:
    with served(reference_site, UNDER) as address:
        yield address


@pytest.mark.parametrize("address", ["", "delegation/tasks/gastrostomy-feed/"])
def test_menu_colours_and_search_keep_to_the_policy(browser, home, address):
    watch = watched(browser, home)
    page = watch.page
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{home}/{address}")

    page.click("[data-menu]")
    page.click("[data-scheme-switch]")
    page.fill("[role=combobox]", "insulin")
    page.click("[data-finder=result] >> nth=0")
    page.wait_for_load_state("load")

    assert page.url == f"{home}/delegation/tasks/insulin-by-pen/"
    assert watch.faults() == ()


def test_nothing_for_searching_is_loaded_before_a_search(browser, home):
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda it: asked.append(urlsplit(it.url).path))
    page.goto(home + "/", wait_until="networkidle")
    before = list(asked)
    page.keyboard.press("Tab")
    page.locator("[role=combobox]").focus()
    page.wait_for_load_state("networkidle")

    assert [path for path in asked if path.endswith(_OF_THE_SEARCH)] == []

    page.keyboard.type("tube")
    page.wait_for_selector("[data-finder=result]")

    assert {path.rpartition("/")[2] for path in asked if path.endswith(_OF_THE_SEARCH)} == set(_OF_THE_SEARCH)
    assert before


def test_the_first_search_costs_less_than_half_of_what_it_did(reference_site):
    """Before: 271 kB, with Material's script and an index of the whole text."""
    files = ("assets/finder.json", "assets/javascripts/lunr.js", "assets/javascripts/find.js")
    sizes = {name: len(gzip.compress((reference_site / name).read_bytes(), 6)) for name in files}

    assert sum(sizes.values()) < 135_000, sizes
    assert (reference_site / "assets/finder.json").stat().st_size < 250_000


@pytest.mark.parametrize("address", KINDS)
def test_a_first_visit_costs_less_than_140_kilobytes(browser, home, address):
    assert cost(browser, f"{home}/{address}") < BAR


def cost(browser: Browser, address: str) -> int:
    """Bytes of the answers of a first visit, headers left out, compressed where the server does so."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    sizes: list[int] = []
    page.on("requestfinished", lambda it: sizes.append(it.sizes()["responseBodySize"]))
    page.goto(address, wait_until="networkidle")
    context.close()
    return sum(sizes)


def test_a_missing_page_helps_at_any_depth(browser, home):
    watch = watched(browser, home)
    page = watch.page
    page.goto(f"{home}/no/such/page/at/all/")

    assert [fault for fault in watch.faults() if "no/such" not in fault and "status of 404" not in fault] == []
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.site-header')).backgroundColor") != "rgba(0, 0, 0, 0)"
    )
    page.click("main a >> text=Delegation")
    assert page.url == f"{home}/delegation/"
