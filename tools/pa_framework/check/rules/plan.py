"""Family PLN: who does what, by when, and how anyone will know."""

from collections.abc import Iterator

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.facts import Facts
from pa_framework.records.model import Action, PlanArea
from pa_framework.text.dates import last_day_of
from pa_framework.text.findings import Note, Severity

#: States of an action on which no more work is planned.
_CLOSED_STATES = ("done", "dropped")


@rule("PLN001")
def action_without_owner(facts: Facts) -> Iterator[Problem]:
    """An action of a current plan has no owner.

    An action without an owner is not done.

    ```yaml bad framework/plan/better-support.yaml
    actions:
      - {id: write-to-pas, what: Write to every PA, by_when: 2027-03, state: planned}  # <- PLN001
    ```

    ```yaml good framework/plan/better-support.yaml
    actions:
      - {id: write-to-pas, what: Write to every PA, by_whom: [Council], by_when: 2027-03, state: planned}
    ```
    """
    for area, index, action in _open_actions(facts):
        if not action.by_whom:
            yield Problem(
                area.origin.at("actions", index),
                f"no one owns the action `{action.id}` of {area.id}",
                "add `by_whom:` with the organisations or roles that do it",
            )


@rule("PLN002")
def action_without_date(facts: Facts) -> Iterator[Problem]:
    """An action of a plan in force has no date.

    Without a date it cannot be late, so it never will be done. Plans of the past are shown as they were written.

    ```yaml bad framework/plan/better-support.yaml
    actions:
      - {id: write-to-pas, what: Write to every PA, by_whom: [Council], state: planned}  # <- PLN002
    ```

    ```yaml good framework/plan/better-support.yaml
    actions:
      - {id: write-to-pas, what: Write to every PA, by_whom: [Council], by_when: 2027-03, state: planned}
    ```
    """
    for area, index, action in _open_actions(facts):
        if not action.by_when:
            yield Problem(
                area.origin.at("actions", index),
                f"the action `{action.id}` of {area.id} has no date",
                "add `by_when:` with a day or a month, such as 2027-03",
            )


@rule("PLN003", Severity.WARNING)
def overdue_and_not_said_so(facts: Facts) -> Iterator[Problem]:
    """The date of an action has passed, and its state does not say so.

    A plan that hides what is late is not believed when it says what is done. A month counts until its last day.

    ```yaml bad framework/plan/better-support.yaml
    actions:
      - {id: write-to-pas, what: Write to every PA, by_whom: [Council], by_when: 2026-10, state: planned}  # <- PLN003
    ```

    ```yaml good framework/plan/better-support.yaml
    actions:
      - {id: write-to-pas, what: Write to every PA, by_whom: [Council], by_when: 2026-10, state: overdue}
    ```
    """
    for area, index, action in _open_actions(facts):
        last = last_day_of(action.by_when) if action.by_when else None
        if last is not None and last < facts.on and action.state != "overdue":
            yield Problem(
                area.origin.at("actions", index, "state"),
                f"the action `{action.id}` of {area.id} was due by {action.by_when} and is `{action.state}`",
                "write `state: done`, `overdue` or `dropped`; if the date has moved, change it and say so in `note`",
            )


@rule("PLN004", Severity.WARNING)
def measure_without_source(facts: Facts) -> Iterator[Problem]:
    """A measure of a plan in force does not say where it is counted.

    A measure that no one counts shows nothing.

    ```yaml bad framework/plan/better-support.yaml
    measures:
      - {id: pas-supported, title: PAs who know whom to ask, target: Nine of ten}  # <- PLN004
    ```

    ```yaml good framework/plan/better-support.yaml
    measures:
      - {id: pas-supported, title: PAs who know whom to ask, target: Nine of ten, source: pa-research}
    ```
    """
    for area in _current(facts):
        for index, measure in enumerate(area.measures):
            if not measure.source:
                yield Problem(
                    area.origin.at("measures", index),
                    f"the measure `{measure.id}` of {area.id} names no source",
                    "add `source:` with an id of framework/sources.yaml",
                )


@rule("PLN005")
def date_not_in_the_calendar(facts: Facts) -> Iterator[Problem]:
    """The date of an action is no day of the calendar.

    No one can tell which day was meant, or whether it has passed.

    ```yaml bad framework/plan/better-support.yaml
    actions:
      - {id: write-to-pas, what: Write to every PA, by_whom: [Council], by_when: 2027-02-30, state: planned}  # <- PLN005
    ```

    ```yaml good framework/plan/better-support.yaml
    actions:
      - {id: write-to-pas, what: Write to every PA, by_whom: [Council], by_when: 2027-02-28, state: planned}
    ```
    """
    for area in facts.records.plan.values():
        for index, action in enumerate(area.actions):
            if action.by_when and last_day_of(action.by_when) is None:
                yield Problem(
                    area.origin.at("actions", index, "by_when"),
                    f"`{action.by_when}` is not a day of the calendar",
                    "write a month such as 2027-02, or a day such as 2027-02-28",
                )


@rule("PLN006", Severity.WARNING)
def done_before_its_day(facts: Facts) -> Iterator[Problem]:
    """An action is done, and its date has not come.

    Either it is not done yet, or the date is not the one on which it was done. A month counts from its first day.

    ```yaml bad framework/plan/better-support.yaml
    actions:
      - {id: write-to-pas, what: Write to every PA, by_whom: [Council], by_when: 2027-03, state: done}  # <- PLN006
    ```

    ```yaml good framework/plan/better-support.yaml
    actions:
      - {id: write-to-pas, what: Write to every PA, by_whom: [Council], by_when: 2026-10, state: done}
    ```
    """
    for area in facts.records.plan.values():
        for index, action in enumerate(area.actions):
            last = last_day_of(action.by_when) if action.by_when else None
            if (
                action.state == "done"
                and last is not None
                and last > facts.on
                and action.by_when != f"{facts.on:%Y-%m}"
            ):
                yield Problem(
                    area.origin.at("actions", index, "state"),
                    f"the action `{action.id}` of {area.id} is done, and is due by {action.by_when}",
                    "write `state: under-way`; if it was done early, write in `by_when` when that was",
                    (Note(area.origin.at("actions", index, "by_when"), "still to come"),),
                )


def _current(facts: Facts) -> Iterator[PlanArea]:
    """Areas of the current plan."""
    return (area for area in facts.records.plan.values() if area.status == "current" and not area.replaced_by)


def _open_actions(facts: Facts) -> Iterator[tuple[PlanArea, int, Action]]:
    """Actions of the current plan that are neither done nor dropped, with their index."""
    for area in _current(facts):
        for index, action in enumerate(area.actions):
            if action.state not in _CLOSED_STATES:
                yield area, index, action
