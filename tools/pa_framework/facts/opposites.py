"""What a record says in one place and denies in another.

Lines are compared by the stems of their words, so that "Gives the dose" and "Give the dose" say the same. A denial with
a condition ("unless the plan says so") allows the thing in other cases, so it is compared with those of the same case alone.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, dropwhile
from typing import NamedTuple

from pa_framework.facts.facts import Facts
from pa_framework.facts.lines import lines_of
from pa_framework.facts.prose import UNWRITTEN
from pa_framework.records.base import Record
from pa_framework.records.model import Task
from pa_framework.records.yaml_source import Route
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.word_forms import (
    KEPT_SENTENCES,
    NEGATIVE,
    Word,
    content_stems,
    stem_of,
    stems_of,
    word_set,
    words_of,
)

#: Lists of one kind of record of which a line can be in one only.
_OPPOSITE_LISTS: Mapping[str, tuple[str, str]] = {
    "task": ("the_pa_does", "the_pa_does_not"),
    "role": ("does", "limits"),
    "case-study": ("benefit", "challenge"),
    "competence": ("shown_by", "goes_wrong"),
}
_EMPTY = word_set(
    "a an the this that these those its their his her your our it them they he she you to of or and is are be been do "
    "does did may can will must should cannot not never no always only also any own has have had someone somebody one "
    "even just still then again person's who which how"
)
#: Words that begin a condition. A denial with one of them holds in some cases only.
_CONDITION = LazyPattern(
    r"\b(?:unless|while|when|whenever|if|until|before|after|without|except|outside|within|during|alone|first|beyond|"
    r"other than|more than|less than|because|where)\b",
    re.IGNORECASE,
)
#: Words of which each of them has one.
_CONDITIONAL = word_set(
    "unless while when whenever if until before after without except outside within during alone first beyond than because "
    "where"
)
_IN_BRACKETS = LazyPattern(r"\s*\([^()]*\)")
_EVEN = LazyPattern(r",?\s+even\b.*|,?\s+(?:which|that) is a task of its own.*", re.IGNORECASE)
#: Words after which the thing that is done has ended.
_AFTER_THE_THING = word_set(
    "through from into in on to for with by at over under near as that who which back up off onto against between out"
)
#: Words that say how often, or when.
_HOW_OFTEN = word_set("twice once daily weekly each every again today now then")
#: Words after which only some of the things are meant.
_RESTRICTS = frozenset({"that", "who", "which"})
_PARTICLES = word_set("out in up off back on")
_SEPARATORS = frozenset({",", ";", "/", "or", "and", "nor"})
#: Words that mean the same in a plan: each with the one that stands for all.
_SAME = {
    stem_of(word): stem_of(first)
    for first, *others in (
        ("dose", "amount"),
        ("medicine", "tablet", "drug", "medication"),
        ("change", "alter", "adjust", "modify", "vary"),
        ("give", "administer"),
        ("choose", "select", "pick", "decide"),
        ("stop", "halt", "end"),
        ("start", "begin"),
        ("insert", "place"),
        ("increase", "raise"),
        ("reduce", "lower", "decrease"),
        ("disconnect", "detach", "unplug"),
        ("connect", "attach"),
        ("cut", "trim"),
        ("remove", "withdraw"),
    )
    for word in others
}
#: A sentence that says that the PA does something.
_PROMISE = LazyPattern(
    r"\b(?P<who>PAs?|They|they|She|He)\s+(?P<modal>(?:can|may|will|could|is allowed|are allowed|is able|learns?)\b(?:\s+(?:also|now|then))?"
    r"(?:\s+(?:learn|be taught|be trained))?(?:\s+how)?(?:\s+to)?\s+)?(?P<rest>.+)"
)
_LEARNS = LazyPattern(r"\b(?:learn|taught|trained)\b")
_DENIED = LazyPattern(
    r"\b(?:PAs?|They|they|She|He)\s+(?:can never|may never|must never|will never|never|do not|does not|cannot|must not|may not)\s+(?P<rest>.+)"
)
_ONLY_SOMEONE_ELSE = LazyPattern(
    r"Only (?:a|an|the|your) (?!PA\b)\w+(?: (?:or|and) (?:a |an |the |your )?\w+)? (?P<rest>.+)"
)
_ONLY = LazyPattern(r"^(?:only|no|not|neither)\b", re.IGNORECASE)
#: What anyone may do about a task that is never delegated.
_ALWAYS_ALLOWED = stems_of(
    "ring call phone tell notice spot see say stay watch ask know support help look listen record report remind wait "
    "recognise understand check keep bring hold comfort talk explain stop refuse"
)
_NO_CHECK = LazyPattern(
    r"\b(?:do not|does not|don't|doesn't) need (?:a |any |the )?(?:nurse|training|sign-off|check|checks|to be (?:trained|checked|signed off|taught))\b"
    r"|\bwithout (?:a nurse|any training|training|a sign-off|being (?:trained|checked|signed off|taught)|asking (?:a|the) nurse)\b"
    r"|\bno (?:training|nurse|sign-off|check) (?:is|are) needed\b",
    re.IGNORECASE,
)


class Act(NamedTuple):
    """Something that is done: the stems of the verb, of each thing that it is done to, and of where or how it is done."""

    verbs: frozenset[str]
    things: tuple[frozenset[str], ...]
    also: frozenset[str]


def said_and_denied(facts: Facts) -> Iterator[tuple[Record, Route, Route]]:
    """Records that say one thing in two lists that contradict each other, with the routes of both lines."""
    for kind, (first, second) in _OPPOSITE_LISTS.items():
        for record in facts.records.of_kind(kind).values():
            said: dict[frozenset[str], Route] = {}
            for index, line in enumerate(getattr(record, first)):
                if not NEGATIVE.intersection(word.text for word in words_of(line)[:3]):
                    said.setdefault(_key(line), (first, index))
            for index, line in enumerate(getattr(record, second)):
                key = _key(line)
                if len(key) > 1 and key in said and line != UNWRITTEN:
                    yield record, said[key], (second, index)


def done_and_forbidden(facts: Facts) -> Iterator[tuple[Task, Route, Route]]:
    """Tasks in which the PA does what the PA does not do, in other words, with the routes of both lines.

    The first route is that of the line that is most likely wrong: what the PA does; where the title says it, and another
    text of the task too, what the PA does not do. A line that only looks, asks or tells is no
    such act, and one with a condition is compared with those of the same case.
    """
    for task in facts.records.tasks.values():
        found: dict[Route, tuple[Task, Route, Route]] = {}
        for each in chain(_forbidden_acts(task), _more_than_is_given(task), _done_in_the_case_forbidden(task)):
            found.setdefault(each[1], each)
        yield from found.values()


def _forbidden_acts(task: Task) -> Iterator[tuple[Task, Route, Route]]:
    """What the PA does, or the title says, and another line forbids in every case, or at the task."""
    denials = [
        (("the_pa_does_not", index), act) for index, line in enumerate(task.the_pa_does_not) for act in _acts(line)
    ]
    denials += [
        (("the_pa_does_not", index), act)
        for index, line in enumerate(task.the_pa_does_not)
        for act in (*_acts_at_the_task(line, task), *_acts_on_the_device(line, task))
    ]
    denied = frozenset(verb for _, act in denials for verb in act.verbs)
    told = list(lines_of(task, "the_pa_does"))
    if task.status != "never":
        told.append((("title",), _IN_BRACKETS.sub("", task.title)))
    for said, line in told if denials else ():
        words = words_of(line)
        if denied.isdisjoint(_with_repeats(words)):
            continue
        stems, texts = [_once(meaning_of(word), denied) for word in words], [word.text for word in words]
        if _denies(texts) or _AS_SAID.search(line):
            continue
        for route, act in denials:
            denial = task.the_pa_does_not[int(route[1])]
            if _does_directly(act, _particles(denial), stems, texts) and _key(line) != _key(denial):
                is_told = said == ("title",) and not act.verbs.isdisjoint(_told_stems(task))
                yield (task, route, said) if is_told else (task, said, route)
                break


_MORE = r"(?:more|(?:an? )?(?:extra|additional|further|second|third|double|bigger|larger)|another|twice the|double the)"
_SO_MUCH_MORE = LazyPattern(
    rf"^(?P<verb>\w+)\s+{_MORE}\b(?!\s+(?:person|people|PA|colleague|nurse))(?P<thing>[^,;.:(]*?)(?P<why>\s(?:because|while|when|if|to|for|so|after|before|as)\b.*)?\W*$",
    re.IGNORECASE,
)
_ALLOWS = LazyPattern(r"\b(?:unless|than|without|until|only)\b", re.IGNORECASE)
_FEWEST_OF_A_REASON = 2


def _more_than_is_given(task: Task) -> Iterator[tuple[Task, Route, Route]]:
    """Lines in which the PA gives more of what, by another line, is not given again; for the same reason, where that line has one."""
    denials = [
        (index, found)
        for index, line in enumerate(task.the_pa_does_not)
        if (found := _SO_MUCH_MORE.match(line)) and not _ALLOWS.search(line)
    ]
    for place, line in enumerate(task.the_pa_does if denials else ()):
        does = _SO_MUCH_MORE.match(line)
        if does is None or _AS_SAID.search(line) or not NEGATIVE.isdisjoint(word.text for word in words_of(line)):
            continue
        for index, denial in denials:
            if _meaning(does["verb"]) != _meaning(denial["verb"]):
                continue
            things, reason, why = _key(denial["thing"]), _key(denial["why"] or ""), _key(does["why"] or "")
            is_same = bool(things & _key(does["thing"])) and (not reason or bool(reason & why))
            if is_same or (not things and len(reason & _key(line)) >= _FEWEST_OF_A_REASON):
                yield task, ("the_pa_does", place), ("the_pa_does_not", index)
                break


_IN_A_CASE = LazyPattern(
    r"^(?P<act>[^,;:(]+?),?\s(?P<kind>because|when|while|if|after|before)\s(?P<case>.+?)\W*$", re.IGNORECASE
)
_ORDER = frozenset({"after", "before"})


def _done_in_the_case_forbidden(task: Task) -> Iterator[tuple[Task, Route, Route]]:
    """Lines in which the PA does an act in the case in which another line says that it is not done: "while they are drowsy"."""
    denials = [
        (index, line, found)
        for index, line in enumerate(task.the_pa_does_not)
        if (found := _IN_A_CASE.match(line)) and not _ALLOWS.search(line)
    ]
    for place, line in enumerate(task.the_pa_does if denials else ()):
        does = _IN_A_CASE.match(line)
        if does is None or _AS_SAID.search(line) or not NEGATIVE.isdisjoint(word.text for word in words_of(line)):
            continue
        words = words_of(does["act"])
        for index, denial, found in denials:
            case, kinds = _key(found["case"]) - _ANYONE, {found["kind"].lower(), does["kind"].lower()}
            if not case or not case <= _key(does["case"]) or (kinds & _ORDER and len(kinds) > 1):
                continue
            stems, texts = [meaning_of(word) for word in words], [word.text for word in words]
            if _key(line) != _key(denial) and any(
                _does_directly(act, _particles(denial), stems, texts) for act in _acts(found["act"])
            ):
                yield task, ("the_pa_does", place), ("the_pa_does_not", index)
                break


_ANYONE = stems_of("person people pa")


def _meaning(verb: str) -> str:
    return next((meaning_of(word) for word in words_of(verb)), "")


def _told_stems(task: Task) -> frozenset[str]:
    """The stems of the words with which a task tells what the PA does, besides its title."""
    texts = (task.summary, *task.the_pa_does, *task.easy_read)
    return frozenset(meaning_of(word) for text in texts for word in words_of(str(text)))


def _once(stem: str, denied: frozenset[str]) -> str:
    """The stem of what is done again, where the thing itself is denied: restarting is starting."""
    return stem[2:] if stem.startswith("re") and stem[2:] in denied else stem


def _with_repeats(words: Iterable[Word]) -> frozenset[str]:
    """The meanings of words, and what is done again in them: all that `_once` can give."""
    meanings = frozenset(map(meaning_of, words))
    return meanings.union(meaning[2:] for meaning in meanings if meaning.startswith("re"))


_AT_THE_TASK = LazyPattern(
    r"^(?P<act>[^,;]+?)\s+(?:after|before|during|at|with) (?:a|an|the|each|every) (?P<thing>\w+)\W*$"
)


def does_what_is_denied(denial: str, line: str) -> bool:
    """Whether a line does an act that a line of what is not done forbids in every case.

    A line that denies something, or leaves it to someone who may decide, does not.
    """
    denied, (words, meanings) = _verbs(denial), _what_is_told(line)
    if denied.isdisjoint(meanings):
        return False
    acts, texts = _acts(denial), [word.text for word in words]
    stems = [_once(meaning_of(word), denied) for word in words]
    particles = frozenset[str]() if " or " in " ".join(denial.split()[:3]) else _particles(denial)
    return any(_does_directly(act, particles, stems, texts) for act in acts)


@lru_cache(maxsize=KEPT_SENTENCES)
def _verbs(denial: str) -> frozenset[str]:
    """The verbs of the acts of a line of what is not done."""
    return frozenset(verb for act in _acts(denial) for verb in act.verbs)


@lru_cache(maxsize=KEPT_SENTENCES)
def _what_is_told(line: str) -> tuple[tuple[Word, ...], frozenset[str]]:
    """The words of a line from what is done, and `_with_repeats`; none of a line that denies something, or leaves it to someone."""
    words = told_from(line)
    if _denies([word.text for word in words]) or _AS_SAID.search(line):
        return (), frozenset()
    return words, _with_repeats(words)


def _denies(texts: Sequence[str]) -> bool:
    """Whether the words of a line deny something; not where that is only when it is done: "when they are not sure"."""
    case = next((place for place, text in enumerate(texts) if place and text in _CASES), len(texts))
    return not NEGATIVE.isdisjoint(texts[:case])


_CASES = frozenset({"when", "whenever", "if", "while", "because"})
_SUBJECT = LazyPattern(
    r"(?:(?:You|PAs?|The PA|A PA|Your PA|They|She|He|Then (?:you|the PA|they))\s+(?:(?:can|may|will|also|then|now)\s+)*)?(?P<rest>.+)"
)


def told_from(line: str) -> tuple[Word, ...]:
    """The words of a line from what is done, without who does it."""
    begins = _SUBJECT.match(line)
    return words_of(begins["rest"]) if begins else ()


def _acts_at_the_task(line: str, task: Task) -> Iterator[Act]:
    """The act of a denial whose condition is the task itself: "Flush the tube after a feed", where the task is a feed."""
    found = _AT_THE_TASK.match(line)
    if found and stem_of(found["thing"].lower()) in {word.stem for word in words_of(task.title)}:
        yield from _acts(found["act"])


_ON_IT = LazyPattern(r"^(?P<verbs>[A-Z][a-z]+(?:(?:, | or |, or )[a-z]+)*) it\W*$")


def _acts_on_the_device(line: str, task: Task) -> Iterator[Act]:
    """The acts of a denial that are done to it, which is the thing that the summary of the task begins with."""
    found = _ON_IT.match(line)
    thing = _DEVICE.match(task.summary)
    if found and thing:
        verbs = frozenset(
            meaning_of(word) for word in words_of(found["verbs"]) if word.text.isalpha() and word.text not in _EMPTY
        )
        yield Act(verbs, (frozenset({stem_of(thing["thing"].lower())}),), frozenset())


_DEVICE = LazyPattern(r"(?:A|An|The) (?:(?:small|special|thin|soft|little|plastic|electric) )*(?P<thing>\w+) that\b")


def _particles(line: str) -> frozenset[str]:
    """The small words that belong to the verb of a line in the imperative: `out` in "Wash out a catheter"."""
    return frozenset(word.text for word in words_of(line)[1:4]) & _PARTICLES


def _does_directly(act: Act, particles: frozenset[str], stems: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether a line does an act: a verb of it begins the line or a part of it, and its thing follows at once."""
    if not act.also <= set(stems) or not particles <= set(texts):
        return False
    begins = [0, *(place + 1 for place, text in enumerate(texts[:-1]) if text in ("and", ",", "then"))]
    for place in begins:
        if stems and stems[place] in act.verbs:
            asks = texts[place + 1 : place + 2] == ["which"]  # "chooses which tablet"
            rest = range(place + 1 + asks, len(texts))
            end = next(
                (each for each in rest if texts[each] in _AFTER_THE_THING - particles or _begins_another(texts, each)),
                len(texts),
            )
            if any(_names(thing, stems[place + 1 : end], texts[place + 1 : end]) for thing in act.things):
                return True
    return False


