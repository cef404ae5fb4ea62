"""Tables in Markdown, and the cells of their rows, as Python-Markdown reads them.

A table begins a block. Its first line is the header, the second the rule, and every further line up to an empty one is a
row, whether it has a bar or not.
"""

import re
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
        lines = block
        while len(lines) > 1:
            if table := _table(lines):
                yield table
                break
            lines = lines[_next_block(lines) :]


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
    code = list(_code([found for found in signs if "`" in found.group()]))
    bars = [found.start() for found in signs if found.group() == "|"]
    bars = [bar for bar in bars if not any(begin < bar < stop for begin, stop in code)]
    return tuple(zip([start, *(bar + 1 for bar in bars)], [*bars, end], strict=True))


#: What may be a bar between cells, or says that a bar is none.
_SIGNS = re.compile(r"\\\\|\\`+|`+|\\\||\|")
_END_BORDER = re.compile(r"(?<!\\)(?:\\\\)*\|\Z")


def _code(ticks: Sequence[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """Where code is: from some ticks up to as many. After a backslash, the first of them opens nothing."""
    place = 0
    while place < len(ticks):
        size = ticks[place].group().count("`") - ticks[place].group().startswith("\\")
        ends = (end for end in range(place + 1, len(ticks)) if ticks[end].group().count("`") == size)
        end = next(ends, None)
        if end is not None:
            yield ticks[place].start(), ticks[end].end()
        place = (place if end is None else end) + 1


#: A line after which a block may begin without an empty line: a heading, a line across, the title of a box.
_BREAK = re.compile(r"#{1,6}(?:\s|\Z)|(?:[-*_] *){3,}\Z|=+\Z|(?:!!!|\?\?\?\+?|===[!+]?)\s")
_QUOTES = re.compile(r"(?: {0,3}>)*")


def _blocks(markdown: str, found: Sequence[Zone], lines_before: int) -> Iterator[list[_Line]]:
    """The lines of a text that are one below the other, and are no comment or HTML: each of these is a block of its own."""
    code = _lines(markdown, code_blocks(markdown))
    raw = [zone for zone in found if markdown.startswith(("<!--", "<pre", "<script", "<style"), zone.start)]
    hidden = _lines(markdown, [*raw, *raw_html(markdown, found)])
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


def _next_block(lines: Sequence[_Line]) -> int:
    """How many lines there are before another block begins that needs no empty line above it: in a quote, say."""
    for place, (line, below) in enumerate(pairwise(lines), 1):
        if below.depth > line.depth or (below.depth == line.depth and _BREAK.match(line.words)):
            return place
    return len(lines)


def _lines(markdown: str, found: Iterable[Zone]) -> frozenset[int]:
    """The lines that zones are in, apart from one whose beginning is outside of them."""
    lines: set[int] = set()
    for start, end, _ in found:
        first = markdown.count("\n", 0, start) + 1
        begins_line = not markdown[markdown.rfind("\n", 0, start) + 1 : start].strip()
        lines.update(range(first if begins_line else first + 1, first + markdown.count("\n", start, end - 1) + 1))
    return frozenset(lines)


def _table(lines: Sequence[_Line]) -> Table | None:
    """The table that some lines are; None where they are none."""
    header, rule = lines[0], lines[1]
    if header.is_code or not _is_with(rule, header):
        return None
    has_borders = _has_border(header.words)
    first = _row(header, has_borders)
    if len(first.cells) == 1 and not (has_borders and all(_has_border(line.words) for line in lines[1:])):
        return None
    between = _row(rule, has_borders)
    said = "".join(rule.text[start:end] for start, end in between.cells)
    if len(between.cells) != len(first.cells) or not set(said) <= set("|:- "):
        return None
    inside = takewhile(lambda line: _is_with(line, header), lines[2:])
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
