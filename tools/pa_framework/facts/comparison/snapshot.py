"""One of the two states that are compared: the records of a state, as far as they can be judged, and what cannot be.

A record of an older or newer schema is judged as far as it goes: fields that today's schema does not have are ignored,
fields that it requires may be absent. Where a value is of the wrong type, nothing is guessed, and the record is unjudged.
"""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from pa_framework.facts.facts import Facts
from pa_framework.facts.titles import title_of
from pa_framework.records.base import Record
from pa_framework.records.decode import decode, decode_records
from pa_framework.records.kinds import entry_kinds, kinds_in_file
from pa_framework.records.load import Records, gather
from pa_framework.records.model import Task
from pa_framework.records.register import Register
from pa_framework.records.standards import with_standards
from pa_framework.records.yaml_source import Document, Route
from pa_framework.text.findings import Finding

#: Findings with which a record is judged nevertheless: an unknown field, a missing one, too few or too many entries.
_TOLERATED = frozenset({"SCH001", "SCH002", "SCH007"})


class Unjudged(Struct, frozen=True):
    """A file that could not be read or is not valid. `wholly`: nothing in it could be judged."""

    path: str
    kind: str
    side: str
    wholly: bool
    findings: tuple[Finding, ...]

    @property
    def id(self) -> str:
        """The id that the file's name gives."""
        return PurePosixPath(self.path).stem


class Snapshot(Struct, frozen=True, dict=True):
    """`name` is `base` or `head`. `documents` are the readable records by path, with their kinds."""

    name: str
    on: date
    documents: Mapping[str, tuple[Document, str]]
    records: Records
    unjudged: tuple[Unjudged, ...]
    strays: tuple[str, ...]

    @cached_property
    def facts(self) -> Facts:
        """What follows from the records on the day."""
        return Facts(self.records, self.on)

    def with_register(self, register: Register) -> Facts:
        """The same with a competence register."""
        return Facts(self.records, self.on, register)

    def is_unjudged(self, kind: str, name: str) -> bool:
        """Whether a record of this kind and id is in a file of which nothing could be judged."""
        return any(unjudged.wholly and unjudged.kind == kind and unjudged.id == name for unjudged in self.unjudged)

    def has_unknown_tier(self, task: Task) -> bool:
        """Whether a task names a risk that is none of the policy's tiers: most often a slip of the keyboard."""
        tiers = self.records.tiers
        return bool(task.risk and tiers) and task.risk not in tiers

    def title(self, kind: str, name: str) -> str:
        """The title of a record, or its id as words where there is none."""
        return title_of(self.records.of_kind(kind), name)


def snapshot(
    name: str, on: date, documents: Mapping[str, tuple[Document, str]], strays: tuple[str, ...] = ()
) -> Snapshot:
    """The snapshot of documents by path, each with its kind, on the day `on`; `strays` are files of no kind."""
    documents = dict(zip(documents, with_standards(documents.values()), strict=True))
    judged: list[tuple[Document, str]] = []
    unjudged: list[Unjudged] = []
    saved: list[tuple[str, Any]] = []
    for path, (document, kind) in documents.items():
        _, wrong = decode(document, kind)
        if not wrong:
            judged.append((document, kind))
            continue
        tolerated = _tolerant_records(document, kind, wrong)
        saved += tolerated
        unjudged.append(Unjudged(path, kind, name, not tolerated, wrong))
    records = gather(judged, strays)
    return Snapshot(name, on, documents, records.with_records(saved), tuple(unjudged), strays)


def _tolerant_records(document: Document, kind: str, wrong: tuple[Finding, ...]) -> list[tuple[str, Record]]:
    """The records of a document that is valid apart from tolerated findings, as (kind, record); else none."""
    if document.findings or any(finding.code not in _TOLERATED for finding in wrong):
        return []
    if not kinds_in_file(kind):
        return []
    unknown = {(finding.span.line, finding.span.column) for finding in wrong if finding.code == "SCH001"}
    routes = {route for route, mark in document.keys.items() if (mark.line, mark.column) in unknown}
    data = _without(document.data, (), routes)
    for field, _ in entry_kinds(kind):
        data.setdefault(field, [])
    try:
        return list(decode_records(replace(document, data=data), kind))
    except (ValueError, TypeError):  # msgspec's: a field that a struct needs is not there
        return []


def _without(data: Any, route: Route, routes: set[Route]) -> Any:
    if isinstance(data, dict):
        return {
            key: _without(value, (*route, key), routes) for key, value in data.items() if (*route, key) not in routes
        }
    if isinstance(data, list):
        return [_without(value, (*route, index), routes) for index, value in enumerate(data)]
    return data
