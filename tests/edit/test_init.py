"""A new area's framework: it holds at once, carries nothing of the program, and is made whole or not at all."""

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from pa_framework import __version__
from pa_framework.check.run import check
from pa_framework.cli.main import main
from pa_framework.edit.init import create_area
from pa_framework.edit.init_files import Area, area_files
from pa_framework.edit.init_requirement import (
    Requirement,
    installed_requirement,
    parse_requirement,
    running_requirement,
)
from pa_framework.records.load import read_records
from pa_framework.site.doors import DOORS
from pa_framework.text import package_data as beside
from pa_framework.text.errors import UserError
from tests.builders.worlds import lasting_findings
from tests.paths import REFERENCE, ROOT

TODAY = date(2026, 11, 22)
ON = ["--on", TODAY.isoformat()]
DEVON = ["--area", "Devon", "--repository", "https://github.com/devon-pas/pathways", "--program", "pa-framework==0.1.0"]


def init(folder: Path, *words: str):
    return CliRunner().invoke(main, ["init", str(folder), "--empty", *words, *ON])


@pytest.fixture(scope="module")
def devon(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("new") / "devon"
    result = init(folder, *DEVON)
    assert result.exit_code == 0, result.output
    return folder


def everything(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


# What it makes, on the reference framework


@pytest.fixture(scope="module")
def kent(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("new") / "kent"
    words = ["--area", "Kent", "--council", "Kent County Council", "--icb", "NHS Kent and Medway"]
    result = CliRunner().invoke(main, ["init", str(folder), *words, "--contact", "mailto:pas@example.org", *ON])
    assert result.exit_code == 0, result.output
    return folder


def test_a_new_area_has_the_whole_reference_and_holds(kent):
    report = check(kent, TODAY)

    assert report.records.tasks.keys() == read_records(REFERENCE).tasks.keys()
    assert lasting_findings(report) == []
    assert CliRunner().invoke(main, ["codeowners", str(kent), "--check"]).exit_code == 0
    assert CliRunner().invoke(main, ["fmt", str(kent), "--check"]).exit_code == 0


def test_a_new_area_writes_only_what_is_its_own(kent):
    records = {path for path in everything(kent) if path.startswith(("framework/", "competences/", "case_studies/"))}

    assert records == {
        "framework/framework.yaml",
        "framework/changes.yaml",
        "framework/plan/what-to-decide-first.yaml",
        "framework/pages/about/accessibility.md",
        "framework/pages/about/privacy.md",
    }


def test_what_to_decide_first_has_owners_and_a_state(kent):
    plan = read_records(kent).plan["what-to-decide-first"]

    assert {owner for action in plan.actions for owner in action.by_whom} >= {
        "Kent County Council",
        "NHS Kent and Medway",
    }
    assert {(action.state, bool(action.by_when)) for action in plan.actions} == {("planned", True)}
    assert read_records(kent).contacts["framework-team"].address == "mailto:pas@example.org"


def test_what_its_readme_says_of_a_change_holds(kent, tmp_path):
    area = shutil.copytree(kent, tmp_path / "area")
    (said,) = re.findall(
        r"```yaml\n# (framework/tasks/\S+)\n(.*?)```", (area / "README.md").read_text("utf-8"), re.DOTALL
    )
    (area / said[0]).parent.mkdir(exist_ok=True)
    (area / said[0]).write_text(said[1], encoding="utf-8")

    assert lasting_findings(check(area, TODAY)) == []


# What it makes


@pytest.mark.parametrize(
    "words",
    [
        DEVON,
        [],
        ["--area", "Bath and North East Somerset", "--forge", "gitlab", "--repository", "https://gitlab.com/a/b/c"],
        ["--title", 'PAs: "our" way & <more> # 1', "--publisher", "'Us'", "--area", "no"],
    ],
    ids=["devon", "nothing said", "gitlab", "awkward words"],
)
def test_what_it_makes_holds_strictly(tmp_path, words):
    folder = tmp_path / "area"

    assert init(folder, *words).exit_code == 0
    report = check(folder, TODAY)
    assert lasting_findings(report) == []
    assert len(report.records.documents) > 25
    assert CliRunner().invoke(main, ["codeowners", str(folder), "--check"]).exit_code == 0
    assert CliRunner().invoke(main, ["fmt", str(folder), "--check"]).exit_code == 0


def test_it_carries_nothing_of_the_program(devon):
    endings = {Path(path).suffix for path in everything(devon) if path != "make.py"}

    assert endings & {".py", ".j2", ".css", ".js", ".html", ".woff2"} == set()
    assert [path for path in everything(devon) if "schema" in path] == []


def test_every_record_says_that_it_is_a_draft_or_an_example(devon):
    records = read_records(devon)
    for kind in ("levels", "competences", "tasks", "roles"):
        assert {record.approval.state for record in getattr(records, kind).values()} == {"draft"}, kind
    for kind in ("pay_bands", "learning", "support", "case_studies"):
        assert {record.illustrative for record in getattr(records, kind).values()} == {True}, kind
    assert records.framework.status == "reference"


def test_every_entry_of_the_header_leads_somewhere(devon):
    there = {door.entry for door in DOORS if (devon / "framework/pages" / door.path).is_file()}
    assert {door.entry for door in DOORS} - there == set()


def test_its_records_begin_with_the_line_that_editors_read(devon):
    for path, text in everything(devon).items():
        if path.endswith(".yaml") and path.startswith(("framework/", "competences/", "case_studies/")):
            match = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
            assert match, path
            assert (devon / path).parent.joinpath(match[1]).resolve().parent == (devon / ".schemas").resolve(), path


@pytest.mark.parametrize("words", [DEVON, ["--title", 'The "Isle"', "--program", "pa-framework==0.1.0"]])
def test_what_its_readme_says_of_a_brand_holds(tmp_path, words):
    init(tmp_path / "a", *words)
    said = re.search(r"```yaml\n(.*?)```", (tmp_path / "a/README.md").read_text(encoding="utf-8"), re.DOTALL)[1]
    framework = tmp_path / "a/framework/framework.yaml"
    framework.write_text(framework.read_text(encoding="utf-8") + said, encoding="utf-8")
    (tmp_path / "a/framework/pages/images/logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")

    assert lasting_findings(check(tmp_path / "a", TODAY)) == []
    assert read_records(tmp_path / "a").framework.site


def test_it_asks_for_the_locked_versions_of_the_program(devon):
    assert (devon / "requirements.lock").read_text() == beside.locked_versions()
    assert (devon / "requirements.txt").read_text().splitlines()[-1] == "pa-framework==0.1.0"


def test_the_same_words_give_the_same_bytes(tmp_path):
    assert init(tmp_path / "one", *DEVON).exit_code == init(tmp_path / "two", *DEVON).exit_code == 0
    assert everything(tmp_path / "one") == everything(tmp_path / "two")


def notes(folder: Path, tag: str):
    return CliRunner().invoke(main, ["release-notes", tag, str(folder)])


def test_its_first_release_has_notes_and_no_other_tag_fits(devon):
    good, other = notes(devon, "v0.1.0"), notes(devon, "v0.2.0")

    assert (good.exit_code, good.output.startswith("- **A first draft, to talk about.** Levels,")) == (0, True)
    assert (other.exit_code, "framework.yaml names version `0.1.0`" in other.output) == (1, True)


def test_notes_of_a_release_name_first_what_loosens_and_end_with_the_change_log(devon, tmp_path):
    area = tmp_path / "area"
    shutil.copytree(devon, area)
    (area / "CHANGELOG.md").write_text("# Changes\n\n## 0.1.0 (today)\n\n- For contributors\n\n## 0.0.1\n\n- Old\n")
    changes = area / "framework/changes.yaml"
    changes.write_text(
        changes.read_text()
        + "  - id: longer\n    on: 2026-11-20\n    title: Reviews of drops are further apart\n    what: Two *years*.\n"
        + "    asks: less\n    loosens: true\n    agreed_by_role: clinical-lead\n    version: 0.1.0\n"
        + "  - {id: other, on: 2026-11-20, title: Other, what: Older., asks: same, loosens: false, version: 0.0.1}\n"
    )

    assert notes(area, "v0.1.0").output.splitlines()[0] == (
        "- **Reviews of drops are further apart.** Loosens a safety rule; agreed by: Clinical lead. "
        "Two &#42;years&#42;. It asks less of someone."
    )
    assert notes(area, "v0.1.0").output.endswith("\n\n- For contributors\n")


def test_a_change_log_of_another_program_is_read_as_far_as_it_goes(devon, tmp_path):
    area = tmp_path / "area"
    shutil.copytree(devon, area)
    (area / "CHANGELOG.md").write_bytes(b"\xef\xbb\xbf## 0.1.0\r\n\r\n- Caf\xe9\r\n")

    assert notes(area, "v0.1.0").output.endswith("\n\n- Caf\ufffd\n")


def test_a_release_without_notes_is_refused(devon, tmp_path):
    area = tmp_path / "area"
    shutil.copytree(devon, area)
    file = area / "framework/framework.yaml"
    file.write_text(file.read_text().replace('version: "0.1.0"', 'version: "0.1.1"'))

    refusal = notes(area, "v0.1.1")

    assert (refusal.exit_code, "nothing says what is new in 0.1.1" in refusal.output) == (1, True)


def test_the_repository_says_which_forge_it_uses_and_who_is_asked(devon, tmp_path):
    repository = read_records(devon).framework.repository
    assert (repository.forge, repository.edit) == ("github", "https://github.com/devon-pas/pathways/edit/main/")
    assert "/framework/tasks/ @devon-pas/clinical-group" in (devon / "CODEOWNERS").read_text()

    init(tmp_path / "a", "--repository", "git@gitlab.com:group/part/pathways.git")
    repository = read_records(tmp_path / "a").framework.repository
    assert (repository.forge, repository.edit) == ("gitlab", "https://gitlab.com/group/part/pathways/-/edit/main/")
    assert "* @group/part/framework-team" in (tmp_path / "a/CODEOWNERS").read_text()


@pytest.mark.slow
def test_its_site_is_built_with_the_look_and_a_way_to_report_a_mistake(devon, tmp_path):
    command = [sys.executable, "-m", "pa_framework", "build", str(devon), "--site-dir", str(tmp_path / "site"), *ON]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    task = (tmp_path / "site/delegation/tasks/eye-drops/index.html").read_text(encoding="utf-8")
    by_hand = (tmp_path / "site/about/privacy/index.html").read_text(encoding="utf-8")
    assert 'class="site-header"' in task
    assert (
        "https://github.com/devon-pas/pathways/issues/new?template=mistake.yml&amp;"
        "page=delegation%2Ftasks%2Feye-drops&amp;record=framework%2Ftasks%2Feye-drops.yaml" in task
    )
    assert "record=framework%2Fpages%2Fabout%2Fprivacy.md" in by_hand
    assert "https://github.com/devon-pas/pathways/edit/main/framework/pages/about/privacy.md" in by_hand
    assert 'href="../../feeds/changes.atom">Follow what changes' in by_hand
    assert (tmp_path / "site/feeds/changes.atom").is_file()


def test_no_page_speaks_of_a_link_that_is_not_there(tmp_path, devon):
    init(tmp_path / "a", "--program", "pa-framework==0.1.0")

    assert read_records(tmp_path / "a").framework.repository.forge is None
    for path in ("i-am-a-clinician.md", "about/accessibility.md"):
        assert "link" not in (tmp_path / "a/framework/pages" / path).read_text().replace("[", ""), path
        assert "link" in (devon / "framework/pages" / path).read_text(), path


# Asked on a terminal


def init_on_a_terminal(folder: Path) -> tuple[subprocess.Popen[bytes], int]:
    """The command that makes a small framework, and the end of its terminal at which someone types."""
    controller, terminal = pty.openpty()
    words = ["-m", "pa_framework", "init", str(folder), "--empty", "--program", "pa-framework==0.1.0"]
    process = subprocess.Popen([sys.executable, *words], stdin=terminal, stdout=terminal, stderr=terminal)
    os.close(terminal)
    return process, controller


def test_on_a_terminal_it_asks_for_what_is_missing(tmp_path):
    process, controller = init_on_a_terminal(tmp_path / "isle")
    os.write(controller, b"Isle of Wight\n\n\n\ngithub\n")
    said = b""
    while True:
        try:
            part = os.read(controller, 4096)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        said += part
    os.close(controller)

    assert process.wait() == 0, said.decode()
    framework = read_records(tmp_path / "isle").framework
    assert (framework.area, framework.title) == ("Isle of Wight", "PA Pathways in Isle of Wight")
    assert "Which area is it for? [Isle]" in said.decode()
    assert not (tmp_path / "isle/.gitlab-ci.yml").exists()


def test_who_stops_at_a_question_has_nothing_written(tmp_path):
    process, controller = init_on_a_terminal(tmp_path / "isle")
    said = b""
    while b"[Isle]" not in said:
        said += os.read(controller, 4096)
    code = None
    while code is None:  # one that comes before Python waits for an answer is heard with the next
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            code = process.wait(timeout=5)  # on a busy machine it takes a while to end
    said += os.read(controller, 4096)
    os.close(controller)

    assert (code, said.decode().rstrip().endswith("Nothing was written.")) == (130, True), said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "area"),
    [
        ("devon", "Devon"),
        ("st-helens-2", "St Helens"),
        ("St Helens & Knowsley", "St Helens & Knowsley"),
        ("king's-lynn", "King's Lynn"),
        ("& 🎉", "our area"),
    ],
)
def test_an_odd_folder_names_its_area_and_can_be_entered(tmp_path, name, area):
    folder = tmp_path / name
    result = init(folder, "--program", "pa-framework==0.1.0")
    line = next(line for line in result.output.splitlines() if line.startswith("  cd "))

    assert read_records(folder).framework.area == area
    assert subprocess.run(["sh", "-c", f"{line} && pwd"], capture_output=True, text=True, check=True).stdout.strip() == str(folder)  # fmt: skip


def test_who_fills_the_folder_they_stand_in_is_not_sent_elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert "  cd " not in init(Path(), "--program", "pa-framework==0.1.0").output


# Refused, and nothing written


def refused(tmp_path: Path, folder: Path, *words: str) -> str:
    """The one sentence with which it is refused; the folder around is as it was."""
    before = {path: path.lstat().st_mtime_ns for path in tmp_path.rglob("*")}
    result = init(folder, *words)
    assert result.exit_code == 2, result.output
    assert {path: path.lstat().st_mtime_ns for path in tmp_path.rglob("*")} == before
    assert "Traceback" not in result.output
    assert result.output.count("\n") == 1, result.output
    return result.output


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path):
    folder = tmp_path / "devon"
    folder.mkdir()
    (folder / "README.md").write_text("mine")

    assert "is not empty, it holds `README.md`" in refused(tmp_path, folder)


