"""What other tools take from this repository: an action, a component, an image, schemas, completion, a citation."""

import json
import os
import re
import subprocess
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml
from click.shell_completion import BashComplete, FishComplete, ZshComplete
from jsonschema import Draft7Validator

from pa_framework import __version__
from pa_framework.cli.main import main
from pa_framework.records.editor_schemas import described_kinds
from pa_framework.records.json_schema import schema
from pa_framework.records.kinds import KIND
from tests.builders.published import faults
from tests.builders.verbs import verbs_module
from tests.paths import ROOT
from tests.project.test_workflows import AN_AREAS, HERE, OURS, PUBLISHED


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


@pytest.fixture
def stubs(tmp_path) -> Path:
    """A folder whose program notes its words, and ends with 1 where `errors` is there."""
    for path in (".venv/bin/pa-framework", ".venv/bin/python", "bin/python"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(
            f'#!/bin/sh\necho "{Path(path).name} $*" >> "{tmp_path}/ran"\ntest ! -e "{tmp_path}/errors"\n'
        )
        (tmp_path / path).chmod(0o755)
    return tmp_path


def ran(script: str, folder: Path, **environment: str) -> tuple[int, list[str]]:
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env={"PATH": f"{folder / 'bin'}:{os.environ['PATH']}", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    noted = folder / "ran"
    lines = noted.read_text().splitlines() if noted.exists() else []
    noted.unlink(missing_ok=True)
    return done.returncode, lines


# The action for GitHub

ACTION = yaml.safe_load(read("action.yml"))


def test_the_action_has_the_form_that_github_publishes():
    assert faults("vendor.github-actions", ACTION) == []
    for step in ACTION["runs"]["steps"]:
        assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", step.get("uses", f"a@{'0' * 40}"))
        assert "${{" not in step.get("run", ""), "text of others is never pasted into a shell"


@pytest.mark.parametrize(
    ("strict", "words"), [("false", "check my area --format sarif"), ("true", "check my area --format sarif --strict")]
)
def test_the_action_checks_with_its_inputs(stubs, strict, words):
    prepare, check = (step["run"] for step in ACTION["runs"]["steps"] if "run" in step)
    inputs = {"ACTION": str(stubs), "ROOT": "my area", "STRICT": strict, "FORMAT": "sarif", "RUNNER_OS": "Linux"}

    assert ran(prepare, stubs, **inputs) == (0, [f"python {stubs}/make.py setup"])
    assert ran(check, stubs, **inputs) == (0, [f"pa-framework {words}"])
    (stubs / "errors").touch()
    assert ran(check, stubs, **inputs)[0] == 1


# The component for GitLab

SPEC = next(yaml.safe_load_all(read("templates/check.yml")))


def with_inputs(**given: str) -> dict:
    """The jobs of the component with its inputs filled in, as GitLab does."""
    values = {name: str(told["default"]).lower() if told.get("type") == "boolean" else told["default"] for name, told in SPEC["spec"]["inputs"].items()}  # fmt: skip
    _, jobs = read("templates/check.yml").split("\n---\n")
    return yaml.safe_load(re.sub(r"\$\[\[ inputs\.(\w+) \]\]", lambda match: {**values, **given}[match[1]], jobs))


def test_the_component_has_the_form_that_gitlab_publishes():
    used = set(re.findall(r"\$\[\[ inputs\.(\w+) \]\]", read("templates/check.yml")))

    assert used == set(SPEC["spec"]["inputs"])
    assert all(told["description"] for told in SPEC["spec"]["inputs"].values())
    assert faults("vendor.gitlab-ci", with_inputs()) == []


@pytest.mark.parametrize(("strict", "last"), [("false", "check my area"), ("true", "check my area --strict")])
def test_the_component_checks_with_its_inputs(stubs, strict, last):
    job = with_inputs(root="my area", strict=strict)["check-records"]
    code, lines = ran("\n".join(job["script"]), stubs, **job["variables"])

    assert code == 0
    assert [line.split(" ", 1)[1] for line in lines if line.startswith("pa-framework")] == [
        "check my area --format gitlab", last
    ]  # fmt: skip
    assert any("--require-hashes -r requirements.lock" in line for line in lines)
    (stubs / "errors").touch()
    assert ran(job["script"][-2], stubs, **job["variables"])[0] == 0
    assert ran(job["script"][-1], stubs, **job["variables"])[0] == 1


# Images

COPIED = [
    path
    for line in read("Containerfile").splitlines()
    if line.startswith("COPY ") and "--from" not in line
    for path in line.split()[1:-1]
]


def test_an_image_is_made_of_what_is_there_and_nothing_else():
    let_in = [line[1:] for line in read(".containerignore").splitlines() if line.startswith("!")]

    assert len(COPIED) > 6
    assert sorted(COPIED) == sorted(let_in)
    assert [path for path in COPIED if not (ROOT / path).exists()] == []


def test_an_image_has_all_that_a_wheel_is_made_from():
    needed = {
        line.split()[1] for line in read("MANIFEST.in").splitlines() if not line.startswith("#")
    } | {"pyproject.toml", "setup.py", "README.md", "LICENSE", "LICENSE-CONTENT", "tools"}  # fmt: skip

    assert [path for path in needed if not any(fnmatch(path, f"{copied}*") for copied in COPIED)] == []


def test_an_image_has_locked_versions_and_no_rights_of_root():
    text = read("Containerfile")
    user = re.findall(r"^USER (\d+):(\d+)$", text, re.MULTILINE)

    assert [line for line in text.splitlines() if " install " in line and not re.search("--require-hashes|--no-deps", line)] == []  # fmt: skip
    assert user
    assert "0" not in user[-1]


@pytest.mark.parametrize("made", [OURS, AN_AREAS], ids=["here", "area"])
def test_a_development_container_sets_itself_up_with_a_verb(made):
    settings = json.loads(made[".devcontainer/devcontainer.json"])
    python, file, verb = settings["postCreateCommand"].split()

    assert (python, file) == ("python", "make.py")
    assert verb in verbs_module(made["make.py"]).VERBS
    assert settings["customizations"]["vscode"]["extensions"] == json.loads(read(".vscode/extensions.json"))["recommendations"]  # fmt: skip


# Schemas for everyone's editor

STORE = "docs/schemastore.json"


def store() -> str:
    """The entries for SchemaStore, in the form of its catalogue."""
    entries = [
        {
            "name": f"PA Pathways: {kind.replace('-', ' ')}",
            "description": schema(kind)["description"],
            "url": f"{HERE.repository}/schemas/{kind}.schema.json",
        }
        for kind in described_kinds()
        if kind not in KIND or not KIND[kind].in_register
    ]
    whole = {"$schema": "https://www.schemastore.org/schema-catalog.json", "version": 1, "schemas": entries}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def test_the_entries_for_schemastore_are_those_of_our_schemas():
    if os.environ.get("BLESS"):
        (ROOT / STORE).write_text(store(), encoding="utf-8", newline="\n")

    assert read(STORE) == store(), "BLESS=1 writes it; then read the difference"
    form = PUBLISHED / "schema-catalog.schemastore.json"
    if form.is_file():
        errors = Draft7Validator(json.loads(form.read_text(encoding="utf-8"))).iter_errors(json.loads(store()))
        assert [error.message for error in errors] == []


# The rest


def test_the_citation_has_its_form_and_names_this_version():
    citation = yaml.safe_load(read("CITATION.cff"))

    assert faults("vendor.citation-file-format", citation) == []
    assert citation["version"] == __version__


@pytest.mark.parametrize("shell", [BashComplete, ZshComplete, FishComplete])
def test_a_shell_completes_commands_options_and_codes(shell):
    complete = shell(main, {}, "pa-framework", "_PA_FRAMEWORK_COMPLETE")

    assert "_PA_FRAMEWORK_COMPLETE" in complete.source()
    assert {"check", "codeowners"} <= {found.value for found in complete.get_completions([], "c")}
    assert {"--format", "--on"} <= {found.value for found in complete.get_completions(["check"], "--")}
    assert "sarif" in {found.value for found in complete.get_completions(["check", "--format"], "s")}
    assert "DEL002" in {found.value for found in complete.get_completions(["explain"], "del00")}
    assert f"_PA_FRAMEWORK_COMPLETE={shell.name}_source" in read("docs/systems.md")


def test_a_library_below_1_has_an_upper_bound():
    project = tomllib.loads(read("pyproject.toml"))["project"]
    asked = [*project["dependencies"], *(line for extra in project["optional-dependencies"].values() for line in extra)]
    locked = dict(re.findall(r"^([\w.-]+)==(\S+)", read("requirements.lock"), re.MULTILINE))
    named = {re.match(r"[\w.-]+", line)[0].lower(): line for line in asked}

    assert {"msgspec", "jsonschema-rs", "resvg-py"} <= named.keys()
    assert [line for name, line in named.items() if locked.get(name, "1").startswith("0.") and "<" not in line] == []


def test_what_is_locked_draws_share_images():
    extra = tomllib.loads(read("pyproject.toml"))["project"]["optional-dependencies"]["share-images"]

    locked = re.findall(r"^([\w.-]+)==", read("requirements.lock"), re.MULTILINE)
    assert {re.match(r"[\w.-]+", line)[0] for line in extra} <= set(locked)


def test_the_project_says_how_to_report_a_fault_and_how_to_treat_others():
    for path in ("SECURITY.md", "CODE_OF_CONDUCT.md"):
        assert "framework-team" in read(path)
        assert path in read("README.md")
