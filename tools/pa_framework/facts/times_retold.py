"""Times that a text says again, and that differ: from its record of the law, from what it links to, ten times over.

Two texts say how long the same thing is where they share their words. "A few details may follow within 12 months" is
compared with "a few further details within 2 months", where the page links to that record of the law.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from pa_framework.facts.facts import Facts, Text
from pa_framework.facts.own_numbers import Period, periods_in
from pa_framework.facts.own_sums import Contradiction
from pa_framework.facts.pages import HandWrittenPage, PageText
from pa_framework.facts.prose import page_prose, place_in, prose
from pa_framework.facts.retold import Retold
from pa_framework.facts.written_figures import years_in
from pa_framework.records.model import Law
from pa_framework.records.yaml_source import Route
from pa_framework.text.findings import Span
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.sentences import NUMBER_WORDS, sentences_of
from pa_framework.text.word_forms import stem_of, word_set

#: A unit in terms of another; months and days are not compared.
_IN: Mapping[str, tuple[str, int]] = {
    "second": ("second", 1),
    "minute": ("second", 60),
    "hour": ("second", 3600),
    "day": ("day", 1),
    "week": ("day", 7),
    "month": ("month", 1),
    "year": ("month", 12),
}
_UNITS = frozenset(f"{unit}s" for unit in _IN)
_EMPTY = word_set(
    "a an the of or and to is are be been being was were it its this that these those for in on at by as from with within after before until "
    "up than more most least less about over under only also first last every each all any some other your you his her our their they them he "
    "she we who which what when where if not no never can may must will should would could do does did has have had one pa pas person people "
    "half second minute hour day week month year seconds minutes hours days weeks months years there then so but per longer"
)
#: The time is of someone's own choice, of an example, of another time or place, or one that is worked out.
_ELSEWHERE = LazyPattern(
    r"\b(?:examples?|suggest\w*|advis\w*|recommend\w*|contracts?|agree\w*|many|most (?:employers|people|councils)|some (?:employers|people|councils)|often|usually"
    r"|we (?:found|read|looked|think)|better|longer|shorter|earlier|was|were|used to|until (?:19|20)\d\d|wales|scotland|northern ireland|our|planned|proposed"
    r"|councils?|insurers?|funders?|NHS|safe side|to be safe|try to|if you can|plan to)\b",
    re.IGNORECASE,
)
#: Of these an employer may give more than the law asks.
_GENEROUS = LazyPattern(r"\b(?:holidays?|leave|sick pay|redundancy pay|notice|pension|breaks?)\b", re.IGNORECASE)
_BY_LAW = LazyPattern(
    r"\b(?:must|has to|have to|legal\w*|statutory|by law|the law|minimum|right to|entitled|claim)\b", re.IGNORECASE
)
#: A time of which only the end is said, and one that grows with another.
_BOUND = LazyPattern(
    r"\b(?:within|up to|at most|(?:no|not) (?:more|longer|later) than|for the first|at least|after|from)\s+(?:the |about )?$",
    re.IGNORECASE,
)
_AT_MOST = LazyPattern(r"\b(?:most|maximum|longest|limit|up to)\b", re.IGNORECASE)
_GROWS = LazyPattern(r"\b(?:each|every|per)\b", re.IGNORECASE)
#: So many words are shared, and at least this part of those of the shorter one.
_FEWEST, _SHARED = 2, 0.5
#: A link to the record of a law, as pages write it: `](../law/notice.md#by-employer)`.
_LINK = re.compile(r"\]\((?:[\w./-]*/)?law/([\w-]+)\.md")
#: Fields with the words for a value: a time in them may be a part of what it is about, as in "sick pay for one day".
_SUBJECTS = frozenset({"title", "applies_to"})


class _Said(NamedTuple):
    """How long something is: the place and route, the times, the words, their stems, and the numbers in them that are no time."""

    span: Span
    route: Route
    periods: tuple[Period, ...]
    words: str
    stems: frozenset[str]
    numbers: frozenset[str]


def times_of_the_law_otherwise(facts: Facts) -> Iterator[Contradiction]:
    """Times in the texts of a record of the law, and on pages that link to it, that differ from what it says of the same."""
    said = {law.id: list(_said_by(law)) for law in facts.records.law.values()}
    for law in facts.records.law.values():
        for route, line in _texts_of(law):
            for sentence, _ in sentences_of(line):
                others = [each for each in said[law.id] if each.route != route and not _is_of(each, route)]
                for period, other, right in _otherwise(sentence, others):
                    if period.number != 1 or route[-1] not in _SUBJECTS:
                        yield Contradiction(law.origin.at(*route), period.words, other.span, right.words)
    for page in facts.pages:
        for text, laws in _with_links(page):
            held = [each for name in laws for each in said.get(name, ())]
            yield from _in_text(text, text.text, held)


def times_of_what_an_answer_leads_to(facts: Facts) -> Iterator[Retold]:
    """Times in answers of the search that differ from what the pages and records say to which they lead."""
    pages = {page.page: page for page in facts.pages}
    answers = [entry for entry in facts.records.search_entries.values() if entry.answer and periods_in(entry.answer)]
    texts: dict[str, list[Text]] = defaultdict(list)
    for text in prose(facts).matching(_HAS_TIME) if answers else ():
        if isinstance(text, Text):
            texts[text.document.path].append(text)
    for entry in answers:
        held: list[_Said] = []
        for target in entry.leads_to:
            path = (target.page or "").partition("#")[0]
            page = pages.get(path)
            law = facts.records.law.get(target.law or _LAW_PAGE.sub("", path))
            held += _said_by(law) if law else ()
            held += [each for text in (page.texts if page else ()) for each in _said_in(text.text, text)]
            for kind in ("task", "competence", "learning", "support", "role", "agreement"):
                record = facts.records.of_kind(kind).get(getattr(target, kind) or "")
                if record is not None:
                    held += [each for text in texts[record.origin.path] for each in _said_in(text.text, text)]
        for sentence, _ in sentences_of(entry.answer or "") if held else ():
            for period, other, right in _otherwise(sentence, held):
                yield Retold(entry.origin.at("answer"), period.words, right.words, other.span)


_LAW_PAGE = re.compile(r"^law/|\.md$")
_HAS_TIME = re.compile(r"(?:second|minute|hour|day|week|month|year)s?\b")


def _in_text(text: Text | PageText, words: str, held: list[_Said]) -> Iterator[Contradiction]:
    """The times of a text that others say otherwise, where the text does not say that they are of something else."""
    for sentence, start in sentences_of(words) if held else ():
        if _ELSEWHERE.search(sentence) or years_in(sentence):
            continue
        if _GENEROUS.search(sentence) and not _BY_LAW.search(sentence):
            continue
        for period, other, right in _otherwise(sentence, held):
            found = re.search(r"\s+".join(map(re.escape, period.words.split())), sentence)
            begins, ends = found.span() if found else (0, len(sentence))
            yield Contradiction(place_in(text, start + begins, start + ends), period.words, other.span, right.words)


def _otherwise(sentence: str, held: Iterable[_Said]) -> Iterator[tuple[Period, _Said, Period]]:
    """The times of a sentence of which others say the same thing with other times, with what says so and its time."""
    periods = _times_in(sentence)
    stems, numbers = (_stems(sentence), _numbers(sentence)) if periods else (frozenset(), frozenset())
    for period in periods:
        alike = [
            (each, other, len(each.stems & stems))
            for each in held
            for other in each.periods
            if _IN[other.unit][0] == _IN[period.unit][0]
        ]
        # what holds from 22 to 40 is not compared with what holds under 22
        same = [
            each
            for each in alike
            if each[2] >= max(_FEWEST, _SHARED * min(len(stems), len(each[0].stems)))
            and (not numbers or each[0].numbers in (frozenset(), numbers))
            and not (_NEEDED.search(each[0].words) and _is_within(sentence, period))
        ]
        exact = [each for each in same if numbers and each[0].numbers == numbers]
        if any(_amount(other) == _amount(period) for _, other, _ in exact or alike):
            continue
        if exact:
            same = exact
        else:
            is_bound = _is_bound(sentence, period)
            same = [
                each
                for each in same
                if (is_bound or not _is_bound(each[0].words, each[1]))
                and not (_GROWS.search(each[0].words) and len(periods) > 1)
            ]
        if same:
            best, right, _ = max(same, key=lambda each: each[2])
            is_in_another_unit = best.route[-1:] == ("value",) and right.number == period.number  # LAW022
            if not is_in_another_unit:
                yield period, best, right


def _is_bound(words: str, period: Period) -> bool:
    """Whether words say of a time only that something is within it, or after it."""
    before = " ".join(words.split()).partition(period.words)
    return bool(_BOUND.search(before[0]) if before[1] else _AT_MOST.search(words))


#: How long someone must have been somewhere first is another time than the one within which they must do something.
_NEEDED = LazyPattern(r"\b(?:needed|from which|after which)\b", re.IGNORECASE)
_WITHIN = LazyPattern(r"\b(?:within|inside|in|up to|at most|for)\s+(?:the |about )?(?:first )?$", re.IGNORECASE)


def _is_within(words: str, period: Period) -> bool:
    before = " ".join(words.split()).partition(period.words)
    return bool(before[1] and _WITHIN.search(before[0]))


def _times_in(text: str) -> tuple[Period, ...]:
    one = (Period(Decimal(1), found["unit"] or found["unit2"], found[0]) for found in _ONE.finditer(text))
    return (*(each for each in periods_in(text) if each.unit in _IN), *one)


#: One of a unit, where it is how long something was: "worked for you for a month", "a year or more".
_ONE = LazyPattern(
    r"(?<=\bfor )an? (?P<unit>week|month|year)\b(?! (?:of|at a time)\b)|\b(?:an?|one) (?P<unit2>week|month|year)(?= or (?:more|longer)\b)"
)


def _amount(period: Period) -> Decimal:
    return period.number * _IN[period.unit][1]


def _said_by(law: Law) -> Iterator[_Said]:
    """What a record says of times: each of its values in a unit of time, and the sentences of its texts."""
    for place, value in enumerate(law.values):
        for index, entry in enumerate(value.history) if value.unit in _UNITS else ():
            if isinstance(entry.value, int | Decimal):
                route: Route = ("values", place, "history", index, "value")
                period = Period(Decimal(entry.value), value.unit.removesuffix("s"), f"{entry.value} {value.unit}")
                words = f"{value.title} {value.applies_to}"
                yield _Said(law.origin.at(*route), route, (period,), words, _stems(words), _numbers(value.title))
    for route, line in _texts_of(law):
        held = law.values[int(route[1])] if route[-1] == "value" else None
        for sentence, _ in sentences_of(line):
            if periods := _times_in(sentence):
                # "6 months" alone is what its title is about
                is_alone = held is not None and periods[0].words == " ".join(sentence.split()).rstrip(".")
                words = f"{held.title} {held.applies_to}" if held and is_alone else sentence
                yield _Said(law.origin.at(*route), route, periods, words, _stems(words), _numbers(words))


def _said_in(words: str, text: Text | PageText) -> Iterator[_Said]:
    """What the sentences of a text say of times."""
    for sentence, start in sentences_of(words):
        if periods := _times_in(sentence):
            span = place_in(text, start, start + len(sentence))
            yield _Said(span, (), periods, sentence, _stems(sentence), _numbers(sentence))


def _texts_of(law: Law) -> Iterator[tuple[Route, str]]:
    yield ("summary",), law.summary
    for place, value in enumerate(law.values):
        yield ("values", place, "title"), value.title
        yield ("values", place, "applies_to"), value.applies_to
        for index, entry in enumerate(value.history):
            for field in ("value", "note"):
                line = getattr(entry, field)
                if isinstance(line, str) and (field == "note" or value.unit == "text"):
                    yield ("values", place, "history", index, field), line


def _is_of(said: _Said, route: Route) -> bool:
    """Whether what is said is the amount of the value whose title, or people, a route leads to."""
    return route[-1] in _SUBJECTS and said.route[: len(route) - 1] == route[:-1]


def _stems(words: str) -> frozenset[str]:
    found = re.findall(r"[a-z]+", words.lower())
    return _numbers(words).union(stem_of(word) for word in found if word not in _EMPTY and word not in NUMBER_WORDS)


def _numbers(words: str) -> frozenset[str]:
    """The numbers in figures in some words that are no time, such as ages."""
    times = {figure for period in periods_in(words) for figure in re.findall(r"\d+", period.words)}
    return frozenset(re.findall(r"\d+", words)) - times


def _with_links(page: HandWrittenPage) -> Iterator[tuple[PageText, tuple[str, ...]]]:
    """The texts of a page, with the records of the law to which the page links below the same heading."""
    if not _LINK.search(page.text):
        return
    lines = page.text.split("\n")
    part: list[PageText] = []
    for text in chain(page.texts, (None,)):
        if text is not None and not text.is_heading:
            part.append(text)
            continue
        if part:
            last = text.line - 1 if text is not None else len(lines)
            laws = tuple(dict.fromkeys(_LINK.findall("\n".join(lines[part[0].line - 1 : last]))))
            yield from ((each, laws) for each in part) if laws else ()
        part = []


# --- ten times over

#: Kinds of record that tell of other places and times.
_OF_OTHERS = frozenset({"sources", "changes", "evidence", "case-study", "trace", "waivers", "standard"})
_SHORT = ("second", "minute", "hour")
_TEN, _FEWEST_ALIKE = 10, 3


def times_ten_times_over(facts: Facts) -> Iterator[Retold]:
    """Seconds, minutes and hours in a text that are ten times those of texts like it, or a tenth, which no other one says."""
    held: list[tuple[Text | PageText, _Said]] = []
    texts: list[Text | PageText] = [
        *prose(facts).matching(_HAS_SHORT_TIME, *_SHORT),
        *page_prose(facts).matching(_HAS_SHORT_TIME, *_SHORT),
    ]
    for text in texts:
        if not isinstance(text, Text) or text.kind not in _OF_OTHERS:
            words = text.text.replace("\n", " ").replace("?", ",")  # a question and its answer are of one thing
            held += [(text, each) for each in _said_in(words, text)]
    for text, said in held:
        for period in said.periods if said.periods[0].unit in _SHORT else ():
            alike = [
                (other, each)
                for where, each in held
                if where is not text and len(each.stems & said.stems) >= _FEWEST_ALIKE
                for other in each.periods
                if other.unit in _SHORT
            ]
            amounts = Counter(_amount(other) for other, _ in alike)
            if amounts[_amount(period)]:
                continue
            done = _stems(_WHERE.sub(" ", said.words))
            slip = next(
                (
                    (other, each)
                    for other, each in alike
                    if _is_ten_times(_amount(other), _amount(period)) and done & _stems(_WHERE.sub(" ", each.words))
                ),
                None,
            )
            if slip is not None:
                yield Retold(said.span, period.words, slip[0].words, slip[1].span)


#: Where and with what something is done. Texts that share only these are of two things: a burn and a cut under running water.
_WHERE = LazyPattern(
    r"\b(?:under|in|into|on|onto|at|with|from|over|through|near|by|below|above)\b[^,.;:]*?(?=\b(?:for|when|if|and|or|to|that|until|after|before)\b|[,.;:]|$)",
    re.IGNORECASE,
)
_HAS_SHORT_TIME = re.compile(r"(?:second|minute|hour)s?\b")


def _is_ten_times(one: Decimal, other: Decimal) -> bool:
    return bool(one and other) and (one == other * _TEN or other == one * _TEN)


# --- a time that is taken up again

_TAKEN_UP = LazyPattern(
    r"^\W*The (?P<period>\S+(?: and a half)? (?:day|week|month|year|hour|minute)s) (?:are|come|came|count|include|begin|start|stand)\b"
)
_NAMES_ITS_UNIT = re.compile(r"(?:^|_)(?P<unit>day|week|month|year)s(?:_|$)")


def times_taken_up_again(facts: Facts) -> Iterator[Retold]:
    """Sentences that take up a time, such as "The 28 days are our suggestion", of a record or page that has another one."""
    pages = {page.path: page.texts for page in facts.pages}
    every: list[Text | PageText] = [*prose(facts).containing("the "), *page_prose(facts).containing("the ")]
    for text in every:
        if isinstance(text, Text) and text.kind in _OF_OTHERS:
            continue
        for sentence, start in sentences_of(text.text.replace("\n", " ")):
            found = _TAKEN_UP.match(sentence)
            periods = _times_in(found["period"]) if found else ()
            if not found or not periods:
                continue
            path = text.document.path if isinstance(text, Text) else text.path
            texts: list[Text | PageText] = [*pages.get(path, ())]
            texts += [one for one in facts.texts if one.document.path == path]
            others = [
                (one, each)
                for one in texts
                for each in _times_in(one.text.replace(sentence, "", 1) if one is text else one.text)
            ]
            known = {_amount(each) for _, each in others} | set(_amounts_in_fields(texts)) | set(_by_name(texts))
            same_unit = [(one, each) for one, each in others if each.unit == periods[0].unit and one is not text]
            same_unit = [
                (text, each) for one, each in others if one is text and each.unit == periods[0].unit
            ] or same_unit
            if same_unit and _amount(periods[0]) not in known:
                span = place_in(text, start + found.start("period"), start + found.end("period"))
                there, right = same_unit[0]
                yield Retold(span, periods[0].words, right.words, place_in(there, 0, len(there.text)))


#: Times that have a name of their own, in days or months.
_NAMED: Mapping[str, int] = {"fortnight": 14, "quarter": 3}
_NAME = LazyPattern(rf"\b(?:{'|'.join(_NAMED)})\b", re.IGNORECASE)


def _by_name(texts: Iterable[Text | PageText]) -> Iterator[Decimal]:
    """The amounts of times that texts call by a name: a fortnight, a quarter."""
    yield from (Decimal(_NAMED[found[0].lower()]) for text in texts for found in _NAME.finditer(text.text))


def _amounts_in_fields(texts: Iterable[Text | PageText]) -> Iterator[Decimal]:
    """The amounts of fields of a record that name their unit: `paid_weeks: 4`."""
    for text in texts:
        unit = _NAMES_ITS_UNIT.search(text.field)
        if unit and text.text.isdigit():
            yield Decimal(text.text) * _IN[unit["unit"]][1]
