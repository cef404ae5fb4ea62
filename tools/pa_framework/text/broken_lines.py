"""Mistakes that can be named from the lines of a YAML file, whatever a parser says about it and wherever it stops.

A parser stops where it can go no further. A lost quotation mark, a half-saved file or a space out of another program
stands before that place, sometimes far before. What is recognised here is near the place where the parser stopped, so
that a line that only looks odd is not blamed.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.plain_errors import shorten_quoted

#: Spaces that are not the one of the keyboard: editors show them alike, YAML reads them as text.
ODD_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_CONFLICT = LazyPattern(r"(?:<{7}|>{7}|\|{7})(?: .*)?$")
_MIDDLE_OF_CONFLICT = LazyPattern(r"={7}$")
_ODD_INDENT = LazyPattern(rf"[ \t]*[{ODD_SPACES}][{ODD_SPACES} \t]*(?=\S)")
_MARKER = LazyPattern(
    rf"(?P<indent> *)(?P<sign>[\u2010-\u2015\u2212\u2022\u2023\u25aa\u25cf\u00b7*])[ {ODD_SPACES}]+(?P<text>\S.*)"
)
_GLUED_MARKER = LazyPattern(rf"(?P<indent> *)-(?P<space>[{ODD_SPACES}]?)(?P<text>[^\s-].*)")
_ENTRY = LazyPattern(r"(?P<indent> *)- ")
_QUOTED_LINE = LazyPattern(r"(?:> ?)+(?P<text>(?: *- )*[A-Za-z_][A-Za-z0-9_-]*:(?: .*)?)")
_NAME = r"(?P<before> *(?:- )?)(?P<name>[A-Za-z_][A-Za-z0-9_-]*)"
_PROPER = LazyPattern(rf"{_NAME}:(?: |$)")
_OTHER_SIGN = LazyPattern(rf"{_NAME} ?(?P<sign>[;\uff1b\uff1a=\ua789\u2236]) ?(?P<value>\S.*)")
_GLUED = LazyPattern(rf"{_NAME}:(?P<space>[{ODD_SPACES}]*)(?P<value>[^\s/].*)")
_NO_SIGN = LazyPattern(rf"{_NAME} (?P<value>\S.*)")
_QUOTED = LazyPattern(r"""(?P<around> *(?:- )*)(?P<name>[A-Za-z_][A-Za-z0-9_-]*: +)?(?P<quote>["'])(?P<rest>.*)""")
_CLOSED = {'"': LazyPattern(r'(?:[^"\\]|\\.)*"'), "'": LazyPattern(r"(?:[^']|'')*'")}
_CURLY_VALUE = LazyPattern(r"(?:: |- |[\[{,] ?)(?P<sign>[\u201c\u201d\u201e\u2018\u2019])")
#: How many lines before the place where a parser stopped a mistake may stand that it read as part of a text.
_NEAR = 2


class LineFault(NamedTuple):
    """What is wrong, what to do about it, and where it is (line and column count from 1)."""

    message: str
    fix: str
    line: int
    column: int


def conflict_marks(text: str) -> LineFault | None:
    """The marks of a merge that was not finished, anywhere in a text."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return None
    lines = text.split("\n")
    numbers = [number for number, line in enumerate(lines, 1) if _CONFLICT.match(line)]
    if not numbers:
        return None
    middle = any(_MIDDLE_OF_CONFLICT.match(line) for line in lines)
    if len(numbers) == 1 and not middle:
        return LineFault("a mark of an unfinished merge stands here", "delete this line", numbers[0], 1)
    return LineFault(
        "a merge was not finished: two versions stand here, between marks",
        "keep one of the two versions, and delete the lines that begin with `<<<<<<<`, `|||||||`, `=======` or `>>>>>>>`",
        numbers[0],
        1,
    )


def lost_quotation_mark(lines: Sequence[str], number: int) -> LineFault | None:
    """A quotation mark that line `number` opens and does not close, although its text must end there.

    A text in quotes may go on over lines that are indented further than its name. The next line is not: it begins
    something else.
    """
    line = lines[number - 1]
    found = _QUOTED.fullmatch(line)
    if not found or _CLOSED[found["quote"]].match(found["rest"]):
        return None
    # A text after a name is indented further than the name, one in a list further than the hyphen.
    indent = len(found["around"]) if found["name"] else len(line) - len(line.lstrip(" "))
    following = next((lines[at] for at in range(number, len(lines)) if lines[at].strip()), "")
    if following and len(following) - len(following.lstrip(" ")) > indent:
        return None
    quote, column = found["quote"], found.start("quote") + 1
    rest = found["rest"].rstrip()
    if rest[-1:] in ("\u201d", "\u201c", "\u2019") and quote == '"':
        return LineFault(
            "this text begins with a straight quotation mark and ends with a curly one",
            f"write `{quote}` in place of `{rest[-1]}` at the end of the line",
            number,
            column,
        )
    return LineFault(
        "a quotation mark is opened here and never closed",
        f"write `{quote}` at the end of the text, or take the first one away",
        number,
        column,
    )


def named_fault(text: str, stopped: int) -> LineFault | None:
    """The mistake that made a parser stop at line `stopped`, if its lines show one that has a name."""
    lines = text.split("\n")
    last = min(stopped, len(lines))
    near = range(max(1, last - _NEAR), last + 1)
    return (
        _lost_quotation_mark_before(lines, last)
        or next((fault for number in near for look in _LOOKS if (fault := look(lines, number, last))), None)
        or next((fault for number in range(last, 0, -1) if (fault := odd_indent(lines, number))), None)
    )


def _lost_quotation_mark_before(lines: Sequence[str], last: int) -> LineFault | None:
    """A lost quotation mark swallows all lines to the next mark, so it may stand far before the end of reading."""
    block: int | None = None  # the indent of the line above a text of several lines, in which anything may stand
    for number, line in enumerate(lines[:last], 1):
        if not line.strip():
            continue
        indent = len(line) - len(line.lstrip(" "))
        if block is not None and indent > block:
            continue
        block = indent if re.search(r"[:-] [|>][0-9+-]*$", line) else None
        if fault := lost_quotation_mark(lines, number):
            return fault
    return None


def odd_indent(lines: Sequence[str], number: int, _: int = 0) -> LineFault | None:
    """A line that begins with another space than that of the keyboard."""
    found = _ODD_INDENT.match(lines[number - 1])
    if not found:
        return None
    return LineFault(
        "this line begins with a space that is none of the keyboard; it often comes from copying out of another program",
        f"delete what stands before `{shorten_quoted(lines[number - 1][found.end() :])}`, and type spaces, as many as the lines beside it begin with",
        number,
        1,
    )


def _tab_indent(lines: Sequence[str], number: int, _: int) -> LineFault | None:
    line = lines[number - 1]
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" not in indent or not line.strip():
        return None
    return LineFault(
        "a tab stands at the beginning of this line",
        "put spaces in place of the tab, as many as the line above or below begins with",
        number,
        indent.index("\t") + 1,
    )


def _marker(lines: Sequence[str], number: int, _: int) -> LineFault | None:
    found = _MARKER.fullmatch(lines[number - 1])
    if not found or not _among_entries(lines, number, len(found["indent"])):
        return None
    sign = found["sign"]
    what = "a star" if sign == "*" else "a bullet" if sign in "\u2022\u2023\u25aa\u25cf\u00b7" else "a long dash"
    return LineFault(
        f"{what} (`{sign}`) begins this line; an entry of a list begins with a hyphen (`-`)",
        f"write `- {shorten_quoted(found['text'])}`",
        number,
        len(found["indent"]) + 1,
    )


def _glued_marker(lines: Sequence[str], number: int, _: int) -> LineFault | None:
    found = _GLUED_MARKER.fullmatch(lines[number - 1])
    if not found or not _among_entries(lines, number, len(found["indent"])):
        return None
    says = (
        "the space after the hyphen is none of the keyboard"
        if found["space"]
        else "a space is missing after the hyphen"
    )
    return LineFault(says, f"write `- {shorten_quoted(found['text'])}`", number, len(found["indent"]) + 1)


def _among_entries(lines: Sequence[str], number: int, indent: int) -> bool:
    """Whether the line above or below, as far indented, begins an entry, or the one above is a name without a value."""
    for neighbours in (reversed(lines[: number - 1]), lines[number:]):
        for line in neighbours:
            here = len(line) - len(line.lstrip(" "))
            if not line.strip() or here > indent:
                continue
            if here == indent and _ENTRY.match(line):
                return True
            break
    above = next((line for line in reversed(lines[: number - 1]) if line.strip()), "")
    return above.rstrip().endswith(":") and len(above) - len(above.lstrip(" ")) <= indent


def broken_name(lines: Sequence[str], number: int, last: int = 0) -> LineFault | None:
    """A name whose colon, or the space after it, is another sign."""
    line = lines[number - 1]
    if _PROPER.match(line):
        return None
    for form, says in (
        (_GLUED, "a space is missing after the colon"),
        (_OTHER_SIGN, "the sign after `{name}` is no colon of the keyboard"),
        (_NO_SIGN, "a colon is missing after `{name}`"),
    ):
        found = form.fullmatch(line)
        if not found:
            continue
        if form is _GLUED and found["space"]:
            says = "the space after the colon is no ordinary space; it often comes from copying out of another program"
        if form is _NO_SIGN and not _begins_a_group(lines, number, found, last):
            return None
        if form is not _GLUED and not found["name"].islower():
            return None
        name, value = found["name"], found["value"]
        fix = f"write `{name}: {shorten_quoted(value)}`"
        if form is _GLUED and found["space"]:
            fix = f"delete what stands after `{name}:` and type a space"
        return LineFault(says.format(name=name), fix, number, len(found["before"]) + 1)
    return None


def _begins_a_group(lines: Sequence[str], number: int, found: re.Match[str], last: int) -> bool:
    """Whether the line after, where the parser stopped, is a name that is indented as this word is."""
    if number != last - 1 or number >= len(lines):
        return False
    below = lines[number]
    return bool(_PROPER.match(below)) and len(below) - len(below.lstrip(" ")) == len(found["before"])


def _misplaced_name(lines: Sequence[str], number: int, last: int) -> LineFault | None:
    """A name that is indented otherwise than its group, where the parser takes it for a part of the text above."""
    line = lines[number - 1]
    here = len(line) - len(line.lstrip(" "))
    above = lines[number - 2] if number > 1 else ""
    before = len(above) - len(above.lstrip(" "))
    name_above = _PROPER.match(above)
    if number != last or not _PROPER.match(line) or name_above is None or here <= before or above.endswith(":"):
        return None
    if here == len(name_above["before"]):  # the names of an entry: they line up
        return None
    over = lines[number - 3] if number > 2 else ""
    if over.endswith(":") and _PROPER.match(over) and len(over) - len(over.lstrip(" ")) == before:
        says = "this line begins where the name of its group does"
        return LineFault(says, f"begin it with {here} spaces, like the line below", number - 1, before + 1)
    says = "this line is indented further than the line above, which has its text already"
    column = len(above) - len(above.lstrip(" -"))
    return LineFault(
        says, f"begin it with {column} spaces, if it belongs beside `{shorten_quoted(above.strip())}`", number, here + 1
    )


def _curly_value(lines: Sequence[str], number: int, last: int) -> LineFault | None:
    """A curly quotation mark around a text in which another sign makes quotes necessary."""
    found = _CURLY_VALUE.search(lines[number - 1])
    if not found or number != last:
        return None
    return LineFault(
        "curly quotation marks stand around this text; YAML knows the straight ones only",
        'write `"` in place of each of the two',
        number,
        found.start("sign") + 1,
    )


def _first_entry_too_far(lines: Sequence[str], number: int, last: int) -> LineFault | None:
    """An entry that is indented otherwise than all that follow, where the parser blames the second."""
    if number != last - 1 or number >= len(lines):
        return None
    here, below = _ENTRY.match(lines[number - 1]), _ENTRY.match(lines[number])
    above = _ENTRY.match(lines[number - 2]) if number > 1 else None
    if not here or not below or above or len(here["indent"]) % 2 == 0 or len(below["indent"]) % 2:
        return None
    wanted = len(below["indent"])
    return LineFault(
        f"this line begins with {len(here['indent'])} spaces, and the next entry of the list with {wanted}",
        f"begin it with {wanted} spaces",
        number,
        len(here["indent"]) + 1,
    )


def _quoted_by_mail(lines: Sequence[str], number: int, _: int) -> LineFault | None:
    """A line that begins with the sign with which programs for mail quote."""
    found = _QUOTED_LINE.fullmatch(lines[number - 1])
    if not found:
        return None
    return LineFault(
        "this line begins with `>`, with which mail programs mark what they quote",
        f"write `{shorten_quoted(found['text'])}`",
        number,
        1,
    )


#: What is looked for in each line, in this order.
_LOOKS: tuple[Callable[[Sequence[str], int, int], LineFault | None], ...] = (
    _quoted_by_mail,
    odd_indent,
    _tab_indent,
    _marker,
    _glued_marker,
    broken_name,
    _first_entry_too_far,
    _misplaced_name,
    _curly_value,
)


def ends_in_the_middle(text: str) -> bool:
    """Whether a file has no line end at its end, as one that was saved or copied in part."""
    return bool(text.strip()) and not text.endswith("\n")


def swallowed_lines(lines: Sequence[str], first: int, last: int) -> Iterator[int]:
    """The numbers of lines, after `first` up to `last`, of one text without quotes that look like something of their own."""
    for number in range(first + 1, last + 1):
        words = lines[number - 1].strip()
        if (
            re.match(r"[-*\u2022] \S|-[A-Z]", words)
            or re.match(r"[a-z_]{3,}:(?: |$)", words)
            or (re.match(r"[\u2013\u2014] [A-Z]", words) and _is_indented_less(lines, first, number))
        ):
            yield number


def _is_indented_less(lines: Sequence[str], first: int, number: int) -> bool:
    """Whether a line begins before the text that the line `first` begins, as an entry of the same list would."""
    opening = re.match(r" *(?:- )?(?:[a-z_]+: )?", lines[first - 1])
    line = lines[number - 1]
    return opening is not None and len(line) - len(line.lstrip(" ")) < opening.end()
