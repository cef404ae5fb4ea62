"""Families DEL and SGN: grounds on which tasks are done, and sign-offs on another ground. The facts are in grounds.py."""

from collections.abc import Iterator

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.check.rules.verdicts import problems_with_code
from pa_framework.facts.delegation_chain import is_delegated
from pa_framework.facts.facts import Facts
from pa_framework.facts.grounds import DELEGATION, OUTSIDE, ground_words
from pa_framework.facts.recorded_forms import is_outside
from pa_framework.records.model import Ground
from pa_framework.text.sentences import join_words, quote_ids


@rule("DEL074")
def ground_that_cannot_hold(facts: Facts) -> Iterator[Problem]:
    """A ground has duties with which no chain can hold, or no one can be accountable.

    A chain is signed off, or a PA would start without a decision. Where someone on a professional register is
    accountable, that is the professional who delegates. Delegation has all five duties, whatever a list says. What is
    outside the register has none.

    ```yaml bad framework/delegation.yaml
    grounds:
      - {id: certificate, title: Certificate, duties: [train, assess], accountable: none}  # <- DEL074
    ```

    ```yaml good framework/delegation.yaml
    grounds:
      - {id: certificate, title: Certificate, duties: [train, assess, sign-off], accountable: none}
    ```
    """
    for ground in facts.records.grounds.values():
        origin = ground.origin
        for says, fix in _faults(ground):
            place = origin.at("duties") if origin.has_field("duties") else origin.at("id")
            yield Problem(place, f"{ground.id} {says}", fix)


def _faults(ground: Ground) -> Iterator[tuple[str, str]]:
    """What is wrong with a ground: what it says, and what to do."""
    if ground.id == DELEGATION:
        if len(set(ground.duties)) < 5 or ground.accountable == "none":
            yield (
                "has all five duties and someone accountable, whatever this entry says",
                "write all five duties, and take `accountable` out; give another ground its own id",
            )
        return
    if ground.id in OUTSIDE:
        if ground.duties:
            yield "is outside the register and lists duties", "take `duties` out, or give the ground another id"
        return
    if "sign-off" not in ground.duties:
        yield (
            "has no `sign-off`, so no chain on it can ever hold",
            "add `sign-off` to its duties, for the one who certifies or registers the PA",
        )
    if ground.accountable == "registered" and "delegate" not in ground.duties:
        yield (
            "has someone accountable, and no one who delegates and could be that",
            "add `delegate` to its duties, or write `accountable: none` if the law asks for no one",
        )


@rule("DEL071")
def chain_on_a_ground_outside(facts: Facts) -> Iterator[Problem]:
    """A task that may be delegated names a ground outside the register.

    What the family does, or the PA's own role, has no chain. Such a ground belongs to one sign-off (`done_under`), or to
    the status of the task (`own-role`).

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    sign_off:
      ground: family  # <- DEL071
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    sign_off:
      ground: delegation
    ```
    """
    for task in facts.records.tasks.values():
        if is_delegated(task) and task.sign_off and task.sign_off.ground in OUTSIDE:
            yield Problem(
                task.origin.at("sign_off", "ground"),
                f"{task.id} rests on `{task.sign_off.ground}`, which is outside the register and has no chain",
                "take `ground` out, or write the id of a ground of framework/delegation.yaml",
            )


@rule("SGN083")
def done_under_another_ground(facts: Facts) -> Iterator[Problem]:
    """A sign-off says that it was done on another ground than that of the task.

    Each ground asks for other duties. A certificate is no delegation, and a delegation is no certificate.

    ```yaml bad framework/delegation.yaml
    grounds:
      - {id: certificate, title: Certificate, duties: [train, assess, sign-off], accountable: none}
    ```

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - done_under: certificate  # <- SGN083
    ```

    ```yaml good framework/delegation.yaml
    grounds:
      - {id: certificate, title: Certificate, duties: [train, assess, sign-off], accountable: none}
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - done_under: delegation
    ```
    """
    yield from problems_with_code(
        facts, "SGN083", "write the ground of the task, or take `done_under` out; or name the ground in the task"
    )


@rule("SGN084")
def ground_not_lawful_for_the_task(facts: Facts) -> Iterator[Problem]:
    """A PA does a task on a ground outside the register that the task does not allow.

    The answer is no: the PA does not do it on that ground. An empty list in `grounds_outside` allows none.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    grounds_outside: [self]
    ```

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - done_under: family  # <- SGN084
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    grounds_outside: [family, self]
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - done_under: family
    ```
    """
    for pa in facts.register.pas.values() if facts.register else ():
        for index, sign_off in enumerate(pa.sign_offs):
            task = facts.chain_validator.rules.task(sign_off.task, facts.on)
            lawful = task.grounds_outside if task else None
            if lawful is None or not is_outside(sign_off) or sign_off.done_under in lawful:
                continue
            titles = join_words((ground_words(facts.records.grounds, name) for name in lawful), "or")
            instead = f", or write {quote_ids(lawful)} if that is what it is" if lawful else ""
            yield Problem(
                pa.origin.at("sign_offs", index, "done_under"),
                f"{pa.id}, {sign_off.task}, {sign_off.person}: outside the register, this task is "
                + (f"only {titles}" if lawful else "not done at all"),
                f"record a delegation{instead}",
            )
