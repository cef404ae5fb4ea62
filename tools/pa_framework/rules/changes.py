"""Family DEL: what the framework tells of its own changes."""

from collections.abc import Iterator

from pa_framework.facts import Facts
from pa_framework.findings import Note, Severity
from pa_framework.rules.registry import Problem, rule
from pa_framework.signoff import is_accountable


@rule("DEL022")
def loosened_by_nobody_accountable(facts: Facts) -> Iterator[Problem]:
    """A change loosens a safety rule, and the role that agreed to it is on no professional register.

    Asking for less is a clinical judgement. Whoever reads of it must see that somebody accountable made it.

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
def change_has_not_come_yet(facts: Facts) -> Iterator[Problem]:
    """A change is dated in the future.

    Neither a page nor a feed tells of it before its day. If the records hold it already, readers follow a rule that
    nobody has told them of.

    ```yaml bad framework/changes.yaml
    changes:
      - id: longer-reviews
        on: 2027-11-20  # <- DEL023
        title: Feeds are reviewed twice a year
        what: At most six months may pass between two reviews.
        asks: more
        loosens: false
        about: [{task: gastrostomy-feed}]
    ```

    ```yaml good framework/changes.yaml
    changes:
      - id: longer-reviews
        on: 2026-11-20
        title: Feeds are reviewed twice a year
        what: At most six months may pass between two reviews.
        asks: more
        loosens: false
        about: [{task: gastrostomy-feed}]
    ```
    """
    for change in facts.records.changes.values():
        if change.on > facts.on:
            yield Problem(
                change.origin.at("on"),
                f"{change.id} is dated {change.on}, which has not come yet",
                "write the day from which it holds; wait with the change where that day is still to come",
            )
