"""In a real browser: a reader finds her place among ten answers at once, and is told that a kept version is not of today."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from pa_framework.facts.facts import Facts
from pa_framework.records.load import read_records
from pa_framework.site.kept_versions import pack, publish
from tests.builders.sites import FirstBuild, made_once, with_settings
from tests.builders.ten_places import PLACES, place_id, ten_places
from tests.builders.worlds import TODAY
from tests.site.browser import served, until
from tests.site.site_tools import tool

pytestmark = pytest.mark.browser
LOOKS = [(390, 844, "light"), (390, 844, "dark"), (1280, 800, "light"), (1280, 800, "dark")]
ADDRESS = "working-together/hospital-by-place/"


def _make(first: FirstBuild, site: Path) -> None:
    world = with_settings(site.parent / "ten-places-world")
    for path, text in ten_places().items():
        (world / path).write_text(text, encoding="utf-8")
    pack(first.build_after(world, site), world / "versions/0.9.0.zip", "0.9.0", date(2026, 1, 5))
    publish(Facts(read_records(world), TODAY), site)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, small_build: FirstBuild) -> Iterator[str]:
    """The site of ten places, which keeps a version of itself."""
    with served(made_once(tmp_path_factory, "ten-places-site", partial(_make, small_build))) as address:
        yield address


def opened(browser: Browser, home: str, address: str, width: int, height: int, scheme: str) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(f"{home}/{address}")
    return page


def barriers(page: Page) -> list[str]:
    """What axe-core finds on a page."""
    page.evaluate(tool("axe-core/axe.min.js").read_text(encoding="utf-8"))
    found: list[str] = page.evaluate("async () => (await axe.run()).violations.map((one) => one.id)")
    return found


@pytest.mark.parametrize(("width", "height", "scheme"), LOOKS)
def test_a_reader_finds_her_place_at_once(browser: Browser, home: str, width: int, height: int, scheme: str) -> None:
    page = opened(browser, home, ADDRESS, width, height, scheme)
    links = page.get_by_role("navigation", name="Places from A to Z").get_by_role("link")

    assert links.all_text_contents() == sorted(PLACES)
    boxes = [link.bounding_box() for link in links.all()]
    assert all(box and box["y"] + box["height"] <= height and box["height"] >= 44 for box in boxes)
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    name = "Inchford"
    ground = "(id) => getComputedStyle(document.getElementById(id).parentElement).backgroundColor"
    page.get_by_role("link", name=name, exact=True).first.click()
    card = page.locator(".places > div", has=page.locator(f"#{place_id(name)}"))

    assert card.bounding_box() is not None
    until(page, "(id) => document.getElementById(id).getBoundingClientRect().top < innerHeight / 2", place_id(name))
    assert page.evaluate("(id) => document.getElementById(id).getBoundingClientRect().top", place_id(name)) >= 0
    assert "A retainer of a quarter" in card.inner_text()
    assert page.evaluate(ground, place_id(name)) != page.evaluate(ground, place_id("Ashby"))
    assert barriers(page) == []


@pytest.mark.parametrize(("width", "height", "scheme"), LOOKS)
def test_a_kept_version_says_first_that_it_is_not_of_today(
    browser: Browser, home: str, width: int, height: int, scheme: str
) -> None:
    page = opened(browser, home, f"versions/0.9.0/{ADDRESS}", width, height, scheme)
    notice = page.get_by_role("complementary", name="Another version")

    box = notice.bounding_box()
    assert box is not None
    assert (box["y"], box["width"]) == (0, width)
    assert box["height"] <= height / 3
    assert "This is version 0.9.0, as it was published on 5 January 2026. Do not work from it." in notice.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert barriers(page) == []

    page.get_by_role("link", name="Read it there").click()
    assert page.url == f"{home}/{ADDRESS}"


@pytest.mark.parametrize(
    "address", ["", "delegation/tasks/gastrostomy-feed/sheet/", "delegation/tasks/gastrostomy-feed/booklet/"]
)
def test_a_sheet_printed_from_a_kept_version_says_so_on_paper(browser: Browser, home: str, address: str) -> None:
    page = opened(browser, home, f"versions/0.9.0/{address}", 794, 1123, "light")
    page.emulate_media(media="print")
    notice = page.locator(".kept-version")

    assert notice.is_visible()
    box = notice.bounding_box()
    assert box is not None
    assert box["height"] > 20
    assert page.evaluate("getComputedStyle(document.querySelector('.kept-version')).visibility") == "visible"
