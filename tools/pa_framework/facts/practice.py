"""The form of one principle of safe practice, and how a sentence breaks it: for the tables that list many."""

from typing import Literal, NamedTuple

from pa_framework.text.guarded_pattern import GuardedPattern


class SafePractice(NamedTuple):
    """One principle: what is so, and how a sentence breaks it.

    Attributes:
        holds: What is so, as a sentence.
        clues: Every text that breaks it has one of these, in small letters.
        broken: The words that break it. A group `denied` holds a negative word that is part of them.
        subject: What the record, or the heading above the text, is about; anything where it is left out.
        unless: Words with which the sentence means something else.
        where: Whether a sentence that says what is done breaks it, a line that says what is not done, or either.
        whole: Whether the words may be in two sentences of a text.
        own_negative: Whether a negative word elsewhere in the sentence leaves it broken.
        needs: Every text that breaks it has one of these too, in small letters; anything where it is left out.
    """

    holds: str
    clues: tuple[str, ...]
    broken: GuardedPattern
    subject: GuardedPattern | None = None
    unless: GuardedPattern | None = None
    where: Literal["done", "not-done", "either"] = "done"
    whole: bool = False
    own_negative: bool = False
    needs: tuple[str, ...] = ()


def words(*patterns: str) -> GuardedPattern:
    """Patterns, one of which is found in small letters or capitals."""
    return GuardedPattern(*patterns)
