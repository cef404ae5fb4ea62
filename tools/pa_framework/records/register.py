"""Loads a competence register: finds its files, reads them, and indexes their records by id.

A register is any folder with `register.yaml` and a folder for each kind of record (see `records.kinds`), one file a
record. Registers of real people belong in private repositories. A record that cannot be read, or that is invalid,
is left out, with its findings.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from itertools import chain
from os import cpu_count
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from pa_framework.records.base import Origin
from pa_framework.records.decode import decode, decode_parts, decode_records
from pa_framework.records.files import Files, lost_records, printable_path, read_content, yaml_files
from pa_framework.records.kept_documents import document_key, form_of, kept_document
from pa_framework.records.kinds import KIND, folder_kinds, kind_at_in_register, kinds_with_ids, register_kinds
from pa_framework.records.references import Reference, references
from pa_framework.records.register_model import GroupTraining, Pa, RegisterRecords, Training
from pa_framework.records.unreadable import UnreadableField
from pa_framework.records.yaml_source import Document, compact, parse_document
from pa_framework.text.errors import UserError
from pa_framework.text.findings import Finding
from pa_framework.text.kept import Kept

_NOTHING: Mapping[str, Any] = MappingProxyType({})
#: From so many files on, reading is done in several processes.
_PARALLEL_FROM = 400
_CHUNK_SIZE = 100
#: How many files are looked for in a store at once.
_KEPT_AT_ONCE = 2_000


class NoRegister(UserError):
    """The folder that was named holds no register. The message is one sentence for the person who typed it."""


class Register(RegisterRecords, frozen=True):
    """A register that was read.

    `named` holds the references of each document, as (kind, id), in each kind that they may be of.
    """

    root: Path | None = None
    documents: tuple[tuple[Document, str], ...] = ()
    findings: tuple[Finding, ...] = ()
    strays: tuple[str, ...] = ()
    left_out: frozenset[tuple[str, str]] = frozenset()
    named: tuple[frozenset[tuple[str, str]], ...] = ()
    duplicates: tuple[tuple[str, str, Origin, Origin], ...] = ()

    def references_to(self, wanted: Callable[[str, str], bool]) -> Iterator[Reference]:
        """The references whose kind and id are `wanted`, in the order of the files.

        One that may be of several kinds is there where one of them is wanted.
        """
        for (document, kind), named in zip(self.documents, self.named, strict=True):
            if any(wanted(*target) for target in named):
                for found in references(document, kind):
                    if any(wanted(of_kind, found.id) for of_kind in found.all_kinds):
                        yield found

    def partly_readable_records(self) -> "Register":
        """The register of the same documents, including what can be read of invalid ones.

        A field that cannot be read raises UnreadableField on access, so these records are only for code that can go on
        without a record, as rules can; no one may be told by them what a PA may do. Returns the same register where
        there is nothing more to read.
        """
        paths = {finding.span.path for finding in self.findings}
        found: dict[str, dict[str, Any]] = {}
        named = list(self.named)
        for place, (document, kind) in enumerate(self.documents):
            if document.path not in paths or document.findings or kind not in kinds_with_ids(in_register=True):
                continue
            parts = decode_parts(document, kind)
            for record_kind, record in parts.records:
                if record_kind == kind and record.id not in self.of_kind(kind):
                    found.setdefault(kind, {})[record.id] = record
                    readable = (one for one in references(document, kind) if parts.can_read(one.route, kind))
                    named[place] = frozenset((one.kind, one.id) for one in readable)
        if not found:
            return self
        trainings = {**self.of_kind("group-training"), **found.get("group-training", {})}
        found["pa"] = {name: _as_far_as_read(pa, trainings) for name, pa in found.get("pa", {}).items()}
        more = {kind: MappingProxyType({**self.of_kind(kind), **by_id}) for kind, by_id in found.items()}
        return replace(
            self,
            named=tuple(named),
            left_out=self.left_out - {(kind, name) for kind, by_id in found.items() for name in by_id},
            **{KIND[kind].attribute: by_id for kind, by_id in more.items()},
        )

    def of_kind(self, kind: str) -> Mapping[str, Any]:
        """All records of a kind, by id; empty where a register has no such kind."""
        declared = kinds_with_ids(in_register=True).get(kind)
        return getattr(self, declared.attribute) if declared else _NOTHING


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Turns the garbage collector off in a block: records hold no cycles, and there are millions of values to look at."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class DecodedFile(Struct, frozen=True):
    """A file of a register: its record, or None and the findings; and its references as (kind, id)."""

    document: Document
    kind: str
    record: Any
    findings: tuple[Finding, ...]
    named: frozenset[tuple[str, str]]


@without_garbage_collection()
def read_register(root: Path, within: str = "", store: Kept | None = None, files: Files | None = None) -> Register:
    """The register in the folder `root`; paths in findings begin with `within`. Raises NoRegister where there is none.

    What files say is kept in `store` for the next time, and taken from there where they did not change. `files` are read
    in place of those on disk.
    """
    found, strays = register_files(root, within, files)
    if files is not None:
        read = ((files.document(root, path, f"{within}{path}"), kind) for path, kind in found)
        return gather_register((decode_file(compact(document), kind) for document, kind in read), strays, root)
    return gather_register(read_files(root, within, found, store), strays, root)


def register_files(root: Path, within: str = "", files: Files | None = None) -> tuple[list[tuple[str, str]], list[str]]:
    """The paths of the files of a register, each with its kind, and those of files in which a record may be lost.

    The first are relative to the root, the others begin with `within`. Raises NoRegister where there is no register.
    """
    if not root.is_dir():
        raise NoRegister(f"`{root}` is not a folder")
    if not is_register(root):
        raise NoRegister(f"`{root}` holds no register: there is no folder `pas` and no folder `practitioners` in it")
    found: list[tuple[str, str]] = []
    strays: list[str] = []
    for path in (yaml_files if files is None else files.yaml_files)(root, ("",)):
        kind = kind_at_in_register(path)
        if kind is None:
            strays.append(f"{within}{printable_path(path)}")
        else:
            found.append((path, kind))
    folders = [kind.folder for kind in folder_kinds(in_register=True)]
    strays += [f"{within}{printable_path(path)}" for path in lost_records(root, folders)]
    return found, strays


def read_files(
    root: Path, within: str, files: list[tuple[str, str]], store: Kept | None, *, are_some: bool = False
) -> Iterable[DecodedFile]:
    """Files of a register, in their order; those that did not change from a store, if there is one.

    Where they `are_some` of the register, what is kept of the others stays.
    """
    if store is None or not store.is_on:
        return (file for file, _, _ in _parse_all(root, within, files, keeps=False))
    found = _kept_files(root, within, files, store)
    changed = [file for file in files if file[0] not in found]
    for (path, _), (decoded, key, form) in zip(changed, _parse_all(root, within, changed, keeps=True), strict=True):
        found[path] = decoded
        if form is not None:
            store.put(key, form)
    store.save(of_some=are_some)
    return (found[path] for path, _ in files)


def _kept_files(root: Path, within: str, files: list[tuple[str, str]], store: Kept) -> dict[str, DecodedFile]:
    """The files of which a store holds what they say, by path."""
    found: dict[str, DecodedFile] = {}
    for start in range(0, len(files), _KEPT_AT_ONCE):
        contents = {
            (path, kind): content
            for path, kind in files[start : start + _KEPT_AT_ONCE]
            if isinstance(content := read_content(root, path, path), bytes)
        }
        keys = {file: _key(*file, content) for file, content in contents.items()}
        forms = store.get_all(keys.values())
        for (path, kind), content in contents.items():
            form = forms.get(keys[path, kind])
            decoded = _kept_file(content, f"{within}{path}", kind, form) if form is not None else None
            if decoded is not None:
                found[path] = decoded
    return found


def _parse_all(
    root: Path, within: str, files: list[tuple[str, str]], *, keeps: bool
) -> Iterable[tuple[DecodedFile, str, bytes | None]]:
    """The files, each with its key and what is to be kept of it."""
    chunks = [files[start : start + _CHUNK_SIZE] for start in range(0, len(files), _CHUNK_SIZE)]
    parse = partial(_parse_chunk, root, within, keeps)
    if len(files) < _PARALLEL_FROM or (cpu_count() or 1) < 2:
        return chain.from_iterable(map(parse, chunks))
    from concurrent.futures import ProcessPoolExecutor  # importing it takes time, and most runs do not need it

    with ProcessPoolExecutor() as pool:
        sent = chain.from_iterable(list(pool.map(partial(_parse_to_send, parse), chunks)))
        return [_received(f"{within}{path}", kind, one) for (path, kind), one in zip(files, sent, strict=True)]


class _Sent(NamedTuple):
    """A file that another process parsed: what is kept of it and its text, or the file itself where nothing is kept."""

    file: DecodedFile | None
    text: bytes
    key: str
    form: bytes | None


def _parse_to_send(
    parse: Callable[[list[tuple[str, str]]], list[tuple[DecodedFile, str, bytes | None]]], chunk: list[tuple[str, str]]
) -> list[_Sent]:
    """What is parsed of a chunk, in little: what is kept of a file takes less time to send than the file decoded."""
    return [
        _Sent(file, b"", key, None)
        if form is None
        else _Sent(None, file.document.text.encode("utf-8", "surrogatepass"), key, form)
        for file, key, form in parse(chunk)
    ]


def _received(shown_as: str, kind: str, sent: _Sent) -> tuple[DecodedFile, str, bytes | None]:
    file = sent.file
    if file is None and sent.form is not None:
        file = _kept_file(sent.text, shown_as, kind, sent.form)
    return file or decode_file(compact(parse_document(sent.text, shown_as)), kind), sent.key, sent.form


def _parse_chunk(
    root: Path, within: str, keeps: bool, chunk: list[tuple[str, str]]
) -> list[tuple[DecodedFile, str, bytes | None]]:
    found: list[tuple[DecodedFile, str, bytes | None]] = []
    for path, kind in chunk:
        content = read_content(root, path, f"{within}{path}")
        if isinstance(content, Document):
            found.append((decode_file(content, kind), "", None))
            continue
        decoded = decode_file(compact(parse_document(content, f"{within}{path}")), kind)
        form = form_of(decoded.document) if keeps and not decoded.findings else None
        kept = None if form is None else msgspec.msgpack.encode(_KeptFile(form, sorted(decoded.named)))
        found.append((decoded, _key(path, kind, content) if keeps else "", kept))
    return found


class _KeptFile(NamedTuple):
    """What is kept of a valid file: the form of its document, and the references in it as (kind, id)."""

    document: bytes
    named: list[tuple[str, str]]


_KEPT_FILE = msgspec.msgpack.Decoder(_KeptFile)


def _key(path: str, kind: str, content: bytes) -> str:
    return f"{document_key(content)} {kind} {path}"


def _kept_file(content: bytes, shown_as: str, kind: str, kept: bytes) -> DecodedFile | None:
    """The file with this content, from what was kept of it; None where that is not its form."""
    try:
        form, named = _KEPT_FILE.decode(kept)
        document = kept_document(content, shown_as, form, remembers=False)
        if document is None:
            return None
        records = list(decode_records(document, kind))
    except (msgspec.MsgspecError, ValueError):
        return None
    return DecodedFile(document, kind, records[0][1] if records else None, (), frozenset(named))


def decode_file(document: Document, kind: str) -> DecodedFile:
    """A document of a register with its record, or with the findings where it is invalid."""
    records, findings = decode(document, kind)
    found_references = references(document, kind) if records else ()
    named = frozenset((of_kind, found.id) for found in found_references for of_kind in found.all_kinds)
    return DecodedFile(document, kind, records[0][1] if records else None, findings, named)


def gather_register(files: Iterable[DecodedFile], strays: Iterable[str] = (), root: Path | None = None) -> Register:
    """The records of files that were read, indexed by id."""
    documents: list[tuple[Document, str]] = []
    named: list[frozenset[tuple[str, str]]] = []
    findings: list[Finding] = []
    left_out: set[tuple[str, str]] = set()
    duplicates: list[tuple[str, str, Origin, Origin]] = []
    found: dict[str, dict[str, Any]] = {kind: {} for kind in kinds_with_ids(in_register=True)}
    single: dict[str, Any] = {}
    for file in files:
        documents.append((file.document, file.kind))
        named.append(file.named)
        if file.findings:
            findings += file.findings
            left_out.add((file.kind, PurePosixPath(file.document.path).stem))
        elif KIND[file.kind].is_single:
            single[KIND[file.kind].attribute] = file.record
        else:
            first = found[file.kind].get(file.record.id)
            if first is not None:
                duplicates.append((file.kind, file.record.id, file.record.origin, first.origin))
            else:
                found[file.kind][file.record.id] = file.record
    found["pa"] = {name: _with_group_trainings(pa, found["group-training"]) for name, pa in found["pa"].items()}
    return Register(
        root=root,
        documents=tuple(documents),
        findings=tuple(findings),
        strays=tuple(strays),
        left_out=frozenset(left_out),
        named=tuple(named),
        duplicates=tuple(duplicates),
        **single,
        **{KIND[kind].attribute: MappingProxyType(by_id) for kind, by_id in found.items()},  # type: ignore[arg-type]
    )


def _with_group_trainings(pa: Pa, trainings: Mapping[str, GroupTraining]) -> Pa:
    """A PA whose sign-offs have the trainings in a group that they refer to, and that name the PA and the task."""
    if not any(sign_off.trained_in for sign_off in pa.sign_offs):
        return pa
    sign_offs = []
    for sign_off in pa.sign_offs:
        named = [trainings[name] for name in sign_off.trained_in if name in trainings]
        had = [Training(by=one.by, on=one.on) for one in named if pa.id in one.pas and sign_off.task in one.tasks]
        sign_offs.append(replace(sign_off, trained=(*sign_off.trained, *had)) if had else sign_off)
    return replace(pa, sign_offs=tuple(sign_offs))


def _as_far_as_read(pa: Pa, trainings: Mapping[str, GroupTraining]) -> Pa:
    """A PA of whose file a part cannot be read, with the trainings in a group where their sign-offs can be read."""
    try:
        return _with_group_trainings(pa, trainings)
    except UnreadableField:
        return pa


def is_in_register(file: Path) -> bool:
    """Whether a file is part of a register, also through links. Such files may never be copied into a site.

    Folders around the framework that the file is in do not count: a framework may be in a folder called `agreements`.
    Nor do folders without a YAML file: a site may have pages about agreements.
    """
    path = file.resolve()
    top_names = {kind.file or kind.folder for kind in register_kinds()}
    for folder in path.parents:
        if path.relative_to(folder).parts[0] in top_names and is_register(folder) and _has_yaml(folder):
            return True
        if (folder / "framework").is_dir():
            return False
    return False


def is_register(folder: Path) -> bool:
    """Whether a folder is a register: it has at least one of the folders for the records of a register.

    The folder `framework` of a framework is none, although it may have `agreements` as well.
    """
    of_framework = {kind.folder for kind in folder_kinds()}
    return any(
        (folder / kind.folder).is_dir() and f"{folder.name}/{kind.folder}" not in of_framework
        for kind in folder_kinds(in_register=True)
    )


def _has_yaml(folder: Path) -> bool:
    """Whether one of the folders of a register has a YAML file."""
    return any(next(yaml_files(folder, [kind.folder]), None) for kind in folder_kinds(in_register=True))


def ids_by_file(register: Register) -> Iterator[tuple[str, str, Origin]]:
    """The id, the file name without ending, and the origin of every record that is a file."""
    found = [record for kind in kinds_with_ids(in_register=True) for record in register.of_kind(kind).values()]
    for name, origin in [
        *((record.id, record.origin) for record in found),
        *((name, origin) for _, name, origin, _ in register.duplicates),
    ]:
        yield name, PurePosixPath(origin.path).stem, origin
