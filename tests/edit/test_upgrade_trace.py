"""The step from the state `answered` of rows of the trace: what it becomes, what is asked, and that nothing is lost."""

from datetime import date

import pytest

from pa_framework.check.run import check_records
from pa_framework.edit.formatter import format_document
from pa_framework.edit.upgrades import trace
from pa_framework.edit.upgrades.step import Outcome, Tree
from pa_framework.edit.yaml_parts import comments
from pa_framework.records.json_schema import schema
from pa_framework.records.yaml_source import parse_document
from tests.builders.worlds import TODAY, WORLD, split

#: Rows as an earlier version let someone write them. The words of the first hold the old state too.
OLD = """\
rows: # ours
  - id: d1
    source: pa-research
    asks: What is answered
    answer: It is answered. # answered
    state: answered # sure
    at: [delegation/tasks/index.md]
  - {id: d2, source: pa-research, asks: A way, answer: A page, state: "answered", at: [delegation/index.md]}
  - id: d3
    source: pa-research
    asks: Another way
    answer: A part of it.
    state: partly
    at: [delegation/index.md]
  - {id: d4, source: pa-research, asks: More, answer: No, state: not-built}
"""


def run(text: str) -> Outcome:
    return trace.STEP.run(Tree({trace.TRACE: text}, date(2026, 11, 30)))


def findings(text: str) -> list[tuple[str, int]]:
    world = {**WORLD, trace.TRACE: text}
    records = split(parse_document(words, path) for path, words in world.items())[0]
    return [(one.code, one.span.line) for one in check_records(records, TODAY).findings]


def test_answered_becomes_described_and_nothing_else_changes() -> None:
    outcome = run(OLD)
    after = outcome.texts[trace.TRACE] or ""

    assert after == OLD.replace("state: answered #", "state: described #").replace('"answered"', '"described"')
    assert comments(after) == comments(OLD)
    assert [(change.line, change.words) for change in outcome.changes] == [
        (6, "`answered` becomes `described`: nothing is claimed to work"),
        (8, "`answered` becomes `described`: nothing is claimed to work"),
    ]


def test_the_rows_that_someone_must_look_at_are_one_question() -> None:
    (question,) = run(OLD).questions

    assert question.span.line == 6
    assert question.words == (
        "2 rows said `answered`, which did not say that anything can be used: d1 and d2."
        " 1 row kept `partly`, which says now that something works in part: d3."
    )
    assert question.lines[0] == "state: works"
    assert question.lines[1].startswith("use: ")


def test_a_trace_of_this_edition_is_left_alone() -> None:
    again = run(run(OLD).texts[trace.TRACE] or "")

    assert (again, run(WORLD[trace.TRACE])) == (Outcome(), Outcome())


@pytest.mark.parametrize("text", ["", "rows: answered\n", "rows: [answered, {state: [answered]}]\n", "- rows\n"])
def test_a_trace_that_is_none_is_left_alone(text: str) -> None:
    assert run(text) == Outcome()


def test_a_state_that_is_written_in_another_way_is_asked_about() -> None:
    outcome = run(OLD.replace('"answered"', r'"answere\x64"'))

    assert outcome.texts == {}
    assert [question.proposal for question in outcome.questions] == [
        "Write `described` in its place, or `works` with `use`."
    ]


def test_a_layout_of_the_formatter_stays_one() -> None:
    row = (
        '  - {{id: d1, source: pa-research, asks: "{}", answer: A page, state: answered, at: [delegation/index.md]}}\n'
    )
    widths = {
        text.count("\n") for words in range(1, 30) for text in [_upgraded_layout("rows:\n" + row.format("x " * words))]
    }

    assert len(widths) > 1  # some rows no longer fit into one line


def _upgraded_layout(text: str) -> str:
    laid_out = format_document(parse_document(text, trace.TRACE)).text
    after = run(laid_out).texts[trace.TRACE] or ""
    assert after == format_document(parse_document(after, trace.TRACE)).text
    return after


def test_the_old_state_is_one_finding_that_names_the_upgrade_and_other_faults_stand() -> None:
    document = parse_document(OLD.replace("A part of it.", ""), trace.TRACE)
    records = split([document, *(parse_document(text, path) for path, text in WORLD.items() if path != trace.TRACE)])[0]

    found = check_records(records, TODAY).findings

    assert [(one.code, one.span.line) for one in found] == [("SCH008", 6), ("SCH003", 12)]
    assert found[0].message.startswith("this and 1 more row have the state `answered` of an earlier edition")
    assert found[0].fix.startswith("run `pa-framework upgrade`, or write `described`")


def test_after_the_upgrade_nothing_is_wrong() -> None:
    assert findings(run(OLD).texts[trace.TRACE] or "") == []
    assert findings(OLD.replace("state: answered #", "state: works #").replace('"answered"', "described")) == [
        ("TRC001", 6)
    ]


def test_the_state_in_its_place_is_one_of_the_schema() -> None:
    states = schema("trace")["properties"]["rows"]["items"]["properties"]["state"]["enum"]

    assert trace.STATE_IN_ITS_PLACE in states
    assert trace.OLD_STATE not in states
