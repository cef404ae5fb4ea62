"""Pages about evidence: published figures, each with its base, year and source."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import EVIDENCE, Link
from pa_framework.look.markdown import Md
from pa_framework.look.page import Frame, Page, SourceLine, foot_of, page, retired_banner, source_lines
from pa_framework.look.svg import Bar, bars
from pa_framework.records.model import Evidence
from pa_framework.site.figures import FigureLine, figure_line
from pa_framework.text.sentences import count


@dataclass(frozen=True, slots=True)
class EvidenceView:
    topic: Evidence
    chart: Md
    figures: tuple[FigureLine, ...]
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class TopicRow:
    link: Link
    summary: str
    line: str


@dataclass(frozen=True, slots=True)
class EvidenceIndexView:
    rows: tuple[TopicRow, ...]
    plan: Link
    sources: Link


def pages(facts: Facts) -> Iterator[Page]:
    """Everything below evidence/."""
    topics = sorted(
        (each for each in facts.records.evidence.values() if not each.replaced_by),
        key=lambda each: (each.order, each.id),
    )
    yield _index(facts, topics)
    for before, topic, after in zip([None, *topics], topics, [*topics[1:], None], strict=False):
        yield _topic(facts, topic, before, after)
    for topic in facts.records.evidence.values():
        if topic.replaced_by:
            yield _topic(facts, topic, None, None)


def _link(topic: Evidence | None) -> Link | None:
    return Link(topic.title, f"evidence/{topic.id}.md") if topic else None


def _index(facts: Facts, topics: list[Evidence]) -> Page:
    view = EvidenceIndexView(
        tuple(
            TopicRow(
                Link(each.title, f"evidence/{each.id}.md"),
                each.summary,
                f"{count(len(each.figures), 'figure', 'figures')}, {_years(each)}",
            )
            for each in topics
        ),
        Link("Plan", "plan/index.md"),
        Link("Sources", "about/sources.md"),
    )
    frame = Frame(
        "Evidence",
        "What is known about personal assistants' work in England, in published figures with their year and source.",
        "evidence-index",
    )
    return page(facts, EVIDENCE.path, "evidence_index.md.j2", frame, view)


def _years(topic: Evidence) -> str:
    years = sorted({figure.year for figure in topic.figures})
    return str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"


def _topic(facts: Facts, topic: Evidence, before: Evidence | None, after: Evidence | None) -> Page:
    view = EvidenceView(
        topic,
        _chart(topic),
        tuple(figure_line(facts, figure) for figure in topic.figures),
        source_lines(facts, [*topic.sources, *(figure.source for figure in topic.figures if figure.source)]),
    )
    frame = Frame(
        topic.title,
        topic.summary,
        "evidence",
        (EVIDENCE,),
        topic.origin.path,
        retired_banner(facts, "evidence", topic),
        foot_of(facts, topic),
        _link(before),
        _link(after),
    )
    return page(facts, f"evidence/{topic.id}.md", "evidence.md.j2", frame, view)


def _chart(topic: Evidence) -> Md:
    """Shares as bars to 100 per cent; where a topic has none, sums an hour as bars to the next full pound."""
    numbers = [
        (figure, Decimal(figure.value))
        for figure in topic.figures
        if isinstance(figure.value, int | Decimal) and figure.value >= 0
    ]
    shares = [(figure, number) for figure, number in numbers if figure.unit == "per-cent" and number <= 100]
    sums = [(figure, number) for figure, number in numbers if figure.unit == "pounds-per-hour"]
    in_shares = len(shares) > 1
    shown = shares if in_shares else sums
    if len(shown) < 2:
        return Md("")
    whole = 100 if in_shares else max(1, *(ceil(number) for _, number in shown))
    groups = list(dict.fromkeys(figure.group for figure, _ in shown if figure.group))
    tones = {group: str(number) for number, group in enumerate(groups[:4], 1)}
    return bars(
        [
            Bar(
                figure.says,
                f"{figure.value}%" if in_shares else f"£{figure.value}",
                number,
                tones.get(figure.group or "", "0"),
            )
            for figure, number in shown
        ],
        [(tone, group) for group, tone in tones.items()] if len(tones) > 1 else [],
        Decimal(whole),
        "100 per cent" if in_shares else f"£{whole} an hour",
        "evidence-chart",
    )
