"""A framework as it was in a revision of git, and as its files are in a folder now.

Git is only read: `ls-tree` names the files, `cat-file --batch` gives their contents. Nothing is checked out and nothing
is written. A revision that a user types cannot reach git as an option.
"""

import os
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from posixpath import relpath

from msgspec import Struct, field
from msgspec.structs import replace

from pa_framework.facts.comparison.snapshot import Snapshot, snapshot
from pa_framework.records.dated_documents import EARLIER, value_at
from pa_framework.records.files import printable_path, read_file, undecodable_name, yaml_files
from pa_framework.records.kinds import NOT_RECORDS, TOP_FOLDERS, kind_at
from pa_framework.records.load import with_base
from pa_framework.records.overlays import BECAUSE, CHANGES, Overlay, reasons
from pa_framework.records.yaml_source import MAX_BYTES, Document, parse_document, yaml_finding
from pa_framework.text.errors import UserError
from pa_framework.text.findings import Span
from pa_framework.text.suggestions import closest_match

#: Folder of the hand-written pages, and the file from which the page of changes is made.
PAGES_FOLDER, CHANGELOG = "framework/pages", "CHANGELOG.md"
#: Of these the contents are compared; of other files, such as photographs, the object ids of git.
_TEXT_SUFFIXES = (".md", ".svg")
_LINK = "120000"
_VERSION_TAG = re.compile(r"v(\d{1,6})\.(\d{1,6})\.(\d{1,6})")
#: Contents are read in batches of about so many bytes, so that no repository fills the memory.
_BATCH_BYTES = 32_000_000


class NoRevision(UserError):
    """There is no such revision or folder, or no framework in it. The message is one sentence."""


class Tree(Struct, frozen=True):
    """The files of one revision, or of a folder.

    Attributes:
        name: What the user typed.
        commit: The id of the commit; empty for a folder.
        records: The YAML files of the record folders, by path.
        hand_written: Hand-written pages and their pictures by path, each with a hash of its content.
        titles: The titles of the hand-written pages, by path.
        pages: The text of the hand-written pages, by path.
        others: All other files, with a hash each. A file of the repository outside the framework begins with `../`.
        knows_others: Whether all other files are in `others`; not where a folder was read without its repository.
        root: The folder of the framework; a base that the settings name by its path is looked for from there.
        contents: Reads some of the `others`, by path; those that are not there are left out.
    """

    name: str
    commit: str = ""
    records: Mapping[str, Document] = field(default_factory=dict)
    hand_written: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)
    others: Mapping[str, str] = field(default_factory=dict)
    knows_others: bool = False
    root: Path = Path()
    contents: Callable[[Iterable[str]], Mapping[str, bytes]] = lambda _: {}

    @property
    def shown(self) -> str:
        """What the user typed, with the short id of the commit."""
        short = self.commit[:7]
        return f"{self.name} ({short})" if short and not self.name.startswith(short) else self.name

    def snapshot(self, name: str, on: date) -> Snapshot:
        """The records of the tree, with those of the framework that it builds on, judged as of a day.

        `name` is `base` or `head`. Raises NoRevision where what it builds on is not here.
        """
        strays = tuple(path for path in sorted(self.records) if kind_at(path) is None)
        return snapshot(name, on, self.effective(), strays)

    def effective(self) -> dict[str, tuple[Document, str]]:
        """The documents of the tree by path, with their kinds, and with those of the framework that it builds on.

        Raises NoRevision where what it builds on is not here.
        """
        found, overlay = self._on_base()
        if overlay is not None and not overlay.names and overlay.faults:
            raise NoRevision(
                f"`{self.name}` builds on a base that is not here: {overlay.faults[0].message}; "
                "`pa-framework update --old FILE` compares what you have now with a release that you adopted before"
            )
        return {document.path: (document, kind) for document, kind in found}

    def _on_base(self) -> tuple[tuple[tuple[Document, str], ...], Overlay | None]:
        """The documents with those of the framework that it builds on, and how they came to be."""
        known = [(self.records[path], kind) for path in sorted(self.records) if (kind := kind_at(path))]
        return with_base(self.root, tuple(known))

    @property
    def reasons(self) -> Mapping[tuple[str, str, str], tuple[str, Span]]:
        """Why something differs from what the framework builds on, and where that is, by path, kind and id of what differs.

        A change that says only what held on earlier days is left out: the site does not show it.
        """
        known = ((self.records[path], kind) for path in sorted(self.records) if (kind := kind_at(path)))
        found = {}
        for document, kind, route in reasons(known):
            group = value_at(document.data, route[:-1])
            if not {CHANGES, BECAUSE, EARLIER}.issuperset(group):
                found[document.path, kind, str(group.get(CHANGES, ""))] = group[BECAUSE], document.span(route)
        return found

    def with_inherited_pages(self) -> "Tree":
        """The same with the hand-written pages of the frameworks that it builds on, where it has none of that path."""
        found, overlay = self, self._on_base()[1]
        for root in overlay.roots if overlay else ():
            pages, titles, texts = _hand_written(root, with_changelog=False)
            found = replace(
                found,
                hand_written=pages | dict(found.hand_written),
                titles=titles | dict(found.titles),
                pages=texts | dict(found.pages),
            )
        return found


