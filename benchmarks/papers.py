"""Every paper to fill in, printed at A4 by Chromium, and its Word file as LibreOffice shows it: pages, and what is wrong with them.

python -m benchmarks.papers [--pictures DIR]     # of this repository; DIR gets a picture of each page, where pdftoppm is there

It finds words that are cut off, pages without words, a heading or a label apart from what follows it, and a last page with a
single line. It ends with 1 where it finds something. Whether a paper looks right is for someone who looks at the pictures.
"""

import argparse
import io
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pypdf import PdfReader

from pa_framework.check.run import check
from pa_framework.facts.papers import FilledPaper, filled_paper, papers_in_order
from tests.builders.sites import built
from tests.paths import ROOT
from tests.site.browser import chromium, served

#: Lines at the foot of a page that say nothing of the paper.
_FOOT = re.compile(
    r"(This blank was made|Maintained by|Built on|Filled in on|Version \d)|\. This blank was made|…{3}|^\d+ of \d+$"
)
_RULE = re.compile(r"[_\s]*")


def printed(site: Path, papers: list[FilledPaper]) -> Iterator[bytes]:
    """Each paper as a PDF file, as a browser prints its blank page."""
    with served(site) as home, chromium() as browser:
        page = browser.new_page()
        for paper in papers:
            page.goto(f"{home}/papers/{paper.id}/")
            yield page.pdf(format="A4", prefer_css_page_size=True)


def converted(site: Path, papers: list[FilledPaper], folder: Path) -> Iterator[bytes]:
    """The Word file of each paper as a PDF file, as LibreOffice lays it out."""
    words = [str(site / "papers" / f"{paper.id}.docx") for paper in papers]
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *words],
        check=True,
        capture_output=True,
    )
    for paper in papers:
        yield (folder / f"{paper.id}.pdf").read_bytes()


def faults(paper: FilledPaper, pages: list[str]) -> Iterator[str]:
    """What is wrong with the text of the pages of a paper, in a few words each."""
    said = _letters(" ".join(pages))
    yield from (f"cut off: {words}" for words in _words(paper) if _letters(words) not in said)
    bound = {_letters(part.title) for part in paper.parts}
    if any("__" in page for page in pages):  # a Word file: its lines are text, so a label without one is alone
        bound |= {_letters(field.label) for part in paper.parts for field in part.fields}
    signing = {_letters(part.title) for part in paper.parts if {field.kind for field in part.fields} == {"signature"}}
    for number, page in enumerate(pages, 1):
        lines = [line.strip() for line in page.splitlines() if not _RULE.fullmatch(line) and not _FOOT.search(line)]
        if not lines:
            yield f"page {number} has no words"
        elif number < len(pages) and _letters(lines[-1]) in bound and not _ends_with_a_rule(page, lines[-1]):
            yield f"page {number} ends with a heading: {lines[-1]}"
        elif number == len(pages) > 1 and _letters(lines[0]) in signing:
            yield "the last page has signatures alone"
        elif number == len(pages) > 1 and len(lines) == 1:
            yield f"the last page has one line: {lines[0]}"


def _ends_with_a_rule(page: str, line: str) -> bool:
    """Whether a line to write on is next to a label, or follows it on its page: in a Word file it is underscores."""
    return "__" in line + page.rpartition(line)[2]


def _words(paper: FilledPaper) -> Iterator[str]:
    """All words of the blank: without what is chosen from the records, and what only its writer needs.

    A letter or an advert is its own words, without a heading or the questions of its form.
    """
    parts = [part for part in paper.parts if not part.for_writer]
    yield from (part.opening for part in parts if part.opening)
    if paper.finished:
        return
    yield paper.title
    for part in parts:
        yield from filter(None, (part.title, part.text, part.missing, *part.points, *part.checks))
        yield from (part.general.lines if part.general else ())
        yield from (field.label for field in part.fields)
        for table in part.tables:
            yield from table.columns
            yield from (cell for row in table.rows for cell in row if cell)


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def main() -> None:
    """Prints a line for each paper: pages in print, pages by LibreOffice, and faults."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pictures", type=Path)
    options = parser.parse_args()
    today = date.today()
    facts = check(ROOT, today).facts
    papers = [filled_paper(facts, paper) for paper in papers_in_order(facts)]
    found = 0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        site = built(ROOT, folder / "site", today, keep=True)
        ways = {"print": list(printed(site, papers))}
        if shutil.which("soffice"):
            ways["LibreOffice"] = list(converted(site, papers, folder))
        print(f"| Paper | {' | '.join(f'Pages, {way}' for way in ways)} | Faults |")
        print(f"| --- |{' ---: |' * len(ways)} --- |")
        for number, paper in enumerate(papers):
            wrong, counts = [], []
            for way, files in ways.items():
                pages = [page.extract_text() for page in PdfReader(io.BytesIO(files[number])).pages]
                counts.append(str(len(pages)))
                wrong += [f"{way}: {fault}" for fault in faults(paper, pages)]
                if options.pictures:
                    _pictures(files[number], options.pictures, f"{paper.id}-{way}")
            found += len(wrong)
            print(f"| {paper.title} | {' | '.join(counts)} | {'; '.join(wrong) or 'none'} |")
    if "LibreOffice" not in ways:
        print("\nLibreOffice is not here: Word files were not opened.")
    print(f"\n{len(papers)} papers, {found} faults")
    raise SystemExit(1 if found else 0)


def _pictures(pdf: bytes, folder: Path, name: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.pdf").write_bytes(pdf)
    if shutil.which("pdftoppm"):
        subprocess.run(["pdftoppm", "-r", "80", "-png", f"{folder}/{name}.pdf", f"{folder}/{name}"], check=True)


if __name__ == "__main__":
    main()
