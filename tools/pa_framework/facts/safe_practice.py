"""Sentences that tell someone to do what harms, whatever the task: first aid, doses, tubes, consent and records.

Each entry is one principle of safe practice that no plan for a person changes, with the forms of sentence that break it.
A sentence that forbids the same, or that tells what goes wrong, is left alone. None of it is clinical advice: it is what
the records of this framework say themselves, and public first-aid advice says too.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

from pa_framework.facts.care_facts import CARE
from pa_framework.facts.facts import Facts, Text, TextIndex
from pa_framework.facts.pages import PageText
from pa_framework.facts.practice import SafePractice, words
from pa_framework.facts.principles import Broken, is_denied, is_told_as_meant, tells_of_a_mistake
from pa_framework.facts.prose import page_prose, place_in, prose
from pa_framework.facts.safeguards import SAFEGUARDS
from pa_framework.records.yaml_source import Route
from pa_framework.text.guarded_pattern import GuardedPattern
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.sentences import sentences_of
from pa_framework.text.word_forms import has_negative
from pa_framework.text.word_index import numbers_in

#: Fields whose lines say what is not done.
_FORBIDDING = frozenset({"the_pa_does_not", "limits"})


_ONE = r"(?:them|him|her|it|the person|someone|their|his|the)"
_LINK = r"[^.;?|]"
_LATER = (
    rf"\b(?:wait|hold off|delay)s?\b{_LINK}{{0,40}}\b(?:before|first|until)\b",
    r"\bwaits?\s+(?:for\s+)?(?:about\s+)?(?:\d+|five|ten|fifteen|twenty|thirty|a few|some)\s+(?:minutes?|hours?)\b",
    r"\b(?:in|after) (?:\d+|five|ten|fifteen|twenty|thirty) minutes\b",
    rf"\b(?:ring|call|ask|phone|contact|tell)s?\b{_LINK}{{0,30}}\b(?:GP|surgery|pharmac\w+|111|office|family|manager|employer)\b{_LINK}{{0,25}}\b(?:first|if|whether|before)\b",
    rf"\b(?:give|take|try|offer)s?\b{_LINK}{{0,30}}\b(?:tablet|antihistamine|food|drink|inhaler)s?\b{_LINK}{{0,10}}\bfirst\b",
    r"\bonly if (?:it|they|this) (?:does not|do not|gets? worse|is worse)\b",
)
PRACTICE = (
    SafePractice(
        "nothing goes between the teeth or into the mouth of someone who has a seizure",
        ("teeth", "tongue", "mouth", "jaw"),
        words(
            rf"\b(?:put|place|push|slip|hold|wedge|slide|insert|get)s?\b{_LINK}{{0,40}}\b(?:between)\s+{_ONE}?\s*(?:\w+'s )?(?:teeth|jaws?)\b",
            rf"\b(?:put|place|push|slip|wedge|insert)s?\s+(?:something|an? (?:soft )?(?:spoon|cloth|wallet|belt|stick|towel|fingers?|guard|pad))\b{_LINK}{{0,25}}\b(?:mouth|tongue)\b",
            rf"\b(?:hold|pull|keep|grab)s?\s+{_ONE}?\s*(?:\w+'s )?tongue\b",
        ),
        unless=words(r"\b(?:brush|floss|clean|swab|suction|denture|food|toothpaste)"),
    ),
    SafePractice(
        "someone who has a seizure is not held down",
        ("hold", "pin", "restrain", "press"),
        words(rf"\b(?:hold|pin|press|keep)s?\s+{_ONE}(?:\s+(?:arms|legs|body|limbs|shoulders)(?: and \w+)?)?\s+(?:down|still)\b", rf"\brestrains?\s+{_ONE}\b"),
        words(r"\b(?:seizures?|epilep\w*|fits?|midazolam|convuls\w*)\b"),
    ),
    SafePractice(
        "nothing is given by mouth to someone who is choking, drowsy or cannot be woken",
        ("sips", "water", "drink", "food", "tea", "juice", "eat"),
        words(
            r"\bcall 999\b[^|]{0,60}\b(?:give|offer|let them have|get them)s?\s+(?:\w+\s+){0,3}(?:sips|water|drinks?|food|tea|juice|milk|something to (?:eat|drink))\b",
            r"\b(?:give|offer|let them have|get them)s?\s+(?:\w+\s+){0,3}(?:sips|water|drinks?|food|tea|juice|milk|something to (?:eat|drink))\b[^|]{0,60}\bcall 999\b",
        ),
        unless=words(r"\b(?:sugar\w*|glucose|hypo|burns?|cool|cold|running|wash|rinse|awake|can swallow|nothing)\b"),
        whole=True,
    ),
    SafePractice(
        "nothing is put in the mouth of someone who is unconscious, not even sugar inside the cheek",
        ("cheek", "gums", "lips", "tongue", "mouth"),
        words(
            rf"\b(?:rub|smear|put|squeeze|squirt|spread|dab|place|give)s?\b{_LINK}{{0,30}}\b(?:honey|gel|glucose|jam|syrup|sugar|icing)\b{_LINK}{{0,25}}\b(?:cheeks?|gums|lips|tongue|mouth)\b"
        ),
        words(r"\b(?:glucagon|unconscious|cannot be woken|cannot swallow|does not wake)\b"),
        unless=words(r"\b(?:awake|conscious|can swallow|swallows|never|not|nothing)\b"),
    ),
    SafePractice(
        "someone with autonomic dysreflexia is sat up, with the legs down",
        ("lay", "lie", "lying", "flat", "legs", "feet"),
        words(
            rf"\b(?:lay|lie|put)s?\s+{_ONE}\s+(?:down\s+)?(?:flat|down|on (?:their|the|his|her) back)\b",
            r"\blies? (?:down|flat|back)\b",
            rf"\b(?:raise|lift|put)s?\s+{_ONE}?\s*(?:legs|feet)\s*(?:up)?\b(?!\s+down)",
        ),
        words(r"dysreflexia"),
    ),
    SafePractice(
        "someone with autonomic dysreflexia is sat up, with the legs down",
        ("sit ", "sits", "upright", "loosen"),
        words(rf"^\W*(?:sit|help)s?\s+{_ONE}\s+(?:to sit )?up\b", r"^\W*loosens?\b"),
        words(r"dysreflexia"),
        where="not-done",
    ),
    SafePractice(
        "no one eats, drinks or is fed while lying flat",
        ("lying", "lies", "laid", "flat", "reclin"),
        words(r"\b(?:is|are|stays?|rests?)?\s*(?:lying|laid|reclin\w+)\s+(?:back|flat|down)\b", r"\blies? (?:back|flat|down)\b", rf"\blays?\s+{_ONE}\s+(?:back|flat|down)\b"),
        words(r"\b(?:thicken\w*|food and drink|eating|drinking|swallow\w*|meal\w*|\w*feed|feeding)\b"),
        unless=words(r"\bnever\b|\bnot\b|\bwas\b|\bafter\b|\bif\b|\bwhen\b|\bto check\b"),
    ),
    SafePractice(
        "red or sore skin is never rubbed",
        ("rub", "massag"),
        words(rf"\b(?:rub|massage)s?\b{_LINK}{{0,25}}\b(?:red|sore|broken|purple|pressure|heels?|marks?)\b"),
    ),
    SafePractice(
        "a rescue medicine is given at once, as the plan says, and then 999 is called",
        ("first", "wait", "minutes", "only if", "hold off", "delay"),
        words(*_LATER),
        words(r"\b(?:adrenaline|anaphyla\w*|allerg\w*|hydrocortisone|adrenal)\b"),
        unless=words(r"\b(?:injection|pen|adrenaline|hydrocortisone)\b[^.;]{0,30}\b(?:first|now|at once|straight away)\b|\bagain\b|\bsecond\b|\bthe other\b|\bnot better\b|\bafter (?:the|a) (?:pen|injection|dose)\b|\btoo late\b"),
    ),
    SafePractice(
        "an old patch comes off before a new one goes on",
        ("patch",),
        words(
            rf"\b(?:put|place|stick|appl)\w*\s+(?:on\s+)?(?:the |a )?new patch\b(?!{_LINK}{{0,20}}\bonly\b){_LINK}{{0,30}}\b(?:first|before)\b{_LINK}{{0,60}}\bold\b",
            rf"\b(?:add|put|stick|appl|give)\w*\s+(?:on\s+)?(?:another|a second|an extra|one more|two|a further)\s+patch\w*\b(?!{_LINK}*\b(?:plan|prescri\w+|nurse|only)\b)",
            rf"\bold (?:patch|one)\b{_LINK}{{0,25}}\b(?:next (?:day|morning)|later|afterwards|when (?:it|there) )",
        ),
    ),
    SafePractice(
        "a tube or catheter that has come out is left out until a professional says what to do",
        ("back in", "put it back", "push", "puts it back", "slide"),
        words(r"\b(?:put|push|slide|slip|ease|place)e?s?\s+(?:it|the (?:tube|catheter|line|cannula|drain))\s+back\b(?!\s+(?:on|into the (?:box|fridge|bag|drawer)|up))"),
        words(r"\b(?:catheter\w*|nasogastric|cannula|drain|central line|picc)\b"),
    ),
    SafePractice(
        "suction goes to the measured length, and no further",
        ("suction", "cough"),
        words(r"\bas (?:deep|far) (?:down )?as\b", r"\buntil (?:they|the person|he|she) coughs?\b", r"\bpast the (?:mark|measured length)\b"),
        words(r"\bsuction\w*\b"),
        unless=words(r"\bmark\b[^.;]{0,10}\ballows\b|\bonly\b|\bas the plan\b"),
    ),
    SafePractice(
        "a missed dose is never made up for by a bigger one",
        ("make up for", "makes up for", "catch up", "double dose", "two doses", "double the dose", "extra dose", "twice the dose", "two tablets", "both doses"),
        words(
            r"\b(?:give|take|have|inject)s?\s+(?:them\s+)?(?:two|both|double|twice|a double|an extra|extra|more)\b[^.;?|]{0,50}\b(?:make up|makes up|catch up|missed|forg[eo]t\w*|late)\b",
            r"\b(?:if|when|after)\b[^.;?|]{0,40}\b(?:missed|forg[eo]t\w*|late|skipped)\b[^.;?|]{0,30}\b(?:give|take|have|inject)s?\s+(?:them\s+)?(?:two|both|double|twice|a double|an extra|more)\b",
        ),
    ),
    SafePractice(
        "a second dose of a rescue medicine is given only if the plan says so",
        ("second dose", "another dose", "repeat the dose", "more doses", "second one", "another one"),
        words(
            r"\bdose\b[^.;?|]{0,25}\b(?:and|then|or)\s+(?:a second|another|a further)\s+one\b(?![^.;?|]*\b(?:plans?|prescri\w+|writ\w+|999|nurse|doctor|unless)\b)",
            r"\b(?:second|another) dose\b[^.;?|]{0,20}\bunless\b(?![^.;?|]*\b(?:plans?|prescri\w+|written|writing|999|nurse|doctor)\b)",
            r"\b(?:give|inject)s?\s+(?:a |the )?(?:second|another) dose\b(?![^.;?|]*\b(?:plans?|prescri\w+|writ\w+|999|nurse|doctor|unless|without|told)\b)",
        ),
        words(r"\b(?:midazolam|diazepam|glucagon|adrenaline|rescue|seizures?|dysreflexia|hydrocortisone|naloxone)\b"),
        where="either",
    ),
    SafePractice(
        "a record says what was done, after it was done",
        ("as done", "as given", "in advance", "fill in", "fills in", "sign for", "signs for", "initial"),
        words(
            rf"\b(?:writ|record|sign|tick|mark|initial)\w*\b{_LINK}{{0,40}}\bas (?:done|given)\b{_LINK}{{0,40}}\b(?:before|in advance|anyway|even if|so that|to save|at the start)\b",
            rf"\b(?:fill|sign|write)s?\b{_LINK}{{0,30}}\b(?:charts?|records?|sheets?|forms?|doses?)\b{_LINK}{{0,20}}\bin advance\b",
        ),
    ),
    SafePractice(
        "a PA stops when someone no longer agrees",
        ("no longer agree", "does not agree", "says no", "refuse", "changes their mind", "pulls away", "objects", "say no"),
        words(
            r"\b(?:finish(?:es)?|carr(?:y|ies) on|go(?:es)? on|continues?|keeps? (?:on|going)|completes? (?:it|the))\b[^.;?|]{0,40}\b(?:when|if|although|even (?:if|when|though)|after)\b[^.;?|]{0,30}(?P<denied>\b(?:no longer agrees?|does not agree|says? no|refuses?|withdraws?|changes? their mind|pulls? away|objects?)\b)"
        ),
        unless=words(r"\b(?:stop|asks?|no one|until)\b"),
    ),
    SafePractice(
        "no wish and no hurry takes the place of a sign-off or an agreement",
        ("unless",),
        words(
            r"\bunless\s+(?:the person|they|someone|the (?:family|employer|nurse)|he|she|your employer|a relative|it|there)\s+(?:really\s+)?(?:insists?|wants? you to|(?:is|are) (?:in a hurry|busy|short)|begs?|pushes|is no (?:time|one else)|asks? (?:you )?twice)\b"
        ),
        where="either",
        own_negative=True,
    ),
    SafePractice(
        "a concern is passed on without waiting for proof",
        ("certain", "proof", "sure", "prove", "evidence"),
        words(
            rf"\b(?:report|tell|ring|raise|pass|share)e?s?\b{_LINK}{{0,50}}\b(?:once|only when|only if|when|after|until|not before)\b{_LINK}{{0,20}}\b(?:certain|(?:quite |really )?sure|proof|proved|proven|enough evidence)\b",
            rf"\b(?:wait|collect|gather|look)s?\b{_LINK}{{0,30}}\b(?:proof|evidence|certain)\b{_LINK}{{0,30}}\b(?:before|first)\b",
        ),
        words(r"\b(?:child\w*|safeguard\w*|abuse\w*|harm\w*|neglect|concern\w*)\b"),
    ),
    SafePractice(
        "no one promises to keep harm secret, and no one but the authorities looks into it",
        ("secret", "investigat", "look into it", "looks into it"),
        words(
            r"\b(?:you|they|PAs?|we)\s+(?:then\s+|can\s+|may\s+|always\s+)?promises?\b[^.;?|]{0,30}\bsecret\b",
            r"\b(?:you|they|PAs?|we)\s+(?:then\s+|can\s+|may\s+|first\s+)?(?:investigates?|looks? into it)\b[^.;?|]{0,20}\b(?:first|yourself|themselves|on your own)\b",
        ),
        words(r"\b(?:safeguard\w*|abuse\w*|harm\w*|concern\w*)\b"),
    ),
    SafePractice(
        "no relative agrees for an adult; where an adult cannot decide, the Mental Capacity Act says how it is decided",
        ("parent", "relative", "family", "next of kin", "mother", "father"),
        words(
            r"\bor\s+(?:a|the|their|his|her)\s+(?:parents?|relatives?|family|next of kin|mother|father)\b[^.;?|]{0,12}\b(?:if|where|when)\s+(?:the person|they|someone)\s+(?:has|have|lacks?|cannot|is|are)\b",
            r"\b(?:parents?|relatives?|famil(?:y|ies)|next of kin|mother|father)\s+(?:can|may|must|will|should)\s+(?:agree|consent|decide|sign)\b[^.;?|]{0,15}\b(?:for|on behalf of)\s+(?:an? |the |any )?(?:adults?|someone over 18|(?:disabled )?people over 18)\b",
        ),
        unless=words(r"\b(?:attorney|deputy|best[- ]interests|under 1[68]|children|child|ring|tell|told|ask)\b"),
    ),
    SafePractice(
        "a sign-off is for one person; each person needs an assessment of their own",
        ("assessed", "assessment"),
        words(
            r"(?P<denied>\b(?:do not|don't|does not|need not|never|no longer|not)\s+(?:have to |need to |need |needs? )?be assessed)\s+(?:again|for (?:each|every|another|the next|this) person|with (?:each|every|another) person)\b",
            r"(?P<denied2>\bno (?:new|more|further|other) assessment)\b[^.;?|]{0,25}\b(?:needed|necessary|for (?:each|another|the next))\b",
        ),
        unless=words(r"\b(?:unless|standard|care certificate|transferable|course)\b"),
    ),
    SafePractice(
        "after a hospital stay each task needs a new decision, before sign-offs count again",
        ("stay", "hospital", "discharge"),
        words(
            rf"\bsign-offs?\b{_LINK}{{0,30}}\b(?:before|from before)\s+(?:the|a|your|their)\s+(?:stay|hospital|admission|discharge)\b{_LINK}{{0,20}}\b(?:counts?|holds?|stands?|starts?|is valid|are valid)\b",
            r"\b(?:carr(?:y|ies) on|go(?:es)? on|continues?)\s+as before (?:the |a |your )?(?:stay|hospital|admission|discharge)\b",
        ),
    ),
    SafePractice(
        "the person's own agreement is part of every decision to delegate; to tell them is not enough",
        ("is told", "are told", "is informed", "informed of", "informed about"),
        words(r"\bthe person\s+(?:is|are)\s+(?:then |only |just |simply )?(?:told|informed)\s+(?:about it|of it|afterwards|later|what was decided)\b"),
    ),
    SafePractice(
        "a PA does not hand a delegated task on to someone else",
        ("next pa", "new pa", "another pa", "other pa", "colleague", "starter"),
        words(
            r"\b(?:show|teach|teache|train)s?\s+(?:the |a |an |each |every )?(?:next|new|another|other|second)\s+(?:PAs?|colleagues?|starters?)\s+(?:how to (?:do|give|carry out|use)|to do|to give)\b"
        ),
        unless=words(r"\b(?:not signed off|nurse|professional|trainer)\b"),
    ),
    SafePractice(
        "no one may agree to less notice than the law gives",
        ("less",),
        words(r"\bnotice\b[^.;?|]{0,60}\bor less\b[^.;?|]{0,30}\b(?:agree|wish|want|like)\w*\b", r"\b(?:agree|contract)\w*\b[^.;?|]{0,40}\b(?:to |give )?less (?:notice )?than the law\b"),
    ),
    SafePractice(
        "someone on a barred list may not do that work, whatever anyone decides",
        ("barred",),
        words(r"\bnor\s+(?:does|is|do)\b[^.;?|]{0,25}\bbarred list\b", r"\bbarred (?:list)?[^.;?|]{0,50}\b(?:the person|you|an employer|employers?) (?:can |may )?(?:decides?|chooses?|still employ)\b"),
    ),
    SafePractice(
        "the right to work is checked before the first day",
        ("work in the uk", "right to work"),
        words(
            r"\b(?:within|in|during|by the end of|after)\s+(?:the|your|their)\s+first\s+(?:day|week|fortnight|month|year|shift|few)\w*\b[^.;?|]{0,60}\b(?:may work in the UK|right to work)\b",
            r"\bmay work in the UK\b[^.;?|]{0,40}\b(?:within|in|during|by the end of|after)\s+(?:the|your|their)\s+first\s+(?:day|week|fortnight|month|year|shift)\b",
        ),
        unless=words(r"\bagain\b"),
    ),
)  # fmt: skip


def unsafe_practice(facts: Facts) -> Iterator[Broken]:
    """Sentences of records and hand-written pages that break a principle of safe practice, the first of each text."""
    practices = (*PRACTICE, *SAFEGUARDS, *CARE)
    found = chain.from_iterable(_with_clues(index, practices) for index in indexes_of(facts))
    subjects = _Subjects(facts)
    for text, low, led_to in found:
        if not is_told_as_meant(text):
            continue
        side = _side_of(text)
        for practice in led_to:
            if practice.where == side or not practice.broken.may_be_in(low):
                continue
            if practice.subject is None or subjects.is_in(text, practice.subject):
                broken = next(_breaking(text, practice), None)
                if broken is not None:
                    yield broken
                    break


def indexes_of(facts: Facts) -> tuple[TextIndex[Text], TextIndex[PageText]]:
    """The texts that are searched: those of records that this project wrote, and of hand-written pages."""
    return prose(facts), page_prose(facts)


def _with_clues(
    index: TextIndex[Text] | TextIndex[PageText], practices: Sequence[SafePractice]
) -> Iterator[tuple[Text | PageText, str, list[SafePractice]]]:
    """The texts that have a clue of practices, and what these need besides, also in small letters, with the practices."""
    found: dict[int, list[SafePractice]] = {}
    for practice in practices:
        texts = index.having_one_of(practice.clues)
        if texts and practice.needs:
            texts &= index.with_one_of(practice.needs)
        for number in numbers_in(texts):
            found.setdefault(number, []).append(practice)
    for number, led_to in sorted(found.items()):
        yield index.texts[number], index.each[number], led_to


def _side_of(text: Text | PageText) -> str:
    """Which principles do not concern a text: those of what is done, for a line that says what is not done, and vice versa."""
    forbids = isinstance(text, Text) and not _FORBIDDING.isdisjoint(text.route)
    return "done" if forbids else "not-done"


def _breaking(text: Text | PageText, practice: SafePractice) -> Iterator[Broken]:
    said = text.text.replace("\n", " ")
    for sentence, start in [(said, 0)] if practice.whole else sentences_of(said):
        found = practice.broken.search(sentence)
        if found is None or sentence.rstrip('*_”" ').endswith("?"):
            continue
        if practice.unless and practice.unless.search(sentence):
            continue
        if practice.own_negative or not (_is_denied(sentence, found) or "nothing" in found[0].lower()):
            span = place_in(text, start + found.start(), start + found.end())
            yield Broken(span, " ".join(found[0].split()), practice.holds)
            return


#: Where another part of a sentence begins, with a subject of its own: a negative word before it denies nothing after it.
_NEW_PART = LazyPattern(
    r",? (?:and|but|so|or) (?=(?:an?|the|you|they|it|he|she|your|their|no one|someone|then)\b)|, (?=(?:the|you|they|it|he|she|your|so|which|then|but|and)\b)|: ",
    re.IGNORECASE,
)


def _is_denied(sentence: str, found: re.Match[str]) -> bool:
    """Whether the part of a sentence in which something was found denies it."""
    begins = 0
    for part in _NEW_PART.finditer(sentence):
        if part.end() > found.start():
            break
        begins = part.end()
    if begins == 0:
        return is_denied(sentence, found)
    own = any(said for name, said in found.groupdict().items() if name.startswith("denied"))
    part_of_it = sentence[begins : found.start() if own else found.end()]
    return has_negative(part_of_it) or tells_of_a_mistake(sentence)


class _Subjects:
    """What texts are about. Texts of one list, or of one group of fields, are about the same."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._about: dict[tuple[int, Route], str] = {}
        self._is_about: dict[tuple[str, GuardedPattern], bool] = {}

    def of(self, text: Text | PageText) -> str:
        """What a text is about, as words: see `_about_record`, or its section of a page."""
        if isinstance(text, PageText):
            return _sections(self._facts).get(text, "")
        key = id(text.document), text.route[:-1]
        if key not in self._about:
            self._about[key] = _about_record(text)
        return self._about[key]

    def is_in(self, text: Text | PageText, subject: GuardedPattern) -> bool:
        """Whether a subject is in what a text is about."""
        about = self.of(text)
        found = self._is_about.get((about, subject))
        if found is None:
            found = self._is_about[about, subject] = subject.search(about) is not None
        return found


def _about_record(text: Text) -> str:
    """The title, summary and tags of the record of a text, and the entry around it."""
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
