"""How the delegation policy, the shared settings, competences and ward agreements weaken what guards tasks."""

from collections.abc import Iterator

from pa_framework.facts.comparison.chain_guards import EVERY, OF_THE_TIER
from pa_framework.facts.comparison.guarded_fields import weaker_group
from pa_framework.facts.comparison.record_matching import RawRecord
from pa_framework.facts.comparison.sentence_diff import compare_sentences
from pa_framework.facts.comparison.weakened import (
    Comparison,
    Weakened,
    Weaknesses,
    compare_approval,
    duties_apart_in_words,
)
from pa_framework.facts.comparison.weaker_aid import weaker_aid
from pa_framework.facts.comparison.weaker_triggers import weaker_triggers
from pa_framework.facts.delegation_chain import DUTIES, PARTY_NAMES, is_delegated
from pa_framework.facts.requirements import competences_of
from pa_framework.facts.terms import full_words, interval_words, is_no_longer, may_loosen
from pa_framework.records.field_meaning import field_meanings, labels
from pa_framework.records.model import Agreement, Competence, Demands, Tier
from pa_framework.text.findings import Span
from pa_framework.text.sentences import count, join_some


def weaker_policy(comparison: Comparison, found: Weaknesses) -> None:
    """Adds what delegation.yaml and framework.yaml weaken."""
    _tiers(comparison, found)
    weaker_triggers(comparison, found)
    weaker_aid(comparison, found)
    _settings(comparison, found)
    old, new = comparison.base.records.policy, comparison.head.records.policy
    if old is not None and new is not None:
        compare_approval(found, "delegation", comparison, (old, new), _every(comparison))
    elif old is not None and not any(unjudged.kind == "delegation" for unjudged in comparison.head.unjudged):
        span = old.origin.at()
        words = "the whole policy", "there", "deleted"
        found.weakened.append(
            Weakened("policy-gone", "delegation", "", old.title, *words, span, False, _every(comparison), EVERY)
        )


def _every(comparison: Comparison) -> tuple[str, ...]:
    return tuple(task.id for _, task in comparison.tasks())


def _of_tier(comparison: Comparison, tier: str) -> tuple[str, ...]:
    return tuple(new.id for _, new in comparison.tasks() if new.risk == tier)


def _tiers(comparison: Comparison, found: Weaknesses) -> None:
    tiers = comparison.head.records.tiers
    for name, old in comparison.base.records.tiers.items():
        new, tasks = tiers.get(name), _of_tier(comparison, name)
        if new is not None:
            for kind, demand, field, before, after, guard in _demands(comparison, old, new):
                span, is_new = comparison.place(old, new, "demands", demand)
                found.weakened.append(
                    Weakened(kind, "tier", name, new.title, field, before, after, span, is_new, tasks, frozenset(guard))
                )
        elif tasks and tiers:
            words = "the whole tier", "there", "deleted"
            span = old.origin.at()
            found.weakened.append(
                Weakened("tier-gone", "tier", name, old.title, *words, span, False, tasks, OF_THE_TIER)
            )
    _order(comparison, found)


def _demands(comparison: Comparison, old: Tier, new: Tier) -> Iterator[tuple[str, str, str, str, str, tuple[str, ...]]]:
    """Kind, demand, words for it, before, after, and the guards that it explains."""
    was, now = old.demands, new.demands
    if any(party not in now.agreed_by for party in was.agreed_by):
        before, after = (join_some(PARTY_NAMES[party] for party in demands.agreed_by) for demands in (was, now))
        yield "tier-demands-less", "agreed_by", "whose yes every task needs", before, after or "no one's", ("agreed",)
    if now.observed_practices < was.observed_practices:
        before, after = str(was.observed_practices), str(now.observed_practices)
        yield "tier-demands-less", "observed_practices", "fewest observed practices", before, after, ("observed",)
    if now.review_within_months > was.review_within_months:
        before, after = count(was.review_within_months, "month"), count(now.review_within_months, "month")
        guards = "review", "limit"
        yield "tier-demands-less", "review_within_months", "longest time between reviews", before, after, guards
    yield from _practice_demands(was, now)
    for pair in sorted({tuple(sorted(pair)) for pair in was.apart} - {tuple(sorted(pair)) for pair in now.apart}):
        yield "fewer-apart", "apart", "kept apart", duties_apart_in_words(pair), "may be the same person", ("apart",)
    if any(role not in now.never_sole_assessor for role in was.never_sole_assessor):
        before, after = (comparison.titles("role", demands.never_sole_assessor) for demands in (was, now))
        words = "who is never the only assessor"
        yield "alone-again", "never_sole_assessor", words, before, after or "no one", ("sole",)


#: Demands that are numbers, with the guard of chains that each is. A higher number of those in `_AT_MOST` is weaker.
_NUMBERS = {
    "with_person": "with-person",
    "different_days": "different-days",
    "assessed_within_days": "assessed-within",
    "reassess_after_lapse_days": "reassess-after",
}
_AT_MOST = frozenset({"assessed_within_days", "reassess_after_lapse_days"})


