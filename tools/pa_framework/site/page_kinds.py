"""How pages are built from records: select, view, template.

A module of a section declares `PAGES`: a `StandalonePage` for each page that belongs to no single record, and
`RecordPages` for the records of one kind. Selecting and viewing are functions of the section; everything that pages
have in common (neighbours, retired records, banners, footer, front matter) is done here.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Generic, TypeVar

from msgspec.structs import replace

from pa_framework.facts.addresses import page_path
from pa_framework.facts.facts import Facts
from pa_framework.facts.overlays import differences
from pa_framework.facts.papers import papers_to_read_with
from pa_framework.facts.site_pages import DIFFERENCES, SitePage
from pa_framework.facts.visibility import has_page
from pa_framework.look.markdown import Md, environment, render
from pa_framework.look.page import Banner, approval_banner, footer_of, record_link, retired_banner, title_or_id
from pa_framework.records.base import Record
from pa_framework.records.text_references import find_references
from pa_framework.site.front_matter import FrontMatter, PageContent, Share
from pa_framework.site.linked_data import Data
from pa_framework.text.errors import UserError

T = TypeVar("T")
R = TypeVar("R", bound=Record)
V = TypeVar("V")

Banners = tuple[Banner, ...]

#: The templates of pages.
TEMPLATES = environment(Path(__file__).parent / "templates")


@dataclass(frozen=True, slots=True)
class Draft:
    """A page before it is made: its path in the tree, and what makes it."""

    path: str
    make: Callable[[], PageContent]


class Pages:
    """A declaration from which pages are built."""

    def drafts(self, facts: Facts) -> Iterator[Draft]:
        """The pages, in the order of the site, before they are made."""
        raise NotImplementedError

    def build(self, facts: Facts) -> Iterator[PageContent]:
        """The pages, in the order of the site."""
        return (draft.make() for draft in self.drafts(facts))


def render_part(template: str, path: str, **values: Any) -> Md:
    """A template filled with values, for the page at a path of the tree."""
    return render(TEMPLATES, template, path, **values)


def build_page(facts: Facts, path: str, template: str, front_matter: FrontMatter, **values: Any) -> PageContent:
    """A page at a path of the tree: its template filled with the values, and its front matter.

    The template sees `papers` too: links to the papers to fill in that belong to this page.
    """
    words = partial(_words_in_template, facts, template)
    papers = tuple(record_link("paper", paper) for paper in papers_to_read_with(facts, path))
    return PageContent(path, front_matter, render_part(template, path, reference=words, papers=papers, **values))


def _words_in_template(facts: Facts, template: str, written: str) -> str:
    """The words for a reference in a template. Raises UserError where the records have no such value."""
    (reference,) = find_references(f"(({written}))")
    words = facts.words_for(reference)
    if words is None:
        raise UserError(
            f"the page of `{template}` shows `(({written}))`, and no record has that value; add it to the record"
        )
    return words


def with_neighbours(items: Sequence[T]) -> Iterable[tuple[T | None, T, T | None]]:
    """Each item with the one before it and the one after it; None at the ends."""
    return zip([None, *items], items, [*items[1:], None], strict=False)


def no_banners(*_: object) -> Banners:
    """For pages that have no banner of their own."""
    return ()


def approval_banners(facts: Facts, record: Record) -> Banners:
    """The banner about a record's approval; none where its kind needs no approval."""
    return approval_banner(getattr(record, "approval", None), facts.on)


