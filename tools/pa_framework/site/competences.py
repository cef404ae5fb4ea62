"""The index of competences, the matrix of competences by level, and a page for every competence."""

from collections.abc import Iterator

from msgspec import Struct

from pa_framework.facts.facts import Facts
from pa_framework.facts.pictures import picture_of
from pa_framework.facts.site_pages import COMPARE, COMPETENCES, MATRIX, WHERE, Link
from pa_framework.facts.terms import renewal_sentences
from pa_framework.facts.titles import title_of
from pa_framework.look.labels import in_areas, item_words, level_link
from pa_framework.look.page import SourceLine, links_to, links_with_hints, record_link, source_lines, stories_of
from pa_framework.records.model import Competence
from pa_framework.site.hand_written import hand_written_link, who_pays_for_training
from pa_framework.site.page_kinds import Pages, RecordPages, StandalonePage, active


class StepColumn(Struct, frozen=True):
    """A step with the statements of a competence at this step."""

    title: str
    summary: str
    statements: tuple[str, ...]


class LevelStep(Struct, frozen=True):
    """A level and the step that it expects; both empty where it expects none."""

    level: Link
    step: str
    title: str


class CompetenceView(Struct, frozen=True):
    """What the page of a competence shows besides the record.

    `emergency` leads to what to do now, where the competence is about safety and there is such a page.
    `picture` is the path of the picture of its area; `standards` has pairs: a standard, an item's title.
    """

    area: Link
    emergency: Link | None
    picture: str
    levels: tuple[LevelStep, ...]
    steps: tuple[StepColumn, ...]
    setting: str
    example: str
    renewed: tuple[str, ...]
    prerequisites: tuple[Link, ...]
    learning: tuple[Link, ...]
    who_pays: Link | None
    tasks: tuple[Link, ...]
    stories: tuple[Link, ...]
    standards: tuple[tuple[Link, str], ...]
    sources: tuple[SourceLine, ...]


class Row(Struct, frozen=True):
    """A competence in the index. Ids for the filters are separated by spaces."""

    link: Link
    summary: str
    first_level: str
    level_ids: str
    standard_ids: str


class AreaGroup(Struct, frozen=True):
    """An area of competence with its competences, and the path of its picture."""

    id: str
    title: str
    summary: str
    picture: str
    rows: tuple[Row, ...]


class StandardChoice(Struct, frozen=True):
    """A standard to filter by, and its items as (value, words)."""

    id: str
    title: str
    items: tuple[tuple[str, str], ...]


class IndexView(Struct, frozen=True):
    """The index of competences: groups by area, and the choices of the filters as id and label."""

    count: int
    groups: tuple[AreaGroup, ...]
    steps: tuple[tuple[str, str], ...]
    levels: tuple[tuple[str, str], ...]
    standards: tuple[StandardChoice, ...]
    matrix: Link
    where: Link


class Cell(Struct, frozen=True):
    """The step at which a level expects a competence, or empty. `same`: the level before expects the same."""

    step: str
    title: str
    same: bool


class MatrixRow(Struct, frozen=True):
    """A competence with a cell for every level."""

    link: Link
    cells: tuple[Cell, ...]


class MatrixLevel(Struct, frozen=True):
    """A column of the matrix."""

    id: str
    link: Link


class MatrixView(Struct, frozen=True):
    """The matrix: columns, rows by area, and the steps as id, title and summary."""

    levels: tuple[MatrixLevel, ...]
    groups: tuple[tuple[str, tuple[MatrixRow, ...]], ...]
    steps: tuple[tuple[str, str, str], ...]
    compare: Link


def _competences(facts: Facts) -> list[Competence]:
    return [competence for _, competences in in_areas(facts.records) for competence in competences]


def area_link(facts: Facts, area: str) -> Link:
    """A link to an area on the index of competences."""
    found = facts.records.areas.get(area)
    return Link(found.title if found else area, COMPETENCES.path)


def _index(facts: Facts) -> IndexView:
    records = facts.records
    groups = tuple(
        AreaGroup(
            area.id,
            area.title,
            area.summary,
            picture_of(records, "area", area.id),
            tuple(_row(facts, competence) for competence in competences),
        )
        for area, competences in in_areas(records)
        if competences
    )
    return IndexView(
        sum(len(group.rows) for group in groups),
        groups,
        tuple((step.title, step.summary) for step in records.steps.values()),
        tuple((level.id, level.title) for level in records.levels_in_order()),
        tuple(_standards(facts)),
        MATRIX,
        WHERE,
    )


