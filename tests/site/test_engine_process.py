"""The engine ends with the command that started it, whatever ends that one."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

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
