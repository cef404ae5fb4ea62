"""What the calculators work out: exact decimals, rounded to the penny at each line, half a penny up.

Nothing here knows a figure of the law or the clock: each function gets them. The script of the calculators works out the
same, and a test compares both. Amounts are in pounds, hours and shares as they are typed.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct

from pa_framework.text.dates import add_days, add_months

_PENNY = Decimal("0.01")
_WHOLE = Decimal(1)
#: Weeks for which a year of work is paid, holiday included.
WEEKS = Decimal(52)
_NOTHING = Decimal("0.00")


class OnTop(Struct, frozen=True):
    """What an employer pays on top of a wage in a year: figures of the law of one day.

    `trigger` is the pay from which a pension is due, worked out on pay between `qualifying_from` and `qualifying_to`.
    Shares and rates are per cent.
    """

    holiday_weeks: Decimal
    irregular_share: Decimal
    trigger: Decimal
    qualifying_from: Decimal
    qualifying_to: Decimal
    pension_share: Decimal
    threshold: Decimal
    insurance_rate: Decimal
    allowance: Decimal

    def pension(self, pay: Decimal) -> Decimal:
        """The employer's least pension contribution on the pay of one person in a year."""
        counted = min(pay, self.qualifying_to) - self.qualifying_from
        return pounds(max(counted, _NOTHING) * self.pension_share / 100) if pay >= self.trigger else _NOTHING

    def insurance(self, pay: Decimal) -> Decimal:
        """The employer's National Insurance on the pay of one person in a year, before the Employment Allowance."""
        return pounds(max(pay - self.threshold, _NOTHING) * self.insurance_rate / 100)


class PackageCost(Struct, frozen=True):
    """The cost of a package in a year. `shares` are the parts of those who pay, in the order of the per cents given."""

    wages: Decimal
    cover: Decimal
    cover_holiday: Decimal
    pension: Decimal
    insurance: Decimal
    to_pay: Decimal
    total: Decimal
    week: Decimal
    hour: Decimal
    shares: tuple[Decimal, ...]


def package_cost(
    law: OnTop,
    wage: Decimal,
    hours: Decimal,
    other: Decimal,
    *,
    covered: bool,
    pension: bool,
    allowance: bool,
    shares: Sequence[Decimal] = (),
) -> PackageCost:
    """What support of `hours` a week costs in a year at `wage` an hour, with `other` costs of the year.

    `covered` says that someone else is paid for the same hours while the PA is on holiday: another person, whose pay counts
    on its own. `pension` says that the age of the PA calls for one. `shares` are per cents that add up to 100.
    """
    wages = pounds(wage * hours * WEEKS)
    cover = pounds(wage * hours * law.holiday_weeks) if covered else _NOTHING
    cover_holiday = pounds(cover * law.irregular_share / 100)
    covering = cover + cover_holiday
    contributions = law.pension(wages) + law.pension(covering) if pension else _NOTHING
    insurance = law.insurance(wages) + law.insurance(covering)
    to_pay = max(insurance - law.allowance, _NOTHING) if allowance else insurance
    total = wages + covering + contributions + to_pay + pounds(other)
    weeks = WEEKS if covered else WEEKS - law.holiday_weeks
    return PackageCost(
        wages,
        cover,
        cover_holiday,
        contributions,
        insurance,
        to_pay,
        total,
        pounds(total / WEEKS),
        pounds(total / (hours * weeks)),
        divided(total, shares),
    )


class RedundancyLaw(Struct, frozen=True):
    """Figures of the law of the day on which a job ends. `rates` lead from an age to weeks of pay for a year from that age."""

    least_years: int
    most_years: int
    rates: Mapping[int, Decimal]
    limit: Decimal

    def weeks_at(self, age: int) -> Decimal:
        """Weeks of pay for a year of work that began at an age."""
        return max((from_age, weeks) for from_age, weeks in self.rates.items() if from_age <= age)[1]


class Redundancy(Struct, frozen=True):
    """Statutory redundancy pay. `counted` are the years that count; `rest` is what no insurance pays; `shares` are of it."""

    years: int
    counted: int
    weeks: Decimal
    week_pay: Decimal
    pay: Decimal
    insured: Decimal
    rest: Decimal
    shares: tuple[Decimal, ...]


def redundancy(
    law: RedundancyLaw,
    born: date,
    first: date,
    last: date,
    week_pay: Decimal,
    insured: Decimal = _NOTHING,
    funded_days: Sequence[int] = (),
) -> Redundancy:
    """Redundancy pay for a job from `first` to `last`, both included; zero where the years are too few.

    Years are counted back from the end. `funded_days` are the days that each funder paid for.
    """
    after = add_days(last, 1)
    years = complete_years(first, after)
    counted = min(years, law.most_years) if years >= law.least_years else 0
    starts = (add_months(after, -12 * (number + 1)) for number in range(counted))
    weeks = sum((law.weeks_at(age_on(born, start)) for start in starts), Decimal(0))
    counted_pay = min(week_pay, law.limit)
    pay = pounds(counted_pay * weeks)
    used = min(pounds(insured), pay)
    return Redundancy(
        years,
        counted,
        weeks,
        counted_pay,
        pay,
        used,
        pay - used,
        divided(pay - used, [Decimal(n) for n in funded_days]),
    )


