"""What pages and papers show about a record besides its content: links to it, banners, owner, approval and sources."""

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from pa_framework.facts.addresses import page_path
from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import SOURCES, Link
from pa_framework.facts.titles import title_of
from pa_framework.facts.visibility import has_page
from pa_framework.records.base import Record
from pa_framework.records.field_meaning import labels
from pa_framework.records.model import Approval, Source
from pa_framework.text.dates import format_date
from pa_framework.text.sentences import lower_first


class Banner(Struct, frozen=True):
    """A notice below the heading of a page. `tone` is draft, overdue, illustrative, never or historic.

    `link` follows the text, by its title.
    """

    tone: str
    text: str
    link: Link | None = None


#: How much of a source the authors read, after its details.
_SEEN = {seen: "" if seen == "whole" else f"; {words}" for seen, words in labels("sources", "sources.seen").items()}


def record_link(kind: str, record: Record, hint: str = "") -> Link:
    """A link to the page of a record, whether or not it is shown now."""
    return Link(title_or_id(record), page_path(kind, record), hint)


def link_to(facts: Facts, kind: str, id: str, hint: str = "") -> Link | None:
    """A link to the page of a record; None where there is no such record, or no page shows it."""
    record = facts.records.of_kind(kind).get(id)
    if record is None or not page_path(kind, record) or not has_page(facts, record):
        return None
    return record_link(kind, record, hint)


def links_to(facts: Facts, kind: str, ids: Iterable[str]) -> tuple[Link, ...]:
    """Links to the records of these ids that are shown."""
    return tuple(link for id in ids if (link := link_to(facts, kind, id)))


def links_with_hints(facts: Facts, kind: str, hints: Mapping[str, str]) -> tuple[Link, ...]:
    """Links to the records of these ids that are shown, each with its hint."""
    return tuple(link for id, hint in hints.items() if (link := link_to(facts, kind, id, hint)))


def stories_of(facts: Facts, kind: str, id: str) -> tuple[Link, ...]:
    """Links to the stories and case studies that name a record and are shown."""
    uses = facts.graph.used_by.get((kind, id), ())
    return story_links(facts, [use.id for use in uses if use.kind == "case-study"])


def story_links(facts: Facts, ids: Iterable[str]) -> tuple[Link, ...]:
    """Links to the stories of these ids that are shown; the hint of a story about no one real says so."""
    return tuple(
        replace(link, hint="an illustrative story") if facts.records.case_studies[id].illustrative else link
        for id in ids
        if (link := link_to(facts, "case-study", id))
    )


def title_or_id(record: Record) -> str:
    """The title of a record; its id where its kind has no titles."""
    return str(getattr(record, "title", record.id))


def approval_banner(approval: Approval | None, on: date, *, clinical: bool = False) -> tuple[Banner, ...]:
    """What a reader must know of a record's approval before relying on it."""
    if approval is None:
        return ()
    if approval.state == "draft":
        text = (
            "Draft. No clinician has approved this yet. Use it for discussion, never as permission to do the task."
            if clinical
            else "Draft. No one has approved this yet. Use it for discussion, not to decide."
        )
        return (Banner("draft", text),)
    if approval.review_by and approval.review_by < on:
        return (
            Banner("overdue", f"The approval ran out on {format_date(approval.review_by)}. Ask before you rely on it."),
        )
    return ()


def retired_banner(facts: Facts, kind: str, record: Record) -> tuple[Banner, ...]:
    """For a retired record: which record replaced it."""
    id = getattr(record, "replaced_by", None)
    successor = link_to(facts, kind, id) if id else None
    if successor is None:
        return ()
    text = "No longer used. This page replaces it:"
    return (Banner("historic", text, successor),)


def approval_line(facts: Facts, approval: Approval | None) -> str | None:
    """Who approved, when, and until when, as one sentence; None where a record has no approval."""
    if approval is None or approval.state == "draft":
        return "Not approved yet." if approval else None
    who = title_of(facts.records.roles, approval.by_role or "")
    day = f", on {format_date(approval.on)}" if approval.on else ""
    until = f"; review due by {format_date(approval.review_by)}" if approval.review_by else ""
    return f"Approved by: {who}{day}{until}."


def footer_of(facts: Facts, record: Record) -> tuple[str, ...]:
    """Who maintains a record, what its approval is, and the version of the framework: one sentence each."""
    framework = facts.records.framework
    owner = facts.records.contacts.get(getattr(record, "owner", None) or "") or next(
        iter(facts.records.contacts.values()), None
    )
    lines = []
    if owner:
        lines.append(f"Maintained by {lower_first(owner.title) if owner.title.startswith('The ') else owner.title}.")
    line = approval_line(facts, getattr(record, "approval", None))
    if line:
        lines.append(line)
    if framework:
        lines.append(version_line(facts))
    return tuple(lines)


def version_line(facts: Facts) -> str:
    """The version of the framework as one sentence; empty without a framework."""
    framework = facts.records.framework
    return f"Version {framework.version} of the framework." if framework else ""


class SourceLine(Struct, frozen=True):
    """A source as a page lists it."""

    link: Link
    detail: str


def source_target(source: Source) -> str:
    """Where a source is: its web address, or its entry on our page of sources."""
    return source.address or f"{SOURCES.path}#{source.id}"


def source_lines(facts: Facts, ids: Iterable[str | None]) -> tuple[SourceLine, ...]:
    """The sources of a page, each once. None, for a value without a source, is skipped."""
    sources = (facts.records.sources.get(id) for id in dict.fromkeys(ids) if id)
    return tuple(
        SourceLine(
            Link(source.title, source_target(source)),
            f"{source.publisher}, {source.published}; last checked {format_date(source.last_checked)}{_SEEN[source.seen]}",
        )
        for source in sources
        if source
    )


def source_link(facts: Facts, id: str | None) -> Link | None:
    """A link to a source; None where there is no such source."""
    source = facts.records.sources.get(id or "")
    return Link(source.title, source_target(source)) if source else None


def short_source_link(facts: Facts, id: str | None) -> Link | None:
    """A link to a source by its publisher and date, which is shorter than its title; None where there is no such source."""
    source = facts.records.sources.get(id or "")
    return Link(f"{source.publisher}, {source.published}", source_target(source)) if source else None
