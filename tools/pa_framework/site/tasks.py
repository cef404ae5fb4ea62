"""A page for every task: what it asks for first, care cards, what happens if no PA may do it, chain, preparation."""

from collections.abc import Iterable
from itertools import pairwise

from msgspec import Struct

from pa_framework.facts.addresses import booklet_path, is_hand_written, wall_sheet_path
from pa_framework.facts.announced_changes import announced_changes, is_about, latest_change
from pa_framework.facts.delegation_chain import AssignedDuty, Chain, RoleAuthority, agreement_words, is_delegated
from pa_framework.facts.demands import Practice, apart_words, checks_before, practice_of
from pa_framework.facts.facts import Facts
from pa_framework.facts.fallback import instead
from pa_framework.facts.grounds import DELEGATION
from pa_framework.facts.inherited import inherited
from pa_framework.facts.requirements import CompetenceAtStep, in_words, outermost, parse, titles
from pa_framework.facts.site_pages import CHANGED, DECIDE, NEVER, Link
from pa_framework.facts.titles import title_of
from pa_framework.facts.triggers import triggers_of
from pa_framework.facts.visibility import listed_tasks
from pa_framework.facts.while_ringing import when_unsure
from pa_framework.look.labels import (
    DUTY_LABELS,
    DUTY_VERBS,
    months,
)
from pa_framework.look.page import (
    Banner,
    SourceLine,
    approval_banner,
    link_to,
    links_to,
    links_with_hints,
    source_lines,
    stories_of,
)
from pa_framework.records.field_meaning import labels
from pa_framework.records.model import Ground, Task
from pa_framework.site.care_cards import CareCard, care_cards
from pa_framework.site.decide_again import Change, changes_of
from pa_framework.site.delegation import duties_of_ground
from pa_framework.site.order_lines import OrderLine, orders_in_force
from pa_framework.site.page_kinds import Banners, Pages, RecordPages
from pa_framework.text.dates import format_date
from pa_framework.text.sentences import count, join_words, lower_first, upper_first

_SCOPE_WORDS = labels("task", "scope", "page")
_STATUS_ANSWERS = labels("task", "status", "page")
_PLAN_WORDS = labels("task", "individual_plan", "page")
_OMISSION_WORDS = labels("task", "omission", "page")
_DUTY_DETAILS = {"sign-off": "in writing, with a date", "review": "by the review date"}
_GUIDE = Link("How delegation works", "delegation/how-it-works.md")
_DECIDING = Link("When someone cannot decide", "about/deciding-for-someone.md")


class DutyLine(Struct, frozen=True):
    """One duty of the chain: what is done, and the roles that may do it."""

    title: str
    roles: tuple[Link, ...]
    detail: str


class RoleNode(Struct, frozen=True):
    """A role in the order in which authority runs: `below` are the roles that it authorises in this chain.

    `does` is what the role does in the chain; it may be there only because it authorises another.
    """

    role: Link
    does: str
    below: tuple["RoleNode", ...]


class AuthorityTree(Struct, frozen=True):
    """A professional register, and the roles of a chain that answer to it; an empty `body` means to none."""

    body: str
    roles: tuple[RoleNode, ...]


class ChainView(Struct, frozen=True):
    """The sign-off chain: agreement, duties in order, who is accountable, and to which registers.

    `ground` is the title and the words of another ground than delegation, if the task has one.
    """

    agreed_by: str
    duties: tuple[DutyLine, ...]
    apart: tuple[str, ...]
    accountable: str
    authority: tuple[AuthorityTree, ...]
    ground: tuple[str, str] | None


class Instead(Struct, frozen=True):
    """What happens when no PA may do the task: whether leaving it out does harm, and what to do, in order."""

    omission: str
    harmful: bool
    steps: tuple[str, ...]


