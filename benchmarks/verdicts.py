"""Compares the program's verdicts and answers with those of two oracles, over many random worlds.

`python -m benchmarks.verdicts [WORLDS]` prints how many were compared, by state and by answer, and every difference.
Each oracle was written from decision 9 by someone who had not seen the program: `tests/oracles/naive_answer.py` reads
like the page, one sentence a line; `tests/oracles/sql_answer.sql` follows it in SQL, by tables, with the terms and orders
of decision 37, which the first one does not know. Ends with 1 if there is a difference.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tests.builders.answer_worlds import world
from tests.builders.judged_worlds import ReadWorld, WorldBuilder, judged_by_program, read_worlds
from tests.builders.means_worlds import world_with_means
from tests.oracles import naive_answer, sql_answer
from tests.oracles.sql_answer import Judgements

Oracle = Callable[[Iterable[ReadWorld]], Judgements]

#: More than 100,000 verdicts and answers.
WORLDS = 3_000
#: Days that are asked about in each world.
DAYS = 6
#: Worlds that are judged in one run of the database.
BATCH = 250


def main(number: int) -> int:
    """Compares every sign-off, and every question, of so many worlds on some days; and of half as many with means."""
    usual = _compared(number, world, {"naive": _naive, "SQL": _in_sql})
    with_means = _compared(number // 2, world_with_means, {"SQL": _in_sql})
    return 1 if usual or with_means else 0


def _compared(number: int, builder: WorldBuilder, oracles: Mapping[str, Oracle]) -> int:
    """Compares the program with some oracles on so many worlds, and says how many verdicts and answers differ."""
    seen: Counter[str] = Counter()
    differences = worlds_read = 0
    for first in range(0, number, BATCH):
        worlds = list(read_worlds(range(first, min(first + BATCH, number)), DAYS, builder))
        worlds_read += len(worlds)
        program = judged_by_program(worlds)
        seen.update(program.states.values())
        seen.update(f"answer {answer}" for answer in program.answers.values())
        for name, oracle in oracles.items():
            for line in _differences(program, oracle(worlds), name):
                differences += 1
                print(line)
    counts = ", ".join(f"{what} {number:,}" for what, number in sorted(seen.items()))
    print(f"{builder.__name__}: {seen.total():,} verdicts and answers of {worlds_read:,} worlds ({counts})")
    print(f"compared with the oracles {', '.join(oracles)}; {differences:,} differ")
    print(f"{number - worlds_read:,} worlds were left out, because no file may hold them")
    return differences


def _in_sql(worlds: Iterable[ReadWorld]) -> Judgements:
    """What the oracle in SQL says."""
    return sql_answer.judged(read.plain for read in worlds)


def _naive(worlds: Iterable[ReadWorld]) -> Judgements:
    """What the naive oracle says."""
    judgements = Judgements()
    for asked in (read.plain for read in worlds):
        plain = (asked.framework, asked.register)
        for on in asked.days:
            for pa, record in asked.register["pas"].items():
                for place in range(len(record["sign_offs"])):
                    verdict = naive_answer.verdict(*plain, pa, place, on)
                    judgements.states[asked.number, on, pa, place] = verdict["state"]
            for question in asked.questions:
                judgements.answers[asked.number, on, question] = naive_answer.answer(*plain, *question, on)
    return judgements


def _differences(program: Judgements, oracle: Judgements, name: str) -> list[str]:
    """Each verdict and answer on which the program and an oracle differ, as a line."""
    verdicts = [
        (number, on, f"{pa}, sign-off {place}", *_said(key, program.states, oracle.states))
        for key in sorted(program.states.keys() | oracle.states.keys())
        for number, on, pa, place in [key]
    ]
    answers = [
        (number, on, f"answer {question}", *_said(key, program.answers, oracle.answers))
        for key in sorted(program.answers.keys() | oracle.answers.keys())
        for number, on, question in [key]
    ]
    return [
        f"world {number}, {on}, {what}: {found}, but the {name} oracle says {expected}"
        for number, on, what, found, expected in verdicts + answers
        if found != expected
    ]


def _said(key: Any, found: Mapping[Any, str], expected: Mapping[Any, str]) -> tuple[str, str]:
    """What both say of one case; the word `nothing` where one does not know it."""
    return found.get(key, "nothing"), expected.get(key, "nothing")


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else WORLDS))
