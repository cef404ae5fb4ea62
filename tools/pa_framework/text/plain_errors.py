"""Errors of YAML and of values, explained to people who write records.

The messages of a YAML parser are made for programmers, and their place is where the parser stopped, not where the
mistake is. For a value that is nearly right, the answer is the right value, not the description of a type.
"""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from pa_framework.text.dates import MONTHS

#: Part of a message of libyaml, the message for authors, the fix.
_EXPLANATIONS = (
    (
        "mapping values are not allowed",
        "a second `: ` stands where only one can be",
        "put the text after the first `: ` in double quotes, or check how the line above is indented",
    ),
    (
        "found character that cannot start any token",
        "this sign cannot begin a text",
        "put the text in double quotes",
    ),
    (
        "while scanning a quoted scalar",
        "a quotation mark is opened and never closed",
        "close the quotation mark at the end of the text",
    ),
    (
        "while scanning an alias",
        "a text cannot begin with `*`",
        "put the text in double quotes",
    ),
    (
        "while scanning an anchor",
        "a text cannot begin with `&`",
        "put the text in double quotes",
    ),
    (
        "while scanning a tag",
        "a text cannot begin with `!`",
        "put the text in double quotes",
    ),
    (
        "could not find expected ':'",
        "a `:` is missing after this word",
        "write `name: text`, with a space after the colon, or indent the line as part of the text above",
    ),
    (
        "did not find expected ',' or ']'",
        "a list that opens with `[` is not closed",
        "add the missing `,` or `]`",
    ),
    (
        "did not find expected ',' or '}'",
        "a group that opens with `{` is not closed",
        "add the missing `,` or `}`",
    ),
    (
        "did not find expected '-' indicator",
        "this line does not line up with the list it belongs to",
        "indent it exactly like the other lines of the list",
    ),
    (
        "did not find expected key",
        "this line does not line up with the lines above it",
        "indent it exactly like the other names of its group",
    ),
    (
        "did not find expected node content",
        "a value is missing here",
        "write the value, or take the sign before it away",
    ),
    (
        "block sequence entries are not allowed",
        "a list cannot begin on this line",
        "start the list on the next line, two spaces further in",
    ),
    (
        "undefined alias",
        "an alias (`*name`) is used",
        "write the value out in full",
    ),
)
#: libyaml reports these at the end of what it was reading; the mistake is at its start.
_REPORTED_AT_END = ("while scanning", "could not find expected ':'", "did not find expected ',' or")
_NO_SPACE = re.compile(r"(?P<name>[A-Za-z_][\w-]*):(?P<value>[^\s/].*)")
_ODD_SPACE = re.compile(r"(?P<name>[A-Za-z_][\w-]*):[^\S \t]")
_DAY_FORMS = (
    re.compile(r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})"),
    re.compile(r"(?P<day>[0-9]{1,2})[-/.](?P<month>[0-9]{1,2})[-/.](?P<year>[0-9]{4})"),
    re.compile(r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?[ -](?P<month>[a-z]{3,9})\.?,?[ -](?P<year>[0-9]{4})"),
    re.compile(r"(?P<month>[a-z]{3,9})\.? (?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,? (?P<year>[0-9]{4})"),
    re.compile(r"(?P<year>(?:19|20)[0-9]{2})(?P<month>0[1-9]|1[0-2])(?P<day>[0-3][0-9])"),
    re.compile(r"(?P<day>[0-3][0-9])(?P<month>0[1-9]|1[0-2])(?P<year>(?:19|20)[0-9]{2})"),
)
#: A day and a time, as spreadsheets and databases write them.
_TIME_OF_DAY = re.compile(
    r"(?P<day>[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4})[ Tt][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?"
    r"(?: ?[AaPp][Mm])?(?:[Zz]|[+-][0-9]{2}:?[0-9]{2})?"
)
_WEEKDAY = re.compile(r"(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?,? ")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?P<last>[0-9]{2})")


class YamlFault(NamedTuple):
    """What is wrong, what to do about it, and where it is (lines and columns count from 1)."""

    message: str
    fix: str
    line: int
    column: int


