"""Puts the files of a new framework into a folder: all of them, or none."""

import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

#: What may stand in the folder already: a repository that is still empty.
_MAY_STAND = frozenset({".git"})


class Taken(Exception):
    """The files can not be put there. The message is one sentence for the person who named the folder."""


def must_be_free(target: Path) -> None:
    """Raises Taken where `target` is no folder that can be filled: it is missing or empty, or a repository without files."""
    try:
        if not target.exists() and not target.is_symlink():
            if not target.parent.is_dir():
                raise Taken(f"there is no folder `{target.parent}` to make `{target.name}` in")
            return
        if not target.is_dir():
            raise Taken(f"`{target}` is a file; name a folder that is empty or not there yet")
        standing = sorted(each.name for each in target.iterdir() if each.name not in _MAY_STAND)
    except OSError as error:
        raise Taken(f"`{target}` can not be looked into: {error.strerror}") from error
    if standing:
        more = f" and {len(standing) - 1} more" if len(standing) > 1 else ""
        raise Taken(
            f"`{target}` is not empty, it holds `{standing[0]}`{more}; name a folder that is empty or not there yet"
        )


def lay(files: Mapping[str, str], target: Path, finish: Callable[[Path], None]) -> None:
    """Writes `files` (path → text) into `target`, which is made where it is missing.

    They are written into a folder of their own first, on the same disk. There `finish` may add to them or refuse them,
    by raising. Only then they are moved; whatever fails, nothing stays. Raises Taken where `target` is not free or
    can not be written.
    """
    must_be_free(target)
    there = target.is_dir()
    try:
        aside = Path(tempfile.mkdtemp(prefix=".pa-framework-", dir=target if there else target.parent))
    except OSError as error:
        raise Taken(f"`{target}` can not be written: {error.strerror}") from error
    try:
        whole = aside / "whole"
        for path, text in files.items():
            (whole / path).parent.mkdir(parents=True, exist_ok=True)
            (whole / path).write_text(text, encoding="utf-8", newline="\n")
        finish(whole)
        if there:
            _moved(whole, target)
        else:
            whole.rename(target)
    except OSError as error:
        raise Taken(f"`{target}` can not be written: {error.strerror}") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _moved(source: Path, target: Path) -> None:
    """Moves what stands in one folder into another; where that fails midway, what was moved is taken away again."""
    moved: list[Path] = []
    try:
        for each in sorted(source.iterdir()):
            moved.append(each.rename(target / each.name))
    except OSError:
        for each in moved:
            shutil.rmtree(each) if each.is_dir() else each.unlink()
        raise
