"""Family DEL: what the framework tells of its own changes."""

from collections.abc import Iterator
from datetime import timedelta

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.delegation_chain import is_accountable
from pa_framework.facts.facts import Facts
from pa_framework.text.findings import Note, Severity

#: How long before its day a change may be announced.
_LONGEST_NOTICE = timedelta(days=366)


@rule("DEL022")
def loosened_by_nobody_accountable(facts: Facts) -> Iterator[Problem]:
    """A change loosens a safety rule, and the role that agreed to it is on no professional register.

    Asking for less is a clinical judgement. Readers must see that someone accountable made it.

    ```yaml bad framework/changes.yaml
    changes:
      - id: longer-reviews
        on: 2026-11-20
        title: Feeds are reviewed each year
        what: A year may pass between two reviews.
        asks: less
        loosens: true
        agreed_by_role: individual-employer  # <- DEL022
        about: [{task: gastrostomy-feed}]
    ```

    ```yaml good framework/changes.yaml
    changes:
      - id: longer-reviews
        on: 2026-11-20
        title: Feeds are reviewed each year
        what: A year may pass between two reviews.
        asks: less
        loosens: true
        agreed_by_role: phb-clinical-lead
        about: [{task: gastrostomy-feed}]
    ```
    """
    for change in facts.records.changes.values():
        role = facts.records.roles.get(change.agreed_by_role or "")
        if change.loosens and role is not None and not is_accountable(role):
            yield Problem(
                change.origin.at("agreed_by_role"),
                f"{change.id} loosens a safety rule, and {role.id} is on no professional register",
                "name the registered role that agreed to it, or take the change back",
                (Note(role.origin.at("kind"), f"{role.id} is {role.kind}"),),
            )


@rule("DEL023", Severity.WARNING)
def change_dated_far_ahead(facts: Facts) -> Iterator[Problem]:
    """A change is dated more than a year ahead.

    A day to come is no fault: neither a page nor a feed tells of the change before it. A day so far ahead is most often
    a slip of the hand, and then no one is ever told.

    ```yaml bad framework/changes.yaml
    changes:
      - id: longer-reviews
        on: 2062-11-20  # <- DEL023
        title: Feeds are reviewed twice a year
        what: At most six months may pass between two reviews.
        asks: more
        loosens: false
        about: [{task: gastrostomy-feed}]
    ```

    ```yaml good framework/changes.yaml
    changes:
      - id: longer-reviews
        on: 2027-04-01
        title: Feeds are reviewed twice a year
        what: At most six months may pass between two reviews.
        asks: more
        loosens: false
        about: [{task: gastrostomy-feed}]
    ```
    """
    for change in facts.records.changes.values():
        if change.on - facts.on > _LONGEST_NOTICE:
            yield Problem(
                change.origin.at("on"),
                f"{change.id} is dated {change.on}, more than a year after {facts.on}; no one is told of it before",
                "write the day from which it holds",
            )
