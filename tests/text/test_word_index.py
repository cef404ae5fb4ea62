"""An index of words says the same as a look at each text."""

import re

import pytest

from pa_framework.facts.facts import Facts, TextIndex, words_in
from pa_framework.facts.pages import PageText
from pa_framework.facts.prose import prose
from pa_framework.text.word_index import WordIndex, numbers_in, set_of
from tests.builders.worlds import TODAY, WORLD, tree

TEXTS = ("ring the nurse", "", "the nurses ring 999", "a string of pearls", "ring ring", *(["nothing"] * 70), "ring")
INDEX = WordIndex(TEXTS)


def with_word_that(matches: re.Pattern[str]) -> list[int]:
    return [number for number, text in enumerate(TEXTS) if any(map(matches.search, text.split()))]


@pytest.mark.parametrize("part", ["ring", "nurse", "n", "999", "absent"])
def test_texts_are_found_by_a_word_its_beginning_or_a_part_of_it(part: str) -> None:
    assert list(numbers_in(INDEX.with_word(part))) == with_word_that(re.compile(f"^{part}$"))
    assert list(numbers_in(INDEX.with_beginning(part))) == with_word_that(re.compile(f"^{part}"))
    assert list(numbers_in(INDEX.with_part(part))) == with_word_that(re.compile(part))
    assert list(numbers_in(INDEX.with_match(re.compile(part)))) == with_word_that(re.compile(part))


def test_a_set_is_the_numbers_that_it_is_made_of() -> None:
    assert list(numbers_in(set_of([70, 3, 3, 0]))) == [0, 3, 70]
    assert list(numbers_in(set_of([]))) == []


@pytest.mark.parametrize("string", ["nurse", "the nurse", "e nur", ", ", "-", "n't", "feed is", "a ", " pa", "s, t"])
def test_a_string_is_found_in_texts_whatever_marks_it_has(string: str) -> None:
    index = prose(Facts(tree(WORLD).snapshot("head", TODAY).records, TODAY))

    assert list(index.containing(string)) == [text for text in index.texts if string in text.text.lower()]


def test_words_of_a_text_are_the_same_whatever_other_letters_there_are() -> None:
    said = ("“Ring”, the\nnurse", "£9 – not £8", "plain. Words")
    texts = [PageText("page.md", "page.md", "", text, line, 1) for line, text in enumerate(said, 1)]

    assert TextIndex(texts).words == [words_in(text.text) for text in texts]
