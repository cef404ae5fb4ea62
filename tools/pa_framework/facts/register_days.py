"""Days of a register that are the wrong way round: what ends, or is looked at again, before it begins."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from msgspec.structs import replace

from pa_framework.records.dated_documents import value_at, with_value_at
from pa_framework.records.yaml_source import Document, Route

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: Fields with the last day of something, or the day by which it is looked at again → fields of the same map that come
#: before it.
_LATER_FIELDS: Mapping[str, tuple[str, ...]] = {
    "until": ("from", "on", "seen_on"),
    "active_until": ("active_from",),
    "review_on": ("on", "signed_off_on"),
    "written_on": ("on",),
}
#: Fields whose day must not be before another; `on` is one in what is said of someone who was discredited.
_LAST_DAYS = frozenset({*_LATER_FIELDS, "because"})
#: First days that may be the slip. A day on which someone acted is none.
_BEGINS = frozenset({"from", "active_from"})
_LONG_AGO = "1900-01-01"


class Reversed(NamedTuple):
    """Two days of a map that are the wrong way round: the fields, and the days as they are written."""

    route: Route
    later: str
    day: str
    earlier: str
    first: str


def days_reversed(document: Document) -> Iterator[Reversed]:
    """The days of a document of a register that are before a day that must come first, in the order of the file."""
    for route, data in _maps_with_later_days(document.data):
        fields = {"on": ("from",)} if route[-1:] == ("discredited",) else _LATER_FIELDS
        for later, names in fields.items():
            day = data.get(later)
            if not _is_day(day):
                continue
            days = ((str(data[name]), name) for name in names if _is_day(data.get(name)))
            first, earlier = max(days, default=("", ""))
            if str(day) < first:
                yield Reversed(route, later, str(day), earlier, first)


def in_order(document: Document) -> Document:
    """The document of a register as it would be if what ends before it begins never ended.

    It began long ago if its first day may be the slip.
    """
    data = document.data
    for route, later, _, earlier, _ in days_reversed(document):
        without = {name: value for name, value in value_at(data, route).items() if name != later}
        if earlier in _BEGINS:
            without[earlier] = _LONG_AGO
        data = with_value_at(data, route, without)
    return document if data is document.data else replace(document, data=data)


def _maps_with_later_days(data: Any) -> list[tuple[Route, Mapping[str, Any]]]:
    """The maps in nested data that have a day which must not be before another, in the order of the file."""
    found: list[tuple[Route, Mapping[str, Any]]] = []
    left: list[tuple[Route, Any]] = [((), data)]
    while left:
        route, part = left.pop()
        if isinstance(part, dict):
            if not _LAST_DAYS.isdisjoint(part):
                found.append((route, part))
            inner: list[tuple[str | int, Any]] = list(part.items())
        else:
            inner = list(enumerate(part)) if isinstance(part, list) else []
        left += [((*route, name), value) for name, value in reversed(inner) if isinstance(value, dict | list)]
    return found


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and _DAY.fullmatch(value) is not None
