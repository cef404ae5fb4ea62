"""A sentence that is told nearly word by word elsewhere, with another number or the opposite word, is found; others are not."""

import json

import pytest

from pa_framework.facts.facts import Facts
from pa_framework.facts.opposites import does_what_is_denied, done_and_forbidden
from pa_framework.facts.retold import told_otherwise
from pa_framework.facts.told_the_same_day import dangers_told_the_same_day
from tests.builders.worlds import TASK, TODAY, WORLD, tree


def facts_with(**fields: object) -> Facts:
    """Facts of the small world whose task has these fields in place of its own."""
    names = tuple(f"{name}:" for name in fields)
    kept: list[str] = []
    left_out = False
    for line in WORLD[TASK].splitlines():
        left_out = line.startswith(names) or (left_out and line[:1] in (" ", "-"))
        if not left_out:
            kept.append(line)
    text = "\n".join([*kept, *(f"{name}: {json.dumps(value)}" for name, value in fields.items())]) + "\n"
    return Facts(tree({**WORLD, TASK: text}).snapshot("head", TODAY).records, TODAY)


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("The opening of a new tube can close completely within 4 hours at home.", "The opening of a new tube can close completely within 40 hours at home.", {"4", "40"}),
        ("A sudden rise of blood pressure harms people with a spinal cord injury.", "A sudden fall of blood pressure harms people with a spinal cord injury.", {"rise", "fall"}),
        ("Hang the urine bag on its stand below the bladder so that urine drains.", "Hang the urine bag on its stand above the bladder so that urine drains.", {"below", "above"}),
    ],
)  # fmt: skip
def test_another_number_or_the_opposite_is_found(one: str, other: str, words: set[str]) -> None:
    found = list(told_otherwise(facts_with(the_pa_does=[one], the_pa_does_not=[other])))

    assert {each.written for each in found} == words
    assert {each.right for each in found} == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The opening of a new tube can close completely within 4 hours at home.", "The opening of a new tube can close completely within 4 hours."),
        ("The first nurse looks at the skin of the person after a shower.", "A trainer shows how a spare battery is charged before a journey."),
        ("Change the day bag every 7 days as the nurse has shown.", "Change the night bag every 1 day and throw the old one away."),
        ("Hang the urine bag on its stand below the bladder so that urine drains.", "Never hang the urine bag on its stand above the bladder so that urine drains."),
    ],
)  # fmt: skip
def test_other_sentences_are_left_alone(one: str, other: str) -> None:
    assert list(told_otherwise(facts_with(the_pa_does=[one], the_pa_does_not=[other]))) == []


@pytest.mark.parametrize(
    "sign",
    ["The person shivers", "The stoma looks purple", "They are drowsy today", "The wrong dose was given", "The wound bleeds through the pad"],
)  # fmt: skip
def test_a_danger_is_not_told_the_same_day(sign: str) -> None:
    stop = {"emergency": {"signs": ["choking"]}, "same_day": {"tell": "community-nurse", "signs": [sign]}}

    assert len(list(dangers_told_the_same_day(facts_with(stop_when=stop)))) == 1


@pytest.mark.parametrize(
    "sign",
    ["The person shivered and has recovered", "A little blood", "The stoma looks sore", "They nearly fainted", "They did not want it today"],
)  # fmt: skip
def test_what_is_over_or_slight_may_be_told_the_same_day(sign: str) -> None:
    stop = {"emergency": {"signs": ["choking"]}, "same_day": {"tell": "community-nurse", "signs": [sign]}}

    assert list(dangers_told_the_same_day(facts_with(stop_when=stop))) == []


