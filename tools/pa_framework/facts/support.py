"""Whether a support entry may be shown: a fact that rules judge and pages obey.

An entry that nobody has confirmed for too long is hidden: no page, no link, no entry in the search. Nothing is
worse than a number that nobody answers. How long is too long stands in the settings of the framework.
"""

from pa_framework.facts.facts import Facts
from pa_framework.records.model import Support
from pa_framework.text.dates import add_months


def is_stale(entry: Support, facts: Facts) -> bool:
    """Whether nobody has confirmed an entry for longer than the framework allows."""
    framework = facts.records.framework
    if framework is None:
        return False
    return entry.last_confirmed < add_months(facts.on, -framework.settings.support_stale_after_months)


def visible_support(facts: Facts) -> list[Support]:
    """The entries that may be shown, by title. A retired one keeps its page and is no longer offered."""
    return sorted(
        (each for each in facts.records.support.values() if not each.replaced_by and not is_stale(each, facts)),
        key=lambda each: each.title,
    )
