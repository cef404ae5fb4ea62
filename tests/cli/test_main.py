"""The command line, as someone types it."""

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click import Context
from click.testing import CliRunner

from pa_framework import cli
from pa_framework.check.rules import RULES
from pa_framework.cli.main import main
from pa_framework.records.load import read_records
from tests.paths import ROOT, SMALL

ON = ["--on", "2026-11-22"]


def run(*words: str):
    return CliRunner().invoke(main, list(words))


@pytest.fixture
def broken(tmp_path):
    world = tmp_path / "world"
    shutil.copytree(SMALL, world)
    task = world / "framework/tasks/gastrostomy-feed.yaml"
    task.write_text(task.read_text().replace("risk: medium", "risk: meduim"))
    return world


def test_check_ends_with_0_where_nothing_is_wrong():
    result = run("check", str(SMALL), *ON)

    assert (result.exit_code, "nothing wrong (as of 2026-11-22)" in result.output) == (0, True)


def test_check_ends_with_1_and_shows_line_caret_and_fix(broken):
    result = run("check", str(broken), *ON)

    assert result.exit_code == 1
    assert "framework/tasks/gastrostomy-feed.yaml:" in result.output
    assert "there is no tier `meduim`; did you mean `medium`?" in result.output
    assert "^^^^^^" in result.output
    assert "fix: write `medium`" in result.output
    assert "more: pa-framework explain REF001" in result.output


def test_check_ends_with_2_and_one_sentence_where_the_root_is_unknown(tmp_path):
    result = run("check", str(tmp_path / "nowhere"))

    assert (result.exit_code, result.output.count("\n")) == (2, 1)
    assert "is not a folder" in result.output


def test_check_ends_with_2_where_the_root_holds_no_framework(tmp_path):
    result = run("check", str(tmp_path))

    assert (result.exit_code, "there is no folder `framework` in it" in result.output) == (2, True)


def test_records_in_a_folder_that_can_not_be_looked_into_do_not_vanish(tmp_path, monkeypatch):
    world = tmp_path / "world"
    shutil.copytree(SMALL, world)
    shutil.rmtree(world / "framework/evidence")
    walk = os.walk

    def closed(top, onerror=None):
        if onerror and top == world / "framework":
            onerror(PermissionError(errno.EACCES, "Permission denied", str(world / "framework/evidence")))
        return walk(top, onerror=onerror)

    assert run("check", str(world), *ON).exit_code == 0
    monkeypatch.setattr("pa_framework.records.files.os.walk", closed)
    result = run("check", str(world), *ON)

    assert (result.exit_code, "framework/evidence/*.yaml:1:1: error YML011" in result.output) == (1, True)


def test_a_command_inside_a_framework_says_where_its_root_is(monkeypatch):
    monkeypatch.chdir(SMALL / "framework" / "tasks")
    result = run("check")

    assert (result.exit_code, result.output) == (
        2,
        f"pa-framework: `{SMALL}/framework/tasks` holds no framework: there is no folder `framework` in it; "
        f"did you mean `{SMALL}`?\n",
    )


def test_strict_counts_warnings(tmp_path):
    world = tmp_path / "world"
    shutil.copytree(SMALL, world)
    offer = world / "framework/learning/tube-feeding-training.yaml"
    lines = [line for line in offer.read_text().splitlines() if not line.startswith("prepares_for")]
    offer.write_text("\n".join(lines) + "\n")

    assert run("check", str(world), *ON).exit_code == 0
    assert run("check", str(world), *ON, "--strict").exit_code == 1
    assert run("check", str(world), *ON, "--strict", "--skip", "DEL014").exit_code == 0


