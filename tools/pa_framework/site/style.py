"""The style page: the main parts of the look, for the people who change it.

Colours and their contrast are those of the build, with the brand of the area; drawings come from the functions that every
page uses. The HTML of other components is in the template.
"""

from collections.abc import Iterator

from msgspec import Struct

from pa_framework.facts.brand import Scheme, brand_colours, branded_palette, contrast_pairs, contrast_ratio, tokens
from pa_framework.facts.facts import Facts
from pa_framework.facts.pictures import picture_of
from pa_framework.facts.site_pages import NEVER, STYLE, Link
from pa_framework.look.markdown import Md
from pa_framework.look.page import Banner
from pa_framework.look.svg import Stair, career_map
from pa_framework.site.page_kinds import Pages, StandalonePage


class Pairing(Struct, frozen=True):
    """Ink on a ground: the names of both colours, a sample of them, and their contrast ratio as text."""

    ink: str
    ground: str
    sample: Md
    ratio: str


class StyleView(Struct, frozen=True):
    """What the page about the look shows: the least contrast ratio, the pairs of both schemes, the scale of steps.

    `picture` is the path of the first picture of a level that there is; empty where there is none.
    """

    least: str
    light: tuple[Pairing, ...]
    dark: tuple[Pairing, ...]
    stairs: Md
    picture: str


def _view(facts: Facts) -> StyleView:
    framework = facts.records.framework
    chosen = brand_colours(framework.brand if framework else None)
    light, dark = tuple(_pairings(chosen, "light")), tuple(_pairings(chosen, "dark"))
    stairs = (Stair("A first level", "£13.00", Md("#stairs")), Stair("A second level", "£14.00", Md("#stairs")))
    pictures = (picture_of(facts.records, "level", level.id) for level in facts.records.levels_in_order())
    picture = next((path for path in pictures if path), "")
    return StyleView(f"{tokens().contrast.least:g}", light, dark, career_map(stairs), picture)


def _pairings(chosen: dict[str, str], scheme: Scheme) -> Iterator[Pairing]:
    colours = branded_palette(chosen, scheme)
    for ink, ground in contrast_pairs(scheme):
        sample = (
            f'<svg class="swatch" viewBox="0 0 120 40" width="120" height="40" aria-hidden="true" focusable="false">'
            f'<rect width="120" height="40" rx="8" fill="{colours[ground]}"/>'
            f'<text x="60" y="26" text-anchor="middle" font-size="17" fill="{colours[ink]}">Words</text></svg>'
        )
        ratio = contrast_ratio(colours[ink], colours[ground])
        yield Pairing(ink, ground, Md(sample), f"{int(ratio * 10) / 10:g}")


_BANNERS = (
    Banner("draft", "A banner of the tone draft: no one has approved this yet."),
    Banner("overdue", "Overdue: an approval ran out."),
    Banner("never", "Never: a task that is not delegated.", Link("The list", NEVER.path)),
    Banner("illustrative", "Illustrative: this is made up."),
    Banner("historic", "Historic: it was so once."),
)

PAGES: tuple[Pages, ...] = (
    StandalonePage(
        page=STYLE,
        kind="style",
        template="style.md.j2",
        view=_view,
        description="Colours, type and every part of the look, for people who change it.",
        banners=lambda facts, view: _BANNERS,
    ),
)
