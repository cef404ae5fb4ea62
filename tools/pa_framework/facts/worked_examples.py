"""Sums that a text works out for its reader: what one day of a week costs, hours times a rate, a share of an amount."""

import re
from collections.abc import Iterator
from decimal import Decimal

from pa_framework.facts.facts import Facts, Text
from pa_framework.facts.own_sums import Contradiction
from pa_framework.facts.pages import PageText
from pa_framework.facts.prose import place_in, with_words
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.sentences import NUMBER_WORDS, number_in, sentence_at

_AMOUNT = r"£(?P<{0}>\d{{1,3}}(?:,\d{{3}})+(?:\.\d\d)?|\d+(?:\.\d\d)?)(?![\d,]*\d)(?!\s?(?:million|thousand|billion|bn|m|k)\b)"
_SOME = rf"(?:\d{{1,3}}(?:\.\d+)?|{'|'.join(NUMBER_WORDS)})"
_IS = r"(?:costs?|is|comes? to|pays?|makes?|would (?:be|cost|come to|pay)|gives?|=)(?: you| them| the PA)?(?: about)?"
#: `Each missed day costs £52.`
_ONE_DAY = LazyPattern(rf"\b(?:each|every|one|a)(?: \w+)? day (?:\w+ )?{_IS} {_AMOUNT.format('part')}", re.IGNORECASE)
_DAYS_A_WEEK = LazyPattern(rf"(?<![\w.,£-])(?P<days>{_SOME}) days? (?:a|each|every|per|of the) week\b", re.IGNORECASE)
_ANY_AMOUNT = LazyPattern(_AMOUNT.format("whole"))
#: `10 hours at £12.71 an hour is £127.10`; `£12.71 an hour for 10 hours is £127.10`.
_TIMES = (
    LazyPattern(
        rf"(?<![\w.,£-])(?P<number>{_SOME}) hours?(?: a week)?,? (?:at|of|times|x|×) {_AMOUNT.format('rate')}(?: an hour)?,? (?:that |which )?{_IS} {_AMOUNT.format('whole')}",
        re.IGNORECASE,
    ),
    LazyPattern(
        rf"{_AMOUNT.format('rate')} an hour,? (?:for|times|x|×) (?P<number>{_SOME}) hours?(?: a week)?,? (?:that |which )?{_IS} {_AMOUNT.format('whole')}",
        re.IGNORECASE,
    ),
)
#: `80 per cent of £130 is £104`.
_SHARE = LazyPattern(
    rf"(?<![\w.,£-])(?P<share>\d{{1,3}}(?:\.\d+)?)(?:\s?%| per\s?cent) of {_AMOUNT.format('whole')},? (?:that |which )?{_IS} {_AMOUNT.format('part')}",
    re.IGNORECASE,
)
#: What makes more of a sum than its own numbers: something else that is counted, added, shared or rounded.
_MORE_THAN_A_SUM = LazyPattern(
    rf"\b(?:about|around|roughly|nearly|almost|over|under|up to|at least|at most|more|less|plus|minus|and a half|half|both|fortnight|month|year|or so|to"
    rf"|{'|'.join(NUMBER_WORDS)}|hundred|thousand)\b|[–—+-]|\d",
    re.IGNORECASE,
)
_ANOTHER_PERIOD = LazyPattern(r"\b(?:hour|fortnight|month|year)", re.IGNORECASE)
#: What a text has, in small letters, that may work out a sum.
_CLUES = (
    "day costs",
    "day would cost",
    "day comes to",
    "day is £",
    "day is about £",
    "day pays",
    "hours at £",
    "hours a week at £",
    "hours × £",
    "hours x £",
    "hours times £",
    "an hour for ",
    "an hour × ",
    "an hour times ",
    "% of £",
    "cent of £",
)


def sums_that_are_wrong(facts: Facts) -> Iterator[Contradiction]:
    """Results that a text gives for a sum that its own numbers do not make, each with where the first number is.

    A result without pence may be rounded to the pound.
    """
    for text in with_words(facts, *_CLUES):
        words = text.text.replace("\n", " ")
        yield from _of_one_day(text, words)
        for pattern in _TIMES:
            for sum_ in filter(_stands_alone, pattern.finditer(words)):
                right = _pounds(sum_["rate"]) * number_in(sum_["number"])
                yield from _wrong(text, sum_, "whole", right, f"{sum_['number']} times £{sum_['rate']}")
        for sum_ in filter(_stands_alone, _SHARE.finditer(words)):
            right = _pounds(sum_["whole"]) * Decimal(sum_["share"]) / 100
            yield from _wrong(text, sum_, "part", right, f"{sum_['share']} per cent of £{sum_['whole']}")


def _of_one_day(text: Text | PageText, words: str) -> Iterator[Contradiction]:
    """What a text says that one day costs, where it says before how much a week is, and how many days.

    The amount of a week is the only one of its sentence.
    """
    for said in _ONE_DAY.finditer(words):
        before = words[text.text.rfind("\n\n", 0, said.start()) + 1 : said.start()]
        weeks, wholes = list(_DAYS_A_WEEK.finditer(before)), list(_ANY_AMOUNT.finditer(before))
        days = number_in(weeks[-1]["days"]) if weeks else Decimal(0)
        sentence = sentence_at(before, wholes[-1].start()) if wholes else ""
        if days and sentence.count("£") == 1 and not _ANOTHER_PERIOD.search(sentence):
            whole = _pounds(wholes[-1]["whole"])
            how = f"£{wholes[-1]['whole']} divided by {weeks[-1]['days']}"
            yield from _wrong(text, said, "part", whole / days, how)


def _stands_alone(sum_: re.Match[str]) -> bool:
    """Whether the sentence of a sum has nothing else that counts: no range, second sum, multiple, share of it or other period."""
    sentence = sentence_at(sum_.string, sum_.start())
    before, _, after = sentence.partition(sum_[0])
    return not _MORE_THAN_A_SUM.search(before) and not _MORE_THAN_A_SUM.search(after)


def _wrong(
    text: Text | PageText, found: re.Match[str], result: str, right: Decimal, how: str
) -> Iterator[Contradiction]:
    said = found[result]
    nearest = Decimal("0.01") if "." in said else Decimal(1)
    if abs(_pounds(said) - right) >= nearest and "about" not in found[0]:
        place = place_in(text, found.start(result) - 1, found.end(result))
        yield Contradiction(
            place, f"£{said}", place_in(text, found.start(), found.start() + 1), f"{how} is £{right:,.2f}"
        )


def _pounds(written: str) -> Decimal:
    return Decimal(written.replace(",", ""))
