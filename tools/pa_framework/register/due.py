"""What is to be reviewed soon in a register, and what waits for a decision now."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from pa_framework.facts.facts import Facts
from pa_framework.facts.verdict import State, Verdict
from pa_framework.records.register_model import Pa
from pa_framework.register.output import as_csv, as_json, label, role_in_words, table, verdict_as_data
from pa_framework.register.reports import first_reason, verdicts
from pa_framework.text.dates import in_words
from pa_framework.text.sentences import count


@dataclass(frozen=True, slots=True)
class Waiting:
    """A sign-off that somebody has to look at. `day` is the last day on which to do so; today where it is past.

    `number` counts the records of one PA, task and person, from 0.
    """

    verdict: Verdict
    what: str
    day: date
    ask: tuple[str, ...]
    number: int = 0
    reviews: int = 0


@dataclass(frozen=True, slots=True)
class Due:
    facts: Facts
    within: int
    waiting: tuple[Waiting, ...]
    broken: int


LAPSED, DECISION, TRAIN, REVIEW = "review overdue", "decision needed", "training needed", "review due"
_URGENCY = {LAPSED: 0, DECISION: 1, TRAIN: 2, REVIEW: 3}


def due(facts: Facts, within: int) -> Due:
    """What is to be reviewed within so many days: first what has lapsed or waits for a decision, then by date."""
    last = date.fromordinal(min(facts.on.toordinal() + within, date.max.toordinal()))
    found: list[Waiting] = []
    broken = 0
    seen: Counter[tuple[str, str, str]] = Counter()
    for pa, index, verdict in verdicts(facts):
        same = (verdict.pa, verdict.task, verdict.person)
        what = _what_waits(pa, index, verdict, last)
        if what is not None:
            task = facts.records.tasks.get(verdict.task)
            ahead = what == REVIEW and verdict.review_date is not None
            day = verdict.review_date if ahead and verdict.review_date else facts.on
            reviewed = sum(each.on <= facts.on for each in pa.sign_offs[index].reviews)
            ask = task.sign_off.reviewed_by if task and task.sign_off else ()
            found.append(Waiting(verdict, what, day, ask, seen[same], reviewed))
        broken += verdict.state is State.BROKEN
        seen[same] += 1
    found.sort(key=lambda each: (_URGENCY[each.what], each.verdict.review_date or each.day))
    return Due(facts, within, tuple(found), broken)


def _what_waits(pa: Pa, index: int, verdict: Verdict, last: date) -> str | None:
    """Why somebody has to look at a sign-off by a day, or None where nobody has to.

    What was withdrawn, or stopped by a review, was decided: it does not wait.
    """
    codes = {each.code for each in verdict.reasons}
    if verdict.state is State.LAPSED:
        return LAPSED
    if verdict.state is State.STOPPED and "SGN021" not in codes:
        outcomes = [
            each.outcome
            for each in pa.sign_offs[index].reviews
            if each.on <= verdict.on and each.outcome != "continues"
        ]
        if "SGN022" in codes:
            return TRAIN if outcomes and outcomes[-1] == "retrain" else None
        return DECISION
    if verdict.state is State.DUE and "SGN014" in codes:
        return DECISION
    if verdict.may_do and verdict.review_date is not None and verdict.review_date <= last:
        return REVIEW
    return None


_DUE_HEADER = ("what", "pa", "task", "person", "state", "review date", "days", "ask", "why")


def _due_row(facts: Facts, each: Waiting) -> tuple[object, ...]:
    verdict = each.verdict
    days = (verdict.review_date - facts.on).days if verdict.review_date else None
    ask = " or ".join(role_in_words(role, facts.records.roles) for role in each.ask)
    return (
        each.what,
        verdict.pa,
        verdict.task,
        verdict.person,
        str(verdict.state),
        verdict.review_date,
        days,
        ask,
        first_reason(verdict),
    )


def due_text(report: Due) -> str:
    facts = report.facts
    asked = _DUE_HEADER.index("ask")  # too wide for a terminal; in the other forms

    def narrow(row: tuple[object, ...]) -> tuple[object, ...]:
        return row[:asked] + row[asked + 1 :]

    rows = [narrow(_due_row(facts, each)) for each in report.waiting]
    shown = table([str(each) for each in narrow(_DUE_HEADER)], rows) + "\n" if rows else ""
    number = Counter(each.what for each in report.waiting)
    said = ", ".join(f"{number[what]:,} {what}" for what in _URGENCY if number[what])
    days = count(report.within, "day")
    summary = f"Within {days} of {in_words(facts.on)}: {said or 'nothing is due'}.\n"
    if report.broken:
        broken = count(report.broken, "chain is", "chains are")
        summary += f"{broken} broken and not listed: no review mends that. `status --state broken` lists them.\n"
    return f"{shown}{summary}{label(facts)}"


def due_json(report: Due) -> str:
    return as_json(
        report.facts,
        {
            "within": report.within,
            "broken": report.broken,
            "waiting": [
                {
                    "what": each.what,
                    "days": (each.verdict.review_date - report.facts.on).days if each.verdict.review_date else None,
                    "ask": list(each.ask),
                    **verdict_as_data(each.verdict),
                }
                for each in report.waiting
            ],
        },
    )


def due_csv(report: Due) -> str:
    return as_csv(_DUE_HEADER, (_due_row(report.facts, each) for each in report.waiting))
