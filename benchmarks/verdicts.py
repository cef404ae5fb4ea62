"""Compares the program's verdicts with those of the naive oracle, over many random registers.

`python -m benchmarks.verdicts [REGISTERS]` prints how many verdicts were compared, by state, and every difference.
The oracle (`tests/oracles/naive_verdict.py`) was written from decision 9 by someone who had not seen the program.
Ends with 1 if there is a difference.
"""

import sys
from collections import Counter
from random import Random

from pa_framework.facts.verdict import ChainValidator
from tests.builders.registers import days_of, register
from tests.oracles.naive_verdict import naive_verdict

#: About 280,000 verdicts, as in the first edition.
REGISTERS = 3_100


def main(registers: int) -> int:
    """Compares every sign-off of so many registers on every day on which something may change."""
    states: Counter[str] = Counter()
    differences = 0
    for seed in range(registers):
        world = register(Random(seed))
        validator = ChainValidator(world.records, world.practitioners, world.persons)
        for index in range(len(world.pa.sign_offs)):
            for on in days_of(world, index):
                state = str(validator.verdict(world.pa, index, on).state)
                expected = naive_verdict(world.records, world.practitioners, world.persons, world.pa, index, on)
                states[state] += 1
                if state != expected:
                    differences += 1
                    print(f"register {seed}, sign-off {index}, {on}: {state}, but the oracle says {expected}")
    counts = ", ".join(f"{state} {number:,}" for state, number in sorted(states.items()))
    print(f"{states.total():,} verdicts of {registers:,} registers compared ({counts}); {differences:,} differ")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else REGISTERS))
