"""Reviews that are due as an iCalendar file (RFC 5545). Ids only: nothing in it says who anybody is."""

from collections.abc import Iterator
from datetime import date

from pa_framework.register.due import Due, Waiting
from pa_framework.register.output import role_in_words
from pa_framework.text.sentences import days_in_words

_LONGEST = 75


def as_calendar(report: Due) -> str:
    """One all-day event for each sign-off that somebody has to look at. What is overdue stands on the day itself.

    An event keeps its UID when its day moves, so that reading a newer file moves it and makes no second one.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//PA Pathways//pa-framework//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        *(line for each in report.waiting for line in _event(report, each)),
        "END:VCALENDAR",
    ]
    return "".join(f"{piece}\r\n" for line in lines for piece in _folded(line))


def _event(report: Due, each: Waiting) -> Iterator[str]:
    verdict = each.verdict
    again = f".{each.number + 1}" if each.number else ""
    after = min(each.day.toordinal() + 1, date.max.toordinal())
    why = "; ".join(days_in_words(reason.sentence) for reason in verdict.reasons)
    ask = " or ".join(role_in_words(role, report.facts.records.roles) for role in each.ask)
    said = [
        f"{each.what.capitalize()}: {verdict.task} by {verdict.pa} for {verdict.person}.",
        f"Now: {verdict.state}" + (f" ({why})." if why else "."),
        f"Who may review: {ask}." if ask else "",
    ]
    yield "BEGIN:VEVENT"
    yield f"UID:{verdict.pa}.{verdict.task}.{verdict.person}{again}@register.pa-framework"
    yield f"DTSTAMP:{_day(report.facts.on)}T000000Z"
    yield f"SEQUENCE:{each.reviews}"
    yield f"DTSTART;VALUE=DATE:{_day(each.day)}"
    yield f"DTEND;VALUE=DATE:{_day(date.fromordinal(after))}"
    yield f"SUMMARY:{_text(f'{each.what.capitalize()}: {verdict.pa}, {verdict.task}, {verdict.person}')}"
    yield f"DESCRIPTION:{_text(chr(10).join(filter(None, said)))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day(day: date) -> str:
    return f"{day:%Y%m%d}".rjust(8, "0")


def _text(words: str) -> str:
    """Text as a value: what has a meaning there is escaped, and control characters are left out."""
    for sign in ("\\", ";", ","):
        words = words.replace(sign, f"\\{sign}")
    return "".join(sign if sign.isprintable() else "\\n" if sign == "\n" else "" for sign in words)


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets; no character is cut, and later pieces begin with a space."""
    piece, octets = "", 0
    for sign in line:
        width = len(sign.encode())
        if octets + width > _LONGEST:
            yield piece
            piece, octets = " ", 1
        piece += sign
        octets += width
    yield piece
