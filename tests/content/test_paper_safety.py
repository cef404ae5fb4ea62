"""What a PA or the person holds in their hand is as careful as the page: rules by kind, over all live tasks."""

import re

import pytest

from pa_framework.facts.delegation_chain import is_delegated
from pa_framework.facts.triggers import effect_words, may_keep_alive, triggers_of
from pa_framework.site.care_cards import care_cards


@pytest.fixture(scope="module")
def facts(report):
    return report.facts


@pytest.fixture(scope="module")
def tasks(facts):
    return [task for task in facts.records.tasks.values() if not task.replaced_by]


def at_risk_of_dysreflexia(task) -> bool:
    """Tasks that can set it off, or in which it is seen: bladder, bowel, and what presses on the skin."""
    never = task.status == "never" and task.id != "urethral-catheter-insertion"
    return not never and (task.category in {"continence", "bowel"} or task.id in {
        "compression-stockings", "pressure-area-care", "simple-dressing", "therapy-programme",
        "washing-and-dressing-near-a-device",
    })  # fmt: skip


def test_what_keeps_a_person_alive_is_never_headed_stop(facts, tasks):
    breathing = [task for task in tasks if is_delegated(task) and may_keep_alive(facts.records, task)]
    without = [task.id for task in breathing if not task.while_you_ring]
    stopped = [task.id for task in breathing for card in care_cards(facts, task) if "stop" in card.title.lower()]

    assert len(breathing) > 5
    assert not without, f"Say in `while_you_ring` what the PA keeps going: {', '.join(without)}"
    assert not stopped


def test_nothing_whose_absence_harms_is_left_out_because_the_heading_says_stop(facts, tasks):
    silent = [
        task.id
        for task in tasks
        if is_delegated(task) and task.omission == "harmful"
        for card in care_cards(facts, task)
        if card.level == "urgent" and not card.meanwhile
    ]

    assert not silent


def test_each_sign_has_someone_to_ring_by_day_and_at_night(facts, tasks):
    alone = []
    for task in tasks:
        for card in care_cards(facts, task):
            for group in card.by_contact:
                # A single contact without hours answers day and night.
                if not group.ring or (len(group.ring) == 1 and group.ring[0].when):
                    alone += [f"{task.id}: {sign.text}" for sign in group.signs]

    assert not alone, f"Name who is rung at night in `out_of_hours`: {alone}"


def test_each_sign_to_ring_for_has_easy_words(facts, tasks):
    silent = [
        f"{task.id}: {sign.text}"
        for task in tasks
        for level, sign in facts.urgency[task.id].signs
        if task.easy_read and level != "same-day" and not sign.easy
    ]

    assert not silent, f"Write the sign for the easy booklet in `easy`: {silent}"


def test_easy_words_of_signs_are_to_the_person(facts, tasks):
    """A booklet is read together: `the patient` or `they` would talk about the person who reads it."""
    odd = {sign.easy for task in tasks for _, sign in facts.urgency[task.id].signs if sign.easy}
    odd = {words for words in odd if re.search(r"\b(?:the person|the patient|they)\b", words, re.IGNORECASE)}

    assert not odd


def test_every_task_that_can_set_off_dysreflexia_lists_it_and_says_what_to_do_at_once(facts, tasks):
    listing = [task for task in tasks if at_risk_of_dysreflexia(task) and task.id != "home-dialysis"]
    silent = [
        task.id
        for task in listing
        if "autonomic-dysreflexia" not in {sign.id for _, sign in facts.urgency[task.id].signs}
    ]
    do = facts.records.signs["autonomic-dysreflexia"].do

    assert len(listing) > 10
    assert not silent, f"List `autonomic-dysreflexia` as an emergency: {silent}"
    for act in ("Sit the person up", "Loosen", "kinks", "full bag", "plan", "medicine"):
        assert act in do
    risk = [
        sign
        for task in tasks
        for _, sign in facts.urgency[task.id].signs
        if "and the person is at risk of" in sign.text
    ]
    assert risk
    assert all("Sit them up" in sign.do for sign in risk)


def test_someone_at_risk_of_dysreflexia_is_sent_to_999_where_no_pa_may_do_the_task_too(facts, tasks):
    """A bladder that no one may empty is the same danger, whoever is there."""
    listing = [
        task
        for task in tasks
        if is_delegated(task) and task.omission == "harmful"
        if any("and the person is at risk of" in sign.text for _, sign in facts.urgency[task.id].signs)
    ]
    silent = [
        task.id
        for task in listing
        if not any("999" in line and "autonomic dysreflexia" in line for line in task.if_no_one_may)
    ]

    assert len(listing) > 3
    assert not silent, f"Say in `if_no_one_may` when to call 999: {silent}"


def test_black_skin_or_stoma_is_an_emergency_wherever_it_is_listed(facts, tasks):
    """Blood may not get to it: no task, and no easy words, may send it to a nurse for the next day."""
    black = [
        (task, level, sign)
        for task in tasks
        for level, sign in facts.urgency[task.id].signs
        if re.search(r"\bturns black\b", sign.text) and "stool" not in sign.text
    ]

    assert len({task.id for task, _, _ in black}) >= 3
    assert {level for _, level, _ in black} == {"emergency"}
    assert all("black" in " ".join(task.easy_read) for task, _, _ in black)


def test_a_mask_comes_off_at_once_when_someone_is_sick_in_it(facts, tasks):
    masks = {task.id: task for task in tasks if task.id in {"oxygen-and-mask-ventilation", "cough-assist"}}
    acts = {
        id: [sign.do or "" for _, sign in facts.urgency[id].signs if sign.text.startswith("They are sick")]
        for id in masks
    }

    assert len(masks) == 2
    assert all(acts.values())
    assert all("Take the mask off at once" in do and "999" in do for each in acts.values() for do in each)
    assert all("sick" in " ".join(task.easy_read) for task in masks.values())


