"""How the search finds a page: whether at all, its rank, and further words that bring it up."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from pa_framework.facts.addresses import page_path
from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import GLOSSARY, parents_of
from pa_framework.facts.visibility import has_page, listed_tasks
from pa_framework.look.labels import STATUS_WORDS
from pa_framework.records.model import SearchTarget
from pa_framework.text.sentences import lower_first

#: Kinds of pages that the search leaves out: lists of other pages, and pages for the maintainers of the framework.
_EXCLUDED = frozenset(
    {
        "rule",
        "rules",
        "trace",
        "drafts",
        "gaps",
        "register",
        "style",
        "wall-sheet",
        "booklet",
        "a-to-z",
        "now",
        "where-part",
        "decide-part",
        "paper-part",
    }
)
#: Kinds of pages whose titles use terms of the glossary.
_WITH_TERMS = frozenset({"task", "competence", "learning"})


class KindOfPage(NamedTuple):
    """What a result calls the kind of its page, and how much pages of that kind count: 1 is usual."""

    label: str
    weight: float = 1


#: By the kind of page. A kind that is not here is called by the part of the site that the page is in, and has weight 1.
_KINDS: Mapping[str, KindOfPage] = {
    "task": KindOfPage("Healthcare task", 1.25),
    "tasks": KindOfPage("List", 0.95),
    "level": KindOfPage("Level", 1.15),
    "career": KindOfPage("Career", 1.1),
    "pay": KindOfPage("Pay", 1.3),
    "competence": KindOfPage("Competence", 1.05),
    "learning": KindOfPage("Learning", 1.05),
    "support": KindOfPage("Support", 1.05),
    "law": KindOfPage("Law", 1.1),
    "role": KindOfPage("Role", 0.85),
    "story": KindOfPage("Story", 0.85),
    "case-study": KindOfPage("Case study", 0.75),
    "agreement": KindOfPage("Working together", 0.85),
    "plan": KindOfPage("Plan", 0.6),
    "evidence": KindOfPage("Evidence", 0.6),
    "standard": KindOfPage("Standard", 0.65),
    "guide": KindOfPage("Guide for training leads", 0.6),
    "term": KindOfPage("Words we use", 0.75),
    "glossary": KindOfPage("List", 0.7),
    "sources": KindOfPage("List", 0.5),
    "changes": KindOfPage("List", 0.5),
    "home": KindOfPage("Start", 0.8),
}
#: Hand-written pages at the top of the tree are the doors of the site.
_DOOR = KindOfPage("Start here", 1.2)
#: What the status of a task does to its place: what may be done comes before what never may.
_STATUS: Mapping[str, float] = {"never": 0.85, "by-exception": 0.95}
#: The same for what no clinician has approved.
_DRAFT = 0.98


#: What the front matter of a page says as `search` where the search leaves it out.
LEFT_OUT: dict[str, object] = {"exclude": True}


class Asked(Struct, frozen=True):
    """Phrases that people type, the pages (paths of the tree) that answer them, best first, and an answer or nothing."""

    asked: tuple[str, ...]
    pages: tuple[str, ...]
    answer: str


def search_settings(facts: Facts, path: str, kind: str) -> dict[str, object]:
    """The settings of a page for the search of every engine; empty for the usual ones."""
    if kind in _EXCLUDED or path in past_plans(facts):
        return LEFT_OUT
    weight = _KINDS[kind].weight if kind in _KINDS else 1
    return {"boost": round(weight * weight, 2)} if weight != 1 else {}


def past_plans(facts: Facts) -> frozenset[str]:
    """The pages of plans of the past: they keep their addresses, and the search leaves them out."""
    return frozenset(page_path("plan", area) for area in facts.records.plan.values() if area.status == "historic")


def other_names(facts: Facts, kind: str, title: str) -> list[str]:
    """Synonyms from the glossary for the terms in a title, so that a search for "PEG" finds the gastrostomy tube."""
    if kind not in _WITH_TERMS:
        return []
    low = title.lower()
    found: list[str] = []
    for term in facts.records.terms.values():
        names = (term.term, *term.also)
        there = [name for name in names if name.lower() in low]  # most are not: a pattern is made for the others only
        if any(re.search(rf"\b{re.escape(name)}\b", title, re.IGNORECASE) for name in there if name != "PA"):
            found += [name for name in names if name not in there]
    return found


def term_path(term: str) -> str:
    """The place of a term in the glossary, as a path of the tree with an anchor."""
    return f"{GLOSSARY.path}#{term}"


def target_path(facts: Facts, target: SearchTarget) -> str | None:
    """The page that an entry of the search leads to, as a path of the tree; None where there is none to show."""
    if target.page is not None:
        return target.page
    if target.term is not None:
        return term_path(target.term) if target.term in facts.records.terms else None
    for field in target.__struct_fields__:
        name = getattr(target, field)
        if name is not None:
            kind = "case-study" if field == "story" else field
            record = facts.records.of_kind(kind).get(name)
            return page_path(kind, record) if record is not None and has_page(facts, record) else None
    return None


class SearchTerms:
    """What the records say about finding their pages, all by the path of the page."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def kind_of(self, path: str, kind: str) -> KindOfPage | None:
        """The kind of a page; None where the search leaves it out. `kind` is empty for a hand-written page."""
        if kind in _EXCLUDED:
            return None
        usual = KindOfPage(next((page.title for page in parents_of(path)[:0:-1]), "Page"))
        if kind in ("", "words"):
            return usual if "/" in path else _DOOR
        found = _KINDS.get(kind, usual)
        status = self._statuses.get(path)
        return KindOfPage(f"{found.label}, {lower_first(STATUS_WORDS[status])}", found.weight) if status else found

    def status_of(self, path: str) -> float:
        """How much a page counts by the status of its record: 1 is usual."""
        status = _STATUS.get(self._statuses.get(path, ""), 1.0)
        return round(status * (_DRAFT if path in self._drafts else 1), 3)

    def names_of(self, path: str) -> tuple[str, ...]:
        """What else the subject of a page is called."""
        return self._names.get(path, ())

    def asked_for(self, path: str) -> tuple[str, ...]:
        """The phrases that lead to a page."""
        return tuple(phrase for entry in self.entries if path in entry.pages for phrase in entry.asked)

    @cached_property
    def entries(self) -> tuple[Asked, ...]:
        """Every entry of the search that leads to a page."""
        return tuple(self._entries())

    def _entries(self) -> Iterator[Asked]:
        for entry in self._facts.records.search_entries.values():
            paths = [target_path(self._facts, target) for target in entry.leads_to]
            pages = tuple(path for path in paths if path is not None)
            if pages:
                yield Asked(entry.asked, pages, entry.answer or "")

    @cached_property
    def _statuses(self) -> Mapping[str, str]:
        return {page_path("task", task): task.status for task in listed_tasks(self._facts)}

    @cached_property
    def _drafts(self) -> frozenset[str]:
        tasks = self._facts.records.tasks.values()
        return frozenset(page_path("task", task) for task in tasks if task.approval and task.approval.state == "draft")

    @cached_property
    def _names(self) -> Mapping[str, tuple[str, ...]]:
        facts, names = self._facts, dict[str, tuple[str, ...]]()
        for kind in sorted(_WITH_TERMS):
            for record in facts.records.of_kind(kind).values():
                if found := other_names(facts, kind, getattr(record, "title", "")):
                    names[page_path(kind, record)] = tuple(found)
        for term in facts.records.terms.values():
            names[term_path(term.id)] = (*term.also, *term.instead_of)
        return names
