"""Hand-written pages: their files, their text as blocks with places, and the references in them."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import yaml
from msgspec import Struct

from pa_framework.facts.text_references import TextUse
from pa_framework.records.files import Files, printable_path
from pa_framework.records.kinds import PAGES_FOLDER
from pa_framework.records.register import is_in_register
from pa_framework.records.text_references import MARK, find_references
from pa_framework.records.yaml_source import MAX_DEPTH
from pa_framework.text.findings import Span
from pa_framework.text.letters import with_plain_letters
from pa_framework.text.markdown_parts import Block, Zone, blocks, front_matter, zones
from pa_framework.text.markdown_tables import Table, tables

#: The entry of the front matter in which references are not resolved.
TITLE = "title"
#: A link from a page to a source on the page of sources: `](../about/sources.md#nmc-code)`.
_LINK_TO_SOURCE = re.compile(r"\]\((?:[\w./-]*/)?sources\.md#([\w-]+)")
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class FrontMatterText(NamedTuple):
    """A value in the front matter of a page: the outermost entry that holds it, what it says, and where it is."""

    field: str
    value: str
    start: int
    end: int


class PageText(Struct, frozen=True, eq=False):
    """A heading, paragraph, list item, table row, or entry of the front matter of a hand-written page.

    Attributes:
        page: The page, as a path of the page tree.
        path: The file, relative to the root.
        field: The entry of the front matter; empty in the body.
        text: What is written, with references as they are written, and with spaces for code, addresses and HTML tags.
        line: The line of its first character, from 1.
        column: The column of its first character, from 1.
        is_heading: Whether it is a heading.
    """

    page: str
    path: str
    field: str
    text: str
    line: int
    column: int
    is_heading: bool = False

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The place of a part of the text, up to the end of its first line."""
        before = self.text[:start]
        line = self.line + before.count("\n")
        column = start - before.rfind("\n") if "\n" in before else self.column + start
        length = len(self.text[start:end].partition("\n")[0])
        return Span(self.path, line, column, column + length)


class HandWrittenPage(Struct, frozen=True, eq=False, dict=True):
    """A hand-written page.

    Attributes:
        page: Its path in the page tree.
        path: Its file, relative to the root.
        text: What is in it; bytes that are not UTF-8 are replaced.
        no_text_on: The line with the first bytes that are not UTF-8; 0 where all are.
        unreadable: Why the file cannot be read; empty where it can.
    """

    page: str
    path: str
    text: str
    no_text_on: int = 0
    unreadable: str = ""

    @cached_property
    def body_start(self) -> int:
        """Where its body begins, below the front matter."""
        return front_matter(self.text)[2]

    @cached_property
    def body_zones(self) -> list[Zone]:
        """The code and markup in its body; positions count from the start of the body."""
        return zones(self.text[self.body_start :])

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables in its body."""
        above = self.text.count("\n", 0, self.body_start)
        return tuple(tables(self.text[self.body_start :], self.body_zones, above))

    @cached_property
    def cited_sources(self) -> frozenset[str]:
        """The ids of the sources that it links to on the page of sources."""
        return frozenset(_LINK_TO_SOURCE.findall(self.text, self.body_start))

    @cached_property
    def texts(self) -> tuple[PageText, ...]:
        """Its front matter and its prose, in order."""
        body = self.text[self.body_start :]
        entries = [
            (entry.field, entry.start, self.text[entry.start : entry.end], False)
            for entry in front_matter_texts(self.text)
        ]
        starts = [0, *(found.end() for found in re.finditer("\n", self.text))]
        rows = {line for table in self.tables for line in table.lines}
        found = [
            ("", self.body_start + start, words, block.is_heading)
            for block in blocks(body)
            for start, words in _rows_apart(block, starts, self.body_start, rows)
        ]
        return tuple(
            PageText(self.page, self.path, name, with_plain_letters(text), *_line_and_column(starts, start), is_heading)
            for name, start, text, is_heading in (*entries, *found)
        )

    @cached_property
    def uses(self) -> tuple[TextUse, ...]:
        """The references in it, except for those in code."""
        return tuple(self._uses()) if MARK in self.text else ()

    def _uses(self) -> Iterator[TextUse]:
        for text in self.texts:
            not_in = "a title" if text.field == TITLE else "a heading" if text.is_heading else ""
            for reference in find_references(text.text):
                span = text.span(reference.start, reference.end)
                yield TextUse(self.path, "", (), text.field, text.text, reference, span, not_in)
        body = self.text[self.body_start :]
        for zone in self.body_zones:
            within = body[zone.start : zone.end]
            if zone.kind == "markup" and not within.startswith("<!--"):
                for reference in find_references(within):
                    start = self.body_start + zone.start + reference.start
                    line = self.text.count("\n", 0, start) + 1
                    column = start - self.text.rfind("\n", 0, start)
                    span = Span(self.path, line, column, column + reference.end - reference.start)
                    yield TextUse(self.path, "", (), "", within, reference, span, "an address or a tag")


def _rows_apart(block: Block, starts: list[int], shift: int, rows: Collection[int]) -> Iterator[tuple[int, str]]:
    """A block, cut before each line that is a row of a table: rows in quotes or without outer bars are one below the other."""
    first, said = bisect_right(starts, shift + block.start), 0
    if rows and "\n" in block.text.rstrip("\n"):
        for place, found in enumerate(re.finditer("\n", block.text), first + 1):
            if place in rows and found.end() < len(block.text):
                yield block.start + said, block.text[said : found.end()]
                said = found.end()
    yield block.start + said, block.text[said:]


def hand_written_files(roots: Iterable[Path], pattern: str = "*") -> Iterator[tuple[str, Path, Path]]:
    """The pages and images in `framework/pages` of every root: path in the page tree, file, and root.

    Of several with one path in the page tree, the first counts: an area's own stand for those of its base. Files of a
    register, and links to files outside of the root, are left out.
    """
    seen: set[str] = set()
    for root in roots:
        folder, top = root / PAGES_FOLDER, root.resolve()
        for path in sorted(folder.rglob(pattern)):
            page = path.relative_to(folder).as_posix()
            if page in seen:
                continue
            if path.is_file() and path.resolve().is_relative_to(top) and not is_in_register(path):
                seen.add(page)
                yield page, path, root


def read_pages(
    roots: Iterable[Path], files: Files | None = None, names: Mapping[Path, str] = MappingProxyType({})
) -> tuple[HandWrittenPage, ...]:
    """The hand-written pages of every root. Never raises. `names` are what findings call roots that are not the area's."""
    return tuple(
        _read_page(page, f"{names[root]}/{path}" if root in names else path, file, files)
        for page, file, root in hand_written_files(roots, "*.md")
        for path in [printable_path(file.relative_to(root).as_posix())]
    )


