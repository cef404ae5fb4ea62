"""How long a story says that something took, in its title, its summary and in the words of the one who tells it.

Many times are told in one story, of several people and things. Two are compared where both are of the one who tells it, and
one says nothing of what it was that the other does not say: "at home with her children for seven years", "nine years at home
with three kids". Times that are called a part of something, or nearly so long, are compared with nothing.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from pa_framework.facts.facts import Facts
from pa_framework.facts.lines import lines_of
from pa_framework.facts.quoted import Misquoted
from pa_framework.facts.told_twice import Count, those_apart
from pa_framework.records.model import CaseStudy
from pa_framework.records.yaml_source import Route
from pa_framework.text.guarded_pattern import has_one_of_each
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.sentences import NUMBER_WORDS, ORDINAL_WORDS, number_in, ordinal_in, sentences_of
from pa_framework.text.word_forms import stem_of, word_set, words_of

#: Every text with a time has one of these.
_UNITS = (("day", "night", "week", "month", "year"),)
#: Every text that says how often has one of these.
_PERIODS = (("day", "week", "fortnight", "month", "year"),)
_FIELDS = (
    "title", "summary", "setting", "hours", "pull_quote", "story", "benefit", "challenge", "easy_read",
)  # fmt: skip
#: Fields in which the one who tells the story speaks.
_OWN_WORDS = frozenset({"pull_quote", "story", "benefit", "challenge"})
_TIME = LazyPattern(
    rf"(?<![\w£.,/-])(?P<number>\d{{1,3}}|{'|'.join(NUMBER_WORDS)})[\s-](?P<unit>day|night|week|month|year)s?\b(?!-| (?:old|ago|later|before|earlier|after)\b)",
    re.IGNORECASE,
)
_RATE = LazyPattern(r"\s+(?:a|each|every|per) (?:day|night|week|fortnight|month|year)\b", re.IGNORECASE)
#: Where what is said of a time begins and ends.
_APART = LazyPattern(
    r"[,;:.?!–—]|\b(?:and|but|so|then|while|because|until|before|after|when|who|which|or)\b", re.IGNORECASE
)
#: Words with which a time is not the whole time, or not that of what is told besides.
_NOT_THE_WHOLE = LazyPattern(
    r"\b(?:first|last|next|past|another|other|more|further|extra|only|just|nearly|almost|about|around|over|under|least|most|some|up to|of (?:it|that|those|them|these|this)|"
    r"if|or|each|every|than|now|so far|already|by then|would|could|should|may|might|will|not|no|never)\b|\b(?:to|or) $",
    re.IGNORECASE,
)
_MEANS_THE_SAME: Mapping[str, str] = {
    stem_of(word): stem_of(first)
    for first, *others in (
        ("child", "children", "kid", "kids"),
        ("mother", "mum", "mam", "mom"),
        ("father", "dad"),
        ("hospital", "ward"),
        ("bus", "buses"),
    )
    for word in others
}
#: Words that say nothing of what it was.
_EMPTY = word_set(
    "a an the this that these those it its i me my we us our he him his she her they them their you your to of or and in on at as with for from by is are was were be been has "
    "have had do did does spend spent live lived stay stayed work worked works working go went gone get got take took taken there one two three four five six seven time years year "
    "when what who where how all every long whole still also then there"
)
_I = LazyPattern(r"\b(?:I|[Ww]e)\b|\b(?:[Mm]y|[Oo]ur) $")


class _Told(NamedTuple):
    """A time that is told: how long, of what, and where."""

    route: Route
    number: Decimal
    unit: str
    of: frozenset[str]
    words: str


def times_of_a_story_that_differ(facts: Facts) -> Iterator[Misquoted]:
    """Times that a story tells in two fields, of the same thing, and that differ."""
    for story in facts.records.case_studies.values():
        if not story.told_by:
            continue  # that of an organisation has figures
        told = [each for route, line in lines_of(story, *_FIELDS) for each in _times_told(story, route, line)]
        for place, one in enumerate(told):
            other = next(
                (
                    other
                    for other in told[:place]
                    if other.route[0] != one.route[0]
                    and other.unit == one.unit
                    and (_says_no_more(one, other) or _says_no_more(other, one))
                ),
                None,
            )
            if other is not None and other.number != one.number:
                where = story.origin.at(*other.route)
                yield Misquoted(story.origin.at(*one.route), one.words, other.words, where, "the same time")
        yield from _last_days(story)
        yield from _rates(story)


def _says_no_more(one: _Told, other: _Told) -> bool:
    """Whether a time is that of another one. Only the one who tells the story knows of more than the summary does."""
    return one.of <= other.of if other.route[0] not in _OWN_WORDS else one.of == other.of


def _times_told(story: CaseStudy, route: Route, line: str) -> Iterator[_Told]:
    """The times of a line that are of the one who tells the story, and whole. Where it has two of one unit, they may be parts."""
    if not has_one_of_each(_UNITS, line.lower()):
        return
    words = " ".join(line.split())
    every = {(found["unit"].lower(), number_in(found["number"])) for found in _TIME.finditer(words)}
    for sentence, _ in sentences_of(words):
        for time in _TIME.finditer(sentence):
            begins = max((each.end() for each in _APART.finditer(sentence[: time.start()])), default=0)
            after = _APART.search(sentence, time.end())
            before, rest = sentence[begins : time.start()], sentence[time.end() : after.start() if after else None]
            if _RATE.match(rest) or _NOT_THE_WHOLE.search(before) or _NOT_THE_WHOLE.search(rest):
                continue
            told = _Told(
                route, number_in(time["number"]), time["unit"].lower(), _of(story, f"{before} {rest}"), time[0]
            )
            is_alone = all(unit != told.unit or number == told.number for unit, number in every)
            if is_alone and told.of and _is_of_the_teller(story, route, sentence, before):
                yield told


def _of(story: CaseStudy, words: str) -> frozenset[str]:
    """What a time is of: the stems of the words around it."""
    teller = (story.told_by or "").lower().split()
    return frozenset(
        _MEANS_THE_SAME.get(word.stem, word.stem)
        for word in words_of(words)
        if word.text.isalnum() and word.text not in _EMPTY and word.text not in teller and word.text not in NUMBER_WORDS
    )


def _is_of_the_teller(story: CaseStudy, route: Route, sentence: str, before: str) -> bool:
    if route[0] in _OWN_WORDS:
        return bool(_I.search(before)) or not before.strip()
    names = f"{story.told_by}" in sentence or route[0] in ("title", "setting", "hours")
    return names or bool(re.match(r"(?:He|She|They)\b", sentence))


_HOW_OFTEN = LazyPattern(
    rf"(?<![\w£.,/-])(?P<number>\d{{1,3}}|{'|'.join(NUMBER_WORDS)})\s(?:(?:waking|sleep-in|whole|full|short|long|early|late|paid)\s)?"
    r"(?P<unit>hour|morning|afternoon|evening|day|night|shift|weekend)s? (?:a|each|every|per) (?P<per>day|week|fortnight|month|year)\b",
    re.IGNORECASE,
)
_NOT_ALWAYS = LazyPattern(
    r"\b(?:at first|used to|was|were|had|did|worked|sometimes|often|average|about|around|up to|at least|at most|more|less|fewer|than|other|another|each of|later|before|until|would|if|when|or)\b",
    re.IGNORECASE,
)


_WORKS = LazyPattern(
    r"\b(?:works?|awake|supports?|helps?|is with|does|covers?|is paid|employ\w*|sleeps? (?:in|over)|shifts?)\b",
    re.IGNORECASE,
)
#: The rest of the week is spent elsewhere, or with someone else.
_MORE_BESIDES = LazyPattern(
    rf"\b(?:and|plus|besides|rest) (?:another |a |an )?(?:{'|'.join(NUMBER_WORDS)}|\d+)\b|\ba (?:week|month|day) (?:for|with|at) |\b(?:studies|study|volunteers?|also|college|learns?)\b",
    re.IGNORECASE,
)


def _rates(story: CaseStudy) -> Iterator[Misquoted]:
    """How many hours, nights or shifts a week the summary, the hours and the easy words give."""
    told: dict[tuple[str, str], list[Count]] = defaultdict(list)
    every: dict[tuple[str, str], list[Count]] = defaultdict(list)
    among_others: set[tuple[tuple[str, str], Decimal]] = set()
    for route, line in lines_of(story, "hours", "title", "summary", "setting", "easy_read"):
        for sentence, _ in sentences_of(" ".join(line.split())) if has_one_of_each(_PERIODS, line.lower()) else ():
            found = list(_HOW_OFTEN.finditer(sentence))
            for rate in found:
                unit, per = rate["unit"].lower(), rate["per"].lower()
                every[unit, per].append(Count(route, number_in(rate["number"]), rate[0]))
            is_whole = route[0] == "hours" or (_WORKS.search(sentence) and not _MORE_BESIDES.search(sentence))
            for rate in found if is_whole and not _NOT_ALWAYS.search(sentence) else ():
                what = rate["unit"].lower(), rate["per"].lower()
                number = number_in(rate["number"])
                if sum(each["unit"].lower() == what[0] for each in found) == 1:
                    told[what].append(Count(route, number, rate[0]))
                else:
                    among_others.add((what, number))
    for what, counts in told.items():
        for wrong, right in those_apart(counts):
            is_sum = any(_adds_up(every[what], one.route[0], other) for one, other in ((wrong, right), (right, wrong)))
            if (what, wrong.number) not in among_others and wrong.route[0] != right.route[0] and not is_sum:
                where = story.origin.at(*right.route)
                yield Misquoted(story.origin.at(*wrong.route), wrong.words, right.words, where, "how often")


def _adds_up(counts: list[Count], field: str | int, whole: Count) -> bool:
    """Whether the counts of a field are parts of a whole: 12 hours with one person and 8 with another, of 20."""
    parts = [each.number for each in counts if each.route[0] == field]
    return len(parts) > 1 and sum(parts) == whole.number


_ENDS = LazyPattern(
    r"\b(?:(?:went|came|go|goes|comes|got|sent|brought|took|was|were)\s+(?:(?:him|her|them|us|me|back|straight|safely)\s+)*(?:home|out of hospital)|discharged|left (?:the )?(?:hospital|ward)|"
    r"(?:signed|sign) (?:me|him|her|us|them) off|signed off|(?:was|were) over|ended|finished)\b",
    re.IGNORECASE,
)
#: Someone went home, and it was not over.
_GOES_ON = LazyPattern(
    r"\bto (?:sleep|rest|eat)\b|\band (?:I|we|he|she|they) (?:stayed|went on|carried on)\b", re.IGNORECASE
)
_IN_ORDER = LazyPattern(
    rf"\b(?:on|in|at the end of|by) (?:the |my |our |his |her )?(?P<which>{'|'.join(ORDINAL_WORDS)}|\d{{1,2}}(?:st|nd|rd|th)) (?P<unit>day|night|week|month)\b",
    re.IGNORECASE,
)


def _last_days(story: CaseStudy) -> Iterator[Misquoted]:
    """The day, or the week, on which it ended, where the title or the setting gives it another length. The day after is right too."""
    whole = [
        (time, route)
        for route, line in lines_of(story, "title", "setting")
        for time in _TIME.finditer(line)
        if not _RATE.match(line, time.end())
    ]
    for route, line in lines_of(story, "summary", "story", "easy_read") if whole else ():
        for sentence, _ in sentences_of(" ".join(line.split())):
            found = _IN_ORDER.search(sentence) if _ENDS.search(sentence) and not _GOES_ON.search(sentence) else None
            same = [each for each in whole if found and each[0]["unit"].lower() == found["unit"].lower()]
            if (
                found
                and same
                and all(ordinal_in(found["which"]) - number_in(time["number"]) not in (0, 1) for time, _ in same)
            ):
                time, where = same[0]
                yield Misquoted(story.origin.at(*route), found[0], time[0], story.origin.at(*where), "when it ended")
