"""The workflows, forms and CI files: one source for this repository and for a new area; least rights; steps that do what they say."""

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
import yaml
from click import Context, UsageError
from jsonschema import Draft7Validator
from msgspec.structs import replace
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from pa_framework.cli.main import main
from pa_framework.edit.init_files import Area, common_files, forge_files
from pa_framework.edit.init_requirement import Requirement
from pa_framework.facts.addresses import report_form_url, story_form_url
from pa_framework.records.load import read_records
from pa_framework.records.model import Repository
from tests.builders.published import faults
from tests.builders.verbs import verbs_module
from tests.paths import REFERENCE, ROOT, SMALL, STANDARDS

PUBLISHED = STANDARDS / "tooling"
HERE = Area(
    title="PA Pathways",
    name="England",
    publisher="The PA Pathways project",
    repository="https://example.org/pa-pathways",
    forges=("github", "gitlab"),
    requirement=Requirement("pa-framework==0.1.0"),
    on=date(2026, 11, 22),
    contact="https://example.org/pa-pathways/contact",
    is_program=True,
)
THERE = Area(
    title="PA Pathways in Smallshire",
    name="Smallshire",
    publisher="The Smallshire partners",
    repository="https://github.com/smallshire/pathways",
    forges=("github", "gitlab"),
    requirement=Requirement("pa-framework==0.1.0"),
    on=date(2026, 11, 22),
)
OURS, AN_AREAS = ({**forge_files(area), **common_files(area)} for area in (HERE, THERE))
WORKFLOWS = sorted(path for path in OURS if path.startswith(".github/workflows/"))
BOTH = [pytest.param(files, id=name) for name, files in (("here", OURS), ("area", AN_AREAS))]


def loaded(text: str) -> dict:
    """A workflow as data. YAML 1.1 reads its key `on` as true; both names lead to it here."""
    data = yaml.safe_load(text)
    if True in data:
        data["on"] = data.pop(True)
    return data


def jobs(files: dict[str, str]) -> list[tuple[str, str, dict]]:
    return [(path, name, job) for path in WORKFLOWS for name, job in loaded(files[path])["jobs"].items()]


def steps(files: dict[str, str]) -> list[tuple[str, str, dict]]:
    return [(path, name, step) for path, name, job in jobs(files) for step in job["steps"]]


# One source


@pytest.mark.parametrize("path", OURS)
def test_our_own_file_is_made_from_the_template_that_an_area_gets(path):
    if os.environ.get("BLESS"):
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(OURS[path], encoding="utf-8", newline="\n")

    assert (ROOT / path).read_text(encoding="utf-8") == OURS[path], "BLESS=1 writes it; then read the difference"


def test_there_is_no_other_file_in_their_folders():
    standing = {
        path.relative_to(ROOT).as_posix()
        for folder in (".github", ".gitlab")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }

    assert standing | {".gitlab-ci.yml", *common_files(HERE)} == set(OURS)


def without_the_program(workflow: dict) -> dict:
    """One of our workflows without what chooses and runs the tests of the content and of the program."""
    jobs = workflow.get("jobs", workflow)
    for name in ("changes", "program", ".content", ".program"):
        jobs.pop(name, None)
    for name in ("check", "layout"):
        job = jobs.get(name, {})
        if "needs" in job:
            del job["needs"], job["if"]
        for rule in job.get("rules", ()):
            rule.pop("changes", None)
        for steps in (job.get("steps", []), job.get("script", [])):
            steps[:] = [step for step in steps if "make test-content" not in str(step)]
    return workflow


def test_an_area_gets_the_same_files_but_for_what_tests_the_program_and_whom_to_ask():
    ours, areas = dict(OURS), dict(AN_AREAS)
    assert set(ours) == set(areas)
    for path in (".github/workflows/check.yml", ".gitlab-ci.yml"):
        mine, theirs = loaded(ours.pop(path)), loaded(areas.pop(path))
        assert without_the_program(mine) == theirs
    mine, theirs = loaded(ours.pop(RELEASE)), loaded(areas.pop(RELEASE))
    for job in mine["jobs"].values():
        job["steps"] = [step for step in job["steps"] if "dist" not in str(step)]  # the program itself
    assert mine == theirs
    assert ours.pop("make.py") != areas.pop("make.py")  # tests/project/test_make.py
    assert ours.pop(".devcontainer/devcontainer.json") != areas.pop(".devcontainer/devcontainer.json")  # its name
    theirs = loaded(areas.pop(".github/dependabot.yml"))["updates"]
    assert theirs == loaded(ours.pop(".github/dependabot.yml"))["updates"][:1]
    contact = ".github/ISSUE_TEMPLATE/config.yml"
    assert ours.pop(contact).replace(HERE.contact, THERE.repository) == areas.pop(contact)

    assert ours == areas


