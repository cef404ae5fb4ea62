"""Pages about the career: the map of levels, a page each, pay."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pa_framework.comparison import closing, grows, tasks_in_reach
from pa_framework.facts import Facts
from pa_framework.model import Level, PayBand
from pa_framework.pages.drawings import Line, Stair, career_map, pay_chart
from pa_framework.pages.frame import (
    Frame,
    Link,
    Page,
    SourceLine,
    approval_banner,
    foot_of,
    in_words,
    link_to,
    links_to,
    page,
    retired_banner,
    source_lines,
)
from pa_framework.pages.markdown import Md, href
from pa_framework.pages.wages import PayLine, illustrative_pay, pay_lines, pay_words, supplements
from pa_framework.pages.words import CAREER, COMPARE, MATRIX, PAY, WHERE, level_link
from pa_framework.pay import FUNDER_WORDS, change_days, minimums, pounds, rate_on
from pa_framework.stories import shown

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
    pay: str


@dataclass(frozen=True, slots=True)
class CareerView:
    map: Md
    rows: tuple[LevelRow, ...]
    doors: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class BandTable:
    title: str
    summary: str
    rows: tuple[tuple[str, str, str, str, str, str], ...]
    differs_because: str
    supplements: tuple[tuple[str, str, str], ...]
    change: Link | None


@dataclass(frozen=True, slots=True)
class PayView:
    minimum: str
    chart: Md
    legend: tuple[tuple[str, str], ...]
    bands: tuple[BandTable, ...]
    statutory: tuple[tuple[str, str, str], ...]
    voluntary: tuple[tuple[str, str, str, str], ...]
    sources: tuple[SourceLine, ...]


def pages(facts: Facts) -> Iterator[Page]:
    """Everything below career/."""
    levels = facts.records.levels_in_order()
    yield _index(facts, levels)
    yield _pay(facts, levels)
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
        tuple(LevelRow(level_link(level), level.summary, pay_words(facts, level)) for level in levels),
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
    grown = {growth.competence: growth.after for growth in grows(facts, before, level)}
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
    minimum = facts.minimum_today
    view = LevelView(
        level=level,
        compare=Link(f"What is new after {level.title}", f"{COMPARE.path}#{level.id}-to-{after.id}", after.title)
        if after
        else None,
        number=str(level.order),
        pay=pay_lines(facts, band),
        pay_note=(band.differs_because or "") if band else "",
        supplements=supplements(band),
        minimum=f"The legal minimum for adults is {pounds(minimum.amount)} an hour since {in_words(minimum.first)}."
        if minimum
        else "",
        expected=tuple(expected),
        new_count=sum(len(each.new) for each in expected),
        tasks=links_to(facts, "task", list(tasks_in_reach(facts, before, level))),
        ways_in=tuple((FROM_WORDS[way.route], way.how) for way in level.ways_in),
        leads_to=tuple(
            (link_to(facts, "level", way.level) if way.level else None, way.outside or "", way.how)
            for way in level.leads_to
        ),
        learning=links_to(
            facts,
            "learning",
            sorted({offer.id for name, step in grown.items() for offer in closing(facts, name, step)}),
        ),
        stories=links_to(facts, "case-study", [story.id for story in shown(facts) if story.level == level.id]),
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


def _pay(facts: Facts, levels: list[Level]) -> Page:
    records = facts.records
    bands = [band for level in levels if (band := records.pay_bands.get(level.pay_band or ""))]
    days = change_days(*bands)
    wage = records.minimum_wage
    lines: list[Line] = []
    if wage and days:
        law = [(each.first, each.amount) for each in minimums(wage)]
        started = [point for point in law if point[0] <= days[0]][-1:]
        lines.append(Line("Legal minimum", "law", (*started, *(point for point in law if point[0] > days[0]))))
    for band, tone in zip((bands[:1] + bands[-1:]) if len(bands) > 1 else bands, ("low", "high"), strict=False):
        points = [(day, rate.paid) for day in days if (rate := rate_on(band, "council", day))]
        lines.append(Line(f"{band.title}, council", tone, tuple(points)))
    view = PayView(
        minimum=pounds(facts.minimum_today.amount) if facts.minimum_today else "",
        chart=pay_chart(lines, days[0], max(facts.on, days[-1]), "pay-chart") if days else Md(""),
        legend=tuple((line.tone, line.name) for line in lines),
        bands=tuple(_band_table(facts, band) for band in bands),
        statutory=tuple(
            (
                in_words(row.first),
                "; ".join(f"{pounds(rate.amount)} from {rate.min_age}" for rate in row.rates),
                _maybe(row.apprentice),
            )
            for row in reversed(wage.statutory if wage else ())
        ),
        voluntary=tuple(
            (row.year, pounds(row.uk), pounds(row.london), "not verified" if row.unverified else "")
            for row in reversed(wage.real_living_wage if wage else ())
        ),
        sources=source_lines(
            facts,
            [
                *(row.source for row in (wage.statutory if wage else ())),
                *(row.source for row in (wage.real_living_wage if wage else ()) if row.source),
                *(name for band in bands for name in band.sources),
            ],
        ),
    )
    frame = Frame(
        "Pay",
        "What each pay band pays a personal assistant, what the funder gives for it, and the legal minimum on every date.",
        "pay",
        (CAREER,),
        "framework/minimum_wage.yaml",
        illustrative_pay(facts),
        wide=True,
    )
    return page(facts, PAY.path, "pay.md.j2", frame, view)


def _maybe(amount: Decimal | None) -> str:
    return pounds(amount) if amount is not None else "–"


def _band_table(facts: Facts, band: PayBand) -> BandTable:
    framework = facts.records.framework
    return BandTable(
        band.title,
        band.summary,
        tuple(
            (
                FUNDER_WORDS[rate.funder],
                in_words(rate.first),
                in_words(rate.until) if rate.until else "open",
                pounds(rate.paid),
                pounds(rate.funded),
                _maybe(rate.self_employed),
            )
            for rate in sorted(band.rates, key=lambda rate: (rate.funder, rate.first))
        ),
        band.differs_because or "",
        supplements(band),
        Link(f"Suggest a change to {band.title}", f"{framework.repository.edit}{band.origin.path}")
        if framework
        else None,
    )
