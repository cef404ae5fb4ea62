"""The sign-offs that would no longer be valid if a practitioner's authority ended on a day, or had never existed.

The verdicts are computed again with that practitioner changed, and compared.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from pa_framework.facts.authority import authorisation_covers
from pa_framework.facts.delegation_chain import is_delegated
from pa_framework.facts.facts import Facts
from pa_framework.facts.recorded_forms import is_active, role_on
from pa_framework.facts.requirements import competences_of
from pa_framework.facts.sign_off_links import Act, LinkValidator
from pa_framework.facts.verdict import ChainValidator, Verdict
from pa_framework.records.register_model import Authorisation, Pa, Practitioner
from pa_framework.register.output import (
    act_in_words,
    as_csv,
    as_json,
    condition_note,
    conditions_as_data,
    invented_note,
    iso_day,
    reason_as_data,
    role_in_words,
    wrap_lines,
)
from pa_framework.register.queries import check_id, check_readable, register_of
from pa_framework.text.dates import add_days, format_date
from pa_framework.text.errors import UserError
from pa_framework.text.sentences import count
from pa_framework.text.terminal import escape_unprintable


class InvalidatedAct(Struct, frozen=True):
    """An act that would no longer count; the assessment of a competence is one as well. `words` say what was done.

    `path` leads from the person who acted up to the practitioner. With one entry, the practitioner acted.
    """

    words: str
    path: tuple[str, ...]

    @property
    def directly(self) -> bool:
        """Whether the practitioner acted, and did not only give authority."""
        return len(self.path) == 1


class Change(Struct, frozen=True):
    """A sign-off whose state or review date would change."""

    before: Verdict
    after: Verdict
    invalidated: tuple[InvalidatedAct, ...]

    @property
    def loses_permission(self) -> bool:
        """Whether the PA may do it now, and could not then."""
        return self.before.may_do and not self.after.may_do


class EndedAuthorisation(Struct, frozen=True):
    """An authorisation that is valid on the day, and would no longer be for these tasks."""

    practitioner: str
    given: Authorisation
    path: tuple[str, ...]
    tasks: tuple[str, ...]


class AuthorityImpact(Struct, frozen=True):
    """What would change. `first` is the first day without authority; None means that it never existed."""

    facts: Facts
    practitioner: str
    first: date | None
    changes: tuple[Change, ...]
    ended: tuple[EndedAuthorisation, ...]

    @property
    def lost_permissions(self) -> tuple[Change, ...]:
        """The sign-offs by which a PA may act now, and could not then."""
        return tuple(change for change in self.changes if change.loses_permission)


def impact(facts: Facts, practitioner: str, first: date | None) -> AuthorityImpact:
    """What would change. Raises UserError for a practitioner who is not in the register."""
    register = register_of(facts)
    check_id(facts, "practitioner", practitioner)
    check_readable(facts, "practitioner", practitioner)
    record = register.practitioners.get(practitioner)
    if record is None:
        raise UserError(f"{practitioner} is named in sign-offs and not in the register; what they did counts nowhere")
    people = {**register.practitioners, practitioner: _without_authority(record, first)}
    chains = facts.with_register(replace(register, practitioners=people)).chain_validator
    now, then = facts.chain_validator.links, chains.links
    changes = []
    for before in facts.verdicts:
        pa = register.pas[before.pa]
        after = chains.verdict(pa, before.index, facts.on)
        if (before.state, before.review_date) != (after.state, after.review_date):
            acts = _invalidated_acts(facts, before, after, people, practitioner)
            competences = _invalidated_assessments(now, then, facts, pa, before, practitioner)
            changes.append(Change(before, after, (*acts, *competences)))
    return AuthorityImpact(facts, practitioner, first, tuple(changes), tuple(_ended(facts, people, practitioner)))


def _without_authority(practitioner: Practitioner, first: date | None) -> Practitioner:
    """A practitioner whose acts on or after a day do not count; none of them, where no day is given."""
    if first is None:
        return replace(practitioner, active_from=date.max, active_until=date.min)
    last = add_days(first, -1)
    return replace(practitioner, active_until=min(last, practitioner.active_until or last))


def _invalidated_acts(
    facts: Facts, before: Verdict, after: Verdict, people: dict[str, Practitioner], practitioner: str
) -> Iterator[InvalidatedAct]:
    """The acts that would no longer count."""
    register = register_of(facts)
    acts_after = {act.route: act for act in after.acts}
    for act in before.acts:
        act_after = acts_after.get(act.route, act)
        if act.by == practitioner:
            if is_active(register.practitioners[practitioner], act.on) and not is_active(people[practitioner], act.on):
                yield InvalidatedAct(act_in_words(act), (act.by,))
        elif act.path.holds and not act_after.path.holds and practitioner in act.path.practitioners:
            yield InvalidatedAct(act_in_words(act), _path_to(act, practitioner))


def _invalidated_assessments(
    now: LinkValidator, then: LinkValidator, facts: Facts, pa: Pa, verdict: Verdict, practitioner: str
) -> Iterator[InvalidatedAct]:
    """The assessments of competences that a sign-off requires, and that no one else assessed."""
    task = facts.records.tasks.get(verdict.task)
    signed = next((act.on for act in verdict.acts if act.duty == "sign-off"), None)
    if task is None or signed is None:
        return
    for name, step in competences_of(task.requires).items():
        held = now.held_competence(pa, name, step, signed, verdict.on, verdict.task)
        if held and then.held_competence(pa, name, step, signed, verdict.on, verdict.task) is None:
            yield InvalidatedAct(f"assessed {name} on {format_date(held.on)}", (practitioner,))


def _path_to(act: Act, practitioner: str) -> tuple[str, ...]:
    path = act.path.practitioners
    return path[: path.index(practitioner) + 1]


def _runs(given: Authorisation, running: Iterable[Authorisation]) -> bool:
    """Whether an authorisation is one of those that run, whose last days may be earlier than was written."""
    return any(replace(one, until=given.until) == given for one in running)


def _ended(facts: Facts, people: dict[str, Practitioner], practitioner: str) -> Iterator[EndedAuthorisation]:
    """Authorisations of others that are valid on the day, and would be valid for fewer tasks."""
    records, register = facts.records, register_of(facts)
    delegable = [task for task in records.tasks.values() if is_delegated(task)]
    now, then = facts.chain_validator.links, ChainValidator(records, people, register.persons).links
    for name, record in register.practitioners.items():
        role = records.roles.get(role_on(record, facts.on))
        for given in record.authorised if name != practitioner and role is not None else ():
            giver = register.practitioners.get(given.by)
            covered = [task for task in delegable if authorisation_covers(given, task)]
            may_authorise = giver is not None and role is not None and role_on(giver, given.on) in role.authorised_by
            if giver is None or not may_authorise:
                continue
            covered = [task for task in covered if _runs(given, now.authorisations(record, task, facts.on))]
            lost: list[str] = []
            path: tuple[str, ...] = ()
            for task in covered:
                path_now = now.authority(given.by, task, given.on)
                if not (is_active(giver, given.on) and path_now.holds):
                    continue
                if not (is_active(people[given.by], given.on) and then.authority(given.by, task, given.on).holds):
                    lost.append(task.id)
                    names = path_now.practitioners
                    path = path or names[: names.index(practitioner) + 1 if practitioner in names else 1]
            if lost:
                yield EndedAuthorisation(name, given, (name, *path), tuple(lost))


# Formats


def impact_text(report: AuthorityImpact) -> str:
    """The sign-offs and authorisations that would change, each with the acts that would no longer count."""
    facts, name = report.facts, report.practitioner
    condition = (
        "had never had authority" if report.first is None else f"had no authority from {format_date(report.first)} on"
    )
    number = len(report.lost_permissions)
    fall = count(
        number, "sign-off would no longer let a PA do its task", "sign-offs would no longer let a PA do its task"
    )
    record = register_of(facts).practitioners[name]
    lines = [
        f"If {name} ({role_in_words(record.role, facts.records.roles)}) {condition}:",
        f"{fall if number else 'every PA could go on with every task'}, as of {format_date(facts.on)}.",
    ]
    if report.first is not None and report.first > facts.on:
        lines.append(f"Only what is recorded up to {format_date(facts.on)} is looked at; --on asks about another day.")
    for title, changes in (
        ("Would fall", report.lost_permissions),
        ("Would change otherwise", [change for change in report.changes if not change.loses_permission]),
    ):
        if changes:
            lines += ["", title]
            for change in changes:
                lines += _change_lines(facts, change)
    if report.ended:
        lines += ["", "Authorisations of others that would end"]
        for ended in report.ended:
            until = f", until {format_date(ended.given.until)}" if ended.given.until else ""
            words = f"given by {ended.given.by} on {format_date(ended.given.on)}{until}, for {', '.join(ended.tasks)}"
            lines += wrap_lines(f"{ended.practitioner}: {words}", "  ", "    ")
            lines.append(f"    path: {' → '.join(_shortened(ended.path))}")
    return "".join(f"{escape_unprintable(line)}\n" for line in lines) + invented_note(facts)


def _change_lines(facts: Facts, change: Change) -> Iterator[str]:
    before, after = change.before, change.after
    yield f"  {before.pa}, {before.task}, {before.person}: {before.state} → {after.state}"
    if only := condition_note(facts, before):
        yield from wrap_lines(only, "    ", "      ")
    if before.state == after.state:
        days = [format_date(verdict.review_date) if verdict.review_date else "none" for verdict in (before, after)]
        yield f"    review date: {days[0]} → {days[1]}"
    direct = [act.words for act in change.invalidated if act.directly]
    if direct:
        yield from wrap_lines(f"directly: {', '.join(direct)}", "    ", "      ")
    for act in change.invalidated:
        if not act.directly:
            path = " → ".join(_shortened(act.path))
            yield from wrap_lines(f"through {act.path[0]}, who {act.words}: {path}", "    ", "      ")


def _shortened(path: tuple[str, ...]) -> tuple[str, ...]:
    return path if len(path) <= 8 else (*path[:4], "…", *path[-3:])


def impact_json(report: AuthorityImpact) -> str:
    """Everything that would change, with paths of authority in full."""
    return as_json(
        report.facts,
        {
            "practitioner": report.practitioner,
            "from": iso_day(report.first),
            "never": report.first is None,
            "falls": len(report.lost_permissions),
            "changes": [
                {
                    "pa": change.before.pa,
                    "task": change.before.task,
                    "person": change.before.person,
                    "falls": change.loses_permission,
                    "conditions": conditions_as_data(report.facts, change.before),
                    "before": str(change.before.state),
                    "after": str(change.after.state),
                    "review_date_before": iso_day(change.before.review_date),
                    "review_date_after": iso_day(change.after.review_date),
                    "acts": [
                        {"directly": act.directly, "words": act.words, "path": list(act.path)}
                        for act in change.invalidated
                    ],
                    "reasons": [reason_as_data(reason) for reason in change.after.reasons],
                }
                for change in report.changes
            ],
            "authorisations": [
                {
                    "practitioner": ended.practitioner,
                    "by": ended.given.by,
                    "on": ended.given.on.isoformat(),
                    "until": iso_day(ended.given.until),
                    "tasks": list(ended.tasks),
                    "path": list(ended.path),
                }
                for ended in report.ended
            ],
        },
    )


def impact_csv(report: AuthorityImpact) -> str:
    """One row for each sign-off that would change."""
    header = ("pa", "task", "person", "falls", "before", "after", "directly", "through")
    return as_csv(
        header,
        (
            (
                change.before.pa,
                change.before.task,
                change.before.person,
                "yes" if change.loses_permission else "no",
                change.before.state,
                change.after.state,
                "; ".join(act.words for act in change.invalidated if act.directly),
                "; ".join(" → ".join(act.path) for act in change.invalidated if not act.directly),
            )
            for change in report.changes
        ),
    )
