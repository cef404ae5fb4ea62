"""A folder that is filled aside, and put in its place when it is whole: who stops half-way has what was there before."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def staged_folder(target: Path, *, alone: bool) -> Iterator[Path]:
    """A new folder on the disk of `target`; when the block ends well, its files take their places in `target`.

    With `alone`, whatever else stood there goes, but for names that begin with a dot, such as `.git`.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".pa-framework-", dir=target if target.is_dir() else target.parent))
    try:
        whole = aside / "whole"
        whole.mkdir()
        yield whole
        placed = _placed(whole, target)
        if alone:
            _without_others(target, placed)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _placed(whole: Path, target: Path) -> set[Path]:
    files = {path.relative_to(whole) for path in whole.rglob("*") if path.is_file()}
    for path in sorted(files):
        for part in (*reversed(path.parents), path):
            place = target / part
            if part == path and place.is_dir() and not place.is_symlink():
                shutil.rmtree(place)
            elif part != path and not place.is_dir():
                place.unlink(missing_ok=True)
                place.mkdir(parents=True)
        (whole / path).replace(target / path)
    return files


def _without_others(target: Path, files: set[Path]) -> None:
    for path in sorted(target.rglob("*"), reverse=True):
        inside = path.relative_to(target)
        if inside.parts[0].startswith(".") or inside in files:
            continue
        if path.is_symlink() or not path.is_dir():
            path.unlink()
        elif not any(path.iterdir()):
            path.rmdir()
