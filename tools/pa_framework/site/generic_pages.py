"""Pages of the kinds of record that no module of this folder builds: declared in `records.kinds`, with a template each.

A template named after the kind (`device.md.j2` for `device`) sees `record` and a `GenericView`. The list of the records
is at the address that the kind declares as its section: a page of its own, or the end of a page that exists already.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import HOME, SITE_PAGES, Link, parents_of
from pa_framework.facts.visibility import has_page
from pa_framework.look.markdown import Md
from pa_framework.look.page import SourceLine, link_to, record_link, source_lines, stories_of
from pa_framework.records.base import Record
from pa_framework.records.kinds import Kind, kinds_with_pages
from pa_framework.site.front_matter import PageContent
from pa_framework.site.page_kinds import Draft, Pages, RecordPages, StandalonePage, active, render_part


@dataclass(frozen=True, slots=True)
class GenericView:
    """What a page needs besides its record. `links` are links to the records that it names, by the field."""

    links: Mapping[str, tuple[Link, ...]]
    stories: tuple[Link, ...]
    sources: tuple[SourceLine, ...]

    def links_of(self, field: str) -> tuple[Link, ...]:
        """Links to the records that a field names and that are shown."""
        return self.links.get(field, ())


@dataclass(frozen=True, slots=True)
class ListView:
    """The records of one kind, by title, each with its summary as the hint."""

    title: str
    summary: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class GenericPages(Pages):
    """The pages of a kind, and its list where no other module builds the page at that address."""

    kind: Kind
    has_own_list: bool

    def drafts(self, facts: Facts) -> Iterator[Draft]:
        """The list, then a page for each record; nothing where there are no records of this kind."""
        if self.has_own_list:
            yield from self._list().drafts(facts)
        fields = _fields_by_file(facts)

        def view(facts: Facts, record: Record) -> GenericView:
            named = fields[record.origin.path]
            links = {field: _links(facts, references) for field, references in named.items()}
            sources = [id for references in named.values() for kind, id in references if kind == "source"]
            return GenericView(links, stories_of(facts, self.kind.id, record.id), source_lines(facts, sources))

        template = f"{self.kind.id.replace('-', '_')}.md.j2"
        yield from RecordPages(kind=self.kind.id, template=template, select=self.records, view=view).drafts(facts)

    def records(self, facts: Facts) -> list[Record]:
        """The records that are shown and not retired, by title."""
        return [record for record in active(facts.records.of_kind(self.kind.id).values()) if has_page(facts, record)]

    def list_view(self, facts: Facts) -> ListView:
        """The list of the records."""
        links = tuple(record_link(self.kind.id, record, _summary(record)) for record in self.records(facts))
        return ListView(self.kind.heading, str(self.kind.schema.get("description", "")), links)

    def _list(self) -> StandalonePage[ListView]:
        return StandalonePage(
            page=SITE_PAGES[_section(self.kind)],
            kind=f"{self.kind.id}-index",
            template="record_index.md.j2",
            view=self.list_view,
            description=lambda view: view.summary,
            exists=lambda facts: bool(self.records(facts)),
        )


def generic_pages(built: Collection[str], paths: Collection[str]) -> tuple[GenericPages, ...]:
    """The kinds with pages that are not among those built already; `paths` are the pages that are built already."""
    return tuple(GenericPages(kind, _section(kind) not in paths) for kind in kinds_with_pages() if kind.id not in built)


def further_lists(facts: Facts, generic: Iterable[GenericPages], path: str) -> tuple[ListView, ...]:
    """What the page at a path lists at its end: records whose section it is, and the lists on pages below it."""
    lists, below = [], []
    for pages in generic:
        section = _section(pages.kind)
        if not pages.records(facts):
            continue
        if pages.has_own_list and parents_of(section)[-1].path == path:
            below.append(SITE_PAGES[section])
        elif not pages.has_own_list and section == path:
            lists.append(pages.list_view(facts))
    return (*lists, ListView("More", "", tuple(below))) if below else tuple(lists)


def add_lists(page: PageContent, lists: Sequence[ListView]) -> PageContent:
    """A page with the lists at its end; the page itself where there are none."""
    if not lists:
        return page
    return replace(page, text=Md(f"{page.text}\n{render_part('parts/_lists.md.j2', page.path, lists=lists)}"))


def further_sections(facts: Facts, generic: Iterable[GenericPages]) -> tuple[Link, ...]:
    """The lists that are sections of the site of their own, for the navigation."""
    return tuple(
        SITE_PAGES[_section(pages.kind)]
        for pages in generic
        if pages.has_own_list and parents_of(_section(pages.kind)) == (HOME,) and pages.records(facts)
    )


def _section(kind: Kind) -> str:
    return kind.pages.section if kind.pages else ""


def _summary(record: Record) -> str:
    return str(getattr(record, "summary", ""))


def _fields_by_file(facts: Facts) -> Mapping[str, Mapping[str, list[tuple[str, str]]]]:
    """The records that each file names in what holds now: kind and id, by the field at the top of the file."""
    fields: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for reference in (reference for reference in facts.records.references if not reference.is_earlier):
        fields[reference.document.path][str(reference.route[0])].append((reference.kind, reference.id))
    return fields


def _links(facts: Facts, references: Iterable[tuple[str, str]]) -> tuple[Link, ...]:
    return tuple(link for kind, id in dict.fromkeys(references) if (link := link_to(facts, kind, id)))
