"""The competences of a framework as the tree that learning systems read: areas, competences, steps, statements; and levels.

A task is not in it: it is no competence, and a system that lists it beside competences could seem to say that a PA may do it.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from pa_framework.exchange.published import Published
from pa_framework.records.model import Approval, Competence, Standard

NodeKind = Literal["area", "competence", "step", "statement", "level"]
#: What a reader calls a node of each kind, and what it is.
NODE_KINDS: dict[NodeKind, tuple[str, str]] = {
    "area": ("Area", "A group of competences."),
    "competence": ("Competence", "What someone can do."),
    "step": ("Step", "How well someone can do it: a competence at one of its steps."),
    "statement": ("Statement", "What can be seen at a step."),
    "level": ("Level", "A stage of a career. It is an offer, never a condition."),
}
#: What every format says of a record that is a draft.
DRAFT = "This is a draft. No one has approved it yet."
LinkKind = Literal["needs", "expects", "replaced-by", "maps-to"]


class Node(Struct, frozen=True):
    """A node of the tree.

    Attributes:
        kind: What it is.
        key: What it is called in identifiers: its id, or for a step and a statement a name made of ids.
        identifier: Its UUID.
        parent: The identifier of the node above it; empty at the top.
        number: Its place among its siblings, from 1.
        code: A short code for people, unique in the tree.
        title: A few words; empty for a statement.
        text: The whole statement.
        notes: What else is to be said, and that it is a draft where it is one; empty where nothing is.
        keywords: Words that it is found by.
        page: The address of its page, or empty.
        retired: Whether it is only kept for those who refer to it.
    """

    kind: NodeKind
    key: str
    identifier: str
    parent: str
    number: int
    code: str
    title: str
    text: str
    notes: str = ""
    keywords: tuple[str, ...] = ()
    page: str = ""
    retired: bool = False


class Link(Struct, frozen=True):
    """A link between nodes, by identifier: `origin` is needed by, is expected by, is replaced by or maps to `target`.

    For an item of a standard, `target` is no node; `title` and `address` say what it is.
    """

    kind: LinkKind
    origin: str
    target: str
    title: str = ""
    address: str = ""


class Tree(Struct, frozen=True):
    """The nodes, each after the one above it, in the order of the records; and the links between them."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]


@lru_cache(maxsize=2)
def competence_tree(published: Published) -> Tree:
    """The tree of the published competences and levels."""
    return Tree(tuple(_nodes(published)), tuple(_links(published)))


def step_key(competence: str, step: str) -> str:
    """The key and the code of a competence at a step; no id holds a dot."""
    return f"{competence}.{step}"


def with_draft(text: str, approval: Approval) -> str:
    """A text, and after it that no one has approved the record yet, where that is so."""
    return f"{text}\n\n{DRAFT}".strip() if approval.state == "draft" else text


def _nodes(published: Published) -> Iterator[Node]:
    by_area: dict[str, list[Competence]] = {}
    for record in published.of_kind("competence"):
        assert isinstance(record, Competence)
        by_area.setdefault(record.area, []).append(record)
    number = 0
    for number, area in enumerate(published.records.areas.values(), 1):
        top = published.identifier("area", area.id)
        page = published.page("area", area)
        yield Node("area", area.id, top, "", number, area.id, area.title, area.summary, page=page)
        for place, competence in enumerate(by_area.get(area.id, ()), 1):
            yield from _competence_nodes(published, competence, top, place)
    for place, level in enumerate(sorted(published.records.levels.values(), key=lambda one: one.order), number + 1):
        yield Node(
            "level",
            level.id,
            published.identifier("level", level.id),
            "",
            place,
            f"level.{level.id}",
            level.title,
            level.summary,
            with_draft("", level.approval),
            page=published.page("level", level),
            retired=bool(level.replaced_by),
        )


def _competence_nodes(published: Published, competence: Competence, area: str, place: int) -> Iterator[Node]:
    own = published.identifier("competence", competence.id)
    yield Node(
        "competence",
        competence.id,
        own,
        area,
        place,
        competence.id,
        competence.title,
        competence.summary,
        with_draft(competence.why_it_matters, competence.approval),
        tuple(competence.tags),
        published.page("competence", competence),
        bool(competence.replaced_by),
    )
    for number, step in enumerate(published.records.steps.values(), 1):
        key = step_key(competence.id, step.id)
        at_step = published.identifier("step", key)
        yield Node("step", key, at_step, own, number, key, f"{competence.title}: {step.title}", step.summary)
        seen: dict[str, int] = {}
        for row, statement in enumerate(competence.statements.get(step.id, ()), 1):
            seen[statement] = seen.get(statement, 0) + 1
            # The words are part of the key: an entry that is put in between must not change what an identifier means.
            name = f"{key}/{seen[statement]}/{statement}"
            yield Node(
                "statement",
                name,
                published.identifier("statement", name),
                at_step,
                row,
                f"{key}.{row}",
                "",
                statement,
            )


def _links(published: Published) -> Iterator[Link]:
    records = published.records
    shown = {record.id for record in published.of_kind("competence")}
    for name in shown_in_order(published):
        competence = records.competences[name]
        own = published.identifier("competence", name)
        for needed, step in competence.prerequisites.items():
            if needed in shown:
                yield Link("needs", published.identifier("step", step_key(needed, step)), own)
        if competence.replaced_by:
            yield Link("replaced-by", own, published.identifier("competence", competence.replaced_by))
        for standard_id, items in competence.maps_to.items():
            standard = records.standards.get(standard_id)
            for item in items:
                if standard is not None:
                    yield _mapping(published, own, standard, item)
    for level in records.levels.values():
        own = published.identifier("level", level.id)
        for expected, step in level.expects.items():
            if expected in shown:
                yield Link("expects", published.identifier("step", step_key(expected, step)), own)
        if level.replaced_by:
            yield Link("replaced-by", own, published.identifier("level", level.replaced_by))


def shown_in_order(published: Published) -> list[str]:
    """The ids of the published competences, in the order of the records."""
    return [record.id for record in published.of_kind("competence")]


def _mapping(published: Published, own: str, standard: Standard, item: str) -> Link:
    title = next((one.title for one in standard.items if one.id == item), item)
    address = f"{published.page('standard', standard) or published.base}#{item}"
    identifier = published.identifier("standard-item", f"{standard.id}/{item}")
    return Link("maps-to", own, identifier, f"{standard.title}: {title}", address)
