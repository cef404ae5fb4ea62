"""Career and competences in a real browser: what the pages choose, keep and print, beside the facts of the records."""

import itertools
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from pa_framework.facts.level_comparison import compare, compare_all_levels, learning_that_reaches
from pa_framework.facts.self_check import first_questions
from pa_framework.site.first_person import in_first_person
from tests.builders.worlds import facts_of
from tests.paths import REFERENCE
from tests.site.browser import served

FACTS = facts_of(REFERENCE)
RECORDS = FACTS.records
LEVELS = RECORDS.levels_in_order()
COMPETENCES = {name: competence for name, competence in RECORDS.competences.items() if not competence.replaced_by}
HEIGHT = {"not-yet": -1, **RECORDS.step_order()}
#: A PA's answers: some well above, some below, one not yet, most left out.
ANSWERS = {
    "following-the-persons-lead": "guides-others",
    "everyday-routines": "independent",
    "planning-together": "aware",
    "infection-prevention": "assisted",
    "first-aid": "not-yet",
    "record-keeping": "independent",
}
WHERE = "/career/where-am-i/"
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def home(reference_site: Path) -> Iterator[str]:
    with served(reference_site) as address:
        yield address


@pytest.fixture
def page(browser: Browser, home: str) -> Iterator[Page]:
    """A page of a browser that has never been here, as wide as a phone; an error in a script fails the test."""
    context = browser.new_context(base_url=home, viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert errors == []


def titles(names: list[str] | tuple[str, ...]) -> list[str]:
    return [RECORDS.competences[name].title for name in names]


def step(name: str) -> str:
    return RECORDS.steps[name].title if name in RECORDS.steps else "Not yet"


# --- compare

#: What is to be seen of a comparison: for each part its lines, each as the words of its link and of its steps.
SEEN = """root => [...root.querySelectorAll('[data-part]')].map(part =>
  [...part.querySelectorAll(':scope > ul > li')].filter(line => line.checkVisibility()).map(line => [
    line.querySelector('a, .pay-steps__rates').textContent.replace(/\\s+/g, ' ').trim(),
    ...[...line.querySelectorAll('.step, ul > li')].filter(each => each.checkVisibility()).map(each => each.textContent)
  ]))"""


def expected(way: Any) -> list[list[list[str]]]:
    """What a comparison must show, computed from the records alone."""
    first = [
        [*titles([increase.competence]), step(increase.after)] for increase in way.increases if increase.before is None
    ]
    higher = [
        [*titles([increase.competence]), step(increase.before), step(increase.after)]
        for increase in way.increases
        if increase.before is not None
    ]
    pay = [f"from £{rate.before} →to £{rate.after}" for rate in way.pay]
    tasks = [[RECORDS.tasks[name].title] for name in way.tasks]
    learning = [[RECORDS.learning[name].title, *titles(taught)] for name, taught in way.learning.items()]
    return [[[line] for line in dict.fromkeys(pay)], first, higher, tasks, learning]


def seen(page: Page, root: str) -> list[list[list[str]]]:
    pay, *parts = page.eval_on_selector(root, SEEN)
    return [[list(words) for words in dict.fromkeys(tuple(line) for line in pay)], *parts]


def alike(parts: list[list[list[str]]]) -> list[list[list[str]]]:
    """Learning in one order: on the page what teaches most may stand first, or the title decides."""
    return [*parts[:4], sorted(parts[4])]


def test_any_two_levels_show_exactly_what_is_new(page: Page) -> None:
    page.goto("/career/compare/")
    wrong = []
    for way in compare_all_levels(FACTS):
        page.select_option("[name=from]", way.lower.id)
        page.select_option("[name=to]", way.upper.id)
        if alike(seen(page, "[data-compared]")) != alike(expected(way)):
            wrong.append((way.lower.id, way.upper.id, seen(page, "[data-compared]"), expected(way)))

    assert wrong == []
    assert len(compare_all_levels(FACTS)) == 15


def test_an_address_brings_two_levels_back(page: Page) -> None:
    page.goto("/career/compare/")
    page.select_option("[name=from]", "skilled-pa")
    page.select_option("[name=to]", "lead-pa")
    assert page.url.endswith("/career/compare/?from=skilled-pa&to=lead-pa")

    page.goto("/career/")
    page.go_back()
    way = compare(FACTS, RECORDS.levels["skilled-pa"], RECORDS.levels["lead-pa"])

    assert page.locator("[data-compared-title]").inner_text() == "From Skilled PA to Lead PA"
    assert alike(seen(page, "[data-compared]")) == alike(expected(way))


def test_the_page_of_a_level_leads_to_what_is_new_after_it(page: Page) -> None:
    page.goto("/career/confident-pa/")
    page.get_by_role("link", name="What is new after Confident PA").click()

    expect(page.locator("[data-compared-title]")).to_have_text("From Confident PA to Skilled PA")
    assert alike(seen(page, "[data-compared]")) == alike(
        expected(compare(FACTS, RECORDS.levels["confident-pa"], RECORDS.levels["skilled-pa"]))
    )


@pytest.mark.parametrize(
    ("address", "says"),
    [
        (
            "?from=lead-pa&to=skilled-pa",
            "Skilled PA comes before Lead PA. This is the way up, from Skilled PA to Lead PA.",
        ),
        ("?from=lead-pa&to=lead-pa", "These are the same level. Choose another one to see what is new."),
        ("?from=nonsense&to=%3Cb%3E#%", "What is new from Starting out to Confident PA"),
    ],
)
def test_an_odd_pair_is_answered_in_words(page: Page, address: str, says: str) -> None:
    page.goto(f"/career/compare/{address}")

    assert page.locator("form[data-compare] output").inner_text() == says


def test_without_scripts_every_two_neighbours_stand_on_the_page(browser: Browser, home: str) -> None:
    context = browser.new_context(base_url=home, java_script_enabled=False)
    page = context.new_page()
    page.goto("/career/compare/")
    for lower, upper in itertools.pairwise(LEVELS):
        assert seen(page, f"#{lower.id}-to-{upper.id}") == expected(compare(FACTS, lower, upper))
    assert not page.locator("[data-compared]").is_visible()
    context.close()


# --- filters


def cards(page: Page) -> set[str]:
    return set(
        page.eval_on_selector_all(
            ".cards > li", "all => all.filter(e => e.checkVisibility()).map(e => e.querySelector('a').textContent)"
        )
    )


@pytest.mark.parametrize(
    ("field", "value", "fits"),
    [
        ("area", "safe-practice", lambda competence: competence.area == "safe-practice"),
        ("level", "starting-out", lambda competence: competence.id in RECORDS.levels["starting-out"].expects),
        ("level", "confident-pa", lambda competence: competence.id in RECORDS.levels["confident-pa"].expects),
        ("standard", "care-certificate-2025", lambda competence: "care-certificate-2025" in competence.maps_to),
        (
            "standard",
            "care-certificate-2025/handling-information",
            lambda competence: "handling-information" in competence.maps_to.get("care-certificate-2025", ()),
        ),
        ("text", "hands  GERMS", lambda competence: competence.id == "infection-prevention"),
    ],
)  # fmt: skip
def test_a_filter_leaves_exactly_what_fits_and_the_address_brings_it_back(
    page: Page, field: str, value: str, fits: Any
) -> None:
    wanted = {competence.title for competence in COMPETENCES.values() if fits(competence)}
    page.goto("/competences/")
    if field == "text":
        page.fill("[name=text]", value)
    else:
        page.select_option(f"[name={field}]", value)
    assert 0 < len(wanted) < len(COMPETENCES)
    assert cards(page) == wanted
    page.wait_for_url(re.compile(rf"\?{field}="))

    page.locator(".cards > li:visible a").first.click()
    page.wait_for_url(re.compile("/competences/[a-z]"))
    page.go_back()
    assert cards(page) == wanted
    page.get_by_role("button", name="Show all").click()
    page.wait_for_url(re.compile("/competences/$"))
    assert len(cards(page)) == len(COMPETENCES)


def test_filters_work_together(page: Page) -> None:
    page.goto("/competences/?level=lead-pa&area=communication&text=talk")
    wanted = {
        competence.title
        for competence in COMPETENCES.values()
        if competence.area == "communication"
        and competence.id in RECORDS.levels["lead-pa"].expects
        and "talk" in f"{competence.title} {competence.summary}".casefold()
    }

    assert cards(page) == wanted


def test_the_matrix_shows_the_chosen_levels(page: Page) -> None:
    page.goto("/competences/matrix/?level=skilled-pa&level=lead-pa")
    heads = page.eval_on_selector(
        ".matrix", "table => [...table.rows].map(row => [...row.cells].filter(c => c.checkVisibility()).length)"
    )
    row = page.locator(".matrix tbody tr:visible").first.locator("td:visible").all_inner_texts()
    first = COMPETENCES[
        next(
            name
            for name, competence in COMPETENCES.items()
            if competence.title == page.locator(".matrix tbody th").first.inner_text().replace("\n", " ")
        )
    ]

    assert set(heads) == {3}
    assert row == [step(RECORDS.levels[level].expects[first.id]) for level in ("skilled-pa", "lead-pa")]
    page.get_by_label("Mentor PA").check()
    assert page.url.endswith("?level=skilled-pa&level=mentor-pa&level=lead-pa")


# --- where am I


QUESTIONS = [competence.id for competence in first_questions(RECORDS).values()]
#: What a PA of some experience answers in the short version: well above, well below, and one question left out.
SHORT = dict(
    zip(
        QUESTIONS,
        ("independent", "independent", "assisted", "assisted", "not-yet", "independent", "aware", "", "guides-others", "not-yet"),
        strict=True,
    )
)  # fmt: skip


def answer_short(page: Page, answers: dict[str, str]) -> None:
    """Answers the short version, one question at a time; an empty answer goes on without one."""
    for number, (name, held) in enumerate(answers.items(), 1):
        expect(page.locator("[data-where-place]")).to_have_text(f"Question {number} of {len(QUESTIONS)}")
        if held:
            page.get_by_role("group", name=COMPETENCES[name].title, exact=True).get_by_label(
                step(held), exact=True
            ).check()
        page.locator("[data-next]").click()


def answer(page: Page, answers: dict[str, str]) -> None:
    """Answers the full version as a person does: area by area, with the button that goes on."""
    page.locator("[data-where-full] button").click()
    for area in RECORDS.areas:
        for name in (name for name in answers if COMPETENCES[name].area == area):
            page.get_by_role("group", name=COMPETENCES[name].title, exact=True).get_by_label(
                step(answers[name]), exact=True
            ).check()
        page.locator("[data-next]:visible").click()


def in_page_order() -> list[str]:
    """Ids of competences: area by area, the question of the short version first, then by title."""
    return [
        competence.id
        for area in RECORDS.areas
        for competence in sorted(COMPETENCES.values(), key=lambda one: (one.id not in QUESTIONS, one.title))
        if competence.area == area
    ]


def learning_for_pas(name: str, reaches: str) -> list[str]:
    return [
        offer.title
        for offer in sorted(
            learning_that_reaches(FACTS, name, reaches),
            key=lambda offer: (
                offer.serves[0] not in ("pa", "recruit"),
                len(offer.teaches),
                HEIGHT[offer.teaches[name]],
                offer.title,
            ),
        )
        if {"pa", "recruit"}.intersection(offer.serves)
    ]


def three_next_steps(answers: dict[str, str]) -> list[tuple[str, str, str, str, list[str]]]:
    """The next steps that the page must name: of the lowest level that expects more, the nearest first, then of the next."""
    found: dict[str, tuple[str, str, str, str, list[str]]] = {}
    for level in LEVELS:
        open = [
            name
            for name in in_page_order()
            if name in level.expects and name in answers and HEIGHT[answers[name]] < HEIGHT[level.expects[name]]
        ]
        for name in sorted(open, key=lambda name: HEIGHT[level.expects[name]] - HEIGHT[answers[name]]):
            wanted = level.expects[name]
            found.setdefault(
                name,
                (
                    COMPETENCES[name].title,
                    step(answers[name]),
                    step(wanted),
                    level.title,
                    learning_for_pas(name, wanted)[:2],
                ),
            )
    return list(found.values())[:3]


def gap_list(level: str, answers: dict[str, str]) -> dict[str, Any]:
    """What the page must say of a level, computed from the records."""
    wanted = RECORDS.levels[level].expects
    ordered = [name for name in in_page_order() if name in wanted]
    there = [name for name in ordered if name in answers and HEIGHT[answers[name]] >= HEIGHT[wanted[name]]]
    grow = [name for name in ordered if name in answers and name not in there]
    return {
        "there": titles(there),
        "grow": [
            (
                *titles([name]),
                step(answers[name]),
                step(wanted[name]),
                sorted(learning_for_pas(name, wanted[name])),
            )
            for name in grow
        ],
        "open": titles([name for name in ordered if name not in answers]),
    }


def shown_gaps(page: Page) -> dict[str, Any]:
    lists: dict[str, Any] = page.eval_on_selector(
        "[data-where-gaps]",
        """root => Object.fromEntries([...root.querySelectorAll('h3')].map(head => [head.textContent,
          [...head.nextElementSibling.children].map(line => ({
            title: line.querySelector('a').textContent,
            steps: [...line.querySelectorAll('.step')].map(each => each.textContent),
            learning: [...line.querySelectorAll('p a')].map(each => each.textContent)}))]))""",
    )
    return {
        "there": [line["title"] for line in lists.get("What you have already", [])],
        "grow": [
            (line["title"], *line["steps"], sorted(line["learning"])) for line in lists.get("What to learn next", [])
        ],
        "open": [line["title"] for line in lists.get("Expected, and skipped by you", [])],
    }


def test_the_short_version_gives_three_strengths_and_three_steps_with_their_pay(page: Page) -> None:
    page.goto(WHERE)
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    assert 0 < len(QUESTIONS) <= 12
    answer_short(page, SHORT)
    held = {name: answer for name, answer in SHORT.items() if answer}

    assert page.evaluate("document.activeElement.id") == "where-result"
    strengths = page.locator("[data-where-top] li").all_inner_texts()
    assert strengths[0].strip().startswith(COMPETENCES["record-keeping"].title)
    assert len(strengths) == 3
    assert all("Independent" in text for text in strengths[1:])
    shown = page.eval_on_selector_all(
        "[data-where-next] li",
        """all => all.map(item => [item.querySelector('a').textContent,
          ...[...item.querySelectorAll('.step')].map(each => each.textContent),
          item.lastElementChild.querySelector('a').textContent,
          [...item.querySelector('p').querySelectorAll('a')].map(each => each.textContent)])""",
    )
    assert [tuple(line) for line in shown] == three_next_steps(held)
    assert len(shown) == 3
    words = page.locator("[data-where-next]").inner_text()
    assert "Pay there: an example rate of £13.35 an hour today. That is 40p more than Starting out." in words
    assert "A step does not raise your pay by itself." in words
    assert "No one has assessed it" in page.locator("[data-where-result]").inner_text()
    assert not re.search(r"%|\b\d+ (?:of|out of) \d+|score|points", page.locator("[data-where-result]").inner_text())
    assert [url for url in asked if not url.startswith("blob:") and "/favicon." not in url] == []
    assert page.url.endswith(WHERE)

    # The full version keeps the answers, and the short one finds them again.
    page.get_by_role("button", name=f"Answer all {len(COMPETENCES)} questions").locator("visible=true").click()
    checked = page.locator("[data-where-form] input:checked")
    assert dict(checked.evaluate_all("all => all.map(each => [each.name, each.value])")) == held
    assert page.locator("section[data-area]:visible fieldset").count() > 1
    page.reload()
    expect(page.locator("section[data-area]:visible")).to_have_count(1)
    page.locator("[data-where-nav] summary").click()
    page.locator("[data-where-nav] [data-go=questions]").click()
    expect(page.locator("fieldset:visible")).to_have_count(1)


def test_a_chosen_level_decides_which_steps_come_next(page: Page) -> None:
    keep(page, {"following-the-persons-lead": "independent", "first-aid": "aware"})
    page.locator("[data-where-see]").click()
    page.locator("[data-where-level] select").select_option("lead-pa")

    levels = page.locator("[data-where-next] li > p:last-child > a").all_inner_texts()
    assert levels
    assert set(levels) == {"Lead PA"}
    page.locator("[data-where-level] select").select_option("starting-out")
    assert page.locator("[data-where-next]").inner_text() == (
        "In what you answered, Starting out expects no more than you chose."
    )


def test_back_leads_to_the_question_before_and_no_form_is_sent(page: Page) -> None:
    page.goto(WHERE)
    page.locator("fieldset:visible input").first.check()
    page.locator("[data-next]").press("Enter")

    expect(page.locator("[data-where-place]")).to_have_text(f"Question 2 of {len(QUESTIONS)}")
    assert page.evaluate("document.activeElement.textContent") == list(RECORDS.areas.values())[1].title
    page.locator("[data-back]").click()
    assert page.locator("fieldset:visible input:checked").count() == 1
    page.locator("[data-where-form]").evaluate("form => form.requestSubmit()")
    page.wait_for_timeout(200)
    assert page.url.endswith(WHERE)


def test_the_self_check_from_the_first_answer_to_the_file_and_back(page: Page, tmp_path: Path) -> None:
    page.goto(WHERE)
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    answer(page, ANSWERS)
    assert page.locator("#where-result").evaluate("head => head === document.activeElement")

    # What is there is said, by step, highest first.
    heads = page.locator("[data-where-strengths] h3").all_inner_texts()
    assert heads == ["Guides others", "Independent", "Assisted", "Aware"]
    strengths = page.locator("[data-where-strengths] li").all_inner_texts()
    assert sorted(strengths) == sorted(titles([name for name, held in ANSWERS.items() if held != "not-yet"]))

    # Every level: what is there, what is to grow and where to learn it, what was left out.
    for level in LEVELS:
        page.locator("[data-where-level] select").select_option(level.id)
        wanted = gap_list(level.id, ANSWERS)
        assert shown_gaps(page) == wanted, level.id
        number = len(wanted["grow"])
        heading = page.locator("[data-where-gaps] h2").inner_text()
        assert heading == f"For {level.title}: {number} thing{'' if number == 1 else 's'} to learn" or number == 0
        assert not re.search(r"%|\b\d+ (?:of|out of) \d+|score|points", page.locator("[data-where]").inner_text())

    with page.expect_download() as saving:
        page.get_by_role("button", name="Save to a file").click()
    saved = tmp_path / saving.value.suggested_filename
    saving.value.save_as(saved)
    file = json.loads(saved.read_text(encoding="utf-8"))
    assert re.fullmatch(r"where-am-i-\d{4}-\d\d-\d\d\.json", saved.name)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", file.pop("made_on"))
    assert RECORDS.framework
    assert file == {
        "version": 1,
        "framework": f"{RECORDS.framework.title} {RECORDS.framework.version}",
        "answers": ANSWERS,
    }

    page.get_by_role("button", name="Delete my answers").click()
    page.get_by_role("button", name="Keep my answers").click()
    assert page.locator("[data-where-strengths] li").count() == 5
    page.get_by_role("button", name="Delete my answers").click()
    page.get_by_role("button", name="Delete them").click()
    expect(page.locator("[data-where-status]")).to_have_text("Your answers are deleted.")  # a closed box says so late
    assert page.locator("[data-where-strengths] li").count() == 0
    assert page.evaluate("localStorage.length") == 0
    assert page.locator("[data-where-form] input:checked").count() == 0

    page.locator("[data-where-file]").set_input_files(saved)
    page.locator("[data-where-strengths] li").first.wait_for()
    assert page.locator("[data-where-status]").inner_text() == "Your answers are loaded."
    page.locator("[data-where-level] select").select_option("skilled-pa")
    assert shown_gaps(page) == gap_list("skilled-pa", ANSWERS)

    # Nothing went anywhere, and no answer stands in the address.
    assert [url for url in asked if not url.startswith("blob:") and "/favicon." not in url] == []
    assert page.url.endswith(WHERE)

    page.reload()
    expect(page.locator("#where-result")).to_be_visible()  # the result was in sight before
    assert page.locator("[data-where-strengths] li").count() == 5


def keep(page: Page, answers: dict[str, str], level: str = "") -> None:
    """Opens the page with answers that the browser kept from before."""
    page.goto(WHERE)
    kept = json.dumps({"version": 1, "made_on": "2026-11-01", "framework": "x", "answers": answers, "level": level})
    page.evaluate("kept => localStorage.setItem('pa-pathways:where-am-i:/', kept)", kept)
    page.reload()


def printed(page: Page, to: Path) -> tuple[str, int]:
    """The words of the page on paper, and how many sheets of A4 it takes; without the program, the words alone and 0."""
    page.pdf(path=to, format="A4")
    if not shutil.which("pdftotext"):
        page.emulate_media(media="print")
        return " ".join(page.locator("main").inner_text().split()), 0
    text = subprocess.run(["pdftotext", "-layout", to, "-"], capture_output=True, text=True, check=True).stdout
    return " ".join(text.split()), text.count("\f")


def test_print_is_a_sheet_of_what_is_there_and_what_could_grow(page: Page, tmp_path: Path) -> None:
    keep(page, ANSWERS, "skilled-pa")
    words, sheets = printed(page, tmp_path / "sheet.pdf")
    wanted = gap_list("skilled-pa", ANSWERS)

    assert sheets <= 2
    for title in (*wanted["there"], *(line[0] for line in wanted["grow"])):
        assert title in words
    assert learning_for_pas("infection-prevention", "independent")[0] in words
    assert "No employer may use it to decide" in words
    assert "Names three things that matter to this person" not in words
    assert not re.search(r"%|Delete my|Save to a file|Skip this question", words)


def test_the_longest_result_and_the_short_list_take_two_sheets(page: Page, tmp_path: Path) -> None:
    page.goto(WHERE)
    words, sheets = printed(page, tmp_path / "list.pdf")
    assert sheets <= 2
    assert all(COMPETENCES[name].title in words for name in QUESTIONS)

    keep(page, dict.fromkeys(COMPETENCES, "aware"), "lead-pa")
    words, sheets = printed(page, tmp_path / "result.pdf")
    assert sheets <= 2
    assert f"For Lead PA: {len(gap_list('lead-pa', dict.fromkeys(COMPETENCES, 'aware'))['grow'])} things" in words


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "This file cannot be read."),
        ("[]", "This is not a file of answers from this page."),
        ("null", "This is not a file of answers from this page."),
        ('{"version": 1, "answers": ["aware"]}', "This is not a file of answers from this page."),
        ('{"version": 1, "answers": {"first-aid": 3}}', "An answer in this file is not one that this page writes."),
        ('{"version": 2, "answers": {}}', "This file was made by a newer version of this page."),
        (" " * 1_000_001, "This file is too big"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_in_a_sentence_and_changes_nothing(
    page: Page, tmp_path: Path, text: str, says: str
) -> None:
    keep(page, ANSWERS)
    file = tmp_path / "file.json"
    file.write_text(text, encoding="utf-8")
    page.locator("[data-where-file]").set_input_files(file)
    page.locator("[data-where-status]").filter(has_text="Nothing has changed.").wait_for(state="attached")

    assert page.locator("[data-where-status]").inner_text().startswith(says)
    assert page.locator("[data-where-form] input:checked").count() == len(ANSWERS)


def test_answers_unknown_to_this_framework_are_stored_apart_and_named(page: Page, tmp_path: Path) -> None:
    page.goto(WHERE)
    file = tmp_path / "file.json"
    odd = {"first-aid": "aware", "<b>juggling</b>": "aware", "record-keeping": "brilliant", "__proto__": "aware"}
    file.write_text(json.dumps({"version": 1, "answers": odd}), encoding="utf-8")
    page.locator("[data-where-file]").set_input_files(file)
    status = page.locator("[data-where-status]").filter(has_text="saved but not shown")
    status.wait_for(state="attached")
    page.get_by_role("button", name="See my results").locator("visible=true").click()
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save to a file").click()
    saving.value.save_as(file)

    assert json.loads(file.read_text(encoding="utf-8"))["answers"] == odd
    assert page.locator("[data-where-strengths] li").all_inner_texts() == titles(["first-aid"])


def test_what_the_browser_stored_may_be_invalid(page: Page) -> None:
    page.goto(WHERE)
    page.evaluate("localStorage.setItem('pa-pathways:where-am-i:/', '<html>')")
    page.reload()
    answer(page, {"first-aid": "aware"})

    assert page.locator("[data-where-strengths] li").all_inner_texts() == titles(["first-aid"])


def test_answers_belong_to_the_framework_at_this_path(page: Page) -> None:
    kept = json.dumps({"version": 1, "framework": "Another area 1.0.0", "answers": {"first-aid": "aware"}})
    page.goto(WHERE)
    page.evaluate("kept => localStorage.setItem('pa-pathways:where-am-i:/b/', kept)", kept)
    page.evaluate("kept => localStorage.setItem('pa-pathways:where-am-i', kept)", kept)
    page.reload()

    assert page.locator("[data-where-form] input:checked").count() == 0
    assert RECORDS.framework
    mine = kept.replace("Another area 1.0.0", f"{RECORDS.framework.title} 0.0.1")
    page.evaluate("kept => localStorage.setItem('pa-pathways:where-am-i', kept)", mine)
    page.reload()

    assert page.locator("[data-where-form] input:checked").count() == 1
    assert page.evaluate("localStorage.getItem('pa-pathways:where-am-i')") is None


def test_an_answer_follows_what_replaced_its_competence_or_is_named(page: Page) -> None:
    page.route("**/where-am-i/", lambda route: route.fulfill(response=(was := route.fetch()), body=was.text().replace("data-steps=", 'data-replaced="helping-first:first-aid old-one:gone" data-steps=')))  # fmt: skip
    keep(page, {"helping-first": "aware", "old-one": "aware"})

    assert page.locator("input[name=first-aid]:checked").get_attribute("value") == "aware"
    assert page.locator("[data-where-status]").inner_text() == (
        "One answer is saved but not shown, because this framework does not know it: old-one."
    )


def test_coming_back_to_the_self_check_leads_to_the_same_area(page: Page) -> None:
    third = list(RECORDS.areas)[2]
    page.goto(WHERE)
    page.locator("[data-where-full] button").click()
    page.locator("[data-where-nav] summary").click()
    page.locator(f"[data-where-nav] [data-go={third}]").click()
    page.locator("fieldset:visible a").first.click()
    page.wait_for_url("**/competences/**")
    page.go_back()

    expect(page.locator(f"section[data-area={third}] h2")).to_be_visible()
    expect(page.locator("section[data-area]:visible")).to_have_count(1)
    assert page.locator("[data-where-nav] [aria-current=step]").get_attribute("data-go") == third
    page.reload()
    expect(page.locator(f"section[data-area={third}] h2")).to_be_visible()


def test_the_notice_of_a_saved_answer_disappears(page: Page) -> None:
    page.clock.install()
    page.goto(WHERE)
    status = page.locator("[data-where-status]")
    page.locator("[data-where-form] input:visible").first.check()
    expect(status).to_have_text("Saved on this device.")
    page.clock.run_for(3000)
    page.locator("[data-where-form] input:visible").nth(1).check()
    page.clock.run_for(3000)
    expect(status).to_have_text("Saved on this device.")

    page.clock.run_for(1500)

    expect(status).to_be_empty()


def test_the_self_check_works_with_keys_alone(page: Page) -> None:
    page.goto(WHERE)
    page.locator("[data-where-full] button").press("Enter")
    first = [COMPETENCES[name] for name in in_page_order() if COMPETENCES[name].area == next(iter(RECORDS.areas))]
    page.locator("[data-where-nav] summary").focus()
    for _ in first:
        page.keyboard.press("Tab")  # over the link "More" …
        page.keyboard.press("Tab")  # … into the choices
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")  # to "Next": there is no way back from the first area
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == list(RECORDS.areas.values())[1].title
    page.locator("[data-where-nav] summary").focus()
    page.keyboard.press("Enter")
    for _ in range(len(RECORDS.areas) + 2):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "where-result"
    assert page.locator("[data-where-strengths] h3").all_inner_texts() == ["Aware"]
    assert page.locator("[data-where-strengths] li").all_inner_texts() == [competence.title for competence in first]


@pytest.fixture
def denied(page: Page) -> Page:
    """A browser that gives a page no storage."""
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"
    )
    return page


