"""A guarded pattern finds what the alternation of its patterns finds, whatever strings it looks for first."""

import re
from itertools import chain

import pytest

from pa_framework.facts.care_facts import CARE
from pa_framework.facts.safe_practice import PRACTICE
from pa_framework.facts.safeguards import SAFEGUARDS
from pa_framework.text.guarded_pattern import GuardedPattern, alternatives, needs
from tests.builders.worlds import WORLD


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        (r"hold(?:s|ing)?", (("hold",),)),
        (r"holds?", (("hold",),)),
        (r"tea\w+spoon", (("spoon",), ("tea",))),
        (r"(?:tablets?|pills?) and", ((" and",), ("pill", "tablet"))),
        (r"(?:tablets?|it) now", ((" now",),)),
        (r"(?:tablet )?first", (("first",),)),
        (r"(?!never)first(?=after)", (("first",),)),
        (r"(?P<denied>not) (?:to (?:eat|drink)|allowed)", (("not",), ("drink", "allowed", "eat"))),
        (r"[abc]{3}|tablet", ()),
        (r"tab{0,2}let", (("let",), ("ta",))),
        (r"x*y+", ()),
        (r"(?i:tablet)", ()),
        (r"café tablet", ()),
    ],
)
def test_what_every_match_has_is_read_from_the_pattern(pattern: str, needed: tuple[tuple[str, ...], ...]) -> None:
    long_enough = tuple(one for one in needed if min(len(string.strip()) for string in one) >= 3)

    assert sorted(map(sorted, needs(pattern))) == sorted(map(sorted, long_enough))


def test_alternatives_in_brackets_stay_together() -> None:
    assert alternatives(r"a(b|c)|[|]d|e\|f") == ["a(b|c)", "[|]d", r"e\|f"]


def test_the_first_place_counts_and_then_the_first_pattern() -> None:
    pattern = GuardedPattern("tablets?", "(?:some )?tablet", "pill|drop")

    assert [
        found and found[0] for found in map(pattern.search, ("A PILL, tablets", "Tablets", "some tablets", "none"))
    ] == [
        "PILL",
        "Tablets",
        "some tablet",
        None,
    ]


def test_every_pattern_of_the_tables_finds_what_it_would_find_without_a_guard() -> None:
    sentences = {line.strip(" -") for text in WORLD.values() for line in text.splitlines()}
    patterns = [
        pattern
        for practice in (*PRACTICE, *SAFEGUARDS, *CARE)
        for pattern in (practice.broken, practice.subject, practice.unless)
        if pattern is not None
    ]
    said = sorted(sentences | set(chain.from_iterable(practice.clues for practice in (*PRACTICE, *SAFEGUARDS, *CARE))))
    text = "\n".join(said)
    for pattern in patterns:
        whole = re.compile("|".join(pattern.patterns), re.IGNORECASE)
        assert _found(pattern.search(text)) == _found(whole.search(text))


def _found(found: re.Match[str] | None) -> tuple[int, int] | None:
    return found and found.span()
