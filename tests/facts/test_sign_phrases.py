"""Which sentences sound like a sign of the policy."""

import pytest

from pa_framework.facts.sign_phrases import SignPhrases
from pa_framework.records.base import Origin
from pa_framework.records.model import PolicySign
from pa_framework.records.yaml_source import parse_document
from pa_framework.text.word_forms import same_words

PHRASES = {
    "choking": ("choking", "chokes", "blocked airway"),
    "not-breathing": ("not breathing", "stops breathing", "turns blue", "blue lips"),
    "cannot-be-woken": ("unconscious", "unresponsive", "cannot be woken", "does not wake", "passes out"),
    "fire-or-burning": ("a fire", "fire near", "on fire", "catches fire", "smell of burning", "smoke", "fire"),
    "seizure-beyond-plan": ("another seizure", "seizure goes on", "first seizure"),
    "heavy-bleeding": ("heavy bleeding", "bleeds heavily", "bleeding does not stop"),
    "possible-sepsis": ("sepsis", "newly confused", "new confusion"),
    "severe-allergic-reaction": ("allergic reaction", "swollen lips", "lips swell"),
    "opioid-overdose": ("overdose", "very drowsy"),
    "no-relief-from-reliever": ("no relief", "inhaler does not help"),
}
NOWHERE = Origin(parse_document("id: x", "x.yaml"))
SIGNS = SignPhrases(
    PolicySign(origin=NOWHERE, id=name, text=name, level="emergency", sounds_like=phrases)
    for name, phrases in PHRASES.items()
)

#: What someone writes → the signs that it sounds like.
SENTENCES: dict[str, str] = {
    # the sign itself, in other forms and other hands
    "The person is choking": "choking",
    "The person starts to choke": "choking",
    "He choked on his tea": "choking",
    "CHOKING, or food in the wrong way": "choking",
    "Chokes": "choking",
    "Mum isn’t breathing": "not-breathing",
    "She's not breathing": "not-breathing",
    "They are no longer breathing": "not-breathing",
    "They stopped breathing for a moment": "not-breathing",
    "Lips or fingers turning blue": "not-breathing",
    "He goes unresponsive": "cannot-be-woken",
    "I can't wake him, he cannot be woken": "cannot-be-woken",
    "Unable to be woken in the morning": "cannot-be-woken",
    "She won't wake, and doesn't wake when shaken": "cannot-be-woken",
    "The person passed out in the shower": "cannot-be-woken",
    "There’s a fire in the kitchen": "fire-or-burning",
    "The pump catches fire": "fire-or-burning",
    "The bedding caught fire": "fire-or-burning",
    "Smoke from the machine": "fire-or-burning",
    "The fire alarm sounds": "fire-or-burning",
    "The smoke alarm is going off": "fire-or-burning",
    "Another seizure within the hour": "seizure-beyond-plan",
    "The seizure goes on after the dose": "seizure-beyond-plan",
    "The seizure is going on": "seizure-beyond-plan",
    "It bleeds heavily": "heavy-bleeding",
    "Bleeding that started small and bleeds heavily now": "heavy-bleeding",
    "The bleeding did not stop": "heavy-bleeding",
    "The person seems newly confused": "possible-sepsis",
    "Signs of sepsis": "possible-sepsis",
    "The lips swelled up": "severe-allergic-reaction",
    "Two patches at once, or an overdose": "opioid-overdose",
    "There is no relief after the doses": "no-relief-from-reliever",
    "The inhaler didn't help": "no-relief-from-reliever",
    # several at once
    "Choking, or not breathing": "choking not-breathing",
    "Not breathing or choking": "not-breathing choking",
    "There is a fire and someone is unconscious": "fire-or-burning cannot-be-woken",
    # denied
    "Coughing, but no choking": "",
    "Coughs and is not choking": "",
    "The person isn't choking and can speak": "",
    "Never choking, only slow to swallow": "",
    "Coughs without choking": "",
    "Does not cough or choke": "",
    "Does not eat but is pale or choking": "choking",
    "Coughs without gagging or choking": "",
    "No coughing, gagging or choking": "",
    "There is no sign of sepsis": "",
    "No new confusion": "",
    "Has not had an allergic reaction before": "",
    "This is not the first seizure": "",
    "Drowsy, but not very drowsy": "",
    "Neither unconscious nor unresponsive": "",
    # a negative word that denies another thing
    "There is no doubt that the person is choking": "choking",
    "The person cannot stop choking": "choking",
    "Not only coughing: choking": "choking",
    "No fever. Choking": "choking",
    "The person does not cough but chokes": "choking",
    "The person does not cough or chokes": "choking",
    "No. Choking": "choking",
    "No fever, choking": "choking",
    "The person does not swallow or chokes": "choking",
    "Does not eat, and chokes": "choking",
    "No response or turning blue": "not-breathing",
    "No pulse or unconscious": "cannot-be-woken",
    "No urine drains, the person is newly confused": "possible-sepsis",
    "It is not clear whether they are unconscious": "cannot-be-woken",
    # another thing
    "A fire exit is blocked": "",
    "The fire door does not close": "",
    "The fire extinguisher is out of date": "",
    "The smoke alarm needs a battery": "",
    "The sepsis leaflet is missing": "",
    "The allergic reaction plan is out of date": "",
    "The choking risk has changed": "",
    "Food of a kind that raises the risk of choking": "",
    "The person is at risk of an overdose": "",
    "The person worries about choking": "",
    "The person is afraid of a fire": "",
    "The advice on sepsis has changed": "",
    "A new drink thickener to prevent choking": "",
    "The light turns blue": "",
    "The strip turns blue": "",
    "An unconscious bias": "",
    # words that only contain a phrase
    "The fireplace is lit": "",
    "The person fidgets": "",
    "An artichoke": "",
    "The choker of the person is tight": "",
    "Sore skin around the tube": "",
    "": "",
}


@pytest.mark.parametrize(("sentence", "signs"), SENTENCES.items(), ids=SENTENCES)
def test_a_sentence_sounds_like_a_sign(sentence: str, signs: str) -> None:
    assert [found.sign.id for found in SIGNS.in_sentence(sentence)] == signs.split()


def test_the_phrase_that_was_found_is_named() -> None:
    (found,) = SIGNS.in_sentence("The person starts to choke")

    assert found.phrase == "choking"


@pytest.mark.parametrize("phrase", [phrase for phrases in PHRASES.values() for phrase in phrases])
def test_every_phrase_finds_itself(phrase: str) -> None:
    assert SIGNS.in_sentence(phrase)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The person is choking", "the person  is choking.", True),
        ("The tube can't be moved", "The tube cannot be moved", True),
        ("The tube’s out", "The tube is out", False),
        ("There is pain", "There is no pain", False),
    ],
)
def test_sentences_of_the_same_words_are_the_same(one: str, other: str, same: bool) -> None:
    assert (same_words(one) == same_words(other)) is same
