"""The page “What changes when”, its calendar, and the list of pages that follow a value of the law."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from icalendar import Calendar
from icalendar.cal import Component
from msgspec import structs
from msgspec.structs import replace

from pa_framework.facts.facts import Facts
from pa_framework.facts.law_uses import pages_that_follow
from pa_framework.facts.site_pages import NOW
from pa_framework.records.load import Records, read_records
from pa_framework.site.tree import MadePages
from pa_framework.site.what_changes import CALENDAR, calendar_file
from tests.builders.effort import in_part
from tests.builders.pages import every_text, pages_of
from tests.builders.worlds import TODAY, World, changed, facts_of
from tests.paths import REFERENCE

PAGE = "law/what-changes-when.md"
WAGE = "framework/law/minimum-wage.yaml"
_WAGE = """
values:
  - id: adult
    title: National Living Wage
    applies_to: People aged 21 and over
    unit: pound-per-hour
    changes_every: {months: 12}
    history:
%s      - {value: 12.71, from: 2026-04-01, state: in-force, source: wages, seen: whole, from_age: 21}
      - {value: 12.21, from: 2025-04-01, state: in-force, source: wages, seen: whole, from_age: 21}
"""
_ROW = "      - {value: 13.21, from: %s, state: %s, announced_on: 2026-11-02, source: wages, seen: second-hand, from_age: 21}\n"
_RIGHTS = """
id: rights
title: Rights at work
summary: What employers must do.
values:
  - id: dismissal
    title: Unfair dismissal
    applies_to: Employees.
    unit: text
    history:
      - {value: after 6 months, from: 2027-01-01, state: announced, announced_on: 2026-06-03, source: wages, seen: part}
      - {value: after 2 years, from: 2012-04-06, state: in-force, source: wages, seen: part}
  - id: hours
    title: Guaranteed hours
    applies_to: Workers
    unit: text
    history:
      - {value: an offer of hours, from: 2027-10-01, state: expected, source: wages, seen: part, note: No day is known.}
  - id: ends
    title: A scheme that ends
    applies_to: Employers
    unit: pound
    history:
      - {value: 100, from: 2020-01-01, until: 2027-01-31, state: in-force, source: wages, seen: part}
