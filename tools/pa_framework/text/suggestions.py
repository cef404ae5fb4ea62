"""Suggestions for misspelt words."""

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches

#: Where more candidates than this are as similar, none of them is more likely to be meant.
_MOST_ALIKE = 2
_COMPARED = _MOST_ALIKE + 1


def most_like(word: str, candidates: Iterable[str], more: int = 0) -> list[str]:
    """The candidates that `closest_match` chooses from, and so many more: with any of the others, it finds the same."""
    return get_close_matches(word.lower().replace("_", "-"), sorted(candidates), n=_COMPARED + more, cutoff=0.7)


def closest_match(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that is most like `word`, or None where none is similar. Case, and `_` for `-`, do not matter.

    Of two that are as similar, the one with most letters at the same place; of more, as in a row of numbers, none.
    """
    written = word.lower().replace("_", "-")
    matches = most_like(word, candidates)

    def likeness(candidate: str) -> tuple[float, int]:
        ratio = SequenceMatcher(None, candidate, written).ratio()
        return round(ratio, 6), sum(one == other for one, other in zip(candidate, written, strict=False))

    best = max(matches, key=likeness, default=None)
    alike = [match for match in matches if best is not None and likeness(match) == likeness(best)]
    return best if len(alike) <= _MOST_ALIKE else None


def is_one_slip(one: str, other: str) -> bool:
    """Whether two different words are one with a single slip: a sign too many, too few or another, or two that changed places.

    >>> is_one_slip("persist", "pesrist"), is_one_slip("path", "name"), is_one_slip("check", "checks")
    (True, False, True)
    """
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    begins = next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    first, second = one[begins:], other[begins:]
    if len(first) != len(second):
        return first[1:] == second or second[1:] == first
    is_swapped = first[:2] == second[:2][::-1] and first[2:] == second[2:]
    return is_swapped or first[1:] == second[1:]
