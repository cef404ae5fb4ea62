"""What a page that is written by hand holds besides words: links, pictures, headings, tags and front matter, with places."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from itertools import islice
from posixpath import dirname, join, normpath
from typing import Any, NamedTuple
from urllib.parse import unquote

import yaml

from pa_framework.facts.pages import HandWrittenPage
from pa_framework.records.yaml_source import MAX_DEPTH
from pa_framework.text.findings import Span
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.markdown_parts import front_matter, zone_at

YAML_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: The address of a link or picture, after its words: `](address "title")`.
_ADDRESS = LazyPattern(
    r"\]\(\s*(?P<open><)?(?P<target>(?(open)[^<>\n]*|(?:[^()\s<>]|\([^()\s]*\))*))>?(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
_DEFINITION = LazyPattern(r"^[ ]{0,3}\[(?P<name>[^\]\n^]+)\]:[ \t]*<?(?P<target>[^\s>]+)", re.MULTILINE)
_REFERENCE = LazyPattern(r"\](?:\[(?P<name>[^\]\n]*)\])(?!\()")
_HEADING = LazyPattern(r"^[ ]{0,3}(?P<signs>#{1,6})(?:[ \t]+(?P<words>[^\n]*?))?[ \t]*#*[ \t]*$", re.MULTILINE)
_UNDERLINED = LazyPattern(r"^(?P<words>(?![<=]{7})[^\s#>|`-][^\n]*)\n(?P<signs>=+|-{2,})[ \t]*$", re.MULTILINE)
_TAG = LazyPattern(r"<(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<attributes>(?:\s+(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*)?)>")
_ATTRIBUTE = LazyPattern(r"(?P<name>[A-Za-z_:@][\w:.-]*)(?:\s*=\s*(?P<value>\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
_OWN_ID = LazyPattern(r"[ \t]*\{[: ][^{}]*#(?P<id>[\w:.-]+)[^{}]*\}[ \t]*$|[ \t]*\{#(?P<short>[\w:.-]+)[^{}]*\}[ \t]*$")
_MARKUP = LazyPattern(r"!?\[(?P<words>[^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])|<[^<>]*>|[*`]|(?<!\w)_|_(?!\w)")


class Link(NamedTuple):
    """A link or picture: its words, its target, whether it is a picture, where the target is, and if it is a tag."""

    words: str
    target: str
    is_picture: bool
    span: Span
    is_tag: bool = False


class Heading(NamedTuple):
    """A heading: its level from 1, its words without markup, its anchor without a number, its place.

    `is_given` says whether the anchor is written beside it; else it is made of its words.
    """

    level: int
    words: str
    anchor: str
    span: Span
    is_given: bool = False


class Tag(NamedTuple):
    """An HTML tag in a page or picture: its name and attributes in small letters, and its place."""

    name: str
    attributes: dict[str, str]
    span: Span


class FrontMatterFault(NamedTuple):
    """Front matter that cannot be read: what is so, and where."""

    message: str
    span: Span


def span_in(path: str, text: str, start: int, end: int) -> Span:
    """The place of a part of a text in its file, up to the end of its first line."""
    line = text.count("\n", 0, start) + 1
    column = start - text.rfind("\n", 0, start)
    return Span(path, line, column, column + len(text[start:end].partition("\n")[0]))


@lru_cache(maxsize=1024)
def links(page: HandWrittenPage) -> tuple[Link, ...]:
    """The links and pictures of a page, in Markdown and in HTML, without those in code."""
    return tuple(_links(page))


def _links(page: HandWrittenPage) -> Iterator[Link]:
    text = page.text
    for match in _ADDRESS.finditer(text):
        if match.start() < page.body_start or match["target"].startswith("(("):
            continue
        if _is_code(page, match.start()) or _is_comment(page, match.start()):
            continue
        start = _words_start(text, match.start())
        if start is not None:
            words = text[start + 1 : match.start()]
            place = span_in(page.path, text, match.start("target"), max(match.end("target"), match.start("target") + 1))
            yield Link(words, match["target"], text[start - 1 : start] == "!", place)
    for match in _DEFINITION.finditer(text):
        if match.start() >= page.body_start and not _is_code(page, match.start()):
            yield Link(match["name"], match["target"], False, span_in(page.path, text, *match.span("target")))
    for tag in tags(page):
        target = tag.attributes.get("href" if tag.name == "a" else "src")
        if tag.name in ("a", "img") and target:
            yield Link(tag.attributes.get("alt", ""), target, tag.name == "img", tag.span, is_tag=True)


class BrokenMark(NamedTuple):
    """A mark of Markdown that is shown to readers as it is: what is so, what to do, and where."""

    says: str
    fix: str
    span: Span


_NO_END = LazyPattern(r"\]\((?P<address>[^()\s<>\]]+)(?=[\s|]|\Z)(?!\s+[\"'(]|\s*\))(?![^\n()\[\]]{0,30}\))")
_NO_BRACKET = LazyPattern(
    r"(?<![\w\]!(])\[(?P<words>[^\[\]\n(]*[^\[\]\n( ])\((?P<address>(?:https?://|\.{1,2}/)[^()\s]+)\)"
)
_APART = LazyPattern(r"(?<!\[[ xX])\][ \t]+\((?P<address>(?:https?://|\.{1,2}/)[^()\s]+)\)")
_NO_BLANK = LazyPattern(r"^#{2,6}(?=[^\s#])", re.MULTILINE)
_BOLD = LazyPattern(r"(?<![\\*])\*\*(?!\*)(?:(?=\S)|(?<=\S\*\*))")
_BLOCK = LazyPattern(r"\n[ \t]*\n|\n(?=[ \t]*(?:\||#{1,6} ))")
_ITEM = LazyPattern(r"[ \t]*(?:[-+*]|\d+\.)[ \t]")
_NEXT_ITEM = LazyPattern(r"\n(?=[ \t]*(?:[-+*]|\d+\.)[ \t])")
#: So many places of a page are looked at: one with more is no page that someone wrote.
_MOST_MARKS = 400


#: Marks that are not whole, with what is so and what to do.
_MARKS = (
    (_NO_END, "the address of the link has no `)` after it", "write `)` after `{address}`"),
    (_NO_BRACKET, "the words of the link have no `]` after them", "write `]` between the words and `({address})`"),
    (_APART, "a space stands between the words of the link and its address", "take the space before `({address})` out"),
    (_NO_BLANK, "a space is missing after the marks of the heading", "write a space between the marks and the words"),
)


def broken_marks(page: HandWrittenPage) -> Iterator[BrokenMark]:
    """Marks of links, headings and bold words on a page that are not whole; none of those in code."""
    text = page.text
    for pattern, says, fix in _MARKS:
        for match in islice(pattern.finditer(text), _MOST_MARKS):
            is_link = pattern is not _NO_BLANK
            opens = not is_link or text[match.start()] == "[" or _words_start(text, match.start()) is not None
            if opens and _is_text(page, match.start()):
                address = match["address"].rstrip(".,;:") if is_link else ""
                yield BrokenMark(says, fix.format(address=address), span_in(page.path, text, *match.span()))
    bold = [match.start() for match in _BOLD.finditer(text) if _is_text(page, match.start())]
    done = 0
    for end in (*_ends_of_blocks(text), len(text)) if bold else ():
        first = done
        while done < len(bold) and bold[done] < end:
            done += 1
        if (done - first) % 2:
            last = bold[done - 1]
            yield BrokenMark(
                "bold words begin or end here, and have no `**` at their other end",
                "write `**` before and after them, or take this one out",
                span_in(page.path, text, last, last + 2),
            )


def _ends_of_blocks(text: str) -> Iterator[int]:
    """Where paragraphs, rows and headings of a page end; and entries, in a block that begins with one."""
    begins = 0
    for end in (*(match.start() for match in _BLOCK.finditer(text)), len(text)):
        block = text[begins:end]
        if _ITEM.match(block.lstrip("\n")):
            yield from (begins + match.start() for match in _NEXT_ITEM.finditer(block))
        yield end
        begins = end


def _is_text(page: HandWrittenPage, position: int) -> bool:
    """Whether a place is in the body of a page, and neither in code nor in a comment."""
    return position >= page.body_start and not _is_code(page, position) and not _is_comment(page, position)


def undefined_references(page: HandWrittenPage) -> Iterator[tuple[str, Span]]:
    """Links such as `[words][name]` whose name the page does not define."""
    body = page.text
    defined = {match["name"].lower() for match in _DEFINITION.finditer(body)}
    for match in _REFERENCE.finditer(body):
        if match.start() < page.body_start or _is_code(page, match.start()):
            continue
        start = _words_start(body, match.start())
        name = match["name"] or (body[start + 1 : match.start()] if start is not None else "")
        if start is not None and name.lower() not in defined:
            yield name, span_in(page.path, body, start, match.end())


@lru_cache(maxsize=1024)
def headings(page: HandWrittenPage) -> list[Heading]:
    """The headings of a page, in order."""
    found = []
    text = page.text
    for pattern in (_HEADING, _UNDERLINED):
        for match in pattern.finditer(text):
            if match.start() < page.body_start or _is_code(page, match.start()):
                continue
            signs, words = match["signs"], match["words"] or ""
            level = len(signs) if signs[0] == "#" else 1 if signs[0] == "=" else 2
            own = _OWN_ID.search(words)
            plain = plain_words(_OWN_ID.sub("", words))
            anchor = (own["id"] or own["short"]) if own else slug(plain)
            found.append(
                (
                    match.start(),
                    Heading(
                        level,
                        plain,
                        anchor,
                        span_in(page.path, text, *match.span("words" if words else "signs")),
                        is_given=own is not None,
                    ),
                )
            )
    return [heading for _, heading in sorted(found, key=lambda each: each[0])]


@lru_cache(maxsize=1024)
def anchors(page: HandWrittenPage) -> frozenset[str]:
    """The places in a page to which a link may lead."""
    made = {heading.anchor for heading in headings(page) if heading.is_given}  # the others are numbered around them
    for heading in headings(page):
        if heading.is_given:
            continue
        name, number = heading.anchor, 0
        while name in made:
            number += 1
            name = f"{heading.anchor}_{number}"
        made.add(name)
    for match in re.finditer(
        r"\{[^{}\n]*#(?P<id>[\w:.-]+)[^{}\n]*\}|\b(?:id|name)=[\"']?(?P<html>[\w:.-]+)", page.text
    ):
        made.add(match["id"] or match["html"])
    return frozenset(made)


@lru_cache(maxsize=1024)
def tags(page: HandWrittenPage) -> tuple[Tag, ...]:
    """The HTML tags of a page, without those in code and comments."""
    return tuple(_tags(page)) if "<" in page.text else ()


def _tags(page: HandWrittenPage) -> Iterator[Tag]:
    for match in _TAG.finditer(page.text):
        if (
            match.start() >= page.body_start
            and not _is_code(page, match.start())
            and not _is_comment(page, match.start())
        ):
            yield _tag(page.path, page.text, match)


class Unpaired(NamedTuple):
    """An element of a page that is opened and not closed, or closed and not open: its name, whether it is an end tag, its place."""

    name: str
    ends: bool
    span: Span


_BOXES = frozenset(
    [
        "div",
        "section",
        "article",
        "aside",
        "details",
        "summary",
        "figure",
        "figcaption",
        "nav",
        "main",
        "header",
        "footer",
        "ul",
        "ol",
        "dl",
        "table",
        "blockquote",
        "form",
        "span",
    ]
)
_TAG_OR_END = LazyPattern(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?:\s(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*)?>")


def unpaired(page: HandWrittenPage) -> Iterator[Unpaired]:
    """Elements that hold other things, and are left open or closed once too often, apart from those in code and comments."""
    still_open: list[Unpaired] = []
    for match in _TAG_OR_END.finditer(page.text) if "<" in page.text else ():
        name, start = match["name"].lower(), match.start()
        if name not in _BOXES or start < page.body_start or _is_code(page, start) or _is_comment(page, start):
            continue
        tag = Unpaired(name, bool(match["end"]), span_in(page.path, page.text, *match.span()))
        if not tag.ends:
            still_open.append(tag)
        elif any(each.name == name for each in still_open):
            while still_open[-1].name != name:
                yield still_open.pop()
            still_open.pop()
        else:
            yield tag
    yield from still_open


def tags_in(path: str, text: str) -> Iterator[Tag]:
    """The tags of a file of HTML or SVG, without those in comments."""
    shown = re.sub(r"<!--.*?-->", lambda match: re.sub(r"[^\n]", " ", match.group()), text, flags=re.DOTALL)
    for match in _TAG.finditer(shown):
        yield _tag(path, shown, match)


#: The names that the site or the engine reads in the front matter of a page.
FRONT_MATTER_NAMES = frozenset(
    {"title", "description", "kind", "crumbs", "hide", "search", "share", "scripts", "data", "feeds", "before", "after"}
    | {"template", "tags", "icon", "status", "subtitle", "robots", "wide"}
)
#: A line of front matter: a name with a colon, something below it, an item of a list, or a comment.
_OF_FRONT_MATTER = re.compile(r"[\"']?(?P<name>\w[\w-]*)[\"']?:(?:\s|\Z)|[ \t]+\S|-[ \t]|#(?! )")
_MAIN_HEADING = re.compile(r"^# ", re.MULTILINE)


def front_matter_fault(page: HandWrittenPage) -> FrontMatterFault | None:
    """Why the front matter of a page cannot be read; None where it can, or where there is none."""
    start, end, _ = front_matter(page.text)
    if not end:
        return _not_marked(page)
    try:
        if nesting_depth(page.text[start:end]) > MAX_DEPTH:  # a loader would call itself for each of them
            return FrontMatterFault(
                f"the front matter of the page is nested more than {MAX_DEPTH} deep", Span(page.path)
            )
        data = yaml.load(page.text[start:end], Loader=YAML_LOADER)
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark.line if error.problem_mark else 0) + page.text.count("\n", 0, start) + 1
        last = page.text.count("\n", 0, end)
        return FrontMatterFault("the front matter of the page is not YAML", Span(page.path, min(line, last)))
    except (yaml.YAMLError, RecursionError, ValueError):
        return FrontMatterFault("the front matter of the page is not YAML", Span(page.path))
    if data is not None and not isinstance(data, dict):
        return FrontMatterFault("the front matter of the page has no names with a colon", Span(page.path, 2))
    return None


def _not_marked(page: HandWrittenPage) -> FrontMatterFault | None:
    """What is wrong where front matter lacks its first line `---`, or its last; prose above or below a line across is none."""
    lines = page.text.split("\n")
    if lines[0].rstrip() == "---":
        last = (
            next((place for place, line in enumerate(lines) if place and not _OF_FRONT_MATTER.match(line)), len(lines))
            - 1
        )
        if not any(name.islower() or name.lower() in FRONT_MATTER_NAMES for name in map(_name_of, lines[1 : last + 1])):
            return None
        place = min(last + 1, len(lines) - 1)
        span = Span(page.path, place + 1, 1, len(lines[place]) + 1)
        return FrontMatterFault("the front matter of the page does not end with a line `---`", span)
    first = next((place for place, line in enumerate(lines) if line.strip()), 0)
    last = next((place for place, line in enumerate(lines) if line.rstrip() == "---"), 0)
    names = [line for line in lines[first:last] if line.strip()]
    if not (names and _name_of(names[0]) in FRONT_MATTER_NAMES and all(map(_OF_FRONT_MATTER.match, names))):
        return None
    if not 1 < len(names) == last - first and not _MAIN_HEADING.search("\n".join(lines[last:])):
        return None  # an underlined heading, or a line of prose
    span = Span(page.path, first + 1, 1, len(_name_of(names[0])) + 1)
    return FrontMatterFault("the front matter of the page does not begin with a line `---`", span)


def _name_of(line: str) -> str:
    """The name at the beginning of a line of front matter; empty where there is none."""
    found = _OF_FRONT_MATTER.match(line)
    return (found["name"] or "") if found else ""


class UnevenRow(NamedTuple):
    """A row of a table with another number of cells than the table has columns; `has_bars` says whether it has any `|`."""

    span: Span
    cells: int
    columns: int
    has_bars: bool


def uneven_rows(page: HandWrittenPage) -> Iterator[UnevenRow]:
    """The rows of tables that have more cells than the table has columns, or fewer."""
    lines = page.text.split("\n") if page.tables else []
    for table in page.tables:
        columns = len(table.header.cells)
        for row in table.rows:
            if len(row.cells) != columns:
                text = lines[row.line - 1]
                span = Span(page.path, row.line, 1, len(text) + 1)
                yield UnevenRow(span, len(row.cells), columns, "|" in text)


def nesting_depth(text: str) -> int:
    """How many groups of YAML are in each other, up to one more than is allowed. Raises YAMLError for what is no YAML."""
    depth = deepest = 0
    for event in yaml.parse(text, Loader=YAML_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        deepest = max(deepest, depth)
        if deepest > MAX_DEPTH:
            break
    return deepest


def front_matter_keys(page: HandWrittenPage) -> Iterator[tuple[str, Span]]:
    """The names at the outermost level of the front matter of a page."""
    start, end, _ = front_matter(page.text)
    for match in re.finditer(r"^(?P<key>[A-Za-z_][\w -]*?)[ \t]*:(?=\s|$)", page.text[start:end], re.MULTILINE):
        yield match["key"], span_in(page.path, page.text, start + match.start("key"), start + match.end("key"))


def resolved(page: str, target: str) -> str:
    """The path of the page tree to which a relative target on a page leads; begins with `..` where it leaves the tree."""
    return normpath(join(dirname(page), unquote(target)))


def resolved_address(page: str, target: str) -> str:
    """The path to which an address in a tag leads: a browser reads it from the address of the page, which is a folder."""
    folder = page.removesuffix("index.md") if page.endswith("index.md") else f"{page.removesuffix('.md')}/"
    return normpath(join(folder, unquote(target)))


def slug(words: str) -> str:
    """The anchor that a heading gets."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def plain_words(markdown: str) -> str:
    """Words of a heading without markup."""
    while (shorter := _MARKUP.sub(lambda match: match["words"] or "", markdown)) != markdown:
        markdown = shorter
    return " ".join(unescape(markdown).split())


def _tag(path: str, text: str, match: re.Match[str]) -> Tag:
    attributes = {
        each["name"].lower(): unescape((each["value"] or "").strip("\"'"))
        for each in _ATTRIBUTE.finditer(match["attributes"])
    }
    return Tag(match["name"].lower(), attributes, span_in(path, text, *match.span()))


def _is_code(page: HandWrittenPage, position: int) -> bool:
    zone = zone_at(page.body_zones, position - page.body_start)
    return zone is not None and zone.kind == "code"


def _is_comment(page: HandWrittenPage, position: int) -> bool:
    zone = zone_at(page.body_zones, position - page.body_start)
    return zone is not None and page.text.startswith("<!--", page.body_start + zone.start)


def _words_start(text: str, end: int) -> int | None:
    """Where the words of a link begin whose closing bracket is at `end`; None where nothing opens them."""
    depth = 0
    for position in range(end, max(-1, end - 2000), -1):
        if text[position] == "]" and text[position - 1 : position] != "\\":
            depth += 1
        elif text[position] == "[" and text[position - 1 : position] != "\\":
            depth -= 1
            if depth == 0:
                return position
        elif text.startswith("\n\n", position):
            return None
    return None
