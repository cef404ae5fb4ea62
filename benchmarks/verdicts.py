"""Compares the program's verdicts and answers with those of the naive oracle, over many random worlds.

`python -m benchmarks.verdicts [WORLDS]` prints how many were compared, by state and by answer, and every difference.
The oracle (`tests/oracles/naive_answer.py`) was written from decision 9 by someone who had not seen the program.
Ends with 1 if there is a difference.
"""

import sys
from collections import Counter
from random import Random

from pa_framework.facts.answers import may_do
from tests.builders.answer_worlds import asked_days, questions, world
from tests.builders.plain_worlds import RefusedWorld, facts_of, records_of, register_of
from tests.oracles import naive_answer

#: More than 100,000 verdicts and answers.
WORLDS = 3_000
#: Days that are asked about in each world.
DAYS = 6


def main(worlds: int) -> int:
    """Compares every sign-off, and every question, of so many worlds on some days."""
    seen: Counter[str] = Counter()
    differences = refused = 0
    for seed in range(worlds):
        random = Random(seed)
        framework, register = world(random)
        try:
            records, held = records_of(framework), register_of(register)
        except RefusedWorld:
            refused += 1
            continue
        for on in asked_days(random, register, DAYS):
            facts = facts_of(records, held, on)
            pairs = [
                (f"{pa.id}, sign-off {index}", str(facts.chain_validator.verdict(pa, index, on).state),
                 naive_answer.verdict(framework, register, pa.id, index, on)["state"])
                for pa in held.pas.values()
                for index in range(len(pa.sign_offs))
            ]  # fmt: skip
            # A sign-off that is no delegation has no verdict.
            pairs = [(what, found, found if expected == "outside" else expected) for what, found, expected in pairs]
            pairs += [
                (str(question), f"answer {may_do(facts, *question).kind}",
                 f"answer {naive_answer.answer(framework, register, *question, on)}")
                for question in questions(framework, register)
            ]  # fmt: skip
            for what, found, expected in pairs:
                seen[found] += 1
                if found != expected:
                    differences += 1
                    print(f"world {seed}, {on}, {what}: {found}, but the oracle says {expected}")
    counts = ", ".join(f"{what} {number:,}" for what, number in sorted(seen.items()))
    print(
        f"{seen.total():,} verdicts and answers of {worlds - refused:,} worlds compared ({counts}); {differences:,} differ"
    )
    print(f"{refused:,} worlds were left out, because no file may hold them")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else WORLDS))
