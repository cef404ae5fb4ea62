"""Where things are in the tree of pages, and where a reader answers back: what rules may know, and pages are made by."""

from collections.abc import Iterator
from urllib.parse import urlencode

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

#: Pages that are no one record's: path of the tree, title. A test holds them against the pages that are made.
INDEXES = {
    "index.md": "Home",
    "career/index.md": "Career",
    "career/pay.md": "Pay",
    "career/compare.md": "Compare two levels",
    "career/where-am-i.md": "Where am I?",
    "competences/index.md": "Competences",
    "competences/matrix.md": "Competences by level",
    "delegation/index.md": "Delegation",
    "delegation/decide.md": "May this task be delegated?",
    "delegation/changed.md": "What changed since …",
    "delegation/never.md": "What is never delegated",
    "delegation/tasks/index.md": "Find a healthcare task",
    "delegation/roles/index.md": "Roles in the chain",
    "learning/index.md": "Learning",
    "support/index.md": "Support",
    "stories/index.md": "Stories",
    "case-studies/index.md": "Case studies",
    "working-together/index.md": "Working together",
    "plan/index.md": "Plan",
    "evidence/index.md": "Evidence",
    "standards/index.md": "Standards",
    "about/index.md": "About",
    "about/glossary.md": "Words we use",
    "about/sources.md": "Sources",
    "about/drafts.md": "What awaits approval",
    "about/gaps.md": "What is missing",
    "about/register.md": "The register",
    "about/trace.md": "What the documents asked for",
    "about/downloads.md": "Downloads",
    "about/offline.md": "Without signal",
    "about/style.md": "The look, part by part",
    "about/changes.md": "Changes",
    "about/rules/index.md": "Rules",
}


def path_of(kind: str, noun: Noun) -> str:
    """The page of a record."""
    if kind == "case-study":
        return f"{'case-studies' if getattr(noun, 'kind', '') == 'organisation' else 'stories'}/{noun.id}.md"
    return f"{FOLDERS[kind]}/{noun.id}.md"


def record_pages(records: Records) -> Iterator[tuple[str, str, Noun]]:
    """The page of every record that has one, whether or not it is shown now: path, kind and record."""
    for kind in (*FOLDERS, "case-study"):
        for noun in records.of_kind(kind).values():
            yield path_of(kind, noun), kind, noun


def has_address(records: Records, path: str) -> bool:
    """Whether a page of this tree stands, or may stand, at a path."""
    return (
        path in INDEXES
        or any((root / "framework" / "pages" / path).is_file() for root in records.roots)
        or any(path == each for each, _, _ in record_pages(records))
    )


def edit_address(framework: Framework, record: str) -> str:
    """Where somebody changes a record, in the browser."""
    return f"{framework.repository.edit}{record}"


def report_address(framework: Framework, page: str, record: str | None) -> str | None:
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


def story_address(framework: Framework) -> str | None:
    """Where somebody without git says that they know a story, or None where the framework has no such form."""
    base = framework.repository.address.rstrip("/")
    forms = {
        "github": f"{base}/issues/new?{urlencode({'template': 'story.yml'})}",
        "gitlab": f"{base}/-/issues/new?{urlencode({'issuable_template': 'story'})}",
    }
    return forms.get(framework.repository.forge or "")
