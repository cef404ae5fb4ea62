"""Finds YAML files below a folder and reads them. What stops a file from being read becomes a finding."""

import os
import stat
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path, PurePosixPath

from pa_framework.records.yaml_source import MAX_BYTES, Document, parse_document, yaml_finding


def yaml_files(root: Path, tops: Iterable[str], apart: Collection[str] = ()) -> Iterator[str]:
    """Every YAML file below the folders `tops` of a root, as a path relative to it, sorted within each top.

    Folders in `apart` are not entered. A folder that is named like a YAML file is given as if it were one. A folder
    that can not be looked into is given as a file `*.yaml` in it, which can not be read: its records never vanish
    without a word.
    """
    for top in tops:
        found: list[str] = []

        def closed(error: OSError, found: list[str] = found) -> None:
            if not isinstance(error, FileNotFoundError | NotADirectoryError):
                found.append((Path(error.filename) / "*.yaml").relative_to(root).as_posix())

        for folder, folders, files in os.walk(root / top, onerror=closed):
            here = PurePosixPath(Path(folder).relative_to(root).as_posix())
            found += [str(here / name) for name in [*files, *folders] if _looks_like_yaml(name)]
            folders[:] = [name for name in folders if str(here / name) not in apart and not _looks_like_yaml(name)]
        yield from sorted(found)


def _looks_like_yaml(name: str) -> bool:
    return name.lower().endswith((".yaml", ".yml"))


def printable_path(path: str) -> str:
    """The name of a file; where it is not UTF-8, the numbers of its bytes stand for what is no text: `\\xff`."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def undecodable_name(path: str) -> Document:
    """A file whose name is no text: no program here could write it down, so nothing in it counts."""
    return _refused(path, "the name of this file is not UTF-8 text", "give it a name of plain letters and hyphens")


def read_file(root: Path, path: str, shown_as: str) -> Document:
    """The file at `path` below `root` as a document; findings name it `shown_as`."""
    if printable_path(path) != path:
        return undecodable_name(printable_path(shown_as))
    place = root / path
    try:
        if not place.resolve().is_relative_to(root.resolve()):
            return _refused(shown_as, "this is a link to a file outside of the framework", "put the file itself here")
        mode = place.stat().st_mode
        if stat.S_ISDIR(mode):
            return _refused(
                shown_as, "this is a folder; a file should be here", "rename the folder, or move what is in it"
            )
        if not stat.S_ISREG(mode):
            return _refused(shown_as, "this is not an ordinary file", "put a text file here")
        with place.open("rb") as file:
            return parse_document(file.read(MAX_BYTES + 1), shown_as)
    except (OSError, RuntimeError) as error:
        why = error.strerror if isinstance(error, OSError) else None
        return _refused(
            shown_as,
            f"the file can not be read ({why or 'its links go round in a circle'})",
            "check the file and who may read it",
        )


def _refused(path: str, message: str, fix: str) -> Document:
    return Document(path, "", None, {}, {}, (yaml_finding(path, "YML011", message, fix),))
