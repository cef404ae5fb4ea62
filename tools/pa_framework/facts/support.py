"""Which support entries may be shown, and which contacts for PAs help their employers as well.

An entry that has not been confirmed for longer than `support_stale_after_months` of the framework's settings is hidden:
it has no page, no link and no entry in the search, because its phone number may no longer be answered.
"""

import re
from collections.abc import Iterator

from pa_framework.facts.facts import Facts
from pa_framework.facts.lines import lines_of
from pa_framework.records.model import Support
from pa_framework.records.yaml_source import Route
from pa_framework.text.dates import add_months
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.sentences import sentences_of
from pa_framework.text.word_forms import has_negative


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


_ADVISES = r"(?:advises?|helps?|supports?|serves?|represents?|(?:works?|acts?|speaks?) for|(?:is|are|be) (?:also )?(?:there )?for|(?:is|are|be) (?:also )?open to|sides? with)"
_EMPLOYERS = (
    r"(?:(?:also|both|each of|(?:a |any |the |your |their )?PAs?(?: and| or| as well as)|you(?: and| as well as)|recruits and)\s+)*(?:(?:a|any|all|the|your|their|its|local|individual)\s+)?"
    r"(?:employers?|bosse?s?|people who employ(?: PAs| you| someone)?|both sides|both of you|the other side)\b(?!['’]s?\b)"
)
_HELPS_EMPLOYERS = LazyPattern(
    r"\b(?:they|it|we|he|she|(?:the|this|our|your|a) (?:PA )?(?:contact|service|line|adviser|helpline|team|group)|someone|who)\s+"
    rf"(?:(?:would|will|can|may|could|also|then|even|always)\s+)*{_ADVISES}\s+{_EMPLOYERS}"
    rf"|^\W*(?:(?:free|good|legal|the same)\s)?(?:advice|help|support|answers|a place|a line|a friendly ear)\s+(?:also )?(?:for|to)\s+{_EMPLOYERS}",
    re.IGNORECASE,
)
_BY_OTHERS = LazyPattern(
    r"\b(?:employer advice|elsewhere|another (?:service|organisation|contact|adviser|line|page)|separate\w*|someone else|their own|instead|different)\b",
    re.IGNORECASE,
)


def contacts_that_help_employers(facts: Facts) -> Iterator[tuple[Support, Route, str]]:
    """Contacts for PAs whose words say that they advise employers too, with the route of the line and its words."""
    for entry in facts.records.support.values():
        if entry.kind != "pa-contact" or entry.replaced_by:
            continue
        for route, line in lines_of(
            entry, "title", "summary", "offers", "how_to_reach", "rules", "deputy", "easy_read"
        ):
            for sentence, _ in sentences_of(" ".join(line.split())):
                found = _HELPS_EMPLOYERS.search(sentence)
                if found and not has_negative(sentence) and not _BY_OTHERS.search(sentence):
                    yield entry, route, found[0]
                    break
