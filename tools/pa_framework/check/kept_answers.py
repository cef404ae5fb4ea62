"""What a check answered, kept by everything that the answer rests on (docs/decisions/0047).

That is every file of the framework, of the one that it builds on and of a register that is named, the day, what was asked for, and this version of the program with its libraries. So the
answer to the same question about the same files is the same, and takes as long as to look at each byte of them.
"""

import sys
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import msgspec

from pa_framework.text.kept import FOLDER, Kept
from pa_framework.text.package_data import look_folder
from pa_framework.text.program_version import installed
from pa_framework.text.project_folders import DOTTED, ENVIRONMENTS, MADE, OWN, OWN_CODE
from pa_framework.text.tree_hash import hash_of_tree

_NAME = "answers"
_MOST_BYTES = 20_000_000
_PROGRAM = Path(__file__).parent.parent


class Answer(NamedTuple):
    """What a check printed, and how many errors and warnings count."""

    output: str
    errors: int
    warnings: int


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Answer)


class KeptAnswers:
    """Answers about the framework below a root, each to one question: all that was asked for, as texts.

    Answers about a `register` are kept in its folder, and nowhere else.
    """

    def __init__(self, root: Path, *question: str, register: Path | None = None) -> None:
        self._root, self._question, self._register = root, question, register
        self._store = Kept((register or root) / FOLDER, _NAME, _MOST_BYTES)
        self._key = self._key_now() if self._store.is_on else None

    def find(self) -> Answer | None:
        """The answer about the files as they were when this was made; None where none is kept."""
        kept = self._store.get(self._key) if self._key else None
        try:
            return _DECODER.decode(kept) if kept else None
        except msgspec.MsgspecError:
            return None

    def keep(self, answer: Answer) -> None:
        """Keeps the answer, unless a file has changed since this was made."""
        if self._key and self._key == self._key_now():
            self._store.put(self._key, _ENCODER.encode(answer))
            self._store.save()

    def _key_now(self) -> str | None:
        files, look = hash_of_framework(self._root), hash_of_tree(look_folder())
        program = hash_of_tree(_PROGRAM) if files else None
        register = "" if self._register is None else _hash_of_register(self._register)
        if files is None or look is None or program is None or register is None:
            return None
        rests_on = (self._question, str(self._root), files, program, look, sys.version, installed(), register)
        return blake2b(repr(rests_on).encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()


def _hash_of_register(folder: Path) -> str | None:
    """A hash of where a register is and of all that is in its folder; None where that cannot be told.

    To look through it takes a hundredth of the time of judging it, so it may be of any size.
    """
    found = hash_of_tree(folder, skipped=(), limited=False) if folder.is_dir() else None
    return None if found is None else f"{folder} {folder.resolve()} {found}"


def hash_of_framework(root: Path) -> str | None:
    """A hash of all that a check reads below a root, and of more; None where that cannot be told."""
    own = (root / OWN_CODE).is_dir()

    def skips(name: str) -> bool:
        is_hidden = name.startswith(".") and name not in DOTTED
        return is_hidden or name in ENVIRONMENTS | MADE or (own and name in OWN)

    found = hash_of_tree(root, skips, ()) if root.is_dir() else None
    base = _hash_of_base(root) if found else None
    return None if found is None or base is None else f"{found} {own} {base}"


def _hash_of_base(root: Path) -> str | None:
    """A hash of the framework that the one below a root builds on, empty without one; None where that cannot be told."""
    try:
        settings = (root / "framework" / "framework.yaml").read_bytes()
    except OSError:
        return ""  # then there are no settings to name a base
    if b"builds_on" not in settings:
        return ""
    # The readers of YAML are not loaded for frameworks without a base.
    from pa_framework.records.bases import hash_of_bases

    return hash_of_bases(root)
