"""Texts in a normal form, in which one pattern finds what people write in many ways, with the way back to the original.

Full-width and mathematical figures and letters become ordinary ones, every space a space, every dash a hyphen. Characters
that cannot be seen disappear.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from html import unescape
from typing import NamedTuple

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\u02d7\u058a\u30fc\ufe58\ufe63\uff0d"
_QUOTES = {"\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u2032": "'", "\u201c": '"', "\u201d": '"'}
_ENCODED = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,30});|%[24][0-9A-Fa-f]|\\u[0-9A-Fa-f]{4}")


class _Table(dict[int, str]):
    """What each character becomes, found when it is first asked for."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if code < 128:
            normal = character
        elif unicodedata.category(character) in ("Cf", "Mn", "Me") and code not in range(0x300, 0x370):
            normal = ""
        elif character in _DASHES:
            normal = "-"
        elif (number := unicodedata.decimal(character, None)) is not None:
            normal = str(number)
        else:
            normal = unicodedata.normalize("NFKC", character)
            normal = _QUOTES.get(normal, " " if normal.isspace() and normal != "\n" else normal)
        self[code] = normal
        return normal


_TABLE = _Table()


class NormalText(NamedTuple):
    """A text in its normal form. `changes` are positions in it with the positions in the original; empty where equal."""

    text: str
    changes: tuple[tuple[int, int], ...] = ()

    def original(self, position: int) -> int:
        """The position in the original text of a position in the normal form."""
        index = bisect_right(self.changes, (position, 1 << 62)) - 1
        if index < 0:
            return position
        here, there = self.changes[index]
        return there + position - here


def normal_form(text: str, *, encoded: bool = False) -> NormalText:
    """A text in its normal form. With `encoded`, what HTML, JSON and web addresses write with a code is read as well."""
    found: tuple[NormalText, ...] = ()
    if encoded and ("&" in text or "%" in text or "\\u" in text):
        edits = ((match.start(), match.end(), _decoded(match.group())) for match in _ENCODED.finditer(text))
        found = (_edited(text, edits),)
        text = found[0].text
    if not text.isascii():
        lengths = {character: len(_TABLE[ord(character)]) for character in set(text)}
        if all(length == 1 for length in lengths.values()):
            text = text.translate(_TABLE)
        else:
            unequal = "".join(character for character, length in lengths.items() if length != 1)
            places = (match.start() for match in re.finditer(f"[{re.escape(unequal)}]", text))
            one = _edited(text, ((place, place + 1, _TABLE[ord(text[place])]) for place in places))
            found = (*found, one)
            text = one.text.translate(_TABLE)
    if len(found) < 2:
        return NormalText(text, found[0].changes if found else ())
    first, second = found
    positions = sorted(
        {here for here, _ in second.changes} | {_position_after(second, here) for here, _ in first.changes}
    )
    return NormalText(text, tuple((here, first.original(second.original(here))) for here in positions))


def _position_after(edited: NormalText, original: int) -> int:
    """The first position in an edited text that comes from `original` or later."""
    low, high = 0, len(edited.text)
    while low < high:
        middle = (low + high) // 2
        if edited.original(middle) < original:
            low = middle + 1
        else:
            high = middle
    return low


def _decoded(code: str) -> str:
    if code[0] == "&":
        return unescape(code)
    return chr(int(code[1:], 16)) if code[0] == "%" else chr(int(code[2:], 16))


def _edited(text: str, edits: Iterable[tuple[int, int, str]]) -> NormalText:
    """A text with parts replaced, given as start, end and replacement, in order."""
    parts, changes, end, length = list[str](), list[tuple[int, int]](), 0, 0
    for start, stop, replacement in edits:
        parts += [text[end:start], replacement]
        length += start - end + len(replacement)
        changes.append((length, stop))
        end = stop
    return NormalText("".join((*parts, text[end:])), tuple(changes))
