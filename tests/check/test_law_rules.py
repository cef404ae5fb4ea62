"""Rules of the family LAW: figures on hand-written pages, and an announced rate from its announcement to its day."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from pa_framework.check.run import check_records
from pa_framework.records.load import read_records
from tests.builders.worlds import TODAY, Judge
from tests.paths import REFERENCE, SMALL

WAGE = "framework/law/minimum-wage.yaml"
BAND = "framework/pay_bands/band-1.yaml"
Found = list[tuple[str, str, int, int]]


@pytest.fixture
def on_page(tmp_path: Path) -> "OnPage":
    shutil.copytree(SMALL, tmp_path / "world")
    return OnPage(tmp_path / "world")


class OnPage:
    """Findings of the family LAW on one hand-written page of the small world."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def __call__(self, text: str) -> Found:
        file = self._root / "framework/pages/money.md"
        file.write_text(text, encoding="utf-8")
        findings = check_records(read_records(self._root), TODAY).findings
        return [
            (finding.code, finding.fix.partition("`")[2].partition("`")[0], finding.span.line, finding.span.column)
            for finding in findings
            if finding.code.startswith("LAW")
        ]


def test_typed_figures_on_a_page_are_found_where_they_are(on_page: OnPage) -> None:
    text = """---
title: Money
description: The legal minimum is £12.71 an hour.
---

# Money

Pay at least the legal minimum.
That is **£12.71** an hour.

- Legal minimum: £12.71 an hour since 1 April 2026

| Age | Pay |
| --- | --- |
| 21 and over | £12.71 |
| 18 to 20 | £10.85 |
"""

    assert on_page(text) == [
        ("LAW002", "((law.minimum-wage.adult.value))", 3, 35),
        ("LAW002", "((law.minimum-wage.adult.number))", 9, 11),
        ("LAW002", "((law.minimum-wage.adult))", 11, 18),
        ("LAW002", "((law.minimum-wage.adult.number))", 15, 17),
        ("LAW002", "((law.minimum-wage.age-18-to-20.number))", 16, 14),
    ]


def test_a_wrong_figure_on_a_page_is_an_error(on_page: OnPage) -> None:
    assert on_page("# Pay\n\nThe legal minimum is £12.17 an hour.\n") == [
        ("LAW003", "((law.minimum-wage.adult.value))", 3, 22)
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "The minimum wage is £17.21 an hour.",
            "the text gives “£17.21 an hour” as National Living Wage; it is £12.71 an hour since 1 April 2026",
        ),
        (
            "The minimum wage was £11.14 in 2025.",
            "the text gives “£11.14” as National Living Wage; it was £11.44 an hour until 31 March 2025 and"
            " £12.21 an hour until 31 March 2026",
        ),
        (
            "The minimum wage was £17.21 in May 2026.",
            "the text gives “£17.21” as National Living Wage; it was £12.71 an hour since 1 April 2026",
        ),
    ],
)
def test_the_message_about_a_wrong_figure_says_the_right_one(text: str, message: str, judge: Judge) -> None:
    advice = "framework/support/employer-advice.yaml"
    (finding,) = judge((advice, f"summary: {text}\n")).findings

    assert (finding.code, finding.span.path, finding.message) == ("LAW003", advice, message)


def test_a_story_may_tell_of_the_past_and_not_be_wrong_about_today(judge: Judge) -> None:
    def codes(summary: str) -> list[str]:
        findings = judge(("case_studies/rosa.yaml", f"summary: {summary}\n")).findings
        return [finding.code for finding in findings if finding.code.startswith("LAW")]

    assert codes("The shop paid the minimum wage, £12.21.") == []
    assert codes("The minimum wage is £12.71.") == []
    assert codes("The minimum wage is £17.12.") == ["LAW003"]


def test_code_references_and_other_amounts_on_a_page_are_left_alone(on_page: OnPage) -> None:
    text = """# Pay

The legal minimum is ((law.minimum-wage.adult.value)). Write `£12.71` or:

```yaml
summary: The legal minimum is £12.71 an hour.
```

Band 1 pays £13.10 an hour, 39p above the legal minimum. It was £12.45 in 2025.
"""

    assert on_page(text) == []


