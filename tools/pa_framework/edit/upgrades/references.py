"""The step from figures of law that were typed by hand to references such as `((law.minimum-wage.adult))`.

A figure is replaced only where readers see the same words afterwards, and where its sentence speaks of today and of
nothing else, so that it stays true when the law changes. All others are asked about, with the line as it would be.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from msgspec import Struct

from pa_framework.edit.text_edits import line_starts, replace_in_value
from pa_framework.edit.upgrades.step import Change, Outcome, Question, Step, Tree
from pa_framework.facts.law_figures import LawFigure, LawFigures
from pa_framework.facts.pages import TITLE, HandWrittenPage
from pa_framework.facts.text_references import text_span, words_for
from pa_framework.records.json_schema import schema
from pa_framework.records.kinds import PAGES_FOLDER, kind_at
from pa_framework.records.load import Records
from pa_framework.records.text_references import find_references, write_reference
from pa_framework.records.yaml_source import Document, Route, leaves, parse_document
from pa_framework.text.dates import format_date
from pa_framework.text.findings import Span
from pa_framework.text.sentences import join_words

#: Kinds of file in which a figure must not change with the law: the law itself, what others wrote, what was said once,
#: and what people tell of themselves.
_FIXED_KINDS = frozenset({"law", "sources", "changes", "waivers", "case-study"})

_SENTENCE_END = re.compile(
    r"(?<=[.!?])[\"”’')*_]*\s+(?=[A-Z£0-9\"“‘(\[*_])|\n[ \t]*\n|\n(?=[ \t]*(?:[-*+|#>]|\d+\.)[ \t])|\|"
)
#: So many characters before and after a figure are read, so that a text without sentences is read quickly.
_MOST_AROUND = 300
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
#: Words of a sentence about another time, a change, or an example.
_OTHER_TIME = re.compile(
    rf"\b(?:(?:19|20)\d\d|{_MONTHS}|was|were|had|been|rose|rises?|raised|will|would|until|before|then|once|former|last|next"
    r"|if it|becomes?|expected|announced|proposed|example|instead|no longer)\b"
)
_NOW = re.compile(r"\b(?:today[’']s|currently|the current|the present)\b", re.IGNORECASE)
_POUNDS = re.compile(r"£\s?\d")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
#: The beginning of a sentence that goes on about what the one before named.
_GOES_ON = re.compile(r"[\"”*_]*(?:That|This|It|The rate|These|They)\b")


class _Swap(Struct, frozen=True):
    """Words of a text, from `start` to `end`, and the reference that takes their place."""

    start: int
    end: int
    reference: str


class _Found(Struct, frozen=True):
    """A figure of today in a text, with what takes its place, and why a person must decide; empty where it is certain."""

    figure: LawFigure
    swaps: tuple[_Swap, ...]
    unsure: str


class _Finder:
    """Finds figures of the law of today in texts."""

    def __init__(self, tree: Tree) -> None:
        self.records: Records = tree.records()
        self.on = tree.on
        self._figures = LawFigures(self.records, tree.on)

    def find(self, text: str) -> list[_Found]:
        """The figures of the law of today in a text, in order."""
        sentences = list(_sentences(text))
        joined = text
        for (_, stop), (start, _) in pairwise(sentences):
            if text[stop - 1 : stop] in (".", "!", "?") and _GOES_ON.match(
                text, start
            ):  # what one sentence names, the next goes on about
                joined = joined[: stop - 1] + "," + joined[stop:]
        figures = list(self._figures.find(joined))
        return [self._found(text, figure, figures, sentences) for figure in figures if figure.standing == "now"]

    def _found(
        self, text: str, figure: LawFigure, figures: list[LawFigure], sentences: list[tuple[int, int]]
    ) -> _Found:
        place = next(at for at, (_, stop) in enumerate(sentences) if figure.start < stop)
        start, end = sentences[place]
        after = sentences[place + 1] if place + 1 < len(sentences) else (end, end)
        if _GOES_ON.match(text, after[0]):
            end = after[1]
        first, exact = self._swap(text, figure)
        swaps = (first, *_days(text, figure, first.end, end))
        start, end = max(start, figure.start - _MOST_AROUND), min(end, figure.end + _MOST_AROUND)
        unsure = self._unsure(text[start:end], start, figure, figures, swaps)
        return _Found(figure, swaps, unsure or ("" if exact else "A reference would be written in another way."))

    def _swap(self, text: str, figure: LawFigure) -> tuple[_Swap, bool]:
        """What takes the place of a figure, and whether readers see the same words then."""
        for form in ("value", "number"):
            written = write_reference("law", figure.law.id, figure.value.id, form=form)
            (reference,) = find_references(written)
            words = words_for(reference, self.records, self.on) or figure.written
            found = re.compile(r"\s+".join(map(re.escape, words.split())) + r"(?![\d]|[.,]\d)").match(
                text, figure.start
            )
            if found:
                return _Swap(figure.start, found.end(), written), True
        return _Swap(figure.start, figure.end, figure.reference), False

    def _unsure(
        self, words: str, start: int, figure: LawFigure, figures: list[LawFigure], swaps: Sequence[_Swap]
    ) -> str:
        """Why a person must decide. `words` are the sentence of the figure, and the next one where that goes on."""
        if not figure.named:
            return f"It is today's figure for {figure.value.title}, which the sentence does not name."
        if not figure.certain:
            return "It could be more than one figure of the law."
        place = figure.start - start
        if any(found.start() <= place < found.end() for found in _QUOTED.finditer(words)):
            return "It is in a quotation."
        rest = words
        for swap in reversed(swaps):
            rest = rest[: swap.start - start] + rest[swap.end - start :]
        if not _NOW.search(rest):
            if _POUNDS.search(rest) or any(
                one is not figure and start <= one.start < start + len(words) for one in figures
            ):
                return "Another figure is next to it, which may change as well."
            if _OTHER_TIME.search(rest):
                return "The sentence may be about another time."
        return ""


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SENTENCE_END.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _days(text: str, figure: LawFigure, start: int, end: int) -> Iterator[_Swap]:
    """The day from which the figure is law, where the text names it after the figure."""
    if figure.row is None:
        return
    written = re.escape(format_date(figure.row.first)).replace(r"\ ", r"\s+")
    for found in re.compile(rf"\b{written}\b").finditer(text, start, end):
        reference = write_reference("law", figure.law.id, figure.value.id, form="since")
        yield _Swap(found.start(), found.end(), reference)


def _run(tree: Tree) -> Outcome:
    finder = _Finder(tree)
    texts: dict[str, str | None] = {}
    changes: list[Change] = []
    questions: list[Question] = []
    for path, text in sorted(tree.texts.items()):
        kind, document = kind_at(path), tree.document(path)
        if kind and document and kind not in _FIXED_KINDS:
            after, made, asked = _in_record(document, kind, finder)
        elif path.startswith(f"{PAGES_FOLDER}/") and path.endswith(".md"):
            after, made, asked = _in_page(path, text, finder)
        else:
            continue
        if after != text:
            texts[path] = after
        changes += made
        questions += asked
    return Outcome(texts, tuple(changes), tuple(questions))


def _in_page(path: str, text: str, finder: _Finder) -> tuple[str, list[Change], list[Question]]:
    """A page with certain figures replaced, what changes in it, and what is asked."""
    changes: list[Change] = []
    questions: list[Question] = []
    swaps: list[_Swap] = []
    starts = line_starts(text)
    for part in HandWrittenPage(path.removeprefix(f"{PAGES_FOLDER}/"), path, text).texts:
        if part.is_heading or part.field == TITLE:
            continue
        offset = starts[part.line - 1] + part.column - 1
        found = finder.find(part.text)
        certain = [swap for one in found if not one.unsure for swap in one.swaps]
        swaps += [_Swap(offset + swap.start, offset + swap.end, swap.reference) for swap in certain]
        for one in found:
            span = part.span(one.figure.start, one.figure.end)
            if one.unsure:
                asked = [swap for other in found if other.unsure for swap in other.swaps]
                moved = [_Swap(offset + swap.start, offset + swap.end, swap.reference) for swap in asked]
                after = _replaced(text, moved).split("\n")[span.line - 1].strip()
                questions.append(_question(span, one, after, one.unsure))
            else:
                changes.append(_change(span, one, part.text))
    return _replaced(text, swaps), changes, questions


def _in_record(document: Document, kind: str, finder: _Finder) -> tuple[str, list[Change], list[Question]]:
    """The text of a record with certain figures replaced, what changes in it, and what is asked."""
    changes: list[Change] = []
    questions: list[Question] = []
    now = document
    for route, value in leaves(document.data):
        if not isinstance(value, str) or not _takes_references(kind, route):
            continue
        found = finder.find(value)
        certain = [one for one in found if not one.unsure]
        swaps = [(swap.start, swap.end, swap.reference) for one in certain for swap in one.swaps]
        text = replace_in_value(now, route, swaps) if swaps else None
        for one in found:
            span = text_span(document, route, value, one.figure.start, one.figure.end)
            if text is not None and one in certain:
                changes.append(_change(span, one, value))
                continue
            why = one.unsure or "The file writes it in another way."
            asked = [swap for other in found if text is None or other not in certain for swap in other.swaps]
            questions.append(_question(span, one, _sentence(value, one, asked), why))
        now = parse_document(text, document.path) if text is not None else now
    return now.text, changes, questions


def _takes_references(kind: str, route: Route) -> bool:
    """Whether references are resolved in the text at a route of a file of a kind."""
    part: Any = schema(kind)
    for name in route:
        if isinstance(name, int):
            part = part.get("items")
        else:
            part = part.get("properties", {}).get(name, part.get("additionalProperties"))
        if not isinstance(part, Mapping):
            return False
    return bool(part.get("x-takes-references"))


def _change(span: Span, found: _Found, text: str) -> Change:
    words = (f"`{' '.join(text[swap.start : swap.end].split())}` becomes `{swap.reference}`" for swap in found.swaps)
    return Change(span.path, span.line, join_words(words))


def _question(span: Span, found: _Found, line: str, why: str) -> Question:
    figure = found.figure
    pinned = ""
    if figure.row is not None:
        form = "value" if found.swaps[0].reference.endswith(".value))") else "number"
        day = figure.row.first
        reference = write_reference("law", figure.law.id, figure.value.id, form=form, day=day.isoformat())
        pinned = f" If it must stay the figure of {format_date(day)}, write `{reference}` instead."
    return Question(
        span,
        f"“{figure.written}” is typed by hand. {why}",
        f"If it must change with the law ({figure.value.title}), write the line below.{pinned}",
        (line,),
    )


def _sentence(text: str, found: _Found, swaps: Sequence[_Swap]) -> str:
    """The sentence of a text that has a figure, as it would be."""
    start, end = next((first, stop) for first, stop in _sentences(text) if found.figure.start < stop)
    inside = [_Swap(one.start - start, one.end - start, one.reference) for one in swaps if start <= one.start < end]
    return " ".join(_replaced(text[start:end], inside).split())


def _replaced(text: str, swaps: Sequence[_Swap]) -> str:
    for swap in sorted({swap.start: swap for swap in swaps}.values(), key=lambda swap: -swap.start):
        text = text[: swap.start] + swap.reference + text[swap.end :]
    return text


STEP = Step("references", "Figures that change with the law from now on", _run)
