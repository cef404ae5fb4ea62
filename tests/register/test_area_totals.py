"""`register totals`: areas are added up from their files, and what cannot be added up is refused in one sentence."""

import json
import shutil
import sys
from datetime import date
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from pa_framework.check.run import OWN_REGISTER, load_register
from pa_framework.cli.main import main
from pa_framework.exchange.parquet import table_writer
from pa_framework.facts.facts import Facts
from pa_framework.facts.totals import published_totals
from pa_framework.records.load import read_records
from pa_framework.register.facts_export import TABLES
from tests.paths import REFERENCE

DAY = "2026-11-22"


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of an area: those of the register of the reference world."""
    out = tmp_path_factory.mktemp("areas") / "two-rivers"
    result = CliRunner().invoke(main, ["register", "facts", "--root", str(REFERENCE), "--out", str(out), "--on", DAY])
    assert result.exit_code == 0
    return out


def totals(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["register", "totals", *map(str, arguments)])


def write(folder: Path, name: str, rows: list[list[object]]) -> None:
    with table_writer() as written:
        written(folder / f"{name}.parquet", TABLES[name], rows)


def area(folder: Path, entries: int, *, on: str = DAY, threshold: int = 5, whole: bool = True, form: int = 1) -> Path:
    """The files of an area with so many sign-offs for feeds, each of someone else; every fourth PA may not do it."""
    folder.mkdir(parents=True)
    answers = [["yes", "holds"], ["yes", "due"], ["yes", "holds"], ["no", "lapsed"]]
    rows = [[f"marked-pa-{n}", "feed", f"marked-person-{n}", *answers[n % 4]] for n in range(entries)]
    write(folder, "answers", rows)
    write(folder, "about", [[form, on, threshold, whole, False, ["feed", "suction"]]])
    return folder


def test_one_area_has_the_numbers_of_its_page(facts: Path) -> None:
    found = json.loads(totals(facts, "--format", "json").stdout)
    register = load_register(REFERENCE, REFERENCE / OWN_REGISTER)
    page = published_totals(Facts(read_records(REFERENCE), date.fromisoformat(DAY), register))
    assert page is not None
    assert page.totals is not None
    assert found["on"] == DAY
    (of_area,) = found["areas"]
    assert (of_area["on_record"], of_area["may_do"]) == (page.totals.sign_offs, page.totals.may_do)
    assert of_area["tasks"] == {row.task: row.sign_offs for row in page.totals.tasks} != {}
    assert found["invented"] == ["two-rivers"]


def test_areas_are_added_up_with_the_largest_threshold(tmp_path: Path) -> None:
    areas = [area(tmp_path / "north", 40), area(tmp_path / "south", 21, threshold=9), area(tmp_path / "west", 8)]
    text = totals(*areas, "--on", DAY).output
    assert "Numbers of fewer than 9 PAs or people are hidden" in text
    assert "together  61         30 of 40" in text
    assert "Nothing is counted of west: too few are on record there." in text
    found = json.loads(totals(*areas, "--format", "json").stdout)
    assert [(one["area"], one["on_record"], one["may_do"]) for one in found["areas"]] == [
        ("north", 40, 30),
        ("south", 21, None),
    ]
    rows = totals(*areas, "--format", "csv").stdout.splitlines()
    assert rows == [
        "area,task,on record,PA may do it",
        "north,,40,30",
        "north,other,40,",
        "south,,21,",
        "south,other,21,",
    ]


def test_no_id_of_a_pa_or_person_is_in_any_form(tmp_path: Path) -> None:
    areas = [area(tmp_path / "north", 40), area(tmp_path / "south", 21)]
    for form in ("text", "json", "csv"):
        result = totals(*areas, "--format", form)
        assert result.exit_code == 0
        assert "marked" not in result.output


def test_what_cannot_be_added_up_is_refused(tmp_path: Path) -> None:
    north = area(tmp_path / "north", 10)
    (tmp_path / "empty").mkdir()
    others = {
        "is not a folder": tmp_path / "nowhere",
        "`" + str(tmp_path / "empty" / "about.parquet") + "` is not there": tmp_path / "empty",
        "two folders are called `north`": area(tmp_path / "other/north", 9),
        "totals are of one day, here of 22 November 2026; but the answers of `late` of 1 December 2026 are not": area(
            tmp_path / "late", 9, on="2026-12-01"
        ),
        "could not be read, so nothing is counted": area(tmp_path / "partly", 9, whole=False),
        "are of another version": area(tmp_path / "newer", 9, form=2),
    }
    for words, other in others.items():
        result = totals(north, other)
        assert (result.exit_code, words in result.output) == (2, True), result.output
    assert "here of 1 December 2026" in totals(north, "--on", "2026-12-01").output
    assert totals().exit_code == 2


def test_damaged_files_are_one_sentence(tmp_path: Path) -> None:
    def damaged(name: str) -> Path:
        return area(tmp_path / name, 9)

    cut = damaged("cut")
    (cut / "answers.parquet").write_bytes((cut / "answers.parquet").read_bytes()[:200])
    columns = damaged("columns")
    shutil.copyfile(columns / "about.parquet", columns / "answers.parquet")
    twice = damaged("twice")
    write(twice, "answers", [["pa-1", "feed", "person-1", "yes", "holds"]] * 2)
    words = damaged("words")
    write(words, "answers", [["pa-1", "feed", "person-1", "perhaps", "holds"]])
    for folder, said in (
        (cut, "cannot be read"),
        (columns, "other columns"),
        (twice, "twice"),
        (words, "that is none"),
    ):
        result = totals(folder)
        assert (result.exit_code, said in result.output, "Traceback" in result.output) == (2, True, False)


def test_without_duckdb_one_sentence_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    north = area(tmp_path / "north", 10)
    monkeypatch.setitem(sys.modules, "duckdb", None)
    result = totals(north)
    assert (result.exit_code, "pip install 'pa-framework[export]'" in result.output) == (2, True)


def test_the_answers_are_those_of_the_register(facts: Path) -> None:
    found = dict(duckdb.sql(f"SELECT answer, count(*) FROM '{facts}/answers.parquet' GROUP BY answer").fetchall())
    register = load_register(REFERENCE, REFERENCE / OWN_REGISTER)
    kinds = [
        one.kind
        for one in Facts(read_records(REFERENCE), date.fromisoformat(DAY), register).answers.values()
        if one.verdict or not one.may_do
    ]
    assert found == {str(kind): kinds.count(kind) for kind in set(kinds)}


def test_names_are_no_patterns_and_no_columns(tmp_path: Path) -> None:
    area(tmp_path / "n1", 30)
    area(tmp_path / "n[1]", 40)
    area(tmp_path / "on=2026-01-01" / "answer=yes" / "east*", 50)
    found = totals(tmp_path / "n[1]", tmp_path / "on=2026-01-01" / "answer=yes" / "east*", "--format", "json")

    assert {each["area"]: each["on_record"] for each in json.loads(found.stdout)["areas"]} == {"n[1]": 40, "east*": 50}
    assert json.loads(found.stdout)["on"] == DAY
    assert (
        found.stdout == totals(tmp_path / "n[1]", tmp_path / "on=2026-01-01/answer=yes/east*", "--format=json").stdout
    )


def test_a_copy_of_an_area_is_not_added_up(tmp_path: Path) -> None:
    shutil.copytree(area(tmp_path / "north", 30), tmp_path / "south")
    found = totals(tmp_path / "north", tmp_path / "south")

    assert found.exit_code == 2
    assert "`south` has the same answers as `north`; leave the copy out" in found.stderr


def test_a_day_outside_of_the_calendar_is_refused(tmp_path: Path) -> None:
    made = area(tmp_path / "north", 30, on="0044-03-15 (BC)")
    found = totals(made)

    assert (found.exit_code, "of another version" in found.stderr) == (2, True)


def test_no_area_is_a_formula(tmp_path: Path) -> None:
    found = totals(area(tmp_path / "=cmd", 30), "--format", "csv")

    assert [line for line in found.stdout.splitlines() if line.startswith("=")] == []
    assert "'=cmd" in found.stdout
