"""Paths of authority of practitioners: who could do what on a day, and because of whom.

Validated as certificate chains are: each link in force on its own day, up to somebody who answers to a
professional register. A path that goes round in a circle or ends elsewhere carries nothing.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pa_framework.facts.delegation_chain import is_accountable
from pa_framework.records.load import Records
from pa_framework.records.model import Task
from pa_framework.records.register_model import Authorisation, Practitioner

_Node = tuple[str, date]


@dataclass(frozen=True, slots=True)
class Path:
    """A path upward on a day: practitioner ids, nearest first. `why` says what stops it, and is empty where nothing does."""

    practitioners: tuple[str, ...]
    why: str = ""
    code: str = ""

    @property
    def holds(self) -> bool:
        return not self.why


def later_by_months(day: date, months: int) -> date:
    """The day so many months later by the calendar; the last of the month where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return date(year, month + 1, monthrange(year, month + 1)[1])


def active(who: Practitioner, on: date) -> bool:
    """Whether a practitioner was active on a day."""
    return who.active_from <= on and (who.active_until is None or on <= who.active_until)


class Authorities:
    """Walks paths of authority in one register, and keeps those that it has walked."""

    def __init__(self, records: Records, practitioners: Mapping[str, Practitioner]) -> None:
        self._records = records
        self._practitioners = practitioners
        self._paths: dict[tuple[str, str, date], Path] = {}
        self._months = records.framework.settings.register_check_valid_months if records.framework else 12

    def path(self, practitioner: str, task: Task, on: date) -> Path:
        """The path of authority of a practitioner for a task on a day, or what stops it."""
        asked = (practitioner, task.id, on)
        if asked not in self._paths:
            self._paths[asked] = self._walked(practitioner, task, on)
        return self._paths[asked]

    def _walked(self, practitioner: str, task: Task, on: date) -> Path:
        """Breadth first over (practitioner, day), without recursion: a path of any depth is walked."""
        below: dict[_Node, _Node | None] = {(practitioner, on): None}
        queue: list[_Node] = [(practitioner, on)]
        onward: dict[_Node, _Node] = {}
        stopped: list[tuple[_Node, str, str, str]] = []
        for node in queue:
            name, day = node
            here = self._practitioners.get(name)
            if here is None:
                stopped.append((node, "", f"{name} is not in the register", "SGN006"))
                continue
            role = self._records.roles.get(here.role)
            if role is not None and is_accountable(role):
                if any(check <= day <= later_by_months(check, self._months) for check in here.register_checked_on):
                    return Path(_upward(node, below))
                why = f"nobody had checked {name}'s registration in the {self._months} months before {day}"
                stopped.append((node, "", why, "SGN017"))
                continue
            given = [each for each in here.authorised if covers(each, task) and each.on <= day and runs_on(each, day)]
            for each in given:
                above = (each.by, each.on)
                giver = self._practitioners.get(each.by)
                if giver is None or not active(giver, each.on) or role is None or giver.role not in role.authorised_by:
                    stopped.append((node, each.by, f"{each.by} could not authorise {name} on {each.on}", "SGN006"))
                    continue
                onward.setdefault(node, above)
                if above not in below:
                    below[above] = node
                    queue.append(above)
                else:
                    stopped.append((node, each.by, "", "SGN007"))
            if not given:
                stopped.append((node, "", f"nobody had authorised {name} for {task.id} on {day}", "SGN006"))
        return _told(stopped, below, onward)


def _told(
    stopped: list[tuple[_Node, str, str, str]], below: Mapping[_Node, _Node | None], onward: Mapping[_Node, _Node]
) -> Path:
    """Why no path holds: a circle that a way up closes, else what stopped the shortest path."""
    asked = {name for name, _ in below}
    for node, above, _, _ in stopped:
        if above in asked and above in (path := _upward(node, below)):
            return _circle((*path, above))
    for node, above, why, code in stopped:
        if why:
            return Path((*_upward(node, below), above) if above else _upward(node, below), why, code)
    # Every way up meets another, and none ends: so each leads on into a circle that no single one closes.
    node = next(iter(below))
    walked = {node: None}
    while (node := onward[node]) not in walked:
        walked[node] = None
    return _circle((*(name for name, _ in walked), node[0]))


def _circle(path: tuple[str, ...]) -> Path:
    """A path that goes round, up to where the first practitioner comes up again."""
    seen: set[str] = set()
    for number, name in enumerate(path):
        if name in seen:
            path = path[: number + 1]
            break
        seen.add(name)
    return Path(path, f"authority goes round in a circle: {_drawn(path)}", "SGN007")


def _drawn(path: tuple[str, ...]) -> str:
    shown = path if len(path) <= 8 else (*path[:4], "…", *path[-3:])
    return " → ".join(shown)


def covers(given: Authorisation, task: Task) -> bool:
    """Whether an authorisation names a task or its category."""
    return task.id in given.tasks or task.category in given.categories


def runs_on(given: Authorisation, day: date) -> bool:
    """Whether an authorisation runs on a day."""
    return given.first <= day and (given.until is None or day <= given.until)


def _upward(node: _Node, below: Mapping[_Node, _Node | None]) -> tuple[str, ...]:
    """The practitioners from the one who was asked about up to this node."""
    path, here = [node[0]], below[node]
    while here is not None:
        path.append(here[0])
        here = below[here]
    return tuple(reversed(path))
