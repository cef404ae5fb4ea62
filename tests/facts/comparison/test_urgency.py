"""Prepared edits of signs, contacts, fallbacks and triggers: the line that each must produce, and those that loosen nothing."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

from pa_framework.diff.as_text import as_text
from pa_framework.diff.wording import headline
from pa_framework.records.yaml_source import Route, leaves, parse_document
from tests.builders.worlds import FRAMEWORK, NEVER, POLICY, TASK, WORLD, Edit, edited, loosened, report, role

_LINE = '  - {id: nhs-111, title: NHS 111, number: "111", staffed: day-and-night, summary: Medical help that is no emergency.}\n'
_ADMISSION = "  - {id: hospital-admission, title: Hospital admission, summary: Health may have changed., holds_for: every-task, does: stop, basis: design-default}\n"
_SORE = "  - {id: sore-skin, text: The skin is sore, level: same-day}\n"
_SIGNS = """\
stop_when:
  emergency:
    signs: [choking, cannot-be-woken, {text: The limit in the plan is reached, do: Sit the person up.}]
  urgent:
    tell: community-nurse
    out_of_hours: nhs-111
    signs:
      - The tube has moved or come out
      - {text: The alarm does not clear, tell: pump-line, do: Switch the pump off.}
  same_day:
    tell: community-nurse
    out_of_hours: nhs-111
    signs: [sore-skin, The bag leaks]
omission: harmful
if_no_one_may:
  - Ring the community nursing team. Say that the feed is due.
  - After two missed feeds, ring NHS 111.
"""
_SHARED = f"""\
phone_lines:
{_LINE}\
  - {{id: pump-line, title: Pump helpline, staffed: day-and-night, summary: The pump.}}
  - {{id: office-line, title: Office line, number: "0100 000", staffed: office-hours, summary: Questions.}}
  - {{id: night-team, title: Night team, staffed: out-of-hours, summary: Nurses at night.}}
signs:
  - id: choking
    text: The person is choking
    level: emergency
    do: Stop the feed.
    sounds_like: [choking, chokes]
  - {{id: cannot-be-woken, text: The person cannot be woken, level: emergency}}
{_SORE}\
triggers:
{_ADMISSION}\
  - {{id: incident, title: Something went wrong, summary: Look at the task again., holds_for: named-tasks, does: stop, basis: design-default}}
  - {{id: nurse-leaves, title: The nurse leaves, summary: Someone else must decide., holds_for: every-task, does: go-on-until, days: 28, if_it_keeps_alive: [Carry on until someone takes over.], meanwhile: [Ring the nursing team., Write down who answers.], basis: design-default}}
  - {{id: long-gap, title: A long gap, summary: Hands forget., holds_for: named-tasks, does: stop, gap: {{months: 3, basis: design-default}}, basis: design-default}}
"""
_DEMANDS = """\
      with_person: 2
      different_days: 2
      assessed_within_days: 56
      reassess_after_lapse_days: 90
      expired_competence: lapsed
