"""The command `pa-framework release`: a version that does not fit what has changed is refused, with the reason."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pa_framework.check.run import Report
from pa_framework.cli.main import main
from pa_framework.diff import impact
from pa_framework.facts.versions import kept_versions
from pa_framework.site import engine_run
from tests.builders.worlds import FRAMEWORK, TASK
from tests.cli.test_diff import committed, edit, git
from tests.paths import SMALL

CHANGES = "framework/changes.yaml"
LOOSER = ("at_least: 3, basis: design-default}", "at_least: 2, basis: design-default}")
TOLD = """changes:
  - id: of-this-version
    on: 2026-11-22
    title: Something about feeds
    what: What is asked for feeds is different.
    asks: {asks}
    loosens: {loosens}
    version: "{version}"
    about: [{{task: gastrostomy-feed}}]
"""


@pytest.fixture(autouse=True)
def no_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves out the pages that change, which take most of the time of a report."""
    monkeypatch.setattr(impact, "_page_changes", lambda *_: ((), ""))


@pytest.fixture
def area(tmp_path: Path) -> Path:
    """The small world in a repository, with the tag of its version 1.0.0."""
    folder = tmp_path / "area"
    shutil.copytree(SMALL, folder)
    git(folder, "init", "--quiet", "--initial-branch", "main")
    committed(folder)
    git(folder, "tag", "v1.0.0")
    return folder


def release(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["release", str(folder), "--on", "2026-11-22", *words])


def refused(folder: Path) -> str:
    result = release(folder)
    assert (result.exit_code, result.stdout) == (1, ""), result.output
    return result.stderr


def raised(folder: Path, version: str, asks: str = "same", loosens: str = "false") -> None:
    edit(folder, 'version: "1.0.0"', f'version: "{version}"', FRAMEWORK)
    told = TOLD.format(version=version, asks=asks, loosens=loosens)
    if loosens == "true":
        told = told.replace("    version:", "    agreed_by_role: phb-clinical-lead\n    version:")
    edit(folder, "changes:\n", told, CHANGES)


def test_the_first_version_and_one_without_a_change_fit(area: Path) -> None:
    assert release(area).exit_code == 0
    git(area, "tag", "--delete", "v1.0.0")

    result = release(area)

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "Version 1.0.0 is the first one.\nTo publish it, set its tag: git tag v1.0.0\n"


@pytest.mark.parametrize(
    ("edits", "version", "fits", "reason"),
    [
        (("summary: Liquid food goes", "summary: Liquid food flows"), "1.0.1", "1.0.1", ""),
        (("summary: Liquid food goes", "summary: Liquid food flows"), "1.0.0", "1.0.1", ""),
        (("equipment: [Feed pump]\n", ""), "1.0.1", "1.1.0", f"equipment is gone: Feed pump ({TASK}:"),
        (LOOSER, "1.0.1", "1.1.0", "loosens a safety rule: Give a feed through a gastrostomy tube: observed practices: 3 → 2"),
        (("at_least: 3,", "at_least: 4,"), "1.1.0", "2.0.0", "asks more: Give a feed through a gastrostomy tube"),
    ],
)  # fmt: skip
def test_a_version_must_be_raised_by_the_step_of_the_change(
    area: Path, edits: tuple[str, str], version: str, fits: str, reason: str
) -> None:
    edit(area, *edits)
    more = {"asks": "more"} if fits == "2.0.0" else {"loosens": "true", "asks": "less"} if edits is LOOSER else {}
    if edits is LOOSER:
        _tiers_allow_two(area)
    raised(area, version, **more)
    if version != fits:
        words = refused(area)
        assert f"write {fits} or more in framework.yaml" in words
        assert "became" in words or "is still" in words
        assert reason in words
        edit(area, f'version: "{version}"', f'version: "{fits}"', FRAMEWORK)
        edit(area, f'version: "{version}"', f'version: "{fits}"', CHANGES)

    result = release(area)

    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(f"Version {fits} fits what has changed since v1.0.0.")


def _tiers_allow_two(folder: Path) -> None:
    edit(folder, "observed_practices: 3", "observed_practices: 2", "framework/delegation.yaml")


def test_what_is_loosened_and_what_is_asked_more_must_be_announced(area: Path) -> None:
    edit(area, *LOOSER)
    _tiers_allow_two(area)
    raised(area, "1.1.0", "less")
    assert "a safety rule is loosened, and no entry of framework/changes.yaml says so" in refused(area)

    git(area, "checkout", "--quiet", ".")
    edit(area, "at_least: 3,", "at_least: 4,")
    raised(area, "2.0.0")
    assert "more is asked of someone, and no entry of framework/changes.yaml says so" in refused(area)


def test_a_tag_does_not_move(area: Path) -> None:
    edit(area, "summary: Liquid food goes", "summary: Liquid food flows")
    raised(area, "1.0.1")
    committed(area)
    git(area, "tag", "--annotate", "--message", "x", "v1.0.1")
    assert release(area).exit_code == 0  # as a workflow asks that the tag has started

    edit(area, "summary: Liquid food flows", "summary: Liquid food runs")
    committed(area)
    assert "the tag `v1.0.1` is there already, on another commit" in refused(area)


def test_it_is_compared_with_the_highest_version_below(area: Path) -> None:
    for tag in ("v0.9.0", "v2.0.0", "v0.10.0", "nightly"):
        git(area, "tag", tag)
    edit(area, "summary: Liquid food goes", "summary: Liquid food flows")
    raised(area, "1.0.1")

    assert "since v1.0.0." in release(area).stdout
    assert "since v0.9.0." in release(area, "--since", "v0.9.0").stdout


def test_nothing_is_said_of_records_with_errors_and_without_git(area: Path) -> None:
    edit(area, "risk: medium", "risk: medum")
    assert release(area).exit_code == 1
    git(area, "checkout", "--quiet", ".")
    shutil.rmtree(area / ".git")

    result = release(area)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "is not in a git repository" in result.stderr


def test_the_site_of_a_version_is_kept_once(area: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def build(engine: object, folder: Path, report: Report, *, keep: bool) -> int:
        (folder / "index.html").write_text(report.records.framework.version, encoding="utf-8")
        return 0

    monkeypatch.setattr(engine_run, "build", build)
    shutil.copyfile(SMALL.parent / "reference" / "mkdocs.yml", area / "mkdocs.yml")

    assert f"Kept: {area / 'versions' / '1.0.0.zip'}" in release(area, "--keep").stdout
    assert [kept.version for kept in kept_versions([area])] == ["1.0.0"]
    again = release(area, "--keep")
    assert (again.exit_code, "a version that was published never changes" in again.stderr) == (2, True)
