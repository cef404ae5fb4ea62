"""What is code or markup in a hand-written page, and what is prose."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pa_framework.text.markdown_parts import blocks, front_matter, zone_at, zones

#: A body with an X in it → what the X is in.
WHERE = {
    "one X two": "",
    "one `X` two": "code",
    "one ``a ` X`` two": "code",
    "one ` X two": "",
    "one \\`X\\` two": "",
    "one `a\n\nX` two": "",
    "```\nX\n```\n": "code",
    "```yaml\na\n```\nX\n": "",
    "~~~\n```\nX\n~~~\n": "code",
    "````\n```\nX\n````\n": "code",
    "```\nX\n": "",
    "- item\n\n    ```\n    X\n    ```\n": "code",
    "text\n\n    X\n": "code",
    "text\n    X\n": "",
    "- item\n\n    X\n": "",
    "- item\n\n        X\n": "code",
    '!!! note "Title"\n    X\n\n    X\n': "",
    "1. one\n\n    more\n\ntext\n\n    X\n": "code",
    '<p title="X">\n': "markup",
    "<p title='a > X'>\n": "markup",
    "<p>X</p>\n": "",
    "<pre>X</pre>\n": "code",
    "<code>X</code>\n": "code",
    "<script>X</script>\n": "markup",
    "<style>\nX": "markup",
    "<!-- X -->\n": "markup",
    "a < b and X > c": "",
    "[text](X)": "markup",
    "[text](((X)))": "markup",
    '[text](a "X")': "markup",
    "[X](a)": "",
    "![X](a)": "",
    "[ref]: X\n": "markup",
    "text {: title=X }": "markup",
    "text {#X .c}": "markup",
    "{ X }": "",
    "| a | X |": "",
    "(X)": "",
}


@pytest.mark.parametrize("body", WHERE, ids=repr)
def test_a_place_is_prose_code_or_markup(body: str) -> None:
    zone = zone_at(zones(body), body.rindex("X"))

    assert (zone.kind if zone else "") == WHERE[body]


def test_prose_is_in_blocks_with_their_places() -> None:
    body = "# A `b`\n\nOne\ntwo\n- three\n- four [x](y)\n\nFive\n----\n\n| a |\n| b |\n\n```\nsix\n```\n"

    found = [(block.text.strip(), block.is_heading) for block in blocks(body)]

    assert found == [
        ("# A", True),
        ("One\ntwo", False),
        ("- three", False),
        ("- four [x]", False),
        ("Five", True),
        ("| a |", False),
        ("| b |", False),
    ]
    assert all(body[block.start] == block.text[0] for block in blocks(body))


def test_front_matter_ends_where_it_says() -> None:
    assert front_matter("---\na: b\n---\ntext") == (4, 9, 13)
    assert front_matter("text\n---\na: b\n---\n") == (0, 0, 0)
    assert front_matter("---\na: b\n") == (0, 0, 0)


_PARTS = st.sampled_from(
    ["`", "```", "~~~\n", "\n", "\n\n", "    ", "<p a='", ">", "<!--", "](", ")", "{: ", "}", "x", "- ", "# "]
)


@given(st.one_of(st.text(), st.lists(_PARTS, max_size=40).map("".join)))
def test_any_text_is_divided(body: str) -> None:
    found = zones(body)

    assert all(0 <= zone.start < zone.end <= len(body) for zone in found)
    assert all(before.end <= after.start for before, after in itertools.pairwise(found))
    for block in blocks(body):
        assert len(block.text) <= len(body) - block.start


def test_a_long_text_is_divided_quickly() -> None:
    for text in (
        "`" * 50_000,
        "`a " * 30_000,
        "<a " * 30_000,
        "[](" * 30_000,
        "((((" * 20_000,
        "<!--" * 20_000,
        "~~~\n" * 30_001,
        "```a\n" * 30_000,
        "<pre>" * 30_000,
    ):
        zones(text)
