"""Whether a sentence of `if_no_one_may` says that a PA does the task.

The field is for the hour when no PA may. Someone who reads "another PA gives the dose" there does what no one has signed
off. A PA may ring, tell, wait, watch and stay; the task itself is for someone else.
"""

import re
from collections.abc import Iterator, Sequence

from pa_framework.records.model import Task
from pa_framework.text.word_forms import NEGATIVE, Word, is_third_person, stem_of, stems_of, word_set, words_of

_LONG_FORM = re.compile(r"\bpersonal assistants?\b", re.IGNORECASE)
_PA = frozenset({"pa", "pas"})
_ENDS_SENTENCE = frozenset(".;:!?()–—")
#: Words after which someone or something else does what follows.
_BREAKS = word_set(
    "until till while when before after because so if unless whether what how where which who whom whose that"
)
_JOINS = frozenset({"and", "or", "then", "but", ",", "/"})
#: Words between a PA and the verb: "the PA may then still give it".
_BETWEEN = word_set(
    "may can could should must will would might shall to is are be has have had was were allowed able going needs "
    "need ought then still also just only now always simply again instead usually agrees agree tries try offers "
    "offer keeps keep carefully quickly alone themselves herself himself both all either by"
)
_MODAL = word_set("may can could should must will would might shall to")
_STARTS_PHRASE = frozenset({"who", "on", "from", "in", "with", "at", "of", "for", "during"})
_SMALL_WORDS = word_set("with from through into onto under over near after when that without person")
_DETERMINERS = word_set(
    "a an the any another other your this that one second their his her its no each every they he she it you we "
    "someone anyone"
)
#: What a PA may do for someone who waits for help.
_SAFE = stems_of(
    "ring call phone tell ask say stay wait watch sit keep hold record write read look check see listen talk "
    "report contact follow help leave stop come go find open let show explain reassure comfort remind note time "
    "move turn support lean raise be have make get inform warn arrange agree observe cover bring prepare"
)
_STRONG = stems_of("give administer inject perform suction insert flush connect")
_WEAK = stems_of("do start change continue take apply put finish attach deliver set clean")
#: Verbs of two words, with nothing that they need after them.
_TWO_WORDS = frozenset(
    {("carri", "on"), ("carry", "on"), ("go", "on"), ("tak", "over"), ("step", "in"), ("carry", "out"), ("keep", "go")}
)
_OBJECTS = stems_of(
    "it them this these dose medicine tablet feed insulin injection treatment task care routine oxygen suction "
    "drop cream patch inhaler procedure midazolam bag catheter dressing"
)
#: What someone gives, takes or changes that is not the task.
_INFORMATION = stems_of(
    "name names address number details information message reading plan sheet handover passport card time date "
    "nurse crew team doctor paramedic ambulance call history note list chart warning way help support comfort "
    "reassurance space rota shift attention answer nothing 999 111 112 sign first person everything"
)
#: After "carries on", what a PA may carry on with.
_FOLLOWS_SAFELY = _SAFE | frozenset({"cpr", "the", "rest", "with", "try", "until"})
#: "Ring to say that it is due, then …": what follows is said to the one who rings.
_SAYS = stems_of("say tell ask explain report check find let see arrange warn")
_ADJECTIVES = word_set("same night day signed off trained regular new more experienced single different")
_ASKS = stems_of("ask check find see say know agree decide")
_LETS = stems_of("ask let allow have get make tell permit rely expect press want send")


def sentences_for_a_pa(task: Task) -> tuple[int, ...]:
    """The places in `if_no_one_may` of the sentences that say that a PA, or the reader, does the task.

    What the task is made of is read from its title and from `the_pa_does`.
    """
    scan = _Scan(*_own_words(task))
    return tuple(place for place, sentence in enumerate(task.if_no_one_may) if scan.finds(sentence))


