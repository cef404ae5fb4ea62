"""The page about pay: a calculator, pay by level, what it was over time, and the legal minimum."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct

from pa_framework.facts.facts import Facts
from pa_framework.facts.hour_cost import hour_cost
from pa_framework.facts.law import LawRow, first_day_words, format_law, format_law_number, law_value, row_on, rows
from pa_framework.facts.organisations import funders, organisation_title
from pa_framework.facts.pay import (
    MINIMUM_WAGE,
    REAL_LIVING_WAGE,
    Minimum,
    format_pounds,
    is_ordinary,
    ordinary_rates_on,
    paid_on,
    rate_on,
    rate_start_days,
)
from pa_framework.facts.site_pages import PAY, WHAT_CHANGES, Link
from pa_framework.look.labels import level_link
from pa_framework.look.markdown import Md
from pa_framework.look.page import SourceLine, record_link, source_lines
from pa_framework.records.model import Law, LawValue, Level, PayBand
from pa_framework.site.evidence import evidence_topics
from pa_framework.site.law import SEEN_WORDS, STATE_WORDS, caution_in_short, certainty, overdue_since, second_hand
from pa_framework.site.page_kinds import Pages, StandalonePage
from pa_framework.site.pay_calculator import Calculator, calculator, pay_for_hours
from pa_framework.site.pay_over_time import Line, pay_chart
from pa_framework.site.wages import (
    OtherRate,
    above_minimum,
    first_day,
    funded_words,
    illustrative_pay,
    join_words_of_rate,
    levels_by_band,
    minimum_words,
    other_rates,
    paid_words,
    range_words,
    ranges_today,
    supplements,
)
from pa_framework.text.dates import add_days, format_date
from pa_framework.text.sentences import join_words

#: The hours a week for which the table says what they pay.
HOURS = (16, 30, 37)


class PaidLine(Struct, frozen=True):
    """What funders pay today at a level: an hour, and a week at each of `HOURS`."""

    funders: str
    hour: str
    weeks: tuple[str, ...]


class LevelPay(Struct, frozen=True):
    """A level in the table, with a line for each funder, or one where all pay the same."""

    link: Link
    lines: tuple[PaidLine, ...]


class FundedLine(Struct, frozen=True):
    """What a funder gives for an hour at some levels, and what a self-employed PA may charge."""

    levels: str
    funder: str
    funded: str
    self_employed: str


class CostOfAnHour(Struct, frozen=True):
    """The sum from a wage to what an hour costs the employer: its rows, and the answer with and without the allowance.

    `leaves` says what the funder's rate leaves over, empty where it leaves nothing or is not known.
    """

    level: str
    funder: str
    wage: str
    hours: int
    rows: tuple[tuple[str, str], ...]
    hour: str
    without_allowance: str
    leaves: str
    illustrative: bool
    links: tuple[Link, ...]


class PayChart(Struct, frozen=True):
    """Pay over time at one funder, or at several that pay the same, as a chart and as a table."""

    title: str
    picture: Md
    comparison: str
    days: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


class BandTable(Struct, frozen=True):
    """All rates of a band, whose levels `levels` names: funder, dates, paid, funded, self-employed. `id` is its anchor."""

    id: str
    levels: str
    summary: str
    rows: tuple[tuple[str, str, str, str, str], ...]
    differs_because: str
    supplements: tuple[tuple[str, str, str], ...]
    other_rates: tuple[OtherRate, ...]
    change: Link | None


class NowAndNext(Struct, frozen=True):
    """A value of the law today, and what is known of the next one. `caution` says why the one of today is not certain.

    `overdue`: a newer one should be there already, and is not known.
    """

    title: str
    applies_to: str
    now: str
    since: str
    caution: str
    overdue: bool
    next: str
    next_from: str


class LawTable(Struct, frozen=True):
    """A law record: its values now and next, and a row for each day on which one changes, newest first.

    `link` leads to the page of the record; `picture` is a chart of its values, empty where there is none.
    """

    values: tuple[NowAndNext, ...]
    picture: Md
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    link: Link


class PayView(Struct, frozen=True):
    """The page about pay. `minimum` is the legal minimum today: as a sentence begins, its amount, and in easy words.

    `published` are the topics of evidence with figures in pounds an hour, each with its summary. `holiday` is the paid
    holiday in a year, with the page about it. `second_hand` explains that word, where a law record
    has it. `examples`: every rate of a level is an example; `some_examples`: one or more are.
    """

    minimum: tuple[str, str, str] | None
    published: tuple[tuple[Link, str], ...]
    calculator: Calculator | None
    hours: tuple[int, ...]
    levels: tuple[LevelPay, ...]
    holiday: tuple[str, Link] | None
    funded: tuple[FundedLine, ...]
    cost: CostOfAnHour | None
    charts: tuple[PayChart, ...]
    bands: tuple[BandTable, ...]
    statutory: LawTable | None
    voluntary: LawTable | None
    second_hand: Md
    coming: Link
    sources: tuple[SourceLine, ...]
    examples: bool
    some_examples: bool


def _view(facts: Facts) -> PayView:
    records, minimum = facts.records, facts.minimum_today
    bands = _bands(facts)
    laws = (records.law.get(MINIMUM_WAGE), records.law.get(REAL_LIVING_WAGE))
    return PayView(
        minimum=(minimum_words(minimum), format_pounds(minimum.amount), _easy(minimum)) if minimum else None,
        published=tuple(
            (record_link("evidence", topic), topic.summary)
            for topic in evidence_topics(facts)
            if any(figure.unit == "pounds-per-hour" for figure in topic.figures)
        ),
        calculator=calculator(facts),
        hours=HOURS,
        levels=tuple(row for level in records.levels_in_order() if (row := _level_pay(facts, level)).lines),
        holiday=_holiday(facts),
        funded=tuple(line for band, levels in bands for line in _funded(facts, band, levels)),
        cost=_cost(facts),
        charts=tuple(_charts(facts, bands)),
        bands=tuple(_band_table(facts, band, levels) for band, levels in bands),
        statutory=_statutory(facts, laws[0]) if laws[0] else None,
        voluntary=_voluntary(facts, laws[1]) if laws[1] else None,
        second_hand=second_hand(law for law in laws if law),
        coming=WHAT_CHANGES,
        sources=source_lines(
            facts,
            [
                *(entry.source for law in laws if law for value in law.values for entry in reversed(value.history)),
                *(source for band, _ in bands for source in band.sources),
            ],
        ),
        examples=bool(bands) and all(band.illustrative for band, _ in bands),
        some_examples=any(band.illustrative for band, _ in bands),
    )


def _bands(facts: Facts) -> list[tuple[PayBand, str]]:
    """The bands of the levels, each once and in their order, with the titles of their levels."""
    return [(facts.records.pay_bands[id], levels) for id, levels in levels_by_band(facts).items()]


def _level_pay(facts: Facts, level: Level) -> LevelPay:
    """What a level pays today; funders that pay the same share a line."""
    alike: dict[tuple[Decimal, Decimal], list[str]] = {}
    for funder, paid in ranges_today(facts, level).items():
        alike.setdefault(paid, []).append(organisation_title(facts.records, funder))
    return LevelPay(
        level_link(level),
        tuple(
            PaidLine(
                join_words(names),
                range_words(low, high),
                tuple(f"{'from ' if high > low else ''}£{pay_for_hours(low, hours):,.2f}" for hours in HOURS),
            )
            for (low, high), names in alike.items()
        ),
    )


def _holiday(facts: Facts) -> tuple[str, Link] | None:
    """The paid holiday in a year in words, with the page about it; None where no law record says it."""
    value = law_value(facts.records, "holiday", "weeks-a-year")
    row = row_on(value, facts.on) if value else None
    if value is None or row is None:
        return None
    return format_law(value, row.amount), record_link("law", facts.records.law["holiday"])


def _funded(facts: Facts, band: PayBand, levels: str) -> Iterator[FundedLine]:
    """What funders give for an hour at a band today; funders that give the same share a line."""
    alike: dict[tuple[str, str], list[str]] = {}
    for funder in funders(facts.records, band):
        for rate in ordinary_rates_on(band, funder, facts.on):
            if rate.funded is not None or rate.self_employed is not None:
                amounts = funded_words(rate) or "–", _amount(rate.self_employed)
                alike.setdefault(amounts, []).append(join_words_of_rate(facts, rate))
    for (funded, self_employed), names in alike.items():
        yield FundedLine(levels, join_words(names), funded, self_employed)


def _cost(facts: Facts) -> CostOfAnHour | None:
    """The sum for the first level that a funder pays today, at the first of `HOURS`; None where it cannot be done."""
    for level in facts.records.levels_in_order():
        band = facts.records.pay_bands.get(level.pay_band or "")
        for funder in funders(facts.records, band) if band else ():
            rate = rate_on(band, funder, facts.on) if band else None
            wage = rate.paid if rate else None
            cost = hour_cost(facts, wage, HOURS[0]) if wage is not None else None
            if band and rate and cost and wage is not None:
                left = (rate.funded or Decimal(0)) - cost.hour
                return CostOfAnHour(
                    level=level.title,
                    funder=organisation_title(facts.records, funder),
                    wage=format_pounds(wage),
                    hours=HOURS[0],
                    rows=(
                        (
                            f"Wages for 52 weeks, of which {cost.holiday_weeks.normalize():f} are paid holiday",
                            _sum(cost.wages),
                        ),
                        (
                            f"Employer's part of the pension, {cost.pension_share.normalize():f}% of the pay that counts",
                            _sum(cost.pension),
                        ),
                        ("Employer's National Insurance, after the Employment Allowance", _sum(cost.to_pay)),
                        ("Together, for a year", _sum(cost.total)),
                        ("Hours worked in the weeks that are not holiday", f"{cost.worked.normalize():f}"),
                    ),
                    hour=format_pounds(cost.hour),
                    without_allowance=format_pounds(cost.hour_without_allowance),
                    leaves=f"{funded_words(rate)} leaves {format_pounds(left)}" if left > 0 else "",
                    illustrative=band.illustrative,
                    links=tuple(
                        record_link("law", facts.records.law[id])
                        for id in ("holiday", "workplace-pension", "national-insurance")
                    ),
                )
    return None


def _sum(amount: Decimal) -> str:
    return f"£{amount:,.2f}"


def _easy(minimum: Minimum) -> str:
    amount = f"{format_pounds(minimum.amount)} an hour"
    return f"You are {minimum.age} or older? Then it is {amount}." if minimum.age else f"It is {amount}."


def _statutory(facts: Facts, law: Law) -> LawTable:
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

    lines = [
        Line(_ages(row), tuple((each.first, Decimal(each.amount)) for each in rows(value) if each.counts))
        for value in ages
        if (row := row_on(value, facts.on))
    ]
    return _law_table(
        facts, law, ("Rate, from age", *(value.title for value in others)), cells, _law_chart(facts, lines)
    )


def _law_chart(facts: Facts, lines: Sequence[Line]) -> Md:
    """Values of the law until today; empty where none has changed."""
    days = sorted({day for line in lines for day, _ in line.points if day <= facts.on})
    if len(days) < 2:
        return Md("")
    until_today = [Line(line.name, tuple(point for point in line.points if point[0] <= facts.on)) for line in lines]
    return pay_chart(
        until_today, days[0], facts.on, "The legal minimum by age over time. The table below it has the figures."
    )


def _ages(row: LawRow) -> str:
    """Whom a rate is for today, as the name of its line: `Age 21 and over`, `Age 18 to 20`."""
    first, last = row.entry.from_age or 0, row.entry.until_age
    if last is None:
        return f"Age {first} and over"
    return f"Age {first} to {last}" if first else f"Up to age {last}"


def _voluntary(facts: Facts, law: Law) -> LawTable:
    """The Real Living Wage: a column for each of its values, and how much of the source was read."""

    def cells(day: date) -> Iterator[str]:
        yield from _amounts(law.values, day)
        seen = {row.entry.seen for _, row in _rows_on(law.values, day)}
        yield SEEN_WORDS["second-hand"] if "second-hand" in seen else ""

    return _law_table(facts, law, (*(value.title for value in law.values), "Note"), cells, Md(""))


def _law_table(
    facts: Facts,
    law: Law,
    columns: tuple[str, ...],
    cells: Callable[[date], Iterator[str]],
    picture: Md,
) -> LawTable:
    states: dict[date, str] = {}
    values = tuple(value for value in law.values if value.unit == "pound-per-hour")
    for row in (row for value in values for row in rows(value) if row.counts):
        states.setdefault(row.first, _state(row))
    return LawTable(
        tuple(_now_and_next(facts, law, value, row) for value, row in _rows_on(values, facts.on)),
        picture,
        ("From", *columns),
        tuple((f"{format_date(day)}{states[day]}", *cells(day)) for day in sorted(states, reverse=True)),
        record_link("law", law),
    )


def _now_and_next(facts: Facts, law: Law, value: LawValue, row: LawRow) -> NowAndNext:
    """A value today, and the first of its rows that is still to come."""
    coming = next(
        (
            one.row.entry
            for one in facts.coming_law
            if one.law is law and one.value is value and one.row.first > facts.on
        ),
        None,
    )
    return NowAndNext(
        value.title,
        value.applies_to,
        format_law_number(value, row.amount),
        first_day_words(row.entry),
        caution_in_short(value, row, facts.on),
        overdue_since(value, facts.on) is not None,
        format_law_number(value, coming.value) if coming else "",
        f"from {first_day_words(coming)}; {certainty(coming, facts.on)}" if coming else "",
    )


def _state(row: LawRow) -> str:
    """What to say next to the first day of a row: ` (announced, not checked at source)`; empty where it is in force."""
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


def _charts(facts: Facts, bands: Sequence[tuple[PayBand, str]]) -> Iterator[PayChart]:
    """A chart for each funder; funders that pay the same on every day share one."""
    days = rate_start_days(*(band for band, _ in bands))
    if not days:
        return
    first = days[0]
    last = max(facts.on, first)
    alike: dict[tuple[Line, ...], list[str]] = {}
    for funder in facts.funders:
        lines = tuple(line for band, levels in bands if (line := _line(band, levels, funder, last)).points)
        if lines:
            alike.setdefault(lines, []).append(funder)
    law = _law(facts.minimums, first, last)
    for lines, names in alike.items():
        who = join_words(organisation_title(facts.records, name) for name in names)
        drawing = (*law, *lines)
        days = sorted({max(day, first) for line in drawing for day, _ in line.points})
        yield PayChart(
            who,
            pay_chart(drawing, first, last, f"{who}: pay over time. The table below it has the figures."),
            _above(facts, lines),
            tuple(format_date(day) for day in days),
            tuple((line.name, tuple(_amount(line.on(day)) for day in days)) for line in reversed(drawing)),
        )


def _line(band: PayBand, name: str, funder: str, last: date) -> Line:
    """What a band pays at a funder, from each day on which that changes until `last`."""
    rates = [rate for rate in band.rates if rate.funder == funder and is_ordinary(rate)]
    days = {rate.first for rate in rates if rate.first <= last}
    days |= {add_days(rate.until, 1) for rate in rates if rate.until and rate.until < last}
    points: list[tuple[date, Decimal | None]] = []
    for day in sorted(days):
        points.append((day, paid_on(band, funder, day)))
    return Line(name, tuple(points) if any(paid is not None for _, paid in points) else ())


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


def _band_table(facts: Facts, band: PayBand, levels: str) -> BandTable:
    framework, order = facts.records.framework, funders(facts.records, band)
    return BandTable(
        band.id,
        levels,
        band.summary,
        tuple(
            (
                join_words_of_rate(facts, rate),
                f"{format_date(rate.first)} to {format_date(rate.until)}"
                if rate.until
                else (f"from {format_date(rate.first)}" if rate.first > facts.on else first_day(rate)),
                paid_words(rate) or "–",
                funded_words(rate) or "–",
                _amount(rate.self_employed),
            )
            for rate in sorted(filter(is_ordinary, band.rates), key=lambda rate: (order.index(rate.funder), rate.first))
        ),
        band.differs_because or "",
        supplements(facts, band),
        other_rates(facts, band),
        Link(f"Suggest a change to the rates of {levels}", f"{framework.repository.edit}{band.origin.path}")
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
            "What a personal assistant is paid for an hour, a week, a month and a year, by level, and the legal minimum"
            " by age."
        ),
        record="framework/law/minimum-wage.yaml",
        banners=lambda facts, view: illustrative_pay(facts),
        wide=True,
        scripts=("pay-calculator",),
    ),
)
