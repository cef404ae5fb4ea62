"""Parts of pages: what would make a page longer with every record is on pages of its own.

A page whose list is short has all of it. Where the list is long, each share of it is a page that can be read and printed
without a script; the script `parts` fetches what someone chooses from there, so that no page grows without end.
"""

from collections.abc import Sequence
from typing import Generic, TypeVar

from msgspec import Struct

T = TypeVar("T")

#: So many items are on the page itself; with more of them, none is.
MOST_ON_A_PAGE = 100
#: So many items are on the page of a part.
MOST_IN_A_PART = 20


class Part(Struct, Generic[T], frozen=True):
    """A share of a list: the path of its page, which of how many it is, and its items."""

    path: str
    number: int
    of: int
    items: tuple[T, ...]

    @property
    def place(self) -> str:
        """Which part it is, in words."""
        return f"part {self.number} of {self.of}"


def is_too_long(number: int) -> bool:
    """Whether so many items are too many for one page."""
    return number > MOST_ON_A_PAGE


def parts_of(page: str, name: str, items: Sequence[T]) -> tuple[Part[T], ...]:
    """A list in shares, each with the path of its page: below the page that they are parts of, by name and number.

    >>> [part.path for part in parts_of("career/check.md", "safety", range(30))]
    ['career/check/safety-1.md', 'career/check/safety-2.md']
    """
    shares = [tuple(items[start : start + MOST_IN_A_PART]) for start in range(0, len(items), MOST_IN_A_PART)]
    folder = page.removesuffix(".md")
    return tuple(
        Part(f"{folder}/{name}-{number}.md", number, len(shares), share) for number, share in enumerate(shares, 1)
    )
