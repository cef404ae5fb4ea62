"""The self-check: all competences with their steps, the levels that expect them, and learning that teaches them.

A script stores the answers on the device and compares them with the levels. Without it, the page is a checklist to
print.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import WHERE, Link
from pa_framework.look.labels import in_areas
from pa_framework.look.page import record_link
from pa_framework.records.model import Competence
from pa_framework.site.page_kinds import Pages, StandalonePage
from pa_framework.text.sentences import position_words


@dataclass(frozen=True, slots=True)
class StepToChoose:
    """A step of a competence with its statements."""

    id: str
    title: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """Learning that teaches a competence up to a step."""

    link: Link
    step: str


@dataclass(frozen=True, slots=True)
class CompetenceToRate:
    """A competence of the self-check. `expects` has a `level:step` for every level that expects it, with spaces."""

    id: str
    link: Link
    summary: str
    steps: tuple[StepToChoose, ...]
    expects: str
    learning: tuple[Lesson, ...]


@dataclass(frozen=True, slots=True)
class AreaToRate:
    """An area of the self-check; `place` is its position in words."""

    id: str
    title: str
    summary: str
    place: str
    competences: tuple[CompetenceToRate, ...]


@dataclass(frozen=True, slots=True)
class SelfCheckView:
    """The self-check. `steps` are ids, separated by spaces; `levels` are id and title.

    `replaced` are pairs `old:new` of ids, separated by spaces: an answer to a competence follows what replaced it.
    """

    framework: str
    steps: str
    replaced: str
    levels: tuple[tuple[str, str], ...]
    areas: tuple[AreaToRate, ...]


def _replaced(competences: Mapping[str, Competence]) -> dict[str, str]:
    """Ids of retired competences, each with the one in force that took its place in the end."""
    found: dict[str, str] = {}
    for old, competence in competences.items():
        passed, now = {old}, competence.replaced_by
        while now is not None and now in competences and now not in passed:
            passed.add(now)
            further = competences[now].replaced_by
            if further is None:
                found[old] = now
            now = further
    return found


def _view(facts: Facts) -> SelfCheckView:
    records = facts.records
    areas = [(area, competences) for area, competences in in_areas(records) if competences]
    framework = records.framework
    return SelfCheckView(
        f"{framework.title} {framework.version}" if framework else "",
        " ".join(records.steps),
        " ".join(f"{old}:{new}" for old, new in sorted(_replaced(records.competences).items())),
        tuple((level.id, level.title) for level in records.levels_in_order()),
        tuple(
            AreaToRate(
                area.id,
                area.title,
                area.summary,
                position_words(number, len(areas), "area"),
                tuple(_competence(facts, competence) for competence in competences),
            )
            for number, (area, competences) in enumerate(areas)
        ),
    )


def _competence(facts: Facts, competence: Competence) -> CompetenceToRate:
    levels = facts.graph.expected_by.get(competence.id, ())
    order = facts.records.step_order()
    return CompetenceToRate(
        competence.id,
        record_link("competence", competence),
        competence.summary,
        tuple(
            StepToChoose(step.id, step.title, competence.statements.get(step.id, ()))
            for step in facts.records.steps.values()
        ),
        " ".join(f"{level.id}:{level.expects[competence.id]}" for level in levels),
        tuple(
            Lesson(record_link("learning", offer), offer.teaches[competence.id])
            for offer in sorted(
                facts.graph.taught_by.get(competence.id, ()),
                key=lambda offer: (order.get(offer.teaches[competence.id], -1), offer.title),
            )
        ),
    )


PAGES: tuple[Pages, ...] = (
    StandalonePage(
        page=WHERE,
        kind="where",
        template="self_check.md.j2",
        view=_view,
        description=(
            "A self-check for a personal assistant alone: what you can do, and what could come next."
            " Answers stay on your device."
        ),
        wide=True,
        scripts=("where",),
    ),
)
