"""Family DEL: a record that contradicts itself, or the policy, about who does what."""

import re
from collections.abc import Iterator

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.delegation_chain import DUTIES, is_delegated
from pa_framework.facts.facts import Facts, Text
from pa_framework.facts.limits_of_roles import delegated_against_limits
from pa_framework.facts.opposites import broken_promises, done_and_forbidden, said_and_denied
from pa_framework.facts.prose import prose
from pa_framework.facts.ruled_out import roles_against_their_limits
from pa_framework.facts.standing import CLINICAL_JUDGEMENT, PERSONAL_ASSISTANT, THE_PERSON, roles_with_a_slip
from pa_framework.records.base import Origin
from pa_framework.records.kinds import kinds_to_approve
from pa_framework.records.model import Approval, Role
from pa_framework.text.dates import add_months
from pa_framework.text.findings import Note
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.sentences import count, quote_ids

#: Fields in which a task says who is rung.
_RINGS = ("tell", "out_of_hours")
_NO_ONE_RUNG = LazyPattern(
    r"(?<!not )\b(?:tell|ring|call|phone|inform)\s+(?:no one|yourself)\b(?!\s+else)", re.IGNORECASE
)


@rule("DEL092")
def own_role_with_a_chain(facts: Facts) -> Iterator[Problem]:
    """A task is part of every PA's role, and says who delegates it and signs it off.

    Either no one has to sign it off, or it is a task that is delegated. Readers cannot tell which, and some would do it
    without a sign-off.

    ```yaml bad framework/tasks/reminding-about-medicines.yaml
    sign_off:  # <- DEL092
      delegated_by: [community-nurse]
    ```

    ```yaml good framework/tasks/reminding-about-medicines.yaml
    status: own-role
    ```
    """
    for task in facts.records.tasks.values():
        if task.status == "own-role" and task.sign_off is not None:
            yield Problem(
                task.origin.key("sign_off"),
                f"{task.id} is part of every PA's role and has a `sign_off`",
                "take `sign_off` away; or write `status: delegable`, if a professional must delegate it",
                (Note(task.origin.at("status"), "own-role"),),
            )


@rule("DEL093")
def never_without_why(facts: Facts) -> Iterator[Problem]:
    """A task is never delegated and does not say why, or says why it is never delegated although it may be.

    A PA who is asked to do it all the same needs the reason to say no.

    ```yaml bad framework/tasks/changing-a-dose.yaml
    status: never  # <- DEL093
    why_never: null
    ```

    ```yaml good framework/tasks/changing-a-dose.yaml
    status: never
    why_never: It is a clinical decision.
    ```
    """
    for task in facts.records.tasks.values():
        if task.status == "never" and not (task.why_never or "").strip():
            yield Problem(
                task.origin.at("status"),
                f"{task.id} is never delegated, and nothing says why",
                "add `why_never:` with the reason, in words that a PA can repeat",
            )
        elif task.status != "never" and task.why_never is not None:
            yield Problem(
                task.origin.key("why_never"),
                f"{task.id} is `{task.status}`, and says why it is never delegated",
                "take `why_never` away; or write `status: never`, if no one may delegate it",
                (Note(task.origin.at("status"), task.status),),
            )


@rule("DEL094")
def tells_the_pa(facts: Facts) -> Iterator[Problem]:
    """A task says that the PA rings the PA, the person, or no one.

    The PA is the one who sees the sign, and the person is there. Someone else must hear of it.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    stop_when:
      same_day:
        tell: personal-assistant  # <- DEL094
    ```

    ```yaml bad framework/roles/personal-assistant.yaml
    id: personal-assistant
    title: Personal assistant
    summary: Supports one person at home.
    kind: authorised
    accountable: false
    authorised_by: [phb-clinical-lead]
    sources: [principles]
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    stop_when:
      same_day:
        tell: community-nurse
    ```
    """
    for reference in facts.records.references:
        if reference.route[-1] not in _RINGS or reference.id not in (PERSONAL_ASSISTANT, THE_PERSON):
            continue
        if reference.id == PERSONAL_ASSISTANT or "urgent" not in reference.route:  # DEL029 reports it there
            yield Problem(
                reference.document.span(reference.route),
                f"the PA is told to ring {'the PA' if reference.id == PERSONAL_ASSISTANT else 'the person, who is there already'}",
                "write a role that knows what to do, or a phone line of framework/delegation.yaml",
            )
    for text in prose(facts).containing("no one"):
        yield from _no_one_rung(text)
    for text in prose(facts).containing("yourself"):
        yield from _no_one_rung(text)


def _no_one_rung(text: Text) -> Iterator[Problem]:
    """The finding for a text of a task that says to ring no one."""
    found = _NO_ONE_RUNG.search(text.text) if text.kind == "task" else None
    if found:
        yield Problem(text.span, f"“{found[0]}”: no one but the PA hears of it", "say whom the PA rings")


