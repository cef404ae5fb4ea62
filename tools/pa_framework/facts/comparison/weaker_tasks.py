"""How a task's own record weakens what guards it."""

from collections.abc import Callable

from pa_framework.facts.comparison.chain_guards import OF_THE_TIER, RIGHTS, weaker
from pa_framework.facts.comparison.requirement_diff import direction, lost_parts, requirement_in_words
from pa_framework.facts.comparison.snapshot import Snapshot
from pa_framework.facts.comparison.weakened import (
    Comparison,
    Weakened,
    Weaknesses,
    compare_approval,
    duties_apart_in_words,
)
from pa_framework.facts.delegation_chain import (
    DUTIES,
    PARTY_NAMES,
    is_accountable,
    is_delegated,
)
from pa_framework.facts.requirements import CompetenceAtStep, is_plain, titles
from pa_framework.facts.terms import full_words, longest_months, may_loosen
from pa_framework.facts.triggers import triggers_of
from pa_framework.records.field_meaning import field_meanings, labels
from pa_framework.records.model import Task, Tier
from pa_framework.text.sentences import count, join_some


def weaker_tasks(comparison: Comparison, found: Weaknesses) -> None:
    """Adds what every task's own record weakens, apart from fields that are judged one by one."""
    words = labels("task", "status", "effect")
    for name, old in comparison.base.records.tasks.items():
        new = comparison.head.records.tasks.get(name)
        if new is not None:
            _task(comparison, found, old, new)
        elif old.status == "never" and not comparison.head.is_unjudged("task", name):
            found.weakened.append(
                Weakened(
                    "never-task-gone",
                    "task",
                    name,
                    old.title,
                    "the whole record",
                    words["never"],
                    "deleted",
                    old.origin.at(),
                    False,
                    (name,),
                )
            )


def _task(comparison: Comparison, found: Weaknesses, old: Task, new: Task) -> None:
    add = _adder(comparison, found, old, new)
    words, order = labels("task", "status", "effect"), field_meanings("task")["status",].order
    if old.status != new.status and "never" in (old.status, new.status):
        found.judged_whole.add(("task", new.id))  # what guards a task that may be done is no part of one that may not
    if order.index(new.status) < order.index(old.status):
        kind = "no-longer-never" if old.status == "never" else "no-chain"
        if is_delegated(old) and is_delegated(new):
            kind = "no-longer-exception"
        add(kind, ("status",), "what it is", words[old.status], words[new.status])
        if kind != "no-longer-exception":
            found.judged_whole.add(("task", new.id))
            return
    if old.status == new.status == "by-exception":
        _exception(add, old, new)
    if old.status == new.status == "never":
        successor = comparison.head.records.tasks.get(new.replaced_by or "")
        if new.replaced_by and not old.replaced_by and (successor is None or successor.status != "never"):
            retired = f"retired in favour of {successor.title if successor else new.replaced_by}"
            add("never-task-gone", ("replaced_by",), "the whole record", words["never"], retired)
    compare_approval(found, "task", comparison, (old, new), (new.id,))
    if is_delegated(old) and is_delegated(new) and old.sign_off:
        if new.sign_off:
            _chain(comparison, add, old, new)
        else:
            add("no-chain", ("sign_off",), "the whole chain", "there", "gone")


def _exception(add: "Adder", old: Task, new: Task) -> None:
    """What an exception depends on: that it is gone."""
    for name in ("authority", "condition"):
        before, label = getattr(old, name), field_meanings("task")[name,].label
        if before and not getattr(new, name):
            add("exception-wider", (name,), label, before, "")


Adder = Callable[..., None]


def _adder(comparison: Comparison, found: Weaknesses, old: Task, new: Task) -> Adder:
    def add(
        kind: str, route: tuple[str, ...], field: str, before: str, after: str, *guards: str, note: str = ""
    ) -> None:
        span, is_new = comparison.place(old, new, *route)
        guarded = frozenset(guards)
        found.weakened.append(
            Weakened(kind, "task", new.id, new.title, field, before, after, span, is_new, (new.id,), guarded, note)
        )

    return add


def _chain(comparison: Comparison, add: Adder, old: Task, new: Task) -> None:
    _tier(comparison, add, old, new)
    _category(comparison, add, old, new)
    if is_plain(old.requires) and is_plain(new.requires):
        _requires(comparison, add, old, new)
    else:
        _expression(comparison, add, old, new)
    _agreed(comparison, add, old, new)
    _duties(comparison, add, old, new)
    _numbers(comparison, add, old, new)
    _instructions(add, old, new)
    _calls(comparison, add, old, new)
    if new.rescue and not old.rescue:
        words = "no", "yes"
        add("rescue-now", ("rescue",), field_meanings("task")["rescue",].label, *words, "with-person")


def _tier_of(snapshot: Snapshot, task: Task) -> Tier | None:
    return snapshot.records.tiers.get(task.risk or "") if task.risk else None


