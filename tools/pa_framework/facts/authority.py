"""Paths of authority of practitioners: who could do what on a day, and because of whom.

Validated as certificate chains are: each link in force on its own day, up to somebody who answers to a
professional register. A path that goes round in a circle or ends elsewhere carries nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pa_framework.facts.delegation_chain import is_accountable
from pa_framework.records.load import Records
from pa_framework.records.model import Task
from pa_framework.records.register_model import Authorisation, Practitioner
from pa_framework.text.dates import add_months

_Node = tuple[str, date]


@dataclass(frozen=True, slots=True)
class AuthorityPath:
    """A path upward on a day: practitioner ids, nearest first. `why` says what stops it, and is empty where nothing does."""

    practitioners: tuple[str, ...]
    why: str = ""
    code: str = ""

    @property
    def holds(self) -> bool:
        return not self.why


def is_active(who: Practitioner, on: date) -> bool:
    """Whether a practitioner was active on a day."""
    return who.active_from <= on and (who.active_until is None or on <= who.active_until)


class AuthorityPaths:
    """Walks paths of authority in one register, and keeps those that it has walked."""

    def __init__(self, records: Records, practitioners: Mapping[str, Practitioner]) -> None:
        self._records = records
        self._practitioners = practitioners
        self._paths: dict[tuple[str, str, date], AuthorityPath] = {}
        self._months = records.framework.settings.register_check_valid_months if records.framework else 12

    def path(self, practitioner: str, task: Task, on: date) -> AuthorityPath:
        """The path of authority of a practitioner for a task on a day, or what stops it."""
        asked = (practitioner, task.id, on)
        if asked not in self._paths:
            self._paths[asked] = self._walked(practitioner, task, on)
        return self._paths[asked]

    def _walked(self, practitioner: str, task: Task, on: date) -> AuthorityPath:
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
                if any(check <= day <= add_months(check, self._months) for check in here.register_checked_on):
                    return AuthorityPath(_path_to(node, below))
                why = f"nobody had checked {name}'s registration in the {self._months} months before {day}"
                stopped.append((node, "", why, "SGN017"))
                continue
            given = [
                each
                for each in here.authorised
                if authorisation_covers(each, task) and each.on <= day and is_authorisation_valid(each, day)
            ]
            for each in given:
                above = (each.by, each.on)
                giver = self._practitioners.get(each.by)
                if (
                    giver is None
                    or not is_active(giver, each.on)
                    or role is None
                    or giver.role not in role.authorised_by
                ):
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
        return _failure(stopped, below, onward)


def _failure(
    stopped: list[tuple[_Node, str, str, str]], below: Mapping[_Node, _Node | None], onward: Mapping[_Node, _Node]
) -> AuthorityPath:
    """Why no path holds: a circle that a way up closes, else what stopped the shortest path."""
    asked = {name for name, _ in below}
    for node, above, _, _ in stopped:
        if above in asked and above in (path := _path_to(node, below)):
            return _loop((*path, above))
    for node, above, why, code in stopped:
        if why:
            return AuthorityPath((*_path_to(node, below), above) if above else _path_to(node, below), why, code)
    # Every way up meets another, and none ends: so each leads on into a circle that no single one closes.
    node = next(iter(below))
    walked = {node: None}
    while (node := onward[node]) not in walked:
        walked[node] = None
    return _loop((*(name for name, _ in walked), node[0]))


def _loop(path: tuple[str, ...]) -> AuthorityPath:
    """A path that goes round, up to where the first practitioner comes up again."""
    seen: set[str] = set()
    for number, name in enumerate(path):
        if name in seen:
            path = path[: number + 1]
            break
        seen.add(name)
    return AuthorityPath(path, f"authority goes round in a circle: {_format_path(path)}", "SGN007")


def _format_path(path: tuple[str, ...]) -> str:
    shown = path if len(path) <= 8 else (*path[:4], "…", *path[-3:])
    return " → ".join(shown)


def authorisation_covers(given: Authorisation, task: Task) -> bool:
    """Whether an authorisation names a task or its category."""
    return task.id in given.tasks or task.category in given.categories


def is_authorisation_valid(given: Authorisation, day: date) -> bool:
    """Whether an authorisation runs on a day."""
    return given.first <= day and (given.until is None or day <= given.until)


def _path_to(node: _Node, below: Mapping[_Node, _Node | None]) -> tuple[str, ...]:
    """The practitioners from the one who was asked about up to this node."""
    path, here = [node[0]], below[node]
    while here is not None:
        path.append(here[0])
        here = below[here]
    return tuple(reversed(path))
