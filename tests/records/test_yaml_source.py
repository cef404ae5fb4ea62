"""Our YAML dialect: what it takes, what it refuses and where, and that nothing makes it raise."""

from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pa_framework.records import slips
from pa_framework.records.yaml_source import (
    CODES,
    MAX_BYTES,
    MAX_DEPTH,
    MAX_VALUES,
    Document,
    Route,
    leaves,
    parse_document,
)
from pa_framework.text.findings import Span
from tests.builders.effort import examples
from tests.builders.worlds import merged
from tests.paths import REFERENCE, SMALL

#: Line and column of a start.
Place = tuple[int, int]

PATH = "framework/record.yaml"


def found(content: bytes | str) -> list[tuple[str, int, int]]:
    """Code, line and column of every finding."""
    return [
        (finding.code, finding.span.line, finding.span.column) for finding in parse_document(content, PATH).findings
    ]


# --- what is taken

VALUES: dict[str, Any] = {
    "0": 0,
    "-7": -7,
    "12": 12,
    "12.710": Decimal("12.710"),
    "-0.5": Decimal("-0.5"),
    "true": True,
    "false": False,
    "null": None,
    "~": None,
    "no": "no",
    "Yes": "Yes",
    "on": "on",
    "True": "True",
    "NULL": "NULL",
    "1:30": "1:30",
    "0x1F": "0x1F",
    "0o17": "0o17",
    "017": "017",
    "00.5": "00.5",
    "+1": "+1",
    "1_000": "1_000",
    "1e3": "1e3",
    "1.": "1.",
    ".5": ".5",
    ".inf": ".inf",
    ".nan": ".nan",
    "2026-03-01": "2026-03-01",
    "2026-03-01T10:00:00Z": "2026-03-01T10:00:00Z",
    "1234567890123456789": "1234567890123456789",
    '"12"': "12",
    "'true'": "true",
    '""': "",
    "=": "=",
    "<<": "<<",
}


@pytest.mark.parametrize(("written", "meant"), VALUES.items(), ids=VALUES)
def test_a_value_means_what_it_looks_like(written: str, meant: object) -> None:
    value = parse_document(f"key: {written}\n", PATH).data["key"]

    assert (type(value), value) == (type(meant), meant)


def test_a_key_is_always_text() -> None:
    assert list(parse_document("no: 1\n2: 2\ntrue: 3\n2026-01-01: 4\n", PATH).data) == ["no", "2", "true", "2026-01-01"]


def test_the_merge_key_is_a_key_like_any_other() -> None:
    assert parse_document("<<: {a: 1}\n", PATH).data == {"<<": {"a": 1}}


def test_amounts_are_exact() -> None:
    data = parse_document("paid: 12.10\nmore: 0.1\n", PATH).data

    assert str(data["paid"]) == "12.10"
    assert data["more"] * 3 == Decimal("0.3")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_count_the_same(ending: str) -> None:
    content = ending.join(["a: 1", "b:", "  - x", "  - y", ""]).encode()
    document = parse_document(content, PATH)

    assert document.data == {"a": 1, "b": ["x", "y"]}
    assert document.span(("b", 1)) == Span(PATH, 4, 5, 6)


def test_a_byte_order_mark_at_the_start_is_no_fault() -> None:
    assert parse_document(b"\xef\xbb\xbfid: x\n", PATH).data == {"id": "x"}


def test_an_exclamation_mark_inside_of_a_text_is_text() -> None:
    assert parse_document('a: Stop!\nb: "!now"\nc: it is 5 & 6 * 7\n', PATH).data == {
        "a": "Stop!",
        "b": "!now",
        "c": "it is 5 & 6 * 7",
    }


# --- places

TEXT = """\
id: gastrostomy-feed
sign_off:
  delegated_by: [community-nurse, dietitian]
  tell: {first: community-nurse, emergency: "999"}
stop_when:
  - The tube has moved
  - >-
    There is pain,
    or more
requires:
  record-keeping: independent
"""
PLACES: dict[Route, tuple[int, int, int]] = {
    ("id",): (1, 5, 21),
    ("sign_off",): (3, 3, 3),
    ("sign_off", "delegated_by"): (3, 17, 18),
    ("sign_off", "delegated_by", 0): (3, 18, 33),
    ("sign_off", "delegated_by", 1): (3, 35, 44),
    ("sign_off", "tell", "first"): (4, 17, 32),
    ("sign_off", "tell", "emergency"): (4, 45, 50),
    ("stop_when", 0): (6, 5, 23),
    ("stop_when", 1): (7, 5, 5),
    ("requires", "record-keeping"): (11, 19, 30),
}
KEYS: dict[Route, tuple[int, int, int]] = {
    ("id",): (1, 1, 3),
    ("sign_off",): (2, 1, 9),
    ("sign_off", "tell", "emergency"): (4, 34, 43),
    ("requires", "record-keeping"): (11, 3, 17),
}


