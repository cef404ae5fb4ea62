"""Every text that a framework publishes or keeps: values and comments of records, pages, other files, names of files.

Each is in its normal form, so that one pattern finds what people write in many ways, and knows where it is.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Any

from msgspec import Struct

from pa_framework.facts.facts import Facts, Text
from pa_framework.facts.text_references import text_span
from pa_framework.records.yaml_source import Document, leaves
from pa_framework.text.findings import Span
from pa_framework.text.lazy_pattern import Clue
from pa_framework.text.normal_form import NormalText, normal_form

_COMMENT = re.compile(r"#[^\n]*")
_MODELINE = "yaml-language-server:"
#: Parts of files that hold figures and are no words: shapes of pictures, and files within files.
_SHAPES = re.compile(
    r"\s(?:d|points|transform|viewBox|values|keyTimes|x|y|x1|x2|y1|y2|width|height|style)=(?:\"[^\"]*\"|'[^']*')|base64,[A-Za-z0-9+/=\s]+"
)

#: How many characters before and after a match belong to what it is about, and how long a text is searched whole.
_NEAR = 100
_WHOLE = 300


class PublicText(Struct, frozen=True, eq=False):
    """A text that is published or kept.

    Attributes:
        path: Its file, relative to the root.
        where: What messages call it, such as "`summary`", "a comment" or "the page".
        kind: The kind of its record; empty for other files.
        field: The field that it is the value of; empty where it is none.
        source: The text as it is written.
        normal: The text in its normal form.
        value: The value of a record, where it is one.
        content: The content of the file, where it is a part of it.
        start: Where it begins in the content.
    """

    path: str
    where: str
    source: str
    normal: NormalText
    kind: str = ""
    field: str = ""
    value: Text | None = None
    content: str = ""
    start: int = 0

    def span(self, start: int, end: int) -> Span:
        """The place of a part of the normal form: its line, or the whole value where it is written on one."""
        first, last = self.normal.original(start), self.normal.original(end)
        if self.value is not None:
            whole = self.value.span
            part = text_span(self.value.document, self.value.route, self.value.text, first, max(last, first + 1))
            return part if part.line != whole.line else whole
        if not self.content:
            return Span(self.path)
        first, last = self.start + first, self.start + last
        line = self.content.count("\n", 0, first) + 1
        column = first - self.content.rfind("\n", 0, first)
        length = len(self.content[first:last].partition("\n")[0])
        return Span(self.path, line, column, column + length)

    @property
    def document(self) -> Document | None:
        """The record that it is a value of."""
        return self.value.document if self.value else None


#: What messages call the name of a file, and a comment in a record.
FILE_NAME = "the name of the file"
COMMENT = "a comment"


class PublicTexts:
    """Many texts joined into one string, so that a rare pattern is searched for in all of them at once."""

    def __init__(self, values: tuple[Text, ...], others: tuple[PublicText, ...]) -> None:
        self._texts: tuple[PublicText | Text, ...] = (*values, *others)
        pieces = [text.text if text.text.isascii() else normal_form(text.text).text for text in values]
        pieces += [text.normal.text for text in others]
        self._joined = "\0".join(pieces)
        self._words: dict[str, bool] = {}
        self._starts = list(accumulate((len(piece) + 1 for piece in pieces), initial=0))

    @cached_property
    def _small(self) -> str:
        """All texts in small letters, with every character where it was."""
        small = self._joined.lower()
        if len(small) == len(self._joined):
            return small
        return "".join(low if len(low := character.lower()) == 1 else character for character in self._joined)

    def windows(
        self, *clues: Clue | re.Pattern[str], keep: Callable[[re.Match[str]], bool] | None = None
    ) -> Iterator[tuple[PublicText, int, str]]:
        """The parts of texts around clues: the text, where the part begins, and its normal form.

        With `keep`, only around the matches of patterns for which it is true.

        A part is a whole text, or where that is long the words near a match. Parts of one text do not overlap.
        """
        places: set[int] = set()
        for clue in clues:
            if isinstance(clue, Clue):
                places.update(clue.places(self._small if clue.in_small_letters else self._joined))
            else:
                found = clue.finditer(self._joined)
                places.update(match.start() for match in found if keep is None or keep(match))
        index, around = -1, list[tuple[int, int]]()
        for place in sorted(places):
            text = bisect_right(self._starts, place) - 1
            if text != index:
                yield from self._parts(index, around)
                index, around = text, []
            start = place - self._starts[index]
            if around and start - _NEAR < around[-1][1]:
                around[-1] = (around[-1][0], start + _NEAR)
            else:
                around.append((start - _NEAR, start + _NEAR))
        yield from self._parts(index, around)

    def others(self) -> Iterator[PublicText]:
        """The texts that are no values of records: comments, pages, files, and their names."""
        return (text for text in self._texts if isinstance(text, PublicText))

    def has_word(self, word: str) -> bool:
        """Whether a word is anywhere in small letters, other than in an address or the name of a file."""
        if word not in self._words:
            whole = re.compile(rf"(?<![\w@.'/_-]){re.escape(word)}(?![\w@/_-]|\.\w)")
            position = self._joined.find(word)
            while position >= 0 and not whole.match(self._joined, position):
                position = self._joined.find(word, position + 1)
            self._words[word] = position >= 0
        return self._words[word]

    def _parts(self, index: int, around: list[tuple[int, int]]) -> Iterator[tuple[PublicText, int, str]]:
        """The parts of one text, cut where there is space."""
        if not around:
            return
        text = self._text(index)
        normal = text.normal.text
        if len(normal) <= _WHOLE:
            yield text, 0, normal
            return
        for first, last in around:
            start = (
                max(0, normal.find("\n", max(0, first - _NEAR), first), normal.find(" ", first, last))
                if first > 0
                else 0
            )
            end = normal.find(" ", last)
            yield text, start, normal[start : end if 0 <= end < last + _NEAR else last]

    def _text(self, index: int) -> PublicText:
        text = self._texts[index]
        if isinstance(text, PublicText):
            return text
        normal = normal_form(text.text)
        return PublicText(text.document.path, f"`{text.field}`", text.text, normal, text.kind, text.field, text)


@lru_cache(maxsize=1)
def public_texts(facts: Facts) -> PublicTexts:
    """Every text of a framework that is published or kept, apart from those of its register."""
    return PublicTexts(facts.texts, tuple(_other_texts(facts)))


def _other_texts(facts: Facts) -> Iterator[PublicText]:
    for document, kind in facts.records_as_written.documents:
        if document.data is None:
            yield _of_file(document.path, "the file", document.text, kind)
        elif "#" in document.text:
            yield from _comments(document, kind)
        yield _name(document.path)
    overlay = facts.records_as_written.overlay
    for gone in overlay.left_out if overlay else ():
        if not gone.route:  # a file of its own, which is no document of a record
            yield from _comments(gone.document, gone.kind)
            yield _name(gone.document.path)
    for page in facts.pages:
        yield _of_file(page.path, "the page", page.text)
        yield _name(page.path)
    for file in facts.repository_files:
        if file.text:
            yield _of_file(file.path, "the file", file.text)
        yield _name(file.path)


def _of_file(path: str, where: str, content: str, kind: str = "") -> PublicText:
    shown = (
        _SHAPES.sub(lambda match: " " * len(match.group()), content)
        if "=" in content or "base64," in content
        else content
    )
    return PublicText(path, where, content, normal_form(shown, encoded=True), kind, content=content)


def _name(path: str) -> PublicText:
    """The name of a file and its folders, with spaces in place of what joins words in names."""
    return PublicText(path, FILE_NAME, path, NormalText(path))


def _comments(document: Document, kind: str) -> Iterator[PublicText]:
    """The comments of a file, without what only looks like one in a text that goes on over several lines."""
    for match in _COMMENT.finditer(document.text):
        start, comment = match.start(), match.group()
        if (start and not document.text[start - 1].isspace()) or _MODELINE in comment:
            continue
        line = document.text[document.text.rfind("\n", 0, start) + 1 : start]
        if line.count('"') % 2 or (line.count("'") % 2 and "'" in comment) or _is_in_a_value(document.data, comment):
            continue
        yield PublicText(
            document.path, COMMENT, comment, normal_form(comment), kind, content=document.text, start=start
        )


def _is_in_a_value(data: Any, comment: str) -> bool:
    part = comment.rstrip()
    return any(isinstance(value, str) and part in value for _, value in leaves(data))
