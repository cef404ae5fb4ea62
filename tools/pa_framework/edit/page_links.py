"""Addresses in texts that are no records: in pages written by hand, and in the settings of the site.

An address counts by where it leads, not by how it is written: a link or picture in Markdown, an attribute of a tag, a
definition, front matter, or a path in code. What only looks like an id leads nowhere, and stays.
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from msgspec import Struct

from pa_framework.facts.written_markup import resolved, resolved_address
from pa_framework.records.kinds import PAGES_FOLDER

#: The folder of hand-written pages and of pictures.
HAND_WRITTEN = PAGES_FOLDER
#: Characters at which an address in a text begins or ends.
_NO_ADDRESS = re.compile(r"[\s\"'<>()\[\]{}`,|=]")
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n.*?\n(?:---|\.\.\.)[ \t]*\r?$", re.DOTALL | re.MULTILINE)
#: Marks that end a sentence or a name, and not the address before them.
_MARKS = ".:;!"


class Edit(Struct, frozen=True, order=True):
    """A text to replace: `path` from the root, line and column (from 1), the old text and the new one."""

    path: str
    line: int
    column: int
    before: str
    after: str


class Places(Struct, frozen=True):
    """Where a record is, besides its own entry: paths end with its id, but for an ending.

    Attributes:
        id: Its id.
        page: Its page in the page tree; empty where it has none of its own. Its papers are in a folder of that name.
        files: Its own file and its picture, as paths from the root of the framework.
        anchor_page: The page on which its id is an anchor; empty where it is none.
        site: The address of the published site, with `/` at its end; empty where there is none.
    """

    id: str
    page: str = ""
    files: tuple[str, ...] = ()
    anchor_page: str = ""
    site: str = ""

    def segment(self, target: str) -> int | None:
        """Which part of a path of the page tree, counted from its end, is the id; None where the path leads elsewhere."""
        pages = [self.page.removesuffix(".md")] if self.page else []
        if target in (self.page, *(file.removeprefix(f"{HAND_WRITTEN}/") for file in self.files)):
            return 0
        return next((target[len(page) :].count("/") for page in pages if target.startswith(f"{page}/")), None)

    def path_with(self, target: str, new: str) -> str | None:
        """A path of the page tree, perhaps with an anchor, with another id; None where it leads elsewhere."""
        path, sign, anchor = target.partition("#")
        place = self.segment(path)
        if place is not None:
            parts = path.split("/")
            own = PurePosixPath(parts[-1 - place])
            parts[-1 - place] = f"{new}{own.suffix}" if place == 0 else new
            return "/".join(parts) + sign + anchor
        return f"{path}#{new}" if path == self.anchor_page and anchor == self.id else None


class _Address(NamedTuple):
    """An address in a text: where it begins, what is written, whether it is in a tag, and whether in front matter."""

    start: int
    written: str
    in_tag: bool
    in_front_matter: bool


def page_edits(path: str, text: str, places: Places, new: str) -> Iterator[Edit]:
    """The edits in a page written by hand, or in the settings of the site, that follow a record to the id `new`."""
    for found in re.finditer(rf"(?<![\w-]){re.escape(places.id)}(?![\w-])", text):
        address = _address_around(text, found.start(), found.end())
        if address is not None and _leads_there(path, address, found.start() - address.start, places):
            yield edit_at(path, text, found.start(), places.id, new)


def _address_around(text: str, start: int, end: int) -> _Address | None:
    """The address that holds a part of a text; None where it is a word by itself."""
    first, last = start, end
    while first and not _NO_ADDRESS.match(text, first - 1):
        first -= 1
    while last < len(text) and not _NO_ADDRESS.match(text, last):
        last += 1
    written = text[first:last].rstrip(_MARKS)
    if written == text[start:end]:
        return None
    tag = text.rfind("<", 0, first)
    in_tag = tag > text.rfind(">", 0, first) and text[tag + 1 : tag + 2].isalpha()
    above = _FRONT_MATTER.match(text)
    return _Address(first, written, in_tag, above is not None and first < above.end())


def _leads_there(path: str, address: _Address, at: int, places: Places) -> bool:
    """Whether an address of a file leads to a record, and the id at an offset of it is the part that says so."""
    way, _, anchor = address.written.partition("#")
    if at > len(way):
        return anchor == places.id and places.anchor_page in _targets(path, way, address, places.site)
    way = way.partition("?")[0]
    if at and way[at - 1] != "/":
        return False
    after = way[at + len(places.id) :].rstrip("/").count("/")
    if way.removeprefix("./").removeprefix("/") in places.files:
        return after == 0
    return any(places.segment(target) == after for target in _targets(path, way, address, places.site))


def _targets(path: str, way: str, address: _Address, site: str) -> Iterator[str]:
    """The paths of the page tree to which an address of a file may lead."""
    if site and way.startswith(site):
        yield from _as_page(way.removeprefix(site).strip("/"))
    elif not path.startswith(f"{HAND_WRITTEN}/"):
        yield from (way, *_as_page(way.strip("/")))
    else:
        page = path.removeprefix(f"{HAND_WRITTEN}/")
        yield resolved(page, way) if way else page
        if address.in_front_matter:
            yield way
        if address.in_tag:
            yield from _as_page(resolved_address(page, way))


def _as_page(address: str) -> tuple[str, ...]:
    """The files of the page tree that may be at an address, such as `career/mentor-pa`."""
    return (address, f"{address}.md", f"{address}/index.md")


def edit_at(path: str, text: str, offset: int, before: str, after: str) -> Edit:
    """The edit that replaces `before` at an offset of a text."""
    start = text.rfind("\n", 0, offset) + 1
    return Edit(path, text.count("\n", 0, offset) + 1, offset - start + 1, before, after)
