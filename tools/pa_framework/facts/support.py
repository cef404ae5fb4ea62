"""Which support entries may be shown.

An entry that has not been confirmed for longer than `support_stale_after_months` of the framework's settings is hidden:
it has no page, no link and no entry in the search, because its phone number may no longer be answered.
"""

from pa_framework.facts.facts import Facts
from pa_framework.records.model import Support
from pa_framework.text.dates import add_months


def is_stale(entry: Support, facts: Facts) -> bool:
    """Whether an entry has not been confirmed for longer than the framework allows."""
    framework = facts.records.framework
    if framework is None:
        return False
    return entry.last_confirmed < add_months(facts.on, -framework.settings.support_stale_after_months)


def visible_support(facts: Facts) -> list[Support]:
    """The entries that may be listed, by title. A retired entry still has its page, but is not listed."""
    return sorted(
        (entry for entry in facts.records.support.values() if not entry.replaced_by and not is_stale(entry, facts)),
        key=lambda entry: entry.title,
    )
