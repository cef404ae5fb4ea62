"""Which sentences of a fallback say that a PA does the task."""

import pytest
from msgspec.structs import replace

from pa_framework.facts.fallback_sentences import sentences_for_a_pa
from pa_framework.records.base import Origin
from pa_framework.records.model import Approval, Task
from pa_framework.records.yaml_source import parse_document

NOWHERE = Origin(parse_document("id: x", "x.yaml"))


def task(title: str, *does: str) -> Task:
    return Task(
        origin=NOWHERE,
        id="a-task",
        title=title,
        category="nutrition",
        status="delegable",
        summary=title,
        the_pa_does=does,
        approval=Approval(state="draft"),
    )


def pa_does_it(sentence: str, task: Task) -> bool:
    return bool(sentences_for_a_pa(replace(task, if_no_one_may=(sentence,))))


INSULIN = task("Give insulin by pen", "Checks the dose against the plan", "Gives the dose as taught")
BAG = task("Empty and change a stoma bag", "Empties the bag and cleans the skin around it")
MAGNET = task("Use a magnet with a vagus nerve stimulator")
TURNING = task("Turn and position someone", "Turns the person as the plan says")

SAYS_SO = [
    "The PA gives the dose.",
    "A PA may give it.",
    "PAs can give it in the meantime.",
    "Ask the other PA to give it.",
    "Ask another PA to come and give it.",
    "Another PA who is signed off gives the insulin.",
    "A PA from the team who knows the person can still give it.",
    "The personal assistant gives it late.",
    "The PA rings the nurse and gives the dose.",
    "The PA may ring the nurse and then give the dose.",
    "If no nurse comes, the PA gives it.",
    "If the nurse does not come the PA gives it.",
    "The night PA carries on as usual.",
    "The PA goes on with the insulin.",
    "The PA takes over.",
    "The PA does it under supervision.",
    "The nurse tells the PA how to give it.",
    "Let the PA give half of the dose.",
    "The dose is given by another PA.",
    "It may be given by the PA on duty.",
    "Give the dose late.",
    "Ring 111 and give the dose.",
    "Ring 111, then give it.",
    "Ring 111 to say that it is due, then give the dose.",
    "You may give it if the nurse agrees.",
    "The PA may not wait but may ring and give it.",
    "The PA does not wait and gives it.",
    "The PA has to give it.",
    "The PA administers it.",
    "The PA injects half.",
    "Do it yourself.",
]
DOES_NOT = [
    "The PA rings 111 and says that insulin is due.",
    "The PA stays with the person.",
    "The PA rings the nurse, who gives it.",
    "The PA rings the nurse to give it.",
    "The PA waits until the nurse comes and gives it.",
    "The PA asks the nurse to come and give it.",
    "The PA rings the nurse and the nurse gives it.",
    "The PA gives the nurse the chart.",
    "The PA rings 999 and gives the address.",
    "The PA does not give it.",
    "The PA never gives it without the nurse.",
    "A PA may not give it.",
    "A PA may not ring and give it.",
    "The PA goes on without the insulin.",
    "Take off any opioid patch.",
    "The PA trainer may give it.",
    "The PA's nurse gives it.",
    "No PA gives it.",
    "Do not let another PA give it.",
    "Never ask the PA to give it.",
    "It is not given by a PA.",
    "Ask the nurse whether another PA may give it.",
    "Ask the nurse if a PA may give it later.",
    "Wait until a PA who is signed off can give it.",
    "The PA trainer gives it.",
    "The PA's employer arranges a nurse.",
    "The PA writes down what the nurse gives.",
    "The PA watches for the emergency signs.",
    "The PA carries on watching for the signs.",
    "The PA goes on with the rest of the day.",
    "The PA does what the call handler says.",
    "The community nurse gives the insulin.",
    "Ask the community nurse to come and give it.",
    "A family member who was taught gives it.",
    "If the person can, they give it themselves.",
    "Say that no one may give it.",
    "Do not leave the dose out.",
    "Do not ask someone who is not signed off to give it.",
    "Do not give it.",
    "Give nothing by mouth.",
    "Give the date that the change is due.",
    "Give the nurse the name of the insulin.",
    "Follow the low-glucose plan.",
    "The person or a relative may fetch and give the insulin.",
    "Go to A&E.",
    "Ring the diabetes team before the dose is due.",
    "",
]


@pytest.mark.parametrize("sentence", SAYS_SO)
def test_a_sentence_says_that_the_pa_does_it(sentence: str) -> None:
    assert pa_does_it(sentence, INSULIN)


@pytest.mark.parametrize("sentence", DOES_NOT)
def test_a_sentence_leaves_it_to_someone_else(sentence: str) -> None:
    assert not pa_does_it(sentence, INSULIN)


@pytest.mark.parametrize(
    ("sentence", "of", "says_so"),
    [
        ("Another PA empties the bag.", BAG, True),
        ("Empty the bag before it is full.", BAG, True),
        ("Ask who will empty the bag before it is full.", BAG, False),
        ("A family member may change it if a nurse has shown them.", BAG, False),
        ("The PA empties the bin.", BAG, False),
        ("The PA empties the bag.", INSULIN, False),
        ("Go on with the rest of the seizure plan without the magnet.", MAGNET, False),
        ("Go on with the magnet.", MAGNET, True),
        ("The PA turns to the nurse.", TURNING, False),
    ],
)
def test_the_words_of_the_task_itself_are_looked_for(sentence: str, of: Task, says_so: bool) -> None:
    assert pa_does_it(sentence, of) is says_so
