"""Programmes of delegation in other countries: each case has the answer of the programme's own text."""

import os
from datetime import date
from pathlib import Path

import pytest

from pa_framework.check.rules.terms import withdrawal_without_what_is_needed
from pa_framework.check.run import check_records
from pa_framework.facts.answers import may_do
from tests.builders.programmes import PROGRAMMES, Case, cases, facts_on, framework_records, rows, table
from tests.builders.situations import in_words
from tests.paths import ROOT

#: The rules that a programme has.
NUMBERS = {"washington": 48, "ohio": 50, "northern-ireland": 16}
CHECKED_ON = date(2026, 11, 30)
STATED = [name for name in NUMBERS if (PROGRAMMES / name).is_dir()]


@pytest.mark.parametrize("case", [pytest.param(case, id=key) for key, case in cases().items()])
def test_the_answer_is_that_of_the_programme(case: Case, tmp_path: Path) -> None:
    wrong, situation = [], case.situation
    for on, facts in facts_on(case, tmp_path):
        assert not [*facts.records.findings, *(facts.register.findings if facts.register else ())]
        kind, state, codes = in_words(may_do(facts, *situation.asked, situation.setting, situation.item))
        expected = situation.days[on].split(", ")
        if expected[0] != kind or expected[1:2] not in ([], ["*"], [state]) or not codes.issuperset(expected[2:]):
            wrong.append(f"{on}: expected {situation.days[on]}; got {kind}, {state}, {', '.join(sorted(codes))}")

    assert not wrong, "\n".join([situation.what, *wrong])


@pytest.mark.parametrize("programme", STATED)
def test_the_framework_of_a_programme_is_right_for_the_checker(programme: str) -> None:
    """Also that a department without a register may be the first who authorises, where a ground asks for no one else."""
    assert not check_records(framework_records(programme), CHECKED_ON).findings


@pytest.mark.parametrize("programme", STATED)
def test_every_rule_is_stated_or_said_to_be_prose(programme: str) -> None:
    listed = rows(programme)

    assert [row["number"] for row in listed] == list(range(1, NUMBERS[programme] + 1))
    assert {row["stated"] for row in listed} <= {"judged", "prose", "not"}
    assert sum(row["stated"] == "not" for row in listed) <= len(listed) // 10
    for row in listed:
        assert all(f"{programme}-{name}" in cases() for name in row.get("cases", ())), row
        assert row["how"], row


@pytest.mark.parametrize("programme", STATED)
def test_no_programme_gives_up_the_agreement_of_the_person_or_of_the_caregiver(programme: str) -> None:
    records = framework_records(programme)
    chains = [task.sign_off for task in records.tasks.values() if task.status == "delegable" and task.sign_off]

    assert chains
    assert all({"person", "pa"}.issubset(chain.agreed_by) for chain in chains)
    assert all({"person", "pa"}.issubset(tier.demands.agreed_by) for tier in records.tiers.values())


def test_each_programme_has_cases_of_its_own() -> None:
    for folder in PROGRAMMES.iterdir():
        if folder.is_dir():
            assert sum(case.programme == folder.name for case in cases().values()) >= 10


@pytest.mark.parametrize("programme", STATED)
def test_the_page_says_how_each_rule_is_stated(programme: str) -> None:
    page = ROOT / "docs" / "programmes.md"
    text = page.read_text(encoding="utf-8")
    heading = f"## {programme.replace('-', ' ').title()}\n"
    before, found, after = text.partition(heading)
    section, mark, others = after.partition("\n## ")
    words = section.partition("| #")[0].strip()
    expected = (f"\n{words}\n\n" if words else "\n") + table(programme)
    if os.environ.get("BLESS"):
        page.write_text(before + found + expected + mark + others, encoding="utf-8")
        return

    assert section == expected, "rows.yaml has changed: make bless, then read the diff"


def test_a_delegation_that_is_rescinded_without_a_reason_and_a_plan_is_a_finding(tmp_path: Path) -> None:
    ((_, facts),) = facts_on(cases()["washington-rescinded-and-no-plan"], tmp_path)

    (problem,) = withdrawal_without_what_is_needed(facts)

    assert problem.fix == "add `because` and `instead`"
