"""Numbers in the texts of a record that are nearly a value of the same record, and figures that are nearly the law.

Nearly is: two digits have changed places, or the point has moved. Such a number is hardly ever another fact. A number is
compared only with values of the same unit, and only where its sentence names no other year.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from pa_framework.facts.facts import Facts, Text
from pa_framework.facts.law import format_law, rows
from pa_framework.facts.pages import PageText
from pa_framework.facts.prose import page_prose, place_in, prose
from pa_framework.facts.quoted import Misquoted
from pa_framework.facts.scale import falling_wages, records_with_figures
from pa_framework.facts.written_figures import days_in, years_in
from pa_framework.records.base import Origin
from pa_framework.records.model import Evidence, Figure
from pa_framework.records.yaml_source import Route
from pa_framework.text.findings import Span
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.sentences import NUMBER_WORDS, number_in, sentence_at, sentences_of
from pa_framework.text.word_forms import word_set, words_of
from pa_framework.text.word_index import numbers_in

#: How a unit is written in texts, by the unit of a figure or of a value of the law.
_PER_CENT, _POUNDS, _COUNT = "per cent", "pounds", "count"
_UNITS: Mapping[str, str] = {
    "per-cent": _PER_CENT,
    "people": _COUNT,
    "count": _COUNT,
    "weeks": "weeks",
    "days": "days",
    "months": "months",
    "years": "years",
    "hours": "hours",
}
_NUMBER = r"(?<![\w£.,/-])(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
_WRITTEN = LazyPattern(
    rf"{_NUMBER}(?:(?P<share>\s?%|\s+per\s?cent\b)|[\s-](?P<period>hour|day|week|month|year)s?\b)?(?![\w/]|[.,]\d)"
    r"|£(?P<money>\d{1,3}(?:,\d{3})+(?:\.\d\d)?|\d+(?:\.\d\d)?)"
)
#: A count in a text is compared from so many on: a small number may be of anything.
_SMALLEST_COUNT = 100
_OTHER_TIME = LazyPattern(
    r"\b(?:until|before|was|were|used to|had been|earlier|previously|Wales|Scotland|Northern Ireland|planned|proposed|from April)\b"
)
_DIGIT = re.compile(r"\d")
_HALF_A_PENNY = Decimal("0.005")


class _Value(NamedTuple):
    """A value of a record: the number, its unit in words, its year, where it is, and the stems of what a figure says."""

    number: Decimal
    unit: str
    year: int | None
    span: Span
    says: frozenset[str] = frozenset()


def nearly_its_own_value(facts: Facts) -> Iterator[Misquoted]:
    """Numbers in the texts of evidence, stories and law that are nearly a value of the same record, and none of them."""
    values = _values(facts)
    for text in facts.texts:
        own = values.get(text.document.path)
        if not own or text.route[0] in ("figures", "title") or not _DIGIT.search(text.text):
            continue
        known = {value.number for value in own}
        for number, unit, found in _numbers(text.text):
            if number in known or _is_rounded(number, known):
                continue
            same = [value for value in own if value.unit == unit]
            near = [value for value in same if _is_near(number, value.number, text, own, unit)]
            sentence = sentence_at(text.text, found.start())
            if not near and not _OTHER_TIME.search(sentence):
                near = [value for value in same if _has_another_digit(number, value, sentence)]
            if not near:
                continue
            years = set(years_in(sentence))
            if int(number) in years or (text.kind == "law" and (years or _OTHER_TIME.search(sentence))):
                continue
            near = [value for value in near if not years or value.year is None or {value.year, value.year - 1} & years]
            if near:
                yield Misquoted(
                    place_in(text, *found.span()),
                    found[0],
                    f"{near[0].number:,f}",
                    near[0].span,
                    "a value of this record",
                )


_STEPS = frozenset({"days", "weeks", "months", "years"})
_A_TIME = LazyPattern(
    rf"(?<![\w£.,/-])(?P<number>\d{{1,3}}|{'|'.join(NUMBER_WORDS)})[\s-](?P<unit>day|week|month|year)s?\b|(?<![\w,./-])(?P<year>(?:19|20)\d\d)(?![\w,/-])",
    re.IGNORECASE,
)
_CLAUSE = LazyPattern(r"[,;:()]|\b(?:and|but|when|while|as|because|after|before|until|since|which|who)\b")
_EMPTY = word_set(
    "a an the of or and to is are was were be been in on at for with from by as it its this that these those they them their which who how long many much year month week day no "
    "not one has have had do does did than more up out about"
)
_ANOTHER_TIME = LazyPattern(
    r"\b(?:again|at first|earlier|later|used to|planned|proposed|another|now|new|instead)\b", re.IGNORECASE
)
_FEWEST_SHARED, _FEWEST_OF_ALL = 3, 2
_MOST_OF_IT = 0.6


def told_at_another_time(facts: Facts) -> Iterator[Misquoted]:
    """Texts of a record that tell what one of its figures says, in another year, or for another number of months."""
    held: dict[str, list[tuple[Figure, tuple[Decimal, str], frozenset[str], Span]]] = {}
    for record in records_with_figures(facts):
        for index, figure in enumerate(record.figures):
            if (time := _time_of(figure)) is not None:
                span = record.origin.at("figures", index, "value")
                held.setdefault(record.origin.path, []).append((figure, time, _stems(figure.says), span))
    for text in facts.texts:
        own = held.get(text.document.path, ())
        for sentence, start in sentences_of(text.text.replace("\n", " ")) if own and text.route[0] in _TELLING else ():
            said = {_told(found): found for found in _A_TIME.finditer(sentence)}
            for figure, time, stems, span in own:
                other = [each for each in said if each[1] == time[1]]
                if len(other) != 1 or any(other[0] == known for _, known, _, _ in own):
                    continue
                found = said[other[0]]
                around = _clause(sentence, found) if figure.unit == "text" else sentence
                shared = len(stems & _stems(around)) if not _ANOTHER_TIME.search(around) else 0
                if shared >= max(_FEWEST_OF_ALL, min(_FEWEST_SHARED, len(stems)), len(stems) * _MOST_OF_IT):
                    right = f"{figure.value}" if figure.unit == "text" else f"{figure.value} {figure.unit}"
                    place = place_in(text, start + found.start(), start + found.end())
                    yield Misquoted(place, found[0], right, span, "a value of this record")


_TELLING = word_set(
    "summary reading introduction background what_is_done achieved learnt next_steps story benefit challenge easy_read"
)


def _time_of(figure: Figure) -> tuple[Decimal, str] | None:
    """What a figure gives, where that is a year, or how long something takes."""
    if figure.unit in _STEPS and isinstance(figure.value, int | Decimal):
        return Decimal(figure.value), figure.unit
    if figure.unit == "text" and re.fullmatch(r"(?:19|20)\d\d", f"{figure.value}"):
        return Decimal(figure.value), ""
    return None


def _told(found: re.Match[str]) -> tuple[Decimal, str]:
    return (Decimal(found["year"]), "") if found["year"] else (number_in(found["number"]), f"{found['unit'].lower()}s")


def _clause(sentence: str, found: re.Match[str]) -> str:
    """The part of a sentence that a year is in."""
    begins = max((each.end() for each in _CLAUSE.finditer(sentence[: found.start()])), default=0)
    after = _CLAUSE.search(sentence, found.end())
    return sentence[begins : after.start() if after else None]


def _stems(text: str) -> frozenset[str]:
    return frozenset(word.stem for word in words_of(text) if word.text.isalpha() and word.text not in _EMPTY)


def nearly_a_figure_of_another_record(facts: Facts) -> Iterator[Misquoted]:
    """Large counts in texts whose digits are those of a published figure of the year that the sentence names, in another order."""
    known: dict[str, list[_Value]] = {}
    every: set[Decimal] = set()
    for held in _values(facts).values():
        for value in held:
            every.add(value.number)
            if value.unit == _COUNT and value.year is not None and value.number >= _LARGE:
                known.setdefault("".join(sorted(f"{value.number:f}")), []).append(value)
    texts: Iterator[Text | PageText] = chain(
        prose(facts).matching(_WITH_COMMA), page_prose(facts).matching(_WITH_COMMA)
    )
    for text in texts if known else ():
        for found in _THOUSANDS.finditer(text.text):
            number = Decimal(found[0].replace(",", ""))
            near = known.get("".join(sorted(f"{number:f}")), ())
            if near and number not in every:
                years = set(years_in(sentence_at(text.text, found.start())))
                of_the_year = [value for value in near if {value.year, (value.year or 0) - 1} & years]
                if of_the_year:
                    right = of_the_year[0]
                    yield Misquoted(
                        place_in(text, *found.span()),
                        found[0],
                        f"{right.number:,f}",
                        right.span,
                        f"a published figure of {right.year}",
                    )


def amounts_with_digits_swapped(facts: Facts) -> Iterator[Misquoted]:
    """Amounts that a file has once, and of which two digits are swapped in an amount that it has several times.

    Examples in code and words beside pictures count: they show the same sum.
    """
    pages = {page.path: page.text for page in facts.pages}
    times: dict[str, Counter[str]] = {}
    for index in (prose(facts), page_prose(facts)):
        for number in numbers_in(index.with_part("£")):
            text: Text | PageText = index.texts[number]
            path = text.document.path if isinstance(text, Text) else text.path
            if path not in times:
                whole = text.document.text if isinstance(text, Text) else pages[path]
                times[path] = Counter(found["pence"] for found in _PENCE.finditer(whole))
            known = times[path]
            for found in _PENCE.finditer(text.text):
                written = found["pence"]
                usual = [other for other in known if known[other] > 1 and _is_swapped(written, other)]
                if usual and known[written] == 1 and found[0].startswith("£"):
                    place = place_in(text, *found.span())
                    yield Misquoted(place, found[0], f"£{usual[0]}", place, "an amount that is here several times")


_PENCE = re.compile(r"£?(?<![\d.,])(?P<pence>\d{1,4}\.\d\d)(?!\.?\d)")


def _is_swapped(one: str, other: str) -> bool:
    """Whether two digits of a number, next to each other but for the point, have changed places."""
    first, second = one.replace(".", ""), other.replace(".", "")
    apart = [place for place, pair in enumerate(zip(first, second, strict=False)) if pair[0] != pair[1]]
    if len(one) != len(other) or len(apart) != _A_PAIR or apart[1] != apart[0] + 1:
        return False
    return first[apart[0]] == second[apart[1]] and first[apart[1]] == second[apart[0]]


_LARGE = 1000
_WITH_COMMA = re.compile(r",(?<=[0-9],)[0-9]{3}")
_THOUSANDS = LazyPattern(r"(?<![\w£.,])\d{1,3}(?:,\d{3})+(?![\w,]|\.\d)")


def figures_that_differ_from_the_law(facts: Facts) -> Iterator[tuple[Evidence, int, Figure, str, Span]]:
    """Figures of evidence that give a value of the law from a day on, and differ from the record of the law.

    Each with its number in the record, what the law says, and where.
    """
    named = {
        name.casefold(): (law, place, value)
        for law in facts.records.law.values()
        for place, value in enumerate(law.values)
        for name in (value.title, *value.names)
    }
    falling = {(found.law.id, found.place, found.row.index) for found in falling_wages(facts)}
    for record in facts.records.evidence.values():
        for index, figure in enumerate(record.figures):
            found = _FROM_A_DAY.fullmatch(figure.says.strip())
            known = named.get(found["name"].casefold()) if found else None
            days = next(days_in(found["day"]), None) if found else None
            if not known or not days or not isinstance(figure.value, int | Decimal):
                continue
            law, place, value = known
            row = next((row for row in rows(value) if row.counts and days[0] <= row.first <= days[1]), None)
            if row and (law.id, place, row.index) in falling:
                continue  # LAW012 reports the row.
            if row and not isinstance(row.amount, str) and abs(Decimal(row.amount) - figure.value) > _HALF_A_PENNY:
                span = law.origin.at("values", place, "history", row.index, "value")
                yield record, index, figure, format_law(value, row.amount), span


_FROM_A_DAY = LazyPattern(r"(?:The )?(?P<name>.+?) (?:from|since|in|on) (?P<day>.*\d{4})\.?", re.IGNORECASE)


def numbers_as_text(facts: Facts) -> Iterator[tuple[Span, str]]:
    """Values with a unit of number that are a text: their places, and the number that they are.

    The number is empty where the text has none, such as “several”.
    """
    groups: list[tuple[Origin, Route, str, object]] = [
        (record.origin, ("figures", index, "value"), figure.unit, figure.value)
        for record in records_with_figures(facts)
        for index, figure in enumerate(record.figures)
    ]
    groups += [
        (law.origin, ("values", place, "history", index, "value"), value.unit, entry.value)
        for law in facts.records.law.values()
        for place, value in enumerate(law.values)
        for index, entry in enumerate(value.history)
    ]
    for origin, route, unit, value in groups:
        if unit == "text" or not isinstance(value, str):
            continue
        found = _AS_TEXT.fullmatch(value.strip())
        if _WORDS_ONLY.fullmatch(value) and not _A_NUMBER.search(value):
            yield origin.at(*route), ""
        if found:
            number = found["number"] or found["with_decimal_comma"].replace(",", ".")
            yield origin.at(*route), number.replace(",", "").replace(" ", "")


_WORDS_ONLY = re.compile(r"[a-zA-Z][a-zA-Z ’'-]*")
_A_NUMBER = LazyPattern(rf"\b(?:{'|'.join(NUMBER_WORDS)}|half|thirds?|quarters?)\b", re.IGNORECASE)
_AS_TEXT = LazyPattern(
    r"£?\s*(?:(?P<with_decimal_comma>\d+,\d\d?)|(?P<number>\d{1,3}(?:[, ]\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?))"
    r"\s*(?:%|per cent|weeks?|days?|months?|years?|hours?)?"
)


def _values(facts: Facts) -> dict[str, list[_Value]]:
    """The numbers of each record that has some, by its path."""
    found: dict[str, list[_Value]] = {}
    for record in records_with_figures(facts):
        for index, figure in enumerate(record.figures):
            for field in ("value", "base"):
                number, unit = getattr(figure, field), "count" if field == "base" else figure.unit
                if isinstance(number, int | Decimal):
                    value = _Value(
                        Decimal(number),
                        _unit(unit),
                        figure.year,
                        record.origin.at("figures", index, field),
                        _stems(figure.says),
                    )
                    found.setdefault(record.origin.path, []).append(value)
    for law in facts.records.law.values():
        for place, held in enumerate(law.values):
            for row in rows(held):
                if not isinstance(row.amount, str):
                    span = law.origin.at("values", place, "history", row.index, "value")
                    found.setdefault(law.origin.path, []).append(
                        _Value(Decimal(row.amount), _unit(held.unit), None, span)
                    )
    return found


def _unit(unit: str) -> str:
    return _POUNDS if unit.startswith("pound") else _UNITS.get(unit, "")


def _numbers(text: str) -> Iterator[tuple[Decimal, str, re.Match[str]]]:
    """The numbers of a text: how much, of what unit, and where."""
    for found in _WRITTEN.finditer(text):
        number = Decimal((found["money"] or found["number"]).replace(",", ""))
        if found["money"]:
            yield number, _POUNDS, found
        elif found["share"]:
            yield number, _PER_CENT, found
        elif found["period"]:
            yield number, f"{found['period']}s", found
        elif number >= _SMALLEST_COUNT or "." in found["number"]:
            yield number, _COUNT, found


def _is_near(number: Decimal, value: Decimal, text: Text, own: Sequence[_Value], unit: str) -> bool:
    """Whether two digits of a number changed places, its point moved, or one of its decimals is another."""
    one, other = _digits(number), _digits(value)
    if len(one.strip("0")) < _FEWEST_DIGITS or not value or not number:
        return False
    places, other_places = number.as_tuple().exponent, value.as_tuple().exponent
    if unit == _COUNT and {places, other_places} != {0}:
        if places != other_places:
            return False  # a number with a point and one without count different things
    elif one.strip("0") == other.strip("0"):
        return True
    elif places != other_places and unit != _COUNT:
        return False
    differing = [place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]]
    if len(one) != len(other):
        return False
    if len(differing) == _A_PAIR and sorted(one) == sorted(other):
        return differing[1] == differing[0] + 1
    is_only = sum(each.unit == unit for each in own) == 1
    return text.kind == "law" and is_only and len(differing) == 1 and int(number) == int(value)


def _has_another_digit(number: Decimal, value: _Value, sentence: str) -> bool:
    """Whether a number with decimals differs from a figure in one digit, in a sentence that names what the figure is of."""
    one, other = _digits(number), _digits(value.number)
    places, other_places = number.as_tuple().exponent, value.number.as_tuple().exponent
    if places == 0 or places != other_places or len(one) != len(other):
        return False
    is_slip = sum(first != second for first, second in zip(one, other, strict=True)) == 1
    return is_slip and not _stems(sentence).isdisjoint(value.says)


_FEWEST_DIGITS = 2
_A_PAIR = 2


def _digits(number: Decimal) -> str:
    return f"{number:f}".replace(".", "")


def _is_rounded(number: Decimal, known: set[Decimal]) -> bool:
    """Whether a number is a value, rounded to fewer digits."""
    places = number.as_tuple().exponent
    return isinstance(places, int) and any(round(value, max(-places, 0)) == number for value in known)
