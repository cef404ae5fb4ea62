"""Would a slip in the program be found? Each of these slips is made on purpose, and each is found.

A mutation replaces one expression in the source of one module (tests/builders/mutants.py). It is found when a named
chain comes to another state, reason or remark than its line says, or one of the first random registers to another state
than without the slip. Where an expression has been rewritten, its mutation is written anew.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from random import Random
from types import ModuleType

import pytest

from pa_framework.facts.verdict import ChainValidator
from tests.builders.chains import CHAINS, chain, verdict_codes
from tests.builders.effort import examples, in_part
from tests.builders.mutants import mutated, occurrences, remove_mutants
from tests.builders.registers import Register, days_of, days_of_events, happening, register

pytestmark = pytest.mark.no_cover  # what is measured is the program, not its mutations

#: A name → module, expression, what stands there instead.
MUTATIONS: dict[str, tuple[str, str, str]] = {
    # authority
    "months do not end with a shorter month": (
        "dates",
        "return date(year, month + 1, day.day)",
        "return date(year, month + 1, min(day.day, 28))",
    ),
    "active from the day after": ("recorded_forms", "practitioner.active_from <= on", "practitioner.active_from < on"),
    "not active on the last day": (
        "recorded_forms",
        "on <= practitioner.active_until",
        "on < practitioner.active_until",
    ),
    "a check of tomorrow counts": (
        "recorded_forms",
        "(checked for checked, _ in checks if checked <= on)",
        "(checked for checked, _ in checks)",
    ),
    "a check never grows old": (
        "authority",
        "if check is None or add_months(check[0], self._months) < on:",
        "if check is None:",
    ),
    "accountability is not asked for": ("authority", "role is not None and is_accountable(role)", "role is not None"),
    "an authorisation for anything covers everything": (
        "authority",
        "if authorisation_covers(given, task) and given.on",
        "if given.on",
    ),
    "an authorisation counts before it was given": ("authority", "and given.on <= on and", "and"),
    "an authorisation never ends": (
        "authority",
        "return [given for given in begun if given.until is None or on <= given.until]",
        "return begun",
    ),
    "an authorisation begins before its first day": (
        "authority",
        "and given.on <= on and given.first <= on",
        "and given.on <= on",
    ),
    "whoever authorises need not be active": ("authority", "or not is_active(issuer, authorisation.on)", ""),
    "whoever authorises is judged by the day of the act": (
        "authority",
        "above = (authorisation.by, authorisation.on)",
        "above = (authorisation.by, day)",
    ),
    "any role authorises any": ("authority", "or role_on(issuer, authorisation.on) not in role.authorised_by", ""),
    # links: 1 to 3
    "the person's yes may come later": (
        "sign_off_links",
        'if "person" in self.required_agreements(task, case.tier):',
        "if False:",
    ),
    "links may come in any order": ("sign_off_links", "first is not None and day < first:", "False:"),
    "two links may not share a day": (
        "sign_off_links",
        "first is not None and day < first:",
        "first is not None and day <= first:",
    ),
    "a link may be left out": ("sign_off_links", "day is not None and first is None:", "False:"),
    "no yes is needed": (
        "sign_off_links",
        "if not any(entry.is_in_force(signed.on) for entry",
        "if False and not any(entry.is_in_force(signed.on) for entry",
    ),
    "a yes may come after the sign-off": (
        "sign_off_links",
        "if not any(entry.is_in_force(signed.on) for entry",
        "if not any(True for entry",
    ),
    "the tier's yeses are not needed": ("sign_off_links", "*(tier.demands.agreed_by if tier else ())", ""),
    "the task's yeses are not needed": ("sign_off_links", "*(task.sign_off.agreed_by if task.sign_off else ()), ", ""),
    "the tier's number of practices is not asked for": (
        "sign_off_links",
        "max(own, tier.demands.observed_practices if tier else 0)",
        "own",
    ),
    "the task's number of practices is not asked for": (
        "sign_off_links",
        "max(own, tier.demands.observed_practices if tier else 0)",
        "tier.demands.observed_practices",
    ),
    "one practice fewer is enough": (
        "sign_off_links",
        "        if observed < required:\n            number",
        "        if observed + 1 < required:\n            number",
    ),
    "a practice after the assessment counts": ("sign_off_links", "if assessed and act.on > assessed.on:", "if False:"),
    "a practice on the day of the assessment does not count": (
        "sign_off_links",
        "if assessed and act.on > assessed.on:",
        "if assessed and act.on >= assessed.on:",
    ),
    "a practice before the training counts": ("sign_off_links", "first is not None and act.on < first:", "False:"),
    # links: 4 to 7
    "the PA may act for themselves": ("sign_off_links", "if self._is_pa(actor, pa):", "if False:"),
    "nobody who is a PA may act": ("sign_off_links", "if self._is_pa(actor, pa):", "if actor.is_pa:"),
    "whoever acts need not be active": ("sign_off_links", "if not is_active(actor, act.on):", "if False:"),
    "any role may do anything": (
        "sign_off_links",
        "if task is not None and self._role_may(role, duty, task, act.on)]",
        "if task is not None]",
    ),
    "a role may for just its tier": (
        "sign_off_links",
        "self._tiers.get(limit, -1) >= self._tiers[task.risk]",
        "self._tiers.get(limit, -1) == self._tiers[task.risk]",
    ),
    "only assessors may observe": ("sign_off_links", '("assess", "train") if act.duty', '("assess",) if act.duty'),
    "authority is not asked for": ("sign_off_links", "if not act.path.holds:", "if False:"),
    # links: 8 to 11
    "nothing is kept apart": ("sign_off_links", "if earlier and self._same_human", "if False and self._same_human"),
    "the tier's pairs are not kept apart": ("delegation_chain", "*(tier.demands.apart if tier else ()), ", ""),
    "the task's pairs are not kept apart": (
        "delegation_chain",
        ", *(task.sign_off.apart if task.sign_off else ())",
        "",
    ),
    "a review by the wrong one counts": ("sign_off_links", 'if fault is None and act.duty == "review":', "if False:"),
    "anybody may be the sole assessor": ("sign_off_links", 'act.duty == "assess" and tier', "False and tier"),
    "competences need not be held": (
        "sign_off_links",
        "yield from self._requirements_missing(case, task, case.choice.signed)",
        "pass",
    ),
    "a competence counts at any step": ("sign_off_links", "self._steps.get(held.step, -1) >= ", "99 >= "),
    "a competence counts before it was assessed": ("sign_off_links", "if held.on <= until and not", "if not"),
    "a competence never ends": (
        "sign_off_links",
        "if held.until is None or on <= held.until), None)",
        "), None)",
    ),
    "anybody may assess a competence": ("sign_off_links", "and is_active(assessor, held.on)", ""),
    "any task may be delegated": (
        "sign_off_links",
        "if not is_delegated(now) or now.sign_off is None:",
        "if now.sign_off is None:",
    ),
    "a task by exception may not be delegated": (
        "delegation_chain",
        'task.status in ("delegable", "by-exception")',
        'task.status == "delegable"',
    ),
    "an assessment with anybody counts for everybody": ("sign_off_links", 'task.scope != "transferable"', "False"),
    "a task that transfers does not": ("sign_off_links", 'task.scope != "transferable"', "True"),
    # decisions
    "no review is a decision": ("sign_off_links", 'if reviews[number].outcome == "continues"]', "if False]"),
    "a review that does not count is a decision": (
        "sign_off_links",
        "for number in counted if reviews",
        "for number in range(len(reviews)) if reviews",
    ),
    "a delegation of tomorrow is one": (
        "sign_off_links",
        "return day if day is not None and day <= on else None",
        "return day",
    ),
    # verdict
    "a withdrawal changes nothing": ("verdict", "if withdrawal.on <= case.on and not", "if False and not"),
    "a withdrawal of tomorrow stops": ("verdict", "if withdrawal.on <= case.on and not", "if not"),
    "retraining is no stop": (
        "verdict",
        'if review.outcome == "continues" or review.on > case.on:',
        'if review.outcome != "stops" or review.on > case.on:',
    ),
    "a later review ends a stop": ("verdict", 'case.began if review.outcome == "stops" else decided', "decided"),
    "a stop on the day of a decision is past": ("verdict", "review.on >= ended", "review.on > ended"),
    "a trigger on the day of a decision is past": (
        "sign_off_links",
        "return event_on < decision.on and",
        "return event_on <= decision.on and",
    ),
    "a trigger of tomorrow counts": ("verdict", "if event.on > case.on or any(", "if any("),
    "every trigger stops": ("verdict", 'until = trigger.does == "stop", ', "until = True, "),
    "no trigger stops": ("verdict", 'until = trigger.does == "stop", ', "until = False, "),
    "going on for a time never ends": ("verdict", "is_over = on > last", "is_over = False"),
    "going on for a time ends a day early": ("verdict", "is_over = on > last", "is_over = on >= last"),
    "without days the PA goes on": ("verdict", "trigger.days or 0", "trigger.days or 99"),
    "a trigger of another PA counts": ("verdict", "event.pa in (None, case.pa.id) and", ""),
    "a trigger of another task counts": ("verdict", "and (stops_all or event.task in (None, case.sign_off.task))", ""),
    "a trigger that the task does not name counts": (
        "triggers",
        'trigger.holds_for == "every-task" and not (trigger.gap and task.rescue)',
        "True",
    ),
    "a trigger for every task must be named": (
        "triggers",
        'trigger.holds_for == "every-task" and not (trigger.gap and task.rescue)',
        "False",
    ),
    "a gap stops a rescue task": ("triggers", " and not (trigger.gap and task.rescue)", ""),
    "a gap stops no task": ("triggers", "not (trigger.gap and task.rescue)", "not trigger.gap"),
    "no gap counts for a rescue task that names it": (
        "triggers",
        "trigger.id in task.decide_again_when:",
        "trigger.id in task.decide_again_when and not (trigger.gap and task.rescue):",
    ),
    "lapsed on the review date": ("verdict", "case.on > review_date:", "case.on >= review_date:"),
    "no warning": ("verdict", "if case.on >= first:", "if False:"),
    "the warning is a day late": ("verdict", "if case.on >= first:", "if case.on > first:"),
    "broken is not looked at": (
        "verdict",
        "        if case.faults:\n            faults",
        "        if False:\n            faults",
    ),
    # second edition
    "an insurer's yes never ends": ("recorded_forms", 'if party == "insurer" and until is None:', "if False:"),
    "an insurer's yes ends a day early": (
        "recorded_forms",
        "until = add_months(first, insurance_months)",
        "until = add_months(first, insurance_months - 1)",
    ),
    "a yes never ends": (
        "recorded_forms",
        "self.first <= on and (self.until is None or on <= self.until)",
        "self.first <= on",
    ),
    "a yes counts before a power was seen": ("recorded_forms", "first = max(first, seen_on)", "first = first"),
    "only the first training is read": (
        "recorded_forms",
        'return (*_short(sign_off.trained_by, sign_off.trained_on, "trained"), *listed)',
        'return _short(sign_off.trained_by, sign_off.trained_on, "trained")',
    ),
    "not yet is competent": ("recorded_forms", 'if entry.outcome == "competent"', "if True"),
    "the first role is the role for ever": (
        "recorded_forms",
        "return max(running)[2] if running else practitioner.role",
        "return practitioner.role",
    ),
    "no one is discredited": ("recorded_forms", "(found.on or found.first) <= known and on >= found.first", "False"),
    "discredited before it was found": (
        "recorded_forms",
        "(found.on or found.first) <= known and on >= found.first",
        "on >= found.first",
    ),
    "a suspended registration is good": ("authority", 'check[1] & {"suspended", "removed"}', "()"),
    "an entry of the same human is another": ("recorded_forms", "above[second] = first", "above[second] = second"),
    "a PA is never away": (
        "recorded_forms",
        "return any(entry.first <= on and (entry.until is None or on <= entry.until) for entry in pa.away)",
        "return False",
    ),
    "alike practices count twice": ("sign_off_links", "if practice in seen:", "if False:"),
    "a practice that did not go well counts": (
        "sign_off_links",
        'if practice.outcome == "not-yet":',
        "if False:",
    ),
    "a practice with any device counts": (
        "sign_off_links",
        "if _is_with_another_device(sign_off, practice):",
        "if False:",
    ),
    "a practice with a device counts for no sign-off that names none": (
        "sign_off_links",
        "practice.device is not None and bool(sign_off.devices) and",
        "practice.device is not None and",
    ),
    "a practice without a device counts for no sign-off that names some": (
        "sign_off_links",
        "practice.device is not None and bool(sign_off.devices) and",
        "bool(sign_off.devices) and",
    ),
    "practices need not be with the person": ("sign_off_links", "and with_person < demands.with_person:", "and False:"),
    "practices may be on one day": ("sign_off_links", "and days < demands.different_days:", "and False:"),
    "an assessment is never too late": ("sign_off_links", "(assessed.on - trained.on).days > longest:", "False:"),
    "an assessment is too late on the last day": (
        "sign_off_links",
        "(assessed.on - trained.on).days > longest:",
        "(assessed.on - trained.on).days >= longest:",
    ),
    "not yet before the sign-off breaks nothing": (
        "sign_off_links",
        "if assessed.on <= failed.on <= signed.on:",
        "if False:",
    ),
    "any role is named": (
        "sign_off_links",
        "if not any(role in _named_roles(task, duty) for duty in may):",
        "if False:",
    ),
    "the first choice is the only one": (
        "sign_off_links",
        "            if not case.faults:\n                return case",
        "            if True:\n                return case",
    ),
    "retraining first is not asked for": (
        "sign_off_links",
        'if review.outcome == "retrain" and before',
        "if False and before",
    ),
    "an earlier review date is not heard": (
        "sign_off_links",
        "own = case.sign_off.review_on if decision.review is None else None",
        "own = None",
    ),
    "a review date later than the rules counts": (
        "sign_off_links",
        "date_ = min(filter(None, (case.review_end, own, *earlier)), default=None)",
        "date_ = own or case.review_end",
    ),
    "nothing can be resumed": (
        "verdict",
        "return not is_clinical(withdrawal, self._reasons) and self",
        "return False and self",
    ),
    "a clinical withdrawal can be resumed": (
        "verdict",
        "return not is_clinical(withdrawal, self._reasons) and self",
        "return self",
    ),
    "anyone resumes": ("verdict", "resumed.by == withdrawal.by\n            and", ""),
    "not yet since the sign-off stops nothing": (
        "verdict",
        "signed < failed.on <= case.on and failed.on >= decided:",
        "False:",
    ),
    "being back after a gap is no event": (
        "verdict",
        "if trigger and trigger.gap and add_months(first, trigger.gap.months) <= back:",
        "if False:",
    ),
    "nothing of today is looked at": (
        "verdict",
        "changes = list(self.now.changes(case, setting)) if decided else []",
        "changes = []",
    ),
    "what will be so is so already": (
        "verdict",
        "in_effect = [change for change in changes if change.first <= case.on]",
        "in_effect = changes",
    ),
    "what is due now changes nothing": (
        "verdict",
        "due += [_reason(change)] if change.first <= case.on else []",
        "pass",
    ),
    "no warning before the insurance ends": ("sign_off_now", "warns=is_insurance,", "warns=False,"),
    "the end of the insurance does what the tier does not say": (
        "sign_off_now",
        'effect: Effect = (tier.demands.expired_insurance if tier else None) or "lapsed"',
        'effect: Effect = "lapsed"',
    ),
    "a yes that ended lapses only": ("sign_off_now", 'effect if is_insurance else "stopped",', "effect,"),
    "a new employer need not agree": ("sign_off_now", 'if party == "employer":', "if False:"),
    "a yes to the last employer counts": (
        "sign_off_now",
        "entry.employer == employer.id or (not entry.employer and entry.given >= employer.first)",
        "True",
    ),
    "any device will do": ("sign_off_now", "if entry.device in seen_with:", "if True:"),
    "reviews with a device do not count": (
        "sign_off_now",
        "*(device for review in reviews for device in review.devices)",
        "",
    ),
    "a device of last year is used": ("sign_off_now", "and (entry.until is None or case.on <= entry.until)", ""),
    "a PA who left may go on": ("sign_off_now", "if case.pa.active_until is not None:", "if False:"),
    "a PA who is away may go on": ("sign_off_now", "if is_away(case.pa, case.on):", "if False:"),
    "support that ended goes on": (
        "sign_off_now",
        "person.ended_on is not None and person.ended_on <= case.on:",
        "False:",
    ),
    "support ends the day after": (
        "sign_off_now",
        "person.ended_on is not None and person.ended_on <= case.on:",
        "person.ended_on is not None and person.ended_on < case.on:",
    ),
    "a decision for the person is never looked at again": (
        "sign_off_now",
        "if yes is not None and yes.review_on is not None:",
        "if False:",
    ),
    "a competence that ended is held": (
        "sign_off_now",
        "in_force, day = _coverage((entry.until for entry in held), case.on)",
        "in_force, day = True, None",
    ),
    "conditions of a registration are not looked at": ("sign_off_now", 'if "conditions" in results:', "if False:"),
    "a hand-over is not read": (
        "sign_off_now",
        "(number := self._last_hand_over(case, on)) is not None",
        "(number := None) is not None",
    ),
    "no one accountable is ever missing": (
        "sign_off_now",
        "        if gone or leaves is not None:",
        "        if False:",
    ),
    "no one accountable, and the PA goes on for ever": (
        "sign_off_now",
        'yield Change("SGN027", case.place(), sentence, coming, stops, "stopped")',
        "pass",
    ),
    "an old check of the one accountable is good": (
        "sign_off_now",
        'sentence, coming, stale, "due"',
        'sentence, "", date.max, "due"',
    ),
}


#: All of them in the nightly run, every third one else.
TRIED = dict(in_part(MUTATIONS.items()))


@pytest.fixture(autouse=True)
def _no_mutant_stays() -> Iterator[None]:
    yield
    remove_mutants()


@cache
def named() -> tuple[tuple[Register, date, str], ...]:
    """The named chains, and what each comes to."""
    return tuple((*chain(line), expected) for line, expected in CHAINS.values())


@cache
def drawn(number: int) -> tuple[tuple[Register, int, date, str], ...]:
    """A portion of random registers with a few questions about each, and the answers without a slip."""
    random = Random(number)
    asked: list[tuple[Register, int, date]] = []
    for _ in range(50):
        here = register(random)
        for index in range(len(here.pa.sign_offs)):
            asked += [(here, index, on) for on in random.sample(days_of(here, index), 4)]
    for _ in range(10):
        here = happening(random)
        for index in range(len(here.pa.sign_offs)):
            asked += [(here, index, on) for on in days_of_events(here, index)]
    return tuple(
        (
            here,
            index,
            on,
            ChainValidator(here.records, here.practitioners, here.persons).verdict(here.pa, index, on).state,
        )
        for here, index, on in asked
    )


def found_among_the_named(program: ModuleType) -> bool:
    return any(
        verdict_codes(program.ChainValidator(here.records, here.practitioners, here.persons).verdict(here.pa, 0, on))
        != expected
        for here, on, expected in named()
    )


def found_in_random_registers(program: ModuleType, portions: int = 20) -> bool:
    return any(
        program.ChainValidator(here.records, here.practitioners, here.persons).verdict(here.pa, index, on).state
        != expected
        for number in range(portions)
        for here, index, on, expected in drawn(number)
    )


@pytest.mark.parametrize("mutation", TRIED.values(), ids=TRIED)
def test_a_mutation_is_found(mutation: tuple[str, str, str]) -> None:
    program = mutated(*mutation)["verdict"]

    assert found_among_the_named(program) or found_in_random_registers(program)


def test_every_expression_is_there_once() -> None:
    """Also those of the mutations that are made at night only: what was rewritten is written anew here."""
    assert not [name for name, (module, old, _) in MUTATIONS.items() if occurrences(module, old) != 1]


def test_the_program_without_a_mutation_passes() -> None:
    program = mutated("dates", "def add_months", "def add_months")["verdict"]

    assert not found_among_the_named(program)
    assert not found_in_random_registers(program, examples(20))
