"""Measures how hard the pages are to read: the Flesch-Kincaid grade, by kind of page, median and worst.

python -m benchmarks.readability [ROOT] [--on DATE] [--worst 3] [--pages PART]

What is measured is prose as a reader meets it: sentences and points of lists, without tables, drawings, code and
what is only a link. Headings are left out. A point of a list that ends without a full stop counts as a sentence of
its own, which makes pages of short points measure easy; so a second figure takes whole sentences only. Names that
nobody can choose freely (of standards, organisations, medicines) count like all other words.
"""

import argparse
import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path
from statistics import median

import textstat
from msgspec import Struct

from pa_framework.facts.facts import Facts
from pa_framework.records.load import read_records
from pa_framework.site.hand_written import hand_written
from pa_framework.site.tree import made_pages

ROOT = Path(__file__).parent.parent
#: A median above this is too hard: 14 years of age, and what the design asks for.
TOO_HARD = 9.0
#: Fewer words than this say nothing about how a page reads.
FEWEST_WORDS = 40
_NOT_PROSE = re.compile(r"<(svg|script|style|table|h\d|time|figcaption)\b.*?</\1>|<!--.*?-->", re.DOTALL)
_BLOCK = re.compile(r"</?(?:p|li|dt|dd|div|ul|ol|dl|section|figure|summary|details|blockquote|td|tr|br)\b[^>]*>")
_LINK = re.compile(r"\[([^\]]*)\]\(<?[^)]*>?\)(?:\{[^}]*\})?")
_ONLY_LINKS = re.compile(r"(?:\[[^\]]*\]\(<?[^)]*>?\)(?:\{[^}]*\})?[\s·.,:]*)+")


class Measured(Struct, frozen=True):
    """A page and its grade."""

    grade: float
    sentences: float | None
    path: str
    kind: str
    words: int


def prose(markdown: str) -> Iterator[str]:
    """The paragraphs and points of a page."""
    body = markdown.split("---\n", 2)[-1]
    body = body.split("## Sources {", 1)[0]
    body = re.sub(r"```.*?```", "", body, flags=re.DOTALL)
    body = _NOT_PROSE.sub("\n", body)
    body = re.sub(r"<a [^>]*>[^<]*</a>(?=\s*</li>)", "\n", body)
    body = _BLOCK.sub("\n", body)
    return _lines(body)


def _lines(body: str) -> Iterator[str]:
    paragraph: list[str] = []
    for line in [*body.splitlines(), ""]:
        text = line.strip()
        starts = bool(re.match(r"[-*>] |\d+\. |!!! ", text))
        if (not text or starts or text.startswith(("#", "|", "{"))) and paragraph:
            yield from _sentence(" ".join(paragraph))
            paragraph = []
        if text and not text.startswith(("#", "|", "{", "!!!")):
            paragraph.append(re.sub(r"^(?:[-*>] |\d+\. )+", "", text))


def _sentence(text: str) -> Iterator[str]:
    if _ONLY_LINKS.fullmatch(text.split(" · ")[0]) and not text.endswith("."):
        return
    plain = _LINK.sub(r"\1", text)
    plain = re.sub(r"<[^>]+>|\{[^}]*\}|[*`_]", "", plain)
    plain = unescape(plain).replace("\u2019", "'").strip()
    if len(re.findall(r"[A-Za-z']+", plain)) < 3:
        return
    yield plain


def measured(root: Path, on: date) -> list[Measured]:
    """Every page that holds enough prose, hardest first."""
    facts = Facts(read_records(root), on)
    pages = [(page.path, page.markdown) for page in made_pages(facts)]
    pages += [(file.path, file.file.read_text(encoding="utf-8")) for file in hand_written(facts) if file.is_page]
    found = []
    for path, markdown in pages:
        lines = list(prose(markdown))
        text = "\n".join(line if line[-1] in ".!?" else f"{line}." for line in lines)
        whole = "\n".join(line for line in lines if line[-1] in ".!?")
        words = len(text.split())
        if words >= FEWEST_WORDS:
            whole_grade = grade(whole) if len(whole.split()) >= FEWEST_WORDS else None
            found.append(Measured(grade(text), whole_grade, path, kind_of(markdown), words))
    return sorted(found, key=lambda page: (-page.grade, page.path))


def grade(text: str) -> float:
    """The Flesch-Kincaid grade: years of school in the United States. Add five for an age."""
    return float(textstat.textstat.flesch_kincaid_grade(text))


def kind_of(markdown: str) -> str:
    found = re.search(r'^kind: "?([a-z-]+)', markdown.split("---\n", 2)[1], re.MULTILINE)
    return found[1] if found else "written by hand"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("root", nargs="?", type=Path, default=ROOT)
    parser.add_argument("--on", type=date.fromisoformat, default=date.today())
    parser.add_argument("--worst", type=int, default=1, help="how many of the hardest pages to name")
    parser.add_argument("--text", metavar="PATH", help="print the prose that is measured of one page")
    options = parser.parse_args()
    textstat.textstat.set_lang("en_GB")
    if options.text:
        facts = Facts(read_records(options.root), options.on)
        texts = {page.path: page.markdown for page in made_pages(facts)}
        texts |= {file.path: file.file.read_text(encoding="utf-8") for file in hand_written(facts) if file.is_page}
        for line in prose(texts[options.text]):
            print(f"{grade(line):5.1f}  {line}")
        return
    every = measured(options.root, options.on)
    print("| Kind of page | Pages | Median | Whole sentences only | Hardest | Page |\n|---|---:|---:|---:|---:|---|")
    for kind in sorted({page.kind for page in every}):
        _print_row(kind, [page for page in every if page.kind == kind])
    _print_row("all", every)
    for page in every[: options.worst]:
        print(f"{page.grade:5.1f}  {page.words:5} words  {page.path}")


def _print_row(title: str, pages: list[Measured]) -> None:
    middle = median(page.grade for page in pages)
    whole = [page.sentences for page in pages if page.sentences is not None]
    print(
        f"| {title} | {len(pages)} | {middle:.1f}{' (too hard)' if middle > TOO_HARD else ''} | "
        f"{f'{median(whole):.1f}' if whole else '–'} | {pages[0].grade:.1f} | {pages[0].path} |"
    )


if __name__ == "__main__":
    main()
