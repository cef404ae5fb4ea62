"""Sentences that tell someone to do what harms are found in many words, and those that forbid it or mean something else are not."""

import json

import pytest

from pa_framework.facts.facts import Facts
from pa_framework.facts.safe_practice import unsafe_practice
from tests.builders.worlds import TASK, TODAY, WORLD, tree

#: What a record is about → lines of what the PA does that harm.
HARMS: dict[str, tuple[str, ...]] = {
    "A seizure": (
        "Gives the dose in the plan, and another one if the seizure goes on",
        "Puts something soft between the teeth",
        "Slips a folded cloth between their teeth to protect the tongue",
        "Holds the tongue so that it is not swallowed",
        "Holds them down until the shaking ends",
        "Restrains the person gently",
        "Gives a second dose if the first does not work",
        "Gives another dose after ten minutes",
        "Call 999 now. Offer small sips of water.",
    ),
    "Autonomic dysreflexia": (
        "Lays the person flat",
        "Lay them down and call 999",
        "Raises their legs on a pillow",
    ),
    "Food and drink for someone who has trouble swallowing": (
        "Makes sure the person is lying back and comfortable",
        "Lays them flat for the meal",
    ),
    "Adrenaline pen": (
        "Gives a tablet and waits 15 minutes",
        "Gives an allergy tablet first, and watches",
        "Rings the GP surgery first",
        "Waits until the swelling is worse before using the pen",
        "Uses the pen only if it gets worse",
    ),
    "A patch with medicine": (
        "Adds another patch if there is still pain",
        "Sticks on a second patch at night",
        "Puts the new patch on first and takes the old one off later",
        "Takes the old patch off the next morning",
    ),
    "A catheter": (
        "Pushes it back in",
        "Rinses it and puts it back",
    ),
    "Suction": (
        "Suctions as deep as the catheter goes",
        "Goes on until the person coughs",
    ),
    "Medicines": (
        "Gives two tablets to make up for one that was missed",
        "If a dose was forgotten, gives a double dose at the next time",
        "Massages red skin with cream",
        "Rubs the heels where they are red",
        "Signs the chart as given before the round, to save time",
        "Fills in the record sheets in advance",
        "Carries on when the person says no",
        "Finishes quickly although they refuse",
        "Turns down work without a sign-off, unless the family insists",
        "Shows the next PA how to do it",
        "Teaches a new colleague how to give the feed",
    ),
    "Safeguarding and abuse": (
        "Reports a worry once they are certain",
        "Tells the council about a concern only when they have proof",
        "Looks for evidence of the harm first",
        "They promise to keep it secret",
        "They look into it themselves first",
    ),
    "Someone who decides": (
        "Asks the person, or a parent if they have a learning disability",
        "A relative can agree for an adult",
        "They do not have to be assessed again for another person",
        "The person is told about it afterwards",
        "Sign-offs from before the stay count again on the first day",
        "Within the first month, checks that someone may work in the UK",
        "The contract can give more notice, or less if both agree",
    ),
    "Suction of a tracheostomy": (
        "Turn off the oxygen while you ring the nurse",
        "Switch the ventilator off so that you can hear the ward, while you ring",
    ),
    "Insulin at a low glucose": (
        "Give the usual insulin. Then treat the hypo.",
        "Gives the insulin and then follows the low-glucose plan",
    ),
    "Change of a catheter": (
        "Tries again with a larger size",
        "If it does not go in, try once more with a thinner one",
    ),
    "A nasogastric tube": (
        "Puts a little water down and watches for coughing",
        "Give 10 ml of the feed and see if they cough",
    ),
    "Medicines on time": (
        "Takes the missed tablet with the evening dose",
        "Gives them together with the next one",
        "For Parkinson's, within four hours is on time",
    ),
    "Signs of an infection": ("No temperature? It is not serious. Without a fever it is not sepsis.",),
    "An adrenaline pen": ("After ten minutes you get up", "The person then walks about"),
    "A reliever inhaler": ("Give 20 puffs, one every minute", "Gives up to 100 puffs"),
    "Glucagon": ("Rubs honey inside the cheek", "Squeezes glucose gel between the gums and lips"),
    "Low glucose": (
        "If they cannot swallow, give them a sweet drink",
        "When they are unable to swallow, offers them some juice",
    ),
}
#: The same subjects, with lines that are right.
FINE: dict[str, tuple[str, ...]] = {
    "A seizure": (
        "Gives the dose, and a second one only as the plan says",
        "Puts nothing between the teeth",
        "Never holds them down",
        "Keeps the head safe with something soft under it",
        "Gives a second dose only if the plan says so",
        "Brushes between the teeth when the seizure is over",
        "Call 999 now. Give nothing by mouth.",
    ),
    "Autonomic dysreflexia": (
        "Sits the person up with the legs down",
        "Does not lay them flat",
        "Loosens a tight belt",
    ),
    "Food and drink for someone who has trouble swallowing": (
        "Makes sure the person is awake and sits up",
        "Never feeds someone who is lying down",
        "Keeps them upright for half an hour after the meal",
    ),
    "Adrenaline pen": (
        "After the pen, waits five minutes for the second dose in the plan",
        "Uses the pen first, then calls 999",
        "Gives a second pen after 5 minutes if the plan says so",
        "Waits with them for the ambulance",
    ),
    "A patch with medicine": (
        "Puts on a second patch only as the plan says",
        "Takes the old patch off before the new one goes on",
        "Writes down where the old patch was",
    ),
    "Glucagon": ("Gives glucose gel by mouth once they are awake", "Puts no sugar in the mouth"),
    "A catheter": ("Does not put it back", "Puts the bag back on its stand", "Puts the box back into the drawer"),
    "Suction": ("Suctions to the measured length", "Stops if the person coughs hard"),
    "Medicines": (
        "Never gives extra to make up for a missed dose",
        "If a dose is missed, rings the pharmacist",
        "Looks at red skin and tells the nurse",
        "Records each dose as given when it was taken",
        "Stops when the person says no",
        "Asks once more when the person refuses, and then rings the nurse",
        "Turns down work without a sign-off, also when the family insists",
        "Shows the next PA where the charts are",
    ),
    "Safeguarding and abuse": (
        "Reports a worry without waiting for certainty",
        "Writes down what was said, in their words",
        "They never promise to keep it secret",
        "Ring the police on 101. If someone is in danger, ring 999.",
        "NHS 111 gives advice at any hour",
    ),
    "Someone who decides": (
        "Asks the person, and never a relative in their place",
        "A parent can agree for a child under 16",
        "They must be assessed again for another person",
        "The person is asked, and told about it in words that they know",
        "No sign-off from before the stay counts until a nurse decides again",
        "Before the first day, checks that someone may work in the UK",
        "The contract can give more notice than the law, but not less",
    ),
    "Suction and breathing": (
        "Switch off the oxygen if there is a fire, so that it does not feed it",
        "Nothing by mouth when they cannot swallow",
        "The inhaler is new and holds 200 puffs",
        "Without a fever it can still be sepsis",
        "Do not try again with a smaller size",
        "After the hypo is treated and they recover, give the usual insulin",
        "You do not stand up after adrenaline",
        "Do not give it together with the next dose",
    ),
}


