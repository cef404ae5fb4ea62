"""The state of the sign-offs of a register, with the answer for each PA, task and person."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from pa_framework.facts.answers import Answer, AnswerKind, allowed_once, answers
from pa_framework.facts.facts import Facts
from pa_framework.facts.recorded_forms import is_outside
from pa_framework.facts.sign_off_links import Reason
from pa_framework.facts.verdict import State, Verdict
from pa_framework.register.output import (
    ANSWERS,
    answer_reasons,
    as_csv,
    as_json,
    beyond_as_data,
    condition_note,
    conditions_as_data,
    doubt_as_data,
    doubt_lines,
    invented_note,
    once_as_data,
    once_in_words,
    once_note,
    span_as_data,
    table,
    verdict_as_data,
)
from pa_framework.register.queries import check_id, depends_on, first_reason, register_of, unread_pas, unsaid
from pa_framework.text.dates import format_date
from pa_framework.text.findings import Span
from pa_framework.text.sentences import count

#: Words for a number of sign-offs in a state.
_IN_STATE: Mapping[State, str] = {
    State.HOLDS: "hold",
    State.DUE: "due",
    State.LAPSED: "lapsed",
    State.STOPPED: "stopped",
    State.INCOMPLETE: "incomplete",
    State.BROKEN: "broken",
}
_HEADER = ("pa", "task", "person", "answer", "state", "since", "until", "review date", "first reason")


class SignOffStatus(Struct, frozen=True):
    """One sign-off: the answer for its PA, task and person, and its own verdict; None where it is no delegation."""

    answer: Answer
    verdict: Verdict | None
    span: Span


class Status(Struct, frozen=True):
    """The sign-offs that were asked for, on the day of the facts. `unsaid` is why something cannot be said.

    `once` are the answers about what is allowed once on the day, with a sign-off or without.
    """

    facts: Facts
    sign_offs: tuple[SignOffStatus, ...]
    unsaid: tuple[Reason, ...]
    once: tuple[Answer, ...] = ()


def status(
    facts: Facts,
    pa: str | None = None,
    task: str | None = None,
    person: str | None = None,
    practitioner: str | None = None,
    states: Iterable[str] = (),
) -> Status:
    """The sign-offs of a PA, task, person or practitioner, in some states. Raises UserError for unknown ids."""
    for kind, name in (("pa", pa), ("task", task), ("person", person), ("practitioner", practitioner)):
        if name is not None:
            check_id(facts, kind, name)
    wanted = frozenset(states)
    found = answers(facts, pa, task, person)
    verdicts = {(verdict.pa, verdict.index): verdict for answer in found.values() for verdict in answer.verdicts}
    sign_offs = []
    for record in register_of(facts).pas.values():
        for index, sign_off in enumerate(record.sign_offs):
            answer = found.get((record.id, sign_off.task, sign_off.person))
            if answer is None:
                continue
            verdict = None if is_outside(sign_off) else verdicts[record.id, index]
            if wanted and (verdict is None or verdict.state not in wanted):
                continue
            if practitioner is None or (verdict is not None and depends_on(verdict, practitioner)):
                sign_offs.append(SignOffStatus(answer, verdict, record.origin.at("sign_offs", index)))
    reasons = (*unsaid(entry.answer for entry in sign_offs), *unread_pas(facts, pa))
    once = () if wanted or practitioner else allowed_once(facts, pa, task, person)
    return Status(facts, tuple(sign_offs), tuple(dict.fromkeys(reasons)), once)


def status_text(report: Status) -> str:
    """A table with a line for each sign-off, a summary, and why something cannot be said."""
    rows = table(_HEADER, _rows(report)) if report.sign_offs else ""
    states, kinds = _totals(report.sign_offs), _totals_by_answer(report.sign_offs)
    in_states = ", ".join(f"{states[state]:,} {words}" for state, words in _IN_STATE.items() if states[state])
    summary = f"{count(len(report.sign_offs), 'sign-off')} on {format_date(report.facts.on)}"
    summary += f": {in_states}" if in_states else ""
    by_answer = ", ".join(f"{kinds[kind]:,} {words}" for kind, words in ANSWERS.items() if kinds[kind])
    summary += f"\nMay the PA do the task? {by_answer}" if by_answer else ""
    for answer in report.once:
        for once in answer.at_other_hours:
            summary += f"\n{answer.pa}, {answer.task} for {answer.person}: {once_in_words(report.facts, once)}"
    doubts = "".join(f"{line}\n" for line in doubt_lines(report.facts, report.unsaid))
    why = f"\nWhy no one can say\n{doubts}\n" if doubts else ""
    return f"{rows}\n{summary}\n{why}{invented_note(report.facts)}".lstrip("\n")


def status_json(report: Status) -> str:
    """The totals by state and by answer, and every sign-off with its verdict, without its acts."""
    return as_json(
        report.facts,
        {
            "totals": _totals(report.sign_offs),
            "answers": _totals_by_answer(report.sign_offs),
            "cannot_say": [doubt_as_data(report.facts, reason) for reason in report.unsaid],
            "allowed_once": [
                {"pa": answer.pa, "task": answer.task, "person": answer.person, **once_as_data(answer)}
                for answer in report.once
            ],
            "sign_offs": [_as_data(report.facts, entry) for entry in report.sign_offs],
        },
    )


def status_csv(report: Status) -> str:
    """The table of `status_text` for a spreadsheet."""
    return as_csv(_HEADER, _rows(report))


def _as_data(facts: Facts, entry: SignOffStatus) -> dict[str, object]:
    """A sign-off with the answer; one that is no delegation has no verdict."""
    answer = entry.answer
    if entry.verdict is not None:
        conditions = conditions_as_data(facts, entry.verdict)
        beyond = {"conditions": conditions, **beyond_as_data(answer)}
        return {"answer": str(answer.kind), **beyond, **verdict_as_data(entry.verdict)}
    return {
        "answer": str(answer.kind),
        "pa": answer.pa,
        "task": answer.task,
        "person": answer.person,
        "state": None,
        **span_as_data(entry.span),
    }


def _rows(report: Status) -> Iterator[tuple[object, ...]]:
    return (_row(report.facts, entry) for entry in report.sign_offs)


def _row(facts: Facts, entry: SignOffStatus) -> tuple[object, ...]:
    verdict, answer = entry.verdict, entry.answer
    reasons = verdict.reasons if verdict else ()
    if not reasons and not answer.may_do:
        reasons = answer_reasons(answer)
    return (
        answer.pa,
        answer.task,
        answer.person,
        ANSWERS[answer.kind],
        str(verdict.state) if verdict else "no delegation",
        verdict.since if verdict else None,
        verdict.until if verdict else None,
        verdict.review_date if verdict else None,
        "; ".join(
            filter(
                None,
                (
                    once_note(answer),
                    condition_note(facts, verdict),
                    first_reason(answer.doubts if answer.kind is AnswerKind.UNKNOWN else reasons),
                ),
            )
        ),
    )


def _totals(sign_offs: Iterable[SignOffStatus]) -> dict[str, int]:
    """The number of sign-offs in each state, with every state in the order of the closed list."""
    numbers = Counter(entry.verdict.state for entry in sign_offs if entry.verdict)
    return {str(state): numbers[state] for state in State}


def _totals_by_answer(sign_offs: Iterable[SignOffStatus]) -> dict[str, int]:
    """How often each answer is given, each PA, task and person counted once, with every answer."""
    found = {(entry.answer.pa, entry.answer.task, entry.answer.person): entry.answer.kind for entry in sign_offs}
    numbers = Counter(found.values())
    return {str(kind): numbers[kind] for kind in AnswerKind}