def test_an_area_of_one_forge_gets_nothing_of_the_other():
    one = Area(**{**{name: getattr(THERE, name) for name in THERE.__slots__}, "forges": ("gitlab",)})

    assert [path for path in forge_files(one) if ".github" in path] == []


# Form


@pytest.mark.parametrize("files", BOTH)
@pytest.mark.parametrize(
    ("schema", "pattern"),
    [
        ("vendor.github-workflows", r"\.github/workflows/.*"),
        ("custom.github-workflows-require-timeout", r"\.github/workflows/.*"),
        ("vendor.github-issue-forms", r"\.github/ISSUE_TEMPLATE/(mistake|story)\.yml"),
        ("vendor.github-issue-config", r"\.github/ISSUE_TEMPLATE/config\.yml"),
        ("vendor.dependabot", r"\.github/dependabot\.yml"),
        ("vendor.gitlab-ci", r"\.gitlab-ci\.yml"),
    ],
)
def test_the_files_have_the_form_that_the_forges_publish(files, schema, pattern):
    named = [path for path in files if re.fullmatch(pattern, path)]

    assert named
    assert {path: found for path in named if (found := faults(schema, loaded(files[path])))} == {}


@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        ("github-workflow", WORKFLOWS),
        ("pre-commit-hooks", [".pre-commit-hooks.yaml"]),
        ("pre-commit-config", [".pre-commit-config.yaml"]),
    ],
)
def test_our_files_have_the_form_of_the_published_schemas(schema, paths):
    file = PUBLISHED / f"{schema}.schemastore.json"
    if not file.is_file():
        pytest.skip(f"the published schema {schema} is not beside this repository")
    beside = [
        (f"https://json.schemastore.org/{published.name.removesuffix('.schemastore.json')}.json", published)
        for published in PUBLISHED.glob("pre-commit-*.schemastore.json")
    ]
    registry = Registry().with_resources(
        (address, Resource.from_contents(json.loads(published.read_text(encoding="utf-8")), DRAFT7))
        for address, published in beside
    )
    judge = Draft7Validator(json.loads(file.read_text(encoding="utf-8")), registry=registry)
    for path in paths:
        data = (
            loaded(text)
            if isinstance(yaml.safe_load(text := (ROOT / path).read_text()), dict)
            else yaml.safe_load(text)
        )

        assert [error.message for error in judge.iter_errors(data)] == [], path


# Rights


@pytest.mark.parametrize("files", BOTH)
def test_every_action_is_pinned_to_a_commit_and_says_which_version_that_is(files):
    loose = [
        line.strip()
        for path in WORKFLOWS
        for line in files[path].splitlines()
        if "uses:" in line and not re.search(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line)
    ]

    assert loose == []


@pytest.mark.parametrize("files", BOTH)
def test_a_workflow_may_do_nothing_and_each_job_says_what_it_needs(files):
    assert [path for path in WORKFLOWS if loaded(files[path])["permissions"] != {}] == []
    assert [name for _, name, job in jobs(files) if "permissions" not in job or "timeout-minutes" not in job] == []
    assert [path for path in WORKFLOWS if "concurrency" not in loaded(files[path])] == []


@pytest.mark.parametrize("files", BOTH)
def test_a_job_that_may_write_brings_no_files_of_the_change_and_runs_no_program(files):
    for path, name, job in jobs(files):
        if "write" in job["permissions"].values():
            words = json.dumps(job["steps"])
            assert "actions/checkout@" not in words, (path, name)
            assert "pa-framework" not in words.replace("<!-- pa-framework", "").replace('"pa-framework"', ""), (
                path,
                name,
            )
            assert "make " not in words, (path, name)


@pytest.mark.parametrize("files", BOTH)
def test_no_foreign_text_is_pasted_into_a_shell(files):
    assert [(path, name) for path, name, step in steps(files) if "${{" in step.get("run", "")] == []


@pytest.mark.parametrize("files", BOTH)
def test_no_workflow_runs_with_the_rights_of_main_on_what_a_fork_brings(files):
    for path in WORKFLOWS:
        assert "pull_request_target" not in loaded(files[path])["on"], path
    for path, name, step in steps(files):
        if "actions/checkout@" in step.get("uses", "") and "workflow_run" in loaded(files[path])["on"]:
            assert step["with"]["ref"] == "main", (path, name)


# Words


@pytest.mark.parametrize("files", BOTH)
def test_every_command_in_them_is_one_of_ours(files):
    said = [
        line.split("|")[0].split(">")[0]
        for text in files.values()
        for line in re.findall(r"\.venv/bin/pa-framework ([^\n]*)", text)
    ]
    wrong = []
    for words in said:
        name, *arguments = re.sub(r'"\$\([^)]*\)"', "X", words.strip()).split()
        command = main.get_command(Context(main), name)
        try:
            assert command is not None
            context = command.make_context(name, [word.strip('"') for word in arguments])
            context.close()
        except (AssertionError, UsageError) as error:
            wrong.append(f"{words}: {error}")

    assert len(said) > 10
    assert wrong == []


