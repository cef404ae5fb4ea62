"""Reviews that are due as an iCalendar file (RFC 5545). It has ids only, and no names of people."""

from collections.abc import Iterator
from datetime import date

from pa_framework.register.due import Due, Waiting
from pa_framework.register.output import role_in_words
from pa_framework.text.sentences import join_words, spell_out_dates

#: The most octets of a line.
_LINE_LENGTH = 75


def as_calendar(report: Due) -> str:
    """One all-day event for each sign-off that someone has to look at; what is overdue is on the day of the report.

    An event keeps its UID when its day changes, so that importing a newer file moves the event and adds no second one.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//PA Pathways//pa-framework//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        *(line for waiting in report.waiting for line in _event(report, waiting)),
        "END:VCALENDAR",
    ]
    return "".join(f"{piece}\r\n" for line in lines for piece in _fold(line))


def _event(report: Due, waiting: Waiting) -> Iterator[str]:
    verdict = waiting.verdict
    suffix = f".{waiting.number + 1}" if waiting.number else ""
    end = min(waiting.day.toordinal() + 1, date.max.toordinal())
    why = "; ".join(spell_out_dates(reason.sentence) for reason in verdict.reasons)
    ask = join_words((role_in_words(role, report.facts.records.roles) for role in waiting.ask), "or")
    description = [
        f"{waiting.what.capitalize()}: {verdict.task} by {verdict.pa} for {verdict.person}.",
        f"Now: {verdict.state}" + (f" ({why})." if why else "."),
        f"Who may review: {ask}." if ask else "",
    ]
    yield "BEGIN:VEVENT"
    yield f"UID:{verdict.pa}.{verdict.task}.{verdict.person}{suffix}@register.pa-framework"
    yield f"DTSTAMP:{_day(report.facts.on)}T000000Z"
    yield f"SEQUENCE:{waiting.reviews}"
    yield f"DTSTART;VALUE=DATE:{_day(waiting.day)}"
    yield f"DTEND;VALUE=DATE:{_day(date.fromordinal(end))}"
    yield f"SUMMARY:{_text(f'{waiting.what.capitalize()}: {verdict.pa}, {verdict.task}, {verdict.person}')}"
    yield f"DESCRIPTION:{_text(chr(10).join(filter(None, description)))}"
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
