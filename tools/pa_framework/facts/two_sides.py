"""What one record says in two fields that cannot both be so: alone and not alone, today and next week, wrong and told."""

import re
from collections.abc import Iterator

from pa_framework.facts.facts import Facts
from pa_framework.facts.lines import lines_of
from pa_framework.facts.own_commands import Command, told_words
from pa_framework.text.guarded_pattern import GuardedPattern
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.sentences import sentences_of
from pa_framework.text.word_forms import content_stems, has_negative, stems_of, word_set, words_of

_ALONE = LazyPattern(
    r"\b(?:on (?:your|their|my) own|alone|by (?:yourself|themselves)|without (?:help|anyone))\b", re.IGNORECASE
)
_WITH = LazyPattern(
    r"\b(?:with|next to|beside) (?:someone|somebody|a colleague|another PA|a PA|a mentor|help|people)\b(?: (?:beside|near|next to|close to|at hand))?"
    r"|\bsomeone (?:is |stands? |stays? )?(?:beside|near|next to|with) you\b|\btogether with\b",
    re.IGNORECASE,
)
_EMPTY = word_set(
    "a an the this that these those it its their his her your my our them they he she you i to of or and is are be been do does did may can will must "
    "should not no never any own has have had someone one even person's person people up down off out in on at for with by as if when because so very too"
)


def _stems(line: str) -> frozenset[str]:
    return content_stems(line, _EMPTY)


def steps_alone_and_not(facts: Facts) -> Iterator[Command]:
    """Steps whose easy words have someone beside the learner where the summary has them alone, or the other way round."""
    for step in facts.records.steps.values():
        first = next(iter(sentences_of(step.summary)), ("", 0))[0]
        for here, there in ((_WITH, _ALONE), (_ALONE, _WITH)):
            if not there.search(first) or here.search(first) or has_negative(first):
                continue
            for place, line in enumerate(step.easy_read):
                if here.search(line) and not has_negative(line.replace("without", "")):
                    yield Command(step, ("easy_read", place), line, step.origin.at("summary"), first)


_NOT_ALONE = LazyPattern(r"^(?:A|An|Any|The) (?P<what>(?:\w+ )?\w+) (?:alone|on your own)\b")


def weeks_with_what_is_not_expected(facts: Facts) -> Iterator[Command]:
    """Weeks of a level with something done alone that its list of what is not expected rules out alone."""
    for level in facts.records.levels.values():
        for index, line in enumerate(level.not_expected):
            found = _NOT_ALONE.match(line)
            what = _stems(found["what"]) if found else frozenset()
            for place, week in enumerate(level.week if what else ()):
                for sentence, _ in sentences_of(week):
                    alone = _ALONE.search(sentence)
                    if alone and not has_negative(sentence) and what <= _stems(sentence[: alone.start()]):
                        yield Command(level, ("week", place), sentence, level.origin.at("not_expected", index), line)


_REASON = LazyPattern(r",?\s+(?:because|since|while|so that)\b", re.IGNORECASE)
#: What is done has so many words at least, with its verb.
_FEWEST = 2


def told_to_do_what_goes_wrong(facts: Facts) -> Iterator[Command]:
    """Easy words and statements of a competence that tell someone to do what its list of what goes wrong has.

    Compared is a line that begins with what is done, and perhaps gives a reason ("Lifting by hand because the hoist takes
    long"), with one that begins with the same verb, and has all that is done, or something of the reason.
    """
    for competence in facts.records.competences.values():
        wrong: list[tuple[int, str, str, frozenset[str], frozenset[str]]] = []
        for index, line in enumerate(competence.goes_wrong):
            words = words_of(line)
            if words and words[0].text.endswith("ing") and not has_negative(line):
                done, _, why = _REASON.sub("|", line).partition("|")
                wrong.append((index, line, words[0].stem, _stems(done), _stems(why)))
        for route, line in lines_of(competence, "statements", "easy_read") if wrong else ():
            words = told_words(line)
            for index, why, verb, act, reason in wrong:
                if not words or words[0].stem != verb or has_negative(line):
                    continue
                said = _stems(line)
                if (len(act) >= _FEWEST and act <= said) or reason & said:
                    yield Command(competence, route, line, competence.origin.at("goes_wrong", index), why)
                    break


_TELLS = stems_of("report tell say ring inform phone notify pass mention")
_SOON = GuardedPattern(
    r"\b(?:the same (?:day|shift|hour)|at once|straight away|right away|immediately|today|now)\b",
)
_LATE = GuardedPattern(
    r"\b(?:(?:at|in|by|until) the (?:next|weekly|monthly|following|end of the (?:week|month))(?: (?:weekly|monthly|team))?\s*(?:review|visit|meeting|week|month|supervision|handover|shift)?"
    r"|next (?:week|month)|(?:once|every) (?:a )?(?:week|month)|weekly|monthly|when there is time|after the weekend|(?:some|a few) days later|sooner or later)\b",
)


def told_too_late(facts: Facts) -> Iterator[Command]:
    """Lines of a competence that report something later than another line of it says."""
    for competence in facts.records.competences.values():
        lines = list(lines_of(competence, "statements", "easy_read"))
        soon = [
            (route, line)
            for route, line in lines
            if _SOON.search(line)
            and not has_negative(line)
            and not _TELLS.isdisjoint(word.stem for word in words_of(line))
        ]
        for route, line in lines if soon else ():
            words = told_words(line)
            late = _LATE.search(line)
            if late and words and words[0].stem in _TELLS and not has_negative(line) and not _SOON.search(line):
                yield Command(competence, route, line, competence.origin.at(*soon[0][0]), soon[0][1])


def carried_on_at_a_stop(facts: Facts) -> Iterator[Command]:
    """Answers of the trace that have a task go on at a trigger that stops it. The sentence names the trigger by its title."""
    stops = [
        (trigger, _stems(name))
        for trigger in facts.records.triggers.values()
        for name in (trigger.title, trigger.id.replace("-", " "))
        if trigger.does == "stop"
    ]
    for row in facts.records.trace.values():
        for sentence, _ in sentences_of(row.answer):
            if not _GOES_ON.search(sentence) or has_negative(sentence) or _UNTIL.search(sentence):
                continue
            stems = {word.stem for word in words_of(sentence)}
            trigger = next((each for each, title in stops if title <= stems), None)
            if trigger is not None:
                yield Command(row, ("answer",), sentence, trigger.origin.at("does"), trigger.title)


_GOES_ON = LazyPattern(r"\b(?:carr(?:y|ies)|go(?:es)?|keeps?) on\b|\bcontinues?\b", re.IGNORECASE)
_UNTIL = LazyPattern(r"\b(?:only|unless|after|once|until|if|new decision)\b", re.IGNORECASE)
