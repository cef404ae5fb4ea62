"""Which anchors a page of the tree has, as far as that is known before it is made."""

from collections.abc import Collection
from functools import lru_cache

from pa_framework.facts.addresses import page_path
from pa_framework.facts.facts import Facts
from pa_framework.facts.written_markup import anchors, slug


def anchors_at(facts: Facts, path: str) -> Collection[str] | None:
    """The anchors of a hand-written page, or of one that shows all records of a kind or the values of a law; else None."""
    written = next((page for page in facts.pages if page.page == path), None)
    return anchors(written) if written is not None else _anchors_of_records(facts, path) or None


@lru_cache(maxsize=2)
def _anchors_of_records(facts: Facts, path: str) -> frozenset[str]:
    """The ids that are anchors of a page; empty for other pages."""
    for law in facts.records.law.values():
        if page_path("law", law) == path:
            return frozenset({slug(law.title), *(value.id for value in law.values)})
    shown = {"about/glossary.md": ("term", facts.records.terms), "about/sources.md": ("source", facts.records.sources)}
    kind, records = shown.get(path, ("", {}))
    is_shown = records and all(page_path(kind, record) == path for record in records.values())
    return frozenset(records) if is_shown else frozenset()
