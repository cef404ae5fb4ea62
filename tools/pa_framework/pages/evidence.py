"""Pages about evidence: published figures, each with its base, year and source."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pa_framework.facts import Facts
from pa_framework.model import Evidence
from pa_framework.pages.drawings import Bar, bars
from pa_framework.pages.figures import FigureLine, figure_line
from pa_framework.pages.frame import (
    Frame,
    Link,
    Page,
    SourceLine,
    foot_of,
    page,
    retired_banner,
    source_lines,
)
from pa_framework.pages.markdown import Md
from pa_framework.pages.words import counted

EVIDENCE = Link("Evidence", "evidence/index.md")


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
                f"{counted(len(each.figures), 'figure', 'figures')}, {_years(each)}",
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
    groups = list(dict.fromkeys(figure.group for figure in topic.figures if figure.unit == "per-cent" and figure.group))
    tones = {group: str(number) for number, group in enumerate(groups[:4], 1)}
    drawn = [
        Bar(figure.says, f"{figure.value}%", Decimal(figure.value), tones.get(figure.group or "", "0"))
        for figure in topic.figures
        if figure.unit == "per-cent" and isinstance(figure.value, int | Decimal) and 0 <= figure.value <= 100
    ]
    legend = [(tone, group) for group, tone in tones.items()] if len(tones) > 1 else []
    view = EvidenceView(
        topic,
        bars(drawn, legend, "evidence-chart") if len(drawn) > 1 else Md(""),
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
