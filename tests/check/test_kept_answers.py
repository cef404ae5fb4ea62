"""What a check answered is given again only where everything that it rests on is the same."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import pa_framework
from pa_framework.check import kept_answers, reporters
from pa_framework.check.kept_answers import Answer, KeptAnswers
from pa_framework.check.run import check
from pa_framework.cli.check import FORMS
from pa_framework.cli.main import main
from pa_framework.records import load
from pa_framework.text import tree_hash
from pa_framework.text.kept import FOLDER
from pa_framework.text.package_data import look_folder
from pa_framework.text.tree_hash import hash_of_tree
from tests.builders.worlds import TASK, TODAY
from tests.paths import SMALL

pytestmark = pytest.mark.usefixtures("keeping")
ANSWER = Answer("0 errors\n", 0, 0)
QUESTION = ("2026-11-22", "text")


def _keep(root: Path) -> None:
    KeptAnswers(root, *QUESTION).keep(ANSWER)
    assert KeptAnswers(root, *QUESTION).find() == ANSWER


def _edit(root: Path) -> None:
    (root / TASK).write_bytes((root / TASK).read_bytes() + b"# a comment\n")


def _touch(path: str) -> Callable[[Path], None]:
    def touch(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(b"x")

    return touch


CHANGES: dict[str, Callable[[Path], None]] = {
    "a record is edited": _edit,
    "a record goes": lambda root: (root / TASK).unlink(),
    "a record has another name": lambda root: (root / TASK).rename(root / f"{TASK}.txt") and None,
    "a record comes": _touch("framework/tasks/new.yaml"),
    "a page comes": _touch("framework/pages/new.md"),
    "a picture comes": _touch("framework/pages/images/new.png"),
    "a file comes beside the records": _touch(".github/workflows/check.yml"),
    "a hidden file comes": _touch(".editorconfig"),
    "a folder comes": lambda root: (root / "framework" / "new.yaml").mkdir(),
    "a folder in an odd place": _touch("framework/__pycache__/new.yaml"),
    "a record in the folder of kept values": _touch(f"competences/{FOLDER}/new.yaml"),
    "a link comes": lambda root: (root / "framework" / "tasks" / "new.yaml").symlink_to(root / TASK),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_another_framework_has_no_kept_answer(root: Path, change: Callable[[Path], None]) -> None:
    _keep(root)
    change(root)
    assert KeptAnswers(root, *QUESTION).find() is None


def test_what_is_not_read_changes_nothing(root: Path) -> None:
    _keep(root)
    for path in ("site/index.html", ".git/HEAD", "node_modules/one/index.js"):
        _touch(path)(root)
    assert KeptAnswers(root, *QUESTION).find() == ANSWER


def test_another_question_or_program_has_no_kept_answer(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _keep(root)
    assert KeptAnswers(root, "2026-11-23", "text").find() is None
    assert KeptAnswers(root, *QUESTION, "TXT001").find() is None
    monkeypatch.setattr(kept_answers, "installed", lambda: ("msgspec-0.0.1.dist-info",))
    assert KeptAnswers(root, *QUESTION).find() is None


def test_an_answer_about_files_that_changed_meanwhile_is_not_kept(root: Path) -> None:
    asked = KeptAnswers(root, *QUESTION)
    _edit(root)
    asked.keep(ANSWER)
    assert KeptAnswers(root, *QUESTION).find() is None


def test_a_large_folder_is_not_looked_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "one").write_bytes(bytes(20))
    assert hash_of_tree(tmp_path) is not None
    monkeypatch.setattr(tree_hash, "_MOST_BYTES", 10)
    assert hash_of_tree(tmp_path) is None


def test_the_command_answers_the_same_without_reading(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(root / "competences" / "register")
    _edit(root)
    arguments = ["check", str(root), "--on", f"{TODAY}", "--format", "json"]
    first = CliRunner().invoke(main, arguments)
    monkeypatch.setattr(load, "read_records", lambda *_, **__: pytest.fail("the records were read again"))
    again = CliRunner().invoke(main, arguments)
    assert (again.output, again.exit_code) == (first.output, first.exit_code)
    assert '"version": 1' in first.output


def test_answers_about_a_register_of_real_people_are_not_kept(root: Path) -> None:
    about = root / "competences" / "register" / "register.yaml"
    about.write_text(about.read_text(encoding="utf-8").replace("kind: invented", "kind: real"), encoding="utf-8")
    CliRunner().invoke(main, ["check", str(root), "--on", f"{TODAY}"])
    assert not list((root / FOLDER).glob("answers-*"))


@pytest.fixture
def register(root: Path, tmp_path: Path) -> Path:
    """A register beside the framework, as those of real people are."""
    folder = Path(shutil.move(root / "competences/register", tmp_path / "register"))
    about = folder / "register.yaml"
    about.write_text(about.read_text(encoding="utf-8").replace("kind: invented", "kind: real"), encoding="utf-8")
    return folder


def test_an_answer_about_a_register_is_kept_in_its_folder_alone(
    root: Path, register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ["check", str(root), "--on", f"{TODAY}", "--register", str(register), "--format", "json"]
    first = CliRunner().invoke(main, arguments)
    with monkeypatch.context() as patched:
        patched.setattr(load, "read_records", lambda *_, **__: pytest.fail("the records were read again"))
        again = CliRunner().invoke(main, arguments)
    assert (again.output, again.exit_code) == (first.output, first.exit_code)
    assert list((register / FOLDER).glob("answers-*"))
    assert not list((root / FOLDER).glob("answers-*"))
    pa = register / "pas/pa-0001.yaml"
    pa.write_text(pa.read_text(encoding="utf-8").replace("person: person-001", "person: person-999"), encoding="utf-8")
    assert "person-999" in CliRunner().invoke(main, arguments).output


REGISTER_CHANGES: dict[str, Callable[[Path], None]] = {
    "a file is edited": lambda root: _add_comment(root / "register.yaml"),
    "a file goes": lambda root: (root / "pas/pa-0001.yaml").unlink(),
    "a file comes": _touch("pas/new.yaml"),
    "a file where none is looked for": _touch(".hidden/new.yaml"),
    "a link comes": lambda root: (root / "pas/new.yaml").symlink_to(root / "pas/pa-0001.yaml"),
}


def _add_comment(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"# a comment\n")


@pytest.mark.parametrize("change", REGISTER_CHANGES.values(), ids=REGISTER_CHANGES)
def test_another_register_has_no_kept_answer(root: Path, register: Path, change: Callable[[Path], None]) -> None:
    KeptAnswers(root, *QUESTION, register=register).keep(ANSWER)
    assert KeptAnswers(root, *QUESTION, register=register).find() == ANSWER
    assert KeptAnswers(root, *QUESTION).find() is None
    change(register)
    assert KeptAnswers(root, *QUESTION, register=register).find() is None


def test_answers_about_an_area_whose_base_is_not_there_are_not_kept(root: Path) -> None:
    settings = root / "framework" / "framework.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        f"{text}\nbuilds_on: {{framework: ../other, version: 1.0.0, sha256: {'0' * 64}}}\n", encoding="utf-8"
    )
    CliRunner().invoke(main, ["check", str(root), "--on", f"{TODAY}"])
    assert not list((root / FOLDER).glob("answers-*"))


def test_all_that_a_check_reads_is_in_the_key(root: Path) -> None:
    read: set[str] = set()

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if _noting and event in ("open", "os.listdir", "os.scandir") and isinstance(arguments[0], str | os.PathLike):
            read.add(os.path.realpath(arguments[0]))

    _noting = True
    sys.addaudithook(note)
    check(root, TODAY)
    _noting = False
    inside = {path for path in read if path.startswith(f"{root}{os.sep}")}
    named = {os.path.realpath(root / name) for name, _ in tree_hash._files(root, "", lambda _: False, frozenset())}
    assert len(inside) > len(list(SMALL.rglob("*.yaml"))) / 2
    assert inside <= named | {os.path.realpath(root)}
    elsewhere = (Path(pa_framework.__file__).parent, look_folder(), Path(sys.prefix), Path(sys.base_prefix))
    assert {path for path in read - inside - {f"{root}"} if not path.startswith(tuple(map(str, elsewhere)))} == set()


def test_each_form_of_report_can_be_asked_for() -> None:
    assert list(FORMS) == list(reporters.FORMATS)
