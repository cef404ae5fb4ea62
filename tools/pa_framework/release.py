"""What a release says: the section of CHANGELOG.md, where tag, framework.yaml and CHANGELOG.md name one version."""

import re
from pathlib import Path

from pa_framework.records import Records


class NotReleasable(Exception):
    """Tag, framework and change log do not agree. The message is one sentence for the person who set the tag."""


def release_notes(records: Records, root: Path, tag: str) -> str:
    """The notes of the version that a tag such as `v1.2.0` names, as Markdown.

    Raises NotReleasable where framework.yaml names another version, or CHANGELOG.md has no words about it.
    """
    version = records.framework.version if records.framework else ""
    if tag != f"v{version}":
        raise NotReleasable(
            f"the tag is `{tag}`, and framework.yaml names version `{version}`; set the tag `v{version}`, or raise the version"
        )
    log = root / "CHANGELOG.md"
    lines = log.read_text(encoding="utf-8").splitlines() if log.is_file() else []
    begin = next((number for number, line in enumerate(lines) if re.match(rf"## {re.escape(version)}\b", line)), None)
    if begin is None:
        raise NotReleasable(f"CHANGELOG.md has no section `## {version}`; write what a reader must know")
    rest = lines[begin + 1 :]
    end = next((number for number, line in enumerate(rest) if line.startswith("## ")), len(rest))
    words = "\n".join(rest[:end]).strip()
    if not words:
        raise NotReleasable(f"the section `## {version}` of CHANGELOG.md is empty; write what a reader must know")
    return f"{words}\n"
