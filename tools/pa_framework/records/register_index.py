"""An index of a register: which file holds which id, and which ids it names. So one PA is answered for from a few files.

The files are those of the PA, of everyone whom it names, of those whom they name in turn, and of anyone who is the same human
as one of them. Answers and passports of the PA from these files are those from all files, as long as the register as a
whole is in order. Where anything is in doubt (a file with a fault, a second file of one id, a file under another name, a
file where none is looked for, an id that no file has), there is no such part, and everything is read.
"""

import os
from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile
from typing import NamedTuple

import msgspec
from msgspec import Struct

from pa_framework.records.kept_documents import reader_version
from pa_framework.records.kinds import KIND, kinds_with_ids
from pa_framework.records.register import (
    DecodedFile,
    Register,
    gather_register,
    read_files,
    register_files,
    without_garbage_collection,
)
from pa_framework.records.register_model import Practitioner
from pa_framework.text.kept import FOLDER, Kept

#: Kind and id of a record.
Name = tuple[str, str]
#: Of a file: the times of its content and of its entry, in nanoseconds, its size and its number on the disk.
Stamp = tuple[int, int, int, int]

_INDEX = "index"
#: A file that changed so shortly before the index was made may have changed again within the same tick of the clock.
_TICK = 3_000_000_000
#: How many files are read before what they say is forgotten but for the index.
_FILES_AT_ONCE = 1_000
#: Elsewhere a program can change a file and leave all of its stamp as it was.
_STAMPS_TELL = os.name == "posix"


class IndexedFile(NamedTuple):
    """A file of a register in the index.

    `id` is that of its record, empty where it has none. `named` are the ids that it names, each in every kind that it may
    be of. `humans` are those of them that are the same human. `is_right` says that nothing is wrong with the file.
    """

    kind: str
    id: str
    named: list[Name]
    humans: list[Name]
    is_right: bool
    stamp: Stamp


class _Index(NamedTuple):
    """Files by path, and when the index was made, by the clock of the disk, in nanoseconds."""

    made: int
    files: dict[str, IndexedFile]


_DECODER = msgspec.msgpack.Decoder(_Index)


def index_of(folder: Path) -> Kept:
    """The store of the index of a register."""
    return Kept(folder / FOLDER, _INDEX)


@without_garbage_collection()
def read_part(root: Path, within: str, store: Kept, index: Kept, wanted: Collection[Name]) -> Register | None:
    """The files of a register that bear on the records that are `wanted`; None where everything must be read.

    `within` and `store` are those of `read_register`; `index` keeps the index. Only files whose stamp changed since the
    index was made are read to bring it up to date.
    """
    if not index.is_on:
        return None
    found_index = indexed_register(root, within, store, index)
    paths = found_index.parts.paths(wanted) if found_index is not None else None
    if found_index is None or paths is None:
        return None
    chosen = [(path, entry.kind) for path, entry in found_index.files.items() if path in paths]
    found = list(read_files(root, within, chosen, store))
    if not found_index.describes(zip(chosen, found, strict=True)):
        return None  # it changed while the index was looked at
    return gather_register(found, (), root)


class IndexedRegister(Struct, frozen=True):
    """The index of a register that is in order as a whole: its files by path, in the order in which they are read."""

    files: Mapping[str, IndexedFile]
    parts: "Parts"

    def describes(self, read: Iterable[tuple[tuple[str, str], DecodedFile]]) -> bool:
        """Whether files that were read, each with its path and kind, are as the index says."""
        return all(indexed(file, self.files[path].stamp) == self.files[path] for (path, _), file in read)


@without_garbage_collection()
def indexed_register(root: Path, within: str, store: Kept | None, index: Kept) -> IndexedRegister | None:
    """The index of a register, brought up to date; None where it is not in order as a whole.

    Only files whose stamp changed since the index was made are read, some at a time: memory grows with the index alone.
    """
    files, strays = register_files(root, within)
    if strays:
        return None
    made, known = _known(index)
    stamps = {path: _stamp(root / path) for path, _ in files}
    current = {
        path: entry
        for path, kind in files
        if (entry := known.get(path)) is not None
        and entry.kind == kind
        and entry.stamp == stamps[path]
        and _STAMPS_TELL
        and max(entry.stamp[:2]) + _TICK < made
    }
    changed = [file for file in files if file[0] not in current]
    if changed:
        now = _clock_of(root / FOLDER) if index.is_on else None  # before files are read: a later change is read again
        for start in range(0, len(changed), _FILES_AT_ONCE):
            some = changed[start : start + _FILES_AT_ONCE]
            for (path, _), read in zip(some, read_files(root, within, some, store), strict=True):
                current[path] = indexed(read, stamps[path])
        _keep(index, now, current)
    in_order = {path: current[path] for path, _ in files}
    parts = Parts.of(in_order)
    return None if parts is None else IndexedRegister(in_order, parts)


