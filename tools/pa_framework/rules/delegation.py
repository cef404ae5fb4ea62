"""Family DEL: the delegation policy, tasks and roles. The facts are those of signoff.py."""

from collections.abc import Iterator

from pa_framework.facts import Facts
from pa_framework.findings import Note, Severity
from pa_framework.graph import loops
from pa_framework.model import Approval, Noun, Role
from pa_framework.nearest import listed
from pa_framework.rules.registry import Problem, rule
from pa_framework.signoff import DUTIES, Chain, is_accountable

#: Who says yes, in words.
AGREES = {"person": "the person", "pa": "the PA", "employer": "the employer", "insurer": "the insurer"}


@rule("DEL001")
def duty_missing(facts: Facts) -> Iterator[Problem]:
    """A task that may be delegated names nobody for one of the five duties.

    Each duty must be somebody's: to delegate, train, assess, sign off and review. Where one is missing, a PA
    works without anybody having judged it.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    sign_off:
      reviewed_by: []  # <- DEL001
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    sign_off:
      reviewed_by: [community-nurse]
    ```
    """
    for chain in facts.chains.values():
        for held in chain.duties:
            if held.missing:
                origin = chain.task.origin
                place = (
                    origin.at("sign_off", held.duty.by)
                    if origin.written("sign_off", held.duty.by)
                    else origin.key("sign_off")
                )
                yield Problem(
                    place,
                    f"{chain.task.id} names no role to {held.duty.verb} it",
                    f"add `{held.duty.by}:` with the roles that may {held.duty.verb} {_category(chain)} tasks",
                )


@rule("DEL002")
def role_not_authorised(facts: Facts) -> Iterator[Problem]:
    """A task names a role for a duty that the role may not hold for tasks of this category and risk.

    What a role may do stands in its own record, up to a tier of risk for each category. A chain is only as good
    as the right of each of its links.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    sign_off:
      delegated_by: [community-nurse, pharmacist]  # <- DEL002
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    sign_off:
      delegated_by: [community-nurse]
    ```
    """
    for chain in facts.chains.values():
        for held in chain.duties:
            for holder in held.holders:
                if holder.known and not holder.may and chain.tier is not None:
                    role = facts.records.roles[holder.role]
                    up_to = f", only up to {holder.up_to}" if holder.up_to else ""
                    yield Problem(
                        chain.task.origin.at("sign_off", held.duty.by, holder.index),
                        f"{holder.role} may not {held.duty.verb} {_category(chain)} tasks of {chain.tier.id} risk{up_to}",
                        f"remove `{holder.role}`, or add `{chain.task.category}: {chain.tier.id}` to its `{held.duty.may}`",
                        (
                            Note(
                                role.origin.key(held.duty.may) if role.origin.written(held.duty.may) else role.origin.at("id"),
                                f"lists what a {role.id.replace('-', ' ')} may {held.duty.verb}",
                            ),
                        ),
                    )


