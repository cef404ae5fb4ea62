"""What would fall if a practitioner's authority ended on a day, or had never been there.

The register is judged again with that practitioner changed, and compared.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from pa_framework.facts.authority import AuthorityPaths, authorisation_covers, is_active, is_authorisation_valid
from pa_framework.facts.facts import Facts
from pa_framework.facts.sign_off_links import Act, LinkValidator
from pa_framework.facts.verdict import ChainValidator, Verdict
from pa_framework.records.register_model import Authorisation, Pa, Practitioner
from pa_framework.register.output import (
    Unanswerable,
    act_in_words,
    as_csv,
    as_json,
    iso,
    label,
    printable,
    reason_as_data,
    role_in_words,
    wrapped,
)
from pa_framework.register.reports import held_register, known, verdicts
from pa_framework.text.dates import in_words
from pa_framework.text.sentences import count


@dataclass(frozen=True, slots=True)
class Touched:
    """An act that would no longer count. `path` goes from who acted up to the practitioner; alone, they acted themselves.

    `words` say what was done; a competence that was assessed is an act as well.
    """

    words: str
    path: tuple[str, ...]

    @property
    def directly(self) -> bool:
        return len(self.path) == 1


@dataclass(frozen=True, slots=True)
class Change:
    """A sign-off whose verdict would be another."""

    before: Verdict
    after: Verdict
    touched: tuple[Touched, ...]

    @property
    def falls(self) -> bool:
        """The PA may do it, and would no longer."""
        return self.before.may_do and not self.after.may_do


@dataclass(frozen=True, slots=True)
class Ended:
    """An authorisation that runs on the day and would carry nothing any more, for these tasks."""

    practitioner: str
    given: Authorisation
    path: tuple[str, ...]
    tasks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Impact:
    """`first` is the day from which the authority would be gone; None: it was never there."""

    facts: Facts
    practitioner: str
    first: date | None
    changes: tuple[Change, ...]
    ended: tuple[Ended, ...]

    @property
    def falling(self) -> tuple[Change, ...]:
        return tuple(each for each in self.changes if each.falls)


def impact(facts: Facts, practitioner: str, first: date | None) -> Impact:
    """What would change. Raises Unanswerable for a practitioner who is not in the register."""
    register = held_register(facts)
    known(facts, "practitioner", practitioner)
    here = register.practitioners.get(practitioner)
    if here is None:
        raise Unanswerable(
            f"{practitioner} is named in sign-offs and not in the register; what they did counts nowhere"
        )
    people = {**register.practitioners, practitioner: _without(here, first)}
    chains = ChainValidator(facts.records, people, register.persons)
    now, then = LinkValidator(facts.records, register.practitioners), LinkValidator(facts.records, people)
    changes = []
    for pa, index, before in verdicts(facts):
        after = chains.verdict(pa, index, facts.on)
        if (before.state, before.review_date) != (after.state, after.review_date):
            acts = _touched(facts, before, after, people, practitioner)
            competences = _not_held(now, then, facts, pa, before, practitioner)
            changes.append(Change(before, after, (*acts, *competences)))
    return Impact(facts, practitioner, first, tuple(changes), tuple(_ended(facts, people, practitioner)))


def _without(here: Practitioner, first: date | None) -> Practitioner:
    """A practitioner whose acts on or after a day do not count; all of them, where no day is given."""
    if first is None:
        return replace(here, active_from=date.max, active_until=date.min)
    last = date.fromordinal(max(first.toordinal() - 1, 1))
    return replace(here, active_until=min(last, here.active_until or last))


def _touched(
    facts: Facts, before: Verdict, after: Verdict, people: dict[str, Practitioner], practitioner: str
) -> Iterator[Touched]:
    """The acts that fall."""
    register = held_register(facts)
    for act, again in zip(before.acts, after.acts, strict=True):
        if act.by == practitioner:
            if is_active(register.practitioners[practitioner], act.on) and not is_active(people[practitioner], act.on):
                yield Touched(act_in_words(act), (act.by,))
        elif act.path.holds and not again.path.holds and practitioner in act.path.practitioners:
            yield Touched(act_in_words(act), _up_to(act, practitioner))


def _not_held(
    now: LinkValidator, then: LinkValidator, facts: Facts, pa: Pa, verdict: Verdict, practitioner: str
) -> Iterator[Touched]:
    """The competences on which a sign-off rests and which nobody else assessed."""
    task = facts.records.tasks.get(verdict.task)
    signed = next((act.on for act in verdict.acts if act.duty == "sign-off"), None)
    for name, step in task.requires.items() if task and signed else ():
        held = now.held_competence(pa, name, step, signed) if signed else None
        if held and signed and then.held_competence(pa, name, step, signed) is None:
            yield Touched(f"assessed {name} on {in_words(held.on)}", (practitioner,))


def _up_to(act: Act, practitioner: str) -> tuple[str, ...]:
    path = act.path.practitioners
    return path[: path.index(practitioner) + 1]


def _ended(facts: Facts, people: dict[str, Practitioner], practitioner: str) -> Iterator[Ended]:
    """Authorisations of others that run on the day and carried something, and would carry less."""
    records, register = facts.records, held_register(facts)
    delegable = [task for task in records.tasks.values() if task.status == "delegable"]
    now, then = AuthorityPaths(records, register.practitioners), AuthorityPaths(records, people)
    for name, here in register.practitioners.items():
        role = records.roles.get(here.role)
        for given in here.authorised if name != practitioner and role is not None else ():
            giver = register.practitioners.get(given.by)
            asked = [task for task in delegable if authorisation_covers(given, task)]
            fits = giver is not None and role is not None and giver.role in role.authorised_by
            if giver is None or not fits or given.on > facts.on or not is_authorisation_valid(given, facts.on):
                continue
            lost: list[str] = []
            path: tuple[str, ...] = ()
            for task in asked:
                held = now.path(given.by, task, given.on)
                if not (is_active(giver, given.on) and held.holds):
                    continue
                if not (is_active(people[given.by], given.on) and then.path(given.by, task, given.on).holds):
                    lost.append(task.id)
                    whole = held.practitioners
                    path = path or whole[: whole.index(practitioner) + 1 if practitioner in whole else 1]
            if lost:
                yield Ended(name, given, (name, *path), tuple(lost))


# --- as words and data


def impact_text(report: Impact) -> str:
    facts, name = report.facts, report.practitioner
    what = "had never had authority" if report.first is None else f"had no authority from {in_words(report.first)} on"
    number = len(report.falling)
    fall = count(
        number, "sign-off would no longer let a PA do its task", "sign-offs would no longer let a PA do its task"
    )
    here = held_register(facts).practitioners[name]
    lines = [
        f"If {name} ({role_in_words(here.role, facts.records.roles)}) {what}:",
        f"{fall if number else 'every PA could go on with every task'}, as of {in_words(facts.on)}.",
    ]
    if report.first is not None and report.first > facts.on:
        lines.append(f"Only what is recorded up to {in_words(facts.on)} is looked at; --on asks about another day.")
    for title, changes in (
        ("Would fall", report.falling),
        ("Would change otherwise", [each for each in report.changes if not each.falls]),
    ):
        if changes:
            lines += ["", title]
            for each in changes:
                lines += _change(each)
    if report.ended:
        lines += ["", "Authorisations of others that would end"]
        for ended in report.ended:
            until = f", until {in_words(ended.given.until)}" if ended.given.until else ""
            words = f"given by {ended.given.by} on {in_words(ended.given.on)}{until}, for {', '.join(ended.tasks)}"
            lines += wrapped(f"{ended.practitioner}: {words}", "  ", "    ")
            lines.append(f"    path: {' → '.join(_short(ended.path))}")
    return "".join(f"{printable(line)}\n" for line in lines) + label(facts)


def _change(change: Change) -> Iterator[str]:
    before, after = change.before, change.after
    yield f"  {before.pa}, {before.task}, {before.person}: {before.state} → {after.state}"
    if before.state == after.state:
        days = [in_words(each.review_date) if each.review_date else "none" for each in (before, after)]
        yield f"    review date: {days[0]} → {days[1]}"
    direct = [touched.words for touched in change.touched if touched.directly]
    if direct:
        yield from wrapped(f"directly: {', '.join(direct)}", "    ", "      ")
    for touched in change.touched:
        if not touched.directly:
            path = " → ".join(_short(touched.path))
            yield from wrapped(f"through {touched.path[0]}, who {touched.words}: {path}", "    ", "      ")


def _short(path: tuple[str, ...]) -> tuple[str, ...]:
    return path if len(path) <= 8 else (*path[:4], "…", *path[-3:])


def impact_json(report: Impact) -> str:
    return as_json(
        report.facts,
        {
            "practitioner": report.practitioner,
            "from": iso(report.first),
            "never": report.first is None,
            "falls": len(report.falling),
            "changes": [
                {
                    "pa": each.before.pa,
                    "task": each.before.task,
                    "person": each.before.person,
                    "falls": each.falls,
                    "before": str(each.before.state),
                    "after": str(each.after.state),
                    "review_date_before": iso(each.before.review_date),
                    "review_date_after": iso(each.after.review_date),
                    "acts": [
                        {"directly": act.directly, "words": act.words, "path": list(act.path)} for act in each.touched
                    ],
                    "reasons": [reason_as_data(reason) for reason in each.after.reasons],
                }
                for each in report.changes
            ],
            "authorisations": [
                {
                    "practitioner": each.practitioner,
                    "by": each.given.by,
                    "on": each.given.on.isoformat(),
                    "until": iso(each.given.until),
                    "tasks": list(each.tasks),
                    "path": list(each.path),
                }
                for each in report.ended
            ],
        },
    )


def impact_csv(report: Impact) -> str:
    """One row for each sign-off that would change."""
    header = ("pa", "task", "person", "falls", "before", "after", "directly", "through")
    return as_csv(
        header,
        (
            (
                each.before.pa,
                each.before.task,
                each.before.person,
                "yes" if each.falls else "no",
                each.before.state,
                each.after.state,
                "; ".join(act.words for act in each.touched if act.directly),
                "; ".join(" → ".join(act.path) for act in each.touched if not act.directly),
            )
            for each in report.changes
        ),
    )
