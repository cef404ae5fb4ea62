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
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal, NamedTuple

from pa_framework.facts.law import LawRow, row_on, rows
from pa_framework.records.load import Records
from pa_framework.records.model import Law, LawValue
from pa_framework.records.text_references import write_reference
from pa_framework.text.dates import last_day_of

Standing = Literal["now", "past", "coming", "wrong"]


class _Pattern:
    """A pattern that is compiled when it is first used. In most runs there is no figure to judge with it."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._pattern, self._flags = pattern, flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The compiled pattern."""
        return re.compile(self._pattern, self._flags)


#: Where a figure may begin. `re` finds a character of a set much faster than the whole pattern.
_START = re.compile(r"[£0-9][0-9.,]*")
_FIGURE = re.compile(
    r"""(?<![\w£.,/@-])(?P<sign>£\s?)?(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)(?![0-9]|[.,][0-9])
        (?:\s?(?P<times>million|thousand|m|k)\b)?
        (?:(?P<pence>p\b)|\s?(?P<unit>%|per\s?cent\b|(?:pound|GBP|hour|day|week|month|year)s?\b))?""",
    re.VERBOSE,
)
#: What an amount of money is for: `an hour`, `/week`, `per annum`.
_PER = re.compile(
    r"\s?(?:/\s?|p/?(?=h\b)|\b(?:an?|per|each|every)\s+)(?P<per>hour|hr|h|day|week|month|year|annum|mile)\b"
)
_PER_NAMES = {"hr": "hour", "h": "hour", "annum": "year"}
_TIMES = {"million": 1_000_000, "m": 1_000_000, "thousand": 1000, "k": 1000}
_WHOLE_POUNDS_THAT_ARE_RARE = 100
#: So many characters before and after a figure are read of its sentence, so that a text without sentences is read quickly.
_MOST_AROUND = 300

#: Code, references, markup and addresses: nothing in them is read or replaced.
_UNREAD = re.compile(
    r"^(?P<fence>```+|~~~+).*?(?:^(?P=fence)[`~]*[ \t]*$|\Z)|(?P<tick>`+)[^`].*?(?P=tick)|\(\([^()]*\)\)"
    r"|<!--.*?-->|</?[a-zA-Z][^<>]*>|\]\([^()\s]*\)|\{[:.#][^{}]*\}|https?://\S+",
    re.DOTALL | re.MULTILINE,
)
_WORD = re.compile(r"[a-z0-9]+")
_EMPHASIS = re.compile(r"[*_\[\]\\]")
#: A full stop before a capital or a figure, an empty line, an item of a list, a row of a table, or an entry of a record.
_SENTENCE_END = re.compile(
    r"(?<!e\.g\.)(?<!i\.e\.)(?<=[.!?])[\"”’')]*\s+(?=[\"“‘'(]*[A-Z0-9£])"
    r"|\n(?=\s*(?:\n|[-*+]\s|\d+[.)]\s|[|#>]|[a-z_]+:\s))"
)

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DATE_WORDS = rf"(?:(?P<day>\d{{1,2}})\s+)?(?P<month>{'|'.join(_MONTHS)})\s+(?P<year>20\d\d)\b"
_DATE = _Pattern(rf"\b(?:{_DATE_WORDS}|(?P<iso>20\d\d-\d\d-\d\d)\b)")
_SINCE = _Pattern(rf",?\s+since\s+{_DATE_WORDS}")
_YEAR = _Pattern(r"(?<![\d£.,])(?:19|20)\d\d(?!\d|[.,]\d)")
#: The sentence speaks of the past, or of a change.
_WAS = _Pattern(r"\b(?:was|were|had been|at (?:the|that) time|in those days|used to be)\b", re.IGNORECASE)
_CHANGED = _Pattern(
    r"\b(?:then|until|till|before|earlier|former|formerly|previous|previously|old|older|last|rose|went up|up from"
    r"|instead of|no longer|historic|between)\b|→|->",
    re.IGNORECASE,
)
#: The sentence does not say what the law is, but what it may be.
_SUPPOSED = _Pattern(
    r"\b(?:if|suppose|imagine|example|not|never|wrong|(?-i:may)|might|could|would|should|expected?|forecasts?|estimated?|predicted"
    r"|hopes?|campaign|wants?|propos\w+|ask(?:s|ed)? for|invented|\w+n[’']t)\b",
    re.IGNORECASE,
)

