"""Parses a small dialect of YAML into plain data and the places of every value. Parsing never raises.

The dialect is small, so that nothing is guessed:

* whole numbers are `int`; numbers with a decimal point are exact `Decimal`s; `true`, `false` and
  `null` are themselves; everything else is text (`no`, `1:30` and `2026-03-01` too);
* one document in a file, mappings with text keys that occur once, no anchors, aliases or tags;
* limits on size and depth, so that no file can block the program.

Invalid content becomes findings. Places are stored separately from the data, in tables from a route (the keys and
indices that lead to a value) to the mark of its key and of its value. The document is built from the events of libyaml
with an explicit stack, so deep nesting cannot overflow the stack of Python.
"""

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from sys import intern
from typing import Any, NamedTuple

import yaml
import yaml.reader
from msgspec import Struct
from msgspec.structs import replace
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from pa_framework.records import slips
from pa_framework.text.broken_lines import conflict_marks, ends_in_the_middle, named_fault
from pa_framework.text.findings import Finding, Severity, Span
from pa_framework.text.plain_errors import explain_yaml_error

MAX_BYTES = 1_000_000
MAX_DEPTH = 24
MAX_VALUES = 200_000

Route = tuple[str | int, ...]
_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
#: Control characters, other line ends, marks of writing direction, and non-characters.
INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}

#: The codes of the findings of this module, with their names. check/rules/reading.py documents them.
CODES = {
    "YML001": "not-yaml",
    "YML002": "key-written-twice",
    "YML003": "anchor-or-alias",
    "YML004": "file-too-large",
    "YML005": "nested-too-deep",
    "YML006": "several-documents",
    "YML007": "explicit-tag",
    "YML008": "not-utf-8-text",
    "YML009": "empty-file",
    "YML010": "not-a-mapping",
    "YML011": "unreadable-file",
    "YML012": "key-is-not-text",
    **slips.CODES,
}


class Mark(NamedTuple):
    """The place of a key or value: line and column of its start, and the column after its end on that line."""

    line: int
    column: int
    end_column: int


class MarkElsewhere(Mark):
    """A mark in another file than the document's own: `path` is that file, as findings call it."""

    path: str

    @classmethod
    def of(cls, mark: Mark, path: str) -> "MarkElsewhere":
        """The mark, in the file `path`."""
        made = cls(*mark)
        made.path = path
        return made


class CompactMarks(Mapping[Route, Mark]):
    """Marks by route, in little memory: routes are recomputed from the data, and a mark is three numbers.

    Few of the places in a document are ever looked up. `remembers` says whether routes are then computed once for all: that
    is faster where they are looked up often, and takes as much memory as a table of them. A register has too many documents.
    """

    __slots__ = ("_by_route", "_data", "_numbers", "_of_keys", "_remembers")

    def __init__(self, data: Any, numbers: Iterable[int], *, of_keys: bool, remembers: bool = True) -> None:
        """`numbers` are those of the marks of all values, or of all keys, one after another in the order of the file."""
        self._data, self._of_keys, self._remembers = data, of_keys, remembers
        self._numbers = array("I", numbers)
        self._by_route: dict[Route, int] | None = None

    @classmethod
    def from_bytes(cls, data: Any, numbers: bytes, *, of_keys: bool, remembers: bool) -> "CompactMarks":
        """The marks that were `as_bytes`, of the same data. Raises ValueError for bytes that are not."""
        marks = cls(data, (), of_keys=of_keys, remembers=remembers)
        marks._numbers.frombytes(numbers)
        return marks

    def as_bytes(self) -> bytes:
        """The marks without their data, for a program on this machine."""
        return self._numbers.tobytes()

    def forgetful(self) -> "CompactMarks":
        """The same marks, which remember no routes."""
        return CompactMarks(self._data, self._numbers, of_keys=self._of_keys, remembers=False)

    __hash__ = object.__hash__

    def __getitem__(self, route: Route) -> Mark:
        place = 3 * self._places()[route]
        return Mark(*self._numbers[place : place + 3])

    def __iter__(self) -> Iterator[Route]:
        return iter(self._places())

    def __len__(self) -> int:
        return len(self._numbers) // 3

    def _places(self) -> dict[Route, int]:
        """The number of each route, as the last documents or this one remember it."""
        if not self._remembers:
            return _numbers_by_route(self)
        if self._by_route is None:
            self._by_route = self.numbers_by_route()
        return self._by_route

    def numbers_by_route(self) -> dict[Route, int]:
        """The number of each route in the order of the file."""
        found: dict[Route, int] = {} if self._of_keys else {(): 0}
        _number(self._data, (), self._of_keys, found)
        return found


