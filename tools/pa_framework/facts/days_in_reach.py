"""Days that are too long ago, or too far ahead, for what a record says of them: most often a digit is mistyped."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from pa_framework.facts.facts import Facts
from pa_framework.records.yaml_source import Document, Route, leaves
from pa_framework.text.dates import add_months, last_day_of

#: On this day the Community Care (Direct Payments) Act 1996 came into force. Nothing here is older but the law, documents
#: and powers of attorney.
_DIRECT_PAYMENTS_BEGAN = date(1997, 4, 1)
#: The oldest law that a record may quote.
_OLDEST_LAW = date(1900, 1, 1)
#: First days of people and employers, who may have begun long before.
_FIRST_DAYS, _OLDEST_FIRST_DAY = frozenset({"from", "active_from"}), date(1950, 1, 1)
#: What is written on paper before: an enduring power of attorney may be of 1986.
_ON_PAPER, _OLDEST_POWER = frozenset({"written_on", "seen_on"}), date(1986, 1, 1)
_YEARS_AHEAD, _YEARS_AHEAD_IN_REGISTER = 10, 5
_TO_COME = ("announced", "expected")  # a tuple: a state that is a list by mistake cannot be looked up in a set
#: A day in this year stands for "without end".
_WITHOUT_END = "9999"
#: What a field was before it was corrected: wrong in any case.
_BEFORE_A_CORRECTION = "was"
_LENGTH = len("2026-11-30")


class OutOfReach(NamedTuple):
    """A day in a file, and whether it is ahead."""

    document: Document
    route: Route
    field: str
    day: date
    is_ahead: bool


def days_out_of_reach(facts: Facts) -> Iterator[OutOfReach]:
    """Days in records, apart from those in a register, before direct payments began or more than 10 years ahead."""
    last = add_months(facts.on, 12 * _YEARS_AHEAD)
    for text in facts.texts:
        written = text.text
        if len(written) != _LENGTH or written[4] != "-" or (text.kind == "sources" and text.field == "published"):
            continue
        is_law = text.kind == "law"
        if is_law and text.beside.get("state") in _TO_COME:  # the law may say today what holds in twenty years
            continue
        first = _OLDEST_LAW if is_law else _DIRECT_PAYMENTS_BEGAN
        if found := _out_of_reach(text.document, text.route, text.field, written, first, last):
            yield found


def days_out_of_reach_in_register(facts: Facts) -> Iterator[OutOfReach]:
    """Days in a register before direct payments began, or more than 5 years ahead."""
    last = add_months(facts.on, 12 * _YEARS_AHEAD_IN_REGISTER)
    for document, _ in facts.register.documents if facts.register else ():
        for route, value in leaves(document.data):
            if not isinstance(value, str) or len(value) != _LENGTH or value[4] != "-":
                continue
            field = next((name for name in reversed(route) if isinstance(name, str)), "")
            if field == _BEFORE_A_CORRECTION:
                continue
            first = (
                _OLDEST_POWER
                if field in _ON_PAPER
                else _OLDEST_FIRST_DAY
                if field in _FIRST_DAYS
                else _DIRECT_PAYMENTS_BEGAN
            )
            if found := _out_of_reach(document, route, field, value, first, last):
                yield found


def _out_of_reach(
    document: Document, route: Route, field: str, written: str, first: date, last: date
) -> OutOfReach | None:
    day = last_day_of(written)
    if day is None or first <= day <= last or written.startswith(_WITHOUT_END):
        return None
    return OutOfReach(document, route, field, day, day > last)
