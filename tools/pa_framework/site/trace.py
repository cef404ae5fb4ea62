"""The page that traces what the source documents ask for to the pages that answer it."""

from collections import Counter
from collections.abc import Mapping

from msgspec import Struct

from pa_framework.facts.addresses import record_pages
from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import SITE_PAGES, TRACE, Link
from pa_framework.facts.visibility import has_page
from pa_framework.look.page import source_link, title_or_id
from pa_framework.records.field_meaning import labels
from pa_framework.records.model import TraceRow
from pa_framework.site.hand_written import hand_written
from pa_framework.site.page_kinds import Pages, StandalonePage
from pa_framework.text.sentences import count, join_words

#: Groups of rows by the first letter of their ids: the letters, and a title.
GROUPS = (
    ("d", "Delegation, competence and training"),
    ("c", "Career, pay and stories"),
    ("r", "Finding and being found"),
    ("p", "Support for PAs and employers"),
    ("hf", "Hospital, funding and redundancy"),
    ("g", "Consistency, evidence and governance"),
)
STATES = labels("trace", "rows.state")


class RowView(Struct, frozen=True):
    """A row: what a document asks for, how it is answered, links to the pages that do, and what makes it work."""

    id: str
    asks: str
    answer: str
    state: str
    state_id: str
    source: Link | None
    at: tuple[Link, ...]
    use: tuple[Link, ...]
    commands: tuple[str, ...]


class GroupView(Struct, frozen=True):
    """Rows on one subject, with counts by state in words."""

    title: str
    count: str
    rows: tuple[RowView, ...]


class TraceView(Struct, frozen=True):
    """All rows by subject, with counts in words."""

    total: str
    groups: tuple[GroupView, ...]


def _view(facts: Facts) -> TraceView:
    rows = list(facts.records.trace.values())
    titles = _titles(facts)
    groups = []
    for letters, title in GROUPS:
        inside = [row for row in rows if row.id[0] in letters]
        if inside:
            groups.append(GroupView(title, _counts(inside), tuple(_row(facts, row, titles) for row in inside)))
    return TraceView(f"{count(len(rows), 'row', 'rows')}: {_counts(rows)}", tuple(groups))


def _row(facts: Facts, row: TraceRow, titles: Mapping[str, str]) -> RowView:
    return RowView(
        row.id,
        row.asks,
        row.answer,
        STATES[row.state],
        row.state,
        source_link(facts, row.source),
        tuple(Link(titles[path], path) for path in row.at if path in titles and path not in row.use),
        tuple(Link(titles[path], path) for path in row.use if path in titles),
        tuple(command for command in row.use if " " in command),
    )


def _counts(rows: list[TraceRow]) -> str:
    found: Counter[str] = Counter(row.state for row in rows)
    return join_words([f"{found[state]} {words}" for state, words in STATES.items() if found[state]])


def _titles(facts: Facts) -> dict[str, str]:
    """The title of every page that a row may lead to, by its path. What is not shown now is left out."""
    titles = {path: page.heading for path, page in SITE_PAGES.items()}
    titles |= {path: title_or_id(record) for path, _, record in record_pages(facts.records) if has_page(facts, record)}
    return titles | {file.path: file.link(facts).title for file in hand_written(facts) if file.is_page}


PAGES: tuple[Pages, ...] = (
    StandalonePage(
        page=TRACE,
        kind="trace",
        template="trace.md.j2",
        view=_view,
        description=(
            "Every service, rule and number of the documents that this framework grew from, and where it is answered."
        ),
        record="framework/trace.yaml",
        exists=lambda facts: bool(facts.records.trace),
    ),
)
