"""Loads a framework: finds its files, reads them, and indexes their records by id."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

from msgspec.structs import replace

from pa_framework.records.another_kind import kind_in_another_folder
from pa_framework.records.base import Origin, Record
from pa_framework.records.bases import SETTINGS, find_base
from pa_framework.records.decode import Parts, decode, decode_again, decode_parts, route_of_record
from pa_framework.records.files import (
    Files,
    beside_folders,
    ids_that_may_be_in,
    lost_records,
    printable_path,
    yaml_files,
)
from pa_framework.records.first_edition import MINIMUM_WAGE_IDS
from pa_framework.records.json_schema import prepare
from pa_framework.records.kept_documents import KeptReader, kept_beside
from pa_framework.records.kinds import (
    KIND,
    MINIMUM_WAGE_FILE,
    NOT_RECORDS,
    TOP_FOLDERS,
    file_kinds,
    folder_kinds,
    kind_at,
    kinds_in_file,
    kinds_with_ids,
)
from pa_framework.records.model import FrameworkRecords, Level
from pa_framework.records.overlays import (
    BUILDS_ON,
    CHANGES,
    NOT_INHERITED,
    Overlay,
    OverlayFault,
    is_overlay,
    lay_over,
)
from pa_framework.records.references import Reference, references
from pa_framework.records.standards import with_standards
from pa_framework.records.unreadable import RecordPlace
from pa_framework.records.usual_lists import NEEDS_NO_FILE, with_usual
from pa_framework.records.yaml_source import Document, Route
from pa_framework.text.errors import UserError
from pa_framework.text.findings import Finding
from pa_framework.text.kept import Kept
from pa_framework.text.suggestions import closest_match


class NoFramework(UserError):
    """The folder that was given has no framework in it."""


class Records(FrameworkRecords, frozen=True):
    """The records of a framework, and what was found while they were read.

    Attributes:
        roots: The folders that were read.
        documents: Every file with its kind.
        findings: Why documents are invalid.
        strays: Paths of files in which a record may be, and at which none is looked for.
        stray_texts: What these files say, as far as it can be read.
        left_out: Kind and id of records that could not be read. References to them are not reported.
        unknown_kinds: Kinds of which some records could not be read, so that any id may exist.
        references: The references of all records.
        duplicates: Records whose id another has as well: kind, id, origin, and the origin of the first.
        planned: Files that are neither records nor pages, and are going to be written: path below the root and text, or
            None where the file is going to be gone. Empty for a framework as it is.
        overlay: What an area makes of the framework that it builds on, if it does.
    """

    roots: tuple[Path, ...] = ()
    documents: tuple[tuple[Document, str], ...] = ()
    findings: tuple[Finding, ...] = ()
    strays: tuple[str, ...] = ()
    stray_texts: tuple[str, ...] = ()
    left_out: frozenset[tuple[str, str]] = frozenset()
    unknown_kinds: frozenset[str] = frozenset()
    references: tuple[Reference, ...] = ()
    duplicates: tuple[tuple[str, str, Origin, Origin], ...] = ()
    overlay: Overlay | None = None
    planned: Mapping[str, str | None] = MappingProxyType({})

    @property
    def own_documents(self) -> tuple[tuple[Document, str], ...]:
        """Every file below the roots with its kind, as it is written: without what is inherited."""
        return self.overlay.own if self.overlay else self.documents

    @property
    def page_roots(self) -> tuple[Path, ...]:
        """The folders whose hand-written pages are its own: the roots, and those of the base."""
        return (*self.roots, *(self.overlay.roots if self.overlay else ()))

    @property
    def names_of_roots(self) -> Mapping[Path, str]:
        """What findings call the folders of the base."""
        return dict(zip(self.overlay.roots, self.overlay.names, strict=True)) if self.overlay else {}

    def of_kind(self, kind: str) -> Mapping[str, Record]:
        """All records of a kind, by id."""
        declared = kinds_with_ids().get(kind)
        return getattr(self, declared.attribute) if declared else MappingProxyType({})

    def with_records(self, records: Iterable[tuple[str, object]]) -> "Records":
        """The same with more records, each with its kind. A record whose id exists already is ignored."""
        found: dict[str, dict[str, object]] = {}
        single: dict[str, object] = {}
        for kind, record in records:
            if KIND[kind].is_single:
                single[KIND[kind].attribute] = record
            elif kind in kinds_with_ids():
                by_id = found.setdefault(kind, dict(self.of_kind(kind)))
                by_id.setdefault(str(getattr(record, "id", "")), record)
        more = {KIND[kind].attribute: MappingProxyType(by_id) for kind, by_id in found.items()}
        return replace(self, **single, **more)

    def with_documents(self, changed: Mapping[int, Document]) -> "Records":
        """The same with other documents in the place of some, which differ from them only in the words of texts.

        `changed` has the new document by the `id()` of the old one. Records of these documents are read again; all others
        are the same objects. `references` stay those of the old documents.
        """
        again: dict[tuple[int, str, Route], Any] = {}
        for document, kind in self.documents:
            if new := changed.get(id(document)):
                for record_kind, record in decode_again(document, new, kind):
                    again[id(document), record_kind, record.origin.route] = record
        attributes: dict[str, object] = {
            "documents": tuple((changed.get(id(document), document), kind) for document, kind in self.documents)
        }
        for kind in sorted({record_kind for _, record_kind, _ in again}):
            attribute = KIND[kind].attribute
            attributes[attribute] = _replaced(getattr(self, attribute), kind, again)
        return replace(self, **attributes)

    def partly_readable_records(self) -> "Records":
        """The records of the same documents, including what can be read of invalid ones.

        A field that cannot be read raises UnreadableField on access, so these records are only for code that can go on
        without a record, as rules can. Returns the same records where no invalid document can be read in part.
        """
        paths = {finding.span.path for finding in self.findings}
        if all(document.findings for document, _ in self.documents if document.path in paths):
            return self
        found = gather(self.documents, self.strays, self.roots, self.overlay, partial=True)
        lost = self.left_out if self.stray_texts else frozenset()
        return replace(found, stray_texts=self.stray_texts, left_out=found.left_out | lost)

    def without(self, places: Collection[RecordPlace]) -> "Records":
        """The same without the records at `places`, which count as left out, and without the references in them.

        Where the order of the records of a kind matters, all of them are left out.
        """
        left_out, unknown = set(self.left_out), set(self.unknown_kinds)
        changed: dict[str, object] = {}
        for kind in (KIND[name] for name in sorted({place.kind for place in places})):
            if kind.is_single or kind.ordered:
                unknown.add(kind.id)
                changed[kind.attribute] = None if kind.is_single else MappingProxyType({})
                continue
            by_id = self.of_kind(kind.id)
            gone = [record for record in by_id.values() if _place(kind.id, record) in places]
            for record in gone:
                left_out |= {(kind.id, record.id)}
                left_out |= set() if record.origin.route else _ids_of(record.origin.document, kind.id)
            changed[kind.attribute] = MappingProxyType(
                {name: record for name, record in by_id.items() if not any(record is one for one in gone)}
            )
        paths = {place.path for place in places}
        remaining = tuple(
            ref
            for ref in self.references
            if ref.document.path not in paths or not any(_is_in(ref, place) for place in places)
        )
        return replace(
            self,
            left_out=frozenset(left_out),
            unknown_kinds=frozenset(unknown),
            references=remaining,
            **changed,
        )

    def step_order(self) -> dict[str, int]:
        """The position of each step; 0 is the lowest."""
        return {step: position for position, step in enumerate(self.steps)}

    def tier_order(self) -> dict[str, int]:
        """The position of each tier; 0 is the lowest risk."""
        return {tier: position for position, tier in enumerate(self.tiers)}

    def levels_in_order(self) -> list[Level]:
        """Levels that are not retired, first to last."""
        return sorted(
            (level for level in self.levels.values() if not level.replaced_by),
            key=lambda level: (level.order, level.id),
        )


def read_records(
    *roots: Path, keeps: bool = False, files: Files | None = None, meanwhile: Callable[[], object] = lambda: None
) -> Records:
    """All records below the roots. Raises NoFramework where a root has no folder `framework`.

    With `keeps`, what files say is kept beside them for the next time (see `kept_documents`). `files` are read in place
    of those on disk, and nothing of them is kept. `meanwhile` is done while other processes read, if they do.
    """
    documents: list[tuple[Document, str]] = []
    strays: list[str] = []
    overlay: Overlay | None = None
    for root in roots:
        require_framework(root)
        store = kept_beside(root) if keeps else None
        listed = yaml_files if files is None else files.yaml_files
        kinds = {path: kind_at(path) for path in listed(root, TOP_FOLDERS, NOT_RECORDS)}
        strays += [printable_path(path) for path, kind in kinds.items() if kind is None]
        of_kind = [(path, kind) for path, kind in kinds.items() if kind is not None]
        if files is None:
            own = _read_files(root, of_kind, store, meanwhile)
        else:
            own = tuple((files.document(root, path, path), kind) for path, kind in of_kind)
        own, overlay = with_base(root, own, store)
        documents += own
        strays += [printable_path(path) for path in lost_records(root, TOP_FOLDERS, NOT_RECORDS)]
        strays += [printable_path(path) for path in beside_folders(root, TOP_FOLDERS)]
    return _with_stray_texts(gather(documents, strays, roots, overlay), roots)


def _read_files(
    root: Path,
    paths: Sequence[tuple[str, str]],
    store: Kept | None,
    meanwhile: Callable[[], object] = lambda: None,
) -> tuple[tuple[Document, str], ...]:
    """The files at paths below a root, each with its kind; what they say is kept in a store."""

    def prepare_rest() -> None:
        meanwhile()
        prepare({kind for _, kind in paths})

    reader = KeptReader(root, store)
    read = reader.documents([(path, path) for path, _ in paths], prepare_rest)
    documents = tuple((document, kind) for document, (_, kind) in zip(read, paths, strict=True))
    reader.save()
    return documents


def with_base(
    root: Path, own: tuple[tuple[Document, str], ...], store: Kept | None = None
) -> tuple[tuple[tuple[Document, str], ...], Overlay | None]:
    """The documents below a root with those of the framework that they build on, and how they came to be.

    Without a base they are the same, and so they are with one that cannot be relied on, but for what would change it.
    """
    settings = next((document for document, kind in own if kind == "framework"), None)
    changes = [document for document, kind in own if kind not in NOT_INHERITED and is_overlay(document.data)]
    if settings is None or not isinstance(settings.data, dict) or BUILDS_ON not in settings.data:
        if not changes:
            return own, None
        faults = [] if settings is not None and settings.findings else [_without_base(one) for one in changes]
        place = settings or changes[0]
        return _without(own, changes), Overlay((), (), (), (), own, place, tuple(faults))

    def read(folder: Path) -> tuple[tuple[Document, str], ...]:
        listed = [(path, kind_at(path)) for path in yaml_files(folder, TOP_FOLDERS, NOT_RECORDS)]
        return _read_files(folder, [(path, kind) for path, kind in listed if kind is not None], store)

    base = find_base(root, settings, read)
    if isinstance(base, OverlayFault):
        return _without(own, changes), Overlay((), (), (), (), own, settings, (base,))
    return lay_over(own, base, settings)


def _without_base(document: Document) -> OverlayFault:
    return OverlayFault(
        "no-base",
        document.span((CHANGES,), key=True),
        f"this changes a record of a base, and `{SETTINGS}` names none",
        f"name the base there, in `{BUILDS_ON}`; or write `id:` in place of `{CHANGES}:`, and the whole record",
    )


def _without(own: Iterable[tuple[Document, str]], left_out: Collection[Document]) -> tuple[tuple[Document, str], ...]:
    return tuple((document, kind) for document, kind in own if not any(document is one for one in left_out))


def _with_stray_texts(records: Records, roots: Sequence[Path]) -> Records:
    """The same with what is known of files that nothing reads: their ids count as left out, not as unknown."""
    if not records.strays:
        return records
    kinds = [kind.id for kind in folder_kinds()]
    found = [ids_that_may_be_in(root, path) for root in roots for path in records.strays]
    lost = {(kind, name) for names, _ in found for name in names for kind in kinds}
    return replace(records, left_out=records.left_out | lost, stray_texts=tuple(text for _, text in found if text))


def _own_references(document: Document, kind: str) -> Iterator[Reference]:
    """The references of a document. What a task inherits is written in the policy, and referred to from there."""
    if kind != "task" or not document.made_of:
        return references(document, kind)
    policy = {one.name for one in document.made_of if kind_at(one.path) == "delegation"}
    return (one for one in references(document, kind) if document.span(one.route, key=one.key).path not in policy)


def _place(kind: str, record: Record) -> RecordPlace:
    return RecordPlace(kind, record.origin.path, record.origin.route)


def _is_in(reference: Reference, place: RecordPlace) -> bool:
    """Whether a reference is in the record at `place`."""
    document = reference.document
    return document.path == place.path and route_of_record(reference.route, kind_at(document.path) or "") == place.route


def gather(
    documents: Iterable[tuple[Document, str]],
    strays: Sequence[str] = (),
    roots: Sequence[Path] = (),
    overlay: Overlay | None = None,
    *,
    partial: bool = False,
) -> Records:
    """The records of documents, each given with its kind; invalid documents become findings. `overlay` is passed on.

    With `partial`, also what can be read of invalid documents (see `partly_readable_records`).
    """
    documents = with_standards(documents)
    findings: list[Finding] = []
    left_out = {(kind.id, PurePosixPath(path).name.split(".")[0]) for path in strays for kind in folder_kinds()}
    unknown: set[str] = {kind.id for file_kind in file_kinds() for kind in kinds_in_file(file_kind.id)}
    found: dict[str, dict[str, Record]] = {kind: {} for kind in kinds_with_ids()}
    single: dict[str, object] = {}
    found_references: list[Reference] = []
    duplicates: list[tuple[str, str, Origin, Origin]] = []
    entries: list[tuple[str, str, Record]] = []
    without_id: dict[str, list[object]] = {}
    for document, kind in documents:
        decoded, wrong = decode(document, kind)
        if wrong:
            findings += wrong
            part = decode_parts(document, kind) if partial else Parts()
            if not any(record_kind == kind for record_kind, _ in part.records):
                left_out |= _ids_of(document, kind)
                if other := kind_in_another_folder(document, kind):
                    left_out |= _ids_of(document, other)
            unknown.difference_update(part.complete_kinds)
            entries += [(kind, record_kind, record) for record_kind, record in part.records]
            found_references += [ref for ref in references(document, kind) if part.can_read(ref.route, kind)]
            continue
        found_references += _own_references(document, kind)
        unknown.difference_update(inner.id for inner in kinds_in_file(kind))
        entries += [(kind, record_kind, record) for record_kind, record in decoded]
    files = {kind for _, kind in documents}
    unknown -= {name for name in NEEDS_NO_FILE if (KIND[name].listed_in or ("",))[0] not in files}
    alternatives = {kind for reference in found_references for kind in reference.kinds}
    if alternatives:
        there = left_out | {(kind, getattr(record, "id", "")) for _, kind, record in entries if kind in alternatives}
        found_references = [one.among(there, unknown) if one.kinds else one for one in found_references]
    counts = Counter((reference.kind, reference.id) for reference in found_references)
    referenced = counts.keys()
    meant = _meant_ids([(kind, str(getattr(record, "id", ""))) for _, kind, record in entries], counts)
    # Of two records with one id, the one whose file has that name is used.
    entries.sort(key=lambda entry: entry[0] == entry[1] and _has_other_name(entry[2]))
    for kind, record_kind, record in entries:
        own = getattr(record, "id", "")
        name = _effective_id(record, kind, referenced) if kind == record_kind else meant.get((record_kind, own), own)
        attribute = KIND[record_kind].attribute
        if KIND[record_kind].is_single:
            single[attribute] = record
        elif record_kind not in found:
            without_id.setdefault(attribute, []).append(record)
        elif name in found[record_kind]:
            duplicates.append((record_kind, name, record.origin, found[record_kind][name].origin))
        else:
            found[record_kind][name] = _with_id(record, name)
    listed = {kind: by_id if kind in unknown else with_usual(kind, by_id) for kind, by_id in found.items()}
    return Records(
        roots=tuple(roots),
        documents=documents,
        findings=tuple(findings),
        strays=tuple(strays),
        left_out=frozenset(left_out),
        unknown_kinds=frozenset(unknown),
        references=tuple(found_references),
        duplicates=tuple(duplicates),
        overlay=overlay,
        **single,  # type: ignore[arg-type]
        **{attribute: tuple(entries) for attribute, entries in without_id.items()},  # type: ignore[arg-type]
        **{KIND[kind].attribute: MappingProxyType(dict(by_id)) for kind, by_id in listed.items()},  # type: ignore[arg-type]
    )


def _replaced(held: Any, kind: str, again: Mapping[tuple[int, str, Route], Any]) -> object:
    """The records of one kind, one or several, with those in `again` in their place."""

    def new(record: Any) -> Any:
        return again.get((id(record.origin.document), kind, record.origin.route), record)

    if isinstance(held, Mapping):
        return MappingProxyType({name: _with_id(new(record), name) for name, record in held.items()})
    if isinstance(held, tuple):
        return tuple(new(record) for record in held)
    return new(held) if held is not None else None


def _with_id(record: Record, name: str) -> Record:
    return record if name == record.id else replace(record, id=name)


def _has_other_name(record: Record) -> bool:
    return bool(getattr(record, "id", "") != _stem(record.origin.path))


def _stem(path: str) -> str:
    """The name of a YAML file without its ending: as `PurePosixPath` gives it, in a part of the time."""
    return path.rpartition("/")[2].rpartition(".")[0] or PurePosixPath(path).stem


def _effective_id(record: Record, kind: str, referenced: Collection[tuple[str, str]]) -> str:
    """The id of a record that is a file: its field `id`, or the name of its file where only that name is referred to.

    So a mistake in either is one finding, without another at every reference.
    """
    own, stem = getattr(record, "id", ""), _stem(record.origin.path)
    return stem if own != stem and (kind, stem) in referenced and (kind, own) not in referenced else own


def _meant_ids(entries: Iterable[tuple[str, str]], counts: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], str]:
    """Ids of entries of lists that no record names, where several name one that is nearly the same: the id that is meant.

    So a slip in the id of a step, a tier or a contact is one finding, without another at each of hundreds of references.
    `entries` are kind and id of all records, `counts` how often each kind and id is named.
    """
    own: dict[str, set[str]] = {}
    for kind, name in entries:
        if KIND[kind].listed_in and name:
            own.setdefault(kind, set()).add(name)
    found: dict[tuple[str, str], str] = {}
    for (kind, name), number in counts.items():
        if number < 2 or kind not in own or name in own[kind]:
            continue
        near = closest_match(name, [one for one in own[kind] if (kind, one) not in counts])
        if near:
            found[kind, near] = name
    return found


def _ids_of(document: Document, kind: str) -> set[tuple[str, str]]:
    """The ids that a document may have had: the name of its file, its field `id`, and those that have replaced it."""
    ids = {PurePosixPath(document.path).stem}
    if isinstance(document.data, dict) and isinstance(document.data.get("id"), str):
        ids.add(document.data["id"])
    if document.path == MINIMUM_WAGE_FILE:
        ids.update(MINIMUM_WAGE_IDS)
    return {(kind, id) for id in ids}


def require_framework(root: Path) -> None:
    """Raises NoFramework where a folder holds no framework, with the folder that may be meant."""
    if not root.is_dir():
        raise NoFramework(f"`{root}` is {'a file, not' if root.is_file() else 'not'} a folder")
    if not (root / "framework").is_dir():
        path = root.resolve()
        below = (folder.parent for depth in ("*/", "*/*/") for folder in sorted(path.glob(f"{depth}{TOP_FOLDERS[0]}")))
        near = (folder for folder in chain(path.parents, below) if all((folder / top).is_dir() for top in TOP_FOLDERS))
        around = next(near, None)
        raise NoFramework(
            f"`{path if root == Path() else root}` holds no framework: there is no folder `framework` in it"
            + (f"; did you mean `{around}`?" if around else "")
        )
