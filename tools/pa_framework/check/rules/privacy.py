"""Family PRV: nothing that is published or kept holds what is a person's own, and a register holds ids.

Every text and number of records is read, also of records whose shape does not hold, with comments, pages, settings, other
text files and the names of files. Left out are web addresses, and the titles of sources, which are others' words. How
each kind is found is in facts/personal_numbers.py and facts/person_names.py.
"""

import re
from collections.abc import Iterator

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts import personal_data as personal
from pa_framework.facts.facts import Facts
from pa_framework.text.findings import Severity


@rule("PRV001")
def nhs_number(facts: Facts) -> Iterator[Problem]:
    """A record holds an NHS number.

    It names one person and opens their health record. Its last figure proves the others, so that a number of ten
    figures is only flagged where it can be one. In a register any ten figures are too many.

    ```yaml bad case_studies/rosa.yaml
    setting: A flat in a seaside town, 943 476 5919  # <- PRV001
    ```

    ```yaml good case_studies/rosa.yaml
    setting: A flat in a seaside town
    ```

    ```yaml bad competences/register/persons/person-943-476-5919.yaml
    person: person-943-476-5919  # <- PRV001
    ```

    ```yaml good competences/register/persons/person-002.yaml
    person: person-002
    ```
    """
    for match in personal.matches_in_public(facts, "number"):
        yield Problem(match.span, f"{match.text.where} holds an NHS number", _fix("number"))
    for held in personal.matches_in_register(facts, "number"):
        yield Problem(
            held.span,
            f"{_field(held)} holds a number of ten figures, as an NHS number is",
            _fix("number and write an id"),
        )


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

    ```yaml bad competences/register/agreements/ha-001.yaml
    ward: ward-qq123456c  # <- PRV002
    ```

    ```yaml good competences/register/agreements/ha-001.yaml
    ward: ward-7
    ```
    """
    for match in personal.matches_in_public(facts, "insurance"):
        yield Problem(match.span, f"{match.text.where} holds a National Insurance number", _fix("number"))
    for held in personal.matches_in_register(facts, "insurance"):
        yield Problem(held.span, f"{_field(held)} holds a National Insurance number", _fix("number"))


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

    ```yaml bad competences/register/practitioners/pr-12a3456e.yaml
    practitioner: pr-12a3456e  # <- PRV003
    role: community-nurse
    organisation: smalltown-trust
    active_from: 2024-01-01
    ```

    ```yaml good competences/register/practitioners/pr-013.yaml
    practitioner: pr-013
    role: community-nurse
    organisation: smalltown-trust
    active_from: 2024-01-01
    ```
    """
    for match in personal.matches_in_public(facts, "registration"):
        yield Problem(
            match.span,
            f"{match.text.where} holds what looks like a professional's registration number",
            _fix("number and name the role"),
        )
    for held in personal.matches_in_register(facts, "registration"):
        yield Problem(
            held.span, f"{_field(held)} holds what looks like a registration number", _fix("number and write an id")
        )


@rule("PRV004")
def phone_number(facts: Facts) -> Iterator[Problem]:
    """A record holds the phone number of a home or a mobile.

    Such a number is most often someone's own. Numbers that no person owns are fine: emergency numbers, and those
    that begin with 03 or 08. A register holds no phone number at all.

    ```yaml bad framework/support/pa-contact.yaml
    how_to_reach: Ring 07700 900123 on weekdays  # <- PRV004
    ```

    ```yaml good framework/support/pa-contact.yaml
    how_to_reach: Ring 0300 123 4567 on weekdays
    ```

    ```yaml bad competences/register/agreements/ha-001.yaml
    hospital: smalltown-07700900123  # <- PRV004
    ```

    ```yaml good competences/register/agreements/ha-001.yaml
    hospital: smalltown-hospital
    ```
    """
    for match in personal.matches_in_public(facts, "phone"):
        if personal.is_office_line(match):
            continue
        yield Problem(
            match.span,
            f"{match.text.where} holds a phone number that may be someone's own",
            "take it out, or write the number of the office (03 or 08) or a web address",
        )
    for held in personal.matches_in_register(facts, "phone"):
        yield Problem(
            held.span, f"{_field(held)} holds a phone number", _fix("number; it is written on the printed paper")
        )


