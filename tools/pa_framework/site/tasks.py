"""A page for each task: when to stop, the chain, who is accountable, what changed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from pa_framework.facts.addresses import page_path
from pa_framework.facts.announced_changes import announced_changes, is_about, latest_change
from pa_framework.facts.delegation_chain import PARTY_NAMES, AssignedDuty, Chain, RoleAuthority
from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import CHANGED, DECIDE, DELEGATION, TASKS, Link
from pa_framework.look.labels import (
    BASES,
    DUTY_DOES,
    DUTY_SHORT,
    SETTING_WORDS,
    STATUS_WORDS,
    apart_words,
    months,
    title_of,
)
from pa_framework.look.markdown import href
from pa_framework.look.page import (
    Banner,
    Frame,
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
from pa_framework.records.model import Task
from pa_framework.text.dates import in_words
from pa_framework.text.sentences import join_words


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One duty as a page shows it: what is done, by which roles."""

    title: str
    roles: tuple[Link, ...]
    detail: str


@dataclass(frozen=True, slots=True)
class Answering:
    """A role in the order in which authority runs: `below` are the roles that it authorises in this chain.

    `does` says what the role does in the chain; it may be there only because it authorises another.
    """

    role: Link
    does: str
    below: tuple["Answering", ...]


@dataclass(frozen=True, slots=True)
class Answerable:
    """A professional register, and the roles of a chain that answer to it. Without a body: to nobody."""

    body: str
    roles: tuple[Answering, ...]


@dataclass(frozen=True, slots=True)
class TaskView:
    task: Task
    category: str
    risk: str
    risk_rank: int
    status: str
    scope: str
    settings: str
    stop_when: tuple[str, ...]
    tell: tuple[str, ...]
    agreed_by: str
    chain: tuple[ChainLink, ...]
    upward: tuple[Answerable, ...]
    accountable: str
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
    changes: tuple[tuple[str, Link], ...]
    decide: str
    sources: tuple[SourceLine, ...]


def pages(facts: Facts) -> Iterator[Page]:
    """A page for each task that is shown."""
    tasks = sorted(
        (task for task in facts.records.tasks.values() if has_page(facts, task)), key=lambda task: task.title
    )
    for before, task, after in zip([None, *tasks], tasks, [*tasks[1:], None], strict=False):
        yield _task_page(facts, task, before, after)


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
        risk_rank=records.tier_order().get(task.risk or "", -1) + 1,
        status=STATUS_WORDS[task.status],
        scope={
            "one-person": "For one person only: a sign-off counts for nobody else",
            "transferable": "A sign-off can count for other people too",
        }.get(task.scope or "", ""),
        settings=", ".join(SETTING_WORDS[each] for each in task.settings),
        stop_when=task.stop_when,
        tell=tuple(tell),
        agreed_by=join_words([PARTY_NAMES[each] for each in sign_off.agreed_by]) if sign_off else "",
        chain=tuple(_chain_link(facts, held) for held in chain.duties) if chain else (),
        upward=_upward(facts, chain) if chain else (),
        accountable=_accountable(facts, task),
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
        changes=tuple(
            (in_words(change.on), Link(change.title, f"{CHANGED.path}#{change.id}"))
            for change in announced_changes(facts)
            if change.about and is_about(change, "task", task.id)
        ),
        decide=f"{href(page_path('task', task), DECIDE.path)}?task={task.id}" if task.status == "delegable" else "",
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
        (*foot_of(facts, task), *_last_changed(facts, task)),
        _link(before),
        _link(after),
    )
    return page(facts, f"delegation/tasks/{task.id}.md", "task.md.j2", frame, view)


def _link(task: Task | None) -> Link | None:
    return Link(task.title, f"delegation/tasks/{task.id}.md") if task else None


def _chain_link(facts: Facts, held: AssignedDuty) -> ChainLink:
    detail = {
        "assess": "after enough observed practices",
        "sign-off": "in writing, with a date",
        "review": "again and again, by the review date",
    }.get(held.duty.id, "")
    return ChainLink(
        DUTY_DOES[held.duty.id],
        links_to(facts, "role", [holder.role for holder in held.holders]),
        detail,
    )


def _upward(facts: Facts, chain: Chain) -> tuple[Answerable, ...]:
    """The paths of authority of a chain, joined where they meet, by the register at which they end."""
    does: dict[str, list[str]] = {}
    paths: dict[str, RoleAuthority] = {}
    for held in chain.duties:
        for holder in held.holders:
            does.setdefault(holder.role, []).append(DUTY_SHORT[held.duty.id])
            paths[holder.role] = holder.authority
    tops: dict[str, dict[str, None]] = {}
    below: dict[str, dict[str, None]] = {}
    for authority in paths.values():
        top = facts.records.roles.get(authority.path[-1])
        body = top.register.body if authority.holds and top and top.register else ""
        tops.setdefault(body, {})[authority.path[-1] if authority.holds else authority.path[0]] = None
        if authority.holds:
            for lower, upper in pairwise(authority.path):
                below.setdefault(upper, {})[lower] = None

    def answering(names: Iterable[str]) -> tuple[Answering, ...]:
        return tuple(
            Answering(role, join_words(does.get(name, ())) or "authorises", answering(below.get(name, ())))
            for name in names
            if (role := link_to(facts, "role", name))
        )

    return tuple(Answerable(body, answering(names)) for body, names in tops.items())


def _accountable(facts: Facts, task: Task) -> str:
    """Who stays accountable, in words: the roles that may decide to hand the task over."""
    names = task.sign_off.delegated_by if task.sign_off else ()
    return join_words([title_of(facts.records.roles, name) for name in names], "or")


def _last_changed(facts: Facts, task: Task) -> tuple[str, ...]:
    change = latest_change(facts, "task", task.id)
    return (f"Last changed on {in_words(change.on)}: {change.title}.",) if change else ()