def test_every_command_that_an_area_reads_of_is_one_of_ours():
    area = ROOT / "tools/pa_framework/edit/templates/area"
    texts = [path.read_text(encoding="utf-8") for path in area.rglob("*") if path.is_file()]
    said = {name for text in texts for name in re.findall(r"(?:\.venv/bin/|`)pa-framework ([a-z-]+)", text)}
    said |= set(re.findall(r'"pa-framework"\)?, "([a-z-]+)"', AN_AREAS["make.py"]))

    assert {"check", "build", "fmt", "codeowners", "schema", "locked"} <= said
    assert said - set(main.list_commands(Context(main))) == set()


@pytest.mark.parametrize("files", BOTH)
def test_every_verb_in_them_is_one_of_make_py(files):
    verbs = {verb for text in files.values() for verb in re.findall(r"\bmake ([a-z-]+)$", text, re.MULTILINE)}

    assert verbs
    assert verbs <= set(verbs_module(files["make.py"]).VERBS)


def test_the_link_on_a_page_fills_fields_that_the_form_has():
    framework = read_records(REFERENCE).framework
    address = report_form_url(framework, "delegation/tasks/index.md", "framework/tasks/a.yaml")
    form = yaml.safe_load(OURS[".github/ISSUE_TEMPLATE/mistake.yml"])
    fields = {part.get("id") for part in form["body"]}

    assert "template=mistake.yml" in address
    assert set(re.findall(r"[?&](\w+)=", address)) - {"template"} <= fields


def test_the_wall_of_stories_leads_to_the_form_that_is_there():
    address = story_form_url(read_records(REFERENCE).framework)

    assert address.endswith("?template=story.yml")
    assert ".github/ISSUE_TEMPLATE/story.yml" in OURS


@pytest.mark.parametrize(
    ("repository", "wanted"),
    [
        ({"forge": "github"}, "https://x.org/a/issues/new?template=mistake.yml&page=learning%2F&record=r.yaml"),
        (
            {"forge": "gitlab"},
            "https://x.org/a/-/issues/new?issuable_template=mistake&issue%5Btitle%5D=Mistake%3A+learning%2F+%28r.yaml%29",
        ),
        (
            {"forge": "github", "report": "https://x.org/other/issues/new"},
            "https://x.org/other/issues/new?template=mistake.yml&page=learning%2F&record=r.yaml",
        ),
        ({"report": "https://x.org/write-to-us"}, "https://x.org/write-to-us"),
        ({}, None),
    ],
    ids=["github", "gitlab", "elsewhere", "no forge", "nothing said"],
)
def test_a_report_leads_where_the_framework_says(repository, wanted):
    framework = read_records(REFERENCE).framework
    kept = Repository(address="https://x.org/a/", edit="https://x.org/edit/", **repository)

    assert report_form_url(replace(framework, repository=kept), "learning/index.md", "r.yaml") == wanted


def test_a_path_cannot_leave_its_form_field():
    framework = read_records(REFERENCE).framework
    address = report_form_url(framework, "a.md", 'x&template=other.yml#"><script>')

    assert parse_qs(urlsplit(address).query)["record"] == ['x&template=other.yml#"><script>']
    assert parse_qs(urlsplit(address).query)["template"] == ["mistake.yml"]


# Steps, as a runner would take them


FORGE = '''#!{python}
"""Stands for `gh api`: keeps the comments and issues of one repository in a file."""
import json, sys
from pathlib import Path

state = Path({state!r})
kept = json.loads(state.read_text())
words = sys.argv[2:]
method = words[words.index("--method") + 1] if "--method" in words else "GET"
(address,) = [word for word in words if word.startswith("repos/")]
fields = dict(word.split("=", 1) for word in words if "=" in word and not word.startswith("repos/"))
fields = {{name: Path(value[1:]).read_text() if value.startswith("@") else value for name, value in fields.items()}}
parts = address.split("/")[3:]
kept["calls"].append([method, address])
if parts == ["pages"]:
    answer = kept["pages"]
    if isinstance(answer, int):
        print('{{"message": "no"}}')
        sys.exit(f"gh: no (HTTP {{answer}})")
    print(json.dumps(answer))
elif method == "GET":
    print(json.dumps(kept["pulls" if parts == ["pulls"] else "comments" if parts[-1] == "comments" else "issues"]))
elif method == "POST" and parts[-1] == "comments":
    kept["comments"].append({{"id": len(kept["comments"]) + 1, "user": {{"login": "github-actions[bot]"}}, **fields}})
elif method == "POST":
    kept["issues"].append({{"number": len(kept["issues"]) + 1, "state": "open", **fields}})
elif parts[1] == "comments":
    kept["comments"][int(parts[2]) - 1].update(fields)
else:
    kept["issues"][int(parts[1]) - 1].update(fields)
state.write_text(json.dumps(kept))
'''