def _own_words(task: Task) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of the verbs and nouns of a task, from its title and from what the PA does."""
    title = [word.stem for word in words_of(task.title) if word.text.isalnum()]
    verbs = {title[0]} if title else set()
    for does in task.the_pa_does:
        words = does.lower().replace(",", " , ").split()
        verbs |= {
            stem_of(word)
            for place, word in enumerate(words)
            if is_third_person(word) and (place == 0 or words[place - 1] in _JOINS)
        }
    nouns = frozenset(stem for stem in title if len(stem) > 3)
    return frozenset(verbs) - _SAFE - _DETERMINERS, nouns - _DETERMINERS - _SMALL_WORDS


def _sentences(words: Sequence[Word]) -> Iterator[list[Word]]:
    part: list[Word] = []
    for word in words:
        if word.text in _ENDS_SENTENCE:
            yield part
            part = []
        else:
            part.append(word)
    yield part


class _Scan:
    """Looks for what a PA does in one sentence; `verbs` and `nouns` are those of the task, as stems."""

    def __init__(self, verbs: frozenset[str], nouns: frozenset[str]) -> None:
        self._weak = _WEAK | verbs
        self._objects = _OBJECTS | nouns

    def finds(self, text: str) -> bool:
        """Whether one of the sentences of a text says that a PA does the task."""
        plain = _LONG_FORM.sub("PA", text)
        return any(self.says_so(part) for part in _sentences(words_of(plain)))

    def says_so(self, words: Sequence[Word]) -> bool:
        """Whether the words of a sentence say that a PA does the task."""
        return (
            any(self._after_pa(words, place) for place, word in enumerate(words) if word.text in _PA)
            or self._by_pa(words)
            or self._told_to(words)
        )

    def _is_doing(self, words: Sequence[Word], place: int, *, object_needed: bool = False) -> bool:
        """Whether a verb of the task stands at a place, with an object that fits."""
        word = words[place]
        following = words[place + 1 : place + 6]
        if following and (word.stem, following[0].stem) in _TWO_WORDS:
            rest = following[1:]
            if not rest or following[0].stem in ("out", "over"):
                return self._object(rest) is not False
            if rest[0].text == "without":
                return False
            return rest[0].stem not in _FOLLOWS_SAFELY or self._object(rest) is True
        if word.stem in _STRONG and not object_needed:
            return self._object(following) is not False
        if following and following[0].text in ("off", "out", "away"):
            return False
        return (word.stem in _STRONG or word.stem in self._weak) and self._object(following) is True

    def _object(self, following: Sequence[Word]) -> bool | None:
        """Whether what follows a verb is the task (True) or other things (False); None where neither is named."""
        for place, word in enumerate(following):
            if word.text in _BREAKS | _JOINS:
                return None
            if word.stem in _INFORMATION:
                return False
            if word.stem in self._objects:
                return not (place + 1 < len(following) and following[place + 1].stem in _INFORMATION)
        return None

    def _after_pa(self, words: Sequence[Word], place: int) -> bool:
        """Whether the PA at a place does the task, as subject of a verb or as someone who is asked to."""
        if _is_not_meant(words[:place]):
            return False
        denied, in_phrase, other_verb, modal = False, False, False, words[place].text == "pas"
        here = place + 1
        while here < len(words):
            word = words[here]
            if word.text in NEGATIVE:
                denied = True
            elif word.text in ("but", "then"):
                denied = False
            if other_verb:
                if word.text in _JOINS:
                    following = here + 1
                    while following < len(words) and words[following].text in _BETWEEN | _JOINS:
                        following += 1
                    if following < len(words) and words[following].text in NEGATIVE | _DETERMINERS:
                        return False
                    agrees = following < len(words) and (
                        is_third_person(words[following].text) or (modal and not denied)
                    )
                    if agrees and self._is_doing(words, following):
                        return True
                elif word.text in _BREAKS:
                    return False
                elif word.text == "to":
                    modal = False
            elif word.text in _STARTS_PHRASE and (word.text != "who" or in_phrase or here == place + 1):
                in_phrase = True
            elif self._is_doing(words, here):
                if not denied:
                    return True
                other_verb = True
            elif word.text in _BETWEEN or word.text in NEGATIVE:
                modal = modal or word.text in _MODAL
            elif word.text == "how" and here + 1 < len(words) and words[here + 1].text == "to":
                pass
            elif word.text in _BREAKS:
                return False
            elif not in_phrase or word.stem in _SAFE:
                other_verb = True
            here += 1
        return False

    def _by_pa(self, words: Sequence[Word]) -> bool:
        """Whether something is done by a PA: "the dose is given by another PA"."""
        for place, word in enumerate(words):
            if word.text not in _PA:
                continue
            start = place - 1
            while start >= 0 and words[start].text != "by" and place - start < 5:
                start -= 1
            if start < 1 or words[start].text != "by" or _texts(words[start:place]) & NEGATIVE:
                continue
            done = words[max(0, start - 3) : start]
            if _stems(done) & (_STRONG | self._weak) and not _texts(words[:start]) & NEGATIVE:
                return True
        return False

    def _told_to(self, words: Sequence[Word]) -> bool:
        """Whether the reader is told to do the task: "give the dose", "you may give it"."""
        starts, orders = True, False
        for place, word in enumerate(words):
            if word.text == "to" and place + 1 < len(words) and words[place + 1].stem not in _SAYS:
                return False
            if word.text == "you" and not _texts(words[:place]) & (_BREAKS | NEGATIVE):
                following = place + 1
                while following < len(words) and words[following].text in _BETWEEN:
                    following += 1
                if following < len(words) and self._is_doing(words, following, object_needed=True):
                    return True
            if starts and not is_third_person(word.text):
                if self._is_doing(words, place, object_needed=True):
                    return True
                orders = word.stem in _SAFE
            starts = word.text in (",", "then") or (word.text in ("and", "or") and orders) or word.text == "please"
        return False


def _is_not_meant(before: Sequence[Word]) -> bool:
    """Whether the words before a PA say that it is no PA, that no one lets the PA, or that someone is asked whether."""
    texts = [word.text for word in before]
    noun_phrase = len(texts)
    while noun_phrase and texts[noun_phrase - 1] in (_DETERMINERS | _ADJECTIVES) - NEGATIVE:
        noun_phrase -= 1
    direct = texts[noun_phrase - 1] if noun_phrase else ""
    if direct in NEGATIVE or direct in ("whether", "until", "till", "before"):
        return True
    if direct == "if" and any(word.stem in _ASKS for word in before[: noun_phrase - 1]):
        return True
    clause = max((place for place, text in enumerate(texts) if text in (",", "then", "but")), default=-1) + 1
    for place in range(clause, len(texts) - 1):
        if texts[place] in ("not", "never") and any(word.stem in _LETS for word in before[place + 1 : place + 3]):
            return True
    return False


def _stems(words: Sequence[Word]) -> set[str]:
    return {word.stem for word in words}


def _texts(words: Sequence[Word]) -> set[str]:
    return {word.text for word in words}