class Preparation(Struct, frozen=True):
    """What a PA needs before the task: competences, learning, and the first level that expects what it requires.

    `brief` counts them. `also` are requirements that are not one competence, in words.
    """

    brief: str
    requires: tuple[Link, ...]
    also: tuple[str, ...]
    learning: tuple[Link, ...]
    levels: tuple[Link, ...]


class TaskView(Struct, frozen=True):
    """What the page of a task shows besides the record. `risk_rank` counts tiers from 1; 0 is none.

    `inherited` names what the record does not say, so that the standard of its tier counts. `guide` explains the steps
    of a delegation, `deciding` who decides for a person who cannot; None where the area has not written it.
    """

    risk: str
    risk_rank: int
    status: str
    plan: str
    scope: str
    settings: str
    only_there: bool
    orders: tuple[OrderLine, ...]
    delegators: tuple[Link, ...]
    cards: tuple[CareCard, ...]
    unsure: str
    instead: Instead | None
    refresher: str
    chain: ChainView | None
    practice: Practice | None
    inherited: str
    checks: str
    preparation: Preparation
    decide_again: tuple[Change, ...]
    stories: tuple[Link, ...]
    changes: tuple[tuple[str, Link], ...]
    is_delegated: bool
    decide: Link
    guide: Link | None
    deciding: Link | None
    wall_sheet: Link
    booklet: Link
    never: Link
    sources: tuple[SourceLine, ...]


def _task(facts: Facts, task: Task) -> TaskView:
    records = facts.records
    tier = records.tiers.get(task.risk or "")
    refresh = task.rescue.refresh_every if task.rescue else None
    return TaskView(
        risk=tier.title if tier else "",
        risk_rank=records.tier_order().get(task.risk or "", -1) + 1,
        status=_STATUS_ANSWERS[task.status],
        plan=_PLAN_WORDS.get(task.individual_plan or "", ""),
        scope=_SCOPE_WORDS.get(task.scope or "", ""),
        settings=join_words([lower_first(title_of(records.settings, setting)) for setting in task.settings], "or"),
        only_there=task.settings_are_limits,
        orders=orders_in_force(facts, task.id),
        delegators=links_to(facts, "role", task.sign_off.delegated_by if task.sign_off else ()),
        cards=care_cards(facts, task),
        unsure=when_unsure(facts, task),
        instead=_instead(task),
        refresher=months(refresh.months) if refresh else "",
        chain=_chain(facts, task),
        practice=practice_of(facts, task),
        inherited=join_words(inherited(task)),
        checks=checks_before(task),
        preparation=_preparation(facts, task),
        decide_again=changes_of(records, triggers_of(records, task), task) if is_delegated(task) else (),
        stories=stories_of(facts, "task", task.id),
        changes=tuple(
            (format_date(change.on), Link(change.title, f"{CHANGED.path}#{change.id}"))
            for change in announced_changes(facts)
            if change.about and is_about(change, "task", task.id)
        ),
        is_delegated=is_delegated(task),
        decide=DECIDE,
        guide=_GUIDE if is_hand_written(facts.records, _GUIDE.path) else None,
        deciding=_DECIDING if is_hand_written(facts.records, _DECIDING.path) else None,
        wall_sheet=Link("Wall sheet", wall_sheet_path(task)),
        booklet=Link("Easy booklet to print", booklet_path("task", task)),
        never=NEVER,
        sources=_sources(facts, task),
    )


def _instead(task: Task) -> Instead | None:
    if not is_delegated(task):
        return None
    return Instead(_OMISSION_WORDS.get(task.omission or "", ""), task.omission == "harmful", instead(task))


def _chain(facts: Facts, task: Task) -> ChainView | None:
    chain, sign_off = facts.chains.get(task.id), task.sign_off
    if not (chain and sign_off):
        return None
    return ChainView(
        agreed_by=agreement_words(sign_off.agreed_by),
        duties=tuple(_duty(facts, duty) for duty in chain.duties),
        apart=apart_words(chain.separated_duties),
        accountable=join_words([title_of(facts.records.roles, role) for role in sign_off.delegated_by], "or")
        if chain.ground.accountable == "registered"
        else "",
        authority=_authority(facts, chain),
        ground=None if chain.ground.id == DELEGATION else (chain.ground.title, _ground_words(chain.ground)),
    )


