"""Family AGR: hospital working agreements of a register. The facts are those of hospital.py."""

from collections.abc import Iterator

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts import hospital
from pa_framework.facts.facts import Facts
from pa_framework.records.register import Register
from pa_framework.records.register_model import HospitalAgreement, WardPa
from pa_framework.text.findings import Note, Severity
from pa_framework.text.sentences import count, join_words, quote_ids


@rule("AGR007")
def working_agreement_incomplete(facts: Facts) -> Iterator[Problem]:
    """A hospital working agreement lacks something that the ward relies on.

    A ward that does not know who is there, who directs them and whom to ring sends PAs home. Signatures are asked
    for from the first day on. Before it the paper may still go round.

    ```yaml bad competences/register/agreements/ha-001.yaml
    copy_carried: false  # <- AGR007
    on_call_nurse: null
    ```

    ```yaml good competences/register/agreements/ha-001.yaml
    copy_carried: true
    on_call_nurse: pr-011
    ```
    """
    for agreement in _agreements(facts):
        found = hospital.missing_fields(agreement, facts.on)
        if found:
            first, *others = found
            words = [field.name for field in found]
            yield Problem(
                agreement.origin.at(*first.route),
                f"{agreement.id} lacks {join_words(words)}",
                f"fill in {quote_ids((_name(field) for field in found), 'and')}",
                tuple(
                    Note(agreement.origin.at(*field.route), f"`{_name(field)}` is not filled in")
                    for field in others
                    if agreement.origin.has_field(*field.route)
                ),
            )


@rule("AGR008")
def dbs_check_does_not_cover(facts: Facts) -> Iterator[Problem]:
    """A PA came to a ward without a DBS check, or with one that was too old on their first day.

    `dbs_valid_years` of the framework says how old a check may be.

    ```yaml bad competences/register/agreements/ha-001.yaml
    pas:
      - pa: pa-0001
        designation: Personal assistant
        dbs_checked_on: 2023-11-15  # <- AGR008
        inducted_on: 2026-11-16
    ```

    ```yaml good competences/register/agreements/ha-001.yaml
    pas:
      - pa: pa-0001
        designation: Personal assistant
        dbs_checked_on: 2023-11-16
        inducted_on: 2026-11-16
    ```
    """
    framework = facts.records.framework
    if framework is None:
        return
    for agreement, index, ward_pa in _pas(facts):
        fault = hospital.dbs_fault(agreement, ward_pa, framework.settings.dbs_valid_years)
        if fault:
            has_day = ward_pa.dbs_checked_on is not None
            yield Problem(
                agreement.origin.at("pas", index, "dbs_checked_on" if has_day else "pa"),
                f"{agreement.id}: {fault}",
                "record the check that covers the first day; if there is none, the PA waits for a new one",
            )


@rule("AGR009")
def rota_names_another_pa(facts: Facts) -> Iterator[Problem]:
    """The rota of a hospital working agreement names a PA whom the agreement does not list.

    The ward would meet someone whose training, DBS check and induction no one has shown.

    ```yaml bad competences/register/agreements/ha-001.yaml
    rota:
      - {pa: pa-0002, on: 2026-11-16, start: "08:00", finish: "14:00"}  # <- AGR009
    ```

    ```yaml bad competences/register/pas/pa-0002.yaml
    pa: pa-0002
    ```

    ```yaml good competences/register/agreements/ha-001.yaml
    rota:
      - {pa: pa-0001, on: 2026-11-16, start: "08:00", finish: "14:00"}
    ```
    """
    held = facts.register or Register()
    for agreement in _agreements(facts) if facts.register else ():
        on_ward = {ward_pa.pa for ward_pa in agreement.pas}
        for index, shift in enumerate(agreement.rota):
            is_registered = shift.pa in held.pas or ("pa", shift.pa) in held.left_out  # otherwise REF001 reports it
            if shift.pa not in on_ward and is_registered:
                yield Problem(
                    agreement.origin.at("rota", index, "pa"),
                    f"the rota of {agreement.id} names {shift.pa}, who is not among its PAs",
                    f"add {shift.pa} under `pas`, or correct the rota",
                )


@rule("AGR010")
def shift_without_length(facts: Facts) -> Iterator[Problem]:
    """A shift of the rota finishes when it starts.

    Such a shift is a slip, and no one knows who is there. A shift that finishes earlier than it starts goes on until
    the next day.

    ```yaml bad competences/register/agreements/ha-001.yaml
    rota:
      - {pa: pa-0001, on: 2026-11-16, start: "08:00", finish: "08:00"}  # <- AGR010
    ```

    ```yaml good competences/register/agreements/ha-001.yaml
    rota:
      - {pa: pa-0001, on: 2026-11-16, start: "22:00", finish: "08:00"}
    ```
    """
    for agreement in _agreements(facts):
        for index, shift in enumerate(agreement.rota):
            if shift.start == shift.finish:
                yield Problem(
                    agreement.origin.at("rota", index, "finish"),
                    f"the shift of {shift.pa} on {shift.on} starts and finishes at {shift.start}",
                    "correct the start or the finish",
                )


