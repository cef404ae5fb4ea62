"""The command `pa-framework diff` in real repositories: revisions, folders, and everything that can be wrong with them."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from pa_framework.cli.main import main
from pa_framework.records.bases import content_hash
from tests.builders.areas import settings
from tests.paths import SMALL

ON = ["--on", "2026-11-22"]
TASK = "framework/tasks/gastrostomy-feed.yaml"


def git(folder: Path, *words: str) -> str:
    who = {
        "GIT_AUTHOR_NAME": "Ada",
        "GIT_AUTHOR_EMAIL": "ada@example.org",
        "GIT_COMMITTER_NAME": "Ada",
        "GIT_COMMITTER_EMAIL": "ada@example.org",
        "GIT_AUTHOR_DATE": "2026-11-01T12:00:00Z",
        "GIT_COMMITTER_DATE": "2026-11-01T12:00:00Z",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
    }
    done = subprocess.run(
        ["git", *words], cwd=folder, env={**os.environ, **who}, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def committed(folder: Path, message: str = "change") -> str:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message)
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path):
    """The corpus as a repository of one revision on the branch `main`."""
    folder = tmp_path / "area"
    shutil.copytree(SMALL, folder)
    git(folder, "init", "--quiet", "--initial-branch", "main")
    committed(folder)
    return folder


def edit(folder: Path, find: str, write: str, path: str = TASK) -> None:
    file = folder / path
    text = file.read_text()
    assert find in text
    file.write_text(text.replace(find, write))


def diff(folder: Path, *words: str):
    return CliRunner().invoke(main, ["diff", "--root", str(folder), *ON, *words])


def one_sentence(result) -> str:
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    return result.stderr.removeprefix("pa-framework: ").strip()


def test_the_files_as_they_stand_are_compared_with_a_revision(repository):
    edit(repository, "at_least: 3", "at_least: 1")
    result = diff(repository, "main")

    assert result.exit_code == 0
    assert "This change loosens a safety rule." in result.output
    assert "observed practices: 3 → 1" in result.output
    assert f"{TASK}:16" in result.output


def test_two_revisions_are_compared_without_looking_at_the_working_tree(repository):
    edit(repository, "at_least: 3", "at_least: 5")
    second = committed(repository)
    edit(repository, "months: 12", "months: 24")
    made = json.loads(diff(repository, "main~1", "main", "--format", "json").output)

    assert made["loosenings"] == []
    assert [ask["says"] for ask in made["asks_more"]] == ["observed practices: 3 → 5"]
    assert made["head"] == {"name": "main", "commit": second}


def test_nothing_differs_between_a_revision_and_itself(repository):
    assert "No record, no page and no other file differs between the two." in diff(repository, "main", "HEAD").output


def test_nothing_is_checked_out_and_nothing_is_written(repository):
    edit(repository, "at_least: 3", "at_least: 1")
    before = {path: path.read_bytes() for path in repository.rglob("*") if path.is_file()}
    diff(repository, "main", "HEAD", "--format", "markdown")

    assert {path: path.read_bytes() for path in repository.rglob("*") if path.is_file()} == before


def test_a_framework_in_a_folder_of_a_repository_is_read_from_there(tmp_path):
    folder = tmp_path / "everything" / "an area" / "pa"
    shutil.copytree(SMALL, folder)
    git(tmp_path / "everything", "init", "--quiet", "--initial-branch", "main")
    committed(tmp_path / "everything")
    edit(folder, "at_least: 3", "at_least: 1")

    assert f"{TASK}:16" in diff(folder, "HEAD").output


def test_the_register_is_counted_and_small_numbers_are_hidden(repository):
    edit(repository, "months: 12", "months: 1")
    register = ["--register", str(repository / "competences/register")]
    told, public = diff(repository, "main", *register), diff(repository, "main", *register, "--format", "markdown")

    assert "the PA may do the task no longer: 1" in told.output
    assert "the PA may do the task no longer: fewer than 8" in public.output
    assert not any(re.search(r"(touched|before|longer): \d", line) for line in public.output.split("\n"))


PA = "competences/register/pas/pa-0001.yaml"
_TRAINED = "    trained_by: pr-030\n    trained_on: 2026-02-25\n"
#: Changes of a file of the register → whether it says something else.
OF_REGISTER = {
    "a comment": ("sign_offs:\n", "# Seen on Monday\nsign_offs: # all\n", False),
    "quotes": ("trained_by: pr-030", 'trained_by: "pr-030"', False),
    "the order of fields": (_TRAINED, "".join(reversed(_TRAINED.splitlines(keepends=True))), False),
    "layout": ("reviews: [{by: pr-011, on: 2026-08-30, outcome: continues}]", "reviews:\n      - by: pr-011\n        on: 2026-08-30\n        outcome: continues", False),
    "the end of the file": ("outcome: continues}]\n", "outcome: continues}]", False),
    "another trainer": ("trained_by: pr-030", "trained_by: pr-011", True),
    "a day in a comment": ("    trained_on: 2026-02-25\n", "    # trained_on: 2026-02-25\n", True),
    "the order of a list": ("[{by: pr-011, on: 2026-03-01}, {by: pr-011, on: 2026-03-02}", "[{by: pr-011, on: 2026-03-02}, {by: pr-011, on: 2026-03-01}", True),
    "a number in quotes": ("outcome: continues}", 'outcome: continues, months: "6"}', True),
    "a fault": ("sign_offs:\n", "sign_offs: [\n", True),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "says"), OF_REGISTER.values(), ids=OF_REGISTER)
def test_a_file_of_the_register_that_says_the_same_is_layout(repository, old, new, says):
    file = repository / PA
    text = file.read_text()
    assert text.count(old) == 1
    file.write_text(text.replace(old, new))
    now = diff(repository, "main")
    made = json.loads(diff(repository, "main", "--format", "json").output)
    committed(repository)
    then = diff(repository, "main~1", "main")

    for words in (" ".join(now.output.split()), " ".join(then.output.split())):
        assert ("another file" in words) is says
        assert ("Only layout or comments: changed in 1 file: nothing to judge" in words) is not says
    assert made["layout_only"] == ([] if says else [PA])
    assert [(file["path"], file["what"], "says the same" in file["effect"]) for file in made["files"]] == [
        (PA, "changed", not says)
    ]


def test_files_of_the_register_that_are_new_or_gone_are_no_layout(repository):
    file = repository / PA
    (repository / "competences/register/pas/pa-0002.yaml").write_text(file.read_text().replace("pa-0001", "pa-0002"))
    file.unlink()
    made = json.loads(diff(repository, "main", "--format", "json").output)

    assert made["layout_only"] == []
    assert [file["what"] for file in made["files"]] == ["removed", "added"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("mian", "there is no revision `mian` here; did you mean `main`?"),
        ("main..HEAD", "`main..HEAD` is a range; give its two ends as two words, BASE and HEAD"),
        ("--output=/tmp/x", "there is no revision `--output=/tmp/x` here"),
        ("--help", "there is no revision `--help` here"),
        ("-", "there is no revision `-` here"),
        ("HEAD:framework", "there is no revision `HEAD:framework` here"),
        ("HEAD~5", "there is no revision `HEAD~5` here"),
        ("a\nb", "there is no revision `a b` here"),
        ("", "there is no revision `` here"),
        ("0" * 40, f"there is no revision `{'0' * 40}` here"),
    ],
)
def test_a_revision_that_is_not_there_is_one_sentence(repository, typed, said):
    assert one_sentence(diff(repository, "--", typed)) == said


def test_a_folder_outside_of_a_repository_is_one_sentence(tmp_path):
    shutil.copytree(SMALL, tmp_path / "area")

    assert "is not in a git repository" in one_sentence(diff(tmp_path / "area", "main"))
    assert "is not a folder" in one_sentence(diff(tmp_path / "nowhere", "main"))


def test_a_repository_without_a_revision_is_one_sentence(tmp_path):
    git(tmp_path, "init", "--quiet")

    assert one_sentence(diff(tmp_path, "HEAD")) == "the repository has no revision yet; commit something first"


def test_a_revision_without_a_framework_is_one_sentence(repository):
    shutil.rmtree(repository / "framework")
    committed(repository)

    assert one_sentence(diff(repository, "HEAD")) == ("there is no framework in `HEAD`: no folder `framework` in it")
    assert "holds no framework" in one_sentence(diff(repository, "HEAD~1"))


def test_a_register_that_is_not_there_is_one_sentence(repository):
    assert "is not a folder" in one_sentence(diff(repository, "main", "--register", str(repository / "none")))


def test_a_detached_head_and_a_tag_are_revisions(repository):
    git(repository, "tag", "v1")
    git(repository, "checkout", "--quiet", "--detach")
    edit(repository, "at_least: 3", "at_least: 1")
    committed(repository)

    assert "loosens a safety rule" in diff(repository, "v1", "HEAD").output


def test_a_shallow_copy_says_what_to_do(repository, tmp_path):
    edit(repository, "at_least: 3", "at_least: 5")
    committed(repository)
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{repository}", "copy")

    assert "shallow" in one_sentence(diff(tmp_path / "copy", "HEAD~1"))


def test_bytes_links_modules_and_odd_names_are_never_a_traceback(repository):
    (repository / "framework/tasks/bytes.yaml").write_bytes(b"\xff\xfe\x00id: x")
    (repository / "framework/tasks/empty.yaml").write_bytes(b"")
    (repository / "framework/tasks/large.yaml").write_bytes(b"id: large\n" + b"# long\n" * 200_000)
    (repository / "framework/tasks/bomb.yaml").write_text("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n")
    (repository / "framework/tasks/list.yaml").write_text("- one\n- two\n")
    (repository / "framework/tasks/link.yaml").symlink_to("gastrostomy-feed.yaml")
    (repository / os.fsdecode(b"framework/tasks/\xff odd\nname.yaml")).write_text("id: odd\n")
    (repository / "framework/tasks/-option.yaml").write_text("id: option\n")
    (repository / "framework/tasks/deep").mkdir()
    (repository / "framework/tasks/deep/nobody.yaml").write_text("id: nobody\n")
    committed(repository)
    blob = git(repository, "rev-parse", "HEAD")
    git(repository, "update-index", "--add", "--cacheinfo", f"160000,{blob},framework/tasks/module.yaml")
    git(repository, "commit", "--quiet", "--message", "module")
    for form in ("text", "markdown", "json"):
        forth = diff(repository, "HEAD~2", "HEAD", "--format", form)
        back = diff(repository, "HEAD", "HEAD~2", "--format", form)
        now = diff(repository, "HEAD~2", "--format", form)

        assert (forth.exit_code, back.exit_code, now.exit_code) == (0, 0, 0), (forth, back, now)
    paths = {file["path"].rpartition("/")[2] for file in json.loads(forth.output)["unreadable"]}
    assert paths == {
        "bytes.yaml",
        "empty.yaml",
        "large.yaml",
        "bomb.yaml",
        "list.yaml",
        "link.yaml",
        "module.yaml",
        "-option.yaml",
        "\\xff odd\nname.yaml",
    }


def test_a_record_with_the_id_of_another_is_listed_as_unjudged(repository):
    (repository / "framework/tasks/changing-a-dose.yaml").unlink()
    shutil.copy(repository / TASK, repository / "framework/tasks/changing-a-dose.yaml")
    made = json.loads(diff(repository, "main", "--format", "json").output)

    assert [loosening["kind"] for loosening in made["loosenings"]] == ["never-task-gone"]
    assert [file["path"] for file in made["unreadable"]] == ["framework/tasks/changing-a-dose.yaml"]


def test_files_that_are_no_records_are_named_and_not_judged(repository):
    (repository / "tools").mkdir()
    (repository / "tools/checker.py").write_text("judge = print\n")
    edit(repository, "at_least: 3", "at_least: 5")
    committed(repository)
    made = json.loads(diff(repository, "HEAD~1", "HEAD", "--format", "json").output)

    assert [(file["path"], file["what"], file["sort"]) for file in made["files"]] == [
        ("tools/checker.py", "added", "program")
    ]
    assert "tools/checker.py: new" in diff(repository, "HEAD~1", "HEAD").output


def test_other_files_are_seen_in_the_files_as_they_are_now_and_around_the_framework(repository):
    """Also one that is not committed, one that is deleted, and one outside the folder of the framework."""
    top = repository.parent / "top"
    shutil.copytree(repository, top / "area", ignore=shutil.ignore_patterns(".git"))
    (top / "CODEOWNERS").write_text("* @small/nurses\n")
    (top / "area/Makefile").write_text("all:\n")
    (top / "area/mkdocs.yml").write_bytes(b"a: 1\n")
    git(top, "init", "--quiet", "--initial-branch", "main")
    committed(top)
    assert "no other file differs" in diff(top / "area", "HEAD").output
    (top / "CODEOWNERS").write_text("* @small/anyone\n")
    (top / "area/Makefile").unlink()
    (top / "area/mkdocs.yml").write_bytes(b"a: 1\r\n")
    (top / "area/tools").mkdir()
    (top / "area/tools/new.py").write_text("x = 1\n")
    expected = [("../CODEOWNERS", "changed"), ("Makefile", "removed"), ("tools/new.py", "added")]
    now = json.loads(diff(top / "area", "HEAD", "--format", "json").output)
    assert [(file["path"], file["what"]) for file in now["files"]] == expected
    (top / "area/mkdocs.yml").write_bytes(b"a: 1\n")
    committed(top)
    then = json.loads(diff(top / "area", "HEAD~1", "HEAD", "--format", "json").output)
    assert [(file["path"], file["what"]) for file in then["files"]] == expected


@pytest.fixture
def area(tmp_path):
    """An area as a repository, on a base that has a page about emergencies."""
    shutil.copytree(SMALL, tmp_path / "small")
    page = tmp_path / "small/framework/pages/about/emergency.md"
    page.parent.mkdir()
    page.write_text("# In an emergency\n\nRing 999.\n")
    text = settings().replace(content_hash(SMALL), content_hash(tmp_path / "small"))
    (tmp_path / "area/framework/pages/about").mkdir(parents=True)
    (tmp_path / "area/framework/framework.yaml").write_text(text)
    git(tmp_path / "area", "init", "--quiet", "--initial-branch", "main")
    committed(tmp_path / "area")
    return tmp_path / "area"


def test_a_page_that_takes_the_place_of_one_of_the_base_is_compared_with_it(area):
    (area / "framework/pages/about/emergency.md").write_text("# In an emergency\n\nWait until Monday.\n")

    said = " ".join(diff(area, "main").output.split())

    assert "what the page says was: Ring 999. is: Wait until Monday." in said
    assert "It needs the agreement of: The framework team or The training leads." in said


def test_another_reason_of_a_change_is_read_by_someone(area):
    task = area / TASK
    task.parent.mkdir()
    task.write_text("changes: gastrostomy-feed\nbecause: Our nurses asked for it.\nrisk: high\n")
    committed(area)
    task.write_text("changes: gastrostomy-feed\nbecause: The training can be left out.\nrisk: high\n")

    said = " ".join(diff(area, "main").output.split())

    assert "A clinician must read 1 change" in said
    assert "why it differs was: Our nurses asked for it. is: The training can be left out." in said


def test_what_git_calls_unchanged_is_no_change(repository):
    """A repository within the repository, and a file that git keeps in another form than it has in the folder."""
    git(repository, "config", "filter.small.clean", "tr A-Z a-z")
    (repository / ".gitattributes").write_text("*.bin filter=small\n")
    (repository / "picture.bin").write_bytes(b"LARGE\n")
    commit = committed(repository)
    git(repository, "update-index", "--add", "--cacheinfo", f"160000,{commit},vendor")
    git(repository, "commit", "--quiet", "--message", "a repository within")
    (repository / "vendor").mkdir()

    assert "no other file differs" in diff(repository, "HEAD").output
    (repository / "picture.bin").write_bytes(b"OTHER\n")
    now = json.loads(diff(repository, "HEAD", "--format", "json").output)
    assert [(file["path"], file["what"]) for file in now["files"]] == [("picture.bin", "changed")]


def test_line_ends_of_another_system_are_no_change(repository):
    for file in [
        *(repository / "framework").rglob("*.md"),
        *(repository / "framework").rglob("*.svg"),
        repository / TASK,
    ]:
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))

    assert "No record, no page and no other file differs between the two." in diff(repository, "HEAD").output
