"""Personal data: numbers, addresses, dates of birth and names, in every text that is published or kept.

Public records mention offices and tell stories, so what is searched for in them has an exact form, or a label beside it
(`personal_numbers.py`, `person_names.py`). A register holds only ids, dates and values of closed lists, so there anything
that looks like personal data counts.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from pa_framework.facts import personal_numbers as numbers
from pa_framework.facts.addresses import ADDRESS_FIELDS
from pa_framework.facts.facts import Facts
from pa_framework.facts.person_names import CLUES, NameFinder, may_be_name
from pa_framework.facts.personal_numbers import HCPC, MONTH, Found
from pa_framework.facts.public_texts import FILE_NAME, PublicText, public_texts
from pa_framework.records.json_schema import schema
from pa_framework.records.kinds import folder_kinds
from pa_framework.records.yaml_source import Document, Route, leaves
from pa_framework.text.findings import Span
from pa_framework.text.lazy_pattern import Clue, LazyPattern
from pa_framework.text.suggestions import closest_match

# --- in what is published

#: Fields for addresses and files, and fields of sources that quote a publication.
_ADDRESS_FIELDS = ADDRESS_FIELDS | {"file"}
_QUOTING_FIELDS = frozenset({"title", "publisher", "address"})
#: What looks like these may be part of the title of a publication, or of the name of its publisher.
_IN_TITLES = frozenset({"number", "registration", "birth", "address"})
#: Fields that say how to reach an office.
_CONTACT_FIELDS = frozenset({"how_to_reach", "number", "phone", "telephone", "postal_address"})
_DAY = rf"(?:[0-3]?\d(?:st|nd|rd|th)?[ ./-](?:of )?(?:[01]?\d|{MONTH})[ ./,-]+\d{{2,4}}|(?:19|20)\d\d-[01]\d-[0-3]\d)"
_DATES = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: Files in which people write notes, at times without capitals.
_NOTES = (".md", ".markdown", ".yaml", ".yml", ".txt", ".csv")
Finder = Callable[[str], Iterator[Found]]
Clues = tuple[Clue | re.Pattern[str], ...]


class PublicMatch(NamedTuple):
    """Personal data in what is published: the text that it is in, its place, and the words."""

    text: PublicText
    span: Span
    found: str


_FIGURES = (numbers.FIGURES, numbers.SPOKEN)
#: What each category is found by, and the patterns of which every text with it has one.
_FINDERS: dict[str, tuple[Finder, Clues]] = {
    "number": (numbers.nhs_numbers, _FIGURES),
    "insurance": (numbers.insurance_numbers, _FIGURES),
    "registration": (numbers.registrations, _FIGURES),
    "phone": (numbers.phones, _FIGURES),
    "postcode": (numbers.postcodes, _FIGURES),
    "email": (numbers.emails, numbers.EMAILS),
    "birth": (numbers.births, numbers.BIRTHS),
    "address": (numbers.addresses, numbers.ADDRESSES),
}


def matches_in_public(facts: Facts, category: str) -> Iterator[PublicMatch]:
    """All personal data of one category in what is published or kept, in the order of the files.

    Categories are `number` (NHS), `insurance`, `registration`, `phone`, `email`, `postcode`, `address`, `birth`.
    """
    finder, clues = _FINDERS[category]
    for text, offset, part in _windows(facts, clues):
        if not _is_allowed(text, category):
            for found in finder(part):
                span = text.span(offset + found.start, offset + found.end)
                yield PublicMatch(text, span, " ".join(found.text.split()))


@lru_cache(maxsize=16)
def _windows(facts: Facts, clues: Clues) -> tuple[tuple[PublicText, int, str], ...]:
    """The parts of texts in which there is a clue, without texts that are a date."""
    return tuple(part for part in public_texts(facts).windows(*clues) if not _DATES.fullmatch(part[0].source))


def names_in_public(facts: Facts) -> Iterator[PublicMatch]:
    """Names of people in what is published or kept, each place once.

    Stories may call people by their first names, and people of a story that is made up by a title and a surname.
    """
    texts, places = public_texts(facts), set[Span]()
    stories = (word for story in facts.records.case_studies for word in story.split("-"))
    finder = NameFinder(texts.has_word, frozenset(stories))

    def new(text: PublicText, offset: int, found: Iterable[Found]) -> Iterator[PublicMatch]:
        for one in found:
            span = text.span(offset + one.start, offset + one.end)
            if span not in places:
                places.add(span)
                yield PublicMatch(text, span, " ".join(one.text.split()))

    for text, offset, part in texts.windows(*CLUES, keep=may_be_name):
        if text.where == FILE_NAME or (text.kind == "sources" and text.value):
            continue
        if not is_fictional(text):
            yield from new(text, offset, finder.titled(part))
        yield from new(text, offset, finder.whole(part))
        if text.kind != "case-study":
            yield from new(text, offset, finder.single(part))
    for text in texts.others():
        of_file = text.where == FILE_NAME
        if of_file or text.path.endswith(_NOTES):
            yield from new(text, 0, finder.small(text.normal.text, of_file=of_file))


def _is_allowed(text: PublicText, category: str) -> bool:
    """Whether a text is meant for what a category looks for: an address, the name of a file, a quoted publication."""
    if text.kind == "sources" and text.field in _QUOTING_FIELDS:
        return text.field in _ADDRESS_FIELDS or category in _IN_TITLES
    if category in ("postcode", "address") and text.field in _CONTACT_FIELDS:
        return True
    return text.field in _ADDRESS_FIELDS and category != "email"


def is_fictional(text: PublicText) -> bool:
    """Whether a text belongs to a story that is illustrative, or whose person has a pseudonym."""
    data = text.document.data if text.document else {}
    consent = data.get("consent")
    return text.kind == "case-study" and (
        data.get("illustrative") is True or (isinstance(consent, dict) and consent.get("pseudonym") is True)
    )


def is_office_line(match: PublicMatch) -> bool:
    """Whether a phone number is in a field that says how to reach an office, and is not that of a mobile."""
    digits = numbers.digits_in(match.found).removeprefix("00").removeprefix("44").lstrip("0")
    return match.text.field in _CONTACT_FIELDS and not digits.startswith("7")


# --- in a register


class Match(NamedTuple):
    """Personal data found in a register: its category, its place, the field, and the matched string."""

    category: str
    span: Span
    field: str
    text: str


#: Words that may follow a title such as `Mrs` and are not a name.
_NOT_A_NAME = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Right|And|Or"
_TITLED = rf"\b(?:Mrs?|Ms|Miss|Mx|Dr)\.? (?!(?:{_NOT_A_NAME})\b)[A-Z][a-z]+(?:[- ][A-Z][a-z]+)?\b"
_EMAIL = LazyPattern(r"(?<![\w.+-])[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_CALLED_BIRTH = rf"\b(?:date of birth|birth ?date|d\.?o\.?b\.?|born)\b[ :,]*(?:is |was |on |in )*(?:the )?{_DAY}"
_BIRTH = LazyPattern(_CALLED_BIRTH, re.IGNORECASE)
#: What was done on a day, in a comment: no one is born so.
_DAY_OF_WORK = LazyPattern(
    rf"\b(?:confirmed|checked|updated|corrected|reviewed|entered|added|moved|copied|exported|written)\s+(?:on\s+)?(?:the\s+)?{_DAY}",
    re.IGNORECASE,
)
#: A day that stands alone, in any form, with the day of the week or the time: in a field that wants a day it is that day.
_DAY_ALONE = LazyPattern(
    rf"(?:on |the |(?:mon|tues|wednes|thurs|fri|satur|sun)day,? |(?:mon|tues?|wed|thu(?:rs)?|fri|sat|sun),? )*"
    rf"(?:{_DAY}|{MONTH}\.? [0-9]{{1,2}}(?:st|nd|rd|th)?,? [0-9]{{4}}|[0-9]{{8}})(?:[ t]?(?:at )?[0-9]{{1,2}}[:.][0-9]{{2}}(?:[:.][0-9]+)*(?: ?[ap]m)?z?)?",
    re.IGNORECASE,
)
#: Names of fields that may hold someone's day of birth.
_NAMES_BIRTH = LazyPattern(r"birth|born|dob|(?<![a-z])age", re.IGNORECASE)
#: The first word of a Welsh name of a hospital, a school, a centre or a street.
_WELSH_PLACES = frozenset({"Ysbyty", "Ysgol", "Canolfan", "Heol", "Coleg", "Capel"})
#: Patterns by category, in order of search. A string that matches one is not searched for the next.
_REGISTER_PATTERNS = {
    "email": _EMAIL,
    "insurance": LazyPattern(r"(?<![a-z0-9])[a-z]{2}(?:[ -]?\d{2}){3}[ -]?[a-d](?![a-z0-9])", re.IGNORECASE),
    "birth": LazyPattern(
        rf"{_CALLED_BIRTH}|(?<!\d){_DAY}(?!\d)|(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)"
        r"|(?<!\d)(?:0[1-9]|[12]\d|3[01])[-.]?(?:0[1-9]|1[0-2])[-.]?(?:19|20)\d\d(?!\d)",
        re.IGNORECASE,
    ),
    "phone": LazyPattern(
        r"(?<!\d)(?<!\d[ -])(?:\+44[ -]?(?:\(0\)[ ]?)?|44(?=[ -]?7)|\(?0)(?:[ ()-]{0,2}\d){9,10}(?![ -]?\d)"
    ),
    "number": LazyPattern(r"(?<!\d)(?<!\d[ .-])\d(?:[ .-]?\d){9,}"),
    "registration": LazyPattern(
        rf"(?<![a-z0-9])(?:\d{{2}}[a-z]\d{{4}}[a-z]|(?:{HCPC.replace('|PA|', '|(?-i:PA)|')})\d{{5,6}})(?![a-z0-9])"
        r"|\b(?:gmc|gphc|hcpc|nmc)\b[^.;\n]{0,30}?\d{5,7}(?!\d)|(?<![\d-])\d{7}(?!\d)|(?<=[a-z]-)\d{7}(?!\d)",
        re.IGNORECASE,
    ),
    "postcode": LazyPattern(
        r"(?<![a-z0-9])(?:[a-z]{1,2}\d[a-z\d]?[ -]?\d[abd-hjlnp-uw-z]{2}|gir ?0aa)(?![a-z0-9])", re.IGNORECASE
    ),
    "name": LazyPattern(rf"{_TITLED}|(?:^|(?<=-))(?:mrs?|miss|mx|dr)-[a-z]{{2,}}"),
}
#: Ids and times in their proper form, which need no further search.
_PLAIN = LazyPattern(r"(?!(?:.*-)?(?:mrs?|miss|mx|dr)-)[a-z]+(?:-[a-z]+)*(?:-[0-9]{1,6})?|[0-9]{2}:[0-9]{2}")
#: The field that holds the record's own id, by kind; and words with which such an id may begin.
_ID_FIELDS = {kind.id: kind.id_field for kind in folder_kinds(in_register=True)}
_ID_PREFIXES = frozenset({*_ID_FIELDS.values(), "hospital", "assistant", "employer", "nurse", "trainer", "lead"})
#: Fields in which a name may look like a person's: hospitals are named after people.
_PLACE_FIELDS = frozenset({"hospital", "ward"})
#: Capitalised words that name a job, an office or an organisation.
_JOB_WORDS = LazyPattern(
    r"a|agency|and|apprentice|assistant|bank|board|care|carer|charity|clinic|clinical|college|community"
    r"|companion|council|county|day|deputy|driver|early|employed|employer|enabler|evening|facilitator|first"
    r"|for|foundation|health|healthcare|helper|home|hospital|icb|in|independent|key|late|lead|leader|learning"
    r"|level|live|long|main|manager|mentor|morning|new|nhs|nights?|nmc|nurse|of|or|own|pas?|permanent|personal"
    r"|phb|practitioner|professional|register|regular|relief|role|second|self|senior|services?|session|shift"
    r"|skilled|sleep|social|specialist|staff|support|supporter|team|temporary|the|trained|trainee|trainer"
    r"|training|trust|unit|waking|ward|weekend|worker",
    re.IGNORECASE,
)
#: Papers and offices that a text may name with capital letters, common acronyms, and parts of the calendar.
_PAPERS = LazyPattern(
    r"\b(?:Lasting Power of Attorney|Mental Capacity Act|Court of Protection|Office of the Public Guardian"
    r"|Best[ -]Interests?|Care (?:Plan|Act)|(?:CHC|COP|CQC|DBS|GMC|GP|GPhC|HCPC|ICB|LPA|MCA|MDT|NHS|NMC|PHB)[0-9]?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
#: A place before what makes it the name of an organisation.
_ORGANISATION = LazyPattern(
    r"\b[A-Z][a-z]+(?= (?:[Cc]entre|[Cc]linic|[Cc]ollege|[Cc]ouncil|[Hh]ospital|ICB|NHS|[Ss]urgery|[Tt]rust)\b)"
)
#: Fields of a sign-off or a practitioner with free text.
_FREE_TEXTS = frozenset({"record", "because", "was"})
_SENTENCE_START = LazyPattern(r"(?:^|(?<=[.;:!?] ))[A-Z](?=\S* )")
_WORD = LazyPattern(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LETTERS = re.compile(r"[a-z]+")
_COMMENT = LazyPattern(r"#[ \t]*(.*)")
_MODELINE = "yaml-language-server:"


def matches_in_register(facts: Facts, category: str) -> Iterator[Match]:
    """All personal data of one category in the register, in the order of the files."""
    return (match for match in _all_matches(facts) if match.category == category)


@lru_cache(maxsize=1)
def _all_matches(facts: Facts) -> tuple[Match, ...]:
    documents = facts.register.documents if facts.register else ()
    searched: set[object] = {""}
    return tuple(
        match
        for document, kind in documents
        for match in (*_in_values(document, kind, searched), *_in_comments(document))
    )


def _in_values(document: Document, kind: str, searched: set[object]) -> Iterator[Match]:
    """Personal data in the values of a file. `searched` collects values in which there is none, over all files."""
    id_field, (date_fields, date_routes) = _ID_FIELDS.get(kind), _date_fields(kind)
    for route, value in leaves(document.data):
        field = route[-1] if route and isinstance(route[-1], str) else route[-2] if len(route) > 1 else ""
        is_id = route == (id_field,)
        text = value if isinstance(value, str) else "" if value is None or isinstance(value, bool) else str(value)
        if text in searched and not is_id:
            continue
        is_written_well = bool(_DATES.match(text))
        is_day = False
        if is_written_well or _DAY_ALONE.fullmatch(" ".join(text.split())):
            names = tuple(part for part in route if isinstance(part, str))
            is_day = field in date_fields or names in date_routes or _is_former_day(document, route, date_fields)
        if is_day and is_written_well:
            text = text[10:]
            if not text:
                continue
        elif is_day:
            continue  # SCH005 says how to write it
        elif _PLAIN.fullmatch(text) and not is_id:
            searched.add(text)
            continue
        for category, found in _in_text(" ".join(text.split()), kind, str(field), is_id=is_id):
            yield Match(category, document.span(route), str(field), found)


def _is_former_day(document: Document, route: Route, date_fields: frozenset[str]) -> bool:
    """Whether a value is what a date field held before it was corrected: `was`, beside a `field` that is a date."""
    if route[-1:] != ("was",):
        return False
    correction: Any = document.data
    for part in route[:-1]:
        correction = correction[part]
    name = str(correction.get("field", "")).rpartition(".")[2]
    if name in date_fields or _NAMES_BIRTH.search(name):
        return name in date_fields
    return (
        closest_match(name, (field.replace("_", "-") for field in date_fields)) is not None
    )  # a name that is misspelt: SGN049 reports it


def _in_comments(document: Document) -> Iterator[Match]:
    """Personal data in the comments of a file."""
    for comment in _COMMENT.finditer(document.text):
        start = document.text.rfind("\n", 0, comment.start()) + 1
        before = document.text[start : comment.start()]
        if (before and not before[-1].isspace()) or before.count('"') % 2 or comment[1].startswith(_MODELINE):
            continue
        line, column = document.text.count("\n", 0, start) + 1, comment.start(1) - start + 1
        work = _DAY_OF_WORK.search(comment[1])
        for category, found in _in_text(comment[1], "", "a comment"):
            if category == "birth" and work is not None and found in work[0]:
                continue
            yield Match(category, Span(document.name, line, column, column + len(comment[1])), "a comment", found)


def _in_text(text: str, kind: str, field: str, *, is_id: bool = False) -> Iterator[tuple[str, str]]:
    """Personal data in a text, as category and matched string; of each category the first."""
    remaining, has_name = text, False
    for category, pattern in _REGISTER_PATTERNS.items():
        if category == "birth" and kind == "register":
            pattern = _BIRTH  # The description of the whole register may mention dates.
        if category == "name" and field in _PLACE_FIELDS:
            continue
        match = pattern.search(remaining)
        if match:
            has_name = has_name or category == "name"
            yield category, match[0]
            remaining = pattern.sub(" ", remaining)
    name = _name_in_id(remaining) if is_id and remaining.islower() else ""
    if not name and kind != "register":  # The title of a register may name a place.
        words = _without_common_capitals(remaining) if field in _FREE_TEXTS else remaining
        name = _capitalised_words(words, alone=is_id or field == "designation" or field in _FREE_TEXTS)
    if name and not has_name:
        yield "name", name


def _name_in_id(record_id: str) -> str:
    """The first part of an id that is neither its kind nor a number, and may be a name; empty without any."""
    first, *rest = record_id.split("-")
    if len(first) > 3 and first not in _ID_PREFIXES:
        rest.insert(0, first)
    words = (
        word for part in rest for word in _LETTERS.findall(part) if len(word) > 3 or (len(part) > 1 and part == word)
    )
    return next(words, "")


def _without_common_capitals(text: str) -> str:
    """A sentence without the capital letters that are no sign of a person's name: its first, and those of papers."""
    text = _ORGANISATION.sub(" ", _PAPERS.sub(" ", text))
    return _SENTENCE_START.sub(lambda match: match[0].lower(), text)


