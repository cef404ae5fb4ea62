"""The map of the career, and a page for every level."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from msgspec import Struct

from pa_framework.facts.addresses import booklet_path, page_path
from pa_framework.facts.facts import Facts
from pa_framework.facts.level_comparison import (
    PayDifference,
    StepIncrease,
    compare,
    learning_for_level,
    newly_reachable_tasks,
    step_increases,
)
from pa_framework.facts.organisations import organisation_title
from pa_framework.facts.pay import bands_of, format_pounds
from pa_framework.facts.pictures import PicturedLink, picture_of, with_picture
from pa_framework.facts.site_pages import CAREER, COMPARE, LEARNING, MATRIX, PAY, WHERE, Link
from pa_framework.facts.stories import visible_stories
from pa_framework.facts.titles import title_of
from pa_framework.look.labels import in_areas, level_link
from pa_framework.look.markdown import Md, href
from pa_framework.look.page import SourceLine, link_to, links_to, record_link, source_lines, source_link, story_links
from pa_framework.look.svg import Stair, career_map
from pa_framework.records.field_meaning import labels
from pa_framework.records.model import Competence, Level
from pa_framework.site.compare import pair_id
from pa_framework.site.page_kinds import Pages, RecordPages, StandalonePage, with_neighbours
from pa_framework.site.wages import (
    OtherRate,
    PayLine,
    above_minimum,
    funders_pay,
    illustrative_pay,
    illustrative_pay_of,
    minimum_words,
    other_rates,
    pay_lines,
    pay_words,
    pence_or_pounds,
    rates_today,
    supplements,
)
from pa_framework.text.dates import format_date
from pa_framework.text.sentences import join_words, position_words

FROM_WORDS = labels("level", "ways_in.from")


#: So many competences and tasks of the next level are named; so many tasks and courses are shown before the rest is folded.
_NAMED, _SHOWN = 3, 6
#: The hours of the week for which the difference in pay is said.
_HOURS = 30
#: Areas are folded where a level expects more competences than this.
_MOST_UNFOLDED = 12
#: The change of a competence that the level before does not expect.
NEW = "new"


class Expected(Struct, frozen=True):
    """A competence that a level expects, at a step. `change` is `new`, or the step before; empty where nothing changed."""

    link: Link
    step_id: str
    step: str
    change: str


class ExpectedArea(Struct, frozen=True):
    """What a level expects in an area. `count` says how many competences that are, and how many of them changed.

    `picture` is the path of the picture of the area; empty where there is none.
    """

    title: str
    picture: str
    count: str
    lines: tuple[Expected, ...]

    @property
    def new(self) -> tuple[Expected, ...]:
        """What no level before expects."""
        return tuple(line for line in self.lines if line.change == NEW)

    @property
    def folds(self) -> tuple[tuple[str, tuple[Expected, ...]], ...]:
        """What is not new, as titles with lines: what is at a higher step than at the level before, then the rest."""
        higher = tuple(line for line in self.lines if line.change not in ("", NEW))
        rest = tuple(line for line in self.lines if not line.change)
        titles = ("At a higher step", "As before" if higher or self.new else "All")
        return tuple((title, lines) for title, lines in zip(titles, (higher, rest), strict=True) if lines)


class NextPay(Struct, frozen=True):
    """What funders pay at this level and at the next, and the difference in words."""

    funders: str
    before: str
    after: str
    more: str


class Next(Struct, frozen=True):
    """What the next level adds: pay, competences and tasks. Of the last two the first few are named, and all counted."""

    level: Link
    compare: Link
    pay: tuple[NextPay, ...]
    competences: tuple[Link, ...]
    competence_count: str
    tasks: tuple[Link, ...]
    task_count: str


class Course(Struct, frozen=True):
    """Learning that teaches something that is new or higher at the level, and what that is, in words."""

    link: Link
    teaches: str


class TimeAtLevel(Struct, frozen=True):
    """How long PAs are usually at a level, in words. `source` is None where it is an example that no one has counted."""

    level: Link
    words: str
    source: Link | None
    note: str


class LevelView(Struct, frozen=True):
    """What the page of a level shows besides the record: what is next, pay, expectations, tasks, learning and stories.

    `place` says where it is among the levels, and `levels` are all of them, with whether each is this one. `folded` is
    whether what did not change is folded. `picture` is the path of its picture. `learning` are the courses that teach most, `more_learning` the others that fit; tasks
    are two lists as well. `pay_is_example`: all its rates are examples. `steps` says of each step what it means.
    """

    place: str
    picture: str
    levels: tuple[tuple[PicturedLink, bool], ...]
    next: Next | None
    pay: tuple[PayLine, ...]
    other_rates: tuple[OtherRate, ...]
    pay_note: str
    supplements: tuple[tuple[str, str, str], ...]
    minimum: str
    expected: tuple[ExpectedArea, ...]
    folded: bool
    changed: str
    tasks: tuple[Link, ...]
    more_tasks: tuple[Link, ...]
    ways_in: tuple[tuple[str, str], ...]
    time: TimeAtLevel | None
    leads_to: tuple[tuple[Link | None, str, str], ...]
    learning: tuple[Course, ...]
    more_learning: tuple[Course, ...]
    all_learning: Link
    stories: tuple[Link, ...]
    booklet: Link
    sources: tuple[SourceLine, ...]
    pay_is_example: bool
    steps: tuple[tuple[str, str], ...]


class LevelRow(Struct, frozen=True):
    """A level in the list below the map. `pay` has one part for every funder, or one for all."""

    link: PicturedLink
    summary: str
    pay: tuple[str, ...]


class CareerView(Struct, frozen=True):
    """The map of the levels, the same as a list, how long people stay, and links to the other pages of the section.

    `times` has only the levels for which the records say it.
    """

    map: Md
    rows: tuple[LevelRow, ...]
    times: tuple[TimeAtLevel, ...]
    doors: tuple[Link, ...]


def _index(facts: Facts) -> CareerView:
    levels = facts.records.levels_in_order()
    stairs = [
        Stair(level.title, pay_words(facts, level), href(CAREER.path, page_path("level", level))) for level in levels
    ]
    return CareerView(
        career_map(stairs),
        tuple(LevelRow(_pictured(facts, level), level.summary, funders_pay(facts, level)) for level in levels),
        tuple(time for level in levels if (time := _time(facts, level))),
        (WHERE, COMPARE, PAY, MATRIX),
    )


def _pictured(facts: Facts, level: Level) -> PicturedLink:
    return with_picture(facts.records, "level", level.id, level_link(level))


def _time(facts: Facts, level: Level) -> TimeAtLevel | None:
    """How long PAs are usually at a level; None where the records do not say, or say it neither by a source nor as an example."""
    time = level.typical_time
    source = source_link(facts, time.source) if time and not time.illustrative else None
    if time is None or (source is None and not time.illustrative):
        return None
    return TimeAtLevel(level_link(level), months_range(time.months_from, time.months_to), source, time.note or "")


def months_range(low: int, high: int) -> str:
    """A range of months in words: `6 to 18 months`, `2 to 3 years`, `up to 6 months`, `about 1 year`."""
    years = low % 12 == 0 and high % 12 == 0 and high > 0
    low, high, unit = (low // 12, high // 12, "year") if years else (low, high, "month")
    number = f"up to {high}" if low == 0 else f"about {high}" if low == high else f"{low} to {high}"
    return f"{number} {unit}{'' if high == 1 else 's'}"


def _level(facts: Facts, level: Level) -> LevelView:
    records = facts.records
    bands = bands_of(records, level)
    time_source = level.typical_time.source if level.typical_time else None
    before, after = _levels_around(facts, level)
    expected = tuple(_expected(facts, before, level))
    levels = records.levels_in_order()
    courses = tuple(_courses(facts, level))
    tasks = links_to(facts, "task", newly_reachable_tasks(facts, before, level))
    return LevelView(
        place=position_words(levels.index(level), len(levels), "level") if level in levels else "",
        picture=picture_of(records, "level", level.id),
        levels=tuple((_pictured(facts, each), each is level) for each in levels) if level in levels else (),
        next=_next(facts, level, after) if after else None,
        pay=pay_lines(facts, level),
        other_rates=other_rates(facts, *bands),
        pay_note=" ".join(band.differs_because for band in bands if band.differs_because),
        supplements=supplements(facts, *bands),
        minimum=_above_the_minimum(facts, level),
        expected=expected,
        folded=sum(len(area.lines) for area in expected) > _MOST_UNFOLDED,
        changed=_changed(level, before, expected),
        tasks=tasks[:_SHOWN],
        more_tasks=tasks[_SHOWN:],
        time=_time(facts, level),
        ways_in=tuple((FROM_WORDS[way.route], way.how) for way in level.ways_in),
        leads_to=tuple(
            (link_to(facts, "level", way.level) if way.level else None, way.outside or "", way.how)
            for way in level.leads_to
        ),
        learning=courses[:_SHOWN],
        more_learning=courses[_SHOWN:],
        all_learning=LEARNING,
        stories=story_links(facts, [story.id for story in visible_stories(facts) if story.level == level.id]),
        booklet=Link("Easy booklet to print", booklet_path("level", level)),
        sources=source_lines(
            facts, [*level.sources, time_source, *(source for band in bands for source in band.sources)]
        ),
        pay_is_example=bool(bands) and all(band.illustrative for band in bands),
        steps=tuple(
            (step.title, f"{step.summary.partition('. ')[0].removesuffix('.')}.") for step in records.steps.values()
        ),
    )


def _next(facts: Facts, level: Level, after: Level) -> Next:
    way = compare(facts, level, after)
    competences = links_to(facts, "competence", [increase.competence for increase in _new_before_higher(way.increases)])
    tasks = links_to(facts, "task", way.tasks)
    return Next(
        level_link(after),
        Link(f"What is new after {level.title}", f"{COMPARE.path}#{pair_id(level, after)}", after.title),
        tuple(_next_pay(facts, way.pay)),
        competences[:_NAMED],
        _count(len(competences), "competence", "competences"),
        tasks[:_NAMED],
        _count(len(tasks), "more task", "more tasks"),
    )


def _new_before_higher(increases: Iterable[StepIncrease]) -> list[StepIncrease]:
    return sorted(increases, key=lambda increase: increase.before is not None)


def _next_pay(facts: Facts, differences: Iterable[PayDifference]) -> Iterator[NextPay]:
    """The differences in pay; funders that pay the same at both levels share one. Without any rate there is none."""
    alike: dict[tuple[Decimal | None, Decimal | None], list[str]] = {}
    for one in differences:
        if one.before is not None or one.after is not None:
            alike.setdefault((one.before, one.after), []).append(organisation_title(facts.records, one.funder))
    for (before, after), funders in alike.items():
        yield NextPay(
            join_words(funders),
            format_pounds(before) if before is not None else "not set",
            format_pounds(after) if after is not None else "not set",
            _more(after - before) if before is not None and after is not None else "One of the two has no rate today.",
        )


def _more(by: Decimal) -> str:
    """A difference in an hour's pay, in words: `60p more an hour. With 30 hours that is £18 more a week, before tax`."""
    if by == 0:
        return "The same pay."
    way = "more" if by > 0 else "less"
    week = pence_or_pounds(abs(by) * _HOURS)
    return f"{pence_or_pounds(abs(by))} {way} an hour. With {_HOURS} hours that is {week} {way} a week, before tax."


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _levels_around(facts: Facts, level: Level) -> tuple[Level | None, Level | None]:
    """The levels before and after a level; none for a retired one."""
    around = with_neighbours(facts.records.levels_in_order())
    return next(((before, after) for before, here, after in around if here is level), (None, None))


