"""Figures of the law in texts: which are found, what would take their place, and what is left alone."""

from datetime import date

import pytest

from pa_framework.facts.facts import Facts
from pa_framework.facts.law_figures import LawFigure, LawFigures
from pa_framework.records.load import Records, read_records
from tests.builders.worlds import TODAY, World, changed
from tests.paths import REFERENCE

_MORE_LAW = """
id: more-law
title: More law
summary: Values with other units.
values:
  - id: penalty-first
    title: Civil penalty, first breach
    applies_to: Employers
    names: [civil penalty]
    unit: pound
    history:
      - {value: 45000, from: 2024-02-13, state: in-force, source: wages, seen: part}
      - {value: 15000, from: 2014-05-16, state: in-force, source: wages, seen: part}
  - id: penalty-repeat
    title: Civil penalty, repeat breach
    applies_to: Employers
    names: [civil penalty]
    unit: pound
    history:
      - {value: 60000, from: 2024-02-13, state: in-force, source: wages, seen: part}
      - {value: 20000, from: 2014-05-16, state: in-force, source: wages, seen: part}
  - id: holiday
    title: Paid holiday
    applies_to: Employees
    names: [holiday, annual leave]
    unit: weeks
    history:
      - {value: 5.6, from: 2009-04-01, state: in-force, source: wages, seen: part}
  - id: holiday-irregular
    title: Holiday pay for irregular hours
    applies_to: Employees
    names: [holiday pay]
    unit: per-cent
    history:
      - {value: 12.07, from: 2024-04-01, state: in-force, source: wages, seen: part}
  - id: redundancy-service
    title: Service needed for redundancy pay
    applies_to: Employees
    names: [redundancy pay]
    unit: years
    history:
      - {value: 2, from: 2009-04-01, state: in-force, source: wages, seen: part}
  - id: sick-pay
    title: Statutory Sick Pay
    applies_to: Employees
    names: [SSP, sick pay]
    unit: pound-per-week
    history:
      - {value: 123.25, from: 2026-04-06, state: in-force, source: wages, seen: part}
      - {value: 118.75, from: 2025-04-06, state: in-force, source: wages, seen: part}
  - id: insurance
    title: Employers' liability insurance
    applies_to: Employers
    unit: pound
    history:
      - {value: 5000000, from: 1999-01-01, state: in-force, source: wages, seen: part}
  - id: earnings
    title: Contributions are worked out on earnings from
    applies_to: Employers
    names: [qualifying earnings]
    unit: pound-per-year
    history:
      - {value: 6240, from: 2020-04-06, state: in-force, source: wages, seen: part}
  - id: check-fee
    title: Fee for an enhanced check
    applies_to: PAs
    names: [enhanced DBS check]
    unit: pound
    history:
      - {value: 49.50, from: 2024-12-02, state: in-force, source: wages, seen: part}
  - id: waiting-days
    title: Days of illness before it starts
    applies_to: Employees
    names: [waiting days]
    unit: days
    history:
      - {value: 3, from: 2009-04-01, state: in-force, source: wages, seen: part}
  - id: mileage
    title: Mileage rate
    applies_to: Employees
    names: [mileage]
    unit: pound-per-mile
    history:
      - {value: 0.55, from: 2026-04-06, state: in-force, source: wages, seen: part}
"""
_ANNOUNCED = """
values:
  - id: adult
    title: National Living Wage
    applies_to: People aged 21 and over
    names: [National Living Wage, NLW, legal minimum, minimum wage]
    unit: pound-per-hour
    history:
      - {value: 13.21, from: 2027-04-01, state: announced, announced_on: 2026-11-02, source: wages, seen: part}
      - {value: 12.71, from: 2026-04-01, state: in-force, source: wages, seen: whole}
      - {value: 12.21, from: 2025-04-01, state: in-force, source: wages, seen: whole}
      - {value: 9.50, from: 2022-04-01, until: 2025-03-31, state: in-force, source: wages, seen: whole}
  - id: age-18-to-20
    title: Rate for people aged 18 to 20
    applies_to: People aged 18 to 20
    unit: pound-per-hour
    history:
      - {value: 10.85, from: 2026-04-01, state: in-force, source: wages, seen: whole}
  - id: apprentice
    title: Apprentice rate
    applies_to: Apprentices
    unit: pound-per-hour
    history:
      - {value: 8, from: 2026-04-01, state: in-force, source: wages, seen: whole}
"""


