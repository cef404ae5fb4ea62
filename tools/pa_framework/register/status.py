"""The state of the sign-offs of a register."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pa_framework.facts.facts import Facts
from pa_framework.facts.verdict import State, Verdict
from pa_framework.register.output import as_csv, as_json, invented_note, table, verdict_as_data
from pa_framework.register.queries import check_id, depends_on, first_reason, verdicts
from pa_framework.text.dates import format_date
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
_HEADER = ("pa", "task", "person", "state", "since", "until", "review date", "first reason")


@dataclass(frozen=True, slots=True)
class Status:
    """The verdicts on the sign-offs that were asked for, on the day of the facts."""

    facts: Facts
    verdicts: tuple[Verdict, ...]


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
    return Status(
        facts,
        tuple(
            verdict
            for _, _, verdict in verdicts(facts, pa, task, person)
            if (not wanted or verdict.state in wanted) and (practitioner is None or depends_on(verdict, practitioner))
        ),
    )


def status_text(report: Status) -> str:
    """A table with a line for each sign-off, and a summary."""
    rows = table(_HEADER, map(_row, report.verdicts)) if report.verdicts else ""
    numbers = _totals(report.verdicts)
    states = ", ".join(f"{numbers[state]:,} {words}" for state, words in _IN_STATE.items() if numbers[state])
    summary = f"{count(len(report.verdicts), 'sign-off')} on {format_date(report.facts.on)}"
    summary += f": {states}" if states else ""
    return f"{rows}\n{summary}\n{invented_note(report.facts)}".lstrip("\n")


def status_json(report: Status) -> str:
    """The totals by state, and every verdict without its acts."""
    return as_json(
        report.facts,
        {"totals": _totals(report.verdicts), "sign_offs": [verdict_as_data(verdict) for verdict in report.verdicts]},
    )


def status_csv(report: Status) -> str:
    """The table of `status_text` for a spreadsheet."""
    return as_csv(_HEADER, map(_row, report.verdicts))


def _row(verdict: Verdict) -> tuple[object, ...]:
    return (
        verdict.pa,
        verdict.task,
        verdict.person,
        str(verdict.state),
        verdict.since,
        verdict.until,
        verdict.review_date,
        first_reason(verdict),
    )


def _totals(verdicts: Iterable[Verdict]) -> dict[str, int]:
    """The number of verdicts in each state, with every state in the order of the closed list."""
    numbers = Counter(verdict.state for verdict in verdicts)
    return {str(state): numbers[state] for state in State}
