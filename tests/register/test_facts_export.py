"""`register facts`: the files say what the verdict says, the same bytes each time, and nothing reaches a framework."""

import sys
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from pa_framework.check.run import OWN_REGISTER, load_register
from pa_framework.cli.main import main
from pa_framework.cli.register import facts as facts_command
from pa_framework.facts.facts import Facts
from pa_framework.records.load import read_records
from pa_framework.register import facts_by_pa
from pa_framework.text import kept
from tests.builders.worlds import TODAY

pytestmark = pytest.mark.usefixtures("keeping")

COMMAND = ("register", "facts")


def facts_of(root: Path) -> Facts:
    return Facts(read_records(root), TODAY, load_register(root, root / OWN_REGISTER))


def write(root: Path, out: Path) -> Result:
    return CliRunner().invoke(main, [*COMMAND, "--root", str(root), "--out", str(out)])


def test_the_files_say_what_the_verdict_says(root: Path, tmp_path: Path) -> None:
    result = write(root, tmp_path / "out")
    assert (result.exit_code, "Keep these files as you keep the register" in result.output) == (0, True)
    facts = facts_of(root)
    rows = duckdb.sql(f"SELECT pa, sign_off, task, person FROM '{tmp_path}/out/sign-offs.parquet'").fetchall()
    assert rows == sorted((one.pa, one.index, one.task, one.person) for one in facts.verdicts) != []
    for late in range(-400, 800, 37):
        on = TODAY + timedelta(days=late)
        found = duckdb.sql(
            f"SELECT pa, sign_off, state FROM '{tmp_path}/out/states.parquet' WHERE DATE '{on}' BETWEEN first AND last"
        ).fetchall()
        assert found == sorted((one.pa, one.index, one.state.value) for one in facts.as_of(on).verdicts)


def test_the_same_facts_give_the_same_bytes(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, tmp_path / "first")
    write(root, tmp_path / "second")
    monkeypatch.setenv(kept.SWITCH, "off")
    write(root, tmp_path / "third")
    names = ["README.txt", "about.parquet", "answers.parquet", "sign-offs.parquet", "states.parquet"]
    assert sorted(file.name for file in (tmp_path / "first").iterdir()) == names
    for name in names:
        assert len({(tmp_path / out / name).read_bytes() for out in ("first", "second", "third")}) == 1


def test_the_folder_is_never_in_the_framework(root: Path) -> None:
    result = write(root, root / "framework/pages/out")
    assert result.exit_code == 2
    assert "is in the framework, which is published; name a folder outside of it" in result.output
    assert not (root / "framework/pages/out").exists()


def test_without_duckdb_one_sentence_says_what_is_missing(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    result = write(root, tmp_path / "out")
    assert (result.exit_code, "pip install 'pa-framework[export]'" in result.output) == (2, True)
    assert not (tmp_path / "out").exists()


def test_verdicts_are_asked_once_for_what_did_not_change(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts_by_pa, "processes_at_once", lambda: 1)
    write(root, tmp_path / "first")
    asked: list[str] = []
    ask, answer = facts_by_pa.intervals, facts_by_pa.answers
    monkeypatch.setattr(facts_by_pa, "intervals", lambda of, pa, index: asked.append(pa.id) or ask(of, pa, index))
    monkeypatch.setattr(facts_by_pa, "answers", lambda of, pa: asked.append(f"answers of {pa}") or answer(of, pa))
    write(root, tmp_path / "again")
    assert asked == []
    assert said_by(tmp_path / "again") == said_by(tmp_path / "first")
    on_another_day = [*COMMAND, "--root", str(root), "--out", str(tmp_path / "later"), "--on", "2027-01-01"]
    assert CliRunner().invoke(main, on_another_day).exit_code == 0
    assert {one.split()[0] for one in asked} == {"answers"}
    asked.clear()
    person = root / OWN_REGISTER / "persons/person-001.yaml"
    person.write_text(person.read_text(encoding="utf-8") + "ended_on: 2026-10-01\n", encoding="utf-8")
    write(root, tmp_path / "ended")
    assert asked != []
    monkeypatch.setenv(kept.SWITCH, "off")
    write(root, tmp_path / "off")
    assert said_by(tmp_path / "ended") == said_by(tmp_path / "off") != said_by(tmp_path / "first")


def said_by(out: Path) -> list[bytes]:
    return [file.read_bytes() for file in sorted(out.iterdir())]


def test_parts_say_what_the_whole_register_says(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, tmp_path / "whole_in_parts")
    monkeypatch.setattr(facts_by_pa, "_PAS_AT_ONCE", 1)
    monkeypatch.setenv(kept.SWITCH, "off")
    write(root, tmp_path / "one_pa_a_part")
    monkeypatch.setattr(facts_command, "indexed_register", lambda *_: None)
    write(root, tmp_path / "at_once")
    assert said_by(tmp_path / "whole_in_parts") == said_by(tmp_path / "one_pa_a_part") == said_by(tmp_path / "at_once")


def test_nothing_is_kept_of_a_register_that_is_not_in_order(root: Path, tmp_path: Path) -> None:
    (root / OWN_REGISTER / "pas/pa-0009.yaml").write_text("pa: [", encoding="utf-8")
    result = write(root, tmp_path / "out")
    assert (result.exit_code, "cannot be used" in result.output) == (0, True)
    assert not list((root / OWN_REGISTER / kept.FOLDER).glob("facts*"))
    assert duckdb.sql(f"SELECT is_whole FROM '{tmp_path}/out/about.parquet'").fetchall() == [(False,)]


def test_a_file_that_changes_meanwhile_ends_the_command(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = root / OWN_REGISTER / "persons/person-001.yaml"
    read = facts_by_pa.read_files

    def changed_before(*arguments: object) -> object:
        person.write_text(person.read_text(encoding="utf-8") + "ended_on: 2026-10-01\n", encoding="utf-8")
        monkeypatch.setattr(facts_by_pa, "read_files", read)
        return read(*arguments)

    write(root, tmp_path / "before")
    pa = root / OWN_REGISTER / "pas/pa-0001.yaml"
    pa.write_text(pa.read_text(encoding="utf-8") + "# a change\n", encoding="utf-8")
    alone = facts_by_pa.Parts.without_pas
    monkeypatch.setattr(
        facts_by_pa.Parts,
        "without_pas",
        lambda parts: (alone(parts), monkeypatch.setattr(facts_by_pa, "read_files", changed_before))[0],
    )
    result = write(root, tmp_path / "out")
    assert (result.exit_code, "changed while it was read; run the command again" in result.output) == (2, True)
    assert not (tmp_path / "out").exists()


def test_the_day_of_a_state_is_within_the_calendar_of_the_files(root: Path) -> None:
    facts = facts_of(root)
    for _, of_pa in facts_by_pa.of_pas(facts, facts.register.pas.values() if facts.register else ()):
        for one in of_pa.sign_offs:
            assert one.states is not None
            assert (
                one.states[0].first < date(2000, 1, 1).toordinal() < date(2150, 1, 1).toordinal() < one.states[-1].last
            )