@rule("DEL003")
def nobody_accountable(facts: Facts) -> Iterator[Problem]:
    """A role's path of authority does not reach a registered professional who is accountable.

    Whoever trains, assesses or signs off does so because somebody let them. That path must lead up to somebody on
    a professional register. If it ends before, nobody answers for the task.

    ```yaml bad framework/roles/pa-trainer.yaml
    authorised_by: []  # <- DEL003
    ```

    ```yaml good framework/roles/pa-trainer.yaml
    authorised_by: [community-nurse]
    ```
    """
    for role in facts.records.roles.values():
        authority = facts.authorities[role.id]
        if authority.ends == "nobody" and any(_may(role)):
            top = authority.path[-1]
            origin = role.origin
            yield Problem(
                origin.at("authorised_by") if origin.written("authorised_by") else origin.at("id"),
                f"the authority of {role.id} ends at {top}, whom nobody authorises and who is on no register"
                if top != role.id
                else f"nobody authorises {role.id}, and it is on no register",
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

    Authority that comes back to where it began comes from nobody.

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
    for loop in loops({name: [each for each in role.authorised_by if each in roles] for name, role in roles.items()}):
        first = roles[loop[0]]
        yield Problem(
            first.origin.at("authorised_by", first.authorised_by.index(loop[1])),
            f"authority goes round in a circle: {' → '.join(loop)}",
            "let one of them be authorised by a registered professional outside of the circle",
            tuple(Note(roles[name].origin.at("authorised_by"), f"{name} stands on it") for name in loop[1:-1]),
        )


@rule("DEL005")
def too_few_observed(facts: Facts) -> Iterator[Problem]:
    """A task asks for fewer observed practices than its tier of risk demands.

    Somebody must have watched the PA do it well, as often as the policy says for tasks of this risk.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    sign_off:
      observed_practices: {at_least: 1, basis: design-default}  # <- DEL005
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    sign_off:
      observed_practices: {at_least: 3, basis: design-default}
    ```
    """
    for chain in facts.chains.values():
        if chain.tier and chain.observed < chain.observed_demanded:
            origin = chain.task.origin
            written = origin.written("sign_off", "observed_practices")
            yield Problem(
                origin.at("sign_off", "observed_practices", "at_least") if written else origin.key("sign_off"),
                f"{chain.task.id} asks for {chain.observed or 'no'} observed practice{'' if chain.observed == 1 else 's'};"
                f" {chain.tier.id} risk demands {chain.observed_demanded}",
                f"write `observed_practices: {{at_least: {chain.observed_demanded}, basis: design-default}}` or more",
                (Note(chain.tier.origin.at("demands", "observed_practices"), "demanded here"),),
            )


@rule("DEL006")
def review_too_long(facts: Facts) -> Iterator[Problem]:
    """A task is reviewed less often than its tier of risk or the framework allows, or never.

    Skills fade and people's health changes. A sign-off that is never looked at again lapses without anybody knowing.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    sign_off:
      review_every: {months: 36, basis: design-default}  # <- DEL006
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    sign_off:
      review_every: {months: 12, basis: design-default}
    ```
    """
    for chain in facts.chains.values():
        origin, longest = chain.task.origin, chain.review_longest
        if chain.tier is None or longest is None:
            continue
        if chain.review_months is None:
            yield Problem(
                origin.key("sign_off"),
                f"{chain.task.id} does not say how often it is reviewed",
                f"add `review_every: {{months: {longest}, basis: design-default}}`",
            )
        elif chain.review_months > longest:
            yield Problem(
                origin.at("sign_off", "review_every", "months"),
                f"{chain.task.id} is reviewed every {chain.review_months} months; {chain.tier.id} risk allows {longest} at most",
                f"write {longest} or less",
                (Note(chain.tier.origin.at("demands", "review_within_months"), "allowed here"),),
            )


@rule("DEL007")
def person_not_asked(facts: Facts) -> Iterator[Problem]:
    """A task can be signed off without the yes of the person it is done for.

    The person stays in charge. Their own agreement is a link of every chain.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    sign_off:
      agreed_by: [pa, employer, insurer]  # <- DEL007
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    sign_off:
      agreed_by: [person, pa, employer, insurer]
    ```
    """
    for chain in facts.chains.values():
        sign_off = chain.task.sign_off
        if sign_off is not None and "person" not in sign_off.agreed_by:
            origin = chain.task.origin
            yield Problem(
                origin.at("sign_off", "agreed_by") if origin.written("sign_off", "agreed_by") else origin.key("sign_off"),
                f"{chain.task.id} does not ask the person to agree",
                "add `person` to `agreed_by`",
            )


@rule("DEL008")
def agreement_missing(facts: Facts) -> Iterator[Problem]:
    """A task does not ask for an agreement that its tier of risk demands.

    The PA may say no, the employer must know, and without the insurer's yes nobody is covered.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    sign_off:
      agreed_by: [person, pa, employer]  # <- DEL008
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    sign_off:
      agreed_by: [person, pa, employer, insurer]
    ```
    """
    for chain in facts.chains.values():
        missing = [each for each in chain.agreed_missing if each != "person"]
        if missing and chain.tier:
            origin = chain.task.origin
            yield Problem(
                origin.at("sign_off", "agreed_by") if origin.written("sign_off", "agreed_by") else origin.key("sign_off"),
                f"{chain.task.id} does not ask {' and '.join(AGREES[each] for each in missing)} to agree;"
                f" {chain.tier.id} risk demands it",
                f"add {listed(missing, 'and')} to `agreed_by`",
                (Note(chain.tier.origin.at("demands", "agreed_by"), "demanded here"),),
            )


@rule("DEL009")
def never_task_with_a_chain(facts: Facts) -> Iterator[Problem]:
    """A task that nobody may hand to a PA has a chain all the same.

    Whoever reads the chain would think that it may be done.

    ```yaml bad framework/tasks/changing-a-dose.yaml
    sign_off:  # <- DEL009
      delegated_by: [community-nurse]
    ```

    ```yaml good framework/tasks/changing-a-dose.yaml
    status: never
    ```
    """
    for task in facts.records.tasks.values():
        if task.status == "never" and task.sign_off is not None:
            yield Problem(
                task.origin.key("sign_off"),
                f"{task.id} is never delegated and has a `sign_off`",
                "take `sign_off` away; if local policy allows the task, change its `status` with the named clinician's approval",
                (Note(task.origin.at("status"), "never"),),
            )


@rule("DEL010", Severity.WARNING)
def task_no_level_reaches(facts: Facts) -> Iterator[Problem]:
    """No career level expects all the competences that a task requires.

    A PA who climbs every level would still not be ready for it, and nobody would know why.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    requires:  # <- DEL010
      infection-prevention: guides-others
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    requires:
      infection-prevention: independent
    ```
    """
    levels = facts.records.levels_in_order()
    height = facts.records.step_order()
    for task in facts.records.tasks.values():
        if task.status != "delegable" or task.replaced_by or not levels or facts.graph.reached_by[task.id]:
            continue
        top = levels[-1]
        short = [
            name
            for name, step in task.requires.items()
            if height.get(top.expects.get(name, ""), -1) < height.get(step, -1) and _can_be_expected(facts, name)
        ]
        if short:
            yield Problem(
                task.origin.key("requires"),
                f"no level expects what {task.id} requires; {top.id} falls short in {listed(short, 'and')}",
                "let a level expect it at this step, or require a lower step",
            )


def _can_be_expected(facts: Facts, competence: str) -> bool:
    """Whether anything is to be said of a level that does not expect it: not where another finding tells why."""
    known = facts.records.competences.get(competence)
    return (
        known is not None
        and not known.replaced_by
        and ("competence", competence) not in facts.misnamed
        and not facts.may_be_named(competence, "level")
    )


@rule("DEL011")
def no_stop_signs(facts: Facts) -> Iterator[Problem]:
    """A delegable task does not say when to stop.

    A PA alone in a house must know the signs at which to stop and call. This is the first thing that a page shows.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    id: gastrostomy-feed  # <- DEL011
    stop_when: null
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    stop_when: [The tube has moved or come out]
    ```
    """
    for task in facts.records.tasks.values():
        if task.status == "delegable" and not task.stop_when:
            yield Problem(task.origin.at("id"), f"{task.id} has no stop signs", "add `stop_when:` with the signs to stop at")


@rule("DEL012")
def approved_without_source(facts: Facts) -> Iterator[Problem]:
    """A task is approved and cites no source.

    Whoever trusts the approval must be able to see what it rests on.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    approval: {state: approved, by_role: phb-clinical-lead, on: 2026-10-01, review_by: 2027-10-01}  # <- DEL012
    sources: []
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    approval: {state: approved, by_role: phb-clinical-lead, on: 2026-10-01, review_by: 2027-10-01}
    sources: [principles]
    ```
    """
    for task in facts.records.tasks.values():
        if task.approval.state == "approved" and not task.sources:
            yield Problem(
                task.origin.at("approval", "state"),
                f"{task.id} is approved without a source",
                "name in `sources` what the approval rests on, or set it back to `draft`",
            )


@rule("DEL013", Severity.WARNING)
def approval_overdue(facts: Facts) -> Iterator[Problem]:
    """An approval's review date has passed.

    The record is shown with a banner until somebody with the right role has looked at it again.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    approval: {state: approved, by_role: phb-clinical-lead, on: 2024-10-01, review_by: 2025-10-01}  # <- DEL013
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    approval: {state: approved, by_role: phb-clinical-lead, on: 2026-10-01, review_by: 2027-10-01}
    ```
    """
    for noun, approval in _approvals(facts):
        if approval.review_by and approval.review_by < facts.on:
            yield Problem(
                noun.origin.at("approval", "review_by"),
                f"the approval of {noun.id} should have been reviewed by {approval.review_by}",
                "ask the role that approved it to look again, then move `on` and `review_by`",
            )


@rule("DEL014", Severity.WARNING)
def nobody_teaches_the_task(facts: Facts) -> Iterator[Problem]:
    """No learning offer prepares for a task that may be delegated.

    A PA who is asked to do it has nowhere to learn it.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    id: gastrostomy-feed  # <- DEL014
    ```

    ```yaml bad framework/learning/tube-feeding-training.yaml
    prepares_for: []
    ```

    ```yaml good framework/learning/tube-feeding-training.yaml
    prepares_for: [gastrostomy-feed]
    ```
    """
    for task in facts.records.tasks.values():
        if (
            task.status == "delegable"
            and not task.replaced_by
            and not facts.graph.prepared_by.get(task.id)
            and ("task", task.id) not in facts.misnamed
            and not facts.may_be_named(task.id, "learning")
        ):
            yield Problem(
                task.origin.at("id"),
                f"no learning offer prepares for {task.id}",
                "add it to `prepares_for` of an offer in framework/learning",
            )


@rule("DEL015")
def sole_assessor_not_allowed(facts: Facts) -> Iterator[Problem]:
    """The only role that may assess a task is one that the policy does not let assess alone.

    The person who employs a PA depends on that PA. To be the only judge of a clinical task is too much to ask of
    them, and puts both at risk.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    sign_off:
      assessed_by: [individual-employer]  # <- DEL015
    ```

    ```yaml bad framework/roles/individual-employer.yaml
    may_assess: {nutrition: medium}
    authorised_by: [community-nurse]
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    sign_off:
      assessed_by: [community-nurse]
    ```
    """
    for chain in facts.chains.values():
        if chain.sole_assessors and chain.tier:
            yield Problem(
                chain.task.origin.at("sign_off", "assessed_by", 0),
                f"nobody but {' and '.join(chain.sole_assessors)} assesses {chain.task.id}",
                "name a registered role as well",
                (Note(chain.tier.origin.at("demands", "never_sole_assessor"), f"not alone for {chain.tier.id} risk"),),
            )


@rule("DEL016")
def delegates_without_registration(facts: Facts) -> Iterator[Problem]:
    """A role that is on no professional register may delegate.

    To hand over a healthcare task is the decision of a registered professional, who stays accountable for it.

    ```yaml bad framework/roles/pa-trainer.yaml
    may_delegate: {nutrition: low}  # <- DEL016
    ```

    ```yaml good framework/roles/pa-trainer.yaml
    may_train: {nutrition: medium}
    ```
    """
    for role in facts.records.roles.values():
        if role.may_delegate and not is_accountable(role):
            yield Problem(
                role.origin.key("may_delegate"),
                f"{role.id} may delegate and is not an accountable registered role",
                "take `may_delegate` away, or say which register the role is on",
            )


@rule("DEL017")
def approved_by_nobody_accountable(facts: Facts) -> Iterator[Problem]:
    """A task is approved by a role that is not an accountable registered one.

    An approval of a clinical task is a clinical judgement.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    approval: {state: approved, by_role: individual-employer, on: 2026-10-01, review_by: 2027-10-01}  # <- DEL017
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    approval: {state: approved, by_role: phb-clinical-lead, on: 2026-10-01, review_by: 2027-10-01}
    ```
    """
    for task in facts.records.tasks.values():
        role = facts.records.roles.get(task.approval.by_role or "")
        if task.approval.state == "approved" and role is not None and not is_accountable(role):
            yield Problem(
                task.origin.at("approval", "by_role"),
                f"{task.id} is approved by {role.id}, which is on no professional register",
                "name the registered role that approved it, or set it back to `draft`",
                (Note(role.origin.at("kind"), f"{role.id} is {role.kind}"),),
            )


@rule("DEL018")
def approval_dates_do_not_fit(facts: Facts) -> Iterator[Problem]:
    """An approval is dated in the future, or its review comes before it.

    Such a date is a slip, and it would make the approval hold when it does not.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    approval: {state: approved, by_role: phb-clinical-lead, on: 2026-10-01, review_by: 2026-01-10}  # <- DEL018
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    approval: {state: approved, by_role: phb-clinical-lead, on: 2026-10-01, review_by: 2027-10-01}
    ```
    """
    for noun, approval in _approvals(facts):
        if approval.on and approval.on > facts.on:
            yield Problem(
                noun.origin.at("approval", "on"),
                f"{noun.id} is approved on {approval.on}, which has not come yet",
                "write the day on which it was approved",
            )
        elif approval.on and approval.review_by and approval.review_by <= approval.on:
            yield Problem(
                noun.origin.at("approval", "review_by"),
                f"the review of {noun.id} is due before its approval",
                "write a day after the approval",
            )


@rule("DEL019", Severity.WARNING)
def figure_without_its_source(facts: Facts) -> Iterator[Problem]:
    """A task says that a number rests on law, guidance or policy and does not say which.

    A reader can not look it up. Where no evidence gives the number, `design-default` is the honest word.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    sign_off:
      review_every: {months: 12, basis: local-policy}  # <- DEL019
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    sign_off:
      review_every: {months: 12, basis: local-policy, source: principles}
    ```
    """
    for task in facts.records.tasks.values():
        if task.sign_off is None:
            continue
        for name, figure in (
            ("observed_practices", task.sign_off.observed_practices),
            ("review_every", task.sign_off.review_every),
        ):
            if figure and figure.basis != "design-default" and not figure.source:
                yield Problem(
                    task.origin.at("sign_off", name, "basis"),
                    f"`{name}` of {task.id} rests on {figure.basis} and names no source",
                    "add `source:`, or write `basis: design-default`",
                )


@rule("DEL020")
def higher_tier_demands_less(facts: Facts) -> Iterator[Problem]:
    """A tier of higher risk demands less than the one below it.

    What is more dangerous can not need less care.

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
    for lower, upper in zip(tiers, tiers[1:], strict=False):
        below, above = lower.demands, upper.demands
        less = {
            "agreed_by": not set(below.agreed_by) <= set(above.agreed_by),
            "observed_practices": above.observed_practices < below.observed_practices,
            "review_within_months": above.review_within_months > below.review_within_months,
            "apart": not {frozenset(pair) for pair in below.apart} <= {frozenset(pair) for pair in above.apart},
            "never_sole_assessor": not set(below.never_sole_assessor) <= set(above.never_sole_assessor),
        }
        for name in (name for name, is_less in less.items() if is_less):
            written = upper.origin.written("demands", name)
            yield Problem(
                upper.origin.at("demands", name) if written else upper.origin.key("demands"),
                f"{upper.id} risk demands less in `{name}` than {lower.id} risk",
                "demand at least as much as the tier below",
                (Note(lower.origin.at("demands", name), f"demanded for {lower.id} risk"),),
            )


@rule("DEL021", Severity.WARNING)
def draft_in_a_live_framework(facts: Facts) -> Iterator[Problem]:
    """A framework that is in use holds a task that nobody has approved.

    The task is not offered on the site until it is approved.

    ```yaml bad framework/framework.yaml
    status: live
    ```

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    approval: {state: draft}  # <- DEL021
    ```

    ```yaml good framework/framework.yaml
    status: reference
    ```
    """
    framework = facts.records.framework
    if framework is not None and framework.status == "live":
        for task in facts.records.tasks.values():
            if task.status == "delegable" and task.approval.state == "draft":
                yield Problem(
                    task.origin.at("approval", "state"),
                    f"{task.id} is a draft and the framework is live",
                    "have it approved; until then the site does not offer it",
                    (Note(framework.origin.at("status"), "live"),),
                )


def _category(chain: Chain) -> str:
    return chain.task.category.replace("-", " ")


def _may(role: Role) -> Iterator[bool]:
    return (bool(getattr(role, duty.may)) for duty in DUTIES)


def _approvals(facts: Facts) -> Iterator[tuple[Noun, Approval]]:
    """Everything that can be approved, with its approval."""
    for kind in ("task", "competence", "level", "role", "pay-band", "agreement"):
        for noun in facts.records.of_kind(kind).values():
            approval: Approval | None = getattr(noun, "approval", None)
            if approval is not None and approval.state == "approved":
                yield noun, approval
