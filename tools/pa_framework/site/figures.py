"""Published figures in words, as case studies and evidence show them."""

from dataclasses import dataclass

from pa_framework.facts.facts import Facts
from pa_framework.facts.figures import figure_value
from pa_framework.facts.site_pages import Link
from pa_framework.look.page import source_link
from pa_framework.records.model import Figure


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A published figure in words; `base` says of whom or what it is a share, `year` from when it is."""

    says: str
    value: str
    base: str
    year: str
    source: Link | None
    note: str


def figure_line(facts: Facts, figure: Figure) -> FigureLine:
    """A published figure, in words."""
    base = f"of {figure.base:,} {figure.base_of or ''}".strip() if figure.base else (figure.base_of or "")
    return FigureLine(
        figure.says,
        figure_value(figure),
        base,
        str(figure.year),
        _short(facts, figure.source),
        figure.note or "",
    )


def _short(facts: Facts, name: str | None) -> Link | None:
    """A link to a source by its publisher and date, which is shorter than its title."""
    source, target = facts.records.sources.get(name or ""), source_link(facts, name)
    return Link(f"{source.publisher}, {source.published}", target.path) if source and target else None
