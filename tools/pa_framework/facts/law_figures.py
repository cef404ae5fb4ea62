"""Figures of the law that someone typed into a text, and the references that would say the same.

A sentence names a value of the law by one of its `names`, or by its title. Beside such a name, a figure in the unit of
the value is a figure of the law. Without a name, only an amount in pounds and pence that is law today counts, and only
in a text about pay: two amounts are rarely equal to the penny by chance.

What a sentence says of the past stays true. So a former value is found only where the sentence says it of today, or says
of which day it is.

A figure is wrong where the sentence says that it is the value, or that it was the value in a year or on a day that the
history covers. An employer may give more than the law asks: a sentence on what someone gives or gets is no such sentence.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from msgspec import Struct

from pa_framework.facts.law import LawRow
from pa_framework.facts.law_sentences import Judged, KnownValue, Sentence, Standing
from pa_framework.facts.written_figures import WrittenFigure, since_in, written_figures
from pa_framework.records.load import Records
from pa_framework.records.model import Law, LawValue
from pa_framework.records.text_references import write_reference

#: So many characters before and after a figure are read of its sentence, so that a text without sentences is read quickly.
_MOST_AROUND = 300

#: Code, references, markup and addresses: nothing in them is read or replaced.
_UNREAD = re.compile(
    r"^(?P<fence>```+|~~~+).*?(?:^(?P=fence)[`~]*[ \t]*$|\Z)|(?P<tick>`+)[^`].*?(?P=tick)|\(\([^()]*\)\)"
    r"|<!--.*?-->|</?[a-zA-Z][^<>]*>|\]\([^()\s]*\)|\{[:.#][^{}]*\}|https?://\S+",
    re.DOTALL | re.MULTILINE,
)
_EMPHASIS = re.compile(r"[*_\[\]\\]")
#: A full stop before a capital or a figure, an empty line, an item of a list, a row of a table, or an entry of a record.
_SENTENCE_END = re.compile(
    r"(?<!e\.g\.)(?<!i\.e\.)(?<=[.!?])[\"”’')]*\s+(?=[\"“‘'(]*[A-Z0-9£])"
    r"|\n(?=\s*(?:\n|[-*+]\s|\d+[.)]\s|[|#>]|[a-z_]+:\s))"
)


class LawFigure(Struct, frozen=True):
    """A figure of the law in a text.

    Attributes:
        start: Where the part begins that the reference would replace.
        end: The first character after that part.
        written: That part of the text, on one line.
        law: The record of the value.
        value: The value that the sentence names, or that has this amount today.
        row: The row with this amount; None where the value has it on no day.
        standing: `now` for an amount that is law today, `past` or `coming`; `wrong` where no day has it.
        named: Whether the sentence names the value.
        reference: What to write in its place.
        certain: Whether the reference says what the sentence says, so that it may be put in without asking.
        period: The days of which a sentence with a wrong figure speaks, first and last; None for today.
    """

    start: int
    end: int
    written: str
    law: Law
    value: LawValue
    row: LawRow | None
    standing: Standing
    named: bool
    reference: str
    certain: bool
    period: tuple[date, date] | None


class LawFigures:
    """Finds figures of the law in texts, for one set of records and one day."""

    def __init__(self, records: Records, on: date) -> None:
        self._known = tuple(
            KnownValue(law, value, on) for law in records.law.values() for value in law.values if value.unit != "text"
        )
        self._units = {_unit(known.value) for known in self._known}
        self._amounts = {
            (_unit(known.value), Decimal(row.value)) for known in self._known for row in known.value.history
        }

    def find(self, text: str, *, story: bool = False, around: str = "") -> Iterator[LawFigure]:
        """The figures of the law in a text, in order.

        In a story, people tell what they earned, and what they tell does not change with the law: a figure is found only
        where the story says that it is the law today, and it is wrong.
        `around` is the page or record that the text is a part of, which may say that it is about pay.
        """
        figures = [figure for figure in written_figures(text) if self._may_be_law(figure)]
        anywhere = _named_in(text, self._known) if figures else []
        if not anywhere and not any(figure.has_pence and self._is_amount(figure) for figure in figures):
            return
        read = _UNREAD.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
        words = _EMPHASIS.sub(" ", read)
        starts = [0, *(found.end() for found in _SENTENCE_END.finditer(read)), len(text)]
        for figure in filter(self._may_be_law, written_figures(read)):
            place = bisect_right(starts, figure.start) - 1
            start = max(starts[place], figure.start - _MOST_AROUND)
            end = min(starts[place + 1], figure.whole + _MOST_AROUND)
            named = _named_in(words[start:end], anywhere)
            if named or (figure.has_pence and self._is_amount(figure)):
                sentence = Sentence(words[start:end], figure.moved(-start), named, self._known)
                found = sentence.judged((words, around), story=story)
                if found is not None:
                    yield _as_found(found, figure, text)

    def _is_amount(self, figure: WrittenFigure) -> bool:
        """Whether a value has this amount on some day."""
        return (figure.unit, figure.amount) in self._amounts

    def _may_be_law(self, figure: WrittenFigure) -> bool:
        """Whether a figure may be one of the law, right or wrong: some value has its unit."""
        return figure.unit in self._units


def _named_in(words: str, known: Iterable[KnownValue]) -> list[KnownValue]:
    """The values that a text may name."""
    lowered = words.lower()
    return [one for one in known if one.may_be_named(lowered)]


def _as_found(judged: Judged, figure: WrittenFigure, text: str) -> LawFigure:
    """The figure with its place and the reference that would replace it."""
    known, form, end = judged.known, "number", figure.end
    if figure.whole > figure.end and not _EMPHASIS.search(text, figure.end, figure.whole):
        form, end = "value", figure.whole
    if known.value.unit == "pound":
        form = "value"
    if form == "value" and judged.standing == "now" and known.today is not None and judged.day is None:
        since = since_in(text, end)
        if since and since[0] == known.today.first:
            form, end = "", since[1]
    day = judged.day.isoformat() if judged.day else ""
    return LawFigure(
        figure.start,
        end,
        " ".join(text[figure.start : end].split()),
        known.law,
        known.value,
        judged.row,
        judged.standing,
        judged.named,
        write_reference("law", known.law.id, known.value.id, form=form, day=day),
        judged.certain,
        judged.period,
    )


def _unit(value: LawValue) -> str:
    """The unit of the figures that may be amounts of a value: `pound`, `per-cent`, `weeks`."""
    return "pound" if value.unit.startswith("pound") else value.unit
