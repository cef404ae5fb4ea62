"""What a role does, a level's week holds or a form of support offers, and a line of the same record rules out.

A line that rules something out is read as acts: verbs, and what each is done to. A line with a condition rules it out in some
cases only and is left alone, as is what is left to someone else. Words that may be done with anything, such as to give or
to ask, need not be the same: "Never ask how to use the pump" rules out "Tips on how to use the pump".
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from pa_framework.facts.facts import Facts
from pa_framework.facts.lines import lines_of
from pa_framework.facts.opposites import meaning_of
from pa_framework.facts.own_commands import Command
from pa_framework.facts.quoted import Misquoted
from pa_framework.facts.two_sides import weeks_with_what_is_not_expected
from pa_framework.records.model import Role
from pa_framework.records.yaml_source import Route
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.sentences import sentences_of
from pa_framework.text.word_forms import KEPT_SENTENCES, has_negative, stem_of, stems_of, word_set, words_of


class Act(NamedTuple):
    """What is ruled out: a verb, empty where the thing alone is, and the stems of the thing in their order."""

    verb: str
    thing: tuple[str, ...]


#: With these words, what is ruled out is so in some cases only.
_CONDITION = LazyPattern(
    r"\b(?:unless|until|except|while|before|after|once|only|just|if|when|without|because|during|than|alone|both|same|usually|always|have to|has to|need to|at first|yet|all|in place of|own competence)\b",
    re.IGNORECASE,
)
#: What makes a line one that leaves it to someone else, or holds in some cases only.
_LEFT_TO_OTHERS = LazyPattern(
    r"\b(?:asks?|asked|who|whom|where to|(?:an?|the|your|their) (?:\w+ )?(?:nurse|doctor|therapist|professional|clinician|lawyer|solicitor|team)|nurses|unless|until|only|if|once|after(?! which)|instead|rather|nothing|nobody"
    r"|stops?|refuses?|watch|shadow)\b",
    re.IGNORECASE,
)
_HIGH_RISK = re.compile(
    r"\b(?:high(?:er|est)?[- ]risk|risk(?:y|ier|iest)|(?:most )?dangerous)\b(?: ones?\b)?", re.IGNORECASE
)
_SMALL_WORDS = word_set(
    "a an the this that these those its their his her your our any some each also is are be been as even there here then person persons people pa pas "
    "someone anyone anything"
)
_SAME = {stem_of(word): stem_of("advise") for word in ("advice", "tell", "say", "inform", "explain")}
_OF = stems_of("of for with to in on about by from between among")
_PARTICLES = word_set("out in up off back on over")
#: Verbs that may be done with anything: the thing alone is compared.
_ANY_VERB = stems_of(
    "ask give offer provide do take share post write put show send use make get have cover work sell publish print upload"
)


@lru_cache(maxsize=KEPT_SENTENCES)
def _stems(line: str) -> tuple[str, ...]:
    """The meanings of the words of a line in their order, with its marks."""
    plain = _HIGH_RISK.sub("highrisk", line.replace("how to ", "howto "))
    found = (
        (word.text, meaning_of(word))
        for word in words_of(plain)
        if word.text not in _SMALL_WORDS and (word.text.isalnum() or word.text in _MARKS)
    )
    return tuple(_SAME.get(stem, stem) for _, stem in found)


_MARKS = frozenset(",;:.(")
_JOINS = frozenset({",", "or", "and", "nor"})


def acts_ruled_out(words: str, *, gerunds: bool = False) -> Iterator[Act]:
    """The acts that the words of a denial name: "assess or sign off high-risk tasks" are two."""
    words = _REASON.sub("", words)
    if _CONDITION.search(words):
        return
    parts = _BEFORE_A_GERUND.split(words) if gerunds else _BEFORE_A_VERB.split(words)
    for part in parts:
        stems = list(_stems(re.split(r"[;:.(]|, (?:though|although|even|not|so|which)\b", part)[0]))
        while stems and stems[-1] in _MARKS:
            stems.pop()
        verbs, place = stems[:1], 1
        while place < len(stems):
            if stems[place] in _PARTICLES:
                place += 1
            elif (
                stems[place] in _JOINS
                and place + 1 < len(stems)
                and (not gerunds or _is_gerund(part, stems[place + 1]))
            ):
                verbs.append(stems[place + 1])
                place += 2
            else:
                break
        for thing in _things(stems[place:]) if place < len(stems) else ((),):
            for verb in verbs:
                if thing or verb not in _ANY_VERB:
                    yield Act("" if verb in _ANY_VERB else verb, thing)


_REASON = re.compile(r", (?:because|since|though|although)\b.*")
_BEFORE_A_GERUND = re.compile(r",? (?:or|and) (?=\w+ing\s)")
_BEFORE_A_VERB = re.compile(
    r",? (?:or|and|nor) (?:(?:does|do|will|can|may) (?:not|never) )?(?=(?:act|tak|giv|help|negotiat|decid|advis|rat|sell|send|writ)\w* )"
)


def _is_gerund(part: str, stem: str) -> bool:
    return any(word.stem == stem and word.text.endswith("ing") for word in words_of(part))


def _things(stems: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """What something is done to, in alternatives: what follows a preposition belongs to each."""
    end = next((place for place, stem in enumerate(stems) if place and stem in _OF), len(stems))
    tail = tuple(stem for stem in stems[end:] if stem not in _JOINS)
    things: list[list[str]] = [[]]
    for stem in stems[:end]:
        if stem in _JOINS:
            things.append([])
        else:
            things[-1].append(stem)
    for thing in things:
        if thing:
            yield (*thing, *tail)


# --- roles

_LIMIT = LazyPattern(
    r"^(?:(?:It |They |She |He )?(?:Does|Do|May|Must|Can|Will|Is|Are)? ?(?:not|never) |Cannot )(?P<what>[^.;:(]+)",
    re.IGNORECASE,
)
_BEGINS = LazyPattern(
    r"^(?:(?:You|They|She|He|(?:The|This|A|An|Your) [\w -]{2,40}?)\s+(?:(?:can|may|will|could|also|then|now|often|sometimes)\s+)+|(?:You|They|She|He)\s+)?(?P<rest>.+)",
    re.IGNORECASE,
)
_EVERY = stems_of("every all whatever")


def roles_against_their_limits(facts: Facts) -> Iterator[tuple[Role, Route, Route]]:
    """Lines of a role in which it does what its limits say that it does not do, with both routes."""
    for role in facts.records.roles.values():
        if role.replaced_by:
            continue
        limits = [
            (("limits", index), act, line)
            for index, line in enumerate(role.limits)
            if (found := _LIMIT.match(" ".join(line.split())))
            for act in acts_ruled_out(found["what"])
            if act.verb and act.thing
        ]
        for route, line in lines_of(role, "does", "summary", "easy_read") if limits else ():
            for sentence, _ in sentences_of(" ".join(line.split())):
                limit = next((limit for limit, act, said in limits if _does(sentence, act, said)), None)
                if limit is not None:
                    yield role, route, limit
                    break


def _does(sentence: str, act: Act, limit: str) -> bool:
    """Whether a sentence has an act done that a limit rules out: with the same things, or with every task."""
    if act.verb not in _stems(sentence) or has_negative(sentence):
        return False
    if _LEFT_TO_OTHERS.search(sentence) and not _LEFT_TO_OTHERS.search(limit):
        return False
    for clause in _CLAUSES.split(sentence):
        begins = _BEGINS.match(clause)
        stems = _stems(begins["rest"]) if begins else ()
        if stems[:1] != (act.verb,):
            continue
        rest = [stem for stem in stems[1:] if stem not in _PARTICLES]
        if rest and set(act.thing) - _OF - _JOINS <= set(rest) and (len(act.thing) > 1 or rest[0] == act.thing[0]):
            return True
        if act.thing[-1] == _TASK and rest[:1] and rest[0] in _EVERY and rest[1:2] == [_TASK]:
            return len(rest) == _EVERY_TASK or rest[_EVERY_TASK] in _MARKS
    return False


#: Where a sentence goes on with something else that is done.
_CLAUSES = re.compile(
    r",? (?:and|but|or) (?:also |then )?(?=[a-z]+s\s|(?:help|teach|train|tell|watch|ring|show|support|write|read|give|look|sign|assess|delegate|review|advise)\b)"
)
_TASK = stem_of("tasks")
_EVERY_TASK = 2  # words


# --- levels


def weeks_with_acts_not_expected(facts: Facts) -> Iterator[Command]:
    """Weeks and easy words of a level with something that its list of what is not expected has: "covering nights"."""
    alone = {(each.record.id, each.route) for each in weeks_with_what_is_not_expected(facts)}
    for level in facts.records.levels.values():
        denied = [
            (index, line, part)
            for index, line in enumerate(level.not_expected)
            for part in _gerunds(next(iter(sentences_of(" ".join(line.split()))), ("", 0))[0])
        ]
        for route, text in lines_of(level, "week", "easy_read", "summary") if denied else ():
            for sentence, _ in sentences_of(" ".join(text.split())):
                if has_negative(sentence) or _LEFT_TO_OTHERS.search(sentence) or _WITH_OTHERS.search(sentence):
                    continue
                found = next((each for each in denied if _in_a_week(sentence, each[2])), None)
                if found is not None and (level.id, route) not in alone:
                    yield Command(level, route, sentence, level.origin.at("not_expected", found[0]), found[1])
                    break


def _gerunds(line: str) -> Iterator[str]:
    """The acts of a line of what is not expected, each from its gerund: "Being on call", "covering nights"."""
    if not _CONDITION.search(line) or _IS_SO.match(line):
        yield from (part for part in _BEFORE_A_GERUND.split(line.rstrip(".")) if _GERUND.match(part))


_GERUND = re.compile(r"\w+ing\b")
_IS_SO = re.compile(r"Being (?=[^.,;]+$)(?!.*\b(?:unless|until|without|before|after|when|if)\b)")
_WITH_OTHERS = LazyPattern(
    r"\b(?:beside|next to|together|with (?:a|an|another|the|your) (?:experienced|other|colleague|mentor|second|night)|employer)\b",
    re.IGNORECASE,
)
_YOU = LazyPattern(
    r"(?:\byou(?: (?:also|often|sometimes|may|can|will|now|then))*|^) (?P<rest>[^.;]+)|^(?P<rest2>\w+ing\b[^.;]+)",
    re.IGNORECASE,
)
_YOU_ARE = r"(?:^|\byou(?:['’]re| are| (?:may|can|will) be| have to be)(?: (?:also|often|sometimes|always|now))* )"
_MORE = stems_of("two three four five six seven one first second third last every waking whole long more")
_NAMES_MORE = LazyPattern(
    r"^(?:shifts?\b)?\s*(?:(?:alone|by yourself|on your own|on call|on duty|because|while|(?:a|each|every) (?:week|month)|as)\b|[.,;:]|$)",
    re.IGNORECASE,
)
_COLLEAGUES = LazyPattern(r"\b(?:PAs?|colleagues?|newcomers?|someone|staff|team)\b")
#: Not the setting of the radio.
_OF_A_TREATMENT = LazyPattern(
    r"\bof (?:\w+ )?(?:\w+ )?(?:insulin|medicines?|tablets?|oxygen|pump|ventilator|machine|mask|feed|painkillers?|pills?)\b",
    re.IGNORECASE,
)
#: Things of which a week may tell much.
_TOO_GENERAL = stems_of("plan time day")
_NEAR = 4  # words
_ENDS = _OF | _MARKS | stems_of("yourself alone again as at after when because while for today too now often sometimes")


def _in_a_week(sentence: str, denied: str) -> bool:
    """Whether a sentence of a week has an act: said of you, as its first word, or as the thing that the sentence begins with."""
    if denied.lower().startswith("being "):
        return bool(re.search(rf"{_YOU_ARE}{re.escape(denied[6:])}(?![\w-])", sentence, re.IGNORECASE))
    acts = list(acts_ruled_out(denied, gerunds=True))
    for found in _YOU.finditer(sentence):
        for clause in _CLAUSES.split(found["rest"] or found["rest2"]):
            stems = [stem for stem in _stems(clause) if stem not in _PARTICLES | _JOINS]
            if any(_is_done(stems, act, clause) for act in acts):
                return True
    return any(not act.verb and _begins_with(sentence, act.thing) for act in acts)


def _is_done(stems: list[str], act: Act, clause: str) -> bool:
    """Whether an act is done in words that begin with a verb: its thing follows near, and no other is called after it."""
    if not stems or (stems[0] != act.verb if act.verb else stems[0] not in _ANY_VERB):
        return False
    thing = [stem for stem in act.thing if stem not in _PARTICLES | _JOINS]
    if not thing:
        return bool(act.verb) and bool(_COLLEAGUES.search(clause))
    if len(thing) == 1 and thing[0] in _TOO_GENERAL:
        return False
    for place in range(1, _NEAR):
        after = stems[place + len(thing)] if place + len(thing) < len(stems) else ","
        if stems[place : place + len(thing)] == thing and after in _ENDS:
            return after != "of" or bool(_COLLEAGUES.search(clause) or _OF_A_TREATMENT.search(clause))
    return False


def _begins_with(sentence: str, thing: Sequence[str]) -> bool:
    """Whether a sentence begins with a thing, and not with another that is called after it: "Two nights", and not "Night notes"."""
    words = list(re.finditer(r"[A-Za-z0-9'’-]+", sentence))
    place = 0
    while place < len(words) and (
        words[place][0].lower() in _SMALL_WORDS
        or any(stem_of(part) in _MORE for part in words[place][0].lower().split("-"))
    ):
        place += 1
    said = [stem_of(word[0].lower()) for word in words[place : place + len(thing)]]
    return (
        bool(said)
        and said == list(thing)
        and bool(_NAMES_MORE.match(sentence[words[place + len(thing) - 1].end() :].lstrip(" ")))
    )


# --- support

_RULE = LazyPattern(
    r"(?:^(?:Never|Do not|Don't) |^(?:It|We|They|(?:The|A|An) [\w -]{2,30}?)(?: [^.;,]{1,30} and)? (?:cannot|can not|does not|do not|never|must not|may not|will not) )(?P<what>[a-z][^.;:]+)"
    r"|^(?P<no>No )(?P<what2>[a-z][^.;:]+)",
    re.IGNORECASE,
)
_NEXT = LazyPattern(r"^(?:Where|How|When|Who|What to do|News|Reminders?|Rules?)\b", re.IGNORECASE)


def offers_against_the_rules(facts: Facts) -> Iterator[Misquoted]:
    """Offers of a form of support that a rule of it rules out."""
    for support in facts.records.support.values():
        denied = [
            (index, sentence, act)
            for index, line in enumerate(support.rules)
            for sentence, _ in sentences_of(" ".join(line.split()))
            if (found := _RULE.search(sentence))
            for act in acts_ruled_out(found["what"] or f"have {found['what2']}")
            if act.thing
        ]
        for route, line in lines_of(support, "offers", "summary", "easy_read") if denied else ():
            for sentence, _ in sentences_of(" ".join(line.split())):
                rest = _SOMEONE_WHO.sub("", sentence)
                if has_negative(rest) or _LEFT_TO_OTHERS.search(rest) or _NEXT.search(rest):
                    continue
                ruled_out = next((each for each in denied if _offers(sentence, each[2])), None)
                if ruled_out is not None:
                    rule = support.origin.at("rules", ruled_out[0])
                    yield Misquoted(
                        support.origin.at(*route),
                        sentence.rstrip("."),
                        ruled_out[1].rstrip("."),
                        rule,
                        "what it offers",
                    )
                    break


_SOMEONE_WHO = re.compile(r"^(?:Someone|People|PAs|An? \w+) who ")


def _offers(sentence: str, act: Act) -> bool:
    """Whether a sentence offers what is ruled out: the thing in its words, after the verb where one is named."""
    stems, thing = _stems(sentence), tuple(stem for stem in act.thing if stem not in _PARTICLES)
    places = [place for place in range(len(stems) - len(thing) + 1) if stems[place : place + len(thing)] == thing]
    if act.verb:
        return any(act.verb in stems[max(0, place - 2) : place] for place in places)
    before = _ANY_VERB if _ADVICE in thing else _ANY_VERB | _ABOUT
    return len(thing) > 1 and any(not place or stems[place - 1] in before for place in places)


_ADVICE = stem_of("advise")
_ABOUT = stems_of("on of with about in")
