"""Tasks that inherit from the standard of their tier: what they get, from where, on which day, and what `diff` makes of it."""

from collections.abc import Mapping
from datetime import date

import pytest

from pa_framework.check.run import check_records
from pa_framework.facts.facts import Facts
from pa_framework.facts.inherited import inherited
from pa_framework.records.earlier import as_of
from pa_framework.records.kinds import kind_at
from pa_framework.records.load import gather
from pa_framework.records.model import Task
from pa_framework.records.yaml_source import parse_document
from tests.builders.worlds import POLICY, TODAY, loosened, texts

DROPS = "framework/tasks/eye-drops.yaml"
#: Five lines, as a published policy has them.
SHORT = "id: eye-drops\ntitle: Giving eye drops\ncategory: medicines\nstatus: delegable\nrisk: low\n"
STANDARD = """    standard:
      local_level: Category 2
      omission: can-wait
      sign_off:
        delegated_by: [community-nurse]
        trained_by: [community-nurse]
        assessed_by: [community-nurse]
        signed_off_by: [phb-clinical-lead]
        reviewed_by: [community-nurse]
      stop_when:
        emergency: {signs: [choking]}
        urgent: {tell: community-nurse, out_of_hours: nhs-111, signs: [Something is not as the plan says]}
      owner: framework-team
      sources: [pa-research]
"""
WORLD = texts()
#: The tier of the short task in the small world, from its name to what it rests on.
LOW = WORLD[POLICY][WORLD[POLICY].index("  - id: low") : WORLD[POLICY].index("  - id: medium")]


def world(task: str = SHORT, standard: str = STANDARD, earlier: str = "") -> dict[str, str]:
    tier = LOW.replace("    basis:", f"{standard}    basis:", 1).rstrip("\n") + f"\n{earlier}"
    return {**WORLD, POLICY: WORLD[POLICY].replace(LOW, tier), DROPS: task}


def facts_of(files: Mapping[str, str]) -> Facts:
    documents = [(parse_document(text, path), kind) for path, text in files.items() if (kind := kind_at(path))]
    return Facts(gather(documents), TODAY)


def drops(files: Mapping[str, str]) -> Task:
    return facts_of(files).records.tasks["eye-drops"]


def said(files: Mapping[str, str]) -> list[str]:
    """The findings about the policy and the task, but for what no learning prepares for."""
    report = check_records(facts_of(files).records, TODAY)
    return [
        f"{one.code} {one.span.path}:{one.span.line}"
        for one in report.findings
        if one.span.path in (POLICY, DROPS) and one.code != "DEL014"
    ]


def test_five_lines_are_a_task() -> None:
    task = drops(world())

    assert said(world()) == []
    assert task.sign_off is not None
    assert task.sign_off.agreed_by == ("person", "pa", "employer")
    assert task.sign_off.signed_off_by == ("phb-clinical-lead",)
    assert task.sign_off.review_every is not None
    assert task.sign_off.review_every.months == 12
    assert (task.summary, task.scope, task.approval.state, task.local_level) == (
        "Giving eye drops",
        "one-person",
        "draft",
        "Category 2",
    )


def test_each_inherited_value_keeps_the_place_where_it_is_written() -> None:
    files = world()
    task, lines = drops(files), files[POLICY].splitlines()
    span = task.origin.at("sign_off", "reviewed_by", 0)

    assert (span.path, lines[span.line - 1].strip()) == (POLICY, "reviewed_by: [community-nurse]")
    assert task.origin.at("title").path == DROPS
    assert "who may review it" in inherited(task)
    assert "observed practices" in inherited(task)
    assert "title" not in inherited(task)


def test_what_the_record_says_counts_and_lists_are_replaced() -> None:
    own = (
        f"{SHORT}omission: harmful\nif_no_one_may: [Ring the nurse.]\nsign_off: {{reviewed_by: [phb-clinical-lead]}}\n"
    )
    task = drops(world(own))

    assert task.omission == "harmful"
    assert task.sign_off is not None
    assert task.sign_off.reviewed_by == ("phb-clinical-lead",)
    assert task.sign_off.trained_by == ("community-nurse",)
    assert "who may review it" not in inherited(task)


