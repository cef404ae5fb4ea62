"""Pages about the plan: actions, owners, due dates and what is late. Past plans stay available."""

from collections.abc import Sequence

from msgspec import Struct

from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import ABOUT, EVIDENCE, PLAN, Link
from pa_framework.look.markdown import Md
from pa_framework.look.page import Banner, SourceLine, record_link, short_source_link, source_lines
from pa_framework.records.field_meaning import labels
from pa_framework.records.model import Action, PlanArea, PlanStatus
from pa_framework.site.page_kinds import Banners, Pages, RecordPages, StandalonePage, active
from pa_framework.site.plan_over_time import Due, timeline
from pa_framework.text.dates import format_date, last_day_of
from pa_framework.text.sentences import count, join_words

HISTORIC = Banner("historic", "An old plan, as it was written. Nothing in it is promised today.")
ILLUSTRATIVE = Banner("illustrative", "An example to adapt. The organisations named have not agreed to this.")
STATE_WORDS = labels("plan", "actions.state")
MEASURE_WORDS = labels("plan", "measures.kind")


class ActionLine(Struct, frozen=True):
    """An action in words; `late` marks it on the page."""

    what: str
    note: str
    by_whom: str
    by_when: str
    state: str
    late: bool


class MeasureLine(Struct, frozen=True):
    """A measure in words."""

    title: str
    kind: str
    baseline: str
    target: str
    source: Link | None


class PlanView(Struct, frozen=True):
    """What the page of an area shows besides the record. `late` is a sentence, empty for a past plan.

    `measures` are by objective; those without one come with an empty objective.
    """

    heading: str
    late: str
    chart: Md
    actions: tuple[ActionLine, ...]
    measures: tuple[tuple[str, tuple[MeasureLine, ...]], ...]
    sources: tuple[SourceLine, ...]


class AreaRow(Struct, frozen=True):
    """An area of a plan in the index, with a line of counts."""

    link: Link
    ambition: str
    line: str


class PlanGroup(Struct, frozen=True):
    """A plan with its areas."""

    title: str
    summary: str
    rows: tuple[AreaRow, ...]


class PlanIndexView(Struct, frozen=True):
    """The index of the plans in force, and every late action with a link to its area.

    `past` is the page that lists plans of the past; None where there are none.
    """

    groups: tuple[PlanGroup, ...]
    late: tuple[tuple[str, Link], ...]
    evidence: Link
    past: Link | None


def _areas(facts: Facts) -> list[PlanArea]:
    """Areas of plans in force first, then those of the past; in the order of their plan."""
    return active(
        facts.records.plan.values(),
        key=lambda area: (area.status != "current", area.plan, area.order, area.id),
    )


def areas_of_plans(facts: Facts, status: PlanStatus) -> list[PlanArea]:
    """The areas of plans in force or of the past, in the order of their plan."""
    return [area for area in _areas(facts) if area.status == status]


def is_late(facts: Facts, area: PlanArea, action: Action) -> bool:
    """Whether an action of a plan in force should have been done by now. A month counts until its last day."""
    if area.status != "current" or action.state in ("done", "dropped"):
        return False
    last = last_day_of(action.by_when) if action.by_when else None
    return action.state == "overdue" or (last is not None and last < facts.on)


def _index(facts: Facts) -> PlanIndexView:
    areas = areas_of_plans(facts, "current")
    plans: dict[str, list[PlanArea]] = {}
    for area in areas:
        plans.setdefault(area.plan, []).append(area)
    return PlanIndexView(
        tuple(
            PlanGroup(
                title,
                _about(areas_of_plan),
                tuple(
                    AreaRow(record_link("plan", area), area.ambition, _counts(facts, area)) for area in areas_of_plan
                ),
            )
            for title, areas_of_plan in plans.items()
        ),
        tuple(
            (action.what, record_link("plan", area))
            for area in areas
            for action in area.actions
            if is_late(facts, area, action)
        ),
        EVIDENCE,
        Link("Plans of the past", f"{ABOUT.path}#how-it-began") if areas_of_plans(facts, "historic") else None,
    )


def _index_banners(facts: Facts, view: object) -> Banners:
    return (ILLUSTRATIVE,) if any(area.illustrative for area in areas_of_plans(facts, "current")) else ()


