"""Sheets of text that people edit in a spreadsheet and hand in again: writing one, and comparing three ways.

A sheet knows nothing of frameworks: it has rows with ids, and columns. Every cell is text. A hidden sheet holds what was
written, so that what someone changed is told apart from what changed meanwhile. openpyxl does the reading (`workbook_reader.py`) and writing.
"""

import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from pa_framework.text.errors import UserError
from pa_framework.text.sentences import join_words, quote_ids

#: What someone writes into a cell whose value is to go.
REMOVE = "(remove)"
#: The form of the hidden sheet.
FORM = "pa-framework-sheet/1"
#: The names of the hidden sheets: of what was written, and of the values that may be chosen.
META, LISTS = "_meta", "_lists"
#: The most characters that a cell can have.
MOST_CHARACTERS = 32_000
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
#: What looks like the way in which workbooks write a character that XML has no place for.
_LIKE_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LINE_ENDS = re.compile(r"\r\n|[\r\v\f]")


class SheetColumn(Struct, frozen=True):
    """A column: its name, what it means, the values that may be chosen, and whether it is only to be read."""

    name: str
    help: str = ""
    choices: tuple[str, ...] = ()
    locked: bool = False


class Sheet(Struct, frozen=True):
    """What is written: a name, facts about its origin, columns, and the texts of each row by its id.

    The first column of the workbook is the id. `locked` are cells (id and column) that are only to be read.
    """

    name: str
    origin: Mapping[str, str]
    columns: tuple[SheetColumn, ...]
    rows: Mapping[str, Mapping[str, str]]
    locked: frozenset[tuple[str, str]] = frozenset()


class ReadSheet(Struct, frozen=True):
    """What was handed in. `base` is what was written, `cells` what is there now with its address, by id and column.

    `rows` are the ids that have a row, with its number. `columns` are the letters of the columns. `comments` are the
    addresses of cells that someone wrote a comment on, and `other_sheets` the names of sheets that someone added.
    """

    name: str
    origin: Mapping[str, str]
    base: Mapping[tuple[str, str], str]
    cells: Mapping[tuple[str, str], tuple[str, str]]
    locked: frozenset[tuple[str, str]]
    rows: Mapping[str, int]
    columns: Mapping[str, str]
    comments: tuple[str, ...] = ()
    other_sheets: tuple[str, ...] = ()


class CellChange(Struct, frozen=True):
    """A cell that someone changed. `after` is None where the value is to go."""

    address: str
    row: str
    column: str
    before: str
    after: str | None


#: What is said above the ids.
_OF_IDS = (
    "The id. It stays as it is. A row that you delete changes nothing, and nor does a cell that you empty.\n"
    "Only words count: a colour, a comment or words that are crossed out are not read.\n"
    "Columns that no record uses are hidden. Show them to fill one in."
)


class SheetFaults(UserError):
    """What is wrong with a workbook, a sentence a line. Nothing was changed."""

    def __init__(self, file: Path, faults: Sequence[str]) -> None:
        shown = [
            *faults[:_MOST_FAULTS],
            *([f"and {len(faults) - _MOST_FAULTS} more"] if len(faults) > _MOST_FAULTS else []),
        ]
        lines = shown[0] if len(shown) == 1 else "".join(f"\n  {one}" for one in shown)
        super().__init__(f"nothing was taken from `{file}`: {lines}", 1)


_MOST_FAULTS = 25


