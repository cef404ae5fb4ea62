"""Short numbers that a text tells its reader to call: `Call 999`, `ring 111 at night`."""

import re
from collections.abc import Iterator
from functools import lru_cache

from pa_framework.facts.facts import Facts, Text
from pa_framework.facts.pages import PageText
from pa_framework.facts.prose import page_prose, place_in, prose
from pa_framework.text.findings import Span
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.sentences import sentences_of
from pa_framework.text.word_forms import word_set

#: Emergency numbers somewhere in the world. Each area lists its own in framework.yaml.
NUMBERS_OF_THE_WORLD = word_set(
    "000 060 061 066 100 102 103 108 110 112 113 114 115 117 118 119 120 122 123 128 129 131 133 144 150 155 158 160 166 "
    "180 190 191 192 193 194 195 197 198 199 911 912 914 925 933 991 992 993 994 995 996 997 998 999"
)
_CALLS = LazyPattern(
    r"\b(?:call|calls|called|calling|ring|rings|ringing|dial|dials|dialling|phone|phones|telephone)\s+(?:for help on |on |the number )?"
    r"(?:(?P<first>\d{3})\s+(?:or|and|and then|then)\s+)?(?P<number>\d{3})(?=[.,;:!?)”\"]|\s*$"
    r"|\s+(?:and|or|if|when|at|first|straight|now|for|from|immediately|in an|then|while|before|after|because|as|yourself|in case|without)\b)",
    re.IGNORECASE,
)
#: A sentence about an emergency, before the number that it says to call. One that speaks of what is none is left alone.
_EMERGENCY = LazyPattern(
    r"\b(?:in (?:an|any|the) emergency|in emergencies|for (?:an|any) emergency|if it is an emergency|when it is an emergency|emergenc(?:y|ies):"
    r"|(?:stops?|stopped|not|cannot|can't) breath\w*|is choking|chokes|unconscious|cannot be woken|collapses|life is in danger"
    r"|in danger of (?:dying|death)|(?:immediate|serious) danger|danger (?:right )?now|(?:life|lives) (?:is|are|may be) (?:at risk|in danger)|crime is happening (?:right )?now|being attacked|heart (?:stops|has stopped)|for (?:an|the) ambulance)(?!\w)",
    re.IGNORECASE,
)
_IS_NONE = LazyPattern(
    r"\b(?:not (?:an|in an) emergency|no emergency|non-emergency|is not urgent|less urgent|otherwise|anything else)\b",
    re.IGNORECASE,
)
_CALLS_A_LINE = LazyPattern(
    r"\b(?:call|calls|calling|ring|rings|ringing|dial|dials|dialling|phone|phones)\s+(?:for help on |on |the number )?(?:(?:the )?NHS |the police on )?"
    r"(?P<number>\d{3})\b(?![.,]\d|\s+(?:people|PAs|times|of)\b)",
    re.IGNORECASE,
)
#: A short number on its own; few texts have one.
_NUMBER = re.compile(r"[0-9](?<![\w£.,-].)[0-9]{2}(?![\w-]|[.,][0-9])")


def called_numbers(facts: Facts) -> Iterator[tuple[Span, str]]:
    """Numbers of three digits that the reader is told to call, in records and hand-written pages, with their places."""
    for text in texts_with_a_short_number(facts):
        for found in _CALLS.finditer(text.text):
            for group in ("first", "number"):
                if found[group]:
                    yield place_in(text, *found.span(group)), found[group]


def numbers_called_in_an_emergency(facts: Facts) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """The numbers that one sentence says to call in an emergency, in records and hand-written pages, with their place."""
    for text in texts_with_a_short_number(facts):
        asked = ""  # "Danger now? Ring ..." is one sentence to its reader.
        for part, start in sentences_of(text.text) if _CALLS_A_LINE.search(text.text) else ():
            before, asked = asked, part if part.rstrip("*_ ").endswith("?") else ""
            if (_EMERGENCY.search(part) or _EMERGENCY.search(before)) and not _IS_NONE.search(part):
                calls = list(_CALLS_A_LINE.finditer(part))
                if calls:
                    first, last = calls[0].span("number")
                    yield place_in(text, start + first, start + last), tuple(call["number"] for call in calls)


@lru_cache(maxsize=1)
def texts_with_a_short_number(facts: Facts) -> tuple[Text | PageText, ...]:
    """The texts of records and hand-written pages that have a short number."""
    return (*prose(facts).with_figures.matching(_NUMBER), *page_prose(facts).with_figures.matching(_NUMBER))
