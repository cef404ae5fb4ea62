"""The calculator of the page about pay: its choices, and the rates and legal minimums that its script reads.

The script (`pay-calculator.js`) finds the rate and the legal minimum of the day on which it runs, so that a page that was built
earlier still answers for today.
"""

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct

from pa_framework.facts.facts import Facts
from pa_framework.facts.minimum_by_age import minimums_by_age
from pa_framework.facts.organisations import organisation_title
from pa_framework.facts.pay import MINIMUM_WAGE, bands_of, is_ordinary, rate_on, same_thing
from pa_framework.records.model import Level

_PENNY = Decimal("0.01")


class LevelChoice(Struct, frozen=True):
    """A level with its rates, as `funder,first,last,pounds` with spaces between; `last` may be empty."""

    id: str
    title: str
    rates: str
    illustrative: bool


class Calculator(Struct, frozen=True):
    """What the calculator offers, as ids and words, and what it compares with.

    `minimum` has the legal minimums, with spaces between, each as `first,last,from age,until age,pounds,state,doubtful
    from`; what is not known is empty. `other_rates` names rates that do not depend on age.
    """

    levels: tuple[LevelChoice, ...]
    funders: tuple[tuple[str, str], ...]
    minimum: str
    other_rates: str


def pay_for_hours(paid: Decimal, hours: int) -> Decimal:
    """What a number of hours pays, in pounds, to the nearest penny; half a penny is rounded up."""
    return (paid * hours).quantize(_PENNY, ROUND_HALF_UP)


def calculator(facts: Facts) -> Calculator | None:
    """The calculator; None where no level has a rate that applies now or later."""
    levels = tuple(choice for level in facts.records.levels_in_order() if (choice := _choice(facts, level)))
    if not levels:
        return None
    law = facts.records.law.get(MINIMUM_WAGE)
    ageless = [
        value.title
        for value in (law.values if law else ())
        if value.unit == "pound-per-hour" and all(entry.from_age is None for entry in value.history)
    ]
    named = {rate.split(",")[0] for choice in levels for rate in choice.rates.split()}
    return Calculator(
        levels,
        tuple((funder, organisation_title(facts.records, funder)) for funder in facts.funders if funder in named),
        " ".join(
            ",".join(
                (
                    row.first.isoformat(),
                    row.last.isoformat() if row.last else "",
                    str(row.from_age),
                    str(row.until_age) if row.until_age is not None else "",
                    f"{row.amount:f}",
                    row.state,
                    row.doubtful_from.isoformat() if row.doubtful_from else "",
                )
            )
            for row in minimums_by_age(law, facts.on)
        ),
        "; ".join(ageless),
    )


def _choice(facts: Facts, level: Level) -> LevelChoice | None:
    """The ordinary rates of a level from yesterday on; of a spine, those of its lowest point today."""
    band = next(iter(bands_of(facts.records, level)), None)
    yesterday = facts.on - timedelta(days=1)
    lowest = {
        funder: same_thing(rate) for funder in facts.funders if band and (rate := rate_on(band, funder, facts.on))
    }
    rates = [
        rate
        for rate in (band.rates if band else ())
        if rate.paid is not None
        and is_ordinary(rate)
        and (rate.until is None or rate.until >= yesterday)
        and lowest.get(rate.funder, same_thing(rate)) == same_thing(rate)
    ]
    if band is None or not rates:
        return None
    written = (
        f"{rate.funder},{rate.first.isoformat()},{rate.until.isoformat() if rate.until else ''},{rate.paid:f}"
        for rate in rates
    )
    return LevelChoice(level.id, level.title, " ".join(written), band.illustrative)
