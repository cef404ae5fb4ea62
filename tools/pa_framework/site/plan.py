"""Pages about the plan: what is to be done, by whom, by when, and what is late. Old plans are kept to be read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import PLAN, Link
from pa_framework.look.markdown import Md
from pa_framework.look.page import Banner, Frame, Page, SourceLine, foot_of, page, retired_banner, source_lines
from pa_framework.records.model import Action, PlanArea
from pa_framework.site.plan_over_time import Due, drawn
from pa_framework.text.dates import in_words, last_day_of
from pa_framework.text.sentences import count, join_words

HISTORIC = Banner("historic", "A plan of the past, as it was written. Nothing here is promised today.")
ILLUSTRATIVE = Banner("illustrative", "An example to adapt. The organisations named in it have promised nothing.")
STATE_WORDS = {
    "planned": "Planned",
    "under-way": "Under way",
    "done": "Done",
    "overdue": "Overdue",
    "dropped": "Dropped",
    "not-known": "Not known",
}
MEASURE_WORDS = {
    "capacity": "Whether there are enough people and hours",
    "barriers": "Whether barriers fall",
    "information": "Whether people know",
}


@dataclass(frozen=True, slots=True)
class ActionLine:
    what: str
    note: str
    by_whom: str
    by_when: str
    state: str
    late: bool


@dataclass(frozen=True, slots=True)
class MeasureLine:
    title: str
    kind: str
    objective: str
    baseline: str
    target: str


@dataclass(frozen=True, slots=True)
class PlanView:
    area: PlanArea
    heading: str
    late: str
    chart: Md
    actions: tuple[ActionLine, ...]
    measures: tuple[MeasureLine, ...]
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class AreaRow:
    link: Link
    ambition: str
    line: str


@dataclass(frozen=True, slots=True)
class PlanGroup:
    title: str
    summary: str
    rows: tuple[AreaRow, ...]


@dataclass(frozen=True, slots=True)
class PlanIndexView:
    groups: tuple[PlanGroup, ...]
    late: tuple[tuple[str, Link], ...]
    day: str
    evidence: Link


def pages(facts: Facts) -> Iterator[Page]:
    """Everything below plan/."""
    ordered = _in_order(facts)
    yield _index(facts, ordered)
    for before, area, after in zip([None, *ordered], ordered, [*ordered[1:], None], strict=False):
        yield _area(facts, area, before, after)
    for area in facts.records.plan.values():
        if area.replaced_by:
            yield _area(facts, area, None, None)


def _in_order(facts: Facts) -> list[PlanArea]:
    """Plans in force first, then those of the past; each in its own order."""
    return sorted(
        (area for area in facts.records.plan.values() if not area.replaced_by),
        key=lambda area: (area.status != "current", area.plan, area.order, area.id),
    )


def _link(area: PlanArea | None) -> Link | None:
    return Link(area.title, f"plan/{area.id}.md") if area else None


def is_late(facts: Facts, area: PlanArea, action: Action) -> bool:
    """Whether an action of a plan in force should have been done by now. A month counts until its last day."""
    if area.status != "current" or action.state in ("done", "dropped"):
        return False
    last = last_day_of(action.by_when) if action.by_when else None
    return action.state == "overdue" or (last is not None and last < facts.on)


def _index(facts: Facts, ordered: list[PlanArea]) -> Page:
    plans: dict[tuple[str, str], list[PlanArea]] = {}
    for area in ordered:
        plans.setdefault((area.status, area.plan), []).append(area)
    view = PlanIndexView(
        tuple(
            PlanGroup(
                title,
                _about(status, areas),
                tuple(
                    AreaRow(Link(area.title, f"plan/{area.id}.md"), area.ambition, _counts(facts, area))
                    for area in areas
                ),
            )
            for (status, title), areas in plans.items()
        ),
        tuple(
            (action.what, Link(area.title, f"plan/{area.id}.md"))
            for area in ordered
            for action in area.actions
            if is_late(facts, area, action)
        ),
        in_words(facts.on),
        Link("Evidence", "evidence/index.md"),
    )
    frame = Frame(
        "Plan",
        "Who does what for personal assistants, by when, how anybody will know, and what is late.",
        "plan-index",
        banners=(ILLUSTRATIVE,) if any(area.illustrative for area in ordered) else (),
    )
    return page(facts, PLAN.path, "plan_index.md.j2", frame, view)


def _about(status: str, areas: Sequence[PlanArea]) -> str:
    if status != "current":
        return "A plan of the past, kept to be read."
    return "An example. Nobody has promised it." if all(area.illustrative for area in areas) else "In force."


def _counts(facts: Facts, area: PlanArea) -> str:
    words = [count(len(area.actions), "action", "actions")]
    if area.status == "current":
        late = sum(is_late(facts, area, action) for action in area.actions)
        words.append(f"{late} late" if late else "none late")
    if area.measures:
        words.append(count(len(area.measures), "measure", "measures"))
    return " · ".join(words)


def _area(facts: Facts, area: PlanArea, before: PlanArea | None, after: PlanArea | None) -> Page:
    late = sum(is_late(facts, area, action) for action in area.actions)
    if area.status != "current":
        words = ""
    elif late:
        verb = "is" if late == 1 else "are"
        words = f"On {in_words(facts.on)} {count(late, 'action', 'actions')} of {len(area.actions)} {verb} late."
    else:
        words = f"On {in_words(facts.on)} no action is late."
    view = PlanView(
        area,
        "What is to be done" if area.status == "current" else "What was to be done",
        words,
        _chart(facts, area),
        tuple(
            ActionLine(
                action.what,
                action.note or "",
                join_words(action.by_whom) if action.by_whom else "Nobody is named",
                when_words(action.by_when) if action.by_when else "No date",
                _state(facts, area, action),
                is_late(facts, area, action),
            )
            for action in area.actions
        ),
        tuple(
            MeasureLine(
                each.title,
                MEASURE_WORDS[each.kind] if each.kind else "",
                each.objective or "",
                each.baseline or "Not known",
                each.target or "None set",
            )
            for each in area.measures
        ),
        source_lines(
            facts,
            [
                *area.sources,
                *(name for action in area.actions for name in action.links),
                *(each.source for each in area.measures if each.source),
            ],
        ),
    )
    frame = Frame(
        area.title,
        area.ambition,
        "plan",
        (PLAN,),
        area.origin.path,
        (
            *retired_banner(facts, "plan", area),
            *((HISTORIC,) if area.status == "historic" else ()),
            *((ILLUSTRATIVE,) if area.illustrative else ()),
        ),
        foot_of(facts, area),
        _link(before),
        _link(after),
    )
    return page(facts, f"plan/{area.id}.md", "plan.md.j2", frame, view)


def _chart(facts: Facts, area: PlanArea) -> Md:
    """The actions that have a date, on a line of time; today is marked in a plan that is in force."""
    due = [
        Due(action.what, last, "overdue" if is_late(facts, area, action) else action.state)
        for action in area.actions
        if (last := last_day_of(action.by_when or ""))
    ]
    if len(due) < 2:
        return Md("")
    signs = {each.sign for each in due}
    legend = [(sign, words) for sign, words in STATE_WORDS.items() if sign in signs]
    return drawn(due, legend, facts.on if area.status == "current" else None, "plan-chart")


def when_words(written: str) -> str:
    """`March 2027`, `31 March 2027`"""
    day = last_day_of(written)
    if day is None:
        return written
    return f"{day:%B %Y}" if len(written) == 7 else in_words(day)


def _state(facts: Facts, area: PlanArea, action: Action) -> str:
    """The state in words; what is late is said first, whatever the record says."""
    words = STATE_WORDS[action.state]
    if not is_late(facts, area, action) or action.state == "overdue":
        return words
    return f"Overdue; the record still says: {words.lower()}"
