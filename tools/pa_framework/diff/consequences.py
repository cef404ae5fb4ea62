"""What follows for PAs who hold a sign-off: whether they read again or are assessed again, and how many there are."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct

from pa_framework.diff.record_changes import RecordChange
from pa_framework.facts.comparison.snapshot import Snapshot
from pa_framework.facts.comparison.weakened import Weakened
from pa_framework.facts.delegation_chain import is_delegated
from pa_framework.facts.totals import LOWEST_THRESHOLD
from pa_framework.facts.verdict import State, Verdict
from pa_framework.records.field_meaning import FieldMeaning, meaning_at
from pa_framework.records.register import Register

#: Kinds of weakening after whose reverse an assessment rests on less than is asked now.
_ASSESS_AGAIN = frozenset(
    {
        "fewer-observed",
        "requires-less",
        "risk-lower",
        "transferable",
        "fewer-apart",
        "no-chain",
        "tier-demands-less",
        "competence-asks-less",
    }
)
#: The guards of a tier that are about practices: with more of them asked, a practice that was enough is not.
_PRACTICES = frozenset({"observed", "with-person", "different-days"})


class Consequence(Struct, frozen=True):
    """For one task. `approved_on` is the day of an approval that was given before this change, if there is one."""

    task: str
    title: str
    read_again: bool
    assess_again: bool
    approved_on: str


def consequences(
    base: Snapshot,
    head: Snapshot,
    records: Sequence[RecordChange],
    stricter: Sequence[Weakened],
    shared: Mapping[str, Sequence[FieldMeaning]],
) -> tuple[Consequence, ...]:
    """What follows, for each task that is delegable in both snapshots. `shared` is what changed in what tasks share."""
    changed = {change.id: change for change in records if change.kind == "task"}
    to_assess = {
        task
        for change in stricter
        if change.kind in _ASSESS_AGAIN and (change.kind != "tier-demands-less" or change.guards & _PRACTICES)
        for task in change.tasks
    }
    found = []
    for name, task in head.records.tasks.items():
        old = base.records.tasks.get(name)
        if old is None or not is_delegated(old) or not is_delegated(task):
            continue
        changes = changed[name].changes if name in changed else ()
        meanings = [meaning for change in changes if (meaning := meaning_at("task", change.names)) is not None]
        read = any(meaning.pa_reads for meaning in (*meanings, *shared.get(name, ())))
        assess = name in to_assess or any(
            change.names[:1] == ("the_pa_does",) and change.how == "added" for change in changes
        )
        clinical = any(meaning.clinical and meaning.names[0] != "approval" for meaning in meanings)
        stale = clinical and task.approval.state == "approved" and task.approval.on == old.approval.on
        if read or assess or stale:
            found.append(Consequence(name, task.title, read, assess, str(task.approval.on or "") if stale else ""))
    return tuple(found)


class Counted(Struct, frozen=True):
    """A number of sign-offs. It is `small` where it may not be published: too few sign-offs, PAs or people."""

    number: int
    small: bool


class SignOffs(Struct, frozen=True):
    """What becomes of the sign-offs of a register.

    Attributes:
        threshold: Numbers below it are small.
        unreadable: The number of files that cannot be used.
        reached: Sign-offs for a task that the change reaches.
        changed: Sign-offs with another verdict than before.
        lost: Sign-offs with which the PA may no longer do the task.
        gained: Sign-offs with which the PA may do the task now.
        states: The changed verdicts as (before, after, number).
    """

    invented: bool
    threshold: int
    unreadable: int
    all: Counted
    reached: Counted
    changed: Counted
    lost: Counted
    gained: Counted
    states: tuple[tuple[str, str, int], ...]


def count_sign_offs(base: Snapshot, head: Snapshot, register: Register, tasks: Collection[str]) -> SignOffs:
    """The verdicts of a register on the day, by the rules of both snapshots. `tasks` are those that are reached."""
    settings = head.records.framework.settings if head.records.framework else None
    threshold = max(settings.small_number_threshold if settings else LOWEST_THRESHOLD, LOWEST_THRESHOLD)
    before, after = (snapshot.with_register(register).verdicts for snapshot in (base, head))
    pairs = list(zip(before, after, strict=True))
    changed = [(old, new) for old, new in pairs if old.state is not new.state]
    reached = [new for old, new in pairs if new.task in tasks or old.state is not new.state]
    lost = [new for old, new in changed if old.may_do and not new.may_do]
    gained = [new for old, new in changed if new.may_do and not old.may_do]
    states = Counter((old.state, new.state) for old, new in changed)
    order = list(State)
    return SignOffs(
        invented=register.about is not None and register.about.kind == "invented",
        threshold=threshold,
        unreadable=len({finding.span.path for finding in register.findings}),
        all=_counted(after, (), threshold),
        reached=_counted(reached, after, threshold),
        changed=_counted([new for _, new in changed], after, threshold),
        lost=_counted(lost, after, threshold),
        gained=_counted(gained, after, threshold),
        states=tuple(
            (str(old), str(new), number)
            for (old, new), number in sorted(states.items(), key=lambda item: [order.index(state) for state in item[0]])
        ),
    )


def _counted(part: Sequence[Verdict], whole: Sequence[Verdict], threshold: int) -> Counted:
    """A number is small where it or the rest of the whole is: each could be worked out from the other.

    `part` holds verdicts of `whole` itself, so identity distinguishes them: two may be equal.
    """
    in_part = {id(verdict) for verdict in part}
    rest = [verdict for verdict in whole if id(verdict) not in in_part] if whole else None
    small = _is_small(part, threshold) or (rest is not None and bool(rest) and _is_small(rest, threshold))
    return Counted(len(part), small)


def _is_small(verdicts: Sequence[Verdict], threshold: int) -> bool:
    pas, persons = ({getattr(verdict, field) for verdict in verdicts} for field in ("pa", "person"))
    return min(len(verdicts), len(pas), len(persons)) < threshold
