"""Sentences that are nearly the same in two places, and differ in what matters: a number, or a word and its opposite.

Two texts tell one thing where they share nearly all their words. Where more than two do, what most of them say counts as
right; where there are two, both are named.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, combinations
from typing import NamedTuple

from pa_framework.facts.facts import Facts, Text, TextIndex
from pa_framework.facts.pages import PageText
from pa_framework.facts.prose import page_prose, place_in, prose
from pa_framework.text.findings import Span
from pa_framework.text.sentences import NUMBER_WORDS, sentences_of
from pa_framework.text.word_forms import NEGATIVE, stem_of, word_set
from pa_framework.text.word_index import numbers_in

#: Kinds of record whose sentences differ in nothing but numbers and days, each for its own year or place.
_APART = frozenset(
    {
        "sources",
        "changes",
        "waivers",
        "search",
        "case-study",
        "evidence",
        "plan",
        "standard",
        "law",
        "pay-band",
        "trace",
    }
)
_OPPOSITES = (
    "rise/fall", "rises/falls", "up/down", "above/below", "more/less", "more/fewer", "before/after", "left/right", "high/low", "higher/lower", "increase/decrease",
    "raise/lower", "larger/smaller", "bigger/smaller", "thick/thin", "thicker/thinner", "thickest/thinnest", "hot/cold", "warm/cold", "always/never",
    "safe/unsafe", "full/empty", "fast/slow", "longer/shorter", "day/night", "early/late", "wet/dry", "inside/outside", "first/last", "most/least",
    "open/closed", "with/without", "start/stop", "starts/stops", "clean/dirty", "near/far", "top/bottom", "front/back", "upright/flat", "sitting/lying",
)  # fmt: skip
_PAIRS = tuple(pair.split("/") for pair in _OPPOSITES)
_OTHER: Mapping[str, frozenset[str]] = {
    word: frozenset(other for pair in _PAIRS if word in pair for other in pair if other != word)
    for pair in _PAIRS
    for word in pair
}
_EMPTY = word_set(
    "a an the of or and to is are be been being it its this that these those for in on at by as from their his her your our they them you he she "
    "we who which also so then than not no never can may will must do does did has have had one person pa"
)
_TOKEN = re.compile(r"\d+(?:\.\d+)?|[a-z]+")
_FEWEST_SHARED = 6
_ALIKE_BUT_A_NUMBER = 0.8
_ALIKE_BUT_A_WORD = 0.5
_WITHIN_BUT_A_WORD = 0.85
_RARE = 4
_LARGEST_GROUP = 16


class Retold(NamedTuple):
    """What a sentence says otherwise than another one like it: its place, the words of both, and the other place."""

    span: Span
    written: str
    right: str
    other: Span


class _Sentence(NamedTuple):
    text: Text | PageText
    start: int
    end: int
    words: frozenset[str]
    numbers: tuple[tuple[str, str], ...]
    poles: frozenset[str]
    denied: bool


def told_otherwise(facts: Facts) -> Iterator[Retold]:
    """Sentences that differ from a sentence like them in one number, or in a word for its opposite."""
    said = list(_sentences(facts))
    often = Counter(word for one in said for word in one.words)
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, one in enumerate(said):
        rare = sorted(one.words, key=lambda word: (often[word], word))[:_RARE]
        for first, second in combinations(rare, 2):
            if often[first] > 1 and often[second] > 1:
                groups[first, second].append(place)
    against: dict[tuple[int, str], list[tuple[int, str]]] = defaultdict(list)
    seen: set[tuple[int, int]] = set()
    for places in groups.values():
        for pair in combinations(places, 2) if len(places) <= _LARGEST_GROUP else ():
            if pair not in seen:
                seen.add(pair)
                if apart := _apart(said[pair[0]], said[pair[1]]):
                    against[pair[0], apart[0]].append((pair[1], apart[1]))
                    against[pair[1], apart[1]].append((pair[0], apart[0]))
    for (place, written), others in against.items():
        other, right = others[0]
        if len(others) >= len(against[other, right]):
            there = said[other]
            yield Retold(_place(said[place], written), written, right, place_in(there.text, there.start, there.end))


def _place(one: _Sentence, written: str) -> Span:
    found = re.search(rf"(?<!\w){re.escape(written)}(?!\w)", one.text.text[one.start : one.end], re.IGNORECASE)
    start = one.start + (found.start() if found else 0)
    return place_in(one.text, start, start + len(written) if found else one.end)


def _apart(one: _Sentence, other: _Sentence) -> tuple[str, str] | None:
    """The number or the word in which two sentences differ that are the same besides; None where they do not."""
    if one.text is other.text or one.denied != other.denied:
        return None
    shared = len(one.words & other.words)
    if shared < _FEWEST_SHARED:
        return None
    alike = shared / len(one.words | other.words)
    if alike >= _ALIKE_BUT_A_NUMBER and len(one.numbers) == len(other.numbers) and one.poles == other.poles:
        differing = [pair for pair in zip(one.numbers, other.numbers, strict=True) if pair[0] != pair[1]]
        if len(differing) == 1 and differing[0][0][1] == differing[0][1][1]:
            return differing[0][0][0], differing[0][1][0]
    within = shared / min(len(one.words), len(other.words))
    if within >= _WITHIN_BUT_A_WORD and alike >= _ALIKE_BUT_A_WORD and one.numbers == other.numbers:
        mine, theirs = one.poles - other.poles, other.poles - one.poles
        return next(((word, each) for word in sorted(mine) for each in sorted(theirs & _OTHER[word])), None)
    return None


def _sentences(facts: Facts) -> Iterator[_Sentence]:
    for text, low in chain(_with_triggers(prose(facts)), _with_triggers(page_prose(facts))):
        if len(low) < _SHORTEST or not (_MARKED.search(low) or not _TRIGGERS.isdisjoint(low.split(" "))):
            continue
        if isinstance(text, Text) and text.kind in _APART:
            continue
        for sentence, start in sentences_of(text.text.replace("\n", " ")):
            made = _sentence(text, sentence, start) if len(sentence) >= _SHORTEST else None
            if made is not None:
                yield made


def _with_triggers(index: TextIndex[Text] | TextIndex[PageText]) -> Iterator[tuple[Text | PageText, str]]:
    """The texts that may have a number or one of a pair of opposites, each in small letters too."""
    texts = index.word_index.with_match(_MARKED)
    for word in _TRIGGERS:
        texts |= index.word_index.with_word(word)
    return ((index.texts[number], index.each[number]) for number in numbers_in(texts))


_SHORTEST = 40
_MARKED = re.compile(r"\d")
_POLES = frozenset(_OTHER)
_TRIGGERS = _POLES | {*NUMBER_WORDS}


def _sentence(text: Text | PageText, sentence: str, start: int) -> _Sentence | None:
    tokens: Sequence[str] = _TOKEN.findall(sentence.lower())
    poles = _POLES.intersection(tokens)
    has_number = any(token[0].isdigit() or token in NUMBER_WORDS for token in tokens)
    if not (poles or has_number):
        return None
    numbers = tuple(
        (token, stem_of(tokens[place + 1]) if place + 1 < len(tokens) else "")
        for place, token in enumerate(tokens)
        if token[0].isdigit() or (token in NUMBER_WORDS and token != "one")
    )
    words = frozenset(
        stem_of(token)
        for token in tokens
        if not token[0].isdigit() and token not in _EMPTY and token not in poles and token not in NUMBER_WORDS
    )
    denied = not NEGATIVE.isdisjoint(tokens)
    if len(words) < _FEWEST_SHARED:
        return None
    return _Sentence(text, start, start + len(sentence), words, numbers, poles, denied)
