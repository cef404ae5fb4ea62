"""Waivers of findings about delegation: a rule that stands, and no longer counts for a record for a while."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from pa_framework.changes.sides import Side
from pa_framework.changes.weakened import Ends, Found, Weakened
from pa_framework.findings import Span

#: The family of rules that guard delegated tasks. What others find hurts nobody while it waits.
_FAMILY = "DEL"
_KIND = "waivers"


class _Waived(NamedTuple):
    until: str
    reason: str
    span: Span


def weaker_waivers(ends: Ends, found: Found) -> None:
    """Adds what is waived anew, or for longer than it was."""
    was, now = dict(_waived(ends.old)), dict(_waived(ends.new))
    for (folder, code, record, field), waiver in now.items():
        before = was.get((folder, code, record, field)) or was.get((folder, code, record, ""))
        if before is not None and before.until >= waiver.until:
            continue
        tasks = (record,) if PurePosixPath(folder).name == "tasks" and record in ends.new.records.tasks else ()
        words = (
            f"{code} for {record}" + (f", {field}" if field else ""),
            f"waived until {before.until}" if before else "counts",
            f"waived until {waiver.until}",
        )
        title = ends.new.title("task", record) if tasks else f"{record} in {folder}"
        found.weakened.append(
            Weakened("finding-waived", "waiver", record, title, *words, waiver.span, True, tasks, note=waiver.reason)
        )


def _waived(side: Side) -> Iterator[tuple[tuple[str, str, str, str], _Waived]]:
    """Every waiver of a rule of delegation, from plain data: one that does not hold its shape counts as well."""
    for path, (document, kind) in side.documents.items():
        entries = document.data.get("waivers") if kind == _KIND and isinstance(document.data, dict) else None
        for index, entry in enumerate(entries if isinstance(entries, list) else ()):
            if isinstance(entry, dict) and str(entry.get("code", "")).startswith(_FAMILY):
                key = (
                    str(PurePosixPath(path).parent),
                    _text(entry, "code"),
                    _text(entry, "record"),
                    _text(entry, "field"),
                )
                span = document.span(("waivers", index))
                yield key, _Waived(_text(entry, "until") or "9999-12-31", _text(entry, "reason"), span)


def _text(entry: Mapping[str, Any], name: str) -> str:
    value = entry.get(name)
    return value if isinstance(value, str) else ""
