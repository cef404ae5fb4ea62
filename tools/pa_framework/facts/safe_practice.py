"""Sentences that tell someone to do what harms, whatever the task: first aid, doses, tubes, consent and records.

Each entry is one principle of safe practice that no plan for a person changes, with the forms of sentence that break it.
A sentence that forbids the same, or that tells what goes wrong, is left alone. None of it is clinical advice: it is what
the records of this framework say themselves, and public first-aid advice says too.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from pa_framework.facts.facts import Facts, Text
from pa_framework.facts.pages import PageText
from pa_framework.facts.principles import Broken, is_denied, is_told_as_meant
from pa_framework.facts.prose import place_in, with_words
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.sentences import sentences_of

#: Fields whose lines say what is not done.
_FORBIDDING = frozenset({"the_pa_does_not", "limits", "why_never"})


class SafePractice(NamedTuple):
    """One principle: what is so, and how a sentence breaks it.

    Attributes:
        holds: What is so, as a sentence.
        clues: Every text that breaks it has one of these, in small letters.
        broken: The words that break it. A group `denied` holds a negative word that is part of them.
        subject: What the record, or the heading above the text, is about; anything where it is left out.
        unless: Words with which the sentence means something else.
        where: Whether a sentence that says what is done breaks it, a line that says what is not done, or either.
        whole: Whether the words may be in two sentences of a text.
        own_negative: Whether a negative word elsewhere in the sentence leaves it broken.
    """

    holds: str
    clues: tuple[str, ...]
    broken: LazyPattern
    subject: LazyPattern | None = None
    unless: LazyPattern | None = None
    where: Literal["done", "not-done", "either"] = "done"
    whole: bool = False
    own_negative: bool = False


def _of(*patterns: str) -> LazyPattern:
    return LazyPattern("|".join(patterns), re.IGNORECASE)


_ONE = r"(?:them|him|her|it|the person|someone|their|his|the)"
_LINK = r"[^.;?|]"
_LATER = (
    rf"\b(?:wait|hold off|delay)s?\b{_LINK}{{0,40}}\b(?:before|first|until)\b",
    r"\b(?:in|after) (?:\d+|five|ten|fifteen|twenty|thirty) minutes\b",
    rf"\b(?:ring|call|ask|phone|contact|tell)s?\b{_LINK}{{0,30}}\b(?:GP|surgery|pharmac\w+|111|office|family|manager|employer)\b{_LINK}{{0,25}}\b(?:first|if|whether|before)\b",
    rf"\b(?:give|take|try|offer)s?\b{_LINK}{{0,30}}\b(?:tablet|antihistamine|food|drink|inhaler)s?\b{_LINK}{{0,10}}\bfirst\b",
    r"\bonly if (?:it|they|this) (?:does not|do not|gets? worse|is worse)\b",
)
PRACTICE = (
    SafePractice(
        "nothing goes between the teeth or into the mouth of someone who has a seizure",
        ("teeth", "tongue", "mouth", "jaw"),
        _of(
            rf"\b(?:put|place|push|slip|hold|wedge|slide|insert|get)s?\b{_LINK}{{0,40}}\b(?:between)\s+{_ONE}?\s*(?:\w+'s )?(?:teeth|jaws?)\b",
            rf"\b(?:put|place|push|slip|wedge|insert)s?\s+(?:something|an? (?:soft )?(?:spoon|cloth|wallet|belt|stick|towel|fingers?|guard|pad))\b{_LINK}{{0,25}}\b(?:mouth|tongue)\b",
            rf"\b(?:hold|pull|keep|grab)s?\s+{_ONE}?\s*(?:\w+'s )?tongue\b",
        ),
        unless=_of(r"\b(?:brush|floss|clean|swab|suction|denture|food|toothpaste)"),
    ),
    SafePractice(
        "someone who has a seizure is not held down",
        ("hold", "pin", "restrain", "press"),
        _of(rf"\b(?:hold|pin|press|keep)s?\s+{_ONE}(?:\s+(?:arms|legs|body|limbs|shoulders)(?: and \w+)?)?\s+(?:down|still)\b", rf"\brestrains?\s+{_ONE}\b"),
        _of(r"\b(?:seizures?|epilep\w*|fits?|midazolam|convuls\w*)\b"),
    ),
    SafePractice(
        "nothing is given by mouth to someone who is choking, drowsy or cannot be woken",
        ("sips", "water", "drink", "food", "tea", "juice", "eat"),
        _of(
            r"\bcall 999\b[^|]{0,60}\b(?:give|offer|let them have|get them)s?\s+(?:\w+\s+){0,3}(?:sips|water|drinks?|food|tea|juice|milk|something to (?:eat|drink))\b",
            r"\b(?:give|offer|let them have|get them)s?\s+(?:\w+\s+){0,3}(?:sips|water|drinks?|food|tea|juice|milk|something to (?:eat|drink))\b[^|]{0,60}\bcall 999\b",
        ),
        unless=_of(r"\b(?:sugar\w*|glucose|hypo|burns?|cool|cold|running|wash|rinse|awake|can swallow|nothing)\b"),
        whole=True,
    ),
    SafePractice(
        "someone with autonomic dysreflexia is sat up, with the legs down",
        ("lay", "lie", "lying", "flat", "legs", "feet"),
        _of(
            rf"\b(?:lay|lie|put)s?\s+{_ONE}\s+(?:down\s+)?(?:flat|down|on (?:their|the|his|her) back)\b",
            r"\blies? (?:down|flat|back)\b",
            rf"\b(?:raise|lift|put)s?\s+{_ONE}?\s*(?:legs|feet)\s*(?:up)?\b(?!\s+down)",
        ),
        _of(r"dysreflexia"),
    ),
    SafePractice(
        "someone with autonomic dysreflexia is sat up, with the legs down",
        ("sit ", "sits", "upright", "loosen"),
        _of(rf"^\W*(?:sit|help)s?\s+{_ONE}\s+(?:to sit )?up\b", r"^\W*loosens?\b"),
        _of(r"dysreflexia"),
        where="not-done",
    ),
    SafePractice(
        "no one eats, drinks or is fed while lying flat",
        ("lying", "lies", "laid", "flat", "reclin"),
        _of(r"\b(?:is|are|stays?|rests?)?\s*(?:lying|laid|reclin\w+)\s+(?:back|flat|down)\b", r"\blies? (?:back|flat|down)\b", rf"\blays?\s+{_ONE}\s+(?:back|flat|down)\b"),
        _of(r"\b(?:thicken\w*|food and drink|eating|drinking|swallow\w*|meal\w*|\w*feed|feeding)\b"),
        unless=_of(r"\bnever\b|\bnot\b|\bwas\b|\bafter\b|\bif\b|\bwhen\b|\bto check\b"),
    ),
    SafePractice(
        "red or sore skin is never rubbed",
        ("rub", "massag"),
        _of(rf"\b(?:rub|massage)s?\b{_LINK}{{0,25}}\b(?:red|sore|broken|purple|pressure|heels?|marks?)\b"),
    ),
    SafePractice(
        "a rescue medicine is given at once, as the plan says, and then 999 is called",
        ("first", "wait", "minutes", "only if", "hold off", "delay"),
        _of(*_LATER),
        _of(r"\b(?:adrenaline|anaphyla\w*|allerg\w*|hydrocortisone|adrenal)\b"),
        unless=_of(r"\b(?:injection|pen|adrenaline|hydrocortisone)\b[^.;]{0,30}\b(?:first|now|at once|straight away)\b|\bagain\b|\bsecond\b|\bthe other\b|\bnot better\b|\bafter (?:the|a) (?:pen|injection|dose)\b|\btoo late\b"),
    ),
    SafePractice(
        "an old patch comes off before a new one goes on",
        ("patch",),
        _of(
            rf"\b(?:put|place|stick|appl)\w*\s+(?:on\s+)?(?:the |a )?new patch\b(?!{_LINK}{{0,20}}\bonly\b){_LINK}{{0,30}}\b(?:first|before)\b{_LINK}{{0,60}}\bold\b",
            rf"\bold (?:patch|one)\b{_LINK}{{0,25}}\b(?:next (?:day|morning)|later|afterwards|when (?:it|there) )",
        ),
    ),
    SafePractice(
        "a tube or catheter that has come out is left out until a professional says what to do",
        ("back in", "put it back", "push", "puts it back", "slide"),
        _of(r"\b(?:put|push|slide|slip|ease|place)e?s?\s+(?:it|the (?:tube|catheter|line|cannula|drain))\s+back\b(?!\s+(?:on|into the (?:box|fridge|bag|drawer)|up))"),
        _of(r"\b(?:catheter\w*|nasogastric|cannula|drain|central line|picc)\b"),
    ),
    SafePractice(
        "suction goes to the measured length, and no further",
        ("suction", "cough"),
        _of(r"\bas (?:deep|far) (?:down )?as\b", r"\buntil (?:they|the person|he|she) coughs?\b", r"\bpast the (?:mark|measured length)\b"),
        _of(r"\bsuction\w*\b"),
        unless=_of(r"\bmark\b[^.;]{0,10}\ballows\b|\bonly\b|\bas the plan\b"),
    ),
    SafePractice(
        "a missed dose is never made up for by a bigger one",
        ("make up for", "makes up for", "catch up", "double dose", "two doses", "double the dose", "extra dose", "twice the dose", "two tablets", "both doses"),
        _of(
            r"\b(?:give|take|have|inject)s?\s+(?:them\s+)?(?:two|both|double|twice|a double|an extra|extra|more)\b[^.;?|]{0,50}\b(?:make up|makes up|catch up|missed|forg[eo]t\w*|late)\b",
            r"\b(?:if|when|after)\b[^.;?|]{0,40}\b(?:missed|forg[eo]t\w*|late|skipped)\b[^.;?|]{0,30}\b(?:give|take|have|inject)s?\s+(?:them\s+)?(?:two|both|double|twice|a double|an extra|more)\b",
        ),
    ),
    SafePractice(
        "a second dose of a rescue medicine is given only if the plan says so",
        ("second dose", "another dose", "repeat the dose", "more doses"),
        _of(
            r"\b(?:second|another) dose\b[^.;?|]{0,20}\bunless\b(?![^.;?|]*\b(?:plans?|prescri\w+|written|writing|999|nurse|doctor)\b)",
            r"\b(?:give|inject)s?\s+(?:a |the )?(?:second|another) dose\b(?![^.;?|]*\b(?:plans?|prescri\w+|writ\w+|999|nurse|doctor|unless|without|told)\b)",
        ),
        _of(r"\b(?:midazolam|diazepam|glucagon|adrenaline|rescue|seizures?|dysreflexia|hydrocortisone|naloxone)\b"),
        where="either",
    ),
    SafePractice(
        "a record says what was done, after it was done",
        ("as done", "as given", "in advance", "fill in", "fills in", "sign for", "signs for", "initial"),
        _of(
            rf"\b(?:writ|record|sign|tick|mark|initial)\w*\b{_LINK}{{0,40}}\bas (?:done|given)\b{_LINK}{{0,40}}\b(?:before|in advance|anyway|even if|so that|to save|at the start)\b",
            rf"\b(?:fill|sign|write)s?\b{_LINK}{{0,30}}\b(?:charts?|records?|sheets?|forms?|doses?)\b{_LINK}{{0,20}}\bin advance\b",
        ),
    ),
    SafePractice(
        "a PA stops when someone no longer agrees",
        ("no longer agree", "does not agree", "says no", "refuse", "changes their mind", "pulls away", "objects", "say no"),
        _of(
            r"\b(?:finish(?:es)?|carr(?:y|ies) on|go(?:es)? on|continues?|keeps? (?:on|going)|completes? (?:it|the))\b[^.;?|]{0,40}\b(?:when|if|although|even (?:if|when|though)|after)\b[^.;?|]{0,30}(?P<denied>\b(?:no longer agrees?|does not agree|says? no|refuses?|withdraws?|changes? their mind|pulls? away|objects?)\b)"
        ),
        unless=_of(r"\b(?:stop|asks?|no one|until)\b"),
    ),
    SafePractice(
        "no wish and no hurry takes the place of a sign-off or an agreement",
        ("unless",),
        _of(
            r"\bunless\s+(?:the person|they|someone|the (?:family|employer|nurse)|he|she|your employer|a relative|it|there)\s+(?:really\s+)?(?:insists?|wants? you to|(?:is|are) (?:in a hurry|busy|short)|begs?|pushes|is no (?:time|one else)|asks? (?:you )?twice)\b"
        ),
        where="either",
        own_negative=True,
    ),
    SafePractice(
        "a concern is passed on without waiting for proof",
        ("certain", "proof", "sure", "prove", "evidence"),
        _of(
            rf"\b(?:report|tell|ring|raise|pass|share)e?s?\b{_LINK}{{0,50}}\b(?:once|only when|only if|when|after|until|not before)\b{_LINK}{{0,20}}\b(?:certain|(?:quite |really )?sure|proof|proved|proven|enough evidence)\b",
            rf"\b(?:wait|collect|gather|look)s?\b{_LINK}{{0,30}}\b(?:proof|evidence|certain)\b{_LINK}{{0,30}}\b(?:before|first)\b",
        ),
        _of(r"\b(?:child\w*|safeguard\w*|abuse\w*|harm\w*|neglect|concern\w*)\b"),
    ),
    SafePractice(
        "no one promises to keep harm secret, and no one but the authorities looks into it",
        ("secret", "investigat", "look into it", "looks into it"),
        _of(
            r"\b(?:you|they|PAs?|we)\s+(?:then\s+|can\s+|may\s+|always\s+)?promises?\b[^.;?|]{0,30}\bsecret\b",
            r"\b(?:you|they|PAs?|we)\s+(?:then\s+|can\s+|may\s+|first\s+)?(?:investigates?|looks? into it)\b[^.;?|]{0,20}\b(?:first|yourself|themselves|on your own)\b",
        ),
        _of(r"\b(?:safeguard\w*|abuse\w*|harm\w*|concern\w*)\b"),
    ),
    SafePractice(
        "no relative agrees for an adult; where an adult cannot decide, the Mental Capacity Act says how it is decided",
        ("parent", "relative", "family", "next of kin", "mother", "father"),
        _of(
            r"\bor\s+(?:a|the|their|his|her)\s+(?:parents?|relatives?|family|next of kin|mother|father)\b[^.;?|]{0,12}\b(?:if|where|when)\s+(?:the person|they|someone)\s+(?:has|have|lacks?|cannot|is|are)\b",
            r"\b(?:parents?|relatives?|famil(?:y|ies)|next of kin|mother|father)\s+(?:can|may|must|will|should)\s+(?:agree|consent|decide|sign)\b[^.;?|]{0,15}\b(?:for|on behalf of)\s+(?:an? |the |any )?(?:adults?|someone over 18|(?:disabled )?people over 18)\b",
        ),
        unless=_of(r"\b(?:attorney|deputy|best[- ]interests|under 1[68]|children|child|ring|tell|told|ask)\b"),
    ),
    SafePractice(
        "a sign-off is for one person; each person needs an assessment of their own",
        ("assessed", "assessment"),
        _of(
            r"(?P<denied>\b(?:do not|don't|does not|need not|never|no longer|not)\s+(?:have to |need to |need |needs? )?be assessed)\s+(?:again|for (?:each|every|another|the next|this) person|with (?:each|every|another) person)\b",
            r"(?P<denied2>\bno (?:new|more|further|other) assessment)\b[^.;?|]{0,25}\b(?:needed|necessary|for (?:each|another|the next))\b",
        ),
        unless=_of(r"\b(?:unless|standard|care certificate|transferable|course)\b"),
    ),
    SafePractice(
        "after a hospital stay each task needs a new decision, before sign-offs count again",
        ("stay", "hospital", "discharge"),
        _of(
            rf"\bsign-offs?\b{_LINK}{{0,30}}\b(?:before|from before)\s+(?:the|a|your|their)\s+(?:stay|hospital|admission|discharge)\b{_LINK}{{0,20}}\b(?:counts?|holds?|stands?|starts?|is valid|are valid)\b",
            r"\b(?:carr(?:y|ies) on|go(?:es)? on|continues?)\s+as before (?:the |a |your )?(?:stay|hospital|admission|discharge)\b",
        ),
    ),
    SafePractice(
        "the person's own agreement is part of every decision to delegate; to tell them is not enough",
        ("is told", "are told", "is informed", "informed of", "informed about"),
        _of(r"\bthe person\s+(?:is|are)\s+(?:then |only |just |simply )?(?:told|informed)\s+(?:about it|of it|afterwards|later|what was decided)\b"),
    ),
    SafePractice(
        "a PA does not hand a delegated task on to someone else",
        ("next pa", "new pa", "another pa", "other pa", "colleague", "starter"),
        _of(
            r"\b(?:show|teach|teache|train)s?\s+(?:the |a |an |each |every )?(?:next|new|another|other|second)\s+(?:PAs?|colleagues?|starters?)\s+(?:how to (?:do|give|carry out|use)|to do|to give)\b"
        ),
        unless=_of(r"\b(?:not signed off|nurse|professional|trainer)\b"),
    ),
    SafePractice(
        "no one may agree to less notice than the law gives",
        ("less",),
        _of(r"\bnotice\b[^.;?|]{0,60}\bor less\b[^.;?|]{0,30}\b(?:agree|wish|want|like)\w*\b", r"\b(?:agree|contract)\w*\b[^.;?|]{0,40}\b(?:to |give )?less (?:notice )?than the law\b"),
    ),
    SafePractice(
        "someone on a barred list may not do that work, whatever anyone decides",
        ("barred",),
        _of(r"\bnor\s+(?:does|is|do)\b[^.;?|]{0,25}\bbarred list\b", r"\bbarred (?:list)?[^.;?|]{0,50}\b(?:the person|you|an employer|employers?) (?:can |may )?(?:decides?|chooses?|still employ)\b"),
    ),
    SafePractice(
        "the right to work is checked before the first day",
        ("work in the uk", "right to work"),
        _of(
            r"\b(?:within|in|during|by the end of|after)\s+(?:the|your|their)\s+first\s+(?:day|week|fortnight|month|year|shift|few)\w*\b[^.;?|]{0,60}\b(?:may work in the UK|right to work)\b",
            r"\bmay work in the UK\b[^.;?|]{0,40}\b(?:within|in|during|by the end of|after)\s+(?:the|your|their)\s+first\s+(?:day|week|fortnight|month|year|shift)\b",
        ),
        unless=_of(r"\bagain\b"),
    ),
)  # fmt: skip


def unsafe_practice(facts: Facts) -> Iterator[Broken]:
    """Sentences of records and hand-written pages that break a principle of safe practice."""
    for practice in PRACTICE:
        for text in with_words(facts, *practice.clues):
            if not is_told_as_meant(text) or practice.where == ("done" if _says_what_is_not_done(text) else "not-done"):
                continue
            if practice.subject is None or practice.subject.search(_about(facts, text)):
                yield from _breaking(text, practice)


def _says_what_is_not_done(text: Text | PageText) -> bool:
    return isinstance(text, Text) and not _FORBIDDING.isdisjoint(text.route)


def _breaking(text: Text | PageText, practice: SafePractice) -> Iterator[Broken]:
    said = text.text.replace("\n", " ")
    for sentence, start in [(said, 0)] if practice.whole else sentences_of(said):
        found = practice.broken.search(sentence)
        if found is None or sentence.rstrip('*_”" ').endswith("?"):
            continue
        if practice.unless and practice.unless.search(sentence):
            continue
        if practice.own_negative or not (is_denied(sentence, found) or "nothing" in found[0].lower()):
            span = place_in(text, start + found.start(), start + found.end())
            yield Broken(span, " ".join(found[0].split()), practice.holds)
            return


def _about(facts: Facts, text: Text | PageText) -> str:
    """What a text is about: the title, summary and tags of its record and the entry around it, or its section of a page."""
    if isinstance(text, PageText):
        return _sections(facts).get(text, "")
    data = text.document.data if isinstance(text.document.data, dict) else {}
    around = " ".join(str(data.get(name, "")) for name in ("id", "title", "summary", "tags"))
    return f"{around} {' '.join(str(value) for value in text.beside.values() if isinstance(value, str | list))}"


@lru_cache(maxsize=1)
def _sections(facts: Facts) -> dict[PageText, str]:
    """Each text of a hand-written page → all that the page says below the same heading."""
    found: dict[PageText, str] = {}
    for page in facts.pages:
        section: list[PageText] = []
        for text in (*page.texts, None):
            if text is None or text.is_heading:
                found |= dict.fromkeys(section, " ".join(one.text for one in section))
                section = []
            section += [text] if text else []
    return found
