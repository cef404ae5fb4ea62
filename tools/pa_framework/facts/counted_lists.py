"""Lists of which the text before the colon says how many things they have: "There are four: aware, assisted, independent"."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from pa_framework.facts.facts import Facts, Text
from pa_framework.facts.own_sums import Contradiction
from pa_framework.facts.pages import PageText
from pa_framework.facts.prose import page_prose, place_in, prose
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.sentences import NUMBER_WORDS, number_in

_SMALL = {word: number for word, number in NUMBER_WORDS.items() if 1 < number <= 20}
_N = rf"(?P<number>{'|'.join(_SMALL)}|[2-9]|1\d)"
_UNITS = r"(?:second|minute|hour|day|night|week|month|year|time|pound|penny|pence|mile|metre|litre|degree|percentage|point)s?"
#: What announces a list: "there are four:", "in three steps:", "two things that help:".
_ANNOUNCED = LazyPattern(
    rf"(?<![\w£.,/:-]){_N}(?P<noun>(?:\s(?!{_UNITS}\b)[A-Za-z][\w’'-]*){{0,4}}):(?=\s|$)", re.IGNORECASE
)
_THERE_ARE = LazyPattern(r"\b(?:there (?:are|were)(?: now| only)?|it has|has only)\s+$", re.IGNORECASE)
#: What a list names. Of other things, such as "for two PAs: rota, handover, breaks", it says something.
_NAMED = LazyPattern(
    r"\b(?:things|parts|steps|kinds|types|sorts|groups|ways|reasons|questions|signs|stages|words|points|rules|levels|forms|examples|exceptions|cautions|options"
    r"|choices|rates|roles|duties|links|papers|records|areas|places|sources|tools|topics|modules|subjects|standards|principles|values|rights|checks|facts"
    r"|changes|conditions|causes|benefits|risks|dangers|colours|categories|tiers|fields|columns|sections|chapters|sessions|boxes|phases|nations|senses)\b",
    re.IGNORECASE,
)
#: The number is a name, a bound or a part of a larger one.
_ANOTHER_NUMBER = LazyPattern(
    r"\b(?:at least|at most|nearly|almost|over|under|than|up to|another|other|first|last|next|to|or|and|of|step|part|level|band|section|standard|question|page|"
    r"line|day|week|number|chapter|room|ward|form|box|option|stage|phase|type|grade|year|tier|table|figure|version|edition|hundred|thousand)\s+(?:the )?$",
    re.IGNORECASE,
)
#: An item that begins so is a part of the one before it.
_NO_ITEM = re.compile(
    r"(?:which|who|whom|whose|where|when|while|if|as|so|but|not|because|such as|for example|including|especially|also|then|with|without|for|in|on|at|by|to|of|from"
    r"|unless|until|after|before|even|both|either|it|they|he|she|we|you|that|this|these|whatever|however|wherever|whenever|no matter)\b",
    re.IGNORECASE,
)
#: A later item that begins so may tell of the one before it: "milk, left out in the sun", "Leeds, West Yorkshire".
_OF_THE_ONE_BEFORE = re.compile(
    r"[A-Z][a-z]|(?:[a-z]{3,}(?:ed|ing)|left|kept|made|done|given|taken|found|held|put|sent|told|shown|written|seen|known|worn|bought|built|cut|set)\s"
)
#: A part of an item that begins so is more than one thing.
_SEVERAL = re.compile(rf"{_N}\b", re.IGNORECASE)
_MORE = re.compile(
    r"\b(?:and so on|etc|or more|and others|for example|such as|among them|including)\b|[?…]|\.\.\.", re.IGNORECASE
)
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
_CONJUNCTION = re.compile(r"\s(?:and|or)\s")
_AND = re.compile(r"^(?:and|or)\s")
_END = re.compile(r"[.;:|](?:\s|$)")
_LONGEST_ITEM, _FEWEST = 5, 2
#: How far before a number the words are that make it another one.
_NEAR = 40
_HAS_LIST = re.compile(r":")
#: Kinds of record that repeat the words of others.
_OF_OTHERS = frozenset({"sources", "trace", "changes"})


def lists_of_another_length(facts: Facts) -> Iterator[Contradiction]:
    """Lists in texts, and on hand-written pages, that have more or fewer things than the words before them say."""
    texts = [text for text in prose(facts).matching(_HAS_LIST) if text.kind not in _OF_OTHERS]
    for text in chain[Text | PageText](texts, page_prose(facts).matching(_HAS_LIST)):
        words = text.text.replace("\n", " ")
        for found in _ANNOUNCED.finditer(words):
            lengths = _lengths(_sentence_from(words, found.end())) if _announces(words, found) else ()
            if lengths and number_in(found["number"]) not in lengths:
                span = place_in(text, found.start(), found.end())
                yield Contradiction(span, found[0].rstrip(":"), span, f"{lengths[-1]}")
    for page in facts.pages:
        yield from _of_items(page.texts)


def _announces(words: str, found: re.Match[str]) -> bool:
    """Whether a number is that of the things after the colon."""
    before, noun = words[max(found.start() - _NEAR, 0) : found.start()], found["noun"].strip()
    if _ANOTHER_NUMBER.search(before):
        return False
    return bool(_NAMED.search(noun)) if noun else bool(_THERE_ARE.search(before))


def _sentence_from(words: str, start: int) -> str:
    end = _END.search(words, start)
    return words[start : end.start() if end else len(words)]


def _lengths(sentence: str) -> Sequence[int]:
    """How many things a list may have; nothing where the words are no list of short things."""
    words = _IN_BRACKETS.sub("", sentence.lstrip())
    items = [item.strip() for item in words.split(",")]
    if _MORE.search(words) or any(
        not item or len(item.split()) > _LONGEST_ITEM + 2 * len(_CONJUNCTION.findall(item)) or _NO_ITEM.match(item)
        for item in items
    ):
        return ()
    parts = [part.strip() for item in items for part in _CONJUNCTION.split(f" {item}")]
    if any(_SEVERAL.match(part) for part in parts):
        return ()
    fewest = _FEWEST if _has_parts_of_items(items, parts) else len(items)
    items = [_AND.sub("", item) for item in items]
    joined = sum(len(_CONJUNCTION.findall(item)) for item in items)
    lengths = range(fewest, len(items) + joined + 1)
    return lengths if len(items) + joined >= _FEWEST else ()


def _has_parts_of_items(items: Sequence[str], parts: Sequence[str]) -> bool:
    """Whether what stands between two commas may be a part of a thing: "pale, cold, clammy skin", "milk, left out in the sun"."""
    are_long = {len(part.split()) > 1 for part in parts if part}
    return (
        len(are_long) > 1
        or any(_OF_THE_ONE_BEFORE.match(item) for item in items[1:])
        or any(_AND.match(item) for item in items[:-1])
        or (bool(_AND.match(items[-1])) and any(_CONJUNCTION.search(item) for item in items))
    )


def _column(item: PageText) -> int:
    return item.column + len(item.text) - len(item.text.lstrip())


_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")


def _of_items(texts: Sequence[PageText]) -> Iterator[Contradiction]:
    """The paragraphs of a page that announce another number of items than follow them."""
    for place, text in enumerate(texts):
        found = None if _ITEM.match(text.text) else _ANNOUNCED.search(text.text.rstrip())
        if found is None or found.end() != len(text.text.rstrip()) or not _announces(text.text, found):
            continue
        items = 0
        for other in texts[place + 1 :]:
            is_inside = items and _column(other) > _column(texts[place + 1])
            if not is_inside and not _ITEM.match(other.text):
                break
            items += _column(other) == _column(texts[place + 1])
        if items >= _FEWEST and number_in(found["number"]) != items:
            span = text.span(found.start(), found.end())
            yield Contradiction(span, found[0].rstrip(":"), span, f"{items}")
