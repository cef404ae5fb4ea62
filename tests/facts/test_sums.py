"""What the calculators work out, compared with worked examples that others have published, and with sums done by hand.

Each example names its source, with the address below and its date. All were read in stored copies on 30 November 2026. Their
figures of the law are those of their year, so each example brings its own. Where a source rounds to the pound, the test does.

GOV.UK: tests of its own calculators, https://github.com/alphagov/smart-answers, test/unit/calculators:
    redundancy_calculator_test.rb (2012, commit 0178aedff1), holiday_entitlement_test.rb (2012, commit 75b967e8f3, with
    irregular hours), minimum_wage_calculator_test.rb (commit 01d4ebbf85, with the rates of 2007 to 2016)
LRD: Labour Research Department, "Law at work", https://www.lrdpublications.org.uk/publications.php with
    ?id=idm1087328&iss=1690&pub=bk (2013), ?id=idp5611352&iss=1873&pub=bk (2017), ?id=idp5656504&iss=1974&pub=bk (2019)
Unite the Union, "Redundancy" (2014): https://www.yumpu.com/en/document/view/27600754/redundancy-unite-the-union/19
    Its other example, Mr A, multiplies wrongly (£280 × 1.5 × 9 is £3,780, and not £3,510), so it is not here.
Lawgistics (undated): http://www.lawgistics.co.uk/legal-article-employment-law/retail-motor-industry-advice/
    4.-what-about-employees-who-do-not-work-regular-or-set-hours_-
The AnswerBank (undated): https://m.theanswerbank.co.uk/find/answer/6179666
The People's Pension (undated): https://thepeoplespension.co.uk/help/knowledgebase/how-much-should-my-employer-contribute/
Cushon (April 2022): https://employerhelp.cushon.co.uk/hc/en-gb/articles/15399329562652
The Payroll Site (2024/25): https://thepayrollsite.co.uk/help/faq/528.htm
Atom (2024/25): https://atomhub.co.uk/faq-items/what-is-the-maximum-contribution-i-can-make
Tyro (2025/26): https://tyrobusiness.org/calculate-the-cost-of-an-employee
Money Quids (2025/26): https://moneyquids.co.uk/uk-staff-cost-calculations
Employer Calculator (2025/26): https://employercalculator.co.uk/calculator?salary=52000
Rowleys (6 February 2025): https://www.rowleys.biz/news-and-events/
    understanding-the-pay-related-changes-coming-in-2025-and-the-impact-on-your-business/
Tax Accountant (2025): https://taxaccountant.co.uk/?p=16407
Double Point (2025): https://doublepoint.co.uk/articles/national-insurance-and-employment-allowance-what-you-need-to-know
UK Calculator (2025/26): https://ukcalculator.com/employer-ni-calculator.html
Chartered Accountants Ireland on the Autumn Budget (2024):
    https://charteredaccountants.ie/News/national-insurance-contributions---uk-autumn-statement-2024
"""

from datetime import date
from decimal import ROUND_HALF_EVEN
from decimal import Decimal as D

import pytest

from pa_framework.facts.sums import (
    WEEKS,
    NoticeLaw,
    OnTop,
    PackageCost,
    RedundancyLaw,
    age_on,
    complete_years,
    divided,
    holiday_a_year,
    holiday_built_up,
    notice_pay,
    package_cost,
    pounds,
    redundancy,
    week_pay,
)

#: Figures of 2025/26 and of the year before as the examples have them.
ON_TOP = OnTop(D("5.6"), D("12.07"), D(10000), D(6240), D(50270), D(3), D(5000), D(15), D(10500))
BEFORE = OnTop(D("5.6"), D("12.07"), D(10000), D(6240), D(50270), D(3), D(9100), D("13.8"), D(5000))
RATES = {0: D("0.5"), 22: D(1), 41: D("1.5")}


def law_of(limit: int) -> RedundancyLaw:
    return RedundancyLaw(2, 20, RATES, D(limit))


