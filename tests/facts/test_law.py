"""Law by days, against an answer that looks at each day by itself."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from msgspec.structs import replace

from pa_framework.facts.facts import Facts
from pa_framework.facts.law import (
    announced,
    first_day_words,
    format_law,
    format_law_number,
    has_come,
    law_value,
    laws_in_order,
    overlaps_and_gaps,
    row_on,
    rows,
)
from pa_framework.facts.pay import minimum_on, minimums
from pa_framework.records.base import Origin
from pa_framework.records.load import Records, read_records
from pa_framework.records.model import FirstDayIs, Law, LawEntry, LawState, LawUnit, LawValue
from pa_framework.records.yaml_source import parse_document
from pa_framework.site.tree import MadePages
from tests.builders.effort import examples
from tests.builders.pages import pages_of, texts_under
from tests.builders.worlds import TODAY, Judge, facts_of
from tests.paths import REFERENCE, SMALL

NOWHERE = Origin(parse_document("id: x\n", "x.yaml"))
FIRST = date(2026, 1, 1)
#: The days that the oracle looks at, one by one. Nothing drawn below begins or ends outside of them.
DAYS = [FIRST + timedelta(days=number) for number in range(60)]
WAGE = "framework/law/minimum-wage.yaml"
BAND = "framework/pay_bands/band-1.yaml"


def entry(first: date, amount: object, until: date | None = None, state: LawState = "in-force") -> LawEntry:
    return LawEntry(
        first=first, value=amount, until=until, state=state, source="x", seen="whole", announced_on=FIRST, from_age=21
    )


def value(*history: LawEntry, unit: LawUnit = "pound-per-hour", name: str = "adult") -> LawValue:
    return LawValue(id=name, title="A value", applies_to="Everyone", unit=unit, history=history)


def law(*values: LawValue, name: str = "minimum-wage", order: int | None = None, title: str = "Law") -> Law:
    return Law(origin=NOWHERE, id=name, title=title, summary="What the law asks", order=order, values=values)


days = st.integers(0, 50).map(lambda number: FIRST + timedelta(days=number))
entries = st.lists(
    st.builds(
        entry,
        days,
        st.integers(1000, 1010).map(lambda pence: Decimal(pence) / 100),
        st.one_of(st.none(), days),
        st.sampled_from(["in-force", "announced", "expected"]),
    ),
    min_size=1,
    max_size=6,
)


def naive(history: list[LawEntry], day: date) -> LawEntry | None:
    """The row of a day, found by trying the rows from the latest first day on."""
    law_rows = [row for row in history if row.state in ("in-force", "announced")]
    for start in sorted({row.first for row in law_rows if row.first <= day}, reverse=True):
        here = [row for row in law_rows if row.first == start]
        here.sort(key=lambda row: row.state != "in-force")
        later = [row.first for row in law_rows if start < row.first <= day]
        for row in here:
            ended = row.until < day if row.until else bool(later)
            if not ended:
                return row
    return None


@given(entries)
@settings(max_examples=examples(400))
def test_the_row_of_a_day_is_the_latest_that_has_begun_and_has_not_ended(history: list[LawEntry]) -> None:
    drawn = value(*history)
    for day in DAYS:
        row = row_on(drawn, day)
        assert (row.entry if row else None) == naive(history, day)


@given(entries)
@settings(max_examples=examples(300))
def test_seams_are_every_day_without_a_row_or_with_two(history: list[LawEntry]) -> None:
    drawn = value(*history)
    counting = [row for row in rows(drawn) if row.counts and (row.last is None or row.first <= row.last)]
    number = {day: sum(row.applies_on(day) for row in counting) for day in DAYS}
    covered = [day for day in DAYS if number[day]]
    inside = [day for day in DAYS if covered and covered[0] <= day <= covered[-1]]
    found = list(overlaps_and_gaps(drawn))

    def within(overlap: bool) -> list[date]:
        return [
            day
            for seam in found
            if seam.overlap is overlap
            for day in DAYS
            if seam.first <= day and (seam.last is None or day <= seam.last)
        ]

    assert sorted(within(overlap=False)) == [day for day in inside if number[day] == 0]
    assert set(within(overlap=True)) == {day for day in DAYS if number[day] > 1}


@given(entries)
def test_all_rows_are_there_in_order_and_only_what_counts_ends_another(history: list[LawEntry]) -> None:
    found = rows(value(*history))

    assert sorted(row.index for row in found) == list(range(len(history)))
    assert [row.first for row in found] == sorted(row.first for row in history)
    starts = {row.first for row in history if row.state != "expected"}
    for row in found:
        assert row.entry is history[row.index]
        if row.entry.until is None and row.last is not None:
            assert row.last + timedelta(days=1) in starts


APRIL_25, APRIL_26, APRIL_27 = date(2025, 4, 1), date(2026, 4, 1), date(2027, 4, 1)
OLD, NEW = entry(APRIL_25, Decimal("12.21")), entry(APRIL_26, Decimal("12.71"))
ANNOUNCED = entry(APRIL_27, Decimal("13.21"), state="announced")
EXPECTED = entry(APRIL_27, Decimal("13.30"), state="expected")
ENDED = entry(APRIL_25, Decimal("12.21"), until=date(2026, 3, 31))

ON_A_DAY: dict[str, tuple[tuple[LawEntry, ...], date, LawEntry | None]] = {
    "before the first row": ((NEW, OLD), date(2025, 3, 31), None),
    "the first day": ((NEW, OLD), APRIL_25, OLD),
    "the day before a change": ((NEW, OLD), date(2026, 3, 31), OLD),
    "the day of a change": ((NEW, OLD), APRIL_26, NEW),
    "without end": ((NEW, OLD), date.max, NEW),
    "in any order of the file": ((OLD, NEW), date(2026, 6, 1), NEW),
    "announced, not begun": ((ANNOUNCED, NEW), date(2027, 3, 31), NEW),
    "announced and begun": ((ANNOUNCED, NEW), APRIL_27, ANNOUNCED),
    "expected is never law": ((EXPECTED, NEW), date(2027, 6, 1), NEW),
    "its last day": ((ENDED,), date(2026, 3, 31), ENDED),
    "after its last day": ((ENDED,), APRIL_26, None),
    "in force before announced": ((ANNOUNCED, entry(APRIL_27, Decimal("13.21"))), APRIL_27, entry(APRIL_27, Decimal("13.21"))),
    "twice on one day": ((NEW, entry(APRIL_26, Decimal(13))), APRIL_26, NEW),
}  # fmt: skip


@pytest.mark.parametrize(("history", "day", "expected"), ON_A_DAY.values(), ids=ON_A_DAY)
def test_the_row_of_a_day(history: tuple[LawEntry, ...], day: date, expected: LawEntry | None) -> None:
    row = row_on(value(*history), day)

    assert (row.entry if row else None) == expected


SEAMS: dict[str, tuple[tuple[LawEntry, ...], list[tuple[bool, date, date | None]]]] = {
    "one after the other": ((NEW, OLD), []),
    "end meets beginning": ((NEW, ENDED), []),
    "a gap of a day": ((NEW, entry(APRIL_25, 12, until=date(2026, 3, 30))), [(False, date(2026, 3, 31), date(2026, 3, 31))]),
    "an overlap of a day": ((NEW, entry(APRIL_25, 12, until=APRIL_26)), [(True, APRIL_26, APRIL_26)]),
    "the same day twice": ((NEW, NEW), [(True, APRIL_26, None)]),
    "expected next to in force": ((EXPECTED, entry(APRIL_27, 13), NEW), []),
    "an end before the beginning": ((NEW, entry(APRIL_25, 12, until=date(2024, 1, 1))), []),
    "one row": ((NEW,), []),
    "only expected": ((EXPECTED,), []),
}  # fmt: skip


@pytest.mark.parametrize(("history", "expected"), SEAMS.values(), ids=SEAMS)
def test_overlaps_and_gaps(history: tuple[LawEntry, ...], expected: list[tuple[bool, date, date | None]]) -> None:
    assert [(seam.overlap, seam.first, seam.last) for seam in overlaps_and_gaps(value(*history))] == expected


COMING: dict[str, tuple[tuple[LawEntry, ...], date, list[LawEntry]]] = {
    "nothing": ((NEW, OLD), TODAY, []),
    "announced": ((ANNOUNCED, NEW), TODAY, [ANNOUNCED]),
    "expected": ((EXPECTED, NEW), TODAY, [EXPECTED]),
    "in force later": ((NEW, OLD), date(2026, 3, 31), [NEW]),
    "in force today": ((NEW, OLD), APRIL_26, []),
    "announced and begun, so it is to be confirmed": ((ANNOUNCED, NEW), date(2027, 6, 1), [ANNOUNCED]),
    "announced and ended": ((NEW, entry(APRIL_25, 12, state="announced")), TODAY, []),
}  # fmt: skip


@pytest.mark.parametrize(("history", "on", "expected"), COMING.values(), ids=COMING)
def test_what_is_coming(history: tuple[LawEntry, ...], on: date, expected: list[LawEntry]) -> None:
    subject = law(value(*history))
    found = announced(Records(law={"minimum-wage": subject}), on)

    assert [coming.row.entry for coming in found] == expected
    assert all(coming.law is subject and coming.value is subject.values[0] for coming in found)


def test_what_is_coming_is_in_the_order_of_days() -> None:
    late, early = entry(date(2028, 1, 1), 1), entry(APRIL_27, 1)
    records = Records(law={"a": law(value(late), name="a", order=1), "b": law(value(early), name="b", order=2)})

    assert [coming.law.id for coming in Facts(records, TODAY).coming_law] == ["b", "a"]


FORMS: list[tuple[LawUnit, object, str, str]] = [
    ("pound-per-hour", Decimal("12.71"), "£12.71 an hour", "£12.71"),
    ("pound-per-hour", 8, "£8.00 an hour", "£8.00"),
    ("pound-per-day", Decimal("11.10"), "£11.10 a day", "£11.10"),
    ("pound-per-week", Decimal("123.25"), "£123.25 a week", "£123.25"),
    ("pound-per-week", 96, "£96 a week", "£96"),
    ("pound-per-month", 520, "£520 a month", "£520"),
    ("pound-per-year", 10000, "£10,000 a year", "£10,000"),
    ("pound-per-mile", Decimal("0.45"), "45p a mile", "45p"),
    ("pound", Decimal("49.50"), "£49.50", "£49.50"),
    ("pound", 22530, "£22,530", "£22,530"),
    ("pound", 0, "£0", "£0"),
    ("per-cent", Decimal("12.07"), "12.07%", "12.07%"),
    ("per-cent", 15, "15%", "15%"),
    ("weeks", Decimal("5.6"), "5.6 weeks", "5.6"),
    ("weeks", Decimal("5.60"), "5.6 weeks", "5.6"),
    ("weeks", 1, "1 week", "1"),
    ("days", 100, "100 days", "100"),
    ("hours", Decimal("0.5"), "0.5 hours", "0.5"),
    ("years", 2, "2 years", "2"),
    ("months", 6, "6 months", "6"),
    ("text", "Day one", "Day one", "Day one"),
]


@pytest.mark.parametrize(("unit", "amount", "words", "number"), FORMS)
def test_amounts_in_words(unit: LawUnit, amount: Decimal | int | str, words: str, number: str) -> None:
    told = value(NEW, unit=unit)

    assert format_law(told, amount) == words
    assert format_law_number(told, amount) == number


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ("exact", "1 April 2027"),
        ("month", "April 2027"),
        ("year", "2027"),
        ("or-earlier", "1 April 2027 or earlier"),
    ],
)
def test_the_first_day_is_said_as_well_as_it_is_known(known: FirstDayIs, words: str) -> None:
    row = LawEntry(first=APRIL_27, value=1, state="in-force", source="x", seen="part", from_is=known)

    assert first_day_words(row) == words


@pytest.mark.parametrize(
    ("known", "last_day_before"),
    [
        ("exact", date(2027, 3, 31)),
        ("or-earlier", date(2027, 3, 31)),
        ("month", date(2027, 4, 30)),
        ("year", date(2027, 12, 31)),
    ],
)
def test_a_day_has_come_when_all_that_is_known_of_it_is_over(known: FirstDayIs, last_day_before: date) -> None:
    row = LawEntry(first=APRIL_27, value=1, state="expected", source="x", seen="part", from_is=known)

    assert not has_come(row, last_day_before)
    assert has_come(row, last_day_before + timedelta(days=1))


def test_a_value_is_found_by_its_subject_and_its_id() -> None:
    records = read_records(SMALL)
    found = law_value(records, "minimum-wage", "apprentice")

    assert found is not None
    assert found.title == "Apprentice rate"
    assert law_value(records, "minimum-wage", "nobody") is None
    assert law_value(records, "maximum-wage", "adult") is None


def test_records_are_listed_by_their_order_and_then_by_title() -> None:
    told = [
        law(value(NEW), name="b", title="b"),
        law(value(NEW), name="a", title="A"),
        law(value(NEW), name="two", order=2),
        law(value(NEW), name="one", order=1),
    ]

    assert [one.id for one in laws_in_order(Records(law={one.id: one for one in told}))] == ["one", "two", "a", "b"]


# --- the legal minimum


def test_an_announced_minimum_counts_from_its_first_day_and_not_before() -> None:
    table = law(value(ANNOUNCED, NEW))

    for on, amounts in ((date(2027, 3, 31), ["12.71"]), (APRIL_27, ["12.71", "13.21"])):
        assert [str(minimum.amount) for minimum in minimums(table, on)] == amounts
    coming = minimums(table, TODAY, announced=True)
    assert [(str(minimum.amount), minimum.state) for minimum in coming] == [
        ("12.71", "in-force"),
        ("13.21", "announced"),
    ]
    before = minimum_on(date(2028, 1, 1), minimums(table, TODAY))
    assert before is not None
    assert before.amount == Decimal("12.71")


def test_a_later_minimum_that_is_law_already_counts() -> None:
    table = law(value(entry(APRIL_27, Decimal("13.21")), NEW))

    assert [str(minimum.amount) for minimum in minimums(table, TODAY)] == ["12.71", "13.21"]


def test_an_expected_minimum_never_counts() -> None:
    assert len(minimums(law(value(EXPECTED, NEW)), date(2030, 1, 1), announced=True)) == 1


def test_the_oldest_age_decides_and_other_units_do_not() -> None:
    younger = LawValue(
        id="young",
        title="Young",
        applies_to="x",
        unit="pound-per-hour",
        history=(LawEntry(first=APRIL_25, value=20, state="in-force", source="x", seen="whole", from_age=18),),
    )
    weekly = value(entry(APRIL_25, 500), unit="pound-per-week", name="weekly")
    found = minimums(law(younger, weekly, value(NEW)), TODAY)

    assert [(minimum.first, minimum.age, minimum.amount) for minimum in found] == [
        (APRIL_25, 18, 20),
        (APRIL_26, 21, Decimal("12.71")),
    ]
    assert [minimum.route for minimum in found] == [("values", 0, "history", 0), ("values", 2, "history", 0)]


def test_a_minimum_that_ended_without_a_successor_leaves_its_days_without_one() -> None:
    found = minimums(law(value(ENDED)), TODAY)

    assert minimum_on(date(2026, 3, 31), found) is not None
    assert minimum_on(APRIL_26, found) is None


ROW = "{value: 20.00, from: 2027-04-01, state: STATE, source: wages, seen: part, from_age: 21}"


@pytest.mark.parametrize(
    ("state", "on", "codes"),
    [
        ("announced, announced_on: 2026-11-02", date(2027, 3, 31), []),
        ("announced, announced_on: 2026-11-02", APRIL_27, ["PAY001"]),
        ("in-force", TODAY, ["PAY001"]),
        ("expected", APRIL_27, []),
    ],
)
def test_a_rate_below_a_minimum_that_is_coming(state: str, on: date, codes: list[str], judge: Judge) -> None:
    text = (SMALL / WAGE).read_text(encoding="utf-8")
    row = ROW.replace("STATE", state)
    edits = ((WAGE, "# gone"), (WAGE, text.replace("    history:\n", f"    history:\n      - {row}\n", 1)))

    assert sorted({finding.code for finding in judge(*edits, on=on).findings} & {"PAY001"}) == codes


# --- records that are not right


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("value: 12.71", "value: a lot", "SCH003"),
        ("unit: pound-per-hour", "unit: text", "SCH003"),
        ("unit: pound-per-hour", "unit: pounds", "SCH004"),
        ("state: in-force", "state: announced", "SCH002"),
        ("state: in-force", "state: law", "SCH004"),
        ("source: wages", "source: nowhere", "REF001"),
        ("source: wages, seen", "seen", "SCH002"),
        ("value: 12.71", "value: -1", "SCH007"),
        ("from: 2026-04-01", "from: 2026-02-30", "SCH005"),
    ],
)
def test_a_value_that_cannot_be_right_is_one_finding(old: str, new: str, code: str, judge: Judge) -> None:
    text = (SMALL / WAGE).read_text(encoding="utf-8")
    assert old in text
    found = judge((WAGE, "# gone"), (WAGE, text.replace(old, new, 1))).findings

    assert {finding.code for finding in found} - {"LAW005"} == {code}
    assert {finding.span.path for finding in found} == {WAGE}


FIRST_EDITION = """title: The legal minimum
summary: What the law says an employer must pay at least.
statutory:
  - from: 2026-04-01
    rates: [{min_age: 21, amount: 12.71}]
    source: wages
