"""The pages of papers to fill in, in a browser and without one."""

import functools
import io
from collections.abc import Callable, Iterator

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from benchmarks.papers import faults
from pa_framework.facts.facts import Facts
from pa_framework.facts.papers import FilledPaper, Part
from pa_framework.records.model import PaperField
from pa_framework.site.papers import word_files
from pa_framework.site.tree import MadePages
from tests.builders.pages import pages_of, texts_under
from tests.builders.worlds import TODAY, World, changed, facts_of
from tests.paths import ROOT, SMALL
from tests.site.test_pages import as_html, site_extensions

SCRIPT = ROOT / "site_overrides" / "components" / "paper-form" / "paper-form.js"
COMPONENTS = ROOT / "site_overrides" / "components"
TASK = "Give a feed through a gastrostomy tube"
PATH = "papers/task-agreement.md"


@functools.cache
def pages() -> dict[str, str]:
    return texts_under(pages_of(facts_of(SMALL)), "papers/")


def html(markdown: str) -> str:
    return f"<!doctype html><title>Paper</title><main>{as_html(markdown, site_extensions())}</main>"


def test_every_paper_is_in_the_list_and_offered_as_a_word_file() -> None:
    assert 'href="task-agreement/"' in pages()["papers/index.md"]
    assert 'href="../task-agreement.docx"' in pages()[PATH]
    assert [path for path, _ in word_files(facts_of(SMALL))] == ["papers/task-agreement.docx"]


def test_a_page_without_scripts_has_every_field_and_no_button() -> None:
    page = pages()[PATH]

    assert page.count("<textarea") >= 3
    assert page.count("<button") == page.count("hidden>Print") + page.count("hidden>Delete") == 2


