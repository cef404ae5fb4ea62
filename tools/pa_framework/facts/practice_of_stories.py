"""Stories in which a PA does what no PA may do, told as if it were fine: before the sign-off, although something is wrong, or for others.

A story may tell of a mistake. Then it says that the PA stopped, rang or asked, or that it was wrong.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from pa_framework.facts.facts import Facts, Text
from pa_framework.facts.principles import Broken
from pa_framework.facts.prose import place_in, prose
from pa_framework.text.guarded_pattern import GuardedPattern, has_one_of_each
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.sentences import sentences_of

_TOLD = frozenset({"summary", "pull_quote", "story", "day", "benefit", "easy_read"})
_TASK = (
    r"(?:insulin|medicines?|doses?|tablets?|injections?|feeds?|spray|drops|patch(?:es)?|creams?|midazolam|suction|oxygen|mask|machine|tubes?|catheters?|glucagon|rescue|pens?|pumps?|"
    r"ventilator|inhalers?|nebulisers?|stoma|dressings?|healthcare tasks?|tasks?)"
)
_SIGN_OFF = r"(?:sign-?offs?|signing off|training|assessment|refresher|review)"
_BEFORE_THE_SIGN_OFF = GuardedPattern(
    rf"\b(?:though|although|even if|but|while|yet)\s+(?:my|the|her|his|their|our|no)\s+{_SIGN_OFF}\b[^.;:?]{{0,25}}\b(?:not (?:yet )?(?:finished|done|complete\w*|over|there|come|begun|started)|"
    r"unfinished|incomplete|missing|overdue|late|run out|ran out|expired|lapsed|still to come|to follow)\b"
    r"|\b(?:though|although|even if|but|while|yet)\s+(?:I|she|he|we|they|[A-Z]\w+)\s+(?:(?:am|are|is|was|were|have|has|had)(?: not|n['’]t)(?: yet)?(?: been)?|(?:have|has|had) never been)\s+"
    r"(?:yet )?(?:signed off|assessed|trained)\b"
    rf"|\bwithout (?:a|any|my|her|his|the|their) {_SIGN_OFF}\b|\bbefore (?:I|she|he) (?:was|am|is) signed off\b",
)
_WAS_WRONG = GuardedPattern(
    r"\b(?:was|were|is|are|looked|seemed)\s+(?:all |very |much |far |quite )?(?:wrong|outside|too (?:low|high)|out of date|missing|broken|torn|damaged|cloudy)\b"
    r"|\bdid(?: not|n['’]t) (?:match|fit|work|look right|agree)\b|\b(?:was|were)(?: not|n['’]t) (?:right|in date)\b|\b(?:alarmed|ran out)\b",
)
_ALL_THE_SAME = GuardedPattern(
    r"\b(?:all the same|any ?way|anyhow|even so|regardless|nevertheless|just the same)\b",
)
_DOES = rf"(?:gave|gives?|did|does|used|uses?|put|puts|started|starts|finished|finishes|went on with|goes on with|carried on with|injected|injects?)\b[^.;:?]{{0,25}}?\b(?:(?P<task>{_TASK})|it|them)\b"
_ANY_TASK = LazyPattern(rf"\b{_TASK}\b", re.IGNORECASE)
#: What a PA needs for a task, and looks at before it.
_OF_A_TASK = LazyPattern(rf"\b(?:{_TASK}|labels?|sheets?|charts?|packs?)\b", re.IGNORECASE)
_MISTAKE = LazyPattern(
    r"\b(?:mistakes?|wrong (?:of|to)|never again|regret\w*|ashamed|should(?: not|n['’]t) have|was sorry|told off)\b",
    re.IGNORECASE,
)
#: Someone who may decide had a part in it, or it was not done.
_RIGHTLY = LazyPattern(
    r"\b(?:nurse|doctor|pharmacist|therapist|physio\w*|dietitian|trainer|mentor|999|111|plan|stop\w*|rang|ring|rings|ask\w*|call\w*|wait\w*|watch\w*|learn\w*|practis\w*|shadow\w*|"
    r"told|tell|not|never|n['’]t|cannot|no one|only|until|beside|mistake|wrong of|should|must|would|could|dreamt|dreamed|afraid|new (?:one|pack|pen|box)|lent|lend\w*|another|replac\w*|borrow\w*)\b",
    re.IGNORECASE,
)
#: Every sentence in which someone decides has one of these.
_CHOICES = (("decide", "choose", "chose", "settle", "sign", "train", "taught", "teach", "assess", "check"),)
#: Those who learn from, or work beside, the one who tells.
_OTHERS = (
    r"(?:(?:(?:the|new|other|each|every|a|all|my|our|her|his|both|of|two|three|night|younger|whole) ){0,4}(?:PAs?|colleagues?|starters?|newcomers?|team|staff|girls|lads)"
    r"|them|her|him|everyone|everybody)\b(?!['’])"
)
#: Of the tasks, those that are called by no other thing: not the tablet for the crossword, or the pump at a bike shop.
_TAUGHT = r"(?:insulin|medicines?|injections?|midazolam|suction|oxygen|mask|catheters?|glucagon|ventilator|inhalers?|nebulisers?|stoma|dressings?|feeds?|(?:healthcare|delegated) tasks?)"
_THEN = r"[^.;:?]{0,40}?\b(?:and|then)\s+(?:(?:also|then|myself|even)\s+)*"
_DECIDES = (
    r"(?:(?:decides?|decided|chooses?|chose|settles?)\s+(?:(?:her|him|my)self )?(?:who|which (?:of us|of them|PAs?|colleagues?)|whether)\b[^.;?]{0,40}\b(?:may|can|gives?|does|do|use|uses|ready|allowed)\b[^.;?]{0,30}\b"
    rf"{_TASK}\b|sign(?:s|ed)?\s+off\s+(?:(?:the|new|other|each|every|a|all|my|our|her|his)\s+){{1,2}}(?:PAs?|colleagues?|starters?)\b(?!['’])|sign(?:s|ed)? (?:them|her|him) off\b"
    rf"|(?:train(?:s|ed)?|teach(?:es)?|taught|assess(?:es|ed)?|check(?:s|ed)?|watch(?:es|ed)?|show(?:s|ed)?)\s+{_OTHERS}{_THEN}sign(?:s|ed)?\s+(?:{_OTHERS}\s+off\b|off\s+{_OTHERS})"
    rf"|(?:train(?:s|ed)?|assess(?:es|ed)?|(?:teach(?:es)?|taught)(?! {_OTHERS} (?:about|that|who|when|why|where)\b))\s+(?:and\s+(?:train|assess|check|teach)(?:e?s|ed)?\s+)?{_OTHERS}\s+(?:in|on|for|to do|to give|to use|how to (?:do|give|use))\s+"
    rf"(?:(?:the|a|an|his|her|their|all|healthcare|seizure|feeding|rescue)\s+)*{_TAUGHT}\b)"
)


_AMOUNT = (
    r"(?:doses?|units?|puffs?|tablets?|drops|ml|mls|millilitres?|milligrams?|mg|insulin|flow|rate|pressure|settings?)"
)
_CHANGES = (
    rf"(?:(?:took|takes|knocked|shaved|left|dropped)\s+(?:\w+\s+){{1,3}}?{_AMOUNT}\s+off\b"
    rf"|(?:took|takes|knocked|shaved)\s+(?:\w+\s+){{1,3}}?off\s+(?:his|her|their|the)\s+(?:\w+\s+)?{_AMOUNT}\b"
    rf"|(?:halved|doubled|upped|raised|lowered|reduced|increased|changed|adjusted|cut|skipped|turned (?:up|down))\s+(?:his|her|their|the)\s+(?:\w+\s+){{0,2}}?{_AMOUNT}\b"
    rf"|(?:gave|gives)\s+(?:him|her|them)\s+(?:\w+\s+){{0,2}}?(?:more|fewer|less|extra)\s+{_AMOUNT}\b)"
)
#: Every sentence in which an amount is changed has one of each.
_OF_AMOUNTS = (
    (
        "dose",
        "unit",
        "puff",
        "tablet",
        "drops",
        "ml",
        "milli",
        "mg",
        "insulin",
        "flow",
        "rate",
        "pressure",
        "setting",
    ),
    (
        "took",
        "take",
        "knock",
        "shave",
        "left",
        "drop",
        "halve",
        "double",
        "up",
        "raise",
        "lower",
        "reduce",
        "increase",
        "change",
        "adjust",
        "cut",
        "skip",
        "turn",
        "gave",
        "give",
    ),
)
_AS_DECIDED = LazyPattern(
    r"\b(?:as|because|after|when|once|where)\b[^.;]*\b(?:nurse|doctor|pharmacist|prescriber|team|clinic|plan|chart|label|letter|999|111)\b",
    re.IGNORECASE,
)


def wrong_practice_of_stories(facts: Facts) -> Iterator[Broken]:
    """Sentences of PAs' stories that tell what no PA may do as if it were fine, at most one of each text."""
    for text in prose(facts).texts:
        data = text.document.data
        if text.kind != "case-study" or text.route[0] not in _TOLD or not isinstance(data, dict):
            continue
        if data.get("kind") == "pa-story" and isinstance(data.get("told_by"), str):
            found = _first(text, data["told_by"])
            if found is not None:
                yield found


