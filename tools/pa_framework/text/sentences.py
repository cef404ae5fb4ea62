"""Parts of English sentences: lists joined with a comma and a word, counts, and capitals."""

import re
from collections.abc import Iterable
from datetime import date

from pa_framework.text.dates import format_date

_ISO_DAY = re.compile(r"(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])")


def join_words(words: Iterable[str], conjunction: str = "and", most: int | None = None) -> str:
    """Words as a sentence lists them; more than `most` are cut, and the number left out is given.

    >>> join_words(["trains", "assesses", "reviews"])
    'trains, assesses and reviews'
    >>> join_words(["a", "b", "c", "d"], "or", most=2)
    'a, b or 2 more'
    """
    items = list(words)
    if most is not None and len(items) > most:
        items = [*items[:most], f"{len(items) - most} more"]
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {conjunction} {items[-1]}"


def join_some(words: Iterable[str], most: int = 8) -> str:
    """The first words of a list that may be long, joined with `and`; the number left out is given."""
    return join_words(words, most=most)


def quote_ids(ids: Iterable[str], conjunction: str = "or", most: int = 12) -> str:
    """Ids in backticks, as a message lists them.

    >>> quote_ids(["low", "high"])
    '`low` or `high`'
    """
    return join_words((f"`{name}`" for name in ids), conjunction, most)


def count(number: int, singular: str, plural: str = "") -> str:
    """A number with its noun; `plural` is `singular` with an s, where it is not given.

    >>> count(1, "task"), count(1200, "task"), count(2, "story", "stories")
    ('1 task', '1,200 tasks', '2 stories')
    """
    return f"{number:,} {singular if number == 1 else plural or f'{singular}s'}"


def lower_first(title: str) -> str:
    """A title within a sentence: its first letter small, unless it begins with an abbreviation.

    >>> lower_first("Community nurse"), lower_first("A fall"), lower_first("PHB lead")
    ('community nurse', 'a fall', 'PHB lead')
    """
    return title[:1].lower() + title[1:] if title.startswith("A ") or title[1:2].islower() else title


def upper_first(words: str) -> str:
    """Words with their first letter as a capital."""
    return words[:1].upper() + words[1:]


def spell_out_dates(sentence: str) -> str:
    """A sentence with each ISO date in it spelled out.

    >>> spell_out_dates("signed off on 2026-03-05")
    'signed off on 5 March 2026'
    """

    def spelled_out(found: re.Match[str]) -> str:
        try:
            return format_date(date.fromisoformat(found[0]))
        except ValueError:
            return found[0]

    return _ISO_DAY.sub(spelled_out, sentence)
