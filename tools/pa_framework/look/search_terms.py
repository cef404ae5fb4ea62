"""How a page is found by searching: whether at all, before which others, and by which other words."""

import re
from collections.abc import Mapping

from pa_framework.facts.facts import Facts

#: Kinds of pages that no search brings up: lists of other pages, and words for those who keep the framework.
_LEFT_OUT = frozenset(
    {"rule", "rules", "trace", "drafts", "gaps", "sources", "downloads", "matrix", "register", "style"}
)
#: Kinds of pages that readers come for, before those that only speak of the same thing.
_FIRST: Mapping[str, float] = {"task": 4, "level": 4, "pay": 8, "career": 2, "never": 2, "decide": 2, "competence": 1.5}
_NAMED = frozenset({"task", "competence", "learning"})


def searching(kind: str) -> dict[str, object]:
    """The settings of a page for the search of the site; empty where nothing special holds."""
    if kind in _LEFT_OUT:
        return {"exclude": True}
    return {"boost": _FIRST[kind]} if kind in _FIRST else {}


def other_names(facts: Facts, kind: str, title: str) -> list[str]:
    """Words of the glossary for what a title speaks of: somebody who searches for "PEG" finds the gastrostomy tube."""
    if kind not in _NAMED:
        return []
    found: list[str] = []
    for term in facts.records.terms.values():
        names = (term.term, *term.also)
        if any(re.search(rf"\b{re.escape(name)}\b", title, re.IGNORECASE) for name in names if name != "PA"):
            found += [name for name in names if name.lower() not in title.lower()]
    return found
