"""Writes several files in one step: all of them, or none."""

import os
import tempfile
from codecs import BOM_UTF8
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from pa_framework.text.errors import UserError


def write_all(contents: Mapping[Path, bytes | None]) -> None:
    """Writes contents to files; None deletes a file. A file that exists keeps its mode; folders are made.

    Each file is written to a temporary file in its folder and renamed, so that no one reads half of it. Where one can
    not be written, the others are restored. Raises UserError then.
    """
    temporary: dict[Path, Path] = {}
    originals: dict[Path, bytes | None] = {}
    current = Path()
    try:
        for path, content in contents.items():
            current = path
            if content is not None:
                temporary[path] = _temporary_file(path.resolve(), content)
        for path, content in contents.items():
            current = path
            target = path if content is None else path.resolve()
            originals[path] = target.read_bytes() if target.exists() else None
            if content is None:
                target.unlink()
            else:
                temporary[path].replace(target)
                del temporary[path]
    except BaseException as error:
        for path, original in originals.items():
            with suppress(OSError):
                _restore(path.resolve(), original)
        if isinstance(error, OSError):
            raise UserError(f"`{current}` cannot be written ({error.strerror}); nothing was changed") from None
        raise
    finally:
        for path in temporary.values():
            path.unlink(missing_ok=True)


def encode_like(text: str, original: bytes) -> bytes:
    """An edited text as bytes, with the line ends and byte order mark of `original`, which it was read from."""
    content = text.encode()
    if b"\r" not in content and original.count(b"\r\n") == original.count(b"\n") > 0:
        content = content.replace(b"\n", b"\r\n")
    return BOM_UTF8 + content if original.startswith(BOM_UTF8) and not content.startswith(BOM_UTF8) else content


def _temporary_file(target: Path, content: bytes) -> Path:
    """A new file with `content` in the folder of `target`, and with the mode that `target` has or would get."""
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".new")
    path = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        path.chmod(target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _restore(path: Path, original: bytes | None) -> None:
    if original is None:
        path.unlink(missing_ok=True)
    elif not path.exists() or path.read_bytes() != original:
        _temporary_file(path, original).replace(path)
