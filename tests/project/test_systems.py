"""What must hold on every system: consoles that lack characters, line ends, paths, names of files."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from click.testing import CliRunner

from pa_framework.check import reporters
from pa_framework.check.run import Report, check
from pa_framework.cli._options import shell_word
from pa_framework.cli.main import main
from pa_framework.facts.facts import Facts
from pa_framework.site.tree import page_files
from tests.builders.worlds import TODAY
from tests.paths import ROOT, SMALL

ON = ["--on", TODAY.isoformat()]
PACKAGE = ROOT / "tools/pa_framework"


def nodes(*words: str) -> Iterator[tuple[str, ast.AST]]:
    """Every part of the modules of the program that have one of the words, with the path of its module."""
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if any(word in text for word in words):
            yield from ((path.relative_to(PACKAGE).as_posix(), node) for node in ast.walk(ast.parse(text)))


def pages_of(report: Report) -> dict[str, bytes]:
    return dict(page_files(Facts(report.records, TODAY)))


@pytest.fixture(scope="module")
def pages(faulty) -> dict[str, bytes]:
    return pages_of(check(faulty, TODAY))


@pytest.fixture(scope="module")
def faulty(tmp_path_factory) -> Path:
    """The small world with a fault in a line that no code page of Windows can say."""
    world = tmp_path_factory.mktemp("systems") / "world"
    shutil.copytree(SMALL, world)
    task = world / "framework/tasks/gastrostomy-feed.yaml"
    task.write_text(task.read_text(encoding="utf-8").replace("risk: medium", "risk: “meduim” ✓ Ł 🎉"), encoding="utf-8")
    return world


# Consoles

FORMS = ("json", "github", "gitlab", "sarif")
WHY = ("register", "why", "pa-0001", "gastrostomy-feed", "person-001", "--root", "WORLD", *ON)
SAID = {
    ("check", "WORLD", *ON): 1,
    ("explain", "DEL002"): 0,
    WHY: 1,
    ("fmt", "WORLD", "--diff"): 1,
    ("pages", "WORLD", "--out", "✓ Ł"): 1,
    ("chek ✓",): 2,
    ("--help",): 0,
    ("register", "--help"): 0,
}


def typed(words: tuple[str, ...], world: Path, encoding: str):
    return CliRunner(charset=encoding).invoke(main, [str(world) if word == "WORLD" else word for word in words])


@pytest.mark.parametrize("words", SAID, ids=lambda words: " ".join(words[:2]))
def test_no_command_ends_because_a_console_lacks_a_character(faulty, words):
    result = typed(words, faulty, "cp437")

    assert result.exit_code == SAID[words], result.exception
    assert result.output_bytes.decode("cp437")


@pytest.mark.parametrize("form", FORMS)
def test_what_programs_read_is_utf_8_on_every_console(faulty, form):
    words = ("check", "WORLD", *ON, "--format", form)
    there, here = typed(words, faulty, "utf-8"), typed(words, faulty, "cp1252")

    assert here.stdout_bytes == there.stdout_bytes
    assert "✓ Ł 🎉" in here.stdout_bytes.decode("utf-8")
    assert b"\r" not in here.stdout_bytes
    if form != "github":
        json.loads(here.stdout_bytes)


@pytest.mark.parametrize("form", ["json", "html"])
def test_an_answer_for_programs_is_utf_8_on_every_console(form):
    words = (*WHY, "--format", form)
    there, here = typed(words, SMALL, "utf-8"), typed(words, SMALL, "cp1252")

    assert here.stdout_bytes == there.stdout_bytes
    assert not here.stdout_bytes.isascii()


def test_a_console_of_windows_gets_every_finding(faulty):
    command = [sys.executable, "-m", "pa_framework", "check", str(faulty), *ON]
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0", "LC_ALL": "C"}
    done = subprocess.run(command, env=environment, capture_output=True, check=False)

    assert done.returncode == 1, done.stderr
    assert "“meduim” \\u2713 \\u0141 \\U0001f389" in done.stdout.decode("cp1252")
    assert done.stderr == b""


# Line ends


def test_records_and_pages_with_crlf_give_the_same_findings_and_pages(faulty, pages, tmp_path):
    """Git on Windows may write CRLF into a checkout. Pictures are kept as they are by .gitattributes."""
    other = tmp_path / "world"
    shutil.copytree(faulty, other)
    for path in other.rglob("*"):
        if path.suffix in (".yaml", ".yml", ".md"):
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    reports = check(faulty, TODAY), check(other, TODAY)
    assert reporters.FORMATS["json"](reports[0]) == reporters.FORMATS["json"](reports[1])

    assert len(pages) > 300
    assert pages_of(reports[1]) == pages


def test_no_file_is_written_with_the_line_ends_of_the_system():
    """`write_text` and `open` in text mode make CRLF on Windows, unless they are told what a line ends with."""
    calls = [
        f"{path}:{node.lineno}"
        for path, node in nodes("write_text", "open(")
        if isinstance(node, ast.Call) and writes_text(node) and "newline" not in {word.arg for word in node.keywords}
    ]

    assert calls == ["cli/_errors.py:61"]  # the stream that keeps nothing


def writes_text(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    modes = [word.value for word in call.args if isinstance(word, ast.Constant)]
    return name == "write_text" or (name in ("open", "fdopen") and bool({"w", "a", "x"} & set(modes)))


# Paths


def test_a_path_inside_of_a_framework_becomes_text_with_slashes_only():
    """What `relative_to` gives has back-slashes as text on Windows: only `as_posix` makes text of it."""
    wrong = []
    for path, node in nodes("relative_to("):
        parts: list[ast.AST] = []
        if isinstance(node, ast.FormattedValue):
            parts = [node.value]
        elif isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in (
            "str",
            "fspath",
        ):
            parts = list(node.args)
        calls = [part.func for part in parts if isinstance(part, ast.Call)]
        wrong += [f"{path}:{node.lineno}" for call in calls if getattr(call, "attr", "") == "relative_to"]

    assert wrong == []


def test_only_modules_that_ask_for_it_name_the_separator_of_the_system():
    files = {path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}
    named = {path for path, text in files.items() if re.search(r"\b(?:os|path)\.(?:alt)?sep\b", text)}

    assert named == {"records/files.py", "records/repository_files.py"}


def test_no_module_needs_what_windows_lacks():
    lacking = r"^\s*(?:import|from) (?:fcntl|grp|pty|pwd|readline|resource|select|syslog|termios|tty)\b"
    files = {path.as_posix(): path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}

    assert [path for path, text in files.items() if re.search(lacking, text, re.MULTILINE)] == []


def test_a_command_to_type_is_quoted_as_its_shell_wants_it():
    assert shell_word(PureWindowsPath(r"C:\PA files\devon"), "nt") == r'"C:\PA files\devon"'
    assert shell_word(PureWindowsPath(r"C:\devon"), "nt") == r"C:\devon"
    assert shell_word(PurePosixPath("/srv/pa files"), "posix") == "'/srv/pa files'"


# Names of files

#: Windows refuses these names with any ending, these signs, and a full stop or a space at the end.
_REFUSED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?|.*[<>:\"|?*\\\x00-\x1f].*|.*[. ]")


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is not a clone")
    return listed.stdout.split("\0")[:-1]


def test_every_file_can_be_checked_out_on_windows_and_macos():
    paths = tracked()
    folders = {str(parent) for path in paths for parent in PurePosixPath(path).parents}
    names = {part for path in paths for part in path.split("/")}

    assert len(paths) > 500
    assert [name for name in names if _REFUSED.fullmatch(name)] == []
    assert len({name.casefold() for name in (*paths, *folders)}) == len(set(paths) | folders)
    assert max(map(len, paths)) < 150  # of the 260 that Windows allows with the folder around


def test_no_two_files_of_a_site_differ_in_capitals_alone(pages):
    assert len({path.casefold() for path in pages}) == len(pages)
    assert [part for path in pages for part in path.split("/") if _REFUSED.fullmatch(part)] == []
