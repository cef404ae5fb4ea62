"""Which pages follow a value of the law: pages that compute with it, and pages with a text that refers to it."""

from collections.abc import Iterator, Mapping

from pa_framework.facts.addresses import page_path
from pa_framework.facts.facts import Facts
from pa_framework.facts.pages import TITLE, HandWrittenPage
from pa_framework.facts.pay import MINIMUM_WAGE, REAL_LIVING_WAGE
from pa_framework.facts.site_pages import (
    A_TO_Z,
    COST_OF_A_PACKAGE,
    HOLIDAY_PAY,
    HOME,
    PAY,
    PAY_FOR_A_WEEK,
    REDUNDANCY_PAY,
    SITE_PAGES,
    Link,
    SitePage,
)
from pa_framework.facts.text_references import TextUse
from pa_framework.facts.titles import title_of
from pa_framework.facts.visibility import has_page
from pa_framework.records.kinds import framework_kinds
from pa_framework.records.model import Law, LawValue

#: The calculators that need figures of the law: the name of each figure → record and value. The others need none, or the
#: minimum wage by age.
CALCULATOR_FIGURES: Mapping[SitePage, Mapping[str, tuple[str, str]]] = {
    COST_OF_A_PACKAGE: {
        "holiday": ("holiday", "weeks-a-year"),
        "irregular": ("holiday", "irregular-hours"),
        "trigger": ("workplace-pension", "earnings-trigger"),
        "from": ("workplace-pension", "qualifying-from"),
        "to": ("workplace-pension", "qualifying-to"),
        "pension": ("workplace-pension", "employer-contribution"),
        "threshold": ("national-insurance", "threshold"),
        "rate": ("national-insurance", "employer-rate"),
        "allowance": ("national-insurance", "employment-allowance"),
    },
    REDUNDANCY_PAY: {
        "least": ("redundancy-pay", "service"),
        "most": ("redundancy-pay", "most-years"),
        "weeks_young": ("redundancy-pay", "weeks-young"),
        "weeks_middle": ("redundancy-pay", "weeks-middle"),
        "weeks_older": ("redundancy-pay", "weeks-older"),
        "age_middle": ("redundancy-pay", "age-middle"),
        "age_older": ("redundancy-pay", "age-older"),
        "limit": ("redundancy-pay", "week-pay-limit"),
        "notice_after": ("notice", "months-in-the-job"),
        "notice_year": ("notice", "weeks-for-a-year"),
        "notice_most": ("notice", "most-weeks"),
    },
    HOLIDAY_PAY: {
        "weeks": ("holiday", "weeks-a-year"),
        "most_days": ("holiday", "most-days"),
        "share": ("holiday", "irregular-hours"),
    },
}


def pages_that_follow(facts: Facts, law: Law, value: LawValue) -> tuple[Link, ...]:
    """The pages that change when a value changes, each once. The pages of the law itself are left out."""
    links = (*_computing(facts, law, value), *_referring(facts, f"law.{law.id}.{value.id}"))
    return tuple({link.path: link for link in links}.values())


def _computing(facts: Facts, law: Law, value: LawValue) -> Iterator[Link]:
    """Pages that show the value in a table or chart, compare pay with it, or work out a sum with it."""
    yield from (page for page, figures in CALCULATOR_FIGURES.items() if (law.id, value.id) in figures.values())
    if value.unit != "pound-per-hour" or law.id not in (MINIMUM_WAGE, REAL_LIVING_WAGE):
        return
    yield PAY
    if law.id == MINIMUM_WAGE and any(row.from_age is not None or row.until_age is not None for row in value.history):
        yield PAY_FOR_A_WEEK
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