@pytest.fixture(scope="module")
def records(world: World) -> Records:
    law = (("framework/law/more-law.yaml", _MORE_LAW), ("framework/law/minimum-wage.yaml", _ANNOUNCED))
    return changed(world, law)[0]


def _found(text: str, records: Records, *, story: bool = False, on: date = TODAY) -> list[LawFigure]:
    return list(LawFigures(records, on).find(text, story=story))


def _brief(found: list[LawFigure]) -> list[tuple[str, str, str, bool]]:
    return [(figure.standing, figure.written, figure.reference, figure.certain) for figure in found]


@pytest.mark.parametrize(
    ("text", "written", "reference"),
    [
        ("The legal minimum is £12.71 an hour.", "£12.71 an hour", "((law.minimum-wage.adult.value))"),
        ("The legal minimum is £12.71/h.", "£12.71/h", "((law.minimum-wage.adult.value))"),
        ("The legal minimum is £12.71 per hour.", "£12.71 per hour", "((law.minimum-wage.adult.value))"),
        ("The legal minimum is £12.71.", "£12.71", "((law.minimum-wage.adult.number))"),
        ("The minimum wage is 12.71 pounds.", "12.71 pounds", "((law.minimum-wage.adult.number))"),
        ("£8 an hour is the apprentice rate.", "£8 an hour", "((law.minimum-wage.apprentice.value))"),
        ("Pay £12.71 an hour, the\nlegal minimum.", "£12.71 an hour", "((law.minimum-wage.adult.value))"),
        ("The NLW is £12.71\nan hour.", "£12.71 an hour", "((law.minimum-wage.adult.value))"),
        ("- Legal minimum: **£12.71** an hour", "£12.71", "((law.minimum-wage.adult.number))"),
        ("| Legal minimum | £12.71 |", "£12.71", "((law.minimum-wage.adult.number))"),
        ("The [legal minimum](pay.md) is £12.71", "£12.71", "((law.minimum-wage.adult.number))"),
        (
            "The legal minimum is £12.71 an hour since 1 April 2026.",
            "£12.71 an hour since 1 April 2026",
            "((law.minimum-wage.adult))",
        ),
        ("A civil penalty of up to £45,000", "£45,000", "((law.more-law.penalty-first.value))"),
        ("5.6 weeks' paid holiday", "5.6 weeks", "((law.more-law.holiday.value))"),
        ("Holiday: at least 5.6 weeks a year", "5.6 weeks", "((law.more-law.holiday.value))"),
        ("Use 12.07% for holiday pay.", "12.07%", "((law.more-law.holiday-irregular.number))"),
        ("Use 12.07 per cent for holiday pay.", "12.07 per cent", "((law.more-law.holiday-irregular.number))"),
        ("Employers' liability insurance of £5 million", "£5 million", "((law.more-law.insurance.value))"),
        ("Employers’ liability insurance: £5,000,000", "£5,000,000", "((law.more-law.insurance.value))"),
        ("Mileage is 55p a mile.", "55p a mile", "((law.more-law.mileage.value))"),
        ("SSP is £123.25 a week.", "£123.25 a week", "((law.more-law.sick-pay.value))"),
        ("The apprentice rate is £8.00 an hour.", "£8.00 an hour", "((law.minimum-wage.apprentice.value))"),
        (
            "On 1 February 2023 the legal minimum was £9.50 an hour.",
            "£9.50 an hour",
            "((law.minimum-wage.adult.value@2023-02-01))",
        ),
        ("In February 2023 the legal minimum was £9.50.", "£9.50", "((law.minimum-wage.adult.number@2023-02-01))"),
        (
            "From 1 April 2027 the legal minimum is £13.21 an hour.",
            "£13.21 an hour",
            "((law.minimum-wage.adult.value@2027-04-01))",
        ),
    ],
)
def test_a_figure_that_the_sentence_names_can_be_replaced(
    text: str, written: str, reference: str, records: Records
) -> None:
    (figure,) = _found(text, records)

    assert (figure.written, figure.reference, figure.certain) == (written, reference, True)
    assert " ".join(text[figure.start : figure.end].split()) == written


