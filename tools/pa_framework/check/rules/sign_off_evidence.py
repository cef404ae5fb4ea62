"""Family SGN: the evidence for a sign-off. Assessments and practices, reviews that do not count, hand-overs."""

from collections.abc import Iterator

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.check.rules.verdicts import problems_with_code
from pa_framework.facts.facts import Facts
from pa_framework.facts.sign_off_links import Fault
from pa_framework.facts.verdict import State
from pa_framework.records.register_model import Pa
from pa_framework.text.findings import Severity


def refused_hand_overs(facts: Facts) -> Iterator[tuple[Pa, int, int, Fault]]:
    """Hand-overs up to the day to someone who could not delegate the task then.

    Each as the PA, the number of the sign-off and the number of the hand-over (from 0), and why it was refused.
    """
    links = facts.chain_validator.links
    for pa in facts.register.pas.values() if facts.register else ():
        for index, sign_off in enumerate(pa.sign_offs):
            known = [(number, entry) for number, entry in enumerate(sign_off.handed_over) if entry.on <= facts.on]
            if not known or sign_off.task not in facts.records.tasks:
                continue
            case = links.case(pa, index, facts.on)
            for number, entry in known:
                if fault := links.could_delegate(case, entry.to, entry.on, ("handed_over", number, "to")):
                    yield pa, index, number, fault


@rule("SGN025")
def assessed_too_late(facts: Facts) -> Iterator[Problem]:
    """A PA was assessed so long after the training that the training does not count.

    `assessed_within_days` of the tier says how many days there may be between the two. People forget what they do not
    practise.

    ```yaml bad framework/delegation.yaml
    tiers:
      - {id: low, title: Low, summary: x, basis: design-default, demands: {agreed_by: [person, pa, employer], observed_practices: 3, review_within_months: 12}}
      - {id: medium, title: Medium, summary: x, basis: design-default, demands: {agreed_by: [person, pa, employer], observed_practices: 3, review_within_months: 12, assessed_within_days: 5}}
      - {id: high, title: High, summary: x, basis: design-default, demands: {agreed_by: [person, pa, employer], observed_practices: 3, review_within_months: 12, assessed_within_days: 5}}
    ```

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - assessed_on: 2026-03-04  # <- SGN025
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - trained: [{by: pr-030, on: 2026-02-28}]
    ```
    """
    yield from problems_with_code(
        facts, "SGN025", "train the PA again, then assess and sign off; or record a later training, if there was one"
    )


@rule("SGN032")
def not_yet_competent(facts: Facts) -> Iterator[Problem]:
    """A PA was signed off although the latest assessment said: not yet competent.

    Only a later assessment that says `competent` can carry a sign-off. An assessment after the sign-off that says
    `not-yet` stops the task; that is no fault of the record, and `check` does not report it.

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - assessed:
          - {by: pr-011, on: 2026-03-05, outcome: not-yet}  # <- SGN032
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - assessed:
          - {by: pr-011, on: 2026-03-03, outcome: not-yet}
    ```
    """
    yield from problems_with_code(
        facts, "SGN032", "stop the task; train and assess the PA again, and sign off again", states=(State.BROKEN,)
    )


@rule("SGN033")
def practices_of_quality(facts: Facts) -> Iterator[Problem]:
    """Enough practices were observed, but too few with the person, or on too few different days.

    `with_person` and `different_days` of the tier say how many. A practice on a manikin does not show how this person
    is.

    ```yaml bad framework/delegation.yaml
    tiers:
      - {id: low, title: Low, summary: x, basis: design-default, demands: {agreed_by: [person, pa, employer], observed_practices: 3, review_within_months: 12}}
      - {id: medium, title: Medium, summary: x, basis: design-default, demands: {agreed_by: [person, pa, employer], observed_practices: 3, review_within_months: 12, with_person: 2}}
      - {id: high, title: High, summary: x, basis: design-default, demands: {agreed_by: [person, pa, employer], observed_practices: 3, review_within_months: 12, with_person: 2}}
    ```

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - observed:
          - {by: pr-011, on: 2026-03-01, how: manikin}
          - {by: pr-011, on: 2026-03-02, how: simulated}
          - {by: pr-012, on: 2026-03-04, how: with-person}
        signed_off_on: 2026-03-05  # <- SGN033
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - observed:
          - {by: pr-011, on: 2026-03-01, how: manikin}
          - {by: pr-011, on: 2026-03-02, how: with-person}
          - {by: pr-012, on: 2026-03-04, how: with-person}
    ```
    """
    yield from problems_with_code(
        facts, "SGN033", "observe the PA again, with the person or on another day, then assess and sign off again"
    )