def job(age: int, years: int) -> tuple[date, date, date]:
    """Born, first and last day of a job that lasted so many years and ended at an age, on a birthday."""
    last = date(2012, 6, 30)
    return date(2012 - age, 7, 1), date(2012 - years, 7, 1), last


@pytest.mark.parametrize(
    ("age", "years", "week", "limit", "pay"),
    [
        pytest.param(45, 12, 350, 430, "4900.00", id="govuk-45-years-old"),
        pytest.param(42, 22, 500, 430, "8815.00", id="govuk-at-most-20-years-and-the-limit"),
        pytest.param(42, 4, 1500, 430, "1935.00", id="govuk-above-the-limit"),
        pytest.param(45, 15, 500, 450, "7650.00", id="lrd-2013-two-ages"),
        pytest.param(63, 25, 900, 489, "14670.00", id="lrd-2017-most"),
        pytest.param(63, 20, 900, 525, "15750.00", id="lrd-2019-most"),
        pytest.param(33, 7, 180, 464, "1260.00", id="unite-mrs-b"),
    ],
)
def test_redundancy_pay_is_that_of_published_examples(age: int, years: int, week: int, limit: int, pay: str) -> None:
    assert redundancy(law_of(limit), *job(age, years), D(week)).pay == D(pay)


def test_redundancy_by_hand() -> None:
    """Born 15 June 1985, 3 May 2021 to 31 October 2026: five complete years, counted back from 31 October.

    The earliest began on 1 November 2021 at 36, the latest on 1 November 2025 at 40: five weeks of £405 are £2,025.
    Insurance pays £1,000. The council paid 1,370 of 2,008 days: 1025 × 1370 / 2008 = 699.3277…
    """
    days = ((date(2025, 1, 31) - date(2021, 5, 3)).days + 1, (date(2026, 10, 31) - date(2025, 1, 31)).days)
    found = redundancy(law_of(751), date(1985, 6, 15), date(2021, 5, 3), date(2026, 10, 31), D(405), D(1000), days)

    assert days == (1370, 638)
    assert (found.years, found.weeks, found.pay, found.rest) == (5, D(5), D("2025.00"), D("1025.00"))
    assert found.shares == (D("699.33"), D("325.67"))


def test_a_job_of_less_than_two_years_gives_no_redundancy_pay() -> None:
    found = redundancy(law_of(751), date(1980, 1, 1), date(2024, 11, 1), date(2026, 10, 30), D(405), D(1000), (729,))

    assert (found.years, found.pay, found.insured, found.shares) == (1, D(0), D(0), (D(0),))
    assert redundancy(law_of(751), date(1980, 1, 1), date(2024, 11, 1), date(2026, 10, 31), D(405)).years == 2


def test_the_age_that_counts_is_that_at_the_beginning_of_a_year() -> None:
    """Born 1 November 1984: 41 on 1 November 2025, so only the last year counts one and a half weeks."""
    born, first, last = date(1984, 11, 1), date(2023, 11, 1), date(2026, 10, 31)

    assert redundancy(law_of(751), born, first, last, D(100)).weeks == D("3.5")
    assert redundancy(law_of(751), date(1984, 11, 2), first, last, D(100)).weeks == D(3)


@pytest.mark.parametrize(
    ("first", "given", "last", "weeks", "unworked", "pay"),
    [
        ("2026-10-10", "2026-10-31", "2026-10-31", 0, 0, "0.00"),  # less than a month
        ("2026-10-01", "2026-10-31", "2026-10-31", 1, 7, "420.00"),  # a month to the day
        ("2025-01-01", "2026-10-31", "2026-10-31", 1, 7, "420.00"),
        ("2022-11-01", "2026-10-31", "2026-10-31", 4, 28, "1680.00"),
        ("2022-11-01", "2026-10-21", "2026-10-31", 3, 11, "660.00"),  # three complete years when it was given
        ("2022-10-01", "2026-10-03", "2026-10-31", 4, 0, "0.00"),  # all of it was worked
        ("2000-01-01", "2026-10-31", "2026-10-31", 12, 84, "5040.00"),
    ],
)
def test_notice_that_is_not_worked_is_paid(
    first: str, given: str, last: str, weeks: int, unworked: int, pay: str
) -> None:
    """One week after a month, then one for each complete year, at most twelve (Employment Rights Act 1996, section 86)."""
    law = NoticeLaw(1, 1, 12)
    found = notice_pay(law, *(date.fromisoformat(day) for day in (first, given, last)), D(420))

    assert (found.weeks, found.unworked, found.pay) == (weeks, unworked, D(pay))