def _begins_another(texts: Sequence[str], place: int) -> bool:
    """Whether another act begins at a place: "and notes its …"."""
    following = texts[place + 1 : place + 3]
    return texts[place] in ("and", ",") and len(following) > 1 and following[0].endswith("s") and following[1] in _EMPTY


#: What makes an act one that someone else has decided, or that the person directs.
_AS_SAID = LazyPattern(
    r"\b(?:as (?:taught|the plan|written|shown|agreed|directed)|with the (?:person|nurse)|at the person's word|only|under|unless|until|without)\b"
    r"|\b(?:if|when|where|once|after|before)\b.*\b(?:plan|nurse|prescriber|pharmacist|therapist|doctor|professional|trained|taught|signed|agreed|asks?|asked|says|says so|allows?)\b",
    re.IGNORECASE,
)


def broken_promises(facts: Facts) -> Iterator[tuple[Task, Route, Route]]:
    """Easy words of a task that promise what the task does not allow: the task, the promise, and what denies it."""
    for task in facts.records.tasks.values():
        if not task.replaced_by:
            denials = list(_denials(task))
            for route, line in _promising_lines(task):
                denial = _denied_by(task, line, [entry for entry in denials if entry[0] != route])
                if denial is not None:
                    yield task, route, denial


def _promising_lines(task: Task) -> Iterator[tuple[Route, str]]:
    """What the easy words say, and for a task that is never delegated its summary."""
    yield from lines_of(task, "easy_read")
    if task.status == "never":
        yield from ((("summary",), sentence) for sentence in re.split(r"(?<=[.!?])\s+", task.summary))


