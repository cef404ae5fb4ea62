"""What pay bands pay, in words, as several sections say it."""

from dataclasses import dataclass

from pa_framework.facts import Facts
from pa_framework.model import Level, PayBand
from pa_framework.pages.frame import Banner, in_words
from pa_framework.pages.words import PAY_BASES
from pa_framework.pay import FUNDER_WORDS, FUNDERS, pounds, rate_on

SUPPLEMENT_WORDS = {
    "rural": "Rural",
    "complex": "Complex support",
    "unsocial-hours": "Unsocial hours",
    "travel": "Travel between homes",
    "lone-night": "Nights alone",
}


@dataclass(frozen=True, slots=True)
class PayLine:
    """What a band pays today at one funder."""

    funder: str
    paid: str
    funded: str
    self_employed: str
    since: str
    basis: str


def pay_words(facts: Facts, level: Level) -> str:
    """What a level pays today, in a few words: `£13.10 an hour`, `£14.20 to £14.60 an hour`."""
    band = facts.records.pay_bands.get(level.pay_band or "")
    rates = [rate.paid for funder in FUNDERS if band and (rate := rate_on(band, funder, facts.on))]
    if not rates:
        return "pay not set"
    low, high = min(rates), max(rates)
    return f"{pounds(low)} an hour" if low == high else f"{pounds(low)} to {pounds(high)}"


def illustrative_pay(facts: Facts) -> tuple[Banner, ...]:
    if any(band.illustrative for band in facts.records.pay_bands.values()):
        return (
            Banner(
                "illustrative",
                "The rates of pay are examples. Your council or NHS sets its own; ask for them in writing.",
            ),
        )
    return ()


def pay_lines(facts: Facts, band: PayBand | None) -> tuple[PayLine, ...]:
    """What a band pays today, one line for each funder that has a rate."""
    if band is None:
        return ()
    return tuple(
        PayLine(
            FUNDER_WORDS[funder],
            pounds(rate.paid),
            pounds(rate.funded),
            pounds(rate.self_employed) if rate.self_employed is not None else "not set",
            in_words(rate.first),
            PAY_BASES[rate.basis],
        )
        for funder in FUNDERS
        if (rate := rate_on(band, funder, facts.on))
    )


def supplements(band: PayBand | None) -> tuple[tuple[str, str, str], ...]:
    if band is None:
        return ()
    who = {"both": "council and NHS", **dict(FUNDER_WORDS.items())}
    return tuple(
        (SUPPLEMENT_WORDS[each.purpose], f"{pounds(each.amount)} an hour more ({who[each.funder]})", each.when)
        for each in band.supplements
    )
