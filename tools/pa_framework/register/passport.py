"""The passport of a PA: one page to print, with what they may do on the day, for whom and until when."""

from collections.abc import Iterable

from msgspec import Struct

from pa_framework.facts.answers import Answer, AnswerKind, allowed_once, answers
from pa_framework.facts.facts import Facts
from pa_framework.facts.grounds import ground_words
from pa_framework.facts.older_rules import older_rules
from pa_framework.facts.recorded_forms import role_on
from pa_framework.facts.triggers import triggers_of
from pa_framework.facts.verdict import State, Verdict
from pa_framework.register.output import answer_reasons, arranged_instead, instead_of, once_in_words, role_in_words
from pa_framework.register.paper import (
    MAY_NOT,
    Paper,
    Printed,
    as_sentence,
    ending_note,
    paper_of,
    render,
    sentences,
    task_title,
    terms,
)
from pa_framework.register.queries import check_id, register_of, unsaid
from pa_framework.text.dates import format_date
from pa_framework.text.sentences import lower_first, upper_first

#: Numbers of lines from which a passport is set closer, and closer still, to stay on one page.
_CLOSE, _CLOSEST = 13, 23


class MayDo(Struct, frozen=True):
    """A row of the passport: a task that the PA may do. `terms` are what that is bound to."""

    title: str
    task: str
    person: str
    terms: tuple[str, ...]
    until: str
    notes: tuple[str, ...]
    role: str
    by: str
    signed_on: str


class MayNot(Struct, frozen=True):
    """A row of the passport: a task that the PA may not do now, or of which no one can say.

    `arranged` is what happens instead as someone wrote who withdrew it, `instead` what the task says.
    """

    title: str
    task: str
    person: str
    state: str
    since: str
    why: tuple[str, ...]
    arranged: tuple[str, ...]
    instead: tuple[str, ...]


class Passport(Struct, frozen=True):
    """What the template of a passport shows. `doubts` say why something cannot be said.

    `once`, what someone allowed once on the day, and `outside` are sentences.
    """

    paper: Paper
    may: tuple[MayDo, ...]
    once: tuple[str, ...]
    unknown: tuple[MayNot, ...]
    doubts: tuple[str, ...]
    may_not: tuple[MayNot, ...]
    outside: tuple[str, ...]
    triggers: str
    command: str


def passport(facts: Facts, name: str) -> Printed:
    """The passport of a PA on the day of the facts. Raises UserError where there is no such PA."""
    check_id(facts, "pa", name)
    found = tuple(sorted(answers(facts, pa=name).values(), key=lambda answer: (answer.task, answer.person or "")))
    doubts = tuple(dict.fromkeys((*facts.register_doubts.of("pa", name), *unsaid(found))))
    return Printed(render("passport.html.j2", _view(facts, name, found, [doubt.sentence for doubt in doubts])), doubts)


def _view(facts: Facts, pa: str, found: tuple[Answer, ...], doubts: list[str]) -> Passport:
    valid = [(answer, answer.verdict) for answer in found if answer.may_do and answer.verdict]
    may = sorted(
        (_may_do(facts, answer, verdict) for answer, verdict in valid), key=lambda row: (row.title, row.person)
    )
    refused = [answer for answer in found if answer.kind is AnswerKind.NO]
    may_not = tuple(
        _may_not(facts, answer, state) for state in MAY_NOT for answer in refused if _state(answer) is state
    )
    unknown = tuple(_unknown(facts, answer) for answer in found if answer.kind is AnswerKind.UNKNOWN)
    once = allowed_once(facts, pa)
    lines = sum(2 + len(row.notes) + len(row.terms) for row in may) + 3 * len(once)
    lines += sum(2 + len(row.why) + len(row.arranged) + len(row.instead) for row in (*may_not, *unknown)) + len(doubts)
    close = "close closest" if lines >= _CLOSEST else "close" if lines >= _CLOSE else ""
    examples = [(row.task, row.person) for row in may] + [(row.task, row.person) for row in (*unknown, *may_not)]
    arguments = f" why {pa} {' '.join(examples[0])}" if examples else ""
    return Passport(
        paper=paper_of(facts, "Delegated task passport", pa, close=close),
        may=tuple(may),
        once=tuple(_once(facts, answer) for answer in once),
        unknown=unknown,
        doubts=tuple(as_sentence(doubt) for doubt in doubts),
        may_not=may_not,
        outside=tuple(
            _outside(facts, answer, answer.outside)
            for answer in found
            if answer.outside and not answer.stopped_by and answer.kind in (AnswerKind.OUTSIDE, AnswerKind.NO)
        ),
        triggers=_triggers(facts, [verdict for _, verdict in valid]),
        command=f"pa-framework register{arguments} --on {facts.on}",
    )


