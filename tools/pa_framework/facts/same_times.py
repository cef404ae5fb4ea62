"""Times from one day to another of which several texts give another end.

Things that begin on one day may end on many, so two times are only compared where their sentences speak of the same
thing: "Training runs from 9 September 2026 to 28 February 2027", "courses between 9 September 2026 and 28 February 2028".
And courses of many lengths may begin on one day, so the two ends must be nearly the same, as after a slip; unless what
begins has one name in both.
"""

import re
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple

from pa_framework.facts.facts import Facts, Text
from pa_framework.facts.pages import PageText
from pa_framework.facts.prose import place_in
from pa_framework.facts.quoted import Misquoted
from pa_framework.facts.same_event import with_a_year
from pa_framework.facts.turned_round import words_around
from pa_framework.text.dates import MONTHS
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.sentences import sentences_of
from pa_framework.text.word_forms import stem_of, word_set

_MONTH = "|".join(MONTHS)
_TIME = LazyPattern(
    rf"(?P<between>\bbetween )?\b(?P<from>\d{{1,2}} (?:{_MONTH}))(?P<year>,? 20\d\d)? (?P<to>to|until|and|–|-) "
    rf"(?P<until>\d{{1,2}} (?:{_MONTH}),? (?P<year2>20\d\d))\b"
)
#: Days on which so many times begin that two of them need not be the same.
_FIRST_DAYS = re.compile(r"1 |6 April")
#: What weighs more: one record against one page, and two pages against one record.
_OF_A_RECORD, _OF_A_PAGE = 3, 2
#: So many days apart, two ends may be a slip; a course that is a week longer is another course.
_DAYS_OF_A_SLIP = 2

#: What ends the words for a thing: a verb, or a word before the time.
_VERBS = word_set(
    "must can may will shall should has have had is are was were be runs run ran pays pay paid lasts last lasted goes go took takes take "
    "place opens opened applies apply covers cover counts count begins began starts started ends ended holds held stays stay "
    "continues works work offers needs gives happens available open closed valid booked away"
)
_OTHER_WORDS = word_set(
    "the a an our your their its his her this that these all every any each both and or as it they we you he she"
)
_BREAK = re.compile(r"[.;:|!?()]\s|[•|]|\s-\s")
_PREPOSITIONS = word_set("in at on by from between for of to with about")
#: Words for what is taught, which may all be one thing, and for what pays for it; by their stems.
_TAUGHT = frozenset(map(stem_of, ("training", "course", "lesson", "learning", "class")))
_PAYS = frozenset(map(stem_of, ("fund", "funding", "grant", "money", "scheme", "programme")))


class _Time(NamedTuple):
    """A time in a text: the days, what it is a time of, and what is around it, all by the stems of words."""

    text: Text | PageText
    place: tuple[int, int]
    begins: date
    ends: date
    written: str
    thing: str
    which: frozenset[str]
    names: frozenset[str]
    around: frozenset[str]


def times_with_another_end(facts: Facts) -> Iterator[Misquoted]:
    """Times in texts that begin on the day of others, of the same thing, and end on another day."""
    by_day: dict[date, list[_Time]] = defaultdict(list)
    for time in _times(facts):
        by_day[time.begins].append(time)
    for held in by_day.values():
        for time in held if len({one.ends for one in held}) > 1 else ():
            same = [other for other in held if other.ends == time.ends or _is_a_slip(time, other)]
            weights: Counter[date] = Counter()
            for ends, text in {(one.ends, one.text) for one in same}:  # a text that says it twice counts once
                weights[ends] += _OF_A_RECORD if isinstance(text, Text) else _OF_A_PAGE
            (usual, weight), *others = weights.most_common()
            if usual != time.ends and weight > others[0][1]:
                right = next(one for one in same if one.ends == usual)
                yield Misquoted(
                    place_in(time.text, *time.place),
                    time.written,
                    right.written,
                    place_in(right.text, *right.place),
                    f"the end of what begins on {time.begins.day} {MONTHS[time.begins.month - 1]} {time.begins.year}",
                )


def _texts(facts: Facts) -> Iterator[Text | PageText]:
    """The texts with a year, those of sources too."""
    yield from with_a_year(facts)
    yield from (text for text in facts.texts if text.kind == "sources" and " 20" in text.text)


