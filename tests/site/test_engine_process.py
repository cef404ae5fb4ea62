"""The engine ends with the command that started it, whatever ends that one."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.paths import SMALL

#: Starts an engine that only sleeps, in place of the real one.
_START = """
import sys
from pathlib import Path
from pa_framework.site.engine_process import Engine, run_engine
sys.executable = sys.argv[1]
sys.exit(run_engine("serve", Engine("mkdocs", Path("mkdocs.yml")), "127.0.0.1:8000", None))
"""
#: Starts a process that watches its parent as the real engine does, and sleeps.
_WATCHED = """
import subprocess, sys
child = "import os, sys, time; from pa_framework.site.engine_run import _end_with_parent; _end_with_parent(); "
child += "open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(60)"
subprocess.run([sys.executable, "-c", child, sys.argv[1]])
"""


def _is_there(process: int) -> bool:
    """Whether a process runs; one that has ended and was not asked about counts as gone."""
    try:
        return " Z " not in Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False


def _until(file: Path) -> int:
    """The number in a file, once it is there."""
    for _ in range(600):
        if file.exists() and (text := file.read_text()).strip():
            return int(text)
        time.sleep(0.05)
    raise AssertionError("the process did not start")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGQUIT"])
def test_a_signal_ends_the_engine_too(tmp_path, name):
    engine, number = tmp_path / "engine", getattr(signal, name)
    engine.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/id\nexec sleep 60\n")
    engine.chmod(0o755)
    with subprocess.Popen([sys.executable, "-c", _START, str(engine)]) as started:
        child = _until(tmp_path / "id")
        started.send_signal(number)
        assert started.wait(timeout=20) == 128 + number

    assert not _is_there(child)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")
def test_an_engine_whose_command_was_killed_ends(tmp_path):
    with subprocess.Popen([sys.executable, "-c", _WATCHED, str(tmp_path / "id")]) as started:
        child = _until(tmp_path / "id")
        started.kill()
    for _ in range(100):
        if not _is_there(child):
            break
        time.sleep(0.1)

    assert not _is_there(child)


#: Asks every rule as a preview does, and says which processes that takes.
_ASKS = """
import sys, time
from datetime import date
from multiprocessing import forkserver
from pathlib import Path
from pa_framework.site.judging import Judging, prepare
if __name__ == "__main__":
    prepare()
    asked = Judging(Path(sys.argv[1]), date(2026, 11, 22))
    print(forkserver._forkserver._forkserver_pid, asked._process.pid, flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")
@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM", "SIGINT"])
def test_what_a_preview_starts_ends_with_it(name):
    with subprocess.Popen(
        [sys.executable, "-c", _ASKS, str(SMALL)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as preview:
        assert preview.stdout
        children = [int(number) for number in preview.stdout.readline().split()]
        preview.send_signal(getattr(signal, name))
        preview.wait(timeout=20)
    assert len(children) == 2
    for _ in range(300):
        if not any(map(_is_there, children)):
            break
        time.sleep(0.1)

    assert [child for child in children if _is_there(child)] == []
