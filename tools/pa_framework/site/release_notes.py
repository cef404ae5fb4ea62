"""Release notes: the announced changes of a version, then its section of CHANGELOG.md."""

import re
from pathlib import Path

from pa_framework.facts.titles import title_of
from pa_framework.look.markdown import escaped
from pa_framework.records.load import Records
from pa_framework.records.model import Change
from pa_framework.text.errors import EXIT_FINDINGS, UserError


def release_notes(records: Records, root: Path, tag: str) -> str:
    """The notes of the version of a tag such as `v1.2.0`, as Markdown. Changes that loosen a safety rule come first.

    Raises UserError where framework.yaml has another version, or where neither file describes it.
    """
    version = records.framework.version if records.framework else ""
    if tag != f"v{version}":
        raise UserError(
            f"the tag is `{tag}`, and framework.yaml names version `{version}`; set the tag `v{version}`, or raise the version",
            EXIT_FINDINGS,
        )
    changes = sorted(
        (change for change in records.changes.values() if change.version == version),
        key=lambda change: not change.loosens,
    )
    log = root / "CHANGELOG.md"
    section = _section(log.read_text(encoding="utf-8-sig", errors="replace") if log.is_file() else "", version)
    if not changes and not section:
        raise UserError(
            f"nothing says what is new in {version}; give entries of framework/changes.yaml `version: {version}`, "
            f"or write a section `## {version}` into CHANGELOG.md",
            EXIT_FINDINGS,
        )
    return (
        "\n".join(
            [*(_entry(records, change) for change in changes), *([""] if changes and section else []), section]
        ).strip()
        + "\n"
    )


def _entry(records: Records, change: Change) -> str:
    who = title_of(records.roles, change.agreed_by_role or "")
    first = f"Loosens a safety rule; agreed by: {escaped(who)}. " if change.loosens else ""
    asks = {"more": " It asks more of someone.", "less": " It asks less of someone."}.get(change.asks, "")
    return f"- **{escaped(change.title)}.** {first}{escaped(' '.join(change.what.split()))}{asks}"


def _section(log: str, version: str) -> str:
    """The section of a change log about a version, without its heading; empty where there is none."""
    lines = log.splitlines()
    begin = next(
        (number for number, line in enumerate(lines) if re.match(rf"## {re.escape(version)}(\s|$)", line)), None
    )
    if begin is None:
        return ""
    rest = lines[begin + 1 :]
    end = next((number for number, line in enumerate(rest) if line.startswith("## ")), len(rest))
    return "\n".join(rest[:end]).strip()
