"""Switches keeping on for a test, as it is for everyone, with a secret of the test's own (text/kept.py)."""

from pathlib import Path

import pytest

from pa_framework.text import kept


def keep_as(user: Path, patched: pytest.MonkeyPatch) -> None:
    """Keeps values from now on, and believes those of a user, whose folder this is."""
    patched.delenv(kept.SWITCH, raising=False)
    patched.setenv("XDG_STATE_HOME", str(user))
    patched.setenv("LOCALAPPDATA", str(user))
