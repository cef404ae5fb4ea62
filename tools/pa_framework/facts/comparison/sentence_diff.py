"""Compares lists of sentences: what was removed, added, reworded, and what only a reader can judge.

Two sentences are the same in other words where most of the content words of each are in the other. Where a word or a
figure that negates or limits the meaning changed with them (`not`, `only`, `severe`, `or`, `30`), no program can tell
whether the new sentence is stricter or looser: such a pair is uncertain.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

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
#: Words that negate or limit a sentence; contractions are read as `not`.
_NEGATING = frozenset(
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
#: Words of degree, and the `or` that widens a list: they are content, and limit it as well. `Severe pain` is less than `pain`.
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
_SHARE_OF_OLD, _SHARE_OF_NEW = 0.6, 0.5
#: Beyond so many sentences on a side, and signs in a sentence, nothing is compared in pairs.
_MAX_SENTENCES, _MAX_SIGNS = 60, 600


class SentenceDiff(Struct, frozen=True):
    """Pairs are: as it was, as it is."""

    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    reworded: tuple[Pair, ...] = ()
    uncertain: tuple[Pair, ...] = ()


def compare_sentences(before: Sequence[str], after: Sequence[str]) -> SentenceDiff:
    """Two lists of sentences. Their order, and how often one is there, do not count."""
    was, now = {plain(sentence) for sentence in before}, {plain(sentence) for sentence in after}
    gone = [sentence for sentence in dict.fromkeys(before) if plain(sentence) not in now]
    come = [sentence for sentence in dict.fromkeys(after) if plain(sentence) not in was]
    if len(gone) > _MAX_SENTENCES or len(come) > _MAX_SENTENCES:
        return SentenceDiff(tuple(gone), tuple(come))
    words = {sentence: _content_words(sentence) for sentence in [*gone, *come]}
    groups: dict[str, list[str]] = {}
    for old in gone:
        new = max(come, key=lambda sentence: (_share(words[old], words[sentence]), sentence), default=None)
        if new is not None and words[old] and _share(words[old], words[new]) >= _SHARE_OF_OLD:
            groups.setdefault(new, []).append(old)
    pairs = [
        (old, new)
        for new, olds in groups.items()
        if _share(words[new], frozenset().union(*(words[old] for old in olds))) >= _SHARE_OF_NEW
        for old in olds
    ]
    old_ones, new_ones = {old for old, _ in pairs}, {new for _, new in pairs}
    return SentenceDiff(
        tuple(sentence for sentence in gone if sentence not in old_ones),
        tuple(sentence for sentence in come if sentence not in new_ones),
        tuple(pair for pair in pairs if _limits(pair[0]) == _limits(pair[1])),
        tuple(pair for pair in pairs if _limits(pair[0]) != _limits(pair[1])),
    )


def plain(text: str) -> str:
    """A text without what makes no difference to a reader: spaces, capitals, a closing full stop."""
    return " ".join(text.split()).rstrip(".").lower()


def _words(text: str) -> Iterator[str]:
    for found in _WORD.findall(text[:_MAX_SIGNS]):
        word = found.lower().replace("’", "'")
        yield "not" if word.endswith("n't") or word == "cannot" else word


def _content_words(text: str) -> frozenset[str]:
    return frozenset(
        word for word in _words(text) if word not in _SMALL and word not in _NEGATING and not _figure(word)
    )


def _limits(text: str) -> tuple[str, ...]:
    """The words that negate or limit a sentence, as often as they occur, sorted."""
    return tuple(sorted(word for word in _words(text) if word in _NEGATING or word in _DEGREES or _figure(word)))


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