def test_a_figure_in_a_heading_cannot_become_a_reference(on_page: OnPage) -> None:
    ((code, fix, line, _),) = on_page("# Pay\n\n## The legal minimum: £12.71\n")

    assert (code, fix, line) == ("LAW002", "", 3)


def test_a_wrong_figure_in_a_title_is_found(judge: Judge) -> None:
    findings = judge(("framework/support/employer-advice.yaml", "title: The legal minimum is £12.71\n")).findings

    assert [(finding.code, finding.fix.partition(";")[0]) for finding in findings] == [
        ("LAW002", "take the figure out of the title")
    ]


def _announced(state: str = "announced", amount: str = "13.21") -> str:
    text = (SMALL / WAGE).read_text(encoding="utf-8")
    row = (
        f"    history:\n      - {{value: {amount}, from: 2027-04-01, state: {state}, announced_on: 2026-11-02,"
        " source: wages, seen: whole, from_age: 21}\n"
    )
    return text.replace("    history:\n", row, 1)


def _codes(judge: Judge, on: date, *changes: tuple[str, str]) -> list[tuple[str, str]]:
    findings = judge((WAGE, "# gone"), *changes, on=on).findings
    about = ("framework/law/minimum-wage.yaml", "framework/pay_bands/band-1.yaml", "framework/pay_bands/band-2.yaml")
    return sorted(
        {(finding.code, finding.span.path.rsplit("/", 1)[1]) for finding in findings if finding.span.path in about}
    )


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 11, 1), []),
        (date(2026, 11, 2), [("LAW004", "band-1.yaml")]),
        (date(2027, 3, 31), [("LAW004", "band-1.yaml")]),
        (
            date(2027, 4, 1),
            [("LAW005", "minimum-wage.yaml"), ("PAY001", "band-1.yaml")],
        ),
    ],
)
def test_an_announced_rate_from_its_announcement_to_its_day(
    on: date, expected: list[tuple[str, str]], judge: Judge
) -> None:
    assert _codes(judge, on, (WAGE, _announced())) == expected


def test_nothing_is_said_once_the_records_follow(judge: Judge) -> None:
    follows = """
rates:
  - {funder: council, from: 2026-04-01, until: 2027-03-31, paid: 13.10, funded: 16.40, basis: design-default}
  - {funder: council, from: 2027-04-01, paid: 13.60, funded: 16.90, basis: design-default}
  - {funder: nhs, from: 2026-04-01, until: 2027-03-31, paid: 13.10, funded: 16.40, basis: design-default}
  - {funder: nhs, from: 2027-04-01, paid: 13.60, funded: 16.90, basis: design-default}
"""

    assert _codes(judge, date(2026, 11, 2), (WAGE, _announced()), (BAND, follows)) == []


def test_what_is_only_expected_asks_nothing_of_pay_bands(judge: Judge) -> None:
    assert _codes(judge, date(2026, 11, 2), (WAGE, _announced("expected"))) == []


@pytest.mark.parametrize(("day", "codes"), [(1, []), (2, [("LAW006", "minimum-wage.yaml")])])
def test_the_day_after_the_usual_change_asks_for_the_new_row(
    day: int, codes: list[tuple[str, str]], judge: Judge
) -> None:
    assert _codes(judge, date(2027, 4, day)) == [("PAY015", "band-1.yaml")]  # the record is gone: nothing else to ask
    assert _codes(judge, date(2027, 4, day), (WAGE, (SMALL / WAGE).read_text(encoding="utf-8"))) == codes


@pytest.mark.parametrize(
    ("on", "law005", "law006"),
    [
        (date(2027, 4, 1), True, False),  # the search of 2 April has not been made yet
        (date(2027, 4, 2), False, False),
        (date(2027, 7, 2), False, False),
        (date(2027, 7, 3), True, True),
    ],
)
def test_a_search_that_found_nothing_counts_for_three_months(
    on: date, law005: bool, law006: bool, judge: Judge
) -> None:
    def looked(text: str) -> tuple[str, str]:
        return WAGE, text.replace("    history:\n", "    looked_for_on: 2027-04-02\n    history:\n")

    announced = _codes(judge, on, looked(_announced()))
    not_announced = _codes(judge, on, looked((SMALL / WAGE).read_text(encoding="utf-8")))

    assert (("LAW005", "minimum-wage.yaml") in announced) is law005
    assert (("LAW006", "minimum-wage.yaml") in not_announced) is law006