def _ground_words(ground: Ground) -> str:
    return " ".join(filter(None, (ground.summary or "", duties_of_ground(ground))))


def _preparation(facts: Facts, task: Task) -> Preparation:
    steps, graph = facts.records.steps, facts.graph
    first_level = [level.id for level in graph.reached_by.get(task.id, ())][:1]
    required = outermost(parse(task.requires))
    held = {one.competence: title_of(steps, one.step) for one in required if isinstance(one, CompetenceAtStep)}
    requires = links_with_hints(facts, "competence", held)
    named = titles(facts.records)
    also = tuple(upper_first(in_words(one, named)) for one in required if not isinstance(one, CompetenceAtStep))
    learning = links_to(facts, "learning", [offer.id for offer in graph.prepared_by.get(task.id, ())])
    numbers = (
        (len(requires), "competence", ""),
        (len(also), "other requirement", ""),
        (len(learning), "course or workbook", "courses and workbooks"),
    )
    return Preparation(
        join_words(count(number, one, many) for number, one, many in numbers if number),
        requires,
        also,
        learning,
        links_to(facts, "level", first_level) if is_delegated(task) else (),
    )


def _sources(facts: Facts, task: Task) -> tuple[SourceLine, ...]:
    """The sources of the task, then those of the figures of its chain."""
    figures = (task.sign_off.observed_practices, task.sign_off.review_every) if task.sign_off else ()
    return source_lines(facts, [*task.sources, *(figure.source for figure in figures if figure)])


def _duty(facts: Facts, duty: AssignedDuty) -> DutyLine:
    return DutyLine(
        DUTY_LABELS[duty.duty.id],
        links_to(facts, "role", [holder.role for holder in duty.holders]),
        _DUTY_DETAILS.get(duty.duty.id, ""),
    )


def _authority(facts: Facts, chain: Chain) -> tuple[AuthorityTree, ...]:
    """The paths of authority of a chain, joined where they meet, by the register at which they end."""
    does: dict[str, list[str]] = {}
    paths: dict[str, RoleAuthority] = {}
    for duty in chain.duties:
        for holder in duty.holders:
            does.setdefault(holder.role, []).append(DUTY_VERBS[duty.duty.id])
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

    def nodes(ids: Iterable[str]) -> tuple[RoleNode, ...]:
        return tuple(
            RoleNode(role, join_words(does.get(id, ())) or "authorises", nodes(below.get(id, ())))
            for id in ids
            if (role := link_to(facts, "role", id))
        )

    return tuple(AuthorityTree(body, nodes(ids)) for body, ids in tops.items())


def approval_of_task(facts: Facts, task: Task) -> Banners:
    """For a task that is never delegated, that no approval can change this; for others, how far it is approved."""
    if task.status == "never":
        return (Banner("never", "Never delegated. A PA must not do this, even with training."),)
    return approval_banner(task.approval, facts.on, clinical=True)


def not_for_use(facts: Facts, task: Task) -> str:
    """What paper says where no approval of the task holds: it may be read and not used. Empty where one holds."""
    if task.approval.state == "draft":
        return "Draft, not for use"
    return "Not for use: its approval ran out" if approval_banner(task.approval, facts.on, clinical=True) else ""


def _last_changed(facts: Facts, task: Task) -> tuple[str, ...]:
    change = latest_change(facts, "task", task.id)
    return (f"Last changed on {format_date(change.on)}: {change.title}.",) if change else ()


PAGES: tuple[Pages, ...] = (
    RecordPages(
        kind="task",
        template="task.md.j2",
        select=listed_tasks,
        view=_task,
        approval=approval_of_task,
        footer=_last_changed,
    ),
)
