"""The passport of a PA: one page to print, with what they may do on the day, for whom and until when."""

from collections.abc import Sequence
from dataclasses import dataclass

from pa_framework.facts.facts import Facts
from pa_framework.facts.fallback import instead
from pa_framework.facts.triggers import triggers_of
from pa_framework.facts.verdict import State, Verdict
from pa_framework.records.register_model import Pa
from pa_framework.register.output import role_in_words
from pa_framework.register.paper import (
    MAY_NOT,
    Paper,
    current_verdicts,
    paper_of,
    reason_sentences,
    render,
    task_title,
)
from pa_framework.register.queries import lookup, register_of
from pa_framework.text.dates import format_date
from pa_framework.text.sentences import lower_first, upper_first

#: Numbers of lines from which a passport is set closer, and closer still, to stay on one page.
_CLOSE, _CLOSEST = 13, 23


@dataclass(frozen=True, slots=True)
class MayDo:
    """A row of the passport: a task that the PA may do."""

    title: str
    task: str
    person: str
    until: str
    notes: tuple[str, ...]
    role: str
    by: str
    signed_on: str


@dataclass(frozen=True, slots=True)
class MayNot:
    """A row of the passport: a task that the PA may not do now."""

    title: str
    task: str
    person: str
    state: str
    since: str
    why: tuple[str, ...]
    instead: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passport:
    """What the template of a passport shows."""

    paper: Paper
    may: tuple[MayDo, ...]
    may_not: tuple[MayNot, ...]
    triggers: str
    command: str


def passport(facts: Facts, name: str) -> str:
    """The passport of a PA on the day of the facts, as HTML. Raises UserError where there is no such PA."""
    return render("passport.html.j2", _view(facts, lookup(register_of(facts).pas, name, "PA")))


def _view(facts: Facts, pa: Pa) -> Passport:
    verdicts = tuple(current_verdicts(facts, pa))
    may = tuple(_may_do(facts, pa, index, verdict) for index, verdict in verdicts if verdict.may_do)
    may_not = tuple(
        _may_not(facts, verdict)
        for state in MAY_NOT
        for _, verdict in sorted(verdicts, key=lambda pair: (pair[1].task, pair[1].person))
        if verdict.state is state
    )
    lines = sum(2 + len(row.notes) for row in may) + sum(2 + len(row.why) + len(row.instead) for row in may_not)
    close = "close closest" if lines >= _CLOSEST else "close" if lines >= _CLOSE else ""
    example = may[0] if may else may_not[0] if may_not else None
    arguments = f" why {pa.id} {example.task} {example.person}" if example else ""
    return Passport(
        paper=paper_of(facts, "Delegated task passport", pa.id, close=close),
        may=tuple(sorted(may, key=lambda row: (row.title, row.person))),
        may_not=may_not,
        triggers=_triggers(facts, [verdict for _, verdict in verdicts if verdict.may_do]),
        command=f"pa-framework register{arguments} --on {facts.on}",
    )


def _may_do(facts: Facts, pa: Pa, index: int, verdict: Verdict) -> MayDo:
    sign_off = pa.sign_offs[index]
    by, on = sign_off.signed_off_by or "", sign_off.signed_off_on
    signatory = register_of(facts).practitioners.get(by)
    role = role_in_words(signatory.role, facts.records.roles) if signatory else "role not known"
    return MayDo(
        title=task_title(facts, verdict.task),
        task=verdict.task,
        person=verdict.person,
        until=format_date(verdict.last_day) if verdict.last_day else "No review date is set",
        notes=("Review due now.", *reason_sentences(verdict)) if verdict.state is State.DUE else (),
        role=upper_first(role),
        by=by,
        signed_on=format_date(on) if on else "",
    )


def _may_not(facts: Facts, verdict: Verdict) -> MayNot:
    return MayNot(
        title=task_title(facts, verdict.task),
        task=verdict.task,
        person=verdict.person,
        state=MAY_NOT[verdict.state],
        since=f"since {format_date(verdict.since)}" if verdict.since else "",
        why=reason_sentences(verdict),
        instead=instead(facts.records.tasks.get(verdict.task)),
    )


def _triggers(facts: Facts, verdicts: Sequence[Verdict]) -> str:
    """What calls for a new decision on one of these tasks, as one sentence."""
    tasks = [facts.records.tasks[verdict.task] for verdict in verdicts if verdict.task in facts.records.tasks]
    found = {trigger.id for task in tasks for trigger in triggers_of(facts.records, task)}
    titles = [trigger.title for trigger in facts.records.triggers.values() if trigger.id in found]
    return "; ".join(lower_first(title) for title in titles)
