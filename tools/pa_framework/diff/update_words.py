"""The report on a newer base, for a terminal, as Markdown and for programs."""

import json
from typing import Any

from pa_framework.diff.as_json import as_json
from pa_framework.diff.as_markdown import as_markdown, safe
from pa_framework.diff.as_text import as_text
from pa_framework.diff.update import Misfit, Update
from pa_framework.records.bases import Release
from pa_framework.text.sentences import count
from pa_framework.text.terminal import escape_unprintable

_KEPT = "For earlier days, these files of yours keep what held until then"


def update_as_text(update: Update, *, width: int = 100, colour: bool = False) -> str:
    """The whole report for a terminal."""
    blocks = [_title(update)]
    blocks.append(as_text(update.report, width=width, colour=colour).rstrip() if update.report else update.not_compared)
    blocks.append("\n".join([_misfits_title(update), *(f"  - {_misfit(one)}" for one in update.misfits)]))
    if update.kept:
        blocks.append("\n".join([f"{_KEPT}:", *(f"  - {escape_unprintable(path)}" for path in update.kept)]))
    return "\n\n".join(blocks) + "\n"


def update_as_markdown(update: Update) -> str:
    """The whole report for a comment on a change."""
    blocks = (
        [as_markdown(update.report).rstrip()] if update.report else [f"## {_title(update)}", safe(update.not_compared)]
    )
    blocks.append(f"### {_misfits_title(update)}")
    if update.misfits:
        blocks.append("\n".join(f"- {safe(_misfit(one))}" for one in update.misfits))
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


def _misfits_title(update: Update) -> str:
    what = "no longer fits" if update.report else "does not fit"
    return f"What of ours {what}: {count(len(update.misfits), 'finding') if update.misfits else 'nothing'}"


def _misfit(one: Misfit) -> str:
    finding = one.finding
    words = (
        f"{finding.span.path}:{finding.span.line} {finding.severity} {finding.code}: {finding.message}; {finding.fix}"
    )
    return escape_unprintable(f"{words} ({one.hint})" if one.hint else words)


def _release(release: Release) -> dict[str, str]:
    return {"framework": release.framework, "version": release.version, "sha256": release.sha256}
