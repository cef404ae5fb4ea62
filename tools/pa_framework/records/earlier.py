"""Records as they were on a day: what a record's `earlier` says held until then."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pa_framework.records.load import Records
from pa_framework.records.model import Role, Task, Tier, Trigger
from pa_framework.text.findings import Span


@dataclass(frozen=True, slots=True)
class AskedChange:
    """What a change of rules asks of older sign-offs: `do` is `reassess` or `review`, `by` the last day for it."""

    until: date
    do: str
    by: date | None
    span: Span


class DatedRules:
    """The tasks, tiers, roles and triggers of a framework by the rules of a day."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def task(self, name: str, on: date) -> Task | None:
        """A task as it was on a day; None where there is none."""
        return self._records.tasks.get(name)

    def tier(self, name: str, on: date) -> Tier | None:
        """A tier as it was on a day; None where there is none."""
        return self._records.tiers.get(name)

    def role(self, name: str, on: date) -> Role | None:
        """A role as it was on a day; None where there is none."""
        return self._records.roles.get(name)

    def trigger(self, name: str, on: date) -> Trigger | None:
        """A trigger as it was on a day; None where there is none."""
        return self._records.triggers.get(name)

    def changes(self, task: str, decided: date, on: date) -> Iterator[AskedChange]:
        """What changes of a task and its tier, between two days, ask of older sign-offs."""
        yield from ()
