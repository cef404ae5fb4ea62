"""Signs of the first edition: which level each gets, and the one finding with the new form filled in."""

import pytest

from pa_framework.check.run import check_records
from pa_framework.records.load import Records
from pa_framework.records.old_urgency import OldSign, lines_in_new_form, policy_emergency_words, read_old_sign
from pa_framework.records.yaml_source import parse_document
from pa_framework.text.findings import Finding
from tests.builders.worlds import POLICY, TASK, TODAY, WORLD, split

OLD = """\
stop_when:
  - The tube has moved or come out
  - "There is pain: new or worse"
  - The person chokes, which means calling 999
tell: {first: community-nurse, then: dietitian, emergency: "999"}
"""


def records_with(path: str, text: str) -> Records:
    """The small world with one file that says something else."""
    return split(parse_document(words, name) for name, words in {**WORLD, path: text}.items())[0]


def findings(path: str, text: str) -> tuple[Finding, ...]:
    return check_records(records_with(path, text), TODAY).findings


def with_old_signs(old: str = OLD) -> str:
    text = WORLD[TASK]
    start, end = text.index("stop_when:"), text.index("equipment:")
    return text[:start] + old + text[end:]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("The limit is reached, which means calling 999", OldSign("emergency", "The limit is reached")),
        ("Lips turn grey, which means 999.", OldSign("emergency", "Lips turn grey")),
        (
            "The tube is out, which means the emergency plan and 999",
            OldSign("emergency", "The tube is out", "Follow the emergency plan."),
        ),
        ("Call 999 if the pump smokes", OldSign("emergency", "Call 999 if the pump smokes")),
        ("There is a smell of burning, or a fire", OldSign("emergency", "There is a smell of burning, or a fire")),
        ("There is pain", OldSign("urgent", "There is pain")),
        ("They swim backstroke", OldSign("urgent", "They swim backstroke")),
        ("The bag holds 9990 ml", OldSign("urgent", "The bag holds 9990 ml")),
        ("The alarm shrieks", OldSign("urgent", "The alarm shrieks")),
    ],
)
def test_a_sign_that_names_999_or_sounds_like_an_emergency_is_one(text: str, sign: OldSign) -> None:
    assert read_old_sign(text) == sign


def test_words_of_the_policy_make_an_emergency() -> None:
    policy = {
        "signs": [{"level": "emergency", "sounds_like": ["shrieks"]}, {"level": "urgent", "sounds_like": ["pain"]}]
    }

    words = policy_emergency_words(policy)

    assert words == {"shrieks"}
    assert read_old_sign("The alarm shrieks", words).level == "emergency"


@pytest.mark.parametrize("policy", [None, [], {"signs": "x"}, {"signs": ["x", {"level": "emergency"}]}])
def test_a_policy_that_cannot_be_read_has_no_words(policy: object) -> None:
    assert policy_emergency_words(policy) == frozenset()


def test_a_task_of_the_first_edition_is_one_finding_with_its_own_signs_in_the_new_form() -> None:
    text = with_old_signs()

    (finding,) = findings(TASK, text)

    assert (finding.code, finding.span.line) == ("SCH008", text[: text.index("stop_when:")].count("\n") + 1)
    assert "pa-framework upgrade" in finding.fix
    assert finding.lines == (
        "stop_when:",
        "  emergency:",
        "    signs:",
        "      - The person chokes",
        "  urgent:",
        "    tell: community-nurse",
        "    out_of_hours: nhs-111",
        "    signs:",
        "      - The tube has moved or come out",
        '      - "There is pain: new or worse"',
        "omission: harmful  # or can-wait",
        "if_no_one_may:",
        "  - Ring the nursing team and ask who will come.  # who does it when no PA may",
    )


@pytest.mark.parametrize(
    "old",
    [
        OLD,
        OLD.replace(", which means calling 999", "").replace("chokes", "sighs"),
        OLD.replace("moved or come out", "moved, or a part is out, which means the emergency plan and 999"),
    ],
)
def test_the_lines_pasted_in_place_of_the_old_ones_hold(old: str) -> None:
    lines = lines_in_new_form(parse_document(with_old_signs(old), TASK).data)
    text = with_old_signs("".join(f"{line}\n" for line in lines))

    assert findings(TASK, text) == ()


