"""Values of one record of the law that belong together: a day and a week, a lower and an upper limit, a fixed multiple."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations
from typing import NamedTuple

from pa_framework.facts.facts import Facts
from pa_framework.facts.law import LawRow, format_law, rows
from pa_framework.records.model import Law, LawValue
from pa_framework.text.findings import Span
from pa_framework.text.lazy_pattern import LazyPattern

_DAYS_OF_A_WEEK = 7
#: Words in titles of a lower and of an upper value that are otherwise the same.
_BOUNDS = (
    (
        LazyPattern(r"\b(?:from|minimum|lowest|lower|least|at least|above|start\w*)\b", re.IGNORECASE),
        LazyPattern(r"\b(?:up to|maximum|highest|upper|most|at most|below|end\w*)\b", re.IGNORECASE),
    ),
    (
        LazyPattern(r"\b(?:for the )?(?:first time|first|once)\b", re.IGNORECASE),
        LazyPattern(
            r"\b(?:for the )?(?:if (?:it|this) happens again|if repeated|repeat(?:ed)?|second time|second|next time|again|twice|more than once)\b",
            re.IGNORECASE,
        ),
    ),
)
#: A right counted in weeks and in working days of a year: a week has so many of them.
_WORKING_WEEKS = (5, 6, 7)
_A_YEAR = LazyPattern(r"\b(?:an?|each|every|per|one|the) year\b", re.IGNORECASE)
_HALF = Decimal("0.5")
_DAY_OR_WEEK = LazyPattern(r"\b(?:an?|each|every|per|one|7) (?:days?|weeks?)\b|\b(?:daily|weekly)\b", re.IGNORECASE)
#: So many days on which both values have rows say that one is a fixed multiple of the other.
_FEWEST_DAYS = 3
#: An amount may be rounded to the penny, and its multiple with it.
_PENNY = Decimal("0.01")


class Misfit(NamedTuple):
    """A row of the law that does not fit a row of another value: both amounts and places, and how the two belong together."""

    span: Span
    name: str
    amount: str
    other: Span
    other_name: str
    other_amount: str
    how: str


def law_misfits(facts: Facts) -> Iterator[Misfit]:
    """Rows of one record of the law that do not fit one another, each once."""
    for law in facts.records.law.values():
        held = [(place, value, _numbers(value)) for place, value in enumerate(law.values) if value.unit != "text"]
        found: set[tuple[int, int]] = set()
        for one, other in permutations(held, 2):
            for misfit, key in _misfits(law, one, other):
                if key not in found:
                    found.add(key)
                    yield misfit


_Held = tuple[int, LawValue, list[LawRow]]


def _numbers(value: LawValue) -> list[LawRow]:
    return [row for row in rows(value) if not isinstance(row.amount, str)]


def _misfits(law: Law, one: _Held, other: _Held) -> Iterator[tuple[Misfit, tuple[int, int]]]:
    """The rows of one value that do not fit another, with the places of value and row."""
    (place, value, mine), (other_place, another, theirs) = one, other
    pairs = [(row, held) for row in mine for held in theirs if held.first == row.first]
    if (value.unit, another.unit) == ("pound-per-week", "pound-per-day") and _bare(value.title) == _bare(another.title):
        wrong = [pair for pair in pairs if not _is_multiple(pair, Decimal(_DAYS_OF_A_WEEK))]
        for row, held in wrong:
            how = f"7 times that is {format_law(value, Decimal(held.amount) * _DAYS_OF_A_WEEK)}"
            yield _misfit(law, (place, value, row), (other_place, another, held), how), (place, row.index)
        return
    if (
        (value.unit, another.unit) == ("days", "weeks")
        and _A_YEAR.search(value.title)
        and _A_YEAR.search(another.title)
    ):
        for row, held in ((row, held) for row in mine for held in theirs if row.meets(held)):
            days = [Decimal(held.amount) * week for week in _WORKING_WEEKS]
            if all(abs(Decimal(row.amount) - each) > _HALF for each in days):
                how = f"with {_WORKING_WEEKS[0]} working days a week that is {format_law(value, days[0].normalize())}"
                yield _misfit(law, (place, value, row), (other_place, another, held), how), (place, row.index)
        return
    if value.unit == another.unit and _is_upper_of(value.title, another.title):
        for row in mine:
            low = next((each for each in theirs if each.last is None or each.last >= row.first), None)
            if low is not None and Decimal(row.amount) < Decimal(low.amount) and row.meets(low):
                how = "the upper limit is below the lower one"
                yield _misfit(law, (place, value, row), (other_place, another, low), how), (place, row.index)
        return
    yield from _other_multiple(law, one, other, pairs)


def _other_multiple(
    law: Law, one: _Held, other: _Held, pairs: list[tuple[LawRow, LawRow]]
) -> Iterator[tuple[Misfit, tuple[int, int]]]:
    """The one row that is not the multiple of another value that all the others are."""
    if len(pairs) < _FEWEST_DAYS or any(not Decimal(held.amount) for _, held in pairs):
        return
    ratios = [Decimal(row.amount) / Decimal(held.amount) for row, held in pairs]
    usual = max(ratios, key=ratios.count)
    wrong = [pair for pair, ratio in zip(pairs, ratios, strict=True) if ratio != usual]
    if len(wrong) != 1 or usual <= 1 or usual * 2 % 1 or _is_multiple(wrong[0], usual):
        return
    row, held = wrong[0]
    if _step(one[2], row) >= _step(other[2], held):
        how = f"on the other days it is {usual.normalize():f} times that, which is {format_law(one[1], Decimal(held.amount) * usual)}"
        yield _misfit(law, (*one[:2], row), (*other[:2], held), how), (one[0], row.index)
    else:
        how = f"on the other days {one[1].title} is {usual.normalize():f} times that"
        yield _misfit(law, (*other[:2], held), (*one[:2], row), how), (other[0], held.index)


def _is_multiple(pair: tuple[LawRow, LawRow], times: Decimal) -> bool:
    row, held = pair
    return abs(Decimal(row.amount) - Decimal(held.amount) * times) <= times * _PENNY / 2


def _step(held: list[LawRow], row: LawRow) -> Decimal:
    """How far a row is from the nearest other one, as a part of that."""
    others = [each for each in held if each is not row and each.amount]
    nearest = min(others, key=lambda each: abs((each.first - row.first).days))
    return abs(Decimal(row.amount) / Decimal(nearest.amount) - 1)


def _bare(title: str) -> str:
    """A title without the words for a day or a week."""
    return " ".join(_DAY_OR_WEEK.sub("", title).lower().split())


def _is_upper_of(upper: str, lower: str) -> bool:
    """Whether two titles differ only in that one names an upper and the other a lower limit."""
    return any(
        bool(high.search(upper) and low.search(lower))
        and " ".join(high.sub("", upper).lower().split()) == " ".join(low.sub("", lower).lower().split())
        for low, high in _BOUNDS
    )


def _misfit(law: Law, one: tuple[int, LawValue, LawRow], other: tuple[int, LawValue, LawRow], how: str) -> Misfit:
    place, value, row = one
    other_place, another, held = other
    return Misfit(
        law.origin.at("values", place, "history", row.index, "value"),
        f"{law.id}.{value.id}",
        format_law(value, row.amount),
        law.origin.at("values", other_place, "history", held.index, "value"),
        f"{law.id}.{another.id}",
        format_law(another, held.amount),
        how,
    )
