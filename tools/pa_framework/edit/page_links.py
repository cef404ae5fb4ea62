"""Links of pages written by hand, and paths in the settings of the site, that lead to something with a new name."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

#: Where pages and pictures are that people put there.
HAND_WRITTEN = "framework/pages"
#: A link in Markdown or HTML: what leads up to the address, the address, the place on the page.
_LINK = re.compile(
    r"""(?P<lead> \]\( \s* <? | ^ [ ]{0,3} \[ [^\]\n]+ \]: \s* <? | (?: href | src ) = ["'] )
        (?P<path> [^\s()"'<>\#]* ) (?P<place> (?: \# [^\s()"'<>]* )? )""",
    re.VERBOSE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """One place that changes: `path` from the root, line and column from 1, and what is written there instead."""

    path: str
    line: int
    column: int
    before: str
    after: str


def edits_in_text(
    path: str,
    text: str,
    page: tuple[str, str] | None,
    picture: tuple[str, str] | None,
    holds_places: str,
    old: str,
    new: str,
) -> Iterator[Edit]:
    """Links of a page written by hand to the page, the picture or the place; or the same in the settings of the site."""
    if not path.startswith(f"{HAND_WRITTEN}/"):
        if page:
            stem = page[0].removesuffix(".md")
            for found in re.finditer(rf"(?<![\w/.-]){re.escape(stem)}(?=\.md\b|/(?![\w-]))", text):
                yield _at(path, text, found.start(), stem, page[1].removesuffix(".md"))
        return
    here = path.removeprefix(f"{HAND_WRITTEN}/")
    targets = {each[0].removeprefix(f"{HAND_WRITTEN}/"): each[1] for each in (page, picture) if each}
    for found in _LINK.finditer(text):
        target = posixpath.normpath(posixpath.join(posixpath.dirname(here), found["path"])) if found["path"] else here
        if target in targets:
            name = PurePosixPath(target).name
            if found["path"].endswith(name):
                yield _at(path, text, found.end("path") - len(name), name, PurePosixPath(targets[target]).name)
        elif target == holds_places and found["place"] == f"#{old}":
            yield _at(path, text, found.start("place") + 1, old, new)


def _at(path: str, text: str, place: int, before: str, after: str) -> Edit:
    start = text.rfind("\n", 0, place) + 1
    return Edit(path, text.count("\n", 0, place) + 1, place - start + 1, before, after)
