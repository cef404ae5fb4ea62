"""How the search finds a page: whether at all, its rank, and further terms that bring it up."""

import re
from collections.abc import Mapping

from pa_framework.facts.facts import Facts

#: Kinds of pages that the search leaves out: lists of other pages, and pages for the maintainers of the framework.
_EXCLUDED = frozenset(
    {"rule", "rules", "trace", "drafts", "gaps", "sources", "downloads", "matrix", "register", "style", "wall-sheet"}
)
#: Boosts of the kinds of pages that readers look for, before pages that only mention the same thing.
_BOOSTS: Mapping[str, float] = {
    "task": 4,
    "level": 4,
    "pay": 8,
    "career": 2,
    "never": 2,
    "decide-again": 2,
    "decide": 2,
    "competence": 1.5,
}
#: Kinds of pages whose titles use terms of the glossary.
_WITH_TERMS = frozenset({"task", "competence", "learning"})


def search_settings(kind: str) -> dict[str, object]:
    """The settings of a kind of page for the search; empty for the usual ones."""
    if kind in _EXCLUDED:
        return {"exclude": True}
    return {"boost": _BOOSTS[kind]} if kind in _BOOSTS else {}


def other_names(facts: Facts, kind: str, title: str) -> list[str]:
    """Synonyms from the glossary for the terms in a title, so that a search for "PEG" finds the gastrostomy tube."""
    if kind not in _WITH_TERMS:
        return []
    found: list[str] = []
    for term in facts.records.terms.values():
        names = (term.term, *term.also)
        if any(re.search(rf"\b{re.escape(name)}\b", title, re.IGNORECASE) for name in names if name != "PA"):
            found += [name for name in names if name.lower() not in title.lower()]
    return found
