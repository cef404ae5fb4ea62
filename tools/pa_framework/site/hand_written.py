"""Hand-written pages, in framework/pages: their paths and titles, and their text with references resolved."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

from pa_framework.facts.facts import Facts
from pa_framework.facts.pages import TITLE, HandWrittenPage, front_matter_texts
from pa_framework.facts.site_pages import Link
from pa_framework.facts.support import is_stale
from pa_framework.facts.visibility import withheld_stories
from pa_framework.facts.withheld import around, places_of_withheld_stories
from pa_framework.look.markdown import escaped, relative
from pa_framework.records.kinds import PAGES_FOLDER
from pa_framework.records.text_references import MARK, TextReference, find_references, replace_references
from pa_framework.site.front_matter import plain
from pa_framework.site.page_frame import page_mark, with_foot
from pa_framework.text.markdown_parts import Zone, blocks, front_matter, zone_at, zones


class HandWrittenFile(Struct, frozen=True):
    """A file of framework/pages: its path in the page tree, and the file."""

    path: str
    file: Path

    @property
    def is_page(self) -> bool:
        """Whether it is a page; other files are images and the like."""
        return self.path.endswith(".md")

    @property
    def is_searched(self) -> bool:
        """Whether the search may find the page: its front matter does not say `search: {exclude: true}`."""
        entries = front_matter_texts(self.file.read_text(encoding="utf-8"))
        return not any(entry.field == "search" and entry.value == "true" for entry in entries)

    def link(self, facts: Facts) -> Link:
        """The page by its title, with its description as the hint."""
        text = self.file.read_text(encoding="utf-8")
        entries = {entry.field: entry.value.strip() for entry in front_matter_texts(text)}
        heading = re.search(r"^# (.+)$", text[front_matter(text)[2] :], re.MULTILINE)
        title = entries.get(TITLE) or (heading[1].strip() if heading else self.path)
        hint = entries.get("description", "")
        return Link(title, self.path, replace_references(hint, facts.words_for))


def hand_written(facts: Facts) -> Iterator[HandWrittenFile]:
    """The pages and images in framework/pages of every root, without files of a register or outside of the root.

    Nor the picture of a story that is withheld.
    """
    hidden = hidden_pictures(facts)
    for path, file, _ in facts.hand_written_files:
        if path not in hidden:
            yield HandWrittenFile(path, file)


def hidden_pictures(facts: Facts) -> frozenset[str]:
    """The pictures of stories that are withheld, as paths in the page tree."""
    return frozenset(story.image.file for story in withheld_stories(facts).values() if story.image)


def hand_written_link(facts: Facts, path: str) -> Link | None:
    """A link to a hand-written page; None where there is no such page."""
    return next((file.link(facts) for file in hand_written(facts) if file.path == path), None)


def who_pays_for_training(facts: Facts) -> Link | None:
    """A link to who pays for training; None where no page says it."""
    return hand_written_section(facts, "i-employ-a-pa.md", "who-pays-for-training", "Who pays for training?")


def hand_written_section(facts: Facts, path: str, anchor: str, title: str) -> Link | None:
    """A link to a section of a hand-written page by the id of its heading; None where the page has no such section."""
    found = next((file.file for file in hand_written(facts) if file.path == path), None)
    if found is None or f"{{ #{anchor} }}" not in found.read_text(encoding="utf-8"):
        return None
    return Link(title, f"{path}#{anchor}")


def text_of(facts: Facts, path: str, text: str) -> str:
    """The whole text of a hand-written page: front matter and body, with references resolved, and its foot."""
    body = front_matter(text)[2]
    return _front_matter_of(facts, text[:body]) + body_of(facts, path, text[body:])


def body_of(facts: Facts, path: str, markdown: str) -> str:
    """The body of a hand-written page, with references resolved, and its foot."""
    own = _own_text(facts, path, markdown)
    return with_foot(facts, path, own, mark=page_mark(facts, own), record=f"{PAGES_FOLDER}/{path}")


def mark_of(facts: Facts, path: str, text: str) -> str:
    """The sheet mark of a hand-written page, from its whole text as it is in the file."""
    return page_mark(facts, _own_text(facts, path, text[front_matter(text)[2] :]))


def _own_text(facts: Facts, path: str, markdown: str) -> str:
    """The body of a hand-written page with references resolved.

    Links to hidden support entries lead to the list of support instead, and what is said around a link to a withheld story
    is left out: both are hidden by the passing of time, which must not fail a build. SIT028 asks someone to take the text out.
    """
    for entry in facts.records.support.values():
        if is_stale(entry, facts):
            hidden, index = (relative(path, f"support/{name}.md") for name in (entry.id, "index"))
            markdown = markdown.replace(f"]({hidden})", f"]({index})")
    if withheld_stories(facts):
        markdown = _without_stories(facts, path, markdown)
    if MARK not in markdown:
        return markdown
    headings = [
        Zone(block.start, block.start + len(block.text), "markup") for block in blocks(markdown) if block.is_heading
    ]
    not_here = sorted([*zones(markdown), *headings])

    def words(reference: TextReference) -> str | None:
        if zone_at(not_here, reference.start):
            return None
        resolved = facts.words_for(reference)
        return None if resolved is None else escaped(resolved)

    return replace_references(markdown, words)


def _without_stories(facts: Facts, path: str, markdown: str) -> str:
    """A text without what stands around links to stories that are withheld: a paragraph, entry, box, row or section.

    Of "…; see [Kelly](…)." only that is left out, because what is said before it is general.
    """
    for page in withheld_stories(facts):
        target = re.escape(relative(path, page))
        markdown = re.sub(rf"; see \[[^\]\n]{{0,200}}\]\({target}\)", "", markdown)
    numbers = {place - 1 for place, _ in places_of_withheld_stories(facts, HandWrittenPage(path, path, markdown))}
    if not numbers:
        return markdown
    lines = markdown.split("\n")
    left_out = {number for start in numbers for number in range(*around(lines, start))}
    return "\n".join(line for number, line in enumerate(lines) if number not in left_out)


def meta_of(facts: Facts, meta: Mapping[str, Any]) -> dict[str, Any]:
    """The front matter of a hand-written page as MkDocs read it, with references resolved except in the title."""
    return {name: value if name == TITLE else _resolved(facts, value) for name, value in meta.items()}


def _resolved(facts: Facts, value: Any) -> Any:
    if isinstance(value, str):
        return _in_front_matter(facts, value)
    if isinstance(value, list):
        return [_resolved(facts, entry) for entry in value]
    if isinstance(value, dict):
        return {name: _resolved(facts, entry) for name, entry in value.items()}
    return value


def _in_front_matter(facts: Facts, text: str) -> str:
    """A text of the front matter with references resolved. Their words are safe in HTML, as the theme expects."""

    def words(reference: TextReference) -> str | None:
        resolved = facts.words_for(reference)
        return None if resolved is None else plain(resolved)

    return replace_references(text, words)


def _front_matter_of(facts: Facts, text: str) -> str:
    """The front matter of a page as text, with references resolved. Values with one are written in double quotes."""
    made, end = [], 0
    for entry in front_matter_texts(text) if MARK in text else ():
        if entry.field != TITLE and find_references(entry.value):
            value = _in_front_matter(facts, entry.value)
            if value != entry.value:
                quoted = yaml.safe_dump(value, default_style='"', allow_unicode=True, width=float("inf")).rstrip("\n")
                line_end = "\n" if text[entry.start : entry.end].endswith("\n") else ""
                made += [text[end : entry.start], quoted, line_end]
                end = entry.end
    return "".join((*made, text[end:]))
