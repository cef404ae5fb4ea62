"""Numbers that a text takes up again, such as "the six" or "the 95 per cent", and that its record has otherwise."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from pa_framework.facts.facts import Facts, Text
from pa_framework.facts.prose import place_in, prose
from pa_framework.facts.retold import Retold
from pa_framework.records.yaml_source import Document, leaves
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.sentences import NUMBER_WORDS, number_in, sentence_at

_SMALL = {word: number for word, number in NUMBER_WORDS.items() if 1 < number <= 20}
_N = rf"(?:{'|'.join(_SMALL)})"

# --- how many people there are

#: Verbs of what people do: what stands before them is no part of a larger number or of a name.
_DO = r"(?:speak|meet|come|work|share|visit|read|write|answer|take|have|know|are|were|can|may|must|will|do)"
_THE_MANY = LazyPattern(
    rf"\b(?:(?:any|each|all|one|some|none|either|most) of the (?P<of>{_N})\b(?! (?:\w+ )?(?:of|or|to|and)\b)(?=\s*(?:$|[,.;:)]|(?:at|in|on|who|may|can|is|are|for|from|speaks?)\b))"
    rf"|[Tt]he (?P<the>{_N}) (?={_DO}\b))"
)
_PEOPLE = r"(?:PAs|personal assistants|people|members|nurses|parents|volunteers|advisers|trainers|mentors|employers|neighbours|colleagues)"
_THE_PEOPLE = LazyPattern(
    rf"(?:^|(?<=[.;:] ))(?P<number>{_N}) (?P<noun>{_PEOPLE})\b(?! (?:or|to|a (?:day|week|month|year))\b)", re.IGNORECASE
)


class _Told(NamedTuple):
    """How many people a text tells of: the number, and what they are; empty where it takes the number up."""

    text: Text
    found: re.Match[str]
    number: Decimal
    noun: str


#: Kinds of record about one group of people.
_OF_A_GROUP = frozenset({"support", "agreement", "case-study"})


def people_taken_up_otherwise(facts: Facts) -> Iterator[Retold]:
    """Texts of a record that speak of "the six", where the record has another number of people at the start of its sentences."""
    by_file: dict[str, list[_Told]] = defaultdict(list)
    for text in prose(facts).matching(_HAS_THE_MANY):
        for found in _THE_MANY.finditer(text.text.replace("\n", " ")) if text.kind in _OF_A_GROUP else ():
            number = number_in(found["of"] or found["the"])
            by_file[text.document.path].append(_Told(text, found, number, ""))
    for text in facts.texts if by_file else ():
        if text.document.path in by_file:
            for found in _THE_PEOPLE.finditer(text.text.replace("\n", " ")):
                noun = "pas" if found["noun"].lower() == "personal assistants" else found["noun"].lower()
                by_file[text.document.path].append(_Told(text, found, number_in(found["number"]), noun))
    for told in by_file.values():
        for one in told:
            same = [each for each in told if each.noun in ("", one.noun)] if one.noun else told
            routes = Counter(number for _, number in {(each.text.route, each.number) for each in same})
            usual, most = max(routes.items(), key=lambda each: each[1])
            right = next(each for each in same if each.number == usual)
            is_of_them = not one.noun or any(each.noun == one.noun for each in same if each.number == usual)
            # of two groups of people, no one can say which is meant
            is_sure = len(routes) == len((one, right)) and most > 1 and routes[one.number] == 1 and is_of_them
            if is_sure and one.number != usual and not _is_told_before(one.text.document, one.found):
                span = place_in(one.text, *one.found.span())
                yield Retold(span, one.found[0].strip(), right.found[0].strip(), right.text.span)


_HAS_THE_MANY = re.compile(rf"the {_N}\b")


def _is_told_before(document: Document, found: re.Match[str]) -> bool:
    """Whether the number is elsewhere in the file too, so that it may be of others: "three of them are nurses"."""
    word = next(found[name] for name in ("number", "of", "the") if found.groupdict().get(name))
    return len(re.findall(rf"\b{word}\b", document.text, re.IGNORECASE)) > 1


# --- shares that are taken up

_HAS_SHARE = re.compile(r"[0-9](?: per cent|%| %)")
_SHARE = r"(?P<number>\d{1,3}(?:\.\d+)?)(?: per cent\b| ?%)"
_TAKEN_UP = (
    LazyPattern(rf"(?:^|(?<=[.;:] ))The {_SHARE} (?=(?:are|is|come|comes|count|counts|include|includes|were|was)\b)"),
    LazyPattern(rf"\b[Rr]ead (?:it as |this as |them as |the )?{_SHARE}"),
    LazyPattern(rf"\bprints? [“\"](?:over|about|around|almost|nearly|more than|less than|under) {_SHARE}"),
)
#: Two numbers are compared: the one that is printed may be the other one.
_COMPARED = LazyPattern(
    r"\b(?:but|table|elsewhere|while|although|other|another|slip|wrong|misprint|corrected|instead|rounded)\b",
    re.IGNORECASE,
)
_WITH_SHARES = frozenset({"evidence", "agreement", "case-study"})


def shares_taken_up_otherwise(facts: Facts) -> Iterator[Retold]:
    """Texts that take up a percentage, such as "Read 54 per cent as the least", which their record has nowhere else."""
    for text in prose(facts).matching(_HAS_SHARE):
        words = text.text.replace("\n", " ")
        for pattern in _TAKEN_UP if text.kind in _WITH_SHARES else ():
            for found in pattern.finditer(words):
                number = Decimal(found["number"])
                known = _numbers_of(text.document, text, found)
                others = [each for each in known if len(f"{each[0]}") == len(found["number"])]
                is_known = any(round(each, 0) == number or each == number for each, _ in known)
                if is_known or not others or _COMPARED.search(sentence_at(words, found.start())):
                    continue
                near, route = min(others, key=lambda each: abs(each[0] - number))
                place = place_in(text, *found.span("number"))
                yield Retold(place, f"{number} per cent", f"{near} per cent", text.document.span(route))


def _numbers_of(document: Document, text: Text, found: re.Match[str]) -> list[tuple[Decimal, tuple[str | int, ...]]]:
    """The percentages of a file, in fields and in texts, apart from the one that is taken up."""
    numbers: list[tuple[Decimal, tuple[str | int, ...]]] = []
    for route, value in leaves(document.data):
        if isinstance(value, int | Decimal) and not isinstance(value, bool) and not _NO_SHARE.search(f"{route[-1]}"):
            numbers.append((Decimal(value), route))
        elif isinstance(value, str):
            words = " ".join(value.split())
            rest = words.replace(" ".join(found[0].split()), " ", 1) if route == text.route else words
            numbers += [(Decimal(each["number"]), route) for each in _ANY_SHARE.finditer(rest)]
    return numbers


_ANY_SHARE = re.compile(rf"(?<![\d.,]){_SHARE}")
_NO_SHARE = re.compile(r"year|order|weeks|base")
