"""What to call a record that may not exist."""

from collections.abc import Mapping
from typing import Any

from pa_framework.text.sentences import id_as_words


def title_of(records: Mapping[str, Any], id: str) -> str:
    """The title of a record, or its id as words where there is no such record, or it has no title."""
    return str(getattr(records.get(id), "title", "") or id_as_words(id))
