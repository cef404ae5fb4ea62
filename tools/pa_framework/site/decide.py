"""The decision aid: questions to answer together, and a record to print.

The page is a list. A script turns it into a form, and fills the record with the answers. Where there are too many tasks
for one page, what is said about each is on pages of its own (`site/parts.py`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from msgspec import Struct

from pa_framework.facts.decision import SEVERITY_ORDER
from pa_framework.facts.delegation_chain import PARTY_NAMES, is_accountable, is_delegated
from pa_framework.facts.demands import apart_verbs, checks_before
from pa_framework.facts.facts import Facts
from pa_framework.facts.fallback import instead
from pa_framework.facts.papers import papers_in_order
from pa_framework.facts.site_pages import DECIDE, TASKS, Link
from pa_framework.facts.terms import every_words
from pa_framework.facts.titles import title_of
from pa_framework.facts.urgency import Sign
from pa_framework.facts.visibility import listed_tasks
from pa_framework.look.labels import STATUS_WORDS
from pa_framework.look.page import approval_banner, approval_line, record_link
from pa_framework.records.model import Outcome, Paper, Question, Task
from pa_framework.site.care_cards import card_title
from pa_framework.site.front_matter import FrontMatter, PageContent
from pa_framework.site.hand_written import hand_written_link
from pa_framework.site.page_kinds import Banners, Draft, Pages, StandalonePage, active, build_page
from pa_framework.site.parts import Part, is_too_long, parts_of
from pa_framework.text.sentences import join_words, lower_first


class Brief(Struct, frozen=True):
    """A task as the decision aid shows it. `demands` are pairs: a label and its value; `signs` a heading and what it lists.

    Each sign has what to do first. `checks` says when the PA checks what is in `before`; the agreement of a sign-off has it on paper.

    `delegators` are the ids of the roles that may delegate it. `first` says what counts before anything else: the
    tier, who must allow a task that is delegated by exception, the plan. `instead` is what happens when no PA may do it.
    """

    id: str
    title: str
    state: str
    ends: str
    link: Link
    demands: tuple[tuple[str, str], ...]
    checks: str
    before: tuple[str, ...]
    signs: tuple[tuple[str, tuple[str, ...]], ...]
    instead: tuple[str, ...]
    first: tuple[str, ...]
    exception: bool
    why: str
    done_by: tuple[str, ...]
    delegators: str


class DecidePart(Struct, frozen=True):
    """A page that says of some tasks what the decision aid shows. `whole` is the decision aid."""

    title: str
    whole: Link
    briefs: tuple[Brief, ...]


class DecideView(Struct, frozen=True):
    """`groups` are the tasks to choose from, by status; `roles` are those that may delegate.

    `briefs` is what is said about them, by status. If that is on pages of their own, these are `parts`, and `part_of` has
    the path for the id of each task.

    `agreements` are the papers that are signed later, when the PA is signed off for one task. `deciding` is the page on
    someone who cannot decide.
    """

    introduction: str
    questions: tuple[Question, ...]
    outcomes: tuple[tuple[int, Outcome], ...]
    weights: dict[str, int]
    groups: tuple[tuple[str, tuple[Task, ...]], ...]
    briefs: tuple[tuple[str, tuple[Brief, ...]], ...]
    parts: tuple[Link, ...]
    part_of: Mapping[str, str]
    roles: tuple[tuple[str, str, str], ...]
    tasks: Link
    agreements: tuple[Link, ...]
    foot: tuple[str, ...]
    deciding: Link | None


def _view(facts: Facts) -> DecideView | None:
    """None where the policy has no decision aid."""
    policy = facts.records.policy
    aid = policy.decision_aid if policy else None
    if aid is None:
        return None
    groups, parts = _groups(facts), _parts(facts)
    part_of = dict.fromkeys(facts.records.tasks, "") | {task.id: part.path for part in parts for task in part.items}
    outcomes = sorted(aid.outcomes, key=lambda outcome: SEVERITY_ORDER.index(outcome.id))
    return DecideView(
        aid.introduction,
        aid.questions,
        tuple((SEVERITY_ORDER.index(outcome.id), outcome) for outcome in outcomes),
        {means: weight for weight, means in enumerate(SEVERITY_ORDER)},
        groups,
        () if parts else tuple((words, tuple(_brief(facts, task) for task in tasks)) for words, tasks in groups),
        tuple(Link(_title_of(part), part.path) for part in parts),
        part_of,
        tuple(
            (role.id, role.title, role.register.body if role.register else "")
            for role in active(facts.records.roles.values())
            if role.may_delegate and is_accountable(role)
        ),
        TASKS,
        tuple(record_link("paper", paper) for paper in papers_in_order(facts) if _is_agreement(paper)),
        _foot(facts),
        hand_written_link(facts, "about/deciding-for-someone.md"),
    )


def _is_agreement(paper: Paper) -> bool:
    """Whether a paper is about one healthcare task, which is chosen on it."""
    return paper.group == "healthcare" and any(section.fill == "task" for section in paper.sections)


def _foot(facts: Facts) -> tuple[str, ...]:
    framework, policy = facts.records.framework, facts.records.policy
    lines = [f"{framework.title}, version {framework.version}."] if framework else []
    line = approval_line(facts, policy.approval) if policy else None
    return (*lines, *((f"The questions: {line[0].lower()}{line[1:]}",) if line else ()))


def _groups(facts: Facts) -> tuple[tuple[str, tuple[Task, ...]], ...]:
    """The tasks by status, in the order of the words for it; a status without tasks is left out."""
    tasks = listed_tasks(facts)
    groups = ((words, tuple(task for task in tasks if task.status == status)) for status, words in STATUS_WORDS.items())
    return tuple((words, found) for words, found in groups if found)


def _parts(facts: Facts) -> tuple[Part[Task], ...]:
    """The pages that say what the decision aid has no room for; none where it has."""
    policy = facts.records.policy
    tasks = [task for _, group in _groups(facts) for task in group] if policy and policy.decision_aid else []
    return parts_of(DECIDE.path, "tasks", tasks) if is_too_long(len(tasks)) else ()


def _title_of(part: Part[Task]) -> str:
    return f"{part.items[0].title} to {lower_first(part.items[-1].title)}"


@dataclass(frozen=True, slots=True)
class _PartPages(Pages):
    """The pages of what the decision aid has no room for."""

    def drafts(self, facts: Facts) -> Iterator[Draft]:
        """A page for each part, in the order of the tasks to choose from."""
        for part in _parts(facts):
            yield Draft(part.path, partial(self._page, facts, part))

    def _page(self, facts: Facts, part: Part[Task]) -> PageContent:
        title = f"Tasks to decide about, {part.place}"
        view = DecidePart(title, DECIDE, tuple(_brief(facts, task) for task in part.items))
        front_matter = FrontMatter(
            title=title,
            description=f"What this framework says about the tasks from {_title_of(part)}.",
            kind="decide-part",
            record="framework/delegation.yaml",
            banners=_banners(facts, view),
            wide=True,
        )
        return build_page(facts, part.path, "decide_part.md.j2", front_matter, view=view)


def _brief(facts: Facts, task: Task) -> Brief:
    levels = facts.urgency[task.id].levels
    return Brief(
        task.id,
        task.title,
        _state(facts, task),
        "" if is_delegated(task) else task.status,
        record_link("task", task),
        tuple((what, words) for what, words in _demands(facts, task) if words),
        checks_before(task, "Before the PA starts, each time"),
        task.before_you_start if is_delegated(task) else (),
        tuple(
            (card_title(facts, task, level), tuple(_sign(sign) for sign in level.signs))
            for level in levels
            if level.signs
        ),
        instead(task),
        _first(facts, task),
        task.status == "by-exception",
        task.why_never or "",
        task.done_by,
        " ".join(task.sign_off.delegated_by) if task.sign_off else "",
    )


def _sign(sign: Sign) -> str:
    """A sign with what to do first: on a record, the sign alone would let someone give another dose."""
    return f"{sign.text.rstrip('.')}. {sign.do}" if sign.do else sign.text


def _first(facts: Facts, task: Task) -> tuple[str, ...]:
    """What holds or must be there before a decision, besides what the questions ask: no answer takes it away."""
    lines = []
    tier = facts.records.tiers.get(task.risk or "")
    if tier and is_delegated(task):
        lines.append(
            f"This task is always “{tier.title}”, whatever you answer. All the rules for that risk level apply."
        )
    if task.status == "by-exception":
        lines += [f"Who must agree: {task.authority}", f"When: {task.condition}"]
    if task.individual_plan:
        lines.append("A professional must have written a plan for this person.")
    return tuple(lines)


def _state(facts: Facts, task: Task) -> str:
    """Whether a task may be delegated, and, if so, whether a clinician has approved what is said about it."""
    line = approval_line(facts, task.approval) if is_delegated(task) else None
    return f"{STATUS_WORDS[task.status]}. {line}" if line else STATUS_WORDS[task.status]


def _demands(facts: Facts, task: Task) -> Iterator[tuple[str, str]]:
    """What the chain of a task demands: pairs of label and value; the value is empty where there is no such demand."""
    chain, sign_off = facts.chains.get(task.id), task.sign_off
    if not (chain and sign_off):
        return
    roles = facts.records.roles
    tier = facts.records.tiers.get(task.risk or "")
    yield "Risk", tier.title if tier else ""
    yield "Who must agree", join_words([PARTY_NAMES[party] for party in sign_off.agreed_by])
    for duty in chain.duties:
        verb = f"May {duty.duty.id.replace('-', ' ')}"
        yield verb, ", ".join(title_of(roles, holder.role) for holder in duty.holders)
    yield "Observed practices", f"at least {chain.observed_practices}"
    yield "Review", every_words(sign_off.review_every) if sign_off.review_every else ""
    for verbs in apart_verbs(chain.separated_duties):
        yield "Must be different people", f"those who {verbs}"


def _banners(facts: Facts, view: object) -> Banners:
    policy = facts.records.policy
    return approval_banner(policy.approval if policy else None, facts.on, clinical=True)


PAGES: tuple[Pages, ...] = (
    StandalonePage(
        page=DECIDE,
        kind="decide",
        template="decide.md.j2",
        view=_view,
        description="Questions to answer together before a task is delegated to a personal assistant.",
        record="framework/delegation.yaml",
        banners=_banners,
        wide=True,
        scripts=("parts", "decide"),
    ),
    _PartPages(),
)
