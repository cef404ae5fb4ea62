"""The command `pa-framework update`: an area of four changes, and a base that changed in ten places."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pa_framework.cli.main import main
from pa_framework.diff import impact
from pa_framework.records.bases import content_hash
from pa_framework.records.dated_documents import EARLIER
from pa_framework.records.yaml_source import parse_document
from tests.builders.areas import settings
from tests.builders.worlds import FRAMEWORK, POLICY, TASK
from tests.cli.test_diff import committed, git
from tests.paths import SMALL

ON = ["--on", "2026-11-22"]
ROLE = "framework/roles/dietitian.yaml"
ADVICE = "framework/support/employer-advice.yaml"
CONTACT = "framework/support/pa-contact.yaml"
#: What version 1.1.0 of the base says in place of what it said, by file.
CHANGES = (
    (FRAMEWORK, 'version: "1.0.0"', 'version: "1.1.0"'),
    (TASK, "review_every: {months: 12,", "review_every: {months: 6,"),
    (TASK, "record-keeping: independent", "record-keeping: assisted"),
    (POLICY, "does: stop, meanwhile", "does: go-on-until, days: 3, meanwhile"),
    (TASK, "equipment: [Feed pump]", "equipment: [Feed pump, Syringe]"),
    (POLICY, "observed_practices: 3\n      review_within_months: 12\n      apart: [[assessed_by,", "observed_practices: 2\n      review_within_months: 12\n      apart: [[assessed_by,"),
    (ROLE, "may_delegate: {nutrition: high}", "may_delegate: {nutrition: medium}"),
    ("framework/papers/task-agreement.yaml", "support: [employer-advice]\n", ""),
    ("case_studies/smalltown-noticeboard.yaml", "support: [employer-advice]\n", ""),
    ("case_studies/rosa.yaml", "support: [pa-contact]", "support: [pa-helpline]"),
    (CONTACT, "id: pa-contact", "id: pa-helpline"),
    ("framework/learning/core-training.yaml", "takes: Three days", "takes: Four days"),
    ("competences/record-keeping.yaml", "Writes every note on the day", "Writes every note at once"),
)  # fmt: skip
#: What the area changes, by file.
OURS = {
    TASK: "changes: gastrostomy-feed\nbecause: Our nurses look sooner.\nsign_off:\n  review_every: {months: 9}\n",
    ADVICE: "changes: employer-advice\nbecause: Another service answers here.\ndeputy: The manager on duty\n",
    CONTACT: "changes: pa-contact\nbecause: Another number.\ndeputy: The deputy of the area\n",
    POLICY: "tiers:\n  - changes: low\n    because: We look sooner.\n    demands: {review_within_months: 6}\n",
}


@pytest.fixture(autouse=True)
def no_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves out the pages that change, which take most of the time of a report."""
    monkeypatch.setattr(impact, "_page_changes", lambda *_: ((), ""))


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small world, one version on."""
    folder = tmp_path_factory.mktemp("bases") / "newer"
    shutil.copytree(SMALL, folder)
    for path, before, after in CHANGES:
        text = (folder / path).read_text(encoding="utf-8")
        assert before in text, (path, before)
        (folder / path).write_text(text.replace(before, after, 1), encoding="utf-8")
    (folder / ADVICE).unlink()
    (folder / CONTACT).rename(folder / "framework/support/pa-helpline.yaml")
    return folder


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """An area on the small world, committed on the branch `main`."""
    folder = tmp_path / "ours"
    for path, text in {FRAMEWORK: settings().replace("../small", SMALL.as_posix()), **OURS}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    git(folder, "init", "--quiet", "--initial-branch", "main")
    git(folder, "config", "user.name", "Ada")
    git(folder, "config", "user.email", "ada@example.org")
    committed(folder)
    return folder


def update(folder: Path, *words: object) -> Result:
    return CliRunner().invoke(main, ["update", str(folder), *ON, *map(str, words)])


def said(result: Result) -> str:
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1), result.output
    return result.stderr.removeprefix("pa-framework: ").strip()


def test_nothing_is_newer(ours: Path) -> None:
    result = update(ours)

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Nothing is newer: this area builds on version 1.0.0 of ")


def test_what_is_looser_comes_first_and_what_no_longer_fits_is_at_our_lines(ours: Path, newer: Path) -> None:
    before = sorted((path, path.read_bytes()) for path in ours.rglob("*.yaml"))
    result = update(ours, "--to", newer)

    assert result.exit_code == 1
    words = " ".join(result.stdout.split())
    assert "is version 1.1.0; this area builds on version 1.0.0." in words
    assert words.index("Loosens a safety rule") < words.index("What of ours no longer fits (4)") < words.index("Asks")
    assert "observed practices: 3 → 2" in words
    assert f"{ADVICE}:1: error OVR002: the base has no support `employer-advice`" in words
    assert f"{CONTACT}:1: error OVR002" in words
    assert words.count("(the newer base calls it `pa-helpline`)") == 1
    assert f"{TASK}:4: error OVR001" in words
    assert "Does not say what held before" not in words
    assert before == sorted((path, path.read_bytes()) for path in ours.rglob("*.yaml"))


def test_the_branch_has_the_base_and_what_held_until_then(ours: Path, newer: Path) -> None:
    result = update(ours, "--to", newer, "--write")

    assert result.exit_code == 0, result.output
    assert "Written on the branch base-1.1.0." in result.stdout
    assert (git(ours, "branch", "--show-current"), git(ours, "status", "--porcelain")) == ("main", "")

    def on_branch(path: str) -> dict:
        return parse_document(git(ours, "show", f"base-1.1.0:{path}") + "\n", path).data

    base = on_branch(FRAMEWORK)["builds_on"]
    assert (base["version"], base["sha256"], base["since"]) == ("1.1.0", content_hash(newer), "2026-11-22")
    assert (ours / base["framework"]).resolve() == newer.resolve()
    assert on_branch(TASK)[EARLIER] == [{"until": "2026-11-21", "requires": {"record-keeping": "independent"}}]
    assert on_branch(ROLE)["changes"] == "dietitian"
    assert on_branch(ROLE)[EARLIER] == [{"until": "2026-11-21", "may_delegate": {"nutrition": "high"}}]
    assert on_branch(POLICY)["triggers"][0][EARLIER] == [{"until": "2026-11-21", "does": "stop", "days": None}]
    assert on_branch(POLICY)["tiers"][1][EARLIER] == [{"until": "2026-11-21", "demands": {"observed_practices": 3}}]

    assert "there is a branch `base-1.1.0` already" in said(update(ours, "--to", newer, "--write"))
    git(ours, "switch", "--quiet", "base-1.1.0")
    assert "Nothing is newer" in update(ours).stdout


def test_days_of_the_base_before_the_area_adopts_it_are_days_of_the_older_rule(
    ours: Path, newer: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "dated"
    shutil.copytree(newer, folder)
    with (folder / ROLE).open("a", encoding="utf-8") as file:
        file.write("earlier:\n  - {until: 2026-06-30, may_delegate: {nutrition: high}}\n")
    result = update(ours, "--to", folder, "--write", "--branch", "dated", "--format", "json")

    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert (found["branch"], found["change"]["undated"], found["change"]["rewritten"]) == ("dated", [], [])
    assert found["keeps_earlier_rules"] == [POLICY, ROLE, TASK]
    assert {one["code"] for one in found["no_longer_fits"]} >= {"OVR001", "OVR002"}
    assert found["change"]["loosenings"]


def test_a_base_that_was_replaced_is_compared_with_the_release_that_is_given(
    ours: Path, newer: Path, tmp_path: Path
) -> None:
    file = ours / FRAMEWORK
    place = tmp_path / "our base"
    shutil.copytree(newer, place)
    file.write_text(file.read_text(encoding="utf-8").replace(SMALL.as_posix(), "../our base"), encoding="utf-8")
    committed(ours)

    alone = update(ours)
    assert alone.exit_code == 1
    assert "is no longer at its place" in alone.stdout
    assert "`--old`" in alone.stdout
    assert f"{ADVICE}:1: error OVR002" in alone.stdout
    assert "with `--old`, then write" in said(update(ours, "--write"))

    release = tmp_path / "release.zip"
    with zipfile.ZipFile(release, "w") as archive:
        for path in (path for path in SMALL.rglob("*") if path.is_file()):
            archive.write(path, f"small-1.0.0/{path.relative_to(SMALL).as_posix()}")
    result = update(ours, "--old", release, "--format", "markdown")
    assert result.exit_code == 1
    assert "### Loosens a safety rule" in result.stdout
    assert "is not the release that was adopted" in said(update(ours, "--old", newer))

    compared = CliRunner().invoke(main, ["diff", "main", "--root", str(ours), *ON])
    assert "`pa-framework update --old FILE`" in said(compared)


def test_bad_input_is_one_sentence(ours: Path, newer: Path, tmp_path: Path) -> None:
    assert "is not there" in said(update(ours, "--to", tmp_path / "nowhere"))
    assert "is not there" in said(update(ours, "--to", newer, "--old", tmp_path / "nowhere"))
    assert "holds no folder `framework`" in said(update(ours, "--to", tmp_path))
    assert "builds on no other" in said(update(SMALL))
    assert "cannot count before that" in said(update(ours, "--to", newer, "--on", "2026-10-31"))
    assert "give both, or neither" in said(update(ours, "--branch", "a"))

    (ours / TASK).write_text(OURS[TASK].replace("9", "8"), encoding="utf-8")
    assert "not committed" in said(update(ours, "--to", newer, "--write"))
    git(ours, "checkout", "--quiet", ".")

    file = ours / FRAMEWORK
    file.write_text(
        file.read_text(encoding="utf-8").replace('  version: "1.0.0"', '  version: "2.0.0"'), encoding="utf-8"
    )
    assert "older than the adopted version 2.0.0" in said(update(ours, "--to", newer))
    file.write_text("title: [", encoding="utf-8")
    assert "mend it first" in said(update(ours, "--to", newer))


def test_without_a_repository_it_is_only_read(ours: Path, newer: Path) -> None:
    shutil.rmtree(ours / ".git")

    assert update(ours, "--to", newer).exit_code == 1
    assert "in no git repository" in said(update(ours, "--to", newer, "--write"))


def test_a_base_that_builds_on_the_area_is_a_loop(ours: Path, tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    text = (ours / FRAMEWORK).read_text(encoding="utf-8").replace(SMALL.as_posix(), "../ours")
    (loop / FRAMEWORK).parent.mkdir(parents=True)
    (loop / FRAMEWORK).write_text(text.replace('version: "1.0.0"', 'version: "1.1.0"', 1), encoding="utf-8")

    assert "builds on a framework that builds on it" in said(update(ours, "--to", loop))
