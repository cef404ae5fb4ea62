"""Whom a change asks more of, and whom less, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pa_framework.check.rules import SEVERITIES
from pa_framework.facts.comparison.loosening import weaknesses
from pa_framework.facts.comparison.sentence_diff import compared
from pa_framework.facts.comparison.snapshot import Snapshot
from pa_framework.facts.comparison.weakened import Weakened
from pa_framework.records.model import Competence, Level
from pa_framework.text.findings import Span
from pa_framework.text.sentences import join_some

#: What is stricter the other way round and asks nothing of anybody: dates of approvals, new records, what is offered.
_SILENT = frozenset(
    {
        "finding-waived",
        "approval-stretched",
        "approval-by-lay",
        "never-task-gone",
        "drafts-offered",
        "smaller-numbers-shown",
        "consent-less",
        "clinicians-not-asked",
        "support-older",
        "new-role",
        "competence-gone",
        "policy-gone",
        "tier-gone",
    }
)


@dataclass(frozen=True, slots=True)
class Ask:
    """Something that is asked of somebody and was not, or was and is not. `says` is a sentence without its full stop.

    `quotes` is the statement of a competence that it is about, if it is about one.
    """

    noun: str
    id: str
    title: str
    says: str
    span: Span
    new: bool
    tasks: tuple[str, ...] = ()
    quotes: str = ""


@dataclass(frozen=True, slots=True)
class Asks:
    more: tuple[Ask, ...]
    less: tuple[Ask, ...]
    stricter: tuple[Weakened, ...]


def asks(base: Snapshot, head: Snapshot, loosened: Sequence[Weakened]) -> Asks:
    """What is asked more and less of anybody. What is loosened is said elsewhere, and not once more here."""
    stricter = tuple(each for each in weaknesses(head, base, SEVERITIES).weakened if each.kind not in _SILENT)
    said = {(each.id, each.before) for each in loosened if each.noun == "competence"}
    asked = [*_competences(base, head, True)]
    known = {(each.id, each.quotes) for each in asked}
    more = [
        *_levels(base, head, True),
        *asked,
        *(_stricter(each) for each in stricter if (each.id, each.before) not in known),
        *_does_more(base, head),
    ]
    less = [
        *_levels(base, head, False),
        *(each for each in _competences(base, head, False) if (each.id, each.quotes) not in said),
    ]
    return Asks(_in_order(more), _in_order(less), stricter)


def _in_order(found: Sequence[Ask]) -> tuple[Ask, ...]:
    order = ("level", "task", "role", "tier", "trigger", "delegation", "framework", "competence")
    return tuple(
        sorted(found, key=lambda each: (order.index(each.noun) if each.noun in order else 99, each.title, each.span))
    )


def _stricter(each: Weakened) -> Ask:
    """What is weaker from the head to the base is stricter from the base to the head."""
    if each.after and each.before:
        says = f"{each.field}: {each.after} → {each.before}"
    else:
        says = f"{each.field}: “{each.before}” is new"
    return Ask(each.noun, each.id, each.title, says, each.span, not each.new, each.tasks)


def _does_more(base: Snapshot, head: Snapshot) -> Iterator[Ask]:
    for name, new in head.records.tasks.items():
        old = base.records.tasks.get(name)
        for line in compared(old.the_pa_does, new.the_pa_does).come if old else ():
            span = new.origin.at("the_pa_does", new.the_pa_does.index(line))
            yield Ask("task", name, new.title, f"the PA now also does this: “{line}”", span, True, (name,))


def _levels(base: Snapshot, head: Snapshot, more: bool) -> Iterator[Ask]:
    for name, new in head.records.levels.items():
        old = base.records.levels.get(name)
        if old is None:
            continue
        first, then = (old, new) if more else (new, old)
        yield from _expects(base, head, first, then, new, more)
        for line in compared(first.not_expected, then.not_expected).gone:
            says = "no longer says" if more else "now says"
            place = first.origin.at("not_expected", first.not_expected.index(line))
            yield Ask("level", name, new.title, f"{says} that nobody should ask for this: “{line}”", place, not more)


def _expects(base: Snapshot, head: Snapshot, first: Level, then: Level, new: Level, more: bool) -> Iterator[Ask]:
    """What `then` expects above `first`."""
    height = head.records.step_order() or base.records.step_order()
    for competence, step in then.expects.items():
        was = first.expects.get(competence)
        if was is not None and height.get(step, -1) <= height.get(was, -1):
            continue
        title = head.title("competence", competence)
        there = (head if more else base).title("step", step)
        if more and was is None:
            says = f"now expects “{title}”, at the step “{there}”"
        elif more:
            says = f"now expects “{title}” at the step “{there}”, not “{base.title('step', was or '')}”"
        elif was is None:
            says = f"no longer expects “{title}”"
        else:
            says = f"now expects “{title}” only at the step “{head.title('step', was)}”, not “{there}”"
        written = new.origin.written("expects", competence)
        noun = new if written else (then if not more else first)
        yield Ask("level", new.id, new.title, says, noun.origin.at("expects", competence), written)


def _competences(base: Snapshot, head: Snapshot, more: bool) -> Iterator[Ask]:
    for name, new in head.records.competences.items():
        old = base.records.competences.get(name)
        if old is None:
            continue
        first, then, side = (old, new, head) if more else (new, old, base)
        does = "now also asks for this" if more else "no longer asks for this"
        for step, line, place in _came(first, then):
            levels = _levels_at(head, name, step)
            who = f" (at {levels})" if levels else ""
            says = f"the step “{side.title('step', step)}”{who} {does}: “{line}”"
            yield Ask("competence", name, new.title, says, place, more, quotes=line)
        height = head.records.step_order()
        for other, step in then.prerequisites.items():
            was = first.prerequisites.get(other)
            if was is None or height.get(step, -1) > height.get(was, -1):
                words = "now asks first for" if more else "no longer asks first for"
                says = f"{words} “{head.title('competence', other)}”, at the step “{side.title('step', step)}”"
                yield Ask("competence", name, new.title, says, then.origin.at("prerequisites", other), more)


def _came(first: Competence, then: Competence) -> Iterator[tuple[str, str, Span]]:
    """Statements of `then` that `first` has at no step; one that only moved is not among them."""
    there = [line for lines in first.statements.values() for line in lines]
    now = [line for lines in then.statements.values() for line in lines]
    come = compared(there, now).come
    for step, lines in then.statements.items():
        for index, line in enumerate(lines):
            if line in come:
                yield step, line, then.origin.at("statements", step, index)


def _levels_at(side: Snapshot, competence: str, step: str) -> str:
    """The levels that expect a competence at a step or above."""
    height = side.records.step_order()
    return join_some(
        level.title
        for level in side.records.levels_in_order()
        if height.get(level.expects.get(competence, ""), -1) >= height.get(step, 0)
    )
