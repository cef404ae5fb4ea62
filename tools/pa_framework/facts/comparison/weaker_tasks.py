"""How a task's own record weakens what guards it."""

from collections.abc import Callable, Iterator

from pa_framework.facts.comparison.chain_guards import OF_THE_TIER, RIGHTS, weaker
from pa_framework.facts.comparison.weakened import (
    Ends,
    Found,
    Weakened,
    apart_in_words,
    approval_weaker,
    in_other_words,
)
from pa_framework.facts.delegation_chain import DUTIES, PARTY_NAMES, is_accountable
from pa_framework.records.field_meaning import field_meanings, labels
from pa_framework.records.model import Task, Tier
from pa_framework.text.sentences import count, join_some

#: What a PA rings in an emergency, everywhere in the country.
_EMERGENCY = frozenset({"999", "112"})


def weaker_tasks(ends: Ends, found: Found) -> None:
    """Adds what every task's own record weakens, apart from fields that are judged one by one."""
    words = labels("task", "status", "effect")
    for name, old in ends.old.records.tasks.items():
        new = ends.new.records.tasks.get(name)
        if new is not None:
            _task(ends, found, old, new)
        elif old.status == "never" and not ends.new.lost("task", name):
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


def _task(ends: Ends, found: Found, old: Task, new: Task) -> None:
    add = _adder(ends, found, old, new)
    words, order = labels("task", "status", "effect"), field_meanings("task")["status",].order
    if old.status != new.status and "never" in (old.status, new.status):
        found.judged_whole.add(("task", new.id))  # what guards a task that may be done is no part of one that may not
    if order.index(new.status) < order.index(old.status):
        found.judged_whole.add(("task", new.id))
        kind = "no-longer-never" if old.status == "never" else "no-chain"
        add(kind, ("status",), "what it is", words[old.status], words[new.status])
        return
    if old.status == new.status == "never":
        for name in ("title", "summary"):
            pair = getattr(old, name), getattr(new, name)
            in_other_words(found, "task", new, new.title, (name,), "what is never delegated", pair)
        successor = ends.new.records.tasks.get(new.replaced_by or "")
        if new.replaced_by and not old.replaced_by and (successor is None or successor.status != "never"):
            retired = f"retired in favour of {successor.title if successor else new.replaced_by}"
            add("never-task-gone", ("replaced_by",), "the whole record", words["never"], retired)
    approval_weaker(found, "task", ends, (old, new), (new.id,))
    if old.status == new.status == "delegable" and old.sign_off:
        if new.sign_off:
            _chain(ends, add, old, new)
        else:
            add("no-chain", ("sign_off",), "the whole chain", "there", "gone")


Adder = Callable[..., None]


def _adder(ends: Ends, found: Found, old: Task, new: Task) -> Adder:
    def add(
        kind: str, route: tuple[str, ...], field: str, before: str, after: str, *guards: str, note: str = ""
    ) -> None:
        span, is_new = ends.place(old, new, *route)
        guarded = frozenset(guards)
        found.weakened.append(
            Weakened(kind, "task", new.id, new.title, field, before, after, span, is_new, (new.id,), guarded, note)
        )

    return add


def _chain(ends: Ends, add: Adder, old: Task, new: Task) -> None:
    _tier(ends, add, old, new)
    _category(ends, add, old, new)
    _requires(ends, add, old, new)
    _agreed(ends, add, old, new)
    _duties(ends, add, old, new)
    _numbers(ends, add, old, new)
    _calls(ends, add, old, new)


def _tier_of(ends: Ends, task: Task, end: str) -> Tier | None:
    return getattr(ends, end).records.tiers.get(task.risk or "") if task.risk else None