def test_where_storage_is_denied_answers_last_as_long_as_the_page(denied: Page) -> None:
    denied.goto(WHERE)
    answer(denied, {"first-aid": "aware"})

    assert denied.locator("[data-where-status]").inner_text() == (
        "This browser does not let the page save. Your answers last until you close the page."
    )
    assert denied.locator("[data-where-strengths] li").all_inner_texts() == titles(["first-aid"])
    denied.reload()
    assert denied.locator("[data-where-form] input:checked").count() == 0


def test_without_scripts_the_self_check_is_a_checklist(browser: Browser, home: str) -> None:
    context = browser.new_context(base_url=home, java_script_enabled=False)
    page = context.new_page()
    page.goto(WHERE)
    statements = [
        in_first_person(line)
        for competence in COMPETENCES.values()
        for lines in competence.statements.values()
        for line in lines
    ]
    text = page.locator("[data-where]").text_content() or ""

    assert [line for line in statements if line not in text] == []
    assert "I say" in text or "I can say" in text
    assert page.locator("fieldset:visible legend").all_inner_texts() == titles(QUESTIONS)
    for more in page.locator("[data-where-more] summary").all():
        more.click()
    assert page.locator("fieldset:visible").count() == len(COMPETENCES)
    assert page.locator("[data-where] button:visible").count() == 0
    assert page.locator("[data-where-paper]").is_visible()
    context.close()


