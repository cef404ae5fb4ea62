"""From a story to a job: how a story ends, and where someone who wants to be a PA finds work."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from pa_framework.facts.facts import Facts
from pa_framework.site import find_work, stories
from tests.builders.worlds import WORLD, Judge, facts_of
from tests.paths import REFERENCE, ROOT

ROSA = "case_studies/rosa.yaml"
NOTICEBOARD = """\
id: town-board
title: The town's board
kind: noticeboard
summary: Where PAs and employers meet.
serves: [pa, recruit]
run_by: council-team
offers: [Free adverts]
how_to_reach: Ask at the library desk
address: https://example.org/board
deputy: The duty officer
last_confirmed: 2026-10-01
illustrative: false
"""
BOARD = "framework/support/town-board.yaml"
NOT_YET = "We have no list for your area yet"


def page(facts: Facts) -> str:
    """The page on finding work."""
    (content,) = (content for pages in find_work.PAGES for content in pages.build(facts))
    return str(content.text)


def story_pages(facts: Facts) -> Iterator[tuple[str, str]]:
    """The pages of stories, without those of case studies."""
    for pages in stories.PAGES:
        for content in pages.build(facts):
            if content.front_matter.kind == "story":
                yield content.path.removeprefix("stories/").removesuffix(".md"), str(content.text)


def second_story(name: str, title: str) -> tuple[str, str]:
    text = WORLD[ROSA].replace("id: rosa", f"id: {name}").replace("Rosa: nights", f"{title}: nights")
    return f"case_studies/{name}.yaml", text


def test_a_real_noticeboard_is_shown_with_its_website(judge: Judge) -> None:
    text = page(judge((BOARD, NOTICEBOARD)).facts)

    assert "support/town-board" in text
    assert "https://example.org/board" in text
    assert "Ask at the library desk" in text
    assert NOT_YET not in text


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(("illustrative: false", "illustrative: true"), id="invented"),
        pytest.param(("2026-10-01", "2025-01-01"), id="not confirmed"),
        pytest.param(("kind: noticeboard", "kind: payroll"), id="another kind"),
    ],
)
def test_an_area_without_a_real_noticeboard_says_so(change: tuple[str, str], judge: Judge) -> None:
    text = page(judge((BOARD, NOTICEBOARD.replace(*change))).facts)

    assert NOT_YET in text
    assert "https://example.org/board" not in text
    assert ("support/town-board" in text) is (change[1] == "illustrative: true")


def test_each_story_leads_to_the_next_and_the_last_to_the_first(judge: Judge) -> None:
    pages = dict(story_pages(judge(second_story("mo", "Mo"), second_story("zed", "Zed")).facts))

    following = {
        name: [other for other in pages if 'next-story"' in text and f"{other}/" in text.split("next-story")[1]]
        for name, text in pages.items()
    }
    assert following == {"mo": ["rosa"], "rosa": ["zed"], "zed": ["mo"]}


def test_an_only_story_has_no_next_one(judge: Judge) -> None:
    assert ["next-story" in text for _, text in story_pages(judge().facts)] == [False]


def test_a_story_ends_with_what_its_reader_can_do() -> None:
    for name, text in story_pages(facts_of(REFERENCE)):
        end = text.split('class="story-end"')[1]
        of_an_employer = name == "leila-employer"

        assert ("Could you do this?" in end) is not of_an_employer, name
        assert ('become-a-pa/"' in end) is not of_an_employer, name
        assert ('find-work/"' in end) is not of_an_employer, name
        assert ('i-employ-a-pa/"' in end) is of_an_employer, name
        assert '<div class="share" data-share hidden>' in end, name


#: What a browser offers → the buttons that are shown.
OFFERS = {
    "both": ("navigator.share = async page => { window.shared = page; };", ["Share this story", "Copy the link"]),
    "no list of apps": ("delete Navigator.prototype.share;", ["Copy the link"]),
    "neither": (
        "delete Navigator.prototype.share; Object.defineProperty(Navigator.prototype, 'clipboard', {get: undefined});"
        " delete Navigator.prototype.clipboard;",
        [],
    ),
}
BUTTONS = """<title>Rosa</title><meta name="description" content="Nights"><div data-share hidden>
<button data-share-with hidden>Share this story</button> <button data-share-copy hidden>Copy the link</button>
<output></output></div>"""


@pytest.mark.browser
def test_a_story_is_shared_by_the_device_or_by_its_link(browser: Browser) -> None:
    script = (ROOT / "site_overrides/components/share/share.js").read_text(encoding="utf-8")
    for offer, (setting, buttons) in OFFERS.items():
        page = browser.new_page()
        page.route("**/*", lambda route: route.fulfill(body=BUTTONS, content_type="text/html"))
        page.goto("http://localhost/stories/rosa/?from=mail#could-you")
        page.evaluate(setting)
        page.evaluate(
            "navigator.clipboard && (navigator.clipboard.writeText = async text => { window.copied = text; })"
        )
        page.evaluate(script)

        assert page.locator("button:visible").all_inner_texts() == buttons, offer
        if "Share this story" in buttons:
            page.get_by_text("Share this story").click()
            assert page.evaluate("window.shared") == {
                "title": "Rosa",
                "text": "Nights",
                "url": "http://localhost/stories/rosa/",
            }
        if buttons:
            page.get_by_text("Copy the link").click()
            page.get_by_text("The link is copied.").wait_for()
            assert page.evaluate("window.copied") == "http://localhost/stories/rosa/"
        page.close()
