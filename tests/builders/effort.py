"""How many examples the tests of properties try: all of them in the nightly run, the first third of them else."""

import os


def examples(number: int) -> int:
    """How many of so many examples are tried in this run. The same ones every time, and never fewer than ten."""
    return number if os.environ.get("PA_FRAMEWORK_EXAMPLES") == "all" else max(10, number // 3)
