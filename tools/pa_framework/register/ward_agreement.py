"""The hospital working agreement as a paper, filled in from its record and the verdicts, to print and sign."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from pa_framework.facts import hospital
from pa_framework.facts.answers import Answer, AnswerKind, answers, may_do
from pa_framework.facts.facts import Facts
from pa_framework.records.register_model import HeldCompetence, HospitalAgreement, Pa, Shift, WardPa
from pa_framework.register.output import ANSWERS, answer_reasons, arranged_instead, practitioner_in_words
from pa_framework.register.paper import (
    STATES,
    Paper,
    Printed,
    as_sentence,
    ending_note,
    paper_of,
    render,
    sentences,
    task_title,
    terms,
)
from pa_framework.register.queries import check_readable, lookup, register_of, unread_pas, unsaid
from pa_framework.text.dates import format_date
from pa_framework.text.sentences import count, id_as_title

_BLANK = "Not recorded"


class WardTaskRow(Struct, frozen=True):
    """A task of a PA: `here` says whether they do it on this ward."""

    title: str
    id: str
    state: str
    about: tuple[str, ...]
    steps: tuple[str, ...]
    here: str
    decided: str


class WardPaRow(Struct, frozen=True):
    """A PA on the ward, with their checks and tasks."""

    id: str
    designation: str
    dbs: str
    dbs_fault: str
    induction: str
    induction_fault: str
    competences: str
    tasks: tuple[WardTaskRow, ...]


class Party(Struct, frozen=True):
    """A party to the agreement, and its duties."""

    who: str
    does: tuple[str, ...]


class Agreed(Struct, frozen=True):
    """A sentence that is agreed, or not."""

    yes: bool
    words: str


class ShiftRow(Struct, frozen=True):
    """A shift of the rota."""

    day: str
    pa: str
    designation: str
    start: str
    finish: str


class Signature(Struct, frozen=True):
    """A line to sign on."""

    who: str
    recorded: str


class WorkingAgreement(Struct, frozen=True):
    """What the template of the agreement shows."""

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
    signs: tuple[Signature, ...]


def ward_agreement(facts: Facts, name: str) -> Printed:
    """A hospital working agreement on the day of the facts. Raises UserError where none can be read."""
    check_readable(facts, "hospital-agreement", name)
    agreement = lookup(register_of(facts).agreements, name, "hospital agreement")
    found = answers(facts, person=agreement.person, setting=agreement.ward)
    of_pas = {ward_pa.pa: _answers(facts, agreement, ward_pa, found.values()) for ward_pa in agreement.pas}
    doubts = [doubt for pa in of_pas for doubt in (*unsaid(of_pas[pa]), *unread_pas(facts, pa))]
    html = render("agreement.html.j2", _view(facts, agreement, of_pas))
    return Printed(html, tuple(dict.fromkeys(doubts)))


def _answers(
    facts: Facts, agreement: HospitalAgreement, ward_pa: WardPa, found: Iterable[Answer]
) -> tuple[Answer, ...]:
    """The answers for the tasks of a PA that a sign-off for this person names, then for others that are listed."""
    recorded = [answer for answer in found if answer.pa == ward_pa.pa]
    others = [task for task in ward_pa.tasks if task not in {answer.task for answer in recorded}]
    return (*recorded, *(may_do(facts, ward_pa.pa, task, agreement.person, agreement.ward) for task in others))


def _view(facts: Facts, agreement: HospitalAgreement, of_pas: Mapping[str, tuple[Answer, ...]]) -> WorkingAgreement:
    settings = facts.records.framework.settings if facts.records.framework else None
    years, weeks = (settings.dbs_valid_years, settings.hospital_pay_weeks) if settings else (3, 4)
    designations = {ward_pa.pa: ward_pa.designation for ward_pa in agreement.pas}
    paid = f"{count(weeks, 'week')}, until {format_date(hospital.earliest_funding_review(agreement, weeks))}"
    return WorkingAgreement(
        paper=paper_of(facts, "Hospital working agreement", agreement.id, many_pages=True),
        open=tuple(_open_points(facts, agreement, of_pas, years, weeks)),
        person=agreement.person,
        hospital=id_as_title(agreement.hospital),
        ward=id_as_title(agreement.ward),
        first=format_date(agreement.first),
        review_on=format_date(agreement.review_on) if agreement.review_on else _BLANK,
        nurse=practitioner_in_words(facts, agreement.on_call_nurse) if agreement.on_call_nurse else _BLANK,
        evidence=id_as_title(agreement.training_evidence_by) if agreement.training_evidence_by else _BLANK.lower(),
        dbs_years=count(years, "year"),
        pas=tuple(_ward_pa(facts, agreement, ward_pa, of_pas[ward_pa.pa], years) for ward_pa in agreement.pas),
        duties=_duties(paid, years),
        agreed=(
            Agreed(agreement.under_ward_direction, "PAs work under the direction of the nursing staff on the ward."),
            Agreed(agreement.copy_carried, "Every PA carries a copy of this agreement at all times."),
        ),
        rota=tuple(
            _shift(shift, designations)
            for shift in sorted(agreement.rota, key=lambda shift: (shift.on, shift.start, shift.pa))
        ),
        signs=tuple(_signature(agreement, name, words) for name, words in hospital.SIGNATORIES.items()),
    )


def _open_points(
    facts: Facts, agreement: HospitalAgreement, of_pas: Mapping[str, tuple[Answer, ...]], years: int, weeks: int
) -> Iterator[str]:
    """What must be put right, except missing signatures, which the paper is for."""
    for gap in hospital.missing_fields(agreement, facts.on):
        if gap.route[0] != "signed":
            yield as_sentence(f"missing: {gap.name}")
    for ward_pa in agreement.pas:
        if fault := hospital.dbs_fault(agreement, ward_pa, years):
            yield as_sentence(fault)
        if early := hospital.shift_before_induction(agreement, ward_pa, facts.on):
            yield as_sentence(f"{ward_pa.pa} has a shift on {early.on} before an induction")
        if ward_pa.tasks and ward_pa.decided_by is None:
            yield as_sentence(f"no one has decided again which tasks {ward_pa.pa} does on this ward")
        for answer in of_pas[ward_pa.pa]:
            if answer.task in ward_pa.tasks and not answer.may_do:
                yield as_sentence(_refusal(answer))
    listed = {ward_pa.pa for ward_pa in agreement.pas}
    for name in sorted({shift.pa for shift in agreement.rota} - listed):
        yield as_sentence(f"the rota names {name}, who is not among the PAs")
    for shift in agreement.rota:
        if shift.start == shift.finish:
            yield as_sentence(f"the shift of {shift.pa} on {shift.on} starts and finishes at {shift.start}")
    if agreement.review_on and agreement.review_on < hospital.earliest_funding_review(agreement, weeks):
        yield as_sentence(f"funding is reviewed before {count(weeks, 'week is', 'weeks are')} over")


def _refusal(answer: Answer) -> str:
    """Why a listed task is not done on the ward, as the beginning of a sentence."""
    reason = next((reason.sentence for reason in answer_reasons(answer)), "")
    if answer.kind is AnswerKind.UNKNOWN:
        return f"cannot say whether {answer.pa} may do {answer.task}: {reason}"
    if answer.verdict is None:
        return f"{answer.pa} may not do {answer.task}: there is no sign-off for it"
    return f"{answer.pa} may not do {answer.task}: {'; '.join(filter(None, (_state(answer).lower(), reason)))}"


def _state(answer: Answer) -> str:
    """The words for a sign-off on the ward's list."""
    if answer.kind is AnswerKind.UNKNOWN or answer.kind is AnswerKind.OUTSIDE:
        return ANSWERS[answer.kind].capitalize()
    if answer.verdict is None:
        return "No sign-off" if answer.kind is AnswerKind.NO else "Needs no sign-off"
    return "Stopped" if answer.stopped_by else STATES[answer.verdict.state]


