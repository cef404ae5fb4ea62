"""Builders of whole sites, each made once for all processes of a test run."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pa_framework.text import kept
from tests.builders.worlds import TODAY
from tests.paths import REFERENCE, SMALL


def with_settings(folder: Path) -> Path:
    """A folder, made here, with the small world and the settings of the real site. The look comes with the program."""
    shutil.copytree(SMALL, folder)
    shutil.copyfile(REFERENCE / "mkdocs.yml", folder / "mkdocs.yml")
    return folder


def built(world: Path, out: Path, on: date = TODAY, *, keep: bool = False) -> Path:
    """Builds the site of a world into `out` as `pa-framework build` does on a day; returns `out`.

    With `keep`, what earlier builds kept beside the world is used, as it is for everyone.
    """
    done = subprocess.run(
        [sys.executable, "-m", "pa_framework", "build", str(world), "--site-dir", str(out), "--on", on.isoformat()],
        env={name: value for name, value in os.environ.items() if name != kept.SWITCH or not keep},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that `make` fills once for all processes of a test run; the others wait for the first."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, done = shared / name, shared / f"{name}.done"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            make(folder)
            done.touch()
    return folder
