"""One slip that many records feel is one finding, at the slip."""

import pytest

from pa_framework.check.run import check_records
from pa_framework.records.yaml_source import parse_document
from pa_framework.text.findings import Finding
from tests.builders.worlds import FRAMEWORK, POLICY, REGISTER, TASK, TODAY, WORLD, Edit, Judge, edited, role, split

AREAS, STEPS, WAGE = "framework/areas.yaml", "framework/steps.yaml", "framework/law/minimum-wage.yaml"
HANDS = "competences/infection-prevention.yaml"
WAIVER = (
    "waivers:\n  - code: TXT003\n    record: gastrostomy-feed\n    reason: Their words\n    by_role: community-nurse\n"
    "    until: 2027-03-31\n"
)


def found(*edits: Edit) -> tuple[Finding, ...]:
    documents = [parse_document(text, path) for path, text in edited(WORLD, edits).items()]
    return check_records(split(documents)[0], TODAY).findings


#: name → (edits, the code, the file and a part of the line of the one finding, a part of what is said or to do)
ONE: dict[str, tuple[list[Edit], str, str, str, str]] = {
    "the id of a step": (
        [(STEPS, "id: independent", "id: independant")], "REF001", STEPS, "id: independant", "if `independent` is meant",
    ),
    "the id of an area": (
        [(AREAS, "id: safe-practice", "id: safe-practise")], "REF001", AREAS, "safe-practise", "`safe-practice`",
    ),
    "the id of a contact": (
        [(FRAMEWORK, "id: framework-team", "id: framework-taem")], "REF001", FRAMEWORK, "framework-taem", "if `framework-team`",
    ),
    "the id of a tier": ([(POLICY, "- id: medium\n", "- id: meduim\n")], "REF001", POLICY, "meduim", "if `medium` is meant"),
    "a wage ten times what it is": ([(WAGE, "12.71", "127.1")], "LAW010", WAGE, "127.1", "a digit too many"),
    "a wage of another figure": ([(WAGE, "12.71", "21.71")], "PAY001", WAGE, "21.71", "look first whether the amount is right"),
    "waivers without their list": (
        [("framework/tasks/waivers.yaml", "", WAIVER.replace("waivers:\n", "").replace("  - ", "").replace("    ", ""))],
        "SCH001", "framework/tasks/waivers.yaml", "code: TXT003", "write `waivers:` in a line above",
    ),
    "waivers under another name": (
        [("framework/tasks/waiver.yaml", "", WAIVER)],
        "SCH009", "framework/tasks/waiver.yaml", "waivers:", "rename the file to `waivers.yaml`",
    ),
    "a copied file": ([("framework/tasks/feed-two.yaml", "", WORLD[TASK])], "REF002", "framework/tasks/feed-two.yaml", "id: ", "write `id: feed-two`"),
    "a competence copied under a new id": (
        [("competences/hygiene.yaml", "", WORLD[HANDS].replace("id: infection-prevention", "id: hygiene"))],
        "REF022", "competences/hygiene.yaml", "title: ", "infection-prevention has the same title",
    ),
    "a misspelt name of a file": (
        [(role("community-nurse"), "", ""), (role("comunity-nurse"), "", WORLD[role("community-nurse")])],
        "REF002", role("comunity-nurse"), "id: ", "rename the file to `community-nurse.yaml`",
    ),
    "a tier of a role": (
        [(role("community-nurse"), "may_delegate: {nutrition: high", "may_delegate: {nutrition: hihg")], "REF001", role("community-nurse"), "hihg", "`high`",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("edits", "code", "path", "line", "says"), ONE.values(), ids=ONE)
def test_one_cause_is_one_finding_at_its_line(edits: list[Edit], code: str, path: str, line: str, says: str) -> None:
    (finding,) = found(*edits)
    text = edited(WORLD, edits)[path].split("\n")

    assert (finding.code, finding.span.path) == (code, path)
    assert line in text[finding.span.line - 1]
    assert says in f"{finding.message}; {finding.fix}"


def test_a_misspelt_file_name_is_not_spread_to_the_id() -> None:
    (finding,) = found((role("community-nurse"), "", ""), (role("comunity-nurse"), "", WORLD[role("community-nurse")]))

    assert "comunity-nurse" not in finding.fix


def test_many_references_to_what_is_gone_are_one_finding_with_their_places() -> None:
    (finding, *others) = (one for one in found((role("community-nurse"), "", "")) if one.code == "REF001")

    assert others == []
    assert "places name it" in finding.message
    assert len(finding.notes) >= 5


@pytest.mark.parametrize(
    ("field", "codes"),
    [
        ("next: 2026-11-10", ["SCH001"]),
        ("look_again: 2027-02-01", ["SCH001"]),
        ("whn: 2025-03-09", ["SCH001"]),
        ("born: 2024-05-03", ["PRV007", "SCH001"]),
        ("who: 1984-05-03", ["PRV007", "SCH001"]),
    ],
)
def test_a_day_under_a_misspelt_name_is_one_finding_and_a_birth_is_not_hidden(
    field: str, codes: list[str], judge: Judge
) -> None:
    change = (f"{REGISTER}pas/pa-0001.yaml", f"{field}\n")

    assert sorted(finding.code for finding in judge(change).findings) == codes


def test_a_missing_yes_or_no_explains_both() -> None:
    band = "framework/pay_bands/band-1.yaml"
    (finding,) = found((band, "illustrative: true\n", ""))

    assert finding.code == "SCH002"
    assert "`true` or `false`" in finding.fix
    assert "for example true" not in finding.fix
