"""`register facts`: the files say what the verdict says, the same bytes each time, and nothing reaches a framework."""

import sys
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from pa_framework.check.run import OWN_REGISTER, load_register
from pa_framework.cli.main import main
from pa_framework.facts.facts import Facts
from pa_framework.records.load import read_records
from pa_framework.register import known_days
from pa_framework.register.known_days import all_intervals
from pa_framework.text import kept
from pa_framework.text.kept import Kept
from tests.builders.worlds import TODAY

pytestmark = pytest.mark.usefixtures("keeping")


def facts_of(root: Path) -> Facts:
    return Facts(read_records(root), TODAY, load_register(root, root / OWN_REGISTER))


def write(root: Path, out: Path) -> Result:
    return CliRunner().invoke(main, ["register", "facts", "--root", str(root), "--out", str(out)])


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


def test_intervals_are_asked_once_for_what_did_not_change(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = root / OWN_REGISTER
    first = all_intervals(facts_of(root), Kept(tmp_path / "kept", "intervals"))
    asked: list[str] = []
    ask = known_days.intervals
    monkeypatch.setattr(known_days, "intervals", lambda of, pa, index: asked.append(pa.id) or ask(of, pa, index))
    assert all_intervals(facts_of(root), Kept(tmp_path / "kept", "intervals")) == first
    assert asked == []
    person = folder / "persons/person-001.yaml"
    person.write_text(person.read_text(encoding="utf-8") + "ended_on: 2026-10-01\n", encoding="utf-8")
    second = all_intervals(facts_of(root), Kept(tmp_path / "kept", "intervals"))
    assert asked != []
    assert second == all_intervals(facts_of(root), None) != first


def test_nothing_is_kept_of_a_register_that_is_not_in_order(root: Path, tmp_path: Path) -> None:
    (root / OWN_REGISTER / "pas/pa-0009.yaml").write_text("pa: [", encoding="utf-8")
    all_intervals(facts_of(root), Kept(tmp_path / "kept", "intervals"))
    assert not (tmp_path / "kept").exists()


def test_the_day_of_a_state_is_within_the_calendar_of_the_files(root: Path) -> None:
    for states in all_intervals(facts_of(root), None).values():
        assert states is not None
        assert states[0].first < date(2000, 1, 1) < date(2150, 1, 1) < states[-1].last
