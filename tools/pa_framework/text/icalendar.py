"""Calendars as iCalendar files (RFC 5545): all-day events, lines that end in CRLF and have at most 75 octets."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

#: The most octets of a line.
_LINE_LENGTH = 75


class Event(Struct, frozen=True, kw_only=True):
    """An all-day event.

    Attributes:
        uid: An id that stays the same when the day or the words change, so that a newer file moves the event.
        day: The day of the event.
        written_on: The day on which what it says was written or last checked.
        summary: Its title.
        description: Its text; may have several lines.
        address: The web address of a page about it; empty without one.
        status: `CONFIRMED`, `TENTATIVE` for what is not certain, or `CANCELLED` for what holds no longer.
        sequence: How often it has changed in a way that people who have it must hear of.
    """

    uid: str
    day: date
    written_on: date
    summary: str
    description: str
    address: str = ""
    status: Literal["CONFIRMED", "TENTATIVE", "CANCELLED"] = "CONFIRMED"
    sequence: int = 0


#: A calendar must have a component. One without events has the time zone of its days.
_TIME_ZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:Europe/London",
    "BEGIN:STANDARD",
    "DTSTART:19961027T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "BEGIN:DAYLIGHT",
    "DTSTART:19960331T010000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0100",
    "END:DAYLIGHT",
    "END:VTIMEZONE",
)
#: So many days after its day, a cancelled event is left out: programs have read the cancellation by then.
_CANCELLED_FOR = 60


def calendar(events: Iterable[Event], name: str = "") -> str:
    """A calendar with these events. `name` is what programs call it; empty for a file that is imported once."""
    written = [line for event in events for line in _event(event)]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//PA Pathways//pa-framework//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        *((f"X-WR-CALNAME:{_text(name)}", "REFRESH-INTERVAL;VALUE=DURATION:P1D") if name else ()),
        *(written or _TIME_ZONE),
        "END:VCALENDAR",
    ]
    return "".join(f"{piece}\r\n" for line in lines for piece in _fold(line))


def after(events: Iterable[Event], earlier: str, on: date) -> list[Event]:
    """The events of a calendar that takes the place of an `earlier` one on a day.

    An event that was there and is gone stays as cancelled for a while: programs that imported it would keep it else. An
    event whose day is another one, or that comes back, has a higher sequence, by which programs know the newer one.
    """
    before = {event.uid: event for event in _events_in(earlier)}
    now = {event.uid: event for event in events}
    found = [_with_sequence(event, before[uid]) if uid in before else event for uid, event in now.items()]
    for uid, event in before.items():
        if uid not in now and event.day + timedelta(days=_CANCELLED_FOR) >= on:
            gone = event.status == "CANCELLED"
            text = "This is done, or is asked of no one any more."
            sequence = event.sequence if gone else event.sequence + 1
            written_on = event.written_on if gone else on
            found.append(replace(event, status="CANCELLED", sequence=sequence, written_on=written_on, description=text))
    return found


def _with_sequence(event: Event, before: Event) -> Event:
    moved = event.day != before.day or before.status == "CANCELLED"
    return replace(event, sequence=max(event.sequence, before.sequence + 1 if moved else before.sequence))


def _events_in(text: str) -> Iterator[Event]:
    """The events of a calendar that this module wrote, as far as they can be read: what it cannot read, it leaves out."""
    unfolded = re.sub(r"\r?\n[ \t]", "", text)
    for block in re.findall(r"^BEGIN:VEVENT\r?\n(.*?)^END:VEVENT", unfolded, re.MULTILINE | re.DOTALL):
        values = dict(line.split(":", 1) for line in block.splitlines() if ":" in line)
        try:
            yield Event(
                uid=values["UID"],
                day=date.fromisoformat(values["DTSTART;VALUE=DATE"]),
                written_on=date.fromisoformat(values["DTSTAMP"][:8]),
                summary=re.sub(r"\\([\\;,])", r"\1", values["SUMMARY"]),
                description="",
                status="CANCELLED" if values.get("STATUS") == "CANCELLED" else "CONFIRMED",
                sequence=int(values.get("SEQUENCE", "0")),
            )
        except (KeyError, ValueError):
            continue


def _event(event: Event) -> Iterator[str]:
    end = min(event.day.toordinal() + 1, date.max.toordinal())
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{_day(event.written_on)}T000000Z"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART;VALUE=DATE:{_day(event.day)}"
    yield f"DTEND;VALUE=DATE:{_day(date.fromordinal(end))}"
    yield f"SUMMARY:{_text(event.summary)}"
    yield f"DESCRIPTION:{_text(event.description)}"
    if event.address:
        yield f"URL:{event.address}"
    if event.status != "CONFIRMED":
        yield f"STATUS:{event.status}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day(day: date) -> str:
    return f"{day:%Y%m%d}".rjust(8, "0")


def _text(words: str) -> str:
    """A text value: special characters are escaped, and control characters are left out."""
    for character in ("\\", ";", ","):
        words = words.replace(character, f"\\{character}")
    return "".join(char if char.isprintable() else "\\n" if char == "\n" else "" for char in words)


def _fold(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets that split no character; the second and later begin with a space."""
    piece, octets = "", 0
    for character in line:
        width = len(character.encode())
        if octets + width > _LINE_LENGTH:
            yield piece
            piece, octets = " ", 1
        piece += character
        octets += width
    yield piece
