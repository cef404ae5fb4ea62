"""Pages with too many records for one page: the same words, on pages of their own, and the same functions with them."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from pa_framework.site import parts
from pa_framework.site.tree import made_pages
from tests.builders.sites import with_settings
from tests.builders.worlds import TODAY, facts_of
from tests.paths import SMALL
from tests.site.browser import served, until

WHERE, DECIDE, AGREEMENT = "career/where-am-i", "delegation/decide", "papers/task-agreement"
TASK = "gastrostomy-feed"
#: A page has no room for records here, and a part has room for one.
_PROGRAM = f"""
from pa_framework.site import parts
parts.MOST_ON_A_PAGE, parts.MOST_IN_A_PART = 0, 1
from pa_framework.cli.main import main
main(["build", *__import__("sys").argv[1:], "--no-cache", "--on", "{TODAY}"])
"""


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setattr(parts, "MOST_ON_A_PAGE", 0)
    monkeypatch.setattr(parts, "MOST_IN_A_PART", 1)
    return {page.path: page.text for page in made_pages(facts_of(SMALL))}


@pytest.mark.parametrize(
    ("page", "item", "beside"),
    [(WHERE, "data-competence=", " data-first"), (DECIDE, "data-task=", ""), (AGREEMENT, "data-option=", "")],
)
def test_each_record_is_on_one_page_and_each_page_is_linked(
    pages: dict[str, str], page: str, item: str, beside: str
) -> None:
    below = [path for path in pages if path.startswith(f"{page}/")]

    assert len(below) > 1
    assert all(pages[path].count(item) == 1 for path in below)
    assert pages[f"{page}.md"].count(item) == (pages[f"{page}.md"].count(beside) if beside else 0)
    assert all(f'"{Path(path).stem}/"' in pages[f"{page}.md"] for path in below)


def test_where_there_is_room_nothing_is_on_a_page_of_its_own() -> None:
    whole = {page.path: page.text for page in made_pages(facts_of(SMALL))}

    assert not [path for path in whole if path.startswith((f"{WHERE}/", f"{DECIDE}/", f"{AGREEMENT}/"))]
    assert not [text for path, text in whole.items() if path.startswith((WHERE, DECIDE)) and "data-part=" in text]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("parts")
    world = with_settings(folder / "world")
    command = [sys.executable, "-c", _PROGRAM, str(world), "--site-dir", str(folder / "site")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    with served(folder / "site", "/here") as address:
        yield address


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A phone on which no script may fail."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    page.close()
    assert errors == []


def keep(page: Page, home: str, answers: dict[str, str], level: str = "") -> None:
    """Opens the self-check with answers that the browser kept from before."""
    page.goto(f"{home}/{WHERE}/")
    kept = json.dumps({"version": 1, "made_on": "2026-11-01", "framework": "x", "answers": answers, "level": level})
    page.evaluate("kept => localStorage.setItem('pa-pathways:where-am-i:/here/', kept)", kept)
    page.reload()


def stored(page: Page) -> dict[str, str]:
    text = page.evaluate("localStorage.getItem('pa-pathways:where-am-i:/here/')")
    answers: dict[str, str] = json.loads(text)["answers"]
    return answers


ANSWERS = {"infection-prevention": "aware", "record-keeping": "aware", "juggling": "aware"}


@pytest.mark.browser
def test_answers_to_questions_of_other_pages_are_part_of_the_result(phone: Page, home: str) -> None:
    keep(phone, home, ANSWERS, "confident-pa")
    phone.get_by_role("button", name="See my results").locator("visible=true").click()

    listed = phone.locator("[data-where-strengths] a")
    expect(listed).to_have_count(2)
    assert {link.get_attribute("href") for link in listed.all()} == {
        "../../competences/infection-prevention/",
        f"{home}/competences/record-keeping/",
    }
    expect(phone.locator("[data-where-gaps] .where-open a")).to_have_count(1)  # communication-plans
    assert phone.locator("[data-where-next] li", has_text="What it looks like: ").count() == 2


@pytest.mark.browser
def test_an_answer_that_no_page_asks_for_is_named_and_kept(phone: Page, home: str) -> None:
    keep(phone, home, ANSWERS, "confident-pa")

    expect(phone.locator("input[name=record-keeping]:checked")).to_have_value("aware")  # the other pages are there
    expect(phone.locator("[data-where-status]")).to_have_text(
        "One answer is saved but not shown, because this framework does not know it: juggling."
    )
    phone.locator("input[name=infection-prevention]").nth(2).check(force=True)
    assert stored(phone) == ANSWERS | {"infection-prevention": "assisted"}


@pytest.mark.browser
def test_the_full_version_asks_what_other_pages_have(phone: Page, home: str) -> None:
    phone.goto(f"{home}/{WHERE}/")
    assert phone.locator("input[name=record-keeping]").count() == 0
    phone.locator("[data-where-full] button").click()
    for _ in range(4):
        asked = phone.locator("section[data-current] fieldset:visible")
        expect(asked.first).to_be_visible()
        expect(phone.locator("section[data-current] .where-elsewhere > p")).to_have_count(0)
        for box in asked.all():
            box.locator("input").nth(1).check()
        if phone.locator("[data-next]").inner_text() == "See my results":
            break
        phone.locator("[data-next]").click()

    assert set(stored(phone)) == {"infection-prevention", "record-keeping", "communication-plans"}
    phone.reload()
    expect(phone.locator("[data-where-form] input:checked")).to_have_count(3)


@pytest.mark.browser
def test_answers_stay_where_their_questions_cannot_be_loaded(phone: Page, home: str) -> None:
    phone.route("**/*?part", lambda route: route.abort())
    keep(phone, home, ANSWERS)
    expect(phone.locator("[data-where-status]")).to_have_text(
        "Some questions cannot be loaded. Check the connection, then open them again. Your answers are safe."
    )
    phone.locator("fieldset:visible input").nth(2).check()

    assert stored(phone) == ANSWERS | {"infection-prevention": "assisted"}
    phone.unroute("**/*?part")
    phone.reload()
    expect(phone.locator("input[name=record-keeping]:checked")).to_have_value("aware")


@pytest.mark.browser
def test_there_is_no_outcome_before_what_is_said_about_a_task_is_there(phone: Page, home: str) -> None:
    phone.route("**/*?part", lambda route: route.abort())
    phone.goto(f"{home}/{DECIDE}/?task=changing-a-dose")
    says = phone.locator("[data-now=count]")
    expect(says).to_contain_text("cannot be loaded")
    phone.locator("select[name=role]").select_option("community-nurse")
    for answer in phone.locator("ol.decide > li").all():
        answer.locator("input").first.evaluate("input => input.click()")
    assert phone.locator(".aid__now h2").inner_text() == "No outcome yet"
    assert "aid--unfinished" in (phone.locator("[data-decide]").get_attribute("class") or "")

    phone.unroute("**/*?part")
    phone.locator("select[name=task]").select_option(TASK)
    phone.locator("select[name=task]").select_option("changing-a-dose")
    expect(phone.locator(".aid__now h2")).to_have_text("Never delegated")
    expect(phone.locator(".aid__briefs .brief:visible")).to_have_count(1)


@pytest.mark.browser
def test_a_choice_on_a_paper_is_filled_in_from_its_page(phone: Page, home: str) -> None:
    phone.route("**/*?part", lambda route: route.abort())
    phone.goto(f"{home}/{AGREEMENT}/?for={TASK}")
    status = phone.locator("[data-choice-status]", has_text="it is missing here")
    expect(status).to_have_count(1)
    phone.unroute("**/*?part")
    choose = phone.get_by_label("Choose the task")
    choose.select_option("")
    choose.select_option(TASK)

    expect(phone.locator(f"[data-option={TASK}]").get_by_text("Emergency: ring 999, if")).to_be_visible()
    expect(status).to_have_count(0)
    choose.select_option("")
    expect(phone.locator(f"[data-option={TASK}]")).to_be_hidden()


@pytest.mark.browser
def test_without_signal_a_stored_part_says_from_when_it_is(browser: Browser, home: str) -> None:
    page = browser.new_page(service_workers="allow")
    page.goto(f"{home}/")
    page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    until(page, "() => navigator.serviceWorker.controller !== null")
    page.goto(f"{home}/{DECIDE}/?task={TASK}")
    expect(page.locator(".aid__briefs .brief:visible")).to_have_count(1)
    assert page.locator(".brief .offline-notice").count() == 0
    part = page.locator(f"option[value={TASK}]").get_attribute("data-part")
    until(page, "async (part) => Boolean(await caches.match(new URL(part, location.href)))", part)

    page.context.set_offline(True)
    page.goto(f"{home}/{DECIDE}/?task={TASK}")
    expect(page.locator(".aid__briefs .brief:visible .offline-notice")).to_contain_text(
        "You are offline. This copy is from"
    )
    page.context.close()