@rule("AGR011")
def on_the_ward_before_induction(facts: Facts) -> Iterator[Problem]:
    """A PA has a shift on the ward before the day of their induction, or has begun without one.

    Without it they do not know the call bell, the fire exit or whom to ask.

    ```yaml bad competences/register/agreements/ha-001.yaml
    pas:
      - pa: pa-0001
        designation: Personal assistant
        dbs_checked_on: 2025-03-01
        inducted_on: 2026-11-17  # <- AGR011
    ```

    ```yaml good competences/register/agreements/ha-001.yaml
    pas:
      - pa: pa-0001
        designation: Personal assistant
        dbs_checked_on: 2025-03-01
        inducted_on: 2026-11-16
    ```
    """
    for agreement, index, ward_pa in _pas(facts):
        shift = hospital.shift_before_induction(agreement, ward_pa, facts.on)
        if shift is not None:
            day = ward_pa.inducted_on
            yield Problem(
                agreement.origin.at("pas", index, "inducted_on" if day else "pa"),
                f"{ward_pa.pa} is on the ward of {agreement.id} on {shift.on}, "
                + (f"before the induction on {day}" if day else "and no induction is recorded"),
                "correct the day of the induction, or move the shifts before it",
                (Note(agreement.origin.at("rota", agreement.rota.index(shift)), "their first shift"),),
            )


@rule("AGR024")
def shift_before_the_agreement(facts: Facts) -> Iterator[Problem]:
    """A shift on the ward is on a day before the agreement begins.

    On that day nothing says who answers for the PA there.

    ```yaml bad competences/register/agreements/ha-001.yaml
    rota:
      - {pa: pa-0001, on: 2026-11-08, start: "08:00", finish: "14:00"}  # <- AGR024
    ```

    ```yaml good competences/register/agreements/ha-001.yaml
    rota:
      - {pa: pa-0001, on: 2026-11-18, start: "08:00", finish: "14:00"}
    ```
    """
    for agreement in _agreements(facts):
        before = [index for index, shift in enumerate(agreement.rota) if shift.on < agreement.first]
        if before and len(before) == len(agreement.rota) > 1:
            yield Problem(
                agreement.origin.at("from"),
                f"{agreement.id} begins on {agreement.first}, and all its shifts are before that day",
                "correct the first day of the agreement",
                (Note(agreement.origin.at("rota", before[0], "on"), "the first shift"),),
            )
            continue
        for index, shift in enumerate(agreement.rota):
            if shift.on < agreement.first:
                yield Problem(
                    agreement.origin.at("rota", index, "on"),
                    f"{shift.pa} has a shift on {shift.on}, and {agreement.id} begins on {agreement.first}",
                    "correct the day of the shift, or the first day of the agreement",
                    (Note(agreement.origin.at("from"), "the first day"),),
                )


@rule("AGR012")
def task_not_decided_again(facts: Facts) -> Iterator[Problem]:
    """A PA is to do a delegated task on the ward, and no one has decided that again.

    A delegated task stops at the ward door. Whether it goes on depends on how stable the person is now.

    ```yaml bad competences/register/agreements/ha-001.yaml
    pas:
      - pa: pa-0001
        designation: Personal assistant
        dbs_checked_on: 2025-03-01
        inducted_on: 2026-11-16
        tasks: [gastrostomy-feed]  # <- AGR012
    ```

    ```yaml good competences/register/agreements/ha-001.yaml
    pas:
      - pa: pa-0001
        designation: Personal assistant
        dbs_checked_on: 2025-03-01
        inducted_on: 2026-11-16
        tasks: [gastrostomy-feed]
        decided_by: pr-011
    ```
    """
    for agreement, index, ward_pa in _pas(facts):
        if ward_pa.tasks and ward_pa.decided_by is None:
            yield Problem(
                agreement.origin.at("pas", index, "tasks"),
                f"{agreement.id} lets {ward_pa.pa} do {join_words(ward_pa.tasks)}, and no one decided it again for the ward",
                "add `decided_by:` with the practitioner who decided it, or take the tasks out",
            )


@rule("AGR023")
def decided_for_the_ward_by_someone_not_accountable(facts: Facts) -> Iterator[Problem]:
    """A task was decided again for the ward by someone whose role is not accountable.

    On the ward someone on a professional register answers for the decision, such as the ward manager or the nurse who
    delegated the task at home.

    ```yaml bad competences/register/agreements/ha-001.yaml
    pas:
      - pa: pa-0001
        designation: Personal assistant
        dbs_checked_on: 2025-03-01
        inducted_on: 2026-11-16
        tasks: [gastrostomy-feed]
        decided_by: pr-030  # <- AGR023
    ```

    ```yaml good competences/register/agreements/ha-001.yaml
    pas:
      - pa: pa-0001
        designation: Personal assistant
        dbs_checked_on: 2025-03-01
        inducted_on: 2026-11-16
        tasks: [gastrostomy-feed]
        decided_by: pr-011
    ```
    """
    for agreement, index, ward_pa in _pas(facts):
        role = hospital.not_accountable(facts, agreement, ward_pa)
        if role:
            yield Problem(
                agreement.origin.at("pas", index, "decided_by"),
                f"{ward_pa.decided_by} decided for the ward that {ward_pa.pa} goes on, and is not accountable: {role}",
                "ask someone on a professional register to decide; correct `decided_by` if it is a slip",
            )