@pytest.mark.parametrize(
    ("denial", "line", "forbidden"),
    [
        ("Flush or wash out a catheter", "Flush the catheter with cooled water.", True),
        ("Flush or wash out a catheter", "Do not flush the catheter.", False),
        ("Flush or wash out a catheter", "Flush the catheter as the plan says.", False),
        ("Put cream or powder on the site", "The PA puts powder on the site.", True),
        ("Rub red skin", "They rub red skin.", True),
        ("Rub red skin", "They look at red skin.", False),
        ("Choose another size, or cut a stocking", "They cut a stocking that is too tight.", True),
        ("Change the rate or give a bolus", "The PA gives a bolus.", True),
        ("Put a splint on and take it off", "They take a coat off.", False),
        ("Change the rate or give a bolus", "The PA changes the rate.", True),
        ("Move the bed and lift the person", "The PA lifts the person.", True),
        ("Choose another size, or cut a stocking", "They keep a stocking dry.", False),
        ("Change the rate or give a bolus without the nurse", "The PA gives a bolus.", False),
        ("Open, turn or change the device", "They turn the device.", True),
        ("Put a stocking on broken skin, or on a leg that is hot", "They put a stocking on a chair.", False),
    ],
)
def test_what_a_list_forbids_is_not_done_elsewhere(denial: str, line: str, forbidden: bool) -> None:
    assert does_what_is_denied(denial, line) is forbidden


NO_MORE = [
    "Give more sprays because the nose is still blocked",
    "Use another dressing because the right one has run out",
    "Give extra to make up for a missed dose",
    "Give a second patch unless the plan says so",
    "Use another person's cream",
    "Give more drops because the eye is red",
    "Give an extra feed",
]


@pytest.mark.parametrize(
    ("line", "denial"),
    [
        ("Gives an extra spray while the nose is still blocked", 0),
        ("Uses a second dressing when the right one runs out", 1),
        ("Gives an extra tablet for a missed dose", 2),
        ("Gives another drop as long as the eye is red", 5),
        ("Gives another feed at night", 6),
    ],
)
def test_more_is_not_given_where_a_list_forbids_it(line: str, denial: int) -> None:
    found = [
        (does, other) for _, does, other in done_and_forbidden(facts_with(the_pa_does=[line], the_pa_does_not=NO_MORE))
    ]

    assert found == [(("the_pa_does", 0), ("the_pa_does_not", denial))]


@pytest.mark.parametrize(
    "line",
    [
        "Gives the number of sprays on the label",
        "Gives another spray if the plan says so",
        "Gives one spray, then another on the other side",
        "Gives another spray on the other side",
        "Gives the second drop after five minutes",
        "Gives more drops from a new bottle",
        "Uses another dressing when the first is wet",
        "Uses another cream",
        "Gives an extra drink after exercise",
        "Gives a second patch",
        "Gives more time to answer",
        "Never gives an extra spray while the nose is still blocked",
    ],
)
def test_more_of_something_else_may_be_given(line: str) -> None:
    assert list(done_and_forbidden(facts_with(the_pa_does=[line], the_pa_does_not=NO_MORE))) == []


IN_A_CASE = [
    "Give a drink while the person is drowsy",
    "Stop the pump because it beeps",
    "Rub the skin when it is red",
    "Flush the line before a walk",
    "Lift the arm if it hurts, unless the plan says so",
]


@pytest.mark.parametrize(
    ("line", "denial"),
    [
        ("Gives a drink when the person is drowsy in the morning", 0),
        ("Stops the pump when it beeps", 1),
        ("Rubs the skin while it is red and warm", 2),
        ("Flushes the line before each walk", 3),
    ],
)
def test_an_act_is_not_done_in_the_case_that_forbids_it(line: str, denial: int) -> None:
    facts = facts_with(the_pa_does=[line], the_pa_does_not=IN_A_CASE)

    assert [(does, other) for _, does, other in done_and_forbidden(facts)] == [
        (("the_pa_does", 0), ("the_pa_does_not", denial))
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Gives a drink when the person is awake",
        "Gives a drink, and stops when the person is drowsy",
        "Checks the pump when it beeps",
        "Stops the feed when the pump beeps",
        "Looks at the skin when it is red",
        "Does not rub the skin when it is red",
        "Flushes the line after a walk",
        "Flushes the line before a walk, as the plan says",
        "Lifts the arm if it hurts less",
    ],
)
def test_an_act_may_be_done_in_another_case(line: str) -> None:
    assert list(done_and_forbidden(facts_with(the_pa_does=[line], the_pa_does_not=IN_A_CASE))) == []
