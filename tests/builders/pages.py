"""Builders of pages, each made once for all tests of a process that read it."""

from functools import cache

from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import A_TO_Z, NOW
from pa_framework.records.kinds import PAGES_FOLDER
from pa_framework.site.front_matter import FrontMatter, PageContent
from pa_framework.site.hand_written import hand_written, text_of
from pa_framework.site.tree import MadePages


class RememberedPages(MadePages):
    """The pages of a set of facts, which remember what they were put together from."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(facts)
        self._contents: dict[str, PageContent] = {}

    def content(self, path: str) -> PageContent:
        if path not in self._contents:
            self._contents[path] = super().content(path)
        return self._contents[path]


@cache
def pages_of(facts: Facts) -> RememberedPages:
    """The pages that are made from records. For facts that several tests ask about: `facts_of` a world."""
    return RememberedPages(facts)


def front_matters(facts: Facts) -> dict[str, FrontMatter]:
    """What each page says about itself, by its path. The two that list all others are left out."""
    made = pages_of(facts)
    about = {path: made.content(path).front_matter for path in made if path not in (A_TO_Z.path, NOW.path)}
    for file in hand_written(facts):
        if file.is_page:
            record = f"{PAGES_FOLDER}/{file.path}"
            about[file.path] = FrontMatter(title="", description="", kind="hand-written", record=record)
    return about


def texts_under(pages: MadePages, folder: str = "") -> dict[str, str]:
    """The text of every page that is made and whose path begins so, by its path. No other page is made."""
    return {path: pages[path].markdown for path in pages if path.startswith(folder)}


def every_text(facts: Facts, pages: MadePages) -> dict[str, str]:
    """The text of every page of the tree, made from records or written by hand, by its path."""
    by_hand = {
        page.path: text_of(facts, page.path, page.file.read_text(encoding="utf-8"))
        for page in hand_written(facts)
        if page.is_page
    }
    return by_hand | texts_under(pages)


def papers_of_the_feed(facts: Facts) -> dict[str, str]:
    """The text of each page about feeding through a tube, the one task of the small world that is delegated, by kind."""
    pages = MadePages(facts)
    return {pages[path].kind: pages[path].markdown for path in pages if "gastrostomy-feed" in path}
