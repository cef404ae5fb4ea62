"""The verdict of a sign-off: named chains, and what must always be true of verdicts and answers."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from pa_framework.facts.answers import may_do
from pa_framework.facts.facts import Facts
from pa_framework.facts.verdict import ChainValidator, Verdict
from pa_framework.records.register import Register as Recorded
from pa_framework.records.register_model import Authorisation, Observation, Practitioner
from tests.builders.chains import CHAINS, chain, verdict_codes
from tests.builders.effort import examples
from tests.builders.registers import (
    NOWHERE,
    UNHEARD,
    Register,
    chance,
    day,
    days_of,
    days_of_events,
    earlier,
    happened,
    happening,
    poorer,
    quieter,
    register,
    stricter,
    with_task,
    worse,
)

STATES = {"holds", "due", "lapsed", "stopped", "incomplete", "broken"}


def verdict(here: Register, on: date, index: int = 0) -> Verdict:
    return ChainValidator(here.records, here.practitioners, here.persons).verdict(here.pa, index, on)


def may(here: Register, on: date, index: int = 0) -> bool:
    """Whether the answer about the task and the person of a sign-off is yes."""
    register = Recorded(practitioners=here.practitioners, persons=here.persons, pas={here.pa.id: here.pa})
    sign_off = here.pa.sign_offs[index]
    return may_do(Facts(here.records, on, register), here.pa.id, sign_off.task, sign_off.person).may_do


# --- named chains


@pytest.mark.parametrize(("line", "expected"), CHAINS.values(), ids=CHAINS)
def test_the_verdict_of_a_chain(line: str, expected: str) -> None:
    here, on = chain(line)

    assert verdict_codes(verdict(here, on)) == expected


def test_every_state_is_among_the_named_chains() -> None:
    assert {expected.split()[0] for _, expected in CHAINS.values()} == STATES


# --- random registers


def test_random_registers_come_to_every_verdict() -> None:
    """At least one verdict in twenty is of each state: what is never drawn is never asked about."""
    random, count, registers = Random(0), Counter[str](), examples(600)
    for _ in range(registers):
        here = register(random)
        for index in range(len(here.pa.sign_offs)):
            count.update(verdict(here, on, index).state for on in random.sample(days_of(here, index), 4))

    assert set(count) == STATES
    assert min(count.values()) >= count.total() / 25, count


def test_random_registers_come_to_every_kind_of_trigger() -> None:
    """Of each kind there are events that alone decide a verdict."""
    random, count, registers = Random(0), Counter[str](), examples(600)
    for _ in range(registers):
        here = happening(random)
        for index in range(len(here.pa.sign_offs)):
            for on in days_of_events(here, index):
                count.update(kinds_that_decide(here, on, index))

    assert set(count) == KINDS
    assert min(count.values()) >= registers / 40, count


KINDS = {
    *(f"{does}, {named}" for does in ("stop", "go-on-until", "go-on") for named in ("named", "for every task", "both")),
    "on the day of a decision",
    "on its last day",
    "the day after its last day",
    "on the only day",
    "the day after the only day",
    "days, and no go-on-until",
    "a gap that a rescue task names",
    "a gap for every task, and a rescue task",
    "a task by exception",
}


def kinds_that_decide(here: Register, on: date, index: int) -> set[str]:
    """The kinds of the events without which alone the state would be another."""
    state = verdict(here, on, index).state
    sign_off = here.pa.sign_offs[index]
    person = here.persons.get(sign_off.person)
    if state == "broken" or person is None:
        return set()
    task, found = here.records.tasks[sign_off.task], set()
    for at, event in enumerate(person.events):
        trigger = here.records.triggers.get(event.trigger)
        if trigger is None:
            continue
        named, every = trigger.id in task.decide_again_when, trigger.holds_for == "every-task"
        if trigger.gap and task.rescue and every and not named:
            other = replace(here, records=with_task(here.records, task.id, rescue=None))
            if verdict(other, on, index).state != state:
                found.add("a gap for every task, and a rescue task")
            continue
        left = replace(person, events=(*person.events[:at], *person.events[at + 1 :]))
        if verdict(replace(here, persons={**here.persons, person.id: left}), on, index).state == state:
            continue
        found.add(f"{trigger.does}, {'both' if named and every else 'named' if named else 'for every task'}")
        if event.on in (sign_off.signed_off_on, *(review.on for review in sign_off.reviews)):
            found.add("on the day of a decision")
        passed = (on - event.on).days
        if trigger.does == "go-on-until":
            days = trigger.days or 0
            told = "its last day" if days else "the only day"
            found |= {days: {f"on {told}"}, days + 1: {f"the day after {told}"}}.get(passed, set())
        elif trigger.days and passed > trigger.days:
            found.add("days, and no go-on-until")
        if trigger.gap and task.rescue:
            found.add("a gap that a rescue task names")
        if task.status == "by-exception":
            found.add("a task by exception")
    return found


def some(days: list[date], random: Random) -> Iterable[date]:
    """Every seventh day, beginning anywhere."""
    return days[random.randrange(7) :: 7]


# --- what must always be true


@pytest.mark.no_cover
@settings(max_examples=examples(100))
@given(chance)
def test_less_support_never_lets_a_chain_hold(random: Random) -> None:
    """Leaving out an agreement, a duty, a practice, a review, an authorisation, a check or a competence."""
    here = register(random)
    _never_lets_hold(here, list(poorer(here)), random)


@pytest.mark.no_cover
@settings(max_examples=examples(100))
@given(chance)
def test_more_that_stops_never_lets_a_chain_hold(random: Random) -> None:
    """Adding a trigger, a withdrawal, an end date, a time away, a device, an employer, or an assessment `not-yet`."""
    here = register(random)
    _never_lets_hold(here, list(worse(random, here)), random)


def _never_lets_hold(here: Register, others: list[tuple[str, Register]], random: Random) -> None:
    index = random.randrange(len(here.pa.sign_offs))
    days = [on for on in some(days_of(here, index), random) if not may(here, on, index)]
    for what, other in others:
        for on in days[-3:]:
            assert not may(other, on, index), (what, index, on)


@pytest.mark.no_cover
@settings(max_examples=examples(250))
@given(chance)
def test_an_event_fewer_never_stops_a_chain(random: Random) -> None:
    """Leaving out an event makes no verdict worse, and turns no yes into a no."""
    here = happening(random)
    _never_stops(here, list(quieter(here)), random)


@pytest.mark.no_cover
@settings(max_examples=examples(100))
@given(chance)
def test_a_stricter_policy_never_lets_a_chain_hold(random: Random) -> None:
    """A trigger more for every task, or one that stops sooner; a task that is for rescue no more, or names more."""
    here = happened(random, happening(random), UNHEARD)
    for what, other in stricter(random, here):
        _never_stops(other, [(what, here)], random)


def _never_stops(here: Register, others: list[tuple[str, Register]], random: Random) -> None:
    """On no day do `others`, in which less happened or less follows, come to a worse verdict than `here`."""
    index = random.randrange(len(here.pa.sign_offs))
    judged = ChainValidator(here.records, here.practitioners, here.persons)
    days = [(on, judged.verdict(here.pa, index, on)) for on in days_of_events(here, index)]
    for what, other in others:
        again = ChainValidator(other.records, other.practitioners, other.persons)
        for on, found in days:
            better = again.verdict(other.pa, index, on)
            assert better.may_do or not found.may_do, (what, index, on)
            assert BADNESS[better.state] <= BADNESS[found.state], (what, index, on)


#: How bad a state is. Of one sign-off on one day, a trigger can only raise it.
BADNESS = {"holds": 0, "due": 1, "lapsed": 2, "incomplete": 2, "stopped": 3, "broken": 4}


@pytest.mark.no_cover
@settings(max_examples=examples(300))
@given(chance)
def test_later_facts_change_nothing_of_an_earlier_day(random: Random) -> None:
    """The whole verdict stays equal: state, dates, reasons, remarks and paths of authority."""
    here = earlier(register(random), date.max)
    judged = ChainValidator(here.records, here.practitioners, here.persons)
    for index in range(len(here.pa.sign_offs)):
        for on in some(days_of(here, index), random):
            assert judged.verdict(here.pa, index, on) == verdict(earlier(here, on), on, index), (index, on)


@settings(max_examples=examples(300))
@given(chance)
def test_the_days_that_a_verdict_names_are_true(random: Random) -> None:
    """On `since` the state was already this; on `until` it still is, if nothing happens; the day after, it is not."""
    here = register(random)
    for index in range(len(here.pa.sign_offs)):
        for on in some(days_of(here, index), random):
            found = verdict(here, on, index)
            as_known = earlier(here, on)
            if found.since is not None:
                assert found.since <= on
                assert verdict(here, found.since, index).state == found.state
            if found.until is not None:
                assert found.until >= on
                assert verdict(as_known, found.until, index).state == found.state
                assert verdict(as_known, found.until + timedelta(days=1), index).state != found.state
            if found.state not in ("holds", "due"):
                assert found.until is None
                assert found.reasons


# --- depth


def line_of(names: list[str], last_by: str, role: str = "nursing-associate") -> dict[str, Practitioner]:
    """Each of `names` was authorised by the next one, and the last by `last_by`."""
    return {name: associate(name, [by], role) for name, by in zip(names, [*names[1:], last_by], strict=True)}


def associate(name: str, by: Iterable[str], role: str = "nursing-associate") -> Practitioner:
    given = tuple(Authorisation(by=giver, on=day(0), first=day(0), categories=("nutrition",)) for giver in by)
    return Practitioner(origin=NOWHERE, id=name, role=role, organisation="trust", active_from=day(0), authorised=given)


def trained_by(first: str, practitioners: dict[str, Practitioner]) -> Verdict:
    here, on = chain(f"...; trained {first} 3 @ 20")
    return verdict(replace(here, practitioners={**here.practitioners, **practitioners}), on)


DEEP = [f"b{number}" for number in range(10_000)]


def test_a_path_of_ten_thousand_practitioners_holds() -> None:
    found = trained_by("b0", line_of(DEEP, "n1"))

    assert found.state == "holds"
    assert found.acts[1].path.practitioners == (*DEEP, "n1")


def test_a_path_of_ten_thousand_practitioners_that_ends_nowhere_is_broken() -> None:
    found = trained_by("b0", line_of(DEEP, "x9"))

    assert verdict_codes(found) == "broken SGN006"


def test_a_loop_of_ten_thousand_practitioners_carries_nothing() -> None:
    found = trained_by("b0", line_of(DEEP, "b0"))

    assert verdict_codes(found) == "broken SGN007"
    assert found.acts[1].path.practitioners == (*DEEP, "b0")
    assert len(found.reasons[0].sentence) < 200


@pytest.mark.parametrize(("top", "expected"), [("n1", "holds"), ("b0", "broken SGN007"), ("x9", "broken SGN006")])
def test_ten_thousand_authorisations_by_unknown_practitioners_change_nothing(top: str, expected: str) -> None:
    above = [*DEEP[1:], top]
    line = {name: associate(name, [by, "x9"]) for name, by in zip(DEEP, above, strict=True)}

    assert verdict_codes(trained_by("b0", line)) == expected


@pytest.mark.parametrize(("top", "expected"), [("n1", "holds"), ("b0", "broken SGN007"), ("x9", "broken SGN006")])
def test_a_ladder_of_a_thousand_rungs_is_walked_once(top: str, expected: str) -> None:
    """Two to the power of a thousand ways up: both of a rung were authorised by both of the next."""
    rungs = [(f"b{number}", f"c{number}") for number in range(1_000)]
    above = [*rungs[1:], (top, top)]
    ladder = {name: associate(name, pair) for rung, pair in zip(rungs, above, strict=True) for name in rung}

    assert verdict_codes(trained_by("b0", ladder)) == expected


def test_ten_thousand_observed_practices() -> None:
    here, on = chain("... @ 20")
    practices = tuple(
        Observation(by="n1", on=day(4 + number % 10), at=f"{number // 600:02}:{number // 10 % 60:02}")
        for number in range(10_000)
    )
    found = verdict(here.with_sign_off(0, observed=practices), on)

    assert found.state == "holds"
    assert len(found.remarks) == 6_000


def test_the_same_question_has_the_same_answer() -> None:
    """A verdict never changes what it is asked about, and keeps nothing that changes the next."""
    here, on = chain("...; happened incident 20 @ 30")
    judged = ChainValidator(here.records, here.practitioners, here.persons)
    first = judged.verdict(here.pa, 0, on)
    judged.verdict(here.pa, 0, day(5))
    judged.verdict(replace(here.pa, id="pa-2"), 0, on)

    assert judged.verdict(here.pa, 0, on) == first
