"""The calculators in a browser: the script works out what `facts/sums.py` does, and says in words what cannot be right."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from pa_framework.facts.facts import Facts
from pa_framework.facts.minimum_by_age import minimums_by_age
from pa_framework.site.calculators import CALCULATORS_DECLARED, Calculator, example_of, figures_on
from pa_framework.site.tree import MadePages
from tests.builders.pages import texts_under
from tests.builders.worlds import TODAY, World, changed
from tests.paths import ROOT
from tests.site.test_pages import as_html, site_extensions

SCRIPT = ROOT / "site_overrides" / "components" / "calculators" / "calculators.js"
BY_ID = {calculator.id: calculator for calculator in CALCULATORS_DECLARED}
LAW = ("holiday", "minimum-wage", "national-insurance", "notice", "redundancy-pay", "workplace-pension")
NO_FUNDERS = {"funder1": "", "until1": "", "funder2": "", "until2": ""}
#: Fills the form for each case; what the lines show then, and what the status says.
ASK = """cases => {
  const form = document.querySelector("[data-sum] form");
  return cases.map((fields) => {
    for (const input of form.querySelectorAll("input")) {
      if (input.type === "checkbox") input.checked = fields[input.name] === "yes";
      else input.value = fields[input.name] ?? "";
    }
    form.dispatchEvent(new Event("input"));
    const lines = [...document.querySelectorAll("[data-line]:not([hidden])")];
    return { lines: Object.fromEntries(lines.map((line) => [line.dataset.line, line.cells[2].textContent])),
      how: lines.map((line) => line.cells[1].textContent).join(" "), said: document.querySelector("[data-status]").textContent };
  });
}"""


@pytest.fixture(scope="module")
def facts(world: World) -> Facts:
    """The small world with the law of the live framework, which has every figure."""
    files = [(f"framework/law/{name}.yaml", (ROOT / f"framework/law/{name}.yaml").read_text()) for name in LAW]
    return Facts(changed(world, files)[0], TODAY)


@pytest.fixture(scope="module")
def pages(facts: Facts) -> dict[str, str]:
    return texts_under(MadePages(facts), "calculators/")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    made = browser.new_page()
    errors: list[str] = []
    made.on("pageerror", lambda error: errors.append(str(error)))
    yield made
    made.close()
    assert errors == []


def opened(page: Page, pages: dict[str, str], name: str, on: date = TODAY) -> Page:
    page.clock.set_fixed_time(f"{on.isoformat()}T12:00:00")
    markdown = pages[BY_ID[name].page.path]
    page.set_content(f"<!doctype html><title>Sum</title><main>{as_html(markdown, site_extensions())}</main>")
    page.add_script_tag(path=str(SCRIPT))
    return page


def ask(page: Page, calculator: str, **fields: str) -> dict[str, Any]:
    answer: dict[str, Any] = page.evaluate(ASK, [{**example_of(BY_ID[calculator]), **fields}])[0]
    return answer


def lines_of(facts: Facts, calculator: Calculator, typed: dict[str, str]) -> dict[str, str]:
    day = date.fromisoformat(typed[calculator.day]) if calculator.day else TODAY
    minimums = minimums_by_age(facts.records.law["minimum-wage"], TODAY)
    words = calculator.work(typed, figures_on(facts, calculator, day), minimums, day)
    return {line.name: words[line.name] for line in calculator.lines if line.name in words}


def sums(draw: random.Random, least: int, most: int) -> str:
    """An amount with two decimals, or as a whole number."""
    value = draw.randint(least * 100, most * 100)
    return f"{value // 100}" if value % 5 == 0 else f"{value / 100:.2f}"


def drawn(draw: random.Random, calculator: str) -> dict[str, str]:
    """Something that could be typed and is no slip."""
    if calculator == "package":
        share = draw.randint(1, 99)
        names = [("Council", str(share)), ("NHS", str(100 - share))] if draw.random() < 0.7 else []
        typed = {f"funder{n}": name for n, (name, _) in enumerate(names, 1)}
        typed |= {f"share{n}": part for n, (_, part) in enumerate(names, 1)}
        typed |= {name: "yes" for name in ("covered", "pension", "claimed") if draw.random() < 0.6}
        typed |= {name: sums(draw, 0, 900) for name in ("insured", "payroll", "training", "other")}
        return typed | {"wage": sums(draw, 1, 40), "hours": sums(draw, 1, 168)}
    if calculator == "redundancy":
        last = date(2024, 12, 2) + timedelta(days=draw.randint(0, 760))
        first = last - timedelta(days=draw.randint(0, 9000))
        born = first - timedelta(days=draw.randint(17 * 366, 60 * 365))
        typed = {"born": f"{born}", "first": f"{first}", "last": f"{last}", "week": sums(draw, 1, 1200)}
        typed |= {"insured": sums(draw, 0, 5000), "left": sums(draw, 0, 200), "wage": sums(draw, 1, 40)}
        if draw.random() < 0.6:
            typed["given"] = f"{last - timedelta(days=draw.randint(0, min((last - first).days, 100)))}"
        if draw.random() < 0.7:
            middle = first + timedelta(days=draw.randint(0, max((last - first).days - 1, 0)))
            if middle < last:
                return typed | {"funder1": "Council", "until1": f"{middle}", "funder2": "NHS", "until2": f"{last}"}
        return typed
    if calculator == "week":
        typed = {"age": str(draw.randint(16, 90)), "wage": sums(draw, 1, 40), "hours": sums(draw, 0, 60)}
        if draw.random() < 0.5 or typed["hours"] == "0":
            typed |= {"nights": str(draw.randint(1, 7)), "a_night": sums(draw, 1, 90), "woken": sums(draw, 0, 20)}
        return typed | (
            {"night_hours": sums(draw, 1, 60), "night_wage": sums(draw, 1, 40)} if draw.random() < 0.5 else {}
        )
    days = draw.randint(1, 7)
    typed = {"days": str(days), "hours": sums(draw, 1, 24 * days - 1)} if draw.random() < 0.8 else {"worked": "7"}
    return typed | {"worked": sums(draw, 1, 300), "wage": sums(draw, 1, 40)}


@pytest.mark.browser
@pytest.mark.parametrize("name", list(BY_ID))
def test_400_sums_are_those_of_exact_decimals(page: Page, facts: Facts, pages: dict[str, str], name: str) -> None:
    draw = random.Random(19)
    cases = [drawn(draw, name) for _ in range(400)]

    answers = opened(page, pages, name).evaluate(ASK, cases)

    wrong = [
        (case, answer["said"], answer["lines"], expected)
        for case, answer in zip(cases, answers, strict=True)
        if answer["lines"] != (expected := lines_of(facts, BY_ID[name], case)) or answer["said"]
    ]
    assert wrong[:3] == []
    assert not any("{" in answer["how"] for answer in answers)


@pytest.mark.parametrize("name", list(BY_ID))
def test_a_page_without_scripts_is_a_worked_example(facts: Facts, pages: dict[str, str], name: str) -> None:
    page = pages[BY_ID[name].page.path]
    example = lines_of(facts, BY_ID[name], dict(example_of(BY_ID[name])))

    assert example
    assert all(f">{amount}</td>" in page for amount in example.values())
    assert "This is a worked example" in page
    assert 'class="sum__form not-printed" autocomplete="off" novalidate hidden' in page
    assert page.count(" checked") == sum(field.ticked for field in BY_ID[name].fields)


@pytest.mark.browser
@pytest.mark.parametrize("name", list(BY_ID))
def test_a_form_opens_empty_and_the_example_is_only_what_is_asked_for(
    page: Page, pages: dict[str, str], name: str
) -> None:
    opened(page, pages, name)
    filled = "form => [...form.querySelectorAll('input')].filter(one => one.checked || (one.type !== 'checkbox' && one.value)).length"
    form, note = page.locator("[data-sum] form"), page.locator("[data-note]")

    assert form.evaluate(filled) == sum(field.ticked for field in BY_ID[name].fields)
    expect(note).to_contain_text("Fill in the form")
    expect(page.locator("[data-line]:visible")).to_have_count(0)
    expect(page.locator("[data-status]")).to_have_text("")
    expect(page.locator("[aria-invalid]")).to_have_count(0)

    page.get_by_role("button", name="Fill in an example").click()
    assert form.evaluate(filled) == sum(1 for field in BY_ID[name].fields if field.example)
    expect(note).to_have_text("This is a worked example.")
    assert page.locator("[data-line]:visible").count() > 3

    page.get_by_role("button", name="Clear the form").click()
    assert form.evaluate(filled) == sum(field.ticked for field in BY_ID[name].fields)
    expect(page.locator("[data-line]:visible")).to_have_count(0)
    expect(note).to_contain_text("Fill in the form")


@pytest.mark.browser
def test_wage_and_hours_alone_give_the_usual_cost_above_the_optional_fields(page: Page, pages: dict[str, str]) -> None:
    opened(page, pages, "package")
    result = page.locator("[data-result]")
    expect(result).to_be_hidden()
    page.get_by_label("Wage an hour, in pounds").fill("13.50")
    page.get_by_label("Hours of support a week").fill("20")

    expect(result).to_contain_text("Cost of a year")
    expect(result).to_contain_text(page.locator("[data-line=total] td:last-child").inner_text())
    expect(page.locator("[data-line=cover]")).to_be_visible()
    expect(page.locator("[data-line=to_pay] td:last-child")).to_have_text("£0.00")
    assert page.locator("[data-result], [name=insured]").first.get_attribute("data-result") is not None
    page.get_by_label("Hours of support a week").fill("")
    expect(result).to_be_hidden()


@pytest.mark.browser
def test_what_is_still_the_example_is_said_by_name(page: Page, pages: dict[str, str]) -> None:
    opened(page, pages, "redundancy")
    note = page.locator("[data-note]")
    page.get_by_role("button", name="Fill in an example").click()
    page.get_by_label("A week's pay before tax, in pounds").fill("420")

    expect(note).to_contain_text("Part of this is still the example: Date of birth of the PA; ")
    expect(note).to_contain_text("What insurance pays, in pounds")
    expect(note).not_to_contain_text("A week's pay")


@pytest.mark.browser
def test_four_years_and_two_funders_are_shared_without_anything_of_the_example(
    page: Page, pages: dict[str, str]
) -> None:
    """Born 1 March 1980, 1 November 2022 to 31 October 2026: four years from 42 on are 6 weeks, and 6 × £420 are £2,520.

    The council paid until 31 May 2025. That is 730 days to 30 October 2024 and two more, and 212 to 31 May: 943 of 1,461 days.
    2520 × 943 / 1461 = 1626.529…; £893.47 are left for the NHS. Without notice 4 weeks are owed: £1,680, together £4,200.
    """
    opened(page, pages, "redundancy")
    fields = {
        "Date of birth of the PA": "1980-03-01",
        "First day of the job": "2022-11-01",
        "Last day of the job": "2026-10-31",
        "A week's pay before tax, in pounds": "420",
        "Funder 1 (optional)": "Council",
        "Funder 1 paid until": "2025-05-31",
        "Funder 2 (optional)": "NHS",
    }
    for label, value in fields.items():
        page.get_by_label(label).first.fill(value)
    expect(page.locator("[data-status]")).to_have_text("Still to fill in: Funder 2 paid until.")
    expect(page.locator("[data-line]:visible")).to_have_count(0)
    page.get_by_label("Funder 2 paid until").fill("2026-10-31")

    amounts = {
        line.get_attribute("data-line"): line.locator("td").last.inner_text()
        for line in page.locator("[data-line]:visible").all()
    }
    assert {name: amounts[name] for name in ("pay", "part1", "part2", "notice_weeks", "notice", "total")} == {
        "pay": "£2,520.00",
        "part1": "£1,626.53",
        "part2": "£893.47",
        "notice_weeks": "4",
        "notice": "£1,680.00",
        "total": "£4,200.00",
    }
    assert not {"insured", "rest", "holiday"} & set(amounts)
    expect(page.locator("[data-note]")).to_have_text("")
    expect(page.locator("[data-typed] tr")).to_have_count(len(fields) + 1)


@pytest.mark.browser
def test_less_than_two_years_is_one_sentence_and_no_row_of_zeros(page: Page, pages: dict[str, str]) -> None:
    answer = ask(
        opened(page, pages, "redundancy"), "redundancy", first="2025-03-01", **NO_FUNDERS, insured="", left="", given=""
    )

    assert answer["lines"] == {"years": "1", "none": "–", "notice_weeks": "1", "notice": "£405.00", "total": "£405.00"}
    assert "The law asks for 2 complete years in the job." in answer["how"]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        # two sleep-ins, 1.5 hours awake at £12 for someone of 20, whose minimum is £10.85
        (
            {"hours": ""},
            {
                "sleep_in": "£120.00",
                "woken_pay": "£18.00",
                "total": "£138.00",
                "counted": "1.5",
                "least": "£10.85",
                "reached": "yes",
            },
        ),
        # no hour awake: nothing to compare
        (
            {"hours": "0", "woken": ""},
            {"sleep_in": "£120.00", "woken_pay": "£0.00", "total": "£120.00", "counted": "0", "least": "£10.85"},
        ),
        # no hour awake, and a wage below the minimum for those that may come
        (
            {"hours": "0", "woken": "", "wage": "10.50"},
            {
                "sleep_in": "£120.00",
                "woken_pay": "£0.00",
                "total": "£120.00",
                "counted": "0",
                "least": "£10.85",
                "low_wage": "£10.50 an hour",
            },
        ),
        # 2.85 less an hour for 1.5 hours: 4.275
        (
            {"hours": "0", "wage": "8"},
            {
                "sleep_in": "£120.00",
                "woken_pay": "£12.00",
                "total": "£132.00",
                "counted": "1.5",
                "least": "£10.85",
                "below": "£4.28",
            },
        ),
    ],
)
def test_a_week_of_sleep_ins_alone_is_worked_out(
    page: Page, pages: dict[str, str], fields: dict[str, str], shown: dict[str, str]
) -> None:
    answer = ask(opened(page, pages, "week"), "week", **fields)

    assert (answer["said"], answer["lines"]) == ("", shown)
    label = page.locator('[data-line="below"] th')
    expect(label).to_be_visible(visible="below" in shown)
    expect(label).to_have_text("This is below the minimum wage")


def test_the_values_of_the_example_are_a_table_in_words(pages: dict[str, str]) -> None:
    page = pages[BY_ID["redundancy"].page.path]

    assert '<tr><th scope="row">Date of birth of the PA</th><td>15 June 1985</td></tr>' in page
    assert '<tr><th scope="row">Wage an hour</th><td>£13.50</td></tr>' in page
    assert "1985-06-15" not in page.replace('data-example="1985-06-15"', "")


@pytest.mark.browser
def test_what_is_typed_is_printed_as_a_table_in_words(page: Page, pages: dict[str, str]) -> None:
    ask(opened(page, pages, "redundancy"), "redundancy", born="1990-02-01", wage="14", funder1="<b>A & B</b>")
    rows = page.locator("[data-typed] tr")

    expect(rows.filter(has_text="Date of birth")).to_have_text("Date of birth of the PA1 February 1990")
    expect(rows.filter(has_text="Wage an hour")).to_have_text("Wage an hour£14.00")
    expect(rows.filter(has_text="<b>A & B</b>")).to_have_count(1)
    expect(page.locator("[data-note]")).to_have_text("")

    page.get_by_role("button", name="Clear the form").click()
    expect(rows).to_have_count(0)


def test_a_framework_without_a_figure_says_which_and_shows_no_form(facts: Facts, world: World) -> None:
    without = Facts(changed(world, [])[0], TODAY)
    made = texts_under(MadePages(without), "calculators/")
    page = made[BY_ID["redundancy"].page.path]

    assert "The framework has no figure for:" in page
    assert "<form" not in page


@pytest.mark.browser
@pytest.mark.parametrize(
    ("calculator", "fields", "said"),
    [
        ("package", {"hours": "200"}, "Hours of support a week: 200 is too much. The most that makes sense is 168."),
        ("package", {"wage": "13,50"}, "Wage an hour, in pounds: write a number such as 12.50, without commas."),
        ("package", {"wage": "<b>9</b>"}, "Wage an hour, in pounds: write a number such as 12.50, without commas."),
        ("package", {"share1": "70"}, "The parts add up to 110%. They must add up to 100%."),
        ("redundancy", {"last": "2020-01-01"}, "The job ends on 1 January 2020, before it begins on 3 May 2021."),
        ("redundancy", {"born": "2006-02-01"}, "The PA would have been 15 years old on the first day."),
        ("redundancy", {"first": "2026-11-01"}, "before it begins on 1 November 2026."),
        ("redundancy", {"born": "2010-11-01", "first": "2026-10-01"}, "The PA would have been 15 years old"),
        ("redundancy", {"born": "2027-01-01"}, "The PA was not yet born on the first day, 3 May 2021."),
        ("redundancy", {"until1": "2026-11-30"}, "put the funders in order, so that no periods overlap"),
        ("redundancy", {"until2": "2026-06-30"}, "Say who paid in between."),
        ("redundancy", {"born": ""}, "Still to fill in: Date of birth of the PA."),
        ("redundancy", {"given": "2026-11-01"}, "Notice was given on 1 November 2026. That day must be between"),
        ("redundancy", {"given": "2021-05-02"}, "Notice was given on 2 May 2021. That day must be between"),
        ("week", {"hours": "", "nights": "", "woken": ""}, "Still to fill in: Hours awake by day, hours of waking"),
        (
            "redundancy",
            {"last": "2022-05-01", "given": "", **NO_FUNDERS},
            "This page has no figure of the law for 1 May 2022. Ask Acas.",
        ),
        ("week", {"age": "15"}, "Age of the PA: 15. For someone under 16 there are other rules."),
        ("week", {"hours": "168"}, "A week has 168 hours. These hours together are more."),
        ("week", {"hours": "200"}, "Hours awake by day: 200 is too much. The most that makes sense is 168."),
        ("week", {"hours": "100", "night_hours": "100"}, "A week has 168 hours. These hours together are more."),
        ("week", {"wage": "-5"}, "Wage an hour, in pounds: write a number such as 12.50, without commas."),
        ("week", {"wage": "1e3"}, "Wage an hour, in pounds: write a number such as 12.50, without commas."),
        ("holiday", {"hours": "200"}, "hours a week: 200 is too much. The most that makes sense is 168."),
        ("holiday", {"hours": ""}, "Still to fill in: Same hours each week: hours a week."),
        ("holiday", {"days": "1", "hours": "30"}, "30 hours do not fit into 1 day."),
    ],
)
def test_what_cannot_be_right_is_said_and_no_number_is_shown(
    page: Page, pages: dict[str, str], calculator: str, fields: dict[str, str], said: str
) -> None:
    answer = ask(opened(page, pages, calculator), calculator, **fields)

    assert said in answer["said"]
    assert answer["lines"] == {}


@pytest.mark.browser
def test_a_name_with_markup_is_text(page: Page, pages: dict[str, str]) -> None:
    answer = ask(opened(page, pages, "package"), "package", funder1="<img src=x onerror=alert(1)>")

    assert answer["said"] == ""
    expect(page.locator('[data-line="part1"] th')).to_have_text("<img src=x onerror=alert(1)> pays")
    expect(page.locator(".sum img")).to_have_count(0)


@pytest.mark.browser
def test_a_day_after_the_figures_were_due_to_change_is_said(page: Page, pages: dict[str, str]) -> None:
    ask(opened(page, pages, "week", date(2027, 5, 1)), "week")

    expect(page.locator("[data-doubt]")).to_contain_text("From 1 April 2027 the legal minimum may be another one.")


def test_an_agreement_on_redundancy_leads_to_its_calculator(facts: Facts) -> None:
    page = MadePages(facts)["working-together/sharing-redundancy.md"]

    assert "Work out the shares: [" in page.markdown
    assert "calculators/redundancy-pay.md" in page.markdown


@pytest.mark.browser
def test_a_hint_is_with_its_field_and_not_in_the_list_of_what_was_typed(page: Page, pages: dict[str, str]) -> None:
    opened(page, pages, "redundancy")
    page.get_by_role("button", name="Fill in an example").click()

    expect(page.get_by_label("Notice was given on (optional)")).to_have_accessible_name(
        "Notice was given on (optional) Leave it empty if the PA does not work the notice"
    )
    expect(page.locator("[data-typed] th").filter(has_text="Notice")).to_have_text("Notice was given on")