def test_years_and_ages_about_29_february() -> None:
    assert complete_years(date(2024, 2, 29), date(2026, 2, 28)) == 2
    assert complete_years(date(2026, 1, 1), date(2025, 1, 1)) == 0
    assert (age_on(date(2004, 2, 29), date(2026, 2, 28)), age_on(date(2004, 2, 29), date(2026, 3, 1))) == (21, 22)


@pytest.mark.parametrize(
    ("law", "pay", "insurance"),
    [
        pytest.param(ON_TOP, 30000, "3750.00", id="uk-calculator-30000"),
        pytest.param(ON_TOP, 40000, "5250.00", id="uk-calculator-40000"),
        pytest.param(ON_TOP, 75000, "10500.00", id="uk-calculator-75000"),
        pytest.param(BEFORE, 20000, "1504.20", id="tax-accountant-2024"),
        pytest.param(ON_TOP, 20000, "2250.00", id="tax-accountant-2025"),
        pytest.param(BEFORE, 25000, "2194.20", id="double-point-2024"),  # it prints £2,194
        pytest.param(ON_TOP, 25000, "3000.00", id="double-point-2025"),
    ],
)
def test_national_insurance_is_that_of_published_examples(law: OnTop, pay: int, insurance: str) -> None:
    assert law.insurance(D(pay)) == D(insurance)


@pytest.mark.parametrize(
    ("pay", "pension"),
    [
        pytest.param("15000", "262.80", id="peoples-pension-15000"),
        pytest.param("18200", "358.80", id="cushon-350-a-week"),  # £6.90 × 52
        pytest.param("18000", "352.80", id="cushon-1500-a-month"),  # £29.40 × 12
        pytest.param("30000", "712.80", id="atom-30000"),
        pytest.param("5720", "0", id="payroll-site-110-a-week"),  # Jack, whose pay does not reach the band
    ],
)
def test_the_pension_is_that_of_published_examples(pay: str, pension: str) -> None:
    assert ON_TOP.pension(D(pay)) == D(pension)


def test_the_pension_by_hand() -> None:
    """£21,060 a year: £21,060 less £6,240 are £14,820; 3% of that is £444.60.

    Below £10,000 there is none, and the pay that counts ends at £50,270: 3% of £44,030 is £1,320.90.
    """
    assert [ON_TOP.pension(D(pay)) for pay in ("21060", "9999.99", "10000", "60000")] == [
        D("444.60"),
        D(0),
        D("112.80"),
        D("1320.90"),
    ]


def yearly(salary: int, *, other: int = 0, allowance: bool = False) -> PackageCost:
    """The cost of someone who gets a salary for 40 hours a week, without cover for holidays."""
    wage = D(salary) / (40 * WEEKS)
    return package_cost(ON_TOP, wage, D(40), D(other), covered=False, pension=True, allowance=allowance)


@pytest.mark.parametrize(
    ("salary", "other", "insurance", "pension", "total"),
    [  # in whole pounds, as the sources print them
        pytest.param(25000, 0, 3000, 563, 28563, id="tyro"),
        pytest.param(35000, 0, 4500, 863, 40363, id="money-quids"),
        pytest.param(52000, 3000, 7050, 1321, 63371, id="employer-calculator"),
    ],
)
def test_the_cost_of_a_year_is_that_of_published_examples(
    salary: int, other: int, insurance: int, pension: int, total: int
) -> None:
    cost = yearly(salary, other=other)

    assert [round(part) for part in (cost.wages, cost.insurance, cost.pension, cost.total)] == [
        salary,
        insurance,
        pension,
        total,
    ]


