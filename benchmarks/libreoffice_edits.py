"""Edits cells of a workbook in LibreOffice, as someone would who opens, changes and saves it.

Runs with the Python that has `uno` (the system's), not with ours: `python3 benchmarks/libreoffice_edits.py FILE EDITS OUT`,
where EDITS is a JSON list of addresses and texts.
"""

import contextlib
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def main(source: str, edits: str, out: str) -> None:
    import uno  # type: ignore[import-not-found]
    from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]

    pipe = f"pa{time.time_ns()}"
    profile = tempfile.mkdtemp()
    office = subprocess.Popen(
        [
            "soffice",
            "--headless",
            "--norestore",
            f"-env:UserInstallation=file://{profile}",
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
        hidden = PropertyValue()
        hidden.Name, hidden.Value = "Hidden", True
        book = desktop.loadComponentFromURL(Path(source).resolve().as_uri(), "_blank", 0, (hidden,))
        sheet = book.Sheets.getByIndex(0)
        for address, text in json.loads(Path(edits).read_text(encoding="utf-8")):
            sheet.getCellRangeByName(address).setString(text)
        form = PropertyValue()
        form.Name, form.Value = "FilterName", "Calc MS Excel 2007 XML"
        book.storeToURL(Path(out).resolve().as_uri(), (form,))
        book.close(True)
        with contextlib.suppress(Exception):  # the connection ends with it
            desktop.terminate()
        office.wait(60)
    finally:
        office.kill()


if __name__ == "__main__":
    main(*sys.argv[1:])
