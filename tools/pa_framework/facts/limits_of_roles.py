"""What a role does not delegate by its limits, and delegates by another of its lines: "lets the PA cut the nails".

Compared are what is done, the things it is done to, and for whom. A limit or a line with a condition is left alone.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pa_framework.facts.facts import Facts
from pa_framework.facts.lines import lines_of
from pa_framework.facts.opposites import meaning_of
from pa_framework.records.model import Role
from pa_framework.records.yaml_source import Route
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.sentences import sentences_of
from pa_framework.text.word_forms import has_negative, stems_of, word_set, words_of

_PA = r"(?:(?:a|the|this|your|any) )?(?:PAs?|assistants?)"
#: How a limit says what is not delegated.
_DENIES = LazyPattern(
    rf"(?:(?:It |They |She |He )?(?:does not|do not|never|may not|must not|cannot|will not) (?:(?:delegates?|hands? over)(?: to {_PA})? |(?:lets?|allows?) {_PA} (?:to )?))(?P<what>[^.;:]+)"
    r"|(?P<what2>[A-Z][^.;:,]+) (?:is|are) (?:never|not) delegated\W*$",
    re.IGNORECASE,
)
#: How another line says what a PA does.
_LETS = LazyPattern(
    rf"(?:lets?|allows?|asks?|has|gets|expects?|trains?|teaches|teach|shows?) {_PA} (?:how )?(?:to )?(?P<what>[^.;:]+)|\bdelegates? (?:to {_PA} )?(?P<what2>[^.;:]+)"
    rf"|\bwhether {_PA} may (?P<what3>[^.;:]+)|\b{_PA} (?:can|may|is allowed to|are allowed to) (?P<what4>[^.;:]+)",
    re.IGNORECASE,
)
_CONDITION = LazyPattern(
    r"\b(?:unless|until|except|while|before|after|once|only|if|when|where|without|as a|by (?:tele)?phone|by telephone|what|outside|other than|task|rather than)\b",
    re.IGNORECASE,
)
#: What ends the things that are done, or that something is done to.
_TAIL = re.compile(
    r"\s(?=(?:for|with|in|on|of|to|from|through|that|who|whose|which|at|near|around|under|over|after|by|into|as)\b)",
    re.IGNORECASE,
)
#: Verbs of which a limit says only the thing: "does not delegate seizure medicines".
_DOES = stems_of("give do use start run manage perform provide handle operate carry out set up put change take")
#: The small word of a verb, as in "putting in a catheter".
_PARTICLE = re.compile(r"^(\w+) (?:in|out|up|on|off|down|back) (?=\w)")
_OR = re.compile(r",\s+(?:or\s+|and\s+)?|\s+(?:or|and)\s+")
_EMPTY = word_set(
    "a an the this that these those their its his her your any each every someone people person pa pas for with in on of to from through who whose which at near "
    "around under over by into as is are be it itself own other also do doing"
)


class _What(NamedTuple):
    """What is not delegated: the verb, if one is named, the things as sets of words, and for whom, in alternatives."""

    verb: str
    things: tuple[frozenset[str], ...]
    whom: tuple[frozenset[str], ...]


def delegated_against_limits(facts: Facts) -> Iterator[tuple[Role, Route, Route]]:
    """Lines of a role that let a PA do what a limit of the role does not delegate, with both routes."""
    for role in facts.records.roles.values():
        limits = [
            (("limits", index), what)
            for index, line in enumerate(role.limits)
            for what in _denied(" ".join(line.split()))
        ]
        for route, line in lines_of(role, "does", "summary", "easy_read") if limits and not role.replaced_by else ():
            for sentence, _ in sentences_of(" ".join(line.split())):
                denial = next((limit for limit, what in limits if _lets(sentence, what)), None)
                if denial is not None:
                    yield role, route, denial
                    break


def _denied(limit: str) -> Iterator[_What]:
    found = _DENIES.match(limit)
    what = (found["what"] or found["what2"]) if found and not _CONDITION.search(limit) else ""
    if what and not what.startswith(","):
        yield from _parts(what)


def _parts(what: str) -> Iterator[_What]:
    """What some words name: of "cleaning or treating a wound", to clean and to treat, both a wound."""
    head, *tail = _TAIL.split(_PARTICLE.sub(r"\1 ", what), maxsplit=1)
    whom = tuple(filter(None, map(_stems, _OR.split(tail[0])))) if tail else ()
    verbs: list[str] = []
    things: list[frozenset[str]] = []
    whole: list[frozenset[str]] = []
    for part in _OR.split(head):
        words = [word for word in words_of(part) if word.text.isalnum() and word.text not in _EMPTY]
        whole.append(frozenset(map(meaning_of, words)))
        if words and words[0].text.endswith("ing") and words[0].stem != words[0].text:
            verbs.append(meaning_of(words[0]))
            words = words[1:]
        if words:
            things.append(frozenset(map(meaning_of, words)))
    for verb in verbs if things else ():
        yield _What(verb, tuple(things), whom)
    yield _What("", tuple(filter(None, whole)), whom)  # "breathing machines" are no act


def _lets(sentence: str, denied: _What) -> bool:
    """Whether a sentence lets a PA do what is denied."""
    found = _LETS.search(sentence) if not has_negative(sentence) else None
    what = next(filter(None, found.groups()), "") if found else ""
    if not what or _CONDITION.search(what):
        return False
    head, every = _stems(_TAIL.split(_PARTICLE.sub(r"\1 ", what), maxsplit=1)[0]), _stems(what)
    begins = next((meaning_of(word) for word in words_of(what) if word.text not in _EMPTY), "")
    if denied.verb not in ("", begins) or (denied.whom and not any(whom <= every for whom in denied.whom)):
        return False
    done = frozenset({denied.verb}) if denied.verb else _DOES
    return any(thing <= head and len(head - thing - done) <= bool(denied.verb) for thing in denied.things)


def _stems(words: str) -> frozenset[str]:
    return frozenset(meaning_of(word) for word in words_of(words) if word.text.isalnum() and word.text not in _EMPTY)
