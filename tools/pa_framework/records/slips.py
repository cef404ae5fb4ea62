"""Slips in a file that YAML reads without a word: text that is cut off, swallowed, or that no one can see.

The file can be read, and what it says is not what was written. The findings are about readable documents; rules of the
family YML report them.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from pa_framework.text.broken_lines import LineFault, broken_name, lost_quotation_mark, odd_indent, swallowed_lines
from pa_framework.text.findings import Finding, Note, Severity, Span

#: The codes of the findings of this module, with their names. check/rules/reading.py documents them.
CODES = {
    "YML013": "text-cut-by-a-comment",
    "YML014": "character-no-one-can-see",
    "YML015": "quotation-mark-alone",
    "YML016": "line-read-as-text",
    "YML017": "text-ends-in-the-middle",
}
#: A value that is complete without what follows: nothing, an id, a number, a day, a file, an address.
_WHOLE = re.compile(r"(?:[a-z0-9]+(?:[-_./][a-z0-9]+)*|-?[0-9.]+|https?://\S+)?")
_COMMENT = re.compile(r"([ \t]+)(#[^\n]*)")
#: Words after which `#` and a figure are a number, and words after which it is a key of a phone.
_NUMBERED = frozenset(["bay", "bed", "chart", "flat", "number", "page", "room", "row", "step", "ward"])
_PRESSED = frozenset(["dial", "press"])
#: Signs that no one can see, or that turn the direction of writing, by their code points.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e0fff\ue000-\uf8ff\ud800-\udfff]"
)
#: Writing in which joiners and marks of direction are a part of words.
_SCRIPTS_WITH_JOINERS = (
    "ARABIC",
    "SYRIAC",
    "DEVANAGARI",
    "BENGALI",
    "GURMUKHI",
    "GUJARATI",
    "TAMIL",
    "SINHALA",
    "HEBREW",
)
#: Words with which no text ends. *Of*, *on* or *to* are none of them: "who to ring and what to listen to".
_NEVER_LAST = frozenset(["a", "an", "and", "but", "every", "my", "nor", "or", "our", "than", "the", "their", "your"])
#: Words with a full stop that ends no sentence.
_ABBREVIATION = re.compile(
    r"\w|approx|ave|cf|dept|dr|etc|ext|inc|jr|ltd|max|min|mrs?|mx|ms|nos?|pp|prof|rd|rev|sr|st|tel|vol|vs",
    re.IGNORECASE,
)
_NAMES = {
    "\u00ad": "a soft hyphen",
    "\u200b": "a space without width",
    "\u200c": "a sign that keeps letters apart",
    "\u200d": "a sign that joins letters",
    "\u2060": "a sign that joins words",
    "\ufffd": "the sign for a letter that was lost",
}


def may_hide_signs(text: str) -> bool:
    """Whether any value of a file may hold a sign that no one can see, as itself or as an escape.

    The text has been read, so none of its ASCII characters is such a sign.
    """
    return "\\" in text or (not text.isascii() and _UNSEEN.search(text) is not None)


def may_be_cut(text: str) -> bool:
    """Whether a sign that begins a comment stands after anything in a file."""
    return " #" in text or "\t#" in text


def lost_mark_of(event: Any, lines: Sequence[str]) -> LineFault | None:
    """The quotation mark that a quoted text of several lines opens, if its first line was meant to close it."""
    return lost_quotation_mark(lines, event.start_mark.line + 1)


def cut_text(path: str, event: Any, text: str) -> Finding | None:
    """The finding for a text without quotes that a `#` cuts off, because YAML takes the rest of the line as a comment."""
    end = event.end_mark
    found = _COMMENT.match(text, end.index)
    if not found or not event.value.strip() or _WHOLE.fullmatch(event.value):
        return None
    space, rest = found[1], found[2].rstrip()
    if not _is_in_a_sentence(event.value, space, rest):
        return None
    column = end.column + 1 + len(space)
    return _finding(
        Span(path, end.line + 1, column, column + len(rest)),
        "YML013",
        f"the rest of this line, `{_shorten(rest)}`, is a comment: a space and `#` end the text before it",
        "put the whole text in double quotes; if it is a comment, write a space after the `#`, or put it on a line of its own above",
    )


def _is_in_a_sentence(before: str, space: str, rest: str) -> bool:
    """Whether the `#` that begins `rest` was meant as a part of the sentence `before` it, and not as that of a comment.

    A comment has a space after its sign, or is set apart by two before it. In a sentence the sign is glued to a figure or
    a word, means "number" between a noun and its figure, or stands for a key of a phone.
    """
    if re.match(r"#[0-9]", rest):
        return True
    if len(space) > 1:
        return False
    if re.match(r"#\w", rest):
        return True
    last = before.rsplit(maxsplit=1)[-1]
    is_number = re.fullmatch(r"# [0-9]+[.,;:!)]?", rest) or (last.lower() in _NUMBERED and re.match(r"# [0-9]", rest))
    return bool(is_number) or last.lower() in _PRESSED or _breaks_off(before)


def swallowed(path: str, event: Any, lines: Sequence[str]) -> Iterator[Finding]:
    """Findings for lines that look like an entry or a name, and are read as a part of the text above."""
    start, end = event.start_mark.line + 1, event.end_mark.line + 1
    for number in swallowed_lines(lines, start, end):
        line = lines[number - 1]
        column = len(line) - len(line.lstrip()) + 1
        yield _finding(
            Span(path, number, column, len(line.rstrip()) + 1),
            "YML016",
            f"this line is read as a part of the text that begins on line {start}",
            "indent it like the entry or the name that it belongs with"
            + ("; spaces out of another program stand before it" if line[: column - 1].strip(" \t") else ""),
            (
                Note(
                    Span(path, start, event.start_mark.column + 1, event.start_mark.column + 1), "the text begins here"
                ),
            ),
        )


def lone_quotation_mark(path: str, event: Any, earlier: Sequence[Any]) -> Finding | None:
    """The finding for a text without quotes that ends with a quotation mark which nothing opens.

    After a figure it stands for inches or seconds. In a list, one of the `earlier` entries may open it: words that are
    spoken go on over several paragraphs.
    """
    value = event.value
    if value.count('"') != 1 or not value.endswith('"') or value[:-1].rstrip()[-1:].isnumeric():
        return None
    if any(isinstance(other, str) and other.count('"') % 2 for other in earlier):
        return None
    end = event.end_mark
    return _finding(
        Span(path, end.line + 1, end.column, end.column + 1),
        "YML015",
        "a quotation mark ends this text, and none begins it",
        "take it away, or write one at the beginning of the text too",
    )


def hidden_sign(path: str, value: str, line: int, column: int, end_column: int) -> Finding | None:
    """The finding for a value or name that holds a sign which no one can see."""
    for found in _UNSEEN.finditer(value):
        sign = found.group()
        if not _belongs_there(sign, value, found.start()):
            name = _NAMES.get(sign) or ("a sign that turns the direction of writing" if _turns(sign) else "a sign")
            before = value[max(0, found.start() - 20) : found.start()].split("\n")[-1].strip()
            before = _UNSEEN.sub("", before)
            place = f"after “{before}”" if before else "at the beginning of this text"
            return _finding(
                Span(path, line, column, end_column),
                "YML014",
                f"{name} that no one can see (U+{ord(sign):04X}) stands {place}"
                if sign != "\ufffd"
                else f"a letter was lost {place}: U+FFFD stands in its place",
                "delete it; it often comes from copying out of another program"
                if sign != "\ufffd"
                else "write the letter that belongs there",
            )
    return None


def _turns(sign: str) -> bool:
    return sign in "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def _belongs_there(sign: str, value: str, place: int) -> bool:
    """Whether a sign is a part of a picture sign, such as a flag, or of a word in a script that uses it."""
    before, after = value[:place][-1:], value[place + 1 : place + 2]
    if sign == "\ufe0f" or sign == "\ufe0e":
        return bool(before) and (unicodedata.category(before)[0] == "S" or before in "0123456789#*\u203c\u2049")
    if "\U000e0020" <= sign <= "\U000e007f":
        return re.search("\U0001f3f4[\U000e0020-\U000e007f]*$", value[:place]) is not None
    if sign == "\u200d" and _is_picture(before) and _is_picture(after):
        return True
    if sign in "\u200c\u200d\u200e\u200f\u061c" and before + after:
        return any(unicodedata.name(near, "").startswith(_SCRIPTS_WITH_JOINERS) for near in before + after)
    return False


def _is_picture(sign: str) -> bool:
    return bool(sign) and (sign == "\ufe0f" or unicodedata.category(sign)[0] == "S")


def unfinished_text(path: str, text: str, event: Any, siblings: Sequence[Any]) -> Finding | None:
    """The finding for a file without a line end whose last text breaks off, though those beside it end with a stop."""
    value = event.value.rstrip()
    if (
        event.style in ('"', "'")
        or event.end_mark.index < len(text.rstrip())
        or " " not in value
        or value[-1:] in ".!?)”’\"'…:"
    ):
        return None
    others = [str(other).rstrip() for other in siblings if isinstance(other, str)]
    whole = [other for other in others if other.endswith((".", "!", "?"))]
    if not (_breaks_off(value) or _holds_a_sentence(value) or (len(others) >= 2 and len(whole) == len(others))):
        return None
    line, column = text.count("\n") + 1, len(text.rsplit("\n", 1)[-1]) + 1
    return _finding(
        Span(path, line, column - 1, column),
        "YML017",
        "the file ends in the middle of this text, without a line end: it may have been saved only in part",
        "bring the rest back from an earlier version of the file; if this is the end, press Enter after it",
    )


def broken_key(event: Any, lines: Sequence[str]) -> LineFault | None:
    """The mistake by which a name holds a colon or begins with a space: the sign or space after or before it is another."""
    number = event.start_mark.line + 1
    return odd_indent(lines, number) or broken_name(lines, number)


def _breaks_off(text: str) -> bool:
    """Whether a text ends with a word or a sign with which none ends. A capital `A` is a name, as in *plan A*."""
    last = text.rsplit(maxsplit=1)[-1]
    return text[-1] in ",;(" or (last if len(last) == 1 and len(last) < len(text) else last.lower()) in _NEVER_LAST


def _holds_a_sentence(text: str) -> bool:
    """Whether a sentence ends within a text, and another begins."""
    ends = re.findall(r"(\w+)([.!?]) +\w", text)
    return any(sign != "." or not _ABBREVIATION.fullmatch(word) for word, sign in ends)


def may_be_broken(name: str) -> bool:
    """Whether the name of a field holds a colon or begins with another space than that of the keyboard."""
    return ":" in name or "\uff1a" in name or (name[:1] > "~" and name[0].isspace())


def _finding(span: Span, code: str, message: str, fix: str, notes: tuple[Note, ...] = ()) -> Finding:
    return Finding(span, code, CODES[code], Severity.ERROR, message, fix, notes)


def _shorten(text: str) -> str:
    text = text.replace("`", "'")
    return text if len(text) <= 40 else f"{text[:37]}…"
