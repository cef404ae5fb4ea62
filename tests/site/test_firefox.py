"""The interactive pages in Firefox: other browsers of readers share Chromium's engine, or are close to this one."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.site.browser import served
from tests.site.site_tools import FOLDER, tool

pytestmark = pytest.mark.browser
WALK = FOLDER / "firefox_walk.mjs"
STEPS = (
    "search",
    "search_closes",
    "filter",
    "decision",
    "pay",
    "self_check",
    "compare",
    "menu",
    "colours",
    "easy_words",
    "form",
    "narrow",
    "scripts",
)


@pytest.fixture(scope="module")
def found(reference_site: Path) -> Mapping[str, str]:
    """What went wrong at each step, as the walk prints it."""
    tool("puppeteer-core/package.json", "node")
    firefox = shutil.which("firefox-esr") or shutil.which("firefox")
    if firefox is None:
        if os.environ.get("PA_FRAMEWORK_BROWSER") == "required":
            pytest.fail("there is no Firefox on this machine")
        pytest.skip("there is no Firefox on this machine")
    with served(reference_site) as home:
        ended = subprocess.run(
            ["node", WALK, firefox, home], capture_output=True, text=True, encoding="utf-8", timeout=600, check=False
        )
    assert ended.returncode == 0, ended.stderr
    said: Mapping[str, str] = json.loads(ended.stdout)
    return said


@pytest.mark.xdist_group("firefox")
@pytest.mark.parametrize("step", STEPS)
def test_a_step_works_in_firefox(found: Mapping[str, str], step: str) -> None:
    assert found[step] == ""


@pytest.mark.xdist_group("firefox")
def test_every_step_of_the_walk_is_asked_about(found: Mapping[str, str]) -> None:
    assert set(found) == set(STEPS)
