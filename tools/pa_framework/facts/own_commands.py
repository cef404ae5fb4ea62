"""What a record tells someone to do in one field and forbids in another, in fields that `opposites` does not compare.

A denial is compared by the stems of its verb and of what it is done to. It is known from a list ("Let the person stand up"),
from a sentence that says whose task something is ("Giving medicine is a delegated task"), or from an emergency sign. What is
said with a condition that a professional sets is no contradiction.
"""

import re
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from pa_framework.facts.called_numbers import NUMBERS_OF_THE_WORLD
from pa_framework.facts.facts import Facts
from pa_framework.facts.lines import lines_of
from pa_framework.facts.opposites import broken_promises, does_what_is_denied, meaning_of
from pa_framework.facts.urgency import ListedSign, emergency_numbers
from pa_framework.records.base import Record
from pa_framework.records.model import Task
from pa_framework.records.yaml_source import Route
from pa_framework.text.findings import Span
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.sentences import sentences_of
from pa_framework.text.word_forms import Word, has_negative, stem_of, stems_of, word_set, words_of

_EMPTY = word_set(
    "a an the this that these those its their his her your our it them they he she you to of or and is are be been do does did may can will "
    "must should any own has have had someone one even person's person people also up down off out in on at for with by"
)
#: What leaves it to someone who may decide.
_AS_DECIDED = LazyPattern(
    r"\b(?:plans?|planned|charts?|labels?|taught|trained|nurse|doctor|prescriber|pharmacist|therapist|professional|hospital|crew|999|paramedics?"
    r"|unless|ask(?:s|ed)?|signed off|if it is agreed|agreed|tells?|told)\b",
    re.IGNORECASE,
)


class Command(NamedTuple):
    """What a record tells someone to do, with the route, and the place and the words of what forbids it."""

    record: Record
    route: Route
    said: str
    denial: Span
    why: str


def _stems(words: Sequence[Word] | str) -> frozenset[str]:
    found = words_of(words) if isinstance(words, str) else words
    return frozenset(word.stem for word in found if word.text.isalnum() and word.text not in _EMPTY)


def forbidden_commands(facts: Facts) -> Iterator[Command]:
    """Lines of tasks that tell the PA to do what the task forbids: with the person, with an amount, or first of two things."""
    promised = {(task.id, route) for task, route, _ in broken_promises(facts)}
    for task in facts.records.tasks.values():
        if task.replaced_by or not task.the_pa_does_not:
            continue
        told = list(_told(facts, task))
        for place, denial in enumerate(task.the_pa_does_not):
            let, delay, amount = _LET.match(denial), _DELAY.match(denial), _AMOUNT.match(denial)
            for route, line in told:
                is_forbidden = (
                    (let and _lets(let, line))
                    or (delay and _delays(delay, line))
                    or (amount and _changes_amount(amount, line))
                )
                if is_forbidden or _does_it(task, route, denial, line, promised):
                    yield Command(task, route, line, task.origin.at("the_pa_does_not", place), denial)


def _told(facts: Facts, task: Task) -> Iterator[tuple[Route, str]]:
    """What a task tells the PA to do, sentence by sentence."""
    lines = (
        *lines_of(task, "the_pa_does"),
        *_first_steps(facts, task),
        *lines_of(task, "do_first", "easy_read", "if_no_one_may"),
    )
    for route, line in lines:
        yield from ((route, sentence) for sentence, _ in sentences_of(line))


def _first_steps(facts: Facts, task: Task) -> Iterator[tuple[Route, str]]:
    """What is done first at the task's own signs."""
    signs = (sign for _, sign in facts.urgency[task.id].signs)
    return (((*sign.route, "do"), sign.do) for sign in signs if sign.do and not sign.id)


def _does_it(task: Task, route: Route, denial: str, line: str, promised: Container[tuple[str, Route]]) -> bool:
    """Whether a line outside of what the PA does has an act done that is forbidden, and no rule about promises says so."""
    if route[0] == "the_pa_does" or (task.id, route) in promised:
        return False
    return does_what_is_denied(denial, line)


# --- "Let the person stand up or walk"

_LET = LazyPattern(
    r"(?:Let|Allow|Help|Get|Make|Ask|Encourage) (?:the person|them|someone|anyone|him|her)(?: to)? (?P<acts>.+?)(?:,? (?:even|which|however)\b.*|\.)?$"
)
_MAKES = r"\b(?:let|help|get|ask|allow|have|make|encourage|tell)s? (?:them|the person|someone|him|her|you)(?: to)? (?P<rest>[^.;]*)"
_HELPS = LazyPattern(_MAKES, re.IGNORECASE)
_PERSON_DOES = LazyPattern(r"\b(?:they|you|the person) (?:can|may|should|could) (?P<rest>[^.;]*)", re.IGNORECASE)


