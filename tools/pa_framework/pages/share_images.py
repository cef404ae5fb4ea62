"""Pictures for those who share a page: 1200 by 630, made from the records, one for each story and one for the site.

Text is measured with the fonts of the site before it is set, so that it wraps and never leaves its column. The same
records give the same bytes. What draws them, and what it costs: docs/decisions/0018.
"""

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont
from resvg_py import svg_to_bytes

from pa_framework.beside import look
from pa_framework.facts import Facts
from pa_framework.model import CaseStudy
from pa_framework.pages.markdown import TEMPLATES
from pa_framework.stories import shown

WIDTH, HEIGHT = 1200, 630
SITE = "share/site.png"
_KINDS = {"svg": "svg+xml", "png": "png", "jpg": "jpeg", "jpeg": "jpeg", "webp": "webp"}
#: The portrait: its corner and its side. Words stand beside it, or use the whole width: left edge and width.
_PORTRAIT, _SIDE = (70, 95), 410
_BESIDE, _ALONE = (540, 590), (80, 1000)
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


def image_of(story: CaseStudy) -> str:
    """Where the picture of a story stands in the tree. A case study shares the picture of the site."""
    return SITE if story.kind == "organisation" else f"share/{story.id}.png"


def images(facts: Facts) -> Iterator[tuple[str, bytes]]:
    """Every picture: path in the tree, and the PNG. A story that is withheld has none."""
    framework = facts.records.framework
    name = framework.title if framework else ""
    summary = framework.summary.partition(". ")[0] if framework else ""
    drawing = (TEMPLATES / "parts" / "_hero.md.j2").read_text(encoding="utf-8")
    hero = drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).encode()
    yield SITE, _drawn(Words(summary or name, "", "", name, quoted=False), "svg", hero)
    for story in shown(facts):
        if story.kind != "organisation":
            words = Words(
                story.pull_quote or story.title,
                f"{story.told_by or story.title}{', employs PAs' if story.kind == 'employer-story' else ', PA'}",
                "An illustrative story: nobody real is meant" if story.illustrative else "",
                name,
            )
            yield image_of(story), _drawn(words, *_portrait(facts, story))


def _portrait(facts: Facts, story: CaseStudy) -> tuple[str, bytes]:
    """The picture of a story as its file has it, with the ending of its name; nothing where there is none."""
    for root in facts.records.roots if story.image else ():
        file = root / "framework" / "pages" / (story.image.file if story.image else "")
        if file.is_file():
            return file.suffix[1:], file.read_bytes()
    return "", b""


@lru_cache(maxsize=512)
def _drawn(words: Words, kind: str, portrait: bytes) -> bytes:
    """The picture as PNG. What was drawn in this run is not drawn again: a preview builds the same pictures often."""
    picture = _ground().copy()
    draw = ImageDraw.Draw(picture)
    face = _face(kind, portrait) if portrait else None
    left, width = _BESIDE if face else _ALONE
    if face:
        picture.paste(face, _PORTRAIT, face)
    size, lines = wrapped(words.large, width, _BOTTOM - _TOP)
    step = size * _LINE
    first = _TOP + (_BOTTOM - _TOP - step * len(lines)) / 2
    if words.quoted:
        draw.text((left - 6, _TOP + 10), "“", _colours()["coral"], _font("bricolage", 150), anchor="ls")
        first += 10
    for number, line in enumerate(lines):
        draw.text((left, first + step * number), line, _colours()["on-plum"], _font("bricolage", size))
    text = _font("atkinson", 36)
    draw.text((left, 498), shortened(text, words.who, width), _colours()["sun"], text, anchor="ls")
    small, brand = _font("atkinson", 25), _font("bricolage", 34)
    room = float(988)
    if words.note:
        wide = small.getlength(words.note) + 44
        room -= wide + 20
        draw.rounded_rectangle((1130 - wide, 544, 1130, 594), 25, _colours()["on-plum"])
        draw.text((1152 - wide, 577), words.note, _colours()["plum"], small, anchor="ls")
    draw.text((142, 580), shortened(brand, words.brand, room), _colours()["on-plum"], brand, anchor="ls")
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


@cache
def _colours() -> dict[str, str]:
    """The colours of the site in light, by name, as the style sheet of the look says them."""
    css = (look() / "assets" / "stylesheets" / "colours.css").read_text(encoding="utf-8")
    return dict(reversed(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", css)))


@cache
def _ground() -> Image.Image:
    """What every picture has: two paths on plum, and the sign of the site."""
    plum, coral, sun = (_colours()[name] for name in ("plum", "coral", "sun"))
    return _raster(
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{plum}"/>'
        '<g fill="none" stroke-width="34" stroke-linecap="round" opacity=".3">'
        f'<path d="M1010 690C1010 500 1220 520 1150 260S1260 60 1290 -40" stroke="{coral}"/>'
        f'<path d="M1130 690C1130 560 1290 560 1240 380" stroke="{sun}"/></g>'
        '<g transform="translate(70 538) scale(1.2)" fill="none" stroke-width="6.5" stroke-linecap="round">'
        f'<path d="M6 43C6 29 19 30 19 18" stroke="{coral}"/><path d="M42 43C42 29 29 30 29 18" stroke="{sun}"/>'
        f'<circle cx="16.5" cy="7" r="5.5" fill="{coral}" stroke="none"/>'
        f'<circle cx="31.5" cy="7" r="5.5" fill="{sun}" stroke="none"/></g>',
        WIDTH,
        HEIGHT,
    ).convert("RGB")


@lru_cache(maxsize=512)
def _face(kind: str, portrait: bytes) -> Image.Image | None:
    """A portrait with round corners; None where the file is no picture.

    It stands inside of a drawing of ours, where a drawing may load nothing: no portrait brings in another file.
    """
    address = f"data:image/{_KINDS.get(kind, kind)};base64,{b64encode(portrait).decode()}"
    try:
        return _raster(
            f'<clipPath id="frame"><rect width="{_SIDE}" height="{_SIDE}" rx="48"/></clipPath>'
            f'<image width="{_SIDE}" height="{_SIDE}" preserveAspectRatio="xMidYMid slice" clip-path="url(#frame)"'
            f' href="{address}"/>',
            _SIDE,
            _SIDE,
        )
    except ValueError:
        return None


def _raster(parts: str, width: int, height: int) -> Image.Image:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">{parts}</svg>'
    return Image.open(BytesIO(bytes(svg_to_bytes(svg_string=svg, skip_system_fonts=True))))
