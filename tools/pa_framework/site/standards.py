"""Pages about standards: their items, and the competences and learning that map to them."""

from collections.abc import Iterable

from msgspec import Struct

from pa_framework.facts.facts import Facts
from pa_framework.facts.graph import unmapped_items
from pa_framework.facts.site_pages import STANDARDS, Link
from pa_framework.look.labels import item_words
from pa_framework.look.page import Banner, SourceLine, link_to, record_link, source_lines
from pa_framework.records.model import Competence, Learning, Standard, StandardItem
from pa_framework.site.page_kinds import Banners, Pages, RecordPages, StandalonePage, active
from pa_framework.text.sentences import count


class ItemView(Struct, frozen=True):
    """An item of a standard. `heading` has its number, where it has one."""

    heading: str
    summary: str
    unverified: bool
    competences: tuple[Link, ...]
    learning: tuple[Link, ...]
    mapped: bool


class StandardView(Struct, frozen=True):
    """What the page of a standard shows besides the record; `details` are pairs of label and value."""

    details: tuple[tuple[str, str], ...]
    newer: Link | None
    items: tuple[ItemView, ...]
    sources: tuple[SourceLine, ...]


class StandardRow(Struct, frozen=True):
    """A standard in the index."""

    link: Link
    summary: str
    line: str


class StandardsView(Struct, frozen=True):
    """The index of standards: current editions, and old ones."""

    current: tuple[StandardRow, ...]
    old: tuple[StandardRow, ...]


def _standards(facts: Facts) -> list[Standard]:
    """Current editions first, then old ones; by title."""
    return active(facts.records.standards.values(), key=lambda standard: (not standard.current, standard.title))


def _answered(standard: Standard, facts: Facts) -> str:
    open_items = len(unmapped_items(standard, facts.records))
    return f"{open_items} not answered here" if open_items else "all answered here"


def _index(facts: Facts) -> StandardsView:
    def rows(*, current: bool) -> tuple[StandardRow, ...]:
        return tuple(_row(facts, standard) for standard in _standards(facts) if standard.current is current)

    return StandardsView(rows(current=True), rows(current=False))


def _row(facts: Facts, standard: Standard) -> StandardRow:
    items = count(len(standard.items), "item", "items")
    return StandardRow(
        record_link("standard", standard),
        standard.summary,
        f"{standard.publisher}, {standard.edition} · {items}, {_answered(standard, facts)}",
    )


def _standard(facts: Facts, standard: Standard) -> StandardView:
    not_compared = sum(not item.verified for item in standard.items)
    wording = (
        f"{not_compared} not yet compared with the official text" if not_compared else "Compared with the official text"
    )
    return StandardView(
        (
            ("Published by", standard.publisher),
            ("Edition", str(standard.edition)),
            ("Items", str(len(standard.items))),
            ("Wording", wording),
        ),
        _newer(facts, standard),
        tuple(_item(facts, standard, item) for item in standard.items),
        source_lines(facts, standard.sources),
    )


def _newer(facts: Facts, standard: Standard) -> Link | None:
    return link_to(facts, "standard", standard.superseded_by or "")


def _item(facts: Facts, standard: Standard, item: StandardItem) -> ItemView:
    """An item with the competences and learning that map to it, by title."""

    def mapped(kind: str, records: Iterable[Competence | Learning]) -> tuple[Link, ...]:
        return tuple(
            record_link(kind, record) for record in active(records) if item.id in record.maps_to.get(standard.id, ())
        )

    competences = mapped("competence", facts.records.competences.values())
    learning = mapped("learning", facts.records.learning.values())
    return ItemView(
        item_words(item),
        item.summary or "",
        not item.verified,
        competences,
        learning,
        bool(competences or learning),
    )


def _old_edition(facts: Facts, standard: Standard) -> Banners:
    if standard.current:
        return ()
    text, newer = "An old edition. It stays here because old certificates still name it.", _newer(facts, standard)
    return (Banner("historic", f"{text} The newer one:" if newer else text, newer),)


PAGES: tuple[Pages, ...] = (
    StandalonePage(
        page=STANDARDS,
        kind="standards",
        template="standard_index.md.j2",
        view=_index,
        description=(
            "Published standards, and which competences and learning of this framework answer to each of their items."
        ),
    ),
    RecordPages(kind="standard", template="standard.md.j2", select=_standards, view=_standard, banners=_old_edition),
)
