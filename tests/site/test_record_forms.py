"""The forms for a new record: what they ask for, the file that they write, and where it can be opened."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, expect

from pa_framework.check.run import check_records
from pa_framework.edit.formatter import format_document
from pa_framework.facts.addresses import new_file_page
from pa_framework.facts.facts import Facts
from pa_framework.records.json_schema import schema
from pa_framework.records.load import gather
from pa_framework.records.model import Framework, Repository
from pa_framework.records.yaml_source import parse_document
from pa_framework.site import record_forms
from pa_framework.text.findings import Span
from tests.builders.worlds import TODAY, facts_of
from tests.paths import REFERENCE, SMALL
from tests.site.browser import served
from tests.site.site_tools import tool
from tests.site.walk import barriers_now

#: Answers to each form, by field, as someone would give them.
COMPETENCE: dict[str, Any] = {
    "title": "Helping someone to cook",
    "area": "health-and-wellbeing",
    "summary": "You help the person to cook what they like.",
    "why_it_matters": 'A meal that you made yourself tastes better: "my own" says a lot.',
    "statements": {
        "aware": ["Says which tools are sharp", "Asks what the person wants to eat"],
        "assisted": ["Prepares a meal with the person and a plan"],
        "independent": ["Cooks with the person from an empty fridge"],
        "guides-others": ["Shows a colleague how to stand back"],
    },
    "easy_read": ["You help the person cook.", "They choose the food."],
    "prerequisites": {"infection-prevention": "aware", "following-the-persons-lead": "aware"},
    "example.setting": "A small kitchen",
    "example.text": "The pan is too heavy. The PA holds it, and the person stirs.",
    "tags": ["choice"],
}
TASK: dict[str, Any] = {
    "title": "Give water through a gastrostomy tube",
    "category": "nutrition",
    "status": "delegable",
    "scope": "one-person",
    "risk": "medium",
    "summary": (
        "Water goes through the tube before and after a feed. The plan of the dietitian says when, and how much, for "
        "this person."
    ),
    "requires": {
        "infection-prevention": "independent",
        "record-keeping": "independent",
        "tube-feeding-awareness": "independent",
        "working-to-a-delegated-task": "independent",
    },
    "the_pa_does": ["Gives the water as taught", "Records how much was given, and when"],
    "omission": "harmful",
    "if_no_one_may": ["Ring the nutrition nurse. Say that the water is due."],
    "sign_off.agreed_by": ["person", "pa", "employer", "insurer"],
    "sign_off.delegated_by": ["nutrition-nurse"],
    "sign_off.trained_by": ["nutrition-nurse"],
    "sign_off.assessed_by": ["nutrition-nurse"],
    "sign_off.signed_off_by": ["phb-clinical-lead"],
    "sign_off.reviewed_by": ["nutrition-nurse"],
    "sign_off.observed_practices.at_least": "3",
    "sign_off.observed_practices.basis": "design-default",
    "sign_off.review_every.months": "12",
    "sign_off.review_every.basis": "design-default",
    "stop_when.emergency.signs": (["choking", "cannot-be-woken"], ["They have severe pain in the tummy"]),
    "stop_when.urgent.tell": "nutrition-nurse",
    "stop_when.urgent.out_of_hours": "nhs-111",
    "stop_when.urgent.signs": ([], ["The tube has moved or come out"]),
    "stop_when.same_day.tell": "nutrition-nurse",
    "stop_when.same_day.signs": ([], ["The skin around the tube is sore"]),
    "individual_plan": True,
    "easy_read": ["Some people have a tube in the tummy.", "A PA can learn to give water."],
}
NEVER: dict[str, Any] = {
    "title": "Change the amount of oxygen",
    "category": "respiratory",
    "status": "never",
    "summary": "Deciding how much oxygen someone has.",
    "why_never": "It needs clinical judgement each time.",
    "done_by": ["A respiratory nurse", "A doctor"],
}
LEARNING: dict[str, Any] = {
    "title": "Cooking together: a taster",
    "kind": "course",
    "summary": "Half a day on cooking with the person.",
    "for": ["pa"],
    "takes": "Half a day",
    "provider": "Council training team",
    "cost": "Free",
    "illustrative": "true",
    "teaches": {"eating-and-drinking": "assisted"},
    "accepted_by": ["council", "nhs"],
    "last_confirmed": "2026-11-01",
    "address": "https://example.org/cooking?a=1#top",
}
CONTACT: dict[str, Any] = {
    "title": "PAs who swim",
    "kind": "peer-network",
    "summary": "PAs who meet at the pool and talk about work.",
    "serves": ["pa", "recruit"],
    "run_by": "pa-together",
    "offers": ["Someone who knows the work", "- No minutes, no agenda"],
    "how_to_reach": "Come by on Tuesdays at 6, or ask at the pool",
    "last_confirmed": "2026-11-04",
    "illustrative": "true",
}
#: Each case: the page, the answers, where the file belongs, and the findings that only a person can settle.
CASES: dict[str, tuple[str, str, dict[str, Any], str, set[str]]] = {
    "competence": (
        "add/competence/",
        "competence",
        COMPETENCE,
        "competences/health-and-wellbeing/helping-someone-to-cook.yaml",
        {"CMP003", "CMP004"},
    ),
    "task": ("add/task/", "task", TASK, "framework/tasks/give-water-through-a-gastrostomy-tube.yaml", {"DEL014"}),
    "task, never": ("add/task/", "task", NEVER, "framework/tasks/change-the-amount-of-oxygen.yaml", set()),
    "learning": ("add/learning/", "learning", LEARNING, "framework/learning/cooking-together-a-taster.yaml", set()),
    "contact": ("add/contact/", "support", CONTACT, "framework/support/pas-who-swim.yaml", set()),
}


@pytest.fixture(scope="module")
def facts() -> Facts:
    return facts_of(REFERENCE)


@pytest.fixture(scope="module")
def before(facts: Facts) -> set[tuple[Span, str]]:
    """What is found without any suggestion."""
    return {(finding.span, finding.code) for finding in check_records(facts.records, TODAY).findings}


@pytest.fixture(scope="module")
def home(reference_site: Path) -> Iterator[str]:
    with served(reference_site, "/pa-pathways") as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Page:
    return browser.new_page(viewport={"width": 390, "height": 844}, reduced_motion="reduce")


def fill(page: Page, answers: Mapping[str, Any]) -> None:
    """Gives each answer in its field."""
    page.locator(".add-optional").evaluate("(it) => { it.open = true; }")
    for name, value in answers.items():
        box = page.locator(f'[data-field="{name}"]')
        form = box.get_attribute("data-form")
        if form == "tick":
            box.locator("input").check()
        elif form in ("pairs", "rows"):
            for number, chosen in enumerate(value.items() if form == "pairs" else [(each,) for each in value]):
                if number:
                    box.locator("[data-another]").click()
                for place, each in enumerate(chosen):
                    box.locator("[data-row]").nth(number).locator("select").nth(place).select_option(each)
        elif form == "lists":
            for step, lines in value.items():
                box.locator(f'[data-list="{step}"]').fill("\n".join(lines))
        elif form in ("boxes", "signs"):
            for each in value[0] if form == "signs" else value:
                box.locator(f'input[value="{each}"]').check()
            if form == "signs":
                box.locator("textarea").fill("\n".join(value[1]))
        elif form == "texts":
            box.locator("textarea").fill("\n".join(value))
        elif box.locator("input[type=radio]").count():
            box.locator(f'input[value="{value}"]').check()
        elif box.locator("select").count():
            box.locator("select").select_option(value)
        else:
            box.locator("input, textarea").fill(value)


def written(page: Page) -> str:
    """The text of the file, which the form writes."""
    page.get_by_role("button", name="Make my suggestion").click()
    expect(page.locator(".add-wrong")).to_be_hidden()
    expect(page.locator("#add-result")).to_be_focused()
    return page.locator("[data-add-text]").inner_text()


@pytest.mark.browser
@pytest.mark.parametrize("case", CASES)
def test_the_file_of_a_form_holds_and_has_the_layout_of_fmt(
    page: Page, home: str, facts: Facts, before: set[tuple[Span, str]], case: str
):
    address, kind, answers, path, decisions = CASES[case]
    asked: list[str] = []
    page.goto(f"{home}/{address}", wait_until="load")
    page.on("request", lambda request: None if "favicon" in request.url else asked.append(request.url))

    fill(page, answers)
    text = written(page)

    assert page.locator("[data-add-path]").inner_text() == path
    document = parse_document(text, path)
    assert (document.findings, document.slips) == ((), ())
    assert format_document(document).text == text
    assert document.data == expected(kind, answers, path)
    records = facts.records
    known = [*records.documents, (document, kind)]
    found = check_records(gather(known, records.strays, records.roots, records.overlay), TODAY).findings
    assert {
        f"{finding.code} {finding.message}"
        for finding in found
        if (finding.span, finding.code) not in before and finding.code not in decisions
    } == set()
    assert asked == []

    link = page.locator("[data-add-open]:visible")
    target = urlsplit(str(link.get_attribute("href")))
    assert (target.netloc, target.path) == ("forge.test", "/pa-pathways/new/main")
    assert parse_qs(target.query) == {"filename": [path], "value": [text]}


def expected(kind: str, answers: Mapping[str, Any], path: str) -> dict[str, Any]:
    """The data of the record that the answers make."""
    made: dict[str, Any] = {"id": Path(path).stem}
    for name, value in answers.items():
        *groups, last = name.split(".")
        within = made
        for group in groups:
            within = within.setdefault(group, {})
        if isinstance(value, tuple):
            value = [*value[0], *value[1]]
        within[last] = {"true": True, True: "required", "3": 3, "12": 12}.get(value, value) if isinstance(value, str | bool) else value  # fmt: skip
    if "approval" in schema(kind)["properties"]:
        made["approval"] = {"state": "draft"}
    return made


#: Texts that a file must hold as they were typed. A no-break space and a tab become spaces.
HARD = (
    "yes", "No", "null", "~", "1", "1.50", "-3", "0x1f", "12:30", "1e3", ".5", "=", "<<", "- a", "-a", "-", "? what", "?",
    ": a", "a: b", "a:", "a:b", "a #b", "a#b", "#b", "&a", "*a", "!a", "|", ">", "'a'", '"a"', 'he said "go": then', "%a", "@a",
    "`a`", "[a]", "{a}", "a, b", "a\\b", "c:\\new: x", "---", "--- a", "...", "Ŵyn a Siân, 5 °C", "😀 hello", "2026-11-29",
    "((law.minimum-wage.adult))", "£13.35", "50%", "<b>bold</b>", "x" * 130, " ".join(["word"] * 60),
    "“" + "quoted words: " * 12 + "”", '"' + "long words, and a sign " * 8 + '": end', "a   b\u00a0c",
)  # fmt: skip


@pytest.mark.browser
def test_a_text_is_in_the_file_as_it_was_typed(page: Page, home: str):
    page.goto(f"{home}/add/contact/")
    hard = [" ".join(text.split()) for text in HARD]
    fill(page, CONTACT | {"offers": HARD})
    written(page)

    for text in HARD:
        page.locator("#f-how-to-reach").fill(text)
        file = page.locator("[data-add-text]").inner_text()
        document = parse_document(file, "framework/support/pas-who-swim.yaml")
        assert document.findings == ()
        assert document.data["how_to_reach"] == " ".join(text.split())
        assert document.data["offers"] == hard
        assert format_document(document).text == file, text


@pytest.mark.browser
def test_what_is_wrong_is_named_and_leads_to_its_field_with_keys_alone(page: Page, home: str):
    page.goto(f"{home}/add/learning/")
    page.locator("#f-title").focus()
    page.keyboard.press("Enter")

    expect(page.locator(".add-wrong")).to_be_focused()
    assert page.title().startswith("Error: Add a learning offer")
    assert barriers_now(page, tool("axe-core/axe.min.js").read_text(encoding="utf-8")) == []
    assert page.locator(".add-wrong li").all_inner_texts()[:2] == [
        "Title: write an answer",
        "What kind of learning is it? Choose an answer",
    ]
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#f-title")).to_be_focused()
    expect(page.locator("#f-title")).to_have_accessible_description("Error: Write an answer. The name that readers see. Short, in plain words, without a full stop. For example: Medicines awareness")  # fmt: skip

    page.keyboard.type("First aid course")
    expect(page.locator("#f-id")).to_have_value("first-aid-course")
    assert "Name in the web address: this name is in use already. Choose another name" in page.locator(".add-wrong li").all_inner_texts()  # fmt: skip
    page.locator("#f-address").evaluate("(it) => { it.closest('details').open = true; }")
    page.locator("#f-address").fill("www.example.org")
    assert "Address: write a web address that begins with https://" in page.locator(".add-wrong li").all_inner_texts()


@pytest.mark.browser
def test_only_roles_that_may_are_offered(page: Page, home: str, facts: Facts):
    page.goto(f"{home}/add/task/")
    expect(page.locator('[data-field="sign_off.delegated_by"]')).to_be_hidden()
    fill(page, {"category": "nutrition", "status": "delegable", "risk": "medium"})
    order = facts.records.tier_order()

    offered = page.locator('[data-field="sign_off.delegated_by"] input:visible').evaluate_all("(all) => all.map((it) => it.value)")  # fmt: skip

    assert "dietitian" in offered
    assert "phb-lead" not in offered
    assert {role for role in offered if order[facts.records.roles[role].may_delegate["nutrition"]] < order["medium"]} == set()  # fmt: skip
    page.locator('[data-field="status"] input[value="never"]').check()
    expect(page.locator('[data-field="sign_off.delegated_by"]')).to_be_hidden()
    expect(page.locator("#f-why-never")).to_be_visible()


@pytest.mark.browser
def test_a_file_that_is_too_long_for_a_link_is_copied(browser: Browser, home: str):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{home}/add/contact/")
    fill(page, CONTACT | {"summary": "A long story. " * 280, "offers": ["Much to read. " * 250]})

    text = written(page)
    link = page.locator("[data-add-open]:visible")
    assert parse_qs(urlsplit(str(link.get_attribute("href"))).query) == {"filename": ["framework/support/pas-who-swim.yaml"]}  # fmt: skip
    assert barriers_now(page, tool("axe-core/axe.min.js").read_text(encoding="utf-8")) == []
    page.locator("[data-add-copy]").click()
    expect(page.locator("[data-add-status]")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == text
    with page.expect_download() as saved:
        page.locator("[data-add-save]").click()
    assert saved.value.suggested_filename == "pas-who-swim.yaml"
    assert Path(saved.value.path()).read_text(encoding="utf-8") == text


@pytest.mark.browser
def test_without_scripts_it_says_how_else(browser: Browser, home: str):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{home}/add/task/")

    expect(page.locator(".add-plain")).to_contain_text("pa-framework new task a-short-name")
    expect(page.locator("form[data-add]")).to_be_hidden()
    page.locator(".add-example summary").click()
    expect(page.locator(".add-example pre")).to_contain_text("status: delegable")


@pytest.mark.parametrize("world", [REFERENCE, SMALL], ids=["reference", "small"])
def test_a_form_asks_for_every_field_of_its_schema(world: Path):
    facts = facts_of(world)
    for kind, page in record_forms._FORMS:
        view = record_forms._form(kind, page, facts)
        asked = {made.name.split(".")[0] for part in (*view.sections, *view.more) for made in part.fields}
        others = {name for name, part in schema(kind)["properties"].items() if part["x-label"] in view.left_out}

        assert (
            asked | others | record_forms._SET_OTHERWISE
            == set(schema(kind)["properties"]) | record_forms._SET_OTHERWISE
        )
        assert view.example is not None
        assert not [made.name for part in (*view.sections, *view.more) for made in part.fields if "`" in made.hint or ".yaml" in made.hint]  # fmt: skip


def test_a_form_names_the_first_contact_that_has_an_address():
    facts = facts_of(SMALL)
    kind, page = record_forms._FORMS[0]
    keeper = record_forms._form(kind, page, facts).keeper

    assert keeper
    assert (keeper.title, keeper.path) == ("the framework team", "mailto:framework@example.org")


GITHUB = "https://github.com/smallshire/pas"
GITLAB = "https://gitlab.com/care/smallshire"


@pytest.mark.parametrize(
    ("repository", "address", "path_field", "folder"),
    [
        (Repository(address=GITHUB, edit=f"{GITHUB}/edit/main/", forge="github"), f"{GITHUB}/new/main", "filename", ""),
        (Repository(address=GITHUB, edit=f"{GITHUB}/edit/live/pa/", forge="github"), f"{GITHUB}/new/live", "filename", "pa/"),
        (Repository(address=GITLAB, edit=f"{GITLAB}/-/edit/main/", forge="gitlab"), f"{GITLAB}/-/new/main", "file_name", ""),
        (Repository(address=GITLAB, edit=f"{GITLAB}/-/edit/main/"), None, "", ""),
        (Repository(address=GITHUB, edit="https://example.org/files/", forge="github"), None, "", ""),
    ],
)  # fmt: skip
def test_the_address_of_a_new_file(
    facts: Facts, repository: Repository, address: str | None, path_field: str, folder: str
):
    framework: Framework | None = facts.records.framework
    assert framework

    page = new_file_page(replace(framework, repository=repository))

    assert (page and page.address, page.path_field if page else "", page.folder if page else "") == (address, path_field, folder)  # fmt: skip
