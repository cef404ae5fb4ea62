"""Would a slip in the program be found? Each of these slips is made on purpose, and each is found.

A mutation replaces one expression in the source of one of the MODULES, and loads them all under other names. It is found
when a named chain comes to another state, reason or remark than its line says, or one of the first random registers to
another state than the slow program says. Where an expression has been rewritten, its mutation is written anew.
"""

import sys
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from types import ModuleType

import pytest

import pa_framework
from tests.builders.chains import CHAINS, chain, verdict_codes
from tests.builders.registers import Register, days_of, days_of_events, happening, register
from tests.oracles.naive_verdict import naive_verdict

pytestmark = pytest.mark.no_cover  # what is measured is the program, not its mutations
PACKAGE = Path(pa_framework.__file__).parent
#: The modules that a verdict is made in, lowest first, by the package that holds them.
MODULES = {
    "dates": "text",
    "delegation_chain": "facts",
    "authority": "facts",
    "sign_off_links": "facts",
    "triggers": "facts",
    "verdict": "facts",
}

#: A name → module, expression, what stands there instead.
MUTATIONS: dict[str, tuple[str, str, str]] = {
    # authority
    "months do not end with a shorter month": (
        "dates",
        "return date(year, month + 1, day.day)",
        "return date(year, month + 1, min(day.day, 28))",
    ),
    "active from the day after": ("authority", "practitioner.active_from <= on", "practitioner.active_from < on"),
    "not active on the last day": ("authority", "on <= practitioner.active_until", "on < practitioner.active_until"),
    "a check of tomorrow counts": ("authority", "check <= day <= add_months", "day <= add_months"),
    "a check never grows old": (
        "authority",
        "check <= day <= add_months(check, self._months)",
        "check <= day",
    ),
    "accountability is not asked for": ("authority", "role is not None and is_accountable(role)", "role is not None"),
    "an authorisation for anything covers everything": (
        "authority",
        "if authorisation_covers(authorisation, task)\n                and",
        "if",
    ),
    "an authorisation counts before it was given": ("authority", "and authorisation.on <= day", ""),
    "an authorisation never ends": (
        "authority",
        "authorisation.first <= on and (authorisation.until is None or on <= authorisation.until)",
        "authorisation.first <= on",
    ),
    "an authorisation begins before its first day": (
        "authority",
        "authorisation.first <= on and (authorisation.until",
        "(authorisation.until",
    ),
    "whoever authorises need not be active": ("authority", "or not is_active(issuer, authorisation.on)", ""),
    "whoever authorises is judged by the day of the act": (
        "authority",
        "above = (authorisation.by, authorisation.on)",
        "above = (authorisation.by, day)",
    ),
    "any role authorises any": ("authority", "or issuer.role not in role.authorised_by", ""),
    # links: 1 to 3
    "the person's yes may come later": (
        "sign_off_links",
        'if "person" in self.required_agreements(task):',
        "if False:",
    ),
    "links may come in any order": ("sign_off_links", "first is not None and day < first:", "False:"),
    "two links may not share a day": (
        "sign_off_links",
        "first is not None and day < first:",
        "first is not None and day <= first:",
    ),
    "a link may be left out": ("sign_off_links", "day is not None and first is None:", "False:"),
    "no yes is needed": ("sign_off_links", "if day is None or day > signed:", "if False:"),
    "a yes may come after the sign-off": ("sign_off_links", "if day is None or day > signed:", "if day is None:"),
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
        "and observed < required:",
        "and observed + 1 < required:",
    ),
    "a practice after the assessment counts": ("sign_off_links", "if assessed and act.on > assessed:", "if False:"),
    "a practice on the day of the assessment does not count": (
        "sign_off_links",
        "if assessed and act.on > assessed:",
        "if assessed and act.on >= assessed:",
    ),
    "a practice before the training counts": ("sign_off_links", "first is not None and act.on < first:", "False:"),
    # links: 4 to 7
    "the PA may act for themselves": ("sign_off_links", "if actor.is_pa == pa.id:", "if False:"),
    "nobody who is a PA may act": ("sign_off_links", "if actor.is_pa == pa.id:", "if actor.is_pa:"),
    "whoever acts need not be active": ("sign_off_links", "if not is_active(actor, act.on):", "if False:"),
    "any role may do anything": ("sign_off_links", "if not self._role_may(actor, act.duty, task):", "if False:"),
    "a role may for just its tier": (
        "sign_off_links",
        "limit >= self._tiers[task.risk]",
        "limit == self._tiers[task.risk]",
    ),
    "only assessors may observe": ("sign_off_links", '("may_assess", "may_train") if', '("may_assess",) if'),
    "authority is not asked for": ("sign_off_links", "if not act.path.holds:", "if False:"),
    # links: 8 to 11
    "nothing is kept apart": ("sign_off_links", "if other.by == act.by and earlier and", "if False and earlier and"),
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
        "yield from self._competences_missing(case.pa, task, signed)",
        "pass",
    ),
    "a competence counts at any step": ("sign_off_links", "self._steps.get(held.step, -1) >= ", "99 >= "),
    "a competence counts before it was assessed": ("sign_off_links", "and held.on <= on", ""),
    "a competence never ends": ("sign_off_links", "(held.until is None or on <= held.until)", "True"),
    "anybody may assess a competence": ("sign_off_links", "and is_active(assessor, held.on)", ""),
    "any task may be delegated": ("sign_off_links", "if not is_delegated(task) or task", "if task"),
    "a task by exception may not be delegated": (
        "delegation_chain",
        'task.status in ("delegable", "by-exception")',
        'task.status == "delegable"',
    ),
    "an assessment with anybody counts for everybody": ("sign_off_links", 'task.scope != "transferable"', "False"),
    "a task that transfers does not": ("sign_off_links", 'task.scope != "transferable"', "True"),
    # decisions
    "no review is a decision": ("sign_off_links", 'review.outcome == "continues"', "False"),
    "a review that does not count is a decision": ("sign_off_links", 'and ("reviews", number, "by") in counted', ""),
    "a sign-off of tomorrow is a decision": (
        "sign_off_links",
        "return day if day is not None and day <= on else None",
        "return day",
    ),
    # verdict
    "a withdrawal changes nothing": ("verdict", "if withdrawn and withdrawn.on <= case.on:", "if False:"),
    "a withdrawal of tomorrow stops": ("verdict", "if withdrawn and withdrawn.on <= case.on:", "if withdrawn:"),
    "retraining is no stop": ("verdict", 'review.outcome != "continues"', 'review.outcome == "stops"'),
    "a stop on the day of a decision is past": ("verdict", "review.on >= decided", "review.on > decided"),
    "a trigger on the day of a decision is past": ("verdict", "decided <= event.on", "decided < event.on"),
    "a trigger of tomorrow counts": ("verdict", "decided <= event.on <= case.on", "decided <= event.on"),
    "every trigger stops": ("verdict", 'event.on), trigger.does == "stop"', "event.on), True"),
    "no trigger stops": ("verdict", 'event.on), trigger.does == "stop"', "event.on), False"),
    "going on for a time never ends": ("verdict", "if on <= last:", "if True:"),
    "going on for a time ends a day early": ("verdict", "if on <= last:", "if on < last:"),
    "without days the PA goes on": ("verdict", "trigger.days or 0", "trigger.days or 99"),
    "a trigger of another PA counts": ("verdict", "event.pa in (None, case.pa.id) and", ""),
    "a trigger of another task counts": ("verdict", "and event.task in (None, task.id)", ""),
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
        "if trigger.id in task.decide_again_when:",
        "if trigger.id in task.decide_again_when and not (trigger.gap and task.rescue):",
    ),
    "lapsed on the review date": ("verdict", "if case.on > review_date:", "if case.on >= review_date:"),
    "no warning": ("verdict", "if case.on >= warned:", "if False:"),
    "the warning is a day late": ("verdict", "if case.on >= warned:", "if case.on > warned:"),
    "broken is not looked at": ("verdict", "        if faults:", "        if False:"),
}


