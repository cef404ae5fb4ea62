"""Charts and drawings as SVG. They take their colours from the page and have a title that describes them."""

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from pa_framework.look.markdown import Md, attribute

#: The number of stairs that have a colour of their own; those above share one.
STAIR_TONES = 6


class Stair(Struct, frozen=True):
    """One level on the map: its title, its pay in words, and the address of its page."""

    title: str
    pay: str
    address: Md


def career_map(stairs: Sequence[Stair]) -> Md:
    """The levels as a flight of stairs, lowest first, linked to their pages, with two people at its foot."""
    if not stairs:
        return Md("")
    width, rise, gap = 1120, 46, 8
    run = (width + gap) / len(stairs)
    ground = 210 + rise * len(stairs)
    parts = []
    for number, stair in enumerate(stairs):
        x, top = run * number, ground - 150 - rise * (number + 1)
        words = wrap_lines(stair.title, 11)
        lines = "".join(
            f'<tspan x="{x + 18:.0f}" dy="{0 if index == 0 else 27}">{attribute(line)}</tspan>'
            for index, line in enumerate(words)
        )
        tone = str(number + 1) if number < STAIR_TONES else "n"
        parts.append(
            f'<a href="{stair.address}"><g class="stair stair--{tone}">'
            f'<rect x="{x:.0f}" y="{top:.0f}" width="{run - gap:.0f}" height="{ground - top:.0f}" rx="18"/>'
            f'<text class="stair__number" x="{x + 18:.0f}" y="{top + 34:.0f}">{number + 1}</text>'
            f'<text class="stair__title" x="{x + 18:.0f}" y="{top + 68:.0f}">{lines}</text>'
            f'<text class="stair__pay" x="{x + 18:.0f}" y="{top + 68 + 27 * len(words):.0f}">{attribute(stair.pay)}</text>'
            "</g></a>"
        )
    first = ground - 150 - rise
    pair = (
        f'<g transform="translate(16 {first - 58:.0f}) scale(1.15)">'
        '<path class="career-map__one" d="M6 43C6 29 19 30 19 18"/><path class="career-map__two" d="M42 43C42 29 29 30 29 18"/>'
        '<circle class="career-map__head-one" cx="16.5" cy="7" r="5.5"/>'
        '<circle class="career-map__head-two" cx="31.5" cy="7" r="5.5"/></g>'
    )
    way = "".join(f"H{run * number - 20:.0f}V{first - 24 - rise * number:.0f}" for number in range(1, len(stairs)))
    last = first - 24 - rise * (len(stairs) - 1)
    return Md(
        f'<svg class="career-map" viewBox="0 0 {width} {ground}" role="group" aria-labelledby="map-title">'
        f'<title id="map-title">The levels as stairs, from {attribute(stairs[0].title)} to {attribute(stairs[-1].title)}.'
        f" The list below says the same in words.</title>"
        f'<path class="career-map__way" d="M84 {first - 24:.0f}{way}H{width - run / 2:.0f}"/>'
        f'<circle class="career-map__sun" cx="{width - run / 2 + 34:.0f}" cy="{last:.0f}" r="17"/>{pair}{"".join(parts)}</svg>'
    )


def wrap_lines(text: str, width: int) -> list[str]:
    """A text in at most three lines of about `width` letters; a text that is longer ends with `…`."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines if len(lines) <= 3 else [*lines[:2], f"{lines[2]} …"]


class Bar(Struct, frozen=True):
    """One figure of a bar chart: label, value in words, amount, and the suffix of the class for its colour."""

    label: str
    value: str
    amount: Decimal
    tone: str


def bars(rows: Sequence[Bar], legend: Sequence[tuple[str, str]], whole: Decimal, whole_words: str, name: str) -> Md:
    """A bar chart from 0 to `whole` (100 per cent, or £14), with a label above every bar.

    `legend` has pairs of a class suffix and its meaning; `name` is the id of the title element.
    """
    if not rows:
        return Md("")
    width, left, right, y = 400, 2, 76, 4
    length = width - left - right
    parts: list[str] = []
    for tone, title in legend:
        parts.append(f"{_bar(tone, left, y, 20)}{_text(title, left + 30, y + 16)}")
        y += 28
    y += 12 if legend else 0
    for row in rows:
        lines = wrap_lines(row.label, 44)
        top = y + 22 * len(lines) + 4
        parts += [_text(line, left, y + 16 + 22 * number) for number, line in enumerate(lines)]
        parts.append(
            f'<rect class="bars__track" x="{left}" y="{top}" width="{length}" height="20" rx="4" fill="currentColor"'
            f' fill-opacity="0.08"/>{_bar(row.tone, left, top, max(float(row.amount / whole) * length, 2.0))}'
            f'<text class="bars__value" x="{left + length + 10}" y="{top + 16}" font-size="17" font-weight="700"'
            f' fill="currentColor">{attribute(row.value)}</text>'
        )
        y = top + 34
    return Md(
        f'<svg class="bars" viewBox="0 0 {width} {y}" width="{width}" role="img" aria-labelledby="{name}">'
        f'<title id="{name}">{len(rows)} figures as bars, from 0 to {attribute(whole_words)}. The table below has them all.</title>'
        f"{''.join(parts)}</svg>"
    )


def _text(words: str, x: int, y: int) -> str:
    return f'<text class="bars__says" x="{x}" y="{y}" font-size="16" fill="currentColor">{attribute(words)}</text>'


def _bar(tone: str, x: int, y: int, width: float) -> str:
    """A bar, with a shade that distinguishes it where no style sheet gives it a colour."""
    shade = {"1": "0.75", "2": "0.45", "3": "0.35"}.get(tone, "0.25")
    return (
        f'<rect class="bars__bar bars__bar--{tone}" x="{x}" y="{y}" width="{width:.1f}" height="20" rx="4" fill="currentColor"'
        f' fill-opacity="{shade}"/>'
    )
