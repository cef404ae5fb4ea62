"""Every safety rule that a change loosens, each cause once, with the tasks that it reaches and the roles that must agree.

The order of work:

1. what each record weakens by itself: in fields that guard, and in what several fields say together;
2. the guards of every task as they take effect, before and after. Whatever is weaker and has no cause among the first
   is a loosening of its own. So what several records do together is never passed over;
3. for each, the roles at the end of the path of authority of the sign-off, as they were before the change.
"""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from pa_framework.facts.comparison.chain_guards import OF_THE_TIER, RIGHTS, Guards, weaker
from pa_framework.facts.comparison.guarded_fields import weaker_fields
from pa_framework.facts.comparison.record_matching import Name, with_copies
from pa_framework.facts.comparison.sentence_diff import plain
from pa_framework.facts.comparison.snapshot import Snapshot
from pa_framework.facts.comparison.weakened import Comparison, Weakened, Weaknesses
from pa_framework.facts.comparison.weaker_learning import weaker_learning
from pa_framework.facts.comparison.weaker_policy import weaker_agreements, weaker_competences, weaker_policy
from pa_framework.facts.comparison.weaker_roles import weaker_roles
from pa_framework.facts.comparison.weaker_shared_urgency import weaker_shared_urgency
from pa_framework.facts.comparison.weaker_tasks import weaker_tasks
from pa_framework.facts.comparison.weaker_urgency import weaker_urgency
from pa_framework.facts.comparison.weaker_waivers import weaker_waivers
from pa_framework.facts.delegation_chain import is_accountable
from pa_framework.records.model import Task
from pa_framework.text.findings import Severity

#: The guards of a chain, in words.
_IN_WORDS = {
    "agreed": "whose yes is needed",
    "apart": "which duties are kept apart",
    "sole": "who is never the only assessor",
    "requires": "what the task requires",
    "steps": "at which step it requires it",
    "triggers": "what calls for a new decision",
    "stopping": "what stops the PA until there is a new decision",
    "registered": "who is on a professional register",
    "answers": "who answers for themselves",
    "authorised": "who may authorise those who act",
    "observed": "observed practices",
    "review": "time between reviews",
    "limit": "longest time between reviews",
    "with-person": "practices with the person",
    "different-days": "days on which practices are observed",
    "assessed-within": "days from training to assessment",
    "reassess-after": "days after a missed review that call for assessment again",
    "expired": "what stops the PA when a required competence runs out",
    "check": "how long a check of a registration counts",
    "may:delegate": "who may delegate",
    "may:train": "who may train",
    "may:assess": "who may assess",
    "may:sign-off": "who may sign off",
    "may:review": "who may review",
}


#: The kinds of records in the order in which a report lists them; all others follow.
_ORDER = ("task", "tier", "sign", "phone-line", "trigger", "delegation", "role", "framework")


class Loosening(Struct, frozen=True):
    """Something that is weaker, and the roles (ids of the base) one of which must agree before the change goes in."""

    weakened: Weakened
    agreement_of: tuple[str, ...]


def loosenings(base: Snapshot, head: Snapshot, severities: Mapping[str, Severity]) -> tuple[Loosening, ...]:
    """What `head` loosens, in the order of places."""
    found = weaknesses(base, head, severities)
    return tuple(Loosening(weakened, roles_that_agree(base, weakened.tasks)) for weakened in found.weakened)


def weaker_copies(
    base: Snapshot, head: Snapshot, copies: Mapping[Name, str], severities: Mapping[str, Severity]
) -> Iterator[Loosening]:
    """What new records loosen that have the title of others, and hold nearly the same. `copies` as from `match_copies`.

    One with another title may be another task. The report shows what differs in it.
    """
    for loosening in loosenings(with_copies(base, copies), head, severities) if copies else ():
        weakened = loosening.weakened
        old = copies.get((weakened.record_kind, weakened.id))
        if old is None or plain(base.title(weakened.record_kind, old)) != plain(weakened.title):
            continue
        title, there = base.title(weakened.record_kind, old), base.records.of_kind(weakened.record_kind).get(old)
        note = f"A new record with nearly the same content as “{title}”, which stays."
        path = there.origin.path if there and not weakened.in_head else weakened.span.path
        said = replace(
            weakened,
            note=" ".join(filter(None, (note, weakened.note))),
            span=replace(weakened.span, path=path),
            of_whole=True,
        )
        yield Loosening(said, roles_that_agree(base, (old,) if weakened.record_kind == "task" else ()))


