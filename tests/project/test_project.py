"""What is said in two places says the same."""

import json
import re

from pa_framework.records.kinds import patterns, register_kinds
from tests.paths import ROOT

INSIDE = "competences/register/"


def test_editors_are_wired_to_every_kind():
    wired = json.loads((ROOT / ".vscode/settings.json").read_text())["yaml.schemas"]
    here = "tools/pa_framework/records/schemas"
    expected = {f"{here}/{kind}.schema.json": places for kind, places in patterns().items()}
    for kind in register_kinds():
        pattern = kind.file or f"{kind.folder}/*.yaml"
        expected[f"{here}/{kind.id}.schema.json"] = [f"competences/register/{pattern}"]

    assert wired == expected


def test_readme_names_every_verb_of_the_makefile():
    verbs = re.findall(r"^([a-z-]+):.* ## ", (ROOT / "Makefile").read_text(), re.MULTILINE)
    readme = (ROOT / "README.md").read_text()

    assert [verb for verb in verbs if f"make {verb}" not in readme] == []


def test_versions_agree():
    import tomllib

    from pa_framework import __version__

    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == __version__