"""
Read = Callable[..., Facts]


@pytest.fixture
def facts(world: World) -> Read:
    def facts(*changes: tuple[str, str], on: date = TODAY) -> Facts:
        return Facts(changed(world, changes)[0], on)

    return facts


def _page(facts: Facts) -> str:
    return MadePages(facts)[PAGE].markdown


def _events(facts: Facts) -> list[Component]:
    ((path, raw),) = calendar_file(facts)

    assert path == CALENDAR
    return list(Calendar.from_ical(raw).walk("VEVENT"))


def _month(page: str, heading: str) -> str:
    return page.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]


def test_an_announced_rate_stands_in_its_month_with_what_to_do(facts: Read) -> None:
    page = _page(facts((WAGE, _WAGE % (_ROW % ("2027-04-01", "announced")))))
    month = _month(page, "April 2027")

    assert "### 1 April 2027: [The legal minimum wage](<minimum-wage.md>) { #minimum-wage-2027-04-01 }" in month
    assert (
        "- **National Living Wage**: £13.21 an hour (before: £12.71 an hour). Applies to: People aged 21 and over."
        " *Announced, public since 2 November 2026, not in force yet; not checked at source.*"
    ) in month
    assert "**What to do:** Look at what you pay each PA." in month
    assert "[Pay](<../career/pay.md>)" in month
    assert "These usually change" not in month


def test_what_is_only_expected_asks_nothing_and_says_so(facts: Read) -> None:
    page = _page(facts(("framework/law/rights.yaml", _RIGHTS)))

    assert (
        "- **Guaranteed hours**: an offer of hours. Applies to: Workers. *Expected, not certain.* No day is known."
        in page
    )
    assert "**What to do:** Nothing yet." in _month(page, "October 2027")
    assert "**What to do:** Check what it means for you." in _month(page, "January 2027")
    assert "- **A scheme that ends** ends. Before: £100." in _month(page, "February 2027")


def test_a_day_that_is_not_known_is_not_said(facts: Read) -> None:
    rights = _RIGHTS.replace("from: 2027-10-01", "from: 2027-01-01, from_is: year")
    assert rights != _RIGHTS
    read = facts(("framework/law/rights.yaml", rights))

    assert "### 2027: " in _month(_page(read), "Some time in 2027")
    assert "Guaranteed hours" not in _month(_page(read), "January 2027")
    assert not any("Expected" in str(event["SUMMARY"]) for event in _events(read))
    later = facts(("framework/law/rights.yaml", rights), on=date(2027, 12, 31))
    assert "Guaranteed hours" not in _page(later).partition("## Not confirmed yet")[2].partition("\n## ")[0]


def test_a_value_that_began_earlier_did_not_change_on_its_first_day(facts: Read) -> None:
    rights = _RIGHTS.replace("from: 2027-10-01", "from: 2026-06-01, from_is: or-earlier").replace(
        "state: expected", "state: in-force"
    )
    assert rights != _RIGHTS

    assert "Guaranteed hours" not in _page(facts(("framework/law/rights.yaml", rights)))


def test_months_are_in_order(facts: Read) -> None:
    page = _page(facts(("framework/law/rights.yaml", _RIGHTS)))
    months = [line[3:] for line in page.splitlines() if line.startswith("## ") and line.endswith("2027")]

    assert months == ["January 2027", "February 2027", "April 2027", "October 2027"]


def test_a_day_of_which_only_the_month_or_year_is_known_comes_when_that_is_over(facts: Read) -> None:
    month, year = (
        ("framework/law/rights.yaml", _RIGHTS.replace("from: 2027-10-01, ", f"from: {first}, from_is: {known}, "))
        for first, known in (("2027-10-01", "month"), ("2027-01-01", "year"))
    )

    assert "### October 2027: [Rights at work]" in _month(_page(facts(month)), "October 2027")
    assert "### 2027: [Rights at work]" in _month(_page(facts(year)), "Some time in 2027")
    assert "Guaranteed hours" in _month(_page(facts(month, on=date(2027, 10, 31))), "October 2027")
    assert "Guaranteed hours" in _month(_page(facts(month, on=date(2027, 11, 1))), "Not confirmed yet")
    for read in (facts(month), facts(year)):
        assert "Guaranteed hours" not in "".join(str(event["SUMMARY"]) for event in _events(read))


def test_a_row_of_which_the_first_day_is_not_known_is_no_change(facts: Read) -> None:
    older = _RIGHTS.replace("from: 2012-04-06, ", "from: 2026-11-01, from_is: or-earlier, ")

    assert older != _RIGHTS
    assert "**: after 2 years" not in _page(facts(("framework/law/rights.yaml", older)))


def test_a_row_that_repeats_the_value_is_no_change(facts: Read) -> None:
    page = _page(facts((WAGE, (_WAGE % (_ROW % ("2027-04-01", "announced"))).replace("13.21", "12.71"))))

    assert "### 1 April 2027" not in page


def test_a_usual_change_is_named_before_and_after_its_day(facts: Read) -> None:
    before, after = (_page(facts((WAGE, _WAGE % ""), on=day)) for day in (TODAY, date(2027, 4, 2)))

    assert "- [The legal minimum wage](<minimum-wage.md>), about 1 April 2027" in _month(before, "April 2027")
    assert "New figures were due about 1 April 2027." in _month(after, "May have changed already")


def test_a_day_that_has_come_is_not_taken_for_law(facts: Read) -> None:
    page = _page(facts((WAGE, _WAGE % (_ROW % ("2027-04-01", "announced"))), on=date(2027, 4, 2)))

    assert "£13.21 an hour" in _month(page, "Not confirmed yet")
    assert "£13.21" not in page.partition("## What changed in the last 12 months")[2]


def test_the_last_twelve_months_are_below(facts: Read) -> None:
    past = _page(facts((WAGE, _WAGE % ""))).split("## What changed in the last 12 months")[1]

    assert "- **National Living Wage**: £12.71 an hour (before: £12.21 an hour)." in past
    assert "£12.21 an hour (before" not in past  # more than a year ago
    assert "- 1 April 2026: Starting out (an example): Council £13.10 an hour (before: £12.45)" in past


def test_records_to_look_at_again_are_listed_by_month(facts: Read) -> None:
    below = _page(facts()).split("## What we have to check again")[1]

    assert "- June 2027, rules whose waivers end: [TXT003](<../about/rules/TXT003.md>)" in below
    assert "sources of the law to read again: [Rates of the legal minimum](<../about/sources.md#wages>)" in below
    assert "support that will be hidden unless" in below


def test_events_are_public_law_with_words_that_say_how_certain_they_are(facts: Read) -> None:
    events = _events(
        facts(("framework/law/rights.yaml", _RIGHTS), (WAGE, _WAGE % (_ROW % ("2027-04-01", "announced"))))
    )

    assert [(event.start.isoformat(), str(event["SUMMARY"])) for event in events] == [
        ("2026-04-01", "The legal minimum wage: National Living Wage"),
        ("2027-01-01", "Rights at work: Unfair dismissal"),
        ("2027-02-01", "Rights at work: A scheme that ends"),
        ("2027-04-01", "The legal minimum wage: National Living Wage"),
        ("2027-10-01", "Expected, not certain: Rights at work: Guaranteed hours"),
    ]
    assert [str(event.get("STATUS", "")) for event in events] == ["", "", "", "", "TENTATIVE"]
    assert "£13.21 an hour (before: £12.71 an hour). Announced, public since 2 November 2026, not in force yet" in str(
        events[3]["DESCRIPTION"]
    )
    assert all(event.errors == [] for event in events)
    assert len({str(event["UID"]) for event in events}) == len(events)


def test_an_event_keeps_its_uid_when_its_day_or_amount_changes(facts: Read) -> None:
    first, moved = (
        _events(facts((WAGE, _WAGE % (_ROW % (day, state)))))[-1]
        for day, state in (("2027-04-01", "expected"), ("2027-10-01", "announced"))
    )

    assert first["UID"] == moved["UID"]
    assert first.start != moved.start


def test_the_calendar_does_not_depend_on_the_clock(facts: Read) -> None:
    days = (date(2026, 11, 22), date(2026, 11, 23))

    assert len({next(calendar_file(facts(on=day)))[1] for day in days}) == 1


def test_without_law_there_is_neither_page_nor_calendar(facts: Read) -> None:
    without = facts((WAGE, ""), ("framework/law/real-living-wage.yaml", ""))

    assert list(calendar_file(without)) == []
    assert PAGE not in MadePages(without)


@pytest.fixture(scope="module")
def reference() -> Records:
    return read_records(REFERENCE)


@pytest.fixture(scope="module")
def reference_pages() -> dict[str, str]:
    facts = facts_of(REFERENCE)
    return every_text(facts, pages_of(facts))


@pytest.mark.parametrize(
    ("law_id", "value_id"),
    in_part([("minimum-wage", "adult"), ("minimum-wage", "apprentice"), ("real-living-wage", "uk")], every=2),
)
def test_the_pages_that_follow_are_those_that_change(
    law_id: str, value_id: str, reference: Records, reference_pages: dict[str, str]
) -> None:
    """The oracle makes every page twice: a penny more in one row changes these pages and no other."""
    base = reference.law[law_id]
    value = next(value for value in base.values if value.id == value_id)
    newest = value.history[0]
    dearer = structs.replace(
        value, history=(structs.replace(newest, value=newest.value + Decimal("0.01")), *value.history[1:])
    )
    law = structs.replace(base, values=tuple(dearer if one is value else one for one in base.values))
    changed_records = replace(reference, law={**reference.law, law_id: law})
    after = Facts(changed_records, TODAY)
    then = every_text(after, MadePages(after))

    different = {path for path, text in then.items() if reference_pages[path] != text}
    named = {link.path.partition("#")[0] for link in pages_that_follow(Facts(reference, TODAY), base, value)}
    assert different - {PAGE, NOW.path} == {"law/index.md", f"law/{law_id}.md"} | named
    assert named