def test_the_reference_world_has_no_wrong_figure() -> None:
    findings = check_records(read_records(REFERENCE), TODAY).findings

    assert [finding.span for finding in findings if finding.code in ("LAW001", "LAW003", "LAW005")] == []


_VALUE = """
id: leave
title: Leave
summary: What is tested here.
values:
  - id: it
    title: Leave
    applies_to: Everyone
    unit: {unit}
    history:
{rows}
"""
LEAVE = "framework/law/leave.yaml"


def _leave(unit: str, *rows: str) -> tuple[str, str]:
    lines = (f"      - {{{row}, source: wages, seen: whole}}" for row in rows)
    return LEAVE, _VALUE.format(unit=unit, rows="\n".join(lines))


@pytest.mark.parametrize(
    ("unit", "rows", "expected"),
    [
        (
            "weeks",
            ["value: 4, from: 2025-01-01, state: in-force, from_age: 30, until_age: 25"],
            [("LAW009", "until_age")],
        ),
        ("weeks", ["value: 4, from: 2025-01-01, state: in-force, from_age: 25, until_age: 25"], []),
        (
            "pound",
            ["value: 4, from: 2028-01-01, state: announced, announced_on: 2028-01-02"],
            [("LAW009", "announced_on")],
        ),
        ("pound", ["value: 4, from: 2028-01-01, state: announced, announced_on: 2026-11-22"], []),
        (
            "days",
            ["value: 4, from: 2026-01-01, state: in-force, announced_on: 2026-01-02"],
            [("LAW009", "announced_on")],
        ),
        ("days", ["value: 4, from: 2026-01-01, state: in-force, announced_on: 2026-01-01"], []),
        ("days", ["value: 4, from: 2026-01-01, from_is: year, state: in-force, announced_on: 2026-03-01"], []),
        ("pound-per-hour", ["value: 0, from: 2026-01-01, state: in-force"], [("LAW009", "value")]),
        ("days", ["value: 0, from: 2026-01-01, state: in-force"], []),
        ("pound-per-week", ["value: 0, from: 2026-01-01, state: in-force"], []),
        ("weeks", ["value: 4, from: 2029-01-01, state: in-force"], []),
        (
            "pound-per-hour",  # without an age it would not be compared with pay
            [
                "value: 14, from: 2027-04-01, state: announced, announced_on: 2026-11-01",
                "value: 13, from: 2026-04-01, state: in-force, from_age: 21",
            ],
            [("LAW009", "from")],
        ),
        (
            "pound",  # an announced row beside the expected one
            [
                "value: 14, from: 2027-04-01, state: announced, announced_on: 2026-11-01",
                "value: 13.9, from: 2027-04-01, state: expected",
            ],
            [("LAW009", "from")],
        ),
        (
            "pound",
            [
                "value: 14, from: 2028-04-01, state: expected",
                "value: 13.9, from: 2027-04-01, state: expected",
            ],
            [],
        ),
        (
            "pound",
            ["value: 4550, from: 2026-01-01, state: in-force", "value: 45, from: 2025-01-01, state: in-force"],
            [("LAW010", "value")],
        ),
        (
            "weeks",
            ["value: 0.4, from: 2026-01-01, state: in-force", "value: 4.5, from: 2025-01-01, state: in-force"],
            [("LAW010", "value")],
        ),
        ("weeks", ["value: 40, from: 2026-01-01, state: in-force", "value: 4, from: 2025-01-01, state: in-force"], []),
        (
            "pound-per-hour",  # exactly a third: no slip of a point, and no less a fault
            ["value: 4, from: 2026-01-01, state: in-force", "value: 12, from: 2025-01-01, state: in-force"],
            [("LAW012", "value")],
        ),
        ("days", ["value: 30, from: 2026-01-01, state: in-force", "value: 0, from: 2025-01-01, state: in-force"], []),
        (
            "pound",  # one slip between two right rows
            [
                "value: 46, from: 2026-01-01, state: in-force",
                "value: 4500, from: 2025-01-01, state: in-force",
                "value: 44, from: 2024-01-01, state: in-force",
            ],
            [("LAW010", "value")],
        ),
    ],
)
def test_rows_that_cannot_be_right(unit: str, rows: list[str], expected: list[tuple[str, str]], judge: Judge) -> None:
    findings = [one for one in judge(_leave(unit, *rows)).findings if one.code in ("LAW009", "LAW010", "LAW012")]
    lines = _leave(unit, *rows)[1].splitlines()

    before = [lines[one.span.line - 1][: one.span.column - 1] for one in findings]
    assert [(one.code, words.split()[-1].lstrip("{")) for one, words in zip(findings, before, strict=True)] == [
        (code, f"{field}:") for code, field in expected
    ]


