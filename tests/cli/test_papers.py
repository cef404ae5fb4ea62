"""The command `papers`."""

from pathlib import Path

from tests.cli.test_main import ON, run
from tests.paths import SMALL


def test_papers_are_written_as_word_files(tmp_path: Path) -> None:
    result = run("papers", str(SMALL), "--out", str(tmp_path / "out"), "--task", "gastrostomy-feed", *ON)

    assert (result.exit_code, "paper written" in result.output) == (0, True)
    assert [file.name for file in (tmp_path / "out").iterdir() if file.suffix == ".docx"] == ["task-agreement.docx"]


def test_an_unknown_task_is_named(tmp_path: Path) -> None:
    result = run("papers", str(SMALL), "--out", str(tmp_path / "out"), "--task", "flying", *ON)

    assert (result.exit_code, "there is no task `flying`" in result.output) == (2, True)
