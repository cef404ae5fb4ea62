"""A report for a terminal."""

from collections.abc import Sequence
from textwrap import wrap

from pa_framework.diff.report import Report
from pa_framework.diff.wording import Item, Section, headline, sections
from pa_framework.text.dates import format_date
from pa_framework.text.terminal import escape_unprintable

_TONES = {"danger": "\033[1;31m", "care": "\033[1;33m", "plain": "\033[1m"}
_PLAIN = "\033[0m"


def as_text(report: Report, *, width: int = 100, colour: bool = False, ours: Sequence[Section] = ()) -> str:
    """The whole report, in lines of at most `width` as far as the words allow.

    `ours` are sections about the files of an area; they come after what is loosened.
    """
    wide = _wide(width)
    lines = [_title(report, colour), ""]
    for sentence in headline(report):
        lines += _wrapped(sentence, "", wide)
    if report.differs or report.unjudged or report.loosenings or ours:
        for section in sections(report, exact=True, ours=ours):
            lines += _section(section, wide, colour)
    return "\n".join(lines) + "\n"


def sections_as_text(found: Sequence[Section], *, width: int = 100, colour: bool = False) -> str:
    """Sections without a report."""
    return (
        "\n".join(line for section in found if section.items for line in _section(section, _wide(width), colour)) + "\n"
    )


def _wide(width: int) -> int:
    return max(40, min(width, 110))


def _title(report: Report, colour: bool) -> str:
    words = f"From {report.base_tree.shown} to {report.head_tree.shown}, as of {format_date(report.on)}"
    return _toned(escape_unprintable(words), "plain", colour)


def _toned(words: str, tone: str, colour: bool) -> str:
    return f"{_TONES[tone]}{words}{_PLAIN}" if colour else words


def _section(section: Section, wide: int, colour: bool) -> list[str]:
    number = f" ({len(section.items)})" if len(section.items) > 1 else ""
    lines = ["", _toned(f"{section.title}{number}", section.tone, colour)]
    if section.intro:
        lines += _wrapped(section.intro, "  ", wide)
    for item in section.items:
        lines += _item(item, wide, colour)
    return lines


def _item(item: Item, wide: int, colour: bool) -> list[str]:
    lines = _wrapped(f"{item.title}: {item.text}" if item.text else item.title, "  - ", wide, "    ")
    if colour:
        title = escape_unprintable(item.title)
        lines[0] = lines[0].replace(title, f"{_TONES['plain']}{title}{_PLAIN}", 1)
    for detail in item.details:
        lines += _wrapped(detail, "      ", wide)
    lines += [f"        {escape_unprintable(line)}" for line in item.lines]
    return lines


def _wrapped(words: str, first: str, wide: int, later: str | None = None) -> list[str]:
    indent = first if later is None else later
    lines = wrap(
        escape_unprintable(words),
        wide,
        initial_indent=first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return lines or [first.rstrip()]
