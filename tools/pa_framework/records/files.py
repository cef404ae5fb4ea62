"""Finds YAML files below a folder and reads them. A file that cannot be read is a document with a finding."""

import os
import re
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import Protocol

from pa_framework.records.yaml_source import MAX_BYTES, Document, parse_document, yaml_finding
from pa_framework.text.kept import FOLDER
from pa_framework.text.suggestions import closest_match


def yaml_files(root: Path, top_folders: Iterable[str], excluded: Collection[str] = ()) -> Iterator[str]:
    """Every YAML file below the top folders of a root, as a path relative to the root, sorted within each top folder.

    Folders in `excluded` are skipped. A folder with the name of a YAML file is returned like a file. A folder that
    cannot be listed is returned as a file `*.yaml` in it, which cannot be read, so that the loss of its records is
    reported.
    """
    for top in top_folders:
        found: list[str] = []

        def report(error: OSError, found: list[str] = found) -> None:
            is_kept = Path(error.filename).name == FOLDER  # no record is in it, and without it a run only takes longer
            if not is_kept and not isinstance(error, FileNotFoundError | NotADirectoryError):
                found.append((Path(error.filename) / "*.yaml").relative_to(root).as_posix())

        for folder, folders, files in os.walk(root / top, onerror=report):
            here = Path(folder).relative_to(root).as_posix()
            prefix = "" if here == "." else f"{here}/"
            found += [f"{prefix}{name}" for name in [*files, *folders] if _looks_like_yaml(name)]
            folders[:] = [name for name in folders if f"{prefix}{name}" not in excluded and not _looks_like_yaml(name)]
        yield from sorted(found)


#: Endings of files in which someone may have written a record, and of copies that editors keep.
_MAY_BE_A_RECORD = re.compile(
    r"\.(?:ya?ml\b.*|ya?ml~|json\d?|txt|text|md|markdown|docx?|odt|rtf|pages|csv|tsv|xlsx?|ods|toml)$|\.[ij]?ya?m$|\.yml?a$"
)
#: Names that belong in any folder.
_BELONGS = re.compile(r"(?:readme|index|licen[cs]e|contributing|changelog|codeowners|makefile|thumbs|desktop)\b")


def lost_records(root: Path, folders: Iterable[str], excluded: Collection[str] = ()) -> Iterator[str]:
    """Files in folders of records that may be one under another ending, or none: `.yaml.txt`, `.json`, `.yaml~`.

    Paths are relative to the root, sorted within each folder. Hidden files, pictures, and names such as README are
    none. A folder that cannot be listed is skipped: `yaml_files` reports it.
    """
    for top in folders:
        found: list[str] = []
        for folder, inner, files in os.walk(root / top, onerror=lambda _: None):
            here = PurePosixPath(Path(folder).relative_to(root).as_posix())
            found += [str(here / name) for name in files if _may_be_a_record(name)]
            inner[:] = [name for name in inner if str(here / name) not in excluded]
        yield from sorted(found)


def beside_folders(root: Path, folders: Collection[str]) -> Iterator[str]:
    """YAML files in a folder beside the folders of records whose name is nearly theirs, and records at the root itself."""
    for path in sorted(root.iterdir()):
        if path.is_dir() and path.name not in folders and not path.name.startswith("."):
            if closest_match(path.name, folders):
                yield from yaml_files(root, [path.name])
        elif _looks_like_yaml(path.name) and path.is_file() and not path.name.startswith("."):
            names, text = ids_that_may_be_in(root, path.name)
            if len(names) > 1 or re.search(rf"^id: {re.escape(min(names))}$", text, re.MULTILINE):
                yield path.name


def _may_be_a_record(name: str) -> bool:
    lower = name.lower()
    if _looks_like_yaml(name) or lower.startswith((".", "~$")) or _BELONGS.match(lower):
        return False
    return "." not in name or _MAY_BE_A_RECORD.search(lower) is not None


def ids_that_may_be_in(root: Path, path: str) -> tuple[frozenset[str], str]:
    """The ids that a file which nothing reads may have, by its name and its text; and that text, or nothing."""
    try:
        with (root / path).open("rb") as file:
            text = file.read(MAX_BYTES).decode("utf-8", "replace")
    except OSError:
        text = ""
    written = re.search(r"""^\s*["']?id["']?:\s*["']?([a-z0-9-]+)""", text, re.MULTILINE)
    return frozenset({PurePosixPath(path).name.split(".")[0], *(written.groups() if written else ())}), text


def _looks_like_yaml(name: str) -> bool:
    return name.lower().endswith((".yaml", ".yml"))


