"""Rules about urgency, contacts, fallbacks and triggers, for more that someone may write than their examples show."""

import pytest

from tests.builders.worlds import FRAMEWORK, NEVER, POLICY, TASK, Judge, role

URGENT = "stop_when:\n  urgent:\n"
SAME_DAY = "stop_when:\n  same_day:\n"
EMERGENCY = "stop_when:\n  emergency:\n"
LINES = (
    "phone_lines:\n  - {id: nhs-111, title: NHS 111, number: '111', staffed: day-and-night, summary: Medical help.}\n"
)

#: What someone writes in the feeding task → the codes and lines that say so.
TASKS: dict[str, tuple[str, list[tuple[str, int]]]] = {
    "a level that there is not": ("stop_when:\n  critical: {signs: [choking]}", [("SCH001", 2)]),
    "a level with a hyphen": ("stop_when:\n  same-day: {tell: nhs-111, signs: [Pain]}", [("SCH001", 2)]),
    "a sign that is a number": (f"{URGENT}    signs: [7]", [("SCH003", 3)]),
    "a sign that is a list": (f"{URGENT}    signs: [[There is pain]]", [("SCH003", 3)]),
    "an empty sign": (f"{URGENT}    signs: ['']", [("SCH007", 3)]),
    "a sign of spaces": (f"{URGENT}    signs: ['   ']", [("SCH007", 3)]),
    "no signs": (f"{URGENT}    signs: []", [("SCH007", 3)]),
    "a sign of 300 letters": (f"{URGENT}    signs: ['There is {'x' * 291}']", []),
    "a sign of 301 letters": (f"{URGENT}    signs: ['There is {'x' * 292}']", [("SCH007", 3)]),
    "a sign without its text": (f"{URGENT}    signs: [{{do: Sit up}}]", [("SCH002", 3)]),
    "a sign that the policy does not have": (f"{URGENT}    signs: [headache]", [("REF001", 3)]),
    "the same twice": (f"{URGENT}    signs: [headache, headache]", [("REF001", 3), ("REF001", 3)]),
    "almost a sign of the policy": (f"{URGENT}    signs: [sore-skn]", [("REF001", 3)]),
    "another form of a sign of the policy": (f"{URGENT}    signs: [choke]", [("REF001", 3)]),
    "a sign of the policy as its text": (f"{URGENT}    signs: [{{text: choking}}]", [("DEL024", 3)]),
    "the words of a sign of the policy": (f"{SAME_DAY}    signs: [the person is choking.]", [("DEL024", 3)]),
    "a sign of the policy at a higher level": (f"{URGENT}    signs: [sore-skin]\n  same_day: null", []),
    "a sign of the policy at two levels": (f"{URGENT}    signs: [There is pain, sore-skin]", [("DEL030", 32)]),
    "a policy sign at its level and below": (f"{SAME_DAY}    signs: [choking]", [("DEL024", 3)]),
    "what a rescue for someone on steroids is for": (
        f"title: Hydrocortisone when steroids are missed\n{SAME_DAY}    signs: [The person keeps vomiting]",
        [("DEL130", 4)],
    ),
    "the same where nothing depends on it": (f"{SAME_DAY}    signs: [The person was sick once]", []),
    "a sentence at two levels": (f"{SAME_DAY}    signs: ['There is  pain.']", [("DEL030", 3)]),
    "a sentence twice at one level": (f"{URGENT}    signs: [There is pain, There is pain]", [("DEL030", 3)]),
    "a sentence at an emergency and below": (
        f"{EMERGENCY}    signs: [They chokes often]\n  urgent:\n    signs: [They chokes often]",
        [("DEL030", 5)],
    ),
    "sentences of other scripts": (f"{URGENT}    signs: [疼痛很严重, 管子掉了出来]", []),
    "two sounding like a sign": (f"{URGENT}    signs: [Chokes a lot, Unconscious]", [("DEL025", 3), ("DEL025", 3)]),
    "sounds like two": (f"{URGENT}    signs: [Choking or unconscious]", [("DEL025", 3)]),
    "what to do does not sound": (f"{URGENT}    signs: [{{text: The tube is out, do: Watch for choking}}]", []),
    "a role that is misspelt": (f"{URGENT}    tell: comunity-nurse", [("REF001", 3)]),
    "words for a role": (f"{URGENT}    tell: the nurse", [("REF001", 3)]),
    "a record of another kind": (f"{URGENT}    tell: infection-prevention", [("REF001", 3)]),
    "a number without quotes": (f"{URGENT}    tell: 111", [("SCH003", 3)]),
    "the number of a phone line": (f"{URGENT}    tell: '111'\n    out_of_hours: null", []),
    "an emergency number": (f"{URGENT}    tell: '1 12'\n    out_of_hours: null", []),
    "a number that no one has": (f"{SAME_DAY}    tell: '105'", [("DEL029", 3)]),
    "a number that no one has, at night": (f"{URGENT}    out_of_hours: '105'", [("DEL029", 3)]),
    "a number of spaces": (f"{SAME_DAY}    tell: '  '", [("DEL029", 3)]),
    "a private number": (f"{URGENT}    tell: 01273 496012", [("PRV004", 3)]),
    "the employer at an urgent sign": (f"{URGENT}    tell: individual-employer", [("DEL029", 3)]),
    "the employer at night": (f"{URGENT}    out_of_hours: individual-employer", [("DEL029", 3)]),
    "the employer at the end of the day": (f"{SAME_DAY}    tell: individual-employer", []),
    "a role that is not there at night": (f"{URGENT}    out_of_hours: pharmacist", [("DEL028", 3)]),
    "a sign that rings another role": (
        f"{URGENT}    signs: [{{text: The pump is loud, tell: dietitian}}]",
        [("DEL028", 3)],
    ),
    "a sign that rings another role, and a line": (
        f"{URGENT}    signs: [{{text: The pump is loud, tell: dietitian, out_of_hours: nhs-111}}]",
        [],
    ),
    "a sign with another line at night": (
        f"{URGENT}    signs: [{{text: The pump is loud, out_of_hours: dietitian}}]",
        [("DEL028", 3)],
    ),
    "same-day signs need no one at night": (f"{SAME_DAY}    tell: pharmacist", []),
    "a phone line as the emergency number": (f"{EMERGENCY}    tell: '111'", [("DEL033", 3)]),
    "a role as the emergency number": (f"{EMERGENCY}    tell: community-nurse", [("SCH006", 3)]),
    "the second emergency number": (f"{EMERGENCY}    tell: '112'", []),
    "no sign is an emergency": (f"{EMERGENCY}    signs: null\n    none_because: Nothing about it is", []),
    "a reason and signs": (f"{EMERGENCY}    none_because: Nothing about it is", [("DEL011", 3)]),
    "an emergency without signs": (f"{EMERGENCY}    signs: null", [("DEL011", 2)]),
    "no signs at all": ("stop_when: null\nid: gastrostomy-feed", [("SCH002", 2)]),
    "an old list of signs": ("stop_when: [There is pain]", [("SCH008", 1)]),
    "harm in other words": ("omission: deadly", [("SCH004", 1)]),
    "it can wait, and says nothing more": ("omission: can-wait\nif_no_one_may: null", []),
    "an authority without an exception": ("authority: The clinical lead, by its policy", [("DEL032", 1)]),
    "both without an exception": ("authority: The lead\ncondition: In a year", [("DEL032", 1)]),
    "an exception without both": ("status: by-exception", [("DEL032", 1)]),
    "a refresher after the longest review": (
        "rescue: {refresh_every: {months: 36, basis: design-default}}",
        [("DEL027", 1)],
    ),
}


