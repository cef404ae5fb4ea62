"""The style page: every part of the look once, for whoever changes it.

Colours and their contrast are those of the build, with the brand of the area; drawings come from the functions that every
page uses. The parts of HTML stand in the template, as short as they can be written.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pa_framework.facts.brand import LEAST, PAIRS, branded, contrast
from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import ABOUT, STYLE, Link
from pa_framework.look.markdown import Md
from pa_framework.look.page import Banner, Frame, Page, page
from pa_framework.look.svg import Stair, career_map


@dataclass(frozen=True, slots=True)
class Pairing:
    """Words on a ground: the names of both colours, a sample drawn with them, and their contrast in words."""

    ink: str
    ground: str
    sample: Md
    ratio: str


@dataclass(frozen=True, slots=True)
class StyleView:
    least: str
    light: tuple[Pairing, ...]
    dark: tuple[Pairing, ...]
    stairs: Md


def pages(facts: Facts) -> Iterator[Page]:
    """about/style.md"""
    framework = facts.records.framework
    chosen = framework.brand.chosen if framework and framework.brand else {}
    light, dark = (tuple(_pairings(chosen, scheme)) for scheme in ("light", "dark"))
    stairs = (Stair("A first level", "£13.00", Md("#stairs")), Stair("A second level", "£14.00", Md("#stairs")))
    frame = Frame(
        STYLE.title,
        "Colours, type and every part of the look, for whoever changes it.",
        "style",
        crumbs=(ABOUT,),
        banners=(
            Banner("draft", "A banner of the tone draft: nobody has approved this yet."),
            Banner("overdue", "Overdue: an approval ran out."),
            Banner("never", "Never: a task that is not delegated.", Link("The list", "delegation/never.md")),
            Banner("illustrative", "Illustrative: nobody real is meant."),
            Banner("historic", "Historic: it was so once."),
        ),
    )
    yield page(facts, STYLE.path, "style.md.j2", frame, StyleView(f"{LEAST:g}", light, dark, career_map(stairs)))


def _pairings(chosen: dict[str, str], scheme: str) -> Iterator[Pairing]:
    colours = branded(chosen, "dark" if scheme == "dark" else "light")
    for ink, ground in PAIRS["dark" if scheme == "dark" else "light"]:
        sample = (
            f'<svg class="swatch" viewBox="0 0 120 40" width="120" height="40" aria-hidden="true" focusable="false">'
            f'<rect width="120" height="40" rx="8" fill="{colours[ground]}"/>'
            f'<text x="60" y="26" text-anchor="middle" font-size="17" fill="{colours[ink]}">Words</text></svg>'
        )
        yield Pairing(ink, ground, Md(sample), f"{int(contrast(colours[ink], colours[ground]) * 10) / 10:g}")
