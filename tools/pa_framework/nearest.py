"""Did you mean …?"""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is most like `word`, or None where none is like it."""
    close = get_close_matches(word.lower().replace("_", "-"), sorted(known), n=1, cutoff=0.7)
    return close[0] if close else None


def listed(words: Iterable[str], joint: str = "or", most: int = 12) -> str:
    """Words in backticks, as a sentence lists them; a long list is cut and says so."""
    quoted = [f"`{word}`" for word in words]
    if len(quoted) > most:
        quoted = [*quoted[:most], f"{len(quoted) - most} more"]
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} {joint} {quoted[-1]}"
