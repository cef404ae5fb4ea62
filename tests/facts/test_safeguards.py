"""Sentences that take a safeguard away, or say the opposite of what holds in everyday healthcare, are found in many words."""

import pytest

from tests.facts.test_safe_practice import found

#: What a record is about → lines of what the PA does that take a safeguard away.
TURNED: dict[str, tuple[str, ...]] = {
    "Medicines by mouth": (
        "You do not need to check the label if you gave it yesterday",
        "No second signature is needed at weekends",
        "The count can be skipped on a quiet day",
        "Skips the check when the shift is busy",
        "A PA who knows the person well can give it without a chart",
        "The PA may increase the dose when the pain is bad",
        "The family can change the time of a dose",
        "Turns the rate up a little, and rings the nurse afterwards",
        "Gives as much as you think best",
        "A short online course is enough for this",
        "The employer can be the assessor when no nurse is free",
        "The task is signed off by the family",
        "An experienced PA can assess a new colleague",
        "The PA is accountable for the decision to delegate",
        "Call 999 only if the nurse agrees",
        "Ask your employer before you call 999",
        "Do not disturb the nurse at night",
        "Tells the nurse at the next visit",
        "Writes the records at the end of the week",
        "Signs the chart for a colleague who forgot",
        "Uses the same needle again",
        "Borrows tablets from another person",
        "Gives the dose before checking the label",
        "Starts it, and reads the plan afterwards",
        "Checks the date now and then",
        "Pushes harder until it goes in",
        "Mixes the tablets into yoghurt",
        "Locks the door so that they stay in",
        "If the person refuses, the PA carries on gently",
        "Silence means yes",
        "Someone with dementia cannot agree",
        "A daughter decides for the person",
        "There is no risk with this medicine",
        "Sign them off first, then train them in the first month",
        "A PA who says no gets fewer hours",
        "Consent is asked at the yearly review",
        "Sends a photo of the wound to the group chat",
        "Repeats the reading until it is within the limit",
        "The PA interprets the score",
        "The nurse's insurance also covers the PA",
        "Give the missed dose together with the next one",
        "Crushes the tablets so that they are easier to swallow",
        "Puts the tablets into egg cups the night before",
        "Makes them sick with salt water",
        "Keeps the insulin on the window sill",
    ),
    "A feed through a gastrostomy": (
        "The person lies flat during the feed",
        "Flushes the tube with cola",
        "Speeds the feed up to catch up",
        "Puts a little water down the tube to see if they cough",
        "Any syringe will do",
        "Leaves the person alone while the feed runs",
        "Silences the alarm at night",
    ),
    "Home oxygen": (
        "Puts petroleum jelly on dry lips and nose",
        "Smoking is fine with the window open",
    ),
    "A urinary catheter": ("Hangs the bag above the bladder", "Flushes the catheter when it drains slowly"),
    "Insulin": (
        "Gives insulin when the glucose is low",
        "Puts used needles in the kitchen bin",
        "Puts the cap back on, and recaps the needle",
        "Always injects at the same place",
    ),
    "Seizures": ("Calls 999 when a seizure lasts more than 20 minutes", "Leaves the person alone once the shaking stops"),
    "Compression stockings": ("If toes are blue, leave the stockings on until the morning",),
    "Thickened drinks": ("Makes it one level thicker to be safe",),
    "Naloxone": ("Once they wake, cancel the ambulance",),
    "Autonomic dysreflexia": ("Lays the person back with the legs up", "Finishes the routine quickly"),
    "Adrenaline pen": ("Gives the injection only if the crew asks for it",),
}  # fmt: skip
#: The same subjects, with lines that are right and near in words.
KEPT: dict[str, tuple[str, ...]] = {
    "Medicines by mouth": (
        "You do not need to be asked twice: say no when you are not sure",
        "You need no one's permission to call 999",
        "Never skips the check, also on a busy day",
        "It is wrong to give it without a chart",
        "A PA must not increase the dose when the pain is bad",
        "The nurse can change the time of a dose",
        "Never turns the rate up",
        "A short online course is not enough for this",
        "The employer is never the only assessor",
        "The task is signed off by the nurse",
        "The professional is accountable for the decision to delegate",
        "Call 999 first, then ring the nurse",
        "Rings the nurse straight away, also at night",
        "The rate covers handovers and the phone at seven in the morning",
        "Tells the nurse the same day, and does not wait for the next visit",
        "Writes the record straight away",
        "Never signs the chart for a colleague",
        "Uses a new needle each time",
        "Checks the label before giving the dose",
        "Does not push when it will not go in",
        "Never mixes tablets into yoghurt",
        "If the person refuses, the PA stops and rings",
        "Silence is no agreement",
        "A diagnosis such as dementia does not mean that someone cannot agree",
        "A daughter cannot decide for the person, unless she is their attorney",
        "Consent is asked each time",
        "Never sends a photo to the group chat",
        "Writes the reading down as it is, and rings when it is outside the limit",
        "Does not crush tablets unless the pharmacist says so in writing",
        "Nothing is given to make them sick",
    ),
    "A feed through a gastrostomy": (
        "The person does not lie flat during the feed",
        "Flushes the tube with water as the plan says",
        "Stays with the person while the feed runs",
        "Finds the cause before an alarm is silenced",
    ),
    "Home oxygen": ("Keeps petroleum jelly away from the nose", "No one smokes, not even with the window open"),
    "A urinary catheter": ("Hangs the bag below the bladder", "Looks for a kink when it drains slowly"),
    "Insulin": (
        "Gives no insulin when the glucose is low",
        "Puts used needles in the sharps box",
        "Never recaps the needle",
        "Injects at another place each time",
    ),
    "Seizures": ("Calls 999 when a seizure lasts more than 5 minutes", "Stays until the person has recovered"),
    "Compression stockings": ("If toes are blue, takes the stockings off at once",),
    "Thickened drinks": ("Makes it at the level in the plan, not thicker",),
    "Naloxone": ("Calls 999 even if they wake, and stays",),
    "Autonomic dysreflexia": ("Sits the person up with the legs down", "Stops the routine at once"),
    "Adrenaline pen": ("Gives the injection at once, then calls 999",),
}  # fmt: skip


@pytest.mark.parametrize("about", TURNED)
def test_a_safeguard_that_is_taken_away_is_found(about: str) -> None:
    lines = TURNED[about]

    assert [lines[place] for place in range(len(lines)) if place not in found(about, lines)] == []


@pytest.mark.parametrize("about", KEPT)
def test_a_safeguard_that_is_kept_is_left_alone(about: str) -> None:
    lines = KEPT[about]

    assert [lines[place] for place in found(about, lines)] == []


@pytest.mark.parametrize("about", TURNED)
def test_what_is_listed_as_not_done_is_no_fault(about: str) -> None:
    lines = TURNED[about]

    assert [lines[place] for place in found(about, lines, "the_pa_does_not")] == []
