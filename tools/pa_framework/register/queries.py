"""What the answers of a register have in common: ids that people type, and the verdicts on sign-offs."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NoReturn, TypeVar

from pa_framework.check.rules import RULES
from pa_framework.check.run import Report, check_records
from pa_framework.facts.facts import Facts
from pa_framework.facts.verdict import State, Verdict
from pa_framework.records.kinds import KIND
from pa_framework.records.register import Register
from pa_framework.records.register_model import Pa
from pa_framework.text.errors import UserError
from pa_framework.text.suggestions import closest_match

Item = TypeVar("Item")
#: Families of rules about what cannot be read, or is not there.
_READING_FAMILIES = ("YML", "SCH", "REF")


def register_of(facts: Facts) -> Register:
    """The register of the facts; an empty one where there is none."""
    return facts.register or Register()


def lookup(records: Mapping[str, Item], name: str, kind: str) -> Item:
    """The record with an id that a person typed. Raises UserError, with the nearest id, where there is none."""
    if name not in records:
        _fail_unknown_id(name, records, kind)
    return records[name]


def check_id(facts: Facts, kind: str, name: str) -> None:
    """Raises UserError unless an id belongs to a readable record, or a sign-off names it."""
    register = register_of(facts)
    ids = set(facts.records.tasks if kind == "task" else register.of_kind(kind))
    if name in ids:
        return
    if (kind, name) in register.left_out:
        raise UserError(
            f"the file of {KIND[kind].singular} `{name}` cannot be used; `pa-framework check --register DIR` says why"
        )
    ids |= _ids_in_sign_offs(register, kind)
    if name not in ids:
        _fail_unknown_id(name, ids, KIND[kind].singular)


def _ids_in_sign_offs(register: Register, kind: str) -> set[str]:
    sign_offs = [sign_off for pa in register.pas.values() for sign_off in pa.sign_offs]
    if kind == "task":
        return {sign_off.task for sign_off in sign_offs}
    if kind == "person":
        return {sign_off.person for sign_off in sign_offs}
    ids: set[str] = set()
    for sign_off in sign_offs if kind == "practitioner" else ():
        named = (sign_off.delegated_by, sign_off.trained_by, sign_off.assessed_by, sign_off.signed_off_by)
        ids.update(name for name in named if name)
        ids.update(observation.by for observation in sign_off.observed)
        ids.update(review.by for review in sign_off.reviews)
    return ids


def _fail_unknown_id(name: str, ids: Iterable[str], kind: str) -> NoReturn:
    candidates = set(ids)
    near = closest_match(name, candidates)
    example = f"; write an id such as `{min(candidates)}`" if candidates else ""
    raise UserError(f"there is no {kind} `{name}` here" + (f"; did you mean `{near}`?" if near else example))


def verdicts(
    facts: Facts, pa: str | None = None, task: str | None = None, person: str | None = None
) -> Iterator[tuple[Pa, int, Verdict]]:
    """The verdicts of the day, in the order of the files: the PA, the index of the sign-off, and its verdict.

    Only those of the PA, task and person that are given.
    """
    for record in register_of(facts).pas.values():
        if pa in (None, record.id):
            for index, sign_off in enumerate(record.sign_offs):
                if task in (None, sign_off.task) and person in (None, sign_off.person):
                    yield record, index, facts.chain_validator.verdict(record, index, facts.on)


def depends_on(verdict: Verdict, practitioner: str) -> bool:
    """Whether a practitioner acted in a chain, or an act in it has its authority from them."""
    return any(practitioner in act.path.practitioners or practitioner == act.by for act in verdict.acts)


def first_reason(verdict: Verdict) -> str:
    """The first reason of a verdict with its code, and the number of further ones; empty where it has none."""
    if not verdict.reasons:
        return ""
    first, more = verdict.reasons[0], len(verdict.reasons) - 1
    return " ".join(filter(None, (first.code, first.sentence, f"(and {more} more)" if more else "")))


def deciding_verdict(verdicts: Iterable[Verdict]) -> Verdict | None:
    """Of several sign-offs of one PA, task and person, the verdict that decides whether the PA may do it.

    It is one that lets them, unless another was withdrawn or stopped since its last decision; else the latest one.
    """
    candidates = list(verdicts)
    for valid in (verdict for verdict in candidates if verdict.may_do):
        decided = _last_decision(valid)
        stopped = [
            verdict
            for verdict in candidates
            if verdict.state is State.STOPPED
            and any(reason.code in ("SGN021", "SGN022") and reason.on >= decided for reason in verdict.reasons)
        ]
        return stopped[-1] if stopped else valid
    return max(candidates, key=_last_decision, default=None)


def _last_decision(verdict: Verdict) -> date:
    """The day of the last decision; before there is one, of the last act."""
    not_counted = {remark.on for remark in verdict.remarks}
    decisions = [
        act.on for act in verdict.acts if act.duty == "sign-off" or (act.duty == "review" and act.on not in not_counted)
    ]
    return max(decisions or [act.on for act in verdict.acts], default=date.min)


def reading_report(facts: Facts) -> Report:
    """The report of the rules about reading alone. With an error in it no paper may be printed.

    An event that cannot be read could turn a no into a yes.
    """
    other_rules = [code for code in RULES if code[:3] not in _READING_FAMILIES]
    return check_records(facts.records, facts.on, other_rules, facts.register)
