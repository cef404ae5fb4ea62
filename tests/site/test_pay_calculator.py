"""What the calculator of the page about pay says, compared with exact decimals and with the law of the day."""

import functools
import random
import re
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, expect

from pa_framework.facts.minimum_by_age import minimums_by_age
from pa_framework.facts.pay import rate_on
from pa_framework.records.model import LawEntry, LawState
from pa_framework.site.pay_calculator import calculator
from pa_framework.site.tree import MadePages
from tests.builders.worlds import TODAY, facts_of
from tests.paths import REFERENCE, ROOT, SMALL
from tests.site.test_pages import as_html, site_extensions

HOME = "http://pay.test/career/pay/"
SCRIPT = ROOT / "site_overrides" / "components" / "pay-calculator" / "pay-calculator.js"
FACTS = facts_of(REFERENCE)
PENNY = Decimal("0.01")
#: Sets the fields of the calculator for each case, and reads what it answers.
ASK = """cases => {
  const form = document.querySelector("[data-pay-calculator] form");
  const read = (name) => document.querySelector(`[data-${name}]`).textContent;
  return cases.map((fields) => {
    for (const [name, value] of Object.entries(fields)) form.elements.namedItem(name).value = value;
    form.dispatchEvent(new Event("change"));
    const sums = !document.querySelector("[data-sums]").hidden;
    return { rate: read("answer] [data-rate"), sums: sums ? ["week", "month", "year"].map(read) : [], legal: read("legal"),
      below: document.querySelector("[data-legal]").classList.contains("pay-calculator__below") };
  });
}"""


