"""The tools of tests/site, which come with `npm ci`. Where they are missing a test is skipped, unless it is required."""

import os
import shutil
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent


def tool(path: str, *programs: str) -> Path:
    """A file of a package of tests/site that needs `programs` on the machine, such as node or java."""
    found = FOLDER / "node_modules" / path
    missing = [name for name in programs if shutil.which(name) is None]
    if not found.exists():
        missing.append("what `npm ci --prefix tests/site` brings")
    if missing:
        reason = f"{found.name} needs {' and '.join(missing)}"
        if os.environ.get("PA_FRAMEWORK_BROWSER") == "required":
            pytest.fail(reason)
        pytest.skip(reason)
    return found
