"""The shape in which records are published: a contract of its own, apart from the schemas of the files of a framework.

The files in `shape/` describe one record of each kind, as JSON Schemas without limits: a list of values may grow, a text
may get longer. Only what they name is published. docs/exchange.md says what a change of them asks for.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

#: The version of the shape, major and minor. A new major version may take something away; a minor one only adds.
FORMAT_VERSION = "1.1"
#: Where a site offers the published files: the address carries the major version.
DATA_FOLDER = f"data/v{FORMAT_VERSION.partition('.')[0]}"
#: The kinds of record that are published, in the order of the files.
PUBLISHED_KINDS = (
    "framework",
    "area",
    "step",
    "term",
    "delegation",
    "category",
    "tier",
    "phone-line",
    "sign",
    "trigger",
    "condition",
    "credential",
    "ground",
    "setting",
    "withdrawal-reason",
    "order",
    "source",
    "change",
    "organisation",
    "level",
    "pay-band",
    "law",
    "competence",
    "role",
    "task",
    "standard",
    "learning",
    "support",
    "agreement",
    "plan",
    "evidence",
    "case-study",
    "paper",
)
#: The kinds of a framework that are not published, and why.
KEPT_BACK: Mapping[str, str] = {
    "contact": "says whom to ask about this framework; the site has it",
    "trace-row": "answers the source documents of this framework",
    "search-entry": "steers the search of the site",
    "waiver": "steers the checker",
}
#: The fields of published kinds that are not published, and why.
FIELDS_KEPT_BACK: Mapping[tuple[str, str], str] = {
    ("framework", "brand"): "is the look of the site",
    ("framework", "repository"): "says where the files are kept",
    ("framework", "needs_program"): "says which program reads the files",
    ("framework", "builds_on"): "says which files these rest on",
    ("framework", "contacts"): "is a list of records that are not published",
    ("tier", "standard"): "is a part of every task that inherits it",
    ("case-study", "consent"): "is between the person and the publisher",
    ("support", "seen"): "says what the authors of the site could read",
}
FOLDER = Path(__file__).parent / "shape"


@cache
def shape(kind: str) -> Mapping[str, Any]:
    """The shape of one record of a kind. No one changes it."""
    found: Mapping[str, Any] = json.loads((FOLDER / f"{kind}.json").read_text(encoding="utf-8"))
    return found


def fields(kind: str) -> tuple[str, ...]:
    """The fields of a record of a kind, in the order of its shape."""
    return tuple(shape(kind)["properties"])
