"""Sheets of an area that builds on a base: all that counts there is a row, and a change is written as what differs."""

from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest

from pa_framework.check.run import check_records
from pa_framework.edit.formatter import format_document
from pa_framework.edit.record_sheet import record_sheet, sheet_edits, sheet_kinds
from pa_framework.exchange.workbook import SheetFaults, write_sheet
from pa_framework.exchange.workbook_reader import read_sheet
from pa_framework.facts.facts import Facts
from pa_framework.records.yaml_source import parse_document
from pa_framework.text.findings import Severity
from tests.builders.areas import area
from tests.builders.worlds import TODAY, facts_of
from tests.paths import SMALL

TASK = "framework/tasks/gastrostomy-feed.yaml"
BAND = "framework/pay_bands/band-1.yaml"
POLICY = "framework/delegation.yaml"
OWN = "framework/pay_bands/ours.yaml"
FILES = {
    TASK: "changes: gastrostomy-feed\nbecause: Ours.  # agreed in May\nsign_off:\n  review_every: {months: 6}\n",
    POLICY: "because: We say it so.\nsigns:\n  - changes: choking\n    text: They choke\n",
    OWN: format_document(
        parse_document((SMALL / BAND).read_text(encoding="utf-8").replace("band-1", "ours"), OWN)
    ).text,
}
Edits = Mapping[tuple[str, str], str]
Edited = Callable[..., dict[str, str]]


@pytest.fixture
def edited(tmp_path: Path) -> Edited:
    """What the files of an area say after edits in a sheet of theirs; only those that changed."""

    def make(kind: str, edits: Edits, files: Mapping[str, str] = FILES) -> dict[str, str]:
        facts = Facts(area(files), TODAY)
        file = tmp_path / "sheet.xlsx"
        write_sheet(record_sheet(facts, kind, ""), file)
        book = openpyxl.load_workbook(file)
        sheet = book.worksheets[0]
        numbers = {cell.value: cell.column for cell in sheet[1]}
        rows = {row[0].value: row[0].row for row in sheet.iter_rows(min_row=2, max_col=1)}
        for (name, column), text in edits.items():
            cell = sheet.cell(rows[name], numbers[column])
            cell.value, cell.data_type = text, "s"
        book.save(file)
        found, texts = sheet_edits(facts, read_sheet(file), file)
        assert {(one.row, one.column) for one in found} == set(edits)
        after = record_sheet(Facts(area({**files, **texts}), TODAY), kind, "")
        for (name, column), text in edits.items():
            assert after.rows[name][column] == ("" if text == "(remove)" else text)
        return texts

    return make


@pytest.mark.parametrize("kind", ["task", "pay-band", "competence", "sign", "tier", "contact", "role", "source"])
def test_an_area_has_a_row_for_all_that_counts_there(kind: str, tmp_path: Path) -> None:
    facts = Facts(area(FILES), TODAY)
    sheet = record_sheet(facts, kind, "")
    assert list(sheet.rows) == list(facts.records.of_kind(kind))
    assert sheet.columns[0].name == "because"
    write_sheet(sheet, tmp_path / "sheet.xlsx")
    assert sheet_edits(facts, read_sheet(tmp_path / "sheet.xlsx"), tmp_path) == ([], {})


def test_a_framework_of_its_own_has_no_column_for_a_reason() -> None:
    assert all(record_sheet(facts_of(SMALL), kind, "").columns[0].name != "because" for kind in sheet_kinds())


def test_a_change_of_a_record_of_the_base_is_a_file_with_what_differs(edited: Edited) -> None:
    texts = edited(
        "competence",
        {
            ("infection-prevention", "because"): "We wash at the door.",
            ("infection-prevention", "title"): "Clean hands",
            (
                "infection-prevention",
                "statements.independent",
            ): "Washes hands before every meal\nWashes hands at the door",
            ("infection-prevention", "tags"): "(remove)",
            ("infection-prevention", "easy_read"): "You wash your hands.\nThen you help.",
        },
    )
    assert texts == {
        "competences/infection-prevention.yaml": (
            "changes: infection-prevention\n"
            "because: We wash at the door.\n"
            "title: Clean hands\n"
            "statements:\n"
            "  independent:\n"
            "    - Washes hands before every meal\n"
            "    - Washes hands at the door\n"
            "easy_read:\n"
            "  add:\n"
            "    - Then you help.\n"
            "tags: null\n"
        )
    }


def test_a_change_that_is_there_keeps_its_comments_and_says_no_more_than_what_differs(edited: Edited) -> None:
    texts = edited(
        "task",
        {("gastrostomy-feed", "title"): "Give a feed", ("gastrostomy-feed", "sign_off.review_every.months"): "12"},
    )
    assert texts == {TASK: "changes: gastrostomy-feed\nbecause: Ours.  # agreed in May\ntitle: Give a feed\n"}
    texts = edited("sign", {("choking", "do"): "Stop.", ("cannot-be-woken", "text"): "They cannot be woken"})
    assert texts == {
        POLICY: (
            "because: We say it so.\n"
            "signs:\n"
            "  - changes: choking\n"
            "    text: They choke\n"
            "    do: Stop.\n"
            "  - changes: cannot-be-woken\n"
            "    text: They cannot be woken\n"
        )
    }


def test_rates_of_the_base_and_records_of_the_area(edited: Edited) -> None:
    texts = edited(
        "pay-band",
        {("band-1", "because"): "Ours.", ("band-1", "rates.2.paid"): "13.40", ("ours", "rates.2.paid"): "13.50"},
    )
    assert set(texts) == {BAND, OWN}
    assert texts[BAND].startswith("changes: band-1\nbecause: Ours.\nrates:\n  - ")
    assert (texts[BAND].count("funder:"), texts[BAND].count("paid: 13.40"), "supplements" in texts[BAND]) == (
        4,
        1,
        False,
    )
    assert texts[OWN] == FILES[OWN].replace("paid: 13.10", "paid: 13.50", 1)


def test_a_guard_that_a_sheet_loosens_is_found(edited: Edited) -> None:
    """No matter who wrote it, what counts in the area is compared with the base, and with what the tier demands."""
    loosened = {
        ("gastrostomy-feed", "stop_when.urgent.signs"): "There is pain",
        ("gastrostomy-feed", "sign_off.review_every.months"): "24",
        ("gastrostomy-feed", "sign_off.observed_practices.at_least"): "1",
    }
    files = {**FILES, **edited("task", loosened)}
    errors = [one for one in check_records(area(files), TODAY).findings if one.span.path == TASK]
    assert {one.severity for one in errors} == {Severity.ERROR}
    assert {one.code for one in errors} == {"OVR001", "DEL005", "DEL006"}
    assert not [one for one in check_records(area(FILES), TODAY).findings if one.span.path == TASK]


@pytest.mark.parametrize(
    ("kind", "edits", "said"),
    [
        ("task", {("changing-a-dose", "title"): "New"}, "write why your area differs from the base here"),
        ("task", {("changing-a-dose", "because"): "Why?"}, "nothing else in this row differs from the base"),
        ("task", {("gastrostomy-feed", "sign_off.review_every.months"): "12"}, "the record is as in the base again"),
        ("task", {("gastrostomy-feed", "because"): "(remove)"}, "it cannot be taken away"),
        ("pay-band", {("ours", "because"): "Why?"}, "cannot be edited here"),
    ],
)
def test_a_change_without_a_reason_or_without_a_difference_is_refused(
    edited: Edited, kind: str, edits: Edits, said: str
) -> None:
    with pytest.raises(SheetFaults, match=said):
        edited(kind, edits)
