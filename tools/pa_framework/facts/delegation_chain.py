"""The sign-off chain of each delegable task, at the level of the framework: roles, without people.

A chain holds, in this order:

1. the five duties (delegate, train, assess, sign off, review), and the roles that the task names for each;
2. whether each role may hold that duty for tasks of that category and tier;
3. each role's path of authority: up through the roles that authorise it, until it reaches a registered role that is
   accountable. Paths are validated as certificate chains are, link by link up to a trusted root. A path that loops
   or ends elsewhere gives no authority;
4. what the task asks for, and what its tier demands.

These are facts. The rules of family DEL decide whether a chain is good enough.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from pa_framework.facts.graph import cycles
from pa_framework.facts.grounds import ground_of
from pa_framework.facts.terms import longest_months
from pa_framework.records.field_meaning import labels
from pa_framework.records.load import Records
from pa_framework.records.model import DutyField, DutyId, Ground, Party, Role, Task, Tier
from pa_framework.text.sentences import join_words


class Duty(Struct, frozen=True):
    """One of the five duties: `by` is its field in tasks and registers, `may` its field in roles, `verb` its name in text."""

    id: DutyId
    by: DutyField
    may: str
    verb: str


DUTIES = (
    Duty("delegate", "delegated_by", "may_delegate", "delegate"),
    Duty("train", "trained_by", "may_train", "train for"),
    Duty("assess", "assessed_by", "may_assess", "assess"),
    Duty("sign-off", "signed_off_by", "may_sign_off", "sign off"),
    Duty("review", "reviewed_by", "may_review", "review"),
)

#: The parties whose agreement a sign-off may need, as they are named in a sentence.
PARTY_NAMES = labels("task", "sign_off.agreed_by")


def agreement_words(parties: Sequence[Party]) -> str:
    """Who must agree, as part of a sentence: `the person and the PA agree, and the insurer confirms the cover`."""
    agreeing = [PARTY_NAMES[party] for party in parties if party != "insurer"]
    agree = f"{join_words(agreeing)} {'agrees' if len(agreeing) == 1 else 'agree'}" if agreeing else ""
    cover = f"{PARTY_NAMES['insurer']} confirms the cover" if "insurer" in parties else ""
    return ", and ".join(words for words in (agree, cover) if words)


class RoleAuthority(Struct, frozen=True):
    """A role's path of authority: role ids from the role itself upward, and how the path ends.

    `accountable`: at a registered role that is accountable. `loop`: at a role that is on the path already.
    `unauthorised`: at a role that no role authorises. `unknown`: at a role whose record is missing or unreadable.
    """

    path: tuple[str, ...]
    ends: Literal["accountable", "loop", "unauthorised", "unknown"]

    @property
    def holds(self) -> bool:
        """Whether the path gives authority."""
        return self.ends == "accountable"

    def holds_on(self, ground: Ground) -> bool:
        """Whether it gives authority on a ground: where no one need be accountable, any role may be at its end."""
        return self.holds or (ground.accountable == "none" and self.ends == "unauthorised")


class Holder(Struct, frozen=True):
    """A role that a task names for a duty, at `index` in the list of the task.

    `up_to` is the highest tier for which the role may hold the duty in the task's category, if any; `may_hold` is
    whether that includes the task's tier. `role_exists` is False where no record has the id.
    """

    role: str
    index: int
    role_exists: bool
    up_to: str | None
    may_hold: bool
    authority: RoleAuthority


class AssignedDuty(Struct, frozen=True):
    """A duty of a task, with the roles named for it, and the ground of the task."""

    duty: Duty
    holders: tuple[Holder, ...]
    ground: Ground

    @property
    def is_missing(self) -> bool:
        """Whether the task names no role for the duty."""
        return not self.holders

    @property
    def holds(self) -> bool:
        """At least one role is named, and every role named may hold the duty and has authority."""
        return bool(self.holders) and all(
            holder.may_hold and holder.authority.holds_on(self.ground) for holder in self.holders
        )


class Chain(Struct, frozen=True):
    """Everything that a sign-off for a task rests on. `tier` is None where the task's tier is unknown.

    `ground` is that of the task, and `duties` are those that it has: the others are not asked for.
    `missing_agreements` are parties that the tier demands and the task does not ask. `separated_duties` are pairs of
    fields (`trained_by`, `assessed_by`) that two different practitioners must hold. `sole_assessors` are the roles
    that assess where the tier lets none of them assess alone. Times between reviews are in months.
    """

    task: Task
    tier: Tier | None
    ground: Ground
    duties: tuple[AssignedDuty, ...]
    missing_agreements: tuple[str, ...]
    observed_practices: int
    demanded_practices: int
    review_months: int | None
    longest_review_months: int | None
    separated_duties: tuple[tuple[DutyField, DutyField], ...]
    sole_assessors: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Every duty is held, and what the tier demands is met or exceeded."""
        return (
            self.tier is not None
            and all(duty.holds for duty in self.duties)
            and not self.missing_agreements
            and self.observed_practices >= self.demanded_practices
            and self.review_months is not None
            and (self.longest_review_months is None or self.review_months <= self.longest_review_months)
            and not self.sole_assessors
        )


def is_delegated(task: Task) -> bool:
    """Whether a task may be delegated, always or by exception, so that it has a chain."""
    return task.status in ("delegable", "by-exception")


