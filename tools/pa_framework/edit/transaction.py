"""The YAML files below a folder, and putting files on the disk: all of them, or none."""

import os
import tempfile
from codecs import BOM_UTF8
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from pa_framework.records.files import yaml_files

#: The folders of a framework that hold YAML; its hand-written pages hold none.
_FRAMEWORK, _PAGES = ("framework", "competences", "case_studies"), ("framework/pages",)
_REGISTER = ("practitioners", "pas", "persons", "agreements")


class NotOurs(Exception):
    """The folder that was named holds neither a framework nor a register. The message is one sentence."""


class NotWritten(Exception):
    """A file could not be written, and every other was put back as it was. The message is one sentence."""


def yaml_below(root: Path) -> list[str]:
    """Every YAML file of a framework, its register with it, or of a register; relative to `root`. Raises NotOurs."""
    if not root.is_dir():
        raise NotOurs(f"`{root}` is not a folder")
    if (root / "framework").is_dir():
        return list(yaml_files(root, _FRAMEWORK, _PAGES))
    if any((root / folder).is_dir() for folder in _REGISTER):
        return list(yaml_files(root, ("",)))
    raise NotOurs(
        f"`{root}` holds no framework and no register: there is no folder `framework` in it, and no folder `pas`"
    )


def write_all(contents: Mapping[Path, bytes | None]) -> None:
    """Puts contents into files; None takes a file away. A file that is there keeps its mode; folders are made.

    Each file is written beside its place and moved there, so that nobody ever reads half of it. Where one can not
    be written, those that were are put back. Raises NotWritten then.
    """
    ready: dict[Path, Path] = {}
    undo: dict[Path, bytes | None] = {}
    here = Path()
    try:
        for named, content in contents.items():
            here = named
            if content is not None:
                ready[named] = _beside(named.resolve(), content)
        for named, content in contents.items():
            here = named
            place = named if content is None else named.resolve()
            undo[named] = place.read_bytes() if place.exists() else None
            if content is None:
                place.unlink()
            else:
                ready[named].replace(place)
                del ready[named]
    except BaseException as error:
        for named, was in undo.items():
            with suppress(OSError):
                _put_back(named.resolve(), was)
        if isinstance(error, OSError):
            raise NotWritten(f"`{here}` can not be written ({error.strerror}); nothing was changed") from None
        raise
    finally:
        for left in ready.values():
            left.unlink(missing_ok=True)


def as_it_was_written(text: str, before: bytes) -> bytes:
    """A text that was read from `before` and edited, as bytes: with the line ends and the byte order mark of before."""
    content = text.encode()
    if b"\r" not in content and before.count(b"\r\n") == before.count(b"\n") > 0:
        content = content.replace(b"\n", b"\r\n")
    return BOM_UTF8 + content if before.startswith(BOM_UTF8) and not content.startswith(BOM_UTF8) else content


def _beside(place: Path, content: bytes) -> Path:
    """A new file in the folder of `place`, with its mode, that holds `content`."""
    place.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.", suffix=".new")
    made = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
        made.chmod(place.stat().st_mode & 0o7777 if place.exists() else 0o666 & ~_umask())
    except BaseException:
        made.unlink(missing_ok=True)
        raise
    return made


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _put_back(place: Path, was: bytes | None) -> None:
    if was is None:
        place.unlink(missing_ok=True)
    elif not place.exists() or place.read_bytes() != was:
        _beside(place, was).replace(place)
