"""Statements of competences as the self-check asks them: in the first person, with "they" only for someone else."""

import pytest

from pa_framework.site.first_person import in_first_person


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "Says in their own words who decides what happens today",
            "I can say in my own words who decides what happens today",
        ),
        (
            "Carries out the daily checks in the order they were taught",
            "I carry out the daily checks in the order I was taught",
        ),
        ("Teaches a colleague one task at their own pace", "I teach a colleague one task at their own pace"),
        ("Passes on a doubt without deciding it themselves", "I pass on a doubt without deciding it myself"),
        ("Chooses a better time", "I choose a better time"),
        ("Orders or collects what is due", "I order or collect what is due"),
        ("Locks own phone", "I lock my own phone"),
        ("Puts the PA's safety first", "I put my safety first"),
        ("Accepts a choice that the PA would not make", "I accept a choice that I would not make"),
        ("Goes with the person where they want to go", "I go with the person where they want to go"),
        ("Rings before a visit when they have symptoms", "I ring before a visit when I have symptoms"),
        ("Turns down extra shifts that would make them unsafe", "I turn down extra shifts that would make me unsafe"),
    ],
)
def test_a_statement_is_said_by_its_reader(statement: str, said: str) -> None:
    assert in_first_person(statement) == said


@pytest.mark.parametrize("statement", ["Can swim", "999 is rung at once", "Asks"])
def test_what_begins_otherwise_stays(statement: str) -> None:
    assert in_first_person(statement) == statement
