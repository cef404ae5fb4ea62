"""The page about pay: what the bands pay over time at every funder, compared with the legal minimum."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from pa_framework.facts.facts import Facts
from pa_framework.facts.law import LawRow, format_law_number, row_on, rows
from pa_framework.facts.pay import (
    FUNDER_WORDS,
    FUNDERS,
    MINIMUM_WAGE,
    REAL_LIVING_WAGE,
    Minimum,
    format_pounds,
    rate_on,
    rate_start_days,
)
from pa_framework.facts.site_pages import PAY, WHAT_CHANGES, Link
from pa_framework.look.markdown import Md
from pa_framework.look.page import SourceLine, record_link, source_lines
from pa_framework.records.model import Funder, Law, LawValue, PayBand
from pa_framework.site.law import SEEN_WORDS, STATE_WORDS, second_hand
from pa_framework.site.page_kinds import Pages, StandalonePage
from pa_framework.site.pay_over_time import Line, pay_chart
from pa_framework.site.wages import above_minimum, illustrative_pay, minimum_words, supplements
from pa_framework.text.dates import format_date
from pa_framework.text.sentences import join_words


@dataclass(frozen=True, slots=True)
class PayChart:
    """Pay over time at one funder, or at several that pay the same, as a chart and as a table."""

    title: str
    picture: Md
    comparison: str
    days: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class BandTable:
    """The rates of a band as a table: funder, dates, paid, funded, self-employed."""

    title: str
    summary: str
    rows: tuple[tuple[str, str, str, str, str], ...]
    differs_because: str
    supplements: tuple[tuple[str, str, str], ...]
    change: Link | None


@dataclass(frozen=True, slots=True)
class LawTable:
    """A law record as a table: a row for each day on which a value changes, newest first; `link` leads to its page."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    link: Link


@dataclass(frozen=True, slots=True)
class PayView:
    """The page about pay. `minimum` is the legal minimum today: as a sentence begins, its amount, and in easy words.

    `second_hand` explains that word, where a law record has it.
    """

    minimum: tuple[str, str, str] | None
    charts: tuple[PayChart, ...]
    bands: tuple[BandTable, ...]
    statutory: LawTable | None
    voluntary: LawTable | None
    second_hand: str
    coming: Link
    sources: tuple[SourceLine, ...]


def _view(facts: Facts) -> PayView:
    records, minimum = facts.records, facts.minimum_today
    bands = [band for level in records.levels_in_order() if (band := records.pay_bands.get(level.pay_band or ""))]
    laws = (records.law.get(MINIMUM_WAGE), records.law.get(REAL_LIVING_WAGE))
    return PayView(
        minimum=(minimum_words(minimum), format_pounds(minimum.amount), _easy(minimum)) if minimum else None,
        charts=tuple(_charts(facts, list({band.id: band for band in bands}.values()))),
        bands=tuple(_band_table(facts, band) for band in bands),
        statutory=_statutory(laws[0]) if laws[0] else None,
        voluntary=_voluntary(laws[1]) if laws[1] else None,
        second_hand=second_hand(law for law in laws if law),
        coming=WHAT_CHANGES,
        sources=source_lines(
            facts,
            [
                *(entry.source for law in laws if law for value in law.values for entry in reversed(value.history)),
                *(source for band in bands for source in band.sources),
            ],
        ),
    )


def _easy(minimum: Minimum) -> str:
    amount = f"{format_pounds(minimum.amount)} an hour"
    return f"You are {minimum.age} or older? Then it is {amount}." if minimum.age else f"It is {amount}."


def _statutory(law: Law) -> LawTable:
    """The legal minimum: rates by age in one column, rates without an age (apprentices) in one column each."""
    ages: list[LawValue] = []
    others: list[LawValue] = []
    for value in (value for value in law.values if value.unit == "pound-per-hour"):
        (ages if any(entry.from_age is not None for entry in value.history) else others).append(value)

    def cells(day: date) -> Iterator[str]:
        by_age = sorted(
            ((row.entry.from_age or 0, format_law_number(value, row.amount)) for value, row in _rows_on(ages, day)),
            reverse=True,
        )
        yield "; ".join(f"{amount} from {age}" for age, amount in by_age) or "–"
        yield from _amounts(others, day)

    return _law_table(law, ("Rate, from age", *(value.title for value in others)), cells)


def _voluntary(law: Law) -> LawTable:
    """The Real Living Wage: a column for each of its values, and how much of the source was read."""

    def cells(day: date) -> Iterator[str]:
        yield from _amounts(law.values, day)
        seen = {row.entry.seen for _, row in _rows_on(law.values, day)}
        yield SEEN_WORDS["second-hand"] if "second-hand" in seen else ""

    return _law_table(law, (*(value.title for value in law.values), "Note"), cells)


