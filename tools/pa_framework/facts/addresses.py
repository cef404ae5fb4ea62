"""Paths of the pages of records, and web addresses at which a reader can edit a record or report a mistake."""

import posixpath
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from msgspec import Struct

from pa_framework.facts.delegation_chain import is_delegated
from pa_framework.facts.site_pages import SITE_PAGES
from pa_framework.records.base import Origin, Record
from pa_framework.records.kinds import KIND, PAGES_FOLDER, kinds_with_pages
from pa_framework.records.load import Records
from pa_framework.records.model import Framework
from pa_framework.records.yaml_source import Route

_FORGE_NAMES = {"github": "GitHub", "gitlab": "GitLab"}
#: Hosts that are kept for examples (RFC 2606): no one has a site or a repository there.
_EXAMPLE_HOSTS = frozenset({"example.com", "example.net", "example.org"})

#: Fields of records with the address of a page.
ADDRESS_FIELDS = frozenset({"address", "edit", "check"})
#: Endings of hosts that no one outside of a network can reach.
_OWN_DOMAINS = (".localhost", ".local", ".internal", ".lan")
_IP_ADDRESS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9a-f:]*:[0-9a-f:]*")


def is_example_address(address: str) -> bool:
    """Whether an address is only an example, such as `https://example.org/pas`: nothing can be opened or sent there.

    The same for an email address, `mailto:pas@example.org`.
    """
    parts = urlsplit(address)
    host = parts.path.rpartition("@")[2] if parts.scheme == "mailto" else parts.hostname
    return host in _EXAMPLE_HOSTS


def opens_here_alone(address: str) -> bool:
    """Whether an address leads to the computer or the network of the one who wrote it: a number, `localhost`, no domain.

    >>> opens_here_alone("http://localhost:8000/about/"), opens_here_alone("https://www.gov.uk/")
    (True, False)
    """
    try:
        host = (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:  # a bracket without its other half, or letters that no host may have
        return False
    return bool(host) and ("." not in host or host.endswith(_OWN_DOMAINS) or _IP_ADDRESS.fullmatch(host) is not None)


def address(site: str, path: str) -> str:
    """The absolute address of a file of the tree on a site; `site` ends with `/`. `career/index.md` is at `career/`."""
    if not path.endswith(".md"):
        return f"{site}{path}"
    stem = path.removesuffix(".md")
    folder = posixpath.dirname(stem) if posixpath.basename(stem) == "index" else stem
    return f"{site}{folder}/" if folder else site


def page_path(kind: str, record: Record) -> str:
    """The page of a record: its own, or the one that shows all records of its kind."""
    declared = KIND[kind]
    if declared.pages is None:
        return declared.shown_on
    return declared.pages.path(record.id, getattr(record, "kind", ""))


def wall_sheet_path(task: Record) -> str:
    """The wall sheet of a task: a page below the page of the task."""
    return page_path("task", task).removesuffix(".md") + "/sheet.md"


def booklet_path(kind: str, record: Record) -> str:
    """The easy booklet of a task or a level: a page below its page."""
    return page_path(kind, record).removesuffix(".md") + "/booklet.md"


def further_pages(records: Records) -> Iterator[tuple[str, str, Record]]:
    """The path, kind and record of the papers below the pages of records: wall sheets and easy booklets."""
    for task in records.tasks.values():
        if is_delegated(task):
            yield wall_sheet_path(task), "task", task
        if task.easy_read:
            yield booklet_path("task", task), "task", task
    for level in records.levels.values():
        if level.easy_read:
            yield booklet_path("level", level), "level", level


def record_pages(records: Records) -> Iterator[tuple[str, str, Record]]:
    """The path, kind and record of every page of one record, including pages that are not shown at present."""
    for kind in kinds_with_pages():
        for record in records.of_kind(kind.id).values():
            yield page_path(kind.id, record), kind.id, record


#: Names that Windows keeps for devices: it can write no file with one of them, whatever its ending.
WINDOWS_NAMES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))]
)


def names_in_use(kind: str) -> frozenset[str]:
    """Ids that no record of a kind can have: the site has a page of that name beside theirs, or Windows a device."""
    pages = KIND[kind].pages
    folders = {pages.folder, *pages.folder_of.values()} if pages else set()
    return WINDOWS_NAMES | {
        PurePosixPath(path).stem for path in SITE_PAGES if str(PurePosixPath(path).parent) in folders
    }


