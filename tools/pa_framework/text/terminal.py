"""Text that is safe to print on a terminal."""


def escape_unprintable(text: str) -> str:
    """A text with a dot for each unprintable character, so that no record can send control codes to a terminal.

    >>> escape_unprintable("a\\tb\\x1b[1m")
    'a·b·[1m'
    """
    if text.isprintable():  # as nearly every text is
        return text
    return "".join(character if character.isprintable() else "·" for character in text)
