"""Formats YAML files, as `pa-framework fmt` does. Comments and words keep their order.

* Two spaces of indentation a level; a list is indented two spaces below its name.
* Text is plain where it can be, and in double quotes where it must be. Quotes stay where another YAML parser would
  read the text as a number, a time or a boolean.
* A text that does not fit on its line is folded (`>-`) at WIDTH; text with line ends of its own keeps its style.
* A list or mapping in brackets stays so while it fits on its line and has no comment; else it gets a line an entry.
* One empty line at most, no trailing spaces, one line end at the end of the file.

The result is parsed again: unless its data and comments equal those of the original, it is not used.
"""

import re
from pathlib import Path

from msgspec import Struct

from pa_framework.edit.yaml_parts import Comment, Entry, Group, Scalar, UnsupportedYaml, comments, parse, scalars
from pa_framework.records.files import yaml_files
from pa_framework.records.kinds import PAGES_FOLDER, TOP_FOLDERS
from pa_framework.records.register import is_register
from pa_framework.records.yaml_source import INVISIBLE, Document, parse_document, parse_scalar
from pa_framework.text.errors import UserError

#: The most characters of a line of text, unless a single word has more.
WIDTH = 110

#: A text that another version of YAML, or another program, would read as something other than text.
_AMBIGUOUS = re.compile(
    r"""(?ix) y | n | yes | no | on | off | true | false | null | ~ | << | =
      | [-+]? (?: \.? [0-9] [0-9_.]* (?: e [-+]? [0-9]+ )? | 0x [0-9a-f_]+ | 0o [0-7_]+ | 0b [01_]+ | \. (?: inf | nan ) )
      | [-+]? [0-9]+ (?: : [0-9]+ )+ (?: \. [0-9]* )? """
)
_INDICATORS = frozenset(",[]{}#&*!|>'\"%@`")
_BREAK = re.compile(r"(?<=\S) (?=\S)")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}


class ContentChanged(Exception):
    """A formatted text does not have the content of the original. The message completes "left as it is, because"."""


class Formatted(Struct, frozen=True):
    """A formatted file. `unchanged_reason` says why its text is the old one; empty where it could be formatted."""

    document: Document
    text: str
    unchanged_reason: str = ""


def yaml_paths(root: Path) -> list[str]:
    """The YAML files of a framework with its register, or of a register alone, relative to `root`.

    Raises UserError where `root` holds neither.
    """
    if not root.is_dir():
        raise UserError(f"`{root}` is not a folder")
    if (root / "framework").is_dir():
        return list(yaml_files(root, TOP_FOLDERS, (PAGES_FOLDER,)))
    if is_register(root):
        return list(yaml_files(root, ("",)))
    raise UserError(
        f"`{root}` holds no framework and no register: there is no folder `framework` in it, and no folder `pas`"
    )


def format_document(document: Document) -> Formatted:
    """A document without findings, formatted; as it is where its content would change, or its YAML is not supported."""
    try:
        text = render(parse(document.text))
        if text != document.text:
            check_same_content(document, text)
    except (UnsupportedYaml, ContentChanged) as error:
        return Formatted(document, document.text, str(error))
    return Formatted(document, text)


def render(tree: Group) -> str:
    """The text of a tree in the one layout. The tree must not be used afterwards."""
    return _Writer().render(tree)


def check_same_content(original: Document, text: str) -> None:
    """Raises ContentChanged where `text` has other data, other words or numbers, or other comments than `original`."""
    formatted = parse_document(text, original.path)
    if formatted.findings or not _equal(original.data, formatted.data):
        raise ContentChanged("laid out, it would not say the same")
    if [text for text, _ in scalars(original.text)] != [text for text, _ in scalars(text)]:
        raise ContentChanged("laid out, a word would be written differently")
    if comments(original.text) != comments(text):
        raise ContentChanged("laid out, a comment would be lost or moved")


def _equal(first: object, second: object) -> bool:
    """Whether two values are equal to the last digit (1.50 is not 1.5), with their names in the same order."""
    if type(first) is not type(second):
        return False
    if isinstance(first, dict) and isinstance(second, dict):
        return list(first) == list(second) and all(_equal(value, second[key]) for key, value in first.items())
    if isinstance(first, list) and isinstance(second, list):
        return len(first) == len(second) and all(map(_equal, first, second))
    return str(first) == str(second)


