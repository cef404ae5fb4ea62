"""Family CMP, second part: career levels and what they expect."""

from collections.abc import Iterator
from itertools import pairwise

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.facts import Facts
from pa_framework.records.model import Level
from pa_framework.text.findings import Note, Severity
from pa_framework.text.sentences import count


@rule("CMP007")
def level_expects_less(facts: Facts) -> Iterator[Problem]:
    """A level expects a competence at a lower step than the level before it, or no longer expects it.

    PAs who move up keep what they can do. A level that asks for less makes the picture of a career wrong, and the
    page that shows what is new at a level would hide what is gone.

    ```yaml bad framework/levels/confident-pa.yaml
    expects:
      communication-plans: aware  # <- CMP007
    ```

    ```yaml good framework/levels/confident-pa.yaml
    expects:
      communication-plans: assisted
    ```
    """
    order = facts.records.step_order()
    for lower, upper in pairwise(facts.records.levels_in_order()):
        if lower.order == upper.order:
            continue
        for name, below in lower.expects.items():
            above = upper.expects.get(name)
            if above is not None and order.get(above, 0) >= order.get(below, 0):
                continue
            yield Problem(
                upper.origin.key("expects") if above is None else upper.origin.at("expects", name),
                f"{upper.id} does not expect {name}, which {lower.id} before it expects"
                if above is None
                else f"{upper.id} expects {name} at `{above}`, less than {lower.id} before it",
                f"write `{name}: {below}` or a higher step",
                (Note(lower.origin.at("expects", name), f"{lower.id} expects `{below}`"),),
            )


@rule("CMP008")
def two_levels_with_one_order(facts: Facts) -> Iterator[Problem]:
    """Two levels have the same place in the order.

    No one can tell which comes first, and pay and competences cannot be compared.

    ```yaml bad framework/levels/starting-out.yaml
    order: 2  # <- CMP008
    ```

    ```yaml good framework/levels/starting-out.yaml
    order: 1
    ```
    """
    for lower, upper in pairwise(facts.records.levels_in_order()):
        if lower.order == upper.order:
            slip, other = _of_one_number(facts, lower, upper)
            yield Problem(
                slip.origin.at("order"),
                f"{slip.id} and {other.id} are both number {slip.order}",
                "give each level a number of its own, the first level the lowest",
                (Note(other.origin.at("order"), f"{other.id} has it too"),),
            )


def _of_one_number(facts: Facts, one: Level, another: Level) -> tuple[Level, Level]:
    """Two levels with one number: first the one whose number is most likely the slip.

    Of two of which one leads to the other, that is the lower one where the number below is free.
    """
    lower, upper = (another, one) if any(way.level == one.id for way in another.leads_to) else (one, another)
    is_free = all(level.order != lower.order - 1 for level in facts.records.levels.values())
    return (lower, upper) if is_free and lower.order > 1 else (upper, lower)


@rule("CMP009", Severity.WARNING)
def prerequisite_not_expected(facts: Facts) -> Iterator[Problem]:
    """A level expects a competence, and not what that competence rests on.

    A PA would be asked for the second thing before the first.

    ```yaml bad framework/levels/starting-out.yaml
    expects:
      record-keeping: assisted  # <- CMP009
    ```

    ```yaml bad competences/record-keeping.yaml
    prerequisites: {infection-prevention: independent}
    ```

    ```yaml good framework/levels/starting-out.yaml
    expects: {record-keeping: assisted, infection-prevention: assisted}
    ```

    ```yaml good competences/record-keeping.yaml
    prerequisites: {infection-prevention: aware}
    ```
    """
    order = facts.records.step_order()
    reported: set[tuple[str, str]] = set()
    reached: dict[str, int] = {}  # the highest step so far: where a later level drops it, CMP007 says so
    for level in facts.records.levels_in_order():
        for name, step in level.expects.items():
            reached[name] = max(reached.get(name, -1), order.get(step, -1))
        for name in level.expects:
            competence = facts.records.competences.get(name)
            for needed, step in competence.prerequisites.items() if competence else ():
                if (
                    reached.get(needed, -1) >= order.get(step, -1)
                    or (name, needed) in reported
                    or needed not in facts.current_competences
                ):
                    continue
                reported.add((name, needed))
                yield Problem(
                    level.origin.at("expects", name),
                    f"{level.id} expects {name}, which rests on {needed} at `{step}`, and expects "
                    + (f"{needed} only at `{level.expects[needed]}`" if needed in level.expects else f"no {needed}"),
                    f"add `{needed}: {step}` to `expects`, or expect {name} at a later level",
                    (Note(competence.origin.at("prerequisites", needed), f"{name} asks for it"),) if competence else (),
                )