@rule("DEL095")
def authorised_by_no_one(facts: Facts) -> Iterator[Problem]:
    """A role acts on someone else's authority, and no role gives it.

    Its record says `kind: authorised`. If no one has authorised it, it may do nothing. Where the policy has a ground on
    which no one on a register is accountable, a role that has no duty and authorises others may be the first, such as a
    department that certifies trainers.

    ```yaml bad framework/roles/clinical-training-provider.yaml
    may_train: null
    authorised_by: []  # <- DEL095
    ```

    ```yaml good framework/roles/clinical-training-provider.yaml
    authorised_by: [phb-clinical-lead]
    ```
    """
    first = _first_authorities(facts)
    for role in facts.records.roles.values():
        if role.id in first or role.authorised_by or role.replaced_by:
            continue
        if role.kind == "authorised" and not _holds_a_duty(role):
            has_field = role.origin.has_field("authorised_by")
            yield Problem(
                role.origin.at("authorised_by") if has_field else role.origin.at("kind"),
                f"{role.id} acts on the authority of others, and no role authorises it",
                "name the registered roles that authorise it in `authorised_by`",
            )


@rule("DEL096")
def accountable_without_a_register(facts: Facts) -> Iterator[Problem]:
    """A role is accountable for clinical decisions and is on no professional register.

    Someone who is accountable can be asked to explain a decision, and can be stopped from working. Only a professional
    register does both.

    ```yaml bad framework/roles/pa-trainer.yaml
    accountable: true  # <- DEL096
    ```

    ```yaml good framework/roles/pa-trainer.yaml
    accountable: false
    ```
    """
    with_a_slip = roles_with_a_slip(facts)
    for name, field in with_a_slip.items():
        role = facts.records.roles[name]
        is_kind = field == "kind"
        yield Problem(
            role.origin.at(field),
            f"{name} has a `register` and is accountable, and its `kind` is {role.kind}"
            if is_kind
            else f"{name} has a `register` and may delegate, and is not accountable",
            "write `kind: registered`; if it is on no register, take `register` out and write `accountable: false`"
            if is_kind
            else "write `accountable: true`; if it is not, take `may_delegate` out",
            (Note(role.origin.at("register"), "the register"),),
        )
    for role in facts.records.roles.values():
        is_on_one = role.kind == "registered" and (role.register is not None or not _holds_a_duty(role))
        if role.accountable and not role.replaced_by and not is_on_one and role.id not in with_a_slip:
            yield Problem(
                role.origin.at("accountable"),
                f"{role.id} is accountable and is on no professional register",
                "write `accountable: false`; or write `kind: registered`, with the `register`, if it is on one",
                (Note(role.origin.at("kind"), role.kind),),
            )


@rule("DEL097")
def clinical_judgement_delegated(facts: Facts) -> Iterator[Problem]:
    """Clinical judgement is delegated: a task of it that is not on the list of those never delegated, or a role that may.

    Assessing, planning and deciding stay with the professional who is accountable. Training does not change that.

    ```yaml bad framework/delegation.yaml
    categories:
      - {id: nutrition, title: Nutrition, summary: Food and drink by tube}
      - {id: medicines, title: Medicines, summary: Medicines in every form}
      - {id: clinical-judgement, title: Clinical judgement, summary: Deciding what to do}
    ```

    ```yaml bad framework/tasks/reminding-about-medicines.yaml
    category: clinical-judgement
    status: own-role  # <- DEL097
    ```

    ```yaml good framework/tasks/reminding-about-medicines.yaml
    category: medicines
    status: own-role
    ```
    """
    for task in facts.records.tasks.values():
        if task.category == CLINICAL_JUDGEMENT and task.status != "never" and not task.replaced_by:
            has_chain = task.sign_off is not None
            yield Problem(
                task.origin.at("category" if has_chain else "status"),
                f"{task.id} is clinical judgement, and is `{task.status}`",
                "write `status: never` with `why_never`; or correct `category`, if the task decides nothing",
                (Note(task.origin.at("status" if has_chain else "category"), "does not fit this"),),
            )
    for role in facts.records.roles.values():
        for duty in DUTIES if not role.replaced_by else ():
            if CLINICAL_JUDGEMENT in (getattr(role, duty.may) or ()):
                yield Problem(
                    role.origin.key(duty.may, CLINICAL_JUDGEMENT),
                    f"{role.id} may {duty.verb} clinical judgement, which no one can delegate to a PA",
                    f"take `{CLINICAL_JUDGEMENT}` off `{duty.may}`",
                )


@rule("DEL098")
def high_risk_and_transferable(facts: Facts) -> Iterator[Problem]:
    """A task of the highest risk may be done for any person after one sign-off.

    What is safe for one person can harm another. A task of the highest risk is signed off for one person at a time.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    risk: high
    scope: transferable  # <- DEL098
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    risk: high
    scope: one-person
    ```
    """
    tiers = list(facts.records.tiers)
    for task in facts.records.tasks.values():
        if len(tiers) > 1 and is_delegated(task) and task.scope == "transferable" and task.risk == tiers[-1]:
            yield Problem(
                task.origin.at("scope"),
                f"{task.id} is of {task.risk} risk, and its sign-off counts for every person",
                "write `scope: one-person`",
                (Note(task.origin.at("risk"), f"{task.risk} risk"),),
            )


