"""What the papers of a register have in common: each is one HTML file that prints on A4 without anything else.

A paper is for one day, and names it. Names of people are left blank, to fill in by hand: the register has ids only.
Templates decide nothing; they get finished words, and escape them.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from msgspec import Struct

from pa_framework.facts.answers import Answer
from pa_framework.facts.delegation_chain import PARTY_NAMES
from pa_framework.facts.facts import Facts
from pa_framework.facts.recorded_forms import yes_in_force
from pa_framework.facts.sign_off_links import Reason
from pa_framework.facts.verdict import State, Verdict
from pa_framework.register.output import (
    condition_words,
    devices_of,
    except_words,
    order_words,
    power_note,
    voice_note,
    whom_to_ring,
    yes_giver,
)
from pa_framework.register.queries import register_of
from pa_framework.text.dates import format_date
from pa_framework.text.sentences import id_as_title, join_words, spell_out_dates, upper_first

#: States in which a PA may not do a task, in the order of a paper, with words for them.
MAY_NOT: dict[State, str] = {
    State.STOPPED: "Stopped",
    State.LAPSED: "Lapsed",
    State.BROKEN: "Not valid",
    State.INCOMPLETE: "Not signed off yet",
}
STATES: dict[State, str] = {State.HOLDS: "Holds", State.DUE: "Holds; to be looked at", **MAY_NOT}
#: The most reasons of a verdict on a paper; `register why` gives all.
_MOST_REASONS = 2
_ID = re.compile(r"(?<![\w-])[a-z]{1,12}-[0-9]{1,6}(?![\w-])")


class Printed(Struct, frozen=True):
    """A paper as HTML, and why something on it cannot be said."""

    html: str
    unsaid: tuple[Reason, ...]


class Paper(Struct, frozen=True):
    """The head and foot of a paper. `close` is the CSS class that sets it closer, to fit on its page."""

    title: str
    id: str
    day: str
    invented: bool
    source: str
    many_pages: bool = False
    close: str = ""


def paper_of(facts: Facts, title: str, name: str, *, many_pages: bool = False, close: str = "") -> Paper:
    """The head and foot of a paper about the record `name`, on the day of the facts."""
    about, framework = register_of(facts).about, facts.records.framework
    day = format_date(facts.on)
    register_title = about.title if about else "a register without a title"
    framework_title = f"{framework.title}, version {framework.version}" if framework else "no framework"
    return Paper(
        title=title,
        id=name,
        day=day,
        invented=about is not None and about.kind == "invented",
        source=f"{title} {name}, as of {day}. Register: {register_title}. Framework: {framework_title}.",
        many_pages=many_pages,
        close=close,
    )


def render(template: str, view: Any) -> str:
    """The HTML of a paper."""
    return _ENVIRONMENT.get_template(template).render(view=view)


def sentences(reasons: Iterable[Reason]) -> tuple[str, ...]:
    """The first of several reasons as sentences, and the number of further ones."""
    found = list(dict.fromkeys(as_sentence(reason.sentence) for reason in reasons))
    more = len(found) - _MOST_REASONS
    return (*found[:_MOST_REASONS], *((f"And {more} more.",) if more > 0 else ()))


def terms(facts: Facts, answer: Answer, verdict: Verdict) -> tuple[str, ...]:
    """What a sign-off is bound to, as sentences: conditions, devices, items left out, orders, who else said yes, and how.

    `verdict` is that of the answer.
    """
    sign_off = register_of(facts).pas[verdict.pa].sign_offs[verdict.index]
    found = [f"Only: {join_words(conditions)}."] if (conditions := condition_words(facts, sign_off)) else []
    if devices := devices_of(sign_off, verdict):
        found.append(f"With {join_words(devices, 'or')}.")
        found.append(f"Is only another one there, such as a spare? Do not use it: {whom_to_ring(facts, verdict.task)}.")
    found += [f"{as_sentence(words)}" for words in (except_words(facts, answer),) if words]
    found += [f"By order: {order_words(facts, order)}." for order in answer.orders]
    for party, words in PARTY_NAMES.items():
        yes = yes_in_force(facts.chain_validator.links.yeses(sign_off, party), facts.on)
        notes = [*filter(None, (voice_note(yes, facts.on), power_note(yes)))] if yes else []
        if yes is not None and (notes or yes.by != "self"):
            who = yes_giver(facts, yes) if party == "person" else words
            found.append(f"Agreed: {spell_out_dates('; '.join((who, *notes)))}.")
    return tuple(found)


def ending_note(answer: Answer) -> str:
    """What ends a yes first, as a sentence; empty where it is the review, or nothing is known to."""
    ending = answer.ends_first
    return as_sentence(ending.sentence) if ending and ending.code != "SGN011" and ending.sentence else ""


def as_sentence(words: str) -> str:
    """The words of a finding as a sentence. An id at its beginning keeps its small letter."""
    first = words.split(" ", 1)[0]
    is_id = "-" in first or any(character.isdigit() for character in first)
    return f"{spell_out_dates(words if is_id else upper_first(words))}."


def task_title(facts: Facts, task: str) -> str:
    """The title of a task; its id in words where the framework has no such task."""
    return facts.records.tasks[task].title if task in facts.records.tasks else id_as_title(task)


def _unbroken(words: str) -> Markup:
    """Words in which no line breaks within an id."""
    return Markup(_ID.sub(r'<span class="nowrap">\g<0></span>', str(escape(words))))


_ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
_ENVIRONMENT.filters["unbroken"] = _unbroken
