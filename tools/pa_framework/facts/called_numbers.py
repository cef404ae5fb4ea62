"""Short numbers that a text tells its reader to call: `Call 999`, `ring 111 at night`."""

import re
from collections.abc import Iterator

from pa_framework.facts.facts import Facts, Text
from pa_framework.facts.pages import PageText
from pa_framework.facts.prose import prose
from pa_framework.text.findings import Span

#: Emergency numbers somewhere in the world. Each area lists its own in framework.yaml.
NUMBERS_OF_THE_WORLD = frozenset(
    [
        "000",
        "060",
        "061",
        "066",
        "100",
        "102",
        "103",
        "108",
        "110",
        "112",
        "113",
        "114",
        "115",
        "117",
        "118",
        "119",
        "120",
        "122",
        "123",
        "128",
        "129",
        "131",
        "133",
        "144",
        "150",
        "155",
        "158",
        "160",
        "166",
        "180",
        "190",
        "191",
        "192",
        "193",
        "194",
        "195",
        "197",
        "198",
        "199",
        "911",
        "912",
        "914",
        "925",
        "933",
        "991",
        "992",
        "993",
        "994",
        "995",
        "996",
        "997",
        "998",
        "999",
    ]
)
_CALLS = re.compile(
    r"\b(?:call|calls|called|calling|ring|rings|ringing|dial|dials|dialling|phone|phones|telephone)\s+(?:for help on |on |the number )?"
    r"(?:(?P<first>\d{3})\s+(?:or|and|and then|then)\s+)?(?P<number>\d{3})(?=[.,;:!?)”\"]|\s*$"
    r"|\s+(?:and|or|if|when|at|first|straight|now|for|from|immediately|in an|then|while|before|after|because|as|yourself|in case|without)\b)",
    re.IGNORECASE,
)


#: A sentence about an emergency, before the number that it says to call. One that speaks of what is none is left alone.
_EMERGENCY = re.compile(
    r"\b(?:in (?:an|any|the) emergency|in emergencies|for (?:an|any) emergency|if it is an emergency|when it is an emergency|emergenc(?:y|ies):"
    r"|(?:stops?|stopped|not|cannot|can't) breath\w*|is choking|chokes|unconscious|cannot be woken|collapses|life is in danger"
    r"|in danger of (?:dying|death)|heart (?:stops|has stopped)|for (?:an|the) ambulance)(?!\w)",
    re.IGNORECASE,
)
_IS_NONE = re.compile(
    r"\b(?:not (?:an|in an) emergency|no emergency|non-emergency|is not urgent|less urgent|otherwise|anything else)\b",
    re.IGNORECASE,
)
_PART_END = re.compile(r"(?<=[.!?;])\s+|\n\s*\n")
_CALLS_A_LINE = re.compile(
    r"\b(?:call|calls|calling|ring|rings|ringing|dial|dials|dialling|phone|phones)\s+(?:for help on |on |the number )?(?:(?:the )?NHS |the police on )?"
    r"(?P<number>\d{3})\b(?![.,]\d|\s+(?:people|PAs|times|of)\b)",
    re.IGNORECASE,
)


def numbers_called_in_an_emergency(facts: Facts) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """The numbers that one sentence says to call in an emergency, in records and hand-written pages, with their place."""
    texts: list[Text | PageText] = [*prose(facts).matching(_NUMBER), *facts.page_texts]
    for text in texts:
        start = 0
        for end in [*_PART_END.finditer(text.text), None]:
            part = text.text[start : end.start() if end else None]
            if _EMERGENCY.search(part) and not _IS_NONE.search(part):
                found = list(_CALLS_A_LINE.finditer(part))
                if found:
                    first, last = start + found[0].start("number"), start + found[0].end("number")
                    yield (
                        text.span if isinstance(text, Text) else text.span(first, last),
                        tuple(call["number"] for call in found),
                    )
            start = end.end() if end else 0


def called_numbers(facts: Facts) -> Iterator[tuple[Span, str]]:
    """Numbers of three digits that the reader is told to call, in records and hand-written pages, with their places."""
    for text in prose(facts).matching(_NUMBER):
        for found in _CALLS.finditer(text.text):
            yield from ((text.span, number) for number in (found["first"], found["number"]) if number)
    for page_text in facts.page_texts:
        for found in _CALLS.finditer(page_text.text) if _THREE_DIGITS.search(page_text.text) else ():
            yield from (
                (page_text.span(found.start(group), found.end(group)), found[group])
                for group in ("first", "number")
                if found[group]
            )


#: A short number on its own; few texts have one.
_NUMBER = re.compile(r"[019](?<![\w£.,/-].)\d\d(?![\w/-]|[.,]\d)")
_THREE_DIGITS = re.compile(r"\d\d\d")
