"""What is found in a value of several lines is reported on its own line."""

from pa_framework.facts.facts import Facts
from pa_framework.facts.prose import place_in
from pa_framework.text.findings import Span
from tests.builders.worlds import TODAY, WORLD, tree

PATH = "framework/support/pa-contact.yaml"
SUMMARY = "summary: >-\n  Someone for PAs.\n  They listen, and they\n  listen again to you.\n"


def place(words: str, summary: str = SUMMARY, after: str = "") -> Span:
    """The place of words in the summary of a contact."""
    lines = [line for line in WORLD[PATH].splitlines() if not line.startswith("summary:")]
    made = tree({**WORLD, PATH: "\n".join(lines) + "\n" + summary}).snapshot("head", TODAY).records
    text = next(one for one in Facts(made, TODAY).texts if one.document.path == PATH and one.field == "summary")
    start = text.text.index(words, text.text.index(after))
    return place_in(text, start, start + len(words))


def line_of_summary() -> int:
    return place("Someone", "summary: Someone for PAs.\n").line


def test_a_part_of_a_folded_text_has_its_own_line_and_columns() -> None:
    begins = line_of_summary()

    assert place("listen again") == Span(PATH, begins + 3, 3, 15)
    assert place("Someone") == Span(PATH, begins + 1, 3, 10)


def test_a_part_that_is_broken_over_lines_has_the_line_on_which_it_begins() -> None:
    assert place("they listen again") == Span(PATH, line_of_summary() + 2, 20, 24)


def test_the_same_words_twice_are_told_apart() -> None:
    assert place("listen").line + 1 == place("listen", after="and").line


def test_a_text_on_one_line_is_the_place_itself() -> None:
    whole = place("Someone", "summary: Someone for PAs.\n")

    assert place("PAs", "summary: Someone for PAs.\n") == whole
