"""One layout for every YAML file. Comments and words stay as they are, in their order.

* Two spaces a level; a list stands two spaces further in than its name.
* Text is plain where it can be, and in double quotes where it must be. Quotes stay where another reader of YAML
  would take the text for a number, a time or a yes.
* A text that does not fit on its line is folded (`>-`) at WIDTH; text with line ends of its own keeps its sign.
* A list or group in brackets stays so while it fits on its line and holds no comment; else it becomes lines.
* One empty line at most, no spaces at the end of a line, one line end at the end of the file.

A guard reads again what was made: what the file says, and its comments, are the same as before, or it is not used.
"""

import re
from dataclasses import dataclass

from pa_framework.edit.yaml_parts import Comment, Entry, Group, NotUnderstood, Scalar, comments, parts, scalars
from pa_framework.records.yaml_source import UNSEEN, Document, plain_value, read

#: No line of text is longer, unless a word is.
WIDTH = 110

#: A text that YAML of another version, or another program, would take for something else.
_ELSEWHERE = re.compile(
    r"""(?ix) y | n | yes | no | on | off | true | false | null | ~ | << | =
      | [-+]? (?: \.? [0-9] [0-9_.]* (?: e [-+]? [0-9]+ )? | 0x [0-9a-f_]+ | 0o [0-7_]+ | 0b [01_]+ | \. (?: inf | nan ) )
      | [-+]? [0-9]+ (?: : [0-9]+ )+ (?: \. [0-9]* )? """
)
_INDICATORS = frozenset(",[]{}#&*!|>'\"%@`")
_BREAK = re.compile(r"(?<=\S) (?=\S)")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}


class NotTheSame(Exception):
    """What was made does not say what was there before. The message is a part of a sentence."""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A file in its one layout. `document` is the file as it was read; `kept` says why it is left as it is, if it is."""

    document: Document
    text: str
    kept: str = ""


def laid_out(document: Document) -> LaidOut:
    """A document in its one layout; as it is, with the reason, where that can not be done without a change."""
    try:
        made = _Lines().of(parts(document.text))
        if made != document.text:
            must_say_the_same(document, made)
    except NotUnderstood as error:
        return LaidOut(document, document.text, str(error))
    except NotTheSame as error:
        return LaidOut(document, document.text, str(error))
    return LaidOut(document, made)


def must_say_the_same(before: Document, made: str) -> None:
    """Raises NotTheSame where `made` has other data, another word or number, or other comments than `before`."""
    after = read(made, before.path)
    if after.findings or not _same(before.data, after.data):
        raise NotTheSame("laid out, it would not say the same")
    if [text for text, _ in scalars(before.text)] != [text for text, _ in scalars(made)]:
        raise NotTheSame("laid out, a word would be written differently")
    if comments(before.text) != comments(made):
        raise NotTheSame("laid out, a comment would be lost or moved")


def _same(one: object, other: object) -> bool:
    """Whether two values are the same to the last figure: 1.50 is not 1.5, and names stand in the same order."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(_same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return str(one) == str(other)


def plain(text: str, *, flow: bool = False) -> bool:
    """Whether a text can stand without quotes: YAML reads it as this text, be it in brackets (`flow`) or not."""
    if not text or text != text.strip() or text[0] in _INDICATORS or text.startswith(("---", "...")):
        return False
    if text[0] in "-?:" and (len(text) == 1 or text[1] in " \t" or (flow and text[1] in ",[]{}")):
        return False
    if any(sign in text for sign in (": ", ":\t", " #", "\t#", "\n")) or text.endswith(":") or UNSEEN.search(text):
        return False
    return not flow or not any(sign in text for sign in ",[]{}:")


def quoted(text: str) -> str:
    """A text in double quotes."""
    return f'"{"".join(_escaped(sign) for sign in text)}"'


def _escaped(sign: str) -> str:
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    if not UNSEEN.match(sign):
        return sign
    return f"\\x{ord(sign):02x}" if ord(sign) < 0x100 else f"\\u{ord(sign):04x}"


def on_one_line(text: str, style: str = "", *, flow: bool = False) -> str:
    """A text as it stands on one line: plain where it can be. `style` is the sign that it had."""
    guarded = style in ("'", '"') and _ELSEWHERE.fullmatch(text)
    bare = plain(text, flow=flow) and isinstance(plain_value(text), str) and not guarded
    return text if bare else quoted(text)


