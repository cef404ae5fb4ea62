"""The front page of delegation."""

from collections.abc import Iterator
from dataclasses import dataclass

from pa_framework.facts.delegation_chain import PARTY_NAMES
from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import CHANGED, DECIDE, DELEGATION, ROLES, TASKS, Link
from pa_framework.look.labels import apart_words, months
from pa_framework.look.page import Frame, Page, approval_banner, page
from pa_framework.site.hand_written import written_page


@dataclass(frozen=True, slots=True)
class DelegationView:
    summary: str
    duties: tuple[tuple[str, str], ...]
    tiers: tuple[tuple[str, str, str, str, str, str], ...]
    triggers: tuple[tuple[str, str, bool], ...]
    doors: tuple[Link, ...]


def pages(facts: Facts) -> Iterator[Page]:
    """delegation/index.md"""
    policy = facts.records.policy
    records = facts.records

    view = DelegationView(
        summary=policy.summary if policy else "",
        duties=tuple((duty.title, duty.summary) for duty in policy.duties) if policy else (),
        tiers=tuple(
            (
                tier.title,
                tier.summary,
                ", ".join(PARTY_NAMES[each] for each in tier.demands.agreed_by),
                str(tier.demands.observed_practices),
                months(tier.demands.review_within_months),
                " ".join(f"{each}." for each in (*apart_words(tier.demands.apart), "Nobody signs off themselves")),
            )
            for tier in records.tiers.values()
        ),
        triggers=tuple((each.title, each.summary, each.stops) for each in records.triggers.values()),
        doors=(
            *((how,) if (how := written_page(facts, "delegation/how-it-works.md")) else ()),
            Link("Find a task", TASKS.path, "What may be handed to a PA, and who must do what first"),
            DECIDE,
            Link("See who may do what", ROLES.path, "Each role, what it may do, what its authority rests on"),
            Link("What is never delegated", "delegation/never.md", "And who does it instead"),
            CHANGED,
        ),
    )
    frame = Frame(
        "Delegation",
        "Which healthcare tasks a registered professional may hand to a personal assistant, and what must be true first.",
        "delegation",
        record="framework/delegation.yaml",
        banners=approval_banner(policy.approval if policy else None, facts.on, clinical=True),
        wide=True,
    )
    yield page(facts, DELEGATION.path, "delegation_index.md.j2", frame, view)
