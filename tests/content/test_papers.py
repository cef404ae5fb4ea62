"""The live papers and calculators in a browser: barriers, paper, and what is there without scripts."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from benchmarks.papers import faults
from pa_framework.check.run import Report
from pa_framework.facts.papers import FilledPaper, filled_paper, papers_in_order
from tests.builders.effort import worst
from tests.site.browser import served
from tests.site.site_tools import FOLDER, tool
from tests.site.walk import UNDER, walk

pytestmark = pytest.mark.browser

SUMS = tuple(f"calculators/{name}/" for name in ("cost-of-a-package", "redundancy-pay", "pay-for-a-week", "holiday"))
MOVING = "calculators/when-the-funder-changes/"


@pytest.fixture(scope="module")
def home(live_site: Path) -> Iterator[str]:
    with served(live_site, UNDER) as address:
        yield address


@pytest.fixture(scope="module")
def papers(report: Report) -> list[FilledPaper]:
    """By day the longest third, which have every kind of field; at night all."""
    every = [filled_paper(report.facts, paper) for paper in papers_in_order(report.facts)]
    return worst(every, lambda paper: sum(len(part.fields) + len(part.tables) + 1 for part in paper.parts))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    made = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield made
    made.close()


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A page of a browser that runs no scripts."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def text_of(pdf: bytes) -> list[str]:
    return [sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages]


def test_papers_and_calculators_are_accessible(live_site: Path, home: str, browser: Browser, papers) -> None:
    """axe-core reads each in one look, and measures that no page is wider than 320 px."""
    axe = FOLDER / "node_modules/axe-core/axe.min.js"
    script = axe.read_text(encoding="utf-8") if axe.is_file() else ""
    read = ["papers/", "calculators/", *SUMS, MOVING, *(f"papers/{paper.id}/" for paper in papers)]
    seen = list(walk(browser, home, read, script, in_both_looks=lambda address: False))

    assert {one.address: (*one.faults, *one.barriers, *one.too_wide) for one in seen} == dict.fromkeys(read, ())
    tool("axe-core/axe.min.js")


def test_every_paper_prints_blank_without_scripts(home: str, plain: Page, papers: list[FilledPaper]) -> None:
    wrong = {}
    for paper in papers:
        plain.goto(f"{home}/papers/{paper.id}/")
        if found := list(faults(paper, text_of(plain.pdf(format="A4", prefer_css_page_size=True)))):
            wrong[paper.id] = found

    assert wrong == {}


@pytest.mark.parametrize("address", SUMS)
def test_a_calculation_is_read_as_a_worked_example_without_scripts(home: str, plain: Page, address: str) -> None:
    plain.goto(f"{home}/{address}")

    expect(plain.get_by_text("This is a worked example.")).to_be_visible()
    expect(plain.locator("[data-typed] tr").first).to_be_visible()
    expect(plain.locator("tr.sum__total:not([hidden])").last).to_contain_text("£" if "holiday" not in address else "8")
    expect(plain.locator(".sum__form")).to_be_hidden()
    sheets = text_of(plain.pdf(format="A4", prefer_css_page_size=True))
    assert len(sheets) <= 2
    assert "What goes in" in sheets[0]


_CONTROLS = """() => [...document.querySelectorAll(".sum__form :is(input, select, textarea, button, a), .paper-form :is(input, select, textarea, button)")]
    .filter(one => one.checkVisibility() && !one.disabled && one.type !== "hidden")"""


@pytest.mark.parametrize("address", [*SUMS, "papers/handover-sheet/"])
def test_tab_reaches_every_field_in_the_order_of_the_page(home: str, page: Page, address: str) -> None:
    page.goto(f"{home}/{address}")
    number = page.evaluate(f"({_CONTROLS})().length")
    page.evaluate(f"({_CONTROLS})()[0].focus()")
    reached: list[int] = []
    for _ in range(5 * number):
        if not page.evaluate("Boolean(document.activeElement.closest('.sum__form, .paper-form'))"):
            break
        at = page.evaluate(f"({_CONTROLS})().indexOf(document.activeElement)")
        if at >= 0 and reached[-1:] != [at]:  # a date has a stop for its day, month and year; a wide table has its own
            reached.append(at)
        page.keyboard.press("Tab")

    assert number > 3
    assert reached == list(range(number))


@pytest.mark.parametrize("address", SUMS)
def test_the_example_is_filled_in_with_the_keyboard(home: str, page: Page, address: str) -> None:
    page.goto(f"{home}/{address}")
    page.get_by_role("button", name="Fill in an example").focus()
    page.keyboard.press("Enter")

    expect(page.locator("tr.sum__total:not([hidden])").last).to_be_visible()
    assert page.evaluate("document.activeElement !== document.body")  # the next Tab goes on from there


@pytest.mark.parametrize("task", ["insulin-by-pen", "gastrostomy-feed"])
def test_each_sheet_of_an_agreement_says_task_person_and_pa(home: str, page: Page, task: str) -> None:
    """With the styles and the content policy of the site, under which a page may add no style of its own."""
    page.goto(f"{home}/papers/delegated-task-agreement/?for={task}")
    page.get_by_label("Name of the person").fill("Ash, illustrative")
    page.get_by_label("Name of the PA").fill("Sam, illustrative")
    sheets = [" ".join(sheet.split()) for sheet in text_of(page.pdf(format="A4", prefer_css_page_size=True))]

    assert len(sheets) > 3
    for number, sheet in enumerate(sheets, 1):
        assert "Name of the person: Ash, illustrative Name of the PA: Sam, illustrative" in sheet
        assert f"{number} of {len(sheets)}" in sheet
    assert "Only these may sign off: " in " ".join(sheets)
    assert sheets[-1].count("Name of the PA: Sam, illustrative") == 2  # above the signatures, and at the foot


def test_the_dates_of_a_move_print_with_the_day_that_was_chosen(home: str, page: Page) -> None:
    page.goto(f"{home}/{MOVING}")
    page.get_by_label("Day of the decision").focus()
    page.keyboard.type("01032027" if page.evaluate("navigator.language").startswith("en-GB") else "03012027")
    (sheet, *others) = text_of(page.pdf(format="A4", prefer_css_page_size=True))

    assert "Monday 1 March 2027" in " ".join(sheet.split())
    assert "Save as a calendar file" not in sheet
    assert others == []


@pytest.mark.parametrize(
    "step", ["before-the-first-day", "first-day", "every-month", "when-something-happens", "at-the-end"]
)
def test_a_page_for_employers_prints_on_one_sheet(home: str, page: Page, step: str) -> None:
    page.goto(f"{home}/employing/{step}/")

    assert len(text_of(page.pdf(format="A4", prefer_css_page_size=True))) == 1
