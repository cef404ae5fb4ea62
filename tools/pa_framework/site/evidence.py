"""Pages about evidence: published figures, each with its base, year and source."""

from decimal import Decimal
from math import ceil

from msgspec import Struct

from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import EVIDENCE, PLAN, SOURCES, Link
from pa_framework.look.markdown import Md
from pa_framework.look.page import SourceLine, record_link, source_lines
from pa_framework.look.svg import Bar, bars
from pa_framework.records.model import Evidence
from pa_framework.site.figures import FigureLine, figure_line
from pa_framework.site.page_kinds import Pages, RecordPages, StandalonePage, active
from pa_framework.text.sentences import count


class EvidenceView(Struct, frozen=True):
    """What the page of a topic shows besides the record: the chart, the figures in words, and sources."""

    chart: Md
    figures: tuple[FigureLine, ...]
    sources: tuple[SourceLine, ...]


class TopicRow(Struct, frozen=True):
    """A topic in the index, with a line about its figures."""

    link: Link
    summary: str
    line: str


class EvidenceIndexView(Struct, frozen=True):
    """All topics, and links to related pages."""

    rows: tuple[TopicRow, ...]
    plan: Link
    sources: Link


def evidence_topics(facts: Facts) -> list[Evidence]:
    """The topics that are not retired, in the order of the index."""
    return active(facts.records.evidence.values(), key=lambda topic: (topic.order, topic.id))


def _index(facts: Facts) -> EvidenceIndexView:
    return EvidenceIndexView(
        tuple(
            TopicRow(
                record_link("evidence", topic),
                topic.summary,
                f"{count(len(topic.figures), 'figure', 'figures')}, {_years(topic)}",
            )
            for topic in evidence_topics(facts)
        ),
        PLAN,
        SOURCES,
    )


def _years(topic: Evidence) -> str:
    years = sorted({figure.year for figure in topic.figures})
    return str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"


def _topic(facts: Facts, topic: Evidence) -> EvidenceView:
    return EvidenceView(
        _chart(topic),
        tuple(figure_line(facts, figure) for figure in topic.figures),
        source_lines(facts, [*topic.sources, *(figure.source for figure in topic.figures)]),
    )


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


PAGES: tuple[Pages, ...] = (
    StandalonePage(
        page=EVIDENCE,
        kind="evidence-index",
        template="evidence_index.md.j2",
        view=_index,
        description=(
            "What is known about personal assistants' work in England, in published figures with their year and source."
        ),
    ),
    RecordPages(kind="evidence", template="evidence.md.j2", select=evidence_topics, view=_topic),
)
