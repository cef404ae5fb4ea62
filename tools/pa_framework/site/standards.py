"""Pages about standards: their items, and which competences and learning map to each."""

from collections.abc import Iterator
from dataclasses import dataclass

from pa_framework.facts.facts import Facts
from pa_framework.facts.graph import unmapped_items
from pa_framework.facts.site_pages import STANDARDS, Link
from pa_framework.look.labels import item_words
from pa_framework.look.page import Banner, Frame, Page, SourceLine, foot_of, page, retired_banner, source_lines
from pa_framework.records.model import Standard
from pa_framework.text.sentences import count


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item of a standard. `heading` has its number, where it has one."""

    heading: str
    summary: str
    unverified: bool
    competences: tuple[Link, ...]
    learning: tuple[Link, ...]
    mapped: bool


@dataclass(frozen=True, slots=True)
class StandardView:
    standard: Standard
    details: tuple[tuple[str, str], ...]
    newer: Link | None
    items: tuple[ItemView, ...]
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class StandardRow:
    link: Link
    summary: str
    line: str


@dataclass(frozen=True, slots=True)
class StandardsView:
    current: tuple[StandardRow, ...]
    old: tuple[StandardRow, ...]


def pages(facts: Facts) -> Iterator[Page]:
    """Everything below standards/."""
    ordered = sorted(
        (each for each in facts.records.standards.values() if not each.replaced_by),
        key=lambda each: (not each.current, each.title),
    )
    yield _index(facts, ordered)
    for before, standard, after in zip([None, *ordered], ordered, [*ordered[1:], None], strict=False):
        yield _standard(facts, standard, before, after)
    for standard in facts.records.standards.values():
        if standard.replaced_by:
            yield _standard(facts, standard, None, None)


def _link(standard: Standard | None) -> Link | None:
    return Link(standard.title, f"standards/{standard.id}.md") if standard else None


def _answered(standard: Standard, facts: Facts) -> str:
    open_items = len(unmapped_items(standard, facts.records))
    return f"{open_items} not answered here" if open_items else "all answered here"


def _index(facts: Facts, ordered: list[Standard]) -> Page:
    rows = [
        (
            each.current,
            StandardRow(
                Link(each.title, f"standards/{each.id}.md"),
                each.summary,
                f"{each.publisher}, {each.edition} · {count(len(each.items), 'item', 'items')},"
                f" {_answered(each, facts)}",
            ),
        )
        for each in ordered
    ]
    view = StandardsView(
        tuple(row for current, row in rows if current), tuple(row for current, row in rows if not current)
    )
    frame = Frame(
        "Standards",
        "Published standards, and which competences and learning of this framework answer to each of their items.",
        "standards",
    )
    return page(facts, STANDARDS.path, "standard_index.md.j2", frame, view)


def _standard(facts: Facts, standard: Standard, before: Standard | None, after: Standard | None) -> Page:
    records = facts.records
    newer = _link(records.standards.get(standard.superseded_by or ""))
    items = []
    for item in standard.items:
        competences = tuple(
            Link(each.title, f"competences/{each.id}.md")
            for each in sorted(records.competences.values(), key=lambda each: each.title)
            if item.id in each.maps_to.get(standard.id, ()) and not each.replaced_by
        )
        learning = tuple(
            Link(each.title, f"learning/{each.id}.md")
            for each in sorted(records.learning.values(), key=lambda each: each.title)
            if item.id in each.maps_to.get(standard.id, ()) and not each.replaced_by
        )
        items.append(
            ItemView(
                item_words(item),
                item.summary or "",
                not item.verified,
                competences,
                learning,
                bool(competences or learning),
            )
        )
    open_items = sum(not item.verified for item in standard.items)
    view = StandardView(
        standard,
        (
            ("Published by", standard.publisher),
            ("Edition", str(standard.edition)),
            ("Items", str(len(standard.items))),
            (
                "Wording",
                f"{open_items} not yet compared with the official text"
                if open_items
                else "Compared with the official text",
            ),
        ),
        newer,
        tuple(items),
        source_lines(facts, standard.sources),
    )
    old = "An old edition. It stays here because old certificates still name it."
    frame = Frame(
        standard.title,
        standard.summary,
        "standard",
        (STANDARDS,),
        standard.origin.path,
        (
            *retired_banner(facts, "standard", standard),
            *(
                (Banner("historic", f"{old} The newer one: {newer.title}." if newer else old, newer),)
                if not standard.current
                else ()
            ),
        ),
        foot_of(facts, standard),
        _link(before),
        _link(after),
    )
    return page(facts, f"standards/{standard.id}.md", "standard.md.j2", frame, view)
