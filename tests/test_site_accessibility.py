"""axe-core on every page of the real site, and what it can not see: where keys lead, and words without scripts."""

from collections.abc import Iterator

import pytest

from browser import served
from site_tools import tool
from walk import KINDS, UNDER

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def home(real_site) -> Iterator[str]:
    with served(real_site, UNDER) as address:
        yield address


def test_axe_finds_nothing_on_any_page(walked):
    """WCAG 2.0 to 2.2 A and AA and best practice, at 320 px and 1280 px, in light and in dark.

    Every rule runs at 1280 px in light and at 320 px in dark. In the other two, the rules run whose answer can
    change with colours or width (`walk.LOOKS`): the rest read the same elements and would say the same.
    """
    tool("axe-core/axe.min.js")

    assert len(walked) > 400
    assert {seen.address: seen.barriers for seen in walked if seen.barriers} == {}


def test_every_page_fits_320_pixels_which_is_400_percent_of_a_desk(walked):
    tool("axe-core/axe.min.js")

    assert {seen.address: seen.too_wide for seen in walked if seen.too_wide} == {}


@pytest.mark.parametrize("address", ["", "career/confident-pa/", "delegation/tasks/gastrostomy-feed/"])
def test_the_first_key_skips_to_the_words_and_focus_is_always_seen(browser, home, address):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{home}/{address}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the words"
    for _ in range(12):
        seen = page.evaluate(
            "(() => { const it = document.activeElement, box = it.getBoundingClientRect(), style = getComputedStyle(it);"
            " return [it.outerHTML.slice(0, 80), box.width > 0 && box.bottom > 0,"
            " style.outlineStyle !== 'none' || it.matches('input') ] })()"
        )
        assert seen[1:] == [True, True], seen
        page.keyboard.press("Tab")

    page.goto(f"{home}/{address}")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("address", KINDS)
def test_without_scripts_words_navigation_and_links_are_there(browser, home, address):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{home}/{address}")

    assert page.locator("h1:visible").count() == 1
    assert len(page.locator("main").inner_text()) > 300
    assert page.locator("nav[aria-label=Sections] a:visible").count() >= 12
    assert page.locator("main a:visible").count() >= 2
    shown = {"A button"} if address == "about/style/" else set()  # the style page shows what a button looks like
    assert set(page.locator("button:visible").all_inner_texts()) == shown
    context.close()


def test_nothing_moves_for_those_who_ask_for_it(browser, home):
    page = browser.new_page(reduced_motion="reduce")
    page.goto(f"{home}/delegation/tasks/")

    assert (
        page.evaluate(
            "[...document.querySelectorAll('*')].filter((it) => { const style = getComputedStyle(it);"
            " return style.scrollBehavior === 'smooth' || parseFloat(style.transitionDuration) > 0 || style.animationName !== 'none' })"
            ".length"
        )
        == 0
    )


def test_forced_colours_leave_borders_on_what_can_be_pressed(browser, home):
    page = browser.new_page(forced_colors="active")
    page.goto(f"{home}/")

    for button in page.locator("main .button, header button.tool:visible").all():
        assert button.evaluate("(it) => parseFloat(getComputedStyle(it).borderTopWidth)") > 0
