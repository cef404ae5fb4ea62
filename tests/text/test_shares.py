"""Work that is shared among copies of this process has the results that it has in one."""

import os
import subprocess
import sys
import threading
from time import sleep

import pytest

from pa_framework.text.shares import MOST_PARTS, in_shares, processes_at_once

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no copies of a process")


def test_results_are_in_order_and_some_are_made_elsewhere() -> None:
    reached = os.pipe()

    def work(part: int) -> tuple[int, int]:
        if part == 0:  # whoever has the first part waits until the other process has had one
            os.read(reached[0], 1)
        else:
            os.write(reached[1], b".")
        return part, os.getpid()

    results = in_shares(work, 50, tuple[int, int], 2)
    assert [part for part, _ in results] == list(range(50))
    assert len({process for _, process in results}) == 2


def test_what_a_copy_does_not_finish_is_done_here() -> None:
    here, waits = os.getpid(), os.pipe()

    def work(part: int) -> int:
        if os.getpid() != here:
            os.write(waits[1], b".")
            os._exit(9)
        if part == 0:
            os.read(waits[0], 1)
        return part

    assert in_shares(work, 3, int, 2) == [0, 1, 2]


def test_an_error_is_raised_here_whoever_met_it() -> None:
    def work(part: int) -> int:
        if part == 20:
            raise LookupError("part 20")
        return part

    with pytest.raises(LookupError, match="part 20"):
        in_shares(work, 40, int, 2)


def test_this_process_does_something_else_first() -> None:
    here, done = os.getpid(), list[str]()

    def work(part: int) -> bool:
        return os.getpid() != here or bool(done)

    assert all(in_shares(work, 40, bool, 2, lambda: done.append("first")))
    assert done == ["first"]


def test_too_many_parts_are_done_in_one_process() -> None:
    assert set(in_shares(lambda _: os.getpid(), MOST_PARTS + 1, int, 2)) == {os.getpid()}


def test_a_process_with_threads_is_not_copied() -> None:
    ends = threading.Event()
    other = threading.Thread(target=ends.wait)
    other.start()
    try:
        assert processes_at_once() == 1
    finally:
        ends.set()
        other.join()


#: A copy says that it has begun. The first process waits, and never reads what the copy sends, which is more than a pipe holds.
WAITS = """
import os, signal
from pa_framework.text.shares import in_shares

first = os.getpid()

def work(part):
    if os.getpid() == first:
        signal.pause()
    os.write(1, b"+")
    return "x" * 1_000_000

in_shares(work, 2, str, 2)
"""


@pytest.mark.parametrize("wait", [0, 0.5], ids=["at work", "sending"])
def test_no_copy_outlives_a_process_that_is_killed(wait: float) -> None:
    with subprocess.Popen([sys.executable, "-c", WAITS], stdout=subprocess.PIPE) as first:
        assert first.stdout is not None
        assert first.stdout.read(1) == b"+"
        sleep(wait)
        first.kill()

        rest, _ = first.communicate(timeout=30)  # ends when the copy, which has the same output, has ended

    assert rest == b""


def test_without_files_to_spare_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe, made = os.pipe, list[tuple[int, int]]()

    def only_one() -> tuple[int, int]:
        if made:
            raise OSError(24, "Too many open files")
        made.append(pipe())
        return made[0]

    monkeypatch.setattr(os, "pipe", only_one)

    assert in_shares(lambda part: part, 3, int, 2) == [0, 1, 2]
