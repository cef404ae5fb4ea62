"""Lists of phrases, and whether a sentence has one of them. No pattern is compiled for that."""

from functools import cached_property
from itertools import product

from pa_framework.text.sentences import NUMBER_WORDS
from pa_framework.text.word_forms import words_of


class Phrases:
    """Words and phrases in small letters, with commas between them.

    `pay/pays on` is two phrases, `#` a number, and `*` at the end of a phrase any ending of its last word.
    """

    def __init__(self, phrases: str) -> None:
        self._written = phrases

    @cached_property
    def _each(self) -> tuple[str, ...]:
        return tuple(
            f" {' '.join(words)} ".replace("* ", "")
            for phrase in self._written.split(",")
            for words in product(*(word.split("/") for word in phrase.split()))
        )

    def are_in(self, words: str) -> bool:
        """Whether at least one of them is in a sentence, given as `plain_words` gives it."""
        return any(phrase in words for phrase in self._each)

    def found_in(self, words: str) -> tuple[str, ...]:
        """Those of them that are in a sentence, given as `plain_words` gives it."""
        return tuple(phrase.strip() for phrase in self._each if phrase in words)


def plain_words(sentence: str) -> str:
    """The words of a sentence as `words_of` gives them, with `#` for each number, and with spaces around each.

    >>> plain_words("The NHS pays for 4 weeks, or for six.")
    ' the nhs pays for # weeks or for # '
    """
    words = [word.text for word in words_of(sentence) if word.text[0].isalnum()]
    return f" {' '.join('#' if word in NUMBER_WORDS or word[0].isdigit() else word for word in words)} "