"""


def test_the_table_of_the_first_edition_is_one_finding(judge: Judge) -> None:
    gone = ((WAGE, "# gone"), ("framework/law/real-living-wage.yaml", "# gone"))
    (finding,) = judge(*gone, ("framework/minimum_wage.yaml", FIRST_EDITION)).findings

    assert (finding.code, finding.span.path) == ("LAW008", "framework/minimum_wage.yaml")
    assert "pa-framework upgrade" in finding.fix


def test_the_table_of_the_first_edition_is_one_finding_when_it_is_read_from_a_folder(tmp_path: Path) -> None:
    (tmp_path / "framework").mkdir()
    (tmp_path / "framework/minimum_wage.yaml").write_text(FIRST_EDITION, encoding="utf-8")
    records = read_records(tmp_path)

    assert [finding.code for finding in records.findings] == ["LAW008"]
    assert records.strays == ()
    assert {("law", "minimum-wage"), ("law", "real-living-wage")} <= records.left_out


# --- pages


@pytest.fixture(scope="module")
def law_pages() -> dict[str, str]:
    return texts_under(pages_of(facts_of(REFERENCE)), "law/")


def test_every_law_record_has_a_page_and_stands_in_the_list(law_pages: dict[str, str]) -> None:
    records = read_records(REFERENCE)

    assert set(law_pages) == {"law/index.md", "law/what-changes-when.md", *(f"law/{name}.md" for name in records.law)}
    for subject in records.law.values():
        assert f"[{subject.title}](<{subject.id}.md>)" in law_pages["law/index.md"]


def test_the_page_of_a_value_says_what_it_is_since_when_for_whom_and_how_it_was_read(law_pages: dict[str, str]) -> None:
    page = law_pages["law/minimum-wage.md"]

    assert "**£12.71 an hour** since 1 April 2026." in page
    assert "People aged 21 and over" in page
    assert "not checked at source" in page
    assert "This ended on 31 March 2024." in page
    assert "1 April 2023 to 31 March 2024" in page


def test_a_page_never_says_that_an_announcement_is_law() -> None:
    records = read_records(SMALL)
    base = records.law["minimum-wage"]
    told = law(value(EXPECTED, entry(date(2027, 1, 1), 13, state="announced"), NEW), name=base.id)
    changed = replace(records, law={base.id: told})
    pages = texts_under(MadePages(Facts(changed, TODAY)), "law/")

    page = pages["law/minimum-wage.md"]
    assert "From 1 January 2027: £13.00 an hour (announced, public since 1 January 2026, not in force yet)" in page
    assert "From 1 April 2027: £13.30 an hour (expected, not certain)" in page
    assert "£13" not in pages["law/index.md"]
    assert "**£12.71 an hour** since 1 April 2026." in pages["law/minimum-wage.md"]


def test_a_page_begins_with_the_values_of_today_and_what_to_do() -> None:
    records = read_records(SMALL)
    base = records.law["minimum-wage"]
    second_hand = structs.replace(NEW, seen="second-hand")
    values = [structs.replace(value(NEW), id=f"v{number}", title=f"Value {number}") for number in range(5)]
    values[1] = structs.replace(values[1], history=(second_hand, OLD))
    told = structs.replace(law(*values, name=base.id), summary="What it is.\nAsk first.\nNot found: the rest.\n")
    pages = texts_under(MadePages(Facts(replace(records, law={base.id: told}), date(2026, 6, 1))), "law/")

    top, _, below = pages["law/minimum-wage.md"].partition("\n## ")
    assert "What it is.\n{ .lead }" in top
    assert "| [Value 0](#v0) | **£12.71 an hour** | 1 April 2026 |\n" in top
    assert (
        '| [Value 1](#v1) | **£12.71 an hour** | 1 April 2026<br><span class="meta">not checked at source</span> |\n'
        in top
    )
    assert "| [Value 4](#v4) |" in top
    assert "**What to do:** Ask first.\n\nNot found: the rest.\n" in top
    assert "“Not checked at source” means" in top
    assert "Value 4 {" in below
    index = pages["law/index.md"]
    assert '**£12.71 an hour**<br><span class="meta">Value 0</span>' in index
    assert '| 1 April 2026<br><span class="meta">not checked at source</span> |' in index