def _practice_demands(was: Demands, now: Demands) -> Iterator[tuple[str, str, str, str, str, tuple[str, ...]]]:
    """The demands on practices, assessment and lapses that are less, in the form of `_demands`."""
    meanings = field_meanings("delegation")
    for field, guard in _NUMBERS.items():
        before, after = getattr(was, field), getattr(now, field)
        if before is not None and (after is None or (after > before if field in _AT_MOST else after < before)):
            words = str(before), "no number" if after is None else str(after)
            yield "tier-demands-less", field, meanings["tiers", "demands", field].label, *words, (guard,)
    within, then = was.written_within, now.written_within
    if within is not None and (then is None or not is_no_longer(within, then)):
        label = meanings["tiers", "demands", "written_within"].label
        after = interval_words(then) if then else "a yes by voice counts without an end"
        yield "tier-demands-less", "written_within", label, interval_words(within), after, ()
    if was.written_instructions and not now.written_instructions:
        yield "tier-demands-less", "written_instructions", "written instructions", "needed", "nothing is said", ()
    if gone := [name for name in was.withdrawal_needs if name not in now.withdrawal_needs]:
        said = join_some(labels("delegation", "tiers.demands.withdrawal_needs")[name] for name in gone)
        yield "tier-demands-less", "withdrawal_needs", "what a withdrawal must say", said, "not asked for", ()
    field, order = "expired_competence", meanings["tiers", "demands", "expired_competence"].order
    ranks = {effect: rank for rank, effect in enumerate(order)}
    if ranks.get(was.expired_competence or "", 0) > ranks.get(now.expired_competence or "", 0):
        effects = labels("delegation", "tiers.demands.expired_competence")
        after = effects[now.expired_competence] if now.expired_competence else "nothing is said"
        label = meanings["tiers", "demands", field].label
        yield "tier-demands-less", field, label, effects[was.expired_competence or order[0]], after, ("expired",)


def _order(comparison: Comparison, found: Weaknesses) -> None:
    """Adds roles whose record is the same and which may do more, because the order of the tiers changed."""
    was, now = comparison.base_guards, comparison.head_guards
    pairs: set[tuple[str, str]] = set()
    for name, new in comparison.head.records.roles.items():
        old = comparison.base.records.roles.get(name)
        for duty in DUTIES if old else ():
            more = now.may(new, duty.may) - was.may(old, duty.may)  # type: ignore[arg-type]
            pairs |= {
                (category, tier)
                for category, tier in more
                if {f"tier {tier}", f"tier {getattr(old, duty.may).get(category)}"} <= was.vocabulary
                and getattr(old, duty.may).get(category) == getattr(new, duty.may).get(category)
            }
    common = [tier for tier in comparison.base.records.tiers if tier in comparison.head.records.tiers]
    if pairs and common:
        first = next(iter(comparison.head.records.tiers.values()))
        tasks = tuple(task.id for _, task in comparison.tasks() if (task.category, task.risk) in pairs)
        before, after = (
            " → ".join(tier.title for tier in snapshot.records.tiers.values())
            for snapshot in (comparison.base, comparison.head)
        )
        guards = frozenset({*(f"may:{duty.id}" for duty in DUTIES), "answers", "authorised"})
        words = "the order of the tiers, lowest risk first", before, after
        title, place = "Tiers of risk", first.origin.at()
        found.weakened.append(
            Weakened("tier-order", "delegation", "", title, *words, place, True, tasks, guards, of_whole=True)
        )


def _settings(comparison: Comparison, found: Weaknesses) -> None:
    old, new = comparison.base.records.framework, comparison.head.records.framework
    if old is None or new is None:
        return
    was, now = old.settings, new.settings

    def add(
        kind: str, route: tuple[str, ...], words: tuple[str, str, str], tasks: tuple[str, ...], *guards: str
    ) -> None:
        span = new.origin.at(*route)
        guarded = frozenset(guards)
        found.weakened.append(Weakened(kind, "framework", "", new.title, *words, span, True, tasks, guarded))

    if now.register_check_valid_months > was.register_check_valid_months:
        words = count(was.register_check_valid_months, "month"), count(now.register_check_valid_months, "month")
        route = ("settings", "register_check_valid_months")
        add(
            "registration-checked-less",
            route,
            ("how long a check of a registration counts", *words),
            _every(comparison),
            "check",
        )
    if now.longest_review_months > was.longest_review_months:
        before, after = comparison.base_guards, comparison.head_guards
        tasks = tuple(
            task.id
            for before_task, task in comparison.tasks()
            if (after.of(task).most["limit"] or 0) > (before.of(before_task).most["limit"] or 0)
        )
        words = count(was.longest_review_months, "month"), count(now.longest_review_months, "month")
        route = ("settings", "longest_review_months")
        add("review-limit-longer", route, ("longest time between reviews of any task", *words), tasks, "limit")
    if old.status == "live" and new.status != "live":
        drafts = tuple(
            task.id
            for task in comparison.head.records.tasks.values()
            if is_delegated(task) and task.approval.state != "approved"
        )
        words = "live: only approved tasks are offered", "reference: drafts are shown, with a banner"
        add("drafts-offered", ("status",), ("what the framework offers", *words), drafts)


