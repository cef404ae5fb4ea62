"""Fixtures of the tests of reports on a change."""

import pytest

from pa_framework.diff import impact


@pytest.fixture
def no_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves out the pages that change: making every page twice takes most of the time of a report."""
    monkeypatch.setattr(impact, "_page_changes", lambda *_: ((), ""))
