"""Family DEL: what a task must say besides its chain."""

from collections.abc import Iterator

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.delegation_chain import is_delegated
from pa_framework.facts.facts import Facts
from pa_framework.facts.requirements import competences_of
from pa_framework.text.findings import Note, Severity
from pa_framework.text.sentences import quote_ids


@rule("DEL009")
def never_task_with_a_chain(facts: Facts) -> Iterator[Problem]:
    """A task that no one may hand to a PA has a chain all the same.

    Readers of the chain would think that it may be done.

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

    A PA who climbs every level would still not be ready for it, and no one would know why.

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
    order = facts.records.step_order()
    for task in facts.records.tasks.values():
        if not is_delegated(task) or task.replaced_by or not levels or facts.graph.reached_by[task.id]:
            continue
        top = levels[-1]
        short = [
            name
            for name, step in competences_of(task.requires).items()
            if order.get(top.expects.get(name, ""), -1) < order.get(step, -1) and _can_be_expected(facts, name)
        ]
        if short:
            yield Problem(
                task.origin.key("requires"),
                f"no level expects what {task.id} requires; {top.id} falls short in {quote_ids(short, 'and')}",
                "let a level expect it at this step, or require a lower step",
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
            is_delegated(task)
            and not task.replaced_by
            and not facts.graph.prepared_by.get(task.id)
            and ("task", task.id) not in facts.misnamed
            and not facts.left_out_may_mention(task.id, "learning")
        ):
            yield Problem(
                task.origin.at("id"),
                f"no learning offer prepares for {task.id}",
                "add it to `prepares_for` of an offer in framework/learning",
            )


@rule("DEL019", Severity.WARNING)
def figure_without_its_source(facts: Facts) -> Iterator[Problem]:
    """A task says that a number rests on law, guidance or policy and does not say which.

    A reader cannot look it up. Where no evidence gives the number, `design-default` is the honest word.

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


def _can_be_expected(facts: Facts, competence: str) -> bool:
    """Whether a level can be asked to expect a competence: it is current, and no level that expects it is unreadable."""
    return competence in facts.current_competences and not facts.left_out_may_mention(competence, "level")
