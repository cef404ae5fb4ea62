"""What people type by mistake, paste, or do while a page is still busy: no part of a page may break, or answer something else."""

from collections.abc import Callable, Iterator
from itertools import product

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from pa_framework.records.yaml_source import parse_document
from tests.site.browser import served
from tests.site.test_record_forms import CONTACT, LEARNING, fill, written
from tests.site.walk import UNDER

pytestmark = pytest.mark.browser
RESULT = "[data-finder=result]"
#: Longer than any word, and without a place to break.
ENDLESS = "ab" * 5000
NOTHING = "Nothing found. Try one word, or a different word."


@pytest.fixture(scope="module")
def home(reference_site) -> Iterator[str]:
    with served(reference_site, UNDER) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in which an error of a script fails the test."""
    opened = browser.new_page(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    assert errors == []


def field(page: Page):
    return page.get_by_role("combobox", name="Search this site")


def put(page: Page, selector: str, text: str) -> None:
    """Gives a field a text as pasting does it, whatever its length."""
    page.locator(selector).evaluate(
        "(it, text) => { it.value = text; it.dispatchEvent(new Event('input', { bubbles: true })); }", text
    )


def test_a_text_without_end_is_searched_at_once(page: Page, home: str) -> None:
    """A set of all its misspellings would take all the memory of the browser."""
    page.goto(f"{home}/")
    put(page, ".finder__input", ENDLESS)
    expect(page.locator(".finder__count")).to_contain_text(NOTHING)
    put(
        page,
        ".finder__input",
        "insulin " + " ".join(f"zq{''.join(letters)}w" for letters in product("bcdfghjklmnp", repeat=3)),
    )
    expect(page.locator(".finder__count")).to_contain_text("and others")
    put(page, ".finder__input", "insulin pen " * 1000)
    expect(page.locator(f"{RESULT} .finder__title").first).to_have_text("Give insulin by pen")

    page.goto(f"{home}/delegation/tasks/?text={ENDLESS[:3000]}")
    expect(page.locator("form.filters output")).to_contain_text("Nothing found.")
    page.goto(f"{home}/delegation/decide/")
    put(page, "[data-find-task]", ENDLESS)
    expect(page.locator(".aid__found")).to_have_text("None found. Try another word for it.")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def _escape(page: Page) -> None:
    page.keyboard.press("Escape")


def _tab(page: Page) -> None:
    page.keyboard.press("Tab")


def _click(page: Page) -> None:
    page.locator("h1").click()


@pytest.mark.parametrize("enter", [False, True], ids=["typed", "with enter"])
@pytest.mark.parametrize("leave", [_escape, _tab, _click])
def test_who_goes_on_before_the_index_has_come_is_left_alone(
    page: Page, home: str, leave: Callable[[Page], None], enter: bool
) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/finder.json*", hold)
    page.goto(f"{home}/")
    field(page).fill("tube")
    if enter:
        page.keyboard.press("Enter")
    expect(page.locator(".finder__count")).to_have_text("Getting the search ready …")
    leave(page)
    expect(page.locator(".finder__output")).to_be_hidden()
    with page.expect_response("**/finder.json*"):
        held[0].continue_()
    page.evaluate("window.paFinder.load()")
    page.wait_for_timeout(100)

    assert page.url == f"{home}/"
    expect(page.locator(".finder__output")).to_be_hidden()
    expect(field(page)).to_have_attribute("aria-expanded", "false")


def test_an_address_that_searches_leaves_the_keys_in_the_field(page: Page, home: str) -> None:
    page.goto(f"{home}/?q=tube")
    expect(page.locator(RESULT).first).to_be_visible()
    expect(field(page)).to_be_focused()
    page.keyboard.press("Tab")
    for key, number in (("End", -1), ("Home", 0)):
        page.keyboard.press(key)
        expect(page.locator(RESULT).nth(number)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".finder__output")).to_be_hidden()


def test_keys_that_choose_characters_do_nothing_else(page: Page, home: str) -> None:
    page.goto(f"{home}/?q=tube")
    expect(page.locator(RESULT).first).to_be_visible()
    for key in ("ArrowDown", "Escape"):
        field(page).evaluate(
            "(it, key) => it.dispatchEvent(new KeyboardEvent('keydown', { key, isComposing: true, cancelable: true }))",
            key,
        )

    expect(page.locator(RESULT).first).to_be_visible()
    expect(page.locator("[aria-selected=true]")).to_have_count(0)


def test_a_year_of_five_figures_is_no_date(page: Page, home: str) -> None:
    page.goto(f"{home}/delegation/decide/")
    for day, shown in (("12026-11-29", ""), ("2026-11-29", "29 November 2026")):
        put(page, "[name=day]", day)
        expect(page.locator("[data-record=day]")).to_have_text(shown)
    page.goto(f"{home}/delegation/changed/#since=12026-01-01")
    assert page.locator("[name=since]").input_value() == ""
    page.goto(f"{home}/delegation/changed/")
    for address in ("delegation/decide/", "delegation/changed/", "add/learning/"):
        page.goto(f"{home}/{address}")
        assert {box.get_attribute("max") for box in page.locator("input[type=date]").all()} == {"9999-12-31"}, address


def test_a_name_without_end_in_the_address_makes_no_page_wider(page: Page, home: str) -> None:
    page.goto(f"{home}/delegation/changed/#task={'a' * 500}")

    expect(page.locator("form[data-changed] output")).to_contain_text("what is no task here")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_colours_change_where_nothing_can_be_stored(page: Page, home: str) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"
    )
    page.goto(f"{home}/")
    page.locator("[data-menu]").click()
    for name in ("Light colours", "Dark colours"):
        page.locator("[data-scheme-switch]").click()
        expect(page.locator("[data-scheme-switch]")).to_have_text(name)
        is_dark = page.evaluate("getComputedStyle(document.documentElement).colorScheme")
        assert ("dark" in is_dark) == (name == "Light colours"), is_dark


def test_a_form_writes_what_can_be_read_and_refuses_what_is_too_long(page: Page, home: str) -> None:
    page.goto(f"{home}/add/contact/")
    fill(page, CONTACT)
    written(page)
    path = "framework/support/pas-who-swim.yaml"
    for typed, meant in (
        (["?why"], ["?why"]),
        (["?#", "?`a"], ["?#", "?`a"]),
        (["soft\u00adhyphen zero\u200bwidth \u202eturned"], ["softhyphen zerowidth turned"]),
        (["half \ud83d a sign"], ["half a sign"]),
        (["👩\u200d👧 yes"], ["👩\u200d👧 yes"]),
    ):
        page.locator("#f-offers").evaluate(
            "(it, units) => { it.value = units.map((unit) => String.fromCharCode(unit)).join('');"
            " it.dispatchEvent(new Event('input', { bubbles: true })); }",
            list(memoryview("\n".join(typed).encode("utf-16-le", "surrogatepass")).cast("H")),
        )
        document = parse_document(page.locator("[data-add-text]").inner_text(), path)
        assert (document.findings, document.slips) == ((), ())
        assert document.data["offers"] == meant

    put(page, "#f-offers", f"short\n{'x' * 4001}")
    put(page, "#f-title", "y" * 111)
    put(page, "#f-id", "z" * 81)
    for sentence in (
        "Title: write at most 110 characters",
        "Name in the web address: write at most 80 characters",
    ):
        expect(page.locator(".add-faults")).to_contain_text(sentence)
    expect(page.locator(".add-faults")).to_contain_text("rite at most 4000 characters on each line")
    expect(page.locator("[data-add-result]")).to_be_hidden()


def test_what_is_chosen_twice_is_not_dropped_in_silence(page: Page, home: str) -> None:
    page.goto(f"{home}/add/learning/")
    fill(page, LEARNING)
    written(page)
    teaches = page.locator('[data-field="teaches"]')
    teaches.locator("[data-another]").click()
    for place, value in enumerate(("eating-and-drinking", "independent")):
        teaches.locator("[data-row]").last.locator("select").nth(place).select_option(value)

    expect(page.locator(".add-faults")).to_contain_text("hoose “Eating and drinking” once only")
    teaches.locator("[data-row]").last.locator("select").first.select_option("")
    teaches.locator("[data-row]").last.locator("select").last.select_option("")
    expect(page.locator("[data-add-result]")).to_be_visible()