def _once(facts: Facts, answer: Answer) -> str:
    """What someone allowed a PA to do once on the day, as sentences."""
    words = f"{task_title(facts, answer.task)}, for {answer.person}"
    said = (f"{once_in_words(facts, once)}. What was said: {once.because}" for once in answer.at_other_hours)
    return " ".join(f"{words}: {each}" for each in said)


def _outside(facts: Facts, answer: Answer, ground: str) -> str:
    """On which ground outside the register a PA does a task, and whether the task allows that."""
    words = f"{task_title(facts, answer.task)}, for {answer.person}: {ground_words(facts.records.grounds, ground)}."
    return words if answer.kind is AnswerKind.OUTSIDE else f"{words} This is not allowed: the PA does not do it."


def _state(answer: Answer) -> State | None:
    """The state under which a no is listed: stopped, where a stop of another record, or of one outside, forbids it."""
    return State.STOPPED if answer.stopped_by else answer.verdict.state if answer.verdict else None


def _may_do(facts: Facts, answer: Answer, verdict: Verdict) -> MayDo:
    signed = verdict.choice.signed
    signatory = register_of(facts).practitioners.get(signed.by) if signed else None
    role = role_in_words(role_on(signatory, signed.on), facts.records.roles) if signatory and signed else ""
    last = answer.last_day
    due = ("It needs attention now.", *sentences(verdict.reasons)) if verdict.state is State.DUE else ()
    rules = older_rules(facts, verdict)
    older = ("Signed off by an older rule, which counts.", *(rule.sentence for rule in rules)) if rules else ()
    return MayDo(
        title=task_title(facts, verdict.task),
        task=verdict.task,
        person=verdict.person,
        terms=terms(facts, answer, verdict),
        until=format_date(last) if last else "No review date is set",
        notes=tuple(dict.fromkeys(filter(None, (ending_note(answer), *due, *older)))),
        role=upper_first(role) or "Role not known",
        by=signed.by if signed else "",
        signed_on=format_date(signed.on) if signed else "",
    )


def _may_not(facts: Facts, answer: Answer, state: State) -> MayNot:
    reasons = answer_reasons(answer)
    since = min((reason.on for reason in answer.stopped_by), default=answer.verdict.since if answer.verdict else None)
    return MayNot(
        title=task_title(facts, answer.task),
        task=answer.task,
        person=answer.person or "",
        state=MAY_NOT[state],
        since=f"since {format_date(since)}" if since else "",
        why=sentences(reasons),
        arranged=arranged_instead(facts, answer),
        instead=instead_of(facts, answer),
    )


def _unknown(facts: Facts, answer: Answer) -> MayNot:
    return MayNot(
        title=task_title(facts, answer.task),
        task=answer.task,
        person=answer.person or "",
        state="Cannot say",
        since="",
        why=sentences(answer.doubts),
        arranged=arranged_instead(facts, answer),
        instead=instead_of(facts, answer),
    )


def _triggers(facts: Facts, verdicts: Iterable[Verdict]) -> str:
    """What calls for a new decision on one of these tasks, as one sentence."""
    tasks = [facts.records.tasks[verdict.task] for verdict in verdicts if verdict.task in facts.records.tasks]
    found = {trigger.id for task in tasks for trigger in triggers_of(facts.records, task)}
    titles = [trigger.title for trigger in facts.records.triggers.values() if trigger.id in found]
    return "; ".join(lower_first(title) for title in titles)
