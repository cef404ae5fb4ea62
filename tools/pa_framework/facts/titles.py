"""What to call a record that may not exist."""

from collections.abc import Mapping
from typing import Any

from pa_framework.text.sentences import id_as_words


def title_of(records: Mapping[str, Any], id: str) -> str:
    """The title of a record, or the text that is all it says; its id as words where there is no such record or neither."""
    record = records.get(id)
    return str(getattr(record, "title", "") or getattr(record, "text", "") or id_as_words(id))
