"""Lists of sentences compared: what is gone, what came, what is said in other words, and what nobody but a reader can tell.

Two sentences are the same in other words where most of the telling words of each are in the other. Where a word or a
figure that turns or bounds the meaning changed with them (`not`, `only`, `severe`, `or`, `30`), no program can say whether
the new sentence is stricter or looser: such a pair is turned.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

Pair = tuple[str, str]
#: Words that carry little.
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "by",
        "do",
        "does",
        "for",
        "from",
        "has",
        "have",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "of",
        "on",
        "or",
        "so",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "they",
        "this",
        "to",
        "was",
        "were",
        "when",
        "which",
        "who",
        "with",
        "you",
        "your",
    ]
)
#: Words that turn or bound what a sentence says; contractions are read as `not`.
_TURNING = frozenset(
    [
        "not",
        "never",
        "no",
        "none",
        "nobody",
        "nothing",
        "without",
        "unless",
        "only",
        "before",
        "after",
        "until",
        "always",
        "sometimes",
        "except",
        "alone",
        "than",
        "over",
        "under",
        "above",
        "below",
        "least",
        "most",
        "may",
    ]
)
#: Words of degree, and the `or` that widens a list: they tell something, and bound it as well. `Severe pain` is less than `pain`.
_DEGREES = frozenset(
    [
        "all",
        "any",
        "bad",
        "badly",
        "big",
        "clearly",
        "constant",
        "constantly",
        "every",
        "extreme",
        "extremely",
        "heavily",
        "heavy",
        "high",
        "huge",
        "large",
        "lasting",
        "less",
        "long",
        "lot",
        "low",
        "mild",
        "more",
        "much",
        "often",
        "or",
        "persistent",
        "quite",
        "rarely",
        "really",
        "repeated",
        "repeatedly",
        "serious",
        "seriously",
        "severe",
        "severely",
        "sharp",
        "slight",
        "slightly",
        "small",
        "some",
        "strong",
        "strongly",
        "sudden",
        "suddenly",
        "too",
        "very",
        "visible",
        "visibly",
        "worse",
    ]
)
_WORD = re.compile(r"[\w'’-]+")
#: Of the telling words of the old sentence so many must be left; of the new one so many must have been there.
_KEPT, _KNOWN = 0.6, 0.5
#: Beyond so many sentences on a side, and signs in a sentence, nothing is compared in pairs.
_MOST, _LONGEST = 60, 600


@dataclass(frozen=True, slots=True)
class Compared:
    """Pairs are: as it was, as it is."""

    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()
    reworded: tuple[Pair, ...] = ()
    turned: tuple[Pair, ...] = ()


def compared(before: Sequence[str], after: Sequence[str]) -> Compared:
    """Two lists of sentences. Their order, and how often one is said, do not count."""
    was, now = {plain(each) for each in before}, {plain(each) for each in after}
    gone = [each for each in dict.fromkeys(before) if plain(each) not in now]
    come = [each for each in dict.fromkeys(after) if plain(each) not in was]
    if len(gone) > _MOST or len(come) > _MOST:
        return Compared(tuple(gone), tuple(come))
    words = {each: _telling(each) for each in [*gone, *come]}
    groups: dict[str, list[str]] = {}
    for old in gone:
        new = max(come, key=lambda each: (_share(words[old], words[each]), each), default=None)
        if new is not None and words[old] and _share(words[old], words[new]) >= _KEPT:
            groups.setdefault(new, []).append(old)
    pairs = [
        (old, new)
        for new, olds in groups.items()
        if _share(words[new], frozenset().union(*(words[old] for old in olds))) >= _KNOWN
        for old in olds
    ]
    old_ones, new_ones = {old for old, _ in pairs}, {new for _, new in pairs}
    return Compared(
        tuple(each for each in gone if each not in old_ones),
        tuple(each for each in come if each not in new_ones),
        tuple(each for each in pairs if _bounds(each[0]) == _bounds(each[1])),
        tuple(each for each in pairs if _bounds(each[0]) != _bounds(each[1])),
    )


def plain(text: str) -> str:
    """A text without what makes no difference to a reader: spaces, capitals, a closing full stop."""
    return " ".join(text.split()).rstrip(".").lower()


def _words(text: str) -> Iterator[str]:
    for each in _WORD.findall(text[:_LONGEST]):
        word = each.lower().replace("’", "'")
        yield "not" if word.endswith("n't") or word == "cannot" else word


def _telling(text: str) -> frozenset[str]:
    return frozenset(each for each in _words(text) if each not in _SMALL and each not in _TURNING and not _figure(each))


def _bounds(text: str) -> tuple[str, ...]:
    """What turns or bounds a sentence, each as often as it stands there."""
    return tuple(sorted(each for each in _words(text) if each in _TURNING or each in _DEGREES or _figure(each)))


def _figure(word: str) -> bool:
    return any(sign.isdigit() for sign in word)


def _share(words: frozenset[str], others: Iterable[str]) -> float:
    """The share of words that are among the others, in whatever form."""
    there = set(others)
    return sum(_is_among(word, there) for word in words) / len(words) if words else 0.0


def _is_among(word: str, others: set[str]) -> bool:
    """The same word, in another form or with a slip of the pen."""
    return word in others or any(
        len(word) > 3
        and len(other) > 3
        and abs(len(word) - len(other)) <= 3
        and SequenceMatcher(None, word, other).ratio() >= 0.8
        for other in sorted(others)
        if word[0] == other[0]
    )
