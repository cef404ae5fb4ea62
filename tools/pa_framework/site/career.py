"""The map of the career, and a page for every level."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pa_framework.facts.addresses import page_path
from pa_framework.facts.facts import Facts
from pa_framework.facts.level_comparison import learning_for_level, newly_reachable_tasks, step_increases
from pa_framework.facts.pay import format_pounds
from pa_framework.facts.site_pages import CAREER, COMPARE, MATRIX, PAY, WHERE, Link
from pa_framework.facts.stories import visible_stories
from pa_framework.look.labels import level_link
from pa_framework.look.markdown import Md, href
from pa_framework.look.page import SourceLine, link_to, links_to, source_lines, story_links
from pa_framework.look.svg import Stair, career_map
from pa_framework.records.field_meaning import labels
from pa_framework.records.model import Level
from pa_framework.site.compare import pair_id
from pa_framework.site.page_kinds import Banners, Pages, RecordPages, StandalonePage, with_neighbours
from pa_framework.site.wages import (
    PayLine,
    above_minimum,
    funders_pay,
    illustrative_pay,
    minimum_words,
    pay_lines,
    pay_words,
    rates_today,
    supplements,
)
from pa_framework.text.dates import format_date

FROM_WORDS = labels("level", "ways_in.from")


@dataclass(frozen=True, slots=True)
class Expected:
    """Competences that a level expects at one step: those that are new at this level, and the others."""

    step: str
    new: tuple[Link, ...]
    unchanged: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class LevelView:
    """What the page of a level shows besides the record: pay, expectations, tasks, learning and stories."""

    compare: Link | None
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
    """A level in the list below the map. `pay` has one part for every funder, or one for all."""

    link: Link
    summary: str
    pay: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CareerView:
    """The map of the levels, the same as a list, and links to the other pages of the section."""

    map: Md
    rows: tuple[LevelRow, ...]
    doors: tuple[Link, ...]


def _index(facts: Facts) -> CareerView:
    levels = facts.records.levels_in_order()
    stairs = [
        Stair(level.title, pay_words(facts, level), href(CAREER.path, page_path("level", level))) for level in levels
    ]
    return CareerView(
        career_map(stairs),
        tuple(LevelRow(level_link(level), level.summary, funders_pay(facts, level)) for level in levels),
        (WHERE, COMPARE, PAY, MATRIX),
    )


def _level(facts: Facts, level: Level) -> LevelView:
    records = facts.records
    band = records.pay_bands.get(level.pay_band or "")
    before, after = _levels_around(facts, level)
    reached = {growth.competence: growth.after for growth in step_increases(facts, before, level)}
    expected = tuple(_expected(facts, level, reached))
    return LevelView(
        compare=Link(f"What is new after {level.title}", f"{COMPARE.path}#{pair_id(level, after)}", after.title)
        if after
        else None,
        pay=pay_lines(facts, band),
        pay_note=(band.differs_because or "") if band else "",
        supplements=supplements(band),
        minimum=_above_the_minimum(facts, level),
        expected=expected,
        new_count=sum(len(group.new) for group in expected),
        tasks=links_to(facts, "task", newly_reachable_tasks(facts, before, level)),
        ways_in=tuple((FROM_WORDS[way.route], way.how) for way in level.ways_in),
        leads_to=tuple(
            (link_to(facts, "level", way.level) if way.level else None, way.outside or "", way.how)
            for way in level.leads_to
        ),
        learning=links_to(
            facts,
            "learning",
            [offer.id for offer in learning_for_level(facts, level)],
        ),
        stories=story_links(facts, [story.id for story in visible_stories(facts) if story.level == level.id]),
        sources=source_lines(facts, [*level.sources, *(band.sources if band else ())]),
    )


def _levels_around(facts: Facts, level: Level) -> tuple[Level | None, Level | None]:
    """The levels before and after a level; none for a retired one."""
    around = with_neighbours(facts.records.levels_in_order())
    return next(((before, after) for before, here, after in around if here is level), (None, None))


def _expected(facts: Facts, level: Level, reached: Mapping[str, str]) -> Iterator[Expected]:
    """What a level expects, highest step first. `reached` has the competences that are new or at a higher step."""
    for step in reversed(list(facts.records.steps.values())):
        ids = [id for id, expected in level.expects.items() if expected == step.id]
        if ids:
            yield Expected(
                step.title,
                links_to(facts, "competence", [id for id in ids if id in reached]),
                links_to(facts, "competence", [id for id in ids if id not in reached]),
            )


def _banners(facts: Facts, level: Level) -> Banners:
    band = facts.records.pay_bands.get(level.pay_band or "")
    return illustrative_pay(facts) if band and band.illustrative else ()


def _above_the_minimum(facts: Facts, level: Level) -> str:
    """The legal minimum today, and by how much the level pays more."""
    minimum, paid = facts.minimum_today, rates_today(facts, level)
    if not minimum:
        return ""
    sentence = (
        f"{minimum_words(minimum)} is {format_pounds(minimum.amount)} an hour since {format_date(minimum.first)}."
    )
    above = above_minimum(facts, min(paid.values())) if paid else ""
    return f"{sentence} This level is {above}." if above else sentence


PAGES: tuple[Pages, ...] = (
    StandalonePage(
        page=CAREER,
        kind="career",
        template="career_index.md.j2",
        view=_index,
        description=lambda view: (
            f"{len(view.rows)} levels for personal assistants, what each pays, and how to get there."
            " You do not have to move up."
        ),
        banners=lambda facts, view: illustrative_pay(facts),
        wide=True,
    ),
    RecordPages(
        kind="level",
        template="level.md.j2",
        select=lambda facts: facts.records.levels_in_order(),
        view=_level,
        banners=_banners,
    ),
)
