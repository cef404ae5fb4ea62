"""What records say that their people do, beside the fields that say what they may do: duties, approvals, omissions."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pa_framework.facts.facts import Facts
from pa_framework.facts.lines import lines_of
from pa_framework.facts.professional_bodies import BODIES
from pa_framework.records.model import Contact, Level, Role, Task
from pa_framework.records.yaml_source import Route
from pa_framework.text.guarded_pattern import GuardedPattern
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.phrases import plain_words
from pa_framework.text.sentences import sentences_of
from pa_framework.text.word_forms import has_negative

_PA = r"(?:(?:the|a|an|each|every|your|new|other)\s+)*(?:PAs?|personal assistants?|them|him|her|learners?|trainees?|colleagues?)"
_BEGINS = r"(?:^|[,;]\s+|\band\s+|\bThey\s+(?:also\s+|can\s+|may\s+|then\s+)?)"
_DUTIES = (
    ("may_sign_off", LazyPattern(rf"{_BEGINS}(?P<said>[Ss]igns?\s+(?:{_PA}(?:\s+\w+)?\s+off|off\b[^.;]*))")),
    (
        "may_assess",
        LazyPattern(rf"{_BEGINS}(?P<said>[Aa]ssess(?:es)?\s+(?:{_PA}|whether {_PA} (?:can|is|are))\b[^.;]*)"),
    ),
    ("may_train", LazyPattern(rf"{_BEGINS}(?P<said>(?:[Tt]rains?|[Tt]each(?:es)?)\s+{_PA}\s+(?:in|to do|for|how)\b[^.;]*\btasks?\b)")),
    ("may_delegate", LazyPattern(rf"{_BEGINS}(?P<said>[Dd]elegates?\s+[^.;]*\btasks?\b[^.;]*\bto\s+{_PA})")),
)  # fmt: skip
_OF_OTHERS = LazyPattern(r"\b(?:who|that|which|nurse|whether to|ready to|before the)\b")


class Unheld(NamedTuple):
    """A duty that a role is said to do and may not: the role, the route of the line, its words, and the field that it lacks."""

    role: Role
    route: Route
    said: str
    field: str


def duties_not_held(facts: Facts) -> Iterator[Unheld]:
    """Lines of what a role does, and of its easy words, with a duty that the record does not give it."""
    for role in facts.records.roles.values():
        if role.replaced_by:
            continue
        for route, line in lines_of(role, "does", "easy_read"):
            for field, says in _DUTIES:
                found = None if getattr(role, field) else says.search(line)
                if found is None or has_negative(line):
                    continue
                if not _OF_OTHERS.search(line[: found.start("said")]):
                    yield Unheld(role, route, " ".join(found["said"].split()), field)
                    break


_YOU_SIGN_OFF = LazyPattern(
    rf"\b[Yy]ou\b[^.;:?]{{0,60}}?\b(?P<said>sign\s+(?:{_PA}\s+off\b|off\s+{_PA})(?!['’]))",
)
_SIGNED_BY_SOMEONE_ELSE = LazyPattern(
    r"\b(?:nurses?|therapists?|professionals?|lead|assessors?|clinicians?|ask(?:s|ed)?|who|wait|until|timesheets?)\b",
    re.IGNORECASE,
)


def sign_offs_at_a_level(facts: Facts) -> Iterator[tuple[Level, Route, str]]:
    """Lines of a level of PAs in which "you" sign someone off: the level, the route, and the words."""
    for level in facts.records.levels.values():
        for route, line in lines_of(level, "week", "summary", "easy_read") if not level.replaced_by else ():
            for sentence, _ in sentences_of(" ".join(line.split())):
                found = _YOU_SIGN_OFF.search(sentence)
                if found and not has_negative(sentence) and not _SIGNED_BY_SOMEONE_ELSE.search(sentence):
                    yield level, route, found["said"]
                    break


_GIVES_A_DUTY = LazyPattern(
    r"(?:(?:Also|Sometimes|Usually|Often)\s+)?(?:May|Can|Trains|Assesses|Signs|Delegates|Reviews|Decides|Agrees|Stands in)\b",
    re.IGNORECASE,
)
_RESTRICTS = LazyPattern(
    r"\b(?:not|never|no|nor|none|only|without|alone|cannot|until|under|unless|confirm|must|at most|so name|far|limited|nothing)\b",
    re.IGNORECASE,
)


def limits_that_limit_nothing(facts: Facts) -> Iterator[tuple[Role, Route, str]]:
    """Limits of roles that say what the role does, and no bound of it: the role, the route, and the words."""
    for role in facts.records.roles.values():
        if role.replaced_by:
            continue
        for route, line in lines_of(role, "limits"):
            sentence = next(iter(sentences_of(line)), ("", 0))[0]
            if _GIVES_A_DUTY.match(sentence) and not _RESTRICTS.search(sentence):
                yield role, route, sentence.rstrip(". ")


_NOT_FOR_THE_HIGHEST = LazyPattern(
    r"^(?:Does not|Never) (?P<verbs>(?:train|assess|sign off|delegate|review)s?(?:(?:, | or | and |, and )(?:train|assess|sign off|delegate|review)s?)*) (?:for )?(?:any |a )?high-risk tasks?\b(?! (?:alone|without|in place))",
    re.IGNORECASE,
)
_FIELDS = (
    ("train", "may_train"),
    ("assess", "may_assess"),
    ("sign off", "may_sign_off"),
    ("delegate", "may_delegate"),
    ("review", "may_review"),
)


def duties_beyond_the_limits(facts: Facts) -> Iterator[tuple[Role, Route, Route, str]]:
    """Duties that a role may hold for tasks of the highest risk although its limits say that it does not: field, limit, and category."""
    highest = next(iter(list(facts.records.tiers)[-1:]), "")
    for role in facts.records.roles.values() if highest else ():
        for route, line in lines_of(role, "limits"):
            found = _NOT_FOR_THE_HIGHEST.match(line)
            for verb, field in _FIELDS if found else ():
                held = getattr(role, field) if found and verb in found["verbs"].lower() else None
                for category, tier in (held or {}).items():
                    if tier == highest:
                        yield role, (field, category), route, category


_LAY = LazyPattern(
    r"(?:(?:a|the|some|our|local)\s+)*(?:\w+\s+)?(?P<who>volunteers?|(?:individual )?employers?|PAs|personal assistants|(?:family )?carers|famil(?:y|ies)|relatives|parents|neighbours|"
    r"lay (?:people|members)|members of the public|managers|administrators|officers|people with an interest\b[^.;]*)\b"
)


def clinical_groups_of_lay_people(facts: Facts) -> Iterator[tuple[Contact, str]]:
    """Contacts that approve clinical records, and whose words name lay people and no registered profession."""
    for contact in facts.records.contacts.values():
        if not contact.clinical:
            continue
        who = next(iter(sentences_of(contact.does)), ("", 0))[0]
        lay = _LAY.match(who[0].lower() + who[1:] if who else "")
        words = plain_words(f"{contact.title}. {contact.does}")
        registered = any(body.professions.are_in(words) for body in BODIES) or _CLINICIAN.search(contact.does)
        if lay and not registered:
            yield contact, lay["who"]


_CLINICIAN = LazyPattern(r"\b(?:clinicians?|nurs\w+|therapists?|doctors?|prescribers?|registered)\b")

_LEFT_OUT = GuardedPattern(
    r"\b(?:can|may|could)\s+(?:(?:also|then|just|always)\s+)*(?:be (?:left out|skipped|(?<!may be )missed|left|put off|delayed|postponed)|wait\b|miss (?:it|one|a dose|a feed)|leave (?:it|one|a dose) out|skip (?:it|one|a dose))"
    r"|(?:^|[.;,]\s+|\bthen |\band )(?:leave|skip|miss|omit)s?\s+(?:it|this one|(?:the|a|one|this|that) (?:dose|feed|injection|tablet|visit|one|medicine|suction|treatment))\b(?:\s+out)?(?! without)"
    r"|(?:^|[.;,]\s+|\bthen |\band )wait (?:until|till|for) (?:the morning|tomorrow|the next (?:day|visit|shift)|monday|after the weekend|the (?:clinic|surgery) opens)",
)
_DECIDED = LazyPattern(
    r"\b(?:if|when|where|only|unless|until)\b[^.;]*\b(?:plan|nurse|doctor|prescriber|pharmacist|team|111|clinic|hospital|professional|told)\b[^.;]*|\b(?:plan|nurse|doctor|pharmacist|team|111) (?:says|say|tells|agrees|allows|decides)\b|\b(?:ask|asks)\b",
    re.IGNORECASE,
)


def left_out_doses(facts: Facts) -> Iterator[tuple[Task, Route, str]]:
    """Lines of tasks whose omission is harmful that say that it can be left out or can wait."""
    for task in facts.records.tasks.values():
        if task.omission != "harmful" or task.replaced_by:
            continue
        for route, line in lines_of(task, "do_first", "if_no_one_may", "easy_read", "the_pa_does"):
            for sentence, _ in sentences_of(line):
                found = _LEFT_OUT.search(sentence)
                if found is None or _DECIDED.search(sentence):
                    continue
                if not has_negative(sentence[: found.end()]) or "no one" in sentence[: found.start()]:
                    yield task, route, " ".join(found[0].strip(" ,;.").split())
                    break
