"""What one record tells in two fields, or a page in a table, in words that can be compared: how long, how many, by when."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from pa_framework.facts.facts import Facts, Text
from pa_framework.facts.lines import lines_of
from pa_framework.facts.pages import PageText
from pa_framework.facts.prose import page_prose, place_in, prose
from pa_framework.facts.quoted import Misquoted
from pa_framework.facts.written_figures import days_in
from pa_framework.records.model import CaseStudy, Learning, Trigger
from pa_framework.records.yaml_source import Route
from pa_framework.text.findings import Span
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.sentences import NUMBER_WORDS, number_in
from pa_framework.text.word_forms import content_stems, same_words, stem_of, word_set

_NUMBER_WORDS = "|".join(NUMBER_WORDS)

# --- how long a course takes

_HOURS: Mapping[str, Decimal] = {
    "minute": Decimal(1) / 60,
    "hour": Decimal(1),
    "evening": Decimal(2),
    "morning": Decimal(3),
    "afternoon": Decimal(3),
    "half day": Decimal(4),
    "day": Decimal(7),
    "week": Decimal(35),
    "month": Decimal(150),
    "year": Decimal(1800),
}
_AT_THE_START = LazyPattern(
    rf"(?:About |Nearly |Around |Up to )?(?P<number>An?|One|Half an?|Half|\d+|{_NUMBER_WORDS})[\s-](?:(?!half\b)\w+ )?(?P<unit>half day|minute|hour|evening|morning|"
    r"afternoon|day|week|month|year)s?\b(?P<half> and a half)?",
    re.IGNORECASE,
)
#: A course is told in two ways that fit where neither is so many times the other: a day can be two mornings. Times by the
#: clock are told nearly alike, and those in one unit alike.
_TIMES, _TIMES_BY_THE_CLOCK = Decimal(3), Decimal("1.3")
_CLOCK = frozenset({"minute", "hour"})


def _tells_parts(text: str, begins: re.Match[str]) -> bool:
    """Whether a text goes on with another time in the unit in which it begins: "Two days with others, and a day beside a PA"."""
    units: list[str] = [found["unit"].lower() for found in _LONG.finditer(text)]
    return units.count(begins["unit"].lower()) > 1


def learning_of_another_length(facts: Facts) -> Iterator[Misquoted]:
    """Learning whose `takes` is longer or shorter than its summary or easy words say, where these begin with a time."""
    for learning in facts.records.learning.values():
        takes = _AT_THE_START.match(learning.takes)
        if takes is None or learning.replaced_by:
            continue
        summary = _AT_THE_START.match(learning.summary)
        if summary is not None and _tells_parts(learning.summary, summary):
            summary = None
        if summary is not None and _is_another_length(takes, summary):
            place = learning.origin.at("summary")
            yield Misquoted(learning.origin.at("takes"), takes[0], summary[0].lower(), place, "how long it takes")
            continue
        for index, line in enumerate(learning.easy_read):
            begins = _IT_TAKES.match(line)
            easy = _AT_THE_START.match(line, begins.end()) if begins else None
            if easy is not None and not _tells_parts(line, easy) and _is_another_length(takes, easy):
                where = learning.origin.at("easy_read", index)
                yield Misquoted(where, easy[0], takes[0], learning.origin.at("takes"), "how long it takes")


_IT_TAKES = LazyPattern(r"(?:It|This|The course|The training) (?:takes|lasts|is)\s+")


def _is_another_length(one: re.Match[str], other: re.Match[str]) -> bool:
    first, second = _hours(one), _hours(other)
    units = {found["unit"].lower() for found in (one, other)}
    times = _TIMES_BY_THE_CLOCK if units <= _CLOCK else _TIMES
    return first != second if len(units) == 1 else max(first, second) >= min(first, second) * times


def _hours(found: re.Match[str]) -> Decimal:
    """A time in hours, about."""
    number, unit = found["number"].lower(), found["unit"].lower()
    if number.startswith("half"):
        many = Decimal(1) / 2
    elif number in ("a", "an"):
        many = Decimal(1)
    else:
        many = number_in(number)
    return (many + (Decimal(1) / 2 if found["half"] else 0)) * _HOURS[unit]


# --- the day of a target

_BY = LazyPattern(
    r"\b(?:by|before|until)\s+(?:the end of |early |late |spring |summer |autumn |winter )*(?P<day>[^,.;]*\b(?P<year>(?:19|20)\d\d)\b)"
)


class PastTarget(NamedTuple):
    """A target of a plan that holds now, whose day has passed: where it is, and the words."""

    span: Span
    written: str


def targets_of_the_past(facts: Facts) -> Iterator[PastTarget]:
    """Targets of current plans that say by when, and that day was before the plan began or more than a year ago."""
    for plan in facts.records.plan.values():
        if plan.status != "current" or plan.replaced_by:
            continue
        for index, measure in enumerate(plan.measures):
            found = _BY.search(measure.target or "")
            if found is not None:
                day = next(days_in(found["day"]), None)
                has_passed = day[1] < facts.on if day else int(found["year"]) < facts.on.year
                if has_passed:
                    yield PastTarget(plan.origin.at("measures", index, "target"), found[0])


# --- how many

_COUNTED = LazyPattern(rf"\b(?P<number>\d{{1,3}}|{_NUMBER_WORDS})\s+(?P<noun>[A-Za-z][\w-]+)\b", re.IGNORECASE)
_VERB = LazyPattern(r"(?P<verb>[A-Za-z]+)\s$")
_NO_VERBS = word_set(
    "the a an for in on at of to by from with within after before every each about over under than and or is are was were has have had "
    "last first next all these those only up nearly almost around least most some my our your his her their"
)
_COUNTED_FIELDS = ("summary", "hours")


def counts_that_differ(facts: Facts) -> Iterator[Misquoted]:
    """Easy words of a story that count something otherwise than its summary or hours do, with the same verb and noun."""
    for story in facts.records.case_studies.values():
        said = [(index, *counted) for index, line in enumerate(story.easy_read) for counted in _counts(line)]
        known = {
            (verb, noun): (number, field, words)
            for field in (_COUNTED_FIELDS if said else ())
            for verb, noun, number, words in _counts(_field(story, field))
        }
        for index, verb, noun, number, words in said:
            held = known.get((verb, noun))
            if held is not None and held[0] != number:
                yield Misquoted(
                    story.origin.at("easy_read", index), words, held[2], story.origin.at(held[1]), "the same"
                )


class Count(NamedTuple):
    """How many of something a line of a record gives: its route, the number, and the words."""

    route: Route
    number: Decimal
    words: str


def those_apart(counts: Sequence[Count]) -> Iterator[tuple[Count, Count]]:
    """The counts of one thing that differ from what most fields of a record give, each with one that gives it.

    Where as many fields give one number as another, the first counts as right.
    """
    numbers = Counter(number for _, number in {(each.route, each.number) for each in counts})
    usual = max(counts, key=lambda each: numbers[each.number], default=None)
    yield from ((each, usual) for each in counts if usual and each.number != usual.number)


#: What a course is made of. Sessions may be told as what they are: half days, evenings.
_PARTS_OF_A_COURSE = ("part", "module", "unit", "section")
_SESSIONS = ("session", "lesson", "workshop", "meeting", "class", "half day", "evening", "morning", "afternoon")
#: What is told as it is: a shift is no session.
_STAYS = ("shift", "night", "visit", "weekend", "placement")
_HAS_PARTS = LazyPattern(
    rf"(?<![\w.,/-])(?P<number>\d{{1,2}}|{_NUMBER_WORDS})[\s-](?:(?!half\b)\w+\s)?(?P<unit>{'|'.join((*_PARTS_OF_A_COURSE, *_SESSIONS, *_STAYS))})(?:s|es)?\b"
    r"(?!\s(?:a|an|each|every|per)\b|-)",
    re.IGNORECASE,
)
#: The count is of some of them, or of others.
_OF_SOME = LazyPattern(
    r"\b(?:first|last|next|other|another|extra|more|than|least|most|to|or|of|every|each|up|after|before|from|within)\s+(?:the\s)?$",
    re.IGNORECASE,
)


def parts_of_a_course_that_differ(facts: Facts) -> Iterator[Misquoted]:
    """Fields of learning that give it another number of parts, modules or sessions than its other fields do."""
    for learning in facts.records.learning.values():
        held: dict[str, list[Count]] = defaultdict(list)
        for route, line in lines_of(learning, "summary", "takes", "easy_read"):
            for what, count in _parts_told(route, " ".join(line.split())):
                held[what].append(count)
        _in_easy_words(learning, held)
        for counts in held.values():
            for wrong, right in those_apart(counts):
                yield Misquoted(
                    learning.origin.at(*wrong.route),
                    wrong.words,
                    right.words,
                    learning.origin.at(*right.route),
                    "how many parts",
                )


def _parts_told(route: Route, line: str) -> Iterator[tuple[str, Count]]:
    """How many of each kind of part a line gives the course. Where it has two numbers for a kind, it says nothing of it."""
    in_easy_words = route[0] == "easy_read"
    begins = _THE_COURSE_HAS.match(line) if in_easy_words else None
    if in_easy_words and begins is None:
        return
    told = line[begins.end() :] if begins else line
    by_kind: dict[str, list[Count]] = defaultdict(list)
    for found in _HAS_PARTS.finditer(told):
        unit = found["unit"].lower()
        if not _OF_SOME.search(told[: found.start()]) and not (in_easy_words and found.start()):
            count = Count(route, number_in(found["number"]), found[0])
            by_kind["session" if unit in _SESSIONS else unit].append(count)
    yield from ((kind, counts[0]) for kind, counts in by_kind.items() if len(counts) == 1)


def _in_easy_words(learning: Learning, held: dict[str, list[Count]]) -> None:
    """Adds what easy words call parts, or times, to what the other fields count, where these count one thing only."""
    kinds = [what for what, counts in held.items() if any(count.route[0] != "easy_read" for count in counts)]
    if len(kinds) != 1 or (kinds[0] not in (*_STAYS, "session", "module", "unit", "section")):
        return
    held[kinds[0]] += [
        Count(route, number_in(found["number"] or found["times"]), found[0].rstrip("."))
        for route, line in lines_of(learning, "easy_read")
        if (found := _PARTS_OR_TIMES.fullmatch(" ".join(line.split())))
        and (found["number"] or kinds[0] in (*_STAYS, "session"))
    ]


_PARTS_OR_TIMES = LazyPattern(
    rf"(?:It|This|The course|The training) (?:has|is in|comes in) (?P<number>\d{{1,2}}|{_NUMBER_WORDS}) parts\."
    rf"|You (?:do|go|come|meet|practise|train|watch)(?: (?:it|this|them|there|together|along|with (?:a|the|another) \w+))? (?P<times>\d{{1,2}}|{_NUMBER_WORDS}) times\."
)
_THE_COURSE_HAS = LazyPattern(r"(?:It|This|The course|The training) (?:has|is in|comes in|takes)\s+")


_UNIT = r"(?P<unit>half[ -]day|hour|day|evening|morning|afternoon|night|weekend|week|shift|session|visit|meeting|module|workshop)s?\b"
_LONG = LazyPattern(
    rf"(?<![\w£.,/-])(?P<number>an?|\d{{1,2}}|{_NUMBER_WORDS})[\s-](?:(?!half\b)\w+\s)?{_UNIT}", re.IGNORECASE
)
#: How a text names the whole of what was counted before: "the 2 nights", "both days", "all three mornings".
_ALL_OF_IT = LazyPattern(
    rf"\b(?:(?P<both>both)|(?:all(?: of)?(?: the)?|the|these|those|your|their|pays?(?: for)?|pays? you for)\s+(?P<number>\d{{1,2}}|{_NUMBER_WORDS}))\s(?:paid\s|online\s)?{_UNIT}"
    r"(?!\s(?:a|an|each|every|per|before|after|between|until|since|later|ago|earlier|left|remaining|more|off|old|that|which|when|in|of)\b|-)",
    re.IGNORECASE,
)
_RETOLD = ("cost", "recognises", "where", "easy_read")


def lengths_of_learning_that_differ(facts: Facts) -> Iterator[Misquoted]:
    """Texts of learning that speak of "the 4 nights", where it takes another number of nights."""
    for learning in facts.records.learning.values():
        notes = ((("funding", place, "note"), entry.note or "") for place, entry in enumerate(learning.funding))
        told = chain[tuple[Route, str]](lines_of(learning, *_RETOLD), notes)
        lines = [(route, found) for route, line in told for found in _ALL_OF_IT.finditer(line)]
        taken = [*_LONG.finditer(learning.takes)] if lines else []
        summary = [*_LONG.finditer(_plain(learning, "summary"))] if lines else []
        for route, found in lines:
            right = next((each for each in taken if _unit(each) == _unit(found)), None)
            number = Decimal(2) if found["both"] else number_in(found["number"])
            parts = [_many(each) for each in taken if _unit(each) == _unit(found)]
            told_before = [_many(each) for each in summary if _unit(each) == _unit(found)]
            if right is not None and number not in (*parts, *told_before, sum(parts)):
                yield Misquoted(
                    learning.origin.at(*route), found[0], right[0], learning.origin.at("takes"), "how long it takes"
                )


def _many(found: re.Match[str]) -> Decimal:
    number = found["number"].lower()
    return Decimal(1) if number in ("a", "an") else number_in(number)


def _unit(found: re.Match[str]) -> str:
    return found["unit"].lower().replace("-", " ")


def _plain(learning: Learning, field: str) -> str:
    return " ".join(str(getattr(learning, field)).split())


def _field(story: CaseStudy, name: str) -> str:
    return str(getattr(story, name, None) or "")


def _counts(text: str) -> Iterator[tuple[str, str, Decimal, str]]:
    """What a text counts: stem of the verb before, stem of the noun after, the number, and the words."""
    for found in _COUNTED.finditer(text):
        before = _VERB.search(text[max(0, found.start() - _LONGEST_WORD) : found.start()])
        verb = before["verb"].lower() if before else ""
        if verb and verb not in _NO_VERBS:
            number = number_in(found["number"])
            yield stem_of(verb), stem_of(found["noun"].lower()), number, f"{found['number']} {found['noun']}"


_LONGEST_WORD = 20

# --- parts of a whole

_N = rf"(?:\d{{1,3}}|{_NUMBER_WORDS})"
_PARTS = LazyPattern(
    rf"\b(?P<whole>{_N}) (?P<unit>years|months|weeks|days|hours|shifts|nights)(?: a week)?[,:] (?P<first>{_N}) (?!(?:of|to|or|in)\b)(?:[a-z]\w*,? ){{1,7}}and "
    rf"(?P<second>{_N}) (?:[A-Za-z]\w*\s?){{1,7}}(?=[.;])",
    re.IGNORECASE,
)


class WrongSum(NamedTuple):
    """A whole and its two parts in one sentence that do not add up: where it is, the words, and the sum."""

    span: Span
    written: str
    total: Decimal


def parts_that_do_not_add_up(facts: Facts) -> Iterator[WrongSum]:
    """Sentences that divide a time into two parts which are not the whole: "nine years, six by one and three by another"."""
    for text in _with_parts(facts):
        for found in _PARTS.finditer(text.text.replace("\n", " ")):
            whole, *parts = (number_in(found[name]) for name in ("whole", "first", "second"))
            words = found[0]
            if sum(parts) != whole and not _UNITS_WITHIN.search(
                words[words.find(found["first"], len(found["whole"])) :]
            ):
                yield WrongSum(place_in(text, *found.span()), f"{found['whole']} {found['unit']}", Decimal(sum(parts)))


_UNITS_WITHIN = LazyPattern(r"\b(?:years?|months?|weeks?|days?|hours?|minutes?|times|people|PAs|more|older|later)\b")
_WHOLES = tuple(
    re.compile(rf"{unit}[,:] ") for unit in ("years", "months", "weeks", "days", "hours", "shifts", "nights")
)


def _with_parts(facts: Facts) -> Iterator[Text | PageText]:
    """The texts that may divide a time, each once."""
    found: dict[Text | PageText, None] = {}
    for pattern in _WHOLES:
        found |= dict.fromkeys(prose(facts).matching(pattern)) | dict.fromkeys(page_prose(facts).matching(pattern))
    return iter(found)


# --- what a trigger does, in a table

_GOES_ON = LazyPattern(r"(?:the pa )?(?:goes|may go|can go|go|keeps|carries|continues)\b(?: on\b)?", re.IGNORECASE)
_STOPS = LazyPattern(r"(?:the pa )?(?:stops|must stop|stop)\b", re.IGNORECASE)
_SHARED = 0.6


class OtherOutcome(NamedTuple):
    """A row of a table that says another thing of a trigger than the policy does."""

    span: Span
    written: str
    trigger: Trigger


def rows_against_triggers(facts: Facts) -> Iterator[OtherOutcome]:
    """Rows of tables of hand-written pages that name a trigger, and say that a PA goes on where the policy stops, or stops."""
    triggers = [(trigger, _content(trigger.title)) for trigger in facts.records.triggers.values()]
    for text, cells in _rows(facts) if triggers else ():
        if len(cells) < _FEWEST_CELLS or not (_GOES_ON.match(cells[1]) or _STOPS.match(cells[1])):
            continue
        words = _content(cells[0])
        for trigger, title in triggers:
            if same_words(cells[0]) == same_words(trigger.title) or (
                len(words & title) >= _FEWEST_SHARED and len(words & title) / len(words | title) >= _SHARED
            ):
                stops = bool(_STOPS.match(cells[1]))
                if stops != (trigger.does == "stop"):
                    yield OtherOutcome(text.span(), " ".join(cells[1].split()[:2]), trigger)
                break


_FEWEST_CELLS = 2
_FEWEST_SHARED = 2
_EMPTY = word_set("the a an of or and to is are be has have been person pa it in on for their his her")


def _content(text: str) -> frozenset[str]:
    return content_stems(text, _EMPTY)


def _rows(facts: Facts) -> Iterator[tuple[PageText, list[str]]]:
    """The rows of the tables of hand-written pages, with the words of their cells."""
    for page in facts.pages:
        by_line = {text.line: text for text in page.texts} if page.tables else {}
        for row in (row for table in page.tables for row in table.rows if row.line in by_line):
            text = by_line[row.line]
            line = " " * (text.column - 1) + text.text.partition("\n")[0]
            yield text, [line[start:end].strip() for start, end in row.cells]
