"""Waivers of findings about delegation: a rule that stands, and no longer counts for a record for a while."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from pa_framework.facts.comparison.snapshot import Snapshot
from pa_framework.facts.comparison.weakened import Ends, Found, Weakened
from pa_framework.facts.waivers import is_clinician, needs_clinician
from pa_framework.text.findings import Severity, Span

#: The family of rules that guard delegated tasks. What others find hurts nobody while it waits.
_FAMILY = "DEL"
_KIND = "waivers"


#: Folder, code, record and field.
_Key = tuple[str, str, str, str]


class _Waived(NamedTuple):
    """`counts`: nothing is known by which it would cover nothing, such as a role that may not agree to it."""

    until: str
    counts: bool
    reason: str
    span: Span


def weaker_waivers(ends: Ends, found: Found) -> None:
    """Adds what is waived anew, or for longer than it was."""
    was, now = _waived(ends.old, ends.severities), _waived(ends.new, ends.severities)
    for (folder, code, record, field), waiver in now.items():
        there = [was[key] for key in {(folder, code, record, field), (folder, code, record, "")} if key in was]
        if any(each.until >= waiver.until and each.counts >= waiver.counts for each in there):
            continue
        before = max((each for each in there if each.counts), key=lambda each: each.until, default=None)
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


def _waived(side: Snapshot, severities: Mapping[str, Severity]) -> Mapping[_Key, _Waived]:
    """What is waived, and until when at the latest: two waivers of one thing are as good as the longer one."""
    found: dict[_Key, _Waived] = {}
    for key, waiver in _entries(side, severities):
        other = found.get(key)
        if other is None or (waiver.counts, waiver.until) > (other.counts, other.until):
            found[key] = waiver
    return found


def _entries(side: Snapshot, severities: Mapping[str, Severity]) -> Iterator[tuple[_Key, _Waived]]:
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
                until = _text(entry, "until") or "9999-12-31"
                yield key, _Waived(until, _counts(side, entry, severities), _text(entry, "reason"), span)


def _counts(side: Snapshot, entry: Mapping[str, Any], severities: Mapping[str, Severity]) -> bool:
    """Whether the role that agreed may do so, as far as is known: errors need a clinician."""
    code, role = _text(entry, "code"), side.records.roles.get(_text(entry, "by_role"))
    needs = code in severities and needs_clinician(code, severities[code])
    return role is None or not needs or is_clinician(role)


def _text(entry: Mapping[str, Any], name: str) -> str:
    value = entry.get(name)
    return value if isinstance(value, str) else ""