@rule("DEL099")
def approval_longer_than_the_longest_review(facts: Facts) -> Iterator[Problem]:
    """An approval is to be reviewed later than the framework lets anything go without a review.

    Knowledge, devices and names change. `longest_review_months` of framework.yaml is the limit for approvals as well.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    approval: {state: approved, by_role: phb-clinical-lead, on: 2026-10-01, review_by: 2031-10-01}  # <- DEL099
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    approval: {state: approved, by_role: phb-clinical-lead, on: 2026-10-01, review_by: 2028-10-01}
    ```
    """
    framework = facts.records.framework
    if framework is None:
        return
    months = framework.settings.longest_review_months
    for name, origin, approval in _approvals(facts):
        begins = min(approval.on, facts.on) if approval.on else facts.on
        if approval.review_by and approval.review_by > add_months(begins, months):
            yield Problem(
                origin.at("approval", "review_by"),
                f"the approval of {name} is reviewed by {approval.review_by}, more than {count(months, 'month')} after it was given",
                f"write {add_months(begins, months)} or an earlier day",
                (Note(framework.origin.at("settings", "longest_review_months"), count(months, "month")),),
            )


@rule("DEL100")
def said_and_denied_in_one_record(facts: Facts) -> Iterator[Problem]:
    """A record says the same under two lists that contradict each other.

    What the PA does cannot be what the PA does not do. The same holds for what a role does and its limits, also where it does
    in other words what they rule out, or lets a PA do what it does not delegate; and for the benefit and the challenge of a
    story.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    the_pa_does: [Starts and ends the feed]
    the_pa_does_not:
      - Change the feed or its speed
      - Start and end the feed  # <- DEL100
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    the_pa_does: [Starts and ends the feed]
    the_pa_does_not: [Change the feed or its speed]
    ```
    """
    for record, first, second in said_and_denied(facts):
        yield Problem(
            record.origin.at(*second),
            f"{record.id} says the same under {quote_ids((str(first[0]), str(second[0])), 'and')}",
            "decide which of the two is true, and take the other away",
            (Note(record.origin.at(*first), f"`{first[0]}`"),),
        )
    for role, route, limit in delegated_against_limits(facts):
        yield Problem(
            role.origin.at(*route),
            f"{role.id} lets the PA do this, and does not delegate it by its `limits`",
            "decide which of the two is true, and take the other away",
            (Note(role.origin.at(*limit), "not delegated"),),
        )
    said = {(role.id, route) for role, route, _ in delegated_against_limits(facts)}
    said.update((record.id, first) for record, first, _ in said_and_denied(facts))
    for role, route, limit in roles_against_their_limits(facts):
        if (role.id, route) not in said:
            yield Problem(
                role.origin.at(*route),
                f"{role.id} does this, and does not do it by its `limits`",
                "decide which of the two is true, and take the other away",
                (Note(role.origin.at(*limit), "not done"),),
            )
    for task, slip, other in done_and_forbidden(facts):
        is_forbidden = slip[0] == "the_pa_does_not"
        yield Problem(
            task.origin.at(*slip),
            f"{task.id} forbids this, and says in other words that the PA does it"
            if is_forbidden
            else f"{task.id} says that the PA does this, and forbids it in other words",
            "decide which of the two is true, and take the other away",
            (Note(task.origin.at(*other), f"`{other[0]}`"),),
        )


@rule("DEL101")
def easy_words_promise_what_is_forbidden(facts: Facts) -> Iterator[Problem]:
    """The easy words of a task promise what the task does not allow.

    For some readers the easy words are all they read. They must be as safe as the rest.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    easy_read:
      - Some people are fed through a tube.
      - The PA can change the speed of the feed.  # <- DEL101
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    easy_read:
      - Some people are fed through a tube.
      - The PA never changes the speed of the feed.
    ```
    """
    for task, promise, denial in broken_promises(facts):
        yield Problem(
            task.origin.at(*promise),
            f"{task.id} promises in `{promise[0]}` what a PA may not do",
            "say that a PA does not do it, or who does it",
            (Note(task.origin.at(*denial), "not allowed here"),),
        )


def _first_authorities(facts: Facts) -> frozenset[str]:
    """The roles that authorise others, where the policy has a ground on which no one on a register is accountable."""
    if not any(ground.accountable == "none" for ground in facts.records.grounds.values()):
        return frozenset()
    return frozenset(name for role in facts.records.roles.values() for name in role.authorised_by)


def _holds_a_duty(role: Role) -> bool:
    """Whether a role may hold a duty of a chain: DEL003 asks then who authorises it."""
    return any(getattr(role, duty.may) for duty in DUTIES)


def _approvals(facts: Facts) -> Iterator[tuple[str, Origin, Approval]]:
    """Everything that is approved: its name, where it is, and its approval."""
    policy = facts.records.policy
    found = [("the policy", policy.origin, policy.approval)] if policy else []
    for kind in kinds_to_approve():
        found += [
            (record.id, record.origin, approval)
            for record in facts.records.of_kind(kind.id).values()
            if (approval := getattr(record, "approval", None)) is not None
        ]
    return (entry for entry in found if entry[2].state == "approved")
