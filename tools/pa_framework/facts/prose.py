"""Which texts of the records this project wrote, apart from quotations, names, addresses and ids."""

import re
from functools import lru_cache

from pa_framework.facts.facts import Facts, TextIndex

#: The text of a field of a new record that is still to be written.
UNWRITTEN = "To be written"
#: Fields with quotations, names or addresses: of every record, and of the glossary.
_QUOTING_FIELDS = frozenset({"address", "edit", "check", "file", "plan", "publisher"})
_GLOSSARY_FIELDS = frozenset({"instead_of", "also", "term"})
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@lru_cache(maxsize=1)
def prose(facts: Facts) -> TextIndex:
    """The texts that this project wrote, to be searched in small letters. References in them are resolved."""
    return TextIndex(
        (
            text
            for text in facts.texts
            if text.field not in _QUOTING_FIELDS
            and text.kind != "sources"
            and not (text.kind == "glossary" and text.field in _GLOSSARY_FIELDS)
            and not _NAME.fullmatch(text.text)
        ),
        lower=True,
    )