class Repository:
    """The git repository around a folder. Raises NoRevision where there is none."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise NoRevision(f"`{folder}` is not a folder")
        self._folder = folder
        inside = self._git("rev-parse", "--show-prefix")
        if inside is None:
            raise NoRevision(f"`{folder}` is not in a git repository: {self._why}")
        self._prefix = inside.removesuffix(b"\n")
        self._read: dict[tuple[str, str], Document] = {}

    def tree(self, revision: str) -> Tree:
        """The framework as it was in a revision. Raises NoRevision where there is none, or no framework in it."""
        commit = self._commit(revision)
        listed = self._git("ls-tree", "-r", "-l", "-z", "--full-tree", os.fsencode(commit) + b":" + self._prefix)
        files = list(_listed(listed or b""))
        if not any(file.path.startswith("framework/") for file in files):
            raise NoRevision(f"there is no framework in `{revision}`: no folder `framework` in it")
        records = [file for file in files if _is_record(file.path)]
        pages = [file for file in files if file.path.startswith(f"{PAGES_FOLDER}/") or file.path == CHANGELOG]
        read_paths = {file.path for file in (*records, *pages)}
        texts = self._contents(file.object for file in pages if file.path.endswith(_TEXT_SUFFIXES) and _is_plain(file))
        others = {file.path: file.object for file in files if file.path not in read_paths} | self._outside(commit)
        return Tree(
            revision,
            commit,
            dict(self._documents(records)),
            {file.path: _text_hash(texts[file.object]) if file.object in texts else file.object for file in pages},
            {
                file.path: title_of_page(texts.get(file.object, b""), file.path)
                for file in pages
                if file.path.endswith(".md") and file.size <= MAX_BYTES
            },
            dict(_texts((file.path, texts.get(file.object, b"")) for file in pages)),
            others,
            knows_others=True,
            root=self._folder,
            contents=partial(self._contents_of, others),
        )

    def versions(self) -> dict[tuple[int, ...], tuple[str, bool]]:
        """The tags such as `v1.2.0`, by their numbers, each with whether it is on the present commit."""
        listed = self._git("for-each-ref", "--format=%(refname:short) %(objectname) %(*objectname)", "refs/tags") or b""
        here = (self._git("rev-parse", "--verify", "--quiet", "HEAD") or b"").decode().strip()
        found = {}
        for line in listed.decode("utf-8", "replace").splitlines():
            tag, *objects = line.split()
            if numbers := _VERSION_TAG.fullmatch(tag):
                found[tuple(map(int, numbers.groups()))] = tag, here in objects
        return found

    def folder(self) -> Tree:
        """The framework as its files are in the folder now, with all files that git would see in the repository.

        Raises NoRevision where there is no framework.
        """
        tree = tree_of_folder(self._folder)
        above = self._git("rev-parse", "--show-toplevel") or b""
        top = Path(os.fsdecode(above.removesuffix(b"\n")))

        def files(*options: str) -> list[bytes]:
            return (self._git("-C", str(top), "ls-files", "-z", *options) or b"").split(b"\0")[:-1]

        staged = (entry.partition(b"\t") for entry in files("--stage"))
        ids = {path: about.split(b" ")[1].decode("ascii", "replace") for about, _, path in staged}
        for path in (*files("--modified"), *files("--others", "--exclude-standard")):
            content = _content_of(top / os.fsdecode(path))
            known = ids.pop(path, "")
            if content is not None:
                ids[path] = _id_as_git(content, known)
        shown = {self._path_from_root(path.decode("utf-8", "backslashreplace")): name for path, name in ids.items()}
        read = {*tree.records, *tree.hand_written}
        others = {path: name for path, name in shown.items() if path not in read}
        return replace(tree, others=others, knows_others=True, contents=partial(_contents_in, self._folder))

    def _outside(self, commit: str) -> dict[str, str]:
        """The files of a commit that are outside the framework, by their paths from its root."""
        if not self._prefix:
            return {}
        listed = self._git("ls-tree", "-r", "-l", "-z", "--full-tree", commit) or b""
        prefix = self._prefix.decode("utf-8", "backslashreplace")
        files = (file for file in _listed(listed) if not file.path.startswith(prefix))
        return {self._path_from_root(file.path): file.object for file in files}

    def _path_from_root(self, path: str) -> str:
        """A path of the repository as one from the root of the framework."""
        prefix = self._prefix.decode("utf-8", "backslashreplace").rstrip("/")
        return relpath(path, prefix) if prefix else path

    def _commit(self, revision: str) -> str:
        """The id of the commit that a revision names. Whatever the name, git never takes it for an option."""
        answer = None
        if revision and "\0" not in revision:
            answer = self._git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if answer:
            return answer.decode("ascii", "replace").strip()
        named = " ".join(revision.split())
        if ".." in revision:
            raise NoRevision(f"`{named}` is a range; give its two ends as two words, BASE and HEAD")
        if self._git("rev-parse", "--verify", "--quiet", "HEAD") is None:
            raise NoRevision("the repository has no revision yet; commit something first")
        names = (self._git("for-each-ref", "--format=%(refname:short)") or b"").decode("utf-8", "replace").split("\n")
        near = closest_match(revision, {name.lower().replace("_", "-"): name for name in names if name})
        meant = next((name for name in names if near and name.lower().replace("_", "-") == near), None)
        hint = f"; did you mean `{meant}`?" if meant else ""
        if not hint and (self._git("rev-parse", "--is-shallow-repository") or b"").strip() == b"true":
            hint = "; this copy of the repository is shallow: fetch its history first (`git fetch --unshallow`)"
        raise NoRevision(f"there is no revision `{named}` here{hint}")

    def _documents(self, files: Sequence["_File"]) -> Iterator[tuple[str, Document]]:
        """Every file as a document. The same content at the same path is read once for all revisions."""
        wanted = [file for file in files if (file.path, file.object) not in self._read and _is_plain(file)]
        start = 0
        while start < len(wanted):
            end, size = start, 0
            while end < len(wanted) and (end == start or size + wanted[end].size <= _BATCH_BYTES):
                size += wanted[end].size
                end += 1
            contents = self._contents(file.object for file in wanted[start:end])
            for file in wanted[start:end]:
                if file.object not in contents:
                    raise NoRevision(
                        f"`{file.path}` is missing in this copy of the repository; fetch the whole history first"
                    )
                self._read[file.path, file.object] = parse_document(contents[file.object], file.path)
            start = end
        for file in files:
            yield file.path, self._read.get((file.path, file.object)) or _not_plain(file)

    def _contents_of(self, objects: Mapping[str, str], paths: Iterable[str]) -> dict[str, bytes]:
        """The contents of some paths, of which `objects` has the ids."""
        paths = list(paths)
        found = self._contents(objects[path] for path in paths if path in objects)
        return {path: found[objects[path]] for path in paths if objects.get(path) in found}

    def _contents(self, objects: Iterable[str]) -> dict[str, bytes]:
        """Contents by the id of their object. What git does not have is left out."""
        names = list(dict.fromkeys(objects))
        if not names:
            return {}
        answer = self._git("cat-file", "--batch", stdin="".join(f"{name}\n" for name in names).encode("ascii")) or b""
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

    def _git(self, *arguments: str | bytes, stdin: bytes = b"") -> bytes | None:
        """The standard output of a git command, or None where it fails; `_why` then has its message."""
        settings = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
        command = ["git", "--no-replace-objects", "-c", "core.fsmonitor=false", *arguments]
        try:
            done = subprocess.run(
                command, cwd=self._folder, input=stdin, capture_output=True, env={**os.environ, **settings}, check=False
            )
        except OSError as error:
            raise NoRevision(f"git cannot be started ({error.strerror}); install it first") from None
        if done.returncode:
            message = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
            self._why = message.removeprefix("fatal: ") or "git says no more"
            return None
        return done.stdout


class _File(Struct, frozen=True):
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
    return file.named and file.kind == "blob" and file.mode != _LINK and file.size <= MAX_BYTES


def _not_plain(file: _File) -> Document:
    """A file that is not read, as a document with the reason."""
    if not file.named:
        return undecodable_name(file.path)
    if file.mode == _LINK:
        return _refused(file.path, "YML011", "this is a link to another file", "put the file itself here")
    if file.kind != "blob":
        return _refused(file.path, "YML011", "this is another repository", "put the records themselves here")
    return _refused(
        file.path,
        "YML004",
        f"the file is longer than {MAX_BYTES:,} bytes, the most that is read",
        "split the record, or take out what does not belong in it",
    )


def _refused(path: str, code: str, message: str, fix: str) -> Document:
    return Document(path, "", None, {}, {}, (yaml_finding(path, code, message, fix),))


def tree_of_folder(root: Path) -> Tree:
    """The framework as its files are in a folder now. Raises NoRevision where there is none."""
    if not (root / "framework").is_dir():
        raise NoRevision(f"`{root}` holds no framework: there is no folder `framework` in it")
    records = {
        printable_path(path): read_file(root, path, printable_path(path))
        for path in yaml_files(root, TOP_FOLDERS, NOT_RECORDS)
    }
    return Tree("the files as they are now", "", records, *_hand_written(root), root=root)


def _hand_written(root: Path, *, with_changelog: bool = True) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """The hand-written pages below a root, by path: hashes of their contents, titles, and texts."""
    pages, titles, texts = {}, {}, []
    for file in [*sorted((root / PAGES_FOLDER).rglob("*")), *([root / CHANGELOG] if with_changelog else [])]:
        path = printable_path(file.relative_to(root).as_posix())
        if file.is_file() and file.resolve().is_relative_to(root.resolve()):
            content = file.read_bytes()
            is_text = path.endswith(_TEXT_SUFFIXES) and len(content) <= MAX_BYTES
            pages[path] = _text_hash(content) if is_text else _object_id(content)
            if path.endswith(".md"):
                titles[path] = title_of_page(content, path)
                texts.append((path, content if is_text else b""))
    return pages, titles, dict(_texts(texts))


def _texts(pages: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, str]]:
    """The hand-written pages, as path and text."""
    for path, content in pages:
        if path.startswith(f"{PAGES_FOLDER}/") and path.endswith(".md"):
            yield path, content.decode("utf-8", "replace").replace("\r\n", "\n")


def _contents_in(folder: Path, paths: Iterable[str]) -> dict[str, bytes]:
    found = {path: _content_of(folder / path) for path in paths}
    return {path: content for path, content in found.items() if content is not None}


def _content_of(file: Path) -> bytes | None:
    """What git would keep of a file: its bytes, or where a link leads to. None where there is none or it cannot be read."""
    try:
        if file.is_symlink():
            return os.fsencode(file.readlink())
        return file.read_bytes() if file.is_file() else None
    except OSError:
        return None


def _id_as_git(content: bytes, known: str) -> str:
    """The object id of a file. Where it differs from the one that git knows in line ends alone, it is that one."""
    found = _object_id(content)
    return known if found != known and known == _text_hash(content) else found


def _text_hash(text: bytes) -> str:
    """A hash of a text. Line ends make no difference: git on Windows writes others into a folder."""
    return _object_id(text.replace(b"\r\n", b"\n"))


def _object_id(content: bytes) -> str:
    """The object id that git gives to a content, so that files and revisions can be compared."""
    from hashlib import sha1

    return sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def title_of_page(content: bytes, path: str) -> str:
    """The title of a hand-written page: from its front matter, or its first heading, or its path."""
    for line in content.decode("utf-8", "replace").splitlines():
        if line.startswith("title:"):
            return line.removeprefix("title:").strip().strip("\"'") or path
        if line.startswith("# "):
            return line[2:].strip() or path
    return path