@rule("AGR013")
def task_does_not_hold_on_the_ward(facts: Facts) -> Iterator[Problem]:
    """A hospital working agreement lists a task whose sign-off for this person does not hold.

    The ward's paper would say that the PA may do what they may not. The sign-off is judged for today, or for the
    last day of an agreement that is over.

    ```yaml bad competences/register/agreements/ha-001.yaml
    pas:
      - pa: pa-0001
        designation: Personal assistant
        dbs_checked_on: 2025-03-01
        inducted_on: 2026-11-16
        tasks: [gastrostomy-feed]  # <- AGR013
        decided_by: pr-011
    ```

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - withdrawn: {by: person, on: 2026-11-20}
    ```

    ```yaml good competences/register/agreements/ha-001.yaml
    pas:
      - pa: pa-0001
        designation: Personal assistant
        dbs_checked_on: 2025-03-01
        inducted_on: 2026-11-16
        tasks: [gastrostomy-feed]
        decided_by: pr-011
    ```
    """
    left_out = facts.register.left_out if facts.register else frozenset()
    for agreement, index, ward_pa in _pas(facts):
        if ("pa", ward_pa.pa) in left_out:
            continue  # what the PA's own file would say is not known
        for task in hospital.ward_tasks(facts, agreement, ward_pa, hospital.evaluation_day(agreement, facts.on)):
            if task.fault and ("task", task.task) not in facts.records.left_out:
                yield Problem(
                    agreement.origin.at("pas", index, "tasks", task.index),
                    f"{agreement.id} lets {ward_pa.pa} do {task.task} for {agreement.person}: {task.fault}",
                    "put the sign-off right (a new decision is a review in the PA's file), or take the task out and print anew",
                    (Note(task.verdict.span, "the sign-off"),) if task.verdict else (),
                )


@rule("AGR014")
def funding_reviewed_too_early(facts: Facts) -> Iterator[Problem]:
    """The funding of the PAs is to be reviewed before the weeks are over for which they are paid in any case.

    `hospital_pay_weeks` of the framework says how many. A team that is let go takes months to find again.

    ```yaml bad competences/register/agreements/ha-001.yaml
    review_on: 2026-12-13  # <- AGR014
    ```

    ```yaml good competences/register/agreements/ha-001.yaml
    review_on: 2026-12-14
    ```
    """
    framework = facts.records.framework
    if framework is None:
        return
    weeks = framework.settings.hospital_pay_weeks
    for agreement in _agreements(facts):
        earliest = hospital.earliest_funding_review(agreement, weeks)
        if agreement.review_on and agreement.review_on < earliest:
            yield Problem(
                agreement.origin.at("review_on"),
                f"{agreement.id} reviews funding on {agreement.review_on}; {count(weeks, 'week')} from {agreement.first} "
                f"{'ends' if weeks == 1 else 'end'} on {earliest}",
                f"write {earliest} or later",
                (Note(framework.origin.at("settings", "hospital_pay_weeks"), count(weeks, "week")),),
            )


@rule("AGR015", Severity.WARNING)
def signed_after_the_first_day(facts: Facts) -> Iterator[Problem]:
    """A hospital working agreement was signed after its first day.

    Until all had signed, PAs worked on the ward without an agreement. Prepare it before a planned stay.

    ```yaml bad competences/register/agreements/ha-001.yaml
    signed: {phb_lead: 2026-11-19}  # <- AGR015
    ```

    ```yaml good competences/register/agreements/ha-001.yaml
    signed: {phb_lead: 2026-11-13}
    ```
    """
    for agreement in _agreements(facts):
        late = list(hospital.late_signatures(agreement))
        if late:
            signatures = join_words([f"{hospital.SIGNATORIES[name]} on {day}" for name, day in late])
            yield Problem(
                agreement.origin.at("signed", late[0][0]),
                f"{agreement.id} begins on {agreement.first} and was signed later by {signatures}",
                "correct the day if it is a slip; if it is not, say so in the ward's notes and sign earlier next time",
                tuple(
                    Note(agreement.origin.at("signed", name), f"signed by {hospital.SIGNATORIES[name]}")
                    for name, _ in late[1:]
                ),
            )


def _agreements(facts: Facts) -> Iterator[HospitalAgreement]:
    """The hospital agreements of the register."""
    yield from facts.register.agreements.values() if facts.register else ()


def _pas(facts: Facts) -> Iterator[tuple[HospitalAgreement, int, WardPa]]:
    """Every PA of every hospital agreement, with their index in it."""
    for agreement in _agreements(facts):
        for index, ward_pa in enumerate(agreement.pas):
            yield agreement, index, ward_pa


def _name(missing: hospital.MissingField) -> str:
    """The name of a field as it is written in a message: `signed.person`."""
    return ".".join(str(part) for part in missing.route)
