"""Pages about learning: what there is, a page for each offer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pa_framework.facts.facts import Facts
from pa_framework.facts.pay import FUNDER_WORDS
from pa_framework.facts.site_pages import LEARNING, STANDARDS, Link
from pa_framework.look.labels import AUDIENCES, audiences
from pa_framework.look.page import (
    Banner,
    Frame,
    Page,
    SourceLine,
    foot_of,
    link_to,
    links_to,
    page,
    retired_banner,
    source_lines,
    source_link,
)
from pa_framework.records.model import Funding, Learning
from pa_framework.text.dates import in_words
from pa_framework.text.sentences import count, join_words, upper_first

ILLUSTRATIVE = Banner(
    "illustrative", "An example of an offer. Ask your council, NHS team or training lead what there is where you live."
)
#: Kinds of learning in the order of the index: id, title, summary.
KINDS = (
    ("induction", "Induction", "The first days and weeks of a new job."),
    ("course", "Courses", "With a trainer and other people, in a room or online."),
    ("e-learning", "E-learning", "On a screen, when it suits you."),
    ("shadowing", "Shadowing", "Beside somebody who does the work already."),
    ("person-specific", "With the person", "Taught with this person and their equipment. No course takes its place."),
    ("coaching", "Coaching and mentoring", "Somebody experienced who thinks with you."),
    ("peer-learning", "Learning from other PAs", "People who do the same work, and talk about it."),
    ("recognition", "Having what you know recognised", "For those who have done the work and hold no paper about it."),
    ("qualification", "Qualifications", "A certificate that other employers know."),
    ("apprenticeship", "Apprenticeships", "A job and a qualification together."),
)
KIND_WORDS = {
    "induction": "Induction",
    "course": "Course",
    "e-learning": "E-learning",
    "shadowing": "Shadowing",
    "person-specific": "Training with the person",
    "coaching": "Coaching or mentoring",
    "peer-learning": "Peer learning",
    "recognition": "Recognition",
    "qualification": "Qualification",
    "apprenticeship": "Apprenticeship",
}


@dataclass(frozen=True, slots=True)
class FundingLine:
    """Money for an offer; `when` says the dates and whether it is open today."""

    title: str
    when: str
    who: str
    note: str
    source: Link | None


@dataclass(frozen=True, slots=True)
class Covered:
    """A standard with the items of it that an offer covers."""

    standard: Link
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LearningView:
    offer: Learning
    details: tuple[tuple[str, str], ...]
    address: Link | None
    teaches: tuple[Link, ...]
    prepares_for: tuple[Link, ...]
    funding: tuple[FundingLine, ...]
    accepted: str
    standards: tuple[Covered, ...]
    stories: tuple[Link, ...]
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class LearningRow:
    link: Link
    summary: str
    audience_ids: str
    line: str


@dataclass(frozen=True, slots=True)
class LearningGroup:
    id: str
    title: str
    summary: str
    rows: tuple[LearningRow, ...]


@dataclass(frozen=True, slots=True)
class LearningIndexView:
    count: int
    groups: tuple[LearningGroup, ...]
    audiences: tuple[tuple[str, str], ...]
    standards: Link


def pages(facts: Facts) -> Iterator[Page]:
    """Everything below learning/."""
    groups = _by_kind(facts)
    yield _index(facts, groups)
    ordered = [offer for _, offers in groups for offer in offers]
    for before, offer, after in zip([None, *ordered], ordered, [*ordered[1:], None], strict=False):
        yield _offer(facts, offer, before, after)
    for offer in facts.records.learning.values():
        if offer.replaced_by:
            yield _offer(facts, offer, None, None)


def _by_kind(facts: Facts) -> list[tuple[tuple[str, str, str], list[Learning]]]:
    """Kinds in their order, each with its offers by title."""
    return [
        (
            kind,
            sorted(
                (each for each in facts.records.learning.values() if each.kind == kind[0] and not each.replaced_by),
                key=lambda each: each.title,
            ),
        )
        for kind in KINDS
    ]


def _link(offer: Learning | None) -> Link | None:
    return Link(offer.title, f"learning/{offer.id}.md") if offer else None


def _index(facts: Facts, groups: list[tuple[tuple[str, str, str], list[Learning]]]) -> Page:
    shown = tuple(
        LearningGroup(
            kind,
            title,
            summary,
            tuple(
                LearningRow(
                    Link(each.title, f"learning/{each.id}.md"),
                    each.summary,
                    " ".join(each.serves),
                    f"For {audiences(each.serves)} · Takes: {each.takes} · Cost: {each.cost}",
                )
                for each in offers
            ),
        )
        for (kind, title, summary), offers in groups
        if offers
    )
    used = {name for _, offers in groups for each in offers for name in each.serves}
    view = LearningIndexView(
        sum(len(group.rows) for group in shown),
        shown,
        tuple((name, upper_first(words)) for name, words in AUDIENCES.items() if name in used),
        STANDARDS,
    )
    frame = Frame(
        "Learning",
        f"{count(view.count, 'way', 'ways')} for personal assistants, and people who employ them, to learn:"
        " what each teaches, how long it takes and what it costs.",
        "learning-index",
        banners=_illustrative(facts),
        wide=True,
        scripts=("filters",),
    )
    return page(facts, LEARNING.path, "learning_index.md.j2", frame, view)


def _illustrative(facts: Facts) -> tuple[Banner, ...]:
    if any(offer.illustrative for offer in facts.records.learning.values()):
        return (
            Banner("illustrative", "Examples of offers. Ask what there is where you live before you plan with one."),
        )
    return ()


def _offer(facts: Facts, offer: Learning, before: Learning | None, after: Learning | None) -> Page:
    records = facts.records
    details = [
        ("Kind", KIND_WORDS[offer.kind]),
        ("For", upper_first(audiences(offer.serves))),
        ("Takes", offer.takes),
        ("Cost", offer.cost),
        ("Offered by", offer.provider),
        *([("Where", offer.where)] if offer.where else []),
        *([("Last confirmed", in_words(offer.last_confirmed))] if offer.last_confirmed else []),
    ]
    view = LearningView(
        offer=offer,
        details=tuple(details),
        address=Link("Go to this offer", offer.address) if offer.address else None,
        teaches=tuple(
            Link(found.title, found.path, records.steps[step].title if step in records.steps else step)
            for name, step in offer.teaches.items()
            if (found := link_to(facts, "competence", name))
        ),
        prepares_for=links_to(facts, "task", offer.prepares_for),
        funding=tuple(_funding(facts, each) for each in offer.funding),
        accepted=f"{join_words([_funder(name) for name in offer.accepted_by])} {_accept(offer)} it."
        if offer.accepted_by
        else "No funder has said that it accepts it. Ask yours before you begin.",
        standards=tuple(
            Covered(
                Link(standard.title, f"standards/{standard.id}.md"),
                tuple(item.title for item in standard.items if item.id in items),
            )
            for name, items in offer.maps_to.items()
            if (standard := records.standards.get(name))
        ),
        stories=links_to(
            facts,
            "case-study",
            [use.id for use in facts.graph.used_by.get(("learning", offer.id), ()) if use.kind == "case-study"],
        ),
        sources=source_lines(facts, [*offer.sources, *(each.source for each in offer.funding if each.source)]),
    )
    frame = Frame(
        offer.title,
        offer.summary,
        "learning",
        (LEARNING,),
        offer.origin.path,
        (*retired_banner(facts, "learning", offer), *((ILLUSTRATIVE,) if offer.illustrative else ())),
        foot_of(facts, offer),
        _link(before),
        _link(after),
    )
    return page(facts, f"learning/{offer.id}.md", "learning.md.j2", frame, view)


def _funder(name: str) -> str:
    return {"council": "The council", "nhs": "the NHS"}.get(name, FUNDER_WORDS[name])


def _accept(offer: Learning) -> str:
    return "accepts" if len(offer.accepted_by) == 1 else "accept"


def _funding(facts: Facts, each: Funding) -> FundingLine:
    return FundingLine(
        each.title,
        open_words(each.open_from, each.open_until, facts.on),
        each.who,
        each.note or "",
        source_link(facts, each.source),
    )


def open_words(first: date | None, last: date | None, on: date) -> str:
    """Whether something is open on a day, with its dates: `Open now, until 28 February 2027`."""
    if first and first > on:
        return f"Not open yet: from {in_words(first)}" + (f" until {in_words(last)}" if last else "")
    if last and last < on:
        return f"Closed since {in_words(last)}"
    if first or last:
        return "Open now" + (f", until {in_words(last)}" if last else f", since {in_words(first)}" if first else "")
    return "No dates are given"
