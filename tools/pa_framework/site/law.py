"""Pages about the law on pay and employment: every value with its days, what is coming, and how much of a source was read."""

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from pa_framework.facts.facts import Facts
from pa_framework.facts.law import (
    ComingLaw,
    LawRow,
    first_day_words,
    format_law,
    has_come,
    laws_in_order,
    row_on,
    rows,
    usual_change,
)
from pa_framework.facts.law_uses import pages_that_follow
from pa_framework.facts.site_pages import (
    COST_OF_A_PACKAGE,
    HOLIDAY_PAY,
    LAW,
    PAY,
    PAY_FOR_A_WEEK,
    REDUNDANCY_PAY,
    SOURCES,
    WHAT_CHANGES,
    Link,
)
from pa_framework.look.markdown import Md
from pa_framework.look.page import SourceLine, record_link, short_source_link, source_lines
from pa_framework.records.field_meaning import labels
from pa_framework.records.model import Law, LawEntry, LawValue
from pa_framework.site.page_kinds import Pages, RecordPages, StandalonePage
from pa_framework.text.dates import format_date
from pa_framework.text.sentences import upper_first

STATE_WORDS = labels("law", "values.history.state")
SEEN_WORDS = labels("law", "values.history.seen")
#: What a page that has such rows says of them.
_SECOND_HAND = Md(
    "“Not checked at source” means: we took this from another website, not from the law or GOV.UK."
    " Check it on [GOV.UK](<https://www.gov.uk/browse/employing-people>) or ask Acas before you rely on it."
)
#: What a page says once where the first day of a value is not known.
_COPIES = Md(
    "“Source dated” means: we read a copy of an official page with that date, and do not know since when it has been so."
    " Check [GOV.UK](<https://www.gov.uk/browse/employing-people>) for changes."
)
#: The calculators that use what a record says, by its id.
_CALCULATORS: Mapping[str, tuple[Link, ...]] = {
    "minimum-wage": (PAY_FOR_A_WEEK,),
    "sleep-in-shifts": (PAY_FOR_A_WEEK,),
    "accommodation-offset": (PAY_FOR_A_WEEK,),
    "holiday": (HOLIDAY_PAY,),
    "redundancy-pay": (REDUNDANCY_PAY,),
    "notice": (REDUNDANCY_PAY,),
    "national-insurance": (COST_OF_A_PACKAGE,),
    "workplace-pension": (COST_OF_A_PACKAGE,),
}


class HistoryLine(Struct, frozen=True):
    """A row of a value in words. `read` says how much of the source was read."""

    amount: str
    days: str
    state: str
    age: str
    source: Link | None
    read: str
    note: str


class ValueView(Struct, frozen=True):
    """A value in words: what it is today (empty where nothing is in force), what is coming, and its history.

    `looked_for_on` is the day on which someone last looked for more and found nothing; empty where no one did.

    `since` is the first day of what it is today; empty where no one knows it. `copy_of` is then the day of the source.

    `is_text` is whether it is words, not a number. `used_on` are the pages that follow when it changes.
    """

    id: str
    title: str
    applies_to: str
    is_text: bool
    today: str
    since: str
    copy_of: str
    today_note: str
    coming: tuple[str, ...]
    looked_for_on: str
    ended: str
    history: tuple[HistoryLine, ...]
    used_on: tuple[Link, ...]


class TodayLine(Struct, frozen=True):
    """What a value is today. `certainty` is what a reader must know of it, in a few words; empty where that is nothing."""

    id: str
    title: str
    amount: str
    since: str
    certainty: str


class LawView(Struct, frozen=True):
    """What the page of a record shows besides it.

    `about`, `to_do` and `notes` are the paragraphs of the summary. `today` are the values that are in force. `second_hand`
    and `copies` explain words, where a row has them.
    """

    about: str
    to_do: str
    notes: tuple[str, ...]
    today: tuple[TodayLine, ...]
    values: tuple[ValueView, ...]
    second_hand: Md
    copies: Md
    calculators: tuple[Link, ...]
    sources: tuple[SourceLine, ...]
    coming: Link


class IndexRow(Struct, frozen=True):
    """A record in the index, with what its values are today. The first is the one that most readers look for."""

    link: Link
    today: tuple[TodayLine, ...]


class LawIndexView(Struct, frozen=True):
    """All records, those that a law sets apart from the voluntary ones."""

    rows: tuple[IndexRow, ...]
    voluntary: tuple[IndexRow, ...]
    second_hand: Md
    coming: Link
    pay: Link
    sources: Link


def _index(facts: Facts) -> LawIndexView:
    laws = laws_in_order(facts.records)
    return LawIndexView(
        tuple(IndexRow(record_link("law", law), _today(facts, law)) for law in laws if not law.voluntary),
        tuple(IndexRow(record_link("law", law), _today(facts, law)) for law in laws if law.voluntary),
        second_hand(laws),
        WHAT_CHANGES,
        PAY,
        SOURCES,
    )


def _today(facts: Facts, law: Law) -> tuple[TodayLine, ...]:
    """The values of a record that are in force or announced for today."""
    found = ((value, row_on(value, facts.on)) for value in law.values)
    return tuple(
        TodayLine(
            value.id,
            value.title,
            format_law(value, row.amount),
            _since(row.entry),
            caution_in_short(value, row, facts.on),
        )
        for value, row in found
        if row
    )


def _since(entry: LawEntry) -> str:
    """The first day of a row; where only the day of a source is known, that: `source dated 4 October 2026`."""
    known = first_day_words(entry)
    return f"source dated {format_date(entry.first)}" if entry.from_is == "or-earlier" else known


