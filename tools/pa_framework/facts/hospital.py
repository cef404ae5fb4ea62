"""Hospital working agreements: what is missing, what a ward cannot rely on, and which tasks a PA may do there.

Rules report these facts, and the printed agreement shows them at the field that they are about.
"""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from pa_framework.facts.delegation_chain import is_accountable
from pa_framework.facts.facts import Facts
from pa_framework.facts.recorded_forms import role_on
from pa_framework.facts.verdict import Verdict
from pa_framework.records.field_meaning import field_meanings
from pa_framework.records.register_model import HospitalAgreement, Shift, WardPa
from pa_framework.records.yaml_source import Route
from pa_framework.text.dates import add_days, add_months
from pa_framework.text.sentences import count

_MEANINGS = field_meanings("hospital-agreement")
#: Who must sign an agreement, as field → name in a sentence, in the order of the printed form.
SIGNATORIES = {
    names[1]: meaning.label for names, meaning in _MEANINGS.items() if names[0] == "signed" and len(names) == 2
}
#: Fields that must be filled in from the start, with their names in a sentence.
_REQUIRED_FIELDS = {
    name: _MEANINGS[name,].label
    for name in (
        "pas",
        "rota",
        "under_ward_direction",
        "copy_carried",
        "on_call_nurse",
        "training_evidence_by",
        "review_on",
    )
}


class MissingField(Struct, frozen=True):
    """A field of the agreement that is missing, empty or `false`, with its name in a sentence."""

    route: Route
    name: str


class WardTask(Struct, frozen=True):
    """A delegated task that an agreement lists for a PA, at `index` in the list.

    `verdict` is that of the sign-off which lets the PA do the task, else of the last one, else None. `fault` says why
    the PA may not do the task, and is empty where they may.
    """

    task: str
    index: int
    verdict: Verdict | None
    fault: str


def missing_fields(agreement: HospitalAgreement, on: date) -> tuple[MissingField, ...]:
    """The fields that an agreement lacks on a day. Signatures may be missing before the first day on the ward."""
    found = [MissingField((field,), name) for field, name in _REQUIRED_FIELDS.items() if not getattr(agreement, field)]
    if on >= agreement.first:
        found += [
            MissingField(("signed", field), f"the signature of {name}")
            for field, name in SIGNATORIES.items()
            if getattr(agreement.signed, field) is None
        ]
    return tuple(found)


def shifts_of(agreement: HospitalAgreement, pa: str) -> tuple[Shift, ...]:
    """The shifts of a PA, earliest first."""
    return tuple(
        sorted((shift for shift in agreement.rota if shift.pa == pa), key=lambda shift: (shift.on, shift.start))
    )


def first_day_on_ward(agreement: HospitalAgreement, pa: str) -> date:
    """The first day of a PA on the ward: of their first shift, else of the agreement."""
    return min((shift.on for shift in shifts_of(agreement, pa)), default=agreement.first)


def dbs_fault(agreement: HospitalAgreement, ward_pa: WardPa, years: int) -> str:
    """Why the ward cannot rely on the DBS check of a PA, which is valid for a number of years; empty where it can."""
    first, checked = first_day_on_ward(agreement, ward_pa.pa), ward_pa.dbs_checked_on
    if checked is None:
        return f"{ward_pa.pa} has no DBS check here"
    if checked > first:
        return f"the DBS check of {ward_pa.pa} is of {checked}, after their first day on {first}"
    if add_months(checked, 12 * years) < first:
        return f"the DBS check of {ward_pa.pa} is of {checked}, more than {count(years, 'year')} before their first day on {first}"
    return ""


def shift_before_induction(agreement: HospitalAgreement, ward_pa: WardPa, on: date) -> Shift | None:
    """The first shift of a PA before their induction. Without an induction, only a shift that has begun counts.

    A shift before the agreement begins is a slip of its own.
    """
    last = add_days(ward_pa.inducted_on, -1) if ward_pa.inducted_on else on
    shifts = (shift for shift in shifts_of(agreement, ward_pa.pa) if shift.on >= agreement.first)
    return next((shift for shift in shifts if shift.on <= last), None)


def earliest_funding_review(agreement: HospitalAgreement, weeks: int) -> date:
    """The first day on which funding may be reviewed: a number of weeks after the first day on the ward."""
    return add_days(agreement.first, 7 * weeks)


def late_signatures(agreement: HospitalAgreement) -> Iterator[tuple[str, date]]:
    """Signatures later than the first day on the ward, as field and day."""
    for name in SIGNATORIES:
        day = getattr(agreement.signed, name)
        if day is not None and day > agreement.first:
            yield name, day


def evaluation_day(agreement: HospitalAgreement, on: date) -> date:
    """The day for which the sign-offs of an agreement are validated: `on`, clamped to the days of the agreement."""
    last = max([agreement.first, *(shift.on for shift in agreement.rota), *filter(None, [agreement.review_on])])
    return min(max(on, agreement.first), last)


def not_accountable(facts: Facts, agreement: HospitalAgreement, ward_pa: WardPa) -> str:
    """The role of the one who decided tasks again for the ward, where it is not accountable; else empty.

    The role is that of the first day of the agreement. Empty as well where no one decided, or they are not known.
    """
    known = facts.register.practitioners if facts.register else {}
    practitioner = known.get(ward_pa.decided_by or "")
    role = facts.records.roles.get(role_on(practitioner, agreement.first)) if practitioner and ward_pa.tasks else None
    return "" if role is None or is_accountable(role) else role.title


def ward_tasks(facts: Facts, agreement: HospitalAgreement, ward_pa: WardPa, on: date) -> tuple[WardTask, ...]:
    """The tasks listed for a PA, with the verdict of their sign-offs for this person on a day."""
    pa = facts.register.pas.get(ward_pa.pa) if facts.register else None
    found = []
    for index, task in enumerate(ward_pa.tasks):
        verdicts = [
            facts.chain_validator.verdict(pa, number, on)
            for number, sign_off in enumerate(pa.sign_offs if pa else ())
            if pa and sign_off.task == task and sign_off.person == agreement.person
        ]
        best = next((verdict for verdict in verdicts if verdict.may_do), verdicts[-1] if verdicts else None)
        if best is None:
            fault = "there is no sign-off for it"
        elif best.may_do:
            fault = ""
        else:
            fault = "; ".join([f"the sign-off is {best.state}", *(reason.sentence for reason in best.reasons[:1])])
        found.append(WardTask(task, index, best, fault))
    return tuple(found)
