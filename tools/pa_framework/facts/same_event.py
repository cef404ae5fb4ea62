"""Years that several records give for one event, and numbers that they give for one edition or one set of answers.

An event is the end or the beginning of what has an abbreviation or is a term of the glossary: "CCGs closed on 1 July
2022", "until July 2022 a CCG". What most texts say counts as right.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from pa_framework.facts.facts import Facts, Text
from pa_framework.facts.pages import PageText
from pa_framework.facts.prose import page_prose, place_in, prose, with_words
from pa_framework.facts.quoted import Misquoted
from pa_framework.facts.scale import records_with_figures
from pa_framework.records.base import Origin
from pa_framework.records.model import Figure
from pa_framework.text.dates import MONTHS
from pa_framework.text.findings import Span
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.word_forms import stem_of, word_set

_DATE = rf"(?:(?:\d{{1,2}} )?(?P<month>{'|'.join(MONTHS)}) )?(?P<year>(?:19|20)\d\d)(?![\d/-])"
_ENDED = (
    r"(?:closed|ended|ends?|closes?|stopped|gave way to [^.;|]{1,40}?|(?:was|were|is|are) "
    r"(?:abolished|dissolved|closed|replaced[^.;|]{0,30}?))"
)
_BEGAN = r"(?:began|begins?|started|starts?|opened|came in|took over[^.;|]{0,30}?|(?:was|were) (?:set up|founded|created|introduced|launched))"
_CLUES: Mapping[str, tuple[str, ...]] = {
    "ended": ("until ", "close", "ended", " end", "stop", "gave way", "abolished", "dissolved", "replaced"),
    "began": (
        "began",
        "begins",
        "begin ",
        "started",
        "starts ",
        "opened",
        "came in ",
        "took over",
        "set up",
        "founded",
        "created",
        "introduced",
        "launched",
    ),
}
#: What every text has that one of the patterns finds; fast to look for.
_SAID: Mapping[str, LazyPattern] = {
    "ended": LazyPattern(
        r"(?:[cC]lose[ds]?|[eE]nd(?:ed|s)?|stop(?:ped|s)?|gave way|abolished|dissolved|replaced)\b[^.;|]{0,50}(?:19|20)\d\d"
        r"|[uU]ntil (?:\d{1,2} )?(?:[A-Z]\w+ )?(?:19|20)\d\d|\d\d \| [^.;|]{0,90}(?:end|close|stop)"
    ),
    "began": LazyPattern(
        r"(?:began|begins?|starts?|started|opened|came in|took over|set up|founded|created|introduced|launched)\b[^.;|]{0,50}(?:19|20)\d\d"
        r"|\d\d \| [^|]{0,120}(?:begin|start|open)"
    ),
}
_YEAR = re.compile(r"[12][09][0-9]{2}")
_PLACE = LazyPattern(r"(?P<word>[A-Z][\w’'-]+) $")
_ARTICLES = word_set("the a an when if as until since before after and or but so your our each every all local new old")


class _Claim(NamedTuple):
    span: Span
    written: str
    year: int
    month: str


def events_of_another_year(facts: Facts) -> Iterator[Misquoted]:
    """Texts that give another year, or another month of it, for an event than most others do."""
    claims: dict[tuple[str, str], list[_Claim]] = defaultdict(list)
    names = _names(facts)
    for text in with_a_year(facts):
        small = text.text.lower()
        for kind, clues in _CLUES.items():
            if any(clue in small for clue in clues):
                for subject, claim in _claims(text, kind, names):
                    claims[subject, kind].append(claim)
    for (subject, kind), held in claims.items():
        years = Counter(claim.year for claim in held)
        usual, _ = years.most_common(1)[0]
        months = Counter(claim.month for claim in held if claim.year == usual and claim.month)
        month = months.most_common(1)[0][0] if months else ""
        right = next(claim for claim in held if claim.year == usual and claim.month == month)
        for claim in held:
            if claim.year != usual or (claim.month and month and claim.month != month):
                yield Misquoted(claim.span, claim.written, right.written, right.span, f"when the {subject} {kind}")


def _claims(text: Text | PageText, kind: str, names: str) -> Iterator[tuple[str, _Claim]]:
    """What a text says of the end or the beginning of something: what it is, and when."""
    words = text.text.replace("\n", " ")
    for pattern in _patterns(kind, names) if _SAID[kind].search(words) else ():
        for found in pattern.finditer(words):
            before = _PLACE.search(words[: found.start("name")])
            if before is not None and before["word"].lower() not in _ARTICLES:
                continue  # that of one place
            written = words[found.start("month") if found["month"] else found.start("year") : found.end("year")]
            subject = found["name"].removesuffix("s") if found["name"].removesuffix("s").isupper() else found["name"]
            place = place_in(text, found.start("year"), found.end("year"))
            yield subject, _Claim(place, written, int(found["year"]), found["month"] or "")


@lru_cache(maxsize=4)
def _patterns(kind: str, names: str) -> tuple[re.Pattern[str], ...]:
    """How a text says that something began or ended on a day."""
    name = rf"(?<![\w-])(?P<name>{names})(?![\w-])"
    if kind == "ended":
        return (
            re.compile(rf"{name}\)? {_ENDED} (?:in|on|from|by) {_DATE}"),
            re.compile(rf"{name}[^.;,:|]{{0,40}}? [uU]ntil {_DATE}"),
            re.compile(rf"\b[uU]ntil {_DATE},? (?:it was |called )?an? {name}"),
            re.compile(rf"^\W*{_DATE} \| [^.;|]{{0,60}}?{name}\)? (?:end|close|stop)s?\b"),
        )
    return (
        re.compile(rf"{name}\)? {_BEGAN} (?:in|on|from) {_DATE}"),
        re.compile(rf"^\W*{_DATE} \| (?:[^|]*; )?[^.;|]{{0,60}}?{name}\)? (?:begin|start|open)s?\b"),
    )


@lru_cache(maxsize=1)
def _names(facts: Facts) -> str:
    """Terms of the glossary that are names, and what has the form of an abbreviation, as alternatives of a pattern."""
    terms = {term.term for term in facts.records.terms.values() if term.term[:1].isupper() and " " in term.term}
    return "|".join([*(re.escape(term) for term in sorted(terms, key=len, reverse=True)), r"[A-Z]{2,6}s?"])


@lru_cache(maxsize=1)
def with_a_year(facts: Facts) -> tuple[Text | PageText, ...]:
    """The texts of records and hand-written pages that have a year."""
    return (
        *(text for text in prose(facts).with_figures.matching(_YEAR) if text.kind != "waivers"),
        *page_prose(facts).with_figures.matching(_YEAR),
    )


# --- how many items an edition has

_EDITION = LazyPattern(
    r"\b(?P<year>20\d\d)\b(?:\sedition)?(?:,|:| has| had| with| holds)* (?P<number>\d{1,3})\b(?! (?:%|per|January|February|March|April|May|June|July"
    r"|August|September|October|November|December))"
    r"|(?<![\w.,£])(?P<number2>\d{1,3}) (?:standards )?(?:of|from|since|in) (?:the )?(?:\w+ )?(?P<year2>20\d\d)\b"
    r"|\b(?P<year3>20\d\d)\b[^.;\n]{0,70}?\b(?:from \d{1,3} )?to (?P<number3>\d{1,3}) standards\b"
)
_NEAR = 3


def editions_with_other_numbers(facts: Facts) -> Iterator[Misquoted]:
    """Texts that give another number of standards for an edition than its record has."""
    standards = [
        (_YEARS.sub("", standard.title).strip(" ()").lower(), standard) for standard in facts.records.standards.values()
    ]
    every = {len(standard.items) for _, standard in standards}
    for text in with_words(facts, "standards") if standards else ():
        words = text.text.replace("\n", " ")
        small = words.lower()
        for found in _EDITION.finditer(words):
            group = next(each for each in ("number", "number2", "number3") if found[each])
            year, number = int(found[group.replace("number", "year")]), int(found[group])
            of_the_year = [(title, standard) for title, standard in standards if standard.edition == year]
            held = [standard for title, standard in of_the_year if title in small]
            held = (
                held
                or [standard for _, standard in of_the_year if standard.items[0].number]
                or [standard for _, standard in of_the_year]
            )
            sizes = {len(standard.items) for standard in held}
            if held and number not in sizes and (number in every or any(abs(size - number) <= _NEAR for size in sizes)):
                yield Misquoted(
                    place_in(text, *found.span(group)),
                    f"{number}",
                    f"{len(held[0].items)}",
                    held[0].origin.key("items"),
                    f"the standards of {year}",
                )


_YEARS = LazyPattern(r"\(?\b20\d\d(?: edition)?\b\)?")


# --- shares of one question

_NOT_KNOWN = LazyPattern(
    r"\b(?:do|did|does) not (?:know|say|answer)\b|\bunknown\b|\bunsure\b|\bno answer\b", re.IGNORECASE
)
_NOT = LazyPattern(
    r"\b(?:do|does|did|would|will|is|are|was|were|could|can) not\b|\b(?:no|none|never|without)\b|n['’]t\b",
    re.IGNORECASE,
)
_WHOLE = 100
_FEWEST_STEMS = 2
_EMPTY = word_set(
    "the a an of or and that which who those say said says whether how it is are was were do does did not know no in on at to for by with "
    "their they this per cent"
)


class NotTheWhole(NamedTuple):
    """Shares of one question that do not add up to the whole: the place of one, the sum, and the places of the others."""

    span: Span
    total: Decimal
    others: tuple[Span, ...]


def shares_that_are_not_the_whole(facts: Facts) -> Iterator[NotTheWhole]:
    """Shares of the answers to one question that add up to more than 100, or less, beyond what rounding explains.

    Answers belong to one question where one of them says that people do not know, or denies what another one says. With
    those who do not know, a yes and a no are all answers; so are all that begin alike, such as "Of councils where PAs go on,
    those".
    """
    for record in records_with_figures(facts):
        held = [
            (index, figure)
            for index, figure in enumerate(record.figures)
            if figure.unit == "per-cent" and isinstance(figure.value, int | Decimal) and 0 <= figure.value <= _WHOLE
        ]
        for _, group in groupby(sorted(held, key=lambda entry: _asked(entry[1])), key=lambda entry: _asked(entry[1])):
            answers = list(group)
            yield from _beyond(record.origin, answers)
            yield from _all_of_some(record.origin, answers)


def _asked(figure: Figure) -> tuple[str, ...]:
    """Of whom a figure is a share: only those of the same people can be answers to one question."""
    return tuple(f"{part}" for part in (figure.group, figure.base, figure.base_of, figure.year, figure.source))


def _all_of_some(origin: Origin, held: Sequence[tuple[int, Figure]]) -> Iterator[NotTheWhole]:
    """Answers that begin alike, one of them of those who do not know, and do not add up to 100."""
    alike: dict[str, list[tuple[int, Figure]]] = defaultdict(list)
    for entry in held:
        begins = _OF_SOME.match(entry[1].says)
        if begins is not None:
            alike[begins[0].lower()].append(entry)
    for group in alike.values():
        unknown = [entry for entry in group if _NOT_KNOWN.search(entry[1].says)]
        total = sum((Decimal(figure.value) for _, figure in group), Decimal(0))
        overlap = any(_MANY.search(figure.says) for _, figure in group)
        if unknown and not overlap and len(group) >= _FEWEST_ANSWERS and abs(total - _WHOLE) > Decimal(len(group)) / 2:
            spans = [origin.at("figures", index, "value") for index, _ in group]
            yield NotTheWhole(spans[-1], total, tuple(spans[:-1]))


_OF_SOME = LazyPattern(r"Of\b[^,]+,\s+(?:those|the share|how many)\b", re.IGNORECASE)
_MANY = LazyPattern(r"\b(?:also|more than one|several|any of|at least)\b", re.IGNORECASE)
_FEWEST_ANSWERS = 3


def _beyond(origin: Origin, held: Sequence[tuple[int, Figure]]) -> Iterator[NotTheWhole]:
    for index, figure in held:
        denies, unknown = bool(_NOT.search(figure.says)), bool(_NOT_KNOWN.search(figure.says))
        if not denies or unknown:
            continue
        others = [entry for entry in held if entry[0] != index]
        answers = [entry for entry in others if _NOT_KNOWN.search(entry[1].says) and _alike(entry[1], figure)]
        said = [entry for entry in others if not _NOT.search(entry[1].says) and _alike(entry[1], figure)]
        if said:
            answers.append(max(said, key=lambda entry: _alike(entry[1], figure)))
            total = sum((Decimal(each.value) for _, each in answers), Decimal(figure.value))
            rounded = Decimal(len(answers) + 1) / 2
            is_complete = len(answers) > 1 and not any(_MANY.search(entry[1].says) for entry in held)
            if total > _WHOLE + rounded or (is_complete and total < _WHOLE - rounded):
                yield NotTheWhole(
                    origin.at("figures", index, "value"),
                    total,
                    tuple(origin.at("figures", other, "value") for other, _ in answers),
                )


def _alike(one: Figure, other: Figure) -> float:
    """How much two figures speak of one thing, up to 1; 0 where neither says all that the other does."""
    first, second = _stems(one.says), _stems(other.says)
    within = len(first & second) >= _FEWEST_STEMS and (first <= second or second <= first)
    return len(first & second) / len(first | second) if within else 0


def _stems(says: str) -> frozenset[str]:
    words = re.findall(r"[a-z]+", says.lower())
    return frozenset(stem_of(word) for word in words if word not in _EMPTY)