def test_two_figures_of_one_sentence(records: Records) -> None:
    text = "Civil penalties can be up to £45,000 for a first breach and £60,000 for a repeat, since 13 February 2024."

    assert [figure.value.id for figure in _found(text, records)] == ["penalty-first", "penalty-repeat"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We pay £12.71.", [("now", "£12.71", "((law.minimum-wage.adult.number))", False)]),
        ("From 18 to 20 the rate is £10.85.", [("now", "£10.85", "((law.minimum-wage.age-18-to-20.number))", False)]),
        (
            "The legal minimum is £12.21 an hour.",
            [("past", "£12.21 an hour", "((law.minimum-wage.adult.value))", False)],
        ),
        (
            "The legal minimum rises to £13.21.",
            [("coming", "£13.21", "((law.minimum-wage.adult.number@2027-04-01))", False)],
        ),
        ("The legal minimum is £8 for apprentices.", [("now", "£8", "((law.minimum-wage.apprentice.number))", False)]),
    ],
)
def test_a_figure_that_may_be_meant_is_not_certain(
    text: str, expected: list[tuple[str, str, str, bool]], records: Records
) -> None:
    assert _brief(_found(text, records)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The legal minimum is £12.17 an hour.",
        "- **Legal minimum**: £12.17",
        "| Legal minimum | £12.17 |",
        "We pay more than the minimum wage of £12.17 an hour.",
        "The National Living Wage (£12.17 an hour)",
        "The legal minimum for people aged 21 and over is £12.17.",
        "Statutory sick pay is £118.00 a week.",
        "Statutory sick pay is £132.25 a week.",
        "Statutory sick pay: £132.25 a week",
        "Sick pay, by law, is £132.25 a week.",
        "The paid holiday is 6.5 weeks.",
        "Paid holiday: 5.5 weeks",
        "Q-3 The paid holiday is 6.5 weeks.",
        "By law, holiday is 6 weeks.",
        "Holiday is 5 weeks by law.",
        "The legal minimum for holiday is 4 weeks.",
        "The qualifying earnings are £6,420.",
        "Qualifying earnings: £6,420",
        "The mileage rate is 52p a mile.",
        "The mileage rate of 54p a mile is for cars.",
        "An enhanced DBS check costs £59.40.",
        "The apprentice rate is £9.00 an hour.",
        "The waiting days are 3.1 days.",
        "The legal minimum for adults is £17.21.",
        "The National Living Wage (NLW) is £12.71 and the minimum wage is £17.12.",
        "The legal minimum is at £12.17.",
        "The legal minimum is £12.17 and was £12.21.",
        "The civil penalty is up to £54,000.",
    ],
)
def test_a_figure_that_the_law_never_had_is_wrong(text: str, records: Records) -> None:
    figure = _found(text, records)[-1]

    assert (figure.standing, figure.row, figure.certain) == ("wrong", None, False)
    assert (figure.period, "@" in figure.reference) == (None, False)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The legal minimum for people aged 21 and over is £12.17.", "adult"),
        ("The legal minimum for adults is £12.17.", "adult"),
        ("The legal minimum for people aged 18 to 20 is £10.58.", "age-18-to-20"),
        ("The legal minimum for apprentices is £9.00.", "apprentice"),
    ],
)
def test_a_wrong_figure_is_compared_with_the_value_for_the_people_it_is_about(
    text: str, value: str, records: Records
) -> None:
    (figure,) = _found(text, records)

    assert (figure.standing, figure.value.id) == ("wrong", value)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The legal minimum was £12.12 in 2025.", "2025-04-01"),
        ("In 2023 the legal minimum was £9.05 an hour.", "2023-01-01"),
        ("In 2023 the legal minimum was £12.21.", "2023-01-01"),  # it was so in another year
        ("On 3 May 2023, the legal minimum was £12.21.", "2023-05-03"),
        ("In 2024, the legal minimum was £9.05.", "2024-01-01"),
        ("In 2022 the legal minimum was £9.60.", "2022-04-01"),  # before April 2022 it was no more than after
        ("In May 2025, the National Living Wage (NLW) was £12.71.", "2025-05-01"),
        ("The minimum wage was £9.05 an hour in 2023/24.", "2023-01-01"),
        ("Statutory sick pay was £118.57 a week in June 2025.", "2025-06-01"),
        ("The paid holiday was 6.5 weeks in 2020.", "2020-01-01"),
    ],
)
def test_a_figure_that_was_another_in_that_year_is_wrong(text: str, day: str, records: Records) -> None:
    (figure,) = _found(text, records)

    assert (figure.standing, figure.certain) == ("wrong", False)
    assert figure.reference.endswith(f"@{day}))")
    assert figure.period is not None


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("The legal minimum is £12.71, and was £12.21.", False),
        ("PAs were often paid the legal minimum of £12.71.", False),
        ("An enhanced DBS check costs £49.50.", True),
        ("The qualifying earnings are £6,240 a year.", True),
    ],
)
def test_the_amount_of_today_is_found_beside_words_about_the_past(text: str, certain: bool, records: Records) -> None:
    assert [(figure.standing, figure.certain) for figure in _found(text, records)] == [("now", certain)]