def test_a_file_is_left_alone(tmp_path):
    (tmp_path / "devon").write_text("mine")

    assert "is a file" in refused(tmp_path, tmp_path / "devon")


def test_a_folder_in_no_folder_is_not_guessed_at(tmp_path):
    assert "there is no folder" in refused(tmp_path, tmp_path / "a/b/devon")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--title", "Everything."], "TXT005"),
        (["--title", " "], "empty answer"),
        (["--title", "Call 07700 900123"], "PRV"),
        (["--repository", "somewhere"], "is no web address"),
        (["--program", "left-pad"], "names no program"),
        (["--program", "a\nb"], "one line"),
    ],
    ids=["full stop", "nothing", "a phone number", "no address", "another program", "two lines"],
)
def test_words_that_would_not_hold_are_refused(tmp_path, words, says):
    assert says in refused(tmp_path, tmp_path / "devon", *words)


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root may write everywhere")
def test_a_place_that_can_not_be_written_is_one_sentence(tmp_path):
    (tmp_path / "locked").mkdir(mode=0o500)

    assert "cannot be written" in refused(tmp_path, tmp_path / "locked/devon")


def test_a_disk_error_is_one_sentence():
    if not Path("/proc/self").is_dir():
        pytest.skip("needs a place that nobody can write, as Linux has")
    result = init(Path("/proc/self/devon"))

    assert (result.exit_code, "cannot be written" in result.output) == (2, True)


