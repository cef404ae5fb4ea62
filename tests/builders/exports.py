"""What a world exports, and texts that are hard on formats."""

from collections import UserDict

from pa_framework.exchange.formats import FORMATS
from pa_framework.exchange.published import Published

#: Texts that formats are likely to spoil.
HARD = (
    "=1+1",
    "+44 20 7946",
    "-5 degrees",
    "@SUM(A1)",
    "\tAfter a tab",
    "'=with an apostrophe",
    "''-with two",
    'Says "no" and a\\"b',
    "Ends with a backslash\\",
    "<p>a tag</p> & <li>an item</li>",
    "“é” £ — 𝔘 🦽 عربى עברית \u00a0",
    "One line\nand another",
    "Long " * 780 + "end",
    "1E5",
    "007",
    "null",
    "true",
    "- with a dash",
    "**bold** _and_ `code`",
    "# as a heading",
    "a,b;c|d\te",
    "%s {x} ((y",
)


class Exported(UserDict[str, dict[str, bytes]]):
    """Format → path → content."""

    def __init__(self, data: Published) -> None:
        super().__init__()
        self.published = data

    def __missing__(self, name: str) -> dict[str, bytes]:
        self[name] = dict(FORMATS[name].files(self.published))
        return self[name]