@pytest.mark.parametrize(
    ("threshold", "rate", "pay", "insurance", "pension", "total"),
    [
        pytest.param(175, "13.8", "457.60", "39.00", "10.13", "506.73", id="rowleys-2024"),
        pytest.param(96, "15", "488.40", "58.86", "11.05", "558.31", id="rowleys-2025"),
    ],
)
def test_the_cost_of_a_week_is_that_of_published_examples(
    threshold: int, rate: str, pay: str, insurance: str, pension: str, total: str
) -> None:
    """A payroll works with the limits of a week: £192, £120 and £967 for the pension."""
    week = OnTop(D("5.6"), D("12.07"), D(192), D(120), D(967), D(3), D(threshold), D(rate), D(0))
    parts = (D(pay), week.insurance(D(pay)), week.pension(D(pay)))

    assert parts == (D(pay), D(insurance), D(pension))
    assert sum(parts) == D(total)


def test_four_people_on_the_living_wage_cost_no_national_insurance() -> None:
    """Chartered Accountants Ireland on the Budget of 2024: up to four people who work full time on the National Living Wage.

    Full time is taken as 35 hours: £12.21 × 35 × 52 are £22,222.20 each, and four times 15% of £17,222.20 are £10,333.32.
    """
    assert 4 * ON_TOP.insurance(pounds(D("12.21") * 35 * WEEKS)) == D("10333.32")
    assert yearly(22222, allowance=True).to_pay == D(0)


def test_a_package_by_hand() -> None:
    """£13.50 × 30 × 52 = £21,060; 5.6 weeks of cover are £2,268, and their holiday 12.07% of it, £273.75."""
    cost = package_cost(
        ON_TOP, D("13.50"), D(30), D(860), covered=True, pension=True, allowance=True, shares=(D(60), D(40))
    )

    assert (cost.wages, cost.cover, cost.cover_holiday) == (D("21060.00"), D("2268.00"), D("273.75"))
    assert (cost.pension, cost.insurance, cost.to_pay) == (D("444.60"), D("2409.00"), D("0.00"))
    assert cost.total == D("24906.35")
    assert (cost.week, cost.hour) == (D("478.97"), D("15.97"))
    assert cost.shares == (D("14943.81"), D("9962.54"))


def test_a_package_without_cover_allowance_or_pension() -> None:
    cost = package_cost(ON_TOP, D("13.50"), D(30), D(0), covered=False, pension=False, allowance=False)

    assert (cost.total, cost.to_pay, cost.pension, cost.cover) == (D("23469.00"), D("2409.00"), D(0), D(0))
    assert cost.hour == D("16.86")  # 23469 / (30 × 46.4)


@pytest.mark.parametrize(
    ("days", "hours", "found"),
    [  # GOV.UK
        ("5", "40", ("28.00", "224.00")),
        ("6", "30", ("28.00", "140.00")),
        ("3", "15", ("16.80", "84.00")),
        ("4.5", "36", ("25.20", "201.60")),
        ("5", "28", ("28.00", "156.80")),
        ("3", "20.5", ("16.80", "114.80")),  # 114 hours and 48 minutes
    ],
)
def test_holiday_of_a_year_is_that_of_published_examples(days: str, hours: str, found: tuple[str, str]) -> None:
    holiday = holiday_a_year(D("5.6"), D(28), D(days), D(hours))

    assert (holiday.days, holiday.hours) == (D(found[0]), D(found[1]))


@pytest.mark.parametrize(
    ("hours", "built"),
    [
        pytest.param("1314.4", "158.6", id="govuk-158-hours-38-minutes"),  # 158.648 hours
        pytest.param("10", "1.21", id="lawgistics-10-hours"),
        pytest.param("5", "0.60", id="lawgistics-5-hours"),
        pytest.param("7", "0.84", id="lawgistics-7-hours"),
        pytest.param("30", "3.621", id="answerbank-30-hours"),
    ],
)
def test_holiday_for_irregular_hours_is_that_of_published_examples(hours: str, built: str) -> None:
    """As many decimals as the source prints."""
    assert holiday_built_up(D("12.07"), D(hours), D(10)).hours.quantize(D(built), ROUND_HALF_EVEN) == D(built)


