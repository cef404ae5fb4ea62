"""The colours of the look, what an area may change of them, and whether words on them can be read.

The look's own colours stand in its style sheets (colours.css, dark.css). `brand.colours` of framework.yaml names a few
of them in plain words; the others follow by mixing. Contrast is that of WCAG 2.2, success criterion 1.4.3.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal, NamedTuple

from pa_framework.text.package_data import look

Scheme = Literal["light", "dark"]
Palette = Mapping[str, str]

#: What words need against their ground (WCAG 2.2, 1.4.3).
LEAST = 4.5
#: Words and what they stand on, by the names of the style sheets: in light, then in dark.
PAIRS: Mapping[Scheme, tuple[tuple[str, str], ...]] = {
    "light": (
        *((ink, ground) for ink in ("ink", "ink-soft", "link", "accent") for ground in ("paper", "card", "tint")),
        ("link", "tint-cool"),
        ("ink", "warn"),
        ("on-plum", "plum"),
        ("on-plum", "plum-raised"),
        ("on-plum-soft", "plum"),
        ("sun", "plum"),
        ("on-stop", "stop"),
        *(("on-stair-light", f"stair-{number}") for number in range(1, 5)),
        ("on-stair-dark", "stair-5"),
        ("on-stair-dark", "stair-6"),
    ),
    "dark": (
        *((ink, ground) for ink in ("ink", "ink-soft", "link", "accent") for ground in ("paper", "card", "tint")),
        ("link", "tint-cool"),
        ("ink", "warn"),
        ("on-plum", "plum"),
        ("on-plum", "plum-raised"),
        ("on-plum-soft", "plum"),
        ("sun", "plum"),
        ("on-stop", "stop"),
    ),
}
#: Which names of the style sheets hang on which colour of a brand.
_HANGS_ON = {
    "plum": "ground",
    "plum-raised": "ground",
    "link": "link",
    "sun": "bright",
    "stair-1": "bright",
    "stair-2": "bright",
    "stair-3": "warm",
    "stair-4": "warm",
    "stair-5": "ground",
    "stair-6": "ground",
}


class Faint(NamedTuple):
    """Words that can hardly be read: the colour of the brand to blame, the two colours, and their contrast."""

    field: str
    scheme: Scheme
    ink: str
    ground: str
    ratio: float


@cache
def palette(scheme: Scheme) -> Palette:
    """The colours of the look by their names in its style sheets, `#rrggbb`."""
    folder = look() / "assets" / "stylesheets"
    found = _read((folder / "colours.css").read_text(encoding="utf-8"))
    return found if scheme == "light" else {**found, **_read((folder / "dark.css").read_text(encoding="utf-8"))}


def branded(colours: Mapping[str, str], scheme: Scheme) -> Palette:
    """The palette with the colours of a brand: `ground`, `warm`, `bright`, `link`, `link_in_the_dark`, each optional."""
    known = palette(scheme)
    over: dict[str, str] = {}
    if ground := colours.get("ground"):
        over["plum"] = ground if scheme == "light" else mixed(ground, "#000000", 0.25)
        over["plum-raised"] = mixed(over["plum"], "#ffffff", 0.12)
        over["stair-6"], over["stair-5"] = over["plum-raised"], mixed(over["plum"], "#ffffff", 0.24)
    if warm := colours.get("warm"):
        over["coral"] = over["stair-4"] = warm
    if bright := colours.get("bright"):
        over["sun"] = over["stair-1"] = bright
    if "coral" in over or "sun" in over:
        sun, coral = over.get("sun", known["sun"]), over.get("coral", known["coral"])
        over["stair-2"], over["stair-3"] = mixed(sun, coral, 1 / 3), mixed(sun, coral, 2 / 3)
    link = colours.get("link" if scheme == "light" else "link_in_the_dark")
    if link:
        over["link"] = link
        over["link-hover"] = mixed(link, "#000000" if scheme == "light" else "#ffffff", 0.35)
    return {**known, **over}


def stylesheet(colours: Mapping[str, str], scheme: Scheme) -> bytes:
    """What a brand changes, as a style sheet; empty where it changes nothing."""
    known, new = palette(scheme), branded(colours, scheme)
    changed = "".join(f"  --{name}: {value};\n" for name, value in new.items() if known.get(name) != value)
    return f":root {{\n{changed}}}\n".encode() if changed else b""


def faint(colours: Mapping[str, str]) -> Iterator[Faint]:
    """Every pair of words and ground that a brand makes too faint to read."""
    for scheme, pairs in PAIRS.items():
        known, new = palette(scheme), branded(colours, scheme)
        for ink, ground in pairs:
            if (known[ink], known[ground]) == (new[ink], new[ground]):
                continue
            ratio = contrast(new[ink], new[ground])
            if ratio < LEAST:
                field = _HANGS_ON.get(ground if known[ground] != new[ground] else ink, "ground")
                if field == "link" and scheme == "dark":
                    field = "link_in_the_dark"
                yield Faint(field, scheme, new[ink], new[ground], ratio)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours `#rrggbb`, from 1 to 21.

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """A colour between two, `share` of the way to the other.

    >>> mixed("#000000", "#ffffff", 0.5)
    '#808080'
    """
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{int(a + (b - a) * share + 0.5):02x}" for a, b in pairs)


def _luminance(colour: str) -> float:
    parts = [channel / 255 for channel in _channels(colour)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _read(css: str) -> dict[str, str]:
    found = re.findall(r"--([a-z0-9-]+): #([0-9a-f]{6}|[0-9a-f]{3});", css)
    return {name: "#" + (value if len(value) == 6 else "".join(2 * sign for sign in value)) for name, value in found}