def _ward_pa(
    facts: Facts, agreement: HospitalAgreement, ward_pa: WardPa, found: tuple[Answer, ...], years: int
) -> WardPaRow:
    pa = register_of(facts).pas.get(ward_pa.pa)
    fault = hospital.dbs_fault(agreement, ward_pa, years)
    early = hospital.shift_before_induction(agreement, ward_pa, facts.on)
    return WardPaRow(
        id=ward_pa.pa,
        designation=ward_pa.designation,
        dbs=format_date(ward_pa.dbs_checked_on) if ward_pa.dbs_checked_on else _BLANK,
        dbs_fault="Does not cover the first day" if fault and ward_pa.dbs_checked_on else "",
        induction=format_date(ward_pa.inducted_on) if ward_pa.inducted_on else "",
        induction_fault=f"{'Too late' if ward_pa.inducted_on else _BLANK}: first shift on {format_date(early.on)}"
        if early
        else "",
        competences=_competences(facts, pa) or "none recorded.",
        tasks=tuple(_ward_tasks(facts, ward_pa, found)),
    )


def _competences(facts: Facts, pa: Pa | None) -> str:
    """Competences held on the day, each at its highest step: `Infection prevention (independent)`."""
    order = facts.records.step_order()
    best: dict[str, HeldCompetence] = {}
    for held in pa.competences if pa else ():
        current = pa and facts.chain_validator.links.held_competence(pa, held.competence, held.step, facts.on)
        if current:
            previous = best.get(held.competence)
            if previous is None or order.get(held.step, -1) > order.get(previous.step, -1):
                best[held.competence] = current
    records = facts.records.competences
    titles = {name: records[name].title if name in records else id_as_title(name) for name in best}
    words = [
        f"{titles[name]} ({best[name].step.replace('-', ' ')}, assessed on {format_date(best[name].on)})"
        for name in sorted(best, key=lambda name: titles[name])
    ]
    return "; ".join(words) + "." if words else ""


