"""A value that a schema gains: its records have a page, an entry in the index, and words, before any code knows it.

The package is copied, because schemas are read once in a process, and the struct types are made from them.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import pa_framework
from tests.builders.worlds import TODAY
from tests.paths import ROOT, SMALL

PACKAGE = Path(pa_framework.__file__).parent
#: The new values and their labels, by schema and by the way to the closed list.
VALUES = {
    ("learning", "kind"): ("webinar", "Webinar with a guest"),
    ("learning", "for"): ("visitor", "people who visit"),
    ("support", "kind"): ("helpline", "Night helpline"),
    ("support", "serves"): ("visitor", "people who visit"),
    ("role", "kind"): ("honorary", "Honorary role"),
    ("agreement", "kind"): ("pilot", "Pilot of both"),
    ("case-study", "kind"): ("visitor-story", "story of a visitor"),
    ("case-study", "audience"): ("visitor", "people who visit"),
    ("task", "status"): ("advised", "Done with advice"),
    ("plan", "actions.state"): ("paused", "Paused for now"),
}
#: Records with the new values: the record of the small world that each is a copy of, and what replaces what in it.
RECORDS = {
    "framework/learning/guest.yaml": ("core-training", "kind: induction", "kind: webinar", "for: [pa, recruit]", "for: [visitor]"),
    "framework/support/night-line.yaml": ("pa-contact", "kind: pa-contact", "kind: helpline", "serves: [pa]", "serves: [visitor]"),
    "framework/roles/elder.yaml": ("individual-employer", "kind: lay", "kind: honorary"),
    "framework/agreements/trial.yaml": ("moving-between-funders", "kind: funding-transfer", "kind: pilot"),
    "case_studies/guest.yaml": ("rosa", "kind: pa-story", "kind: visitor-story", "audience: [recruit, pa]", "audience: [visitor]"),
    "framework/tasks/asking.yaml": ("reminding-about-medicines", "status: own-role", "status: advised"),
    "framework/plan/rest.yaml": ("better-support", "state: planned", "state: paused"),
}  # fmt: skip
#: Pages with the index that links to them.
PAGES = {
    "learning/guest.md": "learning/index.md",
    "support/night-line.md": "support/index.md",
    "delegation/roles/elder.md": "delegation/roles/index.md",
    "working-together/trial.md": "working-together/index.md",
    "stories/guest.md": "stories/index.md",
    "delegation/tasks/asking.md": "delegation/tasks/index.md",
    "plan/rest.md": "plan/index.md",
}


def _add(part: Any, value: str, label: str) -> None:
    part = part.get("items", part)
    part["enum"].append(value)
    part["x-labels"][value] = label


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of the small world with a record of every new value, made by a package that has these values."""
    root = tmp_path_factory.mktemp("new-values")
    package, world, out = root / "tools/pa_framework", root / "world", root / "out"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    (root / "site_overrides").symlink_to(ROOT / "site_overrides")
    (root / ".vscode").mkdir()
    (root / ".vscode/settings.json").write_text("{}")
    for (kind, way), new in VALUES.items():
        path = package / f"records/schemas/{kind}.schema.json"
        data = part = json.loads(path.read_text())
        for name in way.split("."):
            part = part.get("items", part)["properties"][name]
        _add(part, *new)
        path.write_text(json.dumps(data))
    shutil.copytree(SMALL, world)
    for target, (name, *replaced) in RECORDS.items():
        text = (
            (world / target)
            .with_name(f"{name}.yaml")
            .read_text()
            .replace(f"id: {name}\n", f"id: {Path(target).stem}\n")
        )
        for old, new in zip(replaced[::2], replaced[1::2], strict=True):
            assert old in text, target
            text = text.replace(old, new)
        (world / target).write_text(text)
    _run(root, "pa_framework.records.struct_generator")
    _run(root, "pa_framework", "pages", str(world), "--out", str(out), "--on", str(TODAY))
    return out


def _run(root: Path, *arguments: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(root / "tools"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, "-m", *arguments], env=environment, cwd=root, capture_output=True, text=True)
    assert not done.returncode, done.stderr


@pytest.mark.parametrize(("page", "index"), PAGES.items())
def test_a_record_with_a_new_value_has_a_page_and_is_in_the_index(pages: Path, page: str, index: str) -> None:
    made, found = (pages / page).read_text(), (pages / index).read_text()

    address = Path(page).stem
    assert "# " in made
    assert re.search(rf'(href="|\(<)\.?/?{address}(/"|\.md>\))', found)


@pytest.mark.parametrize("section", ["learning", "support", "delegation/roles", "working-together", "delegation/tasks"])
def test_the_index_has_a_group_with_the_label_of_a_new_value(pages: Path, section: str) -> None:
    labels = {label for (_, way), (_, label) in VALUES.items() if way in ("kind", "status")}

    headings = set(re.findall(r"^## (.*)$", (pages / section / "index.md").read_text(), re.MULTILINE))

    assert len(labels & headings) == 1


@pytest.mark.parametrize("section", ["learning", "support"])
def test_a_new_audience_is_named_and_is_a_choice_of_the_filter(pages: Path, section: str) -> None:
    index = (pages / section / "index.md").read_text()

    assert re.search(r"For(?:</span>)? people who visit", index)
    assert '<option value="visitor">People who visit</option>' in index


def test_an_action_of_a_new_state_is_in_the_plan(pages: Path) -> None:
    assert "Paused for now" in (pages / "plan/rest.md").read_text()
