"""What calls for a new decision about a task: what the PA does until then, on a page of its own and on every task's page."""

from collections.abc import Iterable

from msgspec import Struct

from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import DECIDE_AGAIN, TASKS, Link
from pa_framework.facts.triggers import effect_words, may_keep_alive, until_decided
from pa_framework.facts.visibility import listed_tasks
from pa_framework.look.labels import BASES
from pa_framework.look.page import SourceLine, approval_banner, links_to, source_lines
from pa_framework.records.load import Records
from pa_framework.records.model import Task, Trigger
from pa_framework.site.page_kinds import Banners, Pages, StandalonePage
from pa_framework.text.sentences import upper_first


class Change(Struct, frozen=True):
    """A trigger. `does` is the value of the record; `effect` says it in words, such as `Carry on for 28 days at most, then stop`."""

    id: str
    title: str
    summary: str
    does: str
    effect: str
    meanwhile: tuple[str, ...]
    also_called: tuple[str, ...]


class ChangeSection(Struct, frozen=True):
    """A trigger with the tasks for which it holds; `tasks` is empty where it holds for every task.

    `basis` is empty for a suggestion of ours: the page says that once.
    """

    change: Change
    tasks: tuple[Link, ...]
    basis: str


class DecideAgainView(Struct, frozen=True):
    """The page about changes: every trigger, in the order of the policy. `rescues` are the tasks for emergencies."""

    sections: tuple[ChangeSection, ...]
    suggested: bool
    rescues: tuple[Link, ...]
    tasks_page: Link
    sources: tuple[SourceLine, ...]


def changes_of(records: Records, triggers: Iterable[Trigger], task: Task | None = None) -> tuple[Change, ...]:
    """Triggers as pages show them. Of one task, what holds where it keeps the person alive is there only if it may do so."""
    return tuple(
        Change(
            trigger.id,
            trigger.title,
            trigger.summary,
            trigger.does,
            effect_words(
                trigger,
                keeps_alive=task is None or may_keep_alive(records, task),
                rescue=task is not None and task.rescue is not None,
            ),
            until_decided(records, trigger, task) if task else (*trigger.if_it_keeps_alive, *trigger.meanwhile),
            trigger.also_called,
        )
        for trigger in triggers
    )


def _view(facts: Facts) -> DecideAgainView:
    tasks = listed_tasks(facts)
    sections = tuple(
        ChangeSection(
            change,
            links_to(facts, "task", [task.id for task in tasks if trigger.id in task.decide_again_when])
            if trigger.holds_for == "named-tasks"
            else (),
            "" if trigger.basis == "design-default" else upper_first(BASES[trigger.basis]),
        )
        for trigger, change in zip(
            facts.records.triggers.values(), changes_of(facts.records, facts.records.triggers.values()), strict=True
        )
    )
    used = [source for trigger in facts.records.triggers.values() for source in trigger.sources]
    rescues = links_to(facts, "task", [task.id for task in tasks if task.rescue is not None])
    return DecideAgainView(
        sections, any(not section.basis for section in sections), rescues, TASKS, source_lines(facts, used)
    )


def _banners(facts: Facts, view: object) -> Banners:
    policy = facts.records.policy
    return approval_banner(policy.approval if policy else None, facts.on, clinical=True)


PAGES: tuple[Pages, ...] = (
    StandalonePage(
        page=DECIDE_AGAIN,
        kind="decide-again",
        template="decide_again.md.j2",
        view=_view,
        description=(
            "The nurse leaves, the person goes into hospital, something goes wrong: whether the PA stops or carries on, and"
            " what to do until there is a new decision."
        ),
        record="framework/delegation.yaml",
        banners=_banners,
    ),
)