@functools.cache
def html(root: Any = REFERENCE) -> str:
    page = MadePages(facts_of(root))["career/pay.md"]
    return f"<!doctype html><title>Pay</title><main>{as_html(page.markdown, site_extensions())}</main>"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on which `opened` shows the calculator; an error in its script fails the test."""
    context = browser.new_context(timezone_id="Europe/London")
    made = context.new_page()
    errors: list[str] = []
    made.on("pageerror", lambda error: errors.append(str(error)))
    made.route("**/*", lambda route: route.fulfill(content_type="text/html; charset=utf-8", body=html()))
    yield made
    context.close()
    assert errors == []


def opened(page: Page, on: date = TODAY, query: str = "") -> Page:
    """The calculator of the reference world, on a day of the device."""
    page.clock.set_fixed_time(f"{on.isoformat()}T12:00:00")
    page.goto(HOME + query)
    page.add_script_tag(path=str(SCRIPT))
    return page


def ask(page: Page, **fields: str) -> dict[str, Any]:
    answer: dict[str, Any] = page.evaluate(ASK, [fields])[0]
    return answer


def as_pounds(amount: Decimal) -> str:
    return f"£{amount.quantize(PENNY, ROUND_HALF_UP):,.2f}"


def lawful(age: int, day: date) -> Decimal | None:
    """The legal minimum at an age, read from the rows of the law record in the plainest way."""
    law = FACTS.records.law["minimum-wage"]
    found = []
    for value in law.values:
        history = sorted((row for row in value.history if row.state != "expected"), key=lambda row: row.first)
        for row, following in zip(history, [*history[1:], None], strict=True):
            ends = row.until or (following.first if following else date.max)
            inside = row.first <= day and (day <= ends if row.until or not following else day < ends)
            if inside and row.from_age is not None and row.from_age <= age <= (row.until_age or 200):
                found.append(Decimal(row.value))
    return found[0] if found else None


@pytest.mark.browser
def test_sums_are_those_of_exact_decimals(page: Page) -> None:
    draw = random.Random(16)
    levels = [level for level in FACTS.records.levels_in_order() if level.pay_band]
    funders: list[str] = ["council", "nhs"]
    cases, expected = [], []
    for _ in range(400):
        level, funder = draw.choice(levels), draw.choice(funders)
        hours = Decimal(draw.randint(1, 16800)) / 100
        own = draw.choice([None, Decimal(draw.randint(0, 9999)) / 100, Decimal(draw.randint(1, 999999)) / 10000])
        rate = rate_on(FACTS.records.pay_bands[level.pay_band or ""], funder, TODAY)
        assert rate
        paid = rate.paid if own is None else own
        cases.append(
            {
                "level": level.id,
                "funder": funder,
                "hours": str(hours),
                "rate": "" if own is None else str(own),
                "age": str(draw.randint(16, 80)),
            }
        )
        least = lawful(int(cases[-1]["age"]), TODAY)
        sums = [as_pounds(sum_) for sum_ in (paid * hours, paid * hours * 52 / 12, paid * hours * 52)]
        expected.append((sums, least is not None and paid < least))

    answers = opened(page).evaluate(ASK, cases)

    wrong = [
        (case, answer, wanted)
        for case, answer, wanted in zip(cases, answers, expected, strict=True)
        if (answer["sums"], answer["below"]) != wanted
    ]
    assert wrong == []
    assert {below for _, below in expected} == {True, False}


@pytest.mark.browser
def test_half_a_penny_goes_up(page: Page) -> None:
    answers = opened(page).evaluate(
        ASK,
        [
            {"rate": "0.01", "hours": "0.5", "age": ""},
            {"rate": "0.01", "hours": "0.49"},
            {"rate": "£ 100.5", "hours": "2"},
        ],
    )

    assert [answer["sums"][0] for answer in answers] == ["£0.01", "£0.00", "£201.00"]


@pytest.mark.browser
@pytest.mark.parametrize("day", [date(2026, 4, 1), date(2026, 11, 29), date(2027, 3, 31)])
def test_the_legal_minimum_is_the_one_of_the_age_and_of_the_day(page: Page, day: date) -> None:
    """At every age, a penny too little is below the minimum, and the minimum itself is not."""
    opened(page, day)
    for age in (16, 17, 18, 20, 21, 22, 25, 64, 99):
        least = lawful(age, day)
        assert least is not None
        low, right = (ask(page, rate=str(least - by), age=str(age), hours="30") for by in (PENNY, Decimal(0)))
        assert low["below"]
        assert low["legal"].startswith(f"Below the legal minimum. At age {age} it is £{least:.2f} an hour (from ")
        assert "1p an hour too low. That is £0.30 a week" in low["legal"]
        assert not right["below"]
        assert right["legal"].endswith("This rate is exactly that.")


@pytest.mark.browser
def test_where_a_newer_minimum_may_apply_nothing_is_called_enough(page: Page) -> None:
    """The reference world knows nothing for certain after 31 March 2027, when rates usually change."""
    opened(page, date(2027, 4, 1))
    enough = ask(page, rate="12.75", age="30", hours="30")
    low = ask(page, rate="12.70", age="30")

    assert not enough["below"]
    assert enough["legal"].startswith("We do not know the legal minimum today.")
    assert "may have gone up on 1 April 2027. Check GOV.UK." in enough["legal"]
    assert low["below"]


@pytest.mark.browser
def test_an_age_without_a_minimum_is_not_called_right(page: Page) -> None:
    answer = ask(opened(page), rate="1", age="13", hours="5")

    assert answer["legal"] == "This page has no legal minimum for age 13. Check GOV.UK before you agree a rate."


@pytest.mark.browser
@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"hours": ""}, "Write your hours a week as a number above 0 and up to 168, such as 37.5."),
        ({"hours": "169"}, "Write your hours a week as a number above 0 and up to 168, such as 37.5."),
        ({"hours": "-3"}, "Write your hours a week as a number above 0 and up to 168, such as 37.5."),
        ({"hours": "0"}, "Write your hours a week as a number above 0 and up to 168, such as 37.5."),
        ({"hours": "37,5"}, "Write your hours a week as a number above 0 and up to 168, such as 37.5."),
        ({"hours": "1e2"}, "Write your hours a week as a number above 0 and up to 168, such as 37.5."),
        ({"age": "old"}, "Write your age in years, such as 24."),
        ({"age": "24.5"}, "Write your age in years, such as 24."),
        ({"age": "0"}, "Write your age in years, such as 24."),
        ({"age": "1985"}, "Write your age in years, such as 24."),
        ({"rate": "13,50"}, "Write your rate an hour in pounds and pence, such as 13.50."),
        ({"rate": "13 50"}, "Write your rate an hour in pounds and pence, such as 13.50."),
        ({"rate": "-13.50"}, "Write your rate an hour in pounds and pence, such as 13.50."),
        ({"rate": "1350"}, "Write your rate an hour in pounds and pence, such as 13.50."),
        ({"rate": "lots"}, "Write your rate an hour in pounds and pence, such as 13.50."),
    ],
)
def test_what_is_no_number_is_answered_in_words(page: Page, fields: dict[str, str], says: str) -> None:
    answer = ask(opened(page), **fields)

    assert answer == {"rate": says, "sums": [], "legal": "", "below": False}
    wrong = page.locator("[aria-invalid]")
    assert wrong.get_attribute("name") == next(iter(fields))
    expect(wrong).to_have_accessible_description(re.compile(re.escape(says)))


@pytest.mark.browser
def test_what_is_pasted_is_judged_whole(page: Page) -> None:
    """A field that cuts off what is pasted makes another number of it, and says nothing."""
    opened(page)
    page.locator(".pay-calculator__own").evaluate("(it) => { it.open = true; }")
    for field, pasted in (("rate", "£13.50000009"), ("rate", "£1,000,000.00"), ("age", "1985"), ("hours", "37.50009")):
        page.locator(f"[name={field}]").fill("")
        page.locator(f"[name={field}]").focus()
        page.keyboard.insert_text(pasted)
        page.keyboard.press("Enter")

        assert page.locator(f"[name={field}]").input_value() == pasted
        assert page.locator("[aria-invalid]").get_attribute("name") == field
        page.locator(f"[name={field}]").fill("30")


@pytest.mark.browser
def test_an_address_brings_the_answers_back_and_nothing_is_stored(page: Page) -> None:
    opened(page, query="?level=lead-pa&funder=nhs&age=19&hours=7.5&rate=%3Cb%3E")
    ask(page, rate="")
    first = page.locator("[data-answer]").inner_text()
    address = page.url

    assert address == f"{HOME}?level=lead-pa&funder=nhs&age=19&hours=7.5"
    assert "Lead PA, NHS" in first
    opened(page, query=address.removeprefix(HOME))
    assert page.locator("[data-answer]").inner_text() == first
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


@pytest.mark.browser
def test_an_odd_address_is_no_reason_to_fail(page: Page) -> None:
    opened(page, query="?level=nonsense&funder=&hours=%F0%9F%92%B7&age=12345&rate=")

    assert "Write your hours a week" in page.locator("[data-answer]").inner_text()
    assert page.locator("select").first.input_value() == "starting-out"


# --- what the page holds without a script


def test_the_table_has_a_week_at_each_number_of_hours() -> None:
    shown = re.sub(r"<[^>]+>", " ", html(SMALL).partition('<table class="pay-table">')[2].partition("</table>")[0])

    assert re.sub(r"\s+", " ", shown).strip() == (
        "Example rates, before tax. No council or NHS body has agreed them: an hour, and a week of 16, 30, 37 hours"
        " Funder An hour 16 hours 30 hours 37 hours"
        " Starting out Council and NHS £13.10 £209.60 £393.00 £484.70"
        " Confident PA Council and NHS £13.60 £217.60 £408.00 £503.20"
    )


def test_rates_and_minimums_that_are_over_are_left_out() -> None:
    made = calculator(facts_of(SMALL))

    assert made
    assert made.levels[0].rates == "council,2026-04-01,,13.10 nhs,2026-04-01,,13.10"
    assert made.minimum == ("2026-04-01,,21,,12.71,in-force,2027-04-01 2026-04-01,,18,20,10.85,in-force,2027-04-01")
    assert made.other_rates == "Apprentice rate"


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("announced", [("12.71", "2027-04-01"), ("13.3", "2028-01-01")]),
        ("in-force", [("12.71", "2027-04-01"), ("13.3", "2028-01-01")]),
        ("expected", [("12.71", "2027-01-01")]),
    ],
)
def test_an_announced_minimum_is_there_before_it_begins_and_an_expected_one_is_a_doubt(
    state: LawState, found: list[tuple[str, str]]
) -> None:
    law = facts_of(SMALL).records.law["minimum-wage"]
    adult, *others = law.values
    coming = LawEntry(
        value=Decimal("13.3"), first=date(2027, 1, 1), state=state, source="wages", seen="whole", from_age=21
    )
    changed = replace(law, values=(replace(adult, history=(coming, *adult.history)), *others))

    assert [
        (str(row.amount), str(row.doubtful_from)) for row in minimums_by_age(changed, TODAY) if row.from_age == 21
    ] == found
