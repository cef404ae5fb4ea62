"""English sentences and their parts: where they end, lists joined with a comma and a word, counts, and capitals."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from pa_framework.text.dates import format_date

_NUMBERS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
#: The numbers that texts write in words, by these words.
NUMBER_WORDS = {word: number for number, word in enumerate(_NUMBERS, 1)} | {
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
}
#: Places in an order, by their number less one.
ORDINAL_WORDS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth", "twentieth",
)  # fmt: skip
#: The beginning of words that sound as if they began with a vowel: `NHS` does, `unit` and `European` do not.
_VOWEL_SOUND = re.compile(r"[AEFHILMNORSX][A-Z]|(?i:[aio]|e(?!u)|u(?!ni(?![nm])|s|t))")
#: Parts of ids that are abbreviations.
_ABBREVIATIONS = frozenset({"pa", "phb", "nhs", "icb"})
#: The end of a sentence, with its mark; without one, an empty line. All that begins it comes first: so it is found fast.
_END = re.compile(r"[.!?;\n](?:(?<!\n)[\"”’')]*\s+|(?<=\n)\s*\n)")
_ISO_DAY = re.compile(r"(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])")


def number_in(written: str, words: Mapping[str, int] = NUMBER_WORDS) -> Decimal:
    """The number that is written in figures, or as one of some words.

    >>> number_in("Three"), number_in("Sixty"), number_in("2.5")
    (Decimal('3'), Decimal('60'), Decimal('2.5'))
    """
    return Decimal(words.get(written.lower(), 0) or written)


def ordinal_in(written: str) -> int:
    """The place in an order that is written as a word, or in figures with an ending.

    >>> ordinal_in("Third"), ordinal_in("22nd")
    (3, 22)
    """
    small = written.lower()
    return ORDINAL_WORDS.index(small) + 1 if small in ORDINAL_WORDS else int(re.sub(r"\D", "", small))


def sentences_of(text: str) -> Iterator[tuple[str, int]]:
    """The sentences of a text, each with its start. A semicolon and an empty line end one too.

    >>> list(sentences_of("Ring first. Then go."))
    [('Ring first.', 0), ('Then go.', 12)]
    """
    start = 0
    for end in _END.finditer(text):
        yield text[start : end.start() + (end[0][0] != "\n")], start
        start = end.end()
    yield text[start:], start


def sentence_at(text: str, place: int) -> str:
    """The sentence of a text that a place is in, or before.

    >>> sentence_at("Ring first. Then go.", 14)
    'Then go.'
    """
    return next(sentence for sentence, start in sentences_of(text) if place <= start + len(sentence))


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


def position_words(index: int, number: int, singular: str) -> str:
    """The position of one of several things, counted from 0, as the beginning of a sentence. More than 20 are in figures.

    >>> position_words(2, 10, "area"), position_words(0, 1, "area"), position_words(29, 40, "area")
    ('The third of ten areas', 'The only area', 'Area 30 of 40')
    """
    if number == 1:
        return f"The only {singular}"
    if number > len(_NUMBERS):
        return f"{upper_first(singular)} {index + 1} of {number}"
    return f"The {ORDINAL_WORDS[index]} of {_NUMBERS[number - 1]} {singular}s"


def with_article(words: str) -> str:
    """Words with the indefinite article before them, by how they sound; abbreviations are spelt out letter by letter.

    >>> with_article("dietitian"), with_article("unregistered carer"), with_article("unit manager")
    ('a dietitian', 'an unregistered carer', 'a unit manager')
    >>> with_article("NHS manager"), with_article("PHB lead")
    ('an NHS manager', 'a PHB lead')
    """
    return f"an {words}" if _VOWEL_SOUND.match(words) else f"a {words}"


def id_as_words(id: str) -> str:
    """An id within a sentence, where there is no title for it.

    >>> id_as_words("community-nurse"), id_as_words("pa-trainer")
    ('community nurse', 'PA trainer')
    """
    return " ".join(part.upper() if part in _ABBREVIATIONS else part for part in id.split("-"))


def id_as_title(id: str) -> str:
    """An id as a title or a name, with a capital for every word.

    >>> id_as_title("ward-7"), id_as_title("pa-hub")
    ('Ward 7', 'PA Hub')
    """
    return " ".join(upper_first(part) for part in id_as_words(id).split())


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
