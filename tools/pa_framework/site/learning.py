"""The index of learning, and a page for every offer."""

from datetime import date

from msgspec import Struct

from pa_framework.facts.facts import Facts
from pa_framework.facts.organisations import organisation_words
from pa_framework.facts.site_pages import LEARNING, STANDARDS, Link
from pa_framework.facts.titles import title_of
from pa_framework.look.labels import AUDIENCES, audiences, value_groups
from pa_framework.look.page import (
    Banner,
    SourceLine,
    links_to,
    links_with_hints,
    record_link,
    source_lines,
    source_link,
    stories_of,
)
from pa_framework.records.field_meaning import labels
from pa_framework.records.model import Funding, Learning
from pa_framework.site.hand_written import hand_written_section, who_pays_for_training
from pa_framework.site.page_kinds import Banners, Pages, RecordPages, StandalonePage, active
from pa_framework.text.dates import format_date
from pa_framework.text.sentences import count, join_words, upper_first

ILLUSTRATIVE = Banner(
    "illustrative",
    "An example, not a real offer. Ask your council, NHS team or training lead what there is where you live.",
)
KIND_WORDS = labels("learning", "kind")


class FundingLine(Struct, frozen=True):
    """Funding for an offer; `when` is a sentence with its dates, and whether it is open today."""

    title: str
    when: str
    who: str
    note: str
    source: Link | None


class Covered(Struct, frozen=True):
    """A standard, and its items that an offer covers."""

    standard: Link
    items: tuple[str, ...]


class LearningView(Struct, frozen=True):
    """What the page of an offer shows besides the record; `details` are pairs of label and value."""

    details: tuple[tuple[str, str], ...]
    address: Link | None
    teaches: tuple[Link, ...]
    prepares_for: tuple[Link, ...]
    who_pays: Link | None
    funding: tuple[FundingLine, ...]
    accepted: str
    standards: tuple[Covered, ...]
    stories: tuple[Link, ...]
    sources: tuple[SourceLine, ...]


class LearningRow(Struct, frozen=True):
    """An offer in the index. Ids for the filter are separated by spaces; `details` are pairs of label and value."""

    link: Link
    summary: str
    audience_ids: str
    details: tuple[tuple[str, str], ...]


class LearningGroup(Struct, frozen=True):
    """A kind of learning with its offers."""

    id: str
    title: str
    summary: str
    rows: tuple[LearningRow, ...]


class LearningIndexView(Struct, frozen=True):
    """The index of learning: groups by kind, and the choices of the filter as id and label.

    `free` leads to real training that costs nothing, where a page tells of it.
    """

    count: int
    free: Link | None
    groups: tuple[LearningGroup, ...]
    audiences: tuple[tuple[str, str], ...]
    standards: Link


def _offers(facts: Facts) -> list[Learning]:
    """The offers that are not retired, by kind in the order of the index, then by title."""
    kinds = [value for group in value_groups("learning", "kind") for value in group.values]
    return sorted(active(facts.records.learning.values()), key=lambda offer: kinds.index(offer.kind))


def _index(facts: Facts) -> LearningIndexView:
    all_offers = _offers(facts)
    groups = tuple(
        LearningGroup(group.id, group.title, group.summary, tuple(_row(offer) for offer in offers))
        for group in value_groups("learning", "kind")
        if (offers := [offer for offer in all_offers if offer.kind in group.values])
    )
    audiences_used = {audience for offer in all_offers for audience in offer.serves}
    return LearningIndexView(
        len(all_offers),
        hand_written_section(facts, "i-am-a-pa.md", "free-training", "Free training: where do I find it?"),
        groups,
        tuple((id, upper_first(words)) for id, words in AUDIENCES.items() if id in audiences_used),
        STANDARDS,
    )


def _row(offer: Learning) -> LearningRow:
    return LearningRow(
        record_link("learning", offer),
        offer.summary,
        " ".join(offer.serves),
        (("For", audiences(offer.serves)), ("Takes", offer.takes), ("Cost", offer.cost)),
    )


def _index_banners(facts: Facts, view: object) -> Banners:
    if any(offer.illustrative for offer in facts.records.learning.values()):
        return (
            Banner(
                "illustrative",
                "These are examples, not real offers. Ask what there is where you live before you plan with one.",
            ),
        )
    return ()


def _offer(facts: Facts, offer: Learning) -> LearningView:
    steps = facts.records.steps
    return LearningView(
        details=_details(offer),
        address=Link("Go to this offer", offer.address) if offer.address else None,
        teaches=links_with_hints(
            facts, "competence", {id: title_of(steps, step) for id, step in offer.teaches.items()}
        ),
        prepares_for=links_to(facts, "task", offer.prepares_for),
        who_pays=who_pays_for_training(facts),
        funding=tuple(_funding(facts, funding) for funding in offer.funding),
        accepted=_accepted(facts, offer),
        standards=tuple(
            Covered(
                record_link("standard", standard),
                tuple(item.title for item in standard.items if item.id in items),
            )
            for id, items in offer.maps_to.items()
            if (standard := facts.records.standards.get(id))
        ),
        stories=stories_of(facts, "learning", offer.id),
        sources=source_lines(facts, [*offer.sources, *(funding.source for funding in offer.funding)]),
    )


def _details(offer: Learning) -> tuple[tuple[str, str], ...]:
    return (
        ("Kind", KIND_WORDS[offer.kind]),
        ("For", upper_first(audiences(offer.serves))),
        ("Takes", offer.takes),
        ("Cost", offer.cost),
        ("Offered by", offer.provider),
        *((("Where", offer.where),) if offer.where else ()),
        *(
            (("Last confirmed", format_date(offer.last_confirmed)),)
            if offer.last_confirmed and not offer.illustrative
            else ()
        ),
    )


def _banners(facts: Facts, offer: Learning) -> Banners:
    return (ILLUSTRATIVE,) if offer.illustrative else ()


def _accepted(facts: Facts, offer: Learning) -> str:
    """Which funders accept an offer, as a sentence."""
    if not offer.accepted_by:
        return "We do not know which funders accept this. Ask yours before you start."
    verb = "accepts" if len(offer.accepted_by) == 1 else "accept"
    return (
        f"{upper_first(join_words(organisation_words(facts.records, name) for name in offer.accepted_by))} {verb} it."
    )


def _funding(facts: Facts, funding: Funding) -> FundingLine:
    return FundingLine(
        funding.title,
        open_words(funding.open_from, funding.open_until, facts.on),
        funding.who,
        funding.note or "",
        source_link(facts, funding.source),
    )


def open_words(first: date | None, last: date | None, on: date) -> str:
    """Whether something is open on a day, with its dates: `Open now, until 28 February 2027`."""
    if first and first > on:
        return f"Not open yet: from {format_date(first)}" + (f" until {format_date(last)}" if last else "")
    if last and last < on:
        return f"Closed since {format_date(last)}"
    if first or last:
        return "Open now" + (
            f", until {format_date(last)}" if last else f", since {format_date(first)}" if first else ""
        )
    return "No dates are given"


PAGES: tuple[Pages, ...] = (
    StandalonePage(
        page=LEARNING,
        kind="learning-index",
        template="learning_index.md.j2",
        view=_index,
        description=lambda view: (
            f"{count(view.count, 'way', 'ways')} for personal assistants, and people who employ them, to learn:"
            " what each teaches, how long it takes and what it costs."
        ),
        banners=_index_banners,
        wide=True,
        scripts=("filters",),
    ),
    RecordPages(kind="learning", template="learning.md.j2", select=_offers, view=_offer, banners=_banners),
)