def _tier(comparison: Comparison, add: Adder, old: Task, new: Task) -> None:
    """A lower tier, or another one that asks for less. What it no longer demands is in its note."""
    if old.risk == new.risk or comparison.head.has_unknown_tier(new):
        return
    orders = comparison.head.records.tier_order(), comparison.base.records.tier_order()
    both = next((order for order in orders if old.risk in order and new.risk in order), None)
    was, now = comparison.base_guards, comparison.head_guards
    weak = weaker(was.of(old), now.of(new), was.vocabulary) & (OF_THE_TIER | RIGHTS) - comparison.unjudged_guards
    if f"tier {old.risk}" not in was.vocabulary:
        weak -= RIGHTS  # no one knows who might act at a tier that is missing
    lower = both is not None and both[new.risk or ""] < both[old.risk or ""]
    if not lower and not weak:
        return
    before, after = _tier_of(comparison.base, old), _tier_of(comparison.head, new)
    note = _consequences(before, after)
    add(
        "risk-lower",
        ("risk",),
        "risk",
        before.title if before else str(old.risk),
        after.title if after else "none",
        *OF_THE_TIER,
        *RIGHTS,
        note=note,
    )


def _consequences(before: Tier | None, after: Tier | None) -> str:
    """What another tier no longer demands."""
    if before is None or after is None:
        return ""
    one, other = before.demands, after.demands
    parts: list[str] = []
    if other.observed_practices < one.observed_practices:
        parts.append(f"{other.observed_practices} observed practices at least, not {one.observed_practices}")
    if other.review_within_months > one.review_within_months:
        parts.append(f"{count(other.review_within_months, 'month')} between reviews, not {one.review_within_months}")
    if (other.with_person or 0) < (one.with_person or 0):
        parts.append(f"{other.with_person or 0} practices with the person, not {one.with_person}")
    if (other.different_days or 0) < (one.different_days or 0):
        parts.append(f"practices on {count(other.different_days or 0, 'day')}, not {one.different_days}")
    fewer = len({frozenset(pair) for pair in one.apart} - {frozenset(pair) for pair in other.apart})
    if fewer:
        parts.append(f"{count(fewer, 'fewer pair')} of duties kept apart")
    gone = [PARTY_NAMES[party] for party in one.agreed_by if party not in other.agreed_by]
    if gone:
        parts.append(f"no yes from {join_some(gone)}")
    return f"The other tier demands less: {join_some(parts)}." if parts else ""


def _category(comparison: Comparison, add: Adder, old: Task, new: Task) -> None:
    if old.category == new.category:
        return
    was, now = comparison.base_guards, comparison.head_guards
    weak = weaker(was.of(old), now.of(new), was.vocabulary) & RIGHTS - comparison.unjudged_guards
    if weak:
        before, after = comparison.titles("category", [old.category]), comparison.titles("category", [new.category])
        add("category-wider", ("category",), "category", before, after, *RIGHTS)


def _requires(comparison: Comparison, add: Adder, old: Task, new: Task) -> None:
    orders = comparison.head.records.step_order(), comparison.base.records.step_order()
    for name, step in old.requires.items():
        title, now = comparison.titles("competence", [name]), new.requires.get(name)
        if now is None:
            add(
                "requires-less",
                ("requires", name),
                f"requires {title}",
                _step(comparison, step),
                "no longer",
                "requires",
            )
        elif now != step:
            both = next((order for order in orders if step in order and now in order), None)
            if both is None or both[now] < both[step]:
                words = _step(comparison, step), _step(comparison, now)
                add("requires-less", ("requires", name), f"requires {title}", *words, "steps")


def _expression(comparison: Comparison, add: Adder, old: Task, new: Task) -> None:
    """What a task requires, where that is an expression before or after. A change that is unclear is left open."""
    orders = comparison.head.records.step_order(), comparison.base.records.step_order()
    lost = lost_parts(old.requires, new.requires, *orders)
    for one in lost:
        if isinstance(one, CompetenceAtStep):
            title = comparison.titles("competence", [one.competence])
            words = _step(comparison, one.step), "no longer, or at a lower step"
            add("requires-less", ("requires",), f"requires {title}", *words, "requires", "steps")
    before = requirement_in_words(old.requires, titles(comparison.base.records))
    after = requirement_in_words(new.requires, titles(comparison.head.records)) or "nothing"
    if all(isinstance(one, CompetenceAtStep) for one in lost):
        return
    if direction(old.requires, new.requires, *orders) == "looser":
        add("requires-less", ("requires",), "requires", before, after)


def _step(comparison: Comparison, step: str) -> str:
    return f"at the step “{comparison.titles('step', [step])}”"


def _agreed(comparison: Comparison, add: Adder, old: Task, new: Task) -> None:
    assert old.sign_off is not None
    assert new.sign_off is not None
    gone = [party for party in dict.fromkeys(old.sign_off.agreed_by) if party not in new.sign_off.agreed_by]
    if gone:
        tier = _tier_of(comparison.head, new)
        held = tier is not None and all(party in tier.demands.agreed_by for party in gone)
        before, after = (
            join_some(PARTY_NAMES[party] for party in task.sign_off.agreed_by) for task in (old, new) if task.sign_off
        )
        add(
            "fewer-agree",
            ("sign_off", "agreed_by"),
            "whose yes is needed",
            before,
            after or "no one's",
            "agreed",
            note=_held(held, tier),
        )


