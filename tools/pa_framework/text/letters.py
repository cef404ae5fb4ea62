"""Letters that look like others, and that a pattern without regard to capitals takes for them."""

#: `re.IGNORECASE` finds them where the letter at the right is asked for, and `str.lower` does not make it of them.
_ODD = str.maketrans({"ı": "i", "İ": "I", "ſ": "s", "\u212a": "K"})


def with_plain_letters(text: str) -> str:
    """A text with the usual letter in place of a dotless i, a long s or the sign of kelvin. It stays as long as it is.

    >>> with_plain_letters("There are fıve ſteps")
    'There are five steps'
    """
    return text if text.isascii() else text.translate(_ODD)
