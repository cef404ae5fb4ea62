"""Random worlds with what is asked of them, and what the program says, in the form in which the oracle in SQL says it."""

from collections.abc import Callable, Iterable, Iterator
from random import Random
from typing import Any

from msgspec import Struct

from pa_framework.facts.answers import may_do
from pa_framework.records.load import Records
from pa_framework.records.register import Register
from tests.builders.answer_worlds import asked_days, questions, world
from tests.builders.plain_worlds import RefusedWorld, facts_of, records_of, register_of
from tests.oracles.sql_answer import AskedWorld, Judgements

#: Makes a framework and a register, as plain data.
WorldBuilder = Callable[[Random], tuple[dict[str, Any], dict[str, Any]]]


class ReadWorld(Struct, frozen=True):
    """A world as plain data, and the records that the program read from it."""

    plain: AskedWorld
    records: Records
    register: Register


def read_worlds(seeds: Iterable[int], days: int, builder: WorldBuilder = world) -> Iterator[ReadWorld]:
    """The world of each seed, to be asked about so many days, but for those that no file may hold."""
    for seed in seeds:
        random = Random(seed)
        framework, register = builder(random)
        try:
            records, held = records_of(framework), register_of(register)
        except RefusedWorld:
            continue
        on = asked_days(random, register, days)
        yield ReadWorld(AskedWorld(seed, framework, register, on, questions(framework, register)), records, held)


def judged_by_program(worlds: Iterable[ReadWorld]) -> Judgements:
    """The program's verdicts and answers. A sign-off that is no delegation has the state `outside`."""
    judgements = Judgements()
    for read in worlds:
        plain = read.plain
        for on in plain.days:
            facts = facts_of(read.records, read.register, on)
            for pa, record in plain.register["pas"].items():
                for place, sign_off in enumerate(record["sign_offs"]):
                    outside = sign_off.get("done_under", "delegation") != "delegation"
                    judgements.states[plain.number, on, pa, place] = (
                        "outside"
                        if outside
                        else str(facts.chain_validator.verdict(read.register.pas[pa], place, on).state)
                    )
            for question in plain.questions:
                judgements.answers[plain.number, on, question] = str(may_do(facts, *question).kind)
                for at in plain.times:
                    judgements.at[plain.number, on, question, at] = str(may_do(facts, *question, at=at).kind)
    return judgements
