"""Reviews that are due as a calendar. It has ids only, and no names of people."""

from pa_framework.facts.fallback import instead
from pa_framework.register.due import Due, Waiting
from pa_framework.register.output import role_in_words
from pa_framework.text.icalendar import Event, calendar
from pa_framework.text.sentences import join_words, spell_out_dates


def as_calendar(report: Due) -> str:
    """An iCalendar file with an all-day event for each sign-off that someone has to look at.

    What is overdue is on the day of the report. An event keeps its UID when its day changes, so that importing a newer
    file moves the event and adds no second one.
    """
    return calendar(_event(report, waiting) for waiting in report.waiting)


def _event(report: Due, waiting: Waiting) -> Event:
    verdict = waiting.verdict
    suffix = f".{waiting.number + 1}" if waiting.number else ""
    why = "; ".join(spell_out_dates(reason.sentence) for reason in verdict.reasons)
    ask = join_words((role_in_words(role, report.facts.records.roles) for role in waiting.ask), "or")
    description = [
        f"{waiting.what.capitalize()}: {verdict.task} by {verdict.pa} for {verdict.person}.",
        f"Now: {verdict.state}" + (f" ({why})." if why else "."),
        f"Who may review: {ask}." if ask else "",
        ""
        if verdict.may_do
        else " ".join(["If no PA may do it:", *instead(report.facts.records.tasks.get(verdict.task))]),
    ]
    return Event(
        uid=f"{verdict.pa}.{verdict.task}.{verdict.person}{suffix}@register.pa-framework",
        day=waiting.day,
        written_on=report.facts.on,
        summary=f"{waiting.what.capitalize()}: {verdict.pa}, {verdict.task}, {verdict.person}",
        description="\n".join(filter(None, description)),
        sequence=waiting.reviews,
    )
