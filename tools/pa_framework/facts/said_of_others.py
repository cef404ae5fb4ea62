"""What a text says of a telephone number, of a day, of what is paid, or of the order of steps, that cannot be so."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import PurePosixPath
from typing import NamedTuple

from pa_framework.facts.facts import Facts, Text
from pa_framework.facts.lines import lines_of
from pa_framework.facts.pages import PageText
from pa_framework.facts.prose import page_prose, place_in, prose
from pa_framework.records.model import Rate
from pa_framework.records.yaml_source import Route
from pa_framework.text.findings import Span
from pa_framework.text.sentences import join_words, sentences_of
from pa_framework.text.word_forms import has_negative


class Said(NamedTuple):
    """What a text says that cannot be so: its place, its words, and what is so."""

    span: Span
    words: str
    is_so: str


_PHONE = re.compile(r"0(?<![\w£.,/+-]0)[1-9](?:[ -]?\d){5,11}(?![\w]|[.,/-]\d)")
#: How many figures a number of the United Kingdom has, by how it begins (Ofcom's numbering plan). 0800 1111 is Childline.
_FIGURES = (
    ("0800", (8, 10, 11)),
    ("0845", (7, 11)),
    ("08", (11,)),
    ("03", (11,)),
    ("07", (11,)),
    ("09", (11,)),
    ("0", (10, 11)),
)


def doubtful_phone_numbers(facts: Facts) -> Iterator[Said]:
    """Telephone numbers with too few or too many figures, or one figure away from a number that others write."""
    found: dict[str, list[tuple[Text | PageText, re.Match[str]]]] = defaultdict(list)
    texts: tuple[Text | PageText, ...] = (*prose(facts).matching(_PHONE), *page_prose(facts).matching(_PHONE))
    for text in texts:
        for match in _PHONE.finditer(text.text):
            found[re.sub(r"\D", "", match[0])].append((text, match))
    for number, places in found.items():
        fits = next(lengths for start, lengths in _FIGURES if number.startswith(start))
        if len(number) not in fits:
            wanted = join_words(map(str, fits), "or")
            why = f"it has {len(number)} figures; numbers that begin with {number[:2]} have {wanted}"
        elif len(places) == 1 and (like := _usual_number(number, found)):
            why = f"other texts write {like}, which differs in one figure"
        else:
            continue
        for text, match in places:
            yield Said(place_in(text, *match.span()), match[0], why)


def _usual_number(number: str, found: dict[str, list[tuple[Text | PageText, re.Match[str]]]]) -> str:
    """A number in at least three texts that differs in one figure, or has two figures the other way round."""
    for other, places in found.items():
        if len(places) < 3 or len(other) != len(number):
            continue
        apart = [place for place in range(len(number)) if number[place] != other[place]]
        swapped = len(apart) == 2 and number[apart[0]] == other[apart[1]] and number[apart[1]] == other[apart[0]]
        if len(apart) == 1 or swapped:
            return places[0][1][0]
    return ""


_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_TO_COME = re.compile(
    rf"\b(?:will (?!have\b)(?:\w+ ){{1,6}}|is (?:due )?to (?:\w+ ){{1,4}}|are (?:due )?to (?:\w+ ){{1,4}}|is expected |are expected )"
    rf"(?:on|from|by|in) (?P<day>\d{{1,2}} (?:{_MONTHS}) \d{{4}})\b"
)


def past_days_told_as_to_come(facts: Facts) -> Iterator[Said]:
    """Days in the past of which a text says that something will happen on them. What was said once is left alone."""
    texts: tuple[Text | PageText, ...] = (*facts.texts, *facts.page_texts)
    for text in texts:
        if " 20" not in text.text or (
            isinstance(text, Text) and text.kind in ("case-study", "evidence", "plan", "changes")
        ):
            continue
        said = text.text.replace("\n", " ")
        for match in _TO_COME.finditer(said):
            day = _day(match["day"])
            if day is not None and day < facts.on:
                yield Said(place_in(text, *match.span()), " ".join(match[0].split()), f"{match['day']} has passed")


def _day(words: str) -> date | None:
    number, month, year = words.split()
    try:
        return date(int(year), _MONTHS.split("|").index(month) + 1, int(number))
    except ValueError:  # there is no such day
        return None


_AN_HOUR = re.compile(r"£(?P<amount>\d+(?:\.\d\d)?) (?:an|per|each) hour\b")


def amounts_of_no_band(facts: Facts) -> Iterator[Said]:
    """Amounts for an hour that a level promises, and that neither its pay bands nor the law have."""
    of_law = {entry.value for law in facts.records.law.values() for value in law.values for entry in value.history}
    for text in prose(facts).matching(_AN_HOUR):
        level = facts.records.levels.get(PurePosixPath(text.document.path).stem) if text.kind == "level" else None
        if level is None or any(
            band.title.casefold() in text.text.casefold() for band in facts.records.pay_bands.values()
        ):
            continue  # PAY019 compares an amount with the band that its text names
        names = (level.pay_band, *level.other_pay_bands)
        bands = [facts.records.pay_bands[name] for name in names if name and name in facts.records.pay_bands]
        amounts = {amount for band in bands for rate in band.rates for amount in _amounts(rate)} | of_law
        for match in _AN_HOUR.finditer(text.text):
            if Decimal(match["amount"]) not in amounts:
                yield Said(place_in(text, *match.span()), match[0], "no pay band of this level has this amount")


def _amounts(rate: Rate) -> tuple[Decimal | None, ...]:
    return rate.paid, rate.paid_up_to, rate.funded, rate.self_employed


#: The steps from an agreement to a sign-off, by how a line about each begins: a group for each, in their order.
_STEPS = re.compile(
    r"(?:the |a |first |second |third )?"
    r"(?:(training|trained)|((?:observed |watched )?practices?)|(assessments?|assessed)|(sign-off|signed off))\b",
    re.IGNORECASE,
)


def steps_out_of_order(facts: Facts) -> Iterator[Said]:
    """Lists of at least three of the steps training, practice, assessment and sign-off in which one comes too early."""
    lists: dict[tuple[str, Route], list[Text]] = defaultdict(list)
    for text in facts.texts:
        if text.route and isinstance(text.route[-1], int) and len(text.text) < _LONGEST_STEP:
            lists[text.document.path, text.route[:-1]].append(text)
    for lines in lists.values():
        if len(lines) < _FEWEST_STEPS:
            continue
        steps = [(step, text) for text in lines if (step := _step(text.text)) is not None]
        if len({step for step, _ in steps}) < _FEWEST_STEPS:
            continue
        for (step, text), (following, _) in pairwise(steps):
            if following < step:
                yield Said(text.span, text.text, "training, practice, assessment and sign-off follow in this order")
                break


#: A list of fewer steps says nothing about their order.
_FEWEST_STEPS = 3
#: What a line about a step may begin with.
_FIRST_LETTERS = frozenset("tTaAfFsSoOwWpP")
#: A longer line says more than the name of a step.
_LONGEST_STEP = 60


def _step(line: str) -> int | None:
    found = _STEPS.match(line) if line[:1] in _FIRST_LETTERS else None
    return found.lastindex if found else None


_CARRIES_ON = re.compile(
    r"\b(?:carr(?:y|ies) on|go(?:es)? on|continues?|keeps? (?:on |going|doing))(?: (?:with|as|doing|to do|until|for)\b|[.,;!]|$)",
    re.IGNORECASE,
)


def told_to_carry_on(facts: Facts) -> Iterator[Said]:
    """Lines of triggers that stop the PA, in which the PA is told to carry on until there is a decision."""
    for trigger in facts.records.triggers.values():
        if trigger.does != "stop":
            continue
        for route, line in lines_of(trigger, "summary", "meanwhile"):
            for sentence, _ in sentences_of(line):
                found = _CARRIES_ON.search(sentence)
                if found and not has_negative(sentence) and not _KEEPS_ALIVE.search(sentence):
                    yield Said(
                        trigger.origin.at(*route), found[0].rstrip(".,;! "), "the trigger stops the PA (`does: stop`)"
                    )


#: What goes on although the PA stops: a task that keeps someone alive, or the rest of the work; or what comes before the PA
#: carries on.
_KEEPS_ALIVE = re.compile(
    r"\b(?:alive|others?|rest|only|if|unless|whether)\b|\b(?:nurses?|professionals?|ward|staff) (?:carr|go|continue|keep)"
    r"|\bbefore (?:the PA|you|they) (?:carr|go|continue|keep)",
    re.IGNORECASE,
)