def found(about: str, lines: tuple[str, ...], field: str = "the_pa_does") -> list[int]:
    """The places of the lines in which something is found, in a task with this title."""
    text = WORLD[TASK].replace("Give a feed through a gastrostomy tube", about)
    text = "\n".join(line for line in text.splitlines() if not line.startswith(f"{field}:")) + "\n"
    text = text.replace("summary: Liquid food goes through a tube into the stomach.", "summary: What the plan says.")
    made = tree({**WORLD, TASK: f"{text}{field}: {json.dumps(lines)}\n"}).snapshot("head", TODAY).records
    routes = {made.tasks["gastrostomy-feed"].origin.at(field, place): place for place in range(len(lines))}
    return sorted(routes[one.span] for one in unsafe_practice(Facts(made, TODAY)) if one.span in routes)


@pytest.mark.parametrize("about", HARMS)
def test_what_harms_is_found(about: str) -> None:
    lines = HARMS[about]

    assert [lines[place] for place in range(len(lines)) if place not in found(about, lines)] == []


@pytest.mark.parametrize("about", FINE)
def test_what_keeps_someone_safe_is_left_alone(about: str) -> None:
    lines = FINE[about]

    assert [lines[place] for place in found(about, lines)] == []


@pytest.mark.parametrize(
    "about", [name for name in HARMS if name not in ("Someone who decides", "Safeguarding and abuse")]
)
def test_what_is_listed_as_not_done_is_left_alone(about: str) -> None:
    lines = tuple(line for line in HARMS[about] if "unless" not in line and "dose" not in line)

    assert [lines[place] for place in found(about, lines, "the_pa_does_not")] == []


def test_what_has_to_be_done_is_never_listed_as_not_done() -> None:
    lines = ("Sit the person up", "Loosen tight clothes", "Lay them down")

    assert found("Autonomic dysreflexia", lines, "the_pa_does_not") == [0, 1]


def test_an_exception_that_empties_a_limit_is_found() -> None:
    lines = (
        "Give a second dose of midazolam unless it goes on for 5 minutes",
        "Give a second dose of midazolam unless the plan says so in writing",
        "Do a task without a sign-off unless the person insists",
    )

    assert found("Rescue medicine", lines, "the_pa_does_not") == [0, 2]