def _sources(state: str, checked: str) -> tuple[str, str]:
    world = (SMALL / "framework/sources.yaml").read_text(encoding="utf-8")
    more = f"""  - id: old-rates
    title: Rates
    publisher: GOV.UK
    published: "2024"
    last_checked: {checked}
    state: {state}
    seen: whole
"""
    return "framework/sources.yaml", world.rstrip() + "\n" + more


@pytest.mark.parametrize(
    ("state", "checked", "words"),
    [
        ("historic", "2026-11-01", "is historic"),
        ("gone", "2026-11-01", "is gone"),
        ("superseded", "2026-11-01", "is superseded"),
        ("current", "2025-11-01", "was last checked on 2025-11-01"),
        ("current", "2025-11-23", ""),
    ],
)
def test_an_old_source_of_several_records_is_reported_once(state: str, checked: str, words: str, judge: Judge) -> None:
    row = "value: 4, from: 2025-01-01, state: in-force"
    path, text = _leave("weeks", row)
    first = (path, text.replace("wages", "old-rates"))
    second = ("framework/law/rest.yaml", first[1].replace("id: leave", "id: rest"))
    findings = [one for one in judge(_sources(state, checked), first, second).findings if one.code == "LAW007"]

    if not words:
        assert findings == []
        return
    (finding,) = findings
    assert finding.span.path == LEAVE
    assert finding.message.endswith(words)
    assert [note.span.path for note in finding.notes] == ["framework/sources.yaml", "framework/law/rest.yaml"]


def test_pay_that_cannot_be_compared_is_said_once(judge: Judge) -> None:
    later = (SMALL / WAGE).read_text(encoding="utf-8").replace("from: 202", "from: 203")

    def found(*changes: tuple[str, str]) -> list[tuple[str, str, str]]:
        findings = judge(*changes).findings
        return [(one.code, one.span.path, one.fix) for one in findings if one.code in ("PAY015", "LAW008")]

    (gone,) = found((WAGE, "# gone"))
    (not_yet,) = found((WAGE, later))
    (first_edition,) = found((WAGE, "# gone"), ("framework/minimum_wage.yaml", "title: The legal minimum\n"))
    assert gone == ("PAY015", BAND, "run `pa-framework upgrade`")
    assert not_yet[:2] == ("PAY015", BAND)
    assert "upgrade" not in not_yet[2]
    assert first_edition[0] == "LAW008"
    assert found() == []


@pytest.mark.parametrize(
    ("source", "fix"),
    {
        "wagess": "write `wages` if it is the source that you used; if not, add a source with `id: wagess` to framework/sources.yaml",
        "rates-of-2027": "add a source with `id: rates-of-2027` to framework/sources.yaml",
    }.items(),
)
def test_an_unknown_source_may_be_a_new_one(source: str, fix: str, judge: Judge) -> None:
    path, text = _leave("days", "value: 4, from: 2026-01-01, state: in-force")
    (finding,) = (
        one
        for one in judge((path, text.replace("source: wages", f"source: {source}"))).findings
        if one.code == "REF001"
    )

    assert finding.fix == fix