class Forge:
    """A folder to run steps in, and a forge that remembers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.state = folder / "state.json"
        self.state.write_text(json.dumps({"pulls": [], "comments": [], "issues": [], "calls": []}))
        command = folder / "bin/gh"
        command.parent.mkdir()
        command.write_text(FORGE.format(python=sys.executable, state=str(self.state)))
        command.chmod(0o755)

    @property
    def kept(self) -> dict:
        return json.loads(self.state.read_text())

    def keep(self, **values: object) -> None:
        self.state.write_text(json.dumps({**self.kept, **values}))

    def run(self, path: str, job: str, step: str, **environment: str) -> subprocess.CompletedProcess[str]:
        (found,) = [entry for entry in loaded(OURS[path])["jobs"][job]["steps"] if entry.get("name") == step]
        fixed = {name: value for name, value in found.get("env", {}).items() if "${{" not in value}
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-c", found["run"]],  # as a runner does where no shell is named
            cwd=self.folder,
            env={
                "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
                "LC_ALL": "C.UTF-8",
                "GITHUB_REPOSITORY": "small/world",
                "GITHUB_OUTPUT": str(self.folder / "output"),
                **fixed,
                **environment,
            },
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def forge(tmp_path) -> Forge:
    if not shutil.which("jq"):
        pytest.skip("jq is not on this machine; the machines of the forge have it")
    return Forge(tmp_path)


REPORT, NIGHTLY, RELEASE = (f".github/workflows/{name}.yml" for name in ("report", "nightly", "release"))


def commented(forge: Forge, text: str) -> list[dict]:
    (forge.folder / "report.md").write_text(text, encoding="utf-8")
    done = forge.run(REPORT, "comment", "Write the comment, or write it anew", NUMBER="7")
    assert done.returncode == 0, done.stderr
    return forge.kept["comments"]


def test_a_report_is_one_comment_that_is_written_anew(forge):
    marker = "<!-- pa-framework diff -->\n"
    forge.keep(comments=[{"id": 1, "user": {"login": "somebody"}, "body": f"{marker}not ours"}])

    assert len(commented(forge, f"{marker}first")) == 2
    comments = commented(forge, f"{marker}second")

    assert [comment["body"] for comment in comments] == [f"{marker}not ours", f"{marker}second"]


def test_a_report_that_is_too_long_is_cut_between_letters_and_says_so(forge):
    (comment,) = commented(forge, "<!-- pa-framework diff -->\n" + "é" * 60_000)

    assert len(comment["body"]) < 65_536
    assert "�" not in comment["body"]
    assert "longer than a comment may be" in comment["body"]


def test_a_report_is_data_with_any_text(forge):
    hostile = "<!-- pa-framework diff -->\n$(touch ran) `touch ran` \"; touch ran; ' ${{ github.token }} @everyone\n"
    (comment,) = commented(forge, hostile)

    assert comment["body"] == hostile
    assert not (forge.folder / "ran").exists()


def test_the_pull_request_is_the_one_whose_newest_commit_was_checked(forge):
    pulls = [{"number": n, "head": {"sha": sha}, "base": {"sha": f"b{n}"}} for n, sha in ((3, "aaa"), (4, "bbb"))]
    forge.keep(pulls=pulls)

    assert forge.run(REPORT, "report", "Which pull request?", HEAD="x:$(touch ran)", SHA="bbb").returncode == 0
    assert (forge.folder / "output").read_text() == "number=4\nbase=b4\n"
    assert not (forge.folder / "ran").exists()


def test_where_no_pull_request_has_that_commit_nothing_is_reported(forge):
    assert forge.run(REPORT, "report", "Which pull request?", HEAD="x:y", SHA="ccc").returncode == 0
    assert (forge.folder / "output").read_text() == ""


TELL = "Open it, update it, or close it"


def nightly(forge: Forge, state: str, text: str = "", build: str = "success", publish: str = "success") -> list[dict]:
    (forge.folder / "report.txt").write_text(text, encoding="utf-8")
    done = forge.run(NIGHTLY, "issue", TELL, STATE=state, BUILD=build, PUBLISH=publish, RUN="https://x.org/runs/1")
    assert done.returncode == 0, done.stderr
    return forge.kept["issues"]


def test_what_lapsed_is_one_issue_that_is_opened_updated_and_closed(forge):
    assert nightly(forge, "0", "nothing wrong") == []
    nightly(forge, "1", "é" * 30_001)
    assert len(forge.kept["issues"].pop()["body"]) < 65_536
    forge.keep(issues=[])
    (issue,) = nightly(forge, "1", "consent has lapsed")
    assert ("consent has lapsed" in issue["body"], issue["title"]) == (True, "Something has lapsed")
    (issue,) = nightly(forge, "1", "an approval has lapsed")
    assert ("consent" in issue["body"], "an approval has lapsed" in issue["body"]) == (False, True)
    (issue,) = nightly(forge, "0", "nothing wrong")

    assert (issue["state"], issue["state_reason"]) == ("closed", "completed")


def test_the_nightly_issue_of_another_author_is_left_alone(forge):
    others = [{"number": 1, "state": "open", "title": "Something has lapsed", "body": "my own words"}]
    forge.keep(issues=others)

    assert nightly(forge, "0") == others
    assert len(nightly(forge, "1", "x")) == 2


@pytest.mark.parametrize(
    ("state", "build", "publish", "says"),
    [
        ("1", "failure", "skipped", "could not be built"),
        ("0", "failure", "skipped", "could not be built"),
        ("", "failure", "skipped", "could not be built"),
        ("0", "cancelled", "skipped", "could not be built"),
        ("0", "success", "failure", "GitHub did not publish it"),
        ("1", "success", "cancelled", "GitHub did not publish it"),
    ],
    ids=["errors", "build", "set-up", "too long", "publishing", "publishing too long"],
)
def test_a_site_that_was_not_updated_is_an_issue(forge, state, build, publish, says):
    nightly(forge, "1", "consent has lapsed")
    (forge.folder / "build.txt").write_text("a link leads nowhere\n" * 5_000)

    (issue,) = nightly(forge, state, "é" * 30_001, build, publish)

    assert issue["title"] == "The site was not updated"
    assert says in issue["body"]
    assert "https://x.org/runs/1" in issue["body"]
    assert ("a link leads nowhere" in issue["body"]) == (build != "success")
    assert len(issue["body"]) < 65_536
    assert nightly(forge, "1", "consent has lapsed")[0]["title"] == "Something has lapsed"
    assert nightly(forge, "0")[0]["state"] == "closed"


def test_a_site_that_was_not_updated_is_an_issue_where_no_report_was_made(forge):
    done = forge.run(NIGHTLY, "issue", TELL, STATE="", BUILD="failure", PUBLISH="skipped", RUN="https://x.org/runs/1")

    assert done.returncode == 0, done.stderr
    assert [issue["title"] for issue in forge.kept["issues"]] == ["The site was not updated"]


def test_all_is_well_where_publishing_is_switched_off(forge):
    assert nightly(forge, "0", publish="skipped") == []


@pytest.mark.parametrize(
    ("answer", "ends", "output", "says"),
    [
        ({"build_type": "workflow"}, 0, "source=workflow\n", ""),
        ({"build_type": "legacy"}, 0, "source=legacy\n", ""),
        (404, 0, "", "::notice title=Not published::"),
        (503, 1, "", "gh: no (HTTP 503)"),
    ],
    ids=["on", "from a branch", "off", "no answer"],
)
def test_the_forge_says_whether_publishing_is_switched_on(forge, answer, ends, output, says):
    forge.keep(pages=answer)
    (forge.folder / "output").touch()

    done = forge.run(NIGHTLY, "build", "Is publishing switched on?")

    assert done.returncode == ends, done.stderr
    assert (forge.folder / "output").read_text() == output
    assert done.stdout.startswith(says)
    assert bool(done.stdout) == bool(says)


@pytest.mark.parametrize("ends", [0, 1])
def test_a_build_that_fails_ends_the_job_and_says_why(forge, ends):
    command = forge.folder / ".venv/bin/pa-framework"
    command.parent.mkdir(parents=True)
    command.write_text(f"#!/bin/sh\necho 'a link leads nowhere' >&2\nexit {ends}\n")
    command.chmod(0o755)

    done = forge.run(NIGHTLY, "build", "Build the site")

    assert (done.returncode, done.stdout) == (ends, "a link leads nowhere\n")
    assert (forge.folder / "build.txt").read_text() == done.stdout


@pytest.mark.parametrize("files", BOTH)
def test_only_a_good_build_is_published_and_only_where_that_is_switched_on(files):
    publish = loaded(files[NIGHTLY])["jobs"]["publish"]

    # No status function such as always(): the job runs only after a build that succeeded.
    assert (publish["needs"], publish["if"]) == ("build", "${{ needs.build.outputs.source == 'workflow' }}")
    (kept,) = [step for step in steps(files) if step[0] == NIGHTLY and "upload-pages-artifact@" in str(step)]
    assert kept[2]["if"] == "${{ steps.pages.outputs.source == 'workflow' }}"
    assert kept[2]["with"]["path"] == "published"


@pytest.mark.parametrize("files", BOTH)
def test_only_the_jobs_that_publish_may_publish_and_one_at_a_time(files):
    may = {(path, name) for path, name, job in jobs(files) if job["permissions"].get("pages") == "write"}

    assert may == {(NIGHTLY, "publish"), (RELEASE, "publish")}
    assert {(path, name) for path, name, job in jobs(files) if "id-token" in job["permissions"]} == may
    assert [loaded(files[path])["concurrency"] for path in (NIGHTLY, RELEASE)] == [{"group": "publish"}] * 2


@pytest.mark.parametrize("files", BOTH)
def test_the_night_begins_when_london_and_utc_have_the_same_date(files):
    """Also if the run starts some hours late; whatever publishes at another hour goes by the date in London."""
    (schedule,) = loaded(files[NIGHTLY])["on"]["schedule"]
    minute, hour, *every = schedule["cron"].split()
    assert every == ["*", "*", "*"]
    first = datetime(2026, 1, 1, int(hour), int(minute), tzinfo=UTC)
    nights = [first + timedelta(days=day, hours=late) for day in range(730) for late in range(7)]

    assert [night for night in nights if night.astimezone(ZoneInfo("Europe/London")).date() != night.date()] == []
    zones = [loaded(files[path])["env"] for path in (NIGHTLY, RELEASE)]
    zones += [{"TZ": loaded(files[".gitlab-ci.yml"])[job]["variables"]["TZ"]} for job in ("nightly", "pages")]
    assert zones == [{"TZ": "Europe/London"}] * 4


PROGRAM_STUB = """#!/bin/sh
echo "$1"
case "$1" in build) test ! -e errors;; check) test ! -e errors && { test ! -e lapsed || test "$3" != --strict; };; esac
"""
CURL_STUB = """#!{python}
import json, sys
from pathlib import Path

