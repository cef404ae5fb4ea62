"""The page `now/`: the present sheet mark of every page, to compare with a page on paper."""

from collections.abc import Iterable

from msgspec import Struct

from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import NOW, Link
from pa_framework.site.front_matter import FrontMatter, PageContent
from pa_framework.site.page_kinds import build_page

#: The groups that come first, by the kind of their pages.
_FIRST = {"wall-sheet": "Wall sheets", "task": "Tasks", "booklet": "Easy booklets"}


class Sheet(Struct, frozen=True):
    """A page that someone may hold on paper: a link to it, its kind, and its present mark."""

    page: Link
    kind: str
    mark: str


class SheetGroup(Struct, frozen=True):
    """The sheets of a part of the site."""

    title: str
    sheets: tuple[Sheet, ...]


def now_page(facts: Facts, sheets: Iterable[Sheet]) -> PageContent:
    """The page that lists all sheets, those of tasks first. It is made from the other pages, so it comes last."""
    front_matter = FrontMatter(
        title=NOW.heading,
        description="Compare the mark of a printed page with the mark that the page has now.",
        kind="now",
    )
    return build_page(
        facts, NOW.path, "now.md.j2", front_matter, title=NOW.heading, on=facts.on, groups=_groups(sheets)
    )


def _groups(sheets: Iterable[Sheet]) -> tuple[SheetGroup, ...]:
    """Wall sheets, tasks, booklets, then the parts of the site in the order of the sheets; each part is named after the index of its folder."""
    sheets = tuple(sheets)
    titles = {sheet.page.path: sheet.page.title for sheet in sheets}
    groups: dict[str, list[Sheet]] = {title: [] for title in _FIRST.values()}
    for sheet in sheets:
        folder, _, rest = sheet.page.path.partition("/")
        index = titles.get(f"{folder}/index.md", folder) if rest else "Start pages"
        groups.setdefault(_FIRST.get(sheet.kind, index), []).append(sheet)
    return tuple(SheetGroup(title, tuple(group)) for title, group in groups.items() if group)
