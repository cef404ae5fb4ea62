"""The wall sheet of a task: side one by itself says what to do, who to ring, and what happens if no one may."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from pa_framework.facts.addresses import page_path, wall_sheet_path
from pa_framework.facts.delegation_chain import is_delegated
from pa_framework.facts.facts import Facts
from pa_framework.facts.triggers import NO_WAITING, triggers_of, until_decided
from pa_framework.site.care_cards import care_cards
from pa_framework.site.front_matter import PageContent
from pa_framework.site.tree import MadePages, made_pages
from pa_framework.site.wall_sheets import PAGES
from tests.builders.pages import papers_of_the_feed, texts_under
from tests.builders.worlds import POLICY, TASK, WORLD, Judge, edited, facts_of
from tests.paths import REFERENCE
from tests.site.browser import served

#: Points in a CSS pixel.
POINTS = 0.75


@pytest.fixture(scope="module")
def facts() -> Facts:
    return facts_of(REFERENCE)


@pytest.fixture(scope="module")
def home(reference_site: Path) -> Iterator[str]:
    with served(reference_site) as address:
        yield address


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    yield page
    page.close()


def sheets(facts: Facts) -> dict[str, PageContent]:
    return {content.path: content for pages in PAGES for content in pages.build(facts)}


def sheet(folder: Path, *edits: tuple[str, str, str]) -> str:
    """The sheet of a task in the small world with edits: path, old text, new text."""
    for path, text in edited(WORLD, edits).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    made = sheets(facts_of(folder))
    return made["delegation/tasks/gastrostomy-feed/sheet.md"].text


def sides(text: str) -> tuple[str, str]:
    one, two = re.split(r'<div class="sheet__side sheet__side--two"', text)
    return one, two


def test_each_delegated_task_has_a_sheet_and_no_other(facts: Facts) -> None:
    wanted = {
        wall_sheet_path(task) for task in facts.records.tasks.values() if is_delegated(task) and not task.replaced_by
    }

    assert wanted
    assert set(sheets(facts)) == wanted


def test_side_one_has_every_sign_each_contact_and_the_fallback(facts: Facts) -> None:
    made = sheets(facts)
    for task in facts.records.tasks.values():
        if not is_delegated(task):
            continue
        one, _ = sides(made[wall_sheet_path(task)].text)
        words = re.sub(r"\\(.)", r"\1", one)
        for level in facts.urgency[task.id].levels:
            for sign in level.signs:
                assert sign.text in words, (task.id, sign.text)
            for contact in (level.contact, level.out_of_hours):
                assert contact is None or contact.number or contact.title in words, (task.id, contact)
        for line in task.if_no_one_may:
            assert line in words


def test_the_emergency_comes_first_with_its_number(tmp_path: Path) -> None:
    one, _ = sides(sheet(tmp_path))

    assert re.findall(r"^## (.*)$", one, re.MULTILINE) == [
        "Call 999 now if",
        "Ring now if",
        "Tell someone the same day if",
        "If no signed-off PA is available",
    ]


def test_a_number_that_the_records_have_is_printed_and_another_is_a_blank(tmp_path: Path) -> None:
    one, _ = sides(sheet(tmp_path))

    assert '<a href="tel:111"><strong>NHS 111</strong></a>' in one
    assert (
        'For these,</strong> <span>in office hours: <strong>Community nurse</strong></span> <span class="blank">' in one
    )
    assert 'Out of hours: <a href="tel:111">' in one


def test_a_sign_with_a_contact_of_its_own_stands_with_that_contact(tmp_path: Path) -> None:
    one, _ = sides(
        sheet(
            tmp_path,
            (TASK, "      - There is pain\n", "      - There is pain\n      - {text: The pump fails, tell: nhs-111}\n"),
        )
    )
    after = one[one.index("The pump fails") :]

    assert ">NHS 111<" in after[: after.index("## ")]


def test_side_two_says_what_each_trigger_means(facts: Facts) -> None:
    made = sheets(facts)
    task = facts.records.tasks["gastrostomy-feed"]
    _, two = sides(made[wall_sheet_path(task)].text)
    words = re.sub(r"\\(.)", r"\1", two)

    for trigger in triggers_of(facts.records, task):
        assert f"**{trigger.title}. " in words
        assert all(line in words for line in trigger.meanwhile)


def test_what_only_some_changes_say_is_not_said_with_the_others(judge: Judge) -> None:
    """That another PA does the task helps after a mistake of one PA; where no PA may do it, it would be an order to do harm."""

    def change(id: str, title: str, meanwhile: str, alive: str = "") -> str:
        life = f" if_it_keeps_alive: [{alive!r}]," if alive else ""
        return (
            f"{{id: {id}, title: {title}, summary: Look at it again., holds_for: every-task, does: stop,{life}"
            f" meanwhile: [{meanwhile}], basis: design-default}}"
        )

    life = "Carry on until someone takes over."
    changes = (
        change("incident", "A mistake", "Tell the nurse., Another PA does it.", life),
        change("employer", "A new employer", "Another PA does it.", life),
        change("health", "Their health changes", "Ring the nurse.", life),
        change("recall", "A recall", "Ring the supplier."),
    )
    policy = (
        "categories: [{id: nutrition, title: Food, summary: Feeding tubes., keeps_alive: true}]\n"
        f"triggers: [{', '.join(changes)}]"
    )
    text = papers_of_the_feed(judge((POLICY, policy)).facts)["wall-sheet"]

    assert re.findall(
        r"^- (\*\*.*)$", text.partition("## If something changes")[2].partition("\n## ")[0], re.MULTILINE
    ) == [
        f"**Each time except “A recall”:** {life}",
        "**A mistake. Stop.** Tell the nurse. Another PA does it.",
        "**A new employer. Stop.** Another PA does it.",
        "**Their health changes. Stop.** Ring the nurse.",
        "**A recall. Stop.** Ring the supplier.",
    ]


def test_paper_has_what_to_check_first_a_blank_for_a_limit_and_a_known_number_with_its_sign(tmp_path: Path) -> None:
    signs = (
        "      - There is pain\n      - A reading is above the limit in the plan\n"
        "      - {text: It is near a limit, do: Wash it., tell: nhs-111}\n"
    )
    one, two = sides(
        sheet(
            tmp_path,
            (TASK, "      - There is pain\n", signs),
            (TASK, "before_you_start: [The feeding plan is here]", "before_you_start: [Sit up]"),
        )
    )
    lines = {line.partition(".")[0]: line for line in one.splitlines() if line.startswith("- ")}

    blank = '<span class="sheet__limit">Limit: <span class="blank"></span></span>'
    assert lines["- A reading is above the limit in the plan"].endswith(f". {blank}")
    assert "sheet__limit" not in lines["- It is near a limit"]
    assert ">NHS 111<" in lines["- It is near a limit"]
    assert one.count("sheet__limit") == 1
    assert two.index("## Before you start") < two.index("- Sit up") < two.index("## Who decides")


CARRY_ON = "If this keeps the person alive, carry on while you ring. If it does not, stop first."
NOT_LEFT_OUT = "Do not just leave this task out. Ask who will do it, and when."


@pytest.mark.parametrize(
    ("category", "task", "heading", "meanwhile"),
    [
        ("", "", "Ring now if", CARRY_ON),
        ("", "while_you_ring: Keep the suction going.", "Ring now if", "Keep the suction going."),
        ("keeps_alive: false", "", "Stop and ring now if", NOT_LEFT_OUT),
        ("keeps_alive: false", "omission: can-wait", "Stop and ring now if", ""),
        ("keeps_alive: false", "while_you_ring: Hold the tube.", "Ring now if", "Hold the tube."),
        (
            "keeps_alive: false",
            "rescue: {refresh_every: {months: 12, basis: design-default}}",
            "Ring now if",
            "Emergency? Hang up. Go to the plan or “If no signed-off PA is available”.",
        ),
        (
            "keeps_alive: false",
            "do_first: [Use the pen.]\nrescue: {refresh_every: {months: 12, basis: design-default}}",
            "Ring now if",
            "Emergency? Hang up. Go to “Do this first” or “If no signed-off PA is available”.",
        ),
    ],
)
def test_stop_is_said_only_where_stopping_cannot_leave_a_person_without_what_keeps_them_alive(
    judge: Judge, category: str, task: str, heading: str, meanwhile: str
) -> None:
    policy = f"categories: [{{id: nutrition, title: Food, summary: Feeding tubes., {category}}}]"
    facts = judge((POLICY, policy), *([(TASK, task)] if task else [])).facts
    pages = papers_of_the_feed(facts)

    for kind in ("task", "wall-sheet"):
        assert f"## {heading}" in pages[kind], kind
    assert ("Not sure about anything else? Stop and ask." in pages["task"]) is (heading == "Stop and ring now if")
    assert ("Not sure if it is an emergency? Call 999." in pages["task"]) is ("rescue" not in task)
    for kind in ("task", "wall-sheet", "booklet"):
        assert not meanwhile or f"**{meanwhile}**" in pages[kind], kind
        assert sum(pages[kind].count(other) for other in (CARRY_ON, NOT_LEFT_OUT) if other != meanwhile) == 0, kind


def test_who_is_rung_at_night_is_named_for_what_can_usually_wait_too(judge: Judge) -> None:
    stops = (
        "stop_when:\n  emergency: {signs: [choking]}\n  urgent: {tell: community-nurse, out_of_hours: nhs-111, signs: [Pain]}\n"
        "  same_day: {tell: community-nurse, signs: [The skin is red]}"
    )
    facts = judge((TASK, stops)).facts
    cards = {card.level: card for card in care_cards(facts, facts.records.tasks["gastrostomy-feed"])}

    assert [(ring.when, ring.title) for ring in cards["same-day"].ring] == [
        ("In office hours", "Community nurse"),
        ("If it cannot wait", "NHS 111"),
    ]


@pytest.mark.parametrize(("said", "shown"), [("", True), ("keeps_alive: true", True), ("keeps_alive: false", False)])
def test_what_keeps_a_person_alive_is_left_out_only_where_the_category_does_not(
    judge: Judge, said: str, shown: bool
) -> None:
    life = "If the task keeps the person alive, carry on until someone takes over."
    policy = (
        f"categories: [{{id: nutrition, title: Food, summary: Feeding tubes., {said}}}]\n"
        "triggers: [{id: incident, title: Something went wrong, summary: Look at it again., holds_for: every-task, does: stop,"
        f" if_it_keeps_alive: [{life!r}], meanwhile: [Tell the nurse.], basis: design-default}}]"
    )
    facts = judge((POLICY, policy)).facts
    task, trigger = facts.records.tasks["gastrostomy-feed"], facts.records.triggers["incident"]
    pages = texts_under(MadePages(facts), "delegation/")

    papers = (pages[page_path("task", task)], pages[wall_sheet_path(task)], pages["delegation/decide-again.md"])
    assert [life in paper for paper in papers] == [shown, shown, True]
    assert ["top, unless this keeps the person alive" in paper for paper in papers] == [shown, False, True]
    assert until_decided(facts.records, trigger, task) == ((life,) if shown else ()) + ("Tell the nurse.",)


def test_in_an_emergency_no_stop_and_no_list_of_checks_holds_help_back(judge: Judge) -> None:
    stop = (
        "triggers: [{id: hospital, title: In hospital, summary: Look at it again., holds_for: every-task, does: stop,"
        " meanwhile: [Ask the ward.], basis: design-default}]"
    )
    checks = "before_you_start: [The pen is here]\nindividual_plan: required\n"
    rescue = "rescue: {refresh_every: {months: 12, basis: design-default}}"
    cared_for = "categories: [{id: nutrition, title: Food, summary: Feeding tubes., keeps_alive: false}]"
    for is_rescue in (True, False):
        facts = judge((POLICY, f"{cared_for}\n{stop}"), (TASK, checks + (rescue if is_rescue else ""))).facts
        task, trigger = facts.records.tasks["gastrostomy-feed"], facts.records.triggers["hospital"]
        pages = texts_under(MadePages(facts), "delegation/")
        task_page, on_wall = pages[page_path("task", task)], pages[wall_sheet_path(task)]

        for paper in (task_page, on_wall):
            assert (NO_WAITING in paper) is is_rescue
            assert ("ot signed off for now, but still help in an emergency" in paper) is is_rescue
            assert ("## Check at the start of each shift or outing" in paper) is is_rescue
            assert ("## Before you start" in paper) is not is_rescue
        assert (f"**Each time:** {NO_WAITING}" in on_wall) is is_rescue
        assert ("No plan? Still help in an emergency." in on_wall) is is_rescue
        assert ("**Only with a plan that a professional has written" in on_wall) is not is_rescue
        assert ("Not sure in an emergency? Do not wait, call 999." in task_page) is is_rescue
        assert ("Not sure about anything else? Stop and ask." in task_page) is not is_rescue
        assert ("in an emergency, help at once. If you are not signed off, follow" in task_page) is is_rescue
        assert ("“Stop” means only that your sign-off" in pages["delegation/decide-again.md"]) is is_rescue
        assert until_decided(facts.records, trigger, task) == ((NO_WAITING,) if is_rescue else ()) + ("Ask the ward.",)


def test_what_to_do_first_is_at_the_top_of_side_one(judge: Judge) -> None:
    first = "individual_plan: required\ndo_first: [Call 999., Then follow the plan.]"
    pages = made_pages(judge((TASK, first)).facts)
    one, two = sides(next(page.markdown for page in pages if page.kind == "wall-sheet"))

    assert one.index("**If you are signed off, do this first:** Call 999. Then follow the plan.") < one.index(
        "## Call 999"
    )
    assert "Only with a plan" not in one
    assert "**Only with a plan that a professional has written" in two


def test_the_sheet_prints_who_to_ring_by_night_about_what_can_usually_wait(judge: Judge) -> None:
    stops = (
        "stop_when:\n  emergency: {signs: [choking]}\n  urgent: {tell: community-nurse, out_of_hours: nhs-111, signs: [Pain]}\n"
        "  same_day: {tell: community-nurse, signs: [The skin is red]}\n"
    )
    pages = made_pages(judge((TASK, stops)).facts)
    text = next(page.markdown for page in pages if page.kind == "wall-sheet")
    same_day = text.partition("## Tell someone the same day if")[2].partition("\n## ")[0]

    assert "If it cannot wait: " in same_day
    assert ">NHS 111<" in same_day


def test_days_to_go_on_are_on_the_sheet(tmp_path: Path) -> None:
    text = sheet(tmp_path, (POLICY, "does: stop,", "does: go-on-until, days: 9,"))

    assert "Carry on for 9 days at most, then stop" in text


def test_a_sheet_without_an_approval_says_so_on_both_sides_and_is_not_for_the_wall(judge: Judge) -> None:
    approved = "approval: {state: approved, by_role: phb-clinical-lead, on: 2026-01-05, review_by: 2099-01-05}"
    draft, over, used = [
        next(page.markdown for page in made_pages(judge((TASK, approval)).facts) if page.kind == "wall-sheet")
        for approval in ("approval: {state: draft}", approved.replace("2099", "2026"), approved)
    ]

    assert "Draft, not for use" in draft.partition('<div class="sheet__side"')[0]
    assert "Draft, not for use" in sides(draft)[1]
    assert "Do not display or use this sheet until a clinician has approved it. You can write in names" in draft
    assert "The approval ran out on" in over.partition('<div class="sheet__side"')[0]
    assert "Not for use: its approval ran out" in sides(over)[1]
    assert "Do not display or use this sheet" in over
    assert "not for use" not in used.lower()
    assert "put it where the task is done" in used


@pytest.mark.browser
def test_a_sheet_prints_on_two_sides_in_large_type(facts: Facts, desk: Page, home: str) -> None:
    for path in sheets(facts):
        desk.goto(f"{home}/{path.removesuffix('.md')}/")
        desk.emulate_media(media="print")
        printed = PdfReader(io.BytesIO(desk.pdf(format="A4", prefer_css_page_size=True))).pages
        sizes = desk.locator(".sheet__side").first.evaluate(
            "side => [...side.querySelectorAll('*')].map(part => parseFloat(getComputedStyle(part).fontSize))"
        )

        assert len(printed) == 2, path
        assert "It is kept" in printed[0].extract_text()
        assert min(sizes) * POINTS >= 14


@pytest.mark.browser
def test_the_day_of_printing_is_on_the_paper_only(desk: Page, home: str) -> None:
    desk.goto(f"{home}/delegation/tasks/gastrostomy-feed/sheet/")
    desk.evaluate("dispatchEvent(new Event('beforeprint'))")
    day = desk.locator("[data-printed]").inner_text()
    desk.evaluate("dispatchEvent(new Event('afterprint'))")

    assert re.fullmatch(r"\d{1,2} \w+ \d{4}", day)
    assert desk.locator("[data-printed]").inner_text() == ""
    assert desk.get_by_role("button", name="Print the draft").is_visible()
