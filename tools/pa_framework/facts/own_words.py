"""What a record says in words of its own fields: who answers a phone number, what a role may not do, how long something is.

Each is compared only where the words leave no doubt: a denial without a condition, the name of a service beside a
number, a time that is counted from the same event.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from pa_framework.facts.called_numbers import texts_with_a_short_number
from pa_framework.facts.facts import Facts, Text
from pa_framework.facts.lines import lines_of
from pa_framework.facts.pages import PageText
from pa_framework.facts.prose import place_in, prose
from pa_framework.facts.urgency import EMERGENCY_ON_ANY_PHONE, digits_of, emergency_numbers
from pa_framework.records.model import PhoneLine, Role
from pa_framework.records.yaml_source import Route
from pa_framework.text.findings import Span
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.word_forms import NEGATIVE, stem_of, word_set

# --- numbers of services

#: The short numbers of the United Kingdom: of each what a text calls those who answer it.
_SERVICES: Mapping[str, tuple[str, ...]] = {
    "101": ("police",),
    "105": ("power", "electric"),
    "111": ("nhs", "medical", "health"),
    "119": ("nhs 119", "covid"),
    "123": ("clock",),
    "116123": ("samaritan",),
}
_OF_THE_UK = "999"
_LONGEST_SHORT_NUMBER = 6  # digits
_ANY_NAME = "111"  # areas call it out-of-hours help, urgent advice and more
_IN_A_TITLE = LazyPattern(r"(?<![\w-])\d{3,6}(?![\w-])")
#: A service and the number beside it in a text.
_NAMED = LazyPattern(
    r"(?P<who>\bNHS|\b(?:the )?police|\bSamaritans)(?:,|:| on| at| number| helpline)* \(?\*{0,2}(?P<number>\d{3})\b(?![.,]?\d| ?\d{3}|-|\s(?:areas?|people|posts|councils|PAs|officers))"
)
_ANSWERED_BY: Mapping[str, frozenset[str]] = {
    "nhs": frozenset({"111", "119"}),
    "police": frozenset({"101", "999", "112"}),
    "samaritans": frozenset({"116"}),
}
_SERVICE_CLUES = ("nhs", "police", "samaritans")


class OtherService(NamedTuple):
    """A number that belongs to someone else: its place, the number, who is meant, and the number of the name if it has one."""

    span: Span
    number: str
    name: str
    right: str


def numbers_of_other_services(facts: Facts) -> Iterator[OtherService]:
    """Numbers of phone lines, and in texts beside the name of a service, that someone else answers."""
    if _OF_THE_UK not in emergency_numbers(facts.records):
        return
    judged_elsewhere = {*emergency_numbers(facts.records), *EMERGENCY_ON_ANY_PHONE}
    for line in facts.records.phone_lines.values():
        right = _right_number(line)
        if line.number is not None and right is not None and digits_of(line.number) not in judged_elsewhere:
            yield OtherService(line.origin.at("number"), line.number, line.title, right)
    for text in texts_with_a_short_number(facts):
        small = text.text.lower()
        for found in _NAMED.finditer(text.text) if any(clue in small for clue in _SERVICE_CLUES) else ():
            who = found["who"].lower().removeprefix("the ")
            if found["number"] not in _ANSWERED_BY[who]:
                yield OtherService(place_in(text, *found.span()), found["number"], found["who"], "")


def _right_number(line: PhoneLine) -> str | None:
    """The number in the title of a line, where that is another; empty where the number is known as that of others."""
    number = digits_of(line.number or "")
    in_title = _IN_A_TITLE.search(line.title)
    if in_title is not None and (in_title[0] in _SERVICES or len(number) <= _LONGEST_SHORT_NUMBER):
        return in_title[0] if number != in_title[0] else None  # else it may be the number of a ward or a building
    words = f"{line.title} {line.summary}".lower()
    known = _SERVICES.get(number)
    if known is None or any(word in words for word in known):
        return None
    others = (word for service, said in _SERVICES.items() if service != number for word in said)
    return "" if number != _ANY_NAME or any(word in words for word in others) else None


# --- what a role may not do

_DENIED = LazyPattern(
    r"\b(?:does not|do not|may not|must not|cannot|can't|doesn't|don't|never)\s+"
    r"(?P<verbs>(?:(?:delegates?|trains?|assess(?:es)?|signs?(?: off)?|reviews?)(?:,? (?:and|or) |, )?)+)(?P<rest>[^.;:(]*)",
    re.IGNORECASE,
)
_FIELDS: Mapping[str, str] = {
    "delegate": "may_delegate",
    "train": "may_train",
    "assess": "may_assess",
    "sign": "may_sign_off",
    "review": "may_review",
}
#: What may follow the verbs of a denial that holds for every task.
_ANYTHING = LazyPattern(
    r"(?:(?:a|an|any|the|your|their|another|other|healthcare|delegated|PAs?|anyone|tasks?|off)\s*)*", re.IGNORECASE
)
_CLASS_OF_TASKS = LazyPattern(r"(?:any |a |the )?(?P<which>[\w-]+(?: (?:and|or) [\w-]+)?) tasks?\s*", re.IGNORECASE)
_NO_DUTY = LazyPattern(r"\b(?:holds|has) (?:none of the (?:five |\d )?duties|no duty)\b", re.IGNORECASE)
_TOGETHER = LazyPattern(r"\bboth\b|\bsame\b|\balone\b", re.IGNORECASE)


class BrokenLimit(NamedTuple):
    """A duty that a role may have, against its own words: where both are, and what the words deny."""

    role: Role
    field: Route
    words: Route
    denied: str


def broken_limits(facts: Facts) -> Iterator[BrokenLimit]:
    """Duties of roles that the role's own summary, limits or easy words deny."""
    tiers = list(facts.records.tiers)
    for role in facts.records.roles.values():
        if role.replaced_by:
            continue
        found: set[Route] = set()
        for words, line in lines_of(role, "summary", "limits", "easy_read"):
            for field, denied in _denied_by(facts, role, " ".join(line.split()), tiers):
                if field not in found:
                    found.add(field)
                    yield BrokenLimit(role, field, words, denied)


