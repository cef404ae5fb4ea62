"""Entries of lists that are there twice: the same word or number, or a group of fields of which every value is the same."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from pa_framework.records.yaml_source import Document, Route, lists_in


class WrittenTwice(NamedTuple):
    """An entry that stands earlier in its list: the routes of both, the innermost field that they are in, and the entry."""

    first: Route
    again: Route
    field: str
    entry: Any

    @property
    def said(self) -> str:
        """The entry in a message: a word or number as it is, and a group of fields in general."""
        return "this entry" if isinstance(self.entry, dict | list) else str(self.entry)


def written_twice(document: Document) -> Iterator[WrittenTwice]:
    """Every entry of a list in a document that is equal to an earlier one, in the order of the file."""
    for route, entries in lists_in(document.data):
        if len(entries) > 1:
            yield from _equal_entries(route, entries)


def _equal_entries(route: Route, entries: list[Any]) -> Iterator[WrittenTwice]:
    if len(entries) == len({entry for entry in entries if isinstance(entry, str)}):
        return
    earlier: dict[str, list[int]] = {}  # by a value, so that few are compared
    for place, entry in enumerate(entries):
        with_same_value = earlier.setdefault(_a_value(entry), [])
        first = next((one for one in with_same_value if entries[one] == entry), None)
        if first is None:
            with_same_value.append(place)
        elif entry is not None and entry not in ({}, []):
            field = next((name for name in reversed(route) if isinstance(name, str)), "the list")
            yield WrittenTwice((*route, first), (*route, place), field, entry)


def _a_value(entry: Any) -> str:
    """A short text that equal entries have in common: the first value in them."""
    while isinstance(entry, dict | list) and entry:
        entry = next(iter(entry.values())) if isinstance(entry, dict) else entry[0]
    return str(entry)