def test_what_else_is_wrong_in_the_task_is_found_in_the_same_run() -> None:
    text = with_old_signs().replace("insurer]", "insurer, nurse]").replace("owner: framework-team", "owner: nobody")

    assert sorted(one.code for one in findings(TASK, text)) == ["REF001", "SCH004", "SCH008"]


def test_signs_that_cannot_be_read_are_still_one_finding() -> None:
    text = with_old_signs("stop_when: [12, {x: y}]\ntell: nurse\nomission: can-wait\n")

    (finding,) = findings(TASK, text)
    assert (finding.code, finding.lines) == ("SCH008", ())


def test_a_chain_without_an_emergency_gets_one_to_decide_on() -> None:
    data = parse_document(
        with_old_signs(OLD.replace(", which means calling 999", "").replace("chokes", "sighs")), TASK
    ).data
    emergency = "    signs: [cannot-be-woken]  # or none_because: and why no sign is an emergency"

    assert emergency in lines_in_new_form(data)
    assert emergency not in lines_in_new_form({**data, "status": "own-role"})


def test_a_number_of_its_own_stays() -> None:
    data = parse_document(with_old_signs(OLD.replace('"999"', '"112"')), TASK).data

    assert list(lines_in_new_form(data))[1:4] == ["  emergency:", '    tell: "112"', "    signs:"]


def test_tell_beside_levels_is_one_finding_at_its_line() -> None:
    text = WORLD[TASK] + "tell: {first: community-nurse}\n"

    (finding,) = findings(TASK, text)
    assert (finding.code, finding.span.line, finding.lines) == ("SCH008", text.count("\n"), ())
    assert finding.fix == "take `tell` away; write in each level who to ring"


def test_tell_without_signs_is_one_finding() -> None:
    path = "framework/tasks/changing-a-dose.yaml"
    task = (
        "id: changing-a-dose\ntitle: Change a dose\ncategory: medicines\nstatus: never\nsummary: More or less of it.\n"
        "why_never: It is a clinical decision.\ndone_by: [The prescriber]\nsettings: [home]\neasy_read: [A PA does not.]\n"
        "owner: framework-team\napproval: {state: draft}\nsources: [principles]\n"
    )
    before = findings(path, task)

    (finding,) = set(findings(path, task + "tell: {first: community-nurse}\n")) - set(before)
    assert (finding.code, finding.span.line) == ("SCH008", 13)
    assert "      - Someone asks the PA to do this task" in finding.lines


@pytest.mark.parametrize(
    ("stops", "codes"),
    [("all", ["SCH001"]), ("item", ["SCH001"]), ("everything", ["SCH001", "SCH004"])],
)
def test_what_a_trigger_stops_is_no_form_of_the_first_edition(stops: str, codes: list[str]) -> None:
    """Another slip in the file does not make a right word wrong."""
    text = WORLD[POLICY].replace("does: stop", f"does: stop, stops: {stops}, sorces: [principles]", 1)
    assert text != WORLD[POLICY]

    assert sorted(found.code for found in findings(POLICY, text)) == codes


def test_a_trigger_that_stops_is_one_finding_with_its_new_fields() -> None:
    old = WORLD[POLICY].replace("holds_for: every-task, does: stop", "stops: true")
    assert old != WORLD[POLICY]

    (finding,) = findings(POLICY, old)
    assert finding.code == "SCH008"
    assert finding.lines == ("holds_for: named-tasks  # or every-task", "does: stop  # or go-on-until, go-on")


def test_a_trigger_with_both_forms_keeps_what_it_has() -> None:
    old = WORLD[POLICY].replace("does: stop", "does: stop, stops: [perhaps]")

    assert [one.code for one in findings(POLICY, old)] == ["SCH008"]


def test_a_task_with_old_signs_is_shown_to_no_reader() -> None:
    records = records_with(TASK, with_old_signs())

    assert "gastrostomy-feed" not in records.tasks
    assert [one.code for one in check_records(records, TODAY).findings] == ["SCH008"]
