"""Hospital working agreements as facts: what is missing, what a ward can not rely on, and which tasks hold there.

Rules judge these facts; the printed agreement shows them beside the field that they are about.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pa_framework.facts.facts import Facts
from pa_framework.facts.verdict import Verdict
from pa_framework.records.register_model import HospitalAgreement, Shift, WardPa
from pa_framework.records.yaml_source import Route
from pa_framework.text.dates import add_months

#: Whose signature an agreement needs, with words for them, in the order of the paper.
SIGNATORIES = {
    "ward_manager": "the ward or unit manager",
    "phb_lead": "the PHB lead",
    "induction_lead": "whoever leads the induction",
    "person": "the person",
}
#: Fields that must be there from the start, with words for them.
_REQUIRED_FIELDS = {
    "pas": "the PAs",
    "rota": "the rota",
    "under_ward_direction": "the ward's direction of PAs",
    "copy_carried": "a copy that every PA carries",
    "on_call_nurse": "the on-call nurse",
    "training_evidence_by": "who shows evidence of training",
    "review_on": "the day on which funding is reviewed",
}


@dataclass(frozen=True, slots=True)
class MissingField:
    """A field of the agreement that is not there, or says no."""

    route: Route
    words: str


@dataclass(frozen=True, slots=True)
class WardTask:
    """A delegated task that an agreement lists for a PA. `verdict` is the best there is; `why_not` is empty where it holds."""

    task: str
    index: int
    verdict: Verdict | None
    why_not: str


def missing_fields(agreement: HospitalAgreement, on: date) -> tuple[MissingField, ...]:
    """What the agreement lacks. Signatures are looked for from the first day: until then the paper goes round."""
    found = [
        MissingField((field,), words) for field, words in _REQUIRED_FIELDS.items() if not getattr(agreement, field)
    ]
    if on >= agreement.first:
        found += [
            MissingField(("signed", name), f"the signature of {words}")
            for name, words in SIGNATORIES.items()
            if getattr(agreement.signed, name) is None
        ]
    return tuple(found)


def shifts_of(agreement: HospitalAgreement, pa: str) -> tuple[Shift, ...]:
    """The shifts of a PA, earliest first."""
    return tuple(sorted((each for each in agreement.rota if each.pa == pa), key=lambda each: (each.on, each.start)))


def first_day_on_ward(agreement: HospitalAgreement, pa: str) -> date:
    """The first day of a PA on the ward: of their first shift, else of the agreement."""
    return min((each.on for each in shifts_of(agreement, pa)), default=agreement.first)


def dbs_fault(agreement: HospitalAgreement, ward_pa: WardPa, years: int) -> str:
    """Why the ward can not rely on the DBS check of a PA, or nothing."""
    first, checked = first_day_on_ward(agreement, ward_pa.pa), ward_pa.dbs_checked_on
    if checked is None:
        return f"{ward_pa.pa} has no DBS check here"
    if checked > first:
        return f"the DBS check of {ward_pa.pa} is of {checked}, after their first day on {first}"
    if add_months(checked, 12 * years) < first:
        return (
            f"the DBS check of {ward_pa.pa} is of {checked}, more than {years} years before their first day on {first}"
        )
    return ""


def shift_before_induction(agreement: HospitalAgreement, ward_pa: WardPa, on: date) -> Shift | None:
    """The first shift of a PA before their induction. Without an induction, only a shift that has begun counts."""
    last = ward_pa.inducted_on - timedelta(days=1) if ward_pa.inducted_on else on
    return next((each for each in shifts_of(agreement, ward_pa.pa) if each.on <= last), None)


def earliest_funding_review(agreement: HospitalAgreement, weeks: int) -> date:
    """The first day on which funding may be reviewed: so many weeks after the first day."""
    return agreement.first + timedelta(weeks=weeks)


def late_signatures(agreement: HospitalAgreement) -> Iterator[tuple[str, date]]:
    """Signatures after the first day: the field, and the day."""
    for name in SIGNATORIES:
        day = getattr(agreement.signed, name)
        if day is not None and day > agreement.first:
            yield name, day


def evaluation_day(agreement: HospitalAgreement, on: date) -> date:
    """The day for which the sign-offs of an agreement are judged: today, kept within the days of the agreement."""
    last = max([agreement.first, *(each.on for each in agreement.rota), *filter(None, [agreement.review_on])])
    return min(max(on, agreement.first), last)


def ward_tasks(facts: Facts, agreement: HospitalAgreement, ward_pa: WardPa, on: date) -> tuple[WardTask, ...]:
    """The tasks listed for a PA, each with whether its sign-off for this person holds on a day."""
    pa = facts.register.pas.get(ward_pa.pa) if facts.register else None
    found = []
    for index, task in enumerate(ward_pa.tasks):
        verdicts = [
            facts.sign_offs.verdict(pa, number, on)
            for number, each in enumerate(pa.sign_offs if pa else ())
            if pa and each.task == task and each.person == agreement.person
        ]
        best = next((each for each in verdicts if each.may_do), verdicts[-1] if verdicts else None)
        if best is None:
            why_not = "there is no sign-off for it"
        elif best.may_do:
            why_not = ""
        else:
            why_not = "; ".join([f"the sign-off is {best.state}", *(each.sentence for each in best.reasons[:1])])
        found.append(WardTask(task, index, best, why_not))
    return tuple(found)
