"""Reads a workbook that `workbook.write_sheet` made and someone edited. What cannot be taken as they meant it is refused by cell."""

import json
import re
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pa_framework.exchange.workbook import (
    FORM,
    LISTS,
    META,
    ReadSheet,
    SheetFaults,
    openpyxl_module,
    same_text,
    shown_text,
)
from pa_framework.text.errors import UserError
from pa_framework.text.sentences import join_words, quote_ids

#: The most rows, and the most bytes of all parts together.
MOST_ROWS, MOST_BYTES = 20_000, 100_000_000
#: How workbooks write a character that XML has no place for.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([^"]*)"')
_COMMENTED = re.compile(rb'<(?:\w+:)?comment\s[^>]*?ref="([A-Z]+)(\d+)"')
_KINDS = {"n": "a number", "d": "a date", "b": "true or false as a value", "f": "a formula", "e": "an error"}


def read_sheet(file: Path) -> ReadSheet:
    """What is in a workbook that `write_sheet` made and someone edited. Raises UserError, or SheetFaults with all faults."""
    comments = _comments_of_safe(file)
    openpyxl = openpyxl_module()
    try:
        with warnings.catch_warnings(action="ignore"):  # about parts that another program added
            book = openpyxl.load_workbook(file, read_only=True)
    except Exception:  # whatever a broken part makes the library say
        raise UserError(f"`{file}` cannot be read as a workbook; save it again as .xlsx") from None
    try:
        return _read(book, file, comments)
    finally:
        book.close()


def _read(book: Any, file: Path, comments: tuple[str, ...]) -> ReadSheet:
    meta = book[META].iter_rows(values_only=True) if META in book.sheetnames else iter(())
    form, about, *_ = [*list(next(meta, ())), None, None]
    if form != FORM:
        raise UserError(f"`{file}` was not made by `pa-framework sheet out`; its hidden sheet `{META}` is not there")
    try:
        origin = {str(key): str(value) for key, value in json.loads(str(about)).items()}
        name = origin.pop("sheet")
    except (ValueError, AttributeError, KeyError):
        raise UserError(f"the hidden sheet `{META}` of `{file}` was changed; make a new sheet") from None
    if name not in book.sheetnames:
        raise UserError(f"`{file}` has no sheet `{name}`; give the sheet its name back")
    main = book[name]
    names = [str(value) for value in next(meta, ()) if value is not None]
    head = [None if value is None else _text(value) for value in next(main.iter_rows(max_row=1, values_only=True), ())]
    faults = list(_faults_of_head(names, head))
    if faults:
        raise SheetFaults(file, faults)
    base: dict[tuple[str, str], str] = {}
    locked: set[tuple[str, str]] = set()
    ids: set[str] = set()
    for row in meta:
        if not row or row[0] is None:
            continue
        ids.add(str(row[0]))
        for column, value in zip(names[1:], row[1:], strict=False):
            if value is not None:
                base[str(row[0]), column] = _text(str(value)[1:])
                if str(value)[0] == "l":
                    locked.add((str(row[0]), column))
    rows: dict[str, int] = {}
    cells = dict(_cells(main, names, ids, rows, faults))
    columns = {column: _letter(number) for number, column in enumerate(names, 1)}
    others = tuple(one for one in book.sheetnames if one not in (name, META, LISTS))
    found = ReadSheet(name, origin, base, cells, frozenset(locked), rows, columns, comments, others)
    faults = faults or [*_rows_of_others(found), *_columns_out_of_order(found)]
    if faults:
        raise SheetFaults(file, faults)
    return found


def _faults_of_head(names: Sequence[str], head: Sequence[str | None]) -> Iterator[str]:
    """What is wrong with the names of the columns."""
    found = [*head, *[None] * (len(names) - len(head))]
    if found[: len(names)] == list(names) and not any(found[len(names) :]):
        return
    if found[0] != names[0]:
        yield f"A1 is the head of `{names[0]}`, and says “{shown_text(found[0] or '')}”; row 1 holds the names of the columns"
        return
    missing = [name for name in names if name not in found]
    last = max(number for number, name in enumerate(found) if name)
    added = [number for number, name in enumerate(found[: last + 1], 1) if name not in names]
    for number, expected in enumerate(names, 1):
        if expected in missing and number in added:
            yield f"{_address(1, number)} is the head of `{expected}`, and says “{shown_text(found[number - 1] or '')}”"
            missing.remove(expected)
            added.remove(number)
    yield from (f"the column `{name}` is missing; columns stay as they are" for name in missing)
    yield from (f"the column {_letter(number)} was added; take it out" for number in added)
    if not missing and not added and set(names) <= set(found):
        moved = next(
            (number for number, pair in enumerate(zip(names, found, strict=False), 1) if pair[0] != pair[1]), 0
        )
        yield f"the columns from {_letter(moved or len(names) + 1)} on are not as they were; put them back"


def _rows_of_others(sheet: ReadSheet) -> Iterator[str]:
    """The rows that hold what another record had, so that their ids were changed."""
    base: dict[str, dict[str, str]] = {}
    for (name, column), text in sheet.base.items():
        base.setdefault(name, {})[column] = text
    rows: dict[str, dict[str, str]] = {name: {} for name in sheet.rows}
    for (name, column), (_, text) in sheet.cells.items():
        rows[name][column] = text
    for name, cells in rows.items():
        alike = _number_alike(cells, base.get(name, {}))
        if 2 * alike >= len(cells):
            continue
        nearest = max(base, key=lambda other: _number_alike(cells, base[other]))
        if nearest != name and _number_alike(cells, base[nearest]) > max(alike, 1):
            yield f"A{sheet.rows[name]} says `{name}`, and its row holds what `{nearest}` had; write that id there again"


