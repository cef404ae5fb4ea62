"""Ages and limits that one record tells twice: a value of the law beside its title and its rows, and texts beside each other.

An age is compared as the birthday at which something begins or ends: "under 22", "from 22", and "18 to 21" all tell of 22.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from pa_framework.facts.facts import Facts, Text
from pa_framework.facts.law import row_on
from pa_framework.facts.own_sums import Contradiction
from pa_framework.facts.prose import place_in, prose
from pa_framework.facts.quoted import Misquoted
from pa_framework.facts.requirements import AgeSeen, leaves, parse
from pa_framework.facts.written_figures import years_in
from pa_framework.records.model import Law, LawValue, Role, Task
from pa_framework.records.yaml_source import Route
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.sentences import sentences_of
from pa_framework.text.word_forms import content_stems, word_set

_N = r"(?<![\d.,/£–-])[1-9]\d(?![\d,./%–-]*\d|%)"
#: What may stand behind a number that is no age.
_NO_AGE = (
    r"(?!\s*(?:%|per cent|percent|[ap]m\b|o['’]clock|degrees?|cm|mm|ml|mg|kg|points?|pence|pounds?|miles?|people|persons|PAs|councils?|areas?|times|words|others"
    r"|seconds?|minutes?|hours?|days?|weeks?|months?|years?(?! old| of age)|nights?|shifts?|of\b|January|February|March|April|May|June|July|August|September|October|November|December))"
)
_BOUND = LazyPattern(
    rf"(?:(?P<first>{_N}) ?(?:to|–) ?(?P<last>{_N}){_NO_AGE})|(?:\b(?:aged|ages|between) (?P<one>{_N}) and (?P<other>{_N}){_NO_AGE}(?! (?:and|or) ))"
    rf"|(?:\b(?:under|below|younger than|before)(?: the)?(?: age)?(?: of)? (?P<under>{_N}){_NO_AGE})"
    rf"|(?:(?P<over>{_N}) (?:and|or) (?:over|older|above|later)\b)"
    rf"|(?:\b(?:from|over|at least)(?: the)?(?: age)?(?: of)? (?P<from>{_N}){_NO_AGE}(?! ?(?:to|–) ?[\d£]))"
    rf"|(?:\baged? (?P<aged>{_N})(?= to [A-Z]))",
    re.IGNORECASE,
)
#: The words that say that numbers are ages.
_OF_AGES = LazyPattern(r"\b(?:aged?|ages|years old|birthday)\b|\b\d\d (?:and|or) (?:over|older|above)\b", re.IGNORECASE)
_OTHER_TIME = LazyPattern(r"\b(?:was|were|until|used to|moved|earlier|19\d\d|20\d\d)\b", re.IGNORECASE)
_EMPTY = word_set(
    "a an the of or and to is are be been being was were it its this that these those for in on at by as from with within after before until up than more most "
    "less least about over under only also first last every each all any some other your you his her our their they them he she we who which what when where if "
    "not no never can may must will should would could do does did has have had one pa pas person people age aged ages old older year years time there then so but"
)
#: Ages that are so near, or differ in one digit, may be a slip for each other.
_NEAR = 3
_FEWEST_SHARED, _SHARED = 2, 0.5


class _Bound(NamedTuple):
    """An age in a text: at which birthday something begins or ends, and the words."""

    first: int | None
    last: int | None
    words: str

    @property
    def birthdays(self) -> tuple[int, ...]:
        """The ages at which something begins or ends."""
        return tuple(age for age in (self.first, None if self.last is None else self.last + 1) if age is not None)


def _bounds(text: str) -> tuple[_Bound, ...]:
    found = []
    for each in _BOUND.finditer(" ".join(text.split())):
        under, last = each["under"], each["last"] or each["other"]
        first = each["first"] or each["one"] or each["over"] or each["from"] or each["aged"]
        end = int(last) if last else int(under) - 1 if under else None
        if not (first and end is not None and int(first) > end):
            found.append(_Bound(int(first) if first else None, end, each[0]))
    return tuple(found)


# --- values of the law


class _Told(NamedTuple):
    """Where a record of the law tells an age: the route, the birthday, the words, and the number of the value, if any."""

    route: Route
    birthday: int
    words: str
    place: int | None


def ages_of_the_law_otherwise(facts: Facts) -> Iterator[Contradiction]:
    """Titles, names and texts of the law that tell another age than the rows of their value, or than the rest of the record."""
    known = {
        law.id: {age for value in law.values for age in _birthdays_of_row(value, facts)}
        for law in facts.records.law.values()
    }
    for law in facts.records.law.values():
        reported: set[Route] = set()
        for found in (*_against_rows(law), *_lonely(facts, law, known), *_title_against_people(law)):
            route = found[0]
            if route not in reported:
                reported.add(route)
                yield Contradiction(law.origin.at(*route), found[1], law.origin.at(*found[2]), found[3])


_Differing = tuple[Route, str, Route, str]


def _birthdays_of_row(value: LawValue, facts: Facts) -> Iterator[int]:
    row = row_on(value, facts.on)
    if row is not None and row.entry.from_age is not None:
        yield row.entry.from_age
    if row is not None and row.entry.until_age is not None:
        yield row.entry.until_age + 1


def _has_ages(value: LawValue) -> bool:
    return any(row.from_age is not None or row.until_age is not None for row in value.history)


def _titles(place: int, value: LawValue) -> Iterator[tuple[Route, str]]:
    yield ("values", place, "title"), value.title
    yield ("values", place, "applies_to"), value.applies_to
    yield from ((("values", place, "names", index), name) for index, name in enumerate(value.names))


def _against_rows(law: Law) -> Iterator[_Differing]:
    """Ages in the title, the people and the names of a value that none of its rows has."""
    for place, value in enumerate(law.values):
        rows = [
            row for row in value.history if (row.from_age or 0) <= (row.until_age or row.from_age or 0)
        ]  # else LAW009
        firsts = {row.from_age for row in rows if row.from_age is not None}
        lasts = {row.until_age for row in rows if row.until_age is not None}
        for route, text in _titles(place, value) if firsts or lasts else ():
            for bound in _bounds(text):
                fields = [
                    (field, known)
                    for field, said, known in (("from_age", bound.first, firsts), ("until_age", bound.last, lasts))
                    if said is not None and known and said not in known
                ]
                if fields and (bound.last is not None or route[-1] != "applies_to"):  # else `ages_of_a_value` tells it
                    field, ages = fields[0]
                    yield route, bound.words, ("values", place, "history", 0, field), f"{min(ages)}"
                    break


def _lonely(facts: Facts, law: Law, known: Mapping[str, set[int]]) -> Iterator[_Differing]:
    """Ages that a record tells once, where it tells an age that is nearly the same several times, of the same things."""
    told = list(_told(law)) if not any(_has_ages(value) for value in law.values) else []
    routes: dict[int, set[Route]] = defaultdict(set)
    for each in told:
        routes[each.birthday].add(each.route)
    elsewhere = {age for name, ages in known.items() if name != law.id for age in ages}
    for each in told:
        usual = [age for age in routes if len(routes[age]) > 1 and _is_near(age, each.birthday)]
        if len(routes[each.birthday]) > 1 or not usual:
            continue
        is_value = each.route[-1] == "value" and each.words.isdigit()
        others = [other for other in told if other.birthday == usual[0]]
        if is_value or (each.birthday not in elsewhere and _is_of_the_same(law, each, others)):
            right = others[0]
            yield each.route, each.words, right.route, right.words


def _is_near(one: int, other: int) -> bool:
    digits = zip(f"{one}", f"{other}", strict=False)
    return one != other and (abs(one - other) <= _NEAR or sum(first != second for first, second in digits) == 1)


def _is_of_the_same(law: Law, one: _Told, others: list[_Told]) -> bool:
    """Whether an age in a summary is one of those that are told elsewhere; in a value it is."""
    if one.place is not None:
        return True
    sentence = next((each for each, _ in sentences_of(" ".join(law.summary.split())) if one.words in each), "")
    values = [law.values[other.place] for other in others if other.place is not None]
    titles = [law.title, *(text for value in values for text in (value.title, value.applies_to, *value.names))]
    is_other_time = bool(_OTHER_TIME.search(sentence) or years_in(sentence))
    return not is_other_time and len(_stems(sentence) & _stems(" ".join(titles))) >= _FEWEST_SHARED


def _told(law: Law) -> Iterator[_Told]:
    """Each age that a record tells, apart from ages in rows, which may be those of another time."""
    texts: list[tuple[Route, str, int | None]] = [(("summary",), law.summary, None)]
    for place, value in enumerate(law.values):
        texts += [(route, text, place) for route, text in _titles(place, value)]
        for index, entry in enumerate(value.history):
            route: Route = ("values", place, "history", index, "value")
            if isinstance(entry.value, str):
                texts.append((route, entry.value, place))
            elif value.unit == "years" and _AGE_IN_TITLE.search(value.title) and entry.value == int(entry.value):
                yield _Told(route, int(entry.value), f"{entry.value}", place)
    if any(_OF_AGES.search(text) for _, text, _ in texts):
        for route, text, where in texts:
            for bound in _bounds(text):
                yield from (_Told(route, birthday, bound.words, where) for birthday in bound.birthdays)


_AGE_IN_TITLE = LazyPattern(r"\bage\b", re.IGNORECASE)


def _title_against_people(law: Law) -> Iterator[_Differing]:
    """Values without ages in their rows whose title and people each tell one age, and not the same."""
    for place, value in enumerate(law.values):
        if _has_ages(value):
            continue
        title, people = _bounds(value.title), _bounds(value.applies_to)
        is_of_ages = _OF_AGES.search(f"{value.title} {value.applies_to}")
        if len(title) == len(people) == 1 and is_of_ages and title[0][:2] != people[0][:2]:
            route: Route = ("values", place, "applies_to")
            yield route, people[0].words, ("values", place, "title"), title[0].words


# --- limits of values of the law

_LIMIT = LazyPattern(
    r"\b(?:(?P<below>first|up to|under|below)|(?P<above>above|over|beyond|more than))\s+£?(?P<number>\d{1,3}(?:,\d{3})+|\d+)\b"
)
_MOST = LazyPattern(r"^(?:The )?(?:most|maximum|longest|largest)\b", re.IGNORECASE)
_AT_MOST = LazyPattern(
    r"\b(?:up to|at most|no more than) (?P<number>\d+) (?P<unit>day|week|month|year)s?\b", re.IGNORECASE
)


def limits_of_the_law_otherwise(facts: Facts) -> Iterator[Contradiction]:
    """Titles of which one ends and one begins at another number, and texts with another limit than the value of that limit."""
    for law in facts.records.law.values():
        limits: dict[str, list[tuple[int, str, str]]] = {"below": [], "above": []}
        for place, value in enumerate(law.values):
            for found in _LIMIT.finditer(value.title):
                limits["below" if found["below"] else "above"].append((place, found["number"], found[0]))
        for (below, number, words), (above, other, others_words) in zip(*limits.values(), strict=False):
            one, two = law.values[below], law.values[above]
            is_pair = len(limits["below"]) == len(limits["above"]) == 1 and one.unit == two.unit
            if is_pair and number != other and _shared(one.title, two.title) >= _FEWEST_SHARED:
                there = law.origin.at("values", below, "title")
                yield Contradiction(law.origin.at("values", above, "title"), others_words, there, words)
        yield from _above_the_most(law)


def _above_the_most(law: Law) -> Iterator[Contradiction]:
    """Texts that say "up to 12 weeks" beside a value that is the most weeks of the same, and another number."""
    for place, value in enumerate(law.values):
        for index, entry in enumerate(value.history):
            for found in _AT_MOST.finditer(entry.value) if isinstance(entry.value, str) else ():
                for there, other in enumerate(law.values):
                    is_most = other.unit == f"{found['unit'].lower()}s" and _MOST.search(other.title)
                    if not is_most or _shared(value.title, other.title) < _FEWEST_SHARED:
                        continue
                    if all(f"{each.value}" != found["number"] for each in other.history):
                        yield Contradiction(
                            law.origin.at("values", place, "history", index, "value"),
                            found[0],
                            law.origin.at("values", there, "history", 0, "value"),
                            f"{other.history[0].value} {other.unit}",
                        )


def _shared(one: str, other: str) -> int:
    return len(_stems(one) & _stems(other))


def _stems(text: str) -> frozenset[str]:
    return content_stems(text, _EMPTY)


# --- other records

#: "At 18 another nurse takes over", "before the change at 18".
_AT = LazyPattern(
    rf"\b(?:at(?: age)?|at the age of|turns?|turning|age of) (?P<at>1[3-9]|[2-9]\d){_NO_AGE}(?=\s*(?:$|[,.;)]|(?:or|and|another|the|a|an|they|you|someone|it|their|his|her|its|who|PAs?)\b))",
    re.IGNORECASE,
)
#: The text is of several ages, of other times, or of an example.
_OF_OTHERS = LazyPattern(
    r"\b(?:was|were|used to|for example|such as|19\d\d|20\d\d|Scotland|Wales|Northern Ireland)\b", re.IGNORECASE
)
_HAS_TWO_DIGITS = re.compile(r"[1-9][0-9](?<= [0-9]{2})(?![0-9,/:%])")
_MAY_BE_AGE = re.compile(
    r"(?:age|aged|ages|at|turns|turning|under|over|of) [1-9][0-9]\b|[1-9][0-9] (?:or|and) (?:over|older|above)"
)
#: Kinds of record that tell of many people and times, and the law, which has rules of its own.
_OF_MANY = frozenset(
    {
        "case-study",
        "evidence",
        "sources",
        "changes",
        "trace",
        "law",
        "standard",
        "waivers",
        "glossary",
        "search",
        "paper",
    }
)


class _Sentence(NamedTuple):
    """A sentence that tells one age: its text, the place and the words of the age, and what it is about."""

    text: Text
    start: int
    birthday: int
    words: str
    stems: frozenset[str]


def ages_that_differ(facts: Facts) -> Iterator[Misquoted]:
    """Ages in a text of a record that another text of it, or the age that it requires, gives otherwise."""
    by_file: dict[str, list[_Sentence]] = defaultdict(list)
    for text in prose(facts).matching(_HAS_TWO_DIGITS):
        if text.kind not in _OF_MANY and _MAY_BE_AGE.search(text.text.lower()):
            by_file[text.document.path] += _sentences(text)
    for told in by_file.values():
        for one, other in combinations(told, 2):
            shared = len(one.stems & other.stems)
            enough = max(_FEWEST_SHARED, min(len(one.stems), len(other.stems)) * _SHARED)
            if one.text.route != other.text.route and one.birthday != other.birthday and shared >= enough:
                place = place_in(other.text, other.start, other.start + len(other.words))
                yield Misquoted(place, other.words, one.words, one.text.span, "the age")
                break
    every: tuple[Task | Role, ...] = (*facts.records.tasks.values(), *facts.records.roles.values()) if by_file else ()
    for record in every:
        required = (
            {leaf.age for leaf in leaves(parse(record.requires)) if isinstance(leaf, AgeSeen)}
            if record.requires
            else set()
        )
        for said in by_file.get(record.origin.path, ()) if len(required) == 1 else ():
            age = next(iter(required))
            if said.birthday != age and _LEAST.search(said.text.text):
                place = place_in(said.text, said.start, said.start + len(said.words))
                yield Misquoted(place, said.words, f"{age}", record.origin.at("requires"), "the least age")


_LEAST = LazyPattern(
    r"\b(?:PAs?|you)\b[^.;]{0,40}\b(?:at least|must be|aged?|from|under|(?:or|and) (?:over|older|above))\b",
    re.IGNORECASE,
)


def _sentences(text: Text) -> Iterator[_Sentence]:
    """The sentences of a text that tell exactly one age."""
    for sentence, start in sentences_of(text.text.replace("\n", " ")):
        if _OF_OTHERS.search(sentence):
            continue
        found: list[tuple[int, str, int]] = []
        for each in _BOUND.finditer(sentence):
            bound = _bounds(each[0])
            found += [(birthday, each[0], each.start()) for one in bound for birthday in one.birthdays]
        is_of_ages = _OF_AGES.search(sentence) or _UNDER_AN_AGE.search(sentence)
        found = found if is_of_ages else []
        found += [(int(each["at"]), each[0], each.start()) for each in _AT.finditer(sentence)]
        if len(found) == 1:
            birthday, words, place = found[0]
            yield _Sentence(text, start + place, birthday, words, _stems(sentence))


_UNDER_AN_AGE = LazyPattern(
    r"\b(?:child(?:ren)?|young people|someone|anyone|people|PAs?|adults?|everyone) (?:who (?:is|are) )?(?:under|over) \d\d\b",
    re.IGNORECASE,
)
