"""The answer for a PA, a task and a person: two programs agree, and its invariants hold."""

from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from pa_framework.facts.answers import AnswerKind, may_do
from pa_framework.facts.facts import Facts
from tests.builders.answer_worlds import TIMES, add_one_offs, asked_days, questions, world
from tests.builders.effort import examples
from tests.builders.plain_worlds import PlainData, facts_of, records_of, register_of
from tests.oracles import naive_answer

#: Worlds that each test looks at. `benchmarks/verdicts.py` looks at thousands.
WORLDS = range(60)


def answers(facts: Facts, asked: list[tuple[str, str, str]]) -> dict[tuple[str, str, str], str]:
    return {question: str(may_do(facts, *question).kind) for question in asked}


def test_two_programs_never_differ():
    """Decision 9 says it so exactly that this program agrees with one that was written from that page alone."""
    seen: Counter[str] = Counter()
    for seed in WORLDS:
        random = Random(seed)
        framework, register = world(random)
        records, held = records_of(framework), register_of(register)
        for on in asked_days(random, register):
            facts = facts_of(records, held, on)
            for pa in held.pas.values():
                for index in range(len(pa.sign_offs)):
                    expected = naive_answer.verdict(framework, register, pa.id, index, on)["state"]
                    state = str(facts.chain_validator.verdict(pa, index, on).state)
                    assert expected in (state, "outside"), f"world {seed}, {pa.id}, {index}, {on}"
                    seen[state] += 1
            for question, kind in answers(facts, questions(framework, register)).items():
                assert kind == naive_answer.answer(framework, register, *question, on), (
                    f"world {seed}, {question}, {on}"
                )
                seen[f"answer {kind}"] += 1

    assert min(seen.values()) > 10
    assert len(seen) == 10


def test_what_is_allowed_once_is_the_same_in_two_programs():
    """Within its hours, also over midnight, and never against the person or without them."""
    seen: Counter[str] = Counter()
    for seed in range(300, 300 + examples(90)):
        random = Random(seed)
        framework, register = world(random)
        records = records_of(framework)
        on = asked_days(random, register, 1)[0]
        asked = questions(framework, register)
        add_one_offs(random, asked, register, on)
        held = register_of(register)
        for day in (on, on + timedelta(days=1)):
            facts = facts_of(records, held, day)
            for question in asked:
                allowed = naive_answer.allowed_once(framework, register, *question, day)
                hours = {(entry["on"], entry["from"], entry["until"]) for entry in allowed}
                usual = may_do(facts, *question)
                told = {(entry.on, entry.first, entry.until) for entry in usual.at_other_hours}
                assert told <= hours, f"world {seed}, {question}, {day}"
                for at in TIMES:
                    expected = naive_answer.answer_at(framework, register, *question, day, at)
                    found = may_do(facts, *question, at=at)
                    assert found.kind == expected, f"world {seed}, {question}, {day}, {at}"
                    assert usual.kind != AnswerKind.NO or found.kind != AnswerKind.YES or told, f"world {seed}, {day}"
                    seen[f"{usual.kind}, {found.kind}"] += 1

    assert seen["no, yes"] > 30
    assert seen["no, unknown"] > 3
    assert {pair for pair in seen if pair.split(", ")[0] != pair.split(", ")[1]} == {"no, yes", "no, unknown"}


Change = Callable[[dict[str, Any]], object]


def supporting(register: PlainData) -> Iterator[Change]:
    """Ways to leave out one fact that only supports."""
    for pa, record in register["pas"].items():
        for number, sign_off in enumerate(record["sign_offs"]):
            yield from _parts_of(pa, number, sign_off)
        for number in range(len(record["competences"])):
            yield lambda it, pa=pa, number=number: it["pas"][pa]["competences"].pop(number)
    for name, practitioner in register["practitioners"].items():
        for number in range(len(practitioner.get("authorised", ()))):
            yield lambda it, name=name, number=number: it["practitioners"][name]["authorised"].pop(number)


def _parts_of(pa: str, number: int, sign_off: PlainData) -> Iterator[Change]:
    """The acts and yeses of a sign-off. Decisions, hand-overs and devices also limit, so they are left alone."""

    def part(it: dict[str, Any]) -> Any:
        return it["pas"][pa]["sign_offs"][number]

    for name in ("trained", "assessed", "observed"):
        entries = sign_off.get(name, ())
        for index, entry in enumerate(entries):
            if entry.get("outcome") != "not-yet":
                yield lambda it, name=name, index=index: part(it)[name].pop(index)
    for name in ("delegated", "trained", "assessed"):
        if sign_off.get(f"{name}_on"):
            yield lambda it, name=name: [part(it).pop(f"{name}_on"), part(it).pop(f"{name}_by")]
    if sign_off.get("resumed"):
        yield lambda it: part(it).pop("resumed")
    for party in sign_off["agreed"]:
        yield lambda it, party=party: part(it)["agreed"].pop(party)