def _lets(denial: re.Match[str], line: str) -> bool:
    """Whether a line has the person do what they must not be let do."""
    if re.search(r" (?:if|when|while|unless|until|alone)\b", denial["acts"]):
        return False
    acts = [_stems(act) for act in re.split(r",? or |,? and |, ", denial["acts"])]
    for found in (_HELPS.search(line), _PERSON_DOES.search(line)):
        if found is None or has_negative(line) or _AS_DECIDED.search(line):
            continue
        done = [_stems(part) for part in re.split(r",? and |,? or |, ", found["rest"])]
        if any(act and act <= part for act in acts for part in done):
            return True
    return False


# --- "Delay rescue medicine to try the magnet again"

_DELAY = LazyPattern(
    r"(?:Delay|Put off|Hold back|Postpone|Wait with) (?P<what>.+?) (?:to|for|until|while) (?P<other>.+)"
)
_BEFORE = LazyPattern(r"(?P<first>.+?)\b(?:before|and only then|and then|, then)\b (?P<then>.+)", re.IGNORECASE)


def _delays(denial: re.Match[str], line: str) -> bool:
    """Whether a line does first what must not delay the other thing."""
    order = _BEFORE.search(line)
    if order is None or has_negative(line):
        return False
    other, first, then = _stems(denial["other"]), _stems(order["first"]), _stems(order["then"])
    delayed = [_stems(each) for each in re.split(r",? or |,? and |, ", denial["what"])]
    return len(other & first) >= min(_FEWEST, len(other)) and any(each and each <= then for each in delayed)


_FEWEST = 2

# --- "Change the flow of oxygen"

_AMOUNT = LazyPattern(r"(?:Change|Alter|Adjust|Set|Vary) (?P<what>(?!.*\b(?:unless|until|without|alone|if|when)\b).+)")
_TURNS = LazyPattern(
    r"\b(?:turns?|puts?) (?:the |their |your )?(?P<what>\w+) (?:up|down|higher|lower)\b|\b(?:turns? (?:up|down)|increases?|raises?|reduces?|lowers?|doubles?|halves?|"
    r"speeds? up|slows? down|gives? (?:more|less))\s(?:the |their |your )?(?P<what2>\w+)\b",
    re.IGNORECASE,
)


def _changes_amount(denial: re.Match[str], line: str) -> bool:
    """Whether a line turns something up or down whose amount must not be changed."""
    found = _TURNS.search(line)
    if found is None or has_negative(line) or _AS_DECIDED.search(line):
        return False
    return stem_of((found["what"] or found["what2"]).lower()) in _stems(denial["what"])


# --- whose task something is

_OWN_TASK = LazyPattern(
    r"(?P<verb>[A-Z][a-z]+ing)\s(?P<what>[^.;,]{3,60}?)\s(?:is|are|stays?|remains?)\s(?:always\s)?(?:a\s)?(?:delegated\stasks?|tasks?\sof\sits\sown|delegated)\b"
)
_WITH_SIGN_OFF = LazyPattern(
    r"\bsigned off\b|\bneeds?\b|\b(?:after|with|only|once|until|unless|if)\b[^.]*\b(?:sign-off|training|task)\b|\bdelegated\b",
    re.IGNORECASE,
)
_WITHOUT_SIGN_OFF = LazyPattern(r"\bwithout (?:a |any |the )?(?:sign-off|training|nurse|check)\b", re.IGNORECASE)
_BEGINS = LazyPattern(
    r"(?:(?:You|PAs?|The PA|A PA|Your PA|They|She|He)\s+(?:(?:can|may|will|also|then|now)\s+)*)?(?P<rest>.+)"
)


def told_words(line: str) -> tuple[Word, ...]:
    """The words of a line from what is done, without who does it: "You can also give a drink" begins with `give`."""
    begins = _BEGINS.match(line)
    return words_of(begins["rest"]) if begins else ()


