"""YAML of files that are no records, such as settings and workflows, as plain data with the place of every value.

Scalars are read as forges read them (the core schema of YAML 1.2): `on` and `yes` are texts.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import yaml

from pa_framework.facts.written_markup import YAML_LOADER, nesting_depth
from pa_framework.records.yaml_source import MAX_DEPTH
from pa_framework.text.broken_lines import named_fault
from pa_framework.text.findings import Span
from pa_framework.text.sentences import count

#: The way to a value: names of maps and numbers in lists.
Way = tuple[str | int, ...]

_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_TRUTH = {
    word: value for value, words in ((True, "true True TRUE"), (False, "false False FALSE")) for word in words.split()
}
_WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
_BROKEN = re.compile(r"[-+]?(?:\.[0-9]{1,30}|[0-9]{1,30}\.[0-9]{0,30})(?:[eE][-+]?[0-9]{1,3})?")
#: How many lines before the place where a parser stopped a line may be indented wrongly.
_NEAR = 8
#: How many letters are read to find such a line: a long file is read again for each try.
_LETTERS_READ = 1_500_000
_MOVES = (-2, 2, -1, 1)
_NO_COLON = re.compile(r"(?P<name> *(?:- )?(?P<word>[\w-]+)) (?P<rest>.+)")
_KINDS = frozenset(
    ["null", "bool", "int", "float", "str", "seq", "map", "merge", "timestamp", "binary", "value", "!", ""]
)
#: How many values are read. With `*name`, a short text can stand for millions.
_MOST_VALUES = 20_000


class PlainYaml(NamedTuple):
    """What a file says: `data` are maps, lists, texts, numbers and truth values; `keys` and `values` are the places by way.

    The key of a value has the way of that value. `twice` are the names that a map has more than once.
    """

    data: Any
    keys: Mapping[Way, Span]
    values: Mapping[Way, Span]
    twice: tuple[tuple[str, Span], ...]

    def place(self, way: Way) -> Span:
        """Where a value begins; for one that is not there, where the value around it is named."""
        while way not in self.values and way:
            way = way[:-1]
        return self.values[way]

    def named(self, way: Way) -> Span:
        """Where a value is named; where it is an entry of a list or all of the file, where it begins."""
        return self.keys[way] if way in self.keys else self.place(way)


class NoPlainYaml(Exception):
    """A file that is no YAML, or none that is read; `says` why, `line` is where, and `fix` what to do."""

    def __init__(self, says: str, line: int = 1, fix: str = "compare the line with those above it") -> None:
        super().__init__(says)
        self.says, self.line, self.fix = says, line, fix


def plain_yaml(path: str, text: str) -> PlainYaml:
    """What the YAML of a file says. Raises NoPlainYaml."""
    try:
        if nesting_depth(text) > MAX_DEPTH:  # the reader calls itself for each level
            raise NoPlainYaml(f"it is nested more than {MAX_DEPTH} deep")
        node = yaml.compose(text, Loader=YAML_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _explained(text, error.problem or "it cannot be read", mark.line + 1 if mark else 1) from None
    except (yaml.YAMLError, RecursionError, ValueError):
        raise NoPlainYaml("it cannot be read") from None
    reader = _Reader(path)
    data = reader.read(node, ()) if node is not None else None
    return PlainYaml(data, reader.keys, reader.values or {(): Span(path, 1, 1, 2)}, tuple(reader.twice))


def _explained(text: str, problem: str, stopped: int) -> NoPlainYaml:
    """Why a text is no YAML: a mistake that has a name, a line that is indented wrongly, or what the parser says."""
    if fault := named_fault(text, stopped):
        return NoPlainYaml(fault.message, fault.line, fault.fix)
    lines = text.split("\n")
    tries = max(_LETTERS_READ // len(text), 1)
    for number, line in enumerate(lines[:stopped], 1):
        bare = line.lstrip(" ")
        if tries <= 0:
            break
        if not bare or bare.startswith("#") or (number < stopped - _NEAR and not bare.endswith(":")):
            continue
        before = len(line) - len(bare)
        tries -= len(_MOVES)
        for move in _MOVES:
            if before + move >= 0 and _is_yaml((*lines[: number - 1], " " * (before + move) + bare, *lines[number:])):
                return NoPlainYaml(
                    f"this line begins with {count(before, 'space')}, which does not fit the lines around it",
                    number,
                    f"begin it with {before + move}, as the lines of its group do",
                )
        named = _NO_COLON.fullmatch(line)
        if named and _is_yaml((*lines[: number - 1], f"{named['name']}: {named['rest']}", *lines[number:])):
            return NoPlainYaml(f"a colon is missing after `{named['word']}`", number, "write a colon and a space")
    return NoPlainYaml(problem, stopped)


def _is_yaml(lines: Sequence[str]) -> bool:
    try:
        yaml.compose("\n".join(lines), Loader=YAML_LOADER)
    except (yaml.YAMLError, RecursionError, ValueError):
        return False
    return True


class _Reader:
    def __init__(self, path: str) -> None:
        self._path = path
        self._around: set[int] = set()
        self.keys: dict[Way, Span] = {}
        self.values: dict[Way, Span] = {}
        self.twice: list[tuple[str, Span]] = []

    def read(self, node: yaml.Node, way: Way) -> Any:
        line = node.start_mark.line + 1
        if id(node) in self._around:
            raise NoPlainYaml("a part of it holds itself", line)
        self.values[way] = self._span(node)
        if len(self.values) > _MOST_VALUES:
            raise NoPlainYaml(f"it stands for more than {_MOST_VALUES:,} values", line)
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node)
        if _is_made(node):
            return node.tag
        self._around.add(id(node))
        data: Any = None
        if isinstance(node, yaml.SequenceNode):
            data = [self.read(part, (*way, number)) for number, part in enumerate(node.value)]
        elif isinstance(node, yaml.MappingNode):
            data = self._map(node, way)
        self._around.discard(id(node))
        return data

    def _map(self, node: yaml.MappingNode, way: Way) -> dict[str, Any]:
        data: dict[str, Any] = {}
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
            if name == "<<":
                for part in value.value if isinstance(value, yaml.SequenceNode) else (value,):
                    merged = self.read(part, way) if isinstance(part, yaml.MappingNode) else {}
                    data = {**merged, **data}
                continue
            if name in seen:
                self.twice.append((name, self._span(key)))
            seen.add(name)
            self.keys[*way, name] = self._span(key)
            data[name] = self.read(value, (*way, name))
        self.values[way] = self._span(node)
        return data

    def _span(self, node: yaml.Node) -> Span:
        begins = node.start_mark.column + 1
        same_line = node.end_mark.line == node.start_mark.line
        return Span(
            self._path, node.start_mark.line + 1, begins, max(node.end_mark.column + 1 if same_line else 0, begins + 1)
        )


def _is_made(node: yaml.Node) -> bool:
    """Whether a program makes a value from what is written, as for `!ENV [NAME, words]`; `!reference` stands for a list."""
    tag: str = node.tag or ""
    return tag != "!reference" and tag.removeprefix("tag:yaml.org,2002:") not in _KINDS


def _scalar(node: yaml.ScalarNode) -> str | int | float | bool | None:
    written: str = node.value
    if node.style or _is_made(node):
        return written or node.tag
    if written in _NOTHING:
        return None
    if written in _TRUTH:
        return _TRUTH[written]
    if _WHOLE.fullmatch(written):
        return int(written)
    return float(written) if _BROKEN.fullmatch(written) else written
