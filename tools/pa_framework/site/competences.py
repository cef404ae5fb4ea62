"""Pages about competences: the index, the matrix of competences by level, a page each."""

from collections.abc import Iterator
from dataclasses import dataclass

from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import COMPARE, COMPETENCES, MATRIX, WHERE, Link
from pa_framework.look.labels import in_areas, item_words, level_link
from pa_framework.look.page import (
    Frame,
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
from pa_framework.records.model import Competence


@dataclass(frozen=True, slots=True)
class StepColumn:
    title: str
    summary: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LevelStep:
    """A level and the step that it expects; both empty where it expects none."""

    level: Link
    step: str
    title: str


@dataclass(frozen=True, slots=True)
class CompetenceView:
    competence: Competence
    area: Link
    levels: tuple[LevelStep, ...]
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
    level_ids: str
    standard_ids: str


@dataclass(frozen=True, slots=True)
class AreaGroup:
    id: str
    title: str
    summary: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class StandardChoice:
    """A standard to filter by, and its items as (value, words)."""

    id: str
    title: str
    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class IndexView:
    count: int
    groups: tuple[AreaGroup, ...]
    steps: tuple[tuple[str, str], ...]
    levels: tuple[tuple[str, str], ...]
    standards: tuple[StandardChoice, ...]
    matrix: Link
    where: Link


@dataclass(frozen=True, slots=True)
class Cell:
    """At which step a level expects a competence; empty where it does not. `same`: as the level before."""

    step: str
    title: str
    same: bool


@dataclass(frozen=True, slots=True)
class MatrixRow:
    link: Link
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class MatrixLevel:
    id: str
    link: Link


@dataclass(frozen=True, slots=True)
class MatrixView:
    levels: tuple[MatrixLevel, ...]
    groups: tuple[tuple[str, tuple[MatrixRow, ...]], ...]
    steps: tuple[tuple[str, str, str], ...]
    compare: Link


def pages(facts: Facts) -> Iterator[Page]:
    """Everything below competences/."""
    yield _index(facts)
    yield _matrix(facts)
    ordered = [competence for _, found in in_areas(facts.records) for competence in found]
    retired = [each for each in facts.records.competences.values() if each.replaced_by]
    for before, competence, after in zip([None, *ordered], ordered, [*ordered[1:], None], strict=False):
        yield _competence(facts, competence, _link(before), _link(after))
    for competence in retired:
        yield _competence(facts, competence, None, None)


def _link(competence: Competence | None) -> Link | None:
    return Link(competence.title, f"competences/{competence.id}.md") if competence else None


def area_link(facts: Facts, area: str) -> Link:
    """A link to an area on the index of competences."""
    found = facts.records.areas.get(area)
    return Link(found.title if found else area, COMPETENCES.path)


def _index(facts: Facts) -> Page:
    records = facts.records
    groups = []
    for area, competences in in_areas(records):
        rows = []
        for each in competences:
            levels = facts.graph.expected_by.get(each.id, ())
            rows.append(
                Row(
                    Link(each.title, f"competences/{each.id}.md"),
                    each.summary,
                    levels[0].title if levels else "",
                    " ".join(level.id for level in levels),
                    " ".join(item for standard in each.maps_to for item in _answers_to(each, standard)),
                )
            )
        if rows:
            groups.append(AreaGroup(area.id, area.title, area.summary, tuple(rows)))
    view = IndexView(
        sum(len(group.rows) for group in groups),
        tuple(groups),
        tuple((step.title, step.summary) for step in records.steps.values()),
        tuple((level.id, level.title) for level in records.levels_in_order()),
        tuple(_standards(facts)),
        MATRIX,
        WHERE,
    )
    frame = Frame(
        "Competences",
        f"{view.count} competences: what a personal assistant can do, in four steps, with examples from daily life.",
        "competences",
        wide=True,
        scripts=("filters",),
    )
    return page(facts, COMPETENCES.path, "competence_index.md.j2", frame, view)


def _answers_to(competence: Competence, standard: str) -> tuple[str, ...]:
    """The standard and its items to which a competence answers, as values to filter by: `standard standard/item`."""
    return (standard, *(f"{standard}/{item}" for item in competence.maps_to[standard]))


def _standards(facts: Facts) -> Iterator[StandardChoice]:
    """Standards with the items to which a competence answers; those that are current first."""
    answered = {
        (name, item)
        for competence in facts.records.competences.values()
        if not competence.replaced_by
        for name, items in competence.maps_to.items()
        for item in items
    }
    for standard in sorted(facts.records.standards.values(), key=lambda each: (not each.current, each.title)):
        items = tuple(
            (f"{standard.id}/{item.id}", item_words(item))
            for item in standard.items
            if (standard.id, item.id) in answered
        )
        if items:
            yield StandardChoice(standard.id, standard.title, items)


def _matrix(facts: Facts) -> Page:
    records = facts.records
    levels = records.levels_in_order()
    groups = []
    for area, competences in in_areas(records):
        rows = tuple(_matrix_row(facts, each) for each in competences)
        if rows:
            groups.append((area.title, rows))
    view = MatrixView(
        tuple(MatrixLevel(level.id, level_link(level)) for level in levels),
        tuple(groups),
        tuple((step.id, step.title, step.summary) for step in records.steps.values()),
        COMPARE,
    )
    frame = Frame(
        "Competences by level",
        "Which competence each career level expects, and at which step.",
        "matrix",
        (COMPETENCES,),
        wide=True,
        scripts=("matrix",),
    )
    return page(facts, MATRIX.path, "matrix.md.j2", frame, view)


def _matrix_row(facts: Facts, competence: Competence) -> MatrixRow:
    steps = [level.expects.get(competence.id, "") for level in facts.records.levels_in_order()]
    return MatrixRow(
        Link(competence.title, f"competences/{competence.id}.md"),
        tuple(
            Cell(step, _step(facts, step), bool(step) and step == before)
            for before, step in zip(["", *steps], steps, strict=False)
        ),
    )


def _competence(facts: Facts, competence: Competence, before: Link | None, after: Link | None) -> Page:
    records, graph = facts.records, facts.graph
    uses = graph.used_by.get(("competence", competence.id), ())
    view = CompetenceView(
        competence=competence,
        area=area_link(facts, competence.area),
        levels=tuple(
            LevelStep(level_link(level), step, _step(facts, step))
            for level in records.levels_in_order()
            for step in [level.expects.get(competence.id, "")]
        )
        if graph.expected_by.get(competence.id)
        else (),
        steps=tuple(
            StepColumn(
                step.title,
                step.summary,
                competence.statements.get(step.id, ()),
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