#: Words and marks that may come between a name and the figure after it.
_BETWEEN = _Pattern(
    r"""(?:\s*\([A-Z]\w{1,7}\))?[\s,:|(=–—-]*
    (?:(?:by\slaw|legally|for|to|at|from|if|aged?|people|someone|anyone|everyone|those|workers?|adults?|apprentices?|employees?|PAs?|all|any|older|you|are|and|or|over|under|of|in|with|\d\d?
        |now|currently|today|still|only|about|around|the|an?|rates?|amount|per|hour|hourly|week|weekly|day|year
        |is|was|were|will|can|may|must|be|been|up|least|most|more|than|no|as|much|high|stands|rises|rose|goes|went|becomes
        |became|costs?|since|January|February|March|April|May|June|July|August|September|October|November|December
        |20\d\d(?:[/-]\d\d)?)
      [\s,:|(=–—-]+){0,14}""",
    re.VERBOSE | re.IGNORECASE,
)
_IS = _Pattern(r"\b(?:is|are|becomes|costs?)\b|=", re.IGNORECASE)
_OF = _Pattern(r"\bof\s+\Z", re.IGNORECASE)
_MARK = _Pattern(r"[:|(]")
_OF_OR_AT = _Pattern(r"\b(?:of|at)\s+\Z", re.IGNORECASE)
#: Words and marks that may come between a figure and the name after it.
_AFTER = _Pattern(r"[\s’'(,–—-]*(?:(?:of|for|is|as|in|the|an?|your|paid)[\s(]+){0,4}", re.IGNORECASE)
#: The figure before or after the name is compared with the value, so it is another.
_COMPARED = _Pattern(
    r"\b(?:above|below|over|under|than|beyond|beneath|beats?|exceeds?|near|twice|half|off|short of)\s+(?:(?:the|our|this)\s+)?\Z",
    re.IGNORECASE,
)
#: What someone pays or gets, and not what the law says.
_SOMEONES = _Pattern(r"\b(?:his|her|their|my|your|our|its|\w+[’']s)\s+(?:\w+\s+)?\Z", re.IGNORECASE)
#: Names that only the law uses. Others, such as `holiday`, are also names of what an employer gives.
_LEGAL_NAME = _Pattern(
    r"statutory|legal|national|minimum|living wage|allowance|penalt|limit|threshold|offset", re.IGNORECASE
)
#: Names by which people also call what an employer gives, which may be more than the law asks.
_GENEROUS_NAME = _Pattern(
    r"(?:(?:the|your) )?(?:holidays?|(?:annual )?leave|sick pay|holiday pay|redundancy pay|(?:maternity|paternity) pay|mileage"
    r"|notice(?: period)?|(?:employer )?pension contributions?)",
    re.IGNORECASE,
)
_LEGAL = _Pattern(r"\b(?:statutory|legal|legally|lawful|by law|in law|law says|minimum)\b", re.IGNORECASE)
#: What comes before a name that is the subject of its sentence.
_SUBJECT = _Pattern(
    r"""(?:\A|\A\s*[\w.()-]*\d[.)]?\s|[;:|]|[,—–]\s|\b(?:that|and|but|so|because|now|today|currently|in\s+20\d\d)\b)[\s>#*-]*(?:by\slaw,?\s+)?
    (?:(?:the|an?|every|each|current|today[’']s|present|legal|statutory|minimum|full|normal)\s+)*(?:for\s+|of\s+)?\Z""",
    re.VERBOSE | re.IGNORECASE,
)
#: The sentence is about what someone gives or gets.
_GIVEN = _Pattern(
    r"\b(?:contract\w*|agreements?|teams?|our|ours|we|us|here|councils?|NHS|budgets?|packages?|posts?|adverts?|bands?|jobs?"
    r"|areas?|policy|policies|insurers?|schemes?|extra|generous|more than|better|beyond|above|on top|exceeds?|plus|some|usual|usually"
    r"|most|often|average|typical\w*|this employer|my|his|her|their|she|he|they|I)\b",
    re.IGNORECASE,
)
#: The figure is not the value itself, but a bound for it or a step of it.
_NOT_EXACT = _Pattern(r"\b(?:over|under|than|about|around|up|by)\s+\Z", re.IGNORECASE)
#: The figure is a difference.
_DIFFERENCE = _Pattern(r"\s*(?:more|less|higher|lower|above|below|short|too|extra)\b", re.IGNORECASE)
_BY_LAW = _Pattern(r"\b(?:by|in) law\b", re.IGNORECASE)
_DIGIT = _Pattern(r"[0-9]")
#: The figure is one part of a range, a sum or a list.
_GOES_ON = _Pattern(r"\s*(?:\+|plus\b|(?:and|or|to|[-–—])\s*[£0-9])", re.IGNORECASE)
_AND_NEXT = _Pattern(r"[/-]\d\d\b")
_THEN = _Pattern(r"\b(?:was|were|used to be)\b", re.IGNORECASE)
#: What comes before a day or a year on which something was so.
_ON = _Pattern(r"\b(?:in|on|during)\s+(?:(?:the|early|late|tax|year)\s+)*\Z", re.IGNORECASE)
_TOLD = _Pattern(r"\b(?:told|tells?|said|says|thought|heard|read|believed|asked)\b", re.IGNORECASE)
_HIGHEST = _Pattern(r"\b(?:highest|maximum|limit|penalt\w+|fines?)\b", re.IGNORECASE)
_FEE = _Pattern(r"\b(?:fee|cost|price|charge)", re.IGNORECASE)
_COSTS = _Pattern(r"\bcosts?\b", re.IGNORECASE)
_ABOUT_PAY = _Pattern(
    r"\b(?:pays?|paid|payroll|wages?|earns?|earned|minimum|rates?|hour|hourly|payslips?|salary|law|legal)\b",
    re.IGNORECASE,
)
_PRICE = _Pattern(r"\b(?:costs?|prices?|fees?|charges?|tickets?|budgets?|fares?|funded|funds)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LawFigure:
    """A figure of the law in a text.

    Attributes:
        start: Where the part begins that the reference would replace.
        end: The first character after that part.
        written: That part of the text, on one line.
        sentence: The sentence, on one line.
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
    sentence: str
    law: Law
    value: LawValue
    row: LawRow | None
    standing: Standing
    named: bool
    reference: str
    certain: bool
    period: tuple[date, date] | None


def find_law_figures(
    text: str, records: Records, on: date, *, story: bool = False, around: str = ""
) -> tuple[LawFigure, ...]:
    """The figures of the law in a text, in order. For many texts, make one `LawFigures`.

    In a story, people tell what they earned, and what they tell does not change with the law: a figure is found only
    where the story says that it is the law today, and it is wrong.
    `around` is the page or record that the text is a part of, which may say that it is about pay.
    """
    return tuple(LawFigures(records, on).find(text, story=story, around=around))


class LawFigures:
    """Finds figures of the law in texts, for one set of records and one day."""

    def __init__(self, records: Records, on: date) -> None:
        self._on = on
        self._known = tuple(
            _Known(law, value, on) for law in records.law.values() for value in law.values if value.unit != "text"
        )
        self._units = {_unit(known.value) for known in self._known}
        self._amounts = {
            (_unit(known.value), Decimal(row.value)) for known in self._known for row in known.value.history
        }

    def find(self, text: str, *, story: bool = False, around: str = "") -> Iterator[LawFigure]:
        """The figures of the law in a text, as `find_law_figures` gives them."""
        figures = [figure for figure in _figures(text) if self._may_be_law(figure)]
        anywhere = _named_in(text, self._known) if figures else []
        if not anywhere and not any(figure.has_pence and self._is_amount(figure) for figure in figures):
            return
        read = _UNREAD.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
        words = _EMPHASIS.sub(" ", read)
        starts = [0, *(found.end() for found in _SENTENCE_END.finditer(read)), len(text)]
        for figure in filter(self._may_be_law, _figures(read)):
            place = bisect_right(starts, figure.start) - 1
            start = max(starts[place], figure.start - _MOST_AROUND)
            end = min(starts[place + 1], figure.whole + _MOST_AROUND)
            named = _named_in(words[start:end], anywhere)
            if named or (figure.has_pence and self._is_amount(figure)):
                sentence = _Sentence(words[start:end], figure.moved(-start), named, self._known)
                found = sentence.judged(self._on, (words, around), story=story)
                if found is not None:
                    yield _as_found(found, figure, text, sentence)

    def _is_amount(self, figure: "_Figure") -> bool:
        """Whether a value has this amount on some day."""
        return (figure.unit, figure.amount) in self._amounts

    def _may_be_law(self, figure: "_Figure") -> bool:
        """Whether a figure may be one of the law, right or wrong: some value has its unit."""
        return figure.unit in self._units


class _Known:
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

    def row_with(self, amount: Decimal, on: date) -> LawRow | None:
        """The row with an amount: that of today if it has it, else the next that is to come, else the last that was."""
        having = [row for row in self.rows if Decimal(row.amount) == amount]
        if self.today in having:
            return self.today
        return next((row for row in having if row.first > on), having[-1] if having else None)

    def rows_in(self, period: tuple[date, date]) -> tuple[LawRow, ...]:
        """The rows that are law on at least one day of a period, earliest first."""
        first, last = period
        return tuple(
            row for row in self.rows if row.counts and row.first <= last and (row.last is None or row.last >= first)
        )


def _named_in(words: str, known: Iterable[_Known]) -> list[_Known]:
    """The values that a text may name."""
    lowered = words.lower()
    return [one for one in known if one.may_be_named(lowered)]


class _Figure(NamedTuple):
    """A figure in a text: its amount ends at `end`, its unit at `whole`. `per` is what money is for, where it says so."""

    start: int
    end: int
    whole: int
    amount: Decimal
    unit: str
    per: str
    has_pence: bool

    def moved(self, by: int) -> "_Figure":
        """The same figure with other places."""
        return _Figure(
            self.start + by, self.end + by, self.whole + by, self.amount, self.unit, self.per, self.has_pence
        )

    def fits(self, value: LawValue) -> bool:
        """Whether it may be an amount of a value, by its unit."""
        if self.unit != "pound":
            return value.unit == self.unit
        return value.unit == f"pound-per-{self.per}" if self.per else value.unit.startswith("pound")

    @property
    def is_distinctive(self) -> bool:
        """Whether few other things have this amount: it has pence or a fraction, or is hundreds of pounds."""
        return self.amount % 1 != 0 or (self.unit == "pound" and self.amount >= _WHOLE_POUNDS_THAT_ARE_RARE)


class _Judged(NamedTuple):
    """What a figure is. `day` is the day to ask for; None for the value of today."""

    known: _Known
    row: LawRow | None
    standing: Standing
    named: bool
    day: date | None
    certain: bool
    period: tuple[date, date] | None = None


class _Name(NamedTuple):
    """A name of a value in a sentence, and whether the figure is directly after or before it."""

    start: int
    end: int
    known: _Known
    before: bool = False
    after: bool = False

    @property
    def beside(self) -> bool:
        """Whether the figure is directly before or after it."""
        return self.before or self.after


class _Sentence:
    """A sentence with a figure in it, and the values of the law that it names."""

    def __init__(self, words: str, figure: _Figure, named: list[_Known], known: tuple[_Known, ...]) -> None:
        """`named` are the values that the sentence may name, `known` all values."""
        self.words = words
        self.figure = figure
        self._named, self._known = named, known
        self.names = sorted(self._found_names(), key=lambda name: not name.beside)

    def judged(self, on: date, around: tuple[str, ...], *, story: bool) -> _Judged | None:
        """What the figure is; None where it is no figure of the law, or one of the past that may stay.

        `around` are the texts that may say that the sentence is about pay.
        """
        beside = next((name for name in self.names if name.before), None)
        if beside is not None and (wrong := self._wrong_then(beside)) and not story:
            return wrong
        for name in self.names:
            row = name.known.row_with(self.figure.amount, on)
            if row is not None and (name.beside or (self.figure.is_distinctive and row is name.known.today)):
                return None if story else self._true_figure(name, row, on)
        if beside is not None:
            return self._other_figure(beside, on, story=story)
        return None if story else self._unnamed(on, around)

    def _found_names(self) -> Iterator[_Name]:
        """The names of values with a unit that fits the figure; of names within one another the longest."""
        found = [
            (match.start(), match.end(), known)
            for known in self._named
            if self.figure.fits(known.value)
            for match in known.names.finditer(self.words)
        ]
        for start, end, known in found:
            if not any(s <= start and end <= e and (s, e) != (start, end) for s, e, _ in found):
                before = end <= self.figure.start and bool(
                    _BETWEEN.compiled.fullmatch(self.words, end, self.figure.start)
                    and (
                        not _COMPARED.compiled.search(self.words[:start])
                        or _OF.compiled.search(self.words[end : self.figure.start])
                    )
                )
                after = start >= self.figure.whole and bool(
                    _AFTER.compiled.fullmatch(self.words, self.figure.whole, start)
                )
                yield _Name(start, end, known, before, after)

    def _true_figure(self, name: "_Name | _Known", row: LawRow, on: date) -> _Judged | None:
        """For an amount that a value has on some day: the value of a name, or one that the sentence does not name."""
        known, named = (name.known, True) if isinstance(name, _Name) else (name, False)
        days = list(_days(self.words))
        years = _YEAR.compiled.findall(self.words)
        on_its_days = bool(days) and all(row.applies_on(first) and row.applies_on(last) for first, last in days)
        if row is known.today:
            early = any(int(year) < row.first.year for year in years)
            was = bool(_WAS.compiled.search(self.words))
            if not early and not (was and (years or self._was_so(name))):
                alone = sum(other.row_with(self.figure.amount, on) is not None for other in self._named_values()) < 2
                return _Judged(known, row, "now", named, None, named and alone and not was)
        elif row.first > on:
            return _Judged(known, row, "coming", named, days[0][0] if on_its_days else row.first, on_its_days)
        elif (
            not days and not years and not _WAS.compiled.search(self.words) and not _CHANGED.compiled.search(self.words)
        ):
            return _Judged(known, row, "past", named, None, False) if known.today else None
        return _Judged(known, row, "past", named, days[0][0], True) if on_its_days else None

    def _was_so(self, name: "_Name | _Known") -> bool:
        """Whether the sentence says that the figure was the value: `was` is between them, or no name is beside it."""
        if not isinstance(name, _Name) or not name.before:
            return True
        others = self.words[: name.start] + " " + self.words[self.figure.whole :]
        return bool(
            _WAS.compiled.search(self.words[name.end : self.figure.start])
            or (_CHANGED.compiled.search(others) and not _IS.compiled.search(self.words[name.end : self.figure.start]))
        )

    def _named_values(self) -> list[_Known]:
        """The values that the sentence names, each once."""
        return list({id(name.known): name.known for name in self.names}.values())

    def _other_figure(self, name: _Name, on: date, *, story: bool) -> _Judged | None:
        """For a figure directly after a name whose value never has this amount."""
        with_amount = [
            (known, row) for known in self._same_subject(name) if (row := known.row_with(self.figure.amount, on))
        ]
        if with_amount:
            of_today = [(known, row) for known, row in with_amount if row is known.today]
            if len(of_today) == 1 and not story:
                known, row = of_today[0]
                return self._true_figure(known, row, on)
            return None
        if not self._says(name):
            return None
        if story and (
            not _IS.compiled.search(self.words[name.end : self.figure.start])
            or _WAS.compiled.search(self.words)
            or _TOLD.compiled.search(self.words)
        ):
            return None
        return _Judged(self._meant(name), None, "wrong", True, None, False)

    def _same_subject(self, name: _Name) -> list[_Known]:
        """The values of the record of a name that the figure fits by its unit."""
        return [known for known in self._known if known.law is name.known.law and self.figure.fits(known.value)]

    def _meant(self, name: _Name) -> _Known:
        """The value for the people whom the words between the name and the figure say: `for apprentices`."""
        between = _stems(self.words[name.end : self.figure.start])

        def shared(known: _Known) -> int:
            value = known.value
            return len(between & _stems(f"{value.id} {value.title} {value.applies_to}"))

        best = max(self._same_subject(name), key=shared)
        return best if shared(best) > shared(name.known) else name.known

    def _says(self, name: _Name) -> bool:
        """Whether the sentence says without doubt that the figure is the value that the name means, today."""
        known, figure = name.known, self.figure
        between, before = self.words[name.end : figure.start], self.words[: name.start]
        if known.today is None or self._is_doubtful(name):
            return False
        is_it = bool(_IS.compiled.search(between))
        if _WAS.compiled.search(before + between) or (not is_it and _WAS.compiled.search(self.words)):
            return False
        if any(int(year) < known.rows[0].first.year for year in _YEAR.compiled.findall(self.words)):
            return False
        if is_it:
            return self._is_comparable(name, known.today)
        today = Decimal(known.today.amount)
        of_it = bool(_OF_OR_AT.compiled.search(between)) and not _HIGHEST.compiled.search(
            f"{self.words[name.start : name.end]} {known.value.title}"
        )
        marked = bool(_MARK.compiled.search(between)) and not _COMPARED.compiled.search(before)
        if self._is_legal_money(name) and today / 2 <= figure.amount <= today * 2:
            return marked or (of_it and (known.value.unit == "pound-per-hour" or self._is_slip(today)))
        return (of_it or marked) and self._is_slip(today)

    def _is_comparable(self, name: _Name, row: LawRow) -> bool:
        """Whether a figure that is said to be a value is one like that of a row, so that nothing else can be meant.

        Any amount is compared with a value by whose name only the law is called. Others have to be near.
        """
        right = Decimal(row.amount)
        if self._is_legal_money(name) or self._is_slip(right):
            return True
        before, after = self.words[: name.start], self.words[self.figure.whole :]
        said_by_law = bool(_LEGAL.compiled.search(self.words[: self.figure.start]) or _BY_LAW.compiled.search(after))
        if self.figure.unit != "pound" and (
            not said_by_law or self.figure.unit == "per-cent" or _DIGIT.compiled.search(before + after)
        ):
            return False
        return right / 2 < self.figure.amount < right * 2

    def _is_slip(self, right: Decimal) -> bool:
        """Whether the figure is close to the right one, or has the same digits in another order."""
        digits, own = (sorted(f"{one:.2f}") for one in (right, self.figure.amount))
        return digits == own or abs(self.figure.amount - right) <= right / 20

    def _is_doubtful(self, name: _Name) -> bool:
        """Whether the figure may be something other than the value of a name, whatever the verb between them."""
        between, before = self.words[name.end : self.figure.start], self.words[: name.start]
        after = self.words[self.figure.whole :]
        if _SOMEONES.compiled.search(before) or _SUPPOSED.compiled.search(self.words):
            return True
        if (
            _NOT_EXACT.compiled.search(between)
            or _DIFFERENCE.compiled.match(after)
            or (_COSTS.compiled.search(between) and not _FEE.compiled.search(name.known.value.title))
        ):
            return True
        if self._is_legal_money(name):
            return False
        own = self.words[name.start : name.end]
        if _GOES_ON.compiled.match(after) or _GIVEN.compiled.search(f"{before} {between} {after}"):
            return True
        if _GENEROUS_NAME.compiled.fullmatch(" ".join(own.split())) and not (
            _LEGAL.compiled.search(before + between) or _BY_LAW.compiled.search(after)
        ):
            return True
        return not self._is_legal(name) and not _SUBJECT.compiled.search(before)

    def _is_legal(self, name: _Name) -> bool:
        """Whether only the law uses a name."""
        return bool(_LEGAL_NAME.compiled.search(self.words[name.start : name.end]))

    def _is_legal_money(self, name: _Name) -> bool:
        """Whether the figure is money, and only the law uses a name."""
        return self.figure.unit == "pound" and self._is_legal(name)

    def _wrong_then(self, name: _Name) -> _Judged | None:
        """For a figure that the sentence says was the value in a year or on a day on which it was another."""
        between = self.words[name.end : self.figure.start]
        period = _period(self.words)
        rows_then = name.known.rows_in(period) if period else ()
        if period is None or not rows_then:
            return None
        # What was before the first row is not known. Amounts rise, so it was no more than that.
        if name.known.rows[0].first > period[0] and self.figure.amount < max(Decimal(row.amount) for row in rows_then):
            return None
        if not _THEN.compiled.search(between) or self._is_doubtful(name) or _CHANGED.compiled.search(self.words):
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
        return _Judged(known, None, "wrong", True, max(row.first, period[0]), False, period)

    def _unnamed(self, on: date, around: tuple[str, ...]) -> _Judged | None:
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
        if _PRICE.compiled.search(self.words) or _WAS.compiled.search(self.words):
            return None
        if not any(_ABOUT_PAY.compiled.search(text) for text in around):
            return None
        return self._true_figure(having[0], having[0].today, on)


def _as_found(judged: _Judged, figure: _Figure, text: str, sentence: _Sentence) -> LawFigure:
    """The figure with its place and the reference that would replace it."""
    known, form, end = judged.known, "number", figure.end
    if figure.whole > figure.end and not _EMPHASIS.search(text, figure.end, figure.whole):
        form, end = "value", figure.whole
    if known.value.unit == "pound":
        form = "value"
    if form == "value" and judged.standing == "now" and known.today is not None and judged.day is None:
        since = _SINCE.compiled.match(text, end)
        if since and _as_days(since) == (known.today.first, known.today.first):
            form, end = "", since.end()
    day = judged.day.isoformat() if judged.day else ""
    return LawFigure(
        figure.start,
        end,
        " ".join(text[figure.start : end].split()),
        " ".join(sentence.words.split()),
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


def _name_pattern(name: str) -> str:
    """A pattern for a name, also in the plural."""
    words = r"[\s-]+".join(re.escape(word).replace("'", "['’]") for word in name.split())
    if name.isupper():
        return f"(?-i:{words})"
    return f"{words[:-1]}(?:y|ies)" if name.endswith("y") else f"{words}(?:s|['’]s)?"


def _figures(text: str) -> Iterator[_Figure]:
    """Every figure with a unit in a text, in order."""
    last = 0
    for start in (run.start() for run in _START.finditer(text)):
        found = _FIGURE.match(text, start) if start >= last else None
        figure = _figure(text, found) if found else None
        if figure is not None:
            last = figure.whole
            yield figure


def _figure(text: str, found: re.Match[str]) -> _Figure | None:
    """The figure of a match; None for a number without a unit that the law has."""
    sign, written, times, pence, unit = found.groups()
    amount = Decimal(written.replace(",", ""))
    if sign or (unit or "").startswith(("pound", "GBP")):
        end = found.end("times") if sign and times else found.end("number") if sign else found.end()
        amount *= _TIMES.get(times or "", 1)
        per = _PER.match(text, end)
        name = _PER_NAMES.get(per["per"], per["per"]) if per else ""
        return _Figure(found.start(), end, per.end() if per else end, amount, "pound", name, amount % 1 != 0)
    if times or not (pence or unit):
        return None
    if pence:
        per, end = _PER.match(text, found.end()), found.end()
        name = _PER_NAMES.get(per["per"], per["per"]) if per else ""
        return _Figure(found.start(), end, per.end() if per else end, amount / 100, "pound", name, False)
    if unit == "%" or unit.startswith("per"):
        return _Figure(found.start(), found.end(), found.end(), amount, "per-cent", "", False)
    return _Figure(found.start(), found.end("number"), found.end(), amount, f"{unit.rstrip('s')}s", "", False)


def _days(words: str) -> Iterator[tuple[date, date]]:
    """The dates and months in a sentence, as first and last day."""
    for found in _DATE.compiled.finditer(words):
        days = _as_days(found)
        if days is not None:
            yield days


def _period(words: str) -> tuple[date, date] | None:
    """The days of which a sentence speaks, first and last: `in 2024`, `on 1 May 2024`, `in 2022/23`.

    None where it names no year, more than one, or says `until` or `since` it.
    """
    dates = [(found.start(), _as_days(found)) for found in _DATE.compiled.finditer(words)]
    rest = _DATE.compiled.sub(lambda found: " " * len(found[0]), words)
    years = [
        (
            found.start(),
            (
                date(int(found[0]), 1, 1),
                date(int(found[0]) + bool(_AND_NEXT.compiled.match(rest, found.end())), 12, 31),
            ),
        )
        for found in _YEAR.compiled.finditer(rest)
    ]
    found = [*dates, *years]
    if len(found) != 1:
        return None
    start, days = found[0]
    return days if _ON.compiled.search(words, 0, start) else None


def _stems(words: str) -> set[str]:
    """The words and numbers of a text without a final `s`, and without short words."""
    return {word.removesuffix("s") for word in _WORD.findall(words.lower()) if len(word) > 3 or word.isdigit()}


def _as_days(found: re.Match[str]) -> tuple[date, date] | None:
    """The first and the last day of a date or a month; None where the calendar has no such day."""
    groups = found.groupdict()
    if groups.get("iso"):
        first = last = last_day_of(groups["iso"])
    else:
        month = f"{groups['year']}-{_MONTHS.index(groups['month']) + 1:02}"
        last = last_day_of(f"{month}-{int(groups['day']):02}" if groups["day"] else month)
        first = last if groups["day"] or last is None else last.replace(day=1)
    return (first, last) if first and last else None
