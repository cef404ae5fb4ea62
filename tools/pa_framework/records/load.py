"""Finds the files of a framework, reads them all, and indexes what they hold by id."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as replaced
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from msgspec.structs import replace

from pa_framework.records.base import Origin, Record
from pa_framework.records.decode import Parts, decode, decode_parts, route_of_record
from pa_framework.records.files import printable_path, read_file, yaml_files
from pa_framework.records.kinds import (
    KIND,
    NOT_RECORDS,
    TOP_FOLDERS,
    file_kinds,
    kind_at,
    kinds_in_file,
    kinds_with_ids,
)
from pa_framework.records.model import FrameworkRecords, Level
from pa_framework.records.references import Reference, references
from pa_framework.records.unreadable import RecordPlace
from pa_framework.records.yaml_source import Document
from pa_framework.text.errors import UserError
from pa_framework.text.findings import Finding


class NoFramework(UserError):
    """The folder that was named holds no framework. The message is one sentence for the person who typed it."""


@dataclass(frozen=True, slots=True)
class Records(FrameworkRecords):
    """Everything that was read, together.

    `left_out` holds documents that could not be
    read or whose shape does not hold: nothing is said of what refers to them (one cause, one finding).
    """

    roots: tuple[Path, ...] = ()
    documents: tuple[tuple[Document, str], ...] = ()
    findings: tuple[Finding, ...] = ()
    strays: tuple[str, ...] = ()
    left_out: frozenset[tuple[str, str]] = frozenset()
    unknown_kinds: frozenset[str] = frozenset()
    references: tuple[Reference, ...] = ()
    duplicates: tuple[tuple[str, str, Origin, Origin], ...] = ()

    def of_kind(self, kind: str) -> Mapping[str, Record]:
        """All nouns of a kind, by id."""
        declared = kinds_with_ids().get(kind)
        return getattr(self, declared.attribute) if declared else MappingProxyType({})

    def with_records(self, nouns: Iterable[tuple[str, object]]) -> "Records":
        """The same with more nouns, each with its kind; one whose id is there already changes nothing."""
        found: dict[str, dict[str, object]] = {}
        single: dict[str, object] = {}
        for kind, noun in nouns:
            if KIND[kind].is_single:
                single[KIND[kind].attribute] = noun
            elif kind in kinds_with_ids():
                here = found.setdefault(kind, dict(self.of_kind(kind)))
                here.setdefault(str(getattr(noun, "id", "")), noun)
        more = {KIND[kind].attribute: MappingProxyType(by_id) for kind, by_id in found.items()}
        return replaced(self, **single, **more)  # type: ignore[arg-type]

    def partly_readable_records(self) -> "Records":
        """The same documents, with what can be read of those whose shape does not hold.

        A field that cannot be read raises UnreadableField when it is asked for. Only those who can do without the
        record then, as rules can, may work with these records. Where nothing is gained, these are the same records.
        """
        paths = {finding.span.path for finding in self.findings}
        if all(document.findings for document, _ in self.documents if document.path in paths):
            return self
        return gather(self.documents, self.strays, self.roots, partial=True)

    def without(self, places: Collection[RecordPlace]) -> "Records":
        """The same without the nouns at `places`, which count as left out, and without the references in them.

        Where the order of a kind says something, all of the kind are left out.
        """
        left_out, unknown = set(self.left_out), set(self.unknown_kinds)
        changed: dict[str, object] = {}
        for kind in (KIND[name] for name in sorted({place.kind for place in places})):
            if kind.is_single or kind.ordered:
                unknown.add(kind.id)
                changed[kind.attribute] = None if kind.is_single else MappingProxyType({})
                continue
            by_id = self.of_kind(kind.id)
            gone = [noun for noun in by_id.values() if _place(kind.id, noun) in places]
            for noun in gone:
                left_out |= {(kind.id, noun.id)}
                left_out |= set() if noun.origin.route else _ids_of(noun.origin.document, kind.id)
            changed[kind.attribute] = MappingProxyType(
                {name: noun for name, noun in by_id.items() if not any(noun is one for one in gone)}
            )
        named = tuple(each for each in self.references if not any(_names(place, each) for place in places))
        return replaced(
            self,
            left_out=frozenset(left_out),
            unknown_kinds=frozenset(unknown),
            references=named,
            **changed,  # type: ignore[arg-type]
        )

    def step_order(self) -> dict[str, int]:
        """Steps by height: 0 is the first."""
        return {step: height for height, step in enumerate(self.steps)}

    def tier_order(self) -> dict[str, int]:
        """Tiers by height: 0 is the lowest risk."""
        return {tier: height for height, tier in enumerate(self.tiers)}

    def levels_in_order(self) -> list[Level]:
        """Levels that are not retired, first to last."""
        return sorted(
            (level for level in self.levels.values() if not level.replaced_by), key=lambda each: (each.order, each.id)
        )


def read_records(*roots: Path) -> Records:
    """All records below the roots. Raises NoFramework where a root holds no `framework` folder."""
    documents: list[tuple[Document, str]] = []
    strays: list[str] = []
    for root in roots:
        _must_hold_framework(root)
        for path in yaml_files(root, TOP_FOLDERS, NOT_RECORDS):
            kind = kind_at(path)
            if kind is None:
                strays.append(printable_path(path))
            else:
                documents.append((read_file(root, path, path), kind))
    return gather(documents, strays, roots)


def _place(kind: str, noun: Record) -> RecordPlace:
    return RecordPlace(kind, noun.origin.path, noun.origin.route)


def _names(place: RecordPlace, reference: Reference) -> bool:
    """Whether it is the noun at `place` that holds this reference."""
    document = reference.document
    return document.path == place.path and route_of_record(reference.route, kind_at(document.path) or "") == place.route


def gather(
    documents: Iterable[tuple[Document, str]],
    strays: Sequence[str] = (),
    roots: Sequence[Path] = (),
    *,
    partial: bool = False,
) -> Records:
    """Documents with their kinds, judged for their shape, and what holds built and indexed.

    With `partial`, also what can be read of a document whose shape does not hold (see `partly_readable_records`).
    """
    documents = tuple(documents)
    findings: list[Finding] = []
    left_out: set[tuple[str, str]] = set()
    unknown: set[str] = {each.id for kind in file_kinds() for each in kinds_in_file(kind.id)}
    found: dict[str, dict[str, Record]] = {each: {} for each in kinds_with_ids()}
    single: dict[str, object] = {}
    named: list[Reference] = []
    duplicates: list[tuple[str, str, Origin, Origin]] = []
    whole: list[tuple[str, str, Record]] = []
    without_id: dict[str, list[object]] = {}
    for document, kind in documents:
        held, wrong = decode(document, kind)
        if wrong:
            findings += wrong
            part = decode_parts(document, kind) if partial else Parts()
            if not any(noun_kind == kind for noun_kind, _ in part.records):
                left_out |= _ids_of(document, kind)
            unknown.difference_update(part.known)
            whole += [(kind, noun_kind, noun) for noun_kind, noun in part.records]
            named += [each for each in references(document, kind) if part.can_read(each.route, kind)]
            continue
        named += references(document, kind)
        unknown.difference_update(each.id for each in kinds_in_file(kind))
        whole += [(kind, noun_kind, noun) for noun_kind, noun in held]
    asked_for = {(reference.kind, reference.id) for reference in named}
    whole.sort(key=lambda each: each[0] == each[1] and _misnamed(each[2]))  # of two with one id, the well-named counts
    for kind, noun_kind, noun in whole:
        name = _known_as(noun, kind, asked_for) if kind == noun_kind else getattr(noun, "id", "")
        attribute = KIND[noun_kind].attribute
        if KIND[noun_kind].is_single:
            single[attribute] = noun
        elif noun_kind not in found:
            without_id.setdefault(attribute, []).append(noun)
        elif name in found[noun_kind]:
            duplicates.append((noun_kind, name, noun.origin, found[noun_kind][name].origin))
        else:
            found[noun_kind][name] = noun if name == noun.id else replace(noun, id=name)
    return Records(
        roots=tuple(roots),
        documents=documents,
        findings=tuple(findings),
        strays=tuple(strays),
        left_out=frozenset(left_out),
        unknown_kinds=frozenset(unknown),
        references=tuple(named),
        duplicates=tuple(duplicates),
        **single,  # type: ignore[arg-type]
        **{attribute: tuple(entries) for attribute, entries in without_id.items()},  # type: ignore[arg-type]
        **{KIND[kind].attribute: MappingProxyType(by_id) for kind, by_id in found.items()},  # type: ignore[arg-type]
    )


def _misnamed(noun: Record) -> bool:
    return bool(getattr(noun, "id", "") != PurePosixPath(noun.origin.path).stem)


def _known_as(noun: Record, kind: str, asked_for: Collection[tuple[str, str]]) -> str:
    """The id of a noun that is a file: the one it writes, or its file's name where the two differ and others use that.

    So a slip in either is one finding, and not one more at every reference.
    """
    written, stem = getattr(noun, "id", ""), PurePosixPath(noun.origin.path).stem
    return stem if _misnamed(noun) and (kind, stem) in asked_for and (kind, written) not in asked_for else written


def _ids_of(document: Document, kind: str) -> set[tuple[str, str]]:
    """The ids that a document would have given: its file's name, and the one that it writes."""
    ids = {PurePosixPath(document.path).stem}
    if isinstance(document.data, dict) and isinstance(document.data.get("id"), str):
        ids.add(document.data["id"])
    return {(kind, each) for each in ids}


def _must_hold_framework(root: Path) -> None:
    if not root.is_dir():
        raise NoFramework(f"`{root}` is {'a file, not' if root.is_file() else 'not'} a folder")
    if not (root / "framework").is_dir():
        here = root.resolve()
        around = next((each for each in here.parents if all((each / top).is_dir() for top in TOP_FOLDERS)), None)
        raise NoFramework(
            f"`{here if root == Path() else root}` holds no framework: there is no folder `framework` in it"
            + (f"; did you mean `{around}`?" if around else "")
        )
