"""The index page of the delegation section."""

from collections.abc import Iterator

from msgspec import Struct

from pa_framework.facts.delegation_chain import PARTY_NAMES
from pa_framework.facts.demands import Demand, apart_words, tier_demands
from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import CHANGED, DECIDE, DECIDE_AGAIN, DELEGATION, NEVER, ROLES, SIGNS, TASKS, Link
from pa_framework.facts.terms import every_words
from pa_framework.look.labels import BASES, DUTY_LABELS, months
from pa_framework.look.page import approval_banner
from pa_framework.records.model import Credential, Ground, Tier
from pa_framework.records.usual_lists import BUILT_IN
from pa_framework.site.care_cards import CareCard, shared_card
from pa_framework.site.decide_again import Change, changes_of
from pa_framework.site.hand_written import hand_written_link
from pa_framework.site.order_lines import OrderLine, orders_in_words
from pa_framework.site.page_kinds import Banners, Pages, StandalonePage
from pa_framework.text.sentences import join_words, lower_first


class TierView(Struct, frozen=True):
    """A tier of risk: who agrees, what it demands, which duties are kept apart, and what all that rests on."""

    title: str
    summary: str
    agreed: str
    demands: tuple[Demand, ...]
    apart: tuple[str, ...]
    basis: str


class DelegationView(Struct, frozen=True):
    """The index of the section: doors, emergency signs of the policy, duties, tiers, credentials, and what calls for a new decision.

    `orders` change rules for a time. `grounds` are those that the framework lists: the title, what it is, its duties.
    """

    summary: str
    doors: tuple[Link, ...]
    emergency: tuple[CareCard, ...]
    duties: tuple[tuple[str, str], ...]
    tiers: tuple[TierView, ...]
    changes: tuple[tuple[Change, Link], ...]
    credentials: tuple[tuple[str, str], ...]
    orders: tuple[OrderLine, ...]
    grounds: tuple[tuple[str, str, str], ...]


def _view(facts: Facts) -> DelegationView:
    policy, records = facts.records.policy, facts.records
    card = shared_card(facts)
    return DelegationView(
        summary=policy.summary if policy else "",
        doors=(
            *((guide,) if (guide := hand_written_link(facts, "delegation/how-it-works.md")) else ()),
            Link("Find a task", TASKS.path, "When to call 999, who to ring, who decides and who trains"),
            DECIDE_AGAIN,
            DECIDE,
            Link("See who may do what", ROLES.path, "Each role, what it may do and who gives it authority"),
            Link(NEVER.title, NEVER.path, "And who does it instead"),
            Link(SIGNS.title, SIGNS.path, "All signs and contacts in one table"),
            CHANGED,
        ),
        emergency=(card,) if card else (),
        duties=tuple((duty.title, duty.summary) for duty in policy.duties) if policy else (),
        tiers=tuple(_tier(tier) for tier in records.tiers.values()),
        changes=tuple(
            (change, Link(change.title, f"{DECIDE_AGAIN.path}#{change.id}"))
            for change in changes_of(records, records.triggers.values())
        ),
        credentials=tuple((one.title, " ".join(_about(one))) for one in records.credentials.values()),
        orders=orders_in_words(facts),
        grounds=tuple(
            (ground.title, ground.summary or "", duties_of_ground(ground))
            for ground in records.grounds.values()
            if ground.origin.path != BUILT_IN
        ),
    )


def _about(credential: Credential) -> Iterator[str]:
    """What a credential is, who gives it, and how often it is renewed, as sentences."""
    yield credential.summary
    yield f"Who gives it: {credential.body.removesuffix('.')}."
    if credential.valid_for:
        yield f"It must be renewed {every_words(credential.valid_for)}."


def duties_of_ground(ground: Ground) -> str:
    """Which duties a chain on a ground has, and whether someone is accountable, as sentences; empty without duties."""
    if not ground.duties:
        return ""
    duties = join_words(lower_first(DUTY_LABELS[duty]) for duty in ground.duties)
    accountable = "" if ground.accountable == "registered" else " No one on a professional register is accountable."
    return f"The chain has these links: {duties}.{accountable}"


def _tier(tier: Tier) -> TierView:
    demands = tier.demands
    return TierView(
        tier.title,
        tier.summary,
        ", ".join(PARTY_NAMES[party] for party in demands.agreed_by),
        (
            Demand("Observed practices", f"at least {demands.observed_practices}"),
            Demand("Review", f"{months(demands.review_within_months)}, at the latest"),
            *tier_demands(tier),
        ),
        (*apart_words(demands.apart), "No one signs themselves off"),
        "" if tier.basis == "design-default" else BASES[tier.basis],
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
            "Which healthcare tasks a registered professional may delegate to a personal assistant, and what"
            " must be true first."
        ),
        record="framework/delegation.yaml",
        banners=_banners,
        wide=True,
    ),
)
