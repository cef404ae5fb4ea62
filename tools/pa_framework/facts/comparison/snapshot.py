"""One side of a comparison: the records of a state, as far as they can be judged, and what can not be.

A record of an older or newer schema is not thrown away. What the schema of today does not know is set aside, what it
misses is left out, and the rest is judged as it stands. Where a value is of the wrong kind, nothing is guessed: the
record is said to be unjudged.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from pa_framework.facts.facts import Facts
from pa_framework.records.base import Record
from pa_framework.records.decode import nouns, shaped
from pa_framework.records.kinds import entry_kinds, kinds_in_file
from pa_framework.records.load import Records, gather
from pa_framework.records.model import Task
from pa_framework.records.register import Register
from pa_framework.records.yaml_source import Document, Route
from pa_framework.text.findings import Finding

#: What a record may depart from and still be judged: a field that is not known, one that is missing, too few of them.
_BEARABLE = frozenset({"SCH001", "SCH002", "SCH007"})


@dataclass(frozen=True, slots=True)
class Unjudged:
    """A file that could not be read or does not hold its shape. `wholly`: nothing in it could be judged."""

    path: str
    kind: str
    side: str
    wholly: bool
    findings: tuple[Finding, ...]

    @property
    def id(self) -> str:
        """The id that the file's name gives."""
        return PurePosixPath(self.path).stem


@dataclass(frozen=True)
class Snapshot:
    """`name` is `base` or `head`. `documents` are the readable records by path, with their kinds."""

    name: str
    on: date
    documents: Mapping[str, tuple[Document, str]]
    records: Records
    unjudged: tuple[Unjudged, ...]
    strays: tuple[str, ...]

    @cached_property
    def facts(self) -> Facts:
        return Facts(self.records, self.on)

    def with_register(self, register: Register) -> Facts:
        return Facts(self.records, self.on, register)

    def lost(self, kind: str, name: str) -> bool:
        """Whether a record of this kind and id stands in a file that nothing could be judged of."""
        return any(each.wholly and each.kind == kind and each.id == name for each in self.unjudged)

    def knows_no_tier(self, task: Task) -> bool:
        """Whether a task names a risk that is none of the policy's tiers: most often a slip of the keyboard."""
        tiers = self.records.tiers
        return bool(task.risk and tiers) and task.risk not in tiers

    def title(self, kind: str, name: str) -> str:
        """The title of a record, or its id as words where there is none."""
        noun = self.records.of_kind(kind).get(name)
        return str(getattr(noun, "title", "") or name.replace("-", " "))


def snapshot(
    name: str, on: date, documents: Mapping[str, tuple[Document, str]], strays: tuple[str, ...] = ()
) -> Snapshot:
    """The snapshot of documents by path, each with its kind, on the day `on`; `strays` are files of no kind."""
    judged: list[tuple[Document, str]] = []
    unjudged: list[Unjudged] = []
    saved: list[tuple[str, Any]] = []
    for path, (document, kind) in documents.items():
        _, wrong = shaped(document, kind)
        if not wrong:
            judged.append((document, kind))
            continue
        bearable = _bearable(document, kind, wrong)
        saved += bearable
        unjudged.append(Unjudged(path, kind, name, not bearable, wrong))
    records = gather(judged, strays)
    return Snapshot(name, on, documents, records.joined(saved), tuple(unjudged), strays)


def _bearable(document: Document, kind: str, wrong: tuple[Finding, ...]) -> list[tuple[str, Record]]:
    """The nouns of a document whose shape nearly holds; nothing where too much is wrong with it."""
    if document.findings or any(each.code not in _BEARABLE for each in wrong):
        return []
    if not kinds_in_file(kind):
        return []
    unknown = {(each.span.line, each.span.column) for each in wrong if each.code == "SCH001"}
    routes = {route for route, mark in document.keys.items() if (mark.line, mark.column) in unknown}
    data = _without(document.data, (), routes)
    for field, _ in entry_kinds(kind):
        data.setdefault(field, [])
    try:
        return list(nouns(replace(document, data=data), kind))
    except (ValueError, TypeError):  # msgspec's: a field that a noun needs is not there
        return []


def _without(data: Any, route: Route, routes: set[Route]) -> Any:
    if isinstance(data, dict):
        return {
            key: _without(value, (*route, key), routes) for key, value in data.items() if (*route, key) not in routes
        }
    if isinstance(data, list):
        return [_without(value, (*route, index), routes) for index, value in enumerate(data)]
    return data