# --- easy words


def test_easy_words_stay_on_from_page_to_page(page: Page) -> None:
    page.goto("/delegation/tasks/gastrostomy-feed/")
    before = page.locator(".words").inner_text()
    page.get_by_role("button", name="Show easy words").click()
    blocks = page.eval_on_selector(".words", "words => [...words.children].map(each => each.className || each.tagName)")
    assert page.locator(".notes .banner--draft").is_visible()
    assert blocks[:3] == [
        "easy",
        "answers",
        "care care--emergency",
    ]  # what keeps people safe is not folded away
    assert blocks[-1] == "whole-page"

    page.goto("/competences/first-aid/")
    assert page.get_by_role("button", name="Hide easy words").is_visible()
    assert page.locator(".easy li").all_inner_texts() == list(COMPETENCES["first-aid"].easy_read)
    assert not page.get_by_role("heading", name="Why it matters").is_visible()
    assert not page.locator(".lead").is_visible()
    page.get_by_text("The whole page").click()
    assert page.get_by_role("heading", name="Why it matters").is_visible()
    assert page.locator(".lead").is_visible()

    page.reload()
    assert not page.get_by_role("heading", name="Why it matters").is_visible()
    page.goto("/career/compare/")
    assert page.locator(".easy").count() == 0
    assert page.locator("[data-easy-switch]").count() == 0
    page.goto("/delegation/tasks/gastrostomy-feed/")
    page.get_by_role("button", name="Hide easy words").click()
    assert page.locator(".words").inner_text() == before


