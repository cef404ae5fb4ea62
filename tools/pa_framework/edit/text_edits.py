"""Replaces words inside of a text of a record, and changes nothing else in the file."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from copy import deepcopy

from pa_framework.edit.formatter import format_document
from pa_framework.records.dated_documents import value_at
from pa_framework.records.yaml_source import Document, Route, parse_document

#: Words in a text, from a character to another, and what takes their place.
Replaced = tuple[int, int, str]


def replace_in_value(document: Document, route: Route, replacements: Sequence[Replaced]) -> str | None:
    """The text of a document with words of the text at `route` replaced; None where the file writes them otherwise.

    Layout and comments stay. A file in the layout of `pa-framework fmt` is in that layout afterwards.
    """
    return replace_in_values(document, {route: replacements})


def replace_in_values(document: Document, changes: Mapping[Route, Sequence[Replaced]]) -> str | None:
    """The text of a document with words of the texts at some routes replaced, as `replace_in_value` does it for one."""
    text, wanted, offsets = document.text, deepcopy(document.data), _offsets(document)
    for route in sorted(changes, key=lambda route: _range(document, route, offsets), reverse=True):
        value = value_at(document.data, route)
        expected = value
        start, end = _range(document, route, offsets)
        source = document.text[start:end]
        for first, last, words in sorted(changes[route], reverse=True):
            pattern = re.compile(r"\s+".join(re.escape(word) for word in value[first:last].split()))
            before = sum(1 for _ in pattern.finditer(value, 0, first))
            found = list(pattern.finditer(source))
            if before >= len(found) or expected[first:last] != value[first:last]:
                return None
            source = source[: found[before].start()] + words + source[found[before].end() :]
            expected = expected[:first] + words + expected[last:]
        text = text[:start] + source + text[end:]
        value_at(wanted, route[:-1])[route[-1]] = expected
    changed = parse_document(text, document.path)
    if changed.findings or changed.data != wanted:
        return None
    if format_document(document).text == document.text:
        return format_document(changed).text
    return text


def line_starts(text: str) -> list[int]:
    """The offset at which each line of a text begins."""
    return [0, *(found.end() for found in re.finditer("\n", text))]


def _offsets(document: Document) -> list[int]:
    """Where in the file names and values begin, sorted."""
    starts = line_starts(document.text)
    places = (mark for marks in (document.keys, document.values) for mark in marks.values())
    return sorted({starts[mark.line - 1] + mark.column - 1 for mark in places})


def _range(document: Document, route: Route, offsets: Sequence[int]) -> tuple[int, int]:
    """From where to where in the file the value at `route` is, up to the next name or value."""
    mark = document.values[route]
    start = line_starts(document.text)[mark.line - 1] + mark.column - 1
    after = bisect_right(offsets, start)
    return start, offsets[after] if after < len(offsets) else len(document.text)
