"""Family DEL: what roles may do, and what their authority rests on."""

import itertools
from collections.abc import Iterator

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.delegation_chain import DUTIES, is_accountable, roles_only_without_accountable
from pa_framework.facts.facts import Facts
from pa_framework.facts.graph import cycles
from pa_framework.facts.standing import roles_with_a_slip
from pa_framework.records.model import Role
from pa_framework.text.findings import Note

#: What something that ended does to a sign-off, the mildest first.
_EFFECTS = ("due", "lapsed", "stopped")


@rule("DEL003")
def nobody_accountable(facts: Facts) -> Iterator[Problem]:
    """A role's path of authority does not reach a registered professional who is accountable.

    People who train, assess or sign off need authority from someone else. That path must lead up to someone on a
    professional register. If it ends before, no one is accountable for the task.

    ```yaml bad framework/roles/pa-trainer.yaml
    authorised_by: []  # <- DEL003
    ```

    ```yaml good framework/roles/pa-trainer.yaml
    authorised_by: [community-nurse]
    ```
    """
    without = roles_only_without_accountable(facts.chains.values()) | roles_with_a_slip(facts).keys()
    for role in facts.records.roles.values():
        authority = facts.authorities[role.id]
        if role.id in without:
            continue
        if authority.ends == "unauthorised" and any(_may(role)):
            top = authority.path[-1]
            origin = role.origin
            yield Problem(
                origin.at("authorised_by") if origin.has_field("authorised_by") else origin.at("id"),
                f"the authority of {role.id} ends at {top}, whom no one authorises and who is on no register"
                if top != role.id
                else f"no one authorises {role.id}, and it is on no register",
                "name in `authorised_by` a role whose path reaches a registered professional",
                tuple(
                    Note(chain.task.origin.at("sign_off", held.duty.by, holder.index), f"{chain.task.id} rests on it")
                    for chain in facts.chains.values()
                    for held in chain.duties
                    for holder in held.holders
                    if holder.role == role.id
                )[:3],
            )


@rule("DEL004")
def authority_loop(facts: Facts) -> Iterator[Problem]:
    """Roles authorise one another in a circle.

    Authority that comes back to where it began comes from no one.

    ```yaml bad framework/roles/pa-trainer.yaml
    authorised_by: [clinical-training-provider]
    ```

    ```yaml bad framework/roles/clinical-training-provider.yaml
    authorised_by: [pa-trainer]  # <- DEL004
    ```

    ```yaml good framework/roles/pa-trainer.yaml
    authorised_by: [clinical-training-provider]
    ```

    ```yaml good framework/roles/clinical-training-provider.yaml
    authorised_by: [community-nurse]
    ```
    """
    roles = facts.records.roles
    for loop in cycles(
        {name: [above for above in role.authorised_by if above in roles] for name, role in roles.items()}
    ):
        first = roles[loop[0]]
        yield Problem(
            first.origin.at("authorised_by", first.authorised_by.index(loop[1])),
            f"authority goes round in a circle: {' → '.join(loop)}",
            "let one of them be authorised by a registered professional outside of the circle",
            tuple(Note(roles[name].origin.at("authorised_by"), f"{name} stands on it") for name in loop[1:-1]),
        )


@rule("DEL016")
def delegates_without_registration(facts: Facts) -> Iterator[Problem]:
    """A role that is on no professional register may delegate.

    A registered professional decides to delegate a healthcare task, and stays accountable for it.

    ```yaml bad framework/roles/pa-trainer.yaml
    may_delegate: {nutrition: low}  # <- DEL016
    ```

    ```yaml good framework/roles/pa-trainer.yaml
    may_train: {nutrition: medium}
    ```
    """
    without = roles_only_without_accountable(facts.chains.values()) | roles_with_a_slip(facts).keys()
    for role in facts.records.roles.values():
        if role.id in without:
            continue
        if role.may_delegate and not is_accountable(role):
            yield Problem(
                role.origin.key("may_delegate"),
                f"{role.id} may delegate and is not an accountable registered role",
                "take `may_delegate` away, or say which register the role is on",
            )