def _foldable(text: str) -> bool:
    """Whether a text of one line can be folded: it has a place to break, and no end or sign that folding would lose."""
    return bool(text == text.strip() and "\n" not in text and not UNSEEN.search(text) and _BREAK.search(text))


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines of at most `width`, broken at single spaces only. A longer word has a line of its own."""
    lines: list[str] = []
    for word in _BREAK.split(text):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


class _Lines:
    """The lines of one file, as they are made."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._opened = True  # nothing stands yet below the line that began the group

    def of(self, root: Group) -> str:
        for comment in root.between:
            self._comment(comment, 0)
        self._block(root, 0)
        if root.beside is not None:
            self._comment(root.beside, 0)
        return "\n".join(self._lines) + "\n"

    def _add(self, line: str, beside: Comment | None = None, *, opens: bool = False) -> None:
        self._lines.append(f"{line}  {beside.text}" if beside else line)
        self._opened = opens

    def _blank(self, wanted: bool) -> None:
        if wanted and not self._opened:
            self._lines.append("")

    def _comment(self, comment: Comment, indent: int) -> None:
        self._blank(comment.blank)
        self._add(" " * indent + comment.text)

    def _block(self, group: Group, indent: int, first: str = "") -> None:
        """The entries of a group, a line each or more. `first` stands before the first of them, on its line."""
        for entry in group.entries:
            for comment in entry.before:
                self._comment(comment, indent)
            self._blank(entry.blank)
            lead = first or " " * indent
            first = ""
            self._value(lead + (_key(entry.key) + ":" if entry.key else "-"), indent, entry)
        for comment in group.after:
            self._comment(comment, indent)

    def _value(self, lead: str, indent: int, entry: Entry) -> None:
        """A value after its name or dash (`lead`); `indent` is the column of the name or dash."""
        value = entry.value
        if isinstance(value, Scalar) and value.missing:
            self._add(lead, value.beside, opens=True)
            for comment in value.between:
                self._comment(comment, indent + 2)
            return
        if isinstance(value, Group) and not self._fits_in_brackets(lead, value):
            self._group(lead, indent, value)
            return
        prefix, inner = f"{lead} ", indent + 2
        if value.between:
            self._between(lead, inner, value)
            prefix, inner = " " * inner, inner + 2
        if isinstance(value, Group):
            self._add(prefix + _flow(value), value.beside)
            for comment in value.after:
                self._comment(comment, indent)
        else:
            self._text(prefix, indent, inner, value)

    def _between(self, lead: str, inner: int, value: Scalar | Group) -> None:
        own = value.between
        if value.on_line:
            self._add(lead, own[0], opens=True)
            own = own[1:]
        else:
            self._add(lead, opens=True)
        for comment in own:
            self._comment(comment, inner)

    def _fits_in_brackets(self, lead: str, group: Group) -> bool:
        if not group.entries:
            return True
        if not group.flow or group.commented or _has_missing(group):
            return False
        start = len(lead) - len(lead.lstrip(" ")) + 2 if group.between else len(lead) + 1
        return start + len(_flow(group)) <= WIDTH

    def _group(self, lead: str, indent: int, group: Group) -> None:
        """A group of which each entry stands on a line of its own."""
        closing = group.beside
        if closing is not None and not group.between and not group.commented:
            group.between, group.on_line, closing = [closing], True, None
        compact = lead.endswith("-") and not group.between and not group.entries[0].before
        if compact:
            self._opened = True
            self._block(group, indent + 2, f"{lead} ")
        else:
            self._between(lead, indent + 2, group)
            self._block(group, indent + 2)
        if closing is not None:
            self._comment(closing, indent + 2)

    def _text(self, prefix: str, parent: int, inner: int, scalar: Scalar) -> None:
        """A text behind `prefix`; where it needs several lines, they stand in the column `inner`."""
        text, style = scalar.text, scalar.style
        if not style and not isinstance(plain_value(text), str):
            self._add(prefix + text, scalar.beside)
        elif "\n" in text:
            self._several_lines(prefix, parent, inner, scalar)
        else:
            line = on_one_line(text, style)
            too_long = len(prefix) + len(line) > WIDTH or (line[0] == '"' and "\\" in line)
            if too_long and _foldable(text):
                self._add(f"{prefix}>-", scalar.beside)
                for part in wrapped(text, WIDTH - inner):
                    self._add(" " * inner + part)
            else:
                self._add(prefix + line, scalar.beside)

    def _several_lines(self, prefix: str, parent: int, inner: int, scalar: Scalar) -> None:
        body = scalar.text.rstrip("\n")
        ends = len(scalar.text) - len(body)
        if not body.strip() or UNSEEN.search(body) or (ends > 1 and scalar.style not in ("|", ">")):
            self._add(prefix + quoted(scalar.text), scalar.beside)
            return
        lines = body.split("\n")
        plain_lines = lines[0] and all(line == line.strip() for line in lines)
        sign = ">" if scalar.style != "|" and plain_lines else "|"
        marked = str(inner - parent) if not lines[0] or lines[0][0] in " \t" else ""
        self._add(f"{prefix}{sign}{marked}{'-' if not ends else '' if ends == 1 else '+'}", scalar.beside)
        for number, line in enumerate(lines):
            if sign == ">":
                if number and lines[number - 1]:
                    self._lines.append("")
                for part in wrapped(line, WIDTH - inner) if line else [""]:
                    self._add(" " * inner + part if part else "")
            else:
                self._add(" " * inner + line if line else "")
        self._lines += [""] * (ends - 1)


def _key(key: Scalar) -> str:
    guarded = key.style in ("'", '"') and _ELSEWHERE.fullmatch(key.text)
    return key.text if plain(key.text) and not guarded else quoted(key.text)


def _flow(value: Scalar | Group) -> str:
    """A value as it stands in brackets, on one line."""
    if isinstance(value, Scalar):
        if not value.style and not isinstance(plain_value(value.text), str):
            return value.text
        return on_one_line(value.text, value.style, flow=True)
    if not value.keyed:
        return f"[{', '.join(_flow(entry.value) for entry in value.entries)}]"
    return f"{{{', '.join(f'{_flow_key(entry.key)}: {_flow(entry.value)}' for entry in value.entries)}}}"


def _flow_key(key: Scalar | None) -> str:
    assert key is not None
    guarded = key.style in ("'", '"') and _ELSEWHERE.fullmatch(key.text)
    return key.text if plain(key.text, flow=True) and not guarded else quoted(key.text)


def _has_missing(group: Group) -> bool:
    return any(
        _has_missing(each.value) if isinstance(each.value, Group) else each.value.missing for each in group.entries
    )