def stopping(register: PlainData, random: Random, on: date) -> Iterator[Change]:
    """Ways to add one fact that only stops, on a day near the one that is asked about."""
    day = on - timedelta(days=random.randint(-5, 250))
    for pa, record in register["pas"].items():
        yield lambda it, pa=pa: it["pas"][pa].setdefault("away", []).append({"from": day})
        for number in range(len(record["sign_offs"])):
            stop = {"by": "pr-1", "on": day, "outcome": random.choice(["stops", "retrain"])}
            taken = {"by": "person", "on": day}
            yield (
                lambda it, pa=pa, number=number, stop=stop: (
                    it["pas"][pa]["sign_offs"][number].setdefault("reviews", []).append(stop)
                )
            )
            yield lambda it, pa=pa, number=number, taken=taken: it["pas"][pa]["sign_offs"][number].update(
                withdrawn=[*naive_answer.as_list(it["pas"][pa]["sign_offs"][number].get("withdrawn")), taken]
            )
            yield (
                lambda it, pa=pa, number=number: (
                    it["pas"][pa]["sign_offs"][number].setdefault("conditions", []).append("unheard-of")
                )
            )
    for person in register["persons"]:
        for trigger in ("hospital", "nurse-left", "unheard-of"):
            yield (
                lambda it, person=person, trigger=trigger: (
                    it["persons"][person].setdefault("events", []).append({"trigger": trigger, "on": day})
                )
            )
        yield lambda it, person=person: it["persons"][person].update(ended_on=day)


def unreadable(register: PlainData) -> Iterator[Change]:
    """Ways in which one file can become unreadable."""
    for folder, kind in (("pas", "pa"), ("persons", "person"), ("practitioners", "practitioner")):
        for name in register[folder]:
            yield lambda it, folder=folder, kind=kind, name=name: [
                it[folder].pop(name),
                it["left_out"].add((kind, name)),
            ]


@pytest.mark.parametrize("kind", ["less support", "more that stops", "unreadable"])
def test_no_answer_becomes_yes_by(kind):
    """Leaving out support, adding a stop, or making a file unreadable never turns another answer into yes."""
    tried = fewer = 0
    for seed in range(100, 100 + examples(90)):
        random = Random(seed)
        framework, register = world(random)
        records = records_of(framework)
        on = asked_days(random, register, 1)[0]
        asked = questions(framework, register)
        before = answers(facts_of(records, register_of(register), on), asked)
        ways = {
            "less support": supporting(register),
            "more that stops": stopping(register, random, on),
            "unreadable": unreadable(register),
        }
        changes = list(ways[kind])
        for change in random.sample(changes, min(6, len(changes))):
            changed = deepcopy(register)
            change(changed)
            after = answers(facts_of(records, register_of(changed), on), asked)
            for question, answer in after.items():
                tried += 1
                fewer += before[question] == AnswerKind.YES and answer != AnswerKind.YES
                assert answer != AnswerKind.YES or before[question] == AnswerKind.YES, f"world {seed}, {question}, {on}"

    assert tried > 500
    assert fewer > 20


def test_later_facts_and_later_rules_never_change_an_earlier_day():
    """What is recorded, or decided, for a later day changes no answer about a day before it."""
    for seed in range(200, 240):
        random = Random(seed)
        framework, register = world(random)
        on = asked_days(random, register, 1)[0]
        asked = questions(framework, register)
        before = answers(facts_of(records_of(framework), register_of(register), on), asked)
        later = deepcopy(register)
        for change in stopping(later, random, on + timedelta(days=300)):
            change(later)
        for pa in later["pas"].values():
            for sign_off in pa["sign_offs"]:
                sign_off.pop("conditions", None)
        for pa, record in register["pas"].items():
            for number, sign_off in enumerate(record["sign_offs"]):
                if "conditions" in sign_off:
                    later["pas"][pa]["sign_offs"][number]["conditions"] = sign_off["conditions"]
        stricter = deepcopy(framework)
        for task in stricter["tasks"].values():
            if task.get("sign_off") and not task.get("earlier"):
                was = task["sign_off"].get("observed_practices", {"at_least": 0})
                task["earlier"] = [{"until": on, "sign_off": {"observed_practices": was}}]
                task["sign_off"] = {**task["sign_off"], "observed_practices": {"at_least": 9}}

        after = answers(facts_of(records_of(stricter), register_of(later), on), asked)

        assert after == before, f"world {seed}, {on}"
