"""What is said in two places says the same."""

import json
import re

from pa_framework.records.editor_schemas import described_kinds
from pa_framework.records.struct_generator import editor_settings
from tests.paths import ROOT

INSIDE = "competences/register/"


def test_editors_are_wired_to_every_kind():
    settings = (ROOT / ".vscode/settings.json").read_text(encoding="utf-8")

    assert settings == editor_settings(settings), "run: make structs"
    assert len(json.loads(settings)["yaml.schemas"]) == len(described_kinds())


def test_readme_names_every_verb_of_the_makefile():
    verbs = re.findall(r"^([a-z-]+):.* ## ", (ROOT / "Makefile").read_text(), re.MULTILINE)
    readme = (ROOT / "README.md").read_text()

    assert [verb for verb in verbs if f"make {verb}" not in readme] == []


def test_versions_agree():
    import tomllib

    from pa_framework import __version__

    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == __version__
