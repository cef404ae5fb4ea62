"""The records of a kind as a sheet, and the changes of a sheet as edits of their files.

A field within a group is a column with dots in its name: `sign_off.written_instructions`. A list of texts is a cell with a
line for each. A map has a column for each key, and a list of groups a column for each field of each entry: `rates.1.paid`.
What has no such form is shown as JSON, only to be read.

The sheet of an area shows all records that count there. What someone changes of a record of the base is written as a
change of it, with the reason that the column `because` gives.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from hashlib import blake2b
from pathlib import Path
from typing import Any

from msgspec import Struct

from pa_framework.edit.record_edits import RowEdit, edited_file
from pa_framework.edit.sheet_rows import SheetRow, sheet_rows
from pa_framework.exchange.json_documents import encode_line
from pa_framework.exchange.published import published
from pa_framework.exchange.workbook import (
    REMOVE,
    CellChange,
    ReadSheet,
    Sheet,
    SheetColumn,
    SheetFaults,
    changes,
    same_text,
    unwritable,
)
from pa_framework.facts.facts import Facts
from pa_framework.records.json_schema import is_iso_date
from pa_framework.records.kinds import KIND, kinds_with_ids
from pa_framework.records.load import Records
from pa_framework.records.overlays import BECAUSE
from pa_framework.records.yaml_source import Route
from pa_framework.text.errors import UserError
from pa_framework.text.sentences import quote_ids
from pa_framework.text.suggestions import closest_match

#: The most entries of a list of groups that get columns of their own.
_MOST_ENTRIES = 12
_NUMBER_EXAMPLES = {"integer": "12", "number": "12.60"}
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_YES_OR_NO = {"true": True, "false": False}


class _Column(Struct, frozen=True):
    """A column of a sheet: its way into a record, and the schema of what is there. `open`: it may be edited."""

    route: Route
    part: Mapping[str, Any]
    required: bool
    open: bool

    @property
    def name(self) -> str:
        """Its dotted name; entries of lists count from 1."""
        return ".".join(str(step + 1) if isinstance(step, int) else step for step in self.route)

    @property
    def is_list(self) -> bool:
        """Whether its cells have a line for each entry."""
        return self.part.get("type") == "array"


def sheet_kinds() -> tuple[str, ...]:
    """The kinds of which a sheet can be made."""
    return tuple(kind.id for kind in kinds_with_ids().values())


def record_sheet(facts: Facts, kind: str, revision: str) -> Sheet:
    """The sheet of the records of a kind, as they are written. `revision` says of what, for people."""
    records = facts.records_as_written
    found = sheet_rows(records, kind)
    columns = _columns(records, kind, found)
    rows: dict[str, dict[str, str]] = {}
    locked: set[tuple[str, str]] = set()
    for name, row in found.items():
        rows[name] = {}
        for column in columns:
            text, is_open = _cell(row, column)
            rows[name][column.name] = text
            if not is_open or unwritable(text):
                locked.add((name, column.name))
    made = tuple(
        SheetColumn(column.name, _help(column), _choices(records, kind, column), not column.open) for column in columns
    )
    return Sheet(kind, _origin(facts, kind, revision), made, rows, frozenset(locked))


def _origin(facts: Facts, kind: str, revision: str) -> dict[str, str]:
    form = blake2b(json.dumps(KIND[kind].schema, sort_keys=True).encode(), digest_size=8).hexdigest()
    return {"framework": published(facts).identifier("framework"), "form": form, "revision": revision}


def sheet_edits(facts: Facts, sheet: ReadSheet, file: Path) -> tuple[list[CellChange], dict[str, str]]:
    """The changes that someone made in a sheet, and the new texts of the files, by path.

    Raises UserError where the sheet belongs to another framework or form, SheetFaults where a change cannot be made.
    """
    if sheet.name not in sheet_kinds():
        near = closest_match(sheet.name, sheet_kinds())
        raise UserError(f"there is no kind `{sheet.name}`" + (f"; did you mean `{near}`?" if near else ""))
    origin = _origin(facts, sheet.name, "")
    if sheet.origin.get("framework") != origin["framework"]:
        raise UserError(f"`{file}` was made from another framework, or from this one under another address")
    if sheet.origin.get("form") != origin["form"]:
        raise UserError(
            f"`{file}` was made before the fields of the kind `{sheet.name}` changed; make a new sheet and copy your changes into it"
        )
    records = facts.records_as_written
    rows = sheet_rows(records, sheet.name)
    columns = {one.name: one for one in _columns(records, sheet.name, rows)}
    now = {(name, column.name): _cell(row, column)[0] for name, row in rows.items() for column in columns.values()}
    found = changes(sheet, now, file)
    faults: list[str] = []
    values: dict[str, list[tuple[Route, Any]]] = {}
    for change in found:
        column = columns.get(change.column)
        fault = f"there is no field `{change.column}` any more" if column is None else ""
        if column is not None:
            value, fault = _new_value(rows[change.row], column, change, sheet, now)
            values.setdefault(change.row, []).append((column.route, value))
        if fault:
            faults.append(f"{change.address} (`{change.column}` of `{change.row}`): {fault}")
    edits = [] if faults else [RowEdit(rows[name], tuple(of_row)) for name, of_row in values.items()]
    faults += [fault for edit in edits for fault in _faults_of_change(edit, sheet)]
    if faults:
        raise SheetFaults(file, faults)
    by_path: dict[str, list[RowEdit]] = {}
    for edit in edits:
        by_path.setdefault(edit.row.path, []).append(edit)
    return found, {path: edited_file(path, of_path) for path, of_path in by_path.items()}


def _new_value(
    row: SheetRow, column: _Column, change: CellChange, sheet: ReadSheet, now: Mapping[tuple[str, str], str]
) -> tuple[Any, str]:
    """The new value of a cell, and what is wrong with it."""
    if not _cell(row, column)[1]:
        return None, "it is only to be read in a sheet; change it in the file of the record"
    value, fault = _value(change.after, column)
    return value, fault or _missing_entry(row.shown, column) or _other_entry(sheet, change, column, now)


def _faults_of_change(edit: RowEdit, sheet: ReadSheet) -> Iterator[str]:
    """What is wrong with a row of an area that changes a record of the base."""
    if edit.row.base is None:
        return
    where = f"{sheet.columns.get(BECAUSE, 'A')}{sheet.rows[edit.row.id]} (`{BECAUSE}` of `{edit.row.id}`)"
    if not edit.differs:
        yield (
            f"{where}: nothing else in this row differs from the base"
            if edit.row.route is None
            else f"{where}: the record is as in the base again; delete the change in `{edit.row.path}` by hand"
        )
    elif not edit.expected.get(BECAUSE):
        yield f"{where}: write why your area differs from the base here, in a sentence that readers will understand"


# Columns


def _columns(records: Records, kind: str, rows: Mapping[str, SheetRow]) -> tuple[_Column, ...]:
    found = _columns_of(records, KIND[kind].schema, (), [row.shown for row in rows.values()])
    why = (_WHY,) if any(row.base is not None for row in rows.values()) else ()
    return (*why, *(column for column in found if column.name != KIND[kind].id_field))


#: The column of an area's sheet that says why a record differs from that of the base.
_WHY = _Column(
    (BECAUSE,),
    {
        "type": "string",
        "description": "Why your area differs from the base, in one sentence for readers. Write it in every row that you "
        "change. Only what you change is written into your files; everything else stays as in the base.",
    },
    required=True,
    open=True,
)


def _columns_of(records: Records, part: Mapping[str, Any], route: Route, data: Sequence[Any]) -> Iterator[_Column]:
    """The columns of a group, given what each record has there."""
    needed = part.get("required", ())
    for name, field in part["properties"].items():
        held = [one[name] for one in data if isinstance(one, dict) and name in one]
        yield from _columns_at(records, field, (*route, name), held, name in needed)


def _columns_at(
    records: Records, field: Mapping[str, Any], route: Route, held: Sequence[Any], required: bool
) -> Iterator[_Column]:
    kind, items = field.get("type"), field.get("items", {})
    if "x-expression" in field or "x-fields" in items or "x-holds-demands" in field:
        yield _Column(route, field, required, False)
    elif kind == "object" and "properties" in field:
        yield from _columns_of(records, field, route, held)
    elif kind == "object" and isinstance(inner := field.get("additionalProperties"), Mapping):
        refers_to = field.get("propertyNames", {}).get("x-refers-to", "")
        keys = dict.fromkeys(key for one in held if isinstance(one, dict) for key in one)
        known = list(records.of_kind("step")) if refers_to == "step" else []
        for key in dict.fromkeys([*known, *sorted(keys)]):
            below = [one[key] for one in held if isinstance(one, dict) and key in one]
            yield from _columns_at(records, inner, (*route, key), below, False)
    elif kind == "array" and items.get("type") == "object" and "properties" in items:
        longest = max((len(one) for one in held if isinstance(one, list)), default=0)
        if longest > _MOST_ENTRIES or any(isinstance(step, int) for step in route):
            yield _Column(route, field, required, False)
            return
        for number in range(longest):
            entries = [one[number] for one in held if isinstance(one, list) and len(one) > number]
            yield from _columns_of(records, items, (*route, number), entries)
    else:
        yield _Column(route, field, required, _is_plain(items if kind == "array" else field))


def _is_plain(part: Mapping[str, Any]) -> bool:
    kinds = part.get("type", "string" if "enum" in part else None)
    return kinds in ("string", "integer", "number", "boolean") or (isinstance(kinds, list) and "string" in kinds)


def _cell(row: SheetRow, column: _Column) -> tuple[str, bool]:
    """The text of a cell, and whether it may be edited."""
    if column is _WHY and row.base is None:
        return "", False
    data: Any = row.shown
    for step in column.route:
        data = _within(data, step)
    if data is None:
        return "", column.open
    if column.is_list and isinstance(data, list) and data:
        plain = all(isinstance(one, str) and "\n" not in one and one == one.strip() != "" for one in data)
        if column.open and plain and REMOVE not in data:
            return "\n".join(data), True
    if isinstance(data, bool):
        return ("true" if data else "false"), column.open
    if isinstance(data, str | int | Decimal) and not column.is_list:
        return str(data), column.open and str(data) == str(data).strip() not in ("", REMOVE)
    return encode_line(data).decode(), False


def _within(data: Any, step: str | int) -> Any:
    """The value of a field or an entry; None where there is none."""
    if isinstance(step, int):
        return data[step] if isinstance(data, list) and step < len(data) else None
    return data.get(step) if isinstance(data, dict) else None


def _help(column: _Column) -> str:
    part = column.part
    words = [str(part.get("x-label", "")), str(part.get("description", ""))]
    if not column.open:
        words.append("Only to be read here: edit it in the file of the record.")
    elif column.is_list:
        words.append("One entry a line.")
    if column.open and not column.required:
        words.append(f"To take the value away, write {REMOVE}.")
    return "\n".join(word for word in words if word)


def _choices(records: Records, kind: str, column: _Column) -> tuple[str, ...]:
    """The values of a cell that holds one of a closed list."""
    part = column.part
    if column.is_list or not column.open:
        return ()
    found = [str(value) for value in part.get("enum", ())]
    if part.get("type") == "boolean":
        found = list(_YES_OR_NO)
    refers_to = part.get("x-refers-to")
    if isinstance(refers_to, str) and "x-or-text" not in part:
        of_kind = kind if refers_to == "self" else refers_to
        found = list(records.of_kind(of_kind)) if of_kind in kinds_with_ids() else []
    return (*found, *([] if column.required else [REMOVE])) if found else ()


# From a cell to a value


def _value(text: str | None, column: _Column) -> tuple[Any, str]:
    """The value that a text of a cell says, and what is wrong with it. None takes the value away."""
    part = column.part
    if text is None:
        return None, "it cannot be taken away, because every record has it" if column.required else ""
    if column.is_list:
        return [line.strip() for line in text.split("\n") if line.strip()], ""
    kinds = part.get("type", "string")
    if kinds == "boolean":
        found = _YES_OR_NO.get(text.lower())
        return found, "" if found is not None else f"`{text}` cannot be chosen; write true or false"
    if kinds in ("integer", "number"):
        fits = re.fullmatch(r"-?\d+", text) if kinds == "integer" else _NUMBER.fullmatch(text)
        return (
            (Decimal(text) if "." in text else int(text)) if fits else None,
            "" if fits else f"`{text}` is not a number; write figures alone, such as {_NUMBER_EXAMPLES[kinds]}",
        )
    if part.get("format") == "date" and not is_iso_date(text):
        return None, f"`{text}` is not a day; write it as year-month-day, such as 2026-03-31"
    if "enum" in part and text not in part["enum"]:
        return None, f"`{text}` cannot be chosen; write one of {quote_ids(map(str, part['enum']))}"
    return text, ""


def _other_entry(sheet: ReadSheet, change: CellChange, column: _Column, now: Mapping[tuple[str, str], str]) -> str:
    """What is wrong where an entry of a list is not the one that was written any more.

    An entry has no name, only a place: where one was put in above it meanwhile, the change would reach another.
    """
    place = next((number for number, step in enumerate(column.route) if isinstance(step, int)), None)
    if place is None:
        return ""
    entry = ".".join(str(step + 1) if isinstance(step, int) else step for step in column.route[: place + 1])
    for (name, other), text in now.items():
        if name == change.row and other.startswith(f"{entry}.") and other != change.column:
            before, mine = sheet.base.get((name, other), ""), sheet.cells.get((name, other), ("", ""))[1]
            if same_text(text) not in (before, mine or before):
                return f"meanwhile the list changed, and `{entry}` is another entry now; make a new sheet and write it there"
    return ""


def _missing_entry(data: Any, column: _Column) -> str:
    """What is wrong where a list has no such entry: a sheet adds none."""
    for step in column.route:
        data = _within(data, step)
        if isinstance(step, int) and data is None:
            return "the record has no such entry; a sheet adds none, so add it in the file of the record"
    return ""
