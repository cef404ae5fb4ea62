"""The lines of a record: its texts and the entries of its lists of texts, each with its route."""

from collections.abc import Iterator, Mapping
from typing import Any

from pa_framework.records.yaml_source import Route


def lines_of(record: Any, *fields: str) -> Iterator[tuple[Route, str]]:
    """The texts of some fields of a record, field by field, each with its route. A field that is not there has none.

    A field holds a text, a list of texts, or such lists by name, as the statements of a competence.
    """
    for field in fields:
        value = getattr(record, field, None)
        if isinstance(value, str):
            yield (field,), value
        elif value:
            yield from _lines_in(value, (field,))


def _lines_in(value: object, route: Route) -> Iterator[tuple[Route, str]]:
    if isinstance(value, str):
        yield route, value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _lines_in(inner, (*route, name))
    elif isinstance(value, tuple):
        for place, inner in enumerate(value):
            if isinstance(inner, str):
                yield (*route, place), inner
            else:
                yield from _lines_in(inner, (*route, place))
