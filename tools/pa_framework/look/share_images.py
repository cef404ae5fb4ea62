"""Pictures for those who share a page: 1200 by 630, made from the records, one for each story and one for the site.

Text is measured with the fonts of the site before it is set, so that it wraps and never leaves its column. The same
records give the same bytes. Colours, name and logo are those of the site, with the brand of the area.
What draws them, and what it costs: docs/decisions/0018.
"""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont
from resvg_py import svg_to_bytes

from pa_framework.facts.brand import brand_colours, branded_palette
from pa_framework.facts.facts import Facts
from pa_framework.facts.stories import visible_stories
from pa_framework.look.markdown import SHARED_TEMPLATES
from pa_framework.records.model import Brand, CaseStudy
from pa_framework.text.package_data import look

WIDTH, HEIGHT = 1200, 630
SITE = "share/site.png"
_KINDS = {"svg": "svg+xml", "png": "png", "jpg": "jpeg", "jpeg": "jpeg", "webp": "webp"}
#: The portrait: its corner and its side. Words stand beside it, or use the whole width: left edge and width.
_PORTRAIT, _SIDE = (70, 95), 410
_BESIDE, _ALONE = (540, 590), (80, 1000)
#: The sign of the site, or the logo of the area: its corner and its side.
_SIGN, _SIGN_SIDE = (70, 538), 58
#: Between these lines stand the large words, in the largest of these sizes that fits.
_TOP, _BOTTOM = 150, 440
_SIZES = (76, 68, 60, 54, 48, 42, 36, 32)
_LINE = 1.16


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on a picture: large words, who says them, a note on a bar of its own, the name of the site."""

    large: str
    who: str
    note: str
    brand: str
    quoted: bool = True


@dataclass(frozen=True, slots=True)
class Dress:
    """What an area may change: the ground, its two bright colours, what stands on the ground, and its logo."""

    plum: str
    coral: str
    sun: str
    on_plum: str
    logo: tuple[str, bytes]


def image_of(story: CaseStudy) -> str:
    """Where the picture of a story stands in the tree. A case study shares the picture of the site."""
    return SITE if story.kind == "organisation" else f"share/{story.id}.png"


def images(facts: Facts) -> Iterator[tuple[str, bytes]]:
    """Every picture: path in the tree, and the PNG. A story that is withheld has none."""
    framework = facts.records.framework
    brand = (framework.brand if framework else None) or Brand()
    name = brand.name or (framework.title if framework else "")
    dress = _dress(facts, brand)
    summary = framework.summary.partition(". ")[0] if framework else ""
    drawing = (SHARED_TEMPLATES / "_hero.svg.j2").read_text(encoding="utf-8")
    hero = drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).encode()
    yield SITE, _drawn(Words(summary or name, "", "", name, quoted=False), dress, "svg", hero)
    for story in visible_stories(facts):
        if story.kind != "organisation":
            words = Words(
                story.pull_quote or story.title,
                f"{story.told_by or story.title}{', employs PAs' if story.kind == 'employer-story' else ', PA'}",
                "An illustrative story: nobody real is meant" if story.illustrative else "",
                name,
            )
            yield image_of(story), _drawn(words, dress, *_picture(facts, story.image.file if story.image else None))


def _dress(facts: Facts, brand: Brand) -> Dress:
    colours = branded_palette(brand_colours(brand), "light")
    plum, coral, sun, on_plum = (colours[name] for name in ("plum", "coral", "sun", "on-plum"))
    return Dress(plum, coral, sun, on_plum, _picture(facts, brand.logo))


def _picture(facts: Facts, name: str | None) -> tuple[str, bytes]:
    """A picture as its file has it, after the ending of its name; nothing where there is none."""
    for root in facts.records.roots if name else ():
        file = root / "framework" / "pages" / (name or "")
        if file.is_file():
            return file.suffix[1:], file.read_bytes()
    return "", b""


@lru_cache(maxsize=512)
def _drawn(words: Words, dress: Dress, kind: str, portrait: bytes) -> bytes:
    """The picture as PNG. What was drawn in this run is not drawn again: a preview builds the same pictures often."""
    picture = _ground(dress).copy()
    draw = ImageDraw.Draw(picture)
    face = _face(kind, portrait, _SIDE, 48) if portrait else None
    left, width = _BESIDE if face else _ALONE
    if face:
        picture.paste(face, _PORTRAIT, face)
    size, lines = wrapped(words.large, width, _BOTTOM - _TOP)
    step = size * _LINE
    first = _TOP + (_BOTTOM - _TOP - step * len(lines)) / 2
    if words.quoted:
        draw.text((left - 6, _TOP + 10), "“", dress.coral, _font("bricolage", 150), anchor="ls")
        first += 10
    for number, line in enumerate(lines):
        draw.text((left, first + step * number), line, dress.on_plum, _font("bricolage", size))
    text = _font("atkinson", 36)
    draw.text((left, 498), shortened(text, words.who, width), dress.sun, text, anchor="ls")
    small, brand = _font("atkinson", 25), _font("bricolage", 34)
    room = float(988)
    if words.note:
        wide = small.getlength(words.note) + 44
        room -= wide + 20
        draw.rounded_rectangle((1130 - wide, 544, 1130, 594), 25, dress.on_plum)
        draw.text((1152 - wide, 577), words.note, dress.plum, small, anchor="ls")
    draw.text((142, 580), shortened(brand, words.brand, room), dress.on_plum, brand, anchor="ls")
    out = BytesIO()
    picture.save(out, "PNG", compress_level=3)
    return out.getvalue()


def wrapped(text: str, width: float, height: float) -> tuple[int, list[str]]:
    """The largest size at which large words fit into a box, and their lines. What never fits is cut, and says so."""
    for size in _SIZES:
        font = _font("bricolage", size)
        lines = _lines(font, known(font, text), width)
        if len(lines) * size * _LINE <= height and all(font.getlength(line) <= width for line in lines):
            return size, lines
    most = int(height / (size * _LINE))
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]} …"]
    return size, [shortened(font, line, width) for line in lines]


def known(font: ImageFont.FreeTypeFont, text: str) -> str:
    """The text on one line, without the signs that a font does not have."""
    return " ".join("".join(sign for sign in text if sign.isspace() or _has(font, sign)).split())


@lru_cache(maxsize=4096)
def _has(font: ImageFont.FreeTypeFont, sign: str) -> bool:
    return bytes(font.getmask(sign)) != bytes(font.getmask("\uffff"))


def _lines(font: ImageFont.FreeTypeFont, text: str, width: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and font.getlength(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]


def shortened(font: ImageFont.FreeTypeFont, line: str, width: float) -> str:
    """A line that ends in `…` where it was too long for its width."""
    line = known(font, line)
    if font.getlength(line) <= width:
        return line
    while line and font.getlength(f"{line}…") > width:
        line = line[:-1].rstrip(" …")
    return f"{line}…"


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(look() / "assets" / "fonts" / f"{name}.woff2"), size)
    font.set_variation_by_axes([800 if name == "bricolage" else 600])
    return font


@lru_cache(maxsize=8)
def _ground(dress: Dress) -> Image.Image:
    """What every picture has: two paths on the ground, and the logo of the area or the sign of the site."""
    coral, sun = dress.coral, dress.sun
    logo = _face(*dress.logo, _SIGN_SIDE, 0) if dress.logo[1] else None
    sign = (
        f'<g transform="translate({_SIGN[0]} {_SIGN[1]}) scale(1.2)" fill="none" stroke-width="6.5" stroke-linecap="round">'
        f'<path d="M6 43C6 29 19 30 19 18" stroke="{coral}"/><path d="M42 43C42 29 29 30 29 18" stroke="{sun}"/>'
        f'<circle cx="16.5" cy="7" r="5.5" fill="{coral}" stroke="none"/>'
        f'<circle cx="31.5" cy="7" r="5.5" fill="{sun}" stroke="none"/></g>'
    )
    ground = _raster(
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{dress.plum}"/>'
        '<g fill="none" stroke-width="34" stroke-linecap="round" opacity=".3">'
        f'<path d="M1010 690C1010 500 1220 520 1150 260S1260 60 1290 -40" stroke="{coral}"/>'
        f'<path d="M1130 690C1130 560 1290 560 1240 380" stroke="{sun}"/></g>{"" if logo else sign}',
        WIDTH,
        HEIGHT,
    ).convert("RGB")
    if logo:
        ground.paste(logo, _SIGN, logo)
    return ground


@lru_cache(maxsize=512)
def _face(kind: str, picture: bytes, side: int, corner: int) -> Image.Image | None:
    """A portrait that fills a square with round corners, or a whole logo in one with none; None where the file is no picture.

    It stands inside of a drawing of ours, where a drawing may load nothing: no picture brings in another file.
    """
    address = f"data:image/{_KINDS.get(kind, kind)};base64,{b64encode(picture).decode()}"
    try:
        drawn = _raster(
            f'<clipPath id="frame"><rect width="{side}" height="{side}" rx="{corner}"/></clipPath>'
            f'<image width="{side}" height="{side}" preserveAspectRatio="xMidYMid {"slice" if corner else "meet"}"'
            f' clip-path="url(#frame)" href="{address}"/>',
            side,
            side,
        )
    except ValueError:
        return None
    return drawn if drawn.getbbox() else None


def _raster(parts: str, width: int, height: int) -> Image.Image:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">{parts}</svg>'
    return Image.open(BytesIO(bytes(svg_to_bytes(svg_string=svg, skip_system_fonts=True))))
