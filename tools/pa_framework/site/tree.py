"""The whole tree of pages: generated pages, hand-written pages, and downloads."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from jinja2.bccache import BytecodeCache

from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import Link
from pa_framework.look.share_images import images
from pa_framework.records.editor_schemas import editor_schemas
from pa_framework.site import (
    about,
    agreements,
    booklets,
    career,
    changed,
    compare,
    competences,
    coverage,
    decide,
    decide_again,
    delegation,
    evidence,
    find_work,
    home,
    law,
    learning,
    offline,
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
from pa_framework.site.feeds import feeds
from pa_framework.site.front_matter import Page, PageContent, compose
from pa_framework.site.generic_pages import GenericPages, add_lists, further_lists, generic_pages
from pa_framework.site.hand_written import hand_written, mark_of, text_of
from pa_framework.site.now import Sheet, now_page
from pa_framework.site.page_kinds import TEMPLATES, RecordPages, StandalonePage
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
    plan,
    evidence,
    standards,
    record_forms,
    about,
    offline,
    style,
    coverage,
    trace,
    register,
    rules,
)


def made_pages(facts: Facts, compiled: BytecodeCache | None = None) -> Iterator[Page]:
    """Every page that is made from records: section by section, then the kinds that no section builds.

    `compiled` keeps compiled templates. The last two list all others, and the hand-written pages: from A to Z, and with their sheet marks.
    """
    TEMPLATES.bytecode_cache = compiled
    sheets = []
    for content in _contents(facts):
        page = compose(facts, content)
        sheets.append(Sheet(Link(page.title, page.path), page.kind, page.mark))
        yield page
    for file in hand_written(facts):
        if file.is_page:
            mark = mark_of(facts, file.path, file.file.read_text(encoding="utf-8"))
            sheets.append(Sheet(file.link(facts), "hand-written", mark))
    page = compose(facts, a_to_z_page(facts, sheets))
    sheets.append(Sheet(Link(page.title, page.path), page.kind, page.mark))
    yield page
    yield compose(facts, now_page(facts, sheets))


def _contents(facts: Facts) -> Iterator[PageContent]:
    """What the pages say that are made from records, in the order of the site."""
    generic = generic_kinds()
    for section in SECTIONS:
        for pages in section.PAGES:
            for content in pages.build(facts):
                yield add_lists(content, further_lists(facts, generic, content.path))
    for pages in generic:
        yield from pages.build(facts)


def generic_kinds() -> tuple[GenericPages, ...]:
    """The kinds of record whose pages no section builds."""
    declared = [pages for section in SECTIONS for pages in section.PAGES]
    kinds = {pages.kind for pages in declared if isinstance(pages, RecordPages)}
    paths = {pages.page.path for pages in declared if isinstance(pages, StandalonePage)}
    return generic_pages(kinds, paths)


def downloads(facts: Facts, kept: KeptResults = NOTHING_KEPT) -> Iterator[tuple[str, bytes]]:
    """Files that the site offers besides pages: path of the tree, and content. Pictures may be kept."""
    for name, text in editor_schemas(facts.records):
        yield f"schemas/{name}", text.encode()
    yield from feeds(facts)
    yield from calendar_file(facts)
    yield from images(facts, kept)


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
