"""Slips of typing and misspelt words: each is found in its text, and what only looks like one is not."""

import json

import pytest

from tests.builders.worlds import Judge

STORY = "case_studies/rosa.yaml"
#: What someone types, and words of what is said.
SLIPS = {
    "I wait for the the bell.": "the word “the” is here twice",
    "Every day day after that was quiet.": "“day” is here twice",
    "He slept.Then I wrote it down.": "a space is missing",
    "He slept,then he woke.": "a space is missing",
    "He slept , and I wrote it down.": "a space stands before",
    "He slept .": "a space stands before",
    "He slept.. I wrote it down.": "two punctuation marks",
    "He slept,, and woke.": "two punctuation marks",
    "He slept!!": "two punctuation marks",
    "He slept (on his side, and woke.": "`(` is not closed",
    "He slept on his side), and woke.": "`)` closes nothing",
    "He said good night”, and slept.": "`”` closes nothing",
    "Look at https: //example.org first.": "is no address of a page",
    "Look at htps://example.org/a first.": "is no address of a page",
    "Look at https//example.org first.": "is no address of a page",
    "He slept.\\nThen he woke.": "a mark of a program",
    "He slept in {{ place }}.": "a mark of a program",
    "He slept **well** there.": "a mark of Markdown",
    "It cost £ 13.10 an hour.": "is no amount",
    "It cost £13,10 an hour.": "is no amount",
    "It cost £13.1 an hour.": "is no amount",
    "It cost 13.10£ an hour.": "is no amount",
    "I waited 1O minutes.": "a letter among its figures",
    "I waited l5 minutes.": "a letter among its figures",
    "It ends on 31 June.": "June has no day 31",
    "It ended on 29 February 2025.": "February 2025 has no day 29",
    "It began on Monday 25 November 2026.": "25 November 2026 is a Wednesday",
    "I began at 25:30.": "is no time of a day",
    "I began at 7:75 pm.": "is no time of a day",
    "He slept - Then I wrote it down": "a hyphen stands between two parts",
    "I write it down and": "ends in the middle",
    "I write it down,": "ends in the middle",
    "I WRITE IT DOWN AT ONCE": "in capitals",
}
#: What is right, or not for these rules to say.
RIGHT = (
    "I knew that that was it, and that he had had enough. No no, very very quiet.",
    "He weighs 60 kg, drinks 1.5 l a day, and pays £1.5 million, £13.10 or £5.",
    "Ask (a) who, b) when, and 1) where. The form (see page 3) is short.",
    "Look at https://www.example.org/a,b.html and at GOV.UK, www.nhs.uk or a.b@example.org.",
    "He asked “Why?” and “Who (me)?”, and then … nothing.",
    "From 7.30 am to 19:30, at 24:00 or 00:15, in a ratio of 1:80.",
    "On Wednesday 25 November 2026, 29 February 2028 and the 30th of April.",
    "Vitamin B, hepatitis c, plan b or step c. He ate O2, H2O and B12 for a joke.",
    "U and I, e.g. at home, i.e. in bed, etc. At 5 p.m., he slept.",
    "Dr. Smith-Jones asks: who is it? :) He said “it goes on",
    "Ring nine nine nine, or one one one. What it was was clear. Those who can can help; never never land.",
    "Insulin in a mix of 30:70, from 25:75, about 60:40 between them, to 1:80, by 1:72.",
    "Smith Ltd., and U.K., Jan., approx., et al., 2020.",
    "Smith v Jones, type b, Influenza b, Table b shows, rock n roll.",
    "£3.2 thousand, £2.4-million, £1.5M, £4.2 Trillion, £0.455 a mile.",
    "Form 99 May be sent. Class 2I, the O22 bus, l4 and l5.",
    "DO NOT ATTEMPT CPR",
)


def said(judge: Judge, text: str, code: str) -> list[str]:
    change = f"story:\n  - {json.dumps(text, ensure_ascii=False)}\n  - Then it was day."
    return [one.message for one in judge((STORY, change)).findings if one.code == code and one.span.line == 2]


@pytest.mark.parametrize(("text", "words"), SLIPS.items(), ids=SLIPS)
def test_a_slip_of_typing_is_found(text, words, judge):
    (message,) = said(judge, text, "TXT033")
    assert words in message


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_has_no_slip(text, judge):
    assert said(judge, text, "TXT033") == []


def test_an_entry_in_small_letters_among_others_is_found(judge):
    change = "challenge: [nights are lonely, Days are long, Weeks are short]"
    found = [one.message for one in judge((STORY, change)).findings if one.code == "TXT033"]
    assert found == ["this entry of `challenge` begins with a small letter, and the others do not"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("He recieved it at night.", "received"),
        ("Teh night was long.", "the"),
        ("I made a seperate note.", "separate"),
        ("I waited for ten minuts.", "minutes"),
        ("I rang becuase he asked.", "because"),
    ],
)
def test_a_misspelt_word_is_found(text, meant, judge):
    (message,) = said(judge, text, "TXT034")
    assert message.endswith(f"likely “{meant}”")


def test_a_rare_word_that_is_a_common_one_with_a_slip_is_found(judge):
    common = "\n".join(f"  - The ventilator hummed on night {number}." for number in range(1, 10))
    for written in ("ventialtor", "ventiltor", "ventillator"):
        report = judge((STORY, f"story:\n{common}\n  - The {written} was quiet.\n"))
        assert [one.message for one in report.findings if one.code == "TXT034"] == [
            f"“{written}” is likely “ventilator”"
        ]
    for written in ("ventilators", "ventilated", "Ventialtor"):
        report = judge((STORY, f"story:\n{common}\n  - The {written} was quiet.\n"))
        assert [one.message for one in report.findings if one.code == "TXT034"] == []
