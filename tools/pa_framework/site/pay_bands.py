"""The page about pay: what the bands pay over time at every funder, compared with the legal minimum."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from pa_framework.facts.facts import Facts
from pa_framework.facts.pay import FUNDER_WORDS, FUNDERS, format_pounds, minimums, rate_on, rate_start_days
from pa_framework.facts.site_pages import PAY, Link
from pa_framework.look.markdown import Md
from pa_framework.look.page import SourceLine, source_lines
from pa_framework.records.model import Funder, MinimumWage, PayBand
from pa_framework.site.page_kinds import Pages, StandalonePage
from pa_framework.site.pay_over_time import Line, pay_chart
from pa_framework.site.wages import above_minimum, illustrative_pay, supplements
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
class PayView:
    """The page about pay. `minimum` is the age and the amount of the legal minimum today."""

    minimum: tuple[int, str] | None
    charts: tuple[PayChart, ...]
    bands: tuple[BandTable, ...]
    statutory: tuple[tuple[str, str, str], ...]
    voluntary: tuple[tuple[str, str, str, str], ...]
    sources: tuple[SourceLine, ...]


def _view(facts: Facts) -> PayView:
    records, minimum = facts.records, facts.minimum_today
    bands = [band for level in records.levels_in_order() if (band := records.pay_bands.get(level.pay_band or ""))]
    statutory = records.minimum_wage.statutory if records.minimum_wage else ()
    voluntary = records.minimum_wage.real_living_wage if records.minimum_wage else ()
    return PayView(
        minimum=(minimum.age, format_pounds(minimum.amount)) if minimum else None,
        charts=tuple(_charts(facts, list({band.id: band for band in bands}.values()))),
        bands=tuple(_band_table(facts, band) for band in bands),
        statutory=tuple(
            (
                format_date(row.first),
                "; ".join(f"{format_pounds(rate.amount)} from {rate.min_age}" for rate in row.rates),
                _amount(row.apprentice),
            )
            for row in reversed(statutory)
        ),
        voluntary=tuple(
            (row.year, format_pounds(row.uk), format_pounds(row.london), "not verified" if row.unverified else "")
            for row in reversed(voluntary)
        ),
        sources=source_lines(
            facts,
            [
                *(row.source for row in statutory),
                *(row.source for row in voluntary),
                *(source for band in bands for source in band.sources),
            ],
        ),
    )


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
    law = _law(facts.records.minimum_wage, first, last)
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


def _law(wage: MinimumWage | None, first: date, last: date) -> tuple[Line, ...]:
    law = [(minimum.first, minimum.amount) for minimum in minimums(wage) if minimum.first <= last]
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
                else f"since {format_date(rate.first)}",
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
        record="framework/minimum_wage.yaml",
        banners=lambda facts, view: illustrative_pay(facts),
        wide=True,
    ),
)
