"""REF024, the command `codeowners` and the upgrade step ask the same of a CODEOWNERS file: whether it says what the records say."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from pa_framework.check.run import check
from pa_framework.cli.main import main
from pa_framework.edit.upgrade import read_tree
from pa_framework.edit.upgrades import owners
from pa_framework.facts.codeowners import FILE, codeowners
from pa_framework.records.load import read_records
from pa_framework.text.findings import Finding
from tests.paths import REFERENCE

ON = date(2026, 11, 28)
TASKS = "/framework/tasks/ @pa-pathways/clinical-reference-group\n"


@pytest.fixture(scope="module")
def world(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("owners") / "world"
    shutil.copytree(REFERENCE, folder, ignore=shutil.ignore_patterns("register", "images"))
    (folder / FILE).write_text(codeowners(read_records(folder)))
    return folder


def found(world: Path, text: str) -> list[tuple[int, str]]:
    """Line and message of each finding about the file with this text."""
    return [(one.span.line, one.message) for one in problems(world, text)]


def problems(world: Path, text: str) -> list[Finding]:
    """The findings about the file with this text."""
    (world / FILE).write_bytes(text.encode())
    skipped = ("WVR002",)  # the world has waivers of its register
    return [one for one in check(world, ON, skipped).findings if one.code == "REF024"]


def upgraded(world: Path) -> tuple[str | None, list[tuple[int, str]]]:
    """What the step of an upgrade makes of the file, and line and proposal of what it asks."""
    outcome = owners.STEP.run(read_tree(world, ON)[0])
    return outcome.texts.get(FILE), [(one.span.line, one.proposal) for one in outcome.questions]


def run(root: Path, *words: str) -> tuple[int, str]:
    """Exit code and output of the command."""
    result = CliRunner().invoke(main, ["codeowners", str(root), *words])
    return result.exit_code, result.output


def test_the_file_that_was_made_has_no_finding(world):
    assert found(world, codeowners(read_records(world))) == []


@pytest.mark.parametrize(
    ("old", "new", "line_of", "says"),
    [
        (TASKS, TASKS.replace("clinical-reference-group", "framework-team"), "/framework/tasks/", "framework-team; the records say @pa-pathways/clinical-reference-group"),
        (TASKS, TASKS.replace("\n", " @pa-pathways/framework-team\n"), "/framework/tasks/", "and @pa-pathways/framework-team"),
        ("/framework/roles/ @pa-pathways/clinical-reference-group", "/framework/roles/", "/framework/roles/", "owned by no one"),
        ("* @pa-pathways/framework-team", "* @pa-pathways/training-leads", "* ", "@pa-pathways/training-leads"),
    ],
)  # fmt: skip
def test_a_line_that_names_others_is_named(world, old, new, line_of, says):
    made = codeowners(read_records(world))
    assert made.count(old) == 1
    changed = made.replace(old, new)
    [(line, message)] = found(world, changed)
    assert changed.splitlines()[line - 1].startswith(line_of)
    assert says in message


@pytest.mark.parametrize("path", ["/framework/tasks/", "/framework/delegation.yaml"])
def test_a_line_that_is_missing_is_named_where_it_was(world, path):
    lines = codeowners(read_records(world)).splitlines(keepends=True)
    place = next(number for number, line in enumerate(lines) if line.startswith(path))
    [(line, message)] = found(world, "".join(lines[:place] + lines[place + 1 :]))
    assert line == min(place + 1, len(lines) - 1)
    assert path in message


def test_a_line_too_many_is_named(world):
    made = codeowners(read_records(world))
    [(line, message)] = found(world, f"{made}/framework/tasks/waivers.yaml @someone/else\n")
    assert line == made.count("\n") + 1
    assert message == "the records say nothing from here on"


@pytest.mark.parametrize("text", ["", "* @someone/else\n", "# Our own\n/framework/tasks/ @nurses\n"])
def test_a_file_that_someone_wrote_is_not_judged(world, text):
    assert found(world, text) == []


def part(within: str, *lines: str) -> str:
    body = "".join(f"{line}\n" for line in lines)
    return f"# pa-framework begins: {within}\n{body}# pa-framework ends: {within}\n"


AREA = part("area/", "# Area", "/area/ @area/team", "/area/framework/tasks/ @area/nurses")
OTHER = part("north/other/", "/north/other/ @other/team")

#: Ways to write the same file.
SAME = {
    "as it was made": lambda text: text,
    "without a final newline": lambda text: text.rstrip("\n"),
    "empty lines at the end": lambda text: f"{text}\n\n",
    "byte order mark": lambda text: f"\ufeff{text}",
    "Windows": lambda text: text.replace("\n", "\r\n"),
    "all of these": lambda text: "\ufeff" + text.replace("\n", "\r\n").rstrip(),
    "spaces": lambda text: text.replace(" @", "   @").replace("\n", " \n"),
    "no empty lines": lambda text: text.replace("\n\n", "\n"),
    "with parts": lambda text: f"{text}\n{AREA}\n{OTHER}",
    "with parts, on Windows": lambda text: f"{text}{AREA}{OTHER}".replace("\n", "\r\n").rstrip(),
}
_OWN_TASKS = TASKS.replace("clinical-reference-group", "framework-team")
_STRAY = "/framework/tasks/ @area/team"
_WITH_STRAY = AREA.replace("# pa-framework ends", f"{_STRAY}\n# pa-framework ends")
_BEGIN, _END = AREA.splitlines()[0], AREA.splitlines()[-1]
#: The text that was made → another; the line that is reported; words of the message; words of what to do.
OTHERWISE = {
    "another team": (
        lambda text: f"{text}\n{AREA}".replace(TASKS, _OWN_TASKS),
        _OWN_TASKS,
        "the records say @pa-pathways/clinical-reference-group",
        "run `pa-framework codeowners`,",
    ),
    "the file begins with a part": (
        lambda text: f"{AREA}\n{text}",
        "* @pa-pathways/framework-team",
        "is below the part of `area/`; of several lines that fit a file, the last one counts",
        "run `pa-framework codeowners`,",
    ),
    "a part between the lines": (
        lambda text: text.replace(TASKS, f"{OTHER}{TASKS}"),
        TASKS,
        "is below the part of `north/other/`",
        "run `pa-framework codeowners`,",
    ),
    "parts alone": (
        lambda text: f"{AREA}\n{OTHER}",
        _BEGIN,
        "the records say `# Who is asked about a change.",
        "run `pa-framework codeowners`,",
    ),
}
#: As before, of what only a person can mend, or another framework.
FAULTS = {
    "a line of another folder": (
        lambda text: f"{text}\n{_WITH_STRAY}\n{OTHER}",
        _STRAY,
        "`/framework/tasks/` is not in `area/`, but is in its part",
        "run `pa-framework codeowners area`, which makes the part again without this line",
    ),
    "a pattern for every folder": (
        lambda text: f"{text}{OTHER.replace('/north/other/ @', '* @')}",
        "* @other/team",
        "`*` is not in `north/other/`",
        "run `pa-framework codeowners north/other`",
    ),
    "a folder whose name begins alike": (
        lambda text: f"{text}\n{AREA.replace('/area/ @', '/areas/ @')}",
        "/areas/ @area/team",
        "`/areas/` is not in `area/`",
        "",
    ),
    "no end": (
        lambda text: f"{text}\n{AREA.replace(_END, '')}",
        _BEGIN,
        "the part of `area/` begins here, and has no end",
        f"write `{_END}` on a line of its own, below the last line that names a file in `area/`",
    ),
    "no end before another part": (
        lambda text: f"{text}\n{AREA.replace(_END, '')}{OTHER}",
        _BEGIN,
        "has no end",
        "",
    ),
    "no beginning": (
        lambda text: f"{text}\n{AREA.replace(_BEGIN, '')}",
        _END,
        "the part of `area/` ends here, and has no beginning",
        f"write `{_BEGIN}` above the first line that names a file in `area/`",
    ),
    "twice": (
        lambda text: f"{text}\n{AREA.replace('# Area', '# The first')}{OTHER}{AREA}",
        "# pa-framework begins: area/ (the second)",
        "the part of `area/` is here twice; the first begins in line ",
        "delete one of them with its marks, and run `pa-framework codeowners area`",
    ),
}


def line_number(text: str, line: str) -> int:
    """The last line of a text that is this one."""
    lines = text.splitlines()
    return len(lines) - lines[::-1].index(line.strip().removesuffix(" (the second)"))


@pytest.mark.parametrize("written", SAME.values(), ids=SAME)
def test_what_says_the_same_is_no_difference_to_rule_command_and_upgrade(world, written):
    text = written(codeowners(read_records(world)))
    assert found(world, text) == []
    assert upgraded(world) == (None, [])
    for words in (["--check"], []):
        code, output = run(world, *words)
        assert (code, "says what the records say" in output) == (0, True)
    assert (world / FILE).read_bytes() == text.encode()


@pytest.mark.parametrize(("written", "line", "message", "fix"), OTHERWISE.values(), ids=OTHERWISE)
def test_what_says_something_else_is_found_by_all_three_and_written_anew(world, written, line, message, fix):
    made = codeowners(read_records(world))
    text = written(made)
    [problem] = problems(world, text)
    assert problem.span.line == line_number(text, line)
    assert message in problem.message
    assert fix in problem.fix
    after, asked = upgraded(world)
    code, output = run(world, "--check")
    assert (code, f"CODEOWNERS:{problem.span.line}: {problem.message}\n" in output) == (1, True)
    assert (world / FILE).read_text() == text
    assert run(world)[0] == 0
    assert ((world / FILE).read_text(), []) == (after, asked)
    assert after.startswith(made)
    assert [one for one in (AREA, OTHER) if one in text] == [one for one in (AREA, OTHER) if one in after]
    assert found(world, after) == []


@pytest.mark.parametrize(("written", "line", "message", "fix"), FAULTS.values(), ids=FAULTS)
def test_what_is_wrong_with_a_part_is_told_by_all_three_and_nothing_is_written(world, written, line, message, fix):
    text = written(codeowners(read_records(world)))
    [problem] = problems(world, text)
    assert problem.span.line == line_number(text, line)
    assert message in problem.message
    assert fix in problem.fix
    assert upgraded(world) == (None, [(problem.span.line, problem.fix)])
    for words in (["--check"], []):
        code, output = run(world, *words)
        assert (code, f"CODEOWNERS:{problem.span.line}: {problem.message}; {problem.fix}\n" in output) == (1, True)
    assert (world / FILE).read_text() == text


def test_the_hint_for_a_line_of_another_folder_mends_it(world, tmp_path):
    root = shutil.copytree(world, tmp_path / "repository")
    shutil.copytree(world, root / "area")
    (root / ".git").mkdir()
    (root / FILE).unlink()
    assert [run(folder)[0] for folder in (root, root / "area")] == [0, 0]
    good = (root / FILE).read_text()
    assert "/area/framework/tasks/ @pa-pathways/clinical-reference-group\n" in good
    assert [run(folder, "--check")[0] for folder in (root, root / "area")] == [0, 0]
    (root / FILE).write_text(good.replace(_END, f"{_STRAY}\n{_END}"))
    assert [run(folder, "--check")[0] for folder in (root, root / "area")] == [1, 1]
    assert run(root / "area")[0] == 0
    assert (root / FILE).read_text() == good


@pytest.mark.parametrize("text", [AREA.replace(_END, ""), AREA.replace(_BEGIN, ""), f"{AREA}{AREA}"])
def test_a_framework_in_a_folder_writes_nothing_between_marks_that_are_not_clear(world, tmp_path, text):
    root = tmp_path / "repository"
    shutil.copytree(world, root / "area")
    (root / ".git").mkdir()
    (root / FILE).write_text(f"* @someone/here\n{text}")
    code, output = run(root / "area")
    assert (code, (root / FILE).read_text()) == (1, f"* @someone/here\n{text}")
    assert "CODEOWNERS:" in output


@pytest.mark.parametrize("written", [SAME["Windows"], SAME["all of these"]])
def test_the_part_of_a_framework_in_a_folder_may_be_written_as_it_likes(world, tmp_path, written):
    root = tmp_path / "repository"
    shutil.copytree(world, root / "area")
    (root / ".git").mkdir()
    (root / FILE).write_text(OTHER)
    assert run(root / "area")[0] == 0
    text = written((root / FILE).read_text()).encode()
    (root / FILE).write_bytes(text)
    assert [run(root / "area", *words)[0] for words in (["--check"], [])] == [0, 0]
    assert (root / FILE).read_bytes() == text


def test_line_ends_and_byte_order_mark_stay_when_it_is_written(world):
    text = codeowners(read_records(world))
    (world / FILE).write_bytes(b"\xef\xbb\xbf" + text.replace(TASKS, _OWN_TASKS).replace("\n", "\r\n").encode())
    assert run(world)[0] == 0
    assert (world / FILE).read_bytes() == b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()


def test_a_file_that_is_no_utf_8_text_is_left_alone(world):
    (world / FILE).write_bytes(b"* @caf\xe9\n")
    code, output = run(world)
    assert (code, (world / FILE).read_bytes()) == (2, b"* @caf\xe9\n")
    assert "is not UTF-8 text" in output


def test_what_depends_on_a_record_that_cannot_be_read_is_not_judged(world, tmp_path):
    root = shutil.copytree(world, tmp_path / "world")
    folder = root / "framework/learning"
    owners = iter(["training-leads", "training-leads", "framework-team", "framework-team", "framework-team"])
    files = sorted(folder.glob("*.yaml"))
    for file, owner in zip(files[:5], owners, strict=True):
        lines = [line for line in file.read_text().splitlines() if not line.startswith("owner:")]
        file.write_text("\n".join([*lines, f"owner: {owner}", ""]))
    for file in files[5:]:
        file.unlink()
    for file in files[3:5]:
        file.write_text(file.read_text().replace("owner: framework-team", "owner: training-leads"))
    made = codeowners(read_records(root))
    assert "/framework/learning/ @pa-pathways/training-leads\n" in made
    other = made.replace("/framework/learning/ @pa-pathways/training-leads\n", "/framework/learning/ @someone/else\n")
    assert found(root, other) != []
    files[0].write_text("id: [")
    assert found(root, made) == []
    assert found(root, other) == []
    assert run(root, "--check")[0] == 0
    assert found(root, other.replace(TASKS, "/framework/tasks/ @someone/else\n")) != []
    before = (root / FILE).read_text()
    assert run(root, "--check")[0] == 1
    code, output = run(root)
    assert (code, (root / FILE).read_text()) == (1, before)
    assert "some records do not hold" in output


@pytest.mark.parametrize(("forge", "is_found"), [("github", True), ("gitlab", False)])
def test_a_file_that_github_reads_in_place_of_ours_is_found(world, forge, is_found):
    settings = world / "framework/framework.yaml"
    before, other = settings.read_text(), world / ".github" / FILE
    other.parent.mkdir(exist_ok=True)
    other.write_text("* @someone/else\n")
    settings.write_text(before.replace("forge: github", f"forge: {forge}", 1))
    try:
        said = [(one.span.path, one.span.line) for one in problems(world, codeowners(read_records(world)))]
    finally:
        other.unlink()
        settings.write_text(before)
    assert ((f".github/{FILE}", 1) in said) == is_found