@pytest.mark.browser
def test_a_chosen_task_is_shown_alone_and_deleting_hides_it_again(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(html(pages()[PATH]))
    page.add_script_tag(path=str(SCRIPT))
    task = page.locator('[data-option="gastrostomy-feed"]')

    expect(task).to_be_hidden()
    page.get_by_label("Choose the task").select_option("gastrostomy-feed")
    expect(task.get_by_text("Emergency: ring 999, if")).to_be_visible()
    page.get_by_label("Name of the PA").fill("<b>Sam & Co</b>")
    page.get_by_role("button", name="Delete what I wrote").click()
    expect(task).to_be_hidden()
    expect(page.get_by_label("Name of the PA")).to_have_value("")
    page.close()


ADVERT = """id: advert
title: Advert
group: hiring
order: 1
summary: For the writer alone.
for: [employer]
finished: true
sections:
  - {title: Title, untitled: true, fields: [{label: Title of the advert, kind: title}]}
  - {title: My life, text: Begin with your life., fields: [{label: A good week}]}
  - {title: The job, fields: [{label: "Pay an hour, in pounds", words: "Pay: £{} an hour"}]}
  - {title: Healthcare tasks, fill: tasks, points: [Name only what was agreed]}
  - {title: Before you publish it, for_writer: true, checks: [Someone else has read it.]}
"""
LETTER = """id: letter
title: Leaving
group: ending
order: 2
summary: For the writer alone.
for: [pa]
finished: true
sections:
  - {title: Before you send it, for_writer: true, checks: [I asked about unpaid wages.]}
  - title: Letter
    untitled: true
    opening: I am writing to give notice.
    fields:
      - {label: Your name, words: "From: {}"}
      - {label: Your last day, kind: day, words: "My last day will be {}."}
      - {label: Holiday}
      - {label: Signed, kind: signature}
"""
ROTA = """id: rota
title: Rota
group: every-day
order: 1
summary: Who comes when.
for: [pa]
sections:
  - title: The week
    table: {columns: [Day, PA who comes, Start, Finish, Night, Hours in all], first: [Monday], rows: 1}
    fields: [{label: Emergency number}]
"""
AGREEMENT = """id: agreement
title: Agreement
group: healthcare
order: 2
summary: Who agreed.
for: [pa]
sections:
  - {title: The task, fill: task, fields: [{label: Name of the PA, each_sheet: true}]}
  - {title: Steps, fill: steps}
  - {title: Practices, fill: practices}
  - {title: Who to ring, fill: phone-lines}
  - {title: Signed, fields: [{label: The PA, kind: signature}]}
"""
HANDOVER = """id: handover
title: Handover
group: every-day
order: 3
summary: What the next PA must know.
for: [pa]
sections:
  - {title: Who to ring, fill: phone-lines}
"""


@pytest.fixture(scope="module")
def made(world: World) -> dict[str, str]:
    """Five small papers, beside the tasks of the small world."""
    texts = {"advert": ADVERT, "letter": LETTER, "rota": ROTA, "agreement": AGREEMENT, "handover": HANDOVER}
    facts = Facts(changed(world, [(f"framework/papers/{id}.yaml", text) for id, text in texts.items()])[0], TODAY)
    return texts_under(MadePages(facts), "papers/")


@pytest.fixture
def paper(browser: Browser, made: dict[str, str]) -> Iterator[Callable[[str], Page]]:
    """Opens a paper by its id, in a frame as pages have it, with its script and the styles for paper."""
    page = browser.new_page(viewport={"width": 390, "height": 800})

    def opened(name: str) -> Page:
        styles = (COMPONENTS / place for place in ("paper/paper.print.css", "paper-finished/paper-finished.print.css"))
        printed = "".join(path.read_text() for path in styles)
        page.set_content(
            f"<!doctype html><title>Paper</title><style>.scroll {{ overflow: auto }} @media print {{ {printed} }}</style>"
            f"<div class='page page--paper'>{html(made[f'papers/{name}.md'])}</div>"
        )
        page.evaluate(
            "document.querySelector('main').prepend(Object.assign(document.createElement('div'), {className: 'head'}));"
            "document.querySelector('.head').append(document.querySelector('h1'), document.querySelector('.lead'))"
        )
        page.add_script_tag(path=str(SCRIPT))
        return page

    yield opened
    page.close()


def printed(page: Page) -> str:
    page.emulate_media(media="print")
    return page.locator("body").inner_text()


@pytest.mark.browser
def test_an_advert_prints_what_was_filled_in_or_ticked_and_nothing_else(paper: Callable[[str], Page]) -> None:
    page = paper("advert")
    page.get_by_label("Title of the advert").fill("PA wanted in <Northfield>")
    page.get_by_label("Pay an hour, in pounds").fill("13.50")
    page.get_by_label(TASK).check()
    page.get_by_label("Someone else has read it.").check()

    lines = [line.strip() for line in printed(page).splitlines() if line.strip()]
    assert lines == [
        "PA wanted in <Northfield>",
        "The job",
        "Pay: £13.50 an hour",
        "Healthcare tasks",
        TASK,
    ]


@pytest.mark.browser
def test_a_letter_reads_as_one_and_its_checklist_is_a_sheet_of_its_own(paper: Callable[[str], Page]) -> None:
    page = paper("letter")
    page.get_by_label("Your name").fill("Sam, illustrative")
    page.get_by_label("Your last day").fill("2026-12-31")
    page.get_by_label("unpaid wages").check()

    lines = [line.strip() for line in printed(page).splitlines() if line.strip()]
    assert lines == [
        "I am writing to give notice.",
        "From: Sam, illustrative",
        "My last day will be 31 December 2026.",
        "Signed",
    ]
    page.evaluate("document.documentElement.dataset.prints = 'own'")
    own = page.locator("body").inner_text()
    assert "unpaid wages" in own
    assert "I am writing" not in own


@pytest.mark.browser
def test_an_empty_letter_prints_as_a_blank(paper: Callable[[str], Page]) -> None:
    text = printed(paper("letter"))

    assert "Your last day" in text
    assert "I am writing to give notice" in text
    assert "unpaid wages" not in text


@pytest.mark.browser
def test_whom_to_ring_and_the_practices_follow_the_chosen_task(paper: Callable[[str], Page]) -> None:
    page = paper("agreement")
    rings, practices = page.locator("[data-ring]:visible"), page.locator("[data-practice]:visible")
    demanded = facts_of(SMALL).chains["gastrostomy-feed"].observed_practices
    expect(rings).to_have_count(0)

    page.get_by_label("Choose the task").select_option("gastrostomy-feed")
    expect(practices).to_have_count(demanded)
    assert rings.count() >= 1
    for ring in rings.all():
        expect(ring).to_contain_text(TASK)


@pytest.mark.browser
def test_what_the_chosen_task_demands_is_in_place_of_what_holds_in_general(paper: Callable[[str], Page]) -> None:
    page = paper("agreement")
    general, own = page.locator("[data-general]"), page.locator("[data-follows]:visible")
    expect(general).to_be_visible()
    expect(own).to_have_count(0)

    page.get_by_label("Choose the task").select_option("gastrostomy-feed")
    expect(general).to_be_hidden()
    expect(own).to_have_count(1)
    expect(own).to_contain_text("Only these may sign off")


@pytest.mark.browser
def test_each_printed_sheet_says_whose_it_is(paper: Callable[[str], Page]) -> None:
    page = paper("agreement")
    name = 'Sam "S" \\ illustrative'
    page.get_by_label("Name of the PA").fill(name)
    expect(page.locator("[data-repeats]")).to_have_text(name)

    for sheet in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages:
        assert f"Name of the PA: {name}" in sheet.extract_text()


@pytest.mark.browser
def test_a_handover_names_whom_to_ring_for_the_tasks_that_are_ticked(paper: Callable[[str], Page]) -> None:
    page = paper("handover")
    rings = page.locator("[data-ring]:visible")
    expect(rings).to_have_count(0)

    page.get_by_text("Choose healthcare tasks, and the people to ring").click()
    page.get_by_label(TASK).check()
    assert rings.count() >= 1
    page.get_by_label(TASK).uncheck()
    expect(rings).to_have_count(0)


@pytest.mark.browser
def test_leaving_what_was_typed_asks_first_and_what_was_printed_does_not(paper: Callable[[str], Page]) -> None:
    page = paper("rota")
    page.evaluate("window.print = () => {}")
    asks = "() => !dispatchEvent(new Event('beforeunload', {cancelable: true}))"

    assert page.evaluate(asks) is False
    page.get_by_label("Emergency number").fill("0000")
    assert page.evaluate(asks) is True
    page.get_by_role("button", name="Print or save as PDF").click()
    assert page.evaluate(asks) is False
    page.get_by_label("Emergency number").fill("0001")
    page.get_by_role("button", name="Delete what I wrote").click()
    assert page.evaluate(asks) is False


@pytest.mark.browser
def test_a_table_that_is_cut_says_that_it_moves(paper: Callable[[str], Page]) -> None:
    page = paper("rota")
    hint = page.get_by_text("This table is wider than the screen.").first

    expect(hint).to_be_visible()
    page.set_viewport_size({"width": 1600, "height": 800})
    expect(hint).to_be_hidden()


RING = Part(
    title="Whom to ring",
    untitled=False,
    for_writer=False,
    opening="",
    text="Ring first.",
    points=(),
    question="",
    several=False,
    options=(),
    missing="",
    fields=(PaperField(label="The number"),),
    checks=(),
    tables=(),
)
PLAN = FilledPaper("plan", "Plan", "", "This blank was made on 22 November 2026.", False, (RING,))


def test_signatures_alone_on_a_last_page_are_found() -> None:
    signed = replace(RING, title="Signed", text="", fields=(PaperField(label="The PA", kind="signature"),))
    paper = replace(PLAN, parts=(RING, signed))
    ring, sign = "Plan\nWhom to ring\nRing first.\nThe number\n____", "Signed\nThe PA\nSignature, by hand"

    assert list(faults(paper, [ring, sign])) == ["the last page has signatures alone"]
    assert list(faults(paper, [f"{ring}\n{sign}"])) == []


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        (["Plan\nWhom to ring\nRing first.\nThe number\n____\nThis blank was made on 22 November 2026."], []),
        (["Plan\nWhom to ring\nRing fir\nThe number"], ["cut off: Ring first."]),
        (["Plan\nWhom to ring", "Ring first.\nThe number"], ["page 1 ends with a heading: Whom to ring"]),
        (
            [
                "Plan\nWhom to ring\nName of the PA: ……………\n1 of 2",
                "Ring first.\nThe number\nName of the PA: ……………\n2 of 2",
            ],
            ["page 1 ends with a heading: Whom to ring"],
        ),
        (["Plan\nWhom to\nring Ring first.\nThe number", "Built on"], ["page 2 has no words"]),
        (["Plan\nWhom to ring Ring first.", "The number"], ["the last page has one line: The number"]),
        (
            ["Plan\nWhom to ring\nRing first.\nThe number\nBuilt on 1 May", "____\nmore\nand more"],
            ["page 1 ends with a heading: The number"],
        ),
    ],
)
def test_what_is_wrong_with_a_printed_paper_is_found(printed: list[str], found: list[str]) -> None:
    assert list(faults(PLAN, printed)) == found