def indexed(file: DecodedFile, stamp: Stamp = (0, 0, 0, 0)) -> IndexedFile:
    """What the index says of a file."""
    record = file.record
    humans = []
    if isinstance(record, Practitioner):
        same = (("practitioner", record.same_as), ("pa", record.is_pa))
        humans = [(kind, human) for kind, human in same if human is not None]
    name = "" if record is None or KIND[file.kind].is_single else record.id
    is_right = record is not None and not file.findings and not file.document.findings
    return IndexedFile(file.kind, name, sorted(file.named), humans, is_right, stamp)


class Parts(Struct, frozen=True):
    """The parts of a register that is in order as a whole: for some records, the files that bear on them."""

    _files: Mapping[str, IndexedFile]
    _by_name: Mapping[Name, str]
    _reverse: Mapping[Name, Sequence[Name]]
    _single: frozenset[str]

    @classmethod
    def of(cls, files: Mapping[str, IndexedFile]) -> "Parts | None":
        """The parts of the files of a register, by path; None where there is any doubt about one of them."""
        by_name: dict[Name, str] = {}
        reverse: dict[Name, list[Name]] = {}
        single: set[str] = set()
        for path, entry in files.items():
            if not entry.is_right:
                return None
            if KIND[entry.kind].is_single:
                single.add(path)
                continue
            name = (entry.kind, entry.id)
            if name in by_name or PurePosixPath(path).stem != entry.id:
                return None
            by_name[name] = path
            for human in entry.humans:
                reverse.setdefault(human, []).append(name)
        return cls(files, by_name, reverse, frozenset(single))

    def paths(self, wanted: Collection[Name]) -> set[str] | None:
        """The paths of the files that bear on the records that are `wanted`; None where one of these has no file.

        Of another PA, only their own file is one of them: an answer asks whether a PA exists whom a person or a
        practitioner names, and nothing that rests on it.
        """
        if any(name not in self._by_name for name in wanted):
            return None
        found = set(self._single)
        ahead, seen = deque(wanted), set(wanted)
        while ahead:
            name = ahead.popleft()
            if name not in self._by_name:  # of a framework, or of no one
                continue
            path = self._by_name[name]
            found.add(path)
            onward: Sequence[Name] = self._reverse.get(name, ())
            if name[0] != "pa" or name in wanted:
                onward = [*self._files[path].named, *onward]
            for other in onward:
                if other not in seen:
                    seen.add(other)
                    ahead.append(other)
        return found


def parts_of(register: Register) -> Parts | None:
    """The parts of a register that was read; None where there is any doubt about a file of it."""
    if register.strays or register.left_out or register.duplicates or register.findings:
        return None
    kinds = kinds_with_ids(in_register=True)
    records = {record.origin.path: record for kind in kinds for record in register.of_kind(kind).values()}
    return Parts.of(
        {
            document.path: indexed(DecodedFile(document, kind, records.get(document.path, register.about), (), named))
            for (document, kind), named in zip(register.documents, register.named, strict=True)
        }
    )


def _known(index: Kept) -> tuple[int, Mapping[str, IndexedFile]]:
    """When the index was made, and its files; no files where there is none that this program made."""
    kept = index.get(_key())
    if kept is None:
        return 0, {}
    try:
        return _DECODER.decode(kept)
    except msgspec.MsgspecError:
        return 0, {}


def _keep(index: Kept, made: int | None, files: dict[str, IndexedFile]) -> None:
    if made is not None:
        index.put(_key(), msgspec.msgpack.encode(_Index(made, files)))
        index.save()


def _key() -> str:
    return f"{reader_version()} index"


def _stamp(file: Path) -> Stamp:
    """The stamp of a file; zeros where it has none, which no file that was read has."""
    try:
        found = os.stat(file)  # noqa: PTH116 - called for every file
    except OSError:
        return 0, 0, 0, 0
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


def _clock_of(folder: Path) -> int | None:
    """The time by the clock of the disk that holds a folder, in nanoseconds; None where nothing can be written there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder) as file:
            return os.fstat(file.fileno()).st_mtime_ns
    except OSError:
        return None
