"""What hand-written pages tell of stories that are withheld: where links to them are, and what stands around a link."""

import re
from collections.abc import Iterator, Sequence

from pa_framework.facts.facts import Facts
from pa_framework.facts.pages import HandWrittenPage
from pa_framework.facts.visibility import withheld_stories
from pa_framework.facts.written_markup import links, resolved, resolved_address
from pa_framework.records.model import CaseStudy
from pa_framework.text.findings import Span
from pa_framework.text.lazy_pattern import LazyPattern

_DEFINES = LazyPattern(r"[ ]{0,3}\[(?P<name>[^\]\n^]+)\]:")
_MARKER = LazyPattern(r"[ ]*(?:[-+*]|\d{1,3}[.)])[ ]")
_BOX = LazyPattern(r"[ ]*(?:!!!|\?\?\?\+?)[ ]")
_HEADING = LazyPattern(r"(?P<signs>#{1,6})[ \t]*\S")
_TAG_LINE = LazyPattern(r"[ ]*</?(?:div|section|details|summary|table|ul|ol|figure|p)\b", re.IGNORECASE)


def links_to_withheld_stories(facts: Facts, page: HandWrittenPage) -> Iterator[tuple[Span, CaseStudy]]:
    """The links and pictures of a page that lead to a story which is withheld, or show its picture."""
    withheld = withheld_stories(facts)
    if not withheld:
        return
    pictures = {story.image.file: story for story in withheld.values() if story.image}
    for link in links(page):
        target = re.split(r"[#?]", link.target.strip())[0]
        path, address = resolved(page.page, target), resolved_address(page.page, target)
        # A browser reads an address in a tag from the folder of the page; many write it as in Markdown.
        for way in (path, f"{path}.md", address, f"{address}.md") if link.is_tag else (path,):
            if story := withheld.get(way) or pictures.get(way):
                yield link.span, story
                break


def places_of_withheld_stories(facts: Facts, page: HandWrittenPage) -> Iterator[tuple[int, CaseStudy]]:
    """The lines (from 1) of a page on which something leads to a story that is withheld: also by a name that is defined elsewhere."""
    lines = page.text.split("\n")
    for span, story in links_to_withheld_stories(facts, page):
        yield span.line, story
        defined = _DEFINES.match(lines[span.line - 1])
        name = defined["name"].casefold() if defined else ""
        for number, line in enumerate(lines, 1) if name else ():
            if f"[{name}]" in line.casefold():
                yield number, story


def around(lines: Sequence[str], number: int) -> tuple[int, int]:
    """The lines that tell one thing with a line of Markdown: where they begin, and where the next thing begins.

    That is its row, its paragraph, its entry of a list with all that is indented below it, its box, or its section where it is
    a heading.
    """
    if heading := _HEADING.match(lines[number]):
        level = len(heading["signs"])
        following = range(number + 1, len(lines))
        ends = (at for at in following if (found := _HEADING.match(lines[at])) and len(found["signs"]) <= level)
        return number, next(ends, len(lines))
    if lines[number].lstrip().startswith("|"):
        return number, number + 1
    begins = _beginning(lines, number)
    if _MARKER.match(lines[begins]) or _BOX.match(lines[begins]):
        return begins, _end_of_indented(lines, begins)
    end = number + 1
    while end < len(lines) and lines[end].strip() and not _is_apart(lines[end]):
        end += 1
    return begins, end


def _is_apart(line: str) -> bool:
    return any(pattern.match(line) for pattern in (_MARKER, _BOX, _HEADING, _TAG_LINE))


def _beginning(lines: Sequence[str], number: int) -> int:
    """The first line of the paragraph, entry or box that a line is in."""
    begins = number
    while (
        begins and not _is_apart(lines[begins]) and lines[begins - 1].strip() and not _TAG_LINE.match(lines[begins - 1])
    ):
        if _HEADING.match(lines[begins - 1]):
            break
        begins -= 1
    indent = _indent(lines[begins])
    for above in range(begins - 1, -1, -1):
        line = lines[above]
        if not line.strip() or not indent:
            if not indent:
                break
            continue
        if _indent(line) < indent:
            is_entry = _MARKER.match(line) and not _MARKER.match(lines[begins])
            if is_entry or _BOX.match(line):
                begins = above
            indent = _indent(line)
    return begins


def _end_of_indented(lines: Sequence[str], begins: int) -> int:
    """Where something ends that begins with a mark: below all that is indented further, and lines that go on without a break."""
    indent, end, goes_on = _indent(lines[begins]), begins + 1, True
    while end < len(lines):
        line = lines[end]
        if not line.strip():
            goes_on = False
        elif _indent(line) > indent:
            goes_on = True
        elif not goes_on or _is_apart(line):
            break
        end += 1
    while end > begins + 1 and not lines[end - 1].strip():
        end -= 1
    return end


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