def explain_yaml_error(error: str, text: str, stopped: tuple[int, int], began: tuple[int, int] | None) -> YamlFault:
    """Explains the message `error` of libyaml about `text`.

    `stopped` is the line and column where the parser stopped, `began` those of what it was reading then; both from 1.
    """
    lines = text.split("\n")
    for part, message, fix in _EXPLANATIONS:
        if part in error:
            place = began if began and part.startswith(_REPORTED_AT_END) else stopped
            return _visible_fault(lines, place) or YamlFault(message, fix, *place)
    return _visible_fault(lines, stopped) or YamlFault(
        f"this is not YAML: {' '.join(error.split())}",
        "compare the line with a record of the same kind that is in order",
        *stopped,
    )


def _visible_fault(lines: list[str], place: tuple[int, int]) -> YamlFault | None:
    """A mistake that can be recognised in the line itself, whatever the message of the parser."""
    number, column = place
    line = lines[number - 1] if number <= len(lines) else ""
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent:
        fix = "put spaces in place of the tab, as many as the line above or below begins with"
        return YamlFault("a tab stands at the beginning of this line", fix, number, indent.index("\t") + 1)
    if line[column - 1 : column] == "\t":
        return YamlFault("a tab stands where only spaces can be", "put a space in place of the tab", number, column)
    after = line[column - 1 :]
    if glued := _NO_SPACE.match(after):
        name, value = glued["name"], glued["value"].strip()
        return YamlFault(
            "a space is missing after the colon", f"write `{name}: {shorten_quoted(value)}`", number, column
        )
    if odd := _ODD_SPACE.match(after):
        return YamlFault(
            "the space after the colon is no ordinary space; it often comes from copying out of another program",
            f"delete what stands after `{odd['name']}:` and type a space",
            number,
            column,
        )
    before = line[: column - 1].rstrip()
    if before.endswith(('"', "'")) and after.strip():
        return YamlFault(
            "the text goes on after its closing quotation mark",
            "put the whole text in double quotes, and use single ones inside of it",
            number,
            column,
        )
    return None


def shorten_quoted(text: str) -> str:
    """A text that a message quotes between backticks: at most 60 characters."""
    text = text.replace("`", "'")
    return text if len(text) <= 60 else f"{text[:57]}…"


def _without_time(text: str, day: str, write: str) -> tuple[str, str]:
    """The message and the fix for a day with a time behind it, as spreadsheets and databases write it."""
    says = f"`{text}` has a time of day; this is a day, written year-month-day"
    try:
        return says, f"write `{date.fromisoformat(day).isoformat()}`"
    except ValueError:
        return says, explain_bad_date(day)[1] if day != text else write


def explain_bad_date(text: str) -> tuple[str, str]:
    """The message and the fix for a date that is not in the form year-month-day, or not in the calendar.

    Dates in figures are read as people in Britain write them: the day first, then the month.
    """
    write = "write year-month-day, such as 2026-03-31"
    if timed := _TIME_OF_DAY.fullmatch(text.strip()):
        return _without_time(text, timed["day"], write)
    if short := _SHORT_YEAR.fullmatch(text.strip()):
        says = f"`{text}` has a year of two figures, and no one can say which number is the day"
        return says, f"write all four figures of the year, in this order: 20{short['last']}-month-day"
    day_text = _WEEKDAY.sub("", text.strip().lower(), count=1)
    form = next((match for form in _DAY_FORMS if (match := form.fullmatch(day_text))), None)
    if form is None:
        return f"`{text}` is not a day of the calendar", write
    month_text, year, day = form["month"], int(form["year"]), int(form["day"])
    by_name = (number for number, name in enumerate(MONTHS, 1) if name[:3].lower() == month_text[:3])
    month = int(month_text) if month_text.isdigit() else next(by_name, 0)
    if 12 < month <= 31 and 1 <= day <= 12 and form.re is _DAY_FORMS[1] and month <= monthrange(year or 1, day)[1]:
        says = f"`{text}` is not written year-month-day, and {month} is no month"
        return says, f"write `{year:04}-{day:02}-{month:02}`, if {month} {MONTHS[day - 1]} {year} is meant"
    if not 1 <= month <= 12 or year == 0 or day == 0:
        return f"`{text}` is not a day of the calendar", write
    last = monthrange(year, month)[1]
    if day > last:
        name = f"{MONTHS[month - 1]} {year}"
        return f"`{text}` is not a day of the calendar: {name} has {last} days", write
    parsed = date(year, month, day)
    return (
        f"`{text}` is not written year-month-day",
        f"write `{parsed.isoformat()}` for {day} {MONTHS[month - 1]} {year}",
    )