def printable_path(path: str) -> str:
    """A path as text; bytes that are not UTF-8 are escaped, such as `\\xff`."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def undecodable_name(path: str) -> Document:
    """The document of a file whose name is not UTF-8. Its content is not read, since reports cannot name it."""
    return _unreadable_file(
        path, "the name of this file is not UTF-8 text", "give it a name of plain letters and hyphens"
    )


class Files(Protocol):
    """Files that are read in place of those on disk: an editor knows texts that are not saved yet."""

    def yaml_files(self, root: Path, top_folders: Iterable[str], excluded: Collection[str] = ()) -> Iterable[str]:
        """As the function of this name."""

    def document(self, root: Path, path: str, shown_as: str) -> Document:
        """As `read_file`."""

    def content(self, file: Path) -> bytes:
        """The bytes of a hand-written page. Raises OSError."""


class ChangedFiles(Files):
    """The files on disk, some of them with another text, and some that are not there yet.

    `texts` has it by the path below the root.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def yaml_files(self, root: Path, top_folders: Iterable[str], excluded: Collection[str] = ()) -> Iterable[str]:
        """As the function of this name, and the new ones."""
        return sorted({*yaml_files(root, top_folders, excluded), *self._texts})

    def document(self, root: Path, path: str, shown_as: str) -> Document:
        """As `read_file`."""
        text = self._texts.get(path) if path == shown_as else None
        return read_file(root, path, shown_as) if text is None else parse_document(text, shown_as)

    def content(self, file: Path) -> bytes:
        """The bytes of a hand-written page. Raises OSError."""
        return file.read_bytes()


def read_file(root: Path, path: str, shown_as: str) -> Document:
    """The document at `path` below `root`; its findings call it `shown_as`. Never raises: a failure is a finding."""
    content = read_content(root, path, shown_as)
    return content if isinstance(content, Document) else parse_document(content, shown_as)


def read_content(root: Path, path: str, shown_as: str) -> bytes | Document:
    """The content of the file at `path` below `root`; where it cannot be read, the document that says why.

    Of a file that is longer than MAX_BYTES, not all is read.
    """
    if printable_path(path) != path:
        return undecodable_name(printable_path(shown_as))
    place = f"{root}/{path}"
    try:
        if _may_lead_elsewhere(root, path) and not os.path.realpath(place).startswith(_real_folder(root)):
            return _unreadable_file(
                shown_as, "this is a link to a file outside of the framework", "put the file itself here"
            )
        mode = os.stat(place).st_mode  # noqa: PTH116 - called for every file, as below
        if stat.S_ISDIR(mode):
            return _unreadable_file(
                shown_as, "this is a folder; a file should be here", "rename the folder, or move what is in it"
            )
        if not stat.S_ISREG(mode):
            return _unreadable_file(shown_as, "this is not an ordinary file", "put a text file here")
        with open(place, "rb") as file:  # noqa: PTH123
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        return _unreadable_file(
            shown_as, f"the file cannot be read ({error.strerror})", "check the file and who may read it"
        )


def read_contents(root: Path, paths: Iterable[tuple[str, str]]) -> Iterator[bytes | Document]:
    """As `read_content` for each path below `root`, given with what its findings call it: of many files, in less time."""
    folders = _Folders(root)
    for path, shown_as in paths:
        content = _content_of_plain_file(root, path) if folders.is_plain_around(path) else None
        yield read_content(root, path, shown_as) if content is None else content


def content_hashes(root: Path, paths: Iterable[str]) -> dict[str, str] | None:
    """A hash of the content of each file, by its path below `root`; None where one is not an ordinary file, or too long.

    A link is no ordinary file here.
    """
    found: dict[str, str] = {}
    folders = _Folders(root)
    for path in paths:
        is_plain = folders.is_plain_around(path)
        content = _content_of_plain_file(root, path) if is_plain else read_content(root, path, path)
        if not isinstance(content, bytes) or len(content) > MAX_BYTES:
            return None
        found[path] = blake2b(content, digest_size=20).hexdigest()
    return found


class _Folders(dict[str, bool]):
    """Folders below a root → whether none of them, nor one around it, is a link. Each is looked at once."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def __missing__(self, folder: str) -> bool:
        try:
            self[folder] = not _may_lead_elsewhere(self._root, folder or ".")
        except OSError:  # it is gone
            self[folder] = False
        return self[folder]

    def is_plain_around(self, path: str) -> bool:
        """Whether a file is where its path says."""
        return self[path.rpartition("/")[0]]


def _content_of_plain_file(root: Path, path: str) -> bytes | None:
    """As `read_content`, of a file in a folder to which no link leads; None where it is a link, or cannot be read whole."""
    try:
        if os.fsencode(path).decode() != path:
            return None
        with open(os.open(f"{root}/{path}", _OPEN), "rb", buffering=0) as file:  # noqa: PTH123 - called for every file
            status = os.fstat(file.fileno())
            content = file.read(min(status.st_size, MAX_BYTES) + 1) if stat.S_ISREG(status.st_mode) else None
    except (OSError, UnicodeError):
        return None
    return None if content is None or len(content) != status.st_size else content  # or it is being written


#: A pipe must not be waited for, and a link not followed.
_OPEN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)


def _may_lead_elsewhere(root: Path, path: str) -> bool:
    """Whether a file or a folder around it, below the root, is a link. Windows has other kinds of links as well."""
    if os.name == "nt" or ".." in path:
        return True
    place = f"{root}"
    for part in path.split("/"):
        place = f"{place}/{part}"
        if stat.S_ISLNK(os.lstat(place).st_mode):
            return True
    return False


@lru_cache(maxsize=8)
def _real_folder(folder: Path) -> str:
    """The real path of a folder, with a separator at its end."""
    return os.path.realpath(folder).rstrip(os.sep) + os.sep


def _unreadable_file(path: str, message: str, fix: str) -> Document:
    return Document(path, "", None, {}, {}, (yaml_finding(path, "YML011", message, fix),))