def _denied_by(task: Task, line: str, denials: Sequence[tuple[Route, Act]]) -> Route | None:
    """The route of what denies a line of the easy words; None where nothing does."""
    unchecked = _NO_CHECK.search(line)
    rest = line[: unchecked.start()] + line[unchecked.end() :] if unchecked else line
    is_denied = _denies([word.text for word in words_of(rest)]) or bool(_ONLY.match(rest))
    if is_denied:
        return None
    if unchecked and task.status in ("delegable", "by-exception"):
        return ("sign_off",)
    promise = _PROMISE.search(line)
    if promise is None:
        return None
    if (
        task.status == "never"
        and promise["who"].startswith("PA")
        and _handles_what_is_never_done(task, promise["rest"])
    ):
        return ("status",)
    if task.status == "never" and promise["modal"]:
        first = next(iter(words_of(promise["rest"])), None)
        verb = first.stem if first else ""
        allowed = _ALWAYS_ALLOWED | {words_of(does)[0].stem for does in task.the_pa_does if words_of(does)}
        if first and first.text == "do" and re.match(r"do (?:this|it|that)\b", promise["rest"]):
            return ("status",)
        if _LEARNS.search(promise["modal"]) and verb not in allowed:
            return ("status",)
    stems = [meaning_of(word) for word in words_of(promise["rest"])]
    texts = [word.text for word in words_of(promise["rest"])]
    on_it = _on_it(task, line, stems, texts)
    if on_it is not None:
        return on_it
    return next((route for route, act in denials if _does(act, stems, texts)), None)


