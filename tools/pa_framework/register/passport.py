"""Papers of a register, each one HTML file that prints on A4 without anything else; and the passport of a PA.

A paper is for one day, and says which. Names are left blank, to be written by hand: the register holds ids only.
Templates decide nothing; they are given finished words, and escape them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from pa_framework.facts.facts import Facts
from pa_framework.facts.verdict import State, Verdict
from pa_framework.records.register import Register
from pa_framework.records.register_model import Pa
from pa_framework.register.output import known_id, role_in_words
from pa_framework.text.dates import in_words
from pa_framework.text.sentences import days_in_words

_ID = re.compile(r"(?<![\w-])[a-z]{1,12}-[0-9]{1,6}(?![\w-])")


def unbroken(words: str) -> Markup:
    """Words in which no line ends within an id."""
    return Markup(_ID.sub(r'<span class="nowrap">\g<0></span>', str(escape(words))))


_ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
_ENVIRONMENT.filters["unbroken"] = unbroken
#: States in which a PA may not do a task, in the order in which a paper lists them, with words for them.
_MAY_NOT = {
    State.STOPPED: "Stopped",
    State.LAPSED: "Review missed",
    State.BROKEN: "Not valid",
    State.INCOMPLETE: "Not signed off yet",
}
STATES = {State.HOLDS: "Holds", State.DUE: "Holds; review due", **_MAY_NOT}
#: So many reasons are printed; `register why` gives them all.
_REASONS = 2
#: From so many lines on, a passport is set closer, and closer still, to stay one page.
_CLOSE, _CLOSEST = 13, 23
_SHORT = frozenset({"pa", "phb", "nhs", "icb"})


@dataclass(frozen=True, slots=True)
class Paper:
    """What every paper says of itself."""

    title: str
    id: str
    day: str
    invented: bool
    source: str
    many_pages: bool = False
    close: str = ""


@dataclass(frozen=True, slots=True)
class MayDo:
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
    title: str
    task: str
    person: str
    state: str
    since: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passport:
    paper: Paper
    may: tuple[MayDo, ...]
    may_not: tuple[MayNot, ...]
    triggers: str
    command: str


# --- the passport of a PA


def passport(facts: Facts, name: str) -> str:
    """What a PA may do on the day, as a page to print. Raises Unanswerable where there is no such PA."""
    pa = register_of(facts).pas[known_id(name, register_of(facts).pas, "PA")]
    return printed("passport.html.j2", passport_view(facts, pa))


def passport_view(facts: Facts, pa: Pa) -> Passport:
    verdicts = tuple(in_force(facts, pa))
    may = tuple(_may_do(facts, pa, index, each) for index, each in verdicts if each.may_do)
    may_not = tuple(
        _may_not(facts, each)
        for state in _MAY_NOT
        for _, each in sorted(verdicts, key=lambda pair: (pair[1].task, pair[1].person))
        if each.state is state
    )
    lines = sum(2 + len(row.notes) for row in may) + sum(2 + len(row.why) for row in may_not)
    close = "close closest" if lines >= _CLOSEST else "close" if lines >= _CLOSE else ""
    asked = may[0] if may else may_not[0] if may_not else None
    command = f"pa-framework register why {pa.id} {asked.task} {asked.person}" if asked else "pa-framework register"
    return Passport(
        paper=paper_of(facts, "Delegated task passport", pa.id, close=close),
        may=tuple(sorted(may, key=lambda row: (row.title, row.person))),
        may_not=may_not,
        triggers=_triggers(facts, [each for _, each in verdicts if each.may_do]),
        command=f"{command} --on {facts.on}",
    )


def in_force(facts: Facts, pa: Pa) -> Iterator[tuple[int, Verdict]]:
    """Number and verdict of the sign-offs of a PA; one that another has taken the place of is left out."""
    verdicts = [(index, facts.chain_validator.verdict(pa, index, facts.on)) for index in range(len(pa.sign_offs))]
    held = {(each.task, each.person) for _, each in verdicts if each.may_do}
    for index, each in verdicts:
        if each.may_do or (each.task, each.person) not in held:
            yield index, each


def _may_do(facts: Facts, pa: Pa, index: int, verdict: Verdict) -> MayDo:
    sign_off = pa.sign_offs[index]
    by, on = sign_off.signed_off_by or "", sign_off.signed_off_on
    here = register_of(facts).practitioners.get(by)
    role = role_in_words(here.role, facts.records.roles) if here else "role not known"
    return MayDo(
        title=task_title(facts, verdict.task),
        task=verdict.task,
        person=verdict.person,
        until=in_words(verdict.review_date) if verdict.review_date else "No review date is set",
        notes=("Review due now.", *reasons(verdict)) if verdict.state is State.DUE else (),
        role=role[:1].upper() + role[1:],
        by=by,
        signed_on=in_words(on) if on else "",
    )


def _may_not(facts: Facts, verdict: Verdict) -> MayNot:
    return MayNot(
        title=task_title(facts, verdict.task),
        task=verdict.task,
        person=verdict.person,
        state=_MAY_NOT[verdict.state],
        since=f"since {in_words(verdict.since)}" if verdict.since else "",
        why=reasons(verdict),
    )


def _triggers(facts: Facts, verdicts: Sequence[Verdict]) -> str:
    """What calls for a new decision on one of these tasks."""
    tasks = [facts.records.tasks[each.task] for each in verdicts if each.task in facts.records.tasks]
    named = {name for task in tasks for name in task.decide_again_when}
    titles = (trigger.title for name, trigger in facts.records.triggers.items() if name in named)
    return "; ".join(each if each[1:2].isupper() else each[:1].lower() + each[1:] for each in titles)


# --- what both say


def paper_of(facts: Facts, title: str, name: str, *, many_pages: bool = False, close: str = "") -> Paper:
    about, framework = register_of(facts).about, facts.records.framework
    day = in_words(facts.on)
    kept = about.title if about else "a register without a title"
    rests = f"{framework.title}, version {framework.version}" if framework else "no framework"
    return Paper(
        title=title,
        id=name,
        day=day,
        invented=about is not None and about.kind == "invented",
        source=f"{title} {name}, as of {day}. Register: {kept}. Framework: {rests}.",
        many_pages=many_pages,
        close=close,
    )


def printed(template: str, view: Any) -> str:
    return _ENVIRONMENT.get_template(template).render(view=view)


def register_of(facts: Facts) -> Register:
    return facts.register or Register()


def reasons(verdict: Verdict) -> tuple[str, ...]:
    """The first reasons of a verdict as sentences, and how many more there are."""
    said = list(dict.fromkeys(sentence(each.sentence) for each in verdict.reasons))
    more = len(said) - _REASONS
    return (*said[:_REASONS], *((f"And {more} more.",) if more > 0 else ()))


def sentence(words: str) -> str:
    """Words of a finding as a sentence on paper. An id keeps its small letter."""
    first = words.split(" ", 1)[0]
    opened = words if "-" in first or any(sign.isdigit() for sign in first) else words[:1].upper() + words[1:]
    return f"{days_in_words(opened)}."


def task_title(facts: Facts, task: str) -> str:
    return facts.records.tasks[task].title if task in facts.records.tasks else as_words(task)


def as_words(name: str) -> str:
    """A short name as words: `ward-7` is `Ward 7`, `pa-hub` is `PA Hub`."""
    return " ".join(part.upper() if part in _SHORT else part[:1].upper() + part[1:] for part in name.split("-"))
