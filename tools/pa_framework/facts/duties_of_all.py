"""What everyone has to do, by one sentence of a record or page, and no one, by another of the same.

Only sentences without a condition are compared, which say the same verb of the same thing, and of which one is of everyone or
no one: "Everyone has to sign this", "You do not have to sign this".
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from pa_framework.facts.facts import Facts, Text
from pa_framework.facts.pages import PageText
from pa_framework.facts.prose import place_in, with_words
from pa_framework.facts.retold import Retold
from pa_framework.facts.turned_round import sections_of_pages
from pa_framework.text.findings import Span
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.sentences import sentences_of
from pa_framework.text.word_forms import stem_of, word_set, words_of

_ALL = r"everyone|everybody|(?:all|every) (?:PAs?|employers?|(?:personal )?assistants?|people|person|councils?)"
_SOME = r"you|(?:a |the |your |an |each )?(?:PAs?|employers?|councils?|person)|people"
_EVERYONE = frozenset({"everyone", "everybody", "no one", "nobody", "you"})
_SAME_NOUN = {"people": "person", "assistant": "pa"}
_THING = r"\s+(?P<verb>[a-z]+)\b(?P<thing>[^.;:!?()|]*)"
_MUST = LazyPattern(
    rf"\b(?:(?P<all>{_ALL})|(?P<some>{_SOME}))\s+(?:must|has to|have to|needs? to|(?:is|are) (?:obliged|required) to)(?! not\b){_THING}",
    re.IGNORECASE,
)
_NEED_NOT = LazyPattern(
    rf"\b(?:(?:(?P<all>no one|nobody)\s+(?:has to|needs to|must|is (?:obliged|required) to))|(?P<some>{_SOME})\s+(?:(?:do|does)(?: not|n['’]t) (?:have|need) to|needs? not|"
    rf"needn['’]t|(?:is|are) (?:not|under no) (?:obliged|required|obligation) to)){_THING}",
    re.IGNORECASE,
)
#: With these words, what is said holds for some people or at some time only.
_IN_SOME_CASES = LazyPattern(
    r"\b(?:if|when|where|while|unless|until|once|before|after|during|except|only|alone|yet|again|now|then|because|who|whose|that|which|although|though|but|or|than|just|at first|always|"
    r"straight away|at once|today)\b",
    re.IGNORECASE,
)
_EMPTY = word_set("a an the to of in on at for with by and it its your their own any also please so too")


_CLUES = (
    "not have to",
    "have to",
    "has to",
    "need to",
    "needs to",
    "must ",
    "need not",
    "needs not",
    "obliged",
    "required",
    "obligation",
)


class _Duty(NamedTuple):
    span: Span
    written: str
    is_must: bool
    of_all: bool
    who: str


def duties_of_everyone_and_no_one(facts: Facts) -> Iterator[Retold]:
    """Sentences of a record or page by which everyone has to do what, by another sentence of it, no one has to do."""
    held: dict[object, list[_Duty]] = defaultdict(list)
    for text in with_words(facts, *_CLUES):
        for what, duty in _duties(text):
            held[_part(facts, text, *what)].append(duty)
    for duties in held.values():
        duties.sort(key=lambda duty: (duty.span.line, duty.span.column))
        for place, one in enumerate(duties):
            other = next((each for each in duties[:place] if _are_opposite(each, one)), None)
            if other is not None:
                yield Retold(one.span, one.written, other.written, other.span)


def _are_opposite(one: _Duty, other: _Duty) -> bool:
    is_of_same = one.who == other.who or one.who in _EVERYONE or other.who in _EVERYONE
    return is_of_same and one.is_must != other.is_must and (one.of_all or other.of_all)


def _who(found: re.Match[str]) -> str:
    """Of whom a duty is: in words for all, or the noun in the singular."""
    words = (found["all"] or found["some"]).lower()
    noun = words.split()[-1].removesuffix("s")
    return words if words in _EVERYONE else _SAME_NOUN.get(noun, noun)


def _part(facts: Facts, text: Text | PageText, verb: str, thing: frozenset[str]) -> object:
    """What is compared with one another: of a page, what is below one heading, for another may be of other people; but "this" is the page."""
    if isinstance(text, Text):
        return text.document.path, text.route[:-1] if len(text.route) > _OF_THE_RECORD else (), verb, thing
    section = "" if "this" in thing else sections_of_pages(facts).get(text, "")
    return text.path, section, verb, thing


_OF_THE_RECORD = 2


def _duties(text: Text | PageText) -> Iterator[tuple[tuple[str, frozenset[str]], _Duty]]:
    for sentence, start in sentences_of(text.text.replace("\n", " ").replace("*", " ")):
        for pattern in (_MUST, _NEED_NOT):
            found = pattern.search(sentence)
            thing = _things(found["thing"]) if found else frozenset[str]()
            if found and thing and not _IN_SOME_CASES.search(sentence):
                words = found[0].strip(" *_,")
                place = place_in(text, start + found.start(), start + found.start() + len(words))
                duty = _Duty(place, words, pattern is _MUST, found["all"] is not None, _who(found))
                yield (stem_of(found["verb"].lower()), thing), duty


def _things(words: str) -> frozenset[str]:
    return frozenset(word.stem for word in words_of(words) if word.text.isalnum() and word.text not in _EMPTY)
