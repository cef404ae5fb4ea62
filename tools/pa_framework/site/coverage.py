"""What awaits approval, and what is missing: where training leads begin."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pa_framework.check.rules import RULES
from pa_framework.facts.addresses import page_path
from pa_framework.facts.facts import Facts
from pa_framework.facts.graph import unmapped_items
from pa_framework.facts.site_pages import ABOUT, DRAFTS, GAPS, RULES_INDEX, Link
from pa_framework.facts.stories import visible_stories
from pa_framework.facts.waivers import active_waivers, record_path
from pa_framework.look.labels import item_words
from pa_framework.look.page import Frame, Page, has_page, page, tasks_listed
from pa_framework.records.kinds import kind_at
from pa_framework.records.model import Approval, Noun
from pa_framework.text.dates import in_words
from pa_framework.text.sentences import count

#: Kinds of record that somebody has to approve, with the words for them.
APPROVED_KINDS = (
    ("level", "Levels"),
    ("pay-band", "Pay bands"),
    ("competence", "Competences"),
    ("role", "Roles"),
    ("task", "Healthcare tasks"),
    ("agreement", "Agreements between council and NHS"),
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A record that awaits approval. `link` leads to its page, or to its file where it has no page."""

    link: Link
    why: str


@dataclass(frozen=True, slots=True)
class WaitingGroup:
    title: str
    count: str
    rows: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class DraftsView:
    total: str
    groups: tuple[WaitingGroup, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    title: str
    count: str
    why: str
    rows: tuple[Link, ...]


def pages(facts: Facts) -> Iterator[Page]:
    """about/drafts.md and about/gaps.md"""
    yield _drafts(facts)
    yield _gaps(facts)


def _drafts(facts: Facts) -> Page:
    groups = []
    total = 0
    for kind, title in APPROVED_KINDS:
        nouns = [each for each in facts.records.of_kind(kind).values() if not getattr(each, "replaced_by", None)]
        rows = tuple(
            Waiting(_page_or_file(facts, kind, each), why)
            for each in sorted(nouns, key=lambda each: _title(each))
            if (why := _awaits(facts, getattr(each, "approval", None)))
        )
        groups.append(WaitingGroup(title, f"{len(rows)} of {len(nouns)}", rows))
        total += len(rows)
    policy = facts.records.policy
    if policy:
        why = _awaits(facts, policy.approval)
        rows = (Waiting(Link(policy.title, "delegation/index.md"), why),) if why else ()
        groups.append(WaitingGroup("Tiers of risk, triggers and the decision aid", f"{len(rows)} of 1", rows))
        total += len(rows)
    view = DraftsView(count(total, "record awaits approval", "records await approval"), tuple(groups))
    frame = Frame(
        DRAFTS.title,
        "Records that nobody has approved yet, or whose approval ran out, for training leads.",
        "drafts",
        (ABOUT,),
    )
    return page(facts, DRAFTS.path, "drafts.md.j2", frame, view)


def _title(noun: Noun) -> str:
    return str(getattr(noun, "title", noun.id))


def _awaits(facts: Facts, approval: Approval | None) -> str:
    if approval is None:
        return ""
    if approval.state == "draft":
        return "draft"
    if approval.review_by and approval.review_by < facts.on:
        return f"the approval ran out on {in_words(approval.review_by)}"
    return ""


def _page_or_file(facts: Facts, kind: str, noun: Noun) -> Link:
    framework = facts.records.framework
    if page_path(kind, noun) and has_page(facts, noun):
        return Link(_title(noun), page_path(kind, noun))
    return Link(_title(noun), f"{framework.repository.edit}{noun.origin.path}" if framework else ABOUT.path)


def _gaps(facts: Facts) -> Page:
    records, graph = facts.records, facts.graph
    told = {story.level for story in visible_stories(facts) if story.level}
    competences = [each for each in records.competences.values() if not each.replaced_by]
    levels = records.levels_in_order()
    tasks = tasks_listed(facts)
    standards = [each for each in records.standards.values() if each.current and not each.replaced_by]
    view = (
        _gap(
            "Competences without learning",
            "Nobody offers to teach them. Shadowing and coaching count too.",
            [
                Link(each.title, page_path("competence", each))
                for each in competences
                if not graph.taught_by.get(each.id)
            ],
            len(competences),
        ),
        _gap(
            "Competences that no level expects",
            "They stand in no career.",
            [
                Link(each.title, page_path("competence", each))
                for each in competences
                if not graph.expected_by.get(each.id)
            ],
            len(competences),
        ),
        _gap(
            "Tasks without a source",
            "Nothing published says that this is done, or how it is decided.",
            [Link(each.title, page_path("task", each)) for each in tasks if not each.sources],
            len(tasks),
        ),
        _gap(
            "Tasks without learning",
            "Nothing prepares for them before somebody teaches them with the person.",
            [
                Link(each.title, page_path("task", each))
                for each in tasks
                if each.status == "delegable" and not graph.prepared_by.get(each.id)
            ],
            sum(each.status == "delegable" for each in tasks),
        ),
        _gap(
            "Levels without a story",
            "No PA of that level tells what the work is like.",
            [Link(each.title, page_path("level", each)) for each in levels if each.id not in told],
            len(levels),
        ),
        _gap(
            "Items of standards that nothing maps to",
            "Neither a competence nor learning answers to them. Old editions are left out.",
            [
                Link(f"{each.title}: {item_words(item)}", page_path("standard", each), item.summary or "")
                for each in standards
                for item in unmapped_items(each, records)
            ],
            sum(len(each.items) for each in standards),
        ),
        _waived(facts),
    )
    frame = Frame(
        GAPS.title,
        "Competences without learning, tasks without a source, levels without a story, and other holes.",
        "gaps",
        (ABOUT,),
    )
    return page(facts, GAPS.path, "gaps.md.j2", frame, view)


def _waived(facts: Facts) -> Gap:
    """Findings of the checker that somebody lets stand for a while. An honest framework shows them."""
    rows = []
    for waiver in active_waivers(facts):
        role = facts.records.roles.get(waiver.by_role)
        rule = RULES.get(waiver.code)
        record = facts.records.of_kind(kind_at(record_path(waiver)) or "").get(waiver.record)
        about = f"{_title(record) if record else waiver.record}: {rule.name.replace('-', ' ') if rule else 'unknown'}"
        who = role.title if role else waiver.by_role
        rows.append(
            Link(
                f"{about} ({waiver.code})",
                f"about/rules/{waiver.code}.md" if rule else RULES_INDEX.path,
                f"{waiver.reason.rstrip('.')}. Agreed by: {who}, until {in_words(waiver.until)}",
            )
        )
    why = "The checker found something, and somebody agreed that it may stand for a while."
    return Gap("What is waived", f"{len(rows)} in force" if rows else "Nothing", why if rows else "", tuple(rows))


def _gap(title: str, why: str, rows: Sequence[Link], of: int) -> Gap:
    return Gap(title, f"{len(rows)} of {of}" if rows else f"None of {of}", why if rows else "", tuple(rows))
