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
from msgspec import Struct

from pa_framework.text import kept
from tests.builders.worlds import TODAY
from tests.paths import REFERENCE, SMALL


def with_settings(folder: Path) -> Path:
    """A folder, made here, with the small world and the settings of the real site. The look comes with the program."""
    shutil.copytree(SMALL, folder)
    shutil.copyfile(REFERENCE / "mkdocs.yml", folder / "mkdocs.yml")
    return folder


def keeping_of(user: Path | None) -> dict[str, str]:
    """The environment of a command that keeps, and believes what was kept by a user whose folder this is.

    None is the user of this machine.
    """
    everyone = {name: value for name, value in os.environ.items() if name != kept.SWITCH}
    return everyone | ({"XDG_STATE_HOME": str(user), "LOCALAPPDATA": str(user)} if user else {})


def built(world: Path, out: Path, on: date = TODAY, *, keep: bool = False, user: Path | None = None) -> Path:
    """Builds the site of a world into `out` as `pa-framework build` does on a day; returns `out`.

    With `keep`, what earlier builds of a user kept beside the world is used, as it is for everyone.
    """
    done = subprocess.run(
        [sys.executable, "-m", "pa_framework", "build", str(world), "--site-dir", str(out), "--on", on.isoformat()],
        env=keeping_of(user) if keep else os.environ,
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


class FirstBuild(Struct, frozen=True):
    """The first build of a world in a test run, into `site`. What it kept is in `world` and counts for `user`."""

    site: Path
    world: Path
    user: Path

    def lend(self, world: Path) -> None:
        """Puts what this build kept beside another world, whose pages are partly the same."""
        shutil.copytree(self.world / kept.FOLDER, world / kept.FOLDER)

    def build_after(self, world: Path, out: Path) -> Path:
        """Builds the site of another world, and takes from this build the pages that are the same, as those of rules."""
        self.lend(world)
        return built(world, out, keep=True, user=self.user)


def first_build(factory: pytest.TempPathFactory, world: Path) -> FirstBuild:
    """The first build of a world of `worlds/`, with the settings of the real site, made once for all processes."""

    def make(folder: Path) -> None:
        shutil.copytree(world, folder / "world")
        shutil.copyfile(REFERENCE / "mkdocs.yml", folder / "world/mkdocs.yml")
        built(folder / "world", folder / "site", keep=True, user=folder / "user")

    folder = made_once(factory, f"first-build-{world.name}", make)
    return FirstBuild(folder / "site", folder / "world", folder / "user")
