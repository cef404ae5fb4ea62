"""The colours of the look, what a brand changes of them, and whether words in them can be read.

The colours of the look are design tokens in one file of the look, tokens.yaml. It also says which pairs of colours must
contrast, and which colours follow from `brand.colours` of framework.yaml. Contrast is that of WCAG 2.2, success
criterion 1.4.3.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal, NamedTuple

import msgspec

from pa_framework.records.model import Brand
from pa_framework.text.package_data import look_folder

Scheme = Literal["light", "dark"]
#: Colours `#rrggbb` by their names in tokens.yaml.
Palette = Mapping[str, str]


class ByScheme(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A value in light, and in dark and on paper where it differs. `{name}` refers to another colour."""

    light: str
    dark: str | None = None
    print: str | None = None


class Pair(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Inks, each of which must contrast with each of the grounds; in one scheme, or in both."""

    inks: tuple[str, ...]
    grounds: tuple[str, ...]
    scheme: Scheme | None = None


class Contrast(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The least contrast of words and their ground, and the pairs that need it."""

    least: float
    pairs: tuple[Pair, ...]


class BrandStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How one colour follows from a brand that has one of `fields`: `of`, with `share` of the colour `mix` in it."""

    colour: str
    fields: tuple[str, ...]
    of: str
    mix: str | None = None
    share: float = 0
    scheme: Scheme | None = None


class Tokens(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """tokens.yaml."""

    colours: dict[str, ByScheme]
    risk_scale: tuple[str, ...]
    contrast: Contrast
    brand: tuple[BrandStep, ...]
    shadows: dict[str, ByScheme]
    type: dict[str, str]
    space: dict[str, str]


class FaintPair(NamedTuple):
    """Words that are hard to read: the colour of the brand to change, the two colours, and their contrast."""

    field: str
    scheme: Scheme
    ink: str
    ground: str
    ratio: float


@cache
def tokens() -> Tokens:
    """The design tokens of the look."""
    return msgspec.yaml.decode((look_folder() / "tokens.yaml").read_bytes(), type=Tokens)


def shown_brand(brand: Brand | None) -> Brand:
    """The brand that a site shows: an empty one where its colours are too faint to read; the checker names them."""
    return brand if brand and not any(faint_pairs(brand_colours(brand))) else Brand()


@cache
def palette(scheme: Scheme) -> Palette:
    """The colours of the look in a scheme. Names that only refer to another colour are left out."""
    values = {name: (scheme == "dark" and value.dark) or value.light for name, value in tokens().colours.items()}
    return {name: value for name, value in values.items() if not value.startswith("{")}


def brand_colours(brand: Brand | None) -> dict[str, str]:
    """The colours that a brand chose, by their fields in framework.yaml, as `#rrggbb` in lower case."""
    if brand is None or brand.colours is None:
        return {}
    chosen = {name: getattr(brand.colours, name) for name in brand.colours.__struct_fields__}
    return {name: value.lower() for name, value in chosen.items() if isinstance(value, str)}


def branded_palette(colours: Mapping[str, str], scheme: Scheme) -> Palette:
    """The palette with the colours of a brand (see `brand_colours`)."""
    return {**palette(scheme), **{name: value for name, (value, _) in _changed(colours, scheme).items()}}


def contrast_pairs(scheme: Scheme) -> Iterator[tuple[str, str]]:
    """Names of ink and ground, for each pair that must contrast in a scheme."""
    for pair in tokens().contrast.pairs:
        if pair.scheme in (None, scheme):
            yield from ((ink, ground) for ink in pair.inks for ground in pair.grounds)


def faint_pairs(colours: Mapping[str, str]) -> Iterator[FaintPair]:
    """Every pair of ink and ground that the colours of a brand make too faint to read."""
    schemes: tuple[Scheme, ...] = ("light", "dark")
    for scheme in schemes:
        changed, new = _changed(colours, scheme), branded_palette(colours, scheme)
        for ink, ground in contrast_pairs(scheme):
            name = next((name for name in (ground, ink) if new[name] != palette(scheme)[name]), None)
            if name is None:
                continue
            ratio = contrast_ratio(new[ink], new[ground])
            if ratio < tokens().contrast.least:
                yield FaintPair(changed[name][1], scheme, new[ink], new[ground], ratio)


def contrast_ratio(one: str, other: str) -> float:
    """The contrast of two colours `#rrggbb`, from 1 to 21.

    >>> contrast_ratio("#000000", "#ffffff")
    21.0
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mix(one: str, other: str, share: float) -> str:
    """A colour between two, `share` (0 to 1) of the way to the other.

    >>> mix("#000000", "#ffffff", 0.5)
    '#808080'
    """
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{int(a + (b - a) * share + 0.5):02x}" for a, b in pairs)


def _changed(colours: Mapping[str, str], scheme: Scheme) -> dict[str, tuple[str, str]]:
    """What a brand changes: the new value of a colour, and the field of the brand that it follows from."""
    changed: dict[str, tuple[str, str]] = {}

    def value(name: str) -> str:
        if name.startswith("#"):
            return name
        return colours.get(name) or (changed[name][0] if name in changed else palette(scheme)[name])

    for step in tokens().brand:
        field = next((field for field in step.fields if colours.get(field)), None)
        if field and step.scheme in (None, scheme):
            changed[step.colour] = (mix(value(step.of), value(step.mix or step.of), step.share), field)
    return changed


def _luminance(colour: str) -> float:
    parts = [channel / 255 for channel in _channels(colour)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