def test_an_empty_repository_is_filled_and_its_history_kept(tmp_path):
    folder = tmp_path / "devon"
    (folder / ".git").mkdir(parents=True)
    (folder / ".git/HEAD").write_text("ref: refs/heads/main\n")

    result = init(folder, *DEVON)

    assert result.exit_code == 0
    assert (folder / ".git/HEAD").read_text() == "ref: refs/heads/main\n"
    assert (folder / "framework/framework.yaml").is_file()
    assert "git init" not in result.output


def test_the_next_steps_can_be_typed_as_shown(tmp_path):
    result = init(tmp_path / "my area", *DEVON)

    assert f"  cd '{tmp_path / 'my area'}'\n" in result.output
    assert "  git init --initial-branch main\n" in result.output  # the branch that the workflows and links name


@pytest.mark.parametrize("there", [True, False], ids=["into a folder", "as a new folder"])
def test_what_fails_midway_leaves_nothing(tmp_path, there, monkeypatch):
    folder = tmp_path / "devon"
    if there:
        folder.mkdir()

    def check_without_space(made: Path, on: date) -> None:
        assert (made / "framework/framework.yaml").is_file()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pa_framework.edit.init.check", check_without_space)
    area = Area("X", "X", "Y", "https://example.org/x", ("github",), Requirement("pa-framework==1"), TODAY)
    with pytest.raises(UserError, match="No space left on device"):
        create_area(area, folder)

    assert sorted(path.name for path in tmp_path.rglob("*")) == (["devon"] if there else [])


