"""Hand-written pages, in framework/pages: their paths and titles."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import Link
from pa_framework.facts.support import is_stale
from pa_framework.look.markdown import relative
from pa_framework.records.register import is_in_register


@dataclass(frozen=True, slots=True)
class HandWrittenFile:
    """A file of framework/pages: its path in the page tree, and the file."""

    path: str
    file: Path

    @property
    def is_page(self) -> bool:
        """Whether it is a page; other files are images and the like."""
        return self.path.endswith(".md")

    def link(self) -> Link:
        """The page by its title, with its description as the hint."""
        title, hint = self.path, ""
        lines = self.file.read_text(encoding="utf-8").splitlines()
        for line in lines:
            name, _, value = line.partition(":")
            if name == "title":
                title = value.strip()
            elif name == "description":
                hint = value.strip()
            elif line.startswith("# ") and title == self.path:
                title = line[2:].strip()
        return Link(title, self.path, hint)


def hand_written(facts: Facts) -> Iterator[HandWrittenFile]:
    """The pages and images in framework/pages of every root, without files of a register or outside of the root."""
    for root in facts.records.roots:
        folder = root / "framework" / "pages"
        for path in sorted(folder.rglob("*")):
            inside = path.is_file() and path.resolve().is_relative_to(root.resolve())
            if inside and not is_in_register(path):
                yield HandWrittenFile(path.relative_to(folder).as_posix(), path)


def hand_written_link(facts: Facts, path: str) -> Link | None:
    """A link to a hand-written page; None where there is no such page."""
    return next((file.link() for file in hand_written(facts) if file.path == path), None)


def text_of(facts: Facts, path: str, text: str) -> str:
    """The text of a hand-written page, with links to hidden support entries pointing at the list of support instead.

    An entry is hidden by the passing of time, which must not fail a build. A link to a withheld story does fail it: the
    text about the story has to be removed by a person.
    """
    for entry in facts.records.support.values():
        if is_stale(entry, facts):
            hidden, index = (relative(path, f"support/{name}.md") for name in (entry.id, "index"))
            text = text.replace(f"]({hidden})", f"]({index})")
    return text
