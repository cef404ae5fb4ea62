"""The chart of pay over time, as SVG: stepped lines with labels at their ends, and the legal minimum."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from msgspec import Struct

from pa_framework.look.markdown import Md, attribute

#: Measures of the chart. It is narrow, so that its text stays readable on a phone.
_WIDTH, _LEFT, _RIGHT, _TOP, _FOOT = 480, 48, 204, 16, 36
_LINE, _LEAST, _APART = 24, 240, 80
#: How many letters of a name fit at the end of a line.
_LETTERS = 15


class Line(Struct, frozen=True):
    """An amount in pounds an hour from a date on; None where there is no rate. `law` marks the legal minimum."""

    name: str
    points: tuple[tuple[date, Decimal | None], ...]
    law: bool = False

    @property
    def last(self) -> Decimal | None:
        """The amount at the end; None where there is none."""
        return self.points[-1][1] if self.points else None

    def on(self, day: date) -> Decimal | None:
        """The amount on a day."""
        return next((amount for begins, amount in reversed(self.points) if begins <= day), None)


def pay_chart(lines: Sequence[Line], first: date, last: date, title: str) -> Md:
    """The lines from `first` to `last` as SVG. Above the legal minimum, if it comes first, the area is shaded."""
    amounts = [amount for line in lines for _, amount in line.points if amount is not None]
    if not amounts:
        return Md("")
    low, high = int(min(amounts)), int(max(amounts)) + 1
    plot = max(_LEAST, _LINE * len(lines))
    end, floor, days = _WIDTH - _RIGHT, _TOP + plot, max((last - first).days, 1)

    def x(day: date) -> float:
        return _LEFT + (min(max(day, first), last) - first).days / days * (end - _LEFT)

    def y(amount: Decimal) -> float:
        return floor - float(amount - low) / (high - low) * plot

    every = 1 if high - low < 10 else -(-(high - low) // 8)
    grid = "".join(
        f'<path class="pay-chart__grid" d="M{_LEFT} {y(Decimal(mark)):.0f}H{end}"/>'
        f'<text class="pay-chart__mark" x="{_LEFT - 8}" y="{y(Decimal(mark)) + 5:.0f}" text-anchor="end">£{mark}</text>'
        for mark in range(low, high + 1, every)
    )
    changes = sorted({max(day, first) for line in lines for day, _ in line.points if day <= last})
    marks, until = "", -1000.0
    for day in changes:
        if x(day) - until >= _APART:
            until = x(day)
            marks += f'<text class="pay-chart__mark" x="{x(day):.0f}" y="{floor + 24}">{day:%b %Y}</text>'
    paths = "".join(_path(line, last, x, y) for line in lines)
    gap = _gap(lines, first, last, x, y) if len(lines) > 1 and lines[0].law else ""
    named = [line for line in lines if line.last is not None]
    places = _apart([y(line.last) for line in named if line.last is not None])
    labels = "".join(
        f'<path class="pay-chart__to" d="M{end} {y(line.last):.0f}L{end + 10} {place:.0f}"/>'
        f'<text class="pay-chart__name{" pay-chart__name--law" if line.law else ""}" x="{end + 14}" y="{place + 5:.0f}">'
        f'<tspan class="pay-chart__amount">£{line.last:.2f}</tspan> {attribute(_short(line.name))}</text>'
        for line, place in zip(named, places, strict=True)
        if line.last is not None
    )
    height = max(floor + _FOOT, *(int(place) + 12 for place in places)) if places else floor + _FOOT
    return Md(
        f'<svg class="pay-chart" viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{attribute(title)}">'
        f"{grid}{gap}{paths}{labels}{marks}</svg>"
    )


def _path(line: Line, last: date, x: Callable[[date], float], y: Callable[[Decimal], float]) -> str:
    """A line: thick where it is level, thin where it changes, so that lines that change together stay distinct."""
    stays, rises = "", ""
    points = [*(point for point in line.points if point[0] <= last), (last, line.last)]
    for (begins, amount), (ends, after) in pairwise(points):
        if amount is not None:
            stays += f"M{x(begins):.1f} {y(amount):.1f}H{x(ends):.1f}"
            if after is not None and after != amount:
                rises += f"M{x(ends):.1f} {y(amount):.1f}V{y(after):.1f}"
    law = " pay-chart__line--law" if line.law else ""
    return f'<path class="pay-chart__rise" d="{rises}"/><path class="pay-chart__line{law}" d="{stays}"/>'


def _gap(
    lines: Sequence[Line], first: date, last: date, x: Callable[[date], float], y: Callable[[Decimal], float]
) -> str:
    """What the lowest band pays above the legal minimum, as rectangles between the days of changes."""
    law, band = lines[0], lines[1]
    days = sorted({max(day, first) for line in (law, band) for day, _ in line.points if day <= last} | {last})
    parts = []
    for begins, ends in pairwise(days):
        least, paid = law.on(begins), band.on(begins)
        if least is not None and paid is not None and paid > least:
            parts.append(f"M{x(begins):.1f} {y(paid):.1f}H{x(ends):.1f}V{y(least):.1f}H{x(begins):.1f}Z")
    return f'<path class="pay-chart__gap" d="{"".join(parts)}"/>' if parts else ""


def _apart(wanted: Sequence[float]) -> list[float]:
    """The heights of the labels, as near to their lines as they can be without overlapping."""
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    places = list(wanted)
    for above, below in pairwise(order):
        places[below] = max(places[below], places[above] + _LINE)
    return places


def _short(name: str) -> str:
    return name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1]}…"
