"""Everything that is known on a day: the records and what follows from them, each computed once."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import PurePosixPath

from pa_framework.graph import Graph, graph
from pa_framework.pay import Minimum, minimum_on
from pa_framework.records import FOLDERS, Records
from pa_framework.signoff import Authority, Chain, authority, chains
from pa_framework.source import Document, Route, leaves


@dataclass(frozen=True, slots=True)
class Text:
    """A value of a record that is text or a number, and where it stands. `field` is the name nearest to it."""

    document: Document
    kind: str
    route: Route
    text: str

    @property
    def field(self) -> str:
        return next((part for part in reversed(self.route) if isinstance(part, str)), "")


class Facts:
    """The records on a day. Rules judge it, pages show it."""

    def __init__(self, records: Records, on: date) -> None:
        self.records = records
        self.on = on

    @cached_property
    def graph(self) -> Graph:
        return graph(self.records)

    @cached_property
    def chains(self) -> dict[str, Chain]:
        """The sign-off chain of each delegable task, by the task's id."""
        return chains(self.records)

    @cached_property
    def authorities(self) -> dict[str, Authority]:
        """Each role's path of authority."""
        return {name: authority(name, self.records.roles) for name in self.records.roles}

    @cached_property
    def minimum_today(self) -> Minimum | None:
        """The legal minimum for adults on this day."""
        return minimum_on(self.on, self.records.minimum_wage)

    @cached_property
    def misnamed(self) -> frozenset[tuple[str, str]]:
        """Records whose id differs from their file's name, as (kind, name), under both names.

        Nothing more is said of what does or does not refer to them: one cause, one finding.
        """
        found: set[tuple[str, str]] = set()
        for kind in FOLDERS.values():
            for noun in self.records.of_kind(kind).values():
                stem = PurePosixPath(noun.origin.path).stem
                if noun.id != stem:
                    found |= {(kind, noun.id), (kind, stem)}
        return frozenset(found)

    @cached_property
    def _left_out(self) -> tuple[tuple[Document, str], ...]:
        paths = {finding.span.path for finding in self.records.findings}
        return tuple((document, kind) for document, kind in self.records.documents if document.path in paths)

    def may_be_named(self, name: str, *kinds: str) -> bool:
        """Whether a record that could not be read may name this id; without kinds, a record of any kind.

        Where it may, nothing is said of the id being named nowhere: one cause, one finding.
        """
        word = re.compile(rf"(?<![a-z0-9-]){re.escape(name)}(?![a-z0-9-])")
        return any(
            not document.text or word.search(document.text)
            for document, kind in self._left_out
            if not kinds or kind in kinds
        )

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every text and number of every record that can be read, whether or not its shape holds."""
        return tuple(
            Text(document, kind, route, value if isinstance(value, str) else str(value))
            for document, kind in self.records.documents
            for route, value in leaves(document.data)
            if value is not None and not isinstance(value, bool)
        )

    @cached_property
    def writing(self) -> dict[str, str]:
        """Each file as it is written, in one line: a quick look before a close one."""
        return {document.path: " ".join(document.text.split()) for document, _ in self.records.documents}
