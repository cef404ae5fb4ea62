"""One slip that many records feel is one finding, at the slip."""

import pytest

from pa_framework.check.run import check_records
from pa_framework.records.yaml_source import parse_document
from pa_framework.text.findings import Finding
from tests.builders.worlds import FRAMEWORK, POLICY, REGISTER, TASK, TODAY, WORLD, Edit, Judge, edited, role, split
from tests.paths import SMALL

AREAS, STEPS, WAGE = "framework/areas.yaml", "framework/steps.yaml", "framework/law/minimum-wage.yaml"
LEVEL = "framework/levels/starting-out.yaml"
HANDS = "competences/infection-prevention.yaml"
TRAINER, NURSE, PA = (
    f"{REGISTER}{name}.yaml" for name in ("practitioners/pr-030", "practitioners/pr-011", "pas/pa-0001")
)
#: The world with its register.
WHOLE = {
    **WORLD,
    **{path.relative_to(SMALL).as_posix(): path.read_text("utf-8") for path in (SMALL / REGISTER).rglob("*.yaml")},
}
WAIVER = (
    "waivers:\n  - code: TXT003\n    record: gastrostomy-feed\n    reason: Their words\n    by_role: community-nurse\n"
    "    until: 2027-03-31\n"
)


def found(*edits: Edit) -> tuple[Finding, ...]:
    documents = [parse_document(text, path) for path, text in edited(WHOLE, edits).items()]
    records, register = split(documents)
    return check_records(records, TODAY, register=register).findings


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
    "an authority that ends before it began": (
        [(TRAINER, "until: 2027-01-19", "until: 2026-01-19")], "SGN044", TRAINER, "until", "before `on` on 2026-01-20",
    ),
    "an authority whose first day is a century late": (
        [(TRAINER, "from: 2026-01-20", "from: 2126-01-20")], "SGN044", TRAINER, "until", "before `from` on 2126-01-20",
    ),
    "someone who left before they began": (
        [(NURSE, "active_from: 2024-01-01", "active_from: 2024-01-01\nactive_until: 2023-12-31")],
        "SGN044", NURSE, "active_until", "before `active_from` on 2024-01-01",
    ),
    "a competence that ends before it was held": (
        [(PA, "by: pr-030, on: 2026-01-25}", "by: pr-030, on: 2026-01-25, until: 2026-01-02}")], "SGN044", PA, "until", "before `on`",
    ),
    "a misspelt name of a file": (
        [(role("community-nurse"), "", ""), (role("comunity-nurse"), "", WORLD[role("community-nurse")])],
        "REF002", role("comunity-nurse"), "id: ", "rename the file to `community-nurse.yaml`",
    ),
    "the tier of a task": ([(TASK, "risk: medium", "risk: meduim")], "REF001", TASK, "meduim", "`medium`, if that is meant"),
    "a competence that a level expects": (
        [(LEVEL, "communication-plans:", "comunication-plans:")], "REF001", LEVEL, "comunication-plans", "`communication-plans`, if",
    ),
    "a category in a role": (
        [(role("community-nurse"), "may_assess: {nutrition:", "may_assess: {nutritoin:")], "REF001", role("community-nurse"), "nutritoin", "`nutrition`, if",
    ),
    "the role of a practitioner": ([(NURSE, "role: community-nurse", "role: comunity-nurse")], "REF001", NURSE, "comunity", "`community-nurse`, if"),
    "who observed": ([(PA, "[{by: pr-011, on: 2026-03-01}", "[{by: pr-01l, on: 2026-03-01}")], "REF001", PA, "observed", "ids that look alike are other people"),
    "who authorised": ([(TRAINER, "{by: pr-011", "{by: pr-111")], "REF001", TRAINER, "pr-111", "look up who is meant"),
    "a tier of a role": (
        [(role("community-nurse"), "may_delegate: {nutrition: high", "may_delegate: {nutrition: hihg")], "REF001", role("community-nurse"), "hihg", "`high`",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("edits", "code", "path", "line", "says"), ONE.values(), ids=ONE)
