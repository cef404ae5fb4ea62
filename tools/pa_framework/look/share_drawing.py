"""Draws share images: sets words with Pillow, and turns SVG into pixels with resvg.

Text is measured with the fonts of the site before it is drawn, so that it wraps and fits its column. The same input
gives the same bytes. Both libraries are an extra: only share_images.py imports this module, where they are installed.
"""

import struct
import zlib
from base64 import b64encode
from functools import cache, lru_cache
from io import BytesIO

from msgspec import Struct
from PIL import Image, ImageDraw, ImageFont
from resvg_py import svg_to_bytes

from pa_framework.text.package_data import look_folder

WIDTH, HEIGHT = 1200, 630
_KINDS = {"svg": "svg+xml", "png": "png", "jpg": "jpeg", "jpeg": "jpeg", "webp": "webp"}
#: The portrait: top left corner and side. Left edge and width of the text, with a portrait and without one.
_PORTRAIT, _PORTRAIT_SIDE = (70, 95), 410
_TEXT_WITH_PORTRAIT, _TEXT_ALONE = (540, 590), (80, 1000)
#: The logo: top left corner and side.
_LOGO, _LOGO_SIDE = (70, 538), 58
#: Top and bottom of the headline, its possible sizes, and its line height.
_TOP, _BOTTOM = 150, 440
_SIZES = (76, 68, 60, 54, 48, 42, 36, 32)
_LINE_HEIGHT = 1.16


class Caption(Struct, frozen=True):
    """The text of an image: headline, the speaker, a note in a box of its own, and the name of the site."""

    headline: str
    speaker: str
    note: str
    site_name: str
    quoted: bool = True


class Theme(Struct, frozen=True):
    """What a brand may change: three colours, the colour of text on the first, and the logo (file type and content)."""

    plum: str
    coral: str
    sun: str
    on_plum: str
    logo: tuple[str, bytes]


@lru_cache(maxsize=512)
def render(caption: Caption, theme: Theme, kind: str, portrait: bytes) -> bytes:
    """The image as PNG. Cached, because a preview builds the same images often."""
    picture = _background(theme).copy()
    draw = ImageDraw.Draw(picture)
    tile = _tile(kind, portrait, _PORTRAIT_SIDE, 48) if portrait else None
    left, width = _TEXT_WITH_PORTRAIT if tile else _TEXT_ALONE
    if tile:
        picture.paste(tile, _PORTRAIT, tile)
    size, lines = wrap(caption.headline, width, _BOTTOM - _TOP)
    step = size * _LINE_HEIGHT
    first = _TOP + (_BOTTOM - _TOP - step * len(lines)) / 2
    if caption.quoted:
        draw.text((left - 6, _TOP + 10), "“", theme.coral, _font("bricolage", 150), anchor="ls")
        first += 10
    for number, line in enumerate(lines):
        draw.text((left, first + step * number), line, theme.on_plum, _font("bricolage", size))
    text = _font("atkinson", 36)
    draw.text((left, 498), truncate(text, caption.speaker, width), theme.sun, text, anchor="ls")
    small, brand = _font("atkinson", 25), _font("bricolage", 34)
    room = float(988)
    if caption.note:
        wide = small.getlength(caption.note) + 44
        room -= wide + 20
        draw.rounded_rectangle((1130 - wide, 544, 1130, 594), 25, theme.on_plum)
        draw.text((1152 - wide, 577), caption.note, theme.plum, small, anchor="ls")
    draw.text((142, 580), truncate(brand, caption.site_name, room), theme.on_plum, brand, anchor="ls")
    return _png(picture)


def _png(picture: Image.Image) -> bytes:
    """An image of three colours a pixel as PNG, without a filter for its lines.

    Pillow tries five filters for each line. On flat colours that takes twice the time, and more bytes come out.
    """
    pixels, wide = picture.tobytes(), 3 * picture.width
    lines = b"".join(b"\0" + pixels[start : start + wide] for start in range(0, len(pixels), wide))
    header = struct.pack(">IIBBBBB", picture.width, picture.height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, 3)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )


def wrap(text: str, width: float, height: float) -> tuple[int, list[str]]:
    """The largest size at which a headline fits a box of this width and height in pixels, and its lines.

    Text that is too long at the smallest size is cut, and ends in `…`.
    """
    for size in _SIZES:
        font = _font("bricolage", size)
        lines = _lines(font, supported(font, text), width)
        if len(lines) * size * _LINE_HEIGHT <= height and all(font.getlength(line) <= width for line in lines):
            return size, lines
    most = int(height / (size * _LINE_HEIGHT))
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]} …"]
    return size, [truncate(font, line, width) for line in lines]


def supported(font: ImageFont.FreeTypeFont, text: str) -> str:
    """The text on one line, without characters that the font does not have."""
    return " ".join("".join(char for char in text if char.isspace() or _has(font, char)).split())


@lru_cache(maxsize=4096)
def _has(font: ImageFont.FreeTypeFont, char: str) -> bool:
    return bytes(font.getmask(char)) != bytes(font.getmask("\uffff"))


def _lines(font: ImageFont.FreeTypeFont, text: str, width: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and font.getlength(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]


def truncate(font: ImageFont.FreeTypeFont, line: str, width: float) -> str:
    """The line, cut to a width in pixels; a line that was cut ends in `…`."""
    line = supported(font, line)
    if font.getlength(line) <= width:
        return line
    while line and font.getlength(f"{line}…") > width:
        line = line[:-1].rstrip(" …")
    return f"{line}…"


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(look_folder() / "assets" / "fonts" / f"{name}.woff2"), size)
    font.set_variation_by_axes([800 if name == "bricolage" else 600])
    return font


@lru_cache(maxsize=8)
def _background(theme: Theme) -> Image.Image:
    """What all images share: two paths on the ground, and the logo of the brand or of the site."""
    coral, sun = theme.coral, theme.sun
    logo = _tile(*theme.logo, _LOGO_SIDE, 0) if theme.logo[1] else None
    site_logo = (
        f'<g transform="translate({_LOGO[0]} {_LOGO[1]}) scale(1.2)" fill="none" stroke-width="6.5" stroke-linecap="round">'
        f'<path d="M6 43C6 29 19 30 19 18" stroke="{coral}"/><path d="M42 43C42 29 29 30 29 18" stroke="{sun}"/>'
        f'<circle cx="16.5" cy="7" r="5.5" fill="{coral}" stroke="none"/>'
        f'<circle cx="31.5" cy="7" r="5.5" fill="{sun}" stroke="none"/></g>'
    )
    background = _raster(
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{theme.plum}"/>'
        '<g fill="none" stroke-width="34" stroke-linecap="round" opacity=".3">'
        f'<path d="M1010 690C1010 500 1220 520 1150 260S1260 60 1290 -40" stroke="{coral}"/>'
        f'<path d="M1130 690C1130 560 1290 560 1240 380" stroke="{sun}"/></g>{"" if logo else site_logo}',
        WIDTH,
        HEIGHT,
    ).convert("RGB")
    if logo:
        background.paste(logo, _LOGO, logo)
    return background


@lru_cache(maxsize=512)
def _tile(kind: str, picture: bytes, side: int, corner: int) -> Image.Image | None:
    """A picture in a square of `side` pixels; None if the file is no picture.

    With round corners of `corner` pixels it fills the square (a portrait), without them all of it is shown (a logo). It is
    embedded in an SVG image, which loads no other files.
    """
    data_url = f"data:image/{_KINDS.get(kind, kind)};base64,{b64encode(picture).decode()}"
    try:
        tile = _raster(
            f'<clipPath id="frame"><rect width="{side}" height="{side}" rx="{corner}"/></clipPath>'
            f'<image width="{side}" height="{side}" preserveAspectRatio="xMidYMid {"slice" if corner else "meet"}"'
            f' clip-path="url(#frame)" href="{data_url}"/>',
            side,
            side,
        )
    except ValueError:
        return None
    return tile if tile.getbbox() else None


def _raster(parts: str, width: int, height: int) -> Image.Image:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">{parts}</svg>'
    return Image.open(BytesIO(bytes(svg_to_bytes(svg_string=svg, skip_system_fonts=True))))