@lru_cache(maxsize=64)
def _numbers_by_route(marks: CompactMarks) -> dict[Route, int]:
    return marks.numbers_by_route()


def _number(data: Any, route: Route, of_keys: bool, found: dict[Route, int]) -> None:
    """Adds the routes below a value, in the order of the file."""
    keyed = type(data) is dict
    for step, value in data.items() if keyed else enumerate(data):
        here = (*route, step)
        if keyed or not of_keys:
            found[here] = len(found)
        if type(value) is dict or type(value) is list:
            _number(value, here, of_keys, found)


class Document(Struct, frozen=True):
    """A file: its data, the places of its values and keys, and the findings that stop it from being read.

    `slips` are findings about a file that can be read: text in it that is cut off, swallowed or cannot be seen.
    `shown_as` is what findings call the file, where that is not its path. `made_of` are the files whose values it joins,
    where it is not one file: see `overlays`.
    """

    path: str
    text: str
    data: Any
    values: Mapping[Route, Mark]
    keys: Mapping[Route, Mark]
    findings: tuple[Finding, ...] = ()
    slips: tuple[Finding, ...] = ()
    shown_as: str = ""
    made_of: "tuple[Document, ...]" = ()

    def __repr__(self) -> str:
        return f"Document({self.name!r})"

    @property
    def name(self) -> str:
        """What findings call the file."""
        return self.shown_as or self.path

    @property
    def files(self) -> "tuple[Document, ...]":
        """The files that hold its values: itself, or those that it joins."""
        return self.made_of or (self,)

    def span(self, route: Route, *, key: bool = False) -> Span:
        """The place of the value at `route` (of its key, with `key`), or of the nearest part that exists."""
        first, second = (self.keys, self.values) if key else (self.values, self.keys)
        while True:
            mark = first.get(route) or second.get(route)
            if mark is not None:
                return Span(mark.path if isinstance(mark, MarkElsewhere) else self.name, *mark)
            if not route:
                return Span(self.name)
            route, first, second = route[:-1], self.keys, self.values


def compact(document: Document) -> Document:
    """The same document, which remembers no routes of its places. One that was not read from one file stays as it is."""
    if not isinstance(document.values, CompactMarks) or not isinstance(document.keys, CompactMarks):
        return document
    return replace(document, values=document.values.forgetful(), keys=document.keys.forgetful())


class _Unreadable(Exception):
    """Stops the parsing of a file, with the finding that says why."""

    def __init__(self, code: str, line: int, column: int, message: str, fix: str) -> None:
        super().__init__(message)
        self.code, self.line, self.column, self.message, self.fix = code, line, column, message, fix


def yaml_finding(path: str, code: str, message: str, fix: str, line: int = 1, column: int = 1) -> Finding:
    """A finding of the family YML at a place of a file; lines and columns count from 1."""
    return Finding(Span(path, line, column, column), code, CODES[code], Severity.ERROR, message, fix)


def parse_document(content: bytes | str, path: str) -> Document:
    """The document in `content`; `path` is its name in findings. Never raises: invalid content gives findings."""
    text = ""
    try:
        text = _decode(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)
        return _compose(text, path)
    except _Unreadable as error:
        finding = yaml_finding(path, error.code, error.message, error.fix, error.line, error.column)
    except yaml.MarkedYAMLError as error:
        finding = _syntax(error, text, path)
    except yaml.reader.ReaderError as error:
        line, column = _line_and_column(text, int(error.position))
        finding = yaml_finding(
            path,
            "YML008",
            "a character stands here that no text may hold",
            "delete the character; it often comes from copying out of another program",
            line,
            column,
        )
    return Document(path, text, None, {}, {}, (finding,))


