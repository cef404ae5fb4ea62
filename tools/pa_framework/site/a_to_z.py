"""The page A to Z: every page by its title, and by what people call its subject. It needs no script."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import A_TO_Z, GLOSSARY, Link
from pa_framework.site.front_matter import FrontMatter, PageContent
from pa_framework.site.now import Sheet
from pa_framework.site.page_kinds import build_page
from pa_framework.site.search_terms import SearchTerms, term_path
from pa_framework.text.sentences import upper_first

#: Kinds of pages that no reader looks for by name.
_LEFT_OUT = frozenset({"rule", "wall-sheet", "booklet", "where-part", "decide-part", "paper-part"})
#: So many phrases of an entry of the search are listed; the rest are close to them.
_PHRASES = 3
#: A phrase of more words is a question, and has no place in an alphabet.
_MOST_WORDS = 3


class Row(Struct, frozen=True):
    """A line of the list: the page, and in `name` what people call it, empty for its own title."""

    name: str
    page: Link


class Letter(Struct, frozen=True):
    """The rows under a letter."""

    title: str
    rows: tuple[Row, ...]


def a_to_z_page(facts: Facts, pages: Iterable[Sheet]) -> PageContent:
    """The list of all pages. It is made from the other pages, so it comes after them."""
    front_matter = FrontMatter(
        title=A_TO_Z.heading,
        description="Every page of this site by its title, and by what people call it.",
        kind="a-to-z",
        wide=True,
    )
    return build_page(facts, A_TO_Z.path, "a_to_z.md.j2", front_matter, letters=_letters(facts, pages))


def _letters(facts: Facts, pages: Iterable[Sheet]) -> tuple[Letter, ...]:
    rows = sorted(
        {(_sorted_by(row), row.name, row.page.path): row for row in _rows(facts, pages)}.items(),
    )
    groups: dict[str, list[Row]] = {}
    for (words, _, _), row in rows:
        groups.setdefault(words[:1].upper() if words[:1].isalpha() else "0–9", []).append(row)
    return tuple(Letter(title, tuple(group)) for title, group in groups.items())


def _target(links: Mapping[str, Link], path: str) -> Link | None:
    """The page at a path; for a section of a page, which has an anchor, that section under the title of its page."""
    page = links.get(path) or links.get(path.partition("#")[0])
    return Link(page.title, path) if page else None


def _sorted_by(row: Row) -> str:
    """The letters and figures of what is listed."""
    return "".join(sign for sign in (row.name or row.page.title).casefold() if sign.isalnum() or sign == " ").strip()


def _rows(facts: Facts, pages: Iterable[Sheet]) -> Iterator[Row]:
    links = {sheet.page.path: sheet.page for sheet in pages if sheet.kind not in _LEFT_OUT}
    yield from (Row("", link) for link in links.values())
    terms = {term_path(term.id): Link(term.term, term_path(term.id)) for term in facts.records.terms.values()}
    if GLOSSARY.path in links:
        links |= terms
        yield from (Row("", link) for link in terms.values())
    for entry in SearchTerms(facts).entries:
        target = next((link for path in entry.pages if (link := _target(links, path))), None)
        short = [phrase for phrase in entry.asked if len(phrase.split()) <= _MOST_WORDS]
        if target:
            yield from (Row(upper_first(phrase), target) for phrase in short[:_PHRASES])
