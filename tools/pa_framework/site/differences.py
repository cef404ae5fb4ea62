"""What an area says differently from the framework that it builds on: a page that lists all, and a part of each page."""

from msgspec import Struct

from pa_framework.facts.facts import Facts
from pa_framework.facts.overlays import Difference, differences, own_records
from pa_framework.facts.pages import hand_written_files
from pa_framework.facts.site_pages import DIFFERENCES, Link
from pa_framework.look.page import link_to, record_link
from pa_framework.records.kinds import KIND
from pa_framework.site.hand_written import hand_written
from pa_framework.site.page_kinds import Pages, StandalonePage
from pa_framework.text.dates import format_date
from pa_framework.text.sentences import count


class DifferentRecord(Struct, frozen=True):
    """A record that differs, with a link to its page if it has one."""

    difference: Difference
    link: Link | None


class DifferentKind(Struct, frozen=True):
    """The records of one kind that differ, with what readers call them."""

    heading: str
    records: tuple[DifferentRecord, ...]


class OwnKind(Struct, frozen=True):
    """Links to the records of one kind that only this area has."""

    heading: str
    links: tuple[Link, ...]


class DifferencesView(Struct, frozen=True):
    """What the framework builds on, what differs by kind, and what only this area has.

    `pages` are pages written by hand that take the place of pages of the base.
    """

    base: str
    since: str
    number: str
    kinds: tuple[DifferentKind, ...]
    pages: tuple[Link, ...]
    own: tuple[OwnKind, ...]


def _view(facts: Facts) -> DifferencesView:
    framework, found = facts.records.framework, differences(facts)
    base = framework.builds_on if framework else None
    by_kind: dict[str, list[DifferentRecord]] = {}
    for (kind, name), difference in found.items():
        link = link_to(facts, kind, name) if name else None
        by_kind.setdefault(kind, []).append(DifferentRecord(difference, link))
    pages, of_base = _pages_of_the_area(facts)
    in_place = tuple(link for link in pages if link.path in of_base)
    only_here = tuple(link for link in pages if link.path not in of_base)
    number = len(found) + len(in_place)
    return DifferencesView(
        f"{'the reference' if base.framework == 'reference' else 'another'} framework, version {base.version}"
        if base
        else "",
        format_date(base.since) if base else "",
        f"{count(number, 'thing')} {'is' if number == 1 else 'are'} different here" if number else "",
        tuple(DifferentKind(KIND[kind].heading, tuple(records)) for kind, records in by_kind.items()),
        in_place,
        (
            *(
                OwnKind(KIND[kind].heading, tuple(record_link(kind, record) for record in records))
                for kind, records in own_records(facts).items()
            ),
            *([OwnKind("Other pages", only_here)] if only_here else []),
        ),
    )


def _pages_of_the_area(facts: Facts) -> tuple[list[Link], frozenset[str]]:
    """Links to the pages that the area has written by hand, and the paths of those that the base has."""
    records = facts.records_as_written
    roots = {path: root for path, _, root in facts.hand_written_files}
    own = [file.link(facts) for file in hand_written(facts) if file.is_page and roots[file.path] in records.roots]
    of_base = hand_written_files(records.overlay.roots if records.overlay else (), "*.md")
    return own, frozenset(path for path, _, _ in of_base)


PAGES: tuple[Pages, ...] = (
    StandalonePage(
        page=DIFFERENCES,
        kind="differences",
        template="differences.md.j2",
        view=_view,
        description="Where this area says something else than the framework that it builds on, and why.",
        record="framework/framework.yaml",
        exists=lambda facts: facts.records.overlay is not None,
    ),
)