def _row(facts: Facts, competence: Competence) -> Row:
    levels = facts.graph.expected_by.get(competence.id, ())
    return Row(
        record_link("competence", competence),
        competence.summary,
        levels[0].title if levels else "",
        " ".join(level.id for level in levels),
        " ".join(value for standard in competence.maps_to for value in _answers_to(competence, standard)),
    )


def _answers_to(competence: Competence, standard: str) -> tuple[str, ...]:
    """The standard and its items to which a competence answers, as values to filter by: `standard standard/item`."""
    return (standard, *(f"{standard}/{item}" for item in competence.maps_to[standard]))


def _standards(facts: Facts) -> Iterator[StandardChoice]:
    """Standards with the items to which a competence answers; those that are current first."""
    answered = {
        (standard, item)
        for competence in active(facts.records.competences.values())
        for standard, items in competence.maps_to.items()
        for item in items
    }
    for standard in sorted(
        facts.records.standards.values(), key=lambda standard: (not standard.current, standard.title)
    ):
        items = tuple(
            (f"{standard.id}/{item.id}", item_words(item))
            for item in standard.items
            if (standard.id, item.id) in answered
        )
        if items:
            yield StandardChoice(standard.id, standard.title, items)


def _matrix(facts: Facts) -> MatrixView:
    records = facts.records
    return MatrixView(
        tuple(MatrixLevel(level.id, level_link(level)) for level in records.levels_in_order()),
        tuple(
            (area.title, tuple(_matrix_row(facts, competence) for competence in competences))
            for area, competences in in_areas(records)
            if competences
        ),
        tuple((step.id, step.title, step.summary) for step in records.steps.values()),
        COMPARE,
    )


def _matrix_row(facts: Facts, competence: Competence) -> MatrixRow:
    steps = [level.expects.get(competence.id, "") for level in facts.records.levels_in_order()]
    return MatrixRow(
        record_link("competence", competence),
        tuple(
            Cell(step, title_of(facts.records.steps, step), bool(step) and step == before)
            for before, step in zip(["", *steps], steps, strict=False)
        ),
    )


def _competence(facts: Facts, competence: Competence) -> CompetenceView:
    records, graph = facts.records, facts.graph
    tasks = [use.id for use in graph.used_by.get(("competence", competence.id), ()) if use.kind == "task"]
    return CompetenceView(
        area=area_link(facts, competence.area),
        emergency=hand_written_link(facts, "about/emergency.md") if "safety" in competence.tags else None,
        picture=picture_of(records, "area", competence.area),
        levels=_levels(facts, competence),
        steps=tuple(
            StepColumn(step.title, step.summary, competence.statements.get(step.id, ()))
            for step in records.steps.values()
        ),
        setting=competence.example.setting if competence.example else "",
        example=competence.example.text if competence.example else "",
        renewed=renewal_sentences("An assessment", competence.valid_for),
        prerequisites=links_with_hints(
            facts, "competence", {id: title_of(records.steps, step) for id, step in competence.prerequisites.items()}
        ),
        learning=tuple(
            record_link("learning", offer, f"up to {title_of(records.steps, offer.teaches[competence.id])}")
            for offer in graph.taught_by.get(competence.id, ())
        ),
        who_pays=who_pays_for_training(facts),
        tasks=links_to(facts, "task", tasks),
        stories=stories_of(facts, "competence", competence.id),
        standards=tuple(
            (record_link("standard", standard), item.title)
            for id, items in competence.maps_to.items()
            if (standard := records.standards.get(id))
            for item in standard.items
            if item.id in items
        ),
        sources=source_lines(facts, competence.sources),
    )


def _levels(facts: Facts, competence: Competence) -> tuple[LevelStep, ...]:
    """The step that every level expects; nothing where no level expects the competence."""
    if not facts.graph.expected_by.get(competence.id):
        return ()
    steps = ((level, level.expects.get(competence.id, "")) for level in facts.records.levels_in_order())
    return tuple(LevelStep(level_link(level), step, title_of(facts.records.steps, step)) for level, step in steps)


PAGES: tuple[Pages, ...] = (
    StandalonePage(
        page=COMPETENCES,
        kind="competences",
        template="competence_index.md.j2",
        view=_index,
        description=lambda view: (
            f"{view.count} competences: what a personal assistant can do, in four steps, with examples from daily life."
        ),
        wide=True,
        scripts=("filters",),
    ),
    StandalonePage(
        page=MATRIX,
        kind="matrix",
        template="matrix.md.j2",
        view=_matrix,
        description="Which competence each career level expects, and at which step.",
        wide=True,
        scripts=("matrix",),
    ),
    RecordPages(kind="competence", template="competence.md.j2", select=_competences, view=_competence),
)
