"""Where things are in the tree of pages, and where a reader answers back: what rules may know, and pages are made by."""

from collections.abc import Iterator
from urllib.parse import urlencode

from pa_framework.facts.site_pages import SITE_PAGES
from pa_framework.records.load import Records
from pa_framework.records.model import Framework, Noun

#: Addresses, by kind of record: the folder of its pages. Ids are the last part.
FOLDERS = {
    "level": "career",
    "competence": "competences",
    "task": "delegation/tasks",
    "role": "delegation/roles",
    "learning": "learning",
    "support": "support",
    "agreement": "working-together",
    "plan": "plan",
    "evidence": "evidence",
    "standard": "standards",
}


def page_path(kind: str, noun: Noun) -> str:
    """The page of a record."""
    if kind == "case-study":
        return f"{'case-studies' if getattr(noun, 'kind', '') == 'organisation' else 'stories'}/{noun.id}.md"
    return f"{FOLDERS[kind]}/{noun.id}.md"


def record_pages(records: Records) -> Iterator[tuple[str, str, Noun]]:
    """The page of every record that has one, whether or not it is shown now: path, kind and record."""
    for kind in (*FOLDERS, "case-study"):
        for noun in records.of_kind(kind).values():
            yield page_path(kind, noun), kind, noun


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
