"""`pa-framework diff --areas`: two areas side by side, for someone who commissions in both."""

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from pa_framework.cli.main import main
from pa_framework.records.bases import content_hash
from pa_framework.text import package_data
from tests.builders.areas import settings
from tests.builders.newer_base import BAND, OURS, adopted, area
from tests.builders.worlds import FRAMEWORK, TASK
from tests.paths import SMALL

#: What the second area changes of the same base.
THEIRS = {
    TASK: "changes: gastrostomy-feed\nbecause: Our nurses watch more.\nsign_off:\n  observed_practices: {at_least: 5}\n",
    BAND: "changes: band-1\nbecause: We pay more for travel.\nsupplements:\n"
    "  - {for: rural, amount: 0.90, funder: both, when: Where there is no bus, basis: design-default}\n",
}
#: Where each asks for more, with what it says and what the other says.
OURS_ASKS = {
    ("eye-drops", "time between reviews", "6 months", "12 months"),
    ("gastrostomy-feed", "time between reviews", "9 months", "12 months"),
    ("thickened-drinks", "observed practices", "5", "2"),
    ("high", "longest time between reviews", "9 months", "12 months"),
    ("record-keeping", "what can be seen at the step “Independent”", "Writes notes by phone", None),
}
THEIRS_ASKS = {("gastrostomy-feed", "observed practices", "5", "3")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two areas on one base: `ours` with 12 changes, `theirs` with 2 and a task of its own."""
    found = tmp_path_factory.mktemp("areas")
    base = adopted(found / "base")
    area(found / "ours", base, settings())
    text = settings().replace("../small", base.as_posix()).replace(content_hash(SMALL), content_hash(base))
    task = (base / "framework/tasks/eye-care.yaml").read_text(encoding="utf-8")
    files = {
        FRAMEWORK: text.replace("Ourshire", "Theirshire"),
        **THEIRS,
        "framework/tasks/nail-care.yaml": task.replace("eye-care", "nail-care").replace("Care for an eye", "Cut nails"),
    }
    for path, words in files.items():
        (found / "theirs" / path).parent.mkdir(parents=True, exist_ok=True)
        (found / "theirs" / path).write_text(words, encoding="utf-8")
    return found


def compared(first: object, second: object, *words: str) -> Result:
    return CliRunner().invoke(main, ["diff", "--areas", str(first), str(second), "--on", "2026-11-22", *words])


def as_json(first: object, second: object) -> dict[str, Any]:
    result = compared(first, second, "--format", "json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def more(side: list[dict[str, Any]]) -> set[tuple[str, str, str | None, str | None]]:
    return {(one["record"]["id"], one["field"], one["here"], one["there"]) for one in side}


def test_each_asks_for_more_somewhere_and_says_why(folder: Path) -> None:
    found = as_json(folder / "ours", folder / "theirs")

    assert found["areas"] == ["Ourshire", "Theirshire"]
    assert [more(side) for side in found["asks_more"]] == [OURS_ASKS, THEIRS_ASKS]
    (theirs,) = found["asks_more"][1]
    assert theirs["because"] == ["Our nurses watch more.", "Our nurses look sooner."]
    assert theirs["why"] == "A PA may be signed off after being watched less often."


def test_what_else_differs_is_told_once_with_both_sides(folder: Path) -> None:
    found = as_json(folder / "ours", folder / "theirs")
    differ = {
        (one["record"]["id"], field["field"]): tuple(field["says"])
        for one in found["differ"]
        for field in one["fields"]
    }

    assert {name for name, _ in differ} == {
        "tube-site-care",
        "dietitian",
        "band-1",
        "pas-in-hospital",
        "core-training",
        "employer-advice",
        "pa-contact",
    }
    assert differ["core-training", "takes"] == ("Three and a half days", "Three days")
    assert differ["pas-in-hospital", "hospital, fewest weeks paid"] == ("6", "4")
    assert found["only_in"] == [
        [],
        [{"kind": "task", "id": "nail-care", "title": "Cut nails", "status": "delegable"}],
    ]
    assert found["unreadable"] == [[], []]
    assert found["same_records"] > 30


def test_nothing_that_an_area_changes_is_left_out(folder: Path) -> None:
    told = compared(folder / "ours", folder / "theirs", "--format", "json").stdout

    for path in OURS:
        name = "high" if path.endswith("delegation.yaml") else Path(path).stem
        assert f'"id": "{name}"' in told


def test_the_other_way_round_it_says_the_same(folder: Path) -> None:
    one, other = as_json(folder / "ours", folder / "theirs"), as_json(folder / "theirs", folder / "ours")

    assert other["areas"] == one["areas"][::-1]
    for name in ("asks_more", "only_in"):
        assert other[name] == one[name][::-1]
    said = [
        (record["record"]["id"], field["field"], *field["says"])
        for record in one["differ"]
        for field in record["fields"]
    ]
    back = [(record["record"]["id"], field["field"], *field["says"][::-1]) for record in other["differ"] for field in record["fields"]]  # fmt: skip
    assert sorted(map(str, said)) == sorted(map(str, back))


def test_the_words_are_those_of_someone_who_commissions(folder: Path) -> None:
    words = " ".join(compared(folder / "ours", folder / "theirs").stdout.split())

    assert words.startswith("Ourshire and Theirshire side by side, as of 22 November 2026")
    assert "Ourshire asks for more in 5 places. Theirshire asks for more in 1 place." in words
    assert (
        "Give a feed through a gastrostomy tube (task): observed practices Theirshire: 5 Ourshire: 3 Why it matters: "
        "A PA may be signed off after being watched less often. Theirshire says why: Our nurses watch more."
    ) in words
    assert "Ourshire, takes: Three and a half days Theirshire, takes: Three days" in words
    assert "Only in Theirshire - Healthcare tasks Cut nails (May be delegated)" in words
    assert "change" not in words.replace("changes", "")  # there is no before and after
    markdown = compared(folder / "ours", folder / "theirs", "--format", "markdown").stdout
    assert markdown.startswith("## Ourshire and Theirshire side by side")
    assert "### Theirshire asks for more" in markdown


def test_an_area_and_itself_and_an_area_and_its_base(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    again = compared(folder / "ours", folder / "ours").stdout
    ours = folder / "ours"
    assert f"Ourshire ({ours}) and Ourshire ({ours}) side by side" in again
    assert "Nothing differs." in again

    monkeypatch.setattr(package_data, "REFERENCE_ROOT", folder / "base")
    found = as_json("reference", folder / "theirs")
    assert [len(side) for side in found["asks_more"]] == [0, 1]
    assert found["areas"] == ["Smallshire", "Theirshire"]


def test_a_file_that_cannot_be_read_is_told_first(folder: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(folder / "base", broken)
    (broken / TASK).write_text("id: gastrostomy-feed\ntitle: [\n", encoding="utf-8")
    archive = tmp_path / "broken.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for path in (path for path in broken.rglob("*") if path.is_file()):
            packed.write(path, f"broken-1.0.0/{path.relative_to(broken).as_posix()}")
    words = compared(folder / "base", archive).stdout

    assert "1 file could not be read, so no one can say that this is all." in words
    assert "Nothing differs" not in words
    assert f"  - {TASK}" in words
    assert f"Smallshire ({archive}) asks for more nowhere." in words
    assert "Only in" not in words


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["ours"], "`--areas` needs two frameworks"),
        (["ours", "theirs", "--register", "r"], "two areas are compared without a register"),
        (["ours", "nowhere"], "is not there"),
        (["ours", "."], "holds no folder `framework`"),
    ],
)
def test_bad_input_is_one_sentence(folder: Path, words: list[str], says: str) -> None:
    paths = [word if word.startswith("-") or word == "r" else str(folder / word) for word in words]
    result = CliRunner().invoke(main, ["diff", "--areas", *paths, "--on", "2026-11-22"])

    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1), result.output
    assert says in result.stderr
