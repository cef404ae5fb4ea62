"""Pairs of days in one group of fields that are the wrong way round: what ends before it begins.

A pair is found by the names of its fields. So a field that is added to a schema is compared, if it is named as others
are: `from` and `until`, `open_from` and `open_until`, `given_on` and `withdrawn_on`.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from pa_framework.facts.facts import Facts
from pa_framework.facts.written_figures import days_in, years_in
from pa_framework.records.yaml_source import Document, Route
from pa_framework.text.dates import last_day_of

#: Kinds whose rules compare such days with more care, and the groups of fields of which the same is true.
_JUDGED_ELSEWHERE = frozenset({"pay-band", "orders", "waivers"})
_GROUPS_JUDGED_ELSEWHERE = frozenset({"approval", "history"})
_PAIRS_JUDGED_ELSEWHERE = frozenset({("given_on", "review_by")})
_BEGINS = re.compile(r"(?:(?P<what>\w+)_)?(?:from|begins|starts|start|opens)|on|given_on|signed_on|published(?:_on)?")
_ENDS = re.compile(
    r"(?:(?P<what>\w+)_)?(?:until|ends|end|closes)|review_(?:by|on)|withdrawn_on|ended_on|last_(?:checked|confirmed)"
)


class Backwards(NamedTuple):
    """A day that comes before the one that it must follow: the file, the routes of both, and both days."""

    document: Document
    first: Route
    last: Route
    first_day: date
    last_day: date


def days_the_wrong_way(facts: Facts) -> Iterator[Backwards]:
    """What ends, is looked at again or was checked before it begins, in any record that no rule of its own compares."""
    for document, kind in facts.records.documents:
        if kind not in _JUDGED_ELSEWHERE:
            found = _in(document, document.data, ())
            yield from (each for each in found if each.first[-1] != "published" or each.first_day <= facts.on)  # STO010


def pair_of(begins: str, ends: str) -> bool:
    """Whether two fields of one group are, by their names, a begin and its end."""
    first, last = _BEGINS.fullmatch(begins), _ENDS.fullmatch(ends)
    return first is not None and last is not None and first["what"] == last["what"]


@lru_cache(maxsize=4096)
def _begins(name: str) -> bool:
    """Whether a field is, by its name, when something begins."""
    return _BEGINS.fullmatch(name) is not None


def _in(document: Document, data: object, route: Route) -> Iterator[Backwards]:
    if isinstance(data, dict):
        names = [name for name in data if isinstance(name, str)]
        for begins in (name for name in names if _begins(name)):
            for ends in (name for name in names if pair_of(begins, name)):
                first, last = _first_day(data[begins]), last_day_of(str(data[ends]))
                if first and last and last < first and (begins, ends) not in _PAIRS_JUDGED_ELSEWHERE:
                    yield Backwards(document, (*route, begins), (*route, ends), first, last)
        for name, value in data.items():
            if isinstance(value, dict | list) and name not in _GROUPS_JUDGED_ELSEWHERE:
                yield from _in(document, value, (*route, name))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            if isinstance(value, dict | list):
                yield from _in(document, value, (*route, index))


def _first_day(written: object) -> date | None:
    """The earliest day that a value may mean: of a day, a month, or the latest year in words."""
    text = str(written)
    day = last_day_of(text)
    if day is not None:
        return day.replace(day=1) if len(text) == len("2027-03") else day
    days = [first for first, _ in days_in(text)]
    years = years_in(text)
    if days and (not years or max(days) >= date(max(years), 1, 1) - timedelta(days=1)):
        return max(days)
    return date(max(years), 1, 1) if len(set(years)) == 1 else None
