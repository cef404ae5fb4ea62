"""The hospital working agreement as a paper: filled in from its record and the verdicts, ready to print and sign."""

from collections.abc import Iterator
from dataclasses import dataclass

from pa_framework.facts import hospital
from pa_framework.facts.facts import Facts
from pa_framework.records.register_model import HeldCompetence, HospitalAgreement, Pa, Shift, WardPa
from pa_framework.register.output import known_id, who
from pa_framework.register.passport import (
    STATES,
    Paper,
    as_words,
    in_force,
    paper_of,
    printed,
    reasons,
    register_of,
    sentence,
    task_title,
)
from pa_framework.text.dates import in_words

_BLANK = "Not recorded"


@dataclass(frozen=True, slots=True)
class WardTaskRow:
    title: str
    id: str
    state: str
    about: tuple[str, ...]
    steps: tuple[str, ...]
    here: str
    decided: str


@dataclass(frozen=True, slots=True)
class WardPaRow:
    id: str
    designation: str
    dbs: str
    dbs_fault: str
    induction: str
    induction_fault: str
    competences: str
    tasks: tuple[WardTaskRow, ...]


@dataclass(frozen=True, slots=True)
class Party:
    who: str
    does: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agreed:
    yes: bool
    words: str


@dataclass(frozen=True, slots=True)
class ShiftRow:
    day: str
    pa: str
    designation: str
    start: str
    finish: str


@dataclass(frozen=True, slots=True)
class Sign:
    who: str
    recorded: str


@dataclass(frozen=True, slots=True)
class WorkingAgreement:
    paper: Paper
    open: tuple[str, ...]
    person: str
    hospital: str
    ward: str
    first: str
    review_on: str
    nurse: str
    evidence: str
    dbs_years: str
    pas: tuple[WardPaRow, ...]
    duties: tuple[Party, ...]
    agreed: tuple[Agreed, ...]
    rota: tuple[ShiftRow, ...]
    signs: tuple[Sign, ...]


def agreement(facts: Facts, name: str) -> str:
    """A hospital working agreement, ready to print and sign. Raises Unanswerable where there is none."""
    held = register_of(facts).agreements
    found = held[known_id(name, held, "hospital agreement")]
    return printed("agreement.html.j2", agreement_view(facts, found))


def agreement_view(facts: Facts, found: HospitalAgreement) -> WorkingAgreement:
    settings = facts.records.framework.settings if facts.records.framework else None
    years, weeks = (settings.dbs_valid_years, settings.hospital_pay_weeks) if settings else (3, 4)
    designations = {each.pa: each.designation for each in found.pas}
    paid = f"{weeks} weeks, until {in_words(hospital.earliest_funding_review(found, weeks))}"
    return WorkingAgreement(
        paper=paper_of(facts, "Hospital working agreement", found.id, many_pages=True),
        open=tuple(_open(facts, found, years, weeks)),
        person=found.person,
        hospital=as_words(found.hospital),
        ward=as_words(found.ward),
        first=in_words(found.first),
        review_on=in_words(found.review_on) if found.review_on else _BLANK,
        nurse=who(facts, found.on_call_nurse) if found.on_call_nurse else _BLANK,
        evidence=as_words(found.training_evidence_by) if found.training_evidence_by else _BLANK.lower(),
        dbs_years=f"{years} years",
        pas=tuple(_ward_pa(facts, found, each, years) for each in found.pas),
        duties=_duties(paid, years),
        agreed=(
            _agreed(found.under_ward_direction, "PAs work under the direction of the nursing staff on the ward."),
            _agreed(found.copy_carried, "Every PA carries a copy of this agreement at all times."),
        ),
        rota=tuple(
            _shift(each, designations) for each in sorted(found.rota, key=lambda each: (each.on, each.start, each.pa))
        ),
        signs=tuple(_sign(found, name, words) for name, words in hospital.SIGNATORIES.items()),
    )


def _open(facts: Facts, found: HospitalAgreement, years: int, weeks: int) -> Iterator[str]:
    """What must be put right, signatures apart: they are what the paper is for."""
    for gap in hospital.missing_fields(found, facts.on):
        if gap.route[0] != "signed":
            yield sentence(f"missing: {gap.name}")
    for ward_pa in found.pas:
        if fault := hospital.dbs_fault(found, ward_pa, years):
            yield sentence(fault)
        if early := hospital.shift_before_induction(found, ward_pa, facts.on):
            yield sentence(f"{ward_pa.pa} has a shift on {early.on} before an induction")
        if ward_pa.tasks and ward_pa.decided_by is None:
            yield sentence(f"nobody has decided again which tasks {ward_pa.pa} does on this ward")
        for task in hospital.ward_tasks(facts, found, ward_pa, facts.on):
            if task.verdict is None:
                yield sentence(f"{ward_pa.pa} may not do {task.task}: there is no sign-off for it")
            elif task.fault:
                said = "; ".join(
                    [STATES[task.verdict.state].lower(), *(each.sentence for each in task.verdict.reasons[:1])]
                )
                yield sentence(f"{ward_pa.pa} may not do {task.task}: {said}")
    listed = {each.pa for each in found.pas}
    for name in sorted({each.pa for each in found.rota} - listed):
        yield sentence(f"the rota names {name}, who is not among the PAs")
    for shift in found.rota:
        if shift.start == shift.finish:
            yield sentence(f"the shift of {shift.pa} on {shift.on} starts and finishes at {shift.start}")
    if found.review_on and found.review_on < hospital.earliest_funding_review(found, weeks):
        yield sentence(f"funding is reviewed before {weeks} weeks are over")