def _tier(ends: Ends, add: Adder, old: Task, new: Task) -> None:
    """A lower tier, or another one that asks for less. Its consequences are told with it."""
    if old.risk == new.risk or ends.new.knows_no_tier(new):
        return
    heights = ends.new.records.tier_order(), ends.old.records.tier_order()
    known = next((each for each in heights if old.risk in each and new.risk in each), None)
    was, now = ends.was, ends.now
    weak = weaker(was.of(old), now.of(new), was.known) & (OF_THE_TIER | RIGHTS) - ends.unknown
    if f"tier {old.risk}" not in was.known:
        weak -= RIGHTS  # who might act at a tier that is not there is not known, so it can not be less than now
    lower = known is not None and known[new.risk or ""] < known[old.risk or ""]
    if not lower and not weak:
        return
    before, after = _tier_of(ends, old, "old"), _tier_of(ends, new, "new")
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
        parts.append(f"{other.review_within_months} months between reviews, not {one.review_within_months}")
    fewer = len({frozenset(pair) for pair in one.apart} - {frozenset(pair) for pair in other.apart})
    if fewer:
        parts.append(f"{fewer} fewer {'pair' if fewer == 1 else 'pairs'} of duties kept apart")
    gone = [PARTY_NAMES[each] for each in one.agreed_by if each not in other.agreed_by]
    if gone:
        parts.append(f"no yes from {join_some(gone)}")
    return f"The other tier demands less: {join_some(parts)}." if parts else ""


def _category(ends: Ends, add: Adder, old: Task, new: Task) -> None:
    if old.category == new.category:
        return
    was, now = ends.was, ends.now
    weak = weaker(was.of(old), now.of(new), was.known) & RIGHTS - ends.unknown
    if weak:
        before, after = ends.titles("category", [old.category]), ends.titles("category", [new.category])
        add("category-wider", ("category",), "category", before, after, *RIGHTS)


def _requires(ends: Ends, add: Adder, old: Task, new: Task) -> None:
    heights = ends.new.records.step_order(), ends.old.records.step_order()
    for name, step in old.requires.items():
        title, now = ends.titles("competence", [name]), new.requires.get(name)
        if now is None:
            add("requires-less", ("requires", name), f"requires {title}", _step(ends, step), "no longer", "requires")
        elif now != step:
            height = next((each for each in heights if step in each and now in each), None)
            if height is None or height[now] < height[step]:
                words = _step(ends, step), _step(ends, now)
                add("requires-less", ("requires", name), f"requires {title}", *words, "steps")


def _step(ends: Ends, step: str) -> str:
    return f"at the step “{ends.titles('step', [step])}”"


def _agreed(ends: Ends, add: Adder, old: Task, new: Task) -> None:
    assert old.sign_off is not None
    assert new.sign_off is not None
    gone = [each for each in dict.fromkeys(old.sign_off.agreed_by) if each not in new.sign_off.agreed_by]
    if gone:
        tier = _tier_of(ends, new, "new")
        held = tier is not None and all(each in tier.demands.agreed_by for each in gone)
        before, after = (
            join_some(PARTY_NAMES[each] for each in task.sign_off.agreed_by) for task in (old, new) if task.sign_off
        )
        add(
            "fewer-agree",
            ("sign_off", "agreed_by"),
            "whose yes is needed",
            before,
            after or "nobody's",
            "agreed",
            note=_held(held, tier),
        )


def _held(held: bool, tier: Tier | None) -> str:
    """A task may ask for less than its tier, and then the tier still counts; the checker refuses such a record."""
    return f"The tier “{tier.title}” still demands it, so the checker refuses this record." if held and tier else ""


def _duties(ends: Ends, add: Adder, old: Task, new: Task) -> None:
    assert old.sign_off is not None
    assert new.sign_off is not None
    for duty in DUTIES:
        before, after = (tuple(dict.fromkeys(getattr(each, duty.by))) for each in (old.sign_off, new.sign_off))
        more = [each for each in after if each not in before]
        if more:
            route = ("sign_off", duty.by)
            words = (ends.titles("role", before) or "nobody", ends.titles("role", after))
            guards = (f"named:{duty.by}",)
            add(
                "duty-wider",
                route,
                field_meanings("task")["sign_off", duty.by].label,
                *words,
                *guards,
                note=_newcomers(ends, new, more, duty.id),
            )
    gone = {frozenset(pair) for pair in old.sign_off.apart} - {frozenset(pair) for pair in new.sign_off.apart}
    tier = _tier_of(ends, new, "new")
    gone -= {frozenset(pair) for pair in tier.demands.apart} if tier else set()
    for pair in sorted(tuple(sorted(each)) for each in gone):
        add("fewer-apart", ("sign_off", "apart"), "kept apart", apart_in_words(pair), "may be the same person", "apart")


