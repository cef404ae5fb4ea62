"""A few of the cases that `benchmarks/fuzz.py` makes by the thousand at night, with the same numbers each time."""

import pytest

from benchmarks import fuzz


@pytest.mark.parametrize(("judge", "number"), [(fuzz.records, 100), (fuzz.worlds, 2), (fuzz.commands, 5)])
def test_damaged_files_and_odd_command_lines_are_answered(judge, number):
    assert judge(number) == []