class NoticeLaw(Struct, frozen=True):
    """Figures of the law on notice that an employer gives: from how many months on, weeks for a complete year, most weeks."""

    after_months: int
    weeks_a_year: int
    most_weeks: int


class Notice(Struct, frozen=True):
    """Weeks of notice in law, the days of it that are not worked, and the pay for these days."""

    weeks: int
    unworked: int
    pay: Decimal


def notice_pay(law: NoticeLaw, first: date, given: date, last: date, week_pay: Decimal) -> Notice:
    """Notice for a job from `first` to `last`, both included, where notice was given on a day.

    It is worked from the day after it was given; what is then left of it is paid. No limit applies to a week's pay here.
    """
    until = add_days(given, 1)
    years = complete_years(first, until)
    weeks = min(max(years * law.weeks_a_year, 1), law.most_weeks) if add_months(first, law.after_months) <= until else 0
    unworked = max(7 * weeks - (last - given).days, 0)
    return Notice(weeks, unworked, pounds(week_pay * unworked / 7))


def complete_years(first: date, until: date) -> int:
    """The complete years from a day until another one, which is not included; 0 where it is earlier."""
    years = until.year - first.year
    return max(years - (add_months(first, 12 * years) > until), 0) if years >= 0 else 0


def age_on(born: date, day: date) -> int:
    """The age in years on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


class WeekPay(Struct, frozen=True):
    """The pay of one week, before tax. `counted` are the hours that the minimum wage counts; `below` is what is missing."""

    awake: Decimal
    waking_night: Decimal
    sleep_in: Decimal
    woken: Decimal
    total: Decimal
    counted: Decimal
    below: Decimal


def week_pay(
    wage: Decimal,
    hours: Decimal,
    night_wage: Decimal,
    night_hours: Decimal,
    nights: Decimal,
    a_night: Decimal,
    woken: Decimal,
    minimum: Decimal,
) -> WeekPay:
    """The pay of a week: hours by day, waking nights, sleep-ins at a sum each, and hours awake in them at `wage`.

    What is missing to the legal minimum is worked out for each hour awake, so that a sum for a sleep-in, or a better rate for
    other hours, never hides it.
    """
    day, night, asleep, up = (
        pounds(a * b) for a, b in ((wage, hours), (night_wage, night_hours), (a_night, nights), (wage, woken))
    )
    short = max(minimum - wage, _NOTHING) * (hours + woken) + max(minimum - night_wage, _NOTHING) * night_hours
    return WeekPay(day, night, asleep, up, day + night + asleep + up, hours + night_hours + woken, pounds(short))


class Holiday(Struct, frozen=True):
    """Paid holiday of a year: days and hours for the same hours each week."""

    days: Decimal
    hours: Decimal


def holiday_a_year(weeks: Decimal, most_days: Decimal, days: Decimal, hours: Decimal) -> Holiday:
    """Holiday for someone who works `hours` on `days` of each week, to a hundredth."""
    found = min(weeks * days, most_days)
    return Holiday(_hundredth(found), _hundredth(found * hours / days))


class BuiltUp(Struct, frozen=True):
    """Holiday that hours worked have built up: exactly (to a ten-thousandth), in whole hours, and its pay."""

    hours: Decimal
    whole: Decimal
    pay: Decimal
    rolled_up: Decimal


def holiday_built_up(share: Decimal, hours: Decimal, wage: Decimal) -> BuiltUp:
    """Holiday for irregular hours, at `share` per cent of the hours of a pay period; half an hour and more is an hour.

    `rolled_up` is what is added to the wages of the period where holiday is paid with them.
    """
    exact = hours * share / 100
    whole = exact.quantize(_WHOLE, ROUND_HALF_UP)
    return BuiltUp(
        exact.quantize(Decimal("0.0001"), ROUND_HALF_UP),
        whole,
        pounds(whole * wage),
        pounds(hours * wage * share / 100),
    )


def divided(amount: Decimal, parts: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """An amount divided in proportion, to the penny; the last part is what is left. Nothing where there are no parts."""
    whole = sum(parts, Decimal(0))
    if not whole:
        return ()
    shares = [pounds(amount * part / whole) for part in parts[:-1]]
    return (*shares, amount - sum(shares, _NOTHING))


def pounds(amount: Decimal) -> Decimal:
    """An amount to the nearest penny; half a penny is rounded up."""
    return amount.quantize(_PENNY, ROUND_HALF_UP)


def _hundredth(number: Decimal) -> Decimal:
    return number.quantize(_PENNY, ROUND_HALF_UP)