words = sys.argv[1:]
calls = Path("calls.json")
if "--request" in words or any(word.startswith("description@") for word in words):
    data = [words[at + 1] for at, word in enumerate(words) if word in ("--data", "--data-urlencode")]
    method = words[words.index("--request") + 1] if "--request" in words else "POST"
    calls.write_text(json.dumps([*json.loads(calls.read_text()), [method, words[-1], *data]]))
else:
    print(Path("issues.json").read_text())
"""


class GitLab:
    """A folder to run the script of a job in, as a runner of GitLab does, with a program and a forge that are stubs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        commands = {".venv/bin/pa-framework": PROGRAM_STUB, "bin/make": "#!/bin/sh\n", "bin/curl": CURL_STUB}
        for path, text in commands.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text.replace("{python}", sys.executable))
            (folder / path).chmod(0o755)
        (folder / "calls.json").write_text("[]")
        (folder / "issues.json").write_text("[]")

    def run(self, job: str, **environment: str) -> tuple[int, list[list[str]]]:
        """Runs a job; returns its exit code and what it sent."""
        found = loaded(OURS[".gitlab-ci.yml"])[job]
        sent = {"CI_API_V4_URL": "https://x.org/api", "CI_PROJECT_ID": "7", **environment}
        variables = {
            name: value.replace("$CI_API_V4_URL", sent["CI_API_V4_URL"]).replace("$CI_PROJECT_ID", "7")
            for name, value in found["variables"].items()
        }
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", "\n".join(found["script"])],
            cwd=self.folder,
            env={"PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}", **variables, **sent},
            capture_output=True,
            text=True,
            check=False,
        )
        calls = json.loads((self.folder / "calls.json").read_text())
        (self.folder / "calls.json").write_text("[]")
        return done.returncode, calls


