"""Pages about the career: the map of levels, a page each, pay."""

from collections.abc import Iterator
from dataclasses import dataclass

from pa_framework.facts.facts import Facts
from pa_framework.facts.level_comparison import learning_that_reaches, newly_reachable_tasks, step_increases
from pa_framework.facts.pay import format_pounds
from pa_framework.facts.site_pages import CAREER, COMPARE, MATRIX, PAY, WHERE, Link
from pa_framework.facts.stories import visible_stories
from pa_framework.look.labels import level_link
from pa_framework.look.markdown import Md, href
from pa_framework.look.page import (
    Frame,
    Page,
    SourceLine,
    approval_banner,
    foot_of,
    link_to,
    links_to,
    page,
    retired_banner,
    source_lines,
)
from pa_framework.look.svg import Stair, career_map
from pa_framework.records.model import Level
from pa_framework.site.wages import (
    PayLine,
    above_minimum,
    funders_pay,
    illustrative_pay,
    pay_lines,
    pay_words,
    rates_today,
    supplements,
)
from pa_framework.text.dates import in_words

FROM_WORDS = {
    "family-and-friends": "You helped family or a friend",
    "circle-of-support": "You are in the person's circle of support",
    "unpaid-carer": "You were an unpaid carer",
    "student": "You study",
    "parent-returning": "You return to work as a parent",
    "armed-forces-family": "You come from an armed-forces family",
    "jobseeker": "You look for work",
    "care-work": "You work in care",
    "nhs-work": "You work in the NHS",
    "another-level": "You are at another level",
    "other": "Another way",
}


@dataclass(frozen=True, slots=True)
class Expected:
    """Competences that a level expects at one step, with those that are new at this level first."""

    step: str
    new: tuple[Link, ...]
    kept: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class LevelView:
    level: Level
    compare: Link | None
    number: str
    pay: tuple[PayLine, ...]
    pay_note: str
    supplements: tuple[tuple[str, str, str], ...]
    minimum: str
    expected: tuple[Expected, ...]
    new_count: int
    tasks: tuple[Link, ...]
    ways_in: tuple[tuple[str, str], ...]
    leads_to: tuple[tuple[Link | None, str, str], ...]
    learning: tuple[Link, ...]
    stories: tuple[Link, ...]
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class LevelRow:
    link: Link
    summary: str
    pay: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CareerView:
    map: Md
    rows: tuple[LevelRow, ...]
    doors: tuple[Link, ...]


def pages(facts: Facts) -> Iterator[Page]:
    """Everything below career/."""
    levels = facts.records.levels_in_order()
    yield _index(facts, levels)
    for before, level, after in zip([None, *levels], levels, [*levels[1:], None], strict=False):
        yield _level(facts, level, before, after)
    for level in facts.records.levels.values():
        if level.replaced_by:
            yield _level(facts, level, None, None)


def _index(facts: Facts, levels: list[Level]) -> Page:
    stairs = [
        Stair(level.title, pay_words(facts, level), href(CAREER.path, f"career/{level.id}.md")) for level in levels
    ]
    view = CareerView(
        career_map(stairs),
        tuple(LevelRow(level_link(level), level.summary, funders_pay(facts, level)) for level in levels),
        (WHERE, COMPARE, PAY, MATRIX),
    )
    frame = Frame(
        "Career",
        f"{len(levels)} levels for personal assistants, what each pays, and how to get there. An offer: nobody has to climb.",
        "career",
        wide=True,
        banners=illustrative_pay(facts),
    )
    return page(facts, CAREER.path, "career_index.md.j2", frame, view)


def _level(facts: Facts, level: Level, before: Level | None, after: Level | None) -> Page:
    records = facts.records
    band = records.pay_bands.get(level.pay_band or "")
    grown = {growth.competence: growth.after for growth in step_increases(facts, before, level)}
    expected = []
    for step in reversed(list(records.steps.values())):
        names = [name for name, wanted in level.expects.items() if wanted == step.id]
        new = [name for name in names if name in grown]
        if names:
            expected.append(
                Expected(
                    step.title,
                    links_to(facts, "competence", new),
                    links_to(facts, "competence", [name for name in names if name not in new]),
                )
            )
    view = LevelView(
        level=level,
        compare=Link(f"What is new after {level.title}", f"{COMPARE.path}#{level.id}-to-{after.id}", after.title)
        if after
        else None,
        number=str(level.order),
        pay=pay_lines(facts, band),
        pay_note=(band.differs_because or "") if band else "",
        supplements=supplements(band),
        minimum=_beside_the_minimum(facts, level),
        expected=tuple(expected),
        new_count=sum(len(each.new) for each in expected),
        tasks=links_to(facts, "task", list(newly_reachable_tasks(facts, before, level))),
        ways_in=tuple((FROM_WORDS[way.route], way.how) for way in level.ways_in),
        leads_to=tuple(
            (link_to(facts, "level", way.level) if way.level else None, way.outside or "", way.how)
            for way in level.leads_to
        ),
        learning=links_to(
            facts,
            "learning",
            sorted({offer.id for name, step in grown.items() for offer in learning_that_reaches(facts, name, step)}),
        ),
        stories=links_to(
            facts, "case-study", [story.id for story in visible_stories(facts) if story.level == level.id]
        ),
        sources=source_lines(facts, [*level.sources, *(band.sources if band else ())]),
    )
    frame = Frame(
        level.title,
        level.summary,
        "level",
        (CAREER,),
        level.origin.path,
        (
            *retired_banner(facts, "level", level),
            *approval_banner(level.approval, facts.on),
            *(illustrative_pay(facts) if band and band.illustrative else ()),
        ),
        foot_of(facts, level),
        Link(before.title, f"career/{before.id}.md") if before else None,
        Link(after.title, f"career/{after.id}.md") if after else None,
    )
    return page(facts, f"career/{level.id}.md", "level.md.j2", frame, view)


def _beside_the_minimum(facts: Facts, level: Level) -> str:
    """The legal minimum today, and by how much the level pays more."""
    minimum, paid = facts.minimum_today, rates_today(facts, level)
    if not minimum:
        return ""
    says = f"From age {minimum.age} the legal minimum is {format_pounds(minimum.amount)} an hour since {in_words(minimum.first)}."
    above = above_minimum(facts, min(paid.values())) if paid else ""
    return f"{says} This level is {above}." if above else says
