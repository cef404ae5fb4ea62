"""What is said in two places says the same."""

import json

from pa_framework.records.editor_schemas import described_kinds
from pa_framework.records.struct_generator import editor_settings
from tests.paths import ROOT

INSIDE = "competences/register/"


def test_editors_are_wired_to_every_kind():
    settings = (ROOT / ".vscode/settings.json").read_text(encoding="utf-8")

    assert settings == editor_settings(settings), "run: make structs"
    assert len(json.loads(settings)["yaml.schemas"]) == len(described_kinds())


def test_versions_agree():
    import tomllib

    from pa_framework import __version__

    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == __version__
