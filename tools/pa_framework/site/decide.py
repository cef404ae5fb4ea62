"""The decision aid: questions to answer together, and the record that it prints.

The page is a plain list. A script makes a form of it, and fills the record with what was chosen.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pa_framework.facts.addresses import page_path
from pa_framework.facts.decision import SEVERITY_ORDER
from pa_framework.facts.delegation_chain import PARTY_NAMES, is_accountable
from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import DECIDE, DELEGATION, TASKS, Link
from pa_framework.look.labels import STATUS_WORDS, apart_words, months, title_of
from pa_framework.look.page import Frame, Page, approval_banner, approval_line, page, tasks_listed
from pa_framework.records.model import Outcome, Question, Task
from pa_framework.text.dates import in_words
from pa_framework.text.sentences import join_words


@dataclass(frozen=True, slots=True)
class Brief:
    """A task as the aid shows it once it is chosen. `demands` are pairs of words: what, and how much of it.

    `delegators` are the ids of the roles that may delegate it.
    """

    id: str
    title: str
    state: str
    ends: str
    link: Link
    demands: tuple[tuple[str, str], ...]
    stop_when: tuple[str, ...]
    why: str
    done_by: tuple[str, ...]
    delegators: str


@dataclass(frozen=True, slots=True)
class DecideView:
    """`groups` are the tasks to choose from, by what may be done with them; `roles` may delegate something."""

    introduction: str
    questions: tuple[Question, ...]
    outcomes: tuple[tuple[int, Outcome], ...]
    weights: dict[str, int]
    groups: tuple[tuple[str, tuple[Brief, ...]], ...]
    roles: tuple[tuple[str, str, str], ...]
    tasks: Link
    foot: tuple[str, ...]


def pages(facts: Facts) -> Iterator[Page]:
    """delegation/decide.md"""
    policy = facts.records.policy
    aid = policy.decision_aid if policy else None
    view = None
    if aid is not None:
        view = DecideView(
            aid.introduction,
            aid.questions,
            tuple(
                (SEVERITY_ORDER.index(each.id), each)
                for each in sorted(aid.outcomes, key=lambda each: SEVERITY_ORDER.index(each.id))
            ),
            {means: weight for weight, means in enumerate(SEVERITY_ORDER)},
            _groups(facts),
            tuple(
                (role.id, role.title, role.register.body if role.register else "")
                for role in sorted(facts.records.roles.values(), key=lambda role: role.title)
                if role.may_delegate and is_accountable(role) and not role.replaced_by
            ),
            TASKS,
            _foot(facts),
        )
    frame = Frame(
        "May this task be delegated?",
        "Questions to answer together before a task is handed to a personal assistant.",
        "decide",
        (DELEGATION,),
        "framework/delegation.yaml",
        approval_banner(policy.approval if policy else None, facts.on, clinical=True),
        wide=True,
        scripts=("decide",),
    )
    yield page(facts, DECIDE.path, "decide.md.j2", frame, view)


def _foot(facts: Facts) -> tuple[str, ...]:
    framework, policy = facts.records.framework, facts.records.policy
    lines = [f"{framework.title}, version {framework.version}, as of {in_words(facts.on)}."] if framework else []
    line = approval_line(facts, policy.approval) if policy else None
    return (*lines, *((f"The questions: {line[0].lower()}{line[1:]}",) if line else ()))


def _groups(facts: Facts) -> tuple[tuple[str, tuple[Brief, ...]], ...]:
    tasks = tasks_listed(facts)
    groups = ((words, tuple(_brief(facts, task) for task in tasks if task.status == status)) for status, words in STATUS_WORDS.items())  # fmt: skip
    return tuple((words, briefs) for words, briefs in groups if briefs)


def _brief(facts: Facts, task: Task) -> Brief:
    chain, sign_off = facts.chains.get(task.id), task.sign_off
    demands: list[tuple[str, str]] = []
    if chain and sign_off:
        roles = facts.records.roles
        tier = facts.records.tiers.get(task.risk or "")
        demands = [
            ("Risk", tier.title if tier else ""),
            ("Agree first", join_words([PARTY_NAMES[each] for each in sign_off.agreed_by])),
            *(
                (words, ", ".join(title_of(roles, holder.role) for holder in held.holders))
                for words, held in zip(
                    ("May delegate", "May train", "May assess", "May sign off", "May review"),
                    chain.duties,
                    strict=True,
                )
            ),
            ("Observed practices", f"at least {chain.observed}"),
            ("Review", months(chain.review_months) if chain.review_months else ""),
            *(("Kept apart", words) for words in apart_words(chain.apart)),
        ]
    return Brief(
        task.id,
        task.title,
        STATUS_WORDS[task.status],
        "" if task.status == "delegable" else task.status,
        Link(task.title, page_path("task", task)),
        tuple((what, words) for what, words in demands if words),
        task.stop_when,
        task.why_never or "",
        task.done_by,
        " ".join(sign_off.delegated_by) if sign_off else "",
    )
