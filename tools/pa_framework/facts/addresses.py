"""Where things are in the tree of pages, and where a reader answers back: what rules may know, and pages are made by."""

from collections.abc import Iterator
from urllib.parse import urlencode

from pa_framework.facts.site_pages import SITE_PAGES
from pa_framework.records.kinds import KIND, kinds_with_pages
from pa_framework.records.load import Records
from pa_framework.records.model import Framework, Noun


def page_path(kind: str, record: Noun) -> str:
    """The page of a record: its own, or the one that shows all records of its kind."""
    declared = KIND[kind]
    if declared.pages is None:
        return declared.shown_on
    return declared.pages.path(record.id, getattr(record, "kind", ""))


def record_pages(records: Records) -> Iterator[tuple[str, str, Noun]]:
    """The page of every record that has its own, whether or not it is shown now: path, kind and record."""
    for kind in kinds_with_pages():
        for record in records.of_kind(kind.id).values():
            yield page_path(kind.id, record), kind.id, record


def page_exists(records: Records, path: str) -> bool:
    """Whether a page of this tree stands, or may stand, at a path."""
    return (
        path in SITE_PAGES
        or any((root / "framework" / "pages" / path).is_file() for root in records.roots)
        or any(path == each for each, _, _ in record_pages(records))
    )


def edit_url(framework: Framework, record: str) -> str:
    """Where somebody changes a record, in the browser."""
    return f"{framework.repository.edit}{record}"


def report_form_url(framework: Framework, page: str, record: str | None) -> str | None:
    """Where somebody without git says that a page is wrong: a form that names the page and its record already.

    `page` is a path of the tree. None where the framework does not say what it is kept with, nor where reports go.
    """
    repository = framework.repository
    where = page.removesuffix("index.md").removesuffix(".md")
    base = repository.address.rstrip("/")
    if repository.forge == "github":
        named = {"template": "mistake.yml", "page": where or "the first page", "record": record or ""}
        return f"{repository.report or f'{base}/issues/new'}?{urlencode(named)}"
    if repository.forge == "gitlab":
        title = f"Mistake: {where or 'the first page'}" + (f" ({record})" if record else "")
        named = {"issuable_template": "mistake", "issue[title]": title}
        return f"{repository.report or f'{base}/-/issues/new'}?{urlencode(named)}"
    return repository.report


def story_form_url(framework: Framework) -> str | None:
    """Where somebody without git says that they know a story, or None where the framework has no such form."""
    base = framework.repository.address.rstrip("/")
    forms = {
        "github": f"{base}/issues/new?{urlencode({'template': 'story.yml'})}",
        "gitlab": f"{base}/-/issues/new?{urlencode({'issuable_template': 'story'})}",
    }
    return forms.get(framework.repository.forge or "")
