"""What the numbers of one record make together: a share in words and in figures, parts of a whole, a time in another unit.

Numbers are compared only where the record itself says what they have in common: one value of the law and a sentence
with the words of its title, a note and its own figure, the years of each payer and what each pays.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from pa_framework.facts.facts import Facts, Text
from pa_framework.facts.law import MOST_TIMES_OF_A_WAGE, LawRow, format_law, row_on, rows
from pa_framework.facts.pages import PageText
from pa_framework.facts.pay import format_pounds, minimum_on
from pa_framework.facts.prose import page_prose, place_in, prose
from pa_framework.facts.scale import falling_wages, records_with_figures
from pa_framework.facts.written_figures import WrittenFigure, days_in, written_figures
from pa_framework.records.model import CaseStudy, Evidence, Figure, Law, LawValue
from pa_framework.records.yaml_source import Route
from pa_framework.text.dates import MONTHS, format_date
from pa_framework.text.findings import Span
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.sentences import NUMBER_WORDS, count, number_in, sentences_of
from pa_framework.text.word_forms import NEGATIVE, stem_of, word_set

_EMPTY = (
    word_set(
        "a an the of or and that which who those it is are was were be been do does did on in at to for by with from their they them this these his "
        "her your our its you we if when than then as up about only also has have had most least much many more some any each every can could "
        "may might will would should must"
    )
    | NEGATIVE
)


class Contradiction(NamedTuple):
    """A number or a day that does not fit another: its place, what is said there, and the place and words of the other."""

    span: Span
    says: str
    other: Span
    but: str


def _stems(words: str) -> frozenset[str]:
    found = re.findall(r"[a-z]+", words.lower())
    return frozenset(stem_of("pa" if word == "pas" else word) for word in found if word not in _EMPTY and len(word) > 1)


# --- a rate of the law that falls

#: So many rows have only risen before one that falls is doubted.
_FEWEST_ROWS = 4


class Fall(NamedTuple):
    """A row of the law that is lower than the one before, although every other step is up: its value, and both rows."""

    law: Law
    place: int
    row: LawRow
    before: LawRow


def falling_amounts(facts: Facts) -> Iterator[Fall]:
    """Rows of amounts of money that fall, where all the others of their value rise. Rows that are only expected are looked at too."""
    known = {(found.law.id, found.place, found.row.index) for found in falling_wages(facts)}
    for law in facts.records.law.values():
        for place, value in enumerate(law.values):
            own = rows(value, lambda entry: True)
            if len(own) < _FEWEST_ROWS or not value.unit.startswith("pound"):
                continue
            down = [
                (before, row)
                for before, row in pairwise(own)
                if Decimal(row.amount) < Decimal(before.amount) and row.first > before.first
            ]
            if len(down) != 1 or any((law.id, place, each.index) in known for each in down[0]):
                continue
            before, row = down[0]
            if Decimal(row.amount) * MOST_TIMES_OF_A_WAGE >= Decimal(before.amount):  # LAW010 reports a larger step
                yield Fall(law, place, row, before)


# --- a time of the law in another unit

_PERIOD = LazyPattern(
    rf"(?<![\w£.,/-])(?P<number>\d+(?:\.\d+)?|{'|'.join(NUMBER_WORDS)})[\s-](?P<unit>hour|day|week|month|year)s?\b",
    re.IGNORECASE,
)
_HAS_PERIOD = tuple(
    re.compile(rf"{unit}(?<=[0-9enortxy][ -]{unit})") for unit in ("hour", "day", "week", "month", "year")
)
_DAYS: Mapping[str, Decimal] = {
    "hour": Decimal(1) / 24,
    "day": Decimal(1),
    "week": Decimal(7),
    "month": Decimal(30),
    "year": Decimal(365),
}
_FEWEST_SHARED = 3
_LONGEST = LazyPattern(r"\b(?:longest|maximum|most|at most|up to)\b", re.IGNORECASE)


def times_in_another_unit(facts: Facts) -> Iterator[Contradiction]:
    """Times of the law that a sentence of their record or of a page gives with the same number in another unit.

    The sentence has most words of the title of the value. Also found is a longest time in days that its own description,
    which counts in weeks, is longer than.
    """
    held = [
        (law, place, value, _stems(value.title), _times_of(law, place, value))
        for law in facts.records.law.values()
        for place, value in enumerate(law.values)
    ]
    held = [entry for entry in held if entry[4]]
    own = {law.origin.path for law, *_ in held}
    texts: list[Text | PageText] = []
    for pattern in _HAS_PERIOD if held else ():
        texts += [text for text in prose(facts).matching(pattern) if text.document.path in own and len(text.route) == 1]
        texts += page_prose(facts).matching(pattern)
    for text in dict.fromkeys(texts):
        for sentence, start in sentences_of(text.text.replace("\n", " ")):
            stems = _stems(sentence)
            near = [
                entry
                for entry in held
                if len(entry[3] & stems) >= min(_FEWEST_SHARED, len(entry[3]))
                and len(entry[3]) > 1
                and (not isinstance(text, Text) or entry[0].origin.path == text.document.path)
            ]
            if near:
                best = max(near, key=lambda entry: len(entry[3] & stems))
                yield from _in_another_unit(text, sentence, start, best[4])
    for law, place, value, _, times in held:
        yield from _longer_than_the_longest(law, place, value, times)


_Time = tuple[Decimal, str, Span]


def _in_another_unit(
    text: Text | PageText, sentence: str, start: int, times: Sequence[_Time]
) -> Iterator[Contradiction]:
    for found in _PERIOD.finditer(sentence):
        number, unit = number_in(found["number"]), found["unit"].lower()
        same = [time for time in times if time[0] == number]
        if same and all(time[1] != unit for time in same):
            place = place_in(text, start + found.start(), start + found.end())
            yield Contradiction(same[0][2], f"{number} {same[0][1]}s", place, found[0])


def _times_of(law: Law, place: int, value: LawValue) -> list[_Time]:
    """The times of a value: numbers with a unit of time, and a text that is a time."""
    found: list[_Time] = []
    for row in rows(value, lambda entry: True):
        span = law.origin.at("values", place, "history", row.index, "value")
        unit = value.unit.removesuffix("s")
        if unit in _DAYS and not isinstance(row.amount, str):
            found.append((Decimal(row.amount), unit, law.origin.at("values", place, "unit")))
        elif isinstance(row.amount, str) and (period := _PERIOD.match(row.amount)):
            found.append((number_in(period["number"]), period["unit"].lower(), span))
    return found


def _longer_than_the_longest(law: Law, place: int, value: LawValue, times: Sequence[_Time]) -> Iterator[Contradiction]:
    if value.unit != "days" or not _LONGEST.search(value.title):
        return
    said = list(_PERIOD.finditer(value.applies_to))
    longest = max((number for number, unit, _ in times if unit == "day"), default=Decimal(0))
    for found in said if all(each["unit"].lower() == "week" for each in said) else ():
        if number_in(found["number"]) * _DAYS["week"] > longest:
            words = law.origin.at("values", place, "applies_to")
            yield Contradiction(
                law.origin.at("values", place, "unit"), f"{count(int(longest), 'day')} at most", words, found[0]
            )
            return


# --- the day of a rule

_DAY = LazyPattern(rf"\b\d{{1,2}} (?:{'|'.join(MONTHS)}) 20\d\d\b")
_HAS_DAY = tuple(re.compile(rf"{month} 20") for month in (each.lower() for each in MONTHS))
_WORDS_OF_A_RULE = Decimal("0.5")


def days_of_another_rule(facts: Facts) -> Iterator[Contradiction]:
    """Days on hand-written pages, and in prose, that differ from the first day of the rule that their sentence repeats.

    The sentence has most words of a rule in the record of the law, and its day is that of the rule but for the year, the
    month or the day of the month. For a day of the same year, some words are enough where the rest of the text has the others.
    """
    held: list[tuple[Law, int, LawRow, frozenset[str]]] = []
    days: set[date] = set()
    for law in facts.records.law.values():
        for place, value in enumerate(law.values):
            for row in rows(value, lambda entry: True):
                days |= {day for day in (row.first, row.entry.until, row.entry.announced_on) if day}
                if isinstance(row.amount, str) and row.entry.from_is == "exact":
                    held.append((law, place, row, _stems(f"{row.amount}")))
    texts: list[Text | PageText] = []
    for pattern in _HAS_DAY if held else ():
        texts += [text for text in prose(facts).matching(pattern) if text.kind not in ("law", "changes", "waivers")]
        texts += page_prose(facts).matching(pattern)
    for text in dict.fromkeys(texts):
        for sentence, start in sentences_of(text.text.replace("\n", " ")):
            for found in _DAY.finditer(sentence):
                day = next((first for first, _ in days_in(found[0])), None)
                if day is None or day in days:
                    continue
                stems, around = _stems(sentence), None
                for law, place, row, words in held:
                    if not _differ_in_one(day, row.first):
                        continue
                    shared = len(words & stems)
                    is_repeated = shared >= _FEWEST_SHARED and shared >= len(words) * _WORDS_OF_A_RULE
                    if not is_repeated and day.year == row.first.year:
                        title = _stems(law.values[place].title)
                        if len((words | title) & stems) >= _FEWEST_SHARED:
                            around = around or _stems(f"{_named(text)} {text.text}")
                            shared = len(words & around)
                            is_repeated = shared >= _FEWEST_SHARED and shared >= len(words) * _WORDS_OF_A_RULE
                    if is_repeated:
                        where = law.origin.at("values", place, "history", row.index, "from")
                        span = place_in(text, start + found.start(), start + found.end())
                        yield Contradiction(span, found[0], where, format_date(row.first))
                        break


def _named(text: Text | PageText) -> str:
    """The title or term of the entry that a text is a part of."""
    return f"{text.beside.get('title', '')} {text.beside.get('term', '')}" if isinstance(text, Text) else ""


def _differ_in_one(one: date, other: date) -> bool:
    return sum((one.year != other.year, one.month != other.month, one.day != other.day)) == 1


# --- an amount of a rule

_HAS_POUNDS = re.compile(r"£[0-9]")
_COVERS = Decimal("0.6")
_FEWEST_OF_A_RULE = 4


def amounts_of_another_rule(facts: Facts) -> Iterator[Contradiction]:
    """Amounts of money on hand-written pages, and in prose, that differ from the law that their sentence repeats.

    The sentence has most words of a sentence in the summary of a record of the law, and that sentence has an amount which is
    the law today. Amounts that the record has on any day are left alone.
    """
    held = [entry for law in facts.records.law.values() for entry in _sentences_with_an_amount(facts, law)]
    texts: list[Text | PageText] = []
    if held:
        texts += [text for text in prose(facts).matching(_HAS_POUNDS) if text.kind not in _OTHER_AMOUNTS]
        texts += page_prose(facts).matching(_HAS_POUNDS)
    for text in texts:
        for sentence, start in sentences_of(text.text.replace("\n", " ")):
            figures = [figure for figure in written_figures(sentence) if figure.unit == "pound"]
            stems = _stems(sentence) if figures else frozenset()
            for law, place, row, words, right, of_any_day in held if figures else ():
                shared = len(words & stems)
                if shared < _FEWEST_OF_A_RULE or shared < len(words) * _COVERS:
                    continue
                if any(figure.amount in of_any_day for figure in figures):
                    break
                wrong = next((figure for figure in figures if figure.per == right.per), None)
                if wrong is not None:
                    where = law.origin.at("values", place, "history", row.index, "value")
                    span = place_in(text, start + wrong.start, start + wrong.end)
                    yield Contradiction(
                        span, sentence[wrong.start : wrong.end], where, format_law(law.values[place], row.amount)
                    )
                    break


_OTHER_AMOUNTS = frozenset({"law", "changes", "waivers", "evidence", "case-study", "trace", "sources", "pay-band"})
_Repeated = tuple[Law, int, LawRow, frozenset[str], WrittenFigure, frozenset[Decimal]]


def _sentences_with_an_amount(facts: Facts, law: Law) -> Iterator[_Repeated]:
    """The sentences of the summary of a record of the law that say what an amount is today, by their stems."""
    today = [
        (place, row_on(value, facts.on)) for place, value in enumerate(law.values) if value.unit.startswith("pound")
    ]
    of_any_day = frozenset(
        Decimal(row.amount)
        for value in law.values
        for row in rows(value, lambda entry: True)
        if not isinstance(row.amount, str)
    )
    for sentence, _ in sentences_of(" ".join(law.summary.split())) if today else ():
        for figure in written_figures(sentence):
            if figure.unit == "pound":
                for place, row in today:
                    if row is not None and row.amount == figure.amount and figure.fits(law.values[place]):
                        yield law, place, row, _stems(sentence), figure, of_any_day


# --- notes on figures

_FRACTIONS: Mapping[str, Decimal] = {
    **dict.fromkeys(("half", "a half", "one half"), Decimal(1) / 2),
    **{
        f"{many}{between}{part}{'s' if number > 1 else ''}": Decimal(number) / whole
        for part, whole in (("third", 3), ("quarter", 4), ("fifth", 5), ("sixth", 6), ("eighth", 8), ("tenth", 10))
        for many, number in (("a", 1), ("one", 1), *list(NUMBER_WORDS.items())[1:9])
        for between in (" ", "-")
        if number < whole
    },
}
_FRACTION = "|".join(sorted(_FRACTIONS, key=len, reverse=True))
_ABOUT = r"(?:(?:almost|nearly|about|around|just over|just under|over|some|roughly)\s+)?"
_PART_OF_PART = LazyPattern(
    rf"\b(?P<one>{_FRACTION})\s+of\s+{_ABOUT}(?:the\s+)?(?P<other>{_FRACTION})\b", re.IGNORECASE
)
_PER_CENT_OF = LazyPattern(
    r"(?<![\w.,])(?P<share>\d{1,3}(?:\.\d+)?)(?:\s?%|\s+per\s?cent)\s+of\s+(?:the\s+)?(?P<base>\d{1,6})(?![\d.,%]\d|\w|\s?%|\s+per)"
)
_TOLERANCE = 7  # points
_MINIMUM = LazyPattern(
    r"(?P<not>\bnot\s+)?\b(?P<side>below|under|less than|lower than|above|over|more than|higher than)\s+"
    r"(?=(?:\S+\s+){0,5}?\S*\b(?:today|now)\b)(?:(?:the|today['’]s|legal|national|statutory|current)\s+)*(?:minimum|living wage)\b[^.;]*",
    re.IGNORECASE,
)
_LAWFUL_THEN = LazyPattern(r"\b(?<!not )(?:lawful|legal) (?:then|at (?:the|that) time)\b", re.IGNORECASE)
_LOWER = frozenset({"below", "under", "less than", "lower than"})


def notes_against_figures(facts: Facts) -> Iterator[Contradiction]:
    """Notes on published figures that do not fit the figure, or the figures beside it."""
    for record in records_with_figures(facts):
        for index, figure in enumerate(record.figures):
            if figure.note:
                yield from _against_the_minimum(facts, record, index, figure, " ".join(figure.note.split()))
                yield from _against_the_parts(record, index, figure, " ".join(figure.note.split()))


def _against_the_minimum(
    facts: Facts, record: CaseStudy | Evidence, index: int, figure: Figure, note: str
) -> Iterator[Contradiction]:
    """A wage that is said to be below or above the legal minimum, and is not."""
    if figure.unit != "pounds-per-hour" or not isinstance(figure.value, int | Decimal):
        return
    value, words = record.origin.at("figures", index, "value"), record.origin.at("figures", index, "note")
    said, today = _MINIMUM.search(note), facts.minimum_today
    if said and not said["not"] and today is not None:
        is_lower = said["side"].lower() in _LOWER
        if (figure.value < today.amount) != is_lower or figure.value == today.amount:
            yield Contradiction(
                value,
                f"{format_pounds(Decimal(figure.value))}; the legal minimum is {format_pounds(today.amount)}",
                words,
                said[0],
            )
            return
    lawful = _LAWFUL_THEN.search(note)
    then = [minimum_on(date(figure.year, month, 1), facts.minimums) for month in (1, 12)] if lawful else []
    amounts = [minimum.amount for minimum in then if minimum is not None]
    if lawful and amounts and figure.value < min(amounts):
        yield Contradiction(
            value,
            f"{format_pounds(Decimal(figure.value))}; the legal minimum of {figure.year} was {format_pounds(min(amounts))}",
            words,
            lawful[0],
        )


def _against_the_parts(record: CaseStudy | Evidence, index: int, figure: Figure, note: str) -> Iterator[Contradiction]:
    """A note that works a figure out from others, of which one is not there, or that gives another result."""
    words = record.origin.at("figures", index, "note")
    held = [share for each in record.figures if (share := _share_of(each)) is not None]
    for found in _PART_OF_PART.finditer(note):
        one, other = (_FRACTIONS[found[name].lower()] for name in ("one", "other"))
        own = _share_of(figure)
        for name, part in (("one", one), ("other", other)):
            if len(held) > 1 and all(abs(part - share) * 100 > _TOLERANCE for share in held):
                yield Contradiction(words, f"{found[0]}", record.origin.key("figures"), f"no figure is {found[name]}")
                return
        if own is not None and abs(own - one * other) * 100 > _TOLERANCE:
            is_about = f"about {one * other * 100:.0f} per cent"
            yield Contradiction(
                words,
                f"{found[0]}, which is {is_about}",
                record.origin.at("figures", index, "value"),
                f"{figure.value}",
            )
            return
    for found in _PER_CENT_OF.finditer(note):
        base, shares = (
            int(found["base"]),
            {Decimal(str(each.value)) for each in record.figures if _has_base(each, found)},
        )
        if shares and Decimal(found["share"]) not in shares:
            beside = next(
                place for place, each in enumerate(record.figures) if each.base == base and _has_base(each, found)
            )
            yield Contradiction(
                words,
                found[0],
                record.origin.at("figures", beside, "value"),
                f"{record.figures[beside].value} per cent of {base}",
            )


def _has_base(figure: Figure, found: re.Match[str]) -> bool:
    return figure.base == int(found["base"]) and figure.unit == "per-cent" and isinstance(figure.value, int | Decimal)


def _share_of(figure: Figure) -> Decimal | None:
    """The value of a figure as a part of one: of a percentage, or of a fraction in words."""
    if figure.unit == "per-cent" and isinstance(figure.value, int | Decimal):
        return Decimal(figure.value) / 100
    if isinstance(figure.value, str):
        found = re.search(rf"\b(?:{_FRACTION})\b", figure.value, re.IGNORECASE)
        return _FRACTIONS[found[0].lower()] if found else None
    return None


# --- who pays for how many years

_N = rf"(?:\d{{1,2}}|{'|'.join(NUMBER_WORDS)})"
_YEARS_OF_EACH = LazyPattern(
    rf"\b(?P<whole>{_N}) years?[,:;]\s+(?P<first>{_N})\s[^.;]*?\bby (?:the |her |his |their )?(?P<payer>[A-Za-z]\w+)[^.;]*?\s(?:and|,)\s+(?P<second>{_N})\s",
    re.IGNORECASE,
)
_PAYS = LazyPattern(
    rf"\b(?:the |her |his |their )?(?P<payer>[A-Za-z]\w+) (?:(?:would|will|must|should|may) )?(?:pays?|owes?|bears?|covers?|meets?) (?P<share>{_FRACTION})\b",
    re.IGNORECASE,
)
_ROUNDED = Decimal("0.05")


def shares_of_other_years(facts: Facts) -> Iterator[Contradiction]:
    """Texts that give each payer so many of the years and then another share of the cost."""
    pattern = re.compile(r"years?[,:;] ")
    texts: tuple[Text | PageText, ...] = (*prose(facts).matching(pattern), *page_prose(facts).matching(pattern))
    for text in texts:
        words = text.text.replace("\n", " ")
        years = _YEARS_OF_EACH.search(words)
        pays = _PAYS.search(words, years.end()) if years else None
        if years is None or pays is None:
            continue
        whole, first, second = (number_in(years[name]) for name in ("whole", "first", "second"))
        part = first if pays["payer"].lower() == years["payer"].lower() else second
        if whole and abs(_FRACTIONS[pays["share"].lower()] - part / whole) > _ROUNDED:
            yield Contradiction(
                place_in(text, *pays.span()),
                pays[0],
                place_in(text, *years.span()),
                f"{part} of {count(int(whole), 'year')}",
            )


# --- how old someone is

_OLDEST: Mapping[str, int] = {"under-25": 24, "25-39": 39, "40-54": 54}
_TENS = {
    word: 20 + 10 * place
    for place, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty"])
}
_AGE = rf"(?P<age>[2-8]\d|(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(list(NUMBER_WORDS)[:9])}))?)(?=[.,;:!?)]|$| and | when | years old| after | then )"
_OWN_AGE = LazyPattern(
    rf"\bI (?:was|am|turned|had turned|had just turned|was already|am already) {_AGE}", re.IGNORECASE
)
_AGE_OF_TELLER = LazyPattern(rf"\b(?:at|aged|at the age of|was|is|turned) {_AGE}", re.IGNORECASE)
_ANOTHER = LazyPattern(
    r"[^.;]*?\b(?:who|whose|her|his|their|son|daughter|mother|father|aunt|uncle|supports?|employs?|works for)\b"
)


def ages_of_another_group(facts: Facts) -> Iterator[Contradiction]:
    """Stories whose teller says, or of whom the summary says, an age that is above their age group.

    An age below it may be of an earlier time.
    """
    for story in facts.records.case_studies.values():
        oldest = _OLDEST.get(f"{story.age_group}")
        if oldest is None or not story.told_by:
            continue
        for route, found in _ages(story):
            written = found["age"].lower()
            tens, _, ones = written.partition("-")
            age = int(written) if written.isdigit() else _TENS[tens] + NUMBER_WORDS.get(ones, 0)
            if age > oldest:
                yield Contradiction(
                    story.origin.at("age_group"),
                    f"{story.age_group}",
                    story.origin.at(*route),
                    " ".join(found[0].split()),
                )
                break


def _ages(story: CaseStudy) -> Iterator[tuple[Route, re.Match[str]]]:
    first = re.compile(rf"^{re.escape(str(story.told_by).split()[0])}\b")
    for sentence, _ in sentences_of(" ".join(story.summary.split())):
        found = _AGE_OF_TELLER.search(sentence) if first.match(sentence) else None
        if found and not _ANOTHER.match(sentence[: found.start()]):
            yield ("summary",), found
    for place, part in enumerate(story.story):
        yield from ((("story", place), found) for found in _OWN_AGE.finditer(part.replace("\n", " ")))
