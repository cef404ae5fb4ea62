"""The sign-offs of a register that someone has to look at: reviews that are due, and decisions to be made."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pa_framework.facts.facts import Facts
from pa_framework.facts.fallback import instead
from pa_framework.facts.verdict import State, Verdict
from pa_framework.records.register_model import Pa
from pa_framework.register.output import (
    as_csv,
    as_json,
    invented_note,
    role_in_words,
    table,
    verdict_as_data,
    wrap_lines,
)
from pa_framework.register.queries import first_reason, verdicts
from pa_framework.text.dates import format_date
from pa_framework.text.sentences import count, join_words
from pa_framework.text.terminal import escape_unprintable


@dataclass(frozen=True, slots=True)
class Waiting:
    """A sign-off that someone has to look at. `day` is the last day to do so; the day of the report where it is past.

    `what` says why, `ask` are the roles that may review. `number` counts the sign-offs of one PA, task and person,
    from 0; `reviews` are the reviews that it has had.
    """

    verdict: Verdict
    what: str
    day: date
    ask: tuple[str, ...]
    number: int = 0
    reviews: int = 0


@dataclass(frozen=True, slots=True)
class Due:
    """What waits within so many days. `broken` is the number of sign-offs that no review can repair."""

    facts: Facts
    within: int
    waiting: tuple[Waiting, ...]
    broken: int


LAPSED, DECISION, TRAIN, REVIEW = "review overdue", "decision needed", "training needed", "review due"
_URGENCY = {LAPSED: 0, DECISION: 1, TRAIN: 2, REVIEW: 3}


def due(facts: Facts, within: int) -> Due:
    """What is to be reviewed within so many days: first what has lapsed or waits for a decision, then by date."""
    last = date.fromordinal(min(facts.on.toordinal() + within, date.max.toordinal()))
    waiting: list[Waiting] = []
    broken = 0
    numbers: Counter[tuple[str, str, str]] = Counter()
    for pa, index, verdict in verdicts(facts):
        key = (verdict.pa, verdict.task, verdict.person)
        what = _why_waiting(pa, index, verdict, last)
        if what is not None:
            task = facts.records.tasks.get(verdict.task)
            ahead = what == REVIEW and verdict.review_date is not None
            day = verdict.review_date if ahead and verdict.review_date else facts.on
            if what == DECISION and verdict.may_do and verdict.until is not None:
                day = verdict.until
            reviewed = sum(review.on <= facts.on for review in pa.sign_offs[index].reviews)
            ask = task.sign_off.reviewed_by if task and task.sign_off else ()
            waiting.append(Waiting(verdict, what, day, ask, numbers[key], reviewed))
        broken += verdict.state is State.BROKEN
        numbers[key] += 1
    waiting.sort(key=lambda entry: (_URGENCY[entry.what], entry.verdict.review_date or entry.day))
    return Due(facts, within, tuple(waiting), broken)


def _why_waiting(pa: Pa, index: int, verdict: Verdict, last: date) -> str | None:
    """Why someone has to look at a sign-off by the day `last`, or None.

    A sign-off that was withdrawn, or stopped by a review, has had its decision and does not wait.
    """
    codes = {reason.code for reason in verdict.reasons}
    if verdict.state is State.LAPSED:
        return LAPSED
    if verdict.state is State.STOPPED and "SGN021" not in codes:
        outcomes = [
            review.outcome
            for review in pa.sign_offs[index].reviews
            if review.on <= verdict.on and review.outcome != "continues"
        ]
        if "SGN022" in codes:
            return TRAIN if outcomes and outcomes[-1] == "retrain" else None
        return DECISION
    if verdict.state is State.DUE and "SGN014" in codes:
        return DECISION
    if verdict.may_do and verdict.review_date is not None and verdict.review_date <= last:
        return REVIEW
    return None


_HEADER = ("what", "pa", "task", "person", "state", "review date", "days", "ask", "why", "if no one may")


def _row(facts: Facts, waiting: Waiting) -> tuple[object, ...]:
    verdict = waiting.verdict
    days = (verdict.review_date - facts.on).days if verdict.review_date else None
    ask = join_words((role_in_words(role, facts.records.roles) for role in waiting.ask), "or")
    return (
        waiting.what,
        verdict.pa,
        verdict.task,
        verdict.person,
        str(verdict.state),
        verdict.review_date,
        days,
        ask,
        first_reason(verdict),
        " ".join(_instead(facts, verdict)),
    )


def _instead(facts: Facts, verdict: Verdict) -> tuple[str, ...]:
    """What happens instead, where the PA may not do the task on the day."""
    return () if verdict.may_do else instead(facts.records.tasks.get(verdict.task))


def due_text(report: Due) -> str:
    """A table with a line for each sign-off, and a summary."""
    facts = report.facts
    ask = _HEADER.index("ask")  # too wide for a terminal, as is what happens instead; both are in the other forms

    def narrow(row: tuple[object, ...]) -> tuple[object, ...]:
        return row[:ask] + row[ask + 1 : -1]

    rows = [narrow(_row(facts, waiting)) for waiting in report.waiting]
    rows_text = table([str(name) for name in narrow(_HEADER)], rows) + "\n" if rows else ""
    rows_text += "".join(f"{line}\n" for line in _instead_lines(report))
    numbers = Counter(waiting.what for waiting in report.waiting)
    parts = ", ".join(f"{numbers[what]:,} {what}" for what in _URGENCY if numbers[what])
    days = count(report.within, "day")
    summary = f"Within {days} of {format_date(facts.on)}: {parts or 'nothing is due'}.\n"
    if report.broken:
        broken = count(report.broken, "chain is", "chains are")
        summary += f"{broken} broken and not listed: no review mends that. `status --state broken` lists them.\n"
    return f"{rows_text}{summary}{invented_note(facts)}"


def _instead_lines(report: Due) -> Iterator[str]:
    """For each task that someone may not do on the day, once: what happens instead, for a terminal."""
    stopped = dict.fromkeys(waiting.verdict.task for waiting in report.waiting if not waiting.verdict.may_do)
    for task in stopped:
        for index, line in enumerate(instead(report.facts.records.tasks.get(task))):
            yield from wrap_lines(
                escape_unprintable(f"{task}, if no PA may do it: {line}" if index == 0 else line),
                "" if index == 0 else "    ",
            )
    if stopped:
        yield ""


def due_json(report: Due) -> str:
    """Every sign-off that waits, with its verdict."""
    return as_json(
        report.facts,
        {
            "within": report.within,
            "broken": report.broken,
            "waiting": [
                {
                    "what": waiting.what,
                    "days": (waiting.verdict.review_date - report.facts.on).days
                    if waiting.verdict.review_date
                    else None,
                    "ask": list(waiting.ask),
                    "if_no_one_may": list(_instead(report.facts, waiting.verdict)),
                    **verdict_as_data(waiting.verdict),
                }
                for waiting in report.waiting
            ],
        },
    )


def due_csv(report: Due) -> str:
    """The table of `due_text`, with the roles that may review, for a spreadsheet."""
    return as_csv(_HEADER, (_row(report.facts, waiting) for waiting in report.waiting))
