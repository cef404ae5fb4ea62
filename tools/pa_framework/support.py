"""Whether a support entry may be shown: a fact that rules judge and pages obey.

An entry that nobody has confirmed for too long is hidden: no page, no link, no entry in the search. Nothing is
worse than a number that nobody answers. How long is too long stands in the settings of the framework.
"""

from pa_framework.facts import Facts
from pa_framework.model import Support


def is_stale(entry: Support, facts: Facts) -> bool:
    """Whether nobody has confirmed an entry for longer than the framework allows."""
    return entry.id in facts.stale_support


def shown(facts: Facts) -> list[Support]:
    """The entries that may be shown, by title. A retired one keeps its page and is no longer offered."""
    return sorted(
        (each for each in facts.records.support.values() if not each.replaced_by and not is_stale(each, facts)),
        key=lambda each: each.title,
    )
