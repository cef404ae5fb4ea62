"""Lists for training leads: records that await approval, and gaps of the framework."""

from collections.abc import Sequence

from msgspec import Struct

from pa_framework.check.rules import RULES
from pa_framework.facts.addresses import edit_url, page_path
from pa_framework.facts.delegation_chain import is_delegated
from pa_framework.facts.facts import Facts
from pa_framework.facts.graph import unmapped_items
from pa_framework.facts.overlays import edit_address
from pa_framework.facts.site_pages import ABOUT, DELEGATION, DRAFTS, GAPS, RULES_INDEX, Link
from pa_framework.facts.stories import visible_stories
from pa_framework.facts.titles import title_of
from pa_framework.facts.visibility import has_page, listed_tasks
from pa_framework.facts.waivers import active_waivers, record_path
from pa_framework.look.labels import item_words
from pa_framework.look.page import record_link, title_or_id
from pa_framework.records.base import Record
from pa_framework.records.kinds import kind_at, kinds_to_approve
from pa_framework.records.model import Approval
from pa_framework.site.page_kinds import Pages, StandalonePage, active
from pa_framework.text.dates import format_date
from pa_framework.text.sentences import count


class Waiting(Struct, frozen=True):
    """A record that awaits approval. `link` leads to its page, or to its file where it has no page."""

    link: Link
    why: str


class WaitingGroup(Struct, frozen=True):
    """The records of one kind that await approval; `count` is such as `3 of 12`."""

    title: str
    count: str
    rows: tuple[Waiting, ...]


class DraftsView(Struct, frozen=True):
    """All records that await approval, by kind."""

    total: str
    groups: tuple[WaitingGroup, ...]


class Gap(Struct, frozen=True):
    """A kind of gap with the records that have it; `count` is such as `3 of 12`."""

    title: str
    count: str
    why: str
    rows: tuple[Link, ...]


def _drafts(facts: Facts) -> DraftsView:
    groups, total = [], 0
    for kind in kinds_to_approve():
        records = active(facts.records.of_kind(kind.id).values())
        rows = tuple(
            Waiting(_page_or_file(facts, kind.id, record), why)
            for record in records
            if (why := _awaits(facts, getattr(record, "approval", None)))
        )
        groups.append(WaitingGroup(kind.heading, f"{len(rows)} of {len(records)}", rows))
        total += len(rows)
    policy = facts.records.policy
    if policy:
        why = _awaits(facts, policy.approval)
        rows = (Waiting(Link(policy.title, DELEGATION.path), why),) if why else ()
        groups.append(WaitingGroup("Tiers of risk, triggers and the decision aid", f"{len(rows)} of 1", rows))
        total += len(rows)
    return DraftsView(count(total, "record awaits approval", "records await approval"), tuple(groups))


def _awaits(facts: Facts, approval: Approval | None) -> str:
    if approval is None:
        return ""
    if approval.state == "draft":
        return "draft"
    if approval.review_by and approval.review_by < facts.on:
        return f"the approval ran out on {format_date(approval.review_by)}"
    return ""


def _page_or_file(facts: Facts, kind: str, record: Record) -> Link:
    framework = facts.records.framework
    if page_path(kind, record) and has_page(facts, record):
        return record_link(kind, record)
    path = record.origin.path
    if path in facts.inherited:
        return Link(title_or_id(record), edit_address(facts, path) or ABOUT.path)
    return Link(title_or_id(record), edit_url(framework, path) if framework else ABOUT.path)


def _gaps(facts: Facts) -> tuple[Gap, ...]:
    return (
        *_gaps_of_competences(facts),
        *_gaps_of_tasks(facts),
        _levels_without_story(facts),
        _items_without_answer(facts),
        _waived(facts),
    )


def _gaps_of_competences(facts: Facts) -> tuple[Gap, ...]:
    graph = facts.graph
    competences = [record for record in facts.records.competences.values() if not record.replaced_by]
    return (
        _gap(
            "Competences without learning",
            "No one offers to teach them. Shadowing and coaching count too.",
            [record_link("competence", record) for record in competences if not graph.taught_by.get(record.id)],
            len(competences),
        ),
        _gap(
            "Competences that no level expects",
            "No career level asks for them.",
            [record_link("competence", record) for record in competences if not graph.expected_by.get(record.id)],
            len(competences),
        ),
    )


def _gaps_of_tasks(facts: Facts) -> tuple[Gap, ...]:
    tasks = listed_tasks(facts)
    delegable = [task for task in tasks if is_delegated(task)]
    return (
        _gap(
            "Tasks without a source",
            "Nothing published says that this is done, or how it is decided.",
            [record_link("task", task) for task in tasks if not task.sources],
            len(tasks),
        ),
        _gap(
            "Tasks without learning",
            "No course prepares PAs for them before they are taught with the person.",
            [record_link("task", task) for task in delegable if not facts.graph.prepared_by.get(task.id)],
            len(delegable),
        ),
    )


def _levels_without_story(facts: Facts) -> Gap:
    with_story = {story.level for story in visible_stories(facts) if story.level}
    levels = facts.records.levels_in_order()
    return _gap(
        "Levels without a story",
        "No PA of that level tells what the work is like.",
        [record_link("level", level) for level in levels if level.id not in with_story],
        len(levels),
    )


def _items_without_answer(facts: Facts) -> Gap:
    records = facts.records
    standards = [record for record in records.standards.values() if record.current and not record.replaced_by]
    return _gap(
        "Items of standards that nothing maps to",
        "No competence and no learning covers them. Old editions are left out.",
        [
            Link(f"{standard.title}: {item_words(item)}", page_path("standard", standard), item.summary or "")
            for standard in standards
            for item in unmapped_items(standard, records)
        ],
        sum(len(standard.items) for standard in standards),
    )


def _waived(facts: Facts) -> Gap:
    """Findings of the checker that are waived for a time. An honest framework shows them."""
    rows = []
    for waiver in active_waivers(facts):
        rule = RULES.get(waiver.code)
        record = facts.records.of_kind(kind_at(record_path(waiver)) or "").get(waiver.record)
        about = (
            f"{title_or_id(record) if record else waiver.record}: {rule.name.replace('-', ' ') if rule else 'unknown'}"
        )
        who = title_of(facts.records.roles, waiver.by_role)
        rows.append(
            Link(
                f"{about} ({waiver.code})",
                f"about/rules/{waiver.code}.md" if rule else RULES_INDEX.path,
                f"{waiver.reason.rstrip('.')}. Agreed by: {who}, until {format_date(waiver.until)}",
            )
        )
    why = "The checker found something, and someone agreed that it may stay until a set day."
    return Gap("What is waived", f"{len(rows)} now" if rows else "Nothing", why if rows else "", tuple(rows))


def _gap(title: str, why: str, rows: Sequence[Link], of: int) -> Gap:
    return Gap(title, f"{len(rows)} of {of}" if rows else f"None of {of}", why if rows else "", tuple(rows))


PAGES: tuple[Pages, ...] = (
    StandalonePage(
        page=DRAFTS,
        kind="drafts",
        template="drafts.md.j2",
        view=_drafts,
        description="For training leads: records that no one has approved yet, and approvals that have run out.",
    ),
    StandalonePage(
        page=GAPS,
        kind="gaps",
        template="gaps.md.j2",
        view=_gaps,
        description="Competences without learning, tasks without a source, levels without a story, and other gaps.",
    ),
)
