"""What every page has besides its text: title, breadcrumbs, banners, owner, sources, and where to edit it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from pa_framework.facts.addresses import edit_url, page_path, report_form_url
from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import SOURCES, Link, parents_of
from pa_framework.facts.stories import withheld_reason
from pa_framework.facts.support import is_stale
from pa_framework.look.linked_data import Data, as_text, breadcrumbs
from pa_framework.look.markdown import Md
from pa_framework.look.search_terms import other_names, search_settings
from pa_framework.records.base import Record
from pa_framework.records.field_meaning import labels
from pa_framework.records.model import Approval, CaseStudy, Source, Support, Task
from pa_framework.text.dates import format_date


@dataclass(frozen=True, slots=True)
class Banner:
    """A notice at the head of a page. `tone` is draft, overdue, illustrative, never or historic."""

    tone: str
    text: str
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """How a page looks where it is shared: an image of the tree, its alternative text, and `article` or `website`."""

    image: str
    alt: str
    type: str = "website"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What a page says about itself besides its text.

    `kind` is the kind of page; the style sheets and the search go by it. `record` is the file to edit. `scripts` names
    the scripts of assets/javascripts that this page needs besides those of every page. `linked_data` is added to the
    breadcrumbs that machines read.
    """

    title: str
    description: str
    kind: str
    record: str | None = None
    banners: tuple[Banner, ...] = ()
    footer: tuple[str, ...] = ()
    previous: Link | None = None
    next: Link | None = None
    wide: bool = False
    scripts: tuple[str, ...] = ()
    share: Share | None = None
    linked_data: tuple[Data, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the tree. `record` is the file to edit, relative to the root, or None."""

    path: str
    title: str
    markdown: str
    record: str | None = None


#: The feeds by the name of their files: title and summary.
FEEDS = {
    "stories": ("Stories", "Personal assistants say what the work is like."),
    "changes": ("Changes", "What changed in the framework, and whether it asks more or less of anybody."),
}
#: Characters that mean something in HTML or in a template of the theme.
_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "{": "&#123;", "}": "&#125;"}
)
#: How much of a source the authors read, after its details.
_SEEN = {seen: "" if seen == "whole" else f"; {words}" for seen, words in labels("sources", "sources.seen").items()}


def has_page(facts: Facts, record: Record) -> bool:
    """Whether a record is shown at all: consent, confirmation or approval may be missing."""
    if isinstance(record, CaseStudy):
        return not record.replaced_by and withheld_reason(record, facts.on) is None
    if isinstance(record, Support):
        return not is_stale(record, facts)
    if isinstance(record, Task):
        framework = facts.records.framework
        live = framework is not None and framework.status == "live"
        return not (live and record.status == "delegable" and record.approval.state == "draft")
    return True


def tasks_listed(facts: Facts) -> list[Task]:
    """The tasks that lists of tasks contain, by title: those that are shown and not retired."""
    tasks = (task for task in facts.records.tasks.values() if has_page(facts, task) and not task.replaced_by)
    return sorted(tasks, key=lambda task: task.title)


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
    return links_to(facts, "case-study", [use.id for use in uses if use.kind == "case-study"])


def title_or_id(record: Record) -> str:
    """The title of a record; its id where its kind has no titles."""
    return str(getattr(record, "title", record.id))


def feed(facts: Facts, text: str, name: str) -> Link | None:
    """A link to a feed; None where the address of the site is not known, since feeds need it."""
    framework = facts.records.framework
    return Link(text, f"feeds/{name}.atom") if framework and framework.site else None


def approval_banner(approval: Approval | None, on: date, *, clinical: bool = False) -> tuple[Banner, ...]:
    """What a reader must know of a record's approval before relying on it."""
    if approval is None:
        return ()
    if approval.state == "draft":
        text = (
            "Draft. No clinician has approved this yet. Use it to talk, never as permission to do the task."
            if clinical
            else "Draft. Nobody has approved this yet. Use it to talk, not to decide."
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
    text = f"Retired, and kept so that old links still lead somewhere. In its place: {successor.title}."
    return (Banner("historic", text, successor),)


def approval_line(facts: Facts, approval: Approval | None) -> str | None:
    """Who approved, when, and until when, as one sentence; None where a record has no approval."""
    if approval is None or approval.state == "draft":
        return "Not approved yet." if approval else None
    role = facts.records.roles.get(approval.by_role or "")
    who = role.title if role else (approval.by_role or "").replace("-", " ")
    day = f", on {format_date(approval.on)}" if approval.on else ""
    until = f"; to be looked at again by {format_date(approval.review_by)}" if approval.review_by else ""
    return f"Approved by: {who}{day}{until}."


def footer_of(facts: Facts, record: Record) -> tuple[str, ...]:
    """Who maintains a record, what its approval is, and the version of the framework: one sentence each."""
    framework = facts.records.framework
    owner = facts.records.contacts.get(getattr(record, "owner", None) or "") or next(
        iter(facts.records.contacts.values()), None
    )
    lines = []
    if owner:
        lines.append(f"Kept by {owner.title.lower() if owner.title.startswith('The ') else owner.title}.")
    line = approval_line(facts, getattr(record, "approval", None))
    if line:
        lines.append(line)
    if framework:
        lines.append(f"Version {framework.version} of the framework, as of {format_date(facts.on)}.")
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source as a page lists it."""

    link: Link
    detail: str


def source_target(source: Source) -> str:
    """Where a source is: its web address, or its entry on our page of sources."""
    return source.address or f"{SOURCES.path}#{source.id}"


def source_lines(facts: Facts, ids: Iterable[str | None]) -> tuple[SourceLine, ...]:
    """The sources of a page, each once. None, which stands for a value without a source, is skipped."""
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
    """A link to a source; None where no source is named or known."""
    source = facts.records.sources.get(id or "")
    return Link(source.title, source_target(source)) if source else None


def compose(facts: Facts, path: str, front_matter: FrontMatter, markdown: str) -> Page:
    """A whole page: front matter, which the theme reads, then Markdown. Breadcrumbs follow from the path."""
    entries = _entries(facts, path, front_matter)
    lines = "".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n"
        for key, value in entries.items()
        if value not in (None, [], (), {})
    )
    return Page(path, front_matter.title, f"---\n{lines}---\n\n{markdown}", front_matter.record)


def _entries(facts: Facts, path: str, page: FrontMatter) -> dict[str, object]:
    """The entries of the front matter, escaped, in the order in which they are written."""
    framework = facts.records.framework
    return {
        "title": _plain(page.title),
        "description": _plain(page.description),
        "kind": page.kind,
        "crumbs": [_entry(crumb) for crumb in parents_of(path)],
        "banners": [
            {"tone": banner.tone, "text": _plain(banner.text), **({"link": _entry(banner.link)} if banner.link else {})}
            for banner in page.banners
        ],
        "foot": [_plain(line) for line in page.footer],
        "record": page.record,
        **feedback_addresses(facts, path, page.record),
        "before": _entry(page.previous) if page.previous else None,
        "after": _entry(page.next) if page.next else None,
        "scripts": list(page.scripts),
        "search": search_settings(page.kind),
        "tags": [_plain(name) for name in other_names(facts, page.kind, page.title)],
        "share": {"image": page.share.image, "alt": _plain(page.share.alt), "type": page.share.type}
        if page.share
        else None,
        "data": _linked_data(facts, path, page),
        "feeds": [{"name": name, "title": title} for name, (title, _) in FEEDS.items()]
        if framework and framework.site
        else [],
        "hide": ["toc"] if page.wide else [],
    }


def feedback_addresses(facts: Facts, path: str, record: str | None) -> dict[str, str | None]:
    """Where a reader of a page can answer: `edit` changes the record, `report` is a form to say what is wrong."""
    framework = facts.records.framework
    return {
        "edit": edit_url(framework, record) if framework and record else None,
        "report": report_form_url(framework, path, record) if framework else None,
    }


def _linked_data(facts: Facts, path: str, page: FrontMatter) -> str | None:
    """The linked data of a page, escaped like all other text of the front matter. None without a `site`."""
    framework = facts.records.framework
    if framework is None or framework.site is None:
        return None
    trail = [(crumb.title, crumb.path) for crumb in parents_of(path)]
    position = (breadcrumbs(framework.site, [*trail, (page.title, path)]),) if trail else ()
    return _plain(as_text((*position, *page.linked_data))) if position or page.linked_data else None


def _entry(link: Link) -> dict[str, str]:
    return {"title": _plain(link.title), "path": link.path}


def _plain(text: str) -> Md:
    """Text for the theme, which puts it into HTML as it is."""
    return Md(" ".join(text.translate(_ESCAPES).split()))