def _denied_by(facts: Facts, role: Role, line: str, tiers: list[str]) -> Iterator[tuple[Route, str]]:
    """The duties of a role, as routes of its fields, that a line denies, with the words that do."""
    none = _NO_DUTY.search(line)
    if none is not None:
        yield from (((field,), none[0]) for field in _FIELDS.values() if getattr(role, field))
    for denial in _DENIED.finditer(line):
        yield from ((field, denial[0].strip()) for field in _broken_by(facts, role, denial, tiers))


def _broken_by(facts: Facts, role: Role, denial: re.Match[str], tiers: list[str]) -> Iterator[Route]:
    """The duties of a role, as routes of its fields, that a denial leaves it without."""
    rest = denial["rest"].strip()
    names = [name for name in _FIELDS if re.search(rf"\b{name}", denial["verbs"], re.IGNORECASE)]
    together = " and " in denial["verbs"] or bool(_TOGETHER.search(rest))
    for name in () if together else names:
        held: Mapping[str, str] = getattr(role, _FIELDS[name])
        if not held:
            continue
        if _ANYTHING.fullmatch(rest):
            yield (_FIELDS[name],)
            continue
        which = _CLASS_OF_TASKS.fullmatch(rest)
        for part in re.split(r" (?:and|or) ", which["which"].lower()) if which else ():
            tier = part.removesuffix("-risk")
            for category, most in held.items():
                if (part != tier and tier in tiers and most in tiers and tiers.index(most) >= tiers.index(tier)) or (
                    stem_of(part) in _stems_of_category(facts, category)
                ):
                    yield (_FIELDS[name], category)


def _stems_of_category(facts: Facts, category: str) -> frozenset[str]:
    """The words by which tasks of a category are called."""
    record = facts.records.categories.get(category)
    words = re.findall(r"[a-z]+", f"{category} {record.title if record else ''}".lower())
    return frozenset(stem_of(word) for word in words if word not in ("and", "or"))


# --- how long after what

