"""Pay bands in words, for several sections of the site."""

from dataclasses import dataclass
from decimal import Decimal

from pa_framework.facts.facts import Facts
from pa_framework.facts.pay import FUNDER_WORDS, FUNDERS, Minimum, format_pounds, rate_on
from pa_framework.look.labels import PAY_BASES
from pa_framework.look.page import Banner
from pa_framework.records.field_meaning import labels
from pa_framework.records.model import Level, PayBand
from pa_framework.text.dates import format_date
from pa_framework.text.sentences import join_words

SUPPLEMENT_WORDS = labels("pay-band", "supplements.for")


@dataclass(frozen=True, slots=True)
class PayLine:
    """What a band pays today at one funder."""

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
        if band := facts.records.pay_bands.get(level.pay_band or ""):
            titles.setdefault(band.id, []).append(level.title)
    return {id: join_words(levels) for id, levels in titles.items()}


def rates_today(facts: Facts, level: Level) -> dict[str, Decimal]:
    """What a level pays today, in pounds an hour, by the id of the funder."""
    band = facts.records.pay_bands.get(level.pay_band or "")
    return {funder: rate.paid for funder in FUNDERS if band and (rate := rate_on(band, funder, facts.on))}


def pay_words(facts: Facts, level: Level) -> str:
    """What a level pays today, in a few words: `£13.10 an hour`, `£14.20 to £14.60`."""
    rates = rates_today(facts, level).values()
    if not rates:
        return "pay not set"
    low, high = min(rates), max(rates)
    return f"{format_pounds(low)} an hour" if low == high else f"{format_pounds(low)} to {format_pounds(high)}"


def funders_pay(facts: Facts, level: Level) -> tuple[str, ...]:
    """What a level pays today at every funder: `£13.10 an hour`; or `Council £14.20`, `NHS £14.60 an hour`."""
    rates = rates_today(facts, level)
    if len(set(rates.values())) < 2:
        return (pay_words(facts, level),)
    *others, last = (f"{FUNDER_WORDS[funder]} {format_pounds(paid)}" for funder, paid in rates.items())
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
    band = facts.records.pay_bands.get(level.pay_band or "")
    return illustrative_pay(facts) if band and band.illustrative else ()


def pay_lines(facts: Facts, band: PayBand | None) -> tuple[PayLine, ...]:
    """What a band pays today, one line for every funder that has a rate."""
    if band is None:
        return ()
    return tuple(
        PayLine(
            FUNDER_WORDS[funder],
            format_pounds(rate.paid),
            format_pounds(rate.funded),
            format_pounds(rate.self_employed) if rate.self_employed is not None else "not set",
            format_date(rate.first),
            PAY_BASES[rate.basis],
        )
        for funder in FUNDERS
        if (rate := rate_on(band, funder, facts.on))
    )


def supplements(band: PayBand | None) -> tuple[tuple[str, str, str], ...]:
    """The supplements of a band: purpose, amount and funder in words, and when it is paid."""
    if band is None:
        return ()
    who = {"both": "council and NHS", **dict(FUNDER_WORDS.items())}
    return tuple(
        (
            SUPPLEMENT_WORDS[supplement.purpose],
            f"{format_pounds(supplement.amount)} an hour more ({who[supplement.funder]})",
            supplement.when,
        )
        for supplement in band.supplements
    )
