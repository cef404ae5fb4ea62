"""How many of its own things a framework has, as texts say it: levels, steps, pay bands, and the kinds of items of a standard."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from pa_framework.facts.facts import Facts, Text
from pa_framework.facts.pages import PageText
from pa_framework.facts.prose import place_in, with_words
from pa_framework.facts.quoted import Misquoted
from pa_framework.text.findings import Span
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.sentences import NUMBER_WORDS, number_in, sentences_of

_N = rf"(?<![\w.,/£-])(?P<number>\d{{1,3}}|{'|'.join(NUMBER_WORDS)})"
#: The number is of some of them, of others, of another time, or a bound.
_OF_SOME = LazyPattern(
    r"\b(?:first|last|next|other|another|extra|more|fewer|than|least|most|to|any|(?:\d|two|three|four|five|six) (?:and|or)|these|those|up|level|step|band|below|above|of|after|nearly|about|until|was|were|had"
    r"|added|takes?|earlier|each of)\s+(?:the )?$",
    re.IGNORECASE,
)
_ALL = LazyPattern(r"\b(?:(?:each|one) of|leads? to|led to) (?:the |its |our )?$", re.IGNORECASE)
_OF_THEM = LazyPattern(
    r"\s+(?:of (?:\d|them|these|those|it|which|urgen\w+|medicines?|support)|more|higher|lower|up|down|below|above|apart|later|side by side|at a time)\b",
    re.IGNORECASE,
)
#: The number is of what another body has: "nine pay bands of Agenda for Change".
_OF_ANOTHER = LazyPattern(r"\bNHS\b|\b[Cc]ouncils?\b|\b[Nn]urses\b|\bAgenda for Change\b")
_OF_A_NAME = LazyPattern(r"\s+(?:of|in|from) (?:the )?[A-Z][a-z]")
_OWN = r"\b(?:this|our|the) framework\b|\bcareer (?:map|path)\b"
#: From how many on they are compared: two levels are laid side by side, and one is one of several.
_FEWEST = 3
#: Kinds of record that tell of other places.
_OF_OTHERS = frozenset({"sources", "evidence", "case-study", "waivers", "search"})


class _Kind(NamedTuple):
    """Things that a framework has: their noun in the plural, what else a sentence on them has, how many there are, and where."""

    noun: str
    clue: re.Pattern[str]
    many: int
    where: Span
    what: str
    of_standard: bool = False


def counts_of_the_framework(facts: Facts) -> Iterator[Misquoted]:
    """Texts that give another number of levels, steps, pay bands, or items of a kind of a standard than there are."""
    for kind in _kinds(facts):
        pattern = re.compile(rf"{_N}\s(?:(?:named|different|separate)\s)?{kind.noun}\b", re.IGNORECASE)
        past: list[Misquoted] = []
        now: list[Misquoted] = []
        for text in with_words(facts, kind.noun.rpartition(" ")[2]):
            if isinstance(text, Text) and (text.kind in _OF_OTHERS or _is_of_the_past(facts, text, kind)):
                continue
            is_change = isinstance(text, Text) and text.kind == "changes"
            (past if is_change else now).extend(_otherwise(text, kind, pattern))
        yield from now
        told = {_number(each) for each in now}  # where other texts say it too, their number was right when it changed
        yield from (each for each in past if _number(each) not in told)


def _number(told: Misquoted) -> int:
    return int(number_in(told.written.split()[0]))


def _otherwise(text: Text | PageText, kind: _Kind, pattern: re.Pattern[str]) -> Iterator[Misquoted]:
    for sentence, start in sentences_of(text.text.replace("\n", " ")):
        for found in pattern.finditer(sentence):
            number = number_in(found["number"])
            before, after = sentence[: found.start()], sentence[found.end() :]
            is_some = bool(_OF_SOME.search(before)) and not _ALL.search(before)
            if number < _FEWEST or number == kind.many or is_some or _OF_THEM.match(after):
                continue
            if not kind.of_standard and (_OF_ANOTHER.search(sentence) or _OF_A_NAME.match(after)):
                continue
            is_own = isinstance(text, Text) and text.document.path == kind.where.path
            around = text.text if _ALL.search(before) else sentence  # "The career map … For each of 6 levels it …"
            if is_own or kind.clue.search(around):
                place = place_in(text, start + found.start(), start + found.end())
                yield Misquoted(place, found[0], f"{kind.many}", kind.where, kind.what)


def _kinds(facts: Facts) -> Iterator[_Kind]:
    records = facts.records
    levels, steps = records.levels_in_order(), tuple(records.steps.values())
    bands = [band for band in records.pay_bands.values() if not band.replaced_by]
    career = re.compile(rf"{_OWN}|\bpay bands?\b|\bcompetences\b", re.IGNORECASE)
    if len(levels) >= _FEWEST:
        yield _Kind("levels", career, len(levels), levels[0].origin.at("order"), "how many levels there are")
    if len(steps) >= _FEWEST:
        competences = re.compile(rf"{_OWN}|\bcompetences\b|\b(?:each|every) competence\b", re.IGNORECASE)
        yield _Kind("steps", competences, len(steps), steps[0].origin.at("title"), "how many steps there are")
    if len(bands) >= _FEWEST:
        own = re.compile(rf"{_OWN}|\blevels?\b|\bPAs?\b", re.IGNORECASE)
        yield _Kind("pay bands", own, len(bands), bands[0].origin.at("title"), "how many pay bands there are")
    for standard in records.standards.values():
        nouns = Counter(found["noun"] for item in standard.items if (found := _ITEM_IS.match(item.summary or "")))
        title = re.compile(re.escape(standard.title), re.IGNORECASE)
        for noun, many in nouns.items():
            where = standard.origin.key("items")
            clue = re.compile("") if " " in noun else title
            yield _Kind(_plural(noun), clue, many, where, f"the items of {standard.title}", True)


#: What an item says that it is: "A role category."
_ITEM_IS = re.compile(r"An? (?P<noun>[a-z]+(?: [a-z]+)?)\.")


def _plural(noun: str) -> str:
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"


_CHANGED = LazyPattern(
    r"\b(?:new|another|more|further|fewer|other) $|^s? (?:(?:is|are|was|were|has been|have been) )?(?:now )?(?:new|added|removed|taken out|split|joined|merged|gone)\b"
)


def _is_of_the_past(facts: Facts, text: Text, kind: _Kind) -> bool:
    """Whether a text is of a change after which there may have come another number of them."""
    if text.kind != "changes":
        return False
    changes = (f"{change.title} {change.what}" for change in facts.records.changes.values())
    return any(
        _CHANGED.search(part)
        for change in changes
        for before, after in pairwise(re.split(rf"\b{kind.noun[:-1]}", change))
        for part in (before, after)
    )
