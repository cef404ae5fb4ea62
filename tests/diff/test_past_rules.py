"""What a report says of the rules of earlier days."""

import json
from datetime import date

import pytest
import yaml

from pa_framework.diff.as_json import as_json
from pa_framework.diff.as_markdown import as_markdown
from pa_framework.diff.as_text import as_text
from pa_framework.diff.past_lines import lines_to_paste
from pa_framework.diff.wording import headline
from tests.builders.worlds import POLICY, TASK, WORLD, Edit, edited, report, role
from tests.paths import SMALL

NURSE = role("community-nurse")
MONTHS = "review_every: {months: 12, basis: design-default}"
#: One change of each kind of record → the lines that the report prints.
CHANGES: dict[str, tuple[list[Edit], list[str]]] = {
    "a number in a task": (
        [(TASK, MONTHS, "review_every: {months: 6, basis: local-policy}")],
        [
            "earlier:",
            "  - until: 2026-11-21",
            "    sign_off:",
            "      review_every: {months: 12, basis: design-default}",
        ],
    ),
    "a role in a task": (
        [(TASK, "trained_by: [community-nurse, pa-trainer]", "trained_by: [community-nurse]")],
        ["earlier:", "  - until: 2026-11-21", "    sign_off:", "      trained_by: [community-nurse, pa-trainer]"],
    ),
    "several fields of a task": (
        [
            (TASK, "risk: medium", "risk: high"),
            (TASK, "scope: one-person", "scope: transferable"),
            (
                TASK,
                "requires: {infection-prevention: independent, record-keeping: independent}",
                "requires: {infection-prevention: independent}",
            ),
        ],
        [
            "earlier:",
            "  - until: 2026-11-21",
            "    scope: one-person",
            "    risk: medium",
            "    requires: {record-keeping: independent}",
        ],
    ),
    "a field that was not there": (
        [(TASK, "omission: harmful", "rescue: {refresh_every: {months: 6, basis: law}}\nomission: harmful")],
        ["earlier:", "  - until: 2026-11-21", "    rescue: null"],
    ),
    "a role": (
        [(NURSE, "may_train: {nutrition: high, medicines: high}", "may_train: {nutrition: low, first-aid: low}")],
        ["earlier:", "  - until: 2026-11-21", "    may_train: {nutrition: high, medicines: high, first-aid: null}"],
    ),
    "a trigger": (
        [(POLICY, "holds_for: named-tasks, does: go-on,", "holds_for: every-task, does: go-on-until, days: 3,")],
        ["earlier:", "  - until: 2026-11-21", "    holds_for: named-tasks", "    does: go-on", "    days: null"],
    ),
}


def paste(world: dict[str, str], path: str, lines: list[str] | tuple[str, ...]) -> dict[str, str]:
    return {**world, path: world[path] + "".join(f"{line}\n" for line in lines)}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_of_a_rule_without_what_held_before_is_noticed(name: str) -> None:
    edits, lines = CHANGES[name]
    (change,) = report(WORLD, edited(WORLD, edits)).past.undated
    assert list(lines_to_paste(change)) == lines
    assert change.span.path == edits[0][0]


@pytest.mark.parametrize("name", [name for name, (edits, _) in CHANGES.items() if edits[0][0] != POLICY])
def test_with_the_lines_pasted_nothing_is_left_to_say(name: str) -> None:
    edits, lines = CHANGES[name]
    made = report(WORLD, paste(edited(WORLD, edits), edits[0][0], lines))
    assert (made.past.undated, made.past.rewritten) == ((), ())
    assert not any("earlier" in loosening.weakened.field for loosening in made.loosenings)


