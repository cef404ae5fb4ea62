"""Which pages follow a value of the law: pages that compute with it, and pages with a text that refers to it."""

from collections.abc import Iterator

from pa_framework.facts.addresses import page_path
from pa_framework.facts.facts import Facts
from pa_framework.facts.pages import TITLE, HandWrittenPage
from pa_framework.facts.pay import MINIMUM_WAGE, REAL_LIVING_WAGE
from pa_framework.facts.site_pages import A_TO_Z, HOME, PAY, SITE_PAGES, Link
from pa_framework.facts.text_references import TextUse
from pa_framework.facts.titles import title_of
from pa_framework.facts.visibility import has_page
from pa_framework.records.kinds import framework_kinds
from pa_framework.records.model import Law, LawValue


def pages_that_follow(facts: Facts, law: Law, value: LawValue) -> tuple[Link, ...]:
    """The pages that change when a value changes, each once. The pages of the law itself are left out."""
    links = (*_computing(facts, law, value), *_referring(facts, f"law.{law.id}.{value.id}"))
    return tuple({link.path: link for link in links}.values())


def _computing(facts: Facts, law: Law, value: LawValue) -> Iterator[Link]:
    """Pages that show the value in a table or chart, or compare pay with it."""
    if value.unit != "pound-per-hour" or law.id not in (MINIMUM_WAGE, REAL_LIVING_WAGE):
        return
    yield PAY
    minimum = facts.minimum_today
    if law.id == MINIMUM_WAGE and minimum and law.values[int(minimum.route[1])] is value:
        yield HOME
        for level in facts.records.levels.values():
            yield Link(level.title, page_path("level", level))


def _referring(facts: Facts, target: str) -> Iterator[Link]:
    """Pages with a text that refers to a value."""
    pages = {page.path: page for page in facts.pages}
    for use in facts.text_uses:
        if use.allowed and use.reference.target == target:
            if use.path in pages:
                yield Link(_title(pages[use.path]), pages[use.path].page)
            else:
                yield from _pages_of_record(facts, use)


def _title(page: HandWrittenPage) -> str:
    """The title in the front matter of a page, else its first heading, else its path."""
    titles = [text.text for text in page.texts if text.field == TITLE] + [
        text.text for text in page.texts if text.is_heading
    ]
    return titles[0].strip(" #") if titles else page.page


def _pages_of_record(facts: Facts, use: TextUse) -> Iterator[Link]:
    """The page of the record that has a text, and the list that shows its summary; none while they are hidden."""
    found = [
        (len(record.origin.route), kind, record)
        for kind in framework_kinds()
        for record in facts.records.of_kind(kind.id).values()
        if record.origin.path == use.path and record.origin.route == use.route[: len(record.origin.route)]
    ]
    for _, kind, record in sorted(found, key=lambda item: -item[0])[:1]:
        path = page_path(kind.id, record)
        if path == A_TO_Z.path:  # it lists what people type, and no answer of the search
            return
        if path in SITE_PAGES:
            anchor = f"#{record.id}" if kind.id == "term" else ""
            yield Link(SITE_PAGES[path].title, f"{path}{anchor}")
        elif path and has_page(facts, record):
            yield Link(title_of(facts.records.of_kind(kind.id), record.id), path)
            if kind.pages and use.route[len(record.origin.route) :] == ("summary",):
                yield SITE_PAGES[kind.pages.section]
