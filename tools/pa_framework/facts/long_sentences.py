"""Sentences of records and hand-written pages with more words than readers can follow."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pa_framework.facts.facts import Facts
from pa_framework.facts.prose import prose
from pa_framework.text.findings import Span
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.word_forms import KEPT_SENTENCES

#: Sentences of a page go on over lines, and end with a cell of a table as well.
_END_IN_A_PAGE = LazyPattern(r"[.!?:;][\"”’')*_]*\s+|\s*\|\s*|\s-\s")
_END = LazyPattern(r"[.!?\n](?:(?<!\n)[\"”’')]*\s+|(?<=\n)\n*)")


class LongSentence(NamedTuple):
    """A sentence: its place, what messages call its text, and its words."""

    span: Span
    where: str
    words: list[str]


def long_sentences(facts: Facts, most: int) -> Iterator[LongSentence]:
    """The sentences with more than `most` words. Marks that stand alone are no words."""
    for text in prose(facts).texts:
        for words in _long(text.text, _END, most) if _may_be_long(text.text, most) else ():
            yield LongSentence(text.span, f"`{text.field}`", words)
    for page in facts.pages:
        for part in page.texts:
            for words in _long(part.text, _END_IN_A_PAGE, most) if _may_be_long(part.text, most) else ():
                start = part.text.find(" ".join(words[:2]))
                yield LongSentence(part.span(max(start, 0)), "the page", words)


def _may_be_long(text: str, most: int) -> bool:
    """Whether a text has as many words as a sentence that is too long."""
    return len(text) > 2 * most and text.count(" ") + text.count("\n") >= most


@lru_cache(maxsize=KEPT_SENTENCES)
def _long(text: str, end: LazyPattern, most: int) -> tuple[list[str], ...]:
    return tuple(words for sentence in end.split(text) if len(words := _words(sentence, most)) > most)


def _words(sentence: str, most: int) -> list[str]:
    words = sentence.split()
    return words if len(words) <= most else [word for word in words if any(map(str.isalnum, word))]
