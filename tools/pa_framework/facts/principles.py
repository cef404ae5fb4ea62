"""Sentences that turn round what holds for everyone, whatever a record decides: rights, the law, and whose a duty is.

A principle is known by the form of the sentence that breaks it: who, what, and the words that join them. A sentence that
denies it, asks it or tells what goes wrong says nothing of the kind.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from pa_framework.facts.facts import Facts, Text
from pa_framework.facts.pages import PageText
from pa_framework.facts.prose import place_in, with_words
from pa_framework.facts.urgency import written_signs
from pa_framework.text.findings import Span
from pa_framework.text.guarded_pattern import GuardedPattern
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.sentences import sentences_of
from pa_framework.text.word_forms import has_negative

About = Literal["delegation", "law", "duty", "danger"]


class Principle(NamedTuple):
    """A principle, and how a sentence breaks it.

    Attributes:
        about: The subject, for the rule that reports it.
        holds: What is so, as a sentence.
        clues: Every text that breaks it has one of these, in small letters.
        broken: The words that break it. A group `denied` holds a negative word that is part of them.
        also: Words that the sentence has besides.
        unless: Words with which the sentence means something else.
        own_negative: Whether a negative word elsewhere in the sentence leaves it broken.
    """

    about: About
    holds: str
    clues: tuple[str, ...]
    broken: GuardedPattern | LazyPattern
    also: GuardedPattern | None = None
    unless: GuardedPattern | LazyPattern | None = None
    own_negative: bool = False


class Broken(NamedTuple):
    """A sentence that breaks a principle: its place, its words, and what is so."""

    span: Span
    said: str
    holds: str


_SMALL = re.IGNORECASE
_WHO = r"(?:you|they|he|she|PAs?|personal assistants?|new staff)"
_LAY = (
    r"(?:\bI|\bwe|\b(?:(?:the|an|a|your|my|his|her|their|any|each|another|one)\s+)?(?:other |new |lead |mentor |skilled |experienced |trained |second )?"
    r"(?:employers?|PAs?|personal assistants?|colleagues?|family|families|relatives?|parents?|partner|neighbours?|volunteers?|mentors?|team leader))"
)
_MAY = r"(?:\s+(?:can|may|will|could|now|also|then|even|often|always|usually|already|sometimes|simply|just))*"
_WHOM = r"(?:them|him|her|you|me|us|each other|one another|(?:the|a|an|your|my|every|each|any|new|other|another)\s+(?:new |other |second )?(?:PAs?|colleagues?|starters?)|PAs)"
PRINCIPLES = (
    Principle(
        "delegation",
        "a PA may refuse a delegated task, at any time",
        ("have to do", "has to do", "cannot say no", "can't say no", "refuse", "have to accept", "has to accept", "must accept", "must take on", "must do what", "not say no", "never say no"),
        GuardedPattern(
            rf"\b{_WHO}\s+(?:have|has)\s+to\s+do\s+(?:it|this|that|the task|a task|any task|every task|what (?:they|you|the nurse|the person|your employer) (?:asks?|says?|wants?))\b"
            rf"|\b{_WHO}\s+(?:must|has to|have to)\s+do\s+what(?:ever)? (?:a|the|your) (?:nurse|doctor|employer|clinician|council) (?:asks?|says?|wants?)\b"
            rf"|\b{_WHO}\s+(?P<denied2>cannot|can't|can not|can never|may not|may never|must not|(?:is|are) not allowed to)\s+say no(?=\s*[.;,]|\s*$| (?:once|when|if|because|after)\b)"
            rf"|\b{_WHO}\s+(?P<denied>cannot|can't|can not|can never|may not|may never|must not|(?:is|are) not allowed to)\s+(?:say no\**\s+to|refuse|turn down)\s+(?:it|this|that|(?:the|a|any|every) (?:\w+ )?tasks?|(?:delegated|healthcare) tasks?)\b"
            rf"|\b{_WHO}\s+(?:have to|has to|must)\s+(?:accept|take on|agree to)\s+(?:(?:the|a|an|any|every|each) (?:delegated |healthcare |new )?tasks?|(?:delegated|healthcare) tasks)\b",
        ),
        unless=GuardedPattern(r"\b(?:with|together|before|first|if you cannot|until|alone|on your own|in case|again)\b|\bsigned off\b"),
    ),
    Principle(
        "delegation",
        "the professional who delegates stays accountable for the decision, also after the sign-off",
        ("accountab", "answerable"),
        GuardedPattern(
            r"\b(?:accountab(?:le|ility)|answerable)\b[^.;?]{0,45}\b(?:until|passes to|pass to|moves? (?:on )?to|goes (?:on )?to|ends? (?:when|with|at|once)|(?P<denied>no longer)|up to the sign-off|shifts? to)\b"
            r"|\b(?P<denied2>no longer)\s+(?:accountable|answerable)\b",
        ),
    ),
    Principle(
        "delegation",
        "a sign-off is for one PA, one task and one person, unless the task says that it is transferable",
        ("sign-off", "signed off", "do it for", "give it to", "use it with", "use it for"),
        GuardedPattern(
            r"\bsign-offs?\b[^.;?]{0,30}\b(?:goes with|go with|travels?|moves? with|comes? with|counts? (?:for|with)\s+(?:everyone|anyone|every|any|all|other|the next|your next)"
            r"|holds? (?:for|with)\s+(?:everyone|anyone|every|any|all|other|the next|your next)|is valid (?:for|with)\s+(?:everyone|anyone|every|any|all|other|the next|your next)"
            r"|(?:can|may) be (?:used|taken|moved)\s+(?:to|for|with)\s+(?:everyone|anyone|every|any|all|other|another|the next|your next))\b"
            r"|\b(?:you|they|the PA|PAs) (?:can|may)\s+(?:then |now )?(?:do|give|use) it\s+(?:for|to|with)\s+(?:anyone|everyone|anybody|every person|any person|whoever|all people|other people)\b"
            r"|\bsigned off (?:once|for one person)\b[^.;?]{0,40}\b(?:for|with) (?:everyone|anyone|every other|any other|all others)\b",
        ),
        unless=GuardedPattern(r"\btransferable\b|\b(?:some|other) tasks\b|\bonly\b"),
    ),
    Principle(
        "law",
        "everyone is checked in the same way; to check only some people is discrimination",
        ("check", "right to work"),
        GuardedPattern(
            r"\b(?:check(?:s|ing|ed)?|ask(?:s|ing)?)\b[^.;?]{0,25}\bonly\s+(?:the\s+)?(?:people|those|someone|anyone|applicants?|workers?|PAs?)\s+(?:who|with|from|that)\b[^.;?]{0,60}"
            r"\b(?:seem|seems|look|looks|sound|sounds|foreign\w*|abroad|accents?|names?|skin|born|overseas|British|English)\b"
            r"|\bonly\s+check\w*\b[^.;?]{0,30}\b(?:who|with|from)\b[^.;?]{0,60}\b(?:foreign\w*|abroad|accents?|names?|skin|born|overseas|British|English)\b"
            r"|\b(?P<denied>not|no)\s+(?:have to|need(?: to)?)\s+check\w*\s+(?:people|those|someone|anyone|a PA|PAs)\s+(?:who|with|from)\b[^.;?]{0,60}\b(?:British|English|accents?|names?|born here|local)\b",
        ),
    ),
    Principle(
        "law",
        "the right to work is checked before the first day",
        ("right to work", "share code"),
        GuardedPattern(
            r"\b(?:right to work|share code)\b(?:(?!\bagain\b|\bbefore\b|\bends?\b)[^.;?]){0,60}\b(?:(?:within|in|by the end of|during|at the end of|after|until the end of)\s+(?:the|their|your|her|his)\s+first\s+(?:day|week|fortnight|month|year|shift|few)\w*"
            r"|(?:after|once|when)\s+(?:they|she|he|the PA|your PA|someone)\s+(?:has |have )?(?:starts?|started|begins?|begun|settled)\b)",
        ),
    ),
    Principle(
        "law",
        "someone who employs and directs their own PA does not register with the Care Quality Commission",
        ("care quality commission", "cqc"),
        GuardedPattern(
            r"\b(?:must|have to|has to|need to|needs to|should)\s+(?:\w+\s+)?(?:register|be registered)\s+with\s+(?:the\s+)?(?:CQC|Care Quality Commission)\b",
        ),
        GuardedPattern(r"\b(?:own PAs?|employs? (?:and|a|their|your|someone|one|PAs)|individual employers?|direct payment holders?)\b"),
        GuardedPattern(r"\b(?:agency|agencies|provider|company|companies|organisation|business|regulated activity)\b"),
    ),
    Principle(
        "law",
        "no whole group of people is shut out; ask what the work needs, and what happened",
        ("convict", "criminal record", "caution", "disabled", "disability", "pregnan", "accent", "mental health", "epilep", "from abroad"),
        GuardedPattern(
            r"\b(?:someone|anyone|everyone|people|a person|applicants?|those|a PA|PAs)\s+(?:with|who (?:has|have|is|are))\s+(?:(?:a|an|any|some|old|spent)\s+)*(?:\w+\s+)?"
            r"(?:convictions?|convicted|criminal records?|cautions?|disabilit(?:y|ies)|disabled|pregnant|accents?|mental health\b[^.;?]{0,12}|epilepsy|from abroad)\b[^.;?]{0,35}"
            r"(?P<denied>\b(?:cannot|can't|can not|can never|may never|must never|will never|must not|may not|will not|(?:is|are) not allowed|(?:is|are) never))\s+(?:to\s+)?(?:be|become|work|apply|get)\b(?!\s+(?:asked|turned|refused|dismissed|sacked|treated|charged|made))",
        ),
        own_negative=True,
    ),
    Principle(
        "law",
        "a person who only manages someone's money cannot agree to care or treatment for them",
        ("attorney", "deputy", "appointee"),
        GuardedPattern(
            r"\b(?:(?:attorney|deputy|power of attorney)\s+for\s+(?:their |the person's )?(?:\w+\s+and\s+)?(?:money|financ\w+|property|benefits|affairs)|appointee)\b[^.;?]{0,20}\b(?:can|may|could|decides?|agrees?|has the right to)\b"
            r"[^.;?]{0,45}\b(?:care|health\w*|medical|treatment|tasks?|medicines?|operation)\b",
        ),
        unless=GuardedPattern(r"\bpays?\b|\bpaying\b|\bcost\b"),
    ),
    Principle(
        "duty",
        "a PA, an employer or a relative signs no one off",
        ("sign them off", "sign him off", "sign her off", "signs ", "sign off", "sign each", "sign you", "sign pas", "sign the", "sign a ", "signed them", "signed her", "signed him", "signed the"),
        LazyPattern(
            rf"{_LAY}{_MAY}\s+(?:(?:trains?|teach(?:es)?|assess(?:es)?|checks?|watch(?:es)?)\s+(?:{_WHOM}\s+)?(?:(?:in|on|for)\s+[\w -]{{1,24}}?\s+)?and\s+(?:then\s+)?)?sign(?:s|ed)?\s+(?:{_WHOM}\s+off|off\s+(?:{_WHOM}|the task|each task|a task|tasks|the sign-off))\b"
        ),
        unless=GuardedPattern(r"\b(?:the nurse|nurses|clinical lead|they say|used to)\s+signs?\b"),
    ),
    Principle(
        "duty",
        "an employer, a relative or a PA is never the only one who assesses",
        ("assess",),
        GuardedPattern(
            rf"{_LAY}{_MAY}\s+assess(?:es|ed)?\s+(?:(?:{_WHOM}|it|the task|a task|themselves)\s+)?(?:alone|on (?:their|your|my|its|his|her) own|by (?:themselves|yourself|myself|himself|herself)|without (?:a|any|the) (?:nurse|professional|second assessor))\b",
        ),
    ),
    Principle(
        "danger",
        "when someone is in danger it is told, also where someone asked for a promise",
        ("tell no one", "tells no one", "tell anyone", "tells anyone", "secret", "to yourself", "say nothing", "says nothing", "silent"),
        GuardedPattern(
            r"(?P<denied>\b(?:tells? no one|(?:do not|don't|never|does not) tells? (?:anyone|a soul)|keeps? (?:it|this|that) (?:secret|to yourself|to themselves)|says? nothing|stays? silent|keeps? silent))\b",
        ),
        GuardedPattern(r"\b(?:danger|harm|harmed|abused?|abuse|hurt|unsafe|neglect(?:ed)?)\b"),
        GuardedPattern(r"\b(?:unless|except|because|but (?:not|you must))\b"),
        own_negative=True,
    ),
)  # fmt: skip
#: Fields that tell what others ask, or what goes wrong.
_NOT_MEANT = frozenset({"goes_wrong", "asks", "quote", "note", "instead_of", "challenge"})


def broken_principles(facts: Facts, about: About) -> Iterator[Broken]:
    """Sentences of records and hand-written pages that break a principle of one subject."""
    for principle in PRINCIPLES:
        if principle.about != about:
            continue
        for text in with_words(facts, *principle.clues):
            if is_told_as_meant(text) and not (isinstance(text, Text) and _is_of_others(text)):
                yield from _breaking(text, principle)


def _is_of_others(text: Text) -> bool:
    """Whether a text is what people ask or look for; the answer to it is ours."""
    return text.kind == "trace" or (text.kind == "search" and text.route[-1] != "answer")


def is_told_as_meant(text: Text | PageText) -> bool:
    """Whether a text says what it says: not what others ask, what goes wrong, or what an earlier version said."""
    return not isinstance(text, Text) or (text.kind != "changes" and _NOT_MEANT.isdisjoint(text.route))


def _breaking(text: Text | PageText, principle: Principle) -> Iterator[Broken]:
    for sentence, start in sentences_of(text.text.replace("\n", " ")):
        found = principle.broken.search(sentence)
        if found is None or sentence.rstrip('*_”" ').endswith("?"):
            continue
        if principle.also and not principle.also.search(sentence):
            continue
        if (principle.unless and principle.unless.search(sentence)) or (
            not principle.own_negative and is_denied(sentence, found)
        ):
            continue
        span = place_in(text, start + found.start(), start + found.end())
        yield Broken(span, " ".join(found[0].split()), principle.holds)
        return


def is_denied(sentence: str, found: re.Match[str]) -> bool:
    """Whether the sentence denies what was found, apart from a negative word that is part of it."""
    own = any(said for name, said in found.groupdict().items() if name.startswith("denied"))
    part = sentence[: found.start()] if own else sentence[: found.end()]
    part = _CONDITION.sub("", part)
    return has_negative(part) or tells_of_a_mistake(sentence)


def tells_of_a_mistake(sentence: str) -> bool:
    """Whether a sentence tells of a mistake, a rumour or a question."""
    return bool(_WRONG.search(sentence))


#: "If no nurse is free, ", "No, ": what it denies is not what follows.
_CONDITION = LazyPattern(r"^\W*(?:(?:If|When|Where|Once)\b[^,]*|No),\s*")
#: A sentence that tells of a mistake, a rumour or a question.
_WRONG = LazyPattern(
    r"\b(?:wrong|mistake|myth|untrue|unlawful|discrimination|illegal|whether|think that|thought that|believe)\b", _SMALL
)

_GIVES_BY_MOUTH = LazyPattern(
    r"\b(?:give|offer|let|help|get)s?\s+(?:them|the person|him|her|someone)?\s*(?:have\s+|drink\s+|eat\s+|sip\s+|swallow\s+|to\s+(?:drink|eat|sip|swallow|have)\s+)*"
    r"(?:a |an |some |sips of |a sip of |a glass of |plenty of |their )*(?:\w+ )?(?:drinks?|water|food|tea|juice|milk|bread|tablets?|sips?|sweets?|something to (?:eat|drink|swallow))\b",
    _SMALL,
)
_CANNOT_SWALLOW = LazyPattern(
    r"\bchok(?:e|es|ing)\b|\b(?:not|stops?) breathing\b|\bcannot (?:be woken|swallow)\b|\bunconscious\b|\bhard to wake\b"
    r"|\btoo drowsy to swallow\b|\bseizures?\b|\bfits?\b",
    _SMALL,
)
_DENIED = LazyPattern(r"\b(?:no|nothing|not|never|stop|without)\b", _SMALL)


def given_by_mouth(facts: Facts) -> Iterator[Broken]:
    """Signs of an emergency in which someone cannot swallow, where what to do has food or drink given."""
    for sign in written_signs(facts.records, facts.urgency):
        dangerous = sign.level == "emergency" and sign.do and _CANNOT_SWALLOW.search(sign.text)
        for sentence, _ in sentences_of(sign.do or "") if dangerous else ():
            found = _GIVES_BY_MOUTH.search(sentence)
            if found and not _DENIED.search(sentence[: found.end()]):
                yield Broken(sign.place("do"), " ".join(found[0].split()), sign.text)
                break
