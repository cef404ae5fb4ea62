"""The records of a framework on a day, and the facts derived from them, each computed once when first asked for."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property, lru_cache, reduce
from itertools import accumulate, pairwise
from operator import or_
from pathlib import Path, PurePosixPath
from typing import Any, Generic, TypeVar

from msgspec import Struct

from pa_framework.facts.answers import Answer, RegisterDoubts, SignOffs, answers, register_doubts
from pa_framework.facts.delegation_chain import Chain, RoleAuthority, chains, role_authorities
from pa_framework.facts.graph import Graph, graph
from pa_framework.facts.law import ComingLaw, announced
from pa_framework.facts.organisations import funders
from pa_framework.facts.pages import HandWrittenPage, PageText, hand_written_files, read_pages
from pa_framework.facts.pay import MINIMUM_WAGE, Minimum, Shortfall, minimum_on, minimums, minimums_of, shortfalls
from pa_framework.facts.recorded_forms import is_outside
from pa_framework.facts.text_references import (
    Resolved,
    TextUse,
    Unresolved,
    resolve,
    resolved_records,
    uses_in_records,
    words_for,
)
from pa_framework.facts.urgency import ListedSign, Urgency, listed_signs, urgency_of
from pa_framework.facts.verdict import ChainValidator, Verdict
from pa_framework.records.another_kind import kind_in_another_folder
from pa_framework.records.dated_documents import value_at
from pa_framework.records.kinds import PAGES_FOLDER, folder_kinds
from pa_framework.records.load import Records
from pa_framework.records.model import Competence, Rate
from pa_framework.records.overlays import BECAUSE, reasons
from pa_framework.records.register import Register
from pa_framework.records.repository_files import RepositoryFile, repository_files
from pa_framework.records.text_references import TextReference
from pa_framework.records.yaml_source import Document, Route
from pa_framework.text.findings import Span
from pa_framework.text.letters import with_plain_letters
from pa_framework.text.word_index import WordIndex, numbers_in, numbers_with, set_of


class Text(Struct, frozen=True, eq=False, gc=False):
    """A value of a record that is text or a number, as text, with its place.

    `field` is the innermost field on the route to it: the field's own name, or for an entry of a list the list's.
    """

    document: Document
    kind: str
    route: Route
    field: str
    text: str

    @property
    def span(self) -> Span:
        """The place of the value in its file."""
        return self.document.span(self.route)

    @property
    def beside(self) -> Mapping[str, Any]:
        """The group of fields that holds the value; empty for an entry of a list."""
        data: Any = self.document.data
        for part in self.route[:-1]:
            data = data[part]
        return data if isinstance(data, dict) else {}


Indexed = TypeVar("Indexed", Text, PageText)
_FIGURE = re.compile(r"\d")
#: Beginnings of so many letters are rare enough to be looked for besides a longer word.
_RARE = 4
#: To look into more texts one by one takes longer than to search all of them at once.
_MANY = 1_000


def words_in(text: str) -> str:
    """The words of a text in small letters with a space on each side of every one, to look for whole words and beginnings.

    Marks become spaces, so that places stay the same: one more than in the text.
    """
    return f" {text.lower().translate(_MARKS)} "


@lru_cache(maxsize=8192)
def _words_of(string: str) -> tuple[tuple[str, ...], str]:
    """The words of a string that texts are searched for, and the longest of them. Each is asked for in two indexes."""
    words = tuple(words_in(string).split())
    return words, max(words, key=len, default="")


_MARKS = str.maketrans(dict.fromkeys(".,;:!?()[]{}\"'“”‘’|*_/\\\n\t\0…–—", " "))


class TextIndex(Generic[Indexed]):
    """Many texts joined into one string, so that a rare word or pattern is searched for in all of them at once.

    Newlines count as spaces. With `lower`, the texts are searched in lower case.
    """

    def __init__(self, texts: Iterable[Indexed], *, lower: bool = False) -> None:
        self.texts: tuple[Indexed, ...] = tuple(texts)
        self._lower = lower
        pieces = [text.text.lower() if lower else text.text for text in self.texts]
        if any("\0" in piece for piece in pieces):
            pieces = [piece.replace("\0", " ") for piece in pieces]
        self._joined = "\0".join(pieces).replace("\n", " ")
        self._starts = list(accumulate((len(piece) + 1 for piece in pieces), initial=0))

    def containing(self, string: str) -> Iterator[Indexed]:
        """The texts that contain a string, in order, each once."""
        return (self.texts[number] for number in numbers_in(self.with_one_of((string,))))

    @cached_property
    def words(self) -> list[str]:
        """The words of each text as `words_in` gives them."""
        # Where all texts are ASCII, marks are replaced in a part of the time: so others are read one by one.
        plain = "\0".join(text if text.isascii() else " " * len(text) for text in self.each)
        words = words_in(plain)
        found = [words[start : end + 1] for start, end in pairwise(self._starts)]
        for number, text in enumerate(self.each):
            if not text.isascii():
                found[number] = words_in(text)
        return found

    @cached_property
    def word_index(self) -> WordIndex:
        """Which texts have which words, in small letters: most questions about words are answered with this."""
        return WordIndex(self.words)

    @cached_property
    def each(self) -> list[str]:
        """Each text as it is searched."""
        return self._joined.split("\0") if self.texts else []

    @cached_property
    def with_figures(self) -> "TextIndex[Indexed]":
        """Those of the texts that have a figure: patterns of numbers are searched for in few of them."""
        numbers = numbers_in(self.word_index.with_match(_FIGURE))
        return TextIndex((self.texts[number] for number in numbers), lower=self._lower)

    def having_one_of(self, clues: Iterable[str]) -> int:
        """The set of texts that have one of some strings, as `WordIndex` gives sets.

        The longest word of a string is looked for at the beginning of words.
        """
        return reduce(or_, (self._with(clue, self.word_index.with_beginning) for clue in clues), 0)

    def with_one_of(self, strings: Iterable[str]) -> int:
        """The set of texts that contain one of some strings, as `WordIndex` gives sets."""
        return reduce(or_, (self._with(string, self.word_index.with_part) for string in strings), 0)

    def with_part(self, string: str) -> int:
        """The set of texts that contain a string, marks and all, as `WordIndex` gives sets."""
        return set_of(numbers_with(string, self._joined, self._starts)) if self.texts else 0

    def with_match(self, pattern: re.Pattern[str]) -> int:
        """The set of texts in which a pattern matches that does not reach over the end of a text; newlines are spaces."""
        starts = (found.start() for found in pattern.finditer(self._joined))
        return set_of(bisect_right(self._starts, start) - 1 for start in starts) if self.texts else 0

    def _with(self, string: str, with_longest: Callable[[str], int]) -> int:
        """The texts that contain a string, and of its longest word what a function says."""
        if not self.texts:
            return 0
        words, longest = _words_of(string)
        if not words:  # nothing but marks
            return self.with_part(string)
        texts = with_longest(longest)
        if string == longest:
            return texts
        for word in words[1:-1]:
            texts &= self.word_index.with_word(word)
        if len(words) > 1 and len(words[-1]) >= _RARE:
            texts &= self.word_index.with_beginning(words[-1])
        if texts.bit_count() > _MANY:
            return texts & self.with_part(string)
        return set_of(number for number in numbers_in(texts) if string in self.each[number])

    def matching(self, pattern: re.Pattern[str], *clues: str) -> Iterator[Indexed]:
        """The texts in which a pattern matches, in order, each once. Patterns that begin with a literal are fastest.

        With `clues`, of which every match has one, few texts are searched.
        """
        if clues:
            numbers = numbers_in(self.with_one_of(clues))
            yield from (self.texts[number] for number in numbers if pattern.search(self.each[number]))
            return
        last = -1
        for match in pattern.finditer(self._joined):
            index = bisect_right(self._starts, match.start()) - 1
            if index != last:
                last = index
                yield self.texts[index]


class Facts:
    """The records of a framework on the day `on`, with those of a register if there is one. Rules and pages read it."""

    def __init__(
        self,
        records: Records,
        on: date,
        register: Register | None = None,
        pages: tuple[HandWrittenPage, ...] | None = None,
    ) -> None:
        """`records` as they are written. References in their texts are resolved for the day `on`.

        `pages` are the hand-written pages; without them, they are read below the roots of the records when asked for.
        """
        self.records_as_written = records
        if pages is not None:
            self.pages = pages
        self.on = on
        self.register = register

    @cached_property
    def records(self) -> Records:
        """The records, with the references in their texts resolved."""
        return resolved_records(self.records_as_written, self.on)

    def with_register(self, register: Register) -> "Facts":
        """The facts of the same records with another register."""
        facts = Facts(self.records_as_written, self.on, register, vars(self).get("pages"))
        facts.records = self.records
        return facts

    def as_of(self, on: date) -> "Facts":
        """The facts about sign-offs on another day, of the same records and register. Texts stay those of this day."""
        return self if on == self.on else self.judged_by(self.chain_validator, on)

    def judged_by(self, validator: ChainValidator, on: date) -> "Facts":
        """The facts about sign-offs on a day, of the same records and register, by a validator, such as one of other orders."""
        facts = Facts(self.records_as_written, on, self.register, vars(self).get("pages"))
        facts.records, facts.chain_validator = self.records, validator
        return facts

    @cached_property
    def text_uses(self) -> tuple[TextUse, ...]:
        """Every reference in the texts of records and of hand-written pages."""
        in_pages = (use for page in self.pages for use in page.uses)
        return (*uses_in_records(self.records_as_written), *in_pages)

    @cached_property
    def resolved_uses(self) -> tuple[tuple[TextUse, Resolved | Unresolved], ...]:
        """Every reference that is where references are allowed, with what it becomes on this day."""
        return tuple(
            (use, resolve(use.reference, self.records_as_written, self.on)) for use in self.text_uses if use.allowed
        )

    def words_for(self, reference: TextReference) -> str | None:
        """The words for a reference on this day; None where it cannot be resolved."""
        return words_for(reference, self.records_as_written, self.on)

    @cached_property
    def hand_written_files(self) -> tuple[tuple[str, Path, Path], ...]:
        """The pages and images in `framework/pages` of every root, and of the base: path in the page tree, file, and root."""
        return tuple(hand_written_files(self.records_as_written.page_roots))

    @cached_property
    def pages(self) -> tuple[HandWrittenPage, ...]:
        """The hand-written pages of every root, and of the base."""
        records = self.records_as_written
        return read_pages(records.page_roots, names=records.names_of_roots)

    @cached_property
    def citing(self) -> Mapping[str, frozenset[str]]:
        """The files that cite a source, by its id: records that name it, and hand-written pages that link to it."""
        found: dict[str, set[str]] = {}
        for reference in self.records.references:
            if reference.kind == "source":
                found.setdefault(reference.id, set()).add(reference.document.path)
        for page in self.pages:
            for source in page.cited_sources:
                found.setdefault(source, set()).add(page.path)
        return {source: frozenset(paths) for source, paths in found.items()}

    @cached_property
    def inherited(self) -> frozenset[str]:
        """The files, as paths of the framework, that it has from its base: records, hand-written pages and pictures."""
        records = self.records_as_written
        if records.overlay is None:
            return frozenset()
        files = {f"{PAGES_FOLDER}/{page}" for page, _, root in self.hand_written_files if root not in records.roots}
        return frozenset(files | {document.path for document, _ in records.documents if document.shown_as})

    @cached_property
    def page_texts(self) -> tuple[PageText, ...]:
        """Every text of the hand-written pages, as it is written."""
        return tuple(text for page in self.pages for text in page.texts)

    @cached_property
    def chain_validator(self) -> ChainValidator:
        """Gives the verdict on any sign-off of the register, on any day."""
        register = self.register or Register()
        return ChainValidator(
            self.records,
            register.practitioners,
            register.persons,
            lambda validator: SignOffs(self, validator).found,
        )

    @cached_property
    def orders_unreadable(self) -> bool:
        """Whether there is a file of orders, and it cannot be read."""
        records = self.records
        return "order" in records.unknown_kinds and any(kind == "orders" for _, kind in records.documents)

    @cached_property
    def register_doubts(self) -> RegisterDoubts:
        """What of the register could not be read, or is there twice, or under another name."""
        return register_doubts(self.register or Register(), self.on)

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The verdict of every sign-off of the register that is a delegation on this day, in the order of the files."""
        register = self.register or Register()
        return tuple(
            self.chain_validator.verdict(pa, index, self.on)
            for pa in register.pas.values()
            for index, sign_off in enumerate(pa.sign_offs)
            if not is_outside(sign_off)
        )

    @cached_property
    def answers(self) -> dict[tuple[str, str, str], Answer]:
        """The answer for every PA, task and person (ids) that a sign-off names, in the order of the files."""
        return answers(self)

    @cached_property
    def graph(self) -> Graph:
        """Which record uses, teaches, expects or reaches which."""
        return graph(self.records)

    @cached_property
    def chains(self) -> dict[str, Chain]:
        """The sign-off chain of each delegable task, by the task's id."""
        return chains(self.records, self.authorities)

    @cached_property
    def urgency(self) -> dict[str, Urgency]:
        """The signs of each task by level, with who to ring, by the task's id."""
        return {task.id: urgency_of(self.records, task) for task in self.records.tasks.values()}

    @cached_property
    def listed_signs(self) -> dict[str, tuple[ListedSign, ...]]:
        """The signs of each task, most urgent first, each with the sign of the policy that it is, by the task's id."""
        return listed_signs(self.records, self.urgency)

    @cached_property
    def authorities(self) -> dict[str, RoleAuthority]:
        """The path of authority of every role, by the role's id."""
        return role_authorities(self.records)

    @cached_property
    def minimums(self) -> tuple[Minimum, ...]:
        """The legal minimum of the oldest age group as it changes, in pounds per hour: see `pay.minimums`."""
        return minimums(self.records.law.get(MINIMUM_WAGE), self.on)

    @cached_property
    def funders(self) -> tuple[str, ...]:
        """The organisations that fund a rate of a pay band, in order."""
        return funders(self.records)

    @cached_property
    def shortfalls(self) -> Mapping[str, tuple[Shortfall, ...]]:
        """The rates of each pay band that are below the legal minimum, by the id of the band."""
        law, ordinary = self.records.law.get(MINIMUM_WAGE), self.minimums

        def legal(rate: Rate) -> tuple[Minimum, ...]:
            return minimums_of(law, self.on, rate) if rate.ages or rate.apprentice else ordinary

        return {band.id: tuple(shortfalls(band, legal)) for band in self.records.pay_bands.values()}

    @cached_property
    def minimum_today(self) -> Minimum | None:
        """The legal minimum of the oldest age group on this day, in pounds per hour."""
        return minimum_on(self.on, self.minimums)

    @cached_property
    def coming_law(self) -> tuple[ComingLaw, ...]:
        """Rows of the law that are announced, expected or not begun on this day, earliest first."""
        return announced(self.records, self.on)

    @cached_property
    def repository_files(self) -> tuple[RepositoryFile, ...]:
        """The files below every root that are neither records nor hand-written pages, such as pictures and settings."""
        records = self.records_as_written
        found = tuple(file for root in records.roots for file in repository_files(root))
        if not records.planned:
            return found
        others = [file for file in found if file.path not in records.planned]
        new = [RepositoryFile(path, text) for path, text in records.planned.items() if text is not None]
        return (*others, *new)

    @cached_property
    def misnamed(self) -> frozenset[tuple[str, str]]:
        """Records whose id differs from their file's name, as (kind, name), under both names.

        Rules report nothing else about references to these names: one cause, one finding.
        """
        found: set[tuple[str, str]] = set()
        for kind in (kind.id for kind in folder_kinds()):
            for record in self.records.of_kind(kind).values():
                stem = PurePosixPath(record.origin.path).stem
                if record.id != stem:
                    found |= {(kind, record.id), (kind, stem)}
        return frozenset(found)

    @cached_property
    def current_competences(self) -> dict[str, Competence]:
        """Competences that are not retired and whose id is that of their file, by id."""
        return {
            name: competence
            for name, competence in self.records.competences.items()
            if not competence.replaced_by and ("competence", name) not in self.misnamed
        }

    @cached_property
    def _left_out(self) -> tuple[tuple[Document, str], ...]:
        paths = {finding.span.path for finding in self.records.findings}
        left_out = [pair for pair in self.records.documents if pair[0].path in paths]
        return tuple((document, kind_in_another_folder(document, kind) or kind) for document, kind in left_out)

    def left_out_may_mention(self, name: str, *kinds: str, besides: Document | None = None) -> bool:
        """Whether a record that was left out as unreadable may have or mention an id; without kinds, one of any kind.

        `besides` is the document in which the id stands anyway, as its own or as what is looked for.
        Where it may, rules do not report the id as missing or unused: one cause, one finding.
        """
        if not self._left_out and not self.records.stray_texts:
            return False
        word = re.compile(rf"(?<![a-z0-9-]){re.escape(name)}(?![a-z0-9-])")
        return any(
            not document.text
            or PurePosixPath(document.path).stem == name
            or word.search(document.text)
            or word.search(str(document.data))
            for document, kind in self._left_out
            if document is not besides and (not kinds or kind in kinds)
        ) or any(word.search(text) for text in self.records.stray_texts)

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every text and number in every file that is valid YAML, whether or not it matches its schema.

        References in them are resolved, as readers see them.
        """
        return (*_texts(self.records.documents), *self._reasons)

    @cached_property
    def texts_as_written(self) -> tuple[Text, ...]:
        """The same with references as they are written in the files."""
        written = self.records_as_written
        return self.texts if written is self.records else (*_texts(written.documents), *self._reasons)

    @cached_property
    def _reasons(self) -> tuple[Text, ...]:
        """Why an area says that something differs from its base."""
        overlay = self.records_as_written.overlay
        return tuple(
            Text(document, kind, route, BECAUSE, value_at(document.data, route))
            for document, kind, route in reasons(overlay.own if overlay and overlay.names else ())
        )


def _texts(documents: Iterable[tuple[Document, str]]) -> list[Text]:
    found: list[Text] = []
    for document, kind in documents:
        _add_texts(found, document, kind, document.data, (), "")
    return found


def _add_texts(found: list[Text], document: Document, kind: str, data: object, route: Route, field: str) -> None:
    """Adds the texts, numbers and dates in nested data, below `route`; `field` is the innermost field on it."""
    if isinstance(data, dict):
        for key, value in data.items():
            if isinstance(value, str):
                found.append(Text(document, kind, (*route, key), key, with_plain_letters(value)))
            else:
                _add_texts(found, document, kind, value, (*route, key), key)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            if isinstance(value, str):
                found.append(Text(document, kind, (*route, index), field, with_plain_letters(value)))
            else:
                _add_texts(found, document, kind, value, (*route, index), field)
    elif data is not None and not isinstance(data, bool):
        found.append(Text(document, kind, route, field, str(data)))
