"""Amounts, days and years as texts write them: `£12.71 an hour`, `5.6 weeks`, `12.07 per cent`, `May 2025`, `2023/24`."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from pa_framework.records.model import LawValue
from pa_framework.text.dates import MONTHS, last_day_of
from pa_framework.text.lazy_pattern import LazyPattern

#: Where a figure may begin. `re` finds a character of a set much faster than the whole pattern.
_START = re.compile(r"[£0-9][0-9.,]*")
_FIGURE = re.compile(
    r"""(?<![\w£.,/@-])(?P<sign>£\s?)?(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)(?![0-9]|[.,][0-9])
        (?:\s?(?P<times>million|thousand|m|k)\b)?
        (?:(?P<pence>p\b)|\s?(?P<unit>%|per\s?cent\b|(?:pound|GBP|hour|day|week|month|year)s?\b))?""",
    re.VERBOSE,
)
#: What an amount of money is for: `an hour`, `/week`, `per annum`.
_PER = re.compile(
    r"\s?(?:/\s?|p/?(?=h\b)|\b(?:an?|per|each|every)\s+)(?P<per>hour|hr|h|day|week|month|year|annum|mile)\b"
)
_PER_NAMES = {"hr": "hour", "h": "hour", "annum": "year"}
_TIMES = {"million": 1_000_000, "m": 1_000_000, "thousand": 1000, "k": 1000}
_WHOLE_POUNDS_THAT_ARE_RARE = 100
_DATE_WORDS = rf"(?:(?P<day>\d{{1,2}})\s+)?(?P<month>{'|'.join(MONTHS)})\s+(?P<year>20\d\d)\b"
_DATE = LazyPattern(rf"\b(?:{_DATE_WORDS}|(?P<iso>20\d\d-\d\d-\d\d)\b)")
_SINCE = LazyPattern(rf",?\s+since\s+{_DATE_WORDS}")
_YEAR = LazyPattern(r"(?<![\d£.,])(?:19|20)\d\d(?!\d|[.,]\d)")
_AND_NEXT = LazyPattern(r"[/-]\d\d\b")
#: What comes before a day or a year on which something was so.
_ON = LazyPattern(r"\b(?:in|on|during)\s+(?:(?:the|early|late|tax|year)\s+)*\Z", re.IGNORECASE)


class WrittenFigure(NamedTuple):
    """A figure in a text: its amount ends at `end`, its unit at `whole`.

    `per` is what money is for, where the text says so; `has_pence` says that it is in pounds and pence.
    """

    start: int
    end: int
    whole: int
    amount: Decimal
    unit: str
    per: str
    has_pence: bool

    def moved(self, by: int) -> "WrittenFigure":
        """The same figure with other places."""
        return self._replace(start=self.start + by, end=self.end + by, whole=self.whole + by)

    def fits(self, value: LawValue) -> bool:
        """Whether it may be an amount of a value, by its unit."""
        if self.unit != "pound":
            return value.unit == self.unit
        return value.unit == f"pound-per-{self.per}" if self.per else value.unit.startswith("pound")

    @property
    def is_distinctive(self) -> bool:
        """Whether few other things have this amount: it has pence or a fraction, or is hundreds of pounds."""
        return self.amount % 1 != 0 or (self.unit == "pound" and self.amount >= _WHOLE_POUNDS_THAT_ARE_RARE)


def written_figures(text: str) -> Iterator[WrittenFigure]:
    """Every figure with a unit in a text, in order."""
    last = 0
    for start in (run.start() for run in _START.finditer(text)):
        found = _FIGURE.match(text, start) if start >= last else None
        figure = _figure(text, found) if found else None
        if figure is not None:
            last = figure.whole
            yield figure


def _figure(text: str, found: re.Match[str]) -> WrittenFigure | None:
    """The figure of a match; None for a number without a unit that the law has."""
    sign, written, times, pence, unit = found.groups()
    start, end, amount = found.start(), found.end(), Decimal(written.replace(",", ""))
    if sign or (unit or "").startswith(("pound", "GBP")):
        end = found.end("times") if sign and times else found.end("number") if sign else end
        amount *= _TIMES.get(times or "", 1)
        return _money(text, start, end, amount, has_pence=amount % 1 != 0)
    if times or not (pence or unit):
        return None
    if pence:
        return _money(text, start, end, amount / 100, has_pence=False)
    if unit == "%" or unit.startswith("per"):
        return WrittenFigure(start, end, end, amount, "per-cent", "", False)
    return WrittenFigure(start, found.end("number"), end, amount, f"{unit.rstrip('s')}s", "", False)


def _money(text: str, start: int, end: int, pounds: Decimal, *, has_pence: bool) -> WrittenFigure:
    """An amount of money with what it is for, if the text goes on with that."""
    per = _PER.match(text, end)
    name = _PER_NAMES.get(per["per"], per["per"]) if per else ""
    return WrittenFigure(start, end, per.end() if per else end, pounds, "pound", name, has_pence)


def days_in(words: str) -> Iterator[tuple[date, date]]:
    """The dates and months in a sentence, as first and last day."""
    return (days for found in _DATE.finditer(words) if (days := _as_days(found)))


def years_in(words: str) -> list[int]:
    """The years in a sentence, those of dates too, in order."""
    return [int(found[0]) for found in _YEAR.finditer(words)]


def since_in(text: str, start: int) -> tuple[date, int] | None:
    """The day of the words `since 1 April 2026` at a place of a text, and where they end; None without such words."""
    found = _SINCE.match(text, start)
    days = _as_days(found) if found else None
    return (days[0], found.end()) if found and days and days[0] == days[1] else None


def period_in(words: str) -> tuple[date, date] | None:
    """The days of which a sentence speaks, first and last: `in 2024`, `on 1 May 2024`, `in 2022/23`.

    None where it names no year, more than one, or says `until` or `since` it.
    """
    rest = _DATE.sub(lambda found: " " * len(found[0]), words)
    dates = [(found.start(), _as_days(found)) for found in _DATE.finditer(words)]
    years = [(found.start(), _as_years(found, rest)) for found in _YEAR.finditer(rest)]
    if len(dates) + len(years) != 1:
        return None
    start, days = (*dates, *years)[0]
    return days if _ON.search(words, 0, start) else None


def _as_years(found: re.Match[str], words: str) -> tuple[date, date]:
    """The first and the last day of a year, or of two: `2022/23`."""
    year = int(found[0])
    return date(year, 1, 1), date(year + bool(_AND_NEXT.match(words, found.end())), 12, 31)


def _as_days(found: re.Match[str]) -> tuple[date, date] | None:
    """The first and the last day of a date or a month; None where the calendar has no such day."""
    groups = found.groupdict()
    if groups.get("iso"):
        first = last = last_day_of(groups["iso"])
    else:
        month = f"{groups['year']}-{MONTHS.index(groups['month']) + 1:02}"
        last = last_day_of(f"{month}-{int(groups['day']):02}" if groups["day"] else month)
        first = last if groups["day"] or last is None else last.replace(day=1)
    return (first, last) if first and last else None
