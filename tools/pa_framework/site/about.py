"""Pages about the framework itself: its words, its sources, what is to download, what changed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pa_framework.check.run import INSIDE
from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import (
    ABOUT,
    CHANGED,
    CHANGES,
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
    Link,
)
from pa_framework.look.markdown import Md, with_code
from pa_framework.look.page import Frame, Page, SourceLine, page, source_lines
from pa_framework.records.editor_schemas import described_kinds, modeline
from pa_framework.records.json_schema import schema
from pa_framework.records.kinds import KIND, Kind
from pa_framework.records.model import Source
from pa_framework.site.hand_written import hand_written
from pa_framework.text.dates import in_words
from pa_framework.text.sentences import count, join_words

STATE_WORDS = {
    "current": "current",
    "superseded": "superseded",
    "historic": "historic",
    "gone": "gone from its address",
}
SEEN_WORDS = {"whole": "read whole", "part": "read in part", "second-hand": "read second-hand"}


@dataclass(frozen=True, slots=True)
class AboutView:
    title: str
    written: tuple[Link, ...]
    made: tuple[Link, ...]
    version: str


@dataclass(frozen=True, slots=True)
class TermView:
    id: str
    term: str
    means: str
    also: str
    say: str
    see: tuple[Link, ...]
    sources: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SchemaRow:
    """A schema: its title, where the records of its kind lie, and what they are."""

    link: Link
    where: str
    summary: Md


@dataclass(frozen=True, slots=True)
class DownloadsView:
    schemas: tuple[SchemaRow, ...]
    repository: Link | None
    changes: Link
    licence: str
    modeline: Md


@dataclass(frozen=True, slots=True)
class SourceView:
    id: str
    line: SourceLine
    note: str
    state: str
    cited: str


@dataclass(frozen=True, slots=True)
class SourcesView:
    rows: tuple[SourceView, ...]
    count: int


@dataclass(frozen=True, slots=True)
class ChangesView:
    version: str
    told: Link
    log: Md


def pages(facts: Facts) -> Iterator[Page]:
    """What is made below about/, but for what is missing and the rules."""
    yield _index(facts)
    yield _glossary(facts)
    yield _sources(facts)
    yield _downloads(facts)
    yield _changes(facts)


def _index(facts: Facts) -> Page:
    framework = facts.records.framework
    written = [each.link() for each in hand_written(facts) if each.is_page and each.path.startswith("about/")]
    view = AboutView(
        framework.title if framework else "this framework",
        tuple(sorted(written, key=lambda link: (link.path != "about/about.md", link.title))),
        (
            GLOSSARY,
            STANDARDS,
            SOURCES,
            REGISTER,
            *((TRACE,) if facts.records.trace else ()),
            DRAFTS,
            GAPS,
            RULES_INDEX,
            CHANGES,
            DOWNLOADS,
            OFFLINE,
            STYLE,
        ),
        _version(facts),
    )
    frame = Frame(
        "About",
        "Who makes this framework, what its words mean, what it rests on, what is missing, and what changed.",
        "about-index",
    )
    return page(facts, ABOUT.path, "about_index.md.j2", frame, view)


def _version(facts: Facts) -> str:
    framework = facts.records.framework
    return f"Version {framework.version}, as of {in_words(facts.on)}." if framework else ""


def _glossary(facts: Facts) -> Page:
    terms = facts.records.terms
    view = tuple(
        TermView(
            term.id,
            term.term,
            term.means,
            f"Also: {join_words([f'“{word}”' for word in term.also])}." if term.also else "",
            f"We say “{term.term}”, not {join_words([f'“{word}”' for word in term.instead_of], 'or')}."
            if term.instead_of
            else "",
            tuple(Link(terms[name].term, f"{GLOSSARY.path}#{name}") for name in term.see if name in terms),
            tuple(each.link for each in source_lines(facts, term.sources)),
        )
        for term in sorted(terms.values(), key=lambda term: (term.term.casefold(), term.id))
    )
    frame = Frame(
        GLOSSARY.title,
        "What the words of this framework mean, and which words we do not use for the same thing.",
        "glossary",
        (ABOUT,),
        "framework/glossary.yaml",
    )
    return page(facts, GLOSSARY.path, "glossary.md.j2", frame, view)


def _sources(facts: Facts) -> Page:
    cited: dict[str, set[str]] = {}
    for reference in facts.records.references:
        if reference.kind == "source":
            cited.setdefault(reference.id, set()).add(reference.document.path)
    view = SourcesView(
        tuple(
            SourceView(
                source.id,
                _source_line(source),
                source.note or "",
                f"{STATE_WORDS[source.state]}, {SEEN_WORDS[source.seen]}",
                f"cited by {count(len(cited[source.id]), 'record', 'records')}"
                if source.id in cited
                else "cited by none",
            )
            for source in sorted(
                facts.records.sources.values(), key=lambda source: (source.title.casefold(), source.id)
            )
        ),
        len(facts.records.sources),
    )
    frame = Frame(
        SOURCES.title,
        "Everything that this framework rests on, when somebody last looked at it, and whether it still stands.",
        "sources",
        (ABOUT,),
        "framework/sources.yaml",
    )
    return page(facts, SOURCES.path, "sources.md.j2", frame, view)


def _source_line(source: Source) -> SourceLine:
    detail = f"{source.publisher}, {source.published}; last checked {in_words(source.last_checked)}"
    return SourceLine(Link(source.title, source.address or ""), detail)


def _downloads(facts: Facts) -> Page:
    rows = []
    for kind in described_kinds():
        said = schema(kind)
        rows.append(
            SchemaRow(
                Link(str(said["title"]), f"schemas/{kind}.schema.json"),
                _where(KIND[kind]),
                with_code(str(said["description"])),
            )
        )
    framework = facts.records.framework
    view = DownloadsView(
        tuple(rows),
        Link("All records", framework.repository.address) if framework else None,
        CHANGES,
        framework.licence if framework else "",
        Md(modeline("framework/learning/first-aid.yaml", "learning")),
    )
    frame = Frame(
        DOWNLOADS.title,
        "The records of this framework, the schemas that say how they are written, and how to wire an editor.",
        "downloads",
        (ABOUT,),
    )
    return page(facts, DOWNLOADS.path, "downloads.md.j2", frame, view)


def _where(kind: Kind) -> str:
    """Where files of a kind are, as a person would write it: `competences/…/….yaml`."""
    path = kind.file or f"{kind.folder}/{'…/' if kind.deep else ''}….yaml"
    if kind.in_any_folder:
        return f"…/{path}"
    return f"{INSIDE.as_posix()}/{path}" if kind.in_register else path


def _changes(facts: Facts) -> Page:
    files = [root / "CHANGELOG.md" for root in facts.records.roots]
    log = next((_log(file) for file in files if file.is_file()), "")
    frame = Frame(CHANGES.title, "The version of the framework, and what changed in its tools.", "changes", (ABOUT,))
    return page(facts, CHANGES.path, "changes.md.j2", frame, ChangesView(_version(facts), CHANGED, Md(log)))


def _log(file: Path) -> str:
    """The change log from its first version on, without links to files that are no pages: Markdown that we wrote."""
    lines = file.read_text(encoding="utf-8").splitlines()
    first = next((number for number, line in enumerate(lines) if line.startswith("## ")), 0)
    text = "\n".join(line for line in lines[first:] if not line.startswith("# ")).strip()
    return re.sub(r"\[([^\]]+)\]\((?![a-z]+:)[^)]*\)", r"\1", text)
