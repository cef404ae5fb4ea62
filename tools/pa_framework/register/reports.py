"""The state of the sign-offs of a register, and what other reports ask of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pa_framework.facts.facts import Facts
from pa_framework.facts.verdict import State, Verdict
from pa_framework.records.register import Register
from pa_framework.records.register_model import Pa
from pa_framework.register.output import Unanswerable, as_csv, as_json, known_id, label, table, verdict_as_data
from pa_framework.text.dates import in_words
from pa_framework.text.sentences import count

#: Kind of record → how a sentence calls it.
KINDS: Mapping[str, str] = {"pa": "PA", "task": "task", "person": "person", "practitioner": "practitioner"}
#: Words for so many sign-offs in a state.
_IN_STATE: Mapping[State, str] = {
    State.HOLDS: "hold",
    State.DUE: "due",
    State.LAPSED: "lapsed",
    State.STOPPED: "stopped",
    State.INCOMPLETE: "incomplete",
    State.BROKEN: "broken",
}


def held_register(facts: Facts) -> Register:
    return facts.register or Register()


def known(facts: Facts, kind: str, word: str) -> str:
    """An id that somebody typed: of a record, or named in a sign-off. Raises Unanswerable for any other."""
    register = held_register(facts)
    ids: set[str] = set(register.of_kind(kind))
    if kind == "task":
        ids = set(facts.records.tasks)
    if word in ids:
        return word
    if (kind, word) in register.left_out:
        raise Unanswerable(
            f"the file of {KINDS[kind]} `{word}` can not be used; `pa-framework check --register DIR` says why"
        )
    for pa in register.pas.values():
        for each in pa.sign_offs:
            ids |= {each.task} if kind == "task" else {each.person} if kind == "person" else set()
            if kind == "practitioner":
                named = [each.delegated_by, each.trained_by, each.assessed_by, each.signed_off_by]
                ids |= {name for name in named if name}
                ids |= {seen.by for seen in each.observed} | {review.by for review in each.reviews}
    return known_id(word, ids, KINDS[kind])


def verdicts(
    facts: Facts, pa: str | None = None, task: str | None = None, person: str | None = None
) -> Iterator[tuple[Pa, int, Verdict]]:
    """The verdicts on the day, in the order of the files, of the sign-offs of a PA, a task and a person."""
    for each in held_register(facts).pas.values():
        if pa in (None, each.id):
            for index, sign_off in enumerate(each.sign_offs):
                if task in (None, sign_off.task) and person in (None, sign_off.person):
                    yield each, index, facts.chain_validator.verdict(each, index, facts.on)


def rests_on(verdict: Verdict, practitioner: str) -> bool:
    """Whether a practitioner acted in a chain, or an act in it rests on their authority."""
    return any(practitioner in act.path.practitioners or practitioner == act.by for act in verdict.acts)


# --- status


@dataclass(frozen=True, slots=True)
class Status:
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
    """The sign-offs that were asked about. Raises Unanswerable for ids that are not known."""
    for kind, word in (("pa", pa), ("task", task), ("person", person), ("practitioner", practitioner)):
        if word is not None:
            known(facts, kind, word)
    wanted = frozenset(states)
    return Status(
        facts,
        tuple(
            verdict
            for _, _, verdict in verdicts(facts, pa, task, person)
            if (not wanted or verdict.state in wanted) and (practitioner is None or rests_on(verdict, practitioner))
        ),
    )


_STATUS_HEADER = ("pa", "task", "person", "state", "since", "until", "review date", "first reason")


def _status_row(verdict: Verdict) -> tuple[object, ...]:
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


def first_reason(verdict: Verdict) -> str:
    if not verdict.reasons:
        return ""
    first, more = verdict.reasons[0], len(verdict.reasons) - 1
    return " ".join(filter(None, (first.code, first.sentence, f"(and {more} more)" if more else "")))


def totals(found: Iterable[Verdict]) -> dict[str, int]:
    """How many are in each state, all states in the order of the closed list."""
    count = Counter(each.state for each in found)
    return {str(state): count[state] for state in State}


def status_text(report: Status) -> str:
    rows = table(_STATUS_HEADER, map(_status_row, report.verdicts)) if report.verdicts else ""
    number = totals(report.verdicts)
    each = ", ".join(f"{number[state]:,} {words}" for state, words in _IN_STATE.items() if number[state])
    summary = f"{count(len(report.verdicts), 'sign-off')} on {in_words(report.facts.on)}" + (
        f": {each}" if each else ""
    )
    return f"{rows}\n{summary}\n{label(report.facts)}".lstrip("\n")


def status_json(report: Status) -> str:
    return as_json(
        report.facts,
        {"totals": totals(report.verdicts), "sign_offs": [verdict_as_data(each) for each in report.verdicts]},
    )


def status_csv(report: Status) -> str:
    return as_csv(_STATUS_HEADER, map(_status_row, report.verdicts))


# --- which of several records counts


def deciding(found: Iterable[Verdict]) -> Verdict | None:
    """Of several records of one PA, task and person, the one that answers: may the PA do it?

    One that lets them, unless another was taken back since its last decision; else the one begun last.
    """
    every = list(found)
    lets = [each for each in every if each.may_do]
    for good in lets:
        decided = _decided(good)
        taken = [
            each
            for each in every
            if each.state is State.STOPPED
            and any(reason.code in ("SGN021", "SGN022") and reason.on >= decided for reason in each.reasons)
        ]
        if not taken:
            return good
        return taken[-1]
    return max(every, key=_decided, default=None)


def _decided(verdict: Verdict) -> date:
    """The day of the last decision; before there is one, of the last act."""
    uncounted = {each.on for each in verdict.remarks}
    decisions = [
        act.on for act in verdict.acts if act.duty == "sign-off" or (act.duty == "review" and act.on not in uncounted)
    ]
    return max(decisions or [act.on for act in verdict.acts], default=date.min)