@pytest.mark.parametrize(("written", "said"), TASKS.values(), ids=TASKS)
def test_what_is_written_in_a_task(written: str, said: list[tuple[str, int]], judge: Judge) -> None:
    found = judge((TASK, written)).findings

    assert [(finding.code, finding.span.line) for finding in found] == said


TRIGGERS = (
    "triggers:\n"
    "  - {id: hospital-admission, title: Hospital admission, summary: Health may change., holds_for: every-task,"
    " does: stop, meanwhile: [Ask the nurse.], basis: design-default}\n"
)
INCIDENT = "  - {id: incident, title: Something went wrong, summary: Look at it again., holds_for: named-tasks, "

#: The same for files of the policy and the framework: path, what is written, the codes that say so.
SHARED: dict[str, tuple[str, str, list[str]]] = {
    "a level of a sign that there is not": (
        POLICY,
        "signs:\n  - {id: choking, text: The person is choking, level: high}\n"
        "  - {id: cannot-be-woken, text: The person cannot be woken, level: emergency}\n"
        "  - {id: sore-skin, text: The skin is sore, level: same-day}",
        ["SCH004"],
    ),
    "an emergency number as a phone line": (POLICY, LINES.replace("'111'", "'999'"), ["DEL033"]),
    "an emergency number of another country": (POLICY, LINES.replace("'111'", "'9 11'"), ["DEL033"]),
    "a phone line without a number": (POLICY, LINES.replace("number: '111', ", ""), []),
    "a phone line of office hours": (POLICY, LINES.replace("day-and-night", "office-hours"), ["DEL028"]),
    "a phone line of the night": (POLICY, LINES.replace("day-and-night", "out-of-hours"), []),
    "no phone lines": (POLICY, "phone_lines: null", ["REF001"]),
    "no emergency numbers": (FRAMEWORK, "settings:\n  emergency_numbers: null", ["DEL033"]),
    "another emergency number": (FRAMEWORK, "settings:\n  emergency_numbers: ['112']", []),
    "a role that is there at night": (role("community-nurse"), "staffed: day-and-night", []),
    "a role that is there at night only": (role("community-nurse"), "staffed: out-of-hours", ["DEL028"]),
    "days where a PA stops": (
        POLICY,
        f"{TRIGGERS}{INCIDENT}does: stop, days: 3, meanwhile: [Ask.], basis: design-default}}",
        ["DEL035"],
    ),
    "nothing to do meanwhile": (POLICY, f"{TRIGGERS}{INCIDENT}does: stop, basis: design-default}}", ["DEL035"]),
    "a universal trigger named again": (TASK, "decide_again_when: [incident, hospital-admission]", []),
    "no trigger for every task": (
        POLICY,
        f"{TRIGGERS.replace('every-task', 'named-tasks')}{INCIDENT}does: stop, meanwhile: [Ask.], basis: design-default}}",
        ["DEL036"],
    ),
    "a fallback of a task that is never delegated": (NEVER, "if_no_one_may: [Another PA changes it.]", ["DEL031"]),
    "harm of a task that is never delegated": (NEVER, "omission: harmful", []),
}


