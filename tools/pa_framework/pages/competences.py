"""Pages about competences: the index, the matrix of competences by level, a page each."""

from collections.abc import Iterator
from dataclasses import dataclass

from pa_framework.facts import Facts
from pa_framework.model import Competence
from pa_framework.pages.frame import (
    Frame,
    Link,
    Page,
    SourceLine,
    approval_banner,
    foot_of,
    link_to,
    links_to,
    page,
    retired_banner,
    source_lines,
)

COMPETENCES = Link("Competences", "competences/index.md")
MATRIX = Link("Competences by level", "competences/matrix.md")


@dataclass(frozen=True, slots=True)
class StepColumn:
    title: str
    summary: str
    statements: tuple[str, ...]
    levels: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class CompetenceView:
    competence: Competence
    area: Link
    steps: tuple[StepColumn, ...]
    setting: str
    example: str
    prerequisites: tuple[Link, ...]
    learning: tuple[Link, ...]
    tasks: tuple[Link, ...]
    stories: tuple[Link, ...]
    standards: tuple[tuple[Link, str], ...]
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class Row:
    link: Link
    summary: str
    first_level: str
    first_level_id: str


@dataclass(frozen=True, slots=True)
class AreaGroup:
    id: str
    title: str
    summary: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class IndexView:
    count: int
    groups: tuple[AreaGroup, ...]
    steps: tuple[tuple[str, str], ...]
    levels: tuple[tuple[str, str], ...]
    matrix: Link


@dataclass(frozen=True, slots=True)
class MatrixRow:
    link: Link
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MatrixView:
    levels: tuple[Link, ...]
    groups: tuple[tuple[str, tuple[MatrixRow, ...]], ...]
    steps: tuple[tuple[str, str, str], ...]


def pages(facts: Facts) -> Iterator[Page]:
    """Everything below competences/."""
    yield _index(facts)
    yield _matrix(facts)
    ordered = [competence for group in _by_area(facts) for competence in group[1]]
    retired = [each for each in facts.records.competences.values() if each.replaced_by]
    for before, competence, after in zip([None, *ordered], ordered, [*ordered[1:], None], strict=False):
        yield _competence(facts, competence, _link(before), _link(after))
    for competence in retired:
        yield _competence(facts, competence, None, None)


def _by_area(facts: Facts) -> list[tuple[str, list[Competence]]]:
    """Areas in their order, each with its competences by title."""
    return [
        (
            area,
            sorted(
                (each for each in facts.records.competences.values() if each.area == area and not each.replaced_by),
                key=lambda each: each.title,
            ),
        )
        for area in facts.records.areas
    ]


def _link(competence: Competence | None) -> Link | None:
    return Link(competence.title, f"competences/{competence.id}.md") if competence else None


def area_link(facts: Facts, area: str) -> Link:
    """A link to an area on the index of competences."""
    found = facts.records.areas.get(area)
    return Link(found.title if found else area, COMPETENCES.path)


def _index(facts: Facts) -> Page:
    groups = []
    for area, competences in _by_area(facts):
        rows = []
        for each in competences:
            levels = facts.graph.expected_by.get(each.id, ())
            rows.append(
                Row(
                    Link(each.title, f"competences/{each.id}.md"),
                    each.summary,
                    levels[0].title if levels else "",
                    levels[0].id if levels else "",
                )
            )
        if rows:
            found = facts.records.areas[area]
            groups.append(AreaGroup(area, found.title, found.summary, tuple(rows)))
    view = IndexView(
        sum(len(group.rows) for group in groups),
        tuple(groups),
        tuple((step.title, step.summary) for step in facts.records.steps.values()),
        tuple((level.id, level.title) for level in facts.records.levels_in_order()),
        MATRIX,
    )
    frame = Frame(
        "Competences",
        f"{view.count} competences: what a personal assistant can do, in four steps, with examples from daily life.",
        "competences",
        wide=True,
        scripts=("filters",),
    )
    return page(facts, COMPETENCES.path, "competence_index.md.j2", frame, view)


def _matrix(facts: Facts) -> Page:
    records = facts.records
    levels = records.levels_in_order()
    groups = []
    for area, competences in _by_area(facts):
        rows = []
        for each in competences:
            cells, before = [], ""
            for level in levels:
                step = level.expects.get(each.id, "")
                title = records.steps[step].title if step in records.steps else ""
                cells.append((title, "same" if step and step == before else step))
                before = step
            rows.append(MatrixRow(Link(each.title, f"competences/{each.id}.md"), tuple(cells)))
        if rows:
            groups.append((records.areas[area].title, tuple(rows)))
    view = MatrixView(
        tuple(Link(level.title, f"career/{level.id}.md") for level in levels),
        tuple(groups),
        tuple((step.id, step.title, step.summary) for step in records.steps.values()),
    )
    frame = Frame(
        "Competences by level",
        "Which competence each career level expects, and at which step.",
        "matrix",
        (COMPETENCES,),
        wide=True,
    )
    return page(facts, MATRIX.path, "matrix.md.j2", frame, view)


def _competence(facts: Facts, competence: Competence, before: Link | None, after: Link | None) -> Page:
    records, graph = facts.records, facts.graph
    uses = graph.used_by.get(("competence", competence.id), ())
    view = CompetenceView(
        competence=competence,
        area=area_link(facts, competence.area),
        steps=tuple(
            StepColumn(
                step.title,
                step.summary,
                competence.statements.get(step.id, ()),
                links_to(
                    facts,
                    "level",
                    [level.id for level in records.levels_in_order() if level.expects.get(competence.id) == step.id],
                ),
            )
            for step in records.steps.values()
        ),
        setting=competence.example.setting if competence.example else "",
        example=competence.example.text if competence.example else "",
        prerequisites=tuple(
            Link(found.title, found.path, records.steps[step].title if step in records.steps else step)
            for name, step in competence.prerequisites.items()
            if (found := link_to(facts, "competence", name))
        ),
        learning=tuple(
            Link(offer.title, f"learning/{offer.id}.md", f"up to {_step(facts, offer.teaches[competence.id])}")
            for offer in graph.taught_by.get(competence.id, ())
        ),
        tasks=links_to(facts, "task", [use.id for use in uses if use.kind == "task"]),
        stories=links_to(facts, "case-study", [use.id for use in uses if use.kind == "case-study"]),
        standards=tuple(
            (Link(standard.title, f"standards/{standard.id}.md"), item_title)
            for name, items in competence.maps_to.items()
            if (standard := records.standards.get(name))
            for item_title in [entry.title for entry in standard.items if entry.id in items]
        ),
        sources=source_lines(facts, competence.sources),
    )
    frame = Frame(
        competence.title,
        competence.summary,
        "competence",
        (COMPETENCES,),
        competence.origin.path,
        (*retired_banner(facts, "competence", competence), *approval_banner(competence.approval, facts.on)),
        foot_of(facts, competence),
        before,
        after,
    )
    return page(facts, f"competences/{competence.id}.md", "competence.md.j2", frame, view)


def _step(facts: Facts, step: str) -> str:
    return facts.records.steps[step].title if step in facts.records.steps else step
