"""Fixtures that several tests share: the small world, the built site, the browser."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from pa_framework.check.rules.registry import Example
from pa_framework.check.run import Report, judged
from pa_framework.records.yaml_source import parse_document
from tests.builders.sites import built, made_once
from tests.builders.worlds import TODAY, Judge, World, changed
from tests.paths import REFERENCE, SMALL

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# The same cases on every run and every machine; nothing is remembered between runs.
settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def world() -> World:
    """Every record of the corpus, by path."""
    paths = sorted(SMALL.rglob("*.yaml"))
    names = [path.relative_to(SMALL).as_posix() for path in paths]
    return World({name: parse_document(path.read_bytes(), name) for name, path in zip(names, paths, strict=True)})


@pytest.fixture(scope="session")
def judge(world: World) -> Judge:
    """Judges the corpus with changes laid over it, as documented examples describe them."""

    def judge(*changes: Example | tuple[str, str], on: date = TODAY) -> Report:
        records, register = changed(world, changes)
        return judged(records, on, register=register)

    return judge


@pytest.fixture(scope="session")
def reference_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the reference world, built once for every test that looks at it."""
    return made_once(tmp_path_factory, "reference-site", lambda out: built(REFERENCE, out))


@pytest.fixture(scope="session")
def running_browser() -> "Iterator[Browser]":
    """The machine's Chromium, started once; without one, tests that ask for it are skipped or fail (browser.py)."""
    from tests.site.browser import chromium

    with chromium() as running:
        yield running


@pytest.fixture
def browser(running_browser: "Browser") -> "Iterator[Browser]":
    """The running browser; what a test opens in it is closed after the test."""
    yield running_browser
    for context in running_browser.contexts:
        context.close()
