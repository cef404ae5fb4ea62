"""What follows for PAs who hold a sign-off: whether they read again or are assessed again, and how many there are."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pa_framework.diff.record_changes import RecordChange
from pa_framework.facts.comparison.snapshot import Snapshot
from pa_framework.facts.comparison.weakened import Weakened
from pa_framework.facts.totals import LOWEST_THRESHOLD
from pa_framework.facts.verdict import State, Verdict
from pa_framework.records.register import Register

#: Fields of a task that a PA works by, and fields that their assessment rested on.
_READ = frozenset(
    {"stop_when", "the_pa_does", "the_pa_does_not", "before_you_start", "tell", "decide_again_when", "settings"}
)
#: What makes an assessment rest on less than is asked now.
_ASSESS = frozenset(
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


@dataclass(frozen=True, slots=True)
class Follows:
    """For one task. `approved_on` is the day of an approval that was given before this change, if there is one."""

    task: str
    title: str
    read_again: bool
    assess_again: bool
    approved_on: str


def follows(
    base: Snapshot, head: Snapshot, records: Sequence[RecordChange], stricter: Sequence[Weakened]
) -> tuple[Follows, ...]:
    """What follows, for each task that somebody may be signed off for on both sides."""
    changed = {each.id: each for each in records if each.kind == "task"}
    again = {
        task
        for each in stricter
        if each.kind in _ASSESS and (each.kind != "tier-demands-less" or "observed" in each.guards)
        for task in each.tasks
    }
    found = []
    for name, task in head.records.tasks.items():
        old = base.records.tasks.get(name)
        if old is None or old.status != "delegable" or task.status != "delegable":
            continue
        changes = changed[name].changes if name in changed else ()
        fields = {each.names[0] for each in changes if each.names}
        more = any(each.names[:1] == ("the_pa_does",) and each.how == "added" for each in changes)
        read, assess = bool(fields & _READ), name in again or more
        clinical = fields - {"title", "summary", "easy_read", "note", "owner", "sources", "approval", "equipment"}
        stale = clinical and task.approval.state == "approved" and task.approval.on == old.approval.on
        if read or assess or stale:
            found.append(Follows(name, task.title, read, assess, str(task.approval.on or "") if stale else ""))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of sign-offs, and whether so few sign-offs, PAs or people stand behind it that it may not be published."""

    number: int
    small: bool


@dataclass(frozen=True, slots=True)
class SignOffs:
    """What becomes of the sign-offs of a register. `least` is the threshold of small numbers.

    `states` counts them by verdict before and after. `stops`: the PA may do the task no longer; `starts`: they may now.
    """

    invented: bool
    least: int
    unreadable: int
    all: Counted
    touched: Counted
    turned: Counted
    stops: Counted
    starts: Counted
    states: tuple[tuple[str, str, int], ...]


def sign_offs(base: Snapshot, head: Snapshot, register: Register, tasks: Collection[str]) -> SignOffs:
    """The verdicts of a register on the day, judged by both sides."""
    settings = head.records.framework.settings if head.records.framework else None
    least = max(settings.small_number_threshold if settings else LOWEST_THRESHOLD, LOWEST_THRESHOLD)
    before, after = (side.with_register(register).verdicts for side in (base, head))
    pairs = list(zip(before, after, strict=True))
    touched = [now for was, now in pairs if now.task in tasks or _differ(was, now)]
    turned = [(was, now) for was, now in pairs if _differ(was, now)]
    stops = [now for was, now in turned if was.may_do and not now.may_do]
    states = Counter((was.state, now.state) for was, now in turned)
    order = list(State)
    return SignOffs(
        invented=register.about is not None and register.about.kind == "invented",
        least=least,
        unreadable=len({each.span.path for each in register.findings}),
        all=_counted(after, (), least),
        touched=_counted(touched, after, least),
        turned=_counted([now for _, now in turned], after, least),
        stops=_counted(stops, after, least),
        starts=_counted([now for was, now in turned if now.may_do and not was.may_do], after, least),
        states=tuple(
            (str(was), str(now), number)
            for (was, now), number in sorted(states.items(), key=lambda each: [order.index(state) for state in each[0]])
        ),
    )


def _differ(was: Verdict, now: Verdict) -> bool:
    return was.state is not now.state


def _counted(part: Sequence[Verdict], whole: Sequence[Verdict], least: int) -> Counted:
    """A number is small where it or what is left of the whole is: each could be worked out from the other."""
    rest = [each for each in whole if each not in part] if whole else None
    return Counted(len(part), _small(part, least) or (rest is not None and bool(rest) and _small(rest, least)))


def _small(verdicts: Sequence[Verdict], least: int) -> bool:
    return min(len(verdicts), len({each.pa for each in verdicts}), len({each.person for each in verdicts})) < least
