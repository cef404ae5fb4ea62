"""Suggestions for misspelt words."""

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches


def closest_match(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that is most like `word`, or None where none is similar. Case, and `_` for `-`, do not matter.

    Of several that are as similar, the one with most letters at the same place.
    """
    written = word.lower().replace("_", "-")
    matches = get_close_matches(written, sorted(candidates), n=3, cutoff=0.7)

    def likeness(candidate: str) -> tuple[float, int]:
        ratio = SequenceMatcher(None, candidate, written).ratio()
        return round(ratio, 6), sum(one == other for one, other in zip(candidate, written, strict=False))

    return max(matches, key=likeness, default=None)
