"""Everything that is known on a day: the records and what follows from them, each computed once."""

from datetime import date
from functools import cached_property

from pa_framework.graph import Graph, graph
from pa_framework.pay import Minimum, minimum_on
from pa_framework.records import Records
from pa_framework.signoff import Authority, Chain, authority, chains


class Facts:
    """The records on a day. Rules judge it, pages show it."""

    def __init__(self, records: Records, on: date) -> None:
        self.records = records
        self.on = on

    @cached_property
    def graph(self) -> Graph:
        return graph(self.records)

    @cached_property
    def chains(self) -> dict[str, Chain]:
        """The sign-off chain of each delegable task, by the task's id."""
        return chains(self.records)

    @cached_property
    def authorities(self) -> dict[str, Authority]:
        """Each role's path of authority."""
        return {name: authority(name, self.records.roles) for name in self.records.roles}

    @cached_property
    def minimum_today(self) -> Minimum | None:
        """The legal minimum for adults on this day."""
        return minimum_on(self.on, self.records.minimum_wage)
