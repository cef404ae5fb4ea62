"""Reads the entries of a list, and adds some to a list in a YAML file without changing anything else in it."""

import re
from typing import Any

from pa_framework.edit.yaml_parts import UnsupportedYaml
from pa_framework.records.yaml_source import Document, Route, parse_document

_INDENT = re.compile(r" *")


def mappings_in(data: Any, name: str) -> list[dict[str, Any]]:
    """The mappings in the list of that name; none where `data` is no mapping or has no such list."""
    listed = data.get(name) if isinstance(data, dict) else None
    return [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []


def entry_lines(document: Document, route: Route, index: int) -> list[str]:
    """The lines of an entry of a list, without their indentation; the first begins with `- `.

    Empty lines and comments at the end of the entry are left out. Raises UnsupportedYaml where the list is in brackets.
    """
    lines = document.text.split("\n")
    start, column = _dash(document, route, index, lines)
    end = start + 1
    while end < len(lines) and (_is_blank_or_comment(lines[end]) or _indent(lines[end]) > column):
        end += 1
    while end - 1 > start and _is_blank_or_comment(lines[end - 1]):
        end -= 1
    return [line[column:] for line in lines[start:end]]


def append_entries(document: Document, route: Route, entries: list[list[str]]) -> str:
    """The text of a document with entries at the end of a list, each as the lines that `entry_lines` gives.

    Raises UnsupportedYaml where the list is missing, is empty, or is in brackets.
    """
    if not entries:
        return document.text
    data = document.data
    for part in route:
        data = data.get(part) if isinstance(data, dict) else None
    if not isinstance(data, list) or not data:
        raise UnsupportedYaml("the list has no entry yet")
    lines = document.text.split("\n")
    start, column = _dash(document, route, len(data) - 1, lines)
    end = start + len(entry_lines(document, route, len(data) - 1))
    added = [" " * column + line if line else line for entry in entries for line in entry]
    after = "\n".join([*lines[:end], *added, *lines[end:]])
    after = after if after.endswith("\n") else f"{after}\n"
    changed = parse_document(after, document.path)
    if changed.findings or _without_last(changed.data, route, len(entries)) != data:
        raise UnsupportedYaml("the list is not one entry below the other")
    return after


def insert_lines(document: Document, route: Route, index: int, added: list[str]) -> str:
    """The text of a document with lines before an entry of a list, as deep as its dash. Raises UnsupportedYaml."""
    lines = document.text.split("\n")
    start, column = _dash(document, route, index, lines)
    return "\n".join([*lines[:start], *(" " * column + line for line in added), *lines[start:]])


def append_to_entry(document: Document, route: Route, index: int, added: list[str]) -> str:
    """The text of a document with lines at the end of an entry of a list, below its names. Raises UnsupportedYaml."""
    lines = document.text.split("\n")
    start, column = _dash(document, route, index, lines)
    end = start + len(entry_lines(document, route, index))
    return "\n".join([*lines[:end], *(" " * (column + 2) + line for line in added), *lines[end:]])


def without_entries(document: Document, route: Route, indexes: list[int]) -> str:
    """The text of a document without some entries of a list, by their numbers (from 0).

    A list that has no entry left is written as `[]`. Raises UnsupportedYaml where the list is in brackets.
    """
    lines: list[str | None] = list(document.text.split("\n"))
    listed = document.data
    for part in route:
        listed = listed[part]
    for index in indexes:
        start, _ = _dash(document, route, index, document.text.split("\n"))
        for number in range(start, start + len(entry_lines(document, route, index))):
            lines[number] = None
    if len(indexes) == len(listed):
        line = document.span(route, key=True).line - 1
        lines[line] = f"{lines[line]} []"
    after = "\n".join(line for line in lines if line is not None)
    changed = parse_document(after, document.path)
    wanted = [entry for index, entry in enumerate(listed) if index not in indexes]
    found = changed.data
    for part in route:
        found = found.get(part) if isinstance(found, dict) else None
    if changed.findings or found != wanted:
        raise UnsupportedYaml("the list is not one entry below the other")
    return after


def _without_last(data: Any, route: Route, number: int) -> Any:
    for part in route:
        data = data[part]
    return data[:-number]


def _is_blank_or_comment(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _dash(document: Document, route: Route, index: int, lines: list[str]) -> tuple[int, int]:
    """The line (from 0) and the column (from 0) of the dash of an entry."""
    mark = document.values[(*route, index)]
    line = lines[mark.line - 1]
    column = _indent(line)
    if line[column : column + 1] != "-" or line[column + 1 : mark.column - 1].strip():
        raise UnsupportedYaml("the list is in brackets")
    return mark.line - 1, column


def _indent(line: str) -> int:
    found = _INDENT.match(line)
    return found.end() if found else 0