def _ward_tasks(facts: Facts, ward_pa: WardPa, found: tuple[Answer, ...]) -> Iterator[WardTaskRow]:
    """The delegated tasks of a PA for this person, and tasks that the agreement lists."""
    decided = f"decided again by {practitioner_in_words(facts, ward_pa.decided_by)}" if ward_pa.decided_by else ""
    for answer in found:
        verdict = answer.verdict
        on_ward = answer.task in ward_pa.tasks and answer.may_do and bool(decided)
        until = f"until {format_date(answer.last_day)}" if answer.last_day else ""
        about = (until, ending_note(answer), *(terms(facts, answer, verdict) if verdict and answer.may_do else ()))
        yield WardTaskRow(
            title=task_title(facts, answer.task),
            id=answer.task,
            state=_state(answer),
            about=(
                *filter(None, about),
                *sentences(answer_reasons(answer)),
                *(f"Instead: {words}" for words in arranged_instead(facts, answer)),
            ),
            steps=tuple(
                f"{act.verb} on {format_date(act.on)} by {practitioner_in_words(facts, act.by)}"
                for act in (verdict.acts if verdict else ())
                if act.duty in ("train", "assess", "sign-off")
            ),
            here="Yes" if on_ward else "No",
            decided=decided if on_ward else "not decided again for this ward" if answer.may_do else "",
        )


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
                f"See that each PA has a DBS check that is not older than {count(years, 'year')}.",
                f"Go on paying the PAs for at least {paid}. Then funding is reviewed.",
                "The person still decides what happens to their body and their day.",
            ),
        ),
        Party(
            "The trainer of the PAs",
            (
                "Shows the ward what each PA is trained and signed off to do.",
                "Plans with the ward what the PAs need to learn before the person goes home.",
            ),
        ),
    )


def _shift(shift: Shift, designations: dict[str, str]) -> ShiftRow:
    return ShiftRow(
        day=f"{shift.on:%A} {format_date(shift.on)}",
        pa=shift.pa,
        designation=designations.get(shift.pa, "Not among the PAs of this agreement"),
        start=shift.start,
        finish=f"{shift.finish} next day" if shift.finish < shift.start else shift.finish,
    )


def _signature(agreement: HospitalAgreement, name: str, words: str) -> Signature:
    day = getattr(agreement.signed, name)
    return Signature(words[:1].upper() + words[1:], f"recorded as signed on {format_date(day)}" if day else "")
