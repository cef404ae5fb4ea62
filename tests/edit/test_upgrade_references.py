"""References in place of figures that were typed by hand: which are certain, which are asked about, which are others."""

from datetime import date
from time import perf_counter

import pytest

from pa_framework.edit.upgrades import references
from pa_framework.edit.upgrades.step import Outcome, Tree

TODAY = date(2026, 11, 28)
PAGE = "framework/pages/pay.md"
LAW = """\
id: minimum-wage
title: The legal minimum
summary: What the law asks.
values:
  - id: adult
    title: National Living Wage
    applies_to: People aged 21 and over
    names: [legal minimum, minimum wage]
    unit: pound-per-hour
    history:
      - {value: 13.21, from: 2027-04-01, state: announced, announced_on: 2026-11-25, source: a, seen: part}
      - {value: 12.71, from: 2026-04-01, state: in-force, source: a, seen: part}
      - {value: 12.21, from: 2025-04-01, state: in-force, source: a, seen: part}
  - {id: under-18, title: Under 18, applies_to: x, names: [under 18 rate], unit: pound-per-hour,
     history: [{value: 8.00, from: 2026-04-01, state: in-force, source: a, seen: part}]}
  - {id: apprentice, title: Apprentice rate, applies_to: x, unit: pound-per-hour,
     history: [{value: 8.00, from: 2026-04-01, state: in-force, source: a, seen: part}]}
  - {id: sick-pay, title: Statutory sick pay, applies_to: x, names: [sick pay], unit: pound-per-week,
     history: [{value: 123.25, from: 2026-04-06, state: in-force, source: a, seen: part}]}
  - {id: holiday, title: Holiday, applies_to: x, names: [paid holiday], unit: weeks,
     history: [{value: 5.6, from: 2009-04-01, state: in-force, source: a, seen: part}]}
  - {id: irregular, title: Irregular hours, applies_to: x, names: [irregular hours], unit: per-cent,
     history: [{value: 12.07, from: 2024-04-01, state: in-force, source: a, seen: part}]}
  - {id: penalty, title: First breach, applies_to: x, names: [civil penalty], unit: pound,
     history: [{value: 45000, from: 2024-02-13, state: in-force, source: a, seen: part}]}
"""


def outcome(text: str) -> Outcome:
    return references.STEP.run(Tree({"framework/law/minimum-wage.yaml": LAW, PAGE: text}, TODAY))


def after(text: str) -> str:
    """A page after the step."""
    return outcome(text).texts.get(PAGE) or text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The legal minimum is £12.71.", "The legal minimum is ((law.minimum-wage.adult.number))."),
        ("The minimum wage is £12.71 an hour.", "The minimum wage is ((law.minimum-wage.adult.value))."),
        ("The minimum wage is £12.71 per hour.", "The minimum wage is ((law.minimum-wage.adult.number)) per hour."),
        ("Below the\nlegal\nminimum (£12.71)", "Below the\nlegal\nminimum (((law.minimum-wage.adult.number)))"),
        (
            "**Pay the legal minimum.** That is £12.71 an hour, since 1 April 2026.",
            "**Pay the legal minimum.** That is ((law.minimum-wage.adult.value)), since ((law.minimum-wage.adult.since)).",
        ),
        (
            "The legal minimum is £12.71. That is the rate from 1 April 2026.",
            "The legal minimum is ((law.minimum-wage.adult.number)). That is the rate from ((law.minimum-wage.adult.since)).",
        ),
        ("Sick pay is £123.25 a week.", "Sick pay is ((law.minimum-wage.sick-pay.value))."),
        ("Everyone has 5.6 weeks of paid holiday.", "Everyone has ((law.minimum-wage.holiday.value)) of paid holiday."),
        ("For irregular hours it is 12.07%.", "For irregular hours it is ((law.minimum-wage.irregular.value))."),
        ("A civil penalty of up to £45,000.", "A civil penalty of up to ((law.minimum-wage.penalty.value))."),
    ],
)
def test_a_figure_that_is_certain_is_replaced(text, expected):
    assert after(text) == expected
    assert outcome(text).questions == ()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Our hourly pay is £12.71.", "does not name"),
        ("From April the legal minimum is £12.71.", "another time"),
        ("The legal minimum of 2026 is £12.71.", "another time"),
        ("The legal minimum is £12.71. It rises in 2027.", "another time"),
        ("The legal minimum went from £12.21 to £12.71.", "Another figure"),
        ("The legal minimum is £12.71, then £13.21.", "Another figure"),
        ("A civil penalty of £45,000, and £60,000 for a repeat (since 13 February 2024).", "Another figure"),
        ("He said “the legal minimum is £12.71” twice.", "quotation"),
        ("The under 18 rate is £8.", "in another way"),
        ("Pay £45,000.00 as a civil penalty.", "in another way"),
    ],
)
def test_a_figure_that_is_not_certain_is_asked_about(text, why):
    asked = outcome(text).questions

    assert [why in question.words for question in asked] == [True]
    assert after(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "We meet for 5.6 weeks.",
        "Some get £12.71.",
        "The legal minimum was £12.71.",
        "In 2023 it was £9, below today's legal minimum of £12.71.",
        "The legal minimum is £13.21.",
        "The legal minimum is £12.",
        "The legal minimum is £12.715.",
        "The legal minimum is £112.71.",
        "The legal minimum is £12.71 a week.",
        "The legal minimum is £12.71m.",
        "The legal minimum is £12,71.",
        "The legal minimum is v12.71 and 12.71.3.",
        "The legal minimum, page 12.71",
        "A civil penalty of £45,000 million.",
        "The legal minimum is ((law.minimum-wage.adult)).",
        "illegal minimums of £8",
        "",
    ],
)
def test_other_figures_stay(text):
    assert outcome(text) == Outcome()


def test_what_is_no_prose_of_a_page_stays():
    page = (
        "---\ntitle: The legal minimum is £12.71\n---\n\n# The legal minimum is £12.71\n\n"
        "```\nThe legal minimum is £12.71\n```\n\n`legal minimum £12.71` <a title='legal minimum £12.71'>x</a>\n\n"
        "[legal minimum](£12.71) <!-- legal minimum £12.71 -->\n"
    )

    assert after(page) == page


def test_a_long_text_is_searched_quickly():
    hostile = [
        "£" * 20_000,
        "£1," * 20_000,
        "9" * 20_000,
        "£12.71 legal minimum " * 500,
        "(((" * 9_000,
        "`" * 9_001 + "£12.71",
    ]

    for text in hostile:
        began = perf_counter()
        outcome(text)
        assert perf_counter() - began < 20
