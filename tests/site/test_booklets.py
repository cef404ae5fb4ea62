"""The easy booklet of a task or a level: what the pages say, in easy words, on paper that someone can hold."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from pa_framework.facts.addresses import booklet_path
from pa_framework.facts.delegation_chain import is_delegated
from pa_framework.facts.facts import Facts
from pa_framework.site.booklets import PAGES
from pa_framework.site.care_cards import care_cards
from pa_framework.site.front_matter import PageContent
from pa_framework.site.tree import MadePages
from tests.builders.pages import papers_of_the_feed
from tests.builders.worlds import TASK, WORLD, Judge, edited, facts_of
from tests.paths import REFERENCE
from tests.site.browser import served

FEED = "delegation/tasks/gastrostomy-feed/booklet.md"


@pytest.fixture(scope="module")
def facts() -> Facts:
    return facts_of(REFERENCE)


@pytest.fixture(scope="module")
def booklets(facts: Facts) -> dict[str, PageContent]:
    return {content.path: content for pages in PAGES for content in pages.build(facts)}


@pytest.fixture(scope="module")
def home(reference_site: Path) -> Iterator[str]:
    with served(reference_site) as address:
        yield address


def headings(text: str) -> list[str]:
    return [line.removeprefix("## ") for line in text.splitlines() if line.startswith("## ")]


def test_every_task_and_level_with_easy_words_has_one(facts: Facts, booklets: dict[str, PageContent]) -> None:
    records = [*(("task", task) for task in facts.records.tasks.values())]
    expected = {booklet_path("task", task) for _, task in records if task.easy_read and not task.replaced_by}
    expected |= {booklet_path("level", level) for level in facts.records.levels_in_order() if level.easy_read}

    assert len(expected) > 40
    assert set(booklets) == expected


def test_it_says_every_sign_and_what_to_do_and_what_happens_if_no_pa_may(
    facts: Facts, booklets: dict[str, PageContent]
) -> None:
    missing = {}
    for task in facts.records.tasks.values():
        text = booklets[booklet_path("task", task)].text
        signs = [
            words
            for _, sign in facts.urgency[task.id].signs
            for words in (sign.easy or sign.text.rstrip("."), sign.do or "")
        ]
        wanted = [*task.easy_read, *signs, *(task.if_no_one_may if is_delegated(task) else task.done_by)]
        if lost := [line for line in wanted if line.translate({ord("&"): "&amp;"}) not in text]:
            missing[task.id] = lost

    assert missing == {}


def test_each_sign_stands_under_who_is_rung_for_it_by_day_and_at_night(
    facts: Facts, booklets: dict[str, PageContent]
) -> None:
    """A needle is no matter for the nurse by day: the line before a sign has its own numbers, with a blank where none is."""
    wrong = []
    for task in facts.records.tasks.values():
        lines = booklets[booklet_path("task", task)].text.splitlines()
        for card in care_cards(facts, task):
            for sign in card.signs:
                place = next(i for i, line in enumerate(lines) if line.startswith(f"- {sign.easy}"))
                rung = next(line for line in reversed(lines[:place]) if line.startswith('<p class="booklet__ring">'))
                if not all(ring.title in rung for ring in sign.ring or card.ring) or not re.search("tel:|blank", rung):
                    wrong.append(f"{task.id}: {sign.text}")

    assert wrong == []


def test_easy_words_of_a_sign_are_in_the_booklet_and_its_own_words_on_the_page_and_the_sheet(judge: Judge) -> None:
    sign = "emergency: {signs: [{text: The stoma turns black, easy: Your stoma turns black., do: Stop.}]}"
    urgent = "urgent: {tell: nhs-111, signs: [There is pain]}"
    facts = judge((TASK, f"stop_when:\n  {sign}\n  {urgent}")).facts
    pages = papers_of_the_feed(facts)

    assert "- Your stoma turns black. **PA: Stop.**" in pages["booklet"]
    assert "The stoma turns black" not in pages["booklet"]
    assert "The stoma turns black" in pages["wall-sheet"]
    assert "Your stoma" not in pages["wall-sheet"] + pages["task"]


def test_a_draft_says_on_its_first_and_its_last_page_that_it_is_one(judge: Judge) -> None:
    approved = "approval: {state: approved, by_role: phb-clinical-lead, on: 2026-01-05, review_by: 2099-01-05}"
    draft, used = (
        MadePages(judge((TASK, approval)).facts)[FEED].markdown for approval in ("approval: {state: draft}", approved)
    )

    assert draft.count("<strong>Draft, not for use</strong>") == 2
    assert "not for use" not in used.lower()


def test_parts_are_in_the_order_in_which_they_are_needed(booklets: dict[str, PageContent]) -> None:
    assert headings(booklets[FEED].text) == [
        "What it is",
        "You decide",
        "Before a PA does it",
        "The PA calls 999 now if",
        "The PA rings straight away if",
        "If no signed-off PA is there",
        "Write it here",
    ]


def test_a_task_that_is_never_delegated_asks_for_no_yes(facts: Facts, booklets: dict[str, PageContent]) -> None:
    never = next(task for task in facts.records.tasks.values() if task.status == "never")

    said = headings(booklets[booklet_path("task", never)].text)
    assert "Who does it" in said
    assert not {"You decide", "Before a PA does it", "Write it here"} & set(said)


def test_pay_is_called_an_example_where_it_is_one(facts: Facts, booklets: dict[str, PageContent]) -> None:
    level = next(level for level in facts.records.levels_in_order() if level.pay_band)
    band = facts.records.pay_bands[level.pay_band or ""]

    assert band.illustrative
    assert "This is an example. It may be different where you live." in booklets[booklet_path("level", level)].text


def test_a_task_without_easy_words_has_none(tmp_path: Path) -> None:
    start = WORLD[TASK].index("easy_read:")
    words = WORLD[TASK][start : WORLD[TASK].index("\nowner:", start) + 1]
    for path, text in edited(WORLD, [(TASK, words, "")]).items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    facts = facts_of(tmp_path)

    assert FEED not in {content.path for pages in PAGES for content in pages.build(facts)}


@pytest.mark.browser
def test_no_part_is_torn_in_two_on_paper_and_words_are_large(browser: Browser, home: str) -> None:
    page = browser.new_page()
    page.goto(f"{home}/{FEED.removesuffix('.md')}/")
    sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    page.emulate_media(media="print")
    sizes = {
        part.evaluate("it => parseFloat(getComputedStyle(it).fontSize) * 0.75")
        for part in page.locator(".booklet__part").all()
    }

    assert len(sheets) <= 6
    assert min(sizes) > 15.9
    whole = ["".join(sheet.extract_text().split()) for sheet in sheets]
    for part in page.locator(".booklet__part").all():
        ends = [part.locator("h2").inner_text(), *part.locator("li, .booklet__blank").all_inner_texts()]
        begin, end = ("".join(words.split()).rstrip(":") for words in (ends[0], ends[-1]))
        assert any(begin in sheet and end in sheet for sheet in whole), ends[0]
