"""Families DEL and SGN: tasks that may be done in some places only, and where people are."""

from collections.abc import Iterator

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.check.rules.verdicts import problems_with_code
from pa_framework.facts.facts import Facts
from pa_framework.facts.recorded_forms import setting_on
from pa_framework.facts.verdict import MAY_DO
from pa_framework.text.findings import Severity


@rule("DEL072")
def limits_without_a_place(facts: Facts) -> Iterator[Problem]:
    """A task may be done in some places only, and names no place.

    Then no one may do it anywhere.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    settings: null
    settings_are_limits: true  # <- DEL072
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    settings: [home]
    settings_are_limits: true
    ```
    """
    for task in facts.records.tasks.values():
        if task.settings_are_limits and not task.settings:
            yield Problem(
                task.origin.at("settings_are_limits"),
                f"{task.id} may be done in the places of `settings` only, and has none",
                "list the places in `settings`, or take `settings_are_limits` out",
            )


@rule("SGN080", Severity.WARNING)
def not_done_in_this_place(facts: Facts) -> Iterator[Problem]:
    """The person is in a place in which the task may not be done by a PA.

    The task says in which places it may be done, and `settings_are_limits` makes that a rule.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    settings: [home]
    settings_are_limits: true
    ```

    ```yaml bad competences/register/persons/person-001.yaml
    settings: [{id: home, from: 2026-01-01}, {id: hospital, from: 2026-11-01}]
    ```

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - task: gastrostomy-feed  # <- SGN080
    ```

    ```yaml good competences/register/persons/person-001.yaml
    settings: [{id: home, from: 2026-01-01}]
    ```
    """
    yield from problems_with_code(
        facts, "SGN080", "plan who does the task there; record the place again when the person is back"
    )


@rule("SGN081", Severity.WARNING)
def place_not_recorded(facts: Facts) -> Iterator[Problem]:
    """A task may be done in some places only, and no one recorded where the person is.

    Then no one can say whether the PA may do it.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    settings: [home]
    settings_are_limits: true
    ```

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - person: person-001  # <- SGN081
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    settings: [home]
    settings_are_limits: true
    ```

    ```yaml good competences/register/persons/person-001.yaml
    settings: [{id: home, from: 2026-01-01}]
    ```
    """
    register = facts.register
    for verdict in facts.verdicts:
        task = facts.chain_validator.rules.task(verdict.task, facts.on)
        person = register.persons.get(verdict.person) if register else None
        if task is None or person is None or register is None or not task.settings_are_limits:
            continue
        if verdict.state in MAY_DO and setting_on(person, facts.on, facts.on) is None:
            yield Problem(
                register.pas[verdict.pa].origin.at("sign_offs", verdict.index, "person"),
                f"{verdict.pa}, {verdict.task}, {verdict.person}: no one recorded where {verdict.person} is, "
                f"and {verdict.task} is done in some places only",
                f"add `settings: [{{id: …, from: …}}]` to the file of {verdict.person}",
            )
