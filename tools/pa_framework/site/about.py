"""Pages about the framework itself: glossary, sources, downloads and changes."""

import re
from pathlib import Path

from msgspec import Struct

from pa_framework.check.run import OWN_REGISTER
from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import (
    A_TO_Z,
    ABOUT,
    ADD,
    CHANGED,
    CHANGES,
    DATA,
    DIFFERENCES,
    DOWNLOADS,
    DRAFTS,
    GAPS,
    GLOSSARY,
    OFFLINE,
    REGISTER,
    RULES_INDEX,
    SOURCES,
    STANDARDS,
    STYLE,
    TRACE,
    VERSIONS,
    Link,
)
from pa_framework.facts.versions import kept_versions
from pa_framework.look.markdown import Md, with_code
from pa_framework.look.page import SourceLine, record_link, source_lines
from pa_framework.records.editor_schemas import described_kinds, modeline
from pa_framework.records.field_meaning import labels
from pa_framework.records.json_schema import schema
from pa_framework.records.kinds import KIND, Kind
from pa_framework.records.model import Source, Term
from pa_framework.site.hand_written import hand_written
from pa_framework.site.page_kinds import Pages, StandalonePage
from pa_framework.site.plan import areas_of_plans
from pa_framework.text.dates import format_date
from pa_framework.text.sentences import count, join_words

STATE_WORDS = labels("sources", "sources.state")
SEEN_WORDS = labels("sources", "sources.seen")


class AboutView(Struct, frozen=True):
    """The index of the section: hand-written pages, generated pages, and the version as a sentence.

    `for_editors` are pages for those who edit, and `past` are pages about the past: the search leaves out most of them.
    """

    title: str
    hand_written_pages: tuple[Link, ...]
    made: tuple[Link, ...]
    for_editors: tuple[Link, ...]
    past: tuple[Link, ...]
    version: str


class TermView(Struct, frozen=True):
    """A term of the glossary. `also` and `say` are sentences, empty where there is nothing to say."""

    id: str
    term: str
    means: str
    also: str
    say: str
    see: tuple[Link, ...]
    sources: tuple[Link, ...]


class SchemaRow(Struct, frozen=True):
    """A schema: its title, where the files of its kind are, and what they hold."""

    link: Link
    where: str
    summary: Md


class DownloadsView(Struct, frozen=True):
    """The downloads: schemas, the repository, and the comment that connects an editor to a schema."""

    schemas: tuple[SchemaRow, ...]
    repository: Link | None
    changes: Link
    licence: str
    modeline: Md


class SourceView(Struct, frozen=True):
    """A source with its state, and by how many records it is cited, in words."""

    id: str
    line: SourceLine
    note: str
    state: str
    cited: str


class SourcesView(Struct, frozen=True):
    """All sources, by title."""

    rows: tuple[SourceView, ...]
    count: int


class ChangesView(Struct, frozen=True):
    """The version as a sentence, and the change log as Markdown."""

    version: str
    announced: Link
    log: Md


def _index(facts: Facts) -> AboutView:
    framework = facts.records.framework
    pages = [file for file in hand_written(facts) if file.is_page and file.path.startswith("about/")]
    absent = [
        *([] if facts.records.trace else [TRACE]),
        *([] if facts.records.overlay else [DIFFERENCES]),
        *([] if kept_versions(facts.records.roots) else [VERSIONS]),
    ]
    readers = (GLOSSARY, A_TO_Z, STANDARDS, SOURCES, CHANGES, VERSIONS, DATA, DOWNLOADS, OFFLINE)
    editors = (ADD, DRAFTS, GAPS, REGISTER, TRACE, DIFFERENCES, RULES_INDEX, STYLE)
    return AboutView(
        framework.title if framework else "this framework",
        tuple(
            sorted(
                (page.link(facts) for page in pages if page.is_searched),
                key=lambda link: (link.path != "about/about.md", link.title),
            )
        ),
        tuple(page for page in readers if page not in absent),
        tuple(page for page in editors if page not in absent),
        (
            *sorted((page.link(facts) for page in pages if not page.is_searched), key=lambda link: link.title),
            *(record_link("plan", area, area.plan) for area in areas_of_plans(facts, "historic")),
        ),
        _version(facts),
    )


def _version(facts: Facts) -> str:
    framework = facts.records.framework
    return f"Version {framework.version}." if framework else ""


def _glossary(facts: Facts) -> tuple[TermView, ...]:
    terms = sorted(facts.records.terms.values(), key=lambda term: (term.term.casefold(), term.id))
    return tuple(_term(facts, term) for term in terms)


