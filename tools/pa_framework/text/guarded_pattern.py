"""Regular expressions of many alternatives, of which most texts lack the words: only what a text may match is compiled.

To compile a long pattern takes milliseconds, and to search with one takes longer than to look for a string. So strings that
every match contains are read from the pattern, and looked for first.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

#: The parts of a regular expression, as far as strings that it needs are read from it.
_TOKEN = re.compile(
    r"(?P<letters>[A-Za-z0-9 ,'-]+(?![*+?{]))|(?P<escape>\\.)|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<open>\((?:\?(?:[:=!]|<[=!]|P<\w+>))?)|(?P<quantifier>[*+?]\??|\{\d*,?\d*\}\??)|(?P<other>.)",
    re.DOTALL,
)
#: What says where the alternatives of a regular expression end, and what only looks like it.
_BRACKET = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[(|)]", re.DOTALL)
#: A shorter string is in so many texts that it is not looked for.
_SHORTEST = 3
#: How many sets of strings are looked for in one text, at most, and how many strings in one set.
_MOST_SETS = 3
_MOST_STRINGS = 24

Needs = tuple[tuple[str, ...], ...]


class GuardedPattern:
    """Regular expressions of which one is to be found, in small letters or capitals."""

    def __init__(self, *patterns: str) -> None:
        self.patterns = patterns

    def search(self, text: str) -> re.Match[str] | None:
        """The first match in a text; of several that begin at one place, that of the first pattern."""
        low = text.lower()
        first: re.Match[str] | None = None
        for one in self._alternatives:
            found = one.pattern.search(text) if one.may_be_in(low) else None
            if found is not None and (first is None or found.start() < first.start()):
                first = found
        return first

    def may_be_in(self, low: str) -> bool:
        """Whether a text in small letters has the strings that a match needs: without them, it has no match."""
        return any(one.may_be_in(low) for one in self._alternatives)

    @cached_property
    def _alternatives(self) -> tuple["_Alternative", ...]:
        return tuple(_Alternative(one) for pattern in self.patterns for one in alternatives(pattern))


class _Alternative:
    def __init__(self, written: str) -> None:
        self._written = written
        self._needs = needs(written)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self._written, re.IGNORECASE)

    def may_be_in(self, low: str) -> bool:
        """Whether a text in small letters has one string of each set that is needed."""
        return has_one_of_each(self._needs, low)


def has_one_of_each(sets: Iterable[Iterable[str]], text: str) -> bool:
    """Whether a text has one string of each set. Written out, because it is asked very often."""
    for strings in sets:
        for string in strings:
            if string in text:
                break
        else:
            return False
    return True


def alternatives(pattern: str) -> list[str]:
    """What is between those `|` of a pattern that are in no brackets.

    >>> alternatives("ring (111|999)|call")
    ['ring (111|999)', 'call']
    """
    if "|" not in pattern or "(?P<" in pattern or _UNKNOWN.search(pattern):
        return [pattern]
    found, depth, begins = list[str](), 0, 0
    for token in _BRACKET.finditer(pattern):
        sign = token[0]
        if sign == "|" and not depth:
            found.append(pattern[begins : token.start()])
            begins = token.end()
        depth += (sign == "(") - (sign == ")")
    return [*found, pattern[begins:]]


def needs(pattern: str) -> Needs:
    r"""Sets of strings in small letters: every text with a match has one string of each. None where that is not certain.

    Nothing is read from sets of characters, so only the rest must be ASCII.

    >>> needs(r"\bcall 999\b[^|]{0,60}\b(?:give|offer)s?\s+(?:\w+\s+)?water")
    (('call 999',), ('water',), ('give', 'offer'))
    >>> needs(r"don\u2019t ring")
    ()
    """
    if not (pattern.isascii() or _SET.sub("", pattern).isascii()) or _UNKNOWN.search(pattern):
        return ()
    found = sorted(set(_needs(_TOKEN.finditer(pattern))), key=_costs)
    return tuple(one for one in found if _length(one) >= _SHORTEST and len(one) <= _MOST_STRINGS)[:_MOST_SETS]


_SET = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
#: What is not read here: groups such as flags, characters by number, and references to groups.
_UNKNOWN = re.compile(r"\(\?(?!:|=|!|<=|<!|P<)|\\[uUxN0-9]")


def _costs(strings: tuple[str, ...]) -> tuple[int, int, tuple[str, ...]]:
    """Which set is looked for first: one of few strings, and of long ones."""
    return len(strings), -_length(strings), strings


def _length(strings: tuple[str, ...]) -> int:
    """The length of the shortest of some strings, without spaces around it."""
    return min(len(string.strip()) for string in strings)


def _needs(tokens: Iterator[re.Match[str]]) -> list[tuple[str, ...]]:
    """The sets of strings that the rest of a group needs, up to its end. Of alternatives, one set for all of them."""
    branches: list[list[tuple[str, ...]]] = [[]]
    run = ""  # letters one after another
    group: list[tuple[str, ...]] = []  # what the group just before needs: nothing if it may be left out
    for token in tokens:
        kind, said = token.lastgroup, token[0]
        if kind == "letters" or (kind == "other" and said not in ".^$|)"):
            if group:
                branches[-1] += group
                group = []
            run += said.lower()
            continue
        if kind == "quantifier" and said[0] in "*?{":
            run, group = run[:-1], []
        branches[-1] += group
        if run:
            branches[-1].append((run,))
        run, group = "", []
        if kind == "open":
            inner = _needs(tokens)
            group = inner if said in ("(", "(?:") or said.startswith("(?P<") else []
        elif said == "|":
            branches.append([])
        elif said == ")":
            break
    branches[-1] += group
    if run:
        branches[-1].append((run,))
    if len(branches) == 1:
        return branches[0]
    if not all(branches):
        return []
    best = (min(sets, key=lambda one: (_length(one) < _SHORTEST, *_costs(one))) for sets in branches)
    return [tuple(sorted({string for one in best for string in one}))]