"""


def _part(path: str, first: str, end: str) -> str:
    """The part of a record of the small world from one field up to another."""
    text = WORLD[path]
    return text[text.index(f"\n{first}:") + 1 : text.index(f"\n{end}:") + 1]


_MEDIUM = "summary: A mistake can do harm that needs treatment.\n    demands:\n"
#: A world with more of each: contacts of every rank, signs with first steps, a trigger that lets the PA go on for a time.
RICH = edited(
    WORLD,
    [
        (TASK, _part(TASK, "stop_when", "equipment"), _SIGNS),
        (TASK, "decide_again_when: [incident]", "decide_again_when: [incident, long-gap]"),
        (TASK, "scope: one-person", "scope: one-person\nindividual_plan: required"),
        (POLICY, _part(POLICY, "phone_lines", "decision_aid"), _SHARED),
        (POLICY, _MEDIUM, _MEDIUM + _DEMANDS),
        (role("phb-clinical-lead"), "accountable: true\n", "accountable: true\nstaffed: day-and-night\n"),
    ],
)
EXCEPTION = edited(
    RICH,
    [
        (
            TASK,
            "status: delegable",
            "status: by-exception\nauthority: The clinical lead of the area\ncondition: No nurse can come in time",
        )
    ],
)
RESCUE = edited(
    RICH,
    [(TASK, "omission: harmful", "omission: harmful\nrescue: {refresh_every: {months: 6, basis: design-default}}")],
)
PIPE = "The tube has moved or come out"
_SAME_DAY = "  same_day:\n    tell: community-nurse\n    out_of_hours: nhs-111\n    signs: [sore-skin, The bag leaks]\n"
FEED = "Give a feed through a gastrostomy tube"

#: What it is: the world before, the edits, the kinds of loosening, a line of the section for each.
LOOSER: dict[str, tuple[dict[str, str], list[Edit], list[str], list[str]]] = {
    # signs of a task
    "a sign is taken out": (
        RICH,
        [(TASK, f"      - {PIPE}\n", "")],
        ["stop-sign-gone"],
        [f"urgent signs: “{PIPE}” is gone"],
    ),
    "a sign of the policy is taken out": (
        RICH,
        [(TASK, "[choking, cannot-be-woken,", "[cannot-be-woken,")],
        ["stop-sign-gone"],
        ["signs of an emergency: “The person is choking” is gone"],
    ),
    "an emergency becomes urgent": (
        RICH,
        [(TASK, "[choking, cannot-be-woken,", "[cannot-be-woken,"), (TASK, f"      - {PIPE}\n", f"      - {PIPE}\n      - choking\n")],
        ["sign-moved-down"],
        ["how urgent “The person is choking” is: emergency, 999 → urgent, Community nurse (in office hours)"],
    ),
    "an urgent sign is for the same day": (
        RICH,
        [(TASK, f"      - {PIPE}\n", ""), (TASK, "[sore-skin,", f"[{PIPE}, sore-skin,")],
        ["sign-moved-down"],
        [f"how urgent “{PIPE}” is: urgent, Community nurse (in office hours) → same day, Community nurse (in office hours)"],
    ),
    "a sign is reworded and moved down": (
        RICH,
        [(TASK, f"      - {PIPE}\n", ""), (TASK, "[sore-skin,", "[The tube moved or it came out, sore-skin,")],
        ["sign-moved-down"],
        [f"how urgent “{PIPE}” is: urgent"],
    ),
    "a milder sentence in place of a sign of the policy": (
        RICH,
        [(TASK, "[choking, cannot-be-woken,", "[The person is choking badly, cannot-be-woken,")],
        ["first-step-gone", "shared-sign-replaced"],
        ["sign of the policy: The person is choking → The person is choking badly", "“Stop the feed.” is gone"],
    ),
    "a reason takes the place of every emergency": (
        RICH,
        [(TASK, "signs: [choking, cannot-be-woken, {text: The limit in the plan is reached, do: Sit the person up.}]", "none_because: Nothing about a feed is an emergency")],
        ["no-emergency", "stop-sign-gone", "stop-sign-gone", "stop-sign-gone"],
        ["signs of an emergency: 3 signs → none, because: Nothing about a feed is an emergency", "“The person cannot be woken” is gone"],
    ),
    "what to do first is taken out": (
        RICH,
        [(TASK, "{text: The limit in the plan is reached, do: Sit the person up.}", "The limit in the plan is reached")],
        ["first-step-gone"],
        ["what to do first at “The limit in the plan is reached”: “Sit the person up.” is gone"],
    ),
    # contacts of a task
    "the urgent contact is of lower rank": (
        RICH,
        [(TASK, "tell: community-nurse\n    out_of_hours: nhs-111\n    signs:\n", "tell: pa-trainer\n    out_of_hours: nhs-111\n    signs:\n")],
        ["contact-lower"],
        ["who to ring, urgent: Community nurse (in office hours) → PA trainer (in office hours)"],
    ),
    "no one out of hours": (
        RICH,
        [(TASK, "tell: community-nurse\n    out_of_hours: nhs-111\n    signs:\n", "tell: community-nurse\n    signs:\n")],
        ["tell-gone"],
        ["who to ring out of hours, urgent: “NHS 111 (day and night)” is gone"],
    ),
    "out of hours a line that is not staffed then": (
        RICH,
        [(TASK, "tell: community-nurse\n    out_of_hours: nhs-111\n    signs:\n", "tell: community-nurse\n    out_of_hours: office-line\n    signs:\n")],
        ["contact-lower"],
        ["who to ring out of hours, urgent: NHS 111 (day and night) → Office line (in office hours)"],
    ),
    "a sign rings no one of its own": (
        RICH,
        [(TASK, ", tell: pump-line", "")],
        ["contact-lower"],
        ["who to ring, “The alarm does not clear”: Pump helpline (day and night) → Community nurse (in office hours)"],
    ),
    "the emergency number is none": (
        RICH,
        [(TASK, "  emergency:\n", "  emergency:\n    tell: \"0100 999\"\n")],
        ["tell-gone"],
        ["who to ring, emergency: “999” is gone"],
    ),
    "a line in place of the emergency number": (
        RICH,
        [(TASK, "  emergency:\n", "  emergency:\n    tell: \"111\"\n")],
        ["contact-lower"],
        ["who to ring, emergency: 999 → NHS 111 (day and night)"],
    ),
    # what tasks share
    "a sign of the policy at a lower level": (
        RICH,
        [(POLICY, "level: emergency\n    do:", "level: urgent\n    do:")],
        ["sign-floor-lower"],
        ["how urgent it is: emergency → urgent"],
    ),
    "a sign of the policy is deleted, and tasks list it no more": (
        RICH,
        [
            (POLICY, _SORE, ""),
            (TASK, "[sore-skin, The bag leaks]", "[The bag leaks]"),
        ],
        ["shared-sign-gone"],
        ["The skin is sore (sign sore-skin): the whole sign: there → deleted"],
    ),
    "a sign of the policy is deleted, and a task lists it": (
        RICH,
        [(POLICY, _SORE, "")],
        ["shared-sign-gone"],
        ["the whole sign: there → deleted"],
    ),
    "the checker finds less": (
        RICH,
        [(POLICY, "sounds_like: [choking, chokes]", "sounds_like: [chokes]")],
        ["found-less"],
        ["words by which it is found: “choking” → no longer"],
    ),
    "the policy no longer says what to do first": (
        RICH,
        [(POLICY, "    do: Stop the feed.\n", "")],
        ["first-step-gone"],
        ["The person is choking (sign choking): what to do first: “Stop the feed.” is gone"],
    ),
    "a line has no number": (
        RICH,
        [(POLICY, "title: NHS 111, number: \"111\",", "title: NHS 111,")],
        ["number-gone"],
        ["NHS 111 (phone line nhs-111): number: “111” is gone"],
    ),
    "a line is not staffed at night": (
        RICH,
        [(POLICY, "title: Pump helpline, staffed: day-and-night", "title: Pump helpline, staffed: office-hours")],
        ["staffed-less"],
        ["when someone answers: day and night → in office hours"],
    ),
    "a line is deleted that a task names": (
        RICH,
        [(POLICY, "  - {id: pump-line, title: Pump helpline, staffed: day-and-night, summary: The pump.}\n", "")],
        ["phone-line-gone"],
        ["Pump helpline (phone line pump-line): the whole phone line: there → deleted"],
    ),
    "a role is not there at night": (
        RICH,
        [(role("phb-clinical-lead"), "staffed: day-and-night\n", "")],
        ["staffed-less"],
        ["when the role can be reached: day and night → in office hours"],
    ),
    "a role that is rung is not accountable": (
        edited(RICH, [(TASK, "tell: pump-line", "tell: dietitian")]),
        [(role("dietitian"), "accountable: true", "accountable: false")],
        ["contact-lower"],
        ["what kind of role is rung: an accountable role → a registered role"],
    ),
    "a role that is rung is deleted": (
        edited(RICH, [(TASK, "tell: pump-line", "tell: pharmacist")]),
        [(role("pharmacist"), "", "")],
        ["tell-gone"],
        ["Pharmacist (role pharmacist): the whole role: there → deleted"],
    ),
    "an emergency number of the framework is gone": (
        RICH,
        [(FRAMEWORK, '["999", "112"]', '["112"]')],
        ["emergency-numbers"],
        ["emergency numbers: 999 and 112 → 112"],
    ),
    "no emergency number at all": (
        RICH,
        [(FRAMEWORK, '  emergency_numbers: ["999", "112"]\n', "")],
        ["emergency-numbers"],
        ["emergency numbers: 999 and 112 → none"],
    ),
    # fallback and rescue
    "leaving it out can wait": (
        RICH,
        [(TASK, "omission: harmful", "omission: can-wait")],
        ["omission-can-wait"],
        ["what happens if it is left out: harms the person → can wait"],
    ),
    "a line of the fallback is gone": (
        RICH,
        [(TASK, "  - After two missed feeds, ring NHS 111.\n", "")],
        ["fallback-gone"],
        ["if no one may do it: “After two missed feeds, ring NHS 111.” is gone"],
    ),
    "a longer time between refreshers": (
        RESCUE,
        [(TASK, "months: 6, basis: design-default}}\n", "months: 18, basis: design-default}}\n")],
        ["refresher-longer"],
        ["time between refreshers: 6 months → 18 months"],
    ),
    # triggers
    "a trigger for every task is for those that name it": (
        RICH,
        [(POLICY, "holds_for: every-task, does: stop", "holds_for: named-tasks, does: stop")],
        ["trigger-narrower"],
        ["which tasks it holds for: every delegated task → tasks that name it"],
    ),
    "a trigger lets the PA go on for a time": (
        RICH,
        [(POLICY, "holds_for: every-task, does: stop", "holds_for: every-task, does: go-on-until, days: 14")],
        ["trigger-goes-on"],
        ["until there is a new decision: stop → carry on for 14 days, then stop"],
    ),
    "a trigger lets the PA go on for good": (
        RICH,
        [(POLICY, "does: go-on-until, days: 28,", "does: go-on,")],
        ["trigger-goes-on"],
        ["until there is a new decision: carry on for 28 days, then stop → carry on"],
    ),
    "a trigger lets the PA go on for longer": (
        RICH,
        [(POLICY, "days: 28", "days: 56")],
        ["trigger-days-longer"],
        ["days that the PA may go on: 28 days → 56 days"],
    ),
    "what to do meanwhile is gone": (
        RICH,
        [(POLICY, "[Ring the nursing team., Write down who answers.]", "[Write down who answers.]")],
        ["meanwhile-gone"],
        ["what to do meanwhile: “Ring the nursing team.” is gone"],
    ),
    "what to do where the task keeps the person alive is gone": (
        RICH,
        [(POLICY, "if_it_keeps_alive: [Carry on until someone takes over.], ", "")],
        ["meanwhile-gone"],
        ["what to do if the task keeps the person alive: “Carry on until someone takes over.” is gone"],
    ),
    "a longer gap": (
        RICH,
        [(POLICY, "gap: {months: 3,", "gap: {months: 6,")],
        ["gap-longer"],
        ["months without doing it: 3 months → 6 months"],
    ),
    "a trigger for every task is deleted": (
        RICH,
        [(POLICY, _ADMISSION, "")],
        ["trigger-gone"],
        ["Hospital admission (trigger hospital-admission): a trigger for a new decision: there → deleted"],
    ),
    "a task names a trigger no more": (
        RICH,
        [(TASK, "[incident, long-gap]", "[long-gap]")],
        ["fewer-triggers"],
        ["Something went wrong: decide again → no new decision"],
    ),
    # status and tier
    "an exception is no exception": (
        EXCEPTION,
        [(TASK, "status: by-exception\nauthority: The clinical lead of the area\ncondition: No nurse can come in time", "status: delegable")],
        ["no-longer-exception"],
        ["what it is: delegated only by exception, with a chain → may be delegated, with a chain"],
    ),
    "an exception is no exception, and a sign is gone with it": (
        EXCEPTION,
        [
            (TASK, "status: by-exception\nauthority: The clinical lead of the area\ncondition: No nurse can come in time", "status: delegable"),
            (TASK, f"      - {PIPE}\n", ""),
        ],
        ["no-longer-exception", "stop-sign-gone"],
        [],
    ),
    "a never-task may be done by exception": (
        RICH,
        [
            (NEVER, "status: never", "status: by-exception"),
            (NEVER, "why_never: It is a clinical decision.\ndone_by: [The prescriber]\n", ""),
        ],
        ["no-longer-never"],
        ["never delegated → delegated only by exception, with a chain"],
    ),
    "no one has to allow the exception": (
        EXCEPTION,
        [(TASK, "authority: The clinical lead of the area\n", "")],
        ["exception-wider"],
        ["who must allow the exception: “The clinical lead of the area” is gone"],
    ),
    "no plan for this person": (
        RICH,
        [(TASK, "individual_plan: required\n", "")],
        ["plan-not-required"],
        ["individual plan: required → no longer"],
    ),
    **{
        f"the tier asks for less: {name}": (RICH, [(POLICY, was, now)], ["tier-demands-less"], [line])
        for name, was, now, line in (
            ("with the person", "with_person: 2", "with_person: 1", "practices with the person: 2 → 1"),
            ("days", "      different_days: 2\n", "", "different days: 2 → no number"),
            ("until the assessment", "within_days: 56", "within_days: 90", "days from training to assessment: 56 → 90"),
            ("after a lapse", "lapse_days: 90", "lapse_days: 180", "that call for assessment again: 90 → 180"),
            ("expired", "competence: lapsed", "competence: due", "runs out: the PA stops until it is renewed → renew it"),
        )
    },
}  # fmt: skip

#: What the mirror image of an edit loosens, where it loosens something.
MIRRORED = {
    "a role that is rung is not accountable": ["answers-for-itself"],
    "a role that is rung is deleted": ["new-role"],
    "an emergency number of the framework is gone": ["emergency-numbers"],
}

#: Edits that loosen something both ways.
BOTH: dict[str, tuple[dict[str, str], list[Edit], list[str], list[str]]] = {
    "a task is marked as one for rescue": (
        RICH,
        [(TASK, "omission: harmful", "omission: harmful\nrescue: {refresh_every: {months: 6, basis: design-default}}")],
        ["rescue-now"],
        ["refresher-longer"],
    ),
    "another usual emergency number": (
        RICH,
        [(FRAMEWORK, '["999", "112"]', '["112", "999"]')],
        ["emergency-numbers"],
        ["emergency-numbers"],
    ),
    "one more emergency number": (
        RICH,
        [(FRAMEWORK, '["999", "112"]', '["999", "112", "0100"]')],
        ["emergency-numbers"],
        ["emergency-numbers"],
    ),
    "a line by day becomes one by night": (
        RICH,
        [(POLICY, "staffed: office-hours, summary: Questions.", "staffed: out-of-hours, summary: Questions.")],
        ["staffed-less"],
        ["staffed-less"],
    ),
}

#: Edits that loosen nothing; the other way round they may.
NOT_LOOSER: dict[str, tuple[dict[str, str], list[Edit]]] = {
    "a new sign": (RICH, [(TASK, f"      - {PIPE}\n", f"      - {PIPE}\n      - There is a fever\n")]),
    "a sign moves up": (
        RICH,
        [(TASK, f"      - {PIPE}\n", ""), (TASK, "[choking,", f"[{PIPE}, choking,")],
    ),
    "every sign of a level moves up": (
        RICH,
        [(TASK, _SAME_DAY, ""), (TASK, f"      - {PIPE}\n", f"      - {PIPE}\n      - sore-skin\n      - The bag leaks\n")],
    ),
    "every sign of a level moves up, and a new one there rings no one out of hours": (
        RICH,
        [
            (TASK, _SAME_DAY, "  same_day:\n    tell: community-nurse\n    signs: [There is a fever]\n"),
            (TASK, f"      - {PIPE}\n", f"      - {PIPE}\n      - sore-skin\n      - The bag leaks\n"),
        ],
    ),
    "signs in another order": (RICH, [(TASK, "[choking, cannot-be-woken,", "[cannot-be-woken, choking,")]),
    "a sentence as a group": (RICH, [(TASK, f"      - {PIPE}\n", f"      - {{text: {PIPE}}}\n")]),
    "an id in place of the same sentence": (
        edited(RICH, [(TASK, "[sore-skin,", "[The skin is sore.,")]),
        [(TASK, "[The skin is sore.,", "[sore-skin,")],
    ),
    "what to do first is new": (RICH, [(TASK, f"      - {PIPE}\n", f"      - {{text: {PIPE}, do: Stop the feed.}}\n")]),
    "a number in place of its line": (
        RICH,
        [(TASK, "out_of_hours: nhs-111\n    signs:\n", "out_of_hours: \"111\"\n    signs:\n")],
    ),
    "a line that is staffed at night in place of NHS 111": (
        RICH,
        [(TASK, "out_of_hours: nhs-111\n    signs:\n", "out_of_hours: night-team\n    signs:\n")],
    ),
    "the usual number, written": (RICH, [(TASK, "  emergency:\n", "  emergency:\n    tell: \"999\"\n")]),
    "another emergency number that is listed": (RICH, [(TASK, "  emergency:\n", "  emergency:\n    tell: \"112\"\n")]),
    "a contact of higher rank at every hour": (
        RICH,
        [(TASK, "tell: community-nurse\n    out_of_hours: nhs-111\n    signs:\n", "tell: nhs-111\n    signs:\n")],
    ),
    "another role of the same rank and hours": (
        RICH,
        [(TASK, "tell: community-nurse\n    out_of_hours: nhs-111\n    signs:\n", "tell: dietitian\n    out_of_hours: nhs-111\n    signs:\n")],
    ),
    "someone to ring out of hours": (
        edited(RICH, [(TASK, _SAME_DAY, _SAME_DAY.replace("    out_of_hours: nhs-111\n", ""))]),
        [(TASK, "    signs: [sore-skin", "    out_of_hours: nhs-111\n    signs: [sore-skin")],
    ),
    "a role is there at night": (RICH, [(role("dietitian"), "accountable: true", "accountable: true\nstaffed: day-and-night")]),
    "a new line": (RICH, [(POLICY, "phone_lines:\n", "phone_lines:\n  - {id: new-line, title: New line, staffed: office-hours, summary: Questions.}\n")]),
    "lines in another order": (
        RICH,
        [(POLICY, _LINE, ""), (POLICY, "summary: Questions.}\n", "summary: Questions.}\n" + _LINE)],
    ),
    "a sign of the policy at a higher level": (RICH, [(POLICY, "The skin is sore, level: same-day", "The skin is sore, level: urgent")]),
    "more words by which it is found": (RICH, [(POLICY, "[choking, chokes]", "[chokes, choking, choked]")]),
    "emergency numbers are named for the first time": (
        edited(RICH, [(FRAMEWORK, '  emergency_numbers: ["999", "112"]\n', "")]),
        [(FRAMEWORK, "settings:\n", 'settings:\n  emergency_numbers: ["999"]\n')],
    ),
    "leaving it out harms": (
        edited(RICH, [(TASK, "omission: harmful", "omission: can-wait")]),
        [(TASK, "omission: can-wait", "omission: harmful")],
    ),
    "a trigger stops": (RICH, [(POLICY, "does: go-on-until, days: 28,", "does: stop,")]),
    "a trigger that no policy has, before as after": (
        edited(RICH, [(TASK, "[incident, long-gap]", "[incident, long-gap, nothing-such]")]),
        [(TASK, "[incident, long-gap, nothing-such]", "[nothing-such, long-gap, incident]")],
    ),
    "fewer days to go on": (RICH, [(POLICY, "days: 28", "days: 14")]),
    "a trigger holds for every task, and none names it": (
        RICH,
        [
            (POLICY, "Look at the task again., holds_for: named-tasks", "Look at the task again., holds_for: every-task"),
            (TASK, "[incident, long-gap]", "[long-gap]"),
        ],
    ),
    "other words to search for": (RICH, [(POLICY, "days: 28,", "days: 28, also_called: [my nurse left],")]),
    "a task becomes an exception": (RICH, [(TASK, "status: delegable", "status: by-exception\nauthority: The clinical lead\ncondition: At night")]),
    "a shorter time between refreshers": (RESCUE, [(TASK, "months: 6, basis: design-default}}\n", "months: 3, basis: design-default}}\n")]),
    "the tier asks for more": (RICH, [(POLICY, "with_person: 2", "with_person: 3"), (POLICY, "within_days: 56", "within_days: 28")]),
    "the policy gives a sign its summary": (RICH, [(POLICY, "    do: Stop the feed.\n", "    do: Stop the feed.\n    summary: Food blocks the airway.\n")]),
}  # fmt: skip

#: Sentences in other words: only a reader can say what they change, and no report says that nothing is loosened.
UNSURE: dict[str, list[Edit]] = {
    "a sign": [(TASK, f"      - {PIPE}\n", "      - The tube has moved a lot or come out\n")],
    "a sign of the policy": [(POLICY, "text: The person is choking", "text: The person is often choking")],
    "another sentence as a sign of the policy": [(POLICY, "text: The person is choking", "text: It is raining")],
    "what to do first": [(TASK, "do: Sit the person up.", "do: Lay the person flat.")],
    "what the policy says to do first": [(POLICY, "do: Stop the feed.", "do: Speed up the feed.")],
    "a phone number": [(POLICY, 'number: "0100 000"', 'number: "0100 001"')],
    "the name of a line": [(POLICY, "title: Pump helpline", "title: Switchboard")],
    "what to do meanwhile": [(POLICY, "[Ring the nursing team.,", "[Never ring the nursing team.,")],
    "a trigger": [(POLICY, "title: The nurse leaves", "title: The nurse leaves without notice")],
    "what a trigger means": [(POLICY, "summary: Someone else must decide.", "summary: Someone else may decide.")],
    "the fallback": [(TASK, "After two missed feeds", "After three missed feeds in all")],
}


def in_section(base: dict[str, str], head: dict[str, str]) -> str:
    """What the report says under “Loosens a safety rule”, on one line."""
    text = " ".join(as_text(report(base, head)).split())
    assert "No safety rule is loosened" not in text
    return text.partition("Loosens a safety rule")[2].partition("What changed")[0]


@pytest.mark.parametrize("case", LOOSER)
def test_each_loosening_has_its_line(case: str) -> None:
    base, edits, kinds, lines = LOOSER[case]
    head = edited(base, edits)

    assert loosened(base, head) == kinds
    section = in_section(base, head)
    assert [line for line in lines if line not in section] == []
    assert loosened(head, base) == MIRRORED.get(case, [])


@pytest.mark.parametrize("case", BOTH)
def test_an_exchange_is_looser_both_ways(case: str) -> None:
    base, edits, kinds, mirrored = BOTH[case]
    head = edited(base, edits)

    assert (loosened(base, head), loosened(head, base)) == (kinds, mirrored)


#: Those of them that no one can prove: they have free text, or ring someone else.
LEFT_OPEN = {
    "a new sign",
    "every sign of a level moves up",
    "every sign of a level moves up, and a new one there rings no one out of hours",
    "an id in place of the same sentence",
    "what to do first is new",
    "a number in place of its line",
    "a line that is staffed at night in place of NHS 111",
    "the usual number, written",
    "another emergency number that is listed",
    "a contact of higher rank at every hour",
    "another role of the same rank and hours",
    "a new line",
    "more words by which it is found",
    "emergency numbers are named for the first time",
    "a trigger stops",
    "a trigger holds for every task, and none names it",
    "other words to search for",
    "a task becomes an exception",
    "the policy gives a sign its summary",
    "someone to ring out of hours",
    "a role is there at night",
}


@pytest.mark.parametrize("case", NOT_LOOSER)
def test_an_edit_that_loosens_nothing_is_called_no_loosening(case: str) -> None:
    base, edits = NOT_LOOSER[case]
    made = report(base, edited(base, edits))

    assert ([each.weakened.kind for each in made.loosenings], made.unjudged) == ([], ())
    assert {one.reader for one in made.open} == ({"clinician"} if case in LEFT_OPEN else set())
    closed = "No rule asks less from today on." if made.past.undated else "No safety rule is loosened."
    assert (closed in as_text(made)) is (case not in LEFT_OPEN)


@pytest.mark.parametrize("case", UNSURE)
def test_other_words_are_for_a_reader(case: str) -> None:
    head = edited(RICH, UNSURE[case])

    for made in (report(RICH, head), report(head, RICH)):
        assert [one.reader for one in made.open] == ["clinician"]
        assert made.loosenings == ()
        assert "No safety rule is loosened" not in as_text(made)


def test_a_trigger_for_every_task_that_is_deleted_is_one_cause() -> None:
    """It names how many tasks follow, and each task does not say so again."""
    many = {
        TASK.replace("gastrostomy-feed", f"task-{number}"): RICH[TASK]
        .replace("id: gastrostomy-feed", f"id: task-{number}")
        .replace(FEED, f"Task number {number}")
        for number in range(5)
    }
    base = {**RICH, **many}
    head = edited(base, LOOSER["a trigger for every task is deleted"][1])
    (one,) = report(base, head).loosenings

    assert (one.weakened.kind, len(one.weakened.tasks)) == ("trigger-gone", 6)
    assert "Reaches all 6 tasks that may be delegated." in in_section(base, head)


def test_a_deleted_line_and_another_contact_in_the_task_are_two_causes() -> None:
    head = edited(
        RICH, [*LOOSER["a line is deleted that a task names"][1], (TASK, "tell: pump-line", "tell: pa-trainer")]
    )

    found = [(each.weakened.kind, each.weakened.tasks) for each in report(RICH, head).loosenings]

    assert sorted(found) == [("contact-lower", ("gastrostomy-feed",)), ("phone-line-gone", ())]


def test_a_role_that_loses_its_registration_is_one_cause_for_chains_and_signs() -> None:
    head = edited(
        RICH,
        [
            (
                role("community-nurse"),
                'kind: registered\nregister: {body: Nursing and Midwifery Council, check: "https://example.org/register"}\naccountable: true',
                "kind: authorised\naccountable: false\nauthorised_by: [phb-clinical-lead]",
            )
        ],
    )
    (one,) = report(RICH, head).loosenings

    assert (one.weakened.kind, one.weakened.note) == ("registration-gone", "It is also who is rung at signs.")


_OLD_SIGNS = """\
stop_when:
  - The tube has moved or come out
