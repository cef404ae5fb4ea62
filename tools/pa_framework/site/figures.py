"""Published figures in words, as case studies and evidence show them."""

from msgspec import Struct

from pa_framework.facts.facts import Facts
from pa_framework.facts.figures import figure_value
from pa_framework.facts.site_pages import Link
from pa_framework.look.page import short_source_link
from pa_framework.records.model import Figure


class FigureLine(Struct, frozen=True):
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
        short_source_link(facts, figure.source),
        figure.note or "",
    )
