"""One report, six ways to say it."""

import json
import os
import shutil
from datetime import date
from xml.etree import ElementTree as Xml

import jsonschema
import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from pa_framework.check import reporters
from pa_framework.check.run import Report, check
from pa_framework.cli.main import main
from pa_framework.text.findings import Finding, Note, Severity, Span
from tests.paths import SMALL, STANDARDS

SARIF = STANDARDS / "sarif" / "sarif-2.1.0.schemastore.json"
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
    assert reporters.github(report).count("\n") == 3
    assert reporters.text(report).count("  fix: ") == 2


def test_github_commands_escape_what_would_end_them(report):
    head, first, second = reporters.github(report).splitlines()

    assert head == "::notice title=pa-framework check::1 error and 1 warning, each on its line"
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


def test_junit_counts_errors_as_failures_and_warnings_as_skipped(report):
    root = Xml.fromstring(reporters.junit(report))
    task, odd = root.findall("testsuite")
    failure, skipped = task.find("testcase/failure"), odd.find("testcase/skipped")

    assert [root.get(name) for name in ("tests", "failures", "errors", "skipped")] == ["2", "1", "0", "1"]
    assert [(suite.get("name"), suite.get("tests")) for suite in (task, odd)] == [
        (TASK, "1"),
        ("framework/odd, näme.yaml", "1"),
    ]
    assert (task.find("testcase").get("file"), task.find("testcase").get("line")) == (TASK, "3")
    assert (failure.get("message"), failure.get("type")) == ("a says: 100%,·b", "error")
    assert "Fix: write `c`" in failure.text
    assert "framework/roles/dietitian.yaml:9 lists it" in failure.text
    assert skipped.get("message") == "x"


def test_junit_has_one_test_that_passed_where_nothing_is_wrong(report):
    (case,) = Xml.fromstring(reporters.junit(Report(report.facts, ()))).iter("testcase")
    assert list(case) == []
    assert case.get("name", "").endswith("nothing wrong")


def test_junit_is_xml_whatever_a_record_says(report):
    odd = replace(report.findings[0], message="a\x00\x1b]]>&<b>\ud800\ufffe\u202e", fix="\uffff")
    (case,) = Xml.fromstring(reporters.junit(Report(report.facts, (odd,)))).iter("failure")
    assert case.get("message") == "a··]]>&<b>···"


def test_gitlab_tells_two_findings_with_the_same_words_apart(report):
    one, other = (
        Finding(Span(TASK, line), "TXT006", "not-a-verb", Severity.WARNING, "the same", "y") for line in (3, 9)
    )

    def prints(*findings):
        return [issue["fingerprint"] for issue in json.loads(reporters.gitlab(Report(report.facts, findings)))]

    assert len(set(prints(one, other))) == 2
    assert prints(one) == prints(other)


def _many(report: Report) -> Report:
    """Fifteen records with the same slip, and one other error, which comes last by place."""
    slips = tuple(
        Finding(
            Span(f"framework/tasks/t-{number:02}.yaml", 7, 3, 9),
            "REF001",
            "unknown-id",
            Severity.ERROR,
            f"there is no role `community-nurs{number}`",
            "write `community-nurse`, if that is meant | [x](y)",
        )
        for number in range(15)
    )
    other = Finding(Span("framework/trace.yaml", 4), "SCH003", "wrong-type", Severity.ERROR, "a <b> is text", "do x")
    return Report(report.facts, (*slips, other))


def test_github_is_told_first_how_many_there_are_and_sees_each_cause(report):
    lines = reporters.github(_many(report)).splitlines()

    assert lines[0] == (
        "::notice title=pa-framework check::16 errors and 0 warnings, of 2 causes. GitHub shows 10 of each severity "
        "on their lines; the summary of this job has them all"
    )
    assert [line.split("title=")[1][:6] for line in lines[1:3]] == ["REF001", "SCH003"]
    assert len(set(lines)) == 17


def test_the_summary_has_every_finding_by_cause_and_takes_no_markup(report):
    summary = reporters.github_summary(_many(report))

    assert summary.startswith("### Records: 16 errors, 0 warnings\n")
    assert "#### 15 × REF001 unknown-id (error)" in summary
    assert all(f"`framework/tasks/t-{number:02}.yaml:7`" in summary for number in range(15))
    assert "`community-nurse`, if that is meant \\| \\[x\\](y)" in summary
    assert "a \\<b\\> is text" in summary
    assert reporters.github_summary(Report(report.facts, ())).startswith("### Records: nothing wrong\n")


def _in_many_files(report: Report, files: int) -> Report:
    """One id that is misspelt in line 4, 9 and 12 of many files."""
    spans = [Span(f"framework/roles/r-{file:03}.yaml", line, 5, 9) for file in range(files) for line in (4, 9, 12)]
    slip = Finding(
        spans[0], "REF001", "unknown-id", Severity.ERROR, f"there is no law `wags`; {len(spans)} places name it", "write `wage`",
        tuple(Note(span, "named here") for span in spans[1:]),
    )  # fmt: skip
    return Report(report.facts, (slip,))


