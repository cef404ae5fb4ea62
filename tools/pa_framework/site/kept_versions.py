"""Versions stay readable: the site of each is packed once, and every later build puts it under its number.

What is packed is what was published, without stories that rest on someone's consent, because consent can end. A build
changes nothing in it but the head of each page and one notice: search engines leave the copy alone, no device installs
it, and a reader learns which version is newer and whether this page has changed.
"""

import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from pathlib import Path, PurePosixPath
from types import MappingProxyType

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from pa_framework.check.run import Report
from pa_framework.facts.announced_changes import announced_changes
from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import CHANGED, CHANGES, VERSIONS, Link
from pa_framework.facts.versions import ABOUT, FOLDER, KeptVersion, kept_versions
from pa_framework.site.page_kinds import Pages, StandalonePage
from pa_framework.text.dates import format_date
from pa_framework.text.errors import UserError
from pa_framework.text.sentences import count

#: What a copy needs none of: what tells search engines and devices of the present site, feeds, pictures for other sites,
#: and the page on which someone looks up whether a sheet is still current.
_LEFT_OUT = re.compile(
    r"(service-worker\.js|offline\.json|app\.webmanifest|sitemap\.xml(\.gz)?|robots\.txt|404\.html)$|(feeds|now|share|images/share|versions)/"
)
#: The style sheet of the notice, which is the site's and not the copy's.
_STYLE = "assets/stylesheets/kept-version.css"
_MARK = re.compile(r'class="sheet-mark">[^<]*?([0-9A-F]{4}-[0-9A-F]{4})')
_CANONICAL = re.compile(r'<link rel="canonical"[^>]*>\n?')
#: What makes of a page something that a device installs, stores or follows.
_OF_A_SITE = re.compile(
    r'<link rel="(?:manifest|alternate)"[^>]*>\n?|<meta name="robots"[^>]*>\n?| data-service-worker="[^"]*"'
)
#: Links that lead to the present site, and not to what the copy had.
_OF_TODAY = re.compile(r'href="((?:\.\./)*)(?=(?:feeds|now)/)')
_BEGIN = re.compile(r'<body[^>]*>(?:\s*<a class="skip"[^>]*>.*?</a>)?', re.DOTALL)
#: Zip files cannot hold an earlier day; the same for each file, so that the same site gives the same bytes.
_DAY = (1980, 1, 1, 0, 0, 0)


def report_to_keep(report: Report) -> Report:
    """The report from which a site is built that is to be kept: each story that rests on consent is withheld."""
    facts = report.facts
    records = facts.records_as_written
    stories = {
        name: story
        if story.consent.state == "not-needed"
        else msgspec.structs.replace(story, consent=msgspec.structs.replace(story.consent, state="withdrawn"))
        for name, story in records.case_studies.items()
    }
    kept = Facts(replace(records, case_studies=MappingProxyType(stories)), facts.on, facts.register, facts.pages)
    return replace(report, facts=kept)


def pack(site: Path, target: Path, version: str, on: date) -> None:
    """Packs a built site as a version. Raises UserError where that version is kept already."""
    if target.exists():
        raise UserError(
            f"`{FOLDER}/{target.name}` is there already, and a version that was published never changes; raise `version` "
            "in framework.yaml"
        )
    about = {"version": version, "published": on.isoformat()}
    files = sorted((file.relative_to(site).as_posix(), file) for file in site.rglob("*") if file.is_file())
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "x") as archive:
        _add(archive, ABOUT, json.dumps(about).encode())
        for name, file in files:
            if not _LEFT_OUT.match(name):
                _add(archive, name, file.read_bytes())


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content, compresslevel=9)


def first_pages(facts: Facts) -> Iterator[tuple[str, bytes]]:
    """The first page of each kept version: path in the site, and content. `publish` writes all of them anew."""
    versions = kept_versions(facts.records.roots)
    for kept in versions:
        with zipfile.ZipFile(kept.file) as archive:
            html = archive.read("index.html").decode("utf-8")
        yield kept.path, _page(html, "index.html", None, facts, kept, versions).encode()


