"""Sheets: exactly the edits of a workbook reach the files, nothing else does, and each bad workbook is answered."""

import random
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from click.testing import CliRunner, Result
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from pa_framework.cli.main import main
from pa_framework.edit.record_sheet import record_sheet, sheet_edits, sheet_kinds
from pa_framework.exchange import workbook
from pa_framework.exchange.workbook import write_sheet
from pa_framework.exchange.workbook_reader import MOST_ROWS, read_sheet
from pa_framework.facts.facts import Facts
from pa_framework.records.load import read_records
from tests.builders.worlds import TODAY, facts_of
from tests.paths import REFERENCE, SMALL
from tests.records import test_standards

COMPETENCE = "competences/infection-prevention.yaml"
BAND = "framework/pay_bands/band-1.yaml"


def invoke(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def written(root: Path, kind: str) -> Path:
    file = root.parent / f"{kind}.xlsx"
    result = invoke("sheet", "out", "--kind", kind, "--out", file, root)
    assert result.exit_code == 0, result.output
    return file


def place(sheet: Worksheet, name: str, column: str) -> Any:
    """The cell of a record and a column."""
    numbers = {cell.value: number for number, cell in enumerate(sheet[1], 1)}
    row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value == name)
    return sheet.cell(row, numbers[column])


def edit(file: Path, change: Callable[[Worksheet], object], out: Path | None = None) -> Path:
    book = openpyxl.load_workbook(file)
    change(book.worksheets[0])
    book.save(out or file)
    return out or file


def hand_in(file: Path, root: Path) -> tuple[Result, str]:
    """What the command says, and the patch that it wrote; empty where it wrote none."""
    patch = file.with_suffix(".patch")
    result = invoke("sheet", "in", file, root, "--patch", patch, "--on", TODAY)
    return result, patch.read_text(encoding="utf-8") if patch.exists() else ""


@pytest.mark.parametrize("kind", sheet_kinds())
def test_a_sheet_without_an_edit_changes_nothing(kind: str, tmp_path: Path) -> None:
    facts = facts_of(REFERENCE)
    write_sheet(record_sheet(facts, kind, ""), tmp_path / "sheet.xlsx")
    found, texts = sheet_edits(facts, read_sheet(tmp_path / "sheet.xlsx"), tmp_path / "sheet.xlsx")
    assert (found, texts) == ([], {})