@pytest.mark.parametrize("form", ["text", "json", "gitlab", "sarif", "junit"])
def test_no_file_of_many_is_left_out(report, form):
    said = reporters.FORMATS[form](_in_many_files(report, 130))

    assert [number for number in range(130) if f"framework/roles/r-{number:03}.yaml" not in said] == []


def test_text_has_one_line_for_each_file_of_many(report):
    lines = reporters.text(_in_many_files(report, 60)).splitlines()
    notes = [line for line in lines if line.startswith("  note:")]

    assert len(notes) == 60
    assert notes[0] == "  note: framework/roles/r-000.yaml:9:5 named here, and in line 12"
    assert notes[7] == "  note: framework/roles/r-007.yaml:4:5 named here, and in lines 9 and 12"


def test_json_has_each_place_of_many(report):
    (found,) = json.loads(reporters.as_json(_in_many_files(report, 60)))["findings"]

    assert len({(note["path"], note["line"]) for note in found["notes"]}) == 60 * 3 - 1


def test_github_names_the_files_of_many_places_and_its_summary_names_all(report):
    many = _in_many_files(report, 130)
    (_, annotation) = reporters.github(many).splitlines()
    summary = reporters.github_summary(many)

    assert "%0AAlso in: `framework/roles/r-000.yaml:9, 12`; `framework/roles/r-001.yaml:4, 9, 12`; " in annotation
    assert annotation.endswith("; and 90 more files.")
    assert len(annotation) < 4096
    assert all(
        f"`framework/roles/r-{number:03}.yaml:{'4, 9, 12' if number else '9, 12'}`" in summary for number in range(130)
    )


def test_a_few_notes_are_each_on_a_line_and_in_no_annotation(report):
    few = _in_many_files(report, 1)

    assert reporters.text(few).count("  note:") == 2
    assert "Also in" not in reporters.github(few) + reporters.github_summary(few) + reporters.gitlab(few)


def test_the_name_of_a_file_makes_no_markup_and_no_column_of_the_summary(report):
    slip = Finding(
        Span("framework/tasks/a`|[x](y).yaml", 1), "REF006", "odd", Severity.ERROR, "nothing reads it", "move it"
    )
    lines = reporters.github_summary(Report(report.facts, (slip,))).splitlines()

    assert lines[-1] == "| 'framework/tasks/a'\\|\\[x\\](y).yaml:1' | nothing reads it | move it |"


def test_findings_that_are_alike_are_each_shown(report):
    (_, other) = report.findings
    lines = reporters.github(Report(report.facts, (other, other))).splitlines()

    assert (len(lines), lines[1]) == (3, lines[2])


def test_a_framework_in_a_folder_of_a_repository_has_paths_that_the_host_knows(report):
    there = reporters.placed(report, "sub/pa/")
    result = json.loads(reporters.sarif(there))["runs"][0]["results"][0]

    assert f"::error file=sub/pa/{TASK},line=3," in reporters.github(there)
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == f"sub/pa/{TASK}"
    assert there.findings[0].notes[0].span.path == "sub/pa/framework/roles/dietitian.yaml"
    assert json.loads(reporters.gitlab(there))[0]["location"]["path"] == f"sub/pa/{TASK}"
    assert reporters.placed(report, "") is report


def test_check_finds_the_repository_around_the_framework(tmp_path, monkeypatch):
    (tmp_path / ".git").mkdir()
    shutil.copytree(SMALL, tmp_path / "sub/pa")
    task = tmp_path / "sub/pa" / TASK
    task.write_text(task.read_text().replace("decide_again_when: [incident", "decide_again_when: [incidnt"))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    arguments = ["check", str(tmp_path / "sub/pa"), "--on", "2026-11-22", "--format"]

    said = {form: CliRunner().invoke(main, [*arguments, form]).output for form in reporters.FORMATS}

    assert f"file=sub/pa/{TASK}," in said["github"]
    assert f'"uri": "sub/pa/{TASK}"' in said["sarif"]
    assert f'"path": "sub/pa/{TASK}"' in said["gitlab"]
    assert f'"path": "{TASK}"' in said["json"]
    assert f'file="sub/pa/{TASK}"' in said["junit"]
    assert (tmp_path / "summary.md").read_text().startswith("### Records: 1 error, 0 warnings\n")
    wrong = CliRunner().invoke(main, ["check", str(tmp_path)])
    assert (wrong.exit_code, f"did you mean `{tmp_path / 'sub/pa'}`?" in wrong.output) == (2, True)


def test_a_report_says_that_an_invented_register_was_not_judged(report):
    unjudged = replace(report, findings=(), register_unjudged=True)

    assert "an invented one: its sign-offs and papers were not judged" in reporters.text(unjudged)
    assert "were not judged" in reporters.github_summary(unjudged)
    assert "judged" not in reporters.text(report)