def test_the_lines_of_a_report_stand_in_each_format() -> None:
    edits, lines = CHANGES["a number in a task"]
    made = report(WORLD, edited(WORLD, edits))
    assert "What held until now is missing from 1 record. Add it before the change goes in." in headline(made)
    assert "No safety rule is loosened." not in headline(made)
    assert json.loads(as_json(made))["nothing_is_open"] is False
    assert "\n".join(f"        {line}" for line in lines) in as_text(made)
    assert "\n".join(["    ```yaml", *(f"    {line}" for line in lines), "    ```"]) in as_markdown(made)
    (undated,) = json.loads(as_json(made))["undated"]
    assert undated["lines"] == lines
    assert (undated["until"], undated["record"]["id"], undated["fields"]) == (
        "2026-11-21",
        "gastrostomy-feed",
        ["time between reviews"],
    )
    assert yaml.safe_load("\n".join(undated["lines"]))["earlier"][0]["sign_off"]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (TASK, "summary: Liquid food", "summary: Food"),
        (TASK, "There is pain", "There is much pain"),
        (TASK, "review_every: {months: 12, basis: design-default}", "review_every: {months: 12, basis: law}"),
        (TASK, "trained_by: [community-nurse, pa-trainer]", "trained_by: [pa-trainer, community-nurse]"),
        (NURSE, "title: Community nurse", "title: District nurse"),
        (POLICY, "summary: A mistake can kill.", "summary: A mistake may kill."),
    ],
)
def test_what_no_sign_off_is_judged_by_may_change(path: str, old: str, new: str) -> None:
    assert report(WORLD, edited(WORLD, [(path, old, new)])).past.undated == ()


HELD = "earlier:\n  - {until: 2026-03-31, risk: high}\n  - {until: 2025-03-31, risk: low, asks_of_old_sign_offs: {do: review}}\n"
BEFORE = edited(WORLD, [(TASK, "", HELD)])
#: What becomes of the entries → the days of which the rules differ.
REWRITTEN: dict[str, tuple[list[Edit], list[tuple[str, str]]]] = {
    "nothing": ([(TASK, "risk: medium", "risk: medium  # a comment")], []),
    "an entry in other lines": (
        [(TASK, "  - {until: 2026-03-31, risk: high}\n", "  - until: 2026-03-31\n    risk: high\n")],
        [],
    ),
    "another value": (
        [(TASK, "2026-03-31, risk: high", "2026-03-31, risk: medium")],
        [("2025-04-01", "2026-03-31")],
    ),
    "another day, earlier": (
        [(TASK, "2026-03-31", "2025-12-31")],
        [("2026-01-01", "2026-03-31")],
    ),
    "another day, later": (
        [(TASK, "2026-03-31", "2026-06-30")],
        [("2026-04-01", "2026-06-30")],
    ),
    "gone": (
        [(TASK, "  - {until: 2026-03-31, risk: high}\n", "")],
        [("2025-04-01", "2026-03-31")],
    ),
    "all gone": ([(TASK, HELD, "")], [("", "2025-03-31"), ("2025-03-31", "2025-03-31"), ("2025-04-01", "2026-03-31")]),
    "one more in the past": (
        [(TASK, HELD, HELD + "  - {until: 2024-03-31, risk: medium}\n")],
        [("", "2024-03-31")],
    ),
    "it asks nothing any more": (
        [(TASK, ", asks_of_old_sign_offs: {do: review}", "")],
        [("2025-03-31", "2025-03-31")],
    ),
    "it asks something else": (
        [(TASK, "{do: review}", "{do: reassess, by: 2027-01-01}")],
        [("2025-03-31", "2025-03-31")],
    ),
}


@pytest.mark.parametrize("name", REWRITTEN)
def test_what_is_said_of_the_past_does_not_change_silently(name: str) -> None:
    edits, wanted = REWRITTEN[name]
    made = report(BEFORE, edited(BEFORE, edits))
    assert [(str(past.first or ""), str(past.last)) for past in made.past.rewritten] == wanted
    assert made.past.undated == ()
    if wanted:
        assert "No safety rule is loosened." not in headline(made)
        assert made.agreement_of == ("phb-clinical-lead",)
        assert "Rewrites the past" in as_text(made)
        assert [past["to"] for past in json.loads(as_json(made))["rewritten"]] == [last for _, last in wanted]


def test_one_more_change_of_a_rule_is_one_more_entry() -> None:
    made = report(BEFORE, edited(BEFORE, [(TASK, "scope: one-person", "scope: transferable")]))
    (change,) = made.past.undated
    assert lines_to_paste(change) == ("- until: 2026-11-21", "  scope: one-person")
    assert made.past.rewritten == ()
    head = edited(
        BEFORE,
        [
            (TASK, "scope: one-person", "scope: transferable"),
            (TASK, "earlier:\n", "earlier:\n  - until: 2026-11-21\n    scope: one-person\n"),
        ],
    )
    assert report(BEFORE, head).past == type(made.past)()


