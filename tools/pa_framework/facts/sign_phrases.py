"""Whether a sentence sounds like a sign of the delegation policy, by the words that the policy gives for it.

Words are compared without their endings, so that `choke` finds *choking*. A phrase does not count where the sentence
denies it ("no choking") or plainly means another thing ("a fire exit is blocked").
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from pa_framework.records.model import PolicySign
from pa_framework.text.word_forms import NEGATIVE, Word, is_third_person, word_set, words_of

#: Words that may stand between a negative word and what it denies: "no sign of a fire", "has not had an overdose".
_FILLERS = word_set(
    "a an any the be been being is are was were get gets have has had having sign signs symptom symptoms evidence "
    "indication suspicion question of to in seem seems seemed look looks looked sound sounds show shows feel "
    "feels become becomes became appear appears ever yet now currently even more further other new real actually "
    "really suffer suffers suffering from"
)
#: What is missed when it is not there: "no response or turning blue" denies the response alone.
_GOOD = word_set(
    "pulse response reply answer reaction relief air breath urine improvement change help effect power sound "
    "movement better stop stops stopping clear clears end ends settle settles work works rouse wake swallow"
)
_FINITE = frozenset({"is", "are", "was", "were", "has", "have", "had", "does", "do", "did", "will", "may", "can"})
_CLAUSE_ENDS = frozenset(".;:!?()–—") | word_set(
    "but and then until if when because while so although though unless after before that which who"
)
#: Words that make another thing of the phrase before them: "fire exit", "choking hazard", "sepsis leaflet".
_ANOTHER_THING = word_set(
    "exit exits door doors escape extinguisher extinguishers blanket blankets bucket drill drills safety officer "
    "brigade station engine marshal warden regulation regulations precautions procedure procedures risk risks "
    "assessment assessments plan plans policy training course leaflet poster guidance guideline sheet card chart "
    "diary form record log hazard hazards prevention awareness test tests check checks kit box history bias "
    "clinic nurse team service screening monitor mat toast"
)
_WARNS = frozenset({"alarm", "alarms", "detector", "detectors"})
_GOES_OFF = frozenset({"sound", "go", "ring"})
#: "Risk of choking", "afraid of a fire", "advice about seizures": the thing itself is not there.
_ABOUT = word_set(
    "risk risks fear danger chance history prevention memory training lesson course talk leaflet poster advice "
    "guidance guideline policy plan plans procedure procedures instructions question questions form sheet card "
    "afraid scared frightened worried worries worry anxious nervous asks ask talks talk reads dreams learn learns "
    "protection"
)
_PREPOSITIONS = frozenset({"of", "for", "on", "about", "in", "against", "from"})
_DIRECTLY_ABOUT = word_set("avoid avoids prevent prevents practise practises discuss discusses")
_ARTICLES = frozenset({"a", "an", "the", "any", "another", "possible"})
#: Things that turn blue and are no one's lips.
_COLOURS = frozenset({"blue", "grey", "red", "white", "yellow"})
_THINGS = word_set(
    "light lights lamp led indicator strip screen display button dial dot line label cap paper icon symbol"
)


class Likeness(Struct, frozen=True):
    """A sign of the policy that a sentence sounds like, and the phrase of the policy by which it was found."""

    sign: PolicySign
    phrase: str


class _Phrase(Struct, frozen=True):
    sign: PolicySign
    phrase: str
    stems: tuple[str, ...]


class SignPhrases:
    """The phrases of the policy's signs, to be searched for in sentences."""

    def __init__(self, signs: Iterable[PolicySign]) -> None:
        self._by_first: dict[str, list[_Phrase]] = {}
        for sign in signs:
            for phrase in sign.sounds_like:
                stems = tuple(word.stem for word in words_of(phrase))
                if stems:
                    self._by_first.setdefault(stems[0], []).append(_Phrase(sign, phrase, stems))

    def in_sentence(self, sentence: str) -> tuple[Likeness, ...]:
        """The signs that a sentence sounds like, each once, in the order of the sentence."""
        words = words_of(sentence)
        found = [
            (start, start + len(phrase.stems), phrase)
            for start, word in enumerate(words)
            for phrase in self._by_first.get(word.stem, ())
            if tuple(each.stem for each in words[start : start + len(phrase.stems)]) == phrase.stems
        ]
        if not found:
            return ()
        within = {place for start, end, _ in found for place in range(start, end)}
        likenesses: dict[str, Likeness] = {}
        for start, end, phrase in found:
            if not (_is_denied(words, start, within) or _is_another_thing(words, start, end)):
                likenesses.setdefault(phrase.sign.id, Likeness(phrase.sign, phrase.phrase))
        return tuple(likenesses.values())


def _is_denied(words: Sequence[Word], start: int, within: set[int]) -> bool:
    """Whether a negative word before the phrase that begins at `start` denies it.

    A negative word that is part of a phrase (`within`) does not: "not breathing or choking".
    """
    between: list[str] = []
    for place in range(start - 1, -1, -1):
        word = words[place].text
        if word in NEGATIVE:
            return place not in within and _reaches(word, between[::-1], words[start].text)
        if word in _CLAUSE_ENDS:
            return False
        between.append(word)
    return False


def _reaches(negative: str, between: Sequence[str], first: str) -> bool:
    """Whether a negative word denies what comes after the words `between`, of which `first` is the first."""
    parts = list(_parts(between))
    last, before = parts[-1], parts[:-1]
    if not all(word in _FILLERS for word in last):
        return False
    if not before:
        return True
    if "," in between and "or" not in between and "nor" not in between:
        return False
    if any(_GOOD.intersection(part) or len(part) > 4 for part in before):
        return False
    finite = bool(last and last[0] in _FINITE) or (not last and is_third_person(first))
    return not (finite and negative in ("no", "not", "never"))


def _parts(words: Sequence[str]) -> Iterator[list[str]]:
    """The parts of an enumeration: "coughing, gagging or"."""
    part: list[str] = []
    for word in words:
        if word in (",", "or", "nor", "/"):
            if part:
                yield part
            part = []
        else:
            part.append(word)
    yield part


def _is_another_thing(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether the words around a phrase give it another meaning."""
    after = words[end].text if end < len(words) else ""
    if after in _ANOTHER_THING:
        return True
    if after in _WARNS:
        return not any(word.stem in _GOES_OFF for word in words[end + 1 : end + 3])
    if words[end - 1].text in _COLOURS and start and words[start - 1].text in _THINGS:
        return True
    place = start - 1
    while place >= 0 and words[place].text in _ARTICLES:
        place -= 1
    if place >= 0 and words[place].text in _DIRECTLY_ABOUT:
        return True
    return place > 0 and words[place].text in _PREPOSITIONS and words[place - 1].text in _ABOUT
