"""The wall sheet of each task that may be delegated: two sides of A4, made for the wall and not for the screen.

Side one is complete by itself: the signs by level, who to ring, and what to do if no one may do the task. Names and
numbers of people are blanks, to be written by hand, because nothing about a person is on the site.
"""

import re
from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlsplit

from msgspec import Struct

from pa_framework.facts.addresses import wall_sheet_path
from pa_framework.facts.delegation_chain import agreement_words, is_delegated
from pa_framework.facts.demands import apart_words, checks_before, practice_of
from pa_framework.facts.facts import Facts
from pa_framework.facts.fallback import instead
from pa_framework.facts.site_pages import NOW, Link
from pa_framework.facts.titles import title_of
from pa_framework.facts.triggers import NO_WAITING, effect_words, may_keep_alive, triggers_of, until_decided
from pa_framework.facts.visibility import listed_tasks
from pa_framework.look.labels import DUTY_LABELS, months
from pa_framework.look.page import Banner, approval_banner, record_link
from pa_framework.records.model import Task, Trigger
from pa_framework.site.care_cards import CareCard, care_cards
from pa_framework.site.page_kinds import Banners, Pages, RecordPages
from pa_framework.site.tasks import not_for_use
from pa_framework.text.sentences import join_words


class WallSheet(Struct, frozen=True):
    """What the sheet shows. `duties` are pairs: a duty and the roles for it. `triggers` say what happened, and what to do.

    `always` has what most triggers say about a task that keeps the person alive, or is for emergencies, once, because the
    side is full: when it holds, and what to do. All else is said with its own trigger, as on the page of the task: what one PA stops doing
    another may do, but what no PA may do has no such way out. `mark` says on each side that the sheet may not be used,
    because no approval holds; empty where one does. `site` is the address where the mark can be checked.
    """

    task: Link
    mark: str
    checks: str
    exception: tuple[str, ...]
    cards: tuple[CareCard, ...]
    instead: tuple[str, ...]
    agreed: str
    duties: tuple[tuple[str, str], ...]
    demands: tuple[str, ...]
    triggers: tuple[tuple[str, str, str], ...]
    always: tuple[tuple[str, str], ...]
    now: Link
    site: str


_PLAN = "Only with a plan that a professional has written for this person."
#: Above the signs of a task for emergencies, `only with a plan` alone would hold help back.
_RESCUE_PLAN = "Needs a written plan from a professional. No plan? Still help in an emergency."


def _view(facts: Facts, task: Task) -> WallSheet:
    chain, sign_off, roles = facts.chains.get(task.id), task.sign_off, facts.records.roles
    exception = []
    if task.status == "by-exception":
        exception = [f"Only by exception. Who must agree: {task.authority}", f"When: {task.condition}"]
    if task.individual_plan:
        exception.append(_RESCUE_PLAN if task.rescue is not None else _PLAN)
    triggers = triggers_of(facts.records, task)
    lines = {trigger.id: until_decided(facts.records, trigger, task) for trigger in triggers}
    always = {NO_WAITING: "Each time"} if task.rescue is not None and triggers else {}
    if may_keep_alive(facts.records, task):
        always |= _said_once(triggers)
    practice = practice_of(facts, task)
    demands = [f"{demand.label}: {demand.words}" for demand in (*practice.own, *practice.of_tier)] if practice else []
    demands += apart_words(chain.separated_duties) if chain else ()
    if task.rescue:
        demands.append(f"Refresher: {months(task.rescue.refresh_every.months)}")
    return WallSheet(
        task=record_link("task", task),
        mark=not_for_use(facts, task),
        checks=checks_before(task),
        exception=tuple(exception),
        cards=care_cards(facts, task),
        instead=instead(task),
        agreed=agreement_words(sign_off.agreed_by) if sign_off else "",
        duties=tuple(
            (DUTY_LABELS[duty.duty.id], join_words([title_of(roles, holder.role) for holder in duty.holders], "or"))
            for duty in (chain.duties if chain else ())
        ),
        demands=tuple(demands),
        triggers=tuple(
            (
                trigger.title,
                # `always`, or the line after it, says what holds where the task keeps the person alive
                effect_words(trigger, keeps_alive=False, rescue=task.rescue is not None),
                " ".join(line for line in lines[trigger.id] if line not in always),
            )
            for trigger in triggers
        ),
        always=tuple((when, line) for line, when in always.items()),
        now=NOW,
        site=_site(facts),
    )


def _site(facts: Facts) -> str:
    """The address of the site as people type it; empty where it has none yet, or one that is only an example."""
    framework = facts.records.framework
    address = urlsplit(framework.site or "") if framework else urlsplit("")
    if not address.hostname or re.search(r"(?:^|\.)example\.(?:org|com|net)$", address.hostname):
        return ""
    return f"{address.hostname}{address.path.removesuffix('/')}"


def _said_once(triggers: Sequence[Trigger]) -> dict[str, str]:
    """What more than half of the triggers say about a task that keeps the person alive, and after which of them it holds."""
    said = Counter(line for trigger in triggers for line in dict.fromkeys(trigger.if_it_keeps_alive))
    return {line: _when(triggers, line) for line, times in said.items() if 2 * times > len(triggers)}


def _when(triggers: Sequence[Trigger], line: str) -> str:
    others = [f"“{trigger.title}”" for trigger in triggers if line not in trigger.if_it_keeps_alive]
    return f"Each time except {join_words(others)}" if others else "Each time"


def _sheets(facts: Facts) -> Sequence[Task]:
    return [task for task in listed_tasks(facts) if is_delegated(task)]


def _approval(facts: Facts, task: Task) -> Banners:
    """The banner about the approval. Of a draft it is one line, because the sheet must fit its side."""
    if task.approval.state == "draft":
        return (Banner("draft", f"{not_for_use(facts, task)}. No clinician has approved it."),)
    return approval_banner(task.approval, facts.on, clinical=True)


PAGES: tuple[Pages, ...] = (
    RecordPages(
        kind="task",
        page_kind="wall-sheet",
        template="wall_sheet.md.j2",
        select=_sheets,
        view=_view,
        title=lambda task: f"Wall sheet: {task.title}",
        description=lambda task: f"When to stop and who to ring, on two sides of A4. {task.title}.",
        approval=_approval,
        path=wall_sheet_path,
        neighbours=False,
        scripts=("wall-sheet",),
    ),
)
