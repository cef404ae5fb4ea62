"""Whether a figure in a sentence is one of the law, by the names of values and the other words around it."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal, NamedTuple

from pa_framework.facts import law_words as words
from pa_framework.facts.law import LawRow, row_on, rows
from pa_framework.facts.written_figures import WrittenFigure, days_in, period_in, years_in
from pa_framework.records.model import Law, LawValue

Standing = Literal["now", "past", "coming", "wrong"]

_WORD = re.compile(r"[a-z0-9]+")


class KnownValue:
    """A value of the law that is a number."""

    def __init__(self, law: Law, value: LawValue, on: date) -> None:
        self.law, self.value, self._on = law, value, on
        self._names = tuple(name for name in (*value.names, value.title) if not name[0].isdigit() or " " in name)
        # The longest word of each name, which a text has in some form if it has the name.
        self._clues = tuple(
            {max(_WORD.findall(name.lower()), key=len, default="").removesuffix("y") for name in self._names}
        )

    def may_be_named(self, lowered: str) -> bool:
        """Whether a text in small letters may have one of the names."""
        return any(clue in lowered for clue in self._clues)

    @cached_property
    def names(self) -> re.Pattern[str]:
        """Matches the names of the value and its title, also in the plural."""
        parts = [_name_pattern(name) for name in sorted(set(self._names), key=len, reverse=True)]
        return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])", re.IGNORECASE)

    @cached_property
    def rows(self) -> tuple[LawRow, ...]:
        """The rows, earliest first."""
        return rows(self.value)

    @cached_property
    def today(self) -> LawRow | None:
        """The row that is law on the day."""
        return row_on(self.value, self._on)

    def has_begun(self, row: LawRow) -> bool:
        """Whether the first day of a row is not after the day."""
        return row.first <= self._on

    def row_with(self, amount: Decimal) -> LawRow | None:
        """The row with an amount: that of today if it has it, else the next that is to come, else the last that was."""
        having = [row for row in self.rows if Decimal(row.amount) == amount]
        if self.today in having:
            return self.today
        return next((row for row in having if not self.has_begun(row)), having[-1] if having else None)

    def rows_in(self, period: tuple[date, date]) -> tuple[LawRow, ...]:
        """The rows that are law on at least one day of a period, earliest first."""
        first, last = period
        return tuple(
            row for row in self.rows if row.counts and row.first <= last and (row.last is None or row.last >= first)
        )


class Judged(NamedTuple):
    """What a figure is. `day` is the day to ask for; None for the value of today."""

    known: KnownValue
    row: LawRow | None
    standing: Standing
    named: bool
    day: date | None
    certain: bool
    period: tuple[date, date] | None = None


class Name(NamedTuple):
    """A name of a value in a sentence, and whether the figure is directly after or before it."""

    start: int
    end: int
    known: KnownValue
    before: bool = False
    after: bool = False

    @property
    def beside(self) -> bool:
        """Whether the figure is directly before or after it."""
        return self.before or self.after


class Sentence:
    """A sentence with a figure in it, and the values of the law that it names."""

    def __init__(
        self, text: str, figure: WrittenFigure, named: list[KnownValue], known: tuple[KnownValue, ...]
    ) -> None:
        """`named` are the values that the sentence may name, `known` all values."""
        self.text = text
        self.figure = figure
        self._named, self._known = named, known
        self.names = sorted(self._found_names(), key=lambda name: not name.beside)

    def _between(self, name: Name) -> str:
        """What is between a name and the figure after it."""
        return self.text[name.end : self.figure.start]

    def _before(self, name: Name) -> str:
        """What is before a name."""
        return self.text[: name.start]

    @property
    def _after(self) -> str:
        """What is after the figure and its unit."""
        return self.text[self.figure.whole :]

    def judged(self, around: tuple[str, ...], *, story: bool) -> Judged | None:
        """What the figure is; None where it is no figure of the law, or one of the past that may stay.

        `around` are the texts that may say that the sentence is about pay.
        """
        beside = next((name for name in self.names if name.before), None)
        if beside is not None and (wrong := self._wrong_then(beside)) and not story:
            return wrong
        for name in self.names:
            row = name.known.row_with(self.figure.amount)
            if row is not None and (name.beside or (self.figure.is_distinctive and row is name.known.today)):
                return None if story else self._true_figure(name.known, row, name)
        if beside is not None:
            return self._other_figure(beside, story=story)
        return None if story else self._unnamed(around)

    def _found_names(self) -> Iterator[Name]:
        """The names of values with a unit that fits the figure; of names within one another the longest."""
        found = [
            (match.start(), match.end(), known)
            for known in self._named
            if self.figure.fits(known.value)
            for match in known.names.finditer(self.text)
        ]
        for start, end, known in found:
            if not any(s <= start and end <= e and (s, e) != (start, end) for s, e, _ in found):
                before = end <= self.figure.start and bool(
                    words.BETWEEN.fullmatch(self.text, end, self.figure.start)
                    and (
                        not words.COMPARED.search(self.text[:start])
                        or words.GLOSS.search(self.text[end : self.figure.start])
                    )
                )
                after = start >= self.figure.whole and bool(words.AFTER.fullmatch(self.text, self.figure.whole, start))
                yield Name(start, end, known, before, after)

    def _true_figure(self, known: KnownValue, row: LawRow, name: Name | None = None) -> Judged | None:
        """For an amount that a value has on some day; `name` is the name of the value, where the sentence has it."""
        named = name is not None
        days = list(days_in(self.text))
        years = years_in(self.text)
        on_its_days = bool(days) and all(row.applies_on(first) and row.applies_on(last) for first, last in days)
        if row is known.today:
            early = any(year < row.first.year for year in years)
            was = bool(words.WAS.search(self.text))
            if not early and not (was and (years or self._was_so(name))):
                alone = sum(other.row_with(self.figure.amount) is not None for other in self._named_values()) < 2
                return Judged(known, row, "now", named, None, named and alone and not was)
        elif not known.has_begun(row):
            return Judged(known, row, "coming", named, days[0][0] if on_its_days else row.first, on_its_days)
        elif not days and not years and not words.WAS.search(self.text) and not words.CHANGED.search(self.text):
            return Judged(known, row, "past", named, None, False) if known.today else None
        return Judged(known, row, "past", named, days[0][0], True) if on_its_days else None

    def _was_so(self, name: Name | None) -> bool:
        """Whether the sentence says that the figure was the value: `was` is between them, or no name is beside it."""
        if name is None or not name.before:
            return True
        others = self._before(name) + " " + self._after
        return bool(
            words.WAS.search(self._between(name))
            or (words.CHANGED.search(others) and not words.IS.search(self._between(name)))
        )

    def _named_values(self) -> list[KnownValue]:
        """The values that the sentence names, each once."""
        return list({id(name.known): name.known for name in self.names}.values())

    def _other_figure(self, name: Name, *, story: bool) -> Judged | None:
        """For a figure directly after a name whose value never has this amount."""
        with_amount = [
            (known, row) for known in self._same_subject(name) if (row := known.row_with(self.figure.amount))
        ]
        if with_amount:
            of_today = [(known, row) for known, row in with_amount if row is known.today]
            if len(of_today) == 1 and not story:
                known, row = of_today[0]
                return self._true_figure(known, row)
            return None
        if not self._says(name):
            return None
        if story and (
            not words.IS.search(self._between(name)) or words.WAS.search(self.text) or words.TOLD.search(self.text)
        ):
            return None
        return Judged(self._meant(name), None, "wrong", True, None, False)

    def _same_subject(self, name: Name) -> list[KnownValue]:
        """The values of the record of a name that the figure fits by its unit."""
        return [known for known in self._known if known.law is name.known.law and self.figure.fits(known.value)]

    def _meant(self, name: Name) -> KnownValue:
        """The value for the people whom the words between the name and the figure say: `for apprentices`."""
        between = _stems(self._between(name))

        def shared(known: KnownValue) -> int:
            value = known.value
            return len(between & _stems(f"{value.id} {value.title} {value.applies_to}"))

        best = max(self._same_subject(name), key=shared)
        return best if shared(best) > shared(name.known) else name.known

    def _says(self, name: Name) -> bool:
        """Whether the sentence says without doubt that the figure is the value that the name means, today."""
        known, figure = name.known, self.figure
        between, before = self._between(name), self._before(name)
        if known.today is None or self._is_doubtful(name):
            return False
        is_it = bool(words.IS.search(between))
        if words.WAS.search(before + between) or (not is_it and words.WAS.search(self.text)):
            return False
        if any(year < known.rows[0].first.year for year in years_in(self.text)):
            return False
        if is_it:
            return self._is_comparable(name, known.today)
        if words.GLOSS.search(between) and self._has_its_digits(name):
            return True
        today = Decimal(known.today.amount)
        of_it = bool(words.OF_OR_AT.search(between)) and not words.HIGHEST.search(
            f"{self.text[name.start : name.end]} {known.value.title}"
        )
        marked = bool(words.MARK.search(between)) and not words.COMPARED.search(before)
        if self._is_legal_money(name) and today / 2 <= figure.amount <= today * 2:
            return marked or (of_it and (known.value.unit == "pound-per-hour" or self._is_slip(today)))
        return (of_it or marked) and self._is_slip(today)

    def _is_comparable(self, name: Name, row: LawRow) -> bool:
        """Whether a figure that is said to be a value is one like that of a row, so that nothing else can be meant.

        Any amount is compared with a value by whose name only the law is called. Others have to be near.
        """
        right = Decimal(row.amount)
        if self._is_legal_money(name) or self._is_slip(right):
            return True
        before, after = self._before(name), self._after
        said_by_law = bool(words.LEGAL.search(self.text[: self.figure.start]) or words.BY_LAW.search(after))
        if self.figure.unit != "pound" and (
            not said_by_law or self.figure.unit == "per-cent" or words.DIGIT.search(before + after)
        ):
            return False
        return right / 2 < self.figure.amount < right * 2

    def _is_slip(self, right: Decimal) -> bool:
        """Whether the figure is close to the right one, or has the same digits in another order."""
        digits, own = (sorted(f"{one:.2f}") for one in (right, self.figure.amount))
        return digits == own or abs(self.figure.amount - right) <= right / 20

    def _is_doubtful(self, name: Name) -> bool:
        """Whether the figure may be something other than the value of a name, whatever the verb between them."""
        between, before, after = self._between(name), self._before(name), self._after
        if words.SOMEONES.search(before):
            return True
        if words.SUPPOSED.search(self.text) and not (self._has_its_digits(name) and words.GLOSS.search(between)):
            return True
        if (
            words.NOT_EXACT.search(between)
            or words.DIFFERENCE.match(after)
            or (words.COSTS.search(between) and not words.FEE.search(name.known.value.title))
        ):
            return True
        if self._is_legal_money(name):
            return False
        own = self.text[name.start : name.end]
        if words.GOES_ON.match(after) or words.GIVEN.search(f"{before} {between} {after}"):
            return True
        if words.GENEROUS_NAME.fullmatch(" ".join(own.split())) and not (
            words.LEGAL.search(before + between) or words.BY_LAW.search(after)
        ):
            return True
        return not self._is_legal(name) and not words.SUBJECT.search(before)

    def _has_its_digits(self, name: Name) -> bool:
        """Whether the figure is money with the digits of the value of today in another order, so that it can be nothing else."""
        today = name.known.today
        if today is None or self.figure.unit != "pound" or not self.figure.has_pence:
            return False
        return sorted(f"{Decimal(today.amount):.2f}") == sorted(f"{self.figure.amount:.2f}")

    def _is_legal(self, name: Name) -> bool:
        """Whether only the law uses a name."""
        return bool(words.LEGAL_NAME.search(self.text[name.start : name.end]))

    def _is_legal_money(self, name: Name) -> bool:
        """Whether the figure is money, and only the law uses a name."""
        return self.figure.unit == "pound" and self._is_legal(name)

    def _wrong_then(self, name: Name) -> Judged | None:
        """For a figure that the sentence says was the value in a year or on a day on which it was another."""
        between = self._between(name)
        period = period_in(self.text)
        rows_then = name.known.rows_in(period) if period else ()
        if period is None or not rows_then:
            return None
        # What was before the first row is not known. Amounts rise, so it was no more than that.
        if name.known.rows[0].first > period[0] and self.figure.amount < max(Decimal(row.amount) for row in rows_then):
            return None
        if not words.THEN.search(between) or self._is_doubtful(name) or words.CHANGED.search(self.text):
            return None
        if any(
            Decimal(row.amount) == self.figure.amount
            for known in self._same_subject(name)
            for row in known.rows_in(period)
        ):
            return None
        if not self._is_comparable(name, rows_then[-1]):
            return None
        known = self._meant(name)
        row = (known.rows_in(period) or rows_then)[-1]
        return Judged(known, None, "wrong", True, max(row.first, period[0]), False, period)

    def _unnamed(self, around: tuple[str, ...]) -> Judged | None:
        """For a figure that no name is beside: an amount in pounds and pence that is law today, in a text about pay."""
        if not self.figure.has_pence:
            return None
        having = [
            known
            for known in self._known
            if known.today is not None
            and known.value.unit in ("pound-per-hour", "pound-per-day", "pound-per-week")
            and not known.law.voluntary
            and self.figure.fits(known.value)
            and Decimal(known.today.amount) == self.figure.amount
        ]
        if len(having) != 1 or having[0].today is None:
            return None
        if words.PRICE.search(self.text) or words.WAS.search(self.text):
            return None
        if not any(words.ABOUT_PAY.search(text) for text in around):
            return None
        return self._true_figure(having[0], having[0].today)


def _name_pattern(name: str) -> str:
    """A pattern for a name, also in the plural."""
    words = r"[\s-]+".join(re.escape(word).replace("'", "['’]") for word in name.split())
    if name.isupper():
        return f"(?-i:{words})"
    return f"{words[:-1]}(?:y|ies)" if name.endswith("y") else f"{words}(?:s|['’]s)?"


def _stems(words: str) -> set[str]:
    """The words and numbers of a text without a final `s`, and without short words."""
    return {word.removesuffix("s") for word in _WORD.findall(words.lower()) if len(word) > 3 or word.isdigit()}
