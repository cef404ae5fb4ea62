"""The page of changes to the framework, newest first, by month; a script filters it by date and task."""

from itertools import groupby

from msgspec import Struct

from pa_framework.facts.announced_changes import announced_changes, is_about
from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import CHANGED, CHANGES, Link
from pa_framework.facts.titles import title_of
from pa_framework.facts.visibility import listed_tasks
from pa_framework.look.page import link_to
from pa_framework.records.field_meaning import labels
from pa_framework.records.kinds import folder_kinds, kinds_with_ids
from pa_framework.records.model import About, Change
from pa_framework.site.feeds import feed_link
from pa_framework.site.page_kinds import Pages, StandalonePage
from pa_framework.text.dates import format_date

ASKS_WORDS = {**labels("changes", "changes.asks"), "same": ""}
_EVERY_WORDS = labels("changes", "changes.about.every")


class ChangeRow(Struct, frozen=True):
    """One change. `tasks` are the ids of the tasks that it is about, separated by spaces."""

    id: str
    on: str
    day: str
    title: str
    what: str
    asks: str
    asks_words: str
    loosens: str
    about: tuple[Link, ...]
    version: str
    tasks: str


class ChangedView(Struct, frozen=True):
    """`months` are newest first; `tasks` are the choices of the filter, as id and title."""

    months: tuple[tuple[str, tuple[ChangeRow, ...]], ...]
    tasks: tuple[tuple[str, str], ...]
    feed: Link | None
    log: Link


def _view(facts: Facts) -> ChangedView:
    tasks = listed_tasks(facts)
    ids = [task.id for task in tasks]
    months = groupby(announced_changes(facts), key=lambda change: change.on.strftime("%B %Y"))
    return ChangedView(
        tuple((month, tuple(_row(facts, change, ids) for change in changes)) for month, changes in months),
        tuple((task.id, task.title) for task in tasks),
        feed_link(facts, "follow these changes", "changes"),
        CHANGES,
    )


def _row(facts: Facts, change: Change, tasks: list[str]) -> ChangeRow:
    agreed = title_of(facts.records.roles, change.agreed_by_role) if change.agreed_by_role else ""
    return ChangeRow(
        change.id,
        change.on.isoformat(),
        format_date(change.on),
        change.title,
        change.what,
        change.asks,
        ASKS_WORDS[change.asks],
        f"Loosens a safety rule. Agreed by: {agreed}" if change.loosens else "",
        tuple(link for about in change.about if (link := _about(facts, about))),
        change.version or "",
        " ".join(task for task in tasks if is_about(change, "task", task)),
    )


def _about(facts: Facts, about: About) -> Link | None:
    if about.every:
        return _all_of(about.every)
    for kind in folder_kinds():
        id = getattr(about, kind.id.replace("-", "_"), None)
        if id:
            return link_to(facts, kind.id, id)
    return None


def _all_of(value: str) -> Link | None:
    """The page that lists all records of a kind; None where there is none."""
    kind = kinds_with_ids()[value.replace("_", "-")]
    path = kind.pages.section if kind.pages else kind.shown_on
    return Link(_EVERY_WORDS[value], path) if path else None


PAGES: tuple[Pages, ...] = (
    StandalonePage(
        page=CHANGED,
        kind="changed",
        template="changed.md.j2",
        view=_view,
        description=(
            "What is different in the framework since a day: what it asks now, and whether a safety rule was loosened."
        ),
        record="framework/changes.yaml",
        wide=True,
        scripts=("changed",),
    ),
)
