"""Family WVR: a finding is waived in the open, for a reason, by someone who may, and for a while.

`--skip` leaves a rule out of one run and is gone with it. A waiver is part of the records: it is reviewed like them,
it names who agreed, it is shown on the site, and it ends.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath

from pa_framework.check.rules import registry
from pa_framework.check.rules.registry import Problem, Run, findings_rule, rule
from pa_framework.facts import waivers
from pa_framework.facts.facts import Facts
from pa_framework.records.model import Waiver
from pa_framework.text.findings import Severity
from pa_framework.text.suggestions import closest_match


@rule("WVR001", Severity.WARNING)
def waiver_lapsed(facts: Facts) -> Iterator[Problem]:
    """A waiver has ended.

    From the day after, what it waived counts again by itself. So this is a warning only: it says why the finding is
    back. Someone agreed that it may stay until that day. Only they can say whether it may stay longer.

    ```yaml bad framework/tasks/waivers.yaml
    waivers:
      - code: TXT003
        record: gastrostomy-feed
        reason: The wording is the manufacturer's own
        by_role: phb-clinical-lead
        until: 2026-09-30  # <- WVR001
    ```

    ```yaml good framework/tasks/waivers.yaml
    waivers: []
    ```
    """
    for waiver in facts.records.waivers:
        if waivers.has_expired(waiver, facts.on) and waivers.why_not_waivable(waiver.code) is None:
            yield Problem(
                waiver.origin.at("until"),
                f"the waiver of {waiver.code} in `{waiver.record}` ended on {waiver.until}",
                f"mend what it waived and take it away, or ask `{waiver.by_role}` for another day",
            )


@findings_rule("WVR002", Severity.WARNING)
def waiver_matches_nothing(run: Run) -> Iterator[Problem]:
    """A waiver covers no finding.

    What it waived has been mended, or it names another place than was meant. Left behind, it would hide the next fault
    of its kind. It is judged last, over everything that a run found.

    Rules that a run leaves out with `--skip` find nothing, so nothing is said of their waivers.

    ```yaml bad framework/tasks/waivers.yaml
    waivers:
      - code: TXT003
        record: gastrostomy-feed  # <- WVR002
        reason: The wording is the manufacturer's own
        by_role: phb-clinical-lead
        until: 2027-03-31
    ```

    ```yaml good framework/tasks/waivers.yaml
    waivers:
      - code: TXT003
        record: gastrostomy-feed
        reason: The wording is the manufacturer's own
        by_role: phb-clinical-lead
        until: 2027-03-31
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    summary: Liquid food is given through a tube that goes straight into the stomach, by hand or with a pump that is set by a nurse or by a dietitian before the feed is given in the kitchen of the home.
    ```
    """
    facts = run.facts
    unread = {finding.span.path for finding in facts.records.findings}
    for waiver in waivers.active_waivers(facts):
        file = waivers.record_path(waiver)
        if waiver.code in run.skipped or file in unread or _lacks_clinician(waiver, facts) is not False:
            continue
        if waivers.covers_too_much(waiver):  # WVR006 says so
            continue
        if not any(waivers.waiver_applies(waiver, finding, facts) for finding in run.findings):
            yield _unused(waiver, file, facts)


def _unused(waiver: Waiver, file: str, facts: Facts) -> Problem:
    """The problem of a waiver that applies to no finding, with the most likely cause."""
    folder = PurePosixPath(file).parent
    names = [
        path.stem
        for path in (PurePosixPath(document.path) for document, kind in facts.records.documents if kind != "waivers")
        if path.parent == folder
    ]
    if waiver.code not in registry.RULES:
        near = closest_match(waiver.code.lower(), [code.lower() for code in registry.RULES])
        return Problem(
            waiver.origin.at("code"),
            f"there is no rule {waiver.code}" + (f"; did you mean {near.upper()}?" if near else ""),
            "write the code as the finding gives it",
        )
    if waiver.record not in names:
        near = closest_match(waiver.record, names)
        return Problem(
            waiver.origin.at("record"),
            f"there is no record `{waiver.record}` in this folder" + (f"; did you mean `{near}`?" if near else ""),
            f"write `{near}`" if near else "put the waiver into the folder of its record, or take it away",
        )
    where = f" in its field `{waiver.field}`" if waiver.field else ""
    return Problem(
        waiver.origin.at("field" if waiver.field else "record"),
        f"nothing is found under {waiver.code} in `{waiver.record}`{where}",
        "take the waiver away, or correct what it names",
    )


@rule("WVR003")
def waiver_of_what_can_not_be_waived(facts: Facts) -> Iterator[Problem]:
    """A waiver is about something that no one can excuse.

    Privacy, sign-offs, consent, the law, the person's agreement and the never-delegate list cannot be waived. A
    record that cannot be read, or a reference that leads nowhere, cannot be worked with at all. Such a waiver covers
    nothing: what is found counts as before.

    ```yaml bad case_studies/waivers.yaml
    waivers:
      - code: PRV004  # <- WVR003
        record: rosa
        reason: She says that anyone may ring her
        by_role: phb-clinical-lead
        until: 2027-03-31
    ```

    ```yaml good case_studies/waivers.yaml
    waivers: []
    ```
    """
    for waiver in facts.records.waivers:
        if why := waivers.why_not_waivable(waiver.code):
            yield Problem(
                waiver.origin.at("code"),
                f"{waiver.code} cannot be waived: {why}",
                "mend what is found, and take the waiver away",
            )


@rule("WVR004")
def waiver_too_long(facts: Facts) -> Iterator[Problem]:
    """A waiver runs for more than a year.

    What is excused for years is a rule that was abolished for one record. A year is long enough to mend a thing, or to
    look at it again and agree anew.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    summary: Liquid food is given through a tube that goes straight into the stomach, by hand or with a pump that is set by a nurse or by a dietitian before the feed is given in the kitchen of the home.
    ```

    ```yaml bad framework/tasks/waivers.yaml
    waivers:
      - code: TXT003
        record: gastrostomy-feed
        reason: The wording is the manufacturer's own
        by_role: phb-clinical-lead
        until: 2029-12-31  # <- WVR004
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    summary: Liquid food is given through a tube that goes straight into the stomach, by hand or with a pump that is set by a nurse or by a dietitian before the feed is given in the kitchen of the home.
    ```

    ```yaml good framework/tasks/waivers.yaml
    waivers:
      - code: TXT003
        record: gastrostomy-feed
        reason: The wording is the manufacturer's own
        by_role: phb-clinical-lead
        until: 2027-11-22
    ```
    """
    last = _a_year_after(facts.on)
    for waiver in waivers.active_waivers(facts):
        if waiver.until > last:
            yield Problem(
                waiver.origin.at("until"),
                f"the waiver of {waiver.code} in `{waiver.record}` runs for more than a year",
                f"write {last} or an earlier day",
            )


def _a_year_after(day: date) -> date:
    """The same day of the next year; 1 March after 29 February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February, or the end of the calendar
        return date(day.year + 1, 3, 1) if day.year < date.max.year else date.max


@rule("WVR005")
def delegation_waived_without_a_clinician(facts: Facts) -> Iterator[Problem]:
    """An error of delegation is waived, and no clinician agreed.

    Such an error says that a task may not be handed over as it is written. Whether it may all the same is a clinical
    judgement: it needs a role that is accountable and stands on a professional register. A training lead cannot make
    it alone. Until then the waiver covers nothing. What loosens a base needs a clinician's role that the base has.

    ```yaml bad framework/tasks/waivers.yaml
    waivers:
      - code: DEL006
        record: gastrostomy-feed
        reason: The nurse comes every second year only
        by_role: pa-trainer  # <- WVR005
        until: 2027-03-31
    ```

    ```yaml good framework/tasks/waivers.yaml
    waivers:
      - code: DEL006
        record: gastrostomy-feed
        reason: Two years are agreed for a tube that has not been changed since 2019
        by_role: phb-clinical-lead
        until: 2027-03-31
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    sign_off:
      review_every: {months: 24, basis: local-policy, source: principles}
    ```
    """
    for waiver in waivers.active_waivers(facts):
        if _lacks_clinician(waiver, facts):
            of = " of the base" if waiver.code.startswith("OVR") else ""
            yield Problem(
                waiver.origin.at("by_role"),
                f"{waiver.by_role} may not waive {waiver.code}: it is no accountable role{of} on a professional register",
                "write the role of the clinician who agreed",
            )


def _lacks_clinician(waiver: Waiver, facts: Facts) -> bool | None:
    """Whether a clinician had to agree and did not; None where no record has the role (REF001 reports that)."""
    rule_ = registry.RULES.get(waiver.code)
    if rule_ is None or not waivers.needs_clinician(rule_.code, rule_.severity):
        return False
    agreed = waivers.agreed_by_clinician(waiver, facts.records)
    return None if agreed is None else not agreed


@rule("WVR006")
def waiver_of_a_whole_policy(facts: Facts) -> Iterator[Problem]:
    """A waiver of what an area loosens names a file of many records, and none of its lists or fields.

    It would excuse whatever is loosened in the whole policy until its last day, also what comes later and no clinician
    has seen. Until it names a field, it covers nothing.

    ```yaml bad framework/waivers.yaml
    waivers:
      - code: OVR001
        record: delegation  # <- WVR006
        reason: Our nurses review less often
        by_role: phb-clinical-lead
        until: 2027-03-31
    ```

    ```yaml good framework/waivers.yaml
    waivers: []
    ```
    """
    for waiver in waivers.active_waivers(facts):
        if waivers.covers_too_much(waiver):
            yield Problem(
                waiver.origin.at("record"),
                f"the waiver is for everything that is loosened in `{waiver.record}`",
                "add `field` with the list or the field that the clinician agreed to, such as `field: tiers`",
            )