def test_easy_words_fold_no_way_on_and_no_question(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Show easy words").click()
    blocks = page.eval_on_selector(".words", "words => [...words.children].map(each => each.className)")
    assert blocks == ["hero", "notes", "easy", "doors", "whole-page"]
    assert page.get_by_role("link", name="I employ a PA", exact=True).is_visible()

    page.goto(WHERE)
    assert page.get_by_text("It is not a test.", exact=True).is_visible()
    answer(page, {"following-the-persons-lead": "aware"})
    assert page.locator("[data-where-strengths] li").count() == 1


def test_turning_easy_words_off_puts_the_page_back(page: Page) -> None:
    page.goto("/delegation/tasks/gastrostomy-feed/")
    before = page.inner_html("main")
    page.get_by_role("button", name="Show easy words").click()
    page.get_by_role("button", name="Hide easy words").click()

    assert page.inner_html("main") == before


def test_an_address_into_the_page_opens_what_easy_words_fold(page: Page) -> None:
    page.goto("/competences/first-aid/")
    page.get_by_role("button", name="Show easy words").click()
    page.goto("/competences/infection-prevention/#the-four-steps")

    assert page.get_by_role("heading", name="The four steps").is_visible()


def test_easy_words_work_where_storage_is_denied_and_print_leaves_nothing_out(denied: Page) -> None:
    denied.goto("/competences/first-aid/")
    denied.get_by_role("button", name="Show easy words").click()
    denied.evaluate("dispatchEvent(new Event('beforeprint'))")

    assert denied.get_by_role("heading", name="Why it matters").is_visible()


def test_without_scripts_there_is_no_switch_and_easy_words_are_there(browser: Browser, home: str) -> None:
    context = browser.new_context(base_url=home, java_script_enabled=False)
    page = context.new_page()
    page.goto("/competences/first-aid/")

    assert page.locator(".easy").is_visible()
    assert not page.locator("[data-easy-switch]").is_visible()
    context.close()
