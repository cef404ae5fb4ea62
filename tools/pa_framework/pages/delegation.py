"""Pages about delegation: tasks with their chains, roles, what is never delegated, the decision aid."""

from collections.abc import Iterator
from dataclasses import dataclass

from pa_framework.facts import Facts
from pa_framework.model import Role, Task
from pa_framework.pages.frame import (
    Banner,
    Frame,
    Link,
    Page,
    SourceLine,
    approval_banner,
    foot_of,
    link_to,
    links_to,
    page,
    source_lines,
)
from pa_framework.rules.delegation import AGREES
from pa_framework.signoff import DUTIES, Authority, Chain, DutyHeld, is_accountable

DELEGATION = Link("Delegation", "delegation/index.md")
TASKS = Link("Tasks", "delegation/tasks/index.md")
ROLES = Link("Roles", "delegation/roles/index.md")

#: What figures rest on, in words.
BASES = {
    "law": "law",
    "national-guidance": "national guidance",
    "local-policy": "local policy",
    "published-figure": "a published figure",
    "design-default": "no evidence: a starting value of this framework, to be confirmed by a clinician",
}
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
DUTY_DOES = {
    "delegate": "Decides to hand it over",
    "train": "Trains the PA",
    "assess": "Judges that the PA can do it",
    "sign-off": "Signs off",
    "review": "Reviews",
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


@dataclass(frozen=True, slots=True)
class RoleView:
    role: Role
    kind: str
    register: str
    register_link: Link | None
    register_limits: str
    authority: tuple[str, ...]
    authorised_by: tuple[Link, ...]
    may: tuple[tuple[str, tuple[str, ...]], ...]
    tasks: tuple[tuple[str, tuple[Link, ...]], ...]
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class RoleGroup:
    title: str
    summary: str
    rows: tuple[tuple[Link, str], ...]


def pages(facts: Facts) -> Iterator[Page]:
    """Everything below delegation/."""
    yield _front(facts)
    yield _task_index(facts)
    yield _never(facts)
    yield _decide(facts)
    tasks = sorted(shown_tasks(facts), key=lambda task: task.title)
    for before, task, after in zip([None, *tasks], tasks, [*tasks[1:], None], strict=False):
        yield _task_page(facts, task, before, after)
    yield _role_index(facts)
    for role in facts.records.roles.values():
        yield _role_page(facts, role)


def shown_tasks(facts: Facts) -> list[Task]:
    """Tasks that have a page: a live framework does not offer what is not approved."""
    framework = facts.records.framework
    live = framework is not None and framework.status == "live"
    return [
        task
        for task in facts.records.tasks.values()
        if not (live and task.status == "delegable" and task.approval.state == "draft")
    ]


def _front(facts: Facts) -> Page:
    policy = facts.records.policy
    records = facts.records

    @dataclass(frozen=True, slots=True)
    class View:
        summary: str
        duties: tuple[tuple[str, str], ...]
        tiers: tuple[tuple[str, str, str, str, str, str], ...]
        triggers: tuple[tuple[str, str, bool], ...]
        doors: tuple[Link, ...]
        task_count: int
        never_count: int

    view = View(
        summary=policy.summary if policy else "",
        duties=tuple((duty.title, duty.summary) for duty in policy.duties) if policy else (),
        tiers=tuple(
            (
                tier.title,
                tier.summary,
                ", ".join(AGREES[each] for each in tier.demands.agreed_by),
                str(tier.demands.observed_practices),
                months(tier.demands.review_within_months),
                "; ".join(_apart_words(tier.demands.apart)) or "Nothing more than: nobody signs off themselves",
            )
            for tier in records.tiers.values()
        ),
        triggers=tuple((each.title, each.summary, each.stops) for each in records.triggers.values()),
        doors=(
            Link("Find a task", TASKS.path, "What may be handed to a PA, and who must do what first"),
            Link("Decide about a task", "delegation/decide.md", "Questions to answer together, one page to print"),
            Link("See who may do what", ROLES.path, "Each role, what it may do, what its authority rests on"),
            Link("What is never delegated", "delegation/never.md", "And who does it instead"),
        ),
        task_count=sum(task.status == "delegable" for task in records.tasks.values()),
        never_count=sum(task.status == "never" for task in records.tasks.values()),
    )
    frame = Frame(
        "Delegation",
        "Which healthcare tasks a registered professional may hand to a personal assistant, and what must be true first.",
        "delegation",
        record="framework/delegation.yaml",
        banners=approval_banner(policy.approval if policy else None, facts.on, clinical=True),
        wide=True,
    )
    return page(facts, DELEGATION.path, "delegation_index.md.j2", frame, view)


def months(number: int) -> str:
    """`every month`, `every 12 months`"""
    return "every month" if number == 1 else f"every {number} months"


def _apart_words(pairs: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    words = {duty.by: duty.verb for duty in DUTIES}
    return tuple(f"the one who may {words[one]} did not {words[other]}" for one, other in pairs)


def _separations(chain: Chain) -> tuple[str, ...]:
    done = {
        "delegated_by": "decides to hand the task over",
        "trained_by": "trains",
        "assessed_by": "assesses",
        "signed_off_by": "signs off",
        "reviewed_by": "reviews",
    }
    return tuple(
        f"Whoever {done[one]} is not the one who {done[other]}" for one, other in chain.apart
    )


def _task_page(facts: Facts, task: Task, before: Task | None, after: Task | None) -> Page:
    records = facts.records
    chain = facts.chains.get(task.id)
    sign_off = task.sign_off
    tier = records.tiers.get(task.risk or "")
    category = records.categories.get(task.category)
    tell = []
    if task.tell:
        tell.append(f"First: {_title(records.roles, task.tell.first)}")
        if task.tell.then:
            tell.append(f"Then: {_title(records.roles, task.tell.then)}")
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
        agreed_by=_and([AGREES[each] for each in sign_off.agreed_by]) if sign_off else "",
        chain=tuple(_chain_link(facts, held) for held in chain.duties) if chain else (),
        chain_holds=bool(chain and chain.holds),
        apart=_separations(chain) if chain else (),
        observed=str(chain.observed) if chain and chain.observed else "",
        observed_basis=BASES[sign_off.observed_practices.basis] if sign_off and sign_off.observed_practices else "",
        review=months(chain.review_months) if chain and chain.review_months else "",
        review_basis=BASES[sign_off.review_every.basis] if sign_off and sign_off.review_every else "",
        requires=tuple(
            Link(found.title, found.path, _title(records.steps, step))
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
                    for figure in (
                        (sign_off.observed_practices, sign_off.review_every) if sign_off else ()
                    )
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
        banners,
        foot_of(facts, task),
        _link(before),
        _link(after),
    )
    return page(facts, f"delegation/tasks/{task.id}.md", "task.md.j2", frame, view)


def _link(task: Task | None) -> Link | None:
    return Link(task.title, f"delegation/tasks/{task.id}.md") if task else None


def _title(nouns: object, name: str) -> str:
    found = nouns.get(name) if hasattr(nouns, "get") else None
    return str(found.title) if found else name.replace("-", " ")


def _and(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


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
    titles = [_title(facts.records.roles, name) for name in authority.path]
    if not authority.holds:
        return f"{titles[0]}: the path of authority reaches nobody who is accountable"
    register = facts.records.roles[authority.path[-1]].register
    body = f", answerable to the {register.body}" if register else ""
    return f"{titles[0]} acts by authority of: {' → '.join(titles[1:])}{body}"


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
        ", ".join(_title(records.roles, name) for name in task.sign_off.delegated_by) if task.sign_off else "",
        ", ".join(SETTING_WORDS[each] for each in task.settings),
    )


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
    )
    return page(facts, TASKS.path, "task_index.md.j2", frame, view)


def _never(facts: Facts) -> Page:
    rows = tuple(
        NeverRow(
            Link(task.title, f"delegation/tasks/{task.id}.md"), task.summary, task.why_never or "", task.done_by
        )
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


def _decide(facts: Facts) -> Page:
    aid = facts.records.policy.decision_aid if facts.records.policy else None
    frame = Frame(
        "May this task be delegated?",
        "Questions to answer together before a task is handed to a personal assistant.",
        "decide",
        (DELEGATION,),
        "framework/delegation.yaml",
        approval_banner(facts.records.policy.approval if facts.records.policy else None, facts.on, clinical=True),
    )
    return page(facts, "delegation/decide.md", "decide.md.j2", frame, aid)


def _role_index(facts: Facts) -> Page:
    kinds = (
        ("registered", "Registered professionals", "On a professional register. They are accountable for what they hand over."),
        ("authorised", "Authorised roles", "They act because a registered professional authorised them, for named tasks and until a day."),
        ("lay", "The person, their family, the employer, the PA", "Without their yes there is no chain."),
    )
    groups = tuple(
        RoleGroup(
            title,
            summary,
            tuple(
                (Link(role.title, f"delegation/roles/{role.id}.md"), role.summary)
                for role in sorted(facts.records.roles.values(), key=lambda role: role.title)
                if role.kind == kind and not role.replaced_by
            ),
        )
        for kind, title, summary in kinds
    )
    frame = Frame(
        "Roles in the chain",
        "Who may delegate, train, assess, sign off and review, and what their authority rests on.",
        "roles",
        (DELEGATION,),
    )
    return page(facts, ROLES.path, "role_index.md.j2", frame, groups)


def _role_page(facts: Facts, role: Role) -> Page:
    records = facts.records
    authority = facts.authorities[role.id]
    by_duty: dict[str, list[str]] = {}
    for chain in facts.chains.values():
        for held in chain.duties:
            if any(holder.role == role.id for holder in held.holders):
                by_duty.setdefault(held.duty.id, []).append(chain.task.id)
    view = RoleView(
        role=role,
        kind={"registered": "Registered professional", "authorised": "Authorised role", "lay": "Not a professional role"}[
            role.kind
        ],
        register=role.register.body if role.register else "",
        register_link=Link("Look somebody up on the register", role.register.check)
        if role.register and role.register.check
        else None,
        register_limits=(role.register.limits or "") if role.register else "",
        authority=()
        if is_accountable(role)
        else tuple(_title(records.roles, name) for name in authority.path)
        if authority.holds and len(authority.path) > 1
        else (),
        authorised_by=links_to(facts, "role", role.authorised_by),
        may=tuple(
            (
                f"May {duty.verb}",
                tuple(
                    f"{_title(records.categories, category)}: up to {_title(records.tiers, tier).lower()}"
                    for category, tier in getattr(role, duty.may).items()
                ),
            )
            for duty in DUTIES
            if getattr(role, duty.may)
        ),
        tasks=tuple(
            (DUTY_DOES[duty.id], links_to(facts, "task", by_duty[duty.id])) for duty in DUTIES if duty.id in by_duty
        ),
        sources=source_lines(facts, role.sources),
    )
    frame = Frame(
        role.title,
        role.summary,
        "role",
        (DELEGATION, ROLES),
        role.origin.path,
        approval_banner(role.approval, facts.on),
        foot_of(facts, role),
    )
    return page(facts, f"delegation/roles/{role.id}.md", "role.md.j2", frame, view)