def delegated_tasks_in_competences(facts: Facts) -> Iterator[Command]:
    """Statements and easy words of competences with an act that the summary calls a delegated task."""
    for competence in facts.records.competences.values():
        if competence.replaced_by or ("delegated" not in competence.summary and "of its own" not in competence.summary):
            continue
        for found in _OWN_TASK.finditer(competence.summary):
            verb, what = stem_of(found["verb"].lower()), _meanings(words_of(found["what"]))
            for route, line in lines_of(competence, "statements", "easy_read"):
                words = told_words(line)
                allowed = _WITH_SIGN_OFF.search(_WITHOUT_SIGN_OFF.sub("", line))
                denied = has_negative(_WITHOUT_SIGN_OFF.sub("", line))
                if words and words[0].stem == verb and what and what <= _meanings(words) and not allowed and not denied:
                    yield Command(competence, route, line, competence.origin.at("summary"), " ".join(found[0].split()))


def _meanings(words: Sequence[Word]) -> frozenset[str]:
    """The stems of words, with one for all that mean the same: tablets are medicines."""
    return frozenset(meaning_of(word) for word in words if word.text.isalnum() and word.text not in _EMPTY)


# --- what is not done alone yet

_NOT_ALONE = LazyPattern(
    r"\b(?:not|never)\b[^.]{0,40}\b(?:alone|on (?:your|their) own|by (?:yourself|themselves))\b", re.IGNORECASE
)
_ALONE = LazyPattern(
    r"\b(?:alone|on (?:their|your) own(?=[.,]|$| (?:on|at|when|in|for|every|after|before|while)\b)|by themselves|by yourself|unsupervised|without (?:help|anyone|supervision|a colleague))\b",
    re.IGNORECASE,
)
#: Beginnings of statements in which nothing is done with the person.
_ONLY_SAYS = stems_of(
    "say describe explain name know list ask recognise tell identify show find recall state understand watch report notice learn read let leave "
    "keep respect see spot ring call come offer support look"
)


def done_alone_too_early(facts: Facts) -> Iterator[Command]:
    """Statements with something done alone, at a step at which the framework says that no one does it alone."""
    early: dict[str, tuple[Span, str]] = {}
    for step in facts.records.steps.values():
        for route, said in lines_of(step, "easy_read", "summary"):
            if found := _NOT_ALONE.search(" ".join(said.split())):
                early.setdefault(step.id, (step.origin.at(*route), found[0]))
    for competence in facts.records.competences.values() if early else ():
        for name, (denial, why) in early.items():
            for place, line in enumerate(competence.statements.get(name, ()) if not competence.replaced_by else ()):
                words = words_of(line)
                if (
                    _ALONE.search(line)
                    and words[0].stem not in _ONLY_SAYS
                    and not has_negative(line.replace("without", ""))
                ):
                    yield Command(competence, ("statements", name, place), line, denial, why)


# --- easy words at a sign of an emergency

_IF = LazyPattern(r"(?:If|When) (?P<sign>[^,]+), (?P<act>.+)")
_GETS_HELP = LazyPattern(
    r"\b(?:calls?|rings?|phones?|emergency|ambulance|get(?:s)? help|help comes|stops?|tells?)\b|\b\d{3}\b",
    re.IGNORECASE,
)
_RINGS = LazyPattern(r"\b(?:ring|call|phone|tell|ask)s?\b", re.IGNORECASE)
#: So many words of a condition must be those of a sign: one, such as a name of a body part, may mean anything.
_FEWEST_OF_A_SIGN = 2
_FIRST = LazyPattern(
    r"\b(?:call|ring|phone)s?\s+(?P<number>\d{3}\b|the (?:nurse|doctor|GP))[^.]*?\b(?:first|straight away|at once)\b",
    re.IGNORECASE,
)


def easy_words_against_the_emergency(facts: Facts) -> Iterator[Command]:
    """Easy words of tasks that give no way to help at a sign of an emergency, or another number to ring first."""
    emergency = emergency_numbers(facts.records)
    for task in facts.records.tasks.values():
        if task.replaced_by or not task.easy_read:
            continue
        yield from _without_help(facts, task)
        first: list[tuple[Route, re.Match[str]]] = []
        for route, line in lines_of(task, "summary", "the_pa_does"):
            first += [(route, found) for found in _FIRST.finditer(line) if found["number"] in emergency]
        for place, line in enumerate(task.easy_read if first else ()):
            found = _FIRST.search(line)
            if found and found["number"] not in emergency:
                yield Command(
                    task, ("easy_read", place), line, task.origin.at(*first[0][0]), " ".join(first[0][1][0].split())
                )


