"""Where someone who wants to be a PA finds work: the noticeboards and registers of the area, or that there are none yet."""

from msgspec import Struct

from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import ADD_CONTACT, FIND_WORK, SUPPORT, Link
from pa_framework.facts.support import visible_support
from pa_framework.look.page import record_link
from pa_framework.records.model import Support
from pa_framework.site.hand_written import hand_written_link
from pa_framework.site.page_kinds import Pages, StandalonePage
from pa_framework.text.dates import format_date

#: The kinds of support where people who need a PA and people who want to be one find each other.
_KINDS = ("noticeboard", "pa-register")


class Place(Struct, frozen=True):
    """A noticeboard or register: its page, what it gives, how to reach it, its website, and when it was confirmed."""

    link: Link
    summary: str
    how_to_reach: str
    address: Link | None
    confirmed: str


class FindWorkView(Struct, frozen=True):
    """What the page shows.

    `places` are real; where the area has none, `examples` are the invented ones of the framework. `area` is its name.
    `by_area` is the page that lists real ones of other areas, where it is written. `before` are pages to read before a
    first meeting.
    """

    area: str
    places: tuple[Place, ...]
    examples: tuple[Link, ...]
    by_area: Link | None
    before: tuple[Link, ...]
    support: Link
    add: Link


def _view(facts: Facts) -> FindWorkView:
    entries = [entry for entry in visible_support(facts) if entry.kind in _KINDS]
    framework = facts.records.framework
    pages = (hand_written_link(facts, path) for path in ("about/safe-recruitment.md", "about/right-to-work.md"))
    return FindWorkView(
        framework.area if framework else "",
        tuple(_place(entry) for entry in entries if not entry.illustrative),
        tuple(record_link("support", entry) for entry in entries if entry.illustrative),
        hand_written_link(facts, "about/noticeboards.md"),
        tuple(page for page in pages if page),
        SUPPORT,
        ADD_CONTACT,
    )


def _place(entry: Support) -> Place:
    return Place(
        record_link("support", entry),
        entry.summary,
        entry.how_to_reach,
        Link(f"Website of {entry.title}", entry.address) if entry.address else None,
        format_date(entry.last_confirmed),
    )


PAGES: tuple[Pages, ...] = (
    StandalonePage(
        page=FIND_WORK,
        kind="find-work",
        template="find_work.md.j2",
        view=_view,
        description="Where to look for work as a personal assistant: noticeboards and registers near you, and other ways.",
    ),
)