def weaknesses(base: Snapshot, head: Snapshot, severities: Mapping[str, Severity]) -> Weaknesses:
    """Everything that is weaker in `head`. With the two the other way round: everything that is stricter.

    `severities` are those of all rules, by code: whether a waiver counts depends on them.
    """
    comparison, found = Comparison(base, head, severities), Weaknesses()
    weaker_tasks(comparison, found)
    weaker_roles(comparison, found)
    weaker_policy(comparison, found)
    weaker_urgency(comparison, found)
    weaker_shared_urgency(comparison, found)
    weaker_competences(comparison, found)
    weaker_learning(comparison, found)
    weaker_agreements(comparison, found)
    weaker_waivers(comparison, found)
    weaker_fields(comparison, found)
    found.weakened.extend(list(_unexplained(comparison, found.weakened)))
    order = {kind: number for number, kind in enumerate(_ORDER)}
    found.weakened.sort(
        key=lambda weakened: (
            order.get(weakened.record_kind, len(order)),
            weakened.span,
            weakened.kind,
            weakened.field,
            weakened.before,
        )
    )
    return found


def _unexplained(comparison: Comparison, found: Iterable[Weakened]) -> Iterator[Weakened]:
    """Guards of a task that are weaker, and that no record's own change accounts for."""
    explained = {(task, guard) for weakened in found for task in weakened.tasks for guard in weakened.guards}
    was, now = comparison.base_guards, comparison.head_guards
    for old, new in comparison.tasks():
        before, after = was.of(old), now.of(new)
        weak = weaker(before, after, was.vocabulary) - comparison.unjudged_guards
        if comparison.head.has_unknown_tier(new):
            weak -= RIGHTS | OF_THE_TIER  # report.py reports it as something that no one can judge
        if f"tier {old.risk}" not in was.vocabulary:
            weak -= RIGHTS  # no one knows who might act at a tier that is missing
        left = [name for name in sorted(weak) if (new.id, name) not in explained]
        for name in left:
            words = _IN_WORDS.get(name, name), _value(before, name), _value(after, name)
            guards = frozenset({name})
            yield Weakened(
                "holds-less", "task", new.id, new.title, *words, new.origin.at(), True, (new.id,), guards, of_whole=True
            )


def _value(guards: Guards, name: str) -> str:
    for group in (guards.needs, guards.allows):
        if name in group:
            return ", ".join(sorted(group[name])) or "none"
    number = guards.least.get(name, guards.most.get(name))
    return "none" if number is None else str(number)


def roles_that_agree(base: Snapshot, tasks: Iterable[str]) -> tuple[str, ...]:
    """The accountable roles at the end of the paths of authority of these tasks' sign-offs; of all tasks, if none has one."""
    records = base.records
    wanted = [records.tasks[name] for name in tasks if name in records.tasks]
    return _signing_off(base, wanted) or _signing_off(base, records.tasks.values()) or _may_sign(base)


def _signing_off(base: Snapshot, tasks: Iterable[Task]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for task in tasks:
        chain = base.facts.chains.get(task.id)
        for held in chain.duties if chain else ():
            if held.duty.id == "sign-off":
                found |= {holder.authority.path[-1]: None for holder in held.holders if holder.authority.holds}
        if chain is None:
            found |= {
                role.id: None
                for role in base.records.roles.values()
                if task.category in role.may_sign_off and is_accountable(role)
            }
    return tuple(sorted(found))


def _may_sign(base: Snapshot) -> tuple[str, ...]:
    return tuple(sorted(role.id for role in base.records.roles.values() if role.may_sign_off and is_accountable(role)))
