"""The words of an English sentence, and the forms that one word has.

Sentences of records are compared by their words: whether two say the same, or whether one speaks of a thing. Endings
are taken off by simple rules, which is enough for words that are looked for; no dictionary is needed.
"""

import re
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from pa_framework.text.guarded_pattern import has_one_of_each

#: Words that deny what follows them.
NEGATIVE = frozenset({"no", "not", "never", "without", "nor", "neither", "none"})
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)?|[,.;:!?()/–—]")
_ALIKE = (
    ("’", "'"),
    ("can't", "can not"),
    ("cannot", "can not"),
    ("won't", "will not"),
    ("shan't", "shall not"),
    ("n't", " not"),
    ("not able to", "can not"),
    ("unable to", "can not"),
    ("no longer", "not"),
)
#: One of these is in every sentence that has one of them: few sentences do.
_APART = (("'", "’", "cannot", "able to", "no longer"),)
_PROGRESSIVE = re.compile(r"\b(?:is|are|was|were|be|been) (?=\w+ing\b)")
_MARKS = ",.;:!?()/–—-'’“”\""
_WITHOUT_MARKS = str.maketrans(dict.fromkeys(_MARKS, " "))
_VOWELS = frozenset("aeiouy")
#: Forms that endings do not lead to.
_IRREGULAR = {
    "going": "go", "goes": "go", "gone": "go", "went": "go",
    "does": "do", "did": "do", "doing": "do", "done": "do",
    "is": "be", "are": "be", "was": "be", "were": "be", "been": "be", "being": "be",
    "has": "have", "had": "have", "having": "have",
    "woke": "wak", "woken": "wak", "waken": "wak", "wakened": "wak", "wakes": "wak", "waking": "wak",
    "gave": "giv", "given": "giv", "took": "tak", "taken": "tak", "fed": "feed", "held": "hold", "kept": "keep",
    "drawn": "draw", "bled": "bleed", "caught": "catch", "fell": "fall", "fallen": "fall", "became": "becom", "lost": "los", "paid": "pay",
    "struck": "strik", "fits": "fit", "fitting": "fit", "swollen": "swel", "grey": "gray",
}  # fmt: skip


#: How many sentences a process remembers something of: those of a large framework, for one that checks again and again.
KEPT_SENTENCES = 32_768


class Word(NamedTuple):
    """A word in lower case, or a mark of punctuation. `stem` is equal for the forms of one word."""

    text: str
    stem: str


@lru_cache(maxsize=KEPT_SENTENCES)
def words_of(sentence: str) -> tuple[Word, ...]:
    """The words and marks of a sentence in lower case, with contractions written out.

    "Is going on" becomes "going on", so that it has the stems of "goes on".
    """
    text = _plain(sentence)
    if "ing" in text:
        text = _PROGRESSIVE.sub("", text)
    return tuple([_word(token) for token in _TOKEN.findall(text)])


def _plain(sentence: str) -> str:
    """A sentence in lower case, with contractions written out."""
    text = sentence.lower()
    if has_one_of_each(_APART, text):
        for written, means in _ALIKE:
            text = text.replace(written, means)
    return text


@lru_cache(maxsize=KEPT_SENTENCES)
def _word(token: str) -> Word:
    text = token.partition("'")[0]
    return Word(text, stem_of(text))


def word_set(words: str) -> frozenset[str]:
    """Words that are written with spaces between them, as a set."""
    return frozenset(words.split())


def stems_of(words: str) -> frozenset[str]:
    """The stems of words that are written with spaces between them."""
    return frozenset(stem_of(word) for word in words.split())


def content_stems(text: str, empty: Container[str]) -> frozenset[str]:
    """The stems of the words of a text that say what it is about: without marks, and words in `empty`."""
    return frozenset([stem for word, stem in words_of(text) if word not in empty and word.isalnum()])


@lru_cache(maxsize=KEPT_SENTENCES)
def stem_of(word: str) -> str:
    """A word without the simple endings of verbs and nouns; equal for the forms of one word."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    stem = word
    if word.endswith("ing") and _is_stem(word[:-3]):
        stem = word[:-3]
    elif word.endswith(("ies", "ied")) and len(word) > 4:
        stem = word[:-3] + "y"
    elif (word.endswith("ed") and not word.endswith("eed") and _is_stem(word[:-2])) or word.endswith(
        ("sses", "shes", "ches", "xes", "zes", "oes")
    ):
        stem = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        stem = word[:-1]
    if stem.endswith("e") and len(stem) > 3:
        stem = stem[:-1]
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "aeiou":
        stem = stem[:-1]
    return stem


def _is_stem(text: str) -> bool:
    return len(text) >= 3 and not _VOWELS.isdisjoint(text)


def has_negative(sentence: str) -> bool:
    """Whether a sentence has a word that denies something, such as `not`, `no` or `never`."""
    return not NEGATIVE.isdisjoint(word.text for word in words_of(sentence))


def is_third_person(word: str) -> bool:
    """Whether a word has the ending of a verb whose subject is one person or thing: "gives"."""
    return word.endswith("s") and not word.endswith(("ss", "us", "is"))


@lru_cache(maxsize=KEPT_SENTENCES)
def same_words(sentence: str) -> str:
    """A sentence so that two which differ in case, spaces, punctuation or contractions are equal."""
    return " ".join(_plain(sentence).translate(_WITHOUT_MARKS).split())


def repeated(sentences: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The places of sentences that have the words of an earlier one, each with the place of the first that has them.

    >>> list(repeated(["Do not run.", "Walk", "don't run"]))
    [(2, 0)]
    """
    alike: dict[tuple[str, str], list[int]] = {}
    for place, sentence in enumerate(sentences):
        alike.setdefault((_beginning(sentence), _last_letter(sentence)), []).append(place)
    for places in alike.values():
        first: dict[str, int] = {}
        for place in places if len(places) > 1 else ():
            said = first.setdefault(same_words(sentences[place]), place)
            if said != place:
                yield place, said


#: Beginnings of words, and those of what is the same written out: "won't", "not able to", "unable to".
_WRITTEN_OUT = {"wo": "wi", "no": "ca", "un": "ca"}


def _beginning(sentence: str) -> str:
    """Two letters that are equal for sentences that are equal as `same_words` gives them: a quick first comparison."""
    start = sentence[:2].lower()
    if not (start.isascii() and start.isalnum()):
        start = same_words(sentence)[:2]
    return _WRITTEN_OUT.get(start, start)


def _last_letter(sentence: str) -> str:
    """A letter that is equal for sentences that are equal as `same_words` gives them."""
    last = sentence.rstrip(_MARKS_AND_SPACE)[-1:].lower()
    if not (last.isascii() and last.isalnum()):
        last = same_words(sentence)[-1:]
    return _LAST_WRITTEN_OUT.get(last, last)


_MARKS_AND_SPACE = f"{_MARKS} \n"
#: The last letters of "no longer" and "unable to", and that of what is the same written out: "not", "can not".
_LAST_WRITTEN_OUT = {"r": "t", "o": "t"}