def _law_table(law: Law, columns: tuple[str, ...], cells: Callable[[date], Iterator[str]]) -> LawTable:
    states: dict[date, str] = {}
    values = (value for value in law.values if value.unit == "pound-per-hour")
    for row in (row for value in values for row in rows(value) if row.counts):
        states.setdefault(row.first, _state(row))
    return LawTable(
        ("From", *columns),
        tuple((f"{format_date(day)}{states[day]}", *cells(day)) for day in sorted(states, reverse=True)),
        record_link("law", law),
    )


def _state(row: LawRow) -> str:
    """What to say next to the first day of a row: ` (announced, read second-hand)`; empty where it is in force."""
    if row.state == "in-force":
        return ""
    read = f", {SEEN_WORDS[row.entry.seen]}" if row.entry.seen == "second-hand" else ""
    return f" ({STATE_WORDS[row.state]}{read})"


def _rows_on(values: Iterable[LawValue], day: date) -> list[tuple[LawValue, LawRow]]:
    return [(value, row) for value in values if (row := row_on(value, day))]


def _amounts(values: Iterable[LawValue], day: date) -> Iterator[str]:
    """The amount of each value on a day, or a dash."""
    for value in values:
        row = row_on(value, day)
        yield format_law_number(value, row.amount) if row else "–"


def _charts(facts: Facts, bands: Sequence[PayBand]) -> Iterator[PayChart]:
    """A chart for each funder; funders that pay the same on every day share one."""
    if not rate_start_days(*bands):
        return
    first = rate_start_days(*bands)[0]
    last = max(facts.on, first)
    alike: dict[tuple[Line, ...], list[str]] = {}
    for funder in FUNDERS:
        lines = tuple(line for band in bands if (line := _line(band, funder, last)).points)
        if lines:
            alike.setdefault(lines, []).append(funder)
    law = _law(facts.minimums, first, last)
    for lines, funders in alike.items():
        who = join_words([FUNDER_WORDS[funder] for funder in funders])
        drawing = (*law, *lines)
        days = sorted({max(day, first) for line in drawing for day, _ in line.points})
        yield PayChart(
            who,
            pay_chart(drawing, first, last, f"{who}: pay over time. The table below it has the figures."),
            _above(facts, lines),
            tuple(format_date(day) for day in days),
            tuple((line.name, tuple(_amount(line.on(day)) for day in days)) for line in reversed(drawing)),
        )


def _line(band: PayBand, funder: Funder, last: date) -> Line:
    """What a band pays at a funder, from each day on which that changes until `last`."""
    rates = [rate for rate in band.rates if rate.funder == funder]
    days = {rate.first for rate in rates if rate.first <= last}
    days |= {rate.until + timedelta(days=1) for rate in rates if rate.until and rate.until < last}
    points: list[tuple[date, Decimal | None]] = []
    for day in sorted(days):
        rate = rate_on(band, funder, day)
        points.append((day, rate.paid if rate else None))
    return Line(band.title, tuple(points))


def _law(minimums: Sequence[Minimum], first: date, last: date) -> tuple[Line, ...]:
    law = [(minimum.first, minimum.amount) for minimum in minimums if minimum.first <= last]
    started = [point for point in law if point[0] <= first][-1:]
    points = (*started, *(point for point in law if point[0] > first))
    return (Line("by law", points, law=True),) if points else ()


def _above(facts: Facts, lines: Sequence[Line]) -> str:
    """How far the lowest rate of today is above the legal minimum, as a sentence."""
    paid = [line.last for line in lines if line.last is not None]
    above = above_minimum(facts, min(paid)) if paid else ""
    return f"Today the lowest of these is {above}." if above else ""


def _amount(amount: Decimal | None) -> str:
    return format_pounds(amount) if amount is not None else "–"


def _band_table(facts: Facts, band: PayBand) -> BandTable:
    framework = facts.records.framework
    return BandTable(
        band.title,
        band.summary,
        tuple(
            (
                FUNDER_WORDS[rate.funder],
                f"{format_date(rate.first)} to {format_date(rate.until)}"
                if rate.until
                else f"{'from' if rate.first > facts.on else 'since'} {format_date(rate.first)}",
                format_pounds(rate.paid),
                format_pounds(rate.funded),
                _amount(rate.self_employed),
            )
            for rate in sorted(band.rates, key=lambda rate: (rate.funder, rate.first))
        ),
        band.differs_because or "",
        supplements(band),
        Link(f"Suggest a change to {band.title}", f"{framework.repository.edit}{band.origin.path}")
        if framework
        else None,
    )


PAGES: tuple[Pages, ...] = (
    StandalonePage(
        page=PAY,
        kind="pay",
        template="pay.md.j2",
        view=_view,
        description=(
            "What each pay band pays a personal assistant, what the funder gives for it, and the legal"
            " minimum on every date."
        ),
        record="framework/law/minimum-wage.yaml",
        banners=lambda facts, view: illustrative_pay(facts),
        wide=True,
    ),
)
