"""Says where in a record a cursor is, also while the record is only half typed and no parser would accept it.

The layout of our YAML dialect is followed line by line: names, dashes, brackets, quotes and block texts. What is not
finished ends where the indentation says that it must, so that one open bracket does not swallow the rest of the file.
For a text that is valid, the places are those of `records.yaml_source`; a test compares them.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct, field

from pa_framework.records.yaml_source import Route

_KEY = re.compile(
    r"""(?P<key> "(?:[^"\\\n]|\\.)*" | '(?:[^'\n]|'')*' | [^\s"'\[\]{},\#&*!|>%@`](?:[^\n:\#]|:(?=\S)|(?<=\S)\#)*? )
        [ ]*:(?=\s|\Z)""",
    re.VERBOSE,
)
#: A plain text in brackets ends before these.
_FLOW_END = re.compile(r"[,\[\]{}\n]|:(?=[\s,\[\]{}]|\Z)|(?<=\s)#")
_COMMENT = re.compile(r"(?<=\s)#")


class Spot(Struct):
    """A name (`is_key`) or a value in a text: its route, the offsets of its start and end, and what it says.

    A word that is neither yet, because its colon is not typed, has the route of the group that it is in.
    """

    route: Route
    is_key: bool
    start: int
    end: int
    text: str


class Cursor(Struct, frozen=True):
    """What is being typed at a place.

    Attributes:
        route: Of the value, or of the group in which a name is being typed.
        start: The offset at which what is written begins.
        written: What is written of it, up to the cursor.
        after_name: Whether the name of the value is before it on its line, or a value is meant by the brackets around it.
        in_brackets: Whether it is in a list or group in brackets.
        in_text: Whether it is inside of quotes, or in a block text.
    """

    route: Route
    start: int
    written: str
    after_name: bool = False
    in_brackets: bool = False
    in_text: bool = False


class _Frame(Struct):
    """A group (`keyed`) or list that is open: its column, and the name or number that is being read in it.

    In a group in brackets, the step is None until there is a name. `pair`: a single name and value in a list in brackets.
    """

    column: int
    keyed: bool
    step: str | int | None
    flow: bool = False
    pair: bool = False


class _Scanner(Struct):
    text: str
    frames: list[_Frame] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    block: Spot | None = None  # the block text that is being read
    block_column: int = -1
    plain: Spot | None = None  # a plain text that may go on in the next line
    open_quote: Spot | None = None
    in_flow: bool = False

    def scan(self) -> None:
        position, length = 0, len(self.text)
        while position < length:
            end = self._line_end(position)
            line = self.text[position:end]
            stripped = line.strip()
            column = len(line) - len(line.lstrip(" "))
            if self.block is not None:
                if not stripped or column > self.block_column:
                    self.block.end = end if stripped else self.block.end
                    position = end + 1
                    continue
                self.block = None
            if not stripped or stripped.startswith("#") or line.startswith(("---", "...", "%")):
                self.plain = self.plain if not stripped else None
                position = end + 1
                continue
            if self.plain is not None and self.frames and column > self.frames[-1].column:
                begins = position + column
                if not _KEY.match(self.text, begins) and not _is_dash(self.text, begins):
                    self.plain.end = begins + len(_without_comment(self.text[begins:end]))
                    self.plain.text += f" {stripped}"
                    position = end + 1
                    continue
            self.plain = None
            position = self._line_end(self._entry(position + column, column)) + 1

    # what begins a line

    def _entry(self, position: int, column: int) -> int:
        """Reads what begins at a column; gives the offset where it ends."""
        while self.frames and self.frames[-1].column > column:
            self.frames.pop()
        top = self.frames[-1] if self.frames else None
        if _is_dash(self.text, position):
            if top is not None and top.column == column and not top.keyed:
                top.step = int(top.step or 0) + 1
            else:
                self.frames.append(_Frame(column, False, 0))
            after = position + 1
            while self.text.startswith(" ", after):
                after += 1
            if after >= self._line_end(position) or self.text[after] == "#":
                return after
            return self._entry(after, column + after - position)
        if top is not None and top.column == column and not top.keyed:
            self.frames.pop()
            top = self.frames[-1] if self.frames else None
        if not (found := _KEY.match(self.text, position)):
            if top is not None and top.column == column and top.keyed:  # a word among names, without its colon
                end = position + len(_without_comment(self.text[position : self._line_end(position)]))
                self.spots.append(Spot(self._route()[:-1], False, position, end, self.text[position:end]))
                return end
            return self._value(position)
        name = _unquoted(found["key"])
        if top is not None and top.column == column and top.keyed:
            top.step = name
        else:
            self.frames.append(_Frame(column, True, name))
        self.spots.append(Spot(self._route(), True, position, found.end("key"), name))
        return self._value(found.end())

    def _value(self, position: int) -> int:
        while self.text.startswith(" ", position):
            position += 1
        end = self._line_end(position)
        sign = self.text[position : position + 1]
        if position >= end or (sign == "#" and self.text[position - 1 : position] == " "):
            return end
        if sign in "|>":
            self.block = Spot(self._route(), False, position, end, self.text[position:end])
            self.block_column = self.frames[-1].column if self.frames else -1
            self.spots.append(self.block)
            return end
        if sign in "\"'":
            return self._quoted(position, self._limit(position))
        if sign in "[{":
            return self._flow(position, self._limit(position, brackets=True))
        end = position + len(_without_comment(self.text[position:end]))
        self.plain = Spot(self._route(), False, position, end, self.text[position:end])
        self.spots.append(self.plain)
        return end

    def _quoted(self, position: int, limit: int) -> int:
        """Reads a text in quotes as a value; gives the offset after it. One that is not closed ends with its line."""
        end = _quote_end(self.text, position, limit)
        spot = Spot(self._route(), False, position, end or self._line_end(position), "")
        if end is None and limit >= len(self.text):
            self.open_quote = spot
        spot.text = self.text[position : spot.end].strip("\"'")
        self.spots.append(spot)
        return spot.end

    # brackets

    def _flow(self, position: int, limit: int) -> int:
        """Reads a list or group in brackets; gives the offset after it. One that is not closed ends at `limit`."""
        depth = len(self.frames)
        self.in_flow = True
        while position < limit:
            sign = self.text[position]
            if sign in "[{":
                self.spots.append(Spot(self._route(), False, position, position + 1, sign))
                self.frames.append(_Frame(1_000_000, sign == "{", None if sign == "{" else 0, flow=True))
            elif sign in "]},":
                if self.frames[-1].pair:
                    self.frames.pop()
                if sign == ",":
                    top = self.frames[-1]
                    top.step = None if top.keyed else int(top.step or 0) + 1
                else:
                    self.frames.pop()
                    if len(self.frames) <= depth:
                        self.in_flow = False
                        return position + 1
            elif sign == "#" and self.text[position - 1].isspace():
                position = self._line_end(position)
            elif not sign.isspace() and sign != ":":
                position = self._flow_word(position, limit)
                continue
            position += 1
        if limit < len(self.text):  # not closed, and more follows
            del self.frames[depth:]
            self.in_flow = False
        return max(limit - 1, position - 1)

    def _flow_word(self, position: int, limit: int) -> int:
        top = self.frames[-1]
        if self.text[position] in "\"'":
            end = _quote_end(self.text, position, limit) or 0
            if not end:
                return self._quoted(position, limit)
        else:
            found = _FLOW_END.search(self.text, position, limit)
            end = position + len(self.text[position : found.start() if found else limit].rstrip())
            while found and found[0] == "\n":  # a text that goes on in the next line
                following = re.compile(r"\s*").match(self.text, found.start(), limit)
                begins = following.end() if following else limit
                if begins >= limit or self.text[begins] in ",[]{}#:\"'":
                    break
                found = _FLOW_END.search(self.text, begins, limit)
                end = begins + len(self.text[begins : found.start() if found else limit].rstrip())
        written = _unquoted(self.text[position:end])
        after = end
        while after < limit and self.text[after] == " ":
            after += 1
        if self.text[after : after + 1] == ":" and not (top.keyed and top.step is not None):
            if not top.keyed:
                self.frames.append(_Frame(1_000_000, True, None, flow=True, pair=True))
                top = self.frames[-1]
            top.step = written
            self.spots.append(Spot(self._route(), True, position, end, written))
            return after + 1
        if top.keyed and top.step is None:
            self.spots.append(Spot((*self._route(), written), True, position, end, written))
        else:
            self.spots.append(Spot(self._route(), False, position, end, written))
        return end

    # help

    def _route(self) -> Route:
        return tuple(frame.step for frame in self.frames if frame.step is not None)

    def _line_end(self, position: int) -> int:
        end = self.text.find("\n", position)
        return len(self.text) if end < 0 else end

    def _limit(self, position: int, *, brackets: bool = False) -> int:
        """Where a value that began at `position` must have ended: before the first later line that is no further in."""
        column = self.frames[-1].column if self.frames else -1
        start = self._line_end(position) + 1
        while start < len(self.text):
            end = self._line_end(start)
            line = self.text[start:end]
            inner = line.lstrip(" ")
            if inner.strip() and len(line) - len(inner) <= column and not (brackets and inner[0] in "]}#"):
                return start
            start = end + 1
        return len(self.text)


def _is_dash(text: str, position: int) -> bool:
    return text.startswith("-", position) and text[position + 1 : position + 2] in ("", " ", "\n")


def _without_comment(line: str) -> str:
    found = _COMMENT.search(line)
    return (line[: found.start()] if found else line).rstrip()


def _unquoted(written: str) -> str:
    return written[1:-1] if len(written) > 1 and written[0] in "\"'" and written[-1] == written[0] else written


def _quote_end(text: str, position: int, limit: int) -> int | None:
    """The offset after the quote that closes the one at `position`; None where none does before `limit`."""
    quote, here = text[position], position + 1
    while here < limit:
        if quote == '"' and text[here] == "\\":
            here += 1
        elif text[here] == quote:
            if quote == '"' or text[here + 1 : here + 2] != "'":
                return here + 1
            here += 1
        here += 1
    return None


@lru_cache(maxsize=8)  # an editor asks several times about one text
def spots(text: str) -> tuple[Spot, ...]:
    """Every name and value of a text, in order. Lists and groups in brackets have their opening bracket."""
    scanner = _Scanner(text)
    scanner.scan()
    return tuple(scanner.spots)


def spot_at(found: Iterable[Spot], offset: int) -> Spot | None:
    """The name or value at an offset, or right before it."""
    touching = [spot for spot in found if spot.start <= offset <= spot.end and spot.text not in ("[", "{")]
    return min(touching, key=lambda spot: (offset == spot.end, spot.end - spot.start), default=None)


def cursor_at(text: str, offset: int) -> Cursor | None:
    """What is being typed at an offset of a text; None where nothing can be, such as in a comment."""
    before = text[:offset]
    line = before[before.rfind("\n") + 1 :]
    scanner = _Scanner(before)
    scanner.scan()
    column = len(line)
    if scanner.block is not None and (line.strip() or column > scanner.block_column):
        if "\n" not in before[scanner.block.start :]:
            return None
        return Cursor(scanner.block.route, scanner.block.start, "", in_text=True, after_name=True)
    quote = scanner.open_quote
    if quote is not None:
        return Cursor(quote.route, quote.start, text[quote.start : offset], after_name=True, in_text=True)
    if _COMMENT.search(line) or line.lstrip().startswith("#"):
        return None
    last = scanner.spots[-1] if scanner.spots else None
    route = scanner._route()
    if scanner.in_flow:
        top = scanner.frames[-1]
        if last is not None and last.end == offset and last.text not in ("[", "{"):
            typed = last.route[:-1] if last.is_key else last.route
            return Cursor(typed, last.start, last.text, not last.is_key, in_brackets=True)
        return Cursor(route, offset, "", not top.keyed or top.step is not None, in_brackets=True)
    if not line.strip():
        return Cursor(_open_at(scanner.frames, column), offset, "")
    begins = offset - len(line) + len(line) - len(line.lstrip(" -"))
    if last is not None and not last.is_key and last.start >= begins and not _is_over(last, before):
        return Cursor(last.route, last.start, text[last.start : offset], after_name=last.start > begins)
    if line.endswith(" ") and (last is None or last.is_key or last.end < begins):
        return Cursor(route, offset, "", after_name=not _is_dash(line.rstrip(), len(line.rstrip()) - 1))
    return None


def _is_over(spot: Spot, before: str) -> bool:
    """Whether a value before a cursor is over: it is in quotes, or brackets close after it."""
    return before[spot.start] in "\"'" or bool(before[spot.end :].strip())


def _open_at(frames: list[_Frame], column: int) -> Route:
    """The route of the group in which a new line that begins at a column is."""
    inner = [frame for frame in frames if frame.column < column or (frame.column == column and frame.keyed)]
    route: Route = tuple(frame.step for frame in inner if frame.step is not None)
    return route[:-1] if inner and inner[-1].column == column else route