def test_the_minutes_of_holiday_are_those_of_govuk() -> None:
    exact = holiday_built_up(D("12.07"), D("1314.4"), D(10)).hours

    assert (int(exact), int(exact % 1 * 60)) == (158, 38)


@pytest.mark.parametrize(
    ("hours", "built", "whole"),
    [
        ("0", "0.0000", "0"),
        ("68", "8.2076", "8"),  # by hand: 68 × 12.07 ÷ 100
        ("4.1425", "0.5000", "0"),  # half an hour, to four decimals: 0.49999975 is below it
        ("4.15", "0.5009", "1"),
    ],
)
def test_holiday_for_irregular_hours_in_whole_hours(hours: str, built: str, whole: str) -> None:
    found = holiday_built_up(D("12.07"), D(hours), D(10))

    assert (found.hours, found.whole) == (D(built), D(whole))


def test_rolled_up_holiday_is_paid_on_the_wages() -> None:
    """68 hours at £13.50 are £918; 12.07% of it is £110.8026."""
    found = holiday_built_up(D("12.07"), D(68), D("13.50"))

    assert (found.rolled_up, found.pay) == (D("110.80"), D("108.00"))


@pytest.mark.parametrize(
    ("hours", "pay", "minimum", "least"),
    [  # GOV.UK: hours, pay without a higher rate for overtime, legal minimum, and pay at the legal minimum as it prints it
        pytest.param("39", "187.46", "4.92", "191.88", id="govuk-19-years-old-2010"),
        pytest.param("65", "314.15", "4.83", "313.95", id="govuk-scenario-5-with-overtime"),
        pytest.param("158", "474", "3.40", "537.20", id="govuk-scenario-7-with-overtime"),
        pytest.param("210", "840", "3.53", "741.30", id="govuk-scenario-12"),
        pytest.param("35", "78", "2.50", "87.50", id="govuk-apprentice"),  # 10.07 at 2.65 an hour is 9.50 at 2.50
        pytest.param("45", "450", "6.08", "273.60", id="govuk-scenario-8-above"),
    ],
)
def test_what_is_missing_to_the_minimum_is_that_of_govuk(hours: str, pay: str, minimum: str, least: str) -> None:
    """Those sums are of a week, two weeks or a month: the arithmetic is that of hours, and knows no length of time."""
    week = week_pay(D(pay) / D(hours), D(hours), D(0), D(0), D(0), D(0), D(0), D(minimum))

    assert pounds(D(minimum) * D(hours)) == D(least)
    assert (week.total, week.counted) == (D(pay), D(hours))
    assert week.below == max(D(least) - D(pay), D(0))


def test_a_week_by_hand() -> None:
    """16 hours by day at £12 are £192; two sleep-ins at £60 are £120; 1.5 hours awake at £12 are £18: £330 together."""
    week = week_pay(D(12), D(16), D(12), D(0), D(2), D(60), D("1.5"), D("10.85"))

    assert (week.awake, week.sleep_in, week.woken, week.total) == (D("192.00"), D("120.00"), D("18.00"), D("330.00"))
    assert (week.counted, week.below) == (D("17.5"), D(0))


def test_a_sum_for_a_sleep_in_never_hides_hours_below_the_minimum() -> None:
    week = week_pay(D(10), D(16), D(0), D(0), D(2), D(60), D("1.5"), D("10.85"))

    assert (week.awake, week.sleep_in, week.woken, week.total) == (D("160.00"), D("120.00"), D("15.00"), D("295.00"))
    assert (week.counted, week.below) == (D("17.5"), D("14.88"))


def test_a_better_rate_by_day_never_hides_nights_below_the_minimum() -> None:
    assert week_pay(D(20), D(10), D(10), D(10), D(0), D(0), D(0), D("12.71")).below == D("27.10")


def test_what_is_divided_adds_up_again() -> None:
    assert divided(D("100.00"), (D(1), D(1), D(1))) == (D("33.33"), D("33.33"), D("33.34"))
    assert divided(D("100.00"), ()) == ()