def _ward_pa(facts: Facts, found: HospitalAgreement, ward_pa: WardPa, years: int) -> WardPaRow:
    pa = register_of(facts).pas.get(ward_pa.pa)
    fault = hospital.dbs_fault(found, ward_pa, years)
    early = hospital.shift_before_induction(found, ward_pa, facts.on)
    return WardPaRow(
        id=ward_pa.pa,
        designation=ward_pa.designation,
        dbs=in_words(ward_pa.dbs_checked_on) if ward_pa.dbs_checked_on else _BLANK,
        dbs_fault="Does not cover the first day" if fault and ward_pa.dbs_checked_on else "",
        induction=in_words(ward_pa.inducted_on) if ward_pa.inducted_on else "",
        induction_fault=f"{'Too late' if ward_pa.inducted_on else _BLANK}: first shift on {in_words(early.on)}"
        if early
        else "",
        competences=_competences(facts, pa) or "none recorded.",
        tasks=tuple(_ward_tasks(facts, found, ward_pa, pa)),
    )


def _competences(facts: Facts, pa: Pa | None) -> str:
    """Competences held on the day, each at its highest step: `Infection prevention (independent)`."""
    order = facts.records.step_order()
    best: dict[str, HeldCompetence] = {}
    for held in pa.competences if pa else ():
        if held.on <= facts.on and (held.until is None or facts.on <= held.until):
            there = best.get(held.competence)
            if there is None or order.get(held.step, -1) > order.get(there.step, -1):
                best[held.competence] = held
    known = facts.records.competences
    titles = {name: known[name].title if name in known else as_words(name) for name in best}
    words = [
        f"{titles[name]} ({best[name].step.replace('-', ' ')}, assessed on {in_words(best[name].on)})"
        for name in sorted(best, key=lambda each: titles[each])
    ]
    return "; ".join(words) + "." if words else ""


def _ward_tasks(facts: Facts, found: HospitalAgreement, ward_pa: WardPa, pa: Pa | None) -> Iterator[WardTaskRow]:
    """The delegated tasks of a PA for this person, and whatever else the agreement lists."""
    verdicts = [pair for pair in in_force(facts, pa) if pair[1].person == found.person] if pa else []
    decided = f"decided again by {who(facts, ward_pa.decided_by)}" if ward_pa.decided_by else ""
    for _, verdict in verdicts:
        listed = verdict.task in ward_pa.tasks
        here = listed and verdict.may_do and bool(decided)
        until = in_words(verdict.review_date) if verdict.may_do and verdict.review_date else ""
        yield WardTaskRow(
            title=task_title(facts, verdict.task),
            id=verdict.task,
            state=STATES[verdict.state],
            about=(*((f"until {until}",) if until else ()), *reasons(verdict)),
            steps=tuple(
                f"{act.verb} on {in_words(act.on)} by {who(facts, act.by)}"
                for act in verdict.acts
                if act.duty in ("train", "assess", "sign-off")
            ),
            here="Yes" if here else "No",
            decided=decided if here else "not decided again for this ward" if verdict.may_do else "",
        )
    for task in ward_pa.tasks:
        if task not in {each.task for _, each in verdicts}:
            yield WardTaskRow(task_title(facts, task), task, "No sign-off", (), (), "No", "")


def _duties(paid: str, years: int) -> tuple[Party, ...]:
    return (
        Party(
            "PAs",
            (
                "Work under the direction of the nursing staff on the ward.",
                "Do only the delegated tasks that say “Yes” in section 3.",
                "Stop and tell a nurse when something changes, or when they are not sure.",
                "Carry a copy of this agreement at all times.",
            ),
        ),
        Party(
            "The ward",
            (
                "Gives each PA a local induction before their first shift.",
                "Says on every shift which nurse directs the PA.",
                "Asks a PA for no other healthcare task.",
                "Rings the person’s on-call nurse with any concern.",
            ),
        ),
        Party(
            "The person, and the PHB lead",
            (
                "Give the ward the rota, and tell it of every change.",
                f"See that each PA has a DBS check that is not older than {years} years.",
                f"Go on paying the PAs for at least {paid}. Then funding is reviewed.",
                "The person still decides what happens to their body and their day.",
            ),
        ),
        Party(
            "Whoever trains the PAs",
            (
                "Shows the ward what each PA is trained and signed off to do.",
                "Plans with the ward what the PAs need to learn before the person goes home.",
            ),
        ),
    )


def _agreed(yes: bool, words: str) -> Agreed:
    return Agreed(yes, words)


def _shift(shift: Shift, designations: dict[str, str]) -> ShiftRow:
    return ShiftRow(
        day=f"{shift.on:%A} {in_words(shift.on)}",
        pa=shift.pa,
        designation=designations.get(shift.pa, "Not among the PAs of this agreement"),
        start=shift.start,
        finish=f"{shift.finish} next day" if shift.finish < shift.start else shift.finish,
    )


def _sign(found: HospitalAgreement, name: str, words: str) -> Sign:
    day = getattr(found.signed, name)
    return Sign(words[:1].upper() + words[1:], f"recorded as signed on {in_words(day)}" if day else "")
