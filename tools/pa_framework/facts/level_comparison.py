"""The difference between two levels: competences, tasks, pay and learning. Amounts are in pounds per hour."""

import itertools
from collections.abc import Collection, Iterator
from decimal import Decimal

from msgspec import Struct

from pa_framework.facts.delegation_chain import is_delegated
from pa_framework.facts.facts import Facts
from pa_framework.facts.pay import paid_on
from pa_framework.records.model import Learning, Level


class StepIncrease(Struct, frozen=True):
    """A competence that the upper level expects at a higher step (`after`) than the lower (`before`, None if not at all)."""

    competence: str
    before: str | None
    after: str


class PayDifference(Struct, frozen=True):
    """What a funder pays on the day at the lower and the upper level; None where the level has no rate on it."""

    funder: str
    before: Decimal | None
    after: Decimal | None


class LevelOffer(Struct, frozen=True):
    """Learning (an id) that teaches a competence which is new at a level; `after` is the next level, or the level itself.

    It suits unless it prepares for tasks, none of which a PA at one of these two levels could do.
    """

    offer: str
    competence: str
    after: Level
    suits: bool


class Comparison(Struct, frozen=True):
    """What the upper level has and the lower has not.

    `increases` are in the order of areas, then of titles. `tasks` are ids of delegable tasks whose required competences
    only the upper level expects. `learning` maps the id of an offer to those competences of `increases` that it teaches
    up to the step of the upper level; offers that teach more come first.
    """

    lower: Level
    upper: Level
    increases: tuple[StepIncrease, ...]
    tasks: tuple[str, ...]
    pay: tuple[PayDifference, ...]
    learning: dict[str, tuple[str, ...]]


def compare(facts: Facts, lower: Level, upper: Level) -> Comparison:
    """What is new at the level `upper` for a PA who is at `lower`."""
    increases = tuple(step_increases(facts, lower, upper))
    teaches: dict[str, list[str]] = {}
    for increase in increases:
        for offer in learning_that_reaches(facts, increase.competence, increase.after):
            teaches.setdefault(offer.id, []).append(increase.competence)
    return Comparison(
        lower,
        upper,
        increases,
        tuple(newly_reachable_tasks(facts, lower, upper)),
        tuple(
            PayDifference(funder, _rate_today(facts, lower, funder), _rate_today(facts, upper, funder))
            for funder in facts.funders
        ),
        _most_first(facts, teaches),
    )


def compare_all_levels(facts: Facts) -> list[Comparison]:
    """The comparison of every pair of levels, in order, lower level first: (1, 2), (1, 3), then (2, 3)."""
    return [compare(facts, lower, upper) for lower, upper in itertools.combinations(facts.records.levels_in_order(), 2)]


def step_increases(facts: Facts, lower: Level | None, upper: Level) -> Iterator[StepIncrease]:
    """Competences that `upper` expects at a higher step than `lower` does, by area and title. None expects nothing."""
    records, order = facts.records, facts.records.step_order()
    places = {area: place for place, area in enumerate(records.areas)}
    expected = [competence for name in upper.expects if (competence := records.competences.get(name))]
    for competence in sorted(expected, key=lambda record: (places.get(record.area, len(places)), record.title)):
        before, after = (lower.expects if lower else {}).get(competence.id), upper.expects[competence.id]
        if order.get(after, -1) > order.get(before or "", -1):
            yield StepIncrease(competence.id, before, after)


def learning_that_reaches(facts: Facts, competence: str, step: str) -> tuple[Learning, ...]:
    """Learning that teaches a competence up to a step or a higher one."""
    order = facts.records.step_order()
    return tuple(
        offer
        for offer in facts.graph.taught_by.get(competence, ())
        if order.get(offer.teaches[competence], -1) >= order[step]
    )


def learning_for_level(facts: Facts, level: Level) -> dict[str, tuple[str, ...]]:
    """Learning that suits a PA who moves up to a level: ids of offers, each with what it teaches that is new there.

    An offer suits when it teaches something that is new at the level, far enough, and at most one step further; and
    not further than the next level expects. An offer that prepares only for tasks that neither the level nor the next
    one reaches does not suit: a new PA is not offered a course in insulin because it also teaches record keeping.
    Offers that teach more come first.
    """
    teaches: dict[str, list[str]] = {}
    for offer in offers_for_level(facts, level):
        if offer.suits:
            teaches.setdefault(offer.offer, []).append(offer.competence)
    return _most_first(facts, teaches)


def _most_first(facts: Facts, teaches: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """Ids of offers with the competences that they teach; offers that teach more come first, then by title."""
    learning = facts.records.learning
    ordered = sorted(teaches.items(), key=lambda item: (-len(item[1]), learning[item[0]].title))
    return {name: tuple(taught) for name, taught in ordered}


def offers_for_level(facts: Facts, level: Level) -> Iterator[LevelOffer]:
    """Learning that teaches something new at a level, far enough and not too far, with whether a PA there can use it."""
    order, levels = facts.records.step_order(), facts.records.levels_in_order()
    place = next((place for place, each in enumerate(levels) if each is level), None)
    before = levels[place - 1] if place else None
    after = levels[place + 1] if place is not None and place + 1 < len(levels) else level
    for increase in step_increases(facts, before, level):
        wanted = order[increase.after]
        limit = min(wanted + 1, max(wanted, order.get(after.expects.get(increase.competence, ""), -1)))
        for offer in learning_that_reaches(facts, increase.competence, increase.after):
            if order[offer.teaches[increase.competence]] <= limit:
                suits = _prepares_for_a_task_in_reach(facts, offer, {level.id, after.id})
                yield LevelOffer(offer.id, increase.competence, after, suits)


def _prepares_for_a_task_in_reach(facts: Facts, offer: Learning, levels: Collection[str]) -> bool:
    """Whether an offer prepares for no task at all, or for one that a level of these ids reaches."""
    if not offer.prepares_for:
        return True
    return any(level.id in levels for task in offer.prepares_for for level in facts.graph.reached_by.get(task, ()))


def newly_reachable_tasks(facts: Facts, lower: Level | None, upper: Level) -> Iterator[str]:
    """Ids of delegable tasks, by title, whose required competences `upper` expects and `lower` does not."""
    for task in sorted(facts.records.tasks.values(), key=lambda task: task.title):
        reached = {level.id for level in facts.graph.reached_by.get(task.id, ())}
        if not is_delegated(task) or task.replaced_by or upper.id not in reached:
            continue
        if lower is None or lower.id not in reached:
            yield task.id


def _rate_today(facts: Facts, level: Level, funder: str) -> Decimal | None:
    band = facts.records.pay_bands.get(level.pay_band or "")
    return paid_on(band, funder, facts.on) if band else None
