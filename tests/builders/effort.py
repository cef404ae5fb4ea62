"""How many examples the tests of properties try: all of them in the nightly run, the first third of them else."""

import os
from collections.abc import Iterable
from typing import TypeVar

Case = TypeVar("Case")


def examples(number: int) -> int:
    """How many of so many examples are tried in this run. The same ones every time, and never fewer than ten."""
    return number if os.environ.get("PA_FRAMEWORK_EXAMPLES") == "all" else max(10, number // 3)


def in_part(cases: Iterable[Case]) -> list[Case]:
    """The cases that are tried in this run: every third, and all of them in the nightly run."""
    listed = list(cases)
    return listed if os.environ.get("PA_FRAMEWORK_EXAMPLES") == "all" else listed[::3]
