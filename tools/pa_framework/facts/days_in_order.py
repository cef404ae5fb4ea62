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
    for text in facts.texts:
        ends = text.route[-1] if text.route else ""
        if not isinstance(ends, str) or not _ends(ends) or text.kind in _JUDGED_ELSEWHERE:
            continue
        last = last_day_of(text.text) if _GROUPS_JUDGED_ELSEWHERE.isdisjoint(text.route) else None
        for begins, value in text.beside.items() if last else ():
            if not isinstance(begins, str) or not pair_of(begins, ends) or (begins, ends) in _PAIRS_JUDGED_ELSEWHERE:
                continue
            first = _first_day(value)
            if first and last and last < first and (begins != "published" or first <= facts.on):  # STO010
                yield Backwards(text.document, (*text.route[:-1], begins), text.route, first, last)


@lru_cache(maxsize=4096)
def pair_of(begins: str, ends: str) -> bool:
    """Whether two fields of one group are, by their names, a begin and its end."""
    first, last = _BEGINS.fullmatch(begins), _ENDS.fullmatch(ends)
    return first is not None and last is not None and first["what"] == last["what"]


@lru_cache(maxsize=4096)
def _ends(name: str) -> bool:
    """Whether a field is, by its name, when something ends."""
    return _ENDS.fullmatch(name) is not None


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
