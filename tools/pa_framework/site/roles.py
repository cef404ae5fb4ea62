"""Pages about the roles of the chain: who may do what, and what their authority rests on."""

from collections.abc import Iterator
from dataclasses import dataclass

from pa_framework.facts.delegation_chain import DUTIES, is_accountable
from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import DELEGATION, ROLES, Link
from pa_framework.look.labels import DUTY_SHORT, title_of
from pa_framework.look.page import (
    Frame,
    Page,
    SourceLine,
    approval_banner,
    foot_of,
    links_to,
    page,
    retired_banner,
    source_lines,
)
from pa_framework.records.model import Role
from pa_framework.text.sentences import join_words


@dataclass(frozen=True, slots=True)
class RoleView:
    role: Role
    kind: str
    register: str
    register_link: Link | None
    register_limits: str
    authority: tuple[str, ...]
    authorised_by: tuple[Link, ...]
    may: tuple[tuple[str, str], ...]
    tasks: tuple[Link, ...]
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class RoleGroup:
    title: str
    summary: str
    rows: tuple[tuple[Link, str], ...]


def pages(facts: Facts) -> Iterator[Page]:
    """Everything below delegation/roles/."""
    yield _role_index(facts)
    for role in facts.records.roles.values():
        yield _role_page(facts, role)


def _role_index(facts: Facts) -> Page:
    kinds = (
        (
            "registered",
            "Registered professionals",
            "On a professional register. They are accountable for what they hand over.",
        ),
        (
            "authorised",
            "Authorised roles",
            "Not on a register. For a delegated task they act because a registered professional authorised them, for named "
            "tasks and until a day. Some hold no duty of the chain.",
        ),
        ("lay", "The person, and whoever employs the PA", "Without their yes there is no chain."),
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
    view = RoleView(
        role=role,
        kind={
            "registered": "Registered professional",
            "authorised": "Authorised role",
            "lay": "Not a professional role",
        }[role.kind],
        register=role.register.body if role.register else "",
        register_link=Link("Look somebody up on the register", role.register.check)
        if role.register and role.register.check
        else None,
        register_limits=(role.register.limits or "") if role.register else "",
        authority=()
        if is_accountable(role)
        else tuple(title_of(records.roles, name) for name in authority.path)
        if authority.holds and len(authority.path) > 1
        else (),
        authorised_by=links_to(facts, "role", role.authorised_by),
        may=_may(facts, role),
        tasks=_tasks(facts, role),
        sources=source_lines(facts, role.sources),
    )
    frame = Frame(
        role.title,
        role.summary,
        "role",
        (DELEGATION, ROLES),
        role.origin.path,
        (*retired_banner(facts, "role", role), *approval_banner(role.approval, facts.on)),
        foot_of(facts, role),
    )
    return page(facts, f"delegation/roles/{role.id}.md", "role.md.j2", frame, view)


def _may(facts: Facts, role: Role) -> tuple[tuple[str, str], ...]:
    """Each category with what the role may do in it: `delegates and trains up to high risk; signs off up to medium risk`."""
    records = facts.records
    verbs: dict[str, dict[str, list[str]]] = {}
    for duty in DUTIES:
        for category, tier in getattr(role, duty.may).items():
            verbs.setdefault(category, {}).setdefault(tier, []).append(DUTY_SHORT[duty.id])
    return tuple(
        (
            title_of(records.categories, category),
            "; ".join(
                f"{join_words(verbs[category][tier])} up to {title_of(records.tiers, tier).lower()}"
                for tier in reversed(list(records.tiers))
                if tier in verbs[category]
            ),
        )
        for category in records.categories
        if category in verbs
    )


def _tasks(facts: Facts, role: Role) -> tuple[Link, ...]:
    """Each task whose chain names the role, and the duties that it may hold there."""
    named: dict[str, list[str]] = {}
    for chain in facts.chains.values():
        for held in chain.duties:
            if any(holder.role == role.id for holder in held.holders):
                named.setdefault(chain.task.id, []).append(DUTY_SHORT[held.duty.id])
    return tuple(
        Link(link.title, link.path, join_words(duties))
        for task, duties in named.items()
        for link in links_to(facts, "task", [task])
    )
