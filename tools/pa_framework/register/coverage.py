"""Which PAs may do what a person needs, until when, and where it all hangs on one of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pa_framework.facts.facts import Facts
from pa_framework.facts.verdict import Verdict
from pa_framework.records.model import Task
from pa_framework.register.output import Unanswerable, as_csv, as_json, iso, label, printable, table, verdict_as_data
from pa_framework.register.reports import deciding, first_reason, held_register, known, verdicts
from pa_framework.text.dates import in_words
from pa_framework.text.sentences import count


@dataclass(frozen=True, slots=True)
class Able:
    """One PA and one task that the person needs. Without a verdict, no sign-off is recorded."""

    pa: str
    in_team: bool
    may_do: bool
    verdict: Verdict | None

    @property
    def until(self) -> date | None:
        """The last day on which they may do it as things stand: the day of the review."""
        return self.verdict.review_date if self.verdict and self.may_do else None


@dataclass(frozen=True, slots=True)
class Need:
    """One task that the person needs. `warning` says what to look at, and is empty where nothing is thin."""

    task: str
    noun: Task | None
    pas: tuple[Able, ...]
    warning: str

    @property
    def may(self) -> tuple[Able, ...]:
        """Who of the team may do it on the day."""
        return tuple(each for each in self.pas if each.may_do and each.in_team)


@dataclass(frozen=True, slots=True)
class Coverage:
    facts: Facts
    person: str
    team: tuple[str, ...]
    needs: tuple[Need, ...]

    @property
    def thin(self) -> tuple[Need, ...]:
        return tuple(each for each in self.needs if each.warning)


def coverage(facts: Facts, person: str) -> Coverage:
    """Who covers what a person needs. Raises Unanswerable where nothing is recorded of that person."""
    known(facts, "person", person)
    here = held_register(facts).persons.get(person)
    if here is None:
        raise Unanswerable(
            f"{person} is named in sign-offs and has no file in persons/, so what they need is not known"
        )
    needs = []
    for task in dict.fromkeys(here.needs):
        noun = facts.records.tasks.get(task)
        pas = tuple(_pas(facts, person, task, noun, here.team))
        needs.append(Need(task, noun, pas, _warning(facts, noun, pas)))
    return Coverage(facts, person, here.team, tuple(needs))


def _pas(facts: Facts, person: str, task: str, noun: Task | None, team: tuple[str, ...]) -> Iterator[Able]:
    """The team first, in its order; then others who have a sign-off for this person."""
    found: dict[str, list[Verdict]] = {}
    for _, _, verdict in verdicts(facts, task=task, person=person):
        found.setdefault(verdict.pa, []).append(verdict)
    own = noun is not None and noun.status == "own-role"
    for pa in dict.fromkeys((*team, *found)):
        answer = deciding(found.get(pa, ()))
        yield Able(pa, pa in team, answer.may_do if answer else own, answer)


def _warning(facts: Facts, noun: Task | None, pas: tuple[Able, ...]) -> str:
    """Whether a task hangs on nobody, or on one PA, today or from a day on."""
    if noun is None:
        return "this is not a task of the framework"
    if noun.status == "never":
        return "this is never delegated: a registered professional does it"
    may = [each for each in pas if each.may_do and each.in_team]
    if not may:
        outside = [each.pa for each in pas if each.may_do]
        return "nobody of the team may do it" + (f"; {' and '.join(outside)} may, and is not in it" if outside else "")
    if len(may) == 1:
        return f"it all hangs on {may[0].pa}"
    ends = sorted((each.until or date.max, each.pa) for each in may)
    left, longest = ends[-2][0], ends[-1][1]
    soon = facts.records.framework.settings.review_warning_days if facts.records.framework else 60
    if left != date.max and (left - facts.on).days <= soon and left < ends[-1][0]:
        return f"after {in_words(left)} it all hangs on {longest}, unless a review comes before"
    return ""


_HEADER = ("task", "PA", "may do it", "state", "until", "why not")


def _rows(report: Coverage) -> Iterator[tuple[object, ...]]:
    for need in report.needs:
        if not need.pas:
            yield need.task, "–", "no", "", "", ""
        for each in need.pas:
            verdict = each.verdict
            state = str(verdict.state) if verdict else "needs no sign-off" if each.may_do else "no sign-off"
            why_not = first_reason(verdict) if verdict and not each.may_do else ""
            where = "" if each.in_team else " (not in the team)"
            yield need.task, f"{each.pa}{where}", "yes" if each.may_do else "no", state, each.until, why_not


def coverage_text(report: Coverage) -> str:
    facts = report.facts
    lines = [f"{report.person} on {in_words(facts.on)}: {count(len(report.needs), 'task')} needed, "
             f"{count(len(report.team), 'PA')} in the team", ""]  # fmt: skip
    if report.needs:
        lines += [*table(_HEADER, _rows(report)).splitlines(), ""]
    lines += [f"! {need.task}: {need.warning}" for need in report.thin]
    if report.needs and not report.thin:
        lines.append("Each task can be done by two PAs of the team or more.")
    return "".join(f"{printable(line)}\n" for line in lines) + label(facts)


def coverage_json(report: Coverage) -> str:
    return as_json(
        report.facts,
        {
            "person": report.person,
            "team": list(report.team),
            "needs": [
                {
                    "task": need.task,
                    "warning": need.warning or None,
                    "may": [each.pa for each in need.may],
                    "pas": [
                        {
                            "pa": each.pa,
                            "in_team": each.in_team,
                            "may_do": each.may_do,
                            "until": iso(each.until),
                            "verdict": verdict_as_data(each.verdict) if each.verdict else None,
                        }
                        for each in need.pas
                    ],
                }
                for need in report.needs
            ],
        },
    )


def coverage_csv(report: Coverage) -> str:
    warnings = {need.task: need.warning for need in report.needs}
    return as_csv((*_HEADER, "warning"), ((*row, warnings[str(row[0])]) for row in _rows(report)))
