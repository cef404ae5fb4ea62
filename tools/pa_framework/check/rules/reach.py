"""Family DEL: lists of levels, learning, stories and tasks that contradict each other about who may do a task."""

from collections.abc import Iterator, Mapping, Sequence

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.delegation_chain import is_delegated
from pa_framework.facts.facts import Facts
from pa_framework.facts.level_comparison import offers_for_level
from pa_framework.facts.requirements import competences_of, is_plain
from pa_framework.records.model import Task
from pa_framework.text.findings import Note, Severity, Span
from pa_framework.text.sentences import join_words, quote_ids

#: So many other tasks must agree before the one that asks for less is the odd one out.
_ENOUGH_TO_COMPARE = 3


@rule("DEL034", Severity.WARNING)
def learning_for_tasks_out_of_reach(facts: Facts) -> Iterator[Problem]:
    """Learning teaches what a level expects and prepares only for tasks that neither this level nor the next reaches.

    A course in insulin that also teaches record keeping is found by a PA in the first week, who may do no healthcare
    task at all. Either a general course teaches what everyone needs, or the task is nearer than the levels say.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    requires: {infection-prevention: independent, record-keeping: independent, communication-plans: guides-others}
    ```

    ```yaml bad framework/levels/confident-pa.yaml
    order: 3
    expects: {infection-prevention: independent, record-keeping: independent, communication-plans: guides-others}
    ```

    ```yaml bad framework/levels/next-steps.yaml
    id: next-steps
    title: Next steps
    order: 2
    summary: You know your way about.
    week: [Four mornings with one person]
    expects: {infection-prevention: assisted, record-keeping: assisted, communication-plans: assisted}
    not_expected: [Being on call]
    pay_band: band-1
    ways_in: [{from: another-level, how: From Starting out.}]
    leads_to: [{level: confident-pa, how: Ask for it.}]
    approval: {state: draft}
    ```

    ```yaml bad framework/learning/tube-feeding-training.yaml
    teaches:
      infection-prevention: assisted  # <- DEL034
    ```

    ```yaml good framework/learning/tube-feeding-training.yaml
    teaches: {infection-prevention: independent}
    ```
    """
    records = facts.records
    if any(kind in ("level", "task") for kind, _ in records.left_out) or {"level", "step"} & records.unknown_kinds:
        return  # What is out of reach is not known.
    reported: set[tuple[str, str]] = set()
    for level in records.levels_in_order():
        for offered in offers_for_level(facts, level):
            learning = records.learning[offered.offer]
            tasks = [name for name in learning.prepares_for if facts.graph.reached_by.get(name)]
            if offered.suits or not tasks or (offered.offer, offered.competence) in reported:
                continue
            reported.add((offered.offer, offered.competence))
            neither = (
                f"neither {level.id} nor {offered.after.id} reaches"
                if offered.after is not level
                else (f"{level.id} does not reach")
            )
            yield Problem(
                learning.origin.at("teaches", offered.competence),
                f"{learning.id} teaches {offered.competence}, which {level.id} expects, and prepares for"
                f" {quote_ids(tasks, 'and', 3)}, which {neither}",
                f"let a general offer teach {offered.competence} and take it away here, or prepare for a task in reach",
                (Note(level.origin.at("expects", offered.competence), f"{level.id} expects it"),),
            )


@rule("DEL038", Severity.WARNING)
def task_asks_for_less_than_others(facts: Facts) -> Iterator[Problem]:
    """A task does not require a competence that every other delegated task, or every one of lower risk beside it, requires.

    Twenty-three tasks require that a PA knows how to work to a delegated task, and the twenty-fourth was forgotten.
    A PA would reach it before the easier ones. Three other tasks are the least that are compared.

    ```text bad framework/tasks/gastrostomy-feed.yaml
    requires: {infection-prevention: independent}
    # and three other tasks of the framework require working-to-a-delegated-task as well
    ```

    ```text good framework/tasks/gastrostomy-feed.yaml
    requires: {infection-prevention: independent, working-to-a-delegated-task: assisted}
    ```
    """
    records = facts.records
    if any(kind == "task" for kind, _ in records.left_out) or {"tier", "step"} & records.unknown_kinds:
        return
    tiers, steps = records.tier_order(), records.step_order()
    delegated = [task for task in records.tasks.values() if is_delegated(task) and not task.replaced_by]
    required = {task.id: competences_of(task.requires) for task in delegated}
    for task in delegated:
        others = [other for other in delegated if other is not task]
        risk = tiers.get(task.risk or "", 0)
        beside = [
            other for other in others if other.category == task.category and tiers.get(other.risk or "", 0) < risk
        ]
        for peers, words in (
            (others, "other delegated tasks"),
            (beside, f"tasks of lower risk in {task.category}"),
        ):
            missing = (
                [
                    name
                    for name in _required_by_all([required[peer.id] for peer in peers])
                    if name not in required[task.id]
                ]
                if steps
                else []
            )
            if missing:
                yield Problem(
                    task.origin.key("requires"),
                    f"{task.id} does not require {join_words(missing)}, which all {len(peers)} {words} require",
                    f"add {quote_ids(missing, 'and')} to `requires`, or say in `note` why this task does not need it",
                    tuple(Note(_where_required(peer, missing[0]), f"{peer.id} requires it") for peer in peers[:2]),
                )
                break


