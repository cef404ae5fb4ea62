"""Fixtures of the tests of reports on a change."""

import pytest

from pa_framework.diff import impact


@pytest.fixture(autouse=True)
def no_pages(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves out the pages that change: to make every page twice takes most of the time of a report.

    Tests with the mark `pages` have them.
    """
    if request.node.get_closest_marker("pages") is None:
        monkeypatch.setattr(impact, "_page_changes", lambda *_: ((), ""))
