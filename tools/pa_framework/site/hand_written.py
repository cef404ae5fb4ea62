"""Pages that people wrote by hand, in framework/pages: where they are and what they are called."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import Link
from pa_framework.facts.support import is_stale
from pa_framework.look.markdown import relative
from pa_framework.records.register import is_of_a_register


@dataclass(frozen=True, slots=True)
class Written:
    """A file of framework/pages: its path in the tree, and where it lies."""

    path: str
    file: Path

    @property
    def is_page(self) -> bool:
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


def hand_written(facts: Facts) -> Iterator[Written]:
    """What stands in framework/pages of each root, pages and pictures."""
    for root in facts.records.roots:
        folder = root / "framework" / "pages"
        for path in sorted(folder.rglob("*")):
            inside = path.is_file() and path.resolve().is_relative_to(root.resolve())
            if inside and not is_of_a_register(path):
                yield Written(path.relative_to(folder).as_posix(), path)


def hand_written_link(facts: Facts, path: str) -> Link | None:
    """A link to a page written by hand, or None where nobody has written it."""
    return next((each.link() for each in hand_written(facts) if each.path == path), None)


def text_of(facts: Facts, path: str, text: str) -> str:
    """A page written by hand, in which a link to support that is hidden leads to the list of support.

    Time alone hides such an entry, so it may not stop the site from being built. A link to a withheld story does:
    somebody has to take out what the page says of it.
    """
    for entry in facts.records.support.values():
        if is_stale(entry, facts):
            hidden, index = (relative(path, f"support/{name}.md") for name in (entry.id, "index"))
            text = text.replace(f"]({hidden})", f"]({index})")
    return text
