"""What an hour of a PA's work costs the person who employs them, worked out from a wage and the law of a day."""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from msgspec import Struct

from pa_framework.facts.facts import Facts
from pa_framework.facts.law import law_value, row_on

_PENNY = Decimal("0.01")
#: Weeks for which a year of work is paid, holiday included.
_WEEKS = Decimal(52)


class HourCost(Struct, frozen=True):
    """The costs of a year, in pounds to the penny, and of an hour that is worked.

    `insurance` is the employer's National Insurance before the Employment Allowance, `to_pay` what is left after it.
    `worked` is the number of hours worked in a year: those of the weeks that are not holiday.
    """

    wages: Decimal
    holiday_weeks: Decimal
    pension: Decimal
    pension_share: Decimal
    insurance: Decimal
    to_pay: Decimal
    worked: Decimal
    total: Decimal
    hour: Decimal
    hour_without_allowance: Decimal


class _Needed(NamedTuple):
    """The values of the law that the sum needs: record and value."""

    holiday: Decimal
    trigger: Decimal
    qualifying_from: Decimal
    qualifying_to: Decimal
    pension: Decimal
    threshold: Decimal
    insurance: Decimal
    allowance: Decimal


_PLACES = (
    ("holiday", "weeks-a-year"),
    ("workplace-pension", "earnings-trigger"),
    ("workplace-pension", "qualifying-from"),
    ("workplace-pension", "qualifying-to"),
    ("workplace-pension", "employer-contribution"),
    ("national-insurance", "threshold"),
    ("national-insurance", "employer-rate"),
    ("national-insurance", "employment-allowance"),
)


def hour_cost(facts: Facts, wage: Decimal, hours: int) -> HourCost | None:
    """What a PA costs who is paid `wage` pounds an hour, for `hours` a week, with the law of `facts.on`.

    The PA is of an age at which a pension is due. None where a value of the law that the sum needs is not known on that
    day: a sum that leaves one out would be too low.
    """
    law = _law(facts)
    if law is None or not 0 < law.holiday < _WEEKS:
        return None
    wages = wage * hours * _WEEKS
    counted = min(wages, law.qualifying_to) - law.qualifying_from
    pension = _pounds(max(counted, Decimal(0)) * law.pension / 100) if wages >= law.trigger else Decimal("0.00")
    insurance = _pounds(max(wages - law.threshold, Decimal(0)) * law.insurance / 100)
    to_pay = max(insurance - law.allowance, Decimal("0.00"))
    worked = hours * (_WEEKS - law.holiday)
    total = _pounds(wages) + pension + to_pay
    return HourCost(
        wages=_pounds(wages),
        holiday_weeks=law.holiday,
        pension=pension,
        pension_share=law.pension,
        insurance=insurance,
        to_pay=to_pay,
        worked=worked,
        total=total,
        hour=_pounds(total / worked),
        hour_without_allowance=_pounds((_pounds(wages) + pension + insurance) / worked),
    )


def _law(facts: Facts) -> _Needed | None:
    found: list[Decimal] = []
    for subject, name in _PLACES:
        value = law_value(facts.records, subject, name)
        row = row_on(value, facts.on) if value else None
        if row is None or isinstance(row.amount, str):
            return None
        found.append(Decimal(row.amount))
    return _Needed(*found)


def _pounds(amount: Decimal) -> Decimal:
    """An amount to the nearest penny; half a penny is rounded up."""
    return amount.quantize(_PENNY, ROUND_HALF_UP)
