"""The list of papers to fill in, and a page for each: a form that is filled in on the device and prints as a blank too.

Nothing that is typed leaves the device or is kept on it. The script `paper-form` shows what is chosen from the records; without
scripts the page is read and printed as it is. Each paper is also offered as a Word file where python-docx is installed.
Where there is more to choose from than a page has room for, it is on pages of its own (`site/parts.py`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

import msgspec
from msgspec import Struct

from pa_framework.facts.addresses import page_path
from pa_framework.facts.facts import Facts
from pa_framework.facts.papers import GROUPS, FilledPaper, Option, filled_paper, papers_in_order
from pa_framework.facts.site_pages import PAPERS, SITE_PAGES, Link
from pa_framework.look.labels import audiences
from pa_framework.look.page import SourceLine, links_to, record_link, source_lines
from pa_framework.look.word_papers import can_write, word_paper
from pa_framework.records.model import Paper
from pa_framework.site.front_matter import FrontMatter, PageContent
from pa_framework.site.hand_written import hand_written_link
from pa_framework.site.page_kinds import Draft, Pages, RecordPages, StandalonePage, approval_banners, build_page
from pa_framework.site.parts import Part, is_too_long, parts_of
from pa_framework.text.kept_results import NOTHING_KEPT, KeptResults, key_of


class PaperView(Struct, frozen=True):
    """What the page of a paper shows: the filled paper, its Word file, and what to read with it.

    `shares` are the pages of what there is to choose from in a part, by the number of the part, where the page has no room.
    """

    paper: FilledPaper
    word: Link | None
    readers: str
    pages: tuple[Link, ...]
    support: tuple[Link, ...]
    sources: tuple[SourceLine, ...]
    shares: Mapping[int, tuple[Part[Option], ...]]


class ChoicesView(Struct, frozen=True):
    """A page with a share of what there is to choose from on a paper, which is `whole`."""

    title: str
    whole: Link
    question: str
    options: tuple[Option, ...]


class PaperRow(Struct, frozen=True):
    """A paper in the list, with whom it is for."""

    link: Link
    summary: str
    readers: str


class PapersView(Struct, frozen=True):
    """The papers by when someone needs them."""

    groups: tuple[tuple[str, tuple[PaperRow, ...]], ...]


def word_path(paper: Paper) -> str:
    """Where the Word file of a paper is in the tree."""
    return page_path("paper", paper).removesuffix(".md") + ".docx"


def word_files(facts: Facts, kept: KeptResults = NOTHING_KEPT) -> Iterator[tuple[str, bytes]]:
    """Each paper as a Word file: path of the tree, and content. Nothing where python-docx is not installed.

    A file is kept by all that is in it and the day.
    """
    if not can_write():
        return
    for paper in papers_in_order(facts):
        filled = filled_paper(facts, paper)
        key = key_of("word", facts.on, msgspec.msgpack.encode(filled))
        content = kept.get(key)
        if content is None:
            content = word_paper(filled, facts.on)
            kept.put(key, content)
        yield word_path(paper), content


def _index(facts: Facts) -> PapersView:
    papers = papers_in_order(facts)
    groups = (
        (title, tuple(_row(paper) for paper in papers if paper.group == group)) for group, title in GROUPS.items()
    )
    return PapersView(tuple((title, rows) for title, rows in groups if rows))


def _row(paper: Paper) -> PaperRow:
    return PaperRow(record_link("paper", paper), paper.summary, f"For {audiences(paper.audiences)}")


def _shares(paper: Paper, filled: FilledPaper) -> dict[int, tuple[Part[Option], ...]]:
    """The pages of what the page of a paper has no room for, by the number of the part of the paper."""
    return {
        number: parts_of(page_path("paper", paper), f"choices-{number}", part.options)
        for number, part in enumerate(filled.parts, 1)
        if not part.several and is_too_long(len(part.options))
    }


@dataclass(frozen=True, slots=True)
class _ChoicesPages(Pages):
    """The pages of what papers have no room for."""

    def drafts(self, facts: Facts) -> Iterator[Draft]:
        """A page for each share, in the order of the papers."""
        for paper in papers_in_order(facts):
            filled = filled_paper(facts, paper)
            for number, shares in _shares(paper, filled).items():
                question = filled.parts[number - 1].question
                for share in shares:
                    yield Draft(share.path, partial(self._page, facts, paper, question, share))

    def _page(self, facts: Facts, paper: Paper, question: str, share: Part[Option]) -> PageContent:
        title = f"{paper.title}: choices, {share.place}"
        front_matter = FrontMatter(
            title=title,
            description=f"What can be chosen on the form “{paper.title}”, to print.",
            kind="paper-part",
            record=paper.origin.path,
            banners=approval_banners(facts, paper),
        )
        view = ChoicesView(title, record_link("paper", paper), question, share.items)
        return build_page(facts, share.path, "paper_part.md.j2", front_matter, view=view)


def _paper(facts: Facts, paper: Paper) -> PaperView:
    filled = filled_paper(facts, paper)
    return PaperView(
        filled,
        Link("Word file of the blank", word_path(paper)) if can_write() else None,
        f"For {audiences(paper.audiences)}",
        tuple(link for path in paper.pages if (link := _page(facts, path))),
        links_to(facts, "support", paper.support),
        source_lines(facts, paper.sources),
        _shares(paper, filled),
    )


def _page(facts: Facts, path: str) -> Link | None:
    """A link to a page that is made or written by hand; None where there is no such page."""
    declared = SITE_PAGES.get(path)
    if declared:
        return Link(declared.title, path)
    for kind in ("agreement", "law", "learning", "paper"):
        for record in facts.records.of_kind(kind).values():
            if page_path(kind, record) == path:
                return next(iter(links_to(facts, kind, (record.id,))), None)
    found = hand_written_link(facts, path)
    return Link(found.title, path) if found else None


PAGES: tuple[Pages, ...] = (
    StandalonePage(
        page=PAPERS,
        kind="papers",
        template="paper_index.md.j2",
        view=_index,
        description="Forms, checklists and agreements for people who employ PAs, for PAs and for clinicians, to fill in or print.",
        wide=True,
    ),
    RecordPages(
        kind="paper",
        template="paper.md.j2",
        select=papers_in_order,
        view=_paper,
        scripts=("parts", "paper-form"),
    ),
    _ChoicesPages(),
)
