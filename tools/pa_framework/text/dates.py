"""Calendar arithmetic, and dates as people write them."""

from calendar import monthrange
from datetime import date, timedelta

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def format_date(day: date) -> str:
    """A day as people write it, such as 5 March 2026."""
    return f"{day.day} {day:%B %Y}"


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` calendar months later, or earlier where `months` is negative.

    Where that month is shorter, its last day. Results outside the calendar become `date.max`, or a day of January of
    year 1.

    >>> add_months(date(2026, 1, 31), 1), add_months(date(2026, 3, 31), -1)
    (datetime.date(2026, 2, 28), datetime.date(2026, 2, 28))
    """
    year, month = divmod(max(day.year * 12 + day.month - 1 + months, 12), 12)
    if year > date.max.year:
        return date.max
    try:
        return date(year, month + 1, day.day)  # without asking the calendar, which a register does 100,000 times
    except ValueError:
        return date(year, month + 1, monthrange(year, month + 1)[1])


def add_days(day: date, days: int) -> date:
    """The day so many days later, or earlier where `days` is negative; the first or last day of the calendar beyond it.

    >>> add_days(date(2026, 2, 28), 1), add_days(date.max, 1) == date.max
    (datetime.date(2026, 3, 1), True)
    """
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def last_day_of(period: str) -> date | None:
    """The last day of a month (`2027-03`) or the day itself (`2027-03-31`); None where the calendar has no such day."""
    try:
        if len(period) == 7:
            year, month = int(period[:4]), int(period[5:])
            return date(year, month, monthrange(year, month)[1])
        return date.fromisoformat(period)
    except ValueError:
        return None
