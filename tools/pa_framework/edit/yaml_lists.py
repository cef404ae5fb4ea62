"""Adds entries to a list in a YAML file, and changes nothing else in it."""

import re

from pa_framework.edit.yaml_parts import UnsupportedYaml
from pa_framework.records.yaml_source import Document, Route

_INDENT = re.compile(r" *")


def entry_lines(document: Document, route: Route, index: int) -> list[str]:
    """The lines of an entry of a list, without their indentation; the first begins with `- `.

    Empty lines and comments at the end of the entry are left out. Raises UnsupportedYaml where the list is in brackets.
    """
    lines = document.text.split("\n")
    start, column = _dash(document, route, index, lines)
    end = start + 1
    while end < len(lines) and (not lines[end].strip() or _indent(lines[end]) > column):
        end += 1
    while not lines[end - 1].strip() or (end - 1 > start and lines[end - 1].lstrip().startswith("#")):
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
    return after if after.endswith("\n") else f"{after}\n"


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
