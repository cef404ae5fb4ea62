"""Times that a story, learning, a figure or a sign of an emergency tells in two ways are found; other times beside them are not."""

import json
from typing import Any

import pytest
from msgspec.structs import replace

from pa_framework.facts.facts import Facts
from pa_framework.facts.near_figures import told_at_another_time
from pa_framework.facts.own_numbers import emergencies_at_another_time
from pa_framework.facts.pages import HandWrittenPage
from pa_framework.facts.told_in_a_story import times_of_a_story_that_differ
from pa_framework.facts.told_twice import lengths_of_learning_that_differ
from pa_framework.records.load import Records, read_records
from tests.builders.worlds import TODAY, WORLD, tree
from tests.paths import REFERENCE


@pytest.fixture(scope="module")
def reference() -> Records:
    return read_records(REFERENCE)


KELLY: dict[str, Any] = {
    "told_by": "Kelly",
    "title": "Kelly: school hours and a parrot",
    "summary": "Kelly had been at home with her children for seven years.",
    "setting": "Two villages",
    "hours": "Three waking nights a week, ten hours each",
    "pull_quote": None,
    "story": (),
    "benefit": (),
    "challenge": (),
    "easy_read": (),
}


def told(reference: Records, **fields: object) -> list[str]:
    """What is found in one story with some fields."""
    story = replace(reference.case_studies["kelly-back-to-work"], **{**KELLY, **fields})
    facts = Facts(replace(reference, case_studies={story.id: story}), TODAY)
    return [f"{each.written}, not {each.right}" for each in times_of_a_story_that_differ(facts)]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"story": ("I had nine years at home with three kids, and my CV had a hole.",)}, "nine years, not seven years"),
        ({"story": ("It began late. I was at home with my children for 12 years.",)}, "12 years, not seven years"),
        ({"summary": "Kelly drove a bus for thirty years.", "story": ("Twenty years on the buses, and then the depot shut.",)}, "Twenty years, not thirty years"),
        ({"summary": "She had worked in a care home for six years.", "challenge": ("In a care home for eight months, I was too fast.", "I was in a care home for five years.")}, "five years, not six years"),
        ({"title": "Kelly: nine days on Ward 12", "story": ("He went home on the twelfth day.",)}, "on the twelfth day, not nine days"),
        ({"title": "Kelly: seven weeks to be trusted with a pen", "easy_read": ("In the ninth week the nurse signed her off.",)}, "In the ninth week, not seven weeks"),
        ({"title": "Kelly: nine days on Ward 12", "setting": "A flat, and for six days a hospital ward"}, "six days, not nine days"),
        ({"summary": "Now she is awake four nights a week."}, "four nights a week, not Three waking nights a week"),
        ({"hours": "25 hours a week, in school time", "easy_read": ("She works 20 hours a week.",)}, "20 hours a week, not 25 hours a week"),
    ],
)  # fmt: skip
def test_a_time_that_a_story_tells_in_two_ways_is_found(reference: Records, fields: dict[str, Any], wrong: str) -> None:
    assert told(reference, **fields) == [wrong]


