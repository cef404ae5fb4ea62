"""What every page has around its words: title, breadcrumbs, banner, who keeps it, where to edit it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pa_framework.facts.addresses import edit_url, page_path, report_form_url
from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import HOME, Link
from pa_framework.facts.stories import withheld_reason
from pa_framework.facts.support import is_stale
from pa_framework.look.linked_data import Data, as_text, breadcrumbs
from pa_framework.look.markdown import Md, render
from pa_framework.look.search_terms import other_names, searching
from pa_framework.records.model import Approval, CaseStudy, Noun, Support, Task
from pa_framework.text.dates import in_words


@dataclass(frozen=True, slots=True)
class Banner:
    """A notice at the head of a page. `tone` is draft, overdue, illustrative, never or historic."""

    tone: str
    text: str
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """How a page looks where somebody shares it: a picture of the tree, its words, and `article` or `website`."""

    image: str
    alt: str
    type: str = "website"


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything about a page but its words.

    `scripts` names the scripts of assets/javascripts that this page needs beside those that every page has.
    `data` is what machines read about it, beside where it stands.
    """

    title: str
    description: str
    kind: str
    crumbs: tuple[Link, ...] = ()
    record: str | None = None
    banners: tuple[Banner, ...] = ()
    foot: tuple[str, ...] = ()
    before: Link | None = None
    after: Link | None = None
    wide: bool = False
    scripts: tuple[str, ...] = ()
    share: Share | None = None
    data: tuple[Data, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the tree. `record` is the file to edit, relative to the root, or None."""

    path: str
    title: str
    markdown: str
    record: str | None = None


#: What can be followed in a feed reader, by the name of its files: title, what comes in it.
FEEDS = {
    "stories": ("Stories", "Personal assistants say what the work is like."),
    "changes": ("Changes", "What changed in the framework, and whether it asks more or less of anybody."),
}


def has_page(facts: Facts, noun: Noun) -> bool:
    """Whether a record is shown at all: consent, confirmation or approval may be missing."""
    if isinstance(noun, CaseStudy):
        return not noun.replaced_by and withheld_reason(noun, facts.on) is None
    if isinstance(noun, Support):
        return not is_stale(noun, facts)
    if isinstance(noun, Task):
        framework = facts.records.framework
        live = framework is not None and framework.status == "live"
        return not (live and noun.status == "delegable" and noun.approval.state == "draft")
    return True


def tasks_listed(facts: Facts) -> list[Task]:
    """The tasks that a list offers, by title: those that are shown, and not retired."""
    tasks = (task for task in facts.records.tasks.values() if has_page(facts, task) and not task.replaced_by)
    return sorted(tasks, key=lambda task: task.title)


def link_to(facts: Facts, kind: str, name: str, hint: str = "") -> Link | None:
    """A link to the page of a record, or None where it has none."""
    noun = facts.records.of_kind(kind).get(name)
    if noun is None or not has_page(facts, noun):
        return None
    return Link(str(getattr(noun, "title", name)), page_path(kind, noun), hint)


def feed(facts: Facts, words: str, name: str) -> Link | None:
    """A link to a feed; None where the address of the site is not known, since feeds need it."""
    framework = facts.records.framework
    return Link(words, f"feeds/{name}.atom") if framework and framework.site else None


def links_to(facts: Facts, kind: str, names: Sequence[str]) -> tuple[Link, ...]:
    return tuple(found for name in names if (found := link_to(facts, kind, name)))


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
            Banner("overdue", f"The approval ran out on {in_words(approval.review_by)}. Ask before you rely on it."),
        )
    return ()


def retired_banner(facts: Facts, kind: str, noun: Noun) -> tuple[Banner, ...]:
    """Says of a retired record what has taken its place."""
    name = getattr(noun, "replaced_by", None)
    successor = link_to(facts, kind, name) if name else None
    if successor is None:
        return ()
    text = f"Retired, and kept so that old links still lead somewhere. In its place: {successor.title}."
    return (Banner("historic", text, successor),)


def approval_line(facts: Facts, approval: Approval | None) -> str | None:
    """Who approved, when, until when: one sentence."""
    if approval is None or approval.state == "draft":
        return "Not approved yet." if approval else None
    role = facts.records.roles.get(approval.by_role or "")
    who = role.title if role else (approval.by_role or "").replace("-", " ")
    day = f", on {in_words(approval.on)}" if approval.on else ""
    until = f"; to be looked at again by {in_words(approval.review_by)}" if approval.review_by else ""
    return f"Approved by: {who}{day}{until}."


def foot_of(facts: Facts, noun: Noun) -> tuple[str, ...]:
    """Who keeps a page right, and what its approval is."""
    framework = facts.records.framework
    owner = facts.records.contacts.get(getattr(noun, "owner", None) or "") or next(
        iter(facts.records.contacts.values()), None
    )
    lines = []
    if owner:
        lines.append(f"Kept by {owner.title.lower() if owner.title.startswith('The ') else owner.title}.")
    line = approval_line(facts, getattr(noun, "approval", None))
    if line:
        lines.append(line)
    if framework:
        lines.append(f"Version {framework.version} of the framework, as of {in_words(facts.on)}.")
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source as a page lists it."""

    link: Link
    detail: str


def source_lines(facts: Facts, names: Sequence[str]) -> tuple[SourceLine, ...]:
    lines = []
    for name in dict.fromkeys(names):
        source = facts.records.sources.get(name)
        if source:
            seen = {"whole": "", "part": "; read in part", "second-hand": "; read second-hand"}[source.seen]
            detail = f"{source.publisher}, {source.published}; last checked {in_words(source.last_checked)}{seen}"
            lines.append(SourceLine(Link(source.title, source.address or f"about/sources.md#{source.id}"), detail))
    return tuple(lines)


def source_link(facts: Facts, name: str | None) -> Link | None:
    """A link to a source, or None where none is named."""
    source = facts.records.sources.get(name or "")
    return Link(source.title, source.address or f"about/sources.md#{source.id}") if source else None


def page(facts: Facts, path: str, template: str, frame: Frame, view: object) -> Page:
    """A page: front matter, which the chrome of the site reads, then Markdown."""
    framework = facts.records.framework
    matter: dict[str, object] = {
        "title": _plain(frame.title),
        "description": _plain(frame.description),
        "kind": frame.kind,
        "crumbs": [_entry(crumb) for crumb in (HOME, *frame.crumbs)] if path != "index.md" else [],
        "banners": [
            {"tone": banner.tone, "text": _plain(banner.text), **({"link": _entry(banner.link)} if banner.link else {})}
            for banner in frame.banners
        ],
        "foot": [_plain(line) for line in frame.foot],
        "record": frame.record,
        **answers_to(facts, path, frame.record),
        "before": _entry(frame.before) if frame.before else None,
        "after": _entry(frame.after) if frame.after else None,
        "scripts": list(frame.scripts),
        "search": searching(frame.kind),
        "tags": [_plain(name) for name in other_names(facts, frame.kind, frame.title)],
        "share": {"image": frame.share.image, "alt": _plain(frame.share.alt), "type": frame.share.type}
        if frame.share
        else None,
        "data": _data(facts, path, frame),
        "feeds": [{"name": name, "title": title} for name, (title, _) in FEEDS.items()]
        if framework and framework.site
        else [],
    }
    if frame.wide:
        matter["hide"] = ["toc"]
    lines = "".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n"
        for key, value in matter.items()
        if value not in (None, [], (), {})
    )
    return Page(path, frame.title, f"---\n{lines}---\n\n{render(template, path, view)}", frame.record)


def answers_to(facts: Facts, path: str, record: str | None) -> dict[str, str | None]:
    """Where a reader of a page answers back: `edit` changes the record, `report` says that something is wrong."""
    framework = facts.records.framework
    return {
        "edit": edit_url(framework, record) if framework and record else None,
        "report": report_form_url(framework, path, record) if framework else None,
    }


def _data(facts: Facts, path: str, frame: Frame) -> str | None:
    """What machines read about a page, escaped like all other text of the front matter. None without a `site`."""
    framework = facts.records.framework
    if framework is None or framework.site is None:
        return None
    trail = [(crumb.title, crumb.path) for crumb in (HOME, *frame.crumbs)] if path != HOME.path else []
    where = (breadcrumbs(framework.site, [*trail, (frame.title, path)]),) if trail else ()
    return _plain(as_text((*where, *frame.data))) if where or frame.data else None


def _entry(target: Link) -> dict[str, str]:
    return {"title": _plain(target.title), "path": target.path}


def _plain(text: str) -> Md:
    """Text for the chrome, which puts it into HTML as it is."""
    escapes = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "{": "&#123;", "}": "&#125;"}
    return Md(" ".join("".join(escapes.get(sign, sign) for sign in text).split()))
