"""How many examples the tests of properties try, and how many pages others: all in the nightly run, a third else."""

import os
from collections.abc import Callable, Iterable
from typing import TypeVar

Case = TypeVar("Case")


def at_night() -> bool:
    """Whether this is the nightly run, which tries everything."""
    return os.environ.get("PA_FRAMEWORK_EXAMPLES") == "all"


def examples(number: int) -> int:
    """How many of so many examples are tried in this run. The same ones every time, and never fewer than ten.

    A fifth is too few: one of the verdicts is drawn too seldom (`test_random_registers_come_to_every_verdict`), and the
    oracle in SQL does not notice a mistake that it notices with a third (`test_a_mistake_about_means_is_noticed`).
    """
    return number if at_night() else max(10, number // 3)


def in_part(cases: Iterable[Case], every: int = 3) -> list[Case]:
    """The cases that are tried in this run: every third unless said otherwise, and all of them in the nightly run."""
    listed = list(cases)
    return listed if at_night() else listed[::every]


def worst(cases: Iterable[Case], size: Callable[[Case], float]) -> list[Case]:
    """The largest third of the cases, from the largest on: where those fit, the rest does. At night all of them."""
    listed = sorted(cases, key=size, reverse=True)
    return listed if at_night() else listed[: max(10, len(listed) // 3)]
