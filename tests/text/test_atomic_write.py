"""A folder that is filled aside: all of it comes, or nothing of it."""

import os
from pathlib import Path

import pytest

from pa_framework.text.atomic_write import staged_folder


def laid(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        place = folder / name.replace("__", "/")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
    return folder


def standing(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_what_was_there_before_goes_but_for_names_with_a_dot(tmp_path):
    site = laid(tmp_path / "site", old="1", gone__deep__old="1", both="1")
    laid(site / ".git", config="1")
    with staged_folder(site, exclusive=True) as staged:
        laid(staged, both="2", new__page="2")

    assert standing(site) == {".git/config": "1", "both": "2", "new/page": "2"}
    assert sorted(path.name for path in site.iterdir()) == [".git", "both", "new"]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_tree_is_laid_over_another(tmp_path):
    pages = laid(tmp_path / "pages", mine="1", both="1")
    with staged_folder(pages, exclusive=False) as staged:
        laid(staged, both="2", new="2")

    assert standing(pages) == {"mine": "1", "both": "2", "new": "2"}


def test_a_file_takes_the_place_of_a_folder_and_a_folder_that_of_a_file(tmp_path):
    site = laid(tmp_path / "site", one__deep="1", two="1")
    with staged_folder(site, exclusive=True) as staged:
        laid(staged, one="2", two__deep="2")

    assert standing(site) == {"one": "2", "two/deep": "2"}


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit, OSError])
def test_who_stops_half_way_has_what_was_there_before(tmp_path, there, stop):
    site = tmp_path / "site"
    if there:
        laid(site, old="1")
    before = standing(tmp_path)

    def stopped() -> None:
        with staged_folder(site, exclusive=True) as staged:
            laid(staged, new="2")
            raise stop

    with pytest.raises(stop):
        stopped()
    assert standing(tmp_path) == before
    assert site.exists() == there


def test_a_folder_in_folders_that_are_not_there_is_made(tmp_path):
    with staged_folder(tmp_path / "a" / "b", exclusive=True) as staged:
        laid(staged, new="2")

    assert standing(tmp_path) == {"a/b/new": "2"}


def test_a_new_folder_appears_with_all_its_files_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pa_framework.text.atomic_write._move_files", None)  # no file is moved alone
    with staged_folder(tmp_path / "new", exclusive=False) as staged:
        (staged / "deep").mkdir()
        (staged / "deep/file.txt").write_text("words", encoding="utf-8")
        assert not (tmp_path / "new").exists()
    assert (tmp_path / "new/deep/file.txt").read_text(encoding="utf-8") == "words"
    assert [one.name for one in tmp_path.iterdir()] == ["new"]


@pytest.mark.parametrize("exclusive", [True, False])
def test_what_is_no_folder_is_never_replaced(tmp_path: Path, exclusive: bool) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    (tmp_path / "file").write_text("mine")
    (tmp_path / "lost").symlink_to(tmp_path / "nowhere")
    for name in ("pipe", "file", "lost"):
        with pytest.raises(NotADirectoryError), staged_folder(tmp_path / name, exclusive=exclusive) as staged:
            laid(staged, new="2")

    assert pipe.is_fifo()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "lost", "pipe"]
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.parametrize("made", ["one", "two__deep"])
def test_laid_over_another_nothing_of_another_kind_is_taken_away(tmp_path: Path, made: str) -> None:
    pages = laid(tmp_path / "pages", one__mine="1", two="1")
    before = standing(pages)
    with pytest.raises(OSError, match="folder"), staged_folder(pages, exclusive=False) as staged:
        laid(staged, **{"also": "2", made: "2"})

    assert standing(pages) == before


def test_a_file_with_the_same_bytes_stays_as_it_is(tmp_path: Path) -> None:
    site = laid(tmp_path / "site", same="1", deep__same="1", other="1", longer="11")
    (site / "linked").hardlink_to(site / "same")
    (site / "deep/linked").symlink_to(site / "same")
    before = {name: (site / name).stat().st_ino for name in ("deep/same", "other", "longer", "linked")}
    with staged_folder(site, exclusive=True) as staged:
        laid(staged, same="1", deep__same="1", other="2", longer="1", linked="1", deep__linked="1")

    assert {path: text for path, text in standing(site).items() if text != "1"} == {"other": "2"}
    assert {name for name, number in before.items() if (site / name).stat().st_ino == number} == {"deep/same"}
    assert not (site / "deep/linked").is_symlink()  # what a link leads to may change without it
