"""Calendars as iCalendar files (RFC 5545): all-day events, lines that end in CRLF and have at most 75 octets."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

#: The most octets of a line.
_LINE_LENGTH = 75


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An all-day event.

    Attributes:
        uid: An id that stays the same when the day or the words change, so that a newer file moves the event.
        day: The day of the event.
        written_on: The day on which what it says was written or last checked.
        summary: Its title.
        description: Its text; may have several lines.
        address: The web address of a page about it; empty without one.
        status: `CONFIRMED`, or `TENTATIVE` for what is not certain.
        sequence: How often it has changed in a way that people who have it must hear of.
    """

    uid: str
    day: date
    written_on: date
    summary: str
    description: str
    address: str = ""
    status: Literal["CONFIRMED", "TENTATIVE"] = "CONFIRMED"
    sequence: int = 0


def calendar(events: Iterable[Event], name: str = "") -> str:
    """A calendar with these events. `name` is what programs call it; empty for a file that is imported once."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//PA Pathways//pa-framework//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        *((f"X-WR-CALNAME:{_text(name)}", "REFRESH-INTERVAL;VALUE=DURATION:P1D") if name else ()),
        *(line for event in events for line in _event(event)),
        "END:VCALENDAR",
    ]
    return "".join(f"{piece}\r\n" for line in lines for piece in _fold(line))


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
