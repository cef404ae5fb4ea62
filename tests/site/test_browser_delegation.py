"""Delegation in a real browser: finding a task, deciding about one, what changed since a day, and paper."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect
from pypdf import PdfReader

from pa_framework.facts.announced_changes import announced_changes, is_about
from pa_framework.facts.decision import outcome
from pa_framework.facts.delegation_chain import is_delegated
from pa_framework.facts.facts import Facts
from pa_framework.facts.fallback import instead
from pa_framework.facts.stories import visible_stories
from pa_framework.facts.visibility import has_page
from pa_framework.records.model import DecisionAid
from pa_framework.site.care_cards import care_cards
from tests.builders.effort import in_part, worst
from tests.builders.worlds import facts_of
from tests.paths import REFERENCE
from tests.site.browser import served

pytestmark = pytest.mark.browser
DECIDE = "delegation/decide/"
TASKS = "delegation/tasks/"
CHANGED = "delegation/changed/"


@pytest.fixture(scope="module")
def facts() -> Facts:
    return facts_of(REFERENCE)


@pytest.fixture(scope="module")
def aid(facts: Facts) -> DecisionAid:
    assert facts.records.policy
    assert facts.records.policy.decision_aid
    return facts.records.policy.decision_aid


@pytest.fixture(scope="module")
def home(reference_site: Path) -> Iterator[str]:
    with served(reference_site) as address:
        yield address


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    yield page
    page.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    yield page
    page.close()


def paper(page: Page) -> tuple[int, str]:
    """How many sheets of A4 a page prints on, and the words on them, on one line."""
    sheets = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True))).pages
    return len(sheets), " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())


def answers_that_mean(aid: DecisionAid, *means: str) -> dict[str, str]:
    """For each question an answer that means the first of `means` that the question offers."""
    return {
        question.id: next(answer.id for meaning in means for answer in question.answers if answer.means == meaning)
        for question in aid.questions
    }


def answer(page: Page, answers: dict[str, str]) -> None:
    for question, chosen in answers.items():
        page.locator(f'input[name="{question}"][value="{chosen}"]').check()


def now(page: Page) -> str:
    return page.locator(".aid__now h2").inner_text()


# --- decide


@pytest.mark.parametrize(
    "means",
    [("go-on",), ("add-safeguard", "go-on"), ("ask-first", "go-on"), ("do-not-delegate", "ask-first", "go-on")],
    ids=lambda means: means[0],
)
def test_the_page_comes_to_what_the_program_comes_to(desk: Page, home: str, aid: DecisionAid, means: tuple[str, ...]):
    answers = answers_that_mean(aid, *means)
    expected = outcome(aid, answers)
    wanted = next(possible for possible in aid.outcomes if possible.id == expected)

    desk.goto(f"{home}/{DECIDE}?task=gastrostomy-feed")
    desk.locator("select[name=role]").select_option("community-nurse")
    answer(desk, answers)

    assert expected == means[0]
    assert now(desk) == wanted.title
    tier, *what_to_do = desk.locator(".aid__now [data-now=do] > ul > li").all_inner_texts()
    assert tier.startswith("This task is always “Medium risk”, whatever you answer.")
    assert what_to_do == list(wanted.do)
    assert desk.locator(".record .outcome h3").inner_text() == wanted.title


def test_one_question_left_open_decides_nothing(desk: Page, home: str, aid: DecisionAid):
    answers = answers_that_mean(aid, "go-on")
    answers.pop(aid.questions[5].id)
    desk.goto(f"{home}/{DECIDE}?task=gastrostomy-feed")
    desk.locator("select[name=role]").select_option("community-nurse")
    answer(desk, answers)

    assert outcome(aid, answers) is None
    assert now(desk).startswith("Not decided yet. So far: ")
    expect(desk.locator(".record")).to_be_hidden()
    sheets, words = paper(desk)
    assert sheets <= 2
    assert "Not decided yet" in words
    assert f"Still open: 1 of {len(aid.questions)} questions." in words
    assert "Not answered" in words


def test_one_do_not_delegate_shows_at_once(phone: Page, home: str, aid: DecisionAid):
    first = aid.questions[0]
    no = next(choice for choice in first.answers if choice.means == "do-not-delegate")
    phone.goto(f"{home}/{DECIDE}?task=gastrostomy-feed")
    phone.locator("select[name=role]").select_option("community-nurse")
    answer(phone, {first.id: no.id})

    assert outcome(aid, {first.id: no.id}) == "do-not-delegate"
    assert now(phone) == "Do not delegate"
    expect(phone.get_by_text(str(no.do)).first).to_be_visible()


def test_a_graver_answer_is_taken_back_when_it_is_changed(desk: Page, home: str, aid: DecisionAid):
    answers = answers_that_mean(aid, "do-not-delegate", "ask-first", "go-on")
    desk.goto(f"{home}/{DECIDE}?task=gastrostomy-feed")
    desk.locator("select[name=role]").select_option("community-nurse")
    answer(desk, answers)
    answer(desk, answers_that_mean(aid, "go-on"))

    assert now(desk) == "Go on"


@pytest.mark.parametrize(
    ("task", "role", "missing"),
    [
        ("", "community-nurse", "the task"),
        ("gastrostomy-feed", "", "the role of the professional who decides"),
        ("other", "community-nurse", "the task"),
        ("", "", "the task and the role of the professional who decides"),
    ],
)
def test_without_a_task_and_a_role_there_is_no_outcome_and_no_record(
    desk: Page, home: str, aid: DecisionAid, task: str, role: str, missing: str
):
    desk.goto(f"{home}/{DECIDE}")
    desk.locator("select[name=task]").select_option(task)
    desk.locator("select[name=role]").select_option(role)
    answer(desk, answers_that_mean(aid, "go-on"))

    assert now(desk) == "No outcome yet"
    assert missing in desk.locator(".aid__now [data-now=count]").inner_text()
    assert desk.locator(".aid__now [data-now=do] li").count() == 0
    expect(desk.locator(".record")).to_be_hidden()
    desk.evaluate("() => { window.printed = 0; window.print = () => { window.printed += 1; }; }")
    desk.get_by_role("button", name="Print or save the record").click()
    assert desk.evaluate("window.printed") == 0
    wanted = "role" if missing.startswith("the role") else "other" if task == "other" else "task"
    assert desk.evaluate("document.activeElement.name") == wanted
    _, words = paper(desk)
    assert "This is not a record of a decision" in words
    assert "Signature" not in words


def test_another_task_in_words_and_a_role_have_an_outcome(desk: Page, home: str, aid: DecisionAid):
    desk.goto(f"{home}/{DECIDE}")
    desk.locator("select[name=task]").select_option("other")
    desk.locator("input[name=other]").fill("Change a dressing on a new wound")
    desk.locator("select[name=role]").select_option("community-nurse")
    answer(desk, answers_that_mean(aid, "go-on"))

    assert now(desk) == "Go on"
    assert "Change a dressing on a new wound" in paper(desk)[1]


def test_a_role_that_no_one_listed_must_ask_first(desk: Page, home: str, aid: DecisionAid):
    desk.goto(f"{home}/{DECIDE}?task=gastrostomy-feed")
    desk.locator("select[name=role]").select_option("other")
    answer(desk, answers_that_mean(aid, "go-on"))

    assert now(desk) == "This role may not decide"
    shown = desk.locator(".aid__now").inner_text()
    assert "does not name may not delegate this task. Who may: " in shown
    assert "No new PA starts this task" in shown
    assert "A PA with a valid sign-off carries on" in shown


def test_an_outcome_says_what_happens_when_no_pa_may(desk: Page, home: str, aid: DecisionAid, facts: Facts):
    task = next(task for task in facts.records.tasks.values() if task.if_no_one_may and task.sign_off)
    assert task.sign_off
    desk.goto(f"{home}/{DECIDE}?task={task.id}")
    desk.locator("select[name=role]").select_option(task.sign_off.delegated_by[0])
    answer(desk, answers_that_mean(aid, "go-on"))

    for line in task.if_no_one_may:
        assert line in desk.locator(".aid__now").inner_text()
        assert line in paper(desk)[1]


def test_a_task_that_is_never_delegated_ends_the_aid(desk: Page, home: str, facts: Facts):
    task = facts.records.tasks["syringe-driver"]
    desk.goto(f"{home}/{DECIDE}?task=syringe-driver")

    assert (task.status, now(desk)) == ("never", "Never delegated")
    expect(desk.get_by_text(str(task.why_never), exact=True).first).to_be_visible()
    expect(desk.locator("ol.decide > li:visible")).to_have_count(0)
    sheets, words = paper(desk)
    assert sheets == 1
    assert "This task is never delegated to a PA." in words


def test_a_task_of_the_pas_own_role_needs_no_decision(desk: Page, home: str):
    desk.goto(f"{home}/{DECIDE}?task=reminding-about-medicines")

    assert now(desk) == "No delegation needed"


def test_a_chosen_task_shows_what_it_demands(desk: Page, home: str, facts: Facts):
    task = facts.records.tasks["insulin-by-pen"]
    desk.goto(f"{home}/{DECIDE}?task=insulin-by-pen")
    brief = desk.locator(".brief:visible")
    brief.locator("summary").click()

    assert brief.count() == 1
    signs = [sign.text for level in facts.urgency[task.id].levels for sign in level.signs]
    assert brief.locator(".brief__stop li").all_inner_texts() == signs
    cards = [card.title for card in care_cards(facts, task) if card.signs]
    assert cards[0].startswith("Call 999")
    assert [title for title in cards if brief.get_by_text(f"{title}:", exact=True).count() != 1] == []
    assert task.sign_off
    assert task.sign_off.observed_practices
    assert f"At least {task.sign_off.observed_practices.at_least}" in brief.inner_text()
    brief.get_by_role("link").click()
    desk.wait_for_url(f"{home}/{TASKS}insulin-by-pen/")


def test_every_task_that_may_be_delegated_leads_to_the_aid(desk: Page, home: str):
    desk.goto(f"{home}/{TASKS}gastrostomy-feed/")
    desk.get_by_role("link", name="Decide about this task").click()

    expect(desk.locator("select[name=task]")).to_have_value("gastrostomy-feed")


def test_an_address_that_names_no_task_chooses_none(desk: Page, home: str):
    desk.goto(f"{home}/{DECIDE}?task=%22%3E%3Cscript%3E")

    expect(desk.locator("select[name=task]")).to_have_value("")


def test_the_record_says_what_was_answered_who_is_accountable_and_what_it_is_not(
    desk: Page, home: str, aid: DecisionAid, facts: Facts
):
    answers = answers_that_mean(aid, "add-safeguard", "go-on")
    desk.goto(f"{home}/{DECIDE}?task=insulin-by-pen")
    answer(desk, answers)
    desk.locator("select[name=role]").select_option("community-nurse")
    desk.locator("input[name=day]").fill("2026-11-22")
    sheets, words = paper(desk)
    chosen = [(question, a) for question in aid.questions for a in question.answers if a.id == answers[question.id]]
    register = facts.records.roles["community-nurse"].register

    assert sheets <= 2
    assert [said for question, a in chosen for said in (question.ask, a.says, a.do or "") if said not in words] == []
    assert "This record is not a sign-off." in words
    assert "22 November 2026" in words
    assert register
    assert f"Community nurse stays accountable for the decision to delegate, to the {register.body}." in words
    assert "Draft. No clinician has approved this yet." in words
    assert words.count("Signature") == 5  # the heading, and one for each of four people
    assert "Your answers stay on this page." not in words


def test_a_role_that_may_not_delegate_the_task_is_named_on_the_page_and_on_paper(
    desk: Page, home: str, aid: DecisionAid
):
    desk.goto(f"{home}/{DECIDE}?task=tracheostomy-suction")
    answer(desk, answers_that_mean(aid, "go-on"))
    desk.locator("select[name=role]").select_option("community-nurse")
    wrong = "A community nurse may not delegate this task. Who may: "

    assert wrong in desk.locator(".aid__wrong").inner_text()
    assert wrong in desk.locator(".aid__now").inner_text()
    assert "espiratory" in desk.locator(".aid__wrong").inner_text().partition("Who may: ")[2]
    assert now(desk) == "This role may not decide"
    assert wrong in paper(desk)[1]
    assert "Signature" not in paper(desk)[1]
    assert "Community nurse stays accountable" not in paper(desk)[1]
    desk.locator("select[name=role]").select_option("respiratory-nurse")
    expect(desk.locator(".aid__wrong")).to_be_hidden()
    assert now(desk) == "Go on"
    assert "Signature" in paper(desk)[1]


def test_a_role_that_may_not_delegate_makes_no_no_lighter(desk: Page, home: str, aid: DecisionAid):
    desk.goto(f"{home}/{DECIDE}?task=tracheostomy-suction")
    desk.locator("select[name=role]").select_option("community-nurse")
    answer(desk, answers_that_mean(aid, "do-not-delegate", "go-on"))

    assert now(desk) == "Do not delegate"


def test_a_record_of_a_refusal_gives_nothing_to_the_pa(desk: Page, home: str, aid: DecisionAid):
    desk.goto(f"{home}/{DECIDE}?task=gastrostomy-feed")
    desk.locator("select[name=role]").select_option("community-nurse")
    answer(desk, answers_that_mean(aid, "do-not-delegate", "go-on"))
    _, words = paper(desk)

    assert "Nothing is delegated. Community nurse stays accountable for this decision" in words
    assert "The PA does not do this task." in words
    assert "the decision to delegate, to" not in words
    assert "responsible for doing the task" not in words
    desk.locator("select[name=task]").select_option("syringe-driver")
    assert "The PA does not do this task." in paper(desk)[1]
    desk.locator("select[name=task]").select_option("gastrostomy-feed")
    answer(desk, answers_that_mean(aid, "go-on"))
    assert "responsible for doing the task" in paper(desk)[1]


def test_a_question_that_was_passed_over_is_named_and_one_tap_away(phone: Page, home: str, aid: DecisionAid):
    phone.goto(f"{home}/{DECIDE}?task=gastrostomy-feed")
    phone.locator("select[name=role]").select_option("community-nurse")
    for number in range(1, len(aid.questions) + 1):
        if number not in (3, 7):
            phone.locator("ol.decide > li:visible input").first.check()
        if number < len(aid.questions):
            phone.get_by_role("button", name="Next", exact=True).click()

    assert "Still open: questions 3 and 7." in phone.locator(".aid__now").inner_text()
    phone.set_viewport_size({"width": 320, "height": 568})
    assert phone.evaluate("document.documentElement.scrollWidth") == 320
    phone.get_by_role("button", name="Go to question 3").click()
    expect(phone.locator("ol.decide legend:visible")).to_have_text(aid.questions[2].ask)
    assert phone.evaluate("document.activeElement.tagName") == "LEGEND"
    phone.locator("ol.decide > li:visible input").first.check()
    assert "Still open: question 7." in phone.locator(".aid__now").inner_text()


def test_each_signature_has_its_date_next_to_it_on_a_phone(phone: Page, home: str, aid: DecisionAid):
    phone.goto(f"{home}/{DECIDE}?task=gastrostomy-feed")
    phone.locator("select[name=role]").select_option("community-nurse")
    answer_all = "all => all.forEach(each => each.querySelector('input').click())"
    phone.locator("ol.decide > li").evaluate_all(answer_all)
    tops = "all => all.map(each => [...each.querySelectorAll('span')].map(span => span.getBoundingClientRect().top))"
    rows = phone.locator(".record__signed > li").evaluate_all(tops)

    assert len(rows) == 4
    assert [row for row in rows if row[0] != row[1]] == []


def test_leaving_with_answers_that_are_on_no_paper_is_asked_first(desk: Page, home: str, aid: DecisionAid):
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    desk.on("dialog", stay)
    desk.goto(f"{home}/{DECIDE}?task=gastrostomy-feed")
    desk.reload()
    assert asked == []
    answer(desk, answers_that_mean(aid, "go-on"))
    with desk.expect_event("dialog"):
        desk.get_by_role("link", name="See the full page for this task").locator("visible=true").click()
    expect(desk.locator("input:checked")).to_have_count(len(aid.questions))
    assert asked == ["beforeunload"]
    desk.evaluate("dispatchEvent(new Event('afterprint'))")
    desk.get_by_role("link", name="See the full page for this task").locator("visible=true").click()
    desk.wait_for_url(f"{home}/{TASKS}gastrostomy-feed/")


def test_another_task_than_the_address_named_is_not_undone_by_loading_again(desk: Page, home: str):
    desk.goto(f"{home}/{DECIDE}?task=gastrostomy-feed")
    desk.locator("select[name=task]").select_option("insulin-by-pen")
    desk.reload()

    expect(desk.locator("select[name=task]")).to_have_value("")


def test_what_a_task_demands_keeps_off_the_edge_of_its_box(phone: Page, home: str):
    phone.goto(f"{home}/{DECIDE}?task=gastrostomy-feed")
    phone.locator(".brief:visible summary").click()
    box = phone.locator(".brief:visible details").bounding_box()
    words = phone.locator(".brief:visible .brief__demands").bounding_box()

    assert box
    assert words
    assert words["x"] >= box["x"] + 10


def test_without_answers_the_page_prints_as_a_form(desk: Page, home: str, aid: DecisionAid):
    desk.goto(f"{home}/{DECIDE}")
    _, words = paper(desk)

    assert [question.ask for question in aid.questions if question.ask not in words] == []
    assert "Record of a decision" not in words


def test_a_phone_prints_every_question_of_the_form(phone: Page, home: str, aid: DecisionAid):
    phone.goto(f"{home}/{DECIDE}")
    _, words = paper(phone)

    assert [question.ask for question in aid.questions if question.ask not in words] == []


def test_no_answer_leaves_the_page_or_outlives_it(browser: Browser, home: str, aid: DecisionAid):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{home}/{DECIDE}", wait_until="networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    address = page.url
    page.locator("select[name=task]").select_option("other")
    page.locator("input[name=other]").fill("Something of ours")
    page.locator("select[name=role]").select_option("community-nurse")
    answer(page, answers_that_mean(aid, "go-on"))

    assert (asked, page.url) == ([], address)
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    assert page.evaluate("indexedDB.databases().then(all => all.length)") == 0
    assert "Something of ours" in paper(page)[1]
    page.reload()
    assert page.locator("input:checked").count() == 0
    page.close()
    again = context.new_page()
    again.goto(f"{home}/{DECIDE}")
    assert again.locator("input:checked").count() == 0
    context.close()


def test_one_button_clears_everything(desk: Page, home: str, aid: DecisionAid):
    desk.goto(f"{home}/{DECIDE}?task=gastrostomy-feed")
    answer(desk, answers_that_mean(aid, "go-on"))
    desk.locator("select[name=role]").select_option("community-nurse")
    desk.get_by_role("button", name="Clear everything").click()
    desk.get_by_role("button", name="Keep my answers").click()
    assert desk.locator("input:checked").count() == len(aid.questions)
    desk.get_by_role("button", name="Clear everything").click()
    desk.get_by_role("button", name="Clear them").click()

    expect(desk.locator("input:checked")).to_have_count(0)
    assert desk.evaluate("document.activeElement.name") == "task"
    assert desk.locator("select[name=task]").input_value() == ""
    assert desk.locator("select[name=role]").input_value() == ""
    assert desk.url == f"{home}/{DECIDE}"
    expect(desk.locator(".record")).to_be_hidden()


def test_the_keyboard_alone_is_enough_one_question_at_a_time(phone: Page, home: str, aid: DecisionAid):
    phone.goto(f"{home}/{DECIDE}")
    phone.locator("select[name=task]").select_option("other")
    phone.locator("input[name=other]").fill("Something of ours")
    phone.locator("select[name=role]").select_option("community-nurse")
    phone.locator("select[name=role]").focus()
    for number, question in enumerate(aid.questions, 1):
        expect(phone.locator("ol.decide > li:visible")).to_have_count(1)
        expect(phone.locator("ol.decide legend:visible")).to_have_text(question.ask)
        phone.keyboard.press("Tab")
        phone.keyboard.press("Space")
        if number < len(aid.questions):
            while phone.evaluate("document.activeElement.textContent") != "Next":
                phone.keyboard.press("Tab")
            phone.keyboard.press("Enter")
            assert phone.evaluate("document.activeElement.tagName") == "LEGEND"
    first = {question.id: question.answers[0].id for question in aid.questions}
    wanted = next(possible.title for possible in aid.outcomes if possible.id == outcome(aid, first))

    assert now(phone) == wanted


def test_without_scripts_the_aid_is_a_list_to_read(browser: Browser, home: str, aid: DecisionAid):
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{home}/{DECIDE}")
    words = page.locator("main").inner_text()

    assert [question.ask for question in aid.questions if question.ask not in words] == []
    assert [possible.title for possible in aid.outcomes if possible.title not in words] == []
    expect(page.locator(".record")).to_be_hidden()
    expect(page.locator(".aid__now")).to_be_hidden()
    page.close()


# --- find a task


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("category", "nutrition"),
        ("risk", "high"),
        ("setting", "hospital"),
        ("delegator", "community-nurse"),
        ("status", "never"),
        ("status", "own-role"),
    ],
)
def test_a_filter_shows_exactly_the_tasks_that_fit(desk: Page, home: str, facts: Facts, field: str, value: str):
    fits = {
        "category": lambda task: task.category == value,
        "risk": lambda task: task.risk == value,
        "setting": lambda task: value in task.settings,
        "delegator": lambda task: task.sign_off is not None and value in task.sign_off.delegated_by,
        "status": lambda task: task.status == value,
    }[field]
    expected = {task.title for task in facts.records.tasks.values() if has_page(facts, task) and fits(task)}
    desk.goto(f"{home}/{TASKS}")
    desk.locator(f"select[name={field}]").select_option(value)

    assert expected
    assert set(desk.locator("ul.az > li:visible > a").all_inner_texts()) == expected


def test_a_task_that_is_never_delegated_is_found_and_says_so(phone: Page, home: str):
    phone.goto(f"{home}/{TASKS}")
    phone.locator("input[name=text]").fill("syringe driver")
    card = phone.locator("ul.az > li:visible")

    assert card.count() == 1
    assert "Never delegated" in card.inner_text()


def test_the_filter_finds_what_the_search_finds(phone: Page, home: str):
    phone.goto(f"{home}/{TASKS}?text=feedng")

    expect(phone.get_by_role("link", name="Give a feed through a gastrostomy tube")).to_be_visible()
    expect(phone.locator("form.filters output")).not_to_contain_text("40 of 40")


def test_the_aid_offers_the_tasks_that_a_word_finds(desk: Page, home: str):
    desk.goto(f"{home}/{DECIDE}")
    titles = desk.locator("select[name=task] option")
    before = titles.all_inner_texts()
    desk.locator("[data-find-task]").fill("seizures")

    expect(desk.locator(".aid__found")).to_contain_text("found")
    assert titles.all_inner_texts()[1] == "Give buccal midazolam for a long seizure"
    assert len(titles.all_inner_texts()) < 8
    desk.locator("select[name=task]").select_option("buccal-midazolam")
    desk.locator("[data-find-task]").fill("")
    expect(desk.locator("select[name=task] option")).to_have_count(len(before))
    assert desk.locator("select[name=task]").input_value() == "buccal-midazolam"


def test_gastrostomy_is_two_taps_away(phone: Page, home: str):
    phone.goto(f"{home}/delegation/")
    phone.locator(".doors").get_by_role("link", name="Find a task").click()
    phone.locator("input[name=text]").fill("gastrostomy")

    assert "Give a feed through a gastrostomy tube" in phone.locator("ul.az > li:visible > a").all_inner_texts()


def test_stories_are_found_by_how_their_author_became_a_pa(phone: Page, home: str, facts: Facts):
    expected = {story.title for story in visible_stories(facts) if story.route == "unpaid-carer"}
    phone.goto(f"{home}/stories/")
    phone.locator("select[name=route]").select_option("unpaid-carer")

    assert expected
    assert set(phone.locator("ul.wall > li:visible > a").all_inner_texts()) == expected


@pytest.mark.parametrize(
    ("words", "task"),
    [
        ("PEG", "gastrostomy-feed"),
        ("blood sugar", "blood-glucose-check"),
        ("trachy", "tracheostomy-suction"),
        ("obs", "vital-signs"),
        ("tummy", "replacing-a-gastrostomy-tube"),
    ],
)
def test_a_task_is_found_by_other_words_than_its_own(desk: Page, home: str, facts: Facts, words: str, task: str):
    desk.goto(f"{home}/{TASKS}")
    desk.locator("input[name=text]").fill(words)

    expect(desk.get_by_role("link", name=facts.records.tasks[task].title)).to_be_visible()
    assert desk.locator("ul.az > li:visible").count() < 8


def test_showing_all_again_loses_no_focus(desk: Page, home: str):
    desk.goto(f"{home}/{TASKS}?risk=high&status=no-such-state")
    assert desk.locator("select[name=status]").input_value() == ""
    assert desk.locator("select[name=status]").evaluate("it => it.selectedIndex") == 0
    desk.get_by_role("button", name="Show all").press("Enter")

    expect(desk.locator("form.filters output")).to_be_focused()
    expect(desk.locator("form.filters output")).to_have_text("40 of 40 shown")
    desk.goto(f"{home}/{CHANGED}#task=gastrostomy-feed")
    desk.get_by_role("button", name="Show all").press("Enter")
    expect(desk.locator("form[data-changed] output")).to_be_focused()


# --- what changed


def shown_changes(page: Page) -> list[str]:
    return [str(name) for name in page.locator("ol.changes > li:visible").evaluate_all("all => all.map(e => e.id)")]


@pytest.mark.parametrize("since", [date(2026, 11, 22), date(2026, 11, 23), date(2020, 1, 1)], ids=str)
@pytest.mark.parametrize("tasks", [[], ["gastrostomy-feed"], ["insulin-by-pen", "syringe-driver"]], ids=len)
def test_what_changed_since_a_day_is_exactly_that(desk: Page, home: str, facts: Facts, since: date, tasks: list[str]):
    expected = [
        change.id
        for change in announced_changes(facts)
        if change.on >= since and (not tasks or any(is_about(change, "task", task) for task in tasks))
    ]
    desk.goto(f"{home}/{CHANGED}")
    desk.locator("input[name=since]").fill(since.isoformat())
    desk.get_by_text("Only my tasks").click()
    for task in tasks:
        desk.locator(f'input[value="{task}"]').check()

    assert shown_changes(desk) == expected


def test_a_choice_is_in_the_address_and_never_sent(desk: Page, home: str):
    asked: list[str] = []
    desk.on("request", lambda request: asked.append(request.url))
    desk.goto(f"{home}/{CHANGED}#since=2026-11-23&task=gastrostomy-feed")

    assert desk.locator("input[name=since]").input_value() == "2026-11-23"
    assert desk.locator("input:checked").evaluate_all("all => all.map(e => e.value)") == ["gastrostomy-feed"]
    assert shown_changes(desk) == []
    assert [address for address in asked if "since" in address] == []


def test_an_unknown_task_in_the_address_is_named_and_not_dropped(desk: Page, home: str):
    desk.goto(f"{home}/{CHANGED}#task=gastrostomy-feed&task=old-name")

    expect(desk.locator("form[data-changed] output")).to_contain_text("no task here: old-name.")
    desk.locator("input[name=since]").fill("2020-01-01")
    assert desk.url.endswith("#since=2020-01-01&task=gastrostomy-feed&task=old-name")
    desk.get_by_role("button", name="Show all").click()
    expect(desk.locator("form[data-changed] output")).not_to_contain_text("old-name")
    assert desk.url == f"{home}/{CHANGED}"


# --- paper


def test_each_task_prints_on_two_sheets_at_most_with_what_matters(desk: Page, home: str, facts: Facts):
    wrong = {}
    longest_first = sorted(facts.records.tasks.values(), key=lambda task: -len(list(facts.urgency[task.id].signs)))
    for task in in_part(longest_first, every=5):
        desk.goto(f"{home}/{TASKS}{task.id}/")
        sheets, words = paper(desk)
        wanted = [text for _, sign in facts.urgency[task.id].signs for text in (sign.text.rstrip("."), sign.do or "")]
        wanted += [*(instead(task) if is_delegated(task) else ()), *task.the_pa_does_not, *task.before_you_start]
        if is_delegated(task):
            wanted += [
                "If no signed-off PA is available",
                "Who decides, trains and signs off",
                "Who is accountable",
                "Last changed on",
            ]
        missing = [line for line in wanted if line not in words]
        if sheets > 2 or missing:
            wrong[task.id] = (sheets, missing)

    assert wrong == {}


def test_words_of_a_task_on_paper_are_at_least_nine_and_a_half_points_high(desk: Page, home: str):
    desk.emulate_media(media="print")
    desk.goto(f"{home}/{TASKS}pressure-area-care/")
    words = desk.locator(".care li, .care__ring, .instead li, .chain li > strong, .does li").all()

    sizes = [word.evaluate("it => parseFloat(getComputedStyle(it).fontSize) * 0.75") for word in words]
    assert min(sizes) > 9.49


# --- the page of a task on a phone


def test_the_first_screen_of_a_task_answers_before_anyone_scrolls(phone: Page, home: str, facts: Facts):
    """By day the tasks with the longest words above what is seen first: their titles and summaries."""
    wrong = {}
    for task in worst(facts.records.tasks.values(), lambda task: len(task.title) + len(task.summary)):
        phone.goto(f"{home}/{TASKS}{task.id}/")
        head, answers = phone.locator(".head").bounding_box(), phone.locator(".answers").bounding_box()
        assert head
        assert answers
        if head["y"] + head["height"] > 844 / 4 or answers["y"] + answers["height"] > 844:
            wrong[task.id] = (head, answers)

    assert wrong == {}


def test_a_tap_on_the_first_screen_leads_to_the_signs_and_the_number(phone: Page, home: str):
    phone.goto(f"{home}/{TASKS}insulin-by-pen/")
    phone.get_by_role("link", name="Call 999: ").click()

    expect(phone.get_by_role("heading", name="Call 999 now if")).to_be_in_viewport()
    expect(phone.get_by_role("link", name="Call 999", exact=True)).to_have_attribute("href", "tel:999")
    expect(phone.get_by_role("link", name="Call 999", exact=True)).to_be_in_viewport()


def test_what_to_do_after_a_change_is_three_taps_away(phone: Page, home: str, facts: Facts):
    trigger = next(iter(facts.records.triggers.values()))
    phone.goto(f"{home}/")
    phone.get_by_role("button", name="Menu").click()
    phone.get_by_role("navigation", name="Menu").get_by_role("link", name="Delegation").click()
    phone.get_by_role("link", name="When something changes", exact=True).click()

    expect(phone.get_by_role("heading", name=trigger.title)).to_be_visible()
    expect(phone.get_by_text(trigger.summary, exact=True)).to_be_visible()


def test_a_line_of_what_changed_opens_without_scripts(browser: Browser, home: str, facts: Facts):
    trigger = next(iter(facts.records.triggers.values()))
    page = browser.new_page(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page.goto(f"{home}/{TASKS}insulin-by-pen/")
    line = page.locator("summary", has_text=trigger.title)
    expect(page.get_by_text(trigger.summary, exact=True)).to_be_hidden()
    line.click()

    expect(page.get_by_text(trigger.summary, exact=True)).to_be_visible()
    page.close()
