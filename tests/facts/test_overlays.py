"""An area's change is judged as `diff` judges the same edit made in the base itself."""

import json
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import pytest
from jsonschema import Draft202012Validator

from pa_framework.check.rules import SEVERITIES
from pa_framework.check.run import check_records
from pa_framework.facts.facts import Facts
from pa_framework.facts.overlays import base_records, reworded
from pa_framework.facts.overlays import loosened as loosened_in_area
from pa_framework.records.editor_schemas import editor_schema
from pa_framework.records.kinds import framework_kinds, kind_at
from pa_framework.records.load import gather
from pa_framework.records.yaml_source import parse_document
from tests.builders.areas import BASE, area
from tests.builders.worlds import FRAMEWORK, NEVER, POLICY, TASK, TODAY, WORLD, Edit, edited, loosened, role

NURSE, TRAINER, LEAD = role("community-nurse"), role("pa-trainer"), role("phb-clinical-lead")
WHY = "because: It is so here.\n"


class Case(NamedTuple):
    """What an area writes, and the same as an edit of the base. `where` is the line of the area that loosens, or 0."""

    path: str
    text: str
    edits: tuple[tuple[str, str], ...]
    where: int = 0


def task(text: str, *edits: tuple[str, str], where: int = 0) -> Case:
    return Case(TASK, f"changes: gastrostomy-feed\n{WHY}{text}", edits, where)


def of(path: str, name: str, text: str, *edits: tuple[str, str], where: int = 0) -> Case:
    return Case(path, f"changes: {name}\n{WHY}{text}", edits, where)


def policy(text: str, *edits: tuple[str, str], where: int = 0) -> Case:
    return Case(POLICY, f"{WHY}{text}", edits, where)


TIGHTENED: dict[str, Case] = {
    "reviews more often": task(
        "sign_off: {review_every: {months: 6}}\n", ("review_every: {months: 12", "review_every: {months: 6")
    ),
    "more practices": task("sign_off: {observed_practices: {at_least: 5}}\n", ("{at_least: 3", "{at_least: 5")),
    "a dietitian delegates no more": task(
        "sign_off:\n  delegated_by: {remove: [dietitian]}\n", ("[community-nurse, dietitian]", "[community-nurse]")
    ),
    "only nurses train": task(
        "sign_off: {trained_by: [community-nurse]}\n", ("[community-nurse, pa-trainer]", "[community-nurse]")
    ),
    "one more competence": task(
        "requires: {communication-plans: independent}\n",
        ("record-keeping: independent}", "record-keeping: independent, communication-plans: independent}"),
    ),
    "a higher step": task(
        "requires: {record-keeping: guides-others}\n", ("record-keeping: independent", "record-keeping: guides-others")
    ),
    "one more thing that the PA does not do": task(
        "the_pa_does_not: {add: [Flush the tube]}\n",
        ("[Change the feed or its speed]", "[Change the feed or its speed, Flush the tube]"),
    ),
    "one more thing in place": task(
        "before_you_start: {add: [Hands are clean]}\n",
        ("[The feeding plan is here]", "[The feeding plan is here, Hands are clean]"),
    ),
    "one more sign": task(
        "stop_when:\n  urgent:\n    signs: {add: [The feed leaks]}\n",
        ("      - There is pain", "      - There is pain\n      - The feed leaks"),
    ),
    "fewer places": task("settings: {remove: [out-and-about]}\n", ("[home, out-and-about]", "[home]")),
    "one more trigger": task(
        "decide_again_when: {add: [hospital-admission]}\n", ("[incident]", "[incident, hospital-admission]")
    ),
    "a task that no PA does": task(
        "status: never\nwhy_never: We have no one who may teach it.\ndone_by: [A community nurse]\n",
        (
            "status: delegable",
            "status: never\nwhy_never: We have no one who may teach it.\ndone_by: [A community nurse]",
        ),
    ),
    "another title": task(
        "title: Give a tube feed\n", ("title: Give a feed through a gastrostomy tube", "title: Give a tube feed")
    ),
    "a plan for each person": task(
        "individual_plan: required\n", ("risk: medium", "risk: medium\nindividual_plan: required")
    ),
    "a tier with more practices": policy(
        "tiers:\n  - changes: high\n    demands: {observed_practices: 6}\n",
        (
            "A mistake can kill.\n    demands:\n      agreed_by: [person, pa, employer, insurer]\n      observed_practices: 3",
            "A mistake can kill.\n    demands:\n      agreed_by: [person, pa, employer, insurer]\n      observed_practices: 6",
        ),
    ),
    "a tier with shorter reviews": policy(
        "tiers:\n  - changes: low\n    demands: {review_within_months: 6}\n",
        (
            "observed_practices: 2\n      review_within_months: 12",
            "observed_practices: 2\n      review_within_months: 6",
        ),
    ),
    "a sign that is more urgent": policy(
        "signs:\n  - changes: sore-skin\n    level: urgent\n",
        ("text: The skin is sore, level: same-day", "text: The skin is sore, level: urgent"),
    ),
    "a longer limit on a role": of(
        TRAINER,
        "pa-trainer",
        "limits: {add: [Never assesses]}\n",
        ("limits: [Never signs off]", "limits: [Never signs off, Never assesses]"),
    ),
    "a trainer for less": of(
        TRAINER, "pa-trainer", "may_train: {nutrition: medium}\n", ("{nutrition: high}", "{nutrition: medium}")
    ),
    "checks of registration count for less long": Case(
        FRAMEWORK,
        "settings: {register_check_valid_months: 6}\n",
        (("register_check_valid_months: 12", "register_check_valid_months: 6"),),
    ),
}

