"""The step from one list of signs to levels of urgency: what moves where, what is asked, and that nothing is lost."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from pa_framework.check.run import check
from pa_framework.edit.upgrade import read_tree
from pa_framework.edit.upgrades import urgency
from pa_framework.edit.upgrades.step import Outcome
from pa_framework.edit.yaml_parts import comments
from pa_framework.records.yaml_source import parse_document
from tests.paths import FIRST_EDITION

TODAY = date(2026, 11, 28)
POLICY = "framework/delegation.yaml"
SETTINGS = "framework/framework.yaml"
TASK = "framework/tasks/eye-drops.yaml"
OTHER = "framework/tasks/blood-glucose-reading.yaml"
COMMENTED = """\
# Who reads this?
stop_when: # a list
  # the first
  - There is new pain  # really
  - The person is choking, which means calling 999
  - The plan's limit is reached, which means following the emergency plan and calling 999  # agreed in May
  # the last
# Ring them.
tell: {first: community-nurse, then: pa-trainer, emergency: "999"}  # by phone
"""


@pytest.fixture
def area(tmp_path: Path) -> Path:
    folder = tmp_path / "area"
    shutil.copytree(FIRST_EDITION, folder)
    return folder


def run(area: Path) -> Outcome:
    return urgency.STEP.run(read_tree(area, TODAY)[0])


def write(area: Path, outcome: Outcome) -> None:
    for path, text in outcome.texts.items():
        (area / path).write_text(text or "", encoding="utf-8")


def edit(area: Path, path: str, *changes: tuple[str, str]) -> None:
    text = (area / path).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (area / path).write_text(text, encoding="utf-8")


def give_signs(area: Path, signs: str, path: str = TASK) -> None:
    """Replaces the signs and contacts of a task."""
    text = (area / path).read_text(encoding="utf-8")
    start, end = text.index("stop_when:"), text.index("equipment:")
    (area / path).write_text(text[:start] + signs + text[end:], encoding="utf-8")


def part(outcome: Outcome, path: str, first: str, last: str) -> str:
    """The lines of a changed file from the one that begins with `first` up to the one that begins with `last`."""
    text = outcome.texts[path] or ""
    return text[text.index(f"\n{first}") + 1 : text.index(f"\n{last}") + 1]


def asked(outcome: Outcome, path: str) -> list[str]:
    return [question.words for question in outcome.questions if question.span.path == path]


# Tasks


def test_signs_are_urgent_and_ring_who_was_told_first(area):
    outcome = run(area)

    assert part(outcome, TASK, "stop_when:", "equipment:") == (
        "stop_when:\n  urgent:\n    tell: community-nurse\n    out_of_hours: nhs-111\n    signs:\n"
        "      - There is new pain, or the eye is red where it was not\n"
        "      - The person sees worse than usual\n"
        "      - The label cannot be read, or the date has passed\n"
    )


def test_emergencies_go_to_their_level_and_comments_stay(area):
    give_signs(area, COMMENTED)
    before = (area / TASK).read_text()

    outcome = run(area)

    assert part(outcome, TASK, "stop_when:", "equipment:") == (
        "stop_when:  # a list\n  # the first\n  # the last\n  emergency:\n    signs:\n"
        "      - The person is choking\n"
        "      - {text: The plan's limit is reached, do: Follow the emergency plan.}  # agreed in May\n"
        "  # Ring them.\n  # by phone\n"
        "  urgent:\n    tell: community-nurse\n    out_of_hours: nhs-111\n    signs:\n"
        "      - There is new pain  # really\n"
    )
    assert sorted(comments(outcome.texts[TASK] or "")) == sorted(comments(before))


def test_words_of_the_own_policy_make_an_emergency(area):
    edit(
        area,
        POLICY,
        ("triggers:", "signs:\n  - {id: red-eye, text: x, level: emergency, sounds_like: [eye is red]}\ntriggers:"),
    )

    outcome = run(area)

    assert "emergency:\n    signs:\n      - There is new pain, or the eye is red" in (outcome.texts[TASK] or "")
    assert "  - {id: red-eye" in (outcome.texts[POLICY] or "")
    assert "cannot-be-woken" not in (outcome.texts[POLICY] or "")


def test_all_else_in_a_task_stays_as_it_is(area):
    before = (area / TASK).read_text()

    after = run(area).texts[TASK] or ""

    start = before.index("stop_when:")
    assert after[:start] == before[:start]
    assert after[after.index("equipment:") :] == before[before.index("equipment:") :]


def test_what_the_old_form_did_not_say_is_asked_with_lines_to_paste(area):
    outcome = run(area)

    assert asked(outcome, TASK) == [
        "No sign of this task said to call 999.",
        "The first edition did not say what happens when no one does the task.",
    ]
    assert [question.lines for question in outcome.questions if question.span.path == TASK] == [
        ("  emergency:", "    signs: [cannot-be-woken]"),
        ("omission: harmful", "if_no_one_may:", "  - Ring the nursing team and ask who will come."),
    ]


def test_the_second_contact_is_asked_about(area):
    give_signs(area, COMMENTED)

    (question, *_) = [question for question in run(area).questions if question.span.path == TASK]

    assert question.words.startswith("`tell` also named `pa-trainer`, after `community-nurse`.")
    assert question.lines == ("- {text: …, tell: pa-trainer}",)


def test_another_emergency_number_stays(area):
    give_signs(area, COMMENTED.replace('"999"', '"112"'))

    assert 'emergency:\n    tell: "112"\n    signs:' in (run(area).texts[TASK] or "")


def test_tasks_that_answer_are_not_asked_again(area):
    write(area, run(area))
    text = (area / POLICY).read_text().replace("named-tasks\n    does: stop", "every-task\n    does: stop")
    for does in ("stop", "go-on"):
        text = text.replace(f"    does: {does}\n", f"    does: {does}\n    meanwhile: [Ring the nurse.]\n")
    (area / POLICY).write_text(text)
    write(area, run(area))
    for path in (TASK, OTHER):
        edit(area, path, ("stop_when:\n", "stop_when:\n  emergency:\n    signs: [cannot-be-woken]\n"))
        edit(area, path, ("equipment:\n", "omission: can-wait\nequipment:\n"))

    assert run(area) == Outcome()
    found = check(area, TODAY, skip={"TXT014"}).findings  # what an area wrote stays in its words
    assert [finding.code for finding in found if finding.span.path in (TASK, OTHER, POLICY)] == []


@pytest.mark.parametrize(
    ("signs", "words", "lines"),
    [
        ("stop_when: [12]\ntell: {first: community-nurse}\n", "The signs cannot be read.", 0),
        ("stop_when: [Pain]\ntell: {emergency: '999'}\n", "The task does not say who to tell first.", 11),
        ("stop_when: [Pain]\n", "The task does not say who to tell first.", 11),
        ("tell: {first: community-nurse}\n", "`tell` has no signs beside it. Who to ring belongs to the levels of `stop_when` now.", 11),
        ("stop_when: {urgent: {tell: x, signs: [y]}}\ntell: {first: z}\n", "`tell` belongs to the levels of `stop_when` now.", 0),
    ],
)  # fmt: skip
def test_what_cannot_be_brought_to_the_new_form_is_asked_and_stays(area, signs, words, lines):
    give_signs(area, signs)

    outcome = run(area)

    assert TASK not in outcome.texts
    assert asked(outcome, TASK) == [words]
    assert [len(question.lines) for question in outcome.questions if question.span.path == TASK] == [lines]


def test_a_task_whose_fields_do_not_begin_a_line_is_asked_about_and_stays(area):
    text = '{id: x, status: own-role, stop_when: [Pain], tell: {first: community-nurse, emergency: "999"}}\n'
    (area / "framework/tasks/x.yaml").write_text(text)

    outcome = run(area)

    assert "framework/tasks/x.yaml" not in outcome.texts
    assert asked(outcome, "framework/tasks/x.yaml") == [
        "The signs cannot be changed, because its fields do not begin a line."
    ]


# The policy and the settings


def test_triggers_mean_the_same_and_those_that_policies_ask_of_every_task_are_named(area):
    edit(
        area,
        POLICY,
        (
            "    stops: true\n    basis: design-default\n  - id: change-in-condition",
            "    stops: true  # always\n    basis: design-default\n  - id: change-in-condition",
        ),
    )
    outcome = run(area)
    triggers = parse_document(outcome.texts[POLICY] or "", POLICY).data["triggers"]

    assert [(one["id"], one["holds_for"], one["does"], "stops" in one) for one in triggers] == [
        ("hospital-admission", "named-tasks", "stop", False),
        ("change-in-condition", "named-tasks", "stop", False),
        ("new-prescription", "named-tasks", "stop", False),
        ("incident", "named-tasks", "go-on", False),
        ("long-gap", "named-tasks", "go-on", False),
    ]
    assert "    holds_for: named-tasks\n    does: stop  # always\n" in (outcome.texts[POLICY] or "")
    words, meanwhile = asked(outcome, POLICY)
    assert meanwhile.endswith(
        "after `hospital-admission`, `change-in-condition`, `new-prescription`, `incident` or `long-gap`."
    )
    assert words.startswith("Only tasks that name `hospital-admission`, `change-in-condition` and `incident` stop")


def test_a_trigger_that_now_holds_for_every_task_is_left_out_of_the_tasks(area):
    write(area, run(area))
    edit(area, POLICY, ("holds_for: named-tasks\n    does: stop", "holds_for: every-task\n    does: stop"))
    edit(
        area,
        OTHER,
        ("[hospital-admission, change-in-condition, new-prescription, incident, long-gap]", "[hospital-admission]"),
    )

    outcome = run(area)

    assert "decide_again_when: [incident, long-gap]\n" in (outcome.texts[TASK] or "")
    assert "decide_again_when" not in (outcome.texts[OTHER] or "")
    write(area, outcome)
    assert run(area).texts == {}


def test_a_comment_beside_the_last_trigger_is_not_lost(area):
    write(area, run(area))
    edit(area, POLICY, ("holds_for: named-tasks\n    does: stop", "holds_for: every-task\n    does: stop"))
    edit(
        area,
        TASK,
        (
            "decide_again_when: [hospital-admission, change-in-condition, new-prescription, incident, long-gap]",
            "decide_again_when:\n  # all of them\n  - hospital-admission",
        ),
    )

    outcome = run(area)

    assert TASK not in outcome.texts
    assert "The signs cannot be changed, because a comment in `decide_again_when` would be lost." in asked(
        outcome, TASK
    )


def test_phone_line_signs_and_numbers_come_with_the_program(area):
    edit(area, POLICY, ("triggers:", "# What needs a new decision.\ntriggers:"))
    outcome = run(area)

    policy = parse_document(outcome.texts[POLICY] or "", POLICY).data
    assert policy["phone_lines"][0]["id"] == "nhs-111"
    assert {sign["level"] for sign in policy["signs"]} == {"emergency"}
    assert list(policy).index("signs") + 1 == list(policy).index("triggers")
    assert "# What needs a new decision.\ntriggers:" in (outcome.texts[POLICY] or "")
    assert 'settings:\n  emergency_numbers: ["999", "112"]\n' in (outcome.texts[SETTINGS] or "")


def test_own_phone_lines_and_numbers_stay(area):
    edit(
        area,
        POLICY,
        ("triggers:", "# ours\nphone_lines:\n  - {id: ours, title: Us, staffed: office-hours, summary: x}\ntriggers:"),
    )
    edit(area, SETTINGS, ("settings:\n", 'settings:\n  emergency_numbers: ["112"]\n'))

    outcome = run(area)

    policy = parse_document(outcome.texts[POLICY] or "", POLICY).data
    assert [line["id"] for line in policy["phone_lines"]] == ["ours", "nhs-111"]
    assert "# ours\nphone_lines:" in (outcome.texts[POLICY] or "")
    assert SETTINGS not in outcome.texts


@pytest.mark.parametrize("path", [POLICY, SETTINGS])
def test_without_policy_or_settings_nothing_changes(area, path):
    (area / path).write_text("title: [\n")

    outcome = run(area)

    assert outcome.texts == {}
    assert asked(outcome, path) == [
        "The levels of urgency of tasks need this file, which is missing or cannot be read."
    ]


def test_a_value_of_stops_that_is_neither_is_asked_about(area):
    edit(area, POLICY, ("stops: false", "stops: maybe"))

    outcome = run(area)

    assert outcome.texts == {}
    assert asked(outcome, POLICY) == [
        "The file cannot be changed, because `stops` of a trigger is neither true nor false."
    ]


def test_applied_to_its_own_result_it_changes_nothing(area):
    give_signs(area, COMMENTED)
    write(area, run(area))

    assert run(area).texts == {}
    assert run(area).changes == ()