def test_every_cell_is_text_and_ids_are_locked(root: Path) -> None:
    sheet = openpyxl.load_workbook(written(root, "pay-band")).worksheets[0]
    cells = [cell for row in sheet for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    assert sheet.protection.sheet
    assert all(sheet.cell(row, 1).protection.locked for row in range(2, sheet.max_row + 1))
    assert not place(sheet, "band-1", "rates.1.paid").protection.locked
    assert place(sheet, "band-1", "rates.1.paid").value == "12.45"
    assert sheet.column_dimensions["B"].number_format == "@"
    assert "pound" in str(sheet.cell(1, 3).comment) or sheet.cell(1, 3).comment is not None
    assert sheet.data_validations.count > 0


def test_a_training_lead_changes_rates_and_statements(root: Path) -> None:
    """Rates, a statement, a text with signs, a list with one more entry, and a value that goes."""
    assert invoke("fmt", root).exit_code == 0
    before = {path: path.read_bytes() for path in root.rglob("*.yaml")}
    bands = written(root, "pay-band")

    def rates(sheet: Worksheet) -> None:
        place(sheet, "band-1", "rates.1.paid").value = "12.60"
        place(sheet, "band-1", "summary").value = "Words: with a colon, a # and “quotes”"

    edit(bands, rates)
    result, patch = hand_in(bands, root)
    assert result.exit_code in (0, 1), result.output
    assert "“12.45” → “12.60”" in result.output
    assert "Money, consent and fairness" in result.output
    lines = [line for line in patch.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    assert sum("paid: 12.45" in line for line in lines) == sum("paid: 12.60" in line for line in lines) == 1
    assert '+summary: "Words: with a colon, a # and “quotes”"' in lines
    competences = written(root, "competence")

    def statements(sheet: Worksheet) -> None:
        cell = place(sheet, "infection-prevention", "statements.aware")
        cell.value = f"{cell.value}\nSays where the gloves are"
        place(sheet, "infection-prevention", "tags").value = "(remove)"

    edit(competences, statements)
    result, patch = hand_in(competences, root)
    added = [line for line in patch.splitlines() if line.startswith("+ ")]
    assert [line.strip() for line in added] == ["+  aware: [Says when hands must be washed, Says where the gloves are]"]
    assert {path: path.read_bytes() for path in root.rglob("*.yaml")} == before


def test_comments_and_layout_stay(root: Path) -> None:
    path = root / COMPETENCE
    text = path.read_text(encoding="utf-8").replace("title: ", "# above the title\ntitle: ", 1)
    path.write_text(text, encoding="utf-8")
    file = written(root, "competence")
    edit(file, lambda sheet: setattr(place(sheet, "infection-prevention", "title"), "value", "Clean hands"))
    facts = Facts(read_records(root), TODAY)
    found, texts = sheet_edits(facts, read_sheet(file), file)
    assert len(found) == 1
    old, new = text.splitlines(), texts[COMPETENCE].splitlines()
    assert [line for line in new if line not in old] == ["title: Clean hands"]
    assert len(new) == len(old)


def test_a_file_in_another_layout_is_left_alone(root: Path) -> None:
    path = root / COMPETENCE
    path.write_text(path.read_text(encoding="utf-8").replace("title: ", "title:   ", 1), encoding="utf-8")
    file = written(root, "competence")
    edit(file, lambda sheet: setattr(place(sheet, "infection-prevention", "title"), "value", "Clean hands"))
    result, patch = hand_in(file, root)
    assert "is not laid out as `pa-framework fmt` does; run that first" in result.output
    assert patch == ""


def test_random_edits_arrive_exactly(root: Path) -> None:
    """120 edits of texts, numbers and lists; .ci/nightly makes 500 in LibreOffice."""
    assert invoke("fmt", root).exit_code == 0
    random.seed(20)
    count = 0
    for kind in ("competence", "pay-band", "role", "learning", "level", "support", "standard", "task"):
        file = root.parent / f"random-{kind}.xlsx"
        facts = Facts(read_records(root), TODAY)
        sheet = record_sheet(facts, kind, "")
        write_sheet(sheet, file)
        book = openpyxl.load_workbook(file)
        wanted: dict[tuple[str, str], str] = {}
        for name, cells in sheet.rows.items():
            for column in sheet.columns:
                text = cells[column.name]
                plain = text and not column.locked and not column.choices and (name, column.name) not in sheet.locked
                if not plain or random.random() > 0.4 or not (" " in text or _is_number(text)):
                    continue
                new = (
                    f"{int(text) + 1}"
                    if text.isdigit()
                    else f"{float(text) + 1:.2f}"
                    if _is_number(text)
                    else f"{text} = more: #{count}"
                )
                place(book.worksheets[0], name, column.name).value = new
                place(book.worksheets[0], name, column.name).data_type = "s"
                wanted[name, column.name] = new
                count += 1
        book.save(file)
        found, texts = sheet_edits(facts, read_sheet(file), file)
        assert {(one.row, one.column): one.after for one in found} == wanted
        for path, text in texts.items():
            (root / path).write_text(text, encoding="utf-8")
        after = record_sheet(Facts(read_records(root), TODAY), kind, "")
        expected = {
            name: {**cells, **{c: v for (n, c), v in wanted.items() if n == name}} for name, cells in sheet.rows.items()
        }
        assert after.rows == expected
    assert count > 60


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def test_a_deleted_row_and_an_emptied_cell_change_nothing(root: Path) -> None:
    file = written(root, "competence")

    def change(sheet: Worksheet) -> None:
        place(sheet, "infection-prevention", "summary").value = None
        sheet.delete_rows(2)
        sheet["CX4"].comment = Comment("Is this right?", "A")
        sheet.parent.create_sheet("Notes")["A1"] = "Words"

    edit(file, change)
    result, patch = hand_in(file, root)
    assert result.output.splitlines() == [
        "The sheet changes nothing.",
        "Empty now, which changes nothing: D2 (`summary` of `infection-prevention`). To take a value away, write (remove) in its cell.",
        "Rows that are gone, which deletes no record: `communication-plans`.",
        "Comments that were not read: CX4.",
        "Sheets that were not read: `Notes`.",
    ]
    assert patch == ""


def test_conflicts_are_named_by_cell_and_nothing_is_written(root: Path) -> None:
    file = written(root, "competence")

    def change(sheet: Worksheet) -> None:
        place(sheet, "infection-prevention", "title").value = "Mine"
        place(sheet, "record-keeping", "title").value = "Also mine"

    edit(file, change)
    path = root / COMPETENCE
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("title: Preventing infection", "title: Theirs"), encoding="utf-8")
    result, patch = hand_in(file, root)
    assert result.exit_code == 1
    assert (
        "(`title` of `infection-prevention`): you wrote “Mine”. Meanwhile someone else changed it to “Theirs”"
        in result.output
    )
    assert patch == ""
    path.write_text(text.replace("title: Preventing infection", "title: Mine"), encoding="utf-8")
    assert hand_in(file, root)[0].output.count("Also mine") >= 1


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("12.45", "12.60", "“12.45” → “12.60”"),
        ("", "One", "nothing → “One”"),
        ("One", "", "“One” → nothing"),
        ("a\nb", "a\nb\nc", "also “c”"),
        ("a\nb", "b", "without “a”"),
        ("a\nb", "b\na", "the lines are in another order"),
        (
            "Shops to the list\nCarries out household work from the list of the person, with someone to ask",
            "Shops to the list\nCarries out household work from the list of the person, with someone to ask at once",
            "“…person, with someone to ask” → “…person, with someone to ask at once”",
        ),
    ],
)
def test_a_change_is_shown_where_it_is(before: str, after: str, words: str) -> None:
    in_words = import_module("pa_framework.cli.sheet.in")._in_words
    assert in_words(before, after) == words


