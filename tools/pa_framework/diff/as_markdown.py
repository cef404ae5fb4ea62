"""A report for a comment on a change. Whatever stands in a record is text there: no markup, no mention, no link.

Forges find names (`@name`), numbers (`#12`), addresses and names of revisions in text that is already escaped, so
escaping alone does not stop them: a sign without width stands inside of each.
"""

import re

from pa_framework.diff.git_tree import Tree
from pa_framework.diff.items import Item, Section
from pa_framework.diff.report import Report
from pa_framework.diff.safety_section import headline
from pa_framework.diff.sections import sections
from pa_framework.look.markdown import escaped
from pa_framework.register.output import printable
from pa_framework.text.dates import in_words

#: The first line, by which a workflow finds its comment again.
MARKER = "<!-- pa-framework diff -->"
#: GitHub takes comments of 65,536 characters.
LONGEST = 60_000
_FOLDED_FROM = 6
_BREAK = "&#8203;"
#: Where a forge would find a mention, a reference, an address or an emoji: a break goes after the first part.
_FOUND = re.compile(
    r"(@|[#!$%~&\[](?=\w)|\b(?:https?|ftp|file)(?=://)|\b(?:mailto|xmpp)(?=:)|\bwww(?=\.)|\bGH(?=-\d)|:(?=[\w+-]+:)|\b[0-9a-f]{6}(?=[0-9a-f]))",
    re.IGNORECASE,
)


def as_markdown(report: Report) -> str:
    """The whole report. Where it would be too long for a comment, later entries are left out, and it says so."""
    text = ""
    for most in (400, 100, 30, 10, 3):
        text = _made(report, most)
        if len(text) <= LONGEST:
            return text
    return f"{text[:LONGEST].rpartition(chr(10))[0]}\n\n**The report is too long for a comment.**\n"


def _made(report: Report, most: int) -> str:
    between = f"From {_side(report.base_tree)} to {_side(report.head_tree)}"
    blocks = [MARKER, "## What this change means", f"{between}, as of {in_words(report.on)}."]
    sure = not report.loosenings and not any(each.tone == "danger" for each in sections(report, exact=False))
    for number, sentence in enumerate(headline(report)):
        blocks.append(f"**{safe(sentence)}**" if number == 0 and not sure else safe(sentence))
    if report.differs or report.unjudged or report.loosenings:
        blocks += [_section(each, most) for each in sections(report, exact=False)]
    return "\n\n".join(blocks) + "\n"


def safe(text: str) -> str:
    """Text of whatever origin as Markdown that shows it and does nothing."""
    parts = _FOUND.split(printable(" ".join(text.split())))
    return "".join(
        _inert(part, first=number == 0) if number % 2 == 0 else f"{_inert(part, first=False)}{_BREAK}"
        for number, part in enumerate(parts)
    )


def _inert(part: str, *, first: bool) -> str:
    """A part of a line: `escaped` takes spaces off both ends, so it is given no ends."""
    made = escaped(f"{part}.")[:-1] if first else escaped(f".{part}.")[1:-1]
    return made.replace("$", "&#36;")


def _side(tree: Tree) -> str:
    return f"`{_code(tree.shown)}`" if tree.commit else safe(tree.shown)


def _code(text: str) -> str:
    """Text between two backticks."""
    return printable(" ".join(text.split())).replace("`", "'")


def _section(section: Section, most: int) -> str:
    items = [_item(each) for each in section.items[:most]]
    if len(section.items) > most:
        items.append(f"- … and {len(section.items) - most:,} more: `pa-framework diff` lists all")
    number = f" ({len(section.items):,})" if len(section.items) > 1 else ""
    body = "\n".join(items)
    intro = f"{section.intro}\n\n" if section.intro else ""
    if section.fold and len(section.items) >= _FOLDED_FROM:
        return f"### {section.title}{number}\n\n<details><summary>Show all</summary>\n\n{intro}{body}\n\n</details>"
    return f"### {section.title}{number}\n\n{intro}{body}"


def _item(item: Item) -> str:
    lines = [f"- **{safe(item.lead)}**" + (f": {safe(item.says)}" if item.says else "")]
    lines += [f"  - {safe(each)}" for each in item.points]
    return "\n".join(lines)