def _held(held: bool, tier: Tier | None) -> str:
    """A task may ask for less than its tier, and then the tier still counts; the checker refuses such a record."""
    return f"The tier “{tier.title}” still demands it, so the checker refuses this record." if held and tier else ""


def _duties(comparison: Comparison, add: Adder, old: Task, new: Task) -> None:
    assert old.sign_off is not None
    assert new.sign_off is not None
    for duty in DUTIES:
        before, after = (tuple(dict.fromkeys(getattr(sign_off, duty.by))) for sign_off in (old.sign_off, new.sign_off))
        more = [role_id for role_id in after if role_id not in before]
        if more:
            route = ("sign_off", duty.by)
            words = (comparison.titles("role", before) or "no one", comparison.titles("role", after))
            guards = (f"named:{duty.by}",)
            add(
                "duty-wider",
                route,
                field_meanings("task")["sign_off", duty.by].label,
                *words,
                *guards,
                note=_newcomers(comparison, new, more, duty.id),
            )
    gone = {frozenset(pair) for pair in old.sign_off.apart} - {frozenset(pair) for pair in new.sign_off.apart}
    tier = _tier_of(comparison.head, new)
    gone -= {frozenset(pair) for pair in tier.demands.apart} if tier else set()
    for pair in sorted(tuple(sorted(pair)) for pair in gone):
        add(
            "fewer-apart",
            ("sign_off", "apart"),
            "kept apart",
            duties_apart_in_words(pair),
            "may be the same person",
            "apart",
        )


def _newcomers(comparison: Comparison, task: Task, more: list[str], duty: str) -> str:
    """A warning about roles that were added: that they are on no register, or that their record does not allow it."""
    roles, chain = comparison.head.records.roles, comparison.head.facts.chains[task.id]
    holders = {holder.role: holder for held in chain.duties if held.duty.id == duty for holder in held.holders}
    sentences = [
        f"The role “{roles[name].title}” is on no professional register."
        for name in more
        if name in roles and not is_accountable(roles[name])
    ]
    refused = [
        name for name in more if name in holders and not (holders[name].may_hold and holders[name].authority.holds)
    ]
    if refused:
        verb = "lets" if len(refused) == 1 else "let"
        sentences.append(
            f"No record {verb} {comparison.titles('role', refused)} do so, so the checker refuses this task."
        )
    return " ".join(sentences)


def _numbers(comparison: Comparison, add: Adder, old: Task, new: Task) -> None:
    was, now = comparison.base_guards.of(old), comparison.head_guards.of(new)
    assert old.sign_off is not None
    assert new.sign_off is not None
    tier = _tier_of(comparison.head, new)
    one, other = (task.sign_off.observed_practices for task in (old, new) if task.sign_off)
    before, after = (number.at_least if number else 0 for number in (one, other))
    if after < before:
        held = now.least["observed"] >= was.least["observed"]
        words = str(before), str(after) if other else "no number"
        route = ("sign_off", "observed_practices", "at_least")
        add("fewer-observed", route, "observed practices", *words, "observed", note=_held(held, tier))
    every, every_now = (task.sign_off.review_every for task in (old, new) if task.sign_off)
    if every and (every_now is None or may_loosen(every, every_now)):
        note = _reviews(comparison, new, longest_months(every_now) if every_now else None)
        words = full_words(every), full_words(every_now) if every_now else "no time is named"
        add(
            "review-longer", ("sign_off", "review_every", "months"), "time between reviews", *words, "review", note=note
        )


def _instructions(add: Adder, old: Task, new: Task) -> None:
    was, now = (task.sign_off.written_instructions if task.sign_off else None for task in (old, new))
    if was and not now:
        route = ("sign_off", "written_instructions")
        add("requires-less", route, "written instructions", "needed", "nothing is said")


def _reviews(comparison: Comparison, task: Task, now: int | None) -> str:
    longest = comparison.head.facts.chains[task.id].longest_review_months
    if now is None:
        tier = _tier_of(comparison.head, task)
        return f"What the tier allows then counts: {count(tier.demands.review_within_months, 'month')}." if tier else ""
    if longest is not None and now > longest:
        return f"The policy allows {count(longest, 'month')} at most, so the checker refuses this record."
    return ""


def _calls(comparison: Comparison, add: Adder, old: Task, new: Task) -> None:
    kept = {trigger.id for trigger in triggers_of(comparison.head.records, new)}.union(new.decide_again_when)
    gone = [trigger for trigger in dict.fromkeys(old.decide_again_when) if trigger not in kept]
    gone = [
        trigger
        for trigger in gone
        if trigger in comparison.head.records.triggers or trigger not in comparison.base.records.triggers
    ]
    if gone:
        words = f"{comparison.titles('trigger', gone)}: decide again", "no new decision"
        guards = "triggers", "stopping"
        add("fewer-triggers", ("decide_again_when",), "what calls for a new decision", *words, *guards)
