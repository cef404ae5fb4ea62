"""The wall sheet of each task that may be delegated: two sides of A4, made for the wall and not for the screen.

Side one is complete by itself: the signs by level, who to ring, and what to do if no one may do the task. Names and
numbers of people are blanks, to be written by hand, because nothing about a person is on the site.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pa_framework.facts.addresses import wall_sheet_path
from pa_framework.facts.delegation_chain import PARTY_NAMES, is_delegated
from pa_framework.facts.facts import Facts
from pa_framework.facts.fallback import instead
from pa_framework.facts.site_pages import Link
from pa_framework.facts.titles import title_of
from pa_framework.facts.triggers import triggers_of
from pa_framework.facts.urgency import Contact
from pa_framework.facts.visibility import listed_tasks
from pa_framework.look.labels import DUTY_LABELS, apart_words, months
from pa_framework.look.page import Banner, approval_banner, record_link
from pa_framework.records.model import Task, Trigger, UrgencyLevel
from pa_framework.site.page_kinds import Banners, Pages, RecordPages
from pa_framework.text.sentences import count, join_words

#: What to do at a sign of each level, as the heading of its part; `{number}` is the emergency number.
_HEADINGS: dict[UrgencyLevel, str] = {
    "emergency": "Emergency: call {number} now",
    "urgent": "Urgent: stop and ring now",
    "same-day": "Same day: tell by the end of the day",
}


@dataclass(frozen=True, slots=True)
class Ring:
    """Someone to ring: when, who, and the number. Without a number the sheet has a blank for it."""

    when: str
    who: str
    number: str


@dataclass(frozen=True, slots=True)
class SheetSigns:
    """Signs with what to do first, and who to ring for them."""

    signs: tuple[tuple[str, str], ...]
    rings: tuple[Ring, ...]


@dataclass(frozen=True, slots=True)
class SheetLevel:
    """One level of urgency: its heading, and its signs by who is rung."""

    level: UrgencyLevel
    heading: str
    parts: tuple[SheetSigns, ...]
    none_because: str


@dataclass(frozen=True, slots=True)
class WallSheet:
    """What the sheet shows. `duties` are pairs: a duty and the roles for it. `triggers` say what happened, and what to do."""

    task: Link
    exception: tuple[str, ...]
    levels: tuple[SheetLevel, ...]
    instead: tuple[str, ...]
    agreed: str
    duties: tuple[tuple[str, str], ...]
    demands: tuple[str, ...]
    triggers: tuple[tuple[str, str, str], ...]


def _view(facts: Facts, task: Task) -> WallSheet:
    chain, sign_off, roles = facts.chains.get(task.id), task.sign_off, facts.records.roles
    exception = []
    if task.status == "by-exception":
        exception = [f"Only by exception. Who must allow it: {task.authority}", f"When: {task.condition}"]
    if task.individual_plan:
        exception.append("Only with a plan that a professional has written for this person.")
    demands: list[str] = []
    if chain:
        demands.append(f"Observed practices: at least {chain.observed_practices}")
        demands += [f"Review: {months(chain.review_months)}, at the latest"] if chain.review_months else []
        demands += apart_words(chain.separated_duties)
    if task.rescue:
        demands.append(f"Refresher: {months(task.rescue.refresh_every.months)}")
    return WallSheet(
        task=record_link("task", task),
        exception=tuple(exception),
        levels=tuple(_levels(facts, task)),
        instead=instead(task),
        agreed=join_words([PARTY_NAMES[party] for party in sign_off.agreed_by]) if sign_off else "",
        duties=tuple(
            (DUTY_LABELS[duty.duty.id], join_words([title_of(roles, holder.role) for holder in duty.holders], "or"))
            for duty in (chain.duties if chain else ())
        ),
        demands=tuple(demands),
        triggers=tuple(
            (trigger.title, _effect(trigger), " ".join(trigger.meanwhile))
            for trigger in triggers_of(facts.records, task)
        ),
    )


def _levels(facts: Facts, task: Task) -> list[SheetLevel]:
    made = []
    for level in facts.urgency[task.id].levels:
        parts: dict[tuple[Contact | None, Contact | None], list[tuple[str, str]]] = {}
        for sign in level.signs:
            parts.setdefault((sign.contact, sign.out_of_hours), []).append((sign.text, sign.do or ""))
        number = level.contact.number if level.contact and level.contact.number else ""
        heading = _HEADINGS[level.level].format(number=number).replace("call  now", "call for help now")
        groups = tuple(
            SheetSigns(tuple(signs), () if level.level == "emergency" else _rings(contact, out_of_hours))
            for (contact, out_of_hours), signs in parts.items()
        )
        made.append(SheetLevel(level.level, heading, groups, level.none_because or ""))
    return made


def _rings(contact: Contact | None, out_of_hours: Contact | None) -> tuple[Ring, ...]:
    """Who to ring by day and out of hours; one line where the same contact answers at every hour."""
    always = contact is not None and contact.staffed == "day-and-night"
    found = [Ring("Day and night" if always else "Day", contact.title, contact.number or "")] if contact else []
    if out_of_hours is not None and out_of_hours != contact:
        found.append(Ring("Nights and weekends", out_of_hours.title, out_of_hours.number or ""))
    return tuple(found)


def _effect(trigger: Trigger) -> str:
    """What the PA does until there is a new decision, in a word or two."""
    if trigger.does == "go-on-until":
        return f"Go on for {count(trigger.days or 0, 'day')} at most, then stop."
    return "Stop." if trigger.does == "stop" else "Go on."


def _sheets(facts: Facts) -> Sequence[Task]:
    return [task for task in listed_tasks(facts) if is_delegated(task)]


def _approval(facts: Facts, task: Task) -> Banners:
    """The banner about the approval. Of a draft it is one line, because the sheet must fit its side."""
    if task.approval.state == "draft":
        return (Banner("draft", "Draft. No clinician has approved this."),)
    return approval_banner(task.approval, facts.on, clinical=True)


PAGES: tuple[Pages, ...] = (
    RecordPages(
        kind="task",
        page_kind="wall-sheet",
        template="wall_sheet.md.j2",
        select=_sheets,
        view=_view,
        title=lambda task: f"Wall sheet: {task.title}",
        description=lambda task: f"To print and put on the wall: when to stop and who to ring. {task.title}.",
        approval=_approval,
        path=wall_sheet_path,
        neighbours=False,
        scripts=("wall-sheet",),
    ),
)
