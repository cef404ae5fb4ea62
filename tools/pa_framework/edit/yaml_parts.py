"""A YAML file as a tree of parts with their comments, for writing it again.

Plain data (source.py) knows nothing of comments. Here every comment finds its place: before an entry, at the
end of a line, between a name and its value, or at the end of a list. The tree is made of the scanner's tokens;
the text must be one in which `source.read` has found nothing wrong.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import yaml

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COMMENT = re.compile(r"#[^\n]*")
_BLOCK_HEADER = re.compile(r"[|>]([-+0-9]*)[ \t]*(#[^\n]*)?(?:\n|$)")


class NotUnderstood(Exception):
    """The text holds something that this module does not place. Nothing may be written then."""


@dataclass(slots=True)
class Comment:
    """A comment as it is written, without spaces at its end. `blank`: an empty line stands before it."""

    text: str
    blank: bool = False


@dataclass(slots=True)
class Part:
    """A value, with what is written about it.

    `between` are comments after the name or dash that the value belongs to and before the value (`on_line`: the
    first of them stands on the line of the name). `beside` stands at the end of the line on which the value ends;
    for a text in `|` or `>`, at the end of the line that begins it.
    """

    between: list[Comment] = field(default_factory=list)
    on_line: bool = False
    beside: Comment | None = None


@dataclass(slots=True)
class Scalar(Part):
    """`style` is the sign that begins the text (`"`, `'`, `|`, `>`), or nothing where it is plain."""

    text: str = ""
    style: str = ""

    @property
    def missing(self) -> bool:
        """Whether nothing at all is written, as after `name:`."""
        return self.text == "" and self.style == ""


@dataclass(slots=True)
class Entry:
    """An entry of a list, or a name with its value; `key` is None in a list. `blank`: an empty line stands before it."""

    key: Scalar | None
    value: "Scalar | Group"
    before: list[Comment] = field(default_factory=list)
    blank: bool = False


@dataclass(slots=True)
class Group(Part):
    """A mapping (`keyed`) or a list. `after` are comments on lines of their own behind the last entry."""

    keyed: bool = True
    flow: bool = False
    entries: list[Entry] = field(default_factory=list)
    after: list[Comment] = field(default_factory=list)

    @property
    def commented(self) -> bool:
        """Whether a comment stands anywhere inside."""
        return bool(self.after) or any(
            entry.before
            or entry.value.between
            or entry.value.beside
            or (isinstance(entry.value, Group) and entry.value.commented)
            for entry in self.entries
        )


def parts(text: str) -> Group:
    """The tree of a text. Raises NotUnderstood where it holds anchors, tags or something else that we do not use."""
    tokens = _tokens(text)
    return _Reading(text, tokens, _found(text, tokens)).root()


def comments(text: str) -> list[str]:
    """Every comment of a text, in order, without spaces at its end."""
    return [said for _, said in _found(text, _tokens(text))]


def scalars(text: str) -> list[tuple[str, bool]]:
    """Every name and value of a text as it is written, in order, each with whether it is plain."""
    return [(token.value, bool(token.plain)) for token in _tokens(text) if isinstance(token, yaml.ScalarToken)]


@lru_cache(maxsize=2)  # a text is asked about several times: for its tree, its words and its comments
def _tokens(text: str) -> tuple[Any, ...]:
    return tuple(yaml.scan(text, Loader=_Loader))


def _found(text: str, tokens: tuple[Any, ...]) -> list[tuple[int, str]]:
    """Where comments begin and what they say. A `#` outside of every text begins one, up to the end of its line."""
    found: list[tuple[int, str]] = []
    place = 0
    for token in [*(token for token in tokens if isinstance(token, yaml.ScalarToken)), None]:
        start, end = (token.start_mark.index, token.end_mark.index) if token else (len(text), len(text))
        found += [(match.start(), match[0].rstrip()) for match in _COMMENT.finditer(text, place, start)]
        place = end
        header = _BLOCK_HEADER.match(text, start) if token is not None and token.style in ("|", ">") else None
        if header and header[2]:
            found.append((header.start(2), header[2].rstrip()))
    return found


@dataclass(slots=True)
class _Room:
    """A group that has ended since the last value: a comment of its own line from `column` on may belong to its end."""

    column: int
    comments: list[Comment]


#: Where one of these follows a name or a dash, nothing is written there.
_NOTHING = (yaml.KeyToken, yaml.ValueToken, yaml.BlockEndToken, yaml.FlowEntryToken)
_UNUSED = (yaml.AnchorToken, yaml.AliasToken, yaml.TagToken)


class _Reading:
    """Walks the tokens in the order of the file and gives every comment to what it stands at."""

    def __init__(self, text: str, tokens: tuple[Any, ...], found: list[tuple[int, str]]) -> None:
        if any(isinstance(token, _UNUSED) for token in tokens):
            raise NotUnderstood("it holds an anchor, an alias or a tag")
        apart = (yaml.StreamStartToken, yaml.DirectiveToken, yaml.DocumentStartToken, yaml.DocumentEndToken)
        self._tokens = [token for token in tokens if not isinstance(token, apart)]
        self._text, self._at, self._found, self._next = text, 0, found, 0
        self._last: Part | None = None  # what a comment at the end of its line belongs to
        self._closed: list[_Room] = []  # the innermost first
        self._kept = 0  # up to here, empty lines belong to a text that keeps them

    def root(self) -> Group:
        between, _ = self._before_value()
        made = self._part(-1)
        made.between = between + made.between
        if not isinstance(made, Group):
            raise NotUnderstood("it holds no names")
        self._gap(made.after, 0 if made.flow else -1)
        return made

    # Tokens

    def _is(self, *kinds: Any) -> bool:
        return isinstance(self._tokens[self._at], kinds)

    def _taken(self) -> Any:
        self._at += 1
        return self._tokens[self._at - 1]

    def _upcoming(self) -> int:
        """Where the next token that takes room begins."""
        for place in range(self._at, len(self._tokens)):
            token = self._tokens[place]
            if token.end_mark.index > token.start_mark.index:
                return int(token.start_mark.index)
        return len(self._text) + 1

    # Comments

    def _pending(self) -> Iterator[tuple[int, bool, Comment]]:
        """Comments up to the next token: column, whether something stands before it on its line, and itself."""
        until = self._upcoming()
        while self._next < len(self._found) and self._found[self._next][0] < until:
            place, said = self._found[self._next]
            self._next += 1
            start = self._text.rfind("\n", 0, place) + 1
            on_line = bool(self._text[start:place].strip())
            yield place - start, on_line, Comment(said, not on_line and self._blank_above(place))

    def _blank_above(self, place: int) -> bool:
        start = self._text.rfind("\n", 0, place) + 1
        above = self._text.rfind("\n", 0, max(start - 1, 0)) + 1
        return start > 0 and above >= self._kept and not self._text[above : start - 1].strip()

    def _gap(self, before: list[Comment], column: int) -> None:
        """Comments up to the next entry: beside the last value, at the end of a group that has ended, or `before`."""
        rooms = [room for room in self._closed if room.column > column]
        for here, on_line, comment in self._pending():
            if on_line and self._last is not None and self._last.beside is None:
                self._last.beside = comment
                continue
            while rooms and (rooms[0].column > here or (len(rooms) > 1 and rooms[1].column == rooms[0].column)):
                rooms.pop(0)
            (rooms[0].comments if rooms else before).append(comment)
        self._closed, self._last = [], None

    def _before_value(self) -> tuple[list[Comment], bool]:
        """Comments between a name or dash and its value; whether the first stands on the line of the name."""
        pending = list(self._pending())
        self._closed, self._last = [], None
        return [comment for _, _, comment in pending], bool(pending) and pending[0][1]

    # Parts

    def _value(self, column: int, *, in_list: bool = False) -> Scalar | Group:
        """The value after a name or dash in `column`."""
        if self._is(*_NOTHING, *((yaml.BlockEntryToken,) if in_list else ())) or self._is(yaml.StreamEndToken):
            missing = Scalar()
            self._last, self._closed = missing, [_Room(column + 1, missing.between)]
            return missing
        between, on_line = self._before_value()
        made = self._part(column)
        made.between, made.on_line = between + made.between, on_line if between else made.on_line
        return made

    def _part(self, column: int) -> Scalar | Group:
        if self._is(yaml.BlockMappingStartToken, yaml.BlockSequenceStartToken):
            start = self._taken()
            group = Group(keyed=isinstance(start, yaml.BlockMappingStartToken))
            self._entries(group, int(start.start_mark.column))
            self._taken()
            return group
        if self._is(yaml.BlockEntryToken):  # a list that is not indented under its name
            group = Group(keyed=False)
            self._entries(group, int(self._tokens[self._at].start_mark.column))
            return group
        if self._is(yaml.FlowMappingStartToken, yaml.FlowSequenceStartToken):
            return self._flow(column)
        token = self._taken()
        if not isinstance(token, yaml.ScalarToken):
            raise NotUnderstood(f"something unexpected stands on line {token.start_mark.line + 1}")
        scalar = Scalar(text=token.value, style=token.style or "")
        self._last = scalar
        if scalar.style in ("|", ">"):
            self._block_text(scalar, token)
        return scalar

    def _block_text(self, scalar: Scalar, token: Any) -> None:
        header = _BLOCK_HEADER.match(self._text, token.start_mark.index)
        if header and "+" in header[1]:
            self._kept = token.end_mark.index
        if header and header[2]:
            scalar.beside = Comment(header[2].rstrip())
            self._next += 1
        self._last = None

    def _entries(self, group: Group, column: int) -> None:
        while self._is(yaml.KeyToken, yaml.ValueToken) if group.keyed else self._is(yaml.BlockEntryToken):
            entry = Entry(None, Scalar())
            if group.entries:
                self._gap(entry.before, column)
            entry.blank = self._blank_above(self._upcoming())
            if group.keyed:
                self._named(entry, column)
            else:
                self._taken()
                entry.value = self._value(column, in_list=True)
            group.entries.append(entry)
        self._closed.append(_Room(column, group.after))

    def _named(self, entry: Entry, column: int) -> None:
        entry.key = Scalar(style='"')
        if self._is(yaml.KeyToken):
            self._taken()
            entry.before += [comment for _, _, comment in self._pending()]  # after a `?` that is written out
            if not self._is(*_NOTHING):
                key = self._part(column)
                if not isinstance(key, Scalar):
                    raise NotUnderstood("a group stands where a name should")
                entry.key = key if not key.missing else entry.key
                entry.before += [key.beside] if key.beside else []
                key.beside = None
        if self._is(yaml.ValueToken):
            after_key, _ = self._before_value()
            self._taken()
            entry.before += after_key
            entry.value = self._value(column)
        else:
            entry.value = Scalar()
            self._last, self._closed = entry.value, []

    def _flow(self, column: int) -> Group:
        start = self._taken()
        group = Group(keyed=isinstance(start, yaml.FlowMappingStartToken), flow=True)
        self._last = None
        before: list[Comment] = []
        while True:
            for _, on_line, comment in self._pending():
                if on_line and self._last is not None and self._last.beside is None:
                    self._last.beside = comment
                elif on_line and not group.entries and not group.between and not before:
                    group.between, group.on_line = [comment], True
                else:
                    before.append(comment)
            if self._is(yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken):
                break
            if self._is(yaml.FlowEntryToken):
                self._taken()
                continue
            entry = Entry(None, Scalar(), before)
            if group.keyed:
                self._flow_pair(entry, column)
            elif self._is(yaml.KeyToken, yaml.ValueToken):
                pair = Entry(None, Scalar())
                self._flow_pair(pair, column)
                entry.value = Group(flow=True, entries=[pair])
            else:
                entry.value = self._part(column)
            group.entries.append(entry)
            before = []
        group.after = before
        self._taken()
        self._last, self._closed = group, []
        return group

    def _flow_pair(self, entry: Entry, column: int) -> None:
        if self._is(yaml.KeyToken, yaml.ValueToken):
            self._named(entry, column)
        else:
            key = self._part(column)
            if not isinstance(key, Scalar):
                raise NotUnderstood("a group stands where a name should")
            entry.key = key
            self._last = entry.value