ISSUES = "https://x.org/api/projects/7/issues"


@pytest.mark.parametrize(
    ("mark", "ends", "title"),
    [(None, 0, None), ("lapsed", 0, "Something has lapsed"), ("errors", 1, "The site was not updated")],
)
def test_the_nightly_job_of_gitlab_opens_updates_and_closes_one_issue(tmp_path, mark, ends, title):
    gitlab = GitLab(tmp_path)
    if mark:
        (tmp_path / mark).touch()
    words = [] if title is None else [f"title={title}", "labels=lapsed", "description@issue.md"]

    assert gitlab.run("nightly", PA_FRAMEWORK_TOKEN="t") == (ends, [["POST", ISSUES, *words]] if words else [])
    issue = (tmp_path / "issue.md").read_text()
    (tmp_path / "issues.json").write_text(json.dumps([{"iid": 3, "description": issue}]))
    again = ["PUT", f"{ISSUES}/3", *(words or ["state_event=close"])]
    assert gitlab.run("nightly", PA_FRAMEWORK_TOKEN="t") == (ends, [again])
    assert ("the last good site stays" in " ".join(issue.split())) == (mark == "errors")
    assert gitlab.run("nightly") == (1 if mark else 0, [])


def test_gitlab_publishes_at_night_what_has_no_errors_and_writes_a_release_for_a_tag_alone(tmp_path):
    gitlab = GitLab(tmp_path)
    (tmp_path / "lapsed").touch()

    assert gitlab.run("pages") == (0, [])
    assert gitlab.run("pages", CI_COMMIT_TAG="v0.2.0", CI_JOB_TOKEN="t") == (
        0,
        [["POST", "https://x.org/api/projects/7/releases", "tag_name=v0.2.0", "description@notes.md"]],
    )
    (tmp_path / "errors").touch()
    assert gitlab.run("pages") == (1, [])