def is_plain(text: str, *, flow: bool = False) -> bool:
    """Whether YAML reads a text without quotes as this text, inside of brackets (`flow`) or outside."""
    if not text or text != text.strip() or text[0] in _INDICATORS or text.startswith(("---", "...")):
        return False
    if text[0] in "-?:" and (len(text) == 1 or text[1] in " \t" or (flow and (text[0] == "?" or text[1] in ",[]{}"))):
        return False
    if any(sign in text for sign in (": ", ":\t", " #", "\t#", "\n")) or text.endswith(":") or INVISIBLE.search(text):
        return False
    return not flow or not any(sign in text for sign in ",[]{}:")


def quote(text: str) -> str:
    """A text in double quotes."""
    return f'"{"".join(_escape(character) for character in text)}"'


def _escape(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if not INVISIBLE.match(character):
        return character
    return f"\\x{ord(character):02x}" if ord(character) < 0x100 else f"\\u{ord(character):04x}"


def format_scalar(text: str, style: str = "", *, flow: bool = False) -> str:
    """A text on one line, plain where it can be. `style` is the character that began it in the file."""
    guarded = style in ("'", '"') and _AMBIGUOUS.fullmatch(text)
    bare = is_plain(text, flow=flow) and isinstance(parse_scalar(text), str) and not guarded
    return text if bare else quote(text)


def _foldable(text: str) -> bool:
    """Whether a text of one line can be folded: it has a place to break, and nothing that folding would lose."""
    return bool(text == text.strip() and "\n" not in text and not INVISIBLE.search(text) and _BREAK.search(text))


def wrap(text: str, width: int) -> list[str]:
    """A text in lines of at most `width` characters, broken at single spaces; a longer word has a line of its own."""
    lines: list[str] = []
    for word in _BREAK.split(text):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


class _Writer:
    """Writes the tree of one file as lines."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._at_start = True  # nothing is written yet below the line that began the group

    def render(self, root: Group) -> str:
        for comment in root.between:
            self._add_comment(comment, 0)
        self._add_entries(root, 0)
        if root.line_comment is not None:
            self._add_comment(root.line_comment, 0)
        return "\n".join(self._lines) + "\n"

    def _add(self, line: str, line_comment: Comment | None = None, *, opens: bool = False) -> None:
        self._lines.append(f"{line}  {line_comment.text}" if line_comment else line)
        self._at_start = opens

    def _add_blank(self, wanted: bool) -> None:
        if wanted and not self._at_start:
            self._lines.append("")

    def _add_comment(self, comment: Comment, indent: int) -> None:
        self._add_blank(comment.blank)
        self._add(" " * indent + comment.text)

    def _add_entries(self, group: Group, indent: int, first: str = "") -> None:
        """Adds the entries of a group on lines of their own; `first` comes before the first of them, on its line."""
        for entry in group.entries:
            for comment in entry.before:
                self._add_comment(comment, indent)
            self._add_blank(entry.blank)
            lead = first or " " * indent
            first = ""
            self._add_value(lead + (_key(entry.key) + ":" if entry.key else "-"), indent, entry)
        for comment in group.after:
            self._add_comment(comment, indent)

    def _add_value(self, lead: str, indent: int, entry: Entry) -> None:
        """Adds a value after its name or dash (`lead`); `indent` is the column of the name or dash."""
        value = entry.value
        if isinstance(value, Scalar) and value.missing:
            self._add(lead, value.line_comment, opens=True)
            for comment in value.between:
                self._add_comment(comment, indent + 2)
            return
        if isinstance(value, Group) and not self._fits_in_brackets(lead, value):
            self._add_group(lead, indent, value)
            return
        prefix, inner = f"{lead} ", indent + 2
        if value.between:
            self._add_between(lead, inner, value)
            prefix, inner = " " * inner, inner + 2
        if isinstance(value, Group):
            self._add(prefix + _flow(value), value.line_comment)
            for comment in value.after:
                self._add_comment(comment, indent)
        else:
            self._add_text(prefix, indent, inner, value)

    def _add_between(self, lead: str, inner: int, value: Scalar | Group) -> None:
        own = value.between
        if value.on_line:
            self._add(lead, own[0], opens=True)
            own = own[1:]
        else:
            self._add(lead, opens=True)
        for comment in own:
            self._add_comment(comment, inner)

    def _fits_in_brackets(self, lead: str, group: Group) -> bool:
        if not group.entries:
            return True
        if not group.flow or group.commented or _has_missing(group):
            return False
        start = len(lead) - len(lead.lstrip(" ")) + 2 if group.between else len(lead) + 1
        return start + len(_flow(group)) <= WIDTH

    def _add_group(self, lead: str, indent: int, group: Group) -> None:
        """Adds a group with a line for each entry."""
        closing = group.line_comment
        if closing is not None and not group.between and not group.commented:
            group.between, group.on_line, closing = [closing], True, None
        compact = lead.endswith("-") and not group.between and not group.entries[0].before
        if compact:
            self._at_start = True
            self._add_entries(group, indent + 2, f"{lead} ")
        else:
            self._add_between(lead, indent + 2, group)
            self._add_entries(group, indent + 2)
        if closing is not None:
            self._add_comment(closing, indent + 2)

    def _add_text(self, prefix: str, parent: int, inner: int, scalar: Scalar) -> None:
        """Adds a text after `prefix`; where it needs several lines, they are indented to the column `inner`."""
        text, style = scalar.text, scalar.style
        if not style and not isinstance(parse_scalar(text), str):
            self._add(prefix + text, scalar.line_comment)
        elif "\n" in text:
            self._add_lines(prefix, parent, inner, scalar)
        else:
            line = format_scalar(text, style)
            too_long = len(prefix) + len(line) > WIDTH or (line[0] == '"' and "\\" in line)
            if too_long and _foldable(text):
                self._add(f"{prefix}>-", scalar.line_comment)
                for part in wrap(text, WIDTH - inner):
                    self._add(" " * inner + part)
            else:
                self._add(prefix + line, scalar.line_comment)

    def _add_lines(self, prefix: str, parent: int, inner: int, scalar: Scalar) -> None:
        body = scalar.text.rstrip("\n")
        ends = len(scalar.text) - len(body)
        if not body.strip() or INVISIBLE.search(body) or (ends > 1 and scalar.style not in ("|", ">")):
            self._add(prefix + quote(scalar.text), scalar.line_comment)
            return
        lines = body.split("\n")
        plain_lines = lines[0] and all(line == line.strip() for line in lines)
        sign = ">" if scalar.style != "|" and plain_lines else "|"
        marked = str(inner - parent) if not lines[0] or lines[0][0] in " \t" else ""
        self._add(f"{prefix}{sign}{marked}{'-' if not ends else '' if ends == 1 else '+'}", scalar.line_comment)
        for number, line in enumerate(lines):
            if sign == ">":
                if number and lines[number - 1]:
                    self._lines.append("")
                for part in wrap(line, WIDTH - inner) if line else [""]:
                    self._add(" " * inner + part if part else "")
            else:
                self._add(" " * inner + line if line else "")
        self._lines += [""] * (ends - 1)


def _key(key: Scalar) -> str:
    guarded = key.style in ("'", '"') and _AMBIGUOUS.fullmatch(key.text)
    return key.text if is_plain(key.text) and not guarded else quote(key.text)


def _flow(value: Scalar | Group) -> str:
    """A value as it is written inside of brackets, on one line."""
    if isinstance(value, Scalar):
        if not value.style and not isinstance(parse_scalar(value.text), str):
            return value.text
        return format_scalar(value.text, value.style, flow=True)
    if not value.keyed:
        return f"[{', '.join(_flow(entry.value) for entry in value.entries)}]"
    return f"{{{', '.join(f'{_flow_key(entry.key)}: {_flow(entry.value)}' for entry in value.entries)}}}"


def _flow_key(key: Scalar | None) -> str:
    assert key is not None
    guarded = key.style in ("'", '"') and _AMBIGUOUS.fullmatch(key.text)
    return key.text if is_plain(key.text, flow=True) and not guarded else quote(key.text)


def _has_missing(group: Group) -> bool:
    return any(
        _has_missing(entry.value) if isinstance(entry.value, Group) else entry.value.missing for entry in group.entries
    )
