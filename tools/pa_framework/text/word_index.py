"""Which of many texts have which words. Questions about several words are answered for all texts at once."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain
from re import Pattern


class WordIndex:
    """The numbers of the texts in which each word is. A set of texts is an integer: bit N is set for text number N."""

    def __init__(self, texts: Iterable[str]) -> None:
        """`texts` have nothing but spaces between their words."""
        numbers: defaultdict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(texts):
            for word in text.split():
                numbers[word].append(number)
        self._numbers = dict(numbers)
        self._words = sorted(numbers)
        self._joined = "\0".join(self._words)
        self._starts = list(accumulate((len(word) + 1 for word in self._words), initial=0))
        self._found: dict[tuple[str, str], int] = {}

    def times(self) -> dict[str, int]:
        """In how many texts each word is."""
        return {word: len(set(numbers)) if len(numbers) > 1 else 1 for word, numbers in self._numbers.items()}

    def with_word(self, word: str) -> int:
        """The texts that have a word."""
        key = ("word", word)
        if key not in self._found:
            self._found[key] = self._texts_of((word,) if word in self._numbers else ())
        return self._found[key]

    def with_beginning(self, beginning: str) -> int:
        """The texts that have a word with this beginning."""
        key = ("beginning", beginning)
        if key not in self._found:
            self._found[key] = self._texts_of(self._that_begin(beginning))
        return self._found[key]

    def with_part(self, part: str) -> int:
        """The texts that have a word of which this is a part."""
        key = ("part", part)
        if key not in self._found:
            self._found[key] = self._texts_of(self._that_contain(part))
        return self._found[key]

    def with_match(self, pattern: Pattern[str]) -> int:
        """The texts that have a word in which a pattern is found."""
        return self._texts_of(word for word in self._words if pattern.search(word))

    def _that_begin(self, beginning: str) -> Iterator[str]:
        place = bisect_left(self._words, beginning)
        while place < len(self._words) and self._words[place].startswith(beginning):
            yield self._words[place]
            place += 1

    def _that_contain(self, part: str) -> Iterator[str]:
        return (self._words[number] for number in numbers_with(part, self._joined, self._starts))

    def _texts_of(self, words: Iterable[str]) -> int:
        """The texts that have one of some words, all of which are known."""
        return set_of(chain.from_iterable(self._numbers[word] for word in words))


def numbers_with(part: str, joined: str, starts: Sequence[int]) -> Iterator[int]:
    """The numbers of the texts that contain a string. `joined` are all texts, and `starts` where each begins in it."""
    place = joined.find(part)
    while place >= 0:
        number = bisect_right(starts, place) - 1
        yield number
        place = joined.find(part, starts[number + 1])


def set_of(numbers: Iterable[int]) -> int:
    """The set of the texts with these numbers.

    >>> f"{set_of([0, 1, 3]):b}"
    '1011'
    """
    every = list(numbers)
    if not every:
        return 0
    if len(every) > _MANY:  # to write its digits takes a third of the time, but as long for few numbers as for many
        digits = bytearray(b"0") * (max(every) + 1)
        for number in every:
            digits[number] = _ONE
        digits.reverse()
        return int(digits, 2)
    bits = bytearray(max(every) // 8 + 1)
    for number in every:
        bits[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(bits, "little")


#: From how many texts on a set is written as digits, and the digit of a text in it.
_MANY, _ONE = 500, ord("1")


def numbers_in(texts: int) -> Iterator[int]:
    """The numbers of a set of texts, in order.

    >>> list(numbers_in(0b1011))
    [0, 1, 3]
    """
    digits = f"{texts:b}"[::-1]
    place = digits.find("1")
    while place >= 0:
        yield place
        place = digits.find("1", place + 1)
