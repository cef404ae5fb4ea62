"""Calendars are ones that other programs read."""

from datetime import date

from icalendar import Calendar

from pa_framework.text.icalendar import Event, calendar

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
