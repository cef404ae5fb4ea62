"""Pay bands in words, for several sections of the site."""

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from pa_framework.facts.facts import Facts
from pa_framework.facts.organisations import funders, in_order, organisation_title
from pa_framework.facts.pay import (
    ALL_HOURS_COUNT,
    UNIT_WORDS,
    Minimum,
    amount_words,
    bands_of,
    format_pounds,
    hours_that_count,
    is_ordinary,
    ordinary_rates_on,
    rate_applies_on,
)
from pa_framework.look.labels import PAY_BASES
from pa_framework.look.page import Banner
from pa_framework.records.field_meaning import labels
from pa_framework.records.model import Level, PayBand, Rate, Supplement
from pa_framework.text.dates import format_date
from pa_framework.text.sentences import join_words, upper_first

SUPPLEMENT_WORDS = labels("pay-band", "supplements.for")
TIME_WORDS = labels("pay-band", "rates.times")
#: So many funders are named in a line about a level; more are counted.
_MOST_FUNDERS = 3


class OtherRate(Struct, frozen=True):
    """A rate of today that is not the ordinary one, as it was published. `caution` says what the law makes of it."""

    funder: str
    what: str
    paid: str
    funded: str
    caution: str


class PayLine(Struct, frozen=True):
    """An ordinary rate of today: who funds it, and its amounts. An amount that is not published is empty."""

    funder: str
    paid: str
    funded: str
    self_employed: str
    since: str
    basis: str


def levels_by_band(facts: Facts) -> dict[str, str]:
    """The titles of the levels that a band pays, by the id of the band, in the order of the levels.

    Pages name these: the number of a band says nothing to a reader, and another scale of the NHS has numbers too.
    """
    titles: dict[str, list[str]] = {}
    for level in facts.records.levels_in_order():
        for band in bands_of(facts.records, level):
            titles.setdefault(band.id, []).append(level.title)
    return {id: join_words(levels) for id, levels in titles.items()}


def ranges_today(facts: Facts, level: Level) -> dict[str, tuple[Decimal, Decimal]]:
    """The lowest and the highest ordinary rate that a level pays today, in pounds an hour, by the id of the funder."""
    bands, found = bands_of(facts.records, level), {}
    for funder in funders(facts.records, *bands) if bands else ():
        rates = [rate for band in bands for rate in ordinary_rates_on(band, funder, facts.on)]
        low = [rate.paid for rate in rates if rate.paid is not None]
        high = [rate.paid_up_to for rate in rates if rate.paid_up_to is not None]
        if low:
            found[funder] = min(low), max((*low, *high))
    return found


def rates_today(facts: Facts, level: Level) -> dict[str, Decimal]:
    """The least that a level pays today, in pounds an hour, by the id of the funder."""
    return {funder: low for funder, (low, _) in ranges_today(facts, level).items()}


def range_words(low: Decimal, high: Decimal) -> str:
    """`£13.10`, or `£13.10 to £14.20`."""
    return format_pounds(low) if low == high else f"{format_pounds(low)} to {format_pounds(high)}"


def pay_words(facts: Facts, level: Level) -> str:
    """What a level pays today, in a few words: `£13.10 an hour`, `£14.20 to £14.60`."""
    rates = ranges_today(facts, level).values()
    if not rates:
        return "pay not published" if pay_lines(facts, level) else "pay not set"
    low, high = min(low for low, _ in rates), max(high for _, high in rates)
    return f"{format_pounds(low)} an hour" if low == high else range_words(low, high)


def funders_pay(facts: Facts, level: Level) -> tuple[str, ...]:
    """What a level pays today at every funder: `£13.10 an hour`; or `Council £14.20`, `NHS £14.60 an hour`."""
    rates = ranges_today(facts, level)
    if len(set(rates.values())) < 2:
        return (pay_words(facts, level),)
    if len(rates) > _MOST_FUNDERS:
        return (f"{pay_words(facts, level)} an hour at {len(rates)} funders",)
    *others, last = (
        f"{organisation_title(facts.records, funder)} {range_words(low, high)}" for funder, (low, high) in rates.items()
    )
    return (*others, f"{last} an hour")


def pence_or_pounds(amount: Decimal) -> str:
    """An amount of pounds as people say it: `60p`, `£1.05`, `£312`."""
    if amount < 1:
        return f"{amount * 100:.0f}p"
    return f"£{amount:,.0f}" if amount == amount.to_integral_value() else f"£{amount:,.2f}"


def minimum_words(minimum: Minimum) -> str:
    """Whose minimum it is, as the beginning of a sentence: `From age 21 the legal minimum`."""
    return f"From age {minimum.age} the legal minimum" if minimum.age else "The legal minimum"


def above_minimum(facts: Facts, paid: Decimal) -> str:
    """`24p an hour above the legal minimum`; empty where it is not above, or no minimum is known."""
    minimum = facts.minimum_today
    if minimum is None or paid <= minimum.amount:
        return ""
    return f"{pence_or_pounds(paid - minimum.amount)} an hour above the legal minimum"


def illustrative_pay(facts: Facts) -> tuple[Banner, ...]:
    """The banner about example rates; none where no pay band is illustrative."""
    if any(band.illustrative for band in facts.records.pay_bands.values()):
        return (
            Banner(
                "illustrative",
                "The rates of pay are examples. Your council or NHS sets its own; ask for them in writing.",
            ),
        )
    return ()


def illustrative_pay_of(facts: Facts, level: Level) -> tuple[Banner, ...]:
    """The banner about example rates, where those of the level are examples."""
    return illustrative_pay(facts) if any(band.illustrative for band in bands_of(facts.records, level)) else ()


