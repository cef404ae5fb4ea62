"""A waiver lets one finding stand, in the open and for a while; it never hides what must not be excused."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import PurePosixPath

import jsonschema
import pytest

from pa_framework.check import reporters
from pa_framework.check.rules import REGISTER_RULES, RULES, Rule
from pa_framework.check.run import Report, check
from pa_framework.facts.site_pages import A_TO_Z, NOW
from pa_framework.facts.waivers import NOT_WAIVABLE, why_not_waivable
from pa_framework.records.kinds import kind_at
from pa_framework.site.tree import MadePages
from pa_framework.text.findings import Finding, Severity
from tests.builders.effort import at_night, in_part
from tests.builders.worlds import TODAY, Judge
from tests.paths import SMALL, STANDARDS

SARIF = STANDARDS / "sarif" / "sarif-2.1.0.schemastore.json"
TASKS = "framework/tasks/waivers.yaml"
FEED = "framework/tasks/gastrostomy-feed.yaml"
#: Two findings: TXT003 in `summary`, and again in `the_pa_does`.
LONG = " ".join(["word"] * 36)
WORDY = (FEED, f"summary: {LONG}\nthe_pa_does: [Washes hands, {LONG}]\n")
#: DEL006: the longest time between reviews is 12 months.
LATE = (FEED, "sign_off:\n  review_every: {months: 24, basis: local-policy, source: principles}\n")


def waiver(**given: str) -> tuple[str, str]:
    """A file of one waiver: of TXT003 in the feeding task, with other fields where given."""
    fields = {
        "code": "TXT003",
        "record": "gastrostomy-feed",
        "reason": "The wording is the manufacturer's own",
        "by_role": "phb-clinical-lead",
        "until": "2027-03-31",
    } | given
    lines = "\n".join(f"    {name}: {value}" for name, value in fields.items())
    return TASKS, f"waivers:\n  -\n{lines}\n"


def codes(report: Report) -> list[tuple[str, str]]:
    return [(finding.code, finding.span.path) for finding in report.findings]


def test_what_is_waived_no_longer_counts_and_is_still_there(judge: Judge) -> None:
    report = judge(WORDY, waiver())

    assert (report.errors, report.warnings, codes(report)) == (0, 0, [])
    mine = [waived for waived in report.waived if waived.finding.span.path == FEED]
    assert [(waived.finding.code, waived.waiver.by_role) for waived in mine] == [("TXT003", "phb-clinical-lead")] * 2


def test_a_field_narrows_what_is_waived(judge: Judge) -> None:
    report = judge(WORDY, waiver(field="the_pa_does"))

    assert [(finding.code, finding.span.line) for finding in report.findings] == [("TXT003", 1)]
    assert [waived.finding.span.line for waived in report.waived if waived.finding.span.path == FEED] == [2]


@pytest.mark.parametrize("field", ["sign_off", "review_every", "months"])
def test_a_field_is_meant_by_any_name_on_the_way_to_it(field: str, judge: Judge) -> None:
    assert codes(judge(LATE, waiver(code="DEL006", field=field))) == []


@pytest.mark.parametrize(
    "given",
    [
        {"code": "TXT002"},
        {"record": "changing-a-dose"},
        {"field": "title"},
    ],
    ids=str,
)
def test_a_waiver_of_something_else_covers_nothing_and_says_so(given: Mapping[str, str], judge: Judge) -> None:
    assert codes(judge(WORDY, waiver(**given))) == [("TXT003", FEED)] * 2 + [("WVR002", TASKS)]


def test_a_waiver_counts_in_its_own_folder_only(judge: Judge) -> None:
    elsewhere = ("framework/roles/waivers.yaml", waiver()[1])
    report = judge(WORDY, elsewhere)

    assert codes(report) == [("WVR002", elsewhere[0]), ("TXT003", FEED), ("TXT003", FEED)]
    assert report.findings[0].message == "there is no record `gastrostomy-feed` in this folder"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"code": "TXT093"}, "there is no rule TXT093; did you mean TXT033?"),
        ({"record": "gastrostomy-fed"}, "there is no record `gastrostomy-fed` in this folder; did you mean `gastrostomy-feed`?"),
        ({"field": "summary"}, "nothing is found under TXT003 in `gastrostomy-feed` in its field `summary`"),
        ({}, "nothing is found under TXT003 in `gastrostomy-feed`"),
    ],
    ids=str,
)  # fmt: skip
def test_a_waiver_that_matches_nothing_says_why(given: Mapping[str, str], said: str, judge: Judge) -> None:
    assert [finding.message for finding in judge(waiver(**given)).findings] == [said]


def test_a_waiver_counts_on_its_last_day_and_not_the_day_after(judge: Judge) -> None:
    until = waiver(until=TODAY.isoformat())

    assert codes(judge(WORDY, until)) == []
    after = judge(WORDY, until, on=date(2026, 11, 23))
    assert codes(after) == [("TXT003", FEED), ("TXT003", FEED), ("WVR001", TASKS)]


@pytest.mark.parametrize(("until", "said"), [("2027-11-22", []), ("2027-11-23", ["WVR004"])])
def test_a_waiver_runs_for_a_year_at_most(until: str, said: list[str], judge: Judge) -> None:
    assert [finding.code for finding in judge(WORDY, waiver(until=until)).findings] == said


def test_a_year_from_the_29th_of_february_ends_on_the_1st_of_march(judge: Judge) -> None:
    leap = date(2028, 2, 29)
    found = judge(WORDY, waiver(until="2029-03-01"), on=leap).findings

    assert "WVR004" not in [finding.code for finding in found]
    assert "WVR004" in [finding.code for finding in judge(WORDY, waiver(until="2029-03-02"), on=leap).findings]


def test_a_training_lead_can_not_waive_an_error_of_delegation_alone(judge: Judge) -> None:
    alone = judge(LATE, waiver(code="DEL006", by_role="pa-trainer"))

    assert codes(alone) == [("DEL006", FEED), ("WVR005", TASKS)]
    assert (codes(judge(LATE, waiver(code="DEL006"))), alone.errors) == ([], 2)


def test_a_role_that_does_not_exist_is_one_finding_and_waives_no_error_of_delegation(judge: Judge) -> None:
    report = judge(LATE, waiver(code="DEL006", by_role="head-of-everything"))

    assert codes(report) == [("DEL006", FEED), ("REF001", TASKS)]


def test_a_record_that_cannot_be_read_gives_no_finding_about_waivers(judge: Judge) -> None:
    assert {code for code, _ in codes(judge((FEED, "status: perhaps"), waiver()))} == {"SCH004"}


def test_a_file_of_waivers_that_does_not_hold_waives_nothing(judge: Judge) -> None:
    assert codes(judge(WORDY, waiver(reason="x"))) == [("TXT003", FEED), ("TXT003", FEED), ("SCH007", TASKS)]


def test_the_reason_is_public_and_looked_at_like_any_text(judge: Judge) -> None:
    report = judge(WORDY, waiver(reason="Mrs Smith rang 07700 900123 and agreed"))

    assert codes(report) == [("PRV004", TASKS), ("PRV008", TASKS)]


@pytest.mark.parametrize(
    "code", ["PRV001", "PRV008", "SGN001", "SGN011", "YML001", "SCH001", "REF001", "WVR002", *NOT_WAIVABLE]
)
def test_what_must_not_be_excused_can_not_be(code: str, judge: Judge) -> None:
    if len(code) == 3:
        code = next(full_code for full_code in RULES if full_code.startswith(code))
    (found,) = judge(waiver(code=code)).findings

    assert (found.code, found.severity, found.span.path) == ("WVR003", Severity.ERROR, TASKS)
    assert found.message.startswith(f"{code} cannot be waived: ")


def test_a_refused_waiver_covers_nothing(judge: Judge) -> None:
    private = (FEED, "summary: Ring 07700 900123 first")
    report = judge(private, waiver(code="PRV004"))

    assert (codes(report), report.errors) == ([("PRV004", FEED), ("WVR003", TASKS)], 2)


# --- the reports


def test_json_counts_what_is_waived_apart(judge: Judge) -> None:
    said = json.loads(reporters.as_json(judge(WORDY, waiver(field="the_pa_does"))))

    assert (said["errors"], said["warnings"], said["waived"]) == (0, 1, 2)
    assert [finding["line"] for finding in said["findings"]] == [1]
    first, second = said["waived_findings"]
    assert first["path"] == "framework/evidence/supply-of-pas.yaml"
    assert second == {
        "code": "TXT003",
        "name": "sentence-too-long",
        "severity": "warning",
        "message": second["message"],
        "fix": second["fix"],
        "path": FEED,
        "line": 2,
        "column": 29,
        "notes": [],
        "reason": "The wording is the manufacturer's own",
        "by_role": "phb-clinical-lead",
        "until": "2027-03-31",
        "waiver": {"path": TASKS, "line": 3, "column": 5},
    }


def test_the_text_ends_with_what_is_waived(judge: Judge) -> None:
    assert reporters.text(judge()).endswith("\n1 finding is waived; the waiver ends on 30 June 2027\n")
    assert reporters.text(judge(WORDY, waiver())).endswith(
        "\n3 findings are waived; the first waiver ends on 31 March 2027\n"
    )
    assert FEED not in reporters.text(judge(WORDY, waiver()))


def test_annotations_leave_out_what_is_waived(judge: Judge) -> None:
    assert reporters.github(judge(WORDY, waiver())) == ""


def test_sarif_says_why_a_finding_is_suppressed(judge: Judge) -> None:
    results = json.loads(reporters.sarif(judge(WORDY, waiver(field="the_pa_does"))))["runs"][0]["results"]
    mine = [result for result in results if FEED in json.dumps(result["locations"])]

    assert [result.get("suppressions") is not None for result in mine] == [False, True]
    assert mine[1]["suppressions"][0]["kind"] == "external"
    assert mine[1]["suppressions"][0]["justification"] == (
        "The wording is the manufacturer's own (phb-clinical-lead, until 2027-03-31)"
    )


@pytest.mark.skipif(not SARIF.is_file(), reason="the published SARIF schema is not beside the project")
def test_a_suppressed_result_validates_against_the_published_schema(judge: Judge) -> None:
    schema = json.loads(SARIF.read_text(encoding="utf-8"))
    log = json.loads(reporters.sarif(judge(WORDY, waiver())))

    jsonschema.validators.validator_for(schema)(schema).validate(log)


def test_a_rule_that_a_run_leaves_out_makes_no_waiver_idle() -> None:
    report = check(SMALL, TODAY, skip=["TXT003"])

    assert (report.findings, report.waived) == ((), ())


# --- what may be waived leaves a framework that can be shown


def waived_all(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    """Waivers of every finding, a file for each folder."""
    by_file: dict[str, list[str]] = {}
    for finding in findings:
        path = PurePosixPath(finding.span.path)
        by_file.setdefault(str(path.with_name("waivers.yaml")), []).append(
            f"  - {{code: {finding.code}, record: {path.stem}, reason: It stands until it is mended,"
            " by_role: phb-clinical-lead, until: 2027-03-31}\n"
        )
    return [(path, "waivers:\n" + "".join(entries)) for path, entries in by_file.items()]


#: Errors that may be waived; what is found in a register cannot, for no waiver stands in one.
MAY_BE = [
    rule
    for rule in RULES.values()
    if rule.severity is Severity.ERROR
    and not why_not_waivable(rule.code)
    and rule.code not in REGISTER_RULES
    and any(example.runs for example in rule.examples)
]


@pytest.mark.parametrize("rule", in_part(MAY_BE), ids=lambda rule: rule.code)
def test_pages_can_be_made_where_an_error_is_waived(rule: Rule, judge: Judge) -> None:
    """Pages stop at errors. So whatever may be waived must not break one.

    By day without the pages of rules, which no record is on, and the two pages that list the titles of all.
    """
    bad = [example for example in rule.examples if example.kind == "bad"]
    report = judge(*bad, *waived_all(judge(*bad).findings))

    assert (report.errors, {waived.finding.code for waived in report.waived} >= {rule.code}) == (0, True)
    made = MadePages(report.facts)
    asked = [path for path in made if at_night() or not path.startswith(("about/rules/", A_TO_Z.path, NOW.path))]
    assert len([made[path] for path in asked]) > 80


def test_the_page_of_what_is_missing_lists_what_is_waived(judge: Judge) -> None:
    missing = MadePages(judge(WORDY, waiver()).facts)["about/gaps.md"].markdown

    assert "What is waived" in missing
    assert "The wording is the manufacturer's own" in missing
    assert "until 31 March 2027" in missing
    assert "phb-clinical-lead" not in missing  # its title is shown


def test_a_file_of_waivers_may_be_in_any_folder_of_records() -> None:
    for folder in ("framework", "framework/tasks", "competences", "competences/care", "case_studies"):
        assert kind_at(f"{folder}/waivers.yaml") == "waivers"
    for path in ("framework/pages/waivers.yaml", "framework/tasks/old/waivers.yaml", "waivers.yaml"):
        assert kind_at(path) is None


def test_a_lay_role_that_calls_itself_accountable_can_not_waive_an_error(judge: Judge) -> None:
    employer = (
        "framework/roles/individual-employer.yaml",
        "accountable: true\nregister: {body: Nursing and Midwifery Council}\n",
    )
    report = judge(LATE, employer, waiver(code="DEL006", by_role="individual-employer"))

    assert {"DEL006", "WVR005"} <= {code for code, _ in codes(report)}