def _times(facts: Facts) -> Iterator[_Time]:
    for text in _texts(facts):
        words = text.text.replace("\n", " ")
        for found in _TIME.finditer(words):
            begins, ends = _days(found)
            if begins is None or ends is None or _FIRST_DAYS.match(found["from"]):
                continue
            if (found["to"] == "and") != bool(found["between"]):
                continue
            thing = _thing(words, found)
            if not thing:
                continue
            stems = frozenset(stem_of(word.lower()) for word in thing)
            names = frozenset(stem_of(word.lower()) for word in thing[1:] if word[:1].isupper())
            around = frozenset(stem_of(word) for word in re.findall(r"[a-z]+", words_around(facts, text).lower()))
            head = stem_of(thing[0].lower())
            written = found["until"].replace(",", "")
            yield _Time(text, found.span("until"), begins, ends, written, head, stems - {head}, names, around)


def _thing(words: str, found: re.Match[str]) -> Sequence[str]:
    """The words for what a time is of, its noun first: of "the evening courses in Hove run from", courses, evening and Hove."""
    before = _BREAK.split(words[: found.start()])[-1].lstrip()
    before = before[:1].lower() + before[1:]  # no name because it begins the sentence
    after = re.split(r"[.;:|!?,]", words[found.end() :])[0]
    for part in (*reversed(before.split(",")), after):
        phrases: list[list[str]] = [[]]
        for word in re.findall(r"[A-Za-z][\w’'-]*", part):
            low = word.lower()
            if low in _VERBS:
                break
            if low in _PREPOSITIONS:
                phrases.append([])
            elif low not in _OTHER_WORDS:
                phrases[-1].append(word)
        if first := phrases[0]:
            return first[-1], *first[:-1], *chain(*phrases[1:])
    return ()


def _days(found: re.Match[str]) -> tuple[date | None, date | None]:
    """The first and the last day. Where the first has no year, it is that of the last, or the one before."""
    (day, month), (last_day, last_month) = (_day_and_month(found[name]) for name in ("from", "until"))
    last_year = int(found["year2"])
    year = int(found["year"][-4:]) if found["year"] else last_year - ((month, day) > (last_month, last_day))
    return _day(year, month, day), _day(last_year, last_month, last_day)


def _day_and_month(words: str) -> tuple[int, int]:
    day, month, *_ = words.replace(",", "").split()
    return int(day), MONTHS.index(month) + 1


