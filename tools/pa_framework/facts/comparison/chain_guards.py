"""What guards a delegated task, as it takes effect: the task, its tier, the roles and the settings taken together.

Each guard has one of four forms, so that two snapshots can be compared without knowing what it means:

* `needs`: a guard is there for each of these. One that is gone is weaker.
* `allows`: each of these is let through. One more is weaker.
* `least`: a number that is weaker when it is lower. `most`: one that is weaker when it is higher, or not there.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from pa_framework.facts.delegation_chain import DUTIES, is_accountable
from pa_framework.facts.facts import Facts
from pa_framework.facts.requirements import CompetenceAtStep, outermost, parse
from pa_framework.facts.terms import longest_months
from pa_framework.facts.triggers import triggers_of
from pa_framework.records.model import Role, Task

#: What follows from who has authority.
RIGHTS = frozenset({*(f"may:{duty.id}" for duty in DUTIES), "answers", "authorised", "registered"})
#: What the tier of a task decides.
OF_THE_TIER = frozenset(
    {
        "agreed",
        "observed",
        "review",
        "limit",
        "apart",
        "sole",
        "with-person",
        "different-days",
        "assessed-within",
        "reassess-after",
        "expired",
    }
)
EVERY = (
    RIGHTS
    | OF_THE_TIER
    | {*(f"named:{duty.by}" for duty in DUTIES), "requires", "steps", "triggers", "stopping", "check"}
)


class Guards(Struct, frozen=True):
    """The guards of one chain. The keys name guards, such as `agreed`, `named:assessed_by` or `may:assess`."""

    needs: Mapping[str, frozenset[str]]
    allows: Mapping[str, frozenset[str]]
    least: Mapping[str, int]
    most: Mapping[str, int | None]


class ChainGuards:
    """The guards of the tasks of one snapshot."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._records = facts.records
        self._rights: dict[tuple[str, str], frozenset[tuple[str, str]]] = {}
        self._guards: dict[str, Guards] = {}

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Roles, tiers, categories and steps of this snapshot, as `kind id`: what is new in the head cannot be weaker."""
        return frozenset(
            f"{kind} {name}" for kind in ("role", "tier", "category", "step") for name in self._records.of_kind(kind)
        )

    def may(self, role: Role, field: str) -> frozenset[tuple[str, str]]:
        """The pairs of category and tier for which a role of this snapshot holds a duty."""
        found = self._rights.get((role.id, field))
        if found is None:
            order = self._records.tier_order()
            found = self._rights[role.id, field] = frozenset(
                (category, tier)
                for category, up_to in getattr(role, field).items()
                for tier in order
                if order[tier] <= order.get(up_to, -1)
            )
        return found

    def of(self, task: Task) -> Guards:
        """The guards of a delegable task of this snapshot."""
        if task.id not in self._guards:
            self._guards[task.id] = self._found(task)
        return self._guards[task.id]

    def _found(self, task: Task) -> Guards:
        facts, records = self._facts, self._records
        sign_off, chain = task.sign_off, facts.chains[task.id]
        assert sign_off is not None
        tier = records.tiers.get(task.risk or "")
        demands = tier.demands if tier else None
        settings = records.framework.settings if records.framework else None
        acting = [
            role
            for role in records.roles.values()
            if facts.authorities[role.id].holds
            and any((task.category, task.risk) in self.may(role, duty.may) for duty in DUTIES)
        ]
        allows = {
            f"may:{duty.id}": frozenset(
                role.id for role in acting if (task.category, task.risk) in self.may(role, duty.may)
            )
            for duty in DUTIES
        }
        allows |= {f"named:{duty.by}": frozenset(getattr(sign_off, duty.by)) for duty in DUTIES}
        allows["answers"] = frozenset(role.id for role in acting if is_accountable(role))
        allows["authorised"] = frozenset(
            f"{role.id} by {above}" for role in acting if not is_accountable(role) for above in role.authorised_by
        )
        # What else an expression asks for, weaker_tasks.py compares.
        required = [one for one in outermost(parse(task.requires)) if isinstance(one, CompetenceAtStep)]
        allows["steps"] = frozenset(
            f"{one.competence} at {step_id}" for one in required for step_id in self._enough(one.step)
        )
        agreed = [*sign_off.agreed_by, *(demands.agreed_by if demands else ())]
        triggers = triggers_of(records, task)
        own = longest_months(sign_off.review_every) if sign_off.review_every else None
        return Guards(
            needs={
                "agreed": frozenset(agreed),
                "apart": frozenset(" and ".join(sorted(pair)) for pair in chain.separated_duties),
                "sole": frozenset(demands.never_sole_assessor if demands else ()),
                "requires": frozenset(one.competence for one in required),
                "triggers": frozenset(trigger.id for trigger in triggers),
                "stopping": frozenset(trigger.id for trigger in triggers if trigger.does == "stop"),
                "expired": frozenset(
                    {"a competence that ran out"}
                    if demands and demands.expired_competence in ("lapsed", "stopped")
                    else ()
                ),
                "registered": frozenset(role.id for role in acting if is_accountable(role) and role.register),
            },
            allows=allows,
            least={
                "observed": max(chain.observed_practices, chain.demanded_practices),
                "with-person": (demands.with_person or 0) if demands and not task.rescue else 0,
                "different-days": (demands.different_days or 0) if demands else 0,
            },
            most={
                "review": own or (demands.review_within_months if demands else None),
                "limit": chain.longest_review_months,
                "assessed-within": demands.assessed_within_days if demands else None,
                "reassess-after": demands.reassess_after_lapse_days if demands else None,
                "check": settings.register_check_valid_months if settings else None,
            },
        )

    def _enough(self, step: str) -> Iterator[str]:
        order = self._records.step_order()
        return (step_id for step_id in order if order[step_id] >= order.get(step, 0))


def weaker(old: Guards, new: Guards, vocabulary: Iterable[str]) -> frozenset[str]:
    """The names of the guards that are weaker. Roles, steps and so on that the `vocabulary` of the base lacks are new."""
    before = set(vocabulary)
    found = {name for name, needed in old.needs.items() if needed - new.needs[name]}
    found.discard("registered")  # a role that is no longer on a register may act no more, unless it is among the rest
    still = new.allows["authorised"] | new.allows["answers"]
    if any(
        role in {pair.split(" by ")[0] for pair in still} for role in old.needs["registered"] - new.needs["registered"]
    ):
        found.add("registered")
    for name, allowed in old.allows.items():
        more = new.allows[name] - allowed
        if name == "steps":
            required = {entry.split(" at ")[0] for entry in allowed}
            more = frozenset(
                entry
                for entry in more
                if entry.split(" at ")[0] in required and f"step {entry.split(' at ')[1]}" in before
            )
        if more:
            found.add(name)
    found |= {name for name, number in old.least.items() if new.least[name] < number}
    for name, most in old.most.items():
        now = new.most[name]
        if most is not None and (now is None or now > most):
            found.add(name)
    return frozenset(found)