@pytest.mark.parametrize(("route", "place"), PLACES.items(), ids=map(str, PLACES))
def test_a_value_is_found_where_it_is_written(route: Route, place: tuple[int, int, int]) -> None:
    span = parse_document(TEXT, PATH).span(route)

    assert (span.line, span.column) == place[:2]
    assert span.end_column in (place[2], span.column, span.column + 1)


@pytest.mark.parametrize(("route", "place"), KEYS.items(), ids=map(str, KEYS))
def test_a_key_is_found_where_it_is_written(route: Route, place: tuple[int, int, int]) -> None:
    assert parse_document(TEXT, PATH).span(route, key=True) == Span(PATH, *place)


def _written(node: yaml.Node, route: Route, values: dict[Route, Place], keys: dict[Route, Place]) -> None:
    """Adds the places below a node, as PyYAML has them: line and column of the start."""
    values[route] = (node.start_mark.line + 1, node.start_mark.column + 1)
    for step, inner in enumerate(node.value) if not isinstance(node, yaml.ScalarNode) else ():
        if isinstance(inner, tuple):
            key, value = inner
            keys[*route, key.value] = (key.start_mark.line + 1, key.start_mark.column + 1)
            _written(value, (*route, key.value), values, keys)
        else:
            _written(inner, (*route, step), values, keys)


def test_every_value_and_key_of_every_record_is_where_another_reader_finds_it() -> None:
    for path in [*REFERENCE.rglob("*.yaml"), *SMALL.rglob("*.yaml")]:
        values: dict[Route, Place] = {}
        keys: dict[Route, Place] = {}
        _written(yaml.compose(path.read_text(encoding="utf-8"), yaml.SafeLoader), (), values, keys)
        document = parse_document(path.read_bytes(), path.name)

        assert {route: mark[:2] for route, mark in document.values.items()} == values
        assert {route: mark[:2] for route, mark in document.keys.items()} == keys


def test_the_first_of_two_keys_is_named_wherever_they_are() -> None:
    text = "id: a\nlist:\n  - x: 1\n  - y: {z: 1}\n    w: [{k: 1}, {k: 2, l: 3, k: {k: 4}}]\n    y: {z: 2}\n  - x: 1\n"
    document = parse_document(text, PATH)

    assert [(one.span.line, one.span.column, one.message.rpartition(" ")[2]) for one in document.findings] == [
        (5, 30, "5"),
        (6, 5, "4"),
    ]
    assert document.data == {
        "id": "a",
        "list": [{"x": 1}, {"y": {"z": 1}, "w": [{"k": 1}, {"k": 2, "l": 3}]}, {"x": 1}],
    }
    assert document.span(("list", 1, "w", 1, "l")) == Span(PATH, 5, 27, 28)
    assert document.span(("list", 2, "x"), key=True) == Span(PATH, 7, 5, 6)


def test_what_is_not_written_is_placed_at_the_key_of_the_nearest_part_that_is() -> None:
    document = parse_document(TEXT, PATH)

    assert document.span(("sign_off", "reviewed_by", 3)) == Span(PATH, 2, 1, 9)
    assert document.span(("nothing", "here")) == document.span(())


def test_columns_count_characters_not_bytes() -> None:
    assert parse_document("title: {a: Zoë’s café, b: x}\n", PATH).span(("title", "b")).column == 27


# --- what is refused, and where