def test_one_professional_may_hold_every_duty() -> None:
    standard = STANDARD.replace(
        STANDARD[STANDARD.index("      sign_off:") : STANDARD.index("      stop_when:")],
        "      sign_off: {every_duty_by: [community-nurse], signed_off_by: [phb-clinical-lead]}\n",
    )
    task = drops(world(standard=standard))

    assert said(world(standard=standard)) == []
    assert task.sign_off is not None
    assert {task.sign_off.delegated_by, task.sign_off.reviewed_by} == {("community-nurse",)}
    assert task.sign_off.signed_off_by == ("phb-clinical-lead",)


def test_a_date_that_the_professional_sets_has_the_limit_of_the_tier() -> None:
    files = world(
        f"{SHORT}sign_off: {{review_every: {{set_by: professional, basis: local-policy, source: pa-research}}}}\n"
    )
    task = drops(files)

    assert said(files) == []
    assert task.sign_off is not None
    assert task.sign_off.review_every is not None
    assert (task.sign_off.review_every.set_by, task.sign_off.review_every.months) == ("professional", 12)


@pytest.mark.parametrize("missing", ["omission", "stop_when"])
def test_what_neither_says_is_missing_in_the_task(missing: str) -> None:
    start = STANDARD.index(f"      {missing}:")
    end = min((at for name in ("sign_off", "owner") if (at := STANDARD.find(f"      {name}:", start)) > 0), default=0)
    assert said(world(standard=STANDARD[:start] + STANDARD[end:])) == [f"SCH002 {DROPS}:1"]


def test_a_fault_in_the_standard_is_one_finding() -> None:
    files = world(standard=STANDARD.replace("reviewed_by: [community-nurse]", "reviewed_by: [community-nurze]"))
    files["framework/tasks/ear-drops.yaml"] = SHORT.replace("eye", "ear")

    assert [code for code in said(files) if "REF001" in code] == [f"REF001 {POLICY}:23"]


@pytest.mark.parametrize("value", ["[]", "{a: b}", "[[delegable]]", "1", ""])
@pytest.mark.parametrize("field", ["status: delegable", "risk: low", "category: medicines"])
def test_a_value_of_another_type_is_a_finding_and_stops_nothing(field: str, value: str) -> None:
    slip = SHORT.replace(field, f"{field.split(':')[0]}: {value}")

    assert any(one.startswith(("SCH", "YML")) and DROPS in one for one in said(world(slip)))


def test_a_standard_of_earlier_days_counts_for_them() -> None:
    earlier = "    earlier:\n      - {until: 2026-06-30, standard: {sign_off: {reviewed_by: [phb-clinical-lead]}}}\n"
    task = drops(world(earlier=earlier))
    then = as_of(task, date(2026, 6, 30))

    assert task.sign_off is not None
    assert then.sign_off is not None
    assert task.sign_off.reviewed_by == ("community-nurse",)
    assert then.sign_off.reviewed_by == ("phb-clinical-lead",)
    assert then.sign_off.trained_by == ("community-nurse",)
    assert as_of(task, date(2026, 7, 1)).sign_off == task.sign_off


def test_a_wider_standard_is_a_loosening_of_each_task() -> None:
    wider = STANDARD.replace("reviewed_by: [community-nurse]", "reviewed_by: [community-nurse, phb-clinical-lead]")

    assert loosened(world(), world(standard=wider)) == ["duty-wider"]
    assert loosened(world(standard=wider), world()) == []


def test_a_task_that_takes_its_own_rule_out_is_compared_with_what_it_inherits() -> None:
    own = f"{SHORT}sign_off: {{observed_practices: {{at_least: 9, basis: design-default}}}}\n"

    assert loosened(world(own), world()) != []
    assert loosened(world(), world(own)) == []


def test_a_role_that_may_not_hold_a_duty_of_the_standard_is_told_with_its_tasks() -> None:
    files = world(standard=STANDARD.replace("assessed_by: [community-nurse]", "assessed_by: [pa-trainer]"))
    files["framework/tasks/ear-drops.yaml"] = SHORT.replace("eye", "ear")
    found = [one for one in check_records(facts_of(files).records, TODAY).findings if one.code == "DEL002"]

    assert [one.span.path for one in found] == [POLICY]
    assert "eye-drops and ear-drops take this from the tier" in found[0].message
