"""Lists and counts in sentences are made in one module."""

import re

import pytest

from pa_framework.text.sentences import count, join_words, lower_first, with_article
from tests.paths import ROOT

PACKAGE = ROOT / "tools/pa_framework"
#: Numbers that are never 1 (`text/plain_errors.py`), `every month` (`look/labels.py`), and workings whose names a script
#: replaces as well (`site/calculators.py`).
WITHOUT_COUNT = {"text/plain_errors.py", "look/labels.py", "site/calculators.py"}
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_lists_and_units_of_time_are_joined_and_counted_by_one_module(path):
    text = path.read_text(encoding="utf-8")

    assert re.findall(r"""["'] (?:and|or) ["']\.join\((?!sorted\(pair\))""", text) == [], "use join_words"
    if path.relative_to(PACKAGE).as_posix() not in WITHOUT_COUNT:
        assert re.findall(r"\{(?!count\()[^{}]*\} (?:day|week|month|year)s\b", text) == [], "use count"


def test_a_list_of_three_has_one_conjunction():
    assert join_words(["the person", "the PA", "the insurer"]) == "the person, the PA and the insurer"


def test_one_of_something_is_singular():
    assert count(1, "week") == "1 week"
    assert count(2, "week") == "2 weeks"


@pytest.mark.parametrize(
    ("title", "within"),
    [
        ("A fall", "a fall"),
        ("Incident or near miss", "incident or near miss"),
        ("The NHS team", "the NHS team"),
        ("PHB lead", "PHB lead"),
        ("A&E visit", "A&E visit"),
        ("", ""),
    ],
)
def test_a_title_within_a_sentence_keeps_its_abbreviations(title, within):
    assert lower_first(title) == within


@pytest.mark.parametrize(
    "words",
    [
        *("a dietitian", "an occupational therapist", "an individual employer", "a PA trainer", "an ICB lead"),
        *("an NHS manager", "a university lecturer", "an unregistered carer", "an uninsured carer", "a user"),
    ],
)
def test_the_article_goes_by_the_sound(words):
    assert with_article(words.partition(" ")[2]) == words
