"""What someone has to see to as a calendar. It has ids only, and no names of people."""

from pa_framework.register.due import Due, Waiting
from pa_framework.register.output import ANSWERS, instead_of
from pa_framework.text.icalendar import Event, after, calendar
from pa_framework.text.sentences import spell_out_dates


def as_calendar(report: Due, earlier: str = "") -> str:
    """An iCalendar file with an all-day event for everything that someone has to see to.

    What is overdue is on the day of the report. An event keeps its UID when its day changes, so that importing a newer
    file moves the event and adds no second one. What an `earlier` file had, and no one has to see to now, is cancelled.
    """
    return calendar(after((_event(report, waiting) for waiting in report.waiting), earlier, report.facts.on))


def _event(report: Due, waiting: Waiting) -> Event:
    verdict = waiting.verdict
    suffix = f".{waiting.key}" if waiting.key else ""
    instead = instead_of(report.facts, waiting.answer)
    why = spell_out_dates(waiting.why)
    description = [
        f"{waiting.what.capitalize()}: {verdict.task} by {verdict.pa} for {verdict.person}.",
        f"May the PA do it now? {ANSWERS[waiting.answer.kind].capitalize()}.",
        f"Why: {why}." if why else "",
        waiting.ask.sentence,
        " ".join(["If no PA may do it:", *instead]) if instead else "",
    ]
    return Event(
        uid=f"{verdict.pa}.{verdict.task}.{verdict.person}{suffix}@register.pa-framework",
        day=max(waiting.by, report.facts.on),
        written_on=report.facts.on,
        summary=f"{waiting.what.capitalize()}: {verdict.pa}, {verdict.task}, {verdict.person}",
        description="\n".join(filter(None, description)),
        sequence=waiting.reviews,
    )
