"""A report for a comment on a change. The text of a record stays text: no markup, no mention, no link.

Forges find names (`@name`), numbers (`#12`), addresses and names of revisions in text that is already escaped, so
escaping alone does not stop them: a zero-width character is put inside each.
"""

import re
from collections.abc import Sequence

from pa_framework.diff.git_tree import Tree
from pa_framework.diff.report import Report
from pa_framework.diff.wording import Item, Section, headline, sections
from pa_framework.look.markdown import escaped
from pa_framework.text.dates import format_date
from pa_framework.text.terminal import escape_unprintable

#: The first line, by which a workflow finds its comment again.
MARKER = "<!-- pa-framework diff -->"
#: GitHub takes comments of 65,536 characters.
MAX_LENGTH = 60_000
_FOLDED_FROM = 6
_BREAK = "&#8203;"
#: Where a forge would find a mention, a reference, an address or an emoji: a break goes after the first part.
_FOUND = re.compile(
    r"(@|[#!$%~&\[](?=\w)|\b(?:https?|ftp|file)(?=://)|\b(?:mailto|xmpp)(?=:)|\bwww(?=\.)|\bGH(?=-\d)|:(?=[\w+-]+:)|\b[0-9a-f]{6}(?=[0-9a-f]))",
    re.IGNORECASE,
)


def as_markdown(report: Report, ours: Sequence[Section] = ()) -> str:
    """The whole report. Where it would be too long for a comment, it leaves out later entries, and says so.

    `ours` are sections about the files of an area; they come after what is loosened.
    """
    text = ""
    for most in (400, 100, 30, 10, 3):
        text = _rendered(report, most, ours)
        if len(text) <= MAX_LENGTH:
            return text
    return f"{text[:MAX_LENGTH].rpartition(chr(10))[0]}\n\n**The report is too long for a comment.**\n"


def sections_as_markdown(found: Sequence[Section]) -> str:
    """Sections without a report."""
    return "\n\n".join(_section(section, 400) for section in found if section.items)


def _rendered(report: Report, most: int, ours: Sequence[Section]) -> str:
    between = f"From {_revision(report.base_tree)} to {_revision(report.head_tree)}"
    blocks = [MARKER, "## What this change means", f"{between}, as of {format_date(report.on)}."]
    in_danger = bool(report.loosenings) or any(section.tone == "danger" for section in sections(report, exact=False))
    for number, sentence in enumerate(headline(report)):
        blocks.append(f"**{safe(sentence)}**" if number == 0 and in_danger else safe(sentence))
    if report.differs or report.unjudged or report.loosenings or ours:
        blocks += [_section(section, most) for section in sections(report, exact=False, ours=ours)]
    return "\n\n".join(blocks) + "\n"


def safe(text: str) -> str:
    """Any text as Markdown that shows it as it is."""
    parts = _FOUND.split(escape_unprintable(" ".join(text.split())))
    return "".join(
        _inert(part, first=number == 0) if number % 2 == 0 else f"{_inert(part, first=False)}{_BREAK}"
        for number, part in enumerate(parts)
    )


def _inert(part: str, *, first: bool) -> str:
    """A part of a line. `escaped` strips spaces from both ends, so it gets the part between two full stops."""
    text = escaped(f"{part}.")[:-1] if first else escaped(f".{part}.")[1:-1]
    return text.replace("$", "&#36;")


def _revision(tree: Tree) -> str:
    return f"`{_code(tree.shown)}`" if tree.commit else safe(tree.shown)


def _code(text: str) -> str:
    """Text between two backticks."""
    return escape_unprintable(" ".join(text.split())).replace("`", "'")


def _section(section: Section, most: int) -> str:
    items = [_item(item) for item in section.items[:most]]
    if len(section.items) > most:
        items.append(f"- … and {len(section.items) - most:,} more: `pa-framework diff` lists all")
    number = f" ({len(section.items):,})" if len(section.items) > 1 else ""
    body = "\n".join(items)
    intro = f"{section.intro}\n\n" if section.intro else ""
    if section.fold and len(section.items) >= _FOLDED_FROM:
        return f"### {section.title}{number}\n\n<details><summary>Show all</summary>\n\n{intro}{body}\n\n</details>"
    return f"### {section.title}{number}\n\n{intro}{body}"


def _item(item: Item) -> str:
    lines = [f"- **{safe(item.title)}**" + (f": {safe(item.text)}" if item.text else "")]
    lines += [f"  - {safe(detail)}" for detail in item.details]
    if item.lines:  # each has a name at its start, so none of them can end the block
        lines += ["    ```yaml", *(f"    {escape_unprintable(line)}" for line in item.lines), "    ```"]
    return "\n".join(lines)
