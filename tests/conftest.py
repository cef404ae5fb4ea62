"""Fixtures that several tests share: the small world, the built site, the browser."""

import gc
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from pa_framework.check.rules import RULES, Rule
from pa_framework.check.rules.registry import Example
from pa_framework.check.run import Report, check_records
from pa_framework.records.yaml_source import parse_document
from pa_framework.text import kept, package_data
from pa_framework.text.findings import Finding
from tests.builders.areas import area, is_of_an_area
from tests.builders.keeping import keep_as
from tests.builders.sites import FirstBuild, first_build
from tests.builders.worlds import TODAY, Judge, World, changed
from tests.paths import REFERENCE, ROOT, SMALL, TESTS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# The same cases on every run and every machine; nothing is remembered between runs.
settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.load_profile("steady")


# A run in the background of a shell ignores this signal, and the commands that tests start would inherit that: a test
# that stops a command would wait for ever.
signal.signal(signal.SIGINT, signal.default_int_handler)

# No test rests on what an earlier one kept; those of kept values switch them on in a folder of their own.
os.environ[kept.SWITCH] = "off"

#: Folders of the live records. Only tests of the content may open a file in them.
_LIVE = tuple(f"{ROOT / name}{os.sep}" for name in ("framework", "competences", "case_studies"))
_opened: list[str] = []


def _note_live_records(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and isinstance(arguments[0], str | os.PathLike):
        path = os.path.abspath(arguments[0])  # noqa: PTH100 - called for every file that is opened
        if path.startswith(_LIVE):
            _opened.append(path)


sys.addaudithook(_note_live_records)

# The reference framework that the program ships is made of live records.
package_data.REFERENCE_ROOT = REFERENCE


def pytest_collection_finish() -> None:
    """What was collected stays to the end, so it is not searched for garbage again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def live_records_stay_closed(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test of the program that opens a live record: an edit of the record could fail it."""
    _opened.clear()
    yield
    if _opened and not request.path.is_relative_to(TESTS / "content"):
        pytest.fail(f"a test of the program opened {_opened[0]}; read a world of tests/worlds in its place")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the small world, for a test to edit."""
    return shutil.copytree(SMALL, tmp_path / "world")


@pytest.fixture
def keeping(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the program keeps for speed is kept and believed in this test."""
    keep_as(tmp_path / "state", monkeypatch)


@pytest.fixture(scope="session")
def world() -> World:
    """Every record of the small world, by path."""
    paths = sorted(SMALL.rglob("*.yaml"))
    names = [path.relative_to(SMALL).as_posix() for path in paths]
    return World({name: parse_document(path.read_bytes(), name) for name, path in zip(names, paths, strict=True)})


@pytest.fixture(scope="session")
def judge(world: World) -> Judge:
    """Judges the small world with changes laid over it, as documented examples describe them."""

    def judge(*changes: Example | tuple[str, str], on: date = TODAY) -> Report:
        written = [(change.path, change.text) if isinstance(change, Example) else change for change in changes]
        if any(is_of_an_area(text) for _, text in written):
            return check_records(area(dict(written)), on)
        records, register = changed(world, changes)
        return check_records(records, on, register=register)

    return judge


@pytest.fixture(scope="session")
def found_in_bad(judge: Judge) -> Callable[[Rule], tuple[Finding, ...]]:
    """What is found where the bad examples of a rule are laid over the small world: judged once for all that ask."""

    @cache
    def found(code: str) -> tuple[Finding, ...]:
        return judge(*(example for example in RULES[code].examples if example.kind == "bad")).findings

    return lambda rule: found(rule.code)


@pytest.fixture(scope="session")
def small_build(tmp_path_factory: pytest.TempPathFactory) -> FirstBuild:
    """The first build of the small world. Builds of worlds that differ from it in some records take the rest from it."""
    return first_build(tmp_path_factory, SMALL)


@pytest.fixture(scope="session")
def reference_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the reference world, built once for every test that looks at it."""
    return first_build(tmp_path_factory, REFERENCE).site


@pytest.fixture(scope="session")
def running_browser() -> "Iterator[Browser]":
    """The machine's Chromium, started once; without one, tests that ask for it are skipped or fail (browser.py)."""
    from playwright.sync_api import expect

    from tests.site.browser import chromium, without_worker

    expect.set_options(timeout=15_000)  # milliseconds; on a busy machine a page may need more than the usual five
    with chromium() as running:
        yield without_worker(running)


@pytest.fixture
def browser(running_browser: "Browser") -> "Iterator[Browser]":
    """The running browser; what a test opens in it is closed after the test."""
    yield running_browser
    for context in running_browser.contexts:
        context.close()