def _first(text: Text, teller: str) -> Broken | None:
    was_wrong = of_a_task = is_mended = False
    words = text.text.replace("\n", " ")
    if not _may_tell_it(words.lower()):
        return None
    for sentence, start in sentences_of(words):
        if _WAS_WRONG.search(sentence):
            was_wrong, is_mended = True, False
            of_a_task |= bool(_OF_A_TASK.search(sentence))
        for found, holds in (
            (_before_the_sign_off(sentence), "a PA does a healthcare task only after the sign-off"),
            (
                _decides_for_others(sentence, teller),
                "a professional decides who may do a healthcare task, and signs off",
            ),
            (
                _although_wrong(sentence, teller, of_a_task) if not is_mended else None,
                "where something is wrong, a PA stops and rings",
            ),
        ):
            if found is not None and not _RIGHTLY.search(f"{sentence[: found.start()]} {sentence[found.end() :]}"):
                is_rued = _MISTAKE.search(words)
                return (
                    None
                    if is_rued
                    else Broken(place_in(text, start + found.start(), start + found.end()), found[0], holds)
                )
        changed = _changes_an_amount(sentence, teller)
        if changed is not None and not _MISTAKE.search(words):
            place = place_in(text, start + changed.start(), start + changed.end())
            return Broken(place, changed[0], "a PA gives what the plan says, and changes no dose or setting")
        is_mended |= was_wrong and not _WAS_WRONG.search(sentence) and bool(_RIGHTLY.search(sentence))
    return None


