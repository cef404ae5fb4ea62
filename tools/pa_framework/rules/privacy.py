"""Family PRV: no public record ever holds what is a person's own.

Every text and number of every record is read, also of records whose shape does not hold. Left out are web
addresses, and the titles of sources, which are others' words.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from pa_framework.facts import Facts, Text, Written
from pa_framework.findings import Severity
from pa_framework.rules.registry import Problem, rule

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

_NHS = re.compile(r"(?<![\w£.,/-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w/]|[.,-]\d)")
_NI = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-Da-d](?![A-Za-z0-9])")
_REGISTER = re.compile(
    rf"(?<![A-Za-z0-9])(?:\d{{2}}[A-Z]\d{{4}}[A-Z]|(?:{_HCPC})\d{{5,6}}"
    rf"|(?<=HCPC )(?:{_HCPC})\d{{1,6}})(?![A-Za-z0-9])"
)
_REGISTER_NAMED = re.compile(
    rf"\b(?:GMC|GPhC|HCPC|NMC)\b[^.;\n]{{0,30}}?(?<![\w£.,/-])((?:{_HCPC})\d{{1,6}}|L?\d{{6,7}}|\d{{2}}[A-Z]\d{{4}}[A-Z])(?![\w/]|[.,]\d)"
)
_PHONE = re.compile(
    r"(?<![\w£.,/+-])(?:\+44[ ]?(?:\(0\)[ ]?)?|\(?0)(?=[ ()-]?[127])(?:[ ()-]{0,2}\d){9,10}(?![\w/]|[.,-]\d)"
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_OFFICE_EMAIL = re.compile(rf"(?:[\w-]+[._-])?(?:{_OFFICE})(?:[._-][\w-]+)?@", re.IGNORECASE)
_POSTCODE = re.compile(r"(?<![A-Za-z0-9])(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}|GIR ?0AA)(?![A-Za-z0-9])")
_BIRTH = re.compile(
    rf"\b(?:date of birth|birth ?date|d\.?o\.?b\.?|born)\b[ :,]*(?:is |was |on |in )*(?:the )?{_DAY}", re.IGNORECASE
)
_NAME = re.compile(rf"\b(?:Mrs?|Ms|Miss|Mx|Dr)\.? (?!(?:{_NO_NAME})\b)[A-Z][a-z]+(?:[- ][A-Z][a-z]+)?\b")

# What gives a text away at a quick look. Patterns that begin with a set of signs are the quickest there are.
_FIGURES = re.compile(r"[0-9][0-9 ()-]{5}")
_LETTER_AND_FIGURE = re.compile(r"[A-Z][0-9]")
_DATES = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BIRTH_WORD = re.compile(r"[Bb](?:orn|irth)|BORN|BIRTH|[Dd]\.?[Oo]\.?[Bb]")
_TITLE_M = re.compile(r"M(?:rs?|s|iss|x)\b")


@rule("PRV001")
def nhs_number(facts: Facts) -> Iterator[Problem]:
    """A record holds an NHS number.

    It names one person and opens their health record. Its last figure proves the others, so that a number of ten
    figures is only flagged where it can be one.

    ```yaml bad case_studies/rosa.yaml
    setting: A flat in a seaside town, 943 476 5919  # <- PRV001
    ```

    ```yaml good case_studies/rosa.yaml
    setting: A flat in a seaside town
    ```
    """
    for text, found in _found(facts, _NHS, "figures"):
        if _is_nhs_number(found):
            yield Problem(text.span, f"{_where(text)} holds an NHS number", _fix("number"))


@rule("PRV002")
def national_insurance_number(facts: Facts) -> Iterator[Problem]:
    """A record holds a National Insurance number.

    It belongs to one person for life. With a name and an address it is enough for fraud.

    ```yaml bad case_studies/rosa.yaml
    setting: A flat in a seaside town, QQ 12 34 56 C  # <- PRV002
    ```

    ```yaml good case_studies/rosa.yaml
    setting: A flat in a seaside town
    ```
    """
    for text, _ in _found(facts, _NI, "figures"):
        yield Problem(text.span, f"{_where(text)} holds a National Insurance number", _fix("number"))


@rule("PRV003")
def registration_number(facts: Facts) -> Iterator[Problem]:
    """A record holds a professional's registration number (NMC, HCPC, GMC, GPhC).

    A public register leads from the number to a name. Records speak of roles; who holds them is kept elsewhere.
    Letters and figures are only flagged where they have the exact form, or where the register is named beside them.

    ```yaml bad framework/roles/community-nurse.yaml
    summary: A registered nurse who visits people at home, NMC 12A3456E.  # <- PRV003
    ```

    ```yaml good framework/roles/community-nurse.yaml
    summary: A registered nurse who visits people at home, on the register of the NMC.
    ```
    """
    for pattern in (_REGISTER, _REGISTER_NAMED):
        for text, _ in _found(facts, pattern, "figures"):
            yield Problem(
                text.span,
                f"{_where(text)} holds what looks like a professional's registration number",
                _fix("number and name the role"),
            )


@rule("PRV004")
def phone_number(facts: Facts) -> Iterator[Problem]:
    """A record holds the phone number of a home or a mobile.

    Such a number is most often somebody's own. Numbers that no person owns are fine: emergency numbers, and those
    that begin with 03 or 08.

    ```yaml bad framework/support/pa-contact.yaml
    how_to_reach: Ring 07700 900123 on weekdays  # <- PRV004
    ```

    ```yaml good framework/support/pa-contact.yaml
    how_to_reach: Ring 0300 123 4567 on weekdays
    ```
    """
    for text, found in _found(facts, _PHONE, "figures"):
        if not (len(_figures(found)) == 10 and _is_nhs_number(found)):
            yield Problem(
                text.span,
                f"{_where(text)} holds a phone number that may be somebody's own",
                "take it out, or write the number of the office (03 or 08) or a web address",
            )


@rule("PRV005")
def personal_email(facts: Facts) -> Iterator[Problem]:
    """A record holds somebody's email address.

    It names a person, and the person will have moved on before the page has. Shared addresses of an office, such as
    `info@` or `support@`, are fine.

    ```yaml bad framework/support/pa-contact.yaml
    how_to_reach: Write to jo.bloggs@example.org  # <- PRV005
    ```

    ```yaml good framework/support/pa-contact.yaml
    how_to_reach: Write to pa.support@example.org
    ```
    """
    for text, found in _found(facts, _EMAIL, "@"):
        if not _OFFICE_EMAIL.match(found):
            yield Problem(
                text.span,
                f"{_where(text)} holds an email address that may be somebody's own",
                "write the shared address of the office, or a web address",
            )


@rule("PRV006")
def postcode(facts: Facts) -> Iterator[Problem]:
    """A record holds a full postcode.

    A postcode is about fifteen homes. With an age or a condition beside it, it is one of them.

    ```yaml bad case_studies/rosa.yaml
    setting: A flat in a seaside town, BN1 1EE  # <- PRV006
    ```

    ```yaml good case_studies/rosa.yaml
    setting: A flat in a seaside town
    ```
    """
    for text, found in _found(facts, _POSTCODE, "figures"):
        yield Problem(
            text.span,
            f"{_where(text)} holds the postcode {found}",
            "name the town or the area instead",
        )


@rule("PRV007")
def date_of_birth(facts: Facts) -> Iterator[Problem]:
    """A record holds a date of birth.

    With a first name and a town it is enough to find somebody. An age group says all that a story needs.

    ```yaml bad case_studies/rosa.yaml
    setting: A flat in a seaside town; born 3 May 1984  # <- PRV007
    ```

    ```yaml good case_studies/rosa.yaml
    age_group: 40-54
    ```
    """
    for text, _ in _found(facts, _BIRTH, "birth"):
        yield Problem(
            text.span,
            f"{_where(text)} holds a date of birth",
            "take it out, or write an age group",
        )


@rule("PRV008", Severity.WARNING)
def surname(facts: Facts) -> Iterator[Problem]:
    """A record names somebody with title and surname.

    Records speak of roles, and true stories use a first name. In a story that is made up, or told under a pseudonym
    and says so, a surname is nobody's.

    ```yaml bad framework/support/pa-contact.yaml
    deputy: Mrs Smith on Fridays  # <- PRV008
    ```

    ```yaml good framework/support/pa-contact.yaml
    deputy: A second worker on Fridays
    ```
    """
    for text, found in _found(facts, _NAME, "title"):
        if _is_made_up(text):
            continue
        yield Problem(
            text.span,
            f"{_where(text)} names {found}",
            "write a role, a first name or a pseudonym",
        )


def _found(facts: Facts, pattern: re.Pattern[str], sign: str) -> Iterator[tuple[Text, str]]:
    """Every match of a pattern, with the text that may not hold it, among the texts that bear the sign."""
    for text in _suspects(facts)[sign]:
        for found in pattern.finditer(" ".join(text.text.split())):
            yield text, found.group()


@lru_cache(maxsize=1)
def _suspects(facts: Facts) -> dict[str, tuple[Text, ...]]:
    """Texts that need a close look, by what they hold: a quick look at all of them finds them."""
    written = Written(text for text in facts.texts if not _is_meant_for(text))
    figures = [text for text in written.matching(_FIGURES) if not _DATES.fullmatch(text.text)]
    return {
        "figures": tuple(dict.fromkeys([*figures, *written.matching(_LETTER_AND_FIGURE)])),
        "@": tuple(written.holding("@")),
        "birth": tuple(written.matching(_BIRTH_WORD)),
        "title": tuple(dict.fromkeys([*written.matching(_TITLE_M), *written.holding("Dr")])),
    }


def _is_meant_for(text: Text) -> bool:
    return text.field in _MEANT_FOR or (text.kind == "sources" and text.field in _OF_OTHERS)


def _is_made_up(text: Text) -> bool:
    data = text.document.data
    consent = data.get("consent")
    return text.kind == "case-study" and (
        data.get("illustrative") is True or (isinstance(consent, dict) and consent.get("pseudonym") is True)
    )


def _where(text: Text) -> str:
    return f"`{text.field}`"


def _fix(what: str) -> str:
    return f"take out the {what}; if it was published before, ask for it to be removed from the history as well"


def _figures(found: str) -> str:
    return "".join(character for character in found if character.isdigit())


def _is_nhs_number(found: str) -> bool:
    """Whether the tenth figure proves the nine before it (modulus 11)."""
    figures = [int(character) for character in _figures(found)]
    if len(figures) != 10 or len(set(figures)) == 1:
        return False
    check = 11 - sum(figure * (10 - place) for place, figure in enumerate(figures[:9])) % 11
    return check % 11 == figures[9]
