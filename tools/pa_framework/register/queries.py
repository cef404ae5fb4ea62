"""What the answers of a register have in common: ids that people type, and what cannot be said."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NoReturn, TypeVar

from pa_framework.facts.answers import Answer, AnswerKind
from pa_framework.facts.facts import Facts
from pa_framework.facts.recorded_forms import practitioners_in
from pa_framework.facts.sign_off_links import Reason
from pa_framework.facts.verdict import Verdict
from pa_framework.records.kinds import KIND
from pa_framework.records.register import Register
from pa_framework.text.errors import UserError
from pa_framework.text.suggestions import closest_match

Item = TypeVar("Item")


def register_of(facts: Facts) -> Register:
    """The register of the facts; an empty one where there is none."""
    return facts.register or Register()


def lookup(records: Mapping[str, Item], name: str, kind: str) -> Item:
    """The record with an id that a person typed. Raises UserError, with the nearest id, where there is none."""
    if name not in records:
        _fail_unknown_id(name, records, kind)
    return records[name]


def check_id(facts: Facts, kind: str, name: str) -> None:
    """Raises UserError for an id that exists nowhere: neither a record has it, nor a file that cannot be read.

    An id that only a sign-off names exists.
    """
    register = register_of(facts)
    ids = set(facts.records.tasks if kind == "task" else register.of_kind(kind))
    if name in ids:
        return
    ids |= {known for known_kind, known in (*register.left_out, *facts.records.left_out) if known_kind == kind}
    ids |= set(facts.register_doubts.by_id.get(kind, ()))
    ids |= _ids_in_sign_offs(register, kind)
    if name not in ids:
        _fail_unknown_id(name, ids, KIND[kind].singular)


def check_readable(facts: Facts, kind: str, name: str) -> None:
    """Raises UserError where the file of a record of the register cannot be read, and there is nothing to answer from."""
    if (kind, name) in register_of(facts).left_out and name not in register_of(facts).of_kind(kind):
        raise UserError(
            f"the file of {KIND[kind].singular} `{name}` cannot be used; `pa-framework check --register DIR` says why"
        )


def _ids_in_sign_offs(register: Register, kind: str) -> set[str]:
    sign_offs = [sign_off for pa in register.pas.values() for sign_off in pa.sign_offs]
    if kind == "task":
        return {sign_off.task for sign_off in sign_offs}
    if kind == "person":
        return {sign_off.person for sign_off in sign_offs}
    if kind == "practitioner":
        return {name for sign_off in sign_offs for name in practitioners_in(sign_off, date.max)}
    return set()


def _fail_unknown_id(name: str, ids: Iterable[str], kind: str) -> NoReturn:
    candidates = set(ids)
    near = closest_match(name, candidates)
    example = f"; write an id such as `{min(candidates)}`" if candidates else ""
    raise UserError(f"there is no {kind} `{name}` here" + (f"; did you mean `{near}`?" if near else example))


def unsaid(answers: Iterable[Answer]) -> tuple[Reason, ...]:
    """Why some of several answers cannot be said: their doubts, each once."""
    found = (reason for answer in answers if answer.kind is AnswerKind.UNKNOWN for reason in answer.doubts)
    return tuple(dict.fromkeys(found))


def unread_pas(facts: Facts, pa: str | None = None) -> tuple[Reason, ...]:
    """Why it is not known which sign-offs PAs have: no file of theirs could be read. Of one PA, where one is given."""
    doubts, pas = facts.register_doubts, register_of(facts).pas
    by_id = doubts.by_id.get("pa", {})
    names = by_id if pa is None else [name for name in by_id if name == pa]
    return (*(reason for name in names if name not in pas for reason in by_id[name]), *doubts.every.get("pa", ()))


def depends_on(verdict: Verdict, practitioner: str) -> bool:
    """Whether a practitioner acted in a chain, or an act in it has its authority from them."""
    return any(practitioner in act.path.practitioners or practitioner == act.by for act in verdict.acts)


def first_reason(reasons: Iterable[Reason]) -> str:
    """The first of several reasons with its code, and the number of further ones; empty where there is none."""
    found = list(reasons)
    if not found:
        return ""
    first, more = found[0], len(found) - 1
    return " ".join(filter(None, (first.code, first.sentence, f"(and {more} more)" if more else "")))
