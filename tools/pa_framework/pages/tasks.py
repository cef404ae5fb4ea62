"""Pages about tasks: the list, a page for each with its chain drawn, what is never delegated."""

from collections.abc import Iterator
from dataclasses import dataclass

from pa_framework.facts import Facts
from pa_framework.model import Task
from pa_framework.pages.frame import (
    Banner,
    Frame,
    Link,
    Page,
    SourceLine,
    approval_banner,
    foot_of,
    has_page,
    link_to,
    links_to,
    page,
    retired_banner,
    source_lines,
)
from pa_framework.pages.words import BASES, DELEGATION, DUTY_DOES, TASKS, and_list, apart_words, months, title_of
from pa_framework.signoff import AGREES, Authority, DutyHeld

STATUS_WORDS = {
    "own-role": "Part of a PA's own role",
    "delegable": "May be delegated",
    "never": "Never delegated",
}
SETTING_WORDS = {
    "home": "at home",
    "out-and-about": "out and about",
    "work-or-study": "at work or study",
    "hospital": "in hospital",
    "short-break": "on a short break",
}


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One duty as a page shows it: what is done, the roles, and the path of authority of those that need one."""

    title: str
    roles: tuple[Link, ...]
    paths: tuple[str, ...]
    detail: str


@dataclass(frozen=True, slots=True)
class TaskView:
    task: Task
    category: str
    risk: str
    risk_id: str
    status: str
    scope: str
    settings: str
    stop_when: tuple[str, ...]
    tell: tuple[str, ...]
    agreed_by: str
    chain: tuple[ChainLink, ...]
    chain_holds: bool
    apart: tuple[str, ...]
    observed: str
    observed_basis: str
    review: str
    review_basis: str
    requires: tuple[Link, ...]
    learning: tuple[Link, ...]
    levels: tuple[Link, ...]
    decide_again: tuple[tuple[str, str, bool], ...]
    stories: tuple[Link, ...]
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class TaskRow:
    link: Link
    summary: str
    category: str
    category_id: str
    risk: str
    risk_id: str
    delegators: str
    settings: str


@dataclass(frozen=True, slots=True)
class TaskGroup:
    title: str
    summary: str
    rows: tuple[TaskRow, ...]


@dataclass(frozen=True, slots=True)
class TaskIndexView:
    groups: tuple[TaskGroup, ...]
    own_role: tuple[TaskRow, ...]
    never: Link
    count: int
    categories: tuple[tuple[str, str], ...]
    risks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class NeverRow:
    link: Link
    summary: str
    why: str
    done_by: tuple[str, ...]


def pages(facts: Facts) -> Iterator[Page]:
    """Everything below delegation/tasks/, and delegation/never.md."""
    yield _task_index(facts)
    yield _never(facts)
    tasks = sorted(shown_tasks(facts), key=lambda task: task.title)
    for before, task, after in zip([None, *tasks], tasks, [*tasks[1:], None], strict=False):
        yield _task_page(facts, task, before, after)


def shown_tasks(facts: Facts) -> list[Task]:
    """Tasks that have a page: a live framework does not offer what is not approved."""
    return [task for task in facts.records.tasks.values() if has_page(facts, task)]


def _task_index(facts: Facts) -> Page:
    tasks = sorted((task for task in shown_tasks(facts) if not task.replaced_by), key=lambda task: task.title)
    delegable = [task for task in tasks if task.status == "delegable"]
    groups = tuple(
        TaskGroup(category.title, category.summary, rows)
        for category in facts.records.categories.values()
        if (rows := tuple(_row(facts, task) for task in delegable if task.category == category.id))
    )
    used = {task.category for task in delegable}
    view = TaskIndexView(
        groups,
        tuple(_row(facts, task) for task in tasks if task.status == "own-role"),
        Link("What is never delegated", "delegation/never.md"),
        len(delegable),
        tuple((each.id, each.title) for each in facts.records.categories.values() if each.id in used),
        tuple((each.id, each.title) for each in facts.records.tiers.values()),
    )
    frame = Frame(
        "Tasks that may be delegated",
        f"{len(delegable)} healthcare tasks that a registered professional may hand to a personal assistant.",
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
        ", ".join(title_of(records.roles, name) for name in task.sign_off.delegated_by) if task.sign_off else "",
        ", ".join(SETTING_WORDS[each] for each in task.settings),
    )


def _task_page(facts: Facts, task: Task, before: Task | None, after: Task | None) -> Page:
    records = facts.records
    chain = facts.chains.get(task.id)
    sign_off = task.sign_off
    tier = records.tiers.get(task.risk or "")
    category = records.categories.get(task.category)
    tell = []
    if task.tell:
        tell.append(f"First: {title_of(records.roles, task.tell.first)}")
        if task.tell.then:
            tell.append(f"Then: {title_of(records.roles, task.tell.then)}")
        tell.append(f"In an emergency: {task.tell.emergency}")
    view = TaskView(
        task=task,
        category=category.title if category else task.category,
        risk=tier.title if tier else "",
        risk_id=task.risk or "",
        status=STATUS_WORDS[task.status],
        scope={
            "one-person": "For one person only: a sign-off counts for nobody else",
            "transferable": "A sign-off can count for other people too",
        }.get(task.scope or "", ""),
        settings=", ".join(SETTING_WORDS[each] for each in task.settings),
        stop_when=task.stop_when,
        tell=tuple(tell),
        agreed_by=and_list([AGREES[each] for each in sign_off.agreed_by]) if sign_off else "",
        chain=tuple(_chain_link(facts, held) for held in chain.duties) if chain else (),
        chain_holds=bool(chain and chain.holds),
        apart=apart_words(chain.apart) if chain else (),
        observed=str(chain.observed) if chain and chain.observed else "",
        observed_basis=BASES[sign_off.observed_practices.basis] if sign_off and sign_off.observed_practices else "",
        review=months(chain.review_months) if chain and chain.review_months else "",
        review_basis=BASES[sign_off.review_every.basis] if sign_off and sign_off.review_every else "",
        requires=tuple(
            Link(found.title, found.path, title_of(records.steps, step))
            for name, step in task.requires.items()
            if (found := link_to(facts, "competence", name))
        ),
        learning=links_to(facts, "learning", [offer.id for offer in facts.graph.prepared_by.get(task.id, ())]),
        levels=links_to(facts, "level", [level.id for level in facts.graph.reached_by.get(task.id, ())][:1])
        if task.status == "delegable"
        else (),
        decide_again=tuple(
            (trigger.title, trigger.summary, trigger.stops)
            for name in task.decide_again_when
            if (trigger := records.triggers.get(name))
        ),
        stories=links_to(
            facts,
            "case-study",
            [
                use.id
                for use in facts.graph.used_by.get(("task", task.id), ())
                if use.kind == "case-study" and use.id in facts.records.case_studies
            ],
        ),
        sources=source_lines(
            facts,
            [
                *task.sources,
                *(
                    figure.source
                    for figure in ((sign_off.observed_practices, sign_off.review_every) if sign_off else ())
                    if figure and figure.source
                ),
            ],
        ),
    )
    banners = (
        (Banner("never", "Never delegated. No chain makes it right."),)
        if task.status == "never"
        else approval_banner(task.approval, facts.on, clinical=True)
    )
    frame = Frame(
        task.title,
        task.summary,
        "task",
        (DELEGATION, TASKS),
        task.origin.path,
        (*retired_banner(facts, "task", task), *banners),
        foot_of(facts, task),
        _link(before),
        _link(after),
    )
    return page(facts, f"delegation/tasks/{task.id}.md", "task.md.j2", frame, view)


def _link(task: Task | None) -> Link | None:
    return Link(task.title, f"delegation/tasks/{task.id}.md") if task else None


def _chain_link(facts: Facts, held: DutyHeld) -> ChainLink:
    detail = {
        "assess": "after enough observed practices",
        "sign-off": "in writing, with a date",
        "review": "again and again, by the review date",
    }.get(held.duty.id, "")
    return ChainLink(
        DUTY_DOES[held.duty.id],
        links_to(facts, "role", [holder.role for holder in held.holders]),
        tuple(
            _path_words(facts, holder.authority)
            for holder in held.holders
            if len(holder.authority.path) > 1 or not holder.authority.holds
        ),
        detail,
    )


def _path_words(facts: Facts, authority: Authority) -> str:
    titles = [title_of(facts.records.roles, name) for name in authority.path]
    if not authority.holds:
        return f"{titles[0]}: the path of authority reaches nobody who is accountable"
    register = facts.records.roles[authority.path[-1]].register
    body = f", answerable to the {register.body}" if register else ""
    return f"{titles[0]} acts by authority of: {' → '.join(titles[1:])}{body}"


def _never(facts: Facts) -> Page:
    rows = tuple(
        NeverRow(Link(task.title, f"delegation/tasks/{task.id}.md"), task.summary, task.why_never or "", task.done_by)
        for task in sorted(facts.records.tasks.values(), key=lambda task: task.title)
        if task.status == "never" and not task.replaced_by
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
