"""Finding a task: all of them in one list with filters, and those that nobody hands over."""

from collections.abc import Iterator
from dataclasses import dataclass

from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import DELEGATION, TASKS, Link
from pa_framework.look.labels import SETTING_WORDS, STATUS_WORDS, title_of
from pa_framework.look.page import Banner, Frame, Page, page, tasks_listed
from pa_framework.look.search_terms import other_names
from pa_framework.records.model import Task
from pa_framework.text.sentences import upper_first


@dataclass(frozen=True, slots=True)
class TaskRow:
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
    done_by: str
    other_words: str


@dataclass(frozen=True, slots=True)
class TaskGroup:
    title: str
    summary: str
    rows: tuple[TaskRow, ...]


Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TaskIndexView:
    groups: tuple[TaskGroup, ...]
    own_role: tuple[TaskRow, ...]
    never: tuple[TaskRow, ...]
    never_page: Link
    count: int
    categories: Choices
    risks: Choices
    settings: Choices
    delegators: Choices
    statuses: Choices


@dataclass(frozen=True, slots=True)
class NeverRow:
    link: Link
    summary: str
    why: str
    done_by: tuple[str, ...]


def pages(facts: Facts) -> Iterator[Page]:
    """delegation/tasks/index.md and delegation/never.md"""
    yield _task_index(facts)
    yield _never(facts)


def _task_index(facts: Facts) -> Page:
    tasks = tasks_listed(facts)
    delegable = [task for task in tasks if task.status == "delegable"]
    groups = tuple(
        TaskGroup(category.title, category.summary, rows)
        for category in facts.records.categories.values()
        if (rows := tuple(_row(facts, task) for task in delegable if task.category == category.id))
    )
    used = {task.category for task in tasks}
    delegators = {name for task in delegable if task.sign_off for name in task.sign_off.delegated_by}
    settings = {name for task in delegable for name in task.settings}
    statuses = {task.status for task in tasks}
    view = TaskIndexView(
        groups,
        tuple(_row(facts, task) for task in tasks if task.status == "own-role"),
        tuple(_row(facts, task) for task in tasks if task.status == "never"),
        Link("What is never delegated", "delegation/never.md"),
        len(delegable),
        tuple((each.id, each.title) for each in facts.records.categories.values() if each.id in used),
        tuple((each.id, each.title) for each in facts.records.tiers.values()),
        tuple((name, upper_first(words)) for name, words in SETTING_WORDS.items() if name in settings),
        tuple(sorted(((name, title_of(facts.records.roles, name)) for name in delegators), key=lambda each: each[1])),
        tuple((name, words) for name, words in STATUS_WORDS.items() if name in statuses),
    )
    frame = Frame(
        "Find a healthcare task",
        f"{len(delegable)} healthcare tasks that a registered professional may hand to a personal assistant, "
        "and those that nobody may hand over.",
        "tasks",
        (DELEGATION,),
        wide=True,
        scripts=("filters",),
    )
    return page(facts, TASKS.path, "task_index.md.j2", frame, view)


def _row(facts: Facts, task: Task) -> TaskRow:
    records = facts.records
    tier = records.tiers.get(task.risk or "")
    category = records.categories.get(task.category)
    return TaskRow(
        Link(task.title, f"delegation/tasks/{task.id}.md"),
        task.summary,
        category.title if category else task.category,
        task.category,
        tier.title if tier else "",
        task.risk or "",
        records.tier_order().get(task.risk or "", -1) + 1,
        ", ".join(title_of(records.roles, name) for name in task.sign_off.delegated_by) if task.sign_off else "",
        " ".join(task.sign_off.delegated_by) if task.sign_off else "",
        " ".join(task.settings),
        STATUS_WORDS[task.status],
        task.status,
        task.done_by[0] if task.done_by else "",
        " ".join([*other_names(facts, "task", task.title), *task.easy_read]),
    )


def _never(facts: Facts) -> Page:
    rows = tuple(
        NeverRow(Link(task.title, f"delegation/tasks/{task.id}.md"), task.summary, task.why_never or "", task.done_by)
        for task in tasks_listed(facts)
        if task.status == "never"
    )
    frame = Frame(
        "What is never delegated",
        "Healthcare tasks that nobody may hand to a personal assistant, why, and who does them.",
        "never",
        (DELEGATION,),
        banners=(
            Banner(
                "draft",
                "Draft. Lists like this exist in local policies, and their wording differs. A clinician must confirm this one.",
            ),
        ),
    )
    return page(facts, "delegation/never.md", "never.md.j2", frame, rows)
