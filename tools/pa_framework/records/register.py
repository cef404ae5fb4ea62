"""Finds the files of a competence register, reads them all, and indexes what they hold by id.

A register is any folder: `register.yaml`, `practitioners/`, `pas/`, `persons/`, `agreements/`, one file per
thing. Registers of real people live in private repositories. A record that could not be read, or whose
shape does not hold, is left out with its findings; nothing of it is lost without a word.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from os import cpu_count
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

from pa_framework.records.base import Origin
from pa_framework.records.decode import decode
from pa_framework.records.files import printable_path, read_file, yaml_files
from pa_framework.records.kinds import KIND, kind_at_in_register, kinds_with_ids, register_kinds
from pa_framework.records.references import Reference, references
from pa_framework.records.register_model import RegisterRecords
from pa_framework.records.yaml_source import Document, compact
from pa_framework.text.errors import UserError
from pa_framework.text.findings import Finding

_NOTHING: Mapping[str, Any] = MappingProxyType({})
#: From so many files on, reading is shared between the machine's cores.
_SHARED_FROM = 400
_PORTION = 100


class NoRegister(UserError):
    """The folder that was named holds no register. The message is one sentence for the person who typed it."""


@dataclass(frozen=True, slots=True)
class Register(RegisterRecords):
    """Everything that was read of one register.

    `named` holds what each document names, as (kind, id).
    """

    root: Path | None = None
    documents: tuple[tuple[Document, str], ...] = ()
    findings: tuple[Finding, ...] = ()
    strays: tuple[str, ...] = ()
    left_out: frozenset[tuple[str, str]] = frozenset()
    named: tuple[frozenset[tuple[str, str]], ...] = ()
    doubles: tuple[tuple[str, str, Origin, Origin], ...] = ()

    def naming(self, wanted: Callable[[str, str], bool]) -> Iterator[Reference]:
        """Where a record names an id that is wanted, asked by kind and id; in the order of the files."""
        for (document, kind), named in zip(self.documents, self.named, strict=True):
            if any(wanted(*each) for each in named):
                yield from (each for each in references(document, kind) if wanted(each.kind, each.id))

    def of_kind(self, kind: str) -> Mapping[str, Any]:
        """All nouns of a kind, by id; nothing where the kind is none of a register's."""
        declared = kinds_with_ids(in_register=True).get(kind)
        return getattr(self, declared.attribute) if declared else _NOTHING


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Nothing of a run refers to itself: collecting rubbish would only look at millions of values again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@dataclass(frozen=True, slots=True)
class _Read:
    """What one file gave."""

    document: Document
    kind: str
    noun: Any
    wrong: tuple[Finding, ...]
    named: frozenset[tuple[str, str]]


@without_garbage_collection()
def read_register(root: Path, within: str = "") -> Register:
    """The register in the folder `root`; paths in findings begin with `within`.

    Raises NoRegister where there is none.
    """
    if not root.is_dir():
        raise NoRegister(f"`{root}` is not a folder")
    if not _holds_register(root):
        raise NoRegister(f"`{root}` holds no register: there is no folder `pas` and no folder `practitioners` in it")
    kinds: list[tuple[str, str]] = []
    strays: list[str] = []
    for path in yaml_files(root, ("",)):
        kind = kind_at_in_register(path)
        if kind is None:
            strays.append(f"{within}{printable_path(path)}")
        else:
            kinds.append((path, kind))
    return gather_register(_all_read(root, within, kinds), strays, root)


def _all_read(root: Path, within: str, kinds: list[tuple[str, str]]) -> Iterable[_Read]:
    portions = [kinds[start : start + _PORTION] for start in range(0, len(kinds), _PORTION)]
    if len(kinds) < _SHARED_FROM or (cpu_count() or 1) < 2:
        return chain.from_iterable(_read_portion(root, within, portion) for portion in portions)
    from concurrent.futures import ProcessPoolExecutor  # most runs need none, and start quicker without it

    with ProcessPoolExecutor() as pool:
        return chain.from_iterable(
            list(pool.map(_read_portion, [root] * len(portions), [within] * len(portions), portions))
        )


def _read_portion(root: Path, within: str, portion: list[tuple[str, str]]) -> list[_Read]:
    return [decode_file(compact(read_file(root, path, f"{within}{path}")), kind) for path, kind in portion]


def decode_file(document: Document, kind: str) -> _Read:
    """A document as a noun of the register, or with what is wrong with it."""
    held, wrong = decode(document, kind)
    named = frozenset((each.kind, each.id) for each in references(document, kind)) if held else frozenset()
    return _Read(document, kind, held[0][1] if held else None, wrong, named)


def gather_register(read: Iterable[_Read], strays: Iterable[str] = (), root: Path | None = None) -> Register:
    """What was read, indexed by id."""
    documents: list[tuple[Document, str]] = []
    named: list[frozenset[tuple[str, str]]] = []
    findings: list[Finding] = []
    left_out: set[tuple[str, str]] = set()
    doubles: list[tuple[str, str, Origin, Origin]] = []
    found: dict[str, dict[str, Any]] = {kind: {} for kind in kinds_with_ids(in_register=True)}
    single: dict[str, Any] = {}
    for each in read:
        documents.append((each.document, each.kind))
        named.append(each.named)
        if each.wrong:
            findings += each.wrong
            left_out.add((each.kind, PurePosixPath(each.document.path).stem))
        elif KIND[each.kind].is_single:
            single[KIND[each.kind].attribute] = each.noun
        else:
            there = found[each.kind].get(each.noun.id)
            if there is not None:
                doubles.append((each.kind, each.noun.id, each.noun.origin, there.origin))
            else:
                found[each.kind][each.noun.id] = each.noun
    return Register(
        root=root,
        documents=tuple(documents),
        findings=tuple(findings),
        strays=tuple(strays),
        left_out=frozenset(left_out),
        named=tuple(named),
        doubles=tuple(doubles),
        **single,
        **{KIND[kind].attribute: MappingProxyType(by_id) for kind, by_id in found.items()},  # type: ignore[arg-type]
    )


def is_in_register(file: Path) -> bool:
    """Whether a file is part of a register, wherever it is reached from. Nothing that is may be copied into a site."""
    here = file.resolve()
    own = {kind.file or kind.folder for kind in register_kinds()}
    return any(here.relative_to(folder).parts[0] in own and _holds_register(folder) for folder in here.parents)


def _holds_register(folder: Path) -> bool:
    return (folder / "pas").is_dir() or (folder / "practitioners").is_dir()


def ids_by_file(register: Register) -> Iterator[tuple[str, str, Origin]]:
    """Id that is written, name of the file, and place, of every noun that is a file."""
    nouns_found = [noun for kind in kinds_with_ids(in_register=True) for noun in register.of_kind(kind).values()]
    for name, origin in [
        *((noun.id, noun.origin) for noun in nouns_found),
        *((name, here) for _, name, here, _ in register.doubles),
    ]:
        yield name, PurePosixPath(origin.path).stem, origin
