"""Slips of typing in texts: a word twice, a bracket without its pair, a day that no month has, a letter in a number.

Each is wrong whatever the text is about. Texts in the words of others are left out.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import reduce
from itertools import chain, islice
from operator import eq, or_
from typing import NamedTuple, TypeAlias

from pa_framework.facts.facts import Facts, Text, TextIndex
from pa_framework.facts.pages import PageText
from pa_framework.facts.prose import page_prose, place_in, prose
from pa_framework.text.findings import Span
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.sentences import NUMBER_WORDS
from pa_framework.text.word_index import numbers_in

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH_NUMBERS = {name: number for number, name in enumerate(_MONTHS.split("|"), 1)}
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_LEAP_YEAR = 2000


class TypingSlip(NamedTuple):
    """A slip: its place, what is written, what is so, and what to do."""

    span: Span
    written: str
    says: str
    fix: str


def typing_slips(facts: Facts) -> Iterator[TypingSlip]:
    """The slips of typing in the texts of records and of hand-written pages, at most one of each text."""
    for index in (prose(facts), page_prose(facts)):
        seen: set[int] = set()
        for candidates, look in _LOOKS:
            for number in candidates(index):
                text: Text | PageText = index.texts[number]
                found = None if number in seen else next(look(text.text.replace("\n", " ")), None)
                if found and _counts(text, look):
                    seen.add(number)
                    start, end, says, fix = found
                    yield TypingSlip(place_in(text, start, end), text.text[start:end].strip(), says, fix)


_Index: TypeAlias = "TextIndex[Text] | TextIndex[PageText]"
_Slip: TypeAlias = tuple[int, int, str, str]


def _with_signs(*signs: str) -> Callable[[_Index], Iterator[int]]:
    """What finds the texts that have one of some strings."""
    return lambda index: numbers_in(reduce(or_, (index.with_part(sign) for sign in signs), 0))


def _with_words(*words: str) -> Callable[[_Index], Iterator[int]]:
    """What finds the texts that have one of some words."""
    return lambda index: numbers_in(reduce(or_, map(index.word_index.with_word, words), 0))


def _with_a_word_twice(index: _Index) -> Iterator[int]:
    for number, words in enumerate(index.words):
        listed = words.split()
        if any(map(eq, listed, islice(listed, 1, None))):
            yield number


def _with_a_sign_between_letters(index: _Index) -> Iterator[int]:
    return numbers_in(index.with_match(_BETWEEN_LETTERS))


def _with_odd_signs(index: _Index) -> Iterator[int]:
    return numbers_in(index.with_match(_ODD_SIGNS))


def _in_capitals(index: _Index) -> Iterator[int]:
    texts: Iterable[Text | PageText] = index.texts
    return (number for number, text in enumerate(texts) if text.text.isupper() and len(text.text) > _LONGEST_NAME)


def _with_odd_numbers(index: _Index) -> Iterator[int]:
    return numbers_in(index.word_index.with_match(_ODD_NUMBER))


def _with_times(index: _Index) -> Iterator[int]:
    return (number for number in numbers_in(index.word_index.with_match(_FIGURES)) if _CLOCK.search(index.each[number]))


def _without_an_end(index: _Index) -> Iterator[int]:
    return (number for number, text in enumerate(index.each) if text.endswith(_OPEN_ENDS))


#: In small letters, as texts are searched.
_BETWEEN_LETTERS = re.compile(r"[.!?,](?=[a-z]{2})(?<=[a-z][.!?,])")
_ODD_SIGNS = re.compile(r"[.,;!?](?:[.,;!?]|(?<= .)(?=[ \0a-z]))")
_ODD_NUMBER = re.compile(r"^(?:\d+o\d*|o\d{2,}|l\d+|\d+l\d+|\d+i\d*)$")
_FIGURES = re.compile(r"^\d+$")
_CLOCK = re.compile(r"\d[:.]\d\d")
_OPEN_ENDS = (",", ";", " and", " or", " the", " a", " an", " because", " than", " my", " your", " their")
_TWICE = LazyPattern(r"(?<![-'’\w])(?P<word>[A-Za-z]{2,}) {1,2}(?P=word)\b(?![-'’])")
#: Words that are twice on purpose.
_MAY_BE_TWICE = (
    frozenset(
        [
            "again",
            "beep",
            "bye",
            "can",
            "choo",
            "come",
            "dear",
            "do",
            "drip",
            "far",
            "go",
            "ha",
            "had",
            "her",
            "in",
            "is",
            "jo",
            "knock",
            "long",
            "many",
            "need",
            "never",
            "no",
            "now",
            "on",
            "please",
            "so",
            "that",
            "there",
            "tut",
            "very",
            "was",
            "were",
            "what",
            "who",
            "will",
            "yes",
        ]
    )
    | NUMBER_WORDS.keys()
)
_GLUED = LazyPattern(r"(?<![^\s(“\"'])[a-z]{2,}(?:[.!?][A-Z][a-z]+|,[A-Za-z][a-z]+)(?=[.,;:!?)”\"']*(?:\s|\Z))")
_ADDRESS_AROUND = LazyPattern(r"[/@\\]|www\.|\.(?:uk|org|com|net|md|yaml|html)\b")
_BEFORE_A_SIGN = LazyPattern(r"(?<=[\w)”’]) (?:[,;](?!\))|[.!?](?=\s|\Z))")
_SIGN_TWICE = LazyPattern(r"(?<![.\d])\.\.(?![.\w/])|,,|;;|(?<=\w)!!+|(?<=\w)\?\?+|,\.")
_BAD_ADDRESS = LazyPattern(
    r"\b(?:https? ?: ?/ ?/ \S|https?: /|https?:/(?!/)|(?!https?:)h?t{1,3}ps?:/|https?;/|https?//|www,|ww\.[a-z])\S*",
    re.IGNORECASE,
)
_ESCAPED = LazyPattern(r"\\[nt](?=[A-Z]|\W|\Z)")
_TEMPLATE = LazyPattern(r"\{\{[^{}]{0,200}\}\}|\{\{|\}\}")
_MONEY = LazyPattern(
    r"£ \d|£\d+,\d\d(?!\d)|£\d+\.\d(?!\d|[ -]?(?:thousand|million|billion|trillion|m|bn|k)\b)|\b\d[\d.,]*£",
    re.IGNORECASE,
)
_UNIT = (
    r"(?:minutes?|hours?|days?|weeks?|months?|years?|ml|mg|g|kg|units?|times|per cent|people|PAs?|pence|pounds|miles)"
)
_LETTER_IN_NUMBER = LazyPattern(rf"(?<![\w.#/-])(?:\d+O\d*|O\d+|l\d+|\d+l\d*|\d*I\d+|\d+I\d*)(?=%| {_UNIT}\b)")
_DAY = LazyPattern(
    rf"(?:\b(?P<weekday>{_DAYS}),? )?\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{_MONTHS})\b(?: (?P<year>20\d\d)\b)?"
)
_TIME = LazyPattern(
    r"\b(?:at|until|till|before|after) (?P<time>(?P<hour>\d{1,2})[:.](?P<minute>\d\d))(?P<half> ?[ap]m)?\b(?![\d%/]|\.\d)"
)
_LIST_MARK_LENGTH = 6
_PAIRS = (("(", ")", "brackets"), ("[", "]", "brackets"), ("“", "”", "quotation marks"))
_LIST_MARK = LazyPattern(r"(?:^|[\s(])(?:[a-z]|[ivx]{1,4}|\d{1,2})\)\Z")


def _counts(text: Text | PageText, look: Callable[[str], Iterator[_Slip]]) -> bool:
    """Whether a slip counts in a text: a title may end with any word, and a table of a page lays out its columns."""
    if look in (_markdown, _capitals):
        return isinstance(text, Text)
    if look is _open_ends:
        return isinstance(text, Text) and (isinstance(text.route[-1], int) or text.field in _SENTENCES)
    return True


_SENTENCES = frozenset(
    ["summary", "why_never", "note", "introduction", "pull_quote", "what", "why_it_matters", "reading", "background"]
)


def _words_twice(words: str) -> Iterator[_Slip]:
    for found in _TWICE.finditer(words):
        if found["word"].lower() not in _MAY_BE_TWICE:
            yield *found.span(), f"the word “{found['word']}” is here twice", "take one of them out"


def _glued(words: str) -> Iterator[_Slip]:
    for found in _GLUED.finditer(words):
        around = words[max(0, found.start() - 40) : found.end() + 20]
        if not _ADDRESS_AROUND.search(around):
            yield (
                *found.span(),
                "a space is missing after the punctuation mark between two words",
                "put a space after the full stop or comma",
            )


def _signs(words: str) -> Iterator[_Slip]:
    for found in _BEFORE_A_SIGN.finditer(words):
        yield *found.span(), "a space stands before a punctuation mark", "take the space out"
    for found in _SIGN_TWICE.finditer(words):
        yield *found.span(), "two punctuation marks stand together", "keep the right one"


def _pairs(words: str) -> Iterator[_Slip]:
    for opens, closes, name in _PAIRS:
        depth, last = 0, -1
        for place, sign in enumerate(words):
            if sign == opens:
                depth, last = depth + 1, place
            elif sign == closes:
                is_list_mark = words[place - 1 : place] in (":", ";") or (
                    depth == 0 and _LIST_MARK.search(words[max(0, place - _LIST_MARK_LENGTH) : place + 1])
                )
                depth -= not is_list_mark
                if depth < 0:
                    yield (
                        place,
                        place + 1,
                        f"`{closes}` closes nothing: its {name} have no beginning",
                        f"write `{opens}` where they begin, or take it out",
                    )
                    return
        if depth and opens != "“":  # a quotation may go on in the next paragraph
            yield last, last + 1, f"`{opens}` is not closed", f"write `{closes}` where the {name} end, or take it out"


def _addresses(words: str) -> Iterator[_Slip]:
    for found in _BAD_ADDRESS.finditer(words):
        yield *found.span(), f"“{found[0]}” is no address of a page", "write it as `https://…`, without a space"


def _marks_of_programs(words: str) -> Iterator[_Slip]:
    for found in chain(_ESCAPED.finditer(words), _TEMPLATE.finditer(words)):
        yield (
            *found.span(),
            f"“{found[0]}” is a mark of a program, which readers would see",
            "take it out, or write what was meant",
        )


def _markdown(words: str) -> Iterator[_Slip]:
    """Marks of Markdown, which texts of records do not have."""
    for found in _MARKDOWN.finditer(words):
        yield *found.span(), f"`{found[0]}` is a mark of Markdown, which readers would see here", "take it out"


_MARKDOWN = LazyPattern(r"\*\*|`")


def _amounts(words: str) -> Iterator[_Slip]:
    for found in _MONEY.finditer(words):
        yield (
            *found.span(),
            f"“{found[0]}” is no amount as we write it",
            "write pounds and pence with a point, such as £13.10",
        )


def _numbers(words: str) -> Iterator[_Slip]:
    for found in _LETTER_IN_NUMBER.finditer(words):
        yield (
            *found.span(),
            f"“{found[0]}” has a letter among its figures",
            "look the number up, and write it in figures; do not guess",
        )


def _days(words: str) -> Iterator[_Slip]:
    for found in _DAY.finditer(words):
        day, month = int(found["day"]), _MONTH_NUMBERS[found["month"]]
        year = int(found["year"]) if found["year"] else _LEAP_YEAR
        is_dated = found["year"] or found["weekday"] or found["month"] != "May"  # "Form 99 May be sent"
        if not 1 <= day <= monthrange(year, month)[1] and is_dated:
            in_year = f" {year}" if found["year"] else ""
            yield *found.span(), f"{found['month']}{in_year} has no day {day}", "look up the day that is meant"
        elif found["weekday"] and found["year"]:
            right = _DAYS.split("|")[date(year, month, day).weekday()]
            if right != found["weekday"]:
                yield *found.span(), f"{day} {found['month']} {year} is a {right}", "correct the day or its name"


def _times(words: str) -> Iterator[_Slip]:
    for found in _TIME.finditer(words):
        hour, minute = int(found["hour"]), int(found["minute"])
        with_colon = ":" in found["time"]
        if (with_colon or found["half"]) and (hour > (12 if found["half"] else 24) or minute > 59):
            yield (
                *found.span("time"),
                f"“{found['time']}” is no time of a day",
                "look up the time that is meant; do not guess",
            )


def _open_ends(words: str) -> Iterator[_Slip]:
    end = len(words.rstrip())
    last = next((one for one in _OPEN_ENDS if words.lower().endswith(one)), "")
    if last and " " in words.strip():
        yield (
            end - len(last.strip()),
            end,
            "the text ends in the middle",
            "bring the rest back from an earlier version; do not make it up",
        )


def _capitals(words: str) -> Iterator[_Slip]:
    if words.count(" ") >= _FEWEST_SPACES:
        yield (
            0,
            len(words),
            "the whole text is in capitals",
            "write it in small letters, with a capital at its beginning",
        )


#: Names in capitals are shorter, and have fewer words.
_LONGEST_NAME, _FEWEST_SPACES = 20, 4

_LOOKS: tuple[tuple[Callable[[_Index], Iterable[int]], Callable[[str], Iterator[_Slip]]], ...] = (
    (_with_a_word_twice, _words_twice),
    (_with_a_sign_between_letters, _glued),
    (_with_odd_signs, _signs),
    (_with_signs("(", ")", "[", "]", "“", "”"), _pairs),
    (_with_signs(": /", ":/", "p;", "s;", "p//", "s//", "www,", "ww."), _addresses),
    (_with_signs("\\n", "\\t", "{{", "}}"), _marks_of_programs),
    (_with_signs("**", "`"), _markdown),
    (_with_signs("£"), _amounts),
    (_with_odd_numbers, _numbers),
    (_with_words(*(name.lower() for name in _MONTH_NUMBERS)), _days),
    (_with_times, _times),
    (_without_an_end, _open_ends),
    (_in_capitals, _capitals),
)
