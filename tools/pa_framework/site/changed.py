"""What changed since a date: the changes of the framework, newest first, by month."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from pa_framework.facts.announced_changes import announced_changes, is_about
from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import CHANGED, CHANGES, DELEGATION, TASKS, Link
from pa_framework.look.labels import title_of
from pa_framework.look.page import Frame, Page, feed, link_to, page, tasks_listed
from pa_framework.records.kinds import folder_kinds
from pa_framework.records.model import About, Change
from pa_framework.text.dates import in_words

ASKS_WORDS = {"more": "Asks more than before", "less": "Asks less than before", "same": ""}
#: What a change may be about as a whole kind, in words, and where all of that kind stand.
EVERY = {
    "task": Link("Every task", TASKS.path),
    "level": Link("Every level", "career/index.md"),
    "competence": Link("Every competence", "competences/index.md"),
    "pay_band": Link("Every pay band", "career/pay.md"),
    "role": Link("Every role", "delegation/roles/index.md"),
    "learning": Link("All learning", "learning/index.md"),
    "support": Link("All support", "support/index.md"),
    "agreement": Link("All agreements", "working-together/index.md"),
}


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change. `tasks` are the ids of the tasks that it touches, with spaces."""

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


@dataclass(frozen=True, slots=True)
class ChangedView:
    """`months` are newest first; `tasks` are those to choose from, as id and title."""

    months: tuple[tuple[str, tuple[ChangeRow, ...]], ...]
    tasks: tuple[tuple[str, str], ...]
    feed: Link | None
    log: Link


def pages(facts: Facts) -> Iterator[Page]:
    """delegation/changed.md"""
    tasks = tasks_listed(facts)
    rows = [_row(facts, change, [task.id for task in tasks]) for change in announced_changes(facts)]
    view = ChangedView(
        tuple(
            (month, tuple(each for _, each in group))
            for month, group in groupby(
                (
                    (change.on.strftime("%B %Y"), row)
                    for change, row in zip(announced_changes(facts), rows, strict=True)
                ),
                key=lambda each: each[0],
            )
        ),
        tuple((task.id, task.title) for task in tasks),
        feed(facts, "follow these changes", "changes"),
        CHANGES,
    )
    frame = Frame(
        CHANGED.title,
        "What is different in the framework since a day: what it asks now, and whether a safety rule was loosened.",
        "changed",
        (DELEGATION,),
        "framework/changes.yaml",
        wide=True,
        scripts=("changed",),
    )
    yield page(facts, CHANGED.path, "changed.md.j2", frame, view)


def _row(facts: Facts, change: Change, tasks: list[str]) -> ChangeRow:
    agreed = title_of(facts.records.roles, change.agreed_by_role) if change.agreed_by_role else ""
    return ChangeRow(
        change.id,
        change.on.isoformat(),
        in_words(change.on),
        change.title,
        change.what,
        change.asks,
        ASKS_WORDS[change.asks],
        f"Loosens a safety rule. Agreed by: {agreed}" if change.loosens else "",
        tuple(found for each in change.about if (found := _about(facts, each))),
        change.version or "",
        " ".join(name for name in tasks if is_about(change, "task", name)),
    )


def _about(facts: Facts, about: About) -> Link | None:
    if about.every:
        return EVERY[about.every]
    for kind in folder_kinds():
        name = getattr(about, kind.id.replace("-", "_"), None)
        if name:
            return link_to(facts, kind.id, name)
    return None
