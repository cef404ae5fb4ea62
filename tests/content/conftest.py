"""Fixtures of the tests of the content: the live records as they are judged today, and their site."""

from datetime import date
from pathlib import Path

import pytest

from pa_framework.check.run import Report, check
from tests.paths import ROOT
from tests.site.browser import built


@pytest.fixture(scope="session")
def report() -> Report:
    """The live records and what the checker finds in them today."""
    return check(ROOT, date.today())


@pytest.fixture(scope="session")
def live_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the live records, built once; a link or an image that leads nowhere fails the build."""
    try:
        return built(ROOT, tmp_path_factory.mktemp("live") / "site", date.today())
    except AssertionError as error:
        pytest.fail(f"The site cannot be built. Correct what the lines below name, then run `make site`.\n{error}")