@rule("DEL039", Severity.WARNING)
def story_of_a_task_out_of_reach(facts: Facts) -> Iterator[Problem]:
    """A story is told by a PA at a level that does not reach a delegated task of the story.

    Readers take a story as what is possible. It shows a task done by someone who, by the lists, could not be signed
    off for it, and is paid for less.

    ```yaml bad case_studies/rosa.yaml
    level: starting-out
    tasks: [gastrostomy-feed]  # <- DEL039
    ```

    ```yaml good case_studies/rosa.yaml
    level: confident-pa
    tasks: [gastrostomy-feed]
    ```
    """
    for story in facts.records.case_studies.values():
        level = facts.records.levels.get(story.level or "")
        if level is None or level.replaced_by or story.replaced_by:
            continue
        for place, name in enumerate(story.tasks):
            task = facts.records.tasks.get(name)
            reached_by = facts.graph.reached_by.get(name)
            if task is None or not is_delegated(task) or not reached_by or level in reached_by:
                continue  # DEL010 reports a task that no level reaches.
            yield Problem(
                story.origin.at("tasks", place),
                f"{story.id} is told at {level.id}, which does not expect all that {name} requires",
                f"write the level that reaches {name}, or take the task out of the story",
                (Note(task.origin.key("requires"), f"what {name} requires"),),
            )


@rule("DEL040", Severity.WARNING)
def paid_for_tasks_out_of_reach(facts: Facts) -> Iterator[Problem]:
    """A level's pay band pays more for complex tasks, and the level reaches no task of the highest risk.

    The supplement is an offer that no one at this level can take up.

    ```yaml bad framework/pay_bands/band-2.yaml
    supplements:
      - for: complex  # <- DEL040
        amount: 1.00
        funder: both
        when: With two or more tasks of high risk
        basis: design-default
    ```

    ```yaml good framework/pay_bands/band-2.yaml
    supplements:
      - {for: lone-night, amount: 1.00, funder: both, when: Awake and alone at night, basis: design-default}
    ```
    """
    records = facts.records
    if any(kind == "task" for kind, _ in records.left_out) or not records.tiers:
        return
    highest = list(records.tiers)[-1]
    for level in records.levels_in_order():
        band = records.pay_bands.get(level.pay_band or "")
        for place, supplement in enumerate(band.supplements if band else ()):
            if band is None or supplement.purpose != "complex" or _reaches(facts, level.id, highest):
                continue
            yield Problem(
                band.origin.at("supplements", place),
                f"{band.id} pays {level.id} for complex tasks, and {level.id} reaches no delegated task of {highest} risk",
                "take the supplement away from this band, or let the level expect what such a task requires",
                (Note(level.origin.at("pay_band"), f"the band of {level.id}"),),
            )


def _required_by_all(required: Sequence[Mapping[str, str]]) -> list[str]:
    """The competences that every one of some tasks requires, given those of each, where they are enough to compare."""
    if len(required) < _ENOUGH_TO_COMPARE:
        return []
    return [name for name in required[0] if all(name in each for each in required)]


def _reaches(facts: Facts, level: str, tier: str) -> bool:
    """Whether a level (an id) reaches a delegated task of a tier."""
    return any(
        is_delegated(task)
        and task.risk == tier
        and level in {reached.id for reached in facts.graph.reached_by[task.id]}
        for task in facts.records.tasks.values()
    )


def _where_required(task: Task, competence: str) -> Span:
    """Where a task requires a competence: its place in a plain map, or the whole expression."""
    route = ("requires", competence) if is_plain(task.requires) else ("requires",)
    return task.origin.at(*route)
