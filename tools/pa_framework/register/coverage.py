"""Which PAs may do what a person needs, until when, and which tasks only one of them may do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pa_framework.facts.facts import Facts
from pa_framework.facts.fallback import instead
from pa_framework.facts.verdict import Verdict
from pa_framework.records.model import Task
from pa_framework.register.output import as_csv, as_json, invented_note, iso_day, table, verdict_as_data
from pa_framework.register.queries import check_id, deciding_verdict, first_reason, register_of, verdicts
from pa_framework.text.dates import format_date
from pa_framework.text.errors import UserError
from pa_framework.text.sentences import count, join_words
from pa_framework.text.terminal import escape_unprintable


@dataclass(frozen=True, slots=True)
class PaCoverage:
    """Whether one PA may do a task that the person needs. Without a verdict, no sign-off is recorded."""

    pa: str
    in_team: bool
    may_do: bool
    verdict: Verdict | None

    @property
    def until(self) -> date | None:
        """The last day on which they may do it without another review."""
        return self.verdict.last_day if self.verdict and self.may_do else None


@dataclass(frozen=True, slots=True)
class Need:
    """One task that the person needs. `warning` says why too few PAs may do it; it is empty where enough may."""

    task: str
    record: Task | None
    pas: tuple[PaCoverage, ...]
    warning: str

    @property
    def if_no_one_may(self) -> tuple[str, ...]:
        """What happens instead, where no member of the team may do it on the day."""
        return () if self.team_who_may else instead(self.record)

    @property
    def team_who_may(self) -> tuple[PaCoverage, ...]:
        """The members of the team who may do it on the day."""
        return tuple(pa for pa in self.pas if pa.may_do and pa.in_team)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The tasks that a person needs, and the PAs who may do them on the day of the facts."""

    facts: Facts
    person: str
    team: tuple[str, ...]
    needs: tuple[Need, ...]

    @property
    def warned(self) -> tuple[Need, ...]:
        """The tasks with a warning."""
        return tuple(need for need in self.needs if need.warning)


def coverage(facts: Facts, person: str) -> Coverage:
    """Which PAs may do what a person needs. Raises UserError where the needs of that person are not recorded."""
    check_id(facts, "person", person)
    record = register_of(facts).persons.get(person)
    if record is None:
        raise UserError(f"{person} is named in sign-offs and has no file in persons/, so what they need is not known")
    needs = []
    for task in dict.fromkeys(record.needs):
        task_record = facts.records.tasks.get(task)
        pas = tuple(_pas(facts, person, task, task_record, record.team))
        needs.append(Need(task, task_record, pas, _warning(facts, task_record, pas)))
    return Coverage(facts, person, record.team, tuple(needs))


def _pas(facts: Facts, person: str, task: str, record: Task | None, team: tuple[str, ...]) -> Iterator[PaCoverage]:
    """The team first, in its order; then others who have a sign-off for this person."""
    by_pa: dict[str, list[Verdict]] = {}
    for _, _, verdict in verdicts(facts, task=task, person=person):
        by_pa.setdefault(verdict.pa, []).append(verdict)
    is_own_role = record is not None and record.status == "own-role"
    for pa in dict.fromkeys((*team, *by_pa)):
        deciding = deciding_verdict(by_pa.get(pa, ()))
        yield PaCoverage(pa, pa in team, deciding.may_do if deciding else is_own_role, deciding)


def _warning(facts: Facts, record: Task | None, pas: tuple[PaCoverage, ...]) -> str:
    """Why too few PAs may do a task, today or soon: none, or one. Empty where there are enough."""
    if record is None:
        return "this is not a task of the framework"
    if record.status == "never":
        return "this is never delegated: a registered professional does it"
    team = [pa for pa in pas if pa.may_do and pa.in_team]
    if not team:
        outside = [pa.pa for pa in pas if pa.may_do]
        return "no one in the team may do it" + (f"; {join_words(outside)} may, and is not in it" if outside else "")
    if len(team) == 1:
        return f"it all hangs on {team[0].pa}"
    ends = sorted((pa.until or date.max, pa.pa) for pa in team)
    last_of_two, (last_day, last_pa) = ends[-2][0], ends[-1]
    days = facts.records.framework.settings.review_warning_days if facts.records.framework else 60
    if last_of_two != date.max and (last_of_two - facts.on).days <= days and last_of_two < last_day:
        return f"after {format_date(last_of_two)} it all hangs on {last_pa}, unless a review comes before"
    return ""


_HEADER = ("task", "PA", "may do it", "state", "until", "why not")


def _rows(report: Coverage) -> Iterator[tuple[object, ...]]:
    for need in report.needs:
        if not need.pas:
            yield need.task, "–", "no", "", "", ""
        for pa in need.pas:
            verdict = pa.verdict
            state = str(verdict.state) if verdict else "needs no sign-off" if pa.may_do else "no sign-off"
            why_not = first_reason(verdict) if verdict and not pa.may_do else ""
            note = "" if pa.in_team else " (not in the team)"
            yield need.task, f"{pa.pa}{note}", "yes" if pa.may_do else "no", state, pa.until, why_not


def coverage_text(report: Coverage) -> str:
    """A table with a line for each task and PA, and the warnings."""
    facts = report.facts
    lines = [f"{report.person} on {format_date(facts.on)}: {count(len(report.needs), 'task')} needed, "
             f"{count(len(report.team), 'PA')} in the team", ""]  # fmt: skip
    if report.needs:
        lines += [*table(_HEADER, _rows(report)).splitlines(), ""]
    for need in report.warned:
        lines += [f"! {need.task}: {need.warning}", *(f"    {line}" for line in need.if_no_one_may)]
    if report.needs and not report.warned:
        lines.append("Each task can be done by two PAs of the team or more.")
    return "".join(f"{escape_unprintable(line)}\n" for line in lines) + invented_note(facts)


def coverage_json(report: Coverage) -> str:
    """Every task with its warning, its PAs and their verdicts."""
    return as_json(
        report.facts,
        {
            "person": report.person,
            "team": list(report.team),
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
                            "may_do": pa.may_do,
                            "until": iso_day(pa.until),
                            "verdict": verdict_as_data(pa.verdict) if pa.verdict else None,
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
