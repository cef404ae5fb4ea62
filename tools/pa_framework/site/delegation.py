"""The index page of the delegation section."""

from dataclasses import dataclass

from pa_framework.facts.delegation_chain import PARTY_NAMES
from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import CHANGED, DECIDE, DELEGATION, NEVER, ROLES, SIGNS, TASKS, Link
from pa_framework.look.labels import apart_words, months
from pa_framework.look.page import approval_banner
from pa_framework.records.model import Tier
from pa_framework.site.hand_written import hand_written_link
from pa_framework.site.page_kinds import Banners, Pages, StandalonePage


@dataclass(frozen=True, slots=True)
class DelegationView:
    """The index of the section. A tier is a row: title, summary, agreement, practices, review, separation of duties."""

    summary: str
    duties: tuple[tuple[str, str], ...]
    tiers: tuple[tuple[str, str, str, str, str, str], ...]
    triggers: tuple[tuple[str, str, bool], ...]
    doors: tuple[Link, ...]


def _view(facts: Facts) -> DelegationView:
    policy, records = facts.records.policy, facts.records
    return DelegationView(
        summary=policy.summary if policy else "",
        duties=tuple((duty.title, duty.summary) for duty in policy.duties) if policy else (),
        tiers=tuple(_tier(tier) for tier in records.tiers.values()),
        triggers=tuple(
            (trigger.title, trigger.summary, trigger.does == "stop") for trigger in records.triggers.values()
        ),
        doors=(
            *((guide,) if (guide := hand_written_link(facts, "delegation/how-it-works.md")) else ()),
            Link("Find a task", TASKS.path, "What may be handed to a PA, and who must do what first"),
            DECIDE,
            Link("See who may do what", ROLES.path, "Each role, what it may do, what its authority rests on"),
            Link(NEVER.title, NEVER.path, "And who does it instead"),
            Link(SIGNS.title, SIGNS.path, "All signs and contacts in one table"),
            CHANGED,
        ),
    )


def _tier(tier: Tier) -> tuple[str, str, str, str, str, str]:
    """A tier of risk and what it demands, as the columns of the table."""
    demands = tier.demands
    return (
        tier.title,
        tier.summary,
        ", ".join(PARTY_NAMES[party] for party in demands.agreed_by),
        str(demands.observed_practices),
        months(demands.review_within_months),
        " ".join(f"{sentence}." for sentence in (*apart_words(demands.apart), "Nobody signs off themselves")),
    )


def _banners(facts: Facts, view: object) -> Banners:
    policy = facts.records.policy
    return approval_banner(policy.approval if policy else None, facts.on, clinical=True)


PAGES: tuple[Pages, ...] = (
    StandalonePage(
        page=DELEGATION,
        kind="delegation",
        template="delegation_index.md.j2",
        view=_view,
        description=(
            "Which healthcare tasks a registered professional may hand to a personal assistant, and what"
            " must be true first."
        ),
        record="framework/delegation.yaml",
        banners=_banners,
        wide=True,
    ),
)