def _about(areas: Sequence[PlanArea]) -> str:
    return "An example. No one has promised it." if all(area.illustrative for area in areas) else "Current plan."


def _counts(facts: Facts, area: PlanArea) -> str:
    words = [count(len(area.actions), "action", "actions")]
    late = sum(is_late(facts, area, action) for action in area.actions)
    words.append(f"{late} late" if late else "none late")
    if area.measures:
        words.append(count(len(area.measures), "measure", "measures"))
    return " · ".join(words)


def _area(facts: Facts, area: PlanArea) -> PlanView:
    return PlanView(
        "Actions" if area.status == "current" else "Actions at the time",
        _late_sentence(facts, area),
        _chart(facts, area),
        tuple(_action(facts, area, action) for action in area.actions),
        _measures(facts, area),
        source_lines(
            facts,
            [
                *area.sources,
                *(source for action in area.actions for source in action.links),
                *(measure.source for measure in area.measures),
            ],
        ),
    )


def _measures(facts: Facts, area: PlanArea) -> tuple[tuple[str, tuple[MeasureLine, ...]], ...]:
    """The measures of an area by objective, in the order in which objectives are named first."""
    groups: dict[str, list[MeasureLine]] = {}
    for measure in area.measures:
        groups.setdefault(measure.objective or "", []).append(
            MeasureLine(
                measure.title,
                MEASURE_WORDS[measure.kind] if measure.kind else "",
                measure.baseline or "Not known",
                measure.target or "None set",
                short_source_link(facts, measure.source),
            )
        )
    return tuple((objective, tuple(lines)) for objective, lines in groups.items())


def _banners(facts: Facts, area: PlanArea) -> Banners:
    return (
        *((HISTORIC,) if area.status == "historic" else ()),
        *((ILLUSTRATIVE,) if area.illustrative else ()),
    )


def _late_sentence(facts: Facts, area: PlanArea) -> str:
    """How many actions are late today; empty for a plan of the past."""
    if area.status != "current":
        return ""
    late = sum(is_late(facts, area, action) for action in area.actions)
    if not late:
        return "All actions are on schedule."
    verb = "is" if late == 1 else "are"
    return f"{count(late, 'action', 'actions')} of {len(area.actions)} {verb} late."


def _action(facts: Facts, area: PlanArea, action: Action) -> ActionLine:
    return ActionLine(
        action.what,
        action.note or "",
        join_words(action.by_whom) if action.by_whom else "No one is named",
        when_words(action.by_when) if action.by_when else "No date",
        _state(facts, area, action),
        is_late(facts, area, action),
    )


def _chart(facts: Facts, area: PlanArea) -> Md:
    """The actions that have a date, on a line of time; today is marked in a plan that is in force."""
    due = [
        Due(action.what, last, "overdue" if is_late(facts, area, action) else action.state)
        for action in area.actions
        if (last := last_day_of(action.by_when or ""))
    ]
    if len(due) < 2:
        return Md("")
    signs = {action.sign for action in due}
    legend = [(sign, words) for sign, words in STATE_WORDS.items() if sign in signs]
    return timeline(due, legend, facts.on if area.status == "current" else None, "plan-chart")


def when_words(text: str) -> str:
    """A month or a day in words: `March 2027`, `31 March 2027`."""
    day = last_day_of(text)
    if day is None:
        return text
    return f"{day:%B %Y}" if len(text) == 7 else format_date(day)


def _state(facts: Facts, area: PlanArea, action: Action) -> str:
    """The state in words; being late comes first, whatever the record says."""
    words = STATE_WORDS[action.state]
    if not is_late(facts, area, action) or action.state == "overdue":
        return words
    return f"Overdue; the record still says: {words.lower()}"


PAGES: tuple[Pages, ...] = (
    StandalonePage(
        page=PLAN,
        kind="plan-index",
        template="plan_index.md.j2",
        view=_index,
        description="Who does what for personal assistants, by when, how it is measured, and what is late.",
        banners=_index_banners,
    ),
    RecordPages(
        kind="plan",
        template="plan.md.j2",
        select=_areas,
        view=_area,
        description=lambda area: area.ambition,
        banners=_banners,
    ),
)
