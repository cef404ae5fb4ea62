"""The report on a newer base, for a terminal, as Markdown and for programs."""

import json
from typing import Any

from pa_framework.diff.as_json import as_json
from pa_framework.diff.as_markdown import as_markdown, safe, sections_as_markdown
from pa_framework.diff.as_text import as_text, sections_as_text
from pa_framework.diff.beneath import ChangedBeneath
from pa_framework.diff.update import Misfit, Update
from pa_framework.diff.wording import Item, Section
from pa_framework.records.bases import Release
from pa_framework.text.findings import Severity
from pa_framework.text.sentences import count
from pa_framework.text.terminal import escape_unprintable

_KEPT = "For earlier days, these files of yours keep what held until then"


def update_as_text(update: Update, *, width: int = 100, colour: bool = False) -> str:
    """The whole report for a terminal."""
    ours = _ours(update)
    blocks = [" ".join([_title(update), *_summary(update)])]
    if update.report:
        blocks.append(as_text(update.report, width=width, colour=colour, ours=ours).rstrip())
    else:
        blocks.append(update.not_compared + "\n" + sections_as_text(ours, width=width, colour=colour).rstrip())
    if update.kept:
        blocks.append("\n".join([f"{_KEPT}:", *(f"  - {escape_unprintable(path)}" for path in update.kept)]))
    return "\n\n".join(blocks) + "\n"


def update_as_markdown(update: Update) -> str:
    """The whole report for a comment on a change."""
    ours = _ours(update)
    if update.report:
        blocks = [as_markdown(update.report, ours).rstrip()]
    else:
        blocks = [f"## {safe(_title(update))}", safe(update.not_compared), sections_as_markdown(ours)]
    if update.kept:
        blocks.append("\n".join([f"{_KEPT}:", "", *(f"- {safe(path)}" for path in update.kept)]))
    return "\n\n".join(blocks) + "\n"


def update_as_json(update: Update, branch: str = "") -> str:
    """The whole report for programs. `change` is what `diff --format json` prints, or null."""
    fields: dict[str, Any] = {
        "version": 1,
        "adopted": _release(update.adopted),
        "newer": _release(update.newer),
        "since": update.on.isoformat(),
        "not_compared": update.not_compared or None,
        "no_longer_fits": [
            {
                "code": one.finding.code,
                "severity": str(one.finding.severity),
                "message": one.finding.message,
                "fix": one.finding.fix,
                "hint": one.hint or None,
                "path": one.finding.span.path,
                "line": one.finding.span.line,
                "column": one.finding.span.column,
            }
            for one in update.misfits
        ],
        "changed_beneath": [
            {
                "record": {"kind": one.kind, "id": one.id or None, "title": one.title},
                "field": one.field,
                "before": one.before or None,
                "after": one.after or None,
                "ours": one.ours or None,
                "path": one.span.path,
                "line": one.span.line,
                "column": one.span.column,
            }
            for one in update.beneath
        ],
        "keeps_earlier_rules": list(update.kept),
        "branch": branch or None,
        "change": json.loads(as_json(update.report)) if update.report else None,
    }
    return json.dumps(fields, indent=2, ensure_ascii=False) + "\n"


def _title(update: Update) -> str:
    before, after = update.adopted, update.newer
    if before.version == after.version:
        return (
            f"`{after.framework}` has other files than were adopted, and still says that it is version {after.version}."
        )
    return f"`{after.framework}` is version {after.version}; this area builds on version {before.version}."


def _summary(update: Update) -> list[str]:
    """What the two sections about the area's own files come to."""
    if not update.report:
        return []
    found = []
    if number := len(update.misfits):
        found.append(f"{count(number, 'finding')} {'says' if number == 1 else 'say'} what of ours no longer fits.")
    else:
        found.append("Everything of ours still fits.")
    if number := len(update.beneath):
        found.append(f"In {count(number, 'place')} the base changed what we say ourselves.")
    return found


def _ours(update: Update) -> tuple[Section, ...]:
    """What no longer fits, and what the base changed beneath it, each at the line of the area."""
    return (
        Section(
            "What of ours no longer fits" if update.report else "What of ours does not fit",
            "Nothing of it is changed for you. Mend these before the newer base counts.",
            tuple(
                _misfit(one) for one in sorted(update.misfits, key=lambda one: one.finding.severity != Severity.ERROR)
            ),
            "danger",
            fold=False,
        ),
        Section(
            "The base changed what we say ourselves",
            "What we wrote still counts, so nothing changes here. Read each: perhaps we want what the base says now.",
            tuple(_changed_beneath(one) for one in update.beneath),
            "care",
            fold=False,
        ),
    )


def _misfit(one: Misfit) -> Item:
    finding = one.finding
    place, words = f"{finding.span.path}:{finding.span.line}", f"{finding.severity} {finding.code}: {finding.message}"
    return Item(place, f"{words} ({one.hint})" if one.hint else words, (f"to do: {finding.fix}",))


def _changed_beneath(one: ChangedBeneath) -> Item:
    ours = f"we say: {one.ours}" if one.ours else "we say what the base says now"
    details = (f"the base said: {one.before or 'nothing'}", f"it says now: {one.after or 'nothing'}", ours)
    return Item(f"{one.span.path}:{one.span.line}", f"{one.title}, {one.field}", details)


def _release(release: Release) -> dict[str, str]:
    return {"framework": release.framework, "version": release.version, "sha256": release.sha256}