REFUSED: dict[str, tuple[bytes | str, str, int, int]] = {
    "colon inside of a text": ("id: a\ntitle: Feed: through a tube\n", "YML001", 2, 12),
    "tab as indent": ("id: a\nlist:\n\t- x\n", "YML001", 3, 1),
    "quotation mark never closed": ('id: a\ntitle: "Feed\nrisk: low\n', "YML001", 2, 8),
    "list never closed": ("id: a\nlist: [x, y\nrisk: low\n", "YML001", 2, 7),
    "group never closed": ("id: a\ntell: {first: x\n", "YML001", 2, 7),
    "word without a colon": ("id: a\ntitle\nrisk: low\n", "YML001", 2, 1),
    "text that begins with @": ("id: a\ntitle: @home\n", "YML001", 2, 8),
    "list that does not line up": ("list:\n  - x\n - y\n", "YML001", 3, 2),
    "same key twice": ("id: a\nrisk: low\nrisk: high\n", "YML002", 3, 1),
    "same key twice in one line": ("id: {a: 1, a: 2}\n", "YML002", 1, 12),
    "anchor": ("id: a\nlist: &x [y]\n", "YML003", 2, 7),
    "alias": ("id: a\nlist: *x\n", "YML003", 2, 7),
    "text that begins with *": ("id: a\ntitle: *important*\n", "YML001", 2, 8),
    "text that begins with &": ("id: a\ntitle: &\n", "YML001", 2, 8),
    "text that begins with !": ("id: a\ntitle: !<important\n", "YML001", 2, 8),
    "too many bytes": (b"id: a\n" + b"#" * MAX_BYTES, "YML004", 1, 1),
    "too many values": ("id: [" + "1," * MAX_VALUES + "1]\n", "YML004", 1, 400002),
    "too deep": ("id: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH + "\n", "YML005", 1, 4 + MAX_DEPTH),
    "a second document": ("id: a\n---\nid: b\n", "YML006", 2, 1),
    "tag": ("id: a\ntitle: !!binary x\n", "YML007", 2, 8),
    "tag of one's own": ("id: a\ntitle: !python/object x\n", "YML007", 2, 8),
    "tag of a group": ("id: !!map {a: 1}\n", "YML007", 1, 5),
    "UTF-16": ("id: a\n".encode("utf-16"), "YML008", 1, 1),
    "Latin-1": ("id: a\ntitle: café\n".encode("latin-1"), "YML008", 2, 11),
    "null character": (b"id: a\ntitle: x\x00y\n", "YML008", 2, 9),
    "escape character": (b"id: a\x1b[31m\n", "YML008", 1, 6),
    "direction of writing turned": ("id: a\ntitle: x\u202ey\n".encode(), "YML008", 2, 9),
    "byte order mark in the middle": ("id: a\ntitle: x\ufeffy\n".encode(), "YML008", 2, 9),
    "nothing": ("", "YML009", 1, 1),
    "only a comment": ("# to do\n", "YML009", 1, 1),
    "only null": ("~\n", "YML009", 1, 1),
    "a list": ("- a\n- b\n", "YML010", 1, 1),
    "a word": ("hello\n", "YML010", 1, 1),
    "a group as a key": ("? {a: 1}\n: x\n", "YML012", 1, 3),
    "a list as a key": ("id: a\n[x, y]: z\n", "YML012", 2, 1),
}


@pytest.mark.parametrize(("content", "code", "line", "column"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_at_its_place(content: bytes | str, code: str, line: int, column: int) -> None:
    assert found(content) == [(code, line, column)]


def test_every_code_is_refused_somewhere() -> None:
    """YML011 is about files that cannot be opened; tests/cli/test_main.py has them. Slips are in test_slips.py."""
    assert {code for _, code, _, _ in REFUSED.values()} == set(CODES) - {"YML011"} - set(slips.CODES)


def test_every_key_written_twice_is_found_in_one_run() -> None:
    assert found("a: 1\na: 2\nb: {c: 1, c: 2}\na: 3\n") == [("YML002", 2, 1), ("YML002", 3, 11), ("YML002", 4, 1)]


def test_a_bomb_of_aliases_is_refused_at_its_first_line() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)]

    assert found("\n".join(lines)) == [("YML003", 1, 4)]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_no_depth_makes_it_overflow(opening: str) -> None:
    assert [code for code, _, _ in found(f"x: {opening * 100_000}")] != []


# --- nothing makes it raise


@given(st.binary(max_size=300))
@settings(max_examples=examples(400), deadline=None)
def test_bytes_of_any_kind_become_a_document(content: bytes) -> None:
    _holds(parse_document(content, PATH))


YAML_LIKE = st.text(
    st.one_of(st.sampled_from(list(" \n\t-:[]{}#&*!|>'\"%@`?,ab01.~<=\\")), st.characters()),
    max_size=120,
)


@given(YAML_LIKE)
@settings(max_examples=examples(800), deadline=None)
def test_text_of_any_kind_becomes_a_document(content: str) -> None:
    _holds(parse_document(content, PATH))
    _holds(parse_document(content.encode("utf-8", "surrogatepass"), PATH))


def _holds(document: Document) -> None:
    """Either there are findings and no more is promised, or there is a mapping with a place for each value."""
    for finding in document.findings:
        assert finding.code in CODES
        assert finding.span.line >= 1
        assert finding.span.column >= 1
    if not document.findings:
        assert isinstance(document.data, dict)
        for route, _ in leaves(document.data):
            assert route in document.values


PLAIN = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(10**17), 10**17),
        st.decimals(-1000, 1000, places=2),
        st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=12),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.text("abcdef-", min_size=1, max_size=5), inner, max_size=4),
    ),
    max_leaves=12,
)


def _flow(value: Any) -> str:
    """A value as YAML in one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}": {_flow(inner)}' for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=5), PLAIN, min_size=1, max_size=5))
@settings(deadline=None)
def test_what_is_written_is_what_is_read(data: dict[str, Any]) -> None:
    text = "".join(f'"{key}": {_flow(value)}\n' for key, value in data.items())
    document = parse_document(text, PATH)

    assert document.findings == ()
    assert document.data == data
    for route, value in leaves(document.data):
        span = document.span(route)
        line = text.splitlines()[span.line - 1]
        assert line[span.column - 1 : span.end_column - 1] == _flow(value)


# --- a change laid over a document


def test_a_change_is_laid_over_group_by_group() -> None:
    base = parse_document("a: {b: 1, c: 2}\nlist: [1, 2]\n", PATH)
    over = merged(base, parse_document("list: [3]\na: {c: null, d: 4}\n", PATH))

    assert over.data == {"a": {"b": 1, "d": 4}, "list": [3]}
    assert over.span(("list", 0)).line == 1
    assert over.span(("a", "d")).line == 2
    assert base.data == {"a": {"b": 1, "c": 2}, "list": [1, 2]}