@pytest.mark.parametrize(
    "fields",
    [
        {"story": ("I had seven years at home with three kids.",)},
        {"story": ("My mother lived at home for nine years after her stroke.",)},
        {"story": ("I was at home with my mother for two years.",)},
        {"story": ("I was at home for two years, worked in a shop, and was at home for five years again.",)},
        {"story": ("I had been at home for only three years when the shop shut.",)},
        {"story": ("For the first two years at home with the children I slept badly.",)},
        {"story": ("I was nearly eight years at home with the children.",)},
        {"story": ("I have been at home with Bev for two years now.",)},
        {"story": ("Nine years ago I was at home with the children.",)},
        {"story": ("Bev has a nine-year-old parrot at home.",)},
        {"summary": "Kelly has worked for Bev for five years.", "story": ("For the last three years I worked for Bev alone.",)},
        {"title": "Kelly: nine days on Ward 12", "story": ("He went home on the tenth day.",)},
        {"title": "Kelly: nine days on Ward 12", "story": ("On the seventh day the physiotherapist watched me.", "For six days I held the screen.")},
        {"title": "Kelly: seven weeks to be trusted with a pen", "story": ("In the third week the nurse came to our home.",)},
        {"summary": "Now she is awake three nights a week.", "easy_read": ("At first she worked two nights a week.",)},
        {"hours": "Four mornings a week, and a night a month", "summary": "She works two nights a month."},
        {"summary": "She had worked in a care home for ten years.", "story": ("In the care home I did nights for six years.",)},
        {"hours": "Five nights a week", "summary": "She works three nights a week for Dan and two for Ben."},
        {"hours": "Four evenings a week", "summary": "She studies two evenings a week."},
        {"hours": "28 hours a week on average", "summary": "She works 30 hours a week."},
        {"hours": "20 hours a week", "easy_read": ("Kelly supports Ann 12 hours a week.", "Kelly supports Bo 8 hours a week.")},
        {"hours": "Six nights a week", "easy_read": ("She works four nights a week with Dan.", "She helps Ben two nights a week.")},
        {"title": "Kelly: three nights of storm", "story": ("On the second night she was sent home to sleep, and I stayed.",)},
        {"title": "Kelly: nine days on Ward 12", "story": ("On the fifth day I went home to rest.", "On the sixth day his sister went home and I stayed.")},
    ],
)  # fmt: skip
def test_other_times_of_a_story_are_left_alone(reference: Records, fields: dict[str, Any]) -> None:
    assert told(reference, **fields) == []


NOTICEBOARD = "case_studies/smalltown-noticeboard.yaml"


def beside_its_figures(text: str, figure: dict[str, Any]) -> list[str]:
    """What is found in a case study that says something beside one figure."""
    held = json.dumps([{**figure, "year": 2016, "source": "pa-research"}])
    lines = [
        line for line in WORLD[NOTICEBOARD].splitlines() if not line.startswith(("background:", "figures:", "  -"))
    ]
    world = {**WORLD, NOTICEBOARD: "\n".join([*lines, f"background: {json.dumps([text])}", f"figures: {held}", ""])}
    facts = Facts(tree(world).snapshot("head", TODAY).records, TODAY)
    return [each.written for each in told_at_another_time(facts)]


DECIDED = {"says": "The year in which the council decided to develop the noticeboard", "value": "2012", "unit": "text"}
HIDDEN = {
    "says": "An account that no one uses for this long is hidden until it is updated",
    "value": 6,
    "unit": "months",
}
MEET = {"says": "How often the council and the CCG meet", "value": 2, "unit": "weeks"}


@pytest.mark.parametrize(
    ("figure", "says", "wrong"),
    [
        (DECIDED, "The council decided to build the noticeboard in 2014. People were asking for one.", ["2014"]),
        (DECIDED, "In 2021 the council decided on a noticeboard, and it opened a year later.", ["2021"]),
        (HIDDEN, "An account that is not used for nine months is hidden until its owner updates it.", ["nine months"]),
        (HIDDEN, "Staff hide accounts that no one used for 12 months.", []),
        (MEET, "The council and the CCG meet every six weeks.", ["six weeks"]),
        (DECIDED, "The council decided to build the noticeboard in 2012.", []),
        (DECIDED, "In 2014 the noticeboard opened, as the council had decided.", []),
        (DECIDED, "The council asked people in 2011 and decided to build the noticeboard.", []),
        (HIDDEN, "An account that is not used for six months is hidden until its owner updates it.", []),
        (HIDDEN, "An account is free, and paid for by the council for 12 months.", []),
        (HIDDEN, "An account that no one uses is hidden after six months, and deleted after 12 months.", []),
        (MEET, "The council and the CCG meet every two weeks.", []),
        (MEET, "At first the council and the CCG met every month, later they meet every six weeks.", []),
        (DECIDED, "In 2016 the council decided again to develop the noticeboard.", []),
        (MEET, "The council met employers every six weeks.", []),
    ],
)  # fmt: skip
def test_a_figure_that_is_told_with_another_time_is_found(figure: dict[str, Any], says: str, wrong: list[str]) -> None:
    assert beside_its_figures(says, figure) == wrong