@dataclass(frozen=True, slots=True, kw_only=True)
class StandalonePage(Pages, Generic[V]):
    """A page that belongs to no single record.

    The template sees `view`, what the function of that name returns. `kind` is the kind of page, for style sheets and
    search. `record` is the file that a reader may want to edit. Without `exists` there is always such a page.
    """

    page: SitePage
    kind: str
    template: str
    view: Callable[[Facts], V]
    description: str | Callable[[V], str]
    title: Callable[[Facts], str] | None = None
    record: str | None = None
    banners: Callable[[Facts, V], Banners] = no_banners
    wide: bool = False
    scripts: tuple[str, ...] = ()
    exists: Callable[[Facts], bool] | None = None

    def drafts(self, facts: Facts) -> Iterator[Draft]:
        """The page, where there is one."""
        if self.exists is None or self.exists(facts):
            yield Draft(self.page.path, partial(self._build_page, facts))

    def _build_page(self, facts: Facts) -> PageContent:
        view = self.view(facts)
        front_matter = FrontMatter(
            title=self.title(facts) if self.title else self.page.heading,
            description=self.description if isinstance(self.description, str) else self.description(view),
            kind=self.kind,
            record=self.record,
            banners=self.banners(facts, view),
            wide=self.wide,
            scripts=self.scripts,
        )
        return build_page(facts, self.page.path, self.template, front_matter, view=view)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPages(Pages, Generic[R]):
    """A page for each record of a kind.

    `select` returns the records in the order in which their pages lead to one another. Retired records that are still
    shown follow, outside of that order. The template sees `record`, and `view`, which is what the function of that name
    returns. `page_kind` is given where the kind of page is not the kind of record. `path` is given for a further page of
    a record that has a page; a retired record has none.
    """

    kind: str
    template: str
    select: Callable[[Facts], Sequence[R]]
    view: Callable[[Facts, R], object]
    description: Callable[[R], str] = lambda record: str(getattr(record, "summary", ""))
    page_kind: str = ""
    approval: Callable[[Facts, R], Banners] = approval_banners
    banners: Callable[[Facts, R], Banners] = no_banners
    footer: Callable[[Facts, R], tuple[str, ...]] = lambda facts, record: ()
    share: Callable[[R], Share | None] = lambda record: None
    linked_data: Callable[[Facts, R], tuple[Data, ...]] = lambda facts, record: ()
    neighbours: bool = True
    title: Callable[[R], str] = title_or_id
    path: Callable[[R], str] | None = None
    scripts: tuple[str, ...] = ()

    def drafts(self, facts: Facts) -> Iterator[Draft]:
        """The pages of the records that are selected, then of those that are retired."""
        for previous, record, following in with_neighbours(self.select(facts)):
            yield Draft(self._path_of(record), partial(self._build_page, facts, record, previous, following))
        for record in _retired(facts, self.kind) if self.path is None else ():
            yield Draft(self._path_of(record), partial(self._build_page, facts, record, None, None))

    def _path_of(self, record: R) -> str:
        return self.path(record) if self.path else page_path(self.kind, record)

    def _build_page(self, facts: Facts, record: R, previous: R | None, following: R | None) -> PageContent:
        front_matter = FrontMatter(
            title=self.title(record),
            description=self.description(record),
            kind=self.page_kind or self.kind,
            record=record.origin.path,
            banners=(
                *retired_banner(facts, self.kind, record),
                *self.approval(facts, record),
                *self.banners(facts, record),
            ),
            footer=(*footer_of(facts, record), *self.footer(facts, record)),
            previous=record_link(self.kind, previous) if previous and self.neighbours else None,
            next=record_link(self.kind, following) if following and self.neighbours else None,
            share=self.share(record),
            linked_data=self.linked_data(facts, record),
            scripts=self.scripts,
        )
        view = self.view(facts, record)
        path = self._path_of(record)
        page = build_page(facts, path, self.template, front_matter, record=record, view=view)
        difference = differences(facts).get((self.kind, record.id)) if self.path is None else None
        if difference is None:
            return page
        differs = render_part("parts/_differs.md.j2", path, difference=difference, all=DIFFERENCES)
        return replace(page, text=Md(f"{page.text.rstrip()}\n\n{differs.lstrip()}"))


def _retired(facts: Facts, kind: str) -> Iterator[Any]:
    """The retired records of a kind that keep their page."""
    for record in facts.records.of_kind(kind).values():
        if getattr(record, "replaced_by", None) and has_page(facts, record):
            yield record


def active(records: Iterable[R], key: Callable[[R], Any] = title_or_id) -> list[R]:
    """The records that are not retired, sorted; by title where no other key is given."""
    return sorted((record for record in records if not getattr(record, "replaced_by", None)), key=key)
