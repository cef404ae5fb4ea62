"""The index of support, and a page for every entry. An entry that was not confirmed for too long has no page."""

from msgspec import Struct

from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import SUPPORT, Link
from pa_framework.facts.support import visible_support
from pa_framework.look.labels import AUDIENCES, audiences, value_groups
from pa_framework.look.page import Banner, SourceLine, record_link, source_lines, stories_of
from pa_framework.records.field_meaning import labels
from pa_framework.records.model import Support
from pa_framework.site.page_kinds import Banners, Pages, RecordPages, StandalonePage
from pa_framework.text.dates import format_date
from pa_framework.text.sentences import count, id_as_title, upper_first

ILLUSTRATIVE = Banner(
    "illustrative", "This is an example, not a real service. Ask your council or NHS team who does this where you live."
)
#: What follows the name of an organisation in an example.
MADE_UP_NAME = " (made-up name)"
KIND_WORDS = labels("support", "kind")


class SupportView(Struct, frozen=True):
    """What the page of an entry shows besides the record; `details` are pairs of label and value."""

    details: tuple[tuple[str, str], ...]
    address: Link | None
    stories: tuple[Link, ...]
    sources: tuple[SourceLine, ...]


class SupportRow(Struct, frozen=True):
    """An entry in the index. Ids for the filter are separated by spaces."""

    link: Link
    summary: str
    kind: str
    audience_ids: str
    line: str


class SupportGroup(Struct, frozen=True):
    """Entries of related kinds."""

    title: str
    summary: str
    rows: tuple[SupportRow, ...]


class SupportIndexView(Struct, frozen=True):
    """The index of support. `months` is a sentence about when an entry is hidden."""

    groups: tuple[SupportGroup, ...]
    audiences: tuple[tuple[str, str], ...]
    months: str


def _index(facts: Facts) -> SupportIndexView:
    entries = visible_support(facts)
    groups = tuple(
        SupportGroup(group.title, group.summary, rows)
        for group in value_groups("support", "kind")
        if (rows := tuple(_row(entry) for entry in entries if entry.kind in group.values))
    )
    audiences_used = {audience for entry in entries for audience in entry.serves}
    framework = facts.records.framework
    months = framework.settings.support_stale_after_months if framework else 0
    return SupportIndexView(
        groups,
        tuple((id, upper_first(words)) for id, words in AUDIENCES.items() if id in audiences_used),
        f"An entry is hidden if no one has confirmed it for {count(months, 'month')}." if months else "",
    )


def _index_banners(facts: Facts, view: object) -> Banners:
    if any(entry.illustrative for entry in visible_support(facts)):
        return (
            Banner("illustrative", "Examples to replace. Ask your council or NHS team who does this where you live."),
        )
    return ()


def _row(entry: Support) -> SupportRow:
    return SupportRow(
        record_link("support", entry),
        entry.summary,
        KIND_WORDS[entry.kind],
        " ".join(entry.serves),
        " · ".join((f"For {audiences(entry.serves)}", *(f"{label} {day}" for label, day in _confirmed(entry)))),
    )


def _confirmed(entry: Support) -> tuple[tuple[str, str], ...]:
    """The line that says when an entry was last confirmed. An invented entry has none: there is nothing to confirm."""
    if entry.illustrative:
        return ()
    day = format_date(entry.last_confirmed)
    if entry.seen == "not-read":
        return (("Not confirmed", f"we could not read its page on {day}"),)
    return (("Last confirmed", f"{day}, from a part of its page" if entry.seen == "part" else day),)


def _entry(facts: Facts, entry: Support) -> SupportView:
    details = [
        ("What", KIND_WORDS[entry.kind]),
        ("For", upper_first(audiences(entry.serves))),
        ("Run by", id_as_title(entry.run_by) + (MADE_UP_NAME if entry.illustrative else "")),
        *([("Cover", entry.deputy)] if entry.deputy else []),
        *_confirmed(entry),
    ]
    return SupportView(
        tuple(details),
        Link("Go to its website", entry.address) if entry.address else None,
        stories_of(facts, "support", entry.id),
        source_lines(facts, entry.sources),
    )


def _banners(facts: Facts, entry: Support) -> Banners:
    return (ILLUSTRATIVE,) if entry.illustrative else ()


PAGES: tuple[Pages, ...] = (
    StandalonePage(
        page=SUPPORT,
        kind="support-index",
        template="support_index.md.j2",
        view=_index,
        description=(
            "Who personal assistants and the people who employ them can ask for help, and how to contact them"
            " without the internet."
        ),
        banners=_index_banners,
        wide=True,
        scripts=("filters",),
    ),
    RecordPages(kind="support", template="support.md.j2", select=visible_support, view=_entry, banners=_banners),
)
