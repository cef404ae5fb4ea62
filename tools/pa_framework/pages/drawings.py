"""Pictures drawn at build time, as SVG that takes its colours from the page and says in words what it shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pa_framework.pages.markdown import Md, attribute


@dataclass(frozen=True, slots=True)
class Stair:
    """One level on the map: its title, what it pays today in words, and where its page is."""

    title: str
    pay: str
    address: Md


def career_map(stairs: Sequence[Stair]) -> Md:
    """The levels as a flight of stairs, lowest first, each a link with its pay."""
    if not stairs:
        return Md("")
    width, rise, run, height = 1040, 54, 1000 / len(stairs), 150 + 54 * len(stairs)
    parts = []
    for number, stair in enumerate(stairs):
        x, top = 20 + run * number, height - 110 - rise * (number + 1)
        words = _wrapped(stair.title, 13)
        lines = "".join(
            f'<tspan x="{x + 14:.0f}" dy="{0 if index == 0 else 24}">{attribute(line)}</tspan>'
            for index, line in enumerate(words)
        )
        parts.append(
            f'<a href="{stair.address}"><g class="stair stair--{number + 1}">'
            f'<rect x="{x:.0f}" y="{top:.0f}" width="{run - 8:.0f}" height="{height - top - 10:.0f}" rx="10"/>'
            f'<text class="stair__title" x="{x + 14:.0f}" y="{top + 34:.0f}">{lines}</text>'
            f'<text class="stair__pay" x="{x + 14:.0f}" y="{top + 34 + 24 * len(words):.0f}">{attribute(stair.pay)}</text>'
            "</g></a>"
        )
    return Md(
        f'<svg class="career-map" viewBox="0 0 {width} {height}" role="img" aria-labelledby="map-title">'
        f'<title id="map-title">The levels as stairs, from {attribute(stairs[0].title)} to {attribute(stairs[-1].title)}.'
        f" The list below says the same in words.</title>{''.join(parts)}</svg>"
    )


def _wrapped(text: str, width: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines[:3]


@dataclass(frozen=True, slots=True)
class Line:
    """A stepped line of a chart: its name, a class for its colour, and (day, pounds per hour) where it changes."""

    name: str
    tone: str
    points: tuple[tuple[date, Decimal], ...]


def pay_chart(lines: Sequence[Line], first: date, last: date, name: str) -> Md:
    """Pay over time as stepped lines. The table behind it stands on the page."""
    amounts = [amount for line in lines for _, amount in line.points]
    if not amounts:
        return Md("")
    low, high = int(min(amounts)) - 1, int(max(amounts)) + 2
    width, height, left, bottom = 1040, 420, 70, 50
    days = max((last - first).days, 1)

    def x(day: date) -> float:
        return left + (min(max(day, first), last) - first).days / days * (width - left - 20)

    def y(amount: Decimal) -> float:
        return height - bottom - float(amount - low) / (high - low) * (height - bottom - 20)

    grid = "".join(
        f'<line class="chart__grid" x1="{left}" x2="{width - 20}" y1="{y(Decimal(mark)):.0f}" y2="{y(Decimal(mark)):.0f}"/>'
        f'<text class="chart__mark" x="{left - 12}" y="{y(Decimal(mark)) + 6:.0f}" text-anchor="end">£{mark}</text>'
        for mark in range(low, high + 1, 1 if high - low < 10 else 2)
    )
    years = "".join(
        f'<text class="chart__mark" x="{x(date(year, 1, 1)):.0f}" y="{height - 16}" text-anchor="middle">{year}</text>'
        for year in range(first.year + 1, last.year + 1)
    )
    drawn = []
    for line in lines:
        path, before = "", None
        for day, amount in line.points:
            if before is None:
                path = f"M{x(day):.1f},{y(amount):.1f}"
            else:
                path += f"H{x(day):.1f}V{y(amount):.1f}"
            before = amount
        drawn.append(f'<path class="chart__line chart__line--{line.tone}" d="{path}H{x(last):.1f}"/>')
    return Md(
        f'<svg class="chart" viewBox="0 0 {width} {height}" role="img" aria-labelledby="{name}">'
        f'<title id="{name}">{attribute(", ".join(line.name for line in lines))}, in pounds an hour, {first.year} to {last.year}.'
        f" The table below has the figures.</title>{grid}{years}{''.join(drawn)}</svg>"
    )
