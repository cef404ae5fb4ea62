"""Programmes of delegation in other countries: each case has the answer of the programme's own text."""

from pathlib import Path

import pytest

from pa_framework.facts.answers import may_do
from tests.builders.programmes import PROGRAMMES, Case, cases, facts_on, rows
from tests.builders.situations import in_words

#: The rules that a programme has.
NUMBERS = {"washington": 48, "ohio": 50, "northern-ireland": 16}


@pytest.mark.parametrize("case", [pytest.param(case, id=key) for key, case in cases().items()])
def test_the_answer_is_that_of_the_programme(case: Case, tmp_path: Path) -> None:
    wrong, situation = [], case.situation
    for on, facts in facts_on(case, tmp_path):
        assert not [*facts.records.findings, *(facts.register.findings if facts.register else ())]
        kind, state, codes = in_words(may_do(facts, *situation.asked, situation.setting))
        expected = situation.days[on].split(", ")
        if expected[0] != kind or expected[1:2] not in ([], ["*"], [state]) or not codes.issuperset(expected[2:]):
            wrong.append(f"{on}: expected {situation.days[on]}; got {kind}, {state}, {', '.join(sorted(codes))}")

    assert not wrong, "\n".join([situation.what, *wrong])


@pytest.mark.parametrize("programme", NUMBERS)
def test_every_rule_is_stated_or_said_to_be_prose(programme: str) -> None:
    listed = rows(programme)

    assert [row["number"] for row in listed] == list(range(1, NUMBERS[programme] + 1))
    assert {row["stated"] for row in listed} <= {"judged", "prose", "not"}
    assert sum(row["stated"] == "not" for row in listed) <= len(listed) // 10
    for row in listed:
        assert all(f"{programme}-{name}" in cases() for name in row.get("cases", ())), row
        assert row["how"], row


def test_each_programme_has_cases_of_its_own() -> None:
    for folder in PROGRAMMES.iterdir():
        if folder.is_dir():
            assert sum(case.programme == folder.name for case in cases().values()) >= 10