def _term(facts: Facts, term: Term) -> TermView:
    terms = facts.records.terms
    return TermView(
        term.id,
        term.term,
        term.means,
        f"Also: {join_words([f'“{word}”' for word in term.also])}." if term.also else "",
        f"We say “{term.term}”, not {join_words([f'“{word}”' for word in term.instead_of], 'or')}."
        if term.instead_of
        else "",
        tuple(Link(terms[id].term, f"{GLOSSARY.path}#{id}") for id in term.see if id in terms),
        tuple(source.link for source in source_lines(facts, term.sources)),
    )


def _sources(facts: Facts) -> SourcesView:
    sources = sorted(facts.records.sources.values(), key=lambda source: (source.title.casefold(), source.id))
    return SourcesView(
        tuple(
            SourceView(
                source.id,
                _source_line(source),
                source.note or "",
                f"{STATE_WORDS[source.state]}, {SEEN_WORDS[source.seen]}",
                _cited(facts, source.id),
            )
            for source in sources
        ),
        len(sources),
    )


def _cited(facts: Facts, source: str) -> str:
    paths = facts.citing.get(source, frozenset())
    pages = sum(path.endswith(".md") for path in paths)
    records = len(paths) - pages
    counts = [count(number, word) for number, word in ((records, "record"), (pages, "page")) if number]
    return f"cited by {join_words(counts, 'and')}" if counts else "not cited"


def _source_line(source: Source) -> SourceLine:
    detail = f"{source.publisher}, {source.published}; last checked {format_date(source.last_checked)}"
    return SourceLine(Link(source.title, source.address or ""), detail)


def _downloads(facts: Facts) -> DownloadsView:
    framework = facts.records.framework
    return DownloadsView(
        tuple(
            SchemaRow(
                Link(str(schema(kind)["title"]), f"schemas/{kind}.schema.json"),
                _files_of(KIND[kind]),
                with_code(str(schema(kind)["description"])),
            )
            for kind in described_kinds()
        ),
        Link("All records", framework.repository.address) if framework else None,
        CHANGES,
        framework.licence if framework else "",
        Md(modeline("framework/learning/first-aid.yaml", "learning")),
    )


def _files_of(kind: Kind) -> str:
    """Where the files of a kind are, as a pattern for people to read: `competences/…/….yaml`."""
    path = kind.file or f"{kind.folder}/{'…/' if kind.deep else ''}….yaml"
    if kind.in_any_folder:
        return f"…/{path}"
    return f"{OWN_REGISTER.as_posix()}/{path}" if kind.in_register else path


def _changes(facts: Facts) -> ChangesView:
    files = [root / "CHANGELOG.md" for root in facts.records.roots]
    log = next((_log(file) for file in files if file.is_file()), "")
    return ChangesView(_version(facts), CHANGED, Md(log))


def _log(file: Path) -> str:
    """The change log from its first version on, as Markdown, without links to files that are not pages."""
    lines = file.read_text(encoding="utf-8").splitlines()
    first = next((number for number, line in enumerate(lines) if line.startswith("## ")), 0)
    text = "\n".join(line for line in lines[first:] if not line.startswith("# ")).strip()
    return re.sub(r"\[([^\]]+)\]\((?![a-z]+:)[^)]*\)", r"\1", text)


PAGES: tuple[Pages, ...] = (
    StandalonePage(
        page=ABOUT,
        kind="about-index",
        template="about_index.md.j2",
        view=_index,
        description=(
            "Who makes this framework, what its words mean, where its facts come from, what is missing, and what changed."
        ),
    ),
    StandalonePage(
        page=GLOSSARY,
        kind="glossary",
        template="glossary.md.j2",
        view=_glossary,
        description="What the words of this framework mean, and which words we do not use for the same thing.",
        record="framework/glossary.yaml",
    ),
    StandalonePage(
        page=SOURCES,
        kind="sources",
        template="sources.md.j2",
        view=_sources,
        description=(
            "The publications that this framework uses, when each was last checked, and whether it is still current."
        ),
        record="framework/sources.yaml",
    ),
    StandalonePage(
        page=DOWNLOADS,
        kind="downloads",
        template="downloads.md.j2",
        view=_downloads,
        description=(
            "The records of this framework, the schemas that say how they are written, and how to set up an editor."
        ),
    ),
    StandalonePage(
        page=CHANGES,
        kind="changes",
        template="changes.md.j2",
        view=_changes,
        description="The version of the framework, and what changed in its tools.",
    ),
)
