"""What a build made, kept by the hash of everything that it was made from (docs/decisions/0041)."""

import zlib
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

from pa_framework.text.kept import FOLDER, Kept
from pa_framework.text.program_version import version_of

_NAME = "site"
#: Bytes of all results together, compressed.
_MOST_BYTES = 300_000_000
#: The files of the program, any of which may change what a page looks like.
_PROGRAM = ("**/*.py", "**/*.j2", "**/*.json")
#: Libraries whose version may change what a page looks like.
_LIBRARIES = (
    "mkdocs",
    "properdocs",
    "mkdocs-material",
    "markdown",
    "pymdown-extensions",
    "pygments",
    "jinja2",
    "pillow",
    "resvg-py",
    "python-docx",
)


class KeptResults:
    """Results by key, compressed. Without a store, nothing is kept."""

    def __init__(self, store: Kept | None = None) -> None:
        self._store = store if store and store.is_on else None
        self._ahead: dict[str, bytes] = {}
        self._not_there: set[str] = set()

    def expect(self, keys: Iterable[str]) -> None:
        """Reads what is kept under many keys at once, because they will be asked for."""
        if self._store:
            wanted = tuple(keys)
            found = self._store.get_all(wanted)
            self._ahead |= found
            self._not_there.update(key for key in wanted if key not in found)

    def get(self, key: str) -> bytes | None:
        """The result under a key; None where there is none."""
        if self._store is None or key in self._not_there:
            return None
        packed = self._ahead.get(key) or self._store.get(key)
        try:
            return zlib.decompress(packed) if packed else None
        except zlib.error:
            return None

    def put(self, key: str, result: bytes) -> None:
        """Keeps a result, from the next `save` on."""
        if self._store:
            self._not_there.discard(key)
            self._store.put(key, zlib.compress(result, 1))

    def save(self) -> None:
        """Writes what was put since the last time."""
        if self._store:
            self._store.save()


NOTHING_KEPT = KeptResults()


def results_beside(root: Path) -> KeptResults:
    """What builds of the framework below a root keep."""
    return KeptResults(Kept(root / FOLDER, _NAME, _MOST_BYTES))


def key_of(*parts: object) -> str:
    """The key of what is made from these parts, by this version of the program and its libraries.

    Parts are bytes, or have a `repr` that says all about them.
    """
    made = blake2b(version_of(*_PROGRAM, libraries=_LIBRARIES).encode(), digest_size=20)
    for part in parts:
        data = part if isinstance(part, bytes) else repr(part).encode("utf-8", "surrogatepass")
        made.update(b"%s %d:" % (type(part).__name__.encode(), len(data)))
        made.update(data)
    return made.hexdigest()
