"""Of whom a change asks more, and of whom less, in words."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from pa_framework.facts.comparison.sentence_diff import compare_sentences
from pa_framework.facts.comparison.snapshot import Snapshot
from pa_framework.facts.comparison.weakened import Weakened
from pa_framework.records.model import Competence, Level
from pa_framework.text.findings import Span
from pa_framework.text.sentences import join_some

#: Kinds of weakening whose reverse asks nothing of anyone: dates of approvals, new records, what is offered.
_ASKS_NOTHING = frozenset(
    {
        "finding-waived",
        "approval-stretched",
        "approval-by-lay",
        "never-task-gone",
        "drafts-offered",
        "clinicians-not-asked",
        "support-older",
        "new-role",
        "competence-gone",
        "policy-gone",
        "tier-gone",
        "shared-sign-gone",
        "phone-line-gone",
        "number-gone",
        "found-less",
        "emergency-numbers",
        "rescue-now",
    }
)
#: Kinds of weakening whose reverse only says something of a contact, such as more hours: a clinician reads whether it is so.
_ONLY_SAID = frozenset({"staffed-less", "contact-lower"})


class Ask(Struct, frozen=True):
    """Something that is asked of someone and was not, or was and is not.

    `text` is a sentence without its full stop. `statement` is the one of a competence that it is about, or
    what is needed first, if any.
    The span is in the head if `in_head`, and in the base if not.
    """

    record_kind: str
    id: str
    title: str
    text: str
    span: Span
    in_head: bool
    tasks: tuple[str, ...] = ()
    statement: str = ""


class Asks(Struct, frozen=True):
    """What is asked more and less, and what is stricter; part of `more` follows from that."""

    more: tuple[Ask, ...]
    less: tuple[Ask, ...]
    stricter: tuple[Weakened, ...]


def asks(base: Snapshot, head: Snapshot, loosened: Sequence[Weakened], reverse: Sequence[Weakened]) -> Asks:
    """What is asked more and less of anyone. What is `loosened` has its own section, and is left out here.

    `reverse` is what is weaker from the head to the base.
    """
    stricter = tuple(weaker for weaker in reverse if weaker.kind not in _ASKS_NOTHING)
    loosened_statements = {(weaker.id, weaker.before) for weaker in loosened if weaker.record_kind == "competence"}
    of_competences = [*_competences(base, head, more=True)]
    statements = {(ask.id, ask.statement) for ask in of_competences}
    more = [
        *_levels(base, head, more=True),
        *of_competences,
        *(
            _stricter(weaker)
            for weaker in stricter
            if (weaker.id, weaker.before) not in statements and weaker.kind not in _ONLY_SAID
        ),
        *_does_more(base, head),
    ]
    less = [
        *_levels(base, head, more=False),
        *(ask for ask in _competences(base, head, more=False) if (ask.id, ask.statement) not in loosened_statements),
    ]
    return Asks(_in_order(more), _in_order(less), stricter)


def _in_order(found: Sequence[Ask]) -> tuple[Ask, ...]:
    kinds = ("level", "task", "role", "tier", "sign", "phone-line", "trigger", "delegation", "framework", "competence")
    order = {kind: index for index, kind in enumerate(kinds)}
    return tuple(sorted(found, key=lambda ask: (order.get(ask.record_kind, len(kinds)), ask.title, ask.span)))


def _stricter(weaker: Weakened) -> Ask:
    """What is weaker from the head to the base is stricter from the base to the head."""
    if weaker.after and weaker.before:
        text = f"{weaker.field}: {weaker.after} → {weaker.before}"
    else:
        text = f"{weaker.field}: “{weaker.before or weaker.after}” is {'new' if weaker.before else 'gone'}"
    return Ask(weaker.record_kind, weaker.id, weaker.title, text, weaker.span, not weaker.in_head, weaker.tasks)


def _does_more(base: Snapshot, head: Snapshot) -> Iterator[Ask]:
    for name, new in head.records.tasks.items():
        old = base.records.tasks.get(name)
        for line in compare_sentences(old.the_pa_does, new.the_pa_does).added if old else ():
            span = new.origin.at("the_pa_does", new.the_pa_does.index(line))
            yield Ask("task", name, new.title, f"the PA now also does this: “{line}”", span, True, (name,))


def _levels(base: Snapshot, head: Snapshot, *, more: bool) -> Iterator[Ask]:
    for name, new in head.records.levels.items():
        old = base.records.levels.get(name)
        if old is None:
            continue
        first, then = (old, new) if more else (new, old)
        yield from _expects(base, head, first, then, new, more=more)
        for line in compare_sentences(first.not_expected, then.not_expected).removed:
            text = "no longer says" if more else "now says"
            place = first.origin.at("not_expected", first.not_expected.index(line))
            yield Ask("level", name, new.title, f"{text} that no one should ask for this: “{line}”", place, not more)


def _expects(base: Snapshot, head: Snapshot, first: Level, then: Level, new: Level, *, more: bool) -> Iterator[Ask]:
    """What `then` expects above `first`."""
    height = head.records.step_order() or base.records.step_order()
    for competence, step in then.expects.items():
        was = first.expects.get(competence)
        if was is not None and height.get(step, -1) <= height.get(was, -1):
            continue
        title = head.title("competence", competence)
        there = (head if more else base).title("step", step)
        if more and was is None:
            text = f"now expects “{title}”, at the step “{there}”"
        elif more:
            text = f"now expects “{title}” at the step “{there}”, not “{base.title('step', was or '')}”"
        elif was is None:
            text = f"no longer expects “{title}”"
        else:
            text = f"now expects “{title}” only at the step “{head.title('step', was)}”, not “{there}”"
        in_head = new.origin.has_field("expects", competence)
        record = new if in_head else (then if not more else first)
        yield Ask("level", new.id, new.title, text, record.origin.at("expects", competence), in_head)


def _competences(base: Snapshot, head: Snapshot, *, more: bool) -> Iterator[Ask]:
    for name, new in head.records.competences.items():
        old = base.records.competences.get(name)
        if old is None:
            continue
        first, then, snapshot = (old, new, head) if more else (new, old, base)
        asks_for = "now also asks for this" if more else "no longer asks for this"
        for step, line, place in _added_statements(first, then):
            levels = _levels_at(head, name, step)
            who = f" (at {levels})" if levels else ""
            text = f"the step “{snapshot.title('step', step)}”{who} {asks_for}: “{line}”"
            yield Ask("competence", name, new.title, text, place, more, statement=line)
        height = head.records.step_order()
        for other, step in then.prerequisites.items():
            was = first.prerequisites.get(other)
            if was is None or height.get(step, -1) > height.get(was, -1):
                words = "now asks first for" if more else "no longer asks first for"
                title, height_of = head.title("competence", other), snapshot.title("step", step)
                text, asked = f"{words} “{title}”, at the step “{height_of}”", f"{title}: {height_of}"
                place = then.origin.at("prerequisites", other)
                yield Ask("competence", name, new.title, text, place, more, statement=asked)


def _added_statements(first: Competence, then: Competence) -> Iterator[tuple[str, str, Span]]:
    """Statements of `then` that `first` has at no step; one that only moved is not among them."""
    before, after = (
        [line for lines in competence.statements.values() for line in lines] for competence in (first, then)
    )
    added = compare_sentences(before, after).added
    for step, lines in then.statements.items():
        for index, line in enumerate(lines):
            if line in added:
                yield step, line, then.origin.at("statements", step, index)


def _levels_at(snapshot: Snapshot, competence: str, step: str) -> str:
    """The levels that expect a competence at a step or above."""
    height = snapshot.records.step_order()
    return join_some(
        level.title
        for level in snapshot.records.levels_in_order()
        if height.get(level.expects.get(competence, ""), -1) >= height.get(step, 0)
    )