# Which program


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        (None, f"pa-framework=={__version__}"),
        (
            {"url": "https://example.org/pa.git", "vcs_info": {"vcs": "git", "commit_id": "abc123"}},
            "pa-framework @ git+https://example.org/pa.git@abc123",
        ),
        (
            {"url": "https://example.org/pa.git", "vcs_info": {"vcs": "git", "commit_id": "a"}, "subdirectory": "x/y"},
            "pa-framework @ git+https://example.org/pa.git@a#subdirectory=x/y",
        ),
        (
            {"url": "file:///srv/pa", "vcs_info": {"vcs": "git", "commit_id": "abc123"}},
            "git+file:///srv/pa@abc123",
        ),
        ({"url": "file:///srv/pa", "dir_info": {"editable": True}}, "pa-framework @ file:///srv/pa"),
        ({"url": "https://example.org/pa.whl", "archive_info": {}}, "pa-framework @ https://example.org/pa.whl"),
    ],
    ids=["index", "git", "git, in a folder", "git of this machine", "editable", "archive"],
)
def test_the_program_is_asked_for_as_it_was_installed(written, wanted):
    assert installed_requirement(json.dumps(written) if written else None).line == wanted


def test_a_program_read_in_place_is_the_folder_of_this_machine():
    assert running_requirement() == Requirement(f"pa-framework @ {ROOT.as_uri()}")
    assert running_requirement().is_local


