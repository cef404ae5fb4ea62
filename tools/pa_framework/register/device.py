"""Whom a device concerns, for instance when its maker recalls it: who uses it, and who learned a task with it."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from pa_framework.facts.answers import Answer
from pa_framework.facts.facts import Facts
from pa_framework.facts.fallback import instead
from pa_framework.facts.sign_off_links import Reason
from pa_framework.records.register_model import RecordedSignOff
from pa_framework.register.output import (
    ANSWERS,
    as_csv,
    as_json,
    condition_note,
    conditions_as_data,
    doubt_as_data,
    doubt_lines,
    invented_note,
    iso_day,
    table,
)
from pa_framework.register.queries import register_of
from pa_framework.text.dates import format_date
from pa_framework.text.sentences import count
from pa_framework.text.suggestions import closest_match
from pa_framework.text.terminal import escape_unprintable


class Use(Struct, frozen=True):
    """A person who uses the device for a task, from a day until a day (None: still)."""

    person: str
    task: str
    first: date
    until: date | None


class DeviceReport(Struct, frozen=True):
    """Everyone whom a device concerns on the day of the facts.

    `uses` are those of persons on the day, `past_uses` those that have ended or have not begun. `answers` are those of
    the PAs for these persons and tasks, and of PAs who were signed off, reviewed or observed with the device.
    `near` is the most similar device, where no record names this one. `unsaid` says what could not be read.
    """

    facts: Facts
    device: str
    uses: tuple[Use, ...]
    past_uses: tuple[Use, ...]
    answers: tuple[Answer, ...]
    near: str | None
    unsaid: tuple[Reason, ...]


def device_report(facts: Facts, device: str) -> DeviceReport:
    """Everyone whom a device (its id, as the register writes it) concerns on the day of the facts."""
    register, on = register_of(facts), facts.on
    every = [
        Use(person.id, entry.task, entry.first, entry.until)
        for person in register.persons.values()
        for entry in person.devices
        if entry.device == device
    ]
    uses = [use for use in every if use.first <= on and (use.until is None or on <= use.until)]
    users = {(use.task, use.person) for use in uses}
    found = [
        answer
        for (pa, task, person), answer in facts.answers.items()
        if (task, person) in users
        or any(
            (sign_off.task, sign_off.person) == (task, person) and device in _devices_of(sign_off)
            for sign_off in register.pas[pa].sign_offs
        )
    ]
    known = {entry.device for person in register.persons.values() for entry in person.devices}
    known |= {name for pa in register.pas.values() for sign_off in pa.sign_offs for name in _devices_of(sign_off)}
    doubts = facts.register_doubts
    unread = [
        reason
        for kind in ("person", "pa")
        for reason in (*(each for found in doubts.by_id.get(kind, {}).values() for each in found), *doubts.every.get(kind, ()))
    ]  # fmt: skip
    return DeviceReport(
        facts,
        device,
        tuple(uses),
        tuple(use for use in every if use not in uses),
        tuple(found),
        None if device in known else closest_match(device, known),
        tuple(dict.fromkeys(unread)),
    )


def _devices_of(sign_off: RecordedSignOff) -> set[str]:
    """The devices that a sign-off, its reviews and its observed practices name."""
    names = {*sign_off.devices, *(name for review in sign_off.reviews for name in review.devices)}
    return names | {practice.device for practice in sign_off.observed if practice.device}


_HEADER = ("person", "task", "uses it", "PA", "may do it")


def _rows(report: DeviceReport) -> Iterator[tuple[object, ...]]:
    """A row for each PA; and for each person who uses it and has no PA for the task."""
    since = {(use.person, use.task): f"since {format_date(use.first)}" for use in report.uses}
    shown = set()
    for answer in report.answers:
        key = (str(answer.person), answer.task)
        shown.add(key)
        only = condition_note(report.facts, answer.verdict)
        may = "; ".join(filter(None, (ANSWERS[answer.kind], only)))
        yield *key, since.get(key, "not now"), answer.pa, may
    for key, words in since.items():
        if key not in shown:
            yield *key, words, "–", ""


def device_text(report: DeviceReport) -> str:
    """A table of everyone concerned, what happens instead of each task, and what could not be read."""
    persons, pas = {use.person for use in report.uses}, {answer.pa for answer in report.answers}
    head = (
        f"{report.device} on {format_date(report.facts.on)}: {count(len(persons), 'person', 'people')} "
        f"{'uses' if len(persons) == 1 else 'use'} it, {count(len(pas), 'PA')} concerned"
    )
    lines = [head, ""]
    if report.near:
        lines += [f"No record names this device. Did you mean `{report.near}`?", ""]
    rows = list(_rows(report))
    if rows:
        lines += [*table(_HEADER, rows).splitlines(), ""]
    for task in dict.fromkeys(use.task for use in report.uses):
        fallback = instead(report.facts.records.tasks.get(task))
        lines += (
            [f"{task}, if it cannot be done with this device:", *(f"    {line}" for line in fallback)]
            if fallback
            else []
        )
    if report.past_uses:
        names = sorted({use.person for use in report.past_uses})
        lines.append(f"On other days: {', '.join(names)}.")
    if report.unsaid:
        lines += ["", "These files may name it too", *doubt_lines(report.facts, report.unsaid)]
    return "".join(f"{escape_unprintable(line)}\n" for line in lines).rstrip("\n") + "\n" + invented_note(report.facts)


def device_json(report: DeviceReport) -> str:
    """Everyone concerned, as data."""
    return as_json(
        report.facts,
        {
            "device": report.device,
            "did_you_mean": report.near,
            "uses": [_use_as_data(use) for use in report.uses],
            "other_days": [_use_as_data(use) for use in report.past_uses],
            "pas": [
                {
                    "pa": answer.pa,
                    "task": answer.task,
                    "person": answer.person,
                    "answer": str(answer.kind),
                    "conditions": conditions_as_data(report.facts, answer.verdict),
                }
                for answer in report.answers
            ],
            "cannot_say": [doubt_as_data(report.facts, reason) for reason in report.unsaid],
        },
    )


def _use_as_data(use: Use) -> dict[str, object]:
    return {"person": use.person, "task": use.task, "from": iso_day(use.first), "until": iso_day(use.until)}


def device_csv(report: DeviceReport) -> str:
    """The table of `device_text`, for a spreadsheet."""
    return as_csv(_HEADER, _rows(report))