def mutated(module: str, old: str, new: str) -> ModuleType:
    """verdict.py and what it rests on, with one expression replaced, under other names."""
    loaded: dict[str, ModuleType] = {}
    for name, package in MODULES.items():
        source = (PACKAGE / package / f"{name}.py").read_text(encoding="utf-8")
        if name == module:
            assert source.count(old) == 1, f"`{old}` is not once in {name}.py: write this mutation anew"
            source = source.replace(old, new)
        for below, folder in MODULES.items():
            source = source.replace(f"from pa_framework.{folder}.{below} import", f"from mutant_{below} import")
        loaded[name] = sys.modules[f"mutant_{name}"] = ModuleType(f"mutant_{name}")
        exec(compile(source, f"mutant_{name}.py", "exec"), vars(loaded[name]))
    return loaded["verdict"]


@pytest.fixture(autouse=True)
def _no_mutant_stays() -> Iterator[None]:
    yield
    for name in MODULES:
        sys.modules.pop(f"mutant_{name}", None)


@cache
def named() -> tuple[tuple[Register, date, str], ...]:
    """The named chains, and what each comes to."""
    return tuple((*chain(line), expected) for line, expected in CHAINS.values())


@cache
def drawn(number: int) -> tuple[tuple[Register, int, date, str], ...]:
    """A portion of random registers with a few questions about each, and the slow program's answers."""
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
        (here, index, on, naive_verdict(here.records, here.practitioners, here.persons, here.pa, index, on))
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


@pytest.mark.parametrize("mutation", MUTATIONS.values(), ids=MUTATIONS)
def test_a_mutation_is_found(mutation: tuple[str, str, str]) -> None:
    program = mutated(*mutation)

    assert found_among_the_named(program) or found_in_random_registers(program)


def test_the_program_without_a_mutation_passes() -> None:
    program = mutated("verdict", "class ChainValidator:", "class ChainValidator:")

    assert not found_among_the_named(program)
    assert not found_in_random_registers(program)
