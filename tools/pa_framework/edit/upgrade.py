"""Upgrades a framework of an earlier edition: reads its files, applies every step in order, and writes all or nothing.

What a person must decide is not changed but asked. A file that cannot be read is named, and left as it is.
"""

import os
import re
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path, PurePosixPath

from msgspec import Struct

from pa_framework.edit.transaction import encode_like, write_all
from pa_framework.edit.upgrades import editors, init_files, law, owners, references, site_settings, trace, urgency
from pa_framework.edit.upgrades.step import Change, Question, Step, Tree
from pa_framework.records.files import printable_path, read_file
from pa_framework.records.kinds import KIND, REGISTER_FOLDER, TOP_FOLDERS, kind_at
from pa_framework.records.load import require_framework
from pa_framework.records.yaml_source import MAX_BYTES
from pa_framework.text.findings import Finding, sort_findings

#: The steps in the order in which they are applied. A step may rely on what those before it have changed.
STEPS: tuple[Step, ...] = (
    law.STEP,
    references.STEP,
    urgency.STEP,
    trace.STEP,
    init_files.STEP,
    site_settings.STEP,
    editors.STEP,
    owners.STEP,
)
_LINE_END = re.compile(r"\r\n|\r|\n")
#: Folders of a root, other than those of records, whose text files an upgrade may change.
_OTHER_FOLDERS = (".github", ".gitlab", ".vscode")
#: Endings of the names of text files; other files are not read. CODEOWNERS and Makefile have none.
_ENDINGS = frozenset({"", ".yaml", ".yml", ".md", ".json", ".txt", ".toml", ".py"})


class Upgrade(Struct, frozen=True):
    """What an upgrade changes and asks.

    `texts` are the files that differ from those on disk, as path → new text; None removes a file. `changes` are
    by what they are for, each with a heading, and `questions` in the same order. `unreadable` are findings about files that were left as they are.
    """

    texts: Mapping[str, str | None]
    changes: tuple[tuple[str, tuple[Change, ...]], ...]
    questions: tuple[Question, ...]
    unreadable: tuple[Finding, ...]

    @property
    def open_points(self) -> int:
        """How many points are left for a person."""
        return len(self.questions) + len({finding.span.path for finding in self.unreadable})


def read_tree(root: Path, on: date) -> tuple[Tree, tuple[Finding, ...]]:
    """The text files of a framework, and why some YAML files cannot be read. Raises NoFramework where there is none."""
    require_framework(root)
    texts: dict[str, str] = {}
    findings: list[Finding] = []
    for path in _paths(root):
        if path.endswith((".yaml", ".yml")) and path.startswith(tuple(f"{top}/" for top in TOP_FOLDERS)):
            document = read_file(root, path, printable_path(path))
            findings += document.findings
            if document.findings:
                continue
        text = _read_text(root, path)
        if text is not None:
            texts[path] = text
    unreadable = frozenset(finding.span.path for finding in findings)
    return Tree(texts, on, unreadable), sort_findings(findings)


def plan_upgrade(root: Path, on: date) -> Upgrade:
    """What changes in the framework below `root`, and what is asked, as of the day `on`. Writes nothing."""
    before, unreadable = read_tree(root, on)
    tree = before
    changes: list[tuple[str, tuple[Change, ...]]] = []
    questions: list[Question] = []
    for step in STEPS:
        outcome = step.run(tree)
        tree = tree.changed(outcome.texts)
        changes += [(step.heading, outcome.changes)] if outcome.changes else []
        questions += outcome.questions
    texts = {
        path: tree.texts.get(path)
        for path in sorted({*before.texts, *tree.texts})
        if before.texts.get(path) != tree.texts.get(path)
    }
    return Upgrade(texts, tuple(changes), tuple(questions), unreadable)


def write_upgrade(root: Path, upgrade: Upgrade) -> None:
    """Writes the files of an upgrade: all of them, or none. Raises UserError where that is not possible.

    Line ends and byte order marks stay. A new file has the line ends of `framework.yaml`.
    """
    originals = {path: (root / path).read_bytes() for path in upgrade.texts if (root / path).exists()}
    settings = root / KIND["framework"].file
    sample = settings.read_bytes() if settings.is_file() else b""
    write_all(
        {
            root / path: None if text is None else _encode(text, originals.get(path, sample))
            for path, text in upgrade.texts.items()
        }
    )


def _encode(text: str, original: bytes) -> bytes:
    """An edited text as bytes, with the byte order mark of `original`, and its line ends on every line that stays."""
    ends = {match.group() for match in _LINE_END.finditer(original.decode("utf-8", "replace"))}
    if len(ends) < 2:
        return encode_like(text, original)
    old, new = _lines(original.decode("utf-8-sig")), [line for line, _ in _lines(text)]
    made: list[str] = []
    matcher = SequenceMatcher(None, [line for line, _ in old], new, autojunk=False)
    for kind, first, last, start, stop in matcher.get_opcodes():
        lines = old[first:last] if kind == "equal" else [(line, "\n") for line in new[start:stop]]
        made += [line + (end or "\n") for line, end in lines]
    whole = "".join(made)
    return encode_like(whole if text.endswith("\n") else whole.rstrip("\r\n"), original)


def _lines(text: str) -> list[tuple[str, str]]:
    """The lines of a text, each with its end; that of the last may be missing."""
    ends = [match.group() for match in _LINE_END.finditer(text)]
    lines = list(zip(_LINE_END.split(text), [*ends, ""], strict=True))
    return lines if lines[-1][0] else lines[:-1]


def _paths(root: Path) -> Iterator[str]:
    """The files that an upgrade may read, as paths from the root with `/`, sorted."""
    found = [path.name for path in root.iterdir() if path.is_file()]
    for top in (*TOP_FOLDERS, *_OTHER_FOLDERS):
        for folder, folders, files in os.walk(root / top):
            here = PurePosixPath(Path(folder).relative_to(root).as_posix())
            folders[:] = [name for name in folders if str(here / name) != REGISTER_FOLDER]
            found += [str(here / name) for name in files]
    yield from sorted(path for path in found if PurePosixPath(path).suffix.lower() in _ENDINGS or kind_at(path))


def _read_text(root: Path, path: str) -> str | None:
    """The text of a file, with `\n` at the ends of lines; None where it is too long, elsewhere, or no UTF-8 text."""
    file = root / path
    try:
        if not file.resolve().is_relative_to(root.resolve()) or file.stat().st_size > MAX_BYTES:
            return None
        text = file.read_bytes().decode("utf-8-sig")
    except (OSError, RuntimeError, UnicodeDecodeError):
        return None
    return _LINE_END.sub("\n", text)
