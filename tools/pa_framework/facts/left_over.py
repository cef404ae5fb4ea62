"""Lines that were copied from another record and speak of something that this record is not about.

Two records of one kind may say the same, where both are about it. A line is left over where it has a word that the other
record uses throughout, and that stands nowhere else in this one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from pa_framework.facts.facts import Facts
from pa_framework.records.base import Record
from pa_framework.records.yaml_source import Route
from pa_framework.text.findings import Span
from pa_framework.text.word_forms import word_set, words_of

#: The lists of each kind of record whose lines are compared.
_LISTS = {
    "task": (
        "the_pa_does",
        "the_pa_does_not",
        "before_you_start",
        "equipment",
        "do_first",
        "if_no_one_may",
        "easy_read",
    ),
    "role": ("easy_read",),
}
_EMPTY = word_set(
    "a an the this that these those its their his her your our it them they he she you i we to of or and nor is are be been was were do does did "
    "may can will must should any own has have had in on at for with by from as if when where while who which what how not no never always "
    "only also more most person people pa pas say know help work plan day time date last use used give look make take need show part"
)
#: A word after one of these is a thing that the line is about.
_ARTICLES = word_set("a an the your their this")
#: So often a word stands in the other record, besides the line, that the record is about it.
_THROUGHOUT = 3
#: Lines that begin with so many of the same words are compared, and so much of the shorter one must be in the other.
_FIRST_WORDS = 4
_ALIKE = 0.7


class LeftOver(NamedTuple):
    """A line of a record that is that of another: where both are, the line, the word, and the id of the other record."""

    span: Span
    line: str
    word: str
    other: Span
    of: str


def lines_left_over(facts: Facts) -> Iterator[LeftOver]:
    """Lines that two records of a kind share but for their titles, with a word that only one of the two is about."""
    rest = _Rest()
    for kind, lists in _LISTS.items():
        shared: dict[str, list[tuple[Record, Route, str]]] = defaultdict(list)
        for record in facts.records.of_kind(kind).values():
            title = str(getattr(record, "title", "")).casefold()
            for name in lists:
                for place, line in enumerate(getattr(record, name, None) or ()):
                    small = line.casefold()
                    words = (small.replace(title, "§") if title in small else small).split()
                    shared[" ".join(words[:_FIRST_WORDS])].append((record, (name, place), line))
        for entries in shared.values():
            if len(entries) > 1:
                yield from _left_over(entries, rest)


def _left_over(entries: list[tuple[Record, Route, str]], rest: "_Rest") -> Iterator[LeftOver]:
    alike = _alike_lines([line for _, _, line in entries])
    subjects = [rest.subject(record) for record, _, _ in entries]
    for record, route, line in entries:
        own = {word.stem for word in words_of(str(getattr(record, "title", "")))}
        words = [
            word
            for before, word in pairwise(words_of(line))
            if before.text in _ARTICLES and word.text.isalpha() and word.text not in _EMPTY and word.stem not in own
        ]
        places = [place for place in alike[line] if entries[place][0] is not record] if words else []
        for word in words if places else ():
            about = next((place for place in places if word.stem in subjects[place]), None)
            if about is None or rest.count(record, line, word.stem):
                continue
            others = (entries[place] for place in places)
            if all(rest.count(other, theirs, word.stem) >= _THROUGHOUT for other, _, theirs in others):
                other, there, _ = entries[about]
                yield LeftOver(record.origin.at(*route), line, word.text, other.origin.at(*there), other.id)
                break


def _alike_lines(lines: list[str]) -> dict[str, list[int]]:
    """For each of some lines that begin alike, the places of those that have most of their words in common with it."""
    words = {line: frozenset(line.casefold().split()) for line in lines}
    found: dict[str, list[int]] = {}
    for line, first in words.items():
        alike = {
            other for other, second in words.items() if len(first & second) >= _ALIKE * min(len(first), len(second))
        }
        found[line] = [place for place, other in enumerate(lines) if other in alike]
    return found


class _Rest:
    """What records, which outlive this, are about, and how often a word stands in each. Their words are counted once."""

    def __init__(self) -> None:
        self._found: dict[int, tuple[Counter[str], Counter[str]]] = {}
        self._subjects: dict[int, frozenset[str]] = {}

    def subject(self, record: Record) -> frozenset[str]:
        """The stems of the words of the title and the summary of a record."""
        if id(record) not in self._subjects:
            texts = (str(getattr(record, name, "")) for name in ("title", "summary"))
            self._subjects[id(record)] = frozenset(word.stem for text in texts for word in words_of(text))
        return self._subjects[id(record)]

    def count(self, record: Record, line: str, stem: str) -> int:
        """How often the forms of a word stand in a record, besides in texts that are this line."""
        if id(record) not in self._found:
            texts = Counter(_texts(record.origin.document.data))
            stems: Counter[str] = Counter()
            for text, times in texts.items():
                for word in words_of(text.replace("-", " ")):
                    stems[word.stem] += times
            self._found[id(record)] = texts, stems
        texts, stems = self._found[id(record)]
        if not stems[stem]:
            return 0
        return stems[stem] - texts[line] * sum(word.stem == stem for word in words_of(line.replace("-", " ")))


def _texts(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield str(key)
            yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)
