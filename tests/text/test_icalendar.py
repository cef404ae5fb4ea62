"""Calendars are ones that other programs read."""

from datetime import date

from icalendar import Calendar
from msgspec.structs import replace

from pa_framework.text.icalendar import Event, after, calendar

_EVENT = Event(
    uid="minimum-wage.adult.12@law.example.org",
    day=date(2027, 4, 1),
    written_on=date(2026, 11, 28),
    summary="National Living Wage: £13.21 an hour; expected, not certain",
    description="First line, with a comma\nSecond line: " + "é" * 80,
    address="https://example.org/law/minimum-wage/#adult",
    status="TENTATIVE",
    sequence=3,
)


def test_an_event_reads_back_as_it_was_written() -> None:
    text = calendar([_EVENT], "What changes when")
    (event,) = Calendar.from_ical(text).walk("VEVENT")

    assert (str(event["UID"]), event.start, event.end) == (_EVENT.uid, date(2027, 4, 1), date(2027, 4, 2))
    assert (str(event["SUMMARY"]), str(event["DESCRIPTION"])) == (_EVENT.summary, _EVENT.description)
    assert (str(event["URL"]), str(event["STATUS"]), event["SEQUENCE"]) == (_EVENT.address, "TENTATIVE", 3)
    assert event["DTSTAMP"].dt.date() == date(2026, 11, 28)
    assert event.errors == []
    assert "X-WR-CALNAME:What changes when\r\n" in text


def test_lines_end_in_crlf_and_have_at_most_75_octets() -> None:
    raw = calendar([_EVENT]).encode()

    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert max(map(len, raw.split(b"\r\n"))) == 75
    assert all(piece.decode() for piece in raw.split(b"\r\n")[:-1])  # no character is split


def test_words_cannot_end_a_value() -> None:
    hostile = Event(
        uid="a@b", day=date.max, written_on=date.min, summary="a\r\nBEGIN:VEVENT;x,y\\n\0", description="\x1b[31m"
    )
    found = Calendar.from_ical(calendar([hostile])).walk("VEVENT")

    assert [str(event["SUMMARY"]) for event in found] == ["a\nBEGIN:VEVENT;x,y\\n"]
    assert [event.start for event in found] == [date.max]


def test_a_calendar_without_events_still_has_a_component() -> None:
    read = Calendar.from_ical(calendar([]))

    assert [part.name for part in read.subcomponents] == ["VTIMEZONE"]
    assert [part.errors for part in read.walk()] == [[]] * 4


ON = date(2026, 11, 28)
REVIEW = replace(
    _EVENT, uid="pa-1.feed.p-1@register", summary="Review: a, b; c\\d", address="", status="CONFIRMED", sequence=0
)
OTHER = replace(REVIEW, uid="pa-2.feed.p-1@register")


def _next(earlier: str, *events: Event, on: date = ON) -> list[tuple[str, str, int, date]]:
    return [(one.uid, one.status, one.sequence, one.day) for one in after(events, earlier, on)]


def test_an_event_that_is_gone_is_cancelled_and_stays_so() -> None:
    first = calendar(after([REVIEW, OTHER], "", ON))
    second = calendar(after([REVIEW], first, ON))
    gone = Calendar.from_ical(second).walk("VEVENT")[1]

    assert (str(gone["UID"]), str(gone["STATUS"]), gone["SEQUENCE"]) == (OTHER.uid, "CANCELLED", 1)
    assert (str(gone["SUMMARY"]), gone.start, gone.errors) == (OTHER.summary, OTHER.day, [])
    assert calendar(after([REVIEW], second, ON)) == second
    assert _next(second, REVIEW, on=date(2027, 9, 1)) == [(REVIEW.uid, "CONFIRMED", 0, REVIEW.day)]


def test_an_event_that_moves_or_comes_back_is_newer_than_it_was() -> None:
    first = calendar(after([REVIEW], "", ON))
    later = replace(REVIEW, day=date(2027, 5, 1))

    assert _next(first, REVIEW) == [(REVIEW.uid, "CONFIRMED", 0, REVIEW.day)]
    assert _next(first, later) == [(REVIEW.uid, "CONFIRMED", 1, later.day)]
    assert _next(calendar(after([], first, ON)), REVIEW) == [(REVIEW.uid, "CONFIRMED", 2, REVIEW.day)]


def test_a_file_that_is_no_calendar_of_ours_is_not_kept_up() -> None:
    odd = "BEGIN:VEVENT\nUID:x\nDTSTART;VALUE=DATE:never\nEND:VEVENT\nBEGIN:VEVENT\nEND:VEVENT\n"

    assert _next(odd, REVIEW) == [(REVIEW.uid, "CONFIRMED", 0, REVIEW.day)]