def pay_lines(facts: Facts, level: Level) -> tuple[PayLine, ...]:
    """The ordinary rates of a level today, by band and funder. Where it has several bands, each line names its own."""
    bands = bands_of(facts.records, level)
    return tuple(
        PayLine(
            join_words_of_rate(facts, rate, band.title if len(bands) > 1 else ""),
            paid_words(rate),
            funded_words(rate),
            format_pounds(rate.self_employed) if rate.self_employed is not None else "not set",
            first_day(rate),
            PAY_BASES[rate.basis],
        )
        for band in bands
        for funder in funders(facts.records, band)
        for rate in ordinary_rates_on(band, funder, facts.on)
    )


def join_words_of_rate(facts: Facts, rate: Rate, band: str = "") -> str:
    """Who funds a rate, and what the publisher calls it: `Council`, `North Shire Council, grade 4, point 5`."""
    point = f"point {rate.point}" if rate.point is not None else ""
    return ", ".join(filter(None, (organisation_title(facts.records, rate.funder), band, rate.title, point)))


def first_day(rate: Rate) -> str:
    """The first day of a rate that has begun: `since 1 April 2026`, `seen on 30 November 2026`."""
    return f"{'seen on' if rate.from_is == 'seen' else 'since'} {format_date(rate.first)}"


def paid_words(rate: Rate) -> str:
    """What a rate by the hour pays, empty where that is not published: `£13.10`, `£13.10 to £14.20`."""
    return range_words(rate.paid, rate.paid_up_to or rate.paid) if rate.paid is not None else ""


def funded_words(rate: Rate) -> str:
    """What a funder gives for a rate by the hour, empty where that is not published: `£16.40`, `up to £16.40`."""
    if rate.funded is None:
        return ""
    return f"{'up to ' if rate.ceiling else ''}{format_pounds(rate.funded)}"


def other_rates(facts: Facts, *bands: PayBand) -> tuple[OtherRate, ...]:
    """The rates of some bands that hold today and are not the ordinary ones: by night, shift or mile, for some ages or times."""
    rates = [
        (rate, band.title if len(bands) > 1 else "")
        for band in bands
        for rate in band.rates
        if not is_ordinary(rate) and rate_applies_on(rate, facts.on)
    ]
    order = in_order(facts.records, {rate.funder for rate, _ in rates})
    rates.sort(key=lambda one: (order.index(one[0].funder), one[1]))
    return tuple(
        OtherRate(
            organisation_title(facts.records, rate.funder),
            upper_first(", ".join(filter(None, (band, *_what(rate))))),
            _with_unit(rate, rate.paid, rate.paid_up_to),
            f"{'up to ' if rate.ceiling else ''}{_with_unit(rate, rate.funded, None)}"
            if rate.funded is not None
            else "",
            " ".join(filter(None, (_caution(rate), rate.note))),
        )
        for rate, band in rates
    )


def _what(rate: Rate) -> Iterator[str]:
    """What a rate is for: its name, the point, times, ages, unit and hours."""
    yield rate.title or ""
    yield f"point {rate.point}" if rate.point is not None else ""
    yield join_words(TIME_WORDS[time].lower() for time in rate.times)
    if rate.ages:
        low, high = rate.ages.youngest, rate.ages.oldest
        yield f"ages {low} to {high}" if low and high else f"age {low} and over" if low else f"up to age {high}"
    yield "apprentices" if rate.apprentice else ""
    if rate.unit != "hour":
        yield UNIT_WORDS[rate.unit].removeprefix("a ").removeprefix("per cent of ") if rate.unit != "per-cent" else ""
    if rate.hours is not None:
        yield f"{rate.hours.normalize():f} hours{' a week' if rate.unit == 'year' else ''}"
    yield f"with {rate.awake_hours.normalize():f} awake" if rate.awake_hours else ""


def _with_unit(rate: Rate, amount: Decimal | None, up_to: Decimal | None) -> str:
    if amount is None:
        return ""
    if up_to is not None and up_to != amount:
        return f"{format_pounds(amount)} to {amount_words(up_to, rate.unit)}"
    return amount_words(amount, rate.unit)


def _caution(rate: Rate) -> str:
    """What the law of the minimum wage makes of a rate whose hours do not all count, or are not known."""
    if rate.unit == "sleep-in" and not rate.awake_hours:
        return "The minimum wage counts only time awake for work. Ask what is paid when you are woken."
    if rate.unit in ALL_HOURS_COUNT and hours_that_count(rate) is None:
        return "Every hour counts for the minimum wage. The source does not say how many there are."
    return ""


def supplements(facts: Facts, *bands: PayBand) -> tuple[tuple[str, str, str], ...]:
    """The supplements of some bands: purpose, amount and funder in words, and when it is paid."""
    return tuple(
        (
            SUPPLEMENT_WORDS[supplement.purpose],
            f"{_added(supplement)} more{_who_adds(facts, supplement)}",
            supplement.when.rstrip("."),
        )
        for band in bands
        for supplement in band.supplements
    )


def _added(supplement: Supplement) -> str:
    if supplement.unit == "per-cent":
        return f"{supplement.amount.normalize():f} per cent"
    return amount_words(supplement.amount, supplement.unit)


def _who_adds(facts: Facts, supplement: Supplement) -> str:
    """Who pays a supplement, in brackets; empty where every funder of the band does."""
    if supplement.funder is None:
        return ""
    both = supplement.funder == "both"
    return f" ({'council and NHS' if both else organisation_title(facts.records, supplement.funder)})"
