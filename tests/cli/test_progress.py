"""What a command prints on a terminal while it takes long."""

import threading
import time

import click
import pytest

from pa_framework.cli import _options


@pytest.mark.parametrize("thread", [False, True])
def test_a_long_block_says_what_it_does(thread: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(click, "echo", lambda message, err: said.append(message))

    def wait() -> None:
        with _options._Progress("Reading", 0.001):
            end = time.monotonic() + 10
            while not said and time.monotonic() < end:
                time.sleep(0.001)
        with _options._Progress("Ended", 10):
            assert threading.active_count() == 1 or thread

    if thread:
        other = threading.Thread(target=wait)
        other.start()
        other.join()
    else:
        wait()
    assert said == ["Reading …"]
