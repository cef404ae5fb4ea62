"""Parses YAML into a tree that keeps comments and quotes, for a formatter to write it again.

Every comment has a place in the tree: before an entry, at the end of a line, between a name and its value, or at the
end of a list. The tree is made from the tokens of PyYAML's scanner. The text must be one in which
`records.yaml_source.read` has no findings.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import yaml
from msgspec import Struct, field

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COMMENT = re.compile(r"#[^\n]*")
_BLOCK_HEADER = re.compile(r"[|>]([-+0-9]*)[ \t]*(#[^\n]*)?(?:\n|$)")


class UnsupportedYaml(Exception):
    """The text has something that the tree cannot hold, such as an anchor. The file must not be written then."""


class Comment(Struct):
    """A comment without trailing spaces. `blank`: an empty line comes before it."""

    text: str
    blank: bool = False


class Part(Struct):
    """A value with its comments.

    `between` are the comments after the name or dash of the value and before the value (`on_line`: the first of them
    is on the line of the name). `line_comment` is at the end of the line on which the value ends; for a block text
    (`|` or `>`), at the end of its first line.
    """

    between: list[Comment] = field(default_factory=list)
    on_line: bool = False
    line_comment: Comment | None = None


class Scalar(Part):
    """A text, number or other single value. `style` is the character that begins it (`"`, `'`, `|`, `>`), or empty."""

    text: str = ""
    style: str = ""

    @property
    def missing(self) -> bool:
        """Whether there is no value, as in `name:`."""
        return self.text == "" and self.style == ""


class Entry(Struct):
    """An entry of a list, or a name with its value; `key` is None in a list. `blank`: an empty line comes before it."""

    key: Scalar | None
    value: "Scalar | Group"
    before: list[Comment] = field(default_factory=list)
    blank: bool = False


class Group(Part):
    """A mapping (`keyed`) or a list, in brackets or not (`flow`). `after` are comments after the last entry."""

    keyed: bool = True
    flow: bool = False
    entries: list[Entry] = field(default_factory=list)
    after: list[Comment] = field(default_factory=list)

    def get(self, name: str) -> Entry | None:
        """The entry of a name; None where the mapping has none."""
        return next((entry for entry in self.entries if entry.key is not None and entry.key.text == name), None)

    def __getitem__(self, name: str) -> Entry:
        """The entry of a name that the mapping has. Raises KeyError."""
        found = self.get(name)
        if found is None:
            raise KeyError(name)
        return found

    @property
    def commented(self) -> bool:
        """Whether there is a comment anywhere inside."""
        return bool(self.after) or any(
            entry.before
            or entry.value.between
            or entry.value.line_comment
            or (isinstance(entry.value, Group) and entry.value.commented)
            for entry in self.entries
        )


def parse(text: str) -> Group:
    """The tree of a text. Raises UnsupportedYaml for anchors, tags and whatever else records do not use."""
    tokens = _tokens(text)
    return _Parser(text, tokens, _find_comments(text, tokens)).parse()


def comments(text: str) -> list[str]:
    """Every comment of a text, in order, without trailing spaces."""
    return [comment for _, comment in _find_comments(text, _tokens(text))]


def scalars(text: str) -> list[tuple[str, bool]]:
    """Every name and value of a text, in order, with whether it is plain (without quotes)."""
    return [(token.value, bool(token.plain)) for token in _tokens(text) if isinstance(token, yaml.ScalarToken)]


@lru_cache(maxsize=2)  # a text is scanned for its tree, its words and its comments
def _tokens(text: str) -> tuple[Any, ...]:
    return tuple(yaml.scan(text, Loader=_Loader))


def _find_comments(text: str, tokens: tuple[Any, ...]) -> list[tuple[int, str]]:
    """The offset and text of every comment: from a `#` outside of all scalars to the end of its line."""
    found: list[tuple[int, str]] = []
    position = 0
    for token in [*(token for token in tokens if isinstance(token, yaml.ScalarToken)), None]:
        start, end = (token.start_mark.index, token.end_mark.index) if token else (len(text), len(text))
        found += [(match.start(), match[0].rstrip()) for match in _COMMENT.finditer(text, position, start)]
        position = end
        header = _BLOCK_HEADER.match(text, start) if token is not None and token.style in ("|", ">") else None
        if header and header[2]:
            found.append((header.start(2), header[2].rstrip()))
    return found


class _ClosedGroup(Struct):
    """A group that ended after the last value. A later comment, from `column` on, may belong to its end."""

    column: int
    comments: list[Comment]


#: Tokens that follow a name or a dash that has no value.
_NO_VALUE = (yaml.KeyToken, yaml.ValueToken, yaml.BlockEndToken, yaml.FlowEntryToken)
_UNSUPPORTED = (yaml.AnchorToken, yaml.AliasToken, yaml.TagToken)


class _Parser:
    """Walks the tokens in the order of the file, and attaches every comment to a part."""

    def __init__(self, text: str, tokens: tuple[Any, ...], found: list[tuple[int, str]]) -> None:
        if any(isinstance(token, _UNSUPPORTED) for token in tokens):
            raise UnsupportedYaml("it holds an anchor, an alias or a tag")
        markers = (yaml.StreamStartToken, yaml.DirectiveToken, yaml.DocumentStartToken, yaml.DocumentEndToken)
        self._tokens = [token for token in tokens if not isinstance(token, markers)]
        self._text, self._at, self._comments, self._next = text, 0, found, 0
        self._last: Part | None = None  # the part that a comment at the end of its line belongs to
        self._closed: list[_ClosedGroup] = []  # the innermost first
        self._text_end = 0  # empty lines before this offset belong to a block text that keeps them

    def parse(self) -> Group:
        between, _ = self._before_value()
        part = self._parse_part(-1)
        part.between = between + part.between
        if not isinstance(part, Group):
            raise UnsupportedYaml("it holds no names")
        self._attach_comments(part.after, 0 if part.flow else -1)
        return part

    # Tokens

    def _is(self, *kinds: Any) -> bool:
        return isinstance(self._tokens[self._at], kinds)

    def _take(self) -> Any:
        self._at += 1
        return self._tokens[self._at - 1]

    def _next_offset(self) -> int:
        """The offset of the next token that has a length."""
        for index in range(self._at, len(self._tokens)):
            token = self._tokens[index]
            if token.end_mark.index > token.start_mark.index:
                return int(token.start_mark.index)
        return len(self._text) + 1

    # Comments

    def _pending(self) -> Iterator[tuple[int, bool, Comment]]:
        """Comments up to the next token: column, whether something is before it on its line, and the comment."""
        until = self._next_offset()
        while self._next < len(self._comments) and self._comments[self._next][0] < until:
            offset, text = self._comments[self._next]
            self._next += 1
            start = self._text.rfind("\n", 0, offset) + 1
            on_line = bool(self._text[start:offset].strip())
            yield offset - start, on_line, Comment(text, not on_line and self._blank_above(offset))

    def _blank_above(self, offset: int) -> bool:
        start = self._text.rfind("\n", 0, offset) + 1
        above = self._text.rfind("\n", 0, max(start - 1, 0)) + 1
        return start > 0 and above >= self._text_end and not self._text[above : start - 1].strip()

    def _attach_comments(self, before: list[Comment], column: int) -> None:
        """Attaches comments up to the next entry: to the last value, to the end of a closed group, or to `before`."""
        groups = [room for room in self._closed if room.column > column]
        for comment_column, on_line, comment in self._pending():
            if on_line and self._last is not None and self._last.line_comment is None:
                self._last.line_comment = comment
                continue
            while groups and (
                groups[0].column > comment_column or (len(groups) > 1 and groups[1].column == groups[0].column)
            ):
                groups.pop(0)
            (groups[0].comments if groups else before).append(comment)
        self._closed, self._last = [], None

    def _before_value(self) -> tuple[list[Comment], bool]:
        """Comments between a name or dash and its value, and whether the first is on the line of the name."""
        pending = list(self._pending())
        self._closed, self._last = [], None
        return [comment for _, _, comment in pending], bool(pending) and pending[0][1]

    # Parts

    def _parse_value(self, column: int, *, in_list: bool = False) -> Scalar | Group:
        """Parses the value after a name or dash in `column`."""
        if self._is(*_NO_VALUE, *((yaml.BlockEntryToken,) if in_list else ())) or self._is(yaml.StreamEndToken):
            missing = Scalar()
            self._last, self._closed = missing, [_ClosedGroup(column + 1, missing.between)]
            return missing
        between, on_line = self._before_value()
        part = self._parse_part(column)
        part.between, part.on_line = between + part.between, on_line if between else part.on_line
        return part

    def _parse_part(self, column: int) -> Scalar | Group:
        if self._is(yaml.BlockMappingStartToken, yaml.BlockSequenceStartToken):
            start = self._take()
            group = Group(keyed=isinstance(start, yaml.BlockMappingStartToken))
            self._parse_entries(group, int(start.start_mark.column))
            self._take()
            return group
        if self._is(yaml.BlockEntryToken):  # a list that is not indented under its name
            group = Group(keyed=False)
            self._parse_entries(group, int(self._tokens[self._at].start_mark.column))
            return group
        if self._is(yaml.FlowMappingStartToken, yaml.FlowSequenceStartToken):
            return self._parse_flow(column)
        token = self._take()
        if not isinstance(token, yaml.ScalarToken):
            raise UnsupportedYaml(f"something unexpected stands on line {token.start_mark.line + 1}")
        scalar = Scalar(text=token.value, style=token.style or "")
        self._last = scalar
        if scalar.style in ("|", ">"):
            self._block_text(scalar, token)
        return scalar

    def _block_text(self, scalar: Scalar, token: Any) -> None:
        header = _BLOCK_HEADER.match(self._text, token.start_mark.index)
        if header and "+" in header[1]:
            self._text_end = token.end_mark.index
        if header and header[2]:
            scalar.line_comment = Comment(header[2].rstrip())
            self._next += 1
        self._last = None

    def _parse_entries(self, group: Group, column: int) -> None:
        while self._is(yaml.KeyToken, yaml.ValueToken) if group.keyed else self._is(yaml.BlockEntryToken):
            entry = Entry(None, Scalar())
            if group.entries:
                self._attach_comments(entry.before, column)
            entry.blank = self._blank_above(self._next_offset())
            if group.keyed:
                self._parse_pair(entry, column)
            else:
                self._take()
                entry.value = self._parse_value(column, in_list=True)
            group.entries.append(entry)
        self._closed.append(_ClosedGroup(column, group.after))

    def _parse_pair(self, entry: Entry, column: int) -> None:
        entry.key = Scalar(style='"')
        if self._is(yaml.KeyToken):
            self._take()
            entry.before += [comment for _, _, comment in self._pending()]  # after a `?` that is written out
            if not self._is(*_NO_VALUE):
                key = self._parse_part(column)
                if not isinstance(key, Scalar):
                    raise UnsupportedYaml("a group stands where a name should")
                entry.key = key if not key.missing else entry.key
                entry.before += [key.line_comment] if key.line_comment else []
                key.line_comment = None
        if self._is(yaml.ValueToken):
            after_key, _ = self._before_value()
            self._take()
            entry.before += after_key
            entry.value = self._parse_value(column)
        else:
            entry.value = Scalar()
            self._last, self._closed = entry.value, []

    def _parse_flow(self, column: int) -> Group:
        start = self._take()
        group = Group(keyed=isinstance(start, yaml.FlowMappingStartToken), flow=True)
        self._last = None
        before: list[Comment] = []
        while True:
            for _, on_line, comment in self._pending():
                if on_line and self._last is not None and self._last.line_comment is None:
                    self._last.line_comment = comment
                elif on_line and not group.entries and not group.between and not before:
                    group.between, group.on_line = [comment], True
                else:
                    before.append(comment)
            if self._is(yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken):
                break
            if self._is(yaml.FlowEntryToken):
                self._take()
                continue
            entry = Entry(None, Scalar(), before)
            if group.keyed:
                self._parse_flow_pair(entry, column)
            elif self._is(yaml.KeyToken, yaml.ValueToken):
                pair = Entry(None, Scalar())
                self._parse_flow_pair(pair, column)
                entry.value = Group(flow=True, entries=[pair])
            else:
                entry.value = self._parse_part(column)
            group.entries.append(entry)
            before = []
        group.after = before
        self._take()
        self._last, self._closed = group, []
        return group

    def _parse_flow_pair(self, entry: Entry, column: int) -> None:
        if self._is(yaml.KeyToken, yaml.ValueToken):
            self._parse_pair(entry, column)
        else:
            key = self._parse_part(column)
            if not isinstance(key, Scalar):
                raise UnsupportedYaml("a group stands where a name should")
            entry.key = key
            self._last = entry.value
