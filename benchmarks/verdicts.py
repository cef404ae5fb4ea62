"""Compares the program's verdicts and answers with those of two oracles, over many random worlds.

`python -m benchmarks.verdicts [WORLDS]` prints how many were compared, by state and by answer, and every difference.
Each oracle was written from decision 9 by someone who had not seen the program: `tests/oracles/naive_answer.py` reads
like the page, one sentence a line; `tests/oracles/sql_answer.sql` follows it in SQL, by tables. Ends with 1 if there is
a difference.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from tests.builders.judged_worlds import ReadWorld, judged_by_program, read_worlds
from tests.oracles import naive_answer, sql_answer
from tests.oracles.sql_answer import Judgements

#: More than 100,000 verdicts and answers.
WORLDS = 3_000
#: Days that are asked about in each world.
DAYS = 6
#: Worlds that are judged in one run of the database.
BATCH = 250


def main(number: int) -> int:
    """Compares every sign-off, and every question, of so many worlds on some days."""
    seen: Counter[str] = Counter()
    differences = worlds_read = 0
    for first in range(0, number, BATCH):
        worlds = list(read_worlds(range(first, min(first + BATCH, number)), DAYS))
        worlds_read += len(worlds)
        program = judged_by_program(worlds)
        seen.update(program.states.values())
        seen.update(f"answer {answer}" for answer in program.answers.values())
        oracles = {"naive": _naive(worlds), "SQL": sql_answer.judged(world.plain for world in worlds)}
        for name, oracle in oracles.items():
            for line in _differences(program, oracle, name):
                differences += 1
                print(line)
    counts = ", ".join(f"{what} {number:,}" for what, number in sorted(seen.items()))
    print(f"{seen.total():,} verdicts and answers of {worlds_read:,} worlds ({counts})")
    print(f"compared with two oracles; {differences:,} differ")
    print(f"{number - worlds_read:,} worlds were left out, because no file may hold them")
    return 1 if differences else 0


def _naive(worlds: Iterable[ReadWorld]) -> Judgements:
    """What the naive oracle says."""
    judgements = Judgements()
    for world in (read.plain for read in worlds):
        plain = (world.framework, world.register)
        for on in world.days:
            for pa, record in world.register["pas"].items():
                for place in range(len(record["sign_offs"])):
                    verdict = naive_answer.verdict(*plain, pa, place, on)
                    judgements.states[world.number, on, pa, place] = verdict["state"]
            for question in world.questions:
                judgements.answers[world.number, on, question] = naive_answer.answer(*plain, *question, on)
    return judgements


def _differences(program: Judgements, oracle: Judgements, name: str) -> list[str]:
    """Each verdict and answer on which the program and an oracle differ, as a line."""
    verdicts = [
        (world, on, f"{pa}, sign-off {place}", *_said(key, program.states, oracle.states))
        for key in sorted(program.states.keys() | oracle.states.keys())
        for world, on, pa, place in [key]
    ]
    answers = [
        (world, on, f"answer {question}", *_said(key, program.answers, oracle.answers))
        for key in sorted(program.answers.keys() | oracle.answers.keys())
        for world, on, question in [key]
    ]
    return [
        f"world {world}, {on}, {what}: {found}, but the {name} oracle says {expected}"
        for world, on, what, found, expected in verdicts + answers
        if found != expected
    ]


def _said(key: Any, found: Mapping[Any, str], expected: Mapping[Any, str]) -> tuple[str, str]:
    """What both say of one case; the word `nothing` where one does not know it."""
    return found.get(key, "nothing"), expected.get(key, "nothing")


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else WORLDS))