@pytest.mark.parametrize(("path", "written", "codes"), SHARED.values(), ids=SHARED)
def test_what_is_written_for_all_tasks(path: str, written: str, codes: list[str], judge: Judge) -> None:
    assert [finding.code for finding in judge((path, written)).findings] == codes


@pytest.mark.parametrize(
    ("written", "says"),
    [
        (f"{URGENT}    tell: comunity-nurse", "there is no role or phone line `comunity-nurse`; did you mean `community-nurse`?"),
        (f"{URGENT}    out_of_hours: nhs-112", "there is no role or phone line `nhs-112`; did you mean `nhs-111`?"),
        (f"{URGENT}    signs: [choke]", "there is no sign `choke`; did you mean `choking`?"),
        (f"{URGENT}    signs: [headache]", "there is no sign `headache`"),
        ("stop_when:\n  emergencies: {signs: [choking]}", "`emergencies` is not a field of `stop_when`; did you mean `emergency`?"),
        (f"{URGENT}    signs: [Choking or unconscious]", "this sentence sounds like `choking` and `cannot-be-woken`, at least one of them an emergency in the policy; here it is urgent"),
    ],
)  # fmt: skip
def test_a_slip_is_answered_with_what_was_meant(written: str, says: str, judge: Judge) -> None:
    assert judge((TASK, written)).findings[0].message == says


def test_a_word_that_is_no_sign_may_become_a_sentence(judge: Judge) -> None:
    (found,) = judge((TASK, f"{URGENT}    signs: [headache]")).findings

    assert "a sentence that begins with a capital letter" in found.fix


@pytest.mark.parametrize(
    ("field", "low", "high", "codes"),
    [
        ("with_person", 2, 2, []),
        ("with_person", 2, 1, ["DEL020"]),
        ("different_days", 2, 1, ["DEL020"]),
        ("different_days", 1, None, ["DEL020"]),
        ("different_days", None, 2, []),
        ("different_days", 1, 4, ["DEL037"]),
        ("assessed_within_days", 56, 56, []),
        ("assessed_within_days", 56, 90, ["DEL020"]),
        ("assessed_within_days", 56, None, ["DEL020"]),
        ("reassess_after_lapse_days", 28, 90, ["DEL020"]),
        ("expired_competence", "lapsed", "due", ["DEL020"]),
        ("expired_competence", "due", "lapsed", []),
    ],
)
def test_a_higher_tier_demands_as_much(field: str, low: object, high: object, codes: list[str], judge: Judge) -> None:
    def tier(name: str, value: object) -> str:
        demand = "" if value is None else f"{field}: {value}, "
        return (
            f"  - {{id: {name}, title: Of {name} risk, summary: A mistake can harm., basis: design-default, demands:"
            f" {{agreed_by: [person, pa, employer, insurer], observed_practices: 3, {demand}review_within_months: 12,"
            " never_sole_assessor: [individual-employer]}}\n"
        )

    found = judge((POLICY, f"tiers:\n{tier('medium', low)}{tier('high', high)}")).findings

    assert [finding.code for finding in found] == codes
