"""Two states of a framework: as it stood in a revision of git, and as its files stand in a folder now.

Git is only asked, never told: `ls-tree` names the files, `cat-file --batch` gives their contents. Nothing is checked
out and nothing is written. What somebody types as a revision can not reach git as an option.
"""

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pa_framework.facts.comparison.snapshot import Snapshot, snapshot
from pa_framework.records.files import not_named, read_file, readable, yaml_files
from pa_framework.records.kinds import NOT_RECORDS, TOP_FOLDERS, kind_at
from pa_framework.records.yaml_source import LARGEST_BYTES, Document, read, unreadable
from pa_framework.text.errors import UserError
from pa_framework.text.suggestions import nearest

#: Folder of the pages that are written by hand, and the file that the page of changes is made of.
WRITTEN, CHANGELOG = "framework/pages", "CHANGELOG.md"
#: Of these the contents are compared; of other files, such as photographs, the names that git has for them.
_TEXTS = (".md", ".svg")
_LINK = "120000"
#: Git is asked for contents in portions of about so many bytes, so that no repository fills the memory.
_PORTION = 32_000_000


class NoRevision(UserError):
    """A state of the framework that was asked for is not there. The message is one sentence."""


@dataclass(frozen=True, slots=True)
class Tree:
    """The files of one state. `records` are the YAML files of the record folders, by path.

    `written` are pages by hand and their pictures, each with something that changes when its content does.
    `others` are all other files of a revision, in the same way; of a folder they are not looked for.
    `name` is what somebody typed, `commit` the full name of a revision, empty for files as they stand now.
    """

    name: str
    commit: str = ""
    records: Mapping[str, Document] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    others: Mapping[str, str] = field(default_factory=dict)

    @property
    def shown(self) -> str:
        """What somebody typed, with the short name of the revision that it is."""
        short = self.commit[:7]
        return f"{self.name} ({short})" if short and not self.name.startswith(short) else self.name

    def snapshot(self, name: str, on: date) -> Snapshot:
        """The records of the tree as they are judged on a day. `name` is `base` or `head`."""
        documents: dict[str, tuple[Document, str]] = {}
        strays: list[str] = []
        for path in sorted(self.records):
            kind = kind_at(path)
            if kind is None:
                strays.append(path)
            else:
                documents[path] = (self.records[path], kind)
        return snapshot(name, on, documents, tuple(strays))


