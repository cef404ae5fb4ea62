"""Parts of a Markdown text: front matter, code, markup, headings, and the prose between them.

It knows the Markdown of hand-written pages: Python-Markdown with fences, attribute lists, admonitions and HTML. It reads
no more of it than is needed to tell prose from what is code or markup. Positions count characters from the start.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from msgspec import Struct

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FENCE = re.compile(r"[ \t]*(?P<signs>`{3,}|~{3,})(?P<rest>.*)")
#: A line after which indented lines are content, not code: list items, admonitions, tabs, definitions, footnotes.
_CONTAINER = re.compile(r"(?:[-*+]|\d+[.)]|!!!|\?\?\?\+?|===[!+]?|:|\[\^[^\]]+\]:)\s")
_INLINE = re.compile(
    r"""
      (?P<escape> \\. )
    | (?P<code> (?<!`) (?P<ticks> `+ ) (?!`) (?: (?!\n[ \t]*\n) . )*? (?<!`) (?P=ticks) (?!`)
        | <(?P<verbatim> pre | code | kbd | samp | textarea )\b [^>]* > .*? (?: </(?P=verbatim)\s*> | \Z ) )
    | (?P<markup> <!-- .*? (?: --> | \Z )
        | <(?P<raw> script | style )\b [^>]* > .*? (?: </(?P=raw)\s*> | \Z )
        | </?[A-Za-z] (?: "[^"]*" | '[^']*' | [^<>"'] )* >
        | (?<=\]) \( (?: [^()\n] | \( (?: [^()\n] | \( [^()\n]* \) )* \) )* \)
        | ^ [ ]{0,3} \[ [^\]\n]+ \]: [^\n]*
        | \{ [ ]? [:.\#] [^{}\n]* \} )
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
#: A body without any of these has no lines that are code.
_MAY_BE_CODE = re.compile(r"```|~~~|^(?:[ ]{4}|[ ]{0,3}\t)", re.MULTILINE)
#: Characters with which code or markup may begin. Looking for them first is much quicker than trying every character.
_MAY_BEGIN = re.compile(r"[\\`<(\[{]|^[ ]+\[", re.MULTILINE)
_HEADING = re.compile(r"[ ]{0,3}#{1,6}(?:\s|$)")
_UNDERLINE = re.compile(r"[ ]{0,3}(?:=+|-+)[ \t]*$")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s|\s*\|")


class Zone(NamedTuple):
    """A part that is no prose: `code` is shown as it is, `markup` is addresses, tags, attributes and comments."""

    start: int
    end: int
    kind: Literal["code", "markup"]


class Block(Struct, frozen=True):
    """A heading, paragraph, list item or row of a table. `text` is blank where it is code or markup."""

    start: int
    text: str
    is_heading: bool


def front_matter(text: str) -> tuple[int, int, int]:
    """Where the front matter of a page begins and ends, and where its body begins; all 0 where it has none."""
    found = _FRONT_MATTER.match(text)
    return (found.start(1), found.end(1), found.end()) if found else (0, 0, 0)


def zones(markdown: str) -> list[Zone]:
    """The code and markup in the body of a page, in order. They do not overlap."""
    found = list(code_blocks(markdown))
    position, made = 0, list[Zone]()
    for block in (*found, Zone(len(markdown), len(markdown), "code")):
        made += _inline(markdown, position, block.start)
        made += [block] if block.end > block.start else []
        position = block.end
    return made


def zone_at(found: list[Zone], position: int) -> Zone | None:
    """The zone of a list in order that a position is in."""
    index = bisect_right(found, position, key=lambda zone: zone.start) - 1
    return found[index] if index >= 0 and position < found[index].end else None


_BLOCK_TAG = re.compile(
    r"<(?P<ends>/?)(?P<name>address|article|aside|blockquote|canvas|center|dd|details|div|dl|dt|fieldset|figcaption|figure"
    r"|footer|form|h[1-6]|header|hgroup|iframe|legend|li|main|menu|nav|noscript|object|ol|p|section|summary|table|tbody|td"
    r"|tfoot|th|thead|tr|ul|video)\b(?P<attributes>[^>]*)",
    re.IGNORECASE,
)
_READS_MARKDOWN = re.compile(r"\smarkdown(?:\s*=\s*[\"']?(?:1|block|span|markdown)\b|\s*$|\s+(?!=))", re.IGNORECASE)


def raw_html(markdown: str, found: Iterable[Zone]) -> Iterator[Zone]:
    """The elements of a text in which Markdown is shown as it is, and lines that begin or end other elements.

    An element that begins a line is HTML up to its end, unless it has the attribute `markdown`. `found` are the zones of the
    text.
    """
    start, still_open, name = 0, 0, ""
    for zone in found:
        tag = _BLOCK_TAG.match(markdown, zone.start, zone.end) if zone.kind == "markup" else None
        if tag is None:
            continue
        if still_open:
            if tag["name"].lower() == name:
                still_open += -1 if tag["ends"] else 1
            if not still_open:
                yield Zone(start, zone.end, "markup")
            continue
        before = markdown[max(0, zone.start - 4) : zone.start].rpartition("\n")
        if before[2].strip() or len(before[2]) > 3 or not (before[1] or zone.start < 4):
            continue
        if tag["ends"] or _READS_MARKDOWN.search(tag["attributes"]):
            yield zone
        else:
            start, still_open, name = zone.start, 1, tag["name"].lower()
    if still_open:
        yield Zone(start, len(markdown), "markup")


def blocks(markdown: str) -> Iterator[Block]:
    """The headings and prose of the body of a page, in order."""
    text = _blanked(markdown, zones(markdown))
    start, lines, position = 0, list[str](), 0

    def block(is_heading: bool = False) -> Iterator[Block]:
        if lines:
            yield Block(start, "".join(lines), is_heading)
        lines.clear()

    for line in text.splitlines(keepends=True):
        first = line.lstrip()[:1]
        if not first:
            yield from block()
        elif lines and first in "=-" and _UNDERLINE.match(line) and markdown[position : position + len(line)] == line:
            yield from block(is_heading=True)
        elif first == "#" and _HEADING.match(line):
            yield from block()
            start, lines[:] = position, [line]
            yield from block(is_heading=True)
        else:
            if first in "-*+|0123456789" and _ITEM.match(line):
                yield from block()
            if not lines:
                start = position
            lines.append(line)
        position += len(line)
    yield from block()


def _blanked(markdown: str, found: Iterable[Zone]) -> str:
    """The text with spaces in place of code and markup. Line ends stay."""
    parts, end = list[str](), 0
    for zone in found:
        parts += [markdown[end : zone.start], re.sub(r"[^\n]", " ", markdown[zone.start : zone.end])]
        end = zone.end
    return "".join((*parts, markdown[end:]))


def code_blocks(markdown: str) -> Iterator[Zone]:
    """Fenced code, and lines that are code because they are indented."""
    if not _MAY_BE_CODE.search(markdown):
        return
    lines = markdown.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    index, levels, after_blank = 0, [0], True
    unclosed = {"`": len(markdown), "~": len(markdown)}  # so many signs, or more, close nothing from here on
    while index < len(lines):
        line = lines[index]
        fence = _FENCE.match(line) if "```" in line or "~~~" in line else None
        last = None
        if fence and "`" not in fence["rest"] and len(fence["signs"]) < unclosed[fence["signs"][0]]:
            last = _closing_fence(lines, index, fence["signs"])
            if last is None:
                unclosed[fence["signs"][0]] = len(fence["signs"])
        if last is not None:
            yield Zone(starts[index], starts[last + 1], "code")
            index, after_blank = last + 1, True
            continue
        if not line.strip():
            index, after_blank = index + 1, True
            continue
        line = line.expandtabs(4)
        stripped = line.lstrip(" ")
        indent = len(line) - len(stripped)
        while len(levels) > 1 and indent < levels[-1] and after_blank:
            levels.pop()
        if after_blank and indent >= levels[-1] + 4:
            yield Zone(starts[index], starts[index + 1], "code")
        else:
            after_blank = False
            if _CONTAINER.match(stripped):
                while len(levels) > 1 and indent < levels[-1]:
                    levels.pop()
                levels.append((indent // 4 + 1) * 4)
        index += 1


def _closing_fence(lines: list[str], opening: int, signs: str) -> int | None:
    """The line that closes a fence; None where nothing does."""
    for index in range(opening + 1, len(lines)):
        line = lines[index].strip()
        if len(line) >= len(signs) and set(line) == {signs[0]}:
            return index
    return None


def _inline(markdown: str, start: int, end: int) -> Iterator[Zone]:
    """Code and markup within prose."""
    position = start
    while candidate := _MAY_BEGIN.search(markdown, position, end):
        found = _INLINE.match(markdown, candidate.start(), end)
        position = found.end() if found else candidate.end()
        if found and not found["escape"]:
            yield Zone(*found.span(), "code" if found["code"] else "markup")
