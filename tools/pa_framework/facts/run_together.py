"""Entries of lists that have run together on one line, and sentences, words and files that have lost their end."""

import re
from collections.abc import Iterator
from typing import Any

from pa_framework.facts.facts import Facts, Text
from pa_framework.facts.prose import prose
from pa_framework.records.kinds import KIND
from pa_framework.records.yaml_source import Route
from pa_framework.text.broken_lines import ends_in_the_middle
from pa_framework.text.findings import Span
from pa_framework.text.lazy_pattern import LazyPattern

_APART = " - "
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ENTRY = LazyPattern(r"[A-Z][a-z']* \w.*", re.DOTALL)
_END = LazyPattern(r"[.!?:…][\"'”’)\]*]*\Z")
_STOPS = frozenset('.!?:)"”')
#: So many letters of an entry are looked for on the line of the one before.
_COMPARED = 10
#: From how many entries that all end with a stop on, one without it has lost its end.
_FEWEST_BESIDE = 2


def run_together(facts: Facts) -> Iterator[tuple[Text, str, bool]]:
    """Entries with a hyphen between what looks like two entries: the text, the second of them, and whether both are ids.

    Of two sentences, the hyphen may be a dash.
    """
    candidates = [
        text
        for text in facts.texts
        if _APART in text.text
        and isinstance(text.route[-1], int)
        and not any(slip.code == "YML016" for slip in text.document.slips)
    ]
    ids = {name for kind in KIND for name in facts.records.of_kind(kind)} if candidates else set()
    for text in candidates:
        first, *others = text.text.split(_APART)
        are_ids = all(_ID.fullmatch(part) for part in (first, *others)) and not ids.isdisjoint((first, *others))
        lines = text.document.text.split("\n", text.span.line)
        if f"{_APART}{others[0][:_COMPARED]}" not in lines[text.span.line - 1 :][0]:
            continue  # the second is on a line of its own, which YAML reads as a part of the first
        if are_ids or (first[-1:].isalnum() and all(_ENTRY.fullmatch(part) for part in others)):
            yield text, others[0], are_ids


def without_an_end(facts: Facts) -> Iterator[Text]:
    """Paragraphs of several sentences that end in the middle of one, in lists of paragraphs that all end with a stop."""
    for text in facts.texts:
        words, route = text.text, text.route
        if ". " not in words or words[-1:] in _STOPS or not isinstance(route[-1], int):
            continue
        words = words.rstrip()
        if not (words[-1:].islower() or words[-1:] == ",") or not _STOP_INSIDE.search(words):
            continue
        beside = _at(text.document.data, route[:-1])
        others = [entry for place, entry in enumerate(beside) if place != route[-1]]
        if len(others) >= _FEWEST_BESIDE and all(isinstance(one, str) and _END.search(one.rstrip()) for one in others):
            yield text


def small_beginnings(facts: Facts) -> Iterator[Text]:
    """Entries that begin with a small letter, in lists of texts whose others all begin with a capital."""
    for text in facts.texts:
        route, words = text.route, text.text
        if not words[:2].islower() or " " not in words or not isinstance(route[-1], int):
            continue
        others = [entry for place, entry in enumerate(_at(text.document.data, route[:-1])) if place != route[-1]]
        if len(others) >= _FEWEST_BESIDE and all(
            isinstance(one, str) and one[:1].isupper() and " " in one for one in others
        ):
            yield text


def _at(data: Any, route: Route) -> Any:
    for step in route:
        data = data[step]
    return data


#: A sentence ends, and another one begins.
_STOP_INSIDE = LazyPattern(r"[a-z][.!?]['\"”’)]? [A-Z“‘\"'(]")


_LAST_WORD = re.compile(r"(?P<word>[a-z]{2,})\Z")


def words_cut_off(facts: Facts) -> Iterator[tuple[Span, str]]:
    """The last words of files without a line end that only begin words of other texts, with their places.

    A file that ends in the middle of a text was saved or copied in part. Where the text shows that, `slips` says so.
    """
    for document, _ in facts.records.documents:
        found = _LAST_WORD.search(document.text) if ends_in_the_middle(document.text) else None
        told = any(finding.code == "YML017" for finding in document.slips)
        if not found or told:
            continue
        index, word = prose(facts).word_index, found["word"]
        alone, longer = index.with_word(word), index.with_beginning(word)
        if alone.bit_count() <= 1 and longer != alone:
            line = document.text.count("\n") + 1
            column = found.start() - document.text.rfind("\n")
            yield Span(document.path, line, column, column + len(word)), word
