"""Folders that a command fills with what it makes: never those of the records, and all of it or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pa_framework.records.kinds import TOP_FOLDERS
from pa_framework.text.atomic_write import staged_folder
from pa_framework.text.errors import UserError


def checked_output_folder(folder: Path, root: Path) -> Path:
    """The absolute path of a folder that may be written and emptied.

    Raises UserError where it holds the records of `root` or of another framework, or is inside of their folders.
    """
    target, root = folder.resolve(), root.resolve()
    inside = any(target.is_relative_to(root / top) for top in TOP_FOLDERS)
    if inside or root.is_relative_to(target) or (target / "framework").is_dir():
        raise UserError(f"`{target}` holds the records themselves; name another folder")
    return target


@contextmanager
def output_folder(folder: Path, root: Path, *, replace: bool) -> Iterator[Path]:
    """An empty folder to fill; where the block ends well, its files are moved to `folder`.

    With `replace`, other files in `folder` are deleted, except those whose names begin with a dot. Raises UserError
    where `folder` holds records, or a file cannot be read or written.
    """
    target = checked_output_folder(folder, root)
    try:
        with staged_folder(target, exclusive=replace) as staged:
            yield staged
    except OSError as error:
        named = Path(error.filename or folder)
        is_source = named.is_file() and named not in (folder, *folder.parents)  # a picture of the records, say
        what = f"`{error.filename}` cannot be read" if is_source else f"`{folder}` cannot be written"
        raise UserError(f"{what} ({error.strerror})") from None
