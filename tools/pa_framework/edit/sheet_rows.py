"""The records of a kind as rows of a sheet: what is shown of each, and in which file a change of it is written.

In an area that builds on a base, every record that counts there is a row. What the area says of a record of the base
lies over it, so a row shows both, and a change is written in the area's own file.
"""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from pa_framework.records.dated_documents import value_at
from pa_framework.records.kinds import KIND
from pa_framework.records.load import Records
from pa_framework.records.overlays import BECAUSE, CHANGES, NOT_INHERITED, Merging
from pa_framework.records.yaml_source import Document, Route, parse_document


class SheetRow(Struct, frozen=True):
    """A record in a sheet.

    Attributes:
        kind: Its kind.
        id: Its id.
        path: The file that holds it, or that will hold what an area changes of it.
        document: That file; None where it is not there yet.
        route: Where the record, or the change of it, is in the file; None where the file says nothing of it.
        shown: What is shown: the record as its file says it, laid over that of the base.
        base: The file of the base that has the record, and where; None where the record is the framework's own.
    """

    kind: str
    id: str
    path: str
    document: Document | None
    route: Route | None
    shown: Mapping[str, Any]
    base: tuple[Document, Route] | None = None

    @property
    def listed_in(self) -> str | None:
        """The field that lists records of this kind, where they have no files of their own."""
        listed = KIND[self.kind].listed_in
        return listed[1] if listed else None

    @property
    def file_kind(self) -> str:
        """The kind of the file."""
        return _file_kind(self.kind)

    @property
    def below(self) -> Mapping[str, Any]:
        """What the base says; nothing where the record is the framework's own."""
        found: Mapping[str, Any] = value_at(self.base[0].data, self.base[1]) if self.base else {}
        return found


def sheet_rows(records: Records, kind: str) -> dict[str, SheetRow]:
    """The records of a kind, by id, in their order."""
    if records.overlay is None:
        own = {id(document) for document, _ in records.own_documents}
        return {
            name: _own_row(kind, name, record.origin.document, record.origin.route)
            for name, record in records.of_kind(kind).items()
            if id(record.origin.document) in own
        }
    file_kind = _file_kind(kind)
    of_area = dict(_places(records.overlay.own, kind))
    of_base = {} if file_kind in NOT_INHERITED else dict(_places(records.overlay.base, kind))
    files = {document.path: document for document, _ in records.overlay.own}
    found: dict[str, SheetRow] = {}
    for name in records.of_kind(kind):
        there, under = of_area.get(name), of_base.get(name)
        if there is not None and (under is None or CHANGES not in value_at(there[0].data, there[1])):
            found[name] = _own_row(kind, name, *there)
        elif under is not None:
            path = there[0].path if there else under[0].path
            row = SheetRow(kind, name, path, files.get(path), there[1] if there else None, {}, under)
            found[name] = replace(row, shown=laid_over(row, *there) if there else _of_base_alone(row))
    return found


def laid_over(row: SheetRow, document: Document, route: Route) -> dict[str, Any]:
    """The record of a row with what a file of the area says of it, and why."""
    assert row.base is not None
    made = Merging(document, row.base[0], lambda *_: None).record(row.kind, (), route, row.base[1])
    because = value_at(document.data, route).get(BECAUSE, _reason_of_file(row))
    return {**made, BECAUSE: because} if because else made


def _of_base_alone(row: SheetRow) -> dict[str, Any]:
    because = _reason_of_file(row)
    return {**row.below, BECAUSE: because} if because else dict(row.below)


def _reason_of_file(row: SheetRow) -> str:
    """The reason that a file of several records gives for all that it changes; empty where it gives none."""
    document = row.document
    of_file = document.data.get(BECAUSE) if document and row.listed_in and isinstance(document.data, dict) else ""
    return of_file if isinstance(of_file, str) else ""


def _own_row(kind: str, name: str, document: Document, route: Route) -> SheetRow:
    if document.made_of:  # the file says less than the record: the rest is inherited, and edited where it is
        document = parse_document(document.text, document.path)
    return SheetRow(kind, name, document.path, document, route, value_at(document.data, route))


def _file_kind(kind: str) -> str:
    listed = KIND[kind].listed_in
    return listed[0] if listed else kind


def _places(documents: tuple[tuple[Document, str], ...], kind: str) -> Iterator[tuple[str, tuple[Document, Route]]]:
    """Where records of a kind, or changes of them, are written in some files: by the id of the record."""
    listed, id_field = KIND[kind].listed_in, KIND[kind].id_field
    for document, of_kind in documents:
        if of_kind != _file_kind(kind) or document.findings or not isinstance(document.data, dict):
            continue
        if listed is None:
            name = document.data.get(CHANGES, document.data.get(id_field) or PurePosixPath(document.path).stem)
            yield str(name), (document, ())
            continue
        entries = document.data.get(listed[1])
        for place, entry in enumerate(entries if isinstance(entries, list) else ()):
            if isinstance(entry, dict) and (name := entry.get(CHANGES, entry.get(id_field))):
                yield str(name), (document, (listed[1], place))