def test_the_result_is_a_branch_and_the_folder_stays_as_it_is(root: Path) -> None:
    def git(*words: str) -> str:
        who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        return subprocess.run(["git", *who, *words], cwd=root, check=True, capture_output=True, text=True).stdout

    git("init", "-q", "-b", "main")
    git("config", "user.name", "A")
    git("config", "user.email", "a@example.org")
    git("add", "-A")
    git("commit", "-qm", "first")
    file = written(root, "competence")
    edit(file, lambda sheet: setattr(place(sheet, "infection-prevention", "title"), "value", "Clean hands"))
    result = invoke("sheet", "in", file, root, "--on", TODAY)
    assert "1 cell of competence.xlsx written to the branch sheet-competence-2026-11-22" in result.output
    assert "ask for a review: git push -u origin sheet-competence-2026-11-22" in result.output
    assert git("status", "--porcelain") == ""
    changed = git("diff", "--stat", "main", "sheet-competence-2026-11-22")
    assert COMPETENCE in changed
    assert "1 file changed, 1 insertion(+), 1 deletion(-)" in changed
    assert "Check: " in git("log", "-1", "--format=%B", "sheet-competence-2026-11-22")
    again = invoke("sheet", "in", file, root, "--on", TODAY)
    assert (again.exit_code, "there is a branch `sheet-competence-2026-11-22` already" in again.output) == (2, True)


def test_a_new_error_is_no_success_where_another_one_goes(root: Path) -> None:
    """In one sheet a statement goes that a rule asks for, and another is mended that a rule refuses."""
    file = root / COMPETENCE
    file.write_text(file.read_text(encoding="utf-8").replace("area: ", "area: no-such-", 1), encoding="utf-8")
    assert invoke("fmt", root).exit_code == 0
    sheet = written(root, "competence")

    def change(sheet: Worksheet) -> None:
        area = place(sheet, "infection-prevention", "area")
        area.value = area.value.removeprefix("no-such-")
        place(sheet, "record-keeping", "area").value = "no-such-area"

    result, _ = hand_in(edit(sheet, change), root)

    assert (result.exit_code, "1 new finding" in result.output) == (1, True)


# Bad workbooks


def _with_part(file: Path, name: str, content: bytes) -> None:
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(name, content)