def _decode(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise _Unreadable(
            "YML004",
            1,
            1,
            f"the file is longer than {MAX_BYTES:,} bytes, the most that is read",
            "split the record, or take out what does not belong in it",
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rsplit(b"\n", 1)[-1].decode("utf-8", "replace")) + 1
        raise _Unreadable(
            "YML008",
            line,
            column,
            "the file is not UTF-8 text",
            "save it as UTF-8 (in most editors: Save as, Encoding, UTF-8)",
        ) from None
    text = _with_one_line_end(text)
    bad = INVISIBLE.search(text)
    if bad:
        line, column = _line_and_column(text, bad.start())
        raise _Unreadable(
            "YML008",
            line,
            column,
            f"a character that cannot be seen (U+{ord(bad.group()):04X}) stands in the text",
            "delete the character; it often comes from copying out of another program",
        )
    return text


def as_text(content: bytes) -> str:
    """The text of a file that was read without a fault before."""
    return _with_one_line_end(content.decode("utf-8-sig"))


def _with_one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _line_and_column(text: str, offset: int) -> tuple[int, int]:
    """The line and column of an offset, both from 1."""
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


def _syntax(error: yaml.MarkedYAMLError, text: str, path: str) -> Finding:
    stopped = error.problem_mark or error.context_mark
    began = error.context_mark
    if named := named_fault(text, stopped.line + 1 if stopped else 1):
        return yaml_finding(path, "YML001", named.message, named.fix, named.line, named.column)
    last = text.count("\n") + 1
    if ends_in_the_middle(text) and stopped and stopped.line + 1 >= last:
        return yaml_finding(
            path,
            "YML001",
            "the file ends in the middle of this line: it may have been saved only in part",
            "bring the rest back from an earlier version of the file",
            last,
            len(text) - text.rfind("\n"),
        )
    fault = explain_yaml_error(
        f"{error.context or ''} {error.problem or ''}",
        text,
        (stopped.line + 1, stopped.column + 1) if stopped else (1, 1),
        (began.line + 1, began.column + 1) if began else None,
    )
    return yaml_finding(path, "YML001", fault.message, fault.fix, fault.line, fault.column)


class _Container:
    """A mapping or list that is being parsed.

    `key` is the key of the next value; None where a key is next, and in a list. `repeats` says that the last key was a
    duplicate. `is_copy` says that it is below a duplicate key: its own keys may stand in the first group of that name too,
    which is no second mistake, and nothing of it is in the data.
    """

    __slots__ = ("data", "is_copy", "is_mapping", "key", "repeats")

    def __init__(self, data: dict[str, Any] | list[Any], is_copy: bool) -> None:
        self.data: Any = data
        self.is_mapping, self.is_copy, self.repeats = type(data) is dict, is_copy, False
        self.key: str | None = None


def _compose(text: str, path: str) -> Document:
    values: list[int] = []  # the numbers of the marks of all values, one after another, and of all keys
    keys: list[int] = []
    repeated: list[tuple[Route, Mark, bool]] = []  # where a key stands again, and whether its group is in a list
    noticed: list[Finding] = []
    if marks := conflict_marks(text):
        raise _Unreadable("YML001", marks.line, marks.column, marks.message, marks.fix)
    may_be_cut, may_hide = slips.may_be_cut(text), slips.may_hide_signs(text)
    may_refer = "&" in text or "!" in text  # with an anchor or a tag
    lines: list[str] | None = None
    last_text: Any = None
    stack: list[_Container] = []
    around: _Container | None = None  # the last of the stack
    root: list[Any] = []
    event: Any
    next_event = _Parser(text).get_event
    while (event := next_event()) is not None:
        kind = type(event)
        if kind is ScalarEvent or kind is MappingStartEvent or kind is SequenceStartEvent:
            start, end = event.start_mark, event.end_mark
            line, column = start.line + 1, start.column + 1
            if may_refer and (event.anchor is not None or (event.tag is not None and not _is_implicit_tag(event))):
                _refuse_anchor_or_tag(event, line, column)
            end_column = end.column + 1 if end.line == start.line else column
            if around is not None and around.is_mapping and around.key is None:
                if kind is not ScalarEvent:
                    raise _Unreadable(
                        "YML012", line, column, "a name is expected here, not a group", "write a word before the `:`"
                    )
                name = around.key = intern(event.value)
                if may_hide and (hidden := slips.hidden_sign(path, name, line, column, end_column)):
                    noticed.append(hidden)
                if slips.may_be_broken(name):
                    lines = lines or text.split("\n")
                    if broken := slips.broken_key(event, lines):
                        raise _Unreadable("YML001", broken.line, broken.column, broken.message, broken.fix)
                if around.is_copy:
                    continue
                if name in around.data:
                    # Where a `- ` is missing, every key of the entry is a duplicate: one mistake, one finding.
                    if not around.repeats:
                        in_a_list = len(stack) > 1 and not stack[-2].is_mapping
                        repeated.append((_route(stack), Mark(line, column, end_column), in_a_list))
                    around.repeats = True
                else:
                    keys += (line, column, end_column)
                    around.repeats = False
                continue
            if kind is ScalarEvent:
                is_plain = event.implicit[0]
                value: Any = parse_scalar(event.value) if is_plain else event.value
                last_text = event
                if end.line != start.line and event.style not in ("|", ">"):
                    lines = lines or text.split("\n")
                    if not is_plain and (lost := slips.lost_mark_of(event, lines)):
                        raise _Unreadable("YML001", lost.line, lost.column, lost.message, lost.fix)
                    if is_plain:
                        noticed += slips.swallowed(path, event, lines)
                if is_plain and event.value[-1:] == '"':
                    earlier = around.data if around is not None and not around.is_mapping else ()
                    noticed += filter(None, [slips.lone_quotation_mark(path, event, earlier)])
                if may_be_cut and is_plain and (cut := slips.cut_text(path, event, text)):
                    noticed.append(cut)
                if may_hide and (hidden := slips.hidden_sign(path, event.value, line, column, end_column)):
                    noticed.append(hidden)
            else:
                value = {} if kind is MappingStartEvent else []
                if end.line == start.line:
                    end_column = column + 1
            is_copy = around is not None and (around.is_copy or around.repeats)
            if not is_copy:
                values += (line, column, end_column)
                if len(values) > 3 * MAX_VALUES:
                    raise _Unreadable("YML004", line, column, "the file holds too many values", "split the record")
            if around is None:
                root.append(value)
            elif around.key is None:
                around.data.append(value)
            else:
                around.data.setdefault(around.key, value)
                around.key = None
            if kind is not ScalarEvent:
                if len(stack) >= MAX_DEPTH:
                    raise _Unreadable(
                        "YML005",
                        line,
                        column,
                        f"groups are nested more than {MAX_DEPTH} deep",
                        "compare the record with one of the same kind; nothing here needs such depth",
                    )
                around = _Container(value, is_copy)
                stack.append(around)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            stack.pop()
            around = stack[-1] if stack else None
        elif kind is AliasEvent:
            _refuse_anchor_or_tag(event, event.start_mark.line + 1, event.start_mark.column + 1)
        elif kind is DocumentStartEvent and root:
            raise _Unreadable(
                "YML006",
                event.start_mark.line + 1,
                event.start_mark.column + 1,
                "a second document begins here",
                "take the line `---` away, or move what follows into a file of its own",
            )
    if not root or root[0] is None:
        raise _Unreadable("YML009", 1, 1, "the file is empty", "write the record, or delete the file")
    if type(root[0]) is not dict:
        raise _Unreadable(
            "YML010", 1, 1, "the file does not begin with a name and a colon", "begin with `id: …` or `title: …`"
        )
    of_values = CompactMarks(root[0], values, of_keys=False)
    of_keys = CompactMarks(root[0], keys, of_keys=True)
    duplicates = [
        _duplicate_key(path, mark, str(route[-1]), of_keys[route], listed) for route, mark, listed in repeated
    ]
    if pasted := _pasted_twice(root[0], duplicates, of_keys, text):
        duplicates = [pasted]
    if ends_in_the_middle(text) and last_text is not None and not duplicates:
        noticed += _unfinished(path, text, last_text, of_values, root[0])
    return Document(path, text, root[0], of_values, of_keys, tuple(duplicates), tuple(noticed))


def _unfinished(path: str, text: str, event: Any, values: CompactMarks, data: Any) -> Iterator[Finding]:
    """The finding for the last text of a file that may have been saved only in part."""
    *_, last = values
    for step in last[:-1]:
        data = data[step]
    siblings = data[:-1] if isinstance(data, list) else ()
    if finding := slips.unfinished_text(path, text, event, siblings):
        yield finding


def _pasted_twice(
    data: dict[str, Any], duplicates: list[Finding], keys: Mapping[Route, Mark], text: str
) -> Finding | None:
    """The one finding for a file whose content stands in it twice, where its only duplicate says so.

    `duplicates` has one for each run of names. The copy begins with the comments above its first name.
    """
    if len(duplicates) != 1 or len(data) < 2:
        return None
    (finding,) = duplicates
    name = next(iter(data))
    first, last = keys[name,], keys[next(reversed(data)),]
    if finding.span.line <= last.line or finding.message != _written_twice(name, first.line):
        return None
    lines, line = text.split("\n"), finding.span.line
    while line > 1 and lines[line - 2].startswith("#"):
        line -= 1
    return replace(
        finding,
        span=replace(finding.span, line=line),
        message=f"the record stands here a second time: its first name, `{name}`, is on line {first.line} already",
        fix="keep one of the two copies, and delete the other; look first which of them is newer",
    )


def _written_twice(name: str, first: int) -> str:
    return f"`{name}` is written twice in the same group, first on line {first}"


def _route(stack: list[_Container]) -> Route:
    """The route of the key that was read last, in the innermost container."""
    *outer, innermost = stack
    steps = (next(reversed(one.data)) if one.is_mapping else len(one.data) - 1 for one in outer)
    return (*steps, str(innermost.key))


def _duplicate_key(path: str, mark: Mark, name: str, first: Mark, in_a_list: bool) -> Finding:
    return Finding(
        Span(path, *mark),
        "YML002",
        CODES["YML002"],
        Severity.ERROR,
        _written_twice(name, first.line),
        "put `- ` before it if a new entry of the list begins here; otherwise keep one of the two"
        if in_a_list
        else f"keep one `{name}` and put both contents under it",
    )


def _is_implicit_tag(event: Any) -> bool:
    return event.tag == "!" and isinstance(event, ScalarEvent) and event.start_mark == event.end_mark


def _refuse_anchor_or_tag(event: Any, line: int, column: int) -> None:
    if isinstance(event, AliasEvent) or event.anchor is not None:
        sign = "*" if isinstance(event, AliasEvent) else "&"
        raise _Unreadable(
            "YML003",
            line,
            column,
            f"`{sign}{event.anchor}` is YAML shorthand that this project does not use",
            "write the value out in full, or put it in double quotes if the sign belongs to the text",
        )
    raise _Unreadable(
        "YML007",
        line,
        column,
        f"`{event.tag}` is a YAML tag, which this project does not use",
        "take the tag away, or put the text in double quotes if the `!` belongs to it",
    )


def parse_scalar(text: str) -> Any:
    """The value of a scalar without quotes: a number, a boolean, None or text."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in "-0123456789":
        if _INTEGER.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            return Decimal(text)
    return text


def lists_in(data: Any) -> Iterator[tuple[Route, list[Any]]]:
    """Every list, with its route, in the order of the file."""
    ahead: list[tuple[Route, Any]] = [((), data)] if isinstance(data, dict | list) else []  # the last is the next
    while ahead:
        route, value = ahead.pop()
        inner: list[tuple[str | int, Any]]
        if isinstance(value, dict):
            inner = list(value.items())
        else:
            yield route, value
            inner = list(enumerate(value))
        ahead += [((*route, name), each) for name, each in reversed(inner) if isinstance(each, dict | list)]


def leaves(data: Any, route: Route = ()) -> Iterator[tuple[Route, Any]]:
    """Every value that is neither a mapping nor a list, with its route, in the order of the file."""
    ahead = [(route, data)]  # the last is the next
    while ahead:
        route, value = ahead.pop()
        if isinstance(value, dict):
            ahead += [((*route, key), inner) for key, inner in reversed(value.items())]
        elif isinstance(value, list):
            ahead += [((*route, index), value[index]) for index in range(len(value) - 1, -1, -1)]
        else:
            yield route, value
