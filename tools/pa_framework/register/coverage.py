"""Which PAs may do what a person needs, until when, which tasks only one of them may do, and of whom no one can say."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct

from pa_framework.facts.answers import Answer, AnswerKind, allowed_once, answers, may_do
from pa_framework.facts.facts import Facts
from pa_framework.facts.fallback import instead
from pa_framework.facts.sign_off_links import Reason
from pa_framework.records.model import Task
from pa_framework.register.output import (
    ANSWERS,
    answer_reasons,
    arranged_instead,
    as_csv,
    as_json,
    beyond_as_data,
    condition_note,
    conditions_as_data,
    doubt_as_data,
    doubt_lines,
    ending_as_data,
    except_words,
    invented_note,
    iso_day,
    once_as_data,
    once_note,
    table,
    verdict_as_data,
)
from pa_framework.register.queries import check_id, first_reason, register_of, unsaid
from pa_framework.text.dates import format_date
from pa_framework.text.findings import Span
from pa_framework.text.sentences import count, join_words
from pa_framework.text.terminal import escape_unprintable


class PaCoverage(Struct, frozen=True):
    """Whether one PA may do a task that the person needs."""

    answer: Answer
    in_team: bool

    @property
    def pa(self) -> str:
        """The id of the PA."""
        return self.answer.pa

    @property
    def until(self) -> date | None:
        """The last day on which they may do it without another act."""
        return self.answer.last_day


class Need(Struct, frozen=True):
    """One task that the person needs. `warning` says why too few PAs may do it; it is empty where enough may.

    `arranged` is what happens instead as those wrote who withdrew it.
    """

    task: str
    record: Task | None
    pas: tuple[PaCoverage, ...]
    warning: str
    arranged: tuple[str, ...] = ()

    @property
    def if_no_one_may(self) -> tuple[str, ...]:
        """What happens instead, where no member of the team may do it on the day."""
        return () if self.team_who_may else (*self.arranged, *instead(self.record))

    @property
    def team_who_may(self) -> tuple[PaCoverage, ...]:
        """The members of the team who may do it on the day."""
        return tuple(pa for pa in self.pas if pa.answer.may_do and pa.in_team)


class Coverage(Struct, frozen=True):
    """The tasks that a person needs, and the PAs who may do them on the day of the facts.

    `unsaid` are the reasons why something of it cannot be said.
    """

    facts: Facts
    person: str
    team: tuple[str, ...]
    needs: tuple[Need, ...]
    unsaid: tuple[Reason, ...]

    @property
    def warned(self) -> tuple[Need, ...]:
        """The tasks with a warning."""
        return tuple(need for need in self.needs if need.warning)


def coverage(facts: Facts, person: str) -> Coverage:
    """Which PAs may do what a person needs. Raises UserError for an unknown id.

    Where the file of the person cannot be read, the tasks are those of the sign-offs for them.
    """
    check_id(facts, "person", person)
    record = register_of(facts).persons.get(person)
    found = answers(facts, person=person)
    tasks = dict.fromkeys(record.needs if record else (task for _, task, _ in found))
    team = record.team if record else ()
    needs = []
    for task in tasks:
        task_record = facts.records.tasks.get(task)
        by_pa = {pa: answer for (pa, name, _), answer in found.items() if name == task}
        by_pa |= {once.pa: once for once in allowed_once(facts, task=task, person=person)}
        pas = tuple(
            PaCoverage(by_pa.get(pa) or may_do(facts, pa, task, person), pa in team)
            for pa in dict.fromkeys((*team, *by_pa))
        )
        arranged = dict.fromkeys(words for pa in pas for words in arranged_instead(facts, pa.answer))
        needs.append(Need(task, task_record, pas, _warning(facts, task_record, pas), tuple(arranged)))
    about_person = facts.register_doubts.of("person", person)
    if record is None and not about_person:
        sentence = f"{person} has no file, so what they need is not known"
        about_person = [Reason("SGN037", _first_span(found.values()), sentence, facts.on)]
    reasons = unsaid(pa.answer for need in needs for pa in need.pas)
    return Coverage(facts, person, team, tuple(needs), tuple(dict.fromkeys((*about_person, *reasons))))


def _first_span(found: Iterable[Answer]) -> Span:
    """The place of the first sign-off of several answers."""
    return next((verdict.span for answer in found for verdict in answer.verdicts), Span("competences/register/persons"))


def _warning(facts: Facts, record: Task | None, pas: tuple[PaCoverage, ...]) -> str:
    """Why too few PAs may do a task, today or soon: none, or one. Empty where there are enough."""
    if record is None:
        return "this is not a task of the framework"
    if record.status == "never":
        return "this is never delegated: a registered professional does it"
    team = [pa for pa in pas if pa.answer.may_do and pa.in_team]
    unknown = [pa.pa for pa in pas if pa.answer.kind is AnswerKind.UNKNOWN]
    of_unknown = f"; of {join_words(unknown)}, no one can say" if unknown else ""
    if not team:
        outside = [pa.pa for pa in pas if pa.answer.may_do]
        others = f"; {join_words(outside)} may, and is not in it" if outside else ""
        return f"no one in the team may do it{others}{of_unknown}"
    if len(team) == 1:
        return f"it all depends on {team[0].pa}{of_unknown}"
    ends = sorted((pa.until or date.max, pa.pa) for pa in team)
    last_of_two, (last_day, last_pa) = ends[-2][0], ends[-1]
    days = facts.records.framework.settings.review_warning_days if facts.records.framework else 60
    if last_of_two != date.max and (last_of_two - facts.on).days <= days and last_of_two < last_day:
        return f"after {format_date(last_of_two)} it all depends on {last_pa}, unless the others are renewed before"
    return ""


_HEADER = ("task", "PA", "may do it", "state", "until", "why not")


def _rows(report: Coverage) -> Iterator[tuple[object, ...]]:
    for need in report.needs:
        if not need.pas:
            yield need.task, "–", "no", "", "", ""
        for pa in need.pas:
            answer = pa.answer
            state = str(answer.verdict.state) if answer.verdict else _WITHOUT_VERDICT[answer.kind]
            why_not = _beyond(report.facts, answer) if answer.may_do else first_reason(answer_reasons(answer))
            arranged = " ".join(arranged_instead(report.facts, answer)).removesuffix(".")
            instead_of_it = f"instead: {arranged}" if arranged else ""
            notes = (once_note(answer), condition_note(report.facts, answer.verdict), why_not, instead_of_it)
            why_not = "; ".join(filter(None, notes))
            note = "" if pa.in_team else " (not in the team)"
            yield need.task, f"{pa.pa}{note}", ANSWERS[answer.kind], state, pa.until, why_not


def _beyond(facts: Facts, answer: Answer) -> str:
    """What a yes leaves out, and the orders that it rests on."""
    orders = f"by order: {join_words(order.title for order in answer.orders)}" if answer.orders else ""
    return "; ".join(filter(None, (except_words(facts, answer), orders)))


#: The words in place of a state where there is no verdict.
_WITHOUT_VERDICT: Mapping[AnswerKind, str] = {
    AnswerKind.YES: "needs no sign-off",
    AnswerKind.NO: "no sign-off",
    AnswerKind.UNKNOWN: "not known",
    AnswerKind.OUTSIDE: "no delegation",
}


def coverage_text(report: Coverage) -> str:
    """A table with a line for each task and PA, the warnings, and why something cannot be said."""
    facts = report.facts
    lines = [f"{report.person} on {format_date(facts.on)}: {count(len(report.needs), 'task')} needed, "
             f"{count(len(report.team), 'PA')} in the team", ""]  # fmt: skip
    if report.needs:
        lines += [*table(_HEADER, _rows(report)).splitlines(), ""]
    for need in report.warned:
        lines += [f"! {need.task}: {need.warning}", *(f"    {line}" for line in need.if_no_one_may)]
    if report.needs and not report.warned:
        lines.append("Each task can be done by two PAs of the team or more.")
    if report.unsaid:
        lines += ["", "Why no one can say", *doubt_lines(facts, report.unsaid)]
    return "".join(f"{escape_unprintable(line)}\n" for line in lines) + invented_note(facts)


def coverage_json(report: Coverage) -> str:
    """Every task with its warning, its PAs and their answers."""
    return as_json(
        report.facts,
        {
            "person": report.person,
            "team": list(report.team),
            "cannot_say": [doubt_as_data(report.facts, reason) for reason in report.unsaid],
            "needs": [
                {
                    "task": need.task,
                    "warning": need.warning or None,
                    "may": [pa.pa for pa in need.team_who_may],
                    "if_no_one_may": list(need.if_no_one_may),
                    "pas": [
                        {
                            "pa": pa.pa,
                            "in_team": pa.in_team,
                            "answer": str(pa.answer.kind),
                            "may_do": pa.answer.may_do,
                            "conditions": conditions_as_data(report.facts, pa.answer.verdict),
                            **beyond_as_data(pa.answer),
                            **once_as_data(pa.answer),
                            "instead": list(arranged_instead(report.facts, pa.answer)),
                            "until": iso_day(pa.until),
                            "ends_first": ending_as_data(pa.answer),
                            "verdict": verdict_as_data(pa.answer.verdict) if pa.answer.verdict else None,
                        }
                        for pa in need.pas
                    ],
                }
                for need in report.needs
            ],
        },
    )


def coverage_csv(report: Coverage) -> str:
    """The table of `coverage_text`, with the warnings and what happens where no one may, for a spreadsheet."""
    needs = {need.task: need for need in report.needs}
    rows = ((*row, needs[str(row[0])].warning, " ".join(needs[str(row[0])].if_no_one_may)) for row in _rows(report))
    return as_csv((*_HEADER, "warning", "if no one may"), rows)