def _without_help(facts: Facts, task: Task) -> Iterator[Command]:
    signs = [listed for listed in facts.listed_signs[task.id] if listed.level == "emergency" and listed.policy]
    for place, line in enumerate(task.easy_read if signs else ()):
        found = _IF.match(line)
        following = task.easy_read[place + 1] if place + 1 < len(task.easy_read) else ""
        if not found or _GETS_HELP.search(found["act"]) or _GETS_HELP.search(following) or has_negative(line):
            continue
        stems = [word.stem for word in words_of(found["sign"])]
        for listed in signs:
            phrases = listed.policy.sounds_like if listed.policy else ()
            if any(_are_in([word.stem for word in words_of(phrase)], stems) for phrase in phrases):
                said = listed.policy.text if listed.policy else ""
                yield Command(task, ("easy_read", place), line, task.origin.at(*listed.sign.route), said)
                break


def easy_words_less_urgent(facts: Facts) -> Iterator[Command]:
    """Easy words that ring someone else, or tell someone later, at a sign for which the task calls the emergency number.

    Lines of a task are compared by the words of their condition: they are all in the sign, or are words by which the
    policy finds it. The easy words of the sign itself are read whole. Where the emergency numbers are not known, a line
    with any such number is not judged.
    """
    emergency = emergency_numbers(facts.records) or NUMBERS_OF_THE_WORLD
    for task in facts.records.tasks.values():
        signs = [] if task.replaced_by else [one for one in facts.listed_signs[task.id] if one.level == "emergency"]
        for listed in signs:
            easy = listed.sign.easy or ""
            if listed.sign.id is None and _RINGS.search(easy) and not any(number in easy for number in emergency):
                yield Command(
                    task, (*listed.sign.route, "easy"), easy, task.origin.at(*listed.sign.route), listed.sign.text
                )
        for place, line in enumerate(task.easy_read if signs else ()):
            found = _IF.match(line)
            following = task.easy_read[place + 1] if place + 1 < len(task.easy_read) else ""
            said = f"{line} {following}"
            if not found or not _RINGS.search(found["act"]) or any(number in said for number in emergency):
                continue
            condition = words_of(found["sign"])
            for listed in signs:
                if _is_sign(condition, listed):
                    yield Command(
                        task, ("easy_read", place), line, task.origin.at(*listed.sign.route), listed.sign.text
                    )
                    break


def _is_sign(condition: Sequence[Word], listed: ListedSign) -> bool:
    phrases = listed.policy.sounds_like if listed.policy else ()
    stems = [word.stem for word in condition]
    if any(_are_in([word.stem for word in words_of(phrase)], stems) for phrase in phrases):
        return True
    words = _stems(condition)
    return len(words) >= _FEWEST_OF_A_SIGN and words <= _stems(listed.sign.text)


def _are_in(phrase: Sequence[str], stems: Sequence[str]) -> bool:
    return any(stems[start : start + len(phrase)] == phrase for start in range(len(stems) - len(phrase) + 1))


# --- what is said to those who answer

_SAYS = LazyPattern(
    r"\b(?:says?|tells? (?:them|999)|tells? 999 that it is)\s+(?P<said>[\"“][^\"”]+[\"”](?:(?:,| and| or)+\s+[\"“][^\"”]+[\"”])*)",
    re.IGNORECASE,
)
_QUOTED = LazyPattern(r"[\"“]([^\"”]+)[\"”]")


def other_words_to_say(facts: Facts) -> Iterator[Command]:
    """Tasks in which the words to say to an emergency service are others in one field than in another."""
    emergency = emergency_numbers(facts.records)
    for task in facts.records.tasks.values():
        lines = (
            *lines_of(task, "summary", "the_pa_does"),
            *_first_steps(facts, task),
            *lines_of(task, "do_first", "if_no_one_may"),
        )
        said = [
            (route, frozenset(each[1].lower() for each in _QUOTED.finditer(found["said"])), found[0])
            for route, line in lines
            if ('"' in line or "“" in line) and (route[0] == "stop_when" or any(number in line for number in emergency))
            for found in _SAYS.finditer(line.replace("\n", " "))
        ]
        for number, mine in enumerate(said):
            others = said[:number] + said[number + 1 :]
            shared = (
                [phrase for phrase in others[0][1] if all(_has(each[1], phrase) for each in others)] if others else []
            )
            own = [phrase for phrase in mine[1] if not any(_has(each[1], phrase) for each in others)]
            if own and shared and not any(_has(mine[1], phrase) for phrase in shared):
                here, there = (mine, others[0]) if mine[0][0] != "summary" else (others[0], mine)
                yield Command(task, here[0], here[2], task.origin.at(*there[0]), there[2])
                break


def _has(phrases: frozenset[str], phrase: str) -> bool:
    """Whether a phrase is one of some, or within one, or one of them within it."""
    return any(phrase in each or each in phrase for each in phrases)