tell: {first: community-nurse, emergency: "999"}
"""


def test_a_task_of_the_first_edition_is_never_said_to_loosen_nothing() -> None:
    base = edited(RICH, [(TASK, _SIGNS, _OLD_SIGNS)])
    made = report(base, RICH)

    assert [(file.path, file.side) for file in made.unjudged] == [(TASK, "base")]
    assert headline(made)[:2] == (
        "1 file could not be judged.",
        "Until then, no one can say that this change loosens nothing.",
    )


def test_many_files_of_the_first_edition_are_one_entry() -> None:
    policy = RICH[POLICY].replace(_SHARED, _SHARED[_SHARED.index("triggers:") :])
    policy = policy.replace("holds_for: every-task, does: stop", "stops: true")
    base = {**edited(RICH, [(TASK, _SIGNS, _OLD_SIGNS)]), POLICY: policy}
    words = " ".join(as_text(report(base, RICH)).split())

    assert "2 files could not be judged. Until then, no one can say that this change loosens nothing." in words
    assert "2 files of the first edition: cannot be compared with what they are now" in words
    assert f"the records before the change first. {POLICY} {TASK}" in words


#: A change of a record that tasks share, whether a PA reads the page of the task again, and whether it touches the task.
READ_AGAIN: dict[str, tuple[Edit, bool, bool]] = {
    "a sign": ((POLICY, "text: The person is choking", "text: The person is often choking"), True, True),
    "what to do first": ((POLICY, "do: Stop the feed.", "do: Sit the person up."), True, True),
    "a line": ((POLICY, 'number: "111"', 'number: "112 1"'), True, True),
    "a trigger for every task": ((POLICY, "days: 28", "days: 14"), True, True),
    "a trigger that the task names": ((POLICY, "gap: {months: 3,", "gap: {months: 2,"), True, True),
    "hours of a role that is rung": ((role("community-nurse"), "accountable: true", "accountable: true\nstaffed: day-and-night"), True, True),
    "the emergency number": ((FRAMEWORK, '["999", "112"]', '["112", "999"]'), True, True),
    "a line that no sign rings": ((POLICY, 'number: "0100 000"', 'number: "0100 001"'), False, False),
    "words by which a sign is found": ((POLICY, "[choking, chokes]", "[choking, chokes, choked]"), False, True),
    "other words for a trigger": ((POLICY, "days: 28,", "days: 28, also_called: [my nurse left],"), False, True),
    "a role of the chain that is not rung": ((role("dietitian"), "accountable: true", "accountable: true\nstaffed: day-and-night"), False, True),
}  # fmt: skip


@pytest.mark.parametrize("case", READ_AGAIN)
def test_who_does_a_task_reads_its_page_again_where_what_it_shows_changed(case: str) -> None:
    edit, again, touched = READ_AGAIN[case]
    made = report(RICH, edited(RICH, [edit]))

    assert [follows.task for follows in made.consequences if follows.read_again] == (
        ["gastrostomy-feed"] if again else []
    )
    assert ("gastrostomy-feed" in made.impact.tasks) is touched


def _places() -> Iterator[tuple[str, Route]]:
    data = {path: parse_document(RICH[path], path).data for path in (TASK, POLICY, FRAMEWORK)}
    for path, fields in {
        TASK: ("stop_when", "omission", "if_no_one_may", "individual_plan", "decide_again_when", "risk", "scope"),
        POLICY: ("signs", "phone_lines", "triggers"),
        FRAMEWORK: ("settings",),
    }.items():
        for field in fields:
            yield path, (field,)
            for route, _ in leaves(data[path][field]):
                for length in range(1, len(route) + 1):
                    yield path, (field, *route[:length])


PLACES = sorted({place for place in _places() if place[1][0] != "settings" or "emergency_numbers" in place[1]}, key=str)


@pytest.mark.parametrize(("path", "route"), PLACES, ids=lambda value: ".".join(map(str, value)) if isinstance(value, tuple) else "")  # fmt: skip
def test_nothing_about_urgency_is_taken_out_in_silence(path: str, route: Route) -> None:
    """Each field and entry, one at a time: a loosening, or something that no one could judge."""
    data = copy.deepcopy(parse_document(RICH[path], path).data)
    here: Any = data
    for part in route[:-1]:
        here = here[part]
    del here[route[-1]]
    text = as_text(report(RICH, {**RICH, path: json.dumps(data)}))

    assert "No safety rule is loosened" not in text