def _number_alike(cells: Mapping[str, str], others: Mapping[str, str]) -> int:
    return sum(others.get(column) == text for column, text in cells.items())


def _columns_out_of_order(sheet: ReadSheet) -> Iterator[str]:
    """The columns whose texts are in other rows: someone sorted them without the columns beside them."""
    for column in list(sheet.columns)[1:]:
        both = (
            (sheet.base.get((name, column), ""), sheet.cells.get((name, column), ("", ""))[1]) for name in sheet.rows
        )
        pairs = [(before, now) for before, now in both if before != now]
        texts = Counter(before for before, _ in pairs)
        if len(texts) > 2 and texts == Counter(now for _, now in pairs):
            yield (
                f"the column {sheet.columns[column]} (`{column}`) has {len(pairs)} of its texts in other rows, as if it was "
                "sorted without the others, or left out; sort whole rows, or not at all"
            )


def _cells(
    main: Any, names: Sequence[str], ids: set[str], rows: dict[str, int], faults: list[str]
) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """The texts of a sheet with their addresses. The rows of ids are added to `rows`.

    What is no text, ids that were touched, and what is beside or below the rows are added to `faults`.
    """
    for number, row in enumerate(main.iter_rows(min_row=2), 2):
        filled = [cell for cell in row if cell.value is not None and str(cell.value).strip()]
        if not filled:
            continue
        for cell in filled:
            if cell.data_type not in ("s", "inlineStr"):
                kind = "a date" if cell.is_date else _KINDS.get(cell.data_type, "something other than text")
                faults.append(f"{cell.coordinate} holds {kind}; format the cell as text and write it again")
        beside = [cell.coordinate for cell in filled if cell.column > len(names)]
        if beside:
            faults.append(f"{join_words(beside[:3])} is outside the columns; take out what is written there")
        name = _text(row[0].value or "")
        address = f"A{number}"
        if len(beside) == len(filled):
            continue
        if not name:
            faults.append(
                f"{address} has no id, and there are words in {filled[0].coordinate}; write the id again, or take the words "
                "out. `pa-framework new` makes a new record"
            )
        elif name not in ids:
            faults.append(
                f"{address} says `{shown_text(name)}`, which is not an id of this sheet; write the id again as it was. "
                "`pa-framework rename` changes an id, and `new` makes a new record"
            )
        elif name in rows:
            faults.append(f"A{rows[name]} and {address} both have the id `{name}`; delete one of the rows")
        else:
            rows[name] = number
            for column, cell in zip(names[1:], row[1:], strict=False):
                if cell.value is not None:
                    yield (name, column), (cell.coordinate, _text(cell.value))


def _address(row: int, column: int) -> str:
    return f"{_letter(column)}{row}"


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    found: str = get_column_letter(column)
    return found


def _comments_of_safe(file: Path) -> tuple[str, ...]:
    """The addresses of cells below the heads that have comments.

    Raises UserError for what is no plain workbook, or too large to be read safely, before anything of it is parsed.
    """
    comments: dict[str, None] = {}
    try:
        with file.open("rb") as stream:
            start = stream.read(8)
        if start.startswith(b"\xd0\xcf\x11\xe0"):
            raise UserError(
                f"`{file}` has a password, or is in an older file format; save it as .xlsx without a password"
            )
        with zipfile.ZipFile(file) as parts:
            members = parts.infolist()
            if (
                any(one.filename.lower().endswith("vbaproject.bin") for one in members)
                or file.suffix.lower() == ".xlsm"
            ):
                raise UserError(f"`{file}` can hold a macro; save it as .xlsx, which has none")
            if len(members) > 1_000 or sum(one.file_size for one in members) > MOST_BYTES:
                raise UserError(
                    f"`{file}` unpacks to more than {MOST_BYTES // 1_000_000} MB; hand in a smaller workbook"
                )
            for one in members:
                if one.filename.endswith((".xml", ".rels")):
                    content = parts.read(one)
                    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                        raise UserError(f"`{file}` holds a part that no spreadsheet writes; save it again as .xlsx")
                    if merged := _MERGED.findall(content):
                        cells = quote_ids(one.decode(errors="replace") for one in merged)
                        raise UserError(f"`{file}` has merged cells ({cells}); unmerge them")
                    comments |= {f"{c.decode()}{n.decode()}": None for c, n in _COMMENTED.findall(content) if n != b"1"}
                    if content.count(b"<row ") + content.count(b"<row>") > MOST_ROWS:
                        raise UserError(
                            f"`{file}` has more than {MOST_ROWS:,} rows; delete the empty ones below the last record"
                        )
    except OSError as error:
        raise UserError(f"`{file}` cannot be read ({error.strerror})") from None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        raise UserError(f"`{file}` is not a workbook; save it as .xlsx, and not as CSV") from None
    return tuple(comments)


def _text(value: object) -> str:
    """The text of a cell that was read, as it is compared."""
    return same_text(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value)))
