"""The words of a long text, by which most searches end before the text is looked at."""


class Vocabulary:
    """The pieces of a text between its spaces, each once. To look there takes a small part of the time."""

    def __init__(self, text: str) -> None:
        self._pieces = "\0".join({*text.replace("\0", " ").split(" ")})

    def may_have(self, string: str) -> bool:
        """Whether the text may contain a string. Where this is false, it does not."""
        return all(piece in self._pieces for piece in string.split(" "))
