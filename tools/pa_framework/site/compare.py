"""The page that compares two levels: neighbouring pairs in full, and lines from which a script shows any other pair."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from pa_framework.facts.facts import Facts
from pa_framework.facts.level_comparison import Comparison, PayDifference, StepIncrease, compare_all_levels
from pa_framework.facts.organisations import organisation_title
from pa_framework.facts.pay import format_pounds
from pa_framework.facts.site_pages import COMPARE, Link
from pa_framework.facts.titles import title_of
from pa_framework.look.labels import level_link
from pa_framework.look.page import link_to
from pa_framework.records.model import Level
from pa_framework.site.page_kinds import Pages, StandalonePage
from pa_framework.site.wages import illustrative_pay, pence_or_pounds

L = TypeVar("L", "PayLine", "Line")
#: A year of ten paid hours a week, of which holiday is a part.
_HOURS = 10 * 52


class PayLine(Struct, frozen=True):
    """What a funder pays at both levels, and the difference. `pairs` are the pairs of levels to which it applies."""

    funder: str
    before: str
    after: str
    more: str
    pairs: str = ""


class Line(Struct, frozen=True):
    """A competence with its steps in words, or a task. `before` is empty where it is expected for the first time."""

    id: str
    link: Link
    before: str = ""
    before_id: str = ""
    after: str = ""
    after_id: str = ""
    pairs: str = ""


class Offer(Struct, frozen=True):
    """Learning, and the new competences that it teaches up to the expected step."""

    link: Link
    teaches: tuple[Line, ...]
    pairs: str = ""


class Part(Struct, frozen=True):
    """What is new, in the order of the page."""

    pay: Sequence[PayLine]
    first: Sequence[Line]
    higher: Sequence[Line]
    tasks: Sequence[Line]
    learning: Sequence[Offer]


class Neighbours(Struct, frozen=True):
    """Two neighbouring levels and what is new between them; `id` is the anchor."""

    id: str
    lower: Link
    upper: Link
    part: Part


class CompareView(Struct, frozen=True):
    """`any` has the lines of all pairs, from which a script chooses; `neighbours` are the pairs in full."""

    levels: tuple[tuple[str, str], ...]
    any: Part
    neighbours: tuple[Neighbours, ...]


def _view(facts: Facts) -> CompareView:
    levels = facts.records.levels_in_order()
    position = {level.id: number for number, level in enumerate(levels)}
    ways = [
        (f"{position[way.lower.id]}-{position[way.upper.id]}", part_of(facts, way), way)
        for way in compare_all_levels(facts)
    ]
    return CompareView(
        tuple((level.id, level.title) for level in levels),
        _together(facts, [(pair, part) for pair, part, _ in ways]),
        tuple(
            Neighbours(pair_id(way.lower, way.upper), level_link(way.lower), level_link(way.upper), part)
            for _, part, way in ways
            if position[way.upper.id] - position[way.lower.id] == 1
        ),
    )


def pair_id(lower: Level, upper: Level) -> str:
    """The anchor of a pair of neighbouring levels: `starting-out-to-confident-pa`."""
    return f"{lower.id}-to-{upper.id}"


def part_of(facts: Facts, way: Comparison) -> Part:
    """A comparison in words. Tasks that have no page are left out."""
    lines = {growth.competence: line for growth in way.increases if (line := _line(facts, growth))}
    return Part(
        pay=[pay for step in way.pay if (pay := _pay_line(facts, step))],
        first=[line for line in lines.values() if not line.before],
        higher=[line for line in lines.values() if line.before],
        tasks=[Line(name, link) for name in way.tasks if (link := link_to(facts, "task", name))],
        learning=[
            Offer(link, tuple(Line(name, lines[name].link) for name in names if name in lines))
            for offer, names in way.learning.items()
            if (link := link_to(facts, "learning", offer))
        ],
    )


def _line(facts: Facts, growth: StepIncrease) -> Line | None:
    link, steps = link_to(facts, "competence", growth.competence), facts.records.steps
    before = title_of(steps, growth.before) if growth.before else ""
    return (
        Line(growth.competence, link, before, growth.before or "", title_of(steps, growth.after), growth.after)
        if link
        else None
    )


def _pay_line(facts: Facts, step: PayDifference) -> PayLine | None:
    if step.before is None and step.after is None:
        return None
    before, after = (format_pounds(amount) if amount is not None else "not set" for amount in (step.before, step.after))
    return PayLine(organisation_title(facts.records, step.funder), before, after, _more(step))


def _more(step: PayDifference) -> str:
    """The difference in words: `60p an hour more. With 10 paid hours a week that is £312 a year, before tax`."""
    if step.before is None or step.after is None:
        return "One of the two has no rate today."
    by = step.after - step.before
    if by == 0:
        return "The same pay."
    way = "more" if by > 0 else "less"
    return f"{pence_or_pounds(abs(by))} an hour {way}. With 10 paid hours a week that is {pence_or_pounds(abs(by) * _HOURS)} a year {way}, before tax."


def _together(facts: Facts, parts: Sequence[tuple[str, Part]]) -> Part:
    """The lines of all pairs, each once, with the pairs of levels to which it belongs."""
    order = {id: number for number, id in enumerate(facts.records.competences)}
    areas = {id: number for number, id in enumerate(facts.records.areas)}

    def position(line: Line) -> tuple[int, str, int]:
        competence = facts.records.competences[line.id]
        return areas.get(competence.area, len(areas)), competence.title, order[line.id]

    offers: dict[Link, list[tuple[str, Sequence[Line]]]] = {}
    for pair, part in parts:
        for offer in part.learning:
            offers.setdefault(offer.link, []).append((pair, offer.teaches))
    return Part(
        pay=_gathered((pair, part.pay) for pair, part in parts),
        first=sorted(_gathered((pair, part.first) for pair, part in parts), key=position),
        higher=sorted(_gathered((pair, part.higher) for pair, part in parts), key=position),
        tasks=sorted(_gathered((pair, part.tasks) for pair, part in parts), key=lambda line: line.link.title),
        learning=tuple(
            Offer(link, tuple(sorted(_gathered(taught), key=position)), " ".join(pair for pair, _ in taught))
            for link, taught in sorted(offers.items(), key=lambda offer: offer[0].title)
        ),
    )


def _gathered(parts: Iterable[tuple[str, Iterable[L]]]) -> tuple[L, ...]:
    """Lines of several pairs, each once."""
    found: dict[L, list[str]] = {}
    for pair, lines in parts:
        for line in lines:
            found.setdefault(line, []).append(pair)
    return tuple(replace(line, pairs=" ".join(pairs)) for line, pairs in found.items())


PAGES: tuple[Pages, ...] = (
    StandalonePage(
        page=COMPARE,
        kind="compare",
        template="compare.md.j2",
        view=_view,
        description=(
            "What is new from one level of a personal assistant to another: competences, tasks, pay and learning."
        ),
        banners=lambda facts, view: illustrative_pay(facts),
        wide=True,
        scripts=("compare",),
        exists=lambda facts: len(facts.records.levels_in_order()) > 1,
    ),
)