def _on_it(task: Task, line: str, stems: Sequence[str], texts: Sequence[str]) -> Route | None:
    """The route of a denial of acts on it, of which the words of a promise have one: "stop it", "stop the pump"."""
    for index, denial in enumerate(task.the_pa_does_not):
        found = _ON_IT.match(denial) if denial.endswith(_IT) else None
        if found is None or _AS_SAID.search(line):
            continue
        device = _DEVICE.match(task.summary)
        named = words_of(f"{task.title} {device['thing'] if device else ''}")
        own = {"it", *(word.text for word in named if word.text.isalpha())} - (_EMPTY - {"it"})
        verbs = {meaning_of(word) for word in words_of(found["verbs"]) if word.text.isalpha()}
        for place, stem in enumerate(stems[:-1]):
            rest = [*dropwhile(_EMPTY.difference({"it"}).__contains__, texts[place + 1 :])]
            if stem in verbs and (not place or texts[place - 1] in _BEFORE_AN_ACT) and rest and rest[0] in own:
                return ("the_pa_does_not", index)
    return None


_IT = (" it", " it.")
_BEFORE_AN_ACT = word_set("and or also then even ,")


def _handles_what_is_never_done(task: Task, rest: str) -> bool:
    """Whether the words after "A PA can" do something to what the title of a task names, other than what the PA does there."""
    words = words_of(_PART_OF.sub("", rest))
    if not words or words[0].stem not in _HANDLES or _OF_ANOTHER_TASK.search(rest) or _ANOTHER.search(rest):
        return False
    things = frozenset(meaning_of(word) for word in words_of(task.title) if word.text not in _EMPTY)
    done = [words_of(line) for line in task.the_pa_does]
    allowed = {(line[0].stem, thing) for line in done if line for thing in _object_of(line)}
    return any(thing in things and (words[0].stem, thing) not in allowed for thing in _object_of(words))