class Repository:
    """The git repository around a folder. Raises NoRevision where there is none."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise NoRevision(f"`{folder}` is not a folder")
        self._folder = folder
        inside = self._asked("rev-parse", "--show-prefix")
        if inside is None:
            raise NoRevision(f"`{folder}` is not in a git repository: {self._why}")
        self._prefix = inside.removesuffix(b"\n")
        self._read: dict[tuple[str, str], Document] = {}

    def tree(self, revision: str) -> Tree:
        """The framework as it stood in a revision. Raises NoRevision where there is none, or no framework in it."""
        commit = self._commit(revision)
        listed = self._asked("ls-tree", "-r", "-l", "-z", "--full-tree", os.fsencode(commit) + b":" + self._prefix)
        files = list(_listed(listed or b""))
        if not any(each.path.startswith("framework/") for each in files):
            raise NoRevision(f"there is no framework in `{revision}`: no folder `framework` in it")
        records = [each for each in files if _is_record(each.path)]
        written = [each for each in files if each.path.startswith(f"{WRITTEN}/") or each.path == CHANGELOG]
        told = {each.path for each in (*records, *written)}
        texts = self._contents([each for each in written if each.path.endswith(_TEXTS) and _is_plain(each)])
        return Tree(
            revision,
            commit,
            dict(self._documents(records)),
            {each.path: _mark(texts[each.object]) if each.object in texts else each.object for each in written},
            {
                each.path: title_of_page(texts.get(each.object, b""), each.path)
                for each in written
                if each.path.endswith(".md") and each.size <= LARGEST_BYTES
            },
            {each.path: each.object for each in files if each.path not in told},
        )

    def _commit(self, revision: str) -> str:
        """The full name of a revision, asked in a way in which no name is an option."""
        said = None
        if revision and "\0" not in revision:
            said = self._asked("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if said:
            return said.decode("ascii", "replace").strip()
        named = " ".join(revision.split())
        if ".." in revision:
            raise NoRevision(f"`{named}` is a range; give its two ends as two words, BASE and HEAD")
        if self._asked("rev-parse", "--verify", "--quiet", "HEAD") is None:
            raise NoRevision("the repository has no revision yet; commit something first")
        names = (self._asked("for-each-ref", "--format=%(refname:short)") or b"").decode("utf-8", "replace").split("\n")
        near = nearest(revision, {name.lower().replace("_", "-"): name for name in names if name})
        meant = next((name for name in names if near and name.lower().replace("_", "-") == near), None)
        hint = f"; did you mean `{meant}`?" if meant else ""
        if not hint and (self._asked("rev-parse", "--is-shallow-repository") or b"").strip() == b"true":
            hint = "; this copy of the repository is shallow: fetch its history first (`git fetch --unshallow`)"
        raise NoRevision(f"there is no revision `{named}` here{hint}")

    def _documents(self, files: Sequence["_File"]) -> Iterator[tuple[str, Document]]:
        """Each file as a document. The same content at the same path is read once for all revisions."""
        wanted = [each for each in files if (each.path, each.object) not in self._read and _is_plain(each)]
        start = 0
        while start < len(wanted):
            end, size = start, 0
            while end < len(wanted) and (end == start or size + wanted[end].size <= _PORTION):
                size += wanted[end].size
                end += 1
            contents = self._contents(wanted[start:end])
            for each in wanted[start:end]:
                if each.object not in contents:
                    raise NoRevision(
                        f"`{each.path}` is missing in this copy of the repository; fetch the whole history first"
                    )
                self._read[each.path, each.object] = read(contents[each.object], each.path)
            start = end
        for each in files:
            yield each.path, self._read.get((each.path, each.object)) or _not_plain(each)

    def _contents(self, files: Sequence["_File"]) -> dict[str, bytes]:
        """Contents by the name of their object; what git does not have is left out."""
        names = list(dict.fromkeys(each.object for each in files))
        if not names:
            return {}
        answer = self._asked("cat-file", "--batch", given="".join(f"{name}\n" for name in names).encode("ascii")) or b""
        found: dict[str, bytes] = {}
        place = 0
        while place < len(answer):
            line = answer.index(b"\n", place)
            words = answer[place:line].split(b" ")
            place = line + 1
            if len(words) == 3 and words[1] == b"blob":
                size = int(words[2])
                found[words[0].decode("ascii")] = answer[place : place + size]
                place += size + 1
        return found

    def _asked(self, *words: str | bytes, given: bytes = b"") -> bytes | None:
        """What git answers, or None where it refuses."""
        quiet = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
        command = ["git", "--no-replace-objects", "-c", "core.fsmonitor=false", *words]
        try:
            done = subprocess.run(
                command, cwd=self._folder, input=given, capture_output=True, env={**os.environ, **quiet}, check=False
            )
        except OSError as error:
            raise NoRevision(f"git can not be started ({error.strerror}); install it first") from None
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
            self._why = said.removeprefix("fatal: ") or "git says no more"
            return None
        return done.stdout


@dataclass(frozen=True, slots=True)
class _File:
    mode: str
    kind: str
    object: str
    size: int
    path: str
    named: bool


def _listed(answer: bytes) -> Iterator[_File]:
    for entry in answer.split(b"\0"):
        about, tab, path = entry.partition(b"\t")
        if tab:
            mode, kind, name, size = about.split()
            shown = path.decode("utf-8", "backslashreplace")
            yield _File(
                mode.decode(),
                kind.decode(),
                name.decode(),
                int(size) if size.isdigit() else 0,
                shown,
                shown.encode() == path,
            )


def _is_record(path: str) -> bool:
    top = path.partition("/")[0]
    apart = any(path.startswith(f"{folder}/") for folder in NOT_RECORDS)
    return top in TOP_FOLDERS and not apart and path.lower().endswith((".yaml", ".yml"))


def _is_plain(file: _File) -> bool:
    return file.named and file.kind == "blob" and file.mode != _LINK and file.size <= LARGEST_BYTES


def _not_plain(file: _File) -> Document:
    """A file that is not read, with the reason."""
    if not file.named:
        return not_named(file.path)
    if file.mode == _LINK:
        return _refused(file.path, "YML011", "this is a link to another file", "put the file itself here")
    if file.kind != "blob":
        return _refused(file.path, "YML011", "this is another repository", "put the records themselves here")
    return _refused(
        file.path,
        "YML004",
        f"the file is longer than {LARGEST_BYTES:,} bytes, the most that is read",
        "split the record, or take out what does not belong in it",
    )


def _refused(path: str, code: str, message: str, fix: str) -> Document:
    return Document(path, "", None, {}, {}, (unreadable(path, code, message, fix),))


def tree_of_folder(root: Path) -> Tree:
    """The framework as its files stand in a folder now. Raises NoRevision where there is none."""
    if not (root / "framework").is_dir():
        raise NoRevision(f"`{root}` holds no framework: there is no folder `framework` in it")
    records = {
        readable(path): read_file(root, path, readable(path)) for path in yaml_files(root, TOP_FOLDERS, NOT_RECORDS)
    }
    written, titles = {}, {}
    for file in [*sorted((root / WRITTEN).rglob("*")), root / CHANGELOG]:
        path = readable(file.relative_to(root).as_posix())
        if file.is_file() and file.resolve().is_relative_to(root.resolve()):
            content = file.read_bytes()
            is_text = path.endswith(_TEXTS) and len(content) <= LARGEST_BYTES
            written[path] = _mark(content) if is_text else _object(content)
            if path.endswith(".md"):
                titles[path] = title_of_page(content, path)
    return Tree("the files as they stand now", "", records, written, titles)


def _mark(text: bytes) -> str:
    """Something that changes when a text does. Line ends make no difference: git on Windows writes others into a folder."""
    return _object(text.replace(b"\r\n", b"\n"))


def _object(content: bytes) -> str:
    """The name that git gives to a content, so that files and revisions can be compared."""
    from hashlib import sha1

    return sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def title_of_page(content: bytes, path: str) -> str:
    """The title of a page written by hand: of its head, or its first heading, or its path."""
    for line in content.decode("utf-8", "replace").splitlines():
        if line.startswith("title:"):
            return line.removeprefix("title:").strip().strip("\"'") or path
        if line.startswith("# "):
            return line[2:].strip() or path
    return path