def test_someone_in_an_adrenal_crisis_is_injected_first_and_dizziness_is_rung_about_now(facts):
    urgency = facts.urgency["emergency-hydrocortisone"]
    first = [sign for sign in urgency.level("emergency").signs if re.search("vomiting|unconscious", sign.text)]

    assert len(first) == 2
    assert all("injection" in sign.do and "first" in sign.do for sign in first)
    assert any("dizzy" in sign.text for sign in urgency.level("urgent").signs)


def test_low_sugar_is_treated_before_anyone_rings_in_easy_words_too(tasks):
    readings = [
        task for task in tasks if task.id in {"blood-glucose-check", "glucose-sensor-reading", "insulin-by-pen"}
    ]

    assert len(readings) == 3
    for task in readings:
        low = next(line for line in task.easy_read if "low" in line)
        assert low.index("plan") < low.index("rings"), task.id


def test_what_is_new_is_asked_about_before_it_is_used(facts):
    triggers = facts.records.triggers
    prescription = " ".join(triggers["new-prescription"].meanwhile)
    equipment = " ".join((*triggers["new-equipment"].if_it_keeps_alive, *triggers["new-equipment"].meanwhile))

    assert "Ring before the next dose" in prescription
    assert "at night" in prescription
    assert "do not give the new or changed item" in prescription
    assert "999" in prescription
    assert "Keep the old suction or breathing support going" in equipment
    assert "Carry on with the old equipment" in equipment
    assert triggers["new-prescription"].easy
    assert triggers["new-equipment"].easy


def test_someone_who_breathes_through_a_tube_has_fever_and_sepsis_among_their_signs(facts, tasks):
    tubes = [task for task in tasks if is_delegated(task) and task.id in {
        "tracheostomy-suction", "tracheostomy-ventilation", "tracheostomy-site-care",
    }]  # fmt: skip

    assert len(tubes) == 3
    for task in tubes:
        urgency = facts.urgency[task.id]
        assert "possible-sepsis" in {sign.id for sign in urgency.level("emergency").signs}, task.id
        assert any("high temperature" in sign.text for sign in urgency.level("urgent").signs), task.id


#: A paper that says when the PA may not do a healthcare task, or that a stay or a change ends what was agreed.
_FORBIDS = re.compile(
    r"\bPA (?:does not do|stops)\b|\ba nurse does the task\b|only with a sign-off|sign-off from before|It stops when"
)


def test_a_paper_that_stops_a_task_says_what_keeps_the_person_alive_goes_on(facts):
    """On a ward, at home and in a contract: no one is left without suction or breathing because a form was read."""
    said = {
        (paper.id, part.title): " ".join((part.text or "", *part.points, *part.checks))
        for paper in facts.records.papers.values()
        for part in paper.sections
    }
    forbids = {place: words for place, words in said.items() if _FORBIDS.search(words)}

    assert {paper for paper, _ in forbids} >= {
        "ward-briefing", "hospital-agreement", "discharge-checklist", "contract-checklist", "delegated-task-agreement",
    }  # fmt: skip
    for place, words in forbids.items():
        assert "suction or breathing support" in " ".join(words.split()), place
        assert re.search(r"the PA (?:[\w ]+ and )?carries on until (?:ward staff take|someone takes) over", words), (
            place
        )


def test_a_task_for_emergencies_says_first_what_to_do_signed_off_or_not(tasks):
    """Someone who opens the page of a rescue is frightened: what to do comes before who may and under which rule."""
    rescues = [task for task in tasks if task.rescue and is_delegated(task)]
    silent = [task.id for task in rescues if not task.do_first or not task.if_no_one_may]
    uncalled = [
        task.id
        for task in rescues
        for lines in (task.do_first, task.if_no_one_may)
        if any("999" in line for line in task.the_pa_does) and "999" not in " ".join(lines)
    ]
    others = [task.id for task in tasks if task.do_first and not task.rescue]

    assert len(rescues) > 8
    assert not silent, f"Say in `do_first` what a signed-off PA does first: {', '.join(silent)}"
    assert not uncalled, f"The PA calls 999. Let both lists at the top of the page say so: {', '.join(uncalled)}"
    assert not others, f"`do_first` is for tasks that are done in an emergency: {', '.join(others)}"


def test_an_adrenaline_pen_is_used_first_by_anyone_and_the_call_handler_helps(tasks):
    pen = next(task for task in tasks if task.id == "adrenaline-auto-injector")
    signed_off, anyone = " ".join(pen.do_first), " ".join(pen.if_no_one_may)

    for said in (signed_off, anyone):
        assert said.index("pen") < said.index("999") < said.index("anaphylaxis")
    assert "The law lets anyone" in anyone
    assert "not sure how? Call 999 first. Do what the call handler says." in anyone
    assert "human-medicines-regulation-238" in pen.sources


def test_no_heading_of_a_change_says_stop_and_help_in_one_breath(facts, tasks):
    effects = {
        effect_words(trigger, keeps_alive=may_keep_alive(facts.records, task), rescue=True)
        for task in tasks
        if task.rescue and is_delegated(task)
        for trigger in triggers_of(facts.records, task)
    }

    assert any(effect.startswith("Not signed off for now, but still help in an emergency") for effect in effects)
    assert not [effect for effect in effects if re.search(r"\bstop\b.*\bemergency\b", effect, re.IGNORECASE)]