@rule("CMP010", Severity.WARNING)
def way_on_leads_nowhere(facts: Facts) -> Iterator[Problem]:
    """A level names a way on that leads neither to a level nor to work outside.

    The reader is told how, and not where to.

    ```yaml bad framework/levels/confident-pa.yaml
    leads_to:
      - how: Take your certificate along  # <- CMP010
    ```

    ```yaml good framework/levels/confident-pa.yaml
    leads_to:
      - how: Take your certificate along
        outside: Nursing, social work or another job in health and care
    ```
    """
    for level in facts.records.levels.values():
        for index, way in enumerate(level.leads_to):
            if not way.level and not way.outside:
                yield Problem(
                    level.origin.at("leads_to", index),
                    f"a way on from {level.id} does not say where it leads",
                    "add `level:` with a level of this framework, or `outside:` with other work",
                )


@rule("CMP011")
def level_leads_back(facts: Facts) -> Iterator[Problem]:
    """A level leads to itself, or to a level that is not above it.

    Readers look there for what comes next. A way that leads back hides the next level from them.

    ```yaml bad framework/levels/confident-pa.yaml
    leads_to:
      - {level: starting-out, how: Ask for a record of what you can do.}  # <- CMP011
    ```

    ```yaml good framework/levels/confident-pa.yaml
    leads_to:
      - {outside: Nursing or social work, how: Ask for a record of what you can do.}
    ```
    """
    levels = facts.records.levels
    for level in levels.values():
        for index, way in enumerate(level.leads_to):
            to = levels.get(way.level or "")
            if to is None or ("level", to.id) in facts.misnamed:
                continue
            if to.id == level.id or to.order < level.order:
                yield Problem(
                    level.origin.at("leads_to", index, "level"),
                    f"{level.id} leads to itself"
                    if to.id == level.id
                    else f"{level.id} leads to {to.id}, which is a lower level",
                    "name a level with a higher `order`, or write `outside:` for work outside",
                    (Note(to.origin.at("order"), f"order {to.order}"),),
                )


@rule("CMP013", Severity.WARNING)
def typical_time_in_doubt(facts: Facts) -> Iterator[Problem]:
    """A level says how long people are usually at it, without a source, or with a range that ends before it begins.

    Readers plan with such a figure. Where no one has counted it, the level says nothing, or says that it is an example.

    ```yaml bad framework/levels/confident-pa.yaml
    typical_time: {months_from: 6, months_to: 18}  # <- CMP013
    ```

    ```yaml good framework/levels/confident-pa.yaml
    typical_time: {months_from: 6, months_to: 18, source: pa-research}
    ```
    """
    for level in facts.records.levels.values():
        time = level.typical_time
        if time is None:
            continue
        if not time.source and not time.illustrative:
            yield Problem(
                level.origin.key("typical_time"),
                f"{level.id} says how long PAs are usually at it, and not who counted it",
                "add `source:` with a source of framework/sources.yaml; or write `illustrative: true`, or take it away",
            )
        if time.months_to < time.months_from:
            yield Problem(
                level.origin.at("typical_time", "months_to"),
                f"the typical time at {level.id} is from {time.months_from} to {count(time.months_to, 'month')}",
                "write the shorter time as `months_from` and the longer one as `months_to`",
                (Note(level.origin.at("typical_time", "months_from"), "the range begins here"),),
            )