def test_one_cause_is_one_finding_at_its_line(edits: list[Edit], code: str, path: str, line: str, says: str) -> None:
    (finding,) = found(*edits)
    text = edited(WHOLE, edits)[path].split("\n")

    assert (finding.code, finding.span.path) == (code, path)
    assert line in text[finding.span.line - 1]
    assert says in f"{finding.message}; {finding.fix}"


def test_a_day_that_is_a_slip_hides_nothing_that_does_not_follow_from_it() -> None:
    """One authority ends before it begins, and is not the one that is missing; one act was on a wrong day."""
    authority = "{by: pr-011, on: 2026-01-20, from: 2026-01-20, until: 2027-01-19, categories: [nutrition]}"
    slip = authority.replace("2027", "2024").replace("nutrition", "medicines")
    said = found((TRAINER, authority, slip), (PA, "assessed_on: 2026-03-04", "assessed_on: 2026-03-06"))

    assert [finding.code for finding in said] == ["SGN006", "SGN001", "SGN044"]


def test_a_misspelt_id_hides_nothing_that_does_not_follow_from_it() -> None:
    """The tier of a task, the name of a field in a level and its step; and beside them an act on a wrong day."""
    said = found(
        (TASK, "risk: medium", "risk: meduim"),
        (LEVEL, "communication-plans: assisted", "comunication-plans: asisted"),
        (PA, "assessed_on: 2026-03-04", "assessed_on: 2026-03-06"),
    )

    assert sorted(finding.code for finding in said) == ["REF001", "REF001", "REF001", "SGN001"]


def test_a_misspelt_file_name_is_not_spread_to_the_id() -> None:
    (finding,) = found((role("community-nurse"), "", ""), (role("comunity-nurse"), "", WORLD[role("community-nurse")]))

    assert "comunity-nurse" not in finding.fix


def test_many_references_to_what_is_gone_are_one_finding_with_their_places() -> None:
    (finding, *others) = (one for one in found((role("community-nurse"), "", "")) if one.code == "REF001")

    assert others == []
    assert "places name it" in finding.message
    assert len(finding.notes) >= 5


COPIES = 15


def test_each_place_of_an_id_that_many_files_misspell_is_in_one_run() -> None:
    """Six places in each of fifteen files: no place and no file is left for the next run."""
    source = WORLD[TASK].replace("community-nurse", "comunity-nurse")
    copies = [
        (f"framework/tasks/feed-{number:02}.yaml", "", source.replace("id: gastrostomy-feed", f"id: feed-{number:02}"))
        for number in range(COPIES)
    ]
    (finding,) = (one for one in found(*copies) if one.code == "REF001")
    places = {finding.span, *(note.span for note in finding.notes)}

    assert len(places) == COPIES * source.count("comunity-nurse")
    assert {place.path for place in places} == {path for path, _, _ in copies}
    assert f"{len(places)} places name it, in {COPIES} files" in finding.message


#: What may be wrong with framework.yaml, and what is said of it. The texts of the world call 999 in several records.
OF_FRAMEWORK: dict[str, tuple[list[Edit], str]] = {
    "is missing": ([(FRAMEWORK, "", "")], "REF007"),
    "is no YAML": ([(FRAMEWORK, "title: A small", "title: [A small")], "YML001"),
    "has no settings that can be read": ([(FRAMEWORK, "\nsettings:", "\nsetings:")], "SCH001"),
    "has numbers that are no text": ([(FRAMEWORK, "emergency_numbers: ", "emergency_numbers: {a: 1}  # ")], "SCH003"),
    "lists no numbers": ([(FRAMEWORK, "emergency_numbers: ", "# emergency_numbers: ")], "DEL033"),
}
CALLS = [
    (TASK, "easy_read:", "easy_read:\n  - If you cannot breathe, the PA calls 999."),
    (HANDS, "easy_read:", "easy_read:\n  - If you feel faint and cannot get up, they ring 112 at once."),
]


@pytest.mark.parametrize(("edits", "code"), OF_FRAMEWORK.values(), ids=OF_FRAMEWORK)
def test_texts_are_not_blamed_for_numbers_that_framework_yaml_cannot_tell(edits: list[Edit], code: str) -> None:
    assert [finding.code for finding in found(*CALLS, *edits)] == [code]


