"""What a check answered, kept by everything that the answer rests on (docs/decisions/0047).

That is every file of the framework, of the one that it builds on and of a register that is named, the day, what was asked for, and this version of the program with its libraries. So the
answer to the same question about the same files is the same, and takes as long as to look at each byte of them.
"""

import sys
import zlib
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import msgspec

from pa_framework.text.kept import FOLDER, Kept
from pa_framework.text.package_data import look_folder
from pa_framework.text.program_version import installed
from pa_framework.text.project_folders import DOTTED, ENVIRONMENTS, MADE, OWN, OWN_CODE
from pa_framework.text.tree_hash import contents_of_tree, hash_of_tree

_NAME = "answers"
_MOST_BYTES = 20_000_000
#: What was found in a large register takes a tenth of the place so, and little time.
_FAST = 1
_PROGRAM = Path(__file__).parent.parent


class Answer(NamedTuple):
    """What a check printed, and how many errors and warnings count."""

    output: str
    errors: int
    warnings: int


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Answer)


class Basis(NamedTuple):
    """What findings rest on besides the day: where a framework is, hashes of its files and of the program, and a register.

    `contents` are the hashes of the files in the folder of a register that is named, by path; empty without one.
    """

    root: Path
    parts: tuple[str, ...]
    contents: Mapping[str, str]

    def has_same_framework_now(self) -> bool:
        """Whether nothing has changed in the framework and the program since this was made."""
        now = basis_of(self.root)
        return now is not None and now.parts == self.parts


def basis_of(root: Path, register: Path | None = None) -> Basis | None:
    """What findings in the framework below a root, and in a register, rest on now; None where that cannot be told.

    To look through a register takes a hundredth of the time of judging it, so it may be of any size.
    """
    files, look = hash_of_framework(root), hash_of_tree(look_folder())
    program = hash_of_tree(_PROGRAM) if files else None
    contents = {} if register is None else contents_of_tree(register) if register.is_dir() else None
    if files is None or look is None or program is None or contents is None:
        return None
    return Basis(root, (str(root), files, program, look, sys.version, *installed()), contents)


class KeptAnswers:
    """Answers about the framework below a root, each to one question: all that was asked for, as texts.

    Answers about a `register` are kept in its folder, and nowhere else.
    """

    def __init__(self, root: Path, *question: str, register: Path | None = None) -> None:
        self._root, self._question, self._register = root, question, register
        self._store = Kept((register or root) / FOLDER, _NAME, _MOST_BYTES)
        #: What the answers rest on besides the day; None where that cannot be told.
        self.basis = basis_of(root, register) if self._store.is_on else None
        self._key = self._key_of(self.basis)

    def find(self) -> Answer | None:
        """The answer about the files as they were when this was made; None where none is kept."""
        kept = self._store.get(self._key) if self._key else None
        try:
            return _DECODER.decode(zlib.decompress(kept)) if kept else None
        except (zlib.error, msgspec.MsgspecError):
            return None

    def keep(self, answer: Answer) -> None:
        """Keeps the answer, unless a file has changed since this was made."""
        if self._key and self._key == self._key_of(basis_of(self._root, self._register)):
            self._store.put(self._key, zlib.compress(_ENCODER.encode(answer), _FAST))
            self._store.save()

    def _key_of(self, basis: Basis | None) -> str | None:
        if basis is None:
            return None
        register = self._register and (
            str(self._register),
            str(self._register.resolve()),
            sorted(basis.contents.items()),
        )
        key = repr((self._question, basis.parts, register))
        return blake2b(key.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()


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