@pytest.mark.parametrize("text", ["£12.71", "It is 12.71", "The course costs £12.71.", "£12.71 for lunch"])
def test_an_amount_alone_counts_only_in_a_text_about_pay(text: str, records: Records) -> None:
    assert _found(text, records) == []
    assert [figure.reference for figure in _found(f"{text}\n\nWages in April: £12.71", records)][-1:] == [
        "((law.minimum-wage.adult.number))"
    ]


def test_a_price_is_not_pay(records: Records) -> None:
    assert [figure.start for figure in _found("Wages: £12.71. The course costs £12.71.", records)] == [7]


@pytest.mark.parametrize(
    "text",
    [
        "Code: `the legal minimum is £12.17`",
        "```\nThe legal minimum is £12.17\n```\n",
        '<span title="the legal minimum is £12.17">Pay</span>',
        "The legal minimum is ((law.minimum-wage.adult.value)).",
        "See [the legal minimum](https://example.org/legal-minimum-is-£12.17).",
    ],
)
def test_code_references_and_addresses_are_not_read(text: str, records: Records) -> None:
    assert _found(text, records) == []


@pytest.mark.parametrize(
    "text",
    [
        "My wage is £12.71 an hour.",
        "The legal minimum is £12.17, they told me.",
        "The legal minimum is £12.71.",
        "I got the legal minimum, £12.21, and I left.",
        "I got the legal minimum of £12.17.",
        "The legal minimum was £12.12 in 2025.",
        "From April the legal minimum is £13.21.",
    ],
)
def test_a_story_may_tell_what_was_earned(text: str, records: Records) -> None:
    assert _found(text, records, story=True) == []


@pytest.mark.parametrize("text", ["The legal minimum is £17.21.", "Statutory sick pay is £132.25 a week, so I rest."])
def test_a_story_that_says_what_the_law_is_must_be_right(text: str, records: Records) -> None:
    assert [figure.standing for figure in _found(text, records, story=True)] == ["wrong"]


