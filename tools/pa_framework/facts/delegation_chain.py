"""The sign-off chain at the level of the framework: roles, without people.

For each delegable task, in this order:

1. the five duties (delegate, train, assess, sign off, review), and the roles that the task names for each;
2. whether each role may hold that duty for tasks of that category and tier;
3. each role's path of authority: up through the roles that authorise it, until the path reaches a
   registered role that is accountable. A path that loops or ends elsewhere carries nothing. This is how
   certificate chains are validated: every link up to a root that answers for itself;
4. what the task's tier demands, beside what the task asks for.

A chain is a fact that explains itself. Whether it is good enough is for the rules of family DEL.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pa_framework.facts.graph import cycles
from pa_framework.records.load import Records
from pa_framework.records.model import Role, Task, Tier


@dataclass(frozen=True, slots=True)
class Duty:
    """One of the five duties: `by` names it in tasks and registers, `may` in roles, `verb` in prose."""

    id: str
    by: str
    may: str
    verb: str


DUTIES = (
    Duty("delegate", "delegated_by", "may_delegate", "delegate"),
    Duty("train", "trained_by", "may_train", "train for"),
    Duty("assess", "assessed_by", "may_assess", "assess"),
    Duty("sign-off", "signed_off_by", "may_sign_off", "sign off"),
    Duty("review", "reviewed_by", "may_review", "review"),
)

#: Who says yes, in words.
PARTY_NAMES: Mapping[str, str] = {
    "person": "the person",
    "pa": "the PA",
    "employer": "the employer",
    "insurer": "the insurer",
}


@dataclass(frozen=True, slots=True)
class RoleAuthority:
    """A role's path of authority: role ids from the role itself upward, and how the path ends.

    `accountable`: at a registered role that answers for itself. `loop`: it comes back to a role on it.
    `nobody`: at a role that nobody authorises. `unknown`: at a role whose record is missing or broken.
    """

    path: tuple[str, ...]
    ends: Literal["accountable", "loop", "nobody", "unknown"]

    @property
    def holds(self) -> bool:
        return self.ends == "accountable"


@dataclass(frozen=True, slots=True)
class Holder:
    """A role that a task names for a duty. `up_to` is the tier up to which the role may hold it here."""

    role: str
    index: int
    known: bool
    up_to: str | None
    may: bool
    authority: RoleAuthority


@dataclass(frozen=True, slots=True)
class AssignedDuty:
    """A duty of a task, with the roles named for it."""

    duty: Duty
    holders: tuple[Holder, ...]

    @property
    def missing(self) -> bool:
        return not self.holders

    @property
    def holds(self) -> bool:
        """At least one role is named, and every role named may hold the duty and has authority."""
        return bool(self.holders) and all(each.may and each.authority.holds for each in self.holders)


@dataclass(frozen=True, slots=True)
class Chain:
    """All that a sign-off for this task would rest on. `tier` is None where the task's tier is unknown.

    `sole_assessors` are those who assess where all of them are roles that the tier does not let assess alone.
    """

    task: Task
    tier: Tier | None
    duties: tuple[AssignedDuty, ...]
    agreed_missing: tuple[str, ...]
    observed: int
    observed_demanded: int
    review_months: int | None
    review_longest: int | None
    apart: tuple[tuple[str, str], ...]
    sole_assessors: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Every duty is held, and what the tier demands is met or exceeded."""
        return (
            self.tier is not None
            and all(each.holds for each in self.duties)
            and not self.agreed_missing
            and self.observed >= self.observed_demanded
            and self.review_months is not None
            and (self.review_longest is None or self.review_months <= self.review_longest)
            and not self.sole_assessors
        )


def authority_path(role: str, roles: Mapping[str, Role]) -> RoleAuthority:
    """The shortest path of authority from a role up to an accountable one, or how the search ends."""
    came_from: dict[str, str | None] = {role: None}
    queue = [role]
    unknown: str | None = None
    for name in queue:
        here = roles.get(name)
        if here is None:
            unknown = unknown or name
            continue
        if is_accountable(here):
            return RoleAuthority(_path_from(name, came_from), "accountable")
        for above in here.authorised_by:
            if above not in came_from:
                came_from[above] = name
                queue.append(above)
    if unknown is not None:
        return RoleAuthority(_path_from(unknown, came_from), "unknown")
    circles = cycles({name: roles[name].authorised_by for name in queue})
    if circles:
        found_at = {name: place for place, name in enumerate(queue)}
        circle = min(circles, key=lambda each: min(found_at[name] for name in each))
        entry = min(circle, key=lambda name: found_at[name])
        turn = circle.index(entry)
        return RoleAuthority((*_path_from(entry, came_from), *circle[turn + 1 :], *circle[1 : turn + 1]), "loop")
    return RoleAuthority(_path_from(next(name for name in queue if not roles[name].authorised_by), came_from), "nobody")


def is_accountable(role: Role) -> bool:
    """Whether a path of authority may end here: on a professional register, and accountable."""
    return role.accountable and role.kind == "registered"


def _path_from(name: str, came_from: Mapping[str, str | None]) -> tuple[str, ...]:
    path = [name]
    while (below := came_from[path[-1]]) is not None:
        path.append(below)
    return tuple(reversed(path))


def chains(records: Records) -> dict[str, Chain]:
    """The chain of every delegable task, by the task's id."""
    authorities = {name: authority_path(name, records.roles) for name in records.roles}
    return {
        task.id: _chain(task, records, authorities)
        for task in records.tasks.values()
        if task.status == "delegable" and task.sign_off is not None
    }


def _chain(task: Task, records: Records, authorities: Mapping[str, RoleAuthority]) -> Chain:
    sign_off = task.sign_off
    assert sign_off is not None
    tier = records.tiers.get(task.risk or "")
    demands = tier.demands if tier else None
    duties = tuple(
        AssignedDuty(
            duty,
            tuple(
                _holder(duty, name, index, task, records, authorities)
                for index, name in enumerate(getattr(sign_off, duty.by))
            ),
        )
        for duty in DUTIES
    )
    assessors = tuple(dict.fromkeys(sign_off.assessed_by))
    never_sole = demands.never_sole_assessor if demands else ()
    longest = records.framework.settings.longest_review_months if records.framework else None
    if demands:
        longest = min(demands.review_within_months, longest or demands.review_within_months)
    return Chain(
        task=task,
        tier=tier,
        duties=duties,
        agreed_missing=tuple(each for each in (demands.agreed_by if demands else ()) if each not in sign_off.agreed_by),
        observed=sign_off.observed_practices.at_least if sign_off.observed_practices else 0,
        observed_demanded=demands.observed_practices if demands else 0,
        review_months=sign_off.review_every.months if sign_off.review_every else None,
        review_longest=longest,
        apart=tuple(dict.fromkeys([*(demands.apart if demands else ()), *sign_off.apart])),
        sole_assessors=assessors if all(each in never_sole for each in assessors) else (),
    )


def _holder(
    duty: Duty, name: str, index: int, task: Task, records: Records, authorities: Mapping[str, RoleAuthority]
) -> Holder:
    role = records.roles.get(name)
    if role is None:
        return Holder(name, index, False, None, False, RoleAuthority((name,), "unknown"))
    height = records.tier_order()
    up_to = getattr(role, duty.may).get(task.category)
    may = up_to is not None and height.get(up_to, -1) >= height.get(task.risk or "", 0)
    return Holder(name, index, True, up_to, may, authorities[name])
