"""Style sheets made from the design tokens: colours, type and measures, the brand of an area, and tiers of risk."""

from collections.abc import Iterator, Mapping
from typing import Literal

from pa_framework.facts.brand import Scheme, branded_palette, palette, tokens


def token_sheet(medium: Literal["light", "dark", "print"]) -> bytes:
    """Custom properties of one medium. The sheet for light has all of them; the other two have what differs from it."""
    sheet = tokens()
    lines = [] if medium == "print" else [f"color-scheme: {medium}"]
    for group in (sheet.colours, sheet.shadows):
        values = ((name, getattr(value, medium)) for name, value in group.items())
        lines += [f"--{name}: {_value(value)}" for name, value in values if value]
    if medium == "light":
        lines += [f"--{name}: {value}" for group in (sheet.type, sheet.space) for name, value in group.items()]
    return _root(lines)


def brand_sheet(colours: Mapping[str, str], scheme: Scheme) -> bytes:
    """What the colours of a brand change in a scheme; empty where that is nothing."""
    own, new = palette(scheme), branded_palette(colours, scheme)
    return _root([f"--{name}: {value}" for name, value in new.items() if own[name] != value])


def risk_sheet(count: int) -> bytes:
    """Marks of `count` tiers of risk, the lowest first: bars like those of a signal, and colours from the scale.

    A mark has as many bars as there are tiers; class `risk--2` fills the first two. The highest tier of several has the
    border of a stop sign. No tiers: empty.
    """
    return "".join(_risk_rules(count)).encode() if count else b""


def _risk_rules(count: int) -> Iterator[str]:
    last = max(count - 1, 1)
    width = f"{81 / count:g}%"
    bars = ",\n    ".join(
        f"linear-gradient(var(--bar-{tier + 1}, var(--empty)) 0 0)"
        f" {100 * tier / last:g}% bottom / {width} {100 - 60 * (count - 1 - tier) / last:g}% no-repeat"
        for tier in range(count)
    )
    yield f"span.risk::before,\nli.risk::before {{\n  background:\n    {bars};\n}}\n"
    for tier in range(1, count + 1):
        filled = "".join(f"  --bar-{bar}: currentcolor;\n" for bar in range(1, tier + 1))
        yield f".risk--{tier} {{\n{filled}}}\n"
        yield f".tiers > div:nth-child({tier}) {{\n  border-top-color: {_of_scale((tier - 1) / last)};\n}}\n"
    if count > 1:
        yield f".facts > li.risk--{count} {{\n  border: 2px solid var(--{tokens().risk_scale[-1]});\n}}\n"


def _of_scale(place: float) -> str:
    """The colour at a place of the scale of risk, from 0 (the lowest tier) to 1 (the highest)."""
    scale = tokens().risk_scale
    number, rest = divmod(place * (len(scale) - 1), 1)
    lower = scale[int(number)]
    if not rest:
        return f"var(--{lower})"
    return f"color-mix(in srgb, var(--{scale[int(number) + 1]}) {rest:.0%}, var(--{lower}))"


def _value(value: str) -> str:
    return f"var(--{value[1:-1]})" if value.startswith("{") else value


def _root(lines: list[str]) -> bytes:
    return (":root {\n" + "".join(f"  {line};\n" for line in lines) + "}\n").encode() if lines else b""
