"""Share images: PNG files of 1200 by 630 pixels for social media: for each story, for each section, and for the site.

The same records give the same bytes. Colours, name and logo are those of the site, with the brand of the area.
The libraries that draw (share_drawing.py) are an extra. Without them there are no images, and no page names one.
Their cost: docs/decisions/0018.
"""

from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct

from pa_framework.facts.brand import brand_colours, branded_palette
from pa_framework.facts.facts import Facts
from pa_framework.facts.stories import visible_stories
from pa_framework.look.markdown import SHARED_TEMPLATES
from pa_framework.records.model import Brand, CaseStudy
from pa_framework.text.kept_results import NOTHING_KEPT, KeptResults, key_of

if TYPE_CHECKING:
    from pa_framework.look.share_drawing import Theme

SITE = "share/site.png"
#: Whether the libraries that draw are installed.
CAN_DRAW = all(find_spec(name) for name in ("PIL", "resvg_py"))
#: What a build says where they are not.
CANNOT_DRAW = (
    "There are no images for sharing, because Pillow or resvg is not installed; "
    "`pip install pillow resvg-py` installs both"
)


class SectionCard(Struct, frozen=True):
    """What the image of a section says: it makes sense to someone who sees nothing but the image. `reader` is whom it is for."""

    headline: str
    reader: str


#: By the folder of the section, or by the page.
SECTIONS: Mapping[str, SectionCard] = MappingProxyType(
    {
        "become-a-pa.md": SectionCard(
            "Become a personal assistant: get paid to help one person live their life", "No certificate needed"
        ),
        "find-work.md": SectionCard("Find work as a personal assistant near you", "For people who may become PAs"),
        "stories": SectionCard("What is it like to be someone’s personal assistant?", "Stories of PAs"),
        "i-am-a-pa.md": SectionCard("You are a personal assistant: what is next, and who can help?", "For PAs"),
        "i-employ-a-pa.md": SectionCard(
            "You employ a personal assistant: what to ask, and what stays your choice", "For people who employ PAs"
        ),
        "career": SectionCard("What a personal assistant can become, and what each step pays", "Levels and pay"),
        "learning": SectionCard("Ways to learn as a personal assistant", "For PAs"),
        "support": SectionCard("Someone to ask, for PAs and for people who employ them", "Support"),
        "delegation": SectionCard(
            "Which healthcare tasks may a personal assistant do, and who must agree?", "Delegation, task by task"
        ),
        "law": SectionCard("What you must pay and do when you employ a personal assistant", "Pay and employment law"),
        "councils-and-icbs.md": SectionCard(
            "Personal assistants: one framework that council and NHS share", "For councils and ICBs"
        ),
    }
)


def section_image(path: str) -> tuple[str, str] | None:
    """The image of the section that a page of the tree is in, and its words; None where there is none."""
    name = path.partition("/")[0]
    card = SECTIONS.get(name) if CAN_DRAW else None
    return (f"share/{name.removesuffix('.md')}-section.png", f"{card.headline}. {card.reader}.") if card else None


def image_of(story: CaseStudy) -> str | None:
    """The path of the image of a story; a case study has that of the site. None where there are no images."""
    if not CAN_DRAW:
        return None
    return SITE if story.kind == "organisation" else f"share/{story.id}.png"


def images(facts: Facts, kept: KeptResults = NOTHING_KEPT) -> Iterator[tuple[str, bytes]]:
    """Every image: its path in the tree, and its PNG, which may be kept. A story that is withheld has none."""
    if not CAN_DRAW:
        return
    from pa_framework.look.share_drawing import Caption, render

    framework = facts.records.framework
    brand = (framework.brand if framework else None) or Brand()
    name = brand.name or (framework.title if framework else "")
    theme = _theme(facts, brand)
    summary = framework.summary.partition(". ")[0] if framework else ""
    drawing = (SHARED_TEMPLATES / "_hero.svg.j2").read_text(encoding="utf-8")
    hero = drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).encode()

    def draw(caption: Caption, kind: str, picture: bytes) -> bytes:
        key = key_of("share image", caption, theme, kind, picture)
        if (made := kept.get(key)) is None:
            made = render(caption, theme, kind, picture)
            kept.put(key, made)
        return made

    yield SITE, draw(Caption(summary or name, "", "", name, quoted=False), "svg", hero)
    for section, card in SECTIONS.items():
        if found := section_image(section):
            yield found[0], draw(Caption(card.headline, card.reader, "", name, quoted=False), "svg", hero)
    for story in visible_stories(facts):
        if story.kind != "organisation":
            caption = Caption(
                story.pull_quote or story.title,
                f"{story.told_by or story.title}{', employs PAs' if story.kind == 'employer-story' else ', PA'}",
                "An illustrative story: it is made up" if story.illustrative else "",
                name,
            )
            path = image_of(story) or SITE
            yield path, draw(caption, *_picture(facts, story.image.file if story.image else None))


def _theme(facts: Facts, brand: Brand) -> "Theme":
    from pa_framework.look.share_drawing import Theme

    colours = branded_palette(brand_colours(brand), "light")
    plum, coral, sun, on_plum = (colours[name] for name in ("plum", "coral", "sun", "on-plum"))
    return Theme(plum, coral, sun, on_plum, _picture(facts, brand.logo))


def _picture(facts: Facts, name: str | None) -> tuple[str, bytes]:
    """File extension and content of a picture; both empty where there is none."""
    for root in facts.records.page_roots if name else ():
        file = root / "framework" / "pages" / (name or "")
        if file.is_file():
            return file.suffix[1:], file.read_bytes()
    return "", b""
