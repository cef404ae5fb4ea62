"""The index of roles, and a page for every role: what it may do, and where its authority comes from."""

from msgspec import Struct

from pa_framework.facts.delegation_chain import DUTIES, is_accountable
from pa_framework.facts.facts import Facts
from pa_framework.facts.requirements import in_words, outermost, parse, titles
from pa_framework.facts.site_pages import ROLES, Link
from pa_framework.facts.terms import renewal_sentences
from pa_framework.facts.titles import title_of
from pa_framework.look.labels import DUTY_VERBS, value_groups
from pa_framework.look.page import SourceLine, links_to, links_with_hints, record_link, source_lines
from pa_framework.records.field_meaning import labels
from pa_framework.records.model import Role
from pa_framework.site.page_kinds import Pages, RecordPages, StandalonePage, active
from pa_framework.text.sentences import join_words, lower_first, upper_first


class RoleView(Struct, frozen=True):
    """What the page of a role shows besides the record. `may` has pairs: a category, what the role may do in it."""

    kind: str
    register: str
    register_link: Link | None
    register_limits: str
    authority: tuple[str, ...]
    authorised_by: tuple[Link, ...]
    authorised_for: tuple[str, ...]
    requires: tuple[str, ...]
    may: tuple[tuple[str, str], ...]
    tasks: tuple[Link, ...]
    sources: tuple[SourceLine, ...]


class RoleGroup(Struct, frozen=True):
    """The roles of one kind, with their summaries."""

    title: str
    summary: str
    rows: tuple[tuple[Link, str], ...]


_KIND_WORDS = labels("role", "kind")


def _index(facts: Facts) -> tuple[RoleGroup, ...]:
    roles = active(facts.records.roles.values())
    return tuple(
        RoleGroup(
            group.title,
            group.summary,
            tuple((record_link("role", role), role.summary) for role in roles if role.kind in group.values),
        )
        for group in value_groups("role", "kind")
    )


def _role(facts: Facts, role: Role) -> RoleView:
    register = role.register
    return RoleView(
        kind=_KIND_WORDS[role.kind],
        register=register.body if register else "",
        register_link=Link("Check the register", register.check) if register and register.check else None,
        register_limits=(register.limits or "") if register else "",
        authority=_authority(facts, role),
        authorised_by=links_to(facts, "role", role.authorised_by),
        authorised_for=renewal_sentences("An authorisation", role.authorisation_valid_for),
        requires=tuple(upper_first(in_words(one, titles(facts.records))) for one in outermost(parse(role.requires))),
        may=_may(facts, role),
        tasks=_tasks(facts, role),
        sources=source_lines(facts, role.sources),
    )


def _authority(facts: Facts, role: Role) -> tuple[str, ...]:
    """The roles over which a role's authority runs up to an accountable one; none where it is accountable itself."""
    authority = facts.authorities[role.id]
    if is_accountable(role) or not authority.holds or len(authority.path) < 2:
        return ()
    return tuple(title_of(facts.records.roles, id) for id in authority.path)


def _may(facts: Facts, role: Role) -> tuple[tuple[str, str], ...]:
    """The categories with what the role may do in them: `delegates up to high risk; signs off up to medium risk`."""
    records = facts.records
    verbs: dict[str, dict[str, list[str]]] = {}
    for duty in DUTIES:
        for category, tier in getattr(role, duty.may).items():
            verbs.setdefault(category, {}).setdefault(tier, []).append(DUTY_VERBS[duty.id])
    return tuple(
        (
            title_of(records.categories, category),
            "; ".join(
                f"{join_words(verbs[category][tier])} up to {lower_first(title_of(records.tiers, tier))}"
                for tier in reversed(list(records.tiers))
                if tier in verbs[category]
            ),
        )
        for category in records.categories
        if category in verbs
    )


def _tasks(facts: Facts, role: Role) -> tuple[Link, ...]:
    """The tasks whose chain names the role, with the duties that it may hold there as the hint."""
    duties: dict[str, list[str]] = {}
    for chain in facts.chains.values():
        for duty in chain.duties:
            if any(holder.role == role.id for holder in duty.holders):
                duties.setdefault(chain.task.id, []).append(DUTY_VERBS[duty.duty.id])
    return links_with_hints(facts, "task", {task: join_words(words) for task, words in duties.items()})


PAGES: tuple[Pages, ...] = (
    StandalonePage(
        page=ROLES,
        kind="roles",
        template="role_index.md.j2",
        view=_index,
        description="Who may delegate, train, assess, sign off and review, and who gives them authority.",
    ),
    RecordPages(
        kind="role",
        template="role.md.j2",
        select=lambda facts: [role for role in facts.records.roles.values() if not role.replaced_by],
        view=_role,
        neighbours=False,
    ),
)
