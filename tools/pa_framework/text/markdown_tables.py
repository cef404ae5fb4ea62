"""Tables in Markdown, and the cells of their rows, as Python-Markdown reads them.

A table begins a block. Its first line is the header, the second the rule, and every further line up to an empty one is a
row, whether it has a bar or not.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from pa_framework.text.markdown_parts import Zone, code_blocks, raw_html


class TableRow(NamedTuple):
    """A row: its line, from 1, and of each cell the first column in the line, from 0, and its end."""

    line: int
    cells: tuple[tuple[int, int], ...]


class Table(NamedTuple):
    """A table: its header, and the rows below the rule."""

    header: TableRow
    rows: tuple[TableRow, ...]

    @property
    def lines(self) -> range:
        """The lines of the header, the rule and the rows."""
        return range(self.header.line, self.header.line + 2 + len(self.rows))


class _Line(NamedTuple):
    """A line: its number, itself, how many quotes it is in, where what is in them begins, and whether it is code."""

    number: int
    text: str
    depth: int
    start: int
    is_code: bool

    @property
    def words(self) -> str:
        return self.text[self.start :].strip()

    @property
    def indent(self) -> int:
        inside = self.text[self.start :].expandtabs(4)
        return len(inside) - len(inside.lstrip(" "))


def tables(markdown: str, found: Sequence[Zone], lines_before: int = 0) -> Iterator[Table]:
    """The tables in the body of a page, in order, without those in code, comments and HTML.

    `found` are its zones, and `lines_before` says how many lines are above it.
    """
    for block in _blocks(markdown, found, lines_before) if "|" in markdown else ():
        for start in _starts(block):
            if table := _table(block, start):
                yield table
                break


def cells_of_row(row: str, *, has_borders: bool) -> tuple[tuple[int, int], ...]:
    """Where the cells of a row are, as start and end. A bar in code, or after a backslash, is part of a cell.

    With `has_borders`, which the header of the table says, a bar at the beginning or at the end is none between two cells.
    """
    start, end = len(row) - len(row.lstrip(" \t")), len(row.rstrip(" \t"))
    if has_borders and row.startswith("|", start, end):
        start += 1
    if has_borders and _END_BORDER.search(row[start:end]):
        end -= 1
    signs = list(_SIGNS.finditer(row, start, end))
    code = iter(_code([found for found in signs if "`" in found.group()]))
    begin, stop = next(code, (end, end))
    bars = []
    for bar in (found.start() for found in signs if found.group() == "|"):
        while stop <= bar:
            begin, stop = next(code, (end, end + 1))
        if bar < begin:
            bars.append(bar)
    return tuple(zip([start, *(bar + 1 for bar in bars)], [*bars, end], strict=True))


#: What may be a bar between cells, or says that a bar is none.
_SIGNS = re.compile(r"\\\\|\\`+|`+|\\\||\|")
_END_BORDER = re.compile(r"(?<!\\)(?:\\\\)*\|\Z")


def _code(ticks: Sequence[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """Where code is: from some ticks up to as many. After a backslash, the first of them opens nothing."""
    places: defaultdict[int, list[int]] = defaultdict(list)
    for place, found in enumerate(ticks):
        places[found.group().count("`")].append(place)
    place = 0
    while place < len(ticks):
        size = ticks[place].group().count("`") - ticks[place].group().startswith("\\")
        alike = places.get(size, [])
        at = bisect_right(alike, place)
        if at < len(alike):
            yield ticks[place].start(), ticks[alike[at]].end()
            place = alike[at]
        place += 1


#: A line after which a block may begin without an empty line: a heading, a line across, the title of a box.
_BREAK = re.compile(r"#{1,6}(?:\s|\Z)|(?:[-*_] *){3,}\Z|=+\Z|(?:!!!|\?\?\?\+?|===[!+]?)\s")
_QUOTES = re.compile(r"(?: {0,3}>)*")


def _blocks(markdown: str, found: Sequence[Zone], lines_before: int) -> Iterator[list[_Line]]:
    """The lines of a text that are one below the other, and are no comment or HTML: each of these is a block of its own."""
    starts = [0, *(found.end() for found in re.finditer("\n", markdown))]
    code = _lines(markdown, starts, code_blocks(markdown))
    raw = [zone for zone in found if markdown.startswith(("<!--", "<pre", "<script", "<style"), zone.start)]
    hidden = _lines(markdown, starts, [*raw, *raw_html(markdown, found)])
    block: list[_Line] = []
    for number, text in enumerate(markdown.split("\n"), 1):
        quotes = _QUOTES.match(text)
        depth, start = (quotes.group().count(">"), quotes.end()) if quotes else (0, 0)
        line = _Line(number + lines_before, text, depth, start, number in code)
        if line.words and number not in hidden:
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _starts(lines: Sequence[_Line]) -> Iterator[int]:
    """Where a table may begin in lines one below the other: at the first, in a quote, and below a heading, say."""
    yield 0
    for place, (line, below) in enumerate(pairwise(lines), 1):
        if below.depth > line.depth or (below.depth == line.depth and _BREAK.match(line.words)):
            yield place


def _lines(markdown: str, starts: Sequence[int], found: Iterable[Zone]) -> frozenset[int]:
    """The lines that zones are in, apart from one whose beginning is outside of them. `starts` are where lines begin."""
    lines: set[int] = set()
    for start, end, _ in found:
        first, last = bisect_right(starts, start), bisect_right(starts, end - 1)
        begins_line = not markdown[starts[first - 1] : start].strip()
        lines.update(range(first if begins_line else first + 1, last + 1))
    return frozenset(lines)


def _table(lines: Sequence[_Line], start: int) -> Table | None:
    """The table that begins at one of some lines, and takes all below it; None where there is none."""
    if start + 1 >= len(lines):
        return None
    header, rule = lines[start], lines[start + 1]
    if header.is_code or not _is_with(rule, header):
        return None
    has_borders = _has_border(header.words)
    first, between = _row(header, has_borders), _row(rule, has_borders)
    said = "".join(rule.text[begin:end] for begin, end in between.cells)
    if len(between.cells) != len(first.cells) or not set(said) <= set("|:- "):
        return None
    if len(first.cells) == 1 and not (has_borders and all(_has_border(line.words) for line in lines[start + 1 :])):
        return None
    inside = takewhile(lambda line: _is_with(line, header), lines[start + 2 :])
    return Table(first, tuple(_row(line, has_borders) for line in inside))


def _is_with(line: _Line, header: _Line) -> bool:
    """Whether a line is in the same quotes as a header, and in the same box or list item; code below a table is left alone."""
    return not line.is_code and line.depth == header.depth and (line.indent >= 4 or header.indent < 4)


def _has_border(words: str) -> bool:
    return words.startswith("|") or _END_BORDER.search(words) is not None


def _row(line: _Line, has_borders: bool) -> TableRow:
    inside = line.text[line.start :]
    cells = cells_of_row(inside, has_borders=has_borders)
    return TableRow(line.number, tuple((line.start + start, line.start + end) for start, end in cells))
