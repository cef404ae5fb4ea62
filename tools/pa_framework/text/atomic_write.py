"""Writes a folder in one step: it is filled next to its target, and put in place when it is complete.

A command that is stopped half-way leaves what was there before. A new folder appears with all its files at once; into one
that is there, they are moved one after the other.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EISDIR, ENOTDIR
from pathlib import Path


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
    """Moves every file, over what is there, and returns their paths relative to both folders."""
    files = {path.relative_to(source) for path in source.rglob("*") if path.is_file()}
    for path in sorted(files):
        for part in (*reversed(path.parents), path):
            place = target / part
            if part == path and place.is_dir() and not place.is_symlink():
                shutil.rmtree(place)
            elif part != path and not place.is_dir():
                place.unlink(missing_ok=True)
                place.mkdir(parents=True)
        (source / path).replace(target / path)
    return files


def _delete_others(target: Path, files: set[Path]) -> None:
    for path in sorted(target.rglob("*"), reverse=True):
        relative = path.relative_to(target)
        if relative.parts[0].startswith(".") or relative in files:
            continue
        if path.is_symlink() or not path.is_dir():
            path.unlink()
        elif not any(path.iterdir()):
            path.rmdir()
