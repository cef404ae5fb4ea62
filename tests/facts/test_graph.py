"""Loops and uses, against naive answers."""

from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pa_framework.facts.graph import Use, cycles, graph
from tests.builders.worlds import Judge

NAMES = st.sampled_from("abcdefg")
EDGES = st.dictionaries(NAMES, st.lists(NAMES, max_size=4), max_size=7)

#: Arrows from one node to others → the loops.
LOOPS: dict[str, tuple[str, list[str]]] = {
    "nothing": ("", []),
    "a line": ("a>b b>c", []),
    "itself": ("a>a", ["a a"]),
    "two": ("b>a a>b", ["a b a"]),
    "three": ("c>a b>c a>b", ["a b c a"]),
    "a loop with a way in": ("x>a a>b b>a", ["a b a"]),
    "a loop with a way out": ("a>b b>a b>z", ["a b a"]),
    "two apart": ("a>b b>a c>d d>c", ["a b a", "c d c"]),
    "two in one knot, the shorter is shown": ("a>b b>a b>c c>a", ["a b a"]),
    "a diamond is no loop": ("a>b a>c b>d c>d", []),
    "the same arrow twice": ("a>b a>b", []),
    "to a node without arrows of its own": ("a>nobody", []),
}


def edges(arrows: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for arrow in arrows.split():
        giver, taker = arrow.split(">")
        found.setdefault(giver, []).append(taker)
    return found


@pytest.mark.parametrize(("arrows", "expected"), LOOPS.values(), ids=LOOPS)
def test_loops(arrows: str, expected: list[str]) -> None:
    assert [" ".join(loop) for loop in cycles(edges(arrows))] == expected


def test_a_loop_of_any_length_is_found() -> None:
    length = 10_000
    ring = {f"{number:05}": [f"{(number + 1) % length:05}"] for number in range(length)}

    (loop,) = cycles(ring)
    assert len(loop) == length + 1
    assert loop[0] == loop[-1] == "00000"


def test_a_line_of_any_length_is_none() -> None:
    assert cycles({str(number): [str(number + 1)] for number in range(100_000)}) == []


def reaches(start: str, goal: str, arrows: Mapping[str, Sequence[str]]) -> bool:
    """Whether there is a way of at least one arrow from start to goal, by trying every way."""
    seen: set[str] = set()
    todo = list(arrows.get(start, ()))
    while todo:
        node = todo.pop()
        if node == goal:
            return True
        if node not in seen:
            seen.add(node)
            todo += arrows.get(node, ())
    return False


@given(EDGES)
def test_there_is_a_loop_exactly_where_nothing_can_be_put_in_order(arrows: dict[str, list[str]]) -> None:
    try:
        TopologicalSorter(arrows).prepare()
    except CycleError:
        assert cycles(arrows)
    else:
        assert cycles(arrows) == []


@given(EDGES)
def test_every_loop_is_a_round_trip_along_arrows(arrows: dict[str, list[str]]) -> None:
    for loop in cycles(arrows):
        assert loop[0] == loop[-1] == min(loop)
        assert len(set(loop)) == len(loop) - 1
        for here, there in pairwise(loop):
            assert there in arrows[here]


@given(EDGES)
def test_there_is_one_loop_for_each_set_that_reach_one_another(arrows: dict[str, list[str]]) -> None:
    knots = {
        frozenset(other for other in arrows if reaches(node, other, arrows) and reaches(other, node, arrows))
        for node in arrows
        if reaches(node, node, arrows)
    }

    assert sorted(min(knot) for knot in knots) == [loop[0] for loop in cycles(arrows)]


@given(EDGES)
def test_the_order_of_writing_changes_nothing_of_what_is_in_a_loop(arrows: dict[str, list[str]]) -> None:
    backwards = {name: arrows[name] for name in reversed(arrows)}

    assert cycles(arrows) == cycles(backwards)


def test_what_uses_what(judge: Judge) -> None:
    facts = judge().facts

    assert facts.graph.used_by[("task", "gastrostomy-feed")] == (
        Use("case-study", "rosa", "tasks"),
        Use("learning", "tube-feeding-training", "prepares_for"),
    )
    assert facts.graph.used_by[("source", "wages")][0] == Use("law", "minimum-wage", "values")
    assert ("task", "changing-a-dose") not in facts.graph.used_by


def test_what_is_taught_and_expected_and_reached(judge: Judge) -> None:
    facts = judge().facts

    assert [learning.id for learning in facts.graph.taught_by["infection-prevention"]] == [
        "core-training",
        "tube-feeding-training",
    ]
    assert [learning.id for learning in facts.graph.prepared_by["gastrostomy-feed"]] == ["tube-feeding-training"]
    assert [level.id for level in facts.graph.expected_by["record-keeping"]] == ["starting-out", "confident-pa"]
    assert [level.id for level in facts.graph.reached_by["gastrostomy-feed"]] == ["confident-pa"]


def test_a_retired_offer_teaches_nothing(judge: Judge) -> None:
    facts = judge(("framework/learning/tube-feeding-training.yaml", "replaced_by: core-training")).facts

    assert "gastrostomy-feed" not in facts.graph.prepared_by
    assert graph(facts.records) == facts.graph
