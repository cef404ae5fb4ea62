"""Texts of editors: where a line and column of ours is in theirs, which count in units of UTF-16 or of another encoding."""

from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property
from itertools import accumulate

from lsprotocol import types
from msgspec import Struct

from pa_framework.text.findings import Span

#: How many units of an editor a text has.
Units = Callable[[str], int]


def utf16_units(text: str) -> int:
    """The units of most editors: signs outside of the basic plane, such as emoji, count as two."""
    return len(text) + sum(sign > "\uffff" for sign in text)


def plain(text: str) -> str:
    """A text of an editor as our parser counts in it: lines end with a line feed, and there is no byte order mark."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


class Places(Struct, frozen=True, dict=True):
    """The places of one text. Offsets count its characters from 0; those of an editor count lines and units from 0."""

    text: str
    units: Units = utf16_units

    @cached_property
    def lines(self) -> list[str]:
        """Its lines, without their ends."""
        return self.text.split("\n")

    @cached_property
    def _starts(self) -> list[int]:
        """The offset at which each line begins."""
        return [0, *accumulate(len(line) + 1 for line in self.lines)][:-1]

    def offset(self, position: types.Position) -> int:
        """The offset of a place of an editor. What is after the end of a line is at its end."""
        lines = self.lines
        if position.line >= len(lines):
            return len(self.text)
        line, column = lines[position.line], 0
        while column < len(line) and self.units(line[: column + 1]) <= position.character:
            column += 1
        return self._starts[position.line] + column

    def position(self, offset: int) -> types.Position:
        """The place of an offset."""
        line = bisect_right(self._starts, offset) - 1
        return types.Position(line, self.units(self.text[self._starts[line] : offset]))

    def range(self, start: int, end: int) -> types.Range:
        """The range between two offsets."""
        return types.Range(self.position(start), self.position(end))

    def range_of(self, span: Span, *, wide: bool = False) -> types.Range:
        """The range of a place. With `wide`, a point is the word that begins there, so that an editor can mark it."""
        lines = self.lines
        number = min(span.line, len(lines)) - 1
        line = lines[number]
        start = min(span.column - 1, len(line))
        end = min(max(span.end_column - 1, start), len(line))
        if wide and end == start:
            end = start + max(len((line[start:].split() or [""])[0]), 1 if start < len(line) else 0)
        if wide and end == start and line.strip():  # after the end of a line: its last word
            start = len(line) - len(line.split()[-1])
        return types.Range(
            types.Position(number, self.units(line[:start])), types.Position(number, self.units(line[:end]))
        )
