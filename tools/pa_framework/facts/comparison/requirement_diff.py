"""Whether one requirement asks for at least as much as another, and both in words."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

from pa_framework.facts.requirements import (
    AgeSeen,
    CompetenceAtStep,
    CredentialInForce,
    HoursLearned,
    Joined,
    Leaf,
    Requirement,
    in_words,
    outermost,
    parse,
)

Direction = Literal["stricter", "looser", "unclear"]
_NO_ORDER: Mapping[str, int] = {}


def direction(old: Mapping[str, Any], new: Mapping[str, Any], *step_orders: Mapping[str, int]) -> Direction:
    """Whether who meets the new requirement meets the old one (`stricter`, also where they are alike), or the other way.

    `unclear` where neither can be shown. `step_orders` give the places of steps, lowest first.
    """
    before, after = parse(old), parse(new)
    if _implies(after, before, step_orders):
        return "stricter"
    return "looser" if _implies(before, after, step_orders) else "unclear"


def lost_parts(
    old: Mapping[str, Any], new: Mapping[str, Any], *step_orders: Mapping[str, int]
) -> tuple[Requirement, ...]:
    """The parts of the old requirement, each of which had to be met, that who meets the new one need not meet."""
    after = parse(new)
    return tuple(part for part in outermost(parse(old)) if not _implies(after, part, step_orders))


def _implies(one: Requirement, other: Requirement, orders: tuple[Mapping[str, int], ...]) -> bool:
    """Whether who meets one requirement surely meets another. False where that cannot be shown part by part."""
    if isinstance(other, Joined) and other.by == "all":
        return all(_implies(one, part, orders) for part in other.parts)
    if isinstance(one, Joined) and one.by == "any":
        return all(_implies(part, other, orders) for part in one.parts)
    if isinstance(one, Joined):
        if any(_implies(part, other, orders) for part in one.parts):
            return True
    elif not isinstance(other, Joined):
        return _leaf_implies(one, other, orders)
    return isinstance(other, Joined) and any(_implies(one, part, orders) for part in other.parts)


def _leaf_implies(one: Leaf, other: Leaf, orders: tuple[Mapping[str, int], ...]) -> bool:
    if one == other:
        return True
    if isinstance(one, CompetenceAtStep) and isinstance(other, CompetenceAtStep):
        known = next((order for order in orders if one.step in order and other.step in order), _NO_ORDER)
        return one.competence == other.competence and known.get(one.step, -1) >= known.get(other.step, 0)
    if isinstance(one, CredentialInForce) and isinstance(other, CredentialInForce):
        conditions, seen = other.conditions or not one.conditions, one.seen or not other.seen
        return one.credential == other.credential and conditions and seen
    if isinstance(one, AgeSeen) and isinstance(other, AgeSeen):
        return one.age >= other.age
    if isinstance(one, HoursLearned) and isinstance(other, HoursLearned):
        about = other.about in (None, one.about)
        return about and other.within in (None, one.within) and one.hours >= other.hours
    return False


def requirement_in_words(value: Any, title: Callable[[str, str], str]) -> str:
    """The data of a requirement in words, with the titles of records; empty where it is not one. It may be invalid."""
    try:
        return in_words(parse(value), title) if value else ""
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError):
        return ""
