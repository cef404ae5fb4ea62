"""Edits cells of a workbook in LibreOffice, as someone would who opens, changes and saves it; or spoils it in many ways.

Runs with the Python that has `uno` (the system's), not with ours. `python3 benchmarks/libreoffice_edits.py FILE EDITS OUT`:
EDITS is a JSON list of addresses and texts. With EDITS `spoil`, OUT is a folder for one workbook of each kind of `SPOILS`.
"""

import contextlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any


@contextlib.contextmanager
def office() -> Iterator[Any]:
    """The desktop of a LibreOffice without a screen."""
    import uno  # type: ignore[import-not-found]

    pipe = f"pa{time.time_ns()}"
    started = subprocess.Popen(
        [
            "soffice",
            "--headless",
            "--norestore",
            f"-env:UserInstallation=file://{tempfile.mkdtemp()}",
            f"--accept=pipe,name={pipe};urp;",
        ]
    )
    try:
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(600):
            try:
                context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                break
            except Exception:
                time.sleep(0.2)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        yield desktop
        with contextlib.suppress(Exception):  # the connection ends with it
            desktop.terminate()
        started.wait(60)
    finally:
        started.kill()


def edit(desktop: Any, source: str, out: Path, change: Callable[[Any], object], form: str = "xlsx") -> None:
    """Opens a workbook, changes its first sheet, and saves it at another place."""
    book = desktop.loadComponentFromURL(Path(source).resolve().as_uri(), "_blank", 0, (_property("Hidden", True),))
    change(book.Sheets.getByIndex(0) if form != "book" else book)
    name = {"xls": "MS Excel 97", "ods": "calc8"}.get(form, "Calc MS Excel 2007 XML")
    book.storeToURL(out.resolve().as_uri(), (_property("FilterName", name),))
    book.close(True)


def _property(name: str, value: object) -> Any:
    from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]

    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def _write(sheet: Any, cells: dict[str, str]) -> None:
    sheet.unprotect("")
    for address, text in cells.items():
        sheet.getCellRangeByName(address).setString(text)


def _exchange(sheet: Any) -> None:
    first, second = (sheet.getCellRangeByName(address).getString() for address in ("A2", "A3"))
    _write(sheet, {"A2": second, "A3": first})


def _sort(sheet: Any, cells: str) -> None:
    import uno

    field = uno.createUnoStruct("com.sun.star.table.TableSortField")
    field.Field, field.IsAscending = 0, False
    fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
    sheet.unprotect("")
    sheet.getCellRangeByName(cells).sort((_property("SortFields", fields), _property("ContainsHeader", False)))


def _unprotected(change: Callable[[Any], object]) -> Callable[[Any], object]:
    def spoil(sheet: Any) -> None:
        sheet.unprotect("")
        change(sheet)

    return spoil


def _cell(address: str, change: Callable[[Any], object]) -> Callable[[Any], object]:
    return lambda sheet: change(sheet.getCellRangeByName(address))


#: What someone may do to a sheet in LibreOffice; each with the form in which it is saved, or `book` for what changes the book.
SPOILS: dict[str, tuple[str, Callable[[Any], object]]] = {
    "nothing": ("xlsx", lambda sheet: None),
    "a number": ("xlsx", _cell("B2", lambda cell: cell.setValue(12))),
    "a formula": ("xlsx", _cell("B2", lambda cell: cell.setFormula("=1+1"))),
    "a formula that makes a text": ("xlsx", _cell("B2", lambda cell: cell.setFormula('="a"&"b"'))),
    "true as a value": ("xlsx", _cell("B2", lambda cell: cell.setFormula("=TRUE()"))),
    "cells merged": ("xlsx", _unprotected(_cell("B2:C3", lambda cells: cells.merge(True)))),
    "the sheet renamed": ("xlsx", lambda sheet: setattr(sheet, "Name", "Mine")),
    "an id changed": ("xlsx", lambda sheet: _write(sheet, {"A2": "new-id"})),
    "two rows of one id": ("xlsx", lambda sheet: _write(sheet, {"A3": sheet.getCellRangeByName("A2").getString()})),
    "two ids changed for one another": ("xlsx", _exchange),
    "a column added": ("xlsx", _unprotected(lambda sheet: sheet.Columns.insertByIndex(2, 1))),
    "a column deleted": ("xlsx", _unprotected(lambda sheet: sheet.Columns.removeByIndex(2, 1))),
    "a row deleted": ("xlsx", _unprotected(lambda sheet: sheet.Rows.removeByIndex(1, 1))),
    "rows sorted": ("xlsx", lambda sheet: _sort(sheet, "A2:AZ60")),
    "a column sorted alone": ("xlsx", lambda sheet: _sort(sheet, "B2:B60")),
    "a comment": (
        "xlsx",
        _unprotected(lambda sheet: sheet.Annotations.insertNew(sheet.getCellRangeByName("B3").CellAddress, "Right?")),
    ),
    "a note beside the columns": ("xlsx", lambda sheet: _write(sheet, {"DZ3": "a note"})),
    "50,000 rows": (
        "xlsx",
        _unprotected(_cell("B100:B50099", lambda cells: cells.setDataArray((("x",),) * 50_000))),
    ),
    "another sheet": ("book", lambda book: book.Sheets.insertNewByName("Notes", 3)),
    "the hidden sheet deleted": ("book", lambda book: book.Sheets.removeByName("_meta")),
    "saved as .xls": ("xls", lambda sheet: None),
    "saved as .ods": ("ods", lambda sheet: None),
}


def main(source: str, edits: str, out: str) -> None:
    with office() as desktop:
        if edits == "spoil":
            Path(out).mkdir(exist_ok=True)
            for name, (form, change) in SPOILS.items():
                edit(desktop, source, Path(out) / f"{name}.xlsx", change, form)
            return
        asked = json.loads(Path(edits).read_text(encoding="utf-8"))

        def write(sheet: Any) -> None:
            for address, text in asked:
                sheet.getCellRangeByName(address).setString(text)

        edit(desktop, source, Path(out), write)


if __name__ == "__main__":
    main(*sys.argv[1:])