_AMOUNT = r"(?P<number>\d+)[\s-](?P<unit>minute|hour|day|week|month|year)s?"
_SINCE = LazyPattern(
    rf"(?<![\w.,/£-]){_AMOUNT}\s+(?P<after>after|before|since)\s+(?P<event>[^,.;:()–—]+)", re.IGNORECASE
)
_HOW = LazyPattern(r"(?P<how>first|within|for|until|up to|at least|every)\s$", re.IGNORECASE)
_LONG = LazyPattern(rf"(?<![\w.,/£-]){_AMOUNT}\b", re.IGNORECASE)
_MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 10080, "month": 43800, "year": 525600}
_EMPTY = word_set(
    "a an the this that these those its their your his her our it they you was is were are has have had been be being or and in on at to "
    "for of from with unless until if when then who which by as not no"
)
#: Kinds of record that tell of several places, people or times.
_OF_MANY = frozenset(
    {"case-study", "evidence", "sources", "changes", "trace", "law", "standard", "waivers", "glossary"}
)
_PERIODS = tuple(
    re.compile(rf"{unit}(?<=[0-9][ -]{unit})") for unit in ("minute", "hour", "day", "week", "month", "year")
)
_FEWEST_STEMS = 2
_FEWEST_DIGITS = 2
_LONGEST_HOW = 10


class OtherTime(NamedTuple):
    """A time in a text that another text of the same record gives otherwise: both places, and both as they are written."""

    span: Span
    written: str
    other: Span
    otherwise: str
    why: str


def times_that_differ(facts: Facts) -> Iterator[OtherTime]:
    """Times in one record that differ for one event, or of which one has the digits of the other in another order."""
    groups: dict[str, list[Text | PageText]] = defaultdict(list)
    for pattern in _PERIODS:
        for text in prose(facts).matching(pattern):
            if text.kind not in _OF_MANY:
                groups[text.document.path].append(text)
    for texts in groups.values():
        yield from _in_one_record(list(dict.fromkeys(texts)))


class _Time(NamedTuple):
    span: Span
    written: str
    number: Decimal
    unit: str
    how: str
    event: frozenset[str]

    @property
    def minutes(self) -> Decimal:
        return self.number * _MINUTES[self.unit]


def _in_one_record(texts: list[Text | PageText]) -> Iterator[OtherTime]:
    counted: list[_Time] = []
    for text in texts:
        words = text.text.replace("\n", " ")
        for found in _SINCE.finditer(words):
            event = frozenset(
                stem_of(word)
                for word in re.findall(r"[a-z]+", found["event"].lower())
                if word not in _EMPTY and word not in NEGATIVE
            )
            if len(event) >= _FEWEST_STEMS:
                how = _HOW.search(words[max(0, found.start() - _LONGEST_HOW) : found.start()])
                time = _time(text, found, f"{how['how'] if how else ''} {found['after']}".lower(), event)
                other = next((each for each in counted if _is_of_the_same(each, time)), None)
                if other is not None and other.minutes != time.minutes:
                    yield OtherTime(time.span, time.written, other.span, other.written, "for the same event")
                    return
                counted.append(time)
    every = [_time(text, found, "", frozenset()) for text in texts for found in _LONG.finditer(text.text)]
    for time in every:
        digits = f"{time.number}"
        if len(digits) >= _FEWEST_DIGITS:
            turned = [
                each
                for each in every
                if each.unit == time.unit and each.number != time.number and sorted(f"{each.number}") == sorted(digits)
            ]
            if turned and sum(each.number == time.number for each in every) <= sum(
                each.number == turned[0].number for each in every
            ):
                yield OtherTime(
                    time.span, time.written, turned[0].span, turned[0].written, "with the digits in another order"
                )
                return


def _time(text: Text | PageText, found: re.Match[str], how: str, event: frozenset[str]) -> _Time:
    written = f"{found['number']} {found['unit'].lower()}s"
    number = Decimal(found["number"])
    return _Time(place_in(text, *found.span("number")), written, number, found["unit"].lower(), how, event)


def _is_of_the_same(one: _Time, other: _Time) -> bool:
    """Whether two times are counted alike from one event: one of its descriptions may say more."""
    return one.how == other.how and (one.event <= other.event or other.event <= one.event)