def test_json_is_the_object_that_others_rely_on(broken):
    result = run("check", str(broken), *ON, "--format", "json")
    report = json.loads(result.output)

    assert list(report) == [
        "version",
        "checked_on",
        "records",
        "errors",
        "warnings",
        "findings",
        "waived",
        "waived_findings",
    ]
    assert (report["version"], report["checked_on"], report["errors"]) == (1, "2026-11-22", 1)
    assert list(report["findings"][0]) == [
        "code", "name", "severity", "message", "fix", "path", "line", "column", "notes",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["chekc"], "did you mean `check`?"),
        (["explain", "DELL002"], "did you mean DEL002?"),
        (["explain", "NOPE"], "there is no rule NOPE"),
        (["check", "--on", "tomorrow"], "`tomorrow` is not a day of the calendar; write year-month-day"),
        (["check", "--on", "2026-02-30"], "is not a day"),
        (["check", "--on", "1 April 2027"], "--on: `1 April 2027` is not written year-month-day; write `2027-04-01`"),
        (["check", "--on", "01/04/2027"], "write `2027-04-01` for 1 April 2027"),
        (["check", "--format", "xml"], "--format: there is no `xml`; write `text`, `json`,"),
        (["check", "--format", "jsn"], "did you mean `json`?"),
        (["check", "--skip", "DEL999"], "there is no rule DEL999"),
        (["check", "--strct"], "there is no option `--strct`; did you mean `--strict`?"),
        (["check", "-on", "2027-04-01"], "there is no option `-o`; did you mean `--on`?"),
        (["check", "--strict=yes"], "`--strict` stands alone"),
        (["check", "--on"], "`--on` needs a word after it"),
        (["check", "one", "two"], "`two` is too much here"),
        (["--on", "2027-04-01", "check"], "there is no option `--on` before the name of a command"),
        (["version"], "did you mean `--version`?"),
        (["explain"], "CODE is missing"),
        (["pages"], "`--out` is missing; write `--out DIRECTORY`"),
        (["pages", "--out", __file__], "is a file; name a folder"),
        (["register", "passport", "pa-0042", "--out", str(ROOT)], "is a folder; name a file in it"),
        (["serve", "--port", "abc"], "--port: `abc` is not a whole number from 0 to 65,535"),
        (["serve", "--port", "70000"], "`70000` is not a whole number from 0 to 65,535"),
        (["register", "statsu"], "there is no command `statsu`; did you mean `status`?"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_was_meant(words, hint):
    result = run(*words)

    assert (result.exit_code, hint in result.output) == (2, True), result.output
    assert result.output.startswith("pa-framework: "), "first what is wrong, then how it is written"


@pytest.mark.parametrize(
    ("words", "same"),
    [
        (["help"], ["--help"]),
        (["help", "check"], ["check", "--help"]),
        (["register", "help", "why"], ["register", "why", "--help"]),
        (["explain", "del 2"], ["explain", "DEL002"]),
    ],
)
def test_what_people_type_first_is_understood(words, same):
    assert (run(*words).exit_code, run(*words).output) == (0, run(*same).output)


def test_the_list_of_commands_cuts_no_sentence_short():
    assert "..." not in run("--help").output.partition("Commands:")[2]
    assert "..." not in run("register", "--help").output.partition("Commands:")[2]


@pytest.mark.parametrize(
    "words", [["register", "why", "pa-0042", "gastrostomy-feed", "--root", str(SMALL)], ["check", str(SMALL)]]
)
def test_a_command_that_is_stopped_ends_with_a_code_that_is_no_answer(words, monkeypatch):
    def stopped(*_: object, **__: object):
        raise KeyboardInterrupt

    for module in ("records.load", "check.run"):
        monkeypatch.setattr(f"pa_framework.{module}.read_records", stopped)
    for name in ("load_register", "load_register_of"):
        monkeypatch.setattr(f"pa_framework.cli.register._options.{name}", stopped)
    result = run(*words)

    assert (result.exit_code, result.output) == (130, "\nStopped.\n")


@pytest.mark.parametrize("code", RULES)
def test_explain_says_what_a_rule_means(code):
    result = run("explain", code)

    assert result.exit_code == 0
    assert RULES[code].name in result.output
    assert "Not so:" in result.output
    assert "But so:" in result.output


def test_explain_takes_a_name_and_small_letters():
    assert run("explain", "del002").output == run("explain", "role-not-authorised").output


def test_every_command_says_what_it_does():
    context = Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        assert command.help, f"{name} has no help"
        assert f"pa-framework {name}" in (ROOT / "README.md").read_text()


def test_a_check_starts_without_what_only_other_commands_need():
    program = (
        "import sys; from pa_framework.cli.main import main; "
        f"main(['check', {str(SMALL)!r}, '--on', '2026-11-22'], standalone_mode=False); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())

    assert {"pa_framework.cli.main", "pa_framework.check.run", "pa_framework.check.rules.chains"} <= loaded
    assert loaded & {"jinja2", "jsonschema", "mkdocs", "PIL"} == set()
    assert {name for name in loaded if name.startswith("pa_framework.cli.")} == {
        "pa_framework.cli._errors",
        "pa_framework.cli._group",
        "pa_framework.cli._options",
        "pa_framework.cli._rule_code",
        "pa_framework.cli._usage_errors",
        "pa_framework.cli.check",
        "pa_framework.cli.main",
    }
    for folder in ("edit", "exchange", "diff", "site", "register", "look", "lsp"):
        assert not any(name.startswith(f"pa_framework.{folder}") for name in loaded), folder


def test_same_records_give_the_same_bytes(broken):
    """Sets change order with the hash seed; reports must not."""
    made = set()
    for seed in "123":
        done = subprocess.run(
            [sys.executable, "-m", "pa_framework", "check", str(broken), *ON, "--format", "json"],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=False,
        )
        made.add(done.stdout)

    assert len(made) == 1


def test_pages_refuses_records_that_do_not_hold(broken, tmp_path):
    result = run("pages", str(broken), "--out", str(tmp_path / "out"), *ON)

    assert (result.exit_code, (tmp_path / "out").exists()) == (1, False)
    assert "Nothing was built" in result.output


@pytest.mark.parametrize("where", [">&-", ">/dev/full", ">&- 2>&-"])
@pytest.mark.parametrize("words", ["check . --on 2026-11-22", "explain DEL002"])
def test_output_that_can_not_be_written_makes_no_traceback(words, where):
    if where == ">/dev/full" and not Path("/dev/full").exists():
        pytest.skip("this machine has no /dev/full")
    done = subprocess.run(
        ["sh", "-c", f'exec "{sys.executable}" -m pa_framework {words} {where}'],
        cwd=SMALL,
        env={**os.environ, "PYTHONPATH": str(ROOT / "tools")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert "Traceback" not in done.stderr
    assert (done.returncode, "cannot be written" in done.stderr) == ((2, True) if "full" in where else (0, False))


# A command that is found by its file, and fails

NEW_COMMAND = '''"""The command `convey`."""

import click

from pa_framework.text.errors import UserError


@click.command("convey")
@click.argument("how")
def convey_command(how: str) -> None:
    """Fails in the way that is asked for."""
    if how == "deep":
        convey_command.callback(how)
    raise {
        "value": ValueError("Mrs Smith's number is 12"),
        "file": FileNotFoundError(2, "No such file or directory", "rates.csv"),
        "system": OSError(11, "Resource temporarily unavailable"),
        "full": OSError(28, "No space left on device"),
        "pipe": BrokenPipeError(32, "Broken pipe"),
        "nothing": OSError("nothing"),
        "user": UserError("there is no sheet `rates`; write `pay`"),
        "answer": UserError("the sheet is not complete", 1),
        "interrupt": KeyboardInterrupt(),
        "end": EOFError(),
        "abort": click.Abort(),
        "exit": SystemExit(7),
    }[how]
'''


@pytest.fixture
def new_command(tmp_path, monkeypatch):
    """The program with one more file among its commands."""
    (tmp_path / "convey.py").write_text(NEW_COMMAND)
    monkeypatch.setattr(cli, "__path__", [*cli.__path__, str(tmp_path)])
    yield
    sys.modules.pop("pa_framework.cli.convey", None)
    main.commands.pop("convey", None)


def test_a_new_command_needs_one_file(new_command):
    assert "convey         Fails in the way that is asked for." in run("--help").output
    assert run("convy").output.startswith("pa-framework: there is no command `convy`; did you mean `convey`?")


@pytest.mark.parametrize(
    ("how", "code", "output"),
    [
        ("file", 2, "pa-framework: `rates.csv` cannot be read or written (No such file or directory)\n"),
        ("system", 2, "pa-framework: the system refused something (Resource temporarily unavailable)\n"),
        ("user", 2, "pa-framework: there is no sheet `rates`; write `pay`\n"),
        ("answer", 1, "pa-framework: the sheet is not complete\n"),
        ("interrupt", 130, "\nStopped.\n"),
        ("end", 130, "\nStopped.\n"),
        ("abort", 130, "\nStopped.\n"),
        ("exit", 7, ""),
    ],
)
def test_a_new_command_ends_with_a_sentence_and_a_code(new_command, how, code, output):
    result = run("convey", how)

    assert (result.exit_code, result.output) == (code, output)


@pytest.mark.parametrize(
    ("how", "error"),
    [("value", "ValueError"), ("nothing", "OSError"), ("deep", "RecursionError"), ("unknown", "KeyError")],
)
def test_a_fault_of_the_program_is_two_lines_that_quote_no_record(new_command, monkeypatch, how, error):
    result = run("convey", how)

    assert (result.exit_code, result.output.count("\n")) == (2, 2)
    assert result.output.startswith(f"pa-framework: a fault of the program, not of your records: {error} in cli/")
    assert "PA_FRAMEWORK_TRACEBACK=1" in result.output
    assert "Smith" not in result.output

    monkeypatch.setenv("PA_FRAMEWORK_TRACEBACK", "1")
    result = run("convey", how)

    assert (result.exit_code, "Traceback (most recent call last):" in result.output) == (2, True)


@pytest.mark.parametrize("text", ["", "import click\n\n@click.command()\ndef conveys(): ...\n"])
def test_a_module_without_the_command_of_its_name_is_named(text, new_command, tmp_path):
    (tmp_path / "convey.py").write_text(text)
    result = run("convey")

    assert (result.exit_code, result.output) == (
        2,
        "pa-framework: the module `pa_framework.cli.convey` has no command `convey`; "
        "give its command the name of its file\n",
    )


@pytest.mark.parametrize("how", ["value", "file", "user", "interrupt", "deep", "pipe", "full"])
def test_no_traceback_leaves_the_process(tmp_path, how):
    (tmp_path / "convey.py").write_text(NEW_COMMAND)
    program = (
        "import sys; from pa_framework import cli; from pa_framework.cli.main import run; "
        f"cli.__path__.append({str(tmp_path)!r}); sys.argv = ['pa-framework', 'convey', {how!r}]; run()"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert done.returncode == {"interrupt": 130, "pipe": 1}.get(how, 2)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["new", "area", "x"], "an area is an entry of"),
        (["new", "organisation", "x"], "an organisation is an entry of"),
        (["new", "sign", "x"], "a sign is an entry of"),
        (["new", "agreement", "moving-between-funders"], "there is an agreement `moving-between-funders` already"),
        (["rename", "order", "x", "y"], "there is no order `x`"),
        (["rename", "area", "communication", "y", "--keep-old"], "an area cannot be kept"),
    ],
)
def test_kinds_have_the_article_that_they_sound_like(words, said):
    area = next(iter(read_records(SMALL).areas))
    words = [area if word == "communication" else word for word in words]
    done = CliRunner().invoke(main, [*words, "--root", str(SMALL)])

    assert done.exit_code == 2
    assert said in done.output


def test_a_folder_in_the_place_of_an_id_is_the_root(tmp_path, monkeypatch):
    shutil.copytree(SMALL, tmp_path / "smallshire")
    monkeypatch.chdir(tmp_path)

    whole = CliRunner().invoke(main, ["effective", "framework", "smallshire"])
    asked = CliRunner().invoke(main, ["effective", "tier", "smallshire"])
    unknown = CliRunner().invoke(main, ["effective", "tier", "smalshire", "smallshire"])

    assert whole.output.startswith("title: A small framework")
    assert (asked.exit_code, unknown.exit_code) == (2, 2)
    assert "which one is meant? Write the id of a tier after `tier`, such as `" in asked.output
    assert "there is no tier `smalshire`" in unknown.output


def test_an_id_that_is_a_folder_as_well_is_the_id(tmp_path, monkeypatch):
    shutil.copytree(SMALL, tmp_path / "world")
    monkeypatch.chdir(tmp_path / "world")
    tier = next(iter(read_records(SMALL).tiers))
    (tmp_path / "world" / tier / "framework").mkdir(parents=True)

    assert f"id: {tier}" in CliRunner().invoke(main, ["effective", "tier", tier]).output


def test_what_was_not_built_counts_warnings_as_the_check_does(tmp_path):
    shutil.copytree(SMALL, tmp_path / "world")
    page = tmp_path / "world/framework/pages/about.md"
    page.write_text("# About\n\n[Gone](gone.md)\n\n![](images/rosa.svg)\n")
    checked = CliRunner().invoke(main, ["check", str(tmp_path / "world")])
    built = CliRunner().invoke(main, ["pages", str(tmp_path / "world"), "--out", str(tmp_path / "out")])
    summary = next(line for line in checked.output.splitlines() if " read, " in line)

    assert "0 warnings" not in summary
    assert summary in built.output.splitlines()
    assert "SIT004" in built.output
    assert "warning SIT" not in built.output


def test_case_alone_names_the_two_versions(tmp_path):
    done = CliRunner().invoke(main, ["export", str(SMALL), "--format", "case", "--out", str(tmp_path / "out")])

    assert done.exit_code == 2
    assert "write `case-1.1`, the newer one, or `case-1.0`" in " ".join(done.output.split())


def test_one_file_that_is_left_is_it(tmp_path):
    shutil.copytree(SMALL, tmp_path / "world")
    (tmp_path / "world/framework/roles/dietitian.yaml").write_text("id: [\n")

    assert "; 1 left as it is" in CliRunner().invoke(main, ["fmt", str(tmp_path / "world")]).output
