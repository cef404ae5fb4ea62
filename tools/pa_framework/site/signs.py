"""One page with the signs of every delegated task, for clinicians who read them side by side."""

from collections.abc import Iterator

from msgspec import Struct

from pa_framework.facts.delegation_chain import is_delegated
from pa_framework.facts.facts import Facts
from pa_framework.facts.fallback import instead
from pa_framework.facts.site_pages import SIGNS, Link
from pa_framework.facts.urgency import CareLevel, Contact
from pa_framework.facts.visibility import listed_tasks
from pa_framework.look.labels import LEVEL_WORDS, STATUS_WORDS
from pa_framework.look.page import approval_banner, link_to, record_link
from pa_framework.records.model import PolicySign, Task
from pa_framework.site.page_kinds import Banners, Pages, StandalonePage


class SharedSign(Struct, frozen=True):
    """A sign of the policy: its text, its level, what to do first, what it means, and the tasks that list it."""

    text: str
    level: str
    do: str
    summary: str
    tasks: tuple[Link, ...]


class LevelCell(Struct, frozen=True):
    """One level of a task: the signs, each with the contact that it does not share with its level, and who to ring."""

    signs: tuple[tuple[str, str], ...]
    ring: str


class TaskRow(Struct, frozen=True):
    """A task as a row. A level that the task does not have is None."""

    link: Link
    about: str
    emergency: LevelCell | None
    urgent: LevelCell | None
    same_day: LevelCell | None
    instead: tuple[str, ...]


class SignsView(Struct, frozen=True):
    """The signs of the policy, and the tasks by category."""

    shared: tuple[SharedSign, ...]
    groups: tuple[tuple[str, tuple[TaskRow, ...]], ...]


def _view(facts: Facts) -> SignsView:
    tasks = [task for task in listed_tasks(facts) if is_delegated(task)]
    groups = (
        (category.title, tuple(_row(facts, task) for task in tasks if task.category == category.id))
        for category in facts.records.categories.values()
    )
    return SignsView(
        tuple(_shared(facts, sign, tasks) for sign in facts.records.signs.values()),
        tuple((title, rows) for title, rows in groups if rows),
    )


def _shared(facts: Facts, sign: PolicySign, tasks: list[Task]) -> SharedSign:
    listing = (task for task in tasks if any(listed.id == sign.id for _, listed in facts.urgency[task.id].signs))
    links = (link_to(facts, "task", task.id) for task in listing)
    return SharedSign(
        sign.text, LEVEL_WORDS[sign.level], sign.do or "", sign.summary or "", tuple(link for link in links if link)
    )


def _row(facts: Facts, task: Task) -> TaskRow:
    urgency, tier = facts.urgency[task.id], facts.records.tiers.get(task.risk or "")
    return TaskRow(
        record_link("task", task),
        " · ".join(
            filter(None, (tier.title if tier else "", "" if task.status == "delegable" else STATUS_WORDS[task.status]))
        ),
        _cell(urgency.level("emergency")),
        _cell(urgency.level("urgent")),
        _cell(urgency.level("same-day")),
        instead(task),
    )


def _cell(level: CareLevel | None) -> LevelCell | None:
    if level is None:
        return None
    signs = [(sign.text, _other(sign.contact, level.contact)) for sign in level.signs]
    if level.none_because:
        signs.append((level.none_because, ""))
    return LevelCell(tuple(signs), ", then ".join(_ring(level)))


def _ring(level: CareLevel) -> Iterator[str]:
    if level.contact:
        yield level.contact.number or level.contact.title
    if level.out_of_hours:
        yield f"{level.out_of_hours.title} out of hours"


def _other(contact: Contact | None, usual: Contact | None) -> str:
    return contact.title if contact and contact != usual else ""


def _banners(facts: Facts, view: object) -> Banners:
    policy = facts.records.policy
    return approval_banner(policy.approval if policy else None, facts.on, clinical=True)


PAGES: tuple[Pages, ...] = (
    StandalonePage(
        page=SIGNS,
        kind="signs",
        template="signs.md.j2",
        view=_view,
        description="Emergency, urgent and same-day signs of every delegated task in one table, with who to ring.",
        record="framework/delegation.yaml",
        banners=_banners,
        wide=True,
    ),
)
