"""Pages about support: who can be turned to. An entry that nobody confirms any more has no page at all."""

from collections.abc import Iterator
from dataclasses import dataclass

from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import SUPPORT, Link
from pa_framework.facts.support import is_stale, visible_support
from pa_framework.look.labels import AUDIENCES, audiences, name_words
from pa_framework.look.page import (
    Banner,
    Frame,
    Page,
    SourceLine,
    foot_of,
    links_to,
    page,
    retired_banner,
    source_lines,
)
from pa_framework.records.model import Support
from pa_framework.text.dates import in_words
from pa_framework.text.sentences import upper_first

ILLUSTRATIVE = Banner(
    "illustrative", "An example to replace. Nobody stands behind this entry yet; ask your council or NHS team who does."
)
KIND_WORDS = {
    "peer-network": "PAs who meet",
    "pa-contact": "Contact for PAs",
    "employer-support": "Support for employers",
    "core-offer": "What every employer can expect",
    "pa-register": "Register of PAs",
    "noticeboard": "Noticeboard",
    "advice": "Advice",
    "payroll": "Payroll",
    "paper-route": "On paper",
    "representation": "A voice for PAs",
    "template-library": "Templates",
}
#: Groups of the index in their order: title, summary, kinds.
GROUPS = (
    (
        "People on your side",
        "Other PAs, and somebody to ask about work.",
        ("pa-contact", "peer-network", "representation"),
    ),
    ("Finding each other", "Where PAs and people who need one meet.", ("noticeboard", "pa-register")),
    (
        "Help with employing",
        "For people who employ a PA, or act for somebody who does.",
        ("core-offer", "employer-support", "payroll"),
    ),
    ("Advice and papers", "To read, to fill in, to have sent by post.", ("advice", "paper-route", "template-library")),
)


@dataclass(frozen=True, slots=True)
class SupportView:
    entry: Support
    details: tuple[tuple[str, str], ...]
    address: Link | None
    stories: tuple[Link, ...]
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class SupportRow:
    link: Link
    summary: str
    kind: str
    audience_ids: str
    line: str


@dataclass(frozen=True, slots=True)
class SupportGroup:
    title: str
    summary: str
    rows: tuple[SupportRow, ...]


@dataclass(frozen=True, slots=True)
class SupportIndexView:
    groups: tuple[SupportGroup, ...]
    audiences: tuple[tuple[str, str], ...]
    months: str


def pages(facts: Facts) -> Iterator[Page]:
    """Everything below support/."""
    entries = visible_support(facts)
    yield _index(facts, entries)
    for before, entry, after in zip([None, *entries], entries, [*entries[1:], None], strict=False):
        yield _entry(facts, entry, before, after)
    for entry in facts.records.support.values():
        if entry.replaced_by and not is_stale(entry, facts):
            yield _entry(facts, entry, None, None)


def _link(entry: Support | None) -> Link | None:
    return Link(entry.title, f"support/{entry.id}.md") if entry else None


def _index(facts: Facts, entries: list[Support]) -> Page:
    groups = tuple(
        SupportGroup(title, summary, rows)
        for title, summary, kinds in GROUPS
        if (rows := tuple(_row(each) for each in entries if each.kind in kinds))
    )
    used = {name for each in entries for name in each.serves}
    framework = facts.records.framework
    months = framework.settings.support_stale_after_months if framework else 0
    view = SupportIndexView(
        groups,
        tuple((name, upper_first(words)) for name, words in AUDIENCES.items() if name in used),
        f"An entry that nobody has confirmed for {months} months is hidden until somebody does." if months else "",
    )
    frame = Frame(
        "Support",
        "Who personal assistants and the people who employ them can turn to, and how to reach them without internet.",
        "support-index",
        banners=(
            Banner("illustrative", "Examples to replace. Ask your council or NHS team who does this where you live."),
        )
        if any(each.illustrative for each in entries)
        else (),
        wide=True,
        scripts=("filters",),
    )
    return page(facts, SUPPORT.path, "support_index.md.j2", frame, view)


def _row(entry: Support) -> SupportRow:
    return SupportRow(
        Link(entry.title, f"support/{entry.id}.md"),
        entry.summary,
        KIND_WORDS[entry.kind],
        " ".join(entry.serves),
        f"For {audiences(entry.serves)} · Last confirmed {in_words(entry.last_confirmed)}",
    )


def _entry(facts: Facts, entry: Support, before: Support | None, after: Support | None) -> Page:
    details = [
        ("What", KIND_WORDS[entry.kind]),
        ("For", upper_first(audiences(entry.serves))),
        ("Run by", name_words(entry.run_by)),
        *([("Stands in", entry.deputy)] if entry.deputy else []),
        ("Last confirmed", in_words(entry.last_confirmed)),
    ]
    view = SupportView(
        entry,
        tuple(details),
        Link("Go to its website", entry.address) if entry.address else None,
        links_to(
            facts,
            "case-study",
            [use.id for use in facts.graph.used_by.get(("support", entry.id), ()) if use.kind == "case-study"],
        ),
        source_lines(facts, entry.sources),
    )
    frame = Frame(
        entry.title,
        entry.summary,
        "support",
        (SUPPORT,),
        entry.origin.path,
        (*retired_banner(facts, "support", entry), *((ILLUSTRATIVE,) if entry.illustrative else ())),
        foot_of(facts, entry),
        _link(before),
        _link(after),
    )
    return page(facts, f"support/{entry.id}.md", "support.md.j2", frame, view)
