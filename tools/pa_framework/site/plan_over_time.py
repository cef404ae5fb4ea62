"""The timeline of a plan, as SVG: one line for every action, with a sign for its state."""

from collections.abc import Callable, Sequence
from datetime import date

from msgspec import Struct

from pa_framework.look.markdown import Md, attribute
from pa_framework.look.svg import wrap_lines

#: Measures of the chart. It is narrow, so that its text stays readable on a phone.
_WIDTH, _LEFT, _RIGHT = 400, 14, 386
_LINE, _TICK, _HALF = 22, 74, 32
#: Signs of different shapes, so that no meaning depends on colour alone. They are centred at (0, 0), 18 wide.
_SIGNS = {
    "done": '<circle class="due__full" r="9"/><path class="due__mark" d="M-4.500 .5L-1 4L4.500 -3.500"/>',
    "under-way": '<circle class="due__ring" r="8"/><path class="due__half" d="M0 -8A8 8 0 0 0 0 8Z"/>',
    "planned": '<circle class="due__ring" r="8"/>',
    "overdue": '<path class="due__late" d="M0 -10L10 8H-10Z"/><path class="due__mark" d="M0 -3V2M0 5V5.500"/>',
    "dropped": '<path class="due__cross" d="M-6 -6L6 6M6 -6L-6 6"/>',
    "not-known": '<circle class="due__dashed" r="8"/>',
}


class Due(Struct, frozen=True):
    """An action: its text, its due date, and its sign: the state of the action."""

    what: str
    by: date
    sign: str


def _sign(state: str) -> str:
    return _SIGNS.get(state, _SIGNS["not-known"])


def timeline(actions: Sequence[Due], legend: Sequence[tuple[str, str]], today: date | None, name: str) -> Md:
    """The actions by due date, as SVG. `legend` has pairs of a sign and its meaning; `today` is marked if given."""
    if not actions:
        return Md("")
    ordered = sorted(actions, key=lambda action: action.by)
    days = [action.by for action in ordered] + ([today] if today else [])
    first, last = _month(min(days), 0), _month(max(days), 1)

    def x(day: date) -> float:
        return _LEFT + (day - first).days / (last - first).days * (_RIGHT - _LEFT)

    parts, y = [], 4
    for sign, words in legend:
        parts.append(f'<g transform="translate({_LEFT} {y + 11})">{_sign(sign)}</g>{_text(words, _LEFT + 22, y + 17)}')
        y += 28
    y += 22
    parts += [
        f'<text class="due__tick{" due__tick--today" if words == "Today" else ""}" x="{at:.0f}" y="{y}"'
        f' text-anchor="middle">{words}</text>'
        for at, words in _ticks(first, last, today, x)
    ]
    now = f'<path class="due__today" d="M{x(today):.0f} -9V9"/>' if today else ""
    y += 10
    for action in ordered:
        lines = wrap_lines(action.what, 46)
        parts += [_text(line, 0, y + 16 + _LINE * number) for number, line in enumerate(lines)]
        y += _LINE * len(lines) + 16
        parts.append(
            f'<path class="due__way" d="M{_LEFT} {y}H{_RIGHT}"/><g transform="translate(0 {y})">{now}'
            f'<g transform="translate({x(action.by):.0f})">{_sign(action.sign)}</g></g>'
        )
        y += 16
    return Md(
        f'<svg class="due" viewBox="0 0 {_WIDTH} {y + 4}" width="{_WIDTH}" role="img" aria-labelledby="{name}">'
        f'<title id="{name}">{len(ordered)} actions, each with a sign on the day until which it is due. '
        f"The table below has them all.</title>{''.join(parts)}</svg>"
    )


def _ticks(first: date, last: date, today: date | None, x: Callable[[date], float]) -> list[tuple[float, str]]:
    """The positions of month names above the lines, as many as fit: today, the first, the last, and those between."""
    months = [first]
    while months[-1] < last:
        months.append(_month(months[-1], 1))
    wanted = [(today, "Today")] if today else []
    wanted += [(month, f"{month:%b %Y}") for month in (months[0], months[-1], *months)]
    found: list[tuple[float, str]] = []
    for day, words in wanted:
        middle = min(max(x(day), _HALF), _WIDTH - _HALF)
        if all(abs(middle - other) >= _TICK for other, _ in found):
            found.append((middle, words))
    return found


def _month(day: date, later: int) -> date:
    """The first day of the month `later` months after the month of a day; at most the last day of all."""
    months = day.year * 12 + day.month - 1 + later
    return date(months // 12, months % 12 + 1, 1) if months // 12 <= date.max.year else date.max


def _text(words: str, x: int, y: int) -> str:
    return f'<text class="due__says" x="{x}" y="{y}" font-size="16" fill="currentColor">{attribute(words)}</text>'
