"""What is somebody's own: numbers, addresses, dates of birth and names, looked for in every text and number.

Public records may speak of offices and tell stories, so only what can be told for sure is looked for there. A
register holds ids, days and closed lists: there, whatever looks like somebody's own is.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from pa_framework.facts.facts import Facts, Text, TextIndex
from pa_framework.records.json_schema import schema
from pa_framework.records.yaml_source import Document, leaves
from pa_framework.text.findings import Span

# --- in public records

#: Fields meant for addresses and files, and those of sources that hold others' words.
_MEANT_FOR = frozenset({"address", "edit", "check", "file"})
_OF_OTHERS = frozenset({"title", "publisher"})
#: The HCPC's professions, by the letters of its registration numbers. `PA` is a paramedic.
_HCPC = "AS|BS|CH|CS|DT|HAD|ODP|OR|OT|PA|PH|PO|PYL|RA|SL"
_MONTH = "(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*"
_DAY = rf"(?:[0-3]?\d(?:st|nd|rd|th)?[ ./-](?:of )?(?:[01]?\d|{_MONTH})[ ./,-]+\d{{2,4}}|(?:19|20)\d\d-[01]\d-[0-3]\d)"
#: What may follow a title like `Mrs` and is no name.
_NO_NAME = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Right|And|Or"
#: Local parts of addresses that belong to an office, not to somebody.
_OFFICE = (
    "admin|advice|bookings|careers?|complaints?|contact|editor|enquir(?:y|ies)|feedback|general|hello|help|helpdesk"
    "|hr|info|information|inquir(?:y|ies)|jobs|mail|membership|news|no-?reply|office|post|press|privacy|reception"
    "|recruitment|referrals?|safeguarding|service|services|support|team|training|volunteering|web|webmaster|welcome"
)

NHS_NUMBER = re.compile(r"(?<![\w£.,/-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w/]|[.,-]\d)")
NATIONAL_INSURANCE = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-Da-d](?![A-Za-z0-9])")
REGISTRATION = re.compile(
    rf"(?<![A-Za-z0-9])(?:\d{{2}}[A-Z]\d{{4}}[A-Z]|(?:{_HCPC})\d{{5,6}}"
    rf"|(?<=HCPC )(?:{_HCPC})\d{{1,6}})(?![A-Za-z0-9])"
)
REGISTRATION_NAMED = re.compile(
    rf"\b(?:GMC|GPhC|HCPC|NMC)\b[^.;\n]{{0,30}}?(?<![\w£.,/-])((?:{_HCPC})\d{{1,6}}|L?\d{{6,7}}|\d{{2}}[A-Z]\d{{4}}[A-Z])(?![\w/]|[.,]\d)"
)
PHONE = re.compile(
    r"(?<![\w£.,/+-])(?:\+44[ ]?(?:\(0\)[ ]?)?|\(?0)(?=[ ()-]?[127])(?:[ ()-]{0,2}\d){9,10}(?![\w/]|[.,-]\d)"
)
EMAIL = re.compile(r"(?<![\w.+-])[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
OFFICE_EMAIL = re.compile(rf"(?:[\w-]+[._-])?(?:{_OFFICE})(?:[._-][\w-]+)?@", re.IGNORECASE)
POSTCODE = re.compile(r"(?<![A-Za-z0-9])(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}|GIR ?0AA)(?![A-Za-z0-9])")
BIRTH = re.compile(
    rf"\b(?:date of birth|birth ?date|d\.?o\.?b\.?|born)\b[ :,]*(?:is |was |on |in )*(?:the )?{_DAY}", re.IGNORECASE
)
NAME = re.compile(rf"\b(?:Mrs?|Ms|Miss|Mx|Dr)\.? (?!(?:{_NO_NAME})\b)[A-Z][a-z]+(?:[- ][A-Z][a-z]+)?\b")

# What gives a text away at a quick look. Patterns that begin with a set of signs are the quickest there are.
_FIGURES = re.compile(r"[0-9][0-9 ()-]{5}")
_LETTER_AND_FIGURE = re.compile(r"[A-Z][0-9]")
_DATES = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BIRTH_WORD = re.compile(r"[Bb](?:orn|irth)|BORN|BIRTH|[Dd]\.?[Oo]\.?[Bb]")
_TITLE_M = re.compile(r"M(?:rs?|s|iss|x)\b")


def matches_in_records(facts: Facts, pattern: re.Pattern[str], sign: str) -> Iterator[tuple[Text, str]]:
    """Every match of a pattern, with the text that may not hold it, among the texts that bear the sign."""
    for text in _candidates(facts)[sign]:
        for found in pattern.finditer(" ".join(text.text.split())):
            yield text, found.group()


@lru_cache(maxsize=1)
def _candidates(facts: Facts) -> dict[str, tuple[Text, ...]]:
    """Texts that need a close look, by what they hold: a quick look at all of them finds them."""
    written = TextIndex(text for text in facts.texts if not _is_exempt(text))
    figures = [text for text in written.matching(_FIGURES) if not _DATES.fullmatch(text.text)]
    return {
        "figures": tuple(dict.fromkeys([*figures, *written.matching(_LETTER_AND_FIGURE)])),
        "@": tuple(written.containing("@")),
        "birth": tuple(written.matching(_BIRTH_WORD)),
        "title": tuple(dict.fromkeys([*written.matching(_TITLE_M), *written.containing("Dr")])),
    }


def _is_exempt(text: Text) -> bool:
    return text.field in _MEANT_FOR or (text.kind == "sources" and text.field in _OF_OTHERS)


def is_fictional(text: Text) -> bool:
    data = text.document.data
    consent = data.get("consent")
    return text.kind == "case-study" and (
        data.get("illustrative") is True or (isinstance(consent, dict) and consent.get("pseudonym") is True)
    )


def digits_in(found: str) -> str:
    return "".join(character for character in found if character.isdigit())


def is_nhs_number(found: str) -> bool:
    """Whether the tenth figure proves the nine before it (modulus 11)."""
    figures = [int(character) for character in digits_in(found)]
    if len(figures) != 10 or len(set(figures)) == 1:
        return False
    check = 11 - sum(figure * (10 - place) for place, figure in enumerate(figures[:9])) % 11
    return check % 11 == figures[9]


# --- in a register


class Match(NamedTuple):
    """Something of somebody's own in a register: what it is, where, in which field, and the words found."""

    what: str
    span: Span
    field: str
    found: str


