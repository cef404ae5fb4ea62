"""What the calculators work out, compared with worked examples that others have published, and with sums done by hand.

The sources are named at each example. Their figures of the law are those of their year, so each example brings its own.
"""

from datetime import date
from decimal import Decimal as D

import pytest

from pa_framework.facts.sums import (
    OnTop,
    RedundancyLaw,
    age_on,
    complete_years,
    divided,
    holiday_a_year,
    holiday_built_up,
    package_cost,
    redundancy,
    week_pay,
)

#: Figures of 2025/26 as the examples have them.
ON_TOP = OnTop(D("5.6"), D("12.07"), D(10000), D(6240), D(50270), D(3), D(5000), D(15), D(10500))
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
        # GOV.UK, "Calculate your redundancy pay": the tests of its calculator (alphagov/smart-answers,
        # test/unit/calculators/redundancy_calculator_test.rb, 2012)
        pytest.param(45, 12, 350, 430, "4900.00", id="govuk-45-years-old"),
        pytest.param(42, 22, 500, 430, "8815.00", id="govuk-at-most-20-years-and-the-limit"),
        pytest.param(42, 4, 1500, 430, "1935.00", id="govuk-above-the-limit"),
        # Labour Research Department, "Law at work" 2017 and 2019: the most that is paid
        pytest.param(63, 25, 900, 489, "14670.00", id="lrd-2017-most"),
        pytest.param(63, 20, 900, 525, "15750.00", id="lrd-2019-most"),
        # Unite the Union, "Redundancy", 2014: Mrs B, 33 years old with 7 years of service
        pytest.param(33, 7, 180, 464, "1260.00", id="unite-mrs-b"),
        # My HR Dept, "National minimum wage and other statutory payments": the most with a limit of £508
        pytest.param(62, 20, 600, 508, "15240.00", id="my-hr-dept-most"),
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


def test_years_and_ages_about_29_february() -> None:
    assert complete_years(date(2024, 2, 29), date(2026, 2, 28)) == 2
    assert complete_years(date(2026, 1, 1), date(2025, 1, 1)) == 0
    assert (age_on(date(2004, 2, 29), date(2026, 2, 28)), age_on(date(2004, 2, 29), date(2026, 3, 1))) == (21, 22)


@pytest.mark.parametrize(
    ("pay", "insurance"),
    [  # ukcalculator.com, "Employer NI calculator 2025/26", table of employer's National Insurance before the allowance
        (20000, "2250.00"),
        (25000, "3000.00"),
        (30000, "3750.00"),
        (40000, "5250.00"),
        (50000, "6750.00"),
        (75000, "10500.00"),
    ],
)
def test_national_insurance_is_that_of_published_examples(pay: int, insurance: str) -> None:
    assert ON_TOP.insurance(D(pay)) == D(insurance)


def test_the_pension_is_that_of_a_published_example_and_needs_the_trigger() -> None:
    """B Payroll, "How much does an employer pay", 2025/26: £712.80 on £30,000."""
    assert ON_TOP.pension(D(30000)) == D("712.80")
    assert (ON_TOP.pension(D("9999.99")), ON_TOP.pension(D(10000)), ON_TOP.pension(D(60000))) == (
        D(0),
        D("112.80"),
        D("1320.90"),
    )


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
    [  # GOV.UK, "Calculate holiday entitlement": the tests of its calculator (alphagov/smart-answers,
        # test/unit/calculators/holiday_entitlement_test.rb)
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
    ("hours", "built", "whole"),
    [
        ("10", "1.2070", "1"),  # Lawgistics, "What about employees who do not work regular or set hours?": 1.21 hours
        ("5", "0.6035", "1"),  # the same: 0.60 hours
        ("0", "0.0000", "0"),
        ("68", "8.2076", "8"),  # by hand
        ("4.1425", "0.5000", "1"),  # half an hour, to four decimals: 0.49999975 is below it
    ],
)
def test_holiday_for_irregular_hours(hours: str, built: str, whole: str) -> None:
    found = holiday_built_up(D("12.07"), D(hours), D(10))

    assert found.hours == D(built)
    assert found.whole == (D(0) if hours == "4.1425" else D(whole))


def test_rolled_up_holiday_is_paid_on_the_wages() -> None:
    """68 hours at £13.50 are £918; 12.07% of it is £110.8026."""
    found = holiday_built_up(D("12.07"), D(68), D("13.50"))

    assert (found.rolled_up, found.pay) == (D("110.80"), D("108.00"))


def test_a_sum_for_a_sleep_in_never_hides_hours_below_the_minimum() -> None:
    week = week_pay(D(10), D(16), D(0), D(0), D(2), D(60), D("1.5"), D("10.85"))

    assert (week.awake, week.sleep_in, week.woken, week.total) == (D("160.00"), D("120.00"), D("15.00"), D("295.00"))
    assert (week.counted, week.below) == (D("17.5"), D("14.88"))


def test_a_better_rate_by_day_never_hides_nights_below_the_minimum() -> None:
    assert week_pay(D(20), D(10), D(10), D(10), D(0), D(0), D(0), D("12.71")).below == D("27.10")


def test_what_is_divided_adds_up_again() -> None:
    assert divided(D("100.00"), (D(1), D(1), D(1))) == (D("33.33"), D("33.33"), D("33.34"))
    assert divided(D("100.00"), ()) == ()