def test_without_a_list_a_number_of_another_country_is_found_still() -> None:
    """DEL033 says that the list is missing; that 911 reaches no one here does not follow from it."""
    edits, _ = OF_FRAMEWORK["lists no numbers"]
    (call, _) = CALLS

    assert sorted(one.code for one in found((call[0], call[1], call[2].replace("999", "911")), *edits)) == [
        "DEL033",
        "DEL102",
    ]


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


PERSON, WARD = f"{REGISTER}persons/person-001.yaml", f"{REGISTER}agreements/ha-001.yaml"
#: name → (the edit, the code, a part of the fix)
BAD_DAYS: dict[str, tuple[Edit, str, str]] = {
    "the day first": ((PA, "trained_on: 2026-02-25", "trained_on: 25/02/2026"), "SCH005", "`2026-02-25`"),
    "with slashes": ((PA, "assessed_on: 2026-03-04", "assessed_on: 2026/03/04"), "SCH005", "`2026-03-04`"),
    "with points": ((PA, "delegated_on: 2026-02-20", "delegated_on: 20.2.2026"), "SCH005", "`2026-02-20`"),
    "eight figures": ((PA, "signed_off_on: 2026-03-05", "signed_off_on: 20260305"), "SCH005", "`2026-03-05`"),
    "eight figures, the day first": ((PA, "signed_off_on: 2026-03-05", "signed_off_on: 25032026"), "SCH005", "`2026-03-25`"),
    "words": ((PERSON, "person: person-001", "person: person-001\nended_on: 30th November 2026"), "SCH005", "`2026-11-30`"),
    "the day of the week": (
        (PERSON, "person: person-001", "person: person-001\nended_on: Monday 30 November 2026"), "SCH005", "`2026-11-30`",
    ),
    "the month first": ((WARD, "review_on: 2026-12-14", "review_on: December 14, 2026"), "SCH005", "`2026-12-14`"),
    "an event": (
        (PERSON, "person: person-001", "person: person-001\nevents: [{trigger: hospital-admission, on: 30/11/2026}]"),
        "SCH005", "`2026-11-30`",
    ),
    "a yes": ((PA, "insurer: 2026-02-22", "insurer: 22-02-2026"), "SCH005", "`2026-02-22`"),
    "a signature": ((WARD, "phb_lead: 2026-11-13", "phb_lead: 13/11/2026 10:30"), "SCH005", "`2026-11-13`"),
    "a correction of a misspelt field": (
        (PA, "signed_off_by:", "corrected: [{on: 2026-03-20, field: asessed_on, was: 2026-02-04, because: slip of the pen}]\n    signed_off_by:"),
        "SGN049", "`assessed_on`",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("edit", "code", "fix"), BAD_DAYS.values(), ids=BAD_DAYS)
def test_a_day_that_is_written_otherwise_is_one_finding(edit: Edit, code: str, fix: str) -> None:
    (finding,) = found(edit)

    assert finding.code == code
    assert fix in finding.fix


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        ((PA, "trained_on: 2026-02-25", "trained_on: born 25/02/1986"), "SCH005"),
        ((PA, "signed_off_by:", "corrected: [{on: 2026-03-20, field: date_of_birth, was: 1986-02-04, because: slip}]\n    signed_off_by:"), "SGN049"),
        ((WARD, "ward: ward-7", "ward: 3 May 1984"), "SCH006"),
    ],
)  # fmt: skip
def test_a_date_of_birth_is_found_beside_what_is_badly_written(edit: Edit, code: str) -> None:
    assert sorted(one.code for one in found(edit)) == ["PRV007", code]


def test_a_day_that_was_written_badly_may_be_what_was_corrected() -> None:
    corrected = "corrected: [{on: 2026-03-20, field: assessed_on, was: 04/03/2026, because: the form}]"

    assert found((PA, "signed_off_by:", f"{corrected}\n    signed_off_by:")) == ()


def test_a_missing_yes_or_no_explains_both() -> None:
    band = "framework/pay_bands/band-1.yaml"
    (finding,) = found((band, "illustrative: true\n", ""))

    assert finding.code == "SCH002"
    assert "`true` or `false`" in finding.fix
    assert "for example true" not in finding.fix