def authority_path(role: str, roles: Mapping[str, Role]) -> RoleAuthority:
    """The shortest path of authority from a role (id) up to an accountable one, or else where the search ended."""
    came_from: dict[str, str | None] = {role: None}
    queue = [role]
    unknown: str | None = None
    for name in queue:
        current = roles.get(name)
        if current is None:
            unknown = unknown or name
            continue
        if is_accountable(current):
            return RoleAuthority(_path_from(name, came_from), "accountable")
        for above in current.authorised_by:
            if above not in came_from:
                came_from[above] = name
                queue.append(above)
    if unknown is not None:
        return RoleAuthority(_path_from(unknown, came_from), "unknown")
    found = cycles({name: roles[name].authorised_by for name in queue})
    if found:
        distance = {name: place for place, name in enumerate(queue)}
        nearest = min(found, key=lambda cycle: min(distance[name] for name in cycle))
        entry = min(nearest, key=lambda name: distance[name])
        turn = nearest.index(entry)
        return RoleAuthority((*_path_from(entry, came_from), *nearest[turn + 1 :], *nearest[1 : turn + 1]), "loop")
    return RoleAuthority(
        _path_from(next(name for name in queue if not roles[name].authorised_by), came_from), "unauthorised"
    )


def is_accountable(role: Role) -> bool:
    """Whether a path of authority may end at a role: it is on a professional register, and accountable."""
    return role.accountable and role.kind == "registered"


def separated_duties(task: Task, tier: Tier | None) -> tuple[tuple[DutyField, DutyField], ...]:
    """Pairs of duties (`trained_by`, `assessed_by`) that the tier or the task wants held by different practitioners."""
    pairs = [*(tier.demands.apart if tier else ()), *(task.sign_off.apart if task.sign_off else ())]
    return tuple(dict.fromkeys(pairs))


def _path_from(name: str, came_from: Mapping[str, str | None]) -> tuple[str, ...]:
    """The roles from the one that was asked about up to `name`."""
    path = [name]
    while (below := came_from[path[-1]]) is not None:
        path.append(below)
    return tuple(reversed(path))


def roles_only_without_accountable(chains: Iterable[Chain]) -> frozenset[str]:
    """The roles (ids) that tasks name, each time on a ground that needs no one accountable."""
    only: dict[str, bool] = {}
    for chain in chains:
        is_without = chain.ground.accountable == "none"
        for role in {holder.role for held in chain.duties for holder in held.holders}:
            only[role] = only.get(role, True) and is_without
    return frozenset(role for role, is_without in only.items() if is_without)


def role_authorities(records: Records) -> dict[str, RoleAuthority]:
    """The path of authority of every role, by the role's id."""
    return {name: authority_path(name, records.roles) for name in records.roles}


def chains(records: Records, authorities: Mapping[str, RoleAuthority]) -> dict[str, Chain]:
    """The chain of every delegable task, by the task's id. `authorities` are those of `role_authorities`."""
    return {
        task.id: _chain(task, records, authorities)
        for task in records.tasks.values()
        if is_delegated(task) and task.sign_off is not None
    }


def _chain(task: Task, records: Records, authorities: Mapping[str, RoleAuthority]) -> Chain:
    sign_off = task.sign_off
    assert sign_off is not None
    tier = records.tiers.get(task.risk or "")
    demands = tier.demands if tier else None
    ground = ground_of(records, task)
    duties = tuple(
        AssignedDuty(
            duty,
            tuple(
                _holder(duty, name, index, task, records, authorities)
                for index, name in enumerate(getattr(sign_off, duty.by))
            ),
            ground,
        )
        for duty in DUTIES
        if duty.id in ground.duties
    )
    assessors = tuple(dict.fromkeys(sign_off.assessed_by)) if "assess" in ground.duties else ()
    practised = bool({"train", "assess"} & set(ground.duties))
    never_sole = demands.never_sole_assessor if demands else ()
    longest = records.framework.settings.longest_review_months if records.framework else None
    if demands:
        longest = min(demands.review_within_months, longest or demands.review_within_months)
    return Chain(
        task=task,
        tier=tier,
        ground=ground,
        duties=duties,
        missing_agreements=tuple(
            party for party in (demands.agreed_by if demands else ()) if party not in sign_off.agreed_by
        ),
        observed_practices=sign_off.observed_practices.at_least if sign_off.observed_practices else 0,
        demanded_practices=demands.observed_practices if demands and practised else 0,
        review_months=longest_months(sign_off.review_every) if sign_off.review_every else None,
        longest_review_months=longest,
        separated_duties=separated_duties(task, tier),
        sole_assessors=assessors if assessors and all(role in never_sole for role in assessors) else (),
    )


def _holder(
    duty: Duty, name: str, index: int, task: Task, records: Records, authorities: Mapping[str, RoleAuthority]
) -> Holder:
    role = records.roles.get(name)
    if role is None:
        return Holder(name, index, False, None, False, RoleAuthority((name,), "unknown"))
    order = records.tier_order()
    up_to = getattr(role, duty.may).get(task.category)
    may_hold = up_to is not None and order.get(up_to, -1) >= order.get(task.risk or "", 0)
    return Holder(name, index, True, up_to, may_hold, authorities[name])
