"""The list of all tasks from A to Z with filters, then by kind; and the list of tasks that are never delegated."""

from msgspec import Struct

from pa_framework.facts.delegation_chain import is_delegated
from pa_framework.facts.facts import Facts
from pa_framework.facts.pictures import picture_of
from pa_framework.facts.site_pages import NEVER, TASKS, Link
from pa_framework.facts.titles import title_of
from pa_framework.facts.visibility import listed_tasks
from pa_framework.look.labels import STATUS_WORDS, value_groups
from pa_framework.look.page import Banner, record_link
from pa_framework.records.model import Task
from pa_framework.site.page_kinds import Banners, Pages, StandalonePage
from pa_framework.site.search_terms import other_names
from pa_framework.text.sentences import upper_first


class TaskRow(Struct, frozen=True):
    """A task in the list. Ids for the filters are separated by spaces; `risk_rank` counts tiers from 1, 0 is none.

    `status_ids` has the status, and `individual-plan` where the task needs such a plan; `plan` says so in words.
    """

    link: Link
    summary: str
    category: str
    category_id: str
    risk: str
    risk_id: str
    risk_rank: int
    delegators: str
    delegator_ids: str
    setting_ids: str
    status: str
    status_id: str
    status_ids: str
    plan: str
    done_by: str
    other_words: str


class TaskGroup(Struct, frozen=True):
    """Tasks of one category or one status. `id` is empty for a category; `picture` is the path of its picture."""

    id: str
    title: str
    summary: str
    rows: tuple[TaskRow, ...]
    picture: str = ""


Choices = tuple[tuple[str, str], ...]

#: The choice of the filter, and the words of a row, for tasks that need a plan for the person.
_PLAN_ID, _PLAN_WORDS = "individual-plan", "Needs an individual plan"


class TaskIndexView(Struct, frozen=True):
    """The list of tasks: all by title, delegated ones by category, others by status; and the filters' choices.

    Choices are ids with labels. `count` is the number of tasks that may be delegated.
    """

    rows: tuple[TaskRow, ...]
    groups: tuple[TaskGroup, ...]
    by_status: tuple[TaskGroup, ...]
    never_page: Link
    count: int
    categories: Choices
    risks: Choices
    settings: Choices
    delegators: Choices
    statuses: Choices


class NeverRow(Struct, frozen=True):
    """A task that is never delegated, why, and who does it."""

    link: Link
    summary: str
    why: str
    done_by: tuple[str, ...]


def _index(facts: Facts) -> TaskIndexView:
    records, tasks = facts.records, listed_tasks(facts)
    delegable = [task for task in tasks if is_delegated(task)]
    made = {task.id: _row(facts, task) for task in tasks}
    groups = tuple(
        TaskGroup("", category.title, category.summary, rows, picture_of(records, "category", category.id))
        for category in records.categories.values()
        if (rows := tuple(made[task.id] for task in delegable if task.category == category.id))
    )
    categories = {task.category for task in tasks}
    delegators = {role for task in delegable if task.sign_off for role in task.sign_off.delegated_by}
    settings = {setting for task in delegable for setting in task.settings}
    statuses = {task.status for task in tasks}
    plan = ((_PLAN_ID, _PLAN_WORDS),) if any(task.individual_plan for task in tasks) else ()
    return TaskIndexView(
        tuple(made.values()),
        groups,
        tuple(
            TaskGroup(group.id, group.title, group.summary, rows)
            for group in value_groups("task", "status")
            if group.id != "delegable"
            and (rows := tuple(made[task.id] for task in tasks if task.status in group.values))
        ),
        NEVER,
        len(delegable),
        tuple((category.id, category.title) for category in records.categories.values() if category.id in categories),
        tuple((tier.id, tier.title) for tier in records.tiers.values()),
        tuple((place.id, upper_first(place.title)) for place in records.settings.values() if place.id in settings),
        tuple(sorted(((id, title_of(records.roles, id)) for id in delegators), key=lambda choice: choice[1])),
        (*((id, words) for id, words in STATUS_WORDS.items() if id in statuses), *plan),
    )


def _row(facts: Facts, task: Task) -> TaskRow:
    records = facts.records
    tier = records.tiers.get(task.risk or "")
    category = records.categories.get(task.category)
    return TaskRow(
        record_link("task", task),
        task.summary,
        category.title if category else task.category,
        task.category,
        tier.title if tier else "",
        task.risk or "",
        records.tier_order().get(task.risk or "", -1) + 1,
        ", ".join(title_of(records.roles, role) for role in task.sign_off.delegated_by) if task.sign_off else "",
        " ".join(task.sign_off.delegated_by) if task.sign_off else "",
        " ".join(task.settings),
        STATUS_WORDS[task.status],
        task.status,
        f"{task.status} {_PLAN_ID}" if task.individual_plan else task.status,
        _PLAN_WORDS if task.individual_plan else "",
        task.done_by[0] if task.done_by else "",
        " ".join([*other_names(facts, "task", task.title), *task.easy_read]),
    )


def _never(facts: Facts) -> tuple[NeverRow, ...]:
    return tuple(
        NeverRow(record_link("task", task), task.summary, task.why_never or "", task.done_by)
        for task in listed_tasks(facts)
        if task.status == "never"
    )


_NEVER_DRAFT = Banner(
    "draft",
    "Draft. Lists like this exist in local policies, and their wording differs. A clinician must confirm this one.",
)


def _index_banners(facts: Facts, view: object) -> Banners:
    """Whether all, some or none of the tasks that may be delegated are drafts."""
    tasks = [task for task in listed_tasks(facts) if is_delegated(task)]
    drafts = sum(task.approval is not None and task.approval.state == "draft" for task in tasks)
    if not drafts:
        return ()
    if drafts == len(tasks):
        return (
            Banner(
                "draft", "Draft. No clinician has approved these tasks yet. Use the pages to talk, never as permission."
            ),
        )
    return (
        Banner("draft", "Some of these tasks are drafts. The page of each says whether a clinician has approved it."),
    )


PAGES: tuple[Pages, ...] = (
    StandalonePage(
        page=TASKS,
        kind="tasks",
        template="task_index.md.j2",
        view=_index,
        description=lambda view: (
            f"{view.count} healthcare tasks that a registered professional may delegate to a personal assistant, "
            "and those that are never delegated."
        ),
        banners=_index_banners,
        wide=True,
        scripts=("filters",),
    ),
    StandalonePage(
        page=NEVER,
        kind="never",
        template="never.md.j2",
        view=_never,
        description="Healthcare tasks that are never delegated to a personal assistant, why, and who does them.",
        banners=lambda facts, view: (_NEVER_DRAFT,),
    ),
)
