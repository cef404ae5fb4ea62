"""The mark of a page, by which someone who holds it on paper sees whether the site still says the same."""

import re
from collections.abc import Iterable
from hashlib import sha256

_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)


def sheet_mark(text: str, lines: Iterable[str] = ()) -> str:
    """Eight hexadecimal digits in two groups, such as `3F9A-21C4`, made from what a page says.

    `text` is the Markdown of the page with its banners, without front matter and foot. The layout of lines and drawings
    are not part of the mark: a chart moves with the day, and a table beside it has what it shows. `lines` are sentences
    of the foot that belong to the content, such as the approval. Neither may contain the day of building.

    A change of content leaves the mark as it was once in 4.3 billion times (2 to the power of 32). Among 1,000 pages,
    some two have the same mark once in about 8,600 builds; as marks are compared page by page, that misleads no one.
    """
    words = _DRAWING.sub("", text)
    content = "\n".join(" ".join(part.split()) for part in (words, *lines))
    digits = sha256(content.encode()).hexdigest()[:8].upper()
    return f"{digits[:4]}-{digits[4:]}"