def _day(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


def _is_a_slip(one: _Time, other: _Time) -> bool:
    """Whether two times with another end are of the same thing, and should have the same end."""
    if one.text is other.text or not _is_one_thing(one, other):
        return False
    is_one_name = one.thing == other.thing and one.which == other.which and bool(one.names)
    return is_one_name or _is_near(one, other)


def _is_one_thing(one: _Time, other: _Time) -> bool:
    """Whether the words for two things may be for one: nothing is said of either that is not around the other."""
    alike = one.thing == other.thing or (one.thing in _TAUGHT and other.thing in _TAUGHT)
    fits = one.which <= other.which | other.around and other.which <= one.which | one.around
    return fits and (alike or _is_paid_by(one, other) or _is_paid_by(other, one))


def _is_paid_by(one: _Time, other: _Time) -> bool:
    """Whether a time is of what is taught, another of what pays, and the words around the first speak of that."""
    return one.thing in _TAUGHT and other.thing in _PAYS and other.thing in one.around


def _is_near(one: _Time, other: _Time) -> bool:
    """Whether one day may be a slip for another: a day or two apart, or in another month or year of the same form.

    Times of whole months, and those that end with a month, are often of several lengths.
    """
    if abs((one.ends - other.ends).days) <= _DAYS_OF_A_SLIP:
        return True
    same = (one.ends.month == other.ends.month) + (one.ends.year == other.ends.year)
    is_whole = one.ends.day in (one.begins.day, one.begins.day - 1) or all(map(_ends_a_month, (one.ends, other.ends)))
    return one.ends.day == other.ends.day and same == 1 and not is_whole


def _ends_a_month(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


# --- ends without a beginning

_END = LazyPattern(
    rf"\b(?P<how>until|till|up to|(?:ends?|closes?) on|to|and) (?P<day>\d{{1,2}} (?:{_MONTH})),? (?P<year>20\d\d)\b",
    re.IGNORECASE,
)
#: Days on which something ends every year.
_EVERY_YEAR = re.compile(r"(?:31 March|[56] April|31 December|31 August|30 September|31 July|30 June) ", re.IGNORECASE)
#: The time is another one than that of which other texts speak: the next, or one of the past.
_ANOTHER_TIME = LazyPattern(
    r"\b(?:next|new|last|previous|earlier|second|third|following|extended|again|another|first|old|former|ran|was|were|had|paid|funded|trained|covered|ended|closed"
    r"|began|started|planned|apply|applications?|bids?|claims?|may be|might|could|would)\b",
    re.IGNORECASE,
)
_FINANCIAL_YEAR = LazyPattern(r"\b(?P<first>20\d\d)/\d\d\b")
_FEWEST_OF_A_LATER_YEAR, _FEWEST_SAYING_SO = 3, 2


class _End(NamedTuple):
    """The end of something in a text: its place, the day, and the stems of its sentence and of the words around."""

    text: Text | PageText
    place: tuple[int, int]
    how: str
    written: str
    day: str
    year: int
    stems: frozenset[str]
    around: frozenset[str]
    sentence: str


def ends_of_another_year(facts: Facts) -> Iterator[Misquoted]:
    """Ends, without a beginning, on the day of others of the same thing, and in another year than these."""
    by_day: dict[str, list[_End]] = defaultdict(list)
    for end in _ends(facts):
        by_day[end.day].append(end)
    for held in by_day.values():
        for end in held if len({one.year for one in held}) > 1 else ():
            if end.how in ("to", "and") or _ANOTHER_TIME.search(end.sentence) or _is_of_its_year(end):
                continue
            alike = [one for one in held if one.text is not end.text and _is_alike(end, one)]
            years = Counter(
                {year: len({one.text for one in alike if one.year == year}) for year in {one.year for one in alike}}
            )
            if not years or years[end.year]:
                continue
            ((usual, weight),) = years.most_common(1)
            if weight >= _FEWEST_SAYING_SO:
                right = next(one for one in alike if one.year == usual)
                yield Misquoted(
                    place_in(end.text, *end.place),
                    end.written,
                    right.written,
                    place_in(right.text, *right.place),
                    "the end of the same thing",
                )


def _is_of_its_year(end: _End) -> bool:
    """Whether a sentence names the financial year in which its end is, or that before."""
    years = [int(found["first"]) for found in _FINANCIAL_YEAR.finditer(end.sentence)]
    last = _last_day(end)
    return last is not None and any(date(year, 4, 1) <= last <= date(year + 1, 12, 31) for year in years)


def _last_day(end: _End) -> date | None:
    day, month = _day_and_month(end.day.title())
    return _day(end.year, month, day)


def _is_alike(end: _End, other: _End) -> bool:
    """Whether two ends may be of one thing: both of what is taught or what pays, or with many words in common."""
    shared = end.stems & other.around
    if other.year < end.year or end.stems.isdisjoint(_TAUGHT | _PAYS):
        return len(shared) >= _FEWEST_OF_A_LATER_YEAR
    return any(not kind.isdisjoint(end.stems) and not kind.isdisjoint(other.around) for kind in (_TAUGHT, _PAYS))


def _ends(facts: Facts) -> Iterator[_End]:
    for text in _texts(facts):
        words = text.text.replace("\n", " ")
        for sentence, start in sentences_of(words) if _END.search(words) else ():
            for found in _END.finditer(sentence):
                if not _EVERY_YEAR.match(f"{found['day']} "):
                    place = (start + found.start("day"), start + found.end("year"))
                    stems, around = _content(sentence), _content(words_around(facts, text))
                    yield _End(
                        text,
                        place,
                        found["how"].lower(),
                        f"{found['day']} {found['year']}",
                        found["day"].lower(),
                        int(found["year"]),
                        stems,
                        around,
                        sentence,
                    )


def _content(words: str) -> frozenset[str]:
    found = re.findall(r"[a-z]+", words.lower())
    return frozenset(
        stem_of(word)
        for word in found
        if word not in _OTHER_WORDS | _PREPOSITIONS | _VERBS and word not in _MONTHS_SMALL
    )


_MONTHS_SMALL = frozenset(month.lower() for month in MONTHS)


def ends_before_their_year(facts: Facts) -> Iterator[Misquoted]:
    """What lasts in a financial year until a day before that year: "the round of 2026/27 covers training until 28 February 2026"."""
    for end in _ends(facts):
        years = [int(found["first"]) for found in _FINANCIAL_YEAR.finditer(end.sentence)]
        if (
            len(years) == 1
            and end.how in ("until", "till", "up to", "ends on")
            and not _ANOTHER_TIME.search(end.sentence)
        ):
            last = _last_day(end)
            if last is not None and last < date(years[0], 4, 1):
                place = place_in(end.text, *end.place)
                yield Misquoted(
                    place, end.written, f"{years[0]}/{(years[0] + 1) % 100:02}", place, "the end of that year"
                )
