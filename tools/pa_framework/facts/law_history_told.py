"""Changes of the law that texts tell with their day: "It moved to 23 in April 2021 and to 21 in April 2024".

A change is compared with the history of the record that the text is of, or of the value that it names: the day on which
the rows begin to have that age, or that amount.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import chain, pairwise
from typing import NamedTuple

from pa_framework.facts.facts import Facts, Text
from pa_framework.facts.law import rows
from pa_framework.facts.law_sentences import KnownValue
from pa_framework.facts.law_words import GIVEN
from pa_framework.facts.own_sums import Contradiction
from pa_framework.facts.pages import PageText
from pa_framework.facts.prose import page_prose, place_in, prose
from pa_framework.facts.written_figures import days_in
from pa_framework.records.model import Law, LawValue
from pa_framework.text.dates import MONTHS, format_date
from pa_framework.text.findings import Span
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.sentences import sentences_of

_DAY = rf"(?P<day>(?:\d{{1,2}} )?(?:{'|'.join(MONTHS)}) 20\d\d)"
#: A number to which something changed, with the day: "to 21 in April 2024", "from 1 April 2025 to £12.21".
_CHANGE = LazyPattern(
    r"\b(?:to|at) (?:(?:the )?age (?:of )?)?(?P<pound>£)?(?P<number>\d+(?:\.\d+)?)(?![\d,]|\.\d)(?P<unit> ?%| per cent| weeks| days| months| years)?"
    rf"(?: an? (?:hour|day|week|month|year))?,? (?:in|from|on|since) {_DAY}"
)
_CHANGES = LazyPattern(
    r"\b(?:beg(?:an|ins?)|start(?:s|ed)?|mov(?:es?|ed)|went|goes|r[io]ses?|fell|falls?|chang(?:es?|ed)|lower(?:s|ed)?|rais(?:es?|ed)|cut|increas(?:es?|ed)"
    r"|dropp?(?:s|ed)?|came down|went (?:up|down))\b",
    re.IGNORECASE,
)
#: What parts two clauses; "and to 21" goes on with the one before it.
_CLAUSE = LazyPattern(r"[;:]\s|,?\s(?:but|while|whereas)\s|,\sand\s(?!to\b|from\b)", re.IGNORECASE)
_UNITS = {"%": "per-cent", "per cent": "per-cent"}
_HAS_DAY = re.compile(rf"(?:{'|'.join(month.lower() for month in MONTHS)}) 20[0-9][0-9]")
_YEAR = len("2024")
_AGES = range(14, 100)
#: Kinds of record that tell of what others planned or wrote.
_OF_OTHERS = frozenset({"sources", "changes", "case-study", "evidence", "trace"})


_Names = re.Pattern[str] | None


class _Begins(NamedTuple):
    """An age or an amount that a value has from a day on, and where; `known` is the first day of its history.

    With `names`, a text has to name the value.
    """

    number: Decimal
    unit: str
    day: date
    span: Span
    known: date
    names: _Names


def changes_on_another_day(facts: Facts) -> Iterator[Contradiction]:
    """Changes of ages and amounts in texts whose day is another than that of the history of the law."""
    on = facts.on
    named = [KnownValue(law, value, on) for law in facts.records.law.values() for value in law.values]
    of_record = {law.origin.path: law for law in facts.records.law.values()}
    texts: list[Text | PageText] = [
        *prose(facts).with_figures.matching(_HAS_DAY),
        *page_prose(facts).with_figures.matching(_HAS_DAY),
    ]
    for text in texts:
        kind = text.kind if isinstance(text, Text) else ""
        if kind in _OF_OTHERS or not _CHANGE.search(" ".join(text.text.split())):
            continue
        small = text.text.lower()
        law = of_record.get(text.document.path) if isinstance(text, Text) else None
        values: list[tuple[Law, LawValue, _Names]] = [(law, value, None) for value in law.values] if law else []
        if law is None:
            values = [
                (known.law, known.value, known.names)
                for known in named
                if known.may_be_named(small) and known.names.search(text.text)
            ]
        begins = list(chain.from_iterable(_begins(*each) for each in values))
        yield from _otherwise(text, begins) if begins else ()


def _otherwise(text: Text | PageText, known: list[_Begins]) -> Iterator[Contradiction]:
    words = text.text.replace("\n", " ")
    is_law = isinstance(text, Text) and text.kind == "law"
    for sentence, start in sentences_of(words):
        if not _CHANGES.search(sentence) or (not is_law and GIVEN.search(sentence)):
            continue
        for found in _CHANGE.finditer(sentence):
            days = next(days_in(found["day"]), None)
            number = Decimal(found["number"])
            unit = _unit(found)
            held = [each for each in known if each.unit == unit and days and each.known <= days[1]]
            same = [each for each in held if each.number == number]
            clause = _CLAUSE.split(sentence[: found.start("number")])[-1]
            then = [
                each
                for each in held
                if days and days[0] <= each.day <= days[1] and (each.names is None or each.names.search(clause))
            ]
            if not days or not (same or then) or any(each in then for each in same):
                continue
            right = same[0] if same else then[0]
            begins, ends = found.span("day" if same else "number")
            if same and days[0].month == right.day.month:
                begins = ends - _YEAR
            span = place_in(text, start + begins, start + ends)
            but = format_date(right.day) if same else f"{right.number}"
            yield Contradiction(span, found["day" if same else "number"], right.span, but)


def _unit(found: re.Match[str]) -> str:
    if found["pound"]:
        return "pound"
    unit = (found["unit"] or "").strip()
    if not unit:
        return "age" if "." not in found["number"] and int(found["number"]) in _AGES else ""
    return _UNITS.get(unit, unit)


def _begins(law: Law, value: LawValue, names: _Names) -> Iterator[_Begins]:
    """The ages and amounts that a value begins to have, each with its day."""
    held = rows(value, lambda entry: entry.state != "expected")
    place = next(place for place, each in enumerate(law.values) if each is value)
    first = min((row.first for row in held), default=date.max)
    for before, row in pairwise((None, *held)):
        if row is None or row.entry.from_is != "exact":
            continue
        where = ("values", place, "history", row.index)
        if row.entry.from_age is not None and (before is None or before.entry.from_age != row.entry.from_age):
            age = Decimal(row.entry.from_age)
            yield _Begins(age, "age", row.first, law.origin.at(*where, "from_age"), first, names)
        if not isinstance(row.amount, str) and (before is None or before.amount != row.amount):
            unit = "pound" if value.unit.startswith("pound") else value.unit
            yield _Begins(Decimal(row.amount), unit, row.first, law.origin.at(*where, "value"), first, names)