class NamedPage(NamedTuple):
    """A place where a record names a page of the tree: its origin, the way to the value, and the path, perhaps with `#`."""

    origin: Origin
    route: Route
    path: str


def named_pages(records: Records) -> Iterator[NamedPage]:
    """Every place where a record names a page of the tree by its path."""
    for row in records.trace.values():
        for index, path in enumerate(row.at):
            yield NamedPage(row.origin, ("at", index), path)
        for index, path in enumerate(row.use):
            if " " not in path:  # a command
                yield NamedPage(row.origin, ("use", index), path)
    for paper in records.papers.values():
        for index, path in enumerate(paper.pages):
            yield NamedPage(paper.origin, ("pages", index), path)
    for agreement in records.agreements.values():
        for number, part in enumerate(agreement.opening):
            for index, link in enumerate(part.links):
                yield NamedPage(agreement.origin, ("opening", number, "links", index, "page"), link.page)
    for entry in records.search_entries.values():
        for index, target in enumerate(entry.leads_to):
            if target.page is not None:
                yield NamedPage(entry.origin, ("leads_to", index, "page"), target.page)


def is_hand_written(records: Records, path: str) -> bool:
    """Whether a file of the tree of pages is hand-written, in `framework/pages` of one of the roots."""
    planned = f"{PAGES_FOLDER}/{path}"
    if planned in records.planned:
        return records.planned[planned] is not None
    return any((root / PAGES_FOLDER / path).is_file() for root in records.page_roots)


def page_exists(records: Records, path: str) -> bool:
    """Whether a path of the tree is a page: of the site, of a record, or hand-written."""
    return (
        path in SITE_PAGES
        or is_hand_written(records, path)
        or any(path == page for page, _, _ in record_pages(records))
        or any(path == page for page, _, _ in further_pages(records))
    )


def edit_url(framework: Framework, record: str) -> str:
    """The address at which a record (path of its file) can be edited in a browser."""
    return f"{framework.repository.edit}{record}"


class NewFilePage(Struct, frozen=True):
    """The page of a forge on which a new file can be written.

    `address` is that of the page. `path_field` and `text_field` are what its query calls the path and the text of the file.
    `folder` is where the framework is in the repository, with `/` at its end, or empty.
    """

    forge: str
    address: str
    path_field: str
    text_field: str
    folder: str


def new_file_page(framework: Framework) -> NewFilePage | None:
    """Where a new file can be begun in a browser; None where the forge, or the branch, is not known, or is an example.

    The branch is the part of `repository.edit` after `/edit/`. A path in the address would be lost at GitHub, which puts the
    whole path into the name of the file.
    """
    repository = framework.repository
    if is_example_address(repository.address):
        return None
    before, found, after = repository.edit.partition("/edit/")
    branch, _, folder = after.partition("/")
    if repository.forge is None or not (found and branch):
        return None
    fields = {"github": ("filename", "value"), "gitlab": ("file_name", "content")}[repository.forge]
    return NewFilePage(_FORGE_NAMES[repository.forge], f"{before}/new/{branch}", *fields, folder)


def report_form_url(framework: Framework, page: str, record: str | None) -> str | None:
    """The address of a form in which a reader without git reports a mistake, with the page and its record filled in.

    `page` is a path of the tree. None where the framework names neither a forge nor an address for reports, and where
    the address of its repository is an example.
    """
    repository = framework.repository
    if is_example_address(repository.report or repository.address):
        return None
    location = page.removesuffix("index.md").removesuffix(".md")
    base = repository.address.rstrip("/")
    if repository.forge == "github":
        fields = {"template": "mistake.yml", "page": location or "the first page", "record": record or ""}
        return f"{repository.report or f'{base}/issues/new'}?{urlencode(fields)}"
    if repository.forge == "gitlab":
        title = f"Mistake: {location or 'the first page'}" + (f" ({record})" if record else "")
        fields = {"issuable_template": "mistake", "issue[title]": title}
        return f"{repository.report or f'{base}/-/issues/new'}?{urlencode(fields)}"
    return repository.report


def story_form_url(framework: Framework) -> str | None:
    """The address of a form in which someone without git offers a story; None where the forge has none, or is an example."""
    if is_example_address(framework.repository.address):
        return None
    base = framework.repository.address.rstrip("/")
    forms = {
        "github": f"{base}/issues/new?{urlencode({'template': 'story.yml'})}",
        "gitlab": f"{base}/-/issues/new?{urlencode({'issuable_template': 'story'})}",
    }
    return forms.get(framework.repository.forge or "")