def _second_id(sheet: Worksheet) -> None:
    sheet.cell(3, 1).value = sheet.cell(2, 1).value


def _ids_for_one_another(sheet: Worksheet) -> None:
    sheet["A2"], sheet["A3"] = sheet["A3"].value, sheet["A2"].value


def _sorted_alone(sheet: Worksheet) -> None:
    sheet["D2"], sheet["D3"], sheet["D4"] = sheet["D3"].value, sheet["D4"].value, sheet["D2"].value


def _sorted_in_part(sheet: Worksheet) -> None:
    """The first two columns in another order; that of summaries has a gap."""
    for column in "AB":
        first, second, third = (sheet[f"{column}{row}"].value for row in (2, 3, 4))
        sheet[f"{column}2"], sheet[f"{column}3"], sheet[f"{column}4"] = second, third, first


def _other_order(sheet: Worksheet) -> None:
    for row in sheet.iter_rows(max_col=3):
        row[1].value, row[2].value = row[2].value, row[1].value


def _many_rows(file: Path) -> None:
    rows = b"<row r='1'/>" * (MOST_ROWS + 1)
    _with_part(file, "xl/worksheets/sheet9.xml", b"<sheetData>" + rows + b"</sheetData>")


def _other_form(file: Path) -> None:
    def change(sheet: Worksheet) -> None:
        meta = sheet.parent["_meta"]
        meta.cell(1, 2).value = meta.cell(1, 2).value.replace('"form": "', '"form": "0')

    edit(file, change)


def _other_framework(file: Path) -> None:
    def change(sheet: Worksheet) -> None:
        meta = sheet.parent["_meta"]
        meta.cell(1, 2).value = meta.cell(1, 2).value.replace('"framework": "', '"framework": "0')

    edit(file, change)


def _unlocked(file: Path) -> None:
    """Writes into a cell that is only to be read, after its mark in the hidden sheet was taken away."""

    def change(sheet: Worksheet) -> None:
        cell = place(sheet, "infection-prevention", "earlier")
        cell.value, cell.data_type = "something", "s"
        sheet.parent["_meta"].cell(cell.row + 1, cell.column).value = "v"

    edit(file, change)


def _cell(address: str, value: object) -> Callable[[Path], object]:
    return lambda file: edit(file, lambda sheet: sheet.__setitem__(address, value))


BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "another framework": (_other_framework, "was made from another framework"),
    "an older form": (
        _other_form,
        "was made before the fields of the kind `competence` changed; make a new sheet and copy your changes into it",
    ),
    "a cell that is only to be read": (_unlocked, "it is only to be read in a sheet"),
    "merged cells": (lambda file: edit(file, lambda sheet: sheet.merge_cells("B2:C3")), "has merged cells (`B2:C3`)"),
    "a renamed sheet": (
        lambda file: edit(file, lambda sheet: setattr(sheet, "title", "Mine")),
        "has no sheet `competence`",
    ),
    "too many rows": (_many_rows, "has more than 20,000 rows"),
    "a password": (lambda file: file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600), "has a password"),
    "a macro": (lambda file: _with_part(file, "xl/vbaProject.bin", b"x"), "can hold a macro"),
    "an id changed by hand": (_cell("A2", "new-id"), "A2 says `new-id`, which is not an id of this sheet"),
    "two rows of one id": (lambda file: edit(file, _second_id), "A2 and A3 both have the id `communication-plans`"),
    "a number": (_cell("B2", 12), "B2 holds a number; format the cell as text and write it again"),
    "a date": (_cell("B2", date(2026, 1, 2)), "B2 holds a date"),
    "a boolean": (_cell("B2", True), "B2 holds true or false as a value"),
    "a formula": (_cell("B2", "=1+1"), "B2 holds a formula"),
    "two ids changed for one another": (
        lambda file: edit(file, _ids_for_one_another),
        "A2 says `infection-prevention`, and its row holds what `communication-plans` had; write that id there again",
    ),
    "a column sorted alone": (lambda file: edit(file, _sorted_alone), "has 3 of its texts in other rows"),
    "rows sorted without their last columns": (
        lambda file: edit(file, _sorted_in_part),
        "has 3 of its texts in other rows, as if it was sorted without the others, or left out",
    ),
    "a new record": (_cell("B9", "words"), "A9 has no id, and there are words in B9"),
    "a note beside the columns": (_cell("CZ3", "words"), "CZ3 is outside the columns"),
    "a header changed": (_cell("B1", "name"), "B1 is the head of `title`, and says “name”"),
    "a column deleted": (lambda file: edit(file, lambda sheet: sheet.delete_cols(3)), "the column `area` is missing"),
    "a column added": (lambda file: edit(file, lambda sheet: sheet.insert_cols(3)), "the column C was added"),
    "a column added at the end": (_cell("AY1", "notes"), "the column AY was added"),
    "columns in another order": (lambda file: edit(file, _other_order), "the columns from B on are not as they were"),
    "the heads deleted": (lambda file: edit(file, lambda sheet: sheet.delete_rows(1)), "row 1 holds the names"),
    "an error": (_cell("B2", "#REF!"), "B2 holds an error"),
    "half a file": (lambda file: file.write_bytes(file.read_bytes()[:9000]), "is not a workbook"),
    "the hidden sheet deleted": (
        lambda file: edit(file, lambda sheet: sheet.parent.remove(sheet.parent["_meta"])),
        "its hidden sheet `_meta` is not there",
    ),
    "no workbook": (lambda file: file.write_text("id,title\n", encoding="utf-8"), "is not a workbook"),
    "another workbook": (lambda file: openpyxl.Workbook().save(file), "was not made by `pa-framework sheet out`"),
    "a bomb": (lambda file: _with_part(file, "xl/big.bin", b"0" * 120_000_000), "unpacks to more than 100 MB"),
    "an entity": (
        lambda file: _with_part(file, "xl/a.xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]>"),
        "holds a part that no spreadsheet writes",
    ),
    "a broken part": (lambda file: _with_part(file, "xl/workbook.xml", b"<x"), "cannot be read as a workbook"),
    "a value that cannot be chosen": (
        lambda file: edit(
            file, lambda sheet: setattr(place(sheet, "infection-prevention", "approval.state"), "value", "sure")
        ),
        "`sure` cannot be chosen; write one of",
    ),
    "a value that must stay": (
        lambda file: edit(
            file, lambda sheet: setattr(place(sheet, "infection-prevention", "title"), "value", "(remove)")
        ),
        "it cannot be taken away",
    ),
    "the same in capitals": (_cell("C2", "(Remove)"), "it cannot be taken away"),
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", BAD)
def test_a_bad_workbook_is_answered_in_a_sentence(name: str, bad_base: tuple[Path, Path], tmp_path: Path) -> None:
    root, made = bad_base
    spoil, expected = BAD[name]
    file = Path(shutil.copy(made, tmp_path / "sheet.xlsx"))
    spoil(file)
    result, patch = hand_in(file, root)
    assert result.exit_code in (1, 2)
    assert expected in result.output
    assert "a fault of the program" not in result.output
    assert "Traceback" not in result.output
    assert patch == ""


