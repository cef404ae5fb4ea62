"""Family SGN: what must still be so for a sign-off to hold today. The facts are those of sign_off_now.py."""

from collections.abc import Iterator

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.check.rules.sign_off_evidence import refused_hand_overs
from pa_framework.check.rules.verdicts import problems_with_code
from pa_framework.facts.facts import Facts
from pa_framework.facts.verdict import Verdict
from pa_framework.text.findings import Note, Severity


@rule("SGN027", Severity.WARNING)
def no_one_accountable(facts: Facts) -> Iterator[Problem]:
    """The professional who is accountable for a delegated task has left, and no one has taken it over.

    The PA needs a professional to ask. `without_accountable_days` of the tier says how long the PA may go on without
    one (28 days, if it says nothing). Then the task stops.

    ```yaml bad competences/register/practitioners/pr-011.yaml
    active_until: 2026-11-10
    ```

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - task: gastrostomy-feed  # <- SGN027
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - handed_over: [{to: pr-012, on: 2026-11-09}]
    ```
    """
    refused = {(pa.id, index, number) for pa, index, number, _ in refused_hand_overs(facts)}
    fix = (
        "ask another registered professional who may delegate this task to take it over, and record it in `handed_over`"
    )
    for verdict in facts.verdicts:
        for reason in verdict.reasons:
            # Where no one is accountable because of a hand-over that does not count, SGN035 or REF001 reports it.
            if reason.code == "SGN027" and (verdict.pa, verdict.index, _last_hand_over(facts, verdict)) not in refused:
                yield Problem(reason.span, f"{verdict.pa}, {verdict.task}, {verdict.person}: {reason.sentence}", fix)


def _last_hand_over(facts: Facts, verdict: Verdict) -> int | None:
    """The number (from 0) of the last hand-over of a sign-off; None where there is none."""
    entries = facts.register.pas[verdict.pa].sign_offs[verdict.index].handed_over if facts.register else ()
    return max(
        ((entry.on, number) for number, entry in enumerate(entries) if entry.on <= facts.on), default=(None, None)
    )[1]


@rule("SGN028", Severity.WARNING)
def competence_ended(facts: Facts) -> Iterator[Problem]:
    """A competence that the task requires has ended, or ends soon.

    The PA held it on the day of the sign-off. `expired_competence` of the tier says what happens when it ends.

    ```yaml bad competences/register/pas/pa-0001.yaml
    competences:
      - {competence: infection-prevention, step: independent, assessed_by: pr-030, on: 2026-01-25, until: 2026-10-24}
      - {competence: record-keeping, step: independent, assessed_by: pr-030, on: 2026-01-26}
    sign_offs:
      - task: gastrostomy-feed  # <- SGN028
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    competences:
      - {competence: infection-prevention, step: independent, assessed_by: pr-030, on: 2026-01-25, until: 2026-10-24}
      - {competence: infection-prevention, step: independent, assessed_by: pr-030, on: 2026-10-20}
      - {competence: record-keeping, step: independent, assessed_by: pr-030, on: 2026-01-26}
    ```
    """
    yield from problems_with_code(
        facts, "SGN028", "ask an assessor to assess the competence again, and record it with its day"
    )


@rule("SGN029", Severity.WARNING)
def yes_ended(facts: Facts) -> Iterator[Problem]:
    """Someone who must agree does not agree any more: their agreement ended, or the employer changed.

    The insurer's confirmation counts for `insurance_months` of the framework (12, if it says nothing), or to its
    `until`. Without cover, the PA and the employer carry the risk themselves.

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - agreed: {insurer: {on: 2026-02-22, until: 2026-10-31}}  # <- SGN029
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - agreed:
          insurer:
            - {on: 2026-02-22, until: 2026-10-31}
            - 2026-10-30
    ```

    ```yaml bad competences/register/persons/person-001.yaml
    employers: [{id: employer-002, from: 2026-09-01}]
    ```

    ```yaml good competences/register/persons/person-001.yaml
    employers: [{id: employer-002, from: 2026-01-01}]
    ```
    """
    yield from problems_with_code(
        facts,
        "SGN029",
        "ask the insurer to confirm cover, or the employer, the person or the PA whether they agree; record the day",
    )


