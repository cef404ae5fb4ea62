"""A hash of everything in a folder: names, kinds and contents of files. It is only given where all of it can be told."""

import os
import stat
from collections.abc import Callable, Collection, Iterator
from hashlib import blake2b
from pathlib import Path

from pa_framework.text.kept import FOLDER, OWN_FILES

#: Ends of names of files whose content nothing here reads: pictures and fonts. Their sizes count.
_BY_SIZE = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico", ".woff", ".woff2", ".ttf", ".otf", ".pyc")
#: A folder that is larger takes longer to look through than what is kept for it would save.
_MOST_FILES, _MOST_BYTES = 20_000, 200_000_000


class _CannotBeTold(Exception):
    """A link, something that is no ordinary file, or too much."""


def hash_of_tree(
    folder: Path,
    skips: Callable[[str], bool] = lambda _: False,
    skipped: Collection[str] = ("__pycache__",),
) -> str | None:
    """A hash of all names and contents below a folder; None where there is a link, a device, or more than is worth it.

    Left out are folders in the folder itself whose names `skips` gives, those of the names in `skipped` anywhere, and what
    is kept for speed.
    """
    found, left = blake2b(digest_size=20), _MOST_BYTES
    try:
        files = list(_files(folder, "", skips, frozenset(skipped)))
        if len(files) > _MOST_FILES:
            return None
        for name, path in files:
            size, content = _size_and_content(path) if path else (0, b"")
            left -= len(content)
            if left < 0:
                return None
            found.update(f"{name}\0{size}\0".encode("utf-8", "surrogateescape"))
            found.update(content)
    except (OSError, _CannotBeTold):
        return None
    return found.hexdigest()


def contents_of_tree(folder: Path) -> dict[str, str] | None:
    """A hash of the content of each file below a folder, by its path from there; None as for `hash_of_tree`.

    Of a folder, whose path ends with a slash, it is empty. The tree may be of any size. What is kept for speed is left out.
    """
    try:
        return {
            name: blake2b(_size_and_content(path)[1], digest_size=20).hexdigest() if path else ""
            for name, path in _files(folder, "", lambda _: False, frozenset())
        }
    except (OSError, _CannotBeTold):
        return None


def _files(
    folder: str | Path, within: str, skips: Callable[[str], bool], skipped: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Every entry below a folder, sorted: its path from there, and the file to read; of a folder, only its path."""
    with os.scandir(folder) as listed:
        entries = sorted(listed, key=lambda entry: entry.name)
    for entry in entries:
        name = f"{within}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            if entry.name == FOLDER:
                _require_kept_values(entry.path)
            elif entry.name not in skipped and not (not within and skips(entry.name)):
                yield f"{name}/", ""
                yield from _files(entry.path, f"{name}/", skips, skipped)
        elif entry.is_file(follow_symlinks=False):
            yield name, entry.path
        else:
            raise _CannotBeTold


def _require_kept_values(folder: str) -> None:
    """Raises _CannotBeTold where a folder of kept values holds something else."""
    for entry in Path(folder).iterdir():
        if ".sqlite" not in entry.name and entry.name not in OWN_FILES:
            raise _CannotBeTold


def _size_and_content(path: str) -> tuple[int, bytes]:
    """The size of a file, and its content where that is read. Raises OSError."""
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - called for every file
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise _CannotBeTold
        if path.lower().endswith(_BY_SIZE):
            return status.st_size, b""
        content = file.read(status.st_size + 1) or b""
        if len(content) != status.st_size:  # it is being written
            raise _CannotBeTold
        return status.st_size, content