@pytest.mark.parametrize(
    ("says", "wrong"),
    [
        ("- has a seizure (fit) that reaches the time for 999 in their plan, or 15 minutes without such a time", "15 minutes"),
        ("Without a plan, ring 999 when a seizure lasts ten minutes.", "ten minutes"),
        ("If there is no plan, call 999 after 50 seconds of a seizure.", "50 seconds"),
        ("## A seizure\n\nCall 999 when it reaches the time in their plan, or 8 minutes without one.", "8 minutes"),
        ("Without a plan, ring 999 when a seizure lasts five minutes.", ""),
        ("If their plan says 3 minutes, call 999 after 3 minutes of a seizure.", ""),
        ("Write a plan for seizures within 24 hours of the visit.", ""),
        ("The course on seizures takes 3 hours, and is free without a booking.", ""),
        ("A nosebleed that is no better after 15 minutes? Call 999.", ""),
        ("Without a break, a PA works 6 hours.", ""),
        ("A seizure lasted 2 minutes, and Ellis had no plan for the weekend.", ""),
    ],
)  # fmt: skip
def test_another_time_for_an_emergency_is_found(reference: Records, says: str, wrong: str) -> None:
    page = HandWrittenPage("about/us.md", "framework/pages/about/us.md", f"# About us\n\n{says}\n")
    text = "A seizure reaches the time for 999 in the plan (without a plan, 5 minutes)"
    sign = replace(next(iter(reference.signs.values())), text=text, level="emergency")
    facts = Facts(replace(reference, signs={sign.id: sign}), TODAY, pages=(page,))
    found = [each.says for each in emergencies_at_another_time(facts)]

    assert found == ([wrong] if wrong else [])


@pytest.mark.parametrize(
    ("takes", "cost", "wrong"),
    [
        ("One evening, then 2 nights with a colleague", "Free. The employer pays the 4 nights.", "the 4 nights"),
        ("Three mornings, with lunch", "Your employer pays you for four mornings.", "pays you for four mornings"),
        ("One day, then three visits at home", "All two visits are free.", "All two visits"),
        ("Two evenings, two hours each", "You are paid for the three evenings.", "the three evenings"),
        ("Four half days over three months", "Both half days are paid.", "Both half days"),
        ("One evening, then 2 nights with a colleague", "Free. The employer pays the 2 nights.", ""),
        ("One evening, then 2 nights with a colleague", "Free. The employer pays the first of the nights.", ""),
        ("Three mornings", "The employer pays you for two hours of each.", ""),
        ("Two days, then a day at home", "All three days are paid.", ""),
        ("Two days", "Ask in the three days before it begins.", ""),
        ("Two days", "The employer pays five days a week for your cover.", ""),
        ("Half a day, then visits", "The two visits of the nurse cost nothing.", ""),
        ("3 shifts", "Free. Two of the 3 shifts are paid.", ""),
        ("3 shifts", "The other two shifts are paid by the council.", ""),
        ("One week", "The course has the two modules of the first week.", ""),
        ("Three days", "Your employer pays for the 2 days left.", ""),
        ("Four visits", "The council pays for the three remaining visits.", ""),
        ("Two evenings", "The three evenings more that some ask for cost £20 each.", ""),
    ],
)
def test_another_length_of_the_same_learning_is_found(reference: Records, takes: str, cost: str, wrong: str) -> None:
    held = reference.learning["first-aid-course"]
    learning = replace(
        held, takes=takes, cost=cost, summary="What to do.", recognises=None, where="Online", easy_read=()
    )
    facts = Facts(replace(reference, learning={held.id: learning}), TODAY)

    assert [each.written for each in lengths_of_learning_that_differ(facts)] == ([wrong] if wrong else [])
