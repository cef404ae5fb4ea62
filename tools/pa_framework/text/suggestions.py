"""Did you mean …?"""

from collections.abc import Iterable
from difflib import get_close_matches


def closest_match(word: str, known: Iterable[str]) -> str | None:
    """The known word that is most like `word`, or None where none is like it."""
    close = get_close_matches(word.lower().replace("_", "-"), sorted(known), n=1, cutoff=0.7)
    return close[0] if close else None
