"""The scripts of the site keep the types that they write down."""

import subprocess

import pytest

from tests.site.site_tools import FOLDER, tool


@pytest.mark.parametrize("settings", sorted(path.name for path in FOLDER.glob("tsconfig*.json")))
def test_types_of_scripts_hold(settings):
    compiler = tool("typescript/bin/tsc", "node")

    done = subprocess.run(
        ["node", str(compiler), "--project", str(FOLDER / settings)], capture_output=True, text=True, check=False
    )

    assert done.stdout == ""
    assert done.returncode == 0
