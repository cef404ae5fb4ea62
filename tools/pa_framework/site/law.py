"""Pages about the law on pay and employment: every value with its days, what is coming, and how much of a source was read."""

from dataclasses import dataclass
from datetime import date

from pa_framework.facts.facts import Facts
from pa_framework.facts.law import ComingLaw, LawRow, first_day_words, format_law, has_come, laws_in_order, row_on, rows
from pa_framework.facts.law_uses import pages_that_follow
from pa_framework.facts.site_pages import LAW, PAY, SOURCES, WHAT_CHANGES, Link
from pa_framework.look.page import SourceLine, record_link, short_source_link, source_lines
from pa_framework.records.field_meaning import labels
from pa_framework.records.model import Law, LawEntry, LawValue
from pa_framework.site.page_kinds import Pages, RecordPages, StandalonePage
from pa_framework.text.dates import format_date
from pa_framework.text.sentences import upper_first

STATE_WORDS = labels("law", "values.history.state")
SEEN_WORDS = labels("law", "values.history.seen")


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A row of a value in words. `read` says how much of the source was read."""

    amount: str
    days: str
    state: str
    age: str
    source: Link | None
    read: str
    note: str


@dataclass(frozen=True, slots=True)
class ValueView:
    """A value in words: what it is today (empty where nothing is in force), what is coming, and its history.

    `looked_for_on` is the day on which someone last looked for more and found nothing; empty where no one did.

    `is_text` is whether it is words, not a number. `used_on` are the pages that follow when it changes.
    """

    id: str
    title: str
    applies_to: str
    is_text: bool
    today: str
    since: str
    today_note: str
    coming: tuple[str, ...]
    looked_for_on: str
    ended: str
    history: tuple[HistoryLine, ...]
    used_on: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class LawView:
    """What the page of a record shows besides it."""

    values: tuple[ValueView, ...]
    sources: tuple[SourceLine, ...]
    coming: Link


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A record in the index, with what each of its values is today, and what is coming."""

    link: Link
    summary: str
    values: tuple[tuple[str, str, str], ...]
    coming: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LawIndexView:
    """All records, those that a law sets apart from the voluntary ones."""

    rows: tuple[IndexRow, ...]
    voluntary: tuple[IndexRow, ...]
    coming: Link
    pay: Link
    sources: Link


def _index(facts: Facts) -> LawIndexView:
    laws = laws_in_order(facts.records)
    return LawIndexView(
        tuple(_index_row(facts, law) for law in laws if not law.voluntary),
        tuple(_index_row(facts, law) for law in laws if law.voluntary),
        WHAT_CHANGES,
        PAY,
        SOURCES,
    )


def _index_row(facts: Facts, law: Law) -> IndexRow:
    today = ((value, row_on(value, facts.on)) for value in law.values)
    return IndexRow(
        record_link("law", law),
        law.summary,
        tuple((value.title, format_law(value, row.amount), _since(row)) for value, row in today if row),
        tuple(
            f"{coming.value.title}, {_coming(coming, facts.on)}"
            for coming in facts.coming_law
            if coming.law is law and not (coming.row.counts and coming.row.first <= facts.on)
        ),
    )


def _since(row: LawRow) -> str:
    """The first day of the row that counts today, and whether it is only announced."""
    return f"{first_day_words(row.entry)}{'' if row.state == 'in-force' else ' (announced, not confirmed)'}"


def _view(facts: Facts, law: Law) -> LawView:
    return LawView(
        tuple(_value(facts, law, value) for value in law.values),
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
        first_day_words(row.entry) if row else "",
        _caution(row) if row else "",
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


def _caution(row: LawRow) -> str:
    """What a reader must know before relying on the value of today; empty where nothing is."""
    parts = []
    if row.state != "in-force":
        parts.append("It was announced. We have not checked yet that it is in force.")
    if row.entry.seen == "second-hand":
        parts.append("We have not read the law or the official page ourselves. Someone else says what it is.")
    return " ".join(parts)


def _coming(coming: ComingLaw, on: date) -> str:
    """What is coming, in words.

    `from 1 April 2027: £13.21 an hour (announced, public since 2 November 2026, not in force yet; read second-hand)`.
    """
    entry = coming.row.entry
    start = f"in {entry.first.year}" if entry.from_is == "year" else f"from {first_day_words(entry)}"
    return f"{start}: {format_law(coming.value, entry.value)} ({certainty(entry, on)})"


def certainty(entry: LawEntry, on: date) -> str:
    """How certain a coming row is: `announced, public since 2 November 2026, not in force yet; read second-hand`."""
    public = f"public since {format_date(entry.announced_on)}, " if entry.announced_on else ""
    words = {
        "in-force": "the law has been made",
        "announced": f"announced, {public}{'not confirmed' if has_come(entry, on) else 'not in force yet'}",
        "expected": "expected, not certain",
    }[entry.state]
    return f"{words}; {SEEN_WORDS[entry.seen]}" if entry.seen == "second-hand" else words


def _line(facts: Facts, value: LawValue, row: LawRow) -> HistoryLine:
    entry = row.entry
    first = first_day_words(entry)
    return HistoryLine(
        format_law(value, row.amount),
        f"{first} to {format_date(row.last)}" if row.last else f"from {first}",
        STATE_WORDS[row.state] if row.last is None or row.last >= facts.on else "ended",
        _ages(entry.from_age, entry.until_age),
        short_source_link(facts, entry.source),
        SEEN_WORDS[entry.seen],
        entry.note or "",
    )


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
        description="What the law says an employer of a personal assistant must pay and do, each figure with its day.",
        exists=lambda facts: bool(facts.records.law),
    ),
    RecordPages(
        kind="law",
        template="law.md.j2",
        select=lambda facts: laws_in_order(facts.records),
        view=_view,
    ),
)
