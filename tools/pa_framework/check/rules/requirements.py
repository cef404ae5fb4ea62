"""Families DEL and SGN: what tasks and roles require besides competences, and whether it is so."""

from collections.abc import Iterator

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.check.rules.verdicts import problems_with_code
from pa_framework.facts.facts import Facts
from pa_framework.facts.requirements import AgeSeen, SignedOff, circle_of_sign_offs, leaf_words, leaves, parse
from pa_framework.text.findings import Severity
from pa_framework.text.sentences import join_words


@rule("DEL060")
def sign_offs_in_a_circle(facts: Facts) -> Iterator[Problem]:
    """Tasks require each other's sign-off.

    Each needs the other first, so no PA can ever be signed off for either. A requirement that leads back to its own task
    is not met.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    requires:
      infection-prevention: null
      record-keeping: null
      sign_off: gastrostomy-feed  # <- DEL060
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    requires:
      infection-prevention: null
      record-keeping: null
      all:
        - {competence: infection-prevention, step: independent}
        - {competence: record-keeping, step: independent}
    ```
    """
    for task in facts.records.tasks.values():
        circle = circle_of_sign_offs(task.id, parse(task.requires), facts.records.tasks.get)
        if not circle:
            continue
        references = (
            reference
            for reference in facts.records.references
            if reference.kind == "task" and reference.id == circle[1] and reference.document is task.origin.document
        )
        place = next((one for one in references if one.route[0] == "requires" and one.route[-1] == "sign_off"), None)
        yield Problem(
            task.origin.at(*place.route) if place else task.origin.key("requires"),
            f"{task.id} requires a sign-off that requires this one: {' → '.join(circle)}",
            "take the sign-off out of what one of these tasks requires",
        )


@rule("DEL061")
def role_requires_what_only_a_pa_has(facts: Facts) -> Iterator[Problem]:
    """A role requires a sign-off or an age, which are recorded of PAs only.

    No one in the role could ever meet that, so nothing that they do would count.

    ```yaml bad framework/roles/pa-trainer.yaml
    requires: {age: 18}  # <- DEL061
    ```

    ```yaml good framework/roles/pa-trainer.yaml
    requires: {learning_hours: 4, within: {months: 24}}
    ```
    """
    for role in facts.records.roles.values():
        only_of_pas = [leaf for leaf in leaves(parse(role.requires)) if isinstance(leaf, AgeSeen | SignedOff)]
        if role.requires and only_of_pas:
            yield Problem(
                role.origin.key("requires"),
                f"{role.id} requires {join_words(map(leaf_words, only_of_pas))}, which is recorded of PAs only",
                "require a competence, a credential or hours of learning of a role",
            )


@rule("SGN070")
def requirement_not_met(facts: Facts) -> Iterator[Problem]:
    """A PA was signed off without something else than a competence that the task requires.

    It may be a credential of an outside body, a sign-off for another task, hours of learning or an age; or one of several
    such things.

    ```yaml bad framework/delegation.yaml
    credentials:
      - {id: care-certificate, title: Care Certificate, body: The employer, summary: The standards of care were learned.}
    ```

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    requires: {infection-prevention: null, record-keeping: null, credential: care-certificate}
    ```

    ```yaml bad competences/register/pas/pa-0001.yaml
    credentials:
      - {credential: care-certificate, on: 2025-01-10, until: 2026-01-09}
    sign_offs:
      - signed_off_on: 2026-03-05  # <- SGN070
    ```

    ```yaml good framework/delegation.yaml
    credentials:
      - {id: care-certificate, title: Care Certificate, body: The employer, summary: The standards of care were learned.}
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    requires: {infection-prevention: null, record-keeping: null, credential: care-certificate}
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    credentials:
      - {credential: care-certificate, on: 2025-01-10, until: 2026-01-09}
      - {credential: care-certificate, on: 2026-01-08}
    ```
    """
    yield from problems_with_code(
        facts,
        "SGN070",
        "sign off again once it is so; if it was so and was left out, record its true day and who saw it",
    )


@rule("SGN071", Severity.WARNING)
def requirement_ended(facts: Facts) -> Iterator[Problem]:
    """Something else than a competence that the task requires has ended, or ends soon.

    The PA had it on the day of the sign-off. `expired_credential` of the tier says what happens when it ends; if it says
    nothing, the PA stops until it is put right.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    requires: {infection-prevention: null, record-keeping: null, learning_hours: 4, within: {months: 6}}
    ```

    ```yaml bad competences/register/pas/pa-0001.yaml
    learning:
      - {on: 2026-01-10, hours: 4}
    sign_offs:
      - task: gastrostomy-feed  # <- SGN071
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    requires: {infection-prevention: null, record-keeping: null, learning_hours: 4, within: {months: 6}}
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    learning:
      - {on: 2026-01-10, hours: 4}
      - {on: 2026-10-01, hours: 4}
    ```
    """
    yield from problems_with_code(facts, "SGN071", "see that it is so again, and record it with its day and who saw it")


@rule("SGN072")
def actor_without_what_the_role_requires(facts: Facts) -> Iterator[Problem]:
    """Someone acted without what their role requires on that day.

    A role may require a credential, a competence or hours of learning, such as the certificate of a trainer. Who does not
    have it on the day could not act, so what they did does not count.

    ```yaml bad framework/roles/pa-trainer.yaml
    requires: {learning_hours: 4, within: {months: 24}}
    ```

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - trained_by: pr-030  # <- SGN072
    ```

    ```yaml good framework/roles/pa-trainer.yaml
    requires: {learning_hours: 4, within: {months: 24}}
    ```

    ```yaml good competences/register/practitioners/pr-030.yaml
    learning:
      - {on: 2025-11-03, hours: 2.5}
      - {on: 2026-02-02, hours: 1.5}
    ```
    """
    yield from problems_with_code(
        facts,
        "SGN072",
        "let someone who has it do this again; if they had it and it was left out, record it with its true day",
    )