@rule("DEL020")
def higher_tier_demands_less(facts: Facts) -> Iterator[Problem]:
    """A tier of higher risk demands less than the one below it.

    What is more dangerous cannot need less care.

    ```yaml bad framework/delegation.yaml
    tiers:
      - id: medium
        title: Medium risk
        summary: A mistake can do harm that needs treatment
        demands: {agreed_by: [person, pa, employer, insurer], observed_practices: 3, review_within_months: 12, never_sole_assessor: [individual-employer]}
        basis: design-default
      - id: high
        title: High risk
        summary: A mistake can kill
        demands: {agreed_by: [person, pa, employer, insurer], observed_practices: 2, review_within_months: 12, never_sole_assessor: [individual-employer]}  # <- DEL020
        basis: design-default
    ```

    ```yaml good framework/delegation.yaml
    tiers:
      - id: medium
        title: Medium risk
        summary: A mistake can do harm that needs treatment
        demands: {agreed_by: [person, pa, employer, insurer], observed_practices: 3, review_within_months: 12, never_sole_assessor: [individual-employer]}
        basis: design-default
      - id: high
        title: High risk
        summary: A mistake can kill
        demands: {agreed_by: [person, pa, employer, insurer], observed_practices: 5, review_within_months: 12, never_sole_assessor: [individual-employer]}
        basis: design-default
    ```
    """
    tiers = list(facts.records.tiers.values())
    for lower, upper in itertools.pairwise(tiers):
        below, above = lower.demands, upper.demands
        less = {
            "agreed_by": not set(below.agreed_by) <= set(above.agreed_by),
            "observed_practices": above.observed_practices < below.observed_practices,
            "with_person": (above.with_person or 0) < (below.with_person or 0),
            "different_days": (above.different_days or 0) < (below.different_days or 0),
            "assessed_within_days": _is_longer(above.assessed_within_days, below.assessed_within_days),
            "review_within_months": above.review_within_months > below.review_within_months,
            "reassess_after_lapse_days": _is_longer(above.reassess_after_lapse_days, below.reassess_after_lapse_days),
            "expired_competence": below.expired_competence == "lapsed" and above.expired_competence != "lapsed",
            "expired_credential": _EFFECTS.index(above.expired_credential or "lapsed")
            < _EFFECTS.index(below.expired_credential or "lapsed"),
            "apart": not {frozenset(pair) for pair in below.apart} <= {frozenset(pair) for pair in above.apart},
            "never_sole_assessor": not set(below.never_sole_assessor) <= set(above.never_sole_assessor),
        }
        for name in (name for name, is_less in less.items() if is_less):
            has_field = upper.origin.has_field("demands", name)
            yield Problem(
                upper.origin.at("demands", name) if has_field else upper.origin.key("demands"),
                f"{upper.id} risk demands less in `{name}` than {lower.id} risk",
                "demand at least as much as the tier below",
                (Note(lower.origin.at("demands", name), f"demanded for {lower.id} risk"),),
            )


@rule("DEL037")
def more_of_the_practices_than_there_are(facts: Facts) -> Iterator[Problem]:
    """A tier demands more practices with the person, or on different days, than it demands practices at all.

    Both are about the observed practices. Three with the person out of two cannot be done, and no sign-off would
    ever hold.

    ```yaml bad framework/delegation.yaml
    tiers:
      - id: medium
        title: Medium risk
        summary: A mistake can do harm that needs treatment
        demands: {agreed_by: [person, pa, employer, insurer], observed_practices: 3, with_person: 4, review_within_months: 12, never_sole_assessor: [individual-employer]}  # <- DEL037
        basis: design-default
      - {id: high, title: High risk, summary: A mistake can kill, demands: {agreed_by: [person, pa, employer, insurer], observed_practices: 5, with_person: 5, different_days: 2, review_within_months: 12, never_sole_assessor: [individual-employer]}, basis: design-default}
    ```

    ```yaml good framework/delegation.yaml
    tiers:
      - id: medium
        title: Medium risk
        summary: A mistake can do harm that needs treatment
        demands: {agreed_by: [person, pa, employer, insurer], observed_practices: 3, with_person: 2, different_days: 2, review_within_months: 12, never_sole_assessor: [individual-employer]}
        basis: design-default
      - {id: high, title: High risk, summary: A mistake can kill, demands: {agreed_by: [person, pa, employer, insurer], observed_practices: 5, with_person: 5, different_days: 2, review_within_months: 12, never_sole_assessor: [individual-employer]}, basis: design-default}
    ```
    """
    for tier in facts.records.tiers.values():
        demands = tier.demands
        for name, words, number in (
            ("with_person", "with the person", demands.with_person),
            ("different_days", "on different days", demands.different_days),
        ):
            if number is not None and number > demands.observed_practices:
                yield Problem(
                    tier.origin.at("demands", name),
                    f"{tier.id} risk demands {number} practices {words} and only {demands.observed_practices} in all",
                    f"write {demands.observed_practices} or less, or demand more `observed_practices`",
                    (Note(tier.origin.at("demands", "observed_practices"), "in all"),),
                )


def _is_longer(above: int | None, below: int | None) -> bool:
    """Whether the longest time of a higher tier is longer than that of the one below it; without one it has no end."""
    return below is not None and (above is None or above > below)


def _may(role: Role) -> Iterator[bool]:
    """For each duty, whether a role may hold it for any category."""
    return (bool(getattr(role, duty.may)) for duty in DUTIES)
