"""A page of the tree: front matter, which the theme and the search read, above its Markdown."""

import json
from collections.abc import Mapping

from msgspec import Struct

from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import Link, parents_of
from pa_framework.look.markdown import Md, href
from pa_framework.look.page import Banner
from pa_framework.look.share_images import section_image
from pa_framework.site.linked_data import Data, as_text, breadcrumbs
from pa_framework.site.page_frame import page_mark, with_banners, with_foot
from pa_framework.site.search_terms import other_names, search_settings


class Share(Struct, frozen=True):
    """How a page looks where it is shared: an image of the tree, its alternative text, and `article` or `website`."""

    image: str
    alt: str
    type: str = "website"


class FrontMatter(Struct, frozen=True, kw_only=True):
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


class PageContent(Struct, frozen=True):
    """A page before it is put together: its path in the tree, what it says about itself, and its own Markdown."""

    path: str
    front_matter: FrontMatter
    text: Md


class Page(Struct, frozen=True):
    """A whole page of the tree: the entries of its front matter, and its text with banners and foot.

    `mark` is its sheet mark.
    """

    path: str
    title: str
    kind: str
    entries: Mapping[str, object]
    text: str
    mark: str

    @property
    def markdown(self) -> str:
        """The page as a file: front matter, then text."""
        lines = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in self.entries.items())
        return f"---\n{lines}---\n\n{self.text}"


#: The feeds by the name of their files: title and summary.
FEEDS = {
    "stories": ("Stories", "Personal assistants say what the work is like."),
    "changes": ("Changes", "What changed in the framework, and whether it asks more or less of anyone."),
}
#: Characters that mean something in HTML or in a template of the theme.
_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "{": "&#123;", "}": "&#125;"}
)


def compose(facts: Facts, content: PageContent) -> Page:
    """A whole page: front matter, then Markdown with banners and foot. Breadcrumbs follow from the path."""
    path, about = content.path, content.front_matter
    entries = {key: value for key, value in _entries(facts, path, about).items() if value not in (None, [], (), {})}
    said = with_banners(path, content.text, about.banners)
    mark = page_mark(facts, said, about.footer)
    text = with_foot(
        facts,
        path,
        said,
        mark=mark,
        lines=about.footer,
        record=about.record,
        previous=about.previous,
        following=about.next,
    )
    return Page(path, about.title, about.kind, entries, text, mark)


def _entries(facts: Facts, path: str, page: FrontMatter) -> dict[str, object]:
    """The entries of the front matter, escaped, in the order in which they are written."""
    framework = facts.records.framework
    return {
        "title": plain(page.title),
        "description": plain(page.description),
        "kind": page.kind,
        "crumbs": [{"title": plain(crumb.title), "href": href(path, crumb.path)} for crumb in parents_of(path)],
        "scripts": list(page.scripts),
        "search": search_settings(facts, path, page.kind),
        "tags": [plain(name) for name in other_names(facts, page.kind, page.title)],
        "share": share_entry(path, page.share),
        "data": _linked_data(facts, path, page),
        "feeds": [{"name": name, "title": title} for name, (title, _) in FEEDS.items()]
        if framework and framework.site
        else [],
        "hide": ["toc"] if page.wide else [],
    }


def share_entry(path: str, share: Share | None = None) -> dict[str, str] | None:
    """How a page looks where it is shared, for the theme: as it says itself, else as its section. None: as the site."""
    section = section_image(path)
    share = share or (Share(*section) if section else None)
    return {"image": share.image, "alt": plain(share.alt), "type": share.type} if share else None


def _linked_data(facts: Facts, path: str, page: FrontMatter) -> str | None:
    """The linked data of a page, escaped like all other text of the front matter. None without a `site`."""
    framework = facts.records.framework
    if framework is None or framework.site is None:
        return None
    trail = [(crumb.title, crumb.path) for crumb in parents_of(path)]
    position = (breadcrumbs(framework.site, [*trail, (page.title, path)]),) if trail else ()
    return plain(as_text((*position, *page.linked_data))) if position or page.linked_data else None


def plain(text: str) -> Md:
    """Text for the theme, which puts it into HTML as it is."""
    return Md(" ".join(text.translate(_ESCAPES).split()))
