"""What a sign-off rests on that the rules asked on its day, where they ask more, or something else, today.

Each act is judged by the rule of its day, so a change of the rules breaks no sign-off. Someone who reads the answer must
still see that less was asked. What is asked less today is left out: such a sign-off holds more than that.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from msgspec import Struct

from pa_framework.facts.comparison.requirement_diff import direction
from pa_framework.facts.delegation_chain import DUTIES, PARTY_NAMES
from pa_framework.facts.facts import Facts
from pa_framework.facts.requirements import in_words, parse, titles
from pa_framework.facts.terms import full_words
from pa_framework.facts.titles import title_of
from pa_framework.facts.verdict import Verdict
from pa_framework.records.earlier import DatedRules
from pa_framework.records.field_meaning import field_meanings, labels
from pa_framework.records.load import Records
from pa_framework.records.model import Task, Tier, ValidityTerm
from pa_framework.records.unreadable import UnreadableField
from pa_framework.text.dates import format_date
from pa_framework.text.sentences import join_words, lower_first, upper_first

#: Demands of a tier that are numbers: a higher one asks more, or a lower one where `False`.
_NUMBERS = {"with_person": True, "different_days": True, "assessed_within_days": False}


class OlderRule(Struct, frozen=True):
    """A rule that was another one on the day of a sign-off: what was asked, the last day of that, what is asked now."""

    field: str
    was: str
    until: date
    now: str

    @property
    def sentence(self) -> str:
        """Both rules, as a sentence."""
        return f"{upper_first(self.field)}: {self.was} until {format_date(self.until)}; now {self.now}."


class _Asked(Struct, frozen=True):
    """One thing that the rules of a day ask, and the same in words. `asks_more` compares it with that of a later day."""

    value: Any
    words: str
    asks_more: Callable[[Any, Any], bool]


def older_rules(facts: Facts, verdict: Verdict) -> tuple[OlderRule, ...]:
    """What the sign-off of a verdict rests on that is asked otherwise today. Nothing before it is signed off."""
    signed = verdict.choice.signed
    task = facts.records.tasks.get(verdict.task)
    if signed is None or task is None:
        return ()
    try:
        return tuple(_found(facts.records, verdict, signed.on, task))
    except UnreadableField:
        return ()


def _found(records: Records, verdict: Verdict, signed: date, task: Task) -> Iterator[OlderRule]:
    rules = DatedRules(records)
    risks = {one.risk or "" for day in (signed, verdict.on) if (one := rules.task(task.id, day))}
    tiers = [records.tiers[risk] for risk in risks if risk in records.tiers]
    changes = sorted(
        {entry.until for record in tiers for entry in record.earlier} | {one.until for one in task.earlier}
    )
    passed = [until for until in changes if until < verdict.on]
    if not passed or passed[-1] < signed:
        return
    days = {act.duty: act.on for act in verdict.acts}
    now = _asked_on(records, rules, task.id, verdict.on)
    for name, asks in now.items():
        duty = next((duty.id for duty in DUTIES if duty.by == name), "")
        day = (verdict.decided if name == "review_every" else days.get(duty)) or signed
        was = _asked_on(records, rules, task.id, day).get(name)
        later = [until for until in passed if until >= day]
        if was is None or was.value == asks.value or not later or not asks.asks_more(was.value, asks.value):
            continue
        until = next(
            last
            for last in later
            if last is later[-1]
            or (after := _asked_on(records, rules, task.id, last + timedelta(days=1)).get(name)) is None
            or after.value != was.value
        )
        yield OlderRule(_label(name), was.words, until, asks.words)


def _label(name: str) -> str:
    of_task, of_policy = field_meanings("task"), field_meanings("delegation")
    for meanings, names in ((of_task, (name,)), (of_task, ("sign_off", name)), (of_policy, ("tiers", "demands", name))):
        if names in meanings:
            return meanings[names].label
    return name.replace("_", " ")


def _asked_on(records: Records, rules: DatedRules, task_id: str, day: date) -> dict[str, _Asked]:
    """What the rules of a day ask before a sign-off, by the name of the field."""
    task = rules.task(task_id, day)
    if task is None or task.sign_off is None:
        return {}
    tier, chain = rules.tier(task, day), task.sign_off
    number = max(
        chain.observed_practices.at_least if chain.observed_practices else 0,
        tier.demands.observed_practices if tier else 0,
    )
    parties = [name for name in PARTY_NAMES if name in {*chain.agreed_by, *(tier.demands.agreed_by if tier else ())}]
    found = {
        "risk": _risk(records, task),
        "scope": _Asked(
            task.scope,
            labels("task", "scope").get(task.scope or "", "") or "nothing",
            lambda was, now: was == "transferable",
        ),
        "requires": _requires(records, task),
        "observed_practices": _Asked(number, str(number), lambda was, now: bool(was < now)),
        "agreed_by": _Asked(frozenset(parties), _list(PARTY_NAMES[name] for name in parties), _is_added),
        "apart": _apart(task, tier),
        "written_instructions": _Asked(
            written := bool(chain.written_instructions or (tier and tier.demands.written_instructions)),
            "asked for" if written else "not asked for",
            lambda was, now: bool(now and not was),
        ),
        "review_every": _review(chain.review_every, tier),
    }
    for duty in DUTIES:
        if duty.id != "review":
            roles = frozenset(getattr(chain, duty.by) or chain.every_duty_by)
            named = _list(lower_first(title_of(records.roles, role)) for role in sorted(roles))
            found[duty.by] = _Asked(roles, named, lambda was, now: bool(was - now))
    for name, is_least in _NUMBERS.items():
        value = getattr(tier.demands, name) if tier else None
        found[name] = _Asked(value, "no number" if value is None else str(value), _more(is_least=is_least))
    return found


def _more(*, is_least: bool) -> Callable[[Any, Any], bool]:
    def asks_more(was: int | None, now: int | None) -> bool:
        return now is not None and (was is None or (now > was if is_least else now < was))

    return asks_more


def _list(words: Iterator[str]) -> str:
    return join_words(words) or "no one"


def _is_added(was: frozenset[Any], now: frozenset[Any]) -> bool:
    return bool(now - was)


def _risk(records: Records, task: Task) -> _Asked:
    order = list(records.tiers)

    def asks_more(was: str, now: str) -> bool:
        return was not in order or now not in order or order.index(was) < order.index(now)

    return _Asked(task.risk, lower_first(title_of(records.tiers, task.risk or "")), asks_more)


def _requires(records: Records, task: Task) -> _Asked:
    def asks_more(was: Any, now: Any) -> bool:
        return bool(now) and (not was or direction(now, was, records.step_order()) != "stricter")

    words = in_words(parse(task.requires), titles(records)) if task.requires else "nothing"
    return _Asked(task.requires, words, asks_more)


def _apart(task: Task, tier: Tier | None) -> _Asked:
    own: Sequence[Sequence[str]] = task.sign_off.apart if task.sign_off else ()
    pairs = frozenset(frozenset(pair) for pair in (*own, *(tier.demands.apart if tier else ())))
    said = labels("task", "sign_off.apart")
    words = "; ".join(sorted(join_words(said[duty.by] for duty in DUTIES if duty.by in pair) for pair in pairs))
    return _Asked(pairs, words or "none", _is_added)


def _review(term: ValidityTerm | None, tier: Tier | None) -> _Asked:
    """The time between reviews. Of two that are more than a length, no one can say which asks more."""
    if term is None:
        term = ValidityTerm(months=tier.demands.review_within_months) if tier else ValidityTerm()
    days = (term.years or 0) * 365.25 + (term.months or 0) * 30.4375 + (term.weeks or 0) * 7 + (term.days or 0)
    rest = (term.runs, term.steps, term.ends_on, term.in_years, term.counts_from, term.open_before, term.grace)
    plain = days and not any(rest) and term.needs is None

    def asks_more(was: tuple[Any, ...], now: tuple[Any, ...]) -> bool:
        return not (was[0] and now[0]) or bool(now[0] < was[0])

    return _Asked((days if plain else 0, *rest, term.needs), full_words(term), asks_more)