def _may_tell_it(low: str) -> bool:
    """Whether a text in small letters has the words of one of what is looked for."""
    return (
        _BEFORE_THE_SIGN_OFF.may_be_in(low)
        or _ALL_THE_SAME.may_be_in(low)
        or has_one_of_each(_CHOICES, low)
        or has_one_of_each(_OF_AMOUNTS, low)
    )


#: Those who may do for someone close to them what a PA may not.
_FAMILY = LazyPattern(
    r"\b(?:mum|mother|dad|father|parents?|family|wife|husband|partner|sister|brother|son|daughter|aunt\w*|uncle|neighbours?|agency|carers?|(?:him|her|them)sel(?:f|ves))\b",
    re.IGNORECASE,
)


def _before_the_sign_off(sentence: str) -> re.Match[str] | None:
    found = _BEFORE_THE_SIGN_OFF.search(sentence)
    return found if found and _ANY_TASK.search(sentence) and not _FAMILY.search(sentence) else None


def _decides_for_others(sentence: str, teller: str) -> re.Match[str] | None:
    return _of(teller, _DECIDES).search(sentence) if has_one_of_each(_CHOICES, sentence) else None


def _changes_an_amount(sentence: str, teller: str) -> re.Match[str] | None:
    """Where the one who tells changes a dose or a setting, and no one who may decide it did before."""
    found = _of(teller, _CHANGES).search(sentence) if has_one_of_each(_OF_AMOUNTS, sentence) else None
    before = sentence[: found.start()] if found else ""
    is_decided = found and (_RIGHTLY.search(before) or _AS_DECIDED.search(sentence) or _FAMILY.search(sentence))
    return None if is_decided else found


def _although_wrong(sentence: str, teller: str, of_a_task: bool) -> re.Match[str] | None:
    found = _of(teller, _DOES).search(sentence) if _ALL_THE_SAME.search(sentence) else None
    return found if found and (of_a_task or found["task"]) else None


@lru_cache(maxsize=128)
def _of(teller: str, acts: str) -> re.Pattern[str]:
    """What the one who tells a story does, as a pattern."""
    who = rf"(?:\bI|\b{re.escape(teller)})\s+(?:(?:also|now|then|just|even|still|alone)\s+)*"
    return re.compile(f"{who}{acts}")