@rule("SGN034", Severity.WARNING)
def review_set_later(facts: Facts) -> Iterator[Problem]:
    """A sign-off or a review sets a later day for the next review than the rules allow.

    The day of the rules holds: `review_every` of the task, or else `review_within_months` of its tier. `review_on`
    can only bring a review forward.

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - reviews: [{by: pr-011, on: 2026-08-30, outcome: continues, review_on: 2028-08-30}]  # <- SGN034
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - reviews: [{by: pr-011, on: 2026-08-30, outcome: continues, review_on: 2027-02-28}]
    ```
    """
    held, validator = facts.register, facts.chain_validator
    for pa in held.pas.values() if held else ():
        for index, sign_off in enumerate(pa.sign_offs):
            if sign_off.review_on is None and all(review.review_on is None for review in sign_off.reviews):
                continue
            case = validator.links.case(pa, index, facts.on)
            for decision in case.decisions:
                number = decision.review
                own = sign_off.review_on if number is None else sign_off.reviews[number].review_on
                latest = decision.stood.end
                if own is None or latest is None or own <= latest:
                    continue
                yield Problem(
                    case.place("review_on") if number is None else case.place("reviews", number, "review_on"),
                    f"{pa.id}, {sign_off.task}, {sign_off.person}: the next review is set for {own}, and the rules "
                    f"ask for it by {latest}",
                    f"write {latest} or an earlier day, or leave `review_on` out",
                )


@rule("SGN035", Severity.WARNING)
def hand_over_does_not_count(facts: Facts) -> Iterator[Problem]:
    """A task was handed over to someone who could not have delegated it on that day.

    From that day no one is accountable for the task. Only a professional whose role may delegate it, and whose
    registration was checked in time, can take it over.

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - handed_over: [{to: pr-030, on: 2026-06-01}]  # <- SGN035
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - handed_over: [{to: pr-012, on: 2026-06-01}]
    ```
    """
    for pa, index, number, fault in refused_hand_overs(facts):
        sign_off = pa.sign_offs[index]
        if fault.code == "REF001":
            continue
        yield Problem(
            pa.origin.at("sign_offs", index, "handed_over", number, "to"),
            f"{pa.id}, {sign_off.task}, {sign_off.person}: the hand-over does not count: {fault.sentence}",
            "ask a registered professional who may delegate this task to take it over, and record the day",
        )


@rule("SGN040", Severity.WARNING)
def review_does_not_renew(facts: Facts) -> Iterator[Problem]:
    """A review says `continues`, and something had to be done first.

    After a review that says `retrain`, training and an assessment come first. After an assessment that says `not-yet`,
    and where a review is very late, an assessment comes first. Until then the review does not renew the sign-off.

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - reviews:
          - {by: pr-011, on: 2026-08-30, outcome: retrain}
          - {by: pr-011, on: 2026-09-20, outcome: continues}  # <- SGN040
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - reviews:
          - {by: pr-011, on: 2026-08-30, outcome: retrain}
          - {by: pr-011, on: 2026-09-20, outcome: continues}
        trained: [{by: pr-030, on: 2026-09-10}]
        assessed: [{by: pr-012, on: 2026-09-20, outcome: competent}]
    ```
    """
    yield from problems_with_code(
        facts,
        "SGN040",
        "record the training and the assessment; if there were none, do them, and then review again",
        remarks=True,
    )