def _expected(facts: Facts, before: Level | None, level: Level) -> Iterator[ExpectedArea]:
    """What a level expects, by area; the highest steps first. Where there is a level before it, changes are named."""
    steps, order = facts.records.steps, facts.records.step_order()
    reached = {increase.competence: increase for increase in step_increases(facts, before, level)} if before else {}

    def line(competence: Competence) -> Expected:
        step, increase = level.expects[competence.id], reached.get(competence.id)
        change = (NEW if increase.before is None else f"was {title_of(steps, increase.before)}") if increase else ""
        return Expected(record_link("competence", competence), step, title_of(steps, step), change)

    for area, competences in in_areas(facts.records):
        here = [competence for competence in competences if competence.id in level.expects]
        here.sort(key=lambda competence: -order.get(level.expects[competence.id], -1))
        changed = sum(competence.id in reached for competence in here)
        if here:
            count = _count(len(here), "competence", "competences")
            words = f"{count}, {changed} new or higher" if changed else count
            picture = picture_of(facts.records, "area", area.id)
            yield ExpectedArea(area.title, picture, words, tuple(line(competence) for competence in here))


def _changed(level: Level, before: Level | None, expected: Iterable[ExpectedArea]) -> str:
    """How much of what is expected at a level is new, as a sentence."""
    lines = [line for area in expected for line in area.lines]
    if before is None:
        return f"At {level.title}, {_count(len(lines), 'competence is', 'competences are')} expected."
    new, changed = (sum(wanted(line.change) for line in lines) for wanted in (lambda it: it == NEW, bool))
    return (
        f"At {level.title}, {_count(len(lines), 'competence is', 'competences are')} expected. Compared with {before.title},"
        f" {new} {'is' if new == 1 else 'are'} new and {changed - new} {'is' if changed - new == 1 else 'are'} at a"
        " higher step."
    )


def _courses(facts: Facts, level: Level) -> Iterator[Course]:
    """Learning that fits the level, what teaches most of it first."""
    for id, taught in learning_for_level(facts, level).items():
        titles = [link.title for link in links_to(facts, "competence", taught)]
        if link := link_to(facts, "learning", id):
            others = len(titles) - _NAMED
            yield Course(link, " · ".join([*titles[:_NAMED], *([f"{others} more"] if others > 0 else [])]))


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
        banners=illustrative_pay_of,
    ),
)
