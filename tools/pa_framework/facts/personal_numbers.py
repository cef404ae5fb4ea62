"""Numbers and addresses of people, in a text in its normal form: each function finds one kind, as start and end.

People write them in many ways: with dots, brackets and hyphens, in small letters, or spelled out so that no program
reads them. Every pattern allows for that, and what it finds is then compared with what else may look like it.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pa_framework.text.lazy_pattern import Clue, LazyPattern


class Found(NamedTuple):
    """A part of a text, by start and end, and the words in it."""

    start: int
    end: int
    text: str


#: What may be between two figures of a number: spaces, brackets, hyphens, dots, emphasis, or a tag.
_BETWEEN = r"(?:[\s().*_~/·•-]|<[^<>\n]{1,40}>){0,4}"
#: The name of a month, or its beginning.
MONTH = "(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*"
_AFTER_DAY = r"[\s./,-]+"
_DAY = (
    rf"(?:\d{{6}}(?:\d{{2}})?(?!\d)|(?:the )?[0-3]?\d(?:st|nd|rd|th)?{_AFTER_DAY}(?:day )?(?:of )?(?:[01]?\d|{MONTH}){_AFTER_DAY}'?\d{{2,4}}(?!\d)"
    rf"|{MONTH}{_AFTER_DAY}[0-3]?\d(?:st|nd|rd|th)?{_AFTER_DAY}\d{{2,4}}(?!\d)|(?:19|20)\d\d[-/.][01]?\d[-/.][0-3]?\d(?!\d))"
)
#: The prefixes of HCPC registration numbers, one for each profession. `PA` is a paramedic.
HCPC = "AS|BS|CH|CS|DT|HAD|ODP|OR|OT|PA|PH|PO|PYL|RA|SL"
#: The letters with which postcodes begin, by area.
_AREAS = (
    "AB|AL|B|BA|BB|BD|BF|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|E|EC|EH|EN|EX|FK|FY|G"
    "|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|L|LA|LD|LE|LL|LN|LS|LU|M|ME|MK|ML|N|NE|NG|NN|NP|NR|NW|OL"
    "|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|S|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|W|WA|WC|WD|WF|WN"
    "|WR|WS|WV|YO|ZE"
)

# --- numbers

#: Every text with a number that this module finds has this.
FIGURES = re.compile(
    r"[0-9](?:[ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2}\b|[0-9]{3}(?:[A-Za-z]\b|[ .-][A-Z]\b|(?<=[A-Za-z]....)|(?<=[A-Z][ .-]....))"
    rf"|(?<![0-9].)(?<![0-9]-.)(?![0-9]{{3}}-[01][0-9]-[0-3][0-9]\b)(?:{_BETWEEN}[0-9]){{5}})"
)
_PHONE = LazyPattern(
    rf"[+04](?<![\w£$€+].)(?<!\d[/.,-].)(?:(?<=\+)44\)?{_BETWEEN}(?:\(0\))?|(?<=0)044\)?{_BETWEEN}(?:\(0\))?|(?<=4)4(?=[\s-]?7)|(?<=0))"
    rf"(?=[\s()./*_~·•-]{{0,4}}[127])(?:{_BETWEEN}\d){{9,10}}(?!\w|/\d{{3}}|[.,-]\d)"
)
_FOREIGN_PHONE = LazyPattern(r"\+(?<![\w+.]\+)(?!44|0)\d{1,3}[\s()./-]{1,3}\d(?:[\s()./-]{0,2}\d){6,11}(?!\w|[.,]\d)")
#: A number with its label needs no area code.
_NAMED_PHONE = LazyPattern(
    r"\b(?=[TPMRCWE])(?:tel(?:ephone)?|phone|mob(?:ile)?|ring|call|text|whatsapp|ext(?:ension)?)\b"
    r"(?:\s(?:no|number|me|us|him|her|them|on|is|at|the|my|our|his|their|home|work|office)\b|[\s.:=*_-]){1,6}"
    r"(?P<number>7\d{3}[\s-]?\d{3}[\s-]?\d{3}|(?!116|999|112|(?:19|20)\d\d\b)[2-9]\d{2,3}[\s-]?\d{3,4})(?![\w%]|[.,-]\d)",
    re.IGNORECASE,
)
_WORD_FOR_FIGURE = "zero|oh|nought|one|two|three|four|five|six|seven|eight|nine|double|treble|triple"
_SPOKEN_PHONE = LazyPattern(
    rf"\b(?:zero|oh|nought|o)[\s,-]+(?:(?:{_WORD_FOR_FIGURE})[\s,-]+){{6,10}}(?:{_WORD_FOR_FIGURE})\b", re.IGNORECASE
)
SPOKEN = Clue("seven", LazyPattern(rf"seven[ ,-](?:{_WORD_FOR_FIGURE})"))
_TAG = re.compile(r"<[^<>]*>")
_STARTS_WITH_DATE = LazyPattern(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d")
_NHS_NUMBER = LazyPattern(r"(?<![\w£.,/+-])\d{3}[\s.()/_-]{0,2}\d{3}[\s.()/_-]{0,2}\d{4}(?![\w/]|[.,-]\d)")
_NAMED_NHS_NUMBER = LazyPattern(
    r"\b(?:NHS|hospital|patient)\s?(?:no|num(?:ber)?|id|#)\b[^\w\n]{0,4}(?:is\s|was\s)?\s?(?P<number>\d(?:[\s.-]{0,2}\d){6,9})(?!\d)",
    re.IGNORECASE,
)
_INSURANCE = LazyPattern(
    r"(?<![A-Za-z0-9#])[A-Z]\s?[A-Z][\s.-]{0,2}\d{2}[\s.-]{0,2}\d{2}[\s.-]{0,2}\d{2}[\s.-]{0,2}[A-D](?![A-Za-z0-9])",
    re.IGNORECASE,
)
#: Prefixes that no such number has, which ordinary words of two letters often are: `of`, `on`, `to`, `in`.
_NO_INSURANCE = re.compile(r"[DFIUV]|.[DFIOUV]|BG|GB|NK|KN|TN|NT|ZZ|AT|BY|AS|AN|AM|MY|HE|WE|ME", re.IGNORECASE)
_REGISTRATION = LazyPattern(
    rf"(?<![A-Za-z0-9#&-])(?:\d{{2}}[A-Z]\d{{4}}[A-Z]|\d{{2}}[A-Z] \d{{4}} [A-Z]|(?:{HCPC}|SW)\d{{5,6}}|(?<=HCPC )(?:{HCPC})\d{{1,6}}|(?:{HCPC})[ .-]\d{{5,6}}(?=[^.;\n]{{0,20}}HCPC)"
    rf"|\d{{2}}[a-z]\d{{4}}[a-z](?!-[0-9a-f]{{4}}))(?![A-Za-z0-9])"
)
_NAMED_REGISTRATION = LazyPattern(
    r"\b(?=[GHNSPR])(?:GMC|GPhC|HCPC|NMC|GDC|SWE|Social Work England|PIN|"
    r"(?<!charity )(?<!company )(?<!CQC )(?<!VAT )(?<!provider )registration (?:no|number)|registered (?:no|number))\b(?:no\.|reg\.|[^.;\n]){0,30}?"
    rf"(?<![\w£.,/-])(?P<number>(?-i:(?:{HCPC}|SW)[\s.-]?\d{{2,6}})|(?:{HCPC}|SW)\d{{5,6}}|L?\d{{6,8}}|\d{{2}}[\s.-]?[A-Z][\s.-]?\d{{4}}[\s.-]?[A-Z])(?![\w/]|[.,]\d)",
    re.IGNORECASE,
)
_POSTCODE = LazyPattern(r"(?<![A-Za-z0-9#])(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}|GIR ?0AA)(?![A-Za-z0-9])")
_INWARD = LazyPattern(r"[0-9][ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2}(?![A-Za-z0-9_/=]|-[A-Za-z0-9])")
_OUTWARD = LazyPattern(rf"(?<![a-z0-9#&_./=-])(?:{_AREAS})\d[a-z\d]?[ \t.-]{{0,3}}\Z", re.IGNORECASE)
_ORDINAL = re.compile(r"1st|2nd|3rd|\dth")
#: What goes before a number that is not a person's.
_OTHER_NUMBERS = LazyPattern(
    r"(?:\b(?:isbn|issn|doi|pmid|pmc|oclc|sku|ean|nct|charity|company|sha|commit|vat|ocr|uprn|version|order|invoice|grant)\b[^\n]{0,24})\Z",
    re.IGNORECASE,
)
_TOKEN_START = re.compile(r"[^\s\"'<>()\[\]|]*\Z")


_PHONE_WORDS = ("tel", "phone", "mob", "ring", "call", "text", "whatsapp", "ext")
_REGISTER_WORDS = ("gmc", "gphc", "hcpc", "nmc", "gdc", "swe", "social work", "pin", "regist")
_NHS_WORDS = ("nhs", "hospital", "patient")


def _mentions(text: str, words: tuple[str, ...]) -> bool:
    small = text.lower()
    return any(word in small for word in words)


def phones(text: str) -> Iterator[Found]:
    """Phone numbers of a home or a mobile: those that begin with 01, 02, 07 or a country, and shorter ones with a label."""
    spans = list[tuple[int, int]]()
    for match in _PHONE.finditer(text):
        if _is_phone(match.group()) and not _belongs_to_other(text, match.start()):
            spans.append(match.span())
            yield Found(*match.span(), match.group())
    for match in _FOREIGN_PHONE.finditer(text):
        yield Found(*match.span(), match.group())
    for match in _SPOKEN_PHONE.finditer(text) if "seven" in text else ():
        yield Found(*match.span(), match.group())
    for match in _NAMED_PHONE.finditer(text) if _mentions(text, _PHONE_WORDS) else ():
        number = match["number"]
        if not any(start < match.end() and match.start("number") < end for start, end in spans) and not (
            len(digits_in(number)) == 10 and is_nhs_number(number)
        ):
            yield Found(*match.span("number"), number)


def _is_phone(text: str) -> bool:
    """Whether figures are in groups in which people write phone numbers, and are not dates or an NHS number."""
    text = _TAG.sub(" ", text)
    digits = digits_in(text)
    if text.lstrip("(").startswith(("+", "0044", "44")):
        return True
    if len(digits) == 10 and is_nhs_number(text):
        return False
    groups = [len(group) for group in re.findall(r"\d+", text)]
    if _STARTS_WITH_DATE.match(text) or "/" in text[6:]:
        return False
    return groups[0] >= 3 or set(groups) == {1} or (digits.startswith("07") and len(digits) == 11 and max(groups) < 8)


def nhs_numbers(text: str) -> Iterator[Found]:
    """NHS numbers: ten figures whose last proves the others, or figures that the text calls so."""
    places = set[int]()
    for match in _NHS_NUMBER.finditer(text):
        if is_nhs_number(match.group()) and not _belongs_to_other(text, match.start()):
            places.add(match.start())
            yield Found(*match.span(), match.group())
    for match in _NAMED_NHS_NUMBER.finditer(text) if _mentions(text, _NHS_WORDS) else ():
        if match.start("number") not in places:
            yield Found(*match.span("number"), match["number"])


def insurance_numbers(text: str) -> Iterator[Found]:
    """National Insurance numbers."""
    for match in _INSURANCE.finditer(text):
        found = match.group()
        if " " not in found or found[0].isupper() or not _NO_INSURANCE.match(found):
            yield Found(*match.span(), found)


def registrations(text: str) -> Iterator[Found]:
    """Registration numbers of professionals: of an exact form, or with the register named beside them."""
    places = set[int]()
    for match in _REGISTRATION.finditer(text):
        places.add(match.start())
        yield Found(*match.span(), match.group())
    for match in _NAMED_REGISTRATION.finditer(text) if _mentions(text, _REGISTER_WORDS) else ():
        if match.start("number") not in places:
            yield Found(*match.span("number"), match["number"])


def postcodes(text: str) -> Iterator[Found]:
    """Full postcodes, in capital or small letters."""
    places = set[int]()
    for match in _POSTCODE.finditer(text):
        places.add(match.start())
        yield Found(*match.span(), match.group())
    for match in _INWARD.finditer(text):
        before = _OUTWARD.search(text[max(0, match.start() - 9) : match.start()])
        if before is None or _ORDINAL.fullmatch(match.group()):
            continue
        start = match.start() - len(before.group())
        if start not in places and not _belongs_to_other(text, start):
            yield Found(start, match.end(), text[start : match.end()])


def _belongs_to_other(text: str, start: int) -> bool:
    """Whether a number is part of a web address, or of what goes by a number of its own, such as a book."""
    before = text[max(0, start - 200) : start]
    found = _TOKEN_START.search(before)
    token = found.group().lower() if found else ""
    if "://" in token or token.startswith("10."):
        return "wa.me" not in token
    return bool(_OTHER_NUMBERS.search(before[-40:]))


def digits_in(text: str) -> str:
    """The digits of a string, without what is between them."""
    return "".join(character for character in text if character.isdigit())


def is_nhs_number(text: str) -> bool:
    """Whether a string has ten digits, not all equal, of which the last is the check digit (modulus 11)."""
    digits = [int(character) for character in digits_in(text)]
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    check = 11 - sum(digit * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return check % 11 == digits[9]


# --- email

_OPEN, _CLOSE = r"\s?[\[({<]\s?", r"\s?[\])}>]\s?"
_AT = rf"(?:@|{_OPEN}(?:at|@){_CLOSE}|\s@\s)"
_DOT = rf"(?:\.|{_OPEN}(?:dot|\.){_CLOSE}|\s(?:dot|DOT)\s)"
_ENDINGS = "com|org|net|uk|co|eu|info|me|io|nhs|coop|scot|wales|cymru|london"
_EMAIL = LazyPattern(
    rf"(?<![\w.+-])(?P<local>[\w.+'-]+(?:\s(?:dot|DOT)\s[\w-]+)?){_AT}(?P<domain>[\w-]+(?:{_DOT}[\w-]+)+)",
    re.IGNORECASE,
)
_SPOKEN_EMAIL = LazyPattern(
    rf"(?<![\w.+-])(?P<local>[\w.+-]+(?:\sdot\s[\w-]+)*)\sat\s(?P<domain>[\w-]+(?:(?:\sdot\s|\.)[\w-]+)*\sdot\s(?:{_ENDINGS}))\b"
    rf"|(?<![\w.+-])(?P<person>[a-z]+[._][a-z]+)\sat\s[\w-]+(?:\.[\w-]+)*\.(?:{_ENDINGS})\b",
    re.IGNORECASE,
)
#: Every text with an email address has one of these.
EMAILS: tuple[Clue | re.Pattern[str], ...] = (
    re.compile(r"@(?:(?<=[\w'+-]@)|(?<=\w\s@)\s)[\w-]+\s?[.\[({<dD]"),
    re.compile(r"\(\s?[aA@][tT]?\s?\)"),
    re.compile(r"\[\s?[aA@][tT]?\s?\]"),
    re.compile(r"\{\s?[aA@][tT]?\s?\}"),
    re.compile(r"<\s?[aA@][tT]?\s?>"),
    Clue("dot", LazyPattern(r"dot\s"), in_small_letters=True),
    Clue(" at ", LazyPattern(r" at [\w-]+\.[a-z]"), in_small_letters=True),
)
#: Last parts that are no part of the internet: versions, and names of files such as `icon@2x.png`.
_NO_DOMAIN = LazyPattern(
    r"[\w-]*\d[\w-]*|png|svg|jpe?g|gif|webp|js|mjs|ts|css|py|md|ya?ml|json|html?|txt|x|local", re.IGNORECASE
)
_OFFICE_WORD = (
    "access|accounts?|admin|adults?|advice|agency|apply|bank|bookings|brokerage|budgets?|business|careers?|carers?|care|chc|city"
    "|clinical|commissioning|community|complaints?|contact(?:us)?|council|county|customer|data|dbs|delegation|desk|direct|dp|duty"
    "|editor|employers?|enquir(?:y|ies)|events|feedback|finance|first|foi|framework|funding|gdpr|general|git|governance|group|health"
    "|hello|help|helpdesk|helpline|hospital|hr|hub|icb|info|information|inquir(?:y|ies)|jobs|join|learning|lead|library|line|local"
    "|mail|media|membership|mentors?|name|network|news|newsletter|nhs|no-?reply|nurses?|nursing|office|orders|organiser|pa|pas"
    "|partnerships?|pathways?|payments?|payroll|peer|pensions?|people|personal|phb|plan|pool|post|postmaster|press|privacy|project"
    "|public|quality|reception|records|recruit(?:ment)?|referrals?|register|reviews?|rights|safeguarding|sales|security|self"
    "|services?|shop|site|skills|social|someone|staff|stories|story|studio|support|survey|sussex|team|test|the|together|training"
    "|transport|trust|user|ulo|voice|volunteer(?:s|ing)?|ward|web|webmaster|welcome|workforce|working|you|your"
)
_OFFICE = LazyPattern(rf"(?:(?:{_OFFICE_WORD})|[\d._+-])+", re.IGNORECASE)
_HAS_OFFICE = LazyPattern(rf"(?:.*[._-])?(?:{_OFFICE_WORD})(?:[._-].*)?", re.IGNORECASE)
_PERSON_WITH_OFFICE = LazyPattern(r"[a-z]\.[a-z]{2,}.*", re.IGNORECASE)


def emails(text: str) -> Iterator[Found]:
    """Email addresses that are not the shared address of an office."""
    places = set[int]()
    for match in (*_EMAIL.finditer(text), *_SPOKEN_EMAIL.finditer(text)):
        local = match["local"] or match.groupdict().get("person") or ""
        last = re.split(r"[^\w-]+|\s", (match["domain"] or "x.org").rstrip())[-1]
        if (
            match.start() in places
            or _NO_DOMAIN.fullmatch(last)
            or "://" in text[max(0, match.start() - 3) : match.start()]
        ):
            continue
        places.add(match.start())
        if not is_office(local):
            yield Found(*match.span(), match.group())


def is_office(local: str) -> bool:
    """Whether the first part of an email address names an office: `info`, `pa.support`, `directpayments`."""
    local = re.sub(r"\s(?:dot|DOT)\s", ".", local)
    if _OFFICE.fullmatch(local):
        return True
    return bool(_HAS_OFFICE.fullmatch(local)) and not _PERSON_WITH_OFFICE.fullmatch(local)


# --- dates of birth

_BIRTH = LazyPattern(
    r"\b(?:date[\s-]of[\s-]birth|birth ?da(?:te|y)|d\.?\s?o\.?\s?b\b\.?|born|b\.(?=\s?\d))(?!\s+(?:on or )?(?:after|before|since|between|from))"
    rf"(?:[^\w\n]|\b(?:is|was|on|in|the|confirmed|given|as|a|of|[MTWFS][a-z]{{2,5}}day)\b){{1,8}}{_DAY}(?!\s+or\s+(?:after|later|before|earlier))",
    re.IGNORECASE,
)
#: Every text with a date of birth has one of these.
BIRTHS: tuple[Clue | re.Pattern[str], ...] = (
    *(Clue(word, in_small_letters=True) for word in ("birth", "born", "dob")),
    re.compile(r"\. ?[oO]\."),
    Clue("b.", LazyPattern(r"b\. ?[0-9]")),
)


def births(text: str) -> Iterator[Found]:
    """Dates of birth, with the words that call them so."""
    for match in _BIRTH.finditer(text):
        yield Found(*match.span(), match.group())


# --- house and street

_STREETS = (
    "Street|Road|Avenue|Lane|Crescent|Terrace|Mews|Gardens|Grove|Close|Drive|Boulevard|Parade|Walk|Rise|Way|Row|Court|Place|Square"
    "|Green|View|Hill|Park|Gate|Broadway|Esplanade|Croft|Heights|Wharf|Quay|Villas|Cottages|Mount|Fold|Drove|Strand|Heol|Ffordd|Stryd"
)
_SMALL_STREETS = "street|road|avenue|lane|crescent|terrace|mews|gardens|close|grove|drive"
_NUMBER = r"(?:\b(?:flat|no\.?|number|house|apartment|unit|apt)\s?)?(?<![\w£$€.,:/#-])(?!(?:19|20)\d\d\b)\d{1,4}(?:\s?[-/]\s?\d{1,4})?[A-Za-z]?"
_ADDRESS = LazyPattern(
    rf"{_NUMBER},?\s(?P<name>(?:(?:St\.?|[A-Z][\w'.-]+|of|the|y|yr)\s){{1,4}})(?P<street>{_STREETS}|St|Rd|Ave|Ln|Cres|Tce|Gdns|Dr|Cl|Blvd)\b(?![\w'-])"
    rf"|{_NUMBER},?\s(?P<welsh>(?:Y\s)?(?:Heol|Ffordd|Stryd|Lôn|Maes)\s(?:yr?\s)?[A-Z][\w'-]+)"
    rf"|{_NUMBER},?\s(?P<single>(?:The\s)?(?:High|Main|Station|Church|Mill|London|Victoria)\s(?:Street|Road|St|Rd|Lane))\b"
)
_SMALL_ADDRESS = LazyPattern(
    rf"{_NUMBER},?\s(?P<name>[a-z][a-z'-]+\s(?:[a-z'-]+\s)?)(?P<street>{_SMALL_STREETS})\b"
    r"(?=\s*(?:[,.;\n<|)]|\Z|(?:in|near|at|opposite|and|by|or)\b))(?!-)"
)
_NAMED_HOUSE = LazyPattern(
    rf"(?<![\w'-] )\b[A-Z][\w'-]+\s(?:Cottage|Farm|House|Lodge|Barn|Villa|Bungalow),\s[A-Z][\w'-]+\s(?:[A-Z][\w'-]+\s)?(?:{_STREETS})\b"
)
_FLAT = LazyPattern(
    rf"\b[Ff]lat\s\d{{1,3}}[A-Za-z]?,\s(?:[A-Z][\w'-]+\s){{1,3}}(?:House|Court|Lodge|Mansions|Point|Tower|Heights|{_STREETS})\b"
)
#: Every text with an address has one of these.
ADDRESSES: tuple[Clue | re.Pattern[str], ...] = (
    re.compile(
        r"[0-9][A-Za-z]?,?\s(?:"
        rf"(?:St\.?\s)?[A-Z][\w'.-]*\s(?:[A-Za-z][\w'.-]*\s){{0,3}}?(?:{_STREETS}|St|Rd|Ave|Ln|Cres|Tce|Gdns|Dr|Cl|Blvd)\b"
        rf"|[a-z'-]+\s(?:[a-z'-]+\s)?(?:{_SMALL_STREETS})\b|(?:Y\s)?(?:Heol|Ffordd|Stryd|Lôn|Maes)\s)"
    ),
    Clue("lat", LazyPattern(r"lat\s[0-9]{1,3}[A-Za-z]?,")),
    re.compile(rf",\s[A-Z][\w'-]+\s(?:{_STREETS})\b"),
)
_NO_STREET_NAME = re.compile(
    r"\b(?:minutes?|mins?|hours?|days?|weeks?|months?|years?|miles?|times?|people|percent|per|supreme|high|county|crown|magistrates|family"
    r"|appeal|employment|of a|care act|act|level|step|part|section|january|february|march|april|may|june|july|august|september|october"
    r"|november|december|pas|busy|main|different|other|more|new|quiet|care|steps|skills|nhs|long|short|small|local|side|rural|residential)\b",
    re.IGNORECASE,
)
_HIGH_STREET = re.compile(r"\b(?:High|Main) (?:Street|St|Road|Rd)\b")
#: Words that streets share with much else, and what makes them no street: that the name goes on.
_WORD_OF_STREETS = re.compile(
    r"Walk|Rise|Way|Row|Court|Place|Square|Green|View|Hill|Park|Gate|Heights|Mount|Fold|Strand|Drive|Close"
)
_GOES_ON = re.compile(
    r"\s(?!(?:in|near|at|opposite|and|by|or|is|was|on|where|with|to|for|from|until|since|every|each)\b)[A-Za-z]"
)
_FAMOUS = re.compile(r"\b(?:Downing|Wellington Place|Whitehall)\b")


def addresses(text: str) -> Iterator[Found]:
    """Addresses of homes: a number, and the name of a street."""
    places = set[int]()
    for pattern in (_ADDRESS, _SMALL_ADDRESS, _FLAT, _NAMED_HOUSE):
        for match in pattern.finditer(text):
            words = {name: word or "" for name, word in match.groupdict().items()}
            if match.start() in places or _FAMOUS.search(match.group()):
                continue
            if _NO_STREET_NAME.search(words.get("name", "")) and not _HIGH_STREET.search(match.group()):
                continue
            if _WORD_OF_STREETS.fullmatch(words.get("street", "")) and _GOES_ON.match(text, match.end()):
                continue
            places.add(match.start())
            yield Found(*match.span(), match.group())
