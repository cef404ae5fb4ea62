"""A page of the tree: front matter, which the theme reads, above its Markdown."""

import json
from dataclasses import dataclass

from pa_framework.facts.addresses import edit_url, report_form_url
from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import Link, parents_of
from pa_framework.look.markdown import Md
from pa_framework.look.page import Banner
from pa_framework.site.linked_data import Data, as_text, breadcrumbs
from pa_framework.site.search_terms import other_names, search_settings


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
        "title": plain(page.title),
        "description": plain(page.description),
        "kind": page.kind,
        "crumbs": [_entry(crumb) for crumb in parents_of(path)],
        "banners": [
            {"tone": banner.tone, "text": plain(banner.text), **({"link": _entry(banner.link)} if banner.link else {})}
            for banner in page.banners
        ],
        "foot": [plain(line) for line in page.footer],
        "record": page.record,
        **feedback_addresses(facts, path, page.record),
        "before": _entry(page.previous) if page.previous else None,
        "after": _entry(page.next) if page.next else None,
        "scripts": list(page.scripts),
        "search": search_settings(page.kind),
        "tags": [plain(name) for name in other_names(facts, page.kind, page.title)],
        "share": {"image": page.share.image, "alt": plain(page.share.alt), "type": page.share.type}
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
    return plain(as_text((*position, *page.linked_data))) if position or page.linked_data else None


def _entry(link: Link) -> dict[str, str]:
    return {"title": plain(link.title), "path": link.path}


def plain(text: str) -> Md:
    """Text for the theme, which puts it into HTML as it is."""
    return Md(" ".join(text.translate(_ESCAPES).split()))
