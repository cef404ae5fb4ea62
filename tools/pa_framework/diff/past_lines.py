"""The lines to paste where a change of rules does not say what held before."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pa_framework.edit.formatter import format_scalar
from pa_framework.facts.comparison.past_rules import UndatedChange
from pa_framework.records.dated_documents import EARLIER


def where_to_paste(change: UndatedChange) -> str:
    """Where the lines of a change go, as a sentence that ends with a colon."""
    if change.where == "new-list":
        return f"Add these lines to the {change.kind}:"
    if change.where == "new-entry":
        return f"Add these lines at the top of `{EARLIER}`:"
    return f"Add this to the entry of `{EARLIER}` with `until: {change.until}`:"


def lines_to_paste(change: UndatedChange) -> tuple[str, ...]:
    """The earlier values as lines of YAML."""
    if change.where == "same-entry":
        return tuple(_group(change.entry, ""))
    entry = entry_lines(change.until, change.entry)
    return (f"{EARLIER}:", *(f"  {line}" for line in entry)) if change.where == "new-list" else tuple(entry)


def entry_lines(until: date, values: Mapping[str, Any]) -> tuple[str, ...]:
    """An entry of `earlier` as lines of YAML; the first begins with a dash."""
    return (f"- until: {until}", *(f"  {line}" for line in _group(values, "")))


def _group(values: Mapping[str, Any], indent: str) -> Iterator[str]:
    for name, value in values.items():
        if isinstance(value, dict) and any(isinstance(inner, dict | list) for inner in value.values()):
            yield f"{indent}{_in_line(name)}:"
            yield from _group(value, f"{indent}  ")
        else:
            yield f"{indent}{_in_line(name)}: {_in_line(value)}"


def _in_line(value: Any) -> str:
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_in_line(name)}: {_in_line(inner)}' for name, inner in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_in_line, value))}]"
    if isinstance(value, str):
        return format_scalar(value, flow=True)
    return "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