def _capitalised_words(text: str, *, alone: bool) -> str:
    """Capitalised words that may be a name: two in a row, or with `alone` a single one; empty without any."""
    words = [
        word
        for word in _WORD.finditer(text)
        if word[0][0].isupper()
        and len(word[0]) > 1
        and not _JOB_WORDS.fullmatch(word[0])
        and word[0] not in _WELSH_PLACES
    ]
    if alone and words:
        return words[0][0]
    for first, second in pairwise(words):
        if text[first.end() : second.start()] in (" ", "-"):
            return text[first.start() : second.end()]
    return ""


@cache
def _date_fields(kind: str) -> tuple[frozenset[str], frozenset[tuple[str, ...]]]:
    """The date fields of a kind: names that are always dates, and the routes (without indexes) of all of them."""
    routes = frozenset(_field_routes(schema(kind), (), are_dates=True))
    others = {names[-1] for names in _field_routes(schema(kind), (), are_dates=False)}
    return frozenset(names[-1] for names in routes if names[-1] not in others), routes


def _field_routes(part: Any, names: tuple[str, ...], *, are_dates: bool) -> Iterator[tuple[str, ...]]:
    """The routes of the fields of a schema that are dates, or of those that are not."""
    if part.get("type") not in ("object", "array") and names and (part.get("format") == "date") is are_dates:
        yield names
    for name, inner in part.get("properties", {}).items():
        yield from _field_routes(inner, (*names, name), are_dates=are_dates)
    if isinstance(part.get("items"), dict):
        yield from _field_routes(part["items"], names, are_dates=are_dates)
