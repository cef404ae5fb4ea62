"""Everything that is known on a day: the records and what follows from them, each computed once."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate
from pathlib import PurePosixPath

from pa_framework.facts.delegation_chain import Chain, RoleAuthority, chains, role_authorities
from pa_framework.facts.graph import Graph, graph
from pa_framework.facts.pay import Minimum, minimum_on
from pa_framework.facts.verdict import ChainValidator, Verdict
from pa_framework.records.kinds import folder_kinds
from pa_framework.records.load import Records
from pa_framework.records.register import Register
from pa_framework.records.yaml_source import Document, Route
from pa_framework.text.findings import Span


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """A value of a record that is text or a number, and where it stands. `field` is the name nearest to it."""

    document: Document
    kind: str
    route: Route
    field: str
    text: str

    @property
    def span(self) -> Span:
        return self.document.span(self.route)


class TextIndex:
    """Many texts as one, so that what is rare is looked for in all of them at once."""

    def __init__(self, texts: Iterable[Text], *, lower: bool = False) -> None:
        self.texts = tuple(texts)
        pieces = [each.text.lower() if lower else each.text for each in self.texts]
        self._whole = "\0".join(pieces).replace("\n", " ")
        self._starts = list(accumulate((len(piece) + 1 for piece in pieces), initial=0))

    def holding(self, word: str) -> Iterator[Text]:
        """The texts in which a word stands, in order."""
        place = self._whole.find(word)
        while place >= 0:
            index = bisect_right(self._starts, place) - 1
            yield self.texts[index]
            place = self._whole.find(word, self._starts[index + 1])

    def matching(self, pattern: re.Pattern[str]) -> Iterator[Text]:
        """The texts in which a pattern matches, in order. It is quick for patterns that begin with letters or figures."""
        last = -1
        for found in pattern.finditer(self._whole):
            index = bisect_right(self._starts, found.start()) - 1
            if index != last:
                last = index
                yield self.texts[index]


class Facts:
    """The records on a day, with a register where one is asked about. Rules judge it, pages show it."""

    def __init__(self, records: Records, on: date, register: Register | None = None) -> None:
        self.records = records
        self.on = on
        self.register = register

    @cached_property
    def sign_offs(self) -> ChainValidator:
        """Judges the sign-offs of the register."""
        held = self.register or Register()
        return ChainValidator(self.records, held.practitioners, held.persons)

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The verdict of every sign-off of the register on this day, in the order of the files."""
        held = self.register or Register()
        return tuple(
            self.sign_offs.verdict(pa, index, self.on) for pa in held.pas.values() for index in range(len(pa.sign_offs))
        )

    @cached_property
    def graph(self) -> Graph:
        return graph(self.records)

    @cached_property
    def chains(self) -> dict[str, Chain]:
        """The sign-off chain of each delegable task, by the task's id."""
        return chains(self.records, self.authorities)

    @cached_property
    def authorities(self) -> dict[str, RoleAuthority]:
        """Each role's path of authority."""
        return role_authorities(self.records)

    @cached_property
    def minimum_today(self) -> Minimum | None:
        """The legal minimum of the oldest age band on this day."""
        return minimum_on(self.on, self.records.minimum_wage)

    @cached_property
    def misnamed(self) -> frozenset[tuple[str, str]]:
        """Records whose id differs from their file's name, as (kind, name), under both names.

        Nothing more is said of what does or does not refer to them: one cause, one finding.
        """
        found: set[tuple[str, str]] = set()
        for kind in (kind.id for kind in folder_kinds()):
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
        """Whether a record that was left out may have or name this id; without kinds, a record of any kind.

        Where it may, nothing is said of the id being named nowhere: one cause, one finding.
        """
        word = re.compile(rf"(?<![a-z0-9-]){re.escape(name)}(?![a-z0-9-])")
        return any(
            not document.text
            or PurePosixPath(document.path).stem == name
            or word.search(document.text)
            or word.search(str(document.data))
            for document, kind in self._left_out
            if not kinds or kind in kinds
        )

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every text and number of every record that can be read, whether or not its shape holds."""
        return tuple(
            Text(document, kind, route, field, value if isinstance(value, str) else str(value))
            for document, kind in self.records.documents
            for route, field, value in _scalar_values(document.data, (), "")
        )


def _scalar_values(data: object, route: Route, field: str) -> Iterator[tuple[Route, str, object]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _scalar_values(value, (*route, key), key)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _scalar_values(value, (*route, index), field)
    elif data is not None and not isinstance(data, bool):
        yield route, field, data
