"""From an edit to the page in a browser, while `pa-framework serve` runs: edits of different kinds, median and worst.

python -m benchmarks.editing [--records 1000] [--edits 20]     # without --records: a copy of this repository

Each edit adds a number to the title of one record, or to a heading that someone wrote by hand. It is there when the open
page of that record shows it; the page says then that it is being checked, until every rule was asked. Then the file is put
back, and the next one follows.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path, PurePosixPath
from statistics import median
from time import monotonic, perf_counter

from playwright.sync_api import Page

from benchmarks.worlds import make_world
from pa_framework.facts.addresses import record_pages
from pa_framework.records.kinds import PAGES_FOLDER, TOP_FOLDERS
from pa_framework.records.load import read_records
from tests.paths import ROOT
from tests.site.browser import chromium

_TITLE = {".yaml": re.compile(r"""(?m)^(title: (?!["'>|]))(.*)$"""), ".md": re.compile(r"(?m)^(# )(.*)$")}
#: Seconds after which an edit is not there.
_LONGEST = 60.0


def edits(root: Path) -> Iterator[tuple[str, Path, str]]:
    """The kind of what is edited, its file and the address of the page that it has to itself, each kind in turn."""
    records = read_records(root)
    by_kind: dict[str, list[tuple[str, Path, str]]] = {}
    for path, kind, record in record_pages(records):
        file = root / record.origin.path
        if file.stem == record.id == PurePosixPath(path).stem and _TITLE[file.suffix].search(
            file.read_text(encoding="utf-8")
        ):
            by_kind.setdefault(kind, []).append((kind, file, path))
    for file in sorted((root / PAGES_FOLDER).rglob("*.md")):
        text = file.read_text(encoding="utf-8")
        if re.search(r"(?m)^# ", text) and file.stem != "index":
            path = file.relative_to(root / PAGES_FOLDER).as_posix()
            by_kind.setdefault("page written by hand", []).append(("page written by hand", file, path))
    for number in range(max(map(len, by_kind.values()))):
        for found in by_kind.values():
            if number < len(found):
                kind, file, path = found[number]
                yield kind, file, path.removesuffix(".md") + "/"


_SHOWN = "words => document.querySelector('h1')?.textContent.includes(words) ?? false"
_CHECKED = f"words => ({_SHOWN})(words) && !document.querySelector('.preview-unjudged')"


def seconds_until(page: Page, words: str, began: float, what: str = _SHOWN) -> float:
    """Seconds since `began` until the first heading has these words; with `_CHECKED`, until every rule was asked as well."""
    last = monotonic() + _LONGEST
    while monotonic() < last:
        try:
            if page.evaluate(what, words):
                return perf_counter() - began
        except Exception as error:  # the page is loading again
            if "context" not in str(error) and "navigation" not in str(error):
                raise
        page.wait_for_timeout(10)
    shown = page.locator("h1, .preview-findings").all_inner_texts()
    raise SystemExit(f"{words} is not there after {_LONGEST:.0f} seconds; {page.url} says {shown}")


def measured(root: Path, most: int) -> dict[str, list[tuple[float, float]]]:
    """The kind of what was edited → seconds until the page shows it, and until every rule was asked."""
    command = [sys.executable, "-m", "pa_framework", "serve", str(root), "--port", "0"]
    found: dict[str, list[tuple[float, float]]] = {}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as preview, chromium() as browser:
        try:
            assert preview.stderr is not None
            home = next(filter(None, (re.search(r"http://\S+/", line) for line in preview.stderr)))
            page = browser.new_page()
            for number, (kind, file, path) in zip(range(most), edits(root), strict=False):
                page.goto(home[0] + path)
                before = file.read_text(encoding="utf-8")
                words = f"again {1000 + number}"
                file.write_text(_TITLE[file.suffix].sub(rf"\1\2 {words}", before, count=1), encoding="utf-8")
                began = perf_counter()
                shown = seconds_until(page, words, began)
                found.setdefault(kind, []).append((shown, seconds_until(page, words, began, _CHECKED)))
                page.goto("about:blank")  # a page that loads again would end the next visit
                file.write_text(before, encoding="utf-8")
                page.wait_for_timeout(500)
        finally:
            preview.terminate()
            preview.communicate(timeout=30)
    return found


def main() -> None:
    """Prints one line for each kind of record, then the median and the worst of all edits."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int)
    parser.add_argument("--edits", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "world"
        if options.records:
            make_world(root, options.records)
        else:
            root.mkdir()
            for name in TOP_FOLDERS:
                shutil.copytree(ROOT / name, root / name)
            shutil.copy(ROOT / "mkdocs.yml", root)
        found = measured(root, options.edits)
    for kind, seconds in sorted(found.items()):
        print(f"| {kind} | {', '.join(f'{shown:.2f}' for shown, _ in seconds)} |")
    for what, every in zip(("the page", "every rule"), zip(*chain(*found.values()), strict=True), strict=True):
        print(f"\n{len(every)} edits, until {what}: median {median(every):.2f} s, worst {max(every):.2f} s")


if __name__ == "__main__":
    main()