def _newcomers(ends: Ends, task: Task, more: list[str], duty: str) -> str:
    """What is to be known of the roles that came in: that they are on no register, or that their record forbids it."""
    roles, chain = ends.new.records.roles, ends.new.facts.chains[task.id]
    holders = {each.role: each for held in chain.duties if held.duty.id == duty for each in held.holders}
    said = [
        f"The role “{roles[name].title}” is on no professional register."
        for name in more
        if name in roles and not is_accountable(roles[name])
    ]
    refused = [
        name for name in more if name in holders and not (holders[name].may_hold and holders[name].authority.holds)
    ]
    if refused:
        verb = "lets" if len(refused) == 1 else "let"
        said.append(f"No record {verb} {ends.titles('role', refused)} do so, so the checker refuses this task.")
    return " ".join(said)


def _numbers(ends: Ends, add: Adder, old: Task, new: Task) -> None:
    was, now = ends.was.of(old), ends.now.of(new)
    assert old.sign_off is not None
    assert new.sign_off is not None
    tier = _tier_of(ends, new, "new")
    one, other = (each.sign_off.observed_practices for each in (old, new) if each.sign_off)
    before, after = (each.at_least if each else 0 for each in (one, other))
    if after < before:
        held = now.least["observed"] >= was.least["observed"]
        words = str(before), str(after) if other else "no number"
        route = ("sign_off", "observed_practices", "at_least")
        add("fewer-observed", route, "observed practices", *words, "observed", note=_held(held, tier))
    every, every_now = (each.sign_off.review_every for each in (old, new) if each.sign_off)
    if every and (every_now is None or every_now.months > every.months):
        note = _reviews(ends, new, every_now.months if every_now else None)
        words = count(every.months, "month"), count(every_now.months, "month") if every_now else "no time is named"
        add(
            "review-longer", ("sign_off", "review_every", "months"), "time between reviews", *words, "review", note=note
        )


def _reviews(ends: Ends, task: Task, now: int | None) -> str:
    longest = ends.new.facts.chains[task.id].longest_review_months
    if now is None:
        tier = _tier_of(ends, task, "new")
        return f"What the tier allows then counts: {count(tier.demands.review_within_months, 'month')}." if tier else ""
    if longest is not None and now > longest:
        return f"The policy allows {count(longest, 'month')} at most, so the checker refuses this record."
    return ""


def _calls(ends: Ends, add: Adder, old: Task, new: Task) -> None:
    gone = [each for each in dict.fromkeys(old.decide_again_when) if each not in new.decide_again_when]
    gone = [each for each in gone if each in ends.new.records.triggers or each not in ends.old.records.triggers]
    if gone:
        words = f"{ends.titles('trigger', gone)}: decide again", "no new decision"
        guards = "triggers", "stopping"
        add("fewer-triggers", ("decide_again_when",), "what calls for a new decision", *words, *guards)
    for told, route, was, now in _told(ends, old, new):
        add("tell-gone", route, told, was, now)


def _told(ends: Ends, old: Task, new: Task) -> Iterator[tuple[str, tuple[str, ...], str, str]]:
    if old.tell is None:
        return
    if new.tell is None:
        yield "whom to tell", ("tell",), ends.titles("role", [old.tell.first]), "nobody is named"
        return
    roles, roles_now = ends.old.records.roles, ends.new.records.roles
    for field, words in (("first", "whom to tell first"), ("then", "whom to tell next")):
        was, now = getattr(old.tell, field), getattr(new.tell, field)
        if was is None or was == now:
            continue
        if now is None:
            yield words, ("tell", field), ends.titles("role", [was]), "nobody is named"
        elif was in roles and is_accountable(roles[was]) and not (now in roles_now and is_accountable(roles_now[now])):
            yield (
                words,
                ("tell", field),
                ends.titles("role", [was]),
                f"{ends.titles('role', [now])}, on no professional register",
            )
    if _number(old.tell.emergency) in _EMERGENCY and _number(new.tell.emergency) not in _EMERGENCY:
        yield "number for an emergency", ("tell", "emergency"), old.tell.emergency, new.tell.emergency


def _number(text: str) -> str:
    return text.replace(" ", "")
