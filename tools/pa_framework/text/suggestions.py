"""Suggestions for misspelt words."""

from collections.abc import Iterable
from difflib import get_close_matches


def closest_match(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that is most like `word`, or None where none is similar. Case, and `_` for `-`, do not matter."""
    matches = get_close_matches(word.lower().replace("_", "-"), sorted(candidates), n=1, cutoff=0.7)
    return matches[0] if matches else None
