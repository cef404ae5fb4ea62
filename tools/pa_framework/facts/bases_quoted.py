"""Of how many a share is, as texts say it again: "Base: 71 councils and 46 NHS areas"."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from pa_framework.facts.facts import Facts
from pa_framework.facts.prose import place_in
from pa_framework.facts.quoted import Misquoted
from pa_framework.facts.scale import records_with_figures
from pa_framework.facts.written_figures import years_in
from pa_framework.text.findings import Span
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.sentences import NUMBER_WORDS, number_in, sentences_of
from pa_framework.text.word_forms import stem_of

_N = rf"(?<![\w£.,/-])(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d+|{'|'.join(NUMBER_WORDS)})"
_COUNTED = LazyPattern(rf"{_N}(?![.,]?\d|%|\s?per cent)\s+(?P<of>(?:[\w-]+\s)?[A-Za-z][\w-]*)", re.IGNORECASE)
_ANSWERED = LazyPattern(
    rf"{_N} (?:is|was) the (?:base|number (?:that|of (?:those|people|councils|areas) (?:who|that))\b)", re.IGNORECASE
)
#: How a sentence says that a number is the base of shares.
_IS_BASE = LazyPattern(
    r"\bbases?\b|\b(?:figures|shares|data|answers|numbers|percentages|results)\b[^.;]{0,25}\b(?:come|comes|came|are|were|was) (?:from|of)\b"
    r"|\b(?:answered|took part|replied|responded|were asked)(?=\s*$|[.;,:)]| (?:in )?(?:this|the|that|these|those) (?:question|survey|chart)s?\b)"
    r"|^\W*with\b(?=[^.;]*(?:%|per cent))",
    re.IGNORECASE,
)
_ABOUT = LazyPattern(
    r"\b(?:about|some|nearly|over|under|more than|fewer than|less than|up to|of (?:which|whom|these|them),?)\s+$",
    re.IGNORECASE,
)


#: What makes a count that of a part: "30 councils in the north".
_SOME_OF = LazyPattern(
    r"\s+(?:in|of|from|that|which|who|whose|near|with|by|at|on|around|without|under|over|more|fewer)\b", re.IGNORECASE
)


class _Base(NamedTuple):
    """A base of a record, where it is, and the stems of whom it counts, that of the noun last."""

    number: Decimal
    span: Span
    whom: tuple[str, ...]
    year: int | None = None


def misquoted_bases(facts: Facts) -> Iterator[Misquoted]:
    """Bases that a text of evidence, of a story or of an agreement gives otherwise than the figures of its record."""
    held = _bases(facts)
    for text in facts.texts:
        bases = held.get(text.document.path)
        if not bases or text.route[-1] in ("base", "base_of", "value", "says"):
            continue
        words = text.text.replace("\n", " ")
        for sentence, start in sentences_of(words):
            stated = _ANSWERED.search(sentence)
            if stated is not None and text.route[:1] == ("figures",):
                own = [base for base in bases if base.span == text.document.span((*text.route[:-1], "base"))]
                found = [(stated, own)]
            elif _IS_BASE.search(sentence):
                years = years_in(sentence)
                of_then = [base for base in bases if not years or base.year is None or base.year in years]
                found = list(_counted(sentence, of_then))
            else:
                continue
            for each, meant in found:
                if meant and all(base.number != _number(each) for base in meant):
                    place = place_in(text, start + each.start("number"), start + each.end("number"))
                    yield Misquoted(place, each["number"], f"{meant[0].number}", meant[0].span, "the base of a share")


def _counted(sentence: str, bases: list[_Base]) -> Iterator[tuple[re.Match[str], list[_Base]]]:
    """The first number of a sentence for each of those whom bases count, if none for them is right; others may be parts."""
    counted = [(each, _meant(each["of"], sentence, bases)) for each in _COUNTED.finditer(sentence)]
    right = {base.whom for each, meant in counted for base in meant if base.number == _number(each)}
    seen: set[tuple[str, ...]] = set()
    for each, meant in counted:
        left = [base for base in meant if base.whom not in seen | right]
        seen.update(base.whom for base in meant)
        if left and not _ABOUT.search(sentence[: each.start()]) and not _is_of_some(sentence, each, left):
            yield each, left


def _number(counted: re.Match[str]) -> Decimal:
    return number_in(counted["number"].replace(",", ""))


def _is_of_some(sentence: str, counted: re.Match[str], bases: list[_Base]) -> bool:
    """Whether words before or after the noun say which of them are counted: "30 rural councils", "30 councils in the north"."""
    nouns = {base.whom[-1] for base in bases}
    words = list(re.compile(r"[A-Za-z-]+").finditer(sentence, counted.start("of")))
    place = next((index for index, word in enumerate(words) if stem_of(word[0].lower()) in nouns), None)
    if place is None:
        return False
    whom = {stem for base in bases for stem in base.whom}
    is_named = whom.issuperset(stem_of(word[0].lower()) for word in words[:place])
    return not is_named or bool(_SOME_OF.match(sentence, words[place].end()))


def _meant(of: str, sentence: str, bases: list[_Base]) -> list[_Base]:
    """The bases of those whom the words after a number count: "46 areas" in a sentence on the NHS are NHS areas."""
    stems = frozenset(_stems(sentence))
    nouns = _stems(of)
    return [base for base in bases if base.whom[-1] in nouns and stems.issuperset(base.whom)]


def _stems(words: str) -> list[str]:
    return [stem_of(word) for word in re.findall(r"[a-z-]+", words.lower())]


def _bases(facts: Facts) -> Mapping[str, list[_Base]]:
    """The bases of each record by its path; only those whose people have a name of one noun."""
    found: dict[str, list[_Base]] = defaultdict(list)
    for record in records_with_figures(facts):
        for index, figure in enumerate(record.figures):
            whom = tuple(_stems(figure.base_of or ""))
            if figure.base is not None and whom and len(whom) <= _MOST_WORDS:
                span = record.origin.at("figures", index, "base")
                found[record.origin.path].append(_Base(Decimal(figure.base), span, whom, figure.year))
    for agreement in facts.records.agreements.values():
        model = agreement.model
        for field, people in (("council_base", "councils"), ("nhs_base", "nhs areas")):
            number = getattr(model, field) if model else None
            if number is not None:
                base = _Base(Decimal(number), agreement.origin.at("model", field), tuple(_stems(people)))
                found[agreement.origin.path].append(base)
    return found


_MOST_WORDS = 2
