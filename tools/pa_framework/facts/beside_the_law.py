"""What a text says beside a reference to a value of the law, and that the value has otherwise: from which age, for how many miles."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pa_framework.facts.facts import Facts
from pa_framework.facts.law import row_on
from pa_framework.facts.own_sums import Contradiction
from pa_framework.facts.text_references import TextUse
from pa_framework.records.model import Law, LawValue
from pa_framework.records.text_references import find_references
from pa_framework.text.findings import Span
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.word_forms import stem_of

_AGE = LazyPattern(
    r"\b(?:(?:aged?|ages?|between|from) (?P<first>\d\d) (?:to|and|–) (?P<last>\d\d)\b|(?:under|below|younger than) (?:age )?(?P<under>\d\d)\b"
    r"|(?:from|over) (?:the )?(?:age (?:of )?)?(?P<from>\d\d)\b(?! (?:\w+ )?20\d\d)(?= (?:that|it|this|the|on|or|and|you|they)\b|[,.:;)]|\s*$)"
    r"|(?:aged?|ages?) (?P<aged>\d\d) (?:and|or) (?:over|older|above)|\b(?P<over>\d\d) (?:and|or) (?:over|older|above))",
    re.IGNORECASE,
)
_COUNTED = LazyPattern(r"\b(?P<before>[a-z]+) (?P<number>\d{1,3}(?:,\d{3})+|\d+)\s(?P<noun>[a-z]{3,})\b")
#: Words before a number that mean the same.
_SAME_BOUND = {"to": "first", "over": "above", "beyond": "above", "than": "above"}
#: The sentence says that the value is not that of these people, or that they get more.
_OTHER_PEOPLE = LazyPattern(r"\bnot\b|n['’]t\b|\b(?:more than|at least)\b", re.IGNORECASE)
#: The words are of another time.
_OTHER_TIME = LazyPattern(r"\b(?:was|were|until|before|used to|19\d\d|20\d\d)\b", re.IGNORECASE)
_BREAK = re.compile(r"[.;!?]\**(?:\s|$)|[|\n]\s*[-*|]|\n\n|\|")
#: What parts two references in one text.
_BREAK_AMONG_OTHERS = re.compile(rf"{_BREAK.pattern}|,\s|\sand\s(?=[^.;,]*\(\()")


class _Beside(NamedTuple):
    """The words beside a reference, and where they begin in the text."""

    words: str
    start: int


def said_beside_the_law(facts: Facts) -> Iterator[Contradiction]:
    """Ages and amounts beside a reference to a value of the law that differ from its row in force, or from its title."""
    for use in facts.text_uses:
        reference = use.reference
        if reference.namespace != "law" or not use.allowed or reference.fault or reference.day:
            continue
        law = facts.records.law.get(reference.names[0])
        found = next(
            ((place, each) for place, each in enumerate(law.values if law else ()) if each.id == reference.names[-1]),
            None,
        )
        if law is None or found is None:
            continue
        place, value = found
        for beside in _parts(use):
            if not _OTHER_TIME.search(beside.words):
                if not _OTHER_PEOPLE.search(_sentence_of(use)):
                    yield from _ages(use, beside, law, place, value, facts)
                yield from _counts(use, beside, law, place, value)


def _parts(use: TextUse) -> Iterator[_Beside]:
    """The words before a reference, from the one before it; and those after it, where no other one follows."""
    reference, text = use.reference, use.text
    others = find_references(text)
    begins = max((each.end for each in others if each.end <= reference.start), default=0)
    apart = _BREAK_AMONG_OTHERS if len(others) > 1 else _BREAK
    begins = max((each.end() for each in apart.finditer(text, begins, reference.start)), default=begins)
    yield _Beside(text[begins : reference.start], begins)
    found = _BREAK_AMONG_OTHERS.search(text, reference.end)
    ends = found.start() if found else len(text)
    if not any(reference.end <= each.start < ends for each in others):
        yield _Beside(text[reference.end : ends], reference.end)


def _sentence_of(use: TextUse) -> str:
    reference, text = use.reference, use.text
    begins = max((each.end() for each in _BREAK.finditer(text, 0, reference.start)), default=0)
    ends = _BREAK.search(text, reference.end)
    return text[begins : ends.start() if ends else len(text)]


def _place(use: TextUse, start: int, end: int) -> Span:
    """The place of some words in the text of a use, if they are on the line of the reference; else that of the reference."""
    between = use.text[min(start, use.reference.start) : max(end, use.reference.start)]
    if use.kind or "\n" in between:
        return use.span
    column = use.span.column + start - use.reference.start
    return Span(use.span.path, use.span.line, column, column + end - start)


def _ages(
    use: TextUse, beside: _Beside, law: Law, place: int, value: LawValue, facts: Facts
) -> Iterator[Contradiction]:
    row = row_on(value, facts.on)
    once = {each.from_age for each in value.history}
    for found in _AGE.finditer(beside.words) if row else ():
        for name, said in found.groupdict().items():
            field = "until_age" if name in ("last", "under") else "from_age"
            known = getattr(row.entry, field) if row else None
            if not row or not said or known is None:
                continue
            age = int(said) - (name == "under")
            is_inside = age > known if field == "from_age" else age < known
            if age != known and (not is_inside or age in once):
                where = law.origin.at("values", place, "history", row.index, field)
                span = _place(use, beside.start + found.start(), beside.start + found.end())
                yield Contradiction(span, found[0], where, f"{known}")
                break


def _counts(use: TextUse, beside: _Beside, law: Law, place: int, value: LawValue) -> Iterator[Contradiction]:
    held = {_counted(found): found for found in _COUNTED.finditer(value.title)}
    for found in _COUNTED.finditer(beside.words) if held else ():
        right = held.get(_counted(found))
        if right is not None and right["number"] != found["number"]:
            span = _place(use, beside.start + found.start("number"), beside.start + found.end())
            written, but = (f"{each['number']} {each['noun']}" for each in (found, right))
            yield Contradiction(span, written, law.origin.at("values", place, "title"), but)


def _counted(found: re.Match[str]) -> tuple[str, str]:
    """The word before a number, and what is counted."""
    return _SAME_BOUND.get(found["before"], found["before"]), stem_of(found["noun"])
