"""What a browser loads around the words: files of the look, joined, and named by what stands in them."""

import hashlib
from collections.abc import Iterable


def joined(parts: Iterable[bytes]) -> bytes:
    """Several stylesheets or scripts as one file: on a phone, each request costs more than the bytes in it."""
    return b"\n".join(part.strip() for part in parts) + b"\n"


def named(address: str, content: bytes) -> str:
    """An address that changes when the content does, so that no browser shows a page with the look of another day.

    >>> named("a.css", b"")
    'a.css?v=e3b0c44298'
    """
    return f"{address}?v={hashlib.sha256(content).hexdigest()[:10]}"
