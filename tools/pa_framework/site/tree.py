"""The whole tree of pages: generated pages, hand-written pages, and downloads."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from jinja2.bccache import BytecodeCache
from msgspec.structs import replace

from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import A_TO_Z, NOW, Link
from pa_framework.facts.visibility import withheld_stories
from pa_framework.look.share_images import images
from pa_framework.records.editor_schemas import editor_schemas
from pa_framework.site import (
    about,
    agreements,
    booklets,
    calculators,
    career,
    changed,
    compare,
    competences,
    coverage,
    data,
    decide,
    decide_again,
    delegation,
    differences,
    evidence,
    find_work,
    home,
    kept_versions,
    law,
    learning,
    moving,
    offline,
    papers,
    pay_bands,
    plan,
    record_forms,
    register,
    roles,
    rules,
    self_check,
    signs,
    standards,
    stories,
    style,
    support,
    task_index,
    tasks,
    trace,
    wall_sheets,
    what_changes,
)
from pa_framework.site.a_to_z import a_to_z_page
from pa_framework.site.data import data_files
from pa_framework.site.feeds import feeds
from pa_framework.site.front_matter import Page, PageContent, compose
from pa_framework.site.generic_pages import GenericPages, add_lists, further_lists, generic_pages
from pa_framework.site.hand_written import hand_written, mark_of, text_of
from pa_framework.site.now import Sheet, now_page
from pa_framework.site.page_kinds import TEMPLATES, RecordPages, StandalonePage
from pa_framework.site.papers import word_files
from pa_framework.site.what_changes import calendar_file
from pa_framework.text.kept_results import NOTHING_KEPT, KeptResults

#: The modules that declare pages, in the order of the site.
SECTIONS = (
    home,
    find_work,
    career,
    compare,
    self_check,
    pay_bands,
    competences,
    delegation,
    decide,
    decide_again,
    task_index,
    tasks,
    wall_sheets,
    booklets,
    signs,
    changed,
    roles,
    law,
    what_changes,
    learning,
    support,
    stories,
    agreements,
    papers,
    calculators,
    moving,
    plan,
    evidence,
    standards,
    record_forms,
    about,
    kept_versions,
    data,
    offline,
    style,
    coverage,
    trace,
    differences,
    register,
    rules,
)


class MadePages(Mapping[str, Page]):
    """Every page that is made from records, by path: section by section, then the kinds that no section builds.

    A page is made when it is asked for. The last two list all others, and the hand-written pages: from A to Z, and with
    their sheet marks.
    """

    def __init__(self, facts: Facts, compiled: BytecodeCache | None = None) -> None:
        """`compiled` keeps compiled templates."""
        TEMPLATES.bytecode_cache = compiled
        self._facts = facts
        self._generic = generic_kinds()
        own = [draft for section in SECTIONS for pages in section.PAGES for draft in pages.drafts(facts)]
        self._listing = {draft.path: draft for draft in own}
        further = [draft for pages in self._generic for draft in pages.drafts(facts)]
        self._drafts = {draft.path: draft for draft in (*own, *further)}
        self._made: dict[str, Page] = {}

    def __iter__(self) -> Iterator[str]:
        return iter((*self._drafts, A_TO_Z.path, NOW.path))

    def __len__(self) -> int:
        return len(self._drafts) + 2

    def __contains__(self, path: object) -> bool:
        return path in self._drafts or path in (A_TO_Z.path, NOW.path)

    def __getitem__(self, path: str) -> Page:
        if path not in self._made:
            self._made[path] = compose(self._facts, self.content(path))
        return self._made[path]

    def content(self, path: str) -> PageContent:
        """A page before it is put together."""
        if path == A_TO_Z.path:
            return a_to_z_page(self._facts, self._sheets)
        if path == NOW.path:
            return now_page(self._facts, [*self._sheets, self._sheet(A_TO_Z.path)])
        content = self._drafts[path].make()
        return add_lists(content, further_lists(self._facts, self._generic, path)) if path in self._listing else content

    def _sheet(self, path: str) -> Sheet:
        page = self[path]
        return Sheet(Link(page.title, page.path), page.kind, page.mark)

    @cached_property
    def _sheets(self) -> list[Sheet]:
        """Title, kind and mark of every page but these two."""
        sheets = [self._sheet(path) for path in self._drafts]
        for file in hand_written(self._facts):
            if file.is_page:
                mark = mark_of(self._facts, file.path, file.file.read_text(encoding="utf-8"))
                sheets.append(Sheet(file.link(self._facts), "hand-written", mark))
        return sheets


def made_pages(facts: Facts) -> Iterator[Page]:
    """Every page that is made from records, in the order of `MadePages`."""
    yield from MadePages(facts).values()


def generic_kinds() -> tuple[GenericPages, ...]:
    """The kinds of record whose pages no section builds."""
    declared = [pages for section in SECTIONS for pages in section.PAGES]
    kinds = {pages.kind for pages in declared if isinstance(pages, RecordPages)}
    paths = {pages.page.path for pages in declared if isinstance(pages, StandalonePage)}
    return generic_pages(kinds, paths)


def downloads(facts: Facts, kept: KeptResults = NOTHING_KEPT) -> Iterator[tuple[str, bytes]]:
    """Files that the site offers besides pages: path of the tree, and content. What takes long to make may be kept."""
    withheld = {story.id for story in withheld_stories(facts).values()}
    shown = {name: story for name, story in facts.records.case_studies.items() if name not in withheld}
    for name, text in editor_schemas(replace(facts.records, case_studies=MappingProxyType(shown))):
        yield f"schemas/{name}", text.encode()
    yield from feeds(facts)
    yield from calendar_file(facts)
    yield from word_files(facts, kept)
    yield from images(facts, kept)
    yield from data_files(facts, kept)


def write_files(files: Iterable[tuple[str, bytes]], out: Path) -> int:
    """Writes files, by path and content, below `out`, over files that exist; returns how many."""
    number = 0
    for path, content in files:
        target = out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        number += 1
    return number


def page_files(facts: Facts) -> Iterator[tuple[str, bytes]]:
    """Every file of the whole tree: path and content."""
    for file in hand_written(facts):
        if file.is_page:
            yield file.path, text_of(facts, file.path, file.file.read_text(encoding="utf-8")).encode()
        else:
            yield file.path, file.file.read_bytes()
    for page in made_pages(facts):
        yield page.path, page.markdown.encode()
    yield from downloads(facts)