def test_gitlab_publishes_at_night_only_the_default_branch_and_where_the_schedule_says_so():
    pages = loaded(OURS[".gitlab-ci.yml"])["pages"]

    assert [rule["if"] for rule in pages["rules"]] == [
        "$CI_COMMIT_TAG =~ /^v/",
        '$CI_PIPELINE_SOURCE == "schedule" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $PUBLISH_NIGHTLY == "true"',
    ]
    assert (pages["needs"], pages["resource_group"], pages["interruptible"]) == ([], "pages", False)


@pytest.mark.parametrize("files", BOTH)
def test_every_step_is_a_script_that_bash_can_read(files):
    for path, name, step in steps(files):
        if "run" in step:
            done = subprocess.run(["bash", "-n", "-c", step["run"]], capture_output=True, text=True, check=False)
            assert done.returncode == 0, (path, name, done.stderr)


# The checker in other repositories


def test_the_hooks_do_what_pre_commit_would_have_them_do(tmp_path):
    """pre-commit installs the package and runs `entry` with `args` in the root of the other repository."""
    other = tmp_path / "other"
    shutil.copytree(SMALL, other)
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "tools")}
    for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text()):
        program, *words = hook["entry"].split()
        assert (program, hook["language"], hook["pass_filenames"]) == ("pa-framework", "python", False)
        assert re.search(hook["files"], "framework/tasks/gastrostomy-feed.yaml")

        command = [sys.executable, "-m", "pa_framework", *words, *hook.get("args", [])]
        done = subprocess.run(command, cwd=other, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    task = other / "framework/tasks/gastrostomy-feed.yaml"
    task.write_text(task.read_text().replace("risk: medium", "risk: meduim"))
    command = [sys.executable, "-m", "pa_framework", "check"]
    assert subprocess.run(command, cwd=other, env=environment, capture_output=True, check=False).returncode == 1


# What a change must pass


def test_time_alone_turns_no_change_and_no_release_red():
    """Of all that runs, only the nightly check counts warnings: its issue is read by those who can mend them."""
    strict = {
        (path, line.strip())
        for path, text in (*OURS.items(), *AN_AREAS.items())
        for line in text.splitlines()
        if "--strict" in line and not line.lstrip().startswith("#")
    }

    assert {path for path, _ in strict} == {".github/workflows/nightly.yml", ".gitlab-ci.yml"}
    assert all("> report.txt" in line for _, line in strict)


@pytest.mark.parametrize(
    ("state", "ends", "says"),
    [("0", 0, ""), ("1", 0, "::notice title=Only layout::"), ("2", 1, "")],
    ids=["alike", "not alike", "unreadable"],
)
def test_layout_is_a_notice_for_authors_who_cannot_run_fmt(tmp_path, state, ends, says):
    (step,) = [
        step for step in loaded(OURS[".github/workflows/check.yml"])["jobs"]["check"]["steps"] if "alike" in str(step)
    ]
    command = tmp_path / ".venv/bin/pa-framework"
    command.parent.mkdir(parents=True)
    command.write_text(f"#!/bin/sh\nexit {state}\n")
    command.chmod(0o755)

    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", step["run"]], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert done.returncode == ends
    assert done.stdout.startswith(says)
    assert bool(done.stdout) == bool(says)


def test_layout_is_a_notice_on_gitlab_as_well():
    jobs = loaded(OURS[".gitlab-ci.yml"])

    assert jobs["layout"]["allow_failure"] == {"exit_codes": [1]}
    assert [name for name, job in jobs.items() if "fmt . --check" in str(job)] == ["layout"]


@pytest.mark.parametrize("path", ["make.py", ".ci/run", ".gitlab-ci.yml", *WORKFLOWS])
def test_no_check_leaves_a_rule_out(path):
    assert "--skip" not in (ROOT / path).read_text(encoding="utf-8")


# Which jobs a change runs

CONTENT_AND_PROGRAM = {
    "framework/tasks/gastrostomy-feed.yaml": (True, False),
    "framework/pages/guides/first-change.md": (True, False),
    "competences/register/pas/pa-0001.yaml": (True, False),
    "case_studies/rosa.yaml": (True, False),
    "CODEOWNERS": (True, False),
    "tools/pa_framework/cli/main.py": (False, True),
    "tests/content/test_site.py": (False, True),
    "site_overrides/main.html": (False, True),
    "requirements-dev.lock": (False, True),
    "Makefile": (False, True),
    "make.py": (False, True),
    ".ci/run": (False, True),
    ".github/workflows/check.yml": (True, True),
    ".gitlab-ci.yml": (True, True),
    "mkdocs.yml": (True, True),
    "README.md": (True, True),
    "docs/decisions/0001-a.md": (True, True),
    "tests/worlds/reference/framework/areas.yaml": (False, True),
}


@pytest.fixture(scope="module")
def merged_change(tmp_path_factory):
    """Makes a clone as a runner has it: the merge of a change of one file into main."""
    folder = tmp_path_factory.mktemp("clone")
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for who in ("AUTHOR", "COMMITTER"):
        environment |= {f"GIT_{who}_NAME": "a", f"GIT_{who}_EMAIL": "a@example.org"}

    def git(*words: str) -> None:
        subprocess.run(["git", *words], cwd=folder, env=environment, check=True, capture_output=True)

    git("init", "-qb", "main")
    git("commit", "-qm", "one", "--allow-empty")

    def merge(*paths: str) -> Path:
        git("checkout", "-qB", "change", "main")
        for path in paths:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text("changed\n")
        git("add", "-Af")
        git("commit", "-qm", "two")
        git("checkout", "-qB", "merged", "main")
        git("merge", "-q", "--no-ff", "change")
        return folder

    return merge


def jobs_on_github(folder: Path, event: str, tmp_path: Path) -> tuple[bool, bool]:
    """Whether the job for content and the one for the program run, as the step `paths` decides it in a clone."""
    (step,) = [
        step for step in loaded(OURS[".github/workflows/check.yml"])["jobs"]["changes"]["steps"] if "run" in step
    ]
    output = tmp_path / "output"
    environment = {
        **os.environ,
        **step["env"],
        "EVENT": event,
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_OUTPUT": str(output),
    }
    subprocess.run(["bash", "-eo", "pipefail", "-c", step["run"]], cwd=folder, env=environment, check=True)
    answers = dict(line.split("=") for line in output.read_text().splitlines())
    return answers["content"] == "true", answers["program"] == "true"


@pytest.mark.parametrize("path", CONTENT_AND_PROGRAM)
def test_a_pull_request_runs_the_jobs_that_its_files_ask_for(merged_change, tmp_path, path):
    assert jobs_on_github(merged_change(path), "pull_request", tmp_path) == CONTENT_AND_PROGRAM[path]


def test_a_pull_request_of_content_and_program_runs_both_jobs(merged_change, tmp_path):
    folder = merged_change("framework/areas.yaml", "tools/a.py")

    assert jobs_on_github(folder, "pull_request", tmp_path) == (True, True)


def test_a_push_to_main_runs_both_jobs(merged_change, tmp_path):
    assert jobs_on_github(merged_change("framework/areas.yaml"), "push", tmp_path) == (True, True)


def test_both_jobs_run_where_it_is_unknown_what_changed():
    """A job that is skipped counts as passed, so no answer must not mean no."""
    jobs = loaded(OURS[".github/workflows/check.yml"])["jobs"]

    for name, output in (("check", "content"), ("program", "program")):
        assert jobs[name]["if"] == f"${{{{ !cancelled() && needs.changes.outputs.{output} != 'false' }}}}"


@cache
def changes_on_gitlab() -> list[re.Pattern[str]]:
    """What the paths of a merge request must match for the job of the content, and for the job of the program."""
    jobs = loaded(OURS[".gitlab-ci.yml"])
    rules = [jobs[name]["rules"][0] for name in ("check", "program")]
    assert jobs["layout"]["rules"] == jobs["check"]["rules"]
    assert all("merge_request_event" in rule["if"] for rule in rules)
    return [re.compile("|".join(map(as_expression, rule["changes"]))) for rule in rules]


def as_expression(pattern: str) -> str:
    """A pattern of `rules:changes` (Ruby's File.fnmatch with all its signs) as a regular expression."""
    signs = {"**/": "(?:[^/]+/)*", "*": "[^/]*"}
    parts = re.split(r"(\*\*/|\*|\{[^}]*\})", pattern)
    choices = {part: f"(?:{'|'.join(map(re.escape, part[1:-1].split(',')))})" for part in parts if part[:1] == "{"}
    return "".join(signs.get(part) or choices.get(part) or re.escape(part) for part in parts)


def jobs_on_gitlab(path: str) -> tuple[bool, bool]:
    """Whether the job for content and the one for the program run for a merge request that changes one file."""
    content, program = (form.fullmatch(path) is not None for form in changes_on_gitlab())
    return content, program


@pytest.mark.parametrize("path", CONTENT_AND_PROGRAM)
def test_a_merge_request_runs_the_jobs_that_its_files_ask_for(path):
    assert jobs_on_gitlab(path) == CONTENT_AND_PROGRAM[path]


def test_no_file_of_this_repository_is_left_out_of_both_jobs():
    """GitLab has no pattern for every other file, so each must be in a list."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is not a clone")
    paths = listed.stdout.split("\0")[:-1]

    assert len(paths) > 500
    assert [path for path in paths if not any(jobs_on_gitlab(path))] == []
