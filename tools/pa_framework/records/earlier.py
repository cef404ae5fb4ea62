"""Rules with dates: tasks, tiers, roles, triggers and competences as they were on a day, and what a change asks of old sign-offs.

A record says in `earlier` what held until a day, the newest entry first, and only the fields that were different:

    review_every: {months: 6}
    earlier:
      - until: 2026-08-31
        review_every: {months: 12}

`until` is the last day on which the entry held. Maps merge, lists are replaced, and null takes a field away.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from pa_framework.records.dated_documents import EARLIER, entries_newest_first, value_at, with_entries
from pa_framework.records.decode import STRUCTS, decode_dated
from pa_framework.records.model import AskedOfOldSignOffs, Competence, FrameworkRecords, Role, Task, Tier, Trigger
from pa_framework.records.orders import Orders, task_in_orders, tier_in_orders
from pa_framework.text.findings import Span

_Dated = TypeVar("_Dated", Task, Tier, Role, Trigger, Competence)
_AnyDated = Task | Tier | Role | Trigger | Competence


def as_of(record: _Dated, day: date) -> _Dated:
    """The record as it was on a day; the same object where no entry of `earlier` reaches that day.

    Its `earlier` holds the entries that ended before the day, and its `origin` leads to where each value is written.
    Reading a field raises UnreadableField where the file does not say clearly what it was on that day.
    """
    count = _entries_in_force(record, day)
    return _with_entries(record, count) if count else record


def _entries_in_force(record: _AnyDated, day: date) -> int:
    """How many of the newest entries of `earlier` are laid over the record to see it on a day."""
    return sum(entry.until >= day for entry in record.earlier)


def _with_entries(record: _Dated, count: int) -> _Dated:
    origin = record.origin
    dated = with_entries(origin.document, origin.route, count)
    found: _Dated = decode_dated(dated, _kind(type(record)), origin.route)
    return found if found.id == record.id else replace(found, id=record.id)


@cache
def _kind(struct: type[Any]) -> str:
    """The kind of record of a struct type, or of one whose fields cannot all be read."""
    return next(kind for kind, of_kind in STRUCTS.items() if issubclass(struct, of_kind))


def records_with_earlier(records: FrameworkRecords) -> Iterator[tuple[str, _AnyDated]]:
    """The records that say what held earlier, each with its kind."""
    for kind, held in (
        ("task", records.tasks),
        ("tier", records.tiers),
        ("role", records.roles),
        ("trigger", records.triggers),
        ("competence", records.competences),
    ):
        yield from ((kind, record) for record in held.values() if record.earlier)


def entries_that_change_nothing(record: _AnyDated) -> Iterator[int]:
    """The numbers of the entries of `earlier` in which nothing differs from what held after them."""
    document, route = record.origin.document, record.origin.route
    after = rules_in(value_at(document.data, route))
    for count, (number, _) in enumerate(entries_newest_first(value_at(document.data, route)), start=1):
        then = rules_in(value_at(with_entries(document, route, count).document.data, route))
        if then == after:
            yield number
        after = then


def rules_in(record: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a record without what it says about earlier days."""
    return {name: value for name, value in record.items() if name != EARLIER}


class RuleChange(Struct, frozen=True):
    """A change of a rule that asks something of the sign-offs that are older than it.

    `kind` and `id` name the record that changed. `until` is the last day of the rule before the change, and `do` what is
    asked: `review` or `reassess`. `by` is the last day to do it, if there is one. `span` is where the record says so.
    """

    kind: str
    id: str
    until: date
    do: AskedOfOldSignOffs
    by: date | None
    span: Span


class DatedRules(Struct, frozen=True, eq=False):
    """The rules of any day. Where a record has nothing under `earlier`, and no order holds, asking for it is a look-up.

    Each answer is computed once. An id that is unknown gives None. `orders` are those that change the rules.
    """

    records: FrameworkRecords
    orders: Orders = field(default_factory=Orders)
    _seen: dict[tuple[str, object, int], Any] = field(default_factory=dict)

    def task(self, id: str, day: date) -> Task | None:
        """The task as it was on a day."""
        task = self.records.tasks.get(id)
        if task is not None and task.earlier:
            task = self._on(self.records.tasks, "task", id, day)
        if task is None or not self.orders.orders or not (orders := self.orders.on(id, day)):
            return task
        key = ("task", (id, *(order.id for order in orders)), _entries_in_force(self.records.tasks[id], day))
        if key not in self._seen:
            self._seen[key] = task_in_orders(task, orders)
        found: Task = self._seen[key]
        return found

    def tier(self, task: Task, day: date) -> Tier | None:
        """The tier of risk of a task as it was on a day. The task is as it was on that day too."""
        name = task.risk or ""
        tier = self._on(self.records.tiers, "tier", name, day)
        if tier is None or not (orders := self.orders.on(task.id, day)):
            return tier
        key = ("tier", (name, *(order.id for order in orders)), _entries_in_force(self.records.tiers[name], day))
        if key not in self._seen:
            self._seen[key] = tier_in_orders(tier, orders)
        found: Tier = self._seen[key]
        return found

    def role(self, id: str, day: date) -> Role | None:
        """The role as it was on a day."""
        return self._on(self.records.roles, "role", id, day)

    def competence(self, id: str, day: date) -> Competence | None:
        """The competence as it was on a day."""
        return self._on(self.records.competences, "competence", id, day)

    def trigger(self, id: str, day: date) -> Trigger | None:
        """The trigger as it was on a day."""
        return self._on(self.records.triggers, "trigger", id, day)

    def changes(self, task_id: str, decided: date, on: date) -> tuple[RuleChange, ...]:
        """What the task, and its tier on the day `on`, ask of a sign-off that was decided on the day `decided`.

        These are the changes on or after the day after `decided` and on or before `on`; the newest first, those of the
        task before those of the tier. Those that ask for nothing are left out.
        """
        task = self.task(task_id, on)
        if task is None:
            return ()
        tier = self.tier(task, on)
        if not task.earlier and (tier is None or not tier.earlier):
            return ()
        changed = ((kind, record) for kind, record in (("task", task), ("tier", tier)) if record is not None)
        return tuple(change for kind, record in changed for change in _changes(kind, record, decided))

    def _on(self, held: Mapping[str, _Dated], kind: str, id: str, day: date) -> _Dated | None:
        record = held.get(id)
        if record is None or not record.earlier:
            return record
        count = _entries_in_force(record, day)
        if not count:
            return record
        key: tuple[str, object, int] = (kind, id, count)
        if key not in self._seen:
            self._seen[key] = _with_entries(record, count)
        found: _Dated = self._seen[key]
        return found


def _changes(kind: str, record: Task | Tier, decided: date) -> Iterator[RuleChange]:
    """The changes since a decision. The record is as it was on the day asked about, so it has none that came later."""
    for number, entry in sorted(enumerate(record.earlier), key=lambda numbered: numbered[1].until, reverse=True):
        asks = entry.asks_of_old_sign_offs
        if asks is not None and asks.do != "nothing" and decided <= entry.until:
            span = record.origin.key(EARLIER, number, "asks_of_old_sign_offs")
            yield RuleChange(kind, record.id, entry.until, asks.do, asks.by, span)
