"""Writes a folder in one step: it is filled next to its target, and put in place when it is complete.

A command that is stopped half-way leaves what was there before. A new folder appears with all its files at once; into one
that is there, they are moved one after the other.
"""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EISDIR, ENOTDIR
from pathlib import Path

#: So many bytes of two files are compared at once.
_AT_ONCE = 1 << 20


@contextmanager
def staged_folder(target: Path, *, exclusive: bool) -> Iterator[Path]:
    """A new folder on the disk of `target`. When the block ends without an exception, its files replace those of `target`.

    With `exclusive`, all else in `target` is deleted, except where a name begins with a dot, such as `.git`. Without it, no
    folder is taken away for a file, nor a file for a folder.
    Raises OSError where something cannot be written, such as NotADirectoryError where `target` is anything but a folder.
    """
    if (target.exists() or target.is_symlink()) and not target.is_dir():
        raise NotADirectoryError(ENOTDIR, "not a folder", str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=".pa-framework-", dir=target if target.is_dir() else target.parent))
    try:
        staged = temporary / "staged"
        staged.mkdir()
        yield staged
        if not target.exists() and not target.is_symlink():
            staged.replace(target)  # all files appear at once
            return
        if not exclusive:
            _assert_nothing_is_in_the_way(staged, target)
        files = _move_files(staged, target)
        if exclusive:
            _delete_others(target, files)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _assert_nothing_is_in_the_way(source: Path, target: Path) -> None:
    """Raises OSError where a folder stands in the place of a file, or the other way round."""
    for path in source.rglob("*"):
        place = target / path.relative_to(source)
        if path.is_dir() and place.exists() and not place.is_dir():
            raise NotADirectoryError(ENOTDIR, "not a folder", str(place))
        if not path.is_dir() and place.is_dir() and not place.is_symlink():
            raise IsADirectoryError(EISDIR, "a folder, in the place of a file", str(place))


def _move_files(source: Path, target: Path) -> set[Path]:
    """Moves every file, over what is there, and returns their places in `target`.

    A file that is there with the same bytes stays as it is: most files of a site are the same after an edit, and a disk
    takes much longer to replace a file than to read it.
    """
    files: set[Path] = set()
    for name, folders, names in os.walk(source):
        folders.sort()
        folder = Path(name)
        place = target / folder.relative_to(source)
        if place != target and not place.is_dir():
            place.unlink(missing_ok=True)
            place.mkdir(parents=True)
        for file in sorted(names):
            new, old = folder / file, place / file
            files.add(old)
            if _are_same(new, old):
                continue
            if old.is_dir() and not old.is_symlink():
                shutil.rmtree(old)
            new.replace(old)
    return files


def _are_same(new: Path, old: Path) -> bool:
    """Whether there is a file of its own at the second path that has the bytes of the first."""
    try:
        there = old.lstat()
        if not stat.S_ISREG(there.st_mode) or there.st_nlink > 1 or there.st_size != new.stat().st_size:
            return False
        if there.st_size <= _AT_ONCE:
            return new.read_bytes() == old.read_bytes()
        with new.open("rb") as one, old.open("rb") as other:
            while content := one.read(_AT_ONCE):
                if content != other.read(_AT_ONCE):
                    return False
    except OSError:
        return False
    return True


def _delete_others(target: Path, files: set[Path]) -> None:
    """Deletes what is not among the files, and folders in which nothing is left; names with a dot stay."""
    walked = []
    for name, folders, names in os.walk(target):
        folder = Path(name)
        if folder == target:
            folders[:] = [each for each in folders if not each.startswith(".")]
            names = [each for each in names if not each.startswith(".")]
        walked.append((folder, [*names, *(each for each in folders if (folder / each).is_symlink())]))
    for folder, names in reversed(walked):
        for each in names:
            if folder / each not in files:
                (folder / each).unlink()
        if folder != target and not any(folder.iterdir()):
            folder.rmdir()
