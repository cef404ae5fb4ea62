"""What other programs leave in a text: letters that were decoded twice, HTML in a record, a link that is none."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pa_framework.facts.facts import Facts
from pa_framework.facts.prose import page_prose, place_in, prose, quoted_words
from pa_framework.text.findings import Span
from pa_framework.text.lazy_pattern import LazyPattern

#: The beginning of letters that were decoded twice, in small letters. `Â£` was `£`, `â€™` was `’`.
_MAY_BE_TWICE = re.compile(r"[âã](?![a-z ,.;:!?-])")
_TWICE = LazyPattern(
    r"[ÂÃ][\u0080-\u00bf\u0152-\u0192\u2013-\u203a\u20ac\u2122\u02c6\u02dc]|â[€‚„†‡ˆ‰][\u0080-\u00bf\u0152-\u0192\u2013-\u203a\u20ac\u2122\u02c6\u02dc]"
)
_TAG = LazyPattern(
    r"</?(?:a|b|br|div|em|font|h[1-6]|i|img|li|ol|p|span|strong|sub|sup|table|td|th|tr|u|ul)(?:\s[^<>]*)?/?>|&(?:nbsp|amp|lt|gt|quot|apos|pound|#\d{2,5});",
    re.IGNORECASE,
)
_TARGET = r"(?:[^()\s\[\]]+\.(?:md|html)(?:#[\w-]*)?|https?://[^()\s\[\]]+)"
_APART = LazyPattern(
    rf"\[(?P<words>[^\[\]]+)\]\s+\((?P<target>{_TARGET})\)|\((?P<words2>[^()]+)\)\[(?P<target2>{_TARGET})\]"
)


class ForeignMark(NamedTuple):
    """A part of a text that another program left: its place, what is written, and what is meant (empty where only it goes)."""

    span: Span
    written: str
    meant: str


def decoded_twice(facts: Facts) -> Iterator[ForeignMark]:
    """Letters that were decoded twice, in records and hand-written pages."""
    written = (prose(facts), quoted_words(facts), page_prose(facts))
    for text in (text for index in written for text in index.matching(_MAY_BE_TWICE)):
        for start, end, meant in _decoded_twice(text.text):
            yield ForeignMark(place_in(text, start, end), text.text[start:end], meant)
            break


def decoded_twice_in(text: str) -> str:
    """The first letters of a text that were decoded twice; empty where there are none."""
    return next((text[start:end] for start, end, _ in _decoded_twice(text)), "")


def _decoded_twice(text: str) -> Iterator[tuple[int, int, str]]:
    """Letters that were decoded twice: where they begin and end, and what they were."""
    for found in _TWICE.finditer(text):
        try:
            yield *found.span(), found[0].encode("cp1252").decode("utf-8")
        except UnicodeError:
            continue


def markup_in_records(facts: Facts) -> Iterator[ForeignMark]:
    """HTML in texts of records, whose readers would see it."""
    for clue in ("<", "&"):
        for text in prose(facts).containing(clue):
            found = _TAG.search(text.text)
            if found is not None and (clue == "<" or "<" not in text.text):
                yield ForeignMark(text.span, found[0], "")


def links_in_two_parts(facts: Facts) -> Iterator[ForeignMark]:
    """Links of hand-written pages whose two parts are apart, or in the wrong brackets, so that readers see the brackets."""
    texts = dict.fromkeys([*page_prose(facts).containing("] ("), *page_prose(facts).containing(")[")])
    for text in texts:
        for found in _APART.finditer(text.text):
            words, target = found["words"] or found["words2"], found["target"] or found["target2"]
            yield ForeignMark(text.span(*found.span()), " ".join(found[0].split()), f"[{words}]({target})")
