"""What is new between two levels: what is expected, which tasks come into reach, what it pays, who teaches it.

Facts only; pages show them. Amounts are exact decimals, in pounds per hour.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pa_framework.facts.facts import Facts
from pa_framework.facts.pay import FUNDERS, rate_on
from pa_framework.records.model import Learning, Level


@dataclass(frozen=True, slots=True)
class StepIncrease:
    """A competence that the upper level expects at a higher step. `before` is None where the lower expects none."""

    competence: str
    before: str | None
    after: str


@dataclass(frozen=True, slots=True)
class PayDifference:
    """What one funder pays today at both levels; None where that level has no rate today."""

    funder: str
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the upper level has that the lower has not.

    `grown` is in the order of areas, then of titles. `tasks` are ids of delegable tasks whose required competences
    only the upper level expects. `learning` maps the id of an offer to the grown competences that it teaches far
    enough, in the order of `grown`; what teaches more stands first.
    """

    lower: Level
    upper: Level
    grown: tuple[StepIncrease, ...]
    tasks: tuple[str, ...]
    pay: tuple[PayDifference, ...]
    learning: dict[str, tuple[str, ...]]


def compare(facts: Facts, lower: Level, upper: Level) -> Comparison:
    """What is new at `upper` for somebody who is at `lower`."""
    grown = tuple(step_increases(facts, lower, upper))
    teaches: dict[str, list[str]] = {}
    for growth in grown:
        for offer in learning_that_reaches(facts, growth.competence, growth.after):
            teaches.setdefault(offer.id, []).append(growth.competence)
    return Comparison(
        lower,
        upper,
        grown,
        tuple(newly_reachable_tasks(facts, lower, upper)),
        tuple(
            PayDifference(funder, _rate_today(facts, lower, funder), _rate_today(facts, upper, funder))
            for funder in FUNDERS
        ),
        {
            name: tuple(taught)
            for name, taught in sorted(
                teaches.items(), key=lambda item: (-len(item[1]), facts.records.learning[item[0]].title)
            )
        },
    )


def compare_all_levels(facts: Facts) -> list[Comparison]:
    """Every pair of levels in their order, lower first: (1, 2), (1, 3) … (2, 3) …"""
    return [compare(facts, lower, upper) for lower, upper in itertools.combinations(facts.records.levels_in_order(), 2)]


def step_increases(facts: Facts, lower: Level | None, upper: Level) -> Iterator[StepIncrease]:
    """Competences that `upper` expects at a higher step than `lower`, by area and title; None expects nothing."""
    records, height = facts.records, facts.records.step_order()
    places = {area: place for place, area in enumerate(records.areas)}
    known = [each for name in upper.expects if (each := records.competences.get(name))]
    for competence in sorted(known, key=lambda each: (places.get(each.area, len(places)), each.title)):
        before, after = (lower.expects if lower else {}).get(competence.id), upper.expects[competence.id]
        if height.get(after, -1) > height.get(before or "", -1):
            yield StepIncrease(competence.id, before, after)


def learning_that_reaches(facts: Facts, competence: str, step: str) -> tuple[Learning, ...]:
    """Learning that teaches a competence up to a step or further."""
    height = facts.records.step_order()
    return tuple(
        offer
        for offer in facts.graph.taught_by.get(competence, ())
        if height.get(offer.teaches[competence], -1) >= height[step]
    )


def newly_reachable_tasks(facts: Facts, lower: Level | None, upper: Level) -> Iterator[str]:
    """Ids of delegable tasks whose required competences `upper` expects and `lower` does not yet."""
    for task in sorted(facts.records.tasks.values(), key=lambda each: each.title):
        reached = {level.id for level in facts.graph.reached_by.get(task.id, ())}
        if task.status != "delegable" or task.replaced_by or upper.id not in reached:
            continue
        if lower is None or lower.id not in reached:
            yield task.id


def _rate_today(facts: Facts, level: Level, funder: str) -> Decimal | None:
    band = facts.records.pay_bands.get(level.pay_band or "")
    rate = rate_on(band, funder, facts.on) if band else None
    return rate.paid if rate else None
