"""Regular expressions that are compiled when they are first used, for modules with many that few runs need."""

import re
import sys
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import NamedTuple


class LazyPattern:
    """A regular expression. Its methods are those of `re.Pattern`."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._pattern, self._flags = pattern, flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._pattern, self._flags)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first match in a text; None without any."""
        return self._compiled.search(text, start, end)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The match that begins at `start`; None without one."""
        return self._compiled.match(text, start)

    def fullmatch(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The match from `start` to `end`; None without one."""
        return self._compiled.fullmatch(text, start, end)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Every match in a text, in order."""
        return self._compiled.finditer(text)

    def sub(self, replacement: str | Callable[[re.Match[str]], str], text: str) -> str:
        """The text with each match replaced."""
        return self._compiled.sub(replacement, text)

    def split(self, text: str) -> list[str]:
        """The parts of a text between the matches."""
        return self._compiled.split(text)


class Clue(NamedTuple):
    """A string that texts are searched for, and what it is the beginning of. To find a string is fast.

    With `in_small_letters`, it is looked for in the text in small letters, so that it is found in capitals as well.
    """

    string: str
    pattern: LazyPattern | None = None
    in_small_letters: bool = False

    def places(self, text: str) -> Iterator[int]:
        """Where it is in a text."""
        place = text.find(self.string)
        while place >= 0:
            if self.pattern is None or self.pattern.match(text, place):
                yield place
            place = text.find(self.string, place + 1)