#: What is looked for, in this order; what was found is not looked at again.
_REGISTER_PATTERNS = {
    "email": EMAIL,
    "insurance": re.compile(r"(?<![a-z0-9])[a-z]{2}(?:[ -]?\d{2}){3}[ -]?[a-d](?![a-z0-9])", re.IGNORECASE),
    "birth": re.compile(
        rf"{BIRTH.pattern}|(?<!\d){_DAY}(?!\d)|(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)"
        r"|(?<!\d)(?:0[1-9]|[12]\d|3[01])[-.]?(?:0[1-9]|1[0-2])[-.]?(?:19|20)\d\d(?!\d)",
        re.IGNORECASE,
    ),
    "phone": re.compile(
        r"(?<!\d)(?<!\d[ -])(?:\+44[ -]?(?:\(0\)[ ]?)?|44(?=[ -]?7)|\(?0)(?:[ ()-]{0,2}\d){9,10}(?![ -]?\d)"
    ),
    "number": re.compile(r"(?<!\d)(?<!\d[ .-])\d(?:[ .-]?\d){9,}"),
    "registration": re.compile(
        rf"(?<![a-z0-9])(?:\d{{2}}[a-z]\d{{4}}[a-z]|(?:{_HCPC.replace('|PA|', '|(?-i:PA)|')})\d{{5,6}})(?![a-z0-9])"
        r"|\b(?:gmc|gphc|hcpc|nmc)\b[^.;\n]{0,30}?\d{5,7}(?!\d)|(?<![\d-])\d{7}(?!\d)|(?<=[a-z]-)\d{7}(?!\d)",
        re.IGNORECASE,
    ),
    "postcode": re.compile(
        r"(?<![a-z0-9])(?:[a-z]{1,2}\d[a-z\d]?[ -]?\d[abd-hjlnp-uw-z]{2}|gir ?0aa)(?![a-z0-9])", re.IGNORECASE
    ),
    "name": re.compile(rf"{NAME.pattern}|(?:^|(?<=-))(?:mrs?|miss|mx|dr)-[a-z]{{2,}}"),
}
#: Ids and times as they should be: nothing more needs to be asked of them.
_PLAIN = re.compile(r"(?!(?:.*-)?(?:mrs?|miss|mx|dr)-)[a-z]+(?:-[a-z]+)*(?:-[0-9]{1,6})?|[0-9]{2}:[0-9]{2}")
#: The field of each kind that holds its own id, and words with which such an id may begin.
_OWN = {"pa": "pa", "practitioner": "practitioner", "person": "person", "hospital-agreement": "agreement"}
_OPENINGS = frozenset({*_OWN.values(), "hospital", "assistant", "employer", "nurse", "trainer", "lead"})
#: Fields in which a place's name may be a person's: a hospital is called after somebody.
_PLACES = frozenset({"hospital", "ward"})
#: Words with a capital that name a job, an office or an organisation.
_JOBS = re.compile(
    r"a|agency|and|apprentice|assistant|bank|board|care|carer|charity|clinic|clinical|college|community"
    r"|companion|council|county|day|deputy|driver|early|employed|employer|enabler|evening|facilitator|first"
    r"|for|foundation|health|healthcare|helper|home|hospital|icb|in|independent|key|late|lead|leader|learning"
    r"|level|live|long|main|manager|mentor|morning|new|nhs|nights?|nmc|nurse|of|or|own|pas?|permanent|personal"
    r"|phb|practitioner|professional|register|regular|relief|role|second|self|senior|services?|session|shift"
    r"|skilled|sleep|social|specialist|staff|support|supporter|team|temporary|the|trained|trainee|trainer"
    r"|training|trust|unit|waking|ward|weekend|worker",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LETTERS = re.compile(r"[a-z]+")
_COMMENT = re.compile(r"#[ \t]*(.*)")
_MODELINE = "yaml-language-server:"


def matches_in_register(facts: Facts, what: str) -> Iterator[Match]:
    """Everything of one kind that a register holds and should not, in the order of the files."""
    return (each for each in _all_matches(facts) if each.what == what)


@lru_cache(maxsize=1)
def _all_matches(facts: Facts) -> tuple[Match, ...]:
    documents = facts.register.documents if facts.register else ()
    plain: set[object] = {""}
    return tuple(
        each for document, kind in documents for each in (*_in_values(document, kind, plain), *_in_comments(document))
    )


def _in_values(document: Document, kind: str, plain: set[object]) -> Iterator[Match]:
    """What the values of a file hold. `plain` remembers values of which nothing needs to be asked again."""
    own, (sure, dates) = _OWN.get(kind), _date_fields(kind)
    for route, value in leaves(document.data):
        field = route[-1] if route and isinstance(route[-1], str) else route[-2] if len(route) > 1 else ""
        is_own = route == (own,)
        text = value if isinstance(value, str) else "" if value is None or isinstance(value, bool) else str(value)
        if text in plain and not is_own:
            continue
        if _DATES.match(text):
            if field in sure or tuple(part for part in route if isinstance(part, str)) in dates:
                text = text[10:]
                if not text:
                    continue
        elif _PLAIN.fullmatch(text) and not is_own:
            plain.add(text)
            continue
        for what, found in _in_text(" ".join(text.split()), kind, str(field), own=is_own):
            yield Match(what, document.span(route), str(field), found)


def _in_comments(document: Document) -> Iterator[Match]:
    for found in _COMMENT.finditer(document.text):
        start = document.text.rfind("\n", 0, found.start()) + 1
        before = document.text[start : found.start()]
        if (before and not before[-1].isspace()) or before.count('"') % 2 or found[1].startswith(_MODELINE):
            continue
        line, column = document.text.count("\n", 0, start) + 1, found.start(1) - start + 1
        for what, words in _in_text(found[1], "", "a comment"):
            yield Match(what, Span(document.path, line, column, column + len(found[1])), "a comment", words)


def _in_text(text: str, kind: str, field: str, *, own: bool = False) -> Iterator[tuple[str, str]]:
    """What a text holds, each kind once."""
    left, named = text, False
    for what, pattern in _REGISTER_PATTERNS.items():
        if what == "birth" and kind == "register":
            pattern = BIRTH  # what is said of the whole register may have a date
        if what == "name" and field in _PLACES:
            continue
        found = pattern.search(left)
        if found:
            named = named or what == "name"
            yield what, found[0]
            left = pattern.sub(" ", left)
    who = _name_in_id(left) if own and left.islower() else ""
    if not who and kind != "register":  # the title of a register may name a place
        who = _capitalised_words(left, alone=own or field == "designation")
    if who and not named:
        yield "name", who


def _name_in_id(name: str) -> str:
    """The part of an id that is more than its kind and a number, or nothing."""
    first, *rest = name.split("-")
    if len(first) > 3 and first not in _OPENINGS:
        rest.insert(0, first)
    found = (
        each for part in rest for each in _LETTERS.findall(part) if len(each) > 3 or (len(part) > 1 and part == each)
    )
    return next(found, "")


def _capitalised_words(text: str, *, alone: bool) -> str:
    """Words that are written as names are: two beside one another, or one where it stands `alone`."""
    words = [
        each
        for each in _WORD.finditer(text)
        if each[0][0].isupper() and len(each[0]) > 1 and not _JOBS.fullmatch(each[0])
    ]
    if alone and words:
        return words[0][0]
    for one, other in pairwise(words):
        if text[one.end() : other.start()] in (" ", "-"):
            return text[one.start() : other.end()]
    return ""


@cache
def _date_fields(kind: str) -> tuple[frozenset[str], frozenset[tuple[str, ...]]]:
    """The fields of a kind that hold a day: names that always do, and all of them as the names that lead there."""
    days = frozenset(_fields_in(schema(kind), (), day=True))
    others = {names[-1] for names in _fields_in(schema(kind), (), day=False)}
    return frozenset(names[-1] for names in days if names[-1] not in others), days


def _fields_in(part: Any, names: tuple[str, ...], *, day: bool) -> Iterator[tuple[str, ...]]:
    """The fields that hold a day, or those that hold something else."""
    if part.get("type") not in ("object", "array") and names and (part.get("format") == "date") is day:
        yield names
    for name, inner in part.get("properties", {}).items():
        yield from _fields_in(inner, (*names, name), day=day)
    if isinstance(part.get("items"), dict):
        yield from _fields_in(part["items"], names, day=day)
