"""A task that a professional allowed once in an emergency, by phone: when its hours are.

`docs/decisions/0009-the-verdict-of-a-sign-off.md`, part five (*Allowed once*), is the specification. `answers.py` says
whether such an entry counts.
"""

from datetime import date

from pa_framework.records.register_model import OneOff
from pa_framework.text.dates import add_days


def is_over_midnight(entry: OneOff) -> bool:
    """Whether the hours end on the next day."""
    return entry.until < entry.first


def last_day(entry: OneOff) -> date:
    """The day on which the hours end."""
    return add_days(entry.on, 1) if is_over_midnight(entry) else entry.on


def runs_on(entry: OneOff, day: date) -> bool:
    """Whether there are hours on a day."""
    return entry.on <= day <= last_day(entry)


def covers(entry: OneOff, day: date, at: str) -> bool:
    """Whether a time of a day is within the hours, which include both ends."""
    return runs_on(entry, day) and (entry.on, entry.first) <= (day, at) <= (last_day(entry), entry.until)


def hours_in_words(entry: OneOff) -> str:
    """The hours within a sentence: from 14:30 to 18:00; over midnight with their days."""
    if is_over_midnight(entry):
        return f"from {entry.first} on {entry.on} to {entry.until} on {last_day(entry)}"
    return f"from {entry.first} to {entry.until}"
