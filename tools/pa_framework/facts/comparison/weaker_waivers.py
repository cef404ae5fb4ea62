"""Waivers of findings about delegation, or about a base: a rule that is in force, and does not count for a record for a while."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from pa_framework.facts.comparison.snapshot import Snapshot
from pa_framework.facts.comparison.weakened import Comparison, Weakened, Weaknesses
from pa_framework.facts.waivers import is_clinician, needs_clinician
from pa_framework.text.findings import Severity, Span

#: The families of rules that guard delegated tasks. No one is hurt while a finding of another family waits.
_FAMILIES = ("DEL", "OVR")
_KIND = "waivers"


#: Folder, code, record and field.
_Key = tuple[str, str, str, str]


class _Waived(NamedTuple):
    """`counts` is false where the waiver has no effect, because its role may not agree to it."""

    until: str
    counts: bool
    reason: str
    span: Span


def weaker_waivers(comparison: Comparison, found: Weaknesses) -> None:
    """Adds what is waived anew, or for longer than it was."""
    was, now = _waived(comparison.base, comparison.severities), _waived(comparison.head, comparison.severities)
    for (folder, code, record, field), waiver in now.items():
        there = [was[key] for key in {(folder, code, record, field), (folder, code, record, "")} if key in was]
        if any(waived.until >= waiver.until and waived.counts >= waiver.counts for waived in there):
            continue
        before = max((waived for waived in there if waived.counts), key=lambda waived: waived.until, default=None)
        tasks = (record,) if PurePosixPath(folder).name == "tasks" and record in comparison.head.records.tasks else ()
        words = (
            f"{code} for {record}" + (f", {field}" if field else ""),
            f"waived until {before.until}" if before else "counts",
            f"waived until {waiver.until}",
        )
        title = comparison.head.title("task", record) if tasks else f"{record} in {folder}"
        found.weakened.append(
            Weakened("finding-waived", "waiver", record, title, *words, waiver.span, True, tasks, note=waiver.reason)
        )


def _waived(snapshot: Snapshot, severities: Mapping[str, Severity]) -> Mapping[_Key, _Waived]:
    """What is waived, and until when at the latest: two waivers of one thing are as good as the longer one."""
    found: dict[_Key, _Waived] = {}
    for key, waiver in _entries(snapshot, severities):
        other = found.get(key)
        if other is None or (waiver.counts, waiver.until) > (other.counts, other.until):
            found[key] = waiver
    return found


def _entries(snapshot: Snapshot, severities: Mapping[str, Severity]) -> Iterator[tuple[_Key, _Waived]]:
    """Every waiver of a rule that guards tasks, from plain data: one that does not hold its shape counts as well."""
    for path, (document, kind) in snapshot.documents.items():
        entries = document.data.get("waivers") if kind == _KIND and isinstance(document.data, dict) else None
        for index, entry in enumerate(entries if isinstance(entries, list) else ()):
            if isinstance(entry, dict) and str(entry.get("code", "")).startswith(_FAMILIES):
                key = (
                    str(PurePosixPath(path).parent),
                    _text(entry, "code"),
                    _text(entry, "record"),
                    _text(entry, "field"),
                )
                span = document.span(("waivers", index))
                until = _text(entry, "until") or "9999-12-31"
                yield key, _Waived(until, _counts(snapshot, entry, severities), _text(entry, "reason"), span)


def _counts(snapshot: Snapshot, entry: Mapping[str, Any], severities: Mapping[str, Severity]) -> bool:
    """Whether the role that agreed may do so: errors need a clinician. A role without a record counts."""
    code, role = _text(entry, "code"), snapshot.records.roles.get(_text(entry, "by_role"))
    needs = code in severities and needs_clinician(code, severities[code])
    return role is None or not needs or is_clinician(role)


def _text(entry: Mapping[str, Any], name: str) -> str:
    value = entry.get(name)
    return value if isinstance(value, str) else ""
