"""The header, the notes and the contents of a page in a browser: keys, the accessibility tree, and the first screen of a phone."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.builders.effort import worst
from tests.site.browser import addresses, served
from tests.site.site_tools import tool
from tests.site.walk import UNDER, barriers_now

pytestmark = pytest.mark.browser

TASK = "delegation/tasks/gastrostomy-feed/"
READERS = ["Become a PA", "I'm a PA", "I employ a PA", "Clinicians", "Councils and ICBs"]
#: What has the focus: its words, or its label.
FOCUS = "(document.activeElement.getAttribute('aria-label') || document.activeElement.textContent).trim()"


@pytest.fixture(scope="module")
def home(reference_site) -> Iterator[str]:
    with served(reference_site, UNDER) as address:
        yield address


@pytest.fixture
def phone(browser: Browser) -> Page:
    return browser.new_page(viewport={"width": 390, "height": 844}, reduced_motion="reduce")


@pytest.fixture
def desk(browser: Browser) -> Page:
    return browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")


def tabbed(page: Page, times: int) -> list[str]:
    """What gets the focus, key by key."""
    seen = []
    for _ in range(times):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(FOCUS))
    return seen


def test_the_menu_of_a_phone_opens_and_closes_by_key(phone, home):
    phone.goto(f"{home}/{TASK}")
    button = phone.get_by_role("button", name="Menu", exact=True)
    expect(button).to_have_attribute("aria-expanded", "false")
    assert tabbed(phone, 4) == ["Skip to main content", "PA Pathways", "Search this site", "Menu"]
    expect(phone.get_by_role("navigation", name="Menu")).to_be_hidden()

    phone.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    assert tabbed(phone, 7) == [*READERS, "More", "Home"]
    phone.keyboard.press("Escape")

    expect(button).to_have_attribute("aria-expanded", "false")
    expect(button).to_be_focused()
    expect(phone.get_by_role("navigation", name="Menu")).to_be_hidden()


def test_the_tree_of_the_menu_names_readers_sections_and_where_the_page_is(phone, home):
    phone.goto(f"{home}/{TASK}")
    phone.click("[data-menu]")
    menu = phone.get_by_role("navigation", name="Menu")

    tree = menu.aria_snapshot()
    assert [tree.index(f'link "{name}"') for name in READERS] == sorted(
        tree.index(f'link "{name}"') for name in READERS
    )
    assert menu.get_by_role("link").all_inner_texts()[5:8] == ["Home", "Career", "Competences"]
    assert menu.locator("[aria-current]").all_inner_texts() == ["Clinicians", "Delegation"]
    assert menu.get_by_role("button", name="Dark colours").is_visible()


def test_the_sections_of_a_desk_are_below_more(desk, home):
    desk.goto(f"{home}/{TASK}")
    more, plan = desk.locator("[data-more] summary"), desk.get_by_role("navigation", name="Menu").get_by_text("Plan")
    expect(plan).to_be_hidden()
    assert tabbed(desk, 9)[3:] == [*READERS, "More"]

    desk.keyboard.press("Enter")
    expect(plan).to_be_visible()
    assert tabbed(desk, 2) == ["Home", "Career"]
    desk.keyboard.press("Escape")
    expect(plan).to_be_hidden()
    expect(more).to_be_focused()

    desk.keyboard.press("Enter")
    desk.mouse.click(640, 700)
    expect(plan).to_be_hidden()
    more.focus()
    desk.keyboard.press("Enter")
    expect(plan).to_be_visible()
    desk.keyboard.press("Shift+Tab")
    expect(plan).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_sections_of_a_desk_are_accessible(browser, home, scheme):
    axe = tool("axe-core/axe.min.js").read_text(encoding="utf-8")
    page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme=scheme, reduced_motion="reduce")
    page.goto(f"{home}/{TASK}")
    page.click("[data-more] summary")
    page.wait_for_selector("[data-more][open]")

    assert barriers_now(page, axe) == []


def test_forced_colours_mark_where_the_page_is(browser, home):
    page = browser.new_page(viewport={"width": 390, "height": 844}, forced_colors="active")
    page.goto(f"{home}/{TASK}")
    page.click("[data-menu]")

    for link in page.locator(".menu [aria-current]").all():
        assert link.evaluate("it => parseFloat(getComputedStyle(it).borderBottomWidth)") == 4
    assert page.locator("[data-menu]").evaluate("it => parseFloat(getComputedStyle(it).borderTopWidth)") == 2


def test_without_scripts_the_menu_is_a_list_at_the_foot(browser, home):
    page = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"{home}/{TASK}")
    page.get_by_role("link", name="Menu", exact=True).click()

    everything = page.get_by_role("navigation", name="All sections")
    expect(everything).to_be_in_viewport()
    assert everything.get_by_role("link").all_inner_texts()[:7] == [*READERS, "Home", "Career"]


def test_a_masthead_takes_at_most_a_quarter_of_the_first_screen_of_a_phone(phone, home, reference_site):
    """On one page of every folder, with the longest title of it; by day where those are longest. The first page is a picture."""
    longest: dict[str, tuple[int, str]] = {}
    for address in addresses(reference_site):
        if address and not address.endswith((".html", "sheet/")):
            heading = (reference_site / address / "index.html").read_text(encoding="utf-8").partition("<h1")[2]
            length = len(heading.partition("</h1>")[0])
            folder = address.rstrip("/").rpartition("/")[0]
            longest[folder] = max(longest.get(folder, (0, "")), (length, address))
    tall = {}
    for _, address in worst(longest.values(), lambda found: found[0]):
        phone.goto(f"{home}/{address}")
        bottom = phone.evaluate("document.querySelector('.head__title').getBoundingClientRect().bottom")
        if bottom > 844 / 4:
            tall[address] = bottom

    assert tall == {}
    assert len(longest) > 15


def test_the_notes_of_a_page_are_seen_and_printed(phone, home):
    phone.goto(f"{home}/{TASK}")
    draft = phone.get_by_role("note").get_by_text("Draft. No clinician has approved this yet.")
    expect(draft).to_be_in_viewport()
    assert draft.evaluate("it => it.getBoundingClientRect().top") < 844 / 3

    phone.emulate_media(media="print")
    expect(draft).to_be_visible()
    expect(phone.locator("[data-easy-switch]")).to_be_hidden()


def test_a_page_has_a_switch_of_easy_words_if_it_has_easy_words(reference_site):
    pages = {
        address: (reference_site / address / "index.html")
        for address in addresses(reference_site)
        if "." not in address
    }
    texts = {address: file.read_text(encoding="utf-8") for address, file in pages.items()}
    switch = {address for address, text in texts.items() if "data-easy-switch" in text}

    assert switch == {address for address, text in texts.items() if 'class="easy"' in text}
    assert 20 < len(switch) < len(texts)


def test_the_contents_of_a_long_page_are_folded_on_a_phone_and_lead_to_its_headings(phone, home):
    phone.goto(f"{home}/{TASK}")
    contents = phone.get_by_role("navigation", name="On this page")
    expect(contents.get_by_role("link").first).to_be_hidden()
    contents.get_by_text("On this page").click()
    contents.get_by_role("link", name="Who decides, trains and signs off").click()

    expect(phone.get_by_role("heading", name="Who decides, trains and signs off", exact=True)).to_be_in_viewport()


@pytest.mark.parametrize("address", [TASK, "career/confident-pa/", "competences/"])
def test_on_a_phone_the_order_of_focus_is_the_order_of_the_eye(phone, home, address):
    phone.goto(f"{home}/{address}")
    places = []
    for _ in range(14):
        phone.keyboard.press("Tab")
        places.append(
            phone.evaluate(
                "(() => { const box = document.activeElement.getBoundingClientRect();"
                " return [Math.round(box.bottom + scrollY), document.activeElement.textContent.trim().slice(0, 30)]; })()"
            )
        )

    heights = [height for height, _ in places[1:]]
    assert all(after >= before - 12 for before, after in pairwise(heights)), places