def write_sheet(sheet: Sheet, file: Path) -> None:
    """Writes a workbook. Raises UserError where openpyxl is missing, or the file cannot be written."""
    openpyxl = openpyxl_module()
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, Protection
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = openpyxl.Workbook()
    main, meta, lists = book.active, book.create_sheet(META), book.create_sheet(LISTS)
    main.title = sheet.name
    meta.sheet_state = lists.sheet_state = "hidden"
    top, wrapped, free = Font(bold=True), Alignment(wrap_text=True, vertical="top"), Protection(locked=False)

    def put(place: Any, row: int, column: int, text: str) -> Any:
        cell = place.cell(row, column)
        cell.value = _LIKE_ESCAPED.sub("_x005F_", text)
        cell.data_type, cell.number_format = "s", "@"
        return cell

    put(meta, 1, 1, FORM)
    put(meta, 1, 2, json.dumps({"sheet": sheet.name, **sheet.origin}))
    names = ("id", *(column.name for column in sheet.columns))
    used = {name for cells in sheet.rows.values() for name, text in cells.items() if text}
    for number, name in enumerate(names, 1):
        letter = get_column_letter(number)
        main.column_dimensions[letter].width = 28
        main.column_dimensions[letter].number_format = "@"
        put(meta, 2, number, name)
        cell = put(main, 1, number, name)
        cell.font, cell.alignment = top, wrapped
        if number == 1:
            cell.comment = Comment(_OF_IDS, "pa-framework", width=320, height=160)
            continue
        column = sheet.columns[number - 2]
        main.column_dimensions[letter].hidden = bool(sheet.rows) and column.name not in used
        if not column.locked:
            main.column_dimensions[letter].protection = free
        if column.help:
            cell.comment = Comment(column.help, "pa-framework", width=320, height=160)
        if column.choices and not column.locked and sheet.rows:
            for place, choice in enumerate(column.choices, 1):
                put(lists, place, number, choice)
            allowed = DataValidation(
                type="list", formula1=f"'{LISTS}'!${letter}$1:${letter}${len(column.choices)}", allow_blank=True
            )
            allowed.showErrorMessage = True
            allowed.error = f"Choose one of: {', '.join(column.choices)}"[:220]
            main.add_data_validation(allowed)
            allowed.add(f"{letter}2:{letter}{len(sheet.rows) + 1}")
    for row, (name, cells) in enumerate(sheet.rows.items(), 2):
        put(main, row, 1, name)
        put(meta, row + 1, 1, name)
        for number, column in enumerate(sheet.columns, 2):
            text = cells.get(column.name, "")
            is_locked = column.locked or (name, column.name) in sheet.locked or unwritable(text)
            if text or is_locked:
                shown = _UNWRITABLE.sub("?", text)[:MOST_CHARACTERS]
                put(meta, row + 1, number, ("l" if is_locked else "v") + shown)
                cell = put(main, row, number, shown)
                cell.alignment = wrapped
                cell.protection = Protection(locked=is_locked)
    main.freeze_panes = "B2"
    main.protection.sheet = True
    main.protection.formatColumns = main.protection.formatRows = False
    book.properties.identifier = FORM
    try:
        with tempfile.TemporaryDirectory(prefix=".pa-framework-", dir=file.absolute().parent) as folder:
            whole = Path(folder) / file.name
            book.save(whole)
            whole.replace(file)
    except OSError as error:
        raise UserError(f"`{file}` cannot be written ({error.strerror})") from None


def unwritable(text: str) -> bool:
    """Whether a cell cannot hold a text as it is: it is too long, or has signs that workbooks have no place for."""
    return len(text) > MOST_CHARACTERS or _UNWRITABLE.search(text) is not None


def without_effect(sheet: ReadSheet) -> Iterator[str]:
    """What someone did that changes nothing, and that they may think does: a sentence each."""
    emptied = [
        f"{sheet.columns[column]}{sheet.rows[name]} (`{column}` of `{name}`)"
        for (name, column), before in sheet.base.items()
        if before and name in sheet.rows and not sheet.cells.get((name, column), ("", ""))[1]
    ]
    if emptied:
        yield f"Empty now, which changes nothing: {join_words(emptied, most=8)}. To take a value away, write {REMOVE} in its cell."
    deleted = [name for name in dict.fromkeys(name for name, _ in sheet.base) if name not in sheet.rows]
    if deleted:
        yield f"Rows that are gone, which deletes no record: {quote_ids(deleted, 'and', 8)}."
    if sheet.comments:
        yield f"Comments that were not read: {join_words(sheet.comments, most=8)}."
    if sheet.other_sheets:
        yield f"Sheets that were not read: {quote_ids(sheet.other_sheets, 'and', 8)}."


def changes(sheet: ReadSheet, now: Mapping[tuple[str, str], str], file: Path) -> list[CellChange]:
    """What someone changed, compared three ways. `now` are the texts as they are, by id and column.

    An empty cell changes nothing. Raises SheetFaults with every conflict and every change of a cell that is only to be read.
    """
    found: list[CellChange] = []
    faults: list[str] = []
    ids = {name for name, _ in now}
    for (name, column), (address, text) in sheet.cells.items():
        before = sheet.base.get((name, column), "")
        if text in ("", before):
            continue
        after = "" if text.casefold() == REMOVE else text
        current = same_text(now.get((name, column), ""))
        where = f"{address} (`{column}` of `{name}`)"
        if (name, column) in sheet.locked:
            faults.append(
                f"{where} cannot be edited here; put “{shown_text(before)}” back, and edit the file of the record"
            )
        elif name not in ids:
            faults.append(f"{where} was changed, and meanwhile someone took `{name}` out or gave it another id")
        elif current == after:
            continue
        elif current != before:
            faults.append(
                f"{where}: you wrote “{shown_text(text)}”. Meanwhile someone else changed it to “{shown_text(current)}”. Agree on one "
                "of the two, make a new sheet and write it there"
            )
        else:
            found.append(CellChange(address, name, column, before, after or None))
    if faults:
        raise SheetFaults(file, faults)
    return found


def same_text(text: str) -> str:
    """A text as it is compared: with the same line ends for all programs, and no space at its ends."""
    return _LINE_ENDS.sub("\n", text).strip()


def shown_text(text: str, most: int = 60) -> str:
    """A text as a message shows it: on one line, and cut where it is long."""
    words = " ".join(text.split())
    return words if len(words) <= most else f"{words[: most - 1]}…"


def openpyxl_module() -> Any:
    """openpyxl. Raises UserError where it is not installed."""
    try:
        import openpyxl
    except ImportError:
        raise UserError(
            "openpyxl reads and writes workbooks and is not installed; run `pip install 'pa-framework[sheets]'`"
        ) from None
    return openpyxl
