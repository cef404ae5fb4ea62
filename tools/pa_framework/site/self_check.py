"""The self-check: a five-minute version with one question for each area, and the full one with all competences.

A script stores the answers on the device and compares them with the levels. Without it, the page is a checklist to
print: the short questions, and the others folded below them. Where there are too many for one page, the others are on
pages of their own (`site/parts.py`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from msgspec import Struct

from pa_framework.facts.facts import Facts
from pa_framework.facts.pay import bands_of, format_pounds
from pa_framework.facts.self_check import first_questions
from pa_framework.facts.site_pages import WHERE, Link
from pa_framework.look.labels import in_areas, level_link
from pa_framework.look.page import record_link
from pa_framework.records.model import Area, Competence, Level
from pa_framework.site.first_person import in_first_person
from pa_framework.site.front_matter import FrontMatter, PageContent
from pa_framework.site.page_kinds import Draft, Pages, StandalonePage, build_page
from pa_framework.site.parts import Part, is_too_long, parts_of
from pa_framework.site.wages import pence_or_pounds, rates_today
from pa_framework.text.sentences import position_words, with_article

#: Who looks for learning here. What is for employers alone is not a PA's next step, and what is for them first comes last.
_FOR_PAS = frozenset({"pa", "recruit"})


class StepToChoose(Struct, frozen=True):
    """A step of a competence with its statements, in the first person."""

    id: str
    title: str
    statements: tuple[str, ...]


class Lesson(Struct, frozen=True):
    """Learning for PAs that teaches a competence up to a step."""

    link: Link
    step: str


class CompetenceToRate(Struct, frozen=True):
    """A competence of the self-check. `expects` has a `level:step` for every level that expects it, with spaces."""

    id: str
    link: Link
    summary: str
    steps: tuple[StepToChoose, ...]
    expects: str
    learning: tuple[Lesson, ...]


class AreaToRate(Struct, frozen=True):
    """An area of the self-check, or a part of one; `place` is its position in words.

    `first` is the competence that the short version asks about, `others` are those that only the full version has. If
    these are on a page of their own, it is `part`: `ids` are its competences, and `levels` those that expect one of them.
    """

    id: str
    title: str
    summary: str
    place: str
    first: CompetenceToRate | None
    others: tuple[CompetenceToRate, ...]
    part: Part[Competence] | None = None
    ids: str = ""
    levels: str = ""


class PartView(Struct, frozen=True):
    """A page with some questions of an area. `whole` is the self-check."""

    title: str
    whole: Link
    area: str
    competences: tuple[CompetenceToRate, ...]


class LevelToReach(Struct, frozen=True):
    """A level, and what it pays today in words; empty where the records name no rate."""

    id: str
    link: Link
    pay: str


class SelfCheckView(Struct, frozen=True):
    """The self-check. `steps` are ids, separated by spaces; `questions` counts those of the short version, `all` all.

    `meanings` says of each step in one sentence what it means.
    `replaced` are pairs `old:new` of ids, separated by spaces: an answer to a competence follows what replaced it.
    """

    framework: str
    steps: str
    replaced: str
    levels: tuple[LevelToReach, ...]
    areas: tuple[AreaToRate, ...]
    questions: int
    all: int
    in_parts: bool
    meanings: tuple[tuple[str, str], ...]


def _first_sentence(text: str) -> str:
    return f"{text.partition('. ')[0].removesuffix('.')}."


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
    questions = first_questions(records)
    framework = records.framework
    levels = records.levels_in_order()
    return SelfCheckView(
        f"{framework.title} {framework.version}" if framework else "",
        " ".join(records.steps),
        " ".join(f"{old}:{new}" for old, new in sorted(_replaced(records.competences).items())),
        tuple(
            LevelToReach(level.id, level_link(level), _pay(facts, before, level))
            for before, level in pairwise((None, *levels))
            if level
        ),
        tuple(
            section
            for number, (area, competences) in enumerate(areas)
            for section in _sections(facts, area, competences, position_words(number, len(areas), "area"))
        ),
        len(questions),
        sum(len(competences) for _, competences in areas),
        _is_in_parts(facts),
        tuple((step.title, _first_sentence(step.summary)) for step in records.steps.values()),
    )


def _is_in_parts(facts: Facts) -> bool:
    """Whether there are too many questions for one page."""
    return is_too_long(sum(len(competences) for _, competences in in_areas(facts.records)))


def _parts(facts: Facts, area: Area, competences: Sequence[Competence]) -> tuple[Part[Competence], ...]:
    """The pages of the questions that only the full version asks; none where the self-check has room for them."""
    first = first_questions(facts.records).get(area.id)
    others = [competence for competence in competences if competence is not first]
    return parts_of(WHERE.path, area.id, others) if _is_in_parts(facts) else ()


def _sections(facts: Facts, area: Area, competences: Sequence[Competence], place: str) -> Iterator[AreaToRate]:
    """An area as the self-check asks about it: whole, or part by part."""
    first = first_questions(facts.records).get(area.id)
    asked_first = _competence(facts, first) if first else None
    parts = _parts(facts, area, competences)
    if not parts:
        others = () if _is_in_parts(facts) else competences
        rated = tuple(_competence(facts, competence) for competence in others if competence is not first)
        yield AreaToRate(area.id, area.title, area.summary, place, asked_first, rated)
    for part in parts:
        begins = part.number == 1
        levels = {level.id for one in part.items for level in facts.graph.expected_by.get(one.id, ())}
        yield AreaToRate(
            area.id if begins else f"{area.id}--{part.number}",
            _title_of(area, part),
            area.summary if begins else "",
            place if part.of == 1 else f"{place}, {part.place}",
            asked_first if begins else None,
            (),
            part,
            " ".join(competence.id for competence in part.items),
            " ".join(sorted(levels)),
        )


def _title_of(area: Area, part: Part[Competence]) -> str:
    return area.title if part.of == 1 else f"{area.title}, {part.place}"


@dataclass(frozen=True, slots=True)
class _PartPages(Pages):
    """The pages of the questions for which the self-check has no room."""

    def drafts(self, facts: Facts) -> Iterator[Draft]:
        """A page for each part, in the order of the areas."""
        for area, competences in in_areas(facts.records):
            for part in _parts(facts, area, competences):
                yield Draft(part.path, partial(self._page, facts, area, part))

    def _page(self, facts: Facts, area: Area, part: Part[Competence]) -> PageContent:
        rated = tuple(_competence(facts, competence) for competence in part.items)
        title = _title_of(area, part)
        view = PartView(f"{WHERE.heading} {title}", WHERE, title, rated)
        front_matter = FrontMatter(
            title=view.title,
            description=f"Questions of the self-check about {area.title}, to print.",
            kind="where-part",
            wide=True,
        )
        return build_page(facts, part.path, "self_check_part.md.j2", front_matter, view=view)


def _pay(facts: Facts, before: Level | None, level: Level) -> str:
    """What a level pays today, and how much more that is than at the level before."""
    band, rates = next(iter(bands_of(facts.records, level)), None), rates_today(facts, level)
    if band is None or not rates:
        return ""
    low, high = min(rates.values()), max(rates.values())
    kind = "example rate" if band.illustrative else "rate"
    rate = (
        f"{with_article(kind)} of {format_pounds(low)}"
        if low == high
        else f"{kind}s of {format_pounds(low)} to {format_pounds(high)}"
    )
    earlier = rates_today(facts, before) if before else {}
    more = sorted(paid - earlier[funder] for funder, paid in rates.items() if funder in earlier)
    difference = ""
    if before and more and more[0] > 0:
        by = " to ".join(dict.fromkeys(pence_or_pounds(each) for each in (more[0], more[-1])))
        difference = f" That is {by} more than {before.title}."
    return f"{rate} an hour today.{difference}"


def _competence(facts: Facts, competence: Competence) -> CompetenceToRate:
    levels = facts.graph.expected_by.get(competence.id, ())
    order = facts.records.step_order()
    return CompetenceToRate(
        competence.id,
        record_link("competence", competence),
        competence.summary,
        tuple(
            StepToChoose(
                step.id, step.title, tuple(in_first_person(line) for line in competence.statements.get(step.id, ()))
            )
            for step in facts.records.steps.values()
        ),
        " ".join(f"{level.id}:{level.expects[competence.id]}" for level in levels),
        tuple(
            Lesson(record_link("learning", offer), offer.teaches[competence.id])
            for offer in sorted(
                (
                    offer
                    for offer in facts.graph.taught_by.get(competence.id, ())
                    if _FOR_PAS.intersection(offer.serves)
                ),
                key=lambda offer: (
                    offer.serves[0] not in _FOR_PAS,
                    len(offer.teaches),
                    order.get(offer.teaches[competence.id], -1),
                    offer.title,
                ),
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
            "A self-check for a personal assistant alone, short or full: what you can do, and what could come next."
            " Answers stay on your device."
        ),
        wide=True,
        scripts=("parts", "where"),
    ),
    _PartPages(),
)
