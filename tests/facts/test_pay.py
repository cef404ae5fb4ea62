"""Pay on every day, against an answer that looks at each day by itself."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pa_framework.check.rules import pay_compared
from pa_framework.facts import pay
from pa_framework.facts.facts import Facts
from pa_framework.facts.pay import (
    Minimum,
    applies_at_all,
    format_pounds,
    gaps_and_overlaps,
    minimum_on,
    minimums,
    rate_applies_on,
    rate_on,
    rate_start_days,
    shortfalls,
)
from pa_framework.records.base import Origin
from pa_framework.records.decode import decode
from pa_framework.records.field_meaning import field_meanings
from pa_framework.records.load import read_records
from pa_framework.records.model import Law, LawEntry, LawValue, PayBand, Rate
from pa_framework.records.yaml_source import leaves, parse_document
from tests.builders.effort import examples
from tests.builders.worlds import TODAY, Judge
from tests.paths import REFERENCE

NOWHERE = Origin(parse_document("id: x\n", "x.yaml"))
FIRST = date(2026, 1, 1)
#: The days that the oracle looks at, one by one. Nothing drawn below begins or ends outside of them.
DAYS = [FIRST + timedelta(days=number) for number in range(60)]
#: Whose rates are drawn.
FUNDERS = ("council", "nhs")
BAND = "framework/pay_bands/band-1.yaml"

within = st.integers(0, 50).map(lambda number: FIRST + timedelta(days=number))
amounts = st.integers(1000, 1010).map(lambda pence: Decimal(pence) / 100)


def rate(first: date, until: date | None, paid: Decimal, funder: str = "council") -> Rate:
    return Rate(funder=funder, paid=paid, funded=paid, basis="design-default", first=first, until=until)


def band(*rates: Rate) -> PayBand:
    return PayBand(origin=NOWHERE, id="band", title="Band", summary="A band", illustrative=True, rates=rates)


def wage(*rows: tuple[date, Decimal]) -> Law:
    """A law record with three ages; the oldest has the amounts given, the others less."""
    return Law(
        origin=NOWHERE,
        id="minimum-wage",
        title="Minimum",
        summary="What the law asks",
        values=tuple(
            LawValue(
                id=f"from-{age}",
                title=f"From {age}",
                applies_to="Everyone",
                unit="pound-per-hour",
                history=tuple(
                    LawEntry(first=first, value=amount - less, state="in-force", source="x", seen="whole", from_age=age)
                    for first, amount in rows
                ),
            )
            for age, less in ((18, 2), (21, 0), (16, 3))
        ),
    )


def legal(*rows: tuple[date, Decimal]) -> tuple[Minimum, ...]:
    return minimums(wage(*rows), FIRST)


rates = st.lists(
    st.builds(rate, within, st.one_of(st.none(), within), amounts, st.sampled_from(FUNDERS)), min_size=1, max_size=5
)
wages = st.lists(st.tuples(within, amounts), min_size=1, max_size=4, unique_by=lambda row: row[0])


def days(first: date, last: date | None) -> set[date]:
    return {day for day in DAYS if first <= day and (last is None or day <= last)}


@given(wages)
def test_the_minimum_of_a_day_is_that_of_the_last_row_that_has_begun(rows: list[tuple[date, Decimal]]) -> None:
    table = legal(*rows)
    for day in DAYS:
        begun = [row for row in rows if row[0] <= day]
        found = minimum_on(day, table)
        assert (found.amount if found else None) == (max(begun)[1] if begun else None)


@given(wages)
def test_the_minimum_changes_without_gap_or_overlap(rows: list[tuple[date, Decimal]]) -> None:
    found = legal(*rows)

    assert [minimum.first for minimum in found] == sorted(first for first, _ in rows)
    assert found[-1].last is None
    for here, after in pairwise(found):
        assert here.last is not None
        assert here.last + timedelta(days=1) == after.first


@given(rates, wages)
@settings(max_examples=examples(200))
def test_a_shortfall_is_every_day_on_which_too_little_is_paid(
    drawn: list[Rate], rows: list[tuple[date, Decimal]]
) -> None:
    table = legal(*rows)
    expected = {
        (index, day, minimum.amount)
        for index, rate in enumerate(drawn)
        for day in DAYS
        if rate_applies_on(rate, day)
        and (minimum := minimum_on(day, table))
        and rate.paid is not None
        and rate.paid < minimum.amount
    }
    found = [
        (shortfall.index, day, shortfall.minimum.amount)
        for shortfall in shortfalls(band(*drawn), lambda rate: table)
        for day in days(shortfall.first, shortfall.last)
    ]

    assert sorted(found) == sorted(expected)


@given(rates)
@settings(max_examples=examples(300))
def test_seams_are_every_day_without_a_rate_or_with_two(drawn: list[Rate]) -> None:
    found = list(gaps_and_overlaps(band(*drawn)))
    for funder in FUNDERS:
        own = [rate for rate in drawn if rate.funder == funder and applies_at_all(rate)]
        running = {day: sum(rate_applies_on(rate, day) for rate in own) for day in DAYS}
        covered = [day for day in DAYS if running[day]]
        inside = [day for day in DAYS if covered and covered[0] <= day <= covered[-1]]
        gaps = [day for gap in found if gap.funder == funder and not gap.overlap for day in days(gap.first, gap.last)]
        doubled = {day for gap in found if gap.funder == funder and gap.overlap for day in days(gap.first, gap.last)}

        assert sorted(gaps) == [day for day in inside if running[day] == 0]
        assert doubled == {day for day in DAYS if running[day] > 1}


@given(rates)
def test_a_seam_names_two_rates_of_its_funder_and_lasts_at_least_a_day(drawn: list[Rate]) -> None:
    for seam in gaps_and_overlaps(band(*drawn)):
        earlier, later = drawn[seam.earlier], drawn[seam.later]
        assert {earlier.funder, later.funder} == {seam.funder}
        assert earlier.first <= later.first
        assert seam.last is None or seam.first <= seam.last


@given(rates)
def test_the_rate_of_a_day_only_changes_on_days_that_are_named(drawn: list[Rate]) -> None:
    here = band(*drawn)
    for funder in FUNDERS:
        for before, day in pairwise(DAYS):
            one, other = rate_on(here, funder, before), rate_on(here, funder, day)
            if one != other and other is not None and day not in rate_start_days(here):
                assert one is not None
                assert one.until == before


EDGES: dict[str, tuple[Rate, Rate, list[tuple[bool, date, date | None]]]] = {
    "end meets beginning": (
        rate(date(2025, 4, 1), date(2026, 3, 31), Decimal(13)),
        rate(date(2026, 4, 1), None, Decimal(13)),
        [],
    ),
    "one day missing": (
        rate(date(2025, 4, 1), date(2026, 3, 30), Decimal(13)),
        rate(date(2026, 4, 1), None, Decimal(13)),
        [(False, date(2026, 3, 31), date(2026, 3, 31))],
    ),
    "one day double": (
        rate(date(2025, 4, 1), date(2026, 4, 1), Decimal(13)),
        rate(date(2026, 4, 1), None, Decimal(13)),
        [(True, date(2026, 4, 1), date(2026, 4, 1))],
    ),
    "both stay open": (
        rate(date(2025, 4, 1), None, Decimal(13)),
        rate(date(2026, 4, 1), None, Decimal(13)),
        [(True, date(2026, 4, 1), None)],
    ),
    "one inside of the other": (
        rate(date(2025, 4, 1), None, Decimal(13)),
        rate(date(2026, 4, 1), date(2026, 4, 30), Decimal(13)),
        [(True, date(2026, 4, 1), date(2026, 4, 30))],
    ),
    "over the last of February": (
        rate(date(2027, 3, 1), date(2028, 2, 28), Decimal(13)),
        rate(date(2028, 3, 1), None, Decimal(13)),
        [(False, date(2028, 2, 29), date(2028, 2, 29))],
    ),
    "until the last day there is": (
        rate(date(2025, 4, 1), date.max, Decimal(13)),
        rate(date(2026, 4, 1), date.max, Decimal(13)),
        [(True, date(2026, 4, 1), date.max)],
    ),
    "an end before the beginning": (
        rate(date(2026, 4, 1), date(2025, 4, 1), Decimal(13)),
        rate(date(2026, 6, 1), None, Decimal(13)),
        [],
    ),
}


@pytest.mark.parametrize(("earlier", "later", "expected"), EDGES.values(), ids=EDGES)
@pytest.mark.parametrize("turned", [False, True], ids=["in order", "turned round"])
def test_seams_at_the_edges(
    earlier: Rate, later: Rate, expected: list[tuple[bool, date, date | None]], turned: bool
) -> None:
    rows = (later, earlier) if turned else (earlier, later)

    assert [(gap.overlap, gap.first, gap.last) for gap in gaps_and_overlaps(band(*rows))] == expected


def test_two_rows_of_one_day_and_the_first_day_there_is_do_not_stop_it() -> None:
    table = legal((date.min, Decimal(2)), (date.min, Decimal(1)), (date.max, Decimal(3)))

    assert [minimum.amount for minimum in table] == [Decimal(2), Decimal(3)]


def test_there_is_no_minimum_before_the_first_row() -> None:
    assert minimum_on(date(1998, 1, 1), legal((date(1999, 4, 1), Decimal("3.60")))) is None
    assert minimums(None, FIRST) == ()
    assert minimum_on(date(2026, 1, 1), ()) is None
    assert list(shortfalls(band(rate(FIRST, None, Decimal(1))), lambda rate: ())) == []


@pytest.mark.parametrize(("amount", "said"), [("12.7", "£12.70"), ("13", "£13.00"), ("0.60", "£0.60")])
def test_pounds(amount: str, said: str) -> None:
    assert format_pounds(Decimal(amount)) == said


# --- what the rules say of it


def test_a_rate_is_lawful_until_the_law_passes_it(judge: Judge) -> None:
    rates = "rates:\n  - {funder: council, from: 2025-04-01, paid: 12.21, funded: 15.60, basis: design-default}\n"
    (finding,) = judge((BAND, rates)).findings

    assert finding.code == "PAY001"
    assert finding.message == "band-1 pays £12.21 (Council) from 2026-04-01 on, today too; the legal minimum is £12.71"
    assert finding.fix == "write 12.71 or more, or end this rate before 2026-04-01 and add a new one"
    assert [(note.span.path, note.span.line) for note in finding.notes] == [("framework/law/minimum-wage.yaml", 14)]


def test_a_rate_that_will_be_too_low_is_not_too_low_today(judge: Judge) -> None:
    rates = "rates:\n  - {funder: council, from: 2025-04-01, paid: 12.21, funded: 15.60, basis: design-default}\n"
    (finding,) = (one for one in judge((BAND, rates), on=date(2026, 3, 31)).findings if one.code == "PAY001")

    assert finding.message == "band-1 pays £12.21 (Council) from 2026-04-01 on; the legal minimum is £12.71"


def test_a_rate_that_was_too_low_in_the_past_is_found_today(judge: Judge) -> None:
    rates = (
        "rates:\n"
        "  - {funder: nhs, from: 2025-04-01, until: 2026-03-31, paid: 12.20, funded: 15.60, basis: design-default}\n"
        "  - {funder: nhs, from: 2026-04-01, paid: 12.80, funded: 15.60, basis: design-default}\n"
    )
    (finding,) = judge((BAND, rates)).findings

    assert finding.message == "band-1 pays £12.20 (NHS) from 2025-04-01 until 2026-03-31; the legal minimum is £12.21"


def test_two_minimums_passed_are_one_finding(judge: Judge) -> None:
    rates = "rates:\n  - {funder: council, from: 2024-04-01, paid: 11.40, funded: 15.60, basis: design-default}\n"
    (finding,) = judge((BAND, rates)).findings

    assert finding.message.endswith("the legal minimum is £11.44, then £12.21, then £12.71")
    assert len(finding.notes) == 3


def test_a_penny_decides(judge: Judge) -> None:
    rates = "rates:\n  - {funder: council, from: 2026-04-01, paid: %s, funded: 15.60, basis: design-default}\n"

    assert [finding.code for finding in judge((BAND, rates % "12.70")).findings] == ["PAY001"]
    assert judge((BAND, rates % "12.71")).findings == ()


def test_days_at_the_ends_of_the_calendar_do_not_stop_a_check(judge: Judge) -> None:
    rates = (
        "rates:\n"
        "  - {funder: council, from: 0001-01-01, until: 2026-03-31, paid: 12.80, funded: 15.60, basis: design-default}\n"
        "  - {funder: council, from: 2026-04-01, until: 9999-12-31, paid: 12.80, funded: 15.60, basis: design-default}\n"
    )

    assert [finding.code for finding in judge((BAND, rates)).findings] == ["REF025"]  # the first one; 9999 has no end
    for day in (date.min, date.max, TODAY):
        judge((BAND, rates), on=day)


def test_the_page_about_pay_says_from_which_age_the_minimum_holds(reference_site: Path) -> None:
    words = " ".join((reference_site / "career" / "pay" / "index.html").read_text(encoding="utf-8").split())

    assert "From age 21 the legal minimum is <strong>£12.71 an hour</strong> today." in words
    assert "for adults" not in words


def test_every_amount_of_money_is_found_by_its_unit() -> None:
    records = read_records(REFERENCE)
    places = {(origin.path, route) for origin, route, _ in pay.amounts(records)}
    decimals = {
        (document.path, route)
        for document, kind in records.documents
        if kind in ("pay-band", "law")
        for route, value in leaves(document.data)
        if isinstance(value, Decimal)
    }

    assert decimals
    assert decimals <= places
    assert {route[-1] for _, route in places} == {*("paid", "funded", "self_employed", "amount", "value")}


def test_each_amount_of_a_rate_is_compared_between_funders() -> None:
    pounds = [names for names, meaning in field_meanings("pay-band").items() if meaning.unit == "pound"]

    assert set(pay_compared.AMOUNT_VERBS) == {name for *around, name in pounds if around == ["rates"]}


# --- pay as it is published

#: A rate as it is published, and what of it is unlawful: the end of the message, or nothing.
PUBLISHED = {
    "only what is paid": ("paid: 12.80", ""),
    "only what is funded": ("funded: 16.40", ""),
    "too little is funded": ("funded: 12.50", "funds £12.50 (Council)"),
    "a most that is funded": ("funded: 16.40, ceiling: true", ""),
    "a range": ("paid: 12.80, paid_up_to: 14.10", ""),
    "ages 18 to 20": ("paid: 10.85, ages: {from: 18, to: 20}", ""),
    "ages 18 to 20, too little": ("paid: 10.84, ages: {from: 18, to: 20}", "pays £10.84 (Council)"),
    "ages up to 21": ("paid: 10.85, ages: {from: 18, to: 21}", "pays £10.85 (Council)"),
    "21 and over": ("paid: 12.70, ages: {from: 21}", "pays £12.70 (Council)"),
    "apprentices": ("paid: 8.00, apprentice: true", ""),
    "apprentices, too little": ("paid: 7.99, apprentice: true", "pays £7.99 (Council)"),
    "a sleep-in": ("paid: 45.00, unit: sleep-in, hours: 9", ""),
    "a sleep-in with two hours awake": ("paid: 25.42, unit: sleep-in, hours: 9, awake_hours: 2", ""),
    "a sleep-in with too little for two hours awake": (
        "paid: 25.41, unit: sleep-in, hours: 9, awake_hours: 2",
        "pays £25.41 a sleep-in with 2 hours of work (Council)",
    ),
    "time awake on a sleep-in": ("paid: 12.50, times: [awake-on-sleep-in]", "pays £12.50 (Council)"),
    "travel time": ("paid: 12.50, times: [travel-time]", "pays £12.50 (Council)"),
    "a waking night": ("paid: 127.10, unit: waking-night, hours: 10", ""),
    "a waking night, too little": (
        "paid: 110.00, unit: waking-night, hours: 10",
        "pays £110.00 a waking night with 10 hours of work (Council)",
    ),
    "a waking night of unknown length": ("paid: 110.00, unit: waking-night, hours_published: false", ""),
    "a salary": ("paid: 25583.00, unit: year, hours: 37", ""),
    "a salary at the minimum": ("paid: 24852.59, unit: year, hours: 37.5", ""),
    "a salary a penny below the minimum": (
        "paid: 24852.58, unit: year, hours: 37.5",
        "pays £24,852.58 a year with 37.5 hours of work a week (Council)",
    ),
    "a salary for unknown hours": ("paid: 20000.00, unit: year, hours_published: false", ""),
    "a mile": ("paid: 0.45, unit: mile", ""),
    "time and a half": ("paid: 150, unit: per-cent, times: [bank-holidays]", ""),
}


@pytest.mark.parametrize(("published", "says"), PUBLISHED.values(), ids=PUBLISHED)
def test_pay_as_it_is_published_is_compared_with_the_minimum_that_applies(
    judge: Judge, published: str, says: str
) -> None:
    rates = f"rates:\n  - {{funder: council, from: 2026-04-01, {published}, basis: design-default}}\n"
    findings = [one for one in judge((BAND, rates)).findings if one.span.path == BAND]

    assert [one.code for one in findings] == (["PAY001"] if says else [])
    assert all(one.message.startswith(f"band-1 {says} from 2026-04-01 on") for one in findings)


def test_a_rate_says_what_is_paid_or_what_is_funded(judge: Judge) -> None:
    rates = "rates:\n  - {funder: council, from: 2026-04-01, basis: design-default}\n"
    (finding,) = (one for one in judge((BAND, rates)).findings if one.span.path == BAND)

    assert (finding.code, finding.span.line) == ("SCH002", 2)
    assert finding.message == "`paid` or `funded` is missing in an entry of `rates`"


def test_points_of_a_spine_and_names_of_rates_do_not_overlap(judge: Judge) -> None:
    rates = "rates:\n" + "".join(
        f"  - {{funder: council, from: 2026-04-01, paid: {amount}, basis: design-default{more}}}\n"
        for amount, more in (
            ("12.85", ", point: 3"),
            ("13.05", ", point: 4"),
            ("13.90", ", title: Weekend rate, times: [weekends]"),
            ("45", ", unit: sleep-in"),
        )
    )

    assert judge((BAND, rates)).findings == ()


def test_any_organisation_funds_and_a_public_one_says_why_it_differs(judge: Judge) -> None:
    listed = "organisations:\n  - {id: north-shire, title: North Shire Council, kind: council}\n"
    rates = "rates:\n" + "".join(
        f"  - {{funder: {funder}, from: 2026-04-01, paid: {paid}, basis: design-default}}\n"
        for funder, paid in (("north-shire", "12.80"), ("nhs", "13.00"), ("self-funder", "14.00"), ("court", "15.00"))
    )
    (finding,) = judge(("framework/organisations.yaml", listed), (BAND, rates)).findings

    assert finding.code == "PAY010"
    assert finding.message.startswith("band-1: the NHS pays £13.00 and North Shire Council £12.80 on 2026-04-01")


def test_an_unknown_funder_is_found(judge: Judge) -> None:
    rates = "rates:\n  - {funder: councl, from: 2026-04-01, paid: 12.80, basis: design-default}\n"
    (finding,) = judge((BAND, rates)).findings

    assert finding.code == "REF001"
    assert "did you mean `council`" in f"{finding.message} {finding.fix}"


@pytest.mark.parametrize(
    "rate",
    [
        "funder: council, funded: 17.10",
        "funder: council, unit: sleep-in, paid: 62.00",
        "funder: nhs, unit: waking-night, hours: 9, paid: 131.00",
        "funder: council, unit: mile, paid: 0.45",
        "funder: council, unit: per-cent, paid: 33",
        "funder: self-funder, paid: 24.00",
    ],
)
@pytest.mark.parametrize("level", ["starting-out", "skilled-pa", "lead-pa"])
def test_a_band_with_nothing_to_compare_is_out_of_no_order(rate: str, level: str) -> None:
    records = read_records(REFERENCE)
    text = f"id: ours\ntitle: Ours\nsummary: Ours.\nillustrative: true\nrates:\n  - {{{rate}, from: 2026-04-01, basis: design-default}}\n"
    text += "sources: [gov-uk-minimum-wage-rates]\nowner: framework-team\napproval: {state: draft}\n"
    own, _ = decode(parse_document(text, "framework/pay_bands/ours.yaml"), "pay-band")
    linked = replace(records.levels[level], pay_band="ours")
    changed = replace(
        records,
        levels={**records.levels, level: linked},
        pay_bands={**records.pay_bands, "ours": own[0][1]},
    )

    assert list(pay_compared.pay_falls_as_level_rises(Facts(changed, TODAY))) == []
