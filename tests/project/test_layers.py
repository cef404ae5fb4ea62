"""The folders of the package and their layers. `[tool.importlinter]` in pyproject.toml holds the contracts."""

import os
import tomllib

from importlinter.cli import lint_imports

from tests.paths import ROOT

PACKAGE = ROOT / "tools" / "pa_framework"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]


def folders() -> set[str]:
    return {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name[0] not in "._"}


def test_the_package_has_twelve_folders_and_nothing_else():
    files = {path.name for path in PACKAGE.iterdir() if path.is_file()}

    assert len(folders()) == 12
    assert files == {"__init__.py", "__main__.py", "py.typed"}


def test_every_folder_has_its_layer():
    layers = [name.strip() for line in CONTRACTS[0]["layers"] for name in line.split("|")]

    assert sorted(layers) == sorted(folders())


def test_imports_keep_the_contracts(monkeypatch):
    monkeypatch.chdir(ROOT)

    assert lint_imports(config_filename=os.fspath(ROOT / "pyproject.toml"), no_cache=True) == 0
