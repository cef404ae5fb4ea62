"""A story of a PA that tells wrong practice as if it were fine is found; one that tells of good practice is not."""

import json

import pytest

from pa_framework.facts.facts import Facts
from pa_framework.facts.practice_of_stories import wrong_practice_of_stories
from tests.builders.worlds import TODAY, WORLD, tree

ROSA = "case_studies/rosa.yaml"


def found(field: str, line: str) -> list[str]:
    """What is found in the story of Rosa with one line in a field."""
    lines = [each for each in WORLD[ROSA].splitlines() if not each.startswith(("story:", "day:", "easy_read:", "  -"))]
    fields = {"story": ["I work."], "easy_read": ["Rosa works."], "day": [{"at": "21:30", "what": "Tea"}]}
    fields[field] = [{"at": "21:30", "what": line}] if field == "day" else [line]
    text = "\n".join([*lines, *(f"{name}: {json.dumps(value)}" for name, value in fields.items()), ""])
    facts = Facts(tree({**WORLD, ROSA: text}).snapshot("head", TODAY).records, TODAY)
    return [each.holds for each in wrong_practice_of_stories(facts)]


@pytest.mark.parametrize(
    ("field", "line", "holds"),
    [
        ("day", "Mask on, though my sign-off is not finished.", "only after the sign-off"),
        ("day", "Suction before breakfast, although I was not signed off yet.", "only after the sign-off"),
        ("story", "I gave the feed without a sign-off, and it went well.", "only after the sign-off"),
        ("story", "I did his insulin before I was signed off. He was glad.", "only after the sign-off"),
        ("day", "Catheter bag changed, even if my refresher has expired.", "only after the sign-off"),
        ("easy_read", "Rosa decides who may give the emergency medicine.", "signs off"),
        ("story", "Now I choose which of us is ready to use the suction machine.", "signs off"),
        ("easy_read", "Rosa signs off the new PAs.", "signs off"),
        ("easy_read", "One day a number was wrong. Rosa gave the insulin all the same.", "stops and rings"),
        ("story", "The label did not match the sheet. I gave it anyway.", "stops and rings"),
        ("story", "He was asleep. I started the feed regardless.", "stops and rings"),
        ("story", "The pump was broken. It was late. I used it all the same.", "stops and rings"),
    ],
)
def test_wrong_practice_is_found(field: str, line: str, holds: str) -> None:
    (one,) = found(field, line)

    assert holds in one


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("day", "Mask on, as I was signed off to do."),
        ("day", "I watch the mask go on, though my sign-off is not finished."),
        ("story", "With the nurse beside me I gave the feed, although I was not signed off yet."),
        ("story", "Before I was signed off, I practised the injection on an orange."),
        ("story", "I could not touch the machine without a sign-off."),
        ("story", "I can make porridge without any training."),
        ("easy_read", "A nurse decides who may give the emergency medicine."),
        ("easy_read", "Freya decides who gives her the medicine."),
        ("story", "I decide who is on the rota."),
        ("easy_read", "Rosa signs her name in the book after each feed."),
        ("easy_read", "One day a number was wrong. Rosa stopped and rang the nurse."),
        ("story", "The label did not match. I rang the pharmacist, and gave it as she said, all the same."),
        ("story", "The bus was late. I got there all the same, and gave him his post."),
        ("story", "I gave it anyway. That was a mistake, and I told the nurse."),
        ("story", "He did not want the marrow. I put it in the bag anyway."),
        ("story", "Josh's mum did the feeds for years without any training."),
        ("easy_read", "Rosa signs off the new PAs' timesheets."),
        ("story", "I choose which cream he can use with the dressing."),
        ("story", "The pen was out of date. I used a new one, as the plan says."),
        ("story", "The pump was broken. We were lent one that worked. I did the feed all the same, an hour late."),
        ("story", "The mask was torn. Another came by noon. I put it on anyway, a little late."),
        ("story", "One number was wrong. The shop replaced the machine. I gave the feed even so."),
        ("story", "My sister said that the job was all wrong for me. I did it all the same."),
        ("story", "The gate was broken. I used it anyway."),
    ],
)
def test_good_practice_is_left_alone(field: str, line: str) -> None:
    assert found(field, line) == []