def weaker_competences(comparison: Comparison, found: Weaknesses) -> None:
    """Adds what competences that tasks require weaken: statements at a required step, or below it, that are gone."""
    for name, old in comparison.base.records.competences.items():
        asking = [
            (task.id, required[name])
            for _, task in comparison.tasks()
            if name in (required := competences_of(task.requires))
        ]
        new = comparison.head.records.competences.get(name)
        if new is None and asking and not comparison.head.is_unjudged("competence", name):
            words = "the whole record", "there", "deleted"
            tasks = tuple(task for task, _ in asking)
            span = old.origin.at()
            found.weakened.append(
                Weakened("competence-gone", "competence", name, old.title, *words, span, False, tasks)
            )
        elif new is not None:
            tasks = tuple(task for task, _ in asking)
            compare_approval(found, "competence", comparison, (old, new), tasks)
            term, now = old.valid_for, new.valid_for
            if term and (now is None or may_loosen(term, now)):
                words = "how long it counts", full_words(term), full_words(now) if now else "it has no end"
                place = comparison.place(old, new, "valid_for")
                found.weakened.append(Weakened("term-longer", "competence", new.id, new.title, *words, *place, tasks))
            _prerequisites(comparison, found, old, new, tasks)
            _statements(comparison, found, old, new, asking)


def _prerequisites(
    comparison: Comparison, found: Weaknesses, old: Competence, new: Competence, tasks: tuple[str, ...]
) -> None:
    """A competence that tasks require, and before which less is to be held: what is gone, or asked at a lower step."""
    order = comparison.base.records.step_order()
    for name, step in old.prerequisites.items() if tasks else ():
        now = new.prerequisites.get(name)
        if now is None or (step in order and now in order and order[now] < order[step]):
            title = comparison.titles("competence", [name])
            words = (
                "competences needed first",
                f"{title}: {comparison.titles('step', [step])}",
                f"{title}: {comparison.titles('step', [now])}" if now else "",
            )
            place = comparison.place(old, new, "prerequisites")
            found.weakened.append(
                Weakened("competence-asks-less", "competence", new.id, new.title, *words, *place, tasks)
            )


def _statements(
    comparison: Comparison, found: Weaknesses, old: Competence, new: Competence, asking: list[tuple[str, str]]
) -> None:
    """A PA who holds a step holds those below it. So a statement that moved down, or between steps below, is not gone."""
    order = comparison.base.records.step_order()
    gone: dict[str, list[str]] = {}
    for wanted in dict.fromkeys(step for _, step in asking if step in order):
        was, now = (
            [line for step in order if order[step] <= order[wanted] for line in competence.statements.get(step, ())]
            for competence in (old, new)
        )
        change = compare_sentences(was, now)
        for line in change.removed:
            gone.setdefault(line, []).extend(task for task, step in asking if step == wanted)
    for line, tasks in gone.items():
        step, place = _step_of(old, line)
        words = f"what can be seen at the step “{comparison.titles('step', [step])}”", line, ""
        reached = tuple(dict.fromkeys(tasks))
        found.weakened.append(
            Weakened("competence-asks-less", "competence", new.id, new.title, *words, place, False, reached)
        )


def _step_of(competence: Competence, line: str) -> tuple[str, Span]:
    """The step of a statement, and its place."""
    step = next(step for step, lines in competence.statements.items() if line in lines)
    return step, competence.origin.at("statements", step, competence.statements[step].index(line))


def weaker_agreements(comparison: Comparison, found: Weaknesses) -> None:
    """Adds what agreements on hospital working weaken: by themselves, by what takes their place, or by being gone."""
    for name, old in comparison.base.records.agreements.items():
        if old.hospital is None or comparison.head.is_unjudged("agreement", name):
            continue
        there = comparison.head.records.agreements.get(name)
        new = _in_its_place(comparison, old, there)
        if new is not None and new.hospital is not None:
            weaker_group(comparison, found, _thing(old), _thing(new), "hospital")
            continue
        span, is_new = comparison.place(old, new, "hospital")
        words = "what is agreed for a hospital stay", "there", "no longer there"
        title = there.title if there else old.title
        found.weakened.append(Weakened("ward-agreement-less", "agreement", name, title, *words, span, is_new))


def _thing(agreement: Agreement) -> RawRecord:
    document = agreement.origin.document
    return RawRecord("agreement", agreement.id, document, (), document.data)


def _in_its_place(comparison: Comparison, old: Agreement, there: Agreement | None) -> Agreement | None:
    """What holds now: the same record, or what it was retired for, unless that is compared with the same by itself."""
    if there is None or not there.replaced_by or old.replaced_by:
        return there
    was = comparison.base.records.agreements.get(there.replaced_by)
    return old if was and was.hospital == old.hospital else comparison.head.records.agreements.get(there.replaced_by)