def test_an_entry_that_holds_only_a_part_is_told_the_rest() -> None:
    head = edited(
        WORLD,
        [
            (TASK, "scope: one-person", "scope: transferable"),
            (TASK, "risk: medium", "risk: high"),
            (TASK, "", "earlier:\n  - {until: 2026-11-21, scope: one-person}\n"),
        ],
    )
    made = report(WORLD, head)
    (change,) = made.past.undated
    assert (change.where, lines_to_paste(change)) == ("same-entry", ("risk: medium",))
    assert made.past.rewritten == ()


def test_a_rule_that_is_said_to_have_changed_weeks_ago_rewrites_these_weeks() -> None:
    head = edited(
        WORLD, [(TASK, "risk: medium", "risk: high"), (TASK, "", "earlier:\n  - {until: 2026-10-31, risk: medium}\n")]
    )
    made = report(WORLD, head)
    assert made.past.undated == ()
    assert [(past.first, past.last) for past in made.past.rewritten] == [(date(2026, 11, 1), date(2026, 11, 21))]


def test_a_tier_says_what_it_demanded() -> None:
    policy = (SMALL / POLICY).read_text(encoding="utf-8")
    before, medium, after = policy.partition("  - id: medium\n")
    made = report(WORLD, {**WORLD, POLICY: before + medium + after.replace("months: 12", "months: 6", 1)})
    (change,) = made.past.undated
    assert (change.kind, change.id) == ("tier", "medium")
    assert lines_to_paste(change)[2:] == ("    demands: {review_within_months: 12}",)


def test_a_new_name_for_a_role_is_no_other_rule() -> None:
    held = edited(WORLD, [(TASK, "", "earlier: [{until: 2026-03-31, sign_off: {trained_by: [dietitian]}}]\n")])
    renamed = {
        path.replace("dietitian", "food-nurse"): text.replace("dietitian", "food-nurse") for path, text in held.items()
    }
    made = report(held, renamed)
    assert (made.past.undated, made.past.rewritten) == ((), ())


def test_an_earlier_rule_is_told_in_words() -> None:
    made = report(WORLD, edited(WORLD, [(TASK, "", "earlier: [{until: 2026-03-31, risk: low}]\n")]))
    (change,) = made.changed.records
    (field,) = change.fields
    assert field.label == "earlier rules"
    assert "risk: Lower risk" in field.after
    assert "31 March 2026" in field.after


#: Rules of a day to come, beside what they are called where they are looser than the rules of today.
FOR_NOW = [
    ("sign_off: {observed_practices: {at_least: 1}}", "observed practices"),
    ("sign_off: {review_every: {months: 18}}", "time between reviews"),
    ("requires: {record-keeping: null}", "requires Keeping records"),
]


@pytest.mark.parametrize(("rule", "field"), FOR_NOW)
def test_a_rule_with_a_last_day_to_come_that_asks_less_is_a_loosening(rule: str, field: str) -> None:
    made = report(WORLD, edited(WORLD, [(TASK, "", f"earlier:\n  - {{until: 2027-11-30, {rule}}}\n")]))
    (loosening,) = made.loosenings

    assert (loosening.weakened.field, made.version.step) == (field, "minor")
    assert "its last day is still to come" in loosening.weakened.note
    assert "This change loosens a safety rule." in headline(made)


@pytest.mark.parametrize(
    "entry",
    [
        "{until: 2027-11-30, sign_off: {observed_practices: {at_least: 6}}}",
        "{until: 2026-11-21, sign_off: {observed_practices: {at_least: 1}}}",
    ],
)
def test_what_held_earlier_loosens_nothing(entry: str) -> None:
    made = report(WORLD, edited(WORLD, [(TASK, "", f"earlier:\n  - {entry}\n")]))

    assert made.loosenings == ()


def test_a_rule_to_come_that_stays_as_it_was_is_no_change() -> None:
    held = edited(
        WORLD, [(TASK, "", "earlier:\n  - {until: 2027-11-30, sign_off: {observed_practices: {at_least: 1}}}\n")]
    )

    assert report(held, edited(held, [(TASK, "equipment: [Feed pump]", "equipment: [Any pump]")])).loosenings == ()