@pytest.fixture(scope="module")
def bad_base(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A world that no test changes, and its sheet of competences."""
    root = shutil.copytree(SMALL, tmp_path_factory.mktemp("bad") / "world")
    return root, written(root, "competence")


def test_without_openpyxl_the_command_says_what_is_missing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    result = invoke("sheet", "out", "--kind", "task", "--out", root.parent / "task.xlsx", root)
    assert (result.exit_code, "pip install 'pa-framework[sheets]'" in result.output) == (2, True)


def test_a_workbook_is_never_written_over(root: Path) -> None:
    file = written(root, "competence")
    again = invoke("sheet", "out", "--kind", "competence", "--out", file, root)
    assert (again.exit_code, "exists already, perhaps with someone's changes" in again.output) == (2, True)
    other = invoke("sheet", "out", "--kind", "competence", "--out", file.with_suffix(".csv"), root)
    assert (other.exit_code, "a workbook is written as .xlsx" in other.output) == (2, True)


def test_files_after_edits_are_valid_yaml_elsewhere(root: Path) -> None:
    """Another reader of YAML sees the text that someone typed, whatever it looks like."""
    file = written(root, "competence")
    words = ["yes", "12:30", "- dash", "1e5", "'quoted'", "# no comment", "a: b", "null", "0x1F", "line one\nline two"]
    for text in words:
        edit(file, lambda sheet, text=text: setattr(place(sheet, "infection-prevention", "summary"), "value", text))
        facts = Facts(read_records(root), TODAY)
        _, texts = sheet_edits(facts, read_sheet(file), file)
        assert yaml.safe_load(texts[COMPETENCE])["summary"] == text


def test_an_entry_that_moved_meanwhile_is_not_taken_for_another(root: Path) -> None:
    """A rate has no name, only its place: one that was put in above it has the same amount here."""
    assert invoke("fmt", root).exit_code == 0
    file = written(root, "pay-band")
    edit(file, lambda sheet: setattr(place(sheet, "band-1", "rates.1.paid"), "value", "12.60"))
    path = root / BAND
    text = path.read_text(encoding="utf-8")
    nhs = next(line for line in text.splitlines(keepends=True) if "funder: nhs" in line and "12.45" in line)
    path.write_text(text.replace("rates:\n", f"rates:\n{nhs}", 1), encoding="utf-8")
    result, patch = hand_in(file, root)
    assert "meanwhile the list changed, and `rates.1` is another entry now" in result.output
    assert patch == ""


def test_escapes_of_workbooks_are_read_and_written(tmp_path: Path) -> None:
    """Excel writes a line end of Word as `_x000B_`; what only looks like that stays as it is."""
    columns = (workbook.SheetColumn("words"),)
    rows = {"one": {"words": "Says _x0041_"}, "two": {"words": "Before"}, "three": {"words": "a\nb"}}
    file = tmp_path / "sheet.xlsx"
    write_sheet(workbook.Sheet("words", {}, columns, rows), file)
    edit(file, lambda sheet: setattr(place(sheet, "two", "words"), "value", "First_x000B_second_x000D_\nthird"))
    read = read_sheet(file)
    found = workbook.changes(read, {(name, "words"): cells["words"] for name, cells in rows.items()}, file)
    assert [(one.row, one.after) for one in found] == [("two", "First\nsecond\nthird")]


def test_columns_that_no_record_uses_are_hidden(root: Path) -> None:
    sheet = openpyxl.load_workbook(written(root, "pay-band")).worksheets[0]
    hidden = {cell.value for cell in sheet[1] if sheet.column_dimensions[cell.column_letter].hidden}
    assert "rates.1.note" in hidden
    assert not {"id", "title", "rates.1.paid"} & hidden


def test_a_patch_keeps_the_ends_of_lines(root: Path) -> None:
    path = root / COMPETENCE
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    file = written(root, "competence")
    edit(file, lambda sheet: setattr(place(sheet, "infection-prevention", "title"), "value", "Clean hands"))
    assert hand_in(file, root)[0].exit_code == 0
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    subprocess.run(["git", "apply", file.with_suffix(".patch")], cwd=root, check=True)
    assert b"title: Clean hands\r\n" in path.read_bytes()


def test_the_hidden_sheet_holds_what_was_written(root: Path) -> None:
    sheet = read_sheet(written(root, "competence"))
    assert sheet.base["infection-prevention", "title"] == "Preventing infection"
    assert workbook.FORM.startswith("pa-framework-sheet/")
    assert set(sheet.origin) == {"framework", "form", "revision"}


def test_what_a_task_inherits_is_not_in_its_row(tmp_path: Path) -> None:
    files = test_standards.world()
    facts = test_standards.facts_of(files)
    sheet = record_sheet(facts, "task", "")
    assert facts.records.tasks["eye-drops"].sign_off is not None
    assert not [column for column, text in sheet.rows["eye-drops"].items() if text and column.startswith("sign_off")]
    write_sheet(sheet, tmp_path / "task.xlsx")
    file = edit(tmp_path / "task.xlsx", lambda sheet: setattr(place(sheet, "eye-drops", "title"), "value", "Eye drops"))
    found, texts = sheet_edits(facts, read_sheet(file), file)
    assert texts == {test_standards.DROPS: test_standards.SHORT.replace("Giving eye drops", "Eye drops")}
    assert len(found) == 1
