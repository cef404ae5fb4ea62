"""Where a cursor is: in whole records as the parser says, and in records that no parser would accept."""

import pytest

from pa_framework.lsp.cursor import Cursor, cursor_at, spot_at, spots
from pa_framework.records.yaml_source import Document, Route, leaves, parse_document
from tests.builders.worlds import World


def places(text: str) -> tuple[dict[Route, tuple[int, int]], dict[Route, tuple[int, int]]]:
    """Line and column of every name and of every value, by its route."""
    found: tuple[dict[Route, tuple[int, int]], dict[Route, tuple[int, int]]] = ({}, {})
    for spot in spots(text):
        line = text.count("\n", 0, spot.start) + 1
        found[0 if spot.is_key else 1].setdefault(spot.route, (line, spot.start - text.rfind("\n", 0, spot.start)))
    return found


def parsed(document: Document) -> tuple[dict[Route, tuple[int, int]], dict[Route, tuple[int, int]]]:
    keys = {route: (mark.line, mark.column) for route, mark in document.keys.items()}
    written = {route for route, value in leaves(document.data) if value not in (None, [], {})}
    return keys, {route: (mark.line, mark.column) for route, mark in document.values.items() if route in written}


def test_names_and_values_are_where_the_parser_finds_them(world: World) -> None:
    for document in world.values():
        keys, values = places(document.text)
        expected_keys, expected_values = parsed(document)

        assert keys == expected_keys, document.path
        assert {route: place for route, place in values.items() if route in expected_values} == expected_values


TRICKY = '''\
# a comment: with a colon
id: "a: quoted"   # and a comment
'quoted name': it''s
list:
- one
- key: value
  other: >-
    folded: no name
    - no dash
  more: [a, "b, c", {d: e, f: [g]}]
- - nested
  - 'two
    lines'
plain: a text
  that goes on
wide: [
  one, # a comment, with a comma
  two: three,
]
empty:
last: {a: 1, b}
'''  # fmt: skip


def test_places_of_what_is_rarely_written() -> None:
    document = parse_document(TRICKY, "a.yaml")
    keys, values = places(TRICKY)

    assert not document.findings
    assert keys == parsed(document)[0]
    assert parsed(document)[1].items() <= values.items()


#: A text with the cursor at `|` → the route, what is written, and whether only a value can come.
CURSORS = {
    "a new name": ("id: a\n|", (), "", False),
    "a part of a name": ("id: a\nsumm|", (), "summ", False),
    "a name in a group": ("sign_off:\n  ag|", ("sign_off",), "ag", False),
    "a new name in a group": ("sign_off:\n  a: [b]\n  |\nid: a", ("sign_off",), "", False),
    "out of a group again": ("sign_off:\n  a: [b]\n|", (), "", False),
    "a value": ("status: |", ("status",), "", True),
    "a part of a value": ("status: del|", ("status",), "del", True),
    "an entry": ("sources:\n  - |", ("sources", 0), "", False),
    "the second entry": ("sources:\n  - one\n  - t|", ("sources", 1), "t", False),
    "an entry without an indent": ("sources:\n- |", ("sources", 0), "", False),
    "a value of an entry": ("terms:\n  - id: a\n    see: b|", ("terms", 0, "see"), "b", True),
    "a name of an entry": ("terms:\n  - id: a\n    s|", ("terms", 0), "s", False),
    "in brackets": ("roles: [a, b|", ("roles", 1), "b", True),
    "in empty brackets": ("roles: [|]", ("roles", 0), "", True),
    "a name in braces": ("requires: {a: b, c|}", ("requires",), "c", False),
    "a value in braces": ("requires: {a: |}", ("requires", "a"), "", True),
    "in brackets on a later line": ("roles: [\n  a,\n  |\n", ("roles", 1), "", True),
    "after brackets that are open above": ("roles: [a,\nid: x\nstatus: d|", ("status",), "d", True),
    "after quotes that are open above": ("title: \"a\nstatus: d|", ("status",), "d", True),
    "in quotes": ("title: \"a b|", ("title",), '"a b', True),
    "in a folded text": ("summary: >-\n  a b|", ("summary",), "", True),
    "below a folded text": ("summary: >-\n  a b\nst|", (), "st", False),
}  # fmt: skip


@pytest.mark.parametrize(("text", "route", "written", "after_name"), CURSORS.values(), ids=CURSORS)
def test_a_cursor_knows_what_is_typed(text: str, route: Route, written: str, after_name: bool) -> None:
    cursor = cursor_at(text.replace("|", ""), text.index("|"))

    assert isinstance(cursor, Cursor)
    assert (cursor.route, cursor.written, cursor.after_name) == (route, written, after_name)


@pytest.mark.parametrize("text", ["# a|", "id: a # b|", "summary: >|", 'title: "a"|', "roles: [a]|"])
def test_nothing_is_typed_in_comments_and_after_what_is_closed(text: str) -> None:
    assert cursor_at(text.replace("|", ""), text.index("|")) is None


def test_every_prefix_of_a_record_has_a_place_without_a_fault(world: World) -> None:
    text = world["framework/delegation.yaml"].text + TRICKY
    for offset in range(0, len(text), 53):
        cursor_at(text, offset)
        spots(text[:offset])


def test_what_is_at_a_place_is_the_narrowest() -> None:
    found = spots("roles: [a-b, c]")

    at_start, at_end = spot_at(found, 8), spot_at(found, 11)
    assert at_start is not None
    assert at_start == at_end
    assert (at_start.text, at_start.route) == ("a-b", ("roles", 0))
    assert spot_at(found, 15) is None