def _read_page(page: str, path: str, file: Path, files: Files | None) -> HandWrittenPage:
    try:
        content = file.read_bytes() if files is None else files.content(file)
    except OSError as error:
        return HandWrittenPage(page, path, "", unreadable=error.strerror or "no reason is given")
    no_text_on = 0
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        text, no_text_on = content.decode("utf-8", "replace"), content.count(b"\n", 0, error.start) + 1
    return HandWrittenPage(page, path, text.replace("\r\n", "\n").replace("\r", "\n"), no_text_on)


def front_matter_texts(text: str) -> Iterator[FrontMatterText]:
    """The texts and numbers in the front matter of a page, in order.

    Front matter that is not YAML, is no group of names and values, or is nested too deep has none.
    """
    start, end, _ = front_matter(text)
    blank = re.sub(r"[^\n]", " ", text[:start])
    try:
        yield from list(_scalars(yaml.parse(blank + text[start:end], Loader=_Loader)))
    except (yaml.YAMLError, _TooDeep):
        return


class _TooDeep(Exception):
    """Front matter has more groups in each other than any page needs."""


def _scalars(events: Iterable[Any]) -> Iterator[FrontMatterText]:
    """The values of a group and what is in them, each with the name of the value of the group that holds it."""
    inside: list[bool] = []  # for each open group or list, whether a name comes next
    name, keyed = "", list[bool]()
    for event in events:
        if isinstance(event, yaml.CollectionEndEvent):
            inside.pop()
            keyed.pop()
        elif isinstance(event, yaml.NodeEvent):
            is_name = bool(inside) and keyed[-1] and inside[-1]
            if inside:
                inside[-1] = not inside[-1]
            if isinstance(event, yaml.CollectionStartEvent):
                if len(inside) >= MAX_DEPTH:
                    raise _TooDeep
                inside.append(True)
                keyed.append(isinstance(event, yaml.MappingStartEvent))
            elif isinstance(event, yaml.ScalarEvent) and is_name and len(inside) == 1:
                name = event.value
            elif isinstance(event, yaml.ScalarEvent) and inside and keyed[0] and not is_name:
                yield FrontMatterText(name, event.value, _index(event.start_mark), _index(event.end_mark))


def _index(mark: Any) -> int:
    """The position of a mark of YAML in its text."""
    return int(mark.index)


def _line_and_column(starts: list[int], offset: int) -> tuple[int, int]:
    """The line and column of an offset, from 1. `starts` are the offsets at which lines begin."""
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1