@rule("SGN031", Severity.WARNING)
def other_device(facts: Facts) -> Iterator[Problem]:
    """The person uses another device for the task than the one with which the PA was assessed.

    Another pump has other buttons and alarms. A review with the new device renews the sign-off, where it names the
    device in `devices`.

    ```yaml bad competences/register/persons/person-001.yaml
    devices: [{task: gastrostomy-feed, device: pump-model-b, from: 2026-10-01}]
    ```

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - task: gastrostomy-feed  # <- SGN031
        devices: [pump-model-a]
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - devices: [pump-model-a]
        reviews: [{by: pr-011, on: 2026-10-02, outcome: continues, devices: [pump-model-b]}]
    ```
    """
    yield from problems_with_code(
        facts,
        "SGN031",
        "ask someone who may review to watch the PA with the device that is in use, and record the review with `devices`",
    )


@rule("SGN036", Severity.WARNING)
def registration_to_be_looked_at(facts: Facts) -> Iterator[Problem]:
    """The registration of the professional who is accountable has conditions, or was not checked for a long time.

    Conditions may forbid what was delegated. `register_check_valid_months` of the framework says how long a check
    counts.

    ```yaml bad competences/register/practitioners/pr-011.yaml
    register_checked_on: [2026-01-12, {on: 2026-10-01, result: conditions}]
    ```

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - task: gastrostomy-feed  # <- SGN036
    ```

    ```yaml good competences/register/practitioners/pr-011.yaml
    register_checked_on: [2026-01-12, {on: 2026-10-01, result: registered}]
    ```
    """
    yield from problems_with_code(
        facts,
        "SGN036",
        "look them up on their professional register and record the day and result; where there are conditions, ask "
        "their manager whether they may delegate this task",
    )


@rule("SGN038", Severity.WARNING)
def rule_changed(facts: Facts) -> Iterator[Problem]:
    """The rules changed, and they ask for a review or a new assessment of older sign-offs.

    `earlier` in the record of a task, a tier, a role or a trigger says what changed, and by which day the review or the
    assessment is needed. After that day the PA may not do the task.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    earlier:
      - until: 2026-09-30
        sign_off: {observed_practices: {at_least: 2}}
        asks_of_old_sign_offs: {do: review, by: 2026-12-31}
    ```

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - task: gastrostomy-feed  # <- SGN038
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - reviews: [{by: pr-011, on: 2026-10-10, outcome: continues}]
    ```
    """
    for verdict in facts.verdicts:
        for reason in verdict.reasons:
            if reason.code == "SGN038":
                yield Problem(
                    verdict.span,
                    f"{verdict.pa}, {verdict.task}, {verdict.person}: {reason.sentence}",
                    "ask someone who may review or assess to do so, and record it with its day",
                    (Note(reason.span, "the change"),),
                )


@rule("SGN039", Severity.WARNING)
def yes_to_be_looked_at_again(facts: Facts) -> Iterator[Problem]:
    """The day has passed by which a decision for the person was to be looked at again.

    A best-interests decision is made for a time. `review_on` of the person's agreement says when to look at it again.

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - agreed:
          person:
            {on: 2026-02-20, by: best-interests, decided_by: community-nurse, review_on: 2026-08-20}  # <- SGN039
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - agreed:
          person:
            - {on: 2026-02-20, by: best-interests, decided_by: community-nurse, review_on: 2026-08-20}
            - {on: 2026-08-18, by: best-interests, decided_by: community-nurse, review_on: 2027-02-18}
    ```
    """
    yield from problems_with_code(
        facts,
        "SGN039",
        "ask the professional who decided for the person to look at it again with them; add an entry with the day",
    )
