"""Every page of the site of the reference world, with axe-core; and what it cannot see: where keys lead, and words without scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.site.browser import addresses, served
from tests.site.site_tools import FOLDER, tool
from tests.site.walk import EVERY_LOOK, KINDS, UNDER, barriers_now, one_of_each_kind, walk

pytestmark = pytest.mark.browser

#: The walk over every page goes in so many parts, for as many processes as test at the same time.
SHARES = 12


@pytest.fixture(scope="module")
def home(reference_site) -> Iterator[str]:
    with served(reference_site, UNDER) as address:
        yield address


@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_is_accessible_and_requests_nothing_elsewhere(browser, reference_site, home, share):
    """axe-core (WCAG 2.0 to 2.2 A and AA and best practice), every request, and the width of every page.

    The pages of `KINDS` are read by axe-core with every rule at 1280 px in light and at 320 px in dark; one page of each
    other kind is read in one of the two; of the rest every twelfth is opened and measured, and of the pages of rules,
    which one template makes, every 36th. With PA_FRAMEWORK_WALK=every-look, as in the nightly run, all pages are read,
    and in the other two looks too: there the rules run whose answer can change with colours or width (`walk.LOOKS`). A
    person who enlarges a desk of 1280 px to 400 % has 320 px: no page may be wider.
    """
    every = addresses(reference_site)
    read = set(every) if EVERY_LOOK else one_of_each_kind(reference_site, every) | set(KINDS)
    rules = [page for page in every if page.startswith("about/rules/")]
    wanted = {*read, *[page for page in every if page not in rules][::12], *rules[::36]}
    opened = [page for page in every if page in wanted]
    assert not EVERY_LOOK or opened == every
    axe = FOLDER / "node_modules/axe-core/axe.min.js"
    script = axe.read_text(encoding="utf-8") if axe.is_file() else ""
    seen = list(walk(browser, home, opened[share::SHARES], script, read.__contains__, in_both_looks=KINDS.__contains__))

    assert len(every) > 400
    assert [page.address for page in seen] == opened[share::SHARES]
    assert {page.address: page.faults for page in seen if page.faults} == {}
    tool("axe-core/axe.min.js")
    assert {page.address: page.barriers for page in seen if page.barriers} == {}
    assert {page.address: page.too_wide for page in seen if page.too_wide} == {}


def _menu(page: Page) -> None:
    page.click("[data-menu]")


def _search(page: Page) -> None:
    page.get_by_role("combobox", name="Search this site").fill("insulin")
    page.wait_for_selector("[data-finder=result]")
    page.keyboard.press("ArrowDown")


def _nothing_found(page: Page) -> None:
    page.get_by_role("combobox", name="Search this site").fill("xylophonist")


def _easy(page: Page) -> None:
    page.click("[data-easy-switch]")


def _short_result(page: Page) -> None:
    page.locator("fieldset:visible input").nth(2).check()
    page.click("[data-where-see]")


def _where_areas(page: Page) -> None:
    page.click("[data-where-full] button")


def _where_result(page: Page) -> None:
    _where_areas(page)
    for box in page.locator("fieldset[data-competence]:visible").all():
        box.locator("input").nth(2).check()
    page.locator("[data-where-nav] summary").click()
    page.locator("[data-where-nav] [data-go=result]").click()
    page.locator("[data-where-level] select").select_option("skilled-pa")


def _where_ask(page: Page) -> None:
    _where_result(page)
    page.click("[data-where-forget]")


def _decided(page: Page) -> None:
    for question in page.locator("ol.decide > li").all():
        question.locator("input").first.evaluate("(it) => it.click()")
    page.locator("select[name=role]").select_option(index=1)


def _clear_ask(page: Page) -> None:
    _decided(page)
    page.click("[data-clear]")


def _nothing_left(page: Page) -> None:
    page.fill("[name=text]", "nothing has such words")


#: What people make of a page: where, what they do there, and what shows that it is done.
STATES = {
    "menu": ("", _menu, "[data-menu][aria-expanded=true]"),
    "search": ("", _search, "[data-finder=result][aria-selected=true]"),
    "nothing found": ("", _nothing_found, ".finder__ways:visible"),
    "easy words": ("delegation/tasks/gastrostomy-feed/", _easy, ".whole-page"),
    "self-check, short": ("career/where-am-i/", _short_result, "[data-where-next] li"),
    "self-check, an area": ("career/where-am-i/", _where_areas, ".where-more fieldset:visible"),
    "self-check": ("career/where-am-i/", _where_result, "[data-where-gaps] h2"),
    "a question": ("career/where-am-i/", _where_ask, "dialog[open]"),
    "decided": ("delegation/decide/?task=gastrostomy-feed", _decided, ".record:visible"),
    "clear?": ("delegation/decide/", _clear_ask, "dialog[open]"),
    "never": ("delegation/decide/?task=intravenous-medicines", _decided, ".brief[data-ends]:visible"),
    "no task left": ("delegation/tasks/", _nothing_left, "form output:has-text('0 of')"),
    "a pair": ("career/compare/?from=starting-out&to=lead-pa", lambda page: None, "[data-compared]:visible"),
}


@pytest.mark.parametrize("state", STATES)
def test_every_state_of_a_page_is_accessible(browser, home, state):
    axe = tool("axe-core/axe.min.js").read_text(encoding="utf-8")
    address, make, shows = STATES[state]
    page = browser.new_page(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    page.goto(f"{home}/{address}")
    make(page)
    page.wait_for_selector(shows)

    assert barriers_now(page, axe) == []


def test_letters_of_twice_the_size_stay_on_a_phone(browser, home):
    """Someone has set large letters: nothing is cut off, and what is typed into the search is seen."""
    page = browser.new_page(viewport={"width": 390, "height": 844}, reduced_motion="reduce", bypass_csp=True)
    wide = {}
    for address in (
        "",
        "career/",
        "career/compare/",
        "career/where-am-i/",
        "delegation/",
        "delegation/never/",
        "delegation/tasks/insulin-by-pen/",
        "delegation/decide/",
        "delegation/changed/",
    ):
        page.goto(f"{home}/{address}")
        page.add_style_tag(content="html { font-size: 200% !important; }")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 390:
            wide[address] = width
    assert wide == {}
    page.goto(f"{home}/")
    page.add_style_tag(content="html { font-size: 200% !important; }")
    field = page.get_by_role("combobox", name="Search this site").bounding_box()
    page.close()

    assert field
    assert field["width"] > 200


@pytest.mark.parametrize("address", ["", "career/confident-pa/", "delegation/tasks/gastrostomy-feed/"])
def test_the_first_key_skips_to_the_words_and_focus_is_always_seen(browser, home, address):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{home}/{address}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
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
    assert page.get_by_role("link", name="Menu", exact=True).get_attribute("href") == "#all-sections"
    assert page.locator("#all-sections a:visible").count() >= 12
    assert page.locator("main a:visible").count() >= 2
    shown = {"A button"} if address == "about/style/" else set()  # the style page shows what a button looks like
    assert set(page.locator("button:visible").all_inner_texts()) == shown
    assert (
        page.locator("form.filters:visible, form.filters :is(input, select):visible").count() == 0
    )  # it would do nothing
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

    buttons = page.locator("main .button, header button.tool:visible").all()
    assert buttons
    for button in buttons:
        assert button.evaluate("(it) => parseFloat(getComputedStyle(it).borderTopWidth)") > 0