LOOSENED: dict[str, Case] = {
    "reviews less often": task(
        "sign_off: {review_every: {months: 18}}\n", ("review_every: {months: 12", "review_every: {months: 18"), where=3
    ),
    "fewer practices": task("sign_off:\n  observed_practices: {at_least: 1}\n", ("{at_least: 3", "{at_least: 1"), where=4),
    "no insurer": task("sign_off:\n  agreed_by: {remove: [insurer]}\n", ("employer, insurer]", "employer]"), where=4),
    "a trainer assesses": task(
        "sign_off:\n  assessed_by: {add: [pa-trainer]}\n", ("assessed_by: [community-nurse]", "assessed_by: [community-nurse, pa-trainer]"), where=4
    ),
    "a nurse signs off": task("sign_off:\n  signed_off_by: [community-nurse]\n", ("[phb-clinical-lead]", "[community-nurse]"), where=4),
    "a competence less": task("requires:\n  record-keeping: null\n", (", record-keeping: independent}", "}"), where=4),
    "a lower step": task("requires: {record-keeping: aware}\n", ("record-keeping: independent", "record-keeping: aware"), where=3),
    "a lower tier": task("risk: low\n", ("risk: medium", "risk: low"), where=3),
    "the PA may change the feed": task("the_pa_does_not: [Flush the tube]\n", ("[Change the feed or its speed]", "[Flush the tube]"), where=3),
    "no plan in place": task("before_you_start: [Hands are clean]\n", ("[The feeding plan is here]", "[Hands are clean]"), where=3),
    "an emergency sign less": task(
        "stop_when:\n  emergency:\n    signs: {remove: [choking]}\n", ("signs: [choking, cannot-be-woken]", "signs: [cannot-be-woken]"), where=5
    ),
    "a sign less": task(
        "stop_when:\n  urgent:\n    signs: {remove: [There is pain]}\n", ("\n      - There is pain", ""), where=5
    ),
    "no one to ring at night": task("stop_when:\n  urgent:\n    out_of_hours: null\n", ("\n    out_of_hours: nhs-111", ""), where=5),
    "a feed that can wait": task("omission: can-wait\n", ("omission: harmful", "omission: can-wait"), where=3),
    "a trigger less": task("decide_again_when: null\n", ("\ndecide_again_when: [incident]", ""), where=3),
    "for anyone": task("scope: transferable\n", ("scope: one-person", "scope: transferable"), where=3),
    "a tier with fewer practices": policy(
        "tiers:\n  - changes: medium\n    demands:\n      observed_practices: 1\n",
        ("observed_practices: 3\n      review_within_months: 12\n      apart: [[assessed_by, signed_off_by]]", "observed_practices: 1\n      review_within_months: 12\n      apart: [[assessed_by, signed_off_by]]"),
        where=5,
    ),
    "a tier that keeps nothing apart": policy(
        "tiers:\n  - changes: medium\n    demands:\n      apart: null\n", ("\n      apart: [[assessed_by, signed_off_by]]\n      never", "\n      never"), where=5
    ),
    "a trigger that stops no one": policy(
        "triggers:\n  - changes: hospital-admission\n    does: go-on\n", ("does: stop", "does: go-on"), where=4
    ),
    "a nurse who answers for nothing": of(NURSE, "community-nurse", "accountable: false\n", ("accountable: true", "accountable: false"), where=3),
    "a trainer for medicines": of(
        TRAINER, "pa-trainer", "may_train: {medicines: high}\n", ("{nutrition: high}", "{nutrition: high, medicines: high}"), where=3
    ),
    "a trainer of whom anyone may ask": of(
        TRAINER, "pa-trainer", "authorised_by: {add: [individual-employer]}\n", ("[community-nurse]", "[community-nurse, individual-employer]"), where=3
    ),
    "checks of registration count for longer": Case(
        FRAMEWORK,
        "settings: {register_check_valid_months: 24}\n",
        (("register_check_valid_months: 12", "register_check_valid_months: 24"),),
        where=1,
    ),
    "a never-task that a PA reminds of": of(
        NEVER,
        "changing-a-dose",
        "status: own-role\nwhy_never: null\ndone_by: null\n",
        ("status: never", "status: own-role"),
        ("why_never: It is a clinical decision.\n", ""),
        ("done_by: [The prescriber]\n", ""),
        where=3,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", [*TIGHTENED, *LOOSENED])
def test_editors_accept_a_change(name: str) -> None:
    case = {**TIGHTENED, **LOOSENED}[name]

    assert faults_in_editor(case.path, case.text) == []


NOT_A_CHANGE = {
    "an unknown field": (TASK, f"changes: gastrostomy-feed\n{WHY}risc: high\n"),
    "an unknown record": (TASK, f"changes: gastrostomy-fed\n{WHY}risk: high\n"),
    "no reason": (TASK, "changes: gastrostomy-feed\nrisk: high\n"),
    "a list of nothing": (TASK, f"changes: gastrostomy-feed\n{WHY}equipment: {{add: []}}\n"),
    "an unknown entry": (POLICY, f"{WHY}signs: [{{changes: sore-skins, text: It is sore}}]\n"),
    "half a new entry": (POLICY, f"{WHY}signs: [{{id: red-skin, text: It is red}}]\n"),
}


@pytest.mark.parametrize("name", NOT_A_CHANGE)
def test_editors_mark_what_is_no_change(name: str) -> None:
    assert faults_in_editor(*NOT_A_CHANGE[name])


def faults_in_editor(path: str, text: str) -> list[str]:
    """What an editor marks in a file of an area."""
    validator = Draft202012Validator(_editor_schema(kind_at(path) or ""))
    data = json.loads(json.dumps(parse_document(text, path).data, default=float))
    return [error.message for error in validator.iter_errors(data)]


@cache
def _editor_schema(kind: str) -> Mapping[str, object]:
    return editor_schema(kind, area({}))


def facts(files: Mapping[str, str]) -> Facts:
    return Facts(area(files), TODAY)


@pytest.mark.parametrize("name", [*TIGHTENED, *LOOSENED])
def test_a_change_is_judged_as_the_same_edit_of_the_base(name: str) -> None:
    case = {**TIGHTENED, **LOOSENED}[name]
    edits: list[Edit] = [(case.path, find, write) for find, write in case.edits]

    found = list(loosened_in_area(facts({case.path: case.text}), SEVERITIES))

    assert sorted(one.weakened.kind for one in found) == loosened(WORLD, edited(WORLD, edits))
    assert bool(found) == (name in LOOSENED)
    assert {(one.span.path, one.span.line) for one in found} <= {(case.path, case.where)}


APPROVED = "approval: {state: approved, by_role: phb-clinical-lead, on: 2026-10-01, review_by: 2027-10-01}\n"
OTHER_WORDS = f"changes: gastrostomy-feed\n{WHY}the_pa_does_not: [Change the feed or its speed unless told]\n"
#: What an area writes, and what it says in other words than the base.
REWORDED: dict[str, tuple[str, str, list[str]]] = {
    "what the PA does not do": (TASK, OTHER_WORDS, ["Change the feed or its speed unless told"]),
    "a sign of the policy": (
        POLICY,
        f"{WHY}signs:\n  - {{changes: choking, because: So., text: The person coughs a little}}\n",
        ["The person coughs a little"],
    ),
    "easy words": (TASK, f"changes: gastrostomy-feed\n{WHY}easy_read: [Feeding is never in danger.]\n", []),
    "approved by a professional of the area": (TASK, OTHER_WORDS + APPROVED, []),
    "a draft is no approval": (
        TASK,
        f"{OTHER_WORDS}approval: {{state: draft}}\n",
        ["Change the feed or its speed unless told"],
    ),
    "a title": (TASK, f"changes: gastrostomy-feed\n{WHY}title: A feed through a tube\n", []),
}


@pytest.mark.parametrize("name", REWORDED)
def test_other_words_that_guard_are_told(name: str) -> None:
    path, text, expected = REWORDED[name]

    assert [one.after for one in reworded(facts({path: text}), SEVERITIES)] == expected


@pytest.mark.parametrize("name", TIGHTENED)
def test_what_asks_for_more_is_not_told_as_other_words(name: str) -> None:
    case = TIGHTENED[name]

    assert list(reworded(facts({case.path: case.text}), SEVERITIES)) == []


def test_a_copy_of_a_task_counts_as_the_task() -> None:
    copied = WORLD[TASK].replace("id: gastrostomy-feed", "id: our-feed").replace("{at_least: 3", "{at_least: 1")
    path = TASK.replace("gastrostomy-feed", "our-feed")

    found = list(loosened_in_area(facts({path: copied}), SEVERITIES))

    assert [(one.weakened.kind, one.span.path) for one in found] == [("fewer-observed", path)]


def test_what_a_clinician_agreed_to_counts_until_its_last_day() -> None:
    waiver = "waivers:\n  - code: OVR001\n    record: gastrostomy-feed\n    reason: The plans are kept elsewhere\n"
    change = TASK, LOOSENED["no plan in place"].text

    def left(by_role: str, until: str) -> list[str]:
        files = dict(
            [change, ("framework/tasks/waivers.yaml", f"{waiver}    by_role: {by_role}\n    until: {until}\n")]
        )
        return [finding.code for finding in check_records(area(files), TODAY).findings]

    assert left("phb-clinical-lead", "2027-06-30") == []
    assert left("pa-trainer", "2027-06-30") == ["OVR001", "WVR005"]
    assert left("phb-clinical-lead", "2026-06-30") == ["OVR001", "WVR001"]


def test_a_waiver_of_a_reason_names_its_field() -> None:
    waiver = "waivers:\n  - {code: TXT014, record: gastrostomy-feed, field: %s, reason: These are her own words, by_role: pa-trainer, until: 2027-06-30}\n"

    def left(field: str) -> list[str]:
        change = "changes: gastrostomy-feed\nbecause: Somebody asked for it.\ntitle: A tube feed\n"
        files = {TASK: change, "framework/tasks/waivers.yaml": waiver % field}
        return [finding.code for finding in check_records(area(files), TODAY).findings]

    assert left("because") == []
    assert left("title") == ["TXT014", "WVR002"]


def test_a_role_that_the_area_makes_a_clinicians_may_not_agree() -> None:
    own = WORLD[LEAD].replace("id: phb-clinical-lead", "id: our-manager").replace("PHB clinical lead", "Our manager")
    waiver = "waivers:\n  - {code: OVR001, record: our-manager, reason: The manager decides here, by_role: our-manager, until: 2027-06-30}\n"
    files = {role("our-manager"): own, "framework/roles/waivers.yaml": waiver}

    assert [finding.code for finding in check_records(area(files), TODAY).findings] == ["OVR001", "WVR005"]


@pytest.mark.parametrize(
    ("field", "left"),
    [("", ["OVR001", "WVR006"]), ("    field: tiers\n", []), ("    field: signs\n", ["OVR001", "WVR002"])],
)
def test_a_waiver_for_the_policy_names_what_was_agreed(field: str, left: list[str]) -> None:
    tiers = f"{WHY}tiers: [{{changes: low, because: So., demands: {{observed_practices: 1}}}}]\n"
    waiver = (
        f"waivers:\n  - code: OVR001\n    record: delegation\n{field}    reason: Agreed by our nurses\n"
        "    by_role: phb-clinical-lead\n    until: 2027-06-30\n"
    )
    files = {POLICY: tiers, "framework/waivers.yaml": waiver}

    assert [finding.code for finding in check_records(area(files), TODAY).findings] == left


def test_what_is_wrong_with_the_base_alone_is_not_told() -> None:
    alone = check_records(area({}), TODAY).findings

    assert alone == ()


def test_what_an_area_breaks_in_the_base_is_told_at_its_own_line() -> None:
    steps = "steps:\n  - changes: aware\n    because: We have no such step.\n    title: Independent\n"

    (finding, *_) = check_records(area({"framework/steps.yaml": steps}), TODAY).findings

    assert (finding.span.path, finding.notes[0].span.path) == ("framework/steps.yaml", f"{BASE}/framework/steps.yaml")


def test_forty_changes_are_prepared() -> None:
    assert len(TIGHTENED) + len(LOOSENED) >= 40


@pytest.mark.parametrize("name", ["reviews less often", "a sign that is more urgent", "a trainer for less"])
def test_the_base_alone_is_what_it_is_without_the_area(name: str) -> None:
    case = {**TIGHTENED, **LOOSENED}[name]
    records = area({case.path: case.text})
    assert records.overlay

    found, alone = base_records(records, records.overlay), gather(records.overlay.base)

    for kind in framework_kinds():
        if kind.attribute:
            assert getattr(found, kind.attribute) == getattr(alone, kind.attribute), kind.id
    assert {(one.kind, one.id, one.route) for one in found.references} == {
        (one.kind, one.id, one.route) for one in alone.references
    }
