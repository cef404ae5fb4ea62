"""Hashes of this program and of files: what one version of them kept is not there for another (text/kept.py)."""

import sys
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path

_PROGRAM = Path(__file__).parent.parent


@cache
def version_of(*patterns: str, libraries: tuple[str, ...] = ()) -> str:
    """A hash of files of this program, given as patterns below its folder, of Python, and of libraries by name."""
    used = (sys.version, sys.byteorder, *_versions(libraries))
    return blake2b(repr((used, hash_of_files(_PROGRAM, *patterns))).encode(), digest_size=20).hexdigest()


def hash_of_files(folder: Path, *patterns: str) -> str:
    """A hash of the paths and contents of the files below a folder that have one of some patterns."""
    found = blake2b(digest_size=20)
    for file in sorted({file for pattern in patterns for file in folder.glob(pattern) if file.is_file()}):
        content = file.read_bytes()
        found.update(f"{file.relative_to(folder).as_posix()} {len(content)} ".encode())
        found.update(content)
    return found.hexdigest()


def _versions(libraries: tuple[str, ...]) -> list[str]:
    """The names of those libraries that are installed, with their versions."""
    wanted = {name.replace("-", "_").lower() for name in libraries}
    return [name for name in installed() if name.partition("-")[0].lower() in wanted]


@cache
def installed() -> tuple[str, ...]:
    """Every library that Python finds, as `name-version`: the names of the folders that say so, sorted."""
    found: set[str] = set()
    for folder in sys.path:
        with suppress(OSError):
            entries = (entry.name for entry in Path(folder).iterdir())
            found.update(name for name in entries if name.endswith((".dist-info", ".egg-info")))
    return tuple(sorted(found))
