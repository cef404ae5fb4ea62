"""Sheets of text that people edit in a spreadsheet and hand in again: writing one, reading it, and comparing three ways.

A sheet knows nothing of frameworks: it has rows with ids, and columns. Every cell is text. A hidden sheet holds what was
written, so that what someone changed is told apart from what changed meanwhile. openpyxl does the reading and writing.
"""

import json
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pa_framework.text.errors import UserError
from pa_framework.text.sentences import quote_ids

#: What stands in a cell that is to become empty.
REMOVE = "(remove)"
#: The form of the hidden sheet.
FORM = "pa-framework-sheet/1"
_META, _LISTS = "_meta", "_lists"
#: The most rows, the most bytes of all parts together, and the most characters that a cell can have.
MOST_ROWS, _MOST_BYTES, MOST_CHARACTERS = 20_000, 100_000_000, 32_000
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([^"]*)"')
_KINDS = {"n": "a number", "d": "a date", "b": "true or false as a value", "f": "a formula", "e": "an error"}


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its name, what it means, the values that may be chosen, and whether it is only to be read."""

    name: str
    help: str = ""
    choices: tuple[str, ...] = ()
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is written: a name, facts about its origin, columns, and the texts of each row by its id.

    The first column of the workbook is the id. `locked` are cells (id and column) that are only to be read.
    """

    name: str
    origin: Mapping[str, str]
    columns: tuple[SheetColumn, ...]
    rows: Mapping[str, Mapping[str, str]]
    locked: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """What was handed in. `base` is what was written, `cells` what is there now with its address, by id and column."""

    name: str
    origin: Mapping[str, str]
    base: Mapping[tuple[str, str], str]
    cells: Mapping[tuple[str, str], tuple[str, str]]
    locked: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that someone changed. `after` is None where the value is to go."""

    address: str
    row: str
    column: str
    before: str
    after: str | None


class SheetFaults(UserError):
    """What is wrong with a workbook, a sentence a line. Nothing was changed."""

    def __init__(self, file: Path, faults: Sequence[str]) -> None:
        shown = [
            *faults[:_MOST_FAULTS],
            *([f"and {len(faults) - _MOST_FAULTS} more"] if len(faults) > _MOST_FAULTS else []),
        ]
        lines = shown[0] if len(shown) == 1 else "".join(f"\n  {one}" for one in shown)
        super().__init__(f"`{file}` was not taken over: {lines}", 1)


_MOST_FAULTS = 25


def write_sheet(sheet: Sheet, file: Path) -> None:
    """Writes a workbook. Raises UserError where openpyxl is missing, or the file cannot be written."""
    openpyxl = _openpyxl()
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, Protection
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = openpyxl.Workbook()
    main, meta, lists = book.active, book.create_sheet(_META), book.create_sheet(_LISTS)
    main.title = sheet.name
    meta.sheet_state = lists.sheet_state = "hidden"
    top, wrapped, free = Font(bold=True), Alignment(wrap_text=True, vertical="top"), Protection(locked=False)

    def put(place: Any, row: int, column: int, text: str) -> Any:
        cell = place.cell(row, column)
        cell.value = text
        cell.data_type, cell.number_format = "s", "@"
        return cell

    put(meta, 1, 1, FORM)
    put(meta, 1, 2, json.dumps({"sheet": sheet.name, **sheet.origin}))
    names = ("id", *(column.name for column in sheet.columns))
    for number, name in enumerate(names, 1):
        letter = get_column_letter(number)
        main.column_dimensions[letter].width = 28
        main.column_dimensions[letter].number_format = "@"
        put(meta, 2, number, name)
        cell = put(main, 1, number, name)
        cell.font, cell.alignment = top, wrapped
        if number == 1:
            cell.comment = Comment("The id. It stays as it is. A row that you delete changes nothing.", "pa-framework")
            continue
        column = sheet.columns[number - 2]
        if not column.locked:
            main.column_dimensions[letter].protection = free
        if column.help:
            cell.comment = Comment(column.help, "pa-framework", width=320, height=160)
        if column.choices and not column.locked and sheet.rows:
            for place, choice in enumerate(column.choices, 1):
                put(lists, place, number, choice)
            allowed = DataValidation(
                type="list", formula1=f"'{_LISTS}'!${letter}$1:${letter}${len(column.choices)}", allow_blank=True
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
        book.save(file)
    except OSError as error:
        raise UserError(f"`{file}` cannot be written ({error.strerror})") from None


def unwritable(text: str) -> bool:
    """Whether a cell cannot hold a text as it is: it is too long, or has signs that workbooks have no place for."""
    return len(text) > MOST_CHARACTERS or _UNWRITABLE.search(text) is not None


def read_sheet(file: Path) -> ReadSheet:
    """What is in a workbook that `write_sheet` made and someone edited. Raises UserError, or SheetFaults with all faults."""
    _refuse_dangerous(file)
    openpyxl = _openpyxl()
    try:
        with warnings.catch_warnings(action="ignore"):  # about parts that another program added
            book = openpyxl.load_workbook(file, read_only=True)
    except Exception as error:  # whatever a broken part makes the library say
        raise UserError(
            f"`{file}` cannot be read as a workbook ({type(error).__name__}); save it again as .xlsx"
        ) from None
    try:
        return _read(book, file)
    finally:
        book.close()


def _read(book: Any, file: Path) -> ReadSheet:
    meta = book[_META].iter_rows(values_only=True) if _META in book.sheetnames else iter(())
    form, about, *_ = [*list(next(meta, ())), None, None]
    if form != FORM:
        raise UserError(f"`{file}` was not made by `pa-framework sheet out`; its hidden sheet `{_META}` is not there")
    try:
        origin = {str(key): str(value) for key, value in json.loads(str(about)).items()}
        name = origin.pop("sheet")
    except (ValueError, AttributeError, KeyError):
        raise UserError(f"the hidden sheet `{_META}` of `{file}` was changed; make a new sheet") from None
    if name not in book.sheetnames:
        raise UserError(f"`{file}` has no sheet `{name}`; give the sheet its name back")
    main = book[name]
    names = [str(value) for value in next(meta, ()) if value is not None]
    faults: list[str] = []
    head = [None if value is None else str(value) for value in next(main.iter_rows(max_row=1, values_only=True), ())]
    for number, expected in enumerate(names, 1):
        found = head[number - 1] if number <= len(head) else None
        if found != expected:
            faults.append(f"{_address(1, number)} is the column `{expected}`, and says `{_shown(found or '')}`")
    if faults or any(head[len(names) :]):
        raise SheetFaults(file, faults or ["a column was added; columns stay as they are"])
    base: dict[tuple[str, str], str] = {}
    locked: set[tuple[str, str]] = set()
    ids: set[str] = set()
    for row in meta:
        if not row or row[0] is None:
            continue
        ids.add(str(row[0]))
        for column, value in zip(names[1:], row[1:], strict=False):
            if value is not None:
                base[str(row[0]), column] = _clean(str(value)[1:])
                if str(value)[0] == "l":
                    locked.add((str(row[0]), column))
    cells = dict(_cells(main, names, ids, faults))
    if faults:
        raise SheetFaults(file, faults)
    return ReadSheet(name, origin, base, cells, frozenset(locked))


def _cells(
    main: Any, names: Sequence[str], ids: set[str], faults: list[str]
) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """The texts of a sheet with their addresses. What is no text, and ids that were touched, are added to `faults`."""
    seen: dict[str, str] = {}
    for number, row in enumerate(main.iter_rows(min_row=2, max_col=len(names)), 2):
        filled = [cell for cell in row if cell.value not in (None, "")]
        if not filled:
            continue
        for cell in filled:
            if cell.data_type not in ("s", "inlineStr"):
                kind = "a date" if cell.is_date else _KINDS.get(cell.data_type, "something other than text")
                faults.append(f"{cell.coordinate} holds {kind}; format the cell as text and write it again")
        name, address = _clean(str(row[0].value or "")), f"A{number}"
        if not name:
            faults.append(f"{address} has no id, and {filled[0].coordinate} has words; a record is added with `new`")
        elif name not in ids:
            faults.append(f"{address} says `{_shown(name)}`, which is no id of this sheet; ids stay as they are")
        elif name in seen:
            faults.append(f"{seen[name]} and {address} both hold the id `{name}`; keep one of the rows")
        else:
            seen[name] = address
            for column, cell in zip(names[1:], row[1:], strict=False):
                if cell.value is not None:
                    yield (name, column), (cell.coordinate, _clean(str(cell.value)))


def _address(row: int, column: int) -> str:
    from openpyxl.utils import get_column_letter

    return f"{get_column_letter(column)}{row}"


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
        after = "" if text == REMOVE else text
        current = _clean(now.get((name, column), ""))
        where = f"{address} (`{column}` of `{name}`)"
        if (name, column) in sheet.locked:
            faults.append(f"{where} is only to be read; it was changed to “{_shown(text)}”")
        elif name not in ids:
            faults.append(f"{where} was changed, and there is no `{name}` any more")
        elif current == after:
            continue
        elif current != before:
            faults.append(f"{where}: you wrote “{_shown(text)}”, and meanwhile it became “{_shown(current)}”")
        else:
            found.append(CellChange(address, name, column, before, after or None))
    if faults:
        raise SheetFaults(file, faults)
    return found


def _refuse_dangerous(file: Path) -> None:
    """Raises UserError for what is no plain workbook, or too large to be read safely, before anything of it is parsed."""
    try:
        with file.open("rb") as stream:
            start = stream.read(8)
        if start.startswith(b"\xd0\xcf\x11\xe0"):
            raise UserError(f"`{file}` has a password, or is of an old form; save it as .xlsx without a password")
        with zipfile.ZipFile(file) as parts:
            members = parts.infolist()
            if (
                any(one.filename.lower().endswith("vbaproject.bin") for one in members)
                or file.suffix.lower() == ".xlsm"
            ):
                raise UserError(f"`{file}` can hold a macro; save it as .xlsx, which has none")
            if len(members) > 1_000 or sum(one.file_size for one in members) > _MOST_BYTES:
                raise UserError(
                    f"`{file}` unpacks to more than {_MOST_BYTES // 1_000_000} MB; hand in a smaller workbook"
                )
            for one in members:
                if one.filename.endswith((".xml", ".rels")):
                    content = parts.read(one)
                    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                        raise UserError(f"`{file}` holds a part that no spreadsheet writes; save it again as .xlsx")
                    if merged := _MERGED.findall(content):
                        cells = quote_ids(one.decode(errors="replace") for one in merged)
                        raise UserError(f"`{file}` has merged cells ({cells}); take the merging back")
                    if content.count(b"<row ") + content.count(b"<row>") > MOST_ROWS:
                        raise UserError(
                            f"`{file}` has more than {MOST_ROWS:,} rows; delete the empty ones below the last record"
                        )
    except OSError as error:
        raise UserError(f"`{file}` cannot be read ({error.strerror})") from None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        raise UserError(f"`{file}` is no workbook; save it as .xlsx") from None


def _clean(text: str) -> str:
    """A text as it is compared: line ends of any program, and no space at its ends."""
    return text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").strip()


def _shown(text: str, most: int = 60) -> str:
    words = " ".join(text.split())
    return words if len(words) <= most else f"{words[: most - 1]}…"


def _openpyxl() -> Any:
    try:
        import openpyxl
    except ImportError:
        raise UserError(
            "openpyxl reads and writes workbooks and is not installed; run `pip install 'pa-framework[sheets]'`"
        ) from None
    return openpyxl
