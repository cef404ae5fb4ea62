"""Links of hand-written pages, and paths in the settings of the site, to something that is renamed."""

import posixpath
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from msgspec import Struct

#: The folder of hand-written pages and of pictures.
HAND_WRITTEN = "framework/pages"
#: A link in Markdown or HTML: what comes before the address, the path, and the fragment.
_LINK = re.compile(
    r"""(?P<lead> \]\( \s* <? | ^ [ ]{0,3} \[ [^\]\n]+ \]: \s* <? | (?: href | src ) = ["'] )
        (?P<path> [^\s()"'<>\#]* ) (?P<fragment> (?: \# [^\s()"'<>]* )? )""",
    re.VERBOSE | re.MULTILINE,
)


class Edit(Struct, frozen=True, order=True):
    """A text to replace: `path` from the root, line and column (from 1), the old text and the new one."""

    path: str
    line: int
    column: int
    before: str
    after: str


def page_edits(
    path: str,
    text: str,
    page: tuple[str, str] | None,
    picture: tuple[str, str] | None,
    anchor_page: str,
    old: str,
    new: str,
) -> Iterator[Edit]:
    """The edits in a hand-written page, or in the settings of the site, that follow a rename.

    `page` and `picture` are old and new paths. `anchor_page` is the page on which the ids `old` and `new` are anchors.
    """
    if not path.startswith(f"{HAND_WRITTEN}/"):
        if page:
            stem = page[0].removesuffix(".md")
            for found in re.finditer(rf"(?<![\w/.-]){re.escape(stem)}(?=\.md\b|/(?![\w-]))", text):
                yield edit_at(path, text, found.start(), stem, page[1].removesuffix(".md"))
        return
    page_path = path.removeprefix(f"{HAND_WRITTEN}/")
    targets = {pair[0].removeprefix(f"{HAND_WRITTEN}/"): pair[1] for pair in (page, picture) if pair}
    for found in _LINK.finditer(text):
        target = (
            posixpath.normpath(posixpath.join(posixpath.dirname(page_path), found["path"]))
            if found["path"]
            else page_path
        )
        if target in targets:
            name = PurePosixPath(target).name
            if found["path"].endswith(name):
                yield edit_at(path, text, found.end("path") - len(name), name, PurePosixPath(targets[target]).name)
        elif target == anchor_page and found["fragment"] == f"#{old}":
            yield edit_at(path, text, found.start("fragment") + 1, old, new)


def edit_at(path: str, text: str, offset: int, before: str, after: str) -> Edit:
    """The edit that replaces `before` at an offset of a text."""
    start = text.rfind("\n", 0, offset) + 1
    return Edit(path, text.count("\n", 0, offset) + 1, offset - start + 1, before, after)
