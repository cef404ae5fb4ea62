"""Ids that people type: whether one is valid, and a valid one to suggest in its place."""

import re

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def is_id(text: str) -> bool:
    """Whether a text has the form of an id: lower-case words of ASCII joined by hyphens."""
    return _ID.fullmatch(text) is not None


def suggested_id(text: str, default: str) -> str:
    """A text as an id; `default` where it has no ASCII letter or figure.

    >>> suggested_id("Community Nurse!", "a-role"), suggested_id("?", "a-role")
    ('community-nurse', 'a-role')
    """
    return "-".join(re.findall("[a-z0-9]+", text.lower())) or default