def publish(facts: Facts, site: Path) -> None:
    """Puts every kept version into a built site, each page with a notice."""
    versions = kept_versions(facts.records.roots)
    for kept in versions:
        with zipfile.ZipFile(kept.file) as archive:
            for entry in archive.infolist():
                parts = PurePosixPath(entry.filename).parts
                if entry.is_dir() or entry.filename == ABOUT or ".." in parts or entry.filename.startswith("/"):
                    continue
                content = archive.read(entry)
                if entry.filename.endswith(".html"):
                    content = _page(content.decode("utf-8"), entry.filename, site, facts, kept, versions).encode()
                place = site.joinpath(FOLDER, kept.version, *parts)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)


def _page(
    html: str, name: str, site: Path | None, facts: Facts, kept: KeptVersion, versions: Sequence[KeptVersion]
) -> str:
    """A page of a kept version as it is published. `site` is the folder with the pages of today, where they are made."""
    now = site / name if site else None
    is_there = now is None or now.is_file()
    root = "../" * (len(PurePosixPath(name).parts) + 1)
    head = f'<meta name="robots" content="noindex">\n<link rel="stylesheet" href="{root}{_STYLE}">\n'
    html = _OF_A_SITE.sub("", html)
    html = html if is_there else _CANONICAL.sub("", html)
    html = html.replace("</head>", f"{head}</head>", 1)
    html = _OF_TODAY.sub(lambda found: f'href="{found[1]}../../', html)
    mark = _mark(html) if now else ""
    mark_now = _mark(now.read_text(encoding="utf-8")) if now and is_there else ""
    state = "gone" if not is_there else "same" if mark and mark == mark_now else "changed" if mark else "there"
    notice = _notice(facts, kept, versions, root, name, state)
    return _BEGIN.sub(lambda found: f"{found[0]}\n{notice}", html, count=1)


def _mark(html: str) -> str:
    found = _MARK.search(html)
    return found[1] if found else ""


_STATES = {
    "same": ("This page says the same today", "Read it there"),
    "changed": ("This page has changed since then", "Read it as it is today"),
    "there": ("There is a page of today", "Read it"),
    "gone": ("This page is no longer there", "Begin at the first page of today"),
}


def _notice(facts: Facts, kept: KeptVersion, versions: Sequence[KeptVersion], root: str, name: str, state: str) -> str:
    """What a reader of a kept version must know before relying on it."""
    framework = facts.records.framework
    newest = versions[0].version if versions[0] != kept else framework.version if framework else kept.version
    says, link = _STATES[state]
    page = "" if state == "gone" else name.removesuffix("index.html")
    first = f"<strong>This is version {escape(kept.version)}, as it was published on {format_date(kept.on)}. Do not work from it.</strong>"
    others = f" Version {escape(newest)} is newer." if newest != kept.version else ""
    since = sum(change.on > kept.on for change in announced_changes(facts))
    changed = f" {count(since, 'change')} {'was' if since == 1 else 'were'} announced since then." if since else ""
    links = [
        f'<a href="{root}{page}">{link}</a>',
        f'<a href="{root}{_address(CHANGED)}">What changed since then</a>',
        f'<a href="{root}{_address(VERSIONS)}">All versions</a>',
    ]
    return (
        f'<aside class="kept-version" aria-label="Another version"><p>{first}{others}{changed} {says}.</p>'
        f"<p>{' '.join(links)}</p></aside>"
    )


def _address(page: Link) -> str:
    return f"{page.path.removesuffix('.md')}/".replace("index/", "")


# --- the page that lists them


class VersionRow(Struct, frozen=True):
    """A kept version: a link to its first page, the day, and the titles of what it brought."""

    link: Link
    day: str
    brought: tuple[str, ...]


class VersionsView(Struct, frozen=True):
    """The present version, and the kept ones, the newest first."""

    present: str
    rows: tuple[VersionRow, ...]
    changed: Link
    log: Link


def _view(facts: Facts) -> VersionsView:
    framework = facts.records.framework
    rows = (
        VersionRow(
            Link(f"Version {kept.version}", kept.path),
            format_date(kept.on),
            tuple(change.title for change in announced_changes(facts) if change.version == kept.version),
        )
        for kept in kept_versions(facts.records.roots)
    )
    return VersionsView(framework.version if framework else "", tuple(rows), CHANGED, CHANGES)


PAGES: tuple[Pages, ...] = (
    StandalonePage(
        page=VERSIONS,
        kind="versions",
        template="versions.md.j2",
        view=_view,
        description="Every version of this framework that was published, as it was, and what each of them brought.",
        exists=lambda facts: bool(kept_versions(facts.records.roots)),
    ),
)
