"""A finding that quotes words of a value of several lines stands where they are."""

import pytest

from pa_framework.check.quoted_places import at_quoted_words
from pa_framework.check.rules.registry import Problem
from pa_framework.facts.facts import Facts
from pa_framework.records.load import Records
from pa_framework.records.yaml_source import parse_document
from pa_framework.text.findings import Span
from tests.builders.worlds import TODAY

PATH = "framework/support/pa-contact.yaml"
BLOCK = "summary: >-\n  Someone for PAs.\n  They listen for two weeks.\norder: 7\n"
PLAIN = "summary: Someone for PAs.\n  They listen for two\n  weeks.\norder: 7\n"
LISTED = "offers:\n  - A talk\n    that takes two weeks\n  - Tea\n  - Coffee for two weeks\n"
GROUPS = "people:\n  - name: >-\n      Someone who\n      came for two weeks\n    title: two weeks\n"


def placed(text: str, value: str, message: str) -> tuple[int, str]:
    """The line and the words at which a finding about a value stands, once its message is read."""
    lines = text.split("\n")
    line = next(number for number, each in enumerate(lines, 1) if value in each)
    column = lines[line - 1].index(value) + 1
    records = Records(documents=((parse_document(text, PATH), "support"),))
    problem = Problem(Span(PATH, line, column, column + len(value)), message, "correct it")
    span = at_quoted_words(problem, Facts(records, TODAY)).span
    return span.line, lines[span.line - 1][span.column - 1 : span.end_column - 1]


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        (BLOCK, ">-", (3, "two weeks")),
        (PLAIN, "Someone for PAs.", (2, "two")),
        (LISTED, "A talk", (3, "two weeks")),
        (GROUPS, ">-", (4, "two weeks")),
    ],
)
def test_the_place_is_the_line_of_the_words(text: str, value: str, expected: tuple[int, str]) -> None:
    assert placed(text, value, "this says “two weeks”, and the field “4”") == expected


@pytest.mark.parametrize(
    ("text", "value", "message"),
    [
        (LISTED, "Tea", "this says “two weeks”, and the field “4”"),  # the words are those of another entry
        (BLOCK, ">-", "this says “three weeks”, and the field “4”"),  # a reference, as it is read
        (BLOCK, ">-", "this says two weeks"),
        (BLOCK, ">-", "this says “wo week”, and the field “4”"),  # a part of a word
        (BLOCK, "PAs", "this says “two weeks”, and the field “4”"),  # the place is known already
    ],
)
def test_any_other_place_stays(text: str, value: str, message: str) -> None:
    line, words = placed(text, value, message)

    assert words == value
    assert value in text.split("\n")[line - 1]


def test_the_words_that_are_quoted_first_lead() -> None:
    assert placed(BLOCK, ">-", "“PAs” and “two weeks” do not fit") == (2, "PAs")
