"""What someone has to see to in a register: reviews, decisions, and what will end, each with a day and whom to ask."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from msgspec import Struct

from pa_framework.facts.answers import Answer, AnswerKind
from pa_framework.facts.facts import Facts
from pa_framework.facts.sign_off_links import Reason
from pa_framework.facts.sign_off_now import Change
from pa_framework.facts.verdict import State, Verdict
from pa_framework.register.asking import CODES_OF_NOW, Asking, asking, reviewing
from pa_framework.register.output import (
    ANSWERS,
    answer_reasons,
    as_csv,
    as_json,
    condition_note,
    conditions_as_data,
    doubt_as_data,
    doubt_lines,
    instead_of,
    invented_note,
    table,
    verdict_as_data,
    wrap_lines,
)
from pa_framework.register.queries import first_reason, register_of, unread_pas, unsaid
from pa_framework.text.dates import add_days, format_date
from pa_framework.text.sentences import count, spell_out_dates
from pa_framework.text.terminal import escape_unprintable


class Waiting(Struct, frozen=True):
    """Something that someone has to see to, of the sign-off that decides an answer.

    `by` is the last day to do so: of an overdue review the day that has passed, of what has stopped a task the day of
    the report. `why` is a sentence; `key` tells apart what waits for one PA, task and person (empty for a review);
    `reviews` are the reviews that the sign-off has had.
    """

    answer: Answer
    verdict: Verdict
    ask: Asking
    by: date
    why: str
    key: str = ""
    reviews: int = 0

    @property
    def what(self) -> str:
        """What has to be seen to."""
        return self.ask.what


class Due(Struct, frozen=True):
    """What waits within so many days. `broken` is the number of sign-offs that no review can repair.

    `unsaid` is why something cannot be said: what it hides may have to be seen to as well.
    """

    facts: Facts
    within: int
    waiting: tuple[Waiting, ...]
    broken: int
    unsaid: tuple[Reason, ...]


LAPSED, DECISION, TRAIN, REVIEW = "review overdue", "decision needed", "training needed", "review due"
_OF_REVIEWS = (LAPSED, DECISION, TRAIN, REVIEW)


def due(facts: Facts, within: int) -> Due:
    """What is to be seen to within so many days: first overdue reviews, decisions and training, then by day."""
    last = add_days(facts.on, within)
    answers = facts.answers.values()
    waiting = [entry for answer in answers if answer.verdict for entry in _waiting(facts, answer, answer.verdict, last)]
    waiting.sort(key=lambda entry: (_urgency(facts, entry), entry.by, entry.what))
    broken = sum(answer.verdict is not None and answer.verdict.state is State.BROKEN for answer in answers)
    reasons = dict.fromkeys((*unsaid(answers), *unread_pas(facts)))
    return Due(facts, within, tuple(waiting), broken, tuple(reasons))


def _urgency(facts: Facts, waiting: Waiting) -> int:
    """The order of what waits: overdue, decisions, training, what has ended; then everything with a day to come."""
    order = {LAPSED: 0, DECISION: 1, TRAIN: 2}
    return order.get(waiting.what, 3 if waiting.by <= facts.on else 4)


def _waiting(facts: Facts, answer: Answer, verdict: Verdict, last: date) -> Iterator[Waiting]:
    """What someone has to see to by the day `last`.

    A sign-off that was withdrawn, or stopped by a review, has had its decision and does not wait.
    """
    sign_off = register_of(facts).pas[verdict.pa].sign_offs[verdict.index]
    reviewed = sum(review.on <= facts.on for review in sign_off.reviews)
    codes = {reason.code for reason in (*verdict.reasons, *answer.stopped_by)}
    is_unfinished = verdict.state in (State.BROKEN, State.INCOMPLETE) and not answer.stopped_by
    is_decided = "SGN021" in codes or is_unfinished
    if "SGN022" in codes and not is_decided:
        outcomes = [
            review.outcome for review in sign_off.reviews if review.on <= verdict.on and review.outcome != "continues"
        ]
        if outcomes and outcomes[-1] == "retrain":
            why = first_reason(answer_reasons(answer))
            yield Waiting(answer, verdict, reviewing(facts, verdict.task, TRAIN), facts.on, why, "", reviewed)
        return
    if is_decided:
        return
    if found := _review(facts, verdict, codes, last):
        what, by = found
        why = first_reason(reason for reason in verdict.reasons if reason.code not in CODES_OF_NOW)
        yield Waiting(answer, verdict, reviewing(facts, verdict.task, what), by, why, "", reviewed)
    numbers: Counter[str] = Counter()
    for reason, by, why in _endings(verdict, last):
        if ask := asking(facts, verdict.task, reason):
            numbers[reason.code] += 1
            key = f"{reason.code.lower()}.{numbers[reason.code]}"
            yield Waiting(answer, verdict, ask, by, f"{reason.code} {why}", key, reviewed)


def _review(facts: Facts, verdict: Verdict, codes: set[str], last: date) -> tuple[str, date] | None:
    """Which review, decision or training a sign-off waits for, and by when."""
    if "SGN011" in codes:
        return LAPSED, verdict.review_date or facts.on
    if "SGN032" in codes:
        return TRAIN, facts.on
    if codes & {"SGN014", "SGN041"}:
        return DECISION, verdict.until or facts.on if verdict.may_do else facts.on
    if verdict.may_do and verdict.review_date is not None and verdict.review_date <= last:
        return REVIEW, verdict.review_date
    return None


def _endings(verdict: Verdict, last: date) -> Iterator[tuple[Reason | Change, date, str]]:
    """What has ended or will by a day, besides the review date: what it is, the last day to see to it, why.

    Something that has an effect already, and a greater one later, is to be seen to before that.
    """
    coming: dict[tuple[str, str], Change] = {}
    for change in verdict.coming:
        coming.setdefault((change.code, str(change.span)), change)
    for reason in verdict.reasons:
        if reason.code in CODES_OF_NOW:
            later = coming.pop((reason.code, str(reason.span)), None)
            yield reason, add_days(later.first, -1) if later else verdict.on, reason.sentence
    for change in coming.values():
        if add_days(change.first, -1) <= last:
            yield change, add_days(change.first, -1), change.coming


_HEADER = ("what", "pa", "task", "person", "answer", "state", "by", "days", "ask", "why", "if no one may")


def _row(facts: Facts, waiting: Waiting) -> tuple[object, ...]:
    verdict = waiting.verdict
    return (
        waiting.what,
        verdict.pa,
        verdict.task,
        verdict.person,
        ANSWERS[waiting.answer.kind],
        str(verdict.state),
        waiting.by,
        (waiting.by - facts.on).days,
        waiting.ask.sentence,
        "; ".join(filter(None, (condition_note(facts, verdict), waiting.why))),
        " ".join(instead_of(facts, waiting.answer)),
    )


def due_text(report: Due) -> str:
    """A table with a line for each, whom to ask, and a summary."""
    facts = report.facts
    ask = _HEADER.index("ask")  # too wide for a terminal, as is what happens instead; both are below the table

    def narrow(row: tuple[object, ...]) -> tuple[object, ...]:
        return row[:ask] + row[ask + 1 : -1]

    rows = [narrow(_row(facts, waiting)) for waiting in report.waiting]
    lines = [*table([str(name) for name in narrow(_HEADER)], rows).splitlines(), ""] if rows else []
    lines += [*_asking_lines(report), *_instead_lines(report)]
    if report.unsaid:
        lines += ["Why no one can say", *doubt_lines(facts, report.unsaid), ""]
    numbers = Counter(waiting.what for waiting in report.waiting)
    order = dict.fromkeys((*_OF_REVIEWS, *sorted(numbers)))
    parts = ", ".join(f"{numbers[what]:,} {what}" for what in order if numbers[what])
    days = count(report.within, "day")
    lines.append(f"Within {days} of {format_date(facts.on)}: {parts or 'nothing is due'}.")
    if report.broken:
        broken = count(report.broken, "chain is", "chains are")
        lines.append(f"{broken} broken and not listed: no review mends that. `status --state broken` lists them.")
    return "".join(f"{line}\n" for line in lines) + invented_note(facts)


def _asking_lines(report: Due) -> Iterator[str]:
    """For each thing to see to, and each task, once: whom to ask."""
    found = dict.fromkeys((waiting.what, waiting.verdict.task, waiting.ask.sentence) for waiting in report.waiting)
    for what, task, sentence in found:
        yield from wrap_lines(escape_unprintable(f"{what}, {task}: {sentence}"), "", "    ")
    if found:
        yield ""


def _instead_lines(report: Due) -> Iterator[str]:
    """For each task that someone may not do on the day, once: what happens instead, for a terminal."""
    stopped = {
        waiting.verdict.task: instead_of(report.facts, waiting.answer)
        for waiting in report.waiting
        if waiting.answer.kind is not AnswerKind.YES
    }
    for task, lines in stopped.items():
        for index, line in enumerate(lines):
            yield from wrap_lines(
                escape_unprintable(f"{task}, if no PA may do it: {line}" if index == 0 else line),
                "" if index == 0 else "    ",
            )
    if stopped:
        yield ""


def due_json(report: Due) -> str:
    """Everything that waits, with the verdict of its sign-off."""
    return as_json(
        report.facts,
        {
            "within": report.within,
            "broken": report.broken,
            "cannot_say": [doubt_as_data(report.facts, reason) for reason in report.unsaid],
            "waiting": [_as_data(report.facts, waiting) for waiting in report.waiting],
        },
    )


def _as_data(facts: Facts, waiting: Waiting) -> dict[str, Any]:
    return {
        "what": waiting.what,
        "answer": str(waiting.answer.kind),
        "conditions": conditions_as_data(facts, waiting.verdict),
        "by": waiting.by.isoformat(),
        "days": (waiting.by - facts.on).days,
        "why": spell_out_dates(waiting.why),
        "ask": list(waiting.ask.roles),
        "to_do": waiting.ask.sentence,
        "if_no_one_may": list(instead_of(facts, waiting.answer)),
        **verdict_as_data(waiting.verdict),
    }


def due_csv(report: Due) -> str:
    """The table of `due_text`, with whom to ask, for a spreadsheet."""
    return as_csv(_HEADER, (_row(report.facts, waiting) for waiting in report.waiting))