@rule("PRV005")
def personal_email(facts: Facts) -> Iterator[Problem]:
    """A record holds someone's email address.

    It names a person, and the person will have moved on before the page has. Shared addresses of an office, such as
    `info@` or `support@`, are fine. A register holds none.

    ```yaml bad framework/support/pa-contact.yaml
    how_to_reach: Write to jo.bloggs@example.org  # <- PRV005
    ```

    ```yaml good framework/support/pa-contact.yaml
    how_to_reach: Write to pa.support@example.org
    ```

    ```yaml bad competences/register/register.yaml
    summary: Ask pa.support@example.org  # <- PRV005
    ```

    ```yaml good competences/register/register.yaml
    summary: Ask the team that supports PAs
    ```
    """
    for match in personal.matches_in_public(facts, "email"):
        yield Problem(
            match.span,
            f"{match.text.where} holds an email address that may be someone's own",
            "write the shared address of the office, or a web address",
        )
    for held in personal.matches_in_register(facts, "email"):
        yield Problem(held.span, f"{_field(held)} holds an email address", _fix("address"))


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

    ```yaml bad competences/register/agreements/ha-001.yaml
    ward: ward-bn1-1ee  # <- PRV006
    ```

    ```yaml good competences/register/agreements/ha-001.yaml
    ward: ward-7
    ```
    """
    for match in personal.matches_in_public(facts, "postcode"):
        yield Problem(
            match.span,
            f"{match.text.where} holds the postcode {match.found}",
            "name the town or the area instead",
        )
    for held in personal.matches_in_register(facts, "postcode"):
        yield Problem(held.span, f"{_field(held)} holds a postcode", _fix("postcode"))


@rule("PRV007")
def date_of_birth(facts: Facts) -> Iterator[Problem]:
    """A record holds a date of birth.

    With a first name and a town it is enough to find someone. An age group says all that a story needs.

    ```yaml bad case_studies/rosa.yaml
    setting: A flat in a seaside town; born 3 May 1984  # <- PRV007
    ```

    ```yaml good case_studies/rosa.yaml
    age_group: 40-54
    ```

    ```yaml bad competences/register/persons/person-1984-05-03.yaml
    person: person-1984-05-03  # <- PRV007
    ```

    ```yaml good competences/register/persons/person-002.yaml
    person: person-002
    ```
    """
    for match in personal.matches_in_public(facts, "birth"):
        yield Problem(match.span, f"{match.text.where} holds a date of birth", "take it out, or write an age group")
    for held in personal.matches_in_register(facts, "birth"):
        if _is_day_of_work(facts, held):
            continue
        yield Problem(
            held.span, f"{_field(held)} holds a date that may be a date of birth", _fix("date and write an id")
        )


#: So many years back, a day under a field that is not known is one of the work, under a name that is misspelt.
_YEARS_OF_WORK = 5


def _is_day_of_work(facts: Facts, held: personal.Match) -> bool:
    """Whether a date stands alone under a field that is not known, and is near: SCH001 reports the name of the field."""
    day = re.fullmatch(r"([0-9]{4})-[0-9]{2}-[0-9]{2}", held.text.strip())
    if not day or facts.register is None or abs(int(day[1]) - facts.on.year) > _YEARS_OF_WORK:
        return False
    if re.search(r"birth|born|dob|age", held.field, re.IGNORECASE):
        return False
    place = (held.span.path, held.span.line)
    return any(one.code == "SCH001" and (one.span.path, one.span.line) == place for one in facts.register.findings)


@rule("PRV008", Severity.WARNING)
def surname(facts: Facts) -> Iterator[Problem]:
    """A text names a person.

    Records, pages and notes speak of roles, and true stories use a first name. In a story that is made up, or told under
    a pseudonym and says so, people may have a title and a surname, but no first name with it: someone may be called so.
    Where the name is that of an organisation, write it in full, with what it is: “the Mary Seacole Trust”.

    ```yaml bad framework/support/pa-contact.yaml
    deputy: Mrs Smith on Fridays  # <- PRV008
    ```

    ```yaml good framework/support/pa-contact.yaml
    deputy: A second worker on Fridays
    ```
    """
    for match in personal.names_in_public(facts):
        yield Problem(
            match.span,
            f"{match.text.where} names “{match.found}”, which looks like the name of a person",
            "write a role, a first name or a pseudonym",
        )


@rule("PRV009")
def name_in_the_register(facts: Facts) -> Iterator[Problem]:
    """A register names someone: in an id, in what the rota calls them, or in a comment.

    A register holds ids only. Whose they are is written down elsewhere, and by hand on printed paper. So an id is
    its kind and a number, and a designation is the name of a job.

    ```yaml bad competences/register/pas/pa-jane-smith.yaml
    pa: pa-jane-smith  # <- PRV009
    ```

    ```yaml bad competences/register/agreements/ha-001.yaml
    pas:
      - pa: pa-0001
        designation: Jane, personal assistant  # <- PRV009
        dbs_checked_on: 2025-03-01
        inducted_on: 2026-11-16
    ```

    ```yaml good competences/register/pas/pa-0002.yaml
    pa: pa-0002
    ```

    ```yaml good competences/register/agreements/ha-001.yaml
    pas:
      - pa: pa-0001
        designation: Senior personal assistant
        dbs_checked_on: 2025-03-01
        inducted_on: 2026-11-16
    ```
    """
    for held in personal.matches_in_register(facts, "name"):
        yield Problem(
            held.span,
            f"{_field(held)} holds `{held.text}`, which may be a person's name",
            "write an id of kind and number, such as `pa-0042`, or the name of a job",
        )


@rule("PRV010", Severity.WARNING)
def home_address(facts: Facts) -> Iterator[Problem]:
    """A text holds the address of a house: its number and street.

    With it, anyone can find the person who lives there. Where an office can be visited, its address belongs in
    `how_to_reach` of its support record.

    ```yaml bad case_studies/rosa.yaml
    setting: A flat at 14 Rose Lane in a seaside town  # <- PRV010
    ```

    ```yaml good case_studies/rosa.yaml
    setting: A flat in a seaside town
    ```
    """
    for match in personal.matches_in_public(facts, "address"):
        yield Problem(
            match.span,
            f"{match.text.where} holds the address “{match.found}”",
            "name the town or the area instead",
        )


def _fix(what: str) -> str:
    """How to remove personal data of one category."""
    return f"take out the {what}; if it was published before, ask for it to be removed from the history as well"


def _field(match: personal.Match) -> str:
    """The field of a match in the register, as it is written in a message."""
    return match.field if match.field == "a comment" else f"`{match.field}` in the register"
