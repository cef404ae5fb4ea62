"""Whether a support entry may be shown: a fact that rules judge and pages obey.

An entry that nobody has confirmed for too long is hidden: no page, no link, no entry in the search. Nothing is
worse than a number that nobody answers. How long is too long stands in the settings of the framework.
"""

from calendar import monthrange
from datetime import date

from pa_framework.facts.facts import Facts
from pa_framework.records.model import Support


def is_stale(entry: Support, facts: Facts) -> bool:
    """Whether nobody has confirmed an entry for longer than the framework allows."""
    framework = facts.records.framework
    if framework is None:
        return False
    return entry.last_confirmed < months_before(facts.on, framework.settings.support_stale_after_months)


def shown(facts: Facts) -> list[Support]:
    """The entries that may be shown, by title. A retired one keeps its page and is no longer offered."""
    return sorted(
        (each for each in facts.records.support.values() if not each.replaced_by and not is_stale(each, facts)),
        key=lambda each: each.title,
    )


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last day of that month where it is shorter."""
    index = max(day.year * 12 + day.month - 1 - months, 12)
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
