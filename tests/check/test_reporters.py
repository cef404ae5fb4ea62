"""One report, four ways to say it."""

import json
import os
import shutil
from datetime import date

import jsonschema
import pytest

from pa_framework.check import reporters
from pa_framework.check.run import Report, check
from pa_framework.text.findings import Finding, Note, Severity, Span
from tests.paths import ROOT, SMALL

SARIF = ROOT.parent / "shared" / "standards" / "sarif" / "sarif-2.1.0.schemastore.json"
TASK = "framework/tasks/gastrostomy-feed.yaml"


@pytest.fixture(scope="module")
def report() -> Report:
    clean = check(SMALL, date(2026, 11, 22))
    findings = (
        Finding(
            Span(TASK, 3, 8, 12), "DEL002", "role-not-authorised", Severity.ERROR, "a says: 100%,\nb", "write `c`",
            (Note(Span("framework/roles/dietitian.yaml", 9, 3, 5), "lists it"),),
        ),
        Finding(Span("framework/odd, näme.yaml"), "REF006", "file-nobody-reads", Severity.WARNING, "x", "y"),
    )  # fmt: skip
    return Report(clean.facts, findings)


def test_all_formats_carry_the_same_findings(report):
    from_json = [
        (finding["code"], finding["path"], finding["line"])
        for finding in json.loads(reporters.as_json(report))["findings"]
    ]
    from_sarif = [
        (
            result["ruleId"],
            result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            result["locations"][0]["physicalLocation"]["region"]["startLine"],
        )
        for result in json.loads(reporters.sarif(report))["runs"][0]["results"]
    ]

    assert from_json == [("DEL002", TASK, 3), ("REF006", "framework/odd, näme.yaml", 1)]
    assert from_sarif == [("DEL002", TASK, 3), ("REF006", "framework/odd%2C%20n%C3%A4me.yaml", 1)]
    assert reporters.github(report).count("\n") == 2
    assert reporters.text(report).count("  fix: ") == 2


def test_github_commands_escape_what_would_end_them(report):
    first, second = reporters.github(report).splitlines()

    assert first == (
        f"::error file={TASK},line=3,col=8,endColumn=12,title=DEL002 role-not-authorised"
        "::a says: 100%25,%0Ab. Fix: write `c`"
    )
    assert second.startswith("::warning file=framework/odd%2C näme.yaml,line=1,")


def test_a_question_is_not_followed_by_a_full_stop(report):
    asks = Finding(Span(TASK, 3), "REF001", "unknown-id", Severity.ERROR, "no `a`; did you mean `b`?", "write `b`")
    asked = Report(report.facts, (asks,))

    assert reporters.github(asked).endswith("::no `a`; did you mean `b`? Fix: write `b`\n")
    assert '"no `a`; did you mean `b`? Fix: write `b`"' in reporters.sarif(asked)


@pytest.mark.skipif(not SARIF.is_file(), reason="the published SARIF schema is not beside the project")
def test_sarif_validates_against_the_published_schema(report):
    schema = json.loads(SARIF.read_text(encoding="utf-8"))

    jsonschema.validators.validator_for(schema)(schema).validate(json.loads(reporters.sarif(report)))


def test_colour_is_only_paint(report):
    painted = reporters.text(report, colour=True)
    plain = reporters.text(report)

    assert "\x1b[" in painted
    assert "\x1b[" not in plain


def test_nothing_in_a_record_steers_the_terminal(report):
    steering = "a\x1b[31mred\x07\nb"
    finding = Finding(
        Span(TASK, 3),
        "DEL002",
        "role-not-authorised",
        Severity.ERROR,
        steering,
        steering,
        (Note(Span(TASK), steering),),
    )

    said = reporters.text(Report(report.facts, (finding,)))

    assert (said.count("a·[31mred··b"), "\x1b" in said, "\x07" in said) == (3, False, False)


@pytest.mark.parametrize("form", reporters.FORMATS)
def test_a_file_whose_name_is_no_text_can_be_named_in_every_format(tmp_path, form):
    shutil.copytree(SMALL, tmp_path / "world")
    for name in (b"framework/tasks/\xff.yaml", b"framework/nobody\xff.yaml"):
        shutil.copy(SMALL / TASK, tmp_path / "world" / os.fsdecode(name))

    said = reporters.FORMATS[form](check(tmp_path / "world", date(2026, 11, 22)))

    assert "YML011" in said
    assert "REF006" in said
    said.encode()


def test_gitlab_tells_two_findings_with_the_same_words_apart(report):
    one, other = (
        Finding(Span(TASK, line), "TXT006", "not-a-verb", Severity.WARNING, "the same", "y") for line in (3, 9)
    )

    def prints(*findings):
        return [issue["fingerprint"] for issue in json.loads(reporters.gitlab(Report(report.facts, findings)))]

    assert len(set(prints(one, other))) == 2
    assert prints(one) == prints(other)