_HARMLESS = """
Band 1 pays £12.95 an hour.
The council pays £13.35 and the NHS pays £13.10.
It costs £4.50 a week.
The training fund names £25 to £150 a person a day.
In 2016, 73 per cent of councils said that self-employed PAs existed in their area.
The wage was £9.50 in 2022.
The legal minimum was £9.50 in 2022/23.
The legal minimum at that time was £9.50.
Rosa earned £10.42 an hour then.
Her first job paid £8.91.
A rate of £10.50 an hour was the median in February 2023.
Priya gets £14.20 an hour, well above the legal minimum.
£13.45 an hour is more than the legal minimum.
Pay at least the legal minimum, and 50p more for nights.
39p above the legal minimum
Pay £13.10 an hour, 39p above the legal minimum.
Hours that are cancelled are paid for 4 weeks.
Funding goes on for 8 weeks.
You have 6 weeks' holiday if your contract says so.
Holiday is 28 days in the contract of one employer, and 30 days in another.
She took 2 weeks of holiday in May.
The review comes after 12 months.
The agreement on redundancy pay is reviewed every 2 years.
One insurer's cover for redundancy stops at £4,000.
Her redundancy pay was £3,000.
The insurance covers 5 people.
A grant of £5 million was announced.
They saved £45,000 in the first year.
The budget is £60,000 a year.
The civil penalty was lower in the past.
A penalty of £200 was charged by the lender.
Some help pages still print the old civil penalty of £20,000.
The rate goes up by 5.6 per cent.
It takes 5.6 weeks on average to find a PA.
12.07 people on average
12.71 million people live there.
The bus fare is £2.00 and the minimum fare is £1.50.
Version 12.71 of the program
We pay £13.00 for each hour, and £15.00 at weekends.
If the legal minimum rose to £14, we would have to find money.
Suppose the legal minimum is £13.00.
The campaign wants a legal minimum of £15 an hour.
A poster said that the legal minimum was £5.
The sleep-in rate is £60 a night.
She works 48 hours in 6 days.
The pension contribution is 3% in this example.
Sick pay is £95 a week in Sam's contract.
Statutory sick pay was not paid for 3 days.
SSP and £50 from the employer
The employer gave 4 weeks' notice.
They asked for £12.50 an hour, below the legal minimum.
The rate of £12.10 an hour is below the legal minimum.
We pay more than the legal minimum: £13.10 an hour.
In 1999 the national minimum wage was £3.60.
The Real Living Wage Foundation has 16,000 members.
The PA has 21 years of experience.
The apprentice rate applies for 12 months.
An apprentice rate of £9.00 an hour is what our council pays.
Our legal minimum wage adviser charges £30.00 an hour.
The legal minimum is not £12.17.
Our PAs get 6 weeks of holiday.
Every PA has a holiday of 6 weeks in this team.
Holiday is 6 weeks.
Holiday is 6 weeks, which is more than the legal minimum.
Paid holiday is 6 weeks in the contract.
Our paid holiday is 5.8 weeks.
A paid holiday of 7 weeks is rare.
Statutory holiday is 4 weeks from one law and 1.6 weeks from another.
We pay a mileage rate of 50p.
The mileage rate is 50p a mile in our area.
The council's mileage rate is 40p a mile.
Mileage is 40p a mile.
Sick pay is £132 a week.
Her statutory sick pay is £100 a week.
Statutory sick pay is less than £130 a week.
Employers' liability insurance costs £60 a year.
Employers' liability insurance is £10 million.
Qualifying earnings of £9,000 a year make a contribution of £720.
His qualifying earnings are £6,420.
If qualifying earnings are £6,420, the contribution is £14.40.
When the mileage rate is 52p, it pays to drive.
The enhanced DBS check takes 3 weeks.
The enhanced DBS check was £10 more in 2025.
Waiting days are 2 days in some contracts.
The legal minimum is over £12.
The legal minimum is about £12.70.
The legal minimum is £0.50 more than last year.
An hour at the minimum wage costs £15.20 with pension.
The paid holiday is 5.5 weeks and 2 days.
The legal minimum was £12.21 in 2025.
The legal minimum was £9.50 in 2025.
The legal minimum was £9.50 before 2025.
The legal minimum was £9.00 in 2022.
In 2021 the legal minimum was £8.91.
The legal minimum went up by £0.50 in 2026.
In 2026, people were paid the legal minimum of £12.71.
Statutory sick pay was £118.75 a week in 2026.
In 2016 the civil penalty was £20,000.
"""


@pytest.mark.parametrize("sentence", _HARMLESS.strip().splitlines())
def test_harmless_sentences_are_left_alone(sentence: str, records: Records) -> None:
    assert _found(sentence, records) == []


def test_the_reference_world_has_no_figure_that_is_wrong() -> None:
    facts = Facts(read_records(REFERENCE), TODAY)
    finder = LawFigures(facts.records_as_written, facts.on)
    texts = [text for text in facts.texts_as_written if text.kind not in ("law", "sources", "changes")]
    found = [
        (text.document.path, figure.written)
        for text in texts
        for figure in finder.find(text.text, story=text.kind == "case-study")
        if figure.standing == "wrong"
    ]

    assert texts
    assert found == []
