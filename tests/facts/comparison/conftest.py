"""Fixtures of the tests of what a change loosens."""

import pytest

from pa_framework.diff import impact


@pytest.fixture(autouse=True)
def no_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports leave out the pages that change: to make every page twice takes most of the time, and tests/diff tests it."""
    monkeypatch.setattr(impact, "_page_changes", lambda *_: ((), ""))
