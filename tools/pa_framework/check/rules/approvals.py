"""Family DEL: approvals, who gave them and until when they hold."""

from collections.abc import Iterator

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.delegation_chain import is_accountable, is_delegated
from pa_framework.facts.facts import Facts
from pa_framework.records.base import Record
from pa_framework.records.kinds import kinds_to_approve
from pa_framework.records.model import Approval
from pa_framework.text.findings import Note, Severity


@rule("DEL012")
def approved_without_source(facts: Facts) -> Iterator[Problem]:
    """A task is approved and cites no source.

    Readers must be able to see what the approval is based on.

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

    The record is shown with a banner until someone with the right role has looked at it again.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    approval: {state: approved, by_role: phb-clinical-lead, on: 2024-10-01, review_by: 2025-10-01}  # <- DEL013
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    approval: {state: approved, by_role: phb-clinical-lead, on: 2026-10-01, review_by: 2027-10-01}
    ```
    """
    for record, approval in _approvals(facts):
        in_order = approval.on is None or approval.review_by is None or approval.on < approval.review_by
        if approval.review_by and approval.review_by < facts.on and in_order:
            yield Problem(
                record.origin.at("approval", "review_by"),
                f"the approval of {record.id} should have been reviewed by {approval.review_by}",
                "ask the role that approved it to look again, then move `on` and `review_by`",
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
    for record, approval in _approvals(facts):
        if approval.on and approval.on > facts.on:
            yield Problem(
                record.origin.at("approval", "on"),
                f"{record.id} is approved on {approval.on}, which has not come yet",
                "write the day on which it was approved",
            )
        elif approval.on and approval.review_by and approval.review_by <= approval.on:
            yield Problem(
                record.origin.at("approval", "review_by"),
                f"the review of {record.id} is due before its approval",
                "write a day after the approval",
            )


@rule("DEL021", Severity.WARNING)
def draft_in_a_live_framework(facts: Facts) -> Iterator[Problem]:
    """A framework that is in use holds a task that no one has approved.

    The task is not offered on the site until it is approved.

    ```yaml bad framework/framework.yaml
    status: live
    ```

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    approval: {state: draft}  # <- DEL021
    ```

    ```yaml bad framework/pay_bands/band-1.yaml
    illustrative: false
    ```

    ```yaml bad framework/pay_bands/band-2.yaml
    illustrative: false
    ```

    ```yaml bad framework/support/pa-contact.yaml
    illustrative: false
    ```

    ```yaml bad framework/support/employer-advice.yaml
    illustrative: false
    ```

    ```yaml good framework/framework.yaml
    status: reference
    ```
    """
    framework = facts.records.framework
    if framework is not None and framework.status == "live":
        for task in facts.records.tasks.values():
            if is_delegated(task) and task.approval.state == "draft":
                yield Problem(
                    task.origin.at("approval", "state"),
                    f"{task.id} is a draft and the framework is live",
                    "have it approved; until then the site does not offer it",
                    (Note(framework.origin.at("status"), "live"),),
                )


def _approvals(facts: Facts) -> Iterator[tuple[Record, Approval]]:
    """Every approved record, with its approval."""
    for kind in kinds_to_approve():
        for record in facts.records.of_kind(kind.id).values():
            approval: Approval | None = getattr(record, "approval", None)
            if approval is not None and approval.state == "approved":
                yield record, approval
