"""Orders: dated changes of the rules of tasks and tiers, for everyone.

`docs/decisions/0037-means-for-other-programmes.md`, section 5, is the specification.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from msgspec import Struct, convert
from msgspec.structs import fields, replace

from pa_framework.records.model import Demands, ObservedPractices, Order, SignOff, Task, Tier
from pa_framework.text.dates import add_days

#: What `tasks` of an order says where it holds for every task.
EVERY_TASK = "every-task"


def touches(order: Order, task: str) -> bool:
    """Whether an order is about a task."""
    return order.tasks == EVERY_TASK or task in order.tasks


def by_words(order: Order) -> str:
    """Who gave an order, within a sentence."""
    return f"the {order.by[4:]}" if order.by.startswith("The ") else order.by


class Orders(Struct, frozen=True):
    """The orders of a framework, in the order in which they began; of two of one day, the later in the file is last."""

    orders: tuple[Order, ...] = ()

    @classmethod
    def of(cls, orders: Iterable[Order]) -> "Orders":
        """These orders."""
        return cls(tuple(sorted(orders, key=lambda order: order.first)))

    def on(self, task: str, day: date) -> tuple[Order, ...]:
        """The orders that hold for a task on a day."""
        if not self.orders:  # asked for every act of every sign-off, and most frameworks have none
            return ()
        return tuple(order for order in self.orders if order.first <= day <= order.until and touches(order, task))

    def up_to(self, task: str, first: date, day: date) -> tuple[Order, ...]:
        """The orders about a task that held on some day from `first` to `day`."""
        return tuple(
            order
            for order in self.orders
            if touches(order, task) and first <= order.until and order.first <= min(order.until, day)
        )

    def run_on(self, task: str, last: date, day: date) -> date:
        """The last day of something about a task, as it is on a day: later where an order lets it run on.

        An order lets nothing run on beyond its own last day.
        """
        latest = last
        for order in self.on(task, day):
            if order.terms_run_on is not None:
                latest = max(latest, min(add_days(last, order.terms_run_on.days), order.until))
        return latest


def task_in_orders(task: Task, orders: Iterable[Order]) -> Task:
    """A task with what it requires, and the values of `sign_off`, that orders change."""
    if task.sign_off is None:
        return task
    sign_off, requires = task.sign_off, task.requires
    for order in orders:
        changed = _values(SignOff, order.changes)
        if "observed_practices" in order.changes:
            basis = sign_off.observed_practices.basis if sign_off.observed_practices else "local-policy"
            changed["observed_practices"] = ObservedPractices(at_least=order.changes["observed_practices"], basis=basis)
        sign_off = replace(sign_off, **changed) if changed else sign_off
        requires = order.changes.get("requires", requires)
    is_same = sign_off is task.sign_off and requires is task.requires
    return task if is_same else replace(task, sign_off=sign_off, requires=requires)


def tier_in_orders(tier: Tier, orders: Iterable[Order]) -> Tier:
    """A tier with the demands that orders change."""
    demands = tier.demands
    for order in orders:
        changed = _values(Demands, order.changes)
        demands = replace(demands, **changed) if changed else demands
    return tier if demands is tier.demands else replace(tier, demands=demands)


def _values(struct: type[Struct], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The values of changes that are fields of a struct, by their names in Python."""
    known = _fields(struct)
    found = {}
    for name, value in changes.items():
        if name in known and not (struct is SignOff and name == "observed_practices"):
            found[known[name][0]] = convert(value, known[name][1])
    return found


@cache
def _fields(struct: type[Struct]) -> Mapping[str, tuple[str, Any]]:
    """The fields of a struct by their names in files: the name in Python, and the type."""
    return {info.encode_name: (info.name, info.type) for info in fields(struct)}
