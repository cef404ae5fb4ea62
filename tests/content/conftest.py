"""Fixtures of the tests of the content: the live records as they are judged today, and their site."""

from datetime import date
from pathlib import Path

import pytest

from pa_framework.check.run import Report, check
from tests.builders.sites import built, made_once
from tests.paths import ROOT


@pytest.fixture(scope="session")
def report() -> Report:
    """The live records and what the checker finds in them today."""
    return check(ROOT, date.today())


@pytest.fixture(scope="session")
def live_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the live records, built once, with what `make site` kept; a link or an image that leads nowhere fails it."""
    try:
        return made_once(tmp_path_factory, "live-site", lambda out: built(ROOT, out, date.today(), keep=True))
    except AssertionError as error:
        pytest.fail(f"The site cannot be built. Correct what the lines below name, then run `make site`.\n{error}")