_ANOTHER = LazyPattern(
    r"\b(?:other|another|different|ordinary|by mouth|only|through|around|near|beside|after|before)\b", re.IGNORECASE
)


def _does(act: Act, stems: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether the words after the subject of a sentence say that an act is done."""
    if not act.also <= set(stems):
        return False
    places = [place for place, stem in enumerate(stems) if stem in act.verbs]
    return any(_names(thing, stems[place + 1 :], texts[place + 1 :]) for place in places for thing in act.things)


def _names(thing: frozenset[str], stems: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether words name a thing, and not another one that is called after it: the feed, and not the feed bag."""
    places = [place for place, stem in enumerate(stems) if stem in thing]
    if {stems[place] for place in places} != thing:
        return False
    after = texts[places[-1] + 1] if places[-1] + 1 < len(texts) else "."
    return not after.isalpha() or after in _EMPTY | _AFTER_THE_THING | _HOW_OFTEN or bool(_CONDITION.fullmatch(after))


def _denials(task: Task) -> Iterator[tuple[Route, Act]]:
    """What a task does not allow, with the routes of the lines that say so."""
    for index, line in enumerate(task.the_pa_does_not):
        for act in _acts(line):
            yield ("the_pa_does_not", index), act
    for index, line in enumerate(task.easy_read):
        denied = _DENIED.search(line) or _ONLY_SOMEONE_ELSE.match(line)
        for act in _acts(denied["rest"]) if denied else ():
            yield ("easy_read", index), act
    if task.status == "never":
        title = _CONDITION.split(_IN_BRACKETS.sub("", task.title))[0]
        for act in _acts(title):
            yield ("title",), act._replace(also=frozenset())


#: Where a line goes on with another act: "or cut a stocking".
_NEXT_ACT = LazyPattern(r",? (?:or|and|nor) (?=(?P<verb>[a-z]+) (?:an?|the|any|another|someone|their|your|it|them)\b)")


@lru_cache(maxsize=KEPT_SENTENCES)
def _acts(line: str) -> tuple[Act, ...]:
    """The acts that a line in the imperative speaks of, if it holds in every case and says what they are done to."""
    plain = _EVEN.sub("", line)
    if any(word.text in _CONDITIONAL for word in words_of(plain)) and _CONDITION.search(plain):
        return ()
    begins, acts = 0, list[Act | None]()
    for found in _NEXT_ACT.finditer(plain):
        act = _act(plain[begins : found.start()])
        if (act is None or act.things) and found["verb"] not in _EMPTY | _AFTER_THE_THING | _PARTICLES:
            acts.append(act)
            begins = found.end()
    acts.append(_act(plain[begins:]))
    return tuple(act for act in acts if act and act.things) if all(acts) else ()


def _act(plain: str) -> Act | None:
    """The act of a part of a line; None where it holds in some cases only. Without things, it says nothing."""
    words = [word for word in words_of(plain) if word.text not in (".", "(", ")", "–", "—", ":")]
    if not words:
        return Act(frozenset(), (), frozenset())
    verbs, place = {meaning_of(words[0])}, 1
    while place < len(words):
        if words[place].text in _PARTICLES:
            place += 1
        elif words[place].text in _SEPARATORS and place + 1 < len(words) and words[place + 1].text not in _EMPTY:
            verbs.add(meaning_of(words[place + 1]))
            place += 2
        else:
            break
    things: list[set[str]] = [set()]
    also: set[str] = set()
    for number, word in enumerate(words[place:], place):
        if word.text in _AFTER_THE_THING and things != [set()]:
            if word.text in _RESTRICTS:
                return None
            also = {meaning_of(each) for each in words[number + 1 :] if each.text.isalnum() and each.text not in _EMPTY}
            break
        if word.text in _SEPARATORS:
            things.append(set())
        elif word.text not in _EMPTY | _PARTICLES:
            things[-1].add(meaning_of(word))
    found = tuple(frozenset(thing) for thing in things if thing)
    return Act(frozenset(verbs), found, frozenset(also))


def meaning_of(word: Word) -> str:
    """The stem of a word, or of another that means the same in a plan: `amount` for a dose."""
    return _SAME.get(word.stem, word.stem)


@lru_cache(maxsize=KEPT_SENTENCES)
def _key(line: str) -> frozenset[str]:
    """A line so that two which say the same are equal."""
    return content_stems(line, _EMPTY)


#: Words with which a line says that the PA does something to the person, a device or a medicine.
_HANDLES = stems_of(
    "give inject insert put place connect disconnect attach start set change alter adjust increase reduce raise lower double halve skip "
    "crush hide mix draw prick flush wash clean dress debride treat suction pass pull push remove fit replace cut decide choose assess "
    "judge diagnose prescribe calculate confirm verify pronounce certify take write work"
)
#: What makes it part of a task that the PA is signed off for, or something that helps those who do the task.
_OF_ANOTHER_TASK = LazyPattern(
    r"\bsigned off\b|\bplans?\b|\bcharts?\b|\blabels?\b|\bas (?:taught|shown|agreed|written|practised|directed)\b|\bwithout\b|\bwhile the\b"
    r"|\b(?:nurse|doctor|prescriber|pharmacist|therapist|team|clinic|hospital|GP)s?\b|\b(?:down|part in|away|ready|within reach|close by)\b",
    re.IGNORECASE,
)
#: Parts of a thing stand for the thing: "half of the dose".
_PART_OF = LazyPattern(
    r"\b(?:half|part|some|all|twice|double|more|less|most|the rest|a bit|a little)\s+(?:of\s+)?", re.IGNORECASE
)


def done_although_never(facts: Facts) -> Iterator[tuple[Task, Route]]:
    """Lines of tasks that are never delegated and that let the PA do the task, with their routes.

    Such a line begins with an act, and does it to what the title, the summary or the list of what the PA does not do names.
    """
    for task in facts.records.tasks.values():
        if task.status != "never" or task.replaced_by:
            continue
        own = {
            meaning_of(word)
            for word in words_of(f"{task.title} {task.summary}")
            if word.text.isalpha() and word.text not in _EMPTY
        }
        for line in task.the_pa_does_not:
            own.update(stem for act in _acts(line) for thing in act.things for stem in thing)
        for index, line in enumerate(task.the_pa_does):
            words = words_of(_PART_OF.sub("", line))
            if not words or words[0].stem not in _HANDLES or _OF_ANOTHER_TASK.search(line):
                continue
            route: Route = ("the_pa_does", index)
            if (
                NEGATIVE.isdisjoint(word.text for word in words)
                and own.intersection(_object_of(words))
                and not any(task is other and route == done for other, done, _ in done_and_forbidden(facts))
            ):
                yield task, route


def _object_of(words: Sequence[Word]) -> Sequence[str]:
    """The stem of the thing that the verb at the beginning of a line is done to; none where it has no such thing."""
    rest = [*words[1:]]
    while rest and rest[0].text in _PARTICLES:
        rest.pop(0)
    end = next(
        (
            place
            for place, word in enumerate(rest)
            if not word.text.isalnum()
            or word.text in _AFTER_THE_THING | _SEPARATORS | _PARTICLES
            or _CONDITION.fullmatch(word.text)
        ),
        len(rest),
    )
    things = [meaning_of(word) for word in rest[:end] if word.text not in _EMPTY]
    return things[-1:]