def test_a_program_that_works_only_on_this_machine_is_named(tmp_path):
    here, elsewhere = init(tmp_path / "a"), init(tmp_path / "b", "--program", "pa-framework==1.0")

    assert "works here only" in here.output
    assert "one machine" in (tmp_path / "a/README.md").read_text()
    assert "works here only" not in elsewhere.output
    assert "one machine" not in (tmp_path / "b/README.md").read_text()


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("git+https://example.org/pa@v1", "pa-framework @ git+https://example.org/pa@v1"),
        ("pa-framework>=1,<2", "pa-framework>=1,<2"),
        (str(ROOT), f"pa-framework @ {ROOT.as_uri()}"),
    ],
    ids=["git", "versions", "folder"],
)
def test_a_program_can_be_named(words, wanted):
    assert parse_requirement(words).line == wanted


@pytest.mark.parametrize("words", ["", "pa-frameworks", "requests", "../nowhere"])
def test_other_words_name_no_program(words):
    with pytest.raises(UserError):
        parse_requirement(words)


# Values in YAML


@pytest.mark.parametrize(
    "title", ["Devon", "A: b", "no", "007", "'x'", '"x"', "# not a comment", "a #b", "é – ü", "@home", "[x]"]
)
def test_any_title_is_read_as_it_was_written(title):
    area = Area(title, "X", "Y", "https://example.org/x", ("github",), Requirement("pa-framework==1"), TODAY)
    from pa_framework.records.yaml_source import parse_document

    assert parse_document(area_files(area)["framework/framework.yaml"], "x").data["title"] == title
    assert yaml.safe_load(area_files(area)["mkdocs.yml"])["site_name"] == title
