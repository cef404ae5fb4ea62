"""The page “What changes when”, and its calendar: what is coming by date, and what changed in the last 12 months."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import groupby
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from pa_framework.facts.addresses import address
from pa_framework.facts.facts import Facts
from pa_framework.facts.law import LawRow, first_day_words, format_law
from pa_framework.facts.law_uses import pages_that_follow
from pa_framework.facts.organisations import organisation_title
from pa_framework.facts.pay import MINIMUM_WAGE, format_pounds
from pa_framework.facts.site_pages import CHANGED, LAW, SOURCES, WHAT_CHANGES, Link
from pa_framework.facts.upcoming import (
    Deadline,
    DeadlineKind,
    LawChange,
    RateChange,
    UsualChange,
    ValueChange,
    deadlines,
    law_changes,
    rate_changes,
    usual_law_changes,
)
from pa_framework.look.markdown import Md
from pa_framework.look.page import link_to, record_link
from pa_framework.records.model import Rate
from pa_framework.site.law import SEEN_WORDS, certainty, second_hand
from pa_framework.site.page_kinds import Pages, StandalonePage
from pa_framework.site.wages import levels_by_band
from pa_framework.text.dates import add_days, add_months, format_date
from pa_framework.text.icalendar import Event, calendar
from pa_framework.text.sentences import count, join_words, upper_first

CALENDAR = "feeds/law.ics"
#: How far back the page looks, in months.
_BACK_MONTHS = 12
#: Of more sources in a month, only the number is given.
_MOST_SOURCES = 5
#: What has to be looked at again, as the beginning of a list.
_DEADLINE_WORDS: dict[DeadlineKind, str] = {
    "approval": "approvals that end",
    "confirmation": "support that will be hidden unless someone confirms that it still exists",
    "waiver": "rules whose waivers end",
    "source": "sources of the law to read again",
}


class ValueLine(Struct, frozen=True):
    """A value that changes. `now` is what it is before; both are empty where nothing is in force."""

    title: str
    applies_to: str
    then: str
    now: str
    certainty: str
    note: str


class ChangeView(Struct, frozen=True):
    """What changes of a law record on a day. `to_do` is for people who employ a PA.

    `certainty` and `note` are those of all values, where they have the same; then the values have none.
    """

    id: str
    day: str
    about: Link
    values: tuple[ValueLine, ...]
    certainty: str
    note: str
    to_do: str
    pages: tuple[Link, ...]


class UsualView(Struct, frozen=True):
    """When values of a law record usually change, and which."""

    day: str
    about: Link
    titles: tuple[str, ...]


class Month(Struct, frozen=True):
    """What comes in a month. The heading names it."""

    heading: str
    changes: tuple[ChangeView, ...]
    usual: tuple[UsualView, ...]
    rates: tuple[str, ...]


class DeadlineView(Struct, frozen=True):
    """What someone has to look at again in a month."""

    month: str
    words: str
    about: tuple[Link, ...]


class WhatChangesView(Struct, frozen=True):
    """The page.

    `unconfirmed` are changes whose day has come and that we have not confirmed. `overdue` are values that usually have
    changed by now. `past` are the changes of the last 12 months, newest first. `second_hand` explains that word, where a
    law record has it.
    """

    calendar: Link
    second_hand: Md
    unconfirmed: tuple[ChangeView, ...]
    overdue: tuple[UsualView, ...]
    months: tuple[Month, ...]
    deadlines: tuple[DeadlineView, ...]
    past: tuple[ChangeView, ...]
    past_rates: tuple[str, ...]
    law: Link
    changed: Link


def _view(facts: Facts) -> WhatChangesView:
    start = add_months(facts.on, -_BACK_MONTHS)
    changes, usual = list(law_changes(facts)), usual_law_changes(facts)
    past = [
        _change(facts, known) for change in changes if change.day >= start and (known := _confirmed(change, facts.on))
    ]
    return WhatChangesView(
        Link("Add these dates to your calendar", CALENDAR),
        second_hand(facts.records.law.values()),
        tuple(_change(facts, open_) for change in changes if (open_ := _unconfirmed(change, facts.on))),
        tuple(_usual(change) for change in usual if change.day <= facts.on),
        tuple(_months(facts, changes, usual)),
        tuple(_deadlines(facts)),
        tuple(reversed(past)),
        _rate_lines(facts, rate_changes(facts, start, facts.on)),
        LAW,
        CHANGED,
    )


def _unconfirmed(change: LawChange, on: date) -> LawChange | None:
    """What of a change has come and is not confirmed; None where nothing is."""
    return (
        _part(change, lambda one: one.after is not None and one.after.state != "in-force")
        if change.has_come(on)
        else None
    )


def _confirmed(change: LawChange, on: date) -> LawChange | None:
    """What of a change has come and is in force; None where nothing is."""
    return (
        _part(change, lambda one: one.after is None or one.after.state == "in-force") if change.has_come(on) else None
    )


def _part(change: LawChange, belongs: Callable[[ValueChange], bool]) -> LawChange | None:
    values = tuple(one for one in change.values if belongs(one))
    return replace(change, values=values) if values else None


def _months(facts: Facts, changes: Iterable[LawChange], usual: Iterable[UsualChange]) -> Iterator[Month]:
    """What comes after today, by month; at the end of each year, that of which only the year is known."""
    tomorrow = add_days(facts.on, 1)
    coming: list[tuple[str, str, LawChange | UsualChange | RateChange]] = []
    for change in changes:
        if not change.has_come(facts.on):
            year_only = change.known == "year"
            heading = f"Some time in {change.day.year}" if year_only else f"{change.day:%B %Y}"
            coming.append((f"{change.day.year}-99" if year_only else f"{change.day:%Y-%m}", heading, change))
    others: list[UsualChange | RateChange] = [one for one in usual if one.day > facts.on]
    for other in (*others, *rate_changes(facts, tomorrow, date.max)):
        coming.append((f"{other.day:%Y-%m}", f"{other.day:%B %Y}", other))
    coming.sort(key=lambda item: item[0])
    for (_, heading), group in groupby(coming, key=lambda item: item[:2]):
        members = [change for *_, change in group]
        yield Month(
            heading,
            tuple(_change(facts, change) for change in members if isinstance(change, LawChange)),
            tuple(_usual(change) for change in members if isinstance(change, UsualChange)),
            _rate_lines(facts, (change for change in members if isinstance(change, RateChange))),
        )


def _change(facts: Facts, change: LawChange) -> ChangeView:
    pages = {page.path: page for one in change.values for page in pages_that_follow(facts, change.law, one.value)}
    lines = tuple(_value_line(one, facts.on) for one in change.values)
    certainty, note = ({getattr(line, name) for line in lines} for name in ("certainty", "note"))
    said = len(lines) > 1 and len(certainty) == len(note) == 1
    return ChangeView(
        _anchor(change),
        _day_words(change),
        record_link("law", change.law),
        tuple(replace(line, certainty="", note="") for line in lines) if said else lines,
        certainty.pop() if said else "",
        note.pop() if said else "",
        _to_do(change),
        tuple(pages.values()),
    )


def _anchor(change: LawChange) -> str:
    known = {"month": change.day.isoformat()[:7], "year": str(change.day.year)}
    return f"{change.law.id}-{known.get(change.known, change.day.isoformat())}"


def _day_words(change: LawChange) -> str:
    """`1 April 2027`, `April 2027` or `2027`, as well as the day is known."""
    after = change.values[0].after
    return first_day_words(after.entry) if after else format_date(change.day)


def _value_line(change: ValueChange, on: date) -> ValueLine:
    value, after = change.value, change.after
    return ValueLine(
        value.title,
        value.applies_to.rstrip(". "),
        format_law(value, after.amount) if after else "",
        format_law(value, change.before.amount) if change.before else "",
        _certainty(after, on) if after else "",
        (after.entry.note or "") if after else "",
    )


def _certainty(row: LawRow, on: date) -> str:
    """How certain a row is, as a sentence; empty for a row in force that we read ourselves."""
    if row.state == "in-force" and row.first <= on:
        return f"{upper_first(SEEN_WORDS[row.entry.seen])}." if row.entry.seen == "second-hand" else ""
    return f"{upper_first(certainty(row.entry, on))}."


def _to_do(change: LawChange) -> str:
    """What someone who employs a PA has to do about a change, in general terms."""
    rows = [one.after for one in change.values]
    if all(row is not None and row.state == "expected" for row in rows):
        return "Nothing yet. It may change, come later, or not come at all. Look here again before then."
    if change.law.voluntary:
        return "Nothing, unless you have chosen to pay this rate."
    if change.law.id == MINIMUM_WAGE:
        return (
            "Look at what you pay each PA. If it would be below the rate for their age, raise it from this day."
            " Tell the person who does your payroll."
        )
    if any(one.value.unit != "text" for one in change.values):
        return "Use the new figure from this day. If someone does your payroll, ask whether they are ready."
    return "Check what it means for you. If you are not sure, ask an employment adviser."


def _usual(change: UsualChange) -> UsualView:
    return UsualView(
        format_date(change.day), record_link("law", change.law), tuple(value.title for value in change.values)
    )


def _rate_lines(facts: Facts, changes: Iterable[RateChange]) -> tuple[str, ...]:
    """Changes of pay, as a sentence for each band and day; it names the levels, and the band where no level has it."""
    lines, levels = [], levels_by_band(facts)
    for (day, band_id), group in groupby(changes, key=lambda change: (change.day, change.band.id)):
        members = list(group)
        example = " (an example)" if members[0].band.illustrative else ""
        paid = join_words(_rate_words(facts, change) for change in members)
        lines.append(f"{format_date(day)}: {levels.get(band_id) or members[0].band.title or band_id}{example}: {paid}.")
    return tuple(lines)


def _rate_words(facts: Facts, change: RateChange) -> str:
    whose = organisation_title(facts.records, change.funder)
    before = f" (before: {_amount(change.before)})" if change.before else ""
    if change.after is None:
        return f"{whose} no rate{before}"
    return f"{whose} {_amount(change.after)} an hour{before}"


def _amount(rate: Rate) -> str:
    """What a rate pays, or what is funded where no one says that."""
    return format_pounds(rate.paid) if rate.paid is not None else f"{format_pounds(rate.funded or Decimal(0))} funded"


def _deadlines(facts: Facts) -> Iterator[DeadlineView]:
    """What has to be looked at again, by month and by what it is."""
    for (year, month), group in groupby(deadlines(facts), key=lambda deadline: (deadline.day.year, deadline.day.month)):
        by_what: dict[DeadlineKind, dict[str, Link]] = {}
        for deadline in group:
            link = _deadline_link(facts, deadline)
            by_what.setdefault(deadline.what, {})[link.path] = link
        for what, links in by_what.items():
            many = what == "source" and len(links) > _MOST_SOURCES
            shown = (replace(SOURCES, title=count(len(links), "source")),) if many else tuple(links.values())
            yield DeadlineView(f"{date(year, month, 1):%B %Y}", _DEADLINE_WORDS[what], shown)


def _deadline_link(facts: Facts, deadline: Deadline) -> Link:
    if deadline.what == "source":
        return Link(deadline.title, f"{SOURCES.path}#{deadline.id}")
    if deadline.what == "waiver":
        return Link(deadline.title, f"about/rules/{deadline.title}.md")
    return link_to(facts, deadline.kind, deadline.id) or Link(deadline.title, WHAT_CHANGES.path)


# --- the calendar


def calendar_file(facts: Facts) -> Iterator[tuple[str, bytes]]:
    """The calendar: its path in the tree, and its content. None where there is no law.

    It has what is coming and what changed in the last 12 months, where the day is known. Times come from the records, not from the clock.
    """
    if facts.records.law:
        first = add_months(facts.on, -_BACK_MONTHS)
        changes = (change for change in law_changes(facts) if change.day >= first and change.known == "exact")
        events = [_event(facts, change) for change in changes]
        framework = facts.records.framework
        name = f"{framework.title}: {WHAT_CHANGES.title}" if framework else WHAT_CHANGES.title
        yield CALENDAR, calendar(events, name).encode()


def _event(facts: Facts, change: LawChange) -> Event:
    """An all-day event for the changes of one law record on a day.

    Its UID names the first value that changes and which of its rows that is, so that it stays the same when the day does
    not.
    """
    framework = facts.records.framework
    site = framework.site if framework else None
    host = urlsplit(site).hostname if site else None
    first, rows = change.values[0], [one.after for one in change.values if one.after]
    not_certain = bool(rows) and all(row.state == "expected" for row in rows)
    lines = [_event_line(one, facts.on) for one in change.values]
    titles = join_words((one.value.title for one in change.values), most=2)
    return Event(
        uid=f"{change.law.id}.{first.value.id}.{first.rank}@{host or 'law.pa-framework'}",
        day=change.day,
        written_on=_last_checked(facts, rows) or change.day,
        summary=f"{'Expected, not certain: ' if not_certain else ''}{change.law.title}: {titles}",
        description="\n".join((*lines, "", _to_do(change))),
        address=f"{address(site, WHAT_CHANGES.path)}#{_anchor(change)}" if site else "",
        status="TENTATIVE" if not_certain else "CONFIRMED",
    )


def _event_line(change: ValueChange, on: date) -> str:
    line = _value_line(change, on)
    if not line.then:
        return f"{line.title}: ends (before: {line.now})"
    before = f" (before: {line.now})" if line.now else ""
    return f"{line.title}: {line.then}{before}. {line.certainty}".strip()


def _last_checked(facts: Facts, rows: Iterable[LawRow]) -> date | None:
    """The last day on which the source of one of the rows was checked; None where none is known."""
    sources = (facts.records.sources.get(row.entry.source) for row in rows)
    return max((source.last_checked for source in sources if source), default=None)


PAGES: tuple[Pages, ...] = (
    StandalonePage(
        page=WHAT_CHANGES,
        kind="law-changes",
        template="what_changes.md.j2",
        view=_view,
        description="New rates and laws for people who employ a personal assistant, by date, and what to do about each.",
        exists=lambda facts: bool(facts.records.law),
    ),
)