def caution_in_short(value: LawValue, row: LawRow, on: date) -> str:
    """What a reader must know of a value on a day, in a few words; empty where that is nothing."""
    parts = ["announced, not confirmed"] if row.state != "in-force" else []
    if due := overdue_since(value, on):
        parts.append(f"may be out of date, a new figure was due about {format_date(due)}")
    return "; ".join([*parts, SEEN_WORDS[row.entry.seen]] if row.entry.seen == "second-hand" else parts)


def second_hand(laws: Iterable[Law]) -> Md:
    """What “not checked at source” means, where a row of these records has it."""
    entries = (entry for law in laws for value in law.values for entry in value.history)
    return _SECOND_HAND if any(entry.seen == "second-hand" for entry in entries) else Md("")


def _view(facts: Facts, law: Law) -> LawView:
    about, *others = law.summary.strip().split("\n")
    today = _today(facts, law)
    copies = any(line.since.startswith("source dated") for line in today)
    return LawView(
        about,
        others[0] if others else "",
        tuple(others[1:]),
        today,
        tuple(_value(facts, law, value) for value in law.values),
        second_hand([law]),
        _COPIES if copies else Md(""),
        _CALCULATORS.get(law.id, ()),
        source_lines(facts, [entry.source for value in law.values for entry in value.history]),
        WHAT_CHANGES,
    )


def _value(facts: Facts, law: Law, value: LawValue) -> ValueView:
    row = row_on(value, facts.on)
    past = [] if row else [ended.last for ended in rows(value) if ended.counts and ended.last and ended.last < facts.on]
    return ValueView(
        value.id,
        value.title,
        value.applies_to,
        value.unit == "text",
        format_law(value, row.amount) if row else "",
        first_day_words(row.entry) if row and row.entry.from_is != "or-earlier" else "",
        format_date(row.first) if row and row.entry.from_is == "or-earlier" else "",
        _caution(value, row, facts.on) if row else "",
        tuple(
            upper_first(_coming(coming, facts.on))
            for coming in facts.coming_law
            if coming.law is law and coming.value is value and (row is None or coming.row.index != row.index)
        ),
        format_date(value.looked_for_on) if value.looked_for_on else "",
        format_date(max(past)) if past else "",
        tuple(_line(facts, value, one) for one in reversed(rows(value))),
        pages_that_follow(facts, law, value),
    )


def overdue_since(value: LawValue, on: date) -> date | None:
    """The day about which a value should have changed, and we know no newer row; None where it is still to come."""
    due = usual_change(value, on)
    return due if due and due < on else None


def _caution(value: LawValue, row: LawRow, on: date) -> str:
    """What a reader must know before relying on the value of today; empty where nothing is."""
    parts = []
    if row.state != "in-force":
        parts.append("It was announced. We have not confirmed yet that it is in force.")
    if due := overdue_since(value, on):
        parts.append(f"It may be out of date: a new figure was due about {format_date(due)}. Check before you use it.")
    if row.entry.seen == "second-hand":
        parts.append("We have not checked this on GOV.UK. Check before you rely on it.")
    return " ".join(parts)


def _coming(coming: ComingLaw, on: date) -> str:
    """What is coming, in words.

    `from 1 April 2027: £13.21 an hour (announced, public since 2 November 2026, not in force yet; read second-hand)`.
    """
    entry = coming.row.entry
    start = f"in {entry.first.year}" if entry.from_is == "year" else f"from {first_day_words(entry)}"
    return f"{start}: {format_law(coming.value, entry.value)} ({certainty(entry, on)})"


def certainty(entry: LawEntry, on: date) -> str:
    """How certain a coming row is: `announced, public since 2 November 2026, not in force yet; not checked at source`."""
    public = f"public since {format_date(entry.announced_on)}, " if entry.announced_on else ""
    words = {
        "in-force": "the law has been made",
        "announced": f"announced, {public}{'not confirmed' if has_come(entry, on) else 'not in force yet'}",
        "expected": "expected, not certain",
    }[entry.state]
    return f"{words}; {SEEN_WORDS[entry.seen]}" if entry.seen == "second-hand" else words


def _line(facts: Facts, value: LawValue, row: LawRow) -> HistoryLine:
    entry = row.entry
    return HistoryLine(
        format_law(value, row.amount),
        _days(row),
        STATE_WORDS[row.state] if row.last is None or row.last >= facts.on else "ended",
        _ages(entry.from_age, entry.until_age),
        short_source_link(facts, entry.source),
        SEEN_WORDS[entry.seen],
        entry.note or "",
    )


def _days(row: LawRow) -> str:
    """`1 April 2025 to 31 March 2026`, `from 1 April 2026`, `it applied on 4 October 2026; first day not known`."""
    last = format_date(row.last) if row.last else ""
    if row.entry.from_is == "or-earlier":
        return f"it applied on {format_date(row.first)}; first day not known{f', last day {last}' if last else ''}"
    first = first_day_words(row.entry)
    return f"{first} to {last}" if last else f"from {first}"


def _ages(first: int | None, last: int | None) -> str:
    """`from age 21`, `age 18 to 20`, `up to age 17`; empty where the row names no age."""
    if first is not None and last is not None:
        return f"age {first} to {last}"
    if first is not None:
        return f"from age {first}"
    return f"up to age {last}" if last is not None else ""


PAGES: tuple[Pages, ...] = (
    StandalonePage(
        page=LAW,
        kind="law-index",
        template="law_index.md.j2",
        view=_index,
        description="What the law says that someone who employs a personal assistant must pay and do, with today's figures.",
        exists=lambda facts: bool(facts.records.law),
    ),
    RecordPages(
        kind="law",
        template="law.md.j2",
        select=lambda facts: laws_in_order(facts.records),
        view=_view,
    ),
)
