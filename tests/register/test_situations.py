"""What really happens, and what the register must answer: the table in `situations/`, read from practice and decision 9."""

import csv
import json
import os
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from pa_framework.cli.main import main
from pa_framework.facts.answers import may_do
from pa_framework.facts.facts import Facts
from pa_framework.register.why import why
from pa_framework.register.why_output import why_text
from pa_framework.text.errors import UserError
from tests.builders.situations import WHY, Situation, facts_on, in_words, situations, write_world

#: A situation, and the facts on each of its days.
Case = tuple[Situation, tuple[tuple[date, Facts], ...]]
#: Codes that only remark on what does not count.
REMARKS = {"SGN023", "SGN035", "SGN040"}
#: Situations that are asked by the commands too, as someone types them.
TYPED = (
    "complete-chain",
    "best-interests",
    "by-exception",
    "insurer-two-years-before-the-sign-off",
    "insurer-renewed-late",
    "competence-ended-high",
    "competence-ended-and-a-review-since",
    "everyone-on-the-chain-has-left",
    "four-practices-from-july",
    "earlier-review-set-at-a-review",
    "stepped-and-missed",
    "not-yet-after-the-sign-off",
    "ten-months-late",
    "another-pump",
    "misspelt-trigger",
    "withdrawn-in-another-record",
    "family-care",
)


def rows(*, only: tuple[str, ...] = ()) -> list[object]:
    return [pytest.param(row, id=row.id) for row in situations().values() if not only or row.id in only]


@pytest.fixture(scope="module", params=rows())
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Case:
    """A situation and its facts on each of its days, read once for the tests that ask about it."""
    situation: Situation = request.param
    return situation, tuple(facts_on(situation, tmp_path_factory.mktemp("situation")))


def test_the_answer_is_what_practice_expects(case: Case) -> None:
    situation, days = case
    wrong = []
    for on, facts in days:
        kind, state, codes = in_words(may_do(facts, *situation.asked, situation.setting, situation.item, situation.at))
        expected = situation.days[on].split(", ")
        right = expected[0] == kind and expected[1] in ("*", state) and codes.issuperset(expected[2:])
        if expected[1] == "holds" and kind == "yes" and len(expected) == 2:
            right = right and not codes - REMARKS
        if not right:
            wrong.append(f"{on}: expected {situation.days[on]}; got {kind}, {state}, {', '.join(sorted(codes))}")

    assert not wrong, "\n".join([situation.what, *wrong])


def told(situation: Situation, facts: Facts) -> str:
    """What `register why` prints, or why it cannot be asked."""
    try:
        return why_text(why(facts, *situation.asked, situation.setting, situation.item, situation.at))
    except UserError as error:
        return f"{error}\n"


def test_why_says_what_was_read_and_accepted(case: Case) -> None:
    """The answer in one sentence on each day, and the whole of it on the last."""
    situation, days = case
    golden = WHY / f"{situation.id}.txt"
    texts = [(on, told(situation, facts)) for on, facts in days]
    *before, (last, whole) = texts
    shown = [(on, text.partition("\n\n")[0].strip() + "\n") for on, text in before] + [(last, whole)]
    said = f"{situation.what}\n" + "".join(f"\n== {on} ==\n{text}" for on, text in shown)
    if os.environ.get("BLESS"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(said, encoding="utf-8")

    assert said == golden.read_text(encoding="utf-8"), "if it is right: make bless, then read the diff"


def test_every_stored_text_belongs_to_a_situation() -> None:
    assert {path.stem for path in WHY.iterdir()} == set(situations())


@pytest.mark.parametrize("situation", rows(only=TYPED))
def test_the_commands_say_the_same(situation: Situation, tmp_path: Path) -> None:
    write_world(situation, tmp_path / "t")
    pa, task, person = situation.asked

    def run(*words: str, on: date) -> tuple[int, str]:
        result = CliRunner().invoke(main, ["register", *words, "--root", str(tmp_path / "t"), "--on", on.isoformat()])
        return result.exit_code, result.stdout

    for on, expected in situation.days.items():
        kind, state, *codes = expected.split(", ")
        status, table = run("status", "--format", "csv", on=on)
        listed = [row for row in csv.DictReader(StringIO(table)) if (row["pa"], row["task"]) == (pa, task)]
        ends, said = run("why", pa, task, person, "--format", "json", on=on)

        assert (on, ends) == (on, 0 if kind == "yes" else 1)
        assert (on, status) == (on, 1 if kind == "cannot say" else 0)
        assert (on, {row["answer"] for row in listed}) == (on, {kind})
        assert (on, json.loads(said)["answer"]) == (on, {"cannot say": "unknown"}.get(kind, kind))
        if state != "no record":
            code = codes[0] if codes else ""
            assert [row for row in listed if row["state"] == state and row["first reason"].startswith(code)], on


def test_the_base_is_without_fault(tmp_path: Path) -> None:
    write_world(situations()["complete-chain"], tmp_path / "t")

    result = CliRunner().invoke(main, ["check", str(tmp_path / "t"), "--on", "2026-11-22"])

    assert result.exit_code == 0
    assert "nothing wrong (as of 2026-11-22)" in result.stdout
